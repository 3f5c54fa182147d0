/* knowledge: ids and synonyms, normalised. */
#include "lbt.h"

#include "knowledge.h"

static void phrases_are_normalised_alike(void **state)
{
	(void)state;
	static const char *const rows[][2] = {
		{ "Leg_Pain", "leg pain" },   { "leg-pains", "leg pain" },  { "  Leg \t pain ", "leg pain" }, { "numbness", "numbness" },
		{ "can't pee", "cannot pee" },  { "sinus", "sinus" },         { "pelvis", "pelvis" },           { "", "" },
		{ "numb between my legs", "numb between leg" }, { "My legs are numb", "leg numb" }, { "the", "the" },
		{ "---", "" },                { "hips", "hip" },            { "gas", "gas" },                 { "weakness", "weakness" },
	};
	for (size_t i = 0; i < LBT_COUNT(rows); i++) {
		char buf[64];
		lb_str got = { buf, lbi_normalise(buf, sizeof buf, lbt_str(rows[i][0])) };
		if (!lbi_str_is(got, rows[i][1]))
			fail_msg("'%s': '%.*s', not '%s'", rows[i][0], LB_FMT(got), rows[i][1]);
	}
	char tiny[4];
	assert_int_equal(lbi_normalise(tiny, sizeof tiny, lbt_str("abcdef")), 0);
}

static void every_id_and_every_word_leads_to_its_finding(void **state)
{
	(void)state;
	const lb_knowledge *k = lbt_knowledge();
	for (size_t i = 0; i < lb_findings(k).n; i++) {
		const lb_finding *f = &lb_findings(k).at[i];
		if (lb_finding_index(k, f->id) != (int)i)
			fail_msg("'%.*s' leads elsewhere", LB_FMT(f->id));
		for (size_t w = 0; w < f->words.n; w++)
			if (lb_finding_index(k, f->words.at[w]) < 0)
				fail_msg("'%.*s' of %.*s leads nowhere", LB_FMT(f->words.at[w]), LB_FMT(f->id));
	}
}

static void no_phrase_is_longer_than_the_matcher_reads(void **state)
{
	(void)state;
	const lb_knowledge *k = lbt_knowledge();
	for (size_t i = 0; i < k->words.n; i++) {
		size_t tokens = 1;
		for (size_t j = 0; j < k->words.at[i].phrase.n; j++)
			tokens += k->words.at[i].phrase.s[j] == ' ';
		if (tokens > LBI_WORD_TOKENS_MAX)
			fail_msg("'%.*s' has %zu words; at most %d are matched", LB_FMT(k->words.at[i].phrase), tokens, LBI_WORD_TOKENS_MAX);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(phrases_are_normalised_alike),
		cmocka_unit_test(every_id_and_every_word_leads_to_its_finding),
		cmocka_unit_test(no_phrase_is_longer_than_the_matcher_reads),
	};
	return LBT_RUN(tests, "knowledge words");
}
