/* What must hold whatever the numbers are. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "loop.h"

enum { DAYS = 365, BLOCKS = 5 };

static lb_body_model model(bool fast, bool quiet)
{
	lb_body_model m = {.seed = 21, .fast = fast, .quiet = quiet};
	lb_err err = {0};
	if (lb_body_params_from(&m.params, lb_knowledge_builtin(), &err))
		fail_msg("%s: %s", err.where, err.what);
	return m;
}

static lb_body_day days[DAYS];
static lb_body_plan plan;

static void prepare(void)
{
	for (size_t i = 0; i < DAYS; i++)
		days[i] = (lb_body_day){.load = 1};
	lb_body_plan_usual(&plan);
}

static void run(lb_body_block *b, size_t n, const lb_body_model *m, size_t n_days, float *pain, size_t threads)
{
	lb_err err = {0};
	if (lb_body_run(b, n, m, 0, days, n_days, &plan, pain, threads, &err))
		fail_msg("%s: %s", err.where, err.what);
}

static void no_injury_no_change(void **state)
{
	(void)state;
	lb_body_model m = model(false, true);
	lb_body_block b, before;
	prepare();
	lb_body_block_start(&b, &m, 0);
	before = b;
	run(&b, 1, &m, DAYS, NULL, 1);
	for (int k = 0; k < N_STATES; k++)
		if (fabs(b.y[k][0] - before.y[k][0]) > 1e-9)
			fail_msg("%s went from %g to %g", lb_body_state_name(k), before.y[k][0], b.y[k][0]);
	assert_true(b.pain[0] == 0);
}

static void a_healthy_person_has_no_spastic_state_in_quiet_postures(void **state)
{
	(void)state;
	lb_ledger l;
	assert_int_equal(lb_body_ledger(&l, lb_knowledge_builtin(), NULL), LB_OK);
	for (int h = 0; h < LB_HYPOTHESES; h++) {
		assert_int_equal(l.loop[h].states_healthy, 1);
		for (int q = 0; q < LB_SPASM_POSTURES; q++) {
			assert_true(l.loop[h].second_state_pain[q] != 0);
			assert_true(l.loop[h].gain_most[q] < 1);
		}
	}
	lb_body_model m = model(true, true);
	lb_body_block b;
	prepare();
	lb_body_block_start(&b, &m, 0);
	run(&b, 1, &m, 60, NULL, 1);
	assert_true(fabs(b.guard[0]) < 0.01);
	assert_true(b.y[LB_BODY_B][0] < 0.02);
}

/* The same for kept sets, on a finer grid of postures than the fit looks at, and for a gain that would have one. */
static void no_kept_set_has_one_either(void **state)
{
	(void)state;
	lb_body_model m = {.quiet = true};
	for (size_t i = 0; i < lb_body_set_count(); i += 12) {
		assert_int_equal(lb_body_set(&m.params, i, NULL), LB_OK);
		for (int h = 0; h < 2; h++)
			for (double mmHg = 0; mmHg <= 120; mmHg += 1.5)
				for (double demand = 0.005; demand <= 0.1; demand += 0.005) {
					m.hypothesis = (lb_hypothesis)h;
					lbi_segment s = lbi_held(&m, mmHg, demand);
					if (lbi_loop_states(&s, 0, 0) != 1)
						fail_msg("set %zu, %s, %g mmHg, demand %g", i, lb_hypothesis_name(m.hypothesis), mmHg, demand);
				}
	}
	m.hypothesis = LB_HYPOTHESIS_mixture;
	m.params.g_met = 0.06;
	assert_int_equal(lbi_loop_states_healthy(&m), 2);
	assert_true(lbi_loop_limit(&m.params, 0.06) < 0.03);
}

/* Three days rounded without a break, begun rested (0) or with muscles full of metabolites (1). */
static void rounded(lb_body_block b[2], const lb_body_model *m)
{
	prepare();
	for (int s = 0; s < LB_BODY_SEGMENTS; s++) {
		plan.at[s].posture_mmHg = 110, plan.at[s].duty = 1, plan.at[s].threat = 0;
		for (int k = 0; k < LB_BODY_MUSCLES; k++)
			plan.at[s].demand[k] = 0.05;
	}
	for (int i = 0; i < 2; i++) {
		lb_body_block_start(&b[i], m, 0);
		for (int k = 0; k < LB_BODY_MUSCLES; k++)
			for (int lane = 0; lane < LB_BODY_LANES; lane++)
				b[i].metabolite[k][lane] = i ? 5 : 0;
		run(&b[i], 1, m, 3, NULL, 1);
	}
	prepare();
}

/* The dynamics, not the equations of the loop: they forget what came before; with the gain that was in force once, which
 * has a second state there, they do not. */
static void what_came_before_does_not_matter_the_day_after(void **state)
{
	(void)state;
	lb_body_block b[2];
	lb_body_model m = model(true, true);
	rounded(b, &m);
	assert_true(fabs(b[1].guard[0] - b[0].guard[0]) < 1e-4);
	assert_true(fabs(b[1].metabolite[2][0] - b[0].metabolite[2][0]) < 0.01);
	m.params.g_met = 0.02456;
	rounded(b, &m);
	assert_true(b[1].guard[0] - b[0].guard[0] > 0.01);
	assert_true(b[1].metabolite[2][0] - b[0].metabolite[2][0] > 1);
}

static void same_numbers_on_any_number_of_threads(void **state)
{
	(void)state;
	static lb_body_block one[BLOCKS], more[BLOCKS];
	static float a[BLOCKS * 90 * LANES], b[BLOCKS * 90 * LANES];
	for (int fast = 0; fast < 2; fast++) {
		lb_body_model m = model(fast, false);
		prepare();
		days[5].injury = 1.5;
		for (size_t threads = 2; threads < 8; threads += 2) {
			for (uint32_t i = 0; i < BLOCKS; i++) {
				lb_body_block_start(&one[i], &m, 16 * i);
				lb_body_block_start(&more[i], &m, 16 * i);
			}
			run(one, BLOCKS, &m, 90, a, 1);
			run(more, BLOCKS, &m, 90, b, threads);
			assert_memory_equal(a, b, sizeof a);
			assert_memory_equal(one, more, sizeof one);
		}
	}
}

static void a_person_is_the_same_in_any_lane(void **state)
{
	(void)state;
	lb_body_model m = model(true, false);
	static lb_body_block a, b;
	static float x[60 * LANES], y[60 * LANES];
	prepare();
	days[3].injury = 1;
	lb_body_block_start(&a, &m, 0);
	lb_body_block_start(&b, &m, 5);
	run(&a, 1, &m, 60, x, 1);
	run(&b, 1, &m, 60, y, 1);
	for (size_t d = 0; d < 60; d++)
		assert_true(x[d * LANES + 5] == y[d * LANES]);
}

#if defined(__x86_64__) && defined(LBI_WIDE)
static void same_numbers_on_any_vector_width(void **state)
{
	(void)state;
	lb_body_model m = model(true, false);
	lbi_lines lines[30];
	lbi_segment exact[LB_BODY_SEGMENTS];
	lbi_segment_f seg[30 * LB_BODY_SEGMENTS];
	size_t n_seg[30];
	static lb_body_block b[3];
	uint64_t bad = 0;
	prepare();
	days[2].injury = 1.2;
	for (size_t d = 0; d < 30; d++) {
		lbi_lines_of(&lines[d], &m, &days[d], &plan);
		n_seg[d] = lbi_segments_of(exact, &m, &days[d], &plan);
		for (size_t i = 0; i < n_seg[d]; i++)
			lbi_segment_round(&seg[d * LB_BODY_SEGMENTS + i], &exact[i]);
	}
	lbi_stretch s = {&m, lines, seg, n_seg, days, 0, 30, 1};
	for (int k = 0; k < 3; k++)
		lb_body_block_start(&b[k], &m, 0);
	lbi_block_run_base(&b[0], &s, NULL, &bad);
	if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) {
		lbi_block_run_v3(&b[1], &s, NULL, &bad);
		assert_memory_equal(&b[0], &b[1], sizeof b[0]);
	}
	if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
	    __builtin_cpu_supports("avx512vl")) {
		lbi_block_run_v4(&b[2], &s, NULL, &bad);
		assert_memory_equal(&b[0], &b[2], sizeof b[0]);
	}
}
#endif

static void halving_the_step_changes_little(void **state)
{
	(void)state;
	lb_body_model m = model(false, false);
	static lb_body_block a, b;
	static float x[DAYS * LANES], y[DAYS * LANES];
	lb_err err = {0};
	m.params.h_0 = 0; /* an event near midnight may change sides */
	prepare();
	days[10].injury = 1.6, days[120].strain = 1;
	lb_body_block_start(&a, &m, 0);
	b = a;
	assert_int_equal(lbi_body_run(&a, 1, &m, 0, days, DAYS, NULL, x, 1, 1, &err), LB_OK);
	assert_int_equal(lbi_body_run(&b, 1, &m, 0, days, DAYS, NULL, y, 1, 2, &err), LB_OK);
	double worst = 0;
	for (size_t i = 0; i < DAYS * LANES; i++)
		worst = fmax(worst, fabs((double)x[i] - (double)y[i]));
	printf("  one step a day against two: worst %.4f NRS\n", worst);
	assert_true(worst < 0.1);
}

static void a_failing_state_is_named(void **state)
{
	(void)state;
	lb_body_model m = model(false, true);
	lb_body_block b;
	lb_err err = {0};
	prepare();
	lb_body_block_start(&b, &m, 0);
	b.y[LB_BODY_C][7] = 1.7;
	assert_int_equal(lb_body_run(&b, 1, &m, 0, days, 3, NULL, NULL, 1, &err), LB_RANGE);
	assert_string_equal(err.where, "C");
	assert_non_null(strstr(err.what, "person 7, day 0"));
	memset(&err, 0, sizeof err);
	b.y[LB_BODY_C][7] = 0.1, b.y[LB_BODY_I][2] = (double)NAN;
	assert_int_equal(lb_body_run(&b, 1, &m, 0, days, 3, NULL, NULL, 1, &err), LB_RANGE);
	memset(&err, 0, sizeof err);
	days[1].load = -1;
	assert_int_equal(lb_body_run(&b, 1, &m, 0, days, 3, NULL, NULL, 1, &err), LB_RANGE);
	assert_string_equal(err.where, "load");
}

static void a_metabolite_that_is_not_a_number_is_named(void **state)
{
	(void)state;
	lb_body_model m = model(true, true);
	lb_body_block b;
	for (int k = 0; k < LBI_BACK; k++)
		for (int sign = -1; sign < 2; sign += 2) {
			lb_err err = {0};
			prepare();
			lb_body_block_start(&b, &m, 0);
			b.metabolite[k][6] = copysign((double)NAN, sign);
			assert_int_equal(lb_body_run(&b, 1, &m, 0, days, 2, &plan, NULL, 1, &err), LB_RANGE);
			assert_string_equal(err.where, "B");
			assert_non_null(strstr(err.what, "person 6, day 0"));
		}
}

/* The lines in single precision are those in double, for what people and tasks can be. */
static void single_precision_changes_the_muscle_lines_little(void **state)
{
	(void)state;
	lb_body_model m = model(true, true);
	lb_body_day d = {.load = 1};
	lbi_segment seg[LB_BODY_SEGMENTS];
	double worst = 0;
	lb_body_plan_usual(&plan);
	size_t n = lbi_segments_of(seg, &m, &d, &plan);
	for (uint32_t s = 0; s < 20000; s++) {
		double r[7];
		for (uint32_t k = 0; k < LBI_COUNT(r); k++)
			r[k] = lbi_uniform(9, s, k, 77);
		int k = (int)(s % LB_BODY_MUSCLES);
		lbi_segment *g = &seg[s % n];
		g->demand[k] = r[0], g->posture_mmHg = 200 * r[6];
		lbi_segment_f f;
		lbi_segment_round(&f, g);
		lbi_muscle_of mu = lbi_muscle_in_task(g, k);
		lbi_muscle_of_f mu_f = lbi_muscle_in_task_f(&f, k);
		lbi_muscle_in in = {r[1], r[2], 0.8 + r[3], r[4], 0.3 * r[5]};
		lbi_muscle_in_f in_f = {(float)in.pain, (float)in.fear, (float)in.weaker, (float)in.inhibited,
					(float)in.shift};
		double met = lbi_met_drive(3 * r[6]);
		float met_f = lbi_met_drive_f((float)(3 * r[6]));
		double u = lbi_activation(&mu, &in, met);
		float u_f = lbi_activation_f(&mu_f, &in_f, met_f);
		lbi_muscle_rates q = lbi_muscle_rates_of(g, u, in.shift);
		lbi_muscle_rates_f q_f = lbi_muscle_rates_of_f(&f, u_f, in_f.shift);
		worst = fmax(worst, fmax(fabs(met - (double)met_f), fabs(u - (double)u_f)));
		worst = fmax(worst, fmax(fabs(q.wash - (double)q_f.wash), fabs(q.q - (double)q_f.q) / (1 + q.q)));
		worst = fmax(worst, fabs(q.up - (double)q_f.up) / m.params.fatigue_F);
	}
	printf("  muscle lines, single against double precision: worst %.1e\n", worst);
	assert_true(worst < 1e-5);
}

static void activation_keeps_lasting_inhibition_from_coming(void **state)
{
	(void)state;
	lb_body_model m = model(false, true);
	lb_body_block without, with;
	prepare();
	days[0].injury = 1;
	lb_body_block_start(&without, &m, 0);
	run(&without, 1, &m, 28, NULL, 1);
	for (size_t i = 0; i < 28; i++)
		days[i].activation = 1;
	lb_body_block_start(&with, &m, 0);
	run(&with, 1, &m, 28, NULL, 1);
	assert_true(without.y[LB_BODY_Xs][0] > 0.7);
	assert_true(with.y[LB_BODY_Xs][0] == 0);
}

static void stress_tenses_and_loads(void **state)
{
	(void)state;
	lb_body_model m = model(true, true);
	lb_body_block calm, tense;
	prepare();
	lb_body_block_start(&calm, &m, 0);
	run(&calm, 1, &m, 5, NULL, 1);
	for (size_t i = 0; i < 5; i++)
		days[i].stress = 1;
	lb_body_block_start(&tense, &m, 0);
	run(&tense, 1, &m, 5, NULL, 1);
	assert_true(fabs(tense.guard[0] - calm.guard[0] - m.params.g_stress) < 0.002);
	lbi_lines q;
	lbi_lines_of(&q, &m, &days[0], &plan);
	assert_true(fabs(lbi_load_now(&q, 1, 0, 0) - 1 - plan.guard_load * m.params.g_stress) < 1e-12);
}

static void the_back_in_bed_ends_at_its_own_floor(void **state)
{
	(void)state;
	lb_body_model m = model(false, true);
	lb_body_block b;
	prepare();
	for (size_t i = 0; i < DAYS; i++)
		days[i].rest = 1;
	lb_body_block_start(&b, &m, 0);
	run(&b, 1, &m, DAYS, NULL, 1);
	assert_true(fabs(b.y[LB_BODY_M][0] - (1 - 0.95 * m.params.m_back)) < 1e-4);
}

static void people_differ_in_guarding_and_in_history(void **state)
{
	(void)state;
	enum { PEOPLE = 4096 };
	lb_body_model m = model(false, false);
	static lb_body_block b;
	double guards = 0, squares = 0, earlier = 0, prone = 0, both = 0;
	for (uint32_t k = 0; k < PEOPLE / LANES; k++) {
		lb_body_block_start(&b, &m, k * LANES);
		for (size_t i = 0; i < LANES; i++) {
			guards += b.guards[i] / PEOPLE, squares += b.guards[i] * b.guards[i] / PEOPLE;
			earlier += b.earlier[i] / PEOPLE, prone += b.prone[i] / PEOPLE;
			both += b.earlier[i] * b.prone[i] / PEOPLE;
		}
	}
	double spread = exp(m.params.sd_g * m.params.sd_g) - 1; /* of a log-normal of mean 1 */
	assert_true(fabs(guards - 1) < 0.05);
	assert_true(fabs(squares - guards * guards - spread) < 0.25 * spread);
	assert_true(fabs(earlier - m.params.n_life * prone) < 0.1 * m.params.n_life * prone);
	assert_true(both > earlier * prone); /* who is prone has had more */
	lb_body_model alike = m;
	alike.hypothesis = LB_HYPOTHESIS_fear_avoidance; /* says that all do alike */
	lb_body_block_start(&b, &alike, 0);
	for (size_t i = 0; i < LANES; i++)
		assert_true(b.guards[i] == 1);
}

/* Parameters, inputs and tasks drawn from their whole ranges. */
static void random_scenarios_finish_or_name_the_state(void **state)
{
	size_t n = *(size_t *)*state, failed = 0;
	lb_parameters_list rows = lb_parameters(lb_knowledge_builtin());
	static lb_body_block b;
	static float pain[60 * LANES];
	for (uint32_t s = 0; s < n; s++) {
		lb_body_model m = {.seed = s, .fast = s % 2, .hypothesis = (lb_hypothesis)(s % LB_HYPOTHESES)};
		lb_err err = {0};
		double v[LB_BODY_PARAMS];
		for (uint32_t k = 0; k < LB_BODY_PARAMS; k++)
			v[k] = rows.at[k].low + (rows.at[k].high - rows.at[k].low) * lbi_uniform(5, s, k, 900);
		memcpy(&m.params, v, sizeof v);
		prepare();
		for (uint32_t d = 0; d < 60; d++) {
			double *in = (double *)(void *)&days[d];
			for (uint32_t k = 0; k < sizeof days[d] / sizeof *in; k++)
				in[k] = lbi_uniform(6, s, d, 1000 + k) < 0.8 ? in[k] : lbi_uniform(7, s, d, 1000 + k);
		}
		for (uint32_t k = 0; k < LB_BODY_SEGMENTS; k++) {
			plan.at[k].posture_mmHg = 200 * lbi_uniform(8, s, k, 1);
			plan.at[k].duty = lbi_uniform(8, s, k, 2), plan.at[k].threat = lbi_uniform(8, s, k, 3);
			for (uint32_t j = 0; j < LB_BODY_MUSCLES; j++)
				plan.at[k].demand[j] = lbi_uniform(8, s, k, 10 + j);
		}
		lb_body_block_start(&b, &m, 16 * s);
		if (lb_body_run(&b, 1, &m, 0, days, 60, &plan, pain, 1, &err)) {
			failed++;
			assert_true(err.where[0] && strstr(err.what, "person"));
			continue;
		}
		for (size_t i = 0; i < 60 * LANES; i++)
			assert_true(pain[i] >= 0 && pain[i] <= 10);
	}
	assert_true(100 * failed <= n);
	printf("  %zu random scenarios of 16 people: %zu ended with a named state\n", n, failed);
}

int main(int argc, char **argv)
{
	size_t n = argc > 1 ? (size_t)strtoul(argv[1], NULL, 10) : 400;
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_injury_no_change),
		cmocka_unit_test(a_healthy_person_has_no_spastic_state_in_quiet_postures),
		cmocka_unit_test(no_kept_set_has_one_either),
		cmocka_unit_test(what_came_before_does_not_matter_the_day_after),
		cmocka_unit_test(same_numbers_on_any_number_of_threads),
		cmocka_unit_test(a_person_is_the_same_in_any_lane),
#if defined(__x86_64__) && defined(LBI_WIDE)
		cmocka_unit_test(same_numbers_on_any_vector_width),
#endif
		cmocka_unit_test(halving_the_step_changes_little),
		cmocka_unit_test(a_failing_state_is_named),
		cmocka_unit_test(activation_keeps_lasting_inhibition_from_coming),
		cmocka_unit_test(stress_tenses_and_loads),
		cmocka_unit_test(the_back_in_bed_ends_at_its_own_floor),
		cmocka_unit_test(people_differ_in_guarding_and_in_history),
		cmocka_unit_test(a_metabolite_that_is_not_a_number_is_named),
		cmocka_unit_test(single_precision_changes_the_muscle_lines_little),
		cmocka_unit_test_prestate(random_scenarios_finish_or_name_the_state, &n),
	};
	return cmocka_run_group_tests_name("body laws", tests, NULL, NULL);
}
