/* Parts of lb_knowledge_check. */
#ifndef LBI_CHECK_H
#define LBI_CHECK_H

#include "case.h"

typedef struct {
	const lb_knowledge *k;
	lb_arena *arena, *scratch;
	void (*tell)(const char *text, void *ctx);
	void *ctx;
	size_t complaints;
	bool nomem; /* what was found cannot be trusted */
} lbi_checker;

void lbi_complain(lbi_checker *ch, lbi_table_id t, size_t row, const char *fmt, ...) LB_PRINTF(4, 5);
/* The findings a condition names, at any depth. */
void lbi_cond_mentions(const lb_knowledge *k, lb_cond_id cond, lbi_set *set);
void lbi_check_read(lbi_checker *ch);    /* no row that nothing reads */
void lbi_check_wording(lbi_checker *ch); /* plain text for people: doc/wording.md */

#endif
