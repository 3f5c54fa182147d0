/* The reasons: what raised the urgency, what fits the answers, where it leads. */
#include "html.h"

#include "base.h"

/* ---- safety ---- */

static void alarm(lbi_html *h, const lb_alarm *a)
{
	lbi_mark *m = &h->m;
	lbi_mark_open(m, "p");
	lbi_mark_text(m, a->rule->why);
	lbi_mark_textz(m, a->unconfirmed ? " From your words (please confirm): " : " You said: ");
	lbi_html_phrases(h, a->because);
	lbi_mark_textz(m, ".");
	if (h->clinician) {
		lbi_mark_textz(m, " Rule ");
		lbi_mark_el(m, "code", a->rule->id);
		lbi_mark_textz(m, ", ");
		lbi_mark_textz(m, lb_name(LB_NAMES_URGENCY, a->rule->urgency));
		lbi_mark_textz(m, ", ");
		lbi_mark_textz(m, lb_name(LB_NAMES_BAND, a->rule->band));
		lbi_mark_textz(m, ". ");
		lbi_html_cite(h, a->rule->sources);
		lbi_mark_textz(m, ".");
	}
	lbi_mark_close(m);
}

static void suspected(lbi_html *h, const lb_suspected *s)
{
	lbi_mark *m = &h->m;
	const lb_alarm *alarms = h->r->triage.alarms.at + s->first_alarm;
	lbi_mark_open(m, "article class=\"card\"");
	lbi_mark_el(m, "h3", s->suspect->label);
	lbi_mark_open(m, "p");
	lbi_mark_open_with(m, "span", "class", "fit fit-", lbi_str_z(lb_name(LB_NAMES_BAND, (int)s->band)));
	lbi_mark_textz(m, lbi_sign((int)s->band));
	lbi_mark_close(m);
	lbi_mark_textz(m, " ");
	lbi_mark_text(m, h->clinician ? s->suspect->clinician : s->suspect->explain);
	lbi_mark_close(m);
	for (size_t i = 0; i < s->n_alarms && (h->clinician || i < 1); i++)
		alarm(h, &alarms[i]);
	if (!h->urgent || s->urgency != h->r->triage.urgency)
		lbi_mark_el(m, "p", s->suspect->act); /* the others stand in the banner */
	lbi_html_why_open(h);
	lbi_html_row(h, "suspects", s->suspect->id, s->suspect->sources);
	for (size_t i = 0; i < s->n_alarms; i++)
		lbi_html_row(h, "rules", alarms[i].rule->id, alarms[i].rule->sources);
	lbi_html_why_close(h);
	lbi_mark_close(m);
}

void lbi_html_alarms(lbi_html *h)
{
	for (size_t i = 0; i < h->r->triage.suspected.n; i++)
		suspected(h, &h->r->triage.suspected.at[i]);
}

void lbi_html_come_back(lbi_html *h)
{
	lb_audience who = h->clinician ? LB_FOR_CLINICIAN : LB_FOR_PERSON;
	const lb_return_advice *a;
	if (!lbi_come_back(h->r, who, 0))
		return;
	lbi_html_section(h, LBI_PART_comeback);
	lbi_mark_open(&h->m, "ul class=\"calls\"");
	for (size_t i = 0; (a = lbi_come_back(h->r, who, i)); i++) {
		lbi_mark_open_with(&h->m, "li", "class", "u-", lbi_str_z(lb_name(LB_NAMES_URGENCY, a->urgency)));
		lbi_mark_text(&h->m, a->text);
		lbi_mark_close(&h->m);
	}
	lbi_mark_close(&h->m);
	lbi_html_why_open(h);
	for (size_t i = 0; (a = lbi_come_back(h->r, who, i)); i++)
		lbi_html_row(h, "come_back", a->id, a->sources);
	lbi_html_why_close(h);
	lbi_mark_close(&h->m);
}

void lbi_html_open_questions(lbi_html *h)
{
	lbi_mark *m = &h->m;
	const lb_triage *t = &h->r->triage;
	if (!t->not_asked.n)
		return;
	lbi_html_section(h, LBI_PART_open);
	lbi_mark_open(m, "p");
	lbi_mark_num(m, (double)t->not_asked.n, 0);
	lbi_mark_textz(m, " answers could still make this more urgent. ");
	lbi_mark_textz(m, h->clinician ? "All of them, the most telling first:"
				       : "If you would say yes to one of these, get help sooner:");
	lbi_mark_close(m);
	lbi_mark_open(m, "ul");
	for (size_t i = 0; i < t->not_asked.n && (h->clinician || i < LBI_ASK_SHOWN); i++) {
		const lb_finding *f = &lb_findings(h->r->k).at[t->not_asked.at[i]];
		lbi_mark_open(m, "li");
		lbi_mark_text(m, h->clinician ? f->clinician : f->ask);
		if (h->clinician) {
			lbi_mark_textz(m, " ");
			lbi_mark_el(m, "code", f->id);
		}
		lbi_mark_close(m);
	}
	lbi_mark_close(m);
	lbi_mark_close(m);
}

/* ---- what fits ---- */

/* Answers that speak for it (or against it), by what was answered: yes or no. */
static bool evidence(lbi_html *h, const lb_likely *l, const char *intro, bool positive, lb_tri answer)
{
	char buf[LBI_PHRASE_MAX];
	size_t shown = 0;
	for (size_t i = 0; i < l->evidence.n; i++) {
		const lb_weighed *e = &l->evidence.at[i];
		int f = e->row->finding.index;
		if ((e->log_odds > 0) != positive || !e->counts || h->r->c->fact[f].answer != answer)
			continue;
		if (!shown++)
			lbi_mark_open(&h->m, "p");
		if (shown == 1)
			lbi_mark_elz(&h->m, "b", intro);
		lbi_mark_textz(&h->m, shown > 1 ? "; " : " ");
		lbi_mark_text(&h->m, lbi_phrase(buf, h->r, (uint16_t)f));
	}
	if (!shown)
		return false;
	lbi_mark_textz(&h->m, ".");
	lbi_mark_close(&h->m);
	return true;
}

static void guards(lbi_html *h)
{
	const lb_differential *d = &h->r->differential;
	lbi_mark_open(&h->m, "p");
	lbi_mark_elz(&h->m, "b", "What it may protect:");
	lbi_mark_textz(&h->m, d->guarded.n ? " " : " still open. More answers will help.");
	for (size_t i = 0; i < d->guarded.n; i++) {
		lbi_mark_textz(&h->m, i ? "; " : "");
		lbi_mark_text(&h->m, d->guarded.at[i]->label);
	}
	lbi_mark_textz(&h->m, d->guarded.n ? "." : "");
	lbi_mark_close(&h->m);
}

/* `helped`: its advice stands above; `brief`: the clinician needs the numbers only. Cards of the class `more` stay
 * folded on paper. */
static void contributor(lbi_html *h, const lb_likely *l, const char *tag, bool helped, bool brief)
{
	lbi_mark *m = &h->m;
	lbi_mark_open_with(m, tag, "id", "c-", l->row->id);
	lbi_mark_open(m, "summary");
	lbi_mark_el(m, "h3", l->row->label);
	lbi_mark_open_with(m, "span", "class", "fit fit-", lbi_str_z(lb_name(LB_NAMES_BAND, (int)l->band)));
	lbi_mark_textz(m, lbi_fit((int)l->band));
	lbi_mark_close(m);
	if (l->row->reaction)
		lbi_mark_elz(m, "span class=\"fit\"", "a reaction");
	lbi_mark_close(m);
	if (!brief)
		lbi_mark_el(m, "p", l->row->explain);
	if (h->clinician) {
		lbi_html_base_rate(h, l);
		lbi_html_evidence_table(h, l);
	} else {
		evidence(h, l, "For it:", true, LB_YES);
		evidence(h, l, "For it, as this is not there:", true, LB_NO);
		evidence(h, l, "Against it:", false, LB_YES);
		evidence(h, l, "Against it, as this is not there:", false, LB_NO);
	}
	if (l->row->reaction)
		guards(h);
	if (!h->urgent && !helped && !brief) {
		lbi_mark_open(m, "p");
		lbi_mark_elz(m, "b", "What helps:");
		lbi_mark_textz(m, " ");
		lbi_mark_text(m, l->row->help);
		lbi_mark_close(m);
	}
	lbi_html_why(h, "contributors", l->row->id, l->row->sources);
	lbi_mark_close(m);
}

void lbi_html_contributors(lbi_html *h)
{
	lbi_mark *m = &h->m;
	const lb_differential *d = &h->r->differential;
	size_t shown =
		h->clinician || d->contributors.n < LBI_CONTRIBUTORS_SHOWN ? d->contributors.n : LBI_CONTRIBUTORS_SHOWN;
	const lb_likely *first = lbi_leading(h->r, 0);
	for (size_t i = 0; i < shown; i++)
		contributor(h, &d->contributors.at[i],
			    h->clinician || !i      ? "details class=\"card\" open"
			    : i < LBI_LEADING_SHOWN ? "details class=\"card\""
						    : "details class=\"card more\"",
			    !h->clinician && &d->contributors.at[i] == first, i >= LBI_CONTRIBUTORS_SHOWN);
	if (shown == d->contributors.n)
		return;
	lbi_mark_open(m, "p class=\"also\"");
	lbi_mark_textz(m, "Also weighed, with less behind it: ");
	for (size_t i = shown; i < d->contributors.n; i++) {
		lbi_mark_textz(m, i > shown ? "; " : "");
		lbi_mark_text(m, d->contributors.at[i].row->label);
	}
	lbi_mark_textz(m, ".");
	lbi_mark_close(m);
}

/* ---- where it leads ---- */

void lbi_html_stage(lbi_html *h)
{
	lbi_mark *m = &h->m;
	const lb_differential *d = &h->r->differential;
	lbi_html_section(h, LBI_PART_stage);
	if (!d->stage) {
		lbi_mark_elz(m, "p",
			     "Tell how long this spell of pain has lasted, and the expected course will stand here.");
		lbi_mark_close(m);
		return;
	}
	lbi_mark_open(m, "p");
	lbi_mark_el(m, "b", d->stage->label);
	lbi_mark_textz(m, ". ");
	lbi_mark_text(m, d->stage->why);
	lbi_mark_close(m);
	if (d->course.given && d->course.above && !h->urgent)
		lbi_mark_elz(m, "p",
			     "Your pain is above the average of such people now. That is a reason to look again soon, "
			     "not a forecast.");
	lbi_figure_put(m, &lbi_figure_course, h->r);
	if (h->clinician)
		lbi_html_course_numbers(h);
	lbi_html_why_open(h);
	lbi_html_row(h, "stages", d->stage->id, d->stage->sources);
	if (d->course.given)
		lbi_html_row(h, "course", d->course.cohort->id, d->course.sources);
	lbi_html_why_close(h);
	lbi_mark_close(m);
}

void lbi_html_drivers(lbi_html *h)
{
	lbi_mark *m = &h->m;
	const lb_differential *d = &h->r->differential;
	if (!d->drivers.n)
		return;
	lbi_html_section(h, LBI_PART_drivers);
	for (size_t i = 0; i < d->drivers.n; i++) {
		const lb_driving *v = &d->drivers.at[i];
		lbi_mark_open(m, "article class=\"card\"");
		lbi_mark_el(m, "h3", v->row->label);
		lbi_mark_open(m, "p");
		lbi_mark_text(m, v->row->explain);
		lbi_mark_textz(m, " You said: ");
		lbi_html_phrases(h, v->because);
		lbi_mark_textz(m, ".");
		lbi_mark_close(m);
		if (!h->urgent)
			lbi_mark_el(m, "p", v->row->action);
		lbi_html_why(h, "drivers", v->row->id, v->row->sources);
		lbi_mark_close(m);
	}
	lbi_mark_close(m);
}

static void muscle(lbi_html *h, size_t i)
{
	lbi_mark *m = &h->m;
	const lb_muscle_in *in = &h->r->differential.muscles.at[i];
	lbi_mark_open(m, "li");
	lbi_mark_num(m, (double)lbi_muscle_number(h->r, i), 0);
	lbi_mark_textz(m, ". ");
	lbi_mark_el(m, "b", h->clinician ? in->muscle->clinician : in->muscle->label);
	lbi_mark_textz(m, " ");
	lbi_mark_textz(m, h->clinician ? lb_name(LB_NAMES_MUSCLE_STATE, in->rule->state)
				       : lbi_muscle_says(in->rule->state));
	lbi_mark_textz(m, " (");
	lbi_mark_textz(m, lbi_sign(in->rule->sure));
	lbi_mark_textz(m, "). ");
	lbi_mark_text(m, in->rule->why);
	if (h->clinician) {
		lbi_mark_textz(m, " Answers: ");
		lbi_html_phrases(h, in->because);
		lbi_mark_textz(m, ". Nerve: ");
		lbi_mark_text(m, in->muscle->nerve);
		lbi_mark_textz(m, ". Referral: ");
		lbi_mark_text(m, in->muscle->referral);
	}
	lbi_mark_close(m);
}

static void fat(lbi_html *h)
{
	const lb_fat *f = &h->r->differential.fat;
	if (!f->grade)
		return;
	lbi_mark_open(&h->m, "p");
	lbi_mark_textz(&h->m, "Fat in the deep back muscle, on the scan: grade ");
	lbi_mark_text(&h->m, (lb_str){&f->grade, 1});
	lbi_mark_textz(&h->m, f->differs
				      ? " by the share that was told. The grade that was told differs, so please check."
				      : ".");
	lbi_mark_close(&h->m);
}

void lbi_html_muscles(lbi_html *h)
{
	const lb_differential *d = &h->r->differential;
	if (!d->muscles.n && !d->fat.grade)
		return;
	lbi_html_section(h, LBI_PART_muscles);
	lbi_mark_elz(&h->m, "p",
		     "Muscles mostly react to pain. These are guesses from your answers. Nobody has measured them.");
	fat(h);
	if (!d->muscles.n) {
		lbi_mark_close(&h->m);
		return;
	}
	lbi_figure_put(&h->m, &lbi_figure_muscles, h->r);
	lbi_mark_open(&h->m, h->clinician ? "details open" : "details");
	lbi_mark_elz(&h->m, "summary", "Each muscle, and why");
	lbi_mark_open(&h->m, "ul class=\"plain\"");
	for (size_t i = 0; i < d->muscles.n; i++)
		muscle(h, i);
	lbi_mark_close(&h->m);
	lbi_html_why_open(h);
	for (size_t i = 0; i < d->muscles.n; i++)
		lbi_html_row(h, "muscles", d->muscles.at[i].muscle->id, d->muscles.at[i].rule->sources);
	lbi_html_why_close(h);
	lbi_mark_close(&h->m);
	lbi_mark_close(&h->m);
}

/* ---- what was taken in ---- */

void lbi_html_understood(lbi_html *h)
{
	lbi_mark *m = &h->m;
	const lb_case *c = h->r->c;
	char buf[LBI_PHRASE_MAX];
	if (!c->heard.n && !c->unheard.n && !c->contradictions.n)
		return;
	lbi_html_section(h, LBI_PART_understood);
	lbi_mark_open(m, "ul");
	for (size_t i = 0; i < c->heard.n; i++) {
		if (!c->heard.at[i].used)
			continue;
		lbi_mark_open(m, "li");
		lbi_mark_el(m, "q", c->heard.at[i].phrase);
		lbi_mark_textz(m, " was taken as: ");
		lbi_mark_text(m, lbi_phrase(buf, h->r, c->heard.at[i].finding));
		lbi_mark_close(m);
	}
	for (size_t i = 0; i < c->unheard.n; i++) {
		lbi_mark_open(m, "li");
		lbi_mark_el(m, "q", c->unheard.at[i]);
		lbi_mark_textz(m, " was not understood, and nothing above rests on it. Say it in other words.");
		lbi_mark_close(m);
	}
	for (size_t i = 0; i < c->contradictions.n; i++) {
		lbi_mark_open(m, "li");
		lbi_mark_textz(m, "These do not fit together: ");
		lbi_mark_text(m, c->contradictions.at[i].text);
		lbi_mark_close(m);
	}
	lbi_mark_close(m);
	lbi_mark_close(m);
}
