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
 * checks false only what fit rows need is run, and most check rows stay not a number. tasks: the day's tasks, and so the
 * fast clock too; NULL: the slow clock alone. */
lb_status lbi_cohorts(lbi_results *r, const lb_body_params *p, size_t people, uint64_t seed, bool checks,
		      const lb_body_plan *tasks, size_t threads, lb_err *err);
lb_status lbi_singles(lbi_results *r, const lb_body_params *p, bool checks, lb_err *err);
lb_status lbi_observe(lbi_results *r, const lb_body_params *p, size_t people, uint64_t seed, bool checks,
		      size_t threads, lb_err *err);

/* Where a value lies in the interval of a row, in half-widths from its middle (fit.c). inner: of a row with luck, this
 * middle share of the interval counts; of one without, all but a tenth of what is left. */
double lbi_fit_off(size_t row, double value, double inner);
/* How far outside their intervals the fit rows lie, beyond 1 of lbi_fit_off, squared and summed; single: those alone
 * that need no cohort. A row that is not a number: 1e6. */
double lbi_fit_distance(const lbi_results *r, bool single, double inner);
/* Runs one(ctx, i) for each i below n, on up to 16 threads; calls with different i must not be in each other's way. */
void lbi_fit_each(size_t threads, size_t n, void (*one)(void *ctx, size_t i), void *ctx);
/* Which parameters change any fit row when moved from `start` and may be chosen by it: guarding may not (fit.c). */
void lbi_fit_matters(bool out[LB_BODY_PARAMS], const double start[LB_BODY_PARAMS], const double low[LB_BODY_PARAMS],
		     const double high[LB_BODY_PARAMS], uint64_t seed);

#endif
