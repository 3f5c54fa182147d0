/* The frozen ratios of outside.h beside the model. Nothing is fitted; a row that fails is shown failing. */
#include "outside.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lumbar/load.h"
#include "validate.h"

enum { TASK, TASK_BASE, OTHER, OTHER_BASE, TERMS, KINDS = 3, ROWS = sizeof outside_rows / sizeof *outside_rows };

typedef struct {
	const outside_row *row;
	lb_trunk trunk;
	lb_posture posture[TERMS];
	bool used[TERMS];
	int group[TERMS]; /* terms in the same posture share its noise; -1: relaxed standing, taken as it is */
} check;

/* ---- postures ---- */

static bool read_term(lb_posture *p, const char *text)
{
	lb_arena a = {0};
	bool ok = !lb_posture_read(p, NULL, (lb_str){text, strlen(text)}, (lb_str){"row", 3}, &a, NULL);
	lb_arena_drop(&a);
	return ok;
}

static bool same_posture(const lb_posture *a, const lb_posture *b)
{
	return a->flex_rad == b->flex_rad && a->pelvis_tilt_rad == b->pelvis_tilt_rad && a->backrest == b->backrest &&
	       a->arm[0].upper_rad == b->arm[0].upper_rad && a->arm[0].fore_rad == b->arm[0].fore_rad;
}

static bool unloaded(const lb_posture *p)
{
	return p->arm[0].load_N[1] == 0 && p->arm[1].load_N[1] == 0;
}

static bool prepare(check *c, const outside_row *row)
{
	const char *text[TERMS] = {row->task, row->task_base, row->other, row->other_base};
	const lb_posture standing = {0};
	/* the mean mass of the five people with the implant; stature is not given, and 1.70 m is taken */
	const lb_person person = {.height_m = 1.70, .mass_kg = 65, .sex = LB_MALE};
	*c = (check){.row = row};
	if (lb_trunk_make(&c->trunk, NULL, &person, NULL, NULL))
		return false;
	for (int i = 0; i < TERMS; i++) {
		c->used[i] = text[i] != NULL;
		c->group[i] = i;
		if (text[i] && !read_term(&c->posture[i], text[i]))
			return false;
		for (int k = 0; k < i; k++)
			if (c->used[i] && c->used[k] && same_posture(&c->posture[i], &c->posture[k]) &&
			    c->group[i] == i)
				c->group[i] = c->group[k];
	}
	for (int i = 0; i < TERMS; i++) {
		bool alone = c->used[i];
		for (int k = 0; k < TERMS; k++)
			alone = alone && !(c->used[k] && c->group[k] == c->group[i] && !unloaded(&c->posture[k]));
		if (alone && same_posture(&c->posture[i], &standing))
			c->group[i] = -1;
	}
	return true;
}

static void disturb(lb_posture *p, const lb_trunk *t, int kind, double sign)
{
	const double angle_rad = 4 * 3.14159265358979323846 / 180, hand_m = 0.03; /* as lb_load_solve with_band */
	if (kind == 0)
		p->pelvis_tilt_rad += sign * angle_rad;
	if (kind == 1)
		p->flex_rad += sign * angle_rad;
	for (int side = 0; side < LB_SIDES && kind == 2; side++)
		p->arm[side].upper_rad += sign * hand_m / t->arm_length_m[0];
}

/* ---- the ratio ---- */

/* In percent, with the postures of `group` disturbed when kind >= 0; NAN when a posture cannot be posed. */
static double ratio(const check *c, int group, int kind, double sign)
{
	static lb_load_work work;
	double N[TERMS] = {0};
	for (int i = 0; i < TERMS; i++) {
		lb_posture p = c->posture[i];
		lb_load r;
		if (!c->used[i])
			continue;
		if (kind >= 0 && c->group[i] == group)
			disturb(&p, &c->trunk, kind, sign);
		if (lb_posture_settle(&p, &c->trunk, &p, NULL) || lb_load_solve(&r, &work, &c->trunk, &p, NULL, NULL))
			return (double)NAN;
		N[i] = r.joint[c->row->joint].compression_N;
	}
	return 100 * (N[TASK] - N[TASK_BASE]) / (N[OTHER] - N[OTHER_BASE]);
}

static void range(const check *c, double base, double *low, double *high)
{
	double up = 0, down = 0;
	for (int group = 0; group < TERMS; group++)
		for (int kind = 0; kind < KINDS; kind++) {
			double most = 0, least = 0;
			for (int sign = -1; sign <= 1; sign += 2) {
				double moved = ratio(c, group, kind, sign) - base;
				most = fmax(most, moved), least = fmin(least, moved);
			}
			up += most * most, down += least * least;
		}
	*low = base - sqrt(down), *high = base + sqrt(up);
}

/* How far the model is from what was measured; 0 within it. */
static double miss(const outside_row *row, double model)
{
	if (model < row->low)
		return model - row->low;
	return row->high > 0 && model > row->high ? model - row->high : 0;
}

/* ---- report ---- */

static void print_measured(const outside_row *row)
{
	if (row->high <= 0)
		printf("over %.0f", row->low);
	else if (row->high > row->low)
		printf("%.0f to %.0f", row->low, row->high);
	else
		printf("%.0f", row->low);
}

static void print_row(const outside_row *row, int *n, int *inside, double *error)
{
	check c;
	double low, high, model = prepare(&c, row) ? ratio(&c, -1, -1, 0) : (double)NAN;
	printf("| %s | ", row->label);
	print_measured(row);
	error[(*n)++] = (double)INFINITY;
	if (!isfinite(model)) {
		printf(" | no answer | | | **no** | %s | %s: %s | %s |\n", lb_joint_name((size_t)row->joint),
		       row->source, row->said, row->posture);
		return;
	}
	range(&c, model, &low, &high);
	bool within = high >= row->low && (row->high <= 0 || low <= row->high);
	double e = miss(row, model);
	*inside += within, error[*n - 1] = fabs(e);
	printf(" | %.0f | %+.0f | %.0f to %.0f | %s | %s | %s: %s | %s |\n", model, e, low, high,
	       within ? "yes" : "**no**", lb_joint_name((size_t)row->joint), row->source, row->said, row->posture);
}

static int by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

void print_outside(void)
{
	int n = 0, inside = 0;
	double error[ROWS], sum = 0;
	printf("\n## Outside check: ratios between tasks, not used for anything\n\n"
	       "Written down in `validation/outside.h`, with sources, before the model was run on them; nothing is "
	       "fitted to them. andersson1977 is the pressure in a disc of four people; all others are forces on an "
	       "implant in "
	       "the place of a vertebra: five people of 62 to 71 years after a fracture, fused, one level, and the "
	       "implant carries only a share, which the task may change. Abstracts only: what they do not tell of a "
	       "posture is assumed and said. The model is a man of 1.70 m and 65 kg. A range is as above, for every "
	       "posture of the ratio but relaxed standing.\n\n"
	       "| ratio | measured, %% | model, %% | error | range from posture noise, %% | measured lies in it | "
	       "joint "
	       "| read | posture |\n|---|---|---|---|---|---|---|---|---|\n");
	for (int i = 0; i < ROWS; i++)
		print_row(&outside_rows[i], &n, &inside, error);
	for (int i = 0; i < n; i++)
		sum += error[i] * error[i];
	qsort(error, (size_t)n, sizeof *error, by_size);
	printf("\n| what | value |\n|---|---|\n| rows whose measurement lies in the range | %d of %d |\n"
	       "| error, root mean square | %.0f points |\n| error, median | %.0f points |\n",
	       inside, n, sqrt(sum / n), error[n / 2]);
}
