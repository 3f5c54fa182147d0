/* A folder of YAML files to a lb_knowledge. */
#include <stdio.h>
#include <string.h>

#include "bind.h"

#define ROWS_MAX 60000

typedef struct {
	lbi_binder b;
	const char *dir;
	lbi_doc docs[LBI_TABLE_COUNT]; /* one a table; tables of one file share the text */
	const lbi_node *lists[LBI_TABLE_COUNT];
	size_t n_rows;
} loader;

static lb_status read_doc(loader *l, lbi_doc *doc, const char *file)
{
	lb_str path = lbi_str_format(l->b.arena, "%s/%s", l->dir, file);
	if (!path.s)
		return lbi_fail(l->b.err, LB_NOMEM, file, "reading it");
	doc->file = path, doc->first_line = 1;
	lb_status s = lbi_file_read(&doc->text, path.s, LBI_TEXT_BYTES_MAX, l->b.arena, l->b.err);
	return s ? s : lbi_yaml_read(doc, l->b.arena, l->b.err);
}

/* Every key of a file with sections is a section of some table. */
static lb_status check_sections(loader *l, const lbi_doc *doc, const char *file)
{
	for (const lbi_node *c = doc->root->first; c; c = c->next) {
		bool known = false;
		for (int t = 0; t < LBI_TABLE_COUNT; t++)
			known = known || (strcmp(lbi_tables[t].file, file) == 0 && lbi_tables[t].section &&
			                  lbi_str_is(c->name, lbi_tables[t].section));
		if (!known)
			return lbi_fail_node(l->b.err, LB_UNKNOWN_WORD, doc, c, "no section '%.*s' in this file", LB_FMT(c->name));
	}
	return LB_OK;
}

static lb_status open_table(loader *l, int t)
{
	const lbi_table *tab = &lbi_tables[t];
	for (int o = 0; o < t && !l->docs[t].root; o++)
		if (strcmp(lbi_tables[o].file, tab->file) == 0)
			l->docs[t] = l->docs[o];
	if (!l->docs[t].root) {
		lb_status s = read_doc(l, &l->docs[t], tab->file);
		if (!s && tab->section)
			s = check_sections(l, &l->docs[t], tab->file);
		if (s)
			return s;
	}
	const lbi_doc *doc = &l->docs[t];
	const lbi_node *list = tab->section ? lbi_node_get(doc->root, tab->section) : doc->root;
	if (!list || list->kind != LBI_LIST)
		return lbi_fail_node(l->b.err, LB_PARSE, doc, doc->root, "%s must be a list of rows", tab->section ? tab->section : tab->file);
	if (list->n > ROWS_MAX)
		return lbi_fail_node(l->b.err, LB_LIMIT, doc, list, "%u rows; at most %d", list->n, ROWS_MAX);
	l->lists[t] = list, l->n_rows += list->n;
	return LB_OK;
}

static lb_status add_id(loader *l, int t, const lbi_node *row, int index)
{
	const lbi_node *id = lbi_node_get(row, lbi_tables[t].id_key);
	if (!id || id->kind != LBI_TEXT)
		return lbi_fail_node(l->b.err, LB_PARSE, &l->docs[t], row, "this row has no '%s'", lbi_tables[t].id_key);
	if (lbi_bind_find(&l->b, 1u << t, id->text) >= 0)
		return lbi_fail_node(l->b.err, LB_CONFLICT, &l->docs[t], id, "'%.*s' is the %s of two rows", LB_FMT(id->text),
		                     lbi_tables[t].id_key);
	uint32_t h = lbi_hash(id->text), mask = (uint32_t)l->b.n_ids - 1;
	while (l->b.ids[h & mask].id.s)
		h++;
	l->b.ids[h & mask] = (lbi_idslot){ id->text, t, index };
	return LB_OK;
}

static lb_status collect_ids(loader *l)
{
	l->b.n_ids = 64;
	while (l->b.n_ids < l->n_rows * 2)
		l->b.n_ids *= 2;
	l->b.ids = lb_arena_new(l->b.arena, l->b.n_ids, sizeof *l->b.ids);
	if (!l->b.ids)
		return lbi_fail(l->b.err, LB_NOMEM, NULL, "knowledge ids");
	for (int t = 0; t < LBI_TABLE_COUNT; t++) {
		int i = 0;
		for (const lbi_node *row = l->lists[t]->first; row && lbi_tables[t].id_key; row = row->next) {
			lb_status s = add_id(l, t, row, i++);
			if (s)
				return s;
		}
	}
	return LB_OK;
}

static lb_status bind_table(loader *l, int t)
{
	const lbi_rowdef *def = lbi_tables[t].def;
	lbi_anylist *list = (lbi_anylist *)(void *)((char *)l->b.k + lbi_tables[t].offset);
	size_t n = l->lists[t]->n;
	char *rows = (char *)(uintptr_t)list->at; /* kept when findings come a second time, for their conditions */
	uint32_t *lines = lb_arena_new(l->b.arena, n, sizeof *lines);
	if (!rows)
		rows = lb_arena_new(l->b.arena, n, def->size);
	if (!rows || !lines)
		return lbi_fail(l->b.err, LB_NOMEM, NULL, "knowledge rows");
	list->at = rows, list->n = n;
	l->b.doc = &l->docs[t];
	size_t i = 0;
	for (const lbi_node *row = l->lists[t]->first; row; row = row->next, i++) {
		lines[i] = row->line;
		lb_status s = lbi_bind_row(&l->b, def, rows + i * def->size, row);
		if (s)
			return s;
	}
	l->b.k->lines[t].at = lines, l->b.k->lines[t].n = n;
	return LB_OK;
}

/* ---- what no engine could live with: refused here, so that the engines need not look ---- */

static const lbi_node *row_node(const loader *l, lbi_table_id t, size_t i)
{
	const lbi_node *row = l->lists[t]->first;
	while (i--)
		row = row->next;
	return row;
}

static lb_status check_finding(loader *l, size_t i)
{
	const lb_finding *f = &l->b.k->findings.at[i];
	const lbi_node *row = row_node(l, LBI_TABLE_findings, i);
	const lbi_doc *doc = &l->docs[LBI_TABLE_findings];
	if (f->kind == LB_KIND_number && !lbi_unit_dimension(f->unit).n)
		return lbi_fail_node(l->b.err, LB_UNIT, doc, row, "'%.*s' has the unknown unit '%.*s'", LB_FMT(f->id), LB_FMT(f->unit));
	if (f->kind == LB_KIND_number && (!f->lo.given || !f->hi.given || f->lo.v >= f->hi.v))
		return lbi_fail_node(l->b.err, LB_RANGE, doc, row, "'%.*s' needs lo < hi", LB_FMT(f->id));
	if (f->kind == LB_KIND_choice && f->options.n < 2)
		return lbi_fail_node(l->b.err, LB_RANGE, doc, row, "'%.*s' needs two options or more", LB_FMT(f->id));
	for (size_t j = 0; j < f->implies.n; j++)
		if (l->b.k->findings.at[f->implies.at[j].index].kind != LB_KIND_yesno)
			return lbi_fail_node(l->b.err, LB_RANGE, doc, row, "'%.*s' implies '%.*s', which is not yes or no", LB_FMT(f->id),
			                     LB_FMT(f->implies.at[j].id));
	if (lbi_node_get(row, "derive") && f->kind != LB_KIND_yesno)
		return lbi_fail_node(l->b.err, LB_RANGE, doc, row, "'%.*s' is not yes or no and cannot be derived", LB_FMT(f->id));
	return LB_OK;
}

enum { UNSEEN, ON_THE_WAY, SEEN };

/* Does the way from this condition through derived findings lead back to one that is still on the way? */
static bool leads_back(const loader *l, int32_t at, unsigned char *seen)
{
	const lbi_cond *q = &l->b.conds[at];
	bool back = false;
	if (q->op == LBI_COND_COUNT) {
		for (int32_t i = 0; i < q->n && !back; i++)
			back = leads_back(l, q->first + i, seen);
		return back;
	}
	int32_t derive = l->b.k->findings.at[q->finding].derive.at;
	if (!derive || seen[q->finding] == SEEN)
		return false;
	if (seen[q->finding] == ON_THE_WAY)
		return true;
	seen[q->finding] = ON_THE_WAY;
	back = leads_back(l, derive, seen);
	seen[q->finding] = SEEN;
	return back;
}

static lb_status check_derive(loader *l)
{
	const lb_knowledge *k = l->b.k;
	unsigned char *seen = lb_arena_new(l->b.arena, k->findings.n, 1);
	if (!seen)
		return lbi_fail(l->b.err, LB_NOMEM, NULL, "knowledge findings");
	for (size_t i = 0; i < k->findings.n; i++) {
		const lb_finding *f = &k->findings.at[i];
		if (!f->derive.at || seen[i] == SEEN)
			continue;
		seen[i] = ON_THE_WAY;
		if (leads_back(l, f->derive.at, seen))
			return lbi_fail_node(l->b.err, LB_CONFLICT, &l->docs[LBI_TABLE_findings], row_node(l, LBI_TABLE_findings, i),
			                     "'%.*s' is derived from itself", LB_FMT(f->id));
		seen[i] = SEEN;
	}
	return LB_OK;
}

static lb_status check_levels(loader *l)
{
	const lb_knowledge *k = l->b.k;
	for (int u = 0; u < LB_URGENCY_COUNT; u++)
		if (k->levels.n != LB_URGENCY_COUNT || !lbi_str_is(k->levels.at[u].id, lb_name(LB_NAMES_URGENCY, u)))
			return lbi_fail_node(l->b.err, LB_RANGE, &l->docs[LBI_TABLE_levels], l->lists[LBI_TABLE_levels],
			                     "%zu levels; there are %d, and number %d is '%s'", k->levels.n, LB_URGENCY_COUNT, u + 1,
			                     lb_name(LB_NAMES_URGENCY, u));
	return LB_OK;
}

static bool positive(lb_num ratio)
{
	return !ratio.given || ratio.v > 0;
}

static lb_status check_odds(loader *l, size_t i)
{
	const lb_contributor *c = &l->b.k->contributors.at[i];
	const lbi_doc *doc = &l->docs[LBI_TABLE_contributors];
	const lbi_node *row = row_node(l, LBI_TABLE_contributors, i);
	if (c->base_rate.n != 1 || !(c->base_rate.at[0].value > 0 && c->base_rate.at[0].value < 1))
		return lbi_fail_node(l->b.err, LB_RANGE, doc, row, "'%.*s' needs one base rate above 0 and below 1", LB_FMT(c->id));
	for (size_t e = 0; e < c->evidence.n; e++)
		if (!positive(c->evidence.at[e].lr_pos) || !positive(c->evidence.at[e].lr_neg))
			return lbi_fail_node(l->b.err, LB_RANGE, doc, row, "'%.*s', %.*s: a likelihood ratio is above 0", LB_FMT(c->id),
			                     LB_FMT(c->evidence.at[e].finding.id));
	return LB_OK;
}

static lb_status bind_all(loader *l)
{
	l->b.part = LBI_BIND_BUT_CONDS;
	lb_status s = bind_table(l, LBI_TABLE_findings);
	for (size_t i = 0; !s && i < l->b.k->findings.n; i++)
		s = check_finding(l, i);
	l->b.part = LBI_BIND_CONDS;
	s = s ? s : bind_table(l, LBI_TABLE_findings);
	l->b.part = LBI_BIND_ALL;
	for (int t = 0; !s && t < LBI_TABLE_COUNT; t++)
		if (t != LBI_TABLE_findings)
			s = bind_table(l, t);
	s = s ? s : check_derive(l);
	s = s ? s : check_levels(l);
	for (size_t i = 0; !s && i < l->b.k->contributors.n; i++)
		s = check_odds(l, i);
	return s;
}

/* version.yaml: the day somebody last read the whole folder. */
static lb_status read_version(loader *l, lb_str *reviewed)
{
	lbi_doc doc = { 0 };
	lb_status s = read_doc(l, &doc, "version.yaml");
	if (s)
		return s;
	const lbi_node *day = lbi_node_get(doc.root, "reviewed");
	if (!day || day->kind != LBI_TEXT)
		return lbi_fail_node(l->b.err, LB_PARSE, &doc, doc.root, "this file has no 'reviewed'");
	int number;
	if (!lbi_calendar_day(&number, day->text))
		return lbi_fail_node(l->b.err, LB_PARSE, &doc, day, "'%.*s' is no day such as 2026-11-20", LB_FMT(day->text));
	*reviewed = day->text;
	return LB_OK;
}

lb_status lb_knowledge_load(const lb_knowledge **out, const char *dir, lb_arena *a, lb_err *err)
{
	loader *l = lb_arena_new(a, 1, sizeof *l);
	lb_knowledge *k = lb_arena_new(a, 1, sizeof *k);
	if (!l || !k)
		return lbi_fail(err, LB_NOMEM, dir, "knowledge");
	l->b.k = k, l->b.arena = a, l->b.err = err, l->dir = dir;
	lb_str reviewed = { 0 };
	lb_status s = read_version(l, &reviewed);
	for (int t = 0; !s && t < LBI_TABLE_COUNT; t++)
		s = open_table(l, t);
	s = s ? s : collect_ids(l);
	s = s ? s : bind_all(l);
	if (!s) {
		k->conds.at = l->b.conds, k->conds.n = l->b.n_conds;
		s = lbi_knowledge_index(k, reviewed, a, err);
	}
	if (!s)
		*out = k;
	return lbi_fail_where(err, s, "%s", dir), s;
}

#define X(name, type)                                                                                        \
	lb_##name##_list lb_##name(const lb_knowledge *k)                                                    \
	{                                                                                                    \
		return k->name;                                                                              \
	}
LB_TABLE_LIST(X)
#undef X

lb_str lb_knowledge_version(const lb_knowledge *k)
{
	return k->version;
}

int lb_knowledge_reviewed_day(const lb_knowledge *k)
{
	int day = 0;
	lbi_calendar_day(&day, (lb_str){ k->version.s, k->version.n < 10 ? k->version.n : 10 });
	return day;
}
