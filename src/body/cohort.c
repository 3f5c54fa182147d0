/* The cohorts that the observations were made on, with their entry and outcome rules. All arms share their luck. */
#include <stdlib.h>

#include "observe.h"

enum { BURN_DAYS = 400, ACUTE_DAYS = 730, YEAR = 365, QUIET_DAYS = 30, VISIT_FROM = 2, VISIT_SPAN = 13 };

typedef struct {
	lb_body_model model;
	lb_arena arena;
	size_t n, threads; /* blocks */
	lb_body_block *start, *work, *half_year;
	float *burn, *acute, *arm; /* pain: [block][day][lane] */
	lb_body_day *days;
	bool *entered;
	lbi_results *out;
	lb_err *err;
} cohort;

static float pain_of(const float *p, size_t days, size_t who, size_t day)
{
	return p[(who / LANES * days + day) * LANES + who % LANES];
}

/* ---- rules ---- */

static bool all_below(const float *p, size_t days, size_t who, size_t from, size_t n, double limit)
{
	for (size_t d = from; d < from + n; d++)
		if (pain_of(p, days, who, d) >= (float)limit)
			return false;
	return true;
}

/* First day of n days in a row below the limit that lies wholly in from .. to - 1; to when there is none. */
static size_t first_run(const float *p, size_t days, size_t who, size_t from, size_t to, size_t n, double limit)
{
	size_t run = 0;
	for (size_t d = from; d < to; d++) {
		run = pain_of(p, days, who, d) < (float)limit ? run + 1 : 0;
		if (run == n)
			return d + 1 - n;
	}
	return to;
}

/* Days from `from` to the second of two days in a row at or above the limit; `span` when there is none. */
static size_t comes_back(const float *p, size_t days, size_t who, size_t from, size_t span, double limit)
{
	for (size_t d = 1; d < span && from + d < days; d++)
		if (pain_of(p, days, who, from + d) >= (float)limit &&
		    pain_of(p, days, who, from + d - 1) >= (float)limit)
			return d;
	return span;
}

static size_t visit_of(const cohort *c, size_t block)
{
	return VISIT_FROM + (size_t)(VISIT_SPAN * lbi_uniform(c->model.seed, (uint32_t)block, 0, LBI_LUCK_VISIT));
}

/* ---- arms ---- */

typedef void treatment(lb_body_day *d, size_t day, size_t visit);

static void nothing(lb_body_day *d, size_t day, size_t visit)
{
	(void)d, (void)day, (void)visit;
}
static void nsaid(lb_body_day *d, size_t day, size_t visit)
{
	d->nsaid = day >= visit && day < visit + 21;
}
static void heat(lb_body_day *d, size_t day, size_t visit)
{
	d->heat = day >= visit && day < visit + 6;
}
static void activation(lb_body_day *d, size_t day, size_t visit)
{
	d->activation = day >= visit && day < visit + 28;
}
static void exercise(lb_body_day *d, size_t day, size_t visit)
{
	(void)visit;
	d->resistance = day < 91;
}
static void walking(lb_body_day *d, size_t day, size_t visit)
{
	(void)day, (void)visit;
	d->walking = d->education = 1;
}
static void training(lb_body_day *d, size_t day, size_t visit)
{
	(void)day, (void)visit;
	d->resistance = d->education = 1;
}
static void sleepless(lb_body_day *d, size_t day, size_t visit)
{
	(void)visit;
	d->sleep_lost = day == 0;
}

/* Runs a copy of `from` for n days; day 0 of the arm is day `day` of the people's lives. */
static lb_status run_arm(cohort *c, const lb_body_block *from, size_t n_blocks, uint32_t day, size_t n_days,
			 treatment *treat, float *pain)
{
	lb_status bad = LB_OK;
	memcpy(c->work, from, n_blocks * sizeof *from);
	if (treat == nothing || treat == exercise || treat == walking || treat == training || treat == sleepless) {
		for (size_t d = 0; d < n_days; d++) {
			c->days[d] = (lb_body_day){.load = 1};
			treat(&c->days[d], d, 0);
		}
		return lb_body_run(c->work, n_blocks, &c->model, day, c->days, n_days, NULL, pain, c->threads, c->err);
	}
	for (size_t b = 0; b < n_blocks && !bad; b++) { /* the visit differs between blocks */
		for (size_t d = 0; d < n_days; d++) {
			c->days[d] = (lb_body_day){.load = 1};
			treat(&c->days[d], d, visit_of(c, b));
		}
		bad = lb_body_run(c->work + b, 1, &c->model, day, c->days, n_days, NULL, pain + b * n_days * LANES, 1,
				  c->err);
	}
	return bad;
}

/* ---- statistics ---- */

typedef struct {
	double n, sum, squares;
} sums;

static void add(sums *s, double v)
{
	s->n += 1, s->sum += v, s->squares += v * v;
}
static double mean(const sums *s)
{
	return s->n > 0 ? s->sum / s->n : (double)NAN;
}
static double spread(const sums *s)
{
	return s->n > 1 ? sqrt((s->squares - s->sum * s->sum / s->n) / (s->n - 1)) : (double)NAN;
}

static int by_size(const void *a, const void *b)
{
	size_t x = *(const size_t *)a, y = *(const size_t *)b;
	return (x > y) - (x < y);
}

/* ---- the acute cohort ---- */

static lb_status acute_start(cohort *c)
{
	memcpy(c->work, c->start, c->n * sizeof *c->start);
	for (size_t w = 0; w < c->n * LANES; w++) {
		lb_body_block *b = &c->work[w / LANES];
		c->entered[w] = all_below(c->burn, BURN_DAYS, w, BURN_DAYS - QUIET_DAYS, QUIET_DAYS, 1);
		lbi_event(b, &c->model, w % LANES, lbi_event_size(b, &c->model, w % LANES), 0);
	}
	lb_body_block *keep = c->half_year; /* used as the acute start until the half-year state is needed */
	memcpy(keep, c->work, c->n * sizeof *keep);
	return LB_OK;
}

static void acute_rows(cohort *c)
{
	sums at[4] = {{0}}, zero = {0}, back = {0}, hurts = {0};
	static const size_t day[] = {0, 42, 182, 364};
	for (size_t w = 0; w < c->n * LANES; w++) {
		size_t visit = visit_of(c, w / LANES);
		c->entered[w] = c->entered[w] && pain_of(c->acute, ACUTE_DAYS, w, visit) >= 3;
		if (!c->entered[w])
			continue;
		for (size_t k = 0; k < 4; k++)
			add(&at[k], 10.0 * (double)pain_of(c->acute, ACUTE_DAYS, w, visit + day[k]));
		add(&zero, pain_of(c->acute, ACUTE_DAYS, w, visit + 182) < 0.5F);
		add(&back, first_run(c->acute, ACUTE_DAYS, w, visit, visit + 91, 7, 1) < visit + 91);
		add(&hurts, !all_below(c->acute, ACUTE_DAYS, w, visit + 361, 7, 0.5));
	}
	lbi_result(c->out, "acute_entry", mean(&at[0]));
	lbi_result(c->out, "acute_6wk", mean(&at[1]) / mean(&at[0]));
	lbi_result(c->out, "acute_26wk", mean(&at[2]) / mean(&at[1]));
	lbi_result(c->out, "acute_52wk", mean(&at[3]));
	lbi_result(c->out, "acute_sd", spread(&at[1]));
	lbi_result(c->out, "recovered_3mo", mean(&back));
	lbi_result(c->out, "pain_1yr", mean(&hurts));
	lbi_result(c->out, "zero_share", mean(&zero));
	lbi_result(c->out, "acute_2012_6wk", mean(&at[1]));
}

static void recurrence_rows(cohort *c, const float *pain, const char *any, const char *limiting, const char *median)
{
	size_t *days = lb_arena_new(&c->arena, c->n * LANES, sizeof *days), n = 0;
	sums some = {0}, much = {0};
	double table[2][2] = {{0.5, 0.5}, {0.5, 0.5}};
	for (size_t w = 0; days && w < c->n * LANES; w++) {
		size_t from = visit_of(c, w / LANES),
		       well = first_run(pain, ACUTE_DAYS, w, from, ACUTE_DAYS - YEAR, QUIET_DAYS, 1);
		if (!c->entered[w] || well + YEAR >= ACUTE_DAYS)
			continue;
		days[n] = comes_back(pain, ACUTE_DAYS, w, well + QUIET_DAYS, YEAR, 2);
		add(&some, days[n] < YEAR);
		add(&much, comes_back(pain, ACUTE_DAYS, w, well + QUIET_DAYS, YEAR, 4) < YEAR);
		table[c->start[w / LANES].earlier[w % LANES] > 2][days[n] < YEAR] += 1;
		n++;
	}
	lbi_result(c->out, any, mean(&some));
	if (!limiting)
		return;
	if (n)
		qsort(days, n, sizeof *days, by_size);
	lbi_result(c->out, limiting, mean(&much));
	lbi_result(c->out, median, n ? (double)days[n / 2] : (double)NAN);
	lbi_result(c->out, "earlier_episodes", table[1][1] * table[0][0] / (table[1][0] * table[0][1]));
}

static void difference_row(cohort *c, const float *a, const float *b, size_t days_a, size_t days_b, size_t from,
			   size_t to, const char *id)
{
	sums d = {0};
	for (size_t w = 0; w < c->n * LANES; w++)
		for (size_t k = from; c->entered[w] && k < to; k++) {
			size_t day = visit_of(c, w / LANES) + k;
			add(&d, 10.0 * ((double)pain_of(b, days_b, w, day) - (double)pain_of(a, days_a, w, day)));
		}
	lbi_result(c->out, id, mean(&d));
}

/* Side difference at some days after the visit, without or with activation: states are needed, so blocks go by parts.
 */
static lb_status asymmetry_rows(cohort *c, treatment *treat, const char *const id[3])
{
	static const size_t after[] = {0, 28, 70};
	sums at[3] = {{0}};
	lb_status bad = LB_OK;
	for (size_t b = 0; b < c->n && !bad; b++) {
		lb_body_block one = c->half_year[b];
		size_t visit = visit_of(c, b), day = 0;
		for (size_t k = 0; k < 3 && !bad; k++) {
			size_t to = visit + after[k] + 1, n = 0;
			for (; day < to; day++, n++) {
				c->days[n] = (lb_body_day){.load = 1};
				treat(&c->days[n], day, visit);
			}
			bad = lb_body_run(&one, 1, &c->model, (uint32_t)(BURN_DAYS + to - n), c->days, n, NULL, NULL, 1,
					  c->err);
			for (size_t i = 0; i < LANES; i++)
				if (c->entered[b * LANES + i] && c->start[b].earlier[i] < 0.5)
					add(&at[k], 100 * lb_body_asymmetry(&one, &c->model.params, i));
		}
	}
	for (size_t k = 0; k < 3; k++)
		if (id[k])
			lbi_result(c->out, id[k], mean(&at[k]));
	return bad;
}

static lb_status acute(cohort *c, bool checks)
{
	static const char *const plain[] = {"hides_0wk", "hides_4wk", "hides_10wk"};
	static const char *const active[] = {NULL, "hides_ex_4wk", "hides_ex_10wk"};
	lb_status bad = acute_start(c);
	lb_body_block *onset = c->half_year;
	bad = bad ? bad : run_arm(c, onset, c->n, BURN_DAYS, ACUTE_DAYS, nothing, c->acute);
	if (bad)
		return bad;
	acute_rows(c);
	recurrence_rows(c, c->acute, "recur_any", "recur_limiting", "recur_median");
	bad = asymmetry_rows(c, nothing, plain);
	bad = bad ? bad : run_arm(c, onset, c->n, BURN_DAYS, 36, nsaid, c->arm);
	if (!bad)
		difference_row(c, c->acute, c->arm, ACUTE_DAYS, 36, 7, 21, "nsaid_acute");
	if (bad || !checks)
		return bad;
	recurrence_rows(c, c->acute, "hides01_none", NULL, NULL);
	bad = asymmetry_rows(c, activation, active);
	bad = bad ? bad : run_arm(c, onset, c->n, BURN_DAYS, 36, heat, c->arm);
	if (!bad)
		difference_row(c, c->acute, c->arm, ACUTE_DAYS, 36, 4, 5, "heat_day5");
	bad = bad ? bad : run_arm(c, onset, c->n, BURN_DAYS, ACUTE_DAYS, activation, c->arm);
	if (!bad)
		recurrence_rows(c, c->arm, "hides01_ex", NULL, NULL);
	return bad;
}

/* ---- recovered people, two arms ---- */

static double share_back(cohort *c, const float *pain, const bool *in, double limit)
{
	sums s = {0};
	for (size_t w = 0; w < c->n * LANES; w++)
		if (in[w])
			add(&s, comes_back(pain, YEAR, w, 0, YEAR, limit) < YEAR);
	return mean(&s);
}

static lb_status prevention(cohort *c)
{
	bool *in = lb_arena_new(&c->arena, c->n * LANES, sizeof *in);
	lb_body_block *onset = c->half_year;
	lb_status bad = in ? run_arm(c, onset, c->n, BURN_DAYS, 200, nothing, c->arm) : LB_NOMEM;
	if (bad)
		return bad;
	memcpy(c->half_year, c->work, c->n * sizeof *c->work);
	for (size_t w = 0; w < c->n * LANES; w++)
		in[w] = c->entered[w] && all_below(c->acute, ACUTE_DAYS, w, 200 - QUIET_DAYS, QUIET_DAYS, 1);
	bad = run_arm(c, c->half_year, c->n, BURN_DAYS + 200, YEAR, nothing, c->arm);
	double usual = share_back(c, c->arm, in, 2), usual_much = share_back(c, c->arm, in, 4);
	bad = bad ? bad : run_arm(c, c->half_year, c->n, BURN_DAYS + 200, YEAR, walking, c->arm);
	double walk = share_back(c, c->arm, in, 4);
	bad = bad ? bad : run_arm(c, c->half_year, c->n, BURN_DAYS + 200, YEAR, training, c->arm);
	double train = share_back(c, c->arm, in, 2);
	lbi_result(c->out, "walkback", log(1 - walk) / log(1 - usual_much));
	lbi_result(c->out, "prevention", train / usual);
	return bad;
}

/* ---- the persistent cohort ---- */

static void copy_lane(lb_body_block *to, size_t j, const lb_body_block *from, size_t i)
{
	for (int k = 0; k < N_STATES; k++)
		to->y[k][j] = from->y[k][i];
#define ONE(field) to->field[j] = from->field[i];
	ONE(ordinary)
	ONE(gain) ONE(fearful) ONE(prone) ONE(noise_y) ONE(noise_z) ONE(next) ONE(earlier) ONE(pain) ONE(person)
#undef ONE
}

/* Those who enter, side by side; the last block is filled up with copies of the last. Returns how many enter. */
static size_t persistent_people(cohort *c, lb_body_block *to)
{
	size_t n = 0;
	for (size_t w = 0; w < c->n * LANES; w++) {
		int hurts = 0;
		for (size_t d = BURN_DAYS - 90; d < BURN_DAYS; d++)
			hurts += pain_of(c->burn, BURN_DAYS, w, d) >= 1;
		if (hurts < 72 || pain_of(c->burn, BURN_DAYS, w, BURN_DAYS - 1) < 3)
			continue;
		copy_lane(&to[n / LANES], n % LANES, &c->start[w / LANES], w % LANES);
		n++;
	}
	for (size_t k = n; k % LANES; k++)
		copy_lane(&to[k / LANES], k % LANES, &to[k / LANES], n % LANES - 1);
	return n;
}

static double mean_on(const float *p, size_t days, size_t people, size_t day)
{
	sums s = {0};
	for (size_t w = 0; w < people; w++)
		add(&s, 10.0 * (double)pain_of(p, days, w, day));
	return mean(&s);
}

static void persistent_checks(cohort *c, const lb_body_block *in, size_t n, double entry)
{
	const lb_body_params *p = &c->model.params;
	sums hold = {0}, flexed = {0}, pain = {0}, guard = {0};
	for (size_t w = 0; w < n; w++) {
		const lb_body_block *b = &in[w / LANES];
		size_t i = w % LANES;
		double share = p->hold_share / lb_body_strength(b, p, i),
		       F = p->fatigue_F * (1 + 2 * b->y[LB_BODY_T][i]);
		double left = 1 - (1 - share) * p->fatigue_R / (F * share);
		add(&hold, share < 1 && left > 0 ? -log(left) / p->fatigue_R : 0);
		double held = p->g_pain * b->pain[i] / 10 + p->g_fear * b->y[LB_BODY_Fe][i];
		add(&flexed, held > 0.03);
		add(&guard, held);
		add(&pain, 10 * b->pain[i]);
	}
	lbi_result(c->out, "sorensen_pain", mean(&hold));
	lbi_result(c->out, "frr_altered", mean(&flexed));
	lbi_result(c->out, "marras_lift", mean(&guard)); /* activation; turned into compression by the caller */
	lb_status bad = run_arm(c, in, (n + LANES - 1) / LANES, BURN_DAYS, 1, sleepless, c->arm);
	double after = mean_on(c->arm, 1, n, 0);
	bad = bad ? bad : run_arm(c, in, (n + LANES - 1) / LANES, BURN_DAYS, 1, nothing, c->arm);
	if (!bad)
		lbi_result(c->out, "sleep_pain", (after - mean_on(c->arm, 1, n, 0)) / spread(&pain));
	(void)entry;
}

static lb_status persistent(cohort *c, bool checks)
{
	lb_body_block *in = lb_arena_new(&c->arena, c->n + 1, sizeof *in);
	if (!in)
		return lbi_fail(c->err, LB_NOMEM, "cohort", "persistent people");
	size_t n = persistent_people(c, in), blocks = (n + LANES - 1) / LANES;
	if (n < 16)
		return LB_OK; /* the rows stay not a number */
	lb_status bad = run_arm(c, in, blocks, BURN_DAYS, YEAR, nothing, c->arm);
	if (bad)
		return bad;
	double entry = 0, plain = mean_on(c->arm, YEAR, n, 83);
	for (size_t w = 0; w < n; w++)
		entry += 10 * in[w / LANES].pain[w % LANES] / (double)n;
	lbi_result(c->out, "persist_0wk", entry);
	lbi_result(c->out, "persist_6wk", mean_on(c->arm, YEAR, n, 41) / entry);
	lbi_result(c->out, "persist_52wk", mean_on(c->arm, YEAR, n, 363) / entry);
	lbi_result(c->out, "persist_2012_52wk", mean_on(c->arm, YEAR, n, 363));
	bad = run_arm(c, in, blocks, BURN_DAYS, 91, exercise, c->arm);
	if (!bad)
		lbi_result(c->out, "exercise_chronic", mean_on(c->arm, 91, n, 83) - plain);
	if (!bad && checks)
		persistent_checks(c, in, n, entry);
	return bad;
}

/* ---- all ---- */

static lb_status burn_in(cohort *c)
{
	for (size_t b = 0; b < c->n; b++)
		lb_body_block_start(&c->start[b], &c->model, (uint32_t)(b * LANES));
	for (size_t d = 0; d < BURN_DAYS; d++)
		c->days[d] = (lb_body_day){.load = 1};
	return lb_body_run(c->start, c->n, &c->model, 0, c->days, BURN_DAYS, NULL, c->burn, c->threads, c->err);
}

lb_status lbi_cohorts(lbi_results *r, const lb_body_params *p, size_t people, uint64_t seed, bool checks,
		      size_t threads, lb_err *err)
{
	cohort c = {
		.model = {.params = *p, .seed = seed}, .n = people / LANES, .threads = threads, .out = r, .err = err};
	lb_arena *a = &c.arena;
	c.start = lb_arena_new(a, c.n + 1, sizeof *c.start);
	c.work = lb_arena_new(a, c.n + 1, sizeof *c.work);
	c.half_year = lb_arena_new(a, c.n + 1, sizeof *c.half_year);
	c.burn = lb_arena_new(a, c.n * LANES * BURN_DAYS, sizeof *c.burn);
	c.acute = lb_arena_new(a, c.n * LANES * ACUTE_DAYS, sizeof *c.acute);
	c.arm = lb_arena_new(a, (c.n + 1) * LANES * ACUTE_DAYS, sizeof *c.arm);
	c.days = lb_arena_new(a, BURN_DAYS + ACUTE_DAYS, sizeof *c.days);
	c.entered = lb_arena_new(a, c.n * LANES, sizeof *c.entered);
	lb_status bad = LB_OK;
	if (!c.start || !c.work || !c.half_year || !c.burn || !c.acute || !c.arm || !c.days || !c.entered)
		bad = lbi_fail(err, LB_NOMEM, "cohort", "%zu people", people);
	bad = bad ? bad : burn_in(&c);
	bad = bad ? bad : persistent(&c, checks);
	bad = bad ? bad : acute(&c, checks);
	bad = bad || !checks ? bad : prevention(&c);
	lb_arena_drop(a);
	return bad;
}
