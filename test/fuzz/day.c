/* A day: any bytes as a day file. One that is read can be run and shown, whatever it holds. */
#include "fuzz.h"

#include "lumbar/report.h"

static int count(const char *bytes, size_t n, void *ctx)
{
	(void)bytes;
	*(size_t *)ctx += n;
	return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	lb_arena a = {.limit_bytes = (size_t)64 << 20};
	lb_day day;
	lb_day_result r;
	lb_err e = {0};
	size_t n = 0;
	const lb_knowledge *k = lb_knowledge_builtin();
	lb_sink sink = {count, &n};
	lb_str file = {"fuzz", 4};
	if (!lb_day_read(&day, k, (lb_str){(const char *)data, size}, file, &a, &e)) {
		LBZ_HOLDS(!lb_day_run(&r, k, &day, NULL, NULL, NULL, &a, &e));
		LBZ_HOLDS(!lb_day_report_text(&r, (lb_report_options){.audience = LB_FOR_CLINICIAN}, sink, &e));
		LBZ_HOLDS(!lb_day_report_json(&r, sink, &e));
		for (size_t i = 0; i < r.n_swaps; i++)
			LBZ_HOLDS(r.swap[i].ratio < 1 && r.swap[i].saved > 0);
	} else {
		LBZ_HOLDS(e.where[0] && e.what[0]);
	}
	lb_arena_drop(&a);
	return 0;
}
