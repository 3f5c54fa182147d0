/* What the tests share. Tests look at public headers and, where they test a room from inside, at its own. */
#ifndef LBT_H
#define LBT_H

/* clang-format off: cmocka wants these four first */
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */
#include <stdbool.h>
#include <string.h>

#include "lumbar/lumbar.h"

#define LBT_COUNT(array) (sizeof(array) / sizeof(array)[0])
#define LBT_RUN(tests, name) cmocka_run_group_tests_name(name, tests, NULL, NULL)

/* ---- text ---- */
/* A sink that keeps everything; NUL-terminated. Free with lbt_text_free. */
typedef struct {
	char *s;
	size_t n, cap;
} lbt_text;
lb_sink lbt_sink(lbt_text *t);
void lbt_text_free(lbt_text *t);
lb_str lbt_str(const char *z);
/* Fail unless text contains part; both are shown. */
void lbt_contains(const char *text, const char *part, const char *row);
void lbt_contains_not(const char *text, const char *part, const char *row);
/* The longest line in code points, colours left out. */
size_t lbt_widest(const char *text);
/* Fail unless |a - b| <= tolerance, with row and both numbers. */
void lbt_near(double a, double b, double tolerance, const char *row);

/* ---- cases ---- */
/* The built-in facts. */
const lb_knowledge *lbt_knowledge(void);
int lbt_finding(const char *id); /* fails when there is none */
/* Read YAML or JSON text; fails the test when it is refused. */
lb_case lbt_case(lb_arena *a, const char *text);
lb_tri lbt_answer(const lb_case *c, const char *id);
/* Assess text; the case must outlive the result, so it is given too. */
lb_assessment lbt_assess(lb_case *c, lb_arena *a, const char *text);

/* ---- chance, the same every time ---- */
typedef struct {
	uint64_t state;
} lbt_chance;
uint32_t lbt_below(lbt_chance *r, uint32_t n); /* 0 .. n - 1 */
double lbt_unit(lbt_chance *r);                /* [0, 1) */
/* Answer finding i in some way: yes, no, don't know, or a value inside its limits. */
void lbt_answer_by_chance(lb_case *c, int i, lbt_chance *r);
/* A new case with about `share` of the findings answered; not derived yet. */
lb_case lbt_case_by_chance(const lb_knowledge *k, lb_arena *a, lbt_chance *r, double share);

/* ---- files and programs ---- */
/* A new folder below the system's temporary one; removed with all in it by lbt_folder_remove. */
void lbt_folder(char path[64]);
void lbt_folder_remove(const char *path);
void lbt_write(const char *folder, const char *name, const char *text, size_t n);
/* A whole file, NUL-terminated, to be freed; NULL when it cannot be read. */
char *lbt_slurp(const char *path, size_t *n);

/* The built command with a command line for the shell, e.g. "assess x.yaml"; its exit code, output and error. */
typedef struct {
	int code;
	lbt_text out, err;
} lbt_ran;
lbt_ran lbt_run(const char *arguments, const char *input);
void lbt_ran_free(lbt_ran *r);
const char *lbt_source_dir(void); /* of the project, from the environment */

/* ---- an allocator that fails ---- */
/* Memory for arenas: the call number `fail_at` (from 1; 0: never) and all later ones fail. */
typedef struct {
	size_t calls, fail_at, open;
} lbt_memory;
lb_memory lbt_failing(lbt_memory *m);

#endif
