/* The fast path against CVODE on every scenario here: pain at the end of each day, and the states at the end. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

#include "ref.h"

enum { DAYS = 365, TASK_DAYS = 60 };

typedef struct {
	const char *name;
	bool fast, quiet;
	lb_hypothesis hypothesis;
	double within; /* NRS: worst day */
	void (*day)(lb_body_day *d, size_t i);
	uint32_t person;
} scenario;

static void injured(lb_body_day *d, size_t i)
{
	d->injury = i == 10 ? 1.6 : 0;
}
static void again(lb_body_day *d, size_t i)
{
	d->injury = i == 10 ? 1.6 : i == 120 || i == 200 ? 1 : 0;
	d->nsaid = i >= 12 && i < 26;
	d->resistance = i > 60 && i < 150;
	d->activation = i > 20 && i < 60;
}
static void busy(lb_body_day *d, size_t i)
{
	injured(d, i);
	d->load = i % 7 < 5 ? 1.5 : 0.5;
	d->stress = i % 7 < 5 ? 0.6 : 0.1;
	d->rest = i > 10 && i < 15;
	d->heavy = i % 7 == 2 ? 0.2 : 0;
	d->strain = i % 30 == 0 ? 1 : 0;
}
static void usual(lb_body_day *d, size_t i)
{
	(void)d, (void)i;
}

/* Tolerances in NRS: 0.01 without chance, slow clock alone and with tasks; 0.1 with it, where the day's noise runs
 * evenly from midnight to midnight and an event may fall on the other side of one. */
static const scenario scenarios[] = {
	{"healthy, no luck", false, true, LB_HYPOTHESIS_mixture, 0.01, usual, 0},
	{"one injury, no luck", false, true, LB_HYPOTHESIS_mixture, 0.01, injured, 0},
	{"three injuries and care", false, true, LB_HYPOTHESIS_mixture, 0.01, again, 0},
	{"busy weeks", false, true, LB_HYPOTHESIS_mixture, 0.01, busy, 0},
	{"one injury, tasks", true, true, LB_HYPOTHESIS_mixture, 0.01, injured, 0},
	{"busy weeks, tasks", true, true, LB_HYPOTHESIS_mixture, 0.01, busy, 0},
	{"tasks, pain-spasm-pain", true, true, LB_HYPOTHESIS_pain_spasm_pain, 0.01, injured, 0},
	{"tasks, pain adaptation", true, true, LB_HYPOTHESIS_pain_adaptation, 0.01, injured, 0},
	{"tasks, redistribution", true, true, LB_HYPOTHESIS_redistribution, 0.01, injured, 0},
	{"tasks, ligament feedback", true, true, LB_HYPOTHESIS_ligament_feedback, 0.01, injured, 0},
	{"tasks, fear avoidance", true, true, LB_HYPOTHESIS_fear_avoidance, 0.01, injured, 0},
	{"luck", false, false, LB_HYPOTHESIS_mixture, 0.1, usual, 3},
	{"luck and injury", false, false, LB_HYPOTHESIS_mixture, 0.1, again, 5},
	{"luck, tasks", true, false, LB_HYPOTHESIS_mixture, 0.1, injured, 7},
};

static void fast_path_agrees_with_cvode(void **state)
{
	(void)state;
	static float pain[DAYS * LANES];
	static double want[DAYS];
	static lb_body_day days[DAYS];
	int failed = 0;
	lb_body_plan plan;
	lb_body_plan_usual(&plan);
	for (size_t s = 0; s < LBI_COUNT(scenarios); s++) {
		const scenario *c = &scenarios[s];
		lb_body_model m = {.hypothesis = c->hypothesis, .seed = 11, .fast = c->fast, .quiet = c->quiet};
		lb_err err = {0};
		lb_body_block b, r;
		assert_int_equal(lb_body_params_from(&m.params, lb_knowledge_builtin(), NULL), LB_OK);
		for (size_t i = 0; i < DAYS; i++) {
			days[i] = (lb_body_day){.load = 1};
			c->day(&days[i], i);
		}
		lb_body_block_start(&b, &m, c->person - c->person % 16);
		r = b;
		size_t n = c->fast ? TASK_DAYS : DAYS;
		if (lb_body_run(&b, 1, &m, 0, days, n, &plan, pain, 1, &err))
			fail_msg("%s: %s: %s", c->name, err.where, err.what);
		lbt_ref o = {.rel = 1e-9, .abs = 1e-10};
		assert_int_equal(lbt_ref_run(&r, c->person % 16, &m, 0, days, n, &plan, want, &o), 0);
		double worst = 0, sum = 0;
		size_t at = 0;
		for (size_t i = 0; i < n; i++) {
			double got = (double)pain[i * LANES + c->person % 16], off = fabs(got - want[i]);
			for (size_t k = i ? i - 1 : 0; !c->quiet && k <= i + 1 && k < n;
			     k++) /* an event near midnight */
				off = fmin(off, fabs(got - want[k]));
			sum += off * off;
			if (off > worst)
				worst = off, at = i;
		}
		printf("  %-28s worst %.4f NRS on day %zu, rms %.5f; CVODE %ld steps, %ld starts%s\n", c->name, worst,
		       at, sqrt(sum / (double)n), o.steps, o.starts, worst > c->within ? "  ABOVE ITS TOLERANCE" : "");
		failed += worst > c->within;
	}
	assert_int_equal(failed, 0);
}

static void analytic_jacobian_is_the_derivative(void **state)
{
	(void)state;
	lb_body_model m = {.seed = 4, .fast = true};
	lb_body_day d = {.load = 1.3, .stress = 0.4, .resistance = 0.5}, hurt = {.load = 1, .injury = 1.5};
	lb_body_plan plan;
	lb_body_block b;
	static float pain[LANES];
	lb_body_plan_usual(&plan);
	assert_int_equal(lb_body_params_from(&m.params, lb_knowledge_builtin(), NULL), LB_OK);
	lb_body_block_start(&b, &m, 0);
	assert_int_equal(lb_body_run(&b, 1, &m, 0, &hurt, 1, &plan, pain, 1, NULL), LB_OK);
	for (uint32_t i = 1; i < 20; i++)
		assert_int_equal(lb_body_run(&b, 1, &m, i, &d, 1, &plan, pain, 1, NULL), LB_OK);
	for (size_t i = 0; i < LANES; i++) {
		double off = lbt_ref_jacobian_error(&b, i, &m, &d, &plan);
		if (!(off < 1e-5))
			fail_msg("lane %zu: %g", i, off);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(analytic_jacobian_is_the_derivative),
					   cmocka_unit_test(fast_path_agrees_with_cvode)};
	return cmocka_run_group_tests_name("body agrees", tests, NULL, NULL);
}
