/* case: writing a case, and reading it again. */
#include "lbt.h"

#include <stdlib.h>

static char *written(const lb_case *c)
{
	lbt_text t = { 0 };
	assert_int_equal(lb_case_write(c, lbt_sink(&t), NULL), LB_OK);
	return t.s;
}

static void same(const lb_case *x, const lb_case *y)
{
	for (size_t i = 0; i < x->n_facts; i++) {
		const lb_fact *f = &x->fact[i], *g = &y->fact[i];
		if (f->answer != g->answer || f->from != g->from)
			fail_msg("%.*s: %d %s, then %d %s", LB_FMT(lb_findings(x->k).at[i].id), f->answer, lb_origin_name((lb_origin)f->from),
			         g->answer, lb_origin_name((lb_origin)g->from));
		lbt_near(f->value_si, g->value_si, 1e-9 * (f->value_si < 0 ? -f->value_si : f->value_si) + 1e-12, "value");
	}
	assert_memory_equal(x->screen, y->screen, x->n_screens * sizeof *x->screen);
	assert_int_equal(x->story.n, y->story.n);
	assert_int_equal(x->scores.n, y->scores.n);
}

static void any_case_reads_back_as_it_was(void **state)
{
	(void)state;
	lbt_chance r = { 17 };
	for (int round = 0; round < 150; round++) {
		lb_arena a = { 0 };
		lb_case c = lbt_case_by_chance(lbt_knowledge(), &a, &r, 0.3);
		for (size_t i = 0; i < c.n_screens; i++) {
			size_t n = lb_screens(c.k).at[i].options.n;
			lb_tri t = (lb_tri)lbt_below(&r, 3);
			unsigned picked = t == LB_YES && n ? 1u + lbt_below(&r, (1u << n) - 1) : 0;
			if (lbt_below(&r, 2))
				assert_int_equal(lb_case_screen(&c, (int)i, t, picked, NULL), LB_OK);
		}
		assert_int_equal(lb_case_derive(&c, &a, NULL), LB_OK);
		char *once = written(&c);
		lb_case d = lbt_case(&a, once);
		same(&c, &d);
		char *twice = written(&d);
		assert_string_equal(once, twice);
		free(once), free(twice);
		lb_arena_drop(&a);
	}
}

static void texts_survive_whatever_stands_in_them(void **state)
{
	(void)state;
	static const char *const stories[] = {
		"plain", "two\nlines: with a colon # and a hash", "\"quotes\" and \\ and 'more'", "tab\there", "- a list\n- of two",
		"caf\xc3\xa9 \xe2\x80\xa8 separator \xc2\x85 next line \xef\xbb\xbf mark", "\xf0\x9f\x98\x80 face", "{a: b}", "~", "yes", "3",
		"bell \x07 and escape \x1b[31m",
	};
	for (size_t i = 0; i < LBT_COUNT(stories); i++) {
		lb_arena a = { 0 };
		lb_case c = lbt_case(&a, "{}");
		assert_int_equal(lb_case_tell(&c, lbt_str(stories[i]), &a, NULL), LB_OK);
		assert_int_equal(lb_case_derive(&c, &a, NULL), LB_OK);
		char *text = written(&c);
		lb_case d = lbt_case(&a, text);
		assert_string_equal(d.story.s, stories[i]);
		free(text);
		lb_arena_drop(&a);
	}
}

static void bytes_that_are_no_text_do_not_spoil_the_file(void **state)
{
	(void)state;
	lb_arena a = { 0 };
	lb_case c = lbt_case(&a, "{}");
	assert_int_equal(lb_case_tell(&c, lbt_str("a\xff\xfe" "b\xc3" "c\xed\xa0\x80"), &a, NULL), LB_OK);
	assert_int_equal(lb_case_derive(&c, &a, NULL), LB_OK);
	char *text = written(&c);
	lb_case d = lbt_case(&a, text);
	lbt_contains(d.story.s, "a??b?c", "story");
	free(text);
	lb_arena_drop(&a);
}

static void questionnaires_are_kept_as_told(void **state)
{
	(void)state;
	lb_arena a = { 0 };
	lb_case c = lbt_case(&a, "questionnaires:\n  tsk11: 28\n  start_back: [1, 0, 1, 0, 1, 0, ~, 1, 3]\n  rmdq24: { total: 9, before: 15 }\n");
	char *text = written(&c);
	lb_case d = lbt_case(&a, text);
	char *twice = written(&d);
	assert_int_equal(d.scores.n, 3);
	assert_string_equal(text, twice);
	for (size_t i = 0; i < 3; i++) {
		assert_ptr_equal(c.scores.at[i].now.instrument, d.scores.at[i].now.instrument);
		assert_int_equal(c.scores.at[i].compared, d.scores.at[i].compared);
	}
	free(text), free(twice);
	lb_arena_drop(&a);
}

static void what_a_rule_outweighs_is_not_lost(void **state)
{
	(void)state;
	lb_arena a = { 0 };
	lb_case c = lbt_case(&a, "findings: {temperature: 39 C, fever: no}");
	assert_int_equal(lbt_answer(&c, "fever"), LB_YES);
	char *text = written(&c);
	lbt_contains(text, "fever: no", "fever");
	free(text);
	lb_arena_drop(&a);
}

static int refuse(const char *bytes, size_t n, void *ctx)
{
	(void)bytes, (void)n, (void)ctx;
	return 1;
}

static void a_full_disk_is_told(void **state)
{
	(void)state;
	lb_arena a = { 0 };
	lb_case c = lbt_case(&a, "{}");
	assert_int_equal(lb_case_write(&c, (lb_sink){ refuse, NULL }, NULL), LB_IO);
	lb_arena_drop(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(any_case_reads_back_as_it_was),
		cmocka_unit_test(texts_survive_whatever_stands_in_them),
		cmocka_unit_test(bytes_that_are_no_text_do_not_spoil_the_file),
		cmocka_unit_test(questionnaires_are_kept_as_told),
		cmocka_unit_test(what_a_rule_outweighs_is_not_lost),
		cmocka_unit_test(a_full_disk_is_told),
	};
	return LBT_RUN(tests, "case write");
}
