/* What an answer would change: the urgency by the rules, then contributors, stage and drivers.
 *
 * A rule's chance of firing is multilinear in the chances of its answers, so the expected change that one answer
 * makes is (slope of the rule's chance) * p * (1 - p), and all slopes come from one walk down the conditions. */
#include <math.h>

#include "ask.h"

#define WORTH_STAGE 0.5
#define WORTH_DRIVER 0.05
#define WORTH_MUSCLE 0.01
#define MEMBERS_MAX 256

/* What each level is worth to be told. To miss "today" costs days or weeks; to miss "now" costs the hours that matter. */
static const double gain[LB_URGENCY_COUNT] = { 0, 2, 6, 16 };

typedef struct {
	lbi_asker *s;
	double *to[2]; /* where the slopes go; the second may be NULL */
	int rule;      /* -1: not a rule */
	bool direct;   /* one yes is all that the rule lacks, and it asks for help today or now */
} walk;

static void down(const walk *w, int32_t at, double slope);

static void at_leaf(const walk *w, const lbi_cond *q, double p, double slope)
{
	unsigned f = q->finding;
	const lb_finding *row = &w->s->k->findings.at[f];
	double v = slope * p * (1 - p) * w->s->tells[f];
	if (q->op == LBI_COND_YES && lbi_ask_apart(w->s, f) && w->s->state[f] == LBI_ASK_CLOSED) {
		if (w->s->c->truth[row->derive.at] == LB_UNKNOWN)
			down(w, row->derive.at, slope);
		return;
	}
	for (int i = 0; i < 2; i++)
		if (w->to[i])
			w->to[i][f] += v;
	w->s->direct[f] = w->s->direct[f] || w->direct;
	if (w->rule >= 0 && v > w->s->most[f])
		w->s->most[f] = v, w->s->suspect[f] = w->rule;
}

/* P(exactly `need` - 1 of the children but `skip` hold): the slope of the node for that child. */
static double slope_of(const lbi_asker *s, const lbi_cond *q, int32_t skip)
{
	double exactly[MEMBERS_MAX];
	for (int32_t n = 0; n < q->need; n++)
		exactly[n] = n == 0;
	for (int32_t i = 0; i < q->n; i++) {
		if (i == skip)
			continue;
		double p = s->chance[q->first + i];
		for (int32_t n = q->need - 1; n > 0; n--)
			exactly[n] = exactly[n] * (1 - p) + exactly[n - 1] * p;
		exactly[0] *= 1 - p;
	}
	return exactly[q->need - 1];
}

static void down(const walk *w, int32_t at, double slope)
{
	const lbi_cond *q = &w->s->k->conds.at[at];
	if (slope < 1e-7)
		return;
	if (q->op != LBI_COND_COUNT) {
		at_leaf(w, q, w->s->chance[at], slope);
		return;
	}
	for (int32_t i = 0; i < q->n; i++)
		if (w->s->c->truth[q->first + i] == LB_UNKNOWN)
			down(w, q->first + i, slope * slope_of(w->s, q, i));
}

static void value_rules(lbi_asker *s)
{
	for (size_t i = 0; i < s->k->rules.n; i++) {
		const lb_rule *r = &s->k->rules.at[i];
		if (r->urgency <= (int)s->triage.urgency || lb_cond_eval(s->c, r->when) != LB_UNKNOWN ||
		    lb_cond_eval(s->c, r->unless) == LB_YES)
			continue;
		bool grave = r->urgency >= LB_URGENCY_same_day;
		walk w = { s, { s->danger, grave ? s->grave : NULL }, (int)i, grave && s->c->missing[r->when.at] == 1 };
		down(&w, r->when.at, gain[r->urgency] - gain[s->triage.urgency]);
	}
}

/* What could excuse a rule that decides the urgency now. */
static void value_excuses(lbi_asker *s)
{
	size_t deciding = 0;
	for (int round = 0; round < 2; round++)
		for (size_t i = 0; i < s->k->rules.n && s->triage.urgency > 0; i++) {
			const lb_rule *r = &s->k->rules.at[i];
			bool fires = lb_cond_eval(s->c, r->when) == LB_YES && lb_cond_eval(s->c, r->unless) != LB_YES;
			walk w = { s, { s->danger, NULL }, (int)i, false };
			if (!fires || r->urgency != (int)s->triage.urgency)
				continue;
			deciding += round == 0;
			if (round && r->unless.at && lb_cond_eval(s->c, r->unless) == LB_UNKNOWN)
				down(&w, r->unless.at, (gain[r->urgency] - gain[r->urgency - 1]) / (double)deciding);
		}
}

static void value_cond(lbi_asker *s, lb_cond_id cond, double worth)
{
	walk w = { s, { s->worth, NULL }, -1, false };
	if (cond.at && lb_cond_eval(s->c, cond) == LB_UNKNOWN)
		down(&w, cond.at, worth);
}

static bool stage_known(const lbi_asker *s)
{
	for (size_t i = 0; i < s->k->stages.n; i++)
		if (lb_cond_eval(s->c, s->k->stages.at[i].when) == LB_YES)
			return true;
	return false;
}

static double probability(double log_odds)
{
	return 1 / (1 + exp(-log_odds));
}

static void value_contributor(lbi_asker *s, size_t i)
{
	const lb_contributor *con = &s->k->contributors.at[i];
	double needs = con->needs.at ? s->chance[con->needs.at] : 1, now = probability(s->odds[i]);
	if (needs <= 0)
		return;
	value_cond(s, con->needs, now);
	for (size_t j = 0; j < con->evidence.n; j++) {
		const lb_evidence *e = &con->evidence.at[j];
		unsigned f = (unsigned)e->finding.index;
		if (s->c->fact[f].answer != LB_UNKNOWN)
			continue;
		double yes = fabs(probability(s->odds[i] + lbi_ask_shift(s, con, e, LB_YES)) - now);
		double no = e->lr_neg.given ? fabs(probability(s->odds[i] + lbi_ask_shift(s, con, e, LB_NO)) - now) : 0;
		double v = needs * s->tells[f] * (s->p[f] * yes + (1 - s->p[f]) * no);
		const lb_finding *row = &s->k->findings.at[f];
		if (lbi_ask_apart(s, f) && s->state[f] == LBI_ASK_CLOSED)
			value_cond(s, row->derive, v);
		else
			s->worth[f] += v;
	}
}

/* A question that others wait for is worth what they are worth as well. */
static void pass_up(lbi_asker *s)
{
	for (unsigned f = 0; f < s->c->n_facts; f++) {
		const lb_refs *g = &s->k->findings.at[f].implies;
		for (size_t i = 0; i < g->n && s->state[f] == LBI_ASK_WAITS; i++) {
			unsigned to = (unsigned)g->at[i].index;
			s->direct[to] = s->direct[to] || s->direct[f];
			s->danger[to] += s->danger[f], s->grave[to] += s->grave[f], s->worth[to] += s->worth[f];
			if (s->most[f] > s->most[to])
				s->most[to] = s->most[f], s->suspect[to] = s->suspect[f];
		}
	}
	for (size_t i = 0; i < s->k->limits.n; i++) {
		const lb_limit *l = &s->k->limits.at[i];
		double danger = 0, grave = 0;
		bool direct = false; /* what waits behind this gate may ask for help today or now: the gate is always asked */
		for (size_t j = 0; j < l->findings.n; j++) {
			unsigned f = (unsigned)l->findings.at[j].index;
			danger += s->state[f] == LBI_ASK_WAITS ? s->danger[f] : 0;
			grave += s->state[f] == LBI_ASK_WAITS ? s->grave[f] : 0;
			direct = direct || (s->state[f] == LBI_ASK_WAITS && s->grave[f] > 0);
		}
		if (!l->when.at || lb_cond_eval(s->c, l->when) != LB_UNKNOWN)
			continue;
		walk w = { s, { s->danger, NULL }, -1, direct }, g = { s, { s->grave, NULL }, -1, direct };
		down(&w, l->when.at, danger), down(&g, l->when.at, grave);
	}
}

void lbi_ask_value(lbi_asker *s)
{
	for (unsigned f = 0; f < s->c->n_facts; f++)
		s->suspect[f] = -1;
	value_rules(s);
	value_excuses(s);
	for (size_t i = 0; i < s->k->stages.n && !stage_known(s); i++)
		value_cond(s, s->k->stages.at[i].when, WORTH_STAGE);
	for (size_t i = 0; i < s->k->drivers.n; i++)
		value_cond(s, s->k->drivers.at[i].when, WORTH_DRIVER);
	for (size_t i = 0; i < s->k->muscles.n; i++)
		for (size_t j = 0; j < s->k->muscles.at[i].states.n; j++)
			value_cond(s, s->k->muscles.at[i].states.at[j].when, WORTH_MUSCLE);
	for (size_t i = 0; i < s->k->contributors.n; i++)
		value_contributor(s, i);
	pass_up(s);
}
