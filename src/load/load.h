/* The room's own tables and steps. The tables are made from knowledge/spine by tools/spinec.c. */
#ifndef LBI_LOAD_H
#define LBI_LOAD_H

#include "base.h"
#include "lumbar/load.h"

enum { LBI_BODIES = 7, LBI_THORAX = 6 };

typedef struct {
	const char *name;
	double joint_m[2];  /* joint with the body below, in that body's frame */
	double pitch_rad;   /* of this body against the one below, standing; backward positive */
	double trunk_share; /* of the trunk's mass */
	double com_m[2];
} lbi_body;

typedef struct {
	const char *name;
	double flex_share, side_share, twist_share;
	double cord_arm_m;             /* lever arm of the posterior passive tissue */
	double cord_rest_Nm, rest_deg; /* its moment and the joint's flexion at flexion-relaxation */
} lbi_joint;

typedef struct {
	double mass_M, com_M, length_M, mass_F, com_F, length_F;
} lbi_segment;
enum { LBI_HEAD, LBI_TRUNK, LBI_UPPER_ARM, LBI_FOREARM, LBI_HAND, LBI_THIGH, LBI_SHANK, LBI_FOOT };

typedef struct {
	double specific_tension, tone_upright, tone_supported, passive_scale, pressure_factor;
	double reference_height, reference_mass, segment_height_M, segment_height_F, female_area,
		rectus_um, external_um, best_um, plateau_um, apart_um, middle_flex, internal_middle, sacral_slope;
	double head_x, head_y, neck_x, neck_y, shoulder_x, shoulder_y, shoulder_z, shoulder_slide, chest_x, chest_y,
		blade_x, blade_y, hip_x, hip_y;
	double flex_1, flex_2, flex_3, side_1, side_2, twist_1, twist_3; /* discs: N m per deg, deg^2, deg^3 */
	double ankle_height, foot_com, cord_shape, disc_area;
	double abdomen_area, abdomen_arm, abdomen_start, abdomen_full, abdomen_full_Pa, bend_hold;
	double tone_fade, tone_balanced, tone_reserve, play_limit, play_doubt, play_cost, antagonists, antagonists_sd, limit_mean, limit_sd, limit_least, limit_most, limit_stress,
		limit_stress_age, limit_female, limit_young, limit_old, facet_shear, noise_angle, noise_hand;
} lbi_parameters;

typedef struct {
	const char *name;
	int muscle, low, high; /* bodies: 0 pelvis .. 6 thorax; crosses the joints low .. high - 1 */
	int first, points;     /* in lbi_points, from low to high */
	int crossing;          /* first of its high - low entries in the work's arm_m and pull */
	double area_m2, length_m;
} lbi_fascicle;

typedef struct {
	double m[3];
	int body;
} lbi_point;

extern const lbi_body lbi_bodies[];
extern const lbi_joint lbi_joints[];
extern const lbi_segment lbi_segments[];
extern const lbi_parameters lbi_parameter;
extern const lbi_fascicle lbi_fascicles[];
extern const lbi_point lbi_points[];
extern const lb_posture_row lbi_postures[];
extern const size_t lbi_posture_count;

/* ---- steps of a solve, in order ---- */

lb_status lbi_posture_check(const lb_posture *p, lb_err *err);
/* Axes and joint centres of the bodies. */
void lbi_pose(lb_load_work *w, const lb_trunk *t, const lb_posture *p);
/* Shoulder, elbow and grip of an arm from L5/S1; LB_RANGE when the hand is out of reach. */
lb_status lbi_arm(double shoulder_m[3], double elbow_m[3], double grip_m[3], const lb_load_work *w, const lb_trunk *t,
		  const lb_posture *p, int side, lb_err *err);
/* Weights, hand loads and rests above each joint: outer_N, outer_Nm. */
lb_status lbi_outer(lb_load_work *w, const lb_trunk *t, const lb_posture *p, lb_err *err);
/* Part of a moment about the axis on which the pelvis tilts, to its right; extension is positive. */
double lbi_about_pelvis(const lb_load_work *w, const double Nm[3]);
/* With a backrest, after lbi_outer: what tissue and belly at L5/S1 pull back beyond what weight and rest bend; N m. */
double lbi_rest_lacks(const lb_load_work *w, const lb_trunk *t, const lb_posture *p);
/* Ligaments, discs and the pressure in the abdomen: inner_N, inner_Nm. Returns that pressure. */
double lbi_inner(lb_load_work *w, const lb_trunk *t, const lb_posture *p);
/* Extension moment of the pressure in the abdomen under an outer flexion moment; its push on the upper part. */
double lbi_abdomen(double *push_N, const lb_trunk *t, double flexion_Nm);
/* Unit axes of a disc in the world: n[0] forward, n[1] up along the disc's normal, n[2] right. */
void lbi_disc_axes(double n[3][3], const lb_load_work *w, int joint);
/* Lines of the fascicles: arm_m and pull. Only the right side and only about z when `even`. */
void lbi_lines(lb_load_work *w, const lb_trunk *t, bool even);

/* force_N: what the muscles have at full activation at their length in a posture. */
void lbi_forces(lb_load_work *w, const lb_trunk *t, double flex_rad);

typedef struct {
	double residual_Nm, missing_Nm[3 * LB_JOINTS];
	int iterations;
	bool converged;
	bool refuted; /* of lbi_activate_if_held and lbi_ask_share: it cannot be held, and nothing else of the solution means anything */
} lbi_solution;
/* w->least, and 1 in w->most: tone, and a share (0..1) of the guarding. Returns the force of guarding for which muscles were full. */
double lbi_least(lb_load_work *w, const lb_trunk *t, double tone, double share);
/* Least volume-weighted activation from w->least to w->most that gives need_Nm: activation, lambda, play_Nm. */
lbi_solution lbi_activate(lb_load_work *w, const lb_trunk *t, int exponent, bool warm);
/* The same, but given up as soon as the dual proves that more than LBI_HELD_NM must go missing. */
lbi_solution lbi_activate_if_held(lb_load_work *w, const lb_trunk *t, int exponent, bool warm);
/* Whether the tone in w->least, which is `share` of all of it, can be held with w->most = 1 - tone_reserve share. *bound: every
 * share above it is refuted. From the prices in w; what is left there is only as good as the next question needs. */
lbi_solution lbi_ask_share(lb_load_work *w, const lb_trunk *t, int exponent, double share, double *bound);
double lbi_most_missing(const lbi_solution *s);
bool lbi_is_held(const lbi_solution *s);
/* Less than this missing is held. Where strength is all but spent, more goes missing in the interior path than in
 * Newton's steps, and which of them answers is a matter of chance: what gives way stops short of that. */
#define LBI_HELD_NM 1e-3
/* The same of a share of the tone, which is wanted more exactly. */
#define LBI_TONE_NM 1e-5
/* The same with the tone that effort leaves, from the solution with all of it: all as long as no muscle needs its
 * reserve (tone_reserve), then as large a share as leaves that share of the reserve; none when strength is spent. *cut
 * is the share of it that was given up. */
lbi_solution lbi_yield(lb_load_work *w, const lb_trunk *t, const lbi_solution *plain, double tone, int exponent,
		       double *cut);
/* The same with guarding, from the solution without it that w holds. *cut is the share of it that was given up. */
lbi_solution lbi_guard(lb_load_work *w, const lb_trunk *t, const lbi_solution *plain, double tone, int exponent,
		       double *cut);

/* The same by an interior path: slower, and sure when strength is spent. */
lbi_solution lbi_interior(lb_load_work *w, const lb_trunk *t, int exponent);
/* d = -H^-1 h by Cholesky; only the lower triangle of H is read, and overwritten. */
void lbi_cholesky_step(double *d, double H[3 * LB_JOINTS][3 * LB_JOINTS], const double *h, int m);

/* exponent 3: a^3 / 3 + LBI_SMOOTH a^2 / 2 keeps the response finite at rest */
#define LBI_SMOOTH 0.02

/* Nothing but the side-dependent parts tells right from left. */
bool lbi_posture_even(const lb_posture *p);

static inline void lbi_cross(double out[3], const double a[3], const double b[3])
{
	out[0] = a[1] * b[2] - a[2] * b[1];
	out[1] = a[2] * b[0] - a[0] * b[2];
	out[2] = a[0] * b[1] - a[1] * b[0];
}

static inline double lbi_dot(const double a[3], const double b[3])
{
	return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

/* out = R v, of a body-fixed vector. */
static inline void lbi_turn(double out[3], const double R[9], const double v[3])
{
	for (int i = 0; i < 3; i++)
		out[i] = R[3 * i] * v[0] + R[3 * i + 1] * v[1] + R[3 * i + 2] * v[2];
}

#endif
