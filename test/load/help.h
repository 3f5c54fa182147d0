/* What the load tests share. */
#ifndef LBT_LOAD_HELP_H
#define LBT_LOAD_HELP_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "load.h"

#define DEG (3.14159265358979323846 / 180)

static inline void lbt_near(double got, double want, double tolerance, const char *what)
{
	if (!(fabs(got - want) <= tolerance))
		fail_msg("%s: %.12g, not %.12g (+-%g)", what, got, want, tolerance);
}

static inline lb_trunk lbt_subject(void)
{
	lb_trunk t;
	lb_person p = lb_posture_subject();
	assert_int_equal(lb_trunk_make(&t, NULL, &p, NULL, NULL), LB_OK);
	return t;
}

static inline lb_load lbt_solve(lb_load_work *w, const lb_trunk *t, const lb_posture *p, const lb_load_options *o)
{
	lb_load r;
	lb_err err = {0};
	lb_posture q;
	if (lb_posture_settle(&q, t, p, &err) || lb_load_solve(&r, w, t, &q, o, &err))
		fail_msg("%s: %s", err.where, err.what);
	if (!r.converged)
		fail_msg("not converged: residual %g N m after %d steps", r.residual_Nm, r.iterations);
	return r;
}

/* xorshift; the same sequence everywhere */
static inline double lbt_random(uint64_t *s, double low, double high)
{
	*s ^= *s << 13, *s ^= *s >> 7, *s ^= *s << 17;
	return low + (high - low) * (double)(*s >> 11) / 9007199254740992.0;
}

static inline lb_posture lbt_random_posture(uint64_t *s)
{
	lb_posture p = {0};
	p.pelvis_tilt_rad = lbt_random(s, -0.3, 0.6), p.pelvis_roll_rad = lbt_random(s, -0.1, 0.1);
	p.flex_rad = lbt_random(s, -0.2, 0.7), p.side_rad = lbt_random(s, -0.3, 0.3);
	p.twist_rad = lbt_random(s, -0.3, 0.3);
	for (int side = 0; side < LB_SIDES; side++) {
		p.arm[side].upper_rad = lbt_random(s, -0.3, 1.2), p.arm[side].fore_rad = lbt_random(s, 0, 1.6);
		p.arm[side].abduct_rad = lbt_random(s, 0, 0.5);
		p.arm[side].load_N[1] = -lbt_random(s, 0, 60), p.arm[side].load_N[0] = lbt_random(s, -10, 10);
		p.arm[side].load_N[2] = lbt_random(s, -10, 10);
	}
	return p;
}

#endif
