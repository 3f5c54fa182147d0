#include "answerer.h"

static lb_tri known(const lb_case *truth, int32_t f)
{
	return (lb_tri)truth->fact[f].answer;
}

static lb_status reply_list(lb_case *c, const lb_question *q, const lb_screen *row, const lb_case *truth, lb_err *err)
{
	unsigned picked = 0;
	size_t no = 0;
	for (size_t i = 0; i < row->options.n; i++) {
		lb_tri t = known(truth, row->options.at[i].finding.index);
		picked |= t == LB_YES ? 1u << i : 0;
		no += t == LB_NO;
	}
	lb_tri t = picked ? LB_YES : no == row->options.n ? LB_NO : LB_UNKNOWN;
	return lb_case_screen(c, q->screen, t, picked, err);
}

static lb_status reply_wide(lb_case *c, const lb_question *q, const lb_case *truth, lb_err *err)
{
	const lb_screen *row = &lb_screens(c->k).at[q->screen];
	size_t yes = 0, no = 0;
	if (row->options.n)
		return reply_list(c, q, row, truth, err);
	for (size_t i = 0; i < row->covers.n; i++) {
		lb_tri t = known(truth, row->covers.at[i].index);
		yes += t == LB_YES, no += t == LB_NO;
	}
	return lb_case_screen(c, q->screen, yes ? LB_YES : no == row->covers.n ? LB_NO : LB_UNKNOWN, 0, err);
}

lb_status lbt_reply(lb_case *c, const lb_question *q, const lb_case *truth, lb_err *err)
{
	if (q->screen >= 0)
		return reply_wide(c, q, truth, err);
	const lb_fact *f = &truth->fact[q->finding];
	if (f->answer == LB_UNKNOWN)
		return lb_case_dont_know(c, q->finding, err);
	if (f->answer == LB_YES && q->reply != LB_REPLY_YESNO)
		return lb_case_value(c, q->finding, f->value_si, err);
	return lb_case_answer(c, q->finding, (lb_tri)f->answer, err);
}
