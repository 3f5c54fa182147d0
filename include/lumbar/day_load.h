/* What a day loads, which of its activities do most of it, and what another way of doing them would save.
 *
 * An activity is a row of knowledge/activities.yaml: a posture, what the hands hold, and for movements a published
 * factor by which moving loads more than holding still. One row is solved, counted and drawn. The equations, what they
 * leave out and where they stop being true: doc/activities.md. Ratios are far more dependable than newtons: lead with
 * them.
 *
 * Who owns what: entries and results live in the arena given; text belongs to the knowledge. */
#ifndef LUMBAR_DAY_LOAD_H
#define LUMBAR_DAY_LOAD_H

#include "lumbar/case.h"
#include "lumbar/day.h"
#include "lumbar/load.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---- one activity ---- */

typedef struct {
	int activity;                           /* row of lb_activities */
	double kg;                              /* what is handled, hands and back together */
	lb_posture posture;                     /* settled */
	lb_load load;                           /* held still */
	double factor, factor_low, factor_high; /* of the movement; 1 for holds */
	double peak_N;                          /* L4/5 compression times factor */
	double ratio, ratio_low, ratio_high; /* peak to relaxed standing; the range is 0, 0 when it was not asked for */
	double lean_rad;                     /* of the trunk from upright, forward positive */
	double back_mvc_percent;             /* force of all back muscles against their strength */
	double hand_Nm;                      /* moment of the load in the hands about L5/S1 */
	double reach_m, height_m, from_floor_m; /* hands: ahead of the ankles; above the floor; L5/S1 above the floor */
	bool approximate; /* the hands did not reach, or nothing balanced: legs as told, arms hanging */
	bool resting;     /* lying or leaning back: never counted as bent or as holding */
} lb_activity_load;

/* The posture of a row before it is settled. kg < 0: as in the row, else everything handled scaled to that mass. `worn`
 * (may be NULL) gets the mass worn on the trunk. LB_RANGE: no such row. */
LB_API lb_status lb_activity_posture_of(lb_posture *out, double *worn_kg, const lb_knowledge *k, int activity,
					double kg, lb_err *err);
/* Solve one row for one trunk. standing_N: L4/5 compression of the same person in relaxed standing. */
LB_API lb_status lb_activity_solve(lb_activity_load *out, lb_load_work *work, const lb_trunk *t, const lb_knowledge *k,
				   int activity, double kg, double standing_N, bool with_range, lb_err *err);

/* ---- a day ---- */

enum { LB_DAY_SWAPS_MAX = 8 };

/* A file that is a day or a posture (lumbar/load.h): what its schema or its keys say. Read once, so "-" works. */
typedef struct {
	bool is_day;
	lb_day day;
	lb_posture posture;
	lb_muscle_state state; /* what a posture says of muscles; {0}: nothing */
} lb_load_input;
LB_API lb_status lb_load_input_read_file(lb_load_input *out, const lb_knowledge *k, const char *path, lb_arena *a,
					 lb_err *err);

typedef struct {
	const lb_day_entry *entry;
	const lb_activity *row;
	lb_activity_load load;
	double dose_Ns[LB_JOINTS]; /* compression times time */
	double above_Ns;           /* at L4/5, beyond lying down */
	double wear; /* damage by repeats, in the form of the fatigue tool; its scale is not ours to judge */
	double dose_share, wear_share, share; /* of the day; share is the mean of the two */
	double lift_index; /* load over the recommended weight limit; 0 where the equation does not apply */
	double lift_limit_kg;
} lb_day_part;

typedef struct {
	size_t part; /* index in parts */
	const lb_swap_row *row;
	lb_activity_load load;        /* of the other technique */
	double ratio;                 /* its peak over the present one, < 1 */
	double ratio_low, ratio_high; /* posture noise of both; 0, 0 when it was not asked for */
	double saved;                 /* share of the whole day that it takes off, > 0 */
	bool clear;                   /* saves over the whole range */
} lb_day_swap;

typedef struct lb_day_result {
	const lb_knowledge *k;
	lb_person person;
	bool person_known;                  /* else a man of 1.68 m and 70 kg stands in: ratios hold, newtons do not */
	double standing_N, lying_N;         /* L4/5, without guarding */
	LB_LIST(lb_day_part) parts;         /* by share, falling */
	lb_day_swap swap[LB_DAY_SWAPS_MAX]; /* by saving, falling; one an activity, all of them for a day of one */
	size_t n_swaps, swaps_tried, swaps_without; /* without: tried and found to save nothing */
	double told_s;                              /* time that was told */
	double peak_N[LB_JOINTS];
	size_t peak_part[LB_JOINTS];
	double dose_Ns[LB_JOINTS], above_Ns, wear;
	double mean_ratio;         /* mean load over the time told, to standing */
	double bent_s, bent_far_s; /* trunk leaning from 20 and from 45 degrees */
	double sustained_s;        /* back muscles held above the level that tires them, a minute or more at a time */
	double guard_ratio;        /* dose with guarding over dose without; 1: none */
	double lift_damage[2],
		lift_risk[2]; /* the fatigue tool as published, by moment of the load; both scales in use */
	double lift_index;    /* largest */
} lb_day_result;

typedef struct {
	bool with_range; /* ranges for the parts and swaps that a report shows: 6 more solves each */
} lb_day_options;

/* The order of entries does not matter. state may be NULL (healthy), person may be NULL (the stand-in), opt may be
 * NULL. LB_NOMEM; LB_RANGE: the person lies outside what the model holds for. */
LB_API lb_status lb_day_run(lb_day_result *out, const lb_knowledge *k, const lb_day *day, const lb_person *person,
			    const lb_muscle_state *state, const lb_day_options *opt, lb_arena *a, lb_err *err);

/* Height, mass, sex and age of a case; false when one of the first three is not known. */
LB_API bool lb_case_person(lb_person *out, const lb_case *c);
/* ---- what a picture needs ---- */

/* The very geometry that was solved, in metres from L5/S1, world axes (+x forward, +y up, +z to the right); sides are
 * right, left. Plain numbers: whoever draws needs no model. */
typedef struct {
	const lb_activity *row;                 /* NULL: a bare posture */
	const lb_posture *posture;              /* the caller's */
	double kg;
	double size;                            /* of the body, to the model's own; scales what is only drawn */
	double R[7][9], origin_m[7][3];         /* as in lb_load_work: pelvis, L5..L1, thorax */
	double disc[LB_JOINTS][3][3];           /* unit axes: forward, along the normal upward, right */
	double disc_ratio[LB_JOINTS];           /* compression to that of L4/5 in relaxed standing */
	double line_m[LB_SIDES][LB_LINE_POINTS][3];
	struct {
		int first, points;
		double area_m2;
	} strand[LB_FASCICLES];                 /* a fascicle is line_m[side][first .. first + points) */
	double activation[LB_FASCICLES][LB_SIDES];
	double hip[LB_SIDES][3], knee[LB_SIDES][3], ankle[LB_SIDES][3], toe[LB_SIDES][3], ankle_up_m;
	double shoulder[LB_SIDES][3], elbow[LB_SIDES][3], grip[LB_SIDES][3];
	double neck[3], head[3], face[3];       /* face: where the head looks, a unit vector */
	double up[3], ahead[3], right[3];       /* of the thorax, unit vectors */
	double floor_m;                         /* height of the ground */
	bool even;                              /* the posture is the same on both sides */
} lb_scene;

/* `row` and kg tell what is worn and how the legs are; NULL: a bare posture. The posture must be settled. */
LB_API lb_status lb_scene_make(lb_scene *out, const lb_trunk *t, const lb_posture *settled, const lb_activity *row,
			       double kg, double standing_N, lb_err *err);

#ifdef __cplusplus
}
#endif
#endif
