/* base: the status list and lb_err. */
#include "lbt.h"

#include "base.h"

static void every_status_has_a_name_a_text_and_codes(void **state)
{
	(void)state;
	for (int s = 0; s < LB_STATUS_COUNT; s++) {
		assert_string_not_equal(lb_status_name((lb_status)s), "?");
		assert_true(strlen(lb_status_text((lb_status)s)) > 3);
		assert_in_range(lb_status_exit((lb_status)s), s ? 1 : 0, 4);
		assert_in_range(lb_status_http((lb_status)s), s ? 400 : 200, s ? 503 : 200);
		for (int t = 0; t < s; t++)
			assert_string_not_equal(lb_status_name((lb_status)s), lb_status_name((lb_status)t));
	}
}

static void what_is_no_status_is_a_failure(void **state)
{
	(void)state;
	assert_string_equal(lb_status_name((lb_status)LB_STATUS_COUNT), "?");
	assert_int_equal(lb_status_exit((lb_status)99), 1);
	assert_int_equal(lb_status_http((lb_status)99), 500);
}

static void the_first_error_wins_and_outer_layers_add_only_where(void **state)
{
	(void)state;
	lb_err e = { 0 };
	assert_int_equal(lbi_fail(&e, LB_RANGE, NULL, "%d is too much", 7), LB_RANGE);
	assert_int_equal(lbi_fail(&e, LB_PARSE, "x", "later"), LB_PARSE);
	assert_int_equal(lbi_fail_where(&e, LB_RANGE, "a.yaml:%d:1", 3), LB_RANGE);
	lbi_fail_where(&e, LB_RANGE, "elsewhere");
	assert_int_equal(e.status, LB_RANGE);
	assert_string_equal(e.where, "a.yaml:3:1");
	assert_string_equal(e.what, "7 is too much");
}

static void an_error_is_cut_to_its_room_and_may_be_left_out(void **state)
{
	(void)state;
	char text[1000];
	memset(text, 'x', sizeof text - 1), text[sizeof text - 1] = '\0';
	lb_err e = { 0 };
	lbi_fail(&e, LB_IO, text, "%s", text);
	assert_int_equal(strlen(e.where), sizeof e.where - 1);
	assert_int_equal(strlen(e.what), sizeof e.what - 1);
	assert_int_equal(lbi_fail(NULL, LB_IO, "x", "y"), LB_IO);
	assert_int_equal(lbi_fail_where(NULL, LB_IO, "y"), LB_IO);
}

static void where_is_not_written_where_nothing_failed(void **state)
{
	(void)state;
	lb_err e = { 0 };
	lbi_fail_where(&e, LB_OK, "a.yaml");
	assert_string_equal(e.where, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_status_has_a_name_a_text_and_codes),
		cmocka_unit_test(what_is_no_status_is_a_failure),
		cmocka_unit_test(the_first_error_wins_and_outer_layers_add_only_where),
		cmocka_unit_test(an_error_is_cut_to_its_room_and_may_be_left_out),
		cmocka_unit_test(where_is_not_written_where_nothing_failed),
	};
	return LBT_RUN(tests, "base error");
}
