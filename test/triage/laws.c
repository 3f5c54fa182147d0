/* triage: what must hold for every case, over thousands of random ones with a fixed seed. */
#include "lbt.h"

#include <stdlib.h>

#define ROUNDS 4000

static lb_triage screen(lb_case *c, lb_arena *a)
{
	lb_triage t = { 0 };
	lb_err e = { 0 };
	if (lb_case_derive(c, a, &e) || lb_triage_run(&t, c, a, &e))
		fail_msg("%s", e.what);
	return t;
}

/* A copy of the answers, so that one can be changed. */
static lb_case copy(const lb_case *c, lb_arena *a)
{
	lb_case d = { 0 };
	assert_int_equal(lb_case_new(&d, c->k, a, NULL), LB_OK);
	memcpy(d.fact, c->fact, c->n_facts * sizeof *c->fact);
	return d;
}

/* A finding that is open and yes/no; with danger: only danger findings. -1 when chance found none. */
static int open_finding(const lb_case *c, lbt_chance *r, bool danger)
{
	for (int tries = 0; tries < 200; tries++) {
		uint32_t i = lbt_below(r, (uint32_t)c->n_facts);
		const lb_finding *f = &lb_findings(c->k).at[i];
		if (f->kind == LB_KIND_yesno && c->fact[i].answer == LB_UNKNOWN && (f->danger || !danger))
			return (int)i;
	}
	return -1;
}

static void one_more_danger_finding_never_lowers_the_urgency(void **state)
{
	(void)state;
	lbt_chance r = { 1 };
	for (int round = 0; round < ROUNDS; round++) {
		lb_arena a = { 0 };
		lb_case c = lbt_case_by_chance(lbt_knowledge(), &a, &r, 0.02 + 0.3 * lbt_unit(&r) * lbt_unit(&r));
		lb_case d = copy(&c, &a);
		lb_urgency before = screen(&c, &a).urgency;
		int f = open_finding(&c, &r, true);
		if (f >= 0) {
			lb_case_answer(&d, f, LB_YES, NULL);
			lb_urgency after = screen(&d, &a).urgency;
			if (after < before)
				fail_msg("%.*s lowers %s to %s", LB_FMT(lb_findings(c.k).at[f].id), lb_name(LB_NAMES_URGENCY, (int)before),
				         lb_name(LB_NAMES_URGENCY, (int)after));
		}
		lb_arena_drop(&a);
	}
}

static void a_no_where_nothing_was_known_never_raises_it(void **state)
{
	(void)state;
	lbt_chance r = { 2 };
	for (int round = 0; round < ROUNDS; round++) {
		lb_arena a = { 0 };
		lb_case c = lbt_case_by_chance(lbt_knowledge(), &a, &r, 0.02 + 0.3 * lbt_unit(&r) * lbt_unit(&r));
		lb_case d = copy(&c, &a);
		lb_urgency before = screen(&c, &a).urgency;
		int f = open_finding(&c, &r, false);
		if (f >= 0) {
			lb_case_answer(&d, f, LB_NO, NULL);
			lb_urgency after = screen(&d, &a).urgency;
			if (after > before)
				fail_msg("no to %.*s raises %s to %s", LB_FMT(lb_findings(c.k).at[f].id), lb_name(LB_NAMES_URGENCY, (int)before),
				         lb_name(LB_NAMES_URGENCY, (int)after));
		}
		lb_arena_drop(&a);
	}
}

static void dont_know_is_as_open_as_not_asked(void **state)
{
	(void)state;
	lbt_chance r = { 3 };
	for (int round = 0; round < ROUNDS / 4; round++) {
		lb_arena a = { 0 };
		lb_case c = lbt_case_by_chance(lbt_knowledge(), &a, &r, 0.1);
		lb_case d = copy(&c, &a);
		lb_urgency before = screen(&c, &a).urgency;
		int f = open_finding(&c, &r, false);
		if (f >= 0) {
			lb_case_dont_know(&d, f, NULL);
			assert_int_equal(screen(&d, &a).urgency, before);
		}
		lb_arena_drop(&a);
	}
}

static void the_urgency_is_that_of_the_most_urgent_rule_and_all_are_grouped(void **state)
{
	(void)state;
	lbt_chance r = { 4 };
	for (int round = 0; round < ROUNDS / 4; round++) {
		lb_arena a = { 0 };
		lb_case c = lbt_case_by_chance(lbt_knowledge(), &a, &r, 0.2);
		lb_triage t = screen(&c, &a);
		int most = LB_URGENCY_self_care;
		size_t fired = 0, grouped = 0;
		lb_rules_list rules = lb_rules(c.k);
		for (size_t i = 0; i < rules.n; i++)
			if (lb_cond_eval(&c, rules.at[i].when) == LB_YES && lb_cond_eval(&c, rules.at[i].unless) != LB_YES)
				fired++, most = rules.at[i].urgency > most ? rules.at[i].urgency : most;
		assert_int_equal(t.urgency, most);
		assert_int_equal(t.alarms.n, fired);
		assert_string_equal(t.level->id.s, lb_name(LB_NAMES_URGENCY, most));
		for (size_t i = 0; i < t.suspected.n; i++) {
			const lb_suspected *s = &t.suspected.at[i];
			assert_int_equal(s->first_alarm, grouped);
			grouped += s->n_alarms;
			if (i)
				assert_true(s->urgency <= t.suspected.at[i - 1].urgency);
			for (size_t j = 0; j < s->n_alarms; j++) {
				const lb_alarm *al = &t.alarms.at[s->first_alarm + j];
				assert_ptr_equal(&lb_suspects(c.k).at[al->rule->suspects.index], s->suspect);
				assert_true(al->because.n > 0);
				for (size_t b = 0; b < al->because.n; b++) /* reasons are answers, never guesses */
					assert_int_not_equal(c.fact[al->because.at[b]].answer, LB_UNKNOWN);
			}
		}
		assert_int_equal(grouped, fired);
		lb_arena_drop(&a);
	}
}

static void what_is_not_asked_is_open_and_could_raise_the_urgency(void **state)
{
	(void)state;
	lb_arena a = { 0 };
	lb_case c = lbt_case(&a, "{}");
	lb_triage t = screen(&c, &a);
	assert_true(t.not_asked.n > 50);
	lbt_chance r = { 5 };
	for (int round = 0; round < 300; round++) {
		lb_case d = lbt_case_by_chance(lbt_knowledge(), &a, &r, 0.5);
		lb_triage u = screen(&d, &a);
		for (size_t i = 0; i < u.not_asked.n; i++) {
			assert_int_equal(d.fact[u.not_asked.at[i]].answer, LB_UNKNOWN);
			assert_int_not_equal(d.fact[u.not_asked.at[i]].from, LB_ORIGIN_dont_know);
		}
		if (u.urgency == LB_URGENCY_emergency)
			assert_int_equal(u.not_asked.n, 0);
		lb_arena_reset(&a);
	}
	lb_arena_drop(&a);
}

static void the_order_of_answers_does_not_matter(void **state)
{
	(void)state;
	lbt_chance r = { 6 };
	for (int round = 0; round < 300; round++) {
		lb_arena a = { 0 };
		lb_case c = lbt_case_by_chance(lbt_knowledge(), &a, &r, 0.2), d = { 0 };
		lb_case_new(&d, c.k, &a, NULL);
		for (size_t i = c.n_facts; i-- > 0;) /* last first, through the same door */
			if (c.fact[i].from == LB_ORIGIN_dont_know)
				lb_case_dont_know(&d, (int)i, NULL);
			else if (c.fact[i].answer == LB_YES && lb_findings(c.k).at[i].kind != LB_KIND_yesno)
				lb_case_value(&d, (int)i, c.fact[i].value_si, NULL);
			else if (c.fact[i].from == LB_ORIGIN_person)
				lb_case_answer(&d, (int)i, (lb_tri)c.fact[i].answer, NULL);
		lb_triage t = screen(&c, &a), u = screen(&d, &a);
		assert_int_equal(t.urgency, u.urgency);
		assert_int_equal(t.alarms.n, u.alarms.n);
		for (size_t i = 0; i < t.alarms.n; i++)
			assert_ptr_equal(t.alarms.at[i].rule, u.alarms.at[i].rule);
		lb_arena_drop(&a);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_more_danger_finding_never_lowers_the_urgency),
		cmocka_unit_test(a_no_where_nothing_was_known_never_raises_it),
		cmocka_unit_test(dont_know_is_as_open_as_not_asked),
		cmocka_unit_test(the_urgency_is_that_of_the_most_urgent_rule_and_all_are_grouped),
		cmocka_unit_test(what_is_not_asked_is_open_and_could_raise_the_urgency),
		cmocka_unit_test(the_order_of_answers_does_not_matter),
	};
	return LBT_RUN(tests, "triage laws");
}
