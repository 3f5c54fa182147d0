/* Inside of the body room: the lines of the model, written once for the fast path, the reference and the tests. */
#ifndef LBI_BODY_H
#define LBI_BODY_H

#include <math.h>
#include <string.h>

#include "base.h"
#include "lumbar/body.h"

#define N_STATES          LB_BODY_STATES
#define LANES             LB_BODY_LANES
#define LBI_SECONDS_A_DAY 86400.0
/* Where a loop over the lanes calls it: it is a vector loop only when the call is gone. */
#define LBI_INLINE static inline __attribute__((always_inline))

/* ---- hypotheses: what each says about guarding ---- */

typedef enum { LBI_REST, LBI_AGONIST, LBI_ANTAGONIST, LBI_FLEXED, LBI_TASKS } lbi_task;

typedef struct {
	double pain[LBI_TASKS]; /* guarding by pain at rest, in the mover, in its opponent, at full flexion: times
				   g_pain */
	double deep;            /* the same for the deep muscle in a task */
	double fear, met;       /* times g_fear, g_met */
	double spindle;         /* discharge of muscle spindles under muscle pain, share of change */
	double strength;        /* force not reached in pain: times nu_P */
	double latency_before;  /* later reflexes before a first injury: 1 yes */
	double stays;           /* the lasting part of inhibition: times k_X */
	double person;          /* spread between people of who does what (0: all alike) */
	bool tracks_fear;       /* movement follows fear rather than pain */
} lbi_hypothesis;

extern const lbi_hypothesis lbi_hypotheses[LB_HYPOTHESES];

/* ---- numbers keyed by (seed, person, day, purpose) ---- */

typedef enum {
	LBI_LUCK_Y = 1,
	LBI_LUCK_Z,
	LBI_LUCK_EVENT,
	LBI_LUCK_SIZE,
	LBI_LUCK_TRAIT,
	LBI_LUCK_VISIT = 16
} lbi_purpose;

static inline uint32_t lbi_mix(uint32_t h)
{
	h ^= h >> 16;
	h *= 0x7feb352du;
	h ^= h >> 15;
	h *= 0x846ca68bu;
	return h ^ (h >> 16);
}

static inline uint32_t lbi_luck(uint32_t key, uint32_t person, uint32_t purpose)
{
	return lbi_mix(lbi_mix(key ^ (person * 0x9e3779b9u)) + purpose * 0x85ebca6bu);
}

static inline uint32_t lbi_key(uint64_t seed, uint32_t day)
{
	return lbi_mix(lbi_mix((uint32_t)seed + 0x9e3779b9u) ^ lbi_mix((uint32_t)(seed >> 32) + 0x7f4a7c15u) ^
		       (day * 0xc2b2ae35u));
}

/* Sum of four 16-bit uniforms, mean 0, variance 1: what drives the stationary noise. */
static inline double lbi_bell(uint32_t a, uint32_t b)
{
	int32_t sum = (int32_t)(a & 0xffff) + (int32_t)(a >> 16) + (int32_t)(b & 0xffff) + (int32_t)(b >> 16);
	return ((double)sum - 131070.0) * (1.0 / 37837.227);
}

double lbi_uniform(uint64_t seed, uint32_t person, uint32_t index, uint32_t purpose); /* in (0, 1) */
double lbi_normal(uint64_t seed, uint32_t person, uint32_t index, uint32_t purpose);

/* ---- arithmetic that gives the same bits at any vector width ---- */

/* e^x for |x| < 700; relative error below 1e-14; not a number stays not a number. */
static inline double lbi_exp(double x)
{
	const double magic = 6755399441055744.0; /* 1.5 * 2^52 */
	double t = x * 1.4426950408889634 + magic, n = t - magic;
	double r = (x - n * 0.693147180369123816490) - n * 1.90821492927058770002e-10;
	double p = 1.0 / 39916800;
	p = p * r + 1.0 / 3628800;
	p = p * r + 1.0 / 362880;
	p = p * r + 1.0 / 40320;
	p = p * r + 1.0 / 5040;
	p = p * r + 1.0 / 720;
	p = p * r + 1.0 / 120;
	p = p * r + 1.0 / 24;
	p = p * r + 1.0 / 6;
	p = p * r + 0.5;
	p = p * r + 1;
	p = p * r + 1;
	uint64_t bits;
	memcpy(&bits, &t, sizeof bits);
	bits = (bits + 1023) << 52;
	double scale;
	memcpy(&scale, &bits, sizeof scale);
	return p * scale;
}

/* (1 - e^-x) / x for x >= 0, e = e^-x. */
static inline double lbi_phi1(double x, double e)
{
	double near = 1 - x * (0.5 - x * (1.0 / 6 - x * (1.0 / 24)));
	double far = (1 - e) / (x < 1e-3 ? 1 : x);
	return x < 1e-3 ? near : far;
}

/* max(x, 0), rounded off within e of 0: a parabola there, smooth in its first derivative. */
static inline double lbi_pos(double x, double e)
{
	double t = x < -e ? -e : x > e ? e : x;
	double over = x - e;
	return (t + e) * (t + e) * (0.25 / e) + (over > 0 ? over : 0);
}

/* min(x, most) of what is not negative. */
static inline double lbi_cap(double x, double most)
{
	return x < most ? x : most;
}

/* The same in float, compared as whole numbers: floats that are not negative are in the order of their bits, and
 * negative ones come before them. Compared as floats this becomes branches and masks. What is not a number may be lost
 * in these two; the metabolites keep it, and so it is named. */
static inline float lbi_cap_f(float x, float most)
{
	int32_t a, b;
	memcpy(&a, &x, sizeof a), memcpy(&b, &most, sizeof b);
	a = a < b ? a : b;
	memcpy(&x, &a, sizeof x);
	return x;
}

static inline float lbi_pos_f(float x, float e)
{
	float z = x + e;
	int32_t a;
	memcpy(&a, &z, sizeof a);
	a = a > 0 ? a : 0;
	memcpy(&z, &a, sizeof z);
	float w = lbi_cap_f(z, 2 * e);
	return w * w * (0.25f / e) + (z - w);
}

/* ---- the fast lines, in double (lbi_activation) and in float (lbi_activation_f) ---- */

#define REAL     double
#define IN(name) lbi_##name
#include "muscle.h"
#undef REAL
#undef IN
#define REAL     float
#define IN(name) lbi_##name##_f
#include "muscle.h"
#undef REAL
#undef IN

/* ---- the slow lines ---- */

/* What a day's inputs and the model make of the lines: shared by everybody. */
typedef struct {
	lb_body_params p;
	double s_I, gain, exercise, heat; /* factors of nociception */
	double load, pains, fears, tense; /* day's load; what guarding adds to it for pain of late, fear, stress */
	double rest, fear_fall, C_fall, X_fall, K_add, M_add, U_add, k_X, G_fall, hazard, strain;
	double rate_S, rate_I, rate_L, rate_E, rate_C, rate_F, rate_A, rate_K, rate_X, rate_M, rate_N, rate_U, rate_D,
		rate_T; /* 1 / tau of the same name, 1/d */
} lbi_lines;

/* The same for everybody: a division once, not once a person. */
static inline void lbi_lines_pace(lbi_lines *q)
{
	const lb_body_params *p = &q->p;
	q->rate_S = 1 / p->tau_S, q->rate_I = 1 / p->tau_I, q->rate_L = 1 / p->tau_L, q->rate_E = 1 / p->tau_E;
	q->rate_C = 1 / p->tau_C, q->rate_F = 1 / p->tau_F, q->rate_A = 1 / p->tau_A, q->rate_K = 1 / p->tau_K;
	q->rate_X = 1 / p->tau_X, q->rate_M = 1 / p->tau_M, q->rate_N = 1 / p->tau_N, q->rate_U = 1 / p->tau_U;
	q->rate_D = 1 / p->tau_D, q->rate_T = 1 / p->tau_T;
}

/* One person's part of them. */
typedef struct {
	double ordinary, gain, fearful, hazard, noise,
		guards; /* hazard: h_0 times proneness and earlier episodes; noise: e^(...) */
} lbi_person;

typedef struct {
	double g[N_STATES], l[N_STATES]; /* y' = g - l y */
	double pain;
} lbi_rates;

static inline double lbi_load_now(const lbi_lines *q, double guards, double Xp, double Fe)
{
	return q->load * (1 + q->tense + guards * (q->pains * Xp + q->fears * Fe));
}

static inline double lbi_drive(const double y[N_STATES], const lbi_lines *q, const lbi_person *who, double load)
{
	double sum = y[LB_BODY_S] + q->s_I * y[LB_BODY_I] + q->p.w_L * y[LB_BODY_L] + q->p.w_E * y[LB_BODY_E2] +
		     q->p.w_B * y[LB_BODY_B] + who->ordinary * (0.3 + 0.7 * load) / y[LB_BODY_K];
	return sum * (1 + who->gain * y[LB_BODY_C]) * who->noise * q->gain;
}

static inline double lbi_pain_of(double drive, double theta)
{
	double over = drive - theta;
	over = over > 0 ? over : 0;
	return 10 - 10 * lbi_exp(-(over < 600 ? over : 600)); /* beyond 600 the pain is 10 to the last bit */
}

/* The lines where the pain P is known. The metabolite drive of the moment, n, enters B only. */
LBI_INLINE void lbi_rates_at(lbi_rates *r, const double y[N_STATES], const lbi_lines *q, const lbi_person *who,
			     double n, double load, double P)
{
	const lb_body_params *p = &q->p;
	const double rate_A = q->rate_A, rate_C = q->rate_C, rate_D = q->rate_D, rate_E = q->rate_E, rate_F = q->rate_F,
		     rate_I = q->rate_I, rate_K = q->rate_K, rate_L = q->rate_L, rate_M = q->rate_M, rate_N = q->rate_N,
		     rate_S = q->rate_S, rate_T = q->rate_T, rate_U = q->rate_U, rate_X = q->rate_X;
	double pain = P * 0.1;
	double cube = P * P * P;
	double h = (1 - p->hill) * pain + p->hill * cube / (cube + 64);
	double X = y[LB_BODY_Xs], S = y[LB_BODY_S], fresh = S - y[LB_BODY_I];
	fresh = fresh > 0 ? fresh : 0; /* injury that inflammation has not caught up with */
	double hurt = q->k_X * fresh / (0.3 + fresh);
	double use = y[LB_BODY_A] * (1 - 0.3 * X), E = rate_E;
	double D2 = y[LB_BODY_D] * y[LB_BODY_D];
	r->pain = P;
	r->g[LB_BODY_S] = 0, r->l[LB_BODY_S] = rate_S;
	r->g[LB_BODY_I] = S * rate_I, r->l[LB_BODY_I] = rate_I;
	r->g[LB_BODY_L] = y[LB_BODY_I] * rate_L, r->l[LB_BODY_L] = rate_L;
	r->g[LB_BODY_E1] = p->k_E * lbi_pos(load - 1.2 * y[LB_BODY_K], 0.05), r->l[LB_BODY_E1] = E;
	r->g[LB_BODY_E2] = y[LB_BODY_E1] * E, r->l[LB_BODY_E2] = E;
	r->g[LB_BODY_C] = p->k_C * h, r->l[LB_BODY_C] = p->k_C * h + rate_C + q->C_fall;
	double fear = p->k_F * who->fearful * pain;
	r->g[LB_BODY_Fe] = fear, r->l[LB_BODY_Fe] = fear + rate_F + q->fear_fall;
	r->g[LB_BODY_A] = (1 - p->a_P * pain) * (1 - p->a_F * y[LB_BODY_Fe]) * (1 - 0.95 * q->rest) * rate_A;
	r->l[LB_BODY_A] = rate_A;
	r->g[LB_BODY_K] = (1 - p->kappa * (1 - y[LB_BODY_A]) + q->K_add) * rate_K, r->l[LB_BODY_K] = rate_K;
	r->g[LB_BODY_Xp] = pain * rate_X, r->l[LB_BODY_Xp] = rate_X;
	r->g[LB_BODY_Xs] = hurt, r->l[LB_BODY_Xs] = hurt + q->X_fall;
	r->g[LB_BODY_M] = (1 - p->m_back * (1 - use) + q->M_add) * rate_M, r->l[LB_BODY_M] = rate_M;
	r->g[LB_BODY_N] = (1 - p->nu_use * (1 - y[LB_BODY_A])) * rate_N, r->l[LB_BODY_N] = rate_N;
	r->g[LB_BODY_U] = q->U_add, r->l[LB_BODY_U] = rate_U;
	r->g[LB_BODY_D] = X * rate_D, r->l[LB_BODY_D] = rate_D;
	r->g[LB_BODY_G] = p->k_G * D2, r->l[LB_BODY_G] = p->k_G * D2 + q->G_fall;
	r->g[LB_BODY_T] = p->t_shift * D2 * rate_T, r->l[LB_BODY_T] = rate_T;
	r->g[LB_BODY_B] = n, r->l[LB_BODY_B] = 1;
	r->g[LB_BODY_H] = who->hazard * q->hazard * lbi_exp(p->b_X * X + p->b_K * (1 - y[LB_BODY_K]));
	r->l[LB_BODY_H] = 0;
}

static inline void lbi_rates_of(lbi_rates *r, const double y[N_STATES], const lbi_lines *q, const lbi_person *who,
				double n)
{
	double load = lbi_load_now(q, who->guards, y[LB_BODY_Xp], y[LB_BODY_Fe]);
	lbi_rates_at(r, y, q, who, n, load, lbi_pain_of(lbi_drive(y, q, who, load), q->p.theta));
}

/* ---- between files ---- */

#define LBI_S_FULL 10.0 /* an event adds its size times 1 - S / 10: what is hurt already is not hurt again */

enum { LBI_BACK = 8 }; /* muscles 0..7 are the back's: their metabolites make the drive */

void lbi_lines_of(lbi_lines *q, const lb_body_model *m, const lb_body_day *d, const lb_body_plan *plan);
size_t lbi_segments_of(lbi_segment out[LB_BODY_SEGMENTS], const lb_body_model *m, const lb_body_day *d,
		       const lb_body_plan *plan);
/* The same in float, for the fast path. */
void lbi_segment_round(lbi_segment_f *out, const lbi_segment *s);
/* Adds an event to one lane, `left` days before the end of the step; its next event is drawn. */
void lbi_event(lb_body_block *b, const lb_body_model *m, size_t lane, double size, double left_day);
double lbi_event_size(const lb_body_block *b, const lb_body_model *m, size_t lane);

/* Days of one block; the same source compiled for several instruction sets. Returns LB_OK, or LB_RANGE with *bad set to
 * lane + 16 * (state + 64 * day index). pain: [n_days][16] or NULL. */
typedef struct {
	const lb_body_model *m;
	const lbi_lines *lines;        /* one a day */
	const lbi_segment_f *segments; /* LB_BODY_SEGMENTS a day, or NULL */
	const size_t *n_segments;
	const lb_body_day *days;
	uint32_t day;
	size_t n_days;
	int steps; /* a day on the slow clock; 1 but in tests */
} lbi_stretch;

typedef lb_status lbi_block_run(lb_body_block *b, const lbi_stretch *s, float *pain, uint64_t *bad);
lbi_block_run lbi_block_run_base, lbi_block_run_v3, lbi_block_run_v4;
lb_status lbi_body_run(lb_body_block *blocks, size_t n, const lb_body_model *m, uint32_t day, const lb_body_day *days,
		       size_t n_days, const lb_body_plan *plan, float *pain, size_t threads, int steps, lb_err *err);

#endif
