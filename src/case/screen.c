/* Wider questions: one answer for many findings, each of which keeps the origin "no to a wider question". */
#include "case.h"

int lb_screen_index(const lb_knowledge *k, lb_str id)
{
	for (size_t i = 0; i < k->screens.n; i++)
		if (lbi_str_eq(k->screens.at[i].id, id))
			return (int)i;
	return -1;
}

static lb_status no_such(int screen, lb_err *err)
{
	return lbi_fail(err, LB_RANGE, NULL, "there is no wider question number %d", screen);
}

lb_status lb_case_screen(lb_case *c, int screen, lb_tri answer, unsigned picked, lb_err *err)
{
	if (screen < 0 || (size_t)screen >= c->n_screens)
		return no_such(screen, err);
	const lb_screen *s = &c->k->screens.at[screen];
	if (picked >> s->options.n)
		return lbi_fail(err, LB_RANGE, NULL, "'%.*s' has %zu options", LB_FMT(s->id), s->options.n);
	if (s->options.n && (answer == LB_YES) != (picked != 0))
		return lbi_fail(err, LB_PARSE, NULL, "'%.*s' needs options for yes, and only for yes", LB_FMT(s->id));
	uint8_t from = answer == LB_UNKNOWN ? LB_ORIGIN_dont_know : LB_ORIGIN_person;
	c->screen[screen] = (lb_screened){ (uint8_t)answer, from, (uint16_t)picked };
	return LB_OK;
}

lb_status lb_case_forget(lb_case *c, int finding, lb_err *err)
{
	if (finding < 0 || (size_t)finding >= c->n_facts)
		return lbi_fail(err, LB_RANGE, NULL, "there is no finding number %d", finding);
	c->fact[finding] = (lb_fact){ 0 };
	return LB_OK;
}

lb_status lb_case_forget_screen(lb_case *c, int screen, lb_err *err)
{
	if (screen < 0 || (size_t)screen >= c->n_screens)
		return no_such(screen, err);
	c->screen[screen] = (lb_screened){ 0 };
	return LB_OK;
}

/* A direct answer stands, and so do words of the story: they are the safer reading of the two. */
static void follow(lb_case *c, int32_t finding, lb_tri answer)
{
	lb_fact *f = &c->fact[finding];
	bool open = f->from == LB_ORIGIN_nobody || (f->from == LB_ORIGIN_screen && answer == LB_YES);
	if (open || (answer == LB_YES && f->from == LB_ORIGIN_dont_know))
		*f = (lb_fact){ .answer = (uint8_t)answer, .from = LB_ORIGIN_screen };
}

void lbi_screens_apply(lb_case *c)
{
	for (size_t i = 0; i < c->n_screens; i++) {
		const lb_screen *s = &c->k->screens.at[i];
		const lb_screened *said = &c->screen[i];
		for (size_t j = 0; j < s->covers.n && said->answer == LB_NO; j++)
			follow(c, s->covers.at[j].index, LB_NO);
		for (size_t j = 0; j < s->options.n && said->answer != LB_UNKNOWN; j++)
			if (said->answer == LB_NO || said->picked >> j & 1)
				follow(c, s->options.at[j].finding.index, said->answer == LB_NO ? LB_NO : LB_YES);
	}
}
