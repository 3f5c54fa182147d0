/* The ensemble fit: many parameter sets that all meet every fit row. Check rows are never looked at here.
 *
 * Sets start around the values of physiology.yaml, which search.c found on the fit rows; a parameter that changes no
 * fit row, and guarding, is drawn from its whole range and stays there. So the kept sets show a region around that point,
 * not all that would fit. In each generation a set takes a step along the difference of two others, in some of its
 * parameters (once some sets fit, of two that fit, and a set that does not starts from the one that does and guards most
 * alike); the step is kept when it stays in range and its distance is not larger, or is 0. Distance is how far outside
 * their intervals the fit rows lie, in half-widths, squared and summed (of rows with luck: outside the inner 85 %, of
 * others outside 98.5 %): 0 is inside all of them. Once all are at 0, further
 * generations spread them over the region. Proposals and acceptances are made in order, only the runs go to threads:
 * the result does not depend on their number.
 */
#include <stdio.h>
#include <threads.h>

#include "observe.h"

#define INNER 0.85 /* of a row's interval is asked for: one that has luck, and other luck shall stay inside */

enum { SETS_MAX = 512 };

typedef struct {
	double v[LB_BODY_PARAMS], distance;
	double single; /* the part of the distance that needs no cohort */
} member;

typedef struct {
	member now[SETS_MAX], next[SETS_MAX];
	double low[LB_BODY_PARAMS], high[LB_BODY_PARAMS], start[LB_BODY_PARAMS];
	bool matters[LB_BODY_PARAMS];
	const lb_fit_options *o;
	size_t n, people;
	size_t inside[SETS_MAX], n_inside;
} fit;

/* Rows that need no cohort have no luck. */
static bool has_luck(const lb_observation *t)
{
	static const char *const without[] = {"disuse_", "train_", "doms_", "imp_", "flow_", "hold_"};
	for (size_t i = 0; i < LBI_COUNT(without); i++)
		if (!strncmp(t->id, without[i], strlen(without[i])))
			return false;
	return true;
}

double lbi_fit_off(size_t row, double value, double inner)
{
	const lb_observation *t = &lbi_observations[row];
	double share = has_luck(t) ? inner : 1 - 0.1 * (1 - inner);
	return (value - 0.5 * (t->lo + t->hi)) / (0.5 * (t->hi - t->lo) * share);
}

double lbi_fit_distance(const lbi_results *r, bool single, double inner)
{
	double sum = 0;
	for (size_t i = 0; i < lbi_observation_count; i++) {
		if (!lbi_observations[i].fit || (single && isnan(r->at[i])))
			continue;
		double off = fabs(lbi_fit_off(i, r->at[i], inner)) - 1;
		if (!isfinite(off))
			return 1e6;
		sum += off > 0 ? off * off : 0;
	}
	return sum;
}

/* ---- threads ---- */

typedef struct {
	_Atomic size_t next;
	size_t n;
	void (*one)(void *ctx, size_t i);
	void *ctx;
} queue;

static int worker(void *data)
{
	queue *q = data;
	for (size_t i; (i = q->next++) < q->n;)
		q->one(q->ctx, i);
	return 0;
}

void lbi_fit_each(size_t threads, size_t n, void (*one)(void *ctx, size_t i), void *ctx)
{
	enum { MOST = 16 };
	thrd_t id[MOST];
	queue q = {.n = n, .one = one, .ctx = ctx};
	size_t started = 0;
	while (started + 1 < threads && started + 1 < MOST && thrd_create(&id[started], worker, &q) == thrd_success)
		started++;
	worker(&q);
	for (size_t k = 0; k < started; k++)
		thrd_join(id[k], NULL);
}

/* ---- sets ---- */

static double single_of(const member *m)
{
	lb_body_params p;
	lbi_results r;
	memcpy(&p, m->v, sizeof p);
	for (size_t i = 0; i < LBI_OBSERVATIONS_MAX; i++)
		r.at[i] = (double)NAN;
	return lbi_singles(&r, &p, false, NULL) ? 1e9 : lbi_fit_distance(&r, true, INNER);
}

static void evaluate(void *data, size_t i)
{
	fit *f = data;
	member *m = &f->next[i];
	lb_body_params p;
	lbi_results r;
	if (m->distance >= 0) /* known */
		return;
	memcpy(&p, m->v, sizeof p);
	m->distance =
		lbi_observe(&r, &p, f->people, f->o->seed, false, 1, NULL) ? 1e9 : lbi_fit_distance(&r, false, INNER);
}

static void evaluate_all(fit *f)
{
	lbi_fit_each(f->o->threads, f->n, evaluate, f);
}

/* How much pain and fear make people guard is known from activity and load. Courses of pain, which feel it a little
 * through load, must not choose it. */
static bool is_guarding(size_t k)
{
	return k == LB_BODY_PARAM_g_pain || k == LB_BODY_PARAM_g_fear || k == LB_BODY_PARAM_sd_g;
}

/* The set inside that guards most like set i. */
static size_t most_alike(const fit *f, size_t i)
{
	size_t best = f->inside[0];
	double least = HUGE_VAL;
	for (size_t j = 0; j < f->n_inside; j++) {
		double sum = 0;
		for (size_t k = 0; k < LB_BODY_PARAMS; k++)
			if (is_guarding(k)) {
				double d = (f->now[f->inside[j]].v[k] - f->now[i].v[k]) / (f->high[k] - f->low[k]);
				sum += d * d;
			}
		if (sum < least)
			least = sum, best = f->inside[j];
	}
	return best;
}

/* A step for set i, the try-th of this generation. False: out of range, or worse already without a cohort. */
static bool propose(fit *f, size_t i, uint32_t generation)
{
	uint64_t seed = f->o->seed + 77;
	uint32_t w = (uint32_t)i, g = generation;
	size_t a = (size_t)(lbi_uniform(seed, w, g, 101) * (double)f->n),
	       b = (size_t)(lbi_uniform(seed, w, g, 102) * (double)f->n);
	size_t best = f->n_inside ? most_alike(f, i) : (size_t)(lbi_uniform(seed, w, g, 105) * (double)f->n);
	if (f->n_inside >= 8) /* the sets that fit lead: steps are differences of such */
		a = f->inside[a * f->n_inside / f->n], b = f->inside[b * f->n_inside / f->n];
	static const double parts[] = {0.05, 0.15, 0.4, 1};
	double part = parts[(int)(4 * lbi_uniform(seed, w, g, 103))], scale = 0.3 + 0.6 * lbi_uniform(seed, w, g, 104);
	bool pull = !f->n_inside && f->now[best].distance < f->now[i].distance && lbi_uniform(seed, w, g, 106) < 0.5;
	member *m = &f->next[i];
	*m = f->n_inside && f->now[i].distance > 0 ? f->now[best] : f->now[i]; /* those outside start from one inside */
	for (uint32_t k = 0; k < LB_BODY_PARAMS; k++)
		m->v[k] = f->matters[k] ? m->v[k] : f->now[i].v[k]; /* what no row fixes stays as it was drawn */
	double single = f->now[i].single;
	scale *= f->n_inside && f->n_inside < 8 ? 0.02 : 1; /* the others are far from the one inside */
	for (uint32_t k = 0; k < LB_BODY_PARAMS; k++) {
		if (!f->matters[k] || lbi_uniform(seed, w, g, 200 + k) > part)
			continue;
		double wide = f->high[k] - f->low[k],
		       noise = (f->n_inside ? 0.003 : 0.01) * wide * lbi_normal(seed, w, g, 400 + k);
		m->v[k] += scale * (f->now[a].v[k] - f->now[b].v[k]) + noise;
		if (pull)
			m->v[k] += scale * (f->now[best].v[k] - f->now[i].v[k]);
		for (int turn = 0; turn < 4 && !(m->v[k] >= f->low[k] && m->v[k] <= f->high[k]);
		     turn++) /* reflected at its ends */
			m->v[k] = m->v[k] < f->low[k] ? 2 * f->low[k] - m->v[k] : 2 * f->high[k] - m->v[k];
		if (!(m->v[k] >= f->low[k] && m->v[k] <= f->high[k])) {
			m->distance = 1e9;
			return false;
		}
	}
	m->single = single_of(m);
	m->distance = m->single <= single ? -1 : 1e9;
	return m->distance < 0;
}

/* Whether a parameter changes any fit row at all, from its least to its most, and may be chosen by it: what does not is
 * drawn from its whole range. */
void lbi_fit_matters(bool out[LB_BODY_PARAMS], const double start[LB_BODY_PARAMS], const double low[LB_BODY_PARAMS],
		     const double high[LB_BODY_PARAMS], uint64_t seed)
{
	lb_body_params p;
	for (size_t k = 0; k < LB_BODY_PARAMS; k++) {
		lbi_results r[2];
		out[k] = false;
		if (is_guarding(k))
			continue;
		for (int end = 0; end < 2; end++) {
			double v[LB_BODY_PARAMS];
			memcpy(v, start, sizeof v);
			v[k] = end ? high[k] : low[k];
			memcpy(&p, v, sizeof p);
			if (lbi_observe(&r[end], &p, 496, seed, false, 1, NULL))
				out[k] = true;
		}
		for (size_t i = 0; i < lbi_observation_count && !out[k]; i++)
			out[k] = lbi_observations[i].fit && !(r[0].at[i] == r[1].at[i]) &&
				 !(isnan(r[0].at[i]) && isnan(r[1].at[i]));
	}
}

/* Around the values of physiology.yaml, near or wide by turns; the best of some draws by what needs no cohort. */
static void draw(fit *f, size_t i)
{
	static const double wide[] = {0.003, 0.01, 0.03, 0.06};
	member best = {.single = 1e9}, m;
	for (uint32_t k = 0; k < 200 && best.single > 0; k++) {
		for (uint32_t j = 0; j < LB_BODY_PARAMS; j++) {
			double range = f->high[j] - f->low[j],
			       z = lbi_normal(f->o->seed + 77, (uint32_t)i, k, 1000 + j);
			double u = lbi_uniform(f->o->seed + 77, (uint32_t)i, k, 3000 + j);
			m.v[j] = f->matters[j] ? f->start[j] + wide[i % 4] * range * z : f->low[j] + range * u;
			m.v[j] = m.v[j] < f->low[j] ? f->low[j] : m.v[j] > f->high[j] ? f->high[j] : m.v[j];
		}
		m.single = single_of(&m);
		if (m.single < best.single)
			best = m;
	}
	best.distance = -1;
	f->next[i] = best;
	f->now[i].distance = 1e9, f->now[i].single = 1e9;
}

static void generation(fit *f, uint32_t g)
{
	enum { TRIES = 40 };
	for (size_t i = 0; i < f->n; i++)
		for (uint32_t t = 0; t < TRIES && !propose(f, i, g * TRIES + t); t++)
			continue;
	evaluate_all(f);
}

static size_t settle(fit *f)
{
	size_t inside = 0;
	f->n_inside = 0;
	for (size_t i = 0; i < f->n; i++) {
		if (f->next[i].distance <= f->now[i].distance)
			f->now[i] = f->next[i];
		inside += f->now[i].distance <= 0;
		if (f->now[i].distance <= 0)
			f->inside[f->n_inside++] = i;
	}
	return inside;
}

static void tell(const fit *f, uint32_t generation, size_t inside)
{
	char line[120];
	double least = 1e9, mean = 0;
	for (size_t i = 0; i < f->n; i++) {
		least = f->now[i].distance < least ? f->now[i].distance : least;
		mean += f->now[i].distance / (double)f->n;
	}
	snprintf(line, sizeof line, "generation %u: %zu of %zu inside every fit row; distance least %.3g, mean %.3g",
		 generation, inside, f->n, least, mean);
	if (f->o->tell)
		f->o->tell(line, f->o->ctx);
}

lb_status lb_body_fit(lb_body_params *out, size_t *n_out, const lb_knowledge *k, const lb_fit_options *o, lb_arena *a,
		      lb_err *err)
{
	fit *f = lb_arena_new(a, 1, sizeof *f);
	lb_parameters_list rows = lb_parameters(k);
	if (!f)
		return lbi_fail(err, LB_NOMEM, "fit", "%zu sets", o->sets);
	if (o->sets < 8 || o->sets > SETS_MAX || o->people % 16 || rows.n != LB_BODY_PARAMS)
		return lbi_fail(err, LB_RANGE, "fit", "needs 8 .. %d sets and a multiple of 16 people", SETS_MAX);
	f->o = o, f->n = o->sets;
	for (size_t j = 0; j < LB_BODY_PARAMS; j++)
		f->low[j] = rows.at[j].low, f->high[j] = rows.at[j].high, f->start[j] = rows.at[j].value;
	lbi_fit_matters(f->matters, f->start, f->low, f->high, o->seed);
	for (size_t i = 0; i < f->n; i++)
		draw(f, i);
	f->people = o->people_early ? o->people_early : o->people;
	evaluate_all(f);
	size_t inside = settle(f);
	uint32_t spare = o->spread, g = 1;
	tell(f, 0, inside);
	for (; g <= o->generations && 2 * inside < f->n && f->people != o->people; g++) {
		generation(f, g);
		tell(f, g, inside = settle(f));
	}
	if (f->people != o->people) { /* the same sets on the whole cohort */
		f->people = o->people;
		for (size_t i = 0; i < f->n; i++)
			f->next[i] = f->now[i], f->next[i].distance = -1, f->now[i].distance = 2e9;
		evaluate_all(f);
		tell(f, g, inside = settle(f));
	}
	for (; g <= o->generations && (inside < f->n || spare); g++) {
		spare -= inside == f->n && spare;
		generation(f, g);
		tell(f, g, inside = settle(f));
	}
	*n_out = 0;
	for (size_t i = 0; i < f->n; i++)
		if (f->now[i].distance <= 0)
			memcpy(&out[(*n_out)++], f->now[i].v, sizeof *out);
	return LB_OK;
}
