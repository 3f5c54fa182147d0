/* lumbar load: how much a posture, an activity or a day loads the low back. */
#include <string.h>

#include "cli.h"
#include "lumbar/report.h"

typedef struct {
	lbi_call *c;
	lb_person person;
	lb_muscle_state state;
	bool person_known, any_state;
	bool urgent; /* the person's case: then what could be changed is left out */
} request;

static bool wants_svg(const lbi_call *c)
{
	return c->value[LBI_OPT_figure] && strcmp(c->value[LBI_OPT_figure], "svg") == 0;
}

/* ---- who ---- */

/* Danger comes first and alone: a person reads or sees what to do now, and nothing on load. Other forms leave out the
 * ways to change it. *done: nothing more is to be said. */
static int danger_first(request *q, const lb_assessment *found, bool *done)
{
	lb_report_options o = lbi_report_options(q->c);
	lb_err err = {0};
	q->urgent = found->triage.urgency >= LB_URGENCY_same_day;
	if (!q->urgent)
		return 0;
	fprintf(stderr, "lumbar: %.*s. Have this seen to first; see 'lumbar assess %s'\n",
		LB_FMT(found->triage.level->label), q->c->value[LBI_OPT_person]);
	*done = !lbi_wants_json(q->c) && o.audience == LB_FOR_PERSON;
	if (!*done)
		return 0;
	lb_status s = wants_svg(q->c) ? lb_safety_figure(found, lbi_file_sink(stdout), &err)
				      : lb_report_text(found, o, lbi_file_sink(stdout), &err);
	return s ? lbi_fail_err(&err) : 0;
}

/* Height, mass, sex and age of a case, and its muscles; what it does not tell is asked for, not guessed. */
static int read_person(request *q, bool *done)
{
	lbi_call *c = q->c;
	lb_case person;
	lb_assessment found;
	lb_err err = {0};
	q->person = lb_posture_subject();
	q->person.age_year = 0; /* whoever it is, it is not the age of the man who was measured */
	if (!c->value[LBI_OPT_person])
		return 0;
	if (lb_case_read_file(&person, c->k, c->value[LBI_OPT_person], c->arena, &err) ||
	    lb_assess(&found, &person, c->arena, &err))
		return lbi_fail_err(&err);
	int failed = danger_first(q, &found, done);
	if (failed || *done)
		return failed;
	if (!lb_case_person(&q->person, &person)) {
		fprintf(stderr, "lumbar: %s: height, mass and sex are needed to scale the model\n",
			c->value[LBI_OPT_person]);
		return lb_status_exit(LB_CONFLICT);
	}
	q->person_known = true;
	q->any_state = lb_case_muscle_state(&q->state, c->k, &found.differential);
	return 0;
}

/* ---- a bare posture ---- */

static const struct {
	int option;
	const char *key;
} posture_options[] = {
	{LBI_OPT_flex, "flex"},        {LBI_OPT_side, "side"}, {LBI_OPT_twist, "twist"},
	{LBI_OPT_tilt, "pelvis_tilt"}, {LBI_OPT_hand, "load"},
};

static bool has_posture_option(const lbi_call *c)
{
	for (size_t i = 0; i < sizeof posture_options / sizeof posture_options[0]; i++)
		if (c->value[posture_options[i].option])
			return true;
	return false;
}

/* Options as a posture file, so that one reader knows units and limits. */
static int from_options(lbi_call *c, lb_posture *p)
{
	char text[1024];
	size_t n = 0;
	lb_err err = {0};
	const char *name = c->n_args ? c->arg[0] : "stand";
	n += (size_t)snprintf(text, sizeof text, "like: %s\n", name);
	for (size_t i = 0; i < sizeof posture_options / sizeof posture_options[0]; i++)
		if (c->value[posture_options[i].option] && n < sizeof text)
			n += (size_t)snprintf(text + n, sizeof text - n, "%s: \"%s\"\n", posture_options[i].key,
					      c->value[posture_options[i].option]);
	if (n >= sizeof text)
		return lbi_fail_usage("the options are too long");
	if (lb_posture_read(p, NULL, (lb_str){text, n}, (lb_str){"options", 7}, c->arena, &err))
		return lbi_fail_err(&err);
	return 0;
}

static int show_posture(request *q, const lb_posture *asked)
{
	lbi_call *c = q->c;
	lb_posture p;
	lb_trunk *t = lb_arena_new(c->arena, 1, sizeof *t);
	lb_load_work *w = lb_arena_new(c->arena, 1, sizeof *w);
	lb_load r, standing;
	lb_err err = {0};
	int exponent = c->value[LBI_OPT_cubed] ? 3 : 2;
	lb_load_options all = {.exponent = exponent, .with_band = true, .with_strength = true};
	if (!t || !w)
		return lb_status_exit(LB_NOMEM);
	if (lb_trunk_make(t, NULL, &q->person, NULL, &err) ||
	    lb_load_solve(&standing, w, t, &(lb_posture){0}, &(lb_load_options){.exponent = exponent}, &err) ||
	    lb_trunk_make(t, NULL, &q->person, q->any_state ? &q->state : NULL, &err) ||
	    lb_posture_settle(&p, t, asked, &err) || lb_load_solve(&r, w, t, &p, &all, &err))
		return lbi_fail_err(&err);
	bool numbers = lbi_report_options(c).audience == LB_FOR_CLINICIAN;
	const char *name = c->n_args ? c->arg[0] : "your posture";
	lb_sink out = lbi_file_sink(stdout);
	lb_status s = wants_svg(c)        ? lb_posture_figure(&p, &r, (lb_str){name, strlen(name)}, t,
							      standing.joint[LB_L4_5].compression_N, out, &err)
		      : lbi_wants_json(c) ? lb_load_report_json(&r, &standing, &p, out, &err)
					  : lb_load_report_text(&r, &standing, &p, numbers, out, &err);
	return s ? lbi_fail_err(&err) : 0;
}

/* ---- a day, or an activity as a day of one ---- */

static int run_day(request *q, const lb_day *day, lb_day_result *r)
{
	lb_err err = {0};
	lb_day_options opt = {.with_range = true};
	if (lb_day_run(r, q->c->k, day, q->person_known ? &q->person : NULL, q->any_state ? &q->state : NULL, &opt,
		       q->c->arena, &err))
		return lbi_fail_err(&err);
	if (q->urgent)
		r->n_swaps = r->swaps_tried = r->swaps_without = 0;
	return 0;
}

static int show_day(request *q, const lb_day *day)
{
	lb_day_result r;
	lb_err err = {0};
	lb_sink out = lbi_file_sink(stdout);
	lb_trunk *t = lb_arena_new(q->c->arena, 1, sizeof *t);
	int failed = run_day(q, day, &r);
	if (failed || !t)
		return failed ? failed : lb_status_exit(LB_NOMEM);
	lb_status s = lb_trunk_make(t, NULL, &q->person, q->any_state ? &q->state : NULL, &err);
	if (!s && wants_svg(q->c))
		s = lb_day_figure(&r, t, out, &err);
	else if (!s)
		s = lbi_wants_json(q->c) ? lb_day_report_json(&r, out, &err)
					 : lb_day_report_text(&r, lbi_report_options(q->c), out, &err);
	return s ? lbi_fail_err(&err) : 0;
}

static int unknown(const char *word, lb_str near)
{
	fprintf(stderr, "lumbar: '%s' is not an activity that is known here%s%.*s%s. Try 'lumbar activities'.\n", word,
		near.n ? "; nearest: '" : "", (int)near.n, near.s, near.n ? "'" : "");
	return lb_status_exit(LB_NOTFOUND);
}

/* The picture of one activity, or of it beside another. */
static int show_figure(request *q, const lb_day_result *r)
{
	lbi_call *c = q->c;
	lb_err err = {0};
	lb_activity_load side[2] = {r->parts.at[0].load};
	lb_trunk *t = lb_arena_new(c->arena, 1, sizeof *t);
	lb_load_work *w = lb_arena_new(c->arena, 1, sizeof *w);
	size_t n = 1;
	if (!t || !w)
		return lb_status_exit(LB_NOMEM);
	lb_status s = lb_trunk_make(t, NULL, &q->person, q->any_state ? &q->state : NULL, &err);
	if (!s && c->value[LBI_OPT_beside] && !q->urgent) {
		lb_str near;
		int other = lb_activity_index(
			c->k, (lb_str){c->value[LBI_OPT_beside], strlen(c->value[LBI_OPT_beside])}, &near);
		if (other < 0)
			return unknown(c->value[LBI_OPT_beside], near);
		s = lb_activity_solve(&side[n++], w, t, c->k, other, -1, r->standing_N, true, &err);
	}
	s = s ? s : lb_activity_figure(side, n, t, c->k, r->standing_N, lbi_file_sink(stdout), &err);
	return s ? lbi_fail_err(&err) : 0;
}

static int show_activity(request *q, int activity)
{
	const lb_activity *row = &lb_activities(q->c->k).at[activity];
	lb_day_entry one = {
		.activity = activity, .times = 1, .total_s = row->seconds > 0 ? row->seconds : 60, .kg = -1};
	lb_day day = {.entries = {&one, 1}};
	lb_day_result r;
	lb_err err = {0};
	int failed = run_day(q, &day, &r);
	if (failed)
		return failed;
	if (wants_svg(q->c))
		return show_figure(q, &r);
	lb_status s = lbi_wants_json(q->c)
			      ? lb_activity_report_json(&r, lbi_file_sink(stdout), &err)
			      : lb_activity_report_text(&r, lbi_report_options(q->c), lbi_file_sink(stdout), &err);
	return s ? lbi_fail_err(&err) : 0;
}

/* ---- which of them ---- */

/* What the posture says of muscles, beside what the case does: the larger counts. */
static void add_state(request *q, const lb_muscle_state *more)
{
	for (int m = 0; m < LB_MUSCLES; m++)
		for (int side = 0; side < LB_SIDES; side++) {
			q->any_state |= more->guard[m][side] > 0 || more->weak[m][side][0] > 0;
			if (more->guard[m][side] > q->state.guard[m][side])
				q->state.guard[m][side] = more->guard[m][side];
			for (int j = 0; j < LB_JOINTS; j++)
				if (more->weak[m][side][j] > q->state.weak[m][side][j])
					q->state.weak[m][side][j] = more->weak[m][side][j];
		}
}

static bool is_file(const char *name)
{
	return strchr(name, '.') || strchr(name, '/') || strcmp(name, "-") == 0;
}

static bool is_measured(const char *name)
{
	size_t n;
	const lb_posture_row *row = lb_posture_table(&n);
	for (size_t i = 0; i < n; i++)
		if (strcmp(row[i].id, name) == 0)
			return true;
	return false;
}

int lbi_cmd_load(lbi_call *c)
{
	request q = {.c = c};
	lb_err err = {0};
	lb_posture p;
	bool done = false;
	int failed = read_person(&q, &done);
	if (failed || done)
		return failed;
	if (c->n_args && is_file(c->arg[0])) {
		lb_load_input in;
		if (lb_load_input_read_file(&in, c->k, c->arg[0], c->arena, &err))
			return lbi_fail_err(&err);
		if (in.is_day && c->value[LBI_OPT_cubed])
			return lbi_fail_usage("--cubed is for postures");
		if (in.is_day)
			return show_day(&q, &in.day);
		add_state(&q, &in.state);
		return show_posture(&q, &in.posture);
	}
	bool posture = !c->n_args || has_posture_option(c);
	if (posture && c->value[LBI_OPT_beside])
		return lbi_fail_usage("--beside compares an activity with another; a posture has none beside it");
	if (posture || (is_measured(c->arg[0]) && !c->value[LBI_OPT_beside])) {
		failed = from_options(c, &p);
		return failed ? failed : show_posture(&q, &p);
	}
	if (c->value[LBI_OPT_cubed])
		return lbi_fail_usage("--cubed is for postures");
	lb_str near;
	int activity = lb_activity_index(c->k, (lb_str){c->arg[0], strlen(c->arg[0])}, &near);
	return activity < 0 ? unknown(c->arg[0], near) : show_activity(&q, activity);
}

/* ---- the list ---- */

int lbi_cmd_activities(lbi_call *c)
{
	lb_err err = {0};
	const char *word = c->n_args ? c->arg[0] : "";
	size_t found = 0;
	if (lb_activity_list(c->k, (lb_str){word, strlen(word)}, c->value[LBI_OPT_table] != NULL, &found, c->arena,
			     lbi_file_sink(stdout), &err))
		return lbi_fail_err(&err);
	if (!found) {
		fprintf(stderr, "lumbar: no activity with '%s'\n", word);
		return lb_status_exit(LB_NOTFOUND);
	}
	return 0;
}
