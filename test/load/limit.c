/* What lumbar segments bore, by age, sex and stature. */
#include "help.h"

static const double statures_m[] = {1.2, 1.5, 1.62, 1.75, 2.2};

static void limits(double *low_N, double *high_N, double height_m, double age_year, lb_sex sex, bool personal)
{
	lb_person p = {.height_m = height_m, .mass_kg = 70, .age_year = age_year, .sex = sex};
	assert_int_equal(lb_load_limits(low_N, high_N, &p), personal);
}

static void they_fall_with_age_and_stay_within_what_was_tested(void **state)
{
	(void)state;
	for (size_t i = 0; i < LBI_COUNT(statures_m); i++)
		for (int sex = LB_MALE; sex <= LB_FEMALE; sex++) {
			double low_N, high_N, low_before_N = (double)INFINITY, high_before_N = (double)INFINITY;
			for (double age = 20; age <= 110; age += 0.5) {
				limits(&low_N, &high_N, statures_m[i], age, (lb_sex)sex, true);
				assert_true(low_N <= low_before_N && high_N <= high_before_N);
				assert_true(low_N >= 600 && low_N < high_N && high_N <= 15600);
				low_before_N = low_N, high_before_N = high_N;
			}
			assert_true(low_N == 600);
		}
}

static void women_bear_less_than_men_of_the_same_stature_and_the_small_less_than_the_tall(void **state)
{
	(void)state;
	for (double age = 20; age <= 80; age += 5)
		for (size_t i = 1; i < LBI_COUNT(statures_m); i++) {
			double her_N, her_most_N, his_N, his_most_N, small_N, small_most_N;
			limits(&her_N, &her_most_N, statures_m[i], age, LB_FEMALE, true);
			limits(&his_N, &his_most_N, statures_m[i], age, LB_MALE, true);
			limits(&small_N, &small_most_N, statures_m[i - 1], age, LB_MALE, true);
			/* the strongest segment tested is the most there is, for both */
			assert_true(her_N < his_N && her_most_N <= his_most_N);
			assert_true(small_N < his_N && small_most_N <= his_most_N);
		}
}

/* By hand: (6.75 - 0.066 * 40) MPa on 16.7 cm2 is 6864 N; a woman of that stature 0.75 of it; 2.50 of 4.84 either way.
 */
static void they_are_the_sum_done_by_hand(void **state)
{
	(void)state;
	double low_N, high_N;
	limits(&low_N, &high_N, 1.75, 40, LB_MALE, true);
	lbt_near(low_N, 3318, 1, "man, low");
	lbt_near(high_N, 10409, 1, "man, high");
	limits(&low_N, &high_N, 1.75, 40, LB_FEMALE, true);
	lbt_near(low_N, 2489, 1, "woman, low");
	lbt_near(high_N, 7807, 1, "woman, high");
}

static void who_is_not_known_gets_that_of_all_and_not_that_of_the_strong(void **state)
{
	(void)state;
	static const struct {
		double age_year;
		lb_sex sex;
	} rows[] = {{0, LB_MALE}, {0, LB_FEMALE}, {19.9, LB_MALE}, {8, LB_FEMALE}, {30, LB_SEX_OTHER}};
	double strong_N, strong_most_N, low_N, high_N;
	limits(&strong_N, &strong_most_N, 1.75, 20, LB_MALE, true);
	for (size_t i = 0; i < LBI_COUNT(rows); i++) {
		limits(&low_N, &high_N, 1.75, rows[i].age_year, rows[i].sex, false);
		lbt_near(low_N, 2340, 1e-9, "low");
		lbt_near(high_N, 7340, 1e-9, "high");
		assert_true(low_N < strong_N && high_N < strong_most_N);
	}
}

/* ISO 2631-5:2018, Annex C, apart from the line of the model: 10 % risk of one load is at R = 0.72 (men) and 0.52
 * (women), R = (stress - static) / (strength - static), static 9.81 times 0.029 and 0.025 MPa. */
static void the_low_end_is_under_a_tenth_of_the_risk_of_the_newer_standard(void **state)
{
	(void)state;
	static const double slope_MPa[] = {0.052, 0.039}, unit_MPa[] = {0.029, 0.025}, tenth[] = {0.72, 0.52};
	for (int sex = LB_MALE; sex <= LB_FEMALE; sex++)
		for (double age = 20; age <= 80; age += 5) {
			double still_MPa = 9.81 * unit_MPa[sex], strong_MPa = 6.75 - slope_MPa[sex] * age, low_N,
			       high_N;
			limits(&low_N, &high_N, 1.75, age, (lb_sex)sex, true);
			assert_true(low_N < 1670 * (still_MPa + tenth[sex] * (strong_MPa - still_MPa)));
		}
}

static void a_load_carries_those_of_its_person(void **state)
{
	(void)state;
	static lb_load_work w;
	lb_person p = {.height_m = 1.62, .mass_kg = 60, .age_year = 70, .sex = LB_FEMALE};
	double low_N, high_N;
	assert_true(lb_load_limits(&low_N, &high_N, &p));
	for (int known = 1; known >= 0; known--) {
		lb_trunk t;
		p.age_year *= known;
		assert_int_equal(lb_trunk_make(&t, NULL, &p, NULL, NULL), LB_OK);
		lb_load r = lbt_solve(&w, &t, &(lb_posture){0}, NULL);
		assert_int_equal(r.limits_personal, known);
		lbt_near(r.limit_low_N, known ? low_N : 2340, 0, "low");
		lbt_near(r.limit_high_N, known ? high_N : 7340, 0, "high");
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(they_fall_with_age_and_stay_within_what_was_tested),
		cmocka_unit_test(women_bear_less_than_men_of_the_same_stature_and_the_small_less_than_the_tall),
		cmocka_unit_test(they_are_the_sum_done_by_hand),
		cmocka_unit_test(who_is_not_known_gets_that_of_all_and_not_that_of_the_strong),
		cmocka_unit_test(the_low_end_is_under_a_tenth_of_the_risk_of_the_newer_standard),
		cmocka_unit_test(a_load_carries_those_of_its_person),
	};
	return cmocka_run_group_tests_name("load limit", tests, NULL, NULL);
}
