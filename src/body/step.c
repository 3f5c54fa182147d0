/* A block of sixteen people through some days. Compiled once for each instruction set (LBI_RUN names it); every
 * operation is one that rounds alike at any vector width, so all of them give the same bits.
 *
 * A day on the slow clock is one exponential midpoint step: half a step with the rates at its start gives the rates in
 * its middle, and a whole step with those is exact in each line's own state and second order in the rest. */
#include "body.h"

typedef double lanes[LANES];

/* States whose rate of loss is a constant of the model; the others' is computed. */

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
	lbi_lines_pace(&q);
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

/* The lanes go through a day side by side, in loops short enough that one lane's long chains hide behind another's. */

/* States whose rate of loss is a constant of the model: those that the rates in the middle of a day read, and those
 * that only tasks read there. The others' rate is computed; G and H nothing reads there. */
#define READ_LIST(X)  X(S) X(L) X(E1) X(A) X(K) X(Xp) X(D) X(B)
#define TASKS_LIST(X) X(M) X(N) X(U) X(T)

#define LOAD(name)           v[LB_BODY_##name] = y[LB_BODY_##name][i];
#define LOAD_WHAT_RATES_READ READ_LIST(LOAD) LOAD(I) LOAD(E2) LOAD(C) LOAD(Fe) LOAD(Xs)
#define STEP_STEADY(name)                                                                                              \
	to[LB_BODY_##name][i] =                                                                                        \
		from[LB_BODY_##name][i] * d->e[LB_BODY_##name] + r.g[LB_BODY_##name] * d->w[LB_BODY_##name];
#define KEEP_FREE(name) now.g[FREE_##name][i] = r.g[LB_BODY_##name], now.l[FREE_##name][i] = r.l[LB_BODY_##name]

/* Without chance e^0: nothing to work out. */
static inline void noise_at(lanes noise, double part, const scratch *restrict s, bool quiet)
{
	if (quiet)
		for (size_t i = 0; i < LANES; i++)
			noise[i] = 1;
	else
		for (size_t i = 0; i < LANES; i++)
			noise[i] = lbi_exp(s->noise0[i] + part * (s->noise1[i] - s->noise0[i]));
}

LBI_INLINE void pain_at(lanes pain, lanes load, const lanes *restrict y, const lb_body_block *restrict b,
			const lbi_lines *q, const lanes noise)
{
	for (size_t i = 0; i < LANES; i++) {
		double v[N_STATES];
		LOAD_WHAT_RATES_READ
		lbi_person who = {b->ordinary[i], b->gain[i], b->fearful[i], 0, noise[i], b->guards[i]};
		load[i] = lbi_load_now(q, who.guards, v[LB_BODY_Xp], v[LB_BODY_Fe]);
		pain[i] = lbi_drive(v, q, &who, load[i]);
	}
	for (size_t i = 0; i < LANES; i++)
		pain[i] = lbi_pain_of(pain[i], q->p.theta);
}

/* The states whose rate of loss is not a constant of the model. */
enum { FREE_C, FREE_Fe, FREE_Xs, FREE_G, FREE };
typedef struct {
	lanes g[FREE], l[FREE];
} free_rates;

LBI_INLINE void free_step(lanes *restrict to, const lanes *from, int state, const lanes g, const lanes l, double h)
{
	for (size_t i = 0; i < LANES; i++) {
		double x = l[i] * h, e = lbi_exp(-x);
		to[state][i] = from[state][i] * e + g[i] * (h * lbi_phi1(x, e));
	}
}

/* How much of a step is wanted: what the rates in the middle need, what tasks need, too, all but the hazard of events
 * (without chance there is none), or all. */
typedef enum { TO_RATES, TO_TASKS, TO_QUIET_END, TO_END } reach;

/* to = from after h days with the rates at y, where the pain is known. */
LBI_INLINE void slow_step(lanes *restrict to, const lanes *from, const lanes *y, const lb_body_block *restrict b,
			  const lbi_lines *q, const decay *d, double h, const scratch *restrict s, const lanes pain,
			  const lanes load, reach far)
{
	free_rates now;
	for (size_t i = 0; i < LANES; i++) {
		double v[N_STATES];
		lbi_rates r;
		LOAD_WHAT_RATES_READ
		lbi_person who = {b->ordinary[i], b->gain[i], b->fearful[i], s->hazard[i], 1, b->guards[i]};
		lbi_rates_at(&r, v, q, &who, s->met[i], load[i], pain[i]);
		READ_LIST(STEP_STEADY)
		/* two chains have a closed form of their own: S falls while it feeds I; E1 feeds E2 at the same rate */
		to[LB_BODY_I][i] = from[LB_BODY_I][i] * d->e[LB_BODY_I] + from[LB_BODY_S][i] * d->s_to_i;
		double rest = r.g[LB_BODY_E1] * q->p.tau_E;
		to[LB_BODY_E2][i] = rest + (from[LB_BODY_E2][i] - rest + (from[LB_BODY_E1][i] - rest) * d->turns) *
						   d->e[LB_BODY_E2];
		KEEP_FREE(C);
		KEEP_FREE(Fe);
		KEEP_FREE(Xs);
		if (far >= TO_TASKS) {
			TASKS_LIST(STEP_STEADY)
		}
		if (far >= TO_QUIET_END) {
			KEEP_FREE(G);
			to[LB_BODY_H][i] = from[LB_BODY_H][i] + (far == TO_END ? r.g[LB_BODY_H] * h : 0);
		}
	}
	free_step(to, from, LB_BODY_C, now.g[FREE_C], now.l[FREE_C], h);
	free_step(to, from, LB_BODY_Fe, now.g[FREE_Fe], now.l[FREE_Fe], h);
	free_step(to, from, LB_BODY_Xs, now.g[FREE_Xs], now.l[FREE_Xs], h);
	if (far >= TO_QUIET_END)
		free_step(to, from, LB_BODY_G, now.g[FREE_G], now.l[FREE_G], h);
}

/* ---- fast ---- */

/* In float: a task forgets its start within hours, so rounding does not add up, and twice the lanes fit a vector. */
typedef float lanes_f[LANES];

/* 2^-x for x >= 0 to 2e-7; beyond 60 nothing is left of the start, and 2^-60 is as good. */
static inline float fall(float x)
{
	const float magic = 12582912; /* 1.5 * 2^23 */
	float y = -lbi_cap_f(x, 60), t = y + magic, r = y - (t - magic), r2 = r * r;
	float p = (1.00000007f + 0.693146967f * r) +
		  r2 * ((0.240221197f + 0.0555071327f * r) + r2 * (0.00967554133f + 0.0013276472f * r));
	uint32_t n, bits;
	memcpy(&n, &t, sizeof n), memcpy(&bits, &p, sizeof bits);
	bits += n << 23;
	memcpy(&p, &bits, sizeof p);
	return p;
}

/* Mean of the drive while m goes from m0 to m1 at rate a over h, e = e^-ah: exact where it is steady, two Gauss points
 * in e^-at for the way there. Beyond m of 1000 the drive is 1 to the last bit. */
static inline float drive_mean(float m0, float m1, float e, float over_ah)
{
	m0 = m0 > 1000 ? 1000 : m0, m1 = m1 > 1000 ? 1000 : m1;
	float mid = 0.5f * (1 + e), half = 0.28867513459481287f * (1 - e);
	float s1 = mid - half, s2 = mid + half, w = (1 - e) * over_ah * 0.5f;
	float a = m1 + (m0 - m1) * s1, b = m1 + (m0 - m1) * s2;
	float qa = a * a * a * a, qb = b * b * b * b, q1 = m1 * m1 * m1 * m1;
	float top = w * ((qa - q1) * (1 + qb) * s2 + (qb - q1) * (1 + qa) * s1);
	float both = (1 + qa) * (1 + qb) * s1 * s2;
	return (top + q1 * both) / (both * (1 + q1));
}

/* The muscles in a task. Each stage goes through all of them before the next one starts: a muscle's stages wait for
 * each other, other muscles do not. */
typedef struct {
	lanes_f metabolite[LB_BODY_MUSCLES], fatigue[LB_BODY_MUSCLES];
	lanes_f effort[LB_BODY_MUSCLES], pain, fear, shift, tiring, supply, guard, sum;
	lanes_f drive[LBI_BACK];                          /* of its metabolites, where these make it tense */
	lanes_f m1[LB_BODY_MUSCLES], f1[LB_BODY_MUSCLES]; /* where metabolites and fatigue go */
	lanes_f ah[LB_BODY_MUSCLES], bh[LB_BODY_MUSCLES]; /* how far, as powers of 2 */
	lanes_f over_ah[LBI_BACK];
} muscles;

typedef struct {
	float over, pace, fade, part_day; /* tau / h; h / tau and h as powers of 2; share of a day and of a muscle */
} task_pace;

/* Where the drive would settle with the guarding of the task's start. */
static void settle(muscles *restrict w, const lbi_segment_f *task)
{
	const lbi_segment_f g = *task; /* a copy: nothing written below can change it */
	for (int k = 0; k < LBI_BACK; k++) {
		const lbi_muscle_of_f mu = lbi_muscle_in_task_f(task, k);
		for (size_t i = 0; i < LANES; i++) {
			float met = lbi_met_drive_f(w->metabolite[k][i]), base = mu.demand * w->effort[k][i];
			float u = lbi_activation_from_f(&mu, base, w->pain[i], w->fear[i], met);
			lbi_muscle_rates_f r = lbi_muscle_rates_from_f(&g, u, w->tiring[i], w->supply[i]);
			float q2 = r.q * r.q, w2 = r.wash * r.wash, q4 = q2 * q2;
			w->drive[k][i] = q4 / (q4 + w2 * w2); /* m is q / wash */
		}
	}
}

/* back: their drive counts. feed: it makes them tense. Both are constants where this is called. */
LBI_INLINE void rates(muscles *restrict w, const lbi_segment_f *task, const task_pace *pace, int first, int end,
		      bool back, bool feed)
{
	const lbi_segment_f g = *task;
	const task_pace t = *pace;
	for (int k = first; k < end; k++) {
		const lbi_muscle_of_f mu = lbi_muscle_in_task_f(task, k);
		for (size_t i = 0; i < LANES; i++) {
			float met = feed ? w->drive[k][i] : 0, base = mu.demand * w->effort[k][i];
			float u = lbi_activation_from_f(&mu, base, w->pain[i], w->fear[i], met);
			lbi_muscle_rates_f r = lbi_muscle_rates_from_f(&g, u, w->tiring[i], w->supply[i]);
			float a = r.up + r.down, both = 1 / (r.wash * a), inv = both * a; /* one division for two */
			w->m1[k][i] = r.q * inv, w->f1[k][i] = r.up * (both * r.wash);
			w->ah[k][i] = r.wash * t.pace, w->bh[k][i] = a * t.fade;
			if (back) {
				w->over_ah[k][i] = inv * t.over;
				w->guard[i] += (u - base) * t.part_day;
			}
		}
	}
}

static void relax(muscles *restrict w)
{
	for (int k = 0; k < LBI_BACK; k++)
		for (size_t i = 0; i < LANES; i++) {
			float m0 = w->metabolite[k][i], m1 = w->m1[k][i], e = fall(w->ah[k][i]);
			w->sum[i] += drive_mean(m0, m1, e, w->over_ah[k][i]);
			w->metabolite[k][i] = m1 + (m0 - m1) * e;
		}
	for (int k = LBI_BACK; k < LB_BODY_MUSCLES; k++)
		for (size_t i = 0; i < LANES; i++)
			w->metabolite[k][i] = w->m1[k][i] + (w->metabolite[k][i] - w->m1[k][i]) * fall(w->ah[k][i]);
	for (int k = 0; k < LB_BODY_MUSCLES; k++)
		for (size_t i = 0; i < LANES; i++)
			w->fatigue[k][i] = w->f1[k][i] + (w->fatigue[k][i] - w->f1[k][i]) * fall(w->bh[k][i]);
}

static void muscles_task(muscles *w, const lbi_segment_f *g, const task_pace *t)
{
	for (size_t i = 0; i < LANES; i++)
		w->tiring[i] = lbi_tiring_f(g, w->shift[i]), w->supply[i] = lbi_supply_f(g, w->shift[i]);
	if (g->met > 0) {
		settle(w, g);
		rates(w, g, t, 0, LBI_BACK, true, true);
	} else {
		rates(w, g, t, 0, LBI_BACK, true, false);
	}
	rates(w, g, t, LBI_BACK, LB_BODY_MUSCLES, false, false);
	relax(w);
}

static void muscles_start(muscles *restrict w, const lb_body_block *restrict b, const lanes *mid,
			  const lbi_segment_f *any)
{
	lanes_f weaker, inhibited;
	for (size_t i = 0; i < LANES; i++) {
		w->fear[i] = (float)(mid[LB_BODY_Fe][i] * b->guards[i]), inhibited[i] = (float)mid[LB_BODY_Xs][i];
		w->shift[i] = (float)mid[LB_BODY_T][i];
		weaker[i] = (float)(1 / (mid[LB_BODY_M][i] * mid[LB_BODY_N][i] * (1 + mid[LB_BODY_U][i])));
		w->guard[i] = 0;
	}
	for (int k = 0; k < LB_BODY_MUSCLES; k++) {
		const float part = lbi_muscle_in_task_f(any, k).part;
		for (size_t i = 0; i < LANES; i++) {
			w->metabolite[k][i] = (float)b->metabolite[k][i];
			w->fatigue[k][i] = (float)b->fatigue[k][i];
			w->effort[k][i] = lbi_effort_f(part, inhibited[i], weaker[i]);
		}
	}
}

static void muscles_end(lb_body_block *restrict b, const muscles *restrict w)
{
	for (int k = 0; k < LB_BODY_MUSCLES; k++)
		for (size_t i = 0; i < LANES; i++) {
			b->metabolite[k][i] = (double)w->metabolite[k][i];
			b->fatigue[k][i] = (double)w->fatigue[k][i];
		}
	for (size_t i = 0; i < LANES; i++)
		b->guard[i] = (double)w->guard[i];
}

/* The tasks of a day, the slow states held in its middle; pain goes from p0 through p1 in the middle. Updates B. */
static void tasks(lb_body_block *restrict b, const lanes *mid, const lbi_segment_f *seg, size_t n, const lanes p0,
		  const lanes p1, lanes B, lanes met)
{
	const double log2_e = 1.4426950408889634;
	muscles w;
	double at_s = 0;
	muscles_start(&w, b, mid, seg);
	for (size_t i = 0; i < LANES; i++)
		met[i] = 0;
	for (size_t s = 0; s < n; s++) {
		const double h = (double)seg[s].h_s, tau = (double)seg[s].tau_s, share = h / LBI_SECONDS_A_DAY;
		const task_pace t = {(float)(tau / h), (float)(h / tau * log2_e), (float)(h * log2_e),
				     (float)(share / LBI_BACK)};
		double part = (at_s + 0.5 * h) / (0.5 * LBI_SECONDS_A_DAY);
		for (size_t i = 0; i < LANES; i++)
			w.pain[i] = (float)(0.1 * b->guards[i] * (p0[i] + (p1[i] - p0[i]) * part)), w.sum[i] = 0;
		muscles_task(&w, &seg[s], &t);
		double e = lbi_exp(-share);
		for (size_t i = 0; i < LANES; i++) {
			double mean = (double)w.sum[i] * (1.0 / LBI_BACK);
			B[i] = mean + (B[i] - mean) * e;
			met[i] += mean * share;
		}
		at_s += h;
	}
	muscles_end(b, &w);
}

/* ---- a day ---- */

static void tomorrow(lb_body_block *restrict b, const lbi_stretch *run, uint32_t day, scratch *restrict s,
		     const double carry[4], lanes *restrict y1, lanes *restrict z1)
{
	const lb_body_params *p = &run->m->params;
	uint32_t key = lbi_key(run->m->seed, day);
	for (size_t i = 0; i < LANES; i++) {
		uint32_t w = b->person[i];
		(*y1)[i] = carry[0] * b->noise_y[i] +
			   carry[1] * lbi_bell(lbi_luck(key, w, LBI_LUCK_Y), lbi_luck(key, w, LBI_LUCK_Y + 32));
		(*z1)[i] = carry[2] * b->noise_z[i] +
			   carry[3] * lbi_bell(lbi_luck(key, w, LBI_LUCK_Z), lbi_luck(key, w, LBI_LUCK_Z + 32));
		s->noise0[i] = p->sigma_y * b->noise_y[i] + p->sigma_z * b->noise_z[i];
		s->noise1[i] = p->sigma_y * (*y1)[i] + p->sigma_z * (*z1)[i];
	}
}

/* Changes with episodes only: a logarithm a day would cost a third of it. */
static void hazard(const lb_body_block *restrict b, const lbi_stretch *run, scratch *restrict s)
{
	const lb_body_params *p = &run->m->params;
	int64_t changed = 0;
	for (size_t i = 0; i < LANES; i++)
		changed |= s->earlier[i] != b->earlier[i];
	for (size_t i = 0; changed && i < LANES; i++)
		if (s->earlier[i] != b->earlier[i]) {
			s->earlier[i] = b->earlier[i];
			s->hazard[i] =
				run->m->quiet ? 0 : p->h_0 * b->prone[i] * lbi_exp(p->b_n * log1p(b->earlier[i]));
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

/* Rounding may carry a state a hair past its end; more than that is a failure. Copies from to b, which may be the same.
 */
static inline bool take(lb_body_block *b, const lanes *from)
{
	int64_t bad = 0;
#define IS_OUT(name, least, most, text) | !(v[LB_BODY_##name] >= least - 1e-9) | !(v[LB_BODY_##name] <= most + 1e-9)
#define PUT(name, least, most, text)    b->y[LB_BODY_##name][i] = v[LB_BODY_##name] = from[LB_BODY_##name][i];
	for (size_t i = 0; i < LANES; i++) {
		double v[N_STATES];
		LB_BODY_STATE_LIST(PUT)
		bool out = false LB_BODY_STATE_LIST(IS_OUT);
		bad |= out ? 1 : 0;
	}
#undef IS_OUT
#undef PUT
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

/* Whether there were any. */
static bool events(lb_body_block *b, const lbi_stretch *run, const lanes H0)
{
	int64_t due = 0;
	for (size_t i = 0; i < LANES; i++)
		due |= b->y[LB_BODY_H][i] >= b->next[i];
	for (size_t i = 0; due && i < LANES; i++)
		for (int tries = 0; b->y[LB_BODY_H][i] >= b->next[i] && tries < 1000; tries++) {
			double rise = b->y[LB_BODY_H][i] - H0[i];
			double left = (b->y[LB_BODY_H][i] - b->next[i]) / (rise > 0 ? rise : 1);
			lbi_event(b, run->m, i, lbi_event_size(b, run->m, i), left);
		}
	return due;
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

/* Whether every state is in its range at the end. */
static bool day_run(lb_body_block *b, const lbi_stretch *run, size_t d, const decay *half, const decay *whole,
		    const double carry[4], scratch *s, bool wanted)
{
	lanes mid[N_STATES], to[N_STATES], y1, z1, H0, p0, p1, Bnew, noise, noise_mid, pain, load;
	const lbi_lines *q = &run->lines[d];
	double h = 1.0 / run->steps;
	bool quiet = run->m->quiet, well = true;
	given(b, run, &run->days[d]);
	if (!quiet)
		tomorrow(b, run, run->day + (uint32_t)d, s, carry, &y1, &z1);
	hazard(b, run, s);
	memcpy(H0, b->y[LB_BODY_H], sizeof H0);
	for (int k = 0; k < run->steps; k++) {
		double at = k * h;
		noise_at(noise, at, s, quiet), noise_at(noise_mid, at + 0.5 * h, s, quiet);
		pain_at(p0, load, (const lanes *)b->y, b, q, noise);
		if (run->segments)
			slow_step(mid, (const lanes *)b->y, (const lanes *)b->y, b, q, half, 0.5 * h, s, p0, load,
				  TO_TASKS);
		else
			slow_step(mid, (const lanes *)b->y, (const lanes *)b->y, b, q, half, 0.5 * h, s, p0, load,
				  TO_RATES);
		if (run->segments && k == 0) {
			if (run->steps > 1)
				noise_at(noise, 0.5, s, quiet);
			pain_at(p1, load, (const lanes *)mid, b, q, run->steps > 1 ? noise : noise_mid);
			memcpy(Bnew, b->y[LB_BODY_B], sizeof Bnew);
			tasks(b, (const lanes *)mid, &run->segments[d * LB_BODY_SEGMENTS], run->n_segments[d], p0, p1,
			      Bnew, s->met);
		}
		if (run->segments)
			for (size_t i = 0; i < LANES; i++)
				mid[LB_BODY_B][i] = 0.5 * (b->y[LB_BODY_B][i] + Bnew[i]);
		pain_at(pain, load, (const lanes *)mid, b, q, noise_mid);
		if (quiet)
			slow_step(to, (const lanes *)b->y, (const lanes *)mid, b, q, whole, h, s, pain, load,
				  TO_QUIET_END);
		else
			slow_step(to, (const lanes *)b->y, (const lanes *)mid, b, q, whole, h, s, pain, load, TO_END);
		if (run->segments && k + 1 == run->steps)
			memcpy(to[LB_BODY_B], Bnew, sizeof Bnew);
		well &= take(b, (const lanes *)to);
	}
	if (!quiet)
		memcpy(b->noise_y, y1, sizeof y1), memcpy(b->noise_z, z1, sizeof z1);
	if (!quiet && events(b, run, H0))
		well &= take(b, (const lanes *)b->y);
	if (wanted) {
		noise_at(noise, 1, s, quiet);
		pain_at(b->pain, load, (const lanes *)b->y, b, q, noise);
	}
	return well;
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
		if (!day_run(b, run, d, &half, &whole, carry, &s, pain || d + 1 == run->n_days))
			return *bad = which_bad(b, d), LB_RANGE;
		for (size_t i = 0; pain && i < LANES; i++)
			pain[d * LANES + i] = (float)b->pain[i];
	}
	return LB_OK;
}
