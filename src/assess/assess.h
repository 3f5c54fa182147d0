/* Parts of the room. */
#ifndef LBI_ASSESS_H
#define LBI_ASSESS_H

#include "base.h"
#include "lumbar/assess.h"

/* Advice by topic, and remedies by stage, once triage and differential are there. */
lb_status lbi_advise(lb_assessment *r, lb_arena *a, lb_err *err);

#endif
