/* The interview: which question next, and why. A pure function of the case and the knowledge; who asks, and
 * how an answer is shown or typed, is the caller's business. doc/ask.md tells how the choice is made.
 *
 *   lb_ask_next(&q, &c, o, &scratch, &err);     until q.done
 *   lb_ask_answer(&c, &q, text, &err);          "yes", "no", "don't know", "3 weeks", "2", "1 3"
 *   lb_case_derive(&c, &arena, &err);           what follows from it */
#ifndef LUMBAR_ASK_H
#define LUMBAR_ASK_H

#include "lumbar/case.h"
#include "lumbar/differential.h"
#include "lumbar/triage.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum {
	LB_REPLY_YESNO,   /* yes, no, don't know */
	LB_REPLY_NUMBER,  /* a number with a unit, lo to hi in `unit` */
	LB_REPLY_CHOICE,  /* one of `options` */
	LB_REPLY_SEVERAL  /* any of `options`, or none of them */
} lb_reply_kind;

/* A finding or a wider question, in one number: findings first, then screens. */
typedef uint16_t lb_question_id;

typedef enum {
	LB_ASK_NOT_DONE,
	LB_ASK_EMERGENCY, /* help is needed now; nothing could raise that */
	LB_ASK_SETTLED,   /* no open question is likely to change the answer */
	LB_ASK_ALL_ASKED, /* nothing is left to ask */
	LB_ASK_TODAY      /* care is needed today; no open question is likely to make it more urgent, or to excuse it */
} lb_ask_end;

typedef struct {
	bool done;
	lb_ask_end end;
	size_t left;    /* questions that could still be asked, this one among them */
	lb_question_id id;
	int finding;    /* -1 for a wider question */
	int screen;     /* -1 for a single finding */
	bool safety;    /* part of the safety pass */
	lb_reply_kind reply;
	lb_str ask;     /* the question; for a clinician the same */
	lb_str how;     /* how to do a test, and when not to; may be empty */
	lb_str why;     /* what the answer is good for, in plain words */
	lb_str unit;    /* numbers */
	double lo, hi;  /* numbers, in `unit` */
	lb_strs options; /* choices, as people read them */
	double danger;  /* expected change of urgency: 16 for a certain step from self-care to emergency */
	double worth;   /* expected change of contributors, stage and what keeps the pain going; 0 for somebody who is
	                 * to be seen today and does not go on */
} lb_question;

typedef struct {
	bool clinician;      /* a clinician answers: also what needs an examination */
	bool go_on;          /* ask on when the answer is settled or care is needed today, as long as anything is open */
	bool past_emergency; /* ask on though help is needed now */
	const lb_question_id *skipped; /* not now */
	size_t n_skipped;
} lb_ask_options;

/* Whoever needs care today is asked what could make it more urgent, what could excuse it, and who they are and for
 * how long; not what plays a part in the pain. That may be asked with `go_on`.
 *
 * The case must be derived. Texts live in the arena or in the knowledge. Never asks what is known, what
 * follows, what was asked before, what cannot be (doc/ask.md) or, for a person, what a clinician must find.
 * LB_NOMEM. */
LB_API lb_status lb_ask_next(lb_question *out, const lb_case *c, lb_ask_options o, lb_arena *a, lb_err *err);
/* The same for one question of the caller's choice, known or not: for going back and for corrections.
 * LB_RANGE. */
LB_API lb_status lb_ask_again(lb_question *out, const lb_case *c, lb_question_id id, lb_arena *a, lb_err *err);
/* Read a reply as it is typed. Lists: numbers from 1, with spaces or commas between; 0, "none" or "no": none.
 * LB_PARSE and the errors of lb_case_answer_text; the case is untouched then. */
LB_API lb_status lb_ask_answer(lb_case *c, const lb_question *q, lb_str text, lb_err *err);

#ifdef __cplusplus
}
#endif
#endif
