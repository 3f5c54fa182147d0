/* What every form of the report shows, in which order, and how an answer is said. */
#ifndef LBI_VIEW_H
#define LBI_VIEW_H

#include "lumbar/report.h"

#define LBI_CONTRIBUTORS_SHOWN 6 /* in full; the others by name */
#define LBI_LEADING_SHOWN 3      /* in the answer at the top */
#define LBI_ASK_SHOWN 8          /* open danger questions shown to a person; the rest is counted */
#define LBI_PHRASE_MAX 192

static inline bool lbi_urgent(const lb_assessment *r)
{
	return r->triage.urgency >= LB_URGENCY_same_day;
}

/* A finding as people would say it, with its value: "pain below the knee", "pain for 3 weeks". In buf. */
lb_str lbi_phrase(char buf[LBI_PHRASE_MAX], const lb_assessment *r, uint16_t finding);
/* An id as words: "leg_pain" -> "leg pain". In buf. */
lb_str lbi_spaced(char buf[LBI_PHRASE_MAX], lb_str id);
/* A number with at most so many decimals, with a point in every locale. In buf. */
lb_str lbi_fixed(char buf[32], double v, int decimals);

const char *lbi_fit(int band);           /* of a contributor: "fits well" */
const char *lbi_sign(int band);          /* of an alarm: "a strong sign" */
const char *lbi_muscle_says(int state);  /* "clamps to protect" */
const char *lbi_checked_says(int status);/* of a number: "read in the paper" */

/* The i-th row of when to come back, the most urgent first. An urgent person gets no line that is less urgent
 * than the case itself; a clinician gets all. NULL past the last. */
const lb_return_advice *lbi_come_back(const lb_assessment *r, lb_audience audience, size_t i);
/* The i-th contributor that is not a reaction, by odds. NULL past the last. */
const lb_likely *lbi_leading(const lb_assessment *r, size_t i);
/* The muscle's number in lists and figures: rows of one muscle stand together. */
size_t lbi_muscle_number(const lb_assessment *r, size_t row);

#endif
