/* A YAML or JSON text as one tree, with places for messages. Nodes live in the arena given; the text is
 * not needed afterwards, except that messages about JSON look the place up in it. */
#ifndef LBI_NODE_H
#define LBI_NODE_H

#include "base.h"

#define LBI_NODE_DEPTH_MAX 32
#define LBI_TEXT_BYTES_MAX ((size_t)4 * 1024 * 1024)

typedef enum { LBI_NULL, LBI_TEXT, LBI_NUMBER, LBI_BOOL, LBI_LIST, LBI_MAP } lbi_kind;

typedef struct lbi_node lbi_node;
struct lbi_node {
	lbi_kind kind;
	bool quoted;        /* YAML: was in quotes, so never a number or a yes */
	bool truth;         /* LBI_BOOL (JSON only; YAML keeps yes and no as text) */
	uint32_t line, col; /* from 1; 0 in JSON, where the place is looked up when needed */
	uint32_t n;         /* children */
	uint32_t index;     /* position among the parent's children, from 0 */
	double number;      /* LBI_NUMBER (JSON only; YAML keeps the text, with its unit) */
	lb_str name;        /* the key, when the parent is a map */
	lb_str text;        /* LBI_TEXT: as written */
	const lbi_node *up, *first, *next;
};

typedef struct {
	lb_str file;         /* for messages: "case.yaml", "-" */
	lb_str text;         /* the whole input, kept by the caller */
	uint32_t first_line; /* line number of the text's first line in the file: 1, or the line of an NDJSON file */
	const lbi_node *root;
} lbi_doc;

/* Read one YAML document. Anchors, aliases, tags, a second document and repeated keys are refused.
 * LB_PARSE, LB_LIMIT, LB_NOMEM; err->where is file:line:column. doc->file and doc->text are set before. */
lb_status lbi_yaml_read(lbi_doc *doc, lb_arena *a, lb_err *err);
/* Read one JSON value. LB_PARSE, LB_LIMIT, LB_NOMEM. Plain texts are read by lbi_json_plain, all others by jansson. */
lb_status lbi_json_read(lbi_doc *doc, lb_arena *a, lb_err *err);
/* The tree of a plain JSON text, or NULL in *out for one that is left to jansson; LB_NOMEM. */
lb_status lbi_json_plain(const lbi_node **out, lb_str text, lb_arena *a);
/* As lbi_json_read, by jansson alone. */
lb_status lbi_json_jansson(lbi_doc *doc, lb_arena *a, lb_err *err);
/* JSON when the text begins with { or [, else YAML. */
lb_status lbi_doc_read(lbi_doc *doc, lb_arena *a, lb_err *err);

/* The child of a map with that key, or NULL. */
const lbi_node *lbi_node_get(const lbi_node *map, const char *key);
/* How a node is shown in a message: its text, or what kind it is. Valid until the next call with buf. */
const char *lbi_node_show(const lbi_node *n, char *buf, size_t size);
/* The node as YAML on one line (flow style), in the arena; .s is NULL when out of memory. Reading it gives the same
 * tree, except that numbers and truths of JSON come back as text. */
lb_str lbi_node_flow(const lbi_node *n, lb_arena *a);
/* Fill err with the node's place. */
lb_status lbi_fail_node(lb_err *err, lb_status s, const lbi_doc *doc, const lbi_node *n, const char *fmt, ...)
	LB_PRINTF(5, 6);

#endif
