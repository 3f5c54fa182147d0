/* Parts of the room. */
#ifndef LBI_DIFFERENTIAL_H
#define LBI_DIFFERENTIAL_H

#include "case.h"
#include "lumbar/differential.h"

#define LBI_GUARDED_MAX 3

lb_band lbi_band_of(double probability);
lb_status lbi_weigh(lb_differential *out, const lb_case *c, lb_arena *a, lb_err *err);
lb_status lbi_stage(lb_differential *out, const lb_case *c, lb_arena *a, lb_err *err);
lb_status lbi_drivers(lb_differential *out, const lb_case *c, lb_arena *a, lb_err *err);
lb_status lbi_muscles(lb_differential *out, const lb_case *c, lb_arena *a, lb_err *err);
lb_status lbi_course(lb_differential *out, const lb_case *c, lb_err *err);

#endif
