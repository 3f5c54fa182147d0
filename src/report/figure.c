/* The frame round every figure. */
#include "figure.h"

static void id_attr(lbi_mark *m, const char *name, const char *id, const char *tail)
{
	lbi_put(m->out, LB_STR(" "));
	lbi_putz(m->out, name);
	lbi_put(m->out, LB_STR("=\"fig-"));
	lbi_putz(m->out, id);
	lbi_putz(m->out, tail);
	lbi_put(m->out, LB_STR("\""));
}

void lbi_figure_put(lbi_mark *m, const lbi_figure *f, const lb_assessment *r)
{
	if (!f->wanted(r))
		return;
	lbi_mark_open_with(m, "figure class=\"fig\"", "id", "fig-", lbi_str_z(f->id));
	lbi_putf(m->out, "<svg role=\"img\" aria-labelledby=\"fig-%s-t\" aria-describedby=\"fig-%s-d\" viewBox=\"%s\"",
		 f->id, f->id, f->viewbox);
	lbi_put(m->out, LB_STR("><title"));
	id_attr(m, "id", f->id, "-t");
	lbi_put(m->out, LB_STR(">"));
	lbi_mark_textz(m, f->title);
	lbi_put(m->out, LB_STR("</title><desc"));
	id_attr(m, "id", f->id, "-d");
	lbi_put(m->out, LB_STR(">"));
	f->say(m, r);
	lbi_put(m->out, LB_STR("</desc>"));
	f->draw(m, r);
	lbi_put(m->out, LB_STR("</svg>"));
	lbi_mark_open(m, "figcaption");
	if (f->legend)
		f->legend(m, r);
	lbi_mark_open(m, "p");
	f->say(m, r);
	lbi_mark_close(m);
	lbi_mark_close(m);
	lbi_mark_close(m);
}

static void pair(lbi_mark *m, const char *before, double x, double y)
{
	lbi_putz(m->out, before);
	lbi_mark_num(m, x, 0);
	lbi_put(m->out, LB_STR(" "));
	lbi_mark_num(m, y, 0);
}

/* Catmull-Rom through the points, as cubic Bezier pieces: the tangent at a point is a sixth of the way between
 * its neighbours. */
void lbi_curve(lbi_mark *m, const lbi_pt *p, size_t n, int dx, int flip)
{
	lbi_put(m->out, LB_STR(" d=\""));
	pair(m, "M", dx + flip * p[0].x, p[0].y);
	for (size_t i = 0; i < n; i++) {
		const lbi_pt *a = &p[(i + n - 1) % n], *b = &p[i], *c = &p[(i + 1) % n], *d = &p[(i + 2) % n];
		pair(m, "C", dx + flip * (b->x + (c->x - a->x) / 6.0), b->y + (c->y - a->y) / 6.0);
		pair(m, " ", dx + flip * (c->x - (d->x - b->x) / 6.0), c->y - (d->y - b->y) / 6.0);
		pair(m, " ", dx + flip * c->x, c->y);
	}
	lbi_put(m->out, LB_STR("Z\""));
}
