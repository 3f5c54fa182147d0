/* The words and the order that text, HTML and figures share. */
#include "view.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base.h"

const char *lbi_part_id(lbi_part p)
{
	static const char *const ids[LBI_PART_COUNT] = {
#define X(name, title, urgent) #name,
		LBI_PART_LIST(X)
#undef X
	};
	return ids[p];
}

const char *lbi_part_title(lbi_part p, bool urgent)
{
	static const char *const titles[LBI_PART_COUNT][2] = {
#define X(name, title, urgent) {title, urgent},
		LBI_PART_LIST(X)
#undef X
	};
	return titles[p][urgent];
}

/* "It eases in days." belongs to the sentence before it. */
static bool goes_on(lb_str rest)
{
	static const char *const words[] = {" That ", " This ", " It ", " They ", " So "};
	for (size_t i = 0; i < LBI_COUNT(words); i++)
		if (rest.n >= strlen(words[i]) && memcmp(rest.s, words[i], strlen(words[i])) == 0)
			return true;
	return false;
}

lb_str lbi_sentence(lb_str text, size_t *at)
{
	size_t from = *at, to = from;
	for (bool ends = false; to < text.n && !ends; to++) {
		lb_str rest = {text.s + to + 1, text.n - to - 1};
		ends = strchr(".!?", text.s[to]) && (!rest.n || (rest.s[0] == ' ' && !goes_on(rest)));
	}
	*at = to;
	return lbi_str_trim((lb_str){text.s + from, to - from});
}

const char *lbi_fit(int band)
{
	static const char *const words[] = {"fits a little", "fits in part", "fits well"};
	return words[band < LB_BAND_COUNT && band >= 0 ? band : 0];
}

const char *lbi_sign(int band)
{
	static const char *const words[] = {"a weak sign", "a clear sign", "a strong sign"};
	return words[band < LB_BAND_COUNT && band >= 0 ? band : 0];
}

const char *lbi_muscle_says(int state)
{
	static const char *const words[LB_MUSCLE_STATE_COUNT] = {
		[LB_MUSCLE_inhibited] = "may work less than it should",
		[LB_MUSCLE_guarded] = "may clamp to protect",
		[LB_MUSCLE_weak] = "may lack strength",
		[LB_MUSCLE_tiring] = "may give up early",
		[LB_MUSCLE_shortened] = "may be held short",
		[LB_MUSCLE_trigger] = "may have a sore knot",
	};
	return words[state < LB_MUSCLE_STATE_COUNT && state >= 0 ? state : 0];
}

const char *lbi_checked_says(int status)
{
	static const char *const words[] = {"read in the source", "quoted by another work",
					    "worked out from figures in the source",
					    "a choice by agreement, not measured", "recalled, not checked"};
	return words[(size_t)status < LBI_COUNT(words) ? status : LB_CHECKED_recalled];
}

lb_str lbi_spaced(char buf[LBI_PHRASE_MAX], lb_str id)
{
	size_t n = id.n < LBI_PHRASE_MAX ? id.n : LBI_PHRASE_MAX - 1;
	for (size_t i = 0; i < n; i++)
		buf[i] = id.s[i] == '_' ? ' ' : id.s[i];
	buf[n] = '\0';
	return (lb_str){buf, n};
}

lb_str lbi_fixed(char buf[32], double v, int decimals)
{
	long long scale = 1;
	for (int i = 0; i < decimals; i++)
		scale *= 10;
	bool finite = isfinite(v) && fabs(v) < 1e12;
	long long all = finite ? llround(fabs(v) * (double)scale) : 0;
	int n = snprintf(buf, 32, "%s%lld", v < 0 && all ? "-" : "", all / scale);
	if (decimals > 0 && all % scale) {
		n += snprintf(buf + n, 32 - (size_t)n, ".%0*lld", decimals, all % scale);
		while (buf[n - 1] == '0')
			n--;
	}
	return (lb_str){buf, (size_t)n};
}

/* ---- a finding, said ---- */

typedef struct {
	char *s;
	size_t n;
} line;

static void add(line *l, lb_str s)
{
	for (size_t i = 0; i < s.n && l->n + 1 < LBI_PHRASE_MAX; i++)
		l->s[l->n++] = s.s[i];
}

static void add_number(line *l, double v, const char *unit)
{
	char buf[32];
	lb_str number = lbi_fixed(buf, v, 1);
	add(l, LB_STR(" "));
	add(l, number);
	add(l, lbi_str_z(unit));
	if (strcmp(unit, " day") == 0 || strcmp(unit, " week") == 0 || strcmp(unit, " month") == 0 ||
	    strcmp(unit, " year") == 0)
		add(l, lbi_str_is(number, "1") ? LB_STR("") : LB_STR("s"));
}

#define DAY_S 86400.0
/* A length of time in the unit that people would use. */
static void add_time(line *l, double s)
{
	double days = s / DAY_S;
	if (days < 14)
		add_number(l, round(days), " day");
	else if (days < 180)
		add_number(l, round(days / 7), " week");
	else if (days < 730)
		add_number(l, round(days / 30.44), " month");
	else
		add_number(l, round(days / 36.525) / 10, " year");
}

static void add_value(line *l, const lb_finding *f, double value_si)
{
	static const struct {
		const char *unit, *said;
	} units[] = {{"degC", " °C"}, {"bpm", " a minute"}, {"1", ""}, {"week", " week"}, {"day", " day"}, {"%", " %"}};
	double v;
	if (lbi_str_is(f->id, "duration")) {
		add_time(l, value_si);
		return;
	}
	if (!lbi_from_si(&v, value_si, f->unit))
		return;
	if (lbi_str_is(f->id, "age"))
		add_number(l, floor(v), "");
	else if (lbi_str_is(f->id, "pain_now") || lbi_str_is(f->id, "pain_worst"))
		add_number(l, v, " of 10");
	else {
		for (size_t i = 0; i < LBI_COUNT(units); i++)
			if (lbi_str_is(f->unit, units[i].unit)) {
				add_number(l, v, units[i].said);
				return;
			}
		add_number(l, v, " ");
		add(l, f->unit);
	}
}

lb_str lbi_phrase(char buf[LBI_PHRASE_MAX], const lb_assessment *r, uint16_t finding)
{
	const lb_finding *f = &lb_findings(r->k).at[finding];
	const lb_fact *fact = &r->c->fact[finding];
	char words[LBI_PHRASE_MAX];
	line l = {buf, 0};
	add(&l, f->said.n ? f->said : lbi_spaced(words, f->id));
	if (fact->answer == LB_YES && f->kind == LB_KIND_choice && (size_t)fact->value_si < f->options.n) {
		add(&l, LB_STR(" "));
		add(&l, lbi_spaced(words, f->options.at[(size_t)fact->value_si]));
	} else if (fact->answer == LB_YES && f->kind == LB_KIND_number) {
		add_value(&l, f, fact->value_si);
	}
	buf[l.n] = '\0';
	return (lb_str){buf, l.n};
}

/* ---- order ---- */

const lb_return_advice *lbi_come_back(const lb_assessment *r, lb_audience audience, size_t i)
{
	int least = audience == LB_FOR_PERSON && lbi_urgent(r) ? (int)r->triage.urgency + 1 : 0;
	for (int u = LB_URGENCY_COUNT - 1; u >= least; u--)
		for (size_t j = 0; j < r->triage.come_back.n; j++)
			if (r->triage.come_back.at[j]->urgency == u && i-- == 0)
				return r->triage.come_back.at[j];
	return NULL;
}

const lb_likely *lbi_leading(const lb_assessment *r, size_t i)
{
	for (size_t j = 0; j < r->differential.contributors.n; j++)
		if (!r->differential.contributors.at[j].row->reaction && i-- == 0)
			return &r->differential.contributors.at[j];
	return NULL;
}

size_t lbi_muscle_number(const lb_assessment *r, size_t row)
{
	size_t number = 1;
	for (size_t i = 1; i <= row; i++)
		number += r->differential.muscles.at[i].muscle != r->differential.muscles.at[i - 1].muscle;
	return number;
}
