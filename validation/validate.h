/* Parts of the report that validate-load writes; each prints Markdown to stdout. */
#ifndef VALIDATE_H
#define VALIDATE_H

#include "fit.h"

/* Ratios between tasks, measured by others and used for nothing else (outside.h). */
void print_outside(void);
/* What antagonists add to compression in lifts, and the belly's share of it. */
void print_cocontraction(void);
/* The postures as others read them, beside the same pressures: files 1.csv.. in the folder. */
void print_readings(const trial *table, const char *folder);
/* Rows of a table of bars: on these rows, the constants fitted to them. */
void print_refit(const trial *table, const char *how);
/* A row of a table of bars: what, value, low to high, met or not. */
void print_bar(const char *what, double value, double low, double high, const char *unit);

#endif
