/* What `lumbar knowledge check` enforces beyond what loading refuses. */
#ifndef LUMBAR_CHECK_H
#define LUMBAR_CHECK_H

#include "lumbar/knowledge.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Look at every row: ranges ordered, each rule fired by its case and spared by the neighbour, each contributor
 * led by its case and not by its look-alike's, nothing that advises resting on a recalled number alone, no
 * row that nothing reads, wording plain. Each call of `tell` is one complaint, "file:line: text". Returns how
 * many; (size_t)-1 when memory ran out. The arena is scratch. */
LB_API size_t lb_knowledge_check(const lb_knowledge *k, lb_arena *a, void (*tell)(const char *text, void *ctx),
                                 void *ctx);

#ifdef __cplusplus
}
#endif
#endif
