/* The main of a fuzz target where there is no libFuzzer: each file of the folders given is one input. Prints TAP. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"

static int replay(const char *path)
{
	FILE *f = fopen(path, "rb");
	if (!f)
		return 1;
	/* a buffer of exactly the size, so that a sanitizer sees a step beyond it */
	fseek(f, 0, SEEK_END);
	long n = ftell(f);
	rewind(f);
	uint8_t *data = malloc(n > 0 ? (size_t)n : 1);
	int bad = !data || n < 0 || fread(data, 1, (size_t)n, f) != (size_t)n;
	fclose(f);
	if (!bad)
		LLVMFuzzerTestOneInput(data, (size_t)n);
	free(data);
	return bad;
}

int main(int argc, char **argv)
{
	int n = 0, failed = 0;
	for (int i = 1; i < argc; i++) {
		struct dirent **names;
		int count = scandir(argv[i], &names, NULL, alphasort);
		for (int k = 0; k < count; k++) {
			char path[1024];
			snprintf(path, sizeof path, "%s/%s", argv[i], names[k]->d_name);
			if (names[k]->d_name[0] != '.') {
				int bad = replay(path);
				failed += bad;
				printf("%sok %d - %s\n", bad ? "not " : "", ++n, names[k]->d_name);
				fflush(stdout);
			}
			free(names[k]);
		}
		if (count >= 0)
			free(names);
	}
	printf("1..%d\n", n);
	return failed || !n;
}
