/* Numbers for the clinician: likelihood ratios, base rates, the course, the answers with where they came from. */
#include "html.h"

#include <math.h>
#include <stdio.h>

#include "base.h"

static void table_open(lbi_html *h, const char *caption, const char *const *heads, size_t n)
{
	lbi_mark *m = &h->m;
	char name[LBI_PHRASE_MAX];
	int len = snprintf(name, sizeof name, "Table %u: %s", ++h->tables, caption);
	lbi_mark_open_with(m, "div class=\"wide\" role=\"region\" tabindex=\"0\"", "aria-label", "",
			   (lb_str){name, (size_t)len});
	lbi_mark_open(m, "table");
	lbi_mark_open(m, "thead");
	lbi_mark_open(m, "tr");
	for (size_t i = 0; i < n; i++)
		lbi_mark_elz(m, "th scope=\"col\"", heads[i]);
	lbi_mark_close(m);
	lbi_mark_close(m);
	lbi_mark_open(m, "tbody");
}

static void table_close(lbi_html *h)
{
	lbi_mark_close_to(&h->m, h->m.depth - 3);
}

static void range(lbi_html *h, double lo, double hi, double scale, int decimals)
{
	lbi_mark_textz(&h->m, " (");
	lbi_mark_num(&h->m, lo * scale, decimals);
	lbi_mark_textz(&h->m, " to ");
	lbi_mark_num(&h->m, hi * scale, decimals);
	lbi_mark_textz(&h->m, ")");
}

/* A likelihood ratio with its interval, or the weight of a pattern. */
static void strength(lbi_html *h, const lb_weighed *e)
{
	lbi_mark *m = &h->m;
	const lb_evidence *r = e->row;
	bool lr = !r->weight.given;
	lbi_mark_textz(m, lr ? "LR " : "pattern ");
	lbi_mark_textz(m, !lr && e->log_odds > 0 ? "+" : "");
	lbi_mark_num(m, lr ? exp(e->log_odds) : e->log_odds, 2);
	if (lr && e->log_odds > 0 && r->lo.given && r->hi.given && r->lr_pos.given)
		range(h, r->lo.v, r->hi.v, 1, 2);
}

static void evidence_row(lbi_html *h, const lb_weighed *e)
{
	lbi_mark *m = &h->m;
	char buf[LBI_PHRASE_MAX];
	const lb_evidence *r = e->row;
	lbi_mark_open(m, "tr");
	lbi_mark_open(m, "th scope=\"row\"");
	lbi_mark_text(m, lbi_phrase(buf, h->r, (uint16_t)r->finding.index));
	lbi_mark_textz(m, " ");
	lbi_mark_el(m, "code", r->finding.id);
	lbi_mark_close(m);
	lbi_mark_elz(m, "td", h->r->c->fact[r->finding.index].answer == LB_YES ? "yes" : "no");
	lbi_mark_open(m, "td");
	strength(h, e);
	lbi_mark_close(m);
	lbi_mark_elz(m, "td", lb_name(LB_NAMES_CHECKED, r->status));
	lbi_mark_open(m, "td");
	lbi_mark_text(m, r->group.n ? r->group : LB_STR("alone"));
	lbi_mark_textz(m, e->counts ? "" : " (correlated: a stronger one counts)");
	lbi_mark_close(m);
	lbi_mark_open(m, "td");
	lbi_html_cite(h, r->sources);
	lbi_mark_close(m);
	lbi_mark_close(m);
}

void lbi_html_evidence_table(lbi_html *h, const lb_likely *l)
{
	static const char *const heads[] = {"Finding", "Answer", "Moves the odds", "Status", "Group", "Sources"};
	if (!l->evidence.n)
		return;
	table_open(h, "Evidence weighed", heads, LBI_COUNT(heads));
	for (size_t i = 0; i < l->evidence.n; i++)
		evidence_row(h, &l->evidence.at[i]);
	table_close(h);
}

void lbi_html_base_rate(lbi_html *h, const lb_likely *l)
{
	lbi_mark *m = &h->m;
	const lb_base_rate *b = l->row->base_rate.at;
	lbi_mark_open(m, "p");
	lbi_mark_text(m, l->row->clinician);
	lbi_mark_textz(m, ". Probability about ");
	lbi_mark_num(m, 100 * l->probability, 0);
	lbi_mark_textz(m, l->capped ? " % (held at moderate: pattern only)" : " %");
	lbi_mark_textz(m, "; base rate ");
	lbi_mark_num(m, 100 * b->value, 1);
	lbi_mark_textz(m, " %");
	range(h, b->lo, b->hi, 100, 1);
	lbi_mark_textz(m, ", ");
	lbi_mark_textz(m, lb_name(LB_NAMES_CHECKED, b->status));
	lbi_mark_textz(m, ", in ");
	lbi_mark_text(m, b->population);
	lbi_mark_textz(m, ". ");
	lbi_html_cite(h, b->sources);
	lbi_mark_textz(m, ".");
	lbi_mark_close(m);
}

void lbi_html_course_numbers(lbi_html *h)
{
	static const char *const heads[] = {"Week", "Mean pain (0 to 100)", "Status", "Spread, status"};
	const lb_expected *e = &h->r->differential.course;
	lb_course_list c = lb_course(h->r->k);
	lbi_mark *m = &h->m;
	if (!e->given)
		return;
	table_open(h, "Published course", heads, LBI_COUNT(heads));
	for (size_t i = 0; i < c.n; i++) {
		if (c.at[i].cohort.index != (int32_t)(e->cohort - lb_stages(h->r->k).at))
			continue;
		lbi_mark_open(m, "tr");
		lbi_mark_open(m, "th scope=\"row\"");
		lbi_mark_num(m, c.at[i].week, 0);
		lbi_mark_close(m);
		lbi_mark_open(m, "td");
		lbi_mark_num(m, c.at[i].mean, 0);
		lbi_mark_close(m);
		lbi_mark_elz(m, "td", lb_name(LB_NAMES_CHECKED, c.at[i].status));
		lbi_mark_open(m, "td");
		lbi_mark_num(m, c.at[i].lo, 0);
		lbi_mark_textz(m, " to ");
		lbi_mark_num(m, c.at[i].hi, 0);
		lbi_mark_textz(m, ", ");
		lbi_mark_textz(m, lb_name(LB_NAMES_CHECKED, c.at[i].spread_status));
		lbi_mark_close(m);
		lbi_mark_close(m);
	}
	table_close(h);
}

void lbi_html_answers(lbi_html *h)
{
	static const char *const heads[] = {"Finding", "Answer", "From"};
	static const char *const tri[] = {"not known", "no", "yes"};
	lbi_mark *m = &h->m;
	const lb_case *c = h->r->c;
	char buf[LBI_PHRASE_MAX];
	lbi_html_section(h, LBI_PART_answers);
	table_open(h, "Answers", heads, LBI_COUNT(heads));
	for (size_t i = 0; i < c->n_facts; i++) {
		if (c->fact[i].from == LB_ORIGIN_nobody ||
		    (c->fact[i].from == LB_ORIGIN_rule && c->fact[i].answer == LB_NO))
			continue;
		lbi_mark_open(m, "tr");
		lbi_mark_open(m, "th scope=\"row\"");
		lbi_mark_text(m, lbi_phrase(buf, h->r, (uint16_t)i));
		lbi_mark_textz(m, " ");
		lbi_mark_el(m, "code", lb_findings(h->r->k).at[i].id);
		lbi_mark_close(m);
		lbi_mark_elz(m, "td", tri[c->fact[i].answer]);
		lbi_mark_elz(m, "td", lb_origin_text((lb_origin)c->fact[i].from));
		lbi_mark_close(m);
	}
	table_close(h);
	lbi_mark_close(m);
}
