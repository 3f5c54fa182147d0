/* What gives way with effort: resting tone, gently, and guarding, where the posture could not be held against it.
 *
 * Resting tone stays as long as the posture could be held against it with a reserve of every muscle to spare, and then
 * eases off with the reserve: both are gone where strength is. People co-contract less the larger the moment (Marras
 * 1999). Were all of the tone kept until nothing was left, more load could only be held by antagonists that let go, and
 * compression would fall.
 *
 * Guarding: muscles held tight work by so much more than they do at rest in the same posture.
 *
 * It adds to resting tone, and the task is shared out above both: a muscle that does not help the task, or pulls
 * against it, is more active by just its guarding, and those that carry the task balance that as well, which is what
 * presses on the discs. A muscle that carries the task itself is not driven further: in pain the activity of back
 * muscles swings less between rest and work, even in the same movement (Zedka 1999). Guarding gives way only where the
 * posture could not be held against it: people in pain co-contract more in lifts too (Marras 2001). doc/load.md says what
 * else was tried. */
#include <math.h>
#include <string.h>

#include "load.h"

/* Small enough that compression shows no steps; it rises steeply where guarding can just be held. */
enum { GUARD_HALVINGS = 16, TONE_ASKS = 24 };
static const double tone_step = 1.0 / 32768;

double lbi_least(lb_load_work *w, const lb_trunk *t, double tone, double share)
{
	double over_N = 0;
	w->most = 1;
	for (int i = 0; i < LB_FASCICLES; i++)
		w->least[i][0] = w->least[i][1] = tone;
	for (int i = 0; i < LB_FASCICLES && t->guarded && share > 0; i++) {
		double over[LB_SIDES];
		for (int side = 0; side < LB_SIDES; side++) {
			double a = tone + share * t->guard[i][side];
			w->least[i][side] = fmin(1, a);
			over[side] = fmax(0, a - 1) * w->force_N[i][side];
		}
		over_N += over[0] + over[1];
	}
	return over_N;
}

/* ---- tone ---- */

/* The largest share of the tone that can be held while that share of the reserve stays untouched; 0 when none can. What
 * refutes a share also says which smaller ones it refutes. */
static double largest_tone(lb_load_work *w, const lb_trunk *t, double tone, int exponent, int *spent)
{
	double low = 0, high = 1, share = 1, lambda[3 * LB_JOINTS];
	memcpy(lambda, w->lambda, sizeof lambda);
	for (int i = 0; i < TONE_ASKS && high > 0; i++) {
		double bound;
		lbi_least(w, t, tone * share, 0);
		w->most = 1 - lbi_parameter.tone_reserve * share;
		lbi_solution s = lbi_ask_share(w, t, exponent, share, &bound);
		*spent += s.iterations;
		if (!s.refuted && lbi_most_missing(&s) <= LBI_TONE_NM)
			low = share, memcpy(lambda, w->lambda, sizeof lambda);
		else
			high = bound;
		if (high - low <= tone_step)
			break;
		share = i < TONE_ASKS / 2 ? fmax(high - tone_step / 2, (low + high) / 2) : (low + high) / 2;
	}
	memcpy(w->lambda, lambda, sizeof lambda); /* prices of the largest share that was held */
	return low;
}

/* Every muscle leaves its reserve: nothing has to be asked. */
static bool at_ease(const lb_load_work *w)
{
	double spent = 1 - lbi_parameter.tone_reserve;
	for (int i = 0; i < LB_FASCICLES; i++)
		if (w->activation[i][0] > spent || w->activation[i][1] > spent)
			return false;
	return true;
}

lbi_solution lbi_yield(lb_load_work *w, const lb_trunk *t, const lbi_solution *plain, double tone, int exponent,
		       double *cut)
{
	lbi_solution s = *plain;
	double activation[LB_FASCICLES][LB_SIDES], lambda[3 * LB_JOINTS], play_Nm[3 * (LB_JOINTS - 1)];
	int spent = 0;
	*cut = 0;
	if (tone <= 0 || (lbi_is_held(plain) && at_ease(w)))
		return s;
	memcpy(activation, w->activation, sizeof activation);
	memcpy(lambda, w->lambda, sizeof lambda);
	memcpy(play_Nm, w->play_Nm, sizeof play_Nm);
	double share = largest_tone(w, t, tone, exponent, &spent);
	lbi_least(w, t, tone * share, 0);
	if (share < 1)
		s = lbi_activate(w, t, exponent, true), s.iterations += plain->iterations;
	else { /* the solution there was */
		memcpy(w->activation, activation, sizeof activation);
		memcpy(w->lambda, lambda, sizeof lambda);
		memcpy(w->play_Nm, play_Nm, sizeof play_Nm);
	}
	s.iterations += spent;
	*cut = 1 - share;
	return s;
}

/* ---- guarding ---- */

static double all_N(const lb_load_work *w, const lb_trunk *t)
{
	double sum = 0;
	for (int i = 0; i < LB_FASCICLES; i++)
		sum += t->guard[i][0] * w->force_N[i][0] + t->guard[i][1] * w->force_N[i][1];
	return sum;
}

/* All of it, or the largest share that can be held above the tone that is left; none when nothing can. */
static lbi_solution largest_guard(lb_load_work *w, const lb_trunk *t, double tone, int exponent, double *held_share,
				  double *over_N)
{
	double low = 0, high = 1, share = 1, lambda[3 * LB_JOINTS];
	lbi_solution s;
	int spent = 0;
	memcpy(lambda, w->lambda, sizeof lambda);
	for (int i = 0;; i++) {
		*over_N = lbi_least(w, t, tone, share);
		memcpy(w->lambda, lambda, sizeof lambda); /* prices of the largest share that was held */
		s = share == low ? lbi_activate(w, t, exponent, true) : lbi_activate_if_held(w, t, exponent, true);
		spent += s.iterations;
		bool held = lbi_is_held(&s);
		if (share == low || (held && share == 1))
			break;
		if (held)
			low = share, memcpy(lambda, w->lambda, sizeof lambda);
		else
			high = share;
		share = i < GUARD_HALVINGS ? (low + high) / 2 : low;
	}
	s.iterations = spent;
	*held_share = share;
	return s;
}

lbi_solution lbi_guard(lb_load_work *w, const lb_trunk *t, const lbi_solution *plain, double tone, int exponent,
		       double *cut)
{
	double share, over_N, N = all_N(w, t);
	if (lbi_most_missing(plain) > LBI_HELD_NM) {
		*cut = 1;
		return *plain;
	}
	lbi_solution s = largest_guard(w, t, tone, exponent, &share, &over_N);
	s.iterations += plain->iterations;
	*cut = N > 0 ? ((1 - share) * N + over_N) / N : 0;
	return s;
}
