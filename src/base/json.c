/* JSON to nodes by jansson.
 *
 * jansson takes its memory from one pair of functions for the whole process. lb_json_use_arena, which only a
 * program that owns its process calls, points them at the arena of the read that is under way on this
 * thread; without it jansson uses malloc and free. Either way the tree handed out lives in the arena. */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "node.h"

static _Thread_local lb_arena *reading_into; /* set only while lbi_json_read runs on this thread */

static void *json_get(size_t size)
{
	return reading_into ? lb_arena_new(reading_into, 1, size) : malloc(size);
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

static lb_status convert(lbi_node *n, json_t *j, lb_arena *a, int depth);

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

static lb_status convert_list(lbi_node *n, json_t *j, lb_arena *a, int depth)
{
	lbi_node *last = NULL;
	for (size_t i = 0; i < json_array_size(j); i++) {
		if (!(last = child_new(n, last, a)))
			return LB_NOMEM;
		lb_status s = convert(last, json_array_get(j, i), a, depth + 1);
		if (s)
			return s;
	}
	return LB_OK;
}

static lb_status convert_map(lbi_node *n, json_t *j, lb_arena *a, int depth)
{
	lbi_node *last = NULL;
	for (void *it = json_object_iter(j); it; it = json_object_iter_next(j, it)) {
		const char *key = json_object_iter_key(it);
		if (!(last = child_new(n, last, a)))
			return LB_NOMEM;
		last->name = lbi_str_dup(a, lbi_str_z(key));
		if (!last->name.s)
			return LB_NOMEM;
		lb_status s = convert(last, json_object_iter_value(it), a, depth + 1);
		if (s)
			return s;
	}
	return LB_OK;
}

static lb_status convert(lbi_node *n, json_t *j, lb_arena *a, int depth)
{
	if (depth > LBI_NODE_DEPTH_MAX)
		return LB_LIMIT;
	switch (json_typeof(j)) {
	case JSON_OBJECT: n->kind = LBI_MAP; return convert_map(n, j, a, depth);
	case JSON_ARRAY: n->kind = LBI_LIST; return convert_list(n, j, a, depth);
	case JSON_STRING:
		n->kind = LBI_TEXT;
		n->text = lbi_str_dup(a, (lb_str){ json_string_value(j), json_string_length(j) });
		return n->text.s ? LB_OK : LB_NOMEM;
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
	uint32_t first = doc->first_line ? doc->first_line : 1;
	if (doc->text.n > LBI_TEXT_BYTES_MAX)
		return lbi_fail(err, LB_LIMIT, doc->file.s, "%zu bytes; at most %zu are read", doc->text.n, LBI_TEXT_BYTES_MAX);
	bool ours = in_arena();
	reading_into = ours ? a : NULL;
	json_error_t e;
	json_t *j = json_loadb(doc->text.s ? doc->text.s : "", doc->text.n, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &e);
	lb_status s = LB_OK;
	if (!j && json_error_code(&e) == json_error_out_of_memory) {
		s = lbi_fail(err, LB_NOMEM, NULL, "reading JSON");
	} else if (!j) {
		s = lbi_fail(err, LB_PARSE, NULL, "%s", e.text);
		int line = e.line > 0 ? e.line : 1, col = e.column > 0 ? e.column : 1;
		lbi_fail_where(err, s, "%.*s:%u:%d", LB_FMT(doc->file), first + (uint32_t)line - 1, col);
	} else {
		lbi_node *root = lb_arena_new(a, 1, sizeof *root);
		s = root ? convert(root, j, a, 0) : LB_NOMEM;
		if (s)
			lbi_fail(err, s, NULL, "%s", s == LB_LIMIT ? "nested more than 32 deep" : "reading JSON");
		doc->root = root;
	}
	if (j && !ours)
		json_decref(j);
	reading_into = NULL;
	return s ? lbi_fail_where(err, s, "%.*s:%u:1", LB_FMT(doc->file), first) : LB_OK;
}
