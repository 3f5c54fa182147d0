/* The next question: safety first, then whatever would change the answer most. */
#include <math.h>
#include <string.h>

#include "ask.h"

/* Below these an answer is not likely to change anything worth a question; doc/ask.md shows how they were set. */
#define GRAVE_LEAST 1.4
#define DANGER_LEAST 0.08
#define TODAY_LEAST 0.16  /* danger, for somebody who is to be seen today and will be asked again there */
#define WORTH_LEAST 0.08
#define DANGER_WEIGHT 0.3 /* one unit of urgency against one contributor surely known */
#define BASIC_WORTH 0.2   /* age, sex, duration: nearly everything reads them */
#define TEST_EFFORT 0.4   /* a test at home costs more than a question */
#define LIST_GAIN 0.8     /* a list is more to read */
#define AFTER_YES 0.3     /* what a yes to a wider question settles; its no settles all */

typedef struct {
	int finding, screen;
	double grave, danger, worth;
	bool direct; /* one yes would ask for help today or now, and the person may well know */
} candidate;

typedef enum { PASS_SAFETY, PASS_DIRECT, PASS_ANY } pass;

/* Somebody needs care today: only what could make that more urgent, or excuse it, is still worth a question. A
 * clinician who answers is the one who sees them. */
static bool seen_today(const lbi_asker *s)
{
	return s->triage.urgency == LB_URGENCY_same_day && !s->o.go_on && !s->o.clinician;
}

static double total(const candidate *c)
{
	return c->danger * DANGER_WEIGHT + c->worth;
}

/* What opens every consultation: who, and for how long. */
static bool is_basic(const lbi_asker *s, int finding)
{
	static const char *const ids[] = { "age", "sex", "duration" };
	for (size_t i = 0; i < LBI_COUNT(ids) && finding >= 0; i++)
		if (lbi_str_is(s->k->findings.at[finding].id, ids[i]))
			return true;
	return false;
}

static bool is_direct(const lbi_asker *s, unsigned f)
{
	return s->direct[f] && s->tells[f] >= 1 && s->k->findings.at[f].who != LB_WHO_test;
}

static candidate of_finding(const lbi_asker *s, unsigned f)
{
	double effort = s->k->findings.at[f].who == LB_WHO_test && !s->o.clinician ? TEST_EFFORT : 1;
	double worth = seen_today(s) ? 0 : effort * s->worth[f];
	return (candidate){ (int)f, -1, effort * s->grave[f], effort * s->danger[f],
	                     worth + (is_basic(s, (int)f) ? BASIC_WORTH : 0), is_direct(s, f) };
}

static bool skipped(const lbi_asker *s, size_t id)
{
	for (size_t i = 0; i < s->o.n_skipped; i++)
		if (s->o.skipped[i] == id)
			return true;
	return false;
}

static size_t members(const lb_screen *row)
{
	return row->options.n ? row->options.n : row->covers.n;
}

static unsigned member(const lb_screen *row, size_t i)
{
	return (unsigned)(row->options.n ? row->options.at[i].finding.index : row->covers.at[i].index);
}

/* A list follows a yes, and a "don't know", which examples may settle. */
static bool is_its_turn(const lbi_asker *s, const lb_screen *row)
{
	bool turn = !row->after.n;
	for (size_t i = 0; i < row->after.n && !turn; i++) {
		const lb_screened *said = &s->c->screen[row->after.at[i].index];
		turn = said->from != LB_ORIGIN_nobody && said->answer != LB_NO;
	}
	return turn;
}

/* A wider question is worth asking while two or more of its findings are open. False when it is not. */
static bool of_screen(const lbi_asker *s, size_t i, candidate *out)
{
	const lb_screen *row = &s->k->screens.at[i];
	candidate c = { -1, (int)i, 0, 0, 0, false };
	double none = 1;
	size_t open = 0;
	if (s->c->screen[i].from != LB_ORIGIN_nobody || skipped(s, s->c->n_facts + i) || !is_its_turn(s, row))
		return false;
	for (size_t j = 0; j < members(row); j++) {
		unsigned f = member(row, j);
		if (s->state[f] != LBI_ASK_OPEN)
			continue;
		open++;
		c.direct = c.direct || is_direct(s, f);
		none *= 1 - s->p[f];
		c.grave += s->grave[f], c.danger += s->danger[f], c.worth += seen_today(s) ? 0 : s->worth[f];
	}
	double settles = row->options.n ? LIST_GAIN : none + (1 - none) * AFTER_YES;
	c.grave *= settles, c.danger *= settles, c.worth *= settles;
	*out = c;
	return open > 1;
}

static void better(const lbi_asker *s, candidate *best, const candidate *c, pass p)
{
	if ((p == PASS_SAFETY && c->grave < GRAVE_LEAST && !is_basic(s, c->finding)) || (p == PASS_DIRECT && !c->direct))
		return;
	if (total(c) > total(best))
		*best = *c;
}

/* The best candidate: in the safety pass only grave and basic ones, and none when no grave one is left; in the
 * direct pass only direct ones. `left` counts what could still change anything. */
static candidate choose(const lbi_asker *s, pass p, size_t *left)
{
	const candidate none = { -1, -1, 0, 0, 0, false };
	candidate best = none, c;
	bool grave = false;
	*left = 0;
	for (size_t i = 0; i < s->c->n_screens; i++)
		if (of_screen(s, i, &c)) {
			grave = grave || c.grave >= GRAVE_LEAST;
			better(s, &best, &c, p);
		}
	for (unsigned f = 0; f < s->c->n_facts; f++) {
		if (s->state[f] != LBI_ASK_OPEN)
			continue;
		c = of_finding(s, f);
		*left += total(&c) > 0 || s->worth[f] > 0;
		grave = grave || c.grave >= GRAVE_LEAST;
		better(s, &best, &c, p);
	}
	return p == PASS_SAFETY && !grave ? none : best;
}

/* ---- how it is put ---- */

static lb_status option_words(lb_strs *out, const lb_finding *f, const lb_screen *row, lb_arena *a, lb_err *err)
{
	size_t n = f ? f->options.n : row->options.n;
	lb_str *at = lb_arena_new(a, n, sizeof *at);
	if (!at)
		return lbi_fail(err, LB_NOMEM, NULL, "a question");
	for (size_t i = 0; i < n; i++) {
		if (row) {
			at[i] = row->options.at[i].say;
			continue;
		}
		at[i] = lbi_str_format(a, "%.*s", LB_FMT(f->options.at[i])); /* an id as words */
		if (!at[i].s)
			return lbi_fail(err, LB_NOMEM, NULL, "a question");
		for (char *ch = (char *)(uintptr_t)at[i].s; *ch; ch++)
			*ch = *ch == '_' ? ' ' : *ch;
	}
	out->at = at, out->n = n;
	return LB_OK;
}

static lb_status put(lb_question *q, const lbi_asker *s, const candidate *c)
{
	const lb_finding *f = c->finding >= 0 ? &s->k->findings.at[c->finding] : NULL;
	const lb_screen *row = c->screen >= 0 ? &s->k->screens.at[c->screen] : NULL;
	*q = (lb_question){ .finding = c->finding, .screen = c->screen, .danger = c->danger, .worth = c->worth };
	q->id = (lb_question_id)(f ? (size_t)c->finding : s->c->n_facts + (size_t)c->screen);
	q->ask = f ? f->ask : row->ask;
	if (row) {
		q->reply = row->options.n ? LB_REPLY_SEVERAL : LB_REPLY_YESNO;
		return option_words(&q->options, NULL, row, s->arena, s->err);
	}
	q->how = f->how;
	if (f->kind == LB_KIND_number)
		q->reply = LB_REPLY_NUMBER, q->unit = f->unit, q->lo = f->lo.v, q->hi = f->hi.v;
	else if (f->kind == LB_KIND_choice)
		q->reply = LB_REPLY_CHOICE;
	return f->kind == LB_KIND_choice ? option_words(&q->options, f, NULL, s->arena, s->err) : LB_OK;
}

static lb_status look(lbi_asker **out, const lb_case *c, lb_ask_options o, lb_arena *a, lb_err *err)
{
	lbi_asker *s = lb_arena_new(a, 1, sizeof *s);
	double *chance = lb_arena_new(a, c->k->conds.n, sizeof *chance);
	double *odds = lb_arena_new(a, c->k->contributors.n, sizeof *odds);
	if (!s || !chance || !odds)
		return lbi_fail(err, LB_NOMEM, NULL, "a question");
	*s = (lbi_asker){ .c = c, .k = c->k, .o = o, .arena = a, .err = err, .chance = chance, .odds = odds };
	lb_status st = lb_triage_run(&s->triage, c, a, err);
	if (st)
		return st;
	lbi_ask_believe(s);
	lbi_ask_value(s);
	*out = s;
	return LB_OK;
}

static bool is_some(const candidate *c)
{
	return c->finding >= 0 || c->screen >= 0;
}

static bool is_worth_asking(const lbi_asker *s, const candidate *c)
{
	return c->danger >= (seen_today(s) ? TODAY_LEAST : DANGER_LEAST) || c->worth >= WORTH_LEAST;
}

/* Why it ends here; LB_ASK_NOT_DONE when it goes on with `best`. */
static lb_ask_end ended(const lbi_asker *s, const candidate *best, bool matters)
{
	if (s->triage.urgency == LB_URGENCY_emergency && !s->o.past_emergency && !s->o.go_on)
		return LB_ASK_EMERGENCY;
	if (!is_some(best) && !seen_today(s))
		return LB_ASK_ALL_ASKED;
	if (!matters && !s->o.go_on)
		return seen_today(s) ? LB_ASK_TODAY : LB_ASK_SETTLED;
	return LB_ASK_NOT_DONE;
}

lb_status lb_ask_next(lb_question *out, const lb_case *c, lb_ask_options o, lb_arena *a, lb_err *err)
{
	lbi_asker *s = NULL;
	lb_question q = { .done = true, .finding = -1, .screen = -1 };
	size_t left = 0;
	lb_status st = look(&s, c, o, a, err);
	if (st)
		return st;
	candidate best = choose(s, PASS_SAFETY, &left);
	bool safety = is_some(&best);
	if (!safety)
		best = choose(s, PASS_ANY, &left);
	bool matters = safety || is_worth_asking(s, &best);
	candidate direct = matters ? best : choose(s, PASS_DIRECT, &left);
	if (!matters && is_some(&direct))
		best = direct, matters = true;
	q.end = ended(s, &best, matters);
	if (!q.end) {
		st = put(&q, s, &best);
		q.safety = safety;
		st = st ? st : lbi_ask_why(&q, s);
	}
	q.left = left;
	if (!st)
		*out = q;
	return st;
}

lb_status lb_ask_again(lb_question *out, const lb_case *c, lb_question_id id, lb_arena *a, lb_err *err)
{
	lbi_asker *s = NULL;
	lb_question q;
	bool wide = id >= c->n_facts;
	if (id >= c->n_facts + c->n_screens)
		return lbi_fail(err, LB_RANGE, NULL, "there is no question number %u", id);
	lb_status st = look(&s, c, (lb_ask_options){ 0 }, a, err);
	if (st)
		return st;
	candidate again = { wide ? -1 : (int)id, wide ? (int)(id - c->n_facts) : -1, 0, 0, 0, false };
	st = put(&q, s, &again);
	st = st ? st : lbi_ask_why(&q, s);
	if (!st)
		*out = q;
	return st;
}
