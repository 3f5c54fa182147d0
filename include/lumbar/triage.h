/* How urgent, what it may be, why, what was not asked, and when to come back. */
#ifndef LUMBAR_TRIAGE_H
#define LUMBAR_TRIAGE_H

#include "lumbar/case.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct {
	const uint16_t *at; /* indices of findings */
	size_t n;
} lb_finding_list;

/* A rule that fired. */
typedef struct {
	const lb_rule *rule;
	lb_finding_list because; /* the answers it rests on */
	bool unconfirmed;        /* some of them are only words of the story: confirm, and act as if true */
} lb_alarm;

/* Rules that point to the same thing, the most urgent first. */
typedef struct {
	const lb_suspect *suspect;
	lb_urgency urgency;
	lb_band band; /* of the strongest rule at that urgency */
	size_t first_alarm, n_alarms;
} lb_suspected;

typedef struct {
	lb_urgency urgency; /* of the most urgent rule; self_care when none fired */
	const lb_level *level;
	LB_LIST(lb_suspected) suspected; /* by urgency, then by band, then by table order */
	LB_LIST(lb_alarm) alarms;        /* grouped as `suspected` says */
	lb_finding_list not_asked;       /* open findings that could raise the urgency, the most telling first */
	LB_LIST(lb_return_advice *) come_back; /* when to come back: what fits this case, then what serves everybody */
	bool unconfirmed; /* the urgency rests on words of the story alone */
} lb_triage;

/* Evaluate every rule. Pure: the same case gives the same result. Results live in the arena. LB_NOMEM.
 *
 * Laws (tested): one more danger finding never lowers the urgency; answering "no" where nothing was known
 * never raises it; the order of answers does not matter. */
LB_API lb_status lb_triage_run(lb_triage *out, const lb_case *c, lb_arena *a, lb_err *err);

#ifdef __cplusplus
}
#endif
#endif
