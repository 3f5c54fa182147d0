/* Lists of findings, claims, remedies and sources, as text or JSON. */
#include <string.h>

#include "knowledge.h"
#include "page.h"

typedef struct {
	const lb_knowledge *k;
	lb_str word;
	bool json;
	lbi_page page;
	lbi_json j;
	size_t found;
} lister;

/* Does text contain word, in any case? */
static bool contains(lb_str text, lb_str word)
{
	for (size_t i = 0; i + word.n <= text.n; i++) {
		size_t n = 0;
		while (n < word.n && lbi_lower((unsigned char)text.s[i + n]) == lbi_lower((unsigned char)word.s[n]))
			n++;
		if (n == word.n)
			return true;
	}
	return false;
}

/* "straight leg" finds straight_leg and straight-leg too. */
static bool matches(const lister *l, lb_str text)
{
	char a[512], b[128];
	lb_str word = { b, lbi_normalise(b, sizeof b, l->word) };
	lb_str plain = { a, lbi_normalise(a, sizeof a, text) };
	return contains(text, l->word) || (word.n && plain.n && contains(plain, word));
}

static bool any_matches(const lister *l, const lb_strs *words)
{
	for (size_t i = 0; i < words->n; i++)
		if (matches(l, words->at[i]))
			return true;
	return false;
}

static void put_refs(lister *l, lb_str key, const lb_refs *refs)
{
	lbi_json_key(&l->j, key);
	lbi_json_open(&l->j, '[');
	for (size_t i = 0; i < refs->n; i++)
		lbi_json_str(&l->j, refs->at[i].id);
	lbi_json_close(&l->j, ']');
}

static void put_strs(lister *l, lb_str key, const lb_strs *strs)
{
	lbi_json_key(&l->j, key);
	lbi_json_open(&l->j, '[');
	for (size_t i = 0; i < strs->n; i++)
		lbi_json_str(&l->j, strs->at[i]);
	lbi_json_close(&l->j, ']');
}

static void put_name(lister *l, lb_str key, lb_names which, int value)
{
	lbi_json_key(&l->j, key);
	lbi_json_strz(&l->j, lb_name(which, value));
}

static void say_refs(lister *l, const char *before, const lb_refs *refs)
{
	if (!refs->n)
		return;
	lbi_par(&l->page, 4, 6);
	lbi_sayz(&l->page, before);
	for (size_t i = 0; i < refs->n; i++) {
		lbi_sayz(&l->page, i ? ", " : " ");
		lbi_say(&l->page, refs->at[i].id);
	}
	lbi_end(&l->page);
}

static void par(lister *l, unsigned first, unsigned hang, lb_str text)
{
	lbi_par(&l->page, first, hang);
	lbi_say(&l->page, text);
	lbi_end(&l->page);
}

static void title(lister *l, lb_str id, const char *sep, lb_str text)
{
	lbi_par(&l->page, 0, 4);
	lbi_say(&l->page, id);
	lbi_sayz(&l->page, sep);
	lbi_say(&l->page, text);
	lbi_end(&l->page);
}

/* ---- one row each ---- */

static void finding(lister *l, const lb_finding *f)
{
	if (!l->json) {
		title(l, f->id, "  ", f->ask);
		if (f->kind == LB_KIND_number) {
			lbi_par(&l->page, 4, 4);
			lbi_sayf(&l->page, "a number in %.*s, %g to %g", LB_FMT(f->unit), f->lo.v, f->hi.v);
			lbi_end(&l->page);
		}
		return;
	}
	lbi_json_kstr(&l->j, LBI_KEY("id"), f->id);
	put_name(l, LBI_KEY("kind"), LB_NAMES_FINDING_KIND, f->kind);
	lbi_json_kstr(&l->j, LBI_KEY("ask"), f->ask);
	lbi_json_kstr(&l->j, LBI_KEY("clinician"), f->clinician);
	lbi_json_kstr(&l->j, LBI_KEY("group"), f->group);
	put_name(l, LBI_KEY("who"), LB_NAMES_WHO, f->who);
	lbi_json_key(&l->j, LBI_KEY("danger"));
	lbi_json_bool(&l->j, f->danger);
	if (f->kind == LB_KIND_number) {
		lbi_json_kstr(&l->j, LBI_KEY("unit"), f->unit);
		lbi_json_knum(&l->j, LBI_KEY("lo"), f->lo.v, 3);
		lbi_json_knum(&l->j, LBI_KEY("hi"), f->hi.v, 3);
	}
	if (f->options.n)
		put_strs(l, LBI_KEY("options"), &f->options);
	put_strs(l, LBI_KEY("words"), &f->words);
}

static void disagreement_of(lister *l, const lb_claim *c)
{
	for (size_t i = 0; i < l->k->disagreements.n; i++) {
		const lb_disagreement *d = &l->k->disagreements.at[i];
		bool in = false;
		for (size_t s = 0; s < d->sides.n; s++)
			for (size_t r = 0; r < d->sides.at[s].claims.n; r++)
				in = in || lbi_str_eq(d->sides.at[s].claims.at[r].id, c->id);
		if (in && l->json) {
			lbi_json_open(&l->j, '{');
			lbi_json_kstr(&l->j, LBI_KEY("id"), d->id);
			lbi_json_kstr(&l->j, LBI_KEY("question"), d->question);
			lbi_json_kstr(&l->j, LBI_KEY("answer"), d->answer);
			lbi_json_close(&l->j, '}');
		} else if (in) {
			lbi_par(&l->page, 4, 6);
			lbi_sayz(&l->page, "The texts disagree: ");
			lbi_say(&l->page, d->question);
			lbi_sayz(&l->page, " ");
			lbi_say(&l->page, d->answer);
			lbi_end(&l->page);
		}
	}
}

static void claim(lister *l, const lb_claim *c)
{
	if (!l->json) {
		title(l, c->id, ": ", c->says);
		lbi_par(&l->page, 4, 6);
		lbi_sayf(&l->page, "%s. ", lb_name(LB_NAMES_CLAIM_VERDICT, c->verdict));
		lbi_say(&l->page, c->plain);
		lbi_end(&l->page);
		disagreement_of(l, c);
		say_refs(l, "In the program:", &c->see);
		say_refs(l, "Sources:", &c->sources);
		lbi_blank(&l->page);
		return;
	}
	lbi_json_kstr(&l->j, LBI_KEY("id"), c->id);
	put_name(l, LBI_KEY("topic"), LB_NAMES_TOPIC, c->topic);
	lbi_json_kstr(&l->j, LBI_KEY("says"), c->says);
	put_name(l, LBI_KEY("verdict"), LB_NAMES_CLAIM_VERDICT, c->verdict);
	lbi_json_kstr(&l->j, LBI_KEY("plain"), c->plain);
	lbi_json_key(&l->j, LBI_KEY("disagreements"));
	lbi_json_open(&l->j, '[');
	disagreement_of(l, c);
	lbi_json_close(&l->j, ']');
	put_refs(l, LBI_KEY("see"), &c->see);
	put_refs(l, LBI_KEY("sources"), &c->sources);
}

static void effect_json(lister *l, const lb_effect *e)
{
	lbi_json_key(&l->j, LBI_KEY("effect"));
	lbi_json_open(&l->j, '{');
	lbi_json_knum(&l->j, LBI_KEY("value"), e->value, 3);
	if (e->lo.given && e->hi.given) {
		lbi_json_knum(&l->j, LBI_KEY("lo"), e->lo.v, 3);
		lbi_json_knum(&l->j, LBI_KEY("hi"), e->hi.v, 3);
	}
	lbi_json_kstr(&l->j, LBI_KEY("unit"), e->unit);
	lbi_json_kstr(&l->j, LBI_KEY("versus"), e->versus);
	lbi_json_kstr(&l->j, LBI_KEY("population"), e->population);
	put_name(l, LBI_KEY("status"), LB_NAMES_CHECKED, e->status);
	put_refs(l, LBI_KEY("sources"), &e->sources);
	lbi_json_close(&l->j, '}');
}

static void remedy_json(lister *l, const lb_remedy *r)
{
	lbi_json_kstr(&l->j, LBI_KEY("id"), r->id);
	lbi_json_kstr(&l->j, LBI_KEY("label"), r->label);
	put_name(l, LBI_KEY("kind"), LB_NAMES_REMEDY_KIND, r->kind);
	lbi_json_key(&l->j, LBI_KEY("stages"));
	lbi_json_open(&l->j, '[');
	for (size_t i = 0; i < r->stages.n; i++) {
		lbi_json_open(&l->j, '{');
		put_name(l, LBI_KEY("stage"), LB_NAMES_REMEDY_STAGE, r->stages.at[i].stage);
		put_name(l, LBI_KEY("verdict"), LB_NAMES_REMEDY_VERDICT, r->stages.at[i].verdict);
		lbi_json_kstr(&l->j, LBI_KEY("plain"), r->stages.at[i].plain);
		lbi_json_close(&l->j, '}');
	}
	lbi_json_close(&l->j, ']');
	for (size_t i = 0; i < r->effect.n && i < 1; i++)
		effect_json(l, &r->effect.at[i]);
	lbi_json_kstr(&l->j, LBI_KEY("effect_plain"), r->effect_plain);
	lbi_json_kstr(&l->j, LBI_KEY("how"), r->how);
	if (r->cautions.n)
		lbi_json_kstr(&l->j, LBI_KEY("cautions"), r->cautions);
	put_refs(l, LBI_KEY("not_if"), &r->not_if);
	put_refs(l, LBI_KEY("sources"), &r->sources);
}

static void remedy(lister *l, const lb_remedy *r)
{
	if (l->json) {
		remedy_json(l, r);
		return;
	}
	title(l, r->id, ": ", r->label);
	for (size_t i = 0; i < r->stages.n; i++) {
		const lb_remedy_stage *s = &r->stages.at[i];
		lbi_par(&l->page, 4, 6);
		lbi_sayf(&l->page, "%s pain: %s. ", lb_name(LB_NAMES_REMEDY_STAGE, s->stage), lb_name(LB_NAMES_REMEDY_VERDICT, s->verdict));
		lbi_say(&l->page, s->plain);
		lbi_end(&l->page);
	}
	lbi_par(&l->page, 4, 6);
	lbi_sayz(&l->page, "Effect: ");
	lbi_say(&l->page, r->effect_plain);
	lbi_end(&l->page);
	par(l, 4, 6, r->how);
	if (r->cautions.n) {
		lbi_par(&l->page, 4, 6);
		lbi_sayz(&l->page, "Take care: ");
		lbi_say(&l->page, r->cautions);
		lbi_end(&l->page);
	}
	say_refs(l, "Not with:", &r->not_if);
	say_refs(l, "Sources:", &r->sources);
	lbi_blank(&l->page);
}

static void source(lister *l, const lb_source *s)
{
	if (!l->json) {
		lbi_par(&l->page, 0, 4);
		lbi_say(&l->page, s->key);
		lbi_sayz(&l->page, ": ");
		lbi_say(&l->page, s->authors);
		lbi_sayf(&l->page, " (%d). ", s->year);
		lbi_say(&l->page, s->title);
		lbi_sayz(&l->page, ". ");
		lbi_say(&l->page, s->where);
		lbi_sayf(&l->page, " [%s]", lb_name(LB_NAMES_SOURCE_KIND, s->kind));
		lbi_end(&l->page);
		return;
	}
	lbi_json_kstr(&l->j, LBI_KEY("key"), s->key);
	lbi_json_kstr(&l->j, LBI_KEY("authors"), s->authors);
	lbi_json_knum(&l->j, LBI_KEY("year"), s->year, 0);
	lbi_json_kstr(&l->j, LBI_KEY("title"), s->title);
	lbi_json_kstr(&l->j, LBI_KEY("where"), s->where);
	put_name(l, LBI_KEY("kind"), LB_NAMES_SOURCE_KIND, s->kind);
}

/* ---- which rows ---- */

static bool wanted(const lister *l, lb_list_kind kind, size_t i)
{
	if (!l->word.n)
		return true;
	switch (kind) {
	case LB_LIST_FINDINGS: {
		const lb_finding *f = &l->k->findings.at[i];
		return matches(l, f->id) || matches(l, f->ask) || matches(l, f->clinician) || any_matches(l, &f->words);
	}
	case LB_LIST_CLAIMS: return matches(l, l->k->claims.at[i].says) || matches(l, l->k->claims.at[i].plain);
	case LB_LIST_REMEDIES: {
		const lb_remedy *r = &l->k->remedies.at[i];
		return matches(l, r->id) || matches(l, r->label) || any_matches(l, &r->words);
	}
	case LB_LIST_SOURCES: {
		const lb_source *s = &l->k->sources.at[i];
		return matches(l, s->key) || matches(l, s->title) || matches(l, s->authors);
	}
	}
	return false;
}

/* "W2" means that row and not every text with w2 in it. */
static bool is_id(const lister *l, lb_list_kind kind, size_t i)
{
	lb_str id = kind == LB_LIST_FINDINGS ? l->k->findings.at[i].id
	            : kind == LB_LIST_CLAIMS ? l->k->claims.at[i].id
	            : kind == LB_LIST_REMEDIES ? l->k->remedies.at[i].id
	                                       : l->k->sources.at[i].key;
	return id.n == l->word.n && contains(id, l->word);
}

static void put_row(lister *l, lb_list_kind kind, size_t i)
{
	if (l->json)
		lbi_json_open(&l->j, '{');
	switch (kind) {
	case LB_LIST_FINDINGS: finding(l, &l->k->findings.at[i]); break;
	case LB_LIST_CLAIMS: claim(l, &l->k->claims.at[i]); break;
	case LB_LIST_REMEDIES: remedy(l, &l->k->remedies.at[i]); break;
	case LB_LIST_SOURCES: source(l, &l->k->sources.at[i]); break;
	}
	if (l->json)
		lbi_json_close(&l->j, '}');
	l->found++;
}

lb_status lb_report_list(const lb_knowledge *k, lb_list_kind kind, lb_str word, bool json, lb_report_options o,
                         size_t *found, lb_sink sink, lb_err *err)
{
	lbi_out out;
	lbi_out_start(&out, sink);
	lister l = { .k = k, .word = lbi_str_trim(word), .json = json, .j = { .out = &out } };
	lbi_page_start(&l.page, &out, o);
	size_t n = kind == LB_LIST_FINDINGS ? k->findings.n
	           : kind == LB_LIST_CLAIMS ? k->claims.n
	           : kind == LB_LIST_REMEDIES ? k->remedies.n
	                                      : k->sources.n;
	bool exact = false;
	for (size_t i = 0; i < n; i++)
		exact = exact || is_id(&l, kind, i);
	if (json)
		lbi_json_open(&l.j, '[');
	for (size_t i = 0; i < n; i++)
		if (exact ? is_id(&l, kind, i) : wanted(&l, kind, i))
			put_row(&l, kind, i);
	if (json) {
		lbi_json_close(&l.j, ']');
		lbi_put(&out, LB_STR("\n"));
	}
	*found = l.found;
	return lbi_out_end(&out, err);
}
