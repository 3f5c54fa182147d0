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
 * Slopes and moves: slope.c. Each run is one thread's: the result does not depend on their number. */
#include <stdio.h>

#include "slope.h"

#define INNER 0.7 /* the fit asks for less, and so has room around where this ends */

enum { PRICES = 4 };

typedef struct {
	lbi_place here, tried[PRICES];
	lbi_slopes slopes;
	double price;
	const lb_fit_options *o;
} search;

static void step_once(search *s)
{
	static const double factor[PRICES] = {0.25, 1, 4, 20};
	lbi_slopes_find(&s->slopes, &s->here);
	for (size_t t = 0; t < PRICES; t++) {
		s->tried[t] = s->here;
		lbi_slopes_follow(s->tried[t].v, &s->slopes, &s->here, s->price * factor[t]);
	}
	lbi_places_judge(s->tried, PRICES, &s->slopes);
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
	int n = snprintf(line, sizeof line, "step %u, %zu people: distance %.4g;", step, s->slopes.people, s->here.distance);
	for (size_t i = 0; i < lbi_observation_count && n > 0 && (size_t)n + 40 < sizeof line; i++)
		if (fabs(s->here.z[i]) > 1)
			n += snprintf(line + n, sizeof line - (size_t)n, " %s %+.2f", lbi_observations[i].id,
				      s->here.z[i]);
	s->o->tell(line, s->o->ctx);
}

static void set_out(search *s, lb_parameters_list rows)
{
	lbi_slopes *f = &s->slopes;
	for (size_t j = 0; j < LB_BODY_PARAMS; j++) {
		double low = rows.at[j].low, high = rows.at[j].high;
		f->low[j] = low, f->high[j] = high, f->move[j] = 0.06;
		s->here.v[j] = low > 0 ? sqrt(low * high) : 0.5 * (low + high);
	}
	lbi_fit_matters(f->matters, s->here.v, f->low, f->high, s->o->seed);
	for (size_t j = 0; j < LB_BODY_PARAMS; j++)
		s->here.v[j] = f->matters[j] ? s->here.v[j] : rows.at[j].value;
	s->price = 0.02, f->inner = INNER, f->aim = 1, f->threads = s->o->threads;
	f->people = s->o->people_early ? s->o->people_early : s->o->people;
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
	lbi_slopes *f = &s->slopes;
	s->o = o;
	set_out(s, rows);
	lbi_places_judge(&s->here, 1, f);
	if (s->here.distance >= 1e9)
		return lbi_fail(err, LB_RANGE, "search", "the middle of the ranges cannot be run");
	for (uint32_t g = 0;; g++) {
		f->luck = o->seed + g;
		lbi_places_judge(&s->here, 1, f);
		tell(s, g);
		bool all = f->people == o->people;
		if (g == o->generations || (all && s->here.distance <= LB_BODY_SEARCH_ENOUGH))
			break;
		if (all || s->here.distance > 1)
			step_once(s);
		else /* near: go on with all people */
			f->people = o->people;
	}
	if (f->people != o->people) { /* it never came near */
		f->people = o->people;
		lbi_places_judge(&s->here, 1, f);
	}
	memcpy(out, s->here.v, sizeof *out);
	*distance = s->here.distance;
	return LB_OK;
}
