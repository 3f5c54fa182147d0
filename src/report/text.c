/* An assessment as plain text. */
#include <math.h>

#include "base.h"
#include "lumbar/version.h"
#include "text.h"

#define ASK_SHOWN 8      /* open danger questions shown to a person; the rest is counted */

static const lb_finding *finding(const lbi_text *w, uint16_t i)
{
	return &lb_findings(w->r->k).at[i];
}

void lbi_say_sources(lbi_text *w, lb_refs sources)
{
	lbi_sayz(&w->page, " [");
	for (size_t i = 0; i < sources.n; i++) {
		lbi_sayz(&w->page, i ? ", " : "");
		lbi_say(&w->page, sources.at[i].id);
	}
	lbi_sayz(&w->page, "]");
}

/* What the person said, as they would say it: "leg weakness, age 45 year". */
static void say_finding(lbi_text *w, uint16_t i)
{
	const lb_finding *f = finding(w, i);
	const lb_fact *fact = &w->r->c->fact[i];
	lbi_say_id(&w->page, f->id);
	double v;
	if (fact->answer != LB_YES || f->kind == LB_KIND_yesno)
		return;
	if (f->kind == LB_KIND_choice) {
		lbi_sayz(&w->page, " ");
		lbi_say_id(&w->page, f->options.at[(size_t)fact->value_si]);
	} else if (lbi_from_si(&v, fact->value_si, f->unit)) {
		lbi_sayf(&w->page, " %g %.*s", round(v * 10) / 10, LB_FMT(f->unit));
	}
}

static void say_findings(lbi_text *w, lb_finding_list list)
{
	for (size_t i = 0; i < list.n; i++) {
		lbi_sayz(&w->page, i ? ", " : "");
		say_finding(w, list.at[i]);
	}
}

static void head(lbi_text *w)
{
	lbi_page *p = &w->page;
	lbi_par(p, 0, 0);
	lbi_sayf(p, "lumbar %s, knowledge %.*s", LB_VERSION, LB_FMT(lb_knowledge_version(w->r->k)));
	if (w->r->c->id.n)
		lbi_sayf(p, ", case %.*s", LB_FMT(w->r->c->id));
	lbi_end(p);
	lbi_par(p, 0, 0);
	lbi_sayz(p, LB_INTENDED_USE);
	lbi_end(p);
}

/* ---- safety ---- */

static void suspected(lbi_text *w, const lb_suspected *s)
{
	lbi_page *p = &w->page;
	lbi_par(p, 2, 4);
	lbi_sayz(p, "* ");
	lbi_say(p, s->suspect->label);
	if (w->clinician) {
		lbi_sayz(p, " (");
		lbi_say(p, s->suspect->clinician);
		lbi_sayf(p, "; %s)", lb_name(LB_NAMES_URGENCY, (int)s->urgency));
	}
	lbi_sayf(p, ": %s sign.", lb_name(LB_NAMES_BAND, (int)s->band));
	lbi_end(p);
	for (size_t i = 0; i < s->n_alarms; i++) {
		const lb_alarm *a = &w->r->triage.alarms.at[s->first_alarm + i];
		if (i && !w->clinician)
			continue; /* one reason is enough for a person; all stand in the clinician's view and in JSON */
		lbi_par(p, 4, 4);
		lbi_say(p, a->rule->why);
		lbi_sayz(p, a->unconfirmed ? " From your words (please confirm): " : " You said: ");
		say_findings(w, a->because);
		lbi_sayz(p, ".");
		if (w->clinician)
			lbi_sayf(p, " Rule %.*s.", LB_FMT(a->rule->id));
		lbi_say_sources(w, a->rule->sources);
		lbi_end(p);
	}
	lbi_par(p, 4, 4);
	lbi_say(p, s->suspect->act);
	lbi_end(p);
}

static void safety(lbi_text *w)
{
	lbi_page *p = &w->page;
	const lb_triage *t = &w->r->triage;
	lbi_heading(p, "1. Safety first");
	lbi_par(p, 0, 0);
	lbi_say(p, t->level->label);
	lbi_sayz(p, ".");
	lbi_end(p);
	lbi_par(p, 0, 0);
	lbi_say_filled(p, t->level->act, w->r->service);
	lbi_end(p);
	lbi_par(p, 0, 0);
	lbi_say(p, t->level->how_soon);
	lbi_end(p);
	if (t->unconfirmed) {
		lbi_par(p, 0, 0);
		lbi_sayz(p, "This rests on how your story was understood. If a word below is wrong, correct it. Until then, act on it.");
		lbi_end(p);
	}
	if (t->suspected.n) {
		lbi_blank(p);
		lbi_par(p, 0, 0);
		lbi_sayz(p, "Why:");
		lbi_end(p);
	}
	for (size_t i = 0; i < t->suspected.n; i++)
		suspected(w, &t->suspected.at[i]);
}

static void open_questions(lbi_text *w)
{
	lbi_page *p = &w->page;
	const lb_triage *t = &w->r->triage;
	if (!t->not_asked.n)
		return;
	lbi_blank(p);
	lbi_par(p, 0, 0);
	lbi_sayf(p, "Not asked yet: %zu answers could still raise the urgency. Nothing is ruled out by silence.", t->not_asked.n);
	lbi_sayz(p, w->clinician ? " All of them:" : " The most telling:");
	lbi_end(p);
	for (size_t i = 0; i < t->not_asked.n && (w->clinician || i < ASK_SHOWN); i++) {
		const lb_finding *f = finding(w, t->not_asked.at[i]);
		lbi_bullet(p, 2, w->clinician ? f->clinician : f->ask);
	}
}

static void come_back(lbi_text *w)
{
	lbi_page *p = &w->page;
	lbi_blank(p);
	lbi_par(p, 0, 0);
	lbi_sayz(p, "Come back or call if:");
	lbi_end(p);
	for (size_t i = 0; i < w->r->triage.come_back.n; i++)
		lbi_bullet(p, 2, w->r->triage.come_back.at[i]->text);
}

/* ---- what is going on ---- */

static void evidence(lbi_text *w, const lb_likely *l, bool positive)
{
	lbi_page *p = &w->page;
	size_t shown = 0;
	for (size_t i = 0; i < l->evidence.n; i++) {
		const lb_weighed *e = &l->evidence.at[i];
		if ((e->log_odds > 0) != positive || (!e->counts && !w->clinician))
			continue;
		if (!shown++) {
			lbi_par(p, 6, 8);
			lbi_sayz(p, positive ? "For: " : "Against: ");
		} else {
			lbi_sayz(p, ", ");
		}
		if (w->r->c->fact[e->row->finding.index].answer == LB_NO)
			lbi_sayz(p, "not ");
		say_finding(w, (uint16_t)e->row->finding.index);
		if (w->clinician && e->row->weight.given)
			lbi_sayf(p, " (pattern %+.1f%s)", e->log_odds, e->counts ? "" : ", in a group with a stronger one");
		else if (w->clinician)
			lbi_sayf(p, " (LR %.2f, %s%s)", exp(e->log_odds), lb_name(LB_NAMES_CHECKED, e->row->status),
			         e->counts ? "" : ", in a group with a stronger one");
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
	if (d->guarded.n) {
		lbi_sayz(p, "What it may guard: ");
		for (size_t i = 0; i < d->guarded.n; i++) {
			lbi_sayz(p, i ? "; " : "");
			lbi_say(p, d->guarded.at[i]->label);
		}
		lbi_sayz(p, ".");
	} else {
		lbi_sayz(p, "What it guards is still open: answer more questions to find out.");
	}
	lbi_end(p);
}

static void contributor(lbi_text *w, const lb_likely *l, bool advise)
{
	lbi_page *p = &w->page;
	lbi_blank(p);
	lbi_par(p, 2, 4);
	lbi_sayz(p, "* ");
	lbi_say(p, l->row->label);
	lbi_sayf(p, " (%s%s)", lb_name(LB_NAMES_BAND, (int)l->band), l->row->reaction ? ", a reaction" : "");
	if (w->clinician) {
		lbi_sayz(p, " ");
		lbi_say(p, l->row->clinician);
		lbi_sayf(p, "; probability about %.0f %%%s, base rate %.1f %% (%s)", 100 * l->probability,
		         l->capped ? " (held at moderate: pattern only)" : "", 100 * l->row->base_rate.at[0].value,
		         lb_name(LB_NAMES_CHECKED, l->row->base_rate.at[0].status));
		lbi_say_sources(w, l->row->sources);
	}
	lbi_end(p);
	lbi_par(p, 6, 6);
	lbi_say(p, l->row->explain);
	lbi_end(p);
	evidence(w, l, true);
	evidence(w, l, false);
	if (l->row->reaction)
		guards(w);
	if (advise) {
		lbi_par(p, 6, 6);
		lbi_sayz(p, "What helps: ");
		lbi_say(p, l->row->help);
		lbi_end(p);
	}
	if (!w->clinician) {
		lbi_par(p, 6, 6);
		lbi_sayz(p, "Sources:");
		lbi_say_sources(w, l->row->sources);
		lbi_end(p);
	}
}

static void contributors(lbi_text *w, bool urgent)
{
	lbi_page *p = &w->page;
	const lb_differential *d = &w->r->differential;
	lbi_heading(p, "2. What may be going on");
	lbi_par(p, 0, 0);
	if (urgent) {
		lbi_sayz(p, "First let the urgent matter above be checked. What else may play a part can wait.");
		lbi_end(p);
		if (!w->clinician)
			return;
		lbi_par(p, 0, 0);
	}
	if (!d->contributors.n)
		lbi_sayz(p, "Too little is known to name likely contributors. Answer more questions.");
	else
		lbi_sayz(p, "Likely contributors. Several can be true at once, and none is a diagnosis of a tissue.");
	lbi_end(p);
	size_t shown = w->clinician || d->contributors.n < LBI_CONTRIBUTORS_SHOWN ? d->contributors.n : LBI_CONTRIBUTORS_SHOWN;
	for (size_t i = 0; i < shown; i++)
		contributor(w, &d->contributors.at[i], !urgent);
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

static void course(lbi_text *w)
{
	const lb_expected *e = &w->r->differential.course;
	lbi_page *p = &w->page;
	if (!e->given)
		return;
	lbi_par(p, 0, 0);
	lbi_sayf(p, "Expected course: people followed from %s had an average pain of about %.0f of 100",
	         e->cohort->from_onset ? "the start of such pain" : "a first visit at this stage", e->mean);
	lbi_sayf(p, e->cohort->from_onset ? " at this point" : " at that visit");
	if (e->pain_given)
		lbi_sayf(p, "; yours is about %.0f%s", e->pain, e->above ? ", which is more than most" : "");
	lbi_sayz(p, ".");
	if (w->clinician)
		lbi_sayf(p, " Interval %.0f to %.0f (%s).", e->lo, e->hi, lb_name(LB_NAMES_CHECKED, e->spread_status));
	lbi_say_sources(w, e->sources);
	lbi_end(p);
}

static void stage(lbi_text *w, bool urgent)
{
	lbi_page *p = &w->page;
	const lb_differential *d = &w->r->differential;
	lbi_heading(p, "3. Where you are");
	lbi_par(p, 0, 0);
	if (d->stage) {
		lbi_sayz(p, "Stage: ");
		lbi_say(p, d->stage->label);
		lbi_sayz(p, ". ");
		lbi_say(p, d->stage->why);
		if (!urgent) {
			lbi_sayz(p, " ");
			lbi_say(p, d->stage->advice);
		}
		lbi_say_sources(w, d->stage->sources);
	} else {
		lbi_sayz(p, "Stage: not known. Tell how long this spell of pain has lasted.");
	}
	lbi_end(p);
	if (!urgent)
		course(w);
	lbi_text_advice(w);
}

static void drivers(lbi_text *w)
{
	lbi_page *p = &w->page;
	const lb_differential *d = &w->r->differential;
	if (!d->drivers.n)
		return;
	lbi_heading(p, "4. What may keep it going, and what to do about it");
	for (size_t i = 0; i < d->drivers.n; i++) {
		const lb_driving *v = &d->drivers.at[i];
		lbi_par(p, 2, 4);
		lbi_sayz(p, "* ");
		lbi_say(p, v->row->label);
		lbi_sayz(p, " (you said: ");
		say_findings(w, v->because);
		lbi_sayz(p, "). ");
		lbi_say(p, v->row->action);
		lbi_say_sources(w, v->row->sources);
		lbi_end(p);
	}
}

static void muscles(lbi_text *w)
{
	lbi_page *p = &w->page;
	const lb_differential *d = &w->r->differential;
	if (!d->muscles.n && !d->fat.grade)
		return;
	lbi_heading(p, "Muscle state");
	if (d->fat.grade) {
		lbi_par(p, 2, 4);
		lbi_sayf(p, "* Multifidus fat grade %c%s.", d->fat.grade,
		         d->fat.differs ? " (by the share told; the grade told differs, please check)" : "");
		lbi_end(p);
	}
	for (size_t i = 0; i < d->muscles.n; i++) {
		const lb_muscle_in *m = &d->muscles.at[i];
		lbi_par(p, 2, 4);
		lbi_sayz(p, "* ");
		lbi_say(p, m->muscle->clinician);
		lbi_sayf(p, ": %s (%s; side %.*s, level %.*s). ", lb_name(LB_NAMES_MUSCLE_STATE, m->rule->state),
		         lb_name(LB_NAMES_BAND, m->rule->sure), LB_FMT(m->side), LB_FMT(m->level));
		lbi_say(p, m->rule->why);
		lbi_say_sources(w, m->rule->sources);
		lbi_end(p);
	}
}

/* ---- what was taken in ---- */

static void understood(lbi_text *w)
{
	lbi_page *p = &w->page;
	const lb_case *c = w->r->c;
	if (!c->heard.n && !c->contradictions.n)
		return;
	lbi_heading(p, "Please check how you were understood");
	for (size_t i = 0; i < c->heard.n; i++) {
		const lb_heard *h = &c->heard.at[i];
		if (!h->used)
			continue;
		lbi_par(p, 2, 4);
		lbi_sayz(p, "- \"");
		lbi_say(p, h->phrase);
		lbi_sayz(p, "\": ");
		lbi_say_id(p, finding(w, h->finding)->id);
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

lb_status lb_report_text(const lb_assessment *r, lb_report_options o, lb_sink sink, lb_err *err)
{
	lbi_out out;
	lbi_text w = { .r = r, .clinician = o.audience == LB_FOR_CLINICIAN };
	lbi_out_start(&out, sink);
	lbi_page_start(&w.page, &out, o);
	bool urgent = r->triage.urgency >= LB_URGENCY_same_day;
	head(&w);
	safety(&w);
	open_questions(&w);
	come_back(&w);
	contributors(&w, urgent);
	stage(&w, urgent);
	if (!urgent)
		drivers(&w);
	lbi_text_remedies(&w);
	lbi_text_scores(&w);
	if (w.clinician)
		muscles(&w);
	understood(&w);
	return lbi_out_end(&out, err);
}
