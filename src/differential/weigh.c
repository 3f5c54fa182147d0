/* Contributors: prior odds, times the strongest likelihood ratio of each group of correlated findings.
 *
 *   log odds = ln(b / (1 - b)) + sum over groups of the answered row with the largest |ln LR|
 *
 * A yes brings ln lr_pos, or the pattern weight; a no brings ln lr_neg, and a pattern weight has no effect on
 * a no. Where no measured row carries a contributor past LB_P_STRONG on its own, pattern weights stop there.
 * Ranking uses the log odds before that cap, so that a cap never changes the order. */
#include <math.h>
#include <string.h>

#include "differential.h"

double lb_odds_update(double probability, double likelihood_ratio)
{
	double odds = probability / (1 - probability) * likelihood_ratio;
	return odds / (1 + odds);
}

static double to_probability(double log_odds)
{
	return 1 / (1 + exp(-log_odds));
}

/* What one row moves, given the answer; 0 when it moves nothing. */
static double moved(const lb_case *c, const lb_evidence *e)
{
	lb_tri t = (lb_tri)c->fact[e->finding.index].answer;
	if (t == LB_YES)
		return e->lr_pos.given ? log(e->lr_pos.v) : e->weight.given ? e->weight.v : 0;
	if (t == LB_NO && e->lr_neg.given)
		return log(e->lr_neg.v);
	return 0;
}

static bool same_group(const lb_evidence *a, const lb_evidence *b)
{
	return a->group.n && lbi_str_eq(a->group, b->group);
}

/* Stronger: larger |ln LR|; between equals the one that speaks against, then the earlier row. */
static bool stronger(const lb_weighed *a, const lb_weighed *b)
{
	double x = fabs(a->log_odds), y = fabs(b->log_odds);
	if (x != y)
		return x > y;
	if ((a->log_odds < 0) != (b->log_odds < 0))
		return a->log_odds < 0;
	return a->row < b->row;
}

static void mark_strongest(lb_weighed *w, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		w[i].counts = true;
		for (size_t j = 0; j < n && w[i].counts; j++)
			if (j != i && same_group(w[i].row, w[j].row) && stronger(&w[j], &w[i]))
				w[i].counts = false;
	}
}

lb_band lbi_band_of(double probability)
{
	return probability > LB_P_STRONG ? LB_BAND_strong : probability >= LB_P_MODERATE ? LB_BAND_moderate : LB_BAND_weak;
}

static void sum_up(lb_likely *l)
{
	double b = l->row->base_rate.at[0].value;
	double prior = log(b / (1 - b)), lr = 0, pattern = 0;
	for (size_t i = 0; i < l->evidence.n; i++) {
		const lb_weighed *w = &l->evidence.at[i];
		if (!w->counts)
			continue;
		if (w->row->weight.given)
			pattern += w->log_odds;
		else
			lr += w->log_odds;
	}
	l->log_odds_lr = prior + lr;
	l->log_odds = prior + lr + pattern;
	l->probability = to_probability(l->log_odds);
	double measured = to_probability(l->log_odds_lr);
	l->capped = l->probability > LB_P_STRONG && measured <= LB_P_STRONG;
	if (l->capped)
		l->probability = LB_P_STRONG;
	l->band = lbi_band_of(l->probability);
}

/* The rows that the answers move, in the order of the table. */
static lb_status find_evidence(lb_weighed **out, size_t *n, const lb_contributor *row, const lb_case *c, lb_arena *a,
                               lb_err *err)
{
	lb_weighed *w = NULL;
	*n = 0;
	for (size_t i = 0; i < row->evidence.n; i++) {
		double m = moved(c, &row->evidence.at[i]);
		if (m == 0)
			continue;
		w = w ? w : lbi_arena_raw(a, row->evidence.n - i, sizeof *w);
		if (!w)
			return lbi_fail(err, LB_NOMEM, NULL, "contributors");
		w[(*n)++] = (lb_weighed){ &row->evidence.at[i], m, false };
	}
	*out = w;
	return LB_OK;
}

static void weigh_one(lb_likely *l, lb_weighed *w, size_t n)
{
	mark_strongest(w, n);
	for (size_t i = 1; i < n; i++) /* strongest first; a fixed order, so that sums repeat bit for bit */
		for (size_t j = i; j > 0 && stronger(&w[j], &w[j - 1]); j--) {
			lb_weighed swap = w[j];
			w[j] = w[j - 1], w[j - 1] = swap;
		}
	l->evidence.at = w, l->evidence.n = n;
	sum_up(l);
}

static bool any_for(const lb_weighed *w, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (w[i].log_odds > 0)
			return true;
	return false;
}

lb_status lbi_weigh(lb_differential *out, const lb_case *c, lb_arena *a, lb_err *err)
{
	const lb_knowledge *k = c->k;
	lb_likely *list = lbi_arena_raw(a, k->contributors.n, sizeof *list);
	const lb_contributor **guarded = lb_arena_new(a, LBI_GUARDED_MAX, sizeof *guarded);
	size_t n = 0;
	if (!list || !guarded)
		return lbi_fail(err, LB_NOMEM, NULL, "contributors");
	for (size_t i = 0; i < k->contributors.n; i++) {
		lb_likely l = { .row = &k->contributors.at[i] };
		if (l.row->needs.at && lb_cond_eval(c, l.row->needs) != LB_YES)
			continue;
		lb_weighed *w = NULL;
		size_t rows = 0;
		lb_status s = find_evidence(&w, &rows, l.row, c, a, err);
		if (s)
			return s;
		if (!any_for(w, rows))
			continue;
		weigh_one(&l, w, rows);
		size_t j = n++;
		for (; j > 0 && list[j - 1].log_odds < l.log_odds; j--)
			list[j] = list[j - 1];
		list[j] = l;
	}
	out->contributors.at = list, out->contributors.n = n;
	out->guarded.at = guarded;
	for (size_t i = 0; i < n && out->guarded.n < LBI_GUARDED_MAX; i++)
		if (!list[i].row->reaction && list[i].band > LB_BAND_weak)
			guarded[out->guarded.n++] = list[i].row;
	return LB_OK;
}
