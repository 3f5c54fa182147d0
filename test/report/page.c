/* report: wrapped text. */
#include "lbt.h"

#include "page.h"

static void no_line_is_wider_than_the_page_and_no_word_is_lost(void **state)
{
	(void)state;
	lbt_chance r = { 1 };
	for (int round = 0; round < 3000; round++) {
		lbt_text t = { 0 }, words = { 0 };
		lbi_out o;
		lbi_page p;
		unsigned width = round % 2 ? 40 : 80;
		lbi_out_start(&o, lbt_sink(&t));
		lbi_page_start(&p, &o, (lb_report_options){ .width = width, .colour = round % 3 == 0 });
		lb_sink said = lbt_sink(&words);
		for (uint32_t pars = 1 + lbt_below(&r, 4); pars; pars--) {
			unsigned first = lbt_below(&r, 8);
			lbi_par(&p, first, first + lbt_below(&r, 5));
			for (uint32_t n = 1 + lbt_below(&r, 60); n; n--) {
				char word[40];
				size_t len = 1 + lbt_below(&r, 24);
				memset(word, 'a' + (int)lbt_below(&r, 26), len);
				if (len > 2 && lbt_below(&r, 4) == 0)
					memcpy(word, "\xc3\xa9", 2);
				lbi_say(&p, (lb_str){ word, len });
				lbi_sayz(&p, lbt_below(&r, 5) ? " " : "\n");
				said.write(word, len, said.ctx);
			}
			lbi_end(&p);
		}
		lbi_out_end(&o, NULL);
		if (lbt_widest(t.s) > width)
			fail_msg("%zu columns of %u:\n%s", lbt_widest(t.s), width, t.s);
		size_t k = 0;
		for (size_t i = 0; i < t.n; i++) {
			if (t.s[i] == ' ' || t.s[i] == '\n')
				continue;
			assert_int_equal(t.s[i], words.s[k]);
			k++;
		}
		assert_int_equal(k, words.n);
		lbt_contains_not(t.s, " \n", "a line ends in no space");
		lbt_text_free(&t);
		lbt_text_free(&words);
	}
}

static void paragraphs_hang_and_bullets_indent(void **state)
{
	(void)state;
	lbt_text t = { 0 };
	lbi_out o;
	lbi_page p;
	lbi_out_start(&o, lbt_sink(&t));
	lbi_page_start(&p, &o, (lb_report_options){ .width = 40 });
	lbi_bullet(&p, 2, LB_STR("one two three four five six seven eight nine ten"));
	lbi_par(&p, 0, 0);
	lbi_sayf(&p, "%d of %s", 3, "5");
	lbi_end(&p);
	lbi_out_end(&o, NULL);
	assert_string_equal(t.s, "  - one two three four five six seven\n    eight nine ten\n3 of 5\n");
	lbt_text_free(&t);
}

static void a_width_below_forty_is_forty_and_none_is_eighty(void **state)
{
	(void)state;
	lbi_page p;
	lbi_page_start(&p, NULL, (lb_report_options){ .width = 3 });
	assert_int_equal(p.width, 40);
	lbi_page_start(&p, NULL, (lb_report_options){ 0 });
	assert_int_equal(p.width, 80);
}

static void marks_are_filled_and_other_braces_stay(void **state)
{
	(void)state;
	const lb_service s = { .emergency = LB_STR("999"), .urgent = LB_STR("111"), .routine = LB_STR("GP") };
	static const char *const rows[][2] = {
		{ "Call {emergency} now.", "Call 999 now." }, { "{urgent}", "111" }, { "{routine} {routine}", "GP GP" },
		{ "a {b} c", "a {b} c" },                     { "{", "{" },          { "", "" },
	};
	for (size_t i = 0; i < LBT_COUNT(rows); i++) {
		lbt_text t = { 0 };
		lb_sink o = lbt_sink(&t);
		size_t at = 0;
		o.write("", 0, o.ctx);
		for (lb_str piece; (piece = lbi_fill(lbt_str(rows[i][0]), &at, &s)).n;)
			o.write(piece.s, piece.n, o.ctx);
		assert_string_equal(t.s, rows[i][1]);
		lbt_text_free(&t);
	}
}

static void a_first_word_as_wide_as_the_indent_keeps_its_space(void **state)
{
	(void)state;
	lbt_text t = { 0 };
	lbi_out out;
	lbi_page p;
	lbi_out_start(&out, lbt_sink(&t));
	lbi_page_start(&p, &out, (lb_report_options){ 0 });
	lbi_par(&p, 0, 4);
	lbi_sayz(&p, "B11: Use ice");
	lbi_end(&p);
	lbi_par(&p, 2, 4);
	lbi_sayz(&p, "In the program");
	lbi_end(&p);
	assert_int_equal(lbi_out_end(&out, NULL), LB_OK);
	assert_string_equal(t.s, "B11: Use ice\n  In the program\n");
	lbt_text_free(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_first_word_as_wide_as_the_indent_keeps_its_space),
		cmocka_unit_test(no_line_is_wider_than_the_page_and_no_word_is_lost),
		cmocka_unit_test(paragraphs_hang_and_bullets_indent),
		cmocka_unit_test(a_width_below_forty_is_forty_and_none_is_eighty),
		cmocka_unit_test(marks_are_filled_and_other_braces_stay),
	};
	return LBT_RUN(tests, "report page");
}
