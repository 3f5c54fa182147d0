#include "ref.h"

#include <cvode/cvode.h>
#include <nvector/nvector_serial.h>
#include <sunlinsol/sunlinsol_dense.h>
#include <sunmatrix/sunmatrix_dense.h>

enum { FAST = 2 * LB_BODY_MUSCLES, MOST = N_STATES + FAST };

/* y: the slow states, then fatigue and metabolite of each muscle. */
typedef struct {
	lbi_lines q;
	lbi_segment seg[LB_BODY_SEGMENTS];
	size_t n_seg, at; /* the task under way */
	lbi_person who;
	double noise0, noise1, day0, next;
	bool fast;
} problem;

static lbi_person who_at(const problem *p, double t)
{
	lbi_person w = p->who;
	w.noise = lbi_exp(p->noise0 + (t - p->day0) * (p->noise1 - p->noise0));
	return w;
}

static double weaker(const double *y)
{
	return 1 / (y[LB_BODY_M] * y[LB_BODY_N] * (1 + y[LB_BODY_U]));
}

static void f(const problem *p, double t, const double *y, double *dy)
{
	lbi_rates r;
	lbi_person who = who_at(p, t);
	double n = 0;
	for (int k = 0; p->fast && k < LBI_BACK; k++)
		n += lbi_met_drive(y[N_STATES + 2 * k + 1]) / LBI_BACK;
	lbi_rates_of(&r, y, &p->q, &who, n);
	for (int k = 0; k < N_STATES; k++)
		dy[k] = r.g[k] - r.l[k] * y[k];
	if (!p->fast)
		return;
	const lbi_segment *s = &p->seg[p->at];
	lbi_muscle_in in = {0.1 * who.guards * r.pain, who.guards * y[LB_BODY_Fe], weaker(y), y[LB_BODY_Xs],
			    y[LB_BODY_T]};
	for (int k = 0; k < LB_BODY_MUSCLES; k++) {
		const double *v = y + N_STATES + 2 * k;
		lbi_muscle_of mu = lbi_muscle_in_task(s, k);
		lbi_muscle_rates c = lbi_muscle_rates_of(s, lbi_activation(&mu, &in, lbi_met_drive(v[1])), in.shift);
		dy[N_STATES + 2 * k] = LBI_SECONDS_A_DAY * (c.up * (1 - v[0]) - c.down * v[0]);
		dy[N_STATES + 2 * k + 1] = LBI_SECONDS_A_DAY / s->tau_s * (c.q - c.wash * v[1]);
	}
}

/* ---- the Jacobian ---- */

static double slope(double x, double e)
{
	double t = x < -e ? -e : x > e ? e : x;
	return (t + e) * 0.5 / e;
}

/* dP/dy and P. */
static double pain_gradient(double dP[N_STATES], const double *y, const lbi_lines *q, const lbi_person *w)
{
	double load = lbi_load_now(q, w->guards, y[LB_BODY_Xp], y[LB_BODY_Fe]), K = y[LB_BODY_K];
	double drive = lbi_drive(y, q, w, load), f1 = (1 + w->gain * y[LB_BODY_C]) * w->noise * q->gain;
	double P = lbi_pain_of(drive, q->p.theta), outer = drive > q->p.theta ? 10 - P : 0,
	       load_f = w->ordinary * 0.7 * q->load / K * f1;
	memset(dP, 0, N_STATES * sizeof *dP);
	dP[LB_BODY_S] = outer * f1;
	dP[LB_BODY_I] = outer * q->s_I * f1;
	dP[LB_BODY_L] = outer * q->p.w_L * f1;
	dP[LB_BODY_E2] = outer * q->p.w_E * f1;
	dP[LB_BODY_B] = outer * q->p.w_B * f1;
	dP[LB_BODY_C] = outer * drive / (1 + w->gain * y[LB_BODY_C]) * w->gain;
	dP[LB_BODY_K] = -outer * w->ordinary * (0.3 + 0.7 * load) / (K * K) * f1;
	dP[LB_BODY_Xp] = outer * load_f * w->guards * q->pains;
	dP[LB_BODY_Fe] = outer * load_f * w->guards * q->fears;
	return P;
}

#define J(row, col)  SM_ELEMENT_D(m, row, col)
#define JS(row, col) J(LB_BODY_##row, LB_BODY_##col)

static void slow_jacobian(SUNMatrix m, const double *y, const problem *pr, const lbi_person *w,
			  const double dP[N_STATES], double P)
{
	const lb_body_params *p = &pr->q.p;
	const lbi_lines *q = &pr->q;
	lbi_rates r;
	lbi_rates_of(&r, y, q, w, 0);
	double cube = P * P * P, h1 = (1 - p->hill) * 0.1 + p->hill * 3 * P * P * 64 / ((cube + 64) * (cube + 64));
	double R = 1 - 0.95 * q->rest, X = y[LB_BODY_Xs], fresh = fmax(0, y[LB_BODY_S] - y[LB_BODY_I]);
	double onset = fresh > 0 ? q->k_X * 0.3 / ((0.3 + fresh) * (0.3 + fresh)) * (1 - X) : 0;
	double rise =
		p->k_E * slope(lbi_load_now(q, w->guards, y[LB_BODY_Xp], y[LB_BODY_Fe]) - 1.2 * y[LB_BODY_K], 0.05);
	for (int k = 0; k < N_STATES; k++) {
		J(LB_BODY_C, k) += p->k_C * (1 - y[LB_BODY_C]) * h1 * dP[k];
		J(LB_BODY_Fe, k) += p->k_F * w->fearful * 0.1 * (1 - y[LB_BODY_Fe]) * dP[k];
		J(LB_BODY_A, k) -= p->a_P * 0.1 * (1 - p->a_F * y[LB_BODY_Fe]) * R / p->tau_A * dP[k];
		J(LB_BODY_Xp, k) += 0.1 / p->tau_X * dP[k];
		J(k, k) -= r.l[k];
	}
	JS(I, S) += 1 / p->tau_I;
	JS(L, I) += 1 / p->tau_L;
	JS(E1, Xp) += rise * q->load * w->guards * q->pains;
	JS(E1, Fe) += rise * q->load * w->guards * q->fears;
	JS(E1, K) -= rise * 1.2;
	JS(E2, E1) += 1 / p->tau_E;
	JS(A, Fe) -= (1 - p->a_P * 0.1 * P) * p->a_F * R / p->tau_A;
	JS(K, A) += p->kappa / p->tau_K;
	JS(Xs, S) += onset;
	JS(Xs, I) -= onset;
	JS(M, A) += p->m_back * (1 - 0.3 * X) / p->tau_M;
	JS(M, Xs) -= p->m_back * 0.3 * y[LB_BODY_A] / p->tau_M;
	JS(N, A) += p->nu_use / p->tau_N;
	JS(D, Xs) += 1 / p->tau_D;
	JS(G, D) += 2 * p->k_G * y[LB_BODY_D] * (1 - y[LB_BODY_G]);
	JS(T, D) += 2 * p->t_shift * y[LB_BODY_D] / p->tau_T;
	JS(H, Xs) += r.g[LB_BODY_H] * p->b_X;
	JS(H, K) -= r.g[LB_BODY_H] * p->b_K;
}

static void muscle_jacobian(SUNMatrix m, const double *y, const problem *pr, int k, const double dP[N_STATES], double P)
{
	const lbi_segment *s = &pr->seg[pr->at];
	int row = N_STATES + 2 * k;
	double F = y[row], x = y[row + 1], x4 = x * x * x * x, dn = 4 * x * x * x / ((1 + x4) * (1 + x4)),
	       shift = y[LB_BODY_T];
	lbi_muscle_of mu = lbi_muscle_in_task(s, k);
	double guards = pr->who.guards;
	lbi_muscle_in in = {0.1 * guards * P, guards * y[LB_BODY_Fe], weaker(y), y[LB_BODY_Xs], shift};
	double base = mu.demand * (1 + mu.part * in.inhibited) * in.weaker,
	       arg = base + mu.pain * in.pain + mu.fear * in.fear + mu.met * lbi_met_drive(x) + mu.tense;
	double u = lbi_activation(&mu, &in, lbi_met_drive(x)), du = slope(arg, 0.005);
	lbi_muscle_rates c = lbi_muscle_rates_of(s, u, shift);
	double z = 0.95 - s->duty * (s->imp_rest + s->imp_slope * u + s->posture_mmHg - 10) * s->flow;
	double flow = 0.05 + lbi_pos(z, 0.05), fall = flow < 1 ? -slope(z, 0.05) * s->duty * s->imp_slope * s->flow : 0;
	flow = flow < 1 ? flow : 1;
	double unmet = slope(u - s->v * (1 - shift) * flow, 0.02) * s->duty * s->q_gain;
	double dq = unmet * (1 - s->v * (1 - shift) * fall), dwash = 0.9 * fall;
	double dF = LBI_SECONDS_A_DAY * s->F * (1 + 2 * shift) * s->duty * (1 - F),
	       dx = LBI_SECONDS_A_DAY / s->tau_s * (dq - dwash * x);
	double to[N_STATES];
	for (int j = 0; j < N_STATES; j++)
		to[j] = du * mu.pain * 0.1 * guards * dP[j];
	to[LB_BODY_Fe] += du * mu.fear * guards;
	to[LB_BODY_Xs] += du * mu.demand * mu.part * in.weaker;
	to[LB_BODY_M] -= du * base / y[LB_BODY_M];
	to[LB_BODY_N] -= du * base / y[LB_BODY_N];
	to[LB_BODY_U] -= du * base / (1 + y[LB_BODY_U]);
	for (int j = 0; j < N_STATES; j++)
		J(row, j) += dF * to[j], J(row + 1, j) += dx * to[j];
	J(row, LB_BODY_T) += LBI_SECONDS_A_DAY * s->F * 2 * u * s->duty * (1 - F);
	J(row + 1, LB_BODY_T) += LBI_SECONDS_A_DAY / s->tau_s * unmet * s->v * flow;
	J(row, row) -= LBI_SECONDS_A_DAY * (c.up + c.down);
	J(row, row + 1) += dF * du * mu.met * dn;
	J(row + 1, row + 1) += dx * du * mu.met * dn - LBI_SECONDS_A_DAY / s->tau_s * c.wash;
	if (k < LBI_BACK)
		J(LB_BODY_B, row + 1) += dn / LBI_BACK;
}

static void jacobian(const problem *p, double t, const double *y, SUNMatrix m)
{
	double dP[N_STATES];
	lbi_person who = who_at(p, t);
	SUNMatZero(m);
	double P = pain_gradient(dP, y, &p->q, &who);
	slow_jacobian(m, y, p, &who, dP, P);
	for (int k = 0; p->fast && k < LB_BODY_MUSCLES; k++)
		muscle_jacobian(m, y, p, k, dP, P);
}

/* ---- CVODE ---- */

static int cv_f(realtype t, N_Vector y, N_Vector dy, void *data)
{
	f(data, t, N_VGetArrayPointer(y), N_VGetArrayPointer(dy));
	return 0;
}

static int cv_jac(realtype t, N_Vector y, N_Vector fy, SUNMatrix m, void *data, N_Vector a, N_Vector b, N_Vector c)
{
	(void)fy, (void)a, (void)b, (void)c;
	jacobian(data, t, N_VGetArrayPointer(y), m);
	return 0;
}

static int cv_root(realtype t, N_Vector y, realtype *out, void *data)
{
	(void)t;
	*out = N_VGetArrayPointer(y)[LB_BODY_H] - ((const problem *)data)->next;
	return 0;
}

/* The day's coefficients and luck, as in the fast path. */
static void set_day(problem *p, lb_body_block *b, size_t i, const lb_body_model *m, uint32_t day, const lb_body_day *d,
		    const lb_body_plan *plan)
{
	const lb_body_params *q = &m->params;
	double cy = lbi_exp(-1 / q->tau_y), cz = lbi_exp(-1 / q->tau_z), sy = m->quiet ? 0 : q->sigma_y,
	       sz = m->quiet ? 0 : q->sigma_z;
	uint32_t key = lbi_key(m->seed, day), w = b->person[i];
	lbi_lines_of(&p->q, m, d, m->fast ? plan : NULL);
	p->fast = m->fast;
	p->n_seg = m->fast ? lbi_segments_of(p->seg, m, d, plan) : 1;
	p->noise0 = sy * b->noise_y[i] + sz * b->noise_z[i];
	if (!m->quiet) { /* without chance nothing is drawn, as in the fast path */
		b->noise_y[i] = cy * b->noise_y[i] + sqrt(1 - cy * cy) * lbi_bell(lbi_luck(key, w, LBI_LUCK_Y),
										  lbi_luck(key, w, LBI_LUCK_Y + 32));
		b->noise_z[i] = cz * b->noise_z[i] + sqrt(1 - cz * cz) * lbi_bell(lbi_luck(key, w, LBI_LUCK_Z),
										  lbi_luck(key, w, LBI_LUCK_Z + 32));
	}
	p->noise1 = sy * b->noise_y[i] + sz * b->noise_z[i];
	p->who = (lbi_person){b->ordinary[i],
			      b->gain[i],
			      b->fearful[i],
			      m->quiet ? 0 : q->h_0 * b->prone[i] * lbi_exp(q->b_n * log1p(b->earlier[i])),
			      1,
			      b->guards[i]};
	p->next = m->quiet ? 1e300 : b->next[i];
}

static void get(double *y, const lb_body_block *b, size_t i, bool fast)
{
	for (int k = 0; k < N_STATES; k++)
		y[k] = b->y[k][i];
	for (int k = 0; fast && k < LB_BODY_MUSCLES; k++)
		y[N_STATES + 2 * k] = b->fatigue[k][i], y[N_STATES + 2 * k + 1] = b->metabolite[k][i];
}

static void put(lb_body_block *b, size_t i, const double *y, bool fast)
{
	for (int k = 0; k < N_STATES; k++)
		b->y[k][i] = y[k];
	for (int k = 0; fast && k < LB_BODY_MUSCLES; k++)
		b->fatigue[k][i] = y[N_STATES + 2 * k], b->metabolite[k][i] = y[N_STATES + 2 * k + 1];
}

typedef struct {
	void *cv;
	N_Vector y;
	problem p;
	lb_body_block *b;
	size_t lane;
	const lb_body_model *m;
	lbt_ref *o;
} ref;

static int advance(ref *r, double to)
{
	double t = 0, *y = N_VGetArrayPointer(r->y);
	CVodeSetStopTime(r->cv, to);
	for (;;) {
		int flag = CVode(r->cv, to, r->y, &t, CV_NORMAL);
		if (flag < 0)
			return r->o->failed = flag;
		if (flag != CV_ROOT_RETURN)
			return 0;
		put(r->b, r->lane, y, r->p.fast);
		lbi_event(r->b, r->m, r->lane, lbi_event_size(r->b, r->m, r->lane), 0);
		get(y, r->b, r->lane, r->p.fast);
		r->p.next = r->b->next[r->lane];
		CVodeReInit(r->cv, t, r->y);
		r->o->starts++;
	}
}

static int run_day(ref *r, uint32_t day, const lb_body_day *d, const lb_body_plan *plan, bool first)
{
	double t = day, *y = N_VGetArrayPointer(r->y);
	if (d->injury > 0) {
		y[LB_BODY_S] += d->injury * (1 - y[LB_BODY_S] / LBI_S_FULL);
		r->b->earlier[r->lane] += 1;
	}
	y[LB_BODY_E1] += d->strain;
	set_day(&r->p, r->b, r->lane, r->m, day, d, plan);
	r->p.day0 = day;
	for (r->p.at = 0; r->p.at < r->p.n_seg; r->p.at++) {
		bool jump = r->p.at == 0 && (first || d->injury > 0 || d->strain > 0);
		if (jump || !r->o->keep) {
			CVodeReInit(r->cv, t, r->y);
			r->o->starts++;
		}
		t = r->p.at + 1 == r->p.n_seg ? day + 1.0 : t + r->p.seg[r->p.at].h_s / LBI_SECONDS_A_DAY;
		if (advance(r, t))
			return r->o->failed;
	}
	return 0;
}

int lbt_ref_run(lb_body_block *b, size_t lane, const lb_body_model *m, uint32_t day, const lb_body_day *days,
		size_t n_days, const lb_body_plan *plan, double *pain, lbt_ref *o)
{
	SUNContext ctx;
	SUNContext_Create(NULL, &ctx);
	int n = m->fast ? MOST : N_STATES;
	ref r = {.b = b, .lane = lane, .m = m, .o = o};
	r.cv = CVodeCreate(CV_BDF, ctx);
	r.y = N_VNew_Serial(n, ctx);
	SUNMatrix A = SUNDenseMatrix(n, n, ctx);
	SUNLinearSolver ls = SUNLinSol_Dense(r.y, A, ctx);
	double *y = N_VGetArrayPointer(r.y);
	get(y, b, lane, m->fast);
#if SUNDIALS_VERSION_MAJOR < 7
	CVodeSetErrFile(r.cv, NULL); /* what fails is told in o->failed */
#endif
	CVodeInit(r.cv, cv_f, day, r.y);
	CVodeSStolerances(r.cv, o->rel, o->abs);
	CVodeSetUserData(r.cv, &r.p);
	CVodeSetMaxNumSteps(r.cv, 1000000);
	CVodeSetLinearSolver(r.cv, ls, A);
	if (!o->numeric)
		CVodeSetJacFn(r.cv, cv_jac);
	if (!m->quiet)
		CVodeRootInit(r.cv, 1, cv_root);
	o->failed = 0, o->steps = o->starts = 0;
	for (size_t d = 0; d < n_days && !o->failed; d++) {
		long steps = 0;
		run_day(&r, day + (uint32_t)d, &days[d], plan, d == 0);
		CVodeGetNumSteps(r.cv, &steps);
		o->steps += steps;
		lbi_person who = who_at(&r.p, day + (double)d + 1);
		pain[d] = lbi_pain_of(
			lbi_drive(y, &r.p.q, &who, lbi_load_now(&r.p.q, who.guards, y[LB_BODY_Xp], y[LB_BODY_Fe])),
			m->params.theta);
	}
	put(b, lane, y, m->fast);
	SUNLinSolFree(ls), SUNMatDestroy(A), N_VDestroy(r.y), CVodeFree(&r.cv), SUNContext_Free(&ctx);
	return o->failed;
}

double lbt_ref_jacobian_error(const lb_body_block *from, size_t lane, const lb_body_model *m, const lb_body_day *d,
			      const lb_body_plan *plan)
{
	SUNContext ctx;
	SUNContext_Create(NULL, &ctx);
	int n = m->fast ? MOST : N_STATES;
	lb_body_block b = *from;
	problem p = {0};
	double y[MOST], a[MOST], c[MOST], worst = 0;
	SUNMatrix A = SUNDenseMatrix(n, n, ctx);
	set_day(&p, &b, lane, m, 0, d, plan);
	p.at = m->fast ? 1 : 0;
	get(y, from, lane, m->fast);
	jacobian(&p, 0.3, y, A);
	for (int j = 0; j < n; j++) {
		double keep = y[j], h = 1e-6 * (fabs(keep) + 0.1);
		y[j] = keep + h, f(&p, 0.3, y, a);
		y[j] = keep - h, f(&p, 0.3, y, c);
		y[j] = keep;
		for (int i = 0; i < n; i++) {
			double row = 0, want = (a[i] - c[i]) / (2 * h);
			for (int k = 0; k < n; k++)
				row += fabs(SM_ELEMENT_D(A, i, k));
			double off = fabs(SM_ELEMENT_D(A, i, j) - want) / (row + 1e-9);
			worst = off > worst ? off : worst;
		}
	}
	SUNMatDestroy(A), SUNContext_Free(&ctx);
	return worst;
}
