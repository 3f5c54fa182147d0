/* Between the scores of a questionnaire and their change. */
#ifndef LBI_SCORE_H
#define LBI_SCORE_H

#include "base.h"
#include "lumbar/score.h"

#define LBI_ROUNDING 1e-9 /* far above what adding 64 answers can lose, far below any step of any scale */

static inline bool lbi_is_known(const lb_scale_score *s)
{
	return s->state == LB_SCORE_SCORED || s->state == LB_SCORE_TYPED;
}

/* LB_UNKNOWN_WORD, with the nearest scale of the questionnaire. */
lb_status lbi_no_scale(const lb_instrument *in, lb_str id, lb_err *err);

#endif
