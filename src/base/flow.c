/* A tree written back as YAML on one line, and strings between double quotes. */
#include <stdio.h>
#include <string.h>

#include "node.h"
#include "out.h"

/* The code point at s[i] and its length in bytes; 0 where the bytes are not UTF-8. */
static size_t decode(lb_str s, size_t i, uint32_t *point)
{
	static const struct {
		unsigned char mask, lead;
		uint32_t least;
	} forms[] = { { 0x80, 0x00, 0 }, { 0xe0, 0xc0, 0x80 }, { 0xf0, 0xe0, 0x800 }, { 0xf8, 0xf0, 0x10000 } };
	unsigned char first = (unsigned char)s.s[i];
	for (size_t n = 0; n < LBI_COUNT(forms); n++) {
		if ((first & forms[n].mask) != forms[n].lead || i + n >= s.n)
			continue;
		uint32_t p = first & (unsigned char)~forms[n].mask;
		for (size_t j = 1; j <= n; j++) {
			if (((unsigned char)s.s[i + j] & 0xc0) != 0x80)
				return 0;
			p = p << 6 | ((unsigned char)s.s[i + j] & 0x3f);
		}
		*point = p;
		return p >= forms[n].least && p <= 0x10ffff && !(p >= 0xd800 && p < 0xe000) ? n + 1 : 0;
	}
	return 0;
}

/* YAML reads these as line breaks, or refuses them, unless they are escaped. */
static bool needs_escape(uint32_t p)
{
	return p < 0x20 || (p >= 0x7f && p < 0xa0) || p == 0x2028 || p == 0x2029 || p == 0xfeff || p == 0xfffe || p == 0xffff;
}

void lbi_put_quoted(lbi_out *o, lb_str s)
{
	lbi_putz(o, "\"");
	for (size_t i = 0; i < s.n;) {
		uint32_t p = 0;
		size_t n = decode(s, i, &p);
		if (!n || !p)
			lbi_putz(o, "?");
		else if (p == '\n')
			lbi_putz(o, "\\n");
		else if (p == '"' || p == '\\')
			lbi_putf(o, "\\%c", (int)p);
		else if (needs_escape(p))
			lbi_putf(o, "\\u%04x", (unsigned)p);
		else
			lbi_put(o, (lb_str){ s.s + i, n });
		i += n ? n : 1;
	}
	lbi_putz(o, "\"");
}

static void put_node(lbi_out *o, const lbi_node *n)
{
	double v;
	switch (n->kind) {
	case LBI_NULL: lbi_putz(o, "~"); return;
	case LBI_BOOL: lbi_putz(o, n->truth ? "yes" : "no"); return;
	case LBI_NUMBER: lbi_putf(o, "%.17g", n->number); return;
	case LBI_TEXT:
		if (!n->quoted && lbi_number(&v, n->text))
			lbi_put(o, n->text);
		else
			lbi_put_quoted(o, n->text);
		return;
	case LBI_LIST:
	case LBI_MAP: break;
	}
	lbi_putz(o, n->kind == LBI_MAP ? "{" : "[");
	for (const lbi_node *c = n->first; c; c = c->next) {
		lbi_putz(o, c == n->first ? "" : ", ");
		if (n->kind == LBI_MAP)
			lbi_put_quoted(o, c->name), lbi_putz(o, ": ");
		put_node(o, c);
	}
	lbi_putz(o, n->kind == LBI_MAP ? "}" : "]");
}

/* ---- into the arena: once to count, once to fill ---- */

typedef struct {
	char *at;
	size_t n;
} fill;

static int take(const char *bytes, size_t n, void *ctx)
{
	fill *f = ctx;
	if (f->at)
		memcpy(f->at + f->n, bytes, n);
	f->n += n;
	return 0;
}

lb_str lbi_node_flow(const lbi_node *n, lb_arena *a)
{
	fill f = { NULL, 0 };
	for (int round = 0; round < 2; round++) {
		lbi_out o;
		if (round && !(f.at = lb_arena_new(a, f.n + 1, 1)))
			return (lb_str){ NULL, 0 };
		f.n = 0;
		lbi_out_start(&o, (lb_sink){ take, &f });
		put_node(&o, n);
		lbi_out_end(&o, NULL);
	}
	return (lb_str){ f.at, f.n };
}
