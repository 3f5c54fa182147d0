/* How fast virtual people live: both clocks and the slow clock alone, beside CVODE at matched error, errors beside
 * times.
 *
 *   bench-body        machine, flags, person-years a second, each instruction set this machine has, worst and rms error
 * in NRS, ratio to the fastest CVODE setting that is within 0.01 NRS of CVODE at 1e-10
 *
 * Fixed seed; each time is processor time of the calling thread, or wall time where threads are counted; the least of
 * some repeats is given with the median. CVODE has an analytic Jacobian and is tried with and without starting anew at
 * each midnight and task, at six tolerances. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "../test/body/ref.h"

enum { DAYS = 365, TASK_DAYS = 60, BLOCKS = 32, REPEATS = 15 };

static double clock_s(clockid_t which)
{
	struct timespec t;
	clock_gettime(which, &t);
	return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static int by_value(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

static void print_machine(void)
{
	char line[256], *model = NULL;
	FILE *f = fopen("/proc/cpuinfo", "r");
	while (f && !model && fgets(line, sizeof line, f))
		if (!strncmp(line, "model name", 10))
			model = strchr(line, ':');
	printf("machine: %s", model ? model + 2 : "unknown\n");
	if (f)
		fclose(f);
	f = fopen("/proc/loadavg", "r");
	if (f && fgets(line, sizeof line, f))
		printf("load average before: %s", line);
	if (f)
		fclose(f);
	printf("compiler: %s\n", __VERSION__);
}

static lb_body_day days[DAYS];
static lb_body_plan plan;
static lb_body_block blocks[BLOCKS];

/* Seconds a person-year: least and median. */
static void time_path(const lb_body_model *m, size_t n, size_t threads, clockid_t which, double out[2])
{
	double t[REPEATS];
	for (int k = 0; k < REPEATS; k++) {
		for (uint32_t b = 0; b < n; b++)
			lb_body_block_start(&blocks[b], m, 16 * b);
		t[k] = clock_s(which);
		if (lb_body_run(blocks, n, m, 0, days, DAYS, &plan, NULL, threads, NULL))
			exit(1);
		t[k] = (clock_s(which) - t[k]) / (double)(n * LANES);
	}
	qsort(t, REPEATS, sizeof *t, by_value);
	out[0] = t[0], out[1] = t[REPEATS / 2];
}

/* The same days on each instruction set that the library was built for and this machine has. */
static void print_sets(const lb_body_model *m)
{
	enum { N = 8 };
	static lbi_lines lines[DAYS];
	static lbi_segment_f seg[DAYS * LB_BODY_SEGMENTS];
	static size_t n_seg[DAYS];
	struct {
		const char *name;
		lbi_block_run *run;
		bool here;
	} set[] = {
		{"base", lbi_block_run_base, true},
#if defined(__x86_64__) && defined(LBI_WIDE)
		{"AVX2", lbi_block_run_v3, __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")},
		{"AVX-512", lbi_block_run_v4,
		 __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
			 __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512bw")},
#endif
	};
	for (size_t d = 0; d < DAYS; d++) {
		lbi_segment exact[LB_BODY_SEGMENTS];
		lbi_lines_of(&lines[d], m, &days[d], &plan);
		n_seg[d] = lbi_segments_of(exact, m, &days[d], &plan);
		for (size_t i = 0; i < n_seg[d]; i++)
			lbi_segment_round(&seg[d * LB_BODY_SEGMENTS + i], &exact[i]);
	}
	for (size_t k = 0; k < LBI_COUNT(set); k++)
		for (int fast = 1; fast >= 0 && set[k].here; fast--) {
			lbi_stretch s = {m, lines, fast ? seg : NULL, n_seg, days, 0, DAYS, 1};
			double t[REPEATS];
			uint64_t bad;
			for (int r = 0; r < REPEATS; r++) {
				for (uint32_t b = 0; b < N; b++)
					lb_body_block_start(&blocks[b], m, 16 * b);
				t[r] = clock_s(CLOCK_THREAD_CPUTIME_ID);
				for (size_t b = 0; b < N; b++)
					if (set[k].run(&blocks[b], &s, NULL, &bad))
						exit(1);
				t[r] = (clock_s(CLOCK_THREAD_CPUTIME_ID) - t[r]) / (N * LANES);
			}
			qsort(t, REPEATS, sizeof *t, by_value);
			printf("  %-8s %s, one thread: %.4f ms a person-year (median %.4f)\n", set[k].name,
			       fast ? "both clocks" : "slow clock ", 1e3 * t[0], 1e3 * t[REPEATS / 2]);
		}
}

/* Seconds a person-year; with tasks from the first days only. */
static double cvode(const lb_body_model *m, double tolerance, bool keep, double *pain)
{
	size_t n = m->fast ? TASK_DAYS : DAYS;
	lb_body_block b;
	lbt_ref o = {.rel = tolerance, .abs = tolerance * 0.1, .keep = keep};
	lb_body_block_start(&b, m, 0);
	double from = clock_s(CLOCK_THREAD_CPUTIME_ID);
	if (lbt_ref_run(&b, 0, m, 0, days, n, &plan, pain, &o))
		return -1;
	return (clock_s(CLOCK_THREAD_CPUTIME_ID) - from) * DAYS / (double)n;
}

static double worst_of(const double *a, const double *b, size_t n, double *rms)
{
	double worst = 0, sum = 0;
	for (size_t i = 0; i < n; i++) {
		double off = fabs(a[i] - b[i]);
		worst = off > worst ? off : worst, sum += off * off;
	}
	*rms = sqrt(sum / (double)n);
	return worst;
}

static void compare(const lb_body_model *m, const char *name)
{
	static float got[DAYS * LANES];
	static double want[DAYS], mine[DAYS], other[DAYS];
	double t[2], rms, best = 1e9;
	size_t n = m->fast ? TASK_DAYS : DAYS;
	lb_body_block b;
	if (cvode(m, 1e-10, false, want) < 0)
		exit(1);
	lb_body_block_start(&b, m, 0);
	if (lb_body_run(&b, 1, m, 0, days, DAYS, &plan, got, 1, NULL))
		exit(1);
	for (int i = 0; i < DAYS; i++)
		mine[i] = (double)got[i * LANES];
	time_path(m, 8, 1, CLOCK_THREAD_CPUTIME_ID, t);
	double off = worst_of(mine, want, n, &rms);
	printf("\n%s\n  fast path, one thread:  %.4f ms a person-year (median %.4f), worst %.4f, rms %.4f NRS\n", name,
	       1e3 * t[0], 1e3 * t[1], off, rms);
	for (int k = 0; k < 12; k++) {
		static const double tolerance[] = {1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7};
		double s = cvode(m, tolerance[k % 6], k >= 6, other);
		if (s < 0) {
			printf("  CVODE %7.0e %s failed\n", tolerance[k % 6], k >= 6 ? "kept   " : "restart");
			continue;
		}
		off = worst_of(other, want, n, &rms);
		printf("  CVODE %7.0e %s: %10.3f ms a person-year, worst %.4f, rms %.4f NRS%s\n", tolerance[k % 6],
		       k >= 6 ? "kept   " : "restart", 1e3 * s, off, rms, off <= 0.01 ? "" : "  (not within 0.01)");
		if (off <= 0.01 && s < best)
			best = s;
	}
	printf("  ratio at matched error: %.0f (least time), %.0f (median)\n", best / t[0], best / t[1]);
}

int main(void)
{
	lb_body_model m = {.seed = 3};
	double t[2];
	setvbuf(stdout, NULL, _IOLBF, 0);
	print_machine();
	if (lb_body_params_from(&m.params, lb_knowledge_builtin(), NULL))
		return 1;
	for (int i = 0; i < DAYS; i++)
		days[i] = (lb_body_day){.load = 1};
	days[10].injury = 1.6;
	lb_body_plan_usual(&plan);
	for (int fast = 1; fast >= 0; fast--) {
		m.fast = fast;
		time_path(&m, BLOCKS, 2, CLOCK_MONOTONIC, t);
		printf("%s, two threads, wall: %.0f person-years a second (median %.0f)%s\n",
		       fast ? "both clocks, 16 muscles, 8 tasks" : "slow clock", 1 / t[0], 1 / t[1],
		       fast ? " (bar 10000)" : "");
	}
	printf("instruction sets (the same bits on each), with chance\n");
	print_sets(&m);
	m.quiet = true;
	m.fast = false;
	compare(&m, "slow clock alone, one injury (bar: ratio 100)");
	m.fast = true;
	compare(&m, "both clocks, one injury (bar: ratio 1000)");
	return 0;
}
