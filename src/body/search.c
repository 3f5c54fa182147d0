/* A start for the fit, found on the fit rows alone. It sets out from the middle of every parameter's range. What changes
 * no fit row, and guarding, keeps its value.
 *
 * A step: each parameter is moved a little up and down, which gives the slope of every row. Of a row only what lies
 * outside its interval counts, squared (lbi_fit_distance); the move that would bring this to its least, if rows were
 * straight lines, is found within a box, with a price on long moves so that luck in the slopes is not followed far.
 * Four prices are tried and the best move is taken, unless it is worse than standing still. How far a parameter is
 * moved to see its slope follows from what it did last time: so far that some row moves by about half of its interval
 * from one end to the other. Within a step all runs share their luck, and each step has new luck: where a step has come
 * to is judged with luck that it has not seen.
 *
 * The slopes are worked out by many threads, each run by one: the result does not depend on their number. */
#include <stdio.h>

#include "observe.h"

#define INNER 0.7 /* the fit asks for less, and so has room around where this ends */

enum { PRICES = 4 };

typedef struct {
	double v[LB_BODY_PARAMS], distance, z[LBI_OBSERVATIONS_MAX]; /* z: rows, in half-widths from their middle */
} place;

typedef struct {
	place here, probe[2 * LB_BODY_PARAMS], tried[PRICES];
	double low[LB_BODY_PARAMS], high[LB_BODY_PARAMS];
	double move[LB_BODY_PARAMS];                         /* to see a slope; share of the range */
	double slope[LB_BODY_PARAMS][LBI_OBSERVATIONS_MAX];  /* change of z by one such move */
	bool matters[LB_BODY_PARAMS];
	double price;
	const lb_fit_options *o;
	place *judged; /* those that threads are at */
	size_t people;
	uint64_t luck;
} search;

static void judge(void *data, size_t i)
{
	search *s = data;
	place *p = &s->judged[i];
	lb_body_params params;
	lbi_results r;
	if (s->judged == s->probe && !s->matters[i / 2])
		return; /* stays what `here` is */
	memcpy(&params, p->v, sizeof params);
	bool bad = lbi_observe(&r, &params, s->people, s->luck, false, 1, NULL) != LB_OK;
	p->distance = bad ? 1e9 : lbi_fit_distance(&r, false, INNER);
	for (size_t k = 0; k < lbi_observation_count; k++)
		p->z[k] = bad || !lbi_observations[k].fit ? (double)NAN : lbi_fit_off(k, r.at[k], INNER);
}

static void judge_all(search *s, place *p, size_t n)
{
	s->judged = p;
	lbi_fit_each(s->o->threads, n, judge, s);
}

static double bounded(double x, double low, double high)
{
	return x < low ? low : x > high ? high : x;
}

/* Slopes of all rows, by two runs a parameter. One that moves no row by a quarter of its interval is lost in luck. */
static void find_slopes(search *s)
{
	for (size_t k = 0; k < LB_BODY_PARAMS; k++)
		for (size_t end = 0; end < 2; end++) {
			place *p = &s->probe[2 * k + end];
			*p = s->here;
			p->v[k] += (end ? 1 : -1) * s->move[k] * (s->high[k] - s->low[k]);
			p->v[k] = bounded(p->v[k], s->low[k], s->high[k]);
		}
	judge_all(s, s->probe, 2 * LB_BODY_PARAMS);
	for (size_t k = 0; k < LB_BODY_PARAMS; k++) {
		const place *a = &s->probe[2 * k], *b = &s->probe[2 * k + 1];
		double went = (b->v[k] - a->v[k]) / (s->high[k] - s->low[k]), most = 0;
		for (size_t r = 0; r < lbi_observation_count; r++) {
			double by = b->z[r] - a->z[r];
			by = isfinite(by) && s->matters[k] && went > 0 ? by : 0;
			most = fabs(by) > most ? fabs(by) : most;
			s->slope[k][r] = went > 0 ? by * s->move[k] / went : 0;
		}
		if (most < 0.5)
			memset(s->slope[k], 0, sizeof s->slope[k]);
		s->move[k] = bounded(s->move[k] * bounded(1.2 / (most + 1e-9), 0.4, 2.5), 0.002, 0.25);
	}
}

/* The move in units of `was` (the moves that gave the slopes) that would be best if rows were straight lines: one
 * parameter at a time, each by a step that cannot overshoot, many times over. */
static void best_move(double u[LB_BODY_PARAMS], const search *s, const double was[LB_BODY_PARAMS], double price)
{
	enum { ROUNDS = 600 };
	double z[LBI_OBSERVATIONS_MAX];
	memcpy(z, s->here.z, sizeof z);
	for (size_t k = 0; k < LB_BODY_PARAMS; k++)
		u[k] = 0;
	for (int round = 0; round < ROUNDS; round++)
		for (size_t k = 0; k < LB_BODY_PARAMS; k++) {
			double push = price * u[k], stiff = price, range = was[k] * (s->high[k] - s->low[k]);
			for (size_t r = 0; r < lbi_observation_count; r++) {
				double over = fabs(z[r]) - 1, g = s->slope[k][r];
				push += over > 0 ? g * copysign(over, z[r]) : 0;
				stiff += g * g;
			}
			double to = bounded(u[k] - push / stiff, (s->low[k] - s->here.v[k]) / range,
					    (s->high[k] - s->here.v[k]) / range);
			to = bounded(to, -1.5, 1.5);
			for (size_t r = 0; r < lbi_observation_count; r++)
				z[r] += s->slope[k][r] * (to - u[k]);
			u[k] = to;
		}
}

static void step_once(search *s)
{
	static const double factor[PRICES] = {0.25, 1, 4, 20};
	double was[LB_BODY_PARAMS], u[LB_BODY_PARAMS];
	memcpy(was, s->move, sizeof was);
	find_slopes(s);
	for (size_t t = 0; t < PRICES; t++) {
		best_move(u, s, was, s->price * factor[t]);
		s->tried[t] = s->here;
		for (size_t k = 0; k < LB_BODY_PARAMS; k++)
			s->tried[t].v[k] = bounded(s->here.v[k] + u[k] * was[k] * (s->high[k] - s->low[k]), s->low[k],
						   s->high[k]);
	}
	judge_all(s, s->tried, PRICES);
	size_t best = 0;
	for (size_t t = 1; t < PRICES; t++)
		best = s->tried[t].distance < s->tried[best].distance ? t : best;
	if (s->tried[best].distance < s->here.distance)
		s->here = s->tried[best], s->price *= factor[best];
	else
		s->price *= 10;
}

/* How far it has come, and which rows are still off. */
static void tell(const search *s, uint32_t step)
{
	char line[256];
	if (!s->o->tell)
		return;
	int n = snprintf(line, sizeof line, "step %u, %zu people: distance %.4g;", step, s->people, s->here.distance);
	for (size_t i = 0; i < lbi_observation_count && n > 0 && (size_t)n + 40 < sizeof line; i++)
		if (fabs(s->here.z[i]) > 1)
			n += snprintf(line + n, sizeof line - (size_t)n, " %s %+.2f", lbi_observations[i].id,
				      s->here.z[i]);
	s->o->tell(line, s->o->ctx);
}

static void set_out(search *s, lb_parameters_list rows)
{
	for (size_t j = 0; j < LB_BODY_PARAMS; j++) {
		double low = rows.at[j].low, high = rows.at[j].high;
		s->low[j] = low, s->high[j] = high, s->move[j] = 0.06;
		s->here.v[j] = low > 0 ? sqrt(low * high) : 0.5 * (low + high);
	}
	lbi_fit_matters(s->matters, s->here.v, s->low, s->high, s->o->seed);
	for (size_t j = 0; j < LB_BODY_PARAMS; j++)
		s->here.v[j] = s->matters[j] ? s->here.v[j] : rows.at[j].value;
	s->price = 0.02;
}

lb_status lb_body_search(lb_body_params *out, double *distance, const lb_knowledge *k, const lb_fit_options *o,
			 lb_arena *a, lb_err *err)
{
	lb_parameters_list rows = lb_parameters(k);
	if (o->people < 16 || o->people % 16 || o->people_early % 16 || rows.n != LB_BODY_PARAMS)
		return lbi_fail(err, LB_RANGE, "search", "needs a multiple of 16 people");
	search *s = lb_arena_new(a, 1, sizeof *s);
	if (!s)
		return lbi_fail(err, LB_NOMEM, "search", "%d parameters", LB_BODY_PARAMS);
	s->o = o, s->people = o->people_early ? o->people_early : o->people;
	set_out(s, rows);
	judge_all(s, &s->here, 1);
	if (s->here.distance >= 1e9)
		return lbi_fail(err, LB_RANGE, "search", "the middle of the ranges cannot be run");
	for (uint32_t g = 0;; g++) {
		s->luck = o->seed + g;
		judge_all(s, &s->here, 1);
		tell(s, g);
		bool all = s->people == o->people;
		if (g == o->generations || (all && s->here.distance <= LB_BODY_SEARCH_ENOUGH))
			break;
		if (all || s->here.distance > 1)
			step_once(s);
		else /* near: go on with all people */
			s->people = o->people;
	}
	if (s->people != o->people) { /* it never came near */
		s->people = o->people;
		judge_all(s, &s->here, 1);
	}
	memcpy(out, s->here.v, sizeof *out);
	*distance = s->here.distance;
	return LB_OK;
}
