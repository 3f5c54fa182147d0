/* An assessment as plain text: the answer first, then why, then the rest. */
#include "text.h"

#include "base.h"
#include "lumbar/version.h"

void lbi_text_part(lbi_text *w, lbi_part part)
{
	bool urgent = w->urgent && !(w->clinician && part == LBI_PART_comeback); /* a clinician sees every line of it */
	lbi_heading(&w->page, lbi_part_title(part, urgent));
}

void lbi_text_line(lbi_text *w, unsigned indent, const char *lead, lb_str text)
{
	lbi_par(&w->page, indent, indent);
	if (lead) {
		lbi_sayz(&w->page, lead);
		lbi_sayz(&w->page, " ");
	}
	lbi_say(&w->page, text);
	lbi_end(&w->page);
}

void lbi_say_phrase(lbi_text *w, uint16_t finding)
{
	char buf[LBI_PHRASE_MAX];
	lbi_say(&w->page, lbi_phrase(buf, w->r, finding));
}

void lbi_say_phrases(lbi_text *w, lb_finding_list list)
{
	for (size_t i = 0; i < list.n; i++) {
		lbi_sayz(&w->page, i ? "; " : "");
		lbi_say_phrase(w, list.at[i]);
	}
}

void lbi_say_row(lbi_text *w, const char *table, lb_str id, lb_refs sources)
{
	lbi_page *p = &w->page;
	lbi_sayz(p, " [");
	lbi_sayz(p, table);
	lbi_sayz(p, "/");
	lbi_may_break(p);
	lbi_say(p, id);
	for (size_t i = 0; i < sources.n; i++) {
		lbi_sayz(p, i ? ", " : ": ");
		lbi_say(p, sources.at[i].id);
	}
	lbi_sayz(p, "]");
}

/* ---- the answer ---- */

static void head(lbi_text *w)
{
	lbi_page *p = &w->page;
	lbi_par(p, 0, 0);
	lbi_sayz(p, w->clinician ? "lumbar report on a lower back, for the clinician"
				 : "lumbar report on your lower back");
	if (w->r->c->id.n)
		lbi_sayz(p, ": ");
	lbi_say(p, w->r->c->id);
	lbi_end(p);
	lbi_text_line(w, 0, NULL, lbi_str_z(LB_INTENDED_USE_SHORT));
}

static void filled(lbi_text *w, const char *lead, lb_str text, bool row)
{
	lbi_par(&w->page, 0, 0);
	lbi_sayz(&w->page, lead);
	lbi_sayz(&w->page, " ");
	lbi_say_filled(&w->page, text, w->r->service);
	if (row)
		lbi_say_row(w, "levels", w->r->triage.level->id, w->r->service->sources);
	lbi_end(&w->page);
}

static void heading_str(lbi_text *w, const char *before, lb_str text)
{
	char line[128];
	size_t n = strlen(before);
	n = n < sizeof line ? n : sizeof line - 1;
	memcpy(line, before, n);
	for (size_t i = 0; i < text.n && n + 1 < sizeof line; i++)
		line[n++] = text.s[i];
	line[n] = '\0';
	lbi_heading(&w->page, line);
}

static void safety(lbi_text *w)
{
	const lb_triage *t = &w->r->triage;
	heading_str(w, "Safety first. ", t->level->label);
	filled(w, "What to do:", t->level->act, false);
	filled(w, "How soon:", t->level->how_soon, true);
	if (w->urgent) {
		lbi_text_line(w, 0, NULL, LB_STR("When you call or arrive, and until then:"));
		for (size_t i = 0; i < t->suspected.n; i++)
			if (t->suspected.at[i].urgency == t->urgency)
				lbi_bullet(&w->page, 2, t->suspected.at[i].suspect->act);
	}
	if (w->r->country_unknown)
		lbi_text_line(w, 0, NULL, LB_STR(LBI_COUNTRY_UNKNOWN));
	if (w->r->c->unheard.n)
		lbi_text_line(w, 0, NULL,
			      LB_STR("Part of your story was not understood, and nothing here rests on it: see "
				     "\"Please check\" below."));
	if (t->unconfirmed)
		lbi_text_line(
			w, 0, NULL,
			LB_STR("This rests on how your story was understood. If a word below is wrong, correct it. "
			       "Until then, act on it."));
	if (t->not_asked.n && !w->urgent)
		lbi_text_line(w, 0, NULL,
			      LB_STR("This rests on your answers so far. An open question is not a no: see \"Not asked "
				     "yet\" below."));
}

static void probably(lbi_text *w)
{
	lbi_page *p = &w->page;
	const lb_likely *l;
	lbi_text_part(w, LBI_PART_probably);
	lbi_text_line(w, 0, NULL,
		      lbi_leading(w->r, 0)
			      ? LB_STR("These patterns fit your answers best. Several can be true at once. None is a "
				       "proven diagnosis.")
			      : LB_STR("Too little is known yet. Answer more questions, then read this page again."));
	for (size_t i = 0; i < LBI_LEADING_SHOWN && (l = lbi_leading(w->r, i)); i++) {
		lbi_par(p, 2, 5);
		lbi_sayf(p, "%zu. ", i + 1);
		lbi_say(p, l->row->label);
		lbi_sayf(p, " (%s). ", lbi_fit((int)l->band));
		size_t at = 0;
		lbi_say(p, lbi_sentence(l->row->explain, &at));
		lbi_end(p);
	}
}

static void foot(lbi_text *w)
{
	lbi_page *p = &w->page;
	lbi_heading(p, "About this report");
	lbi_text_line(w, 0, NULL, lbi_str_z(LB_INTENDED_USE));
	lbi_par(p, 0, 0);
	lbi_sayf(p,
		 "lumbar %s, knowledge %.*s. A row such as [rules/...: Key] stands in the folder knowledge of the "
		 "program; "
		 "'lumbar sources Key' names the work.",
		 LB_VERSION, LB_FMT(lb_knowledge_version(w->r->k)));
	lbi_end(p);
}

lb_status lb_report_text(const lb_assessment *r, lb_report_options o, lb_sink sink, lb_err *err)
{
	lbi_out out;
	lbi_text w = {.r = r, .clinician = o.audience == LB_FOR_CLINICIAN, .urgent = lbi_urgent(r)};
	bool all = !w.urgent || w.clinician;
	lbi_out_start(&out, sink);
	lbi_page_start(&w.page, &out, o);
	head(&w);
	safety(&w);
	lbi_say_old_facts(&w.page, r->k, o.today_day);
	if (!w.urgent) {
		probably(&w);
		lbi_text_today(&w);
	}
	if (!w.clinician)
		lbi_text_come_back(&w);
	lbi_text_part(&w, LBI_PART_why);
	lbi_text_alarms(&w);
	if (all)
		lbi_text_contributors(&w);
	else
		lbi_text_line(&w, 0, NULL,
			      LB_STR("First let the urgent matter be checked. What else may play a part can wait."));
	if (all)
		lbi_text_stage(&w);
	lbi_text_advice(&w);
	if (all)
		lbi_text_drivers(&w);
	if (r->day && !w.urgent)
		lbi_text_day(&w);
	lbi_text_remedies(&w);
	if (all) {
		lbi_text_scores(&w);
		lbi_text_muscles(&w);
	}
	lbi_text_open_questions(&w);
	if (w.clinician)
		lbi_text_come_back(&w);
	lbi_text_understood(&w);
	foot(&w);
	return lbi_out_end(&out, err);
}
