/* Figures of this machine: cold start, one assessment, a batch, a story, loading the facts.
 *
 *   bench LUMBAR CASE KNOWLEDGE_FOLDER
 *   bench mix                            print the cases of the batch, to try them elsewhere
 *
 * Fixed inputs, made from a fixed seed; warm-up dropped; median and the middle 80 % of the runs; mallocs counted by
 * taking malloc's place. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "lumbar/lumbar.h"

#define RUNS_MAX 1000
#define LINES 4000

extern char **environ;

/* ---- counting malloc ---- */

static size_t mallocs;

#ifdef LBB_COUNT
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t n, size_t size);
void *__libc_realloc(void *p, size_t size);

void *malloc(size_t size)
{
	mallocs++;
	return __libc_malloc(size);
}

void *calloc(size_t n, size_t size)
{
	mallocs++;
	return __libc_calloc(n, size);
}

void *realloc(void *p, size_t size)
{
	mallocs++;
	return __libc_realloc(p, size);
}
#endif

/* ---- measuring ---- */

/* Wall clock for processes; processor time for what one thread computes, so that others on the machine do not count. */
static double clock_s(clockid_t clock)
{
	struct timespec t;
	clock_gettime(clock, &t);
	return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static int by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

static void die(const char *what, const lb_err *e)
{
	fprintf(stderr, "bench: %s: %s %s\n", what, e ? e->where : "", e ? e->what : "");
	exit(1);
}

static void row(const char *name, double *v, size_t n, const char *unit, const char *rest)
{
	qsort(v, n, sizeof *v, by_size);
	printf("%-34s %10.4g  %10.4g .. %-10.4g %-8s %s\n", name, v[n / 2], v[n / 10], v[n - 1 - n / 10], unit, rest);
}

/* Work done `times` in one run, so that a run is long against the clock. */
static void measure(const char *name, void (*work)(void *), void *ctx, size_t runs, size_t times)
{
	static double v[RUNS_MAX];
	char rest[60];
	work(ctx);
	size_t before = mallocs;
	for (size_t i = 0; i < runs; i++) {
		double start = clock_s(CLOCK_THREAD_CPUTIME_ID);
		for (size_t k = 0; k < times; k++)
			work(ctx);
		v[i] = (clock_s(CLOCK_THREAD_CPUTIME_ID) - start) / (double)times * 1e6;
	}
	snprintf(rest, sizeof rest, "%.2f mallocs each", (double)(mallocs - before) / (double)(runs * times));
	row(name, v, runs, "us", rest);
}

/* ---- a cold process ---- */

static void cold(const char *lumbar, char *const argv[], const char *name)
{
	static double ms[RUNS_MAX], mib[RUNS_MAX];
	const size_t runs = 200;
	posix_spawn_file_actions_t quiet;
	posix_spawn_file_actions_init(&quiet);
	posix_spawn_file_actions_addopen(&quiet, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
	for (size_t i = 0; i < runs + 5; i++) {
		pid_t pid;
		int status;
		struct rusage use;
		double start = clock_s(CLOCK_MONOTONIC);
		if (posix_spawn(&pid, lumbar, &quiet, NULL, argv, environ) || wait4(pid, &status, 0, &use) != pid || status)
			die(lumbar, NULL);
		size_t at = i < 5 ? i : i - 5; /* the first five are warm-up */
		ms[at] = (clock_s(CLOCK_MONOTONIC) - start) * 1e3;
		mib[at] = (double)use.ru_maxrss / 1024;
	}
	posix_spawn_file_actions_destroy(&quiet);
	row(name, ms, runs, "ms", "from start to end of the process");
	row("  its memory at most", mib, runs, "MiB", "resident");
}

/* ---- cases ---- */

typedef struct {
	char *s;
	size_t n, cap;
} text;

static int keep(const char *bytes, size_t n, void *ctx)
{
	text *t = ctx;
	if (t->n + n + 1 > t->cap) {
		t->cap = (t->n + n + 1) * 2;
		t->s = realloc(t->s, t->cap);
		if (!t->s)
			die("out of memory", NULL);
	}
	memcpy(t->s + t->n, bytes, n);
	t->n += n, t->s[t->n] = '\0';
	return 0;
}

static int count_bytes(const char *bytes, size_t n, void *ctx)
{
	(void)bytes;
	*(size_t *)ctx += n;
	return 0;
}

static uint64_t seed = 20261120;
static unsigned below(unsigned n)
{
	seed ^= seed >> 12, seed ^= seed << 25, seed ^= seed >> 27;
	return (unsigned)((seed * 2685821657736338717u >> 32) * n >> 32);
}

static const char *const sentences[] = {
	"It started when I lifted a heavy box and turned to put it on the shelf.",
	"Since then my lower back is stiff in the morning and I can hardly bend forward.",
	"The pain is worse when I sit for a long time, and a short walk makes it better.",
	"Sometimes it goes down into the left leg, below the knee, with tingling in the foot.",
	"I have no fever, no weight loss and no trouble with my bladder.",
	"My doctor gave me painkillers last year, when I had the same thing for three weeks.",
	"I get muscle spasms two inches beside the spine when I come up from a bend.",
	"I sit at a desk all day, sleep badly, and I am worried that something is torn.",
	"My mother had a bad back, too, but she never had pain in the legs.",
};

/* One answer as JSON, as a person's form would send it. */
static void say(text *t, const lb_said *s, const lb_knowledge *k)
{
	const lb_finding *f = &lb_findings(k).at[s->finding.index];
	char buf[200];
	int n;
	if (f->kind == LB_KIND_choice)
		n = snprintf(buf, sizeof buf, ",\"%.*s\":\"%.*s\"", LB_FMT(f->id), LB_FMT(f->options.at[(size_t)s->value_si.v]));
	else if (f->kind == LB_KIND_number)
		return; /* age, duration and pain come with every case */
	else
		n = snprintf(buf, sizeof buf, ",\"%.*s\":%s", LB_FMT(f->id), s->yes ? "true" : "false");
	keep(buf, (size_t)n, t);
}

static bool said_before(const lb_saids *said, size_t finding)
{
	for (size_t i = 0; i < said->n; i++)
		if ((size_t)said->at[i].finding.index == finding)
			return true;
	return false;
}

/* A natural mix: 9 of 10 are the golden case of some contributor, 1 of 10 that of an alarm rule; each with age, sex,
 * length and strength of the pain, up to 24 questions answered no, and 3 of 10 with a story of 2 to 5 sentences. */
static void one_line(text *t, unsigned i, const lb_knowledge *k)
{
	bool alarm = below(10) == 0;
	const lb_saids *said = alarm ? &lb_rules(k).at[below((unsigned)lb_rules(k).n)].fires
	                             : &lb_contributors(k).at[below((unsigned)lb_contributors(k).n)].leads;
	char buf[200];
	int n = snprintf(buf, sizeof buf, "{\"id\":\"case-%u\",\"findings\":{\"age\":%u,\"duration\":\"%u days\",\"pain_now\":%u", i,
	                 18 + below(65), 1 + below(200), below(11));
	keep(buf, (size_t)n, t);
	for (size_t j = 0; j < said->n; j++)
		say(t, &said->at[j], k);
	unsigned step = 1 + (unsigned)lb_findings(k).n / 25, noes = below(25);
	for (unsigned j = 0, f = below(step); j < noes && f < lb_findings(k).n; j++, f += step) {
		const lb_finding *q = &lb_findings(k).at[f];
		if (q->kind != LB_KIND_yesno || said_before(said, f))
			continue;
		n = snprintf(buf, sizeof buf, ",\"%.*s\":false", LB_FMT(q->id));
		keep(buf, (size_t)n, t);
	}
	keep("}", 1, t);
	if (below(10) < 3) {
		keep(",\"story\":\"", 10, t);
		for (unsigned m = 2 + below(4); m; m--) {
			const char *z = sentences[below(sizeof sentences / sizeof sentences[0])];
			keep(z, strlen(z), t);
			keep(" ", 1, t);
		}
		keep("\"", 1, t);
	}
	keep("}\n", 2, t);
}

/* ---- what is measured ---- */

typedef struct {
	const lb_knowledge *k;
	lb_arena arena;
	lb_str file;      /* the example, YAML */
	lb_case c;        /* the example, read */
	lb_assessment r;  /* ... and assessed */
	lb_str story;
	const char *folder;
	text lines;
	size_t at, out; /* of the batch: bytes read, bytes written */
} bench;

static void read_case(void *ctx)
{
	bench *b = ctx;
	lb_err e = { 0 };
	lb_case c;
	lb_arena_reset(&b->arena);
	if (lb_case_read(&c, b->k, b->file, LB_STR("case"), 1, &b->arena, &e))
		die("reading the case", &e);
}

static void assess(void *ctx)
{
	bench *b = ctx;
	lb_assessment r;
	lb_err e = { 0 };
	lb_arena_reset(&b->arena);
	if (lb_assess(&r, &b->c, &b->arena, &e))
		die("assessing", &e);
}

static void ask(void *ctx)
{
	bench *b = ctx;
	lb_err e = { 0 };
	lb_question q;
	lb_arena_reset(&b->arena);
	if (lb_ask_next(&q, &b->c, (lb_ask_options){ .go_on = true }, &b->arena, &e))
		die("ask", &e);
}

static void report_text(void *ctx)
{
	bench *b = ctx;
	size_t n = 0;
	if (lb_report_text(&b->r, (lb_report_options){ 0 }, (lb_sink){ count_bytes, &n }, NULL))
		die("text", NULL);
}

static void report_html(void *ctx)
{
	bench *b = ctx;
	size_t n = 0;
	if (lb_report_html(&b->r, (lb_report_options){ .audience = LB_FOR_CLINICIAN }, (lb_sink){ count_bytes, &n }, NULL))
		die("page", NULL);
}

static void report_json(void *ctx)
{
	bench *b = ctx;
	size_t n = 0;
	if (lb_report_json(&b->r, (lb_sink){ count_bytes, &n }, NULL))
		die("JSON", NULL);
}

static void match_story(void *ctx)
{
	bench *b = ctx;
	lb_err e = { 0 };
	lb_case c;
	lb_arena_reset(&b->arena);
	if (lb_case_read(&c, b->k, b->story, LB_STR("story"), 1, &b->arena, &e) || !c.heard.n)
		die("story", &e);
}

static void load(void *ctx)
{
	bench *b = ctx;
	lb_arena a = { 0 };
	lb_err e = { 0 };
	const lb_knowledge *k;
	if (lb_knowledge_load(&k, b->folder, &a, &e))
		die("loading", &e);
	lb_arena_drop(&a);
}

static long feed(char *bytes, size_t size, void *ctx)
{
	bench *b = ctx;
	size_t n = b->lines.n - b->at < size ? b->lines.n - b->at : size;
	memcpy(bytes, b->lines.s + b->at, n);
	b->at += n;
	return (long)n;
}

static void run_batch(bench *b)
{
	lb_batch_count count;
	lb_err e = { 0 };
	b->at = b->out = 0;
	if (lb_batch_run(&count, b->k, (lb_feed){ feed, b }, LB_STR("mix"), (lb_sink){ count_bytes, &b->out }, &e) ||
	    count.errors || count.lines != LINES)
		die("batch", &e);
}

static void make_mix(bench *b)
{
	for (unsigned i = 0; i < LINES; i++)
		one_line(&b->lines, i, b->k);
}

static void batch(bench *b)
{
	static double v[RUNS_MAX];
	const size_t runs = 31;
	char rest[120];
	make_mix(b);
	run_batch(b);
	size_t before = mallocs;
	for (size_t i = 0; i < runs; i++) {
		double start = clock_s(CLOCK_THREAD_CPUTIME_ID);
		run_batch(b);
		v[i] = LINES / (clock_s(CLOCK_THREAD_CPUTIME_ID) - start);
	}
	snprintf(rest, sizeof rest, "%d cases, %zu bytes in and %zu out each; %.1f mallocs a run", LINES, b->lines.n / LINES,
	         b->out / LINES, (double)(mallocs - before) / (double)runs);
	row("batch with JSON out", v, runs, "cases/s", rest);
}

static void machine(void)
{
	char line[200] = "", model[160] = "unknown processor";
	struct utsname u;
	FILE *f = fopen("/proc/cpuinfo", "r");
	while (f && fgets(line, sizeof line, f))
		if (sscanf(line, "model name : %159[^\n]", model) == 1)
			break;
	if (f)
		fclose(f);
	uname(&u);
	printf("machine: %s, %ld cores, %s %s\n", model, sysconf(_SC_NPROCESSORS_ONLN), u.sysname, u.machine);
	printf("build: %s, %s\n", LBB_COMPILER, LBB_FLAGS);
	printf("facts: %.*s\n\n", LB_FMT(lb_knowledge_version(lb_knowledge_builtin())));
	printf("%-34s %10s  %10s    %-10s\n", "(us and cases/s: processor time)", "median", "p10", "p90");
}

static void set_up(bench *b, const char *path)
{
	static lb_arena keep_for_good;
	lb_err e = { 0 };
	text t = { 0 };
	char buf[4096];
	FILE *f = fopen(path, "r");
	if (!f)
		die(path, NULL);
	for (size_t n; (n = fread(buf, 1, sizeof buf, f)) > 0;)
		keep(buf, n, &t);
	fclose(f);
	b->file = (lb_str){ t.s, t.n };
	if (lb_case_read(&b->c, b->k, b->file, LB_STR("case"), 1, &keep_for_good, &e) ||
	    lb_assess(&b->r, &b->c, &keep_for_good, &e))
		die(path, &e);
	text s = { 0 };
	keep("{\"story\":\"", 10, &s);
	for (size_t i = 0; i < 2 * sizeof sentences / sizeof sentences[0]; i++)
		keep(sentences[i / 2], strlen(sentences[i / 2]), &s), keep(" ", 1, &s);
	keep("\"}", 2, &s);
	b->story = (lb_str){ s.s, s.n };
}

int main(int argc, char **argv)
{
	bench b = { .k = lb_knowledge_builtin(), .folder = argc > 3 ? argv[3] : NULL };
	if (argc == 2 && strcmp(argv[1], "mix") == 0) {
		make_mix(&b);
		return fwrite(b.lines.s, 1, b.lines.n, stdout) != b.lines.n;
	}
	if (argc != 4) {
		fprintf(stderr, "usage: bench LUMBAR CASE KNOWLEDGE_FOLDER | bench mix\n");
		return 2;
	}
	char *one[] = { argv[1], "assess", argv[2], NULL }, *json[] = { argv[1], "assess", "--json", argv[2], NULL };
	machine();
	cold(argv[1], one, "lumbar assess CASE, cold");
	cold(argv[1], json, "lumbar assess --json CASE, cold");
	lb_json_use_arena();
	set_up(&b, argv[2]);
	measure("read a case (YAML)", read_case, &b, 200, 50);
	measure("assess", assess, &b, 200, 200);
	measure("the next question", ask, &b, 200, 50);
	measure("report as text", report_text, &b, 200, 50);
	measure("report as page, for the clinician", report_html, &b, 200, 20);
	measure("report as JSON", report_json, &b, 200, 200);
	measure("match a story of 1,400 bytes", match_story, &b, 200, 50);
	batch(&b);
	measure("load the facts from their folder", load, &b, 20, 1);
	return 0;
}
