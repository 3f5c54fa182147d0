/* Results to text, JSON and lists. The only place that rounds, converts units and speaks to people. */
#ifndef LUMBAR_REPORT_H
#define LUMBAR_REPORT_H

#include "lumbar/assess.h"
#include "lumbar/sink.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum { LB_FOR_PERSON, LB_FOR_CLINICIAN } lb_audience;

typedef struct {
	lb_audience audience;
	unsigned width;    /* columns; 0: 80; at least 40 */
	bool colour;       /* ANSI colours for headings */
} lb_report_options;

/* Safety first, then what it may be, then what to do. An urgent case gets no exercise and no advice beside
 * what to do now. LB_IO when the sink failed. */
LB_API lb_status lb_report_text(const lb_assessment *r, lb_report_options o, lb_sink sink, lb_err *err);
/* One page that asks for nothing else: no script, no request; figures are SVG. */
LB_API lb_status lb_report_html(const lb_assessment *r, lb_report_options o, lb_sink sink, lb_err *err);
/* Keys: doc/json.md; schema "lumbar.assessment/1"; one line, ending in a line feed. */
LB_API lb_status lb_report_json(const lb_assessment *r, lb_sink sink, lb_err *err);
/* What batch answers for a line that could not be read: {"schema":..., "error":{status, where, what}}. */
LB_API lb_status lb_report_error_json(const lb_err *e, lb_str id, lb_sink sink, lb_err *err);

typedef enum { LB_LIST_FINDINGS, LB_LIST_CLAIMS, LB_LIST_REMEDIES, LB_LIST_SOURCES } lb_list_kind;
/* Rows whose id, words or text contain `word` (all when it is empty), as text or JSON; *found counts them. */
LB_API lb_status lb_report_list(const lb_knowledge *k, lb_list_kind kind, lb_str word, bool json, lb_report_options o,
                                size_t *found, lb_sink sink, lb_err *err);

#ifdef __cplusplus
}
#endif
#endif
