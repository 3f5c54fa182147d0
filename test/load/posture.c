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

/* Moment of trunk, arms and pelvis and of what pushes them, about the hips: positive falls back. */
static double falls_back_Nm(const lb_trunk *t, const lb_load_work *w)
{
	const double hip[3] = {t->hip_m[0], t->hip_m[1], 0}, pelvis[3] = {t->pelvis_com_m[0], t->pelvis_com_m[1], 0};
	double hip_m[3], pelvis_m[3], shift[3];
	lbi_turn(hip_m, w->R[0], hip);
	lbi_turn(pelvis_m, w->R[0], pelvis);
	lbi_cross(shift, hip_m, w->outer_N[0]);
	return w->outer_Nm[0][2] - shift[2] - 9.80665 * t->body_kg[0] * (pelvis_m[0] - hip_m[0]);
}

/* Somebody who leans back need not hold the bend by the belly: seat and rest do, up to where trunk and pelvis would fall back
 * about the hips no more; beyond, flexion gives way to just there. Arched, the rest pushes less by what tissue holds. */
static void a_rest_holds_the_bend_of_somebody_who_leans_back(void **state)
{
	(void)state;
	static lb_load_work w;
	lb_load_constants soft = lb_load_builtin();
	const lb_person man = lb_posture_subject(), heavy = {1.9, 180, 40, LB_MALE};
	const struct {
		const char *name;
		const lb_person *who;
		double passive_scale, load_N;
	} rows[] = {{"the subject", &man, 1, 0}, {"soft tissue", &man, 0.5, 0}, {"heavy", &heavy, 1, 0}, {"a box on the lap", &man, 1, 40}};
	for (size_t i = 0; i < LBI_COUNT(rows); i++) {
		lb_trunk t;
		soft.passive_scale = rows[i].passive_scale;
		assert_int_equal(lb_trunk_make(&t, &soft, rows[i].who, NULL, NULL), LB_OK);
		for (int tilt = -70; tilt <= -20; tilt += 10)
			for (int flex = -20; flex <= 70; flex += 5) {
				lb_arm arm = {.fore_rad = 90 * DEG, .load_N = {0, -rows[i].load_N, 0}};
				lb_load r;
				lb_posture q, p = {.pelvis_tilt_rad = tilt * DEG, .flex_rad = flex * DEG, .arm = {arm, arm}, .supported = true, .backrest = true};
				assert_int_equal(lb_posture_settle(&q, &t, &p, NULL), LB_OK);
				assert_int_equal(lb_load_solve(&r, &w, &t, &q, NULL, NULL), LB_OK);
				double pushes_Nm = -r.joint[0].outer_Nm[0], tissue_Nm = r.joint[0].passive_Nm[0], falls_Nm = falls_back_Nm(&t, &w);
				if (tilt + flex > -20)
					continue; /* weight alone may bend */
				lbt_near(pushes_Nm, tissue_Nm, 0.01, rows[i].name);
				assert_true(falls_Nm > -0.01);
				if (q.flex_rad < p.flex_rad - 1e-6)
					lbt_near(falls_Nm, 0, 0.01, rows[i].name);
				for (int m = 0; m < LB_MUSCLES; m++)
					assert_true(lb_muscle_role((lb_muscle_id)m) != LB_ROLE_ABDOMEN || r.muscle[m][0].activation < 0.1);
			}
	}
}

static void a_rest_lets_a_bend_be_until_the_hips_give_way(void **state)
{
	(void)state;
	static const struct {
		double tilt_deg, asked_deg, low_deg, high_deg;
	} rows[] = {{-50, 35, 35, 35}, {-50, 60, 36, 44}, {-70, 30, 30, 30}, {-30, -15, -15, -15}, {-70, 70, 36, 44}};
	lb_trunk t = lbt_subject();
	for (size_t i = 0; i < LBI_COUNT(rows); i++) {
		lb_posture p = {.pelvis_tilt_rad = rows[i].tilt_deg * DEG, .flex_rad = rows[i].asked_deg * DEG, .supported = true, .backrest = true};
		assert_int_equal(lb_posture_settle(&p, &t, &p, NULL), LB_OK);
		assert_true(p.flex_rad > rows[i].low_deg * DEG - 1e-6 && p.flex_rad < rows[i].high_deg * DEG + 1e-6);
	}
	/* Leaning forward nothing presses the trunk against the rest. */
	static lb_load_work w;
	lb_load with, without;
	lb_posture p, q;
	for (int tilt = 5; tilt <= 45; tilt += 20) {
		p = q = (lb_posture){.pelvis_tilt_rad = tilt * DEG, .flex_rad = 44 * DEG, .supported = true};
		q.backrest = true;
		assert_int_equal(lb_load_solve(&without, &w, &t, &p, NULL, NULL), LB_OK);
		assert_int_equal(lb_load_solve(&with, &w, &t, &q, NULL, NULL), LB_OK);
		lbt_near(with.joint[0].outer_Nm[0], without.joint[0].outer_Nm[0], 1e-9, "leaning forward");
		lbt_near(with.joint[LB_L4_5].compression_N, without.joint[LB_L4_5].compression_N, 1e-6, "leaning forward");
	}
	/* The ground carries who lies, whatever else there is. */
	p = q = (lb_posture){.pelvis_tilt_rad = -90 * DEG, .flex_rad = 20 * DEG, .supported = true, .lying = true};
	q.backrest = true;
	assert_int_equal(lb_load_solve(&without, &w, &t, &p, NULL, NULL), LB_OK);
	assert_int_equal(lb_load_solve(&with, &w, &t, &q, NULL, NULL), LB_OK);
	lbt_near(with.joint[0].outer_Nm[0], without.joint[0].outer_Nm[0], 1e-9, "lying");
}

/* Leaning back without a rest the belly holds a bend of 20 degrees, but not one of 60; hanging aside nothing else holds it either. */
static void the_belly_holds_a_moderate_bend(void **state)
{
	(void)state;
	lb_trunk t = lbt_subject();
	for (int tilt = -50; tilt <= -20; tilt += 10)
		for (int roll = 0; roll <= 85; roll += 85) {
			lb_posture q, p = {.pelvis_tilt_rad = tilt * DEG, .pelvis_roll_rad = roll * DEG, .flex_rad = 20 * DEG};
			assert_int_equal(lb_posture_settle(&q, &t, &p, NULL), LB_OK);
			lbt_near(q.flex_rad, p.flex_rad, 1e-9, "20 degrees");
			p.flex_rad = -tilt * DEG + 10 * DEG; /* the trunk about upright: little bends it */
			assert_int_equal(lb_posture_settle(&q, &t, &p, NULL), LB_OK);
			assert_true(q.flex_rad < 36 * DEG);
		}
	const lb_person heavy = {1.9, 140, 40, LB_MALE};
	assert_int_equal(lb_trunk_make(&t, NULL, &heavy, NULL, NULL), LB_OK);
	for (int roll = 70; roll <= 90; roll += 5) { /* what weight does to the side is not answered by the belly */
		lb_posture p = {.pelvis_tilt_rad = 12 * DEG, .pelvis_roll_rad = roll * DEG, .flex_rad = 50 * DEG};
		assert_int_equal(lb_posture_settle(&p, &t, &p, NULL), LB_OK);
		assert_true(p.flex_rad > 15 * DEG && p.flex_rad < 40 * DEG);
	}
}

/* With a rest or without, turned and bent aside, a degree of flexion changes little and settles the same twice. */
static void compression_changes_little_with_a_degree_of_flexion(void **state)
{
	(void)state;
	static const double side_deg[] = {0, 0.1, -9, 6}, twist_deg[] = {0, 0, 19, -23}, roll_deg[] = {0, 0, 0, 30};
	static lb_load_work w;
	lb_trunk t = lbt_subject();
	lb_posture standing = {0};
	lb_load r;
	assert_int_equal(lb_load_solve(&r, &w, &t, &standing, NULL, NULL), LB_OK);
	const double upright_N = r.joint[LB_L4_5].compression_N;
	for (int k = 0; k < 2 * (int)LBI_COUNT(side_deg); k++)
		for (int tilt = -60; tilt <= 20; tilt += 8) {
			double before_N = 0;
			for (int flex = 0; flex <= 70; flex++) {
				lb_posture q, p = {.pelvis_tilt_rad = tilt * DEG, .flex_rad = flex * DEG, .backrest = k & 1};
				p.supported = p.backrest, p.pelvis_roll_rad = roll_deg[k / 2] * DEG;
				p.side_rad = side_deg[k / 2] * DEG, p.twist_rad = twist_deg[k / 2] * DEG;
				assert_int_equal(lb_posture_settle(&p, &t, &p, NULL), LB_OK);
				assert_int_equal(lb_posture_settle(&q, &t, &p, NULL), LB_OK);
				lbt_near(q.flex_rad, p.flex_rad, 1e-9, "settled twice");
				assert_int_equal(lb_load_solve(&r, &w, &t, &p, NULL, NULL), LB_OK);
				double N = r.joint[LB_L4_5].compression_N;
				assert_true(flex == 0 || fabs(N - before_N) < 0.15 * upright_N);
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
		cmocka_unit_test(a_rest_holds_the_bend_of_somebody_who_leans_back),
		cmocka_unit_test(a_rest_lets_a_bend_be_until_the_hips_give_way),
		cmocka_unit_test(the_belly_holds_a_moderate_bend),
		cmocka_unit_test(compression_changes_little_with_a_degree_of_flexion),
		cmocka_unit_test(balance_leans_back_from_a_load_in_front),
		cmocka_unit_test(flexion_gives_way_where_passive_tissue_carries_the_trunk),
	};
	return cmocka_run_group_tests_name("load postures", tests, NULL, NULL);
}
