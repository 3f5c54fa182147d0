/* Laws of loads to one side and of turning: which side works, what can be held, and that more never loads less. */
#include "help.h"

static double activation(const lb_load *r, lb_muscle_id m, int side)
{
	return r->muscle[m][side].activation;
}

/* 10 kg in the right hand, upright: what bends to the left works on the left. */
static void a_load_in_one_hand_is_held_by_the_other_side(void **state)
{
	(void)state;
	static const lb_muscle_id holding[] = {LB_MUSCLE_quadratus_lumborum,   LB_MUSCLE_external_oblique,
					       LB_MUSCLE_internal_oblique,     LB_MUSCLE_longissimus_lumborum,
					       LB_MUSCLE_iliocostalis_thoracis, LB_MUSCLE_latissimus_dorsi};
	static lb_load_work w;
	lb_trunk t = lbt_subject();
	for (double kg = 5; kg <= 20; kg += 5) {
		lb_posture p = {0};
		p.arm[0].load_N[1] = -9.80665 * kg;
		lb_load r = lbt_solve(&w, &t, &p, NULL);
		for (size_t i = 0; i < LBI_COUNT(holding); i++)
			if (!(activation(&r, holding[i], 1) > activation(&r, holding[i], 0)))
				fail_msg("%g kg: %s works at %g on the right, %g on the left", kg, lb_muscle_name(holding[i]),
					 activation(&r, holding[i], 0), activation(&r, holding[i], 1));
	}
}

/* A pull that turns the trunk to the right is met by what turns it to the left (Fan 2014): both hands ahead, one pushed
 * forward and one pulled back. */
static void a_turning_load_is_held_by_the_muscles_that_turn_people(void **state)
{
	(void)state;
	static lb_load_work w;
	lb_trunk t = lbt_subject();
	for (double N = 10; N <= 40; N += 10) {
		lb_posture p = {0};
		for (int side = 0; side < LB_SIDES; side++) {
			p.arm[side].fore_rad = 90 * DEG;
			p.arm[side].load_N[0] = side ? N : -N; /* the right hand back, the left forward: it turns to the right */
		}
		lb_load r = lbt_solve(&w, &t, &p, NULL);
		assert_true(r.joint[LB_L4_5].outer_Nm[2] < 0);
		assert_true(activation(&r, LB_MUSCLE_external_oblique, 0) > activation(&r, LB_MUSCLE_external_oblique, 1));
		assert_true(activation(&r, LB_MUSCLE_internal_oblique, 1) > activation(&r, LB_MUSCLE_internal_oblique, 0));
	}
}

/* Who cannot use the right external oblique cannot turn as hard to the left, and to the right as before; so with the right
 * quadratus and bending to the right. */
static void strength_to_one_side_is_that_side_s(void **state)
{
	(void)state;
	static const struct {
		lb_muscle_id weak;
		lb_direction to;
		int side; /* that it needs */
	} rows[] = {{LB_MUSCLE_external_oblique, LB_TURN_LEFT, 0},
		    {LB_MUSCLE_internal_oblique, LB_TURN_LEFT, 1},
		    {LB_MUSCLE_quadratus_lumborum, LB_BEND_RIGHT, 0},
		    {LB_MUSCLE_internal_oblique, LB_BEND_RIGHT, 0}};
	static lb_load_work w;
	lb_person man = lb_posture_subject();
	for (size_t i = 0; i < LBI_COUNT(rows); i++) {
		double Nm[2], healthy_Nm;
		lb_trunk t = lbt_subject();
		assert_int_equal(lb_load_strength(&healthy_Nm, &w, &t, rows[i].to, NULL), LB_OK);
		for (int side = 0; side < LB_SIDES; side++) {
			lb_muscle_state s = {0};
			for (int j = 0; j < LB_JOINTS; j++)
				s.weak[rows[i].weak][side][j] = 1;
			assert_int_equal(lb_trunk_make(&t, NULL, &man, &s, NULL), LB_OK);
			assert_int_equal(lb_load_strength(&Nm[side], &w, &t, rows[i].to, NULL), LB_OK);
		}
		if (!(Nm[rows[i].side] < 0.99 * healthy_Nm && Nm[rows[i].side] < Nm[1 - rows[i].side]))
			fail_msg("%s, direction %d: %g N m, right weak %g, left weak %g", lb_muscle_name(rows[i].weak),
				 (int)rows[i].to, healthy_Nm, Nm[0], Nm[1]);
	}
}

/* Back muscles give about 5 % of the moment that turns people, and at most 5 N m at a joint (Macintosh 1993): some 100 N m in
 * all. The model stays below that, and well above what its back muscles could give alone. */
static void strength_to_turn_and_to_bend_aside(void **state)
{
	(void)state;
	static lb_load_work w;
	static const lb_person people[] = {{1.75, 79.6, 40, LB_MALE}, {1.63, 62, 40, LB_FEMALE}};
	double before_Nm[2] = {HUGE_VAL, HUGE_VAL};
	for (size_t i = 0; i < LBI_COUNT(people); i++) {
		lb_trunk t;
		double turn_Nm, aside_Nm, back_Nm;
		assert_int_equal(lb_trunk_make(&t, NULL, &people[i], NULL, NULL), LB_OK);
		assert_int_equal(lb_load_strength(&turn_Nm, &w, &t, LB_TURN_LEFT, NULL), LB_OK);
		assert_int_equal(lb_load_strength(&aside_Nm, &w, &t, LB_BEND_RIGHT, NULL), LB_OK);
		assert_int_equal(lb_load_strength(&back_Nm, &w, &t, LB_EXTEND, NULL), LB_OK);
		assert_true(turn_Nm > 40 && turn_Nm < 100);
		assert_true(turn_Nm < aside_Nm && aside_Nm < back_Nm);
		assert_true(turn_Nm < before_Nm[0] && aside_Nm < before_Nm[1]);
		before_Nm[0] = turn_Nm, before_Nm[1] = aside_Nm;
	}
	lb_trunk t = lbt_subject();
	double none;
	assert_int_equal(lb_load_strength(&none, &w, &t, (lb_direction)4, NULL), LB_RANGE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_load_in_one_hand_is_held_by_the_other_side),
		cmocka_unit_test(a_turning_load_is_held_by_the_muscles_that_turn_people),
		cmocka_unit_test(strength_to_one_side_is_that_side_s),
		cmocka_unit_test(strength_to_turn_and_to_bend_aside),
	};
	return cmocka_run_group_tests_name("load to one side", tests, NULL, NULL);
}
