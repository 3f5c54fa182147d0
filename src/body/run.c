/* Blocks over threads, and what a day brings turned into the lines' coefficients. */
#include <stdlib.h>
#include <threads.h>

#include "body.h"

/* ---- luck ---- */

double lbi_uniform(uint64_t seed, uint32_t person, uint32_t index, uint32_t purpose)
{
	return (lbi_luck(lbi_key(seed, index), person, purpose) + 0.5) * (1.0 / 4294967296.0);
}

double lbi_normal(uint64_t seed, uint32_t person, uint32_t index, uint32_t purpose)
{
	double u = lbi_uniform(seed, person, index, purpose), v = lbi_uniform(seed, person, index, purpose + 64);
	return sqrt(-2 * log(u)) * cos(6.283185307179586 * v);
}

/* ---- people ---- */

/* Traits of the people 0, 1, 2 ... fill the space of traits evenly (an additive recurrence in six dimensions, started
 * anew by the seed), so that a thousand people are more like another thousand than chance would make them. */
static double even_uniform(uint64_t seed, uint32_t person, uint32_t trait)
{
	static const double step[] = {0.8986537126286992,  0.80757849522134473, 0.72573341296975957,
				      0.65218302594397148, 0.58608669757796916, 0.52668898670073561};
	double u = lbi_uniform(seed, 0, trait, LBI_LUCK_TRAIT) + step[trait] * person;
	u -= floor(u);
	return u < 1e-9 ? 1e-9 : u > 1 - 1e-9 ? 1 - 1e-9 : u;
}

/* The standard normal number below which a share u lies: Abramowitz and Stegun 26.2.23, then two Newton steps. */
static double normal_of(double u)
{
	double t = sqrt(-2 * log(u < 0.5 ? u : 1 - u));
	double x =
		t - (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
	x = u < 0.5 ? -x : x;
	for (int k = 0; k < 2; k++)
		x += (u - 0.5 * erfc(-x * 0.7071067811865476)) * 2.5066282746310002 * exp(0.5 * x * x);
	return x;
}

/* Episodes by the time that a person comes into view: of a mean, by the sum of the chances of 0, 1, 2 ... */
static double episodes_so_far(double mean, double u)
{
	double chance = exp(-mean), sum = chance;
	int n = 0;
	for (; sum < u && n < 200; n++)
		chance *= mean / (n + 1), sum += chance;
	return n;
}

void lb_body_block_start(lb_body_block *out, const lb_body_model *m, uint32_t first)
{
	const lb_body_params *p = &m->params;
	memset(out, 0, sizeof *out);
	for (size_t i = 0; i < LANES; i++) {
		uint32_t who = first + (uint32_t)i;
		double z[5], own = p->sd_g * lbi_hypotheses[m->hypothesis].person;
		for (uint32_t k = 0; k < 5; k++)
			z[k] = m->quiet ? 0 : normal_of(even_uniform(m->seed, who, k));
		out->person[i] = who;
		out->ordinary[i] = p->n_base * exp(p->sd_n * z[0]);
		out->gain[i] = p->gamma * exp(p->sd_gamma * z[1]);
		out->fearful[i] = exp(p->sd_f * z[2]);
		out->prone[i] = exp(p->sd_h * z[3]);
		out->guards[i] = m->quiet ? 1 : exp(own * z[4] - 0.5 * own * own);
		out->earlier[i] =
			m->quiet ? 0 : episodes_so_far(p->n_life * out->prone[i], even_uniform(m->seed, who, 5));
		out->noise_y[i] = m->quiet ? 0 : lbi_normal(m->seed, who, 8, LBI_LUCK_TRAIT);
		out->noise_z[i] = m->quiet ? 0 : lbi_normal(m->seed, who, 9, LBI_LUCK_TRAIT);
		out->next[i] = -log(lbi_uniform(m->seed, who, (uint32_t)out->earlier[i], LBI_LUCK_EVENT));
		out->y[LB_BODY_A][i] = out->y[LB_BODY_K][i] = out->y[LB_BODY_M][i] = out->y[LB_BODY_N][i] = 1;
	}
}

double lbi_event_size(const lb_body_block *b, const lb_body_model *m, size_t lane)
{
	const lb_body_params *p = &m->params;
	uint32_t count = (uint32_t)b->earlier[lane];
	double z = m->quiet ? 0 : lbi_normal(m->seed, b->person[lane], count, LBI_LUCK_SIZE);
	return p->s_first * (count ? p->s_again : 1) * exp(p->sd_s * z);
}

void lbi_event(lb_body_block *b, const lb_body_model *m, size_t lane, double size, double left_day)
{
	const lb_body_params *p = &m->params;
	double slow = left_day / p->tau_S, quick = left_day / p->tau_I;
	size *= 1 - b->y[LB_BODY_S][lane] / LBI_S_FULL;
	b->y[LB_BODY_S][lane] += size * exp(-slow);
	b->y[LB_BODY_I][lane] +=
		size * quick * exp(-0.5 * (slow + quick)); /* of the exact e^-slow - e^-quick, to third order */
	b->earlier[lane] += 1;
	b->next[lane] += -log(lbi_uniform(m->seed, b->person[lane], (uint32_t)b->earlier[lane], LBI_LUCK_EVENT));
}

double lb_body_disability(const lb_body_block *b, size_t lane)
{
	double x = 1.2 * b->pain[lane] / 10 + 0.6 * b->y[LB_BODY_Fe][lane] + 0.5 * (1 - b->y[LB_BODY_A][lane]);
	return 24 * (1 - exp(-(x > 0 ? x : 0)));
}

double lb_body_strength(const lb_body_block *b, const lb_body_params *p, size_t lane)
{
	return b->y[LB_BODY_M][lane] * b->y[LB_BODY_N][lane] * (1 + b->y[LB_BODY_U][lane]) *
	       (1 - p->nu_P * b->pain[lane] / 10);
}

double lb_body_asymmetry(const lb_body_block *b, const lb_body_params *p, size_t lane)
{
	return p->xi_X * b->y[LB_BODY_Xs][lane] + p->xi_P * b->y[LB_BODY_Xp][lane];
}

/* ---- a day's coefficients ---- */

static double mean_threat(const lb_body_plan *plan)
{
	double sum = 0;
	for (size_t s = 0; plan && s < LB_BODY_SEGMENTS; s++)
		sum += plan->at[s].hours * plan->at[s].threat;
	return plan ? sum / 24 : 0.1;
}

void lbi_lines_of(lbi_lines *q, const lb_body_model *m, const lb_body_day *d, const lb_body_plan *plan)
{
	const lb_body_params *p = &m->params;
	const lbi_hypothesis *hyp = &lbi_hypotheses[m->hypothesis];
	double span = plan ? plan->guard_load : 3;
	*q = (lbi_lines){.p = *p};
	q->s_I = p->w_I * (1 - p->x_nsaid * d->nsaid);
	q->gain = (1 + p->c_sleep * d->sleep_lost + p->c_stress * d->stress) * (1 - p->x_P * d->resistance) *
		  (1 - p->x_heat * d->heat);
	q->load = d->load * (1 - 0.8 * d->rest);
	q->pains = span * p->g_pain * hyp->pain[LBI_AGONIST];
	q->fears = span * p->g_fear * hyp->fear * mean_threat(plan);
	q->rest = d->rest;
	q->fear_fall = p->x_F * (d->resistance > d->education ? d->resistance : d->education);
	q->C_fall = p->x_C * d->resistance;
	q->X_fall = p->r_0 + p->r_1 * d->activation;
	q->K_add = p->x_K * (d->resistance + d->walking);
	q->M_add = p->m_train * d->resistance;
	q->U_add = p->u_train * d->resistance / p->tau_U;
	q->tense = span * p->g_stress * d->stress;
	q->k_X = p->k_X * hyp->stays * (1 - d->activation);
	q->G_fall = p->r_G * d->resistance;
	q->hazard = 1 + (p->or_heavy - 1) * d->heavy;
	lbi_lines_pace(q);
}

static void segment_of(lbi_segment *s, const lb_body_model *m, const lb_body_day *d, const lb_body_segment *g)
{
	const lb_body_params *p = &m->params;
	const lbi_hypothesis *hyp = &lbi_hypotheses[m->hypothesis];
	double back = 0, front = 0;
	*s = (lbi_segment){.h_s = g->hours * 3600, .duty = g->duty, .posture_mmHg = g->posture_mmHg};
	for (int k = 0; k < 8; k++)
		back += g->demand[k] / 8;
	for (int k = 10; k < 12; k++)
		front += g->demand[k] / 2;
	for (int k = 0; k < LB_BODY_MUSCLES; k++) {
		lbi_task task = back < 0.015 && front < 0.015 ? LBI_REST
				: (k < 8) == (back >= front)  ? LBI_AGONIST
							      : LBI_ANTAGONIST;
		double share = k < 2 && task != LBI_REST ? hyp->deep : hyp->pain[task];
		s->demand[k] = g->demand[k];
		s->pain[k] = k < 12 ? p->g_pain * share : 0.3 * p->g_pain * share; /* further down the chain, less */
	}
	s->fears = p->g_fear * hyp->fear * g->threat;
	s->tense = p->g_stress * d->stress;
	s->met = p->g_met * hyp->met;
	s->F = p->fatigue_F;
	s->recover = p->fatigue_R * (g->duty + p->fatigue_r * (1 - g->duty));
	s->imp_rest = p->imp_rest, s->imp_slope = p->imp_slope, s->flow = 1 / p->flow_span;
	s->v = p->v_aerobic * (1 - 0.1 * d->dehydration);
	s->tau_s = p->tau_W, s->q_gain = p->q_gain;
}

size_t lbi_segments_of(lbi_segment out[LB_BODY_SEGMENTS], const lb_body_model *m, const lb_body_day *d,
		       const lb_body_plan *plan)
{
	size_t n = 0;
	for (size_t i = 0; i < LB_BODY_SEGMENTS; i++)
		if (plan->at[i].hours > 0)
			segment_of(&out[n++], m, d, &plan->at[i]);
	return n;
}

void lbi_segment_round(lbi_segment_f *out, const lbi_segment *s)
{
	enum { N = sizeof *s / sizeof(double) };
	_Static_assert(sizeof *out == N * sizeof(float), "the same numbers");
	double from[N];
	float to[N];
	memcpy(from, s, sizeof from);
	for (size_t i = 0; i < N; i++)
		to[i] = (float)from[i];
	memcpy(out, to, sizeof to);
}

/* ---- threads ---- */

typedef struct {
	lb_body_block *blocks;
	const lbi_stretch *stretch;
	lbi_block_run *run;
	float *pain;
	size_t n, first, every, bad_block;
	uint64_t bad;
} share;

static int run_share(void *data)
{
	share *s = data;
	s->bad_block = s->n;
	for (size_t b = s->first; b < s->n && s->bad_block == s->n; b += s->every) {
		float *pain = s->pain ? s->pain + b * s->stretch->n_days * LANES : NULL;
		if (s->run(&s->blocks[b], s->stretch, pain, &s->bad))
			s->bad_block = b;
	}
	return 0;
}

static lbi_block_run *best_run(void)
{
#if defined(__x86_64__) && defined(LBI_WIDE)
	if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
	    __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512bw"))
		return lbi_block_run_v4;
	if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
		return lbi_block_run_v3;
#endif
	return lbi_block_run_base;
}

static lb_status failed(const lb_body_block *blocks, const share *worst, uint32_t day, lb_err *err)
{
	size_t lane = worst->bad % 16, state = worst->bad / 16 % 64;
	const lb_body_block *b = &blocks[worst->bad_block];
	return lbi_fail(err, LB_RANGE, lb_body_state_name((int)state),
			"person %u, day %u: %g is outside the state's range", b->person[lane],
			day + (unsigned)(worst->bad / 1024), b->y[state][lane]);
}

static lb_status run_threads(lb_body_block *blocks, size_t n, const lbi_stretch *stretch, float *pain, size_t threads,
			     lb_err *err)
{
	enum { MOST = 64 };
	share s[MOST];
	thrd_t id[MOST];
	bool started[MOST] = {false};
	threads = threads > n ? n : threads;
	for (size_t k = 0; k < threads; k++) {
		s[k] = (share){blocks, stretch, best_run(), pain, n, k, threads, n, 0};
		if (k + 1 < threads)
			started[k] = thrd_create(&id[k], run_share, &s[k]) == thrd_success;
		if (!started[k])
			run_share(&s[k]);
	}
	const share *worst = NULL;
	for (size_t k = 0; k < threads; k++) {
		if (started[k])
			thrd_join(id[k], NULL);
		if (s[k].bad_block < n && (!worst || s[k].bad_block < worst->bad_block))
			worst = &s[k];
	}
	return worst ? failed(blocks, worst, stretch->day, err) : LB_OK;
}

lb_status lbi_body_run(lb_body_block *blocks, size_t n, const lb_body_model *m, uint32_t day, const lb_body_day *days,
		       size_t n_days, const lb_body_plan *plan, float *pain, size_t threads, int steps, lb_err *err)
{
	lb_status bad = LB_OK;
	if (threads < 1 || threads > 64)
		return lbi_fail(err, LB_RANGE, "threads", "%zu is outside 1 .. 64", threads);
	if (m->fast && !plan)
		return lbi_fail(err, LB_RANGE, "plan", "the fast clock needs the tasks of a day");
	for (size_t d = 0; d < n_days && !bad; d++)
		bad = lb_body_day_check(&days[d], err);
	if (!bad && m->fast)
		bad = lb_body_plan_check(plan, err);
	if (bad || !n || !n_days)
		return bad;
	lb_arena a = {0};
	lbi_lines *lines = lb_arena_new(&a, n_days, sizeof *lines);
	lbi_segment_f *seg = m->fast ? lb_arena_new(&a, n_days, LB_BODY_SEGMENTS * sizeof *seg) : NULL;
	size_t *n_seg = lb_arena_new(&a, n_days, sizeof *n_seg);
	if (!lines || !n_seg || (m->fast && !seg)) {
		lb_arena_drop(&a);
		return lbi_fail(err, LB_NOMEM, "body", "%zu days", n_days);
	}
	for (size_t d = 0; d < n_days; d++) {
		lbi_lines_of(&lines[d], m, &days[d], m->fast ? plan : NULL);
		if (m->fast) {
			lbi_segment exact[LB_BODY_SEGMENTS];
			n_seg[d] = lbi_segments_of(exact, m, &days[d], plan);
			for (size_t i = 0; i < n_seg[d]; i++)
				lbi_segment_round(&seg[d * LB_BODY_SEGMENTS + i], &exact[i]);
		}
	}
	lbi_stretch stretch = {m, lines, seg, n_seg, days, day, n_days, steps};
	bad = run_threads(blocks, n, &stretch, pain, threads, err);
	lb_arena_drop(&a);
	return bad;
}

lb_status lb_body_run(lb_body_block *blocks, size_t n, const lb_body_model *m, uint32_t day, const lb_body_day *days,
		      size_t n_days, const lb_body_plan *plan, float *pain, size_t threads, lb_err *err)
{
	return lbi_body_run(blocks, n, m, day, days, n_days, plan, pain, threads, 1, err);
}
