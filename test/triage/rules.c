/* triage: every rule has a case that fires it, and the nearest one that does not. */
#include "lbt.h"

#include <stdlib.h>

static void say(lb_case *c, const lb_said *s)
{
	lb_err e = { 0 };
	lb_status st = !s->yes ? lb_case_answer(c, s->finding.index, LB_NO, &e)
	               : s->value_si.given ? lb_case_value(c, s->finding.index, s->value_si.v, &e)
	                                   : lb_case_answer(c, s->finding.index, LB_YES, &e);
	if (st)
		fail_msg("%.*s: %s", LB_FMT(s->finding.id), e.what);
}

static bool fired(const lb_triage *t, const lb_rule *r)
{
	for (size_t i = 0; i < t->alarms.n; i++)
		if (t->alarms.at[i].rule == r)
			return true;
	return false;
}

static void each_rule_is_fired_by_its_own_case_with_its_urgency(void **state)
{
	(void)state;
	lb_arena a = { 0 };
	lb_rules_list rules = lb_rules(lbt_knowledge());
	for (size_t i = 0; i < rules.n; i++, lb_arena_reset(&a)) {
		lb_case c = { 0 };
		lb_triage t = { 0 };
		assert_true(rules.at[i].fires.n > 0);
		assert_int_equal(lb_case_new(&c, lbt_knowledge(), &a, NULL), LB_OK);
		for (size_t j = 0; j < rules.at[i].fires.n; j++)
			say(&c, &rules.at[i].fires.at[j]);
		assert_int_equal(lb_case_derive(&c, &a, NULL), LB_OK);
		assert_int_equal(lb_triage_run(&t, &c, &a, NULL), LB_OK);
		if (!fired(&t, &rules.at[i]) || (int)t.urgency < rules.at[i].urgency)
			fail_msg("%.*s is not fired by its case", LB_FMT(rules.at[i].id));
	}
	lb_arena_drop(&a);
}

/* "without X": the same case without that answer. The other form, "X = value", is looked at by knowledge check. */
static void each_rule_is_spared_by_its_neighbour(void **state)
{
	(void)state;
	lb_arena a = { 0 };
	lb_rules_list rules = lb_rules(lbt_knowledge());
	size_t looked_at = 0;
	for (size_t i = 0; i < rules.n; i++, lb_arena_reset(&a)) {
		const lb_rule *r = &rules.at[i];
		if (strncmp(r->spared_by.s, "without ", 8) != 0)
			continue;
		lb_case c = { 0 };
		lb_triage t = { 0 };
		size_t left_out = 0;
		assert_int_equal(lb_case_new(&c, lbt_knowledge(), &a, NULL), LB_OK);
		for (size_t j = 0; j < r->fires.n; j++) {
			lb_str id = r->fires.at[j].finding.id;
			bool leave = id.n == r->spared_by.n - 8 && memcmp(id.s, r->spared_by.s + 8, id.n) == 0;
			left_out += leave;
			if (!leave)
				say(&c, &r->fires.at[j]);
		}
		assert_int_equal(left_out, 1);
		assert_int_equal(lb_case_derive(&c, &a, NULL), LB_OK);
		assert_int_equal(lb_triage_run(&t, &c, &a, NULL), LB_OK);
		if (fired(&t, r))
			fail_msg("%.*s still fires %.*s", LB_FMT(r->id), LB_FMT(r->spared_by));
		looked_at++;
	}
	assert_true(looked_at * 4 > rules.n * 3);
	lb_arena_drop(&a);
}

static void an_alarm_from_the_story_alone_waits_to_be_confirmed(void **state)
{
	(void)state;
	lb_arena a = { 0 };
	lb_case c;
	lb_assessment r = lbt_assess(&c, &a, "story: I am numb between the legs.");
	assert_int_equal(r.triage.urgency, LB_URGENCY_emergency);
	assert_true(r.triage.unconfirmed);
	assert_true(r.triage.alarms.at[0].unconfirmed);
	r = lbt_assess(&c, &a, "story: I am numb between the legs.\nsaddle_numbness: yes");
	assert_int_equal(r.triage.urgency, LB_URGENCY_emergency);
	assert_false(r.triage.unconfirmed);
	lb_arena_drop(&a);
}

static void nothing_known_is_self_care_with_everything_still_to_ask(void **state)
{
	(void)state;
	lb_arena a = { 0 };
	lb_case c;
	lb_assessment r = lbt_assess(&c, &a, "{}");
	assert_int_equal(r.triage.urgency, LB_URGENCY_self_care);
	assert_int_equal(r.triage.alarms.n, 0);
	assert_true(r.triage.come_back.n >= 5);
	assert_true(lb_findings(c.k).at[r.triage.not_asked.at[0]].danger);
	lb_arena_drop(&a);
}

static bool is_open(const lb_assessment *r, const char *id)
{
	for (size_t i = 0; i < r->triage.not_asked.n; i++)
		if (r->triage.not_asked.at[i] == lbt_finding(id))
			return true;
	return false;
}

static void what_cannot_be_does_not_stand_among_what_was_not_asked(void **state)
{
	(void)state;
	static const struct {
		const char *told, *id;
		bool open;
	} rows[] = {
		{ "muscle_spasm: yes", "pregnancy", true },       { "sex: female", "pregnancy", true },
		{ "sex: other", "pregnancy", true },              { "sex: male", "pregnancy", false },
		{ "sex: male", "reduced_fetal_movement", false }, { "sex: male", "vaginal_bleeding", false },
		{ "sex: male", "testicular_pain", true },         { "sex: female", "testicular_pain", false },
		{ "muscle_spasm: yes", "testicular_pain", true }, { "sex: female", "reduced_fetal_movement", true },
		{ "cannot_move: yes", "weak_toe_lift", true }, /* not done at home, and still open */
	};
	for (size_t i = 0; i < LBT_COUNT(rows); i++) {
		lb_arena a = { 0 };
		lb_case c;
		lb_assessment r = lbt_assess(&c, &a, rows[i].told);
		if (is_open(&r, rows[i].id) != rows[i].open)
			fail_msg("%s: %s", rows[i].told, rows[i].id);
		lb_arena_drop(&a);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_cannot_be_does_not_stand_among_what_was_not_asked),
		cmocka_unit_test(each_rule_is_fired_by_its_own_case_with_its_urgency),
		cmocka_unit_test(each_rule_is_spared_by_its_neighbour),
		cmocka_unit_test(an_alarm_from_the_story_alone_waits_to_be_confirmed),
		cmocka_unit_test(nothing_known_is_self_care_with_everything_still_to_ask),
	};
	return LBT_RUN(tests, "triage rules");
}
