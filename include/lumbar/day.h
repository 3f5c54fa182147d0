/* A day as a person tells it: a list of activities with minutes or repeats. What it loads: lumbar/day_load.h.
 *
 * Who owns what: entries live in the arena given; text belongs to it too. */
#ifndef LUMBAR_DAY_H
#define LUMBAR_DAY_H

#include "lumbar/knowledge.h"

#ifdef __cplusplus
extern "C" {
#endif

enum { LB_DAY_ENTRIES_MAX = 200 };

typedef struct {
	int activity;
	double times;   /* repeats, or spells of a hold */
	double total_s; /* all of them together */
	double kg;      /* -1: as in the row */
	double over_s;  /* the time over which the repeats are spread; 0: a working day of 8 h */
} lb_day_entry;

typedef struct lb_day {
	lb_str label;
	LB_LIST(lb_day_entry) entries;
} lb_day;

/* Read a day from YAML or JSON text: keys in doc/activities.md. Refused with file:line:column, the value, the limit and
 * the nearest right word: more than 24 hours, an activity that is not known, a load beyond belief, a missing unit.
 * LB_PARSE, LB_UNKNOWN_WORD, LB_UNIT, LB_RANGE, LB_CONFLICT, LB_LIMIT, LB_NOMEM. */
LB_API lb_status lb_day_read(lb_day *out, const lb_knowledge *k, lb_str text, lb_str file, lb_arena *a, lb_err *err);
LB_API lb_status lb_day_read_file(lb_day *out, const lb_knowledge *k, const char *path, lb_arena *a, lb_err *err);

#ifdef __cplusplus
}
#endif
#endif
