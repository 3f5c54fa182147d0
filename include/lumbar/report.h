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
	int today_day;     /* days since 1970-01-01: facts that nobody read again for two years say so; 0: not known */
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

/* ---- activities and days ---- */

LB_API lb_status lb_day_report_text(const lb_day_result *r, lb_report_options o, lb_sink sink, lb_err *err);
/* Schema "lumbar.day/1"; one line, ending in a line feed. */
LB_API lb_status lb_day_report_json(const lb_day_result *r, lb_sink sink, lb_err *err);
/* One activity: a day with a single entry. Its JSON has the schema "lumbar.activity/1". */
LB_API lb_status lb_activity_report_text(const lb_day_result *r, lb_report_options o, lb_sink sink, lb_err *err);
LB_API lb_status lb_activity_report_json(const lb_day_result *r, lb_sink sink, lb_err *err);

/* All activities whose words contain `word` (all when it is empty), by load falling, for a man of 1.68 m and 70 kg; as
 * lines of text, or as the table of doc/activities.md. *found counts them. */
LB_API lb_status lb_activity_list(const lb_knowledge *k, lb_str word, bool table, size_t *found, lb_arena *a,
				  lb_sink sink, lb_err *err);

/* Pictures, drawn from the angles that were solved. One SVG document: side and back view of one activity, or a strip of
 * up to four panels side by side (techniques to compare), the first of which is the present one. Title, description and
 * a sentence for every panel stand in it as text. */
LB_API lb_status lb_activity_figure(const lb_activity_load *r, size_t n, const lb_trunk *t, const lb_knowledge *k,
				    double standing_N, lb_sink sink, lb_err *err);
/* The same for a bare posture with a name. */
LB_API lb_status lb_posture_figure(const lb_posture *settled, const lb_load *r, lb_str name, const lb_trunk *t,
				   double standing_N, lb_sink sink, lb_err *err);
/* Instead of any of these for a person whose case is urgent: what to do now, and nothing on load. */
LB_API lb_status lb_safety_figure(const lb_assessment *r, lb_sink sink, lb_err *err);
/* A day: for each of its best swaps a strip of two, up to four rows; without swaps its heaviest activity. */
LB_API lb_status lb_day_figure(const lb_day_result *r, const lb_trunk *t, lb_sink sink, lb_err *err);

#ifdef __cplusplus
}
#endif
#endif
