/* A day, YAML or JSON, to entries.
 *
 *   schema: lumbar.day/1
 *   label: a day at the desk           for the report (optional)
 *   activities:                        or the list alone
 *     - do: desk work                  an activity by its id or by words people use
 *       for: 6 h                       a hold: time in all
 *     - do: picking the kid up
 *       times: 25                      a movement: repeats; a hold: spells of its usual length, or of `for`
 *       load: 12 kg                    everything handled, instead of the row's
 *       over: 10 h                     the time over which the repeats are spread (optional)              */
#include <math.h>
#include <string.h>

#include "case.h"
#include "lumbar/day.h"

#define DAY_S         86400.0
#define TIMES_MAX     20000.0
#define DAY_BYTES_MAX (64 * 1024)

typedef struct {
	const lb_knowledge *k;
	const lbi_doc *doc;
	lb_err *err;
	double told_s;
} reader;

/* ---- values ---- */

static lb_status quantity(reader *r, const lbi_node *n, const char *dimension, const char *such_as, double *out)
{
	double v;
	lb_str unit;
	char shown[80];
	if (n->kind == LBI_TEXT && lbi_number_unit(&v, &unit, n->text)) {
		if (lbi_to_si(out, v, unit, lbi_str_z(dimension)))
			return LB_OK;
		return lbi_fail_node(r->err, LB_UNIT, r->doc, n, "%.*s: '%.*s' %s; write it such as %s",
				     LB_FMT(n->name), LB_FMT(n->text),
				     unit.n ? "has a unit of another kind" : "has no unit", such_as);
	}
	return lbi_fail_node(r->err, n->kind == LBI_NUMBER ? LB_UNIT : LB_PARSE, r->doc, n,
			     "%.*s: %s; write it such as %s", LB_FMT(n->name), lbi_node_show(n, shown, sizeof shown),
			     such_as);
}

static lb_status read_time(reader *r, const lbi_node *n, double *out_s)
{
	lb_status s = quantity(r, n, "s", "20 min", out_s);
	if (!s && !(*out_s > 0 && *out_s <= DAY_S))
		return lbi_fail_node(r->err, LB_RANGE, r->doc, n, "%.*s: '%.*s' is outside 0 to 24 hours",
				     LB_FMT(n->name), LB_FMT(n->text));
	return s;
}

static lb_status read_times(reader *r, const lbi_node *n, double *out)
{
	char shown[80];
	bool is = n->kind == LBI_NUMBER || (n->kind == LBI_TEXT && lbi_number(out, n->text));
	if (n->kind == LBI_NUMBER)
		*out = n->number;
	if (!is)
		return lbi_fail_node(r->err, LB_PARSE, r->doc, n, "times: %s is not a number of repeats",
				     lbi_node_show(n, shown, sizeof shown));
	if (!(*out > 0 && *out <= TIMES_MAX))
		return lbi_fail_node(r->err, LB_RANGE, r->doc, n, "times: %g is outside 0 to %g a day", *out,
				     TIMES_MAX);
	return LB_OK;
}

static double load_most(const lb_knowledge *k)
{
	for (size_t i = 0; i < k->day_numbers.n; i++)
		if (lbi_str_is(k->day_numbers.at[i].id, "load_most"))
			return k->day_numbers.at[i].value;
	return 150;
}

static lb_status read_load(reader *r, const lbi_node *n, const lb_activity *row, double *out_kg)
{
	lb_status s = quantity(r, n, "kg", "12 kg", out_kg);
	if (s)
		return s;
	if (!(*out_kg >= 0 && *out_kg <= load_most(r->k)))
		return lbi_fail_node(r->err, LB_RANGE, r->doc, n, "load: '%.*s' is outside 0 to %.0f kg",
				     LB_FMT(n->text), load_most(r->k));
	if (!(lb_activity_kg(row) > 0))
		return lbi_fail_node(r->err, LB_CONFLICT, r->doc, n,
				     "load: nothing is carried when %.*s; leave it out, or name what is lifted",
				     LB_FMT(row->label));
	return LB_OK;
}

/* ---- one entry ---- */

static const char *const entry_keys[] = {"do", "for", "times", "load", "over"};

static lb_str entry_key(size_t i, const void *ctx)
{
	(void)ctx;
	return lbi_str_z(entry_keys[i]);
}

static lb_status check_keys(reader *r, const lbi_node *n)
{
	for (const lbi_node *c = n->first; c; c = c->next) {
		bool known = false;
		for (size_t i = 0; i < LBI_COUNT(entry_keys); i++)
			known = known || lbi_str_is(c->name, entry_keys[i]);
		lb_str near = known ? (lb_str){"", 0} : lbi_nearest(c->name, LBI_COUNT(entry_keys), entry_key, NULL);
		if (!known)
			return lbi_fail_node(r->err, LB_UNKNOWN_WORD, r->doc, c, "no key '%.*s' in an activity%s%.*s%s",
					     LB_FMT(c->name), near.n ? "; nearest: '" : "", LB_FMT(near),
					     near.n ? "'" : "");
	}
	return LB_OK;
}

static lb_status find(reader *r, const lbi_node *n, int *out)
{
	char shown[80];
	lb_str near;
	if (n->kind != LBI_TEXT)
		return lbi_fail_node(r->err, LB_PARSE, r->doc, n, "do: %s is not an activity",
				     lbi_node_show(n, shown, sizeof shown));
	*out = lb_activity_index(r->k, n->text, &near);
	if (*out >= 0)
		return LB_OK;
	return lbi_fail_node(r->err, LB_UNKNOWN_WORD, r->doc, n, "'%.*s' is not an activity that is known here%s%.*s%s",
			     LB_FMT(n->text), near.n ? "; nearest: '" : "", LB_FMT(near), near.n ? "'" : "");
}

/* Repeats and time from what was told: either is enough where the row knows the other. */
static lb_status settle(reader *r, const lbi_node *n, const lb_activity *row, bool times, bool time, lb_day_entry *e)
{
	if (row->pace == LB_PACE_hold) {
		if (!time && !(row->seconds > 0))
			return lbi_fail_node(r->err, LB_PARSE, r->doc, n, "%.*s needs 'for:', such as for: 20 min",
					     LB_FMT(row->label));
		if (!times)
			e->times = 1;
		if (!time)
			e->total_s = e->times * row->seconds;
		return LB_OK;
	}
	if (!times && !time)
		return lbi_fail_node(r->err, LB_PARSE, r->doc, n, "%.*s needs 'times:', such as times: 10",
				     LB_FMT(row->label));
	if (!times && !(row->per_min > 0))
		return lbi_fail_node(r->err, LB_PARSE, r->doc, n, "%.*s is counted: give 'times:', not 'for:'",
				     LB_FMT(row->label));
	if (!times)
		e->times = e->total_s / 60 * row->per_min;
	if (!time)
		e->total_s = e->times * row->seconds;
	return LB_OK;
}

static lb_status read_entry(reader *r, const lbi_node *n, lb_day_entry *out)
{
	if (n->kind != LBI_MAP || !lbi_node_get(n, "do"))
		return lbi_fail_node(r->err, LB_PARSE, r->doc, n,
				     "an activity is a map with 'do:', such as { do: walking, for: 30 min }");
	const lbi_node *time = lbi_node_get(n, "for"), *times = lbi_node_get(n, "times"),
		       *load = lbi_node_get(n, "load");
	const lbi_node *over = lbi_node_get(n, "over");
	lb_day_entry e = {.kg = -1};
	lb_status s = check_keys(r, n);
	s = s ? s : find(r, lbi_node_get(n, "do"), &e.activity);
	if (s)
		return s;
	const lb_activity *row = &r->k->activities.at[e.activity];
	s = time ? read_time(r, time, &e.total_s) : LB_OK;
	s = s || !times ? s : read_times(r, times, &e.times);
	s = s || !load ? s : read_load(r, load, row, &e.kg);
	s = s || !over ? s : read_time(r, over, &e.over_s);
	s = s ? s : settle(r, n, row, times != NULL, time != NULL, &e);
	if (s)
		return s;
	r->told_s += e.total_s;
	if (r->told_s > DAY_S * (1 + 1e-9))
		return lbi_fail_node(r->err, LB_RANGE, r->doc, n, "with %.*s the day has %.1f h; at most 24 h",
				     LB_FMT(row->label), r->told_s / 3600);
	*out = e;
	return LB_OK;
}

/* ---- the day ---- */

static lb_status read_list(reader *r, const lbi_node *list, lb_arena *a, lb_day *out)
{
	if (list->kind != LBI_LIST)
		return lbi_fail_node(r->err, LB_PARSE, r->doc, list,
				     "a day is a list of activities: '- { do: walking, for: 30 min }'");
	if (list->n > LB_DAY_ENTRIES_MAX)
		return lbi_fail_node(r->err, LB_LIMIT, r->doc, list, "%u activities; at most %d", list->n,
				     LB_DAY_ENTRIES_MAX);
	lb_day_entry *at = lb_arena_new(a, list->n, sizeof *at);
	if (!at)
		return lbi_fail(r->err, LB_NOMEM, NULL, "a day");
	size_t i = 0;
	for (const lbi_node *n = list->first; n; n = n->next) {
		lb_status s = read_entry(r, n, &at[i++]);
		if (s)
			return s;
	}
	out->entries.at = at, out->entries.n = list->n;
	return LB_OK;
}

static lb_status read_top(reader *r, const lbi_node *n, lb_arena *a, lb_day *out)
{
	if (lbi_str_is(n->name, "activities"))
		return read_list(r, n, a, out);
	bool schema = lbi_str_is(n->name, "schema");
	if (!schema && !lbi_str_is(n->name, "label") && !lbi_str_is(n->name, "id"))
		return lbi_fail_node(r->err, LB_UNKNOWN_WORD, r->doc, n,
				     "no key '%.*s' in a day; there are schema, id, label and activities",
				     LB_FMT(n->name));
	if (n->kind != LBI_TEXT || (schema && !lbi_str_is(n->text, "lumbar.day/1")))
		return lbi_fail_node(r->err, LB_PARSE, r->doc, n,
				     schema ? "the schema is lumbar.day/1" : "%.*s is a text", LB_FMT(n->name));
	if (lbi_str_is(n->name, "label"))
		out->label = lbi_str_trim(n->text);
	return LB_OK;
}

lb_status lbi_read_day(lb_day *out, const lb_knowledge *k, const lbi_doc *doc, const lbi_node *root, lb_arena *a,
		       lb_err *err)
{
	reader r = {.k = k, .doc = doc, .err = err};
	lb_day day = {.label = {"", 0}};
	lb_status s = LB_OK;
	if (root->kind != LBI_MAP)
		s = read_list(&r, root, a, &day);
	else if (!lbi_node_get(root, "activities"))
		s = lbi_fail_node(err, LB_PARSE, doc, root, "a day has 'activities:', a list");
	for (const lbi_node *n = root->kind == LBI_MAP ? root->first : NULL; n && !s; n = n->next)
		s = read_top(&r, n, a, &day);
	if (!s && !day.entries.n)
		s = lbi_fail_node(err, LB_PARSE, doc, root, "a day without activities");
	if (!s)
		*out = day;
	return s;
}

lb_status lb_day_read(lb_day *out, const lb_knowledge *k, lb_str text, lb_str file, lb_arena *a, lb_err *err)
{
	lbi_doc doc = {.file = file, .text = text, .first_line = 1};
	if (text.n > DAY_BYTES_MAX)
		return lbi_fail(err, LB_LIMIT, file.s, "%zu bytes; a day has at most %d", text.n, DAY_BYTES_MAX);
	lb_status s = lbi_doc_read(&doc, a, err);
	return s ? s : lbi_read_day(out, k, &doc, doc.root, a, err);
}

lb_status lb_day_read_file(lb_day *out, const lb_knowledge *k, const char *path, lb_arena *a, lb_err *err)
{
	lb_str text;
	lb_status s = lbi_file_read(&text, path, DAY_BYTES_MAX, a, err);
	return s ? s : lb_day_read(out, k, text, lbi_str_z(path), a, err);
}
