/* JSON to nodes: plain texts by json_plain.c, all others by jansson.
 *
 * jansson takes its memory from one pair of functions for the whole process. lb_json_use_arena, which only a
 * program that owns its process calls, points them at the arena of the read that is under way on this
 * thread; without it jansson uses malloc and free. Either way the tree handed out lives in the arena. */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "node.h"

static _Thread_local lb_arena *reading_into; /* set only while lbi_json_jansson runs on this thread */
static _Thread_local bool starved;            /* ... and it was refused memory, which jansson does not always tell */

static void *json_get(size_t size)
{
	if (!reading_into)
		return malloc(size);
	void *p = lbi_arena_raw(reading_into, 1, size);
	starved = starved || !p;
	return p;
}

static void json_put(void *p)
{
	if (!reading_into)
		free(p);
}

void lb_json_use_arena(void)
{
	json_set_alloc_funcs(json_get, json_put);
}

/* True when jansson's memory is ours: then nothing needs giving back. */
static bool in_arena(void)
{
	json_malloc_t get;
	json_free_t put;
	json_get_alloc_funcs(&get, &put);
	return get == json_get;
}

typedef struct {
	const lbi_doc *doc;
	lb_arena *arena;
	lb_err *err;
	int depth;
} converter;

static lb_status convert(converter *c, lbi_node *n, json_t *j);

static lb_status nomem(converter *c)
{
	return lbi_fail(c->err, LB_NOMEM, NULL, "reading JSON");
}

static lbi_node *child_new(lbi_node *n, lbi_node *last, lb_arena *a)
{
	lbi_node *c = lb_arena_new(a, 1, sizeof *c);
	if (!c)
		return NULL;
	c->up = n, c->index = n->n++;
	if (last)
		last->next = c;
	else
		n->first = c;
	return c;
}

static lb_status convert_list(converter *c, lbi_node *n, json_t *j)
{
	lbi_node *last = NULL;
	lb_status s = LB_OK;
	for (size_t i = 0; !s && i < json_array_size(j); i++) {
		last = child_new(n, last, c->arena);
		s = last ? convert(c, last, json_array_get(j, i)) : nomem(c);
	}
	return s;
}

static lb_status convert_map(converter *c, lbi_node *n, json_t *j)
{
	lbi_node *last = NULL;
	lb_status s = LB_OK;
	for (void *it = json_object_iter(j); !s && it; it = json_object_iter_next(j, it)) {
		last = child_new(n, last, c->arena);
		if (!last)
			return nomem(c);
		last->name = lbi_str_dup(c->arena, lbi_str_z(json_object_iter_key(it)));
		s = last->name.s ? convert(c, last, json_object_iter_value(it)) : nomem(c);
	}
	return s;
}

static lb_status convert_nest(converter *c, lbi_node *n, json_t *j)
{
	if (c->depth == LBI_NODE_DEPTH_MAX)
		return lbi_fail_node(c->err, LB_LIMIT, c->doc, n, "nested more than %d deep", LBI_NODE_DEPTH_MAX);
	c->depth++;
	lb_status s = n->kind == LBI_MAP ? convert_map(c, n, j) : convert_list(c, n, j);
	c->depth--;
	return s;
}

static lb_status convert(converter *c, lbi_node *n, json_t *j)
{
	switch (json_typeof(j)) {
	case JSON_OBJECT: n->kind = LBI_MAP; return convert_nest(c, n, j);
	case JSON_ARRAY: n->kind = LBI_LIST; return convert_nest(c, n, j);
	case JSON_STRING:
		n->kind = LBI_TEXT;
		n->text = lbi_str_dup(c->arena, (lb_str){ json_string_value(j), json_string_length(j) });
		return n->text.s ? LB_OK : nomem(c);
	case JSON_INTEGER:
	case JSON_REAL: n->kind = LBI_NUMBER, n->number = json_number_value(j); return LB_OK;
	case JSON_TRUE:
	case JSON_FALSE: n->kind = LBI_BOOL, n->truth = json_is_true(j); return LB_OK;
	case JSON_NULL: n->kind = LBI_NULL; return LB_OK;
	}
	return LB_BUG;
}

lb_status lbi_json_read(lbi_doc *doc, lb_arena *a, lb_err *err)
{
	if (doc->text.n > LBI_TEXT_BYTES_MAX)
		return lbi_fail(err, LB_LIMIT, doc->file.s, "%zu bytes; at most %zu are read", doc->text.n, LBI_TEXT_BYTES_MAX);
	if (lbi_json_plain(&doc->root, doc->text, a)) {
		lbi_fail(err, LB_NOMEM, NULL, "reading JSON");
		return lbi_fail_where(err, LB_NOMEM, "%.*s:%u:1", LB_FMT(doc->file), doc->first_line ? doc->first_line : 1);
	}
	return doc->root ? LB_OK : lbi_json_jansson(doc, a, err);
}

lb_status lbi_json_jansson(lbi_doc *doc, lb_arena *a, lb_err *err)
{
	uint32_t first = doc->first_line ? doc->first_line : 1;
	bool ours = in_arena();
	reading_into = ours ? a : NULL, starved = false;
	json_error_t e;
	json_t *j = json_loadb(doc->text.s ? doc->text.s : "", doc->text.n, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &e);
	lb_status s = LB_OK;
	bool silent = !j && (json_error_code(&e) == json_error_out_of_memory || !e.text[0]);
	if (starved || silent) {
		s = lbi_fail(err, LB_NOMEM, NULL, "reading JSON");
	} else if (!j) {
		s = lbi_fail(err, LB_PARSE, NULL, "%s", e.text);
		int line = e.line > 0 ? e.line : 1, col = e.column > 0 ? e.column : 1;
		lbi_fail_where(err, s, "%.*s:%u:%d", LB_FMT(doc->file), first + (uint32_t)line - 1, col);
	} else {
		lbi_node *root = lb_arena_new(a, 1, sizeof *root);
		converter c = { doc, a, err, 0 };
		s = root ? convert(&c, root, j) : nomem(&c);
		doc->root = root;
	}
	if (j && !ours)
		json_decref(j);
	reading_into = NULL;
	return s ? lbi_fail_where(err, s, "%.*s:%u:1", LB_FMT(doc->file), first) : LB_OK;
}
