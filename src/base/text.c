/* Strings, and "did you mean". */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base.h"

int lbi_str_cmp(lb_str a, lb_str b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int c = n ? memcmp(a.s, b.s, n) : 0;
	return c ? c : (a.n > b.n) - (a.n < b.n);
}

lb_str lbi_str_z(const char *z)
{
	return (lb_str){ z, z ? strlen(z) : 0 };
}

lb_str lbi_str_dup(lb_arena *a, lb_str s)
{
	char *p = lb_arena_new(a, s.n + 1, 1);
	if (!p)
		return (lb_str){ NULL, 0 };
	if (s.n)
		memcpy(p, s.s, s.n);
	return (lb_str){ p, s.n };
}

lb_str lbi_str_trim(lb_str s)
{
	while (s.n && lbi_is_space((unsigned char)s.s[0]))
		s.s++, s.n--;
	while (s.n && lbi_is_space((unsigned char)s.s[s.n - 1]))
		s.n--;
	return s;
}

lb_str lbi_str_vprint(char *buf, size_t size, const char *fmt, va_list args)
{
	int n = vsnprintf(buf, size, fmt, args);
	return (lb_str){ buf, n < 0 ? 0 : (size_t)n < size ? (size_t)n : size - 1 };
}

lb_str lbi_str_format(lb_arena *a, const char *fmt, ...)
{
	va_list args, again;
	va_start(args, fmt);
	va_copy(again, args);
	int n = vsnprintf(NULL, 0, fmt, args);
	va_end(args);
	char *p = n < 0 ? NULL : lb_arena_new(a, (size_t)n + 1, 1);
	if (p)
		vsnprintf(p, (size_t)n + 1, fmt, again);
	va_end(again);
	return (lb_str){ p, p ? (size_t)n : 0 };
}

#define WORD_MAX 64 /* longer words are never near anything */

/* Edits (insert, delete, change, swap of neighbours) that turn a into b. */
static size_t edits(lb_str a, lb_str b)
{
	size_t row[3][WORD_MAX + 1];
	for (size_t j = 0; j <= b.n; j++)
		row[0][j] = j;
	for (size_t i = 1; i <= a.n; i++) {
		size_t *now = row[i % 3], *last = row[(i + 2) % 3], *before = row[(i + 1) % 3];
		now[0] = i;
		for (size_t j = 1; j <= b.n; j++) {
			size_t best = last[j - 1] + (a.s[i - 1] != b.s[j - 1]);
			if (last[j] + 1 < best)
				best = last[j] + 1;
			if (now[j - 1] + 1 < best)
				best = now[j - 1] + 1;
			bool swapped = i > 1 && j > 1 && a.s[i - 1] == b.s[j - 2] && a.s[i - 2] == b.s[j - 1];
			if (swapped && before[j - 2] + 1 < best)
				best = before[j - 2] + 1;
			now[j] = best;
		}
	}
	return row[a.n % 3][b.n];
}

lb_str lbi_nearest(lb_str word, size_t n, lb_str (*get)(size_t i, const void *ctx), const void *ctx)
{
	lb_str best = { "", 0 };
	size_t least = word.n < 4 ? 2 : 3 + word.n / 8; /* at most this many edits minus one */
	if (!word.n || word.n > WORD_MAX)
		return best;
	for (size_t i = 0; i < n; i++) {
		lb_str w = get(i, ctx);
		if (!w.n || w.n > WORD_MAX)
			continue;
		size_t d = edits(word, w);
		bool begins = w.n > word.n && word.n >= 4 && memcmp(w.s, word.s, word.n) == 0;
		if (begins && d > 2)
			d = 2;
		if (d < least)
			least = d, best = w;
	}
	return best;
}
