/* Questionnaires of a case file.
 *
 *   questionnaires:
 *     tsk11: 28                          the main total
 *     start_back: [1, 0, 1, 0, 1, 0, ~, 1, 3]   the items in order; ~ or unknown is an open item
 *     rmdq24: { total: 9, before: 15 }   totals by scale, and an earlier main total
 *     odi: { items: [...], before: [...], total: 36 }   a total beside items is compared with them */
#include "case.h"

typedef struct {
	lb_case *c;
	const lbi_doc *doc;
	lb_arena *arena;
	lb_err *err;
	const lb_instrument *in;
} reader;

static lb_str instrument_id(size_t i, const void *ctx)
{
	return ((const lb_knowledge *)ctx)->instruments.at[i].id;
}

static lb_status find(reader *r, const lbi_node *n)
{
	const lb_knowledge *k = r->c->k;
	for (size_t i = 0; i < k->instruments.n; i++)
		if (lbi_str_eq(k->instruments.at[i].id, n->name)) {
			r->in = &k->instruments.at[i];
			return LB_OK;
		}
	lb_str near = lbi_nearest(n->name, k->instruments.n, instrument_id, k);
	return lbi_fail_node(r->err, LB_UNKNOWN_WORD, r->doc, n, "no questionnaire '%.*s'%s%.*s%s", LB_FMT(n->name),
	                     near.n ? "; nearest: '" : "", LB_FMT(near), near.n ? "'" : "");
}

/* A number; *given is false for an open item. */
static lb_status number(reader *r, const lbi_node *n, double *v, bool *given)
{
	*given = n->kind != LBI_NULL && !(n->kind == LBI_TEXT && lbi_str_is(n->text, "unknown"));
	if (!*given)
		return LB_OK;
	if (n->kind == LBI_BOOL)
		*v = n->truth;
	else if (n->kind == LBI_NUMBER)
		*v = n->number;
	else if (n->kind == LBI_TEXT && (lbi_str_is(n->text, "yes") || lbi_str_is(n->text, "no")))
		*v = lbi_str_is(n->text, "yes");
	else if (n->kind != LBI_TEXT || !lbi_number(v, n->text)) {
		char buf[80];
		return lbi_fail_node(r->err, LB_PARSE, r->doc, n, "%.*s needs a number, not %s", LB_FMT(r->in->id),
		                     lbi_node_show(n, buf, sizeof buf));
	}
	return LB_OK;
}

static lb_status pass(reader *r, const lbi_node *n, lb_status s, const lb_err *inner)
{
	if (s == LB_USAGE) /* items for a questionnaire that takes totals: the file is wrong, not the command */
		s = LB_PARSE;
	return s ? lbi_fail_node(r->err, s, r->doc, n, "%.*s: %s", LB_FMT(r->in->id), inner->what) : LB_OK;
}

static lb_status from_items(reader *r, const lbi_node *list, lb_score *out)
{
	double items[LB_SCORE_ITEMS_MAX] = { 0 };
	bool answered[LB_SCORE_ITEMS_MAX] = { false };
	lb_err inner = { 0 };
	if (list->n > LB_SCORE_ITEMS_MAX)
		return lbi_fail_node(r->err, LB_LIMIT, r->doc, list, "%u answers; at most %d", list->n, LB_SCORE_ITEMS_MAX);
	for (const lbi_node *n = list->first; n; n = n->next) {
		lb_status s = number(r, n, &items[n->index], &answered[n->index]);
		if (s)
			return s;
	}
	return pass(r, list, lb_score_compute(out, r->in, items, answered, list->n, &inner), &inner);
}

static lb_status from_total(reader *r, const lbi_node *n, lb_str scale, lb_score *out)
{
	lb_score_total t = { .scale = scale };
	lb_err inner = { 0 };
	bool given;
	lb_status s = number(r, n, &t.value, &given);
	return s ? s : pass(r, n, lb_score_from_totals(out, r->in, &t, given, &inner), &inner);
}

static lb_status from_either(reader *r, const lbi_node *n, lb_score *out)
{
	return n->kind == LBI_LIST ? from_items(r, n, out) : from_total(r, n, LB_STR(""), out);
}

/* A map: items, before, and totals by scale ("total" is the main one, whatever its id). */
static lb_status from_map(reader *r, const lbi_node *map, lb_scored *out)
{
	lb_score_total totals[LB_SCORE_SCALES_MAX];
	size_t n_totals = 0;
	const lbi_node *items = lbi_node_get(map, "items"), *before = lbi_node_get(map, "before");
	lb_err inner = { 0 };
	for (const lbi_node *n = map->first; n; n = n->next) {
		if (n == items || n == before)
			continue;
		bool given, main_scale = lbi_str_is(n->name, "total") && lb_score_scale_index(r->in, n->name) < 0;
		if (n_totals == LB_SCORE_SCALES_MAX)
			return lbi_fail_node(r->err, LB_LIMIT, r->doc, n, "more than %d totals", LB_SCORE_SCALES_MAX);
		totals[n_totals].scale = main_scale ? LB_STR("") : n->name;
		lb_status s = number(r, n, &totals[n_totals].value, &given);
		if (s)
			return s;
		n_totals += given;
	}
	if (items && items->kind != LBI_LIST)
		return lbi_fail_node(r->err, LB_PARSE, r->doc, items, "items must be a list of answers");
	lb_status s = items ? from_items(r, items, &out->now)
	                    : pass(r, map, lb_score_from_totals(&out->now, r->in, totals, n_totals, &inner), &inner);
	if (!s && items && n_totals)
		s = pass(r, map, lb_score_check_totals(&out->now, totals, n_totals, &inner), &inner);
	if (!s && before) {
		s = from_either(r, before, &out->before);
		s = s ? s : pass(r, before, lb_score_change(&out->change, &out->before, &out->now, LB_STR(""), &inner), &inner);
		out->compared = true;
	}
	return s;
}

/* A band may answer a finding that nobody answered. */
static void answer_finding(lb_case *c, const lb_score *s)
{
	if (!s->band || !s->band->finding.id.n)
		return;
	lb_fact *f = &c->fact[s->band->finding.index];
	if (f->from == LB_ORIGIN_nobody)
		*f = (lb_fact){ .answer = LB_YES, .from = LB_ORIGIN_score };
}

lb_status lbi_read_questionnaires(lb_case *c, const lbi_doc *doc, const lbi_node *map, lb_arena *a, lb_err *err)
{
	if (map->kind == LBI_NULL)
		return LB_OK;
	if (map->kind != LBI_MAP)
		return lbi_fail_node(err, LB_PARSE, doc, map, "questionnaires must be a map: 'tsk11: 28'");
	lb_scored *list = lb_arena_new(a, map->n, sizeof *list);
	if (!list)
		return lbi_fail(err, LB_NOMEM, NULL, "questionnaires");
	size_t n_list = 0;
	reader r = { c, doc, a, err, NULL };
	for (const lbi_node *n = map->first; n; n = n->next) {
		lb_status s = find(&r, n);
		s = s ? s : n->kind == LBI_MAP ? from_map(&r, n, &list[n_list]) : from_either(&r, n, &list[n_list].now);
		if (s)
			return s;
		answer_finding(c, &list[n_list].now);
		n_list++;
	}
	c->scores.at = list, c->scores.n = n_list;
	c->questionnaires = lbi_node_flow(map, a);
	return c->questionnaires.s ? LB_OK : lbi_fail(err, LB_NOMEM, NULL, "questionnaires");
}
