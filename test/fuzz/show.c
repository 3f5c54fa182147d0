#include "fuzz.h"

#include <string.h>

static int count(const char *bytes, size_t n, void *ctx)
{
	(void)bytes;
	*(size_t *)ctx += n;
	return 0;
}

void lbz_show(const lb_case *c, lb_arena *a)
{
	lb_assessment r;
	lb_err e = { 0 };
	size_t n = 0;
	lb_sink sink = { count, &n };
	lb_status s = lb_assess(&r, c, a, &e);
	LBZ_HOLDS(s == LB_OK || s == LB_NOTFOUND);
	if (s)
		return;
	LBZ_HOLDS(!lb_report_text(&r, (lb_report_options){ .width = 40 }, sink, &e));
	LBZ_HOLDS(!lb_report_text(&r, (lb_report_options){ .audience = LB_FOR_CLINICIAN, .colour = true }, sink, &e));
	LBZ_HOLDS(!lb_report_json(&r, sink, &e));
	LBZ_HOLDS(n > 0);
	for (size_t i = 0; i < r.differential.contributors.n; i++)
		LBZ_HOLDS(r.differential.contributors.at[i].probability >= 0 && r.differential.contributors.at[i].probability <= 1);
}
