/* What every form of the report shows, in which order, and how an answer is said. */
#ifndef LBI_VIEW_H
#define LBI_VIEW_H

#include "lumbar/report.h"

#define LBI_CONTRIBUTORS_SHOWN 6 /* in full; the others by name */
#define LBI_LEADING_SHOWN      3 /* in the answer at the top */
#define LBI_ASK_SHOWN          8 /* open danger questions shown to a person; the rest is counted */
#define LBI_OFFERS_SHOWN       6 /* remedies worth a try */
#define LBI_AVOID_SHOWN        4 /* and those better left */
#define LBI_COUNTRY_UNKNOWN    "The country you named is not known here, so use the numbers of the place where you are."
#define LBI_PHRASE_MAX         192

/* The parts of a report: name, anchor, title, title for an urgent case. */
#define LBI_PART_LIST(X)                                                                                               \
	X(probably, "What it may be", "What it may be")                                                                \
	X(today, "What to do today", "What to do today")                                                               \
	X(comeback, "When to come back or call", "Do not wait if this happens: it is an emergency")                    \
	X(why, "Why we think so", "Why this is urgent")                                                                \
	X(stage, "How it mostly goes", "How it mostly goes")                                                           \
	X(advice, "Scans, movement, and whom to see", "Scans, and whom to see")                                        \
	X(drivers, "What may keep it going, and what to do about it", "What may keep it going")                        \
	X(day, "Your day", "Your day")                                                                                 \
	X(remedies, "What is worth trying at this stage", "What is worth trying at this stage")                        \
	X(scores, "Questionnaires", "Questionnaires")                                                                  \
	X(muscles, "Muscles that may take part", "Muscles that may take part")                                         \
	X(open, "Not asked yet", "Not asked yet")                                                                      \
	X(understood, "Please check how you were understood", "Please check how you were understood")                  \
	X(answers, "Answers, and where each came from", "Answers, and where each came from")                           \
	X(sources, "Sources", "Sources")
typedef enum {
#define X(name, title, urgent) LBI_PART_##name,
	LBI_PART_LIST(X)
#undef X
		LBI_PART_COUNT
} lbi_part;
const char *lbi_part_id(lbi_part p);
const char *lbi_part_title(lbi_part p, bool urgent);

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

/* The sentence of text that starts at *at, which moves on; empty past the last. One instruction at a time. */
lb_str lbi_sentence(lb_str text, size_t *at);

const char *lbi_fit(int band);            /* of a contributor: "fits well" */
const char *lbi_sign(int band);           /* of an alarm: "a strong sign" */
const char *lbi_muscle_says(int state);   /* "clamps to protect" */
const char *lbi_checked_says(int status); /* of a number: "read in the paper" */

/* The i-th row of when to come back, the most urgent first. An urgent person gets only what is
 * more urgent than the case itself; a clinician gets all. NULL past the last. */
const lb_return_advice *lbi_come_back(const lb_assessment *r, lb_audience audience, size_t i);
/* The i-th contributor that is not a reaction, by odds. NULL past the last. */
const lb_likely *lbi_leading(const lb_assessment *r, size_t i);
/* The muscle's number in lists and figures: rows of one muscle stand together. */
size_t lbi_muscle_number(const lb_assessment *r, size_t row);

#endif
