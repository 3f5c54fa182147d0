/* How a low back moves in time: injury, inflammation, pain, sensitisation, fear, activity, capacity and muscle over days to
 * years (the slow clock), and fatigue, blood flow, metabolites and guarding within the tasks of a day (the fast clock).
 *
 * Equations, sources, and where they stop being true: doc/body.md. Numbers: knowledge/physiology.yaml. The slow clock
 * counts days, the fast one seconds. Every state's line is linear in its own state, so a step is exact with the others held.
 * All is plain data; same seed, same numbers on any number of threads and any vector width. Nothing prints or keeps
 * state. A run whose state leaves its range fails and names it; no value is cut back in silence. */
#ifndef LUMBAR_BODY_H
#define LUMBAR_BODY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lumbar/knowledge.h"
#include "lumbar/load.h"
#include "lumbar/sink.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---- numbers ---- */

/* Ids of physiology.yaml, in its order and its units. */
#define LB_BODY_PARAM_LIST(X) \
	X(tau_S) X(tau_I) X(tau_L) X(s_first) X(s_again) X(sd_s) X(w_I) X(w_L) X(w_E) X(w_B) X(n_base) \
	X(sd_n) X(theta) X(gamma) X(sd_gamma) X(sigma_y) X(tau_y) X(sigma_z) X(tau_z) X(k_C) X(tau_C) \
	X(hill) X(k_F) X(tau_F) X(sd_f) X(a_P) X(a_F) X(tau_A) X(kappa) X(tau_K) X(k_X) X(r_0) X(r_1) \
	X(tau_X) X(xi_X) X(xi_P) X(m_use) X(m_back) X(tau_M) X(m_train) X(nu_use) X(tau_N) X(nu_P) X(u_train) \
	X(tau_U) X(tau_D) X(k_G) X(r_G) X(t_shift) X(tau_T) X(tau_E) X(k_E) X(h_0) X(sd_h) X(b_X) X(b_K) \
	X(b_n) X(n_life) X(or_heavy) X(x_nsaid) X(x_heat) X(x_P) X(x_C) X(x_F) X(x_K) X(c_sleep) X(c_stress) \
	X(fatigue_F) X(fatigue_R) X(fatigue_r) X(hold_share) X(imp_rest) X(imp_slope) X(flow_span) \
	X(v_aerobic) X(tau_W) X(q_gain) X(g_pain) X(g_fear) X(g_met) X(g_stress) X(sd_g)

typedef struct {
#define X(name) double name;
	LB_BODY_PARAM_LIST(X)
#undef X
} lb_body_params;

enum {
#define X(name) LB_BODY_PARAM_##name,
	LB_BODY_PARAM_LIST(X)
#undef X
	LB_BODY_PARAMS
};

/* The values of physiology.yaml. LB_NOTFOUND: a row is missing there. */
LB_API lb_status lb_body_params_from(lb_body_params *out, const lb_knowledge *k, lb_err *err);
/* The fitted sets kept with the library (validation/sets.csv), 0 .. n-1: each a full list of parameters that met every
 * fit row. LB_RANGE beyond the last one. */
LB_API size_t lb_body_set_count(void);
LB_API lb_status lb_body_set(lb_body_params *out, size_t i, lb_err *err);

/* ---- hypotheses ---- */

/* name, what it says */
#define LB_HYPOTHESIS_LIST(X)                                                                                \
	X(mixture, "the parts of the five that meet most observations")                                      \
	X(pain_spasm_pain, "pain makes muscles tense, tension starves them, and that hurts")                \
	X(pain_adaptation, "pain lowers the muscle that moves and raises the one that opposes it")         \
	X(redistribution, "activity is shared out anew, differently in each person; it protects and costs")  \
	X(ligament_feedback, "torn receptors in ligaments give wrong timing, before any pain")              \
	X(fear_avoidance, "what is expected, not what hurts, holds the back stiff")

typedef enum {
#define X(name, says) LB_HYPOTHESIS_##name,
	LB_HYPOTHESIS_LIST(X)
#undef X
	LB_HYPOTHESES
} lb_hypothesis;
LB_API const char *lb_hypothesis_name(lb_hypothesis h); /* "?" when there is none */
LB_API const char *lb_hypothesis_text(lb_hypothesis h);

/* ---- state ---- */

/* name, least, most, what it is */
#define LB_BODY_STATE_LIST(X)                                                                                \
	X(S, 0, 40, "injury")                                                                                \
	X(I, 0, 40, "inflammation")                                                                          \
	X(L, 0, 40, "lasting, low-grade inflammation")                                                       \
	X(E1, 0, 40, "muscle strain, first stage")                                                           \
	X(E2, 0, 40, "muscle soreness")                                                                      \
	X(C, 0, 1, "sensitisation")                                                                          \
	X(Fe, 0, 1, "fear")                                                                                  \
	X(A, 0, 1.2, "activity against the own usual")                                                       \
	X(K, 0.05, 2, "capacity against the own usual")                                                      \
	X(Xp, 0, 1, "inhibition of the deep muscle that follows pain")                                       \
	X(Xs, 0, 1, "inhibition of the deep muscle that stays until it is activated")                        \
	X(M, 0.2, 2, "muscle area")                                                                          \
	X(N, 0.2, 1.2, "neural drive")                                                                       \
	X(U, 0, 3, "strength gained by training, beside area")                                               \
	X(D, 0, 1, "lasting inhibition as the tissue has felt it")                                           \
	X(G, 0, 1, "fat and fibrous tissue in the deep muscle")                                              \
	X(T, 0, 1, "slow fibres turned fast")                                                                \
	X(B, 0, 1, "metabolite drive of the back muscles, over about a day")                                 \
	X(H, 0, 1e6, "cumulative hazard of events")

enum {
#define X(name, least, most, text) LB_BODY_##name,
	LB_BODY_STATE_LIST(X)
#undef X
	LB_BODY_STATES
};
LB_API const char *lb_body_state_name(int state); /* "S"; "?" when there is none */

enum { LB_BODY_MUSCLES = 16, LB_BODY_SEGMENTS = 8, LB_BODY_LANES = 16 };

/* name, text; each with a right (even) and a left (odd) side */
#define LB_BODY_GROUP_LIST(X)                                                                                \
	X(multifidus) X(longissimus) X(iliocostalis) X(quadratus) X(psoas) X(abdominals) X(gluteals) X(hamstrings)
enum {
#define X(name) LB_GROUP_##name,
	LB_BODY_GROUP_LIST(X)
#undef X
	LB_BODY_GROUPS
};
LB_API const char *lb_body_group_name(int group);

/* ---- what a day brings ---- */

/* Shares of 0..1 unless said; {0} with load 1 is an ordinary day. */
typedef struct {
	double load;     /* the day's load against the own usual day, 1; 0..4 */
	double sleep_lost, stress, heavy; /* heavy: share of the waking day within two hours of a heavy or awkward task */
	double rest;     /* bed rest */
	double nsaid, heat, activation, resistance, walking, education; /* doses of what is done */
	double dehydration;
	double injury;   /* size of an injury at the start of the day; 0: none; 0..10 */
	double strain;   /* hard eccentric work at the start of the day, 0..4 */
} lb_body_day;

/* One task: a posture held for a time. Demands are a scenario's own, or those of lumbar/load.h
 * (its `as:`); those of the usual day stand beside the load model's in test/body/scenario.c. */
typedef struct {
	double hours, duty;       /* duty: share of the time that the muscles work */
	double posture_mmHg;      /* added to the pressure in the back muscles: lying 0, sitting 25, rounded 80..120 */
	double threat;            /* how threatening the movement is felt to be, 0..1 */
	double demand[LB_BODY_MUSCLES]; /* share of full activation in the healthy person */
} lb_body_segment;

typedef struct {
	lb_body_segment at[LB_BODY_SEGMENTS]; /* hours add up to 24; segments of no hours are left out */
	double guard_load;        /* rise of the day's load for guarding of full activation: 3, about what the load model */
				  /* gives holding 20 kg close (2.8); lifting gives less (2.1) and upright more (12) */
} lb_body_plan;

/* LB_RANGE: names what is outside. */
LB_API lb_status lb_body_day_check(const lb_body_day *d, lb_err *err);
LB_API lb_status lb_body_plan_check(const lb_body_plan *p, lb_err *err);
/* An ordinary day of sitting, standing, walking and lying. */
LB_API void lb_body_plan_usual(lb_body_plan *out);

/* ---- people ---- */

/* Sixteen people side by side. Copy it freely. */
typedef struct {
	double y[LB_BODY_STATES][LB_BODY_LANES];
	/* what tasks leave; a run with tasks rounds them to single precision */
	double fatigue[LB_BODY_MUSCLES][LB_BODY_LANES], metabolite[LB_BODY_MUSCLES][LB_BODY_LANES];
	double ordinary[LB_BODY_LANES], gain[LB_BODY_LANES], fearful[LB_BODY_LANES], prone[LB_BODY_LANES]; /* traits */
	double noise_y[LB_BODY_LANES], noise_z[LB_BODY_LANES]; /* at the start of the day, in standard deviations */
	double next[LB_BODY_LANES];    /* cumulative hazard at which the next event comes */
	double earlier[LB_BODY_LANES]; /* events so far, those before day 0 with them */
	double guards[LB_BODY_LANES];  /* trait: own guarding against the mean of people, 1 */
	double pain[LB_BODY_LANES];    /* at the start of the day, 0..10 */
	double guard[LB_BODY_LANES];   /* mean guarding of the back muscles over the last day, share of full activation */
	uint32_t person[LB_BODY_LANES];
} lb_body_block;

typedef struct {
	lb_body_params params;
	lb_hypothesis hypothesis;
	uint64_t seed;
	bool fast;        /* run the tasks of the day; else only the slow clock */
	bool quiet;       /* no chance: noise stays as it stands and has no effect, no events but those given, every person at the
			     median */
} lb_body_model;

/* People first .. first+15, healthy, at the start of day 0. */
LB_API void lb_body_block_start(lb_body_block *out, const lb_body_model *m, uint32_t first);

/* Runs n blocks for n_days days from day `day` on; days[i] is what day + i brings, the same for everybody; plan may be NULL
 * when m->fast is not set. pain, when not NULL, receives the pain at the end of each day: [(block * days + i) * 16 + lane],
 * NRS 0..10. threads 1..64. LB_RANGE: an input; or a state left its range: named with person and day. On failure the blocks
 * hold a mixture of days and are of no use. */
LB_API lb_status lb_body_run(lb_body_block *blocks, size_t n, const lb_body_model *m, uint32_t day, const lb_body_day *days,
			     size_t n_days, const lb_body_plan *plan, float *pain, size_t threads, lb_err *err);

/* Roland-Morris-like disability, 0..24, of one person. */
LB_API double lb_body_disability(const lb_body_block *b, size_t lane);
/* Strength against the own usual (1), and side difference of the deep muscle (share). */
LB_API double lb_body_strength(const lb_body_block *b, const lb_body_params *p, size_t lane);
LB_API double lb_body_asymmetry(const lb_body_block *b, const lb_body_params *p, size_t lane);

/* ---- what was published ---- */

/* A row of validation/targets.yaml, where each key is explained. */
typedef struct {
	const char *id, *done, *enters, *recovered, *quantity, *interval, *source, *why;
	double value, lo, hi;
	bool fit; /* else check: never seen by the fit. why: said of a check row that fails; "" when nothing is */
} lb_observation;
LB_API const lb_observation *lb_observations(size_t *n);

/* What the model gives for each observation, in the same order: not a number where it gives none. people: a multiple of 16,
 * 16 .. 65536. Without checks only the fit rows are worked out. */
LB_API lb_status lb_body_observe(double *out, const lb_body_params *p, size_t people, uint64_t seed, bool checks, size_t threads,
				 lb_err *err);

/* ---- hypotheses against observations of sign ---- */

/* The loop metabolites -> guarding -> metabolites of a surface back muscle, sitting upright (25 mmHg) and rounded (100), 3 %
 * of strength asked for. */
enum { LB_SPASM_POSTURES = 2 };
typedef struct {
	double gain_at_pain_5[LB_SPASM_POSTURES]; /* at the working point */
	double gain_most[LB_SPASM_POSTURES]; /* there, for added guarding of 0 .. 25 %; 1 where a state ends (a fold) */
	double second_state_added[LB_SPASM_POSTURES]; /* at pain 5: least added guarding (0..0.25) at which a second, spastic */
						      /* state holds itself; -1: none */
	double second_state_pain[LB_SPASM_POSTURES];  /* without any added: least pain; -1: none up to 10 */
	int states_healthy; /* the most states that hold themselves without pain in any quiet posture, 0 to 120 mmHg: 1 */
} lb_spasm_loop;

enum { LB_LEDGER_MAX = 16 };
typedef struct {
	const char *id, *text, *source;
	bool met[LB_HYPOTHESES];
} lb_ledger_row;
typedef struct {
	lb_ledger_row row[LB_LEDGER_MAX];
	size_t n;
	int total[LB_HYPOTHESES];
	lb_spasm_loop loop[LB_HYPOTHESES];
} lb_ledger;
/* Which observations each hypothesis meets, at the values of physiology.yaml. Counts, not probabilities. */
LB_API lb_status lb_body_ledger(lb_ledger *out, const lb_knowledge *k, lb_err *err);

/* ---- scenarios ---- */

enum { LB_ARMS_MAX = 6, LB_ARM_CARE_MAX = 16, LB_SCENARIO_SPANS_MAX = 32, LB_SCENARIO_DAYS_MAX = 3660 };

/* What some days bring: an input of lb_body_day by its name, from .. to (days, to not included), on the weekdays of the bit
 * set (bit 0 is day 0, 7, 14 ...; 0: all). */
typedef struct {
	size_t input; /* which double of lb_body_day */
	double from_day, to_day, value;
	unsigned weekdays;
} lb_span;

typedef struct {
	lb_str label;
	lb_hypothesis hypothesis;
	lb_span care[LB_ARM_CARE_MAX];
	size_t n_care;
} lb_arm_of;

typedef struct {
	lb_str label, note;
	size_t n_days;
	double ordinary, gain, fearful, prone; /* times the median person */
	double start[LB_BODY_STATES];          /* not a number: as healthy */
	lb_span span[LB_SCENARIO_SPANS_MAX];
	size_t n_spans;
	lb_body_plan plan;
	lb_arm_of arm[LB_ARMS_MAX];
	size_t n_arms;
} lb_scenario;

/* Keys: doc/body.md. LB_PARSE, LB_UNKNOWN_WORD, LB_UNIT, LB_RANGE, LB_LIMIT. */
LB_API lb_status lb_scenario_read(lb_scenario *out, const char *path, lb_arena *a, lb_err *err);

/* Median and 80 % band over the fitted sets (the values of physiology.yaml alone when there are none). */
typedef struct {
	float mid, lo, hi;
} lb_band3;
typedef enum { LB_SERIES_PAIN, LB_SERIES_DISABILITY, LB_SERIES_DEEP_LOSS, LB_SERIES_STRENGTH, LB_SERIES_FAT, LB_SERIES_GUARD,
	       LB_SERIES_METABOLITES, LB_SERIES } lb_series;
LB_API const char *lb_series_name(lb_series s); /* "pain"; with its unit: pain NRS, disability 0..24, the rest percent */
typedef struct {
	const lb_scenario *scenario;
	lb_band3 *at[LB_ARMS_MAX][LB_SERIES]; /* [day], at its end */
	size_t sets;
} lb_simulation;
LB_API lb_status lb_simulate(lb_simulation *out, const lb_scenario *s, const lb_knowledge *k, lb_arena *a, lb_err *err);

/* Weekly table in words; one line of JSON ("lumbar.simulation/1"); a row a day; a plot. */
LB_API lb_status lb_simulation_text(const lb_simulation *r, lb_sink sink, lb_err *err);
LB_API lb_status lb_simulation_json(const lb_simulation *r, lb_sink sink, lb_err *err);
LB_API lb_status lb_simulation_csv(const lb_simulation *r, lb_sink sink, lb_err *err);
LB_API lb_status lb_simulation_svg(const lb_simulation *r, lb_sink sink, lb_err *err);

/* ---- validation ---- */

typedef struct {
	double mid, lo, hi; /* over the sets */
	double inside;      /* share of the sets inside the interval */
	bool met;           /* the middle is inside */
} lb_validation_row;
typedef struct {
	lb_validation_row row[96];
	lb_validation_row both[96]; /* rows of cohorts, run with the usual day's tasks as well: both clocks */
	size_t n, sets, people, fit, fit_met, check, check_met;
	size_t both_sets, both_fit, both_met; /* sets so run; fit rows of cohorts, and those met */
} lb_validation;
/* Every observation under up to `sets` of the fitted sets, each with luck of its own that the fit has not seen. */
LB_API lb_status lb_validate(lb_validation *out, const lb_knowledge *k, size_t sets, size_t people, size_t threads, lb_err *err);
LB_API lb_status lb_validation_text(const lb_validation *v, const lb_ledger *l, const lb_knowledge *k, lb_sink sink, lb_err *err);
LB_API lb_status lb_validation_json(const lb_validation *v, const lb_ledger *l, lb_sink sink, lb_err *err);

/* ---- the fit ---- */

typedef struct {
	size_t sets;               /* how many parameter sets, 8 .. 512 */
	size_t people, threads;    /* virtual people a run, a multiple of 16 */
	size_t people_early;       /* search: fewer people until it is near; 0: the same */
	uint32_t generations, spread; /* at most; and how many more once every set is inside */
	uint64_t seed;
	void (*tell)(const char *line, void *ctx); /* progress; may be NULL */
	void *ctx;
} lb_fit_options;

/* Sets that meet every fit row; out has room for o->sets, *n says how many do: with the luck of o->seed, in the inner 85 %
 * of each interval (98.5 % where no luck is in it). How they come there: src/body/fit.c. The same sets on any number of
 * threads. Uses the fit rows alone. LB_RANGE: sets or people are out of range. */
LB_API lb_status lb_body_fit(lb_body_params *out, size_t *n, const lb_knowledge *k, const lb_fit_options *o, lb_arena *a,
			     lb_err *err);

/* A start for the fit, found by the slopes of the fit rows alone from the middle of every parameter's range: at most
 * o->generations steps, each with luck of its own (o->seed and those that follow), with people_early people until it is near.
 * Ends early at LB_BODY_SEARCH_ENOUGH. *distance: how far fit rows lie outside the inner 70 % of their intervals (97 % where
 * no luck is in them), judged with all people and luck that no step has seen. o->sets and spread are not looked at. LB_RANGE: the
 * middle of the ranges cannot be run. The same on any number of threads. */
#define LB_BODY_SEARCH_ENOUGH 0.02 /* no row with luck lies farther than 0.8 of the way from its middle to an end */
LB_API lb_status lb_body_search(lb_body_params *out, double *distance, const lb_knowledge *k, const lb_fit_options *o,
				lb_arena *a, lb_err *err);

#ifdef __cplusplus
}
#endif
#endif
