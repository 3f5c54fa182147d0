/* Plain text: the reasons. */
#include <math.h>

#include "text.h"

/* ---- safety ---- */

static void alarm(lbi_text *w, const lb_alarm *a)
{
	lbi_page *p = &w->page;
	lbi_par(p, 4, 4);
	lbi_say(p, a->rule->why);
	lbi_sayz(p, a->unconfirmed ? " From your words (please confirm): " : " You said: ");
	lbi_say_phrases(w, a->because);
	lbi_sayz(p, ".");
	if (w->clinician)
		lbi_sayf(p, " Rule for %s, %s.", lb_name(LB_NAMES_URGENCY, a->rule->urgency),
			 lb_name(LB_NAMES_BAND, a->rule->band));
	lbi_say_row(w, "rules", a->rule->id, a->rule->sources);
	lbi_end(p);
}

static void suspected(lbi_text *w, const lb_suspected *s)
{
	lbi_page *p = &w->page;
	lbi_par(p, 2, 4);
	lbi_sayz(p, "* ");
	lbi_say(p, s->suspect->label);
	lbi_sayf(p, " (%s)", lbi_sign((int)s->band));
	if (w->clinician) {
		lbi_sayz(p, ": ");
		lbi_say(p, s->suspect->clinician);
	}
	lbi_end(p);
	lbi_text_line(w, 4, NULL, s->suspect->explain);
	/* one reason is enough for a person; all stand in the clinician's view and in JSON */
	for (size_t i = 0; i < s->n_alarms && (w->clinician || !i); i++)
		alarm(w, &w->r->triage.alarms.at[s->first_alarm + i]);
	if (!w->urgent || s->urgency != w->r->triage.urgency)
		lbi_text_line(w, 4, NULL, s->suspect->act); /* the others stand at the top */
}

void lbi_text_alarms(lbi_text *w)
{
	for (size_t i = 0; i < w->r->triage.suspected.n; i++)
		suspected(w, &w->r->triage.suspected.at[i]);
}

void lbi_text_open_questions(lbi_text *w)
{
	lbi_page *p = &w->page;
	const lb_triage *t = &w->r->triage;
	if (!t->not_asked.n)
		return;
	lbi_text_part(w, LBI_PART_open);
	lbi_par(p, 0, 0);
	lbi_sayf(p, "%zu answers could still make this more urgent. %s", t->not_asked.n,
		 w->clinician ? "All of them, the most telling first:"
			      : "If you would say yes to one of these, get help sooner:");
	lbi_end(p);
	for (size_t i = 0; i < t->not_asked.n && (w->clinician || i < LBI_ASK_SHOWN); i++) {
		const lb_finding *f = &lb_findings(w->r->k).at[t->not_asked.at[i]];
		lbi_par(p, 2, 4);
		lbi_sayz(p, "- ");
		lbi_say(p, w->clinician ? f->clinician : f->ask);
		if (w->clinician)
			lbi_sayf(p, " (%.*s)", LB_FMT(f->id));
		lbi_end(p);
	}
}

/* ---- what fits ---- */

static void strength(lbi_text *w, const lb_weighed *e)
{
	char buf[32];
	const char *group = e->counts ? "" : ", correlated with a stronger one: not counted";
	bool lr = !e->row->weight.given;
	lb_str v = lbi_fixed(buf, lr ? exp(e->log_odds) : e->log_odds, 2);
	lbi_sayf(&w->page, " (%s%.*s, %s%s)",
		 lr                ? "LR "
		 : e->log_odds > 0 ? "pattern +"
				   : "pattern ",
		 LB_FMT(v), lb_name(LB_NAMES_CHECKED, e->row->status), group);
}

/* Answers that speak for it or against it, by what was answered. */
static void evidence(lbi_text *w, const lb_likely *l, const char *intro, bool positive, lb_tri answer)
{
	lbi_page *p = &w->page;
	size_t shown = 0;
	for (size_t i = 0; i < l->evidence.n; i++) {
		const lb_weighed *e = &l->evidence.at[i];
		if ((e->log_odds > 0) != positive || (!e->counts && !w->clinician) ||
		    w->r->c->fact[e->row->finding.index].answer != answer)
			continue;
		if (!shown)
			lbi_par(p, 6, 8);
		lbi_sayz(p, shown++ ? "; " : intro);
		lbi_say_phrase(w, (uint16_t)e->row->finding.index);
		if (w->clinician)
			strength(w, e);
	}
	if (shown) {
		lbi_sayz(p, ".");
		lbi_end(p);
	}
}

static void guards(lbi_text *w)
{
	lbi_page *p = &w->page;
	const lb_differential *d = &w->r->differential;
	lbi_par(p, 6, 6);
	lbi_sayz(p, "What it may protect: ");
	for (size_t i = 0; i < d->guarded.n; i++) {
		lbi_sayz(p, i ? "; " : "");
		lbi_say(p, d->guarded.at[i]->label);
	}
	lbi_sayz(p, d->guarded.n ? "." : "still open. More answers will help.");
	lbi_end(p);
}

static void numbers(lbi_text *w, const lb_likely *l)
{
	lbi_page *p = &w->page;
	const lb_base_rate *b = l->row->base_rate.at;
	char rate[32], lo[32], hi[32];
	lb_str r = lbi_fixed(rate, 100 * b->value, 1), from = lbi_fixed(lo, 100 * b->lo, 1),
	       to = lbi_fixed(hi, 100 * b->hi, 1);
	lbi_par(p, 6, 6);
	lbi_say(p, l->row->clinician);
	lbi_sayf(p, ". Probability about %.0f %%%s; base rate %.*s %% (%.*s to %.*s, %s) in ", 100 * l->probability,
		 l->capped ? " (held at moderate: pattern only)" : "", LB_FMT(r), LB_FMT(from), LB_FMT(to),
		 lb_name(LB_NAMES_CHECKED, b->status));
	lbi_say(p, b->population);
	lbi_sayz(p, ".");
	lbi_end(p);
}

static void contributor(lbi_text *w, const lb_likely *l, bool helped)
{
	lbi_page *p = &w->page;
	lbi_blank(p);
	lbi_par(p, 2, 4);
	lbi_sayz(p, "* ");
	lbi_say(p, l->row->label);
	lbi_sayf(p, " (%s%s)", lbi_fit((int)l->band), l->row->reaction ? ", a reaction" : "");
	lbi_end(p);
	if (w->clinician)
		numbers(w, l);
	lbi_par(p, 6, 6);
	lbi_say(p, l->row->explain);
	lbi_say_row(w, "contributors", l->row->id, l->row->sources);
	lbi_end(p);
	evidence(w, l, "For it: ", true, LB_YES);
	evidence(w, l, "For it, as this is not there: ", true, LB_NO);
	evidence(w, l, "Against it: ", false, LB_YES);
	evidence(w, l, "Against it, as this is not there: ", false, LB_NO);
	if (l->row->reaction)
		guards(w);
	if (!w->urgent && !helped)
		lbi_text_line(w, 6, "What helps:", l->row->help);
}

void lbi_text_contributors(lbi_text *w)
{
	lbi_page *p = &w->page;
	const lb_differential *d = &w->r->differential;
	const lb_likely *first = lbi_leading(w->r, 0);
	size_t shown =
		w->clinician || d->contributors.n < LBI_CONTRIBUTORS_SHOWN ? d->contributors.n : LBI_CONTRIBUTORS_SHOWN;
	for (size_t i = 0; i < shown; i++)
		contributor(w, &d->contributors.at[i], !w->clinician && &d->contributors.at[i] == first);
	if (shown == d->contributors.n)
		return;
	lbi_blank(p);
	lbi_par(p, 2, 2);
	lbi_sayz(p, "Also weighed, with less behind it: ");
	for (size_t i = shown; i < d->contributors.n; i++) {
		lbi_sayz(p, i > shown ? "; " : "");
		lbi_say(p, d->contributors.at[i].row->label);
	}
	lbi_sayz(p, ".");
	lbi_end(p);
}

/* ---- where it leads ---- */

static void course(lbi_text *w)
{
	const lb_expected *e = &w->r->differential.course;
	lbi_page *p = &w->page;
	if (!e->given)
		return;
	lbi_par(p, 0, 0);
	lbi_sayf(p, "People followed from %s had an average pain of about %.0f of 100 %s.",
		 e->cohort->from_onset ? "the start of such pain" : "a first visit at this stage", e->mean,
		 e->cohort->from_onset ? "at this point" : "at that visit");
	if (e->pain_given)
		lbi_sayf(p, " Yours is about %.0f.%s", e->pain,
			 e->above ? " That is above the average of such people, and a reason to look again soon, not a "
				    "forecast."
				  : "");
	lbi_sayz(p, " Single people do better or worse than an average.");
	if (w->clinician)
		lbi_sayf(p, " Spread %.0f to %.0f (%s).", e->lo, e->hi, lb_name(LB_NAMES_CHECKED, e->spread_status));
	lbi_say_row(w, "course", e->cohort->id, e->sources);
	lbi_end(p);
}

void lbi_text_stage(lbi_text *w)
{
	lbi_page *p = &w->page;
	const lb_stage *s = w->r->differential.stage;
	lbi_text_part(w, LBI_PART_stage);
	if (!s) {
		lbi_text_line(w, 0, NULL,
			      LB_STR("Tell how long this spell of pain has lasted, and the expected course will stand "
				     "here."));
		return;
	}
	lbi_par(p, 0, 0);
	lbi_say(p, s->label);
	lbi_sayz(p, ". ");
	lbi_say(p, s->why);
	lbi_say_row(w, "stages", s->id, s->sources);
	lbi_end(p);
	if (!w->urgent)
		course(w);
}

void lbi_text_drivers(lbi_text *w)
{
	lbi_page *p = &w->page;
	const lb_differential *d = &w->r->differential;
	if (!d->drivers.n)
		return;
	lbi_text_part(w, LBI_PART_drivers);
	for (size_t i = 0; i < d->drivers.n; i++) {
		const lb_driving *v = &d->drivers.at[i];
		lbi_par(p, 2, 4);
		lbi_sayz(p, "* ");
		lbi_say(p, v->row->label);
		lbi_sayz(p, ". ");
		lbi_say(p, v->row->explain);
		lbi_sayz(p, " You said: ");
		lbi_say_phrases(w, v->because);
		lbi_sayz(p, ". ");
		if (!w->urgent)
			lbi_say(p, v->row->action);
		lbi_say_row(w, "drivers", v->row->id, v->row->sources);
		lbi_end(p);
	}
}

/* ---- muscles ---- */

static void fat(lbi_text *w)
{
	const lb_fat *f = &w->r->differential.fat;
	if (!f->grade)
		return;
	lbi_par(&w->page, 2, 4);
	lbi_sayf(&w->page, "* Fat in the deep back muscle, on the scan: grade %c%s.", f->grade,
		 f->differs ? " (by the share told; the grade told differs, please check)" : "");
	lbi_end(&w->page);
}

static void muscle(lbi_text *w, const lb_muscle_in *m)
{
	lbi_page *p = &w->page;
	lbi_par(p, 2, 4);
	lbi_sayz(p, "* ");
	lbi_say(p, w->clinician ? m->muscle->clinician : m->muscle->label);
	lbi_sayz(p, " ");
	lbi_sayz(p, w->clinician ? lb_name(LB_NAMES_MUSCLE_STATE, m->rule->state) : lbi_muscle_says(m->rule->state));
	lbi_sayf(p, " (%s). ", lbi_sign(m->rule->sure));
	lbi_say(p, m->rule->why);
	if (w->clinician) {
		lbi_sayf(p, " Side %.*s, level ", LB_FMT(m->side));
		lbi_say_id(p, m->level);
		lbi_sayz(p, ".");
	}
	lbi_say_row(w, "muscles", m->muscle->id, m->rule->sources);
	lbi_end(p);
}

void lbi_text_muscles(lbi_text *w)
{
	const lb_differential *d = &w->r->differential;
	if (!d->muscles.n && !d->fat.grade)
		return;
	lbi_text_part(w, LBI_PART_muscles);
	lbi_text_line(
		w, 0, NULL,
		LB_STR("Muscles mostly react to pain. These are guesses from your answers. Nobody has measured them."));
	fat(w);
	for (size_t i = 0; i < d->muscles.n; i++)
		muscle(w, &d->muscles.at[i]);
}

/* ---- what was taken in ---- */

void lbi_text_understood(lbi_text *w)
{
	lbi_page *p = &w->page;
	const lb_case *c = w->r->c;
	if (!c->heard.n && !c->unheard.n && !c->contradictions.n)
		return;
	lbi_text_part(w, LBI_PART_understood);
	for (size_t i = 0; i < c->heard.n; i++) {
		if (!c->heard.at[i].used)
			continue;
		lbi_par(p, 2, 4);
		lbi_sayz(p, "- \"");
		lbi_say(p, c->heard.at[i].phrase);
		lbi_sayz(p, "\" was taken as: ");
		lbi_say_phrase(w, c->heard.at[i].finding);
		lbi_end(p);
	}
	for (size_t i = 0; i < c->unheard.n; i++) {
		lbi_par(p, 2, 4);
		lbi_sayz(p, "- \"");
		lbi_say(p, c->unheard.at[i]);
		lbi_sayz(p, "\" was not understood, and nothing above rests on it. Say it in other words.");
		lbi_end(p);
	}
	for (size_t i = 0; i < c->contradictions.n; i++) {
		lbi_par(p, 2, 4);
		lbi_sayz(p, "- These do not fit together: ");
		lbi_say(p, c->contradictions.at[i].text);
		lbi_sayz(p, ".");
		lbi_end(p);
	}
}
