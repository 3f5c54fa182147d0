#define _POSIX_C_SOURCE 200809L
#include "lbt.h"

#include <dirent.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* ---- text ---- */

static int keep(const char *bytes, size_t n, void *ctx)
{
	lbt_text *t = ctx;
	if (t->n + n + 1 > t->cap) {
		t->cap = (t->n + n + 1) * 2;
		t->s = realloc(t->s, t->cap);
		assert_non_null(t->s);
	}
	memcpy(t->s + t->n, bytes, n);
	t->n += n;
	t->s[t->n] = '\0';
	return 0;
}

lb_sink lbt_sink(lbt_text *t)
{
	return (lb_sink){ keep, t };
}

void lbt_text_free(lbt_text *t)
{
	free(t->s);
	*t = (lbt_text){ 0 };
}

lb_str lbt_str(const char *z)
{
	return (lb_str){ z, strlen(z) };
}

void lbt_contains(const char *text, const char *part, const char *row)
{
	if (!text || !strstr(text, part))
		fail_msg("%s: '%s' is not in: %.1500s", row, part, text ? text : "nothing");
}

void lbt_contains_not(const char *text, const char *part, const char *row)
{
	const char *at = text ? strstr(text, part) : NULL;
	if (at)
		fail_msg("%s: '%s' is in: %.300s", row, part, at);
}

size_t lbt_widest(const char *text)
{
	size_t most = 0, n = 0;
	for (const char *p = text; *p; p++) {
		if (*p == '\033')
			p += strcspn(p, "m");
		else if (*p == '\n')
			n = 0;
		else if (((unsigned char)*p & 0xc0) != 0x80 && ++n > most)
			most = n;
	}
	return most;
}

void lbt_near(double a, double b, double tolerance, const char *row)
{
	if (!(fabs(a - b) <= tolerance))
		fail_msg("%s: %.17g is not within %g of %.17g", row, a, tolerance, b);
}

/* ---- cases ---- */

const lb_knowledge *lbt_knowledge(void)
{
	return lb_knowledge_builtin();
}

int lbt_finding(const char *id)
{
	int i = lb_finding_index(lbt_knowledge(), lbt_str(id));
	if (i < 0)
		fail_msg("no finding '%s'", id);
	return i;
}

lb_case lbt_case(lb_arena *a, const char *text)
{
	lb_case c = { 0 };
	lb_err err = { 0 };
	if (lb_case_read(&c, lbt_knowledge(), lbt_str(text), lbt_str("case"), 1, a, &err))
		fail_msg("%s: %s", err.where, err.what);
	return c;
}

lb_tri lbt_answer(const lb_case *c, const char *id)
{
	return (lb_tri)c->fact[lbt_finding(id)].answer;
}

lb_assessment lbt_assess(lb_case *c, lb_arena *a, const char *text)
{
	lb_assessment r = { 0 };
	lb_err err = { 0 };
	*c = lbt_case(a, text);
	if (lb_assess(&r, c, a, &err))
		fail_msg("%s: %s", err.where, err.what);
	return r;
}

/* ---- chance ---- */

static uint64_t draw(lbt_chance *r) /* xorshift64* */
{
	r->state ^= r->state >> 12, r->state ^= r->state << 25, r->state ^= r->state >> 27;
	return r->state * 2685821657736338717u;
}

uint32_t lbt_below(lbt_chance *r, uint32_t n)
{
	return (uint32_t)((draw(r) >> 32) * n >> 32);
}

double lbt_unit(lbt_chance *r)
{
	return (double)(draw(r) >> 11) / 9007199254740992.0;
}

void lbt_answer_by_chance(lb_case *c, int i, lbt_chance *r)
{
	static const struct {
		const char *unit;
		double scale;
	} to_si[] = { { "year", 31557600 }, { "day", 86400 },   { "week", 604800 }, { "month", 2629800 },
		      { "min", 60 },        { "cm", 0.01 },     { "deg", 3.14159265358979323846 / 180 },
		      { "hour", 3600 },     { "percent", 0.01 } };
	const lb_finding *f = &lb_findings(c->k).at[i];
	uint32_t way = lbt_below(r, 8);
	if (way == 0) {
		assert_int_equal(lb_case_dont_know(c, i, NULL), LB_OK);
	} else if (f->kind == LB_KIND_yesno) {
		assert_int_equal(lb_case_answer(c, i, way < 5 ? LB_YES : LB_NO, NULL), LB_OK);
	} else if (f->kind == LB_KIND_choice) {
		assert_int_equal(lb_case_value(c, i, lbt_below(r, (uint32_t)f->options.n), NULL), LB_OK);
	} else {
		double v = f->lo.v + (f->hi.v - f->lo.v) * lbt_unit(r);
		for (size_t u = 0; u < LBT_COUNT(to_si); u++)
			if (strcmp(f->unit.s, to_si[u].unit) == 0)
				v *= to_si[u].scale;
		if (lb_case_value(c, i, v, NULL)) /* a unit that is not in the list above */
			assert_int_equal(lb_case_dont_know(c, i, NULL), LB_OK);
	}
}

lb_case lbt_case_by_chance(const lb_knowledge *k, lb_arena *a, lbt_chance *r, double share)
{
	lb_case c = { 0 };
	assert_int_equal(lb_case_new(&c, k, a, NULL), LB_OK);
	for (size_t i = 0; i < c.n_facts; i++)
		if (lbt_unit(r) < share)
			lbt_answer_by_chance(&c, (int)i, r);
	return c;
}

/* ---- files and programs ---- */

void lbt_folder(char path[64])
{
	const char *tmp = getenv("TMPDIR");
	snprintf(path, 64, "%.40s/lumbar-XXXXXX", tmp && *tmp && strlen(tmp) < 40 ? tmp : "/tmp");
	assert_non_null(mkdtemp(path));
}

void lbt_folder_remove(const char *path)
{
	DIR *d = opendir(path);
	assert_non_null(d);
	for (struct dirent *e; (e = readdir(d));) {
		char file[400];
		snprintf(file, sizeof file, "%s/%s", path, e->d_name);
		if (strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0)
			assert_int_equal(unlink(file), 0);
	}
	closedir(d);
	assert_int_equal(rmdir(path), 0);
}

void lbt_write(const char *folder, const char *name, const char *text, size_t n)
{
	char path[400];
	snprintf(path, sizeof path, "%s/%s", folder, name);
	FILE *f = fopen(path, "wb");
	assert_non_null(f);
	assert_int_equal(fwrite(text, 1, n, f), n);
	assert_int_equal(fclose(f), 0);
}

char *lbt_slurp(const char *path, size_t *n)
{
	FILE *f = fopen(path, "rb");
	if (!f)
		return NULL;
	lbt_text t = { 0 };
	char buf[4096];
	keep("", 0, &t);
	for (size_t got; (got = fread(buf, 1, sizeof buf, f)) > 0;)
		keep(buf, got, &t);
	fclose(f);
	if (n)
		*n = t.n;
	return t.s;
}

const char *lbt_source_dir(void)
{
	const char *dir = getenv("LUMBAR_SOURCE");
	return dir ? dir : ".";
}

static void take(lbt_text *t, const char *folder, const char *name)
{
	char path[400];
	snprintf(path, sizeof path, "%s/%s", folder, name);
	t->s = lbt_slurp(path, &t->n);
	assert_non_null(t->s);
}

lbt_ran lbt_run(const char *arguments, const char *input)
{
	lbt_ran r = { 0 };
	char folder[64], line[4096];
	const char *exe = getenv("LUMBAR");
	lbt_folder(folder);
	lbt_write(folder, "in", input ? input : "", input ? strlen(input) : 0);
	int n = snprintf(line, sizeof line, "cd '%s' && { '%s' %s\n} <'%s/in' >'%s/out' 2>'%s/err'", lbt_source_dir(),
	                 exe ? exe : "lumbar", arguments, folder, folder, folder);
	assert_true(n > 0 && (size_t)n < sizeof line);
	int status = system(line);
	r.code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
	take(&r.out, folder, "out");
	take(&r.err, folder, "err");
	lbt_folder_remove(folder);
	return r;
}

void lbt_ran_free(lbt_ran *r)
{
	lbt_text_free(&r->out);
	lbt_text_free(&r->err);
}

/* ---- an allocator that fails ---- */

static void *failing_get(size_t size, void *ctx)
{
	lbt_memory *m = ctx;
	m->calls++;
	if (m->fail_at && m->calls >= m->fail_at)
		return NULL;
	m->open++;
	return malloc(size);
}

static void failing_put(void *chunk, void *ctx)
{
	((lbt_memory *)ctx)->open--;
	free(chunk);
}

lb_memory lbt_failing(lbt_memory *m)
{
	return (lb_memory){ failing_get, failing_put, m };
}
