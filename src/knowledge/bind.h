/* From nodes to rows, by the fields of schema.c. */
#ifndef LBI_BIND_H
#define LBI_BIND_H

#include "knowledge.h"

/* Ids of every table, known before any row is read, so that rows may refer forward. */
typedef struct {
	lb_str id;
	int table, index;
} lbi_idslot;

typedef struct {
	lb_knowledge *k;
	lb_arena *arena;
	const lbi_doc *doc; /* of the row being read */
	lbi_idslot *ids;    /* open addressing; n_ids is a power of 2 */
	size_t n_ids;
	lbi_cond *conds; /* grows by doubling */
	size_t n_conds, cap_conds;
	enum { LBI_BIND_ALL, LBI_BIND_BUT_CONDS, LBI_BIND_CONDS } part; /* findings: conditions need kinds and units */
	lb_err *err;
} lbi_binder;

lb_status lbi_bind_row(lbi_binder *b, const lbi_rowdef *def, void *row, const lbi_node *n);
int lbi_bind_find(const lbi_binder *b, unsigned tables, lb_str id); /* index, or -1 */

#endif
