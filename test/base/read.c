/* base: YAML and JSON to nodes, and the place of what is refused. */
#include "lbt.h"

#include <stdio.h>

#include "same_tree.h"

static const struct {
	const char *text;
	lb_status status;
	const char *where, *what;
} refused[] = {
	/* YAML */
	{ "a: 1\na: 2\n", LB_PARSE, "f:2:4", "'a' stands here twice" },
	{ "a: &x 1\n", LB_PARSE, "f:1:4", "anchors" },
	{ "a: *x\n", LB_PARSE, "f:1:4", "aliases" },
	{ "a: !!int 1\n", LB_PARSE, "f:1:4", "tags" },
	{ "a: 1\n---\nb: 2\n", LB_PARSE, "f:2:1", "only one document" },
	{ "", LB_PARSE, "f:1:1", "nothing in it" },
	{ "# only a remark\n", LB_PARSE, "f:2:1", "nothing in it" },
	{ "a: [1, 2\n", LB_PARSE, "f:2:1", "did not find" },
	{ "a:\n\t- 1\n", LB_PARSE, "f:2:1", "cannot start any token" },
	{ "? [1, 2]\n: 3\n", LB_PARSE, "f:1:3", "a key must be one word" },
	{ "a: \"x\\0y\"\n", LB_PARSE, "f:1:4", "zero byte" },
	{ "a: \xff\xfe\n", LB_PARSE, "f:1:", "" },
	{ "a: b: c\n", LB_PARSE, "f:1:5", "mapping values" },
	/* JSON */
	{ "{\"a\": 1,\n \"a\": 2}", LB_PARSE, "f:2:", "duplicate" },
	{ "{\"a\": 1,\n  \"b\" 2}", LB_PARSE, "f:2:", "':' expected" },
	{ "{\"a\": 1", LB_PARSE, "f:1:", "'}' expected" },
	{ "[1, 2,]", LB_PARSE, "f:1:", "unexpected token" },
	{ "[NaN]", LB_PARSE, "f:1:", "invalid token" },
	{ "{} x", LB_PARSE, "f:1:4", "end of file" },
	{ "[\"\xff\"]", LB_PARSE, "f:1:", "unable to decode byte" },
	{ "[\"a\\u0000b\"]", LB_PARSE, "f:1:", "\\u0000" },
	{ "[1e999]", LB_PARSE, "f:1:", "real number overflow" },
};

static void what_is_not_yaml_or_json_is_refused_with_its_place(void **state)
{
	(void)state;
	for (size_t i = 0; i < LBT_COUNT(refused); i++) {
		lb_arena a = { 0 };
		lb_err e = { 0 };
		lbi_doc d = { .file = LB_STR("f"), .text = lbt_str(refused[i].text), .first_line = 1 };
		lb_status s = lbi_doc_read(&d, &a, &e);
		if (s != refused[i].status)
			fail_msg("row %zu: %s (%s: %s)", i, lb_status_name(s), e.where, e.what);
		if (strncmp(e.where, refused[i].where, strlen(refused[i].where)) != 0)
			fail_msg("row %zu: %s, not %s", i, e.where, refused[i].where);
		lbt_contains(e.what, refused[i].what, refused[i].where);
		lb_arena_drop(&a);
	}
}

static void depth_is_limited_alike(void **state)
{
	(void)state;
	char text[200];
	for (int json = 0; json < 2; json++)
		for (size_t depth = 30; depth < 40; depth++) {
			lb_arena a = { 0 };
			lb_err e = { 0 };
			size_t n = 0;
			if (!json) /* a space in front would not make it YAML: a key does */
				n += (size_t)sprintf(text, "a: ");
			memset(text + n, '[', depth), memset(text + n + depth, ']', depth), text[n + 2 * depth] = '\0';
			lbi_doc d = { .file = LB_STR("f"), .text = lbt_str(text) };
			lb_status s = lbi_doc_read(&d, &a, &e);
			bool deep = depth + (json ? 0 : 1) > LBI_NODE_DEPTH_MAX;
			assert_int_equal(s, deep ? LB_LIMIT : LB_OK);
			if (deep) /* the place is that of the first that is one too many */
				assert_string_equal(e.where, json ? "f:1:33" : "f:1:35");
			lb_arena_drop(&a);
		}
}

/* A tree as one line, the same for YAML and JSON. */
static void show(lbt_text *t, const lbi_node *n)
{
	char buf[100];
	lb_sink o = lbt_sink(t);
	if (n->name.n)
		o.write(n->name.s, n->name.n, o.ctx), o.write("=", 1, o.ctx);
	if (n->kind == LBI_LIST || n->kind == LBI_MAP) {
		o.write(n->kind == LBI_LIST ? "[" : "{", 1, o.ctx);
		for (const lbi_node *c = n->first; c; c = c->next) {
			show(t, c);
			o.write(" ", 1, o.ctx);
		}
		o.write(n->kind == LBI_LIST ? "]" : "}", 1, o.ctx);
		return;
	}
	const char *text = lbi_node_show(n, buf, sizeof buf);
	o.write(text, strlen(text), o.ctx);
}

static void trees_are_read_as_written(void **state)
{
	(void)state;
	static const struct {
		const char *text, *want;
	} rows[] = {
		{ "a: yes\nb: 3 weeks\nc: \"no\"\n", "{a='yes' b='3 weeks' c='no' }" },
		{ "a:\nb: ~\nc: null\nd: \"\"\n", "{a=nothing b=nothing c=nothing d='' }" },
		{ "- x\n- [y, z]\n- {k: v}\n", "['x' ['y' 'z' ] {k='v' } ]" },
		{ "a: >\n  two\n  lines\n", "{a='two lines\n' }" },
		{ "\xef\xbb\xbf" "a: \xc3\xa9\n", "{a='\xc3\xa9' }" },
		{ "{\"a\": true, \"b\": 3.5, \"c\": null}", "{a=true b=3.5 c=nothing }" },
		{ " [1, \"x\\n\\u00e9\", [], {}]", "[1 'x\n\xc3\xa9' [] {} ]" },
	};
	for (size_t i = 0; i < LBT_COUNT(rows); i++) {
		lb_arena a = { 0 };
		lb_err e = { 0 };
		lbt_text t = { 0 };
		lbi_doc d = { .file = LB_STR("f"), .text = lbt_str(rows[i].text) };
		if (lbi_doc_read(&d, &a, &e))
			fail_msg("'%s': %s: %s", rows[i].text, e.where, e.what);
		show(&t, d.root);
		assert_string_equal(t.s, rows[i].want);
		lbt_text_free(&t);
		lb_arena_drop(&a);
	}
}

/* Walk a tree and let each node named like "L2C5" tell its place. */
static void check_places(const lbi_doc *d, const lbi_node *n, int *seen)
{
	if (n->kind == LBI_TEXT && n->text.n && n->text.s[0] == 'L') {
		unsigned line, col;
		char want[40];
		lb_err e = { 0 };
		assert_int_equal(sscanf(n->text.s, "L%uC%u", &line, &col), 2);
		lbi_fail_node(&e, LB_PARSE, d, n, "here");
		snprintf(want, sizeof want, "f:%u:%u", line + d->first_line - 1, col);
		assert_string_equal(e.where, want);
		++*seen;
	}
	for (const lbi_node *c = n->first; c; c = c->next)
		check_places(d, c, seen);
}

static void each_value_knows_its_line_and_column(void **state)
{
	(void)state;
	static const char *const texts[] = {
		"a: L1C4\nbb:\n  - L3C5\n  - L4C5\n  - {k: L5C9, m: [L5C19, L5C26]}\nz: \"L6C4\"\n",
		"{\"a\":\"L1C6\",\n \"b\" : [ 12, {\"q\": \"\\\"]}\"}, \"L2C29\",\n\"L3C1\", [[]], {\"x\":[1,{}],\"y\":\"L3C31\"}],\n"
		"\t\"c\":true ,\"d\":\"L4C16\"}",
	};
	for (size_t i = 0; i < LBT_COUNT(texts); i++)
		for (uint32_t first = 1; first < 50; first += 16) {
			lb_arena a = { 0 };
			lb_err e = { 0 };
			int seen = 0;
			lbi_doc d = { .file = LB_STR("f"), .text = lbt_str(texts[i]), .first_line = first };
			if (lbi_doc_read(&d, &a, &e))
				fail_msg("%s: %s", e.where, e.what);
			check_places(&d, d.root, &seen);
			assert_int_equal(seen, i ? 5 : 7);
			lb_arena_drop(&a);
		}
}

static const struct {
	const char *text;
	bool taken; /* by the reader of plain JSON; else it is left to jansson */
} plain[] = {
	{ "{}", true },
	{ " \t\r\n[ ] \n", true },
	{ "{\"a\":1,\"b\":-2.50,\"c\":[true,false,null,\"x\"],\"\":{\"d\":{}}}", true },
	{ "[0,0.1,0.3,100,-1,2.675,123456789012345,0.00000000000001,12345678.9012345,-0.0]", false }, /* -0.0 */
	{ "[0,0.1,0.3,100,-1,2.675,123456789012345,0.00000000000001,12345678.9012345]", true },
	{ "[\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"]", true },
	{ "[\"sixteen bytes, and the seventeenth \\\" then more than sixteen again\"]", true },
	{ "[\"\\u00e9\"]", false },
	{ "[\"\xc3\xa9 \xe2\x80\x99 \xf0\x9f\x99\x82 and \\n more than sixteen \xc2\xb0 bytes\"]", true },
	{ "[\"\xc0\x80\"]", false },         /* overlong */
	{ "[\"\xc1\xbf\"]", false },
	{ "[\"\xe0\x9f\xbf\"]", false },
	{ "[\"\xf0\x8f\xbf\xbf\"]", false },
	{ "[\"\xed\xa0\x80\"]", false },     /* surrogate */
	{ "[\"\xf4\x90\x80\x80\"]", false }, /* beyond the last */
	{ "[\"\xf5\x80\x80\x80\"]", false },
	{ "[\"\x80\"]", false },
	{ "[\"\xc3\"]", false }, /* cut off */
	{ "[\"\xe2\x80", false },
	{ "[\"\xed\x9f\xbf \xee\x80\x80 \xf4\x8f\xbf\xbf \xe0\xa0\x80\"]", true }, /* the edges */
	{ "[\"a\x01\"]", false },
	{ "[\"\\x\"]", false },
	{ "[1e3]", false },
	{ "[1234567890123456]", false },
	{ "[-0]", false },
	{ "[01]", false },
	{ "[1.]", false },
	{ "[.5]", false },
	{ "[+1]", false },
	{ "[1 2]", false },
	{ "[1,]", false },
	{ "[,1]", false },
	{ "{\"a\":1,}", false },
	{ "{\"a\" 1}", false },
	{ "{a:1}", false },
	{ "{\"a\":1,\"a\":2}", false },
	{ "{\"a\":1}x", false },
	{ "[truex]", false },
	{ "[tru]", false },
	{ "[\"open", false },
	{ "[\"open\\", false },
	{ "[", false },
	{ "", false },
	{ "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]", true },    /* 32 deep */
	{ "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]", false }, /* 33 deep */
};

static void plain_json_gives_the_tree_that_jansson_gives(void **state)
{
	(void)state;
	for (size_t i = 0; i < LBT_COUNT(plain); i++) {
		lb_arena a = { 0 };
		const lbi_node *root;
		lbi_doc d = { .file = LB_STR("f"), .text = lbt_str(plain[i].text), .first_line = 1 };
		assert_int_equal(lbi_json_plain(&root, d.text, &a), LB_OK);
		if (!root == plain[i].taken)
			fail_msg("row %zu, %s: %s", i, plain[i].text, root ? "was taken" : "was left");
		if (root && (lbi_json_jansson(&d, &a, NULL) || !lbt_same_tree(root, d.root)))
			fail_msg("row %zu, %s: jansson reads something else", i, plain[i].text);
		lb_arena_drop(&a);
	}
}

/* Every text of a few signs, taken or left as jansson has it. */
static void short_texts_are_never_taken_for_json_when_they_are_not(void **state)
{
	(void)state;
	static const char signs[] = "{}[]\",:1-.0e t\\";
	size_t taken = 0, n = sizeof signs - 1, all = n * n * n * n * n;
	lb_arena a = { 0 };
	for (size_t i = 0; i < all; i++) {
		char text[6] = { 0 };
		for (size_t k = 0, left = i; k < 5; k++, left /= n)
			text[k] = signs[left % n];
		const lbi_node *root;
		lbi_doc d = { .file = LB_STR("f"), .text = { text, 5 }, .first_line = 1 };
		lb_arena_reset(&a);
		assert_int_equal(lbi_json_plain(&root, d.text, &a), LB_OK);
		if (!root)
			continue;
		taken++;
		if (lbi_json_jansson(&d, &a, NULL) || !lbt_same_tree(root, d.root))
			fail_msg("'%s': jansson reads something else", text);
	}
	assert_true(taken > 100);
	lb_arena_drop(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_not_yaml_or_json_is_refused_with_its_place),
		cmocka_unit_test(depth_is_limited_alike),
		cmocka_unit_test(trees_are_read_as_written),
		cmocka_unit_test(each_value_knows_its_line_and_column),
		cmocka_unit_test(plain_json_gives_the_tree_that_jansson_gives),
		cmocka_unit_test(short_texts_are_never_taken_for_json_when_they_are_not),
	};
	return LBT_RUN(tests, "base read");
}
