/* One generic reader for all rows. */
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "bind.h"

int lbi_bind_find(const lbi_binder *b, unsigned tables, lb_str id)
{
	uint32_t mask = (uint32_t)b->n_ids - 1;
	for (uint32_t h = lbi_hash(id);; h++) {
		const lbi_idslot *s = &b->ids[h & mask];
		if (!s->id.s)
			return -1;
		if (tables & (1u << s->table) && lbi_str_eq(s->id, id))
			return s->index;
	}
}

typedef struct {
	const lbi_binder *b;
	unsigned tables;
} id_words;

static lb_str id_word(size_t i, const void *ctx)
{
	const id_words *w = ctx;
	const lbi_idslot *s = &w->b->ids[i];
	return s->id.s && w->tables & (1u << s->table) ? s->id : LB_STR("");
}

static lb_status fail_shape(lbi_binder *b, const lbi_node *n, const char *want)
{
	char buf[80];
	return lbi_fail_node(b->err, LB_PARSE, b->doc, n, "%.*s must be %s, not %s", LB_FMT(n->name), want,
	                     lbi_node_show(n, buf, sizeof buf));
}

static lb_status bind_ref(lbi_binder *b, unsigned tables, lb_ref *out, const lbi_node *n)
{
	if (n->kind != LBI_TEXT)
		return fail_shape(b, n, "an id");
	out->id = n->text;
	out->index = lbi_bind_find(b, tables, n->text);
	if (out->index >= 0)
		return LB_OK;
	id_words w = { b, tables };
	lb_str near = lbi_nearest(n->text, b->n_ids, id_word, &w);
	return lbi_fail_node(b->err, LB_UNKNOWN_WORD, b->doc, n, "nothing is called '%.*s'%s%.*s%s", LB_FMT(n->text),
	                     near.n ? "; nearest: '" : "", LB_FMT(near), near.n ? "'" : "");
}

static void *list_new(lbi_binder *b, size_t n, size_t size)
{
	void *p = lb_arena_new(b->arena, n, size);
	if (!p)
		lbi_fail(b->err, LB_NOMEM, NULL, "knowledge rows");
	return p;
}

static lb_status bind_refs(lbi_binder *b, unsigned tables, lb_refs *out, const lbi_node *n)
{
	if (n->kind != LBI_LIST)
		return fail_shape(b, n, "a list of ids");
	lb_ref *refs = list_new(b, n->n, sizeof *refs);
	if (!refs)
		return LB_NOMEM;
	size_t i = 0;
	for (const lbi_node *c = n->first; c; c = c->next, i++) {
		lb_status s = bind_ref(b, tables, &refs[i], c);
		if (s)
			return s;
	}
	out->at = refs, out->n = n->n;
	return LB_OK;
}

/* Texts of the facts go into JSON and terminals as they are. */
static lb_status check_text(lbi_binder *b, const lbi_node *n, lb_str text)
{
	for (size_t i = 0; i < text.n; i++)
		if ((unsigned char)text.s[i] < 0x20 || text.s[i] == '"' || text.s[i] == '\\')
			return lbi_fail_node(b->err, LB_PARSE, b->doc, n,
			                     "a text holds no \", \\ or control character; write \xe2\x80\x9c and \xe2\x80\x9d");
	return LB_OK;
}

static lb_status bind_strs(lbi_binder *b, lb_strs *out, const lbi_node *n)
{
	if (n->kind != LBI_LIST)
		return fail_shape(b, n, "a list of texts");
	lb_str *at = list_new(b, n->n, sizeof *at);
	if (!at)
		return LB_NOMEM;
	size_t i = 0;
	for (const lbi_node *c = n->first; c; c = c->next, i++) {
		if (c->kind != LBI_TEXT)
			return fail_shape(b, c, "text");
		if (check_text(b, c, c->text))
			return LB_PARSE;
		at[i] = c->text;
	}
	out->at = at, out->n = n->n;
	return LB_OK;
}

/* ---- conditions ---- */

static int32_t cond_reserve(lbi_binder *b, size_t n)
{
	if (b->n_conds + n > b->cap_conds) {
		size_t cap = (b->n_conds + n) * 2 + 256;
		lbi_cond *more = list_new(b, cap, sizeof *more);
		if (!more)
			return 0;
		if (b->n_conds)
			memcpy(more, b->conds, b->n_conds * sizeof *more);
		b->conds = more, b->cap_conds = cap;
	}
	if (!b->n_conds)
		b->n_conds = 1; /* 0 means none */
	b->n_conds += n;
	return (int32_t)(b->n_conds - n);
}

static lb_status cond_fill(lbi_binder *b, int32_t at, const lbi_node *n);

static lb_status cond_children(lbi_binder *b, int32_t at, const lbi_node *list, uint32_t need)
{
	if (list->kind != LBI_LIST || !list->n || list->n > 250)
		return fail_shape(b, list, "a list of 1 to 250 terms");
	if (!need || need > list->n)
		return lbi_fail_node(b->err, LB_RANGE, b->doc, list, "%u of %u can never be counted", need, list->n);
	int32_t first = cond_reserve(b, list->n);
	if (!first)
		return LB_NOMEM;
	b->conds[at] = (lbi_cond){ .op = LBI_COND_COUNT, .need = (uint8_t)need, .first = first, .n = (int32_t)list->n };
	int32_t i = 0;
	for (const lbi_node *c = list->first; c; c = c->next, i++) {
		lb_status s = cond_fill(b, first + i, c);
		if (s)
			return s;
	}
	return LB_OK;
}

static lb_status cond_fill(lbi_binder *b, int32_t at, const lbi_node *n)
{
	if (n->kind == LBI_TEXT)
		return lbi_term_parse(&b->conds[at], b->k, b->doc, n, n->text, b->err);
	if (n->kind == LBI_LIST) /* a bare list means any of them */
		return cond_children(b, at, n, 1);
	if (n->kind != LBI_MAP)
		return fail_shape(b, n, "a condition");
	const lbi_node *all = lbi_node_get(n, "all"), *any = lbi_node_get(n, "any");
	const lbi_node *count = lbi_node_get(n, "count"), *of = lbi_node_get(n, "of");
	if (count && of && n->n == 2 && count->kind == LBI_TEXT) {
		double need;
		if (!lbi_number(&need, count->text) || need < 1 || need > 250 || need != floor(need))
			return fail_shape(b, count, "a whole number from 1");
		return cond_children(b, at, of, (uint32_t)need);
	}
	if (n->n == 1 && all)
		return cond_children(b, at, all, all->n);
	if (n->n == 1 && any)
		return cond_children(b, at, any, 1);
	if (n->n == 2 && all && any) { /* all of these and any of those */
		int32_t first = cond_reserve(b, 2);
		if (!first)
			return LB_NOMEM;
		b->conds[at] = (lbi_cond){ .op = LBI_COND_COUNT, .need = 2, .first = first, .n = 2 };
		lb_status s = cond_children(b, first, all, all->n);
		return s ? s : cond_children(b, first + 1, any, 1);
	}
	return lbi_fail_node(b->err, LB_PARSE, b->doc, n, "a condition is 'all', 'any', both, or 'count' with 'of'");
}

static lb_status bind_cond(lbi_binder *b, lb_cond_id *out, const lbi_node *n)
{
	int32_t at = cond_reserve(b, 1);
	if (!at)
		return LB_NOMEM;
	lb_status s = cond_fill(b, at, n);
	if (!s)
		out->at = at;
	return s;
}

/* ---- answers of example cases ---- */

static lb_status bind_said(lbi_binder *b, lb_saids *out, const lbi_node *n)
{
	if (n->kind != LBI_LIST)
		return fail_shape(b, n, "a list of answers");
	lb_said *at = list_new(b, n->n, sizeof *at);
	if (!at)
		return LB_NOMEM;
	size_t i = 0;
	for (const lbi_node *c = n->first; c; c = c->next, i++) {
		if (c->kind != LBI_TEXT)
			return fail_shape(b, c, "an answer such as 'fever', 'no:fever' or 'age = 45 year'");
		bool no = c->text.n > 3 && memcmp(c->text.s, "no:", 3) == 0;
		lb_str text = no ? (lb_str){ c->text.s + 3, c->text.n - 3 } : c->text;
		lbi_cond leaf;
		lb_status s = lbi_term_parse(&leaf, b->k, b->doc, c, text, b->err);
		if (s)
			return s;
		bool valued = b->k->findings.at[leaf.finding].kind != LB_KIND_yesno;
		at[i] = (lb_said){ { b->k->findings.at[leaf.finding].id, leaf.finding }, !no, { leaf.value_si, valued } };
	}
	out->at = at, out->n = n->n;
	return LB_OK;
}

/* ---- fields ---- */

static lb_status bind_enum(lbi_binder *b, const lbi_field *f, int *out, const lbi_node *n)
{
	char list[200] = "";
	size_t used = 0;
	for (int i = 0; strcmp(lb_name((lb_names)f->aux, i), "?") != 0; i++) {
		const char *name = lb_name((lb_names)f->aux, i);
		if (n->kind == LBI_TEXT && lbi_str_is(n->text, name)) {
			*out = i;
			return LB_OK;
		}
		int k = snprintf(list + used, sizeof list - used, "%s%s", i ? ", " : "", name);
		used += k > 0 && (size_t)k < sizeof list - used ? (size_t)k : 0;
	}
	char buf[80];
	return lbi_fail_node(b->err, LB_UNKNOWN_WORD, b->doc, n, "%s is one of %s, not %s", f->key, list,
	                     lbi_node_show(n, buf, sizeof buf));
}

static lb_status bind_number(lbi_binder *b, double *out, const lbi_node *n)
{
	if (n->kind != LBI_TEXT || n->quoted || !lbi_number(out, n->text))
		return fail_shape(b, n, "a number");
	return LB_OK;
}

static lb_status bind_ints(lbi_binder *b, lbi_anylist *out, const lbi_node *n)
{
	if (n->kind != LBI_LIST)
		return fail_shape(b, n, "a list of whole numbers");
	int *at = list_new(b, n->n, sizeof *at);
	if (!at)
		return LB_NOMEM;
	size_t i = 0;
	for (const lbi_node *c = n->first; c; c = c->next, i++) {
		double v;
		if (bind_number(b, &v, c))
			return LB_PARSE;
		if (v != floor(v) || fabs(v) > INT_MAX)
			return fail_shape(b, c, "a whole number");
		at[i] = (int)v;
	}
	out->at = at, out->n = n->n;
	return LB_OK;
}

static lb_status bind_bool(lbi_binder *b, bool *out, const lbi_node *n)
{
	bool yes = n->kind == LBI_TEXT && (lbi_str_is(n->text, "true") || lbi_str_is(n->text, "yes"));
	bool no = n->kind == LBI_TEXT && (lbi_str_is(n->text, "false") || lbi_str_is(n->text, "no"));
	if (!yes && !no)
		return fail_shape(b, n, "true or false");
	*out = yes;
	return LB_OK;
}

static lb_status bind_rows(lbi_binder *b, const lbi_rowdef *def, lbi_anylist *out, const lbi_node *n)
{
	if (n->kind != LBI_LIST && n->kind != LBI_MAP)
		return fail_shape(b, n, "a list of rows");
	size_t count = n->kind == LBI_MAP ? 1 : n->n;
	char *rows = list_new(b, count, def->size);
	if (!rows)
		return LB_NOMEM;
	const lbi_node *c = n->kind == LBI_MAP ? n : n->first;
	for (size_t i = 0; i < count; i++, c = c->next) {
		lb_status s = lbi_bind_row(b, def, rows + i * def->size, c);
		if (s)
			return s;
	}
	out->at = rows, out->n = count;
	return LB_OK;
}

static lb_status bind_field(lbi_binder *b, const lbi_field *f, void *to, const lbi_node *n)
{
	double v = 0;
	lb_status s;
	switch (f->type) {
	case LBI_F_STR:
		if (n->kind != LBI_TEXT || !n->text.n)
			return fail_shape(b, n, "a text");
		*(lb_str *)to = lbi_str_trim(n->text); /* folded blocks end in a line feed */
		return check_text(b, n, *(lb_str *)to);
	case LBI_F_INT:
		s = bind_number(b, &v, n);
		if (!s && (v != floor(v) || fabs(v) > INT_MAX))
			return fail_shape(b, n, "a whole number");
		*(int *)to = (int)v;
		return s;
	case LBI_F_REAL: return bind_number(b, to, n);
	case LBI_F_NUM: ((lb_num *)to)->given = true; return bind_number(b, &((lb_num *)to)->v, n);
	case LBI_F_BOOL: return bind_bool(b, to, n);
	case LBI_F_ENUM: return bind_enum(b, f, to, n);
	case LBI_F_STRS: return bind_strs(b, to, n);
	case LBI_F_INTS: return bind_ints(b, to, n);
	case LBI_F_ROW: return lbi_bind_row(b, f->rows, to, n);
	case LBI_F_REF: return bind_ref(b, f->aux, to, n);
	case LBI_F_REFS: return bind_refs(b, f->aux, to, n);
	case LBI_F_COND: return bind_cond(b, to, n);
	case LBI_F_SAID: return bind_said(b, to, n);
	case LBI_F_ROWS: return bind_rows(b, f->rows, to, n);
	}
	return LB_BUG;
}

static lb_str field_key(size_t i, const void *ctx)
{
	return lbi_str_z(((const lbi_rowdef *)ctx)->fields[i].key);
}

static lb_status unknown_key(lbi_binder *b, const lbi_rowdef *def, const lbi_node *c)
{
	lb_str near = lbi_nearest(c->name, def->n_fields, field_key, def);
	return lbi_fail_node(b->err, LB_UNKNOWN_WORD, b->doc, c, "no key '%.*s' here%s%.*s%s", LB_FMT(c->name),
	                     near.n ? "; nearest: '" : "", LB_FMT(near), near.n ? "'" : "");
}

lb_status lbi_bind_row(lbi_binder *b, const lbi_rowdef *def, void *row, const lbi_node *n)
{
	if (n->kind != LBI_MAP)
		return fail_shape(b, n, "a row of keys");
	for (const lbi_node *c = n->first; c; c = c->next) {
		size_t f = 0;
		while (f < def->n_fields && !lbi_str_is(c->name, def->fields[f].key))
			f++;
		if (f == def->n_fields)
			return unknown_key(b, def, c);
		bool late = def->fields[f].type == LBI_F_COND;
		if ((b->part == LBI_BIND_BUT_CONDS && late) || (b->part == LBI_BIND_CONDS && !late))
			continue;
		lb_status s = bind_field(b, &def->fields[f], (char *)row + def->fields[f].offset, c);
		if (s)
			return s;
	}
	for (size_t f = 0; f < def->n_fields; f++)
		if (def->fields[f].required && !lbi_node_get(n, def->fields[f].key))
			return lbi_fail_node(b->err, LB_PARSE, b->doc, n, "this row has no '%s'", def->fields[f].key);
	return LB_OK;
}
