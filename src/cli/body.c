/* lumbar simulate, validate, fit. */
#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "lumbar/body.h"

static bool wants(const lbi_call *c, const char *format)
{
	return c->value[LBI_OPT_series] && strcmp(c->value[LBI_OPT_series], format) == 0;
}

int lbi_cmd_simulate(lbi_call *c)
{
	lb_err err = {0};
	lb_scenario s;
	lb_simulation r;
	lb_sink out = lbi_file_sink(stdout);
	if (lb_scenario_read(&s, c->arg[0], c->arena, &err) || lb_simulate(&r, &s, c->k, c->arena, &err))
		return lbi_fail_err(&err);
	lb_status bad = lbi_wants_json(c) ? lb_simulation_json(&r, out, &err)
			: wants(c, "csv") ? lb_simulation_csv(&r, out, &err)
			: wants(c, "svg") ? lb_simulation_svg(&r, out, &err)
					  : lb_simulation_text(&r, out, &err);
	return bad ? lbi_fail_err(&err) : 0;
}

static size_t count_of(const lbi_call *c, lbi_option_id o, size_t usual)
{
	return c->value[o] ? (size_t)strtoul(c->value[o], NULL, 10) : usual;
}

/* Exit code of an option that is no whole number; 0: all are. */
static int refused_count(const lbi_call *c)
{
	static const struct {
		lbi_option_id option;
		const char *name;
	} counts[] = {{LBI_OPT_sets, "--sets"},	      {LBI_OPT_people, "--people"},   {LBI_OPT_generations, "--generations"},
		      {LBI_OPT_search, "--search"}, {LBI_OPT_threads, "--threads"}};
	for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
		const char *v = c->value[counts[i].option];
		if (v && (!*v || v[strspn(v, "0123456789")] || strlen(v) > 9))
			return lbi_fail_usage("%s is a whole number, not '%s'", counts[i].name, v);
	}
	return 0;
}

int lbi_cmd_validate(lbi_call *c)
{
	int refused = refused_count(c);
	if (refused)
		return refused;
	lb_err err = {0};
	lb_validation v;
	lb_ledger l;
	lb_sink out = lbi_file_sink(stdout);
	if (lb_validate(&v, c->k, count_of(c, LBI_OPT_sets, 60), count_of(c, LBI_OPT_people, 3024),
			count_of(c, LBI_OPT_threads, 2), &err) ||
	    lb_body_ledger(&l, c->k, &err))
		return lbi_fail_err(&err);
	lb_status bad =
		lbi_wants_json(c) ? lb_validation_json(&v, &l, out, &err) : lb_validation_text(&v, &l, c->k, out, &err);
	return bad ? lbi_fail_err(&err) : 0;
}

static void tell(const char *line, void *ctx)
{
	(void)ctx;
	fprintf(stderr, "%s\n", line);
}

static int search(lbi_call *c)
{
	lb_err err = {0};
	lb_body_params p;
	double distance = 0;
	size_t people = count_of(c, LBI_OPT_people, 24192);
	lb_fit_options o = {.people = people,
			    .people_early = people / 64 * 16,
			    .generations = (uint32_t)count_of(c, LBI_OPT_search, 20),
			    .threads = count_of(c, LBI_OPT_threads, 2),
			    .seed = 9,
			    .tell = tell};
	if (lb_body_search(&p, &distance, c->k, &o, c->arena, &err))
		return lbi_fail_err(&err);
#define X(name) printf("%s %.6g\n", #name, p.name);
	LB_BODY_PARAM_LIST(X)
#undef X
	return distance > LB_BODY_SEARCH_ENOUGH;
}

int lbi_cmd_fit(lbi_call *c)
{
	int refused = refused_count(c);
	if (refused)
		return refused;
	lb_err err = {0};
	if (c->value[LBI_OPT_search])
		return search(c);
	size_t n = 0, sets = count_of(c, LBI_OPT_sets, 210);
	lb_fit_options o = {.sets = sets,
			    .people = count_of(c, LBI_OPT_people, 12096),
			    .spread = 4,
			    .generations = (uint32_t)count_of(c, LBI_OPT_generations, 14),
			    .threads = count_of(c, LBI_OPT_threads, 2),
			    .seed = 9,
			    .tell = tell};
	lb_body_params *p = lb_arena_new(c->arena, sets < 8 ? 8 : sets, sizeof *p);
	if (!p || lb_body_fit(p, &n, c->k, &o, c->arena, &err))
		return lbi_fail_err(&err);
#define X(name) "," #name
	printf("%s\n", (LB_BODY_PARAM_LIST(X)) + 1);
#undef X
	for (size_t i = 0; i < n; i++) {
#define X(name) printf("%s%.9g", (LB_BODY_PARAM_##name) ? "," : "", p[i].name);
		LB_BODY_PARAM_LIST(X)
#undef X
		printf("\n");
	}
	return n ? 0 : 1;
}
