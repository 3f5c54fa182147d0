/* Parts of the plain text report. */
#ifndef LBI_REPORT_TEXT_H
#define LBI_REPORT_TEXT_H

#include "page.h"

typedef struct {
	lbi_page page;
	const lb_assessment *r;
	bool clinician, urgent;
} lbi_text;

/* ---- text.c ---- */
void lbi_text_part(lbi_text *w, lbi_part part);                                  /* the heading of a part */
void lbi_text_line(lbi_text *w, unsigned indent, const char *lead, lb_str text); /* a paragraph; lead may be NULL */
void lbi_say_phrase(lbi_text *w, uint16_t finding);
void lbi_say_phrases(lbi_text *w, lb_finding_list list);                      /* "a; b; c" */
void lbi_say_row(lbi_text *w, const char *table, lb_str id, lb_refs sources); /* " [rules/id: Key, Key]" */

/* ---- text_why.c: reasons ---- */
void lbi_text_alarms(lbi_text *w);
void lbi_text_contributors(lbi_text *w);
void lbi_text_stage(lbi_text *w);
void lbi_text_drivers(lbi_text *w);
void lbi_text_muscles(lbi_text *w);
void lbi_text_open_questions(lbi_text *w);
void lbi_text_understood(lbi_text *w);

/* ---- text_care.c: what to do ---- */
void lbi_text_today(lbi_text *w);
void lbi_text_come_back(lbi_text *w);
void lbi_text_scores(lbi_text *w);
void lbi_text_advice(lbi_text *w);   /* scans, direction, whom to see */
void lbi_text_remedies(lbi_text *w); /* nothing for an urgent case */

/* ---- day.c: the case's own day, short ---- */
void lbi_text_day(lbi_text *w);

#endif
