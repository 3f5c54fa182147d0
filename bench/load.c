/* How long a load takes: kinematics, moment arms and full solve, over the posture table and along a movement.
 *
 *   bench-load        machine, flags, medians with spread, iterations, threads; MuJoCo's position stage when built in
 *
 * Fixed input; the first tenth of each run is dropped; each figure is the median of batches with the 5th and 95th
 * percentile. Allocations are counted by the linker's wrapped malloc: there are none. */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "lumbar/load.h"

#ifdef LBB_MUJOCO
#include <mujoco/mujoco.h>
#include <unistd.h>

#include "../test/load/mjcf.h"
#endif

enum { BATCHES = 220, DROPPED = 20, EACH = 25, MOST = 64, STEPS = 200, MANY = 4000 };

static size_t allocations;
void *__real_malloc(size_t n);
void *__wrap_malloc(size_t n);
void *__wrap_malloc(size_t n)
{
	allocations++;
	return __real_malloc(n);
}

/* Time of this thread on its core, so that a busy machine tells the same; threads are timed by the wall clock. */
static double clock_us(clockid_t which)
{
	struct timespec t;
	clock_gettime(which, &t);
	return (double)t.tv_sec * 1e6 + (double)t.tv_nsec * 1e-3;
}

static double now_us(void)
{
	return clock_us(CLOCK_THREAD_CPUTIME_ID);
}

static int by_value(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

typedef struct {
	double median, low, high;
} spread;

static spread spread_of(double *v, size_t n)
{
	qsort(v, n, sizeof *v, by_value);
	return (spread){v[n / 2], v[n / 20], v[n - 1 - n / 20]};
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
	printf("compiler: %s; flags: %s\n", __VERSION__, LBB_FLAGS);
}

static lb_posture settled[MOST];
static const char *id[MOST];
static size_t count;
static lb_trunk trunk;
static lb_load_work work;

static void prepare(void)
{
	lb_person p = lb_posture_subject();
	size_t n;
	const lb_posture_row *row = lb_posture_table(&n);
	if (lb_trunk_make(&trunk, NULL, &p, NULL, NULL))
		exit(1);
	for (size_t i = 0; i < n && count < MOST; i++)
		if (!lb_posture_settle(&settled[count], &trunk, &row[i].posture, NULL))
			id[count++] = row[i].id;
}

/* Median time of one posture solved from cold. */
static spread cold(size_t i, int *iterations, double *sum_N)
{
	static double us[BATCHES];
	lb_load r;
	for (int b = 0; b < BATCHES; b++) {
		double from = now_us();
		for (int k = 0; k < EACH; k++) {
			if (lb_load_solve(&r, &work, &trunk, &settled[i], NULL, NULL))
				exit(1);
			*sum_N += r.joint[LB_L4_5].compression_N;
		}
		us[b] = (now_us() - from) / EACH;
	}
	*iterations = r.iterations;
	return spread_of(us + DROPPED, BATCHES - DROPPED);
}

static void time_table(double *sum_N)
{
	double medians[MOST];
	printf("\nposture          median us   5 %%   95 %%  steps   (cold: kinematics + moment arms + full solve)\n");
	for (size_t i = 0; i < count; i++) {
		int steps;
		spread s = cold(i, &steps, sum_N);
		medians[i] = s.median;
		printf("%-16s %9.1f %6.1f %6.1f %6d\n", id[i], s.median, s.low, s.high, steps);
	}
	spread all = spread_of(medians, count);
	printf("table: median %.1f us (bar 40), slowest %.1f us\n", all.median, medians[count - 1]);
}

/* From standing to bent with a load and back, in steps of a third of a degree; the full, uneven problem too. */
static void time_movement(bool uneven, double *sum_N)
{
	static double us[BATCHES];
	lb_load_options warm = {.warm = true};
	lb_posture p = {0};
	lb_load r;
	for (int side = 0; side < LB_SIDES; side++)
		p.arm[side].load_N[1] = uneven && side ? -20 : -49;
	if (lb_load_solve(&r, &work, &trunk, &p, NULL, NULL))
		exit(1);
	for (int b = 0; b < BATCHES; b++) {
		double from = now_us();
		for (int k = 0; k < STEPS; k++) {
			double part = 0.5 - 0.5 * cos(2 * 3.14159265358979 * k / STEPS);
			p.flex_rad = 0.6 * part, p.pelvis_tilt_rad = 0.4 * part;
			if (uneven)
				p.twist_rad = 0.05 * part, p.side_rad = 0.05 * part;
			if (lb_load_solve(&r, &work, &trunk, &p, &warm, NULL))
				exit(1);
			*sum_N += r.joint[LB_L4_5].compression_N;
		}
		us[b] = (now_us() - from) / STEPS;
	}
	spread s = spread_of(us + DROPPED, BATCHES - DROPPED);
	printf("along a movement, warm, %s: median %.1f us (5 %% %.1f, 95 %% %.1f)%s\n",
	       uneven ? "both sides different" : "even", s.median, s.low, s.high, uneven ? "" : " (bar 15)");
}

static void time_threads(double *sum_N)
{
	static lb_load_work many[8];
	lb_load *out = calloc(MANY, sizeof *out);
	lb_posture *p = calloc(MANY, sizeof *p);
	double one = 0;
	if (!out || !p)
		exit(1);
	for (int i = 0; i < MANY; i++)
		p[i] = settled[(size_t)i % count];
	for (size_t threads = 1; threads <= 4; threads *= 2) {
		double best = 1e300;
		for (int k = 0; k < 5; k++) {
			double from = clock_us(CLOCK_MONOTONIC);
			if (lb_load_batch(out, many, &trunk, p, MANY, NULL, threads, NULL))
				exit(1);
			best = fmin(best, clock_us(CLOCK_MONOTONIC) - from);
		}
		one = threads == 1 ? best : one;
		for (int i = 0; i < MANY; i++)
			*sum_N += out[i].joint[LB_L4_5].compression_N;
		printf("batch of %d, %zu thread%s: %.1f us each, %.2f times one thread\n", MANY, threads,
		       threads > 1 ? "s" : "", best / MANY, one / best);
	}
	free(out);
	free(p);
}

#ifdef LBB_MUJOCO
static void time_mujoco(void)
{
	static char text[1 << 20];
	static double us[BATCHES];
	char error[500], path[] = "/tmp/lumbar-mjcf-XXXXXX";
	size_t n = lbt_mjcf(text, sizeof text, &trunk);
	int fd = mkstemp(path);
	FILE *f = fd < 0 ? NULL : fdopen(fd, "w");
	if (!n || !f)
		exit(1);
	fwrite(text, 1, n, f);
	fclose(f);
	mjModel *m = mj_loadXML(path, NULL, error, sizeof error);
	remove(path);
	if (!m) {
		printf("MuJoCo: %s\n", error);
		return;
	}
	mjData *d = mj_makeData(m);
	for (int b = 0; b < BATCHES; b++) {
		double from = now_us();
		for (int k = 0; k < EACH; k++) {
			d->qpos[0] = 0.001 * k;
			mj_fwdPosition(m, d);
		}
		us[b] = (now_us() - from) / EACH;
	}
	spread s = spread_of(us + DROPPED, BATCHES - DROPPED);
	lb_posture p = {.twist_rad = 0.05};
	int steps;
	double sum_N = 0;
	settled[0] = p;
	spread ours = cold(0, &steps, &sum_N);
	printf("MuJoCo %s position stage, the same 234 lines: median %.1f us (5 %% %.1f, 95 %% %.1f); our full uneven "
	       "solve takes "
	       "%.2f of it, positions, arms and forces\n",
	       mj_versionString(), s.median, s.low, s.high, ours.median / s.median);
	mj_deleteData(d);
	mj_deleteModel(m);
}
#endif

int main(void)
{
	double sum_N = 0;
	print_machine();
	prepare();
	size_t before = allocations;
	time_table(&sum_N);
	printf("\n");
	time_movement(false, &sum_N);
	time_movement(true, &sum_N);
	printf("allocations during all solves: %zu\n\n", allocations - before);
	time_threads(&sum_N);
#ifdef LBB_MUJOCO
	time_mujoco();
#endif
	printf("checksum %.6e N\n", sum_N);
	return 0;
}
