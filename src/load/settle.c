/* What a posture leaves open: the pelvis of someone who stands, and the flexion of someone who hangs. */
#include <math.h>

#include "load.h"

typedef struct {
	double kg, kg_m; /* mass; mass times distance ahead of L5/S1 */
} tally;

static void count(tally *s, double kg, double x_m)
{
	s->kg += kg, s->kg_m += kg * x_m;
}

/* Where the feet are: legs bend in the sagittal plane; shank_rad is its lean forward. From L5/S1, world axes. */
static void legs(tally *s, double ankle_m[2], const lb_trunk *t, const lb_posture *p, const lb_load_work *w,
		 double shank_rad)
{
	double thigh_rad = shank_rad - p->knee_rad, hip_m[3];
	const double at[3] = {t->hip_m[0], t->hip_m[1], 0};
	lbi_turn(hip_m, w->R[0], at);
	double knee_x = hip_m[0] - t->leg_length_m[0] * sin(thigh_rad);
	double knee_y = hip_m[1] - t->leg_length_m[0] * cos(thigh_rad);
	ankle_m[0] = knee_x - t->leg_length_m[1] * sin(shank_rad);
	ankle_m[1] = knee_y - t->leg_length_m[1] * cos(shank_rad);
	double thigh = t->leg_com_m[0] / t->leg_length_m[0], shank = t->leg_com_m[1] / t->leg_length_m[1];
	count(s, 2 * t->leg_kg[0], hip_m[0] + thigh * (knee_x - hip_m[0]));
	count(s, 2 * t->leg_kg[1], knee_x + shank * (ankle_m[0] - knee_x));
	count(s, 2 * t->leg_kg[2], ankle_m[0] + t->leg_com_m[2]);
}

/* How far ahead of the ankles body and load balance, with the shanks leaning by shank_rad; *q is the posture then. */
static lb_status balance_at(double *ahead_m, lb_posture *q, const lb_trunk *t, const lb_posture *p, double hip_rad,
			    double shank_rad, lb_err *err)
{
	lb_load_work w;
	tally s = {0};
	double ankle_m[2];
	*q = *p;
	q->stance = false;
	q->pelvis_tilt_rad = shank_rad - p->knee_rad + hip_rad;
	lbi_pose(&w, t, q);
	legs(&s, ankle_m, t, p, &w, shank_rad);
	if (p->hand_placed)
		q->hand_m[0] += ankle_m[0], q->hand_m[1] += ankle_m[1] - t->leg_length_m[2];
	lb_status st = lbi_outer(&w, t, q, err);
	if (st)
		return st;
	const double at[3] = {t->pelvis_com_m[0], t->pelvis_com_m[1], 0};
	double c[3], g = 9.80665;
	lbi_turn(c, w.R[0], at);
	count(&s, t->body_kg[0], c[0]);
	count(&s, -w.outer_N[0][1] / g, w.outer_Nm[0][2] / w.outer_N[0][1]); /* all above L5/S1, load and all */
	*ahead_m = s.kg_m / s.kg - ankle_m[0];
	return LB_OK;
}

/* Leaning forward from the ankles moves the balance forward: bisect. Leans at which the hands do not reach count as
 * the side they are on. */
static lb_status stand(lb_posture *out, const lb_trunk *t, const lb_posture *p, double hip_rad, lb_err *err)
{
	double low = -0.7, high = 0.9, ahead_m;
	lb_posture q;
	lb_err unreachable = {0};
	int found = 0;
	for (int i = 0; i <= 32; i++) { /* the reachable part of the range */
		double at = -0.7 + 1.6 * i / 32;
		if (balance_at(&ahead_m, &q, t, p, hip_rad, at, found ? NULL : &unreachable))
			continue;
		unreachable = (lb_err){0};
		if (ahead_m <= p->balance_m)
			low = at, found |= 1;
		else if (!(found & 2))
			high = at, found |= 2;
	}
	if (unreachable.status)
		return lbi_fail(err, unreachable.status, unreachable.where, "%s", unreachable.what);
	if (found != 3)
		return lbi_fail(err, LB_RANGE, "balance_m", "no lean of the legs balances at %.3f m", p->balance_m);
	for (int i = 0; i < 48; i++) {
		double mid = (low + high) / 2;
		if (balance_at(&ahead_m, &q, t, p, hip_rad, mid, NULL))
			break;
		if (ahead_m <= p->balance_m)
			low = mid;
		else
			high = mid;
	}
	lb_status s = balance_at(&ahead_m, &q, t, p, hip_rad, low, err);
	if (s)
		return s;
	*out = q;
	return lbi_posture_check(out, err);
}

/* The posture with its flexion cut to flex_rad, the hips taking over the rest. */
static lb_status with_flexion(lb_posture *out, const lb_trunk *t, const lb_posture *p, double flex_rad, lb_err *err)
{
	lb_posture q = *p;
	q.flex_rad = flex_rad;
	if (p->stance)
		return stand(out, t, &q, p->hip_rad + p->flex_rad - flex_rad, err);
	q.pelvis_tilt_rad += p->flex_rad - flex_rad;
	*out = q;
	lb_err range = {0};
	lb_status s = lbi_posture_check(out, &range);
	if (s && flex_rad < p->flex_rad)
		return lbi_fail(err, s, range.where, "%s, with what the back gives way to the hips", range.what);
	return s ? lbi_fail(err, s, range.where, "%s", range.what) : s;
}

/* What tissue pulls back, at L4/5, beyond what bends the back: weights and loads; where they hardly do or do the opposite, and
 * in somebody who lies, as much as belly, arms and legs pull. With a rest, which is balanced at L5/S1, what it leaves. */
static lb_status surplus(double *Nm, const lb_trunk *t, const lb_posture *p, lb_err *err)
{
	lb_load_work w;
	lbi_pose(&w, t, p);
	lb_status s = lbi_outer(&w, t, p, err);
	if (s)
		return s;
	lbi_inner(&w, t, p);
	double bends_Nm = fmax(-lbi_about_pelvis(&w, w.outer_Nm[LB_L4_5]), 0);
	double hardly = fmax(1 - bends_Nm / lbi_parameter.tone_balanced, 0);
	if (p->lying)
		*Nm = w.cord_Nm[LB_L4_5] - lbi_parameter.bend_hold;
	else if (p->backrest)
		*Nm = lbi_rest_lacks(&w, t, p);
	else
		*Nm = lbi_about_pelvis(&w, w.inner_Nm[LB_L4_5]) - bends_Nm - hardly * lbi_parameter.bend_hold;
	return LB_OK;
}

lb_status lb_posture_settle(lb_posture *out, const lb_trunk *t, const lb_posture *p, lb_err *err)
{
	lb_posture q;
	double Nm;
	lb_status s = lbi_posture_check(p, err);
	if (!s)
		s = with_flexion(&q, t, p, p->flex_rad, err);
	if (!s)
		s = surplus(&Nm, t, &q, err);
	if (s)
		return s;
	const double none_Nm = 1e-9;
	if (Nm <= none_Nm || p->flex_rad <= 0) {
		*out = q;
		return LB_OK;
	}
	double low = 0, high = p->flex_rad;
	for (int i = 0; i < 40; i++) {
		double mid = (low + high) / 2;
		lb_posture trial;
		s = with_flexion(&trial, t, p, mid, err);
		if (!s)
			s = surplus(&Nm, t, &trial, err);
		if (s)
			return s;
		if (Nm <= none_Nm)
			low = mid, q = trial;
		else
			high = mid;
	}
	if (low > 0) {
		*out = q;
		return LB_OK;
	}
	/* No flexion balances on these feet: it stays as asked, and gives way as that of a pelvis that stays. */
	s = with_flexion(&q, t, p, p->flex_rad, err);
	if (!s && p->stance)
		return lb_posture_settle(out, t, &q, err);
	if (!s)
		*out = q;
	return s;
}
