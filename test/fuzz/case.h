/* A case in bytes: either refused with a place, or assessed. */
#ifndef LBZ_CASE_H
#define LBZ_CASE_H

#include <string.h>

#include "fuzz.h"

static inline int lbz_case(const uint8_t *data, size_t size)
{
	lb_arena a = { .limit_bytes = (size_t)64 << 20 };
	lb_case c;
	lb_err e = { 0 };
	lb_status s = lb_case_read(&c, lb_knowledge_builtin(), (lb_str){ (const char *)data, size }, (lb_str){ "f", 1 }, 1, &a, &e);
	LBZ_HOLDS(s == e.status);
	if (s)
		LBZ_HOLDS(lb_status_exit(s) == 4 && strncmp(e.where, "f:", 2) == 0 && e.what[0]);
	else
		lbz_show(&c, &a);
	lb_arena_drop(&a);
	return 0;
}

#endif
