/* Whole files into an arena. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base.h"

static lb_status slurp(lb_str *out, FILE *f, const char *path, size_t limit, lb_arena *a, lb_err *err)
{
	size_t cap = 16 * 1024, n = 0;
	char *buf = lb_arena_new(a, cap + 1, 1);
	while (buf) {
		n += fread(buf + n, 1, cap - n, f);
		if (n < cap)
			break;
		if (n > limit)
			return lbi_fail(err, LB_LIMIT, path, "more than %zu bytes", limit);
		char *more = lb_arena_new(a, cap * 2 + 1, 1);
		if (more)
			memcpy(more, buf, n);
		buf = more, cap *= 2;
	}
	if (!buf)
		return lbi_fail(err, LB_NOMEM, path, "reading it");
	if (ferror(f))
		return lbi_fail(err, errno == ENOMEM ? LB_NOMEM : LB_IO, path, "%s", strerror(errno));
	if (n > limit)
		return lbi_fail(err, LB_LIMIT, path, "more than %zu bytes", limit);
	buf[n] = '\0';
	*out = (lb_str){ buf, n };
	return LB_OK;
}

lb_status lbi_file_read(lb_str *out, const char *path, size_t limit_bytes, lb_arena *a, lb_err *err)
{
	bool in = strcmp(path, "-") == 0;
	FILE *f = in ? stdin : fopen(path, "rb");
	if (!f)
		return lbi_fail(err, errno == ENOENT ? LB_NOTFOUND : errno == ENOMEM ? LB_NOMEM : LB_IO, path, "%s", strerror(errno));
	if (!in)
		setvbuf(f, NULL, _IONBF, 0); /* the arena is buffer enough */
	lb_status s = slurp(out, f, path, limit_bytes, a, err);
	if (!in)
		fclose(f);
	return s;
}
