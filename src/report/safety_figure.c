/* What an urgent person is to do, as an SVG: where a picture was asked for, the danger comes first and alone. */
#include <string.h>

#include "page.h"

enum { WIDTH = 660, COLUMNS = 66, TOP = 74, LINE = 24 };

typedef struct {
	char text[8192];
	size_t n;
} kept;

static int keep(const char *bytes, size_t n, void *ctx)
{
	kept *k = ctx;
	if (n > sizeof k->text - k->n)
		return 1;
	memcpy(k->text + k->n, bytes, n);
	k->n += n;
	return 0;
}

static void paragraph(lbi_page *p, const char *lead, lb_str text, const lb_service *s)
{
	lbi_par(p, 0, 0);
	lbi_sayz(p, lead);
	lbi_say_filled(p, text, s);
	lbi_end(p);
}

/* The same words as at the top of the text, wrapped. */
static lb_status words(kept *k, const lb_assessment *r, lb_err *err)
{
	const lb_triage *t = &r->triage;
	lbi_out o;
	lbi_page p;
	k->n = 0;
	lbi_out_start(&o, (lb_sink){keep, k});
	lbi_page_start(&p, &o, (lb_report_options){.width = COLUMNS});
	paragraph(&p, "What to do: ", t->level->act, r->service);
	paragraph(&p, "How soon: ", t->level->how_soon, r->service);
	for (size_t i = 0; i < t->suspected.n; i++)
		if (t->suspected.at[i].urgency == t->urgency)
			lbi_bullet(&p, 2, t->suspected.at[i].suspect->act);
	if (r->country_unknown)
		paragraph(&p, "", LB_STR(LBI_COUNTRY_UNKNOWN), r->service);
	return lbi_out_end(&o, err);
}

/* The next line of what was kept, without its line feed. */
static lb_str next_line(const kept *k, size_t *at)
{
	const char *start = k->text + *at, *end = memchr(start, '\n', k->n - *at);
	lb_str line = {start, end ? (size_t)(end - start) : k->n - *at};
	*at += line.n + (end != NULL);
	return line;
}

lb_status lb_safety_figure(const lb_assessment *r, lb_sink sink, lb_err *err)
{
	kept k;
	lbi_out o;
	lbi_mark m = {.out = &o};
	lb_str line;
	size_t lines = 0, row = 0;
	lb_status s = words(&k, r, err);
	if (s)
		return s;
	for (size_t at = 0; at < k.n; lines++)
		next_line(&k, &at);
	unsigned height = TOP + (unsigned)lines * LINE + 16;
	lbi_out_start(&o, sink);
	lbi_putf(&o,
		 "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %u\" width=\"%d\" height=\"%u\" "
		 "role=\"img\" "
		 "aria-labelledby=\"t d\" font-family=\"sans-serif\">\n<title id=\"t\">Safety first. ",
		 WIDTH, height, WIDTH, height);
	lbi_mark_text(&m, r->triage.level->label);
	lbi_putz(&o, "</title>\n<desc id=\"d\">");
	lbi_mark_text(&m, (lb_str){k.text, k.n});
	lbi_putf(&o,
		 "</desc>\n<rect width=\"%d\" height=\"%u\" fill=\"#ffffff\"/>\n"
		 "<text x=\"16\" y=\"40\" font-size=\"22\" font-weight=\"bold\" fill=\"#8a1010\">",
		 WIDTH, height);
	lbi_mark_text(&m, r->triage.level->label);
	lbi_putz(&o, "</text>\n");
	for (size_t at = 0; at < k.n; row++) {
		line = next_line(&k, &at);
		lbi_putf(&o, "<text x=\"16\" y=\"%u\" font-size=\"16\" fill=\"#1c2328\">", TOP + (unsigned)row * LINE);
		lbi_mark_text(&m, line);
		lbi_putz(&o, "</text>\n");
	}
	lbi_putz(&o, "</svg>\n");
	return lbi_out_end(&o, err);
}
