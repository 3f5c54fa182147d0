/* Stands the load model beside pressures measured in a living disc, and writes validation/load.md.
 *
 *   validate-load            the report as Markdown, with the built-in constants
 *   validate-load --fit      the constants that fit best, for knowledge/spine/parameters.csv
 *
 * No figure here is typed in: measurements come from knowledge/spine/postures.csv, the rest is computed. Rows with a
 * confirmed or secondary measurement and a published or otherwise measured posture are fitted; rows whose posture was
 * never published stand apart. Exit 0 also when a row or a bar fails: the report says so. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "lumbar/load.h"
#include "validate.h"

enum { FREE = 2, CORNERS = FREE + 1, ROWS = 64 };

static const lb_posture_row *row;
static size_t rows;

typedef struct {
	double percent[ROWS], pressure_Pa[ROWS], compression_N[ROWS];
	bool solved[ROWS];
} answers;

static double measured_percent(size_t i)
{
	return 100 * row[i].measured_Pa / row[0].measured_Pa;
}

static bool measured(size_t i)
{
	return row[i].measured_Pa > 0 && i > 0;
}

static bool apart(size_t i)
{
	return !strcmp(row[i].posture_status, "not_published");
}

/* Count the row of sitting bent fully: with the pelvis upright, as it was until its posture was read again; or with the pelvis
 * where people have it on a stool, as in the row of sitting without a backrest. */
static bool with_bent_sitting, with_pelvis_back;

/* Leave out the two other sitting rows whose examples give no lumbar flexion either: it follows from hips and seat. */
static bool without_coupled;

static bool coupled(size_t i)
{
	return !strcmp(row[i].id, "sit_erect") || !strcmp(row[i].id, "slouch");
}

static bool bent_sitting(size_t i)
{
	return !strcmp(row[i].id, "sit_flexed");
}

static bool fitted(size_t i)
{
	if (without_coupled && coupled(i))
		return false;
	return measured(i) && (!apart(i) || ((with_bent_sitting || with_pelvis_back) && bent_sitting(i)));
}

/* ---- model ---- */

static bool subject(lb_trunk *t, const lb_load_constants *c)
{
	lb_person p = lb_posture_subject();
	return lb_trunk_make(t, c, &p, NULL, NULL) == LB_OK;
}

static bool without_rests; /* the forearm rests of the sitting rows, which came into the table after it was frozen */

static bool solve_row(lb_load *out, const lb_trunk *t, size_t i, bool band, lb_err *err)
{
	static lb_load_work work;
	lb_posture p = row[i].posture;
	lb_load_options o = {.with_band = band};
	if (without_rests && !p.backrest)
		p.arm_support = 0;
	for (size_t k = 0; with_pelvis_back && bent_sitting(i) && k < rows; k++)
		if (!strcmp(row[k].id, "sit_unsupported"))
			p.pelvis_tilt_rad = row[k].posture.pelvis_tilt_rad;
	return !lb_posture_settle(&p, t, &p, err) && !lb_load_solve(out, &work, t, &p, &o, err);
}

static void answer(answers *a, const lb_load_constants *c)
{
	lb_trunk t;
	memset(a, 0, sizeof *a);
	if (!subject(&t, c))
		return;
	for (size_t i = 0; i < rows; i++) {
		lb_load r;
		if (!(row[i].measured_Pa > 0) || !solve_row(&r, &t, i, false, NULL))
			continue;
		a->solved[i] = true;
		a->pressure_Pa[i] = r.pressure_Pa;
		a->compression_N[i] = r.joint[LB_L4_5].compression_N;
		a->percent[i] = 100 * r.pressure_Pa / a->pressure_Pa[0];
	}
}

/* Root mean square of the errors in percent of standing over the fitted rows but `left_out`. */
static double rms(const answers *a, size_t left_out)
{
	double sum = 0;
	int n = 0;
	for (size_t i = 0; i < rows; i++) {
		if (!fitted(i) || i == left_out)
			continue;
		double e = a->solved[i] ? a->percent[i] - measured_percent(i) : 1000;
		sum += e * e, n++;
	}
	return sqrt(sum / n);
}

static double rms_peer(const answers *a)
{
	double sum = 0;
	int n = 0;
	for (size_t i = 1; i < rows; i++) {
		if (!(row[i].peer_Pa > 0))
			continue;
		double e = a->percent[i] - 100 * row[i].peer_Pa / row[0].peer_Pa;
		sum += e * e, n++;
	}
	return sqrt(sum / n);
}

/* ---- fit: tones by simplex search; the pressure factor follows in closed form ---- */

static double cost(const double x[FREE], size_t left_out)
{
	lb_load_constants c = lb_load_builtin();
	answers a;
	c.tone_upright = x[0], c.tone_supported = x[1];
	if (x[0] < 0 || x[1] < 0 || x[0] > 0.2 || x[1] > x[0])
		return 1e6;
	answer(&a, &c);
	return rms(&a, left_out);
}

static void shrink(double corner[CORNERS][FREE], double f[CORNERS], int best, size_t left_out)
{
	for (int i = 0; i < CORNERS; i++) {
		if (i == best)
			continue;
		for (int k = 0; k < FREE; k++)
			corner[i][k] = (corner[i][k] + corner[best][k]) / 2;
		f[i] = cost(corner[i], left_out);
	}
}

static double try_point(double out[FREE], const double centre[FREE], const double worst[FREE], double far,
			size_t left_out)
{
	for (int k = 0; k < FREE; k++)
		out[k] = centre[k] + far * (centre[k] - worst[k]);
	return cost(out, left_out);
}

static double simplex(double x[FREE], size_t left_out)
{
	double corner[CORNERS][FREE], f[CORNERS];
	int best = 0;
	for (int i = 0; i < CORNERS; i++) {
		memcpy(corner[i], x, sizeof corner[i]);
		if (i)
			corner[i][i - 1] *= 1.2;
		f[i] = cost(corner[i], left_out);
	}
	for (int step = 0; step < 150; step++) {
		int worst = 0;
		best = 0;
		for (int i = 1; i < CORNERS; i++)
			best = f[i] < f[best] ? i : best, worst = f[i] > f[worst] ? i : worst;
		double centre[FREE] = {0}, a[FREE], b[FREE], fa, fb;
		for (int i = 0; i < CORNERS; i++)
			for (int k = 0; k < FREE; k++)
				centre[k] += i == worst ? 0 : corner[i][k] / FREE;
		fa = try_point(a, centre, corner[worst], 1, left_out);
		fb = fa < f[best]    ? try_point(b, centre, corner[worst], 2, left_out)
		     : fa < f[worst] ? fa + 1
				     : try_point(b, centre, corner[worst], -0.5, left_out);
		if (fb < fa)
			fa = fb, memcpy(a, b, sizeof a);
		if (fa < f[worst])
			f[worst] = fa, memcpy(corner[worst], a, sizeof a);
		else
			shrink(corner, f, best, left_out);
	}
	memcpy(x, corner[best], sizeof corner[best]);
	return f[best];
}

static double fit(lb_load_constants *c, size_t left_out)
{
	double x[FREE] = {0.045, 0.014};
	simplex(x, left_out);
	double f = simplex(x, left_out), up = 0, down = 0;
	answers a;
	c->tone_upright = x[0], c->tone_supported = x[1];
	answer(&a, c);
	for (size_t i = 0; i < rows; i++) {
		if ((!fitted(i) && i) || i == left_out)
			continue;
		double unit_Pa = a.pressure_Pa[i] / c->pressure_factor;
		up += unit_Pa * row[i].measured_Pa, down += unit_Pa * unit_Pa;
	}
	c->pressure_factor = up / down;
	return f;
}

/* ---- report ---- */

static void print_rows(const answers *a)
{
	lb_trunk t;
	lb_load_constants c = lb_load_builtin();
	subject(&t, &c);
	printf("| posture | measured, MPa | %% of standing | model, %% | error | range from posture noise, %% | L4/5, "
	       "N | "
	       "measurement | posture |\n|---|---|---|---|---|---|---|---|---|\n");
	for (size_t i = 0; i < rows; i++) {
		lb_load r;
		if (!(row[i].measured_Pa > 0))
			continue;
		if (!solve_row(&r, &t, i, true, NULL)) {
			printf("| %s | %.2f | %.0f | no answer | | | | %s | %s |\n", row[i].label,
			       row[i].measured_Pa / 1e6, measured_percent(i), row[i].measured_status,
			       row[i].posture_status);
			continue;
		}
		double each = 100 / a->compression_N[0];
		printf("| %s | %.2f | %.0f | %.0f | %+.0f | %.0f to %.0f | %.0f | %s | %s%s |\n", row[i].label,
		       row[i].measured_Pa / 1e6, measured_percent(i), a->percent[i],
		       a->percent[i] - measured_percent(i), each * r.low_N, each * r.high_N,
		       r.joint[LB_L4_5].compression_N, row[i].measured_status, row[i].posture_status,
		       apart(i) ? " (apart)" : "");
	}
}

static double print_left_out(void)
{
	double sum = 0;
	int n = 0;
	printf("| left out | measured, %% | predicted, %% | error | tone upright | tone supported | passive scale |\n"
	       "|---|---|---|---|---|---|---|\n");
	for (size_t i = 0; i < rows; i++) {
		if (!fitted(i))
			continue;
		lb_load_constants c = lb_load_builtin();
		answers a;
		fit(&c, i);
		answer(&a, &c);
		double e = a.percent[i] - measured_percent(i);
		printf("| %s | %.0f | %.0f | %+.0f | %.4f | %.4f | %.2f |\n", row[i].label, measured_percent(i),
		       a.percent[i], e, c.tone_upright, c.tone_supported, c.passive_scale);
		sum += e * e, n++;
	}
	return sqrt(sum / n);
}

void print_bar(const char *what, double value, double low, double high, const char *unit)
{
	printf("| %s | %.1f %s | %.0f to %.0f | %s |\n", what, value, unit, low, high,
	       value >= low && value <= high ? "met" : "**not met**");
}

static void print_strength(void)
{
	static const lb_person people[2] = {{1.75, 79.6, 40, LB_MALE}, {1.63, 62, 40, LB_FEMALE}};
	static const char *who[2] = {"man, 1.75 m, 79.6 kg", "woman, 1.63 m, 62 kg"};
	static const double range[2][2] = {{200, 300}, {120, 190}};
	static lb_load_work w;
	for (int i = 0; i < 2; i++) {
		lb_trunk t;
		double back_Nm = 0, belly_Nm = 0;
		char text[96];
		if (lb_trunk_make(&t, NULL, &people[i], NULL, NULL) ||
		    lb_load_strength(&back_Nm, &w, &t, LB_EXTEND, NULL) || lb_load_strength(&belly_Nm, &w, &t, LB_FLEX, NULL))
			continue;
		snprintf(text, sizeof text, "extension strength, %s", who[i]);
		print_bar(text, back_Nm, range[i][0], range[i][1], "N m");
		snprintf(text, sizeof text, "flexion of extension, %s", who[i]);
		print_bar(text, 100 * belly_Nm / back_Nm, 60, 70, "%");
	}
}

/* The same over the fitted rows whose measurement was read in the paper itself. */
static void print_confirmed(const answers *a)
{
	double sum = 0;
	int n = 0;
	for (size_t i = 0; i < rows; i++) {
		if (!fitted(i) || strcmp(row[i].measured_status, "confirmed"))
			continue;
		double e = a->percent[i] - measured_percent(i);
		sum += e * e, n++;
	}
	char what[120];
	snprintf(what, sizeof what, "of these, the %d whose measurement is confirmed at first hand (the bar read strictly)", n);
	print_bar(what, sqrt(sum / n), 0, 14, "points");
}

/* What the bars owe to changes of the table after it was frozen: doc/load.md. */
static void print_as_it_stood(bool *as_it_stood, const char *how)
{
	lb_load_constants c = lb_load_builtin();
	answers a;
	char what[160];
	*as_it_stood = true;
	fit(&c, ROWS);
	answer(&a, &c);
	snprintf(what, sizeof what, "all fitted rows, %s, fitted anew", how);
	print_bar(what, rms(&a, ROWS), 0, 14, "points");
	print_bar("the seven rows, the same", rms_peer(&a), 0, 12, "points");
	*as_it_stood = false;
}

static void report(void)
{
	lb_load_constants c = lb_load_builtin();
	answers a;
	answer(&a, &c);
	printf("# The load model beside measurements in living people\n\n");
	printf("Made by `make validation`; not edited by hand. Pressure in the L4/5 disc of one man (Wilke 1999, "
	       "2001), in "
	       "percent of relaxed standing. Constants: specific tension %.1f N/cm2 (measured, not fitted), tone "
	       "upright %.4f, "
	       "tone supported %.4f, passive scale %.3f, pressure factor %.3f.\n\n",
	       c.specific_tension_Pa / 1e4, c.tone_upright, c.tone_supported, c.passive_scale, c.pressure_factor);
	print_rows(&a);
	printf("\nThe range is one standard deviation for 4 degrees of pelvis and of flexion and 3 cm of hands, each "
	       "read by "
	       "eye. Rows apart have no published posture and are not fitted.\n\n## One row left out at a time\n\n");
	double out = print_left_out();
	printf("\n## Bars\n\n| what | value | wanted | |\n|---|---|---|---|\n");
	print_bar("all fitted rows, in-sample, root mean square", rms(&a, ROWS), 0, 14, "points");
	print_confirmed(&a);
	print_bar("all fitted rows, left out one at a time (aim)", out, 0, 16, "points");
	print_bar("the seven rows of the best published model (it: 13.2)", rms_peer(&a), 0, 12, "points");
	print_as_it_stood(&with_bent_sitting, "sitting bent fully counted as it stood, pelvis upright");
	print_as_it_stood(&with_pelvis_back, "sitting bent fully counted, pelvis as people have it on a stool (Endo 2012)");
	print_as_it_stood(&without_coupled, "erect and slouched sitting apart as well");
	print_as_it_stood(&without_rests, "without the forearm rests that came after the freeze");
	with_bent_sitting = true;
	print_as_it_stood(&without_rests, "without those rests and with sitting bent fully: the table as it was frozen");
	with_bent_sitting = false;
	print_strength();
	print_cocontraction();
	print_outside();
}

int main(int argc, char **argv)
{
	row = lb_posture_table(&rows);
	if (argc == 2 && !strcmp(argv[1], "--fit")) {
		lb_load_constants c = lb_load_builtin();
		double f = fit(&c, ROWS);
		printf("tone_upright %.4f\ntone_supported %.4f\npassive_scale %.3f\npressure_factor %.3f\nrms %.3f\n",
		       c.tone_upright, c.tone_supported, c.passive_scale, c.pressure_factor, f);
		return 0;
	}
	report();
	return ferror(stdout) || fflush(stdout) ? 1 : 0;
}
