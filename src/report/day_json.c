/* A day and an activity as JSON; keys in doc/activities.md. */
#include "day_report.h"

#define DEGREES (180 / 3.14159265358979323846)

static void by_joint(lbi_json *j, lb_str key, const double *v, double scale, int decimals)
{
	lbi_json_key(j, key);
	lbi_json_open(j, '{');
	for (size_t i = 0; i < LB_JOINTS; i++) {
		const lb_str keys[LB_JOINTS] = {LBI_KEY("L5/S1"), LBI_KEY("L4/5"), LBI_KEY("L3/4"),
						LBI_KEY("L2/3"),  LBI_KEY("L1/2"), LBI_KEY("T12/L1")};
		lbi_json_knum(j, keys[i], v[i] * scale, decimals);
	}
	lbi_json_close(j, '}');
}

static void range(lbi_json *j, lb_str key, double low, double high)
{
	if (!(high > 0))
		return;
	lbi_json_key(j, key);
	lbi_json_open(j, '[');
	lbi_json_num(j, low, 2), lbi_json_num(j, high, 2);
	lbi_json_close(j, ']');
}

static void refs(lbi_json *j, lb_refs list)
{
	lbi_json_key(j, LBI_KEY("sources"));
	lbi_json_open(j, '[');
	for (size_t i = 0; i < list.n; i++)
		lbi_json_str(j, list.at[i].id);
	lbi_json_close(j, ']');
}

static void load(lbi_json *j, const lb_activity *row, const lb_activity_load *l)
{
	lbi_json_kstr(j, LBI_KEY("id"), row->id);
	lbi_json_kstr(j, LBI_KEY("label"), row->label);
	lbi_json_knum(j, LBI_KEY("times_standing"), l->ratio, 2);
	range(j, LBI_KEY("times_standing_range"), l->ratio_low, l->ratio_high);
	lbi_json_knum(j, LBI_KEY("peak_N"), l->peak_N, 0);
	lbi_json_knum(j, LBI_KEY("factor_of_movement"), l->factor, 2);
	if (l->kg > 0)
		lbi_json_knum(j, LBI_KEY("kg"), l->kg, 2);
	if (l->approximate) {
		lbi_json_key(j, LBI_KEY("approximate"));
		lbi_json_bool(j, true);
	}
	if (l->load.missing_Nm > 0.1)
		lbi_json_knum(j, LBI_KEY("missing_Nm"), l->load.missing_Nm, 1);
}

static void part(lbi_json *j, const lb_day_part *p)
{
	lbi_json_open(j, '{');
	load(j, p->row, &p->load);
	lbi_json_knum(j, LBI_KEY("times"), p->entry->times, 1);
	lbi_json_knum(j, LBI_KEY("seconds"), p->entry->total_s, 1);
	lbi_json_knum(j, LBI_KEY("share"), p->share, 4);
	lbi_json_knum(j, LBI_KEY("share_of_dose"), p->dose_share, 4);
	lbi_json_knum(j, LBI_KEY("share_of_wear"), p->wear_share, 4);
	lbi_json_knum(j, LBI_KEY("back_mvc_percent"), p->load.back_mvc_percent, 1);
	lbi_json_knum(j, LBI_KEY("lean_deg"), p->load.lean_rad * DEGREES, 0);
	if (p->lift_index > 0) {
		lbi_json_knum(j, LBI_KEY("lifting_index"), p->lift_index, 2);
		lbi_json_knum(j, LBI_KEY("lifting_limit_kg"), p->lift_limit_kg, 1);
	}
	lbi_json_kstr(j, LBI_KEY("posture_basis"), p->row->basis);
	refs(j, p->row->sources);
	lbi_json_close(j, '}');
}

static void swap(lbi_json *j, const lb_day_result *r, const lb_day_swap *s)
{
	const lb_activity *to = &lb_activities(r->k).at[s->load.activity];
	lbi_json_open(j, '{');
	lbi_json_kstr(j, LBI_KEY("from"), r->parts.at[s->part].row->id);
	lbi_json_kstr(j, LBI_KEY("to"), to->id);
	lbi_json_kstr(j, LBI_KEY("how"), s->row->how);
	lbi_json_knum(j, LBI_KEY("ratio"), s->ratio, 3);
	range(j, LBI_KEY("ratio_range"), s->ratio_low, s->ratio_high);
	lbi_json_key(j, LBI_KEY("clear"));
	lbi_json_bool(j, s->clear);
	lbi_json_knum(j, LBI_KEY("saves_share_of_day"), s->saved, 4);
	lbi_json_knum(j, LBI_KEY("peak_N"), s->load.peak_N, 0);
	lbi_json_close(j, '}');
}

static void totals(lbi_json *j, const lb_day_result *r)
{
	lbi_json_key(j, LBI_KEY("person"));
	lbi_json_strz(j, r->person_known ? "told" : "reference");
	lbi_json_knum(j, LBI_KEY("standing_N"), r->standing_N, 0);
	lbi_json_knum(j, LBI_KEY("told_h"), r->told_s / 3600, 2);
	lbi_json_knum(j, LBI_KEY("mean_times_standing"), r->mean_ratio, 2);
	lbi_json_knum(j, LBI_KEY("peak_times_standing"), r->peak_N[LB_L4_5] / r->standing_N, 2);
	by_joint(j, LBI_KEY("peak_N"), r->peak_N, 1, 0);
	by_joint(j, LBI_KEY("dose_MNs"), r->dose_Ns, 1e-6, 2);
	lbi_json_knum(j, LBI_KEY("bent_min"), r->bent_s / 60, 1);
	lbi_json_knum(j, LBI_KEY("bent_far_min"), r->bent_far_s / 60, 1);
	lbi_json_knum(j, LBI_KEY("sustained_min"), r->sustained_s / 60, 1);
	lbi_json_knum(j, LBI_KEY("guard_ratio"), r->guard_ratio, 2);
	lbi_json_knum(j, LBI_KEY("wear"), r->wear, 6);
	if (r->lift_damage[0] > 0) {
		lbi_json_key(j, LBI_KEY("lifft"));
		lbi_json_open(j, '{');
		lbi_json_knum(j, LBI_KEY("damage"), r->lift_damage[0], 6);
		lbi_json_knum(j, LBI_KEY("probability_high_risk_job"), r->lift_risk[0], 2);
		lbi_json_knum(j, LBI_KEY("damage_other_scale"), r->lift_damage[1], 6);
		lbi_json_knum(j, LBI_KEY("probability_other_scale"), r->lift_risk[1], 2);
		lbi_json_close(j, '}');
	}
	if (r->lift_index > 0)
		lbi_json_knum(j, LBI_KEY("lifting_index"), r->lift_index, 2);
}

void lbi_day_json(lbi_json *j, const lb_day_result *r, bool advise)
{
	lbi_json_open(j, '{');
	lbi_json_key(j, LBI_KEY("schema"));
	lbi_json_strz(j, "lumbar.day/1");
	totals(j, r);
	lbi_json_key(j, LBI_KEY("activities"));
	lbi_json_open(j, '[');
	for (size_t i = 0; i < r->parts.n; i++)
		part(j, &r->parts.at[i]);
	lbi_json_close(j, ']');
	if (advise) {
		lbi_json_key(j, LBI_KEY("swaps"));
		lbi_json_open(j, '[');
		for (size_t i = 0; i < r->n_swaps; i++)
			swap(j, r, &r->swap[i]);
		lbi_json_close(j, ']');
	}
	lbi_json_close(j, '}');
}

lb_status lb_day_report_json(const lb_day_result *r, lb_sink sink, lb_err *err)
{
	lbi_out o;
	lbi_json j = {.out = &o};
	lbi_out_start(&o, sink);
	lbi_day_json(&j, r, true);
	lbi_putz(&o, "\n");
	return lbi_out_end(&o, err);
}

static void muscles(lbi_json *j, const lb_load *l)
{
	lbi_json_key(j, LBI_KEY("muscles"));
	lbi_json_open(j, '[');
	for (int m = 0; m < LB_MUSCLES; m++)
		for (int side = 0; side < LB_SIDES; side++) {
			lbi_json_open(j, '{');
			lbi_json_key(j, LBI_KEY("muscle"));
			lbi_json_strz(j, lb_muscle_name((lb_muscle_id)m));
			lbi_json_key(j, LBI_KEY("side"));
			lbi_json_strz(j, side ? "left" : "right");
			lbi_json_knum(j, LBI_KEY("activation"), l->muscle[m][side].activation, 4);
			lbi_json_knum(j, LBI_KEY("mvc_percent"), l->muscle[m][side].mvc_percent, 1);
			lbi_json_close(j, '}');
		}
	lbi_json_close(j, ']');
}

lb_status lb_activity_report_json(const lb_day_result *r, lb_sink sink, lb_err *err)
{
	lbi_out o;
	lbi_json j = {.out = &o};
	const lb_day_part *p = &r->parts.at[0];
	double held_N[LB_JOINTS];
	for (size_t i = 0; i < LB_JOINTS; i++)
		held_N[i] = p->load.load.joint[i].compression_N;
	lbi_out_start(&o, sink);
	lbi_json_open(&j, '{');
	lbi_json_key(&j, LBI_KEY("schema"));
	lbi_json_strz(&j, "lumbar.activity/1");
	load(&j, p->row, &p->load);
	lbi_json_kstr(&j, LBI_KEY("posture_basis"), p->row->basis);
	refs(&j, p->row->sources);
	lbi_json_knum(&j, LBI_KEY("guard_ratio"), r->guard_ratio, 2);
	lbi_json_knum(&j, LBI_KEY("back_mvc_percent"), p->load.back_mvc_percent, 1);
	by_joint(&j, LBI_KEY("held_still_N"), held_N, 1, 0);
	muscles(&j, &p->load.load);
	lbi_json_key(&j, LBI_KEY("swaps"));
	lbi_json_open(&j, '[');
	for (size_t i = 0; i < r->n_swaps; i++)
		swap(&j, r, &r->swap[i]);
	lbi_json_close(&j, ']');
	lbi_json_close(&j, '}');
	lbi_putz(&o, "\n");
	return lbi_out_end(&o, err);
}
