/* NDJSON in, NDJSON out. Belongs to assess because it drives the whole pipeline. */
#include <string.h>

#include "node.h"
#include "lumbar/assess.h"
#include "lumbar/batch.h"
#include "lumbar/report.h"

#define BUFFER_BYTES (LB_CASE_BYTES_MAX + 64 * 1024)

typedef struct {
	const lb_knowledge *k;
	lb_feed feed;
	lb_sink sink;
	lb_str file;
	lb_arena arena; /* reset for every line */
	char *buf;
	size_t start, end; /* unread bytes of buf */
	bool finished;
	uint32_t line;
	lb_batch_count count;
	lb_err *err;
} run;

/* To the caller's sink. */
static int pass_on(const char *bytes, size_t n, void *ctx)
{
	run *r = ctx;
	return r->sink.write(bytes, n, r->sink.ctx);
}

/* The id of a line that could not be read as a case, when it can be read as JSON; empty otherwise. */
static lb_str id_of(run *r, lb_str text)
{
	lbi_doc doc = { .file = r->file, .text = text, .first_line = r->line };
	const lbi_node *id = lbi_doc_read(&doc, &r->arena, NULL) ? NULL : lbi_node_get(doc.root, "id");
	return id && id->kind == LBI_TEXT && id->text.n <= 200 ? id->text : LB_STR("");
}

static lb_status answer(run *r, lb_str text)
{
	lb_case c;
	lb_assessment a;
	lb_err e = { 0 };
	lb_sink sink = { pass_on, r };
	lb_arena_reset(&r->arena);
	lb_status s = lb_case_read(&c, r->k, text, r->file, r->line, &r->arena, &e);
	s = s ? s : lb_assess(&a, &c, &r->arena, &e);
	r->count.lines++;
	if (!s)
		return lb_report_json(&a, sink, r->err);
	if (s == LB_NOMEM)
		return lbi_fail(r->err, s, e.where, "%s", e.what);
	r->count.errors++;
	return lb_report_error_json(&e, id_of(r, text), sink, r->err);
}

static lb_status fill(run *r)
{
	memmove(r->buf, r->buf + r->start, r->end - r->start);
	r->end -= r->start, r->start = 0;
	long n = r->feed.read(r->buf + r->end, BUFFER_BYTES - r->end, r->feed.ctx);
	if (n < 0)
		return lbi_fail(r->err, LB_IO, r->file.s, "reading failed");
	r->end += (size_t)n;
	r->finished = n == 0;
	return LB_OK;
}

/* A line longer than the buffer: answer once, then drop the rest of it. */
static lb_status skip_long(run *r)
{
	lb_err e = { 0 };
	lbi_fail(&e, LB_LIMIT, NULL, "a line has at most %d bytes", LB_CASE_BYTES_MAX);
	lbi_fail_where(&e, LB_LIMIT, "%.*s:%u:1", LB_FMT(r->file), r->line);
	r->count.lines++, r->count.errors++;
	lb_status s = lb_report_error_json(&e, (lb_str){ "", 0 }, (lb_sink){ pass_on, r }, r->err);
	while (!s && !r->finished) {
		const char *nl = memchr(r->buf + r->start, '\n', r->end - r->start);
		if (nl) {
			r->start = (size_t)(nl - r->buf) + 1;
			return LB_OK;
		}
		r->start = r->end;
		s = fill(r);
	}
	return s;
}

static lb_status next_line(run *r, lb_str *line, bool *more)
{
	for (;;) {
		char *from = r->buf + r->start, *nl = memchr(from, '\n', r->end - r->start);
		if (nl || r->finished) {
			size_t n = nl ? (size_t)(nl - from) : r->end - r->start;
			*line = (lb_str){ from, n };
			*more = nl || n;
			r->start += n + (nl != NULL);
			r->line++;
			return LB_OK;
		}
		if (r->end - r->start == BUFFER_BYTES) {
			r->line++;
			lb_status s = skip_long(r);
			if (s)
				return s;
			continue;
		}
		lb_status s = fill(r);
		if (s)
			return s;
	}
}

lb_status lb_batch_run(lb_batch_count *out, const lb_knowledge *k, lb_feed feed, lb_str file, lb_sink sink, lb_err *err)
{
	lb_arena own = { 0 };
	run r = { .k = k, .feed = feed, .sink = sink, .file = file, .err = err };
	r.buf = lb_arena_new(&own, BUFFER_BYTES, 1);
	lb_status s = r.buf ? LB_OK : lbi_fail(err, LB_NOMEM, NULL, "batch");
	for (bool more = true; !s && more;) {
		lb_str line;
		s = next_line(&r, &line, &more);
		if (!s && more && lbi_str_trim(line).n)
			s = answer(&r, line);
	}
	*out = r.count;
	lb_arena_drop(&r.arena);
	lb_arena_drop(&own);
	return s;
}
