/* Writes a text file as constant C strings, so that the library needs no file when it runs. Comments and line ends of
 * a style sheet are left out. Usage: embed FILE SYMBOL OUT.c */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TEXT_MAX  (256 * 1024)
#define PIECE_MAX 2000 /* a compiler need not take more than 4095 */

static char text[TEXT_MAX + 1];

/* Without comments and indents; a line end becomes one space where words would run together. */
static size_t squeeze(char *s, size_t n)
{
	size_t to = 0;
	for (size_t i = 0; i < n; i++) {
		if (s[i] == '/' && i + 1 < n && s[i + 1] == '*') {
			const char *end = strstr(s + i + 2, "*/");
			i = end ? (size_t)(end - s) + 1 : n;
		} else if (s[i] == '\n' || s[i] == '\t' || s[i] == ' ') {
			if (to && !strchr(" {};,:>", s[to - 1]))
				s[to++] = ' ';
		} else {
			if (to && s[to - 1] == ' ' && strchr("{};,>", s[i]))
				to--;
			s[to++] = s[i];
		}
	}
	s[to] = '\0';
	return to;
}

static void write_pieces(FILE *f, const char *s, size_t n, const char *symbol)
{
	fprintf(f, "extern const char *const %s[];\nconst char *const %s[] = {\n", symbol, symbol);
	for (size_t i = 0; i < n; i++) {
		if (i % PIECE_MAX == 0)
			fprintf(f, "%s\t\"", i ? "\",\n" : "");
		if (s[i] == '"' || s[i] == '\\')
			fputc('\\', f);
		fputc(s[i], f);
	}
	fprintf(f, "\",\n\tNULL,\n};\n");
}

int main(int argc, char **argv)
{
	FILE *in = argc == 4 ? fopen(argv[1], "rb") : NULL;
	if (!in) {
		fprintf(stderr, "usage: embed FILE SYMBOL OUT.c\n");
		return 2;
	}
	size_t n = fread(text, 1, TEXT_MAX, in);
	fclose(in);
	text[n] = '\0';
	FILE *out = fopen(argv[3], "wb");
	if (!n || n == TEXT_MAX || !out) {
		fprintf(stderr, "embed: %s or %s: empty, too large, or not writable\n", argv[1], argv[3]);
		return 1;
	}
	fprintf(out, "/* Made from %s; do not edit. */\n#include <stddef.h>\n\n",
		strrchr(argv[1], '/') ? strrchr(argv[1], '/') + 1 : argv[1]);
	write_pieces(out, text, squeeze(text, n), argv[2]);
	return fclose(out) ? 1 : 0;
}
