/* Names, hypotheses, inputs and their ranges. */
#include "body.h"

static const char *const state_names[] = {
#define X(name, least, most, text) #name,
	LB_BODY_STATE_LIST(X)
#undef X
};
static const char *const group_names[] = {
#define X(name) #name,
	LB_BODY_GROUP_LIST(X)
#undef X
};
static const char *const hypothesis_names[] = {
#define X(name, says) #name,
	LB_HYPOTHESIS_LIST(X)
#undef X
};
static const char *const hypothesis_texts[] = {
#define X(name, says) says,
	LB_HYPOTHESIS_LIST(X)
#undef X
};

const char *lb_body_state_name(int k)
{
	return k >= 0 && k < LB_BODY_STATES ? state_names[k] : "?";
}
const char *lb_body_group_name(int k)
{
	return k >= 0 && k < LB_BODY_GROUPS ? group_names[k] : "?";
}
const char *lb_hypothesis_name(lb_hypothesis h)
{
	return (unsigned)h < LB_HYPOTHESES ? hypothesis_names[h] : "?";
}
const char *lb_hypothesis_text(lb_hypothesis h)
{
	return (unsigned)h < LB_HYPOTHESES ? hypothesis_texts[h] : "?";
}

/* Signs from the predictions of each theory (doc/body.md); sizes are g_pain, g_fear and g_met of physiology.yaml. */
const lbi_hypothesis lbi_hypotheses[LB_HYPOTHESES] = {
	[LB_HYPOTHESIS_mixture] = {.pain = {0, 1, 1, 1},
				   .deep = -0.5,
				   .fear = 1,
				   .met = 1,
				   .spindle = -0.06,
				   .strength = 1,
				   .latency_before = 1,
				   .stays = 1,
				   .person = 1,
				   .tracks_fear = true},
	[LB_HYPOTHESIS_pain_spasm_pain] = {.pain = {1, 1, 1, 1},
					   .deep = 1,
					   .fear = 0,
					   .met = 1, /* three was tried: healthy people then had a second state */
					   .spindle = 0.2,
					   .strength = 0,
					   .stays = 0,
					   .person = 0},
	[LB_HYPOTHESIS_pain_adaptation] = {.pain = {0, -1, 1, 1},
					   .deep = -1,
					   .fear = 0,
					   .met = 0,
					   .spindle = 0,
					   .strength = 1,
					   .stays = 0,
					   .person = 0},
	[LB_HYPOTHESIS_redistribution] = {.pain = {0, 1, 1, 1},
					  .deep = -1,
					  .fear = 0.3,
					  .met = 0,
					  .spindle = 0,
					  .strength = 1,
					  .stays = 1,
					  .person = 1},
	[LB_HYPOTHESIS_ligament_feedback] = {.pain = {0, 0.5, 1, 1},
					     .deep = 0,
					     .fear = 0,
					     .met = 0,
					     .spindle = 0,
					     .strength = 0,
					     .latency_before = 1,
					     .stays = 1,
					     .person = 0},
	[LB_HYPOTHESIS_fear_avoidance] = {.pain = {0, 0, 0, 0},
					  .deep = 0,
					  .fear = 2,
					  .met = 0,
					  .spindle = 0,
					  .strength = 0.5,
					  .stays = 0,
					  .person = 0,
					  .tracks_fear = true},
};

/* ---- parameters ---- */

lb_status lb_body_params_from(lb_body_params *out, const lb_knowledge *k, lb_err *err)
{
	static const char *const names[] = {
#define X(name) #name,
		LB_BODY_PARAM_LIST(X)
#undef X
	};
	double v[LB_BODY_PARAMS];
	lb_parameters_list rows = lb_parameters(k);
	for (size_t i = 0; i < LB_BODY_PARAMS; i++) {
		size_t r = 0;
		while (r < rows.n && !lbi_str_is(rows.at[r].id, names[i]))
			r++;
		if (r == rows.n)
			return lbi_fail(err, LB_NOTFOUND, "physiology.yaml", "no row '%s'", names[i]);
		v[i] = rows.at[r].value;
	}
	memcpy(out, v, sizeof *out);
	return LB_OK;
}

/* ---- inputs ---- */

static const struct {
	const char *name;
	size_t at;
	double most;
} day_inputs[] = {
#define IN(name, most)                                                                                                 \
	{                                                                                                              \
#name, offsetof(lb_body_day, name), most                                                               \
	}
	IN(load, 4),      IN(sleep_lost, 1),  IN(stress, 1),     IN(heavy, 1),      IN(rest, 1),
	IN(nsaid, 1),     IN(heat, 1),        IN(activation, 1), IN(resistance, 1), IN(walking, 1),
	IN(education, 1), IN(dehydration, 1), IN(injury, 10),    IN(strain, 4),
#undef IN
};

lb_status lb_body_day_check(const lb_body_day *d, lb_err *err)
{
	for (size_t i = 0; i < LBI_COUNT(day_inputs); i++) {
		double v = *(const double *)(const void *)((const char *)d + day_inputs[i].at);
		if (!(v >= 0 && v <= day_inputs[i].most))
			return lbi_fail(err, LB_RANGE, day_inputs[i].name, "%g is outside 0 .. %g", v,
					day_inputs[i].most);
	}
	return LB_OK;
}

lb_status lb_body_plan_check(const lb_body_plan *p, lb_err *err)
{
	double hours = 0;
	if (!(p->guard_load >= 0 && p->guard_load <= 20))
		return lbi_fail(err, LB_RANGE, "guard_load", "%g is outside 0 .. 20", p->guard_load);
	for (size_t i = 0; i < LB_BODY_SEGMENTS; i++) {
		const lb_body_segment *s = &p->at[i];
		hours += s->hours;
		if (!(s->hours >= 0 && s->hours <= 24) || !(s->duty >= 0 && s->duty <= 1) ||
		    !(s->threat >= 0 && s->threat <= 1) || !(s->posture_mmHg >= 0 && s->posture_mmHg <= 200))
			return lbi_fail(err, LB_RANGE, "plan",
					"segment %zu: hours, duty, threat or pressure is outside its range", i + 1);
		for (int k = 0; k < LB_BODY_MUSCLES; k++)
			if (!(s->demand[k] >= 0 && s->demand[k] <= 1))
				return lbi_fail(err, LB_RANGE, "plan", "segment %zu: demand %g is outside 0 .. 1",
						i + 1, s->demand[k]);
	}
	if (!(fabs(hours - 24) < 1e-6))
		return lbi_fail(err, LB_RANGE, "plan", "the day has %g hours, not 24", hours);
	return LB_OK;
}

/* ---- an ordinary day ---- */

static lb_body_segment segment(double hours, double duty, double posture_mmHg, double back, double front, double legs)
{
	lb_body_segment s = {.hours = hours, .duty = duty, .posture_mmHg = posture_mmHg};
	for (int k = 0; k < LB_BODY_MUSCLES; k++)
		s.demand[k] = k < 8 ? back : k < 12 ? front : legs;
	return s;
}

void lb_body_plan_usual(lb_body_plan *out)
{
	*out = (lb_body_plan){.at = {segment(1, 0.5, 10, 0.06, 0.03, 0.08), segment(3.5, 1, 25, 0.03, 0.02, 0.01),
				     segment(0.5, 0.5, 10, 0.06, 0.03, 0.08), segment(4, 1, 25, 0.03, 0.02, 0.01),
				     segment(1, 0.5, 60, 0.15, 0.05, 0.15), segment(2, 0.7, 10, 0.05, 0.03, 0.05),
				     segment(3.5, 1, 25, 0.03, 0.02, 0.01), segment(8.5, 0.1, 0, 0.005, 0.005, 0.005)},
			      .guard_load = 3};
	out->at[4].threat = 0.5;
}
