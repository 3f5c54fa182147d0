/* A day and an activity in words: ratios first, newtons for clinicians. */
#include <math.h>

#include "base.h"
#include "day_report.h"
#include "html.h"
#include "text.h"

enum { PARTS_SHOWN = 6, SWAPS_SHOWN = 4 };

/* ---- words for numbers ---- */

const char *lbi_part_words(double part)
{
	static const struct {
		double up_to;
		const char *words;
	} rows[] = {
		{0.005, "next to nothing"},
		{0.03, "a little"},
		{0.075, "about a twentieth"},
		{0.14, "about a tenth"},
		{0.18, "about a sixth"},
		{0.225, "about a fifth"},
		{0.29, "about a quarter"},
		{0.37, "about a third"},
		{0.45, "about two fifths"},
		{0.56, "about half"},
		{0.72, "about two thirds"},
		{0.85, "about three quarters"},
		{1e9, "most"},
	};
	size_t i = 0;
	while (part > rows[i].up_to)
		i++;
	return rows[i].words;
}

static void say_times(lbi_page *p, double ratio)
{
	if (ratio < 0.97)
		lbi_sayf(p, "about %.1f of standing", ratio);
	else
		lbi_sayf(p, "about %.1f times standing", ratio);
}

static void say_time(lbi_page *p, double s)
{
	int min = (int)(s / 60 + 0.5);
	if (s < 90)
		lbi_sayf(p, "%.0f s", s);
	else if (min < 120)
		lbi_sayf(p, "%d min", min);
	else if (min % 60 == 0)
		lbi_sayf(p, "%d h", min / 60);
	else
		lbi_sayf(p, "%d h %d min", min / 60, min % 60);
}

static void say_amount(lbi_page *p, const lb_day_part *q)
{
	lbi_sayz(p, " (");
	if (q->row->pace == LB_PACE_move || q->entry->times > 1)
		lbi_sayf(p, "%.0f times, ", q->entry->times);
	say_time(p, q->entry->total_s);
	if (q->load.kg > 2)
		lbi_sayf(p, ", %.3g kg", q->load.kg);
	lbi_sayz(p, ")");
}

static void say_label(lbi_page *p, lb_str label)
{
	char first = label.s[0] >= 'a' && label.s[0] <= 'z' ? (char)(label.s[0] - 32) : label.s[0];
	lbi_say(p, (lb_str){&first, 1});
	lbi_say(p, (lb_str){label.s + 1, label.n - 1});
}

/* ---- parts of a day ---- */

static void overview(lbi_page *p, const lb_day_result *r)
{
	const lb_day_part *top = &r->parts.at[r->peak_part[LB_L4_5]];
	lbi_par(p, 0, 0);
	lbi_sayz(p, "You told ");
	say_time(p, r->told_s);
	lbi_sayz(p, ". On average the L4/5 disc, low in the back, carried ");
	say_times(p, r->mean_ratio);
	lbi_sayz(p, ". The highest load was ");
	say_times(p, r->peak_N[LB_L4_5] / r->standing_N);
	if (top->load.ratio_high - top->load.ratio_low >= 0.1)
		lbi_sayf(p, " (%.1f to %.1f)", top->load.ratio_low, top->load.ratio_high);
	lbi_sayz(p, ": ");
	lbi_say(p, top->row->label);
	lbi_sayz(p, ".");
	if (!r->person_known)
		lbi_sayz(p, " Height, weight and sex were not told, so this is for a man of 1.68 m and 70 kg. The "
			    "comparisons hold well for others too.");
	lbi_end(p);
	if (r->guard_ratio > 1.01) {
		lbi_par(p, 0, 0);
		lbi_sayf(p,
			 "With your guarding, %s more: tense muscles press on the discs too. It tends to ease as the "
			 "pain does.",
			 lbi_part_words(r->guard_ratio - 1));
		lbi_end(p);
	}
	if (r->bent_s < 30 && r->sustained_s < 60)
		return;
	lbi_par(p, 0, 0);
	if (r->bent_s >= 30) {
		lbi_sayz(p, "Leaning forward: ");
		say_time(p, r->bent_s);
		if (r->bent_far_s >= 30)
			lbi_sayz(p, ", of which far forward: "), say_time(p, r->bent_far_s);
		lbi_sayz(p, ". ");
	}
	if (r->sustained_s >= 60) {
		lbi_sayz(p, "Back muscles at work without a break, enough to tire them: ");
		say_time(p, r->sustained_s);
		lbi_sayz(p, ". ");
	}
	lbi_end(p);
}

static void ranked(lbi_page *p, const lb_day_result *r, size_t most, bool clinician)
{
	lbi_par(p, 0, 0);
	lbi_sayz(p, "What adds up most (share of the day: half by load over time, half by wear from repeats):");
	lbi_end(p);
	for (size_t i = 0; i < r->parts.n && i < most; i++) {
		const lb_day_part *q = &r->parts.at[i];
		if (i && q->share < 0.01 && !clinician)
			break;
		lbi_item(p, i + 1);
		say_label(p, q->row->label);
		say_amount(p, q);
		lbi_sayz(p, ": ");
		say_times(p, q->load.ratio);
		if (q->load.ratio_high - q->load.ratio_low >= 0.1)
			lbi_sayf(p, " (%.1f to %.1f)", q->load.ratio_low, q->load.ratio_high);
		lbi_sayf(p, "; %.0f %% of the day", 100 * q->share);
		if (q->load.load.missing_Nm > 0.1)
			lbi_sayz(p, "; the model cannot hold this posture, so the real load is higher");
		if (q->load.approximate)
			lbi_sayz(p, "; the posture is approximate for this height or load");
		if (clinician)
			lbi_sayf(p,
				 "; peak %.0f N, factor of movement %.2f; %.0f %% of load over time, %.0f %% of wear",
				 q->load.peak_N, q->load.factor, 100 * q->dose_share, 100 * q->wear_share);
		if (clinician && q->lift_index > 0)
			lbi_sayf(p, "; lifting index %.1f (limit %.1f kg)", q->lift_index, q->lift_limit_kg);
		lbi_sayz(p, ".");
		lbi_end(p);
	}
}

static void one_swap(lbi_page *p, const lb_day_result *r, const lb_day_swap *s, bool in_day, bool clinician)
{
	const lb_day_part *from = &r->parts.at[s->part];
	lbi_item(p, 0);
	if (in_day)
		say_label(p, from->row->label), lbi_sayz(p, ": ");
	lbi_say(p, s->row->how);
	lbi_sayf(p, " The highest load falls by %s", lbi_part_words(1 - s->ratio));
	if (s->ratio_high > 0)
		lbi_sayf(p, " (to %.2f of it; %.2f to %.2f)", s->ratio, s->ratio_low, s->ratio_high);
	else
		lbi_sayf(p, " (to %.2f of it)", s->ratio);
	if (s->row->times > 1)
		lbi_sayf(p, ", done %.0f times as often", s->row->times);
	if (in_day)
		lbi_sayf(p, "; that takes %s off the day", lbi_part_words(s->saved));
	if (s->ratio_high > 0 && !s->clear)
		lbi_sayz(p, "; the gain may be smaller than the eye can judge");
	lbi_sayz(p, ".");
	if (clinician)
		lbi_sayf(p, " %.0f N instead of %.0f N; %.1f %% of the day.", s->load.peak_N, from->load.peak_N,
			 100 * s->saved);
	lbi_end(p);
}

static void swaps(lbi_page *p, const lb_day_result *r, size_t most, bool in_day, bool clinician)
{
	if (!r->n_swaps || (in_day && !clinician && r->swap[0].saved < 0.01))
		return;
	lbi_blank(p);
	lbi_par(p, 0, 0);
	lbi_sayz(p, in_day ? "What a change would save (the same job, done another way):" : "Another way to do it:");
	lbi_end(p);
	for (size_t i = 0; i < r->n_swaps && i < most; i++)
		if (!in_day || clinician || r->swap[i].saved >= 0.01)
			one_swap(p, r, &r->swap[i], in_day, clinician);
}

static void caution(lbi_page *p)
{
	lbi_blank(p);
	lbi_par(p, 0, 0);
	lbi_sayz(p, "Load is not harm. Backs need it and grow used to it; what counts is how much, how often and how "
		    "fast it rose. "
		    "Change one thing at a time and keep what helps.");
	lbi_end(p);
}

/* ---- for clinicians ---- */

static void numbers(lbi_page *p, const lb_day_result *r)
{
	lbi_blank(p);
	lbi_par(p, 0, 0);
	lbi_sayf(p, "L4/5 in relaxed standing %.0f N, lying %.0f N. By joint, peak N and dose MN s:", r->standing_N,
		 r->lying_N);
	for (size_t j = 0; j < LB_JOINTS; j++)
		lbi_sayf(p, "%s %s %.0f, %.1f", j ? ";" : "", lb_joint_name(j), r->peak_N[j], r->dose_Ns[j] / 1e6);
	lbi_sayz(p, ".");
	lbi_end(p);
	lbi_par(p, 0, 0);
	lbi_sayf(p,
		 "Leaning 20 degrees and more %.0f min, 45 and more %.0f min; back muscles at 7.9 %% of strength and "
		 "more for a minute or longer %.0f min. ",
		 r->bent_s / 60, r->bent_far_s / 60, r->sustained_s / 60);
	if (r->lift_damage[0] > 0)
		lbi_sayf(p,
			 "Lifting Fatigue Failure Tool by moment of the loads: damage %.4f, probability of a high-risk "
			 "job %.0f %%; with the other scale in use "
			 "%.4f, %.0f %%. It was made for jobs, not for a person. ",
			 r->lift_damage[0], 100 * r->lift_risk[0], r->lift_damage[1], 100 * r->lift_risk[1]);
	if (r->lift_index > 0)
		lbi_sayf(p, "Highest lifting index (NIOSH) %.1f. ", r->lift_index);
	lbi_sayf(p,
		 "Guarding: dose times %.2f. %zu swaps tried, %zu of them save nothing. Share: the mean of load over "
		 "time beyond lying and of wear by "
		 "repeats. [Gallagher17, Zelik22, Waters93, Bolm08, Bjorksten77]",
		 r->guard_ratio, r->swaps_tried, r->swaps_without);
	lbi_end(p);
}

/* ---- reports ---- */

lb_status lb_day_report_text(const lb_day_result *r, lb_report_options o, lb_sink sink, lb_err *err)
{
	lbi_out out;
	lbi_page page;
	bool clinician = o.audience == LB_FOR_CLINICIAN;
	lbi_out_start(&out, sink);
	lbi_page_start(&page, &out, o);
	lbi_heading(&page, "Your day and your lower back");
	overview(&page, r);
	lbi_blank(&page);
	ranked(&page, r, clinician ? r->parts.n : PARTS_SHOWN, clinician);
	swaps(&page, r, clinician ? LB_DAY_SWAPS_MAX : SWAPS_SHOWN, true, clinician);
	if (clinician)
		numbers(&page, r);
	caution(&page);
	return lbi_out_end(&out, err);
}

static void in_short(lbi_page *p, const lb_day_result *r, bool clinician)
{
	overview(p, r);
	ranked(p, r, clinician ? PARTS_SHOWN : 3, clinician);
	swaps(p, r, clinician ? SWAPS_SHOWN : 3, true, clinician);
	if (clinician)
		numbers(p, r);
}

void lbi_text_day(lbi_text *w)
{
	lbi_text_part(w, LBI_PART_day);
	in_short(&w->page, w->r->day, w->clinician);
}

void lbi_html_day(lbi_html *h)
{
	lbi_page page;
	lbi_html_section(h, LBI_PART_day);
	lbi_page_html(&page, &h->m);
	in_short(&page, h->r->day, h->clinician);
	caution(&page);
	lbi_page_html_end(&page);
	lbi_mark_close(&h->m);
}

static void joints_and_muscles(lbi_page *p, const lb_activity_load *r)
{
	lbi_blank(p);
	lbi_par(p, 0, 0);
	lbi_sayf(p, "Held still, by joint (compression N, forward shear N):");
	for (size_t j = 0; j < LB_JOINTS; j++)
		lbi_sayf(p, "%s %s %.0f, %.0f", j ? ";" : "", lb_joint_name(j), r->load.joint[j].compression_N,
			 r->load.joint[j].shear_N);
	lbi_sayf(p, ". Pressure in L4/5 %.2f MPa. Factor of movement %.2f (%.2f to %.2f).", r->load.pressure_Pa / 1e6,
		 r->factor, r->factor_low, r->factor_high);
	lbi_end(p);
	lbi_par(p, 0, 0);
	lbi_sayf(p, "Muscles, %% of strength, right and left:");
	for (int m = 0; m < LB_MUSCLES; m++)
		lbi_sayf(p, "%s %s %.0f %.0f", m ? ";" : "", lb_muscle_text((lb_muscle_id)m),
			 r->load.muscle[m][0].mvc_percent, r->load.muscle[m][1].mvc_percent);
	lbi_sayf(p, ". Bent %.0f, aside %.0f, turned %.0f; pelvis tilted %.0f degrees.", r->posture.flex_rad * 57.29578,
		 r->posture.side_rad * 57.29578, r->posture.twist_rad * 57.29578,
		 r->posture.pelvis_tilt_rad * 57.29578);
	lbi_end(p);
}

lb_status lb_activity_report_text(const lb_day_result *r, lb_report_options o, lb_sink sink, lb_err *err)
{
	lbi_out out;
	lbi_page page, *p = &page;
	const lb_day_part *q = &r->parts.at[0];
	bool clinician = o.audience == LB_FOR_CLINICIAN;
	lbi_out_start(&out, sink);
	lbi_page_start(p, &out, o);
	lbi_blank(p);
	lbi_par(p, 0, 0);
	say_label(p, q->row->label);
	lbi_end(p);
	lbi_par(p, 0, 0);
	lbi_sayz(p, "The L4/5 disc, low in the back, carries ");
	say_times(p, q->load.ratio);
	if (q->load.ratio_high > 0)
		lbi_sayf(p, " (%.1f to %.1f, as far as a posture can be read by eye)", q->load.ratio_low,
			 q->load.ratio_high);
	if (q->load.kg > 0.05)
		lbi_sayf(p, ", with %.3g kg", q->load.kg);
	lbi_sayz(p, ".");
	if (clinician)
		lbi_sayf(p, " Peak %.0f N.", q->load.peak_N);
	if (q->load.load.missing_Nm > 0.1)
		lbi_sayz(p, " The model cannot hold this posture, so the real load is higher.");
	if (r->guard_ratio > 1.01)
		lbi_sayf(p, " With your guarding, %s more than without.", lbi_part_words(r->guard_ratio - 1));
	lbi_sayf(p, " The posture is %s.",
		 lbi_str_is(q->row->basis, "own")         ? "our own estimate"
		 : lbi_str_is(q->row->basis, "published") ? "a published one"
							  : "adapted from a published one");
	lbi_end(p);
	swaps(p, r, LB_DAY_SWAPS_MAX, false, clinician);
	if (!r->n_swaps && r->swaps_tried) {
		lbi_par(p, 0, 0);
		lbi_sayz(p, "The other ways that we know load it as much.");
		lbi_end(p);
	}
	if (clinician)
		joints_and_muscles(p, &q->load);
	return lbi_out_end(&out, err);
}
