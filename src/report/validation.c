/* The validation of the body model as Markdown and JSON. */
#include <math.h>
#include <string.h>

#include "lumbar/body.h"
#include "out.h"

static void put_rows(lbi_out *o, const lb_validation *v, bool fit)
{
	size_t n;
	const lb_observation *t = lb_observations(&n);
	lbi_putz(o, "| row | what | published | interval | model (least - most) | sets inside | "
		    "|\n|---|---|---|---|---|---|---|\n");
	for (size_t i = 0; i < n; i++) {
		const lb_validation_row *r = &v->row[i];
		if (t[i].fit != fit)
			continue;
		lbi_putf(o, "| `%s` | %.240s |", t[i].id, t[i].quantity);
		lbi_putf(o, " %.4g | %.4g .. %.4g | %.4g (%.4g - %.4g) | %.0f %% | %s |\n", t[i].value, t[i].lo,
			 t[i].hi, r->mid, r->lo, r->hi, 100 * r->inside, r->met ? "met" : "**failed**");
	}
}

static void put_reasons(lbi_out *o, const lb_validation *v)
{
	size_t n;
	const lb_observation *t = lb_observations(&n);
	for (size_t i = 0; i < n; i++)
		if (!v->row[i].met) {
			lbi_putf(o, "- `%s` (%s): ", t[i].id, t[i].fit ? "fit" : "check");
			lbi_putz(o, t[i].why[0] ? t[i].why : "no reason has been found yet.");
			lbi_putz(o, "\n");
		}
}

static void put_loop(lbi_out *o, const lb_spasm_loop *g, lb_hypothesis h, int q)
{
	static const char *const postures[LB_SPASM_POSTURES] = {"upright", "rounded"};
	lbi_putf(o, "| %s | %s | %.3f | %.3f |", lb_hypothesis_name(h), postures[q], g->gain_at_pain_5[q], g->gain_most[q]);
	if (g->second_state_added[q] < 0)
		lbi_putz(o, " none |");
	else
		lbi_putf(o, " %.1f %% |", 100 * g->second_state_added[q]);
	if (g->second_state_pain[q] < 0)
		lbi_putz(o, " none up to 10 |");
	else
		lbi_putf(o, " %.1f |", g->second_state_pain[q]);
	lbi_putf(o, " %d |\n", g->states_healthy);
}

static void put_ledger(lbi_out *o, const lb_ledger *l)
{
	lbi_putz(o, "| observation |");
	for (int h = 0; h < LB_HYPOTHESES; h++)
		lbi_putf(o, " %s |", lb_hypothesis_name((lb_hypothesis)h));
	lbi_putz(o, "\n|---|---|---|---|---|---|---|\n");
	for (size_t i = 0; i < l->n; i++) {
		lbi_putf(o, "| %s (%s) |", l->row[i].text, l->row[i].source);
		for (int h = 0; h < LB_HYPOTHESES; h++)
			lbi_putz(o, l->row[i].met[h] ? " met |" : " failed |");
		lbi_putz(o, "\n");
	}
	lbi_putf(o, "| met of %zu |", l->n);
	for (int h = 0; h < LB_HYPOTHESES; h++)
		lbi_putf(o, " %d |", l->total[h]);
	lbi_putz(o, "\n\nThe loop metabolites -> guarding -> metabolites of a surface back muscle, sitting upright and rounded (25 and 100 mmHg). "
		    "A gain of 1 is where a state ends; last, the most states without pain in any quiet posture (0 to 120 mmHg):\n\n"
		    "| hypothesis | posture | gain at pain 5 | most, guarding 0-25 % added | added guarding at which a second "
		    "state holds itself, at pain 5 | pain at which it does without any | states without pain |\n"
		    "|---|---|---|---|---|---|---|\n");
	for (int h = 0; h < LB_HYPOTHESES; h++)
		for (int q = 0; q < LB_SPASM_POSTURES; q++)
			put_loop(o, &l->loop[h], (lb_hypothesis)h, q);
}

static void put_parameters(lbi_out *o, const lb_knowledge *k)
{
	lb_parameters_list p = lb_parameters(k);
	size_t sets = lb_body_set_count(), fixed = 0;
	for (size_t i = 0; i < p.n; i++)
		fixed += strcmp(p.at[i].fixed_by.s, "prior only") != 0;
	lbi_putf(o,
		 "%zu of %zu parameters have fit rows that move by a quarter of their interval or more when they move by a tenth "
		 "of their range (at most three are named); the others are `prior only`. `narrowed` is one minus the spread of the "
		 "kept sets over the spread of the prior range (both standard deviations). Near 0 it is drawn from its whole range. "
		 "Sets start around one point, which alone gives about 0.8: only what is above that was narrowed by rows.\n\n"
		 "| parameter | range | fixed by | narrowed |\n|---|---|---|---|\n",
		 fixed, p.n);
	for (size_t i = 0; i < p.n; i++) {
		double sum = 0, squares = 0;
		for (size_t s = 0; s < sets; s++) {
			lb_body_params q;
			if (lb_body_set(&q, s, NULL))
				continue;
			double x = ((const double *)(const void *)&q)[i] / (p.at[i].high - p.at[i].low);
			sum += x, squares += x * x;
		}
		lbi_putf(o, "| `%.*s` | %g .. %g %.*s | %.*s |", LB_FMT(p.at[i].id), p.at[i].low, p.at[i].high,
			 LB_FMT(p.at[i].unit), LB_FMT(p.at[i].fixed_by));
		if (sets > 1) {
			double var = (squares - sum * sum / (double)sets) / (double)(sets - 1);
			lbi_putf(o, " %.2f |\n", 1 - sqrt(12 * (var > 0 ? var : 0)));
		} else {
			lbi_putz(o, " - |\n");
		}
	}
}

lb_status lb_validation_text(const lb_validation *v, const lb_ledger *l, const lb_knowledge *k, lb_sink sink,
			     lb_err *err)
{
	lbi_out o;
	lbi_out_start(&o, sink);
	lbi_putf(&o, "# The body model against published observations\n\nMade by `lumbar validate`; not to be changed "
		     "by hand. ");
	if (v->sets)
		lbi_putf(&o,
			 "%zu of the %zu fitted sets, %zu virtual people and luck of its own for each, unseen by the fit. "
			 "Given are the middle and the range over sets and luck; a row is met when the middle lies in its "
			 "interval.\n\n",
			 v->sets, lb_body_set_count(), v->people);
	else
		lbi_putf(&o, "No fitted set is kept: the values of physiology.yaml alone, %zu virtual people.\n\n",
			 v->people);
	lbi_putf(&o,
		 "**Fit rows met: %zu of %zu. Check rows met: %zu of %zu (%.0f %%).** Entry and outcome rules of each "
		 "row: "
		 "`validation/targets.yaml`.\n\n## Fit rows\n\n",
		 v->fit_met, v->fit, v->check_met, v->check, 100.0 * (double)v->check_met / (double)v->check);
	put_rows(&o, v, true);
	lbi_putf(&o, "\nThe fit and the rows above run the slow clock alone, as if nobody had tasks. With the tasks of a usual day, so with both "
		     "clocks, %zu of the %zu fit rows of cohorts are met (%zu sets)",
		 v->both_met, v->both_fit, v->both_sets);
	size_t rows;
	const lb_observation *row = lb_observations(&rows);
	const char *lead = "; not: ";
	for (size_t i = 0; i < v->n; i++)
		if (row[i].fit && !isnan(v->both[i].mid) && !v->both[i].met)
			lbi_putf(&o, "%s`%s` (%.4g)", lead, row[i].id, v->both[i].mid), lead = ", ";
	lbi_putz(&o, ".\n");
	lbi_putz(&o, "\n## Check rows (never used in the fit)\n\n");
	put_rows(&o, v, false);
	lbi_putz(&o, "\n## Why rows fail\n\n");
	put_reasons(&o, v);
	lbi_putz(&o, "\n## Hypotheses against observations of sign\n\nCounts, not probabilities. What a theory says is "
		     "written into its row of the "
		     "model, so a `met` shows that the theory as coded is not contradicted, no more.\n\n");
	put_ledger(&o, l);
	lbi_putz(&o, "\n## What fixes which parameter\n\n");
	put_parameters(&o, k);
	return lbi_out_end(&o, err);
}

lb_status lb_validation_json(const lb_validation *v, const lb_ledger *l, lb_sink sink, lb_err *err)
{
	lbi_out o;
	lbi_json j = {.out = &o};
	size_t n;
	const lb_observation *t = lb_observations(&n);
	lbi_out_start(&o, sink);
	lbi_json_open(&j, '{');
	lbi_json_kstr(&j, LBI_KEY("schema"), LB_STR("lumbar.validation/1"));
	lbi_json_knum(&j, LBI_KEY("sets"), (double)v->sets, 0);
	lbi_json_knum(&j, LBI_KEY("people"), (double)v->people, 0);
	lbi_json_key(&j, LBI_KEY("rows"));
	lbi_json_open(&j, '[');
	for (size_t i = 0; i < n; i++) {
		const lb_validation_row *r = &v->row[i];
		lbi_json_open(&j, '{');
		lbi_json_key(&j, LBI_KEY("id")), lbi_json_strz(&j, t[i].id);
		lbi_json_key(&j, LBI_KEY("use")), lbi_json_strz(&j, t[i].fit ? "fit" : "check");
		lbi_json_key(&j, LBI_KEY("quantity")), lbi_json_strz(&j, t[i].quantity);
		lbi_json_knum(&j, LBI_KEY("value"), t[i].value, 4);
		lbi_json_knum(&j, LBI_KEY("lo"), t[i].lo, 4);
		lbi_json_knum(&j, LBI_KEY("hi"), t[i].hi, 4);
		if (isfinite(r->mid))
			lbi_json_knum(&j, LBI_KEY("model"), r->mid, 4);
		lbi_json_key(&j, LBI_KEY("met")), lbi_json_bool(&j, r->met);
		lbi_json_key(&j, LBI_KEY("why")), lbi_json_strz(&j, r->met ? "" : t[i].why);
		lbi_json_close(&j, '}');
	}
	lbi_json_close(&j, ']');
	lbi_json_key(&j, LBI_KEY("ledger"));
	lbi_json_open(&j, '[');
	for (size_t i = 0; i < l->n; i++) {
		lbi_json_open(&j, '{');
		lbi_json_key(&j, LBI_KEY("id")), lbi_json_strz(&j, l->row[i].id);
		for (int h = 0; h < LB_HYPOTHESES; h++) {
			char key[48];
			size_t len = 0;
			const char *name = lb_hypothesis_name((lb_hypothesis)h);
			key[len++] = '"';
			for (; *name && len < 40; name++)
				key[len++] = *name;
			key[len++] = '"', key[len++] = ':';
			lbi_json_key(&j, (lb_str){key, len});
			lbi_json_bool(&j, l->row[i].met[h]);
		}
		lbi_json_close(&j, '}');
	}
	lbi_json_close(&j, ']');
	lbi_json_close(&j, '}');
	lbi_putz(&o, "\n");
	return lbi_out_end(&o, err);
}
