/* Between the rooms that look at a case. */
#ifndef LBI_CASE_H
#define LBI_CASE_H

#include "base.h"
#include "knowledge.h"
#include "lumbar/case.h"
#include "node.h"

/* A set of findings, in order of arrival, each once. */
#define LBI_SET_WORDS 8 /* 8 * 64 findings */
typedef struct {
	uint64_t bits[LBI_SET_WORDS];
} lbi_set;
static inline bool lbi_set_has(const lbi_set *s, unsigned i)
{
	return s->bits[i / 64] >> (i % 64) & 1;
}
static inline void lbi_set_add(lbi_set *s, unsigned i)
{
	s->bits[i / 64] |= (uint64_t)1 << (i % 64);
}
#define LBI_FINDINGS_MAX (LBI_SET_WORDS * 64)
/* for (each member i of set) */
#define LBI_SET_EACH(i, set)                                                                                 \
	for (unsigned i##_w = 0, i = 0; i##_w < LBI_SET_WORDS; i##_w++)                                      \
		for (uint64_t i##_b = (set)->bits[i##_w];                                                    \
		     i##_b && (i = i##_w * 64 + (unsigned)__builtin_ctzll(i##_b), true); i##_b &= i##_b - 1)

/* The answered findings that make a condition that is LB_YES hold, group findings taken apart. */
void lbi_cond_because(const lb_case *c, lb_cond_id cond, lbi_set *set);
/* Add w to the weight of each unanswered finding that could make a condition that is LB_UNKNOWN hold. A composite
 * finding takes the weight for its members; lbi_weigh_members hands it on to them. */
void lbi_weigh_open(const lb_case *c, lb_cond_id cond, double w, double *weight);
void lbi_weigh_members(const lb_case *c, double *weight);
/* Truth of every condition, kept while facts change: after a change of a fact, lbi_settle_fact, then lbi_settle. */
typedef struct {
	const lb_case *c;
	const lb_knowledge *k;
	uint8_t *truth;    /* of c, and of every condition of k */
	uint16_t *missing;
	uint64_t *due;     /* bits: conditions to look at again */
	size_t words;
} lbi_settler;
/* Fill c->truth and c->missing; LB_NOMEM. */
lb_status lbi_settle_start(lbi_settler *out, lb_case *c, lb_arena *a, lb_err *err);
void lbi_settle_fact(lbi_settler *s, size_t finding);
void lbi_settle(lbi_settler *s);
/* The members of a set as a list in the arena. */
lb_status lbi_set_list(lbi_indices *out, const lbi_set *set, lb_arena *a, lb_err *err);

/* What "no" to a wider question answers, where nothing else was said. */
void lbi_screens_apply(lb_case *c);

/* Match the story against the words of the findings. */
lb_status lbi_story_match(lb_case *c, lb_arena *a, lb_err *err);

/* Read `questionnaires:` of a case, score them, and answer the findings that their bands answer. */
lb_status lbi_read_questionnaires(lb_case *c, const lbi_doc *doc, const lbi_node *map, lb_arena *a, lb_err *err);

/* Read `day:` of a case, or the root of a day file. */
lb_status lbi_read_day(lb_day *out, const lb_knowledge *k, const lbi_doc *doc, const lbi_node *root, lb_arena *a,
                       lb_err *err);

#endif
