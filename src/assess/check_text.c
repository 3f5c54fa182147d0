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
	for (size_t i = 0; i < k->findings.n; i++)
		for (size_t j = 0; j < k->findings.at[i].excludes.n; j++)
			lbi_set_add(&u.finding, (unsigned)k->findings.at[i].excludes.at[j].index);
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
static const char *const forbidden[] = {
	"ruled out",    "just a",          "only a strain", "crumbling",    "degenerat",     "permanent",
	"wheelchair",   "your fault",      "simply",        "obviously",    "never worry",   "cripple",
	"worn out",     "guarantee",       " mg ",          "milligram",    "don't worry",   "not worry",
	"should have",  "nothing serious", "non-compliant", "in your head", "imagin",        "lazy",
	"bone on bone", "merely",          "definitely",    "you failed",   "hopeless case", "paralys",
};

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

/* ---- every urgent row has an action ---- */

/* Does a sentence of the text begin with one of these words? */
static bool begins_with(lb_str text, const char *const *words, size_t n)
{
	for (size_t i = 0; i < text.n; i++) {
		if (i && !(text.s[i - 1] == ' ' && i > 1 && strchr(".!?", text.s[i - 2])))
			continue;
		for (size_t w = 0; w < n; w++) {
			size_t len = strlen(words[w]);
			if (text.n - i > len && memcmp(text.s + i, words[w], len) == 0 && text.s[i + len] == ' ')
				return true;
		}
	}
	return false;
}

static const char *const actions[] = {"Ask", "Book",  "Call", "Do",   "Drink", "Eat",  "Go",   "Keep",
				      "Let", "Lie",   "Look", "Move", "Name",  "Note", "Say",  "See",
				      "Sit", "Speak", "Stay", "Stop", "Take",  "Tell", "Watch"};

static void check_actions(lbi_checker *ch)
{
	static const char *const turn_to[] = { "emergency", "doctor", "call", "clinician", "ask for" };
	static const char *const place[LB_URGENCY_COUNT] = { NULL, "{routine}", "{urgent}", "{emergency}" };
	const lb_knowledge *k = ch->k;
	for (size_t i = 0; i < k->levels.n && i < LB_URGENCY_COUNT; i++) {
		if (!begins_with(k->levels.at[i].act, actions, LBI_COUNT(actions)))
			lbi_complain(ch, LBI_TABLE_levels, i, "'act' tells nothing to do: begin a sentence with a verb such as Call");
		if (place[i] && !has(k->levels.at[i].act, place[i]))
			lbi_complain(ch, LBI_TABLE_levels, i, "'act' does not say where to turn: %s", place[i]);
	}
	for (size_t i = 0; i < k->suspects.n; i++)
		if (!begins_with(k->suspects.at[i].act, actions, LBI_COUNT(actions)))
			lbi_complain(ch, LBI_TABLE_suspects, i, "'act' tells nothing to do: begin a sentence with a verb such as Say");
	for (size_t i = 0; i < k->come_back.n; i++) {
		bool turns = false;
		for (size_t w = 0; w < LBI_COUNT(turn_to); w++)
			turns = turns || has(k->come_back.at[i].text, turn_to[w]);
		if (!turns)
			lbi_complain(ch, LBI_TABLE_come_back, i, "'text' does not say where to turn");
	}
}

/* ---- every text for people ---- */

/* Which fields people read: C type of the row, member. */
static const struct {
	const char *type, *member;
} said[] = {
	{ "lb_finding", "ask" },           { "lb_level", "act" },          { "lb_level", "how_soon" },
	{ "lb_suspect", "explain" },       { "lb_suspect", "act" },        { "lb_suspect", "label" },
	{ "lb_rule", "why" },              { "lb_return_advice", "text" }, { "lb_contributor", "label" },
	{ "lb_contributor", "explain" },   { "lb_contributor", "help" },   { "lb_driver", "explain" },
	{ "lb_driver", "action" },         { "lb_stage", "why" },          { "lb_stage", "advice" },
	{ "lb_remedy", "how" },            { "lb_remedy", "cautions" },    { "lb_remedy", "effect_plain" },
	{ "lb_activity", "label" },         { "lb_swap_row", "how" },
	{ "lb_remedy_stage", "plain" },    { "lb_claim", "plain" },        { "lb_advice", "text" },
	{ "lb_muscle_rule", "why" },       { "lb_score_band", "plain" },   { "lb_score_scale", "missing_plain" },
	{ "lb_score_order", "plain" },     { "lb_disagreement", "answer" }, { "lb_service", "urgent" },
	{ "lb_service", "routine" },       { "lb_finding", "said" },       { "lb_level", "label" },
	{ "lb_driver", "label" },          { "lb_stage", "label" },        { "lb_muscle", "label" },
	{ "lb_remedy", "label" },          { "lb_advice", "label" },
	{ "lb_finding", "how" },           { "lb_screen", "ask" },         { "lb_screen_option", "say" },
	{ "lb_limit", "why" },
};

static bool is_said(const lbi_rowdef *d, const lbi_field *f)
{
	for (size_t i = 0; i < LBI_COUNT(said); i++)
		if (strcmp(said[i].type, d->type) == 0 && strcmp(said[i].member, f->member) == 0)
			return true;
	return false;
}

/* t and row: of the top row, for the message. */
static void check_row_wording(lbi_checker *ch, lbi_table_id t, size_t row, const lbi_rowdef *d, const void *at)
{
	for (size_t i = 0; i < d->n_fields; i++) {
		const lbi_field *f = &d->fields[i];
		const void *field = (const char *)at + f->offset;
		const lbi_anylist *list = field;
		if (f->type == LBI_F_STR && is_said(d, f))
			plain(ch, t, row, *(const lb_str *)field);
		else if (f->type == LBI_F_ROW)
			check_row_wording(ch, t, row, f->rows, field);
		for (size_t k = 0; f->type == LBI_F_ROWS && k < list->n; k++)
			check_row_wording(ch, t, row, f->rows, (const char *)list->at + k * f->rows->size);
	}
}

void lbi_check_wording(lbi_checker *ch)
{
	for (int t = 0; t < LBI_TABLE_COUNT; t++) {
		lbi_anylist rows = lbi_table_rows(ch->k, (lbi_table_id)t);
		const lbi_rowdef *d = lbi_tables[t].def;
		for (size_t i = 0; i < rows.n; i++)
			check_row_wording(ch, (lbi_table_id)t, i, d, (const char *)rows.at + i * d->size);
	}
	check_actions(ch);
}
