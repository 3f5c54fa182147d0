/* Status codes and the error struct every fallible call can fill.
 *
 * One list makes the enum, the text, the exit code of the command and the HTTP status of a later page.
 * A call that can fail returns lb_status, takes `lb_err *err` last (may be NULL), and leaves its outputs
 * untouched on failure. The first error wins; outer layers add where, never new text. */
#ifndef LUMBAR_ERROR_H
#define LUMBAR_ERROR_H

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define LB_API __attribute__((visibility("default")))
#define LB_PRINTF(fmt, args) __attribute__((format(printf, fmt, args)))
#else
#define LB_API
#define LB_PRINTF(fmt, args)
#endif

/* name, exit code of the command, HTTP status, text */
#define LB_STATUS_LIST(X)                                                                                    \
	X(OK, 0, 200, "done")                                                                                \
	X(NOMEM, 1, 503, "out of memory")                                                                    \
	X(IO, 1, 500, "cannot be read or written")                                                           \
	X(BUG, 1, 500, "broken invariant; please report")                                                    \
	X(USAGE, 2, 400, "the command was not understood")                                                   \
	X(NOTFOUND, 3, 404, "not found")                                                                     \
	X(PARSE, 4, 400, "cannot be read as YAML or JSON")                                                   \
	X(UNKNOWN_WORD, 4, 422, "a word that is not known here")                                             \
	X(UNIT, 4, 422, "unit missing, unknown or of the wrong kind")                                        \
	X(RANGE, 4, 422, "outside the possible range")                                                       \
	X(CONFLICT, 4, 422, "two statements that contradict each other")                                     \
	X(LIMIT, 4, 413, "larger than the stated maximum")

typedef enum {
#define X(name, exit_code, http, text) LB_##name,
	LB_STATUS_LIST(X)
#undef X
	LB_STATUS_COUNT
} lb_status;

/* The caller's; fixed size; filling it cannot fail and allocates nothing. */
typedef struct {
	lb_status status;
	char where[128]; /* "case.yaml:12:3" (file:line:column), or a JSON path */
	char what[256];  /* the value, the limit, the nearest right word */
} lb_err;

LB_API const char *lb_status_name(lb_status s); /* "RANGE"; "?" when s is no status */
LB_API const char *lb_status_text(lb_status s); /* one sentence, no full stop */
LB_API int lb_status_exit(lb_status s);         /* the command's exit code, 0..4 */
LB_API int lb_status_http(lb_status s);         /* 200..503 */

#ifdef __cplusplus
}
#endif
#endif
