/* One person's trunk from the tables: lengths with stature, areas with mass and sex, masses by sex. */
#include <math.h>
#include <string.h>

#include "load.h"

static const struct {
	const char *name, *text;
	lb_role role;
} muscles[LB_MUSCLES] = {
#define X(name, role, text) {#name, text, LB_ROLE_##role},
	LB_MUSCLE_LIST(X)
#undef X
};

const char *lb_muscle_name(lb_muscle_id m)
{
	return (unsigned)m < LB_MUSCLES ? muscles[m].name : "?";
}

const char *lb_muscle_text(lb_muscle_id m)
{
	return (unsigned)m < LB_MUSCLES ? muscles[m].text : "?";
}

lb_role lb_muscle_role(lb_muscle_id m)
{
	return (unsigned)m < LB_MUSCLES ? muscles[m].role : LB_ROLE_SIDE;
}

const char *lb_joint_name(size_t joint)
{
	return joint < LB_JOINTS ? lbi_joints[joint].name : "?";
}

const lb_posture_row *lb_posture_table(size_t *n)
{
	*n = lbi_posture_count;
	return lbi_postures;
}

lb_person lb_posture_subject(void)
{
	return (lb_person){.height_m = 1.68, .mass_kg = 70, .age_year = 45, .sex = LB_MALE};
}

lb_load_constants lb_load_builtin(void)
{
	return (lb_load_constants){lbi_parameter.specific_tension, lbi_parameter.tone_upright,
				   lbi_parameter.tone_supported, lbi_parameter.passive_scale,
				   lbi_parameter.pressure_factor};
}

double lb_load_antagonists(double *sd)
{
	if (sd)
		*sd = lbi_parameter.antagonists_sd;
	return lbi_parameter.antagonists;
}

/* ---- ranges ---- */

static lb_status in_range(double v, double low, double high, const char *name, lb_err *err)
{
	if (v >= low && v <= high)
		return LB_OK;
	return lbi_fail(err, LB_RANGE, name, "%.6g is outside %.6g .. %.6g", v, low, high);
}

static lb_status check_person(const lb_load_constants *c, const lb_person *p, lb_err *err)
{
	const struct {
		double v, low, high;
		const char *name;
	} rows[] = {
		{p->height_m, 1.2, 2.2, "height_m"},        {p->mass_kg, 30, 250, "mass_kg"},
		{p->age_year, 0, 110, "age_year"},          {c->specific_tension_Pa, 1e4, 5e6, "specific_tension_Pa"},
		{c->tone_upright, 0, 0.5, "tone_upright"},  {c->tone_supported, 0, 0.5, "tone_supported"},
		{c->passive_scale, 0, 10, "passive_scale"}, {c->pressure_factor, 0.01, 10, "pressure_factor"},
	};
	for (size_t i = 0; i < LBI_COUNT(rows); i++) {
		lb_status s = in_range(rows[i].v, rows[i].low, rows[i].high, rows[i].name, err);
		if (s)
			return s;
	}
	if (p->sex != LB_MALE && p->sex != LB_FEMALE && p->sex != LB_SEX_OTHER)
		return lbi_fail(err, LB_RANGE, "sex", "%d is none", (int)p->sex);
	return LB_OK;
}

static lb_status check_state(const lb_muscle_state *state, lb_err *err)
{
	lb_status s = LB_OK;
	for (int m = 0; m < LB_MUSCLES && !s; m++)
		for (int side = 0; side < LB_SIDES && !s; side++) {
			s = in_range(state->guard[m][side], 0, 1, muscles[m].name, err);
			for (int j = 0; j < LB_JOINTS && !s; j++)
				s = in_range(state->weak[m][side][j], 0, 1, muscles[m].name, err);
		}
	return s;
}

/* ---- skeleton ---- */

static double mass_share(int segment, lb_sex sex)
{
	return sex == LB_FEMALE ? lbi_segments[segment].mass_F : lbi_segments[segment].mass_M;
}

static void put_limb(double kg[3], double com_m[3], double length_m[3], int first, const lb_person *p)
{
	bool f = p->sex == LB_FEMALE;
	double scale = p->height_m / (f ? lbi_parameter.segment_height_F : lbi_parameter.segment_height_M);
	for (int i = 0; i < 3; i++) {
		const lbi_segment *s = &lbi_segments[first + i];
		kg[i] = mass_share(first + i, p->sex) * p->mass_kg;
		length_m[i] = (f ? s->length_F : s->length_M) * scale;
		com_m[i] = (f ? s->com_F : s->com_M) * length_m[i];
	}
}

static void make_skeleton(lb_trunk *t)
{
	const lbi_parameters *k = &lbi_parameter;
	double s = t->length_scale, trunk_kg = mass_share(LBI_TRUNK, t->person.sex) * t->person.mass_kg;
	for (int b = 0; b < LBI_BODIES; b++) {
		t->body_kg[b] = lbi_bodies[b].trunk_share * trunk_kg;
		for (int i = 0; i < 2; i++) {
			t->joint_m[b][i] = lbi_bodies[b].joint_m[i] * s;
			t->body_com_m[b][i] = lbi_bodies[b].com_m[i] * s;
		}
	}
	t->head_kg = mass_share(LBI_HEAD, t->person.sex) * t->person.mass_kg;
	t->head_com_m[0] = k->head_x * s, t->head_com_m[1] = k->head_y * s;
	t->neck_m[0] = k->neck_x * s, t->neck_m[1] = k->neck_y * s;
	t->shoulder_m[0] = k->shoulder_x * s, t->shoulder_m[1] = k->shoulder_y * s,
	t->shoulder_m[2] = k->shoulder_z * s;
	t->hip_m[0] = k->hip_x * s, t->hip_m[1] = k->hip_y * s;
	t->pelvis_com_m[0] = t->body_com_m[0][0], t->pelvis_com_m[1] = t->body_com_m[0][1];
	put_limb(t->arm_kg, t->arm_com_m, t->arm_length_m, LBI_UPPER_ARM, &t->person);
	put_limb(t->leg_kg, t->leg_com_m, t->leg_length_m, LBI_THIGH, &t->person);
	double leg_scale = t->person.height_m / k->segment_height_M;
	t->leg_length_m[2] = k->ankle_height * leg_scale;
	t->leg_com_m[2] = k->foot_com * leg_scale; /* ahead of the ankle */
	for (int i = 0; i < LB_LINE_POINTS; i++)
		for (int c = 0; c < 3; c++)
			t->point_m[i][c] = lbi_points[i].m[c] * s;
}

/* ---- muscles ---- */

static double weakness(const lb_muscle_state *state, const lbi_fascicle *f, int side)
{
	double sum = 0;
	for (int j = f->low; j < f->high; j++)
		sum += state->weak[f->muscle][side][j];
	return sum / (f->high - f->low);
}

static void make_muscles(lb_trunk *t, const lb_muscle_state *state)
{
	double volume = 0;
	for (int i = 0; i < LB_FASCICLES; i++)
		volume += lbi_fascicles[i].area_m2 * lbi_fascicles[i].length_m;
	t->even = true, t->guarded = false;
	for (int i = 0; i < LB_FASCICLES; i++) {
		const lbi_fascicle *f = &lbi_fascicles[i];
		t->weight[i] = f->area_m2 * f->length_m * LB_FASCICLES / volume;
		for (int side = 0; side < LB_SIDES; side++) {
			double force_N = f->area_m2 * t->area_scale * t->constants.specific_tension_Pa;
			t->force_N[i][side] = state ? force_N * (1 - weakness(state, f, side)) : force_N;
			t->guard[i][side] = state ? state->guard[f->muscle][side] : 0;
			if (t->guard[i][side] > 0)
				t->guarded = true;
		}
		if (t->force_N[i][0] != t->force_N[i][1] || t->guard[i][0] != t->guard[i][1])
			t->even = false;
	}
}

lb_status lb_trunk_make(lb_trunk *out, const lb_load_constants *constants, const lb_person *person,
			const lb_muscle_state *state, lb_err *err)
{
	lb_load_constants c = constants ? *constants : lb_load_builtin();
	lb_status s = check_person(&c, person, err);
	if (!s && state)
		s = check_state(state, err);
	if (s)
		return s;
	memset(out, 0, sizeof *out);
	out->constants = c;
	out->person = *person;
	out->length_scale = person->height_m / lbi_parameter.reference_height;
	out->area_scale = person->mass_kg / lbi_parameter.reference_mass;
	if (person->sex == LB_FEMALE)
		out->area_scale *= lbi_parameter.female_area;
	make_skeleton(out);
	make_muscles(out, state);
	return LB_OK;
}
