/* Parts of the room: belief (how likely is a yes), value (what would it change), why (say so). */
#ifndef LBI_ASK_H
#define LBI_ASK_H

#include "case.h"
#include "lumbar/ask.h"

/* Everything about one moment of an interview. */
typedef struct {
	const lb_case *c;
	const lb_knowledge *k;
	lb_ask_options o;
	lb_arena *arena;
	lb_err *err;
	lb_triage triage;
	double p[LBI_FINDINGS_MAX];      /* P(yes) of each finding */
	double danger[LBI_FINDINGS_MAX]; /* expected change of urgency when it is asked */
	double grave[LBI_FINDINGS_MAX];  /* the part of it that same-day and emergency rules make */
	double worth[LBI_FINDINGS_MAX];  /* expected change of contributors, stage, drivers */
	double tells[LBI_FINDINGS_MAX];  /* P(the person can answer it): falls after "don't know" to a wider question */
	double *chance;                  /* P of each condition */
	double *odds;                    /* log odds of each contributor */
	uint8_t state[LBI_FINDINGS_MAX]; /* lbi_ask_state */
	bool direct[LBI_FINDINGS_MAX];   /* a yes to it would ask for help today or now */
	int suspect[LBI_FINDINGS_MAX];   /* the rule that asks most for it; -1: none */
	double most[LBI_FINDINGS_MAX];   /* how much that rule asks */
} lbi_asker;

typedef enum {
	LBI_ASK_CLOSED,  /* known, asked, implied, impossible, or for others to answer */
	LBI_ASK_WAITS,   /* after a more general question */
	LBI_ASK_OPEN
} lbi_ask_state;

/* A derived finding that stands for what it is derived from (an age group for the age). */
bool lbi_ask_apart(const lbi_asker *s, unsigned finding);
/* Fill state, p, chance and odds. */
void lbi_ask_believe(lbi_asker *s);
/* Fill danger, grave, worth, direct, suspect and most. */
void lbi_ask_value(lbi_asker *s);
/* How strongly the evidence row e, when answered t, would move contributor row `con`, beyond what is known. */
double lbi_ask_shift(const lbi_asker *s, const lb_contributor *con, const lb_evidence *e, lb_tri t);
lb_status lbi_ask_why(lb_question *q, const lbi_asker *s);

static inline bool lbi_ask_is_open(const lb_case *c, unsigned finding)
{
	return c->fact[finding].answer == LB_UNKNOWN && c->fact[finding].from == LB_ORIGIN_nobody;
}

#endif
