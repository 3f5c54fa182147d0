/* Two trees of nodes are the same: kinds, names, values, order and number of children. */
#ifndef LBT_SAME_TREE_H
#define LBT_SAME_TREE_H

#include <string.h>

#include "node.h"

static inline bool lbt_same_tree(const lbi_node *a, const lbi_node *b)
{
	bool same = a->kind == b->kind && a->n == b->n && a->index == b->index && lbi_str_eq(a->name, b->name) &&
	            a->truth == b->truth && memcmp(&a->number, &b->number, sizeof a->number) == 0;
	if (a->kind == LBI_TEXT)
		same = same && lbi_str_eq(a->text, b->text) && !a->text.s[a->text.n] && !b->text.s[b->text.n];
	const lbi_node *p = a->first, *q = b->first;
	for (; same && p && q; p = p->next, q = q->next)
		same = p->up == a && q->up == b && lbt_same_tree(p, q);
	return same && !p == !q;
}

#endif
