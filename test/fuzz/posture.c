/* A posture: any bytes as a posture file, and bytes that are none as the angles and loads themselves, so that the model
 * is looked at as hard as the reader. A posture is settled or refused with a reason; one that is settled is solved and
 * shown, with numbers throughout, and settling it again changes nothing. */
#include "fuzz.h"

#include <math.h>
#include <string.h>

#include "lumbar/load.h"
#include "lumbar/report.h"

static int count(const char *bytes, size_t n, void *ctx)
{
	(void)bytes;
	*(size_t *)ctx += n;
	return 0;
}

static void holds_numbers(const lb_load *r, bool with_band)
{
	for (size_t j = 0; j < LB_JOINTS; j++) {
		LBZ_HOLDS(isfinite(r->joint[j].compression_N) && isfinite(r->joint[j].shear_N));
		LBZ_HOLDS(isfinite(r->joint[j].missing_Nm) && r->joint[j].facet_N >= 0);
	}
	for (int m = 0; m < LB_MUSCLES; m++)
		for (int side = 0; side < LB_SIDES; side++) {
			double a = r->muscle[m][side].peak_activation;
			LBZ_HOLDS(a >= 0 && a <= 1 + 1e-9);
		}
	LBZ_HOLDS(isfinite(r->pressure_Pa) && r->pressure_Pa >= 0);
	double at_N = r->joint[LB_L4_5].compression_N;
	LBZ_HOLDS(isfinite(r->low_N) && isfinite(r->high_N) && (!with_band || (r->low_N <= at_N && at_N <= r->high_N)));
	LBZ_HOLDS(isfinite(r->residual_Nm) && r->strength_ratio >= 0);
}

static void show(const lb_posture *p, const lb_load *r, const lb_load *standing, const lb_trunk *t)
{
	size_t n = 0;
	lb_sink sink = {count, &n};
	lb_err e = {0};
	LBZ_HOLDS(!lb_load_report_text(r, standing, p, true, sink, &e));
	LBZ_HOLDS(!lb_load_report_json(r, standing, p, sink, &e));
	LBZ_HOLDS(!lb_posture_figure(p, r, (lb_str){"fuzz", 4}, t, standing->joint[LB_L4_5].compression_N, sink, &e));
	LBZ_HOLDS(n > 100);
}

/* What costs many solves is asked of every other input by its length. */
static void use(const lb_posture *read, size_t size)
{
	static lb_load_work w;
	static lb_trunk t;
	lb_load standing, r;
	lb_posture p, again;
	lb_person who = lb_posture_subject();
	lb_load_options ask = {.with_band = size % 4 == 0, .with_strength = size % 4 == 2};
	lb_err e = {0};
	LBZ_HOLDS(!lb_trunk_make(&t, NULL, &who, NULL, &e));
	LBZ_HOLDS(!lb_load_solve(&standing, &w, &t, &(lb_posture){0}, NULL, &e));
	if (lb_posture_settle(&p, &t, read, &e)) {
		LBZ_HOLDS(e.status == LB_RANGE && e.where[0] && e.what[0]);
		return;
	}
	LBZ_HOLDS(!lb_posture_settle(&again, &t, &p, &e) && !memcmp(&again, &p, sizeof p));
	LBZ_HOLDS(!lb_load_solve(&r, &w, &t, &p, &ask, &e));
	holds_numbers(&r, ask.with_band);
	show(&p, &r, &standing, &t);
}

/* Each byte is a part of a range; what is left over stays zero. */
static lb_posture from_bytes(const uint8_t *data, size_t size)
{
	lb_posture p = {0};
	const struct {
		double *at, low, high;
	} place[] = {
		{&p.pelvis_tilt_rad, -1.8, 2},
		{&p.pelvis_roll_rad, -1.8, 1.8},
		{&p.flex_rad, -0.45, 1.22},
		{&p.side_rad, -0.43, 0.43},
		{&p.twist_rad, -0.78, 0.78},
		{&p.neck_flex_rad, -1, 1},
		{&p.arm[0].upper_rad, -1.6, 3.2},
		{&p.arm[1].upper_rad, -1.6, 3.2},
		{&p.arm[0].fore_rad, -1.6, 3.2},
		{&p.arm[1].fore_rad, -1.6, 3.2},
		{&p.arm[0].abduct_rad, -0.5, 3.2},
		{&p.arm[1].abduct_rad, -0.5, 3.2},
		{&p.arm[0].load_N[0], -500, 500},
		{&p.arm[0].load_N[1], -3000, 0},
		{&p.arm[0].load_N[2], -500, 500},
		{&p.arm[1].load_N[0], -500, 500},
		{&p.arm[1].load_N[1], -3000, 0},
		{&p.arm[1].load_N[2], -500, 500},
		{&p.hand_m[0], -0.7, 0.9},
		{&p.hand_m[1], -0.7, 1.2},
		{&p.arm_support, 0, 1},
		{&p.hip_rad, -0.5, 2.2},
		{&p.knee_rad, 0, 2.4},
		{&p.balance_m, -0.05, 0.2},
	};
	size_t n = sizeof place / sizeof *place;
	for (size_t i = 0; i < n && i + 1 < size; i++)
		*place[i].at = place[i].low + data[i + 1] / 255.0 * (place[i].high - place[i].low);
	p.hand_placed = data[0] & 1, p.stance = data[0] & 2, p.supported = data[0] & 4;
	p.lying = (data[0] & 24) == 24, p.backrest = data[0] & 32;
	for (int side = 0; side < LB_SIDES && data[0] & 64; side++) /* small loads as often as great ones */
		for (int i = 0; i < 3; i++)
			p.arm[side].load_N[i] /= 30;
	return p;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	lb_arena a = {.limit_bytes = (size_t)64 << 20};
	lb_posture p;
	lb_muscle_state state = {0};
	lb_err e = {0};
	lb_str file = {"fuzz", 4};
	lb_status s = lb_posture_read(&p, &state, (lb_str){(const char *)data, size}, file, &a, &e);
	LBZ_HOLDS(s == e.status);
	if (s) {
		LBZ_HOLDS(e.where[0] && e.what[0]);
		if (size)
			p = from_bytes(data, size);
	}
	if (!s || size)
		use(&p, size);
	lb_arena_drop(&a);
	return 0;
}
