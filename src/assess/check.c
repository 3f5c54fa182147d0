/* Every row of the knowledge looked at by the engines that read it. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "case.h"
#include "check.h"
#include "lumbar/check.h"
#include "lumbar/differential.h"
#include "lumbar/triage.h"

void lbi_complain(lbi_checker *ch, lbi_table_id t, size_t row, const char *fmt, ...)
{
	char text[400];
	lb_str id = lbi_row_id(ch->k, t, row);
	unsigned line = row < ch->k->lines[t].n ? ch->k->lines[t].at[row] : 0;
	int n = snprintf(text, sizeof text, "%s:%u: %s%s%.*s: ", lbi_tables[t].file, line, lbi_tables[t].name, id.n ? " " : "",
	                 LB_FMT(id));
	va_list args;
	va_start(args, fmt);
	if (n > 0 && (size_t)n < sizeof text)
		vsnprintf(text + n, sizeof text - (size_t)n, fmt, args);
	va_end(args);
	ch->tell(text, ch->ctx);
	ch->complaints++;
}

/* ---- example cases ---- */

static bool say(lb_case *c, const lb_said *s)
{
	if (!s->yes)
		return !lb_case_answer(c, s->finding.index, LB_NO, NULL);
	if (s->value_si.given)
		return !lb_case_value(c, s->finding.index, s->value_si.v, NULL);
	return !lb_case_answer(c, s->finding.index, LB_YES, NULL);
}

/* A case of these answers, without the one at `skip`, with `change` said last. False when it cannot be said. */
static bool make_case(lbi_checker *ch, lb_case *c, const lb_saids *said, size_t skip, const lb_said *change)
{
	lb_arena_reset(ch->scratch);
	if (lb_case_new(c, ch->k, ch->scratch, NULL)) {
		ch->nomem = true;
		return false;
	}
	for (size_t i = 0; i < said->n; i++)
		if (i != skip && !say(c, &said->at[i]))
			return false;
	if (change && !say(c, change))
		return false;
	ch->nomem = ch->nomem || lb_case_derive(c, ch->scratch, NULL);
	return !ch->nomem;
}

static bool rule_fires(const lb_case *c, const lb_rule *r)
{
	return lb_cond_eval(c, r->when) == LB_YES && lb_cond_eval(c, r->unless) != LB_YES;
}

/* "without fever" or "age = 45 year" -> what to leave out, or to say instead. */
static bool parse_spared(lbi_checker *ch, const lb_rule *r, size_t *skip, lb_said *change, bool *changes)
{
	const lb_str without = LB_STR("without ");
	lbi_doc doc = { .file = LB_STR("triage.yaml"), .text = r->spared_by };
	lbi_node n = { .kind = LBI_TEXT, .line = 1, .col = 1, .text = r->spared_by };
	lbi_cond leaf;
	bool leave = r->spared_by.n > without.n && memcmp(r->spared_by.s, without.s, without.n) == 0;
	lb_str term = leave ? (lb_str){ r->spared_by.s + without.n, r->spared_by.n - without.n } : r->spared_by;
	if (lbi_term_parse(&leaf, ch->k, &doc, &n, term, NULL))
		return false;
	for (*skip = 0; *skip < r->fires.n && r->fires.at[*skip].finding.index != leaf.finding; ++*skip)
		;
	*changes = !leave;
	*change = (lb_said){ { ch->k->findings.at[leaf.finding].id, leaf.finding }, true,
		             { leaf.value_si, ch->k->findings.at[leaf.finding].kind != LB_KIND_yesno } };
	return *skip < r->fires.n;
}

/* An excuse is no danger finding, and no danger finding brings it with it. */
static void check_excuse(lbi_checker *ch, size_t rule, unsigned excuse)
{
	const lb_knowledge *k = ch->k;
	if (k->findings.at[excuse].danger)
		lbi_complain(ch, LBI_TABLE_rules, rule, "a danger finding may not excuse: %.*s", LB_FMT(k->findings.at[excuse].id));
	for (size_t f = 0; f < k->findings.n; f++)
		for (size_t j = 0; k->findings.at[f].danger && j < k->findings.at[f].implies.n; j++)
			if (k->findings.at[f].implies.at[j].index == (int32_t)excuse)
				lbi_complain(ch, LBI_TABLE_rules, rule, "%.*s excuses, but the danger finding %.*s implies it",
				             LB_FMT(k->findings.at[excuse].id), LB_FMT(k->findings.at[f].id));
}

static void check_rule(lbi_checker *ch, size_t i)
{
	const lb_rule *r = &ch->k->rules.at[i];
	lb_case c;
	size_t skip;
	lb_said change;
	bool changes;
	if (!r->fires.n)
		lbi_complain(ch, LBI_TABLE_rules, i, "has no case that fires it");
	else if (!make_case(ch, &c, &r->fires, (size_t)-1, NULL) || !rule_fires(&c, r))
		lbi_complain(ch, LBI_TABLE_rules, i, "its own case does not fire it");
	else if (!parse_spared(ch, r, &skip, &change, &changes))
		lbi_complain(ch, LBI_TABLE_rules, i, "'spared_by: %.*s' changes nothing of its case", LB_FMT(r->spared_by));
	else if (!make_case(ch, &c, &r->fires, skip, changes ? &change : NULL) || rule_fires(&c, r))
		lbi_complain(ch, LBI_TABLE_rules, i, "still fires after '%.*s'", LB_FMT(r->spared_by));
	lbi_set set = { { 0 } };
	lbi_cond_mentions(ch->k, r->unless, &set);
	for (unsigned f = 0; f < ch->k->findings.n; f++)
		if (lbi_set_has(&set, f))
			check_excuse(ch, i, f);
}

/* Index of the contributor that leads this case; reactions count like any other. */
static int leader(lbi_checker *ch, const lb_saids *said)
{
	lb_case c;
	lb_differential d;
	if (!make_case(ch, &c, said, (size_t)-1, NULL))
		return -1;
	if (lb_differential_run(&d, &c, ch->scratch, NULL)) {
		ch->nomem = true;
		return -1;
	}
	if (!d.contributors.n)
		return -1;
	return (int)(d.contributors.at[0].row - ch->k->contributors.at);
}

static lb_str contributor_name(const lbi_checker *ch, int i)
{
	return i < 0 ? LB_STR("nothing") : ch->k->contributors.at[i].id;
}

static void check_evidence(lbi_checker *ch, size_t i, const lb_evidence *e)
{
	bool lr = e->lr_pos.given || e->lr_neg.given;
	if (lr == e->weight.given)
		lbi_complain(ch, LBI_TABLE_contributors, i, "%.*s needs a likelihood ratio or a weight, one of them", LB_FMT(e->finding.id));
	if ((e->lr_pos.given && !(e->lr_pos.v > 0)) || (e->lr_neg.given && !(e->lr_neg.v > 0)))
		lbi_complain(ch, LBI_TABLE_contributors, i, "%.*s: a likelihood ratio is above 0", LB_FMT(e->finding.id));
	if (e->lo.given && e->hi.given && e->lr_pos.given && !(e->lo.v <= e->lr_pos.v && e->lr_pos.v <= e->hi.v))
		lbi_complain(ch, LBI_TABLE_contributors, i, "%.*s: lr_pos lies outside lo to hi", LB_FMT(e->finding.id));
	if (e->weight.given && !(e->weight.v >= -1.5 && e->weight.v <= 1.5))
		lbi_complain(ch, LBI_TABLE_contributors, i, "%.*s: a weight lies between -1.5 and 1.5", LB_FMT(e->finding.id));
	if (e->status == LB_CHECKED_recalled)
		lbi_complain(ch, LBI_TABLE_contributors, i, "%.*s rests on a recalled number", LB_FMT(e->finding.id));
}

static void check_contributor(lbi_checker *ch, size_t i)
{
	const lb_contributor *r = &ch->k->contributors.at[i];
	const lb_base_rate *b = r->base_rate.at;
	if (r->base_rate.n != 1 || !(b->value > 0 && b->value < 1) || !(b->lo <= b->value && b->value <= b->hi))
		lbi_complain(ch, LBI_TABLE_contributors, i, "needs one base rate with 0 < value < 1 and lo <= value <= hi");
	else if (b->status == LB_CHECKED_recalled)
		lbi_complain(ch, LBI_TABLE_contributors, i, "its base rate is recalled");
	for (size_t e = 0; e < r->evidence.n; e++)
		check_evidence(ch, i, &r->evidence.at[e]);
	int first = leader(ch, &r->leads);
	if (first != (int)i)
		lbi_complain(ch, LBI_TABLE_contributors, i, "its own case is led by %.*s", LB_FMT(contributor_name(ch, first)));
	for (size_t j = 0; j < r->look_alike.n; j++) {
		int other = leader(ch, &r->look_alike.at[j].answers);
		if (other != r->look_alike.at[j].id.index)
			lbi_complain(ch, LBI_TABLE_contributors, i, "its look-alike's case is led by %.*s", LB_FMT(contributor_name(ch, other)));
	}
	if (!r->look_alike.n)
		lbi_complain(ch, LBI_TABLE_contributors, i, "has no look-alike");
}

static void check_remedy(lbi_checker *ch, size_t i)
{
	const lb_remedy *r = &ch->k->remedies.at[i];
	for (size_t e = 0; e < r->effect.n; e++) {
		const lb_effect *f = &r->effect.at[e];
		if (f->lo.given && f->hi.given && !(f->lo.v <= f->value && f->value <= f->hi.v))
			lbi_complain(ch, LBI_TABLE_remedies, i, "the effect lies outside lo to hi");
		if (f->status == LB_CHECKED_recalled)
			lbi_complain(ch, LBI_TABLE_remedies, i, "the effect is a recalled number");
	}
}

static void check_levels(lbi_checker *ch)
{
	for (int u = 0; u < LB_URGENCY_COUNT; u++)
		if ((size_t)u >= ch->k->levels.n || !lbi_str_is(ch->k->levels.at[u].id, lb_name(LB_NAMES_URGENCY, u)))
			lbi_complain(ch, LBI_TABLE_levels, 0, "level %d must be %s", u + 1, lb_name(LB_NAMES_URGENCY, u));
	for (size_t i = 0; i < ch->k->course.n; i++) {
		const lb_course_point *p = &ch->k->course.at[i];
		if (!(p->lo <= p->mean && p->mean <= p->hi) || p->status == LB_CHECKED_recalled)
			lbi_complain(ch, LBI_TABLE_course, i, "needs lo <= mean <= hi and a mean that is not recalled");
	}
}

static bool recalled(const lb_knowledge *k, const lb_activity *r)
{
	return r->dynamic.id.n && k->day_numbers.at[r->dynamic.index].status == LB_CHECKED_recalled;
}

static void check_activity(lbi_checker *ch, size_t i)
{
	const lb_activity *r = &ch->k->activities.at[i];
	if (r->pace == LB_PACE_move && !(r->seconds > 0))
		lbi_complain(ch, LBI_TABLE_activities, i, "a movement needs the seconds of one repeat");
	if (!lbi_str_is(r->basis, "own") && !r->sources.n)
		lbi_complain(ch, LBI_TABLE_activities, i, "a posture that is not ours needs its source");
	for (size_t j = 0; j < r->swaps.n; j++) {
		const lb_activity *to = &ch->k->activities.at[r->swaps.at[j].to.index];
		if (to == r)
			lbi_complain(ch, LBI_TABLE_activities, i, "swaps with itself");
		bool same = r->dynamic.id.n == to->dynamic.id.n && r->dynamic.index == to->dynamic.index;
		if ((recalled(ch->k, r) || recalled(ch->k, to)) && !same)
			lbi_complain(ch, LBI_TABLE_activities, i, "a recalled factor of movement may not carry a swap");
		if (to->pace != r->pace)
			lbi_complain(ch, LBI_TABLE_activities, i, "%.*s is counted another way", LB_FMT(to->id));
	}
}

static void check_day_number(lbi_checker *ch, size_t i)
{
	const lb_day_number *n = &ch->k->day_numbers.at[i];
	if (!(n->lo <= n->value && n->value <= n->hi))
		lbi_complain(ch, LBI_TABLE_day_numbers, i, "needs lo <= value <= hi");
	if (n->status != LB_CHECKED_consensus && !n->sources.n)
		lbi_complain(ch, LBI_TABLE_day_numbers, i, "a number that is not ours needs its source");
}

static void check_parameters(lbi_checker *ch)
{
	for (size_t i = 0; i < ch->k->parameters.n; i++) {
		const lb_parameter *p = &ch->k->parameters.at[i];
		if (!(p->low <= p->value && p->value <= p->high))
			lbi_complain(ch, LBI_TABLE_parameters, i, "needs low <= value <= high");
	}
}

size_t lb_knowledge_check(const lb_knowledge *k, lb_arena *a, void (*tell)(const char *text, void *ctx), void *ctx)
{
	lb_arena scratch = { .memory = a->memory, .limit_bytes = a->limit_bytes };
	lbi_checker ch = { .k = k, .arena = a, .scratch = &scratch, .tell = tell, .ctx = ctx };
	check_levels(&ch);
	for (size_t i = 0; i < k->rules.n && k->levels.n == LB_URGENCY_COUNT; i++)
		check_rule(&ch, i);
	for (size_t i = 0; i < k->contributors.n; i++)
		check_contributor(&ch, i);
	for (size_t i = 0; i < k->remedies.n; i++)
		check_remedy(&ch, i);
	for (size_t i = 0; i < k->activities.n; i++)
		check_activity(&ch, i);
	for (size_t i = 0; i < k->day_numbers.n; i++)
		check_day_number(&ch, i);
	check_parameters(&ch);
	lbi_check_read(&ch);
	lbi_check_wording(&ch);
	lb_arena_drop(&scratch);
	return ch.nomem ? (size_t)-1 : ch.complaints;
}
