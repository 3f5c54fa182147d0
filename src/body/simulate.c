/* A scenario under every fitted set: median and 80 % band of each series. */
#include <stdlib.h>

#include "body.h"

static const char *const names[LB_SERIES] = {"pain", "disability", "deep_loss",  "strength",
					     "fat",  "guarding",   "metabolites"};

const char *lb_series_name(lb_series s)
{
	return (unsigned)s < LB_SERIES ? names[s] : "?";
}

static void apply(lb_body_day *d, const lb_span *s, size_t day)
{
	if ((double)day < s->from_day || (double)day >= s->to_day || (s->weekdays && !(s->weekdays >> day % 7 & 1)))
		return;
	((double *)(void *)d)[s->input] = s->value;
}

static void days_of(lb_body_day *out, const lb_scenario *s, const lb_arm_of *arm)
{
	for (size_t d = 0; d < s->n_days; d++) {
		out[d] = (lb_body_day){.load = 1};
		for (size_t k = 0; k < s->n_spans; k++)
			apply(&out[d], &s->span[k], d);
		for (size_t k = 0; k < arm->n_care; k++)
			apply(&out[d], &arm->care[k], d);
	}
}

static void begin(lb_body_block *b, const lb_body_model *m, const lb_scenario *s)
{
	lb_body_block_start(b, m, 0);
	for (size_t i = 0; i < LANES; i++) {
		b->ordinary[i] *= s->ordinary, b->gain[i] *= s->gain, b->fearful[i] *= s->fearful,
			b->prone[i] *= s->prone;
		for (int k = 0; k < N_STATES; k++)
			if (!isnan(s->start[k]))
				b->y[k][i] = s->start[k];
	}
}

static void note(float *at, size_t step, const lb_body_block *b, const lb_body_params *p)
{
	double v[LB_SERIES] = {b->pain[0],
			       lb_body_disability(b, 0),
			       100 * lb_body_asymmetry(b, p, 0),
			       100 * lb_body_strength(b, p, 0),
			       100 * b->y[LB_BODY_G][0],
			       100 * b->guard[0],
			       100 * b->y[LB_BODY_B][0]};
	for (size_t k = 0; k < LB_SERIES; k++)
		at[k * step] = (float)v[k];
}

static int by_value(const void *a, const void *b)
{
	float x = *(const float *)a, y = *(const float *)b;
	return (x > y) - (x < y);
}

static lb_band3 band(float *v, size_t n)
{
	qsort(v, n, sizeof *v, by_value);
	return (lb_band3){v[n / 2], v[n / 10], v[n - 1 - n / 10]};
}

/* One arm under one set; run[series][day]. */
static lb_status one_run(float *run, const lb_scenario *s, const lb_arm_of *arm, const lb_body_params *p,
			 const lb_body_day *days, lb_err *err)
{
	lb_body_model m = {.params = *p, .hypothesis = arm->hypothesis, .fast = true, .quiet = true};
	lb_body_block b;
	lb_status bad = LB_OK;
	begin(&b, &m, s);
	for (size_t d = 0; d < s->n_days && !bad; d++) {
		bad = lb_body_run(&b, 1, &m, (uint32_t)d, &days[d], 1, &s->plan, NULL, 1, err);
		note(run + d, s->n_days, &b, p);
	}
	return bad;
}

lb_status lb_simulate(lb_simulation *out, const lb_scenario *s, const lb_knowledge *k, lb_arena *a, lb_err *err)
{
	enum { SETS_MOST = 40 };
	size_t have = lb_body_set_count(),
	       sets = have > SETS_MOST ? SETS_MOST
		      : have           ? have
				       : 1,
	       cells = LB_SERIES * s->n_days;
	lb_simulation r = {.scenario = s, .sets = have ? sets : 0};
	float *runs = lb_arena_new(a, sets * cells, sizeof *runs), pick[SETS_MOST];
	lb_body_day *days = lb_arena_new(a, s->n_days, sizeof *days);
	lb_status bad = runs && days ? LB_OK : lbi_fail(err, LB_NOMEM, "simulate", "%zu days", s->n_days);
	for (size_t m = 0; m < s->n_arms && !bad; m++) {
		days_of(days, s, &s->arm[m]);
		for (size_t i = 0; i < sets && !bad; i++) {
			lb_body_params p;
			bad = have ? lb_body_set(&p, i * have / sets, err) : lb_body_params_from(&p, k, err);
			bad = bad ? bad : one_run(runs + i * cells, s, &s->arm[m], &p, days, err);
		}
		for (size_t q = 0; q < LB_SERIES && !bad; q++) {
			r.at[m][q] = lb_arena_new(a, s->n_days, sizeof **r.at[m]);
			if (!r.at[m][q])
				return lbi_fail(err, LB_NOMEM, "simulate", "%zu days", s->n_days);
			for (size_t d = 0; d < s->n_days; d++) {
				for (size_t i = 0; i < sets; i++)
					pick[i] = runs[i * cells + q * s->n_days + d];
				r.at[m][q][d] = band(pick, sets);
			}
		}
	}
	if (!bad)
		*out = r;
	return bad;
}
