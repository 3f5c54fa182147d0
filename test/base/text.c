/* base: strings, "did you mean", files. */
#include "lbt.h"

#include <stdio.h>

#include "base.h"

static lb_str word_at(size_t i, const void *ctx)
{
	return lbt_str(((const char *const *)ctx)[i]);
}

static void the_nearest_word_is_found_within_a_few_edits(void **state)
{
	(void)state;
	static const char *const words[] = { "leg_pain", "leg_numbness", "fever", "age", "duration", "saddle_numbness", "" };
	static const struct {
		const char *typed, *want;
	} rows[] = {
		{ "leg_pian", "leg_pain" }, { "fevr", "fever" },  { "fver", "fever" },    { "feverr", "fever" },
		{ "aeg", "age" },           { "ag", "age" },      { "durtion", "duration" }, { "sadle_numbnes", "saddle_numbness" },
		{ "saddle", "saddle_numbness" }, { "xyzzy", "" }, { "", "" },             { "zz", "" },
		{ "leg_numbnes", "leg_numbness" },
	};
	for (size_t i = 0; i < LBT_COUNT(rows); i++) {
		lb_str near = lbi_nearest(lbt_str(rows[i].typed), LBT_COUNT(words), word_at, words);
		if (!lbi_str_is(near, rows[i].want))
			fail_msg("'%s': '%.*s', not '%s'", rows[i].typed, LB_FMT(near), rows[i].want);
	}
	char big[300];
	memset(big, 'a', sizeof big);
	assert_int_equal(lbi_nearest((lb_str){ big, sizeof big }, LBT_COUNT(words), word_at, words).n, 0);
}

static void strings_compare_by_bytes_and_length(void **state)
{
	(void)state;
	assert_true(lbi_str_eq(lbt_str(""), (lb_str){ NULL, 0 }));
	assert_false(lbi_str_eq(lbt_str("a"), lbt_str("ab")));
	assert_true(lbi_str_cmp(lbt_str("a"), lbt_str("ab")) < 0);
	assert_true(lbi_str_cmp(lbt_str("b"), lbt_str("ab")) > 0);
	assert_int_equal(lbi_str_cmp(lbt_str("ab"), lbt_str("ab")), 0);
	assert_int_equal(lbi_str_trim(lbt_str(" \t\r\n ")).n, 0);
	assert_true(lbi_str_is(lbi_str_trim(lbt_str("\n a b \t")), "a b"));
}

static void copies_end_in_nul_and_formats_are_whole(void **state)
{
	(void)state;
	lb_arena a = { 0 }, none = { .limit_bytes = 1 };
	lb_str s = lbi_str_dup(&a, (lb_str){ "abcdef", 3 });
	assert_string_equal(s.s, "abc");
	s = lbi_str_format(&a, "%s:%d", "x", 12);
	assert_string_equal(s.s, "x:12");
	assert_int_equal(s.n, 4);
	assert_null(lbi_str_dup(&none, s).s);
	assert_null(lbi_str_format(&none, "%d", 1).s);
	lb_arena_drop(&a);
	lb_arena_drop(&none);
}

static void files_are_read_whole_up_to_their_limit(void **state)
{
	(void)state;
	lb_arena a = { 0 };
	char folder[64], path[100];
	static char bytes[100000];
	for (size_t i = 0; i < sizeof bytes; i++)
		bytes[i] = (char)('a' + i % 26);
	lbt_folder(folder);
	static const size_t sizes[] = { 0, 1, 16383, 16384, 16385, 32768, 100000 };
	for (size_t i = 0; i < LBT_COUNT(sizes); i++) {
		lb_str s = { 0 };
		lb_err e = { 0 };
		lbt_write(folder, "f", bytes, sizes[i]);
		snprintf(path, sizeof path, "%s/f", folder);
		assert_int_equal(lbi_file_read(&s, path, 100000, &a, &e), LB_OK);
		assert_int_equal(s.n, sizes[i]);
		assert_memory_equal(s.s, bytes, sizes[i]);
		assert_int_equal(s.s[s.n], 0);
		if (sizes[i])
			assert_int_equal(lbi_file_read(&s, path, sizes[i] - 1, &a, &e), LB_LIMIT);
	}
	lbt_folder_remove(folder);
	lb_str s = { 0 };
	lb_err e = { 0 };
	assert_int_equal(lbi_file_read(&s, "no such file", 10, &a, &e), LB_NOTFOUND);
	assert_string_equal(e.where, "no such file");
	e = (lb_err){ 0 };
	assert_int_equal(lbi_file_read(&s, "/tmp", 10, &a, &e), LB_IO);
	lb_arena_drop(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_nearest_word_is_found_within_a_few_edits),
		cmocka_unit_test(strings_compare_by_bytes_and_length),
		cmocka_unit_test(copies_end_in_nul_and_formats_are_whole),
		cmocka_unit_test(files_are_read_whole_up_to_their_limit),
	};
	return LBT_RUN(tests, "base text");
}
