/* Scores of questionnaires from their rows: items to scales, scales to a band. */
#include <math.h>
#include <string.h>

#include "score.h"

/* ---- items ---- */

typedef struct {
	double lo, hi, one_from;
	bool reversed;
} item_limits;

static item_limits limits_of(const lb_instrument *in, int item)
{
	item_limits l = { in->item_lo, in->item_hi, 0, false };
	for (size_t i = 0; i < in->item_rules.n; i++) {
		const lb_score_item *r = &in->item_rules.at[i];
		if (r->item == item)
			l.lo = r->lo, l.hi = r->hi, l.one_from = r->one_from;
	}
	for (size_t i = 0; i < in->reversed.n; i++)
		l.reversed |= in->reversed.at[i] == item;
	return l;
}

static double least(item_limits l)
{
	return l.one_from > 0 ? 0 : l.lo;
}

static double most(item_limits l)
{
	return l.one_from > 0 ? 1 : l.hi;
}

static double scored(item_limits l, double answer)
{
	double x = l.reversed ? l.lo + l.hi - answer : answer;
	if (l.one_from > 0)
		return x >= l.one_from ? 1 : 0;
	return x;
}

/* ---- sets of items ---- */

typedef uint64_t item_set; /* bit i: item i + 1 */

static item_set bit(int item)
{
	return (item_set)1 << (item - 1);
}

static item_set items_of(const lb_instrument *in, const lb_score_scale *s)
{
	item_set set = 0;
	if (s->items.n == 0)
		return in->items >= LB_SCORE_ITEMS_MAX ? ~(item_set)0 : bit(in->items + 1) - 1;
	for (size_t i = 0; i < s->items.n; i++)
		set |= bit(s->items.at[i]);
	return set;
}

typedef struct {
	double lo, hi; /* sums of the least and the most each item can score */
	int count;
} set_range;

static set_range range_of(const lb_instrument *in, item_set set)
{
	set_range r = { 0, 0, 0 };
	for (int item = 1; item <= in->items; item++) {
		if (!(set & bit(item)))
			continue;
		item_limits l = limits_of(in, item);
		r.lo += least(l);
		r.hi += most(l);
		r.count++;
	}
	return r;
}

/* ---- checking a row ---- */

static bool item_exists(const lb_instrument *in, int item)
{
	return item >= 1 && item <= in->items;
}

static lb_status in_row(lb_err *err, lb_status s, const lb_instrument *in)
{
	return lbi_fail_where(err, s, "instrument %.*s", LB_FMT(in->id));
}

static lb_status check_items(const lb_instrument *in, lb_err *err)
{
	if (in->items < 1 || in->items > LB_SCORE_ITEMS_MAX)
		return lbi_fail(err, LB_RANGE, NULL, "items: %d is not within 1..%d", in->items,
			LB_SCORE_ITEMS_MAX);
	if (!(in->item_lo < in->item_hi))
		return lbi_fail(err, LB_RANGE, NULL, "item_lo %g is not below item_hi %g", in->item_lo,
			in->item_hi);
	for (size_t i = 0; i < in->reversed.n; i++)
		if (!item_exists(in, in->reversed.at[i]))
			return lbi_fail(err, LB_RANGE, NULL, "reversed: no item %d", in->reversed.at[i]);
	for (size_t i = 0; i < in->item_rules.n; i++) {
		const lb_score_item *r = &in->item_rules.at[i];
		if (!item_exists(in, r->item))
			return lbi_fail(err, LB_RANGE, NULL, "item_rules: no item %d", r->item);
		if (!(r->lo < r->hi) || (r->one_from != 0 && !(r->one_from > r->lo && r->one_from <= r->hi)))
			return lbi_fail(err, LB_RANGE, NULL, "item_rules: limits of item %d not in order",
				r->item);
	}
	if (in->topics.n && in->topics.n != (size_t)in->items)
		return lbi_fail(err, LB_RANGE, NULL, "%zu topics for %d items", in->topics.n, in->items);
	return LB_OK;
}

static lb_status check_orders(const lb_instrument *in, lb_err *err)
{
	if (in->orders.n > LB_SCORE_ORDERS_MAX)
		return lbi_fail(err, LB_RANGE, NULL, "orders: more than %d", LB_SCORE_ORDERS_MAX);
	for (size_t i = 0; i < in->orders.n; i++) {
		const lb_score_order *o = &in->orders.at[i];
		if (!item_exists(in, o->item) || !item_exists(in, o->not_above) || o->item == o->not_above)
			return lbi_fail(err, LB_RANGE, NULL, "orders: items %d and %d", o->item,
				o->not_above);
	}
	return LB_OK;
}

static lb_status check_scale_items(const lb_instrument *in, const lb_score_scale *s, lb_err *err)
{
	item_set seen = 0;
	for (size_t i = 0; i < s->items.n; i++) {
		if (!item_exists(in, s->items.at[i]) || (seen & bit(s->items.at[i])))
			return lbi_fail(err, LB_RANGE, NULL, "scale %.*s: no item %d, or twice",
				LB_FMT(s->id), s->items.at[i]);
		seen |= bit(s->items.at[i]);
	}
	return LB_OK;
}

/* lo..hi must be what the items can reach, so that a wrong limit in the file cannot pass. */
static lb_status check_scale(const lb_instrument *in, const lb_score_scale *s, lb_err *err)
{
	lb_status st = check_scale_items(in, s, err);
	if (st != LB_OK)
		return st;
	set_range r = range_of(in, items_of(in, s));
	double lo = s->method == LB_METHOD_sum ? r.lo : s->method == LB_METHOD_mean ? r.lo / r.count : 0;
	double hi = s->method == LB_METHOD_sum ? r.hi : s->method == LB_METHOD_mean ? r.hi / r.count : 100;
	if (fabs(s->lo - lo) > LBI_ROUNDING || fabs(s->hi - hi) > LBI_ROUNDING)
		return lbi_fail(err, LB_RANGE, NULL, "scale %.*s: its items reach %g..%g, not %g..%g",
			LB_FMT(s->id), lo, hi, s->lo, s->hi);
	bool none = s->missing_rule == LB_MISSING_none;
	if (s->missing_max < 0 || s->missing_max >= r.count || none != (s->missing_max == 0))
		return lbi_fail(err, LB_RANGE, NULL, "scale %.*s: missing_max %d with this rule and %d items",
			LB_FMT(s->id), s->missing_max, r.count);
	if (s->missing_rule == LB_MISSING_as_zero && fabs(r.lo) > LBI_ROUNDING)
		return lbi_fail(err, LB_RANGE, NULL, "scale %.*s: as_zero, but its items cannot be 0",
			LB_FMT(s->id));
	if (s->mic.value < 0 || s->mic.percent < 0 || s->mdc.value < 0)
		return lbi_fail(err, LB_RANGE, NULL, "scale %.*s: a change below 0", LB_FMT(s->id));
	return LB_OK;
}

static lb_str scale_name(size_t i, const void *ctx)
{
	return ((const lb_instrument *)ctx)->scales.at[i].id;
}

lb_status lbi_no_scale(const lb_instrument *in, lb_str id, lb_err *err)
{
	lb_str near = lbi_nearest(id, in->scales.n, scale_name, in);
	return lbi_fail(err, LB_UNKNOWN_WORD, NULL, "there is no scale '%.*s'%s%.*s", LB_FMT(id),
		near.n ? "; the nearest is " : "", LB_FMT(near));
}

static lb_status check_bands(const lb_instrument *in, lb_err *err)
{
	for (size_t i = 0; i < in->bands.n; i++) {
		const lb_score_band *b = &in->bands.at[i];
		int s = lb_score_scale_index(in, b->scale);
		if (s < 0)
			return lbi_no_scale(in, b->scale, err);
		if (!(b->lo <= b->hi) || b->lo < in->scales.at[s].lo || b->hi > in->scales.at[s].hi)
			return lbi_fail(err, LB_RANGE, NULL, "band %.*s: %g..%g is not within %g..%g",
				LB_FMT(b->id), b->lo, b->hi, in->scales.at[s].lo, in->scales.at[s].hi);
	}
	return LB_OK;
}

lb_status lb_instrument_check(const lb_instrument *in, lb_err *err)
{
	lb_status st = check_items(in, err);
	if (st == LB_OK && (in->scales.n < 1 || in->scales.n > LB_SCORE_SCALES_MAX))
		st = lbi_fail(err, LB_RANGE, NULL, "scales: %zu is not within 1..%d", in->scales.n,
			LB_SCORE_SCALES_MAX);
	for (size_t i = 0; st == LB_OK && i < in->scales.n; i++)
		st = check_scale(in, &in->scales.at[i], err);
	if (st == LB_OK)
		st = check_bands(in, err);
	if (st == LB_OK)
		st = check_orders(in, err);
	return st == LB_OK ? st : in_row(err, st, in);
}

int lb_score_scale_index(const lb_instrument *in, lb_str id)
{
	if (id.n == 0)
		return 0;
	for (size_t i = 0; i < in->scales.n; i++)
		if (lbi_str_eq(in->scales.at[i].id, id))
			return (int)i;
	return -1;
}

/* ---- from items ---- */

static bool is_whole(double x)
{
	return x >= 0 ? x - floor(x) == 0 : x - ceil(x) == 0;
}

static lb_status check_answer(const lb_instrument *in, int item, double x, lb_err *err)
{
	item_limits l = limits_of(in, item);
	lb_status st = LB_OK;
	if (!isfinite(x))
		st = lbi_fail(err, LB_RANGE, NULL, "item %d is not a number", item);
	else if (x < l.lo)
		st = lbi_fail(err, LB_RANGE, NULL, "item %d: %g is below %g", item, x, l.lo);
	else if (x > l.hi)
		st = lbi_fail(err, LB_RANGE, NULL, "item %d: %g is above %g", item, x, l.hi);
	else if (in->whole && !is_whole(x))
		st = lbi_fail(err, LB_RANGE, NULL, "item %d: %g is not a whole number (%g to %g)", item, x,
			l.lo, l.hi);
	return st;
}

static lb_status check_answers(const lb_instrument *in, const double *items, const bool *answered, size_t n,
	lb_err *err)
{
	if (in->total_only)
		return lbi_fail(err, LB_USAGE, NULL, "takes totals only, not items");
	if (n > (size_t)in->items || n == 0 || (n < (size_t)in->items && !in->may_be_fewer))
		return lbi_fail(err, LB_RANGE, NULL, "%zu answers given, %s%d expected", n,
			in->may_be_fewer ? "1 to " : "", in->items);
	for (size_t i = 0; i < n; i++) {
		if (answered && !answered[i])
			continue;
		lb_status st = check_answer(in, (int)i + 1, items[i], err);
		if (st != LB_OK)
			return st;
	}
	return LB_OK;
}

static double share_of(const lb_score_scale *s, double value)
{
	return 100 * (value - s->lo) / (s->hi - s->lo);
}

/* The score of the answered items, by method and rule. Answered is at least 1 here. */
static double value_of(const lb_score_scale *s, double raw, set_range got, set_range all)
{
	set_range over = s->missing_rule == LB_MISSING_as_zero ? all : got;
	switch (s->method) {
	case LB_METHOD_mean:
		return raw / over.count;
	case LB_METHOD_percent:
		return 100 * (raw - over.lo) / (over.hi - over.lo);
	case LB_METHOD_sum:
		break;
	}
	return over.count < all.count ? raw * all.count / over.count : raw;
}

static lb_scale_score score_scale(const lb_instrument *in, const lb_score_scale *s, const double *items,
	item_set given)
{
	item_set set = items_of(in, s);
	set_range all = range_of(in, set), got = range_of(in, set & given);
	lb_scale_score r = { .answered = got.count, .missing_max = s->missing_max };
	r.missing = all.count - got.count;
	for (int item = 1; item <= in->items; item++)
		if (set & given & bit(item))
			r.raw += scored(limits_of(in, item), items[item - 1]);
	r.raw_max = got.hi;
	if (r.answered == 0)
		return r;
	r.state = r.missing > s->missing_max ? LB_SCORE_TOO_FEW : LB_SCORE_SCORED;
	if (r.state == LB_SCORE_SCORED) {
		r.value = value_of(s, r.raw, got, all);
		r.share_percent = share_of(s, r.value);
	}
	return r;
}

static void find_conflicts(lb_score *out, const double *items, item_set given)
{
	const lb_instrument *in = out->instrument;
	for (size_t i = 0; i < in->orders.n; i++) {
		const lb_score_order *o = &in->orders.at[i];
		item_set both = bit(o->item) | bit(o->not_above);
		if ((given & both) == both && items[o->item - 1] > items[o->not_above - 1])
			out->conflicts[out->conflict_count++] = o;
	}
}

/* ---- what one total says about another ---- */

typedef struct {
	double lo, hi;
} interval;

/* The known sums that are parts of scale s and share no item with each other. */
typedef struct {
	item_set covered;
	double sum;
	set_range rest; /* what the items outside can give */
	lb_str last;
	int count;
} known_parts;

static known_parts parts_of(const lb_score *score, size_t s)
{
	const lb_instrument *in = score->instrument;
	item_set own = items_of(in, &in->scales.at[s]);
	known_parts p = { 0 };
	for (size_t t = 0; t < in->scales.n; t++) {
		item_set part = items_of(in, &in->scales.at[t]);
		if (t == s || !lbi_is_known(&score->scale[t]) || in->scales.at[t].method != LB_METHOD_sum)
			continue;
		if ((part & ~own) || (part & p.covered))
			continue;
		p.covered |= part;
		p.sum += score->scale[t].value;
		p.last = in->scales.at[t].id;
		p.count++;
	}
	p.rest = range_of(in, own & ~p.covered);
	return p;
}

/* Where scale s must lie, given the known sums that are part of it or that it is part of. */
static interval bounds_of(const lb_score *score, size_t s)
{
	const lb_instrument *in = score->instrument;
	interval b = { in->scales.at[s].lo, in->scales.at[s].hi };
	if (lbi_is_known(&score->scale[s]))
		return (interval){ score->scale[s].value, score->scale[s].value };
	if (in->scales.at[s].method != LB_METHOD_sum)
		return b;
	known_parts p = parts_of(score, s);
	b.lo = fmax(b.lo, p.sum + p.rest.lo);
	b.hi = fmin(b.hi, p.sum + p.rest.hi);
	item_set own = items_of(in, &in->scales.at[s]);
	for (size_t t = 0; t < in->scales.n; t++) {
		item_set whole = items_of(in, &in->scales.at[t]);
		if (!lbi_is_known(&score->scale[t]) || in->scales.at[t].method != LB_METHOD_sum || (own & ~whole))
			continue;
		set_range rest = range_of(in, whole & ~own);
		b.lo = fmax(b.lo, score->scale[t].value - rest.hi);
		b.hi = fmin(b.hi, score->scale[t].value - rest.lo);
	}
	return b;
}

/* The known parts of a known sum must leave a rest that the other items can give. */
static lb_status check_parts(const lb_score *score, size_t s, lb_err *err)
{
	const lb_score_scale *scale = &score->instrument->scales.at[s];
	known_parts p = parts_of(score, s);
	double v = score->scale[s].value, lo = p.sum + p.rest.lo, hi = p.sum + p.rest.hi;
	if (p.count == 0 || (v >= lo - LBI_ROUNDING && v <= hi + LBI_ROUNDING))
		return LB_OK;
	return lbi_fail(err, LB_CONFLICT, NULL, "%.*s is %g, but %.*s%s %g (possible: %g to %g)",
		LB_FMT(scale->id), v, LB_FMT(p.last), p.count > 1 ? " and the other parts give" : " is",
		p.sum, lo, hi);
}

static lb_status check_all_parts(const lb_score *score, lb_err *err)
{
	const lb_instrument *in = score->instrument;
	for (size_t s = 0; s < in->scales.n; s++) {
		if (!lbi_is_known(&score->scale[s]) || in->scales.at[s].method != LB_METHOD_sum)
			continue;
		lb_status st = check_parts(score, s, err);
		if (st != LB_OK)
			return st;
	}
	return LB_OK;
}

/* The first band that holds; none as soon as one before it may or may not hold. */
static const lb_score_band *band_of(const lb_score *score)
{
	const lb_instrument *in = score->instrument;
	bool any = false;
	for (size_t s = 0; s < in->scales.n; s++)
		any |= lbi_is_known(&score->scale[s]);
	for (size_t i = 0; i < in->bands.n; i++)
		any &= score->scale[lb_score_scale_index(in, in->bands.at[i].scale)].state != LB_SCORE_TOO_FEW;
	if (!any)
		return NULL;
	for (size_t i = 0; i < in->bands.n; i++) {
		const lb_score_band *band = &in->bands.at[i];
		interval b = bounds_of(score, (size_t)lb_score_scale_index(in, band->scale));
		if (b.hi < band->lo - LBI_ROUNDING || b.lo > band->hi + LBI_ROUNDING)
			continue;
		bool sure = b.lo >= band->lo - LBI_ROUNDING && b.hi <= band->hi + LBI_ROUNDING;
		return sure ? band : NULL;
	}
	return NULL;
}

/* ---- the two ways in ---- */

lb_status lb_score_compute(lb_score *out, const lb_instrument *in, const double *items, const bool *answered,
	size_t n, lb_err *err)
{
	lb_status st = lb_instrument_check(in, err);
	if (st != LB_OK)
		return st;
	st = check_answers(in, items, answered, n, err);
	if (st != LB_OK)
		return lbi_fail_where(err, st, "%.*s", LB_FMT(in->id));
	item_set given = 0;
	for (size_t i = 0; i < n; i++)
		if (!answered || answered[i])
			given |= bit((int)i + 1);
	lb_score r = { .instrument = in };
	for (size_t s = 0; s < in->scales.n; s++)
		r.scale[s] = score_scale(in, &in->scales.at[s], items, given);
	find_conflicts(&r, items, given);
	r.band = band_of(&r);
	*out = r;
	return LB_OK;
}

static lb_status check_total(const lb_instrument *in, const lb_score_total *t, lb_err *err)
{
	int i = lb_score_scale_index(in, t->scale);
	if (i < 0)
		return lbi_no_scale(in, t->scale, err);
	const lb_score_scale *s = &in->scales.at[i];
	bool whole = in->whole && s->method == LB_METHOD_sum && s->missing_rule != LB_MISSING_prorate;
	if (!isfinite(t->value))
		return lbi_fail(err, LB_RANGE, NULL, "%.*s is not a number", LB_FMT(s->id));
	if (t->value < s->lo)
		return lbi_fail(err, LB_RANGE, NULL, "%.*s: %g is below %g", LB_FMT(s->id), t->value, s->lo);
	if (t->value > s->hi)
		return lbi_fail(err, LB_RANGE, NULL, "%.*s: %g is above %g", LB_FMT(s->id), t->value, s->hi);
	if (whole && !is_whole(t->value))
		return lbi_fail(err, LB_RANGE, NULL, "%.*s: %g is not a whole number", LB_FMT(s->id),
			t->value);
	return LB_OK;
}

static lb_status take_total(lb_score *r, const lb_score_total *t, lb_err *err)
{
	lb_status st = check_total(r->instrument, t, err);
	if (st != LB_OK)
		return st;
	int i = lb_score_scale_index(r->instrument, t->scale);
	lb_scale_score *s = &r->scale[i];
	if (s->state != LB_SCORE_NOT_GIVEN && fabs(s->value - t->value) > LBI_ROUNDING)
		return lbi_fail(err, LB_CONFLICT, NULL, "%.*s is given twice, as %g and %g",
			LB_FMT(r->instrument->scales.at[i].id), s->value, t->value);
	s->state = LB_SCORE_TYPED;
	s->value = t->value;
	s->share_percent = share_of(&r->instrument->scales.at[i], t->value);
	return LB_OK;
}

lb_status lb_score_from_totals(lb_score *out, const lb_instrument *in, const lb_score_total *totals, size_t n,
	lb_err *err)
{
	lb_status st = lb_instrument_check(in, err);
	if (st != LB_OK)
		return st;
	lb_score r = { .instrument = in };
	for (size_t i = 0; st == LB_OK && i < n; i++)
		st = take_total(&r, &totals[i], err);
	if (st == LB_OK)
		st = check_all_parts(&r, err);
	if (st != LB_OK)
		return lbi_fail_where(err, st, "%.*s", LB_FMT(in->id));
	r.band = band_of(&r);
	*out = r;
	return LB_OK;
}

/* Half a step of the way such a score is usually noted. */
static double noted_to(lb_score_method m)
{
	static const double half_step[] = {
		[LB_METHOD_sum] = 0,
		[LB_METHOD_mean] = 0.05,
		[LB_METHOD_percent] = 0.5,
	};
	return half_step[m] + LBI_ROUNDING;
}

static lb_status compare_total(const lb_score *score, const lb_score_total *t, lb_err *err)
{
	const lb_instrument *in = score->instrument;
	lb_status st = check_total(in, t, err);
	if (st != LB_OK)
		return st;
	int i = lb_score_scale_index(in, t->scale);
	const lb_scale_score *s = &score->scale[i];
	lb_str id = in->scales.at[i].id;
	lb_score_method method = (lb_score_method)in->scales.at[i].method;
	if (!lbi_is_known(s) || fabs(s->value - t->value) <= noted_to(method))
		return LB_OK;
	if (s->state == LB_SCORE_SCORED && method != LB_METHOD_sum && fabs(s->raw - t->value) <= LBI_ROUNDING)
		return lbi_fail(err, LB_CONFLICT, NULL, "%.*s: %g is the sum (of %g), the score is %.4g",
			LB_FMT(id), t->value, s->raw_max, s->value);
	return lbi_fail(err, LB_CONFLICT, NULL, "%.*s: %g was typed in, the items give %.4g", LB_FMT(id),
		t->value, s->value);
}

lb_status lb_score_check_totals(const lb_score *score, const lb_score_total *totals, size_t n, lb_err *err)
{
	for (size_t i = 0; i < n; i++) {
		lb_status st = compare_total(score, &totals[i], err);
		if (st != LB_OK)
			return lbi_fail_where(err, st, "%.*s", LB_FMT(score->instrument->id));
	}
	return LB_OK;
}
