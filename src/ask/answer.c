/* A typed reply to a case. */
#include <math.h>

#include "ask.h"

typedef enum { SAYS_OTHER, SAYS_NO, SAYS_YES, SAYS_UNKNOWN } says;

static says read_word(lb_str text)
{
	static const struct {
		const char *word;
		says means;
	} words[] = { { "yes", SAYS_YES },         { "y", SAYS_YES },           { "no", SAYS_NO },
		      { "n", SAYS_NO },            { "none", SAYS_NO },         { "0", SAYS_NO },
		      { "none of these", SAYS_NO }, { "unknown", SAYS_UNKNOWN }, { "dont know", SAYS_UNKNOWN },
		      { "do not know", SAYS_UNKNOWN }, { "not sure", SAYS_UNKNOWN }, { "?", SAYS_UNKNOWN } };
	char buf[32];
	lb_str word = { buf, lbi_normalise(buf, sizeof buf, text) };
	for (size_t i = 0; i < LBI_COUNT(words); i++)
		if (lbi_str_is(word, words[i].word))
			return words[i].means;
	return SAYS_OTHER;
}

/* The number from 1 to n at s[*at]; 0 when there is none. Steps over it and the gap behind it. */
static size_t read_index(lb_str s, size_t *at, size_t n)
{
	size_t v = 0, from = *at;
	while (*at < s.n && lbi_is_digit((unsigned char)s.s[*at]) && *at - from < 3)
		v = v * 10 + (size_t)(s.s[(*at)++] - '0');
	bool ends = *at == s.n || s.s[*at] == ',' || lbi_is_space((unsigned char)s.s[*at]);
	while (*at < s.n && (s.s[*at] == ',' || lbi_is_space((unsigned char)s.s[*at])))
		(*at)++;
	return ends && v <= n ? v : 0;
}

static lb_status several(lb_case *c, const lb_question *q, lb_str text, lb_err *err)
{
	unsigned picked = 0;
	lb_str s = lbi_str_trim(text);
	for (size_t at = 0; at < s.n;) {
		size_t i = read_index(s, &at, q->options.n);
		if (!i)
			return lbi_fail(err, LB_PARSE, NULL, "type numbers from 1 to %zu with a space between, or 0 for none", q->options.n);
		picked |= 1u << (i - 1);
	}
	return picked ? lb_case_screen(c, q->screen, LB_YES, picked, err)
	              : lbi_fail(err, LB_PARSE, NULL, "type a number, or 0 for none of these");
}

static lb_status wide(lb_case *c, const lb_question *q, lb_str text, lb_err *err)
{
	says word = read_word(text);
	if (word == SAYS_NO)
		return lb_case_screen(c, q->screen, LB_NO, 0, err);
	if (word == SAYS_UNKNOWN)
		return lb_case_screen(c, q->screen, LB_UNKNOWN, 0, err);
	if (q->reply == LB_REPLY_SEVERAL)
		return several(c, q, text, err);
	if (word == SAYS_YES)
		return lb_case_screen(c, q->screen, LB_YES, 0, err);
	return lbi_fail(err, LB_PARSE, NULL, "type yes, no or ? for don't know");
}

static lb_status choice(lb_case *c, const lb_question *q, lb_str text, lb_err *err)
{
	lb_str s = lbi_str_trim(text);
	size_t at = 0, i = read_index(s, &at, q->options.n);
	if (i && at == s.n)
		return lb_case_value(c, q->finding, (double)(i - 1), err);
	return lb_case_answer_text(c, q->finding, s, err);
}

lb_status lb_ask_answer(lb_case *c, const lb_question *q, lb_str text, lb_err *err)
{
	if (q->done || (q->finding < 0) == (q->screen < 0))
		return lbi_fail(err, LB_BUG, NULL, "an answer without a question");
	if (q->screen >= 0)
		return wide(c, q, text, err);
	if (q->reply == LB_REPLY_CHOICE)
		return choice(c, q, text, err);
	return lb_case_answer_text(c, q->finding, lbi_str_trim(text), err);
}
