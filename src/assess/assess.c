/* Call the rooms in order. */
#include "assess.h"

static const lb_service *service_of(const lb_knowledge *k, lb_str country)
{
	const lb_service *any = NULL;
	lb_services_list list = lb_services(k);
	for (size_t i = 0; i < list.n; i++) {
		if (country.n && (lbi_str_eq(list.at[i].country, country) || lbi_str_eq(list.at[i].name, country)))
			return &list.at[i];
		if (lbi_str_is(list.at[i].country, "any"))
			any = &list.at[i];
	}
	return any;
}

lb_status lb_assess(lb_assessment *out, const lb_case *c, lb_arena *a, lb_err *err)
{
	lb_assessment r = { .k = c->k, .c = c, .service = service_of(c->k, c->country) };
	if (!r.service)
		return lbi_fail(err, LB_NOTFOUND, "services.yaml", "no row for any country");
	lb_status s = lb_triage_run(&r.triage, c, a, err);
	s = s ? s : lb_differential_run(&r.differential, c, a, err);
	s = s ? s : lbi_advise(&r, a, err);
	if (!s)
		*out = r;
	return s;
}
