/* The hypotheses against observations of sign, and the gain of the spasm loop under each. */
#include "loop.h"
#include "observe.h"

/* ---- observations of sign ---- */

typedef bool met(const lb_body_model *m, const lbi_hypothesis *h);

static bool no_rest_emg(const lb_body_model *m, const lbi_hypothesis *h)
{
	return m->params.g_pain * h->pain[LBI_REST] * 0.5 < 0.005;
}
static bool spindles_fall(const lb_body_model *m, const lbi_hypothesis *h)
{
	(void)m;
	return h->spindle < 0;
}
static bool no_relaxation(const lb_body_model *m, const lbi_hypothesis *h)
{
	return m->params.g_pain * h->pain[LBI_FLEXED] * 0.5 + m->params.g_fear * h->fear * 0.5 > 0.01;
}
static bool force_falls(const lb_body_model *m, const lbi_hypothesis *h)
{
	return m->params.nu_P * h->strength * 0.5 > 0.02;
}
static bool deep_stays_small(const lb_body_model *m, const lbi_hypothesis *h)
{
	lb_body_block b;
	lb_body_day day[80] = {{.injury = m->params.s_first}};
	(void)h;
	for (int i = 0; i < 80; i++)
		day[i].load = 1;
	lb_body_block_start(&b, m, 0);
	return !lb_body_run(&b, 1, m, 0, day, 80, NULL, NULL, 1, NULL) && lb_body_asymmetry(&b, &m->params, 0) > 0.05;
}
static bool late_before_injury(const lb_body_model *m, const lbi_hypothesis *h)
{
	(void)m;
	return h->latency_before > 0;
}
static bool deep_down_surface_up(const lb_body_model *m, const lbi_hypothesis *h)
{
	(void)m;
	return h->deep < 0 && (h->pain[LBI_AGONIST] > 0 || h->fear > 0);
}
static bool each_in_own_way(const lb_body_model *m, const lbi_hypothesis *h)
{
	(void)m;
	return h->person > 0;
}
static bool moves_by_fear(const lb_body_model *m, const lbi_hypothesis *h)
{
	(void)m;
	return h->tracks_fear;
}
static bool more_in_all(const lb_body_model *m, const lbi_hypothesis *h)
{
	(void)m;
	return h->pain[LBI_AGONIST] + h->pain[LBI_ANTAGONIST] + 0.5 * h->deep > 0;
}
static bool flow_goes_on(const lb_body_model *m, const lbi_hypothesis *h)
{
	lbi_segment s = lbi_held(m, 25, 0.03);
	(void)h;
	return lbi_loop_settles(&s, 5, 0) < 0.5;
}

static const struct {
	const char *id, *text, *source;
	met *met;
} signs[] = {
	{"rest_emg", "muscle pain does not raise activity at rest", "GravenNielsen08", no_rest_emg},
	{"spindle", "muscle spindles fire less, not more, under muscle pain (-6.1 %)", "Birznieks08", spindles_fall},
	{"flexed", "the back muscles do not fall silent at full flexion", "Gouteron21", no_relaxation},
	{"force", "greatest force falls in pain", "GravenNielsen08", force_falls},
	{"stays", "the deep muscle is still small ten weeks after the pain", "Hides96", deep_stays_small},
	{"late_before", "reflexes are late before the first injury", "Cholewicki05", late_before_injury},
	{"deep_surface", "with pain expected, deep muscle late and surface muscle up", "Moseley04",
	 deep_down_surface_up},
	{"own_way", "no two people change alike", "Hodges13", each_in_own_way},
	{"fear", "movement follows fear rather than pain", "Thomas & France (PMC2365523)", moves_by_fear},
	{"net_up", "summed activity of the trunk rises in induced pain", "Hodges13", more_in_all},
	{"flow", "flow is not stopped in long, low holds", "Sjogaard88", flow_goes_on},
};

lb_status lb_body_ledger(lb_ledger *out, const lb_knowledge *k, lb_err *err)
{
	lb_body_model m = {.quiet = true};
	lb_status bad = lb_body_params_from(&m.params, k, err);
	if (bad)
		return bad;
	*out = (lb_ledger){.n = LBI_COUNT(signs)};
	for (size_t i = 0; i < LBI_COUNT(signs); i++) {
		out->row[i] = (lb_ledger_row){.id = signs[i].id, .text = signs[i].text, .source = signs[i].source};
		for (int h = 0; h < LB_HYPOTHESES; h++) {
			m.hypothesis = (lb_hypothesis)h;
			out->row[i].met[h] = signs[i].met(&m, &lbi_hypotheses[h]);
			out->total[h] += out->row[i].met[h];
		}
	}
	for (int h = 0; h < LB_HYPOTHESES; h++) {
		m.hypothesis = (lb_hypothesis)h;
		lbi_loop_of(&out->loop[h], &m);
	}
	return LB_OK;
}
