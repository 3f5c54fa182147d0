/* YAML to nodes by libyaml's events. */
#include <string.h>
#include <yaml.h>

#include "node.h"

typedef struct {
	lbi_doc *doc;
	lb_arena *arena;
	lb_err *err;
	yaml_parser_t parser;
	int depth;
} reader;

static lb_status refuse(reader *r, yaml_mark_t at, lb_status s, const char *what)
{
	lbi_fail(r->err, s, NULL, "%s", what);
	return lbi_fail_where(r->err, s, "%.*s:%zu:%zu", LB_FMT(r->doc->file),
	                      at.line + (r->doc->first_line ? r->doc->first_line : 1), at.column + 1);
}

static lb_status next_event(reader *r, yaml_event_t *e)
{
	if (yaml_parser_parse(&r->parser, e))
		return LB_OK;
	if (r->parser.error == YAML_MEMORY_ERROR)
		return lbi_fail(r->err, LB_NOMEM, NULL, "reading YAML");
	yaml_mark_t at = r->parser.problem_mark;
	return refuse(r, at, LB_PARSE, r->parser.problem ? r->parser.problem : "not YAML");
}

static lbi_node *node_new(reader *r, const yaml_event_t *e)
{
	lbi_node *n = lb_arena_new(r->arena, 1, sizeof *n);
	if (n)
		n->line = (uint32_t)e->start_mark.line + 1, n->col = (uint32_t)e->start_mark.column + 1;
	return n;
}

static lb_status scalar(reader *r, const yaml_event_t *e, lbi_node *n)
{
	lb_str text = { (const char *)e->data.scalar.value, e->data.scalar.length };
	if (e->data.scalar.anchor || (e->data.scalar.tag && e->data.scalar.style == YAML_PLAIN_SCALAR_STYLE))
		return refuse(r, e->start_mark, LB_PARSE, "anchors and tags are not used here");
	if (memchr(text.s, '\0', text.n))
		return refuse(r, e->start_mark, LB_PARSE, "a zero byte in a text");
	n->quoted = e->data.scalar.style != YAML_PLAIN_SCALAR_STYLE;
	bool nothing = !n->quoted && (!text.n || lbi_str_is(text, "~") || lbi_str_is(text, "null"));
	n->kind = nothing ? LBI_NULL : LBI_TEXT;
	n->text = lbi_str_dup(r->arena, text);
	return n->text.s ? LB_OK : lbi_fail(r->err, LB_NOMEM, NULL, "reading YAML");
}

static lb_status value(reader *r, yaml_event_t *e, lbi_node *n);

static lb_status add_child(reader *r, lbi_node *n, lbi_node **last, lbi_node *child)
{
	for (const lbi_node *c = n->first; c && n->kind == LBI_MAP; c = c->next)
		if (lbi_str_eq(c->name, child->name))
			return lbi_fail_node(r->err, LB_PARSE, r->doc, child, "'%.*s' stands here twice",
			                     LB_FMT(child->name));
	child->up = n, child->index = n->n++;
	*(*last ? &(*last)->next : &n->first) = child;
	*last = child;
	return LB_OK;
}

static lb_status children(reader *r, lbi_node *n, yaml_event_type_t end)
{
	lbi_node *last = NULL;
	for (;;) {
		yaml_event_t e;
		lb_status s = next_event(r, &e);
		if (s)
			return s;
		if (e.type == end) {
			yaml_event_delete(&e);
			return LB_OK;
		}
		lbi_node *child = node_new(r, &e);
		lbi_node key = { 0 };
		if (!child)
			s = lbi_fail(r->err, LB_NOMEM, NULL, "reading YAML");
		else if (n->kind == LBI_MAP && e.type != YAML_SCALAR_EVENT)
			s = refuse(r, e.start_mark, LB_PARSE, "a key must be one word or phrase");
		else if (n->kind == LBI_MAP)
			s = scalar(r, &e, &key);
		if (!s && n->kind == LBI_MAP) {
			child->name = key.text;
			yaml_event_delete(&e);
			s = next_event(r, &e);
			if (s)
				return s;
			if (e.type == YAML_SCALAR_EVENT && e.data.scalar.length) /* errors point at the value */
				child->line = (uint32_t)e.start_mark.line + 1, child->col = (uint32_t)e.start_mark.column + 1;
		}
		if (!s)
			s = value(r, &e, child);
		yaml_event_delete(&e);
		if (!s)
			s = add_child(r, n, &last, child);
		if (s)
			return s;
	}
}

static lb_status value(reader *r, yaml_event_t *e, lbi_node *n)
{
	bool list = e->type == YAML_SEQUENCE_START_EVENT, map = e->type == YAML_MAPPING_START_EVENT;
	if (e->type == YAML_SCALAR_EVENT)
		return scalar(r, e, n);
	if (!list && !map)
		return refuse(r, e->start_mark, LB_PARSE, "anchors and aliases are not used here");
	if (r->depth == LBI_NODE_DEPTH_MAX)
		return refuse(r, e->start_mark, LB_LIMIT, "nested more than 32 deep");
	r->depth++;
	n->kind = list ? LBI_LIST : LBI_MAP;
	lb_status s = children(r, n, list ? YAML_SEQUENCE_END_EVENT : YAML_MAPPING_END_EVENT);
	r->depth--;
	return s;
}

/* Stream start, document start, one value, document end, stream end. */
static lb_status document(reader *r)
{
	static const yaml_event_type_t order[] = { YAML_STREAM_START_EVENT, YAML_DOCUMENT_START_EVENT, YAML_NO_EVENT,
		                                   YAML_DOCUMENT_END_EVENT, YAML_STREAM_END_EVENT };
	for (size_t i = 0; i < LBI_COUNT(order); i++) {
		yaml_event_t e;
		lb_status s = next_event(r, &e);
		if (s)
			return s;
		if (order[i] == YAML_NO_EVENT) {
			lbi_node *root = node_new(r, &e);
			s = root ? value(r, &e, root) : lbi_fail(r->err, LB_NOMEM, NULL, "reading YAML");
			r->doc->root = root;
		} else if (e.type != order[i]) {
			s = refuse(r, e.start_mark, LB_PARSE, i == 1 ? "nothing in it" : "only one document is read");
		}
		yaml_event_delete(&e);
		if (s)
			return s;
	}
	return LB_OK;
}

lb_status lbi_yaml_read(lbi_doc *doc, lb_arena *a, lb_err *err)
{
	reader r = { .doc = doc, .arena = a, .err = err };
	if (doc->text.n > LBI_TEXT_BYTES_MAX)
		return lbi_fail(err, LB_LIMIT, doc->file.s, "%zu bytes; at most %zu are read", doc->text.n, LBI_TEXT_BYTES_MAX);
	if (!yaml_parser_initialize(&r.parser))
		return lbi_fail(err, LB_NOMEM, NULL, "reading YAML");
	yaml_parser_set_encoding(&r.parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&r.parser, (const unsigned char *)doc->text.s, doc->text.n);
	lb_status s = document(&r);
	yaml_parser_delete(&r.parser);
	return s ? lbi_fail_where(err, s, "%.*s", LB_FMT(doc->file)) : LB_OK;
}
