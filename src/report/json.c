/* An assessment as JSON: the keys of doc/json.md. Numbers are rounded here and nowhere else. */
#include <math.h>

#include "base.h"
#include "lumbar/report.h"
#include "day_report.h"
#include "out.h"
#include "page.h"

typedef struct {
	lbi_json j;
	const lb_assessment *r;
	const lb_finding *findings;
} writer;

static void refs(writer *w, lb_str key, lb_refs list)
{
	lbi_json_key(&w->j, key);
	lbi_json_open(&w->j, '[');
	for (size_t i = 0; i < list.n; i++)
		lbi_json_clean(&w->j, list.at[i].id);
	lbi_json_close(&w->j, ']');
}

static void ids(writer *w, lb_str key, lb_finding_list list)
{
	lbi_json_key(&w->j, key);
	lbi_json_open(&w->j, '[');
	for (size_t i = 0; i < list.n; i++)
		lbi_json_clean(&w->j, w->findings[list.at[i]].id);
	lbi_json_close(&w->j, ']');
}

static void kname(writer *w, lb_str key, lb_names names, int value)
{
	lbi_json_key(&w->j, key);
	lbi_json_clean(&w->j, lbi_str_z(lb_name(names, value)));
}

static void filled(writer *w, lb_str key, lb_str text)
{
	/* levels' texts are short; the pieces are joined on the stack */
	char buf[1024];
	size_t at = 0, n = 0;
	for (lb_str piece; (piece = lbi_fill(text, &at, w->r->service)).n;)
		for (size_t i = 0; i < piece.n && n < sizeof buf; i++)
			buf[n++] = piece.s[i];
	lbi_json_kstr(&w->j, key, (lb_str){ buf, n });
}

/* ---- the case ---- */

static void fact(writer *w, size_t i)
{
	const lb_finding *f = &w->findings[i];
	const lb_fact *v = &w->r->c->fact[i];
	static const char *const tri[] = { "unknown", "no", "yes" };
	lbi_json_open(&w->j, '{');
	lbi_json_kclean(&w->j, LBI_KEY("id"), f->id);
	lbi_json_key(&w->j, LBI_KEY("answer"));
	double x;
	if (v->answer == LB_YES && f->kind == LB_KIND_choice) {
		lbi_json_clean(&w->j, f->options.at[(size_t)v->value_si]);
	} else if (v->answer == LB_YES && f->kind == LB_KIND_number && lbi_from_si(&x, v->value_si, f->unit)) {
		lbi_json_num(&w->j, x, 3);
		lbi_json_kclean(&w->j, LBI_KEY("unit"), f->unit);
	} else {
		lbi_json_clean(&w->j, lbi_str_z(tri[v->answer]));
	}
	lbi_json_key(&w->j, LBI_KEY("from"));
	lbi_json_clean(&w->j, lbi_str_z(lb_origin_name((lb_origin)v->from)));
	lbi_json_close(&w->j, '}');
}

static void the_case(writer *w)
{
	const lb_case *c = w->r->c;
	lbi_json_key(&w->j, LBI_KEY("case"));
	lbi_json_open(&w->j, '{');
	if (c->id.n)
		lbi_json_kstr(&w->j, LBI_KEY("id"), c->id);
	lbi_json_kclean(&w->j, LBI_KEY("country"), w->r->service->country);
	if (w->r->country_unknown)
		lbi_json_kstr(&w->j, LBI_KEY("country_not_known"), c->country);
	lbi_json_key(&w->j, LBI_KEY("findings"));
	lbi_json_open(&w->j, '[');
	for (size_t i = 0; i < c->n_facts; i++)
		if (c->fact[i].from != LB_ORIGIN_nobody && !(c->fact[i].from == LB_ORIGIN_rule && c->fact[i].answer == LB_NO))
			fact(w, i);
	lbi_json_close(&w->j, ']');
	if (c->heard.n) {
		lbi_json_key(&w->j, LBI_KEY("understood"));
		lbi_json_open(&w->j, '[');
		for (size_t i = 0; i < c->heard.n; i++) {
			lbi_json_open(&w->j, '{');
			lbi_json_kstr(&w->j, LBI_KEY("words"), c->heard.at[i].phrase);
			lbi_json_kclean(&w->j, LBI_KEY("finding"), w->findings[c->heard.at[i].finding].id);
			lbi_json_key(&w->j, LBI_KEY("used"));
			lbi_json_bool(&w->j, c->heard.at[i].used);
			lbi_json_close(&w->j, '}');
		}
		lbi_json_close(&w->j, ']');
	}
	if (c->unheard.n) {
		lbi_json_key(&w->j, LBI_KEY("not_understood"));
		lbi_json_open(&w->j, '[');
		for (size_t i = 0; i < c->unheard.n; i++)
			lbi_json_str(&w->j, c->unheard.at[i]);
		lbi_json_close(&w->j, ']');
	}
	if (c->contradictions.n) {
		lbi_json_key(&w->j, LBI_KEY("contradictions"));
		lbi_json_open(&w->j, '[');
		for (size_t i = 0; i < c->contradictions.n; i++)
			lbi_json_str(&w->j, c->contradictions.at[i].text);
		lbi_json_close(&w->j, ']');
	}
	lbi_json_close(&w->j, '}');
}

/* ---- triage ---- */

static void suspected(writer *w, const lb_suspected *s)
{
	lbi_json_open(&w->j, '{');
	lbi_json_kclean(&w->j, LBI_KEY("id"), s->suspect->id);
	lbi_json_kclean(&w->j, LBI_KEY("label"), s->suspect->label);
	lbi_json_kclean(&w->j, LBI_KEY("clinician"), s->suspect->clinician);
	kname(w, LBI_KEY("urgency"), LB_NAMES_URGENCY, (int)s->urgency);
	kname(w, LBI_KEY("band"), LB_NAMES_BAND, (int)s->band);
	lbi_json_kclean(&w->j, LBI_KEY("act"), s->suspect->act);
	lbi_json_key(&w->j, LBI_KEY("why"));
	lbi_json_open(&w->j, '[');
	for (size_t i = 0; i < s->n_alarms; i++) {
		const lb_alarm *a = &w->r->triage.alarms.at[s->first_alarm + i];
		lbi_json_open(&w->j, '{');
		lbi_json_kclean(&w->j, LBI_KEY("rule"), a->rule->id);
		kname(w, LBI_KEY("urgency"), LB_NAMES_URGENCY, a->rule->urgency);
		lbi_json_kclean(&w->j, LBI_KEY("text"), a->rule->why);
		ids(w, LBI_KEY("findings"), a->because);
		lbi_json_key(&w->j, LBI_KEY("unconfirmed"));
		lbi_json_bool(&w->j, a->unconfirmed);
		refs(w, LBI_KEY("sources"), a->rule->sources);
		lbi_json_close(&w->j, '}');
	}
	lbi_json_close(&w->j, ']');
	refs(w, LBI_KEY("sources"), s->suspect->sources);
	lbi_json_close(&w->j, '}');
}

static void triage(writer *w)
{
	const lb_triage *t = &w->r->triage;
	lbi_json_key(&w->j, LBI_KEY("triage"));
	lbi_json_open(&w->j, '{');
	kname(w, LBI_KEY("urgency"), LB_NAMES_URGENCY, (int)t->urgency);
	lbi_json_kclean(&w->j, LBI_KEY("label"), t->level->label);
	filled(w, LBI_KEY("act"), t->level->act);
	lbi_json_kclean(&w->j, LBI_KEY("how_soon"), t->level->how_soon);
	lbi_json_key(&w->j, LBI_KEY("unconfirmed"));
	lbi_json_bool(&w->j, t->unconfirmed);
	lbi_json_key(&w->j, LBI_KEY("suspected"));
	lbi_json_open(&w->j, '[');
	for (size_t i = 0; i < t->suspected.n; i++)
		suspected(w, &t->suspected.at[i]);
	lbi_json_close(&w->j, ']');
	ids(w, LBI_KEY("not_asked"), t->not_asked);
	lbi_json_key(&w->j, LBI_KEY("come_back_if"));
	lbi_json_open(&w->j, '[');
	for (size_t i = 0; i < t->come_back.n; i++) {
		const lb_return_advice *r = t->come_back.at[i];
		lbi_json_open(&w->j, '{');
		lbi_json_kclean(&w->j, LBI_KEY("id"), r->id);
		kname(w, LBI_KEY("urgency"), LB_NAMES_URGENCY, r->urgency);
		lbi_json_kclean(&w->j, LBI_KEY("text"), r->text);
		refs(w, LBI_KEY("suspects"), r->suspects);
		refs(w, LBI_KEY("sources"), r->sources);
		lbi_json_close(&w->j, '}');
	}
	lbi_json_close(&w->j, ']');
	lbi_json_close(&w->j, '}');
}

/* ---- differential ---- */

static void evidence(writer *w, lb_str key, const lb_likely *l, bool positive)
{
	lbi_json_key(&w->j, key);
	lbi_json_open(&w->j, '[');
	for (size_t i = 0; i < l->evidence.n; i++) {
		const lb_weighed *e = &l->evidence.at[i];
		if ((e->log_odds > 0) != positive)
			continue;
		lbi_json_open(&w->j, '{');
		lbi_json_kclean(&w->j, LBI_KEY("finding"), e->row->finding.id);
		lbi_json_key(&w->j, LBI_KEY("answer"));
		lbi_json_clean(&w->j, lbi_str_z(w->r->c->fact[e->row->finding.index].answer == LB_YES ? "yes" : "no"));
		lbi_json_key(&w->j, e->row->weight.given ? LBI_KEY("pattern") : LBI_KEY("lr"));
		lbi_json_num(&w->j, e->row->weight.given ? e->log_odds : exp(e->log_odds), 2);
		lbi_json_key(&w->j, LBI_KEY("counts"));
		lbi_json_bool(&w->j, e->counts);
		kname(w, LBI_KEY("status"), LB_NAMES_CHECKED, e->row->status);
		refs(w, LBI_KEY("sources"), e->row->sources);
		lbi_json_close(&w->j, '}');
	}
	lbi_json_close(&w->j, ']');
}

static void contributors(writer *w, bool urgent)
{
	const lb_differential *d = &w->r->differential;
	lbi_json_key(&w->j, LBI_KEY("contributors"));
	lbi_json_open(&w->j, '[');
	size_t shown = d->contributors.n < LBI_CONTRIBUTORS_SHOWN ? d->contributors.n : LBI_CONTRIBUTORS_SHOWN;
	for (size_t i = 0; i < shown; i++) {
		const lb_likely *l = &d->contributors.at[i];
		lbi_json_open(&w->j, '{');
		lbi_json_kclean(&w->j, LBI_KEY("id"), l->row->id);
		lbi_json_kclean(&w->j, LBI_KEY("label"), l->row->label);
		lbi_json_kclean(&w->j, LBI_KEY("clinician"), l->row->clinician);
		kname(w, LBI_KEY("nature"), LB_NAMES_NATURE, l->row->nature);
		kname(w, LBI_KEY("band"), LB_NAMES_BAND, (int)l->band);
		lbi_json_knum(&w->j, LBI_KEY("probability"), l->probability, 2);
		lbi_json_key(&w->j, LBI_KEY("capped"));
		lbi_json_bool(&w->j, l->capped);
		if (l->row->reaction) {
			lbi_json_key(&w->j, LBI_KEY("may_guard"));
			lbi_json_open(&w->j, '[');
			for (size_t g = 0; g < d->guarded.n; g++)
				lbi_json_clean(&w->j, d->guarded.at[g]->id);
			lbi_json_close(&w->j, ']');
		}
		lbi_json_kclean(&w->j, LBI_KEY("explain"), l->row->explain);
		if (!urgent)
			lbi_json_kclean(&w->j, LBI_KEY("do"), l->row->help);
		evidence(w, LBI_KEY("for"), l, true);
		evidence(w, LBI_KEY("against"), l, false);
		refs(w, LBI_KEY("sources"), l->row->sources);
		lbi_json_close(&w->j, '}');
	}
	lbi_json_close(&w->j, ']');
	lbi_json_key(&w->j, LBI_KEY("also_weighed"));
	lbi_json_open(&w->j, '[');
	for (size_t i = shown; i < d->contributors.n; i++) {
		const lb_likely *l = &d->contributors.at[i];
		lbi_json_open(&w->j, '{');
		lbi_json_kclean(&w->j, LBI_KEY("id"), l->row->id);
		kname(w, LBI_KEY("band"), LB_NAMES_BAND, (int)l->band);
		lbi_json_knum(&w->j, LBI_KEY("probability"), l->probability, 2);
		lbi_json_close(&w->j, '}');
	}
	lbi_json_close(&w->j, ']');
}

static void stage(writer *w)
{
	const lb_differential *d = &w->r->differential;
	if (!d->stage)
		return;
	lbi_json_key(&w->j, LBI_KEY("stage"));
	lbi_json_open(&w->j, '{');
	lbi_json_kclean(&w->j, LBI_KEY("id"), d->stage->id);
	lbi_json_kclean(&w->j, LBI_KEY("label"), d->stage->label);
	int dur = lb_finding_index(w->r->k, LB_STR("duration"));
	if (dur >= 0 && w->r->c->fact[dur].answer == LB_YES)
		lbi_json_knum(&w->j, LBI_KEY("weeks"), w->r->c->fact[dur].value_si / 604800, 1);
	lbi_json_kclean(&w->j, LBI_KEY("why"), d->stage->why);
	ids(w, LBI_KEY("because"), d->stage_because);
	refs(w, LBI_KEY("sources"), d->stage->sources);
	lbi_json_close(&w->j, '}');
}

static void drivers(writer *w, lb_str key, bool urgent, int kind)
{
	const lb_differential *d = &w->r->differential;
	lbi_json_key(&w->j, key);
	lbi_json_open(&w->j, '[');
	for (size_t i = 0; i < d->drivers.n; i++) {
		const lb_driving *v = &d->drivers.at[i];
		if (v->row->kind != kind)
			continue;
		lbi_json_open(&w->j, '{');
		lbi_json_kclean(&w->j, LBI_KEY("id"), v->row->id);
		lbi_json_kclean(&w->j, LBI_KEY("label"), v->row->label);
		lbi_json_kclean(&w->j, LBI_KEY("explain"), v->row->explain);
		if (!urgent)
			lbi_json_kclean(&w->j, LBI_KEY("action"), v->row->action);
		ids(w, LBI_KEY("because"), v->because);
		refs(w, LBI_KEY("sources"), v->row->sources);
		lbi_json_close(&w->j, '}');
	}
	lbi_json_close(&w->j, ']');
}

static void muscles(writer *w)
{
	const lb_differential *d = &w->r->differential;
	lbi_json_key(&w->j, LBI_KEY("muscles"));
	lbi_json_open(&w->j, '[');
	for (size_t i = 0; i < d->muscles.n; i++) {
		const lb_muscle_in *m = &d->muscles.at[i];
		lbi_json_open(&w->j, '{');
		lbi_json_kclean(&w->j, LBI_KEY("id"), m->muscle->id);
		lbi_json_kclean(&w->j, LBI_KEY("label"), m->muscle->label);
		kname(w, LBI_KEY("state"), LB_NAMES_MUSCLE_STATE, m->rule->state);
		kname(w, LBI_KEY("sure"), LB_NAMES_BAND, m->rule->sure);
		if (!lbi_str_is(m->side, "?"))
			lbi_json_kclean(&w->j, LBI_KEY("side"), m->side);
		if (!lbi_str_is(m->level, "?"))
			lbi_json_kclean(&w->j, LBI_KEY("level"), m->level);
		lbi_json_kclean(&w->j, LBI_KEY("why"), m->rule->why);
		ids(w, LBI_KEY("because"), m->because);
		refs(w, LBI_KEY("sources"), m->rule->sources);
		lbi_json_close(&w->j, '}');
	}
	lbi_json_close(&w->j, ']');
}

static void fat(writer *w)
{
	const lb_fat *f = &w->r->differential.fat;
	if (!f->grade)
		return;
	lbi_json_key(&w->j, LBI_KEY("multifidus_fat"));
	lbi_json_open(&w->j, '{');
	lbi_json_kclean(&w->j, LBI_KEY("grade"), (lb_str){ &f->grade, 1 });
	if (f->share_given)
		lbi_json_knum(&w->j, LBI_KEY("share"), f->share_frac, 3);
	lbi_json_key(&w->j, LBI_KEY("differs_from_grade_told"));
	lbi_json_bool(&w->j, f->differs);
	lbi_json_close(&w->j, '}');
}

static void course(writer *w)
{
	const lb_expected *e = &w->r->differential.course;
	if (!e->given)
		return;
	lbi_json_key(&w->j, LBI_KEY("course"));
	lbi_json_open(&w->j, '{');
	lbi_json_kclean(&w->j, LBI_KEY("cohort"), e->cohort->id);
	lbi_json_knum(&w->j, LBI_KEY("week"), e->week, 1);
	lbi_json_knum(&w->j, LBI_KEY("mean_of_100"), e->mean, 0);
	lbi_json_knum(&w->j, LBI_KEY("lo"), e->lo, 0);
	lbi_json_knum(&w->j, LBI_KEY("hi"), e->hi, 0);
	kname(w, LBI_KEY("spread_status"), LB_NAMES_CHECKED, e->spread_status);
	if (e->pain_given) {
		lbi_json_knum(&w->j, LBI_KEY("pain_of_100"), e->pain, 0);
		lbi_json_key(&w->j, LBI_KEY("above"));
		lbi_json_bool(&w->j, e->above);
	}
	refs(w, LBI_KEY("sources"), e->sources);
	lbi_json_close(&w->j, '}');
}

/* ---- questionnaires, advice, remedies ---- */

static void scale(writer *w, const lb_score_scale *row, const lb_scale_score *s)
{
	static const char *const states[] = { "not_given", "scored", "typed", "too_few" };
	lbi_json_open(&w->j, '{');
	lbi_json_kclean(&w->j, LBI_KEY("id"), row->id);
	lbi_json_key(&w->j, LBI_KEY("state"));
	lbi_json_clean(&w->j, lbi_str_z(states[s->state]));
	if (s->state == LB_SCORE_SCORED || s->state == LB_SCORE_TYPED)
		lbi_json_knum(&w->j, LBI_KEY("value"), s->value, 2);
	lbi_json_knum(&w->j, LBI_KEY("lo"), row->lo, 2);
	lbi_json_knum(&w->j, LBI_KEY("hi"), row->hi, 2);
	lbi_json_knum(&w->j, LBI_KEY("missing"), s->missing, 0);
	lbi_json_close(&w->j, '}');
}

static void score_change(writer *w, const lb_change *c)
{
	static const char *const facts[] = { "unknown", "no", "yes" };
	lbi_json_key(&w->j, LBI_KEY("change"));
	lbi_json_open(&w->j, '{');
	lbi_json_key(&w->j, LBI_KEY("verdict"));
	lbi_json_clean(&w->j, lbi_str_z(lb_change_word(c->verdict)));
	lbi_json_knum(&w->j, LBI_KEY("before"), c->before, 2);
	lbi_json_knum(&w->j, LBI_KEY("after"), c->after, 2);
	lbi_json_knum(&w->j, LBI_KEY("improvement"), c->improvement, 2);
	lbi_json_key(&w->j, LBI_KEY("important"));
	lbi_json_clean(&w->j, lbi_str_z(facts[c->important]));
	lbi_json_key(&w->j, LBI_KEY("beyond_error"));
	lbi_json_clean(&w->j, lbi_str_z(facts[c->beyond_error]));
	lbi_json_key(&w->j, LBI_KEY("plain"));
	lbi_json_clean(&w->j, lbi_str_z(lb_change_plain(c->verdict)));
	lbi_json_close(&w->j, '}');
}

static void one_score(writer *w, const lb_scored *q)
{
	const lb_instrument *in = q->now.instrument;
	lbi_json_open(&w->j, '{');
	lbi_json_kclean(&w->j, LBI_KEY("id"), in->id);
	lbi_json_kclean(&w->j, LBI_KEY("label"), in->label);
	lbi_json_key(&w->j, LBI_KEY("scales"));
	lbi_json_open(&w->j, '[');
	for (size_t s = 0; s < in->scales.n; s++)
		scale(w, &in->scales.at[s], &q->now.scale[s]);
	lbi_json_close(&w->j, ']');
	if (q->now.band) {
		lbi_json_kclean(&w->j, LBI_KEY("band"), q->now.band->id);
		lbi_json_kclean(&w->j, LBI_KEY("plain"), q->now.band->plain);
	}
	if (q->compared)
		score_change(w, &q->change);
	if (q->now.conflict_count) {
		lbi_json_key(&w->j, LBI_KEY("conflicts"));
		lbi_json_open(&w->j, '[');
		for (size_t x = 0; x < q->now.conflict_count; x++)
			lbi_json_clean(&w->j, q->now.conflicts[x]->plain);
		lbi_json_close(&w->j, ']');
	}
	refs(w, LBI_KEY("sources"), in->sources);
	lbi_json_close(&w->j, '}');
}

static void scores(writer *w)
{
	const lb_case *c = w->r->c;
	if (!c->scores.n)
		return;
	lbi_json_key(&w->j, LBI_KEY("scores"));
	lbi_json_open(&w->j, '[');
	for (size_t i = 0; i < c->scores.n; i++)
		one_score(w, &c->scores.at[i]);
	lbi_json_close(&w->j, ']');
}

/* Groups at risk, and the risk class of a screening questionnaire that answers it. */
static void risk(writer *w, bool urgent)
{
	lbi_json_key(&w->j, LBI_KEY("risk"));
	lbi_json_open(&w->j, '{');
	drivers(w, LBI_KEY("groups"), urgent, LB_DRIVER_risk_group);
	for (size_t i = 0; i < w->r->c->scores.n; i++) {
		const lb_score *s = &w->r->c->scores.at[i].now;
		if (s->band && lbi_str_is(s->instrument->id, "start_back"))
			lbi_json_kclean(&w->j, LBI_KEY("start_back"), s->band->id);
	}
	lbi_json_close(&w->j, '}');
}

static void advice(writer *w)
{
	lbi_json_key(&w->j, LBI_KEY("advice"));
	lbi_json_open(&w->j, '{');
	for (int t = 0; t < LB_ADVICE_TOPIC_COUNT; t++) {
		static const lb_str keys[] = { [LB_ADVICE_imaging] = { "\"imaging\":", 10 },
			                       [LB_ADVICE_direction] = { "\"direction\":", 12 },
			                       [LB_ADVICE_referral] = { "\"referral\":", 11 } };
		const lb_advice *a = w->r->advice[t];
		if (!a)
			continue;
		lbi_json_key(&w->j, keys[t]);
		lbi_json_open(&w->j, '{');
		lbi_json_kclean(&w->j, LBI_KEY("id"), a->id);
		lbi_json_kclean(&w->j, LBI_KEY("text"), a->text);
		refs(w, LBI_KEY("sources"), a->sources);
		lbi_json_close(&w->j, '}');
	}
	lbi_json_close(&w->j, '}');
}

static void offers(writer *w, lb_str key, const lb_offer *at, size_t n)
{
	lbi_json_key(&w->j, key);
	lbi_json_open(&w->j, '[');
	for (size_t i = 0; i < n; i++) {
		lbi_json_open(&w->j, '{');
		lbi_json_kclean(&w->j, LBI_KEY("id"), at[i].row->id);
		kname(w, LBI_KEY("verdict"), LB_NAMES_REMEDY_VERDICT, at[i].stage->verdict);
		lbi_json_close(&w->j, '}');
	}
	lbi_json_close(&w->j, ']');
}

lb_status lb_report_json(const lb_assessment *r, lb_sink sink, lb_err *err)
{
	lbi_out out;
	lbi_out_start(&out, sink);
	writer w = { .j = { .out = &out }, .r = r, .findings = lb_findings(r->k).at };
	bool urgent = r->triage.urgency >= LB_URGENCY_same_day;
	lbi_json_open(&w.j, '{');
	lbi_json_kclean(&w.j, LBI_KEY("schema"), LB_STR("lumbar.assessment/1"));
	lbi_json_kclean(&w.j, LBI_KEY("knowledge"), lb_knowledge_version(r->k));
	the_case(&w);
	triage(&w);
	stage(&w);
	contributors(&w, urgent);
	drivers(&w, LBI_KEY("drivers"), urgent, LB_DRIVER_driver);
	risk(&w, urgent);
	muscles(&w);
	fat(&w);
	course(&w);
	scores(&w);
	advice(&w);
	if (r->day) {
		lbi_json_key(&w.j, LBI_KEY("load"));
		lbi_day_json(&w.j, r->day, !urgent);
	}
	offers(&w, LBI_KEY("remedies"), r->remedies.at, r->remedies.n);
	offers(&w, LBI_KEY("avoid"), r->avoid.at, r->avoid.n);
	lbi_json_close(&w.j, '}');
	lbi_put(&out, LB_STR("\n"));
	return lbi_out_end(&out, err);
}

lb_status lb_report_error_json(const lb_err *e, lb_str id, lb_sink sink, lb_err *err)
{
	lbi_out out;
	lbi_out_start(&out, sink);
	lbi_json j = { .out = &out };
	lbi_json_open(&j, '{');
	lbi_json_kclean(&j, LBI_KEY("schema"), LB_STR("lumbar.assessment/1"));
	if (id.n)
		lbi_json_kstr(&j, LBI_KEY("id"), id);
	lbi_json_key(&j, LBI_KEY("error"));
	lbi_json_open(&j, '{');
	lbi_json_key(&j, LBI_KEY("status"));
	lbi_json_strz(&j, lb_status_name(e->status));
	lbi_json_key(&j, LBI_KEY("where"));
	lbi_json_strz(&j, e->where);
	lbi_json_key(&j, LBI_KEY("what"));
	lbi_json_strz(&j, e->what);
	lbi_json_close(&j, '}');
	lbi_json_close(&j, '}');
	lbi_put(&out, LB_STR("\n"));
	return lbi_out_end(&out, err);
}
