/* One posture to one result. */
#include <math.h>
#include <string.h>

#include "load.h"

enum { MARKER = 0x10ad };

/* ---- per joint ---- */

static void muscle_wrench(const lb_load_work *w, double N[LB_JOINTS][3], double Nm[LB_JOINTS][3])
{
	static const int axis_of[3] = {1, 2, 0}; /* arm_m keeps z, x, y */
	memset(N, 0, sizeof(double[LB_JOINTS][3]));
	memset(Nm, 0, sizeof(double[LB_JOINTS][3]));
	for (int i = 0; i < LB_FASCICLES; i++) {
		const lbi_fascicle *f = &lbi_fascicles[i];
		double r_N = w->activation[i][0] * w->force_N[i][0], l_N = w->activation[i][1] * w->force_N[i][1];
		for (int j = f->low; j < f->high; j++) {
			int e = f->crossing + j - f->low;
			if (w->even) {
				N[j][0] += 2 * r_N * w->pull[0][0][e];
				N[j][1] += 2 * r_N * w->pull[1][0][e];
				Nm[j][2] += 2 * r_N * w->arm_m[0][0][e];
				continue;
			}
			for (int c = 0; c < 3; c++) {
				N[j][c] += r_N * w->pull[c][0][e] + l_N * w->pull[c][1][e];
				Nm[j][c] += r_N * w->arm_m[axis_of[c]][0][e] + l_N * w->arm_m[axis_of[c]][1][e];
			}
		}
	}
}

static void in_disc(double out[3], double n[3][3], const double v[3])
{
	out[0] = lbi_dot(v, n[2]);
	out[1] = lbi_dot(v, n[0]);
	out[2] = lbi_dot(v, n[1]);
}

static double play_at(const lb_load_work *w, int axis, int joint)
{
	const double *play = &w->play_Nm[axis * (LB_JOINTS - 1)];
	return (joint < LB_JOINTS - 1 ? play[joint] : 0) - (joint > 0 ? play[joint - 1] : 0);
}

static void fill_joints(lb_load *out, const lb_load_work *w, const lbi_solution *s)
{
	double N[LB_JOINTS][3], Nm[LB_JOINTS][3];
	muscle_wrench(w, N, Nm);
	for (int j = 0; j < LB_JOINTS; j++) {
		lb_joint_load *q = &out->joint[j];
		double n[3][3], sum[3], missing = 0;
		lbi_disc_axes(n, w, j);
		for (int i = 0; i < 3; i++)
			sum[i] = w->outer_N[j][i] + w->inner_N[j][i] + N[j][i];
		q->compression_N = -lbi_dot(sum, n[1]);
		q->shear_N = lbi_dot(sum, n[0]);
		q->side_shear_N = lbi_dot(sum, n[2]);
		in_disc(q->outer_Nm, n, w->outer_Nm[j]);
		in_disc(q->passive_Nm, n, w->inner_Nm[j]);
		in_disc(q->muscle_Nm, n, Nm[j]);
		q->facet_N = fmax(0, lbi_parameter.facet_shear * q->shear_N);
		q->play_Nm = 0;
		for (int axis = 0; axis < 3; axis++) {
			q->play_Nm = fmax(q->play_Nm, fabs(play_at(w, axis, j)));
			missing = fmax(missing, fabs(s->missing_Nm[axis * LB_JOINTS + j]));
		}
		q->missing_Nm = missing;
		out->slack_Nm = fmax(out->slack_Nm, q->play_Nm);
		out->missing_Nm = fmax(out->missing_Nm, missing);
	}
}

/* ---- per muscle ---- */

static void fill_muscles(lb_load *out, const lb_load_work *w)
{
	double most_N[LB_MUSCLES][LB_SIDES] = {0};
	for (int i = 0; i < LB_FASCICLES; i++)
		for (int side = 0; side < LB_SIDES; side++) {
			lb_muscle_load *m = &out->muscle[lbi_fascicles[i].muscle][side];
			m->force_N += w->activation[i][side] * w->force_N[i][side];
			m->peak_activation = fmax(m->peak_activation, w->activation[i][side]);
			most_N[lbi_fascicles[i].muscle][side] += w->force_N[i][side];
		}
	for (int m = 0; m < LB_MUSCLES; m++)
		for (int side = 0; side < LB_SIDES; side++) {
			lb_muscle_load *q = &out->muscle[m][side];
			q->activation = most_N[m][side] > 0 ? q->force_N / most_N[m][side] : 0;
			q->mvc_percent = 100 * q->activation;
		}
	for (int m = 0; m < LB_MUSCLES; m++) {
		double both_N = out->muscle[m][0].force_N + out->muscle[m][1].force_N;
		if (lb_muscle_role((lb_muscle_id)m) == LB_ROLE_BACK)
			out->extensors_N += both_N;
		if (lb_muscle_role((lb_muscle_id)m) == LB_ROLE_ABDOMEN)
			out->flexors_N += both_N;
	}
}

/* ---- one solve ---- */

static void fill_need(lb_load_work *w)
{
	static const int component[3] = {2, 0, 1};
	for (int axis = 0; axis < 3; axis++)
		for (int j = 0; j < LB_JOINTS; j++)
			w->need_Nm[axis * LB_JOINTS + j] =
				-(w->outer_Nm[j][component[axis]] + w->inner_Nm[j][component[axis]]);
}

/* What curls up someone who lies, ground, legs or arms, also holds what the stretched tissue pulls. */
static void rest_on_ground(lb_load_work *w)
{
	for (int j = 0; j < LB_JOINTS; j++) {
		double n[3][3];
		lbi_disc_axes(n, w, j);
		for (int i = 0; i < 3; i++)
			w->outer_Nm[j][i] -= w->cord_Nm[j] * n[2][i];
	}
}

/* Upright tone is a reflex of standing free: it fades to the supported one as passive tissue takes the trunk over, as
 * the silence of the back muscles in full flexion shows. A trunk that is all but balanced, or would fall
 * backward, is not carried by tissue at the back. */
static double resting_tone(const lb_load_work *w, const lb_trunk *t, const lb_posture *p)
{
	double calm = t->constants.tone_supported, need_Nm = -w->outer_Nm[LB_L4_5][2];
	if (p->supported)
		return calm;
	double least_Nm = lbi_parameter.tone_balanced, carried = fmin(1, fmax(0, need_Nm / least_Nm));
	double share = carried * fmin(1, fmax(0, w->cord_Nm[LB_L4_5] / fmax(need_Nm, least_Nm)));
	return calm + (t->constants.tone_upright - calm) * (1 - pow(share, lbi_parameter.tone_fade));
}

/* What the muscles do; guarding is what the same posture does not do without it. */
static void share_out(lb_load *r, lb_load_work *w, const lb_trunk *t, double tone, int exponent, bool warm)
{
	lbi_least(w, t, tone, 0);
	warm = warm && w->marker == MARKER;
	lbi_solution got = tone > 0 ? lbi_activate_if_held(w, t, exponent, warm) : lbi_activate(w, t, exponent, warm);
	w->marker = MARKER;
	got = lbi_yield(w, t, &got, tone, exponent, &r->tone_cut);
	fill_joints(r, w, &got);
	if (t->guarded) {
		double calm_N = r->joint[LB_L4_5].compression_N;
		got = lbi_guard(w, t, &got, tone * (1 - r->tone_cut), exponent, &r->guard_cut);
		r->slack_Nm = r->missing_Nm = 0;
		fill_joints(r, w, &got);
		r->guard_N = r->joint[LB_L4_5].compression_N - calm_N;
	}
	r->iterations = got.iterations, r->residual_Nm = got.residual_Nm, r->converged = got.converged;
}

/* Without the extras that need further solves. */
static lb_status solve_once(lb_load *out, lb_load_work *w, const lb_trunk *t, const lb_posture *p, int exponent,
			    bool warm, lb_err *err)
{
	lb_status s = lbi_posture_check(p, err);
	if (s)
		return s;
	if (p->stance)
		return lbi_fail(err, LB_RANGE, "stance", "the posture is not settled: lb_posture_settle");
	lbi_pose(w, t, p);
	s = lbi_outer(w, t, p, err);
	if (s)
		return s;
	lb_load r;
	memset(&r, 0, sizeof r);
	r.abdominal_Pa = lbi_inner(w, t, p);
	double tone = resting_tone(w, t, p);
	if (p->lying)
		rest_on_ground(w);
	w->even = t->even && lbi_posture_even(p);
	lbi_lines(w, t, w->even);
	lbi_forces(w, t, p->flex_rad);
	fill_need(w);
	share_out(&r, w, t, tone, exponent, warm);
	fill_muscles(&r, w);
	r.flexion_moment_Nm = -w->outer_Nm[0][2];
	double area_m2 = lbi_parameter.disc_area * t->length_scale * t->length_scale;
	r.pressure_Pa = t->constants.pressure_factor * fmax(0, r.joint[LB_L4_5].compression_N) / area_m2;
	r.limits_personal = lb_load_limits(&r.limit_low_N, &r.limit_high_N, &t->person);
	*out = r;
	return LB_OK;
}

/* ---- extras ---- */

/* Posture read by eye: independent errors of pelvis, flexion and hands; hands that would be out of reach stay. */
static void add_band(lb_load *r, const lb_load_work *w, const lb_trunk *t, const lb_posture *p, int exponent)
{
	double angle = lbi_parameter.noise_angle * 3.14159265358979323846 / 180, up = 0, down = 0;
	double base_N = r->joint[LB_L4_5].compression_N;
	lb_load_work other = *w;
	for (int k = 0; k < 3; k++) {
		double most = 0, least = 0;
		for (int sign = -1; sign <= 1; sign += 2) {
			lb_posture q = *p;
			lb_load moved;
			if (k == 0)
				q.pelvis_tilt_rad += sign * angle;
			if (k == 1)
				q.flex_rad += sign * angle;
			if (k == 2 && p->hand_placed)
				q.hand_m[0] += sign * lbi_parameter.noise_hand;
			if (k == 2 && !p->hand_placed)
				for (int side = 0; side < LB_SIDES; side++)
					q.arm[side].upper_rad += sign * lbi_parameter.noise_hand / t->arm_length_m[0];
			if (lb_posture_settle(&q, t, &q, NULL))
				continue;
			if (solve_once(&moved, &other, t, &q, exponent, true, NULL))
				continue;
			most = fmax(most, moved.joint[LB_L4_5].compression_N - base_N);
			least = fmin(least, moved.joint[LB_L4_5].compression_N - base_N);
		}
		up += most * most, down += least * least;
	}
	r->low_N = fmax(fmin(0, base_N), base_N - sqrt(down)), r->high_N = base_N + sqrt(up);
}

/* Missing at `ratio` times the outer forces and moments, the passive tissue as it is. */
static double missing_at(lb_load_work *w, const lb_trunk *t, double ratio, int exponent)
{
	lb_load_work other = *w;
	for (int axis = 0; axis < 3; axis++)
		for (int j = 0; j < LB_JOINTS; j++)
			other.need_Nm[axis * LB_JOINTS + j] -= (ratio - 1) * w->outer_Nm[j][axis == 0 ? 2 : axis - 1];
	lbi_least(&other, t, 0, 1);
	lbi_solution s = lbi_activate(&other, t, exponent, false);
	return lbi_most_missing(&s);
}

static void add_strength(lb_load *r, lb_load_work *w, const lb_trunk *t, int exponent)
{
	double low = 0, high = 1;
	while (high < 64 && missing_at(w, t, high, exponent) < 0.1)
		low = high, high *= 2;
	for (int i = 0; i < 10 && high < 65; i++) {
		double mid = (low + high) / 2;
		if (missing_at(w, t, mid, exponent) < 0.1)
			low = mid;
		else
			high = mid;
	}
	r->strength_ratio = low;
}

lb_status lb_load_solve(lb_load *out, lb_load_work *work, const lb_trunk *t, const lb_posture *p,
			const lb_load_options *opt, lb_err *err)
{
	lb_load_options o = opt ? *opt : (lb_load_options){0};
	if (!o.exponent)
		o.exponent = 2;
	if (o.exponent != 2 && o.exponent != 3)
		return lbi_fail(err, LB_RANGE, "exponent", "%d is neither 2 nor 3", o.exponent);
	lb_load r;
	lb_status s = solve_once(&r, work, t, p, o.exponent, o.warm, err);
	if (s)
		return s;
	if (o.with_band)
		add_band(&r, work, t, p, o.exponent);
	if (o.with_strength)
		add_strength(&r, work, t, o.exponent);
	*out = r;
	return LB_OK;
}

/* ---- strength ---- */

/* Moments that `load`, a pull in N or a moment in N m, asks of the muscles at each joint, those of the weights included. */
static void need_against(lb_load_work *w, const lb_trunk *t, lb_direction to, double load, double chest_y_m)
{
	static const double sign[] = {[LB_EXTEND] = 1, [LB_FLEX] = -1, [LB_BEND_RIGHT] = 1, [LB_TURN_LEFT] = 1};
	static const int axis[] = {[LB_EXTEND] = 0, [LB_FLEX] = 0, [LB_BEND_RIGHT] = 1, [LB_TURN_LEFT] = 2};
	bool pull = to != LB_TURN_LEFT, sagittal = axis[to] == 0;
	double belly_Nm = sagittal ? lbi_abdomen(NULL, t, load * (chest_y_m - w->origin_m[1 + LB_L4_5][1])) : 0;
	memset(w->need_Nm, 0, sizeof w->need_Nm);
	for (int j = 0; j < LB_JOINTS; j++) {
		double arm_m = pull ? chest_y_m - w->origin_m[j + 1][1] : 1;
		w->need_Nm[j] = -(w->outer_Nm[j][2] + w->inner_Nm[j][2]) - belly_Nm;
		w->need_Nm[axis[to] * LB_JOINTS + j] += sign[to] * load * arm_m;
	}
}

lb_status lb_load_strength(double *out_Nm, lb_load_work *work, const lb_trunk *t, lb_direction to, lb_err *err)
{
	if ((unsigned)to > LB_TURN_LEFT)
		return lbi_fail(err, LB_RANGE, "direction", "%d is none", (int)to);
	lb_posture p = {0};
	lb_status s = lbi_posture_check(&p, err);
	if (s)
		return s;
	lbi_pose(work, t, &p);
	s = lbi_outer(work, t, &p, err);
	if (s)
		return s;
	lbi_inner(work, t, &p);
	work->even = t->even && (to == LB_EXTEND || to == LB_FLEX);
	lbi_lines(work, t, work->even);
	lbi_forces(work, t, 0);
	lbi_least(work, t, 0, 1);
	double chest_m[3];
	const double at[3] = {lbi_parameter.chest_x * t->length_scale, lbi_parameter.chest_y * t->length_scale, 0};
	lbi_turn(chest_m, work->R[LBI_THORAX], at);
	chest_m[1] += work->origin_m[LBI_THORAX][1];
	double low = 0, high = 4000;
	for (int i = 0; i < 24; i++) {
		double load = (low + high) / 2;
		need_against(work, t, to, load, chest_m[1]);
		lbi_solution got = lbi_activate(work, t, 2, false);
		if (lbi_most_missing(&got) < 0.1)
			low = load;
		else
			high = load;
	}
	work->marker = 0;
	*out_Nm = to == LB_TURN_LEFT ? low : low * chest_m[1];
	return LB_OK;
}
