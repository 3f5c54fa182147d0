/* What follows: scans, direction, whom to see, and what is worth trying at this stage. */
#include "assess.h"

static const lb_advice *first_that_holds(const lb_assessment *r, int topic)
{
	lb_advice_rows_list list = lb_advice_rows(r->k);
	for (size_t i = 0; i < list.n; i++) {
		const lb_advice *a = &list.at[i];
		int u = (int)r->triage.urgency;
		if (a->topic != topic || u < a->from_urgency || u > a->to_urgency)
			continue;
		if ((!a->when.at || lb_cond_eval(r->c, a->when) == LB_YES) && lb_cond_eval(r->c, a->unless) != LB_YES)
			return a;
	}
	return NULL;
}

/* Which column of the remedies serves this stage. */
static int remedy_stage(const lb_assessment *r)
{
	static const struct {
		const char *stage;
		int column;
	} columns[] = { { "acute", LB_REMEDY_acute }, { "recurrent", LB_REMEDY_acute }, { "subacute", LB_REMEDY_subacute },
		        { "chronic", LB_REMEDY_chronic } };
	const lb_stage *s = r->differential.stage;
	for (size_t i = 0; s && i < LBI_COUNT(columns); i++)
		if (lbi_str_is(s->id, columns[i].stage))
			return columns[i].column;
	return LB_REMEDY_any;
}

/* The row for this stage, else the one for any. */
static const lb_remedy_stage *worth(const lb_remedy *m, int column)
{
	const lb_remedy_stage *any = NULL;
	for (size_t i = 0; i < m->stages.n; i++) {
		if (m->stages.at[i].stage == column)
			return &m->stages.at[i];
		if (m->stages.at[i].stage == LB_REMEDY_any)
			any = &m->stages.at[i];
	}
	return any;
}

static bool any_yes(const lb_assessment *r, const lb_refs *findings)
{
	for (size_t i = 0; i < findings->n; i++)
		if (r->c->fact[findings->at[i].index].answer == LB_YES)
			return true;
	return false;
}

/* Nothing in the case speaks against it, and what it is for is there. */
static bool suits(const lb_assessment *r, const lb_remedy *m)
{
	return !any_yes(r, &m->not_if) && (!m->only_if.n || any_yes(r, &m->only_if));
}

lb_status lbi_advise(lb_assessment *r, lb_arena *a, lb_err *err)
{
	for (int t = 0; t < LB_ADVICE_TOPIC_COUNT; t++)
		r->advice[t] = first_that_holds(r, t);
	if (r->triage.urgency >= LB_URGENCY_same_day)
		return LB_OK; /* what is urgent is settled first */
	lb_remedies_list all = lb_remedies(r->k);
	lb_offer *good = lb_arena_new(a, all.n, sizeof *good), *bad = lb_arena_new(a, all.n, sizeof *bad);
	const lb_remedy_stage **row = lb_arena_new(a, all.n, sizeof *row);
	if (!good || !bad || !row)
		return lbi_fail(err, LB_NOMEM, NULL, "remedies");
	int column = remedy_stage(r);
	for (size_t i = 0; i < all.n; i++)
		row[i] = worth(&all.at[i], column);
	size_t n_good = 0, n_bad = 0;
	for (int verdict = LB_REMEDY_helps; verdict <= LB_REMEDY_avoid; verdict++)
		for (size_t i = 0; i < all.n; i++) {
			const lb_remedy_stage *w = row[i];
			if (!w || w->verdict != verdict)
				continue;
			if (verdict == LB_REMEDY_avoid)
				bad[n_bad++] = (lb_offer){ &all.at[i], w };
			else if (verdict <= LB_REMEDY_comfort && suits(r, &all.at[i]))
				good[n_good++] = (lb_offer){ &all.at[i], w };
		}
	r->remedies.at = good, r->remedies.n = n_good;
	r->avoid.at = bad, r->avoid.n = n_bad;
	return LB_OK;
}
