/* Plain JSON to nodes, in one pass over the bytes.
 *
 * Most of what machines write is plain: UTF-8, no \u, short numbers, few keys a map. This reader takes such a text or
 * leaves it; it never refuses one. What it leaves goes to jansson, which has the last word on what is JSON, and finds
 * the message. What it takes gives the tree that jansson gives: test/base/read.c and the fuzz targets hold the two
 * against each other. */
#include <string.h>

#include "node.h"

enum { PAD_BYTES = 16, KEYS_MAX = 64, DIGITS_MAX = 15 };

typedef struct {
	char *p; /* in a copy of the text, with NUL behind it: NUL is never plain, so that nothing reads on */
	lb_arena *arena;
	bool starved;
} reader;

typedef uint8_t block __attribute__((vector_size(16)));

static bool is_plain(unsigned char c)
{
	return c >= 0x20 && c < 0x80 && c != '"' && c != '\\';
}

/* Sixteen bytes that stand in a string as they are. */
static bool plain_16(const char *s)
{
	block v;
	uint64_t any[2];
	memcpy(&v, s, sizeof v);
	block hit = (block)(v < 0x20) | (block)(v == '"') | (block)(v == '\\') | (block)(v >= 0x80);
	memcpy(any, &hit, sizeof any);
	return !(any[0] | any[1]);
}

static void skip_space(reader *r)
{
	while (*r->p == ' ' || *r->p == '\n' || *r->p == '\t' || *r->p == '\r')
		r->p++;
}

/* An escape of two bytes; 0 for what is left to jansson. */
static char escape(char c)
{
	static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
	const char *at = c ? strchr(from, c) : NULL;
	return at ? to[at - from] : '\0';
}

/* Bytes of the UTF-8 character at p, which begins with 0x80 or more; 0 when it is none: too long a form, a surrogate,
 * beyond U+10FFFF, or cut off (the NUL behind the text goes on nothing). */
static size_t utf8(const char *p)
{
	const unsigned char *s = (const unsigned char *)p;
	size_t n = s[0] >= 0xc2 && s[0] < 0xe0 ? 2 : s[0] >= 0xe0 && s[0] < 0xf0 ? 3 : s[0] >= 0xf0 && s[0] < 0xf5 ? 4 : 0;
	for (size_t i = 1; i < n; i++)
		if ((s[i] & 0xc0) != 0x80)
			return 0;
	bool bad = (s[0] == 0xe0 && s[1] < 0xa0) || (s[0] == 0xed && s[1] >= 0xa0) || (s[0] == 0xf0 && s[1] < 0x90) ||
	           (s[0] == 0xf4 && s[1] >= 0x90);
	return bad ? 0 : n;
}

/* One character that is not plain, from p to *to; both move on. */
static bool special(reader *r, char **to)
{
	size_t n;
	if (*r->p == '\\') {
		char c = escape(*++r->p);
		n = c != '\0';
		*r->p = c;
	} else {
		n = (unsigned char)*r->p < 0x80 ? 0 : utf8(r->p);
	}
	memmove(*to, r->p, n);
	*to += n, r->p += n;
	return n > 0;
}

/* The text of a string, in place; p stands on its first quote, and then behind its last. */
static bool string(reader *r, lb_str *out)
{
	char *from = ++r->p, *to = from;
	for (;;) {
		for (; plain_16(r->p); r->p += 16, to += 16)
			if (to != r->p)
				memmove(to, r->p, 16);
		while (is_plain((unsigned char)*r->p))
			*to++ = *r->p++;
		if (*r->p == '"')
			break;
		if (!special(r, &to))
			return false;
	}
	*to = '\0', r->p++;
	*out = (lb_str){ from, (size_t)(to - from) };
	return true;
}

static bool digits(reader *r, double *value, int *n)
{
	const char *from = r->p;
	for (; *r->p >= '0' && *r->p <= '9'; r->p++, ++*n)
		if (*n < DIGITS_MAX)
			*value = *value * 10 + (*r->p - '0');
	return r->p > from && *n <= DIGITS_MAX;
}

/* Up to 15 digits over a power of ten: one division of two exact numbers, so rounded as it should be. */
static bool number(reader *r, double *out)
{
	static const double ten[DIGITS_MAX + 1] = { 1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15 };
	bool minus = *r->p == '-', zero;
	double v = 0;
	int n = 0, whole;
	r->p += minus;
	zero = *r->p == '0';
	if (!digits(r, &v, &n) || (zero && (n > 1 || minus)))
		return false;
	whole = n;
	if (*r->p == '.' && (r->p++, !digits(r, &v, &n)))
		return false;
	if (*r->p == 'e' || *r->p == 'E')
		return false;
	*out = (minus ? -v : v) / ten[n - whole];
	return true;
}

static bool word(reader *r, const char *z)
{
	size_t n = strlen(z);
	if (strncmp(r->p, z, n) != 0)
		return false;
	r->p += n;
	return true;
}

static bool value(reader *r, lbi_node *n, int depth);

static bool repeats(const lbi_node *map, lb_str name)
{
	for (const lbi_node *c = map->first; c; c = c->next)
		if (lbi_str_eq(c->name, name))
			return true;
	return false;
}

/* The inside of a list or a map; p stands on the opening bracket. */
static bool nest(reader *r, lbi_node *n, int depth)
{
	char close = n->kind == LBI_MAP ? '}' : ']';
	lbi_node *last = NULL;
	r->p++;
	skip_space(r);
	if (*r->p == close)
		return r->p++, true;
	for (;; r->p++) {
		lb_str name = { 0 };
		skip_space(r);
		if (n->kind == LBI_MAP) {
			if (*r->p != '"' || n->n == KEYS_MAX || !string(r, &name) || repeats(n, name))
				return false;
			skip_space(r);
			if (*r->p++ != ':')
				return false;
			skip_space(r);
		}
		lbi_node *c = lbi_arena_raw(r->arena, 1, sizeof *c);
		if (!c)
			return r->starved = true, false;
		*c = (lbi_node){ .name = name, .up = n, .index = n->n++ };
		if (last)
			last->next = c;
		else
			n->first = c;
		last = c;
		if (!value(r, c, depth))
			return false;
		skip_space(r);
		if (*r->p == close)
			return r->p++, true;
		if (*r->p != ',')
			return false;
	}
}

static bool value(reader *r, lbi_node *n, int depth)
{
	switch (*r->p) {
	case '{':
	case '[': n->kind = *r->p == '{' ? LBI_MAP : LBI_LIST; return depth < LBI_NODE_DEPTH_MAX && nest(r, n, depth + 1);
	case '"': n->kind = LBI_TEXT; return string(r, &n->text);
	case 't': n->kind = LBI_BOOL, n->truth = true; return word(r, "true");
	case 'f': n->kind = LBI_BOOL; return word(r, "false");
	case 'n': n->kind = LBI_NULL; return word(r, "null");
	default: n->kind = LBI_NUMBER; return number(r, &n->number);
	}
}

lb_status lbi_json_plain(const lbi_node **out, lb_str text, lb_arena *a)
{
	*out = NULL;
	char *copy = lbi_arena_raw(a, text.n + PAD_BYTES + 1, 1);
	lbi_node *root = lb_arena_new(a, 1, sizeof *root);
	if (!copy || !root)
		return LB_NOMEM;
	if (text.n)
		memcpy(copy, text.s, text.n);
	memset(copy + text.n, 0, PAD_BYTES + 1);
	reader r = { .p = copy, .arena = a };
	skip_space(&r);
	bool taken = value(&r, root, 0);
	if (taken)
		skip_space(&r);
	if (taken && r.p == copy + text.n)
		*out = root;
	return r.starved ? LB_NOMEM : LB_OK;
}
