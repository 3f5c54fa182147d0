/* Where the loop of the spasm settles, and how many states hold themselves. */
#include "loop.h"

lbi_segment lbi_held(const lb_body_model *m, double posture_mmHg, double demand)
{
	lb_body_plan plan;
	lb_body_day day = {.load = 1};
	lbi_segment seg[LB_BODY_SEGMENTS];
	lb_body_plan_usual(&plan);
	plan.at[1].posture_mmHg = posture_mmHg, plan.at[1].duty = 1;
	for (int k = 0; k < LB_BODY_MUSCLES; k++)
		plan.at[1].demand[k] = demand;
	lbi_segments_of(seg, m, &day, &plan);
	return seg[1];
}

/* What the metabolites come to when those of the moment are x. */
static double comes_to(const lbi_segment *s, double pain, double added, double x)
{
	lbi_muscle_in in = {.pain = pain / 10, .weaker = 1};
	lbi_muscle_of mu = lbi_muscle_in_task(s, 2);
	lbi_muscle_rates r = lbi_muscle_rates_of(s, lbi_activation(&mu, &in, lbi_met_drive(x)) + added, 0);
	return r.q / r.wash;
}

/* Metabolites, finely where the drive rises (below 3) and beyond up to 50. */
enum { STEPS = 3000 };
static double grid(int k)
{
	double part = (double)k / STEPS;
	return 5 * part + 45 * part * part * part * part;
}

int lbi_loop_states(const lbi_segment *s, double pain, double added)
{
	int n = 0;
	double last = 1;
	for (int k = 0; k <= STEPS; k++) {
		double off = comes_to(s, pain, added, grid(k)) - grid(k);
		n += last > 0 && off <= 0;
		last = off;
	}
	return n;
}

/* The least state that holds itself: the first crossing, by halving. */
double lbi_loop_settles(const lbi_segment *s, double pain, double added)
{
	int k = 1;
	while (k < STEPS && comes_to(s, pain, added, grid(k)) > grid(k))
		k++;
	double low = grid(k - 1), high = grid(k);
	for (int i = 0; i < 50; i++) {
		double mid = 0.5 * (low + high);
		*(comes_to(s, pain, added, mid) > mid ? &low : &high) = mid;
	}
	return 0.5 * (low + high);
}

double lbi_loop_gain(const lbi_segment *s, double pain, double added)
{
	double x = lbi_loop_settles(s, pain, added), h = 1e-4 * (1 + x);
	return (comes_to(s, pain, added, x + h) - comes_to(s, pain, added, x - h)) / (2 * h);
}

int lbi_loop_states_healthy(const lb_body_model *m)
{
	static const double demand[] = {0.01, 0.03, 0.05, 0.07, 0.10};
	for (int mmHg = 0; mmHg <= 120; mmHg += 2)
		for (size_t i = 0; i < LBI_COUNT(demand); i++) {
			lbi_segment s = lbi_held(m, mmHg, demand[i]);
			int n = lbi_loop_states(&s, 0, 0);
			if (n != 1)
				return n;
		}
	return 1;
}

/* Between the postures of the grid a second state was seen from a fifth less on. */
#define MARGIN 0.7

double lbi_loop_limit(const lb_body_params *p, double most)
{
	lb_body_model m = {.params = *p, .quiet = true};
	double low = 0, high = most;
	m.params.g_met = most;
	if (lbi_loop_states_healthy(&m) == 1)
		return most;
	for (int i = 0; i < 10; i++) {
		m.params.g_met = 0.5 * (low + high);
		*(lbi_loop_states_healthy(&m) == 1 ? &low : &high) = m.params.g_met;
	}
	return MARGIN * low;
}

/* The ledger's numbers: sitting upright, and sitting rounded. */
void lbi_loop_of(lb_spasm_loop *out, const lb_body_model *m)
{
	static const double posture_mmHg[LB_SPASM_POSTURES] = {25, 100};
	*out = (lb_spasm_loop){.states_healthy = lbi_loop_states_healthy(m)};
	for (int q = 0; q < LB_SPASM_POSTURES; q++) {
		lbi_segment s = lbi_held(m, posture_mmHg[q], 0.03);
		out->gain_at_pain_5[q] = lbi_loop_gain(&s, 5, 0);
		out->second_state_pain[q] = out->second_state_added[q] = -1;
		for (int k = 0; k <= 2500; k++) /* steep near a fold, where it comes to 1 */
			out->gain_most[q] = fmax(out->gain_most[q], lbi_loop_gain(&s, 5, 1e-4 * k));
		for (int k = 0; k <= 250 && out->second_state_added[q] < 0; k++)
			if (lbi_loop_states(&s, 5, 1e-3 * k) > 1)
				out->second_state_added[q] = 1e-3 * k;
		for (int k = 0; k <= 100 && out->second_state_pain[q] < 0; k++)
			if (lbi_loop_states(&s, 0.1 * k, 0) > 1)
				out->second_state_pain[q] = 0.1 * k;
	}
}
