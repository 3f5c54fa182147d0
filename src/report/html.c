/* An assessment as one page of HTML that asks for nothing else: no script, no font, no picture. The answer comes
 * first, then why, then details to unfold. */
#include "html.h"

#include "lumbar/version.h"
#include "page.h"

/* ---- pieces ---- */

void lbi_html_section(lbi_html *h, lbi_part part)
{
	lbi_mark_open_with(&h->m, "section", "id", "", lbi_str_z(lbi_part_id(part)));
	bool urgent = h->urgent && !(h->clinician && part == LBI_PART_comeback); /* a clinician sees every line of it */
	lbi_mark_elz(&h->m, "h2", lbi_part_title(part, urgent));
}

void lbi_html_filled(lbi_html *h, lb_str text)
{
	size_t at = 0;
	for (lb_str piece; (piece = lbi_fill(text, &at, h->r->service)).n;)
		lbi_mark_text(&h->m, piece);
}

void lbi_html_phrases(lbi_html *h, lb_finding_list list)
{
	char buf[LBI_PHRASE_MAX];
	for (size_t i = 0; i < list.n; i++) {
		lbi_mark_textz(&h->m, i ? "; " : "");
		lbi_mark_text(&h->m, lbi_phrase(buf, h->r, list.at[i]));
	}
}

void lbi_html_cite(lbi_html *h, lb_refs sources)
{
	for (size_t i = 0; i < sources.n; i++) {
		uint32_t at = (uint32_t)sources.at[i].index;
		lbi_mark_textz(&h->m, i ? ", " : "");
		lbi_mark_open_with(&h->m, "a", "href", "#src-", sources.at[i].id);
		lbi_mark_text(&h->m, sources.at[i].id);
		lbi_mark_close(&h->m);
		if (at < LBI_HTML_SOURCES_MAX)
			h->cited[at / 64] |= UINT64_C(1) << (at % 64);
	}
}

void lbi_html_why_open(lbi_html *h)
{
	lbi_mark_open(&h->m, "details class=\"why\"");
	lbi_mark_elz(&h->m, "summary", "Rows and sources");
	lbi_mark_open(&h->m, "ul");
}

void lbi_html_row(lbi_html *h, const char *table, lb_str id, lb_refs sources)
{
	lbi_mark_open(&h->m, "li");
	lbi_mark_open(&h->m, "code");
	lbi_mark_textz(&h->m, table);
	lbi_mark_textz(&h->m, "/");
	lbi_mark_text(&h->m, id);
	lbi_mark_close(&h->m);
	if (sources.n)
		lbi_mark_textz(&h->m, ": ");
	lbi_html_cite(h, sources);
	lbi_mark_close(&h->m);
}

void lbi_html_why_close(lbi_html *h)
{
	lbi_mark_close(&h->m);
	lbi_mark_close(&h->m);
}

void lbi_html_why(lbi_html *h, const char *table, lb_str id, lb_refs sources)
{
	lbi_html_why_open(h);
	lbi_html_row(h, table, id, sources);
	lbi_html_why_close(h);
}

/* ---- the answer ---- */

static void labelled(lbi_html *h, const char *label, lb_str text)
{
	lbi_mark_open(&h->m, "p");
	lbi_mark_elz(&h->m, "b", label);
	lbi_mark_textz(&h->m, " ");
	lbi_html_filled(h, text);
	lbi_mark_close(&h->m);
}

/* What to say and do on the way, for what is as urgent as the case. */
static void tell_them(lbi_html *h)
{
	const lb_triage *t = &h->r->triage;
	lbi_mark_elz(&h->m, "p", "When you call or arrive, and until then:");
	lbi_mark_open(&h->m, "ul class=\"tell\"");
	for (size_t i = 0; i < t->suspected.n; i++)
		if (t->suspected.at[i].urgency == t->urgency)
			lbi_mark_el(&h->m, "li", t->suspected.at[i].suspect->act);
	lbi_mark_close(&h->m);
}

static void banner(lbi_html *h)
{
	lbi_mark *m = &h->m;
	const lb_triage *t = &h->r->triage;
	lbi_mark_open_with(m, "section aria-labelledby=\"now\"", "class", "now u-", t->level->id);
	lbi_mark_elz(m, "p class=\"tag\"", "Safety first");
	lbi_mark_el(m, "h1 id=\"now\"", t->level->label);
	labelled(h, "What to do:", t->level->act);
	labelled(h, "How soon:", t->level->how_soon);
	if (h->urgent)
		tell_them(h);
	if (h->r->country_unknown)
		lbi_mark_elz(m, "p", LBI_COUNTRY_UNKNOWN);
	if (h->r->c->unheard.n)
		lbi_mark_raw(m, "<p>Part of your story was not understood, and nothing here rests on it: "
				"<a href=\"#understood\">please check</a>.</p>");
	if (t->unconfirmed)
		lbi_mark_elz(m, "p",
			     "This rests on how your story was understood. If a word below is wrong, correct it. Until "
			     "then, act on it.");
	if (t->not_asked.n && !h->urgent)
		lbi_mark_raw(m, "<p>This rests on your answers so far. An open question is not a no: "
				"<a href=\"#open\">see what was not asked</a>.</p>");
	lbi_page page;
	lbi_page_html(&page, m);
	lbi_say_old_facts(&page, h->r->k, h->today_day);
	lbi_page_html_end(&page);
	lbi_html_why_open(h);
	lbi_html_row(h, "levels", t->level->id, h->r->service->sources);
	for (size_t i = 0; i < t->alarms.n; i++)
		if (t->alarms.at[i].rule->urgency == (int)t->urgency)
			lbi_html_row(h, "rules", t->alarms.at[i].rule->id, t->alarms.at[i].rule->sources);
	lbi_html_why_close(h);
	lbi_mark_close(m);
}

static void probably(lbi_html *h)
{
	lbi_mark *m = &h->m;
	const lb_likely *l;
	lbi_html_section(h, LBI_PART_probably);
	lbi_mark_elz(m, "p",
		     lbi_leading(h->r, 0)
			     ? "These patterns fit your answers best. Several can be true at once. None is a proven "
			       "diagnosis."
			     : "Too little is known yet. Answer more questions, then read this page again.");
	lbi_mark_open(m, "ol class=\"lead\"");
	for (size_t i = 0; i < LBI_LEADING_SHOWN && (l = lbi_leading(h->r, i)); i++) {
		lbi_mark_open(m, "li");
		lbi_mark_open_with(m, "a", "href", "#c-", l->row->id);
		lbi_mark_text(m, l->row->label);
		lbi_mark_close(m);
		lbi_mark_open_with(m, "span", "class", "fit fit-", lbi_str_z(lb_name(LB_NAMES_BAND, (int)l->band)));
		lbi_mark_textz(m, lbi_fit((int)l->band));
		lbi_mark_close(m);
		size_t at = 0;
		lbi_mark_el(m, "p", lbi_sentence(l->row->explain, &at));
		lbi_mark_close(m);
	}
	lbi_mark_close(m);
	lbi_mark_close(m);
}

/* ---- the page ---- */

/* Is there such a part on this page? */
static bool has_part(const lbi_html *h, lbi_part p)
{
	const lb_assessment *r = h->r;
	bool all = !h->urgent || h->clinician;
	switch (p) {
	case LBI_PART_comeback: return lbi_come_back(r, h->clinician ? LB_FOR_CLINICIAN : LB_FOR_PERSON, 0);
	case LBI_PART_stage: return all;
	case LBI_PART_day: return r->day && !h->urgent;
	case LBI_PART_muscles: return all && (r->differential.muscles.n || r->differential.fat.grade);
	case LBI_PART_remedies: return r->remedies.n;
	case LBI_PART_open: return r->triage.not_asked.n;
	case LBI_PART_answers: return h->clinician;
	default: return true;
	}
}

static void nav(lbi_html *h)
{
	static const struct {
		lbi_part to;
		const char *text;
	} links[] = {
		{LBI_PART_comeback, "When to call"},    {LBI_PART_why, "Why"},
		{LBI_PART_stage, "How it mostly goes"}, {LBI_PART_day, "Your day"},
		{LBI_PART_remedies, "Worth trying"},
		{LBI_PART_muscles, "Muscles"},          {LBI_PART_open, "Not asked yet"},
		{LBI_PART_answers, "Answers"},          {LBI_PART_sources, "Sources"},
	};
	lbi_mark_open(&h->m, "nav aria-label=\"On this page\"");
	lbi_mark_open(&h->m, "ul");
	for (size_t i = 0; i < LBI_COUNT(links); i++) {
		if (!has_part(h, links[i].to))
			continue;
		lbi_mark_open(&h->m, "li");
		lbi_mark_open_with(&h->m, "a", "href", "#", lbi_str_z(lbi_part_id(links[i].to)));
		lbi_mark_textz(&h->m, links[i].text);
		lbi_mark_close(&h->m);
		lbi_mark_close(&h->m);
	}
	lbi_mark_close(&h->m);
	lbi_mark_close(&h->m);
}

static void source(lbi_html *h, const lb_source *s)
{
	lbi_mark *m = &h->m;
	lbi_mark_open_with(m, "li", "id", "src-", s->key);
	lbi_mark_el(m, "b", s->key);
	lbi_mark_textz(m, " ");
	lbi_mark_text(m, s->authors);
	lbi_mark_textz(m, " (");
	lbi_mark_num(m, s->year, 0);
	lbi_mark_textz(m, "). ");
	lbi_mark_text(m, s->title);
	lbi_mark_textz(m, ". ");
	lbi_mark_text(m, s->where);
	lbi_mark_textz(m, ". Kind: ");
	lbi_mark_textz(m, lb_name(LB_NAMES_SOURCE_KIND, s->kind));
	lbi_mark_textz(m, ".");
	lbi_mark_close(m);
}

static void sources(lbi_html *h)
{
	lb_sources_list all = lb_sources(h->r->k);
	lbi_html_section(h, LBI_PART_sources);
	lbi_mark_open(&h->m, h->clinician ? "details open" : "details");
	lbi_mark_elz(&h->m, "summary", "Every work this page rests on");
	lbi_mark_open(&h->m, "ul class=\"refs\"");
	for (size_t i = 0; i < all.n && i < LBI_HTML_SOURCES_MAX; i++)
		if (h->cited[i / 64] >> (i % 64) & 1)
			source(h, &all.at[i]);
	lbi_mark_close_to(&h->m, h->m.depth - 3);
}

static void head(lbi_html *h)
{
	lbi_mark *m = &h->m;
	lbi_mark_raw(m, "<!DOCTYPE html>\n");
	lbi_mark_open(m, "html lang=\"en\"");
	lbi_mark_open(m, "head");
	lbi_mark_raw(
		m, "<meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
		   "<meta name=\"color-scheme\" content=\"light dark\"><meta name=\"referrer\" content=\"no-referrer\">"
		   "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
		   "'unsafe-inline'\">"
		   "<link rel=\"icon\" href=\"data:,\">\n");
	lbi_mark_open(m, "title");
	lbi_mark_text(m, h->r->triage.level->label);
	lbi_mark_textz(m, " - lumbar");
	if (h->r->c->id.n)
		lbi_mark_textz(m, " - ");
	lbi_mark_text(m, h->r->c->id);
	lbi_mark_close(m);
	lbi_mark_open(m, "style");
	for (const char *const *piece = lbi_style; *piece; piece++)
		lbi_mark_raw(m, *piece);
	lbi_mark_close(m);
	lbi_mark_close(m);
}

static void page_header(lbi_html *h)
{
	lbi_mark *m = &h->m;
	lbi_mark_raw(m, "<a class=\"skip\" href=\"#now\">Skip to what to do</a>");
	lbi_mark_open(m, "header");
	lbi_mark_open(m, "p");
	lbi_mark_elz(m, "b", "lumbar");
	lbi_mark_textz(m, h->clinician ? " report on a lower back, for the clinician" : " report on your lower back");
	if (h->r->c->id.n)
		lbi_mark_textz(m, ": ");
	lbi_mark_text(m, h->r->c->id);
	lbi_mark_raw(m, "<br>");
	lbi_mark_elz(m, "small", LB_INTENDED_USE_SHORT);
	lbi_mark_close(m);
	lbi_mark_close(m);
}

static void page_footer(lbi_html *h)
{
	lbi_mark *m = &h->m;
	lbi_mark_open(m, "footer");
	lbi_mark_elz(m, "p", LB_INTENDED_USE);
	lbi_mark_open(m, "p");
	lbi_mark_textz(m, "lumbar " LB_VERSION ", knowledge ");
	lbi_mark_text(m, lb_knowledge_version(h->r->k));
	lbi_mark_textz(m, ". A row such as ");
	lbi_mark_elz(m, "code", "rules/...");
	lbi_mark_textz(m, " stands in the folder knowledge of the program, where its facts can be read.");
	lbi_mark_close(m);
	lbi_mark_close(m);
}

static void body(lbi_html *h)
{
	bool all = !h->urgent || h->clinician;
	banner(h);
	if (!h->urgent) {
		probably(h);
		lbi_html_today(h);
	}
	nav(h);
	if (!h->clinician)
		lbi_html_come_back(h);
	lbi_html_section(h, LBI_PART_why);
	lbi_html_alarms(h);
	lbi_figure_put(&h->m, &lbi_figure_pain, h->r);
	if (all)
		lbi_html_contributors(h);
	else
		lbi_mark_elz(&h->m, "p", "First let the urgent matter be checked. What else may play a part can wait.");
	lbi_mark_close(&h->m);
	if (all)
		lbi_html_stage(h);
	lbi_html_advice(h);
	if (all)
		lbi_html_drivers(h);
	if (h->r->day && !h->urgent)
		lbi_html_day(h);
	lbi_html_remedies(h);
	if (all) {
		lbi_html_scores(h);
		lbi_html_muscles(h);
	}
	lbi_html_open_questions(h);
	if (h->clinician)
		lbi_html_come_back(h);
	lbi_html_understood(h);
	if (h->clinician)
		lbi_html_answers(h);
	sources(h);
}

lb_status lb_report_html(const lb_assessment *r, lb_report_options o, lb_sink sink, lb_err *err)
{
	lbi_out out;
	lbi_html h = {.m = {.out = &out}, .r = r, .clinician = o.audience == LB_FOR_CLINICIAN, .urgent = lbi_urgent(r), .today_day = o.today_day};
	lbi_out_start(&out, sink);
	head(&h);
	lbi_mark_open(&h.m, h.clinician ? "body class=\"clinician\"" : "body class=\"person\"");
	page_header(&h);
	lbi_mark_open(&h.m, "main");
	body(&h);
	lbi_mark_close(&h.m);
	page_footer(&h);
	lbi_mark_close_to(&h.m, 0);
	return lbi_out_end(&out, err);
}
