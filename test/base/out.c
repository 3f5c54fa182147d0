/* base: the JSON writer, with jansson's reader as oracle. */
#include "lbt.h"

#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "out.h"

static json_t *read_back(const lbt_text *t)
{
	json_error_t e;
	json_t *j = json_loadb(t->s, t->n, JSON_DECODE_ANY, &e);
	if (!j)
		fail_msg("%s in %.200s", e.text, t->s);
	return j;
}

static void strings_come_back_as_they_went_in(void **state)
{
	(void)state;
	lbt_chance r = { 20261120 };
	char s[80];
	for (int round = 0; round < 20000; round++) {
		size_t n = lbt_below(&r, 70);
		for (size_t i = 0; i < n; i++) { /* every ASCII byte, and two-byte UTF-8 */
			s[i] = (char)(1 + lbt_below(&r, 127));
			if (i + 1 < n && lbt_below(&r, 6) == 0)
				s[i] = '\xc3', s[++i] = (char)(0x80 + lbt_below(&r, 64));
			else if (lbt_below(&r, 8) == 0)
				s[i] = "\"\\\n\x1f\x7f/"[lbt_below(&r, 6)];
		}
		lbt_text t = { 0 };
		lbi_out o;
		lbi_out_start(&o, lbt_sink(&t));
		lbi_json j = { .out = &o };
		lbi_json_str(&j, (lb_str){ s, n });
		assert_int_equal(lbi_out_end(&o, NULL), LB_OK);
		json_t *back = read_back(&t);
		assert_int_equal(json_string_length(back), n);
		assert_memory_equal(json_string_value(back), s, n);
		json_decref(back);
		lbt_text_free(&t);
	}
}

static void numbers_are_rounded_to_their_places_and_no_further(void **state)
{
	(void)state;
	static const struct {
		double v;
		int places;
		const char *want;
	} rows[] = {
		{ 0, 2, "0" },          { 0.31, 2, "0.31" },    { 0.305, 1, "0.3" },   { 12, 3, "12" },      { 12.5, 3, "12.5" },
		{ -0.25, 2, "-0.25" },  { -0.001, 2, "0" },     { 1e6, 0, "1000000" }, { 99.999, 2, "100" }, { 0.05, 2, "0.05" },
		{ -12.3456, 6, "-12.3456" }, { 100, 0, "100" }, { 0.1, 0, "0" },       { 1.005, 6, "1.005" }, { (double)NAN, 2, "null" },
		{ (double)INFINITY, 2, "null" }, { 2.5, 0, "2" },       { 3.5, 0, "4" },       { 7, -3, "7" },        { 0.1234567, 9, "0.123457" },
	};
	for (size_t i = 0; i < LBT_COUNT(rows); i++) {
		lbt_text t = { 0 };
		lbi_out o;
		lbi_out_start(&o, lbt_sink(&t));
		lbi_json j = { .out = &o };
		lbi_json_num(&j, rows[i].v, rows[i].places);
		lbi_out_end(&o, NULL);
		assert_string_equal(t.s, rows[i].want);
		lbt_text_free(&t);
	}
}

static void any_number_comes_back_within_half_a_last_place(void **state)
{
	(void)state;
	lbt_chance r = { 7 };
	for (int round = 0; round < 50000; round++) {
		int places = (int)lbt_below(&r, 7);
		double v = (lbt_unit(&r) - 0.5) * pow(10, (double)lbt_below(&r, 20) - 4);
		lbt_text t = { 0 };
		lbi_out o;
		lbi_out_start(&o, lbt_sink(&t));
		lbi_json j = { .out = &o };
		lbi_json_num(&j, v, places);
		lbi_out_end(&o, NULL);
		json_t *back = read_back(&t);
		double half = 0.5 * pow(10, -places);
		lbt_near(json_number_value(back), v, half * (1 + 1e-9) + fabs(v) * 1e-15, t.s);
		assert_false(strchr(t.s, '.') && t.s[t.n - 1] == '0');
		json_decref(back);
		lbt_text_free(&t);
	}
}

static void nested_values_are_parted_by_commas(void **state)
{
	(void)state;
	lbt_text t = { 0 };
	lbi_out o;
	lbi_out_start(&o, lbt_sink(&t));
	lbi_json j = { .out = &o };
	lbi_json_open(&j, '{');
	lbi_json_kstr(&j, LBI_KEY("a"), LB_STR("x"));
	lbi_json_key(&j, LBI_KEY("b"));
	lbi_json_open(&j, '[');
	lbi_json_num(&j, 1, 0);
	lbi_json_bool(&j, true);
	lbi_json_open(&j, '{');
	lbi_json_close(&j, '}');
	lbi_json_open(&j, '[');
	lbi_json_close(&j, ']');
	lbi_json_close(&j, ']');
	lbi_json_knum(&j, LBI_KEY("c"), 0.5, 1);
	lbi_json_close(&j, '}');
	lbi_out_end(&o, NULL);
	assert_string_equal(t.s, "{\"a\":\"x\",\"b\":[1,true,{},[]],\"c\":0.5}");
	lbt_text_free(&t);
}

static void long_output_passes_the_buffer_unchanged(void **state)
{
	(void)state;
	static char big[50000];
	memset(big, 'x', sizeof big);
	for (size_t lead = 15800; lead < 16400; lead++) {
		lbt_text t = { 0 };
		lbi_out o;
		lbi_out_start(&o, lbt_sink(&t));
		lbi_put(&o, (lb_str){ big, lead });
		lbi_json j = { .out = &o };
		lbi_json_open(&j, '[');
		lbi_json_str(&j, LB_STR("a\"b\\c\nd\x01" "e"));
		lbi_json_num(&j, 123.25, 2);
		for (int i = 0; i < 40; i++) { /* a bracket that closes wherever the buffer ends */
			lbi_json_open(&j, '{');
			lbi_json_kclean(&j, LBI_KEY("k"), LB_STR("v"));
			lbi_json_close(&j, '}');
		}
		lbi_json_close(&j, ']');
		lbi_put_long(&o, (lb_str){ big, sizeof big });
		assert_int_equal(lbi_out_end(&o, NULL), LB_OK);
		char want[600] = "[\"a\\\"b\\\\c\\nd\\u0001e\",123.25";
		for (int i = 0; i < 40; i++)
			strcat(want, ",{\"k\":\"v\"}");
		strcat(want, "]");
		assert_int_equal(t.n, lead + strlen(want) + sizeof big);
		assert_memory_equal(t.s + lead, want, strlen(want));
		lbt_text_free(&t);
	}
}

static int refuse(const char *bytes, size_t n, void *ctx)
{
	(void)bytes, (void)n;
	++*(int *)ctx;
	return 1;
}

static void a_failed_write_is_remembered_and_told_once(void **state)
{
	(void)state;
	int calls = 0;
	lb_err e = { 0 };
	static char big[70000];
	lbi_out o;
	lbi_out_start(&o, (lb_sink){ refuse, &calls });
	lbi_put_long(&o, (lb_str){ big, sizeof big });
	lbi_put_long(&o, (lb_str){ big, sizeof big });
	assert_int_equal(lbi_out_end(&o, &e), LB_IO);
	assert_int_equal(e.status, LB_IO);
	assert_int_equal(calls, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(strings_come_back_as_they_went_in),
		cmocka_unit_test(numbers_are_rounded_to_their_places_and_no_further),
		cmocka_unit_test(any_number_comes_back_within_half_a_last_place),
		cmocka_unit_test(nested_values_are_parted_by_commas),
		cmocka_unit_test(long_output_passes_the_buffer_unchanged),
		cmocka_unit_test(a_failed_write_is_remembered_and_told_once),
	};
	return LBT_RUN(tests, "base out");
}
