/* The pipeline in one call: a case in, everything that can be said of it out. */
#ifndef LUMBAR_ASSESS_H
#define LUMBAR_ASSESS_H

#include "lumbar/case.h"
#include "lumbar/day_load.h"
#include "lumbar/differential.h"
#include "lumbar/triage.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A remedy that suits this stage and that nothing in the case forbids. */
typedef struct {
	const lb_remedy *row;
	const lb_remedy_stage *stage; /* what it is worth at this stage */
} lb_offer;

typedef struct {
	const lb_knowledge *k;
	const lb_case *c;           /* the caller's; must outlive the assessment */
	const lb_service *service;  /* of the case's country, else the row for any country */
	bool country_unknown;       /* the case names a country that no row knows: say so beside the numbers */
	lb_triage triage;
	lb_differential differential;
	const lb_advice *advice[LB_ADVICE_TOPIC_COUNT]; /* by topic; NULL: none holds */
	LB_LIST(lb_offer) remedies; /* helps, then may help, then comfort; none for an urgent case */
	const lb_day_result *day; /* NULL: the case does not tell its day */
	LB_LIST(lb_offer) avoid;    /* what is better left at this stage */
} lb_assessment;

/* Results live in the arena. LB_NOMEM; LB_NOTFOUND when the country has no row and there is none for any. */
LB_API lb_status lb_assess(lb_assessment *out, const lb_case *c, lb_arena *a, lb_err *err);

/* Guarding and weakness by muscle, side and level, from what the case says of the muscles. True when there is any. */
LB_API bool lb_case_muscle_state(lb_muscle_state *out, const lb_knowledge *k, const lb_differential *d);

#ifdef __cplusplus
}
#endif
#endif
