/* The loop of the spasm: metabolites -> guarding -> metabolites, in one muscle and one held posture. */
#ifndef LBI_LOOP_H
#define LBI_LOOP_H

#include "body.h"

/* A surface back muscle of a healthy, rested person in a posture held without a break. */
lbi_segment lbi_held(const lb_body_model *m, double posture_mmHg, double demand);
/* States that hold themselves at this pain (0..10): 1, or 2 with a spastic one. added: guarding beside (0..1). */
int lbi_loop_states(const lbi_segment *s, double pain, double added);
/* The least of them: where metabolites settle from nothing. */
double lbi_loop_settles(const lbi_segment *s, double pain, double added);
/* How much a little more of the metabolites brings of them, there. */
double lbi_loop_gain(const lbi_segment *s, double pain, double added);
/* The most states without pain of any quiet posture: from lying to rounded as far as a chair lets people (0 to 120 mmHg),
 * 1 to 10 % of strength asked for, on a grid of these. */
int lbi_loop_states_healthy(const lb_body_model *m);
/* The largest g_met up to `most` for which that is 1, less a margin for what lies between the postures of the grid. */
double lbi_loop_limit(const lb_body_params *p, double most);
void lbi_loop_of(lb_spasm_loop *out, const lb_body_model *m);

#endif
