/* case: own words. What is heard is a yes to be confirmed; nothing heard is ever a no. */
#include "lbt.h"

#include <stdlib.h>

static lb_case tell(lb_arena *a, const char *story)
{
	lbt_text t = { 0 };
	lb_sink o = lbt_sink(&t);
	o.write("{\"story\":\"", 10, o.ctx);
	o.write(story, strlen(story), o.ctx);
	o.write("\"}", 2, o.ctx);
	lb_case c = lbt_case(a, t.s);
	lbt_text_free(&t);
	return c;
}

/* + heard, - left open */
static const struct {
	const char *story, *id;
	char want;
} rows[] = {
	{ "I have a fever.", "fever", '+' },
	{ "FEVER since Monday", "fever", '+' },
	{ "I have no fever.", "fever", '-' },
	{ "no fever or chills", "fever", '-' },
	{ "no fever or chills", "chills", '-' },
	{ "No chills, weight loss or fever", "fever", '-' },
	{ "no chills but fever", "fever", '+' },
	{ "no chills, however fever at night", "fever", '+' },
	{ "No chills. Fever at night.", "fever", '+' },
	{ "without fever", "fever", '-' },
	{ "I never had a fever", "fever", '-' },
	{ "he denies fever", "fever", '-' },
	{ "I don't have a fever", "fever", '-' },
	{ "fever was excluded", "fever", '-' },
	{ "no fever, chills or weight loss", "weight_loss", '-' },
	{ "no fever, but leg pain or weight loss", "weight_loss", '+' },
	{ "neither fever nor chills", "fever", '-' },
	{ "neither fever nor chills", "chills", '-' },
	{ "not only fever", "fever", '+' },
	{ "my father had a fever", "fever", '-' },
	{ "my wife says I have it. Fever too.", "fever", '+' },
	{ "saddle numbness since this morning", "saddle_numbness", '+' },
	{ "I am numb between the legs", "saddle_numbness", '+' },
	{ "my legs feel heavy; cannot pee", "urinary_retention", '+' },
	{ "I can't pee", "urinary_retention", '+' },
	{ "Cannot-pass urine", "urinary_retention", '+' },
	{ "progressive weakness of the leg", "leg_weakness_progressive", '+' },
	{ "a tea of feverfew", "fever", '-' },
	{ "", "fever", '-' },
	{ "!!! ... ,,, ((( )))", "fever", '-' },
};

static void phrases_are_heard_and_denials_leave_things_open(void **state)
{
	(void)state;
	int bad = 0;
	for (size_t i = 0; i < LBT_COUNT(rows); i++) {
		lb_arena a = { 0 };
		lb_case c = tell(&a, rows[i].story);
		int f = lbt_finding(rows[i].id);
		bool heard = c.fact[f].answer == LB_YES && c.fact[f].from == LB_ORIGIN_story;
		bool good = rows[i].want == '+' ? heard && lb_case_unconfirmed(&c, f) : c.fact[f].answer == LB_UNKNOWN;
		if (!good)
			print_error("'%s': %s is %d\n", rows[i].story, rows[i].id, c.fact[f].answer);
		bad += !good;
		lb_arena_drop(&a);
	}
	assert_int_equal(bad, 0);
}

/* What people say of pressure on the lowest nerves, and a "not" that belongs to something else. */
static void plain_ways_to_tell_cauda_equina_are_heard(void **state)
{
	(void)state;
	static const struct {
		const char *story;
		lb_urgency least;
	} told[] = {
		{ "I can't pee.", LB_URGENCY_emergency },
		{ "I have lost control of my bladder.", LB_URGENCY_emergency },
		{ "I've lost control of my bowels", LB_URGENCY_emergency },
		{ "It is numb between my legs.", LB_URGENCY_emergency },
		{ "I have no feeling between my legs.", LB_URGENCY_emergency },
		{ "I cannot feel my bottom.", LB_URGENCY_emergency },
		{ "I keep wetting myself", LB_URGENCY_emergency },
		{ "My left leg is getting weaker.", LB_URGENCY_emergency },
		{ "My legs are numb.", LB_URGENCY_same_day },
		{ "My foot drags.", LB_URGENCY_same_day },
		{ "Both my legs went weak", LB_URGENCY_within_2_weeks },
	};
	for (size_t i = 0; i < LBT_COUNT(told); i++) {
		lb_arena a = { 0 };
		lb_case c = tell(&a, told[i].story);
		lb_triage t;
		assert_int_equal(lb_triage_run(&t, &c, &a, NULL), LB_OK);
		if (t.urgency < told[i].least)
			fail_msg("'%s' is only %s", told[i].story, lb_name(LB_NAMES_URGENCY, (int)t.urgency));
		assert_true(t.unconfirmed);
		lb_arena_drop(&a);
	}
}

static void a_not_about_something_else_denies_nothing(void **state)
{
	(void)state;
	static const struct {
		const char *story, *id;
	} told[] = {
		{ "It does not get better and I wet myself", "urinary_incontinence" },
		{ "I am not well and have a fever", "fever" },
		{ "I have not slept because of fever and chills", "chills" },
		{ "It is not just the back, I have a fever", "fever" },
		{ "No bladder trouble but my leg is weak", "leg_weakness" },
		{ "There was no injury, severe pain since Monday", "severe_pain" },
	};
	for (size_t i = 0; i < LBT_COUNT(told); i++) {
		lb_arena a = { 0 };
		lb_case c = tell(&a, told[i].story);
		if (lbt_answer(&c, told[i].id) != LB_YES)
			fail_msg("'%s': %s was not heard", told[i].story, told[i].id);
		lb_arena_drop(&a);
	}
}

static void a_story_says_which_sentences_were_not_understood(void **state)
{
	(void)state;
	lb_arena a = { 0 };
	lb_case c = tell(&a, "Fever since Monday. The purple elephant dances upstairs. No chills at all. Ok then.");
	assert_int_equal(c.unheard.n, 1);
	assert_int_equal(c.unheard.at[0].n, strlen("The purple elephant dances upstairs") - strlen("The "));
	lb_arena_drop(&a);
}

static void a_story_never_says_no(void **state)
{
	(void)state;
	static const char *const words[] = { "no", "not", "fever", "never", "leg pain", ",", ".", "numbness", "or", "without", "weak leg",
		                             "denies", "but", "chills", "trauma", "is normal", "my father", "weight loss", "and" };
	lbt_chance r = { 99 };
	for (int round = 0; round < 3000; round++) {
		char story[400] = "";
		for (uint32_t n = lbt_below(&r, 20); n; n--) {
			strcat(story, words[lbt_below(&r, LBT_COUNT(words))]);
			strcat(story, " ");
		}
		lb_arena a = { 0 };
		lb_case c = tell(&a, story);
		for (size_t i = 0; i < c.n_facts; i++) {
			if (c.fact[i].from == LB_ORIGIN_story)
				assert_int_equal(c.fact[i].answer, LB_YES);
			if (c.fact[i].answer == LB_NO && c.fact[i].from != LB_ORIGIN_rule)
				fail_msg("'%s' made a no", story);
		}
		lb_arena_drop(&a);
	}
}

static void a_direct_answer_wins_over_the_story(void **state)
{
	(void)state;
	lb_arena a = { 0 };
	lb_case c = lbt_case(&a, "story: I had a fever and chills.\nfindings:\n  fever: no\n");
	assert_int_equal(lbt_answer(&c, "fever"), LB_NO);
	assert_int_equal(lbt_answer(&c, "chills"), LB_YES);
	assert_int_equal(c.heard.n, 2);
	assert_false(c.heard.at[0].used);
	assert_true(c.heard.at[1].used);
	lb_arena_drop(&a);
}

static void what_was_heard_is_quoted_from_the_story(void **state)
{
	(void)state;
	lb_arena a = { 0 };
	lb_case c = tell(&a, "Since Monday: NUMB  between the LEGS, and a fever.");
	assert_int_equal(c.heard.n, 2);
	assert_int_equal(c.heard.at[0].phrase.n, strlen("NUMB  between the LEGS"));
	assert_memory_equal(c.heard.at[0].phrase.s, "NUMB  between the LEGS", c.heard.at[0].phrase.n);
	for (size_t i = 0; i < c.heard.n; i++) /* inside the story itself */
		assert_true(c.heard.at[i].phrase.s >= c.story.s &&
		            c.heard.at[i].phrase.s + c.heard.at[i].phrase.n <= c.story.s + c.story.n);
	lb_arena_drop(&a);
}

static void a_story_of_any_bytes_up_to_the_limit_is_read(void **state)
{
	(void)state;
	lbt_chance r = { 5 };
	for (int round = 0; round < 300; round++) {
		lb_arena a = { 0 };
		static char story[LB_STORY_BYTES_MAX + 1];
		size_t n = lbt_below(&r, round < 290 ? 400 : LB_STORY_BYTES_MAX);
		for (size_t i = 0; i < n; i++)
			story[i] = "ab '-_.,;(\xc3\xa9 0no fever"[lbt_below(&r, 23)];
		for (size_t i = 0; i < n; i++) /* the reader wants UTF-8: no lone halves */
			if ((unsigned char)story[i] >= 0x80)
				story[i] = 's';
		story[n] = '\0';
		lb_case c = tell(&a, story);
		assert_true(c.heard.n <= 96);
		lb_arena_drop(&a);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(phrases_are_heard_and_denials_leave_things_open),
		cmocka_unit_test(plain_ways_to_tell_cauda_equina_are_heard),
		cmocka_unit_test(a_not_about_something_else_denies_nothing),
		cmocka_unit_test(a_story_says_which_sentences_were_not_understood),
		cmocka_unit_test(a_story_never_says_no),
		cmocka_unit_test(a_direct_answer_wins_over_the_story),
		cmocka_unit_test(what_was_heard_is_quoted_from_the_story),
		cmocka_unit_test(a_story_of_any_bytes_up_to_the_limit_is_read),
	};
	return LBT_RUN(tests, "case story");
}
