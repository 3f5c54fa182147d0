/* What each input, hypothesis and state does, against test/body/golden.txt: people who are hurt on day 5, with chance and
 * with tasks, 60 days. A change there comes with the reason each number moved.
 *
 *   test-body-golden FILE            compare, within 1 % or the step of the quantity
 *   test-body-golden --print > FILE  write it anew
 *
 * Beside it the directions that nobody would have to look up. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "body.h"

static const char *file;

enum { DAYS = 60, BLOCKS = 12, EXTRAS = 5, VALUES = LB_BODY_STATES + EXTRAS };

#define AT(field) (int)offsetof(lb_body_day, field)
enum { NONE = -1, HYPOTHESIS = -2 };
static const struct {
	const char *name;
	int at; /* offset in lb_body_day, or one of the above */
	double dose;
} changes[] = {
	{"nothing", NONE, 0},
	{"load", AT(load), 1.6},
	{"sleep_lost", AT(sleep_lost), 0.6},
	{"stress", AT(stress), 0.8},
	{"heavy", AT(heavy), 0.5},
	{"rest", AT(rest), 0.7},
	{"nsaid", AT(nsaid), 1},
	{"heat", AT(heat), 1},
	{"activation", AT(activation), 0.8},
	{"resistance", AT(resistance), 0.8},
	{"walking", AT(walking), 1},
	{"education", AT(education), 1},
	{"dehydration", AT(dehydration), 1},
	{"pain_spasm_pain", HYPOTHESIS, LB_HYPOTHESIS_pain_spasm_pain},
	{"pain_adaptation", HYPOTHESIS, LB_HYPOTHESIS_pain_adaptation},
	{"redistribution", HYPOTHESIS, LB_HYPOTHESIS_redistribution},
	{"ligament_feedback", HYPOTHESIS, LB_HYPOTHESIS_ligament_feedback},
	{"fear_avoidance", HYPOTHESIS, LB_HYPOTHESIS_fear_avoidance},
};
enum { CHANGES = sizeof changes / sizeof *changes };

/* Every state, then pain, guarding, events, metabolites and tiredness of a surface back muscle: means of 192 people. */
static void outcome(double out[VALUES], size_t c)
{
	static lb_body_block b[BLOCKS];
	static lb_body_day days[DAYS];
	lb_body_plan plan;
	lb_body_model m = {.seed = 33, .fast = true};
	lb_err err = {0};
	if (changes[c].at == HYPOTHESIS)
		m.hypothesis = (lb_hypothesis)changes[c].dose;
	assert_int_equal(lb_body_params_from(&m.params, lb_knowledge_builtin(), &err), LB_OK);
	lb_body_plan_usual(&plan);
	plan.at[6].posture_mmHg = 100; /* some of the day rounded */
	for (size_t d = 0; d < DAYS; d++) {
		days[d] = (lb_body_day){.load = 1, .injury = d == 5 ? 0.8 : 0, .strain = d == 20 ? 1 : 0};
		if (changes[c].at >= 0)
			*(double *)(void *)((char *)&days[d] + changes[c].at) = changes[c].dose;
	}
	for (uint32_t i = 0; i < BLOCKS; i++)
		lb_body_block_start(&b[i], &m, i);
	if (lb_body_run(b, BLOCKS, &m, 0, days, DAYS, &plan, NULL, 1, &err))
		fail_msg("%s: %s: %s", changes[c].name, err.where, err.what);
	memset(out, 0, VALUES * sizeof *out);
	for (size_t i = 0; i < BLOCKS; i++)
		for (size_t lane = 0; lane < LB_BODY_LANES; lane++) {
			double part = 1.0 / (BLOCKS * LB_BODY_LANES);
			for (int k = 0; k < LB_BODY_STATES; k++)
				out[k] += part * b[i].y[k][lane];
			out[LB_BODY_STATES] += part * b[i].pain[lane];
			out[LB_BODY_STATES + 1] += part * b[i].guard[lane];
			out[LB_BODY_STATES + 2] += part * b[i].earlier[lane];
			out[LB_BODY_STATES + 3] += part * b[i].metabolite[2][lane];
			out[LB_BODY_STATES + 4] += part * b[i].fatigue[2][lane];
		}
}

static const char *value_name(int k)
{
	static const char *const more[EXTRAS] = {"pain", "guarding", "events", "metabolite", "fatigue"};
	return k < LB_BODY_STATES ? lb_body_state_name(k) : more[k - LB_BODY_STATES];
}

static int print(void)
{
	for (size_t c = 0; c < CHANGES; c++) {
		double v[VALUES];
		outcome(v, c);
		for (int k = 0; k < VALUES; k++)
			printf("%s %s %.5g\n", changes[c].name, value_name(k), v[k]);
	}
	return 0;
}

static void outcomes_are_as_recorded(void **state)
{
	(void)state;
	FILE *f = fopen(file, "r");
	assert_non_null(f);
	size_t seen = 0;
	for (size_t c = 0; c < CHANGES; c++) {
		double v[VALUES], want;
		char name[64], what[64];
		outcome(v, c);
		for (int k = 0; k < VALUES && fscanf(f, "%63s %63s %lf", name, what, &want) == 3; k++) {
			assert_string_equal(name, changes[c].name);
			assert_string_equal(what, value_name(k));
			if (!(fabs(v[k] - want) <= fmax(1e-6, 0.01 * fabs(want))))
				fail_msg("%s, %s: %g, not %g", name, what, v[k], want);
			seen++;
		}
	}
	fclose(f);
	assert_int_equal(seen, CHANGES * VALUES);
}

/* What anybody would expect of an input, against doing nothing. */
static void inputs_act_in_the_expected_direction(void **state)
{
	(void)state;
	static const struct {
		const char *change, *value;
		int sign;
	} rows[] = {
		{"nsaid", "pain", -1},        {"heat", "pain", -1},        {"sleep_lost", "pain", 1},
		{"stress", "pain", 1},        {"stress", "guarding", 1},   {"load", "pain", 1},
		{"heavy", "events", 1},       {"education", "Fe", -1},     {"activation", "Xs", -1},
		{"resistance", "U", 1},       {"walking", "K", 1},         {"rest", "M", -1},
		{"dehydration", "fatigue", 1}, {"pain_spasm_pain", "guarding", 1},
	};
	double none[VALUES], with[VALUES];
	outcome(none, 0);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		size_t c = 0;
		int k = 0;
		while (strcmp(changes[c].name, rows[i].change))
			c++;
		while (k < VALUES && strcmp(value_name(k), rows[i].value))
			k++;
		if (k == VALUES)
			fail_msg("no value %s", rows[i].value);
		outcome(with, c);
		if (!(rows[i].sign * (with[k] - none[k]) > 0))
			fail_msg("%s, %s: %g beside %g", rows[i].change, rows[i].value, with[k], none[k]);
	}
}

int main(int argc, char **argv)
{
	if (argc == 2 && !strcmp(argv[1], "--print"))
		return print();
	file = argc == 2 ? argv[1] : "golden.txt";
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(outcomes_are_as_recorded),
		cmocka_unit_test(inputs_act_in_the_expected_direction),
	};
	return cmocka_run_group_tests_name("body golden", tests, NULL, NULL);
}
