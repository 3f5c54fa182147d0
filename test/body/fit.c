/* The search for a start and the fit, with few people. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "slope.h"

/* Two rows that move straight with two parameters; the third is at an end of its range, the others never matter. */
static void a_move_by_slopes_brings_straight_rows_to_the_aim(void **state)
{
	(void)state;
	static lbi_slopes s;
	lbi_place p = { .z = { 3, -0.5 } };
	double v[LB_BODY_PARAMS];
	s.aim = 0.9;
	for (size_t k = 0; k < LB_BODY_PARAMS; k++)
		s.high[k] = 1, s.went[k] = 0.1, p.v[k] = k == 2 ? 0 : 0.5;
	s.slope[0][0] = 2, s.slope[0][1] = -2, s.slope[1][1] = 1, s.slope[2][0] = 5;
	lbi_slopes_follow(v, &s, &p, 1e-6);
	double u0 = (v[0] - 0.5) / 0.1, u1 = (v[1] - 0.5) / 0.1;
	assert_true(fabs(3 + 2 * u0 - 0.9) < 1e-3);          /* 3 comes down to the aim, */
	assert_true(fabs(-0.5 - 2 * u0 + u1) < 0.9 + 1e-3);  /* and the other stays inside */
	assert_true(u1 < 0 && v[2] == 0 && v[3] == 0.5);
	p.z[0] = 0.8;
	lbi_slopes_follow(v, &s, &p, 1e-6);
	assert_memory_equal(v, p.v, sizeof v); /* inside: stays */
	p.z[0] = 30;
	lbi_slopes_follow(v, &s, &p, 1e-6);
	assert_true(fabs(v[0] - 0.35) < 1e-9); /* no further than 1.5 moves */
}

static void keep_line(const char *line, void *ctx)
{
	char *room = ctx;
	snprintf(room + strlen(room), 1024 - strlen(room), "%s\n", line);
}

/* Few people and few rounds: the sets come nearer to the rows, hardly inside; what is told of them is compared, too. */
static void the_fit_comes_nearer_and_does_not_depend_on_threads(void **state)
{
	(void)state;
	char told[2][1024] = { "", "" };
	lb_fit_options o = { .sets = 8, .people = 320, .generations = 3, .spread = 1, .threads = 1, .seed = 9, .tell = keep_line };
	lb_arena arena = { 0 };
	lb_body_params a[8], b[8];
	double first, last;
	size_t n, m;
	o.ctx = told[0];
	assert_int_equal(lb_body_fit(a, &n, lb_knowledge_builtin(), &o, &arena, NULL), LB_OK);
	o.threads = 3, o.ctx = told[1];
	assert_int_equal(lb_body_fit(b, &m, lb_knowledge_builtin(), &o, &arena, NULL), LB_OK);
	assert_string_equal(told[0], told[1]);
	assert_int_equal(n, m);
	assert_memory_equal(a, b, n * sizeof *a);
	assert_int_equal(sscanf(strstr(told[0], "mean distance"), "mean distance %lf", &first), 1);
	assert_int_equal(sscanf(strstr(strstr(told[0], "generation 3"), "mean"), "mean distance %lf", &last), 1);
	if (!(last < 0.5 * first))
		fail_msg("%s", told[0]);
	o.sets = 7;
	assert_int_equal(lb_body_fit(b, &m, lb_knowledge_builtin(), &o, &arena, NULL), LB_RANGE);
	lb_arena_drop(&arena);
}

static void a_search_for_a_start_does_not_depend_on_threads(void **state)
{
	(void)state;
	lb_fit_options o = { .people = 1600, .people_early = 800, .generations = 1, .threads = 2, .seed = 9 }, more = o;
	lb_arena arena = { 0 };
	lb_body_params a, b;
	double da, db, start;
	more.threads = 3;
	assert_int_equal(lb_body_search(&a, &da, lb_knowledge_builtin(), &o, &arena, NULL), LB_OK);
	assert_int_equal(lb_body_search(&b, &db, lb_knowledge_builtin(), &more, &arena, NULL), LB_OK);
	assert_memory_equal(&a, &b, sizeof a);
	assert_true(da == db);
	o.generations = 0;
	assert_int_equal(lb_body_search(&b, &start, lb_knowledge_builtin(), &o, &arena, NULL), LB_OK);
	assert_true(da < 0.8 * start);
	o.people = 65;
	assert_int_equal(lb_body_search(&b, &start, lb_knowledge_builtin(), &o, &arena, NULL), LB_RANGE);
	lb_arena_drop(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_move_by_slopes_brings_straight_rows_to_the_aim),
		cmocka_unit_test(the_fit_comes_nearer_and_does_not_depend_on_threads),
		cmocka_unit_test(a_search_for_a_start_does_not_depend_on_threads),
	};
	return cmocka_run_group_tests_name("body fit", tests, NULL, NULL);
}
