/* Parts of the report that validate-load writes; each prints Markdown to stdout. */
#ifndef VALIDATE_H
#define VALIDATE_H

/* Ratios between tasks, measured by others and used for nothing else (outside.h). */
void print_outside(void);

#endif
