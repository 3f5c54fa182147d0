/* A block of sixteen people through some days. Compiled once for each instruction set (LBI_RUN names it); every
 * operation is one that rounds alike at any vector width, so all of them give the same bits.
 *
 * A day on the slow clock is one exponential midpoint step: half a step with the rates at its start gives the rates in
 * its middle, and a whole step with those is exact in each line's own state and second order in the rest. */
#include "body.h"

typedef double lanes[LANES];

/* States whose rate of loss is a constant of the model; the others' is computed. */
#define STEADY_LIST(X) X(S) X(L) X(E1) X(A) X(K) X(Xp) X(M) X(N) X(U) X(D) X(T) X(B)
#define FREE_LIST(X)   X(C) X(Fe) X(Xs) X(G)

typedef struct {
	double e[N_STATES], w[N_STATES]; /* e^-lh and (1 - e^-lh) / l */
	double s_to_i, turns;            /* what S at the start leaves in I at the end; h / tau_E */
} decay;

static void decay_of(decay *d, const lb_body_params *p, double h)
{
	lbi_lines q = {.p = *p, .gain = 1, .k_X = 1};
	double y[N_STATES] = {0};
	lbi_person who = {0};
	lbi_rates r;
	y[LB_BODY_K] = 1;
	lbi_rates_of(&r, y, &q, &who, 0);
	for (int k = 0; k < N_STATES; k++) {
		d->e[k] = lbi_exp(-r.l[k] * h);
		d->w[k] = h * lbi_phi1(r.l[k] * h, d->e[k]);
	}
	double apart = (r.l[LB_BODY_I] - r.l[LB_BODY_S]) * h; /* (e^-S - e^-I) / apart, also where they are alike */
	double ratio = fabs(apart) < 1e-6 ? 1 + 0.5 * apart : expm1(apart) / apart;
	d->s_to_i = r.l[LB_BODY_I] * h * d->e[LB_BODY_I] * ratio;
	d->turns = h / p->tau_E;
}

typedef struct {
	lanes hazard, noise0, noise1; /* exponents of the noise at the ends of the day */
	lanes met;                    /* metabolite drive, mean of the day before or of this one */
	lanes earlier;                /* episodes for which hazard was worked out; -1: none yet */
} scratch;

/* ---- slow ---- */

#define LOAD(name) v[LB_BODY_##name] = y[LB_BODY_##name][i];
#define STEP_STEADY(name)                                                                                              \
	to[LB_BODY_##name][i] =                                                                                        \
		from[LB_BODY_##name][i] * d->e[LB_BODY_##name] + r.g[LB_BODY_##name] * d->w[LB_BODY_##name];
#define STEP_FREE(name)                                                                                                \
	{                                                                                                              \
		double x = r.l[LB_BODY_##name] * h, e = lbi_exp(-x);                                                   \
		to[LB_BODY_##name][i] = from[LB_BODY_##name][i] * e + r.g[LB_BODY_##name] * (h * lbi_phi1(x, e));      \
	}
#define LOAD_ANY(name, least, most, text) LOAD(name)

/* to = from after h days with the rates at y, whose noise is `part` of the way through the day. */
static inline void slow_step(lanes *restrict to, const lanes *from, const lanes *y, const lb_body_block *restrict b,
			     const lbi_lines *q, const decay *d, double h, double part, const scratch *restrict s)
{
	for (size_t i = 0; i < LANES; i++) {
		double v[N_STATES];
		lbi_rates r;
		LB_BODY_STATE_LIST(LOAD_ANY)
		double noise = lbi_exp(s->noise0[i] + part * (s->noise1[i] - s->noise0[i]));
		lbi_person who = {b->ordinary[i], b->gain[i], b->fearful[i], s->hazard[i], noise};
		lbi_rates_of(&r, v, q, &who, s->met[i]);
		STEADY_LIST(STEP_STEADY)
		/* two chains have a closed form of their own: S falls while it feeds I; E1 feeds E2 at the same rate */
		to[LB_BODY_I][i] = from[LB_BODY_I][i] * d->e[LB_BODY_I] + from[LB_BODY_S][i] * d->s_to_i;
		double rest = r.g[LB_BODY_E1] * q->p.tau_E;
		to[LB_BODY_E2][i] = rest + (from[LB_BODY_E2][i] - rest + (from[LB_BODY_E1][i] - rest) * d->turns) *
						   d->e[LB_BODY_E2];
		FREE_LIST(STEP_FREE)
		to[LB_BODY_H][i] = from[LB_BODY_H][i] + r.g[LB_BODY_H] * h;
	}
}

static inline void pain_at(lanes pain, const lanes *restrict y, const lb_body_block *restrict b, const lbi_lines *q,
			   double part, const scratch *restrict s)
{
	for (size_t i = 0; i < LANES; i++) {
		double v[N_STATES];
		LB_BODY_STATE_LIST(LOAD_ANY)
		double noise = lbi_exp(s->noise0[i] + part * (s->noise1[i] - s->noise0[i]));
		lbi_person who = {b->ordinary[i], b->gain[i], b->fearful[i], 0, noise};
		double load = lbi_load_now(q, v[LB_BODY_Xp], v[LB_BODY_Fe]);
		pain[i] = lbi_pain_of(lbi_drive(v, q, &who, load), q->p.theta);
	}
}

/* ---- fast ---- */

typedef struct {
	lanes pain, fear, weaker, inhibited, shift, sum, guard;
} tasks_in;

/* Mean of the drive while m goes from m0 to m1 at rate a over h, e = e^-ah: exact where it is steady, two Gauss points
 * in e^-at for the way there. */
static inline double drive_mean(double m0, double m1, double e, double over_ah)
{
	double mid = 0.5 * (1 + e), half = 0.28867513459481287 * (1 - e);
	double s1 = mid - half, s2 = mid + half, w = (1 - e) * over_ah * 0.5;
	double a = m1 + (m0 - m1) * s1, b = m1 + (m0 - m1) * s2;
	double qa = a * a * a * a, qb = b * b * b * b, q1 = m1 * m1 * m1 * m1;
	double top = w * ((qa - q1) * (1 + qb) * s2 + (qb - q1) * (1 + qa) * s1);
	double both = (1 + qa) * (1 + qb) * s1 * s2;
	return (top + q1 * both) / (both * (1 + q1));
}

/* feed: its own metabolites make it tense; back: they count for the drive. Both are constants where this is called. */
static inline __attribute__((always_inline)) void muscle_task(double *restrict metabolite, double *restrict fatigue,
							      const lbi_segment *g, int k, bool feed, bool back,
							      tasks_in *restrict in)
{
	const double over = g->tau_s / g->h_s, pace = g->h_s / g->tau_s,
		     part_day = g->h_s / (LBI_SECONDS_A_DAY * LBI_BACK);
	const lbi_muscle_of mu = lbi_muscle_in_task(g, k);
	for (size_t i = 0; i < LANES; i++) {
		lbi_muscle_in who = {in->pain[i], in->fear[i], in->weaker[i], in->inhibited[i], in->shift[i]};
		double m0 = metabolite[i], met = feed ? lbi_met_drive(m0) : 0;
		if (feed) { /* once to see where the task will take it */
			lbi_muscle_rates r = lbi_muscle_rates_of(g, lbi_activation(&mu, &who, met), who.shift);
			met = lbi_met_drive(r.q / r.wash);
		}
		double u = lbi_activation(&mu, &who, met);
		lbi_muscle_rates r = lbi_muscle_rates_of(g, u, who.shift);
		double inv = 1 / r.wash, m1 = r.q * inv, e = lbi_exp_task(-r.wash * pace);
		double a = r.up + r.down, f1 = r.up / a;
		if (back) {
			in->sum[i] += drive_mean(m0, m1, e, over * inv);
			in->guard[i] += (u - mu.demand * (1 + mu.part * who.inhibited) * who.weaker) * part_day;
		}
		metabolite[i] = m1 + (m0 - m1) * e;
		fatigue[i] = f1 + (fatigue[i] - f1) * lbi_exp_task(-a * g->h_s);
	}
}

static void muscles_task(lb_body_block *b, const lbi_segment *g, tasks_in *in)
{
	for (int k = 0; k < LBI_BACK; k++)
		if (g->met > 0)
			muscle_task(b->metabolite[k], b->fatigue[k], g, k, true, true, in);
		else
			muscle_task(b->metabolite[k], b->fatigue[k], g, k, false, true, in);
	for (int k = LBI_BACK; k < LB_BODY_MUSCLES; k++)
		muscle_task(b->metabolite[k], b->fatigue[k], g, k, false, false, in);
}

/* The tasks of a day, the slow states held in its middle; pain goes from p0 through p1 in the middle. Updates B. */
static void tasks(lb_body_block *restrict b, const lanes *mid, const lbi_segment *seg, size_t n, const lanes p0,
		  const lanes p1, lanes B, lanes met)
{
	tasks_in in;
	double at_s = 0;
	for (size_t i = 0; i < LANES; i++) {
		in.fear[i] = mid[LB_BODY_Fe][i], in.inhibited[i] = mid[LB_BODY_Xs][i], in.shift[i] = mid[LB_BODY_T][i];
		in.weaker[i] = 1 / (mid[LB_BODY_M][i] * mid[LB_BODY_N][i] * (1 + mid[LB_BODY_U][i]));
		in.guard[i] = 0, met[i] = 0;
	}
	for (size_t s = 0; s < n; s++) {
		const lbi_segment *g = &seg[s];
		double part = (at_s + 0.5 * g->h_s) / (0.5 * LBI_SECONDS_A_DAY), share = g->h_s / LBI_SECONDS_A_DAY;
		for (size_t i = 0; i < LANES; i++)
			in.pain[i] = 0.1 * (p0[i] + (p1[i] - p0[i]) * part), in.sum[i] = 0;
		muscles_task(b, g, &in);
		double e = lbi_exp(-share);
		for (size_t i = 0; i < LANES; i++) {
			double mean = in.sum[i] * (1.0 / LBI_BACK);
			B[i] = mean + (B[i] - mean) * e;
			met[i] += mean * share;
		}
		at_s += g->h_s;
	}
	memcpy(b->guard, in.guard, sizeof b->guard);
}

/* ---- a day ---- */

static void tomorrow(lb_body_block *restrict b, const lbi_stretch *run, uint32_t day, scratch *restrict s,
		     const double carry[4], lanes *restrict y1, lanes *restrict z1)
{
	const lb_body_params *p = &run->m->params;
	uint32_t key = lbi_key(run->m->seed, day);
	double sy = run->m->quiet ? 0 : p->sigma_y, sz = run->m->quiet ? 0 : p->sigma_z;
	for (size_t i = 0; i < LANES; i++) {
		uint32_t w = b->person[i];
		(*y1)[i] = carry[0] * b->noise_y[i] +
			   carry[1] * lbi_bell(lbi_luck(key, w, LBI_LUCK_Y), lbi_luck(key, w, LBI_LUCK_Y + 32));
		(*z1)[i] = carry[2] * b->noise_z[i] +
			   carry[3] * lbi_bell(lbi_luck(key, w, LBI_LUCK_Z), lbi_luck(key, w, LBI_LUCK_Z + 32));
		s->noise0[i] = sy * b->noise_y[i] + sz * b->noise_z[i];
		s->noise1[i] = sy * (*y1)[i] + sz * (*z1)[i];
	}
}

static const double least[] = {
#define X(name, least, most, text) least,
	LB_BODY_STATE_LIST(X)
#undef X
};
static const double most[] = {
#define X(name, least, most, text) most,
	LB_BODY_STATE_LIST(X)
#undef X
};

/* Rounding may carry a state a hair past its end; more than that is a failure. */
static bool all_well(const lb_body_block *b)
{
	int bad = 0;
	for (int k = 0; k < N_STATES; k++)
		for (size_t i = 0; i < LANES; i++)
			bad |= !(b->y[k][i] >= least[k] - 1e-9) | !(b->y[k][i] <= most[k] + 1e-9);
	return !bad;
}

static uint64_t which_bad(const lb_body_block *b, size_t day)
{
	for (uint64_t k = 0; k < N_STATES; k++)
		for (uint64_t i = 0; i < LANES; i++)
			if (!(b->y[k][i] >= least[k] - 1e-9) || !(b->y[k][i] <= most[k] + 1e-9))
				return i + 16 * (k + 64 * (uint64_t)day);
	return 0;
}

static void events(lb_body_block *b, const lbi_stretch *run, const lanes H0)
{
	for (size_t i = 0; i < LANES; i++)
		for (int tries = 0; b->y[LB_BODY_H][i] >= b->next[i] && tries < 1000; tries++) {
			double rise = b->y[LB_BODY_H][i] - H0[i];
			double left = (b->y[LB_BODY_H][i] - b->next[i]) / (rise > 0 ? rise : 1);
			lbi_event(b, run->m, i, lbi_event_size(b, run->m, i), left);
		}
}

static void given(lb_body_block *b, const lbi_stretch *run, const lb_body_day *d)
{
	for (size_t i = 0; i < LANES && (d->injury > 0 || d->strain > 0); i++) {
		b->y[LB_BODY_E1][i] += d->strain;
		if (d->injury > 0) {
			b->y[LB_BODY_S][i] += d->injury * (1 - b->y[LB_BODY_S][i] / LBI_S_FULL);
			b->earlier[i] += 1;
		}
	}
	(void)run;
}

static void day_run(lb_body_block *b, const lbi_stretch *run, size_t d, const decay *half, const decay *whole,
		    const double carry[4], scratch *s, bool wanted)
{
	lanes mid[N_STATES], to[N_STATES], y1, z1, H0, p0, p1, Bnew;
	const lbi_lines *q = &run->lines[d];
	double h = 1.0 / run->steps;
	given(b, run, &run->days[d]);
	tomorrow(b, run, run->day + (uint32_t)d, s, carry, &y1, &z1);
	for (size_t i = 0; i < LANES; i++)
		if (s->earlier[i] != b->earlier[i]) { /* seldom: a logarithm a day would cost a third of it */
			s->earlier[i] = b->earlier[i];
			s->hazard[i] = run->m->quiet ? 0
						     : run->m->params.h_0 * b->prone[i] *
							       lbi_exp(run->m->params.b_n * log1p(b->earlier[i]));
		}
	memcpy(H0, b->y[LB_BODY_H], sizeof H0);
	for (int k = 0; k < run->steps; k++) {
		double at = k * h;
		slow_step(mid, (const lanes *)b->y, (const lanes *)b->y, b, q, half, 0.5 * h, at, s);
		if (run->segments && k == 0) {
			pain_at(p0, (const lanes *)b->y, b, q, 0, s);
			pain_at(p1, (const lanes *)mid, b, q, 0.5, s);
			memcpy(Bnew, b->y[LB_BODY_B], sizeof Bnew);
			tasks(b, (const lanes *)mid, &run->segments[d * LB_BODY_SEGMENTS], run->n_segments[d], p0, p1,
			      Bnew, s->met);
		}
		if (run->segments)
			for (size_t i = 0; i < LANES; i++)
				mid[LB_BODY_B][i] = 0.5 * (b->y[LB_BODY_B][i] + Bnew[i]);
		slow_step(to, (const lanes *)b->y, (const lanes *)mid, b, q, whole, h, at + 0.5 * h, s);
		memcpy(b->y, to, sizeof to);
	}
	if (run->segments)
		memcpy(b->y[LB_BODY_B], Bnew, sizeof Bnew);
	memcpy(b->noise_y, y1, sizeof y1), memcpy(b->noise_z, z1, sizeof z1);
	if (!run->m->quiet)
		events(b, run, H0);
	if (wanted)
		pain_at(b->pain, (const lanes *)b->y, b, q, 1, s);
}

lb_status LBI_RUN(lb_body_block *b, const lbi_stretch *run, float *pain, uint64_t *bad)
{
	const lb_body_params *p = &run->m->params;
	decay half, whole;
	scratch s = {0};
	for (size_t i = 0; i < LANES; i++)
		s.earlier[i] = -1;
	double cy = lbi_exp(-1 / p->tau_y), cz = lbi_exp(-1 / p->tau_z);
	double carry[4] = {cy, sqrt(1 - cy * cy), cz, sqrt(1 - cz * cz)};
	decay_of(&half, p, 0.5 / run->steps), decay_of(&whole, p, 1.0 / run->steps);
	for (size_t d = 0; d < run->n_days; d++) {
		day_run(b, run, d, &half, &whole, carry, &s, pain || d + 1 == run->n_days);
		if (!all_well(b))
			return *bad = which_bad(b, d), LB_RANGE;
		for (size_t i = 0; pain && i < LANES; i++)
			pain[d * LANES + i] = (float)b->pain[i];
	}
	return LB_OK;
}
