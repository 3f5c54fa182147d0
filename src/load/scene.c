/* The geometry of a solved posture for whoever draws it. */
#include <math.h>
#include <string.h>

#include "day.h"

static void mix(double out[3], const double a[3], double ka, const double b[3], double kb)
{
	for (int i = 0; i < 3; i++)
		out[i] = ka * a[i] + kb * b[i];
}

static void in_body(double out[3], const lb_load_work *w, int body, double x, double y, double z)
{
	const double v[3] = {x, y, z};
	lbi_turn(out, w->R[body], v);
	for (int i = 0; i < 3; i++)
		out[i] += w->origin_m[body][i];
}

static void unit(double v[3])
{
	double n = sqrt(lbi_dot(v, v));
	for (int i = 0; i < 3; i++)
		v[i] /= n > 0 ? n : 1;
}

/* Legs swing in the plane of the body: forward and down, rolled with the pelvis. */
static void put_legs(lb_scene *s, const lb_load_work *w, const lb_trunk *t)
{
	double thigh[LB_SIDES], shank[LB_SIDES], roll = s->posture->pelvis_roll_rad, c = cos(roll), n = sin(roll);
	lbi_legs(thigh, shank, s->row, s->posture);
	for (int side = 0; side < LB_SIDES; side++) {
		double sign = side ? -1 : 1;
		in_body(s->hip[side], w, 0, t->hip_m[0], t->hip_m[1], sign * 0.085 * t->length_scale);
		const double a[3] = {-sin(thigh[side]), -cos(thigh[side]) * c, -cos(thigh[side]) * n};
		const double b[3] = {-sin(shank[side]), -cos(shank[side]) * c, -cos(shank[side]) * n};
		mix(s->knee[side], s->hip[side], 1, a, t->leg_length_m[0]);
		mix(s->ankle[side], s->knee[side], 1, b, t->leg_length_m[1]);
		double lean = shank[side], foot[3] = {1, 0, 0};
		bool pointed = lean > 1.0, raised = lean < -1.0;
		if (pointed)
			mix(foot, b, 1, b, 0);
		if (raised)
			foot[0] = 0.2 * b[0], foot[1] = c, foot[2] = n;
		mix(s->toe[side], s->ankle[side], 1, foot, 0.17 * t->length_scale);
		if (!pointed && !raised)
			s->toe[side][1] -= 0.6 * t->leg_length_m[2];
	}
}

static void put_head(lb_scene *s, const lb_load_work *w, const lb_trunk *t)
{
	double dx = t->head_com_m[0] - t->neck_m[0], dy = t->head_com_m[1] - t->neck_m[1];
	double c = cos(s->posture->neck_flex_rad), n = -sin(s->posture->neck_flex_rad);
	in_body(s->neck, w, LBI_THORAX, t->neck_m[0], t->neck_m[1], 0);
	in_body(s->head, w, LBI_THORAX, t->neck_m[0] + c * dx - n * dy, t->neck_m[1] + n * dx + c * dy, 0);
	mix(s->up, s->neck, 1, w->origin_m[LBI_THORAX], -1);
	unit(s->up);
	for (int i = 0; i < 3; i++)
		s->right[i] = w->R[LBI_THORAX][3 * i + 2];
	lbi_cross(s->ahead, s->up, s->right);
	unit(s->ahead);
	mix(s->face, s->ahead, c, s->up, n);
}

static void put_spine(lb_scene *s, const lb_load_work *w, const lb_trunk *t, const lb_load *r, double standing_N)
{
	memcpy(s->R, w->R, sizeof s->R);
	memcpy(s->origin_m, w->origin_m, sizeof s->origin_m);
	memcpy(s->activation, w->activation, sizeof s->activation);
	for (int j = 0; j < LB_JOINTS; j++) {
		lbi_disc_axes(s->disc[j], w, j);
		s->disc_ratio[j] = fmax(0, r->joint[j].compression_N) / standing_N;
	}
	for (int i = 0; i < LB_FASCICLES; i++)
		s->strand[i].first = lbi_fascicles[i].first, s->strand[i].points = lbi_fascicles[i].points,
		s->strand[i].area_m2 = lbi_fascicles[i].area_m2;
	for (int side = 0; side < LB_SIDES; side++)
		for (int q = 0; q < LB_LINE_POINTS; q++) {
			const double *v = t->point_m[q];
			in_body(s->line_m[side][q], w, lbi_points[q].body, v[0], v[1], side ? -v[2] : v[2]);
		}
}

static void put_floor(lb_scene *s)
{
	s->floor_m = fmin(s->head[1] - 0.11, s->origin_m[LBI_THORAX][1] - 0.12);
	for (int side = 0; side < LB_SIDES; side++) {
		s->floor_m = fmin(s->floor_m, s->ankle[side][1] - s->ankle_up_m);
		s->floor_m = fmin(s->floor_m, s->knee[side][1] - 0.06);
		s->floor_m = fmin(s->floor_m, s->hip[side][1] - 0.11);
		if (!s->posture->lying)
			s->floor_m = fmin(s->floor_m, s->grip[side][1] - 0.02);
	}
}

lb_status lb_scene_make(lb_scene *out, const lb_trunk *t, const lb_posture *settled, const lb_activity *row, double kg,
			double standing_N, lb_err *err)
{
	lb_scene s = {.row = row, .posture = settled, .kg = kg, .size = t->length_scale};
	lb_load_work w;
	lb_load r;
	lb_trunk laden = *t;
	if (row && row->posture.worn_kg > 0)
		lbi_wear(&laden, row, row->posture.worn_kg * kg / lb_activity_kg(row));
	lb_status st = lb_load_solve(&r, &w, &laden, settled, NULL, err);
	for (int side = 0; side < LB_SIDES && !st; side++)
		st = lbi_arm(s.shoulder[side], s.elbow[side], s.grip[side], &w, t, settled, side, err);
	if (st)
		return st;
	s.ankle_up_m = t->leg_length_m[2];
	s.even = lbi_posture_even(settled);
	put_spine(&s, &w, t, &r, standing_N);
	put_legs(&s, &w, t);
	put_head(&s, &w, t);
	put_floor(&s);
	*out = s;
	return LB_OK;
}
