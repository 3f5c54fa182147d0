/* Parse the command line by the tables, load the facts, run the command. */
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "cli.h"

const lbi_option lbi_options[LBI_OPT_COUNT] = {
#define X(id, name, takes, help) { name, takes, help },
	LBI_OPTION_LIST(X)
#undef X
};

int lbi_fail_usage(const char *fmt, ...)
{
	va_list args;
	va_start(args, fmt);
	fputs("lumbar: ", stderr);
	vfprintf(stderr, fmt, args);
	fputc('\n', stderr);
	va_end(args);
	return lb_status_exit(LB_USAGE);
}

/* Errors quote the input: control characters in it are shown as a question mark. */
static void put_safely(const char *text)
{
	for (; *text; text++)
		fputc((unsigned char)*text < 0x20 || *text == 0x7f ? '?' : *text, stderr);
}

int lbi_fail_err(const lb_err *e)
{
	fputs("lumbar: ", stderr);
	put_safely(e->where);
	fputs(e->where[0] ? ": " : "", stderr);
	put_safely(e->what);
	fprintf(stderr, " (%s)\n", lb_status_text(e->status));
	return lb_status_exit(e->status);
}

bool lbi_wants_json(const lbi_call *c)
{
	static const lbi_option_id forms[] = { LBI_OPT_format, LBI_OPT_figure, LBI_OPT_series };
	bool json = c->value[LBI_OPT_json] != NULL;
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
		json = json || (c->value[forms[i]] && strcmp(c->value[forms[i]], "json") == 0);
	return json;
}

bool lbi_wants_html(const lbi_call *c)
{
	return !lbi_wants_json(c) && c->value[LBI_OPT_format] && strcmp(c->value[LBI_OPT_format], "html") == 0;
}

/* Today, or the day that SOURCE_DATE_EPOCH names, as is usual for output that can be made again. */
static int today_day(void)
{
	const char *epoch = getenv("SOURCE_DATE_EPOCH");
	long long seconds = epoch ? strtoll(epoch, NULL, 10) : (long long)time(NULL);
	return seconds > 0 ? (int)(seconds / 86400) : 0;
}

lb_report_options lbi_report_options(const lbi_call *c)
{
	const char *no_color = getenv("NO_COLOR"), *term = getenv("TERM");
	bool to_file = c->value[LBI_OPT_output] != NULL;
	lb_report_options o = { 0 };
	o.colour = !c->value[LBI_OPT_no_color] && !(no_color && *no_color) && !to_file && isatty(STDOUT_FILENO) &&
	           !(term && strcmp(term, "dumb") == 0);
	o.width = c->value[LBI_OPT_width] ? (unsigned)atoi(c->value[LBI_OPT_width]) : 0;
	if (c->value[LBI_OPT_audience] && strcmp(c->value[LBI_OPT_audience], "clinician") == 0)
		o.audience = LB_FOR_CLINICIAN;
	o.today_day = today_day();
	return o;
}

static int write_file(const char *bytes, size_t n, void *ctx)
{
	return fwrite(bytes, 1, n, ctx) != n;
}

lb_sink lbi_file_sink(FILE *f)
{
	return (lb_sink){ write_file, f };
}

/* ---- which command, which options ---- */

/* Edits between two short words; for "did you mean". */
static size_t distance(const char *a, const char *b)
{
	size_t n = strlen(a), m = strlen(b), row[64];
	if (n > 60 || m > 60)
		return 99;
	for (size_t j = 0; j <= m; j++)
		row[j] = j;
	for (size_t i = 1; i <= n; i++) {
		size_t diagonal = row[0];
		row[0] = i;
		for (size_t j = 1; j <= m; j++) {
			size_t above = row[j], best = diagonal + (a[i - 1] != b[j - 1]);
			best = above + 1 < best ? above + 1 : best;
			best = row[j - 1] + 1 < best ? row[j - 1] + 1 : best;
			row[j] = best, diagonal = above;
		}
	}
	return row[m];
}

static const lbi_command *find_command(const char *name)
{
	for (size_t i = 0; i < lbi_command_count; i++)
		if (strcmp(lbi_commands[i].name, name) == 0)
			return &lbi_commands[i];
	return NULL;
}

static int unknown_command(const char *name)
{
	const char *near = NULL;
	size_t least = 4;
	for (size_t i = 0; i < lbi_command_count; i++) {
		size_t d = distance(name, lbi_commands[i].name);
		if (d < least)
			least = d, near = lbi_commands[i].name;
	}
	if (near)
		return lbi_fail_usage("no command '%s'; nearest: '%s'. Try 'lumbar --help'.", name, near);
	return lbi_fail_usage("no command '%s'. Try 'lumbar --help'.", name);
}

static int unknown_option(const char *arg, const lbi_command *cmd)
{
	const char *near = NULL;
	size_t least = 4;
	unsigned known = cmd->options | LBI_OPT_COMMON;
	for (unsigned i = 0; i < LBI_OPT_COUNT; i++) {
		size_t d = distance(arg, lbi_options[i].name);
		if (known >> i & 1 && d < least)
			least = d, near = lbi_options[i].name;
	}
	if (near)
		return lbi_fail_usage("'%s' has no option '%s'; nearest: '%s'. Try 'lumbar %s --help'.", cmd->name, arg, near, cmd->name);
	return lbi_fail_usage("'%s' has no option '%s'. Try 'lumbar %s --help'.", cmd->name, arg, cmd->name);
}

/* Is value one of the words of "a|b|c"? Placeholders in capitals take anything. */
static bool value_fits(const char *takes, const char *value)
{
	if (!strchr(takes, '|'))
		return *value != '\0';
	size_t n = strlen(value);
	for (const char *p = takes; *p;) {
		size_t len = strcspn(p, "|");
		if (len == n && memcmp(p, value, n) == 0)
			return true;
		p += len + (p[len] == '|');
	}
	return false;
}

static int parse_option(lbi_call *c, const lbi_command *cmd, int *i, int argc, char **argv)
{
	unsigned known = cmd->options | LBI_OPT_COMMON;
	const char *eq = strchr(argv[*i], '=');
	size_t n = eq ? (size_t)(eq - argv[*i]) : strlen(argv[*i]);
	for (unsigned o = 0; o < LBI_OPT_COUNT; o++) {
		const lbi_option *opt = &lbi_options[o];
		if (!(known >> o & 1) || strlen(opt->name) != n || memcmp(opt->name, argv[*i], n) != 0)
			continue;
		if (!opt->takes && eq)
			return lbi_fail_usage("%s takes no value", opt->name);
		const char *value = !opt->takes ? "" : eq ? eq + 1 : *i + 1 < argc ? argv[++*i] : NULL;
		if (!value)
			return lbi_fail_usage("%s needs a value: %s", opt->name, opt->takes);
		if (opt->takes && !value_fits(opt->takes, value))
			return lbi_fail_usage("%s is one of %s, not '%s'", opt->name, opt->takes, value);
		c->value[o] = value;
		return 0;
	}
	return unknown_option(argv[*i], cmd);
}

static int parse(lbi_call *c, const lbi_command *cmd, int argc, char **argv)
{
	bool only_args = false;
	for (int i = 0; i < argc; i++) {
		int failed = 0;
		if (!only_args && strcmp(argv[i], "--") == 0)
			only_args = true;
		else if (!only_args && argv[i][0] == '-' && argv[i][1])
			failed = parse_option(c, cmd, &i, argc, argv);
		else if (c->n_args == LBI_ARGS_MAX)
			failed = lbi_fail_usage("more than %d arguments", LBI_ARGS_MAX);
		else
			c->arg[c->n_args++] = argv[i];
		if (failed)
			return failed;
	}
	if (c->value[LBI_OPT_width] && atoi(c->value[LBI_OPT_width]) < 40)
		return lbi_fail_usage("--width is a number from 40 on, not '%s'", c->value[LBI_OPT_width]);
	return 0;
}

static int version(const lb_knowledge *k)
{
	lb_str v = lb_knowledge_version(k);
	printf("lumbar %s\nknowledge %.*s\n%s\n", LB_VERSION, LB_FMT(v), LB_INTENDED_USE);
	return 0;
}

static int run(lbi_call *c, const lbi_command *cmd)
{
	lb_err err = { 0 };
	c->k = lb_knowledge_builtin();
	if (c->value[LBI_OPT_help])
		return lbi_help(stdout, cmd);
	if (c->value[LBI_OPT_knowledge] && lb_knowledge_load(&c->k, c->value[LBI_OPT_knowledge], c->arena, &err))
		return lbi_fail_err(&err);
	if (c->value[LBI_OPT_version])
		return version(c->k);
	if (c->n_args < cmd->min_args || c->n_args > cmd->max_args)
		return lbi_fail_usage("usage: lumbar %s %s. Try 'lumbar %s --help'.", cmd->name, cmd->args, cmd->name);
	return cmd->run(c);
}

int main(int argc, char **argv)
{
	lb_arena arena = { 0 };
	lbi_call c = { .program = argc ? argv[0] : "lumbar", .arena = &arena };
	lb_json_use_arena();
	if (argc < 2 || strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0)
		return lbi_help(argc < 2 ? stderr : stdout, NULL) + (argc < 2 ? lb_status_exit(LB_USAGE) : 0);
	if (strcmp(argv[1], "--version") == 0)
		return version(lb_knowledge_builtin());
	bool help = strcmp(argv[1], "help") == 0;
	if (help && argc < 3)
		return lbi_help(stdout, NULL);
	const char *name = help ? argv[2] : argv[1];
	const lbi_command *cmd = find_command(name);
	if (!cmd)
		return unknown_command(name);
	if (help)
		return lbi_help(stdout, cmd);
	int failed = parse(&c, cmd, argc - 2, argv + 2);
	int code = failed ? failed : run(&c, cmd);
	lb_arena_drop(&arena);
	if (fflush(stdout) || ferror(stdout)) {
		fprintf(stderr, "lumbar: standard output could not be written\n");
		return code ? code : lb_status_exit(LB_IO);
	}
	return code;
}
