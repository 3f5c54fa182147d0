/* Likely contributors, stage, what makes the pain last, the state of the muscles, and the expected course.
 * Never a diagnosis of a tissue: each contributor carries a band and its reasons. */
#ifndef LUMBAR_DIFFERENTIAL_H
#define LUMBAR_DIFFERENTIAL_H

#include "lumbar/case.h"
#include "lumbar/triage.h"

#ifdef __cplusplus
extern "C" {
#endif

#define LB_P_MODERATE 0.20 /* below: weak */
#define LB_P_STRONG 0.60   /* above: strong; pattern weights alone never pass it */

/* probability after odds are multiplied by a likelihood ratio: odds = p / (1 - p). p in (0, 1), lr > 0. */
LB_API double lb_odds_update(double probability, double likelihood_ratio);

/* One answered evidence row and the log-odds it moves; `counts` is false for all but the strongest of a group. */
typedef struct {
	const lb_evidence *row;
	double log_odds;
	bool counts;
} lb_weighed;

typedef struct {
	const lb_contributor *row;
	double probability;   /* in (0, 1); several contributors can be true at once */
	double log_odds;      /* before the cap; the order of contributors */
	double log_odds_lr;   /* prior and measured likelihood ratios only */
	lb_band band;
	bool capped;          /* pattern weights would have passed moderate */
	LB_LIST(lb_weighed) evidence; /* answered rows that move it, strongest first */
} lb_likely;

typedef struct {
	const lb_driver *row;
	lb_finding_list because;
} lb_driving;

/* One muscle in one state. Side and level come from where it hurts; "?" while that was not told. */
typedef struct {
	const lb_muscle *muscle;
	const lb_muscle_rule *rule; /* the surest that holds */
	lb_str side, level;
	lb_finding_list because;
} lb_muscle_in;

/* Fat in the deep back muscle, from a scan: A under 10 %, B 10 to 50 %, C over 50 % (Kjaer 2007). */
typedef struct {
	char grade;       /* 'A', 'B', 'C'; 0: not told */
	bool share_given;
	double share_frac; /* 0..1, when it was told as a number */
	bool differs;      /* a grade was told as well and is another one; the number is taken */
} lb_fat;

/* The published course (pain 0-100) of people at this stage, and where this person stands on it. */
typedef struct {
	bool given;
	const lb_stage *cohort;
	double week;                  /* since the start of the pain, or 0 (today) where the cohort was met later */
	double mean, lo, hi;          /* of the cohort at that week; linear between published points */
	int spread_status;            /* lb_checked of lo and hi */
	bool pain_given;
	double pain;                  /* this person's, 0-100 */
	bool above;                   /* pain above the cohort's upper limit; never from a recalled limit */
	lb_refs sources;
} lb_expected;

typedef struct {
	LB_LIST(lb_likely) contributors; /* by log_odds, falling; those for which something speaks */
	LB_LIST(lb_contributor *) guarded; /* what a reaction such as guarding may protect: the leading causes */
	const lb_stage *stage;           /* NULL while nothing tells it */
	lb_finding_list stage_because;
	LB_LIST(lb_driving) drivers;     /* drivers, then risk groups */
	LB_LIST(lb_muscle_in) muscles;
	lb_fat fat;
	lb_expected course;
} lb_differential;

/* Pure: the order of answers does not matter, an unanswered finding moves nothing. LB_NOMEM. */
LB_API lb_status lb_differential_run(lb_differential *out, const lb_case *c, lb_arena *a, lb_err *err);

#ifdef __cplusplus
}
#endif
#endif
