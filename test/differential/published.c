/* differential: on published ordinary cases, a contributor that agrees with the reported diagnosis stands among the
 * first three. The diagnosis is hindsight and no input; test/golden/compatible.yaml says which contributors agree. */
#include "lbt.h"

#include <stdio.h>
#include <stdlib.h>

#include "case.h"
#include "node.h"

static bool agrees(const lb_differential *d, const lbi_node *list)
{
	for (size_t i = 0; i < 3 && i < d->contributors.n; i++)
		for (const lbi_node *n = list->first; n; n = n->next)
			if (lbi_str_eq(d->contributors.at[i].row->id, n->text))
				return true;
	return false;
}

static void a_compatible_contributor_is_among_the_first_three(void **state)
{
	(void)state;
	char path[400];
	lb_arena a = { 0 };
	snprintf(path, sizeof path, "%s/test/golden/compatible.yaml", lbt_source_dir());
	lbi_doc doc = { .file = lbt_str(path), .first_line = 1 };
	lb_err err = { 0 };
	assert_int_equal(lbi_file_read(&doc.text, path, 1 << 20, &a, &err), LB_OK);
	assert_int_equal(lbi_yaml_read(&doc, &a, &err), LB_OK);
	size_t n = 0, met = 0;
	for (const lbi_node *row = doc.root->first; row; row = row->next) {
		const lbi_node *id = lbi_node_get(row, "case"), *list = lbi_node_get(row, "contributors");
		assert_true(id && list);
		if (id->text.s[0] != 'o')
			continue; /* the bar is for ordinary cases; the others are told apart by triage */
		lb_case c;
		lb_differential d;
		snprintf(path, sizeof path, "%s/test/golden/published/%.*s.yaml", lbt_source_dir(), LB_FMT(id->text));
		if (lb_case_read_file(&c, lbt_knowledge(), path, &a, &err) || lb_differential_run(&d, &c, &a, &err))
			fail_msg("%s: %s", err.where, err.what);
		bool ok = agrees(&d, list);
		n++, met += ok;
		if (!ok)
			print_message("# %.*s: led by %.*s\n", LB_FMT(id->text), LB_FMT(d.contributors.at[0].row->id));
	}
	print_message("# %zu of %zu ordinary cases\n", met, n);
	lb_arena_drop(&a);
	assert_true(n >= 22);
	assert_true((double)met >= 0.8 * (double)n);
}

static void an_empty_case_weighs_nothing(void **state)
{
	(void)state;
	lb_arena a = { 0 };
	lb_case c;
	/* an empty case knows nothing and therefore weighs nothing */
	assert_int_equal(lb_case_new(&c, lbt_knowledge(), &a, NULL), LB_OK);
	assert_int_equal(lb_case_derive(&c, &a, NULL), LB_OK);
	lb_differential d;
	assert_int_equal(lb_differential_run(&d, &c, &a, NULL), LB_OK);
	assert_int_equal(d.contributors.n, 0);
	assert_null(d.stage);
	lb_arena_drop(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_compatible_contributor_is_among_the_first_three),
		cmocka_unit_test(an_empty_case_weighs_nothing),
	};
	return LBT_RUN(tests, "differential published");
}
