/* Memory by lifetime: everything of one knowledge base, one case or one call lives in one arena and goes
 * with it. Failing half-way needs no clean-up: the caller drops the arena. */
#ifndef LUMBAR_ARENA_H
#define LUMBAR_ARENA_H

#include <stddef.h>

#include "lumbar/error.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Where an arena gets its chunks. `get` returns NULL when there is no more; `put` gives one back. */
typedef struct {
	void *(*get)(size_t size, void *ctx);
	void (*put)(void *chunk, void *ctx);
	void *ctx;
} lb_memory;

typedef struct lb_chunk lb_chunk;

/* {0} is a valid empty arena on malloc and free. Not for use by two threads at once. */
typedef struct {
	lb_memory memory; /* {0}: malloc and free */
	lb_chunk *first, *current;
	size_t limit_bytes; /* 0: none; asking for more in total fails as out of memory */
	size_t taken_bytes; /* asked of `memory` so far */
} lb_arena;

/* size bytes, zeroed, aligned for any type; NULL when memory or the limit is spent, or n * size overflows. */
LB_API void *lb_arena_new(lb_arena *a, size_t n, size_t size);
/* Forget what it holds, keep the chunks: the next use allocates nothing. */
LB_API void lb_arena_reset(lb_arena *a);
/* Give every chunk back. The arena is empty and may be used again. NULL is fine. */
LB_API void lb_arena_drop(lb_arena *a);

/* For a program that owns its process: let the JSON reader (jansson) take its working memory from the arena
 * of the read under way instead of malloc. Changes a setting of the whole process, so it is the program's
 * choice: call it once, before other threads start and before any other use of jansson. It also makes sure that
 * running out of memory is LB_NOMEM: on malloc, jansson 2.14 may then blame the text or lose a byte of it. */
LB_API void lb_json_use_arena(void);

#ifdef __cplusplus
}
#endif
#endif
