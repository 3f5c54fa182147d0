/* Forces in the low back for one held posture.
 *
 * What it computes: from joint angles, hand loads and supports, the forces of 234 fascicles of 13 trunk muscles a
 * side and, at each of the six joints from L5/S1 to T12/L1, compression, shear, moments and the pressure in the L4/5
 * disc. Static; no acceleration. The equations, their sources and where they stop being true: doc/load.md. Frames
 * and signs: doc/frames.md. In short: +x forward, +y up, +z to the person's right; flexion, bending to the right
 * and turning to the left are positive; extension is a positive moment about z; compression is positive.
 *
 * Use: lb_trunk_make once a person, lb_posture_settle once a posture, then lb_load_solve. Nothing here allocates,
 * prints or keeps state; every struct is the caller's. */
#ifndef LUMBAR_LOAD_H
#define LUMBAR_LOAD_H

#include <stdbool.h>
#include <stddef.h>

#include "lumbar/arena.h"
#include "lumbar/error.h"
#include "lumbar/sink.h"
#include "lumbar/text.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---- what there is: joints, muscles ---- */

enum { LB_JOINTS = 6, LB_SIDES = 2, LB_FASCICLES = 117 /* a side */, LB_LINE_POINTS = 365, LB_CROSSINGS = 468 };

/* Joints from below: 0 is L5/S1, 5 is T12/L1. Side 0 is right, 1 is left. */
#define LB_L4_5 1

typedef enum { LB_ROLE_BACK, LB_ROLE_SIDE, LB_ROLE_ABDOMEN } lb_role;

/* name, role, text */
#define LB_MUSCLE_LIST(X)                                                                                              \
	X(multifidus, BACK, "lumbar multifidus")                                                                       \
	X(longissimus_lumborum, BACK, "longissimus, lumbar part")                                                      \
	X(longissimus_thoracis, BACK, "longissimus, thoracic part")                                                    \
	X(iliocostalis_lumborum, BACK, "iliocostalis, lumbar part")                                                    \
	X(iliocostalis_thoracis, BACK, "iliocostalis, thoracic part")                                                  \
	X(multifidus_thoracic, BACK, "thoracic multifidus")                                                            \
	X(spinalis, BACK, "spinalis")                                                                                  \
	X(latissimus_dorsi, BACK, "latissimus dorsi")                                                                  \
	X(quadratus_lumborum, SIDE, "quadratus lumborum")                                                              \
	X(psoas, SIDE, "psoas")                                                                                        \
	X(rectus_abdominis, ABDOMEN, "rectus abdominis")                                                               \
	X(external_oblique, ABDOMEN, "external oblique")                                                               \
	X(internal_oblique, ABDOMEN, "internal oblique")

typedef enum {
#define X(name, role, text) LB_MUSCLE_##name,
	LB_MUSCLE_LIST(X)
#undef X
		LB_MUSCLES
} lb_muscle_id;

LB_API const char *lb_muscle_name(lb_muscle_id m); /* "multifidus"; "?" when m is none */
LB_API const char *lb_muscle_text(lb_muscle_id m); /* "lumbar multifidus" */
LB_API lb_role lb_muscle_role(lb_muscle_id m);
LB_API const char *lb_joint_name(size_t joint); /* "L4/5"; "?" from 6 on */

/* ---- the model ---- */

/* The only numbers that may be fitted (doc/load.md says to what); all others have a source or are marked assumed. */
typedef struct {
	double specific_tension_Pa; /* muscle force at full activation per area; 755 kPa was measured in people */
	double tone_upright;        /* least activation of every muscle in a free posture, 0..1 */
	double tone_supported;      /* the same lying or leaning back in a chair */
	double passive_scale;       /* on the tension of the posterior ligaments, fascia and passive muscle */
	double pressure_factor;     /* disc pressure = factor * compression / area; 1.30..1.52 is published */
} lb_load_constants;

LB_API lb_load_constants lb_load_builtin(void);
/* What the muscles that pull against the task do in healthy men upright with 32 kg, share of full activation, and its
 * standard deviation (may be NULL): to compare with, no solve uses it. Cholewicki 1997; knowledge/spine. */
LB_API double lb_load_antagonists(double *sd);

/* LB_SEX_OTHER has the body of a man in the model; tissue limits then do not rest on sex. */
typedef enum { LB_MALE, LB_FEMALE, LB_SEX_OTHER } lb_sex;

typedef struct {
	double height_m; /* 1.2 .. 2.2 */
	double mass_kg;  /* 30 .. 250 */
	double age_year; /* 0 .. 110, 0: not known; tissue limits alone depend on it */
	lb_sex sex;
} lb_person;

/* What a case knows of the muscles. {0} is a healthy trunk: `weak` is the share of strength lost (0..1) by muscle,
 * side and joint (a fascicle loses the mean over the joints it crosses); `guard` is the activation (0..1) that
 * co-contraction adds to resting tone, per muscle and side. It is measured against the same person without it, in a
 * muscle that rests in the task or pulls against it; one that carries the task works as much as the task asks. */
typedef struct {
	double weak[LB_MUSCLES][LB_SIDES][LB_JOINTS];
	double guard[LB_MUSCLES][LB_SIDES];
} lb_muscle_state;

/* One person's trunk, made from the built-in tables. Plain data: copy it freely; do not edit it. */
typedef struct {
	lb_load_constants constants;
	lb_person person;
	double length_scale, area_scale;
	double joint_m[7][2], body_kg[7], body_com_m[7][2];      /* pelvis, L5..L1, thorax; in the parent/own frame */
	double head_kg, head_com_m[2], neck_m[2], shoulder_m[3]; /* in the thorax frame; z to the right */
	double arm_kg[3], arm_com_m[3], arm_length_m[3];         /* upper arm, forearm, hand (to the grip) */
	double leg_kg[3], leg_com_m[3], leg_length_m[3];         /* thigh, shank, foot (height of the ankle) */
	double hip_m[2], pelvis_com_m[2];                        /* in the pelvis frame (origin at L5/S1) */
	double point_m[LB_LINE_POINTS][3];                       /* right side; the left has z negated */
	double force_N[LB_FASCICLES][LB_SIDES];                  /* at full activation and best length, weakness taken off */
	double guard[LB_FASCICLES][LB_SIDES];                    /* added by guarding, 0..1 */
	double weight[LB_FASCICLES];                             /* share of muscle volume, mean 1 */
	bool guarded, even;                                      /* any guarding; both sides alike */
} lb_trunk;

/* LB_RANGE: a value lies outside the range above. state may be NULL (healthy). */
LB_API lb_status lb_trunk_make(lb_trunk *out, const lb_load_constants *constants, const lb_person *person,
			       const lb_muscle_state *state, lb_err *err);

/* ---- posture ---- */

/* An arm, by angles in the world: 0 hangs straight down, +90 degrees points forward. */
typedef struct {
	double upper_rad, fore_rad; /* -1.6 .. 3.2, forward positive */
	double abduct_rad;          /* away from the body, -0.5 .. 3.2; turns upper arm and forearm alike */
	double load_N[3];           /* force on the hand, world axes; a weight of 5 kg is {0, -49.03, 0} */
} lb_arm;

/* {0} is relaxed standing with hanging arms. Angles count from there. Ranges are the limits of the published motion:
 * beyond them the posture is refused. */
typedef struct {
	double pelvis_tilt_rad;               /* forward positive, -1.8 .. 2.0 (supine is -pi/2, prone +pi/2) */
	double pelvis_roll_rad;               /* to the right, -1.8 .. 1.8 (lying on the right side is +pi/2) */
	double flex_rad, side_rad, twist_rad; /* thorax against pelvis; flexion -26 .. 70, side +-25, twist +-45 deg */
	double neck_flex_rad;                 /* head against thorax, -1 .. 1 */
	lb_arm arm[LB_SIDES];
	bool hand_placed; /* take the hands from hand_m instead of the arm angles (two-link arms) */
	double hand_m[2]; /* middle of both hands: forward, up; from L5/S1, or with `stance` from */
	/* the ankles on the floor */
	bool supported;           /* lying or leaning: resting tone is the supported one */
	bool lying;               /* the ground carries every segment: no weight acts through the spine */
	bool backrest;            /* a rest pushes at the shoulder blades: so that muscles need not work at L5/S1, */
				  /* no harder than keeps trunk and pelvis from falling back about the hips */
	double arm_support;       /* share of the arms' weight carried by rests, 0..1 */
	bool stance;              /* standing on both feet: hip, knee and balance give the pelvis tilt */
	double hip_rad, knee_rad; /* flexion; -0.5 .. 2.2, 0 .. 2.4 */
	double balance_m;         /* body and load together balance this far ahead of the ankles, -0.05..0.2 */
} lb_posture;

/* Solves what a posture leaves open: with `stance` the pelvis tilt from balance over the feet; and, in any posture,
 * flexion beyond the point where passive tissue carries the trunk and its load gives way to the hips (the thorax
 * stays where it was asked to be); so does, leaning back, what neither a rest nor the belly can hold. *out has
 * `stance` cleared and the hands as from L5/S1; settling it again changes nothing. LB_RANGE: outside a range, hands out of reach, or no balance. */
LB_API lb_status lb_posture_settle(lb_posture *out, const lb_trunk *t, const lb_posture *p, lb_err *err);

/* ---- solving ---- */

typedef struct {
	int exponent;       /* 2 (also 0) or 3: volume-weighted activation to this power is least */
	bool warm;          /* start from the last solution in the workspace (same trunk) */
	bool with_band;     /* posture noise of 4 degrees and 3 cm: 6 more solves */
	bool with_strength; /* largest multiple of the hand load and trunk weight: about 12 more solves */
} lb_load_options;

/* The caller's scratch, one a thread. {0} or uninitialised is fine unless options.warm is set. After a solve it holds
 * the fascicles' activations and lines for whoever wants to draw or check them. */
typedef struct {
	double R[7][9], origin_m[7][3];          /* pelvis, L5..L1, thorax: axes (row major), joint centre; */
						 /* world axes, from L5/S1 */
	double arm_m[3][LB_SIDES][LB_CROSSINGS]; /* moment per newton about z, x, y of the world */
	double pull[3][LB_SIDES][LB_CROSSINGS];  /* unit vector of the pull on the upper part: x, y, z */
	double force_N[LB_FASCICLES][LB_SIDES];  /* at full activation at their length in the posture */
	double need_Nm[3 * LB_JOINTS];           /* moment the muscles must give: 6 about z, 6 x, 6 y */
	double outer_N[LB_JOINTS][3], outer_Nm[LB_JOINTS][3]; /* of weights, loads and rests above the joint */
	double rest_Nm; /* what a backrest bends by at L5/S1, about the pelvis's axis; 0: it does not push */
	double inner_N[LB_JOINTS][3], inner_Nm[LB_JOINTS][3]; /* of ligaments, discs, abdominal pressure */
	double cord_Nm[LB_JOINTS];                            /* of the posterior passive tissue alone */
	double lambda[3 * LB_JOINTS];                         /* price of a moment; the warm start */
	double play_Nm[3 * (LB_JOINTS - 1)], play_most_Nm[3 * (LB_JOINTS - 1)]; /* lent between neighbours, and the limit */
	double least[LB_FASCICLES][LB_SIDES]; /* least activation: tone and guarding */
	double most;                          /* most activation: 1, less while it is asked how much tone effort leaves */
	double activation[LB_FASCICLES][LB_SIDES];
	bool even; /* solved as a mirror-symmetric posture */
	int marker;
} lb_load_work;

typedef struct {
	double compression_N;         /* along the disc's normal, pressing together positive */
	double shear_N, side_shear_N; /* on the upper vertebra: forward positive; to the right positive */
	/* On the upper part, disc axes: about z (extension +), x (bending right +), y (turning left +). */
	double outer_Nm[3], muscle_Nm[3], passive_Nm[3];
	double facet_N;    /* share of the forward shear that the facet joints take, >= 0 */
	double play_Nm;    /* moment lent between neighbouring joints: largest of its parts. Each neighbour lends */
			   /* what 2 degrees of its disc are worth, or what stretched tissue can spare: doc/load.md */
	double missing_Nm; /* moment that neither muscle nor passive tissue can give */
} lb_joint_load;

typedef struct {
	double activation, peak_activation; /* mean by force, and largest of its fascicles; 0..1 */
	double force_N;                     /* sum over the fascicles */
	double mvc_percent;                 /* force against the force at full activation */
} lb_muscle_load;

typedef struct {
	lb_joint_load joint[LB_JOINTS];
	lb_muscle_load muscle[LB_MUSCLES][LB_SIDES];
	double pressure_Pa;            /* nucleus of L4/5 */
	double abdominal_Pa;           /* pressure in the abdomen */
	double flexion_moment_Nm;      /* of weights, loads and rests about L5/S1 */
	double flexors_N, extensors_N; /* summed muscle force: abdomen; back */
	double guard_N;                /* compression at L4/5 that guarding adds; a little below 0 where a */
				       /* guarded muscle takes over from one that presses more */
	double guard_cut;              /* share of guarding given up, 0..1: the posture could not be held */
				       /* against it, or a muscle was full */
	double tone_cut;               /* share of resting tone given up with effort, 0..1: none as long as the posture could be */
				       /* held against it with a reserve of every muscle, all where strength is spent */
	double low_N, high_N;          /* with_band: compression at L4/5 one standard deviation down and up */
	double strength_ratio; /* with_strength: how many times the weights and loads could be held with nothing */
			       /* but guarding pulling against it; 0 when not asked */
	double limit_low_N, limit_high_N; /* what lumbar segments bore before they failed, mean -+ SD; doc/load.md */
	bool limits_personal;             /* by age, sex and stature; else of all ages and both sexes */
	double residual_Nm;               /* what the solver left unbalanced: look at it */
	double slack_Nm, missing_Nm;      /* largest of play_Nm and of missing_Nm over the joints */
	int iterations;
	bool converged; /* residual below 1e-6 N m */
} lb_load;

/* Always returns a result for a posture within its ranges: beyond strength, missing_Nm says what is lacking.
 * opt may be NULL. LB_RANGE: outside a range, hands out of reach, `stance` still to be settled. Flexion that was not
 * settled is solved as it stands: muscles then pull against the tissue that would have given way. */
LB_API lb_status lb_load_solve(lb_load *out, lb_load_work *work, const lb_trunk *t, const lb_posture *p,
			       const lb_load_options *opt, lb_err *err);

/* n postures on `threads` threads (1..64); out[i] answers p[i] whatever the number of threads. The first error by
 * index is returned and its result left untouched. work holds `threads` workspaces. */
LB_API lb_status lb_load_batch(lb_load *out, lb_load_work *work, const lb_trunk *t, const lb_posture *p, size_t n,
			       const lb_load_options *opt, size_t threads, lb_err *err);

typedef enum { LB_EXTEND, LB_FLEX, LB_BEND_RIGHT, LB_TURN_LEFT } lb_direction;

/* Largest static moment upright that every joint can balance, N m, >= 0. To extend, flex or bend aside: against a
 * horizontal pull at the height of T4, about L5/S1. To turn: against a moment about the vertical, the same at every
 * joint. Resting tone is left out, guarding is held in full. LB_RANGE: no such direction. */
LB_API lb_status lb_load_strength(double *out_Nm, lb_load_work *work, const lb_trunk *t, lb_direction to, lb_err *err);

/* What lumbar segments bore in tests before they failed, N, mean less and more one standard deviation. True: for this
 * age, sex and stature, an estimate; 20 to 80 years, and beyond 80 the low end is that of the weakest segment tested.
 * False: the age is not known or under 20, or the sex is not known; then it is that of all segments tested. Not a
 * limit that is safe to load to. The person is one that lb_trunk_make takes. */
LB_API bool lb_load_limits(double *low_N, double *high_N, const lb_person *person);

/* ---- reading and showing ---- */

/* Read a posture from YAML or JSON text (keys: doc/load.md); every angle, length and load carries its unit. `file` is
 * for messages. *state: guard: and weak: of the file, none is {0}; NULL: a file that has them is refused. LB_PARSE,
 * LB_UNKNOWN_WORD, LB_UNIT, LB_NOTFOUND (like:), LB_RANGE, LB_LIMIT, LB_NOMEM. */
LB_API lb_status lb_posture_read(lb_posture *out, lb_muscle_state *state, lb_str text, lb_str file, lb_arena *a, lb_err *err);
LB_API lb_status lb_posture_read_file(lb_posture *out, lb_muscle_state *state, const char *path, lb_arena *a, lb_err *err);

/* In words, as a ratio to `standing` (the same person, relaxed standing) first; `numbers` adds newtons, joints and
 * muscles. LB_IO when the sink failed. */
LB_API lb_status lb_load_report_text(const lb_load *r, const lb_load *standing, const lb_posture *p, bool numbers,
				     lb_sink sink, lb_err *err);
/* Schema "lumbar.load/1"; one line, ending in a line feed. */
LB_API lb_status lb_load_report_json(const lb_load *r, const lb_load *standing, const lb_posture *p, lb_sink sink,
				     lb_err *err);

/* The frozen table of postures measured in people (knowledge/spine/postures.csv). */
typedef struct {
	const char *id, *label, *source, *posture_status;
	lb_posture posture;
	double measured_Pa; /* pressure in L4/5; 0: none */
	double peer_Pa;     /* the value the best published model is compared with; 0: not one of its rows */
	const char *measured_status;
	bool published; /* the posture was published with the measurement or by that model */
} lb_posture_row;
LB_API const lb_posture_row *lb_posture_table(size_t *n);
LB_API lb_person lb_posture_subject(void);

#ifdef __cplusplus
}
#endif
#endif
