/* Strings that carry their length. `s` is NUL-terminated wherever the library made it. */
#ifndef LUMBAR_TEXT_H
#define LUMBAR_TEXT_H

#include <stddef.h>
#include <stdint.h>

#include "lumbar/error.h"

typedef struct {
	const char *s;
	size_t n; /* bytes, without the NUL */
} lb_str;

#define LB_STR(literal) ((lb_str){ (literal), sizeof(literal) - 1 })
/* For printf's "%.*s": printf("%.*s", LB_FMT(name)) */
#define LB_FMT(str) (int)(str).n, (str).s ? (str).s : ""

#endif
