/* Paragraphs and items, as plain text in columns or as HTML: what both reports say is said once. */
#ifndef LBI_PAGE_H
#define LBI_PAGE_H

#include "lumbar/report.h"
#include "markup.h"
#include "out.h"
#include "view.h"

typedef struct {
	lbi_out *out;
	lbi_mark *html;   /* NULL: text in columns. Otherwise paragraphs and items become elements of this */
	const char *list; /* the HTML list under way; NULL: none */
	unsigned width;
	bool colour;
	unsigned col;         /* where the next character goes, from 0 */
	unsigned first, hang; /* indent of the first and of later lines of the paragraph under way */
	bool begun;           /* a word stands on this line already */
	bool gap;             /* white space came since the last word that was written */
	size_t n;             /* the word under way: pieces without white space between them are one word */
	char word[160];
} lbi_page;

void lbi_page_start(lbi_page *p, lbi_out *out, lb_report_options o);
void lbi_page_html(lbi_page *p, lbi_mark *m); /* words go into m; nothing wraps; close with lbi_page_html_end */
void lbi_page_html_end(lbi_page *p);
void lbi_heading(lbi_page *p, const char *text); /* columns only */
/* A paragraph: begin, any number of pieces, end. Words wrap at the width. */
void lbi_par(lbi_page *p, unsigned first, unsigned hang);
void lbi_say(lbi_page *p, lb_str text);
void lbi_sayz(lbi_page *p, const char *text);
void lbi_sayf(lbi_page *p, const char *fmt, ...) LB_PRINTF(2, 3);
/* Here the line may break, without a space: after the "/" of "table/id". */
void lbi_may_break(lbi_page *p);
void lbi_end(lbi_page *p);
/* Begin an item of a list, numbered from 1; 0: a starred one. Say the rest, then lbi_end. */
void lbi_item(lbi_page *p, size_t number);
/* A whole bullet. */
void lbi_bullet(lbi_page *p, unsigned indent, lb_str text);
void lbi_blank(lbi_page *p);
/* An id as words: "leg_pain" -> "leg pain". */
void lbi_say_id(lbi_page *p, lb_str id);
/* Where the facts were last read more than two years before today: a paragraph that says so. */
void lbi_say_old_facts(lbi_page *p, const lb_knowledge *k, int today_day);
/* A level's text with {emergency}, {urgent}, {routine} filled in from the country's row. */
void lbi_say_filled(lbi_page *p, lb_str text, const lb_service *s);
lb_str lbi_fill(lb_str text, size_t *at, const lb_service *s); /* the next piece; empty at the end */

#endif
