#include "mjcf.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>

#include "load.h"

typedef struct {
	char *s;
	size_t n, room;
} sink;

static void put(sink *o, const char *fmt, ...) LB_PRINTF(2, 3);

static void put(sink *o, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	int n = vsnprintf(o->n < o->room ? o->s + o->n : NULL, o->n < o->room ? o->room - o->n : 0, fmt, ap);
	va_end(ap);
	if (n > 0)
		o->n += (size_t)n;
}

static void put_sites(sink *o, const lb_trunk *t, int body)
{
	for (int i = 0; i < LB_LINE_POINTS; i++) {
		if (lbi_points[i].body != body)
			continue;
		const double *m = t->point_m[i];
		put(o, "<site name='p%dr' pos='%.17g %.17g %.17g'/>", i, m[0], m[1], m[2]);
		put(o, "<site name='p%dl' pos='%.17g %.17g %.17g'/>\n", i, m[0], m[1], -m[2]);
	}
}

size_t lbt_mjcf(char *out, size_t room, const lb_trunk *t)
{
	sink o = {out, 0, room};
	put(&o,
	    "<mujoco><compiler angle='radian' autolimits='true'/><size njmax='400' nconmax='10'/>"
	    "<option gravity='0 -9.80665 0'/><worldbody>\n<body name='b0'><geom size='0.01' mass='%.17g'/>\n",
	    t->body_kg[0]);
	put_sites(&o, t, 0);
	for (int b = 1; b < LBI_BODIES; b++) {
		double half = lbi_bodies[b].pitch_rad / 2;
		put(&o, "<body name='b%d' pos='%.17g %.17g 0' quat='%.17g 0 0 %.17g'>", b, t->joint_m[b][0],
		    t->joint_m[b][1], cos(half), sin(half));
		put(&o,
		    "<joint name='j%dz' axis='0 0 -1'/><joint name='j%dx' axis='1 0 0'/><joint name='j%dy' axis='0 1 "
		    "0'/>",
		    b, b, b);
		put(&o, "<geom size='0.01' mass='%.17g' pos='%.17g %.17g 0' contype='0' conaffinity='0'/>\n",
		    t->body_kg[b], t->body_com_m[b][0], t->body_com_m[b][1]);
		put_sites(&o, t, b);
	}
	for (int b = 0; b < LBI_BODIES; b++)
		put(&o, "</body>");
	put(&o, "</worldbody>\n<tendon>\n");
	for (int i = 0; i < LB_FASCICLES; i++)
		for (int side = 0; side < 2; side++) {
			put(&o, "<spatial name='t%d%c'>", i, side ? 'l' : 'r');
			for (int k = 0; k < lbi_fascicles[i].points; k++)
				put(&o, "<site site='p%d%c'/>", lbi_fascicles[i].first + k, side ? 'l' : 'r');
			put(&o, "</spatial>\n");
		}
	put(&o, "</tendon></mujoco>\n");
	return o.n < room ? o.n : 0;
}
