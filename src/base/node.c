/* What YAML and JSON trees share: look-up, messages, and the place of a JSON value in its text. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "node.h"

lb_status lbi_doc_read(lbi_doc *doc, lb_arena *a, lb_err *err)
{
	lb_str t = lbi_str_trim(doc->text);
	if (t.n && (t.s[0] == '{' || t.s[0] == '['))
		return lbi_json_read(doc, a, err);
	return lbi_yaml_read(doc, a, err);
}

const lbi_node *lbi_node_get(const lbi_node *map, const char *key)
{
	if (!map || map->kind != LBI_MAP)
		return NULL;
	for (const lbi_node *c = map->first; c; c = c->next)
		if (lbi_str_is(c->name, key))
			return c;
	return NULL;
}

const char *lbi_node_show(const lbi_node *n, char *buf, size_t size)
{
	switch (n->kind) {
	case LBI_TEXT: snprintf(buf, size, "'%.*s'", n->text.n > 60 ? 60 : (int)n->text.n, n->text.s); break;
	case LBI_NUMBER: snprintf(buf, size, "%g", n->number); break;
	case LBI_BOOL: snprintf(buf, size, "%s", n->truth ? "true" : "false"); break;
	case LBI_LIST: snprintf(buf, size, "a list"); break;
	case LBI_MAP: snprintf(buf, size, "a map"); break;
	case LBI_NULL: snprintf(buf, size, "nothing"); break;
	}
	return buf;
}

/* ---- the place of a value in JSON text that is known to be well-formed ---- */

typedef struct {
	const char *p, *end;
} scan;

static void skip_space(scan *s)
{
	while (s->p < s->end && strchr(" \t\r\n", *s->p) && *s->p)
		s->p++;
}

static void skip_string(scan *s)
{
	for (s->p++; s->p < s->end && *s->p != '"'; s->p++)
		if (*s->p == '\\')
			s->p++;
	if (s->p < s->end)
		s->p++;
}

static void skip_value(scan *s)
{
	int depth = 0;
	do {
		skip_space(s);
		if (s->p >= s->end)
			return;
		if (*s->p == '"') {
			skip_string(s);
		} else if (strchr("{[", *s->p)) {
			depth++, s->p++;
		} else if (strchr("}]", *s->p)) {
			depth--, s->p++;
		} else if (strchr(",:", *s->p)) {
			s->p++;
		} else {
			while (s->p < s->end && !strchr(" \t\r\n,:]}", *s->p))
				s->p++;
		}
	} while (depth > 0 && s->p < s->end);
}

/* Move from the start of a value to the start of the node below it. */
static void scan_to(scan *s, const lbi_node *n)
{
	if (n->up)
		scan_to(s, n->up);
	skip_space(s);
	if (!n->up)
		return;
	s->p += s->p < s->end; /* the opening bracket */
	for (uint32_t i = 0;; i++) {
		skip_space(s);
		if (n->up->kind == LBI_MAP) {
			skip_string(s);
			skip_space(s);
			s->p += s->p < s->end; /* the colon */
			skip_space(s);
		}
		if (i == n->index || s->p >= s->end)
			return;
		skip_value(s);
		skip_space(s);
		s->p += s->p < s->end; /* the comma */
	}
}

static void place(const lbi_doc *doc, const lbi_node *n, uint32_t *line, uint32_t *col)
{
	*line = n->line, *col = n->col;
	if (n->line) {
		*line += doc->first_line ? doc->first_line - 1 : 0;
		return;
	}
	scan s = { doc->text.s, doc->text.s + doc->text.n };
	scan_to(&s, n);
	*line = doc->first_line ? doc->first_line : 1, *col = 1;
	for (const char *p = doc->text.s; p < s.p; p++)
		*p == '\n' ? ((*line)++, *col = 1) : (*col)++;
}

lb_status lbi_fail_node(lb_err *err, lb_status s, const lbi_doc *doc, const lbi_node *n, const char *fmt, ...)
{
	if (!err || err->status != LB_OK)
		return s;
	char what[sizeof err->what];
	va_list args;
	va_start(args, fmt);
	vsnprintf(what, sizeof what, fmt, args);
	va_end(args);
	uint32_t line, col;
	place(doc, n, &line, &col);
	lbi_fail(err, s, NULL, "%s", what);
	return lbi_fail_where(err, s, "%.*s:%u:%u", LB_FMT(doc->file), line, col);
}
