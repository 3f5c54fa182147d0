/* The reference path: one person's lines integrated by CVODE (BDF, dense analytic Jacobian), events found as roots. */
#ifndef LBT_REF_H
#define LBT_REF_H

#include "body.h"

typedef struct {
	double rel, abs;
	bool numeric; /* difference-quotient Jacobian, to check the analytic one */
	bool keep;    /* keep the order across midnights and tasks instead of starting anew */
	long steps, starts;
	int failed; /* CVODE's flag when below 0 */
} lbt_ref;

/* Lane `lane` of b, from `day` on. pain: [n_days]; the block's lane is left in the final state. */
int lbt_ref_run(lb_body_block *b, size_t lane, const lb_body_model *m, uint32_t day, const lb_body_day *days,
		size_t n_days, const lb_body_plan *plan, double *pain, lbt_ref *o);
/* Largest difference between the analytic Jacobian and central differences of f at a state, relative to the row's size.
 */
double lbt_ref_jacobian_error(const lb_body_block *b, size_t lane, const lb_body_model *m, const lb_body_day *d,
			      const lb_body_plan *plan);

#endif
