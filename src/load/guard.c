/* What gives way where a posture could not be held against it: resting tone, and guarding first of the two.
 *
 * Guarding: muscles held tight work by so much more than they do at rest in the same posture.
 *
 * It adds to resting tone, and the task is shared out above both: a muscle that does not help the task, or pulls
 * against it, is more active by just its guarding, and those that carry the task balance that as well, which is what
 * presses on the discs. A muscle that carries the task itself is not driven further: in pain the activity of back
 * muscles swings less between rest and work, even in the same movement (Zedka 1999). Guarding gives way where the
 * posture could not be held against it: people co-contract less the larger the moment (Granata 2000). doc/load.md says
 * what else was tried. */
#include <math.h>
#include <string.h>

#include "load.h"

/* Compression rises steeply where guarding can just be held. Shares of tone are 4096ths: no step
 * is left that the compression would show. */
enum { GUARD_HALVINGS = 16, TONE_HALVINGS = 11 };

double lbi_least(lb_load_work *w, const lb_trunk *t, double tone, double share)
{
	double over_N = 0;
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

static double all_N(const lb_load_work *w, const lb_trunk *t)
{
	double sum = 0;
	for (int i = 0; i < LB_FASCICLES; i++)
		sum += t->guard[i][0] * w->force_N[i][0] + t->guard[i][1] * w->force_N[i][1];
	return sum;
}

/* What is bisected: shares of tone, or of guarding above all of the tone. */
typedef struct {
	double tone;
	bool guarding;
	int exponent;
} yielding;

/* All of it, or the largest share that can be held, starting with `share`; none when nothing can. */
static lbi_solution largest(lb_load_work *w, const lb_trunk *t, const yielding *y, double share, double *held_share,
			    double *over_N)
{
	double low = 0, high = 1, lambda[3 * LB_JOINTS];
	int halvings = y->guarding ? GUARD_HALVINGS : TONE_HALVINGS;
	lbi_solution s;
	int spent = 0;
	memcpy(lambda, w->lambda, sizeof lambda);
	for (int i = 0;; i++) {
		*over_N = y->guarding ? lbi_least(w, t, y->tone, share) : lbi_least(w, t, y->tone * share, 0);
		memcpy(w->lambda, lambda, sizeof lambda); /* prices of the largest share that was held */
		s = share == low ? lbi_activate(w, t, y->exponent, true)
				 : lbi_activate_if_held(w, t, y->exponent, true);
		spent += s.iterations;
		bool held = lbi_is_held(&s);
		if (share == low || (held && share == 1))
			break;
		if (held)
			low = share, memcpy(lambda, w->lambda, sizeof lambda);
		else
			high = share;
		share = i < halvings ? (low + high) / 2 : low;
	}
	s.iterations = spent;
	*held_share = share;
	return s;
}

lbi_solution lbi_yield(lb_load_work *w, const lb_trunk *t, const lbi_solution *plain, double tone, int exponent,
		       double *cut)
{
	yielding y = {tone, false, exponent};
	double share, over_N;
	lbi_solution s = largest(w, t, &y, 0.5, &share, &over_N);
	s.iterations += plain->iterations;
	*cut = 1 - share;
	return s;
}

lbi_solution lbi_guard(lb_load_work *w, const lb_trunk *t, const lbi_solution *plain, double tone, int exponent,
		       double *cut)
{
	yielding y = {tone, true, exponent};
	double share, over_N, N = all_N(w, t);
	if (lbi_most_missing(plain) > LBI_HELD_NM) {
		*cut = 1;
		return *plain;
	}
	lbi_solution s = largest(w, t, &y, 1, &share, &over_N);
	s.iterations += plain->iterations;
	*cut = N > 0 ? ((1 - share) * N + over_N) / N : 0;
	return s;
}
