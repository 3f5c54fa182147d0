/* assess: the cases of test/golden/assess.txt, which anybody can read and add to. */
#include "lbt.h"

#include <stdio.h>
#include <stdlib.h>

typedef struct {
	const lb_assessment *r;
	lb_str id;
} sight;

static bool is(lb_str a, lb_str b)
{
	return a.n == b.n && memcmp(a.s, b.s, a.n) == 0;
}

static bool urgency(const sight *s)
{
	return is(s->r->triage.level->id, s->id);
}

static bool suspected(const sight *s)
{
	bool yes = false;
	for (size_t i = 0; i < s->r->triage.suspected.n; i++)
		yes = yes || is(s->r->triage.suspected.at[i].suspect->id, s->id);
	return yes;
}

static bool among(const sight *s, size_t most)
{
	bool yes = false;
	for (size_t i = 0; i < s->r->differential.contributors.n && i < most; i++)
		yes = yes || is(s->r->differential.contributors.at[i].row->id, s->id);
	return yes;
}

static bool contributor(const sight *s)
{
	return among(s, 5);
}

static bool not_there(const sight *s)
{
	return !among(s, (size_t)-1);
}

static bool stage(const sight *s)
{
	return s->r->differential.stage && is(s->r->differential.stage->id, s->id);
}

static bool driver(const sight *s)
{
	bool yes = false;
	for (size_t i = 0; i < s->r->differential.drivers.n; i++)
		yes = yes || is(s->r->differential.drivers.at[i].row->id, s->id);
	return yes;
}

static bool guarded(const sight *s)
{
	bool yes = false;
	for (size_t i = 0; i < s->r->differential.guarded.n; i++)
		yes = yes || is(s->r->differential.guarded.at[i]->id, s->id);
	return yes;
}

static bool muscle(const sight *s)
{
	bool yes = false;
	for (size_t i = 0; i < s->r->differential.muscles.n; i++)
		yes = yes || is(s->r->differential.muscles.at[i].muscle->id, s->id);
	return yes;
}

static bool unasked(const sight *s)
{
	bool yes = false;
	for (size_t i = 0; i < s->r->triage.not_asked.n; i++)
		yes = yes || is(lb_findings(s->r->k).at[s->r->triage.not_asked.at[i]].id, s->id);
	return yes;
}

static bool heard(const sight *s)
{
	int i = lb_finding_index(s->r->k, s->id);
	return i >= 0 && lb_case_unconfirmed(s->r->c, i);
}

static const struct {
	const char *word;
	bool (*holds)(const sight *s);
} expectations[] = {
	{ "urgency", urgency }, { "suspected", suspected }, { "contributor", contributor }, { "not", not_there },
	{ "stage", stage },     { "driver", driver },       { "guarded", guarded },         { "muscle", muscle },
	{ "unasked", unasked }, { "heard", heard },
};

static bool expect(const char *name, char *line, const lb_assessment *r)
{
	char *id = strchr(line, ' ');
	if (!id)
		fail_msg("%s: '%s' expects nothing", name, line);
	*id++ = '\0';
	sight s = { r, lbt_str(id) };
	for (size_t i = 0; i < LBT_COUNT(expectations); i++)
		if (strcmp(expectations[i].word, line) == 0) {
			bool holds = expectations[i].holds(&s);
			if (!holds)
				print_error("%s: not '%s %s'\n", name, line, id);
			return holds;
		}
	fail_msg("%s: nobody knows '%s'", name, line);
	return false;
}

/* One case: its text up to "--", then expectations up to the next "==" or the end. */
static int run_case(const char *name, char *text, char *wanted)
{
	lb_arena a = { 0 };
	lb_case c;
	int bad = 0;
	lb_assessment r = lbt_assess(&c, &a, text);
	for (char *line = strtok(wanted, "\n"); line; line = strtok(NULL, "\n"))
		bad += !expect(name, line, &r);
	lb_arena_drop(&a);
	return bad;
}

static void every_case_of_the_file_comes_out_as_expected(void **state)
{
	(void)state;
	char path[400];
	snprintf(path, sizeof path, "%s/test/golden/assess.txt", lbt_source_dir());
	char *all = lbt_slurp(path, NULL);
	assert_non_null(all);
	int bad = 0, cases = 0;
	for (char *at = strstr(all, "\n== "); at;) {
		char *name = at + 4, *next = strstr(name, "\n== ");
		char *text = strchr(name, '\n');
		if (next)
			*next = '\0';
		char *bar = text ? strstr(text, "\n--\n") : NULL;
		if (!bar)
			fail_msg("a case has no '--': %.60s", name);
		*text = '\0', *bar = '\0';
		bad += run_case(name, text + 1, bar + 4);
		cases++;
		at = next;
	}
	assert_true(cases >= 8);
	assert_int_equal(bad, 0);
	free(all);
}

static void the_swimmer_of_the_examples_gets_a_whole_answer(void **state)
{
	(void)state;
	lb_arena a = { 0 };
	lb_case c = { 0 };
	lb_assessment r = { 0 };
	char path[400];
	snprintf(path, sizeof path, "%s/examples/swimmer.yaml", lbt_source_dir());
	assert_int_equal(lb_case_read_file(&c, lbt_knowledge(), path, &a, NULL), LB_OK);
	assert_int_equal(lb_assess(&r, &c, &a, NULL), LB_OK);
	assert_int_equal(r.triage.urgency, LB_URGENCY_self_care);
	assert_true(r.triage.not_asked.n > 20);
	assert_true(r.triage.come_back.n >= 5);
	assert_non_null(r.differential.stage);
	size_t weighed = 0;
	bool reaction = false;
	for (size_t i = 0; i < r.differential.contributors.n; i++) {
		const lb_likely *l = &r.differential.contributors.at[i];
		weighed += l->band >= LB_BAND_moderate && !l->row->reaction;
		reaction = reaction || l->row->reaction;
		assert_true(l->row->sources.n > 0);
	}
	assert_true(weighed >= 4);
	assert_true(reaction);
	assert_true(r.differential.guarded.n > 0);
	lb_arena_drop(&a);
}

static void the_country_chooses_whom_to_call(void **state)
{
	(void)state;
	static const char *const rows[][2] = { { "GB", "GB" }, { "Germany", "DE" }, { "XX", "any" }, { "Atlantis", "any" } };
	for (size_t i = 0; i < LBT_COUNT(rows); i++) {
		lb_arena a = { 0 };
		lb_case c;
		char text[80];
		snprintf(text, sizeof text, "country: %s", rows[i][0]);
		assert_string_equal(lbt_assess(&c, &a, text).service->country.s, rows[i][1]);
		lb_arena_drop(&a);
	}
	lb_arena a = { 0 };
	lb_case c;
	assert_string_equal(lbt_assess(&c, &a, "{}").service->country.s, "any");
	lb_arena_drop(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_case_of_the_file_comes_out_as_expected),
		cmocka_unit_test(the_swimmer_of_the_examples_gets_a_whole_answer),
		cmocka_unit_test(the_country_chooses_whom_to_call),
	};
	return LBT_RUN(tests, "assess golden");
}
