/* The safety screen over the rules of knowledge/triage.yaml. */
#include <string.h>

#include "case.h"
#include "lumbar/triage.h"

typedef struct {
	const lb_case *c;
	const lb_knowledge *k;
	lb_arena *arena;
	lb_err *err;
	lb_alarm *alarms;
	size_t n;
} screen;

static lb_status nomem(lb_err *err)
{
	return lbi_fail(err, LB_NOMEM, NULL, "triage");
}

static bool fires(const lb_case *c, const lb_rule *r)
{
	return lb_cond_eval(c, r->when) == LB_YES && lb_cond_eval(c, r->unless) != LB_YES;
}

static lb_status raise(screen *s, const lb_rule *r)
{
	lbi_set set = { { 0 } };
	lbi_indices list;
	lbi_cond_because(s->c, r->when, &set);
	lb_status st = lbi_set_list(&list, &set, s->arena, s->err);
	if (st)
		return st;
	bool unconfirmed = false;
	for (size_t i = 0; i < list.n; i++)
		unconfirmed = unconfirmed || lb_case_unconfirmed(s->c, list.at[i]);
	s->alarms[s->n++] = (lb_alarm){ r, { list.at, list.n }, unconfirmed };
	return LB_OK;
}

/* ---- grouping by suspect ---- */

typedef struct {
	const lb_suspect *suspect;
	lb_urgency urgency;
	lb_band band;
	size_t n;
} group;

static lb_status group_alarms(lb_triage *out, screen *s)
{
	size_t n_groups = 0, at = 0;
	group *groups = lb_arena_new(s->arena, s->k->suspects.n, sizeof *groups);
	lb_suspected *list = lb_arena_new(s->arena, s->k->suspects.n, sizeof *list);
	lb_alarm *sorted = lb_arena_new(s->arena, s->n, sizeof *sorted);
	if (!groups || !list || !sorted)
		return nomem(s->err);
	for (size_t i = 0; i < s->k->suspects.n; i++)
		groups[i].suspect = &s->k->suspects.at[i];
	for (size_t i = 0; i < s->n; i++) {
		const lb_rule *r = s->alarms[i].rule;
		group *g = &groups[r->suspects.index];
		bool leads = !g->n || (int)g->urgency < r->urgency;
		if (leads || ((int)g->urgency == r->urgency && (int)g->band < r->band))
			g->urgency = (lb_urgency)r->urgency, g->band = (lb_band)r->band;
		g->n++;
	}
	for (int u = LB_URGENCY_COUNT - 1; s->n && u >= 0; u--)
		for (int b = LB_BAND_COUNT - 1; b >= 0; b--)
			for (size_t i = 0; i < s->k->suspects.n; i++) {
				if (!groups[i].n || (int)groups[i].urgency != u || (int)groups[i].band != b)
					continue;
				size_t first = at;
				for (int v = LB_URGENCY_COUNT - 1; v >= 0; v--) /* within a group, the most urgent first */
					for (size_t j = 0; j < s->n; j++)
						if (s->alarms[j].rule->suspects.index == (int)i && s->alarms[j].rule->urgency == v)
							sorted[at++] = s->alarms[j];
				list[n_groups++] = (lb_suspected){ groups[i].suspect, (lb_urgency)u, (lb_band)b, first, at - first };
			}
	out->alarms.at = sorted, out->alarms.n = s->n;
	out->suspected.at = list, out->suspected.n = n_groups;
	return LB_OK;
}

/* True when no alarm of the final urgency is free of unconfirmed words. */
static bool rests_on_story(const lb_triage *t)
{
	bool any = false;
	for (size_t i = 0; i < t->alarms.n; i++)
		if (t->alarms.at[i].rule->urgency == (int)t->urgency) {
			if (!t->alarms.at[i].unconfirmed)
				return false;
			any = true;
		}
	return any;
}

/* ---- what was not asked ---- */

/* What a person can answer at once is asked before what needs a test or a clinician. */
static const double by_who[] = { [LB_WHO_person] = 1, [LB_WHO_test] = 0.25, [LB_WHO_clinician] = 0.1 };

/* How much an open rule asks for an answer: urgent rules that lack few answers weigh most. */
static double weight_of(const lb_rule *r, unsigned distance)
{
	static const double by_urgency[LB_URGENCY_COUNT] = { 0, 1, 4, 16 };
	double w = by_urgency[r->urgency];
	while (distance-- > 1)
		w *= 0.125;
	return w;
}

/* Exponent and five bits of a positive double, larger first: weights within 3 % count as equal. */
static uint16_t rank(double weight)
{
	uint64_t bits;
	memcpy(&bits, &weight, sizeof bits);
	return (uint16_t)~(bits >> 47);
}

typedef struct {
	uint16_t finding, rank;
} open_finding;

/* By rank, equals in the order they had: two passes of counting, without a branch to miss. */
static void sort_by_rank(open_finding *list, open_finding *spare, size_t n)
{
	for (unsigned shift = 0; shift < 16; shift += 8) {
		uint16_t from[257] = { 0 };
		for (size_t i = 0; i < n; i++)
			from[(list[i].rank >> shift & 255) + 1]++;
		for (size_t d = 1; d < 257; d++)
			from[d] = (uint16_t)(from[d] + from[d - 1]);
		for (size_t i = 0; i < n; i++)
			spare[from[list[i].rank >> shift & 255]++] = list[i];
		open_finding *swap = list;
		list = spare, spare = swap;
	}
}

/* What cannot be is not open: pregnancy in a man. The rows are those that the interview goes by. */
static void drop_impossible(const screen *s, double *weight)
{
	for (size_t i = 0; i < s->k->limits.n; i++) {
		const lb_limit *l = &s->k->limits.at[i];
		if (!l->cannot_be || (lb_cond_eval(s->c, l->when) != LB_NO && lb_cond_eval(s->c, l->not_if) != LB_YES))
			continue;
		for (size_t j = 0; j < l->findings.n; j++)
			weight[l->findings.at[j].index] = 0;
	}
}

static lb_status find_open(lb_triage *out, screen *s)
{
	double *weight = lb_arena_new(s->arena, s->c->n_facts, sizeof *weight);
	open_finding *list = lbi_arena_raw(s->arena, s->c->n_facts * 2, sizeof *list);
	uint16_t *out_list = lbi_arena_raw(s->arena, s->c->n_facts, sizeof *out_list);
	if (!weight || !list || !out_list)
		return nomem(s->err);
	for (size_t i = 0; i < s->k->rules.n; i++) {
		const lb_rule *r = &s->k->rules.at[i];
		bool open = lb_cond_eval(s->c, r->when) == LB_UNKNOWN && lb_cond_eval(s->c, r->unless) != LB_YES;
		if (open && r->urgency > (int)out->urgency)
			lbi_weigh_open(s->c, r->when, weight_of(r, s->c->missing[r->when.at]), weight);
	}
	lbi_weigh_members(s->c, weight);
	drop_impossible(s, weight);
	size_t n = 0;
	for (unsigned f = 0; f < s->c->n_facts; f++) {
		if (weight[f] <= 0 || s->c->fact[f].from == LB_ORIGIN_dont_know)
			continue;
		list[n++] = (open_finding){ (uint16_t)f, rank(weight[f] * by_who[s->k->findings.at[f].who]) };
	}
	sort_by_rank(list, list + s->c->n_facts, n);
	for (size_t i = 0; i < n; i++)
		out_list[i] = list[i].finding;
	out->not_asked = (lb_finding_list){ out_list, n };
	return LB_OK;
}

/* ---- when to come back ---- */

static lb_status find_come_back(lb_triage *out, screen *s)
{
	const lb_return_advice **list = lb_arena_new(s->arena, s->k->come_back.n, sizeof *list);
	size_t n = 0;
	if (!list)
		return nomem(s->err);
	for (int fitted = 1; fitted >= 0; fitted--) /* what fits this case stands first */
		for (size_t i = 0; i < s->k->come_back.n; i++) {
			const lb_return_advice *r = &s->k->come_back.at[i];
			if ((r->when.at != 0) == fitted && (!fitted || lb_cond_eval(s->c, r->when) == LB_YES))
				list[n++] = r;
		}
	out->come_back.at = list, out->come_back.n = n;
	return LB_OK;
}

lb_status lb_triage_run(lb_triage *out, const lb_case *c, lb_arena *a, lb_err *err)
{
	screen s = { .c = c, .k = c->k, .arena = a, .err = err };
	lb_triage t = { .urgency = LB_URGENCY_self_care };
	s.alarms = lbi_arena_raw(a, s.k->rules.n, sizeof *s.alarms);
	if (!s.alarms)
		return nomem(err);
	for (size_t i = 0; i < s.k->rules.n; i++) {
		const lb_rule *r = &s.k->rules.at[i];
		if (!fires(c, r))
			continue;
		if (r->urgency > (int)t.urgency)
			t.urgency = (lb_urgency)r->urgency;
		lb_status st = raise(&s, r);
		if (st)
			return st;
	}
	lb_status st = group_alarms(&t, &s);
	st = st ? st : find_open(&t, &s);
	st = st ? st : find_come_back(&t, &s);
	if (st)
		return st;
	t.level = &s.k->levels.at[t.urgency];
	t.unconfirmed = rests_on_story(&t);
	*out = t;
	return LB_OK;
}
