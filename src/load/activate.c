/* Which muscles pull how hard: the least volume-weighted activation that balances every joint.
 *
 *	minimise  sum w a^p / p + c |play|^2 / 2 + |missing|^2 / (2 e)
 *	with      sum force a arm + D play + missing = need,   least <= a <= 1,   |play| <= limit
 *
 * D lends moment from one joint to its neighbour, so play sums to zero over the joints and cannot hold the trunk up.
 * Solved through its dual, whose unknowns are the prices of moment (6 about z, and 12 about x and y when the posture is
 * not even): piecewise quadratic and convex for p = 2, so Newton with an exact line search ends in a few steps. e is
 * so small that `missing` is below a microNewton metre unless strength is spent. Right and left are added in pairs:
 * the answer to a mirrored posture is the mirror picture to the last bit. Where eight steps do not do, strength is
 * spent or nearly so, and interior.c takes over. */
#include <math.h>
#include <string.h>

#include "load.h"

enum { MOMENTS = 3 * LB_JOINTS, PLAYS = 3 * (LB_JOINTS - 1), STEPS = 8 };

static const double ridge = 1e-7;    /* e above, 1 / (N m)^2 per unit of cost */
static const double smooth = LBI_SMOOTH;
static const double tolerance_Nm = 1e-6;

typedef struct {
	lb_load_work *w;
	const lb_trunk *t;
	int axes, moments, plays, sides; /* 1, 6, 5, 1 when even; 3, 18, 15, 2 otherwise */
	double tone, twice;              /* twice: an even posture counts each right fascicle for both */
	bool cubic;
	double price[LB_FASCICLES][LB_SIDES], change[LB_FASCICLES][LB_SIDES]; /* of full activation; along a step */
	double play_price[PLAYS], play_change[PLAYS];
} problem;

/* Activation at price q per unit of weight, and its slope. */
static double respond(const problem *p, double q, double least, double *slope)
{
	double a = q, s = 1;
	if (p->cubic) {
		double root = sqrt(smooth * smooth + 4 * fmax(q, 0));
		a = (root - smooth) / 2, s = 1 / root;
	}
	if (a < least || a > 1) s = 0;
	*slope = s;
	return a < least ? least : a > 1 ? 1 : a;
}

static double least_of(const problem *p, int i, int side)
{
	return fmax(p->tone, p->t->least[i][side]);
}

/* Prices of every fascicle and play from prices of moment. */
static void price_all(const problem *p, const double *lambda, double (*price)[LB_SIDES], double *play)
{
	const lb_load_work *w = p->w;
	for (int i = 0; i < LB_FASCICLES; i++) {
		const lbi_fascicle *f = &lbi_fascicles[i];
		int n = f->high - f->low;
		for (int side = 0; side < p->sides; side++) {
			double sum[3] = { 0 };
			for (int axis = 0; axis < p->axes; axis++)
				for (int k = 0; k < n; k++)
					sum[axis] += w->arm_m[axis][side][f->crossing + k] *
						     lambda[axis * LB_JOINTS + f->low + k];
			price[i][side] = (sum[0] + (sum[1] + sum[2])) * p->t->force_N[i][side] / p->t->weight[i];
		}
	}
	for (int axis = 0; axis < p->axes; axis++)
		for (int k = 0; k < LB_JOINTS - 1; k++) {
			const double *l = &lambda[axis * LB_JOINTS + k];
			play[axis * (LB_JOINTS - 1) + k] = (l[0] - l[1]) / lbi_parameter.play_cost;
		}
}

static double lend(double q, double *slope)
{
	double limit = lbi_parameter.play_limit;
	*slope = fabs(q) < limit ? 1 : 0;
	return q < -limit ? -limit : q > limit ? limit : q;
}

/* h = given - need, and H its slope, at the prices. The lower triangle of H is filled. */
static void balance(const problem *p, const double *lambda, double *h, double H[MOMENTS][MOMENTS])
{
	lb_load_work *w = p->w;
	int m = p->moments;
	for (int r = 0; r < m; r++) {
		h[r] = ridge * lambda[r] - w->need_Nm[r];
		for (int c = 0; c <= r; c++) H[r][c] = r == c ? ridge : 0;
	}
	for (int i = 0; i < LB_FASCICLES; i++) {
		const lbi_fascicle *f = &lbi_fascicles[i];
		int n = f->high - f->low;
		double slope[LB_SIDES], give[LB_SIDES][3 * LB_JOINTS];
		for (int side = 0; side < p->sides; side++) {
			double force_N = p->t->force_N[i][side] * p->twice;
			double a = respond(p, p->price[i][side], least_of(p, i, side), &slope[side]);
			w->activation[i][side] = a;
			slope[side] /= p->twice * p->t->weight[i];
			for (int axis = 0; axis < p->axes; axis++)
				for (int k = 0; k < n; k++)
					give[side][axis * LB_JOINTS + k] =
						force_N * w->arm_m[axis][side][f->crossing + k];
		}
		if (p->sides == 1) {
			double a = w->activation[i][0];
			for (int k = 0; k < n; k++) h[f->low + k] += a * give[0][k];
			if (slope[0] == 0) continue;
			for (int r = 0; r < n; r++)
				for (int c = 0; c <= r; c++) H[f->low + r][f->low + c] += slope[0] * give[0][r] * give[0][c];
			continue;
		}
		for (int axis = 0; axis < 3; axis++)
			for (int k = 0; k < n; k++)
				h[axis * LB_JOINTS + f->low + k] += w->activation[i][0] * give[0][axis * LB_JOINTS + k] +
								    w->activation[i][1] * give[1][axis * LB_JOINTS + k];
		if (slope[0] == 0 && slope[1] == 0) continue;
		for (int ar = 0; ar < 3; ar++)
			for (int ac = 0; ac <= ar; ac++)
				for (int r = 0; r < n; r++) {
					const double *g0 = &give[0][ac * LB_JOINTS], *g1 = &give[1][ac * LB_JOINTS];
					double s0 = slope[0] * give[0][ar * LB_JOINTS + r];
					double s1 = slope[1] * give[1][ar * LB_JOINTS + r];
					double *row = &H[ar * LB_JOINTS + f->low + r][ac * LB_JOINTS + f->low];
					int end = ar == ac ? r + 1 : n;
					for (int c = 0; c < end; c++) row[c] += s0 * g0[c] + s1 * g1[c];
				}
	}
	for (int axis = 0; axis < p->axes; axis++)
		for (int k = 0; k < LB_JOINTS - 1; k++) {
			int i = axis * (LB_JOINTS - 1) + k, r = axis * LB_JOINTS + k;
			double slope, play = lend(p->play_price[i], &slope);
			w->play_Nm[i] = play;
			h[r] += play, h[r + 1] -= play;
			slope /= lbi_parameter.play_cost;
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
			for (int k = 0; k < c; k++) sum -= H[r][k] * H[c][k];
			if (c < r) H[r][c] = sum * inverse[c];
			else H[r][r] = sqrt(fmax(sum, ridge)), inverse[r] = 1 / H[r][r];
		}
	}
	for (int r = 0; r < m; r++) {
		double sum = -h[r];
		for (int k = 0; k < r; k++) sum -= H[r][k] * d[k];
		d[r] = sum * inverse[r];
	}
	for (int r = m - 1; r >= 0; r--) {
		double sum = d[r];
		for (int k = r + 1; k < m; k++) sum -= H[k][r] * d[k];
		d[r] = sum * inverse[r];
	}
}

/* Slope of the dual along the step at length s. */
static double slope_at(const problem *p, double s, double constant, double square)
{
	double sum = constant + s * square, unused;
	for (int i = 0; i < LB_FASCICLES; i++) {
		double pair = 0;
		for (int side = 0; side < p->sides; side++)
			pair += respond(p, p->price[i][side] + s * p->change[i][side], least_of(p, i, side), &unused) *
				p->change[i][side];
		sum += pair * p->t->weight[i] * p->twice;
	}
	for (int i = 0; i < p->plays; i++)
		sum += lend(p->play_price[i] + s * p->play_change[i], &unused) * p->play_change[i] *
		       lbi_parameter.play_cost;
	return sum;
}

/* The dual is convex along the step: where its slope is zero. A full step is good enough when the slope fell a lot. */
static double step_length(const problem *p, const double *lambda, const double *d)
{
	double constant = 0, square = 0;
	for (int r = 0; r < p->moments; r++) {
		constant += (ridge * lambda[r] - p->w->need_Nm[r]) * d[r];
		square += ridge * d[r] * d[r];
	}
	double low = 0, at_low = slope_at(p, 0, constant, square), high = 1, at_high = slope_at(p, 1, constant, square);
	if (fabs(at_high) <= 0.3 * fabs(at_low)) return 1;
	for (int i = 0; at_high < 0 && i < 40; i++) {
		low = high, at_low = at_high;
		high *= 2, at_high = slope_at(p, high, constant, square);
	}
	double start = fabs(at_low);
	for (int i = 0; i < 40; i++) {
		double s = i % 3 == 2 ? (low + high) / 2 : low - at_low * (high - low) / (at_high - at_low);
		double at = slope_at(p, s, constant, square);
		if (fabs(at) <= 0.05 * start) return s;
		if (at < 0) low = s, at_low = at;
		else high = s, at_high = at;
	}
	return low > 0 ? low : high;
}

/* A start from cold: the prices at which nothing is limited. */
static void start(problem *p)
{
	lb_load_work *w = p->w;
	double h[MOMENTS], H[MOMENTS][MOMENTS];
	double tone = p->tone;
	memset(w->lambda, 0, sizeof w->lambda);
	price_all(p, w->lambda, p->price, p->play_price);
	p->tone = -1; /* everything free */
	bool cubic = p->cubic;
	p->cubic = false;
	balance(p, w->lambda, h, H);
	lbi_cholesky_step(w->lambda, H, h, p->moments);
	p->tone = tone, p->cubic = cubic;
}

lbi_solution lbi_activate(lb_load_work *w, const lb_trunk *t, double tone, int exponent, bool warm)
{
	bool even = w->even;
	problem p = { .w = w, .t = t, .axes = even ? 1 : 3, .moments = even ? LB_JOINTS : MOMENTS,
		.plays = even ? LB_JOINTS - 1 : PLAYS, .sides = even ? 1 : 2, .tone = tone, .twice = even ? 2 : 1,
		.cubic = exponent == 3 };
	lbi_solution s = { 0 };
	double h[MOMENTS], H[MOMENTS][MOMENTS], d[MOMENTS];
	if (!warm) start(&p);
	price_all(&p, w->lambda, p.price, p.play_price);
	for (s.iterations = 0;; s.iterations++) {
		balance(&p, w->lambda, h, H);
		s.residual_Nm = 0;
		for (int r = 0; r < p.moments; r++) s.residual_Nm = fmax(s.residual_Nm, fabs(h[r]));
		s.converged = s.residual_Nm <= tolerance_Nm;
		if (s.converged || s.iterations == STEPS) break;
		lbi_cholesky_step(d, H, h, p.moments);
		price_all(&p, d, p.change, p.play_change);
		double length = step_length(&p, w->lambda, d);
		for (int r = 0; r < p.moments; r++) w->lambda[r] += length * d[r];
		for (int i = 0; i < LB_FASCICLES; i++)
			for (int side = 0; side < p.sides; side++) p.price[i][side] += length * p.change[i][side];
		for (int i = 0; i < p.plays; i++) p.play_price[i] += length * p.play_change[i];
	}
	if (!s.converged) {
		int spent = s.iterations;
		s = lbi_interior(w, t, tone, exponent);
		s.iterations += spent;
		return s;
	}
	for (int r = 0; r < p.moments; r++) s.missing_Nm[r] = ridge * w->lambda[r];
	if (!even) return s;
	for (int i = 0; i < LB_FASCICLES; i++) w->activation[i][1] = w->activation[i][0];
	for (int r = LB_JOINTS; r < MOMENTS; r++) w->lambda[r] = 0;
	for (int i = LB_JOINTS - 1; i < PLAYS; i++) w->play_Nm[i] = 0;
	return s;
}
