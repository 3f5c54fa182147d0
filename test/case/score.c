/* Scores of questionnaires: published examples, laws, refusals, totals typed in, and change. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "score_rows.h"

#define OPEN 99 /* in the tables below: an item that was not answered */
#define NOT_A_NUMBER ((double)NAN)
#define ENDLESS ((double)INFINITY)

static lb_str str(const char *z)
{
	return (lb_str){ z, strlen(z) };
}

static void near(double got, double want, double tolerance, const char *name)
{
	if (!(fabs(got - want) <= tolerance))
		fail_msg("%s: got %.10g, want %.10g", name, got, want);
}

static void is_text(lb_str got, const char *want, const char *name)
{
	if (got.n != strlen(want) || memcmp(got.s, want, got.n) != 0)
		fail_msg("%s: got '%.*s', want '%s'", name, LB_FMT(got), want);
}

/* A score from small whole answers, OPEN for an open item. */
static lb_score score_of(const lb_instrument *in, const int *answers, size_t n, const char *name)
{
	double items[LB_SCORE_ITEMS_MAX];
	bool answered[LB_SCORE_ITEMS_MAX];
	for (size_t i = 0; i < n; i++) {
		answered[i] = answers[i] != OPEN;
		items[i] = answered[i] ? answers[i] : NOT_A_NUMBER; /* must not be looked at */
	}
	lb_score r;
	lb_err err = { 0 };
	if (lb_score_compute(&r, in, items, answered, n, &err) != LB_OK)
		fail_msg("%s: %s: %s", name, err.where, err.what);
	return r;
}

static const lb_scale_score *scale(const lb_score *r, const char *id)
{
	int i = lb_score_scale_index(r->instrument, str(id));
	assert_true(i >= 0);
	return &r->scale[i];
}

static const char *band(const lb_score *r)
{
	return r->band ? r->band->id.s : "none";
}

/* ---- published examples ---- */

typedef struct {
	const char *name;
	const lb_instrument *in;
	int answers[LB_SCORE_ITEMS_MAX];
	const char *scale;
	double want, tolerance;
	const char *band;
} example;

/* Where no source is named, the numbers are in the public test suites of open scoring libraries: awell-score
 * for STarT Back, OMPSQ, PSFS and PCS, outcome scorers with the same Oswestry rule for the ODI. */
static const example examples[] = {
	{ "STarT Back: nothing agreed", &start_back, { 0, 0, 0, 0, 0, 0, 0, 0, 0 }, "total", 0, 0, "low" },
	{ "STarT Back: all agreed", &start_back, { 1, 1, 1, 1, 1, 1, 1, 1, 4 }, "total", 9, 0, "high" },
	{ "STarT Back: all agreed, distress", &start_back, { 1, 1, 1, 1, 1, 1, 1, 1, 4 },
		"distress", 5, 0, "high" },
	{ "STarT Back: 4 with distress 0", &start_back, { 1, 1, 1, 1, 0, 0, 0, 0, 0 },
		"total", 4, 0, "medium" },
	{ "STarT Back: 4 with distress 2", &start_back, { 1, 1, 0, 0, 1, 1, 0, 0, 2 },
		"total", 4, 0, "medium" },
	{ "STarT Back: 4 with distress 4", &start_back, { 0, 0, 0, 0, 1, 1, 1, 1, 2 },
		"distress", 4, 0, "high" },
	{ "STarT Back: 3 is low", &start_back, { 1, 1, 1, 0, 0, 0, 0, 0, 0 }, "total", 3, 0, "low" },
	{ "STarT Back: moderately is 0", &start_back, { 0, 0, 0, 0, 0, 0, 0, 0, 2 }, "total", 0, 0, "low" },
	{ "STarT Back: very much is 1", &start_back, { 0, 0, 0, 0, 0, 0, 0, 0, 3 }, "total", 1, 0, "low" },
	/* scoring sheet: 16 / 50 = 32 %, 16 / 45 = 35.5 % (cut off, not rounded) */
	{ "ODI sheet: 16 of 50", &odi, { 1, 2, 2, 1, 2, 2, 1, 2, 1, 2 }, "total", 32, 1e-9, "moderate" },
	{ "ODI sheet: 16 of 45", &odi, { 1, 2, 2, 1, 2, 2, 2, OPEN, 2, 2 }, "total", 35.5, 0.06, "moderate" },
	{ "ODI: 16 of 45 rounded", &odi, { 1, 2, 2, 1, 2, 2, 2, OPEN, 2, 2 }, "total", 36, 0.5, "moderate" },
	/* sample responses of the PACIO and CMS ACCESS guides (FHIR), answers and stated score */
	{ "ODI sample, January", &odi, { 2, 1, 2, 1, 2, 2, 1, 2, 3, 2 }, "total", 36, 1e-9, "moderate" },
	{ "ODI sample, February", &odi, { 1, 1, 2, 1, 2, 2, 1, 2, 2, 2 }, "total", 32, 1e-9, "moderate" },
	{ "ODI sample, March", &odi, { 2, 1, 2, 1, 2, 2, 1, 2, 2, 2 }, "total", 34, 1e-9, "moderate" },
	{ "ODI sample, May", &odi, { 1, 0, 1, 0, 1, 1, 0, 1, 2, 1 }, "total", 16, 1e-9, "minimal" },
	{ "ODI: 22 of 50", &odi, { 2, 2, 2, 2, 3, 3, 2, 2, 2, 2 }, "total", 44, 1e-9, "severe" },
	{ "ODI: 23 of 50", &odi, { 0, 1, 2, 3, 4, 5, 2, 1, 3, 2 }, "total", 46, 1e-9, "severe" },
	{ "ODI: 10 of 30", &odi, { 1, 2, OPEN, OPEN, 3, 1, OPEN, 2, OPEN, 1 },
		"total", 33.33, 0.005, "moderate" },
	{ "ODI: all sections 2", &odi, { 2, 2, 2, 2, 2, 2, 2, 2, 2, 2 }, "total", 40, 1e-9, "moderate" },
	{ "ODI: five sections 2", &odi, { 2, 2, 2, 2, 2, OPEN, OPEN, OPEN, OPEN, OPEN },
		"total", 40, 1e-9, "moderate" },
	{ "ODI: 10 of 50", &odi, { 5, 5, 0, 0, 0, 0, 0, 0, 0, 0 }, "total", 20, 1e-9, "minimal" },
	{ "ODI: 11 of 50", &odi, { 5, 5, 1, 0, 0, 0, 0, 0, 0, 0 }, "total", 22, 1e-9, "moderate" },
	{ "ODI: 21 of 50", &odi, { 5, 5, 5, 5, 1, 0, 0, 0, 0, 0 }, "total", 42, 1e-9, "severe" },
	{ "ODI: 31 of 50", &odi, { 5, 5, 5, 5, 5, 5, 1, 0, 0, 0 }, "total", 62, 1e-9, "very_severe" },
	{ "ODI: 50 of 50", &odi, { 5, 5, 5, 5, 5, 5, 5, 5, 5, 5 }, "total", 100, 1e-9, "extreme" },
	{ "OMPSQ: least", &ompsq_short, { 1, 0, 10, 10, 0, 0, 0, 10, 0, 0 }, "total", 1, 0, "lower" },
	{ "OMPSQ: middle", &ompsq_short, { 5, 5, 5, 5, 5, 5, 5, 5, 5, 5 }, "total", 50, 0, "raised" },
	{ "OMPSQ: most", &ompsq_short, { 10, 10, 0, 0, 10, 10, 10, 0, 10, 10 }, "total", 100, 0, "raised" },
	{ "PSFS: 1 2 0 7 5", &psfs, { 1, 2, 0, 7, 5 }, "mean", 3, 1e-9, "none" },
	{ "PSFS: middle", &psfs, { 5, 5, 5, 5, 5 }, "mean", 5, 1e-9, "none" },
	{ "PCS: total", &pcs_items, { 0, 1, 2, 3, 0, 0, 1, 4, 2, 1, 3, 0, 4 }, "total", 21, 0, "none" },
	{ "PCS: rumination", &pcs_items, { 0, 1, 2, 3, 0, 0, 1, 4, 2, 1, 3, 0, 4 },
		"rumination", 10, 0, "none" },
	{ "PCS: magnification", &pcs_items, { 0, 1, 2, 3, 0, 0, 1, 4, 2, 1, 3, 0, 4 },
		"magnification", 5, 0, "none" },
	{ "PCS: helplessness", &pcs_items, { 0, 1, 2, 3, 0, 0, 1, 4, 2, 1, 3, 0, 4 },
		"helplessness", 6, 0, "none" },
	{ "PCS: middle", &pcs_items, { 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2 }, "total", 26, 0, "none" },
	/* Woby 2005: 11 items of 1 to 4; bands as in Chimenti 2021 */
	{ "TSK-11: least", &tsk11, { 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1 }, "total", 11, 0, "minimal" },
	{ "TSK-11: 22", &tsk11, { 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2 }, "total", 22, 0, "minimal" },
	{ "TSK-11: 23", &tsk11, { 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 3 }, "total", 23, 0, "low" },
	{ "TSK-11: 33", &tsk11, { 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3 }, "total", 33, 0, "moderate" },
	{ "TSK-11: most", &tsk11, { 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4 }, "total", 44, 0, "high" },
	/* by hand from the user guide's rule: mean of 4, and of the 7 or at least 4 that were answered */
	{ "BPI severity", &bpi, { 8, 2, 5, 4, 0, 0, 0, 0, 0, 0, 0 }, "severity", 4.75, 1e-9, "none" },
	{ "BPI interference", &bpi, { 8, 2, 5, 4, 7, 3, 6, 8, 2, 5, 4 }, "interference", 5, 1e-9, "none" },
	{ "BPI interference, 4 answered", &bpi, { 8, 2, 5, 4, 7, OPEN, 6, 8, OPEN, 5, OPEN },
		"interference", 6.5, 1e-9, "none" },
	{ "NRS now", &nrs, { 4, 5, 8, 2 }, "now", 4, 0, "none" },
	{ "QBPDS most", &qbpds, { 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5 },
		"total", 100, 0, "none" },
};

static void published_examples_come_out(void **state)
{
	(void)state;
	for (size_t i = 0; i < N(examples); i++) {
		const example *e = &examples[i];
		lb_score r = score_of(e->in, e->answers, (size_t)e->in->items, e->name);
		const lb_scale_score *s = scale(&r, e->scale);
		if (s->state != LB_SCORE_SCORED)
			fail_msg("%s: not scored", e->name);
		near(s->value, e->want, e->tolerance, e->name);
		is_text(str(band(&r)), e->band, e->name);
	}
}

/* Kent and Lauridsen 2011: 17 of 23 is 74 of 100; 17 of 20 answered, stretched, would be 85 of 100. */
static void roland_morris_23_gives_the_shares_of_kent_and_lauridsen(void **state)
{
	(void)state;
	int all[23] = { 0 }, some[23] = { 0 };
	for (int i = 0; i < 17; i++)
		all[i] = some[i] = 1;
	some[20] = some[21] = some[22] = OPEN;
	lb_score r = score_of(&rmdq23, all, 23, "17 of 23");
	near(r.scale[0].value, 17, 0, "17 of 23");
	near(r.scale[0].share_percent, 74, 0.5, "17 of 23, share");
	r = score_of(&rmdq23, some, 23, "17 of 20");
	near(r.scale[0].value, 17, 0, "open items count as not ticked");
	assert_int_equal(r.scale[0].missing, 3);
	lb_score_scale stretched = rmdq23.scales.at[0];
	stretched.missing_rule = LB_MISSING_prorate;
	lb_instrument other = rmdq23;
	other.scales.at = &stretched;
	r = score_of(&other, some, 23, "17 of 20, stretched");
	near(r.scale[0].share_percent, 85, 1e-9, "17 of 20, stretched");
}

/* Woby 2005: standard error 2.54; Dupuis 2023: 16 % of the top score of 44. */
static void the_error_of_the_tampa_scale_follows_from_its_standard_error(void **state)
{
	(void)state;
	near(tsk11.scales.at[0].mdc.value, 1.96 * sqrt(2) * 2.54, 0.05, "1.96 x root 2 x SEM");
	near(tsk11.scales.at[0].mdc.value, 0.16 * 44, 0.05, "16 % of 44");
	near(pcs.scales.at[0].mdc.hi, 1.96 * sqrt(2) * 4.6, 0.06, "Fernandes 2012");
	near(nrs.scales.at[0].mdc.hi, 1.96 * sqrt(2) * 1.02, 0.05, "Childs 2005");
}

/* ---- laws ---- */

static uint32_t draw(uint32_t *seed, uint32_t below)
{
	*seed = *seed * 1664525u + 1013904223u;
	return (*seed >> 8) % below;
}

static void limits(const lb_instrument *in, int item, int *lo, int *hi)
{
	*lo = (int)in->item_lo, *hi = (int)in->item_hi;
	for (size_t i = 0; i < in->item_rules.n; i++)
		if (in->item_rules.at[i].item == item)
			*lo = (int)in->item_rules.at[i].lo, *hi = (int)in->item_rules.at[i].hi;
}

static bool is_reversed(const lb_instrument *in, int item)
{
	for (size_t i = 0; i < in->reversed.n; i++)
		if (in->reversed.at[i] == item)
			return true;
	return false;
}

static void random_answers(const lb_instrument *in, int *answers, uint32_t *seed)
{
	for (int item = 1; item <= in->items; item++) {
		int lo, hi;
		limits(in, item, &lo, &hi);
		answers[item - 1] = lo + (int)draw(seed, (uint32_t)(hi - lo + 1));
	}
}

static void every_row_holds_together(void **state)
{
	(void)state;
	for (size_t k = 0; k < N(instruments); k++) {
		lb_err err = { 0 };
		if (lb_instrument_check(instruments[k], &err) != LB_OK)
			fail_msg("%s: %s", err.where, err.what);
	}
}

static void every_score_lies_within_its_scale(void **state)
{
	(void)state;
	uint32_t seed = 1;
	for (size_t k = 0; k < N(instruments); k++) {
		const lb_instrument *in = instruments[k];
		for (int turn = 0; turn < 300 && !in->total_only; turn++) {
			int a[LB_SCORE_ITEMS_MAX];
			random_answers(in, a, &seed);
			for (int i = 0; i < in->items; i++)
				if (draw(&seed, 5) == 0)
					a[i] = OPEN;
			lb_score r = score_of(in, a, (size_t)in->items, in->id.s);
			for (size_t s = 0; s < in->scales.n; s++) {
				const lb_scale_score *x = &r.scale[s];
				if (x->state != LB_SCORE_SCORED)
					continue;
				assert_true(x->missing <= in->scales.at[s].missing_max && x->answered > 0);
				assert_true(x->value >= in->scales.at[s].lo - 1e-9);
				assert_true(x->value <= in->scales.at[s].hi + 1e-9);
				assert_true(x->share_percent >= -1e-9 && x->share_percent <= 100 + 1e-9);
			}
		}
	}
}

static void one_more_point_never_lowers_a_score_and_on_a_reversed_item_never_raises_it(void **state)
{
	(void)state;
	uint32_t seed = 2;
	for (size_t k = 0; k < N(instruments); k++) {
		const lb_instrument *in = instruments[k];
		for (int turn = 0; turn < 200 && !in->total_only; turn++) {
			int a[LB_SCORE_ITEMS_MAX], lo, hi;
			random_answers(in, a, &seed);
			int item = 1 + (int)draw(&seed, (uint32_t)in->items);
			limits(in, item, &lo, &hi);
			if (a[item - 1] == hi)
				continue;
			lb_score before = score_of(in, a, (size_t)in->items, in->id.s);
			a[item - 1]++;
			lb_score after = score_of(in, a, (size_t)in->items, in->id.s);
			double sign = is_reversed(in, item) ? -1 : 1;
			for (size_t s = 0; s < in->scales.n; s++)
				assert_true(sign * (after.scale[s].value - before.scale[s].value) >= -1e-9);
		}
	}
}

static void the_order_of_the_items_does_not_matter(void **state)
{
	(void)state;
	static const lb_instrument *const plain[] = { &rmdq24, &rmdq23, &odi, &psfs, &qbpds, &tsk11 };
	uint32_t seed = 3;
	for (size_t k = 0; k < N(plain); k++)
		for (int turn = 0; turn < 100; turn++) {
			int a[LB_SCORE_ITEMS_MAX];
			random_answers(plain[k], a, &seed);
			lb_score before = score_of(plain[k], a, (size_t)plain[k]->items, "before");
			for (int i = plain[k]->items - 1; i > 0; i--) {
				int j = (int)draw(&seed, (uint32_t)i + 1), t = a[i];
				a[i] = a[j], a[j] = t;
			}
			lb_score after = score_of(plain[k], a, (size_t)plain[k]->items, "after");
			near(after.scale[0].value, before.scale[0].value, 1e-9, plain[k]->id.s);
			assert_ptr_equal(after.band, before.band);
		}
}

static void reversed_items_mirror(void **state)
{
	(void)state;
	lb_instrument straight = ompsq_short;
	straight.reversed.n = 0;
	uint32_t seed = 4;
	for (int turn = 0; turn < 200; turn++) {
		int a[10], mirrored[10];
		random_answers(&ompsq_short, a, &seed);
		for (int i = 0; i < 10; i++)
			mirrored[i] = is_reversed(&ompsq_short, i + 1) ? 10 - a[i] : a[i];
		lb_score r = score_of(&ompsq_short, a, 10, "reversed");
		lb_score s = score_of(&straight, mirrored, 10, "straight");
		near(r.scale[0].value, s.scale[0].value, 0, "mirror");
	}
}

/* Exactly missing_max open items are scored, one more is not; nothing answered is never a score. */
static void open_items_follow_the_rule(void **state)
{
	(void)state;
	for (size_t k = 0; k < N(instruments); k++) {
		const lb_instrument *in = instruments[k];
		for (int open = 0; open <= in->items && !in->total_only && in->scales.n == 1; open++) {
			int a[LB_SCORE_ITEMS_MAX];
			for (int i = 0; i < in->items; i++)
				a[i] = i < open ? OPEN : (int)in->item_hi;
			lb_score r = score_of(in, a, (size_t)in->items, in->id.s);
			lb_score_state want = open == in->items ? LB_SCORE_NOT_GIVEN
				: open > in->scales.at[0].missing_max  ? LB_SCORE_TOO_FEW
								    : LB_SCORE_SCORED;
			assert_int_equal(r.scale[0].state, want);
			assert_int_equal(r.scale[0].missing, open);
			if (want != LB_SCORE_SCORED)
				assert_null(r.band);
		}
	}
}

static void stretching_keeps_the_share_and_zero_filling_keeps_the_sum(void **state)
{
	(void)state;
	lb_score full = score_of(&odi, (int[]){ 3, 3, 3, 3, 3, 3, 3, 3, 3, 3 }, 10, "full");
	lb_score open = score_of(&odi, (int[]){ 3, 3, 3, OPEN, 3, 3, OPEN, 3, 3, 3 }, 10, "two open");
	near(open.scale[0].value, full.scale[0].value, 1e-9, "ODI");
	near(open.scale[0].raw, 24, 0, "raw");
	near(open.scale[0].raw_max, 40, 0, "most of the answered");
	int ticks[24] = { 1, 1, OPEN, 1, OPEN };
	lb_score r = score_of(&rmdq24, ticks, 24, "RMDQ");
	near(r.scale[0].value, 3, 0, "RMDQ");
}

static void a_class_needs_all_nine_answers(void **state)
{
	(void)state;
	lb_score r = score_of(&start_back, (int[]){ OPEN, 1, 1, 1, 1, 1, 1, 1, 4 }, 9, "item 1 open");
	assert_int_equal(scale(&r, "total")->state, LB_SCORE_TOO_FEW);
	assert_int_equal(scale(&r, "total")->missing, 1);
	assert_int_equal(scale(&r, "distress")->state, LB_SCORE_SCORED);
	assert_null(r.band);
}

static void a_person_may_name_three_to_five_activities(void **state)
{
	(void)state;
	lb_score r = score_of(&psfs, (int[]){ 2, 4, 6 }, 3, "three");
	near(r.scale[0].value, 4, 1e-9, "three");
	r = score_of(&psfs, (int[]){ 2, 4 }, 2, "two");
	assert_int_equal(r.scale[0].state, LB_SCORE_TOO_FEW);
	assert_int_equal(r.scale[0].missing, 3);
}

/* ---- refusals ---- */

static void out_of_range_answers_are_refused_with_value_limit_and_number(void **state)
{
	(void)state;
	static const struct {
		const lb_instrument *in;
		int item;
		double value;
		lb_status status;
		const char *what;
	} rows[] = {
		{ &odi, 3, 6, LB_RANGE, "item 3: 6 is above 5" },
		{ &odi, 10, -1, LB_RANGE, "item 10: -1 is below 0" },
		{ &odi, 1, 2.5, LB_RANGE, "item 1: 2.5 is not a whole number (0 to 5)" },
		{ &odi, 1, NOT_A_NUMBER, LB_RANGE, "item 1 is not a number" },
		{ &odi, 1, ENDLESS, LB_RANGE, "item 1 is not a number" },
		{ &start_back, 1, 2, LB_RANGE, "item 1: 2 is above 1" },
		{ &start_back, 9, 5, LB_RANGE, "item 9: 5 is above 4" },
		{ &ompsq_short, 1, 0, LB_RANGE, "item 1: 0 is below 1" },
		{ &ompsq_short, 4, 11, LB_RANGE, "item 4: 11 is above 10" },
		{ &rmdq24, 24, 2, LB_RANGE, "item 24: 2 is above 1" },
		{ &tsk11, 4, 0, LB_RANGE, "item 4: 0 is below 1" },
		{ &tsk11, 4, 5, LB_RANGE, "item 4: 5 is above 4" },
		{ &psfs, 2, 10.5, LB_RANGE, "item 2: 10.5 is above 10" },
		{ &pcs, 1, 1, LB_USAGE, "takes totals only, not items" },
	};
	for (size_t i = 0; i < N(rows); i++) {
		double items[LB_SCORE_ITEMS_MAX];
		for (int k = 0; k < LB_SCORE_ITEMS_MAX; k++)
			items[k] = 1;
		items[rows[i].item - 1] = rows[i].value;
		lb_score out = { .conflict_count = 77 };
		lb_err err = { 0 };
		size_t n = (size_t)rows[i].in->items;
		lb_status got = lb_score_compute(&out, rows[i].in, items, NULL, n, &err);
		assert_int_equal(got, rows[i].status);
		assert_string_equal(err.what, rows[i].what);
		assert_string_equal(err.where, rows[i].in->id.s);
		assert_int_equal(out.conflict_count, 77); /* untouched */
		assert_int_equal(lb_score_compute(&out, rows[i].in, items, NULL, n, NULL), got);
	}
}

static void the_wrong_number_of_answers_is_refused(void **state)
{
	(void)state;
	double items[24] = { 0 };
	lb_score out;
	lb_err err = { 0 };
	assert_int_equal(lb_score_compute(&out, &rmdq24, items, NULL, 23, &err), LB_RANGE);
	assert_string_equal(err.what, "23 answers given, 24 expected");
	err = (lb_err){ 0 };
	assert_int_equal(lb_score_compute(&out, &rmdq23, items, NULL, 24, &err), LB_RANGE);
	err = (lb_err){ 0 };
	assert_int_equal(lb_score_compute(&out, &psfs, items, NULL, 6, &err), LB_RANGE);
	assert_string_equal(err.what, "6 answers given, 1 to 5 expected");
	assert_int_equal(lb_score_compute(&out, &odi, items, NULL, 0, NULL), LB_RANGE);
}

static void pain_that_contradicts_itself_is_reported_and_still_scored(void **state)
{
	(void)state;
	lb_score r = score_of(&nrs, (int[]){ 8, 5, 6, 2 }, 4, "now above worst");
	assert_int_equal(r.conflict_count, 1);
	assert_int_equal(r.conflicts[0]->item, 1);
	assert_int_equal(r.conflicts[0]->not_above, 3);
	near(scale(&r, "now")->value, 8, 0, "now");
	r = score_of(&nrs, (int[]){ 8, OPEN, OPEN, OPEN }, 4, "now alone");
	assert_int_equal(r.conflict_count, 0);
	assert_int_equal(scale(&r, "worst")->state, LB_SCORE_NOT_GIVEN);
	const double left_over[] = { 8, 5, 6, 9 };
	const bool first_two[] = { true, true, false, false };
	assert_int_equal(lb_score_compute(&r, &nrs, left_over, first_two, 4, NULL), LB_OK);
	assert_int_equal(r.conflict_count, 0); /* what stands in an open item says nothing */
	r = score_of(&bpi, (int[]){ 3, 9, 5, 4, 0, 0, 0, 0, 0, 0, 0 }, 11, "all wrong");
	assert_int_equal(r.conflict_count, 5);
	near(scale(&r, "severity")->value, 5.25, 1e-9, "severity");
}

/* The rows of score_rows.h against the compiled knowledge, in all that scoring looks at. */
static void the_rows_here_are_those_of_the_knowledge(void **state)
{
	(void)state;
	lb_instruments_list all = lb_instruments(lb_knowledge_builtin());
	assert_int_equal(all.n, N(instruments));
	for (size_t k = 0; k < N(instruments); k++) {
		const lb_instrument *here = instruments[k], *there = NULL;
		for (size_t i = 0; i < all.n; i++)
			if (all.at[i].id.n == here->id.n && memcmp(all.at[i].id.s, here->id.s, here->id.n) == 0)
				there = &all.at[i];
		assert_non_null(there);
		assert_int_equal(here->items, there->items);
		assert_int_equal(here->reversed.n, there->reversed.n);
		assert_int_equal(here->total_only, there->total_only);
		assert_int_equal(here->scales.n, there->scales.n);
		assert_int_equal(here->bands.n, there->bands.n);
		assert_int_equal(here->orders.n, there->orders.n);
		for (size_t s = 0; s < here->scales.n; s++) {
			const lb_score_scale *a = &here->scales.at[s], *b = &there->scales.at[s];
			assert_int_equal(a->method, b->method);
			assert_int_equal(a->missing_rule, b->missing_rule);
			assert_int_equal(a->missing_max, b->missing_max);
			near(a->lo, b->lo, 0, "lo"), near(a->hi, b->hi, 0, "hi");
			near(a->mic.value, b->mic.value, 0, "mic"), near(a->mdc.value, b->mdc.value, 0, "mdc");
		}
		for (size_t s = 0; s < here->bands.n; s++)
			near(here->bands.at[s].lo, there->bands.at[s].lo, 0, "band");
	}
}

static void a_row_that_does_not_hold_together_is_refused(void **state)
{
	(void)state;
	static const int twice[] = { 1, 1 }, beyond[] = { 11 };
	lb_score_scale s = odi.scales.at[0];
	lb_instrument in = odi;
	in.scales.at = &s;
	lb_err err = { 0 };
	s.hi = 50;
	assert_int_equal(lb_instrument_check(&in, &err), LB_RANGE);
	assert_string_equal(err.what, "scale total: its items reach 0..100, not 0..50");
	assert_string_equal(err.where, "instrument odi");
	s = odi.scales.at[0], s.items.at = twice, s.items.n = 2;
	assert_int_equal(lb_instrument_check(&in, NULL), LB_RANGE);
	s = odi.scales.at[0], s.items.at = beyond, s.items.n = 1;
	assert_int_equal(lb_instrument_check(&in, NULL), LB_RANGE);
	s = odi.scales.at[0], s.missing_max = 10;
	assert_int_equal(lb_instrument_check(&in, NULL), LB_RANGE);
	s = odi.scales.at[0], s.missing_rule = LB_MISSING_none;
	assert_int_equal(lb_instrument_check(&in, NULL), LB_RANGE);
	in = odi, in.items = LB_SCORE_ITEMS_MAX + 1;
	assert_int_equal(lb_instrument_check(&in, NULL), LB_RANGE);
	in = odi, in.reversed.at = beyond, in.reversed.n = 1;
	assert_int_equal(lb_instrument_check(&in, NULL), LB_RANGE);
	s = rmdq23.scales.at[0], s.lo = 1;
	in = rmdq23, in.scales.at = &s;
	assert_int_equal(lb_instrument_check(&in, NULL), LB_RANGE);
	s = tsk11.scales.at[0], s.missing_rule = LB_MISSING_as_zero, s.missing_max = 5;
	in = tsk11, in.scales.at = &s;
	assert_int_equal(lb_instrument_check(&in, NULL), LB_RANGE);
	lb_score_band b = { .id = T("b"), .scale = T("totel"), .lo = 0, .hi = 1 };
	in = odi, in.bands.at = &b, in.bands.n = 1, err = (lb_err){ 0 };
	assert_int_equal(lb_instrument_check(&in, &err), LB_UNKNOWN_WORD);
	assert_string_equal(err.what, "there is no scale 'totel'; the nearest is total");
}

/* ---- totals typed in ---- */

typedef struct {
	const lb_instrument *in;
	lb_score_total totals[4];
	size_t n;
	lb_status status;
	const char *says; /* the band, or what is wrong */
} typed;

static const typed typed_rows[] = {
	{ &rmdq24, { { T(""), 2 } }, 1, LB_OK, "like_recovered" },
	{ &rmdq24, { { T(""), 24 } }, 1, LB_OK, "none" },
	{ &rmdq24, { { T(""), 25 } }, 1, LB_RANGE, "total: 25 is above 24" },
	{ &rmdq24, { { T(""), 7.5 } }, 1, LB_RANGE, "total: 7.5 is not a whole number" },
	{ &rmdq23, { { T(""), 24 } }, 1, LB_RANGE, "total: 24 is above 23" },
	{ &odi, { { T("total"), 35.5 } }, 1, LB_OK, "moderate" },
	{ &odi, { { T("total"), 101 } }, 1, LB_RANGE, "total: 101 is above 100" },
	{ &odi, { { T("total"), NOT_A_NUMBER } }, 1, LB_RANGE, "total is not a number" },
	{ &odi, { { T("totel"), 1 } },
		1, LB_UNKNOWN_WORD, "there is no scale 'totel'; the nearest is total" },
	{ &tsk11, { { T(""), 10 } }, 1, LB_RANGE, "total: 10 is below 11" },
	{ &ompsq_short, { { T(""), 50 } }, 1, LB_OK, "raised" },
	{ &ompsq_short, { { T(""), 49 } }, 1, LB_OK, "lower" },
	/* STarT Back: a total alone decides where it can, and not where it cannot */
	{ &start_back, { { T("total"), 3 } }, 1, LB_OK, "low" },
	{ &start_back, { { T("total"), 6 } }, 1, LB_OK, "none" },
	{ &start_back, { { T("total"), 8 } }, 1, LB_OK, "high" },
	{ &start_back, { { T("distress"), 4 } }, 1, LB_OK, "high" },
	{ &start_back, { { T("distress"), 1 } }, 1, LB_OK, "none" },
	{ &start_back, { { T("total"), 6 }, { T("distress"), 3 } }, 2, LB_OK, "medium" },
	{ &start_back, { { T("total"), 6 }, { T("distress"), 4 } }, 2, LB_OK, "high" },
	{ &start_back, { { T("total"), 3 }, { T("distress"), 4 } }, 2, LB_CONFLICT,
		"total is 3, but distress is 4 (possible: 4 to 8)" },
	{ &start_back, { { T("total"), 9 }, { T("distress"), 4 } }, 2, LB_CONFLICT,
		"total is 9, but distress is 4 (possible: 4 to 8)" },
	{ &start_back, { { T("total"), 3 }, { T("total"), 4 } },
		2, LB_CONFLICT, "total is given twice, as 3 and 4" },
	{ &pcs, { { T(""), 30 } }, 1, LB_OK, "usual" },
	{ &pcs, { { T(""), 31 } }, 1, LB_OK, "raised" },
	{ &pcs, { { T("rumination"), 16 }, { T("magnification"), 12 }, { T("helplessness"), 3 } }, 3, LB_OK,
		"raised" },
	{ &pcs, { { T("rumination"), 16 }, { T("magnification"), 12 } }, 2, LB_OK, "none" },
	{ &pcs, { { T("rumination"), 10 }, { T("magnification"), 5 }, { T("helplessness"), 6 } },
		3, LB_OK, "usual" },
	{ &pcs,
		{ { T("total"), 21 }, { T("rumination"), 10 }, { T("magnification"), 5 },
			{ T("helplessness"), 6 } },
		4,
		LB_OK, "usual" },
	{ &pcs,
		{ { T("total"), 22 }, { T("rumination"), 10 }, { T("magnification"), 5 },
			{ T("helplessness"), 6 } },
		4,
		LB_CONFLICT,
		"total is 22, but helplessness and the other parts give 21 (possible: 21 to 21)" },
	{ &pcs, { { T("total"), 20 }, { T("rumination"), 17 } }, 2, LB_RANGE, "rumination: 17 is above 16" },
};

static void totals_are_checked_against_their_limits_and_each_other(void **state)
{
	(void)state;
	for (size_t i = 0; i < N(typed_rows); i++) {
		const typed *t = &typed_rows[i];
		lb_score r = { .conflict_count = 77 };
		lb_err err = { 0 };
		lb_status got = lb_score_from_totals(&r, t->in, t->totals, t->n, &err);
		if (got != t->status)
			fail_msg("row %zu (%s): %s: %s", i, t->says, lb_status_name(got), err.what);
		if (got == LB_OK) {
			is_text(str(band(&r)), t->says, t->in->id.s);
			continue;
		}
		assert_string_equal(err.what, t->says);
		assert_string_equal(err.where, t->in->id.s);
		assert_int_equal(r.conflict_count, 77);
	}
}

/* Two parts that share an item are not added up: items 1 to 3 yes, 4 no. */
static void parts_that_share_an_item_are_not_added_up(void **state)
{
	(void)state;
	const lb_score_scale scales[] = {
		{ .id = T("total"), SUM(0, 4), ALL_NEEDED },
		{ .id = T("a"), ITEMS(1, 2), SUM(0, 2), ALL_NEEDED },
		{ .id = T("b"), ITEMS(2, 3), SUM(0, 2), ALL_NEEDED },
	};
	const lb_instrument in = { .id = T("x"), .items = 4, .item_hi = 1, ROWS(scale, scales) };
	const lb_score_total t[] = { { T("total"), 3 }, { T("a"), 2 }, { T("b"), 2 } };
	lb_score r;
	assert_int_equal(lb_score_from_totals(&r, &in, t, 3, NULL), LB_OK);
}

/* Whatever the answers are, totals taken from them agree with them and give the same band. */
static void totals_made_from_items_are_accepted_and_say_the_same(void **state)
{
	(void)state;
	static const lb_instrument *const both[] = {
		&start_back, &ompsq_short, &rmdq24, &odi, &tsk11, &pcs_items,
	};
	uint32_t seed = 5;
	for (size_t k = 0; k < N(both); k++)
		for (int turn = 0; turn < 200; turn++) {
			int a[LB_SCORE_ITEMS_MAX];
			random_answers(both[k], a, &seed);
			const lb_instrument *in = both[k];
			lb_score from_items = score_of(in, a, (size_t)in->items, in->id.s), from_totals;
			lb_score_total t[LB_SCORE_SCALES_MAX];
			for (size_t s = 0; s < in->scales.n; s++)
				t[s] = (lb_score_total){ in->scales.at[s].id, from_items.scale[s].value };
			lb_err err = { 0 };
			if (lb_score_from_totals(&from_totals, in, t, in->scales.n, &err) != LB_OK)
				fail_msg("%s: %s", err.where, err.what);
			assert_ptr_equal(from_totals.band, from_items.band);
			assert_int_equal(lb_score_check_totals(&from_items, t, in->scales.n, NULL), LB_OK);
		}
}

static void a_total_beside_items_must_agree(void **state)
{
	(void)state;
	lb_score r = score_of(&odi, (int[]){ 1, 2, 2, 1, 2, 2, 2, OPEN, 2, 2 }, 10, "16 of 45");
	lb_err err = { 0 };
	assert_int_equal(lb_score_check_totals(&r, &(lb_score_total){ T(""), 35.5 }, 1, &err), LB_OK);
	assert_int_equal(lb_score_check_totals(&r, &(lb_score_total){ T(""), 36 }, 1, &err), LB_OK);
	assert_int_equal(lb_score_check_totals(&r, &(lb_score_total){ T(""), 16 }, 1, &err), LB_CONFLICT);
	assert_string_equal(err.what, "total: 16 is the sum (of 45), the score is 35.56");
	err = (lb_err){ 0 };
	assert_int_equal(lb_score_check_totals(&r, &(lb_score_total){ T(""), 32 }, 1, &err), LB_CONFLICT);
	assert_string_equal(err.what, "total: 32 was typed in, the items give 35.56");
	assert_string_equal(err.where, "odi");
	r = score_of(&psfs, (int[]){ 5, 5, 6 }, 3, "5.333");
	assert_int_equal(lb_score_check_totals(&r, &(lb_score_total){ T("mean"), 5.3 }, 1, NULL), LB_OK);
	assert_int_equal(lb_score_check_totals(&r, &(lb_score_total){ T(""), 5.5 }, 1, NULL), LB_CONFLICT);
	r = score_of(&tsk11, (int[]){ 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2 }, 11, "22");
	assert_int_equal(lb_score_check_totals(&r, &(lb_score_total){ T(""), 23 }, 1, NULL), LB_CONFLICT);
	assert_int_equal(lb_score_check_totals(&r, &(lb_score_total){ T(""), 45 }, 1, NULL), LB_RANGE);
}

/* Two of the PACIO sample responses state a score that their own answers do not give. */
static void published_totals_that_do_not_fit_their_answers_are_found(void **state)
{
	(void)state;
	static const struct {
		int answers[10];
		double stated;
		const char *what;
	} rows[] = {
		{ { 2, 1, 3, 1, 2, 2, 1, 2, 3, 2 }, 36, "total: 36 was typed in, the items give 38" },
		{ { 1, 0, 1, 1, 2, 1, 1, 1, 3, 2 }, 24, "total: 24 was typed in, the items give 26" },
	};
	for (size_t i = 0; i < N(rows); i++) {
		lb_score r = score_of(&odi, rows[i].answers, 10, "sample");
		lb_score_total t = { T(""), rows[i].stated };
		lb_err err = { 0 };
		assert_int_equal(lb_score_check_totals(&r, &t, 1, &err), LB_CONFLICT);
		assert_string_equal(err.what, rows[i].what);
	}
}

/* ---- change ---- */

typedef struct {
	const lb_instrument *in;
	const char *scale;
	double before, after;
	const char *verdict;
	double improvement;
	bool advice;
} change_row;

static const change_row change_rows[] = {
	/* 12 to 2 is published as 83 % better */
	{ &rmdq24, "", 12, 2, "better", 10, true },
	{ &rmdq24, "", 15, 10, "better", 5, true },        /* 5 points, 33 % */
	{ &rmdq24, "", 20, 15, "better", 5, true },        /* 5 points, 25 %: enough by points */
	{ &rmdq24, "", 10, 6, "better_unsure", 4, true },  /* 40 %, but within the error of 5 */
	{ &rmdq24, "", 20, 16, "same", 4, true },          /* 20 % */
	{ &rmdq24, "", 10, 15, "worse", -5, true },
	{ &rmdq24, "", 10, 13, "same", -3, true },         /* 30 % is for improvement only */
	{ &rmdq24, "", 10, 10, "same", 0, true },
	{ &rmdq23, "", 10, 6, "better_unsure", 4, false }, /* error not known, percent borrowed */
	{ &rmdq23, "", 10, 14, "unknown", -4, false },
	{ &odi, "", 40, 28, "better", 12, true },
	{ &odi, "", 40, 30, "better_unsure", 10, true },   /* important, within the error of 10.5 */
	{ &odi, "", 60, 52, "same", 8, true },
	{ &odi, "", 20, 34, "worse", -14, true },
	{ &qbpds, "", 60, 44, "better_small", 16, true },  /* beyond 15.8, below 20 and 27 % */
	{ &qbpds, "", 60, 40, "better", 20, true },
	{ &psfs, "", 3, 5, "better", 2, false },           /* higher is better; its error is secondary */
	{ &psfs, "", 5, 3, "worse", -2, false },
	{ &psfs, "", 3, 4.5, "better_unsure", 1.5, false },
	{ &nrs, "worst", 6, 4, "better", 2, true },        /* Childs 2005: 2 points is both */
	{ &nrs, "worst", 3, 2, "better_unsure", 1, true }, /* 33 %, but one point may be chance */
	{ &nrs, "now", 4, 6, "worse", -2, true },
	{ &nrs, "now", 7, 6, "same", 1, true },
	{ &bpi, "severity", 6, 3, "better_real", 3, true },
	{ &bpi, "severity", 3, 6, "worse_real", -3, true },
	{ &bpi, "severity", 6, 4, "same", 2, true },
	{ &bpi, "interference", 5, 3.5, "better_unsure", 1.5, false },
	{ &bpi, "interference", 6, 3, "better", 3, false },
	{ &tsk11, "", 30, 25, "better_unsure", 5, true },
	{ &tsk11, "", 30, 22, "better", 8, true },
	{ &pcs, "", 35, 27, "better", 8, true },
	{ &pcs, "rumination", 10, 5, "unknown", 5, false },
	{ &start_back, "", 6, 2, "unknown", 4, false },
	{ &ompsq_short, "", 60, 40, "unknown", 20, false },
	{ &ompsq_short, "", 60, 60, "same", 0, false },
};

static lb_score total_of(const lb_instrument *in, const char *id, double value)
{
	lb_score r;
	lb_err err = { 0 };
	if (lb_score_from_totals(&r, in, &(lb_score_total){ str(id), value }, 1, &err) != LB_OK)
		fail_msg("%s: %s", err.where, err.what);
	return r;
}

static void change_is_held_against_what_matters_and_what_is_chance(void **state)
{
	(void)state;
	for (size_t i = 0; i < N(change_rows); i++) {
		const change_row *c = &change_rows[i];
		lb_score before = total_of(c->in, c->scale, c->before);
		lb_score after = total_of(c->in, c->scale, c->after);
		lb_change got;
		assert_int_equal(lb_score_change(&got, &before, &after, str(c->scale), NULL), LB_OK);
		char name[64];
		snprintf(name, sizeof name, "%s %g to %g", c->in->id.s, c->before, c->after);
		is_text(str(lb_change_word(got.verdict)), c->verdict, name);
		near(got.improvement, c->improvement, 1e-9, name);
		if (got.advice != c->advice)
			fail_msg("%s: advice %d", name, got.advice);
		assert_true(strlen(lb_change_plain(got.verdict)) > 10);
	}
	lb_score a = total_of(&rmdq24, "", 12), b = total_of(&rmdq24, "", 2);
	lb_change c;
	assert_int_equal(lb_score_change(&c, &a, &b, str(""), NULL), LB_OK);
	near(c.improvement_percent, 83, 0.5, "12 to 2");
	a = total_of(&rmdq23, "", 10), b = total_of(&rmdq23, "", 14);
	assert_int_equal(lb_score_change(&c, &a, &b, str(""), NULL), LB_OK);
	assert_int_equal(c.important, LB_FACT_UNKNOWN); /* a percent says nothing of worsening */
}

/* Better one way is worse the other way by the same points; a larger change is never judged less real. */
static void change_mirrors_and_grows(void **state)
{
	(void)state;
	for (size_t k = 0; k < N(instruments); k++) {
		const lb_score_scale *s = &instruments[k]->scales.at[0];
		const char *id = s->id.s;
		lb_score_fact last = LB_FACT_UNKNOWN;
		for (double x = s->lo; x <= s->hi; x++) {
			bool low = s->better == LB_BETTER_low;
			lb_score worst = total_of(instruments[k], id, low ? s->hi : s->lo);
			lb_score other = total_of(instruments[k], id, low ? s->lo + s->hi - x : x);
			lb_change up, down;
			assert_int_equal(lb_score_change(&up, &worst, &other, s->id, NULL), LB_OK);
			assert_int_equal(lb_score_change(&down, &other, &worst, s->id, NULL), LB_OK);
			near(up.improvement, -down.improvement, 1e-9, id);
			assert_int_equal(up.beyond_error, down.beyond_error);
			assert_true(up.improvement >= 0 && up.beyond_error >= last);
			last = up.beyond_error;
		}
	}
}

/* Stratford 1996: no improvement can be told from chance at the low end, no worsening at the high end. */
static void a_score_near_an_end_says_that_change_cannot_be_shown(void **state)
{
	(void)state;
	static const struct {
		double before;
		bool improve, worsen;
	} rows[] = {
		{ 3, false, true }, { 5, true, true }, { 12, true, true },
		{ 19, true, true }, { 21, true, false },
	};
	for (size_t i = 0; i < N(rows); i++) {
		lb_score a = total_of(&rmdq24, "", rows[i].before);
		lb_change c;
		assert_int_equal(lb_score_change(&c, &a, &a, str(""), NULL), LB_OK);
		assert_int_equal(c.can_improve, rows[i].improve);
		assert_int_equal(c.can_worsen, rows[i].worsen);
	}
}

static void change_without_a_score_is_unknown_and_of_two_questionnaires_refused(void **state)
{
	(void)state;
	lb_score a = total_of(&start_back, "total", 5), b = total_of(&odi, "", 40);
	lb_change c;
	lb_err err = { 0 };
	assert_int_equal(lb_score_change(&c, &a, &a, str("distress"), &err), LB_OK);
	assert_int_equal(c.verdict, LB_CHANGE_UNKNOWN);
	assert_false(c.advice);
	assert_int_equal(lb_score_change(&c, &a, &b, str(""), &err), LB_CONFLICT);
	assert_string_equal(err.what, "start_back cannot be compared with odi");
	err = (lb_err){ 0 };
	assert_int_equal(lb_score_change(&c, &a, &a, str("distres"), &err), LB_UNKNOWN_WORD);
	assert_string_equal(err.where, "start_back");
	assert_string_equal(lb_change_word((lb_change_verdict)99), "?");
	assert_string_equal(lb_change_plain((lb_change_verdict)99), "?");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(published_examples_come_out),
		cmocka_unit_test(roland_morris_23_gives_the_shares_of_kent_and_lauridsen),
		cmocka_unit_test(the_error_of_the_tampa_scale_follows_from_its_standard_error),
		cmocka_unit_test(every_row_holds_together),
		cmocka_unit_test(every_score_lies_within_its_scale),
		cmocka_unit_test(one_more_point_never_lowers_a_score_and_on_a_reversed_item_never_raises_it),
		cmocka_unit_test(the_order_of_the_items_does_not_matter),
		cmocka_unit_test(reversed_items_mirror),
		cmocka_unit_test(open_items_follow_the_rule),
		cmocka_unit_test(stretching_keeps_the_share_and_zero_filling_keeps_the_sum),
		cmocka_unit_test(a_class_needs_all_nine_answers),
		cmocka_unit_test(a_person_may_name_three_to_five_activities),
		cmocka_unit_test(out_of_range_answers_are_refused_with_value_limit_and_number),
		cmocka_unit_test(the_wrong_number_of_answers_is_refused),
		cmocka_unit_test(pain_that_contradicts_itself_is_reported_and_still_scored),
		cmocka_unit_test(the_rows_here_are_those_of_the_knowledge),
		cmocka_unit_test(a_row_that_does_not_hold_together_is_refused),
		cmocka_unit_test(totals_are_checked_against_their_limits_and_each_other),
		cmocka_unit_test(parts_that_share_an_item_are_not_added_up),
		cmocka_unit_test(totals_made_from_items_are_accepted_and_say_the_same),
		cmocka_unit_test(a_total_beside_items_must_agree),
		cmocka_unit_test(published_totals_that_do_not_fit_their_answers_are_found),
		cmocka_unit_test(change_is_held_against_what_matters_and_what_is_chance),
		cmocka_unit_test(change_mirrors_and_grows),
		cmocka_unit_test(a_score_near_an_end_says_that_change_cannot_be_shown),
		cmocka_unit_test(change_without_a_score_is_unknown_and_of_two_questionnaires_refused),
	};
	return cmocka_run_group_tests_name("score", tests, NULL, NULL);
}
