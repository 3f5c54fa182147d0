/* A case file, YAML or JSON, to answers.
 *
 *   id: swimmer            a name for the case
 *   country: GB            for the numbers to call
 *   story: >               own words; matched, never a silent no
 *   findings:              finding (id or any of its words): yes, no, unknown, "3 weeks", male
 *   yes: [fever, ...]      the same as a list; also no: and unknown:
 *   questionnaires:        id: total, a list of item answers, or a map (see questionnaires.c)
 *   screens:               wider question: yes, no, unknown, or a list of the findings picked
 *   day:                   a list of activities (see day.c)
 *   age: 42                any finding may also stand at the top */
#include <string.h>

#include "case.h"

typedef struct {
	lb_case *c;
	const lbi_doc *doc;
	lb_arena *arena;
	lb_err *err;
} reader;

static lb_status place(reader *r, const lbi_node *n, lb_status s, const lb_err *inner)
{
	return lbi_fail_node(r->err, s, r->doc, n, "%s", inner->what);
}

static int find(reader *r, const lbi_node *n, lb_str word)
{
	int i = lb_finding_index(r->c->k, word);
	if (i < 0) {
		lb_str near = lb_finding_nearest(r->c->k, word);
		lbi_fail_node(r->err, LB_UNKNOWN_WORD, r->doc, n, "'%.*s' is not a finding that is known here%s%.*s%s", LB_FMT(word),
		              near.n ? "; nearest: '" : "", LB_FMT(near), near.n ? "'" : "");
	}
	return i;
}

static lb_status set_number(reader *r, const lbi_node *n, int i)
{
	const lb_finding *f = &r->c->k->findings.at[i];
	lb_err inner = { 0 };
	double si;
	lb_status s;
	if (f->kind != LB_KIND_number)
		s = lbi_fail(&inner, LB_PARSE, NULL, "%.*s is not a number; %g was given", LB_FMT(f->id), n->number);
	else if (!f->bare_unit)
		s = lbi_fail(&inner, LB_UNIT, NULL, "%.*s: %g has no unit; write \"%g %.*s\"", LB_FMT(f->id), n->number, n->number,
		             LB_FMT(f->unit));
	else
		s = lbi_to_si(&si, n->number, f->unit, lbi_unit_dimension(f->unit)) ? lb_case_value(r->c, i, si, &inner) : LB_BUG;
	return s ? place(r, n, s, &inner) : LB_OK;
}

static lb_status set_answer(reader *r, const lbi_node *n, int i)
{
	lb_err inner = { 0 };
	lb_status s = LB_OK;
	switch (n->kind) {
	case LBI_NULL: s = lb_case_dont_know(r->c, i, &inner); break;
	case LBI_BOOL: s = lb_case_answer(r->c, i, n->truth ? LB_YES : LB_NO, &inner); break;
	case LBI_NUMBER: return set_number(r, n, i);
	case LBI_TEXT: s = lb_case_answer_text(r->c, i, n->text, &inner); break;
	case LBI_LIST:
	case LBI_MAP:
		s = lbi_fail(&inner, LB_PARSE, NULL, "%.*s needs one answer", LB_FMT(r->c->k->findings.at[i].id));
		break;
	}
	return s ? place(r, n, s, &inner) : LB_OK;
}

/* Two spellings of one finding with two different answers. */
static lb_status set_once(reader *r, const lbi_node *n, int i)
{
	lb_fact before = r->c->fact[i];
	lb_status s = set_answer(r, n, i);
	const lb_fact *after = &r->c->fact[i];
	if (!s && before.from == LB_ORIGIN_person && (before.answer != after->answer || before.value_si != after->value_si))
		return lbi_fail_node(r->err, LB_CONFLICT, r->doc, n, "'%.*s' was answered differently before",
		                     LB_FMT(r->c->k->findings.at[i].id));
	return s;
}

static lb_status read_findings(reader *r, const lbi_node *map)
{
	if (map->kind == LBI_NULL)
		return LB_OK;
	if (map->kind != LBI_MAP)
		return lbi_fail_node(r->err, LB_PARSE, r->doc, map, "findings must be a map: 'fever: no'");
	for (const lbi_node *n = map->first; n; n = n->next) {
		int i = find(r, n, n->name);
		lb_status s = i < 0 ? LB_UNKNOWN_WORD : set_once(r, n, i);
		if (s)
			return s;
	}
	return LB_OK;
}

static lb_status read_list(reader *r, const lbi_node *list, const char *answer)
{
	if (list->kind != LBI_LIST)
		return lbi_fail_node(r->err, LB_PARSE, r->doc, list, "%s must be a list of findings", answer);
	for (const lbi_node *n = list->first; n; n = n->next) {
		if (n->kind != LBI_TEXT)
			return lbi_fail_node(r->err, LB_PARSE, r->doc, n, "%s must list findings by name", answer);
		int i = find(r, n, n->text);
		if (i < 0)
			return LB_UNKNOWN_WORD;
		lbi_node as = *n;
		as.kind = LBI_TEXT, as.text = lbi_str_z(answer);
		lb_status s = set_once(r, &as, i);
		if (s)
			return s;
	}
	return LB_OK;
}

/* ---- wider questions ---- */

static lb_str screen_id(size_t i, const void *ctx)
{
	return ((const lb_knowledge *)ctx)->screens.at[i].id;
}

static lb_status read_picks(reader *r, const lbi_node *list, int screen)
{
	const lb_screen *s = &r->c->k->screens.at[screen];
	unsigned picked = 0;
	for (const lbi_node *n = list->first; n; n = n->next) {
		size_t i = 0;
		while (i < s->options.n && !(n->kind == LBI_TEXT && lbi_str_eq(s->options.at[i].finding.id, n->text)))
			i++;
		char buf[80];
		if (i == s->options.n)
			return lbi_fail_node(r->err, LB_UNKNOWN_WORD, r->doc, n, "'%.*s' has no option %s", LB_FMT(s->id),
			                     lbi_node_show(n, buf, sizeof buf));
		picked |= 1u << i;
	}
	lb_err inner = { 0 };
	lb_status st = lb_case_screen(r->c, screen, LB_YES, picked, &inner);
	return st ? place(r, list, st, &inner) : LB_OK;
}

static lb_status read_screen(reader *r, const lbi_node *n, int screen)
{
	static const struct {
		const char *word;
		lb_tri answer;
	} words[] = { { "yes", LB_YES }, { "no", LB_NO }, { "unknown", LB_UNKNOWN } };
	lb_err inner = { 0 };
	lb_tri answer = n->kind == LBI_BOOL ? (n->truth ? LB_YES : LB_NO) : LB_UNKNOWN;
	size_t i = 0;
	if (n->kind == LBI_LIST)
		return read_picks(r, n, screen);
	if (n->kind == LBI_TEXT) {
		while (i < LBI_COUNT(words) && !lbi_str_is(n->text, words[i].word))
			i++;
		if (i == LBI_COUNT(words))
			return lbi_fail_node(r->err, LB_PARSE, r->doc, n, "'%.*s' is answered by yes, no, unknown or a list of what was picked",
			                     LB_FMT(n->name));
		answer = words[i].answer;
	} else if (n->kind != LBI_BOOL && n->kind != LBI_NULL) {
		return lbi_fail_node(r->err, LB_PARSE, r->doc, n, "'%.*s' needs one answer", LB_FMT(n->name));
	}
	lb_status s = lb_case_screen(r->c, screen, answer, 0, &inner);
	return s ? place(r, n, s, &inner) : LB_OK;
}

static lb_status read_screens(reader *r, const lbi_node *map)
{
	const lb_knowledge *k = r->c->k;
	if (map->kind == LBI_NULL)
		return LB_OK;
	if (map->kind != LBI_MAP)
		return lbi_fail_node(r->err, LB_PARSE, r->doc, map, "screens must be a map: 'toilet: no'");
	for (const lbi_node *n = map->first; n; n = n->next) {
		int i = lb_screen_index(k, n->name);
		if (i < 0) {
			lb_str near = lbi_nearest(n->name, k->screens.n, screen_id, k);
			return lbi_fail_node(r->err, LB_UNKNOWN_WORD, r->doc, n, "'%.*s' is no wider question%s%.*s%s", LB_FMT(n->name),
			                     near.n ? "; nearest: '" : "", LB_FMT(near), near.n ? "'" : "");
		}
		lb_status s = read_screen(r, n, i);
		if (s)
			return s;
	}
	return LB_OK;
}

static lb_status read_text(reader *r, const lbi_node *n, lb_str *out, size_t most)
{
	if (n->kind != LBI_TEXT)
		return lbi_fail_node(r->err, LB_PARSE, r->doc, n, "%.*s must be a text", LB_FMT(n->name));
	if (n->text.n > most)
		return lbi_fail_node(r->err, LB_LIMIT, r->doc, n, "%.*s has %zu bytes; at most %zu", LB_FMT(n->name), n->text.n, most);
	*out = lbi_str_trim(n->text);
	return LB_OK;
}

static lb_status read_schema(reader *r, const lbi_node *n)
{
	if (n->kind == LBI_TEXT && lbi_str_is(n->text, "lumbar.case/1"))
		return LB_OK;
	char buf[80];
	return lbi_fail_node(r->err, LB_PARSE, r->doc, n, "the schema is lumbar.case/1, not %s", lbi_node_show(n, buf, sizeof buf));
}

static lb_status read_day(reader *r, const lbi_node *n)
{
	lb_day *day = lb_arena_new(r->arena, 1, sizeof *day);
	if (!day)
		return lbi_fail(r->err, LB_NOMEM, NULL, "a day");
	r->c->day = day;
	return lbi_read_day(day, r->c->k, r->doc, n, r->arena, r->err);
}

static const char *const top_keys[] = { "schema", "id", "country", "story", "findings", "screens", "yes", "no", "unknown",
	                                "questionnaires", "day" };

static lb_str top_key(size_t i, const void *ctx)
{
	(void)ctx;
	return lbi_str_z(top_keys[i]);
}

static lb_status read_top(reader *r, const lbi_node *n)
{
	if (lbi_str_is(n->name, "schema"))
		return read_schema(r, n);
	if (lbi_str_is(n->name, "id"))
		return read_text(r, n, &r->c->id, 200);
	if (lbi_str_is(n->name, "country"))
		return read_text(r, n, &r->c->country, 60);
	if (lbi_str_is(n->name, "story"))
		return read_text(r, n, &r->c->story, LB_STORY_BYTES_MAX);
	if (lbi_str_is(n->name, "findings"))
		return read_findings(r, n);
	if (lbi_str_is(n->name, "screens"))
		return read_screens(r, n);
	if (lbi_str_is(n->name, "yes") || lbi_str_is(n->name, "no") || lbi_str_is(n->name, "unknown"))
		return read_list(r, n, n->name.s);
	if (lbi_str_is(n->name, "questionnaires"))
		return lbi_read_questionnaires(r->c, r->doc, n, r->arena, r->err);
	if (lbi_str_is(n->name, "day"))
		return read_day(r, n);
	int i = lb_finding_index(r->c->k, n->name);
	if (i >= 0)
		return set_once(r, n, i);
	lb_str near = lbi_nearest(n->name, LBI_COUNT(top_keys), top_key, NULL);
	if (near.n)
		return lbi_fail_node(r->err, LB_UNKNOWN_WORD, r->doc, n, "no key '%.*s' in a case; nearest: '%.*s'", LB_FMT(n->name),
		                     LB_FMT(near));
	find(r, n, n->name); /* fails, with the nearest finding */
	return LB_UNKNOWN_WORD;
}

lb_status lb_case_read(lb_case *out, const lb_knowledge *k, lb_str text, lb_str file, uint32_t first_line, lb_arena *a,
                       lb_err *err)
{
	lbi_doc doc = { .file = file, .text = text, .first_line = first_line };
	lb_case c;
	if (text.n > LB_CASE_BYTES_MAX) {
		lbi_fail(err, LB_LIMIT, NULL, "%zu bytes; a case has at most %d", text.n, LB_CASE_BYTES_MAX);
		return lbi_fail_where(err, LB_LIMIT, "%.*s:%u:1", LB_FMT(file), first_line);
	}
	lb_status s = lbi_doc_read(&doc, a, err);
	s = s ? s : lb_case_new(&c, k, a, err);
	if (s)
		return s;
	if (doc.root->kind != LBI_MAP)
		return lbi_fail_node(err, LB_PARSE, &doc, doc.root, "a case is a map of keys: 'findings:', 'story:'");
	reader r = { &c, &doc, a, err };
	for (const lbi_node *n = doc.root->first; n && !s; n = n->next)
		s = read_top(&r, n);
	s = s ? s : lbi_story_match(&c, a, err);
	s = s ? s : lb_case_derive(&c, a, err);
	if (!s)
		*out = c;
	return s;
}

lb_status lb_case_read_file(lb_case *out, const lb_knowledge *k, const char *path, lb_arena *a, lb_err *err)
{
	lb_str text;
	lb_status s = lbi_file_read(&text, path, LB_CASE_BYTES_MAX, a, err);
	return s ? s : lb_case_read(out, k, text, lbi_str_z(path), 1, a, err);
}
