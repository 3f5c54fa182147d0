/* case: files, YAML and JSON, and the exact place of what is refused. */
#include "lbt.h"

#include <stdio.h>
#include <stdlib.h>

static void yaml_json_and_lists_say_the_same(void **state)
{
	(void)state;
	static const char *const texts[] = {
		"id: x\ncountry: GB\nfindings:\n  age: 42\n  fever: no\n  leg_pain: yes\n  chills: unknown\n  duration: 3 weeks\n  sex: male\n",
		"{\"id\":\"x\",\"country\":\"GB\",\"findings\":{\"age\":42,\"fever\":false,\"leg_pain\":true,\"chills\":null,"
		"\"duration\":\"3 weeks\",\"sex\":\"male\"}}",
		"schema: lumbar.case/1\nid: x\ncountry: GB\nyes: [leg-pain]\nno: [Fever]\nunknown: [chills]\nage: 42 years\nduration: 21 days\n"
		"sex: m\n",
	};
	lb_arena a = { 0 };
	lb_case first = lbt_case(&a, texts[0]);
	assert_int_equal(lbt_answer(&first, "leg_pain"), LB_YES);
	assert_int_equal(lbt_answer(&first, "fever"), LB_NO);
	assert_int_equal(lbt_answer(&first, "chills"), LB_UNKNOWN);
	for (size_t i = 1; i < LBT_COUNT(texts); i++) {
		lb_case c = lbt_case(&a, texts[i]);
		assert_string_equal(c.id.s, "x");
		assert_string_equal(c.country.s, "GB");
		for (size_t f = 0; f < c.n_facts; f++) {
			assert_int_equal(c.fact[f].answer, first.fact[f].answer);
			assert_int_equal(c.fact[f].from, first.fact[f].from);
			lbt_near(c.fact[f].value_si, first.fact[f].value_si, 1e-6, texts[i]);
		}
	}
	lb_arena_drop(&a);
}

static void words_of_a_finding_name_it_too(void **state)
{
	(void)state;
	lb_arena a = { 0 };
	lb_case c = lbt_case(&a, "findings:\n  saddle numbness: yes\n  cannot pee: no\n");
	assert_int_equal(lbt_answer(&c, "saddle_numbness"), LB_YES);
	assert_int_equal(lbt_answer(&c, "urinary_retention"), LB_NO);
	lb_arena_drop(&a);
}

static const struct {
	const char *text;
	lb_status status;
	const char *where, *what;
} refused[] = {
	{ "findings:\n  feverr: yes\n", LB_UNKNOWN_WORD, "case:2:11", "'feverr' is not a finding that is known here; nearest: 'fever'" },
	{ "findings:\n  age: 400\n", LB_RANGE, "case:2:8", "age: 400 year is outside 1 to 115 year" },
	{ "findings:\n  duration: 3\n", LB_UNIT, "case:2:13", "write '3 week'" },
	{ "findings:\n  duration: 3 wekes\n", LB_UNIT, "case:2:13", "nearest: 'weeks'" },
	{ "findings:\n  fever: perhaps\n", LB_PARSE, "case:2:10", "not 'perhaps'" },
	{ "findings:\n  fever: [yes]\n", LB_PARSE, "case:2:3", "fever needs one answer" },
	{ "findings: [fever]\n", LB_PARSE, "case:1:1", "findings must be a map" },
	{ "findings:\n  fever: yes\n  Fever: no\n", LB_CONFLICT, "case:3:10", "answered differently before" },
	{ "yes: [fever]\nno: [fever]\n", LB_CONFLICT, "case:2:6", "answered differently before" },
	{ "yes: fever\n", LB_PARSE, "case:1:6", "yes must be a list of findings" },
	{ "yes: [[fever]]\n", LB_PARSE, "case:1:7", "must list findings by name" },
	{ "yes: [age]\n", LB_PARSE, "case:1:7", "age needs a number" },
	{ "findngs:\n  fever: yes\n", LB_UNKNOWN_WORD, "case:1:1", "nearest: 'findings'" },
	{ "legpain: yes\n", LB_UNKNOWN_WORD, "case:1:10", "nearest: 'leg_pain'" },
	{ "qqqqqqqq: yes\n", LB_UNKNOWN_WORD, "case:1:11", "'qqqqqqqq' is not a finding" },
	{ "schema: lumbar.case/2\n", LB_PARSE, "case:1:9", "the schema is lumbar.case/1, not 'lumbar.case/2'" },
	{ "id: [x]\n", LB_PARSE, "case:1:1", "id must be a text" },
	{ "just words\n", LB_PARSE, "case:1:1", "a case is a map" },
	{ "", LB_PARSE, "case:1:1", "nothing in it" },
	{ "{\"findings\": {\"age\": 400}}", LB_RANGE, "case:1:22", "400 year is outside" },
	{ "{\"findings\": {\n  \"duration\": 3}}", LB_UNIT, "case:2:15", "write \"3 week\"" },
	{ "{\"findings\": {\n  \"fever\": 3}}", LB_PARSE, "case:2:12", "fever is not a number; 3 was given" },
	{ "{\"findings\": {\"age\": 4,\n \"feverr\": true}}", LB_UNKNOWN_WORD, "case:2:12", "nearest: 'fever'" },
	{ "{\"age\": true}", LB_PARSE, "case:1:9", "'age' needs a number with its unit, not yes" },
	{ "[1]", LB_PARSE, "case:1:1", "a case is a map" },
	{ "{\"yes\": [\"fever\",\n\"fevr\"]}", LB_UNKNOWN_WORD, "case:2:1", "nearest: 'fever'" },
};

static void bad_input_is_refused_with_place_value_limit_and_nearest_word(void **state)
{
	(void)state;
	int bad = 0;
	for (size_t i = 0; i < LBT_COUNT(refused); i++) {
		lb_arena a = { 0 };
		lb_err e = { 0 };
		lb_case c = { 0 };
		lb_status s = lb_case_read(&c, lbt_knowledge(), lbt_str(refused[i].text), lbt_str("case"), 1, &a, &e);
		bool good = s == refused[i].status && strcmp(e.where, refused[i].where) == 0 && strstr(e.what, refused[i].what);
		if (!good)
			print_error("'%s': %s at %s: %s\n", refused[i].text, lb_status_name(s), e.where, e.what);
		bad += !good;
		assert_int_equal(lb_status_exit(s), 4);
		assert_null(c.fact); /* untouched */
		lb_arena_drop(&a);
	}
	assert_int_equal(bad, 0);
}

static void every_limit_is_told_with_both_numbers(void **state)
{
	(void)state;
	lb_arena a = { 0 };
	lb_case c = { 0 };
	size_t n = LB_CASE_BYTES_MAX + 1;
	char *big = malloc(n + 16);
	assert_non_null(big);
	memset(big, 'x', n);
	lb_err e = { 0 };
	assert_int_equal(lb_case_read(&c, lbt_knowledge(), (lb_str){ big, n }, lbt_str("case"), 7, &a, &e), LB_LIMIT);
	assert_string_equal(e.where, "case:7:1");
	lbt_contains(e.what, "262145 bytes; a case has at most 262144", "size");
	memcpy(big, "story: ", 7);
	e = (lb_err){ 0 };
	n = 7 + LB_STORY_BYTES_MAX + 1;
	assert_int_equal(lb_case_read(&c, lbt_knowledge(), (lb_str){ big, n }, lbt_str("case"), 1, &a, &e), LB_LIMIT);
	assert_string_equal(e.where, "case:1:8");
	lbt_contains(e.what, "story has 20001 bytes; at most 20000", "story");
	assert_int_equal(lb_case_read(&c, lbt_knowledge(), (lb_str){ big, n - 1 }, lbt_str("case"), 1, &a, NULL), LB_OK);
	free(big);
	lb_arena_drop(&a);
}

static void a_file_is_read_from_disk(void **state)
{
	(void)state;
	lb_arena a = { 0 };
	lb_case c = { 0 };
	lb_err e = { 0 };
	char path[400];
	snprintf(path, sizeof path, "%s/examples/swimmer.yaml", lbt_source_dir());
	if (lb_case_read_file(&c, lbt_knowledge(), path, &a, &e))
		fail_msg("%s: %s", e.where, e.what);
	assert_string_equal(c.id.s, "swimmer");
	assert_int_equal(lb_case_read_file(&c, lbt_knowledge(), "nowhere.yaml", &a, &e), LB_NOTFOUND);
	assert_string_equal(e.where, "nowhere.yaml");
	lb_arena_drop(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(yaml_json_and_lists_say_the_same),
		cmocka_unit_test(words_of_a_finding_name_it_too),
		cmocka_unit_test(bad_input_is_refused_with_place_value_limit_and_nearest_word),
		cmocka_unit_test(every_limit_is_told_with_both_numbers),
		cmocka_unit_test(a_file_is_read_from_disk),
	};
	return LBT_RUN(tests, "case read");
}
