/* lumbar load: how much a posture loads the low back. */
#include <string.h>

#include "cli.h"
#include "lumbar/load.h"

/* ---- who ---- */

static bool known(double *out, const lb_case *c, const char *finding)
{
	int i = lb_finding_index(c->k, (lb_str){finding, strlen(finding)});
	if (i < 0 || c->fact[i].answer != LB_YES)
		return false;
	*out = c->fact[i].value_si;
	return true;
}

/* Height, mass, sex and age of a case; what it does not tell is asked for, not guessed. */
static int read_person(lbi_call *c, lb_person *p)
{
	lb_case person;
	lb_err err = {0};
	double age_s = 0, sex = 0;
	*p = lb_posture_subject();
	if (!c->value[LBI_OPT_person])
		return 0;
	if (lb_case_read_file(&person, c->k, c->value[LBI_OPT_person], c->arena, &err))
		return lbi_fail_err(&err);
	if (!known(&p->height_m, &person, "height") || !known(&p->mass_kg, &person, "mass") ||
	    !known(&sex, &person, "sex")) {
		fprintf(stderr, "lumbar: %s: height, mass and sex are needed to scale the model\n",
			c->value[LBI_OPT_person]);
		return lb_status_exit(LB_CONFLICT);
	}
	p->sex = sex < 0.5 ? LB_FEMALE : LB_MALE; /* options of the finding: female, male, other */
	p->age_year = known(&age_s, &person, "age") ? age_s / 31557600 : 0;
	return 0;
}

/* ---- how ---- */

/* Options as a posture file, so that one reader knows units and limits. */
static int from_options(lbi_call *c, lb_posture *p)
{
	static const struct {
		int option;
		const char *key;
	} rows[] = {
		{LBI_OPT_flex, "flex"},        {LBI_OPT_side, "side"}, {LBI_OPT_twist, "twist"},
		{LBI_OPT_tilt, "pelvis_tilt"}, {LBI_OPT_hand, "load"},
	};
	char text[1024];
	size_t n = 0;
	lb_err err = {0};
	const char *name = c->n_args ? c->arg[0] : "stand";
	n += (size_t)snprintf(text, sizeof text, "like: %s\n", name);
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
		if (c->value[rows[i].option] && n < sizeof text)
			n += (size_t)snprintf(text + n, sizeof text - n, "%s: \"%s\"\n", rows[i].key,
					      c->value[rows[i].option]);
	if (n >= sizeof text)
		return lbi_fail_usage("the options are too long");
	if (lb_posture_read(p, (lb_str){text, n}, (lb_str){"options", 7}, c->arena, &err))
		return lbi_fail_err(&err);
	return 0;
}

static bool is_file(const char *name)
{
	return strchr(name, '.') || strchr(name, '/') || strcmp(name, "-") == 0;
}

static int read_posture(lbi_call *c, lb_posture *p)
{
	lb_err err = {0};
	if (!c->n_args || !is_file(c->arg[0]))
		return from_options(c, p);
	if (lb_posture_read_file(p, c->arg[0], c->arena, &err))
		return lbi_fail_err(&err);
	return 0;
}

int lbi_cmd_load(lbi_call *c)
{
	lb_person person;
	lb_posture asked, p;
	lb_trunk *t = lb_arena_new(c->arena, 1, sizeof *t);
	lb_load_work *w = lb_arena_new(c->arena, 1, sizeof *w);
	lb_load r, standing;
	lb_err err = {0};
	int failed = read_person(c, &person);
	if (!failed)
		failed = read_posture(c, &asked);
	if (failed)
		return failed;
	if (!t || !w)
		return lb_status_exit(LB_NOMEM);
	lb_load_options all = {.with_band = true, .with_strength = true};
	if (lb_trunk_make(t, NULL, &person, NULL, &err) ||
	    lb_load_solve(&standing, w, t, &(lb_posture){0}, NULL, &err) || lb_posture_settle(&p, t, &asked, &err) ||
	    lb_load_solve(&r, w, t, &p, &all, &err))
		return lbi_fail_err(&err);
	bool numbers = lbi_report_options(c).audience == LB_FOR_CLINICIAN;
	if (lbi_wants_json(c) ? lb_load_report_json(&r, &standing, &p, lbi_file_sink(stdout), &err)
			      : lb_load_report_text(&r, &standing, &p, numbers, lbi_file_sink(stdout), &err))
		return lbi_fail_err(&err);
	return 0;
}
