/* One row of the activities: its posture, what it carries, its load. */
#include <math.h>
#include <string.h>

#include "day.h"

#define DEGREE  (3.14159265358979323846 / 180)
#define GRAVITY 9.80665

/* ---- legs ---- */

/* Lean of thigh and shank in the world, degrees, top forward positive: right, then left. The solver knows legs only
 * with `stance`; else they are for the picture and for the height of the hands. */
static const struct {
	double thigh[LB_SIDES], shank[LB_SIDES];
} legs[LB_LEGS_COUNT] = {
	[LB_LEGS_stand] = {{0, 0}, {0, 0}},           [LB_LEGS_bend] = {{-12, -12}, {-4, -4}},
	[LB_LEGS_sit] = {{-90, -90}, {0, 0}},         [LB_LEGS_sofa] = {{-96, -96}, {-18, -18}},
	[LB_LEGS_drive] = {{-98, -94}, {-48, -40}},   [LB_LEGS_kneel] = {{4, 4}, {90, 90}},
	[LB_LEGS_half_kneel] = {{6, -84}, {92, 4}},   [LB_LEGS_squat] = {{-78, -78}, {28, 28}},
	[LB_LEGS_supine] = {{-90, -90}, {-90, -90}},  [LB_LEGS_prone] = {{90, 90}, {90, 90}},
	[LB_LEGS_crook] = {{-135, -135}, {-30, -30}}, [LB_LEGS_calves_up] = {{-172, -172}, {-88, -88}},
	[LB_LEGS_all_fours] = {{0, 0}, {90, 90}},     [LB_LEGS_floor_sit] = {{-90, -90}, {-88, -88}},
	[LB_LEGS_cross] = {{-104, -98}, {60, 66}},    [LB_LEGS_cycle] = {{-112, -58}, {4, 14}},
	[LB_LEGS_walk] = {{-24, 14}, {-12, 34}},      [LB_LEGS_run] = {{-52, 16}, {18, 78}},
	[LB_LEGS_up] = {{-66, 6}, {12, 14}},          [LB_LEGS_down] = {{-30, -8}, {2, 34}},
	[LB_LEGS_lunge] = {{-56, 28}, {4, 44}},       [LB_LEGS_golfer] = {{-6, 78}, {-2, 84}},
	[LB_LEGS_foot_up] = {{0, -52}, {0, 6}},       [LB_LEGS_sock] = {{-106, -90}, {44, 0}},
	[LB_LEGS_catch] = {{-136, -136}, {4, 4}},     [LB_LEGS_finish] = {{-92, -92}, {-88, -88}},
	[LB_LEGS_kick] = {{86, 98}, {96, 102}},       [LB_LEGS_knee_up] = {{-100, -6}, {-10, -2}},
};

void lbi_legs(double thigh_rad[LB_SIDES], double shank_rad[LB_SIDES], const lb_activity *row, const lb_posture *settled)
{
	for (int side = 0; side < LB_SIDES; side++) {
		if (row && !row->posture.stance) {
			thigh_rad[side] = legs[row->posture.legs].thigh[side] * DEGREE;
			shank_rad[side] = legs[row->posture.legs].shank[side] * DEGREE;
		} else {
			bool told = row || settled->hip_rad != 0 || settled->knee_rad != 0;
			double hip_rad = told || settled->lying ? settled->hip_rad : settled->pelvis_tilt_rad; /* legs upright */
			thigh_rad[side] = settled->pelvis_tilt_rad - hip_rad;
			shank_rad[side] = thigh_rad[side] + settled->knee_rad;
		}
	}
}

/* ---- posture ---- */

static const lb_activity *row_of(const lb_knowledge *k, int activity)
{
	lb_activities_list list = lb_activities(k);
	return activity >= 0 && (size_t)activity < list.n ? &list.at[activity] : NULL;
}

static double or_else(lb_num n, double other)
{
	return n.given ? n.v : other;
}

static void put_hands(lb_posture *p, const lb_activity_posture *q, double scale)
{
	const double kg[LB_SIDES] = {q->right_kg, q->left_kg}, ahead_N[LB_SIDES] = {q->right_ahead_N, q->left_ahead_N};
	const double up_N[LB_SIDES] = {q->right_up_N, q->left_up_N};
	for (int side = 0; side < LB_SIDES; side++) {
		p->arm[side].load_N[0] = ahead_N[side];
		p->arm[side].load_N[1] = up_N[side] - kg[side] * scale * GRAVITY;
	}
	p->hand_placed = q->hand_ahead_cm.given && q->hand_up_cm.given;
	p->hand_m[0] = q->hand_ahead_cm.v / 100, p->hand_m[1] = q->hand_up_cm.v / 100;
}

lb_status lb_activity_posture_of(lb_posture *out, double *worn_kg, const lb_knowledge *k, int activity, double kg,
				 lb_err *err)
{
	const lb_activity *row = row_of(k, activity);
	if (!row)
		return lbi_fail(err, LB_RANGE, "activity", "%d is no row", activity);
	const lb_activity_posture *q = &row->posture;
	double own_kg = lb_activity_kg(row), scale = kg >= 0 && own_kg > 0 ? kg / own_kg : 1;
	lb_posture p = {
		.flex_rad = q->flex_deg * DEGREE,
		.side_rad = q->side_deg * DEGREE,
		.twist_rad = q->twist_deg * DEGREE,
		.pelvis_tilt_rad = q->tilt_deg * DEGREE,
		.pelvis_roll_rad = q->roll_deg * DEGREE,
		.neck_flex_rad = q->neck_deg * DEGREE,
		.arm = {{.upper_rad = q->upper_deg * DEGREE,
			 .fore_rad = q->fore_deg * DEGREE,
			 .abduct_rad = q->apart_deg * DEGREE}},
		.arm_support = q->arm_support_frac,
		.supported = q->supported,
		.lying = q->lying,
		.backrest = q->backrest,
		.stance = q->stance,
		.hip_rad = q->hip_deg * DEGREE,
		.knee_rad = q->knee_deg * DEGREE,
		.balance_m = q->balance_cm / 100,
	};
	p.arm[1].upper_rad = or_else(q->left_upper_deg, q->upper_deg) * DEGREE;
	p.arm[1].fore_rad = or_else(q->left_fore_deg, q->fore_deg) * DEGREE;
	p.arm[1].abduct_rad = or_else(q->left_apart_deg, q->apart_deg) * DEGREE;
	put_hands(&p, q, scale);
	if (worn_kg)
		*worn_kg = q->worn_kg * scale;
	*out = p;
	return LB_OK;
}

/* A trunk that wears a load: the thorax with it is one heavier body. */
void lbi_wear(lb_trunk *t, const lb_activity *row, double kg)
{
	double ahead_m = row->posture.worn_ahead_cm / 100, *m = &t->body_kg[LBI_THORAX],
	       *com = t->body_com_m[LBI_THORAX];
	double up_m = lbi_parameter.blade_y * t->length_scale, sum = *m + kg;
	com[0] = (com[0] * *m + ahead_m * kg) / sum;
	com[1] = (com[1] * *m + up_m * kg) / sum;
	*m = sum;
}

/* ---- what follows ---- */

static void put_range(lb_activity_load *r, double standing_N)
{
	double mid_N = r->load.joint[LB_L4_5].compression_N;
	double down = (mid_N - r->load.low_N) / mid_N, up = (r->load.high_N - mid_N) / mid_N;
	double slow = 1 - r->factor_low / r->factor, quick = r->factor_high / r->factor - 1;
	r->ratio_low = fmax(0, 1 - sqrt(down * down + slow * slow)) * r->peak_N / standing_N;
	r->ratio_high = (1 + sqrt(up * up + quick * quick)) * r->peak_N / standing_N;
}

static void put_muscles(lb_activity_load *r)
{
	double held_N = 0, most_N = 0;
	for (int m = 0; m < LB_MUSCLES; m++)
		for (int side = 0; side < LB_SIDES && lb_muscle_role((lb_muscle_id)m) == LB_ROLE_BACK; side++) {
			const lb_muscle_load *q = &r->load.muscle[m][side];
			held_N += q->force_N;
			most_N += q->mvc_percent > 0 ? q->force_N / (q->mvc_percent / 100) : 0;
		}
	r->back_mvc_percent = most_N > 0 ? 100 * held_N / most_N : 0;
}

/* Hands against feet and spine; the solver's workspace holds the pose. */
static lb_status put_places(lb_activity_load *r, const lb_load_work *w, const lb_trunk *t, const lb_activity *row,
			    double kg_scale, lb_err *err)
{
	double thigh[LB_SIDES], shank[LB_SIDES], ankle[2] = {0}, hand[2] = {0}, hip[3], moment_Nm = 0;
	const double at[3] = {t->hip_m[0], t->hip_m[1], 0};
	const double kg[LB_SIDES] = {row->posture.right_kg * kg_scale, row->posture.left_kg * kg_scale};
	lbi_turn(hip, w->R[0], at);
	lbi_legs(thigh, shank, row, &r->posture);
	for (int side = 0; side < LB_SIDES; side++) {
		double shoulder[3], elbow[3], grip[3];
		lb_status s = lbi_arm(shoulder, elbow, grip, w, t, &r->posture, side, err);
		if (s)
			return s;
		ankle[0] +=
			0.5 * (hip[0] - t->leg_length_m[0] * sin(thigh[side]) - t->leg_length_m[1] * sin(shank[side]));
		ankle[1] +=
			0.5 * (hip[1] - t->leg_length_m[0] * cos(thigh[side]) - t->leg_length_m[1] * cos(shank[side]));
		hand[0] += 0.5 * grip[0], hand[1] += 0.5 * grip[1];
		moment_Nm += kg[side] * GRAVITY * fabs(grip[0]);
	}
	r->hand_Nm = moment_Nm;
	r->reach_m = hand[0] - ankle[0];
	r->from_floor_m = t->leg_length_m[2] - ankle[1];
	r->height_m = hand[1] + r->from_floor_m;
	return LB_OK;
}

static void put_factor(lb_activity_load *r, const lb_knowledge *k, const lb_activity *row)
{
	r->factor = r->factor_low = r->factor_high = 1;
	if (!row->dynamic.id.n)
		return;
	const lb_day_number *f = &lb_day_numbers(k).at[row->dynamic.index];
	r->factor = f->value, r->factor_low = f->lo, r->factor_high = f->hi;
}

/* Hands that no stance brings to their place, or no balance under this load: the legs as told, the arms hanging. */
static lb_posture loosened(const lb_posture *asked)
{
	lb_posture p = *asked;
	double shank_rad = 0.32 * p.knee_rad;
	p.stance = p.hand_placed = false;
	p.pelvis_tilt_rad = fmin(fmax(p.hip_rad - p.knee_rad + shank_rad, -1.5), 1.5);
	return p;
}

static lb_status solve(lb_activity_load *r, lb_load_work *work, const lb_trunk *t, const lb_posture *asked,
		       bool with_range, lb_err *err)
{
	lb_load_options opt = {.with_band = with_range};
	lb_posture p = *asked;
	for (int i = 0; i < 2; i++) /* places were told for the reference height */
		p.hand_m[i] *= t->person.height_m / lb_posture_subject().height_m;
	lb_status s = lb_posture_settle(&r->posture, t, &p, p.stance ? NULL : err);
	if (s == LB_RANGE && p.stance) {
		p = loosened(&p);
		r->approximate = true;
		s = lb_posture_settle(&r->posture, t, &p, err);
	}
	return s ? s : lb_load_solve(&r->load, work, t, &r->posture, &opt, err);
}

lb_status lb_activity_solve(lb_activity_load *out, lb_load_work *work, const lb_trunk *t, const lb_knowledge *k,
			    int activity, double kg, double standing_N, bool with_range, lb_err *err)
{
	lb_posture asked;
	double worn_kg;
	lb_status s = lb_activity_posture_of(&asked, &worn_kg, k, activity, kg, err);
	if (s)
		return s;
	const lb_activity *row = row_of(k, activity);
	double own_kg = lb_activity_kg(row);
	lb_activity_load r = {.activity = activity, .kg = kg >= 0 && own_kg > 0 ? kg : own_kg};
	if (worn_kg > 0 || (asked.lying && t->guarded)) {
		lb_trunk other = *t;
		if (worn_kg > 0)
			lbi_wear(&other, row, worn_kg);
		if (asked.lying) /* muscles that guard let go where the ground carries */
			memset(other.guard, 0, sizeof other.guard), other.guarded = false;
		s = solve(&r, work, &other, &asked, with_range, err);
	} else {
		s = solve(&r, work, t, &asked, with_range, err);
	}
	s = s ? s : put_places(&r, work, t, row, own_kg > 0 ? r.kg / own_kg : 1, err);
	if (s)
		return s;
	put_factor(&r, k, row);
	r.peak_N = fmax(0, r.load.joint[LB_L4_5].compression_N) * r.factor;
	r.ratio = r.peak_N / standing_N;
	if (with_range)
		put_range(&r, standing_N);
	put_muscles(&r);
	r.resting = asked.lying || asked.backrest;
	r.lean_rad = r.posture.pelvis_tilt_rad + r.posture.flex_rad;
	*out = r;
	return LB_OK;
}
