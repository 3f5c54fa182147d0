/* Parts of the HTML report. */
#ifndef LBI_HTML_H
#define LBI_HTML_H

#include "figure.h"

#define LBI_HTML_SOURCES_MAX 4096
typedef struct {
	lbi_mark m;
	const lb_assessment *r;
	bool clinician, urgent;
	int today_day;                             /* 0: not known */
	unsigned tables;                           /* so far: each needs a name of its own */
	uint64_t cited[LBI_HTML_SOURCES_MAX / 64]; /* sources to list at the end */
} lbi_html;

extern const char *const lbi_style[]; /* the style sheet, in pieces; NULL ends it */

/* ---- html.c ---- */
void lbi_html_section(lbi_html *h, lbi_part part);        /* <section> with its <h2>; close it */
void lbi_html_phrases(lbi_html *h, lb_finding_list list); /* "a; b; c" */
void lbi_html_cite(lbi_html *h, lb_refs sources);         /* links to the list of sources */
/* "Why": the rows that a passage rests on, to unfold. The table's name, the row's id, its sources. */
void lbi_html_why_open(lbi_html *h);
void lbi_html_row(lbi_html *h, const char *table, lb_str id, lb_refs sources);
void lbi_html_why_close(lbi_html *h);
void lbi_html_why(lbi_html *h, const char *table, lb_str id, lb_refs sources);
void lbi_html_filled(lbi_html *h, lb_str text); /* with the country's numbers */

/* ---- html_why.c: reasons, for both readers ---- */
void lbi_html_alarms(lbi_html *h);
void lbi_html_contributors(lbi_html *h);
void lbi_html_stage(lbi_html *h);
void lbi_html_drivers(lbi_html *h);
void lbi_html_muscles(lbi_html *h);
void lbi_html_come_back(lbi_html *h);
void lbi_html_open_questions(lbi_html *h);
void lbi_html_understood(lbi_html *h);

/* ---- html_care.c: what to do ---- */
void lbi_html_today(lbi_html *h);
void lbi_html_advice(lbi_html *h);
void lbi_html_remedies(lbi_html *h);
void lbi_html_scores(lbi_html *h);

/* ---- day.c: only where the case tells its day ---- */
void lbi_html_day(lbi_html *h);

/* ---- html_numbers.c: for the clinician ---- */
void lbi_html_evidence_table(lbi_html *h, const lb_likely *l);
void lbi_html_base_rate(lbi_html *h, const lb_likely *l);
void lbi_html_answers(lbi_html *h);
void lbi_html_course_numbers(lbi_html *h);

#endif
