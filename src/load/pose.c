/* Where everything is, and what pulls and pushes from outside and from the passive tissue. */
#include <math.h>
#include <string.h>

#include "load.h"

#define GRAVITY 9.80665
#define DEGREE  (3.14159265358979323846 / 180)

lb_status lbi_posture_check(const lb_posture *p, lb_err *err)
{
	static const struct {
		const char *unit;
		double of_si;
	} units[] = {{"deg", 1 / DEGREE}, {"cm", 100}, {"%", 100}};
	enum { ANGLE, LENGTH, SHARE };
	const struct {
		double v, low, high;
		int unit;
		const char *name; /* as a posture file has it */
	} rows[] = {
		{p->pelvis_tilt_rad, -1.8, 2.0, ANGLE, "pelvis_tilt"},
		{p->pelvis_roll_rad, -1.8, 1.8, ANGLE, "pelvis_roll"},
		{p->flex_rad, -26 * DEGREE, 70 * DEGREE, ANGLE, "flex"},
		{p->side_rad, -25 * DEGREE, 25 * DEGREE, ANGLE, "side"},
		{p->twist_rad, -45 * DEGREE, 45 * DEGREE, ANGLE, "twist"},
		{p->neck_flex_rad, -1, 1, ANGLE, "neck"},
		{p->arm[0].upper_rad, -1.6, 3.2, ANGLE, "right_arm upper"},
		{p->arm[1].upper_rad, -1.6, 3.2, ANGLE, "left_arm upper"},
		{p->arm[0].fore_rad, -1.6, 3.2, ANGLE, "right_arm fore"},
		{p->arm[1].fore_rad, -1.6, 3.2, ANGLE, "left_arm fore"},
		{p->arm[0].abduct_rad, -0.5, 3.2, ANGLE, "right_arm apart"},
		{p->arm[1].abduct_rad, -0.5, 3.2, ANGLE, "left_arm apart"},
		{p->arm_support, 0, 1, SHARE, "arm_support"},
		{p->hip_rad, -0.5, 2.2, ANGLE, "stance hip"},
		{p->knee_rad, 0, 2.4, ANGLE, "stance knee"},
		{p->balance_m, -0.05, 0.2, LENGTH, "stance balance"},
		{p->hand_m[0], -2.5, 2.5, LENGTH, "hands ahead"},
		{p->hand_m[1], -2.5, 2.5, LENGTH, "hands up"},
	};
	for (size_t i = 0; i < LBI_COUNT(rows); i++) {
		double in = units[rows[i].unit].of_si;
		if (!(rows[i].v >= rows[i].low - 1e-12 && rows[i].v <= rows[i].high + 1e-12))
			return lbi_fail(err, LB_RANGE, rows[i].name, "%.4g %s is outside %.4g .. %.4g %s", rows[i].v * in,
					units[rows[i].unit].unit, rows[i].low * in, rows[i].high * in,
					units[rows[i].unit].unit);
	}
	for (int a = 0; a < LB_SIDES; a++)
		for (int i = 0; i < 3; i++)
			if (!(fabs(p->arm[a].load_N[i]) <= 3000))
				return lbi_fail(err, LB_RANGE, "load", "%.6g N is outside -3000 .. 3000 N",
						p->arm[a].load_N[i]);
	return LB_OK;
}

bool lbi_posture_even(const lb_posture *p)
{
	const lb_arm *r = &p->arm[0], *l = &p->arm[1];
	return p->pelvis_roll_rad == 0 && p->side_rad == 0 && p->twist_rad == 0 && r->upper_rad == l->upper_rad &&
	       r->fore_rad == l->fore_rad && r->abduct_rad == l->abduct_rad && r->load_N[0] == l->load_N[0] &&
	       r->load_N[1] == l->load_N[1] && r->load_N[2] == -l->load_N[2];
}

/* ---- axes ---- */

/* out = R . Rz(z) . Rx(x) . Ry(y). A joint that does not turn leaves exact zeros, so that mirror pictures agree. */
static void turned(double out[9], const double R[9], double z, double x, double y)
{
	double cz = cos(z), sz = sin(z), cx = 1, sx = 0, cy = 1, sy = 0;
	if (x != 0)
		cx = cos(x), sx = sin(x);
	if (y != 0)
		cy = cos(y), sy = sin(y);
	const double Q[9] = {
		cz * cy - sz * sx * sy,
		-sz * cx,
		cz * sy + sz * sx * cy, /* */
		sz * cy + cz * sx * sy,
		cz * cx,
		sz * sy - cz * sx * cy, /* */
		-cx * sy,
		sx,
		cx * cy,
	};
	for (int i = 0; i < 3; i++)
		for (int j = 0; j < 3; j++)
			out[3 * i + j] = (R[3 * i] * Q[j] + R[3 * i + 1] * Q[3 + j]) + R[3 * i + 2] * Q[6 + j];
}

void lbi_pose(lb_load_work *w, const lb_trunk *t, const lb_posture *p)
{
	static const double unit[9] = {1, 0, 0, 0, 1, 0, 0, 0, 1};
	double roll[9];
	turned(roll, unit, 0, p->pelvis_roll_rad, 0);
	turned(w->R[0], roll, -p->pelvis_tilt_rad, 0, 0);
	memset(w->origin_m[0], 0, sizeof w->origin_m[0]);
	for (int b = 1; b < LBI_BODIES; b++) {
		const lbi_joint *j = &lbi_joints[b - 1];
		const double at[3] = {t->joint_m[b][0], t->joint_m[b][1], 0};
		turned(w->R[b], w->R[b - 1], lbi_bodies[b].pitch_rad - p->flex_rad * j->flex_share,
		       p->side_rad * j->side_share, p->twist_rad * j->twist_share);
		lbi_turn(w->origin_m[b], w->R[b - 1], at);
		for (int i = 0; i < 3; i++)
			w->origin_m[b][i] += w->origin_m[b - 1][i];
	}
}

void lbi_disc_axes(double n[3][3], const lb_load_work *w, int joint)
{
	const double *up = w->R[joint + 1], *down = w->R[joint];
	double end[9];
	if (joint == 0) { /* the sacral endplate slopes forward within the pelvis frame */
		turned(end, w->R[0], lbi_parameter.sacral_slope * DEGREE, 0, 0);
		down = end;
	}
	double y[3], z[3], yy = 0, zz = 0;
	for (int i = 0; i < 3; i++)
		y[i] = up[3 * i + 1] + down[3 * i + 1], yy += y[i] * y[i];
	for (int i = 0; i < 3; i++)
		n[1][i] = y[i] / sqrt(yy);
	for (int i = 0; i < 3; i++)
		z[i] = up[3 * i + 2] + down[3 * i + 2];
	double along = lbi_dot(z, n[1]);
	for (int i = 0; i < 3; i++)
		z[i] -= along * n[1][i], zz += z[i] * z[i];
	for (int i = 0; i < 3; i++)
		n[2][i] = z[i] / sqrt(zz);
	lbi_cross(n[0], n[1], n[2]);
}

/* ---- arms ---- */

static void in_body(double out[3], const lb_load_work *w, int body, const double v[3])
{
	lbi_turn(out, w->R[body], v);
	for (int i = 0; i < 3; i++)
		out[i] += w->origin_m[body][i];
}

/* Elbow below the straight line from shoulder to hand: upper arm and forearm with hand as two rigid links. The shoulder
 * slides along when the arm alone is too short. */
static lb_status reach(double elbow_m[3], double grip_m[3], double shoulder_m[3], const double target_m[3],
		       double upper_m, double lower_m, double slide_m, lb_err *err)
{
	double d[3], dd = 0;
	for (int i = 0; i < 3; i++)
		d[i] = target_m[i] - shoulder_m[i], dd += d[i] * d[i];
	double r = sqrt(dd);
	if (r > upper_m + lower_m + slide_m || r < fabs(upper_m - lower_m) + 1e-9)
		return lbi_fail(err, LB_RANGE, "hand_m",
				"the hands are %.3f m from the shoulder; the arm reaches %.3f to %.3f m", r,
				fabs(upper_m - lower_m), upper_m + lower_m + slide_m);
	if (r > upper_m + lower_m) {
		double part = 1 - (upper_m + lower_m) * (1 - 1e-9) / r;
		for (int i = 0; i < 3; i++)
			shoulder_m[i] += part * d[i], d[i] -= part * d[i];
		r = upper_m + lower_m;
	}
	double along = (r * r + upper_m * upper_m - lower_m * lower_m) / (2 * r);
	double off = sqrt(fmax(0, upper_m * upper_m - along * along));
	double down[3] = {-0.3, -1, 0}, dot = 0, dn = 0; /* elbows point down and a little back */
	for (int i = 0; i < 3; i++)
		d[i] /= r;
	dot = lbi_dot(down, d);
	for (int i = 0; i < 3; i++)
		down[i] -= dot * d[i], dn += down[i] * down[i];
	if (dn < 1e-12)
		down[0] = -1, down[1] = down[2] = 0, dn = 1;
	for (int i = 0; i < 3; i++) {
		elbow_m[i] = shoulder_m[i] + along * d[i] + off * down[i] / sqrt(dn);
		grip_m[i] = target_m[i];
	}
	return LB_OK;
}

lb_status lbi_arm(double shoulder_m[3], double elbow_m[3], double grip_m[3], const lb_load_work *w, const lb_trunk *t,
		  const lb_posture *p, int side, lb_err *err)
{
	double sign = side ? -1 : 1;
	const double at[3] = {t->shoulder_m[0], t->shoulder_m[1], sign * t->shoulder_m[2]};
	in_body(shoulder_m, w, LBI_THORAX, at);
	double upper_m = t->arm_length_m[0], lower_m = t->arm_length_m[1] + t->arm_length_m[2];
	if (p->hand_placed) {
		const double target_m[3] = {p->hand_m[0], p->hand_m[1], at[2]};
		double slide_m = lbi_parameter.shoulder_slide * t->length_scale;
		return reach(elbow_m, grip_m, shoulder_m, target_m, upper_m, lower_m, slide_m, err);
	}
	const lb_arm *a = &p->arm[side];
	double ca = cos(a->abduct_rad), sa = sign * sin(a->abduct_rad);
	const double u[3] = {sin(a->upper_rad) * ca, -cos(a->upper_rad) * ca, sa};
	const double f[3] = {sin(a->fore_rad) * ca, -cos(a->fore_rad) * ca, sa};
	for (int i = 0; i < 3; i++) {
		elbow_m[i] = shoulder_m[i] + upper_m * u[i];
		grip_m[i] = elbow_m[i] + lower_m * f[i];
	}
	return LB_OK;
}

/* ---- weights and loads ---- */

typedef struct {
	double N[3], Nm[3]; /* about L5/S1 */
} wrench;

static void add(wrench *s, const double at_m[3], const double force_N[3])
{
	double m[3];
	lbi_cross(m, at_m, force_N);
	for (int i = 0; i < 3; i++)
		s->N[i] += force_N[i], s->Nm[i] += m[i];
}

static void add_weight(wrench *s, const double at_m[3], double kg)
{
	const double force_N[3] = {0, -GRAVITY * kg, 0};
	add(s, at_m, force_N);
}

static lb_status add_arm(wrench *s, const lb_load_work *w, const lb_trunk *t, const lb_posture *p, int side,
			 lb_err *err)
{
	double elbow_m[3], grip_m[3], shoulder_m[3];
	lb_status st = lbi_arm(shoulder_m, elbow_m, grip_m, w, t, p, side, err);
	if (st)
		return st;
	double share = p->lying ? 0 : 1 - p->arm_support;
	double lower_m = t->arm_length_m[1] + t->arm_length_m[2];
	const double *from[3] = {shoulder_m, elbow_m, elbow_m}, *to[3] = {elbow_m, grip_m, grip_m};
	const double part[3] = {t->arm_com_m[0] / t->arm_length_m[0], t->arm_com_m[1] / lower_m,
				(t->arm_length_m[1] + t->arm_com_m[2]) / lower_m};
	for (int k = 0; k < 3; k++) {
		double c[3];
		for (int i = 0; i < 3; i++)
			c[i] = from[k][i] + part[k] * (to[k][i] - from[k][i]);
		add_weight(s, c, share * t->arm_kg[k]);
	}
	add(s, grip_m, p->arm[side].load_N);
	return LB_OK;
}

static void head_centre(double out[3], const lb_load_work *w, const lb_trunk *t, double neck_flex_rad)
{
	double dx = t->head_com_m[0] - t->neck_m[0], dy = t->head_com_m[1] - t->neck_m[1];
	double c = cos(neck_flex_rad), s = -sin(neck_flex_rad);
	const double at[3] = {t->neck_m[0] + c * dx - s * dy, t->neck_m[1] + s * dx + c * dy, 0};
	in_body(out, w, LBI_THORAX, at);
}

/* Moment of the posterior tissue at flexion `part` of that of flexion-relaxation, as a share of the moment there. */
static double cord_share(double part)
{
	double k = lbi_parameter.cord_shape;
	return part > 0 ? expm1(k * part) / expm1(k) : 0;
}

/* Extension moment of disc and posterior tissue of a joint bent so far. */
static double tissue_Nm(double *cord_Nm, const lbi_joint *q, double size, double scale, double flex_deg)
{
	const lbi_parameters *k = &lbi_parameter;
	*cord_Nm = scale * q->cord_rest_Nm * cord_share(flex_deg / q->rest_deg);
	return size * flex_deg * (k->flex_1 + flex_deg * (k->flex_2 + flex_deg * k->flex_3)) + *cord_Nm;
}

/* What the tissue at L5/S1 pulls back in somebody bent as asked; less than nothing in somebody who arches. */
static double bent_Nm(const lb_trunk *t, const lb_posture *p)
{
	double size = t->person.mass_kg * t->length_scale / lbi_parameter.reference_mass, unused;
	return tissue_Nm(&unused, &lbi_joints[0], size, t->constants.passive_scale * size,
			 p->flex_rad * lbi_joints[0].flex_share / DEGREE);
}

double lbi_about_pelvis(const lb_load_work *w, const double Nm[3])
{
	return w->R[0][2] * Nm[0] + w->R[0][5] * Nm[1] + w->R[0][8] * Nm[2];
}

/* Moment of a force that passes through at_m about another point, about the pelvis's axis. */
static double moment_about(const lb_load_work *w, const double point_m[3], const double at_m[3], const double force_N[3])
{
	const double arm_m[3] = {at_m[0] - point_m[0], at_m[1] - point_m[1], at_m[2] - point_m[2]};
	double m[3];
	lbi_cross(m, arm_m, force_N);
	return lbi_about_pelvis(w, m);
}

/* The push of a rest at at_m, along `forward`, with which muscles need not work at L5/S1: it balances the weight and what bent
 * tissue pulls. It is no more than what keeps trunk and pelvis from falling back about the hips, as nothing else presses a
 * trunk against a rest. That the seat pushes below the hips, and hip muscles rest, is assumed. */
static double backrest_N(const wrench *weight, const double at_m[3], const double forward[3], const lb_load_work *w,
			 const lb_trunk *t, const lb_posture *p)
{
	const double hip[3] = {t->hip_m[0], t->hip_m[1], 0}, pelvis[3] = {t->pelvis_com_m[0], t->pelvis_com_m[1], 0};
	const double base_m[3] = {0}, pelvis_N[3] = {0, -GRAVITY * t->body_kg[0], 0};
	double hip_m[3], pelvis_m[3];
	in_body(hip_m, w, 0, hip);
	in_body(pelvis_m, w, 0, pelvis);
	double fall_Nm = lbi_about_pelvis(w, weight->Nm) + moment_about(w, hip_m, base_m, weight->N) +
			 moment_about(w, hip_m, pelvis_m, pelvis_N);
	double bent_N = -(lbi_about_pelvis(w, weight->Nm) + bent_Nm(t, p)) / moment_about(w, base_m, at_m, forward);
	return fmin(bent_N, -fall_Nm / moment_about(w, hip_m, at_m, forward));
}

/* A rest pushes the shoulder blades, square to the thorax. Returns by how much that bends at L5/S1. */
static double add_backrest(wrench *top, const wrench *trunk, const lb_load_work *w, const lb_trunk *t, const lb_posture *p)
{
	double at_m[3];
	const double local[3] = {lbi_parameter.blade_x * t->length_scale, lbi_parameter.blade_y * t->length_scale, 0};
	double tilt = -lbi_bodies[LBI_THORAX].pitch_rad;
	for (int b = 1; b < LBI_THORAX; b++)
		tilt -= lbi_bodies[b].pitch_rad;
	double square[9];
	turned(square, w->R[LBI_THORAX], tilt, 0, 0); /* the thorax standing, without T12's own slope */
	const double forward[3] = {square[0], square[3], square[6]};
	in_body(at_m, w, LBI_THORAX, local);
	wrench weight = *top;
	for (int i = 0; i < 3; i++)
		weight.N[i] += trunk->N[i], weight.Nm[i] += trunk->Nm[i];
	double push_N = backrest_N(&weight, at_m, forward, w, t, p);
	if (!(push_N > 0) || !isfinite(push_N))
		return 0;
	const double force_N[3] = {push_N * forward[0], push_N * forward[1], push_N * forward[2]}, base_m[3] = {0};
	add(top, at_m, force_N);
	return -moment_about(w, base_m, at_m, force_N);
}

lb_status lbi_outer(lb_load_work *w, const lb_trunk *t, const lb_posture *p, lb_err *err)
{
	wrench arm[LB_SIDES] = {0}, top = {0}, trunk = {0}, body[LBI_BODIES] = {0};
	for (int side = 0; side < LB_SIDES; side++) {
		lb_status s = add_arm(&arm[side], w, t, p, side, err);
		if (s)
			return s;
	}
	double c[3];
	if (!p->lying) {
		head_centre(c, w, t, p->neck_flex_rad);
		add_weight(&top, c, t->head_kg);
		for (int b = 1; b < LBI_BODIES; b++) {
			const double at[3] = {t->body_com_m[b][0], t->body_com_m[b][1], 0};
			in_body(c, w, b, at);
			add_weight(&body[b], c, t->body_kg[b]);
		}
	}
	for (int i = 0; i < 3; i++) {
		top.N[i] += arm[0].N[i] + arm[1].N[i];
		top.Nm[i] += arm[0].Nm[i] + arm[1].Nm[i];
		for (int b = 1; b < LBI_BODIES; b++)
			trunk.N[i] += body[b].N[i], trunk.Nm[i] += body[b].Nm[i];
	}
	w->rest_Nm = 0;
	if (p->backrest && !p->lying)
		w->rest_Nm = add_backrest(&top, &trunk, w, t, p);
	for (int j = LB_JOINTS - 1; j >= 0; j--) {
		double m[3];
		for (int i = 0; i < 3; i++)
			top.N[i] += body[j + 1].N[i], top.Nm[i] += body[j + 1].Nm[i];
		lbi_cross(m, w->origin_m[j + 1], top.N);
		for (int i = 0; i < 3; i++)
			w->outer_N[j][i] = top.N[i], w->outer_Nm[j][i] = top.Nm[i] - m[i];
	}
	return LB_OK;
}

/* ---- passive tissue and abdominal pressure ---- */

static double abdominal_pressure(double flexion_Nm)
{
	const lbi_parameters *k = &lbi_parameter;
	if (flexion_Nm <= k->abdomen_start)
		return 0;
	double part = (flexion_Nm - k->abdomen_start) / (k->abdomen_full - k->abdomen_start);
	return fmin(part * k->abdomen_full_Pa, k->abdomen_full_Pa);
}

double lbi_abdomen(double *push_N, const lb_trunk *t, double flexion_Nm)
{
	double N = abdominal_pressure(flexion_Nm) * lbi_parameter.abdomen_area * t->length_scale * t->length_scale;
	if (push_N)
		*push_N = N;
	return N * lbi_parameter.abdomen_arm * t->length_scale;
}

/* What a joint can give up to one neighbour: what it would have less if it were bent less by the doubt in its share of the
 * flexion, and no more than half of what it has, since the other neighbour may ask as well. */
static double spare_Nm(const lbi_joint *q, double size, double scale, double flex_deg)
{
	double unused, has_Nm = tissue_Nm(&unused, q, size, scale, flex_deg);
	return fmin(has_Nm - tissue_Nm(&unused, q, size, scale, flex_deg - lbi_parameter.play_doubt), has_Nm / 2);
}

/* Neighbours lend each other what either can spare, or what a disc under load can if that is more. About world z, the axis of
 * flexion unless the body lies on its side; there the muscles of the model hardly work. */
static void limit_play(lb_load_work *w, const double spare[LB_JOINTS])
{
	for (int i = 0; i < 3 * (LB_JOINTS - 1); i++)
		w->play_most_Nm[i] = lbi_parameter.play_limit;
	for (int j = 0; j < LB_JOINTS - 1; j++)
		w->play_most_Nm[j] = fmax(w->play_most_Nm[j], fmin(spare[j], spare[j + 1]));
}

/* The flexion moment that pressure in the abdomen answers: what a rest balances in tissue is no effort. */
static double effort_Nm(const lb_load_work *w, const lb_trunk *t, const lb_posture *p)
{
	double flexion_Nm = p->lying ? 0 : -lbi_about_pelvis(w, w->outer_Nm[LB_L4_5]);
	return w->rest_Nm > 0 ? flexion_Nm - fmin(fmax(bent_Nm(t, p), 0), w->rest_Nm) : flexion_Nm;
}

double lbi_rest_lacks(const lb_load_work *w, const lb_trunk *t, const lb_posture *p)
{
	double belly_Nm = w->rest_Nm > 0 ? 0 : lbi_abdomen(NULL, t, effort_Nm(w, t, p));
	return bent_Nm(t, p) + belly_Nm + lbi_about_pelvis(w, w->outer_Nm[0]);
}

double lbi_inner(lb_load_work *w, const lb_trunk *t, const lb_posture *p)
{
	const lbi_parameters *k = &lbi_parameter;
	double size = t->person.mass_kg * t->length_scale / k->reference_mass;
	double scale = t->constants.passive_scale * size, push_N;
	double flexion_Nm = effort_Nm(w, t, p), push_Nm = lbi_abdomen(&push_N, t, flexion_Nm);
	double spare[LB_JOINTS];
	for (int j = 0; j < LB_JOINTS; j++) {
		const lbi_joint *q = &lbi_joints[j];
		double n[3][3], flex = p->flex_rad * q->flex_share / DEGREE;
		double side = p->side_rad * q->side_share / DEGREE, twist = p->twist_rad * q->twist_share / DEGREE;
		lbi_disc_axes(n, w, j);
		double z = tissue_Nm(&w->cord_Nm[j], q, size, scale, flex) + push_Nm;
		spare[j] = spare_Nm(q, size, scale, flex);
		double cord_N = w->cord_Nm[j] / (q->cord_arm_m * t->length_scale);
		double x = -size * side * (k->side_1 + fabs(side) * k->side_2);
		double y = -size * twist * (k->twist_1 + twist * twist * k->twist_3);
		for (int i = 0; i < 3; i++) {
			w->inner_N[j][i] = (push_N - cord_N) * n[1][i];
			w->inner_Nm[j][i] = z * n[2][i] + (x * n[0][i] + y * n[1][i]);
		}
	}
	limit_play(w, spare);
	return abdominal_pressure(flexion_Nm);
}
