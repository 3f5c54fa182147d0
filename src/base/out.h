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
lb_status lbi_out_end(lbi_out *o, lb_err *err);                 /* flush; LB_IO when any write failed */

#define LBI_JSON_DEPTH_MAX 16
typedef struct {
	lbi_out *out;
	int depth;
	bool used[LBI_JSON_DEPTH_MAX + 1]; /* something already stands at this depth */
	bool keyed;                        /* a key was written, its value comes */
} lbi_json;

void lbi_json_open(lbi_json *j, char bracket);  /* '{' or '[' */
void lbi_json_close(lbi_json *j, char bracket); /* '}' or ']' */
/* A key is a literal, written with its quotes and colon by the compiler. */
#define LBI_KEY(name) ((lb_str){ "\"" name "\":", sizeof(name) + 2 })
void lbi_json_key(lbi_json *j, lb_str key);
void lbi_json_str(lbi_json *j, lb_str s);
/* A text that is known to hold no '"', '\\' or control character, such as every text of the facts. */
void lbi_json_clean(lbi_json *j, lb_str s);
void lbi_json_kclean(lbi_json *j, lb_str key, lb_str s);
void lbi_json_strz(lbi_json *j, const char *z);
void lbi_json_num(lbi_json *j, double v, int decimals); /* finite; at most `decimals` places, no trailing zeros */
void lbi_json_bool(lbi_json *j, bool v);
/* key and value in one call */
void lbi_json_kstr(lbi_json *j, lb_str key, lb_str s);
void lbi_json_knum(lbi_json *j, lb_str key, double v, int decimals);

#endif
