/* Published observations, and what the model gives for each. */
#ifndef LBI_OBSERVE_H
#define LBI_OBSERVE_H

#include "body.h"

extern const lb_observation lbi_observations[];
extern const size_t lbi_observation_count;
extern const double lbi_sets[][LB_BODY_PARAMS];
extern const size_t lbi_set_count;

enum { LBI_OBSERVATIONS_MAX = 96 };

/* Results by row of lbi_observations; not a number where the model gives none. */
typedef struct {
	double at[LBI_OBSERVATIONS_MAX];
} lbi_results;

void lbi_result(lbi_results *r, const char *id, double value);

/* Protocols: cohorts of `people` virtual people (a multiple of 16), single runs without chance, and postures. With
 * checks false only what fit rows need is run; check rows stay not a number. */
lb_status lbi_cohorts(lbi_results *r, const lb_body_params *p, size_t people, uint64_t seed, bool checks,
		      size_t threads, lb_err *err);
lb_status lbi_singles(lbi_results *r, const lb_body_params *p, bool checks, lb_err *err);
lb_status lbi_observe(lbi_results *r, const lb_body_params *p, size_t people, uint64_t seed, bool checks,
		      size_t threads, lb_err *err);

/* How far outside their intervals the fit rows lie (fit.c); single: those alone that need no cohort; inner: of a row
 * with luck, this middle share of the interval counts. */
double lbi_fit_distance(const lbi_results *r, bool single, double inner);
/* Which parameters change any fit row. */
void lbi_fit_matters(bool out[LB_BODY_PARAMS], const double start[LB_BODY_PARAMS], const double low[LB_BODY_PARAMS],
		     const double high[LB_BODY_PARAMS], uint64_t seed);

#endif
