/* How long a day takes, in processor time: 30 activities with all their swaps, from the entries to the ranked result.
 * No ranges, then with the ranges that a report shows. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "lumbar/report.h"

enum { RUNS = 60, DAYS = 12, ENTRIES = 30 };

static double now_us(void)
{
	struct timespec t;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

static int by_value(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

/* Entries of a day from a fixed seed: any 30 different activities. */
static void fill(lb_day_entry *e, const lb_knowledge *k, unsigned seed)
{
	bool taken[1024] = {false};
	size_t n = lb_activities(k).n;
	for (int i = 0; i < ENTRIES;) {
		seed = seed * 1664525u + 1013904223u;
		size_t at = (seed >> 8) % n;
		if (taken[at])
			continue;
		taken[at] = true;
		e[i++] = (lb_day_entry){.activity = (int)at, .times = 10, .total_s = 600, .kg = -1};
	}
}

int main(void)
{
	const lb_knowledge *k = lb_knowledge_builtin();
	lb_arena a = {0};
	double us[2][RUNS], sum = 0;
	size_t swaps = 0;
	for (int ranged = 0; ranged < 2; ranged++)
		for (int i = -4; i < RUNS; i++) {
			lb_day_entry e[ENTRIES];
			lb_day day = {.entries = {e, ENTRIES}};
			lb_day_options opt = {.with_range = ranged};
			lb_day_result r;
			fill(e, k, (unsigned)(i + 4) % DAYS);
			lb_arena_reset(&a);
			double start = now_us();
			if (lb_day_run(&r, k, &day, NULL, NULL, &opt, &a, NULL))
				return fprintf(stderr, "a day failed\n"), 1;
			if (i >= 0)
				us[ranged][i] = now_us() - start, sum += r.wear, swaps = r.swaps_tried;
		}
	for (int ranged = 0; ranged < 2; ranged++) {
		qsort(us[ranged], RUNS, sizeof us[ranged][0], by_value);
		printf("day of %d activities%s: median %.2f ms, 10 %% %.2f, 90 %% %.2f (%d runs of %d days; %zu swaps "
		       "in the last; checksum %.3g)\n",
		       ENTRIES, ranged ? " with the ranges of a report" : "", us[ranged][RUNS / 2] / 1e3,
		       us[ranged][RUNS / 10] / 1e3, us[ranged][RUNS * 9 / 10] / 1e3, RUNS, DAYS, swaps, sum);
	}
	lb_arena_drop(&a);
	return us[0][RUNS / 2] < 5000 ? 0 : 1; /* the bar */
}
