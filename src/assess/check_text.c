/* Knowledge checks on wording, and on rows that nothing reads. */
#include <string.h>

#include "check.h"

/* ---- rows that nothing reads ---- */

void lbi_cond_mentions(const lb_knowledge *k, lb_cond_id cond, lbi_set *set)
{
	if (!cond.at)
		return;
	const lbi_cond *q = &k->conds.at[cond.at];
	if (q->op != LBI_COND_COUNT)
		lbi_set_add(set, q->finding);
	for (int32_t i = 0; q->op == LBI_COND_COUNT && i < q->n; i++)
		lbi_cond_mentions(k, (lb_cond_id){ q->first + i }, set);
}

typedef struct {
	bool *source, *suspect;
	lbi_set finding;
} used;

static void use_row(used *u, const lbi_rowdef *d, const void *row);

static void use_rows(used *u, const lbi_rowdef *d, lbi_anylist rows)
{
	for (size_t i = 0; i < rows.n; i++)
		use_row(u, d, (const char *)rows.at + i * d->size);
}

static void use_row(used *u, const lbi_rowdef *d, const void *row)
{
	for (size_t f = 0; f < d->n_fields; f++) {
		const void *at = (const char *)row + d->fields[f].offset;
		if (d->fields[f].type == LBI_F_ROWS)
			use_rows(u, d->fields[f].rows, *(const lbi_anylist *)at);
		if (d->fields[f].type == LBI_F_ROW)
			use_row(u, d->fields[f].rows, at);
		if (d->fields[f].type == LBI_F_REFS && d->fields[f].aux == 1u << LBI_TABLE_sources)
			for (size_t i = 0; i < ((const lb_refs *)at)->n; i++)
				u->source[((const lb_refs *)at)->at[i].index] = true;
		if (d->fields[f].type == LBI_F_REF && d->fields[f].aux == 1u << LBI_TABLE_findings)
			lbi_set_add(&u->finding, (unsigned)((const lb_ref *)at)->index);
	}
}

/* Findings that other rooms read by name, not by a rule; stress_incontinence is only told apart from a danger. */
static bool read_by_name(lb_str id)
{
	static const char *const names[] = { "height", "mass", "pain_now", "pain_worst", "pain_side", "pain_level", "duration",
	                                     "stress_incontinence" };
	for (size_t i = 0; i < LBI_COUNT(names); i++)
		if (lbi_str_is(id, names[i]))
			return true;
	return false;
}

void lbi_check_read(lbi_checker *ch)
{
	const lb_knowledge *k = ch->k;
	used u = { .source = lb_arena_new(ch->arena, k->sources.n, sizeof(bool)),
		   .suspect = lb_arena_new(ch->arena, k->suspects.n, sizeof(bool)) };
	if (!u.source || !u.suspect) {
		ch->nomem = true;
		return;
	}
	for (int t = 0; t < LBI_TABLE_COUNT; t++)
		use_rows(&u, lbi_tables[t].def, lbi_table_rows(k, (lbi_table_id)t));
	for (size_t i = 0; i < k->rules.n; i++)
		u.suspect[k->rules.at[i].suspects.index] = true;
	for (size_t i = 1; i < k->conds.n; i++)
		if (k->conds.at[i].op != LBI_COND_COUNT)
			lbi_set_add(&u.finding, k->conds.at[i].finding);
	for (size_t i = 0; i < k->sources.n; i++)
		if (!u.source[i])
			lbi_complain(ch, LBI_TABLE_sources, i, "no row rests on it");
	for (size_t i = 0; i < k->suspects.n; i++)
		if (!u.suspect[i])
			lbi_complain(ch, LBI_TABLE_suspects, i, "no rule points to it");
	for (unsigned i = 0; i < k->findings.n; i++) {
		const lb_finding *f = &k->findings.at[i];
		bool leads_on = false;
		for (size_t j = 0; j < f->implies.n; j++)
			leads_on = leads_on || lbi_set_has(&u.finding, (unsigned)f->implies.at[j].index);
		if (!lbi_set_has(&u.finding, i) && !leads_on && !read_by_name(f->id))
			lbi_complain(ch, LBI_TABLE_findings, i, "nothing reads it");
	}
}

/* ---- wording ---- */

#define SENTENCE_WORDS_MAX 28

/* Words that blame, frighten, promise or shut a door; doc/wording.md says why. */
static const char *const forbidden[] = { "ruled out", "just a", "only a strain", "crumbling", "degenerat", "permanent", "wheelchair",
	                                 "your fault", "simply", "obviously", "never worry", "cripple", "worn out", "guarantee",
	                                 " mg ", "milligram" };

static bool has(lb_str text, const char *word)
{
	size_t n = strlen(word);
	for (size_t i = 0; i + n <= text.n; i++) {
		size_t j = 0;
		while (j < n && lbi_lower((unsigned char)text.s[i + j]) == word[j])
			j++;
		if (j == n)
			return true;
	}
	return false;
}

/* Words of the longest sentence. */
static unsigned longest_sentence(lb_str text)
{
	unsigned most = 0, words = 0;
	for (size_t i = 0; i < text.n; i++) {
		bool starts = !lbi_is_space((unsigned char)text.s[i]) && (!i || lbi_is_space((unsigned char)text.s[i - 1]));
		words += starts;
		bool stop = strchr(".!?:;", text.s[i]) && (i + 1 == text.n || lbi_is_space((unsigned char)text.s[i + 1]));
		most = words > most ? words : most;
		words = stop ? 0 : words;
	}
	return most;
}

static void plain(lbi_checker *ch, lbi_table_id t, size_t row, lb_str text)
{
	for (size_t i = 0; i < LBI_COUNT(forbidden); i++)
		if (has(text, forbidden[i]))
			lbi_complain(ch, t, row, "'%s' is not said to people", forbidden[i]);
	unsigned words = longest_sentence(text);
	if (words > SENTENCE_WORDS_MAX)
		lbi_complain(ch, t, row, "a sentence of %u words; at most %d: '%.60s'", words, SENTENCE_WORDS_MAX, text.s);
}

void lbi_check_wording(lbi_checker *ch)
{
	/* the fields that people read: table, member */
	static const struct {
		lbi_table_id table;
		const char *member;
	} said[] = {
		{ LBI_TABLE_findings, "ask" },       { LBI_TABLE_levels, "act" },      { LBI_TABLE_levels, "how_soon" },
		{ LBI_TABLE_suspects, "explain" },   { LBI_TABLE_suspects, "act" },    { LBI_TABLE_suspects, "label" },
		{ LBI_TABLE_rules, "why" },          { LBI_TABLE_come_back, "text" },  { LBI_TABLE_contributors, "label" },
		{ LBI_TABLE_contributors, "explain" }, { LBI_TABLE_contributors, "help" }, { LBI_TABLE_drivers, "explain" },
		{ LBI_TABLE_drivers, "action" },     { LBI_TABLE_stages, "why" },      { LBI_TABLE_stages, "advice" },
		{ LBI_TABLE_remedies, "how" },       { LBI_TABLE_remedies, "cautions" }, { LBI_TABLE_remedies, "effect_plain" },
		{ LBI_TABLE_claims, "plain" },
	};
	for (size_t s = 0; s < LBI_COUNT(said); s++) {
		const lbi_rowdef *d = lbi_tables[said[s].table].def;
		lbi_anylist rows = lbi_table_rows(ch->k, said[s].table);
		for (size_t f = 0; f < d->n_fields; f++)
			if (strcmp(d->fields[f].member, said[s].member) == 0)
				for (size_t i = 0; i < rows.n; i++) {
					const char *at = (const char *)rows.at + i * d->size + d->fields[f].offset;
					plain(ch, said[s].table, i, *(const lb_str *)(const void *)at);
				}
	}
}
