/* differential: odds, groups, caps; over random cases with a fixed seed. */
#include "lbt.h"

#include <math.h>
#include <stdlib.h>

static lb_differential weigh(lb_case *c, lb_arena *a)
{
	lb_differential d = { 0 };
	lb_err e = { 0 };
	if (lb_case_derive(c, a, &e) || lb_differential_run(&d, c, a, &e))
		fail_msg("%s", e.what);
	return d;
}

static const lb_likely *likely(const lb_differential *d, const lb_contributor *row)
{
	for (size_t i = 0; i < d->contributors.n; i++)
		if (d->contributors.at[i].row == row)
			return &d->contributors.at[i];
	return NULL;
}

static void odds_move_as_in_the_published_examples(void **state)
{
	(void)state;
	static const struct {
		const char *what;
		double p, lr, want;
	} rows[] = {
		{ "0.7 % and 10", 0.007, 10, 0.066 },
		{ "18 % and 4", 0.18, 4, 0.47 },
		{ "18 % and 0.1", 0.18, 0.1, 0.02 },
		{ "10 % and 7.4", 0.10, 7.4, 0.45 },
	};
	for (size_t i = 0; i < LBT_COUNT(rows); i++) /* within the rounding of the page */
		lbt_near(lb_odds_update(rows[i].p, rows[i].lr), rows[i].want, i ? 0.005 : 0.0005, rows[i].what);
}

static void odds_obey_their_algebra(void **state)
{
	(void)state;
	lbt_chance r = { 1 };
	for (int i = 0; i < 10000; i++) {
		double p = 0.001 + 0.998 * lbt_unit(&r), x = exp(6 * lbt_unit(&r) - 3), y = exp(6 * lbt_unit(&r) - 3);
		lbt_near(lb_odds_update(p, 1), p, 1e-12, "a ratio of 1 moves nothing");
		lbt_near(lb_odds_update(lb_odds_update(p, x), y), lb_odds_update(p, x * y), 1e-12, "in one step or two");
		lbt_near(lb_odds_update(lb_odds_update(p, x), 1 / x), p, 1e-12, "and back");
		assert_int_equal(lb_odds_update(p, x) > p, x > 1);
	}
}

/* The sum that the page describes, done by hand from the rows. */
static double sum_of_groups(const lb_case *c, const lb_contributor *row, bool measured_only)
{
	double b = row->base_rate.at[0].value, sum = log(b / (1 - b));
	for (size_t i = 0; i < row->evidence.n; i++) {
		double best = 0;
		const lb_evidence *e = &row->evidence.at[i], *strongest = NULL;
		bool first = true;
		for (size_t j = 0; j < row->evidence.n; j++) {
			const lb_evidence *f = &row->evidence.at[j];
			bool same = i == j || (e->group.n && e->group.n == f->group.n && memcmp(e->group.s, f->group.s, e->group.n) == 0);
			if (!same)
				continue;
			first = first && j >= i;
			int t = c->fact[f->finding.index].answer;
			double m = t == LB_YES ? (f->lr_pos.given ? log(f->lr_pos.v) : f->weight.v)
			         : t == LB_NO && f->lr_neg.given ? log(f->lr_neg.v) : 0;
			bool wins = fabs(m) > fabs(best) || (fabs(m) == fabs(best) && m < 0 && best > 0);
			if (m != 0 && wins)
				best = m, strongest = f;
		}
		if (first && strongest && !(measured_only && strongest->weight.given))
			sum += best;
	}
	return sum;
}

static void only_the_strongest_of_a_group_counts(void **state)
{
	(void)state;
	lbt_chance r = { 2 };
	for (int round = 0; round < 1000; round++) {
		lb_arena a = { 0 };
		lb_case c = lbt_case_by_chance(lbt_knowledge(), &a, &r, 0.4);
		lb_differential d = weigh(&c, &a);
		for (size_t i = 0; i < d.contributors.n; i++) {
			const lb_likely *l = &d.contributors.at[i];
			lbt_near(l->log_odds, sum_of_groups(&c, l->row, false), 1e-9, l->row->id.s);
			lbt_near(l->log_odds_lr, sum_of_groups(&c, l->row, true), 1e-9, l->row->id.s);
		}
		lb_arena_drop(&a);
	}
}

static void pattern_weights_alone_never_pass_moderate(void **state)
{
	(void)state;
	lbt_chance r = { 3 };
	size_t capped = 0;
	for (int round = 0; round < 3000; round++) {
		lb_arena a = { 0 };
		lb_case c = lbt_case_by_chance(lbt_knowledge(), &a, &r, lbt_unit(&r));
		lb_differential d = weigh(&c, &a);
		for (size_t i = 0; i < d.contributors.n; i++) {
			const lb_likely *l = &d.contributors.at[i];
			double measured = 1 / (1 + exp(-l->log_odds_lr));
			assert_true(l->probability > 0 && l->probability < 1);
			assert_int_equal(l->band, l->probability > LB_P_STRONG ? LB_BAND_strong
			                          : l->probability >= LB_P_MODERATE ? LB_BAND_moderate : LB_BAND_weak);
			if (measured <= LB_P_STRONG && l->band == LB_BAND_strong)
				fail_msg("%.*s is strong on pattern alone", LB_FMT(l->row->id));
			capped += l->capped;
			if (i)
				assert_true(l->log_odds <= d.contributors.at[i - 1].log_odds);
		}
		lb_arena_drop(&a);
	}
	assert_true(capped > 100); /* the law was put to the test */
}

static void an_open_finding_moves_nothing(void **state)
{
	(void)state;
	lbt_chance r = { 4 };
	for (int round = 0; round < 500; round++) {
		lb_arena a = { 0 };
		lb_case c = lbt_case_by_chance(lbt_knowledge(), &a, &r, 0.2);
		lb_differential d = weigh(&c, &a);
		for (size_t i = 0; i < d.contributors.n; i++)
			for (size_t e = 0; e < d.contributors.at[i].evidence.n; e++)
				assert_int_not_equal(c.fact[d.contributors.at[i].evidence.at[e].row->finding.index].answer, LB_UNKNOWN);
		lb_case u = { 0 };
		lb_case_new(&u, c.k, &a, NULL);
		memcpy(u.fact, c.fact, c.n_facts * sizeof *c.fact);
		for (size_t i = 0; i < u.n_facts; i++)
			if (u.fact[i].from == LB_ORIGIN_nobody)
				lb_case_dont_know(&u, (int)i, NULL);
		lb_differential w = weigh(&u, &a);
		assert_int_equal(w.contributors.n, d.contributors.n);
		for (size_t i = 0; i < w.contributors.n; i++)
			lbt_near(w.contributors.at[i].log_odds, d.contributors.at[i].log_odds, 0, "don't know");
		lb_arena_drop(&a);
	}
}

static void the_order_of_answers_does_not_matter(void **state)
{
	(void)state;
	lbt_chance r = { 5 };
	for (int round = 0; round < 200; round++) {
		lb_arena a = { 0 };
		lb_case c = lbt_case_by_chance(lbt_knowledge(), &a, &r, 0.3), e = { 0 };
		lb_case_new(&e, c.k, &a, NULL);
		size_t start = lbt_below(&r, (uint32_t)c.n_facts);
		for (size_t i = 0, at = start; i < c.n_facts; i++, at = (at + c.n_facts - 1) % c.n_facts)
			if (c.fact[at].answer == LB_YES && lb_findings(c.k).at[at].kind != LB_KIND_yesno)
				lb_case_value(&e, (int)at, c.fact[at].value_si, NULL);
			else if (c.fact[at].from == LB_ORIGIN_person)
				lb_case_answer(&e, (int)at, (lb_tri)c.fact[at].answer, NULL);
			else if (c.fact[at].from == LB_ORIGIN_dont_know)
				lb_case_dont_know(&e, (int)at, NULL);
		lb_differential d = weigh(&c, &a), w = weigh(&e, &a);
		assert_int_equal(d.contributors.n, w.contributors.n);
		for (size_t i = 0; i < d.contributors.n; i++) { /* bit for bit */
			assert_ptr_equal(d.contributors.at[i].row, w.contributors.at[i].row);
			assert_memory_equal(&d.contributors.at[i].log_odds, &w.contributors.at[i].log_odds, sizeof(double));
		}
		assert_ptr_equal(d.stage, w.stage);
		lb_arena_drop(&a);
	}
}

static void each_contributor_leads_its_own_case_and_not_its_look_alikes(void **state)
{
	(void)state;
	lb_arena a = { 0 };
	lb_contributors_list rows = lb_contributors(lbt_knowledge());
	for (size_t i = 0; i < rows.n; i++, lb_arena_reset(&a)) {
		for (size_t k = 0; k <= rows.at[i].look_alike.n; k++) {
			lb_case c = { 0 };
			lb_case_new(&c, lbt_knowledge(), &a, NULL);
			lb_saids said = k ? rows.at[i].look_alike.at[k - 1].answers : rows.at[i].leads;
			const lb_contributor *want = k ? &rows.at[rows.at[i].look_alike.at[k - 1].id.index] : &rows.at[i];
			for (size_t j = 0; j < said.n; j++)
				if (!said.at[j].yes)
					lb_case_answer(&c, said.at[j].finding.index, LB_NO, NULL);
				else if (said.at[j].value_si.given)
					lb_case_value(&c, said.at[j].finding.index, said.at[j].value_si.v, NULL);
				else
					lb_case_answer(&c, said.at[j].finding.index, LB_YES, NULL);
			lb_differential d = weigh(&c, &a);
			if (!d.contributors.n || d.contributors.at[0].row != want)
				fail_msg("%.*s: %.*s leads", LB_FMT(rows.at[i].id), d.contributors.n ? (int)d.contributors.at[0].row->id.n : 7,
				         d.contributors.n ? d.contributors.at[0].row->id.s : "nothing");
		}
	}
	lb_arena_drop(&a);
}

static void the_stage_follows_the_length_of_the_pain(void **state)
{
	(void)state;
	static const struct {
		const char *text, *stage;
	} rows[] = {
		{ "duration: 5 weeks", "acute" },  { "duration: 6 weeks", "subacute" }, { "duration: 11.9 weeks", "subacute" },
		{ "duration: 12 weeks", "chronic" }, { "duration: 2 weeks\nprevious_episodes: yes", "recurrent" }, { "{}", NULL },
	};
	for (size_t i = 0; i < LBT_COUNT(rows); i++) {
		lb_arena a = { 0 };
		lb_case c = lbt_case(&a, rows[i].text);
		lb_differential d = weigh(&c, &a);
		if (!rows[i].stage)
			assert_null(d.stage);
		else
			assert_string_equal(d.stage->id.s, rows[i].stage);
		lb_arena_drop(&a);
	}
}

static void the_expected_course_is_linear_between_published_weeks(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		double mean;
	} rows[] = { /* acute cohort: 56 at week 0, 26 at week 6 */
		{ "duration: 3 weeks\npain_now: 4", 41 },
		{ "duration: 3 weeks\npain_now: 9", 41 },
		{ "duration: 0 weeks\npain_now: 5", 56 },
	};
	for (size_t i = 0; i < LBT_COUNT(rows); i++) {
		lb_arena a = { 0 };
		lb_case c = lbt_case(&a, rows[i].text);
		lb_differential d = weigh(&c, &a);
		assert_true(d.course.given);
		lbt_near(d.course.mean, rows[i].mean, 1e-9, rows[i].text);
		if (d.course.spread_status == LB_CHECKED_recalled) /* a recalled limit says nothing to a person */
			assert_false(d.course.above);
		lb_arena_drop(&a);
	}
	lb_arena a = { 0 };
	lb_case c = lbt_case(&a, "pain_now: 4");
	assert_false(weigh(&c, &a).course.given);
	lb_arena_drop(&a);
}

static void a_reaction_is_never_what_is_guarded(void **state)
{
	(void)state;
	lbt_chance r = { 8 };
	for (int round = 0; round < 300; round++) {
		lb_arena a = { 0 };
		lb_case c = lbt_case_by_chance(lbt_knowledge(), &a, &r, 0.4);
		lb_differential d = weigh(&c, &a);
		for (size_t i = 0; i < d.guarded.n; i++) {
			assert_false(d.guarded.at[i]->reaction);
			assert_non_null(likely(&d, d.guarded.at[i]));
		}
		lb_arena_drop(&a);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(odds_move_as_in_the_published_examples),
		cmocka_unit_test(odds_obey_their_algebra),
		cmocka_unit_test(only_the_strongest_of_a_group_counts),
		cmocka_unit_test(pattern_weights_alone_never_pass_moderate),
		cmocka_unit_test(an_open_finding_moves_nothing),
		cmocka_unit_test(the_order_of_answers_does_not_matter),
		cmocka_unit_test(each_contributor_leads_its_own_case_and_not_its_look_alikes),
		cmocka_unit_test(the_stage_follows_the_length_of_the_pain),
		cmocka_unit_test(the_expected_course_is_linear_between_published_weeks),
		cmocka_unit_test(a_reaction_is_never_what_is_guarded),
	};
	return LBT_RUN(tests, "differential laws");
}
