/* Optimality against an independent solver: NLopt's sequential quadratic programming on the same problem. */
#include "help.h"

#include <nlopt.h>

enum { MOST = LB_FASCICLES * LB_SIDES + 3 * (LB_JOINTS - 1) };

typedef struct {
	const lb_load_work *w;
	const lb_trunk *t;
	int exponent;
} problem;

/* sum w a^p / p (with the small quadratic part of p = 3) + c play^2 / 2 */
static double cost(unsigned n, const double *x, double *grad, void *data)
{
	const problem *p = data;
	double sum = 0;
	for (unsigned i = 0; i < n; i++) {
		bool play = i >= LB_FASCICLES * LB_SIDES;
		double k = play ? lbi_parameter.play_cost : p->t->weight[i / 2], a = x[i];
		if (p->exponent == 3 && !play) {
			sum += k * (a * a * a / 3 + LBI_SMOOTH * a * a / 2);
			if (grad)
				grad[i] = k * (a * a + LBI_SMOOTH * a);
		} else {
			sum += k * a * a / 2;
			if (grad)
				grad[i] = k * a;
		}
	}
	return sum;
}

static void balance(unsigned m, double *left, unsigned n, const double *x, double *grad, void *data)
{
	const problem *p = data;
	for (unsigned r = 0; r < m; r++)
		left[r] = -p->w->need_Nm[r];
	if (grad)
		memset(grad, 0, m * n * sizeof *grad);
	for (unsigned i = 0; i < LB_FASCICLES * LB_SIDES; i++) {
		const lbi_fascicle *f = &lbi_fascicles[i / 2];
		for (int axis = 0; axis < 3; axis++)
			for (int j = f->low; j < f->high; j++) {
				double Nm = p->w->force_N[i / 2][i % 2] *
					    p->w->arm_m[axis][i % 2][f->crossing + j - f->low];
				unsigned r = (unsigned)(axis * LB_JOINTS + j);
				left[r] += Nm * x[i];
				if (grad)
					grad[r * n + i] = Nm;
			}
	}
	for (unsigned k = 0; k < 3 * (LB_JOINTS - 1); k++) {
		unsigned r = k / (LB_JOINTS - 1) * LB_JOINTS + k % (LB_JOINTS - 1), i = LB_FASCICLES * LB_SIDES + k;
		left[r] += x[i], left[r + 1] -= x[i];
		if (grad)
			grad[r * n + i] = 1, grad[(r + 1) * n + i] = -1;
	}
}

static void against_nlopt(const char *name, const lb_posture *posture, int exponent, const lb_muscle_state *state)
{
	static lb_load_work w;
	static double x[MOST], low[MOST], high[MOST];
	lb_trunk t;
	lb_person who = lb_posture_subject();
	assert_int_equal(lb_trunk_make(&t, NULL, &who, state, NULL), LB_OK);
	t.even = false;
	lb_posture p;
	lb_load r;
	lb_load_options o = {.exponent = exponent};
	assert_int_equal(lb_posture_settle(&p, &t, posture, NULL), LB_OK);
	assert_int_equal(lb_load_solve(&r, &w, &t, &p, &o, NULL), LB_OK);
	assert_true(r.converged && r.missing_Nm < 1e-4 && r.guard_cut == 0);
	double tone = 1, ours = 0, tolerance[3 * LB_JOINTS];
	for (int i = 0; i < LB_FASCICLES * LB_SIDES; i++)
		tone = fmin(tone, w.activation[i / 2][i % 2]);
	problem q = {&w, &t, exponent};
	for (int i = 0; i < MOST; i++) {
		bool play = i >= LB_FASCICLES * LB_SIDES;
		double guard = play ? 0 : state->guard[lbi_fascicles[i / 2].muscle][i % 2];
		double most_Nm = play ? w.play_most_Nm[i - LB_FASCICLES * LB_SIDES] : 0;
		low[i] = play ? -most_Nm : tone + guard;
		high[i] = play ? most_Nm : 1;
		x[i] = play ? w.play_Nm[i - LB_FASCICLES * LB_SIDES] : w.activation[i / 2][i % 2];
	}
	ours = cost(MOST, x, NULL, &q);
	for (int i = 0; i < MOST; i++)
		x[i] = i >= LB_FASCICLES * LB_SIDES ? 0 : fmin(1, tone + 0.2);
	for (int i = 0; i < 3 * LB_JOINTS; i++)
		tolerance[i] = 1e-7;
	nlopt_opt opt = nlopt_create(NLOPT_LD_SLSQP, MOST);
	nlopt_set_lower_bounds(opt, low);
	nlopt_set_upper_bounds(opt, high);
	nlopt_set_min_objective(opt, cost, &q);
	nlopt_add_equality_mconstraint(opt, 3 * LB_JOINTS, balance, &q, tolerance);
	nlopt_set_ftol_rel(opt, 1e-12);
	nlopt_set_maxeval(opt, 300);
	double theirs = 0;
	int code = nlopt_optimize(opt, x, &theirs);
	nlopt_destroy(opt);
	if (code < 0)
		fail_msg("%s: NLopt gave up: %d", name, code);
	printf("# %s, exponent %d: cost %.9f, NLopt %.9f\n", name, exponent, ours, theirs);
	lbt_near(ours, theirs, 1e-5 * fabs(theirs), name);
	for (int i = 0; i < LB_FASCICLES * LB_SIDES; i++)
		lbt_near(w.activation[i / 2][i % 2], x[i], 2e-3, lbi_fascicles[i / 2].name);
}

static void no_other_activation_is_cheaper(void **state)
{
	(void)state;
	static const char *ids[] = {"hold_close", "carry_right"};
	lb_muscle_state states[2]; /* the second guards: both recti, an oblique, part of the back */
	memset(states, 0, sizeof states);
	states[1].guard[LB_MUSCLE_rectus_abdominis][0] = states[1].guard[LB_MUSCLE_rectus_abdominis][1] = 0.05;
	states[1].guard[LB_MUSCLE_external_oblique][1] = 0.08;
	states[1].guard[LB_MUSCLE_multifidus][0] = states[1].guard[LB_MUSCLE_longissimus_thoracis][1] = 0.03;
	size_t n;
	const lb_posture_row *row = lb_posture_table(&n);
	for (size_t k = 0; k < LBI_COUNT(ids); k++)
		for (size_t i = 0; i < n; i++)
			if (!strcmp(row[i].id, ids[k]))
				for (int exponent = 2; exponent <= 3; exponent++)
					against_nlopt(ids[k], &row[i].posture, exponent, &states[k && exponent == 2]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(no_other_activation_is_cheaper)};
	return cmocka_run_group_tests_name("load against NLopt", tests, NULL, NULL);
}
