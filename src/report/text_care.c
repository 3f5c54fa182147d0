/* Plain text: questionnaires, what follows, and what is worth trying. */
#include <math.h>

#include "text.h"

void lbi_text_scores(lbi_text *w)
{
	lbi_page *p = &w->page;
	const lb_case *c = w->r->c;
	if (!c->scores.n)
		return;
	lbi_heading(p, "Questionnaires");
	for (size_t i = 0; i < c->scores.n; i++) {
		const lb_scored *q = &c->scores.at[i];
		const lb_instrument *in = q->now.instrument;
		const lb_scale_score *main_scale = &q->now.scale[0];
		lbi_par(p, 2, 4);
		lbi_sayz(p, "* ");
		lbi_say(p, in->label);
		if (main_scale->state == LB_SCORE_SCORED || main_scale->state == LB_SCORE_TYPED)
			lbi_sayf(p, ": %g (%g to %g).", round(main_scale->value * 10) / 10, in->scales.at[0].lo, in->scales.at[0].hi);
		else
			lbi_sayf(p, ": not scored, %d answers are open. %.*s", main_scale->missing, LB_FMT(in->scales.at[0].missing_plain));
		if (q->now.band) {
			lbi_sayz(p, " ");
			lbi_say(p, q->now.band->label);
			lbi_sayz(p, ". ");
			lbi_say(p, q->now.band->plain);
		}
		if (q->compared)
			lbi_sayf(p, " Before it was %g. %s", round(q->change.before * 10) / 10, lb_change_plain(q->change.verdict));
		for (size_t x = 0; x < q->now.conflict_count; x++) {
			lbi_sayz(p, " Please check: ");
			lbi_say(p, q->now.conflicts[x]->plain);
		}
		lbi_say_sources(w, in->sources);
		lbi_end(p);
	}
}

void lbi_text_advice(lbi_text *w)
{
	lbi_page *p = &w->page;
	for (int t = 0; t < LB_ADVICE_TOPIC_COUNT; t++) {
		const lb_advice *a = w->r->advice[t];
		if (!a)
			continue;
		lbi_par(p, 0, 0);
		lbi_say(p, a->label);
		lbi_sayz(p, ": ");
		lbi_say(p, a->text);
		if (w->clinician) {
			lbi_sayz(p, " (");
			lbi_say(p, a->clinician);
			lbi_sayf(p, "; %.*s)", LB_FMT(a->id));
		}
		lbi_say_sources(w, a->sources);
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
		if (w->clinician)
			lbi_say_sources(w, at[i].row->sources);
		lbi_end(p);
	}
	if (n > most && !w->clinician) {
		lbi_par(p, 2, 2);
		lbi_sayf(p, "%zu more: lumbar remedies.", n - most);
		lbi_end(p);
	}
}

#define OFFERS_SHOWN 6
#define AVOID_SHOWN 4

void lbi_text_remedies(lbi_text *w)
{
	if (!w->r->remedies.n)
		return;
	lbi_heading(&w->page, "5. What is worth trying at this stage");
	offers(w, "Worth a try (an average effect, so it may be more or less for you):", w->r->remedies.at, w->r->remedies.n, OFFERS_SHOWN);
	offers(w, "Better left at this stage:", w->r->avoid.at, w->r->avoid.n, AVOID_SHOWN);
}
