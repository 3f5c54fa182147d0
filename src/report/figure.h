/* A figure: drawn as SVG, named, and said in words. A room adds its figure as one constant of this type. */
#ifndef LBI_FIGURE_H
#define LBI_FIGURE_H

#include "markup.h"
#include "view.h"

typedef struct {
	const char *id, *title, *viewbox;                    /* "0 0 640 400" */
	bool (*wanted)(const lb_assessment *r);              /* is there anything to draw? */
	void (*draw)(lbi_mark *m, const lb_assessment *r);   /* the inside of the svg; colours by class, see report.css */
	void (*say)(lbi_mark *m, const lb_assessment *r);    /* the same in sentences; text only, no tags */
	void (*legend)(lbi_mark *m, const lb_assessment *r); /* may be NULL; HTML below the drawing */
} lbi_figure;

extern const lbi_figure lbi_figure_pain, lbi_figure_muscles, lbi_figure_course;

/* <figure> with <svg>, <title>, <desc> and a caption that holds the words. Nothing when it is not wanted. */
void lbi_figure_put(lbi_mark *m, const lbi_figure *f, const lb_assessment *r);

/* ---- for figures ---- */
typedef struct {
	short x, y;
} lbi_pt;
/* d="..." of a smooth closed curve through points; x is taken times `flip` (1 or -1) and moved by dx. */
void lbi_curve(lbi_mark *m, const lbi_pt *p, size_t n, int dx, int flip);

#endif
