/* A batch: as many lines out as lines that are not blank went in, each one line of JSON. */
#include "fuzz.h"

#include <string.h>

typedef struct {
	const uint8_t *data;
	size_t size, at, step;
} source;

static long feed(char *bytes, size_t size, void *ctx)
{
	source *s = ctx;
	size_t n = s->size - s->at < size ? s->size - s->at : size;
	n = n < s->step ? n : s->step;
	memcpy(bytes, s->data + s->at, n);
	s->at += n;
	return (long)n;
}

static int count_lines(const char *bytes, size_t n, void *ctx)
{
	for (size_t i = 0; i < n; i++)
		*(size_t *)ctx += bytes[i] == '\n';
	return 0;
}

static size_t lines_in(const uint8_t *data, size_t size)
{
	size_t lines = 0;
	bool something = false;
	for (size_t i = 0; i < size; i++) {
		if (data[i] == '\n')
			lines += something, something = false;
		else if (data[i] != ' ' && (data[i] < '\t' || data[i] > '\r'))
			something = true;
	}
	return lines + something;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	source s = { data, size, 0, size % 7 ? 4096 : 3 };
	size_t out = 0;
	lb_batch_count count = { 0 };
	lb_err e = { 0 };
	lb_status st = lb_batch_run(&count, lb_knowledge_builtin(), (lb_feed){ feed, &s }, (lb_str){ "f", 1 },
	                            (lb_sink){ count_lines, &out }, &e);
	LBZ_HOLDS(st == LB_OK);
	LBZ_HOLDS(out == count.lines && count.lines == lines_in(data, size) && count.errors <= count.lines);
	return 0;
}
