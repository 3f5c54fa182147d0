/* case: answers, and what follows from them. */
#include "lbt.h"

#include <stdlib.h>

#include "case.h"

static void nothing_is_known_of_an_empty_case(void **state)
{
	(void)state;
	lb_arena a = { 0 };
	lb_case c = lbt_case(&a, "{}");
	for (size_t i = 0; i < c.n_facts; i++) {
		assert_int_equal(c.fact[i].answer, LB_UNKNOWN);
		assert_int_equal(c.fact[i].from, LB_ORIGIN_nobody);
	}
	for (size_t i = 0; i < c.k->conds.n; i++)
		assert_int_equal(lb_cond_eval(&c, (lb_cond_id){ (int32_t)i }), LB_UNKNOWN);
	lb_arena_drop(&a);
}

static void answers_keep_value_and_provenance(void **state)
{
	(void)state;
	static const struct {
		const char *id, *text;
		lb_tri answer;
		lb_origin from;
		double si;
	} rows[] = {
		{ "fever", "yes", LB_YES, LB_ORIGIN_person, 0 },
		{ "fever", "No", LB_NO, LB_ORIGIN_person, 0 },
		{ "fever", "don't know", LB_UNKNOWN, LB_ORIGIN_dont_know, 0 },
		{ "fever", "unknown", LB_UNKNOWN, LB_ORIGIN_dont_know, 0 },
		{ "fever", "?", LB_UNKNOWN, LB_ORIGIN_dont_know, 0 },
		{ "age", "42", LB_YES, LB_ORIGIN_person, 42 * 31557600.0 },
		{ "age", "42 years", LB_YES, LB_ORIGIN_person, 42 * 31557600.0 },
		{ "duration", "3 weeks", LB_YES, LB_ORIGIN_person, 3 * 604800.0 },
		{ "duration", "10 days", LB_YES, LB_ORIGIN_person, 864000 },
		{ "duration", "unknown", LB_UNKNOWN, LB_ORIGIN_dont_know, 0 },
		{ "height", "5.9 ft", LB_YES, LB_ORIGIN_person, 5.9 * 0.3048 },
		{ "height", "180,5 cm", LB_YES, LB_ORIGIN_person, 1.805 },
		{ "mass", "11 stone", LB_YES, LB_ORIGIN_person, 11 * 6.35029318 },
		{ "sex", "female", LB_YES, LB_ORIGIN_person, 0 },
		{ "sex", "M", LB_YES, LB_ORIGIN_person, 1 },
		{ "pain_now", "5", LB_YES, LB_ORIGIN_person, 5 },
	};
	for (size_t i = 0; i < LBT_COUNT(rows); i++) {
		lb_arena a = { 0 };
		lb_err e = { 0 };
		lb_case c = lbt_case(&a, "{}");
		int f = lbt_finding(rows[i].id);
		if (lb_case_answer_text(&c, f, lbt_str(rows[i].text), &e))
			fail_msg("%s %s: %s", rows[i].id, rows[i].text, e.what);
		assert_int_equal(c.fact[f].answer, rows[i].answer);
		assert_int_equal(c.fact[f].from, rows[i].from);
		lbt_near(c.fact[f].value_si, rows[i].si, 1e-9 * rows[i].si, rows[i].text);
		lb_arena_drop(&a);
	}
}

static void an_answer_that_cannot_be_is_refused_with_value_and_limit(void **state)
{
	(void)state;
	static const struct {
		const char *id, *text;
		lb_status status;
		const char *what;
	} rows[] = {
		{ "fever", "maybe", LB_PARSE, "fever is answered by yes, no or unknown, not 'maybe'" },
		{ "age", "400", LB_RANGE, "age: 400 year is outside 1 to 115 year" },
		{ "age", "-3", LB_RANGE, "-3 year is outside 1 to 115" },
		{ "age", "0 year", LB_RANGE, "outside 1 to 115 year" },
		{ "age", "yes", LB_PARSE, "age needs a number such as '3 year', not 'yes'" },
		{ "age", "5 kg", LB_UNIT, "'kg' is not a unit it can have" },
		{ "duration", "3", LB_UNIT, "duration: 3 has no unit; write '3 week'" },
		{ "duration", "3 wekes", LB_UNIT, "nearest: 'weeks'" },
		{ "height", "180", LB_UNIT, "height: 180 has no unit; write '180 cm'" },
		{ "height", "180 m", LB_RANGE, "height: 18000 cm is outside 60 to 250 cm" },
		{ "sex", "feminine", LB_UNKNOWN_WORD, "sex is one of female, male, other, not 'feminine'" },
		{ "sex", "femal", LB_UNKNOWN_WORD, "nearest: 'female'" },
		{ "pain_now", "11", LB_RANGE, "is outside 0 to 10" },
	};
	for (size_t i = 0; i < LBT_COUNT(rows); i++) {
		lb_arena a = { 0 };
		lb_err e = { 0 };
		lb_case c = lbt_case(&a, "{}");
		int f = lbt_finding(rows[i].id);
		assert_int_equal(lb_case_answer_text(&c, f, lbt_str(rows[i].text), &e), rows[i].status);
		lbt_contains(e.what, rows[i].what, rows[i].text);
		assert_int_equal(c.fact[f].from, LB_ORIGIN_nobody); /* untouched */
		lb_arena_drop(&a);
	}
}

static void a_finding_that_does_not_exist_is_refused(void **state)
{
	(void)state;
	lb_arena a = { 0 };
	lb_case c = lbt_case(&a, "{}");
	static const int none[] = { -1, 1000000 };
	for (size_t i = 0; i < LBT_COUNT(none); i++) {
		assert_int_equal(lb_case_answer(&c, none[i], LB_YES, NULL), LB_RANGE);
		assert_int_equal(lb_case_value(&c, none[i], 1, NULL), LB_RANGE);
		assert_int_equal(lb_case_dont_know(&c, none[i], NULL), LB_RANGE);
		assert_int_equal(lb_case_answer_text(&c, none[i], lbt_str("yes"), NULL), LB_RANGE);
	}
	lb_arena_drop(&a);
}

static void what_follows_is_derived_and_marked(void **state)
{
	(void)state;
	static const struct {
		const char *text, *id;
		lb_tri want;
	} rows[] = {
		{ "age: 66", "age_over_65", LB_YES },        { "age: 66", "age_over_50", LB_YES },
		{ "age: 66", "age_over_70", LB_NO },         { "age: 64.9", "age_over_65", LB_NO },
		{ "age_over_65: yes", "age_over_50", LB_YES }, { "{}", "age_over_65", LB_UNKNOWN },
		{ "age: unknown", "age_over_65", LB_UNKNOWN }, { "duration: 5 weeks", "acute_pain", LB_YES },
		{ "duration: 6 weeks", "acute_pain", LB_NO }, { "leg_weakness_progressive: yes", "leg_weakness", LB_YES },
		{ "leg_weakness_progressive: no", "leg_weakness", LB_UNKNOWN }, { "pain_now: 8", "severe_pain", LB_YES },
		{ "pain_now: 3", "severe_pain", LB_UNKNOWN }, { "age: 40\nsex: female", "childbearing_age", LB_YES },
		{ "age: 40", "childbearing_age", LB_UNKNOWN }, { "sex: male", "childbearing_age", LB_NO },
	};
	for (size_t i = 0; i < LBT_COUNT(rows); i++) {
		lb_arena a = { 0 };
		lb_case c = lbt_case(&a, rows[i].text);
		if (lbt_answer(&c, rows[i].id) != rows[i].want)
			fail_msg("%s: %s is %d, not %d", rows[i].text, rows[i].id, lbt_answer(&c, rows[i].id), rows[i].want);
		if (rows[i].want != LB_UNKNOWN)
			assert_int_equal(c.fact[lbt_finding(rows[i].id)].from, LB_ORIGIN_rule);
		lb_arena_drop(&a);
	}
}

static void contradictions_are_told_and_the_safer_answer_is_believed(void **state)
{
	(void)state;
	static const struct {
		const char *text, *told, *id;
		lb_tri want;
	} rows[] = {
		{ "age: 70\nage_over_65: no", "age_over_65", "age_over_65", LB_YES },
		{ "leg_weakness_progressive: yes\nleg_weakness: no", "leg_weakness", "leg_weakness", LB_YES },
		{ "improving: yes\nprogressive_worsening: yes", "cannot both be", "improving", LB_YES },
		{ "age: 30\nage_over_65: yes", "age_over_65 and age", "age_over_65", LB_YES },
	};
	for (size_t i = 0; i < LBT_COUNT(rows); i++) {
		lb_arena a = { 0 };
		lb_case c = lbt_case(&a, rows[i].text);
		bool told = false;
		for (size_t j = 0; j < c.contradictions.n; j++)
			told = told || strstr(c.contradictions.at[j].text.s, rows[i].told);
		if (!told)
			fail_msg("%s: no contradiction names '%s'", rows[i].text, rows[i].told);
		assert_int_equal(lbt_answer(&c, rows[i].id), rows[i].want);
		lb_arena_drop(&a);
	}
	lb_arena a = { 0 };
	lb_case c = lbt_case(&a, "age: 70\nage_over_65: yes\nleg_weakness: no");
	assert_int_equal(c.contradictions.n, 0);
	lb_arena_drop(&a);
}

static void deriving_again_changes_nothing(void **state)
{
	(void)state;
	lbt_chance r = { 11 };
	for (int round = 0; round < 300; round++) {
		lb_arena a = { 0 };
		lb_case c = lbt_case_by_chance(lbt_knowledge(), &a, &r, 0.3);
		assert_int_equal(lb_case_derive(&c, &a, NULL), LB_OK);
		lb_fact *once = lb_arena_new(&a, c.n_facts, sizeof *once);
		memcpy(once, c.fact, c.n_facts * sizeof *once);
		size_t told = c.contradictions.n;
		assert_int_equal(lb_case_derive(&c, &a, NULL), LB_OK);
		for (size_t i = 0; i < c.n_facts; i++) {
			assert_int_equal(c.fact[i].answer, once[i].answer);
			assert_int_equal(c.fact[i].from, once[i].from);
		}
		assert_int_equal(c.contradictions.n, told);
		lb_arena_drop(&a);
	}
}

static void a_persons_no_comes_back_when_its_rule_falls(void **state)
{
	(void)state;
	lb_arena a = { 0 };
	lb_case c = lbt_case(&a, "leg_weakness_progressive: yes\nleg_weakness: no\nbilateral_leg_symptoms: unknown\n"
	                         "bilateral_leg_weakness: yes");
	assert_int_equal(lbt_answer(&c, "leg_weakness"), LB_YES);
	assert_int_equal(lbt_answer(&c, "bilateral_leg_symptoms"), LB_YES);
	lb_case_answer(&c, lbt_finding("leg_weakness_progressive"), LB_NO, NULL);
	lb_case_answer(&c, lbt_finding("bilateral_leg_weakness"), LB_NO, NULL);
	assert_int_equal(lb_case_derive(&c, &a, NULL), LB_OK);
	assert_int_equal(lbt_answer(&c, "leg_weakness"), LB_NO);
	assert_int_equal(c.fact[lbt_finding("leg_weakness")].from, LB_ORIGIN_person);
	assert_int_equal(lbt_answer(&c, "bilateral_leg_symptoms"), LB_UNKNOWN);
	assert_int_equal(c.fact[lbt_finding("bilateral_leg_symptoms")].from, LB_ORIGIN_dont_know);
	assert_int_equal(c.contradictions.n, 0);
	lb_arena_drop(&a);
}

/* The truth of a condition written out once more, one by one, from the facts. */
static lb_tri by_hand(const lb_case *c, int32_t at)
{
	const lbi_cond *q = &c->k->conds.at[at];
	const lb_fact *f = &c->fact[q->finding];
	if (q->op == LBI_COND_YES)
		return (lb_tri)f->answer;
	if (q->op != LBI_COND_COUNT) {
		if (f->answer != LB_YES)
			return LB_UNKNOWN;
		double d = f->value_si - q->value_si;
		bool holds = q->op == LBI_COND_LT ? d < 0 : q->op == LBI_COND_LE ? d <= 0 : q->op == LBI_COND_GT ? d > 0
		           : q->op == LBI_COND_GE ? d >= 0 : d == 0;
		return holds ? LB_YES : LB_NO;
	}
	int yes = 0, open = 0;
	for (int32_t i = 0; i < q->n; i++) {
		lb_tri t = by_hand(c, q->first + i);
		yes += t == LB_YES, open += t == LB_UNKNOWN;
	}
	return yes >= q->need ? LB_YES : yes + open < q->need ? LB_NO : LB_UNKNOWN;
}

static void every_condition_has_the_truth_of_its_parts(void **state)
{
	(void)state;
	lbt_chance r = { 3 };
	for (int round = 0; round < 200; round++) {
		lb_arena a = { 0 };
		lb_case c = lbt_case_by_chance(lbt_knowledge(), &a, &r, lbt_unit(&r));
		assert_int_equal(lb_case_derive(&c, &a, NULL), LB_OK);
		for (int32_t i = 1; i < (int32_t)c.k->conds.n; i++) {
			lb_tri t = by_hand(&c, i);
			assert_int_equal(lb_cond_eval(&c, (lb_cond_id){ i }), t);
			assert_int_equal(c.missing[i] == 0, t == LB_YES);
			assert_int_equal(c.missing[i] >= LB_FAR, t == LB_NO);
		}
		lb_arena_drop(&a);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_is_known_of_an_empty_case),
		cmocka_unit_test(answers_keep_value_and_provenance),
		cmocka_unit_test(an_answer_that_cannot_be_is_refused_with_value_and_limit),
		cmocka_unit_test(a_finding_that_does_not_exist_is_refused),
		cmocka_unit_test(what_follows_is_derived_and_marked),
		cmocka_unit_test(contradictions_are_told_and_the_safer_answer_is_believed),
		cmocka_unit_test(deriving_again_changes_nothing),
		cmocka_unit_test(a_persons_no_comes_back_when_its_rule_falls),
		cmocka_unit_test(every_condition_has_the_truth_of_its_parts),
	};
	return LBT_RUN(tests, "case facts");
}
