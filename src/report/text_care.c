/* Plain text: what to do today, when to come back, questionnaires, and what is worth trying. */
#include <math.h>

#include "text.h"

static void instructions(lbi_text *w, lb_str title, lb_str text, const char *table, lb_str id, lb_refs sources)
{
	lbi_page *p = &w->page;
	size_t at = 0;
	lbi_par(p, 2, 2);
	lbi_say(p, title);
	lbi_sayz(p, ":");
	lbi_say_row(w, table, id, sources);
	lbi_end(p);
	for (lb_str s; (s = lbi_sentence(text, &at)).n;)
		lbi_bullet(p, 4, s);
}

void lbi_text_today(lbi_text *w)
{
	const lb_stage *s = w->r->differential.stage;
	const lb_likely *l = lbi_leading(w->r, 0);
	lbi_text_part(w, LBI_PART_today);
	if (!s && !l)
		lbi_text_line(w, 0, NULL,
			      LB_STR("Keep moving within comfort. Tell how long the pain has lasted, and more advice "
				     "will stand here."));
	if (s)
		instructions(w, s->label, s->advice, "stages", s->id, s->sources);
	if (l)
		instructions(w, l->row->label, l->row->help, "contributors", l->row->id, l->row->sources);
}

void lbi_text_come_back(lbi_text *w)
{
	lb_audience who = w->clinician ? LB_FOR_CLINICIAN : LB_FOR_PERSON;
	const lb_return_advice *a;
	if (!lbi_come_back(w->r, who, 0))
		return;
	lbi_text_part(w, LBI_PART_comeback);
	for (size_t i = 0; (a = lbi_come_back(w->r, who, i)); i++) {
		lbi_par(&w->page, 2, 4);
		lbi_sayz(&w->page, "- ");
		lbi_say(&w->page, a->text);
		lbi_end(&w->page);
	}
	lbi_par(&w->page, 2, 2);
	lbi_sayz(&w->page, "[come_back/");
	for (size_t i = 0; (a = lbi_come_back(w->r, who, i)); i++) {
		lbi_sayz(&w->page, i ? ", " : "");
		lbi_say(&w->page, a->id);
	}
	lbi_sayz(&w->page, "]");
	lbi_end(&w->page);
}

void lbi_text_scores(lbi_text *w)
{
	lbi_page *p = &w->page;
	const lb_case *c = w->r->c;
	if (!c->scores.n)
		return;
	lbi_text_part(w, LBI_PART_scores);
	for (size_t i = 0; i < c->scores.n; i++) {
		const lb_scored *q = &c->scores.at[i];
		const lb_instrument *in = q->now.instrument;
		const lb_scale_score *main_scale = &q->now.scale[0];
		lbi_par(p, 2, 4);
		lbi_sayz(p, "* ");
		lbi_say(p, in->label);
		if (main_scale->state == LB_SCORE_SCORED || main_scale->state == LB_SCORE_TYPED)
			lbi_sayf(p, ": %g (%g to %g).", round(main_scale->value * 10) / 10, in->scales.at[0].lo,
				 in->scales.at[0].hi);
		else
			lbi_sayf(p, ": not scored; open answers: %d. %.*s", main_scale->missing,
				 LB_FMT(in->scales.at[0].missing_plain));
		if (q->now.band) {
			lbi_sayz(p, " ");
			lbi_say(p, q->now.band->label);
			lbi_sayz(p, ". ");
			lbi_say(p, q->now.band->plain);
		}
		if (q->compared)
			lbi_sayf(p, " Before it was %g. %s", round(q->change.before * 10) / 10,
				 lb_change_plain(q->change.verdict));
		if (q->compared && !q->change.advice)
			lbi_sayz(p, " Not every figure behind this was confirmed.");
		for (size_t x = 0; x < q->now.conflict_count; x++) {
			lbi_sayz(p, " Please check: ");
			lbi_say(p, q->now.conflicts[x]->plain);
		}
		lbi_say_row(w, "instruments", in->id, in->sources);
		lbi_end(p);
	}
}

void lbi_text_advice(lbi_text *w)
{
	lbi_page *p = &w->page;
	bool begun = false;
	for (int t = 0; t < LB_ADVICE_TOPIC_COUNT; t++) {
		const lb_advice *a = w->r->advice[t];
		if (!a)
			continue;
		if (!begun)
			lbi_text_part(w, LBI_PART_advice);
		begun = true;
		lbi_par(p, 0, 0);
		lbi_say(p, a->label);
		lbi_sayz(p, ": ");
		lbi_say(p, a->text);
		if (w->clinician) {
			lbi_sayz(p, " (");
			lbi_say(p, a->clinician);
			lbi_sayz(p, ")");
		}
		lbi_say_row(w, "advice", a->id, a->sources);
		lbi_end(p);
	}
}

static void offers(lbi_text *w, const char *head, const lb_offer *at, size_t n, size_t most)
{
	lbi_page *p = &w->page;
	if (!n)
		return;
	lbi_blank(p);
	lbi_par(p, 0, 0);
	lbi_sayz(p, head);
	lbi_end(p);
	for (size_t i = 0; i < n && (w->clinician || i < most); i++) {
		lbi_par(p, 2, 4);
		lbi_sayz(p, "* ");
		lbi_say(p, at[i].row->label);
		lbi_sayz(p, ": ");
		lbi_say(p, at[i].stage->plain);
		lbi_sayz(p, " Effect: ");
		lbi_say(p, at[i].row->effect_plain);
		lbi_say_row(w, "remedies", at[i].row->id, at[i].row->sources);
		lbi_end(p);
	}
	if (n > most && !w->clinician) {
		lbi_par(p, 2, 2);
		lbi_sayf(p, "'lumbar remedies' lists %zu more.", n - most);
		lbi_end(p);
	}
}

void lbi_text_remedies(lbi_text *w)
{
	if (!w->r->remedies.n && !w->r->avoid.n)
		return;
	lbi_text_part(w, LBI_PART_remedies);
	lbi_text_line(w, 0, NULL, LB_STR("Effects are averages. It may do more or less for you."));
	offers(w, "Worth a try:", w->r->remedies.at, w->r->remedies.n, LBI_OFFERS_SHOWN);
	offers(w, "Better left for now:", w->r->avoid.at, w->r->avoid.n, LBI_AVOID_SHOWN);
}
