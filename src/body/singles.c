/* Observations on one body without chance: closed forms of the lines where they exist, runs where not, and postures
 * solved by the load room. */
#include "observe.h"

/* ---- closed forms ---- */

static double rise(double t_day, double tau_day)
{
	return 1 - exp(-t_day / tau_day);
}

static void use_and_training(lbi_results *r, const lb_body_params *p)
{
	double t[] = {5, 14};
	const char *const area[] = {"disuse_area_5d", "disuse_area_14d"};
	const char *const strength[] = {"disuse_strength_5d", "disuse_strength_14d"};
	for (int k = 0; k < 2; k++) { /* no use at all: A is 0 */
		double M = 1 - p->m_use * rise(t[k], p->tau_M), N = 1 - p->nu_use * rise(t[k], p->tau_N);
		lbi_result(r, area[k], 100 * (1 - M));
		lbi_result(r, strength[k], 100 * (1 - M * N));
	}
	double gain[2], weeks[] = {12, 20};
	for (int k = 0; k < 2; k++)
		gain[k] = (1 + p->m_train * rise(7 * weeks[k], p->tau_M)) *
				  (1 + p->u_train * rise(7 * weeks[k], p->tau_U)) -
			  1;
	lbi_result(r, "train_12wk", 100 * gain[0]);
	lbi_result(r, "train_shape", gain[1] / gain[0]);
	lbi_result(r, "doms_peak", 24 * p->tau_E); /* t / tau e^-t/tau is greatest at tau */
	lbi_result(r, "doms_end", 4 / p->tau_E * exp(1 - 4 / p->tau_E));
}

static void tasks(lbi_results *r, const lb_body_params *p)
{
	double F = p->fatigue_F, R = p->fatigue_R, u = p->hold_share;
	lbi_result(r, "imp_60", p->imp_rest + 0.6 * p->imp_slope);
	lbi_result(r, "flow_arrest", (0.95 * p->flow_span + 10 - p->imp_rest) / p->imp_slope);
	lbi_result(r, "hold_sorensen", -log(1 - (1 - u) * R / (F * u)) / R); /* the three-compartment hold */
}

/* ---- runs ---- */

static lb_status run_days(lb_body_block *b, const lb_body_model *m, uint32_t day, const lb_body_day *each, size_t n,
			  lb_err *err)
{
	lb_status bad = LB_OK;
	for (size_t d = 0; d < n && !bad; d++) {
		lb_body_day one = *each;
		if (d)
			one.injury = one.strain = 0;
		bad = lb_body_run(b, 1, m, day + (uint32_t)d, &one, 1, NULL, NULL, 1, err);
	}
	return bad;
}

static lb_status injuries(lbi_results *r, const lb_body_model *m, lb_err *err)
{
	lb_body_block b;
	lb_body_day hurt = {.load = 1, .injury = m->params.s_first}, usual = {.load = 1};
	lb_body_block_start(&b, m, 0);
	lb_status bad = run_days(&b, m, 0, &hurt, 3, err);
	lbi_result(r, "pig_3d", 100 * lb_body_asymmetry(&b, &m->params, 0));
	bad = bad ? bad : run_days(&b, m, 3, &usual, 88, err);
	double early = b.y[LB_BODY_G][0];
	bad = bad ? bad : run_days(&b, m, 91, &usual, 91, err);
	lbi_result(r, "sheep_fat_3mo", early / b.y[LB_BODY_G][0]);
	return bad;
}

static lb_status bed(lbi_results *r, const lb_body_model *m, lb_err *err)
{
	lb_body_block b;
	lb_body_day rest = {.load = 1, .rest = 1}, up = {.load = 1, .activation = 1, .walking = 1};
	lb_body_block_start(&b, m, 0);
	lb_status bad = run_days(&b, m, 0, &rest, 60, err);
	double low = b.y[LB_BODY_M][0];
	lbi_result(r, "bedrest_area", 100 * (1 - low));
	bad = bad ? bad : run_days(&b, m, 60, &up, 14, err);
	lbi_result(r, "bedrest_back", (b.y[LB_BODY_M][0] - low) / (1 - low));
	return bad;
}

/* ---- postures ---- */

/* Rise of the compression of L4/5 in a lift of 15 kg by `guard` in all trunk muscles; `toned`: on top of resting tone,
 * else alone. */
static lb_status guarded_lift(double *ratio, bool toned, double guard, lb_err *err)
{
	lb_person who = lb_posture_subject();
	lb_load_constants c = lb_load_builtin();
	lb_posture p = {.flex_rad = 0.6, .pelvis_tilt_rad = 0.3}, s;
	lb_load held;
	lb_load_work work;
	lb_trunk t;
	lb_muscle_state state = {0};
	for (int side = 0; side < 2; side++) {
		p.arm[side].upper_rad = 0.7, p.arm[side].load_N[1] = -73.5;
		for (int k = 0; k < LB_MUSCLES; k++)
			state.guard[k][side] = guard;
	}
	if (!toned)
		c.tone_upright = c.tone_supported = 0;
	lb_status bad = lb_trunk_make(&t, &c, &who, &state, err);
	bad = bad ? bad : lb_posture_settle(&s, &t, &p, err);
	bad = bad ? bad : lb_load_solve(&held, &work, &t, &s, NULL, err);
	if (!bad)
		*ratio = held.guard_N / (held.joint[LB_L4_5].compression_N - held.guard_N);
	return bad;
}

/* Rounded sitting for 8 h with pain 6, then 15 minutes lying: drive left in a surface back muscle, which guards. Not a number
 * where there was hardly any to be gone. */
static void lie_down(lbi_results *r, const lb_body_model *m)
{
	lb_body_plan plan;
	lb_body_day day = {.load = 1};
	lbi_segment seg[LB_BODY_SEGMENTS];
	lbi_muscle_in in = {.pain = 0.6, .fear = 0.3, .weaker = 1};
	double x = 0;
	lb_body_plan_usual(&plan);
	plan.at[1].hours = 8, plan.at[1].posture_mmHg = 100, plan.at[7].hours = 0.25;
	plan.at[2] = plan.at[7];
	for (int i = 3; i < 8; i++)
		plan.at[i].hours = 0;
	lbi_segments_of(seg, m, &day, &plan);
	double drive[3] = {0};
	for (int s = 1; s < 3; s++) {
		lbi_muscle_of mu = lbi_muscle_in_task(&seg[s], 2);
		for (int k = 0; k < 20000; k++) {
			lbi_muscle_rates q =
				lbi_muscle_rates_of(&seg[s], lbi_activation(&mu, &in, lbi_met_drive(x)), 0);
			x += (q.q - q.wash * x) / seg[s].tau_s * seg[s].h_s / 20000;
		}
		drive[s] = lbi_met_drive(x);
	}
	lbi_result(r, "sore_gone_supine", drive[1] > 0.01 ? drive[2] / drive[1] : (double)NAN);
}

static lb_status postures(lbi_results *r, const lb_body_model *m, lb_err *err)
{
	double ratio = 0, held = (double)NAN;
	for (size_t i = 0; i < lbi_observation_count; i++)
		if (!strcmp(lbi_observations[i].id, "marras_lift"))
			held = r->at[i]; /* mean guarding of the persistent cohort */
	lb_status bad = guarded_lift(&ratio, false, lb_load_antagonists(NULL), err); /* those of Granata00 were not read */
	lbi_result(r, "granata_hold", 100 * ratio);
	if (!bad && held >= 0) {
		bad = guarded_lift(&ratio, true, held, err);
		lbi_result(r, "marras_lift", 100 * ratio);
	}
	bad = bad ? bad : guarded_lift(&ratio, true, m->params.g_stress, err);
	if (!bad)
		lbi_result(r, "stress_load", 100 * ratio);
	lie_down(r, m);
	return bad;
}

/* ---- all ---- */

void lbi_result(lbi_results *r, const char *id, double value)
{
	for (size_t i = 0; i < lbi_observation_count; i++)
		if (!strcmp(lbi_observations[i].id, id))
			r->at[i] = value;
}

lb_status lbi_singles(lbi_results *r, const lb_body_params *p, bool checks, lb_err *err)
{
	lb_body_model m = {.params = *p, .quiet = true};
	use_and_training(r, p);
	tasks(r, p);
	if (!checks)
		return LB_OK;
	lb_status bad = injuries(r, &m, err);
	bad = bad ? bad : bed(r, &m, err);
	return bad ? bad : postures(r, &m, err);
}

lb_status lbi_observe(lbi_results *r, const lb_body_params *p, size_t people, uint64_t seed, bool checks,
		      size_t threads, lb_err *err)
{
	for (size_t i = 0; i < LBI_OBSERVATIONS_MAX; i++)
		r->at[i] = (double)NAN;
	lb_status bad = lbi_cohorts(r, p, people, seed, checks, NULL, threads, err);
	return bad ? bad : lbi_singles(r, p, checks, err);
}

lb_status lb_body_observe(double *out, const lb_body_params *p, size_t people, uint64_t seed, bool checks,
			  size_t threads, lb_err *err)
{
	lbi_results r;
	if (people < 16 || people > 65536 || people % 16)
		return lbi_fail(err, LB_RANGE, "people", "%zu is not a multiple of 16 in 16 .. 65536", people);
	lb_status bad = lbi_observe(&r, p, people, seed, checks, threads, err);
	if (!bad)
		memcpy(out, r.at, lbi_observation_count * sizeof *out);
	return bad;
}

const lb_observation *lb_observations(size_t *n)
{
	*n = lbi_observation_count;
	return lbi_observations;
}

size_t lb_body_set_count(void)
{
	return lbi_set_count;
}

lb_status lb_body_set(lb_body_params *out, size_t i, lb_err *err)
{
	if (i >= lbi_set_count)
		return lbi_fail(err, LB_RANGE, "set", "%zu is outside 0 .. %zu", i,
				lbi_set_count ? lbi_set_count - 1 : 0);
	memcpy(out, lbi_sets[i], sizeof *out);
	return LB_OK;
}
