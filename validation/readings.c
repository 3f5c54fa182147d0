/* The twelve postures as several readers took them from the sources, apart from each other, without pressures or forces
 * (validation/readings/how.md). What is made of the readings was fixed in a commit before there was one. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fit.h"
#include "validate.h"

#define DEGREE (3.14159265358979323846 / 180)

enum { READERS = 5, LINE = 1024, CELLS = 32 };

/* Columns of a reading, in the order of how.md; marks are 0 or 1. */
enum { FLEX, TILT, ROLL, UPPER, FORE, LOAD, HAND_X, HAND_Y, SUPPORTED, LYING, BACKREST, ARM_SUPPORT, STANCE, HIP, KNEE, BALANCE, STATUS, COLUMNS };

static const char *const status_name[] = {"published", "other_people", "not_published"};

typedef struct {
	double cell[MOST_ROWS][COLUMNS]; /* NAN: empty; by row of the posture table */
	bool there[MOST_ROWS];
} reading;

/* ---- reading ---- */

static size_t split(char *line, char *cell[CELLS])
{
	size_t n = 0;
	for (char *at = line; at && n < CELLS; n++) {
		char *end = strpbrk(at, ",\r\n");
		bool more = end && *end == ',';
		cell[n] = at;
		if (end)
			*end = 0;
		at = more ? end + 1 : NULL;
	}
	return n;
}

static double number(const char *text)
{
	char *end;
	double v = strtod(text, &end);
	return end == text ? (double)NAN : v;
}

static bool read_row(reading *r, const trial *table, char *line)
{
	char *cell[CELLS];
	if (split(line, cell) != COLUMNS + 2)
		return false;
	for (size_t i = 1; i < table->rows; i++) {
		if (strcmp(table->row[i].id, cell[0]))
			continue;
		for (int k = 0; k < STATUS; k++)
			r->cell[i][k] = number(cell[k + 1]);
		r->cell[i][STATUS] = (double)NAN;
		for (int k = 0; k < 3; k++)
			if (!strcmp(cell[1 + STATUS], status_name[k]))
				r->cell[i][STATUS] = k;
		r->there[i] = !isnan(r->cell[i][STATUS]);
		return r->there[i];
	}
	return false;
}

static bool read_table(reading *r, const trial *table, const char *folder, int reader)
{
	char path[LINE], line[LINE];
	*r = (reading){0};
	snprintf(path, sizeof path, "%s/%d.csv", folder, reader);
	FILE *f = fopen(path, "r");
	bool ok = f && fgets(line, sizeof line, f);
	while (ok && fgets(line, sizeof line, f))
		ok = read_row(r, table, line);
	for (size_t i = 1; ok && i < table->rows; i++)
		ok = r->there[i] || !(table->row[i].measured_Pa > 0);
	if (f)
		fclose(f);
	return ok;
}

/* ---- what is made of them ---- */

static int by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

static double median(double v[READERS], int n)
{
	qsort(v, (size_t)n, sizeof *v, by_size);
	return n == 0 ? (double)NAN : n % 2 ? v[n / 2] : (v[n / 2 - 1] + v[n / 2]) / 2;
}

static bool placed(const double cell[COLUMNS])
{
	return !isnan(cell[HAND_X]);
}

/* Hands placed or arms by angles: what most have, and the median of those who have it. */
static void middle(double out[COLUMNS], const reading r[READERS], size_t row)
{
	int hands = 0;
	for (int k = 0; k < READERS; k++)
		hands += placed(r[k].cell[row]);
	for (int c = 0; c < COLUMNS; c++) {
		bool arms = c == UPPER || c == FORE, grip = c == HAND_X || c == HAND_Y;
		double v[READERS];
		int n = 0;
		for (int k = 0; k < READERS; k++)
			if ((!arms && !grip) || placed(r[k].cell[row]) == (hands > READERS / 2))
				v[n++] = r[k].cell[row][c];
		out[c] = median(v, grip && hands <= READERS / 2 ? 0 : n);
	}
}

static lb_posture posture(const double cell[COLUMNS])
{
	double N = cell[LOAD] * 9.80665 / 2;
	lb_arm arm = {.upper_rad = cell[UPPER] * DEGREE, .fore_rad = cell[FORE] * DEGREE, .load_N = {0, -N, 0}};
	return (lb_posture){
		.flex_rad = cell[FLEX] * DEGREE,
		.pelvis_tilt_rad = cell[TILT] * DEGREE,
		.pelvis_roll_rad = cell[ROLL] * DEGREE,
		.arm = {arm, arm},
		.hand_placed = placed(cell),
		.hand_m = {placed(cell) ? cell[HAND_X] : 0, placed(cell) ? cell[HAND_Y] : 0},
		.supported = cell[SUPPORTED] > 0,
		.lying = cell[LYING] > 0,
		.backrest = cell[BACKREST] > 0,
		.arm_support = cell[ARM_SUPPORT],
		.stance = cell[STANCE] > 0,
		.hip_rad = cell[HIP] * DEGREE,
		.knee_rad = cell[KNEE] * DEGREE,
		.balance_m = cell[BALANCE],
	};
}

static bool posed(const double cell[COLUMNS])
{
	lb_load_constants c = lb_load_builtin();
	lb_posture p = posture(cell);
	lb_trunk t;
	return subject(&t, &c) && !lb_posture_settle(&p, &t, &p, NULL);
}

/* Sum of differences; 10 degrees and 5 cm (or a twentieth, or a mark) count alike. */
static double distance(const double a[COLUMNS], const double b[COLUMNS])
{
	double sum = 0;
	for (int c = 0; c < STATUS; c++) {
		bool angle = c <= FORE || c == HIP || c == KNEE;
		if (!isnan(a[c]) && !isnan(b[c]))
			sum += fabs(a[c] - b[c]) / (angle ? 10 : c == LOAD ? 1 : 0.05);
	}
	return sum;
}

/* The reading next to a median that can be posed; of two as near the first, or the later one. -1: none. */
static int nearest(const double median[COLUMNS], const reading r[READERS], size_t row, bool later)
{
	const double alike = 1e-9;
	int best = -1;
	for (int k = 0; k < READERS; k++) {
		double nearer = best < 0 ? 1 : distance(r[best].cell[row], median) - distance(r[k].cell[row], median);
		if (posed(r[k].cell[row]) && (nearer > alike || (later && nearer > -alike)))
			best = k;
	}
	return best;
}

/* The median, or the reading next to it where the model cannot pose the median. */
static void settle_row(double out[COLUMNS], const reading r[READERS], size_t row, bool later)
{
	middle(out, r, row);
	int who = posed(out) ? -1 : nearest(out, r, row, later);
	double status = out[STATUS];
	if (who >= 0)
		memcpy(out, r[who].cell[row], sizeof *out * COLUMNS);
	out[STATUS] = status;
}

static void take(lb_posture_row *out, const lb_posture_row *measured, const double cell[COLUMNS])
{
	int status = (int)floor(cell[STATUS] + 0.5);
	*out = *measured;
	out->posture = posture(cell);
	out->posture_status = status_name[status];
}

/* ---- report ---- */

static void print_cell(const char *format, double v)
{
	if (isnan(v))
		printf("| ");
	else
		printf(format, v);
}

static void print_medians(const trial *t, double (*cell)[COLUMNS], const answers *a, const answers *in_force)
{
	printf("| posture | flexion, deg | pelvis | upper arm | forearm | hands ahead, m | up, m | arms rest | hip | knee | balance, m | posture is | "
	       "measured, %% | model fitted to these, %% | error | with the constants in force, %% |\n"
	       "|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|\n");
	for (size_t i = 1; i < t->rows; i++) {
		if (!(t->row[i].measured_Pa > 0))
			continue;
		const double *c = cell[i];
		bool hands = placed(c), stance = c[STANCE] > 0;
		printf("| %s | %.1f ", t->row[i].label, c[FLEX]);
		print_cell("| %.1f ", stance ? (double)NAN : c[TILT]);
		print_cell("| %.0f ", hands ? (double)NAN : c[UPPER]);
		print_cell("| %.0f ", hands ? (double)NAN : c[FORE]);
		print_cell("| %.2f ", c[HAND_X]);
		print_cell("| %.2f ", c[HAND_Y]);
		printf("| %.2f ", c[ARM_SUPPORT]);
		print_cell("| %.0f ", stance ? c[HIP] : (double)NAN);
		print_cell("| %.0f ", stance ? c[KNEE] : (double)NAN);
		print_cell("| %.2f ", stance ? c[BALANCE] : (double)NAN);
		printf("| %s%s | %.0f ", t->row[i].posture_status, fitted(t, i) ? "" : " (apart)", measured_percent(t, i));
		if (a->solved[i])
			printf("| %.0f | %+.0f | %.0f |\n", a->percent[i], a->percent[i] - measured_percent(t, i), in_force->percent[i]);
		else
			printf("| no answer | | |\n");
	}
}

static double left_out(const trial *t)
{
	double sum = 0;
	int n = 0;
	for (size_t i = 0; i < t->rows; i++) {
		if (!fitted(t, i))
			continue;
		lb_load_constants c;
		double e = foretell(&c, t, i) - measured_percent(t, i);
		sum += e * e, n++;
	}
	return sqrt(sum / n);
}

static void print_replaced(const trial *table, size_t i, const double cell[COLUMNS], const char *which)
{
	static lb_posture_row rows[MOST_ROWS];
	lb_load_constants c = lb_load_builtin();
	trial t = {.row = rows, .rows = table->rows};
	answers a;
	memcpy(rows, table->row, sizeof *rows * table->rows);
	take(&rows[i], &table->row[i], cell);
	fit(&c, &t, MOST_ROWS);
	answer(&a, &t, &c);
	printf("| %s%s | %.0f | %.0f%s | %.1f | %.1f |\n", rows[i].label, which, measured_percent(&t, i), a.percent[i],
	       fitted(&t, i) ? "" : " (apart)", rms(&a, &t, MOST_ROWS), rms_peer(&a, &t));
}

/* What one row read anew changes: it replaces that of the posture table, status and all. */
static void print_one_by_one(const trial *table, double (*cell)[COLUMNS], double (*other)[COLUMNS])
{
	printf("\nOne row of the posture table replaced by its reading, the rest as it is, fitted anew:\n\n"
	       "| row | measured, %% | model, %% | all fitted rows | the seven |\n|---|---|---|---|---|\n");
	for (size_t i = 1; i < table->rows; i++) {
		if (!(table->row[i].measured_Pa > 0))
			continue;
		print_replaced(table, i, cell[i], "");
		if (memcmp(cell[i], other[i], sizeof cell[i]))
			print_replaced(table, i, other[i], ", the reading that is as near");
	}
}

/* How far readings lie from their median: what posture noise is taken to be. */
static void print_spread(const trial *table, const reading r[READERS])
{
	static const struct {
		int column;
		const char *what;
		double scale;
	} rows[] = {
		{FLEX, "lumbar flexion, degrees", 1}, {TILT, "pelvis, degrees", 1}, {HAND_X, "hands ahead, cm", 100}, {HAND_Y, "hands up, cm", 100},
		{ARM_SUPPORT, "share of the arms at rest, %", 100},
	};
	printf("\nReadings differ from their median by (root mean square, as of a sample):\n\n| what | |\n|---|---|\n");
	for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
		double sum = 0;
		int n = 0;
		for (size_t i = 1; i < table->rows; i++) {
			double cell[COLUMNS];
			if (!r[0].there[i])
				continue;
			middle(cell, r, i);
			bool counts = cell[LYING] == 0 && (cell[STANCE] == 0 || (rows[k].column != TILT && rows[k].column != ARM_SUPPORT));
			for (int reader = 0; reader < READERS && counts; reader++) {
				double d = r[reader].cell[i][rows[k].column] - cell[rows[k].column];
				if (!isnan(d))
					sum += d * d, n++;
			}
		}
		printf("| %s | %.1f |\n", rows[k].what, rows[k].scale * sqrt(sum / n * READERS / (READERS - 1)));
	}
}

static void print_each(const trial *table, const reading r[READERS])
{
	printf("\nEach reading alone:\n\n| reading | rows fitted | all fitted rows | the seven |\n|---|---|---|---|\n");
	for (int k = 0; k < READERS; k++) {
		static lb_posture_row rows[MOST_ROWS];
		lb_load_constants c = lb_load_builtin();
		trial t = {.row = rows, .rows = table->rows, .published_only = true};
		answers a;
		int n = 0;
		memcpy(rows, table->row, sizeof *rows * table->rows);
		for (size_t i = 1; i < table->rows; i++)
			if (r[k].there[i])
				take(&rows[i], &table->row[i], r[k].cell[i]);
		for (size_t i = 0; i < t.rows; i++)
			n += fitted(&t, i);
		fit(&c, &t, MOST_ROWS);
		answer(&a, &t, &c);
		printf("| %d | %d | %.1f | %.1f |\n", k + 1, n, rms(&a, &t, MOST_ROWS), rms_peer(&a, &t));
	}
}

/* Rows of the posture table as the readings have them. */
static void gather(lb_posture_row *rows, double (*cell)[COLUMNS], const trial *table, const reading r[READERS], bool later)
{
	memcpy(rows, table->row, sizeof *rows * table->rows);
	for (size_t i = 1; i < table->rows; i++) {
		if (!r[0].there[i])
			continue;
		settle_row(cell[i], r, i, later);
		take(&rows[i], &table->row[i], cell[i]);
	}
}

static void print_stand_ins(const trial *table, const reading r[READERS])
{
	for (size_t i = 1; i < table->rows; i++) {
		double cell[COLUMNS];
		if (!r[0].there[i])
			continue;
		middle(cell, r, i);
		if (posed(cell))
			continue;
		int who = nearest(cell, r, i, false), other = nearest(cell, r, i, true);
		printf("%s: the median cannot be posed; reading %d stands in", table->row[i].label, who + 1);
		if (other != who)
			printf(" (%d is as near: below)", other + 1);
		printf(".\n\n");
	}
}

/* The bars, as fixed beforehand, and what else was to be printed. */
static void print_outcome(const trial *t)
{
	lb_load_constants c = lb_load_builtin();
	answers a;
	trial all = *t;
	print_refit(t, "postures published");
	print_bar("one left out at a time (aim)", left_out(t), 0, 16, "points");
	answer(&a, t, &c);
	print_bar("with the constants in force, not fitted to these readings", rms(&a, t, MOST_ROWS), 0, 14, "points");
	print_bar("the seven rows, the same", rms_peer(&a, t), 0, 12, "points");
	all.published_only = false;
	print_refit(&all, "postures of other people as well");
}

void print_readings(const trial *table, const char *folder)
{
	static reading r[READERS];
	static lb_posture_row rows[MOST_ROWS], other[MOST_ROWS];
	static double cell[MOST_ROWS][COLUMNS], other_cell[MOST_ROWS][COLUMNS];
	trial t = {.row = rows, .rows = table->rows, .published_only = true}, with_other = t;
	lb_load_constants c = lb_load_builtin();
	answers fitted_to, in_force;
	printf("\n## Postures read anew\n\nEach number is the median of %d readings, made apart from each other, without pressures or "
	       "forces of the model; the rule was committed before there was one (`validation/readings/how.md`).\n\n", READERS);
	for (int k = 0; k < READERS; k++)
		if (!read_table(&r[k], table, folder, k + 1)) {
			printf("Reading %d cannot be read.\n", k + 1);
			return;
		}
	print_stand_ins(table, r);
	gather(rows, cell, table, r, false);
	answer(&in_force, &t, &c);
	fit(&c, &t, MOST_ROWS);
	answer(&fitted_to, &t, &c);
	print_medians(&t, cell, &fitted_to, &in_force);
	printf("\nFitted to the published rows: tone upright %.4f, supported %.4f, pressure factor %.3f.\n", c.tone_upright, c.tone_supported,
	       c.pressure_factor);
	printf("\n| what | value | wanted | |\n|---|---|---|---|\n");
	print_outcome(&t);
	gather(other, other_cell, table, r, true);
	if (memcmp(cell, other_cell, sizeof cell)) {
		with_other.row = other;
		print_refit(&with_other, "postures published, the reading that is as near standing in");
	}
	print_one_by_one(table, cell, other_cell);
	print_each(table, r);
	print_spread(table, r);
}
