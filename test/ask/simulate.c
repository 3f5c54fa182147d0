/* The interview on published cases, against a questionnaire in fixed order. Prints a table; see doc/ask.md.
 *
 *   simulate [-v] [-c] [-n] [-m] DIR   every *.yaml of DIR; -v tells each question, -c for a clinician, -n says no
 *                                      to what the case does not tell (a person, more than a record); -m: of the
 *                                      bars, only that no must-catch case is missed */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "answerer.h"

#define ASKED_MAX 330
#define LATE 10 /* questions until a useful answer, at most */
#define URGENT_MEAN 12
#define URGENT_MOST 25
#define FIRST 3 /* the leading contributor must be among this many of the full case */

typedef struct {
	char id[40], role[24], accepted[80]; /* accepted: the urgencies that a reading of the case thought reasonable */
	lb_urgency full, reached;
	int to_urgency, to_useful, to_end; /* questions; -1: never */
	int fixed_urgency, fixed_useful;
	bool led; /* at the end: leader among the full case's first */
} result;

typedef struct {
	const lb_knowledge *k;
	lb_arena keep, work;
	bool verbose, clinician, denies; /* denies: says no to what the case does not tell */
} bench;

static void die(const char *what, const lb_err *e)
{
	fprintf(stderr, "simulate: %s: %s: %s\n", what, e->where, e->what);
	exit(1);
}

/* Is the leading contributor of `a` among the first of the full case, or moderate? */
static bool useful(const lb_assessment *a, const lb_assessment *full, bool *led)
{
	const lb_differential *d = &a->differential, *f = &full->differential;
	*led = false;
	if (!d->contributors.n)
		return !f->contributors.n;
	for (size_t i = 0; i < f->contributors.n && i < FIRST; i++)
		*led = *led || f->contributors.at[i].row == d->contributors.at[0].row;
	return *led || d->contributors.at[0].band >= LB_BAND_moderate;
}

typedef struct {
	int urgency, useful, end;
	lb_urgency reached;
	bool led;
} run;

/* Next in fixed order: safety findings as they stand in the table, then the others. */
static bool fixed_next(lb_question *q, const lb_case *c)
{
	for (int danger = 1; danger >= 0; danger--)
		for (size_t i = 0; i < c->n_facts; i++) {
			const lb_finding *f = &lb_findings(c->k).at[i];
			bool first = f->danger || f->kind != LB_KIND_yesno;
			if (first != danger || c->fact[i].from != LB_ORIGIN_nobody || f->who == LB_WHO_clinician ||
			    f->composite)
				continue;
			*q = (lb_question){ .finding = (int)i, .screen = -1 };
			q->reply = f->kind == LB_KIND_yesno ? LB_REPLY_YESNO : LB_REPLY_NUMBER; /* of no other use here */
			return true;
		}
	return false;
}

/* Is u one of the words of "self_care,within_2_weeks"? Without a reading: is it that of the full case? */
static bool accepts(const char *accepted, lb_urgency u, lb_urgency full)
{
	const char *name = lb_name(LB_NAMES_URGENCY, (int)u);
	size_t n = strlen(name);
	if (!*accepted)
		return u == full;
	for (const char *p = accepted; *p;) {
		size_t len = strcspn(p, ",");
		if (len == n && memcmp(p, name, n) == 0)
			return true;
		p += len + (p[len] == ',');
	}
	return false;
}

static run interview(bench *b, const lb_case *truth, const lb_assessment *full, const char *accepted, bool fixed)
{
	run r = { -1, -1, 0, LB_URGENCY_self_care, false };
	lb_case c;
	lb_err err = { 0 };
	lb_arena a = { 0 };
	if (lb_case_new(&c, b->k, &a, &err) || lb_case_derive(&c, &a, &err))
		die("new", &err);
	for (int n = 0; n <= ASKED_MAX; n++) {
		lb_arena_reset(&b->work);
		lb_assessment now;
		lb_question q;
		bool led = false;
		if (lb_assess(&now, &c, &b->work, &err))
			die("assess", &err);
		bool same = now.triage.urgency == full->triage.urgency;
		bool fits = accepts(accepted, now.triage.urgency, full->triage.urgency);
		bool good = n && fits && useful(&now, full, &led);
		if (same && r.urgency < 0)
			r.urgency = n;
		if (good && r.useful < 0)
			r.useful = n;
		r.reached = now.triage.urgency, r.led = n && led;
		r.end = n;
		lb_ask_options o = { .clinician = b->clinician };
		if (fixed ? !fixed_next(&q, &c) : (lb_ask_next(&q, &c, o, &b->work, &err) || q.done))
			break;
		if (lbt_reply(&c, &q, truth, &err) || lb_case_derive(&c, &a, &err))
			die("reply", &err);
		if (b->verbose && !fixed) {
			lb_str id = q.finding >= 0 ? lb_findings(b->k).at[q.finding].id : lb_screens(b->k).at[q.screen].id;
			int t = q.finding >= 0 ? c.fact[q.finding].answer : c.screen[q.screen].answer;
			printf("    %2d %s%-28.*s %-3s danger %.3f worth %.3f  %s | %.*s\n", n + 1, q.safety ? "!" : " ", LB_FMT(id),
			       t == LB_YES ? "yes" : t == LB_NO ? "no" : "?", q.danger, q.worth,
			       lb_name(LB_NAMES_URGENCY, (int)now.triage.urgency),
			       LB_FMT(now.differential.contributors.n ? now.differential.contributors.at[0].row->id : LB_STR("-")));
		}
	}
	if (err.status)
		die("ask", &err);
	lb_arena_drop(&a);
	return r;
}

/* Role and accepted urgencies of a case in DIR/expected.tsv: id, role, expected, accepted, ... */
static void read_expected(result *r, const char *dir)
{
	char line[600], id[40], role[24], expected[24], accepted[80];
	snprintf(line, sizeof line, "%s/expected.tsv", dir);
	FILE *f = fopen(line, "r");
	snprintf(r->role, sizeof r->role, "?");
	while (f && fgets(line, sizeof line, f))
		if (sscanf(line, "%39[^\t]\t%23[^\t]\t%23[^\t]\t%79[^\t\n]", id, role, expected, accepted) == 4 &&
		    strcmp(id, r->id) == 0) {
			memcpy(r->role, role, sizeof r->role);
			memcpy(r->accepted, accepted, sizeof r->accepted);
		}
	if (f)
		fclose(f);
}

static result one(bench *b, const char *dir, const char *path)
{
	result r = { 0 };
	lb_case truth;
	lb_assessment full;
	lb_err err = { 0 };
	if (lb_case_read_file(&truth, b->k, path, &b->keep, &err))
		die("read", &err);
	lb_case bare = truth; /* the story is withheld */
	for (size_t i = 0; i < truth.n_facts; i++)
		if (truth.fact[i].from == LB_ORIGIN_story)
			bare.fact[i] = (lb_fact){ 0 };
	if (lb_case_derive(&bare, &b->keep, &err) || lb_assess(&full, &bare, &b->keep, &err))
		die("assess", &err);
	for (size_t i = 0; i < truth.n_facts && b->denies; i++)
		if (bare.fact[i].from == LB_ORIGIN_nobody && lb_findings(b->k).at[i].kind == LB_KIND_yesno)
			bare.fact[i] = (lb_fact){ .answer = LB_NO, .from = LB_ORIGIN_person };
	const char *name = strrchr(path, '/') ? strrchr(path, '/') + 1 : path;
	snprintf(r.id, sizeof r.id, "%.*s", (int)strcspn(name, "."), name);
	read_expected(&r, dir);
	if (b->verbose)
		printf("%s %s\n", r.id, r.role);
	run ours = interview(b, &bare, &full, r.accepted, false);
	run fixed = interview(b, &bare, &full, r.accepted, true);
	r.full = full.triage.urgency, r.reached = ours.reached, r.led = ours.led;
	r.to_urgency = ours.urgency, r.to_useful = ours.useful, r.to_end = ours.end;
	r.fixed_urgency = fixed.urgency, r.fixed_useful = fixed.useful;
	return r;
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static size_t list(char **paths, size_t most, const char *dir)
{
	DIR *d = opendir(dir);
	size_t n = 0;
	for (struct dirent *e; d && n < most && (e = readdir(d));) {
		size_t len = strlen(e->d_name), all = strlen(dir) + len + 2;
		if (len < 5 || strcmp(e->d_name + len - 5, ".yaml") != 0)
			continue;
		paths[n] = malloc(all);
		if (paths[n])
			snprintf(paths[n++], all, "%s/%s", dir, e->d_name);
	}
	if (d)
		closedir(d);
	qsort(paths, n, sizeof *paths, by_name);
	return n;
}

typedef struct {
	int n, most, never;
	double sum, fixed;
} tally;

/* What was never reached counts as everything that could be asked. */
static void add(tally *t, int ours, int fixed)
{
	t->never += ours < 0;
	ours = ours < 0 ? ASKED_MAX : ours, fixed = fixed == -1 ? ASKED_MAX : fixed;
	t->n++, t->sum += ours, t->fixed += fixed;
	t->most = ours > t->most ? ours : t->most;
}

static void say(const char *what, const tally *t)
{
	if (t->n && t->fixed < 0)
		printf("%-44s n %3d  mean %5.1f  worst %3d\n", what, t->n, t->sum / t->n, t->most);
	else if (t->n)
		printf("%-44s n %3d  mean %5.1f  worst %3d  never %d  fixed order %6.1f\n", what, t->n, t->sum / t->n, t->most,
		       t->never, t->fixed / t->n);
}

int main(int argc, char **argv)
{
	bench b = { .k = lb_knowledge_builtin() };
	char *paths[400];
	int arg = 1;
	bool must_only = false;
	for (; arg < argc && argv[arg][0] == '-'; arg++)
		b.verbose = b.verbose || argv[arg][1] == 'v', b.clinician = b.clinician || argv[arg][1] == 'c',
		b.denies = b.denies || argv[arg][1] == 'n', must_only = must_only || argv[arg][1] == 'm';
	size_t n = arg < argc ? list(paths, 400, argv[arg]) : 0;
	tally urgent = { 0 }, ordinary = { 0 }, end = { 0 }, urgent_end = { 0 };
	int missed = 0, late = 0, wrong = 0;
	if (!n)
		return 2;
	printf("case  role           full case       interview       right useful ends  fixed: right useful\n");
	for (size_t i = 0; i < n; i++) {
		result r = one(&b, argv[arg], paths[i]);
		bool must = strcmp(r.role, "must_catch") == 0, plain = strncmp(r.role, "ordinary", 8) == 0;
		printf("%-5s %-14s %-15s %-15s %5d %6d %4d  %12d %6d%s\n", r.id, r.role, lb_name(LB_NAMES_URGENCY, (int)r.full),
		       lb_name(LB_NAMES_URGENCY, (int)r.reached), r.to_urgency, r.to_useful, r.to_end, r.fixed_urgency, r.fixed_useful,
		       r.reached != r.full ? "  differs" : "");
		missed += must && r.reached != r.full, wrong += r.reached != r.full;
		if (plain)
			add(&ordinary, r.to_useful, r.fixed_useful), late += r.to_useful < 0 || r.to_useful > LATE;
		else if (r.full >= LB_URGENCY_same_day)
			add(&urgent, r.to_urgency, r.fixed_urgency), add(&urgent_end, r.to_end, -ASKED_MAX);
		add(&end, r.to_end, -ASKED_MAX);
		free(paths[i]);
	}
	printf("\n");
	say("urgent: until the right urgency", &urgent);
	say("urgent: until the interview ends", &urgent_end);
	say("ordinary: until the first useful answer", &ordinary);
	say("all: until the interview ends", &end);
	printf("must-catch with another urgency than the full case: %d; all cases: %d; ordinary later than 10: %d\n", missed, wrong, late);
	lb_arena_drop(&b.keep), lb_arena_drop(&b.work);
	double fixed = (urgent.fixed + ordinary.fixed) / 2, ours = urgent.sum + ordinary.sum;
	bool told = urgent.sum <= URGENT_MEAN * urgent.n && urgent.most <= URGENT_MOST;
	bool ends = urgent_end.sum <= URGENT_MEAN * urgent.n && urgent_end.most <= URGENT_MOST;
	bool few = told && ends && !late && ours <= fixed;
	bool met = !missed && (few || must_only);
	printf("%s\n", met ? "bars held" : "a bar is not held");
	return !met;
}
