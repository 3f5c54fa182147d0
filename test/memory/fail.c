/* Each allocation fails once. Every lb_arena_new, by the linker's --wrap, and every malloc below it (libyaml,
 * jansson, the C library), by taking its place: the answer is LB_NOMEM or the very same result, and nothing is
 * left behind. Under sanitizers only the first, as they have their own malloc. */
#include "lbt.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "folder.h"
#include "lumbar/load.h"

/* ---- allocators that count and fail ---- */

static struct {
	bool on;           /* count and fail now */
	size_t calls, fail_at;
	bool and_later;    /* fail_at and all later ones */
	size_t open;       /* mallocs not freed yet */
	bool arena, heap;  /* which of the two */
	bool own_jansson;  /* lb_json_use_arena was called */
} plan;

static bool fails(void)
{
	plan.calls++;
	bool now = plan.fail_at && (plan.and_later ? plan.calls >= plan.fail_at : plan.calls == plan.fail_at);
	if (now)
		errno = ENOMEM; /* as malloc does */
	return now;
}

void *__real_lb_arena_new(lb_arena *a, size_t n, size_t size);
void *__wrap_lb_arena_new(lb_arena *a, size_t n, size_t size);
void *__wrap_lb_arena_new(lb_arena *a, size_t n, size_t size)
{
	return plan.on && plan.arena && fails() ? NULL : __real_lb_arena_new(a, n, size);
}

#ifndef LBT_SANITIZED
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t n, size_t size);
void *__libc_realloc(void *p, size_t size);
void __libc_free(void *p);

void *malloc(size_t size)
{
	if (plan.on && plan.heap && fails())
		return NULL;
	plan.open += plan.on;
	return __libc_malloc(size);
}

void *calloc(size_t n, size_t size)
{
	if (plan.on && plan.heap && fails())
		return NULL;
	plan.open += plan.on;
	return __libc_calloc(n, size);
}

void *realloc(void *p, size_t size)
{
	if (plan.on && plan.heap && fails())
		return NULL;
	plan.open += plan.on && !p;
	return __libc_realloc(p, size);
}

void free(void *p)
{
	plan.open -= plan.on && p;
	__libc_free(p);
}
#endif

/* ---- what is done while they fail ---- */

/* Output that needs no memory: a length and a hash of the bytes. */
typedef struct {
	size_t n;
	uint64_t hash;
} digest;

static int take(const char *bytes, size_t n, void *ctx)
{
	digest *d = ctx;
	for (size_t i = 0; i < n; i++)
		d->hash = (d->hash ^ (unsigned char)bytes[i]) * 1099511628211u;
	d->n += n;
	return 0;
}

static char folder[64];

static const char yaml[] = "id: a person with a rather long name\ncountry: GB\nstory: >\n  Numb between the legs, \"quite\" bad, since the "
                           "fall; no fever or chills.\nfindings:\n  age: 47\n  duration: 3 weeks\n  leg_pain: yes\n  muscle_spasm: yes\n"
                           "  lifting_onset: yes\nno: [fever]\nunknown: [chills]\n";
static const char json[] = "{\"id\":\"a person with a rather long name, longer than a first buffer\",\"country\":\"GB\",\"story\":"
                           "\"Numb between the legs, \\\"quite\\\" bad, since the fall; no fever \\u00e9 or chills.\",\"findings\":"
                           "{\"age\":47.25000000000000000000001,\"duration\":\"3 weeks\",\"leg_pain\":true,\"muscle_spasm\":true,\"lifting_onset\":true},"
                           "\"no\":[\"fever\"],\"unknown\":[\"chills\"]}";

static lb_status read_case(const char *text, size_t n, digest *d, lb_err *e)
{
	lb_arena a = { 0 };
	lb_case c = { 0 };
	lb_status s = lb_case_read(&c, lb_knowledge_builtin(), (lb_str){ text, n }, (lb_str){ "case", 4 }, 1, &a, e);
	if (!s)
		for (size_t i = 0; i < c.n_facts; i++)
			take((const char *)&c.fact[i].answer, 1, d), take((const char *)&c.fact[i].value_si, sizeof(double), d);
	if (!s)
		take(c.story.s, c.story.n, d), take(c.id.s, c.id.n, d);
	lb_arena_drop(&a);
	return s;
}

static lb_status read_yaml(digest *d, lb_err *e)
{
	return read_case(yaml, sizeof yaml - 1, d, e);
}

static lb_status read_json(digest *d, lb_err *e)
{
	return read_case(json, sizeof json - 1, d, e);
}

/* The case above has what is left to jansson; this one is read in one pass. */
static lb_status read_plain_json(digest *d, lb_err *e)
{
	static const char text[] = "{\"id\":\"caf\xc3\xa9\",\"findings\":{\"fever\":false,\"age\":44,\"pain_now\":4.5},\"no\":[\"chills\"]}";
	return read_case(text, sizeof text - 1, d, e);
}

static lb_status load_knowledge(digest *d, lb_err *e)
{
	lb_arena a = { 0 };
	const lb_knowledge *k = NULL;
	lb_status s = lb_knowledge_load(&k, folder, &a, e);
	if (!s)
		take(lb_knowledge_version(k).s, lb_knowledge_version(k).n, d);
	lb_arena_drop(&a);
	return s;
}

static lb_status assess_and_report(digest *d, lb_err *e)
{
	lb_arena a = { 0 };
	lb_case c = { 0 };
	lb_assessment r = { 0 };
	lb_status s = lb_case_read(&c, lb_knowledge_builtin(), (lb_str){ yaml, sizeof yaml - 1 }, (lb_str){ "case", 4 }, 1, &a, e);
	s = s ? s : lb_assess(&r, &c, &a, e);
	s = s ? s : lb_report_text(&r, (lb_report_options){ .audience = LB_FOR_CLINICIAN }, (lb_sink){ take, d }, e);
	s = s ? s : lb_report_json(&r, (lb_sink){ take, d }, e);
	lb_arena_drop(&a);
	return s;
}

typedef struct {
	size_t line, at;
} lines;

static long three_lines(char *bytes, size_t size, void *ctx)
{
	lines *l = ctx;
	if (l->line == 3)
		return 0;
	size_t n = sizeof json - l->at < size ? sizeof json - l->at : size;
	memcpy(bytes, json + l->at, n);
	l->at += n;
	if (l->at == sizeof json) { /* its NUL stands for the line feed */
		bytes[n - 1] = '\n';
		l->at = 0, l->line++;
	}
	return (long)n;
}

static const char yaml_posture[] = "schema: lumbar.posture/1\nlike: lift_round\nlabel: a posture with a rather long name\nflex: 30 deg\n"
                                   "arms: { upper: 20 deg, fore: 50 deg, apart: 10 deg }\nload: { right: 5 kg, left: 20 N }\narm_support: 25 %\n";
static const char json_posture[] = "{\"schema\":\"lumbar.posture/1\",\"label\":\"a posture with a rather long name \\u00e9\",\"flex\":\"30 deg\","
                                   "\"arms\":{\"upper\":\"20 deg\",\"fore\":\"50 deg\"},\"load\":{\"right\":\"5 kg\"},\"arm_support\":0.25}";

/* Read, settled, solved and shown: only the reader takes memory. */
static lb_status read_posture(const char *text, size_t n, digest *d, lb_err *e)
{
	static lb_load_work w;
	static lb_trunk t;
	lb_arena a = { 0 };
	lb_posture p = { 0 };
	lb_muscle_state state;
	lb_load r = { 0 }, standing = { 0 };
	lb_person who = lb_posture_subject();
	lb_status s = lb_posture_read(&p, &state, (lb_str){ text, n }, (lb_str){ "posture", 7 }, &a, e);
	s = s ? s : lb_trunk_make(&t, NULL, &who, &state, e);
	s = s ? s : lb_load_solve(&standing, &w, &t, &(lb_posture){ 0 }, NULL, e);
	s = s ? s : lb_posture_settle(&p, &t, &p, e);
	s = s ? s : lb_load_solve(&r, &w, &t, &p, NULL, e);
	s = s ? s : lb_load_report_json(&r, &standing, &p, (lb_sink){ take, d }, e);
	lb_arena_drop(&a);
	return s;
}

static lb_status read_yaml_posture(digest *d, lb_err *e)
{
	return read_posture(yaml_posture, sizeof yaml_posture - 1, d, e);
}

static lb_status read_json_posture(digest *d, lb_err *e)
{
	return read_posture(json_posture, sizeof json_posture - 1, d, e);
}

static lb_status ask_and_write(digest *d, lb_err *e)
{
	lb_arena a = { 0 };
	lb_case c = { 0 };
	lb_question q = { 0 };
	lb_status s = lb_case_read(&c, lb_knowledge_builtin(), (lb_str){ yaml, sizeof yaml - 1 }, (lb_str){ "case", 4 }, 1, &a, e);
	s = s ? s : lb_case_screen(&c, 0, LB_NO, 0, e);
	s = s ? s : lb_case_derive(&c, &a, e);
	s = s ? s : lb_ask_next(&q, &c, (lb_ask_options){ .past_emergency = true }, &a, e);
	s = s ? s : lb_case_write(&c, (lb_sink){ take, d }, e);
	if (!s)
		take(q.ask.s, q.ask.n, d), take(q.why.s, q.why.n, d);
	lb_arena_drop(&a);
	return s;
}

static lb_status run_batch(digest *d, lb_err *e)
{
	lb_batch_count count = { 0 };
	lines l = { 0, 0 };
	return lb_batch_run(&count, lb_knowledge_builtin(), (lb_feed){ three_lines, &l }, (lb_str){ "in", 2 }, (lb_sink){ take, d }, e);
}

static lb_status list_findings(digest *d, lb_err *e)
{
	size_t found = 0;
	return lb_report_list(lb_knowledge_builtin(), LB_LIST_FINDINGS, (lb_str){ "leg", 3 }, true, (lb_report_options){ 0 }, &found,
	                      (lb_sink){ take, d }, e);
}

static void ignore(const char *text, void *ctx)
{
	(void)text, (void)ctx;
}

static lb_status check_knowledge(digest *d, lb_err *e)
{
	lb_arena a = { 0 };
	(void)d;
	size_t n = lb_knowledge_check(lb_knowledge_builtin(), &a, ignore, NULL);
	lb_arena_drop(&a);
	if (n == (size_t)-1)
		e->status = LB_NOMEM;
	return n == (size_t)-1 ? LB_NOMEM : LB_OK;
}

/* ---- each allocation once ---- */

static void fail_each(const char *name, lb_status (*work)(digest *d, lb_err *e), size_t step)
{
	digest want = { 0, 0 };
	lb_err e = { 0 };
	plan.fail_at = 0, plan.on = false;
	if (work(&want, &e)) /* warm: what the C library keeps for good is there */
		fail_msg("%s: %s: %s", name, e.where, e.what);
	size_t failed = 0;
	for (int later = 0; later < 2; later++)
		for (size_t at = 1, more = 1; more; at += step) {
			digest got = { 0, 0 };
			e = (lb_err){ 0 };
			plan.calls = 0, plan.open = 0, plan.fail_at = at, plan.and_later = later;
			plan.on = true;
			lb_status s = work(&got, &e);
			plan.on = false;
			more = plan.calls >= at;
			failed += more;
			if (plan.open)
				fail_msg("%s, %zu: %zu blocks left behind", name, at, plan.open);
			/* jansson on malloc forgets that it had no memory (lumbar/arena.h): no crash and no leak is all then */
			if (s != LB_NOMEM && plan.heap && !plan.own_jansson && strstr(name, "json"))
				continue;
			if (s != LB_OK && s != LB_NOMEM)
				fail_msg("%s, %zu of %zu: %s: %s: %s", name, at, plan.calls, lb_status_name(s), e.where, e.what);
			if (s == LB_NOMEM && e.status != LB_NOMEM)
				fail_msg("%s, %zu: the error does not say so: %s", name, at, lb_status_name(e.status));
			if (s == LB_OK && (got.n != want.n || got.hash != want.hash))
				fail_msg("%s, %zu of %zu: another result", name, at, plan.calls);
		}
	print_message("# %s: %zu failures\n", name, failed);
}

static const struct {
	const char *name;
	lb_status (*work)(digest *d, lb_err *e);
	size_t step; /* every step-th allocation: where there are many alike */
} works[] = {
	{ "yaml case", read_yaml, 1 },       { "json case", read_json, 1 },
	{ "knowledge", load_knowledge, 1 },  { "assess and report", assess_and_report, 1 },
	{ "json batch", run_batch, 1 },           { "list", list_findings, 1 },
	{ "knowledge check", check_knowledge, 37 }, { "ask and write", ask_and_write, 1 },
	{ "plain json case", read_plain_json, 1 },
	{ "yaml posture", read_yaml_posture, 1 },   { "json posture", read_json_posture, 1 },
};

static void all_works(bool heap)
{
	plan.heap = heap, plan.arena = !heap;
	lbt_folder(folder);
	lbt_small_knowledge(folder, NULL, NULL, NULL);
	for (size_t i = 0; i < LBT_COUNT(works); i++)
		fail_each(works[i].name, works[i].work, works[i].step);
	lbt_folder_remove(folder);
}

static void each_arena_allocation_fails_once(void **state)
{
	(void)state;
	all_works(false);
}

#ifndef LBT_SANITIZED
static void each_malloc_below_fails_once(void **state)
{
	(void)state;
	all_works(true);
}
#endif

/* The same with jansson's memory in the arena, as the command has it. Last: it cannot be taken back. */
static void each_arena_allocation_fails_once_with_jansson_in_it(void **state)
{
	(void)state;
	lb_json_use_arena();
	plan.own_jansson = true;
	all_works(false);
#ifndef LBT_SANITIZED
	all_works(true);
#endif
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_arena_allocation_fails_once),
#ifndef LBT_SANITIZED
		cmocka_unit_test(each_malloc_below_fails_once),
#endif
		cmocka_unit_test(each_arena_allocation_fails_once_with_jansson_in_it),
	};
	return LBT_RUN(tests, "memory fail");
}
