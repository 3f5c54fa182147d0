/* The revised lifting equation (Waters 1993), its hands and load taken from the solved posture. */
#include <math.h>

#include "day.h"

/* Frequency multiplier by lifts a minute: up to 1 h, 2 h, 8 h; each for hands below and from 75 cm. */
static const struct {
	double per_min, by[6];
} pace[] = {
	{0.2, {1.00, 1.00, 0.95, 0.95, 0.85, 0.85}}, {0.5, {0.97, 0.97, 0.92, 0.92, 0.81, 0.81}},
	{1, {0.94, 0.94, 0.88, 0.88, 0.75, 0.75}},   {2, {0.91, 0.91, 0.84, 0.84, 0.65, 0.65}},
	{3, {0.88, 0.88, 0.79, 0.79, 0.55, 0.55}},   {4, {0.84, 0.84, 0.72, 0.72, 0.45, 0.45}},
	{5, {0.80, 0.80, 0.60, 0.60, 0.35, 0.35}},   {6, {0.75, 0.75, 0.50, 0.50, 0.27, 0.27}},
	{7, {0.70, 0.70, 0.42, 0.42, 0.22, 0.22}},   {8, {0.60, 0.60, 0.35, 0.35, 0.18, 0.18}},
	{9, {0.52, 0.52, 0.30, 0.30, 0.00, 0.15}},   {10, {0.45, 0.45, 0.26, 0.26, 0.00, 0.13}},
	{11, {0.41, 0.41, 0.00, 0.23, 0.00, 0.00}},  {12, {0.37, 0.37, 0.00, 0.21, 0.00, 0.00}},
	{13, {0.00, 0.34, 0.00, 0.00, 0.00, 0.00}},  {14, {0.00, 0.31, 0.00, 0.00, 0.00, 0.00}},
	{15, {0.00, 0.28, 0.00, 0.00, 0.00, 0.00}},
};

static double pace_of(double per_min, double over_h, bool high)
{
	size_t column = (over_h <= 1 ? 0u : over_h <= 2 ? 2u : 4u) + high, i = 0;
	if (per_min <= pace[0].per_min)
		return pace[0].by[column];
	while (i + 1 < LBI_COUNT(pace) && pace[i + 1].per_min < per_min)
		i++;
	if (i + 1 == LBI_COUNT(pace))
		return 0;
	double part = (per_min - pace[i].per_min) / (pace[i + 1].per_min - pace[i].per_min);
	return pace[i].by[column] + part * (pace[i + 1].by[column] - pace[i].by[column]);
}

double lbi_lift_index(double *limit_kg, const lb_knowledge *k, const lb_day_entry *e, const lb_activity *row,
		      const lb_activity_load *r)
{
	static const double grip[3][2] = {{1, 1}, {0.95, 1}, {0.90, 0.90}}; /* good, fair, poor; below and from 75 cm */
	*limit_kg = 0;
	if (!row->lift.n || !(r->kg > 0))
		return 0;
	const lb_activity_lift *lift = row->lift.at;
	double reach_cm = 100 * r->reach_m, up_cm = 100 * r->height_m, way_cm = fabs(lift->to_up_cm - up_cm);
	double turn_deg = fabs(r->posture.twist_rad) * 180 / 3.14159265358979323846;
	double over_h = e->over_s > 0 ? e->over_s / 3600 : 8;
	if (reach_cm > lbi_day_number(k, "lift_reach_most").value || up_cm > 175 || turn_deg > 135)
		return 0;
	double limit = lbi_day_number(k, "lift_constant").value;
	limit *= fmin(1, 25 / fmax(25, reach_cm));
	limit *= 1 - 0.003 * fabs(fmax(0, up_cm) - 75);
	limit *= way_cm > 25 ? fmin(1, 0.82 + 4.5 / way_cm) : 1;
	limit *= 1 - 0.0032 * turn_deg;
	limit *= pace_of(e->times / (60 * over_h), over_h, up_cm >= 75);
	limit *= grip[lift->coupling][up_cm >= 75];
	*limit_kg = limit;
	return limit > 0 ? r->kg / limit : 0;
}
