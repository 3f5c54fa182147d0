/* The command: a table of commands over the public headers. */
#ifndef LBI_CLI_H
#define LBI_CLI_H

#include <stdio.h>

#include "lumbar/lumbar.h"

/* name, takes (NULL: nothing), help. One row makes parsing, help, completion and the man page. */
#define LBI_OPTION_LIST(X)                                                                                   \
	X(format, "--format", "text|html|json", "how to show the result (html: assess only)")                       \
	X(figure, "--format", "text|json|svg", "how to show the result; svg is a picture")                    \
	X(json, "--json", NULL, "short for --format json")                                                   \
	X(audience, "--for", "person|clinician", "plain words, or with numbers, rules and sources")         \
	X(output, "-o", "FILE", "write the result to FILE")                                                  \
	X(batch, "--batch", "FILE", "assess one JSON case a line; - is standard input")                      \
	X(exit_urgency, "--exit-urgency", NULL, "exit with 10 for an emergency, 11 for same day")            \
	X(person, "--person", "CASE", "the person whose height, mass and sex scale the model")              \
	X(beside, "--beside", "ACTIVITY", "with --format svg: another technique to compare with")            \
	X(table, "--table", NULL, "a table for doc/activities.md, by load")                                  \
	X(flex, "--flex", "ANGLE", "how far the trunk bends forward on the pelvis, such as 45deg")          \
	X(side, "--side", "ANGLE", "how far it bends to the right")                                         \
	X(twist, "--twist", "ANGLE", "how far it turns to the left")                                        \
	X(tilt, "--tilt", "ANGLE", "how far the pelvis tilts forward")                                      \
	X(hand, "--hand", "LOAD", "what both hands hold together, such as 10kg")                            \
	X(cubed, "--cubed", NULL, "of a posture: muscles share out by the cube of activation, not its square") \
	X(series, "--format", "text|json|csv|svg", "how to show a simulation; csv is a row a day, svg a plot") \
	X(sets, "--sets", "N", "how many parameter sets")                                                    \
	X(people, "--people", "N", "how many virtual people, a multiple of 16")                              \
	X(generations, "--generations", "N", "at most so many rounds of the fit")                            \
	X(search, "--search", "N", "find a start for the fit in at most N steps, and show it")                      \
	X(threads, "--threads", "N", "how many threads; the answer is the same")                             \
	X(knowledge, "--knowledge", "DIR", "use the facts in DIR instead of those built in")                 \
	X(width, "--width", "N", "columns of text, from 40 on")                                              \
	X(no_color, "--no-color", NULL, "no colour, as with NO_COLOR set")                                   \
	X(help, "--help", NULL, "help on the command")                                                       \
	X(version, "--version", NULL, "version, facts and intended use")

typedef enum {
#define X(id, name, takes, help) LBI_OPT_##id,
	LBI_OPTION_LIST(X)
#undef X
	LBI_OPT_COUNT
} lbi_option_id;

typedef struct {
	const char *name, *takes, *help;
} lbi_option;
extern const lbi_option lbi_options[LBI_OPT_COUNT];
#define LBI_OPT(id) (1u << LBI_OPT_##id)
#define LBI_OPT_COMMON (LBI_OPT(knowledge) | LBI_OPT(help) | LBI_OPT(version) | LBI_OPT(no_color) | LBI_OPT(width))

#define LBI_ARGS_MAX 16
typedef struct {
	const char *program;
	const char *value[LBI_OPT_COUNT]; /* "" for an option that takes nothing; NULL when not given */
	const char *arg[LBI_ARGS_MAX];
	int n_args;
	const lb_knowledge *k;
	lb_arena *arena;
} lbi_call;

typedef struct {
	const char *name, *args, *summary;
	const char *examples; /* lines "command|what it does", separated by \n */
	unsigned options;     /* besides LBI_OPT_COMMON */
	int min_args, max_args;
	int (*run)(lbi_call *c);
} lbi_command;
extern const lbi_command lbi_commands[];
extern const size_t lbi_command_count;

int lbi_fail_usage(const char *fmt, ...) LB_PRINTF(1, 2); /* prints to stderr; returns 2 */
int lbi_fail_err(const lb_err *e);                        /* prints "where: what"; returns the exit code */
int lbi_help(FILE *to, const lbi_command *c);             /* NULL: the overview */

bool lbi_wants_json(const lbi_call *c);
bool lbi_wants_html(const lbi_call *c);
lb_report_options lbi_report_options(const lbi_call *c);
lb_sink lbi_file_sink(FILE *f);

int lbi_cmd_assess(lbi_call *c);
int lbi_cmd_ask(lbi_call *c);
int lbi_cmd_knowledge(lbi_call *c);
int lbi_cmd_load(lbi_call *c);
int lbi_cmd_activities(lbi_call *c);
int lbi_cmd_simulate(lbi_call *c);
int lbi_cmd_validate(lbi_call *c);
int lbi_cmd_fit(lbi_call *c);
int lbi_cmd_completion(lbi_call *c);

#endif
