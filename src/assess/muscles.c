/* From what a case says of the muscles to the model's trunk: guarding and weakness. */
#include "assess.h"
#include "knowledge.h"

static lb_day_number number(const lb_knowledge *k, const char *id)
{
	for (size_t i = 0; i < k->day_numbers.n; i++)
		if (lbi_str_is(k->day_numbers.at[i].id, id))
			return k->day_numbers.at[i];
	return (lb_day_number){.value = 0};
}

/* A muscle of the knowledge, and the ones of the model that it stands for. */
static const struct {
	const char *id;
	lb_muscle_id first, last;
} muscles[] = {
	{"multifidus", LB_MUSCLE_multifidus, LB_MUSCLE_multifidus},
	{"longissimus", LB_MUSCLE_longissimus_lumborum, LB_MUSCLE_longissimus_thoracis},
	{"iliocostalis", LB_MUSCLE_iliocostalis_lumborum, LB_MUSCLE_iliocostalis_thoracis},
	{"quadratus_lumborum", LB_MUSCLE_quadratus_lumborum, LB_MUSCLE_quadratus_lumborum},
	{"psoas", LB_MUSCLE_psoas, LB_MUSCLE_psoas},
	{"latissimus_dorsi", LB_MUSCLE_latissimus_dorsi, LB_MUSCLE_latissimus_dorsi},
	{"rectus_abdominis", LB_MUSCLE_rectus_abdominis, LB_MUSCLE_rectus_abdominis},
	{"obliques", LB_MUSCLE_external_oblique, LB_MUSCLE_internal_oblique},
};

static bool on_side(lb_str side, int s)
{
	return !lbi_str_is(side, s ? "right" : "left");
}

/* "L5" is the joint below it; what is not told counts for the two lowest. */
static bool at_level(lb_str level, int joint)
{
	static const char *const below[LB_JOINTS] = {"L5", "L4", "L3", "L2", "L1", "T12"};
	for (int j = 0; j < LB_JOINTS; j++)
		if (lbi_str_is(level, below[j]) || lbi_str_is(level, lb_joint_name((size_t)j)))
			return joint == j;
	return joint <= LB_L4_5;
}

static void put(lb_muscle_state *out, lb_muscle_id m, const lb_muscle_in *in, double guard, double lost)
{
	for (int s = 0; s < LB_SIDES; s++) {
		if (!on_side(in->side, s))
			continue;
		if (guard > out->guard[m][s])
			out->guard[m][s] = guard;
		for (int j = 0; j < LB_JOINTS; j++)
			if (at_level(in->level, j) && lost > out->weak[m][s][j])
				out->weak[m][s][j] = lost;
	}
}

bool lb_case_muscle_state(lb_muscle_state *out, const lb_knowledge *k, const lb_differential *d)
{
	static const char *const guards[] = {"guard_weak", "guard_moderate", "guard_strong"};
	lb_muscle_state state = {0};
	bool any = false;
	for (size_t i = 0; i < d->muscles.n; i++) {
		const lb_muscle_in *in = &d->muscles.at[i];
		int kind = in->rule->state;
		double guard = kind == LB_MUSCLE_guarded ? number(k, guards[in->rule->sure]).value : 0;
		double lost = kind == LB_MUSCLE_inhibited ? number(k, "inhibited_loss").value
			      : kind == LB_MUSCLE_weak    ? number(k, "weak_loss").value
							  : 0;
		for (size_t m = 0; m < LBI_COUNT(muscles) && (guard > 0 || lost > 0); m++)
			if (lbi_str_is(in->muscle->id, muscles[m].id))
				for (lb_muscle_id q = muscles[m].first; q <= muscles[m].last; q++)
					put(&state, q, in, guard, lost), any = true;
	}
	*out = state;
	return any;
}
