/* The day inside larger reports. */
#ifndef LBI_DAY_REPORT_H
#define LBI_DAY_REPORT_H

#include "lumbar/report.h"
#include "out.h"

/* One JSON object; swaps only when `advise`. */
void lbi_day_json(lbi_json *j, const lb_day_result *r, bool advise);
/* "about a third" for 0.33. */
const char *lbi_part_words(double part);

#endif
