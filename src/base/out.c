/* Buffered output and the JSON writer. */
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "out.h"

void lbi_out_start(lbi_out *o, lb_sink sink)
{
	o->sink = sink, o->n = 0, o->failed = false;
}

/* Hand on all but the last `keep` bytes. */
static void flush(lbi_out *o, size_t keep)
{
	size_t n = o->n - keep;
	if (n && !o->failed && o->sink.write(o->buf, n, o->sink.ctx))
		o->failed = true;
	memmove(o->buf, o->buf + n, keep);
	o->n = keep;
}

void lbi_put_long(lbi_out *o, lb_str s)
{
	while (s.n) {
		size_t room = sizeof o->buf - o->n, k = s.n < room ? s.n : room;
		memcpy(o->buf + o->n, s.s, k);
		o->n += k, s.s += k, s.n -= k;
		if (o->n == sizeof o->buf)
			flush(o, 1); /* the last byte may be a comma that a bracket takes back */
	}
}

void lbi_putz(lbi_out *o, const char *z)
{
	lbi_put(o, lbi_str_z(z));
}

void lbi_putf(lbi_out *o, const char *fmt, ...)
{
	char buf[512];
	va_list args;
	va_start(args, fmt);
	lbi_put(o, lbi_str_vprint(buf, sizeof buf, fmt, args));
	va_end(args);
}

lb_status lbi_out_end(lbi_out *o, lb_err *err)
{
	flush(o, 0);
	return o->failed ? lbi_fail(err, LB_IO, "output", "the result could not be written") : LB_OK;
}

/* ---- JSON ---- */

static void put_char(lbi_out *o, char c)
{
	o->buf[o->n++] = c;
	if (o->n == sizeof o->buf)
		flush(o, 1);
}

static void end_value(lbi_json *j)
{
	if (j->depth)
		put_char(j->out, ',');
}

void lbi_json_close(lbi_json *j, char bracket)
{
	lbi_out *o = j->out;
	if (o->buf[o->n - 1] == ',')
		o->buf[o->n - 1] = bracket;
	else
		put_char(o, bracket);
	j->depth--;
	end_value(j);
}

static bool is_plain(char c)
{
	return (unsigned char)c >= 0x20 && c != '"' && c != '\\';
}

typedef uint8_t block __attribute__((vector_size(16)));

static bool plain_16(const char *s)
{
	block v;
	uint64_t any[2];
	memcpy(&v, s, sizeof v);
	block hit = (block)(v < 0x20) | (block)(v == '"') | (block)(v == '\\');
	memcpy(any, &hit, sizeof any);
	return !(any[0] | any[1]);
}

/* The high bit of a byte of `hit` is set where the byte is below 0x20 or equal to one of the two. */
static bool plain_8(const char *s)
{
	const uint64_t ones = 0x0101010101010101u, high = 0x8080808080808080u;
	uint64_t v;
	memcpy(&v, s, sizeof v);
	uint64_t quote = v ^ (ones * '"'), back = v ^ (ones * '\\');
	uint64_t hit = ((v - ones * 0x20) & ~v) | ((quote - ones) & ~quote) | ((back - ones) & ~back);
	return !(hit & high);
}

/* Copy the leading bytes that stand in a JSON string as they are, not control bytes, '"' or '\\', and say how many.
 * Sixteen or eight at a time; the last ones may overlap what is done. */
static size_t copy_plain(char *to, const char *s, size_t n)
{
	size_t i = 0;
	if (n >= 16) {
		for (; i + 16 <= n && plain_16(s + i); i += 16)
			memcpy(to + i, s + i, 16);
		if (i < n && i + 16 > n && plain_16(s + n - 16)) {
			memcpy(to + n - 16, s + n - 16, 16);
			return n;
		}
	} else if (n >= 8 && plain_8(s) && plain_8(s + n - 8)) {
		memcpy(to, s, 8);
		memcpy(to + n - 8, s + n - 8, 8);
		return n;
	}
	for (; i < n && is_plain(s[i]); i++)
		to[i] = s[i];
	return i;
}

/* memcpy without a call where it is short, as ids are. */
static void copy(char *to, const char *s, size_t n)
{
	if (n > 32) {
		memcpy(to, s, n);
	} else if (n >= 16) {
		memcpy(to, s, 16);
		memcpy(to + n - 16, s + n - 16, 16);
	} else if (n >= 8) {
		memcpy(to, s, 8);
		memcpy(to + n - 8, s + n - 8, 8);
	} else if (n >= 4) {
		memcpy(to, s, 4);
		memcpy(to + n - 4, s + n - 4, 4);
	} else {
		for (size_t i = 0; i < n; i++)
			to[i] = s[i];
	}
}

static void escaped(lbi_out *o, unsigned char c)
{
	if (c == '"' || c == '\\')
		put_char(o, '\\'), put_char(o, (char)c);
	else if (c == '\n')
		lbi_put(o, LB_STR("\\n"));
	else
		lbi_putf(o, "\\u%04x", c);
}

static void quoted(lbi_out *o, lb_str s)
{
	put_char(o, '"');
	for (size_t i = 0; i < s.n;) {
		size_t room = sizeof o->buf - o->n, left = s.n - i;
		size_t run = copy_plain(o->buf + o->n, s.s + i, left < room ? left : room);
		o->n += run, i += run;
		if (o->n == sizeof o->buf)
			flush(o, 1);
		else if (i < s.n)
			escaped(o, (unsigned char)s.s[i++]);
	}
	put_char(o, '"');
}

void lbi_json_str(lbi_json *j, lb_str s)
{
	quoted(j->out, s);
	end_value(j);
}

/* What does not fit the buffer; kept out of the short way, which then saves no registers. */
__attribute__((noinline)) static void clean_long(lbi_json *j, lb_str s)
{
	put_char(j->out, '"');
	lbi_put(j->out, s);
	put_char(j->out, '"');
	end_value(j);
}

void lbi_json_clean(lbi_json *j, lb_str s)
{
	lbi_out *o = j->out;
	char *to = o->buf + o->n;
	if (s.n + 3 >= sizeof o->buf - o->n) {
		clean_long(j, s);
		return;
	}
	o->n += s.n + 2 + (j->depth > 0);
	to[0] = to[s.n + 1] = '"';
	to[s.n + 2] = ',';
	copy(to + 1, s.s, s.n);
}

void lbi_json_strz(lbi_json *j, const char *z)
{
	lbi_json_str(j, lbi_str_z(z));
}

static void put_num(lbi_json *j, double v, int decimals)
{
	if (!isfinite(v)) { /* a broken invariant upstream; null is the only honest JSON for it */
		lbi_put(j->out, LB_STR("null"));
		return;
	}
	static const double scales[] = { 1, 10, 100, 1000, 10000, 100000, 1000000 };
	int places = decimals < 0 ? 0 : decimals > 6 ? 6 : decimals;
	double scaled = nearbyint(fabs(v) * scales[places]);
	if (scaled > 9e15) { /* beyond what a double counts exactly; does not occur with the quantities here */
		lbi_putf(j->out, "%.17g", v);
		return;
	}
	unsigned long long left = (unsigned long long)scaled;
	while (places > 0 && left % 10 == 0)
		left /= 10, places--;
	char digits[32];
	size_t at = sizeof digits;
	int written = 0;
	do {
		if (written && written == places)
			digits[--at] = '.';
		digits[--at] = (char)('0' + left % 10);
		left /= 10, written++;
	} while (left || written <= places);
	if (v < 0 && scaled > 0)
		digits[--at] = '-';
	lbi_put(j->out, (lb_str){ digits + at, sizeof digits - at });
}

void lbi_json_num(lbi_json *j, double v, int decimals)
{
	put_num(j, v, decimals);
	end_value(j);
}

void lbi_json_bool(lbi_json *j, bool v)
{
	lbi_put(j->out, v ? LB_STR("true") : LB_STR("false"));
	end_value(j);
}

void lbi_json_kstr(lbi_json *j, lb_str key, lb_str s)
{
	lbi_json_key(j, key);
	lbi_json_str(j, s);
}

void lbi_json_knum(lbi_json *j, lb_str key, double v, int decimals)
{
	lbi_json_key(j, key);
	lbi_json_num(j, v, decimals);
}
