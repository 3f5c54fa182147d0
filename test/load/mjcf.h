/* The built-in geometry as a MuJoCo model, made from the same tables: tests and the benchmark only. */
#ifndef LBT_MJCF_H
#define LBT_MJCF_H

#include <stddef.h>

#include "lumbar/load.h"

/* MJCF text of a person's trunk into out; returns its length, or 0 when room is too small. Bodies are called b0..b6,
 * hinges j<body>z (flexion), j<body>x, j<body>y, tendons t<fascicle>r and t<fascicle>l. */
size_t lbt_mjcf(char *out, size_t room, const lb_trunk *t);

#endif
