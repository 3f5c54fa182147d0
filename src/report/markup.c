/* A writer of HTML and SVG that keeps tags balanced. */
#include "markup.h"

#include "view.h"

void lbi_mark_raw(lbi_mark *m, const char *markup)
{
	lbi_putz(m->out, markup);
}

/* Deeper than the maximum is a mistake of the program that every test of a page shows: tags stay open. */
static void push(lbi_mark *m, const char *tag)
{
	if (m->depth < LBI_MARK_DEPTH_MAX)
		m->open[m->depth++] = tag;
}

void lbi_mark_open(lbi_mark *m, const char *tag)
{
	lbi_put(m->out, LB_STR("<"));
	lbi_putz(m->out, tag);
	lbi_put(m->out, LB_STR(">"));
	push(m, tag);
}

void lbi_mark_open_with(lbi_mark *m, const char *tag, const char *attr, const char *before, lb_str value)
{
	lbi_put(m->out, LB_STR("<"));
	lbi_putz(m->out, tag);
	lbi_put(m->out, LB_STR(" "));
	lbi_putz(m->out, attr);
	lbi_put(m->out, LB_STR("=\""));
	lbi_putz(m->out, before);
	lbi_mark_text(m, value);
	lbi_put(m->out, LB_STR("\">"));
	push(m, tag);
}

void lbi_mark_close(lbi_mark *m)
{
	if (!m->depth)
		return;
	const char *tag = m->open[--m->depth];
	lbi_put(m->out, LB_STR("</"));
	lbi_put(m->out, (lb_str){tag, strcspn(tag, " ")});
	lbi_put(m->out, LB_STR(">"));
	if (m->depth < 4)
		lbi_put(m->out, LB_STR("\n"));
}

void lbi_mark_close_to(lbi_mark *m, int depth)
{
	while (m->depth > depth)
		lbi_mark_close(m);
}

static const char *escape_of(char c)
{
	switch (c) {
	case '&': return "&amp;";
	case '<': return "&lt;";
	case '>': return "&gt;";
	case '"': return "&quot;";
	case '\'': return "&#39;";
	default: return (unsigned char)c < 0x20 && c != '\n' && c != '\t' ? " " : NULL;
	}
}

void lbi_mark_text(lbi_mark *m, lb_str text)
{
	size_t from = 0;
	for (size_t i = 0; i < text.n; i++) {
		const char *escape = escape_of(text.s[i]);
		if (!escape)
			continue;
		lbi_put(m->out, (lb_str){text.s + from, i - from});
		lbi_putz(m->out, escape);
		from = i + 1;
	}
	lbi_put(m->out, (lb_str){text.s + from, text.n - from});
}

void lbi_mark_textz(lbi_mark *m, const char *text)
{
	lbi_mark_text(m, lbi_str_z(text));
}

void lbi_mark_num(lbi_mark *m, double v, int decimals)
{
	char buf[32];
	lbi_put(m->out, lbi_fixed(buf, v, decimals));
}

void lbi_mark_el(lbi_mark *m, const char *tag, lb_str text)
{
	lbi_mark_open(m, tag);
	lbi_mark_text(m, text);
	lbi_mark_close(m);
}

void lbi_mark_elz(lbi_mark *m, const char *tag, const char *text)
{
	lbi_mark_el(m, tag, lbi_str_z(text));
}
