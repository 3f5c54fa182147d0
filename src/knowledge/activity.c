/* The activity that a person's words mean: the same words in any order, small words and endings aside. */
#include <string.h>

#include "knowledge.h"

enum { TOKENS_MAX = 12, TOKEN_BYTES = 16 };

typedef struct {
	char text[TOKENS_MAX][TOKEN_BYTES];
	size_t n;
} tokens;

static bool is_in(const char *word, const char *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(word, list[i]) == 0)
			return true;
	return false;
}

static bool is_vowel(char c)
{
	return c && strchr("aeiou", c);
}

/* "driving", "drives", "drive" -> "driv"; "sitting" -> "sit". */
static void stem(char *w)
{
	size_t n = strlen(w);
	if (n > 5 && strcmp(w + n - 3, "ing") == 0) {
		w[n -= 3] = '\0';
		if (n > 3 && w[n - 1] == w[n - 2] && !is_vowel(w[n - 1]) && !strchr("sl", w[n - 1]))
			w[--n] = '\0';
	} else if (n > 4 && strcmp(w + n - 2, "es") == 0 && strchr("shx", w[n - 3])) {
		w[n -= 2] = '\0';
	} else if (n > 3 && w[n - 1] == 's' && w[n - 2] != 's') {
		w[--n] = '\0';
	}
	if (n > 3 && w[n - 1] == 'e')
		w[n - 1] = '\0';
}

static void add(tokens *t, char *word)
{
	static const char *const small[] = {"the",  "a",  "an", "my", "our", "your", "his",  "her", "their",
					    "some", "at", "in", "on", "of",  "to",   "with", "and", "from",
					    "for",  "it", "is", "i",  "am",  "me",   "by"};
	static const char *const child[] = {"kid", "toddler", "son", "daughter", "infant", "boy", "girl", "children"};
	if (!*word || is_in(word, small, LBI_COUNT(small)))
		return;
	stem(word);
	if (is_in(word, child, LBI_COUNT(child)))
		strcpy(word, "child");
	for (size_t i = 0; i < t->n; i++)
		if (strcmp(t->text[i], word) == 0)
			return;
	if (t->n < TOKENS_MAX)
		memcpy(t->text[t->n++], word, strlen(word) + 1);
}

static tokens split(lb_str s)
{
	tokens t = {.n = 0};
	char word[TOKEN_BYTES];
	size_t n = 0;
	for (size_t i = 0; i <= s.n; i++) {
		unsigned char c = i < s.n ? (unsigned char)s.s[i] : ' ';
		if (c == '\'')
			continue;
		if (lbi_is_alnum(c)) {
			if (n + 1 < sizeof word)
				word[n++] = (char)lbi_lower(c);
			continue;
		}
		word[n] = '\0';
		add(&t, word);
		n = 0;
	}
	return t;
}

static size_t shared(const tokens *a, const tokens *b)
{
	size_t n = 0;
	for (size_t i = 0; i < a->n; i++)
		for (size_t j = 0; j < b->n; j++)
			n += strcmp(a->text[i], b->text[j]) == 0;
	return n;
}

typedef struct {
	tokens asked;
	int sure, guess;   /* rows; -1: none */
	size_t sure_words; /* of the phrase that is wholly in what was asked */
	double guess_share;
} search;

static void look(search *s, lb_str phrase, int row)
{
	tokens t = split(phrase);
	size_t both = shared(&s->asked, &t);
	if (!both)
		return;
	bool same = both == t.n && both == s->asked.n;
	bool inside = both == t.n && t.n >= 2 && s->asked.n <= t.n + 2;
	size_t worth = same ? TOKENS_MAX + t.n : t.n;
	if ((same || inside) && worth > s->sure_words)
		s->sure = row, s->sure_words = worth;
	double share = 2.0 * (double)both / (double)(t.n + s->asked.n);
	if (share > s->guess_share)
		s->guess = row, s->guess_share = share;
}

static lb_str id_at(size_t i, const void *ctx)
{
	return ((const lb_knowledge *)ctx)->activities.at[i].id;
}

int lb_activity_index(const lb_knowledge *k, lb_str words, lb_str *near)
{
	const lb_activity *row = k->activities.at;
	if (near)
		*near = (lb_str){"", 0};
	words = lbi_str_trim(words);
	for (size_t i = 0; i < k->activities.n; i++)
		if (lbi_str_eq(row[i].id, words))
			return (int)i;
	search s = {.asked = split(words), .sure = -1, .guess = -1};
	for (size_t i = 0; i < k->activities.n; i++) {
		look(&s, row[i].label, (int)i);
		for (size_t w = 0; w < row[i].words.n; w++)
			look(&s, row[i].words.at[w], (int)i);
	}
	if (s.sure < 0 && near)
		*near = s.guess_share > 0.5 ? row[s.guess].id : lbi_nearest(words, k->activities.n, id_at, k);
	return s.sure;
}

double lb_activity_kg(const lb_activity *row)
{
	return row->posture.right_kg + row->posture.left_kg + row->posture.worn_kg;
}
