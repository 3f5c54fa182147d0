/* triage: published cases, as they stand in test/golden, and small changes to them.
 *
 * Labels are one or two careful readings, not a gold standard; every level that a reading thought reasonable
 * is accepted. The bars are those the room was built to. */
#include "lbt.h"

#include <stdio.h>
#include <stdlib.h>

#include "case.h"

typedef struct {
	char id[16], role[20], accepted[80];
} expectation;

#define CASES_MAX 256
typedef struct {
	char folder[300];
	expectation e[CASES_MAX];
	size_t n;
} collection;

static void read_expectations(collection *c, const char *name)
{
	char path[400], line[600];
	snprintf(c->folder, sizeof c->folder, "%s/test/golden/%s", lbt_source_dir(), name);
	snprintf(path, sizeof path, "%s/expected.tsv", c->folder);
	FILE *f = fopen(path, "r");
	assert_non_null(f);
	c->n = 0;
	while (fgets(line, sizeof line, f)) {
		char expected[24];
		expectation *e = &c->e[c->n];
		if (line[0] == '#' || sscanf(line, "%15[^\t]\t%19[^\t]\t%23[^\t]\t%79[^\t]", e->id, e->role, expected, e->accepted) != 4)
			continue;
		c->n++;
		assert_true(c->n < CASES_MAX);
	}
	fclose(f);
	assert_true(c->n > 50);
}

static lb_case open_case(const collection *c, size_t i, lb_arena *a)
{
	char path[400];
	lb_case out;
	lb_err err = { 0 };
	snprintf(path, sizeof path, "%s/%s.yaml", c->folder, c->e[i].id);
	if (lb_case_read_file(&out, lbt_knowledge(), path, a, &err))
		fail_msg("%s: %s", err.where, err.what);
	return out;
}

static lb_urgency urgency_of(const lb_case *c, lb_arena *a)
{
	lb_triage t;
	assert_int_equal(lb_triage_run(&t, c, a, NULL), LB_OK);
	return t.urgency;
}

static bool accepts(const expectation *e, lb_urgency u)
{
	const char *name = lb_name(LB_NAMES_URGENCY, (int)u), *at = strstr(e->accepted, name);
	size_t n = strlen(name);
	return at && (at[n] == '\0' || at[n] == ',') && (at == e->accepted || at[-1] == ',');
}

/* over_most: how many ordinary ones may come out same day or emergency; outside_most: at a level no reading took. */
static void meets_the_bars(const char *name, size_t over_most, size_t outside_most)
{
	collection c;
	read_expectations(&c, name);
	lb_arena a = { 0 };
	size_t missed = 0, over = 0, outside = 0;
	for (size_t i = 0; i < c.n; i++) {
		lb_arena_reset(&a);
		lb_case one = open_case(&c, i, &a);
		lb_urgency u = urgency_of(&one, &a);
		bool urgent = u >= LB_URGENCY_same_day;
		bool miss = strcmp(c.e[i].role, "must_catch") == 0 && !urgent;
		missed += miss;
		over += strncmp(c.e[i].role, "ordinary", 8) == 0 && urgent;
		outside += !accepts(&c.e[i], u);
		if (miss || !accepts(&c.e[i], u))
			print_message("# %s %s: %s, accepted %s\n", c.e[i].id, c.e[i].role, lb_name(LB_NAMES_URGENCY, (int)u),
			              c.e[i].accepted);
	}
	print_message("# %s: %zu cases, %zu that must be caught missed, %zu ordinary ones urgent, %zu outside\n", name, c.n, missed,
	              over, outside);
	lb_arena_drop(&a);
	assert_int_equal(missed, 0);
	assert_true(over <= over_most);
	assert_true(outside <= outside_most);
}

static void every_published_case_comes_out_at_an_accepted_level(void **state)
{
	(void)state;
	meets_the_bars("published", 0, 0);
}

static void every_further_case_comes_out_at_an_accepted_level(void **state)
{
	(void)state;
	meets_the_bars("further", 0, 0);
}

static void every_case_of_the_second_set_comes_out_at_an_accepted_level(void **state)
{
	(void)state;
	meets_the_bars("second", 1, 0);
}

/* One stands outside on purpose: a sore vertebra after a fall, in a person who had cancer (e57), is urgent here. */
static void every_case_of_the_third_set_but_one_comes_out_at_an_accepted_level(void **state)
{
	(void)state;
	meets_the_bars("third", 3, 1);
}

/* ---- masqueraders ---- */

static void masqueraders_get_the_advice_that_would_have_caught_them(void **state)
{
	(void)state;
	static const struct {
		const char *id, *suspect; /* what it was in the end, among the suspects of some come-back advice */
	} rows[] = { { "s105", "gallbladder" }, { "s50", "vein_thrombosis" }, { "s78", "cancer_spine" } };
	collection c;
	read_expectations(&c, "published");
	lb_arena a = { 0 };
	for (size_t r = 0; r < LBT_COUNT(rows); r++) {
		size_t i = 0;
		while (i < c.n && strcmp(c.e[i].id, rows[r].id) != 0)
			i++;
		assert_true(i < c.n);
		lb_case one = open_case(&c, i, &a);
		lb_triage t;
		assert_int_equal(lb_triage_run(&t, &one, &a, NULL), LB_OK);
		bool found = false;
		for (size_t k = 0; k < t.come_back.n; k++)
			for (size_t s = 0; s < t.come_back.at[k]->suspects.n; s++)
				found = found || lbi_str_is(t.come_back.at[k]->suspects.at[s].id, rows[r].suspect);
		if (!found)
			fail_msg("%s: no advice that would catch %s", rows[r].id, rows[r].suspect);
	}
	lb_arena_drop(&a);
}

/* ---- small changes ---- */

/* Does some rule name this finding as an excuse? Then taking it away may raise the urgency. */
static bool excuses(const lb_knowledge *k, int finding)
{
	for (size_t r = 0; r < lb_rules(k).n; r++) {
		lb_cond_id unless = lb_rules(k).at[r].unless;
		for (int32_t at = unless.at; unless.at && at < (int32_t)k->conds.n;) {
			const lbi_cond *q = &k->conds.at[at];
			if (q->op != LBI_COND_COUNT)
				break;
			for (int32_t i = 0; i < q->n; i++)
				if (k->conds.at[q->first + i].finding == finding)
					return true;
			break;
		}
	}
	return false;
}

static void dropping_an_answer_never_raises_the_urgency_unless_it_excused(void **state)
{
	(void)state;
	collection c;
	read_expectations(&c, "published");
	lb_arena a = { 0 };
	size_t tried = 0, still_caught = 0, of_must = 0;
	for (size_t i = 0; i < c.n; i++) {
		bool must = strcmp(c.e[i].role, "must_catch") == 0;
		lb_arena_reset(&a);
		lb_case whole = open_case(&c, i, &a);
		lb_urgency before = urgency_of(&whole, &a);
		for (int f = 0; f < (int)whole.n_facts; f++) {
			lb_fact kept = whole.fact[f];
			if (kept.from != LB_ORIGIN_person || kept.answer != LB_YES)
				continue;
			whole.fact[f] = (lb_fact){ 0 };
			assert_int_equal(lb_case_derive(&whole, &a, NULL), LB_OK);
			lb_urgency after = urgency_of(&whole, &a);
			bool may = excuses(whole.k, f);
			for (size_t j = 0; j < lb_findings(whole.k).at[f].implies.n; j++)
				may = may || excuses(whole.k, lb_findings(whole.k).at[f].implies.at[j].index);
			if (after > before && !may && lb_findings(whole.k).at[f].kind == LB_KIND_yesno)
				fail_msg("%s: without %s it rises", c.e[i].id, lb_findings(whole.k).at[f].id.s);
			tried++, of_must += must, still_caught += must && after >= LB_URGENCY_same_day;
			whole.fact[f] = kept;
		}
		assert_int_equal(lb_case_derive(&whole, &a, NULL), LB_OK);
	}
	print_message("# %zu answers dropped one at a time; of %zu in cases that must be caught, %zu (%.0f %%) stay caught\n", tried,
	              of_must, still_caught, 100.0 * (double)still_caught / (double)of_must);
	lb_arena_drop(&a);
	assert_true((double)still_caught >= 0.85 * (double)of_must);
}

static void what_does_not_matter_moves_nothing(void **state)
{
	(void)state;
	static const char *const idle[] = { "golf", "cycling", "prolonged_sitting_work", "one_sided_load", "stressed", "slouching",
		                            "heavy_manual_work", "carries_child", "driving_long", "overweight" };
	collection c;
	read_expectations(&c, "published");
	lb_arena a = { 0 };
	for (size_t i = 0; i < c.n; i++) {
		lb_arena_reset(&a);
		lb_case one = open_case(&c, i, &a);
		lb_urgency before = urgency_of(&one, &a);
		for (size_t k = 0; k < LBT_COUNT(idle); k++) {
			assert_int_equal(lb_case_answer(&one, lbt_finding(idle[k]), LB_YES, NULL), LB_OK);
			assert_int_equal(lb_case_derive(&one, &a, NULL), LB_OK);
			if (urgency_of(&one, &a) != before)
				fail_msg("%s: %s moves it", c.e[i].id, idle[k]);
		}
	}
	lb_arena_drop(&a);
}

#define YEAR_S 31557600.0

static void age_moves_the_urgency_only_across_an_age_that_a_rule_names(void **state)
{
	(void)state;
	static const double limits[] = { 5, 12, 18, 25, 45, 50, 52, 60, 65, 70 };
	collection c;
	read_expectations(&c, "published");
	lb_arena a = { 0 };
	int age = lbt_finding("age");
	for (size_t i = 0; i < c.n; i++) {
		lb_arena_reset(&a);
		lb_case one = open_case(&c, i, &a);
		if (one.fact[age].answer != LB_YES)
			continue;
		lb_urgency before = urgency_of(&one, &a);
		double from = one.fact[age].value_si / YEAR_S;
		for (double step = -3; step <= 3; step += 1) {
			double to = from + step;
			bool crosses = false;
			for (size_t k = 0; k < LBT_COUNT(limits); k++)
				crosses = crosses || ((from < limits[k]) != (to < limits[k])) || from == limits[k] || to == limits[k];
			if (to < 1 || crosses)
				continue;
			assert_int_equal(lb_case_value(&one, age, to * YEAR_S, NULL), LB_OK);
			assert_int_equal(lb_case_derive(&one, &a, NULL), LB_OK);
			if (urgency_of(&one, &a) != before)
				fail_msg("%s: at %g years instead of %g it moves", c.e[i].id, to, from);
		}
	}
	lb_arena_drop(&a);
}

/* The same case written anew, each yes and no under another of the finding's words and without its story. */
static void write_in_other_words(const lb_case *c, char *out, size_t size, lbt_chance *chance)
{
	size_t n = (size_t)snprintf(out, size, "findings:\n");
	for (int f = 0; f < (int)c->n_facts; f++) {
		const lb_finding *row = &lb_findings(c->k).at[f];
		const lb_fact *fact = &c->fact[f];
		lb_str word = row->id;
		if ((fact->from != LB_ORIGIN_person && fact->from != LB_ORIGIN_story) || fact->answer == LB_UNKNOWN)
			continue;
		for (size_t try = 0; try < 8 && row->words.n; try++) {
			lb_str w = row->words.at[lbt_below(chance, (uint32_t)row->words.n)];
			if (lb_finding_index(c->k, w) == f)
				word = w;
		}
		double v = 0;
		n += (size_t)snprintf(out + n, size - n, "  \"%.*s\": ", LB_FMT(word));
		if (row->kind == LB_KIND_number && lbi_from_si(&v, fact->value_si, row->unit))
			n += (size_t)snprintf(out + n, size - n, "%.15g %.*s\n", v, LB_FMT(row->unit));
		else if (row->kind == LB_KIND_choice)
			n += (size_t)snprintf(out + n, size - n, "%.*s\n", LB_FMT(row->options.at[(size_t)fact->value_si]));
		else
			n += (size_t)snprintf(out + n, size - n, "%s\n", fact->answer == LB_YES ? "yes" : "no");
		assert_true(n < size);
	}
}

static void other_words_for_the_same_do_not_move_it(void **state)
{
	(void)state;
	collection c;
	read_expectations(&c, "published");
	lb_arena a = { 0 };
	lbt_chance chance = { 7 };
	for (size_t i = 0; i < c.n; i++) {
		char text[8000];
		lb_arena_reset(&a);
		lb_case whole = open_case(&c, i, &a);
		lb_urgency before = urgency_of(&whole, &a);
		write_in_other_words(&whole, text, sizeof text, &chance);
		lb_case told = lbt_case(&a, text);
		if (urgency_of(&told, &a) != before)
			fail_msg("%s: other words, another urgency:\n%s", c.e[i].id, text);
	}
	lb_arena_drop(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_published_case_comes_out_at_an_accepted_level),
		cmocka_unit_test(every_further_case_comes_out_at_an_accepted_level),
		cmocka_unit_test(every_case_of_the_second_set_comes_out_at_an_accepted_level),
		cmocka_unit_test(every_case_of_the_third_set_but_one_comes_out_at_an_accepted_level),
		cmocka_unit_test(masqueraders_get_the_advice_that_would_have_caught_them),
		cmocka_unit_test(dropping_an_answer_never_raises_the_urgency_unless_it_excused),
		cmocka_unit_test(what_does_not_matter_moves_nothing),
		cmocka_unit_test(age_moves_the_urgency_only_across_an_age_that_a_rule_names),
		cmocka_unit_test(other_words_for_the_same_do_not_move_it),
	};
	return LBT_RUN(tests, "triage published");
}
