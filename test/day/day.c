/* Laws of the day, and days that are refused. */
#include "help.h"

#define KID    "- { do: picking the kid up, times: 25 }\n"
#define DESK   "- { do: desk work, for: 6 h }\n"
#define VACUUM "- { do: vacuuming, for: 10 min }\n"

static void near(double a, double b, double tolerance, const char *what)
{
	if (!(fabs(a - b) <= tolerance * (1 + fabs(b))))
		fail_msg("%s: %.17g is not %.17g", what, a, b);
}

static void twice_the_time_is_twice_the_dose(void **state)
{
	(void)state;
	lb_day_result one = lbt_day("- { do: desk work, for: 2 h }\n- { do: washing up, for: 10 min }\n");
	lb_day_result two = lbt_day("- { do: desk work, for: 4 h }\n- { do: washing up, for: 20 min }\n");
	for (int j = 0; j < LB_JOINTS; j++) {
		near(two.dose_Ns[j], 2 * one.dose_Ns[j], 1e-12, "dose");
		near(two.peak_N[j], one.peak_N[j], 1e-12, "peak");
	}
	near(two.bent_s, 2 * one.bent_s, 1e-12, "bent");
	near(two.above_Ns, 2 * one.above_Ns, 1e-12, "dose beyond lying");
	lb_day_result once = lbt_day("- { do: picking the kid up, times: 10 }\n"),
		      twice = lbt_day("- { do: picking the kid up, times: 20 }\n");
	near(twice.wear, 2 * once.wear, 1e-12, "wear");
	near(twice.lift_damage[0], 2 * once.lift_damage[0], 1e-12, "damage of lifts");
}

static void the_order_of_the_file_does_not_matter(void **state)
{
	(void)state;
	lb_day_result a = lbt_day(KID DESK VACUUM KID), b = lbt_day(KID VACUUM KID DESK),
		      c = lbt_day(DESK KID KID VACUUM);
	const lb_day_result *other[2] = {&b, &c};
	for (int o = 0; o < 2; o++) {
		assert_memory_equal(a.dose_Ns, other[o]->dose_Ns, sizeof a.dose_Ns);
		assert_memory_equal(a.peak_N, other[o]->peak_N, sizeof a.peak_N);
		assert_true(a.wear == other[o]->wear && a.lift_damage[1] == other[o]->lift_damage[1] &&
			    a.n_swaps == other[o]->n_swaps);
		for (size_t i = 0; i < a.parts.n; i++) {
			assert_ptr_equal(a.parts.at[i].row, other[o]->parts.at[i].row);
			assert_true(a.parts.at[i].share == other[o]->parts.at[i].share);
		}
		for (size_t i = 0; i < a.n_swaps; i++)
			assert_true(a.swap[i].saved == other[o]->swap[i].saved);
	}
}

static void shares_add_up_and_fall(void **state)
{
	(void)state;
	lb_day_result r = lbt_day(KID DESK VACUUM "- { do: sleeping, for: 8 h }\n");
	double sum = 0;
	for (size_t i = 0; i < r.parts.n; i++) {
		sum += r.parts.at[i].share;
		assert_true(!i || r.parts.at[i].share <= r.parts.at[i - 1].share);
	}
	near(sum, 1, 1e-12, "sum of shares");
	near(r.parts.at[r.parts.n - 1].wear, 0, 1e-15, "wear of sleep");
}

/* Whatever the day: a swap that is shown lowers the peak, and the day done that way is less. */
static void a_swap_that_is_shown_saves(void **state)
{
	(void)state;
	const lb_knowledge *k = lb_knowledge_builtin();
	size_t shown = 0;
	for (size_t i = 0; i < lb_activities(k).n; i++) {
		const lb_activity *row = &lb_activities(k).at[i];
		lb_day_entry e[2] = {{(int)i, 10, 600, -1, 0},
				     {lb_activity_index(k, lbt_str("desk_rounded"), NULL), 1, 7200, -1, 0}};
		if (row->pace == LB_PACE_move)
			e[0].total_s = 10 * row->seconds;
		lb_day day = {.entries = {e, 2}};
		lb_day_result r = lbt_run(&day, NULL, NULL, false);
		for (size_t s = 0; s < r.n_swaps; s++) {
			const lb_day_swap *q = &r.swap[s];
			assert_true(q->ratio < 1 && q->saved > 0 && q->saved < 1);
			assert_true(!s || q->saved <= r.swap[s - 1].saved);
			lb_day_entry now = *r.parts.at[q->part].entry, other = now;
			const lb_activity *to = &lb_activities(k).at[q->load.activity];
			other.activity = q->load.activity, other.kg = q->load.kg > 0 ? q->load.kg : -1;
			if (q->row->times > 0)
				other.times *= q->row->times;
			if (row->pace == LB_PACE_move && r.parts.at[q->part].row == row)
				other.total_s = other.times * (to->seconds > 0 ? to->seconds : row->seconds);
			lb_day one = {.entries = {&now, 1}}, two = {.entries = {&other, 1}};
			lb_day_result before = lbt_run(&one, NULL, NULL, false),
				      after = lbt_run(&two, NULL, NULL, false);
			double dose = (before.above_Ns - after.above_Ns) / r.above_Ns,
			       wear = (before.wear - after.wear) / r.wear;
			near(q->saved, (dose + wear) / 2, 1e-9, row->id.s);
			assert_true(after.peak_N[LB_L4_5] < before.peak_N[LB_L4_5]);
			shown++;
		}
		if (r.swaps_without)
			fail_msg("%s: a swap of its row saves nothing", row->id.s);
		lb_arena_reset(&arena);
	}
	assert_true(shown > 60);
}

static void a_heavier_child_loads_more(void **state)
{
	(void)state;
	double last = 0;
	for (int kg = 5; kg <= 25; kg += 5) {
		char text[100];
		snprintf(text, sizeof text, "- { do: picking the kid up, times: 10, load: %d kg }\n", kg);
		double now = lbt_day(text).parts.at[0].load.peak_N;
		assert_true(now > last);
		last = now;
	}
}

static void guarding_adds_and_is_told(void **state)
{
	(void)state;
	lb_day day = lbt_read(DESK "- { do: standing, for: 2 h }\n" KID);
	lb_muscle_state guard = {0};
	for (int m = LB_MUSCLE_longissimus_lumborum; m <= LB_MUSCLE_iliocostalis_thoracis; m++)
		guard.guard[m][0] = guard.guard[m][1] = 0.08;
	lb_day_result calm = lbt_run(&day, NULL, NULL, false), held = lbt_run(&day, NULL, &guard, false);
	near(calm.guard_ratio, 1, 1e-12, "no guarding");
	assert_true(held.guard_ratio > 1.02 && held.guard_ratio < 1.6);
	assert_true(held.dose_Ns[LB_L4_5] > calm.dose_Ns[LB_L4_5] && held.standing_N == calm.standing_N);
	near(held.dose_Ns[LB_L4_5] / held.guard_ratio, calm.dose_Ns[LB_L4_5], 1e-3, "dose without it");
}

/* Waters 1993 by hand: 10 kg, hands 42 cm ahead ... the multipliers multiplied. */
static void the_lifting_equation_is_as_published(void **state)
{
	(void)state;
	lb_day_result r = lbt_day("- { do: squat lift, times: 48, load: 10 kg, over: 4 h }\n");
	const lb_day_part *p = &r.parts.at[0];
	double h = 100 * p->load.reach_m, v = 100 * p->load.height_m, d = fabs(75 - v);
	near(h, 42, 1e-3, "hands ahead of the ankles");
	near(v, 35, 1e-3, "hands above the floor");
	double limit = 23 * (25 / h) * (1 - 0.003 * fabs(v - 75)) * fmin(1, 0.82 + 4.5 / d) * 0.85 * 0.95;
	near(p->lift_limit_kg, limit, 1e-9, "limit");
	near(p->lift_index, 10 / limit, 1e-9, "index");
	assert_true(lbt_day("- { do: child on the hip, for: 10 min }\n").lift_index ==
		    0); /* not a lift that it was made for */
}

static void the_fatigue_tool_is_as_published(void **state)
{
	(void)state;
	lb_day_result r = lbt_day("- { do: squat lift, times: 100, load: 10 kg }\n");
	double M = r.parts.at[0].load.hand_Nm, D = 100 * exp(0.038 * M + 0.32) / 1902416;
	near(r.lift_damage[0], D, 1e-12, "damage");
	near(r.lift_damage[1], D * 1902416 / 902416, 1e-12, "damage by the other scale");
	near(r.lift_risk[0], 1 / (1 + exp(-(1.72 + 1.03 * log10(D)))), 1e-12, "probability");
}

static void bad_days_are_refused_with_place_value_and_limit(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		lb_status status;
		const char *where, *what;
	} rows[] = {
		{"- { do: desk work, for: 18 h }\n- { do: sleeping, for: 12 h }\n", LB_RANGE, "day.yaml:2:3",
		 "30.0 h; at most 24 h"},
		{"- { do: standing, for: 30 h }\n", LB_RANGE, "day.yaml:1:24", "outside 0 to 24 hours"},
		{"- do: lifting a bocks\n  times: 3\n", LB_UNKNOWN_WORD, "day.yaml:1:7", "nearest: 'lift_stoop'"},
		{"- { do: dive, for: 1 h }\n", LB_UNKNOWN_WORD, "day.yaml:1:9", "nearest: 'drive'"},
		{"- { do: lifting a box, times: 1, load: 400 kg }\n", LB_RANGE, "day.yaml:1:40", "outside 0 to 150 kg"},
		{"- { do: lifting a box, times: 1, load: 10 }\n", LB_UNIT, "day.yaml:1:40", "no unit"},
		{"- { do: lifting a box, times: 1, load: 10 cm }\n", LB_UNIT, "day.yaml:1:40", "another kind"},
		{"- { do: standing, for: 1 h, load: 10 kg }\n", LB_CONFLICT, "day.yaml:1:35", "nothing is carried"},
		{"- { do: lifting a box, for: 10 min }\n", LB_PARSE, "day.yaml:1:3", "give 'times:'"},
		{"- { do: lifting a box }\n", LB_PARSE, "day.yaml:1:3", "needs 'times:'"},
		{"- { do: standing }\n", LB_PARSE, "day.yaml:1:3", "needs 'for:'"},
		{"- { do: standing, four: 1 h }\n", LB_UNKNOWN_WORD, "day.yaml:1:25", "nearest: 'for'"},
		{"- { do: lifting a box, times: -3 }\n", LB_RANGE, "day.yaml:1:31", "-3 is outside"},
		{"- { do: lifting a box, times: 1e9 }\n", LB_RANGE, "day.yaml:1:31", "outside 0 to 20000"},
		{"- { do: lifting a box, times: many }\n", LB_PARSE, "day.yaml:1:31", "'many'"},
		{"- { for: 1 h }\n", LB_PARSE, "day.yaml:1:3", "'do:'"},
		{"schema: lumbar.day/2\nactivities: []\n", LB_PARSE, "day.yaml:1:9", "lumbar.day/1"},
		{"label: x\n", LB_PARSE, "day.yaml:1:1", "activities"},
		{"activities: []\n", LB_PARSE, "day.yaml:1:1", "without activities"},
		{"actions: []\nactivities: [{ do: standing, for: 1 h }]\n", LB_UNKNOWN_WORD, "day.yaml:1:1",
		 "no key 'actions'"},
		{"{\"activities\":[{\"do\":\"standing\",\"for\":60}]}", LB_UNIT, "", "20 min"},
	};
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		lb_day day;
		lb_err err = {0};
		lb_status s = lb_day_read(&day, lb_knowledge_builtin(), lbt_str(rows[i].text), lbt_str("day.yaml"),
					  &arena, &err);
		if (s != rows[i].status || (rows[i].where[0] && strcmp(err.where, rows[i].where) != 0) ||
		    !strstr(err.what, rows[i].what))
			fail_msg("row %zu: %s %s: %s", i, lb_status_name(s), err.where, err.what);
	}
}

static void a_case_tells_its_day(void **state)
{
	(void)state;
	static const char text[] =
		"age: 34\nsex: female\nheight: 168 cm\nmass: 64 kg\nmuscle_spasm: yes\nduration: 4 weeks\n"
		"day:\n  - { do: desk work, for: 6 h }\n  - { do: picking the kid up, times: 20 }\n";
	static lbt_text page;
	lb_case c;
	lb_assessment a;
	lb_err err = {0};
	if (lb_case_read(&c, lb_knowledge_builtin(), lbt_str(text), lbt_str("case.yaml"), 1, &arena, &err) ||
	    lb_assess(&a, &c, &arena, &err))
		fail_msg("%s: %s", err.where, err.what);
	assert_non_null(a.day);
	assert_true(a.day->person_known && a.day->parts.n == 2);
	page.n = 0;
	assert_int_equal(lb_report_json(&a, (lb_sink){lbt_take, &page}, NULL), LB_OK);
	assert_non_null(strstr(page.text, "\"load\":{\"schema\":\"lumbar.day/1\""));
	page.n = 0;
	assert_int_equal(lb_report_text(&a, (lb_report_options){0}, (lb_sink){lbt_take, &page}, NULL), LB_OK);
	assert_non_null(strstr(page.text, "Your day"));
	page.n = 0; /* written back and read again it is the same day */
	assert_int_equal(lb_case_write(&c, (lb_sink){lbt_take, &page}, NULL), LB_OK);
	lb_case again;
	if (lb_case_read(&again, lb_knowledge_builtin(), lbt_str(page.text), lbt_str("again.yaml"), 1, &arena, &err))
		fail_msg("%s: %s", err.where, err.what);
	assert_int_equal(again.day->entries.n, c.day->entries.n);
	for (size_t i = 0; i < c.day->entries.n; i++) {
		const lb_day_entry *x = &c.day->entries.at[i], *y = &again.day->entries.at[i];
		assert_true(x->activity == y->activity && x->times == y->times && x->total_s == y->total_s && x->kg == y->kg);
	}
	if (lb_case_read(&c, lb_knowledge_builtin(), lbt_str("age: 34\n"), lbt_str("case.yaml"), 1, &arena, &err) ||
	    lb_assess(&a, &c, &arena, &err))
		fail_msg("%s: %s", err.where, err.what);
	page.n = 0;
	assert_null(a.day);
	assert_int_equal(lb_report_json(&a, (lb_sink){lbt_take, &page}, NULL), LB_OK);
	assert_null(strstr(page.text, "\"load\""));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(twice_the_time_is_twice_the_dose),
		cmocka_unit_test(the_order_of_the_file_does_not_matter),
		cmocka_unit_test(shares_add_up_and_fall),
		cmocka_unit_test(a_swap_that_is_shown_saves),
		cmocka_unit_test(a_heavier_child_loads_more),
		cmocka_unit_test(guarding_adds_and_is_told),
		cmocka_unit_test(the_lifting_equation_is_as_published),
		cmocka_unit_test(the_fatigue_tool_is_as_published),
		cmocka_unit_test(bad_days_are_refused_with_place_value_and_limit),
		cmocka_unit_test(a_case_tells_its_day),
	};
	return cmocka_run_group_tests_name("day", tests, NULL, lbt_drop);
}
