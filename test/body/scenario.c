/* Scenario files: what is refused and where, what the forms of output hold, and what comes from the load model. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "body.h"
#include "lumbar/load.h"
#include "node.h"

static char path[] = "/tmp/lumbar-scenario-XXXXXX";

static lb_status read_text(lb_scenario *s, const char *text, lb_arena *a, lb_err *err)
{
	FILE *f = fopen(path, "w");
	assert_non_null(f);
	assert_true(fputs(text, f) >= 0);
	assert_int_equal(fclose(f), 0);
	return lb_scenario_read(s, path, a, err);
}

static void what_cannot_be_meant_is_refused_in_its_line(void **state)
{
	(void)state;
	static const struct {
		const char *text, *line, *has;
		lb_status status;
	} rows[] = {
		{"label: x\n", ":1:", "no length", LB_PARSE},
		{"length: 3\n", ":1:", "unit", LB_UNIT},
		{"length: 11 years\n", ":1:", "outside", LB_RANGE},
		{"length: 5 days\nlenght: 3 days\n", ":2:", "nearest: 'length'", LB_UNKNOWN_WORD},
		{"length: 5 days\nperson: prone\n", ":2:", "a map", LB_PARSE},
		{"length: 5 days\nperson: { prone: 99 }\n", ":2:", "outside", LB_RANGE},
		{"length: 5 days\ndays:\n  - { what: ice }\n", ":3:", "not known", LB_UNKNOWN_WORD},
		{"length: 5 days\ndays:\n  - { what: heat, dose: 2 }\n", ":3:", "outside", LB_RANGE},
		{"length: 5 days\ndays:\n  - { what: heat, from: 4 days, to: 2 days }\n", ":3:", "before it begins", LB_RANGE},
		{"length: 5 days\ndays:\n  - { what: heat, on: [7] }\n", ":3:", "0 .. 6", LB_RANGE},
		{"length: 5 days\ndays:\n  - { what: heat, on: [1.5] }\n", ":3:", "0 .. 6", LB_RANGE},
		{"length: 5 days\ntasks:\n  - { hours: 23 }\n", ":2:", "24", LB_RANGE},
		{"length: 5 days\ntasks:\n  - { hours: 24, as: sofa_of_doom }\n", ":3:", "posture", LB_NOTFOUND},
		{"length: 5 days\narms:\n  - { label: [a] }\n", ":3:", "a text", LB_PARSE},
		{"length: 5 days\narms:\n  - { hypothesis: pain_spasm }\n", ":3:", "nearest: 'pain_spasm_pain'", LB_UNKNOWN_WORD},
		{"length: 5 days\nstart: { C: 11 }\n", ":2:", "outside", LB_RANGE},
		{"schema: lumbar.case/1\nlength: 5 days\n", ":1:", "lumbar.scenario/1", LB_PARSE},
		{"- 1\n", ":1:", "map", LB_PARSE},
	};
	for (size_t i = 0; i < LBI_COUNT(rows); i++) {
		lb_arena a = {0};
		lb_scenario s;
		lb_err err = {0};
		lb_status got = read_text(&s, rows[i].text, &a, &err);
		if (got != rows[i].status || !strstr(err.where, rows[i].line) || !strstr(err.what, rows[i].has))
			fail_msg("%s-> %s %s: %s", rows[i].text, lb_status_name(got), err.where, err.what);
		lb_arena_drop(&a);
	}
}

static int keep(const char *bytes, size_t n, void *ctx)
{
	char *room = ctx;
	size_t have = strlen(room);
	if (have + n >= 1 << 18)
		return 1;
	memcpy(room + have, bytes, n);
	room[have + n] = 0;
	return 0;
}

static size_t count(const char *text, const char *what)
{
	size_t n = 0;
	for (const char *at = text; (at = strstr(at, what)); at++)
		n++;
	return n;
}

static void every_form_of_output_holds_what_was_run(void **state)
{
	(void)state;
	static char text[1 << 18];
	static const char source[] = "label: A <strange> & \"long\" name\nlength: 9 days\ndays:\n  - { what: injury, from: 2 days }\n"
				     "arms:\n  - { label: none <b> }\n  - { label: warm, care: [ { what: heat, from: 3 days } ] }\n";
	lb_arena a = {0};
	lb_scenario s;
	lb_simulation r;
	lb_sink sink = {keep, text};
	assert_int_equal(read_text(&s, source, &a, NULL), LB_OK);
	assert_int_equal(lb_simulate(&r, &s, lb_knowledge_builtin(), &a, NULL), LB_OK);
	text[0] = 0;
	assert_int_equal(lb_simulation_csv(&r, sink, NULL), LB_OK);
	assert_int_equal(count(text, "\n"), 1 + 2 * 9);
	assert_int_equal(strncmp(text, "arm,day,pain,pain_lo,pain_hi,", 29), 0);
	text[0] = 0;
	assert_int_equal(lb_simulation_json(&r, sink, NULL), LB_OK);
	lbi_doc doc = {.file = lbi_str_z("-"), .text = lbi_str_z(text), .first_line = 1};
	assert_int_equal(lbi_json_read(&doc, &a, NULL), LB_OK);
	assert_non_null(lbi_node_get(doc.root, "schema"));
	text[0] = 0;
	assert_int_equal(lb_simulation_text(&r, sink, NULL), LB_OK);
	assert_non_null(strstr(text, "no forecast for one person"));
	assert_int_equal(count(text, "\n     9 "), 2);
	text[0] = 0;
	assert_int_equal(lb_simulation_svg(&r, sink, NULL), LB_OK);
	assert_non_null(strstr(text, "</svg>"));
	assert_null(strstr(text, "<b>"));
	assert_non_null(strstr(text, "&lt;b"));
	lb_arena_drop(&a);
}

/* Pain is there after the injury, and less of it with heat: the series are those of the model, day by day. */
static void a_simulation_is_the_run_of_its_days(void **state)
{
	(void)state;
	lb_arena a = {0};
	lb_scenario s;
	lb_simulation r;
	assert_int_equal(read_text(&s, "length: 12 days\ndays:\n  - { what: injury, from: 3 days, dose: 0.8 }\narms:\n  - {}\n"
				       "  - { care: [ { what: heat, from: 4 days } ] }\n", &a, NULL), LB_OK);
	assert_int_equal(lb_simulate(&r, &s, lb_knowledge_builtin(), &a, NULL), LB_OK);
	for (size_t d = 0; d < 12; d++) {
		float plain = r.at[0][LB_SERIES_PAIN][d].mid, warm = r.at[1][LB_SERIES_PAIN][d].mid;
		assert_true(d < 3 ? plain == 0 && warm == 0 : plain > 0);
		assert_true(d < 5 || warm < plain);
	}
	lb_arena_drop(&a);
}

/* as: takes the demand of the back and belly from the load model. */
static void demands_come_from_the_load_model(void **state)
{
	(void)state;
	lb_arena a = {0};
	lb_scenario s;
	double calm = lb_load_builtin().tone_supported; /* what a back does that rests on something */
	const struct {
		const char *as;
		double back_low, back_high;
	} rows[] = {{"supine", 0.999 * calm, 1.1 * calm}, {"slouch", 0.999 * calm, 1.1 * calm}, {"stand", 0.05, 0.08}, {"hold_close", 0.2, 0.35}, {"desk_upright", 0.05, 0.08}};
	for (size_t i = 0; i < LBI_COUNT(rows); i++) {
		char text[200];
		snprintf(text, sizeof text, "length: 2 days\ntasks:\n  - { hours: 24, as: %s, legs: 0.2 }\n", rows[i].as);
		assert_int_equal(read_text(&s, text, &a, NULL), LB_OK);
		double back = s.plan.at[0].demand[0];
		if (!(back > rows[i].back_low && back < rows[i].back_high))
			fail_msg("%s: %g", rows[i].as, back);
		assert_true(s.plan.at[0].demand[7] == back && s.plan.at[0].demand[8] > 0 && s.plan.at[0].demand[15] == 0.2);
	}
	lb_arena_drop(&a);
}

/* The usual day's demands were set beside the load model's, and guard_load is about what guarding costs there where a load is
 * held close: more than in a lift, less than upright. */
static void the_usual_day_agrees_with_the_load_model(void **state)
{
	(void)state;
	static lb_load_work w;
	lb_person who = lb_posture_subject();
	lb_body_plan plan;
	double rise[3];
	static const char *const task[3] = {"lift_round", "hold_close", "stand"};
	size_t n;
	const lb_posture_row *row = lb_posture_table(&n);
	lb_body_plan_usual(&plan);
	lb_trunk t;
	lb_load r;
	assert_int_equal(lb_trunk_make(&t, NULL, &who, NULL, NULL), LB_OK);
	for (int k = 0; k < 3; k++)
		for (size_t i = 0; i < n; i++) {
			lb_muscle_state guard = {0};
			lb_posture p;
			if (strcmp(row[i].id, task[k]))
				continue;
			for (int m = 0; m < LB_MUSCLES; m++)
				if (lb_muscle_role((lb_muscle_id)m) != LB_ROLE_SIDE)
					guard.guard[m][0] = guard.guard[m][1] = 0.05;
			assert_int_equal(lb_trunk_make(&t, NULL, &who, &guard, NULL), LB_OK);
			assert_int_equal(lb_posture_settle(&p, &t, &row[i].posture, NULL), LB_OK);
			assert_int_equal(lb_load_solve(&r, &w, &t, &p, NULL, NULL), LB_OK);
			assert_true(r.guard_cut == 0);
			rise[k] = r.guard_N / (r.joint[LB_L4_5].compression_N - r.guard_N) / 0.05;
		}
	if (!(plan.guard_load > rise[0] && plan.guard_load < rise[2] && fabs(plan.guard_load / rise[1] - 1) < 0.1))
		fail_msg("guard_load %g, lifting %g, holding %g, upright %g", plan.guard_load, rise[0], rise[1], rise[2]);
	for (size_t i = 0; i < n; i++) {
		lb_posture p;
		double back_N = 0, most_N = 0;
		assert_int_equal(lb_trunk_make(&t, NULL, &who, NULL, NULL), LB_OK);
		if (strcmp(row[i].id, "stand") && strcmp(row[i].id, "slouch") && strcmp(row[i].id, "sit_erect"))
			continue;
		assert_int_equal(lb_posture_settle(&p, &t, &row[i].posture, NULL), LB_OK);
		assert_int_equal(lb_load_solve(&r, &w, &t, &p, NULL, NULL), LB_OK);
		for (int m = 0; m < LB_MUSCLES; m++)
			if (lb_muscle_role((lb_muscle_id)m) == LB_ROLE_BACK)
				back_N += 2 * r.muscle[m][0].force_N, most_N += 2 * r.muscle[m][0].force_N / r.muscle[m][0].activation;
		double share = back_N / most_N;
		if (!strcmp(row[i].id, "stand"))
			assert_true(fabs(plan.at[0].demand[0] - share) < 0.02);
		else /* sitting lies between upright and slouched */
			assert_true(!strcmp(row[i].id, "slouch") == (plan.at[1].demand[0] > share));
	}
}

int main(void)
{
	int fd = mkstemp(path);
	if (fd < 0 || close(fd))
		return 1;
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_cannot_be_meant_is_refused_in_its_line),
		cmocka_unit_test(every_form_of_output_holds_what_was_run),
		cmocka_unit_test(a_simulation_is_the_run_of_its_days),
		cmocka_unit_test(demands_come_from_the_load_model),
		cmocka_unit_test(the_usual_day_agrees_with_the_load_model),
	};
	int failed = cmocka_run_group_tests_name("body scenarios", tests, NULL, NULL);
	remove(path);
	return failed;
}
