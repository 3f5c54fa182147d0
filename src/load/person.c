/* From a case to the model: the person's size. */
#include "case.h"
#include "day.h"

static bool known(double *out, const lb_case *c, const char *finding)
{
	int i = lb_finding_index(c->k, lbi_str_z(finding));
	if (i < 0 || c->fact[i].answer != LB_YES)
		return false;
	*out = c->fact[i].value_si;
	return true;
}

bool lb_case_person(lb_person *out, const lb_case *c)
{
	lb_person p = {0};
	double age_s = 0, sex = 0;
	if (!known(&p.height_m, c, "height") || !known(&p.mass_kg, c, "mass") || !known(&sex, c, "sex"))
		return false;
	p.sex = sex < 0.5 ? LB_FEMALE : sex < 1.5 ? LB_MALE : LB_SEX_OTHER; /* options: female, male, other */
	p.age_year = known(&age_s, c, "age") ? age_s / 31557600 : 0;
	*out = p;
	return true;
}
