/* Between the parts of the day. */
#ifndef LBI_DAY_H
#define LBI_DAY_H

#include "load.h"
#include "lumbar/day_load.h"

/* Lean of thigh and shank, right and left; row NULL: as the posture's own hip and knee tell. */
void lbi_legs(double thigh_rad[LB_SIDES], double shank_rad[LB_SIDES], const lb_activity *row,
	      const lb_posture *settled);
/* The trunk wears a load: the thorax with it is one heavier body. */
void lbi_wear(lb_trunk *t, const lb_activity *row, double kg);
/* A number of the knowledge by its id; all zero when there is none. */
lb_day_number lbi_day_number(const lb_knowledge *k, const char *id);
/* Load over the recommended weight limit; 0 where the lifting equation does not apply. */
double lbi_lift_index(double *limit_kg, const lb_knowledge *k, const lb_day_entry *e, const lb_activity *row,
		      const lb_activity_load *r);
/* The best swaps, into r. */
lb_status lbi_swaps(lb_day_result *r, const lb_trunk *t, lb_load_work *w, bool with_range, lb_err *err);
/* Dose, wear and time of one entry at one load. */
void lbi_count_part(lb_day_part *p, const lb_day_result *r);

#endif
