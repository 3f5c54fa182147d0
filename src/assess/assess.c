/* Call the rooms in order. */
#include "assess.h"

static bool same_place(lb_str a, lb_str b)
{
	bool same = a.n == b.n;
	for (size_t i = 0; same && i < a.n; i++)
		same = lbi_lower((unsigned char)a.s[i]) == lbi_lower((unsigned char)b.s[i]);
	return same;
}

static bool is_called(const lb_service *s, lb_str country)
{
	bool called = same_place(s->country, country) || same_place(s->name, country);
	for (size_t i = 0; i < s->words.n; i++)
		called = called || same_place(s->words.at[i], country);
	return called;
}

static const lb_service *service_of(const lb_knowledge *k, lb_str country)
{
	const lb_service *any = NULL;
	lb_services_list list = lb_services(k);
	for (size_t i = 0; i < list.n; i++) {
		if (country.n && is_called(&list.at[i], country))
			return &list.at[i];
		if (lbi_str_is(list.at[i].country, "any"))
			any = &list.at[i];
	}
	return any;
}

/* The day that the case tells, with the person's size where it is known and the muscles as they were found. */
static lb_status run_day(lb_assessment *r, lb_arena *a, lb_err *err)
{
	lb_person person;
	lb_muscle_state state;
	lb_day_result *day = lb_arena_new(a, 1, sizeof *day);
	bool known = lb_case_person(&person, r->c), any = lb_case_muscle_state(&state, r->k, &r->differential);
	if (!day)
		return lbi_fail(err, LB_NOMEM, NULL, "a day");
	lb_day_options opt = { .with_range = true };
	lb_status s = lb_day_run(day, r->k, r->c->day, known ? &person : NULL, any ? &state : NULL, &opt, a, err);
	if (s == LB_RANGE && known) { /* a size the model was not made for: ratios by the stand-in, and said so */
		if (err)
			*err = (lb_err){ .status = LB_OK };
		s = lb_day_run(day, r->k, r->c->day, NULL, any ? &state : NULL, &opt, a, err);
	}
	if (!s)
		r->day = day;
	return s;
}

lb_status lb_assess(lb_assessment *out, const lb_case *c, lb_arena *a, lb_err *err)
{
	lb_assessment r = { .k = c->k, .c = c, .service = service_of(c->k, c->country) };
	if (!r.service)
		return lbi_fail(err, LB_NOTFOUND, "services.yaml", "no row for any country");
	r.country_unknown = c->country.n && !is_called(r.service, c->country);
	lb_status s = lb_triage_run(&r.triage, c, a, err);
	s = s ? s : lb_differential_run(&r.differential, c, a, err);
	s = s ? s : lbi_advise(&r, a, err);
	s = s || !c->day ? s : run_day(&r, a, err);
	if (!s)
		*out = r;
	return s;
}
