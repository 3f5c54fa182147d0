/* assess: what follows from a case: services, scans, direction, referral, remedies. */
#include "lbt.h"

#include <stdio.h>

#include "base.h"

static bool offered(const lb_assessment *r, const char *id)
{
	for (size_t i = 0; i < r->remedies.n; i++)
		if (lbi_str_is(r->remedies.at[i].row->id, id))
			return true;
	return false;
}

static void a_remedy_is_not_offered_with_what_forbids_it(void **state)
{
	(void)state;
	const lb_knowledge *k = lbt_knowledge();
	size_t tried = 0;
	for (size_t i = 0; i < lb_remedies(k).n; i++) {
		const lb_remedy *m = &lb_remedies(k).at[i];
		for (size_t j = 0; j < m->not_if.n; j++, tried++) {
			lb_arena a = { 0 };
			lb_case c;
			lb_assessment r;
			int f = m->not_if.at[j].index;
			assert_int_equal(lb_case_new(&c, k, &a, NULL), LB_OK);
			assert_int_equal(lb_case_answer(&c, f, LB_YES, NULL), LB_OK);
			assert_int_equal(lb_case_derive(&c, &a, NULL), LB_OK);
			assert_int_equal(lb_assess(&r, &c, &a, NULL), LB_OK);
			if (offered(&r, m->id.s))
				fail_msg("%s is offered with %s", m->id.s, m->not_if.at[j].id.s);
			lb_arena_drop(&a);
		}
	}
	assert_true(tried > 50);
}

static void a_remedy_for_some_is_offered_to_them_only(void **state)
{
	(void)state;
	lb_arena a = { 0 };
	lb_case c;
	lb_assessment r = lbt_assess(&c, &a, "duration: 3 weeks");
	assert_false(offered(&r, "pregnancy_exercise"));
	r = lbt_assess(&c, &a, "duration: 3 weeks\npregnancy: yes");
	assert_true(offered(&r, "pregnancy_exercise"));
	lb_arena_drop(&a);
}

static void remedies_for_children_are_told_apart(void **state)
{
	(void)state;
	lb_arena a = { 0 };
	lb_case c;
	lb_assessment r = lbt_assess(&c, &a, "age: 14\nduration: 1 week");
	assert_true(r.remedies.n > 0);
	for (size_t i = 0; i < r.remedies.n; i++) {
		const char *kind = lb_name(LB_NAMES_REMEDY_KIND, r.remedies.at[i].row->kind);
		if (strcmp(kind, "medicine") == 0 || strcmp(kind, "procedure") == 0)
			fail_msg("%s is offered to a child", r.remedies.at[i].row->id.s);
	}
	lb_arena_drop(&a);
}

static void an_urgent_case_is_offered_nothing(void **state)
{
	(void)state;
	lb_arena a = { 0 };
	lb_case c;
	static const char *const urgent[] = { "saddle_numbness: yes", "fever: yes", "trauma: yes\nsevere_pain: yes" };
	for (size_t i = 0; i < LBT_COUNT(urgent); i++) {
		lb_assessment r = lbt_assess(&c, &a, urgent[i]);
		assert_true(r.triage.urgency >= LB_URGENCY_same_day);
		assert_int_equal(r.remedies.n, 0);
		assert_int_equal(r.avoid.n, 0);
		assert_null(r.advice[LB_ADVICE_direction]);
	}
	lb_arena_drop(&a);
}

static void each_topic_says_what_fits(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		lb_advice_topic topic;
		const char *id;
	} rows[] = {
		{ "duration: 1 week", LB_ADVICE_imaging, "imaging_none" },
		{ "duration: 8 weeks\nleg_pain_below_knee: yes", LB_ADVICE_imaging, "imaging_leg" },
		{ "saddle_numbness: yes", LB_ADVICE_imaging, "imaging_now" },
		{ "fever: yes", LB_ADVICE_imaging, "imaging_today" },
		{ "worse_flexion: yes\nbetter_extension: yes", LB_ADVICE_direction, "direction_extend" },
		{ "worse_flexion: yes\nbetter_extension: yes\nworse_extension: yes", LB_ADVICE_direction, "direction_untested" },
		{ "worse_extension: yes\nbetter_sitting: yes", LB_ADVICE_direction, "direction_flex" },
		{ "peripheralises: yes", LB_ADVICE_direction, "direction_stop" },
		{ "centralises: yes", LB_ADVICE_direction, "direction_centralises" },
		{ "duration: 1 week", LB_ADVICE_referral, "referral_self" },
		{ "questionnaires: {start_back: [1,1,1,1,1,1,1,1,4]}", LB_ADVICE_referral, "referral_risk" },
		{ "duration: 10 weeks", LB_ADVICE_referral, "referral_lasting" },
	};
	for (size_t i = 0; i < LBT_COUNT(rows); i++) {
		lb_arena a = { 0 };
		lb_case c;
		lb_assessment r = lbt_assess(&c, &a, rows[i].text);
		const lb_advice *got = r.advice[rows[i].topic];
		if (!got || !lbi_str_is(got->id, rows[i].id))
			fail_msg("'%s': %s, not %s", rows[i].text, got ? got->id.s : "nothing", rows[i].id);
		lb_arena_drop(&a);
	}
}

static void a_country_that_is_not_known_is_told(void **state)
{
	(void)state;
	static const struct {
		const char *text, *number;
		bool unknown;
	} rows[] = {
		{ "country: GB", "999", false },    { "country: gb", "999", false },     { "country: UK", "999", false },
		{ "country: germany", "112", false }, { "country: USA", "911", false }, { "country: Germny", "your emergency number", true },
		{ "age: 40", "your emergency number", false },
	};
	for (size_t i = 0; i < LBT_COUNT(rows); i++) {
		lb_arena a = { 0 };
		lb_case c;
		lb_assessment r = lbt_assess(&c, &a, rows[i].text);
		assert_string_equal(r.service->emergency.s, rows[i].number);
		assert_int_equal(r.country_unknown, rows[i].unknown);
		lb_arena_drop(&a);
	}
}

/* ---- a text under a calm verdict sends nobody to a doctor at once, unless it says in which case ---- */

static bool says_any(lb_str sentence, const char *const *words, size_t n)
{
	char buf[700];
	snprintf(buf, sizeof buf, " %.*s ", LB_FMT(sentence));
	for (char *p = buf; *p; p++)
		*p = strchr(".,;:()", *p) ? ' ' : (char)lbi_lower((unsigned char)*p);
	for (size_t i = 0; i < n; i++)
		if (strstr(buf, words[i]))
			return true;
	return false;
}

static void must_be_calm(const char *whose, lb_str text)
{
	static const char *const soon[] = { " at once ", " same day ", " today ", " tonight ", " this week ", " immediately ",
		                            " emergency ", " ambulance ", " straight away ", " urgently ", " within two weeks " };
	static const char *const help[] = { " doctor ", " clinician ", " help ", " call ", " see ", " seen ", " go ", " emergency ",
		                            " ambulance ", " hospital ", " service " };
	static const char *const in_case[] = { " if ", " with ", " when ", " for ", " unless " };
	for (size_t from = 0, to; from < text.n; from = to) {
		for (to = from; to < text.n && !(text.s[to] == '.' && (to + 1 == text.n || text.s[to + 1] == ' ')); to++)
			;
		to += to < text.n;
		lb_str sentence = { text.s + from, to - from };
		assert_true(sentence.n < 690);
		if (says_any(sentence, soon, LBT_COUNT(soon)) && says_any(sentence, help, LBT_COUNT(help)) &&
		    !says_any(sentence, in_case, LBT_COUNT(in_case)))
			fail_msg("%s: '%.*s' is more urgent than the verdict above it can be", whose, LB_FMT(sentence));
	}
}

static void no_advice_is_more_urgent_than_the_verdict(void **state)
{
	(void)state;
	const lb_knowledge *k = lbt_knowledge();
	for (size_t i = 0; i < lb_contributors(k).n; i++) {
		const lb_contributor *c = &lb_contributors(k).at[i];
		must_be_calm(c->id.s, c->explain), must_be_calm(c->id.s, c->help);
	}
	for (size_t i = 0; i < lb_drivers(k).n; i++) {
		const lb_driver *d = &lb_drivers(k).at[i];
		must_be_calm(d->id.s, d->explain), must_be_calm(d->id.s, d->action);
	}
	for (size_t i = 0; i < lb_remedies(k).n; i++) {
		const lb_remedy *m = &lb_remedies(k).at[i];
		must_be_calm(m->id.s, m->how), must_be_calm(m->id.s, m->cautions);
	}
	for (size_t i = 0; i < lb_advice_rows(k).n; i++) {
		const lb_advice *a = &lb_advice_rows(k).at[i];
		if (a->from_urgency == LB_URGENCY_self_care)
			must_be_calm(a->id.s, a->text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_remedy_is_not_offered_with_what_forbids_it),
		cmocka_unit_test(a_remedy_for_some_is_offered_to_them_only),
		cmocka_unit_test(remedies_for_children_are_told_apart),
		cmocka_unit_test(an_urgent_case_is_offered_nothing),
		cmocka_unit_test(each_topic_says_what_fits),
		cmocka_unit_test(no_advice_is_more_urgent_than_the_verdict),
		cmocka_unit_test(a_country_that_is_not_known_is_told),
	};
	return LBT_RUN(tests, "assess advice");
}
