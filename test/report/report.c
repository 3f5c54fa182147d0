/* report: text and JSON of whole assessments. */
#include "lbt.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

static lbt_text as_text(const lb_assessment *r, lb_report_options o)
{
	lbt_text t = { 0 };
	lb_err e = { 0 };
	if (lb_report_text(r, o, lbt_sink(&t), &e))
		fail_msg("%s", e.what);
	return t;
}

static json_t *as_json(const lb_assessment *r)
{
	lbt_text t = { 0 };
	json_error_t e;
	assert_int_equal(lb_report_json(r, lbt_sink(&t), NULL), LB_OK);
	assert_int_equal(t.s[t.n - 1], '\n');
	assert_ptr_equal(strchr(t.s, '\n'), t.s + t.n - 1); /* one line */
	json_t *j = json_loadb(t.s, t.n, JSON_REJECT_DUPLICATES, &e);
	if (!j)
		fail_msg("%s: %.300s", e.text, t.s + (e.position > 100 ? e.position - 100 : 0));
	lbt_text_free(&t);
	return j;
}

static lb_assessment by_chance(lb_case *c, lb_arena *a, lbt_chance *r, double share)
{
	lb_assessment out = { 0 };
	*c = lbt_case_by_chance(lbt_knowledge(), a, r, share);
	assert_int_equal(lb_case_derive(c, a, NULL), LB_OK);
	assert_int_equal(lb_assess(&out, c, a, NULL), LB_OK);
	return out;
}

static void json_has_the_keys_that_others_rely_on(void **state)
{
	(void)state;
	static const char *const top[] = { "schema", "knowledge", "case", "triage", "stage", "contributors", "drivers", "muscles" };
	static const char *const in_triage[] = { "urgency", "suspected", "not_asked", "come_back_if" };
	static const char *const in_suspected[] = { "id", "label", "band", "why", "sources" };
	static const char *const in_contributor[] = { "id", "label", "band", "probability", "for", "against", "sources" };
	lb_arena a = { 0 };
	lb_case c;
	lb_assessment r = lbt_assess(&c, &a, "{\"id\":\"x\",\"saddle_numbness\":true,\"duration\":\"3 weeks\",\"leg_pain\":true,"
	                                     "\"muscle_spasm\":true,\"lifting_onset\":true,\"pain_now\":4}");
	json_t *j = as_json(&r);
	for (size_t i = 0; i < LBT_COUNT(top); i++)
		if (!json_object_get(j, top[i]))
			fail_msg("no '%s'", top[i]);
	json_t *t = json_object_get(j, "triage");
	for (size_t i = 0; i < LBT_COUNT(in_triage); i++)
		if (!json_object_get(t, in_triage[i]))
			fail_msg("no 'triage.%s'", in_triage[i]);
	for (size_t i = 0; i < LBT_COUNT(in_suspected); i++)
		if (!json_object_get(json_array_get(json_object_get(t, "suspected"), 0), in_suspected[i]))
			fail_msg("no 'triage.suspected.%s'", in_suspected[i]);
	for (size_t i = 0; i < LBT_COUNT(in_contributor); i++)
		if (!json_object_get(json_array_get(json_object_get(j, "contributors"), 0), in_contributor[i]))
			fail_msg("no 'contributors.%s'", in_contributor[i]);
	json_t *stage = json_object_get(j, "stage");
	assert_string_equal(json_string_value(json_object_get(stage, "id")), "acute");
	lbt_near(json_number_value(json_object_get(stage, "weeks")), 3, 0, "weeks");
	assert_string_equal(json_string_value(json_object_get(j, "schema")), "lumbar.assessment/1");
	json_decref(j);
	lb_arena_drop(&a);
}

static void what_is_not_known_is_absent_and_never_a_placeholder(void **state)
{
	(void)state;
	lb_arena a = { 0 };
	lb_case c;
	lb_assessment r = lbt_assess(&c, &a, "{}");
	json_t *j = as_json(&r);
	assert_null(json_object_get(j, "stage"));
	assert_null(json_object_get(j, "course"));
	assert_null(json_object_get(j, "load"));
	assert_null(json_object_get(j, "plan"));
	json_decref(j);
	lb_arena_drop(&a);
}

/* No number finer than it is known, nowhere null: over random cases. */
static void look(const json_t *j, const char *key)
{
	const char *k;
	json_t *v;
	size_t i;
	assert_false(json_is_null(j));
	if (json_is_object(j))
		json_object_foreach((json_t *)(uintptr_t)j, k, v) look(v, k);
	if (json_is_array(j))
		json_array_foreach((json_t *)(uintptr_t)j, i, v) look(v, key);
	if (key && strcmp(key, "probability") == 0) {
		double p = json_number_value(j);
		assert_true(p >= 0 && p <= 1);
		lbt_near(p * 100, (double)(int)(p * 100 + 0.5), 1e-9, "probability");
	}
}

static void any_case_is_json_that_parses_and_text_that_fits(void **state)
{
	(void)state;
	lbt_chance r = { 6 };
	lb_arena a = { 0 };
	for (int round = 0; round < 300; round++, lb_arena_reset(&a)) {
		lb_case c;
		lb_assessment s = by_chance(&c, &a, &r, lbt_unit(&r) * lbt_unit(&r));
		json_t *j = as_json(&s);
		look(j, NULL);
		json_decref(j);
		static const unsigned widths[] = { 40, 60, 80, 200 };
		lb_report_options o = { .width = widths[round % 4], .audience = round % 3 ? LB_FOR_PERSON : LB_FOR_CLINICIAN,
			                .colour = round % 2 };
		lbt_text t = as_text(&s, o);
		if (lbt_widest(t.s) > o.width)
			fail_msg("%zu columns of %u:\n%s", lbt_widest(t.s), o.width, t.s);
		assert_int_equal(strchr(t.s, '\033') != NULL, o.colour);
		lbt_text_free(&t);
	}
	lb_arena_drop(&a);
}

static void safety_stands_first(void **state)
{
	(void)state;
	lbt_chance r = { 7 };
	lb_arena a = { 0 };
	for (int round = 0; round < 200; round++, lb_arena_reset(&a)) {
		lb_case c;
		lb_assessment s = by_chance(&c, &a, &r, 0.15);
		lbt_text t = as_text(&s, (lb_report_options){ 0 });
		const char *safety = strstr(t.s, "Safety first. "), *level = strstr(t.s, s.triage.level->label.s);
		const char *act = strstr(t.s, "\nWhat to do: "), *soon = strstr(t.s, "\nHow soon: "), *why = strstr(t.s, "\nWhy ");
		assert_true(safety && level && act && soon && why);
		assert_true(safety < level && level < act && act < soon && soon < why);
		lbt_contains(t.s, "Not a medical device", "intended use");
		lbt_contains_not(t.s, "ruled out.", "wording");
		lbt_text_free(&t);
	}
	lb_arena_drop(&a);
}

static void an_urgent_case_gets_no_exercise_and_no_advice_beside_what_to_do_now(void **state)
{
	(void)state;
	lbt_chance r = { 8 };
	lb_arena a = { 0 };
	int urgent = 0;
	for (int round = 0; round < 400; round++, lb_arena_reset(&a)) {
		lb_case c;
		lb_assessment s = by_chance(&c, &a, &r, 0.15);
		if (s.triage.urgency < LB_URGENCY_same_day)
			continue;
		urgent++;
		for (int audience = 0; audience < 2; audience++) {
			lbt_text t = as_text(&s, (lb_report_options){ .audience = (lb_audience)audience, .width = 200 });
			lbt_contains_not(t.s, "What helps:", "urgent");
			lbt_contains_not(t.s, "and what to do about it", "urgent");
			lbt_contains_not(t.s, "What to do today", "urgent");
			lbt_contains_not(t.s, "What is worth trying", "urgent");
			lbt_contains(t.s, "When you call or arrive, and until then:\n  - ", "urgent");
			if (s.differential.stage)
				lbt_contains_not(t.s, s.differential.stage->advice.s, "urgent");
			lbt_text_free(&t);
		}
		json_t *j = as_json(&s), *v;
		size_t i;
		json_array_foreach(json_object_get(j, "contributors"), i, v) assert_null(json_object_get(v, "do"));
		json_array_foreach(json_object_get(j, "drivers"), i, v) assert_null(json_object_get(v, "action"));
		json_decref(j);
	}
	assert_true(urgent > 50);
	lb_arena_drop(&a);
}

static void the_number_to_call_is_that_of_the_country(void **state)
{
	(void)state;
	lb_arena a = { 0 };
	lb_case c;
	lb_assessment r = lbt_assess(&c, &a, "country: AU\nsaddle_numbness: yes");
	lbt_text t = as_text(&r, (lb_report_options){ 0 });
	lbt_contains(t.s, "000", "Australia");
	lbt_contains_not(t.s, "{", "no mark is left");
	lbt_text_free(&t);
	json_t *j = as_json(&r);
	lbt_contains(json_string_value(json_object_get(json_object_get(j, "triage"), "act")), "000", "JSON");
	json_decref(j);
	lb_arena_drop(&a);
}

static void an_error_is_an_object_of_the_same_schema(void **state)
{
	(void)state;
	lbt_text t = { 0 };
	lb_err e = { .status = LB_RANGE, .where = "f:1:2", .what = "\"x\" is\ntoo much" };
	assert_int_equal(lb_report_error_json(&e, lbt_str("id"), lbt_sink(&t), NULL), LB_OK);
	assert_string_equal(t.s, "{\"schema\":\"lumbar.assessment/1\",\"id\":\"id\",\"error\":{\"status\":\"RANGE\",\"where\":\"f:1:2\","
	                         "\"what\":\"\\\"x\\\" is\\ntoo much\"}}\n");
	lbt_text_free(&t);
}

static void lists_find_by_id_word_and_text_and_fit_the_page(void **state)
{
	(void)state;
	static const struct {
		lb_list_kind kind;
		const char *word;
		bool some;
	} rows[] = {
		{ LB_LIST_FINDINGS, "", true },   { LB_LIST_FINDINGS, "saddle-numbness", true }, { LB_LIST_FINDINGS, "SADDLE", true },
		{ LB_LIST_CLAIMS, "B11", true },  { LB_LIST_CLAIMS, "", true },                  { LB_LIST_REMEDIES, "heat", true },
		{ LB_LIST_REMEDIES, "", true },   { LB_LIST_SOURCES, "", true },                 { LB_LIST_SOURCES, "stenosis", true },
		{ LB_LIST_SOURCES, "no such word at all", false }, { LB_LIST_FINDINGS, "zzzz", false },
	};
	for (size_t i = 0; i < LBT_COUNT(rows); i++)
		for (int json = 0; json < 2; json++) {
			lbt_text t = { 0 };
			size_t found = 99;
			lb_err e = { 0 };
			if (lb_report_list(lbt_knowledge(), rows[i].kind, lbt_str(rows[i].word), json, (lb_report_options){ .width = 60 }, &found,
			                   lbt_sink(&t), &e))
				fail_msg("%s", e.what);
			assert_int_equal(found > 0, rows[i].some);
			if (json) {
				json_t *j = json_loadb(t.s, t.n, JSON_REJECT_DUPLICATES, NULL);
				assert_non_null(j);
				json_decref(j);
			} else if (t.s && rows[i].kind != LB_LIST_SOURCES) { /* an address may be longer than a line */
				assert_true(lbt_widest(t.s) <= 60);
			}
			lbt_text_free(&t);
		}
}

/* The text of a case told as YAML. */
static char *text_of(const char *yaml, lb_audience audience)
{
	lb_arena a = { 0 };
	lb_case c;
	lbt_text t = { 0 };
	lb_assessment r = lbt_assess(&c, &a, yaml);
	assert_int_equal(lb_report_text(&r, (lb_report_options){ .audience = audience, .width = 500 }, lbt_sink(&t), NULL), LB_OK);
	lb_arena_drop(&a);
	return t.s;
}

static void control_characters_are_not_printed(void **state)
{
	(void)state;
	char *text = text_of("id: \"a\\e[2Jb\\x07\"\nstory: \"numb\\x1b[31m between my legs\"", LB_FOR_PERSON);
	for (const char *p = text; *p; p++)
		assert_true((unsigned char)*p >= 0x20 || *p == '\n');
	lbt_contains(text, "a?[2Jb?", "id");
	free(text);
}

static void a_no_against_the_story_is_shown_to_be_checked(void **state)
{
	(void)state;
	char *text = text_of("story: It is numb between my legs.\nsaddle_numbness: no", LB_FOR_PERSON);
	lbt_contains(text, "answered no, but the story", "please check");
	free(text);
}

static void a_sentence_that_was_not_understood_is_shown(void **state)
{
	(void)state;
	char *text = text_of("story: The purple elephant dances upstairs. Fever since Monday.", LB_FOR_PERSON);
	lbt_contains(text, "purple elephant dances upstairs", "please check");
	free(text);
}

static void a_verdict_on_change_without_read_figures_is_marked(void **state)
{
	(void)state;
	char *text = text_of("questionnaires: {psfs: {total: 6, before: 3}}", LB_FOR_PERSON);
	lbt_contains(text, "Not every figure behind this was", "psfs");
	free(text);
	text = text_of("questionnaires: {rmdq24: {total: 9, before: 16}}", LB_FOR_PERSON);
	lbt_contains_not(text, "Not every figure behind this was", "rmdq24");
	free(text);
}

static void every_report_says_what_it_is_for_at_its_head(void **state)
{
	(void)state;
	char *text = text_of("age: 40", LB_FOR_PERSON);
	const char *head = strstr(text, LB_INTENDED_USE_SHORT);
	assert_true(head && head - text < 200);
	free(text);
}

static void facts_older_than_two_years_say_so(void **state)
{
	(void)state;
	static const struct {
		int age_days;
		bool told;
	} rows[] = { { 0, false }, { 730, false }, { 731, true }, { 4000, true } };
	const char *word = "more than two years ago";
	lb_arena a = { 0 };
	for (int urgent = 0; urgent < 2; urgent++) {
		lb_case c;
		lb_assessment r = lbt_assess(&c, &a, urgent ? "saddle_numbness: yes\nleg_pain: yes" : "muscle_spasm: yes");
		lbt_text unknown = as_text(&r, (lb_report_options){ 0 });
		assert_null(strstr(unknown.s, word));
		lbt_text_free(&unknown);
		for (size_t i = 0; i < LBT_COUNT(rows); i++) {
			lb_report_options o = { .today_day = lb_knowledge_reviewed_day(r.k) + rows[i].age_days, .width = 400 };
			lbt_text t = as_text(&r, o), html = { 0 };
			assert_int_equal(lb_report_html(&r, o, lbt_sink(&html), NULL), LB_OK);
			const char *text_at = strstr(t.s, word), *html_at = strstr(html.s, word);
			assert_int_equal(text_at != NULL, rows[i].told);
			assert_int_equal(html_at != NULL, rows[i].told);
			if (rows[i].told) /* after the verdict: danger is first */
				assert_true(text_at > strstr(t.s, r.triage.level->label.s) &&
				            html_at > strstr(html.s, "How soon:"));
			lbt_text_free(&t), lbt_text_free(&html);
		}
	}
	lb_arena_drop(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(control_characters_are_not_printed),
		cmocka_unit_test(a_no_against_the_story_is_shown_to_be_checked),
		cmocka_unit_test(a_sentence_that_was_not_understood_is_shown),
		cmocka_unit_test(a_verdict_on_change_without_read_figures_is_marked),
		cmocka_unit_test(every_report_says_what_it_is_for_at_its_head),
		cmocka_unit_test(json_has_the_keys_that_others_rely_on),
		cmocka_unit_test(what_is_not_known_is_absent_and_never_a_placeholder),
		cmocka_unit_test(any_case_is_json_that_parses_and_text_that_fits),
		cmocka_unit_test(safety_stands_first),
		cmocka_unit_test(an_urgent_case_gets_no_exercise_and_no_advice_beside_what_to_do_now),
		cmocka_unit_test(facts_older_than_two_years_say_so),
		cmocka_unit_test(the_number_to_call_is_that_of_the_country),
		cmocka_unit_test(an_error_is_an_object_of_the_same_schema),
		cmocka_unit_test(lists_find_by_id_word_and_text_and_fit_the_page),
	};
	return LBT_RUN(tests, "report report");
}
