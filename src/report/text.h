/* Parts of the plain text report. */
#ifndef LBI_REPORT_TEXT_H
#define LBI_REPORT_TEXT_H

#include "page.h"

typedef struct {
	lbi_page page;
	const lb_assessment *r;
	bool clinician;
} lbi_text;

void lbi_say_sources(lbi_text *w, lb_refs sources); /* " [Key, Key]" */
void lbi_text_scores(lbi_text *w);
void lbi_text_advice(lbi_text *w);   /* scans, direction, whom to see */
void lbi_text_remedies(lbi_text *w); /* nothing for an urgent case */

#endif
