/* Laws of what gives way: resting tone eases off with effort; guarding adds to it, what it adds is balanced, and it gives way
 * before the posture does. */
#include "help.h"

static lb_trunk guarded(const lb_muscle_state *state)
{
	lb_trunk t;
	lb_person who = lb_posture_subject();
	assert_int_equal(lb_trunk_make(&t, NULL, &who, state, NULL), LB_OK);
	return t;
}

static lb_muscle_state tight(bool belly, bool back, double guard)
{
	lb_muscle_state s = {0};
	for (int m = 0; m < LB_MUSCLES; m++) {
		lb_role role = lb_muscle_role((lb_muscle_id)m);
		if ((belly && role == LB_ROLE_ABDOMEN) || (back && role == LB_ROLE_BACK))
			s.guard[m][0] = s.guard[m][1] = guard;
	}
	return s;
}

/* kg lifted with the trunk bent forward; the last is turned and bent aside */
static const struct {
	const char *name;
	double kg, flex, tilt, side, twist;
} tasks[] = {
	{"standing", 0, 0, 0, 0, 0},
	{"lifting 5 kg", 5, 0.5, 0.3, 0, 0},
	{"lifting 10 kg", 10, 0.6, 0.3, 0, 0},
	{"lifting 5 kg aside", 5, 0.5, 0.2, 0.1, 0.05},
};

static lb_posture task(size_t i)
{
	lb_posture p = {.flex_rad = tasks[i].flex,
			.pelvis_tilt_rad = tasks[i].tilt,
			.side_rad = tasks[i].side,
			.twist_rad = tasks[i].twist};
	for (int side = 0; side < LB_SIDES; side++)
		p.arm[side].upper_rad = tasks[i].flex, p.arm[side].load_N[1] = -9.80665 * tasks[i].kg / 2;
	return p;
}

static void no_guarding_changes_nothing_to_the_last_bit(void **state)
{
	(void)state;
	static lb_load_work w;
	lb_muscle_state none = {0};
	lb_trunk t = lbt_subject(), u = guarded(&none);
	uint64_t seed = 21;
	for (int n = 0; n < 40; n++) {
		lb_posture p = lbt_random_posture(&seed);
		lb_load r = lbt_solve(&w, &t, &p, NULL), s = lbt_solve(&w, &u, &p, NULL);
		assert_memory_equal(&r, &s, sizeof r);
		assert_true(r.guard_N == 0 && r.guard_cut == 0);
	}
}

/* Belly lines that rest in these tasks work by just their guarding more, and the back balances it. */
static void a_guarded_muscle_at_rest_works_by_its_guarding_more(void **state)
{
	(void)state;
	static lb_load_work w, v;
	lb_trunk t = lbt_subject();
	for (size_t k = 0; k < 3; k++)
		for (double g = 0.01; g < 0.045; g += 0.01) {
			lb_muscle_state s = tight(true, false, g);
			lb_trunk u = guarded(&s);
			lb_posture p = task(k);
			lb_load calm = lbt_solve(&w, &t, &p, NULL), held = lbt_solve(&v, &u, &p, NULL);
			assert_true(held.guard_cut == 0);
			int resting = 0;
			for (int i = 0; i < LB_FASCICLES; i++) {
				if (!(s.guard[lbi_fascicles[i].muscle][0] > 0))
					continue;
				assert_true(v.activation[i][0] >= t.constants.tone_supported + g);
				if (w.activation[i][0] > w.least[i][0])
					continue;
				resting++;
				lbt_near(v.activation[i][0], w.activation[i][0] + g, 1e-9, tasks[k].name);
			}
			if (resting < 5)
				fail_msg("%s: %d belly lines at rest", tasks[k].name, resting);
			assert_true(held.extensors_N > calm.extensors_N);
			lbt_near(held.guard_N, held.joint[LB_L4_5].compression_N - calm.joint[LB_L4_5].compression_N,
				 0.01, "guarding");
		}
}

static void more_guarding_presses_more_in_a_lift_as_well(void **state)
{
	(void)state;
	static lb_load_work w;
	for (size_t k = 0; k < LBI_COUNT(tasks); k++)
		for (int back = 0; back < 2; back++) {
			double before_N = 0, first_N = 0, last_N = 0;
			for (int n = 0; n <= 60; n++) {
				lb_muscle_state s = tight(true, back, 0.005 * n);
				lb_trunk u = guarded(&s);
				lb_posture p = task(k);
				lb_load r = lbt_solve(&w, &u, &p, NULL);
				last_N = r.joint[LB_L4_5].compression_N;
				first_N = n ? first_N : last_N;
				double slip_N =
					r.guard_cut > 0 ? 0.01 * last_N : 0.01; /* at the limit it rises steeply */
				if (last_N < before_N - slip_N)
					fail_msg("%s, guarding %g: %g after %g N", tasks[k].name, 0.005 * n, last_N,
						 before_N);
				before_N = last_N;
			}
			assert_true(last_N > 1.15 * first_N);
		}
}

/* Whatever is asked: an answer, no more missing than without guarding, and what was left out is told. */
static void guarding_gives_way_before_the_posture_does(void **state)
{
	(void)state;
	static lb_load_work w;
	lb_trunk t = lbt_subject();
	uint64_t seed = 23;
	int cut = 0, kept = 0;
	for (int n = 0; n < 120; n++) {
		lb_muscle_state s = {0};
		for (int m = 0; m < LB_MUSCLES; m++)
			for (int side = 0; side < LB_SIDES; side++)
				s.guard[m][side] = fmax(0, lbt_random(&seed, -1, n % 4 ? 0.1 : 1));
		lb_trunk u = guarded(&s);
		lb_posture p = lbt_random_posture(&seed);
		lb_load_options o = {.exponent = 2 + n % 2};
		lb_load calm = lbt_solve(&w, &t, &p, &o), held = lbt_solve(&w, &u, &p, &o);
		assert_true(held.missing_Nm <= fmax(1e-3, calm.missing_Nm) + 1e-6);
		assert_true(held.guard_cut >= 0 && held.guard_cut <= 1);
		cut += held.guard_cut > 0, kept += held.guard_cut == 0;
		for (int i = 0; i < LB_FASCICLES; i++)
			for (int side = 0; side < LB_SIDES; side++)
				assert_true(w.activation[i][side] <= 1 + 1e-9);
	}
	assert_true(cut > 10 && kept > 10);
}

static void a_full_muscle_is_told(void **state)
{
	(void)state;
	static lb_load_work w;
	lb_muscle_state s = {0};
	s.guard[LB_MUSCLE_rectus_abdominis][0] = s.guard[LB_MUSCLE_rectus_abdominis][1] = 1;
	lb_trunk u = guarded(&s);
	lb_posture p = {0};
	lb_load r = lbt_solve(&w, &u, &p, NULL);
	double tone = u.constants.tone_upright;
	if (r.missing_Nm < 1e-3)
		lbt_near(r.guard_cut, tone, 0.01 * tone, "what rest had taken already");
	lbt_near(r.muscle[LB_MUSCLE_rectus_abdominis][0].activation, 1, 1e-9, "full");
}

static void warm_and_cold_agree_with_guarding(void **state)
{
	(void)state;
	static lb_load_work w;
	lb_muscle_state s = tight(true, true, 0.03);
	s.guard[LB_MUSCLE_external_oblique][1] = 0.06;
	lb_trunk u = guarded(&s);
	lb_trunk t = lbt_subject();
	lb_load_options warm = {.warm = true};
	lb_load cold[40];
	int cut = 0;
	for (int pass = 0; pass < 4; pass++)
		for (int i = 0; i < 40; i++) {
			lb_posture p = task(3);
			p.flex_rad += 0.005 * i;
			if (pass > 1) /* enough for tone to ease off */
				p.arm[0].load_N[1] = p.arm[1].load_N[1] = -100 - i;
			lb_load r = lbt_solve(&w, pass > 1 ? &t : &u, &p, pass % 2 ? &warm : NULL);
			cut += r.tone_cut > 0;
			if (pass % 2)
				lbt_near(r.joint[LB_L4_5].compression_N, cold[i].joint[LB_L4_5].compression_N,
					 r.guard_cut > 0 ? 5 : 0.05, "warm");
			else
				cold[i] = r;
		}
	assert_true(cut > 40);
}

/* ---- tone ---- */

/* Missing when a share of the tone is kept, and that share of the reserve. */
static double missing_with(const lb_load_work *solved, const lb_trunk *t, double tone, double share)
{
	static lb_load_work w;
	w = *solved;
	lbi_least(&w, t, tone * share, 0);
	w.most = 1 - lbi_parameter.tone_reserve * share;
	lbi_solution s = lbi_activate(&w, t, 2, false);
	return lbi_most_missing(&s);
}

/* All as long as the reserve is untouched; of more effort the largest share that leaves its share of the reserve. */
static void the_tone_that_stays_is_the_largest(void **state)
{
	(void)state;
	static lb_load_work w;
	lb_trunk t = lbt_subject();
	double tone = t.constants.tone_upright;
	uint64_t seed = 31;
	int all = 0, some = 0, none = 0;
	for (int n = 0; n < 300; n++) {
		lb_posture p = lbt_random_posture(&seed);
		p.flex_rad = fmin(p.flex_rad, 0.3); /* beyond, tissue takes part of the tone */
		p.side_rad *= n % 2, p.twist_rad *= n % 2;
		for (int side = 0; side < LB_SIDES; side++)
			p.arm[side].load_N[1] *= n % 3 == side ? 0 : 3; /* in one hand, in the other, in both */
		lb_load r = lbt_solve(&w, &t, &p, NULL);
		double share = 1 - r.tone_cut, least = w.least[0][0];
		if (r.missing_Nm > 1e-3 || least > tone * share + 1e-12 || least < tone * share * 0.98) {
			none += r.tone_cut == 1;
			continue;
		}
		all += share == 1, some += share < 1;
		if (missing_with(&w, &t, least / fmax(share, 1e-9), share) > 0.01)
			fail_msg("posture %d: a share of %g does not leave its reserve", n, share);
		if (share < 1 && missing_with(&w, &t, least / fmax(share, 1e-9), share + 0.01) <= LBI_HELD_NM)
			fail_msg("posture %d: more than %g can be held", n, share);
	}
	if (all < 50 || some < 20 || none < 5)
		fail_msg("%d kept all, %d some, %d nothing", all, some, none);
}

/* What refutes a share refutes every one above the bound that comes with it. */
static void a_bound_on_the_tone_is_one(void **state)
{
	(void)state;
	static lb_load_work w;
	lb_trunk t = lbt_subject();
	uint64_t seed = 37;
	int refuted = 0;
	for (int n = 0; n < 200; n++) {
		lb_posture p = lbt_random_posture(&seed);
		int exponent = 2 + n % 2;
		lbt_solve(&w, &t, &p, &(lb_load_options){.exponent = exponent});
		double tone = 0.1, bound;
		lbi_least(&w, &t, tone, 0);
		w.most = 1 - lbi_parameter.tone_reserve;
		lbi_solution s = lbi_ask_share(&w, &t, exponent, 1, &bound);
		if (!s.refuted)
			continue;
		refuted++;
		assert_true(bound < 1);
		for (double share = fmax(0.002, bound + 0.002); share < 1; share += 0.1)
			if (missing_with(&w, &t, tone, share) <= LBI_HELD_NM)
				fail_msg("posture %d: %g is held, above the bound of %g", n, share, bound);
	}
	assert_true(refuted > 50);
}

/* Along a load: tone only falls, gently, and is gone where strength is; guarding does not vanish with its first part. */
static void tone_eases_off_with_effort(void **state)
{
	(void)state;
	static lb_load_work w;
	lb_trunk t = lbt_subject();
	lb_muscle_state s = tight(true, true, 0.02);
	lb_trunk u = guarded(&s);
	for (int k = 0; k < 3; k++) {
		double cut = 0, guard_N = 0, first_kg = 0, last_kg = 0;
		for (double kg = 0; kg <= 80; kg += 0.5) {
			lb_posture p = {.flex_rad = 0.2 * k, .pelvis_tilt_rad = 0.15 * k, .twist_rad = k == 1 ? 0.1 : 0};
			for (int side = 0; side < LB_SIDES; side++)
				p.arm[side].upper_rad = 0.6, p.arm[side].load_N[1] = -9.80665 * kg / 2;
			lb_load r = lbt_solve(&w, &t, &p, NULL), g = lbt_solve(&w, &u, &p, NULL);
			if (r.missing_Nm > 1e-3)
				break;
			if (r.tone_cut < cut - 0.002 || r.tone_cut > cut + 0.15)
				fail_msg("%d, %g kg: tone cut by %g after %g", k, kg, r.tone_cut, cut);
			if (r.tone_cut < 0.5 && (g.guard_cut > 0 || (kg > 0 && g.guard_N < 0.8 * guard_N)))
				fail_msg("%d, %g kg: guarding costs %g after %g N", k, kg, g.guard_N, guard_N);
			first_kg = cut > 0 ? first_kg : kg, last_kg = kg;
			cut = r.tone_cut, guard_N = g.guard_N;
		}
		if (!(cut > 0.9 && last_kg > 1.2 * first_kg))
			fail_msg("%d: cut by %g at %g kg, from %g kg on", k, cut, last_kg, first_kg);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_guarding_changes_nothing_to_the_last_bit),
		cmocka_unit_test(a_guarded_muscle_at_rest_works_by_its_guarding_more),
		cmocka_unit_test(more_guarding_presses_more_in_a_lift_as_well),
		cmocka_unit_test(guarding_gives_way_before_the_posture_does),
		cmocka_unit_test(a_full_muscle_is_told),
		cmocka_unit_test(warm_and_cold_agree_with_guarding),
		cmocka_unit_test(the_tone_that_stays_is_the_largest),
		cmocka_unit_test(a_bound_on_the_tone_is_one),
		cmocka_unit_test(tone_eases_off_with_effort),
	};
	return cmocka_run_group_tests_name("load tone and guarding", tests, NULL, NULL);
}
