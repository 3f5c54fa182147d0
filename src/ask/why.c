/* Why a question is asked, from the rules and contributors it serves. */
#include <math.h>

#include "ask.h"

static bool in_question(const lbi_asker *s, const lb_question *q, unsigned f)
{
	if (q->finding >= 0)
		return f == (unsigned)q->finding;
	const lb_screen *row = &s->k->screens.at[q->screen];
	for (size_t i = 0; i < row->covers.n; i++)
		if ((unsigned)row->covers.at[i].index == f)
			return true;
	for (size_t i = 0; i < row->options.n; i++)
		if ((unsigned)row->options.at[i].finding.index == f)
			return true;
	return false;
}

/* The suspect whose rule asks most for this question; NULL when none does. */
static const lb_rule *rule_served(const lbi_asker *s, const lb_question *q)
{
	int best = -1;
	double most = 0;
	for (unsigned f = 0; f < s->c->n_facts; f++)
		if (s->suspect[f] >= 0 && s->most[f] > most && in_question(s, q, f))
			most = s->most[f], best = s->suspect[f];
	return best >= 0 ? &s->k->rules.at[best] : NULL;
}

typedef struct {
	const lb_contributor *up, *other; /* raised most by a yes; moved most the other way, or the one that leads now */
} pair;

static double moved(const lbi_asker *s, const lb_question *q, size_t i)
{
	const lb_contributor *con = &s->k->contributors.at[i];
	double most = 0;
	for (size_t j = 0; j < con->evidence.n; j++) {
		const lb_evidence *e = &con->evidence.at[j];
		if (s->c->fact[e->finding.index].answer != LB_UNKNOWN || !in_question(s, q, (unsigned)e->finding.index))
			continue;
		double now = 1 / (1 + exp(-s->odds[i])), d = lbi_ask_shift(s, con, e, LB_YES);
		double v = 1 / (1 + exp(-s->odds[i] - d)) - now;
		most = fabs(v) > fabs(most) ? v : most;
	}
	return most;
}

static pair contributors_served(const lbi_asker *s, const lb_question *q)
{
	pair p = { NULL, NULL };
	double up = 0, down = 0;
	size_t leads = 0, n = s->k->contributors.n;
	for (size_t i = 0; i < n; i++) {
		double v = moved(s, q, i);
		if (v > up)
			up = v, p.up = &s->k->contributors.at[i];
		if (v < down)
			down = v, p.other = &s->k->contributors.at[i];
		leads = s->odds[i] > s->odds[leads] ? i : leads;
	}
	if (!p.other && p.up && n)
		p.other = &s->k->contributors.at[leads];
	p.other = p.other == p.up ? NULL : p.other;
	return p;
}

static lb_str say(const lbi_asker *s, const lb_question *q)
{
	static const char *const soon[LB_URGENCY_COUNT] = { "some care", "a visit within two weeks", "help today", "help now" };
	const lb_rule *r = rule_served(s, q);
	pair p = q->safety && r ? (pair){ NULL, NULL } : contributors_served(s, q);
	if (p.up && p.other)
		return lbi_str_format(s->arena, "It helps to tell \"%.*s\" from \"%.*s\".", LB_FMT(p.up->label), LB_FMT(p.other->label));
	if (p.up)
		return lbi_str_format(s->arena, "It shows how much speaks for \"%.*s\".", LB_FMT(p.up->label));
	if (r)
		return lbi_str_format(s->arena, "It is part of the safety check. It helps to find \"%.*s\" early, which needs %s.",
		                      LB_FMT(s->k->suspects.at[r->suspects.index].label), soon[r->urgency]);
	return LB_STR("It helps to see how far along the pain is, and what may keep it going.");
}

lb_status lbi_ask_why(lb_question *q, const lbi_asker *s)
{
	q->why = say(s, q);
	return q->why.s ? LB_OK : lbi_fail(s->err, LB_NOMEM, NULL, "a question");
}
