/* Observations, the kept sets, the ledger and scenario files. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "observe.h"

static void kept_sets_meet_every_fit_row_with_the_luck_of_the_fit(void **state)
{
	(void)state;
	size_t sets = lb_body_set_count();
	assert_true(sets >= 195);
	for (size_t i = 0; i < 3; i++) {
		lb_body_params p;
		lbi_results got;
		assert_int_equal(lb_body_set(&p, i * sets / 3, NULL), LB_OK);
		assert_int_equal(lbi_observe(&got, &p, 12096, 9, false, 2, NULL), LB_OK);
		if (lbi_fit_distance(&got, false, 0.85) > 1e-6)
			for (size_t r = 0; r < lbi_observation_count; r++)
				if (lbi_observations[r].fit && fabs(lbi_fit_off(r, got.at[r], 0.85)) > 1)
					fail_msg("set %zu: %s is %g", i * sets / 3, lbi_observations[r].id, got.at[r]);
	}
	assert_int_equal(lb_body_set(&(lb_body_params){ 0 }, sets, NULL), LB_RANGE);
}

/* Courses of pain may not choose how much people guard: the sets reach over most of the ranges. */
static void the_fit_leaves_guarding_alone(void **state)
{
	(void)state;
	static const struct {
		size_t at;
		const char *id;
	} gain[] = { { LB_BODY_PARAM_g_pain, "g_pain" }, { LB_BODY_PARAM_g_fear, "g_fear" }, { LB_BODY_PARAM_sd_g, "sd_g" } };
	lb_parameters_list rows = lb_parameters(lb_knowledge_builtin());
	for (size_t k = 0; k < sizeof gain / sizeof *gain; k++) {
		double least = HUGE_VAL, most = -HUGE_VAL, v[LB_BODY_PARAMS];
		for (size_t i = 0; i < lb_body_set_count(); i++) {
			memcpy(v, lbi_sets[i], sizeof v);
			least = fmin(least, v[gain[k].at]), most = fmax(most, v[gain[k].at]);
		}
		assert_int_equal(rows.at[gain[k].at].id.n, strlen(gain[k].id));
		assert_memory_equal(rows.at[gain[k].at].id.s, gain[k].id, strlen(gain[k].id));
		assert_true(most - least > 0.95 * (rows.at[gain[k].at].high - rows.at[gain[k].at].low));
	}
}

static void a_place_in_an_interval_is_told_in_half_widths(void **state)
{
	(void)state;
	for (size_t r = 0; r < lbi_observation_count; r++) {
		const lb_observation *o = &lbi_observations[r];
		bool luckless = !strncmp(o->id, "disuse_", 7) || !strncmp(o->id, "train_", 6);
		if (!o->fit)
			continue;
		assert_true(fabs(lbi_fit_off(r, 0.5 * (o->lo + o->hi), 0.5)) < 1e-12);
		assert_true(fabs(lbi_fit_off(r, o->hi, 1) - 1) < 1e-12);
		assert_true(lbi_fit_off(r, o->lo, 0.5) <= -1.05);
		assert_true(!luckless || fabs(lbi_fit_off(r, o->hi, 0.5) - 1 / 0.95) < 1e-12);
	}
}

static void observations_do_not_depend_on_threads(void **state)
{
	(void)state;
	size_t n;
	double a[96], b[96];
	lb_body_params p;
	lb_observations(&n);
	assert_int_equal(lb_body_set(&p, 0, NULL), LB_OK);
	assert_int_equal(lb_body_observe(a, &p, 160, 5, true, 1, NULL), LB_OK);
	assert_int_equal(lb_body_observe(b, &p, 160, 5, true, 5, NULL), LB_OK);
	for (size_t r = 0; r < n; r++)
		assert_true(a[r] == b[r] || (isnan(a[r]) && isnan(b[r])));
	assert_int_equal(lb_body_observe(a, &p, 17, 5, true, 1, NULL), LB_RANGE);
}

static void a_validation_counts_what_it_shows(void **state)
{
	(void)state;
	static lb_validation v, w;
	lb_err err = { 0 };
	size_t n, fit = 0, fit_met = 0, check = 0, check_met = 0;
	const lb_observation *o = lb_observations(&n);
	assert_int_equal(lb_validate(&v, lb_knowledge_builtin(), 3, 320, 1, NULL), LB_OK);
	assert_int_equal(lb_validate(&w, lb_knowledge_builtin(), 3, 320, 4, NULL), LB_OK);
	assert_int_equal(v.sets, 3);
	assert_int_equal(v.n, n);
	for (size_t r = 0; r < n; r++) {
		const lb_validation_row *q = &v.row[r];
		bool known = !isnan(q->mid);
		assert_true(known == !isnan(w.row[r].mid) && q->met == w.row[r].met && q->inside == w.row[r].inside);
		assert_true(!known || (q->mid == w.row[r].mid && q->lo == w.row[r].lo && q->hi == w.row[r].hi));
		*(o[r].fit ? &fit : &check) += 1;
		*(o[r].fit ? &fit_met : &check_met) += q->met;
		if (known)
			assert_true(q->lo <= q->mid && q->mid <= q->hi && q->met == (q->mid >= o[r].lo && q->mid <= o[r].hi));
	}
	assert_true(v.both_sets == 1 && v.both_fit > 15 && v.both_met <= v.both_fit);
	assert_true(v.fit == fit && v.fit_met == fit_met && v.check == check && v.check_met == check_met);
	assert_int_equal(lb_validate(&v, lb_knowledge_builtin(), 3, 15, 1, &err), LB_RANGE);
}

static void every_failing_check_row_says_why(void **state)
{
	(void)state;
	size_t n, checks = 0;
	const lb_observation *o = lb_observations(&n);
	for (size_t r = 0; r < n; r++)
		checks += !o[r].fit;
	assert_true(checks >= 20);
	for (size_t r = 0; r < n; r++)
		assert_true(o[r].fit || o[r].why[0] || !strcmp(o[r].id, "sheep_fat_3mo"));
}

static void the_mixture_meets_as_many_as_any_hypothesis(void **state)
{
	(void)state;
	lb_ledger l;
	assert_int_equal(lb_body_ledger(&l, lb_knowledge_builtin(), NULL), LB_OK);
	assert_true(l.n >= 8);
	for (int h = 1; h < LB_HYPOTHESES; h++)
		assert_true(l.total[0] >= l.total[h]);
	assert_false(l.row[0].met[LB_HYPOTHESIS_pain_spasm_pain]); /* no rise at rest */
}

static const char *folder;

static void scenario(lb_simulation *r, lb_scenario *s, const char *name, lb_arena *a)
{
	char path[512];
	lb_err err = { 0 };
	snprintf(path, sizeof path, "%s/%s.yaml", folder, name);
	if (lb_scenario_read(s, path, a, &err) || lb_simulate(r, s, lb_knowledge_builtin(), a, &err))
		fail_msg("%s: %s: %s", name, err.where, err.what);
}

static void every_example_runs(void **state)
{
	(void)state;
	static const char *const names[] = { "sock",      "swimmer_course", "chronic_grade_c", "after_birth",
					     "desk_week", "training_week",  "five_hypotheses" };
	for (size_t i = 0; i < LBI_COUNT(names); i++) {
		lb_arena a = { 0 };
		lb_scenario s;
		lb_simulation r;
		scenario(&r, &s, names[i], &a);
		for (size_t m = 0; m < s.n_arms; m++)
			for (size_t d = 0; d < s.n_days; d++) {
				lb_band3 b = r.at[m][LB_SERIES_PAIN][d];
				assert_true(b.lo >= 0 && b.lo <= b.mid && b.mid <= b.hi && b.hi <= 10);
			}
		lb_arena_drop(&a);
	}
}

static void early_care_leaves_less_than_ignoring_it(void **state)
{
	(void)state;
	lb_arena a = { 0 };
	lb_scenario s;
	lb_simulation r;
	scenario(&r, &s, "sock", &a);
	size_t last = s.n_days - 1;
	assert_true(r.at[2][LB_SERIES_PAIN][last].mid < r.at[0][LB_SERIES_PAIN][last].mid);
	assert_true(r.at[2][LB_SERIES_DEEP_LOSS][last].mid < r.at[1][LB_SERIES_DEEP_LOSS][last].mid);
	lb_arena_drop(&a);
}

static void fat_hardly_moves_while_strength_does(void **state)
{
	(void)state;
	lb_arena a = { 0 };
	lb_scenario s;
	lb_simulation r;
	scenario(&r, &s, "chronic_grade_c", &a);
	size_t last = s.n_days - 1;
	assert_true(r.at[1][LB_SERIES_STRENGTH][last].mid > 1.1F * r.at[0][LB_SERIES_STRENGTH][last].mid);
	assert_true(r.at[1][LB_SERIES_FAT][last].mid > 0.8F * r.at[1][LB_SERIES_FAT][0].mid);
	lb_arena_drop(&a);
}

int main(int argc, char **argv)
{
	folder = argc > 1 ? argv[1] : "examples";
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(kept_sets_meet_every_fit_row_with_the_luck_of_the_fit),
		cmocka_unit_test(the_fit_leaves_guarding_alone),
		cmocka_unit_test(a_place_in_an_interval_is_told_in_half_widths),
		cmocka_unit_test(observations_do_not_depend_on_threads),
		cmocka_unit_test(a_validation_counts_what_it_shows),
		cmocka_unit_test(every_failing_check_row_says_why),
		cmocka_unit_test(the_mixture_meets_as_many_as_any_hypothesis),
		cmocka_unit_test(every_example_runs),
		cmocka_unit_test(early_care_leaves_less_than_ignoring_it),
		cmocka_unit_test(fat_hardly_moves_while_strength_does),
	};
	return cmocka_run_group_tests_name("body observes", tests, NULL, NULL);
}
