/* A day: solve its activities, count, rank. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "day.h"

#define DEGREE (3.14159265358979323846 / 180)
enum { RANGES_SHOWN = 5 };

lb_day_number lbi_day_number(const lb_knowledge *k, const char *id)
{
	lb_day_numbers_list list = lb_day_numbers(k);
	for (size_t i = 0; i < list.n; i++)
		if (lbi_str_is(list.at[i].id, id))
			return list.at[i];
	return (lb_day_number){.value = 0};
}

/* ---- one entry ---- */

/* Damage of one cycle at a compression, in the form of the fatigue tool. */
static double wear_of(double N, double slope, double strength_N, double cycles)
{
	return exp(slope * 100 * N / strength_N) / cycles;
}

void lbi_count_part(lb_day_part *p, const lb_day_result *r)
{
	const lb_knowledge *k = r->k;
	for (int j = 0; j < LB_JOINTS; j++)
		p->dose_Ns[j] = fmax(0, p->load.load.joint[j].compression_N) * p->entry->total_s;
	p->above_Ns = fmax(0, p->load.load.joint[LB_L4_5].compression_N - r->lying_N) * p->entry->total_s;
	p->wear = p->entry->times * wear_of(p->load.peak_N, lbi_day_number(k, "wear_slope").value,
					    lbi_day_number(k, "wear_strength").value,
					    lbi_day_number(k, "wear_cycles").value);
	if (p->load.resting && p->load.posture.lying)
		p->wear = 0;
	p->lift_index = lbi_lift_index(&p->lift_limit_kg, k, p->entry, p->row, &p->load);
}

/* ---- totals ---- */

static void add_lift_damage(lb_day_result *r, const lb_day_part *p)
{
	const lb_day_number cycles = lbi_day_number(r->k, "wear_cycles");
	const double scale[2] = {cycles.value, cycles.lo};
	if (p->row->pace != LB_PACE_move || !(p->load.hand_Nm > 0))
		return;
	for (int i = 0; i < 2; i++)
		r->lift_damage[i] += p->entry->times *
				     exp(lbi_day_number(r->k, "wear_moment").value * p->load.hand_Nm +
					 lbi_day_number(r->k, "wear_offset").value) /
				     scale[i];
}

static void add_time(lb_day_result *r, const lb_day_part *p)
{
	double s = p->entry->total_s, spell_s = s / p->entry->times;
	r->told_s += s;
	if (p->load.resting)
		return;
	if (p->load.lean_rad >= lbi_day_number(r->k, "bent").value * DEGREE)
		r->bent_s += s;
	if (p->load.lean_rad >= lbi_day_number(r->k, "bent_far").value * DEGREE)
		r->bent_far_s += s;
	bool moves =
		p->row->dynamic.id.n || lbi_str_is(p->row->group, "sport"); /* muscles rest between steps and strokes */
	bool goes_on =
		p->row->pace == LB_PACE_hold && !moves && spell_s >= lbi_day_number(r->k, "sustained_time").value;
	if (goes_on && p->load.back_mvc_percent >= lbi_day_number(r->k, "sustained").value)
		r->sustained_s += s;
}

/* Parts come sorted, so that the sums do not depend on the order of the file. */
static void add_up(lb_day_result *r, lb_day_part *parts)
{
	double plain_Ns = 0;
	for (size_t i = 0; i < r->parts.n; i++) {
		const lb_day_part *p = &parts[i];
		for (int j = 0; j < LB_JOINTS; j++) {
			double peak_N = p->load.load.joint[j].compression_N * p->load.factor;
			r->dose_Ns[j] += p->dose_Ns[j];
			if (peak_N > r->peak_N[j])
				r->peak_N[j] = peak_N, r->peak_part[j] = i;
		}
		r->above_Ns += p->above_Ns, r->wear += p->wear;
		plain_Ns += p->dose_Ns[LB_L4_5] - p->load.load.guard_N * p->entry->total_s;
		r->lift_index = fmax(r->lift_index, p->lift_index);
		add_time(r, p);
		add_lift_damage(r, p);
	}
	r->guard_ratio = plain_Ns > 0 ? r->dose_Ns[LB_L4_5] / plain_Ns : 1;
	r->mean_ratio = r->told_s > 0 ? r->dose_Ns[LB_L4_5] / r->told_s / r->standing_N : 0;
	double offset = lbi_day_number(r->k, "risk_offset").value, slope = lbi_day_number(r->k, "risk_slope").value;
	for (int i = 0; i < 2; i++)
		r->lift_risk[i] =
			r->lift_damage[i] > 0 ? 1 / (1 + exp(-(offset + slope * log10(r->lift_damage[i])))) : 0;
	for (size_t i = 0; i < r->parts.n; i++) {
		parts[i].dose_share = r->above_Ns > 0 ? parts[i].above_Ns / r->above_Ns : 0;
		parts[i].wear_share = r->wear > 0 ? parts[i].wear / r->wear : 0;
		parts[i].share = (parts[i].dose_share + parts[i].wear_share) / 2;
	}
}

static int by_entry(const void *a, const void *b)
{
	const lb_day_entry *p = ((const lb_day_part *)a)->entry, *q = ((const lb_day_part *)b)->entry;
	const double x[] = {p->activity, p->kg, p->times, p->total_s, p->over_s},
		     y[] = {q->activity, q->kg, q->times, q->total_s, q->over_s};
	for (size_t i = 0; i < LBI_COUNT(x); i++)
		if (x[i] != y[i])
			return x[i] < y[i] ? -1 : 1;
	return 0;
}

static int by_share(const void *a, const void *b)
{
	const lb_day_part *p = a, *q = b;
	return p->share != q->share ? (p->share > q->share ? -1 : 1) : by_entry(a, b);
}

static void rank(lb_day_result *r, lb_day_part *parts)
{
	qsort(parts, r->parts.n, sizeof *parts, by_share);
	memset(r->peak_N, 0, sizeof r->peak_N);
	for (size_t i = 0; i < r->parts.n; i++)
		for (int j = 0; j < LB_JOINTS; j++) {
			double peak_N = parts[i].load.load.joint[j].compression_N * parts[i].load.factor;
			if (peak_N > r->peak_N[j])
				r->peak_N[j] = peak_N, r->peak_part[j] = i;
		}
}

/* ---- the run ---- */

/* Standing and lying of the same person without guarding: what everything is compared with. */
static lb_status references(lb_day_result *r, lb_load_work *w, const lb_person *person, lb_err *err)
{
	lb_trunk calm;
	lb_load load;
	lb_posture lying = {.pelvis_tilt_rad = -90 * DEGREE, .lying = true, .supported = true};
	lb_status s = lb_trunk_make(&calm, NULL, person, NULL, err);
	s = s ? s : lb_load_solve(&load, w, &calm, &(lb_posture){0}, NULL, err);
	if (s)
		return s;
	r->standing_N = load.joint[LB_L4_5].compression_N;
	s = lb_load_solve(&load, w, &calm, &lying, NULL, err);
	r->lying_N = s ? 0 : load.joint[LB_L4_5].compression_N;
	return s;
}

static lb_status solve_parts(lb_day_result *r, lb_day_part *parts, const lb_trunk *t, lb_load_work *w, lb_err *err)
{
	for (size_t i = 0; i < r->parts.n; i++) {
		lb_day_part *p = &parts[i];
		lb_status s = LB_OK;
		if (i && parts[i - 1].entry->activity == p->entry->activity && parts[i - 1].entry->kg == p->entry->kg)
			p->load = parts[i - 1].load;
		else
			s = lb_activity_solve(&p->load, w, t, r->k, p->entry->activity, p->entry->kg, r->standing_N,
					      false, err);
		if (s)
			return s;
		lbi_count_part(p, r);
	}
	return LB_OK;
}

lb_status lb_day_run(lb_day_result *out, const lb_knowledge *k, const lb_day *day, const lb_person *person,
		     const lb_muscle_state *state, const lb_day_options *opt, lb_arena *a, lb_err *err)
{
	lb_day_result r = {.k = k, .person_known = person != NULL, .person = person ? *person : lb_posture_subject()};
	lb_day_part *parts = lb_arena_new(a, day->entries.n, sizeof *parts);
	lb_trunk *t = lb_arena_new(a, 1, sizeof *t);
	lb_load_work *w = lb_arena_new(a, 1, sizeof *w);
	if (!parts || !t || !w)
		return lbi_fail(err, LB_NOMEM, NULL, "a day of %zu activities", day->entries.n);
	lb_status s = references(&r, w, &r.person, err);
	s = s ? s : lb_trunk_make(t, NULL, &r.person, state, err);
	for (size_t i = 0; i < day->entries.n; i++)
		parts[i] = (lb_day_part){.entry = &day->entries.at[i],
					 .row = &lb_activities(k).at[day->entries.at[i].activity]};
	r.parts.at = parts, r.parts.n = day->entries.n;
	qsort(parts, r.parts.n, sizeof *parts, by_entry);
	s = s ? s : solve_parts(&r, parts, t, w, err);
	if (s)
		return s;
	add_up(&r, parts);
	rank(&r, parts);
	bool with_range = opt && opt->with_range;
	for (size_t i = 0; i < r.parts.n && i < RANGES_SHOWN && with_range && !s; i++)
		s = lb_activity_solve(&parts[i].load, w, t, k, parts[i].entry->activity, parts[i].entry->kg,
				      r.standing_N, true, err);
	s = s ? s : lbi_swaps(&r, t, w, with_range, err);
	if (!s)
		*out = r;
	return s;
}
