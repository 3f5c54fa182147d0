/* lumbar ask: the interview, line by line. Talks on standard error, so that standard output holds the result. */
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "talk.h"

#define WIDTH_DEFAULT 80
#define WIDTH_LEAST 40

/* How a step of the talk ended. */
typedef enum { GO_ON, GO_BACK, FINISH, STOP, FAILED } outcome;

/* ---- urgent matters ---- */

static void say_filled(const lbi_talk *t, unsigned indent, lb_str text, const lb_service *s)
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
	lbi_talk_wrap(t, indent, out);
}

static void say_urgency(const lbi_talk *t, const lb_assessment *a)
{
	fputc('\n', stderr);
	lbi_talk_say(t, 0, "%.*s.", LB_FMT(a->triage.level->label));
	say_filled(t, 0, a->triage.level->act, a->service);
	for (size_t i = 0; i < a->triage.suspected.n; i++) {
		const lb_suspected *s = &a->triage.suspected.at[i];
		if (s->urgency != a->triage.urgency)
			continue;
		lbi_talk_say(t, 2, "%.*s. %.*s %.*s", LB_FMT(s->suspect->label), LB_FMT(a->triage.alarms.at[s->first_alarm].rule->why),
		    LB_FMT(s->suspect->act));
	}
	fputc('\n', stderr);
}

/* Say at once what is new; an emergency offers to end here. */
static outcome look_for_danger(lbi_talk *t)
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
		lbi_talk_say(t, 0, "A few more questions tell whether it can wait until later today. You can stop at any time with q.");
		return GO_ON;
	}
	lbi_talk_say(t, 0, "Shall we end the questions here? Please do not wait with getting help. (y/n)");
	if (lbi_talk_hear_yes(t, LB_YES) != LB_NO)
		return FINISH;
	t->o.past_emergency = true;
	return GO_ON;
}

/* ---- one question ---- */

static void say_number(const lbi_talk *t, const lb_question *q, bool bare)
{
	if (bare)
		lbi_talk_say(t, 2, "A number from %g to %g.", q->lo, q->hi);
	else if (strcmp(q->unit.s, "week") == 0)
		lbi_talk_say(t, 2, "A number with its unit, such as 3 days, 6 weeks or 2 years.");
	else
		lbi_talk_say(t, 2, "A number with its unit, from %g to %g %.*s.", q->lo, q->hi, LB_FMT(q->unit));
}

static void put_question(const lbi_talk *t, const lb_question *q)
{
	fputc('\n', stderr);
	lbi_talk_say(t, 0, "%u. %.*s", t->asked + 1, LB_FMT(q->ask));
	if (q->how.n)
		lbi_talk_say(t, 2, "How to: %.*s", LB_FMT(q->how));
	for (size_t i = 0; i < q->options.n; i++)
		lbi_talk_say(t, 2, "%zu %.*s", i + 1, LB_FMT(q->options.at[i]));
	if (q->reply == LB_REPLY_NUMBER)
		say_number(t, q, lb_findings(t->call->k).at[q->finding].bare_unit);
	else if (q->reply == LB_REPLY_SEVERAL)
		lbi_talk_say(t, 2, "All that fit, such as 1 3; 0 for none of these; ? for don't know.");
	else if (q->reply == LB_REPLY_CHOICE)
		lbi_talk_say(t, 2, "One number, or ? for don't know.");
	else
		lbi_talk_say(t, 2, "y, n, or ? for don't know.");
}

static void say_help(const lbi_talk *t)
{
	lbi_talk_say(t, 0, "y is yes, n is no, ? is don't know. s skips the question for now. b goes back one question. "
	          "w says why it is asked. q stops; you can go on later. h is this help.");
}

static outcome skip(lbi_talk *t, const lb_question *q)
{
	if (t->o.n_skipped < LBI_TALK_SKIPPED)
		t->skipped[t->o.n_skipped++] = q->id;
	return t->o.n_skipped < LBI_TALK_SKIPPED ? GO_ON : FINISH;
}

/* Put q until it is answered or left. `may_skip` is false for corrections. */
static outcome ask_one(lbi_talk *t, const lb_question *q)
{
	put_question(t, q);
	for (;;) {
		lb_err why_not = { 0 };
		size_t before = t->n_history;
		if (!lbi_talk_hear(t) || lbi_talk_is_any(t->line, "q", "stop"))
			return STOP;
		if (lbi_talk_is_any(t->line, "h", "help"))
			say_help(t);
		else if (lbi_talk_is_any(t->line, "w", "why"))
			lbi_talk_say(t, 0, "%.*s", LB_FMT(q->why));
		else if (lbi_talk_is_any(t->line, "s", "skip"))
			return skip(t, q);
		else if (lbi_talk_is_any(t->line, "b", "back"))
			return GO_BACK;
		else if (!t->line[0])
			lbi_talk_say(t, 0, "Please type an answer, or h for help.");
		else if (!lbi_talk_remember(t, q->id))
			return FAILED;
		else if (lb_ask_answer(&t->c, q, (lb_str){ t->line, strlen(t->line) }, &why_not))
			t->n_history = before, lbi_talk_say(t, 0, "That was not understood: %s. Type h for help.", why_not.what);
		else
			break;
	}
	t->asked++;
	if (!lbi_talk_derive(t) || !lbi_talk_keep(t))
		return FAILED;
	return look_for_danger(t);
}

/* ---- the parts of the talk ---- */

static outcome introduce(lbi_talk *t, bool resumed)
{
	lbi_talk_say(t, 0, "%s", LB_INTENDED_USE);
	fputc('\n', stderr);
	if (resumed)
		lbi_talk_say(t, 0, "Going on with your answers in %s.", t->path);
	else if (t->path)
		lbi_talk_say(t, 0, "Your answers are kept in %s after each question. They do not leave this computer.", t->path);
	else
		lbi_talk_say(t, 0, "Your answers are not kept. To keep them, stop with q and start again with -o FILE.");
	say_help(t);
	return look_for_danger(t);
}

/* Bytes that are not printable text would not survive; the writer replaces what is not UTF-8. */
static outcome tell_story(lbi_talk *t)
{
	if (t->c.story.n)
		return GO_ON;
	fputc('\n', stderr);
	lbi_talk_say(t, 0, "First, if you like: tell in your own words what is wrong. End with an empty line. "
	          "An empty line at once goes straight to the questions.");
	char *story = lb_arena_new(t->call->arena, LB_STORY_BYTES_MAX + LBI_TALK_LINE, 1);
	size_t n = 0;
	bool ended = false;
	if (!story)
		return FAILED;
	while (n < LB_STORY_BYTES_MAX) {
		ended = !lbi_talk_hear(t);
		if (ended || !t->line[0] || lbi_talk_is_any(t->line, "q", "s"))
			break;
		size_t len = strlen(t->line);
		memcpy(story + n, t->line, len), n += len;
		story[n++] = '\n';
	}
	bool stop = ended || strcmp(t->line, "q") == 0;
	n = n < LB_STORY_BYTES_MAX ? n : LB_STORY_BYTES_MAX;
	if (n && (lb_case_tell(&t->c, (lb_str){ story, n }, t->call->arena, &t->err) || !lbi_talk_derive(t) || !lbi_talk_keep(t)))
		return FAILED;
	return stop ? STOP : look_for_danger(t);
}

/* Each phrase of the story that was taken for a finding, one at a time. */
static outcome confirm_story(lbi_talk *t)
{
	for (size_t i = 0; i < t->c.heard.n; i++) {
		const lb_heard *h = &t->c.heard.at[i];
		if (!lb_case_unconfirmed(&t->c, h->finding))
			continue;
		fputc('\n', stderr);
		lbi_talk_say(t, 0, "You wrote: \"%.*s\". Does that mean yes to this question?", LB_FMT(h->phrase));
		lbi_talk_say(t, 2, "%.*s", LB_FMT(lb_findings(t->call->k).at[h->finding].ask));
		lb_tri said = lbi_talk_hear_yes(t, LB_UNKNOWN);
		if (feof(stdin))
			return STOP;
		if (said == LB_UNKNOWN)
			continue; /* it stays "understood from your words" */
		if (lb_case_answer(&t->c, h->finding, said, &t->err) || !lbi_talk_derive(t) || !lbi_talk_keep(t))
			return FAILED;
		outcome o = look_for_danger(t);
		if (o != GO_ON)
			return o;
	}
	return GO_ON;
}

/* Care is needed today, and nothing open is likely to make it more urgent: what to do, once more, in peace. */
static outcome say_seen_today(lbi_talk *t)
{
	lb_assessment a;
	lb_arena_reset(&t->work);
	if (lb_assess(&a, &t->c, &t->work, &t->err))
		return FAILED;
	lbi_talk_say(t, 0, "That is enough to know what to do.");
	say_filled(t, 0, a.triage.level->act, a.service);
	say_filled(t, 0, a.triage.level->how_soon, a.service);
	return GO_ON;
}

/* Nothing open is likely to change the answer: the person may still go on. */
static outcome settled(lbi_talk *t, const lb_question *q)
{
	if (q->end == LB_ASK_ALL_ASKED || t->enough)
		return FINISH;
	fputc('\n', stderr);
	if (q->end == LB_ASK_TODAY && say_seen_today(t) == FAILED)
		return FAILED;
	if (!q->left)
		return FINISH;
	if (q->end == LB_ASK_TODAY)
		lbi_talk_say(t, 0, "What plays a part in the pain was not asked; that can wait until you have been seen. "
		                   "%zu questions could still be asked. Go on with them now? (y/n)", q->left);
	else
		lbi_talk_say(t, 0, "No open question is likely to change the answer. %zu could still be asked. "
		                   "Go on with them? (y/n)", q->left);
	t->o.go_on = lbi_talk_hear_yes(t, LB_NO) == LB_YES;
	t->enough = !t->o.go_on;
	return t->o.go_on ? GO_ON : FINISH;
}

static outcome questions(lbi_talk *t)
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
			lbi_talk_say(t, 0, "This is the first question of this sitting.");
		} else if (o == GO_BACK) {
			id = lbi_talk_take_back(t), again = true;
			t->asked -= t->asked > 0;
			if (!lbi_talk_derive(t) || !lbi_talk_keep(t))
				return FAILED;
		}
		if (o == FINISH || o == STOP || o == FAILED)
			return o;
	}
	return FINISH;
}

/* ---- the summary ---- */

static void say_fact(const lbi_talk *t, size_t number, const lb_finding *f, const lb_fact *fact)
{
	static const char *const words[] = { [LB_UNKNOWN] = "not known", [LB_NO] = "no", [LB_YES] = "yes" };
	char value[64];
	if (fact->answer == LB_YES && f->kind != LB_KIND_yesno)
		lb_case_show(value, sizeof value, f, fact);
	else
		snprintf(value, sizeof value, "%s", words[fact->answer]);
	lbi_talk_say(t, 0, "%zu. %.*s %s", number, LB_FMT(f->ask), value);
}

static void say_screen(const lbi_talk *t, size_t number, const lb_screen *s, const lb_screened *said)
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
	lbi_talk_say(t, 0, "%zu. %.*s %s", number, LB_FMT(s->ask), value[0] ? value : plain);
}

/* Print the answers, or find the question of the number `wanted` (from 1). Returns how many there are. */
static size_t answers(const lbi_talk *t, bool print, size_t wanted, lb_question_id *id)
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

static outcome correct(lbi_talk *t, lb_question_id id)
{
	lb_question q;
	lb_arena a = { 0 };
	outcome o = lb_ask_again(&q, &t->c, id, &a, &t->err) ? FAILED : ask_one(t, &q);
	lb_arena_drop(&a);
	return o;
}

/* FINISH when all is right, GO_ON after changes: they may open new questions. */
static outcome check_answers(lbi_talk *t)
{
	bool changed = false;
	for (bool print = true;;) {
		lb_question_id id = 0;
		if (print) {
			fputc('\n', stderr);
			lbi_talk_say(t, 0, "This is what you said. Please check it.");
			answers(t, true, 0, &id);
			lbi_talk_say(t, 0, "Press Enter when it is right, or type a number to change that answer.");
		}
		if (!lbi_talk_hear(t) || lbi_talk_is_any(t->line, "q", "stop"))
			return STOP;
		if (!t->line[0] || lbi_talk_is_any(t->line, "y", "yes"))
			return changed ? GO_ON : FINISH;
		char *end;
		unsigned long number = strtoul(t->line, &end, 10);
		print = !*end && number && number <= answers(t, false, number, &id);
		if (!print) {
			lbi_talk_say(t, 0, "Please type one of the numbers, or press Enter.");
			continue;
		}
		outcome o = correct(t, id);
		changed = true;
		if (o == STOP || o == FAILED || o == FINISH)
			return o;
	}
}

/* ---- the whole ---- */

static int result(lbi_talk *t)
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

static int stopped(lbi_talk *t)
{
	lb_assessment a;
	lb_arena_reset(&t->work);
	if (!lb_assess(&a, &t->c, &t->work, &t->err) && a.triage.urgency >= LB_URGENCY_same_day)
		say_urgency(t, &a);
	if (t->path)
		lbi_talk_say(t, 0, "Stopped. Your answers are in %s. Go on with: lumbar ask -o %s. See what they say with: lumbar assess %s.",
		    t->path, t->path, t->path);
	else
		lbi_talk_say(t, 0, "Stopped. Nothing was kept.");
	return 0;
}

/* Nothing stands between a person and the help. */
static bool goes_for_help(const lbi_talk *t)
{
	return t->told == LB_URGENCY_emergency && !t->o.past_emergency;
}

static outcome run(lbi_talk *t, bool resumed)
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
static int open_case(lbi_talk *t, bool *resumed)
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
	if (s || !lbi_talk_derive(t))
		return lbi_fail_err(&t->err);
	/* a place that cannot be written is known before the first answer */
	return !there && !lbi_talk_keep(t) ? lb_status_exit(LB_IO) : 0;
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
	lbi_talk *t = lb_arena_new(c->arena, 1, sizeof *t);
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
