/* lumbar ask: the interview, line by line. Talks on standard error, so that standard output holds the result. */
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "cli.h"

#define LINE_MAX_BYTES 4096
#define SKIPPED_MAX 600
#define HISTORY_MAX 600
#define WIDTH_DEFAULT 80
#define WIDTH_LEAST 40

/* One answer, and everything as it stood before it. */
typedef struct {
	lb_question_id id;
	lb_fact *fact;
	lb_screened *screen;
} step;

typedef struct {
	lbi_call *call;
	const char *path; /* where answers are kept; NULL: nowhere */
	lb_case c;
	lb_arena follow, work; /* what follows from the answers; one question */
	lb_ask_options o;
	lb_question_id skipped[SKIPPED_MAX];
	step history[HISTORY_MAX];
	size_t n_history;
	unsigned width, asked;
	bool enough; /* the person did not want what would hardly change the answer */
	lb_urgency told; /* the urgency that the person has heard of */
	lb_err err;
	char line[LINE_MAX_BYTES];
} talk;

/* How a step of the talk ended. */
typedef enum { GO_ON, GO_BACK, FINISH, STOP, FAILED } outcome;

/* ---- saying and hearing ---- */

static void put_wrapped(const talk *t, unsigned indent, const char *text)
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

static void say(const talk *t, unsigned indent, const char *fmt, ...) LB_PRINTF(3, 4);
static void say(const talk *t, unsigned indent, const char *fmt, ...)
{
	char text[2048];
	va_list args;
	va_start(args, fmt);
	vsnprintf(text, sizeof text, fmt, args);
	va_end(args);
	put_wrapped(t, indent, text);
}

/* One line without its end and the white space around it; false at the end of input. */
static bool hear(talk *t)
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

static bool is_any(const char *line, const char *a, const char *b)
{
	return strcmp(line, a) == 0 || strcmp(line, b) == 0;
}

/* yes, no or don't know (LB_UNKNOWN); asks again otherwise. `end` is the answer at the end of input. */
static lb_tri hear_yes(talk *t, lb_tri end)
{
	for (;;) {
		if (!hear(t))
			return end;
		if (is_any(t->line, "y", "yes") || is_any(t->line, "Y", "Yes"))
			return LB_YES;
		if (is_any(t->line, "n", "no") || is_any(t->line, "N", "No"))
			return LB_NO;
		if (is_any(t->line, "?", "s") || is_any(t->line, "", "skip"))
			return LB_UNKNOWN;
		say(t, 0, "Please type y for yes or n for no.");
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
static bool keep(talk *t)
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
		say(t, 0, "Your answer could not be kept in %s: %s.", t->path, strerror(errno));
	return ok;
}

/* ---- what follows ---- */

static bool derive(talk *t)
{
	lb_arena_reset(&t->follow);
	return !lb_case_derive(&t->c, &t->follow, &t->err);
}

static bool remember(talk *t, lb_question_id id)
{
	if (t->n_history == HISTORY_MAX)
		return true; /* going back that far is no longer possible; nothing else is lost */
	step *s = &t->history[t->n_history];
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
static lb_question_id take_back(talk *t)
{
	step *s = &t->history[--t->n_history];
	memcpy(t->c.fact, s->fact, t->c.n_facts * sizeof *s->fact);
	if (t->c.n_screens)
		memcpy(t->c.screen, s->screen, t->c.n_screens * sizeof *s->screen);
	return s->id;
}

/* ---- urgent matters ---- */

static void say_filled(const talk *t, unsigned indent, lb_str text, const lb_service *s)
{
	const struct {
		const char *mark;
		lb_str value;
	} marks[] = { { "{emergency}", s->emergency }, { "{urgent}", s->urgent }, { "{routine}", s->routine } };
	char out[1024];
	size_t n = 0;
	for (size_t i = 0; i < text.n && n < sizeof out - 1;) {
		size_t m = 0;
		while (m < 3 && strncmp(text.s + i, marks[m].mark, strlen(marks[m].mark)) != 0)
			m++;
		int wrote = m < 3 ? snprintf(out + n, sizeof out - n, "%.*s", LB_FMT(marks[m].value)) : 0;
		if (m == 3)
			out[n++] = text.s[i++];
		else
			i += strlen(marks[m].mark), n += wrote > 0 && (size_t)wrote < sizeof out - n ? (size_t)wrote : 0;
	}
	out[n] = '\0';
	put_wrapped(t, indent, out);
}

static void say_urgency(const talk *t, const lb_assessment *a)
{
	fputc('\n', stderr);
	say(t, 0, "%.*s.", LB_FMT(a->triage.level->label));
	say_filled(t, 0, a->triage.level->act, a->service);
	for (size_t i = 0; i < a->triage.suspected.n; i++) {
		const lb_suspected *s = &a->triage.suspected.at[i];
		if (s->urgency != a->triage.urgency)
			continue;
		say(t, 2, "%.*s. %.*s %.*s", LB_FMT(s->suspect->label), LB_FMT(a->triage.alarms.at[s->first_alarm].rule->why),
		    LB_FMT(s->suspect->act));
	}
	fputc('\n', stderr);
}

/* Say at once what is new; an emergency offers to end here. */
static outcome look_for_danger(talk *t)
{
	lb_assessment a;
	lb_arena_reset(&t->work);
	if (lb_assess(&a, &t->c, &t->work, &t->err))
		return FAILED;
	lb_urgency before = t->told;
	t->told = a.triage.urgency;
	if (a.triage.urgency <= before || a.triage.urgency < LB_URGENCY_same_day)
		return GO_ON;
	say_urgency(t, &a);
	if (a.triage.urgency < LB_URGENCY_emergency) {
		say(t, 0, "A few more questions tell whether it can wait until later today. You can stop at any time with q.");
		return GO_ON;
	}
	say(t, 0, "Shall we end the questions here? Please do not wait with getting help. (y/n)");
	if (hear_yes(t, LB_YES) != LB_NO)
		return FINISH;
	t->o.past_emergency = true;
	return GO_ON;
}

/* ---- one question ---- */

static void say_number(const talk *t, const lb_question *q, bool bare)
{
	if (bare)
		say(t, 2, "A number from %g to %g.", q->lo, q->hi);
	else if (strcmp(q->unit.s, "week") == 0)
		say(t, 2, "A number with its unit, such as 3 days, 6 weeks or 2 years.");
	else
		say(t, 2, "A number with its unit, from %g to %g %.*s.", q->lo, q->hi, LB_FMT(q->unit));
}

static void put_question(const talk *t, const lb_question *q)
{
	fputc('\n', stderr);
	say(t, 0, "%u. %.*s", t->asked + 1, LB_FMT(q->ask));
	if (q->how.n)
		say(t, 2, "How to: %.*s", LB_FMT(q->how));
	for (size_t i = 0; i < q->options.n; i++)
		say(t, 2, "%zu %.*s", i + 1, LB_FMT(q->options.at[i]));
	if (q->reply == LB_REPLY_NUMBER)
		say_number(t, q, lb_findings(t->call->k).at[q->finding].bare_unit);
	else if (q->reply == LB_REPLY_SEVERAL)
		say(t, 2, "All that fit, such as 1 3; 0 for none of these; ? for don't know.");
	else if (q->reply == LB_REPLY_CHOICE)
		say(t, 2, "One number, or ? for don't know.");
	else
		say(t, 2, "y, n, or ? for don't know.");
}

static void say_help(const talk *t)
{
	say(t, 0, "y is yes, n is no, ? is don't know. s skips the question for now. b goes back one question. "
	          "w says why it is asked. q stops; you can go on later. h is this help.");
}

static outcome skip(talk *t, const lb_question *q)
{
	if (t->o.n_skipped < SKIPPED_MAX)
		t->skipped[t->o.n_skipped++] = q->id;
	return t->o.n_skipped < SKIPPED_MAX ? GO_ON : FINISH;
}

/* Put q until it is answered or left. `may_skip` is false for corrections. */
static outcome ask_one(talk *t, const lb_question *q)
{
	put_question(t, q);
	for (;;) {
		lb_err why_not = { 0 };
		size_t before = t->n_history;
		if (!hear(t) || is_any(t->line, "q", "stop"))
			return STOP;
		if (is_any(t->line, "h", "help"))
			say_help(t);
		else if (is_any(t->line, "w", "why"))
			say(t, 0, "%.*s", LB_FMT(q->why));
		else if (is_any(t->line, "s", "skip"))
			return skip(t, q);
		else if (is_any(t->line, "b", "back"))
			return GO_BACK;
		else if (!t->line[0])
			say(t, 0, "Please type an answer, or h for help.");
		else if (!remember(t, q->id))
			return FAILED;
		else if (lb_ask_answer(&t->c, q, (lb_str){ t->line, strlen(t->line) }, &why_not))
			t->n_history = before, say(t, 0, "That was not understood: %s. Type h for help.", why_not.what);
		else
			break;
	}
	t->asked++;
	if (!derive(t) || !keep(t))
		return FAILED;
	return look_for_danger(t);
}

/* ---- the parts of the talk ---- */

static outcome introduce(talk *t, bool resumed)
{
	say(t, 0, "%s", LB_INTENDED_USE);
	fputc('\n', stderr);
	if (resumed)
		say(t, 0, "Going on with your answers in %s.", t->path);
	else if (t->path)
		say(t, 0, "Your answers are kept in %s after each question. They do not leave this computer.", t->path);
	else
		say(t, 0, "Your answers are not kept. To keep them, stop with q and start again with -o FILE.");
	say_help(t);
	return look_for_danger(t);
}

/* Bytes that are not printable text would not survive; the writer replaces what is not UTF-8. */
static outcome tell_story(talk *t)
{
	if (t->c.story.n)
		return GO_ON;
	fputc('\n', stderr);
	say(t, 0, "First, if you like: tell in your own words what is wrong. End with an empty line. "
	          "An empty line at once goes straight to the questions.");
	char *story = lb_arena_new(t->call->arena, LB_STORY_BYTES_MAX + LINE_MAX_BYTES, 1);
	size_t n = 0;
	bool ended = false;
	if (!story)
		return FAILED;
	while (n < LB_STORY_BYTES_MAX) {
		ended = !hear(t);
		if (ended || !t->line[0] || is_any(t->line, "q", "s"))
			break;
		size_t len = strlen(t->line);
		memcpy(story + n, t->line, len), n += len;
		story[n++] = '\n';
	}
	bool stop = ended || strcmp(t->line, "q") == 0;
	n = n < LB_STORY_BYTES_MAX ? n : LB_STORY_BYTES_MAX;
	if (n && (lb_case_tell(&t->c, (lb_str){ story, n }, t->call->arena, &t->err) || !derive(t) || !keep(t)))
		return FAILED;
	return stop ? STOP : look_for_danger(t);
}

/* Each phrase of the story that was taken for a finding, one at a time. */
static outcome confirm_story(talk *t)
{
	for (size_t i = 0; i < t->c.heard.n; i++) {
		const lb_heard *h = &t->c.heard.at[i];
		if (!lb_case_unconfirmed(&t->c, h->finding))
			continue;
		fputc('\n', stderr);
		say(t, 0, "You wrote: \"%.*s\". Does that mean yes to this question?", LB_FMT(h->phrase));
		say(t, 2, "%.*s", LB_FMT(lb_findings(t->call->k).at[h->finding].ask));
		lb_tri said = hear_yes(t, LB_UNKNOWN);
		if (feof(stdin))
			return STOP;
		if (said == LB_UNKNOWN)
			continue; /* it stays "understood from your words" */
		if (lb_case_answer(&t->c, h->finding, said, &t->err) || !derive(t) || !keep(t))
			return FAILED;
		outcome o = look_for_danger(t);
		if (o != GO_ON)
			return o;
	}
	return GO_ON;
}

/* Care is needed today, and nothing open is likely to make it more urgent: what to do, once more, in peace. */
static outcome say_seen_today(talk *t)
{
	lb_assessment a;
	lb_arena_reset(&t->work);
	if (lb_assess(&a, &t->c, &t->work, &t->err))
		return FAILED;
	say(t, 0, "That is enough to know what to do.");
	say_filled(t, 0, a.triage.level->act, a.service);
	say_filled(t, 0, a.triage.level->how_soon, a.service);
	return GO_ON;
}

/* Nothing open is likely to change the answer: the person may still go on. */
static outcome settled(talk *t, const lb_question *q)
{
	if (q->end == LB_ASK_ALL_ASKED || t->enough)
		return FINISH;
	fputc('\n', stderr);
	if (q->end == LB_ASK_TODAY && say_seen_today(t) == FAILED)
		return FAILED;
	if (!q->left)
		return FINISH;
	if (q->end == LB_ASK_TODAY)
		say(t, 0, "What plays a part in the pain was not asked; that can wait until you have been seen. "
		          "%zu questions could still be asked. Go on with them now? (y/n)", q->left);
	else
		say(t, 0, "No open question is likely to change the answer. %zu could still be asked. Go on with them? (y/n)", q->left);
	t->o.go_on = hear_yes(t, LB_NO) == LB_YES;
	t->enough = !t->o.go_on;
	return t->o.go_on ? GO_ON : FINISH;
}

static outcome questions(talk *t)
{
	bool again = false;
	lb_question_id id = 0;
	for (outcome o = GO_ON; o == GO_ON || o == GO_BACK;) {
		lb_question q;
		lb_arena a = { 0 };
		lb_status s = again ? lb_ask_again(&q, &t->c, id, &a, &t->err) : lb_ask_next(&q, &t->c, t->o, &a, &t->err);
		if (!s && q.done)
			o = q.end == LB_ASK_EMERGENCY ? FINISH : settled(t, &q);
		else
			o = s ? FAILED : ask_one(t, &q);
		lb_arena_drop(&a);
		again = false;
		if (o == GO_BACK && !t->n_history) {
			say(t, 0, "This is the first question of this sitting.");
		} else if (o == GO_BACK) {
			id = take_back(t), again = true;
			t->asked -= t->asked > 0;
			if (!derive(t) || !keep(t))
				return FAILED;
		}
		if (o == FINISH || o == STOP || o == FAILED)
			return o;
	}
	return FINISH;
}

/* ---- the summary ---- */

static void say_fact(const talk *t, size_t number, const lb_finding *f, const lb_fact *fact)
{
	static const char *const words[] = { [LB_UNKNOWN] = "not known", [LB_NO] = "no", [LB_YES] = "yes" };
	char value[64];
	if (fact->answer == LB_YES && f->kind != LB_KIND_yesno)
		lb_case_show(value, sizeof value, f, fact);
	else
		snprintf(value, sizeof value, "%s", words[fact->answer]);
	say(t, 0, "%zu. %.*s %s", number, LB_FMT(f->ask), value);
}

static void say_screen(const talk *t, size_t number, const lb_screen *s, const lb_screened *said)
{
	char value[700];
	size_t n = 0;
	value[0] = '\0';
	for (size_t i = 0; i < s->options.n && said->answer == LB_YES && n < sizeof value; i++)
		if (said->picked >> i & 1) {
			int w = snprintf(value + n, sizeof value - n, "%s%.*s", n ? "; " : "", LB_FMT(s->options.at[i].say));
			n += w > 0 ? (size_t)w : 0;
		}
	const char *plain = said->answer == LB_UNKNOWN ? "not known" : said->answer == LB_NO ? "no" : "yes";
	plain = s->options.n && said->answer == LB_NO ? "none" : plain;
	say(t, 0, "%zu. %.*s %s", number, LB_FMT(s->ask), value[0] ? value : plain);
}

/* Print the answers, or find the question of the number `wanted` (from 1). Returns how many there are. */
static size_t answers(const talk *t, bool print, size_t wanted, lb_question_id *id)
{
	size_t n = 0;
	for (size_t i = 0; i < t->c.n_facts; i++) {
		const lb_fact *f = &t->c.fact[i];
		if (f->from != LB_ORIGIN_person && f->from != LB_ORIGIN_dont_know && f->from != LB_ORIGIN_story)
			continue;
		if (++n == wanted)
			*id = (lb_question_id)i;
		if (print)
			say_fact(t, n, &lb_findings(t->call->k).at[i], f);
	}
	for (size_t i = 0; i < t->c.n_screens; i++) {
		if (t->c.screen[i].from == LB_ORIGIN_nobody)
			continue;
		if (++n == wanted)
			*id = (lb_question_id)(t->c.n_facts + i);
		if (print)
			say_screen(t, n, &lb_screens(t->call->k).at[i], &t->c.screen[i]);
	}
	return n;
}

static outcome correct(talk *t, lb_question_id id)
{
	lb_question q;
	lb_arena a = { 0 };
	outcome o = lb_ask_again(&q, &t->c, id, &a, &t->err) ? FAILED : ask_one(t, &q);
	lb_arena_drop(&a);
	return o;
}

/* FINISH when all is right, GO_ON after changes: they may open new questions. */
static outcome check_answers(talk *t)
{
	bool changed = false;
	for (bool print = true;;) {
		lb_question_id id = 0;
		if (print) {
			fputc('\n', stderr);
			say(t, 0, "This is what you said. Please check it.");
			answers(t, true, 0, &id);
			say(t, 0, "Press Enter when it is right, or type a number to change that answer.");
		}
		if (!hear(t) || is_any(t->line, "q", "stop"))
			return STOP;
		if (!t->line[0] || is_any(t->line, "y", "yes"))
			return changed ? GO_ON : FINISH;
		char *end;
		unsigned long number = strtoul(t->line, &end, 10);
		print = !*end && number && number <= answers(t, false, number, &id);
		if (!print) {
			say(t, 0, "Please type one of the numbers, or press Enter.");
			continue;
		}
		outcome o = correct(t, id);
		changed = true;
		if (o == STOP || o == FAILED || o == FINISH)
			return o;
	}
}

/* ---- the whole ---- */

static int result(talk *t)
{
	lb_assessment a;
	lbi_call shown = *t->call;
	shown.value[LBI_OPT_output] = NULL;
	lb_report_options o = lbi_report_options(&shown);
	o.width = o.width ? o.width : t->width;
	lb_arena_reset(&t->work);
	if (lb_assess(&a, &t->c, &t->work, &t->err) || lb_report_text(&a, o, lbi_file_sink(stdout), &t->err))
		return lbi_fail_err(&t->err);
	return 0;
}

static int stopped(talk *t)
{
	lb_assessment a;
	lb_arena_reset(&t->work);
	if (!lb_assess(&a, &t->c, &t->work, &t->err) && a.triage.urgency >= LB_URGENCY_same_day)
		say_urgency(t, &a);
	if (t->path)
		say(t, 0, "Stopped. Your answers are in %s. Go on with: lumbar ask -o %s. See what they say with: lumbar assess %s.",
		    t->path, t->path, t->path);
	else
		say(t, 0, "Stopped. Nothing was kept.");
	return 0;
}

/* Nothing stands between a person and the help. */
static bool goes_for_help(const talk *t)
{
	return t->told == LB_URGENCY_emergency && !t->o.past_emergency;
}

static outcome run(talk *t, bool resumed)
{
	outcome o = introduce(t, resumed);
	o = o == GO_ON ? tell_story(t) : o;
	o = o == GO_ON ? confirm_story(t) : o;
	while (o == GO_ON) {
		o = questions(t);
		if (o == FINISH && !goes_for_help(t))
			o = check_answers(t);
	}
	return o;
}

/* CASE to start from, -o to keep in; -o alone goes on with that file when it is there. */
static int open_case(talk *t, bool *resumed)
{
	lbi_call *c = t->call;
	const char *from = c->n_args ? c->arg[0] : NULL;
	t->path = c->value[LBI_OPT_output];
	*resumed = false;
	if (t->path && strcmp(t->path, "-") == 0)
		return lbi_fail_usage("the answers need a file; '-' is none");
	bool there = t->path && access(t->path, F_OK) == 0;
	if (from && there && strcmp(from, t->path) != 0)
		return lbi_fail_usage("%s is there already. To go on with it: lumbar ask -o %s", t->path, t->path);
	if (!from && there)
		from = t->path;
	lb_status s = from ? lb_case_read_file(&t->c, c->k, from, c->arena, &t->err) : lb_case_new(&t->c, c->k, c->arena, &t->err);
	*resumed = there;
	if (s || !derive(t))
		return lbi_fail_err(&t->err);
	/* a place that cannot be written is known before the first answer */
	return !there && !keep(t) ? lb_status_exit(LB_IO) : 0;
}

static unsigned screen_width(const lbi_call *c)
{
	struct winsize w;
	if (c->value[LBI_OPT_width])
		return (unsigned)atoi(c->value[LBI_OPT_width]);
	if (ioctl(STDERR_FILENO, TIOCGWINSZ, &w) != 0 || !w.ws_col)
		return WIDTH_DEFAULT;
	return w.ws_col < WIDTH_LEAST ? WIDTH_LEAST : w.ws_col > WIDTH_DEFAULT ? WIDTH_DEFAULT : w.ws_col;
}

int lbi_cmd_ask(lbi_call *c)
{
	talk *t = lb_arena_new(c->arena, 1, sizeof *t);
	bool resumed = false;
	if (!t)
		return lb_status_exit(LB_NOMEM);
	t->call = c, t->width = screen_width(c);
	t->o.skipped = t->skipped;
	t->o.clinician = c->value[LBI_OPT_audience] && strcmp(c->value[LBI_OPT_audience], "clinician") == 0;
	int code = open_case(t, &resumed);
	if (!code) {
		outcome o = run(t, resumed);
		code = o == STOP ? stopped(t) : o == FAILED ? (t->err.status ? lbi_fail_err(&t->err) : lb_status_exit(LB_IO)) : result(t);
	}
	lb_arena_drop(&t->follow), lb_arena_drop(&t->work);
	return code;
}
