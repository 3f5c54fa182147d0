/* Posture files: what is read, what is refused and where; and that results can be shown. */
#include "help.h"
#include "node.h"

static lb_status read(lb_posture *p, const char *text, lb_err *err)
{
	lb_arena a = {0};
	lb_status s = lb_posture_read(p, NULL, lbi_str_z(text), lbi_str_z("p.yaml"), &a, err);
	lb_arena_drop(&a);
	return s;
}

static void parts_are_read_with_their_units(void **state)
{
	(void)state;
	lb_posture p;
	lb_err err = {0};
	if (read(&p,
		 "schema: lumbar.posture/1\nflex: 30 deg\nside: -0.1 rad\npelvis_tilt: 10 deg\narms: { upper: 20 deg, "
		 "fore: 50 deg }\n"
		 "left_arm: { apart: 15 deg }\nload: { right: 5 kg, left: 20 N }\nsupported: yes\narm_support: 50 %\n",
		 &err))
		fail_msg("%s: %s", err.where, err.what);
	lbt_near(p.flex_rad, 30 * DEG, 1e-12, "flex");
	lbt_near(p.side_rad, -0.1, 1e-12, "side");
	lbt_near(p.arm[0].upper_rad, 20 * DEG, 1e-12, "right upper arm");
	lbt_near(p.arm[1].fore_rad, 50 * DEG, 1e-12, "left forearm");
	lbt_near(p.arm[0].abduct_rad, 0, 0, "right arm apart");
	lbt_near(p.arm[1].abduct_rad, 15 * DEG, 1e-12, "left arm apart");
	lbt_near(p.arm[0].load_N[1], -5 * 9.80665, 1e-12, "right load");
	lbt_near(p.arm[1].load_N[1], -20, 1e-12, "left load");
	lbt_near(p.arm_support, 0.5, 1e-12, "arm support");
	assert_true(p.supported && !p.lying && !p.stance && !p.hand_placed);
}

static void hands_stance_and_rows_are_read(void **state)
{
	(void)state;
	lb_posture p;
	assert_int_equal(read(&p,
			      "load: 20 kg\nhands: { ahead: 35 cm, up: 0.8 m }\n"
			      "stance: { hip: 20 deg, knee: 25 deg, balance: 10 cm }\n",
			      NULL),
			 LB_OK);
	assert_true(p.hand_placed && p.stance);
	lbt_near(p.hand_m[1], 0.8, 1e-12, "hands up");
	lbt_near(p.arm[0].load_N[1], -10 * 9.80665, 1e-12, "half of the load");
	assert_int_equal(read(&p, "load: 5 kg\nlike: lift_round\n", NULL), LB_OK);
	lbt_near(p.flex_rad, 65 * DEG, 1e-12, "flexion of the row");
	lbt_near(p.arm[1].load_N[1], -2.5 * 9.80665, 1e-12, "own load over the row's");
	assert_int_equal(read(&p, "{\"flex\": \"10 deg\", \"lying\": true}", NULL), LB_OK);
	assert_true(p.lying);
}

static void what_cannot_be_meant_is_refused_in_its_place(void **state)
{
	(void)state;
	static const struct {
		const char *text, *where;
		lb_status status;
	} rows[] = {
		{"flex: 45\n", "p.yaml:1:7", LB_UNIT},
		{"flex: 45 kg\n", "p.yaml:1:7", LB_UNIT},
		{"flexion: 45 deg\n", "p.yaml:1:", LB_UNKNOWN_WORD},
		{"flex: 10 deg\narms: { uper: 3 deg }\n", "p.yaml:2:", LB_UNKNOWN_WORD},
		{"load: 5 m\n", "p.yaml:1:7", LB_UNIT},
		{"load: { middle: 5 kg }\n", "p.yaml:1:", LB_UNKNOWN_WORD},
		{"hands: { ahead: 30 cm }\n", "p.yaml:1:", LB_PARSE},
		{"lying: perhaps\n", "p.yaml:1:8", LB_PARSE},
		{"like: nobody\n", "p.yaml:1:7", LB_NOTFOUND},
		{"schema: lumbar.case/1\n", "p.yaml:1:9", LB_PARSE},
		{"flex: 80 deg\n", "p.yaml:1:7", LB_RANGE},
		{"flex: 10 deg\narms: { upper: 300 deg }\n", "p.yaml:2:16", LB_RANGE},
		{"stance: { knee: 170 deg }\n", "p.yaml:1:", LB_RANGE},
		{"guard: { multifidis: 10 % }\n", "p.yaml:1:", LB_UNKNOWN_WORD},
		{"guard: { multifidus: 101 % }\n", "p.yaml:1:", LB_RANGE},
		{"guard: { multifidus: { up: 10 % } }\n", "p.yaml:1:", LB_UNKNOWN_WORD},
		{"weak: 10 %\n", "p.yaml:1:", LB_PARSE},
		{"weak: { psoas: 10 deg }\n", "p.yaml:1:", LB_UNIT},
		{"guard: { psoas: 10 % }\n", "p.yaml:1:", LB_UNKNOWN_WORD}, /* where muscles are not asked for */
		{"- flex\n", "p.yaml:1:1", LB_PARSE},
		{"arms: 3 deg\n", "p.yaml:1:7", LB_PARSE},
	};
	for (size_t i = 0; i < LBI_COUNT(rows); i++) {
		lb_posture p = {.flex_rad = 0.123};
		lb_err err = {0};
		lb_status s = read(&p, rows[i].text, &err);
		if (s != rows[i].status || strncmp(err.where, rows[i].where, strlen(rows[i].where)))
			fail_msg("%s -> %s %s: %s", rows[i].text, lb_status_name(s), err.where, err.what);
		assert_true(p.flex_rad == 0.123);
	}
}

static void muscles_are_read_by_side(void **state)
{
	(void)state;
	static const char text[] = "guard: { multifidus: 10 %, psoas: { right: 5 % } }\nweak: { spinalis: { left: 0.3 } }\n";
	lb_arena a = {0};
	lb_posture p;
	lb_muscle_state m, none = {0};
	lb_str file = lbi_str_z("p.yaml");
	assert_int_equal(lb_posture_read(&p, &m, lbi_str_z(text), file, &a, NULL), LB_OK);
	lbt_near(m.guard[LB_MUSCLE_multifidus][0], 0.1, 1e-15, "right");
	lbt_near(m.guard[LB_MUSCLE_multifidus][1], 0.1, 1e-15, "left");
	lbt_near(m.guard[LB_MUSCLE_psoas][0], 0.05, 1e-15, "right alone");
	assert_true(m.guard[LB_MUSCLE_psoas][1] == 0);
	for (int j = 0; j < LB_JOINTS; j++)
		assert_true(m.weak[LB_MUSCLE_spinalis][1][j] == 0.3 && m.weak[LB_MUSCLE_spinalis][0][j] == 0);
	assert_int_equal(lb_posture_read(&p, &m, lbi_str_z("flex: 3 deg\n"), file, &a, NULL), LB_OK);
	assert_memory_equal(&m, &none, sizeof m);
	lb_arena_drop(&a);
}

static void who_lies_or_leans_back_rests_unless_told_otherwise(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		bool supported;
	} rows[] = {
		{"lying: yes\n", true},
		{"backrest: yes\n", true},
		{"lying: yes\nsupported: no\n", false},
		{"flex: 3 deg\n", false},
		{"lying: no\n", false},
	};
	for (size_t i = 0; i < LBI_COUNT(rows); i++) {
		lb_posture p;
		assert_int_equal(read(&p, rows[i].text, NULL), LB_OK);
		assert_int_equal(p.supported, rows[i].supported);
	}
}

static int keep(const char *bytes, size_t n, void *ctx)
{
	char *room = ctx;
	size_t have = strlen(room);
	if (have + n >= 16384)
		return 1;
	memcpy(room + have, bytes, n);
	room[have + n] = 0;
	return 0;
}

static int refuse(const char *bytes, size_t n, void *ctx)
{
	(void)bytes, (void)n, (void)ctx;
	return 1;
}

static void results_are_shown_and_a_full_sink_is_told(void **state)
{
	(void)state;
	static lb_load_work w;
	static char text[16384];
	lb_trunk t = lbt_subject();
	lb_posture upright = {0}, bent = {.flex_rad = 0.5};
	lb_load_options all = {.with_band = true, .with_strength = true};
	lb_load a = lbt_solve(&w, &t, &upright, NULL), b = lbt_solve(&w, &t, &bent, &all);
	assert_true(b.low_N < b.joint[LB_L4_5].compression_N && b.high_N > b.joint[LB_L4_5].compression_N);
	assert_true(b.strength_ratio > 1);
	assert_int_equal(lb_load_report_text(&b, &a, &bent, true, (lb_sink){keep, text}, NULL), LB_OK);
	assert_non_null(strstr(text, "times as much as in relaxed standing"));
	assert_non_null(strstr(text, "T12/L1"));
	text[0] = 0;
	assert_int_equal(lb_load_report_json(&b, &a, &bent, (lb_sink){keep, text}, NULL), LB_OK);
	assert_non_null(strstr(text, "\"schema\":\"lumbar.load/1\""));
	lbi_doc doc = {.file = lbi_str_z("-"), .text = lbi_str_z(text), .first_line = 1};
	lb_arena arena = {0};
	assert_int_equal(lbi_json_read(&doc, &arena, NULL), LB_OK);
	lb_arena_drop(&arena);
	assert_int_equal(lb_load_report_json(&b, &a, &bent, (lb_sink){refuse, NULL}, NULL), LB_IO);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(parts_are_read_with_their_units),
		cmocka_unit_test(hands_stance_and_rows_are_read),
		cmocka_unit_test(muscles_are_read_by_side),
		cmocka_unit_test(who_lies_or_leans_back_rests_unless_told_otherwise),
		cmocka_unit_test(what_cannot_be_meant_is_refused_in_its_place),
		cmocka_unit_test(results_are_shown_and_a_full_sink_is_told),
	};
	return cmocka_run_group_tests_name("load files", tests, NULL, NULL);
}
