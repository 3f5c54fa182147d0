/* Where text goes: the library never prints, the caller says where. */
#ifndef LUMBAR_SINK_H
#define LUMBAR_SINK_H

#include <stddef.h>

typedef struct {
	/* Take n bytes; 0 when done, anything else when they could not be taken. */
	int (*write)(const char *bytes, size_t n, void *ctx);
	void *ctx;
} lb_sink;

#endif
