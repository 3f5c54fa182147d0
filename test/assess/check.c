/* assess: what `lumbar knowledge check` complains of. */
#include "lbt.h"

#include <stdlib.h>

#include "folder.h"

static void listen(const char *text, void *ctx)
{
	lb_sink o = lbt_sink(ctx);
	o.write(text, strlen(text), o.ctx);
	o.write("\n", 1, o.ctx);
}

static void the_facts_raise_no_complaint(void **state)
{
	(void)state;
	lb_arena a = { 0 };
	lbt_text all = { 0 };
	size_t n = lb_knowledge_check(lbt_knowledge(), &a, listen, &all);
	if (n)
		fail_msg("%zu complaints:\n%s", n, all.s ? all.s : "");
	lbt_text_free(&all);
	lb_arena_drop(&a);
}

/* One change to the small folder that loads, and the complaint it must raise. */
static const struct {
	const char *file, *find, *put, *complaint;
} rows[] = {
	{ "triage.yaml", "fires: [fever, leg_pain]", "fires: [fever]", "triage.yaml:9: rules hot: its own case does not fire it" },
	{ "triage.yaml", "fires: [fever, leg_pain], ", "", "rules hot: has no case that fires it" },
	{ "triage.yaml", "spared_by: without fever", "spared_by: without chills", "changes nothing of its case" },
	{ "triage.yaml", "spared_by: without fever", "spared_by: without feverr", "changes nothing of its case" },
	{ "triage.yaml", "when: {", "unless: [chills], when: {", "a danger finding may not excuse: chills" },
	{ "triage.yaml", "suspects:\n", "suspects:\n  - { id: idle, label: a, clinician: a, explain: a, act: a, sources: [Work01] }\n",
	  "suspects idle: no rule points to it" },
	{ "contributors.yaml", "lo: 0.1, hi: 0.3", "lo: 0.3, hi: 0.4", "lo <= value <= hi" },
	{ "contributors.yaml", "status: consensus, sources: [Work01] }\n  explain", "status: recalled, sources: [Work01] }\n  explain",
	  "its base rate is recalled" },
	{ "contributors.yaml", "lo: 1, hi: 3", "lo: 3, hi: 4", "leg_pain: lr_pos lies outside lo to hi" },
	{ "contributors.yaml", "weight: -0.5", "weight: -1.6", "a weight lies between -1.5 and 1.5" },
	{ "contributors.yaml", "weight: -0.5", "weight: -0.5, lr_pos: 2", "a likelihood ratio or a weight, one of them" },
	{ "contributors.yaml", "status: confirmed", "status: recalled", "leg_pain rests on a recalled number" },
	{ "contributors.yaml", "leads: [leg_pain]", "leads: [chills]", "its own case is led by nothing" },
	{ "contributors.yaml", "sources: [Work01]\n  leads", "sources: [Work01]\n  leads", "has no look-alike" },
	{ "course.yaml", "lo: 40", "lo: 55", "course: needs lo <= mean <= hi" },
	{ "course.yaml", "status: confirmed", "status: recalled", "a mean that is not recalled" },
	{ "claims.yaml", "plain: a", "plain: This is just a strain.", "claims.yaml:1: claims W1: 'just a' is not said to people" },
	{ "claims.yaml", "plain: a", "plain: a b c d e f g h i j k l m n o p q r s t u v w x y z one two three", "a sentence of 29 words" },
	{ "remedies.yaml", "effect_plain", "effect: { value: 5, lo: 6, hi: 7, unit: u, versus: v, population: p, status: recalled, sources: "
	                                   "[Work01] }, effect_plain",
	  "the effect lies outside lo to hi" },
	{ "sources.yaml", "- key", "- { key: Idle, authors: a, year: 1, title: a, where: a, kind: trial }\n- key", "no row rests on it" },
	{ "findings.yaml", "- { id: fever", "- { id: idle, ask: a, clinician: a, group: g }\n- { id: fever", "findings idle: nothing reads it" },
};

static void each_kind_of_fault_is_told_with_its_line(void **state)
{
	(void)state;
	int bad = 0;
	for (size_t i = 0; i < LBT_COUNT(rows); i++) {
		lb_arena a = { 0 };
		lb_err e = { 0 };
		lbt_text t = { 0 };
		const lb_knowledge *k = NULL;
		char folder[64];
		lbt_folder(folder);
		lbt_small_knowledge(folder, rows[i].file, rows[i].find, rows[i].put);
		if (lb_knowledge_load(&k, folder, &a, &e))
			fail_msg("'%s': %s: %s", rows[i].put, e.where, e.what);
		lbt_folder_remove(folder);
		size_t n = lb_knowledge_check(k, &a, listen, &t);
		bool told = n > 0 && t.s && strstr(t.s, rows[i].complaint);
		if (!told)
			print_error("'%s': no '%s' in:\n%s", rows[i].put, rows[i].complaint, t.s ? t.s : "nothing\n");
		bad += !told;
		lbt_text_free(&t);
		lb_arena_drop(&a);
	}
	assert_int_equal(bad, 0);
}

static void running_out_of_memory_is_told_and_not_taken_for_no_complaint(void **state)
{
	(void)state;
	lb_arena a = { .limit_bytes = 1 };
	lbt_text all = { 0 };
	assert_int_equal(lb_knowledge_check(lbt_knowledge(), &a, listen, &all), (size_t)-1);
	lbt_text_free(&all);
	lb_arena_drop(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_facts_raise_no_complaint),
		cmocka_unit_test(each_kind_of_fault_is_told_with_its_line),
		cmocka_unit_test(running_out_of_memory_is_told_and_not_taken_for_no_complaint),
	};
	return LBT_RUN(tests, "assess check");
}
