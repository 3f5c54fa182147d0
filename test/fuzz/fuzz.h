/* Fuzz targets. libFuzzer calls LLVMFuzzerTestOneInput; without it replay.c does, once for each file of a corpus. */
#ifndef LBT_FUZZ_H
#define LBT_FUZZ_H

#include <stddef.h>
#include <stdint.h>

#include "lumbar/lumbar.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* An assessment of this case, shown every way; what does not hold stops the program. */
void lbz_show(const lb_case *c, lb_arena *a);
/* Stop the program when something does not hold. */
#define LBZ_HOLDS(condition)                                                                                 \
	do {                                                                                                 \
		if (!(condition))                                                                            \
			__builtin_trap();                                                                    \
	} while (0)

#endif
