/* Inside of lb_knowledge, and the description of every row: one table of fields drives reading, checking
 * for unknown keys, hashing and the C source that the build makes. */
#ifndef LBI_KNOWLEDGE_H
#define LBI_KNOWLEDGE_H

#include "base.h"
#include "lumbar/knowledge.h"
#include "node.h"

/* ---- conditions ---- */
typedef enum { LBI_COND_YES, LBI_COND_LT, LBI_COND_LE, LBI_COND_GT, LBI_COND_GE, LBI_COND_IS, LBI_COND_COUNT } lbi_cond_op;
typedef struct {
	uint8_t op;       /* lbi_cond_op */
	uint8_t need;     /* COUNT: how many of the children must hold (all: n, any: 1) */
	uint16_t finding; /* leaves */
	int32_t first, n; /* COUNT: children are conds[first .. first + n) */
	double value_si;  /* comparisons; IS: the option's position */
} lbi_cond;

#define LBI_CONDS_MAX 0xffff
#define LBI_FAR 1000 /* lacks more than any answers can give: LB_FAR of lumbar/case.h */
/* What a COUNT lacks, from what its children lack: the sum of the `need` smallest; LBI_FAR when it cannot hold. */
unsigned lbi_count_lacks(const uint16_t *lacks, int n, int need);

/* ---- words: ids and synonyms to findings ---- */
typedef struct {
	lb_str phrase; /* normalised: see lbi_normalise */
	uint32_t hash;
	uint16_t finding;
} lbi_word;
#define LBI_WORD_TOKENS_MAX 8 /* tokens of the longest phrase */

typedef enum {
#define X(name, type) LBI_TABLE_##name,
	LB_TABLE_LIST(X)
#undef X
	LBI_TABLE_COUNT
} lbi_table_id;

typedef LB_LIST(uint16_t) lbi_indices;

struct lb_knowledge {
	lb_str version;
#define X(name, type) lb_##name##_list name;
	LB_TABLE_LIST(X)
#undef X
	LB_LIST(uint32_t) lines[LBI_TABLE_COUNT]; /* the line of each row in its file */
	LB_LIST(lbi_cond) conds;                  /* conds.at[0] is unused: id 0 means none */
	LB_LIST(lbi_word) words;
	lbi_indices word_slots;                   /* open addressing over words; n is a power of 2; 0xffff is empty */
	lbi_indices derived;                      /* findings with a derive condition, in table order */
	/* Of every condition: the one it is a part of (0: none), and what it lacks while nothing is answered. */
	lbi_indices cond_parent, cond_lacks;
	/* The leaves that look at finding f: leaf_cond[leaf_from[f]] up to, not including, leaf_cond[leaf_from[f + 1]]. */
	lbi_indices leaf_from, leaf_cond;
};

/* ---- the description of rows ---- */
typedef enum {
	LBI_F_STR,
	LBI_F_INT,
	LBI_F_REAL,
	LBI_F_NUM,     /* may be absent */
	LBI_F_BOOL,
	LBI_F_ENUM,    /* aux: lb_names */
	LBI_F_STRS,
	LBI_F_INTS,
	LBI_F_REF,     /* aux: bit set of tables */
	LBI_F_REFS,    /* aux: bit set of tables */
	LBI_F_COND,
	LBI_F_SAID,    /* list of answers */
	LBI_F_ROWS,    /* rows: the nested description; a single map counts as one row */
	LBI_F_ROW      /* one nested row, held in place; all zero when absent */
} lbi_field_type;

typedef struct lbi_rowdef lbi_rowdef;
typedef struct {
	const char *key;    /* in the file */
	const char *member; /* in C */
	lbi_field_type type;
	bool required;
	unsigned aux;
	size_t offset;
	const lbi_rowdef *rows;
} lbi_field;

struct lbi_rowdef {
	const char *type; /* C type */
	size_t size;
	const lbi_field *fields;
	size_t n_fields;
};

typedef struct {
	const char *name, *file, *section; /* section: key of the map in the file; NULL when the file is the list */
	const char *id_key;                /* "id", "key", or NULL when rows have none */
	const lbi_rowdef *def;
	size_t offset; /* of the list in lb_knowledge */
} lbi_table;

extern const lbi_table lbi_tables[LBI_TABLE_COUNT];

/* A list member seen without its type. */
typedef struct {
	const void *at;
	size_t n;
} lbi_anylist;
lbi_anylist lbi_table_rows(const lb_knowledge *k, lbi_table_id t);
lb_str lbi_row_id(const lb_knowledge *k, lbi_table_id t, size_t row); /* empty when rows have none */

/* Lower case; '-', '_' and white space one space; apostrophes dropped; a plural s dropped; "can't" as
 * "cannot"; fillers ("my", "the", "is") dropped unless the phrase is one word. Writes at most size bytes and
 * returns how many; 0 when it does not fit. */
size_t lbi_normalise(char *out, size_t size, lb_str s);
#define LBI_HASH_START 2166136261u /* FNV-1a */
static inline uint32_t lbi_hash_byte(uint32_t h, unsigned char byte)
{
	return (h ^ byte) * 16777619u;
}
bool lbi_is_filler(lb_str word);
uint32_t lbi_hash(lb_str s);
/* The next word entry for a normalised phrase: *slot is 0 at first; NULL when there is none (left). */
const lbi_word *lbi_word_find(const lb_knowledge *k, lb_str phrase, uint32_t hash, uint32_t *slot);
/* Fill k->words, k->word_slots, k->derived, the indices of conditions and k->version after the tables. */
lb_status lbi_knowledge_index(lb_knowledge *k, lb_str reviewed, lb_arena *a, lb_err *err);

/* "age >= 50 year", "sex = male", "fever" -> a leaf. Used for conditions and for answers of example cases. */
lb_status lbi_term_parse(lbi_cond *out, const lb_knowledge *k, const lbi_doc *doc, const lbi_node *n, lb_str text,
                         lb_err *err);


#endif
