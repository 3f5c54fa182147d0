/* Stage, drivers, muscles and course: what follows from conditions rather than from odds. */
#include <string.h>

#include "differential.h"

static lb_status because(lb_finding_list *out, const lb_case *c, lb_cond_id cond, lb_arena *a, lb_err *err)
{
	lbi_set set = { { 0 } };
	lbi_indices list;
	lbi_cond_because(c, cond, &set);
	lb_status s = lbi_set_list(&list, &set, a, err);
	if (!s)
		*out = (lb_finding_list){ list.at, list.n };
	return s;
}

lb_status lbi_stage(lb_differential *out, const lb_case *c, lb_arena *a, lb_err *err)
{
	for (size_t i = 0; i < c->k->stages.n; i++) {
		const lb_stage *st = &c->k->stages.at[i];
		if (lb_cond_eval(c, st->when) == LB_YES) {
			out->stage = st;
			return because(&out->stage_because, c, st->when, a, err);
		}
	}
	return LB_OK;
}

lb_status lbi_drivers(lb_differential *out, const lb_case *c, lb_arena *a, lb_err *err)
{
	const lb_knowledge *k = c->k;
	lb_driving *list = lb_arena_new(a, k->drivers.n, sizeof *list);
	size_t n = 0;
	if (!list)
		return lbi_fail(err, LB_NOMEM, NULL, "drivers");
	for (size_t i = 0; i < k->drivers.n; i++) {
		if (lb_cond_eval(c, k->drivers.at[i].when) != LB_YES)
			continue;
		list[n].row = &k->drivers.at[i];
		lb_status s = because(&list[n++].because, c, k->drivers.at[i].when, a, err);
		if (s)
			return s;
	}
	out->drivers.at = list, out->drivers.n = n;
	return LB_OK;
}

/* ---- muscles ---- */

static lb_str choice(const lb_case *c, const char *id)
{
	int i = lb_finding_index(c->k, lbi_str_z(id));
	if (i < 0 || c->fact[i].answer != LB_YES)
		return LB_STR("?");
	return c->k->findings.at[i].options.at[(size_t)c->fact[i].value_si];
}

/* Of each state the surest rule that holds, the first of equals; NULL where none does. */
static void surest(const lb_muscle_rule *best[LB_MUSCLE_STATE_COUNT], const lb_case *c, const lb_muscle *m)
{
	memset(best, 0, LB_MUSCLE_STATE_COUNT * sizeof *best);
	for (size_t i = 0; i < m->states.n; i++) {
		const lb_muscle_rule *r = &m->states.at[i];
		if (lb_cond_eval(c, r->when) == LB_YES && (!best[r->state] || r->sure > best[r->state]->sure))
			best[r->state] = r;
	}
}

static lb_fat fat_of(const lb_case *c)
{
	int share = lb_finding_index(c->k, LB_STR("multifidus_fat_share"));
	int grade = lb_finding_index(c->k, LB_STR("multifidus_fat_grade"));
	lb_fat f = { 0 };
	if (grade >= 0 && c->fact[grade].answer == LB_YES)
		f.grade = (char)('A' + (int)c->fact[grade].value_si);
	if (share >= 0 && c->fact[share].answer == LB_YES) {
		char told = f.grade;
		f.share_given = true, f.share_frac = c->fact[share].value_si;
		f.grade = f.share_frac < 0.10 ? 'A' : f.share_frac <= 0.50 ? 'B' : 'C';
		f.differs = told && told != f.grade;
	}
	return f;
}

lb_status lbi_muscles(lb_differential *out, const lb_case *c, lb_arena *a, lb_err *err)
{
	const lb_knowledge *k = c->k;
	lb_muscle_in *list = lbi_arena_raw(a, k->muscles.n * LB_MUSCLE_STATE_COUNT, sizeof *list);
	size_t n = 0;
	if (!list)
		return lbi_fail(err, LB_NOMEM, NULL, "muscles");
	lb_str side = choice(c, "pain_side"), level = choice(c, "pain_level");
	for (size_t i = 0; i < k->muscles.n; i++) {
		const lb_muscle_rule *best[LB_MUSCLE_STATE_COUNT];
		surest(best, c, &k->muscles.at[i]);
		for (int state = 0; state < LB_MUSCLE_STATE_COUNT; state++) {
			const lb_muscle_rule *r = best[state];
			if (!r)
				continue;
			list[n] = (lb_muscle_in){ .muscle = &k->muscles.at[i], .rule = r, .side = side, .level = level };
			lb_status s = because(&list[n++].because, c, r->when, a, err);
			if (s)
				return s;
		}
	}
	out->muscles.at = list, out->muscles.n = n;
	out->fat = fat_of(c);
	return LB_OK;
}

/* ---- course ---- */

#define WEEK_S 604800.0

/* The cohort whose course serves this person: the stage itself, or for a new spell of an old pain the stage
 * that its length would have. */
static const lb_stage *cohort_of(const lb_case *c, const lb_stage *stage)
{
	const lb_knowledge *k = c->k;
	for (size_t round = 0; round < 2; round++)
		for (size_t i = 0; i < k->stages.n; i++) {
			const lb_stage *s = &k->stages.at[i];
			bool fits = round == 0 ? s == stage : lb_cond_eval(c, s->when) == LB_YES;
			for (size_t j = 0; fits && j < k->course.n; j++)
				if (k->course.at[j].cohort.index == (int32_t)i)
					return s;
		}
	return NULL;
}

static double mix(double a, double b, double t)
{
	return a + (b - a) * t;
}

lb_status lbi_course(lb_differential *out, const lb_case *c, lb_err *err)
{
	(void)err;
	const lb_knowledge *k = c->k;
	const lb_stage *cohort = out->stage ? cohort_of(c, out->stage) : NULL;
	int dur = lb_finding_index(k, LB_STR("duration")), pain = lb_finding_index(k, LB_STR("pain_now"));
	if (!cohort || dur < 0 || c->fact[dur].answer != LB_YES)
		return LB_OK;
	lb_expected e = { .given = true, .cohort = cohort, .week = cohort->from_onset ? c->fact[dur].value_si / WEEK_S : 0 };
	const lb_course_point *before = NULL, *after = NULL;
	for (size_t i = 0; i < k->course.n; i++) {
		const lb_course_point *p = &k->course.at[i];
		if (p->cohort.index != (int32_t)(cohort - k->stages.at))
			continue;
		if (p->week <= e.week || !before)
			before = p;
		if (p->week >= e.week && !after)
			after = p;
	}
	if (!before)
		return LB_OK;
	after = after ? after : before; /* past the last published week: its level */
	double t = after->week > before->week ? (e.week - before->week) / (after->week - before->week) : 0;
	e.mean = mix(before->mean, after->mean, t), e.lo = mix(before->lo, after->lo, t), e.hi = mix(before->hi, after->hi, t);
	e.spread_status = before->spread_status, e.sources = before->sources;
	if (pain >= 0 && c->fact[pain].answer == LB_YES)
		e.pain_given = true, e.pain = c->fact[pain].value_si * 10;
	e.above = e.pain_given && e.spread_status != LB_CHECKED_recalled && e.pain > e.hi;
	out->course = e;
	return LB_OK;
}

lb_status lb_differential_run(lb_differential *out, const lb_case *c, lb_arena *a, lb_err *err)
{
	lb_differential d = { 0 };
	lb_status s = lbi_weigh(&d, c, a, err);
	s = s ? s : lbi_stage(&d, c, a, err);
	s = s ? s : lbi_drivers(&d, c, a, err);
	s = s ? s : lbi_muscles(&d, c, a, err);
	s = s ? s : lbi_course(&d, c, err);
	if (!s)
		*out = d;
	return s;
}
