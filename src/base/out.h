/* Writing: a small buffer in front of the caller's sink, and a streaming JSON writer on top of it.
 * Nothing allocates. A failed write is remembered; the rest is dropped; lbi_out_end tells. */
#ifndef LBI_OUT_H
#define LBI_OUT_H

#include <string.h>

#include "base.h"
#include "lumbar/sink.h"

typedef struct {
	lb_sink sink;
	size_t n;
	bool failed;
	char buf[16 * 1024];
} lbi_out;

void lbi_out_start(lbi_out *o, lb_sink sink);
void lbi_put_long(lbi_out *o, lb_str s); /* what does not fit the buffer */
static inline void lbi_put(lbi_out *o, lb_str s)
{
	if (s.n >= sizeof o->buf - o->n) {
		lbi_put_long(o, s);
		return;
	}
	if (s.n)
		memcpy(o->buf + o->n, s.s, s.n);
	o->n += s.n;
}
void lbi_putz(lbi_out *o, const char *z);
void lbi_putf(lbi_out *o, const char *fmt, ...) LB_PRINTF(2, 3); /* at most 512 bytes */
/* Between double quotes, as YAML and JSON read it. Bytes that are not UTF-8 become '?': a file that cannot be read
 * again helps nobody. */
void lbi_put_quoted(lbi_out *o, lb_str s);
lb_status lbi_out_end(lbi_out *o, lb_err *err); /* all that is left; LB_IO when any write failed */

/* The writer sets a comma behind every value inside a list or a map, and the closing bracket takes the last one back. */
typedef struct {
	lbi_out *out;
	int depth;
} lbi_json;

/* A key is a literal, written with its quotes and colon by the compiler. */
#define LBI_KEY(name) ((lb_str){ "\"" name "\":", sizeof(name) + 2 })
static inline void lbi_json_key(lbi_json *j, lb_str key)
{
	lbi_put(j->out, key);
}
static inline void lbi_json_open(lbi_json *j, char bracket) /* '{' or '[' */
{
	lbi_put(j->out, (lb_str){ &bracket, 1 });
	j->depth++;
}
void lbi_json_close(lbi_json *j, char bracket); /* '}' or ']' */
void lbi_json_str(lbi_json *j, lb_str s);
/* A text that is known to hold no '"', '\\' or control character, such as every text of the facts. */
void lbi_json_clean(lbi_json *j, lb_str s);
void lbi_json_strz(lbi_json *j, const char *z);
void lbi_json_num(lbi_json *j, double v, int decimals); /* finite; at most `decimals` places, no trailing zeros */
void lbi_json_bool(lbi_json *j, bool v);
/* key and value in one call */
static inline void lbi_json_kclean(lbi_json *j, lb_str key, lb_str s)
{
	lbi_json_key(j, key);
	lbi_json_clean(j, s);
}
void lbi_json_kstr(lbi_json *j, lb_str key, lb_str s);
void lbi_json_knum(lbi_json *j, lb_str key, double v, int decimals);

#endif
