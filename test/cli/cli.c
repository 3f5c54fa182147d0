/* cli: the built command, as a person or a script runs it. */
#include "lbt.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

static const struct {
	const char *arguments, *input;
	int code;
	const char *out, *err; /* each must contain; NULL: must be empty; "": anything */
} rows[] = {
	/* help */
	{ "", NULL, 2, NULL, "Examples:" },
	{ "--help", NULL, 0, "Commands (", NULL },
	{ "-h", NULL, 0, "Examples:", NULL },
	{ "help", NULL, 0, "Examples:", NULL },
	{ "help assess", NULL, 0, "--batch", NULL },
	{ "assess --help", NULL, 0, "lumbar assess examples/swimmer.yaml", NULL },
	{ "--version", NULL, 0, "Not a medical device", NULL },
	{ "assess --version", NULL, 0, "knowledge 20", NULL },
	/* usage */
	{ "asess x", NULL, 2, NULL, "no command 'asess'; nearest: 'assess'" },
	{ "xyzzyx", NULL, 2, NULL, "no command 'xyzzyx'. Try" },
	{ "help xyzzyx", NULL, 2, NULL, "no command 'xyzzyx'" },
	{ "assess --jsn x", NULL, 2, NULL, "no option '--jsn'; nearest: '--json'" },
	{ "assess --format xml x", NULL, 2, NULL, "--format is one of text|" },
	{ "assess --format", NULL, 2, NULL, "--format needs a value" },
	{ "assess --json=yes x", NULL, 2, NULL, "--json takes no value" },
	{ "assess --width 39 x", NULL, 2, NULL, "--width is a number from 40 on" },
	{ "assess --width wide x", NULL, 2, NULL, "--width is a number from 40 on, not 'wide'" },
	{ "assess", NULL, 2, NULL, "usage: lumbar assess CASE" },
	{ "assess a b", NULL, 2, NULL, "usage: lumbar assess" },
	{ "assess a --batch b", NULL, 2, NULL, "--batch takes the place of CASE" },
	{ "knowledge chek", NULL, 2, NULL, "'knowledge' knows 'check'" },
	{ "completion tcsh", NULL, 2, NULL, "not 'tcsh'" },
	/* results on stdout, nothing else */
	{ "assess examples/swimmer.yaml", NULL, 0, "Safety first. ", NULL },
	{ "assess --for clinician examples/swimmer.yaml", NULL, 0, "base rate", NULL },
	{ "assess examples/swimmer.yaml --json", NULL, 0, "\"schema\":\"lumbar.assessment/1\"", NULL },
	{ "assess - --format=json", "fever: yes", 0, "\"fever\"", NULL },
	{ "assess -", "{\"saddle_numbness\": true}", 0, "Emergency", NULL },
	{ "assess -- examples/swimmer.yaml", NULL, 0, "Safety first. ", NULL },
	{ "assess - --format html", "saddle_numbness: yes", 0, "<h1 id=\"now\">Emergency", NULL },
	{ "assess --batch - --format html", "{}\n", 2, "", "--batch writes JSON lines" },
	{ "remedies heat --format html", NULL, 2, "", "--format html is for 'assess'" },
	{ "assess --batch -", "{\"id\":\"a\"}\n{\"id\":\"b\"}\n", 0, "\"id\":\"b\"", NULL },
	{ "assess --batch -", "nonsense\n", 0, "\"error\"", "1 of 1 lines could not be read" },
	{ "findings saddle", NULL, 0, "saddle_numbness", NULL },
	{ "claims B11", NULL, 0, "B11", NULL },
	{ "remedies heat --json", NULL, 0, "{", NULL },
	{ "sources stenosis", NULL, 0, "stenosis", NULL },
	/* urgency as exit code, only on request */
	{ "assess -", "saddle_numbness: yes", 0, "", NULL },
	{ "assess - --exit-urgency", "saddle_numbness: yes", 10, "", NULL },
	{ "assess - --exit-urgency", "{}", 0, "", NULL },
	/* not found */
	{ "assess nowhere.yaml", NULL, 3, NULL, "nowhere.yaml: No such file" },
	{ "assess --batch nowhere.ndjson", NULL, 3, NULL, "nowhere.ndjson" },
	{ "findings xyzzyx", NULL, 3, "", "no finding with 'xyzzyx'" },
	{ "assess --knowledge nowhere examples/swimmer.yaml", NULL, 3, NULL, "nowhere/version.yaml" },
	/* bad input: place, value, limit, nearest word */
	{ "assess -", "findings:\n  age: 400\n", 4, NULL, "-:2:8: age: 400 year is outside 1 to 115 year" },
	{ "assess -", "feverr: yes\n", 4, NULL, "-:1:9: 'feverr' is not a finding that is known here; nearest: 'fever'" },
	{ "assess -", "{\"duration\": 3}", 4, NULL, "-:1:14: duration: 3 has no unit" },
	/* another folder of facts */
	{ "assess --knowledge knowledge examples/swimmer.yaml", NULL, 0, "Safety first. ", NULL },
	/* output that cannot be written */
	{ "assess examples/swimmer.yaml -o /no/such/place", NULL, 1, NULL, "/no/such/place" },
	{ "assess examples/swimmer.yaml >/dev/full", NULL, 1, "", "" },
};

static bool as_wanted(const lbt_text *t, const char *want)
{
	return want ? strstr(t->s, want) != NULL : t->n == 0;
}

static void exit_codes_and_streams_are_as_promised(void **state)
{
	(void)state;
	int bad = 0;
	for (size_t i = 0; i < LBT_COUNT(rows); i++) {
		lbt_ran r = lbt_run(rows[i].arguments, rows[i].input);
		bool good = r.code == rows[i].code && as_wanted(&r.out, rows[i].out) && as_wanted(&r.err, rows[i].err);
		if (!good)
			print_error("lumbar %s: %d, not %d\n%.300s%.300s\n", rows[i].arguments, r.code, rows[i].code, r.out.s, r.err.s);
		bad += !good;
		lbt_ran_free(&r);
	}
	assert_int_equal(bad, 0);
}

static void no_colour_reaches_a_file_or_pipe(void **state)
{
	(void)state;
	lbt_ran r = lbt_run("assess examples/swimmer.yaml", NULL);
	assert_null(strchr(r.out.s, '\033'));
	lbt_ran_free(&r);
}

/* `script` gives the command a terminal. */
static void a_terminal_gets_colour_unless_no_color_is_set(void **state)
{
	(void)state;
	if (system("script -qec 'test -t 1' /dev/null >/dev/null 2>&1 </dev/null") != 0)
		return; /* nothing here gives it a terminal */
	static const struct {
		const char *before, *after;
		bool colour;
	} ways[] = { { "unset NO_COLOR; TERM=xterm", "", true },
		     { "NO_COLOR=1 TERM=xterm", "", false },
		     { "unset NO_COLOR; TERM=dumb", "", false },
		     { "unset NO_COLOR; TERM=xterm", "--no-color", false } };
	for (size_t i = 0; i < LBT_COUNT(ways); i++) {
		char line[800];
		snprintf(line, sizeof line,
		         "--version >/dev/null; %s script -qec \"$LUMBAR assess examples/swimmer.yaml %s\" /dev/null </dev/null",
		         ways[i].before, ways[i].after);
		lbt_ran r = lbt_run(line, NULL);
		if ((strchr(r.out.s, '\033') != NULL) != ways[i].colour)
			fail_msg("%s %s: %.200s", ways[i].before, ways[i].after, r.out.s);
		lbt_ran_free(&r);
	}
}

static void text_and_file_are_the_same(void **state)
{
	(void)state;
	char folder[64], line[200], path[100];
	lbt_folder(folder);
	snprintf(path, sizeof path, "%s/out", folder);
	snprintf(line, sizeof line, "assess examples/swimmer.yaml -o %s", path);
	lbt_ran to_file = lbt_run(line, NULL), to_stdout = lbt_run("assess examples/swimmer.yaml", NULL);
	char *text = lbt_slurp(path, NULL);
	assert_non_null(text);
	assert_int_equal(to_file.out.n, 0);
	assert_string_equal(text, to_stdout.out.s);
	free(text);
	lbt_ran_free(&to_file);
	lbt_ran_free(&to_stdout);
	lbt_folder_remove(folder);
}

static void batch_and_single_give_the_same_json(void **state)
{
	(void)state;
	const char *text = "{\"id\":\"a\",\"fever\":true,\"age\":50,\"story\":\"cannot pee\"}";
	lbt_ran one = lbt_run("assess - --json", text), many = lbt_run("assess --batch -", text);
	assert_string_equal(one.out.s, many.out.s);
	lbt_ran_free(&one);
	lbt_ran_free(&many);
}

static void every_command_and_option_is_in_help_completion_and_man_page(void **state)
{
	(void)state;
	static const char *const commands[] = { "assess", "findings", "claims", "remedies", "sources", "knowledge", "completion" };
	static const char *const options[] = { "batch", "json", "format", "exit-urgency", "knowledge", "width", "no-color" };
	static const char *const pages[] = { "--help", "completion bash", "completion zsh", "completion fish", "completion man" };
	for (size_t p = 0; p < LBT_COUNT(pages); p++) {
		lbt_ran r = lbt_run(pages[p], NULL);
		assert_int_equal(r.code, 0);
		for (size_t i = 0; i < LBT_COUNT(commands); i++)
			lbt_contains(r.out.s, commands[i], pages[p]);
		for (size_t i = 0; i < LBT_COUNT(options) && p; i++)
			lbt_contains(r.out.s, options[i], pages[p]);
		lbt_ran_free(&r);
	}
}

static void completions_are_scripts_their_shells_can_read(void **state)
{
	(void)state;
	static const char *const shells[] = { "bash", "zsh", "fish" };
	for (size_t i = 0; i < LBT_COUNT(shells); i++) {
		char line[200];
		snprintf(line, sizeof line, "--version >/dev/null; command -v %s >/dev/null || exit 0; $LUMBAR completion %s | %s -n",
		         shells[i], shells[i], shells[i]);
		lbt_ran r = lbt_run(line, NULL);
		if (r.code || r.err.n)
			fail_msg("%s: %s", shells[i], r.err.s);
		lbt_ran_free(&r);
	}
}

static void bash_completes_commands_options_and_values(void **state)
{
	(void)state;
	static const struct {
		const char *words;
		int at;
		const char *want;
	} tabs[] = { { "lumbar ass", 1, "assess" }, { "lumbar assess --exit", 2, "--exit-urgency" }, { "lumbar assess --for cl", 3, "clinician" } };
	if (system("command -v bash >/dev/null") != 0)
		return;
	for (size_t i = 0; i < LBT_COUNT(tabs); i++) {
		char line[500];
		snprintf(line, sizeof line,
		         "completion bash | bash -c 'source /dev/stdin; COMP_WORDS=(%s); COMP_CWORD=%d; _lumbar; echo ${COMPREPLY[@]}'",
		         tabs[i].words, tabs[i].at);
		lbt_ran r = lbt_run(line, NULL);
		lbt_contains(r.out.s, tabs[i].want, tabs[i].words);
		lbt_ran_free(&r);
	}
}

static void load_of_an_urgent_person_says_the_danger_and_no_change(void **state)
{
	(void)state;
	static const char urgent[] = "height: 170 cm\nmass: 70 kg\nsex: male\nsaddle_numbness: yes\nduration: 3 days\n";
	static const char calm[] = "height: 170 cm\nmass: 70 kg\nsex: male\nsaddle_numbness: no\nduration: 3 days\n";
	static const struct {
		const char *form, *has, *change; /* what stands there; what must not when it is urgent */
	} forms[] = {
		{ "", "Safety first.", "What a change would save" },
		{ " --for clinician", "Your day and your lower back", "What a change would save" },
		{ " --json", "\"peak_N\":{", "slide sheet" },
		{ " --format svg", "<title id=\"t\">Safety first. Emergency", "What a change would save" },
		{ " --format svg --for clinician", "<title id=\"t\">The heaviest of the day", "What a change would save" },
	};
	for (size_t i = 0; i < LBT_COUNT(forms); i++) {
		char line[200];
		snprintf(line, sizeof line, "load examples/nurse.yaml --person -%s", forms[i].form);
		lbt_ran r = lbt_run(line, urgent), well = lbt_run(line, calm);
		lbt_contains(r.err.s, "Have this seen to first", line);
		lbt_contains(r.out.s, forms[i].has, line);
		assert_null(strstr(r.out.s, forms[i].change));
		lbt_contains(well.out.s, forms[i].change, line);
		lbt_ran_free(&r);
		lbt_ran_free(&well);
	}
	/* a picture shows what to do before all else, whatever was to be drawn, and a person's nothing but that */
	static const char *const drawn[] = { "lift_round", "child_stoop", "child_stoop --beside child_kneel", "examples/nurse.yaml" };
	for (size_t i = 0; i < LBT_COUNT(drawn); i++) {
		char line[200];
		snprintf(line, sizeof line, "load %s --format svg --person -", drawn[i]);
		lbt_ran r = lbt_run(line, urgent), well = lbt_run(line, calm);
		lbt_contains(r.out.s, "emergency department", line);
		lbt_contains(r.out.s, "</svg>", line);
		assert_null(strstr(r.out.s, "relaxed standing"));
		lbt_contains(well.out.s, "relaxed standing", line);
		lbt_ran_free(&r);
		lbt_ran_free(&well);
	}
	lbt_ran other = lbt_run("load child_stoop --beside child_kneel --format svg --for clinician --person -", urgent);
	lbt_contains(other.out.s, "relaxed standing", "clinician");
	assert_null(strstr(other.out.s, "on one knee"));
	lbt_ran_free(&other);
}

static void postures_say_what_muscles_do_and_where_they_are_refused(void **state)
{
	(void)state;
	static const struct {
		const char *line, *in, *has;
		int code;
	} lines[] = {
		{ "load -", "flex: 30 deg\nload: 10 kg\nguard: { rectus_abdominis: 10 % }\n", "Guarding adds", 0 },
		{ "load -", "flex: 30 deg\nload: 10 kg\nweak: { multifidus: 100 % }\n", "could hold about", 0 },
		{ "load -", "flex: 30 deg\nguard: { multifidis: 10 % }\n", "nearest: 'multifidus'", 4 },
		{ "load lift_round --cubed --for clinician", "", "low in the back, carries about", 0 },
		{ "load lift_knees", "", "where its figures are less sure", 0 },
		{ "load child_stoop --cubed", "", "--cubed is for postures", 2 },
		{ "load examples/nurse.yaml --cubed", "", "--cubed is for postures", 2 },
		{ "load --flex 90deg", "", "flex: 90 deg is outside -26 .. 70 deg", 4 },
		{ "load --flex 30deg --beside lift_table", "", "--beside", 2 },
		{ "load hold_close --beside hold_far --format svg", "", "</svg>", 0 },
	};
	for (size_t i = 0; i < LBT_COUNT(lines); i++) {
		lbt_ran r = lbt_run(lines[i].line, lines[i].in);
		if (r.code != lines[i].code)
			fail_msg("%s: exit %d: %s", lines[i].line, r.code, r.err.s);
		lbt_contains(lines[i].code ? r.err.s : r.out.s, lines[i].has, lines[i].line);
		lbt_ran_free(&r);
	}
}

static void tissue_limits_are_those_of_the_person_only_when_age_and_sex_are_told(void **state)
{
	(void)state;
	static const struct {
		const char *who, *basis;
	} people[] = {
		{ NULL, "\"limit_low_N\":2340,\"limit_high_N\":7340,\"limit_basis\":\"all\"" },
		{ "height: 175 cm\nmass: 70 kg\nsex: male\n", "\"limit_low_N\":2340,\"limit_high_N\":7340,\"limit_basis\":\"all\"" },
		{ "height: 175 cm\nmass: 70 kg\nsex: other\nage: 40\n", "\"limit_basis\":\"all\"" },
		{ "height: 175 cm\nmass: 70 kg\nsex: male\nage: 15\n", "\"limit_basis\":\"all\"" },
		{ "height: 175 cm\nmass: 70 kg\nsex: male\nage: 40\n", "\"limit_low_N\":3318,\"limit_high_N\":10409,\"limit_basis\":\"age_sex_stature\"" },
		{ "height: 175 cm\nmass: 70 kg\nsex: female\nage: 40\n", "\"limit_low_N\":2489,\"limit_high_N\":7807,\"limit_basis\":\"age_sex_stature\"" },
	};
	for (size_t i = 0; i < LBT_COUNT(people); i++) {
		lbt_ran r = lbt_run(people[i].who ? "load lift_round --json --person -" : "load lift_round --json", people[i].who);
		lbt_contains(r.out.s, people[i].basis, people[i].who ? people[i].who : "nobody");
		lbt_ran_free(&r);
	}
	lbt_ran all = lbt_run("load lift_round --for clinician", NULL);
	lbt_ran hers = lbt_run("load lift_round --for clinician --person -", people[5].who);
	lbt_contains(all.out.s, "of all ages failed in tests at 2.3 to 7.3 kN", "nobody");
	lbt_contains(hers.out.s, "of this age, sex and stature fail in tests at 2.5 to 7.8 kN (mean -+ SD, estimated)", "she");
	lbt_ran_free(&all);
	lbt_ran_free(&hers);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(exit_codes_and_streams_are_as_promised),
		cmocka_unit_test(no_colour_reaches_a_file_or_pipe),
		cmocka_unit_test(a_terminal_gets_colour_unless_no_color_is_set),
		cmocka_unit_test(text_and_file_are_the_same),
		cmocka_unit_test(batch_and_single_give_the_same_json),
		cmocka_unit_test(every_command_and_option_is_in_help_completion_and_man_page),
		cmocka_unit_test(completions_are_scripts_their_shells_can_read),
		cmocka_unit_test(bash_completes_commands_options_and_values),
		cmocka_unit_test(load_of_an_urgent_person_says_the_danger_and_no_change),
		cmocka_unit_test(postures_say_what_muscles_do_and_where_they_are_refused),
		cmocka_unit_test(tissue_limits_are_those_of_the_person_only_when_age_and_sex_are_told),
	};
	return LBT_RUN(tests, "cli cli");
}
