/* knowledge: reading a folder, and what it refuses. */
#include "lbt.h"

#include <stdio.h>
#include <stdlib.h>

#include "folder.h"
#include "knowledge.h"

static void the_built_in_tables_are_the_folder(void **state)
{
	(void)state;
	lb_arena a = { 0 };
	lb_err e = { 0 };
	const lb_knowledge *k = NULL, *b = lb_knowledge_builtin();
	char dir[400];
	snprintf(dir, sizeof dir, "%s/knowledge", lbt_source_dir());
	if (lb_knowledge_load(&k, dir, &a, &e))
		fail_msg("%s: %s", e.where, e.what);
	assert_string_equal(e.where, "");
	assert_string_equal(lb_knowledge_version(k).s, lb_knowledge_version(b).s);
	for (int t = 0; t < LBI_TABLE_COUNT; t++) {
		size_t n = lbi_table_rows(b, (lbi_table_id)t).n;
		assert_int_equal(lbi_table_rows(k, (lbi_table_id)t).n, n);
		for (size_t i = 0; i < n; i++) {
			assert_true(lbi_str_eq(lbi_row_id(k, (lbi_table_id)t, i), lbi_row_id(b, (lbi_table_id)t, i)));
			assert_int_equal(k->lines[t].at[i], b->lines[t].at[i]);
		}
	}
	assert_int_equal(k->conds.n, b->conds.n);
	assert_int_equal(k->words.n, b->words.n);
	assert_memory_equal(k->word_slots.at, b->word_slots.at, k->word_slots.n * sizeof *k->word_slots.at);
	lb_arena_drop(&a);
}

static lb_status load(const char *file, const char *find, const char *put, lb_arena *a, lb_err *e, const lb_knowledge **k)
{
	char folder[64];
	lbt_folder(folder);
	lbt_small_knowledge(folder, file, find, put);
	lb_status s = lb_knowledge_load(k, folder, a, e);
	if (s) { /* messages are compared without the folder's name */
		size_t n = strlen(folder);
		assert_int_equal(strncmp(e->where, folder, n), 0);
		memmove(e->where, e->where + n, strlen(e->where + n) + 1);
	}
	lbt_folder_remove(folder);
	return s;
}

static void a_small_folder_loads(void **state)
{
	(void)state;
	lb_arena a = { 0 };
	lb_err e = { 0 };
	const lb_knowledge *k = NULL;
	if (load(NULL, NULL, NULL, &a, &e, &k))
		fail_msg("%s: %s", e.where, e.what);
	assert_int_equal(lb_findings(k).n, 7);
	assert_int_equal(lb_finding_index(k, lbt_str("High-Temperature")), 0);
	assert_int_equal(lb_finding_index(k, lbt_str("leg pains")), 3);
	assert_int_equal(lb_finding_index(k, lbt_str("")), -1);
	assert_true(lbi_str_is(lb_finding_nearest(k, lbt_str("leg-pian")), "leg_pain"));
	lb_arena_drop(&a);
}

static const struct {
	const char *file, *find, *put;
	lb_status status;
	const char *where, *what;
} refused[] = {
	/* files and sections */
	{ "claims.yaml", NULL, NULL, LB_NOTFOUND, "/claims.yaml", "No such file" },
	{ "claims.yaml", "- {", "- {{", LB_PARSE, "/claims.yaml:1:", "" },
	{ "claims.yaml", "- {", "{", LB_PARSE, "/claims.yaml:1:1", "must be a list of rows" },
	{ "triage.yaml", "rules:", "rulez:", LB_UNKNOWN_WORD, "/triage.yaml:8:1", "no section 'rulez'" },
	{ "version.yaml", "reviewed", "review", LB_PARSE, "/version.yaml:1:1", "no 'reviewed'" },
	{ "version.yaml", "2026-", "2026/", LB_PARSE, "/version.yaml:1:11", "no day" },
	/* ids */
	{ "findings.yaml", "id: chills", "id: fever", LB_CONFLICT, "/findings.yaml:2:9", "'fever' is the id of two rows" },
	{ "findings.yaml", "id: chills, ", "", LB_PARSE, "/findings.yaml:2:3", "no 'id'" },
	{ "findings.yaml", "- { id: sex", "- word\n- { id: sex", LB_PARSE, "/findings.yaml:7:3", "no 'id'" },
	/* keys */
	{ "findings.yaml", "clinician: Chills", "clinicain: Chills", LB_UNKNOWN_WORD, "/findings.yaml:2:42", "nearest: 'clinician'" },
	{ "findings.yaml", "clinician: Chills, ", "", LB_PARSE, "/findings.yaml:2:3", "no 'clinician'" },
	{ "claims.yaml", "sources: [Work01]", "", LB_PARSE, "/claims.yaml:1:3", "no 'sources'" },
	{ "claims.yaml", "says: a", "says: a, says: b", LB_PARSE, "/claims.yaml:1:47", "stands here twice" },
	/* shapes */
	{ "findings.yaml", "ask: Fever?", "ask: [a]", LB_PARSE, "/findings.yaml:1:16", "ask must be a text, not a list" },
	{ "findings.yaml", "ask: Fever?", "ask: ''", LB_PARSE, "/findings.yaml:1:", "ask must be a text" },
	{ "findings.yaml", "words: [hot", "words: [[hot]", LB_PARSE, "/findings.yaml:1:", "must be text, not a list" },
	{ "findings.yaml", "words: [hot, high temperature]", "words: hot", LB_PARSE, "/findings.yaml:1:", "words must be a list of texts" },
	{ "findings.yaml", "danger: true", "danger: perhaps", LB_PARSE, "/findings.yaml:1:", "danger must be true or false, not 'perhaps'" },
	{ "findings.yaml", "lo: 1,", "lo: one,", LB_PARSE, "/findings.yaml:5:", "lo must be a number, not 'one'" },
	{ "findings.yaml", "lo: 1,", "lo: '1',", LB_PARSE, "/findings.yaml:5:", "lo must be a number" },
	{ "sources.yaml", "2001", "2001.5", LB_PARSE, "/sources.yaml:3:9", "year must be a whole number" },
	{ "sources.yaml", "2001", "1e99", LB_PARSE, "/sources.yaml:3:9", "year must be a whole number" },
	{ "sources.yaml", "kind: trial", "kind: trail", LB_UNKNOWN_WORD, "/sources.yaml:6:9", "kind is one of trial, review" },
	{ "claims.yaml", "see: [fever, walk]", "see: fever", LB_PARSE, "/claims.yaml:1:", "see must be a list of ids" },
	{ "claims.yaml", "see: [fever, walk]", "see: [fever, [walk]]", LB_PARSE, "/claims.yaml:1:", "must be an id" },
	{ "contributors.yaml", "evidence:\n", "evidence: none\n", LB_PARSE, "/contributors.yaml:", "" },
	{ "remedies.yaml", "stages: [{ stage: any, verdict: helps, plain: a }]", "stages: any", LB_PARSE, "/remedies.yaml:1:",
	  "stages must be a list of rows" },
	{ "remedies.yaml", "stages: [{ stage: any, verdict: helps, plain: a }]", "stages: [any]", LB_PARSE, "/remedies.yaml:1:",
	  "must be a row of keys, not 'any'" },
	/* references */
	{ "claims.yaml", "see: [fever, walk]", "see: [fevre]", LB_UNKNOWN_WORD, "/claims.yaml:1:74", "nearest: 'fever'" },
	{ "claims.yaml", "[Work01]", "[Work10]", LB_UNKNOWN_WORD, "/claims.yaml:1:", "nothing is called 'Work10'; nearest: 'Work01'" },
	{ "course.yaml", "cohort: acute", "cohort: acut", LB_UNKNOWN_WORD, "/course.yaml:1:13", "nearest: 'acute'" },
	{ "remedies.yaml", "not_if: [fever]", "not_if: [walk]", LB_UNKNOWN_WORD, "/remedies.yaml:2:", "nothing is called 'walk'" },
	{ "findings.yaml", "implies: [fever]", "implies: [fewer]", LB_UNKNOWN_WORD, "/findings.yaml:2:", "nearest: 'fever'" },
	/* conditions and answers */
	{ "triage.yaml", "all: [fever]", "all: [feverr]", LB_UNKNOWN_WORD, "/triage.yaml:9:84", "no finding 'feverr'; nearest: 'fever'" },
	{ "triage.yaml", "all: [fever]", "all: []", LB_PARSE, "/triage.yaml:9:", "1 to 250 terms" },
	{ "triage.yaml", "all: [fever]", "every: [fever]", LB_PARSE, "/triage.yaml:9:", "'all', 'any', both, or 'count' with 'of'" },
	{ "triage.yaml", "{ all: [fever], any: [leg_pain, age >= 60 year] }", "{ count: 3, of: [fever, ill] }", LB_RANGE,
	  "/triage.yaml:9:", "3 of 2 can never be counted" },
	{ "triage.yaml", "{ all: [fever], any: [leg_pain, age >= 60 year] }", "{ count: some, of: [fever, ill] }", LB_PARSE,
	  "/triage.yaml:9:", "a whole number from 1" },
	{ "triage.yaml", "{ all: [fever], any: [leg_pain, age >= 60 year] }", "", LB_PARSE, "/triage.yaml:9:", "a condition" },
	{ "triage.yaml", "age >= 60 year", "age >= old", LB_PARSE, "/triage.yaml:9:", "write 'age >= 3 year'" },
	{ "triage.yaml", "age >= 60 year", "age", LB_PARSE, "/triage.yaml:9:", "'age' is a number" },
	{ "triage.yaml", "age >= 60 year", "age >= 60 kg", LB_UNIT, "/triage.yaml:9:", "needs a unit such as 'year', not 'kg'" },
	{ "triage.yaml", "age >= 60 year", "duration >= 6", LB_UNIT, "/triage.yaml:9:", "needs a unit such as 'week'" },
	{ "triage.yaml", "age >= 60 year", "fever > 3", LB_PARSE, "/triage.yaml:9:", "'fever' is yes or no" },
	{ "triage.yaml", "age >= 60 year", "sex = mail", LB_UNKNOWN_WORD, "/triage.yaml:9:", "no option 'mail'; nearest: 'male'" },
	{ "triage.yaml", "age >= 60 year", "sex > male", LB_UNKNOWN_WORD, "/triage.yaml:9:", "no option 'male'" },
	{ "triage.yaml", "fires: [fever", "fires: [no:fewer", LB_UNKNOWN_WORD, "/triage.yaml:10:", "nearest: 'fever'" },
	{ "triage.yaml", "fires: [fever, leg_pain]", "fires: fever", LB_PARSE, "/triage.yaml:10:", "fires must be a list of answers" },
	/* what no engine could live with */
	{ "findings.yaml", "unit: year", "unit: yaer", LB_UNIT, "/findings.yaml:5:3", "unknown unit 'yaer'" },
	{ "findings.yaml", "unit: year, ", "", LB_UNIT, "/findings.yaml:5:3", "unknown unit ''" },
	{ "findings.yaml", "lo: 1, hi: 115", "lo: 115, hi: 1", LB_RANGE, "/findings.yaml:5:3", "'age' needs lo < hi" },
	{ "findings.yaml", "lo: 1, ", "", LB_RANGE, "/findings.yaml:5:3", "'age' needs lo < hi" },
	{ "findings.yaml", "options: [female, male]", "options: [female]", LB_RANGE, "/findings.yaml:7:3", "two options or more" },
	{ "findings.yaml", "implies: [fever]", "implies: [age]", LB_RANGE, "/findings.yaml:2:3", "not yes or no" },
	{ "findings.yaml", "hi: 115", "hi: 115, derive: [fever]", LB_RANGE, "/findings.yaml:5:3", "cannot be derived" },
	{ "findings.yaml", "danger: true, words", "derive: [ill], danger: true, words", LB_CONFLICT, "/findings.yaml:1:3",
	  "'fever' is derived from itself" },
	{ "triage.yaml", "  - { id: emergency, label: a, act: a, how_soon: a, clinician: a }\n", "", LB_RANGE, "/triage.yaml:1:1",
	  "3 levels" },
	{ "triage.yaml", "id: same_day, label", "id: today, label", LB_RANGE, "/triage.yaml:1:1", "number 3 is 'same_day'" },
	{ "contributors.yaml", "value: 0.2", "value: 1", LB_RANGE, "/contributors.yaml:1:3", "above 0 and below 1" },
	{ "contributors.yaml", "value: 0.2", "value: 0", LB_RANGE, "/contributors.yaml:1:3", "above 0 and below 1" },
	{ "contributors.yaml", "lr_neg: 0.5", "lr_neg: 0", LB_RANGE, "/contributors.yaml:1:3", "a likelihood ratio is above 0" },
};

static void each_broken_folder_is_refused_with_place_and_nearest_word(void **state)
{
	(void)state;
	int bad = 0;
	for (size_t i = 0; i < LBT_COUNT(refused); i++) {
		lb_arena a = { 0 };
		lb_err e = { 0 };
		const lb_knowledge *k = NULL;
		lb_status s = load(refused[i].file, refused[i].find, refused[i].put, &a, &e, &k);
		bool good = s == refused[i].status && e.status == s && strstr(e.what, refused[i].what) &&
		            strncmp(e.where, refused[i].where, strlen(refused[i].where)) == 0;
		if (!good)
			print_error("%s, '%s': %s at %s: %s\n", refused[i].file, refused[i].put ? refused[i].put : "left out",
			            lb_status_name(s), e.where, e.what);
		bad += !good;
		assert_null(k);
		lb_arena_drop(&a);
	}
	assert_int_equal(bad, 0);
}

static void another_fact_is_another_version(void **state)
{
	(void)state;
	static const struct {
		const char *file, *find, *put;
	} rows[] = {
		{ "version.yaml", "2026-01-02", "2026-01-03" }, { "sources.yaml", "2001", "2002" },
		{ "findings.yaml", "hot", "warm" },             { "triage.yaml", "60", "61" },
		{ "triage.yaml", "leg_pain, age", "ill, age" }, { "contributors.yaml", "lr_pos: 2", "lr_pos: 2.1" },
		{ "claims.yaml", "partly", "supported" },       { "findings.yaml", "danger: true, words", "danger: false, words" },
		{ "remedies.yaml", "not_if: [fever]", "not_if: [ill]" },
	};
	lb_arena a = { 0 };
	const lb_knowledge *base = NULL;
	assert_int_equal(load(NULL, NULL, NULL, &a, NULL, &base), LB_OK);
	for (size_t i = 0; i < LBT_COUNT(rows); i++) {
		lb_err e = { 0 };
		const lb_knowledge *k = NULL;
		if (load(rows[i].file, rows[i].find, rows[i].put, &a, &e, &k))
			fail_msg("%s: %s", e.where, e.what);
		if (strcmp(lb_knowledge_version(k).s, lb_knowledge_version(base).s) == 0)
			fail_msg("'%s' instead of '%s' is the same version", rows[i].put, rows[i].find);
	}
	lb_arena_drop(&a);
}

static void every_enum_value_has_its_name(void **state)
{
	(void)state;
	assert_string_equal(lb_name(LB_NAMES_URGENCY, LB_URGENCY_emergency), "emergency");
	assert_string_equal(lb_name(LB_NAMES_URGENCY, LB_URGENCY_COUNT), "?");
	assert_string_equal(lb_name(LB_NAMES_BAND, -1), "?");
	assert_string_equal(lb_name(LB_NAMES_COUNT, 0), "?");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_built_in_tables_are_the_folder),
		cmocka_unit_test(a_small_folder_loads),
		cmocka_unit_test(each_broken_folder_is_refused_with_place_and_nearest_word),
		cmocka_unit_test(another_fact_is_another_version),
		cmocka_unit_test(every_enum_value_has_its_name),
	};
	return LBT_RUN(tests, "knowledge load");
}
