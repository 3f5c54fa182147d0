/* The knowledge compiler: reads knowledge/ with the library's own reader and writes it as constant C tables,
 * so that a program that starts parses nothing. Usage: kc DIR OUT.c */
#include <stdio.h>
#include <string.h>

#include "knowledge.h"

/* Arrays that rows point to stand before them, each under a number. */
#define ARRAYS_MAX 40000
static const void *arrays[ARRAYS_MAX];
static int n_arrays;

static int array_of(const void *at)
{
	for (int i = n_arrays; i > 0; i--)
		if (arrays[i - 1] == at)
			return i;
	return 0;
}

static void put_str(FILE *o, lb_str s)
{
	fputs("{ \"", o);
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.s[i];
		if (c == '"' || c == '\\')
			fprintf(o, "\\%c", c);
		else if (c < 0x20 || c > 0x7e || c == '?')
			fprintf(o, "\\%03o", c);
		else
			fputc(c, o);
	}
	fprintf(o, "\", %zu }", s.n);
}

static void put_rows(FILE *o, const lbi_rowdef *d, lbi_anylist rows, const char *name);

static void put_element(FILE *o, lbi_field_type type, const void *list, size_t i)
{
	if (type == LBI_F_STRS) {
		put_str(o, ((const lb_str *)list)[i]);
	} else if (type == LBI_F_INTS) {
		fprintf(o, "%d", ((const int *)list)[i]);
	} else if (type == LBI_F_REFS) {
		const lb_ref *r = (const lb_ref *)list + i;
		fputs("{ ", o), put_str(o, r->id), fprintf(o, ", %d }", r->index);
	} else {
		const lb_said *s = (const lb_said *)list + i;
		fputs("{ { ", o), put_str(o, s->finding.id);
		fprintf(o, ", %d }, %d, { %.17g, %d } }", s->finding.index, s->yes, s->value_si.v, s->value_si.given);
	}
}

static void put_arrays(FILE *o, const lbi_rowdef *d, const void *row)
{
	for (size_t k = 0; k < d->n_fields; k++) {
		const lbi_field *f = &d->fields[k];
		const void *at = (const char *)row + f->offset;
		const lbi_anylist *list = at;
		const char *type = f->type == LBI_F_STRS   ? "lb_str"
		                   : f->type == LBI_F_INTS ? "int"
		                   : f->type == LBI_F_REFS ? "lb_ref"
		                   : f->type == LBI_F_SAID ? "lb_said"
		                                           : NULL;
		char name[24];
		if (f->type == LBI_F_ROW)
			put_arrays(o, f->rows, at);
		if ((!type && f->type != LBI_F_ROWS) || !list->n || n_arrays == ARRAYS_MAX)
			continue;
		if (f->type == LBI_F_ROWS) {
			const char *rows = list->at;
			for (size_t i = 0; i < list->n; i++)
				put_arrays(o, f->rows, rows + i * f->rows->size);
		}
		arrays[n_arrays++] = list->at;
		snprintf(name, sizeof name, "a%d", n_arrays);
		if (f->type == LBI_F_ROWS) {
			put_rows(o, f->rows, *list, name);
			continue;
		}
		fprintf(o, "static const %s %s[] = {\n", type, name);
		for (size_t i = 0; i < list->n; i++)
			fputs("\t", o), put_element(o, f->type, list->at, i), fputs(",\n", o);
		fputs("};\n", o);
	}
}

static void put_row(FILE *o, const lbi_rowdef *d, const void *row);

static void put_field(FILE *o, const lbi_field *f, const void *at)
{
	fprintf(o, ".%s = ", f->member);
	switch (f->type) {
	case LBI_F_STR: put_str(o, *(const lb_str *)at); break;
	case LBI_F_INT:
	case LBI_F_ENUM: fprintf(o, "%d", *(const int *)at); break;
	case LBI_F_REAL: fprintf(o, "%.17g", *(const double *)at); break;
	case LBI_F_NUM: fprintf(o, "{ %.17g, %d }", ((const lb_num *)at)->v, ((const lb_num *)at)->given); break;
	case LBI_F_BOOL: fprintf(o, "%d", *(const bool *)at); break;
	case LBI_F_REF:
		fputs("{ ", o), put_str(o, ((const lb_ref *)at)->id), fprintf(o, ", %d }", ((const lb_ref *)at)->index);
		break;
	case LBI_F_COND: fprintf(o, "{ %d }", ((const lb_cond_id *)at)->at); break;
	case LBI_F_ROW: put_row(o, f->rows, at); break;
	case LBI_F_STRS:
	case LBI_F_INTS:
	case LBI_F_REFS:
	case LBI_F_SAID:
	case LBI_F_ROWS: {
		const lbi_anylist *list = at;
		if (list->n)
			fprintf(o, "{ a%d, %zu }", array_of(list->at), list->n);
		else
			fputs("{ 0, 0 }", o);
		break;
	}
	}
}

static void put_row(FILE *o, const lbi_rowdef *d, const void *row)
{
	fputs("{ ", o);
	for (size_t f = 0; f < d->n_fields; f++) {
		put_field(o, &d->fields[f], (const char *)row + d->fields[f].offset);
		fputs(f + 1 < d->n_fields ? ", " : " }", o);
	}
}

static void put_rows(FILE *o, const lbi_rowdef *d, lbi_anylist rows, const char *name)
{
	fprintf(o, "static const %s %s[] = {\n", d->type, name);
	for (size_t i = 0; i < rows.n; i++)
		fputs("\t", o), put_row(o, d, (const char *)rows.at + i * d->size), fputs(",\n", o);
	fputs("};\n", o);
}

static void put_index(FILE *o, const char *name, const uint16_t *at, size_t n)
{
	fprintf(o, "static const uint16_t %s[] = {", name);
	for (size_t i = 0; i < n; i++)
		fprintf(o, "%s%u,", i % 16 ? " " : "\n\t", at[i]);
	fputs("\n};\n", o);
}

static void put_all(FILE *o, const lb_knowledge *k)
{
	fputs("/* Made from knowledge/ by tools/kc.c; not to be changed by hand. */\n#include \"knowledge.h\"\n\n", o);
	for (int t = 0; t < LBI_TABLE_COUNT; t++) {
		char name[40];
		snprintf(name, sizeof name, "t_%s", lbi_tables[t].name);
		lbi_anylist rows = lbi_table_rows(k, (lbi_table_id)t);
		for (size_t i = 0; i < rows.n; i++)
			put_arrays(o, lbi_tables[t].def, (const char *)rows.at + i * lbi_tables[t].def->size);
		put_rows(o, lbi_tables[t].def, rows, name);
		fprintf(o, "static const uint32_t l_%s[] = { ", lbi_tables[t].name);
		for (size_t i = 0; i < k->lines[t].n; i++)
			fprintf(o, "%u, ", k->lines[t].at[i]);
		fputs("};\n", o);
	}
	fputs("static const lbi_cond conds[] = {\n", o);
	for (size_t i = 0; i < k->conds.n; i++) {
		const lbi_cond *c = &k->conds.at[i];
		fprintf(o, "\t{ %u, %u, %u, %d, %d, %.17g },\n", c->op, c->need, c->finding, c->first, c->n, c->value_si);
	}
	fputs("};\nstatic const lbi_word words[] = {\n", o);
	for (size_t i = 0; i < k->words.n; i++) {
		fputs("\t{ ", o), put_str(o, k->words.at[i].phrase);
		fprintf(o, ", %uu, %u },\n", k->words.at[i].hash, k->words.at[i].finding);
	}
	fputs("};\n", o);
	put_index(o, "word_slots", k->word_slots.at, k->word_slots.n);
	put_index(o, "derived", k->derived.at, k->derived.n);
	put_index(o, "cond_parent", k->cond_parent.at, k->cond_parent.n);
	put_index(o, "cond_lacks", k->cond_lacks.at, k->cond_lacks.n);
	put_index(o, "leaf_from", k->leaf_from.at, k->leaf_from.n);
	put_index(o, "leaf_cond", k->leaf_cond.at, k->leaf_cond.n);
	fputs("static const lb_knowledge builtin = {\n\t.version = ", o);
	put_str(o, k->version);
	for (int t = 0; t < LBI_TABLE_COUNT; t++) {
		const char *name = lbi_tables[t].name;
		size_t n = lbi_table_rows(k, (lbi_table_id)t).n;
		fprintf(o, ",\n\t.%s = { t_%s, %zu }", name, name, n);
		fprintf(o, ",\n\t.lines[%d] = { l_%s, %zu }", t, name, n);
	}
	fprintf(o, ",\n\t.conds = { conds, %zu },\n\t.words = { words, %zu },\n", k->conds.n, k->words.n);
	fprintf(o, "\t.word_slots = { word_slots, %zu },\n\t.derived = { derived, %zu },\n", k->word_slots.n, k->derived.n);
	fprintf(o, "\t.cond_parent = { cond_parent, %zu },\n\t.cond_lacks = { cond_lacks, %zu },\n", k->cond_parent.n, k->cond_lacks.n);
	fprintf(o, "\t.leaf_from = { leaf_from, %zu },\n\t.leaf_cond = { leaf_cond, %zu },\n};\n\n", k->leaf_from.n, k->leaf_cond.n);
	fputs("const lb_knowledge *lb_knowledge_builtin(void)\n{\n\treturn &builtin;\n}\n", o);
}

int main(int argc, char **argv)
{
	lb_arena a = { 0 };
	lb_err err = { 0 };
	const lb_knowledge *k = NULL;
	if (argc != 3) {
		fprintf(stderr, "usage: kc DIR OUT.c\n");
		return 2;
	}
	if (lb_knowledge_load(&k, argv[1], &a, &err)) {
		fprintf(stderr, "%s: %s\n", err.where, err.what);
		return lb_status_exit(err.status);
	}
	FILE *o = fopen(argv[2], "w");
	if (!o) {
		perror(argv[2]);
		return 1;
	}
	put_all(o, k);
	int bad = ferror(o);
	bad |= fclose(o);
	lb_arena_drop(&a);
	return bad ? 1 : 0;
}
