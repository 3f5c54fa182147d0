/* A start for the fit, climbed to on the fit rows alone. From the values of physiology.yaml, each step tries some
 * candidates that differ in some of the parameters, and takes the best unless it is farther from the rows than where it
 * stands. What changes no fit row is left as it is. Candidates are drawn in order and only judged by threads: the
 * result does not depend on their number. */
#include <stdio.h>
#include <threads.h>

#include "observe.h"

enum { TRIES_MAX = 64 };
#define INNER 0.9 /* the fit asks for a little less, and so has room around where this ends */

typedef struct {
	double v[LB_BODY_PARAMS], distance;
} place;

typedef struct {
	place here, tried[TRIES_MAX];
	double low[LB_BODY_PARAMS], high[LB_BODY_PARAMS];
	bool matters[LB_BODY_PARAMS];
	const lb_fit_options *o;
	size_t n, at;
	mtx_t lock;
} search;

static double judged(const double v[LB_BODY_PARAMS], size_t people, uint64_t seed)
{
	lb_body_params p;
	lbi_results r;
	memcpy(&p, v, sizeof p);
	for (size_t i = 0; i < LBI_OBSERVATIONS_MAX; i++)
		r.at[i] = (double)NAN;
	double single = lbi_singles(&r, &p, false, NULL) ? 1e9 : lbi_fit_distance(&r, true, INNER);
	if (single > 1)
		return 1e3 + single; /* not worth a cohort */
	return lbi_observe(&r, &p, people, seed, false, 1, NULL) ? 1e9 : lbi_fit_distance(&r, false, INNER);
}

static int worker(void *data)
{
	search *s = data;
	for (;;) {
		mtx_lock(&s->lock);
		size_t i = s->at++;
		mtx_unlock(&s->lock);
		if (i >= s->n)
			return 0;
		s->tried[i].distance = judged(s->tried[i].v, s->o->people, s->o->seed);
	}
}

static void judge_all(search *s)
{
	thrd_t id[16];
	size_t started = 0, threads = s->o->threads > 16 ? 16 : s->o->threads;
	s->at = 0;
	while (started + 1 < threads && thrd_create(&id[started], worker, s) == thrd_success)
		started++;
	worker(s);
	for (size_t k = 0; k < started; k++)
		thrd_join(id[k], NULL);
}

static void draw(search *s, uint32_t step, uint32_t try)
{
	static const double parts[] = {0.04, 0.1, 0.3, 0.6}, widths[] = {0.01, 0.04, 0.12};
	uint64_t seed = s->o->seed + 177;
	double part = parts[(int)(4 * lbi_uniform(seed, try, step, 101))];
	double wide = widths[(int)(3 * lbi_uniform(seed, try, step, 102))];
	place *c = &s->tried[try];
	*c = s->here;
	for (uint32_t k = 0; k < LB_BODY_PARAMS; k++) {
		if (!s->matters[k] || lbi_uniform(seed, try, step, 200 + k) > part)
			continue;
		double range = s->high[k] - s->low[k];
		c->v[k] += wide * range * lbi_normal(seed, try, step, 400 + k);
		for (int turn = 0; turn < 4 && !(c->v[k] >= s->low[k] && c->v[k] <= s->high[k]); turn++)
			c->v[k] = c->v[k] < s->low[k] ? 2 * s->low[k] - c->v[k] : 2 * s->high[k] - c->v[k];
	}
}

static void step_once(search *s, uint32_t step)
{
	for (uint32_t t = 0; t < s->n; t++)
		draw(s, step, t);
	judge_all(s);
	for (size_t t = 0; t < s->n; t++)
		if (s->tried[t].distance <= s->here.distance)
			s->here = s->tried[t];
}

/* How far it has come, and which rows are still off. */
static void tell(const search *s, uint32_t step)
{
	char line[256];
	lb_body_params p;
	lbi_results r, one;
	if (!s->o->tell)
		return;
	int n = snprintf(line, sizeof line, "step %u: distance %.4g;", step, s->here.distance);
	memcpy(&p, s->here.v, sizeof p);
	bool known = !lbi_observe(&r, &p, s->o->people, s->o->seed, false, 1, NULL);
	for (size_t i = 0; known && i < lbi_observation_count && n > 0 && (size_t)n + 40 < sizeof line; i++) {
		for (size_t k = 0; k < LBI_OBSERVATIONS_MAX; k++)
			one.at[k] = k == i ? r.at[k] : (double)NAN;
		if (lbi_observations[i].fit && lbi_fit_distance(&one, true, INNER) > 0)
			n += snprintf(line + n, sizeof line - (size_t)n, " %s %.3g", lbi_observations[i].id, r.at[i]);
	}
	s->o->tell(line, s->o->ctx);
}

lb_status lb_body_search(lb_body_params *out, double *distance, const lb_knowledge *k, const lb_fit_options *o,
			 lb_err *err)
{
	search s = {.o = o, .n = o->sets};
	lb_parameters_list rows = lb_parameters(k);
	if (o->sets < 1 || o->sets > TRIES_MAX || o->people % 16 || rows.n != LB_BODY_PARAMS)
		return lbi_fail(err, LB_RANGE, "search", "needs 1 .. %d tries a step and a multiple of 16 people",
				TRIES_MAX);
	if (mtx_init(&s.lock, mtx_plain) != thrd_success)
		return lbi_fail(err, LB_NOMEM, "search", "a lock");
	for (size_t j = 0; j < LB_BODY_PARAMS; j++)
		s.low[j] = rows.at[j].low, s.high[j] = rows.at[j].high, s.here.v[j] = rows.at[j].value;
	lbi_fit_matters(s.matters, s.here.v, s.low, s.high, o->seed);
	s.here.distance = judged(s.here.v, o->people, o->seed);
	for (uint32_t g = 0; g <= o->generations; g++) {
		if (g)
			step_once(&s, g);
		if (g % 10 == 0 || s.here.distance <= 0)
			tell(&s, g);
		if (s.here.distance <= 0)
			break;
	}
	memcpy(out, s.here.v, sizeof *out);
	*distance = s.here.distance;
	mtx_destroy(&s.lock);
	return LB_OK;
}
