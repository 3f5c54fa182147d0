/* Every observation under many fitted sets, each with luck of its own that the fit has not seen. */
#include <stdlib.h>

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

lb_status lb_validate(lb_validation *out, const lb_knowledge *k, size_t sets, size_t people, size_t threads,
		      lb_err *err)
{
	enum { SETS_MOST = 512, LUCK = 101 };
	size_t have = lb_body_set_count(), n = have && sets > have ? have : have ? sets : 1;
	static const char *const what = "sets";
	if (!n || n > SETS_MOST || people < 16 || people % 16)
		return lbi_fail(err, LB_RANGE, what, "needs 1 .. %d sets and a multiple of 16 people", SETS_MOST);
	lb_arena a = {0};
	double *got = lb_arena_new(&a, n * LBI_OBSERVATIONS_MAX, sizeof *got), column[SETS_MOST];
	lb_status bad = got ? LB_OK : lbi_fail(err, LB_NOMEM, what, "%zu", n);
	for (size_t i = 0; i < n && !bad; i++) {
		lb_body_params p;
		bad = have ? lb_body_set(&p, i * have / n, err) : lb_body_params_from(&p, k, err);
		bad = bad ? bad : lb_body_observe(got + i * LBI_OBSERVATIONS_MAX, &p, people, LUCK + i, true,
						  threads, err);
	}
	if (!bad) {
		*out = (lb_validation){.n = lbi_observation_count, .sets = have ? n : 0, .people = people};
		for (size_t r = 0; r < out->n; r++) {
			const lb_observation *o = &lbi_observations[r];
			for (size_t i = 0; i < n; i++)
				column[i] = got[i * LBI_OBSERVATIONS_MAX + r];
			out->row[r] = row_of(column, n, o);
			*(o->fit ? &out->fit : &out->check) += 1;
			*(o->fit ? &out->fit_met : &out->check_met) += out->row[r].met;
		}
	}
	lb_arena_drop(&a);
	return bad;
}
