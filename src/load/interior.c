/* The same problem as activate.c by an interior path, for when strength is spent: there the dual's Newton steps crawl
 * from limit to limit, while this one takes some 15 steps whatever the load. Each variable stays strictly between its
 * limits, with a force from either that fades as the path ends (Mehrotra's predictor and corrector). */
#include <math.h>
#include <string.h>

#include "load.h"

enum { MOMENTS = 3 * LB_JOINTS, PLAYS = 3 * (LB_JOINTS - 1), STEPS = 60 };

static const double soft = 1e-3; /* a missing moment of 1 N m costs 1 / (2 soft) */

typedef struct {
	double x, low, high;        /* value and limits */
	double weight;              /* of its cost */
	double from_low, from_high; /* forces of the limits, >= 0 */
	double step, step_low, step_high;
	double stiff, target; /* of the reduced system */
} variable;

typedef struct {
	const lb_load_work *w;
	const lb_trunk *t;
	int axes, moments, plays, sides, fascicles, variables;
	double twice;
	bool cubic;
	variable v[LB_FASCICLES * LB_SIDES + PLAYS]; /* fascicles, right and left by turns; then plays */
	double price[LB_FASCICLES * LB_SIDES + PLAYS];
	double lambda[MOMENTS], step[MOMENTS];
	double give[3][LB_SIDES][LB_CROSSINGS]; /* moment at full activation */
} path;

/* First and second slope of the cost; plays cost quadratically. */
static double cost_slope(const path *p, int i)
{
	double x = p->v[i].x;
	return p->v[i].weight * (p->cubic && i < p->fascicles ? x * x + LBI_SMOOTH * x : x);
}

static double cost_bend(const path *p, int i)
{
	return p->v[i].weight * (p->cubic && i < p->fascicles ? 2 * p->v[i].x + LBI_SMOOTH : 1);
}

static int play_row(int play)
{
	return play / (LB_JOINTS - 1) * LB_JOINTS + play % (LB_JOINTS - 1);
}

/* price of every variable at prices of moment */
static void price_all(path *p, const double *lambda)
{
	for (int i = 0; i < LB_FASCICLES; i++) {
		const lbi_fascicle *f = &lbi_fascicles[i];
		for (int side = 0; side < p->sides; side++) {
			double sum[3] = {0};
			for (int axis = 0; axis < p->axes; axis++)
				for (int k = 0; k < f->high - f->low; k++)
					sum[axis] += p->give[axis][side][f->crossing + k] *
						     lambda[axis * LB_JOINTS + f->low + k];
			p->price[i * p->sides + side] = sum[0] + (sum[1] + sum[2]);
		}
	}
	for (int i = 0; i < p->plays; i++)
		p->price[p->fascicles + i] = lambda[play_row(i)] - lambda[play_row(i) + 1];
}

/* out = sum over variables of value * moment, in pairs. value is x or stiff-weighted target. */
static void gather(const path *p, double *out, double (*value)(const variable *v))
{
	memset(out, 0, MOMENTS * sizeof *out);
	for (int i = 0; i < LB_FASCICLES; i++) {
		const lbi_fascicle *f = &lbi_fascicles[i];
		const variable *v = &p->v[i * p->sides];
		double r = value(v), l = p->sides == 2 ? value(v + 1) : 0;
		for (int axis = 0; axis < p->axes; axis++)
			for (int k = 0; k < f->high - f->low; k++) {
				double sum = r * p->give[axis][0][f->crossing + k];
				if (p->sides == 2)
					sum += l * p->give[axis][1][f->crossing + k];
				out[axis * LB_JOINTS + f->low + k] += sum;
			}
	}
	for (int i = 0; i < p->plays; i++) {
		const variable *v = &p->v[p->fascicles + i];
		out[play_row(i)] += value(v), out[play_row(i) + 1] -= value(v);
	}
}

static double value_of(const variable *v)
{
	return v->x;
}

static double lead_of(const variable *v)
{
	return v->target / v->stiff;
}

static void matrix(const path *p, double H[MOMENTS][MOMENTS])
{
	for (int r = 0; r < p->moments; r++)
		for (int c = 0; c <= r; c++)
			H[r][c] = r == c ? soft : 0;
	for (int i = 0; i < LB_FASCICLES; i++) {
		const lbi_fascicle *f = &lbi_fascicles[i];
		const variable *v = &p->v[i * p->sides];
		int n = f->high - f->low;
		double s0 = 1 / v[0].stiff, s1 = p->sides == 2 ? 1 / v[1].stiff : 0;
		for (int ar = 0; ar < p->axes; ar++)
			for (int ac = 0; ac <= ar; ac++) {
				const double *g0 = &p->give[ac][0][f->crossing], *g1 = &p->give[ac][1][f->crossing];
				for (int r = 0; r < n; r++) {
					double t0 = s0 * p->give[ar][0][f->crossing + r];
					double t1 = s1 * p->give[ar][1][f->crossing + r];
					double *row = &H[ar * LB_JOINTS + f->low + r][ac * LB_JOINTS + f->low];
					int end = ar == ac ? r + 1 : n;
					for (int c = 0; c < end; c++)
						row[c] += t0 * g0[c] + t1 * g1[c];
				}
			}
	}
	for (int i = 0; i < p->plays; i++) {
		int r = play_row(i);
		double s = 1 / p->v[p->fascicles + i].stiff;
		H[r][r] += s, H[r + 1][r + 1] += s, H[r + 1][r] -= s;
	}
}

static void reset(path *p)
{
	memset(p->give, 0, sizeof p->give); /* the left of an even posture stays zero */
	for (int i = 0; i < LB_FASCICLES; i++) {
		const lbi_fascicle *f = &lbi_fascicles[i];
		for (int axis = 0; axis < p->axes; axis++)
			for (int side = 0; side < p->sides; side++)
				for (int e = f->crossing; e < f->crossing + f->high - f->low; e++)
					p->give[axis][side][e] =
						p->w->force_N[i][side] * p->twice * p->w->arm_m[axis][side][e];
	}
	for (int i = 0; i < p->fascicles; i++) {
		int f = i / p->sides;
		double low = fmin(p->w->least[f][i % p->sides], p->w->most - 1e-6);
		p->v[i] = (variable){.x = (low + p->w->most) / 2,
				     .low = low,
				     .high = p->w->most,
				     .from_low = 3000,
				     .from_high = 3000,
				     .weight = p->t->weight[f] * p->twice};
	}
	for (int i = p->fascicles; i < p->variables; i++)
		p->v[i] = (variable){.low = -p->w->play_most_Nm[i - p->fascicles],
				     .high = p->w->play_most_Nm[i - p->fascicles],
				     .from_low = 0.1,
				     .from_high = 0.1,
				     .weight = lbi_parameter.play_cost};
}

/* Product of distance and force at the limits, after a part of the step. */
static double gap_of(const variable *v, double part)
{
	double x = v->x + part * v->step;
	return (v->from_low + part * v->step_low) * (x - v->low) + (v->from_high + part * v->step_high) * (v->high - x);
}

/* Its mean, added in pairs of right and left. */
static double gap(const path *p, double part)
{
	double sum = 0;
	for (int i = 0; i < p->fascicles; i += p->sides)
		sum += p->sides == 2 ? gap_of(&p->v[i], part) + gap_of(&p->v[i + 1], part) : gap_of(&p->v[i], part);
	for (int i = p->fascicles; i < p->variables; i++)
		sum += gap_of(&p->v[i], part);
	return sum / (2 * p->variables);
}

/* One linear solve: steps of everything towards the gap `centre`; `correct` adds the last step's second order. */
static void solve(path *p, const double *short_Nm, double centre, bool correct)
{
	double H[MOMENTS][MOMENTS], h[MOMENTS];
	price_all(p, p->lambda);
	for (int i = 0; i < p->variables; i++) {
		variable *v = &p->v[i];
		double dl = v->x - v->low, dh = v->high - v->x;
		double extra_low = correct ? v->step * v->step_low : 0,
		       extra_high = correct ? -v->step * v->step_high : 0;
		v->stiff = cost_bend(p, i) + (v->from_low / dl + v->from_high / dh);
		v->target = (p->price[i] - cost_slope(p, i)) + ((centre - extra_low) / dl - (centre - extra_high) / dh);
	}
	gather(p, h, lead_of);
	for (int r = 0; r < p->moments; r++)
		h[r] -= short_Nm[r];
	matrix(p, H);
	lbi_cholesky_step(p->step, H, h, p->moments);
	price_all(p, p->step);
	for (int i = 0; i < p->variables; i++) {
		variable *v = &p->v[i];
		double dl = v->x - v->low, dh = v->high - v->x;
		double extra_low = correct ? v->step * v->step_low : 0,
		       extra_high = correct ? -v->step * v->step_high : 0;
		v->step = (v->target + p->price[i]) / v->stiff;
		v->step_low = (centre - extra_low - v->from_low * v->step) / dl - v->from_low;
		v->step_high = (centre - extra_high + v->from_high * v->step) / dh - v->from_high;
	}
}

/* Longest part of the step that keeps everything inside. */
static double longest(const path *p)
{
	double s = 1;
	for (int i = 0; i < p->variables; i++) {
		const variable *v = &p->v[i];
		if (v->step < 0)
			s = fmin(s, (v->low - v->x) / v->step);
		if (v->step > 0)
			s = fmin(s, (v->high - v->x) / v->step);
		if (v->step_low < 0)
			s = fmin(s, -v->from_low / v->step_low);
		if (v->step_high < 0)
			s = fmin(s, -v->from_high / v->step_high);
	}
	return s;
}

/* Some variable has come so near a limit that it cannot be told from it: no further step can be computed. */
static bool at_the_end(const path *p)
{
	for (int i = 0; i < p->variables; i++)
		if (!(p->v[i].x > p->v[i].low && p->v[i].x < p->v[i].high))
			return true;
	return false;
}

static void move(path *p, double part)
{
	for (int i = 0; i < p->variables; i++) {
		variable *v = &p->v[i];
		v->x += part * v->step;
		v->from_low += part * v->step_low, v->from_high += part * v->step_high;
	}
	for (int r = 0; r < p->moments; r++)
		p->lambda[r] += part * p->step[r];
}

/* What is left of the balance (into short_Nm; its largest is returned) and of each variable's own equation. */
static double residual(path *p, double *short_Nm, double *off)
{
	double given[MOMENTS], most = 0;
	gather(p, given, value_of);
	for (int r = 0; r < p->moments; r++) {
		short_Nm[r] = p->w->need_Nm[r] - given[r] - soft * p->lambda[r];
		most = fmax(most, isnan(short_Nm[r]) ? (double)INFINITY : fabs(short_Nm[r]));
	}
	price_all(p, p->lambda);
	*off = 0;
	for (int i = 0; i < p->variables; i++) {
		const variable *v = &p->v[i];
		double scale = 1 + fabs(p->price[i]) + (v->from_low + v->from_high);
		*off = fmax(*off, fabs((cost_slope(p, i) - p->price[i]) - (v->from_low - v->from_high)) / scale);
	}
	return most;
}

lbi_solution lbi_interior(lb_load_work *w, const lb_trunk *t, int exponent)
{
	bool even = w->even;
	path p = {.w = w,
		  .t = t,
		  .axes = even ? 1 : 3,
		  .moments = even ? LB_JOINTS : MOMENTS,
		  .plays = even ? LB_JOINTS - 1 : PLAYS,
		  .sides = even ? 1 : 2,
		  .twice = even ? 2 : 1,
		  .cubic = exponent == 3};
	lbi_solution s = {0};
	double short_Nm[MOMENTS];
	p.fascicles = LB_FASCICLES * p.sides, p.variables = p.fascicles + p.plays;
	reset(&p);
	for (;; s.iterations++) {
		double off, mean = gap(&p, 0);
		s.residual_Nm = residual(&p, short_Nm, &off);
		s.converged = s.residual_Nm <= 1e-6 && mean < 1e-8 && off < 1e-9;
		if (!s.converged && at_the_end(&p)) {
			s.converged = s.residual_Nm <= 1e-6 && mean < 1e-6;
			break;
		}
		if (s.converged || s.iterations == STEPS)
			break;
		solve(&p, short_Nm, 0, false);
		double part = longest(&p), after = gap(&p, part) / mean;
		solve(&p, short_Nm, mean * after * after * after, true);
		move(&p, fmin(1, 0.995 * longest(&p)));
		for (int i = 0; i < p.variables; i++)
			p.v[i].step = p.v[i].step_low = p.v[i].step_high = 0;
	}
	for (int r = 0; r < MOMENTS; r++) {
		s.missing_Nm[r] = r < p.moments ? soft * p.lambda[r] : 0;
		w->lambda[r] = r < p.moments ? p.lambda[r] : 0;
	}
	for (int i = 0; i < LB_FASCICLES; i++)
		for (int side = 0; side < LB_SIDES; side++)
			w->activation[i][side] = p.v[i * p.sides + (even ? 0 : side)].x;
	for (int i = 0; i < PLAYS; i++)
		w->play_Nm[i] = i < p.plays ? p.v[p.fascicles + i].x : 0;
	return s;
}
