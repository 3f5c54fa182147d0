/* HTML and SVG: what was opened is closed, what is text is escaped. */
#ifndef LBI_MARKUP_H
#define LBI_MARKUP_H

#include "out.h"

#define LBI_MARK_DEPTH_MAX 24
typedef struct {
	lbi_out *out;
	int depth;
	const char *open[LBI_MARK_DEPTH_MAX];
} lbi_mark;

/* `tag` is the program's own text, name first: "p class=\"do\"". */
void lbi_mark_open(lbi_mark *m, const char *tag);
/* The same with one attribute made of two parts, escaped: open_with(m, "li", "id", "src-", key). */
void lbi_mark_open_with(lbi_mark *m, const char *tag, const char *attr, const char *before, lb_str value);
void lbi_mark_close(lbi_mark *m);
void lbi_mark_close_to(lbi_mark *m, int depth); /* until so many are open */
void lbi_mark_text(lbi_mark *m, lb_str text);
void lbi_mark_textz(lbi_mark *m, const char *text);
void lbi_mark_num(lbi_mark *m, double v, int decimals);
void lbi_mark_raw(lbi_mark *m, const char *markup); /* the program's own, balanced in itself */
/* open, text, close */
void lbi_mark_el(lbi_mark *m, const char *tag, lb_str text);
void lbi_mark_elz(lbi_mark *m, const char *tag, const char *text);

#endif
