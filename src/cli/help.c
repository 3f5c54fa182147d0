/* Help, shell completion and the man page, all from the command table. */
#include <ctype.h>
#include <string.h>

#include "cli.h"

static void examples(FILE *to, const char *lines, const char *fmt)
{
	for (const char *p = lines; *p;) {
		size_t n = strcspn(p, "\n"), cmd = strcspn(p, "|");
		fprintf(to, fmt, (int)cmd, p, (int)(n - cmd - 1), p + cmd + 1);
		p += n + (p[n] == '\n');
	}
}

static void option_line(FILE *to, const lbi_option *o)
{
	char left[48];
	snprintf(left, sizeof left, "%s%s%s", o->name, o->takes ? " " : "", o->takes ? o->takes : "");
	fprintf(to, "  %-24s %s\n", left, o->help);
}

int lbi_help(FILE *to, const lbi_command *c)
{
	if (c) {
		fprintf(to, "Examples:\n");
		examples(to, c->examples, "  %-.*s\n      %.*s\n");
		fprintf(to, "\nlumbar %s %s: %s\n\nOptions:\n", c->name, c->args, c->summary);
		for (unsigned i = 0; i < LBI_OPT_COUNT; i++)
			if ((c->options | LBI_OPT_COMMON) >> i & 1)
				option_line(to, &lbi_options[i]);
		return 0;
	}
	fprintf(to, "lumbar: what is going on in a lower back, what loads it, what to do next.\n\nExamples:\n");
	for (size_t i = 0; i < lbi_command_count; i++)
		fprintf(to, "  %.*s\n", (int)strcspn(lbi_commands[i].examples, "|"), lbi_commands[i].examples);
	fprintf(to, "\nCommands ('lumbar COMMAND --help' tells more):\n");
	for (size_t i = 0; i < lbi_command_count; i++)
		fprintf(to, "  %-12s %s\n", lbi_commands[i].name, lbi_commands[i].summary);
	fprintf(to, "\nExit: 0 done, 1 failed, 2 usage, 3 not found, 4 bad input; with --exit-urgency 10 emergency, 11 same day.\n%s\n", LB_INTENDED_USE);
	return 0;
}

/* ---- completion ---- */

/* The words of "a|b" for an option, or nothing. */
static void choices(FILE *to, const char *takes)
{
	for (const char *p = takes; *p; p++)
		fputc(*p == '|' ? ' ' : *p, to);
}

static bool is_choice(const char *takes)
{
	return takes && islower((unsigned char)takes[0]);
}

static void bash(void)
{
	printf("_lumbar() {\n\tlocal cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]}\n");
	printf("\tif [ \"$COMP_CWORD\" -eq 1 ]; then\n\t\tCOMPREPLY=($(compgen -W \"");
	for (size_t i = 0; i < lbi_command_count; i++)
		printf("%s ", lbi_commands[i].name);
	printf("--help --version\" -- \"$cur\"))\n\t\treturn\n\tfi\n\tcase $prev in\n");
	for (unsigned i = 0; i < LBI_OPT_COUNT; i++)
		if (is_choice(lbi_options[i].takes)) {
			printf("\t%s) COMPREPLY=($(compgen -W \"", lbi_options[i].name);
			choices(stdout, lbi_options[i].takes);
			printf("\" -- \"$cur\")); return ;;\n");
		}
	printf("\tesac\n\tcase ${COMP_WORDS[1]} in\n");
	for (size_t i = 0; i < lbi_command_count; i++) {
		printf("\t%s) COMPREPLY=($(compgen -f -W \"", lbi_commands[i].name);
		for (unsigned o = 0; o < LBI_OPT_COUNT; o++)
			if ((lbi_commands[i].options | LBI_OPT_COMMON) >> o & 1)
				printf("%s ", lbi_options[o].name);
		printf("\" -- \"$cur\")) ;;\n");
	}
	printf("\tesac\n}\ncomplete -o filenames -F _lumbar lumbar\n");
}

static void zsh(void)
{
	printf("#compdef lumbar\n_lumbar() {\n\tlocal -a cmds\n\tcmds=(\n");
	for (size_t i = 0; i < lbi_command_count; i++)
		printf("\t\t'%s:%s'\n", lbi_commands[i].name, lbi_commands[i].summary);
	printf("\t)\n\tif (( CURRENT == 2 )); then\n\t\t_describe command cmds\n\t\treturn\n\tfi\n\tcase $words[2] in\n");
	for (size_t i = 0; i < lbi_command_count; i++) {
		printf("\t%s) _arguments", lbi_commands[i].name);
		for (unsigned o = 0; o < LBI_OPT_COUNT; o++) {
			const lbi_option *opt = &lbi_options[o];
			if (!((lbi_commands[i].options | LBI_OPT_COMMON) >> o & 1))
				continue;
			printf(" '%s[%s]", opt->name, opt->help);
			if (opt->takes && is_choice(opt->takes)) {
				printf(":value:(");
				choices(stdout, opt->takes);
				printf(")");
			} else if (opt->takes) {
				printf(":%s:_files", opt->takes);
			}
			printf("'");
		}
		printf(" '*:file:_files' ;;\n");
	}
	printf("\tesac\n}\n_lumbar \"$@\"\n");
}

static void fish(void)
{
	for (size_t i = 0; i < lbi_command_count; i++) {
		const lbi_command *c = &lbi_commands[i];
		printf("complete -c lumbar -n __fish_use_subcommand -a %s -d '%s'\n", c->name, c->summary);
		for (unsigned o = 0; o < LBI_OPT_COUNT; o++) {
			const lbi_option *opt = &lbi_options[o];
			if (!((c->options | LBI_OPT_COMMON) >> o & 1))
				continue;
			bool is_long = opt->name[1] == '-';
			printf("complete -c lumbar -n '__fish_seen_subcommand_from %s' -%c %s -d '%s'", c->name, is_long ? 'l' : 's',
			       opt->name + (is_long ? 2 : 1), opt->help);
			if (is_choice(opt->takes)) {
				printf(" -x -a '");
				choices(stdout, opt->takes);
				printf("'");
			} else if (opt->takes) {
				printf(" -r");
			}
			printf("\n");
		}
	}
}

static void man(void)
{
	printf(".TH LUMBAR 1 \"\" \"lumbar %s\"\n.SH NAME\nlumbar \\- a model of the lower back\n.SH SYNOPSIS\n", LB_VERSION);
	for (size_t i = 0; i < lbi_command_count; i++)
		printf(".B lumbar %s\n%s\n.br\n", lbi_commands[i].name, lbi_commands[i].args);
	printf(".SH DESCRIPTION\nWhat is going on in a lower back, what loads it, what to do next. Every statement carries its reason\n"
	       "and its source. Nothing leaves the machine.\n%s\n.SH COMMANDS\n", LB_INTENDED_USE);
	for (size_t i = 0; i < lbi_command_count; i++) {
		printf(".SS %s %s\n%s\n", lbi_commands[i].name, lbi_commands[i].args, lbi_commands[i].summary);
		examples(stdout, lbi_commands[i].examples, ".PP\n.B %.*s\n.br\n%.*s\n");
	}
	printf(".SH OPTIONS\n");
	for (unsigned i = 0; i < LBI_OPT_COUNT; i++)
		printf(".TP\n.B %s %s\n%s\n", lbi_options[i].name, lbi_options[i].takes ? lbi_options[i].takes : "", lbi_options[i].help);
	printf(".SH EXIT STATUS\n0 done, 1 failed, 2 usage, 3 not found, 4 bad input; with\n.B --exit-urgency\n"
	       "10 for an emergency and 11 for same day.\n.SH ENVIRONMENT\n.B NO_COLOR\nset to anything: no colour.\n");
}

int lbi_cmd_completion(lbi_call *c)
{
	static const struct {
		const char *name;
		void (*print)(void);
	} kinds[] = { { "bash", bash }, { "zsh", zsh }, { "fish", fish }, { "man", man } };
	for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
		if (strcmp(c->arg[0], kinds[i].name) == 0) {
			kinds[i].print();
			return 0;
		}
	return lbi_fail_usage("completion for bash, zsh, fish or man, not '%s'", c->arg[0]);
}
