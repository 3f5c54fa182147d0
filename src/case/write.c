/* A case as YAML: only what was told, so that reading it gives the same case again. */
#include <stdio.h>

#include "case.h"
#include "out.h"

const char *lb_case_show(char *buf, size_t size, const lb_finding *f, const lb_fact *fact)
{
	double v;
	buf[0] = '\0';
	if (fact->answer != LB_YES || f->kind == LB_KIND_yesno)
		return buf;
	if (f->kind == LB_KIND_choice)
		snprintf(buf, size, "%.*s", LB_FMT(f->options.at[(size_t)fact->value_si]));
	else if (lbi_from_si(&v, fact->value_si, f->unit))
		snprintf(buf, size, "%.12g %.*s", v, LB_FMT(f->unit));
	return buf;
}

static void put_text(lbi_out *o, const char *key, lb_str s)
{
	if (!s.n)
		return;
	lbi_putf(o, "%s: ", key);
	lbi_put_quoted(o, s);
	lbi_putz(o, "\n");
}

/* What the person said, also where a rule outweighs it now. */
static lb_fact said(const lb_fact *f)
{
	if (f->from == LB_ORIGIN_rule && f->instead_of == LB_ORIGIN_person)
		return (lb_fact){ .answer = LB_NO, .from = LB_ORIGIN_person };
	if (f->from == LB_ORIGIN_rule && f->instead_of == LB_ORIGIN_dont_know)
		return (lb_fact){ .answer = LB_UNKNOWN, .from = LB_ORIGIN_dont_know };
	return *f;
}

static void put_fact(lbi_out *o, const lb_finding *f, const lb_fact *fact)
{
	static const char *const words[] = { [LB_UNKNOWN] = "unknown", [LB_NO] = "no", [LB_YES] = "yes" };
	char value[96];
	lbi_putf(o, "  %.*s: ", LB_FMT(f->id));
	if (fact->answer != LB_YES || f->kind == LB_KIND_yesno)
		lbi_putz(o, words[fact->answer]);
	else
		lbi_put_quoted(o, lbi_str_z(lb_case_show(value, sizeof value, f, fact)));
	lbi_putz(o, "\n");
}

static void put_screen(lbi_out *o, const lb_screen *s, const lb_screened *said)
{
	bool list = said->answer == LB_YES && s->options.n;
	bool first = true;
	static const char *const words[] = { [LB_UNKNOWN] = "unknown", [LB_NO] = "no", [LB_YES] = "yes" };
	lbi_putf(o, "  %.*s: %s", LB_FMT(s->id), list ? "[" : words[said->answer]);
	for (size_t i = 0; list && i < s->options.n; i++)
		if (said->picked >> i & 1) {
			lbi_putf(o, "%s%.*s", first ? "" : ", ", LB_FMT(s->options.at[i].finding.id));
			first = false;
		}
	lbi_putz(o, list ? "]\n" : "\n");
}

static void put_day(lbi_out *o, const lb_case *c)
{
	if (!c->day)
		return;
	lbi_putz(o, "day:\n");
	for (size_t i = 0; i < c->day->entries.n; i++) {
		const lb_day_entry *e = &c->day->entries.at[i];
		lbi_putf(o, "  - { do: %.*s, times: %.12g, for: %.12g s", LB_FMT(c->k->activities.at[e->activity].id), e->times,
		         e->total_s);
		if (e->kg >= 0)
			lbi_putf(o, ", load: %.12g kg", e->kg);
		if (e->over_s > 0)
			lbi_putf(o, ", over: %.12g s", e->over_s);
		lbi_putz(o, " }\n");
	}
}

lb_status lb_case_write(const lb_case *c, lb_sink sink, lb_err *err)
{
	lbi_out o;
	size_t shown = 0;
	lbi_out_start(&o, sink);
	lbi_putz(&o, "schema: lumbar.case/1\n");
	put_text(&o, "id", c->id);
	put_text(&o, "country", c->country);
	put_text(&o, "story", c->story);
	for (size_t i = 0; i < c->n_facts; i++) {
		lb_fact f = said(&c->fact[i]);
		if (f.from != LB_ORIGIN_person && f.from != LB_ORIGIN_dont_know)
			continue;
		lbi_putz(&o, shown++ ? "" : "findings:\n");
		put_fact(&o, &c->k->findings.at[i], &f);
	}
	shown = 0;
	for (size_t i = 0; i < c->n_screens; i++) {
		if (c->screen[i].from == LB_ORIGIN_nobody)
			continue;
		lbi_putz(&o, shown++ ? "" : "screens:\n");
		put_screen(&o, &c->k->screens.at[i], &c->screen[i]);
	}
	if (c->questionnaires.n) {
		lbi_putz(&o, "questionnaires: ");
		lbi_put(&o, c->questionnaires);
		lbi_putz(&o, "\n");
	}
	put_day(&o, c);
	return lbi_out_end(&o, err);
}
