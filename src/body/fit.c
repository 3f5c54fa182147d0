/* The ensemble fit: many parameter sets that all meet every fit row. Check rows are never looked at here.
 *
 * Sets start around the values of physiology.yaml, which search.c found on the fit rows; a parameter that changes no
 * fit row, and guarding, is drawn from its whole range and stays there. A set outside the rows follows the slopes they
 * have at the start (slope.c) from where it stands: to the nearest place, so to say, that would be inside, with what no
 * row chooses as it was drawn. A set inside wanders: a step along the difference of two sets inside, in some of its
 * parameters. A step is kept when it stays in range and its distance is not larger, or is 0. Distance is how far outside
 * their intervals the fit rows lie, in half-widths, squared and summed (of rows with luck: outside the inner 85 %, of
 * others outside 98.5 %): 0 is inside all of them. In the end g_met is drawn so that a healthy person has no spastic
 * state in a quiet posture (loop.c). Proposals and acceptances are made in order, only the runs go to
 * threads: the result does not depend on their number.
 */
#include <stdio.h>
#include <threads.h>

#include "loop.h"
#include "slope.h"

#define INNER 0.85 /* of a row's interval is asked for: one that has luck, and other luck shall stay inside */

enum { SETS_MAX = 512 };

typedef struct {
	lbi_place now[SETS_MAX], next[SETS_MAX], start;
	lbi_slopes s; /* around the start */
	const lb_fit_options *o;
	size_t n;
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

/* The part of the distance that needs no cohort. */
static double single_of(const double v[LB_BODY_PARAMS])
{
	lb_body_params p;
	lbi_results r;
	memcpy(&p, v, sizeof p);
	for (size_t i = 0; i < LBI_OBSERVATIONS_MAX; i++)
		r.at[i] = (double)NAN;
	return lbi_singles(&r, &p, false, NULL) ? 1e9 : lbi_fit_distance(&r, true, INNER);
}

static void evaluate(void *data, size_t i)
{
	fit *f = data;
	if (f->next[i].distance < 0) /* not known */
		lbi_place_judge(&f->next[i], &f->s);
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

/* Beyond an end of its range: mirrored at it. False when that is not enough. */
static bool within(double *x, double low, double high)
{
	for (int turn = 0; turn < 4 && !(*x >= low && *x <= high); turn++)
		*x = *x < low ? 2 * low - *x : 2 * high - *x;
	return *x >= low && *x <= high;
}

/* Set i, outside, goes where the slopes say. How far, and at what price, is drawn anew in each generation; in every
 * second one also some way back to the start, where the slopes hold better. */
static void follow(fit *f, size_t i, uint32_t g)
{
	uint64_t seed = f->o->seed + 77;
	uint32_t w = (uint32_t)i;
	double price = 0.01 * pow(100, lbi_uniform(seed, w, g, 101)), share = 0.6 + 0.6 * lbi_uniform(seed, w, g, 102),
	       back = g % 2 ? 0 : 0.6 * lbi_uniform(seed, w, g, 103);
	const lbi_place *here = &f->now[i];
	lbi_place *to = &f->next[i];
	lbi_slopes_follow(to->v, &f->s, here, price);
	to->distance = -1;
	for (size_t k = 0; k < LB_BODY_PARAMS; k++) {
		double home = f->s.matters[k] ? f->start.v[k] - here->v[k] : 0;
		to->v[k] = here->v[k] + (1 - back) * share * (to->v[k] - here->v[k]) + back * home;
		if (!within(&to->v[k], f->s.low[k], f->s.high[k]))
			to->distance = 1e9;
	}
}

/* A step for set i, which is inside; the g-th try of all. False: out of range, or outside already without a cohort. */
static bool wander(fit *f, size_t i, uint32_t g)
{
	static const double parts[] = {0.05, 0.15, 0.4, 1};
	uint64_t seed = f->o->seed + 77;
	uint32_t w = (uint32_t)i;
	const lbi_place *a = &f->now[f->inside[(size_t)(lbi_uniform(seed, w, g, 101) * (double)f->n_inside)]],
			*b = &f->now[f->inside[(size_t)(lbi_uniform(seed, w, g, 102) * (double)f->n_inside)]];
	double part = parts[(int)(4 * lbi_uniform(seed, w, g, 103))], scale = 0.3 + 0.6 * lbi_uniform(seed, w, g, 104);
	lbi_place *to = &f->next[i];
	*to = f->now[i];
	to->distance = 1e9;
	for (uint32_t k = 0; k < LB_BODY_PARAMS; k++) {
		if (!f->s.matters[k] || lbi_uniform(seed, w, g, 200 + k) > part)
			continue;
		double noise = 0.003 * (f->s.high[k] - f->s.low[k]) * lbi_normal(seed, w, g, 400 + k);
		to->v[k] += scale * (a->v[k] - b->v[k]) + noise;
		if (!within(&to->v[k], f->s.low[k], f->s.high[k]))
			return false;
	}
	if (single_of(to->v) > 0)
		return false;
	to->distance = -1;
	return true;
}

/* Around the values of physiology.yaml, near or wide by turns; the best of some draws by what needs no cohort. */
static void draw(fit *f, size_t i)
{
	static const double wide[] = {0.01, 0.03, 0.06, 0.10};
	double least = 1e9;
	lbi_place p = {.distance = -1};
	for (uint32_t k = 0; k < 200 && least > 0; k++) {
		for (uint32_t j = 0; j < LB_BODY_PARAMS; j++) {
			double low = f->s.low[j], high = f->s.high[j], range = high - low,
			       z = lbi_normal(f->o->seed + 77, (uint32_t)i, k, 1000 + j);
			double u = lbi_uniform(f->o->seed + 77, (uint32_t)i, k, 3000 + j);
			p.v[j] = f->s.matters[j] ? f->start.v[j] + wide[i % 4] * range * z : low + range * u;
			p.v[j] = p.v[j] < low ? low : p.v[j] > high ? high : p.v[j];
		}
		double single = single_of(p.v);
		if (single < least)
			least = single, f->next[i] = p;
	}
	f->now[i].distance = HUGE_VAL;
}

static void generation(fit *f, uint32_t g)
{
	enum { TRIES = 40 };
	for (size_t i = 0; i < f->n; i++)
		if (f->now[i].distance > 0)
			follow(f, i, g);
		else
			for (uint32_t t = 0; t < TRIES && !wander(f, i, g * TRIES + t); t++)
				continue;
	evaluate_all(f);
}

/* A healthy person has no spastic state in a quiet posture: g_met, which no fit row knows, is drawn from what that leaves
 * of its range. */
static void calm(void *data, size_t i)
{
	enum { K = LB_BODY_PARAM_g_met };
	fit *f = data;
	lb_body_params p;
	double low = f->s.low[K], high = f->s.high[K], *v = f->now[i].v;
	if (f->now[i].distance > 0)
		return;
	memcpy(&p, v, sizeof p);
	v[K] = low + (v[K] - low) / (high - low) * (lbi_loop_limit(&p, high) - low);
}

static void settle(fit *f)
{
	f->n_inside = 0;
	for (size_t i = 0; i < f->n; i++) {
		if (f->next[i].distance <= f->now[i].distance)
			f->now[i] = f->next[i];
		if (f->now[i].distance <= 0)
			f->inside[f->n_inside++] = i;
	}
}

static void tell(const fit *f, uint32_t generation)
{
	char line[120];
	double mean = 0;
	for (size_t i = 0; i < f->n; i++)
		mean += f->now[i].distance / (double)f->n;
	snprintf(line, sizeof line, "generation %u: %zu of %zu inside every fit row; mean distance %.3g", generation,
		 f->n_inside, f->n, mean);
	if (f->o->tell)
		f->o->tell(line, f->o->ctx);
}

/* The slopes at the start: a first look tells how far to go for a good one. */
static void look_around(fit *f)
{
	for (size_t j = 0; j < LB_BODY_PARAMS; j++)
		f->s.move[j] = 0.03;
	for (int look = 0; look < 2; look++) {
		lbi_place_judge(&f->start, &f->s);
		lbi_slopes_find(&f->s, &f->start);
	}
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
	f->s.inner = INNER, f->s.aim = 0.9, f->s.people = o->people, f->s.threads = o->threads, f->s.luck = o->seed;
	for (size_t j = 0; j < LB_BODY_PARAMS; j++)
		f->s.low[j] = rows.at[j].low, f->s.high[j] = rows.at[j].high, f->start.v[j] = rows.at[j].value;
	lbi_fit_matters(f->s.matters, f->start.v, f->s.low, f->s.high, o->seed);
	if (f->s.matters[LB_BODY_PARAM_g_met])
		return lbi_fail(err, LB_CONFLICT, "g_met", "a fit row knows it; it is drawn after the fit");
	look_around(f);
	for (size_t i = 0; i < f->n; i++)
		draw(f, i);
	evaluate_all(f);
	settle(f);
	tell(f, 0);
	for (uint32_t g = 1, spare = o->spread; g <= o->generations && (f->n_inside < f->n || spare); g++) {
		spare -= f->n_inside == f->n && spare;
		generation(f, g);
		settle(f);
		tell(f, g);
	}
	lbi_fit_each(o->threads, f->n, calm, f);
	*n_out = 0;
	for (size_t i = 0; i < f->n; i++)
		if (f->now[i].distance <= 0)
			memcpy(&out[(*n_out)++], f->now[i].v, sizeof *out);
	return LB_OK;
}
