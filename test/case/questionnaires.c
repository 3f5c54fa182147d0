/* case: questionnaires in a case file. */
#include "lbt.h"

#include "case.h"

static const lb_scored *only(const lb_case *c)
{
	assert_int_equal(c->scores.n, 1);
	return &c->scores.at[0];
}

static void each_form_of_an_entry_is_scored(void **state)
{
	(void)state;
	static const struct {
		const char *text, *band;
		double value;
	} rows[] = {
		{ "questionnaires: {tsk11: 40}", "high", 40 },
		{ "questionnaires: {start_back: [1, 1, 1, 0, 1, 1, 1, 1, 3]}", "high", 8 },
		{ "questionnaires: {start_back: [yes, yes, no, no, no, no, no, no, 0]}", "low", 2 },
		{ "questionnaires: {start_back: {total: 8}}", "high", 8 },
		{ "questionnaires: {odi: [1, 2, 3, ~, 2, 2, 1, 1, 2, 3]}", "moderate", 100.0 * 17 / 45 },
		{ "{\"questionnaires\": {\"odi\": {\"items\": [1,2,3,null,2,2,1,1,2,3], \"total\": 38}}}", "moderate", 100.0 * 17 / 45 },
		{ "{\"questionnaires\": {\"rmdq24\": {\"total\": 2}}}", "like_recovered", 2 },
	};
	for (size_t i = 0; i < LBT_COUNT(rows); i++) {
		lb_arena a = { 0 };
		lb_case c = lbt_case(&a, rows[i].text);
		const lb_scored *s = only(&c);
		lbt_near(s->now.scale[0].value, rows[i].value, 1e-9, rows[i].text);
		if (!s->now.band || !lbi_str_is(s->now.band->id, rows[i].band))
			fail_msg("%s: not in band %s", rows[i].text, rows[i].band);
		lb_arena_drop(&a);
	}
}

static void a_change_is_told_against_what_matters_and_what_is_chance(void **state)
{
	(void)state;
	static const struct {
		const char *text, *word;
	} rows[] = {
		{ "questionnaires: {rmdq24: {total: 9, before: 16}}", "better" },
		{ "questionnaires: {rmdq24: {total: 15, before: 16}}", "same" },
		{ "questionnaires: {rmdq24: {total: 16, before: 9}}", "worse" },
		{ "questionnaires: {odi: {total: 30, before: 40}}", "better_unsure" },
	};
	for (size_t i = 0; i < LBT_COUNT(rows); i++) {
		lb_arena a = { 0 };
		lb_case c = lbt_case(&a, rows[i].text);
		assert_true(only(&c)->compared);
		assert_string_equal(lb_change_word(only(&c)->change.verdict), rows[i].word);
		lb_arena_drop(&a);
	}
}

static void a_band_answers_its_finding_but_never_over_the_person(void **state)
{
	(void)state;
	lb_arena a = { 0 };
	lb_case c = lbt_case(&a, "questionnaires: {tsk11: 40}");
	assert_int_equal(lbt_answer(&c, "fear_of_movement"), LB_YES);
	assert_int_equal(c.fact[lbt_finding("fear_of_movement")].from, LB_ORIGIN_score);
	c = lbt_case(&a, "fear_of_movement: no\nquestionnaires: {tsk11: 40}");
	assert_int_equal(lbt_answer(&c, "fear_of_movement"), LB_NO);
	c = lbt_case(&a, "questionnaires: {tsk11: 15}");
	assert_int_equal(lbt_answer(&c, "fear_of_movement"), LB_UNKNOWN);
	lb_arena_drop(&a);
}

static void an_entry_that_cannot_be_is_refused_with_place_value_and_limit(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		lb_status status;
		const char *where, *what;
	} rows[] = {
		{ "questionnaires: {tsk11: 50}", LB_RANGE, "x:1:25", "50 is above 44" },
		{ "questionnaires: {tsk12: 50}", LB_UNKNOWN_WORD, "x:1:25", "nearest: 'tsk11'" },
		{ "questionnaires: {tsk11: many}", LB_PARSE, "x:1:25", "needs a number, not 'many'" },
		{ "questionnaires: {start_back: [1, 1, 1]}", LB_RANGE, "x:1:18", "start_back" },
		{ "questionnaires:\n  start_back: [2, 0, 0, 0, 0, 0, 0, 0, 0]", LB_RANGE, "x:2:3", "item 1: 2 is above 1" },
		{ "questionnaires: {odi: {items: [1,1,1,1,1,1,1,1,1,1], total: 90}}", LB_CONFLICT, "x:1:18", "odi" },
		{ "questionnaires: {rmdq24: {totel: 3}}", LB_UNKNOWN_WORD, "x:1:18", "total" },
		{ "questionnaires: 3", LB_PARSE, "x:1:17", "must be a map" },
		{ "{\"questionnaires\": {\"tsk11\": 3}}", LB_RANGE, "x:1:30", "3 is below 11" },
	};
	for (size_t i = 0; i < LBT_COUNT(rows); i++) {
		lb_arena a = { 0 };
		lb_case c;
		lb_err err = { 0 };
		lb_status s = lb_case_read(&c, lbt_knowledge(), lbt_str(rows[i].text), lbt_str("x"), 1, &a, &err);
		if (s != rows[i].status)
			fail_msg("%s: %s %s", rows[i].text, lb_status_name(s), err.what);
		assert_string_equal(err.where, rows[i].where);
		lbt_contains(err.what, rows[i].what, rows[i].text);
		lb_arena_drop(&a);
	}
}

static void a_score_of_too_few_answers_is_no_zero(void **state)
{
	(void)state;
	lb_arena a = { 0 };
	lb_case c = lbt_case(&a, "questionnaires: {start_back: [1, ~, 1, 0, 1, 1, 1, 1, 3]}");
	assert_int_equal(only(&c)->now.scale[0].state, LB_SCORE_TOO_FEW);
	assert_int_equal(only(&c)->now.scale[0].missing, 1);
	assert_int_equal(lbt_answer(&c, "high_psychosocial_risk"), LB_UNKNOWN); /* all nine are needed */
	lb_arena_drop(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_form_of_an_entry_is_scored),
		cmocka_unit_test(a_change_is_told_against_what_matters_and_what_is_chance),
		cmocka_unit_test(a_band_answers_its_finding_but_never_over_the_person),
		cmocka_unit_test(an_entry_that_cannot_be_is_refused_with_place_value_and_limit),
		cmocka_unit_test(a_score_of_too_few_answers_is_no_zero),
	};
	return LBT_RUN(tests, "case questionnaires");
}
