/* One case from a file, its urgency and its first likely contributor. Build it as README.md says. */
#include <stdio.h>

#include "lumbar/lumbar.h"

int main(int argc, char **argv)
{
	lb_arena arena = { 0 };
	lb_case person;
	lb_assessment a;
	lb_err err = { 0 };
	if (lb_case_read_file(&person, lb_knowledge_builtin(), argc > 1 ? argv[1] : "-", &arena, &err) ||
	    lb_assess(&a, &person, &arena, &err))
		return fprintf(stderr, "%s: %s\n", err.where, err.what), lb_status_exit(err.status);
	printf("urgency: %s\n", lb_name(LB_NAMES_URGENCY, (int)a.triage.urgency));
	if (a.differential.contributors.n)
		printf("first: %.*s\n", LB_FMT(a.differential.contributors.at[0].row->label));
	lb_arena_drop(&arena);
	return 0;
}
