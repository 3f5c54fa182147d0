/* Ids and synonyms: one hash from normalised phrases to findings; and the terms of conditions. */
#include <string.h>

#include "knowledge.h"

/* Words that carry no meaning of their own, by first letter; dropped from phrases and stories alike. */
#define W(z) { z, sizeof(z) - 1 }
static const lb_str fillers[26][7] = {
	['a' - 'a'] = { W("a"), W("am"), W("an"), W("are") },
	['b' - 'a'] = { W("be"), W("been"), W("being") },
	['h' - 'a'] = { W("had"), W("has"), W("have"), W("he"), W("her"), W("his") },
	['i' - 'a'] = { W("i"), W("ive"), W("is"), W("it"), W("its"), W("im") },
	['m' - 'a'] = { W("my") },
	['o' - 'a'] = { W("of"), W("our") },
	['q' - 'a'] = { W("quite") },
	['r' - 'a'] = { W("really") },
	['s' - 'a'] = { W("she"), W("so") },
	['t' - 'a'] = { W("the"), W("their"), W("they") },
	['v' - 'a'] = { W("very") },
	['w' - 'a'] = { W("was"), W("we"), W("were") },
	['y' - 'a'] = { W("you"), W("your") },
};
#undef W

bool lbi_is_filler(lb_str word)
{
	unsigned letter = word.n ? (unsigned char)word.s[0] - (unsigned)'a' : 26;
	if (letter >= 26)
		return false;
	for (const lb_str *f = fillers[letter]; f->n; f++)
		if (lbi_str_eq(word, *f))
			return true;
	return false;
}

/* One word as it is compared: a plural s dropped, "can't" as "cannot". Returns its new length. */
static size_t end_word(char *word, size_t n, size_t room)
{
	if (n > 3 && word[n - 1] == 's' && !strchr("sui", word[n - 2]))
		n--; /* legs -> leg; not numbness, sinus, pelvis */
	if (n == 4 && room >= 6 && memcmp(word, "cant", 4) == 0)
		memcpy(word, "cannot", 6), n = 6;
	return n;
}

size_t lbi_normalise(char *out, size_t size, lb_str s)
{
	size_t n = 0, word = 0; /* word: where the current token begins in out */
	for (size_t i = 0; i <= s.n; i++) {
		unsigned char c = i < s.n ? (unsigned char)s.s[i] : ' ';
		if (c == '\'')
			continue;
		if (c != '-' && c != '_' && !lbi_is_space(c)) {
			if (n == size)
				return 0;
			out[n++] = (char)lbi_lower(c);
			continue;
		}
		if (n == word)
			continue;
		n = word + end_word(out + word, n - word, size - word);
		bool alone = word == 0 && i + 1 >= s.n; /* a phrase of one word keeps it */
		if (!alone && lbi_is_filler((lb_str){ out + word, n - word })) {
			n = word;
			continue;
		}
		if (n == size)
			return 0;
		out[n++] = ' ', word = n;
	}
	return n ? n - 1 : 0; /* without the last space */
}

uint32_t lbi_hash(lb_str s)
{
	uint32_t h = LBI_HASH_START;
	for (size_t i = 0; i < s.n; i++)
		h = lbi_hash_byte(h, (unsigned char)s.s[i]);
	return h;
}

const lbi_word *lbi_word_find(const lb_knowledge *k, lb_str phrase, uint32_t hash, uint32_t *slot)
{
	if (!k->word_slots.n)
		return NULL;
	uint32_t mask = (uint32_t)k->word_slots.n - 1;
	for (;; (*slot)++) {
		uint16_t w = k->word_slots.at[(hash + *slot) & mask];
		if (w == 0xffff)
			return NULL;
		const lbi_word *word = &k->words.at[w];
		if (word->hash == hash && lbi_str_eq(word->phrase, phrase)) {
			(*slot)++;
			return word;
		}
	}
}

int lb_finding_index(const lb_knowledge *k, lb_str word)
{
	char buf[128];
	lb_str phrase = { buf, lbi_normalise(buf, sizeof buf, word) };
	uint32_t slot = 0;
	const lbi_word *w = phrase.n ? lbi_word_find(k, phrase, lbi_hash(phrase), &slot) : NULL;
	return w ? w->finding : -1;
}

static lb_str finding_id(size_t i, const void *ctx)
{
	const lb_knowledge *k = ctx;
	return k->findings.at[i].id;
}

lb_str lb_finding_nearest(const lb_knowledge *k, lb_str word)
{
	char buf[64];
	size_t n = 0;
	for (; n < word.n && n < sizeof buf; n++)
		buf[n] = strchr(" -", word.s[n]) && word.s[n] ? '_' : (char)lbi_lower((unsigned char)word.s[n]);
	return lbi_nearest((lb_str){ buf, n }, k->findings.n, finding_id, k);
}

static lb_status add_word(lb_knowledge *k, lbi_word *words, uint16_t *slots, size_t *n, size_t finding, lb_str text,
                          lb_arena *a, lb_err *err)
{
	char buf[160];
	lb_str phrase = { buf, lbi_normalise(buf, sizeof buf, text) };
	if (!phrase.n)
		return LB_OK;
	uint32_t hash = lbi_hash(phrase), slot = 0;
	for (const lbi_word *w; (w = lbi_word_find(k, phrase, hash, &slot));)
		if (w->finding == finding)
			return LB_OK;
	phrase = lbi_str_dup(a, phrase);
	if (!phrase.s)
		return lbi_fail(err, LB_NOMEM, NULL, "indexing words");
	words[*n] = (lbi_word){ phrase, hash, (uint16_t)finding };
	uint32_t mask = (uint32_t)k->word_slots.n - 1, at = hash & mask;
	while (slots[at] != 0xffff)
		at = (at + 1) & mask;
	slots[at] = (uint16_t)(*n)++;
	return LB_OK;
}

static lb_status index_words(lb_knowledge *k, lb_arena *a, lb_err *err)
{
	size_t most = 0, size = 64, n = 0;
	for (size_t i = 0; i < k->findings.n; i++)
		most += 1 + k->findings.at[i].words.n;
	while (size < most * 3)
		size *= 2;
	lbi_word *words = lb_arena_new(a, most, sizeof *words);
	uint16_t *slots = lb_arena_new(a, size, sizeof *slots);
	if (!words || !slots)
		return lbi_fail(err, LB_NOMEM, NULL, "indexing words");
	if (most >= 0xffff)
		return lbi_fail(err, LB_LIMIT, "findings.yaml", "%zu words; at most 65534", most);
	memset(slots, 0xff, size * sizeof *slots);
	k->words.at = words, k->word_slots.at = slots, k->word_slots.n = size;
	for (size_t round = 0; round < 2; round++) /* ids first: an id wins over another finding's synonym */
		for (size_t i = 0; i < k->findings.n; i++) {
			const lb_finding *f = &k->findings.at[i];
			for (size_t w = 0; w < (round ? f->words.n : 1); w++) {
				lb_status s = add_word(k, words, slots, &n, i, round ? f->words.at[w] : f->id, a, err);
				if (s)
					return s;
			}
		}
	k->words.n = n;
	return LB_OK;
}

/* FNV-1a over every id and text that the tables hold, in order. */
static void hash_rows(uint64_t *h, const lbi_rowdef *d, lbi_anylist rows)
{
	for (size_t i = 0; i < rows.n; i++)
		for (size_t f = 0; f < d->n_fields; f++) {
			const unsigned char *p = (const unsigned char *)rows.at + i * d->size + d->fields[f].offset;
			const unsigned char *bytes = p;
			size_t n = 0;
			switch (d->fields[f].type) {
			case LBI_F_STR:
			case LBI_F_REF: {
				const lb_str *s = (const lb_str *)(const void *)p;
				bytes = (const unsigned char *)s->s, n = s->n;
				break;
			}
			case LBI_F_INT:
			case LBI_F_ENUM: n = sizeof(int); break;
			case LBI_F_REAL:
			case LBI_F_NUM: n = sizeof(double); break;
			case LBI_F_BOOL: n = sizeof(bool); break;
			case LBI_F_STRS: {
				const lb_strs *list = (const lb_strs *)(const void *)p;
				for (size_t j = 0; j < list->n; j++)
					for (size_t c = 0; c < list->at[j].n; c++)
						*h = (*h ^ (unsigned char)list->at[j].s[c]) * 1099511628211u;
				break;
			}
			case LBI_F_REFS: {
				const lb_refs *list = (const lb_refs *)(const void *)p;
				for (size_t j = 0; j < list->n; j++)
					for (size_t c = 0; c < list->at[j].id.n; c++)
						*h = (*h ^ (unsigned char)list->at[j].id.s[c]) * 1099511628211u;
				break;
			}
			case LBI_F_ROWS: hash_rows(h, d->fields[f].rows, *(const lbi_anylist *)(const void *)p); break;
			case LBI_F_ROW: hash_rows(h, d->fields[f].rows, (lbi_anylist){ p, 1 }); break;
			case LBI_F_INTS: {
				const lbi_anylist *list = (const lbi_anylist *)(const void *)p;
				bytes = list->at, n = list->n * sizeof(int);
				break;
			}
			case LBI_F_COND:
			case LBI_F_SAID: break; /* conditions are hashed as a whole below */
			}
			for (size_t c = 0; c < n; c++)
				*h = (*h ^ bytes[c]) * 1099511628211u;
		}
}

static lb_status make_version(lb_knowledge *k, lb_str reviewed, lb_arena *a, lb_err *err)
{
	uint64_t h = 14695981039346656037u;
	for (int t = 0; t < LBI_TABLE_COUNT; t++)
		hash_rows(&h, lbi_tables[t].def, lbi_table_rows(k, (lbi_table_id)t));
	for (size_t i = 0; i < k->conds.n; i++) {
		const lbi_cond *c = &k->conds.at[i];
		h = (h ^ c->op ^ ((uint64_t)c->need << 8) ^ ((uint64_t)c->finding << 16) ^ ((uint64_t)(uint32_t)c->n << 32)) *
		    1099511628211u;
		uint64_t bits;
		memcpy(&bits, &c->value_si, sizeof bits);
		h = (h ^ bits) * 1099511628211u;
	}
	k->version = lbi_str_format(a, "%.*s.%08x", LB_FMT(reviewed), (unsigned)(h ^ (h >> 32)));
	return k->version.s ? LB_OK : lbi_fail(err, LB_NOMEM, NULL, "version");
}

/* ---- conditions ---- */

/* The sum of the `need` smallest of n numbers; LBI_FAR when one of them is, else below it. */
static unsigned least_sum(const uint16_t *v, int n, int need)
{
	unsigned sum = 0, last = 0, most = 0;
	if (need == n) {
		for (int i = 0; i < n; i++)
			sum += v[i], most = v[i] > most ? v[i] : most;
		return most >= LBI_FAR ? LBI_FAR : sum < LBI_FAR ? sum : LBI_FAR - 1;
	}
	for (int taken = 0; taken < need;) { /* by rising value; need is small where it is not n */
		unsigned least = LBI_FAR;
		int equal = 0;
		for (int i = 0; i < n; i++)
			if (v[i] >= last && v[i] < least)
				least = v[i], equal = 1;
			else if (v[i] == least)
				equal++;
		if (least >= LBI_FAR)
			return LBI_FAR;
		int use = equal < need - taken ? equal : need - taken;
		sum += least * (unsigned)use;
		taken += use, last = least + 1;
	}
	return sum < LBI_FAR ? sum : LBI_FAR - 1;
}

unsigned lbi_count_lacks(const uint16_t *lacks, int n, int need)
{
	if (need != 1)
		return least_sum(lacks, n, need);
	unsigned least = LBI_FAR;
	for (int i = 0; i < n; i++)
		least = lacks[i] < least ? lacks[i] : least;
	return least;
}

static lb_status index_conds(lb_knowledge *k, lb_arena *a, lb_err *err)
{
	size_t n = k->conds.n ? k->conds.n : 1, nf = k->findings.n;
	uint16_t *parent = lb_arena_new(a, n, sizeof *parent), *lacks = lb_arena_new(a, n, sizeof *lacks);
	uint16_t *from = lb_arena_new(a, nf + 2, sizeof *from), *leaf = lb_arena_new(a, n, sizeof *leaf);
	if (n > LBI_CONDS_MAX)
		return lbi_fail(err, LB_LIMIT, NULL, "%zu terms of conditions; at most %d", n, LBI_CONDS_MAX);
	if (!parent || !lacks || !from || !leaf)
		return lbi_fail(err, LB_NOMEM, NULL, "indexing conditions");
	lacks[0] = LBI_FAR;
	for (size_t i = n; i-- > 1;) { /* children stand behind their parents */
		const lbi_cond *q = &k->conds.at[i];
		bool count = q->op == LBI_COND_COUNT;
		lacks[i] = count ? (uint16_t)lbi_count_lacks(lacks + q->first, q->n, q->need) : 1;
		for (int32_t c = 0; count && c < q->n; c++)
			parent[q->first + c] = (uint16_t)i;
		from[q->finding + 2] = (uint16_t)(from[q->finding + 2] + !count);
	}
	for (size_t f = 2; f < nf + 2; f++)
		from[f] = (uint16_t)(from[f] + from[f - 1]);
	for (size_t i = 1; i < n; i++) /* from[f + 1] runs through the places of f, and ends where f + 1 begins */
		if (k->conds.at[i].op != LBI_COND_COUNT)
			leaf[from[k->conds.at[i].finding + 1]++] = (uint16_t)i;
	k->cond_parent.at = parent, k->cond_parent.n = n, k->cond_lacks.at = lacks, k->cond_lacks.n = n;
	k->leaf_from.at = from, k->leaf_from.n = nf + 1, k->leaf_cond.at = leaf, k->leaf_cond.n = n;
	return LB_OK;
}

lb_status lbi_knowledge_index(lb_knowledge *k, lb_str reviewed, lb_arena *a, lb_err *err)
{
	lb_status s = index_words(k, a, err);
	if (s)
		return s;
	uint16_t *derived = lb_arena_new(a, k->findings.n, sizeof *derived);
	if (!derived)
		return lbi_fail(err, LB_NOMEM, NULL, "indexing findings");
	for (size_t i = 0; i < k->findings.n; i++)
		if (k->findings.at[i].derive.at)
			derived[k->derived.n++] = (uint16_t)i;
	k->derived.at = derived;
	s = index_conds(k, a, err);
	return s ? s : make_version(k, reviewed, a, err);
}

/* ---- terms ---- */

static int find_op(lb_str text, size_t *at, size_t *len)
{
	static const struct {
		const char *z;
		int op;
	} ops[] = { { "<=", LBI_COND_LE }, { ">=", LBI_COND_GE }, { "<", LBI_COND_LT }, { ">", LBI_COND_GT }, { "=", LBI_COND_IS } };
	for (size_t i = 0; i < text.n; i++)
		for (size_t o = 0; o < LBI_COUNT(ops); o++) {
			size_t n = strlen(ops[o].z);
			if (i + n <= text.n && memcmp(text.s + i, ops[o].z, n) == 0) {
				*at = i, *len = n;
				return ops[o].op;
			}
		}
	return LBI_COND_YES;
}

static lb_str option_name(size_t i, const void *ctx)
{
	return ((const lb_finding *)ctx)->options.at[i];
}

lb_status lbi_term_parse(lbi_cond *out, const lb_knowledge *k, const lbi_doc *doc, const lbi_node *n, lb_str text,
                         lb_err *err)
{
	size_t at = text.n, len = 0;
	int op = find_op(text, &at, &len);
	lb_str id = lbi_str_trim((lb_str){ text.s, at });
	lb_str rest = lbi_str_trim((lb_str){ text.s + at + len, text.n - at - len });
	size_t i = 0;
	while (i < k->findings.n && !lbi_str_eq(k->findings.at[i].id, id))
		i++;
	if (i == k->findings.n) {
		lb_str near = lb_finding_nearest(k, id);
		return lbi_fail_node(err, LB_UNKNOWN_WORD, doc, n, "no finding '%.*s'%s%.*s%s", LB_FMT(id), near.n ? "; nearest: '" : "",
		                     LB_FMT(near), near.n ? "'" : "");
	}
	const lb_finding *f = &k->findings.at[i];
	lbi_cond c = { .op = (uint8_t)op, .finding = (uint16_t)i };
	if (f->kind == LB_KIND_yesno && op != LBI_COND_YES)
		return lbi_fail_node(err, LB_PARSE, doc, n, "'%.*s' is yes or no and has no '%.*s'", LB_FMT(id), LB_FMT(rest));
	if (f->kind == LB_KIND_number) {
		double v;
		lb_str unit;
		if (op == LBI_COND_YES || !lbi_number_unit(&v, &unit, rest))
			return lbi_fail_node(err, LB_PARSE, doc, n, "'%.*s' is a number: write '%.*s >= 3 %.*s'", LB_FMT(id), LB_FMT(id),
			                     LB_FMT(f->unit));
		if (!lbi_to_si(&c.value_si, v, unit.n ? unit : f->bare_unit ? f->unit : unit, lbi_unit_dimension(f->unit)))
			return lbi_fail_node(err, LB_UNIT, doc, n, "'%.*s' needs a unit such as '%.*s', not '%.*s'", LB_FMT(id),
			                     LB_FMT(f->unit), LB_FMT(unit));
	}
	if (f->kind == LB_KIND_choice) {
		size_t o = 0;
		while (o < f->options.n && !lbi_str_eq(f->options.at[o], rest))
			o++;
		if (op != LBI_COND_IS || o == f->options.n) {
			lb_str near = lbi_nearest(rest, f->options.n, option_name, f);
			return lbi_fail_node(err, LB_UNKNOWN_WORD, doc, n, "'%.*s' has no option '%.*s'%s%.*s%s", LB_FMT(id), LB_FMT(rest),
			                     near.n ? "; nearest: '" : "", LB_FMT(near), near.n ? "'" : "");
		}
		c.value_si = (double)o;
	}
	*out = c;
	return LB_OK;
}
