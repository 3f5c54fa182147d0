/* Compression at each joint for each posture of the table, against test/load/golden.txt. A change there comes with the
 * reason each number moved.
 *
 *   test-load-golden FILE            compare, within 0.5 % or 2 N
 *   test-load-golden --print > FILE  write it anew */
#include "help.h"

static const char *file;

static bool answer(double N[LB_JOINTS], const lb_posture_row *row)
{
	static lb_load_work w;
	lb_trunk t = lbt_subject();
	lb_posture p;
	lb_load r;
	if (lb_posture_settle(&p, &t, &row->posture, NULL) || lb_load_solve(&r, &w, &t, &p, NULL, NULL))
		return false;
	for (int j = 0; j < LB_JOINTS; j++)
		N[j] = r.joint[j].compression_N;
	return true;
}

static int print(void)
{
	size_t n;
	const lb_posture_row *row = lb_posture_table(&n);
	for (size_t i = 0; i < n; i++) {
		double N[LB_JOINTS];
		if (!answer(N, &row[i]))
			return 1;
		printf("%s", row[i].id);
		for (int j = 0; j < LB_JOINTS; j++)
			printf(" %.1f", N[j]);
		printf("\n");
	}
	return 0;
}

static void compressions_are_as_recorded(void **state)
{
	(void)state;
	size_t n, seen = 0;
	const lb_posture_row *row = lb_posture_table(&n);
	FILE *f = fopen(file, "r");
	assert_non_null(f);
	char id[64];
	double want[LB_JOINTS], got[LB_JOINTS];
	while (fscanf(f, "%63s %lf %lf %lf %lf %lf %lf", id, &want[0], &want[1], &want[2], &want[3], &want[4],
		      &want[5]) == 7)
		for (size_t i = 0; i < n; i++) {
			if (strcmp(row[i].id, id))
				continue;
			assert_true(answer(got, &row[i]));
			for (int j = 0; j < LB_JOINTS; j++)
				lbt_near(got[j], want[j], fmax(2, 0.005 * want[j]), id);
			seen++;
		}
	fclose(f);
	assert_int_equal(seen, n);
}

int main(int argc, char **argv)
{
	if (argc == 2 && !strcmp(argv[1], "--print"))
		return print();
	file = argc == 2 ? argv[1] : "golden.txt";
	const struct CMUnitTest tests[] = {cmocka_unit_test(compressions_are_as_recorded)};
	return cmocka_run_group_tests_name("load golden", tests, NULL, NULL);
}
