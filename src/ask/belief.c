/* What may be asked at this moment, and how likely a yes is. */
#include <math.h>

#include "ask.h"

/* Shares where no row of `shares` stands; see doc/ask.md. */
#define SHARE_DANGER 0.02
#define SHARE_OTHER 0.12
#define SHARE_CLINICIAN 0.05
#define SHARE_NUMBER 0.30 /* that an open number lies on the asked side of a limit */
#define STILL_TELLS 0.25  /* that somebody can answer after "don't know" to the wider question */
#define PASSED_TELLS 0.1  /* the same after seeing it in a list and not picking it */
#define SUSPECTED 2       /* how much likelier a finding is that goes with a suspicion of today or now */
#define LIMITED 0.3       /* how many people a limit lets through */
#define P_MAX 0.9

bool lbi_ask_apart(const lbi_asker *s, unsigned f)
{
	const lb_finding *row = &s->k->findings.at[f];
	return row->derive.at && !row->only_yes;
}


/* Is any finding that a condition rests on still open? */
static bool rests_on_open(const lbi_asker *s, int32_t at)
{
	const lbi_cond *q = &s->k->conds.at[at];
	if (q->op != LBI_COND_COUNT)
		return lbi_ask_is_open(s->c, q->finding);
	for (int32_t i = 0; i < q->n; i++)
		if (s->c->truth[q->first + i] == LB_UNKNOWN && rests_on_open(s, q->first + i))
			return true;
	return false;
}

/* ---- what may be asked ---- */

static bool is_skipped(const lbi_asker *s, unsigned id)
{
	for (size_t i = 0; i < s->o.n_skipped; i++)
		if (s->o.skipped[i] == id)
			return true;
	return false;
}

static lbi_ask_state first_state(const lbi_asker *s, unsigned f)
{
	const lb_finding *row = &s->k->findings.at[f];
	bool tests = s->triage.urgency < LB_URGENCY_same_day; /* at home, and not while help is on its way */
	if (!lbi_ask_is_open(s->c, f) || row->composite || is_skipped(s, f))
		return LBI_ASK_CLOSED;
	if (!s->o.clinician && (row->who == LB_WHO_clinician || (row->who == LB_WHO_test && !tests)))
		return LBI_ASK_CLOSED;
	return lbi_ask_apart(s, f) && rests_on_open(s, row->derive.at) ? LBI_ASK_CLOSED : LBI_ASK_OPEN;
}

static void exclude(lbi_asker *s, unsigned f)
{
	const lb_refs *x = &s->k->findings.at[f].excludes;
	for (size_t i = 0; i < x->n; i++) {
		unsigned g = (unsigned)x->at[i].index;
		if (s->c->fact[f].answer == LB_YES)
			s->state[g] = LBI_ASK_CLOSED;
		if (s->c->fact[g].answer == LB_YES)
			s->state[f] = LBI_ASK_CLOSED;
	}
}

/* The general question comes first; its no closes the special one. */
static void wait_for_general(lbi_asker *s, unsigned f)
{
	const lb_refs *g = &s->k->findings.at[f].implies;
	for (size_t i = 0; i < g->n && s->state[f] != LBI_ASK_CLOSED; i++) {
		const lb_fact *fact = &s->c->fact[g->at[i].index];
		if (fact->answer == LB_NO)
			s->state[f] = LBI_ASK_CLOSED;
		else if (fact->answer == LB_UNKNOWN && s->state[g->at[i].index] != LBI_ASK_CLOSED)
			s->state[f] = LBI_ASK_WAITS;
	}
}

static void limit(lbi_asker *s, const lb_limit *l)
{
	bool never = (l->when.at && lb_cond_eval(s->c, l->when) == LB_NO) || lb_cond_eval(s->c, l->not_if) == LB_YES;
	bool later = l->when.at && lb_cond_eval(s->c, l->when) == LB_UNKNOWN && rests_on_open(s, l->when.at);
	for (size_t i = 0; i < l->findings.n && (never || later); i++) {
		uint8_t *state = &s->state[l->findings.at[i].index];
		if (*state != LBI_ASK_CLOSED)
			*state = never ? LBI_ASK_CLOSED : LBI_ASK_WAITS;
	}
}

static void find_states(lbi_asker *s)
{
	for (unsigned f = 0; f < s->c->n_facts; f++)
		s->state[f] = (uint8_t)first_state(s, f);
	for (unsigned f = 0; f < s->c->n_facts; f++)
		exclude(s, f);
	for (size_t i = 0; i < s->k->limits.n; i++)
		limit(s, &s->k->limits.at[i]);
	for (unsigned f = 0; f < s->c->n_facts; f++)
		wait_for_general(s, f);
}

/* ---- how likely ---- */

static void start_shares(lbi_asker *s)
{
	for (unsigned f = 0; f < s->c->n_facts; f++) {
		const lb_finding *row = &s->k->findings.at[f];
		s->tells[f] = 1;
		s->p[f] = row->who == LB_WHO_clinician ? SHARE_CLINICIAN : row->danger ? SHARE_DANGER : SHARE_OTHER;
	}
	for (size_t i = 0; i < s->k->shares.n; i++)
		s->p[s->k->shares.at[i].finding.index] = s->k->shares.at[i].share;
}

static double probability(double log_odds)
{
	return 1 / (1 + exp(-log_odds));
}

static double row_shift(const lb_evidence *e, lb_tri t)
{
	if (t == LB_YES)
		return e->lr_pos.given ? log(e->lr_pos.v) : e->weight.given ? e->weight.v : 0;
	return t == LB_NO && e->lr_neg.given ? log(e->lr_neg.v) : 0;
}

static bool same_group(const lb_evidence *a, const lb_evidence *b)
{
	return a == b || (a->group.n && lbi_str_eq(a->group, b->group));
}

/* The strongest answered row of e's group. */
static double group_now(const lbi_asker *s, const lb_contributor *con, const lb_evidence *e)
{
	double now = 0;
	for (size_t i = 0; i < con->evidence.n; i++) {
		const lb_evidence *o = &con->evidence.at[i];
		lb_tri t = (lb_tri)s->c->fact[o->finding.index].answer;
		if (t == LB_UNKNOWN || !same_group(o, e))
			continue;
		double d = row_shift(o, t);
		now = fabs(d) > fabs(now) ? d : now;
	}
	return now;
}

double lbi_ask_shift(const lbi_asker *s, const lb_contributor *con, const lb_evidence *e, lb_tri t)
{
	double now = group_now(s, con, e), then = row_shift(e, t);
	return fabs(then) > fabs(now) ? then - now : 0;
}

static void weigh_contributors(lbi_asker *s)
{
	for (size_t i = 0; i < s->k->contributors.n; i++) {
		const lb_contributor *con = &s->k->contributors.at[i];
		double b = con->base_rate.at[0].value, sum = log(b / (1 - b));
		for (size_t j = 0; j < con->evidence.n; j++) {
			const lb_evidence *e = &con->evidence.at[j];
			lb_tri t = (lb_tri)s->c->fact[e->finding.index].answer;
			if (t == LB_UNKNOWN)
				continue;
			double d = row_shift(e, t), now = group_now(s, con, e);
			bool earlier = false; /* of equals in a group, the first counts */
			for (size_t m = 0; m < j && !earlier; m++)
				earlier = same_group(&con->evidence.at[m], e) &&
				          row_shift(&con->evidence.at[m], (lb_tri)s->c->fact[con->evidence.at[m].finding.index].answer) == d;
			sum += d == now && !earlier ? d : 0;
		}
		s->odds[i] = sum;
	}
}

/* Findings that go with a contributor become likelier as that one does. */
static void shift_by_contributors(lbi_asker *s)
{
	for (size_t i = 0; i < s->k->contributors.n; i++) {
		const lb_contributor *con = &s->k->contributors.at[i];
		double more = probability(s->odds[i]) - con->base_rate.at[0].value;
		for (size_t j = 0; j < con->evidence.n; j++) {
			const lb_evidence *e = &con->evidence.at[j];
			double ratio = e->lr_pos.given ? e->lr_pos.v : exp(e->weight.v);
			s->p[e->finding.index] *= fmin(fmax(1 + more * (ratio - 1), 0.5), 2);
		}
	}
}

/* ---- what goes with a suspicion ---- */

static void goes_with(lbi_asker *s, int32_t at, bool *goes)
{
	const lbi_cond *q = &s->k->conds.at[at];
	if (s->c->truth[at] != LB_UNKNOWN)
		return;
	for (int32_t i = 0; q->op == LBI_COND_COUNT && i < q->n; i++)
		goes_with(s, q->first + i, goes);
	if (q->op == LBI_COND_YES && lbi_ask_apart(s, q->finding))
		goes_with(s, s->k->findings.at[q->finding].derive.at, goes);
	else if (q->op == LBI_COND_YES)
		goes[q->finding] = true;
}

static bool fires(const lbi_asker *s, const lb_rule *r)
{
	return lb_cond_eval(s->c, r->when) == LB_YES && lb_cond_eval(s->c, r->unless) != LB_YES;
}

/* What the other rules of a suspect rest on, where they ask for more than is told now. */
static void goes_with_suspect(lbi_asker *s, int32_t suspect, bool *goes)
{
	for (size_t i = 0; i < s->k->rules.n; i++) {
		const lb_rule *r = &s->k->rules.at[i];
		if (r->suspects.index == suspect && r->urgency > (int)s->triage.urgency)
			goes_with(s, r->when.at, goes);
	}
}

/* Whoever already has what points to an infection has its other signs more often, too; so with each suspicion. */
static void shift_by_suspicion(lbi_asker *s)
{
	bool goes[LBI_FINDINGS_MAX] = { false };
	for (size_t i = 0; i < s->k->rules.n; i++) {
		const lb_rule *r = &s->k->rules.at[i];
		if (r->urgency >= LB_URGENCY_same_day && fires(s, r))
			goes_with_suspect(s, r->suspects.index, goes);
	}
	for (unsigned f = 0; f < s->c->n_facts; f++)
		s->p[f] *= goes[f] ? SUSPECTED : 1;
}

/* After a yes to a wider question one of the open members is likely, until one was found. */
static void shift_by_screen(lbi_asker *s, const lb_screen *row, const lb_screened *said)
{
	double none = 1;
	bool found = false;
	if (said->from == LB_ORIGIN_nobody)
		return;
	for (size_t i = 0; i < row->options.n; i++)
		s->tells[row->options.at[i].finding.index] *= PASSED_TELLS;
	for (size_t i = 0; i < row->covers.n && said->answer == LB_UNKNOWN; i++)
		s->tells[row->covers.at[i].index] *= STILL_TELLS;
	for (size_t i = 0; i < row->covers.n; i++) {
		unsigned f = (unsigned)row->covers.at[i].index;
		found = found || s->c->fact[f].answer == LB_YES;
		none *= s->state[f] == LBI_ASK_CLOSED ? 1 : 1 - s->p[f];
	}
	if (said->answer != LB_YES || found || none >= 1)
		return;
	for (size_t i = 0; i < row->covers.n; i++)
		s->p[row->covers.at[i].index] = fmin(s->p[row->covers.at[i].index] / (1 - none), P_MAX);
}

static void shift_by_general(lbi_asker *s, unsigned f)
{
	const lb_refs *g = &s->k->findings.at[f].implies;
	for (size_t i = 0; i < g->n; i++)
		if (s->c->fact[g->at[i].index].answer == LB_YES)
			s->p[f] = fmin(s->p[f] / fmax(s->p[g->at[i].index], s->p[f]), 0.5);
		else if (s->c->fact[g->at[i].index].from == LB_ORIGIN_dont_know)
			s->tells[f] *= STILL_TELLS;
}

/* Shares are of all people; where a limit is known to hold they are of those it holds for. */
static void shift_by_limit(lbi_asker *s, const lb_limit *l)
{
	for (size_t i = 0; i < l->findings.n && l->when.at && lb_cond_eval(s->c, l->when) == LB_YES; i++) {
		double *p = &s->p[l->findings.at[i].index];
		*p = fmin(*p / LIMITED, P_MAX);
	}
}

/* Independent answers: all, any, or some of. */
static double chance_of(const lbi_asker *s, int32_t at)
{
	const lbi_cond *q = &s->k->conds.at[at];
	if (s->c->truth[at] != LB_UNKNOWN)
		return s->c->truth[at] == LB_YES;
	if (q->op != LBI_COND_COUNT)
		return q->op == LBI_COND_YES ? s->p[q->finding] : SHARE_NUMBER;
	double exactly[256]; /* [n]: that n of the children hold; need is at most 250 */
	for (int32_t n = 0; n <= q->need; n++)
		exactly[n] = n == 0;
	for (int32_t i = 0; i < q->n; i++) {
		double p = s->chance[q->first + i];
		for (int32_t n = q->need; n > 0; n--) /* the last entry gathers "need or more" */
			exactly[n] = n == q->need ? exactly[n] + exactly[n - 1] * p : exactly[n] * (1 - p) + exactly[n - 1] * p;
		exactly[0] *= 1 - p;
	}
	return exactly[q->need];
}

#define ROUNDS 3 /* groups of groups of groups */
static void chances(lbi_asker *s)
{
	for (int round = 0; round < ROUNDS; round++) {
		for (size_t i = s->k->conds.n; i-- > 1;)
			s->chance[i] = chance_of(s, (int32_t)i);
		for (size_t i = 0; i < s->k->derived.n; i++)
			if (lbi_ask_apart(s, s->k->derived.at[i]))
				s->p[s->k->derived.at[i]] = s->chance[s->k->findings.at[s->k->derived.at[i]].derive.at];
	}
}

void lbi_ask_believe(lbi_asker *s)
{
	find_states(s);
	start_shares(s);
	weigh_contributors(s);
	shift_by_contributors(s);
	shift_by_suspicion(s);
	for (unsigned f = 0; f < s->c->n_facts; f++)
		s->p[f] = fmin(s->p[f], P_MAX);
	for (unsigned f = 0; f < s->c->n_facts; f++)
		shift_by_general(s, f);
	for (size_t i = 0; i < s->k->limits.n; i++)
		shift_by_limit(s, &s->k->limits.at[i]);
	for (size_t i = 0; i < s->c->n_screens; i++)
		shift_by_screen(s, &s->k->screens.at[i], &s->c->screen[i]);
	chances(s);
}
