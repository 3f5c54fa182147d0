/* report: the page. Well-formed, escaped, safety first, small, quick, and every passage leads to its row. */
#include "lbt.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define SIZE_MAX_BYTES (150 * 1024)
#define RENDER_MS_MAX  2.0

static const struct {
	const char *file, *level, *first; /* words of the first thing to do */
} golden[] = {
	{"examples/swimmer.yaml", "self_care", "Keep moving"},
	{"examples/desk_child_case.yaml", "self_care", "Keep moving"},
	{"test/report/cases/desk.yaml", "self_care", "Keep moving"},
	{"test/report/cases/strain.yaml", "self_care", "Keep moving"},
	{"test/report/cases/sciatica.yaml", "self_care", "Keep moving"},
	{"test/report/cases/stenosis.yaml", "self_care", "Keep moving"},
	{"test/report/cases/pregnant.yaml", "self_care", "Keep moving"},
	{"test/report/cases/story.yaml", "self_care", "Keep moving"},
	{"test/report/cases/empty.yaml", "self_care", "Keep moving"},
	{"test/report/cases/morning.yaml", "within_2_weeks", "Book a visit"},
	{"test/report/cases/fragile.yaml", "same_day", "Speak to a doctor"},
	{"test/report/cases/fever.yaml", "emergency", "Call 911"},
	{"test/report/cases/cauda.yaml", "emergency", "Call 999"},
};

static lbt_text as_html(const lb_assessment *r, lb_audience who)
{
	lbt_text t = {0};
	lb_err e = {0};
	if (lb_report_html(r, (lb_report_options){.audience = who}, lbt_sink(&t), &e))
		fail_msg("%s", e.what);
	return t;
}

static lb_assessment read_case(lb_case *c, lb_arena *a, const char *file)
{
	char path[512];
	lb_assessment r = {0};
	lb_err e = {0};
	snprintf(path, sizeof path, "%s/%s", lbt_source_dir(), file);
	if (lb_case_read_file(c, lbt_knowledge(), path, a, &e) || lb_assess(&r, c, a, &e))
		fail_msg("%s: %s", e.where, e.what);
	return r;
}

/* ---- a small checker of markup ---- */

static bool is_void(const char *name, size_t n)
{
	static const char *const names[] = {"meta", "link", "br", "!DOCTYPE"};
	for (size_t i = 0; i < LBT_COUNT(names); i++)
		if (strlen(names[i]) == n && memcmp(names[i], name, n) == 0)
			return true;
	return false;
}

/* After a '&': a reference that the writer knows, else it was not escaped. */
static bool is_reference(const char *s)
{
	static const char *const known[] = {"&amp;", "&lt;", "&gt;", "&quot;", "&#39;"};
	for (size_t i = 0; i < LBT_COUNT(known); i++)
		if (strncmp(s, known[i], strlen(known[i])) == 0)
			return true;
	return false;
}

/* Every tag closed in order, every attribute quoted, no bare '<', '&' or '"' where it does not belong. */
static void well_formed(const char *s, const char *row)
{
	struct {
		const char *name;
		size_t n;
	} open[64];
	size_t depth = 0;
	for (const char *p = s; *p; p++) {
		if (*p == '&' && !is_reference(p))
			fail_msg("%s: not escaped: %.60s", row, p);
		if (*p != '<')
			continue;
		bool closes = p[1] == '/';
		const char *name = p + 1 + closes;
		size_t n = strcspn(name, " />\n");
		assert_true(n > 0 && n < 24);
		const char *q = name + n;
		for (bool in = false; *q && (in || *q != '>'); q++) {
			in = in != (*q == '"');
			if (*q == '<')
				fail_msg("%s: '<' inside a tag: %.60s", row, p);
		}
		assert_true(*q == '>');
		if (closes) {
			if (!depth || open[depth - 1].n != n || memcmp(open[depth - 1].name, name, n) != 0)
				fail_msg("%s: closes what is not open: %.40s", row, p);
			depth--;
		} else if (q[-1] != '/' && !is_void(name, n)) {
			assert_true(depth < LBT_COUNT(open));
			open[depth].name = name, open[depth++].n = n;
			if (n == 5 && memcmp(name, "style", 5) == 0)
				q = strstr(q, "</style>") - 1; /* rules hold '>' */
		}
		p = q;
	}
	if (depth)
		fail_msg("%s: %zu tags are left open, the first is %.20s", row, depth, open[0].name);
}

static void any_case_gives_a_page_that_is_well_formed(void **state)
{
	(void)state;
	lbt_chance r = {11};
	lb_arena a = {0};
	for (int round = 0; round < 200; round++, lb_arena_reset(&a)) {
		lb_case c = lbt_case_by_chance(lbt_knowledge(), &a, &r, lbt_unit(&r) * lbt_unit(&r));
		lb_assessment s = {0};
		assert_int_equal(lb_case_derive(&c, &a, NULL), LB_OK);
		assert_int_equal(lb_assess(&s, &c, &a, NULL), LB_OK);
		lbt_text t = as_html(&s, round % 2 ? LB_FOR_PERSON : LB_FOR_CLINICIAN);
		well_formed(t.s, "by chance");
		lbt_text_free(&t);
	}
	lb_arena_drop(&a);
}

static void what_a_person_wrote_stays_text(void **state)
{
	(void)state;
	lb_arena a = {0};
	lb_case c;
	lb_assessment r = lbt_assess(&c, &a,
				     "{\"id\":\"<script>alert('x')</script> & \\\"q\\\"\\u0001\","
				     "\"story\":\"</title><img src=x onerror='1'> muscle spasms & <b>leg pain</b>\"}");
	for (int who = 0; who < 2; who++) {
		lbt_text t = as_html(&r, (lb_audience)who);
		well_formed(t.s, "marks");
		lbt_contains_not(t.s, "<script", "no script");
		lbt_contains_not(t.s, "<img", "no picture");
		lbt_contains_not(t.s, "\001", "no control bytes");
		lbt_contains(t.s, "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;q&quot;", "as text");
		lbt_text_free(&t);
	}
	lb_arena_drop(&a);
}

/* ---- what it says ---- */

static const char *after(const char *s, const char *part, const char *row)
{
	const char *p = strstr(s, part);
	if (!p)
		fail_msg("%s: no '%s'", row, part);
	return p;
}

static void the_first_screen_tells_what_to_do_and_how_soon(void **state)
{
	(void)state;
	lb_arena a = {0};
	for (size_t i = 0; i < LBT_COUNT(golden); i++, lb_arena_reset(&a)) {
		lb_case c;
		lb_assessment r = read_case(&c, &a, golden[i].file);
		assert_string_equal(lb_name(LB_NAMES_URGENCY, (int)r.triage.urgency), golden[i].level);
		for (int who = 0; who < 2; who++) {
			lbt_text t = as_html(&r, (lb_audience)who);
			const char *row = golden[i].file, *main = after(t.s, "<main>", row),
				   *level = after(main, "<h1", row);
			const char *act = after(level, "What to do:</b> ", row),
				   *soon = after(act, "How soon:</b> ", row);
			assert_true(soon < after(main, "<h2", row) && soon - main < 1200);
			lbt_contains(level, r.triage.level->label.s, row);
			assert_memory_equal(act + strlen("What to do:</b> "), golden[i].first, strlen(golden[i].first));
			assert_memory_equal(soon + strlen("How soon:</b> "), r.triage.level->how_soon.s,
					    r.triage.level->how_soon.n);
			lbt_text_free(&t);
		}
	}
	lb_arena_drop(&a);
}

static void an_urgent_page_holds_an_action_and_no_self_care(void **state)
{
	(void)state;
	lbt_chance r = {12};
	lb_arena a = {0};
	int urgent = 0;
	for (int round = 0; round < 400; round++, lb_arena_reset(&a)) {
		lb_case c = lbt_case_by_chance(lbt_knowledge(), &a, &r, 0.15);
		lb_assessment s = {0};
		assert_int_equal(lb_case_derive(&c, &a, NULL), LB_OK);
		assert_int_equal(lb_assess(&s, &c, &a, NULL), LB_OK);
		if (s.triage.urgency < LB_URGENCY_same_day)
			continue;
		urgent++;
		for (int who = 0; who < 2; who++) {
			lbt_text t = as_html(&s, (lb_audience)who);
			static const char *const never[] = {"What helps:", "id=\"today\"", "id=\"remedies\"",
							    "id=\"fig-course\"", "id=\"probably\""};
			for (size_t i = 0; i < LBT_COUNT(never); i++)
				lbt_contains_not(t.s, never[i], "urgent");
			if (s.differential.stage)
				lbt_contains_not(t.s, s.differential.stage->advice.s, "urgent");
			const char *tell = after(t.s, "class=\"tell\"><li>", "urgent");
			assert_true(tell < after(t.s, "<nav", "urgent") &&
				    isupper((unsigned char)tell[strlen("class=\"tell\"><li>")]));
			lbt_text_free(&t);
		}
	}
	assert_true(urgent > 50);
	lb_arena_drop(&a);
}

/* The name of every row that spoke stands in the page, and every link leads somewhere. */
static void every_passage_leads_to_its_row(void **state)
{
	(void)state;
	lb_arena a = {0};
	for (size_t i = 0; i < LBT_COUNT(golden); i++, lb_arena_reset(&a)) {
		lb_case c;
		char want[256];
		lb_assessment r = read_case(&c, &a, golden[i].file);
		for (int who = 0; who < 2; who++) {
			lbt_text t = as_html(&r, (lb_audience)who);
			for (size_t n = 0; n < r.triage.alarms.n; n++) {
				snprintf(want, sizeof want, "<code>rules/%s</code>", r.triage.alarms.at[n].rule->id.s);
				lbt_contains(t.s, want, golden[i].file);
			}
			for (size_t n = 0;
			     n < r.differential.contributors.n && n < 6 && r.triage.urgency < LB_URGENCY_same_day;
			     n++) {
				snprintf(want, sizeof want, "<code>contributors/%s</code>",
					 r.differential.contributors.at[n].row->id.s);
				lbt_contains(t.s, want, golden[i].file);
			}
			for (const char *p = t.s; (p = strstr(p, "href=\"#")); p++) {
				snprintf(want, sizeof want, "id=\"%.*s\"", (int)strcspn(p + 7, "\""), p + 7);
				lbt_contains(t.s, want, golden[i].file);
			}
			lbt_text_free(&t);
		}
	}
	lb_arena_drop(&a);
}

static void each_figure_has_a_title_and_words(void **state)
{
	(void)state;
	lb_arena a = {0};
	lb_case c;
	lb_assessment r = read_case(&c, &a, "test/report/cases/sciatica.yaml");
	lbt_text t = as_html(&r, LB_FOR_PERSON);
	static const char *const ids[] = {"pain", "muscles", "course"};
	for (size_t i = 0; i < LBT_COUNT(ids); i++) {
		char want[128];
		snprintf(want, sizeof want, "<desc id=\"fig-%s-d\">", ids[i]);
		const char *desc = after(t.s, want, ids[i]) + strlen(want);
		size_t n = strcspn(desc, "<");
		char *words = strndup(desc, n);
		assert_true(n > 20);
		lbt_contains(after(desc, "<figcaption>", ids[i]), words, "the words of the figure stand below it, too");
		free(words);
	}
	lbt_contains(t.s, "It hurts most on the left, at the belt line.", "where");
	lbt_contains(t.s, "pain down the back of the leg to the sole", "plain phrase");
	lbt_text_free(&t);
	lb_arena_drop(&a);
}

/* ---- small and quick ---- */

#if defined(__SANITIZE_ADDRESS__)
#define SLOW 30
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SLOW 30
#endif
#endif
#ifndef SLOW
#define SLOW 1
#endif

static int count_bytes(const char *bytes, size_t n, void *ctx)
{
	(void)bytes;
	*(size_t *)ctx += n;
	return 0;
}

/* The least of 15 runs in ms, as other programs may take the processor in between. */
static double render_ms(const lb_assessment *r, lb_audience who, size_t *bytes)
{
	double least = 1e9;
	for (int i = 0; i < 15; i++) {
		struct timespec t0, t1;
		*bytes = 0;
		clock_gettime(CLOCK_MONOTONIC, &t0);
		assert_int_equal(
			lb_report_html(r, (lb_report_options){.audience = who}, (lb_sink){count_bytes, bytes}, NULL),
			LB_OK);
		clock_gettime(CLOCK_MONOTONIC, &t1);
		double ms = (double)(t1.tv_sec - t0.tv_sec) * 1e3 + (double)(t1.tv_nsec - t0.tv_nsec) / 1e6;
		least = ms < least ? ms : least;
	}
	return least;
}

static void a_page_is_written_in_two_milliseconds_and_150_kilobytes(void **state)
{
	(void)state;
	lb_arena a = {0};
	double slowest = 0;
	size_t largest = 0;
	for (size_t i = 0; i < LBT_COUNT(golden); i++, lb_arena_reset(&a)) {
		lb_case c;
		lb_assessment r = read_case(&c, &a, golden[i].file);
		for (int who = 0; who < 2; who++) {
			size_t bytes;
			double ms = render_ms(&r, (lb_audience)who, &bytes);
			slowest = ms > slowest ? ms : slowest;
			largest = bytes > largest ? bytes : largest;
		}
	}
	print_message("# slowest page %.3f ms, largest %zu bytes\n", slowest, largest);
	assert_true(slowest < RENDER_MS_MAX * SLOW);
	assert_true(largest < SIZE_MAX_BYTES);
	lb_arena_drop(&a);
}

static int refuse(const char *bytes, size_t n, void *ctx)
{
	(void)bytes, (void)n, (void)ctx;
	return 1;
}

static void a_sink_that_fails_is_told(void **state)
{
	(void)state;
	lb_arena a = {0};
	lb_case c;
	lb_err e = {0};
	lb_assessment r = lbt_assess(&c, &a, "{}");
	assert_int_equal(lb_report_html(&r, (lb_report_options){0}, (lb_sink){refuse, NULL}, &e), LB_IO);
	lb_arena_drop(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(any_case_gives_a_page_that_is_well_formed),
		cmocka_unit_test(what_a_person_wrote_stays_text),
		cmocka_unit_test(the_first_screen_tells_what_to_do_and_how_soon),
		cmocka_unit_test(an_urgent_page_holds_an_action_and_no_self_care),
		cmocka_unit_test(every_passage_leads_to_its_row),
		cmocka_unit_test(each_figure_has_a_title_and_words),
		cmocka_unit_test(a_page_is_written_in_two_milliseconds_and_150_kilobytes),
		cmocka_unit_test(a_sink_that_fails_is_told),
	};
	return LBT_RUN(tests, "report html");
}
