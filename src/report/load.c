/* A load as text or JSON: ratios first, newtons for those who want them. The only place of the room that rounds and
 * converts units. */
#include <math.h>

#include "lumbar/load.h"
#include "out.h"

#define DEGREES (180 / 3.14159265358979323846)

static double times(const lb_load *r, const lb_load *standing)
{
	return r->joint[LB_L4_5].compression_N / standing->joint[LB_L4_5].compression_N;
}

/* ---- text ---- */

static void say_joints(lbi_out *o, const lb_load *r)
{
	lbi_putf(o, "\n  joint     pressed, N   forward shear, N   sideways, N   moment of load, N m   of muscle   of "
		    "tissue\n");
	for (size_t j = LB_JOINTS; j-- > 0;) {
		const lb_joint_load *q = &r->joint[j];
		lbi_putf(o, "  %-8s %11.0f %18.0f %13.0f %21.1f %11.1f %11.1f\n", lb_joint_name(j), q->compression_N,
			 q->shear_N, q->side_shear_N, q->outer_Nm[0], q->muscle_Nm[0], q->passive_Nm[0]);
	}
}

static void say_muscles(lbi_out *o, const lb_load *r)
{
	lbi_putf(o, "\n  muscle, %% of its strength            right   left\n");
	for (int m = 0; m < LB_MUSCLES; m++)
		lbi_putf(o, "  %-34s %7.0f %6.0f\n", lb_muscle_text((lb_muscle_id)m), r->muscle[m][0].mvc_percent,
			 r->muscle[m][1].mvc_percent);
}

lb_status lb_load_report_text(const lb_load *r, const lb_load *standing, const lb_posture *p, bool numbers,
			      lb_sink sink, lb_err *err)
{
	lbi_out o;
	lbi_out_start(&o, sink);
	double ratio = times(r, standing);
	lbi_putf(&o, "The L4/5 disc, low in the back, carries about %.*f times as much as in relaxed standing",
		 ratio < 10 ? 1 : 0, ratio);
	if (r->high_N > 0)
		lbi_putf(&o, "\n(between %.1f and %.1f times, as far as a posture can be read by eye)",
			 r->low_N / standing->joint[LB_L4_5].compression_N,
			 r->high_N / standing->joint[LB_L4_5].compression_N);
	lbi_putf(&o, ".\n");
	if (r->missing_Nm > 0.1 && !(r->strength_ratio >= 1))
		lbi_putf(&o, "The model cannot hold this posture: %.0f N m are missing, so the real load is higher.\n",
			 r->missing_Nm);
	else if (r->strength_ratio > 0 && !p->backrest) /* a rest would push more: the figure says little */
		lbi_putf(&o, "The muscles could hold about %.1f times these weights and loads.\n", r->strength_ratio);
	if (r->strength_ratio >= 1 && r->strength_ratio < 1.25) /* less than a fifth of strength left */
		lbi_putf(&o, "That is close to the most the model can hold, where its figures are less sure.\n");
	if (r->guard_N > 1)
		lbi_putf(&o, "Guarding adds %.0f %% to it.\n",
			 100 * r->guard_N / (r->joint[LB_L4_5].compression_N - r->guard_N));
	if (numbers) {
		lbi_putf(&o, "\n  bent %.0f, aside %.0f, turned %.0f; pelvis tilted %.0f degrees\n",
			 p->flex_rad * DEGREES, p->side_rad * DEGREES, p->twist_rad * DEGREES,
			 p->pelvis_tilt_rad * DEGREES);
		lbi_putf(&o,
			 "  pressure in L4/5 %.2f MPa; lumbar segments %s in tests at %.1f to %.1f kN (mean -+ SD%s)\n",
			 r->pressure_Pa / 1e6,
			 r->limits_personal ? "of this age, sex and stature fail" : "of all ages failed",
			 r->limit_low_N / 1e3, r->limit_high_N / 1e3, r->limits_personal ? ", estimated" : "");
		if (r->guard_cut > 0.005)
			lbi_putf(&o, "  %.0f %% of the guarding left out: the posture could not be held against it\n",
				 100 * r->guard_cut);
		if (r->tone_cut > 0.005)
			lbi_putf(&o, "  %.0f %% of the resting tone eased off with the effort\n",
				 100 * r->tone_cut);
		say_joints(&o, r);
		say_muscles(&o, r);
		lbi_putf(&o, "\n  left by the solver %.1e N m, lent between joints %.1f N m, %d steps\n",
			 r->residual_Nm, r->slack_Nm, r->iterations);
	}
	return lbi_out_end(&o, err);
}

/* ---- JSON ---- */

static void put_moments(lbi_json *j, lb_str key, const double v[3])
{
	lbi_json_key(j, key);
	lbi_json_open(j, '[');
	for (int i = 0; i < 3; i++)
		lbi_json_num(j, v[i], 2);
	lbi_json_close(j, ']');
}

static void put_joints(lbi_json *j, const lb_load *r)
{
	lbi_json_key(j, LBI_KEY("joints"));
	lbi_json_open(j, '[');
	for (size_t k = 0; k < LB_JOINTS; k++) {
		const lb_joint_load *q = &r->joint[k];
		lbi_json_open(j, '{');
		lbi_json_key(j, LBI_KEY("joint"));
		lbi_json_strz(j, lb_joint_name(k));
		lbi_json_knum(j, LBI_KEY("compression_N"), q->compression_N, 1);
		lbi_json_knum(j, LBI_KEY("shear_N"), q->shear_N, 1);
		lbi_json_knum(j, LBI_KEY("side_shear_N"), q->side_shear_N, 1);
		lbi_json_knum(j, LBI_KEY("facet_N"), q->facet_N, 1);
		put_moments(j, LBI_KEY("outer_Nm"), q->outer_Nm);
		put_moments(j, LBI_KEY("muscle_Nm"), q->muscle_Nm);
		put_moments(j, LBI_KEY("passive_Nm"), q->passive_Nm);
		lbi_json_knum(j, LBI_KEY("play_Nm"), q->play_Nm, 2);
		lbi_json_knum(j, LBI_KEY("missing_Nm"), q->missing_Nm, 3);
		lbi_json_close(j, '}');
	}
	lbi_json_close(j, ']');
}

static void put_muscles(lbi_json *j, const lb_load *r)
{
	lbi_json_key(j, LBI_KEY("muscles"));
	lbi_json_open(j, '[');
	for (int m = 0; m < LB_MUSCLES; m++)
		for (int side = 0; side < LB_SIDES; side++) {
			const lb_muscle_load *q = &r->muscle[m][side];
			lbi_json_open(j, '{');
			lbi_json_key(j, LBI_KEY("muscle"));
			lbi_json_strz(j, lb_muscle_name((lb_muscle_id)m));
			lbi_json_key(j, LBI_KEY("side"));
			lbi_json_strz(j, side ? "left" : "right");
			lbi_json_knum(j, LBI_KEY("activation"), q->activation, 4);
			lbi_json_knum(j, LBI_KEY("force_N"), q->force_N, 1);
			lbi_json_knum(j, LBI_KEY("mvc_percent"), q->mvc_percent, 1);
			lbi_json_close(j, '}');
		}
	lbi_json_close(j, ']');
}

static void put_posture(lbi_json *j, const lb_posture *p)
{
	lbi_json_key(j, LBI_KEY("posture"));
	lbi_json_open(j, '{');
	lbi_json_knum(j, LBI_KEY("flex_deg"), p->flex_rad * DEGREES, 2);
	lbi_json_knum(j, LBI_KEY("side_deg"), p->side_rad * DEGREES, 2);
	lbi_json_knum(j, LBI_KEY("twist_deg"), p->twist_rad * DEGREES, 2);
	lbi_json_knum(j, LBI_KEY("pelvis_tilt_deg"), p->pelvis_tilt_rad * DEGREES, 2);
	lbi_json_knum(j, LBI_KEY("right_N"), -p->arm[0].load_N[1], 1);
	lbi_json_knum(j, LBI_KEY("left_N"), -p->arm[1].load_N[1], 1);
	lbi_json_close(j, '}');
}

lb_status lb_load_report_json(const lb_load *r, const lb_load *standing, const lb_posture *p, lb_sink sink, lb_err *err)
{
	lbi_out o;
	lbi_json j = {.out = &o};
	lbi_out_start(&o, sink);
	lbi_json_open(&j, '{');
	lbi_json_key(&j, LBI_KEY("schema"));
	lbi_json_strz(&j, "lumbar.load/1");
	lbi_json_knum(&j, LBI_KEY("times_standing"), times(r, standing), 2);
	lbi_json_knum(&j, LBI_KEY("compression_N"), r->joint[LB_L4_5].compression_N, 1);
	if (r->high_N > 0) {
		lbi_json_knum(&j, LBI_KEY("low_N"), r->low_N, 0);
		lbi_json_knum(&j, LBI_KEY("high_N"), r->high_N, 0);
	}
	lbi_json_knum(&j, LBI_KEY("pressure_MPa"), r->pressure_Pa / 1e6, 3);
	lbi_json_knum(&j, LBI_KEY("abdominal_kPa"), r->abdominal_Pa / 1e3, 2);
	lbi_json_knum(&j, LBI_KEY("flexion_moment_Nm"), r->flexion_moment_Nm, 2);
	if (r->strength_ratio > 0)
		lbi_json_knum(&j, LBI_KEY("strength_ratio"), r->strength_ratio, 2);
	lbi_json_knum(&j, LBI_KEY("guard_N"), r->guard_N, 1);
	if (r->guard_cut > 0)
		lbi_json_knum(&j, LBI_KEY("guard_cut"), r->guard_cut, 3);
	if (r->tone_cut > 0)
		lbi_json_knum(&j, LBI_KEY("tone_cut"), r->tone_cut, 3);
	lbi_json_knum(&j, LBI_KEY("limit_low_N"), r->limit_low_N, 0);
	lbi_json_knum(&j, LBI_KEY("limit_high_N"), r->limit_high_N, 0);
	lbi_json_key(&j, LBI_KEY("limit_basis"));
	lbi_json_strz(&j, r->limits_personal ? "age_sex_stature" : "all");
	lbi_json_knum(&j, LBI_KEY("residual_Nm"), r->residual_Nm, 9);
	lbi_json_knum(&j, LBI_KEY("missing_Nm"), r->missing_Nm, 3);
	lbi_json_key(&j, LBI_KEY("converged"));
	lbi_json_bool(&j, r->converged);
	put_posture(&j, p);
	put_joints(&j, r);
	put_muscles(&j, r);
	lbi_json_close(&j, '}');
	lbi_putz(&o, "\n");
	return lbi_out_end(&o, err);
}
