/* Chunked bump allocator behind include/lumbar/arena.h. */
#include "base.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define CHUNK_BYTES ((size_t)64 * 1024)
#define ALIGN_BYTES _Alignof(max_align_t)

struct lb_chunk {
	lb_chunk *next;
	size_t size, used;
	_Alignas(max_align_t) unsigned char data[];
};

static void *heap_get(size_t size, void *ctx)
{
	(void)ctx;
	return malloc(size);
}

static void heap_put(void *chunk, void *ctx)
{
	(void)ctx;
	free(chunk);
}

static lb_chunk *chunk_new(lb_arena *a, size_t least)
{
	size_t size = least > CHUNK_BYTES - sizeof(lb_chunk) ? least : CHUNK_BYTES - sizeof(lb_chunk);
	size_t whole = sizeof(lb_chunk) + size;
	if (whole < size || (a->limit_bytes && (whole > a->limit_bytes || a->taken_bytes > a->limit_bytes - whole)))
		return NULL;
	lb_chunk *c = (a->memory.get ? a->memory.get : heap_get)(whole, a->memory.ctx);
	if (!c)
		return NULL;
	a->taken_bytes += whole;
	c->next = NULL, c->size = size, c->used = 0;
	return c;
}

void *lbi_arena_raw(lb_arena *a, size_t n, size_t size)
{
	if (size && n > (SIZE_MAX / 2) / size)
		return NULL;
	size_t want = n * size;
	want = want ? (want + ALIGN_BYTES - 1) / ALIGN_BYTES * ALIGN_BYTES : ALIGN_BYTES;
	lb_chunk *c = a->current;
	while (c && c->size - c->used < want) { /* chunks kept by a reset are empty and wait in line */
		c = c->next;
		if (c)
			a->current = c;
	}
	if (!c) {
		c = chunk_new(a, want);
		if (!c)
			return NULL;
		if (a->current)
			a->current->next = c;
		else
			a->first = c;
		a->current = c;
	}
	void *p = c->data + c->used;
	c->used += want;
	return p;
}

void *lb_arena_new(lb_arena *a, size_t n, size_t size)
{
	void *p = lbi_arena_raw(a, n, size);
	return p ? memset(p, 0, n * size) : NULL;
}

void lb_arena_reset(lb_arena *a)
{
	for (lb_chunk *c = a->first; c; c = c->next)
		c->used = 0;
	a->current = a->first;
}

void lb_arena_drop(lb_arena *a)
{
	if (!a)
		return;
	for (lb_chunk *c = a->first, *next; c; c = next) {
		next = c->next;
		(a->memory.put ? a->memory.put : heap_put)(c, a->memory.ctx);
	}
	a->first = a->current = NULL;
	a->taken_bytes = 0;
}
