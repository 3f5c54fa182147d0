/* How much lumbar segments bore in tests before they failed: for a person's age, sex and stature, or for everyone. An
 * estimate, put together from two sources; doc/load.md says how and where it ends. */
#include <math.h>

#include "load.h"

/* Between `limit_young` and `limit_old`, the ages for which the line of strength is used. */
static double strength_Pa(double age_year)
{
	const lbi_parameters *k = &lbi_parameter;
	return k->limit_stress - k->limit_stress_age * fmin(age_year, k->limit_old);
}

bool lb_load_limits(double *low_N, double *high_N, const lb_person *p)
{
	const lbi_parameters *k = &lbi_parameter;
	bool known = p->age_year >= k->limit_young && (p->sex == LB_MALE || p->sex == LB_FEMALE);
	if (!known) {
		*low_N = k->limit_mean - k->limit_sd, *high_N = k->limit_mean + k->limit_sd;
		return false;
	}
	double scale = p->height_m / k->reference_height, spread = k->limit_sd / k->limit_mean;
	double mean_N = strength_Pa(p->age_year) * k->disc_area * scale * scale;
	if (p->sex == LB_FEMALE)
		mean_N *= k->limit_female;
	*low_N = p->age_year > k->limit_old ? k->limit_least : fmax(k->limit_least, mean_N * (1 - spread));
	*high_N = fmin(k->limit_most, mean_N * (1 + spread));
	return true;
}
