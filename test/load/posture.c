/* Postures: what is refused, what settles. */
#include "help.h"

static void impossible_postures_are_refused_with_the_limit(void **state)
{
	(void)state;
	static const struct {
		const char *name, *where;
		lb_posture p;
	} rows[] = {
		{"too far forward", "flex", {.flex_rad = 80 * DEG}},
		{"too far back", "flex", {.flex_rad = -30 * DEG}},
		{"too far aside", "side", {.side_rad = 30 * DEG}},
		{"too far round", "twist", {.twist_rad = -50 * DEG}},
		{"not a number", "pelvis_tilt", {.pelvis_tilt_rad = (double)NAN}},
		{"endless load", "load", {.arm = {{.load_N = {0, -(double)INFINITY, 0}}}}},
		{"out of reach", "hand_m", {.hand_placed = true, .hand_m = {1.2, 0.3}}},
	};
	static lb_load_work w;
	lb_trunk t = lbt_subject();
	for (size_t i = 0; i < LBI_COUNT(rows); i++) {
		lb_load r, before;
		lb_posture q;
		lb_err err = {0};
		memset(&r, 0x55, sizeof r);
		before = r;
		assert_int_equal(lb_load_solve(&r, &w, &t, &rows[i].p, NULL, &err), LB_RANGE);
		if (strcmp(err.where, rows[i].where))
			fail_msg("%s: %s: %s", rows[i].name, err.where, err.what);
		assert_true(strlen(err.what) > 10);
		assert_memory_equal(&r, &before, sizeof r);
		assert_int_equal(lb_posture_settle(&q, &t, &rows[i].p, NULL), LB_RANGE);
	}
}

static void impossible_persons_are_refused(void **state)
{
	(void)state;
	static const lb_person rows[] = {
		{0.9, 70, 40, LB_MALE},         {1.7, 20, 40, LB_MALE},   {1.7, 70, 150, LB_MALE},
		{(double)NAN, 70, 40, LB_MALE}, {1.7, 70, 40, (lb_sex)7},
	};
	for (size_t i = 0; i < LBI_COUNT(rows); i++) {
		lb_trunk t;
		lb_err err = {0};
		assert_int_equal(lb_trunk_make(&t, NULL, &rows[i], NULL, &err), LB_RANGE);
		assert_true(strlen(err.what) > 5);
	}
	lb_muscle_state bad = {0};
	lb_person ok = {1.7, 70, 40, LB_MALE};
	lb_trunk t;
	bad.guard[LB_MUSCLE_psoas][1] = 1.5;
	assert_int_equal(lb_trunk_make(&t, NULL, &ok, &bad, NULL), LB_RANGE);
}

static void a_standing_posture_must_be_settled_first(void **state)
{
	(void)state;
	static lb_load_work w;
	lb_trunk t = lbt_subject();
	lb_posture p = {.stance = true};
	lb_load r;
	lb_err err = {0};
	assert_int_equal(lb_load_solve(&r, &w, &t, &p, NULL, &err), LB_RANGE);
	assert_string_equal(err.where, "stance");
}

static void settling_twice_changes_nothing(void **state)
{
	(void)state;
	lb_trunk t = lbt_subject();
	size_t n;
	const lb_posture_row *row = lb_posture_table(&n);
	for (size_t i = 0; i < n; i++) {
		lb_posture a, b;
		lb_err err = {0};
		if (lb_posture_settle(&a, &t, &row[i].posture, &err))
			fail_msg("%s: %s %s", row[i].id, err.where, err.what);
		assert_int_equal(lb_posture_settle(&b, &t, &a, NULL), LB_OK);
		lbt_near(b.flex_rad, a.flex_rad, 1e-9, row[i].id);
		lbt_near(b.pelvis_tilt_rad, a.pelvis_tilt_rad, 1e-9, row[i].id);
		assert_false(a.stance);
	}
}

/* A back that would lean backwards over its feet whatever its flexion: the flexion stays, then gives way. */
static void settling_twice_changes_nothing_where_no_flexion_balances(void **state)
{
	(void)state;
	lb_trunk t = lbt_subject();
	lb_posture a, b,
		p = {.stance = true,
		     .supported = true,
		     .backrest = true,
		     .pelvis_roll_rad = -0.2753,
		     .flex_rad = 0.2115,
		     .side_rad = -0.2344,
		     .twist_rad = -0.5842,
		     .neck_flex_rad = -0.5451,
		     .arm = {{-0.9976, -0.6965, 1.0525, {-12.48, -58.04, -3.203}},
			     {-0.64, -0.9976, 0.9945, {-15.36, 0, 0}}}};
	assert_int_equal(lb_posture_settle(&a, &t, &p, NULL), LB_OK);
	assert_int_equal(lb_posture_settle(&b, &t, &a, NULL), LB_OK);
	lbt_near(b.flex_rad, a.flex_rad, 1e-9, "flexion");
	lbt_near(b.pelvis_tilt_rad, a.pelvis_tilt_rad, 1e-9, "tilt");
}

/* Somebody who leans back need not hold the bend by the belly: seat and rest do, up to where trunk and pelvis would fall back
 * about the hips; there flexion gives way. */
static void no_belly_holds_the_bend_of_somebody_who_leans_back(void **state)
{
	(void)state;
	static lb_load_work w;
	lb_trunk t = lbt_subject();
	lb_posture standing = {0};
	lb_load r;
	assert_int_equal(lb_load_solve(&r, &w, &t, &standing, NULL, NULL), LB_OK);
	const double upright_N = r.joint[LB_L4_5].compression_N;
	for (int tilt = -70; tilt <= -20; tilt += 10) {
		double before_N = 0;
		for (int flex = 0; flex <= 70; flex++) {
			lb_posture p = {.pelvis_tilt_rad = tilt * DEG, .flex_rad = flex * DEG, .supported = true, .backrest = true};
			assert_int_equal(lb_posture_settle(&p, &t, &p, NULL), LB_OK);
			assert_int_equal(lb_load_solve(&r, &w, &t, &p, NULL, NULL), LB_OK);
			const lb_joint_load *base = &r.joint[0];
			double push_Nm = -base->outer_Nm[0], tissue_Nm = base->passive_Nm[0], N = r.joint[LB_L4_5].compression_N;
			assert_true(tissue_Nm - push_Nm < 0.1);
			assert_true(tilt + flex > -20 || fabs(tissue_Nm - push_Nm) < 0.1); /* else the weight bends by itself */
			for (int m = 0; m < LB_MUSCLES; m++)
				assert_true(lb_muscle_role((lb_muscle_id)m) != LB_ROLE_ABDOMEN || r.muscle[m][0].activation < 0.08);
			assert_true(flex == 0 || fabs(N - before_N) < 0.15 * upright_N);
			assert_true(p.flex_rad < 48 * DEG);
			before_N = N;
		}
	}
}

/* Standing with more in front of the feet leans back. */
static void balance_leans_back_from_a_load_in_front(void **state)
{
	(void)state;
	lb_trunk t = lbt_subject();
	double before_rad = 1;
	for (double kg = 0; kg <= 20; kg += 5) {
		lb_posture q, p = {.stance = true, .balance_m = 0.05, .hand_placed = true, .hand_m = {0.35, 1.1}};
		for (int side = 0; side < LB_SIDES; side++)
			p.arm[side].load_N[1] = -9.80665 * kg / 2;
		assert_int_equal(lb_posture_settle(&q, &t, &p, NULL), LB_OK);
		assert_true(q.pelvis_tilt_rad < before_rad);
		before_rad = q.pelvis_tilt_rad;
	}
}

static void flexion_gives_way_where_passive_tissue_carries_the_trunk(void **state)
{
	(void)state;
	lb_trunk t = lbt_subject();
	lb_posture q, p = {.flex_rad = 70 * DEG};
	assert_int_equal(lb_posture_settle(&q, &t, &p, NULL), LB_OK);
	assert_true(q.flex_rad < 60 * DEG && q.flex_rad > 35 * DEG);
	lbt_near(q.flex_rad + q.pelvis_tilt_rad, p.flex_rad, 1e-9, "the thorax stays where it was asked to be");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(impossible_postures_are_refused_with_the_limit),
		cmocka_unit_test(impossible_persons_are_refused),
		cmocka_unit_test(a_standing_posture_must_be_settled_first),
		cmocka_unit_test(settling_twice_changes_nothing),
		cmocka_unit_test(settling_twice_changes_nothing_where_no_flexion_balances),
		cmocka_unit_test(no_belly_holds_the_bend_of_somebody_who_leans_back),
		cmocka_unit_test(balance_leans_back_from_a_load_in_front),
		cmocka_unit_test(flexion_gives_way_where_passive_tissue_carries_the_trunk),
	};
	return cmocka_run_group_tests_name("load postures", tests, NULL, NULL);
}
