#include "folder.h"

#include <stdio.h>
#include <stdlib.h>

#include "knowledge.h"
#include "small.h"

static void write_changed(const char *folder, const char *name, const char *text, const char *find, const char *put)
{
	const char *at = strstr(text, find);
	if (!at)
		fail_msg("'%s' is not in %s of the small folder", find, name);
	size_t n = strlen(text) + strlen(put);
	char *buf = malloc(n + 1);
	assert_non_null(buf);
	int k = snprintf(buf, n + 1, "%.*s%s%s", (int)(at - text), text, put, at + strlen(find));
	lbt_write(folder, name, buf, (size_t)k);
	free(buf);
}

/* A file with sections, each of them empty. */
static void write_sections(const char *folder, const char *file)
{
	char text[400];
	int n = 0;
	for (int t = 0; t < LBI_TABLE_COUNT; t++)
		if (strcmp(lbi_tables[t].file, file) == 0)
			n += snprintf(text + n, sizeof text - (size_t)n, "%s: []\n", lbi_tables[t].section);
	lbt_write(folder, file, text, (size_t)n);
}

static bool is_small(const char *file)
{
	for (size_t i = 0; i < LBT_COUNT(small); i++)
		if (strcmp(small[i].file, file) == 0)
			return true;
	return false;
}

void lbt_small_knowledge(const char *folder, const char *file, const char *find, const char *put)
{
	for (size_t i = 0; i < LBT_COUNT(small); i++) {
		bool here = file && strcmp(file, small[i].file) == 0;
		if (here && find)
			write_changed(folder, small[i].file, small[i].text, find, put);
		else if (!here)
			lbt_write(folder, small[i].file, small[i].text, strlen(small[i].text));
	}
	for (int t = 0; t < LBI_TABLE_COUNT; t++) /* tables that have no row here */
		if (!is_small(lbi_tables[t].file) && !lbi_tables[t].section)
			lbt_write(folder, lbi_tables[t].file, "[]\n", 3);
		else if (!is_small(lbi_tables[t].file))
			write_sections(folder, lbi_tables[t].file);
}
