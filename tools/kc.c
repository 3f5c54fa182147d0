/* The knowledge compiler: reads knowledge/ with the library's own reader and writes it as constant C tables,
 * so that a program that starts parses nothing. Usage: kc DIR OUT.c */
#include <stdio.h>
#include <string.h>

#include "knowledge.h"

static int names; /* of nested arrays, so that each is unique */

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

/* Arrays a field points to must stand before the row; they are written first and remembered by number. */
static int put_nested(FILE *o, const lbi_field *f, const void *at)
{
	const lbi_anylist *list = at;
	int id = ++names;
	char name[24];
	snprintf(name, sizeof name, "a%d", id);
	switch (f->type) {
	case LBI_F_ROWS:
		if (list->n)
			put_rows(o, f->rows, *list, name);
		return list->n ? id : 0;
	case LBI_F_STRS:
	case LBI_F_REFS:
	case LBI_F_SAID: break;
	default: return 0;
	}
	if (!list->n)
		return 0;
	const char *type = f->type == LBI_F_STRS ? "lb_str" : f->type == LBI_F_REFS ? "lb_ref" : "lb_said";
	fprintf(o, "static const %s %s[] = {\n", type, name);
	for (size_t i = 0; i < list->n; i++) {
		fputs("\t", o);
		if (f->type == LBI_F_STRS) {
			put_str(o, ((const lb_str *)list->at)[i]);
		} else if (f->type == LBI_F_REFS) {
			const lb_ref *r = (const lb_ref *)list->at + i;
			fputs("{ ", o), put_str(o, r->id), fprintf(o, ", %d }", r->index);
		} else {
			const lb_said *s = (const lb_said *)list->at + i;
			fputs("{ { ", o), put_str(o, s->finding.id);
			fprintf(o, ", %d }, %d, { %.17g, %d } }", s->finding.index, s->yes, s->value_si.v, s->value_si.given);
		}
		fputs(",\n", o);
	}
	fputs("};\n", o);
	return id;
}

static void put_field(FILE *o, const lbi_field *f, const void *at, int nested)
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
	case LBI_F_STRS:
	case LBI_F_REFS:
	case LBI_F_SAID:
	case LBI_F_ROWS:
		if (nested)
			fprintf(o, "{ a%d, %zu }", nested, ((const lbi_anylist *)at)->n);
		else
			fputs("{ 0, 0 }", o);
		break;
	}
}

#define FIELDS_MAX 32
static void put_rows(FILE *o, const lbi_rowdef *d, lbi_anylist rows, const char *name)
{
	int (*nested)[FIELDS_MAX] = NULL;
	lb_arena scratch = { 0 };
	nested = lb_arena_new(&scratch, rows.n, sizeof *nested);
	for (size_t i = 0; nested && i < rows.n; i++)
		for (size_t f = 0; f < d->n_fields; f++)
			nested[i][f] = put_nested(o, &d->fields[f], (const char *)rows.at + i * d->size + d->fields[f].offset);
	fprintf(o, "static const %s %s[] = {\n", d->type, name);
	for (size_t i = 0; nested && i < rows.n; i++) {
		fputs("\t{ ", o);
		for (size_t f = 0; f < d->n_fields; f++) {
			put_field(o, &d->fields[f], (const char *)rows.at + i * d->size + d->fields[f].offset, nested[i][f]);
			fputs(f + 1 < d->n_fields ? ", " : " },\n", o);
		}
	}
	fputs("};\n", o);
	lb_arena_drop(&scratch);
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
	fputs("static const lb_knowledge builtin = {\n\t.version = ", o);
	put_str(o, k->version);
	for (int t = 0; t < LBI_TABLE_COUNT; t++) {
		const char *name = lbi_tables[t].name;
		size_t n = lbi_table_rows(k, (lbi_table_id)t).n;
		fprintf(o, ",\n\t.%s = { t_%s, %zu }", name, name, n);
		fprintf(o, ",\n\t.lines[%d] = { l_%s, %zu }", t, name, n);
	}
	fprintf(o, ",\n\t.conds = { conds, %zu },\n\t.words = { words, %zu },\n", k->conds.n, k->words.n);
	fprintf(o, "\t.word_slots = { word_slots, %zu },\n\t.derived = { derived, %zu },\n};\n\n", k->word_slots.n, k->derived.n);
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
