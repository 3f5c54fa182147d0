/* Wrapped text. Columns are counted in code points, which serves the languages used here. */
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "page.h"

void lbi_page_start(lbi_page *p, lbi_out *out, lb_report_options o)
{
	unsigned width = o.width ? o.width : 80;
	*p = (lbi_page){ .out = out, .width = width < 40 ? 40 : width, .colour = o.colour };
}

void lbi_page_html(lbi_page *p, lbi_mark *m)
{
	*p = (lbi_page){ .out = m->out, .html = m, .width = UINT_MAX };
}

static void html_list(lbi_page *p, const char *list)
{
	if (p->list == list)
		return;
	if (p->list)
		lbi_mark_close(p->html);
	if (list)
		lbi_mark_open(p->html, list);
	p->list = list;
}

void lbi_page_html_end(lbi_page *p)
{
	html_list(p, NULL);
}

static unsigned columns(lb_str s)
{
	unsigned n = 0;
	for (size_t i = 0; i < s.n; i++)
		n += ((unsigned char)s.s[i] & 0xc0) != 0x80;
	return n;
}

static void spaces(lbi_page *p, unsigned n)
{
	for (; n; n--, p->col++)
		lbi_put(p->out, LB_STR(" "));
}

void lbi_blank(lbi_page *p)
{
	if (!p->html)
		lbi_put(p->out, LB_STR("\n"));
	p->col = 0;
}

static void begin(lbi_page *p, unsigned first, unsigned hang)
{
	p->first = first, p->hang = hang, p->gap = false, p->begun = false, p->n = 0;
	if (!p->html)
		spaces(p, first);
}

void lbi_par(lbi_page *p, unsigned first, unsigned hang)
{
	begin(p, first, hang);
	if (p->html) {
		html_list(p, NULL);
		lbi_mark_open(p->html, "p");
	}
}

void lbi_item(lbi_page *p, size_t number)
{
	static const char numbered[] = "ol", starred[] = "ul";
	begin(p, 2, number ? 5 : 4);
	if (p->html) {
		html_list(p, number ? numbered : starred);
		lbi_mark_open(p->html, "li");
	} else if (number) {
		lbi_sayf(p, "%zu. ", number);
	} else {
		lbi_sayz(p, "* ");
	}
}

/* Write the word under way, on the next line where it does not fit on this one. */
static void put_word(lbi_page *p)
{
	lb_str word = { p->word, p->n };
	unsigned n = columns(word);
	if (!p->n)
		return;
	if (p->begun && p->col + p->gap + n > p->width) {
		lbi_blank(p);
		spaces(p, p->hang);
	} else if (p->gap && p->begun) {
		spaces(p, 1);
	}
	if (p->html)
		lbi_mark_text(p->html, word);
	else
		lbi_put(p->out, word);
	p->col += n, p->n = 0, p->gap = false, p->begun = true;
}

/* A terminal must not obey what a case file says: control characters are shown as a question mark. */
static bool commands(lb_str text, size_t i)
{
	unsigned char c = (unsigned char)text.s[i];
	bool high = c >= 0x80 && c < 0xa0 && i && (unsigned char)text.s[i - 1] == 0xc2;
	return c < 0x20 || c == 0x7f || high;
}

void lbi_say(lbi_page *p, lb_str text)
{
	for (size_t i = 0; i < text.n; i++) {
		bool gap = text.s[i] == ' ' || text.s[i] == '\n';
		if (gap || p->n == sizeof p->word)
			put_word(p);
		if (gap)
			p->gap = true;
		else
			p->word[p->n++] = commands(text, i) ? '?' : text.s[i];
	}
}

void lbi_sayz(lbi_page *p, const char *text)
{
	lbi_say(p, lbi_str_z(text));
}

void lbi_sayf(lbi_page *p, const char *fmt, ...)
{
	char buf[512];
	va_list args;
	va_start(args, fmt);
	lbi_say(p, lbi_str_vprint(buf, sizeof buf, fmt, args));
	va_end(args);
}

void lbi_may_break(lbi_page *p)
{
	put_word(p);
}

void lbi_end(lbi_page *p)
{
	put_word(p);
	if (p->html)
		lbi_mark_close(p->html);
	lbi_blank(p);
}

void lbi_heading(lbi_page *p, const char *text)
{
	size_t n = strlen(text);
	lbi_blank(p);
	if (p->colour)
		lbi_put(p->out, LB_STR("\033[1m"));
	lbi_par(p, 0, 0);
	lbi_sayz(p, text);
	put_word(p);
	if (p->colour)
		lbi_put(p->out, LB_STR("\033[0m"));
	lbi_blank(p);
	for (size_t i = n < p->width ? n : p->width; i; i--)
		lbi_put(p->out, LB_STR("-"));
	lbi_blank(p);
}

void lbi_bullet(lbi_page *p, unsigned indent, lb_str text)
{
	lbi_par(p, indent, indent + 2);
	lbi_sayz(p, "- ");
	lbi_say(p, text);
	lbi_end(p);
}

void lbi_say_id(lbi_page *p, lb_str id)
{
	char buf[96];
	size_t n = id.n < sizeof buf ? id.n : sizeof buf;
	for (size_t i = 0; i < n; i++)
		buf[i] = id.s[i] == '_' ? ' ' : id.s[i];
	lbi_say(p, (lb_str){ buf, n });
}

lb_str lbi_fill(lb_str text, size_t *at, const lb_service *s)
{
	size_t i = *at;
	if (i >= text.n)
		return LB_STR("");
	const struct {
		lb_str mark, value;
	} marks[] = { { LB_STR("{emergency}"), s->emergency }, { LB_STR("{urgent}"), s->urgent }, { LB_STR("{routine}"), s->routine } };
	for (size_t m = 0; m < LBI_COUNT(marks); m++)
		if (text.n - i >= marks[m].mark.n && memcmp(text.s + i, marks[m].mark.s, marks[m].mark.n) == 0) {
			*at = i + marks[m].mark.n;
			return marks[m].value;
		}
	for (*at = i + 1; *at < text.n && text.s[*at] != '{'; (*at)++)
		;
	return (lb_str){ text.s + i, *at - i };
}

void lbi_say_old_facts(lbi_page *p, const lb_knowledge *k, int today_day)
{
	enum { OLD_DAYS = 731 };
	if (today_day - lb_knowledge_reviewed_day(k) < OLD_DAYS)
		return;
	lb_str v = lb_knowledge_version(k);
	lbi_par(p, 0, 0);
	lbi_sayf(p, "The facts behind this report were last read through on %.*s, more than two years ago. Some may have changed. "
	            "Look for a newer version of the program.", (int)(v.n < 10 ? v.n : 10), v.s);
	lbi_end(p);
}

void lbi_say_filled(lbi_page *p, lb_str text, const lb_service *s)
{
	size_t at = 0;
	for (lb_str piece; (piece = lbi_fill(text, &at, s)).n;)
		lbi_say(p, piece);
}
