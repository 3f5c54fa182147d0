/* Many cases: one JSON case a line in, one JSON answer a line out, in the same order. */
#ifndef LUMBAR_BATCH_H
#define LUMBAR_BATCH_H

#include "lumbar/knowledge.h"
#include "lumbar/sink.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Where lines come from: fill at most size bytes; 0 at the end; negative on a read error. */
typedef struct {
	long (*read)(char *bytes, size_t size, void *ctx);
	void *ctx;
} lb_feed;

typedef struct {
	size_t lines, errors; /* blank lines count in neither */
} lb_batch_count;

/* A line that cannot be read answers with an error object on its line and the run goes on. A line may have
 * LB_CASE_BYTES_MAX bytes. One arena is reused; after the first lines nothing is allocated. LB_IO when the
 * feed or the sink failed, LB_NOMEM; *out counts what was done until then. */
LB_API lb_status lb_batch_run(lb_batch_count *out, const lb_knowledge *k, lb_feed feed, lb_str file, lb_sink sink,
                              lb_err *err);

#ifdef __cplusplus
}
#endif
#endif
