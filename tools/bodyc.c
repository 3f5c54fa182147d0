/* Compiles validation/targets.yaml and validation/sets.csv into constant C tables.
 *
 *   bodyc TARGETS.yaml SETS.csv > tables.c
 *
 * A target without every key, with an unknown use or with a value outside its interval stops the build, as does a set
 * whose columns are not the model's parameters in their order. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "body.h"
#include "node.h"

static const char *const keys[] = {"id", "done", "enters", "recovered", "quantity", "interval", "source", "why"};

static void fail(const lb_err *e)
{
	fprintf(stderr, "%s: %s\n", e->where, e->what);
	exit(1);
}

static lb_str text_of(const lbi_doc *doc, const lbi_node *row, const char *key)
{
	lb_err err = {0};
	const lbi_node *n = lbi_node_get(row, key);
	if (!n || n->kind != LBI_TEXT) {
		lbi_fail_node(&err, LB_PARSE, doc, row, "this target has no '%s'", key);
		fail(&err);
	}
	return n->text;
}

static double number_of(const lbi_doc *doc, const lbi_node *row, const char *key)
{
	double v = 0;
	lb_err err = {0};
	if (!lbi_number(&v, text_of(doc, row, key))) {
		lbi_fail_node(&err, LB_PARSE, doc, row, "'%s' is no number", key);
		fail(&err);
	}
	return v;
}

static void put_target(const lbi_doc *doc, const lbi_node *row)
{
	double value = number_of(doc, row, "value"), lo = number_of(doc, row, "lo"), hi = number_of(doc, row, "hi");
	lb_str use = text_of(doc, row, "use");
	lb_err err = {0};
	if (!(lo <= value && value <= hi) || (!lbi_str_is(use, "fit") && !lbi_str_is(use, "check"))) {
		lbi_fail_node(&err, LB_RANGE, doc, row, "needs lo <= value <= hi, and use fit or check");
		fail(&err);
	}
	printf("\t{ ");
	for (size_t i = 0; i < LBI_COUNT(keys); i++) {
		bool why = !strcmp(keys[i], "why"); /* the only key that may be left out */
		lb_str s = why && !lbi_node_get(row, keys[i]) ? LB_STR("") : text_of(doc, row, keys[i]);
		putchar('"');
		for (size_t c = 0; c < s.n; c++)
			printf(s.s[c] == '"' || s.s[c] == '\\' ? "\\%c" : "%c", s.s[c]);
		printf("\", ");
	}
	printf("%.17g, %.17g, %.17g, %s },\n", value, lo, hi, lbi_str_is(use, "fit") ? "true" : "false");
}

static size_t put_sets(lb_str text, const char *path)
{
	static const char header[] =
#define X(name) "," #name
		LB_BODY_PARAM_LIST(X);
#undef X
	const char *p = text.s, *end = text.s + text.n;
	size_t rows = 0, n = strcspn(p, "\n");
	if (n != sizeof header - 2 || memcmp(p, header + 1, n) != 0) {
		fprintf(stderr, "%s:1: the columns are not the model's parameters in their order\n", path);
		exit(1);
	}
	for (p += n; p < end && *p == '\n'; rows++) {
		p++;
		n = strcspn(p, "\n");
		if (!n)
			break;
		int columns = 1;
		for (size_t i = 0; i < n; i++)
			columns += p[i] == ',';
		if (columns != LB_BODY_PARAMS) {
			fprintf(stderr, "%s:%zu: %d columns\n", path, rows + 2, columns);
			exit(1);
		}
		printf("\t{ %.*s },\n", (int)n, p);
		p += n;
	}
	return rows;
}

int main(int argc, char **argv)
{
	lb_arena a = {0};
	lb_err err = {0};
	lb_str sets;
	if (argc != 3)
		return 2;
	lbi_doc doc = {.file = lbi_str_z(argv[1]), .first_line = 1};
	if (lbi_file_read(&doc.text, argv[1], LBI_TEXT_BYTES_MAX, &a, &err) || lbi_yaml_read(&doc, &a, &err) ||
	    lbi_file_read(&sets, argv[2], LBI_TEXT_BYTES_MAX, &a, &err))
		fail(&err);
	printf("/* Made by tools/bodyc.c; not to be changed by hand. */\n#include \"observe.h\"\n\n"
	       "const lb_observation lbi_observations[] = {\n");
	size_t n = 0;
	for (const lbi_node *row = doc.root->first; row; row = row->next, n++)
		put_target(&doc, row);
	printf("};\nconst size_t lbi_observation_count = %zu;\n\nconst double lbi_sets[][LB_BODY_PARAMS] = {\n", n);
	size_t rows = put_sets(sets, argv[2]);
	printf("\t{ 0 }, /* so that the table is never empty */\n};\nconst size_t lbi_set_count = %zu;\n", rows);
	lb_arena_drop(&a);
	return 0;
}
