/* Results for each posture of the table, against test/load/golden.txt. A change there comes with the reason each number
 * moved.
 *
 *   test-load-golden FILE            compare, within 0.5 % or the step of the quantity
 *   test-load-golden --print > FILE  write it anew */
#include "help.h"

static const char *file;

enum { VALUES = LB_JOINTS };

/* A line of the file: the posture, the quantity, six values: of the joints from L5/S1 up, or as get() has them. */
typedef struct {
	const char *name;
	double step;
	void (*get)(double out[VALUES], const lb_load *r);
} quantity;

#define OF_JOINTS(field)                                                                                               \
	static void get_##field(double out[VALUES], const lb_load *r)                                                  \
	{                                                                                                              \
		for (int j = 0; j < LB_JOINTS; j++)                                                                    \
			out[j] = r->joint[j].field;                                                                    \
	}
#define OF_AXES(field)                                                                                                 \
	static void get_##field(double out[VALUES], const lb_load *r)                                                  \
	{                                                                                                              \
		for (int axis = 0; axis < 3; axis++)                                                                   \
			out[axis] = r->joint[LB_L4_5].field[axis], out[3 + axis] = r->joint[LB_JOINTS - 1].field[axis]; \
	}
OF_JOINTS(compression_N)
OF_JOINTS(shear_N)
OF_JOINTS(side_shear_N)
OF_JOINTS(facet_N)
OF_AXES(outer_Nm)
OF_AXES(muscle_Nm)
OF_AXES(passive_Nm)

static void get_whole(double out[VALUES], const lb_load *r)
{
	const double v[VALUES] = {r->pressure_Pa / 1e3, r->abdominal_Pa / 1e3, r->flexion_moment_Nm,
				  r->flexors_N,         r->extensors_N,        100 * r->strength_ratio};
	memcpy(out, v, sizeof v);
}

static void get_mvc_percent(double out[VALUES], const lb_load *r)
{
	static const lb_muscle_id m[VALUES / 2] = {LB_MUSCLE_multifidus, LB_MUSCLE_longissimus_thoracis,
						   LB_MUSCLE_external_oblique};
	for (int i = 0; i < VALUES; i++)
		out[i] = r->muscle[m[i / 2]][i % 2].mvc_percent;
}

static const quantity quantities[] = {
	{"compression_N", 2, get_compression_N}, {"shear_N", 2, get_shear_N},
	{"side_shear_N", 2, get_side_shear_N},   {"facet_N", 1, get_facet_N},
	{"outer_Nm", 0.1, get_outer_Nm},         {"muscle_Nm", 0.2, get_muscle_Nm},
	{"passive_Nm", 0.1, get_passive_Nm},     {"whole", 2, get_whole},
	{"mvc_percent", 0.2, get_mvc_percent},
};

static bool answer(lb_load *r, const lb_posture_row *row)
{
	static lb_load_work w;
	lb_trunk t = lbt_subject();
	lb_posture p;
	lb_load_options o = {.with_strength = true};
	return !lb_posture_settle(&p, &t, &row->posture, NULL) && !lb_load_solve(r, &w, &t, &p, &o, NULL);
}

static int print(void)
{
	size_t n;
	const lb_posture_row *row = lb_posture_table(&n);
	for (size_t i = 0; i < n; i++) {
		lb_load r;
		if (!answer(&r, &row[i]))
			return 1;
		for (size_t q = 0; q < LBI_COUNT(quantities); q++) {
			double v[VALUES];
			quantities[q].get(v, &r);
			printf("%s %s", row[i].id, quantities[q].name);
			for (int k = 0; k < VALUES; k++)
				printf(" %.4g", fabs(v[k]) < 1e-6 ? 0 : v[k]);
			printf("\n");
		}
	}
	return 0;
}

static void compare(const char *id, const char *name, const double want[VALUES])
{
	size_t n;
	const lb_posture_row *row = lb_posture_table(&n);
	for (size_t i = 0; i < n; i++)
		for (size_t q = 0; q < LBI_COUNT(quantities); q++) {
			lb_load r;
			char what[128];
			double got[VALUES];
			if (strcmp(row[i].id, id) || strcmp(quantities[q].name, name))
				continue;
			assert_true(answer(&r, &row[i]));
			quantities[q].get(got, &r);
			for (int k = 0; k < VALUES; k++) {
				snprintf(what, sizeof what, "%s, %s, value %d", id, name, k);
				lbt_near(got[k], want[k], fmax(quantities[q].step, 0.005 * fabs(want[k])), what);
			}
			return;
		}
	fail_msg("%s %s: there is none", id, name);
}

static void results_are_as_recorded(void **state)
{
	(void)state;
	size_t n, seen = 0;
	lb_posture_table(&n);
	FILE *f = fopen(file, "r");
	assert_non_null(f);
	char id[64], name[64];
	double v[VALUES];
	while (fscanf(f, "%63s %63s %lf %lf %lf %lf %lf %lf", id, name, &v[0], &v[1], &v[2], &v[3], &v[4], &v[5]) == 8)
		compare(id, name, v), seen++;
	fclose(f);
	assert_int_equal(seen, n * LBI_COUNT(quantities));
}

int main(int argc, char **argv)
{
	if (argc == 2 && !strcmp(argv[1], "--print"))
		return print();
	file = argc == 2 ? argv[1] : "golden.txt";
	const struct CMUnitTest tests[] = {cmocka_unit_test(results_are_as_recorded)};
	return cmocka_run_group_tests_name("load golden", tests, NULL, NULL);
}
