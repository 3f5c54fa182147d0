/* Lines of the fascicles: each runs straight between its points, which move with their bones; so the lines follow the
 * bending back, and belly muscles keep their distance from the spine. */
#include <math.h>

#include "load.h"

/* Points of one side in the world. Left is right with z negated in the body's own frame. */
static void place(double (*out)[3], const lb_load_work *w, const lb_trunk *t, double sign)
{
	for (int i = 0; i < LB_LINE_POINTS; i++) {
		const double *R = w->R[lbi_points[i].body], *o = w->origin_m[lbi_points[i].body], *v = t->point_m[i];
		double z = sign * v[2];
		for (int c = 0; c < 3; c++)
			out[i][c] = ((R[3 * c] * v[0] + R[3 * c + 1] * v[1]) + R[3 * c + 2] * z) + o[c];
	}
}

/* One piece from `low` up to `high` crosses the joints first .. last - 1: unit pull on the upper part, and its moment
 * about each of their centres. */
static void piece(lb_load_work *w, int side, int entry, const double low[3], const double high[3], int first, int last,
		  bool even)
{
	double u[3] = {low[0] - high[0], low[1] - high[1], low[2] - high[2]};
	double scale = 1 / sqrt(lbi_dot(u, u));
	for (int c = 0; c < 3; c++)
		u[c] *= scale;
	for (int j = first; j < last; j++, entry++) {
		const double *o = w->origin_m[j + 1];
		double x = high[0] - o[0], y = high[1] - o[1], z = high[2] - o[2];
		w->pull[0][side][entry] = u[0];
		w->pull[1][side][entry] = u[1];
		w->arm_m[0][side][entry] = x * u[1] - y * u[0];
		if (even)
			continue;
		w->pull[2][side][entry] = u[2];
		w->arm_m[1][side][entry] = y * u[2] - z * u[1];
		w->arm_m[2][side][entry] = z * u[0] - x * u[2];
	}
}

void lbi_lines(lb_load_work *w, const lb_trunk *t, bool even)
{
	double at[LB_LINE_POINTS][3];
	for (int side = 0; side < (even ? 1 : LB_SIDES); side++) {
		place(at, w, t, side ? -1 : 1);
		for (int i = 0; i < LB_FASCICLES; i++) {
			const lbi_fascicle *f = &lbi_fascicles[i];
			for (int k = f->first; k < f->first + f->points - 1; k++) {
				int low = lbi_points[k].body, high = lbi_points[k + 1].body;
				if (low < high)
					piece(w, side, f->crossing + low - f->low, at[k], at[k + 1], low, high, even);
			}
		}
	}
}
