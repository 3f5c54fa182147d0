/* What to do: today, about scans and movement, remedies, and what questionnaires say. */
#include "html.h"

#include "base.h"

static void sentences(lbi_html *h, lb_str text)
{
	size_t at = 0;
	lbi_mark_open(&h->m, "ul");
	for (lb_str s; (s = lbi_sentence(text, &at)).n;)
		lbi_mark_el(&h->m, "li", s);
	lbi_mark_close(&h->m);
}

static void card(lbi_html *h, lb_str title, lb_str text, const char *table, lb_str id, lb_refs sources)
{
	lbi_mark_open(&h->m, "div class=\"advice\"");
	lbi_mark_el(&h->m, "h3", title);
	sentences(h, text);
	lbi_html_why(h, table, id, sources);
	lbi_mark_close(&h->m);
}

void lbi_html_today(lbi_html *h)
{
	const lb_stage *s = h->r->differential.stage;
	const lb_likely *l = lbi_leading(h->r, 0);
	lbi_html_section(h, LBI_PART_today);
	if (!s && !l)
		lbi_mark_elz(&h->m, "p",
			     "Keep moving within comfort. Tell how long the pain has lasted, and more advice will "
			     "stand here.");
	lbi_mark_open(&h->m, "div class=\"cols\"");
	if (s)
		card(h, s->label, s->advice, "stages", s->id, s->sources);
	if (l)
		card(h, l->row->label, l->row->help, "contributors", l->row->id, l->row->sources);
	lbi_mark_close(&h->m);
	lbi_mark_close(&h->m);
}

void lbi_html_advice(lbi_html *h)
{
	lbi_mark *m = &h->m;
	size_t n = 0;
	for (int t = 0; t < LB_ADVICE_TOPIC_COUNT; t++)
		n += h->r->advice[t] != NULL;
	if (!n)
		return;
	lbi_html_section(h, LBI_PART_advice);
	for (int t = 0; t < LB_ADVICE_TOPIC_COUNT; t++) {
		const lb_advice *a = h->r->advice[t];
		if (!a)
			continue;
		lbi_mark_open(m, "p");
		lbi_mark_el(m, "b", a->label);
		lbi_mark_textz(m, ": ");
		lbi_mark_text(m, a->text);
		if (h->clinician) {
			lbi_mark_textz(m, " ");
			lbi_mark_el(m, "i", a->clinician);
		}
		lbi_mark_close(m);
	}
	lbi_html_why_open(h);
	for (int t = 0; t < LB_ADVICE_TOPIC_COUNT; t++)
		if (h->r->advice[t])
			lbi_html_row(h, "advice", h->r->advice[t]->id, h->r->advice[t]->sources);
	lbi_html_why_close(h);
	lbi_mark_close(m);
}

/* ---- remedies ---- */

/* The measured effect with its interval, against what, in whom. */
static void measured(lbi_html *h, const lb_effect *e)
{
	lbi_mark *m = &h->m;
	lbi_mark_textz(m, " Measured: ");
	lbi_mark_num(m, e->value, 2);
	lbi_mark_textz(m, " ");
	lbi_mark_text(m, e->unit);
	if (e->lo.given && e->hi.given) {
		lbi_mark_textz(m, " (");
		lbi_mark_num(m, e->lo.v, 2);
		lbi_mark_textz(m, " to ");
		lbi_mark_num(m, e->hi.v, 2);
		lbi_mark_textz(m, ")");
	}
	lbi_mark_textz(m, " against ");
	lbi_mark_text(m, e->versus);
	lbi_mark_textz(m, ", in ");
	lbi_mark_text(m, e->population);
	lbi_mark_textz(m, ", ");
	lbi_mark_textz(m, lb_name(LB_NAMES_CHECKED, e->status));
	lbi_mark_textz(m, ".");
}

static void offer(lbi_html *h, const lb_offer *o)
{
	lbi_mark *m = &h->m;
	lbi_mark_open(m, "li");
	lbi_mark_el(m, "b", o->row->label);
	lbi_mark_textz(m, ": ");
	lbi_mark_text(m, o->stage->plain);
	lbi_mark_open(m, "span class=\"effect\"");
	lbi_mark_textz(m, " Effect: ");
	lbi_mark_text(m, o->row->effect_plain);
	if (h->clinician && o->row->effect.n)
		measured(h, o->row->effect.at);
	lbi_mark_close(m);
	lbi_mark_close(m);
}

static void offers(lbi_html *h, const char *title, const lb_offer *at, size_t n, size_t most, bool folded)
{
	if (!n)
		return;
	size_t shown = h->clinician || n < most ? n : most;
	lbi_mark_open(&h->m, folded ? "details" : "div");
	lbi_mark_open(&h->m, folded ? "summary" : "div");
	lbi_mark_elz(&h->m, "h3", title);
	lbi_mark_close(&h->m);
	lbi_mark_open(&h->m, "ul");
	for (size_t i = 0; i < shown; i++)
		offer(h, &at[i]);
	lbi_mark_close(&h->m);
	lbi_html_why_open(h);
	for (size_t i = 0; i < shown; i++)
		lbi_html_row(h, "remedies", at[i].row->id, at[i].row->sources);
	lbi_html_why_close(h);
	lbi_mark_close(&h->m);
}

void lbi_html_remedies(lbi_html *h)
{
	const lb_assessment *r = h->r;
	if (!r->remedies.n && !r->avoid.n)
		return;
	lbi_html_section(h, LBI_PART_remedies);
	lbi_mark_elz(&h->m, "p", "Effects are averages. It may do more or less for you.");
	offers(h, "Worth a try", r->remedies.at, r->remedies.n, LBI_OFFERS_SHOWN, false);
	offers(h, "Better left for now", r->avoid.at, r->avoid.n, LBI_AVOID_SHOWN, !h->clinician);
	lbi_mark_close(&h->m);
}

/* ---- questionnaires ---- */

static void score(lbi_html *h, const lb_scored *q)
{
	lbi_mark *m = &h->m;
	const lb_instrument *in = q->now.instrument;
	const lb_scale_score *s = &q->now.scale[0];
	lbi_mark_open(m, "li");
	lbi_mark_el(m, "b", in->label);
	lbi_mark_textz(m, ": ");
	if (s->state == LB_SCORE_SCORED || s->state == LB_SCORE_TYPED) {
		lbi_mark_num(m, s->value, 1);
		lbi_mark_textz(m, " on a scale from ");
		lbi_mark_num(m, in->scales.at[0].lo, 0);
		lbi_mark_textz(m, " to ");
		lbi_mark_num(m, in->scales.at[0].hi, 0);
		lbi_mark_textz(m, ".");
	} else {
		lbi_mark_textz(m, "not scored; open answers: ");
		lbi_mark_num(m, s->missing, 0);
		lbi_mark_textz(m, ". ");
		lbi_mark_text(m, in->scales.at[0].missing_plain);
	}
	if (q->now.band) {
		lbi_mark_textz(m, " ");
		lbi_mark_text(m, q->now.band->label);
		lbi_mark_textz(m, ". ");
		lbi_mark_text(m, q->now.band->plain);
	}
	if (q->compared) {
		lbi_mark_textz(m, " Before it was ");
		lbi_mark_num(m, q->change.before, 1);
		lbi_mark_textz(m, ". ");
		lbi_mark_textz(m, lb_change_plain(q->change.verdict));
		if (!q->change.advice)
			lbi_mark_textz(m, " Not every figure behind this was confirmed.");
	}
	for (size_t i = 0; i < q->now.conflict_count; i++) {
		lbi_mark_textz(m, " Please check: ");
		lbi_mark_text(m, q->now.conflicts[i]->plain);
	}
	lbi_mark_close(m);
}

void lbi_html_scores(lbi_html *h)
{
	const lb_case *c = h->r->c;
	if (!c->scores.n)
		return;
	lbi_html_section(h, LBI_PART_scores);
	lbi_mark_open(&h->m, "ul");
	for (size_t i = 0; i < c->scores.n; i++)
		score(h, &c->scores.at[i]);
	lbi_mark_close(&h->m);
	lbi_html_why_open(h);
	for (size_t i = 0; i < c->scores.n; i++)
		lbi_html_row(h, "instruments", c->scores.at[i].now.instrument->id,
			     c->scores.at[i].now.instrument->sources);
	lbi_html_why_close(h);
	lbi_mark_close(&h->m);
}
