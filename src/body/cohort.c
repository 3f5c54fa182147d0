/* The cohorts that the observations were made on, with their entry and outcome rules. All arms share their luck. */
#include <stdlib.h>

#include "observe.h"

enum {
	BURN_DAYS = 400,
	ACUTE_DAYS = 730,
	YEAR = 365,
	QUIET_DAYS = 30,
	LONG_DAYS = 180,
	VISIT_FROM = 2,
	VISIT_SPAN = 13,
	NEW_PEOPLE = 1 << 20,
	COPIES = 256
};

typedef struct {
	lb_body_model model;
	lb_arena arena;
	size_t n, threads; /* blocks */
	lb_body_block *start, *work, *later;
	lb_body_block *pool, *onset; /* the well: no pain for 30 days, side by side; those of them who have an event */
	size_t quiet, cases;         /* how many */
	float *burn, *acute, *arm;   /* pain: [block][day][lane] */
	lb_body_day *days;
	bool *longer, *entered,
		*gone; /* of the well: no pain for half a year. Of the cases: who enters the acute cohort; */
	/* whose first episode has gone by four weeks */
	lbi_results *out;
	lb_err *err;
	const lb_body_plan *tasks; /* NULL: the slow clock alone */
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
		return lb_body_run(c->work, n_blocks, &c->model, day, c->days, n_days, c->tasks, pain, c->threads, c->err);
	}
	for (size_t b = 0; b < n_blocks && !bad; b++) { /* the visit differs between blocks */
		for (size_t d = 0; d < n_days; d++) {
			c->days[d] = (lb_body_day){.load = 1};
			treat(&c->days[d], d, visit_of(c, b));
		}
		bad = lb_body_run(c->work + b, 1, &c->model, day, c->days, n_days, c->tasks, pain + b * n_days * LANES, 1,
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

static void copy_lane(lb_body_block *to, size_t j, const lb_body_block *from, size_t i)
{
	for (int k = 0; k < N_STATES; k++)
		to->y[k][j] = from->y[k][i];
#define ONE(field) to->field[j] = from->field[i];
	ONE(ordinary)
	ONE(gain)
	ONE(fearful) ONE(prone) ONE(noise_y) ONE(noise_z) ONE(next) ONE(earlier) ONE(guards) ONE(pain) ONE(person)
#undef ONE
}

/* The last of n blocks' lanes are copies of the last person. Returns how many blocks. */
static size_t fill_up(lb_body_block *to, size_t n)
{
	for (size_t k = n; n && k % LANES; k++)
		copy_lane(&to[k / LANES], k % LANES, &to[(n - 1) / LANES], (n - 1) % LANES);
	return (n + LANES - 1) / LANES;
}

/* Those without pain of 1 or more for 30 days. */
static void quiet_people(cohort *c)
{
	c->quiet = 0;
	for (size_t w = 0; w < c->n * LANES; w++)
		if (all_below(c->burn, BURN_DAYS, w, BURN_DAYS - QUIET_DAYS, QUIET_DAYS, 1)) {
			copy_lane(&c->pool[c->quiet / LANES], c->quiet % LANES, &c->start[w / LANES], w % LANES);
			c->longer[c->quiet++] = all_below(c->burn, BURN_DAYS, w, BURN_DAYS - LONG_DAYS, LONG_DAYS, 1);
		}
	fill_up(c->pool, c->quiet);
}

/* How much more often than others somebody has an event; `first`: and had none before. */
static double weight_of(const cohort *c, size_t w, bool first)
{
	const lb_body_params *p = &c->model.params;
	const lb_body_block *b = &c->pool[w / LANES];
	size_t i = w % LANES;
	double now = p->b_X * b->y[LB_BODY_Xs][i] + p->b_K * (1 - b->y[LB_BODY_K][i]);
	double past = first ? -p->n_life * b->prone[i] : p->b_n * log1p(b->earlier[i]);
	return b->prone[i] * exp(now + past);
}

/* Cases: each of the well in proportion to the rate of events, at equal steps of the running sum. Somebody who comes up
 * twice is two people of the same kind, each with luck of their own from then on. All have their event. */
static void have_event(cohort *c, bool first)
{
	double sum = 0, at = 0;
	size_t w = 0, last = c->quiet;
	uint32_t copy = 0;
	for (size_t k = 0; k < c->quiet; k++)
		sum += weight_of(c, k, first);
	for (size_t k = 0; k < c->cases; k++) {
		lb_body_block *b = &c->onset[k / LANES];
		size_t i = k % LANES;
		for (double want = ((double)k + 0.5) / (double)c->cases * sum; w + 1 < c->quiet; w++) {
			double more = at + weight_of(c, w, first);
			if (more > want)
				break;
			at = more;
		}
		copy_lane(b, i, &c->pool[w / LANES], w % LANES);
		copy = w == last ? copy + 1 : 0, last = w;
		b->person[i] = NEW_PEOPLE + c->pool[w / LANES].person[w % LANES] * COPIES + copy % COPIES;
		b->next[i] = b->y[LB_BODY_H][i]; /* the event draws how long the next one takes */
		if (first)
			b->earlier[i] = 0;
		lbi_event(b, &c->model, i, lbi_event_size(b, &c->model, i), 0);
	}
}

static void acute_rows(cohort *c)
{
	sums at[4] = {{0}}, zero = {0}, back = {0}, hurts = {0}, first = {0};
	static const size_t day[] = {0, 42, 182, 364};
	for (size_t w = 0; w < c->cases; w++) {
		size_t visit = visit_of(c, w / LANES);
		c->entered[w] = pain_of(c->acute, ACUTE_DAYS, w, visit) >= 3;
		if (!c->entered[w])
			continue;
		for (size_t k = 0; k < 4; k++)
			add(&at[k], 10.0 * (double)pain_of(c->acute, ACUTE_DAYS, w, visit + day[k]));
		add(&zero, pain_of(c->acute, ACUTE_DAYS, w, visit + 182) < 0.5F);
		add(&back, first_run(c->acute, ACUTE_DAYS, w, visit, visit + 91, 7, 1) < visit + 91);
		add(&hurts, !all_below(c->acute, ACUTE_DAYS, w, visit + 361, 7, 0.5));
		add(&first, c->onset[w / LANES].earlier[w % LANES] < 1.5);
	}
	lbi_result(c->out, "acute_entry", mean(&at[0]));
	lbi_result(c->out, "acute_6wk", mean(&at[1]) / mean(&at[0]));
	lbi_result(c->out, "acute_26wk", mean(&at[2]) / mean(&at[1]));
	lbi_result(c->out, "acute_52wk", mean(&at[3]));
	lbi_result(c->out, "acute_sd", spread(&at[1]));
	lbi_result(c->out, "recovered_3mo", mean(&back));
	lbi_result(c->out, "pain_1yr", mean(&hurts));
	lbi_result(c->out, "first_episode", mean(&first));
	lbi_result(c->out, "zero_share", mean(&zero));
	lbi_result(c->out, "acute_2012_6wk", mean(&at[1]));
}

/* Of those in: pain free for 30 days, then back within a year or not. */
static void recurrence_rows(cohort *c, const float *pain, const bool *in, const char *any, bool all)
{
	size_t *days = lb_arena_new(&c->arena, c->cases, sizeof *days), n = 0;
	sums some = {0}, much = {0};
	double table[2][2] = {{0.5, 0.5}, {0.5, 0.5}};
	for (size_t w = 0; days && w < c->cases; w++) {
		size_t from = visit_of(c, w / LANES),
		       well = first_run(pain, ACUTE_DAYS, w, from, ACUTE_DAYS - YEAR, QUIET_DAYS, 1);
		if (!in[w] || well + YEAR >= ACUTE_DAYS)
			continue;
		days[n] = comes_back(pain, ACUTE_DAYS, w, well + QUIET_DAYS, YEAR, 2);
		add(&some, days[n] < YEAR);
		add(&much, comes_back(pain, ACUTE_DAYS, w, well + QUIET_DAYS, YEAR, 4) < YEAR);
		table[c->onset[w / LANES].earlier[w % LANES] > 3][days[n] < YEAR] += 1;
		n++;
	}
	lbi_result(c->out, any, mean(&some));
	if (!all)
		return;
	if (n)
		qsort(days, n, sizeof *days, by_size);
	lbi_result(c->out, "recur_limiting", mean(&much));
	lbi_result(c->out, "recur_median", n ? (double)days[n / 2] : (double)NAN);
	lbi_result(c->out, "earlier_episodes", table[1][1] * table[0][0] / (table[1][0] * table[0][1]));
}

static void difference_row(cohort *c, const float *a, const float *b, size_t days_a, size_t days_b, size_t from,
			   size_t to, const char *id)
{
	sums d = {0};
	for (size_t w = 0; w < c->cases; w++)
		for (size_t k = from; c->entered[w] && k < to; k++) {
			size_t day = visit_of(c, w / LANES) + k;
			add(&d, 10.0 * ((double)pain_of(b, days_b, w, day) - (double)pain_of(a, days_a, w, day)));
		}
	lbi_result(c->out, id, mean(&d));
}

/* Side difference at some days after the visit in a first episode whose pain has gone by four weeks. States are needed,
 * so blocks go by parts. The arm without exercise comes first and says who they are. */
static lb_status asymmetry_rows(cohort *c, treatment *treat, const char *const id[3])
{
	static const size_t after[] = {0, 28, 70};
	sums at[3] = {{0}};
	lb_status bad = LB_OK;
	for (size_t b = 0; b < c->cases / LANES && !bad; b++) {
		lb_body_block one = c->onset[b];
		double lost[3][LANES], pain[3][LANES];
		size_t visit = visit_of(c, b), day = 0;
		for (size_t k = 0; k < 3 && !bad; k++) {
			size_t to = visit + after[k] + 1, n = 0;
			for (; day < to; day++, n++) {
				c->days[n] = (lb_body_day){.load = 1};
				treat(&c->days[n], day, visit);
			}
			bad = lb_body_run(&one, 1, &c->model, (uint32_t)(BURN_DAYS + to - n), c->days, n, c->tasks, NULL, 1,
					  c->err);
			for (size_t i = 0; i < LANES; i++)
				lost[k][i] = 100 * lb_body_asymmetry(&one, &c->model.params, i),
				pain[k][i] = one.pain[i];
		}
		for (size_t i = 0, w = b * LANES; i < LANES && !bad; i++, w++) {
			if (treat == nothing)
				c->gone[w] = pain[0][i] >= 3 && pain[1][i] < 1;
			for (size_t k = 0; c->gone[w] && k < 3; k++)
				add(&at[k], lost[k][i]);
		}
	}
	for (size_t k = 0; k < 3; k++)
		if (id[k])
			lbi_result(c->out, id[k], mean(&at[k]));
	return bad;
}

/* Rows of the trial of specific activation: its people had their first episode. */
static lb_status first_episodes(cohort *c, bool checks)
{
	static const char *const plain[] = {"hides_0wk", "hides_4wk", "hides_10wk"};
	static const char *const active[] = {NULL, "hides_ex_4wk", "hides_ex_10wk"};
	have_event(c, true);
	lb_status bad = asymmetry_rows(c, nothing, plain);
	if (bad || !checks)
		return bad;
	bad = asymmetry_rows(c, activation, active);
	bad = bad ? bad : run_arm(c, c->onset, c->cases / LANES, BURN_DAYS, ACUTE_DAYS, nothing, c->arm);
	if (!bad)
		recurrence_rows(c, c->arm, c->gone, "hides01_none", false);
	bad = bad ? bad : run_arm(c, c->onset, c->cases / LANES, BURN_DAYS, ACUTE_DAYS, activation, c->arm);
	if (!bad)
		recurrence_rows(c, c->arm, c->gone, "hides01_ex", false);
	return bad;
}

static lb_status acute(cohort *c, bool checks)
{
	quiet_people(c);
	if (!c->quiet)
		return LB_OK; /* the rows stay not a number */
	lb_status bad = first_episodes(c, checks);
	have_event(c, false);
	bad = bad ? bad : run_arm(c, c->onset, c->cases / LANES, BURN_DAYS, ACUTE_DAYS, nothing, c->acute);
	if (bad)
		return bad;
	acute_rows(c);
	recurrence_rows(c, c->acute, c->entered, "recur_any", true);
	bad = run_arm(c, c->onset, c->cases / LANES, BURN_DAYS, 36, nsaid, c->arm);
	if (!bad)
		difference_row(c, c->acute, c->arm, ACUTE_DAYS, 36, 7, 21, "nsaid_acute");
	if (bad || !checks)
		return bad;
	bad = run_arm(c, c->onset, c->cases / LANES, BURN_DAYS, 36, heat, c->arm);
	if (!bad)
		difference_row(c, c->acute, c->arm, ACUTE_DAYS, 36, 4, 5, "heat_day5");
	return bad;
}

/* ---- the well, and the recovered ---- */

static double share_back(const float *pain, const bool *in, size_t people, double limit)
{
	sums s = {0};
	for (size_t w = 0; w < people; w++)
		if (in[w])
			add(&s, comes_back(pain, YEAR, w, 0, YEAR, limit) < YEAR);
	return mean(&s);
}

/* A year of the well: who had no pain for half a year, and exercise in all of them. */
static lb_status well_people(cohort *c, bool checks)
{
	size_t blocks = (c->quiet + LANES - 1) / LANES;
	bool *all = lb_arena_new(&c->arena, c->quiet, sizeof *all);
	if (!all)
		return lbi_fail(c->err, LB_NOMEM, "cohort", "%zu people", c->quiet);
	memset(all, true, c->quiet * sizeof *all);
	lb_status bad = run_arm(c, c->pool, blocks, BURN_DAYS, YEAR, nothing, c->arm);
	if (bad)
		return bad;
	lbi_result(c->out, "incidence", share_back(c->arm, c->longer, c->quiet, 2));
	double usual = share_back(c->arm, all, c->quiet, 2);
	if (!checks)
		return LB_OK;
	bad = run_arm(c, c->pool, blocks, BURN_DAYS, YEAR, training, c->arm);
	if (!bad)
		lbi_result(c->out, "prevention", share_back(c->arm, all, c->quiet, 2) / usual);
	return bad;
}

static lb_status walking_trial(cohort *c)
{
	size_t blocks = c->cases / LANES;
	bool *in = lb_arena_new(&c->arena, c->cases, sizeof *in);
	lb_status bad = in ? run_arm(c, c->onset, blocks, BURN_DAYS, 200, nothing, c->arm)
			   : lbi_fail(c->err, LB_NOMEM, "cohort", "%zu people", c->cases);
	if (bad)
		return bad;
	memcpy(c->later, c->work, blocks * sizeof *c->work);
	for (size_t w = 0; w < c->cases; w++)
		in[w] = c->entered[w] && all_below(c->acute, ACUTE_DAYS, w, 200 - QUIET_DAYS, QUIET_DAYS, 1);
	bad = run_arm(c, c->later, blocks, BURN_DAYS + 200, YEAR, nothing, c->arm);
	double usual = share_back(c->arm, in, c->cases, 4);
	bad = bad ? bad : run_arm(c, c->later, blocks, BURN_DAYS + 200, YEAR, walking, c->arm);
	if (!bad)
		lbi_result(c->out, "walkback", log(1 - share_back(c->arm, in, c->cases, 4)) / log(1 - usual));
	return bad;
}

/* ---- the persistent cohort ---- */

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
	fill_up(to, n);
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
		double held = b->guards[i] * (p->g_pain * b->pain[i] / 10 + p->g_fear * b->y[LB_BODY_Fe][i]);
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
	return lb_body_run(c->start, c->n, &c->model, 0, c->days, BURN_DAYS, c->tasks, c->burn, c->threads, c->err);
}

lb_status lbi_cohorts(lbi_results *r, const lb_body_params *p, size_t people, uint64_t seed, bool checks,
		      const lb_body_plan *tasks, size_t threads, lb_err *err)
{
	cohort c = {.model = {.params = *p, .seed = seed, .fast = tasks != NULL},
		    .n = people / LANES,
		    .tasks = tasks,
		    .threads = threads,
		    .out = r,
		    .err = err};
	lb_arena *a = &c.arena;
	c.start = lb_arena_new(a, c.n + 1, sizeof *c.start);
	c.work = lb_arena_new(a, c.n + 1, sizeof *c.work);
	c.later = lb_arena_new(a, c.n + 1, sizeof *c.later);
	c.pool = lb_arena_new(a, c.n + 1, sizeof *c.pool);
	c.onset = lb_arena_new(a, c.n + 1, sizeof *c.onset);
	c.burn = lb_arena_new(a, c.n * LANES * BURN_DAYS, sizeof *c.burn);
	c.acute = lb_arena_new(a, c.n * LANES * ACUTE_DAYS, sizeof *c.acute);
	c.arm = lb_arena_new(a, (c.n + 1) * LANES * ACUTE_DAYS, sizeof *c.arm);
	c.days = lb_arena_new(a, BURN_DAYS + ACUTE_DAYS, sizeof *c.days);
	c.entered = lb_arena_new(a, c.n * LANES, sizeof *c.entered);
	c.gone = lb_arena_new(a, c.n * LANES, sizeof *c.gone);
	c.longer = lb_arena_new(a, c.n * LANES, sizeof *c.longer);
	c.cases = (c.n + 1) / 2 * LANES;
	lb_status bad = LB_OK;
	if (!c.start || !c.work || !c.later || !c.pool || !c.onset || !c.burn || !c.acute || !c.arm || !c.days ||
	    !c.entered || !c.gone || !c.longer)
		bad = lbi_fail(err, LB_NOMEM, "cohort", "%zu people", people);
	bad = bad ? bad : burn_in(&c);
	bad = bad ? bad : persistent(&c, checks);
	bad = bad ? bad : acute(&c, checks);
	bad = bad || !c.quiet ? bad : well_people(&c, checks);
	bad = bad || !c.quiet || !checks ? bad : walking_trial(&c);
	lb_arena_drop(a);
	return bad;
}
