/* A story in own words, matched against the words of the findings.
 *
 * A match becomes a yes that is shown as "understood from your words" and waits to be confirmed. Nothing in a
 * story ever becomes a no: "no fever" leaves fever unasked. What the person answered directly wins. */
#include <string.h>

#include "case.h"

#define HEARD_MAX 96

typedef struct {
	uint32_t start, end; /* bytes of the story */
	uint32_t at, len;    /* normalised text in the reader's buffer */
	uint8_t before;      /* strongest break before it: 0 none, ',' or '.' */
	uint8_t role;        /* what the word does to its neighbours */
	bool turn;           /* a new statement begins here: no "no" before it reaches further */
	bool known;          /* part of a phrase that is known, whether it counts or was denied */
} token;

enum { NEGATES = 1, TURNS = 2, JOINS = 4, SAID_OF_OTHERS = 8, TAKES_BACK = 16, KEEPS = 32, SUBJECT = 64, VERB = 128 };

/* Words that change what their neighbours mean, by first letter. */
#define W(z) { z, sizeof(z) - 1 }
static const struct {
	lb_str word;
	uint8_t role;
} roles[26][10] = {
	['a' - 'a'] = {
		{ W("absent"), TAKES_BACK },
		{ W("although"), TURNS },
		{ W("am"), VERB },
		{ W("are"), VERB },
		{ W("aunt"), SAID_OF_OTHERS },
	},
	['b' - 'a'] = {
		{ W("because"), TURNS },
		{ W("brother"), SAID_OF_OTHERS },
		{ W("but"), TURNS },
	},
	['c' - 'a'] = {
		{ W("cannot"), VERB },
	},
	['d' - 'a'] = {
		{ W("daughter"), SAID_OF_OTHERS },
		{ W("denie"), NEGATES },
		{ W("denied"), NEGATES | TAKES_BACK },
		{ W("denies"), NEGATES },
		{ W("deny"), NEGATES },
		{ W("denying"), NEGATES },
		{ W("didnt"), NEGATES },
		{ W("doesnt"), NEGATES },
		{ W("dont"), NEGATES },
	},
	['e' - 'a'] = {
		{ W("except"), TURNS },
		{ W("excluded"), TAKES_BACK },
	},
	['f' - 'a'] = {
		{ W("family"), SAID_OF_OTHERS },
		{ W("father"), SAID_OF_OTHERS },
		{ W("feel"), VERB },
	},
	['g' - 'a'] = {
		{ W("got"), VERB },
		{ W("grandfather"), SAID_OF_OTHERS },
		{ W("grandmother"), SAID_OF_OTHERS },
	},
	['h' - 'a'] = {
		{ W("had"), VERB },
		{ W("has"), VERB },
		{ W("hasnt"), NEGATES },
		{ W("have"), VERB },
		{ W("havent"), NEGATES },
		{ W("he"), SUBJECT },
		{ W("however"), TURNS },
		{ W("husband"), SAID_OF_OTHERS },
	},
	['i' - 'a'] = {
		{ W("i"), SUBJECT },
		{ W("im"), SUBJECT },
		{ W("is"), VERB },
		{ W("isnt"), NEGATES },
		{ W("it"), SUBJECT },
		{ W("ive"), SUBJECT },
	},
	['l' - 'a'] = {
		{ W("longer"), KEEPS },
		{ W("lost"), VERB },
	},
	['m' - 'a'] = {
		{ W("mother"), SAID_OF_OTHERS },
	},
	['n' - 'a'] = {
		{ W("negative"), TAKES_BACK },
		{ W("neither"), NEGATES },
		{ W("never"), NEGATES },
		{ W("no"), NEGATES },
		{ W("none"), NEGATES },
		{ W("nor"), NEGATES | JOINS },
		{ W("normal"), TAKES_BACK },
		{ W("not"), NEGATES },
		{ W("now"), TURNS },
	},
	['o' - 'a'] = {
		{ W("only"), KEEPS },
		{ W("or"), JOINS },
	},
	['s' - 'a'] = {
		{ W("she"), SUBJECT },
		{ W("sister"), SAID_OF_OTHERS },
		{ W("son"), SAID_OF_OTHERS },
	},
	['t' - 'a'] = {
		{ W("then"), TURNS },
		{ W("they"), SUBJECT },
	},
	['u' - 'a'] = {
		{ W("uncle"), SAID_OF_OTHERS },
		{ W("unlikely"), TAKES_BACK },
	},
	['w' - 'a'] = {
		{ W("was"), VERB },
		{ W("wasnt"), NEGATES },
		{ W("we"), SUBJECT },
		{ W("were"), VERB },
		{ W("wet"), VERB },
		{ W("while"), TURNS },
		{ W("wife"), SAID_OF_OTHERS },
		{ W("without"), NEGATES },
		{ W("wont"), NEGATES },
	},
};
#undef W

static uint8_t role_of(lb_str word)
{
	unsigned letter = (unsigned char)word.s[0] - (unsigned)'a';
	if (letter >= 26)
		return 0;
	for (size_t i = 0; roles[letter][i].word.n; i++)
		if (lbi_str_eq(roles[letter][i].word, word))
			return roles[letter][i].role;
	return 0;
}

typedef struct {
	lb_case *c;
	char *text; /* normalised tokens, one space between */
	token *tok;
	size_t n;
	lb_heard *heard;
	size_t n_heard;
} matcher;

static bool in_word(unsigned char ch)
{
	return lbi_is_alnum(ch) || ch == '\'' || ch >= 0x80;
}

/* The end of the word that starts at byte i: letters, digits, apostrophes, and a point inside a number. */
static size_t word_end(lb_str s, size_t i)
{
	size_t start = i;
	while (i < s.n) {
		bool point = s.s[i] == '.' && i > start && lbi_is_digit((unsigned char)s.s[i - 1]) && i + 1 < s.n &&
		             lbi_is_digit((unsigned char)s.s[i + 1]);
		if (!in_word((unsigned char)s.s[i]) && !point)
			break;
		i++;
	}
	return i;
}

static uint8_t stronger(uint8_t brk, char ch)
{
	if (ch && strchr(".;:!?", ch))
		return '.';
	return brk != '.' && ch && strchr(",()", ch) ? ',' : brk;
}

/* Content words become tokens; fillers leave their mark on the next one. */
static void tokenise(matcher *m)
{
	lb_str s = m->c->story;
	size_t used = 0;
	uint8_t brk = '.';
	bool turn = false, after_and = false;
	for (size_t i = 0; i < s.n;) {
		if (!in_word((unsigned char)s.s[i])) {
			brk = stronger(brk, s.s[i++]);
			continue;
		}
		size_t start = i;
		i = word_end(s, i);
		size_t len = lbi_normalise(m->text + used, s.n * 2 + 2 - used, (lb_str){ s.s + start, i - start });
		if (!len)
			continue;
		lb_str word = { m->text + used, len };
		uint8_t role = role_of(word);
		turn = turn || role & SUBJECT || (after_and && role & VERB);
		after_and = lbi_str_is(word, "and");
		if (lbi_is_filler(word))
			continue;
		m->tok[m->n++] = (token){ (uint32_t)start, (uint32_t)i, (uint32_t)used, (uint32_t)len, brk, role, turn, false };
		used += len;
		m->text[used++] = ' ';
		brk = 0, turn = false;
	}
}

static bool is_word(const matcher *m, size_t i, const char *word)
{
	return strlen(word) == m->tok[i].len && memcmp(word, m->text + m->tok[i].at, m->tok[i].len) == 0;
}

/* Does token i stand in a list that an "or" closes: before the "or", or right behind it? */
static bool in_or_list(const matcher *m, size_t i)
{
	if (i && m->tok[i].before == 0 && m->tok[i - 1].role & JOINS)
		return true;
	for (size_t k = 0; k < 8 && i + k < m->n; k++) {
		if (k && m->tok[i + k].before == '.')
			return false;
		if (m->tok[i + k].role & JOINS)
			return true;
	}
	return false;
}

/* Is the phrase that starts at token i under a "no"? */
static bool negated(const matcher *m, size_t i, size_t len)
{
	bool list = in_or_list(m, i);
	for (size_t back = 1; back <= 8 && back <= i; back++) {
		const token *t = &m->tok[i - back + 1];
		if (t->before == '.' || (t->before == ',' && !list) || t->turn)
			break;
		if (m->tok[i - back].role & TURNS)
			break;
		bool reach = back <= 5 || list;
		if (reach && m->tok[i - back].role & NEGATES && !(m->tok[i - back + 1].role & KEEPS))
			return true;
	}
	for (size_t k = i + len; k < m->n && k < i + len + 2 && m->tok[k].before == 0; k++)
		if (m->tok[k].role & TAKES_BACK)
			return true;
	return false;
}

/* Said of someone else, or of long ago. */
static bool elsewhere(const matcher *m, size_t i, size_t len, const lb_finding *f)
{
	bool family = lbi_str_is(f->id, "family_spa") || lbi_str_is(f->id, "known_aneurysm");
	for (size_t back = 1; back <= 4 && back <= i && !family; back++) {
		if (m->tok[i - back + 1].before == '.')
			break;
		if (m->tok[i - back].role & SAID_OF_OTHERS)
			return true;
	}
	for (size_t k = i + len; k < m->n && k < i + len + 3 && m->tok[k].before != '.' && !family; k++)
		if (m->tok[k].role & SAID_OF_OTHERS)
			return true; /* "osteoporosis in the family" */
	if (lbi_str_is(f->group, "onset"))
		for (size_t k = i + len; k + 1 < m->n && k < i + len + 5 && m->tok[k].before != '.'; k++)
			if (is_word(m, k, "year") && is_word(m, k + 1, "ago"))
				return true;
	return false;
}

static void hear(matcher *m, size_t i, size_t len, const lbi_word *w)
{
	const lb_finding *f = &m->c->k->findings.at[w->finding];
	if (f->kind != LB_KIND_yesno || m->n_heard == HEARD_MAX || negated(m, i, len) || elsewhere(m, i, len, f))
		return;
	for (size_t h = 0; h < m->n_heard; h++)
		if (m->heard[h].finding == w->finding)
			return;
	lb_fact *fact = &m->c->fact[w->finding];
	bool used = fact->from != LB_ORIGIN_person;
	if (used)
		*fact = (lb_fact){ .answer = LB_YES, .from = LB_ORIGIN_story };
	uint32_t from = m->tok[i].start, to = m->tok[i + len - 1].end;
	m->heard[m->n_heard++] = (lb_heard){ w->finding, used, { m->c->story.s + from, to - from } };
}

/* The longest phrase that starts at token i and is known; its findings are heard. Returns its tokens, or 1: a
 * shorter phrase inside it says less, or something else ("pelvic girdle pain" is no "girdle pain"). */
static size_t match_at(matcher *m, size_t i)
{
	size_t most = 1;
	while (most < LBI_WORD_TOKENS_MAX && i + most < m->n && m->tok[i + most].before != '.')
		most++;
	uint32_t hash[LBI_WORD_TOKENS_MAX], h = LBI_HASH_START;
	const char *from = m->text + m->tok[i].at;
	for (size_t len = 0, n = 0; len < most; len++) { /* one pass over the bytes for all lengths */
		for (size_t end = m->tok[i + len].at + m->tok[i + len].len - m->tok[i].at; n < end; n++)
			h = lbi_hash_byte(h, (unsigned char)from[n]);
		hash[len] = h;
	}
	for (size_t len = most; len > 0; len--) {
		const token *last = &m->tok[i + len - 1];
		lb_str phrase = { from, last->at + last->len - m->tok[i].at };
		uint32_t slot = 0;
		const lbi_word *w = lbi_word_find(m->c->k, phrase, hash[len - 1], &slot);
		if (!w)
			continue;
		for (; w; w = lbi_word_find(m->c->k, phrase, hash[len - 1], &slot))
			hear(m, i, len, w);
		for (size_t k = 0; k < len; k++)
			m->tok[i + k].known = true;
		return len;
	}
	return 1;
}

/* Sentences of three content words or more in which nothing is known. */
static lb_status list_unheard(matcher *m, lb_arena *a, lb_err *err)
{
	lb_str *list = lb_arena_new(a, m->n / 3 + 1, sizeof *list);
	size_t n = 0;
	if (!list)
		return lbi_fail(err, LB_NOMEM, NULL, "reading the story");
	for (size_t i = 0, end; i < m->n; i = end) {
		bool known = m->tok[i].known;
		for (end = i + 1; end < m->n && m->tok[end].before != '.'; end++)
			known = known || m->tok[end].known;
		uint32_t from = m->tok[i].start, to = m->tok[end - 1].end;
		if (!known && end - i >= 3)
			list[n++] = (lb_str){ m->c->story.s + from, to - from };
	}
	m->c->unheard.at = list, m->c->unheard.n = n;
	return LB_OK;
}

lb_status lbi_story_match(lb_case *c, lb_arena *a, lb_err *err)
{
	if (!c->story.n)
		return LB_OK;
	matcher m = { .c = c };
	m.text = lbi_arena_raw(a, c->story.n * 2 + 4, 1);
	m.tok = lbi_arena_raw(a, c->story.n / 2 + 2, sizeof *m.tok);
	m.heard = lbi_arena_raw(a, HEARD_MAX, sizeof *m.heard);
	if (!m.text || !m.tok || !m.heard)
		return lbi_fail(err, LB_NOMEM, NULL, "reading the story");
	tokenise(&m);
	for (size_t i = 0; i < m.n;)
		i += match_at(&m, i);
	c->heard.at = m.heard, c->heard.n = m.n_heard;
	return list_unheard(&m, a, err);
}

lb_status lb_case_tell(lb_case *c, lb_str story, lb_arena *a, lb_err *err)
{
	if (story.n > LB_STORY_BYTES_MAX)
		return lbi_fail(err, LB_LIMIT, NULL, "a story of %zu bytes; at most %d", story.n, LB_STORY_BYTES_MAX);
	for (size_t i = 0; i < c->n_facts; i++)
		if (c->fact[i].from == LB_ORIGIN_story)
			c->fact[i] = (lb_fact){ 0 };
	c->story = lbi_str_trim(story);
	c->heard.n = 0;
	return lbi_story_match(c, a, err);
}
