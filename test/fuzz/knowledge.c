/* A folder of facts. The bytes take the place of one file of the small folder: the first names which. Either it is
 * refused with a place, or a case is assessed with it and every row looked at. */
#include "fuzz.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../knowledge/small.h"
#include "knowledge.h"

#define SMALL (sizeof small / sizeof small[0])

static char folder[64];

static void put(const char *name, const void *bytes, size_t n)
{
	char path[200];
	snprintf(path, sizeof path, "%s/%s", folder, name);
	FILE *f = fopen(path, "wb");
	LBZ_HOLDS(f && fwrite(bytes, 1, n, f) == n && !fclose(f));
}

static bool is_small(const char *file)
{
	for (size_t i = 0; i < SMALL; i++)
		if (strcmp(small[i].file, file) == 0)
			return true;
	return false;
}

static void remove_file(const char *name)
{
	char path[200];
	snprintf(path, sizeof path, "%s/%s", folder, name);
	unlink(path);
}

static void remove_folder(void)
{
	for (size_t i = 0; i < SMALL; i++)
		remove_file(small[i].file);
	for (int t = 0; t < LBI_TABLE_COUNT; t++)
		remove_file(lbi_tables[t].file);
	rmdir(folder);
}

static void make_folder(void)
{
	snprintf(folder, sizeof folder, "/tmp/lumbar-fuzz-XXXXXX");
	LBZ_HOLDS(mkdtemp(folder));
	atexit(remove_folder);
	for (size_t i = 0; i < SMALL; i++)
		put(small[i].file, small[i].text, strlen(small[i].text));
	for (int t = 0; t < LBI_TABLE_COUNT; t++)
		if (!is_small(lbi_tables[t].file))
			put(lbi_tables[t].file, "[]", 2);
}

static void ignore(const char *text, void *ctx)
{
	(void)text, (void)ctx;
}

static void use(const lb_knowledge *k, lb_arena *a)
{
	static const char text[] = "story: hot and ill, leg pain\nyes: [fever]\n";
	lb_case c;
	lb_err e = { 0 };
	if (!lb_case_read(&c, k, (lb_str){ text, sizeof text - 1 }, (lb_str){ "f", 1 }, 1, a, &e))
		lbz_show(&c, a);
	e = (lb_err){ 0 };
	if (lb_case_new(&c, k, a, &e))
		return;
	for (size_t i = 0; i < c.n_facts; i++) { /* everything yes */
		const lb_finding *f = &lb_findings(k).at[i];
		lb_status s = f->kind == LB_KIND_yesno ? lb_case_answer(&c, (int)i, LB_YES, NULL) : lb_case_value(&c, (int)i, 1, NULL);
		(void)s;
	}
	LBZ_HOLDS(!lb_case_derive(&c, a, &e));
	lbz_show(&c, a);
	lb_knowledge_check(k, a, ignore, NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	lb_arena a = { .limit_bytes = (size_t)64 << 20 };
	lb_err e = { 0 };
	const lb_knowledge *k = NULL;
	if (!size)
		return -1;
	if (!folder[0])
		make_folder();
	size_t which = (size_t)(data[0] - 'a') % SMALL;
	put(small[which].file, data + 1, size - 1);
	lb_status s = lb_knowledge_load(&k, folder, &a, &e);
	LBZ_HOLDS(s == e.status);
	if (s)
		LBZ_HOLDS((lb_status_exit(s) == 4 || s == LB_NOMEM) && e.where[0] && e.what[0]);
	else
		use(k, &a);
	put(small[which].file, small[which].text, strlen(small[which].text));
	lb_arena_drop(&a);
	return 0;
}
