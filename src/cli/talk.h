/* lumbar ask: what its parts share. */
#ifndef LBI_CLI_TALK_H
#define LBI_CLI_TALK_H

#include "cli.h"

#define LBI_TALK_LINE 4096   /* bytes */
#define LBI_TALK_SKIPPED 600
#define LBI_TALK_HISTORY 600

/* One answer, and everything as it stood before it. */
typedef struct {
	lb_question_id id;
	lb_fact *fact;
	lb_screened *screen;
} lbi_step;

typedef struct {
	lbi_call *call;
	const char *path; /* where answers are kept; NULL: nowhere */
	lb_case c;
	lb_arena follow, work; /* what follows from the answers; one question */
	lb_ask_options o;
	lb_question_id skipped[LBI_TALK_SKIPPED];
	lbi_step history[LBI_TALK_HISTORY];
	size_t n_history;
	unsigned width, asked;
	bool enough; /* the person did not want what would hardly change the answer */
	lb_urgency told; /* the urgency that the person has heard of */
	lb_err err;
	char line[LBI_TALK_LINE];
} lbi_talk;

/* On standard error, wrapped to the width. */
void lbi_talk_wrap(const lbi_talk *t, unsigned indent, const char *text);
void lbi_talk_say(const lbi_talk *t, unsigned indent, const char *fmt, ...) LB_PRINTF(3, 4);
/* One line into t->line, without its end and the white space around it; false at the end of input. */
bool lbi_talk_hear(lbi_talk *t);
bool lbi_talk_is_any(const char *line, const char *a, const char *b);
/* yes, no or don't know (LB_UNKNOWN); asks again otherwise. `end` is the answer at the end of input. */
lb_tri lbi_talk_hear_yes(lbi_talk *t, lb_tri end);
/* Write the answers to t->path, whole or not at all; says why when it cannot. */
bool lbi_talk_keep(lbi_talk *t);
/* What follows from the answers; t->err on failure. */
bool lbi_talk_derive(lbi_talk *t);
/* Everything as it stands before the answer to `id`; false when memory is short. */
bool lbi_talk_remember(lbi_talk *t, lb_question_id id);
/* As it stood before the last answer: its question. There must be one. */
lb_question_id lbi_talk_take_back(lbi_talk *t);

#endif
