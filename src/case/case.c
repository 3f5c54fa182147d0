/* One person's answers: setting them, and what follows from them. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "case.h"

static const struct {
	const char *name, *text;
} origins[] = {
#define X(name, text) { #name, text },
	LB_ORIGIN_LIST(X)
#undef X
};

const char *lb_origin_name(lb_origin o)
{
	return (unsigned)o < LBI_COUNT(origins) ? origins[o].name : "?";
}

const char *lb_origin_text(lb_origin o)
{
	return (unsigned)o < LBI_COUNT(origins) ? origins[o].text : "?";
}

lb_status lb_case_new(lb_case *out, const lb_knowledge *k, lb_arena *a, lb_err *err)
{
	if (k->findings.n > LBI_FINDINGS_MAX)
		return lbi_fail(err, LB_LIMIT, "knowledge", "%zu findings; at most %d", k->findings.n, LBI_FINDINGS_MAX);
	lb_fact *fact = lb_arena_new(a, k->findings.n, sizeof *fact);
	lb_screened *screen = lb_arena_new(a, k->screens.n, sizeof *screen);
	if (!fact || !screen)
		return lbi_fail(err, LB_NOMEM, NULL, "a case");
	*out = (lb_case){ .k = k, .fact = fact, .n_facts = k->findings.n, .screen = screen, .n_screens = k->screens.n };
	return LB_OK;
}

static lb_status no_such(int finding, lb_err *err)
{
	return lbi_fail(err, LB_RANGE, NULL, "there is no finding number %d", finding);
}

lb_status lb_case_answer(lb_case *c, int finding, lb_tri answer, lb_err *err)
{
	if (finding < 0 || (size_t)finding >= c->n_facts)
		return no_such(finding, err);
	const lb_finding *f = &c->k->findings.at[finding];
	if (f->kind != LB_KIND_yesno && answer == LB_YES)
		return lbi_fail(err, LB_PARSE, NULL, "'%.*s' needs %s, not yes", LB_FMT(f->id),
		                f->kind == LB_KIND_number ? "a number with its unit" : "one of its options");
	c->fact[finding] = (lb_fact){ .answer = (uint8_t)answer, .from = LB_ORIGIN_person };
	return LB_OK;
}

lb_status lb_case_value(lb_case *c, int finding, double value_si, lb_err *err)
{
	if (finding < 0 || (size_t)finding >= c->n_facts)
		return no_such(finding, err);
	const lb_finding *f = &c->k->findings.at[finding];
	if (f->kind == LB_KIND_yesno)
		return lbi_fail(err, LB_PARSE, NULL, "'%.*s' is answered by yes, no or unknown", LB_FMT(f->id));
	if (f->kind == LB_KIND_number) {
		double v, lo = f->lo.v, hi = f->hi.v;
		if (!isfinite(value_si) || !lbi_from_si(&v, value_si, f->unit) || v < lo - 1e-9 || v > hi + 1e-9) {
			v = 0;
			lbi_from_si(&v, value_si, f->unit);
			return lbi_fail(err, LB_RANGE, NULL, "%.*s: %g %.*s is outside %g to %g %.*s", LB_FMT(f->id), v, LB_FMT(f->unit), lo,
			                hi, LB_FMT(f->unit));
		}
	} else if (!(value_si >= 0 && value_si < (double)f->options.n) || value_si != floor(value_si)) {
		return lbi_fail(err, LB_RANGE, NULL, "%.*s has %zu options", LB_FMT(f->id), f->options.n);
	}
	c->fact[finding] = (lb_fact){ .answer = LB_YES, .from = LB_ORIGIN_person, .value_si = value_si };
	return LB_OK;
}

lb_status lb_case_dont_know(lb_case *c, int finding, lb_err *err)
{
	if (finding < 0 || (size_t)finding >= c->n_facts)
		return no_such(finding, err);
	c->fact[finding] = (lb_fact){ .answer = LB_UNKNOWN, .from = LB_ORIGIN_dont_know };
	return LB_OK;
}

static lb_str option_name(size_t i, const void *ctx)
{
	return ((const lb_finding *)ctx)->options.at[i];
}

static lb_status answer_choice(lb_case *c, int finding, lb_str text, lb_err *err)
{
	const lb_finding *f = &c->k->findings.at[finding];
	char want[64], have[64];
	size_t n = lbi_normalise(want, sizeof want, text);
	for (size_t i = 0; i < f->options.n; i++) {
		size_t m = lbi_normalise(have, sizeof have, f->options.at[i]);
		bool letter = n == 1 && m && have[0] == want[0];
		if (letter || (n && n == m && memcmp(want, have, n) == 0))
			return lb_case_value(c, finding, (double)i, err);
	}
	char list[160] = "";
	size_t used = 0;
	for (size_t i = 0; i < f->options.n && used < sizeof list; i++) {
		int k = snprintf(list + used, sizeof list - used, "%s%.*s", i ? ", " : "", LB_FMT(f->options.at[i]));
		used += k > 0 ? (size_t)k : 0;
	}
	lb_str near = lbi_nearest(text, f->options.n, option_name, f);
	return lbi_fail(err, LB_UNKNOWN_WORD, NULL, "%.*s is one of %s, not '%.*s'%s%.*s%s", LB_FMT(f->id), list, LB_FMT(text),
	                near.n ? "; nearest: '" : "", LB_FMT(near), near.n ? "'" : "");
}

static lb_status answer_number(lb_case *c, int finding, lb_str text, lb_err *err)
{
	const lb_finding *f = &c->k->findings.at[finding];
	double v, si;
	lb_str unit;
	if (!lbi_number_unit(&v, &unit, text))
		return lbi_fail(err, LB_PARSE, NULL, "%.*s needs a number such as '3 %.*s', not '%.*s'", LB_FMT(f->id), LB_FMT(f->unit),
		                LB_FMT(text));
	if (!unit.n && !f->bare_unit)
		return lbi_fail(err, LB_UNIT, NULL, "%.*s: %g has no unit; write '%g %.*s'", LB_FMT(f->id), v, v, LB_FMT(f->unit));
	lb_str dimension = lbi_unit_dimension(f->unit);
	if (!lbi_to_si(&si, v, unit.n ? unit : f->unit, dimension)) {
		lb_str near = lbi_nearest(unit, lbi_unit_count(), lbi_unit_name, NULL);
		bool fits = near.n && lbi_str_eq(lbi_unit_dimension(near), dimension);
		return lbi_fail(err, LB_UNIT, NULL, "%.*s: '%.*s' is not a unit it can have; nearest: '%.*s'", LB_FMT(f->id), LB_FMT(unit),
		                LB_FMT(fits ? near : f->unit));
	}
	return lb_case_value(c, finding, si, err);
}

lb_status lb_case_answer_text(lb_case *c, int finding, lb_str text, lb_err *err)
{
	static const struct {
		const char *word;
		int8_t tri; /* -1: don't know */
	} words[] = { { "yes", LB_YES }, { "y", LB_YES },         { "true", LB_YES },  { "no", LB_NO },
		      { "n", LB_NO },    { "false", LB_NO },      { "unknown", -1 },   { "dont know", -1 },
		      { "dont_know", -1 }, { "do not know", -1 }, { "not sure", -1 }, { "?", -1 } };
	if (finding < 0 || (size_t)finding >= c->n_facts)
		return no_such(finding, err);
	const lb_finding *f = &c->k->findings.at[finding];
	char buf[32];
	lb_str word = { buf, lbi_normalise(buf, sizeof buf, text) };
	for (size_t i = 0; i < LBI_COUNT(words); i++)
		if (lbi_str_is(word, words[i].word)) {
			if (words[i].tri < 0)
				return lb_case_dont_know(c, finding, err);
			if (f->kind == LB_KIND_yesno || words[i].tri == LB_NO)
				return lb_case_answer(c, finding, (lb_tri)words[i].tri, err);
			break;
		}
	if (f->kind == LB_KIND_number)
		return answer_number(c, finding, text, err);
	if (f->kind == LB_KIND_choice)
		return answer_choice(c, finding, text, err);
	return lbi_fail(err, LB_PARSE, NULL, "%.*s is answered by yes, no or unknown, not '%.*s'", LB_FMT(f->id), LB_FMT(text));
}

bool lb_case_unconfirmed(const lb_case *c, int finding)
{
	return c->fact[finding].from == LB_ORIGIN_story;
}

/* ---- what follows ---- */

static bool told(const lb_fact *f)
{
	return f->from == LB_ORIGIN_person || f->from == LB_ORIGIN_story;
}

static bool said_no_to(const lb_fact *f)
{
	return f->answer == LB_NO && (f->from == LB_ORIGIN_person || f->from == LB_ORIGIN_screen);
}

typedef struct {
	lb_case *c;
	lb_arena *arena;
	lb_contradiction *list;
	size_t n;
	lbi_settler settler;
	bool changed;
	lb_err *err;
} deriver;

#define CONTRADICTIONS_MAX 32

static lb_status contradict(deriver *d, unsigned finding, unsigned against, const char *why)
{
	if (d->n == CONTRADICTIONS_MAX)
		return LB_OK;
	const lb_finding *f = &d->c->k->findings.at[finding], *g = &d->c->k->findings.at[against];
	lb_str text = lbi_str_format(d->arena, "%.*s and %.*s: %s", LB_FMT(f->id), LB_FMT(g->id), why);
	if (!text.s)
		return lbi_fail(d->err, LB_NOMEM, NULL, "a contradiction");
	d->list[d->n++] = (lb_contradiction){ (uint16_t)finding, (uint16_t)against, text };
	return LB_OK;
}

/* The first finding that makes a condition yes, or no; for naming it in a message. */
static unsigned witness(const lb_case *c, lb_cond_id cond, lb_tri truth)
{
	const lbi_cond *q = &c->k->conds.at[cond.at];
	while (q->op == LBI_COND_COUNT) {
		int32_t i = 0;
		while (i < q->n - 1 && c->truth[q->first + i] != truth)
			i++;
		q = &c->k->conds.at[q->first + i];
	}
	return q->finding;
}

static void follow(deriver *d, size_t finding, lb_fact fact)
{
	d->c->fact[finding] = fact;
	lbi_settle_fact(&d->settler, finding);
	lbi_settle(&d->settler);
	d->changed = true;
}

/* A rule's yes in place of what the person said; lb_case_derive puts that back before it starts anew. */
static void outweigh(deriver *d, size_t finding)
{
	const lb_fact *fact = &d->c->fact[finding];
	uint8_t said = fact->from == LB_ORIGIN_rule ? fact->instead_of : fact->from;
	follow(d, finding, (lb_fact){ .answer = LB_YES, .from = LB_ORIGIN_rule, .instead_of = said });
}

static void forget_rule(lb_fact *fact)
{
	if (fact->from == LB_ORIGIN_rule)
		*fact = (lb_fact){ .answer = fact->instead_of == LB_ORIGIN_person ? LB_NO : LB_UNKNOWN, .from = fact->instead_of };
}

static lb_status derive_one(deriver *d, unsigned i)
{
	const lb_finding *f = &d->c->k->findings.at[i];
	const lb_fact *fact = &d->c->fact[i];
	lb_tri t = lb_cond_eval(d->c, f->derive);
	if (t == LB_YES && fact->answer != LB_YES) {
		bool said_no = said_no_to(fact);
		if (said_no) { /* a measured value or a named part outweighs the general no: the safer reading */
			lb_status s = contradict(d, i, witness(d->c, f->derive, LB_YES), "one says yes, the other no; read as yes");
			if (s)
				return s;
		}
		outweigh(d, i);
	} else if (t == LB_NO && fact->answer == LB_UNKNOWN && fact->from != LB_ORIGIN_dont_know && !f->only_yes) {
		follow(d, i, (lb_fact){ .answer = LB_NO, .from = LB_ORIGIN_rule });
	}
	return LB_OK;
}

static lb_status imply(deriver *d, unsigned i)
{
	const lb_refs *implies = &d->c->k->findings.at[i].implies;
	for (size_t j = 0; j < implies->n; j++) {
		size_t to = (size_t)implies->at[j].index;
		if (d->c->fact[to].answer == LB_YES)
			continue;
		if (said_no_to(&d->c->fact[to])) {
			lb_status s = contradict(d, i, (unsigned)to, "the first means the second; read as yes");
			if (s)
				return s;
		}
		outweigh(d, to);
	}
	return LB_OK;
}

/* The story says what the person denied when asked: the answer stands, and both are shown. */
static lb_status compare_story(deriver *d)
{
	for (size_t i = 0; i < d->c->heard.n && d->n < CONTRADICTIONS_MAX; i++) {
		const lb_heard *h = &d->c->heard.at[i];
		if (h->used || d->c->fact[h->finding].answer != LB_NO)
			continue;
		lb_str text = lbi_str_format(d->arena, "%.*s: answered no, but the story says \"%.*s\"; read as no",
		                             LB_FMT(d->c->k->findings.at[h->finding].id), LB_FMT(h->phrase));
		if (!text.s)
			return lbi_fail(d->err, LB_NOMEM, NULL, "a contradiction");
		d->list[d->n++] = (lb_contradiction){ h->finding, h->finding, text };
	}
	return LB_OK;
}

static lb_status find_contradictions(deriver *d)
{
	const lb_knowledge *k = d->c->k;
	for (unsigned i = 0; i < d->c->n_facts; i++) {
		if (d->c->fact[i].answer != LB_YES)
			continue;
		const lb_finding *f = &k->findings.at[i];
		for (size_t j = 0; j < f->excludes.n; j++)
			if (d->c->fact[f->excludes.at[j].index].answer == LB_YES) {
				lb_status s = contradict(d, i, (unsigned)f->excludes.at[j].index, "these cannot both be; please check");
				if (s)
					return s;
			}
		if (f->derive.at && told(&d->c->fact[i]) && lb_cond_eval(d->c, f->derive) == LB_NO && !f->only_yes) {
			lb_status s = contradict(d, i, witness(d->c, f->derive, LB_NO), "one says yes, the other no; read as yes");
			if (s)
				return s;
		}
	}
	return LB_OK;
}

lb_status lb_case_derive(lb_case *c, lb_arena *a, lb_err *err)
{
	deriver d = { .c = c, .arena = a, .err = err };
	d.list = lb_arena_new(a, CONTRADICTIONS_MAX, sizeof *d.list);
	if (!d.list)
		return lbi_fail(err, LB_NOMEM, NULL, "a case");
	for (size_t i = 0; i < c->n_facts; i++) {
		forget_rule(&c->fact[i]); /* which may bring a wider question back */
		if (c->fact[i].from == LB_ORIGIN_screen)
			c->fact[i] = (lb_fact){ 0 };
	}
	lbi_screens_apply(c);
	lb_status s = lbi_settle_start(&d.settler, c, a, err);
	for (d.changed = !s; d.changed;) { /* each pass settles at least one finding more */
		d.changed = false;
		for (size_t i = 0; !s && i < c->k->derived.n; i++)
			s = derive_one(&d, c->k->derived.at[i]);
		for (unsigned i = 0; !s && i < c->n_facts; i++)
			if (c->fact[i].answer == LB_YES && c->k->findings.at[i].implies.n)
				s = imply(&d, i);
		if (s)
			return s;
	}
	s = s ? s : find_contradictions(&d);
	s = s ? s : compare_story(&d);
	c->contradictions.at = d.list, c->contradictions.n = d.n;
	return s;
}
