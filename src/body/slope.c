/* Slopes of the fit rows by runs a little to either side, and the best move by them. All runs share their luck. */
#include "slope.h"

void lbi_place_judge(lbi_place *p, const lbi_slopes *s)
{
	lb_body_params params;
	lbi_results r;
	memcpy(&params, p->v, sizeof params);
	bool bad = lbi_observe(&r, &params, s->people, s->luck, false, 1, NULL) != LB_OK;
	p->distance = bad ? 1e9 : lbi_fit_distance(&r, false, s->inner);
	for (size_t k = 0; k < lbi_observation_count; k++)
		p->z[k] = bad || !lbi_observations[k].fit ? (double)NAN : lbi_fit_off(k, r.at[k], s->inner);
}

typedef struct {
	lbi_place *at;
	const lbi_slopes *s;
} judging;

static void judge(void *data, size_t i)
{
	const judging *j = data;
	if (j->at != j->s->probe || j->s->matters[i / 2]) /* else it stays what it was copied from */
		lbi_place_judge(&j->at[i], j->s);
}

void lbi_places_judge(lbi_place *p, size_t n, const lbi_slopes *s)
{
	judging j = {p, s};
	lbi_fit_each(s->threads, n, judge, &j);
}

static double bounded(double x, double low, double high)
{
	return x < low ? low : x > high ? high : x;
}

void lbi_slopes_find(lbi_slopes *s, const lbi_place *here)
{
	memcpy(s->went, s->move, sizeof s->went);
	for (size_t k = 0; k < LB_BODY_PARAMS; k++)
		for (size_t end = 0; end < 2; end++) {
			lbi_place *p = &s->probe[2 * k + end];
			*p = *here;
			p->v[k] += (end ? 1 : -1) * s->move[k] * (s->high[k] - s->low[k]);
			p->v[k] = bounded(p->v[k], s->low[k], s->high[k]);
		}
	lbi_places_judge(s->probe, 2 * LB_BODY_PARAMS, s);
	for (size_t k = 0; k < LB_BODY_PARAMS; k++) {
		const lbi_place *a = &s->probe[2 * k], *b = &s->probe[2 * k + 1];
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

/* One parameter at a time, each by a step that cannot overshoot, many times over. */
void lbi_slopes_follow(double v[LB_BODY_PARAMS], const lbi_slopes *s, const lbi_place *here, double price)
{
	enum { ROUNDS = 600 };
	double z[LBI_OBSERVATIONS_MAX], u[LB_BODY_PARAMS] = {0};
	memcpy(z, here->z, sizeof z);
	for (int round = 0; round < ROUNDS; round++)
		for (size_t k = 0; k < LB_BODY_PARAMS; k++) {
			double push = price * u[k], stiff = price, range = s->went[k] * (s->high[k] - s->low[k]);
			for (size_t r = 0; r < lbi_observation_count; r++) {
				double over = fabs(z[r]) - s->aim, g = s->slope[k][r];
				push += over > 0 ? g * copysign(over, z[r]) : 0;
				stiff += g * g;
			}
			double to = bounded(u[k] - push / stiff, (s->low[k] - here->v[k]) / range,
					    (s->high[k] - here->v[k]) / range);
			to = bounded(to, -1.5, 1.5);
			for (size_t r = 0; r < lbi_observation_count; r++)
				z[r] += s->slope[k][r] * (to - u[k]);
			u[k] = to;
		}
	for (size_t k = 0; k < LB_BODY_PARAMS; k++)
		v[k] = bounded(here->v[k] + u[k] * s->went[k] * (s->high[k] - s->low[k]), s->low[k], s->high[k]);
}
