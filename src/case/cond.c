/* Conditions over a case: three-valued truth, reasons, and what is still open. */
#include <string.h>

#include "case.h"

static const lbi_cond *cond_at(const lb_case *c, int32_t at)
{
	return &c->k->conds.at[at];
}

static lb_tri leaf(const lb_case *c, const lbi_cond *q)
{
	const lb_fact *f = &c->fact[q->finding];
	if (q->op == LBI_COND_YES)
		return (lb_tri)f->answer;
	if (f->answer != LB_YES)
		return LB_UNKNOWN;
	bool holds = false;
	switch ((lbi_cond_op)q->op) {
	case LBI_COND_LT: holds = f->value_si < q->value_si; break;
	case LBI_COND_LE: holds = f->value_si <= q->value_si; break;
	case LBI_COND_GT: holds = f->value_si > q->value_si; break;
	case LBI_COND_GE: holds = f->value_si >= q->value_si; break;
	case LBI_COND_IS: holds = f->value_si == q->value_si; break; /* positions: small whole numbers */
	case LBI_COND_YES:
	case LBI_COND_COUNT: break;
	}
	return holds ? LB_YES : LB_NO;
}

lb_tri lb_cond_eval(const lb_case *c, lb_cond_id cond)
{
	return (lb_tri)c->truth[cond.at];
}

/* ---- all conditions at once ---- */

_Static_assert(LBI_FAR == LB_FAR, "knowledge.h repeats the number of lumbar/case.h");

static inline void put(lbi_settler *s, size_t cond, lb_tri truth, unsigned missing)
{
	size_t up = s->k->cond_parent.at[cond];
	s->truth[cond] = (uint8_t)truth;
	if (s->missing[cond] == missing)
		return;
	s->missing[cond] = (uint16_t)missing;
	if (up)
		s->due[up / 64] |= (uint64_t)1 << (up % 64);
}

void lbi_settle_fact(lbi_settler *s, size_t finding)
{
	static const uint16_t lacks[] = { [LB_UNKNOWN] = 1, [LB_NO] = LB_FAR, [LB_YES] = 0 };
	const lb_knowledge *k = s->k;
	for (size_t l = k->leaf_from.at[finding]; l < k->leaf_from.at[finding + 1]; l++) {
		lb_tri t = leaf(s->c, &k->conds.at[k->leaf_cond.at[l]]);
		put(s, k->leaf_cond.at[l], t, lacks[t]);
	}
}

/* Children stand behind their parents, so one way down the list reaches all. */
void lbi_settle(lbi_settler *s)
{
	for (size_t w = s->words; w-- > 0;)
		while (s->due[w]) {
			unsigned bit = 63 - (unsigned)__builtin_clzll(s->due[w]);
			size_t cond = w * 64 + bit;
			const lbi_cond *q = &s->k->conds.at[cond];
			unsigned m = lbi_count_lacks(s->missing + q->first, q->n, q->need);
			s->due[w] &= ~((uint64_t)1 << bit);
			put(s, cond, m == 0 ? LB_YES : m >= LB_FAR ? LB_NO : LB_UNKNOWN, m);
		}
}

/* Start from "nothing is answered" and look only at what an answer touches. */
lb_status lbi_settle_start(lbi_settler *out, lb_case *c, lb_arena *a, lb_err *err)
{
	const lb_knowledge *k = c->k;
	size_t n = k->conds.n ? k->conds.n : 1, words = n / 64 + 1;
	lbi_settler s = { .c = c, .k = k, .words = words };
	s.truth = lb_arena_new(a, n, 1), s.missing = lbi_arena_raw(a, n, sizeof *s.missing);
	s.due = lb_arena_new(a, words, sizeof *s.due);
	if (!s.truth || !s.missing || !s.due)
		return lbi_fail(err, LB_NOMEM, NULL, "conditions");
	memcpy(s.missing, k->cond_lacks.at, n * sizeof *s.missing);
	for (size_t f = 0; f < c->n_facts; f++)
		if (c->fact[f].answer != LB_UNKNOWN)
			lbi_settle_fact(&s, f);
	lbi_settle(&s);
	c->truth = s.truth, c->missing = s.missing;
	*out = s;
	return LB_OK;
}

/* A group finding stands for its members: go on to them unless the person answered the group itself. */
static bool is_group(const lb_case *c, unsigned finding)
{
	return c->k->findings.at[finding].derive.at && c->fact[finding].from != LB_ORIGIN_person &&
	       c->fact[finding].from != LB_ORIGIN_story;
}

static void because(const lb_case *c, int32_t at, lbi_set *set)
{
	const lbi_cond *q = cond_at(c, at);
	if (q->op == LBI_COND_COUNT) {
		for (int32_t i = 0; i < q->n; i++)
			if (c->truth[q->first + i] == LB_YES)
				because(c, q->first + i, set);
	} else if (q->op == LBI_COND_YES && is_group(c, q->finding) &&
	           c->truth[c->k->findings.at[q->finding].derive.at] == LB_YES) {
		because(c, c->k->findings.at[q->finding].derive.at, set);
	} else {
		lbi_set_add(set, q->finding);
	}
}

void lbi_cond_because(const lb_case *c, lb_cond_id cond, lbi_set *set)
{
	if (c->truth[cond.at] == LB_YES)
		because(c, cond.at, set);
}

static void weigh_leaf(const lb_case *c, const lbi_cond *leaf, double w, double *weight)
{
	if (c->fact[leaf->finding].answer == LB_UNKNOWN)
		weight[leaf->finding] += w;
}

static void weigh_open(const lb_case *c, int32_t at, double w, double *weight)
{
	const lbi_cond *q = cond_at(c, at), *child = cond_at(c, q->first);
	if (q->op != LBI_COND_COUNT) {
		weigh_leaf(c, q, w, weight);
		return;
	}
	const uint8_t *truth = c->truth + q->first;
	for (int32_t i = 0; i < q->n; i++, child++)
		if (truth[i] != LB_UNKNOWN)
			continue;
		else if (child->op == LBI_COND_COUNT)
			weigh_open(c, q->first + i, w, weight);
		else
			weigh_leaf(c, child, w, weight);
}

void lbi_weigh_open(const lb_case *c, lb_cond_id cond, double w, double *weight)
{
	if (cond.at && c->truth[cond.at] == LB_UNKNOWN)
		weigh_open(c, cond.at, w, weight);
}

void lbi_weigh_members(const lb_case *c, double *weight)
{
	const lb_knowledge *k = c->k;
	for (bool moved = true; moved;) { /* members may be composite in turn; the loader refuses circles */
		moved = false;
		for (size_t i = k->derived.n; i-- > 0;) {
			unsigned f = k->derived.at[i];
			double w = weight[f];
			if (w <= 0 || !k->findings.at[f].composite || !is_group(c, f))
				continue;
			weight[f] = 0, moved = true;
			lbi_weigh_open(c, k->findings.at[f].derive, w, weight);
		}
	}
}

lb_status lbi_set_list(lbi_indices *out, const lbi_set *set, lb_arena *a, lb_err *err)
{
	size_t n = 0, at = 0;
	for (unsigned w = 0; w < LBI_SET_WORDS; w++)
		n += (size_t)__builtin_popcountll(set->bits[w]);
	uint16_t *list = lb_arena_new(a, n, sizeof *list);
	if (!list)
		return lbi_fail(err, LB_NOMEM, NULL, "a list of findings");
	LBI_SET_EACH(i, set)
		list[at++] = (uint16_t)i;
	out->at = list, out->n = n;
	return LB_OK;
}
