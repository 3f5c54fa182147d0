/* The lines of an interview: said and heard, and what was answered kept. */
#include "talk.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <string.h>
#include <unistd.h>

/* ---- saying and hearing ---- */

void lbi_talk_wrap(const lbi_talk *t, unsigned indent, const char *text)
{
	unsigned col = indent;
	fprintf(stderr, "%*s", (int)indent, "");
	for (const char *p = text; *p;) {
		size_t n = strcspn(p, " \n"), wide = 0;
		for (size_t i = 0; i < n; i++)
			wide += ((unsigned char)p[i] & 0xc0) != 0x80;
		if (col > indent && col + 1 + wide > t->width) {
			fprintf(stderr, "\n%*s", (int)indent, "");
			col = indent;
		}
		if (n)
			fprintf(stderr, "%s%.*s", col > indent ? " " : "", (int)n, p), col += (unsigned)wide + (col > indent);
		p += n;
		if (*p == '\n')
			fprintf(stderr, "\n%*s", (int)indent, ""), col = indent;
		p += *p != '\0';
	}
	fputc('\n', stderr);
}

void lbi_talk_say(const lbi_talk *t, unsigned indent, const char *fmt, ...)
{
	char text[2048];
	va_list args;
	va_start(args, fmt);
	vsnprintf(text, sizeof text, fmt, args);
	va_end(args);
	lbi_talk_wrap(t, indent, text);
}

/* One line without its end and the white space around it; false at the end of input. */
bool lbi_talk_hear(lbi_talk *t)
{
	fputs("> ", stderr);
	fflush(stderr);
	if (!fgets(t->line, sizeof t->line, stdin)) {
		fputc('\n', stderr);
		return false;
	}
	size_t n = strlen(t->line);
	if (n && t->line[n - 1] != '\n')
		for (int ch; (ch = getchar()) != '\n' && ch != EOF;)
			;
	while (n && strchr(" \t\r\n", t->line[n - 1]))
		t->line[--n] = '\0';
	size_t from = strspn(t->line, " \t");
	memmove(t->line, t->line + from, n - from + 1);
	return true;
}

bool lbi_talk_is_any(const char *line, const char *a, const char *b)
{
	return strcmp(line, a) == 0 || strcmp(line, b) == 0;
}

/* yes, no or don't know (LB_UNKNOWN); asks again otherwise. `end` is the answer at the end of input. */
lb_tri lbi_talk_hear_yes(lbi_talk *t, lb_tri end)
{
	for (;;) {
		if (!lbi_talk_hear(t))
			return end;
		if (lbi_talk_is_any(t->line, "y", "yes") || lbi_talk_is_any(t->line, "Y", "Yes"))
			return LB_YES;
		if (lbi_talk_is_any(t->line, "n", "no") || lbi_talk_is_any(t->line, "N", "No"))
			return LB_NO;
		if (lbi_talk_is_any(t->line, "?", "s") || lbi_talk_is_any(t->line, "", "skip"))
			return LB_UNKNOWN;
		lbi_talk_say(t, 0, "Please type y for yes or n for no.");
	}
}

/* ---- keeping ---- */

static int write_bytes(const char *bytes, size_t n, void *ctx)
{
	return fwrite(bytes, 1, n, ctx) != n;
}

static bool sync_folder(const char *path)
{
	char dir[1024];
	const char *slash = strrchr(path, '/');
	snprintf(dir, sizeof dir, "%.*s", slash ? (int)(slash - path + (slash == path)) : 1, slash ? path : ".");
	int fd = open(dir, O_RDONLY);
	bool ok = fd >= 0 && (fsync(fd) == 0 || errno == EINVAL);
	if (fd >= 0)
		close(fd);
	return ok;
}

/* Whole or not at all: a new file takes the place of the old one when it is on the disk. Only the owner reads it. */
bool lbi_talk_keep(lbi_talk *t)
{
	char part[1024];
	if (!t->path)
		return true;
	if (snprintf(part, sizeof part, "%s.part", t->path) >= (int)sizeof part)
		errno = ENAMETOOLONG;
	int fd = open(part, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	FILE *f = fd >= 0 ? fdopen(fd, "w") : NULL;
	bool ok = f && !lb_case_write(&t->c, (lb_sink){ write_bytes, f }, NULL) && fflush(f) == 0 && fsync(fd) == 0;
	ok = f ? fclose(f) == 0 && ok : false;
	ok = ok && rename(part, t->path) == 0 && sync_folder(t->path);
	if (!ok)
		lbi_talk_say(t, 0, "Your answer could not be kept in %s: %s.", t->path, strerror(errno));
	return ok;
}

/* ---- what follows ---- */

bool lbi_talk_derive(lbi_talk *t)
{
	lb_arena_reset(&t->follow);
	return !lb_case_derive(&t->c, &t->follow, &t->err);
}

bool lbi_talk_remember(lbi_talk *t, lb_question_id id)
{
	if (t->n_history == LBI_TALK_HISTORY)
		return true; /* going back that far is no longer possible; nothing else is lost */
	lbi_step *s = &t->history[t->n_history];
	s->id = id;
	s->fact = lb_arena_new(t->call->arena, t->c.n_facts, sizeof *s->fact);
	s->screen = lb_arena_new(t->call->arena, t->c.n_screens, sizeof *s->screen);
	if (!s->fact || !s->screen)
		return false;
	memcpy(s->fact, t->c.fact, t->c.n_facts * sizeof *s->fact);
	if (t->c.n_screens)
		memcpy(s->screen, t->c.screen, t->c.n_screens * sizeof *s->screen);
	t->n_history++;
	return true;
}

/* As it stood before the last answer. */
lb_question_id lbi_talk_take_back(lbi_talk *t)
{
	lbi_step *s = &t->history[--t->n_history];
	memcpy(t->c.fact, s->fact, t->c.n_facts * sizeof *s->fact);
	if (t->c.n_screens)
		memcpy(t->c.screen, s->screen, t->c.n_screens * sizeof *s->screen);
	return s->id;
}
