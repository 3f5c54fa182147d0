/* A small folder of facts that loads, and the same with one thing changed. */
#ifndef LBT_FOLDER_H
#define LBT_FOLDER_H

#include "lbt.h"

/* Write the folder; in `file` the first `find` becomes `put` (NULL: no change; find NULL: the file is left out). */
void lbt_small_knowledge(const char *folder, const char *file, const char *find, const char *put);

#endif
