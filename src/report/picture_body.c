/* The person in a picture: limbs and trunk as soft shapes, the lumbar spine, discs and muscles inside them. */
#include <math.h>
#include <string.h>

#include "picture.h"

#define FINE 0.006

static void in_body(double out[3], const lb_scene *s, int body, double x, double y, double z)
{
	for (int i = 0; i < 3; i++) {
		const double *R = &s->R[body][3 * i];
		out[i] = s->origin_m[body][i] + (R[0] * x + R[1] * y + R[2] * z);
	}
}

/* ---- limbs ---- */

static void leg(lbi_pen *pen, const lb_scene *s, int side, const char *fill)
{
	double k = s->size;
	lbi_bone(pen, s->hip[side], 0.088 * k, s->knee[side], 0.058 * k, fill);
	lbi_bone(pen, s->knee[side], 0.056 * k, s->ankle[side], 0.036 * k, fill);
	lbi_bone(pen, s->ankle[side], 0.036 * k, s->toe[side], 0.024 * k, fill);
}

static void arm(lbi_pen *pen, const lb_scene *s, int side, const char *fill)
{
	double k = s->size;
	lbi_bone(pen, s->shoulder[side], 0.046 * k, s->elbow[side], 0.036 * k, fill);
	lbi_bone(pen, s->elbow[side], 0.034 * k, s->grip[side], 0.026 * k, fill);
	lbi_ball(pen, s->grip[side], 0.036 * k, fill, NULL);
}

void lbi_draw_behind(lbi_pen *pen, const lb_scene *s)
{
	if (pen->view == LBI_VIEW_SIDE) {
		leg(pen, s, 1, LBI_SKIN_FAR);
		arm(pen, s, 1, LBI_SKIN_FAR);
		return;
	}
	for (int side = 0; side < LB_SIDES; side++) { /* seen from behind: arms in front of the body */
		arm(pen, s, side, LBI_SKIN_FAR);
		leg(pen, s, side, LBI_SKIN_FAR);
	}
}

/* ---- trunk and head ---- */

static void trunk_point(double out[3], const lb_scene *s, int body, double forward_m, double right_m, double up_m)
{
	double k = s->size;
	for (int i = 0; i < 3; i++) {
		const double *R = &s->R[body][3 * i];
		double x = body == THORAX ? s->ahead[i] : R[0], y = body == THORAX ? s->up[i] : R[1];
		out[i] = s->origin_m[body][i] + k * (forward_m * x + right_m * R[2] + up_m * y);
	}
}

static void trunk_side(lbi_pen *pen, const lb_scene *s)
{
	/* body, forward, up, radius */
	static const struct {
		int body;
		double ahead, up, r;
	} balls[] = {
		{0, 0.012, -0.080, 0.118}, {1, 0.040, 0.010, 0.118}, {3, 0.048, 0.010, 0.116}, {5, 0.044, 0.010, 0.118},
		{6, 0.040, 0.060, 0.126},  {6, 0.036, 0.160, 0.130}, {6, 0.028, 0.260, 0.110}, {6, 0.018, 0.330, 0.075},
	};
	double at[2][3], k = s->size;
	for (size_t i = 0; i < LBI_COUNT(balls); i++) {
		trunk_point(at[i & 1], s, balls[i].body, balls[i].ahead, 0, balls[i].up);
		if (i)
			lbi_bone(pen, at[(i - 1) & 1], balls[i - 1].r * k, at[i & 1], balls[i].r * k, LBI_SKIN);
	}
	lbi_bone(pen, at[1], 0.06 * k, s->neck, 0.055 * k, LBI_SKIN);
}

static void trunk_back(lbi_pen *pen, const lb_scene *s)
{
	static const struct {
		int body;
		double up, half;
	} rows[] = {
		{0, -0.12, 0.150}, {0, 0.0, 0.155},  {3, 0.0, 0.130},  {5, 0.0, 0.130},
		{6, 0.10, 0.150},  {6, 0.24, 0.170}, {6, 0.31, 0.150},
	};
	enum { N = LBI_COUNT(rows) };
	double at[2 * N][3], k = s->size;
	for (size_t i = 0; i < N; i++) {
		trunk_point(at[i], s, rows[i].body, 0.04, rows[i].half, rows[i].up);
		trunk_point(at[2 * N - 1 - i], s, rows[i].body, 0.04, -rows[i].half, rows[i].up);
	}
	lbi_shape(pen, at, 2 * N, LBI_SKIN, LBI_SKIN, 0.03 * k);
	double low[3];
	trunk_point(low, s, 6, 0.03, 0, 0.28);
	lbi_bone(pen, low, 0.06 * k, s->neck, 0.055 * k, LBI_SKIN);
}

static void head(lbi_pen *pen, const lb_scene *s)
{
	double k = s->size, top[3], chin[3], nose[3], eye[3], bridge[3], axis[3];
	lbi_mix(axis, s->head, 1, s->neck, -1);
	{
		double n = sqrt(axis[0] * axis[0] + axis[1] * axis[1] + axis[2] * axis[2]);
		lbi_mix(axis, axis, n > 0 ? 1 / n : 0, axis, 0);
	}
	lbi_mix(top, s->head, 1, axis, 0.035 * k);
	lbi_mix(chin, s->head, 1, axis, -0.05 * k);
	lbi_mix(chin, chin, 1, s->face, 0.02 * k);
	lbi_bone(pen, s->neck, 0.052 * k, s->head, 0.05 * k, LBI_SKIN);
	lbi_bone(pen, top, 0.095 * k, chin, 0.068 * k, LBI_SKIN);
	if (pen->view == LBI_VIEW_BACK) {
		lbi_ball(pen, top, 0.09 * k, "#c9a98c", NULL);
		return;
	}
	lbi_mix(bridge, s->head, 1, s->face, 0.088 * k);
	lbi_mix(nose, s->head, 1, s->face, 0.122 * k);
	lbi_mix(nose, nose, 1, axis, -0.022 * k);
	lbi_bone(pen, bridge, 0.018 * k, nose, 0.012 * k, LBI_SKIN);
	lbi_mix(eye, s->head, 1, s->face, 0.06 * k);
	lbi_mix(eye, eye, 1, axis, 0.02 * k);
	lbi_ball(pen, eye, 0.009 * k, "#5c4a3a", NULL);
}

void lbi_draw_body(lbi_pen *pen, const lb_scene *s)
{
	if (pen->view == LBI_VIEW_SIDE)
		leg(pen, s, 0, LBI_SKIN), trunk_side(pen, s);
	else
		trunk_back(pen, s);
	head(pen, s);
}

/* ---- inside: bones, discs, muscles ---- */

const char *lbi_disc_colour(double ratio)
{
	static const struct {
		double below;
		const char *colour;
	} steps[] = {
		{0.6, "#3f8fc4"}, {1.3, "#3aa76d"}, {2.0, "#b5c334"},
		{3.0, "#f0b429"}, {4.0, "#e8762c"}, {1e9, "#c4241c"},
	};
	size_t i = 0;
	while (ratio >= steps[i].below)
		i++;
	return steps[i].colour;
}

const char *lbi_muscle_colour(double activation)
{
	static const struct {
		double below;
		const char *colour;
	} steps[] = {
		{0.06, "#d9b3aa"}, {0.12, "#d9958a"}, {0.25, "#d26a5c"}, {0.50, "#bf3b30"}, {2, "#8f1410"},
	};
	size_t i = 0;
	while (activation >= steps[i].below)
		i++;
	return steps[i].colour;
}

static void pelvis(lbi_pen *pen, const lb_scene *s)
{
	static const double side[][3] = {{-0.045, 0.04, 0}, {0.03, 0.045, 0},  {0.06, 0.0, 0},   {0.055, -0.075, 0},
					 {0.02, -0.13, 0},  {-0.02, -0.10, 0}, {-0.05, -0.06, 0}};
	static const double back[][3] = {{0, 0.05, 0.11},  {0, 0.0, 0.125},   {0, -0.09, 0.07},
					 {0, -0.14, 0.02}, {0, -0.14, -0.02}, {0, -0.09, -0.07},
					 {0, 0.0, -0.125}, {0, 0.05, -0.11},  {0, 0.01, 0}};
	double at[9][3], k = s->size;
	bool from_side = pen->view == LBI_VIEW_SIDE;
	size_t n = from_side ? LBI_COUNT(side) : LBI_COUNT(back);
	for (size_t i = 0; i < n; i++) {
		const double *v = from_side ? side[i] : back[i];
		in_body(at[i], s, 0, k * v[0], k * v[1], k * v[2]);
	}
	lbi_shape(pen, at, n, "#fbf6ea", "#b8a88c", 0.004);
}

static void vertebra(lbi_pen *pen, const lb_scene *s, int b)
{
	double k = s->size, half = 0.019 * k, at[4][3], deep = 0.017 * k;
	bool from_side = pen->view == LBI_VIEW_SIDE;
	for (int i = 0; i < 4; i++) {
		bool top = i >= 2, near = i == 1 || i == 2;
		int end = top ? b + 1 : b;
		const double(*n)[3] = s->disc[end - 1];
		const double *o = s->origin_m[end];
		double gap = (top ? -0.006 : 0.006) * k;
		for (int c = 0; c < 3; c++)
			at[i][c] = o[c] + gap * n[1][c] + (near ? half : -half) * (from_side ? n[0][c] : n[2][c]);
	}
	lbi_shape(pen, at, 4, "#fbf6ea", "#8d7f66", 0.003);
	if (from_side) { /* the spinous process */
		double root[3], tip[3];
		in_body(root, s, b, -half, deep, 0);
		in_body(tip, s, b, -0.060 * k, deep * 0.4, 0);
		lbi_stroke(pen, root, tip, 0.009 * k, "#e9dfc8");
	}
}

static void disc(lbi_pen *pen, const lb_scene *s, int joint)
{
	double at[4][3], k = s->size, half = 0.021 * k, high = 0.0065 * k;
	const double *o = s->origin_m[joint + 1];
	const double(*n)[3] = s->disc[joint];
	for (int i = 0; i < 4; i++)
		for (int c = 0; c < 3; c++)
			at[i][c] = o[c] +
				   ((i == 1 || i == 2) ? half : -half) * n[pen->view == LBI_VIEW_SIDE ? 0 : 2][c] +
				   (i >= 2 ? high : -high) * n[1][c];
	lbi_shape(pen, at, 4, lbi_disc_colour(s->disc_ratio[joint]), "#4a4a4a",
		  0.002);
}

/* The upper spine has no joints in the model; it is drawn as one curve to the neck. */
static void upper_spine(lbi_pen *pen, const lb_scene *s)
{
	double at[3], last[3];
	memcpy(last, s->origin_m[THORAX], sizeof last);
	for (int i = 1; i <= 6; i++) {
		double part = i / 6.0;
		lbi_mix(at, s->origin_m[THORAX], 1 - part, s->neck, part);
		lbi_mix(at, at, 1, s->ahead, -0.035 * s->size * 4 * part * (1 - part));
		lbi_stroke(pen, last, at, 0.026 * s->size, i & 1 ? "#f3ead6" : "#e4d8bf");
		memcpy(last, at, sizeof last);
	}
}

static void muscles(lbi_pen *pen, const lb_scene *s)
{
	for (int side = LB_SIDES - 1; side >= 0; side--)
		for (int i = 0; i < LB_FASCICLES && !(pen->view == LBI_VIEW_SIDE && side == 1); i++) {
			const double(*at)[3] = &s->line_m[side][s->strand[i].first];
			double width_m = fmax(0.002, 0.00064 * sqrt(s->strand[i].area_m2 * 1e6));
			for (int q = 1; q < s->strand[i].points; q++)
				lbi_stroke(pen, at[q - 1], at[q], width_m, lbi_muscle_colour(s->activation[i][side]));
		}
}

void lbi_draw_inside(lbi_pen *pen, const lb_scene *s)
{
	pelvis(pen, s);
	upper_spine(pen, s);
	muscles(pen, s);
	for (int b = 1; b < THORAX; b++)
		vertebra(pen, s, b);
	for (int j = 0; j < LB_JOINTS; j++)
		disc(pen, s, j);
}

void lbi_draw_front(lbi_pen *pen, const lb_scene *s)
{
	if (!pen->measuring)
		lbi_putz(pen->o, "<g opacity=\"0.72\">");
	if (pen->view == LBI_VIEW_SIDE)
		arm(pen, s, 0, "#e9cdb4");
	if (!pen->measuring)
		lbi_putz(pen->o, "</g>\n");
}
