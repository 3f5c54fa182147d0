/* Two scores of one questionnaire to a change: real, important, or neither. */
#include <math.h>

#include "score.h"

static const struct {
	const char *word, *plain;
} changes[] = {
#define X(name, word, plain) { word, plain },
	LB_CHANGE_LIST(X)
#undef X
};

const char *lb_change_word(lb_change_verdict v)
{
	return (unsigned)v < LB_CHANGE_COUNT ? changes[v].word : "?";
}

const char *lb_change_plain(lb_change_verdict v)
{
	return (unsigned)v < LB_CHANGE_COUNT ? changes[v].plain : "?";
}

/* [beyond the error][important][worse] */
static const lb_change_verdict verdicts[3][3][2] = {
	[LB_FACT_UNKNOWN] = {
		[LB_FACT_UNKNOWN] = { LB_CHANGE_UNKNOWN, LB_CHANGE_UNKNOWN },
		[LB_FACT_NO] = { LB_CHANGE_UNKNOWN, LB_CHANGE_UNKNOWN },
		[LB_FACT_YES] = { LB_CHANGE_BETTER_UNSURE, LB_CHANGE_WORSE_UNSURE },
	},
	[LB_FACT_NO] = {
		[LB_FACT_UNKNOWN] = { LB_CHANGE_SAME, LB_CHANGE_SAME },
		[LB_FACT_NO] = { LB_CHANGE_SAME, LB_CHANGE_SAME },
		[LB_FACT_YES] = { LB_CHANGE_BETTER_UNSURE, LB_CHANGE_WORSE_UNSURE },
	},
	[LB_FACT_YES] = {
		[LB_FACT_UNKNOWN] = { LB_CHANGE_BETTER_REAL, LB_CHANGE_WORSE_REAL },
		[LB_FACT_NO] = { LB_CHANGE_BETTER_SMALL, LB_CHANGE_WORSE_SMALL },
		[LB_FACT_YES] = { LB_CHANGE_BETTER, LB_CHANGE_WORSE },
	},
};

static lb_score_fact at_least(double change, double limit)
{
	if (limit <= 0)
		return LB_FACT_UNKNOWN;
	return change >= limit - LBI_ROUNDING ? LB_FACT_YES : LB_FACT_NO;
}

static lb_score_fact importance(const lb_score_limit *mic, const lb_change *c)
{
	lb_score_fact points = at_least(fabs(c->improvement), mic->value);
	lb_score_fact percent = LB_FACT_UNKNOWN;
	if (c->improvement_percent > 0)
		percent = at_least(c->improvement_percent, mic->percent);
	return points > percent ? points : percent;
}

static bool was_read(const lb_score_limit *l)
{
	bool given = l->value > 0 || l->percent > 0;
	return given && (l->status == LB_CHECKED_confirmed || l->status == LB_CHECKED_derived);
}

static void judge(lb_change *c, const lb_score_scale *s)
{
	bool low = s->better == LB_BETTER_low;
	c->improvement = low ? c->before - c->after : c->after - c->before;
	c->improvement_percent = fabs(c->before) > 0 ? 100 * c->improvement / fabs(c->before) : 0;
	c->important = importance(&s->mic, c);
	c->beyond_error = at_least(fabs(c->improvement), s->mdc.value);
	double to_best = low ? c->before - s->lo : s->hi - c->before, to_worst = s->hi - s->lo - to_best;
	c->can_improve = to_best > 0 && at_least(to_best, s->mdc.value) != LB_FACT_NO;
	c->can_worsen = to_worst > 0 && at_least(to_worst, s->mdc.value) != LB_FACT_NO;
	c->verdict = verdicts[c->beyond_error][c->important][c->improvement < 0];
	if (fabs(c->improvement) <= LBI_ROUNDING)
		c->verdict = LB_CHANGE_SAME;
	c->advice = c->verdict != LB_CHANGE_UNKNOWN && was_read(&s->mdc) &&
		(c->important == LB_FACT_UNKNOWN || was_read(&s->mic));
}

lb_status lb_score_change(lb_change *out, const lb_score *before, const lb_score *after, lb_str scale,
	lb_err *err)
{
	const lb_instrument *in = before->instrument;
	if (!lbi_str_eq(in->id, after->instrument->id))
		return lbi_fail(err, LB_CONFLICT, "change", "%.*s cannot be compared with %.*s",
			LB_FMT(in->id), LB_FMT(after->instrument->id));
	int i = lb_score_scale_index(in, scale);
	if (i < 0)
		return lbi_fail_where(err, lbi_no_scale(in, scale, err), "%.*s", LB_FMT(in->id));
	lb_change c = { 0 };
	if (lbi_is_known(&before->scale[i]) && lbi_is_known(&after->scale[i])) {
		c.before = before->scale[i].value;
		c.after = after->scale[i].value;
		judge(&c, &in->scales.at[i]);
	}
	*out = c;
	return LB_OK;
}
