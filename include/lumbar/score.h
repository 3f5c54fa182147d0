/* Questionnaires: from answers to scores, bands and change.
 *
 * One row of knowledge/instruments.yaml is one lb_instrument; the field names are the keys of the file. The
 * engine knows no questionnaire by name: all that differs between them stands in the row. It is pure: it
 * allocates nothing, prints nothing, and the same input gives the same output. Scores are in the points of
 * the questionnaire.
 *
 * What is refused: an answer or total outside its range (LB_RANGE), totals that cannot both be true
 * (LB_CONFLICT), a scale that does not exist (LB_UNKNOWN_WORD). What is not an error: open items. Each
 * scale then says how many are open, and is scored only where the published rule of that questionnaire
 * allows it. An open item is never taken for zero unless the rule says so, and a scale without a single
 * answer never gets a score. */
#ifndef LUMBAR_SCORE_H
#define LUMBAR_SCORE_H

#include "lumbar/knowledge.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The rows themselves, lb_instrument and its parts, stand in lumbar/knowledge.h. */

/* Does the row hold together? Item numbers, scale ids and ranges, and that lo..hi of each scale is what its
 * items can reach. LB_RANGE: a number; LB_UNKNOWN_WORD: a band of a scale that does not exist. The
 * functions below check this themselves. */
LB_API lb_status lb_instrument_check(const lb_instrument *in, lb_err *err);

/* ---- a score ---- */

typedef enum {
	LB_SCORE_NOT_GIVEN, /* not one answer, no total */
	LB_SCORE_SCORED,    /* from the items */
	LB_SCORE_TYPED,     /* a total that was typed in */
	LB_SCORE_TOO_FEW    /* not scorable: more items are open than the rule allows */
} lb_score_state;

typedef struct {
	lb_score_state state;
	double value;         /* points; meant only when SCORED or TYPED */
	double share_percent; /* the same on 0..100 from the scale's lo to its hi */
	double raw, raw_max;  /* sum of the answered items, and the most these can give; 0 when TYPED */
	int answered, missing, missing_max;
} lb_scale_score;

/* Points into the row, which must outlive it. */
typedef struct {
	const lb_instrument *instrument;
	lb_scale_score scale[LB_SCORE_SCALES_MAX]; /* as instrument->scales */
	const lb_score_band *band;                 /* NULL: none, or not certain from what was given */
	const lb_score_order *conflicts[LB_SCORE_ORDERS_MAX]; /* answers that contradict each other */
	size_t conflict_count;                                /* these are scored all the same */
} lb_score;

/* A total typed in. */
typedef struct {
	lb_str scale; /* id; empty: the main scale */
	double value;
} lb_score_total;

/* Score n answers in the order of the items. `answered` says which were given (NULL: all); the value of an
 * open item is not looked at. A list of ticks is passed with every item answered, 0 or 1. n is the number
 * of items, or less where the row says may_be_fewer. *out is untouched on failure.
 * LB_RANGE: the number of answers, or an answer (not finite, outside its limits, not whole), with the item
 * number.
 * LB_USAGE: the questionnaire takes totals only. */
LB_API lb_status lb_score_compute(lb_score *out, const lb_instrument *in, const double *items,
	const bool *answered, size_t n, lb_err *err);

/* Take n totals instead of items. The band is given when the totals make it certain.
 * LB_RANGE: outside lo..hi, or not whole where only whole numbers can occur. LB_UNKNOWN_WORD: no such
 * scale.
 * LB_CONFLICT: totals that cannot both be true (a part above the whole, parts that do not add up, one given
 * twice). */
LB_API lb_status lb_score_from_totals(lb_score *out, const lb_instrument *in, const lb_score_total *totals,
	size_t n, lb_err *err);

/* Compare totals typed in beside the items with what the items give; a total rounded to the way it is
 * usually noted (means to one decimal, percents to whole) is accepted. LB_CONFLICT: they differ. LB_RANGE,
 * LB_UNKNOWN_WORD as above. */
LB_API lb_status lb_score_check_totals(const lb_score *score, const lb_score_total *totals, size_t n,
	lb_err *err);

/* The scale with this id (empty: the main one) as an index, or -1. */
LB_API int lb_score_scale_index(const lb_instrument *in, lb_str id);

/* ---- change between two scores ---- */

/* name, word, what it says to a person */
#define LB_CHANGE_LIST(X)                                                                                    \
	X(UNKNOWN, "unknown", "It cannot be said whether this is a real change.")                            \
	X(SAME, "same", "No change that can be told from chance.")                                           \
	X(BETTER, "better", "Better: more than chance, and enough to matter to most people.")                \
	X(BETTER_SMALL, "better_small", "A little better: more than chance, less than most call important.") \
	X(BETTER_REAL, "better_real", "Better by more than chance. How much of it matters is not known.")    \
	X(BETTER_UNSURE, "better_unsure", "Better, enough to matter, but it may be chance. Measure again.")  \
	X(WORSE, "worse", "Worse: more than chance, and enough to matter to most people.")                   \
	X(WORSE_SMALL, "worse_small", "A little worse: more than chance, less than most call important.")    \
	X(WORSE_REAL, "worse_real", "Worse by more than chance. How much of it matters is not known.")       \
	X(WORSE_UNSURE, "worse_unsure", "Worse, enough to matter, but it may be chance. Measure again.")

typedef enum {
#define X(name, word, plain) LB_CHANGE_##name,
	LB_CHANGE_LIST(X)
#undef X
	LB_CHANGE_COUNT
} lb_change_verdict;

typedef enum { LB_FACT_UNKNOWN, LB_FACT_NO, LB_FACT_YES } lb_score_fact;

typedef struct {
	lb_change_verdict verdict;
	double before, after;       /* points */
	double improvement;         /* points, + is better whichever way the scale runs */
	double improvement_percent; /* of the first score; 0 when that is 0 */
	lb_score_fact important;    /* at least the minimal important change, by points or percent */
	lb_score_fact beyond_error; /* at least the measurement error */
	bool can_improve, can_worsen; /* the first score leaves room for a change beyond the error */
	bool advice; /* every number the verdict rests on is confirmed, or arithmetic on confirmed ones */
} lb_change;

/* Compare two scores of one questionnaire on one scale (empty: the main one). A scale without a score in
 * either gives UNKNOWN. The minimal important change is published for improvement; for worsening the same
 * points are used.
 * LB_CONFLICT: two different questionnaires. LB_UNKNOWN_WORD: no such scale. */
LB_API lb_status lb_score_change(lb_change *out, const lb_score *before, const lb_score *after, lb_str scale,
	lb_err *err);
LB_API const char *lb_change_word(lb_change_verdict v);  /* "better_small"; "?" when v is none */
LB_API const char *lb_change_plain(lb_change_verdict v); /* the sentence */

#ifdef __cplusplus
}
#endif
#endif
