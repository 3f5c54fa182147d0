/* Shared by the tests of the day. */
#ifndef LBT_DAY_HELP_H
#define LBT_DAY_HELP_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "lumbar/report.h"

static lb_arena arena;

static lb_str lbt_str(const char *z)
{
	return (lb_str){z, strlen(z)};
}

static lb_day lbt_read(const char *text)
{
	lb_day day;
	lb_err err = {0};
	if (lb_day_read(&day, lb_knowledge_builtin(), lbt_str(text), lbt_str("day.yaml"), &arena, &err))
		fail_msg("%s: %s", err.where, err.what);
	return day;
}

static lb_day_result lbt_run(const lb_day *day, const lb_person *p, const lb_muscle_state *state, bool with_range)
{
	lb_day_result r;
	lb_err err = {0};
	lb_day_options opt = {.with_range = with_range};
	if (lb_day_run(&r, lb_knowledge_builtin(), day, p, state, &opt, &arena, &err))
		fail_msg("%s: %s", err.where, err.what);
	return r;
}

static lb_day_result lbt_day(const char *text)
{
	lb_day *day = lb_arena_new(&arena, 1, sizeof *day);
	assert_non_null(day);
	*day = lbt_read(text);
	return lbt_run(day, NULL, NULL, false);
}

/* Text that a sink took. */
typedef struct {
	char text[400000];
	size_t n;
} lbt_text;

static int lbt_take(const char *bytes, size_t n, void *ctx)
{
	lbt_text *t = ctx;
	if (t->n + n >= sizeof t->text)
		return 1;
	memcpy(t->text + t->n, bytes, n);
	t->n += n;
	t->text[t->n] = '\0';
	return 0;
}

static int lbt_drop(void **state)
{
	(void)state;
	lb_arena_drop(&arena);
	return 0;
}

#endif
