/* assess: a line in, a line out, in order. */
#include "lbt.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

typedef struct {
	const char *s;
	size_t n, at, most; /* most: bytes a read gives at once */
	bool fails;
} source;

static long feed(char *bytes, size_t size, void *ctx)
{
	source *s = ctx;
	size_t n = s->n - s->at < size ? s->n - s->at : size;
	n = s->most && n > s->most ? s->most : n;
	if (s->fails && s->at > 0)
		return -1;
	memcpy(bytes, s->s + s->at, n);
	s->at += n;
	return (long)n;
}

typedef struct {
	lb_batch_count count;
	lb_status status;
	lb_err err;
	lbt_text out;
	size_t n_lines;
	char *line[64];
} answers;

static answers run(const char *text, size_t n, size_t most)
{
	answers r = { 0 };
	source s = { text, n, 0, most, false };
	r.status = lb_batch_run(&r.count, lbt_knowledge(), (lb_feed){ feed, &s }, lbt_str("in"), lbt_sink(&r.out), &r.err);
	for (char *p = r.out.s ? strtok(r.out.s, "\n") : NULL; p && r.n_lines < 64; p = strtok(NULL, "\n"))
		r.line[r.n_lines++] = p;
	return r;
}

static void each_line_is_answered_on_its_line_in_order(void **state)
{
	(void)state;
	static const char text[] = "{\"id\":\"a\",\"fever\":true}\n"
	                           "{\"id\":\"b\",\"feverr\":true}\n"
	                           "\n   \r\n"
	                           "not a case at all\n"
	                           "{\"id\":\"c\"\n"
	                           "{\"id\":\"d\",\"age\":400}\r\n"
	                           "{\"id\":\"e\",\"saddle_numbness\":true}";
	static const struct {
		const char *id, *where, *error_id; /* an error carries the id of its line where the line is JSON */
	} want[] = { { "a", NULL, NULL }, { NULL, "in:2:20", "b" }, { NULL, "in:5:1", NULL },
		     { NULL, "in:6:", NULL }, { NULL, "in:7:17", "d" }, { "e", NULL, NULL } };
	for (size_t most = 1; most < 40; most += 7) { /* however the bytes come */
		answers r = run(text, sizeof text - 1, most);
		assert_int_equal(r.status, LB_OK);
		assert_int_equal(r.count.lines, 6);
		assert_int_equal(r.count.errors, 4);
		assert_int_equal(r.n_lines, 6);
		for (size_t i = 0; i < r.n_lines; i++) {
			json_t *j = json_loads(r.line[i], 0, NULL), *error = json_object_get(j, "error");
			assert_non_null(j);
			assert_string_equal(json_string_value(json_object_get(j, "schema")), "lumbar.assessment/1");
			assert_int_equal(!error, want[i].id != NULL);
			if (want[i].id)
				assert_string_equal(json_string_value(json_object_get(json_object_get(j, "case"), "id")), want[i].id);
			else
				lbt_contains(json_string_value(json_object_get(error, "where")), want[i].where, r.line[i]);
			const char *id = json_string_value(json_object_get(j, "id"));
			assert_int_equal(id != NULL, want[i].error_id != NULL);
			if (id)
				assert_string_equal(id, want[i].error_id);
			json_decref(j);
		}
		lbt_text_free(&r.out);
	}
}

static void a_line_that_is_too_long_is_answered_and_skipped(void **state)
{
	(void)state;
	static const size_t sizes[] = { LB_CASE_BYTES_MAX + 1, LB_CASE_BYTES_MAX + 64 * 1024, LB_CASE_BYTES_MAX + 64 * 1024 + 1,
		                        3000000 };
	for (size_t i = 0; i < LBT_COUNT(sizes); i++)
		for (int last = 0; last < 2; last++) {
			lbt_text t = { 0 };
			lb_sink o = lbt_sink(&t);
			char *big = malloc(sizes[i]);
			assert_non_null(big);
			memset(big, 'x', sizes[i]);
			o.write("{\"id\":\"a\"}\n", 11, o.ctx);
			o.write(big, sizes[i], o.ctx);
			if (!last)
				o.write("\n{\"id\":\"b\"}\n", 12, o.ctx);
			answers r = run(t.s, t.n, 0);
			assert_int_equal(r.status, LB_OK);
			assert_int_equal(r.count.lines, last ? 2 : 3);
			assert_int_equal(r.count.errors, 1);
			assert_int_equal(r.n_lines, last ? 2 : 3);
			lbt_contains(r.line[1], "\"status\":\"LIMIT\",\"where\":\"in:2:1\"", "too long");
			if (!last)
				lbt_contains(r.line[2], "\"id\":\"b\"", "the line behind it");
			free(big);
			lbt_text_free(&t);
			lbt_text_free(&r.out);
		}
}

static void the_longest_line_that_is_allowed_is_read(void **state)
{
	(void)state;
	char *text = malloc(LB_CASE_BYTES_MAX + 12);
	assert_non_null(text);
	memset(text, ' ', LB_CASE_BYTES_MAX + 12);
	memcpy(text, "{\"id\":\"a\"", 9);
	text[LB_CASE_BYTES_MAX - 1] = '}';
	memcpy(text + LB_CASE_BYTES_MAX, "\n{\"id\":\"b\"}", 11);
	answers r = run(text, LB_CASE_BYTES_MAX + 11, 0);
	assert_int_equal(r.count.lines, 2);
	assert_int_equal(r.count.errors, 0);
	free(text);
	lbt_text_free(&r.out);
}

static void nothing_in_is_nothing_out(void **state)
{
	(void)state;
	static const char *const texts[] = { "", "\n", "\n\n  \n\t", "\r\n" };
	for (size_t i = 0; i < LBT_COUNT(texts); i++) {
		answers r = run(texts[i], strlen(texts[i]), 0);
		assert_int_equal(r.status, LB_OK);
		assert_int_equal(r.count.lines, 0);
		assert_int_equal(r.out.n, 0);
		lbt_text_free(&r.out);
	}
}

static int refuse(const char *bytes, size_t n, void *ctx)
{
	(void)bytes, (void)n, (void)ctx;
	return 1;
}

static void a_feed_or_sink_that_fails_ends_the_run(void **state)
{
	(void)state;
	const char *text = "{\"id\":\"a\"}\n{\"id\":\"b\"}\n";
	lb_batch_count count = { 0 };
	lb_err e = { 0 };
	source s = { text, strlen(text), 0, 5, true };
	lbt_text t = { 0 };
	assert_int_equal(lb_batch_run(&count, lbt_knowledge(), (lb_feed){ feed, &s }, lbt_str("in"), lbt_sink(&t), &e), LB_IO);
	lbt_text_free(&t);
	s = (source){ text, strlen(text), 0, 0, false };
	e = (lb_err){ 0 };
	assert_int_equal(lb_batch_run(&count, lbt_knowledge(), (lb_feed){ feed, &s }, lbt_str("in"), (lb_sink){ refuse, NULL }, &e),
	                 LB_IO);
	assert_int_equal(e.status, LB_IO);
}

static void one_after_the_other_they_do_not_touch(void **state)
{
	(void)state;
	lbt_text t = { 0 };
	lb_sink o = lbt_sink(&t);
	static const char a[] = "{\"id\":\"a\",\"fever\":true,\"story\":\"numb between the legs\"}\n", b[] = "{\"id\":\"b\"}\n";
	for (int i = 0; i < 20; i++)
		o.write(i % 2 ? b : a, strlen(i % 2 ? b : a), o.ctx);
	answers r = run(t.s, t.n, 0);
	assert_int_equal(r.n_lines, 20);
	for (size_t i = 2; i < 20; i++)
		assert_string_equal(r.line[i], r.line[i - 2]);
	assert_string_not_equal(r.line[0], r.line[1]);
	lbt_text_free(&t);
	lbt_text_free(&r.out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_line_is_answered_on_its_line_in_order),
		cmocka_unit_test(a_line_that_is_too_long_is_answered_and_skipped),
		cmocka_unit_test(the_longest_line_that_is_allowed_is_read),
		cmocka_unit_test(nothing_in_is_nothing_out),
		cmocka_unit_test(a_feed_or_sink_that_fails_ends_the_run),
		cmocka_unit_test(one_after_the_other_they_do_not_touch),
	};
	return LBT_RUN(tests, "assess batch");
}
