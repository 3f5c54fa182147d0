/* What every room may use: errors, strings, numbers. Knows nothing of backs. */
#ifndef LBI_BASE_H
#define LBI_BASE_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "lumbar/arena.h"
#include "lumbar/error.h"
#include "lumbar/text.h"

#define LBI_COUNT(array) (sizeof(array) / sizeof(array)[0])

/* Fill err (may be NULL) unless it already holds an error; returns s so that a caller can return it.
 * `where` may be NULL: an outer layer fills it with lbi_fail_where. */
lb_status lbi_fail(lb_err *err, lb_status s, const char *where, const char *fmt, ...) LB_PRINTF(4, 5);
/* Set err->where if it is still empty; returns err's status, or s when err is NULL. */
lb_status lbi_fail_where(lb_err *err, lb_status s, const char *fmt, ...) LB_PRINTF(3, 4);

/* As lb_arena_new, but the bytes are whatever they were: for what is written before it is read. */
void *lbi_arena_raw(lb_arena *a, size_t n, size_t size);

/* ---- strings ---- */
/* ASCII only, whatever the locale. */
static inline bool lbi_is_space(unsigned char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}
static inline bool lbi_is_digit(unsigned char c)
{
	return c >= '0' && c <= '9';
}
static inline unsigned char lbi_lower(unsigned char c)
{
	return c >= 'A' && c <= 'Z' ? (unsigned char)(c + 32) : c;
}
static inline bool lbi_is_alnum(unsigned char c)
{
	return lbi_is_digit(c) || (lbi_lower(c) >= 'a' && lbi_lower(c) <= 'z');
}
static inline bool lbi_str_eq(lb_str a, lb_str b)
{
	return a.n == b.n && (a.n == 0 || (a.s[0] == b.s[0] && memcmp(a.s, b.s, a.n) == 0));
}
static inline bool lbi_str_is(lb_str a, const char *z)
{
	return lbi_str_eq(a, (lb_str){ z, strlen(z) });
}
int lbi_str_cmp(lb_str a, lb_str b);            /* bytewise, as strcmp */
lb_str lbi_str_z(const char *z);                /* of a NUL-terminated string */
lb_str lbi_str_dup(lb_arena *a, lb_str s);      /* NUL-terminated copy; .s is NULL when out of memory */
lb_str lbi_str_trim(lb_str s);                  /* without white space at the ends */
/* vsnprintf into buf; what does not fit is cut off. */
lb_str lbi_str_vprint(char *buf, size_t size, const char *fmt, va_list args);
/* sprintf into the arena; .s is NULL when out of memory. */
lb_str lbi_str_format(lb_arena *a, const char *fmt, ...) LB_PRINTF(2, 3);

/* The word of `words` nearest to `word` (edits, transpositions, shared beginning), or an empty string when
 * none is near. For "did you mean". `get` gives the i-th of n words. */
lb_str lbi_nearest(lb_str word, size_t n, lb_str (*get)(size_t i, const void *ctx), const void *ctx);

/* ---- files ---- */
/* The whole file, NUL-terminated, in the arena; "-" is standard input. LB_NOTFOUND, LB_IO, LB_LIMIT, LB_NOMEM;
 * err->where is the path. */
lb_status lbi_file_read(lb_str *out, const char *path, size_t limit_bytes, lb_arena *a, lb_err *err);

/* ---- numbers ---- */
/* A decimal number ("3", "-2.5", "1e3") that fills all of s; locale-independent. False when it is not one,
 * or not finite. */
bool lbi_number(double *out, lb_str s);
/* "3 weeks", "180cm", "38,5 °C" -> the number and what follows it, trimmed. False without a number, and for a
 * comma before three digits, which some read as a thousand. */
bool lbi_number_unit(double *out, lb_str *unit, lb_str s);

/* "2026-11-20" -> days since 1970-01-01, from 1970 to 9999. False when it is no day of the calendar. */
bool lbi_calendar_day(int *out, lb_str s);

/* Units: a dimension is a unit's SI name ("year" for ages and "day" for durations are both of kind time).
 * Convert value in `unit` to the SI value of that dimension. False when the unit is not known or is of
 * another kind than `dimension` ("s", "m", "kg", "rad", "N", "Pa", "degC", "1", "bpm", "mL"). */
bool lbi_to_si(double *out_si, double value, lb_str unit, lb_str dimension);
bool lbi_from_si(double *out, double value_si, lb_str unit);
lb_str lbi_unit_dimension(lb_str unit); /* empty when not known */
lb_str lbi_unit_name(size_t i, const void *ctx); /* the i-th unit, for lbi_nearest */
size_t lbi_unit_count(void);

#endif
