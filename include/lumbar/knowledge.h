/* The facts, as rows. Filled once, from the tables compiled into the library or from a folder, then constant
 * and shared by any number of threads. What each key means stands in doc/knowledge.md; the structs below have
 * the same names, except that `do` is `help` and `case` is `answers`. Text is UTF-8; numbers are SI where a unit
 * column exists, else as the key says.
 *
 * Who owns what: everything belongs to the lb_knowledge; pointers stay valid as long as its arena. */
#ifndef LUMBAR_KNOWLEDGE_H
#define LUMBAR_KNOWLEDGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lumbar/arena.h"
#include "lumbar/error.h"
#include "lumbar/text.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct lb_knowledge lb_knowledge;

/* A list of rows of T. */
#define LB_LIST(T)                                                                                           \
	struct {                                                                                             \
		const T *at;                                                                                 \
		size_t n;                                                                                    \
	}

/* A number that may be absent. */
typedef struct {
	double v;
	bool given;
} lb_num;

/* A row of some table: its id as written, and its index there. */
typedef struct {
	lb_str id;
	int32_t index;
} lb_ref;

typedef struct {
	const lb_ref *at;
	size_t n;
} lb_refs;

typedef struct {
	const lb_str *at;
	size_t n;
} lb_strs;

/* A condition over findings; 0 is "none given". Meaning: doc/knowledge.md, evaluation: lumbar/case.h */
typedef struct {
	int32_t at;
} lb_cond_id;

/* The order is the order of seriousness. */
#define LB_URGENCY_LIST(X) X(self_care) X(within_2_weeks) X(same_day) X(emergency)
#define LB_BAND_LIST(X) X(weak) X(moderate) X(strong)
#define LB_STATUS_OF_NUMBER_LIST(X) X(confirmed) X(secondary) X(derived) X(consensus) X(recalled)
#define LB_FINDING_KIND_LIST(X) X(yesno) X(number) X(choice)
#define LB_WHO_LIST(X) X(person) X(test) X(clinician)
#define LB_SOURCE_KIND_LIST(X)                                                                               \
	X(trial) X(review) X(guideline) X(cohort) X(accuracy) X(model) X(textbook) X(report) X(opinion)
#define LB_NATURE_LIST(X) X(primary) X(secondary) X(elsewhere)
#define LB_DRIVER_KIND_LIST(X) X(driver) X(risk_group)
#define LB_DEPTH_LIST(X) X(deep) X(middle) X(surface)
#define LB_MUSCLE_STATE_LIST(X) X(inhibited) X(guarded) X(weak) X(tiring) X(shortened) X(trigger)
#define LB_TOPIC_LIST(X) X(how_it_works) X(what_is_going_on) X(what_to_do)
#define LB_CLAIM_VERDICT_LIST(X) X(supported) X(partly) X(uncertain) X(contradicted) X(unsafe)
#define LB_REMEDY_KIND_LIST(X)                                                                               \
	X(movement) X(medicine) X(hands) X(device) X(warmth_cold) X(mind) X(habit) X(procedure)
#define LB_REMEDY_STAGE_LIST(X) X(any) X(acute) X(subacute) X(chronic)
#define LB_ADVICE_TOPIC_LIST(X) X(imaging) X(direction) X(referral)
#define LB_METHOD_LIST(X) X(sum) X(mean) X(percent)
#define LB_MISSING_LIST(X) X(none) X(as_zero) X(prorate)
#define LB_BETTER_LIST(X) X(low) X(high)
#define LB_PACE_LIST(X) X(hold) X(move)
#define LB_LEGS_LIST(X)                                                                             \
	X(stand) X(bend) X(sit) X(sofa) X(drive) X(kneel) X(half_kneel) X(squat) X(supine)          \
	X(prone) X(crook) X(calves_up) X(all_fours) X(floor_sit) X(cross) X(cycle) X(walk)          \
	X(run) X(up) X(down) X(lunge) X(golfer) X(foot_up) X(sock) X(catch) X(finish) X(kick)       \
	X(knee_up)
#define LB_PLACE_LIST(X)                                                                            \
	X(none) X(bed) X(mat) X(chair) X(rest) X(desk) X(sofa) X(car) X(table) X(basin)             \
	X(sink) X(stairs) X(boot) X(cot) X(bath) X(wall) X(water) X(bike) X(seat) X(shelf)          \
	X(low_shelf) X(stool) X(patient)
#define LB_HELD_LIST(X)                                                                             \
	X(nothing) X(box) X(child) X(baby) X(bag) X(bags) X(backpack) X(bucket) X(pan)              \
	X(basket) X(spade) X(handle) X(broom) X(phone) X(brush) X(spoon) X(wheel) X(keys)           \
	X(sack) X(oar) X(bell) X(bar) X(sheet) X(pram) X(tray) X(paper) X(dog) X(shoe)              \
	X(racket) X(barrow)
#define LB_COUPLING_LIST(X) X(good) X(fair) X(poor)
#define LB_REMEDY_VERDICT_LIST(X) X(helps) X(may_help) X(comfort) X(unclear) X(no_effect) X(avoid)

typedef enum {
#define X(name) LB_URGENCY_##name,
	LB_URGENCY_LIST(X)
#undef X
	LB_URGENCY_COUNT
} lb_urgency;
typedef enum {
#define X(name) LB_BAND_##name,
	LB_BAND_LIST(X)
#undef X
	LB_BAND_COUNT
} lb_band;
typedef enum {
#define X(name) LB_CHECKED_##name,
	LB_STATUS_OF_NUMBER_LIST(X)
#undef X
} lb_checked; /* how far a number was checked */
typedef enum {
#define X(name) LB_KIND_##name,
	LB_FINDING_KIND_LIST(X)
#undef X
} lb_finding_kind;
typedef enum {
#define X(name) LB_WHO_##name,
	LB_WHO_LIST(X)
#undef X
} lb_who;
typedef enum {
#define X(name) LB_DRIVER_##name,
	LB_DRIVER_KIND_LIST(X)
#undef X
} lb_driver_kind;
typedef enum {
#define X(name) LB_MUSCLE_##name,
	LB_MUSCLE_STATE_LIST(X)
#undef X
	LB_MUSCLE_STATE_COUNT
} lb_muscle_state_kind;

typedef enum {
#define X(name) LB_ADVICE_##name,
	LB_ADVICE_TOPIC_LIST(X)
#undef X
	LB_ADVICE_TOPIC_COUNT
} lb_advice_topic;
typedef enum {
#define X(name) LB_METHOD_##name,
	LB_METHOD_LIST(X)
#undef X
} lb_score_method; /* percent: of the way from the least to the most that is possible, 0..100 */
typedef enum {
#define X(name) LB_MISSING_##name,
	LB_MISSING_LIST(X)
#undef X
} lb_missing_rule; /* none: every item must be answered; prorate: the answered items stand for all */
typedef enum {
#define X(name) LB_BETTER_##name,
	LB_BETTER_LIST(X)
#undef X
} lb_better;

typedef enum {
#define X(name) LB_PACE_##name,
	LB_PACE_LIST(X)
#undef X
} lb_pace; /* hold: counted in minutes; move: counted in repeats */
typedef enum {
#define X(name) LB_LEGS_##name,
	LB_LEGS_LIST(X)
#undef X
	LB_LEGS_COUNT
} lb_legs; /* how the legs are drawn */
typedef enum {
#define X(name) LB_PLACE_##name,
	LB_PLACE_LIST(X)
#undef X
	LB_PLACE_COUNT
} lb_place;
typedef enum {
#define X(name) LB_HELD_##name,
	LB_HELD_LIST(X)
#undef X
	LB_HELD_COUNT
} lb_held;
typedef enum {
#define X(name) LB_COUPLING_##name,
	LB_COUPLING_LIST(X)
#undef X
} lb_coupling;

typedef enum {
#define X(name) LB_REMEDY_##name,
	LB_REMEDY_STAGE_LIST(X)
#undef X
} lb_remedy_column;
typedef enum {
#define X(name) LB_REMEDY_##name,
	LB_REMEDY_VERDICT_LIST(X)
#undef X
} lb_remedy_verdict;

/* Names of the enums above, as in the files: lb_name(LB_NAMES_URGENCY, LB_URGENCY_emergency) is "emergency". */
typedef enum {
	LB_NAMES_URGENCY,
	LB_NAMES_BAND,
	LB_NAMES_CHECKED,
	LB_NAMES_FINDING_KIND,
	LB_NAMES_WHO,
	LB_NAMES_SOURCE_KIND,
	LB_NAMES_NATURE,
	LB_NAMES_DRIVER_KIND,
	LB_NAMES_DEPTH,
	LB_NAMES_MUSCLE_STATE,
	LB_NAMES_TOPIC,
	LB_NAMES_CLAIM_VERDICT,
	LB_NAMES_REMEDY_KIND,
	LB_NAMES_REMEDY_STAGE,
	LB_NAMES_REMEDY_VERDICT,
	LB_NAMES_METHOD,
	LB_NAMES_MISSING,
	LB_NAMES_BETTER,
	LB_NAMES_ADVICE_TOPIC,
	LB_NAMES_PACE,
	LB_NAMES_LEGS,
	LB_NAMES_PLACE,
	LB_NAMES_HELD,
	LB_NAMES_COUPLING,
	LB_NAMES_COUNT
} lb_names;
LB_API const char *lb_name(lb_names which, int value); /* "?" when there is none */

typedef struct {
	lb_str key, authors, title, where;
	int year, kind;
} lb_source;

/* One answer of an example case: "fever", "no:fever", "age = 45 year", "sex = male". */
typedef struct {
	lb_ref finding;
	bool yes;
	lb_num value_si; /* numbers in SI, choices as the option's position; not given for yes and no */
} lb_said;
typedef LB_LIST(lb_said) lb_saids;

typedef struct {
	lb_str id, ask, how, said, clinician, group, unit; /* said: the answer yes as a short phrase; may be empty */
	int kind, who;
	bool danger, bare_unit, only_yes;
	bool composite; /* stands for what its derive condition names; those are asked, not it */
	lb_num lo, hi; /* as written, in `unit` */
	lb_strs options, words;
	lb_cond_id derive;
	lb_refs implies, excludes;
} lb_finding;

typedef struct {
	lb_str id, label, act, how_soon, clinician;
} lb_level; /* one row an urgency, in the same order */

typedef struct {
	lb_str id, label, clinician, explain, act;
	lb_refs sources;
} lb_suspect;

typedef struct {
	lb_str id, why, spared_by;
	int urgency, band;
	lb_ref suspects;
	lb_cond_id when, unless;
	lb_saids fires;
	lb_refs sources;
} lb_rule;

typedef struct {
	lb_str id, text;
	int urgency;
	lb_cond_id when;
	lb_refs suspects, sources;
} lb_return_advice;

typedef struct {
	lb_str country, name, emergency, urgent, routine;
	lb_strs words; /* other names of the country */
	lb_refs sources;
} lb_service;

typedef struct {
	double value, lo, hi;
	lb_str population;
	int status;
	lb_refs sources;
} lb_base_rate;

typedef struct {
	lb_ref finding;
	lb_num lr_pos, lr_neg, lo, hi, weight;
	lb_str group;
	int status;
	lb_refs sources;
} lb_evidence;

typedef struct {
	lb_ref id;
	lb_saids answers;
} lb_look_alike;

typedef struct {
	lb_str id, label, clinician, explain, help;
	int nature;
	bool reaction; /* a reaction to something else: shown with what it may guard, never as the answer */
	LB_LIST(lb_base_rate) base_rate; /* exactly one */
	lb_cond_id needs;
	LB_LIST(lb_evidence) evidence;
	lb_refs sources;
	lb_saids leads;
	LB_LIST(lb_look_alike) look_alike;
} lb_contributor;

typedef struct {
	lb_str id, label, clinician, explain, action;
	int kind;
	lb_cond_id when;
	lb_refs sources;
} lb_driver;

typedef struct {
	int state, sure;
	lb_cond_id when;
	lb_str why;
	lb_refs sources;
} lb_muscle_rule;

typedef struct {
	lb_str id, label, clinician, role, nerve, referral;
	int depth;
	lb_strs levels;
	lb_refs sources;
	LB_LIST(lb_muscle_rule) states;
} lb_muscle;

typedef struct {
	lb_str id, label, why, advice;
	bool from_onset; /* its cohort was followed from the start of the pain; else from the first visit */
	lb_cond_id when;
	lb_refs sources;
} lb_stage;

typedef struct {
	lb_ref cohort;
	double week, mean, lo, hi;
	int status, spread_status; /* of the mean; of lo and hi */
	lb_refs sources;
} lb_course_point;

typedef struct {
	int stage, verdict;
	lb_str plain;
} lb_remedy_stage;

typedef struct {
	double value;
	lb_num lo, hi;
	lb_str unit, versus, population;
	int status;
	lb_refs sources;
} lb_effect;

typedef struct {
	lb_str id, label, effect_plain, how, cautions;
	int kind;
	lb_strs words;
	LB_LIST(lb_remedy_stage) stages;
	LB_LIST(lb_effect) effect; /* none or one */
	lb_refs only_if, not_if, sources; /* offered only with one of these; never with one of those */
} lb_remedy;

typedef struct {
	lb_str id, says, plain;
	int topic, verdict;
	lb_refs see, sources;
} lb_claim;

typedef struct {
	lb_refs claims;
	lb_str says;
} lb_side;

typedef struct {
	lb_str id, question, answer;
	LB_LIST(lb_side) sides;
	lb_refs sources;
} lb_disagreement;

/* ---- questionnaires: how the rows are scored stands in lumbar/score.h ---- */
enum { LB_SCORE_ITEMS_MAX = 64, LB_SCORE_SCALES_MAX = 8, LB_SCORE_ORDERS_MAX = 8 };

/* An item whose answers differ from item_lo..item_hi. */
typedef struct {
	int item;        /* 1.. */
	double lo, hi;   /* answers allowed */
	double one_from; /* 0: the answer is the score; else an answer of at least this scores 1, less 0 */
} lb_score_item;

/* Minimal important change (`mic`) or measurement error (`mdc`: the least change that is not chance). */
typedef struct {
	double value;      /* points, 0: not known */
	double percent;    /* mic: of the first score, 0: not known */
	double lo, hi;     /* over the studies read; 0 and 0: one study */
	double confidence; /* mdc: 90 or 95 (%), 0: not stated */
	int status;
	lb_str note;
	lb_refs sources;
} lb_score_limit;

/* One number that the questionnaire yields. The first scale of a row is its main one. */
typedef struct {
	lb_str id, label;
	LB_LIST(int) items; /* numbers 1.. ; none: all */
	int method;         /* lb_score_method */
	double lo, hi;      /* least and most that is possible */
	int better;         /* lb_better */
	int missing_rule;   /* lb_missing_rule */
	int missing_max;    /* more open items than this: not scorable */
	lb_str missing_plain;
	int missing_status;
	lb_refs missing_sources;
	lb_score_limit mic, mdc;
} lb_score_scale;

/* Read in order: the first band whose scale lies within lo..hi (both included) is taken. */
typedef struct {
	lb_str id, scale, label, plain;
	double lo, hi;
	int status;
	lb_ref finding; /* a score in this band answers this finding with yes; id empty: none */
	lb_refs sources;
} lb_score_band;

/* The answer to `item` cannot be above the answer to `not_above`. */
typedef struct {
	int item, not_above;
	lb_str plain;
} lb_score_order;

typedef struct {
	lb_str id, label, measures, licence;
	int licence_status;
	int items; /* how many, 1..LB_SCORE_ITEMS_MAX */
	double item_lo, item_hi;
	bool whole;        /* answers are whole numbers */
	bool may_be_fewer; /* the person chooses how many items there are, up to `items` */
	bool total_only;   /* only totals are taken, not items */
	lb_strs topics;    /* none, or one short name for each item */
	LB_LIST(int) reversed; /* these items score lo + hi - answer */
	LB_LIST(lb_score_item) item_rules;
	LB_LIST(lb_score_scale) scales; /* 1..LB_SCORE_SCALES_MAX */
	LB_LIST(lb_score_band) bands;
	LB_LIST(lb_score_order) orders; /* up to LB_SCORE_ORDERS_MAX */
	lb_str note;
	lb_refs sources;
} lb_instrument;

/* What follows for imaging, direction of movement and referral. Of each topic the first row that holds. */
typedef struct {
	lb_str id, label, text, clinician;
	int topic;                  /* lb_advice_topic */
	int from_urgency, to_urgency; /* both included */
	lb_cond_id when, unless;    /* none: always */
	lb_refs sources;
} lb_advice;

/* One of the answers to pick from in a list. */
typedef struct {
	lb_ref finding;
	lb_str say;
} lb_screen_option;

/* A wider question: "no" answers every finding it covers. A list: what is picked is yes, "none" is no to all. */
typedef struct {
	lb_str id, ask;
	lb_refs covers;
	LB_LIST(lb_screen_option) options; /* instead of covers */
	lb_refs after;                     /* asked only after a yes or "don't know" to one of these */
	lb_refs sources;
} lb_screen;

/* How many people with low back pain would answer yes: sets the order of questions, never a result. */
typedef struct {
	lb_ref finding;
	double share;
	int status;
	lb_refs sources;
} lb_share;

/* Whom some findings are asked: not where `when` is no, not where `not_if` is yes. */
typedef struct {
	lb_refs findings;
	lb_cond_id when, not_if;
	bool cannot_be; /* where it is not asked it cannot be: not open either */
	lb_str why;
} lb_limit;
/* ---- everyday activities: what they load stands in lumbar/day.h ---- */

/* A posture as angles, in the units its names end in; the same meaning as lb_posture of lumbar/load.h. Arms count from
 * hanging, forward positive; left_* only where the left arm differs. With hand_ahead and hand_up the hands are placed:
 * from the ankles on the floor with `stance`, else from the lumbosacral joint. */
typedef struct {
	double flex_deg, side_deg, twist_deg, tilt_deg, roll_deg, neck_deg;
	double upper_deg, fore_deg, apart_deg;
	lb_num left_upper_deg, left_fore_deg, left_apart_deg;
	lb_num hand_ahead_cm, hand_up_cm;
	double right_kg, left_kg, worn_kg, worn_ahead_cm;           /* in the hands; worn on the trunk, ahead of the spine */
	double right_ahead_N, right_up_N, left_ahead_N, left_up_N;  /* on the hand, besides the load */
	double arm_support_frac;
	bool supported, lying, backrest, stance;
	double hip_deg, knee_deg, balance_cm;                       /* with stance */
	int legs;                                                   /* lb_legs */
} lb_activity_posture;

/* How the lifting equation sees it; the hands and the load come from the posture. */
typedef struct {
	double to_up_cm; /* height of the hands at the end, above the floor */
	int coupling;
} lb_activity_lift;

typedef struct {
	lb_ref to;
	double times; /* repeats that do the work of one; 0: as many */
	lb_str how;   /* one instruction */
} lb_swap_row;

typedef struct {
	lb_str id, label, group, basis; /* basis: where the posture comes from, in words */
	lb_strs words;
	int pace;                       /* lb_pace */
	double seconds;                 /* usual length: of one repeat, or of one hold (0: must be told) */
	double per_min;                 /* repeats a minute when told in minutes; 0: told in repeats only */
	lb_activity_posture posture;
	lb_ref dynamic;                 /* the day number that multiplies its load; id empty: none */
	int place, held;                /* lb_place, lb_held: for the picture */
	LB_LIST(lb_activity_lift) lift; /* none or one */
	LB_LIST(lb_swap_row) swaps;
	int status;                     /* lb_checked of the posture */
	lb_refs sources;
} lb_activity;

/* A number that the day uses: a factor of movement, a limit, a constant of a published equation. */
typedef struct {
	lb_str id, unit, note;
	double value, lo, hi;
	int status;
	lb_refs sources;
} lb_day_number;
/* A number of the body model (lumbar/body.h): what it is when no fitted set is used, and the range it is drawn from. */
typedef struct {
	lb_str id, label, unit;
	double value, low, high; /* in `unit` */
	int status;
	lb_str fixed_by; /* the observations that fix it, or "prior only" */
	lb_refs sources;
} lb_parameter;

/* name of the table, its row type */
#define LB_TABLE_LIST(X)                                                                                     \
	X(sources, lb_source)                                                                                \
	X(findings, lb_finding)                                                                              \
	X(levels, lb_level)                                                                                  \
	X(suspects, lb_suspect)                                                                              \
	X(rules, lb_rule)                                                                                    \
	X(come_back, lb_return_advice)                                                                           \
	X(services, lb_service)                                                                              \
	X(contributors, lb_contributor)                                                                      \
	X(drivers, lb_driver)                                                                                \
	X(muscles, lb_muscle)                                                                                \
	X(stages, lb_stage)                                                                                  \
	X(course, lb_course_point)                                                                           \
	X(remedies, lb_remedy)                                                                               \
	X(claims, lb_claim)                                                                                  \
	X(disagreements, lb_disagreement)                                                                    \
	X(instruments, lb_instrument)                                                                        \
	X(advice_rows, lb_advice)                                                                            \
	X(screens, lb_screen)                                                                                \
	X(shares, lb_share)                                                                                  \
	X(limits, lb_limit)                                                                            \
	X(activities, lb_activity)                                                                           \
	X(day_numbers, lb_day_number)                                                                        \
	X(parameters, lb_parameter)

/* Each table as a list: const lb_finding *f = lb_findings(k).at */
#define X(name, type)                                                                                        \
	typedef LB_LIST(type) lb_##name##_list;                                                              \
	LB_API lb_##name##_list lb_##name(const lb_knowledge *k);
LB_TABLE_LIST(X)
#undef X

/* The tables compiled into the library; constant, no work, never NULL. */
LB_API const lb_knowledge *lb_knowledge_builtin(void);
/* Read the YAML files of a folder into the arena. Errors name file:line:column, the value, the limit and the
 * nearest right word (LB_PARSE, LB_UNKNOWN_WORD, LB_UNIT, LB_RANGE, LB_CONFLICT, LB_IO, LB_NOMEM). */
LB_API lb_status lb_knowledge_load(const lb_knowledge **out, const char *dir, lb_arena *a, lb_err *err);
/* "2026-11-20.3fa9c2d1": day of the last clinical review and a hash of every row. */
LB_API lb_str lb_knowledge_version(const lb_knowledge *k);
/* The day of that review, in days since 1970-01-01. */
LB_API int lb_knowledge_reviewed_day(const lb_knowledge *k);

/* Index of the finding with that id or one of its words (any case, "-", "_" and spaces alike); -1: none. */
LB_API int lb_finding_index(const lb_knowledge *k, lb_str word);
/* The id nearest to a word that is not known; empty when none is near. */
LB_API lb_str lb_finding_nearest(const lb_knowledge *k, lb_str word);

/* The activity that these words mean ("picking the kid up"), by id or by its words in any order; -1: none, and
 * then *near (may be NULL) is the id that comes nearest, empty when nothing does. */
LB_API int lb_activity_index(const lb_knowledge *k, lb_str words, lb_str *near);

/* What an activity handles: in the hands and on the trunk, kg. */
LB_API double lb_activity_kg(const lb_activity *row);

#ifdef __cplusplus
}
#endif
#endif
