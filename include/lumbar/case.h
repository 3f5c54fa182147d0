/* What is known of one person, each answer with where it came from. "{0}" is "nothing asked yet". */
#ifndef LUMBAR_CASE_H
#define LUMBAR_CASE_H

#include "lumbar/day.h"
#include "lumbar/knowledge.h"
#include "lumbar/score.h"
#include "lumbar/sink.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum { LB_UNKNOWN, LB_NO, LB_YES } lb_tri;

#define LB_ORIGIN_LIST(X)                                                                                    \
	X(nobody, "not asked")                                                                               \
	X(person, "told by you")                                                                             \
	X(story, "understood from your words, please confirm")                                               \
	X(rule, "follows from other answers")                                                                \
	X(score, "follows from a questionnaire")                                                             \
	X(dont_know, "asked, not known")                                                                     \
	X(screen, "from your answer to a wider question")
typedef enum {
#define X(name, text) LB_ORIGIN_##name,
	LB_ORIGIN_LIST(X)
#undef X
} lb_origin;
LB_API const char *lb_origin_name(lb_origin o); /* "story" */
LB_API const char *lb_origin_text(lb_origin o); /* for people */

/* One finding of one person. Numbers and choices are LB_YES when a value is known. */
typedef struct {
	uint8_t answer; /* lb_tri */
	uint8_t from;   /* lb_origin */
	uint8_t instead_of; /* lb_origin of what was said before a rule outweighed it: person (their no), dont_know */
	double value_si; /* numbers: SI; choices: position of the option */
} lb_fact;

/* The answer to a wider question (a row of screens). */
typedef struct {
	uint8_t answer;  /* lb_tri */
	uint8_t from;    /* LB_ORIGIN_nobody, _person, or _dont_know */
	uint16_t picked; /* lists: bit i is option i */
} lb_screened;

/* A phrase of the story that was understood as a finding; it counts as a yes that is still to be confirmed. */
typedef struct {
	uint16_t finding;
	bool used;     /* false: the person had answered that finding directly, which wins */
	lb_str phrase; /* the words as they stand in the story */
} lb_heard;

/* Two statements that cannot both hold. The assessment goes on with the answer that is safer to believe. */
typedef struct {
	uint16_t finding, against;
	lb_str text;
} lb_contradiction;

/* A questionnaire that was filled in, and an earlier one to compare it with. */
typedef struct {
	lb_score now, before;
	bool compared;
	lb_change change; /* on the main scale; meant only when compared */
} lb_scored;

typedef struct {
	const lb_knowledge *k;
	lb_str id, country, story;
	const lb_day *day; /* NULL: not told */
	lb_fact *fact; /* one for each finding of k, in its order */
	size_t n_facts;
	lb_screened *screen; /* one for each screen of k, in its order */
	size_t n_screens;
	LB_LIST(lb_heard) heard;
	LB_LIST(lb_str) unheard; /* sentences of the story in which nothing was understood */
	LB_LIST(lb_contradiction) contradictions;
	LB_LIST(lb_scored) scores;
	lb_str questionnaires; /* as told, in YAML on one line; for lb_case_write */
	/* Of every condition of k, by lb_case_derive: its truth (lb_tri), and how many more answers it needs at
	 * least before it holds (0 when it does, LB_FAR when it cannot). */
	const uint8_t *truth;
	const uint16_t *missing;
} lb_case;
#define LB_FAR 1000

#define LB_STORY_BYTES_MAX 20000
#define LB_CASE_BYTES_MAX (256 * 1024)

/* An empty case: nothing asked. LB_NOMEM. */
LB_API lb_status lb_case_new(lb_case *out, const lb_knowledge *k, lb_arena *a, lb_err *err);
/* Read a case from YAML or JSON text, match its story, and derive what follows. `file` is for messages;
 * `first_line` is the number of the text's first line in it (1 unless the text is a line of a larger file).
 * A word that is not known, a unit that does not fit, a value out of range: refused with place, value and
 * limit (LB_PARSE, LB_UNKNOWN_WORD, LB_UNIT, LB_RANGE, LB_LIMIT, LB_NOMEM). */
LB_API lb_status lb_case_read(lb_case *out, const lb_knowledge *k, lb_str text, lb_str file, uint32_t first_line,
                              lb_arena *a, lb_err *err);
LB_API lb_status lb_case_read_file(lb_case *out, const lb_knowledge *k, const char *path, lb_arena *a, lb_err *err);

/* Set one answer as the person's own; call lb_case_derive after the last. LB_RANGE for a value outside the
 * finding's limits or a finding that does not exist. */
LB_API lb_status lb_case_answer(lb_case *c, int finding, lb_tri answer, lb_err *err);
LB_API lb_status lb_case_value(lb_case *c, int finding, double value_si, lb_err *err);
LB_API lb_status lb_case_dont_know(lb_case *c, int finding, lb_err *err);
/* Read one answer as a person types it: "yes", "no", "don't know", "3 weeks", "38.5 C", "male". */
LB_API lb_status lb_case_answer_text(lb_case *c, int finding, lb_str text, lb_err *err);
/* Answer a wider question. For a list, LB_YES needs at least one bit of `picked` (bit i: option i), which sets
 * those findings to yes; LB_NO is "none of these". LB_UNKNOWN is "don't know". Findings that were told directly
 * stay as they are; call lb_case_derive afterwards. LB_RANGE: no such screen or option. */
LB_API lb_status lb_case_screen(lb_case *c, int screen, lb_tri answer, unsigned picked, lb_err *err);
LB_API int lb_screen_index(const lb_knowledge *k, lb_str id); /* -1: none */
/* Take an answer back, as if the finding had never been asked. LB_RANGE. */
LB_API lb_status lb_case_forget(lb_case *c, int finding, lb_err *err);
LB_API lb_status lb_case_forget_screen(lb_case *c, int screen, lb_err *err);
/* Set the story (kept by the caller as long as the case) and match it anew; call lb_case_derive afterwards.
 * LB_LIMIT, LB_NOMEM. */
LB_API lb_status lb_case_tell(lb_case *c, lb_str story, lb_arena *a, lb_err *err);

/* A number with its unit or a choice as words ("3 week", "female"), into buf; returns buf. Empty when there is none. */
LB_API const char *lb_case_show(char *buf, size_t size, const lb_finding *f, const lb_fact *fact);
/* Write a case as YAML (lumbar.case/1): what the person told, with "unknown" for what was asked and is not
 * known. What follows by rule, from the story or from a screen is not written; reading finds it again.
 * Numbers are written in the finding's unit to 12 digits. LB_IO when the sink failed. */
LB_API lb_status lb_case_write(const lb_case *c, lb_sink sink, lb_err *err);

/* Recompute all that follows from answers by rule (age groups, weeks, implied findings, wider questions) and
 * the contradictions. Answers of the person and of the story stay. LB_NOMEM. */
LB_API lb_status lb_case_derive(lb_case *c, lb_arena *a, lb_err *err);

/* Three-valued truth of a condition as of the last lb_case_derive: yes and no only from what is known.
 * Condition 0 (none) is LB_UNKNOWN. */
LB_API lb_tri lb_cond_eval(const lb_case *c, lb_cond_id cond);
/* True when the finding is yes only because of unconfirmed words of the story. */
LB_API bool lb_case_unconfirmed(const lb_case *c, int finding);

#ifdef __cplusplus
}
#endif
#endif
