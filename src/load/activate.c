/* Which muscles pull how hard: the least volume-weighted activation that balances every joint.
 *
 *	minimise  sum w a^p / p + c |play|^2 / 2 + |missing|^2 / (2 e)
 *	with      sum force a arm + D play + missing = need,   least <= a <= most,   |play| <= limit
 *
 * D lends moment from one joint to its neighbour, so play sums to zero over the joints and cannot hold the trunk up.
 * Solved through its dual, whose unknowns are the prices of moment (6 about z, and 12 about x and y when the posture is
 * not even): piecewise quadratic and convex for p = 2, so Newton with an exact line search ends in a few steps. e is
 * so small that `missing` is below a microNewton metre unless strength is spent. Right and left are added in pairs:
 * the answer to a mirrored posture is the mirror picture to the last bit. Where fourteen steps do not do (sixty where it
 * is only asked whether a posture can be held), strength is
 * spent or nearly so, and interior.c takes over. */
#include <math.h>
#include <string.h>

#include "load.h"

enum { MOMENTS = 3 * LB_JOINTS, PLAYS = 3 * (LB_JOINTS - 1), STEPS = 14, ASKING_STEPS = 60, ANSWERED_BY = 4 };

static const double ridge = 1e-7; /* e above, 1 / (N m)^2 per unit of cost */
static const double smooth = LBI_SMOOTH;
static const double tolerance_Nm = 1e-6;

/* An answer; the same unless it is certain that the posture cannot be held; or how much tone it can be held against. */
typedef enum { ANSWER, IF_HELD, TONE } aim;

typedef struct {
	lb_load_work *w;
	const lb_trunk *t;
	int axes, moments, plays, sides; /* 1, 6, 5, 1 when even; 3, 18, 15, 2 otherwise */
	bool cubic;
	aim aim;
	double share, bound; /* TONE: the share that is asked for, and the smallest that is refuted */
	double give[3][LB_SIDES]
		   [LB_CROSSINGS]; /* moment at full activation; an even posture counts it for both sides */
	double weight[LB_FASCICLES], each[LB_FASCICLES];                      /* of the cost, and its inverse */
	double price[LB_FASCICLES][LB_SIDES], change[LB_FASCICLES][LB_SIDES]; /* of full activation; along a step */
	double slope[LB_FASCICLES][LB_SIDES];
	double play_price[PLAYS], play_change[PLAYS], play_slope[PLAYS];
} problem;

static void size_up(problem *p)
{
	p->axes = p->w->even ? 1 : 3, p->moments = p->axes * LB_JOINTS, p->plays = p->axes * (LB_JOINTS - 1);
	p->sides = p->w->even ? 1 : 2;
}

static void prepare(problem *p)
{
	double twice = p->sides == 1 ? 2 : 1;
	for (int i = 0; i < LB_FASCICLES; i++) {
		const lbi_fascicle *f = &lbi_fascicles[i];
		p->weight[i] = p->t->weight[i] * twice;
		p->each[i] = 1 / p->weight[i];
		for (int side = 0; side < p->sides; side++) {
			double force_N = p->w->force_N[i][side] * twice;
			for (int axis = 0; axis < p->axes; axis++)
				for (int e = f->crossing; e < f->crossing + f->high - f->low; e++)
					p->give[axis][side][e] = force_N * p->w->arm_m[axis][side][e];
		}
	}
}

/* Activation at price q per unit of weight, and its slope. */
static inline double respond(bool cubic, double q, double least, double most, double *slope)
{
	double a = q, s = 1;
	if (cubic) {
		double root = sqrt(smooth * smooth + 4 * (q > 0 ? q : 0));
		a = (root - smooth) / 2, s = 1 / root;
	}
	*slope = a < least || a > most ? 0 : s;
	return a < least ? least : a > most ? most : a;
}

static inline double lend(double q, double limit, double *slope)
{
	*slope = fabs(q) < limit ? 1 : 0;
	return q < -limit ? -limit : q > limit ? limit : q;
}

/* Prices of every fascicle and play from prices of moment. */
static void price_all(const problem *p, const double *lambda, double (*price)[LB_SIDES], double *play)
{
	for (int i = 0; i < LB_FASCICLES; i++) {
		const lbi_fascicle *f = &lbi_fascicles[i];
		const double *l = lambda + f->low;
		int n = f->high - f->low;
		for (int side = 0; side < p->sides; side++) {
			const double *z = &p->give[0][side][f->crossing], *x = &p->give[1][side][f->crossing];
			const double *y = &p->give[2][side][f->crossing];
			double sum = 0, sum_x = 0, sum_y = 0;
			for (int k = 0; k < n; k++)
				sum += z[k] * l[k];
			if (p->axes == 3)
				for (int k = 0; k < n; k++)
					sum_x += x[k] * l[LB_JOINTS + k], sum_y += y[k] * l[2 * LB_JOINTS + k];
			price[i][side] = (sum + (sum_x + sum_y)) * p->each[i];
		}
	}
	for (int axis = 0; axis < p->axes; axis++)
		for (int k = 0; k < LB_JOINTS - 1; k++) {
			const double *l = &lambda[axis * LB_JOINTS + k];
			play[axis * (LB_JOINTS - 1) + k] = (l[0] - l[1]) / lbi_parameter.play_cost;
		}
}

/* h = given - need at the prices. */
static void balance(problem *p, const double *lambda, double *h)
{
	lb_load_work *w = p->w;
	const bool cubic = p->cubic;
	const double most = w->most;
	for (int r = 0; r < p->moments; r++)
		h[r] = ridge * lambda[r] - w->need_Nm[r];
	for (int i = 0; i < LB_FASCICLES; i++) {
		const lbi_fascicle *f = &lbi_fascicles[i];
		int n = f->high - f->low;
		for (int side = 0; side < p->sides; side++)
			w->activation[i][side] =
				respond(cubic, p->price[i][side], w->least[i][side], most, &p->slope[i][side]);
		double r = w->activation[i][0], l = p->sides == 2 ? w->activation[i][1] : 0;
		for (int axis = 0; axis < p->axes; axis++) {
			const double *right = &p->give[axis][0][f->crossing], *left = &p->give[axis][1][f->crossing];
			double *row = &h[axis * LB_JOINTS + f->low];
			if (p->sides == 1)
				for (int k = 0; k < n; k++)
					row[k] += r * right[k];
			else
				for (int k = 0; k < n; k++)
					row[k] += r * right[k] + l * left[k];
		}
	}
	for (int axis = 0; axis < p->axes; axis++)
		for (int k = 0; k < LB_JOINTS - 1; k++) {
			int i = axis * (LB_JOINTS - 1) + k, r = axis * LB_JOINTS + k;
			w->play_Nm[i] = lend(p->play_price[i], w->play_most_Nm[i], &p->play_slope[i]);
			h[r] += w->play_Nm[i], h[r + 1] -= w->play_Nm[i];
		}
}

/* Adds s0 g0 g0' + s1 g1 g1' of one pair to the lower triangle of H. */
static void add_pair(double H[MOMENTS][MOMENTS], const problem *p, const lbi_fascicle *f, double s0, double s1)
{
	int n = f->high - f->low;
	for (int ar = 0; ar < 3; ar++)
		for (int ac = 0; ac <= ar; ac++) {
			const double *g0 = &p->give[ac][0][f->crossing], *g1 = &p->give[ac][1][f->crossing];
			for (int r = 0; r < n; r++) {
				double t0 = s0 * p->give[ar][0][f->crossing + r],
				       t1 = s1 * p->give[ar][1][f->crossing + r];
				double *row = &H[ar * LB_JOINTS + f->low + r][ac * LB_JOINTS + f->low];
				int end = ar == ac ? r + 1 : n;
				for (int c = 0; c < end; c++)
					row[c] += t0 * g0[c] + t1 * g1[c];
			}
		}
}

/* H, the slope of h: its lower triangle. */
static void slope_of_balance(const problem *p, double H[MOMENTS][MOMENTS])
{
	for (int r = 0; r < p->moments; r++)
		for (int c = 0; c <= r; c++)
			H[r][c] = r == c ? ridge : 0;
	for (int i = 0; i < LB_FASCICLES; i++) {
		const lbi_fascicle *f = &lbi_fascicles[i];
		double s0 = p->slope[i][0] * p->each[i], s1 = p->sides == 2 ? p->slope[i][1] * p->each[i] : 0;
		if (s0 == 0 && s1 == 0)
			continue;
		if (p->sides == 2) {
			add_pair(H, p, f, s0, s1);
			continue;
		}
		const double *g = &p->give[0][0][f->crossing];
		for (int r = 0; r < f->high - f->low; r++) {
			double t = s0 * g[r];
			for (int c = 0; c <= r; c++)
				H[f->low + r][f->low + c] += t * g[c];
		}
	}
	for (int axis = 0; axis < p->axes; axis++)
		for (int k = 0; k < LB_JOINTS - 1; k++) {
			int r = axis * LB_JOINTS + k;
			double slope = p->play_slope[axis * (LB_JOINTS - 1) + k] / lbi_parameter.play_cost;
			H[r][r] += slope, H[r + 1][r + 1] += slope, H[r + 1][r] -= slope;
		}
}

/* d = -H^-1 h by Cholesky in place; H is positive thanks to the ridge. */
void lbi_cholesky_step(double *d, double H[3 * LB_JOINTS][3 * LB_JOINTS], const double *h, int m)
{
	double inverse[MOMENTS];
	for (int r = 0; r < m; r++) {
		for (int c = 0; c <= r; c++) {
			double sum = H[r][c];
			for (int k = 0; k < c; k++)
				sum -= H[r][k] * H[c][k];
			if (c < r)
				H[r][c] = sum * inverse[c];
			else
				H[r][r] = sqrt(fmax(sum, ridge)), inverse[r] = 1 / H[r][r];
		}
	}
	for (int r = 0; r < m; r++) {
		double sum = -h[r];
		for (int k = 0; k < r; k++)
			sum -= H[r][k] * d[k];
		d[r] = sum * inverse[r];
	}
	for (int r = m - 1; r >= 0; r--) {
		double sum = d[r];
		for (int k = r + 1; k < m; k++)
			sum -= H[k][r] * d[k];
		d[r] = sum * inverse[r];
	}
}

/* Slope of the dual along the step at length s. */
static double slope_at(const problem *p, double s, double constant, double square)
{
	const bool cubic = p->cubic;
	const double most = p->w->most;
	double sum = constant + s * square, unused;
	for (int i = 0; i < LB_FASCICLES; i++) {
		const double *price = p->price[i], *change = p->change[i];
		double pair = respond(cubic, price[0] + s * change[0], p->w->least[i][0], most, &unused) * change[0];
		if (p->sides == 2)
			pair += respond(cubic, price[1] + s * change[1], p->w->least[i][1], most, &unused) * change[1];
		sum += pair * p->weight[i];
	}
	for (int i = 0; i < p->plays; i++)
		sum += lend(p->play_price[i] + s * p->play_change[i], p->w->play_most_Nm[i], &unused) * p->play_change[i] *
		       lbi_parameter.play_cost;
	return sum;
}

/* The dual is convex along the step: where its slope is zero. A full step is good enough when the slope fell a lot. */
static double step_length(const problem *p, const double *lambda, const double *d, const double *h)
{
	double constant = 0, square = 0, low = 0, at_low = 0, high = 1;
	for (int r = 0; r < p->moments; r++) {
		constant += (ridge * lambda[r] - p->w->need_Nm[r]) * d[r];
		square += ridge * d[r] * d[r];
		at_low += h[r] * d[r];
	}
	double at_high = slope_at(p, 1, constant, square), start = fabs(at_low);
	if (fabs(at_high) <= 0.3 * start)
		return 1;
	for (int i = 0; at_high < 0 && i < 40; i++) {
		low = high, at_low = at_high;
		high *= 2, at_high = slope_at(p, high, constant, square);
	}
	for (int i = 0; i < 40; i++) {
		double s = i % 3 == 2 ? (low + high) / 2 : low - at_low * (high - low) / (at_high - at_low);
		double at = slope_at(p, s, constant, square);
		if (fabs(at) <= 0.05 * start)
			return s;
		if (at < 0)
			low = s, at_low = at;
		else
			high = s, at_high = at;
	}
	return low > 0 ? low : high;
}

/* By how much what is asked outweighs, at the prices at hand, all that muscles and plays can give and may go missing. More
 * than nothing proves that the posture cannot be held, at whatever cost (Farkas). *full: what the muscles that help are
 * worth at full activation; *idle: what the others cost at their least. */
static double excess(const problem *p, const double *lambda, double *full, double *idle)
{
	const lb_load_work *w = p->w;
	double asked = 0, lent = 0;
	*full = *idle = 0;
	for (int r = 0; r < p->moments; r++)
		asked += lambda[r] * w->need_Nm[r] - fabs(lambda[r]) * (p->aim == TONE ? LBI_TONE_NM : LBI_HELD_NM);
	for (int i = 0; i < LB_FASCICLES; i++) {
		double helps = 0, hinders = 0; /* in pairs, as everything that a mirror must not change */
		for (int side = 0; side < p->sides; side++) {
			double price = p->price[i][side];
			helps += price > 0 ? price : 0;
			hinders -= price < 0 ? price * w->least[i][side] : 0;
		}
		*full += helps * p->weight[i], *idle += hinders * p->weight[i];
	}
	for (int i = 0; i < p->plays; i++)
		lent += lbi_parameter.play_cost * fabs(p->play_price[i]) * w->play_most_Nm[i];
	return asked - w->most * *full + *idle - lent;
}

/* Of a share of the tone: the smallest that the prices at hand refute. Least and most activation are straight lines in the
 * share, and so is the excess. True while prices say it ever more sharply, by a fiftieth at least: they are then followed. */
static bool bounds_sharper(problem *p, double over, double full, double idle)
{
	double bound = p->share - over / (lbi_parameter.tone_reserve * full + idle / p->share);
	bool sharper = bound < p->bound - 0.02 * (p->share - bound);
	p->bound = fmin(p->bound, bound);
	return sharper;
}

/* Whether the prices at hand settle that it cannot be held. What can be held is mostly found in ANSWERED_BY steps, before it
 * is worth asking. */
static bool settled(problem *p, lbi_solution *s)
{
	double full, idle;
	if (p->aim == ANSWER || (p->aim == IF_HELD && s->iterations < ANSWERED_BY))
		return false;
	double over = excess(p, p->w->lambda, &full, &idle);
	if (!(over > 0))
		return s->refuted;
	s->refuted = true;
	return p->aim == IF_HELD || !bounds_sharper(p, over, full, idle);
}

/* A start from cold: the prices at which nothing is limited. */
static void start(problem *p)
{
	double h[MOMENTS], H[MOMENTS][MOMENTS];
	for (int i = 0; i < LB_FASCICLES; i++)
		p->slope[i][0] = p->slope[i][1] = 1;
	for (int i = 0; i < p->plays; i++)
		p->play_slope[i] = 1;
	for (int r = 0; r < p->moments; r++)
		h[r] = -p->w->need_Nm[r];
	slope_of_balance(p, H);
	lbi_cholesky_step(p->w->lambda, H, h, p->moments);
}

/* Newton's steps from the prices at hand. */
static lbi_solution descend(problem *p)
{
	lb_load_work *w = p->w;
	lbi_solution s = {0};
	double h[MOMENTS], H[MOMENTS][MOMENTS], d[MOMENTS];
	price_all(p, w->lambda, p->price, p->play_price);
	for (s.iterations = 0;; s.iterations++) {
		balance(p, w->lambda, h);
		s.residual_Nm = 0;
		for (int r = 0; r < p->moments; r++)
			s.residual_Nm = fmax(s.residual_Nm, isnan(h[r]) ? (double)INFINITY : fabs(h[r]));
		s.converged = s.residual_Nm <= (p->aim == TONE ? LBI_TONE_NM : tolerance_Nm);
		if (s.converged || s.iterations == (p->aim == ANSWER ? STEPS : ASKING_STEPS))
			break;
		if (settled(p, &s))
			return s;
		slope_of_balance(p, H);
		lbi_cholesky_step(d, H, h, p->moments);
		price_all(p, d, p->change, p->play_change);
		double length = step_length(p, w->lambda, d, h);
		for (int r = 0; r < p->moments; r++)
			w->lambda[r] += length * d[r];
		for (int i = 0; i < LB_FASCICLES; i++)
			for (int side = 0; side < p->sides; side++)
				p->price[i][side] += length * p->change[i][side];
		for (int i = 0; i < p->plays; i++)
			p->play_price[i] += length * p->play_change[i];
	}
	for (int r = 0; r < p->moments; r++)
		s.missing_Nm[r] = ridge * w->lambda[r];
	return s;
}

bool lbi_is_held(const lbi_solution *s)
{
	return !s->refuted && lbi_most_missing(s) <= LBI_HELD_NM;
}

double lbi_most_missing(const lbi_solution *s)
{
	double most = 0;
	for (int r = 0; r < MOMENTS; r++)
		most = fmax(most, fabs(s->missing_Nm[r]));
	return most;
}

/* When Newton's steps do not do: the interior path, and its end made exact where strength suffices. */
static lbi_solution rescue(problem *p, int exponent, int spent)
{
	lb_load_work kept;
	lbi_solution s = lbi_interior(p->w, p->t, exponent);
	s.iterations += spent;
	if (lbi_most_missing(&s) > 0.05)
		return s;
	kept = *p->w;
	p->aim = ANSWER;
	lbi_solution exact = descend(p);
	exact.iterations += s.iterations;
	if (exact.converged)
		return exact;
	*p->w = kept;
	return s;
}

static lbi_solution solve(problem *p, lb_load_work *w, const lb_trunk *t, int exponent, bool warm)
{
	p->w = w, p->t = t, p->cubic = exponent == 3;
	size_up(p);
	prepare(p);
	if (!warm)
		start(p);
	double from[MOMENTS];
	memcpy(from, w->lambda, sizeof from);
	lbi_solution s = descend(p);
	if (s.refuted) { /* prices that refute start nothing well but, made smaller, the next question of the kind */
		for (int r = 0; r < MOMENTS; r++)
			w->lambda[r] = p->aim == TONE ? 0.3 * w->lambda[r] : from[r];
		return s;
	}
	if (!s.converged)
		s = rescue(p, exponent, s.iterations);
	if (!w->even)
		return s;
	for (int i = 0; i < LB_FASCICLES; i++)
		w->activation[i][1] = w->activation[i][0];
	for (int r = LB_JOINTS; r < MOMENTS; r++)
		w->lambda[r] = 0;
	for (int i = LB_JOINTS - 1; i < PLAYS; i++)
		w->play_Nm[i] = 0;
	return s;
}

lbi_solution lbi_activate(lb_load_work *w, const lb_trunk *t, int exponent, bool warm)
{
	problem p;
	p.aim = ANSWER;
	return solve(&p, w, t, exponent, warm);
}

lbi_solution lbi_activate_if_held(lb_load_work *w, const lb_trunk *t, int exponent, bool warm)
{
	problem p;
	p.aim = IF_HELD;
	return solve(&p, w, t, exponent, warm);
}

lbi_solution lbi_ask_share(lb_load_work *w, const lb_trunk *t, int exponent, double share, double *bound)
{
	problem p;
	p.aim = TONE, p.share = p.bound = share;
	lbi_solution s = solve(&p, w, t, exponent, true);
	*bound = s.refuted ? p.bound : share;
	return s;
}
