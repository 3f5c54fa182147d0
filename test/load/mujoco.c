/* Kinematics and moment arms against MuJoCo on the same geometry. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <mujoco/mujoco.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "load.h"
#include "mjcf.h"

typedef struct {
	lb_trunk trunk;
	lb_load_work work;
	mjModel *m;
	mjData *d;
} fixture;

static int load_model(void **state)
{
	static fixture f;
	static char text[1 << 20];
	lb_person p = lb_posture_subject();
	char error[500] = "", path[] = "/tmp/lumbar-mjcf-XXXXXX";
	assert_int_equal(lb_trunk_make(&f.trunk, NULL, &p, NULL, NULL), LB_OK);
	size_t n = lbt_mjcf(text, sizeof text, &f.trunk);
	assert_true(n > 0);
	int fd = mkstemp(path);
	assert_true(fd >= 0);
	FILE *file = fdopen(fd, "w");
	assert_non_null(file);
	assert_int_equal(fwrite(text, 1, n, file), n);
	fclose(file);
	f.m = mj_loadXML(path, NULL, error, sizeof error);
	remove(path);
	if (!f.m)
		fail_msg("%s", error);
	f.d = mj_makeData(f.m);
	*state = &f;
	return 0;
}

static int drop_model(void **state)
{
	fixture *f = *state;
	mj_deleteData(f->d);
	mj_deleteModel(f->m);
	return 0;
}

static const struct {
	const char *name;
	double flex, side, twist;
} postures[] = {
	{"upright", 0, 0, 0},           {"bent forward", 0.8, 0, 0}, {"leaning back", -0.3, 0, 0},
	{"bent right", 0.1, 0.4, 0},    {"turned left", 0, 0, 0.6},  {"turned right", 0.2, -0.1, -0.5},
	{"everything", 1.1, 0.4, -0.7},
};

static void pose_both(fixture *f, size_t i)
{
	lb_posture p = {.flex_rad = postures[i].flex, .side_rad = postures[i].side, .twist_rad = postures[i].twist};
	assert_int_equal(lbi_posture_check(&p, NULL), LB_OK);
	lbi_pose(&f->work, &f->trunk, &p);
	lbi_lines(&f->work, &f->trunk, false);
	for (int j = 0; j < LB_JOINTS; j++) {
		f->d->qpos[3 * j] = p.flex_rad * lbi_joints[j].flex_share;
		f->d->qpos[3 * j + 1] = p.side_rad * lbi_joints[j].side_share;
		f->d->qpos[3 * j + 2] = p.twist_rad * lbi_joints[j].twist_share;
	}
	mj_fwdPosition(f->m, f->d);
}

static void bodies_stand_where_mujoco_puts_them(void **state)
{
	fixture *f = *state;
	for (size_t i = 0; i < LBI_COUNT(postures); i++) {
		pose_both(f, i);
		for (int b = 0; b < LBI_BODIES; b++)
			for (int c = 0; c < 9; c++) {
				if (c < 3 && fabs(f->work.origin_m[b][c] - f->d->xpos[3 * (b + 1) + c]) > 1e-12)
					fail_msg("%s: body %d at %g, MuJoCo %g", postures[i].name, b,
						 f->work.origin_m[b][c], f->d->xpos[3 * (b + 1) + c]);
				if (fabs(f->work.R[b][c] - f->d->xmat[9 * (b + 1) + c]) > 1e-12)
					fail_msg("%s: axes of body %d", postures[i].name, b);
			}
	}
}

/* MuJoCo's tendon Jacobian is the lengthening per radian about a hinge; ours is a moment vector about the centre. */
static void moment_arms_are_mujocos(void **state)
{
	fixture *f = *state;
	double worst_m = 0;
	for (size_t i = 0; i < LBI_COUNT(postures); i++) {
		pose_both(f, i);
		for (int k = 0; k < LB_FASCICLES; k++)
			for (int side = 0; side < LB_SIDES; side++)
				for (int j = 0; j < LB_JOINTS; j++)
					for (int axis = 0; axis < 3; axis++) {
						const lbi_fascicle *q = &lbi_fascicles[k];
						double ours_m = 0;
						if (j >= q->low && j < q->high) {
							int e = q->crossing + j - q->low;
							const double m[3] = {f->work.arm_m[1][side][e],
									     f->work.arm_m[2][side][e],
									     f->work.arm_m[0][side][e]};
							ours_m = lbi_dot(m, &f->d->xaxis[3 * (3 * j + axis)]);
						}
						double theirs_m =
							-f->d->ten_J[(2 * k + side) * f->m->nv + 3 * j + axis];
						worst_m = fmax(worst_m, fabs(ours_m - theirs_m));
						if (fabs(ours_m - theirs_m) > 1e-9)
							fail_msg("%s: %s side %d joint %d axis %d: %.9f m, MuJoCo %.9f "
								 "m",
								 postures[i].name, q->name, side, j, axis, ours_m,
								 theirs_m);
					}
	}
	printf("# largest difference of %zu moment arms: %.1e m\n",
	       LBI_COUNT(postures) * LB_FASCICLES * 2 * LB_JOINTS * 3, worst_m);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(bodies_stand_where_mujoco_puts_them),
		cmocka_unit_test(moment_arms_are_mujocos),
	};
	return cmocka_run_group_tests_name("load against MuJoCo", tests, load_model, drop_model);
}
