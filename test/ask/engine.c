/* The interview's engine: the laws that any order of questions must keep. */
#include "lbt.h"

#include <stdlib.h>
#include <string.h>

#include "answerer.h"

static lb_question next(const lb_case *c, lb_ask_options o, lb_arena *a)
{
	lb_question q;
	lb_err e = { 0 };
	if (lb_ask_next(&q, c, o, a, &e))
		fail_msg("%s: %s", e.where, e.what);
	return q;
}

static void derive(lb_case *c, lb_arena *a)
{
	lb_err e = { 0 };
	if (lb_case_derive(c, a, &e))
		fail_msg("%s", e.what);
}

static lb_str name(const lb_question *q)
{
	return q->finding >= 0 ? lb_findings(lbt_knowledge()).at[q->finding].id : lb_screens(lbt_knowledge()).at[q->screen].id;
}

static bool is_named(const lb_question *q, const char *id)
{
	lb_str s = name(q);
	return s.n == strlen(id) && memcmp(s.s, id, s.n) == 0;
}

/* Some answer to q. */
static void reply_by_chance(lb_case *c, const lb_question *q, lbt_chance *r)
{
	lb_tri t = (lb_tri)lbt_below(r, 3);
	if (q->finding >= 0)
		lbt_answer_by_chance(c, q->finding, r);
	else if (q->reply == LB_REPLY_SEVERAL && t == LB_YES)
		assert_int_equal(lb_case_screen(c, q->screen, t, 1u + lbt_below(r, (1u << q->options.n) - 1), NULL), LB_OK);
	else
		assert_int_equal(lb_case_screen(c, q->screen, t, 0, NULL), LB_OK);
}

static void answer_no(lb_case *c, const lb_question *q, lb_arena *a)
{
	if (q->finding >= 0 && q->reply != LB_REPLY_YESNO)
		assert_int_equal(lb_case_dont_know(c, q->finding, NULL), LB_OK);
	else if (q->finding >= 0)
		assert_int_equal(lb_case_answer(c, q->finding, LB_NO, NULL), LB_OK);
	else
		assert_int_equal(lb_case_screen(c, q->screen, LB_NO, 0, NULL), LB_OK);
	derive(c, a);
}

static void it_ends_and_never_asks_what_was_asked_or_is_known(void **state)
{
	(void)state;
	lbt_chance r = { 5 };
	for (int round = 0; round < 60; round++) {
		lb_arena a = { 0 }, work = { 0 };
		lb_case c = lbt_case_by_chance(lbt_knowledge(), &a, &r, round % 3 * 0.1);
		derive(&c, &a);
		bool *asked = lb_arena_new(&a, c.n_facts + c.n_screens, 1);
		lb_ask_options o = { .clinician = round % 2, .go_on = round % 4 > 1 };
		size_t n = 0;
		for (;; n++) {
			lb_arena_reset(&work);
			lb_question q = next(&c, o, &work);
			if (q.done)
				break;
			assert_true(n <= c.n_facts + c.n_screens);
			if (asked[q.id])
				fail_msg("%.*s is asked twice", LB_FMT(name(&q)));
			asked[q.id] = true;
			if (q.finding >= 0) {
				assert_int_equal(c.fact[q.finding].answer, LB_UNKNOWN);
				assert_int_equal(c.fact[q.finding].from, LB_ORIGIN_nobody);
			}
			assert_true(q.why.n > 0 && q.ask.n > 0);
			reply_by_chance(&c, &q, &r);
			derive(&c, &a);
		}
		lb_arena_drop(&a), lb_arena_drop(&work);
	}
}

static void the_same_case_gives_the_same_question(void **state)
{
	(void)state;
	lbt_chance r = { 9 };
	for (int round = 0; round < 40; round++) {
		lb_arena a = { 0 };
		lb_case c = lbt_case_by_chance(lbt_knowledge(), &a, &r, 0.1);
		derive(&c, &a);
		lb_question x = next(&c, (lb_ask_options){ 0 }, &a), y = next(&c, (lb_ask_options){ 0 }, &a);
		assert_int_equal(x.done, y.done);
		assert_int_equal(x.id, y.id);
		assert_true(x.danger == y.danger && x.worth == y.worth && x.left == y.left);
		lb_arena_drop(&a);
	}
}

/* Every finding that is asked of somebody, who answers no to all else. */
static bool comes_up(const char *known, const char *finding, bool clinician)
{
	lb_arena a = { 0 };
	lb_case c = lbt_case(&a, known);
	int f = lbt_finding(finding);
	bool found = false;
	for (;;) {
		lb_question q = next(&c, (lb_ask_options){ .clinician = clinician, .go_on = true, .past_emergency = true }, &a);
		if (q.done)
			break;
		found = found || q.finding == f;
		if (q.finding >= 0)
			assert_int_equal(lb_case_dont_know(&c, q.finding, NULL), LB_OK);
		else
			assert_int_equal(lb_case_screen(&c, q.screen, LB_UNKNOWN, 0, NULL), LB_OK);
		derive(&c, &a);
	}
	lb_arena_drop(&a);
	return found;
}

static void what_cannot_be_is_not_asked(void **state)
{
	(void)state;
	static const struct {
		const char *known, *finding;
		bool clinician, asked;
	} rows[] = {
		{ "findings: {age: 30, sex: female}", "pregnancy", false, true },
		{ "findings: {age: 30, sex: male}", "pregnancy", false, false },
		{ "findings: {age: 70, sex: female}", "pregnancy", false, false },
		{ "findings: {age: 30, sex: other}", "pregnancy", false, true },
		{ "findings: {age: 30, sex: female}", "testicular_pain", false, false },
		{ "findings: {age: 30, sex: male}", "testicular_pain", false, true },
		{ "findings: {age: 30, sex: female, pregnancy: no}", "reduced_fetal_movement", false, false },
		{ "findings: {age: 30, sex: female, pregnancy: yes}", "reduced_fetal_movement", false, true },
		{ "findings: {leg_pain: no}", "leg_pain_below_knee", false, false },
		{ "findings: {leg_pain: yes}", "leg_pain_below_knee", false, true },
		{ "findings: {improving: yes}", "progressive_worsening", false, false },
		{ "findings: {age: 30}", "age_over_50", false, false },
		{ "{}", "raised_inflammation", false, false },
		{ "{}", "raised_inflammation", true, true },
		{ "{}", "slr_positive", false, true },
		{ "findings: {fever: yes}", "slr_positive", false, false }, /* no tests while help is on its way */
		{ "findings: {age: 30, duration: 10 weeks}", "sorensen_short", false, true },
		{ "findings: {age: 30, duration: 10 weeks, known_hypertension: yes}", "sorensen_short", false, false },
		{ "{}", "fever_like", true, false }, /* groups of findings are for rules */
	};
	for (size_t i = 0; i < LBT_COUNT(rows); i++)
		if (comes_up(rows[i].known, rows[i].finding, rows[i].clinician) != rows[i].asked)
			fail_msg("%s: %s is %s", rows[i].known, rows[i].finding, rows[i].asked ? "not asked" : "asked");
}

/* ---- safety ---- */

static void safety_comes_first(void **state)
{
	(void)state;
	lb_arena a = { 0 };
	lb_case c = lbt_case(&a, "{}");
	bool over = false;
	for (int n = 0;; n++) {
		lb_question q = next(&c, (lb_ask_options){ 0 }, &a);
		if (q.done)
			break;
		if (over && q.safety)
			fail_msg("%.*s is part of the safety pass and comes later", LB_FMT(name(&q)));
		over = over || !q.safety;
		assert_true(n || q.safety);
		answer_no(&c, &q, &a);
	}
	lb_arena_drop(&a);
}

/* Can a person tell all that this rule's own case rests on? */
static bool person_can_tell(const lb_rule *r)
{
	for (size_t i = 0; i < r->fires.n; i++)
		if (lb_findings(lbt_knowledge()).at[r->fires.at[i].finding.index].who == LB_WHO_clinician)
			return false;
	return true;
}

/* Somebody aged 40 with the rule's findings, and no to all else. */
static lb_case case_of(const lb_rule *r, const char *sex, lb_arena *a)
{
	lb_case c = lbt_case(a, "age: 40");
	assert_int_equal(lb_case_answer_text(&c, lbt_finding("sex"), lbt_str(sex), NULL), LB_OK);
	for (size_t i = 0; i < c.n_facts; i++)
		if (lb_findings(c.k).at[i].kind == LB_KIND_yesno && !lb_findings(c.k).at[i].derive.at)
			lb_case_answer(&c, (int)i, LB_NO, NULL);
	for (size_t i = 0; i < r->fires.n; i++) {
		const lb_said *s = &r->fires.at[i];
		if (s->value_si.given)
			lb_case_value(&c, s->finding.index, s->value_si.v, NULL);
		else
			lb_case_answer(&c, s->finding.index, s->yes ? LB_YES : LB_NO, NULL);
	}
	derive(&c, a);
	return c;
}

/* Questions until the rule's urgency is told; -1 when the interview ends without it. */
static int asked_until(const lb_rule *r, const char *sex)
{
	lb_arena a = { 0 }, work = { 0 };
	lb_case truth = case_of(r, sex, &a), c = lbt_case(&a, "{}");
	int n = 0;
	for (;; n++) {
		lb_triage t = { 0 };
		lb_arena_reset(&work);
		lb_question q = next(&c, (lb_ask_options){ 0 }, &work);
		assert_int_equal(lb_triage_run(&t, &c, &work, NULL), LB_OK);
		n = q.done && (int)t.urgency < r->urgency ? -1 : n;
		if (n < 0 || (int)t.urgency >= r->urgency)
			break;
		assert_int_equal(lbt_reply(&c, &q, &truth, NULL), LB_OK);
		derive(&c, &a);
	}
	lb_arena_drop(&a), lb_arena_drop(&work);
	return n;
}

/* Somebody with exactly a rule's findings, who says no to all else: the interview must reach the rule's urgency. */
static void every_rule_of_today_is_reached(void **state)
{
	(void)state;
	int questions = 0, rules = 0, missed = 0, most = 0;
	for (size_t i = 0; i < lb_rules(lbt_knowledge()).n; i++) {
		const lb_rule *r = &lb_rules(lbt_knowledge()).at[i];
		if (r->urgency < LB_URGENCY_same_day || !person_can_tell(r))
			continue;
		int n = asked_until(r, "female");
		n = n < 0 ? asked_until(r, "male") : n;
		rules++, questions += n, most = n > most ? n : most;
		if (n < 0)
			missed++, print_message("# %.*s is not reached\n", LB_FMT(r->id));
	}
	print_message("# %d rules of today or now, %d missed, %.1f questions on average, at most %d\n", rules, missed,
	              (double)questions / (double)rules, most);
	assert_int_equal(missed, 0);
}

static void an_emergency_ends_it_and_goes_on_when_wanted(void **state)
{
	(void)state;
	lb_arena a = { 0 };
	lb_case c = lbt_case(&a, "findings: {saddle_numbness: yes}");
	lb_question q = next(&c, (lb_ask_options){ 0 }, &a);
	assert_true(q.done && q.end == LB_ASK_EMERGENCY);
	q = next(&c, (lb_ask_options){ .past_emergency = true }, &a);
	assert_false(q.done);
	lb_arena_drop(&a);
}

/* Somebody with a fever and a strong reason for it, who says no to all else. */
static const char needs_care_today[] = "findings: {age: 50, fever: yes, recent_infection: yes}";

static lb_urgency urgency(const lb_case *c, lb_arena *a)
{
	lb_triage t = { 0 };
	assert_int_equal(lb_triage_run(&t, c, a, NULL), LB_OK);
	return t.urgency;
}

static void who_needs_care_today_is_asked_about_danger_only(void **state)
{
	(void)state;
	lb_arena a = { 0 };
	lb_case c = lbt_case(&a, needs_care_today);
	lb_question q = next(&c, (lb_ask_options){ 0 }, &a);
	int n = 0;
	assert_int_equal(urgency(&c, &a), LB_URGENCY_same_day);
	for (; !q.done; q = next(&c, (lb_ask_options){ 0 }, &a), n++) {
		bool basic = is_named(&q, "sex") || is_named(&q, "duration");
		if (!basic && !(q.danger > 0 && q.worth <= 0))
			fail_msg("%.*s is asked, danger %g, worth %g", LB_FMT(name(&q)), q.danger, q.worth);
		answer_no(&c, &q, &a);
	}
	assert_int_equal(urgency(&c, &a), LB_URGENCY_same_day);
	assert_int_equal(q.end, LB_ASK_TODAY);
	assert_true(n > 0);
	assert_true(q.left > 0);
	q = next(&c, (lb_ask_options){ .go_on = true }, &a);
	assert_false(q.done);
	assert_true(q.worth > 0);
	lb_arena_drop(&a);
}

/* The clinician is the one who sees the person. */
static void a_clinician_goes_on_with_who_needs_care_today(void **state)
{
	(void)state;
	lb_arena a = { 0 };
	lb_case c = lbt_case(&a, needs_care_today);
	lb_question q = next(&c, (lb_ask_options){ .clinician = true }, &a);
	bool other = false;
	for (; !q.done; q = next(&c, (lb_ask_options){ .clinician = true }, &a)) {
		other = other || (q.danger <= 0 && q.worth > 0);
		answer_no(&c, &q, &a);
	}
	assert_true(other);
	assert_int_not_equal(q.end, LB_ASK_TODAY);
	lb_arena_drop(&a);
}

/* Sex opens the way to pregnancy, and pregnancy to what is urgent in it: an interview does not end without them. */
static void gates_to_danger_are_asked(void **state)
{
	(void)state;
	static const struct {
		const char *known, *gate;
	} rows[] = { { "{}", "sex" }, { "findings: {sex: female}", "pregnancy" }, { "findings: {age: 30, sex: female}", "pregnancy" },
		         { "findings: {age: 30, fever: yes, recent_infection: yes}", "sex" } };
	for (size_t i = 0; i < LBT_COUNT(rows); i++) {
		lb_arena a = { 0 };
		lb_case c = lbt_case(&a, rows[i].known);
		bool asked = false;
		for (lb_question q; !(q = next(&c, (lb_ask_options){ 0 }, &a)).done; answer_no(&c, &q, &a))
			asked = asked || is_named(&q, rows[i].gate);
		if (!asked)
			fail_msg("%s: %s is not asked", rows[i].known, rows[i].gate);
		lb_arena_drop(&a);
	}
}

/* ---- wider questions ---- */

static void a_list_follows_yes_and_dont_know(void **state)
{
	(void)state;
	static const struct {
		const char *said, *list;
		bool asked;
	} rows[] = { { "screens: {toilet: yes}", "toilet_what", true },     { "screens: {toilet: unknown}", "toilet_what", true },
		         { "screens: {toilet: no}", "toilet_what", false },     { "{}", "toilet_what", false },
		         { "screens: {looks: unknown}", "looks_what", true },   { "screens: {looks: no}", "looks_what", false },
		         { "screens: {walking: yes}", "walking_what", true } };
	for (size_t i = 0; i < LBT_COUNT(rows); i++) {
		lb_arena a = { 0 };
		lb_case c = lbt_case(&a, rows[i].said);
		bool asked = false;
		for (lb_question q; !(q = next(&c, (lb_ask_options){ .go_on = true }, &a)).done; answer_no(&c, &q, &a))
			asked = asked || is_named(&q, rows[i].list);
		if (asked != rows[i].asked)
			fail_msg("%s: %s is %s", rows[i].said, rows[i].list, asked ? "asked" : "not asked");
		lb_arena_drop(&a);
	}
}

static void no_to_a_wider_question_is_no_to_all_it_covers(void **state)
{
	(void)state;
	lb_arena a = { 0 };
	for (size_t i = 0; i < lb_screens(lbt_knowledge()).n; i++) {
		const lb_screen *s = &lb_screens(lbt_knowledge()).at[i];
		for (int t = LB_UNKNOWN; t <= LB_YES; t++) {
			lb_case c = lbt_case(&a, "{}");
			if (lb_case_screen(&c, (int)i, (lb_tri)t, t == LB_YES && s->options.n ? 1 : 0, NULL))
				fail_msg("%.*s", LB_FMT(s->id));
			derive(&c, &a);
			for (size_t j = 0; j < s->covers.n + s->options.n; j++) {
				int f = s->covers.n ? s->covers.at[j].index : s->options.at[j].finding.index;
				lb_tri want = t == LB_NO ? LB_NO : t == LB_YES && s->options.n && j == 0 ? LB_YES : LB_UNKNOWN;
				if (want != (lb_tri)c.fact[f].answer && c.fact[f].from != LB_ORIGIN_rule)
					fail_msg("%.*s, answer %d: %.*s", LB_FMT(s->id), t, LB_FMT(lb_findings(c.k).at[f].id));
				if (want != LB_UNKNOWN && c.fact[f].from != LB_ORIGIN_rule)
					assert_int_equal(c.fact[f].from, LB_ORIGIN_screen);
			}
		}
	}
	lb_arena_drop(&a);
}

static void what_was_said_directly_stands(void **state)
{
	(void)state;
	lb_arena a = { 0 };
	lb_case c = lbt_case(&a, "story: I have a fever.\nfindings: {chills: unknown, night_sweats: yes}\nscreens: {unwell: no}\n");
	assert_int_equal(lbt_answer(&c, "fever"), LB_YES);
	assert_int_equal(lbt_answer(&c, "chills"), LB_UNKNOWN);
	assert_int_equal(lbt_answer(&c, "night_sweats"), LB_YES);
	assert_int_equal(lbt_answer(&c, "fatigue"), LB_NO);
	lb_screened before = c.screen[lb_screen_index(c.k, LB_STR("unwell"))];
	assert_int_equal(before.from, LB_ORIGIN_person);
	assert_int_equal(lb_case_forget_screen(&c, lb_screen_index(c.k, LB_STR("unwell")), NULL), LB_OK);
	derive(&c, &a);
	assert_int_equal(lbt_answer(&c, "fatigue"), LB_UNKNOWN);
	lb_arena_drop(&a);
}

static void a_screen_that_cannot_be_is_refused(void **state)
{
	(void)state;
	lb_arena a = { 0 };
	lb_err e = { 0 };
	lb_case c = lbt_case(&a, "{}");
	int list = lb_screen_index(c.k, LB_STR("elsewhere")), plain = lb_screen_index(c.k, LB_STR("toilet"));
	assert_int_equal(lb_case_screen(&c, -1, LB_NO, 0, &e), LB_RANGE);
	assert_int_equal(lb_case_screen(&c, (int)c.n_screens, LB_NO, 0, NULL), LB_RANGE);
	assert_int_equal(lb_case_screen(&c, list, LB_YES, 0, NULL), LB_PARSE);
	assert_int_equal(lb_case_screen(&c, list, LB_YES, 1u << 15, NULL), LB_RANGE);
	assert_int_equal(lb_case_screen(&c, plain, LB_YES, 1, NULL), LB_RANGE);
	assert_int_equal(lb_case_forget(&c, -1, NULL), LB_RANGE);
	assert_int_equal(lb_case_forget_screen(&c, 999, NULL), LB_RANGE);
	lb_arena_drop(&a);
}

/* ---- replies ---- */

static void replies_are_read_as_they_are_typed(void **state)
{
	(void)state;
	static const struct {
		const char *id; /* of a screen or a finding */
		const char *text;
		lb_status status;
		lb_tri answer;
		unsigned picked;
	} rows[] = {
		{ "toilet", "y", LB_OK, LB_YES, 0 },        { "toilet", "No", LB_OK, LB_NO, 0 },
		{ "toilet", "?", LB_OK, LB_UNKNOWN, 0 },    { "toilet", "don't know", LB_OK, LB_UNKNOWN, 0 },
		{ "toilet", "3", LB_PARSE, LB_UNKNOWN, 0 }, { "toilet", "", LB_PARSE, LB_UNKNOWN, 0 },
		{ "elsewhere", "1 3", LB_OK, LB_YES, 5 },   { "elsewhere", "3,1", LB_OK, LB_YES, 5 },
		{ "elsewhere", " 2 ", LB_OK, LB_YES, 2 },   { "elsewhere", "0", LB_OK, LB_NO, 0 },
		{ "elsewhere", "none", LB_OK, LB_NO, 0 },   { "elsewhere", "?", LB_OK, LB_UNKNOWN, 0 },
		{ "elsewhere", "99", LB_PARSE, LB_UNKNOWN, 0 }, { "elsewhere", "1 x", LB_PARSE, LB_UNKNOWN, 0 },
		{ "elsewhere", "yes", LB_PARSE, LB_UNKNOWN, 0 }, { "elsewhere", "1x", LB_PARSE, LB_UNKNOWN, 0 },
		{ "sex", "1", LB_OK, LB_YES, 0 },           { "sex", "male", LB_OK, LB_YES, 0 },
		{ "sex", "7", LB_UNKNOWN_WORD, LB_UNKNOWN, 0 }, { "duration", "3 weeks", LB_OK, LB_YES, 0 },
		{ "duration", "3", LB_UNIT, LB_UNKNOWN, 0 }, { "duration", "?", LB_OK, LB_UNKNOWN, 0 },
		{ "fever", " yes ", LB_OK, LB_YES, 0 },     { "fever", "perhaps", LB_PARSE, LB_UNKNOWN, 0 },
	};
	for (size_t i = 0; i < LBT_COUNT(rows); i++) {
		lb_arena a = { 0 };
		lb_err e = { 0 };
		lb_question q;
		lb_case c = lbt_case(&a, "{}");
		int s = lb_screen_index(c.k, lbt_str(rows[i].id));
		lb_question_id id = (lb_question_id)(s >= 0 ? (int)c.n_facts + s : lbt_finding(rows[i].id));
		assert_int_equal(lb_ask_again(&q, &c, id, &a, &e), LB_OK);
		lb_status st = lb_ask_answer(&c, &q, lbt_str(rows[i].text), &e);
		lb_tri t = (lb_tri)(s >= 0 ? c.screen[s].answer : c.fact[q.finding].answer);
		if (st != rows[i].status || t != rows[i].answer || (s >= 0 && c.screen[s].picked != rows[i].picked))
			fail_msg("%s '%s': %s, %d", rows[i].id, rows[i].text, e.what, t);
		lb_arena_drop(&a);
	}
}

static void a_question_says_how_it_is_answered_and_why(void **state)
{
	(void)state;
	lb_arena a = { 0 };
	lb_case c = lbt_case(&a, "findings: {leg_pain: yes}");
	lb_question q;
	assert_int_equal(lb_ask_again(&q, &c, (lb_question_id)lbt_finding("duration"), &a, NULL), LB_OK);
	assert_int_equal(q.reply, LB_REPLY_NUMBER);
	assert_string_equal(q.unit.s, "week");
	assert_int_equal(lb_ask_again(&q, &c, (lb_question_id)lbt_finding("pain_level"), &a, NULL), LB_OK);
	assert_int_equal(q.reply, LB_REPLY_CHOICE);
	assert_string_equal(q.options.at[0].s, "upper lumbar");
	assert_int_equal(lb_ask_again(&q, &c, (lb_question_id)lbt_finding("slr_positive"), &a, NULL), LB_OK);
	lbt_contains(q.how.s, "Lie on your back", "slr_positive");
	lbt_contains(q.why.s, "It helps to tell \"", "slr_positive");
	assert_int_equal(lb_ask_again(&q, &c, (lb_question_id)(c.n_facts + c.n_screens), &a, NULL), LB_RANGE);
	lb_arena_drop(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_ends_and_never_asks_what_was_asked_or_is_known),
		cmocka_unit_test(the_same_case_gives_the_same_question),
		cmocka_unit_test(what_cannot_be_is_not_asked),
		cmocka_unit_test(safety_comes_first),
		cmocka_unit_test(every_rule_of_today_is_reached),
		cmocka_unit_test(an_emergency_ends_it_and_goes_on_when_wanted),
		cmocka_unit_test(who_needs_care_today_is_asked_about_danger_only),
		cmocka_unit_test(a_clinician_goes_on_with_who_needs_care_today),
		cmocka_unit_test(gates_to_danger_are_asked),
		cmocka_unit_test(a_list_follows_yes_and_dont_know),
		cmocka_unit_test(no_to_a_wider_question_is_no_to_all_it_covers),
		cmocka_unit_test(what_was_said_directly_stands),
		cmocka_unit_test(a_screen_that_cannot_be_is_refused),
		cmocka_unit_test(replies_are_read_as_they_are_typed),
		cmocka_unit_test(a_question_says_how_it_is_answered_and_why),
	};
	return LBT_RUN(tests, "ask engine");
}
