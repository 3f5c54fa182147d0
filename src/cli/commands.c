/* The command table, and the commands that list. */
#include <string.h>

#include "cli.h"

static int list(lbi_call *c, lb_list_kind kind, const char *what)
{
	lb_err err = { 0 };
	size_t found = 0;
	if (lbi_wants_html(c))
		return lbi_fail_usage("--format html is for 'assess'; lists are text or json");
	const char *word = c->n_args ? c->arg[0] : "";
	if (lb_report_list(c->k, kind, (lb_str){ word, strlen(word) }, lbi_wants_json(c), lbi_report_options(c), &found,
	                   lbi_file_sink(stdout), &err))
		return lbi_fail_err(&err);
	if (!found) {
		fprintf(stderr, "lumbar: no %s with '%s'\n", what, word);
		return lb_status_exit(LB_NOTFOUND);
	}
	return 0;
}

static int cmd_findings(lbi_call *c)
{
	return list(c, LB_LIST_FINDINGS, "finding");
}

static int cmd_claims(lbi_call *c)
{
	return list(c, LB_LIST_CLAIMS, "claim");
}

static int cmd_remedies(lbi_call *c)
{
	return list(c, LB_LIST_REMEDIES, "remedy");
}

static int cmd_sources(lbi_call *c)
{
	return list(c, LB_LIST_SOURCES, "source");
}

#define LIST_OPTIONS (LBI_OPT(format) | LBI_OPT(json))

const lbi_command lbi_commands[] = {
	{ "assess", "CASE | --batch FILE", "what is going on with one person, safety first",
	  "lumbar assess examples/swimmer.yaml|one person, in plain words\n"
	  "lumbar assess case.yaml --for clinician|with numbers, rules and sources\n"
	  "lumbar assess case.yaml --format html -o report.html|a page to read, print and share\n"
	  "lumbar assess case.yaml --json|for other programs\n"
	  "lumbar assess --batch cases.ndjson|a line in, a line out",
	  LIST_OPTIONS | LBI_OPT(audience) | LBI_OPT(output) | LBI_OPT(batch) | LBI_OPT(exit_urgency), 0, 1, lbi_cmd_assess },
	{ "ask", "[CASE] [-o CASE]", "the interview: safety first, best question next, and no more than needed",
	  "lumbar ask -o me.yaml|start, or go on where you stopped; every answer is kept\n"
	  "lumbar ask referral.yaml -o me.yaml|start from what is known\n"
	  "lumbar ask -o me.yaml --for clinician|also what an examination tells",
	  LBI_OPT(audience) | LBI_OPT(output), 0, 1, lbi_cmd_ask },
	{ "findings", "[WORD]", "what can be told in a case: ids, questions, units",
	  "lumbar findings leg|everything about legs\nlumbar findings --json|all, for other programs", LIST_OPTIONS, 0, 1,
	  cmd_findings },
	{ "claims", "[ID or WORD]", "sentences people hear, and what the evidence says",
	  "lumbar claims B11|\"never use heat\"\nlumbar claims core|everything about the core", LIST_OPTIONS, 0, 1, cmd_claims },
	{ "remedies", "[WORD]", "what people try, by stage, with the size of the effect",
	  "lumbar remedies heat|does warmth help?\nlumbar remedies --json|all, for other programs", LIST_OPTIONS, 0, 1,
	  cmd_remedies },
	{ "sources", "[KEY or WORD]", "the works behind every statement",
	  "lumbar sources Hides96|one work\nlumbar sources stenosis|works on stenosis", LIST_OPTIONS, 0, 1, cmd_sources },
	{ "load", "ACTIVITY | DAY.yaml | POSTURE.yaml", "how much an activity, a day or a posture loads the low back",
	  "lumbar load \"picking the kid up\"|one activity, and what another way of doing it saves\n"
	  "lumbar load examples/desk_child.yaml --person case.yaml|a whole day, and which of its habits matter\n"
	  "lumbar load child_stoop --beside child_kneel --format svg|two techniques as a picture\n"
	  "lumbar load --flex 45deg --hand 10kg|bent forward with 10 kg in the hands\n"
	  "lumbar load lift_round --for clinician|a posture that was measured, with all numbers\n"
	  "lumbar load examples/bucket.yaml --person case.yaml --json|one person's posture, for other programs",
	  LBI_OPT(figure) | LBI_OPT(json) | LBI_OPT(beside) | LBI_OPT(audience) | LBI_OPT(person) | LBI_OPT(flex) | LBI_OPT(side) |
	          LBI_OPT(twist) | LBI_OPT(tilt) | LBI_OPT(hand) | LBI_OPT(cubed), 0, 1, lbi_cmd_load },
	{ "activities", "[WORD]", "the everyday activities that a day can be told in, by load",
	  "lumbar activities child|everything with a child\nlumbar activities|all of them", LBI_OPT(table), 0, 1, lbi_cmd_activities },
	{ "simulate", "SCENARIO.yaml", "how a back moves over days to years, rival courses side by side",
	  "lumbar simulate examples/sock.yaml|one injury, ignored or looked after\n"
	  "lumbar simulate examples/five_hypotheses.yaml --format svg|a plot\n"
	  "lumbar simulate examples/desk_week.yaml --format csv|a row a day",
	  LBI_OPT(json) | LBI_OPT(series), 1, 1, lbi_cmd_simulate },
	{ "validate", "", "the body model against every published observation, met or not",
	  "lumbar validate|fit and check rows apart, and the hypotheses' ledger (half a minute)\nlumbar validate --sets 24 --people 1008|the same, coarser, in a few seconds\nlumbar validate --json|for other programs",
	  LIST_OPTIONS | LBI_OPT(sets) | LBI_OPT(people) | LBI_OPT(threads), 0, 0, lbi_cmd_validate },
	{ "fit", "", "fit the body model to the fit rows: parameter sets as CSV",
	  "lumbar fit|as validation/sets.csv was made", LBI_OPT(sets) | LBI_OPT(generations) | LBI_OPT(people) | LBI_OPT(search) | LBI_OPT(threads), 0, 0, lbi_cmd_fit },
	{ "knowledge", "check [DIR]", "look at every row of the facts",
	  "lumbar knowledge check|the facts built in\nlumbar knowledge check knowledge|a folder you are editing", 0, 1, 2,
	  lbi_cmd_knowledge },
	{ "completion", "bash|zsh|fish|man", "completion for your shell, or the man page",
	  "lumbar completion bash|print it; 'make install' puts it in place", 0, 1, 1, lbi_cmd_completion },
};
const size_t lbi_command_count = sizeof lbi_commands / sizeof lbi_commands[0];
