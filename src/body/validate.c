/* Every observation under many fitted sets, each with luck of its own that the fit has not seen. */
#include <stdlib.h>
#include <string.h>

#include "observe.h"

static int by_value(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

static lb_validation_row row_of(double *v, size_t n, const lb_observation *o)
{
	double in = 0;
	size_t known = 0;
	for (size_t i = 0; i < n; i++)
		if (!isnan(v[i])) {
			in += v[i] >= o->lo && v[i] <= o->hi;
			v[known++] = v[i];
		}
	if (!known)
		return (lb_validation_row){(double)NAN, (double)NAN, (double)NAN, 0, false};
	qsort(v, known, sizeof *v, by_value);
	double mid = v[known / 2];
	return (lb_validation_row){mid, v[0], v[known - 1], in / (double)n, mid >= o->lo && mid <= o->hi};
}

/* The i-th of n sets, spread over those that are kept; the values of physiology.yaml when none is. */
static lb_status set_of(lb_body_params *p, const lb_knowledge *k, size_t i, size_t n, lb_err *err)
{
	size_t have = lb_body_set_count();
	return have ? lb_body_set(p, i * have / n, err) : lb_body_params_from(p, k, err);
}

/* One set on both clocks: the fit rows of cohorts, people doing the tasks of a usual day. */
static lb_status with_tasks(double *got, const lb_body_params *p, size_t people, uint64_t seed, size_t threads, lb_err *err)
{
	lb_body_plan usual;
	lbi_results r;
	lb_body_plan_usual(&usual);
	for (size_t i = 0; i < LBI_OBSERVATIONS_MAX; i++)
		r.at[i] = (double)NAN;
	lb_status bad = lbi_cohorts(&r, p, people, seed, false, &usual, threads, err);
	memcpy(got, r.at, sizeof r.at);
	return bad;
}

enum { SETS_MOST = 512, LUCK = 101 };

/* Counts the rows of n sets on the slow clock (got), and of n_both on both. */
static void count_rows(lb_validation *out, const double *got, size_t n, const double *both, size_t n_both)
{
	double column[SETS_MOST];
	for (size_t r = 0; r < out->n; r++) {
		const lb_observation *o = &lbi_observations[r];
		for (size_t i = 0; i < n; i++)
			column[i] = got[i * LBI_OBSERVATIONS_MAX + r];
		out->row[r] = row_of(column, n, o);
		*(o->fit ? &out->fit : &out->check) += 1;
		*(o->fit ? &out->fit_met : &out->check_met) += out->row[r].met;
		for (size_t i = 0; i < n_both; i++)
			column[i] = both[i * LBI_OBSERVATIONS_MAX + r];
		out->both[r] = row_of(column, n_both, o);
		if (o->fit && !isnan(out->both[r].mid))
			out->both_fit++, out->both_met += out->both[r].met;
	}
}

lb_status lb_validate(lb_validation *out, const lb_knowledge *k, size_t sets, size_t people, size_t threads,
		      lb_err *err)
{
	size_t have = lb_body_set_count(), n = have && sets > have ? have : have ? sets : 1, n_both = (n + 2) / 3;
	static const char *const what = "sets";
	if (!n || n > SETS_MOST || people < 16 || people % 16)
		return lbi_fail(err, LB_RANGE, what, "needs 1 .. %d sets and a multiple of 16 people", SETS_MOST);
	lb_arena a = {0};
	double *got = lb_arena_new(&a, n * LBI_OBSERVATIONS_MAX, sizeof *got),
	       *both = lb_arena_new(&a, n_both * LBI_OBSERVATIONS_MAX, sizeof *both);
	lb_status bad = got && both ? LB_OK : lbi_fail(err, LB_NOMEM, what, "%zu", n);
	lb_body_params p;
	for (size_t i = 0; i < n && !bad; i++) {
		bad = set_of(&p, k, i, n, err);
		bad = bad ? bad : lb_body_observe(got + i * LBI_OBSERVATIONS_MAX, &p, people, LUCK + i, true, threads, err);
	}
	for (size_t i = 0; i < n_both && !bad; i++) {
		bad = set_of(&p, k, i, n_both, err);
		bad = bad ? bad : with_tasks(both + i * LBI_OBSERVATIONS_MAX, &p, people, LUCK + i, threads, err);
	}
	if (!bad) {
		*out = (lb_validation){.n = lbi_observation_count, .sets = have ? n : 0, .people = people, .both_sets = n_both};
		count_rows(out, got, n, both, n_both);
	}
	lb_arena_drop(&a);
	return bad;
}
