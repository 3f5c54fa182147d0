/* lumbar assess, and lumbar knowledge check. */
#include <errno.h>
#include <string.h>

#include "cli.h"

static FILE *open_output(lbi_call *c)
{
	const char *path = c->value[LBI_OPT_output];
	FILE *f = path && strcmp(path, "-") != 0 ? fopen(path, "w") : stdout;
	if (!f)
		fprintf(stderr, "lumbar: %s: %s\n", path, strerror(errno));
	return f;
}

static int close_output(FILE *f, int code)
{
	if (f != stdout && fclose(f) && !code) {
		fprintf(stderr, "lumbar: the result could not be written: %s\n", strerror(errno));
		return lb_status_exit(LB_IO);
	}
	return code;
}

static int urgency_exit(const lbi_call *c, lb_urgency u)
{
	if (!c->value[LBI_OPT_exit_urgency])
		return 0;
	return u == LB_URGENCY_emergency ? 10 : u == LB_URGENCY_same_day ? 11 : 0;
}

static int one(lbi_call *c)
{
	lb_case person;
	lb_assessment a;
	lb_err err = { 0 };
	if (lb_case_read_file(&person, c->k, c->arg[0], c->arena, &err) || lb_assess(&a, &person, c->arena, &err))
		return lbi_fail_err(&err);
	FILE *f = open_output(c);
	if (!f)
		return lb_status_exit(LB_IO);
	lb_sink sink = lbi_file_sink(f);
	lb_report_options o = lbi_report_options(c);
	lb_status s = lbi_wants_json(c)   ? lb_report_json(&a, sink, &err)
	              : lbi_wants_html(c) ? lb_report_html(&a, o, sink, &err)
	                                  : lb_report_text(&a, o, sink, &err);
	return close_output(f, s ? lbi_fail_err(&err) : urgency_exit(c, a.triage.urgency));
}

static long read_file(char *bytes, size_t size, void *ctx)
{
	size_t n = fread(bytes, 1, size, ctx);
	return n || !ferror((FILE *)ctx) ? (long)n : -1;
}

static int batch(lbi_call *c)
{
	const char *path = c->value[LBI_OPT_batch];
	bool in = strcmp(path, "-") == 0;
	FILE *f = in ? stdin : fopen(path, "rb");
	if (!f) {
		fprintf(stderr, "lumbar: %s: %s\n", path, strerror(errno));
		return lb_status_exit(errno == ENOENT ? LB_NOTFOUND : LB_IO);
	}
	FILE *o = open_output(c);
	if (!o)
		return lb_status_exit(LB_IO);
	lb_err err = { 0 };
	lb_batch_count count = { 0 };
	lb_status s = lb_batch_run(&count, c->k, (lb_feed){ read_file, f }, (lb_str){ path, strlen(path) }, lbi_file_sink(o), &err);
	if (!in)
		fclose(f);
	if (count.errors)
		fprintf(stderr, "lumbar: %zu of %zu lines could not be read; each has an error object on its line\n", count.errors,
		        count.lines);
	return close_output(o, s ? lbi_fail_err(&err) : 0);
}

int lbi_cmd_assess(lbi_call *c)
{
	const char *format = c->value[LBI_OPT_format];
	if (c->value[LBI_OPT_batch] && ((format && strcmp(format, "json") != 0) || c->value[LBI_OPT_exit_urgency] ||
	                                c->value[LBI_OPT_audience]))
		return lbi_fail_usage("--batch writes JSON lines; --format text or html, --for and --exit-urgency do not go with it");
	if (c->value[LBI_OPT_batch])
		return c->n_args ? lbi_fail_usage("--batch takes the place of CASE") : batch(c);
	if (!c->n_args)
		return lbi_fail_usage("usage: lumbar assess CASE. Try 'lumbar assess --help'.");
	return one(c);
}

static void tell(const char *text, void *ctx)
{
	(void)ctx;
	puts(text);
}

int lbi_cmd_knowledge(lbi_call *c)
{
	lb_err err = { 0 };
	if (strcmp(c->arg[0], "check") != 0)
		return lbi_fail_usage("'knowledge' knows 'check', not '%s'", c->arg[0]);
	if (c->n_args > 1 && lb_knowledge_load(&c->k, c->arg[1], c->arena, &err))
		return lbi_fail_err(&err);
	size_t n = lb_knowledge_check(c->k, c->arena, tell, NULL);
	if (n == (size_t)-1)
		return lbi_fail_err(&(lb_err){ .status = LB_NOMEM, .where = "knowledge", .what = "looking at every row" });
	lb_str v = lb_knowledge_version(c->k);
	printf("knowledge %.*s: %zu findings, %zu rules, %zu contributors, %zu claims, %zu remedies, %zu sources; %zu complaints\n",
	       LB_FMT(v), lb_findings(c->k).n, lb_rules(c->k).n, lb_contributors(c->k).n, lb_claims(c->k).n, lb_remedies(c->k).n,
	       lb_sources(c->k).n, n);
	return n ? 1 : 0;
}
