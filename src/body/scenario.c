/* A scenario file to a lb_scenario. Keys and units: doc/body.md. */
#include "body.h"
#include "lumbar/day_load.h"
#include "node.h"

typedef struct {
	lb_scenario s;
	const lbi_doc *doc;
	lb_arena *arena;
	lb_err *err;
} reader;

static const struct {
	const char *name;
	size_t input;
	double most;
} inputs[] = {
#define IN(name, most)                                                                                                 \
	{                                                                                                              \
#name, offsetof(lb_body_day, name) / sizeof(double), most                                              \
	}
	IN(load, 4),      IN(sleep_lost, 1),  IN(stress, 1),     IN(heavy, 1),      IN(rest, 1),
	IN(nsaid, 1),     IN(heat, 1),        IN(activation, 1), IN(resistance, 1), IN(walking, 1),
	IN(education, 1), IN(dehydration, 1), IN(injury, 10),    IN(strain, 4),
#undef IN
};

/* ---- values ---- */

static lb_status wrong(reader *r, const lbi_node *n, const char *want)
{
	char buf[64];
	return lbi_fail_node(r->err, LB_PARSE, r->doc, n, "%.*s must be %s, not %s", LB_FMT(n->name), want,
			     lbi_node_show(n, buf, sizeof buf));
}

static lb_status number(reader *r, const lbi_node *n, double lo, double hi, double *out)
{
	bool ok = n->kind == LBI_NUMBER || (n->kind == LBI_TEXT && lbi_number(out, n->text));
	if (n->kind == LBI_NUMBER)
		*out = n->number;
	if (!ok)
		return wrong(r, n, "a number");
	if (!(*out >= lo && *out <= hi))
		return lbi_fail_node(r->err, LB_RANGE, r->doc, n, "%.*s: %g is outside %g .. %g", LB_FMT(n->name), *out,
				     lo, hi);
	return LB_OK;
}

static lb_status days(reader *r, const lbi_node *n, double *out)
{
	double v;
	lb_str unit;
	if (n->kind != LBI_TEXT || !lbi_number_unit(&v, &unit, n->text) || !lbi_to_si(out, v, unit, LB_STR("s")))
		return lbi_fail_node(r->err, LB_UNIT, r->doc, n, "%.*s needs a time with its unit, such as 3 days",
				     LB_FMT(n->name));
	*out /= LBI_SECONDS_A_DAY;
	if (!(*out >= 0 && *out <= LB_SCENARIO_DAYS_MAX))
		return lbi_fail_node(r->err, LB_RANGE, r->doc, n, "%g days are outside 0 .. %d", *out,
				     LB_SCENARIO_DAYS_MAX);
	return LB_OK;
}

typedef struct {
	const char *const *at;
	size_t n;
} words;

static lb_str word_at(size_t i, const void *ctx)
{
	return lbi_str_z(((const words *)ctx)->at[i]);
}

static lb_status unknown(reader *r, const lbi_node *n, lb_str word, const char *const *known, size_t count)
{
	words w = {known, count};
	lb_str near = lbi_nearest(word, count, word_at, &w);
	return lbi_fail_node(r->err, LB_UNKNOWN_WORD, r->doc, n, "'%.*s' is not known here%s%.*s%s", LB_FMT(word),
			     near.n ? "; nearest: '" : "", LB_FMT(near), near.n ? "'" : "");
}

static lb_status input_of(reader *r, const lbi_node *n, lb_str word, size_t *input, double *most)
{
	const char *known[LBI_COUNT(inputs)];
	for (size_t i = 0; i < LBI_COUNT(inputs); i++) {
		known[i] = inputs[i].name;
		if (lbi_str_is(word, inputs[i].name))
			return *input = inputs[i].input, *most = inputs[i].most, LB_OK;
	}
	return unknown(r, n, word, known, LBI_COUNT(inputs));
}

/* ---- spans: { what: nsaid, from: 2 days, to: 14 days, dose: 1, on: [0, 1] } ---- */

static lb_status weekdays(reader *r, const lbi_node *n, unsigned *out)
{
	double v = -1;
	lb_status s = n->kind == LBI_LIST ? LB_OK : wrong(r, n, "a list of days of the week, 0 .. 6");
	for (const lbi_node *c = n->first; c && !s; c = c->next) {
		bool told = c->kind == LBI_NUMBER || (c->kind == LBI_TEXT && lbi_number(&v, c->text));
		v = c->kind == LBI_NUMBER ? c->number : v;
		if (!told || !(v >= 0 && v <= 6 && v == floor(v)))
			s = lbi_fail_node(r->err, LB_RANGE, r->doc, c, "on: days of the week are 0 .. 6");
		else
			*out |= 1u << (unsigned)v;
	}
	return s;
}

static lb_status span_of(reader *r, const lbi_node *row, lb_span *out)
{
	static const char *const known[] = {"what", "from", "to", "dose", "on"};
	const lbi_node *what = lbi_node_get(row, "what");
	double most = 1;
	*out = (lb_span){.to_day = LB_SCENARIO_DAYS_MAX, .value = 1};
	if (row->kind != LBI_MAP || !what || what->kind != LBI_TEXT)
		return lbi_fail_node(r->err, LB_PARSE, r->doc, row,
				     "a row needs what: and may have from:, to:, dose:, on:");
	lb_status s = input_of(r, what, what->text, &out->input, &most);
	for (const lbi_node *n = row->first; n && !s; n = n->next) {
		if (lbi_str_is(n->name, "from"))
			s = days(r, n, &out->from_day);
		else if (lbi_str_is(n->name, "to"))
			s = days(r, n, &out->to_day);
		else if (lbi_str_is(n->name, "dose"))
			s = number(r, n, 0, most, &out->value);
		else if (lbi_str_is(n->name, "on"))
			s = weekdays(r, n, &out->weekdays);
		else if (n != what)
			s = unknown(r, n, n->name, known, LBI_COUNT(known));
	}
	bool once = lbi_str_is(what->text, "injury") || lbi_str_is(what->text, "strain");
	if (once && !lbi_node_get(row, "to") && !out->weekdays)
		out->to_day = out->from_day + 1; /* happens once */
	if (!s && !(out->to_day > out->from_day))
		s = lbi_fail_node(r->err, LB_RANGE, r->doc, row, "it ends on day %g, before it begins on day %g", out->to_day,
				  out->from_day);
	return s;
}

static lb_status spans(reader *r, const lbi_node *n, lb_span *out, size_t most, size_t *count)
{
	lb_status s = n->kind == LBI_LIST ? LB_OK : wrong(r, n, "a list");
	for (const lbi_node *c = n->first; c && !s; c = c->next) {
		if (*count == most)
			return lbi_fail_node(r->err, LB_LIMIT, r->doc, c, "more than %zu rows", most);
		s = span_of(r, c, &out[(*count)++]);
	}
	return s;
}

/* ---- arms ---- */

static lb_status hypothesis(reader *r, const lbi_node *n, lb_hypothesis *out)
{
	const char *known[LB_HYPOTHESES];
	for (int h = 0; h < LB_HYPOTHESES; h++) {
		known[h] = lb_hypothesis_name((lb_hypothesis)h);
		if (n->kind == LBI_TEXT && lbi_str_is(n->text, known[h]))
			return *out = (lb_hypothesis)h, LB_OK;
	}
	return unknown(r, n, n->text, known, LB_HYPOTHESES);
}

static lb_status arm(reader *r, const lbi_node *row, lb_arm_of *out)
{
	static const char *const known[] = {"label", "hypothesis", "care"};
	lb_status s = row->kind == LBI_MAP ? LB_OK : wrong(r, row, "a map");
	for (const lbi_node *n = row->first; n && !s; n = n->next) {
		if (lbi_str_is(n->name, "label") && n->kind != LBI_TEXT)
			s = wrong(r, n, "a text");
		else if (lbi_str_is(n->name, "label"))
			out->label = n->text;
		else if (lbi_str_is(n->name, "hypothesis"))
			s = hypothesis(r, n, &out->hypothesis);
		else if (lbi_str_is(n->name, "care"))
			s = spans(r, n, out->care, LB_ARM_CARE_MAX, &out->n_care);
		else
			s = unknown(r, n, n->name, known, LBI_COUNT(known));
	}
	return s;
}

static lb_status arms(reader *r, const lbi_node *n)
{
	lb_status s = n->kind == LBI_LIST ? LB_OK : wrong(r, n, "a list of arms");
	for (const lbi_node *c = n->first; c && !s; c = c->next) {
		if (r->s.n_arms == LB_ARMS_MAX)
			return lbi_fail_node(r->err, LB_LIMIT, r->doc, c, "more than %d arms", LB_ARMS_MAX);
		s = arm(r, c, &r->s.arm[r->s.n_arms++]);
	}
	return s;
}

/* ---- the person, the start, the tasks of the day ---- */

static lb_status person(reader *r, const lbi_node *n)
{
	static const char *const known[] = {"ordinary", "sensitive", "fearful", "prone"};
	double *const to[] = {&r->s.ordinary, &r->s.gain, &r->s.fearful, &r->s.prone};
	lb_status s = n->kind == LBI_MAP ? LB_OK : wrong(r, n, "a map of traits");
	for (const lbi_node *c = n->first; c && !s; c = c->next) {
		size_t k = 0;
		while (k < LBI_COUNT(known) && !lbi_str_is(c->name, known[k]))
			k++;
		s = k == LBI_COUNT(known) ? unknown(r, c, c->name, known, LBI_COUNT(known))
					  : number(r, c, 0, 20, to[k]);
	}
	return s;
}

static lb_status start(reader *r, const lbi_node *n)
{
	const char *known[LB_BODY_STATES];
	lb_status s = LB_OK;
	for (int k = 0; k < LB_BODY_STATES; k++)
		known[k] = lb_body_state_name(k);
	for (const lbi_node *c = n->first; c && !s; c = c->next) {
		int k = 0;
		while (k < LB_BODY_STATES && !lbi_str_is(c->name, known[k]))
			k++;
		s = k == LB_BODY_STATES ? unknown(r, c, c->name, known, LB_BODY_STATES)
					: number(r, c, 0, 10, &r->s.start[k]);
	}
	return s;
}

/* What a posture of the table or an activity asks of the reference man's back and belly muscles, by the load model: their
 * force over their strength, resting tone and all. */
static lb_status demand_of(reader *r, const lbi_node *n, double *back, double *front)
{
	const lb_knowledge *k = lb_knowledge_builtin();
	lb_person who = lb_posture_subject();
	lb_load_work *w = lb_arena_new(r->arena, 1, sizeof *w);
	lb_trunk *t = lb_arena_new(r->arena, 1, sizeof *t);
	lb_str near;
	size_t rows, i = 0;
	const lb_posture_row *row = lb_posture_table(&rows);
	lb_posture p = {0};
	lb_load load;
	if (!w || !t)
		return lbi_fail_node(r->err, LB_NOMEM, r->doc, n, "a posture");
	while (i < rows && !(n->kind == LBI_TEXT && lbi_str_is(n->text, row[i].id)))
		i++;
	int activity = i == rows && n->kind == LBI_TEXT ? lb_activity_index(k, n->text, &near) : -1;
	if (i == rows && activity < 0)
		return lbi_fail_node(r->err, LB_NOTFOUND, r->doc, n, "as: is a posture of the table or an activity");
	lb_status s = lb_trunk_make(t, NULL, &who, NULL, r->err);
	if (!s && i < rows)
		p = row[i].posture;
	else if (!s)
		s = lb_activity_posture_of(&p, NULL, k, activity, -1, r->err);
	s = s ? s : lb_posture_settle(&p, t, &p, r->err);
	s = s ? s : lb_load_solve(&load, w, t, &p, NULL, r->err);
	double N[2] = {0}, most_N[2] = {0};
	for (int m = 0; m < LB_MUSCLES && !s; m++)
		for (int side = 0; side < LB_SIDES; side++) {
			lb_role role = lb_muscle_role((lb_muscle_id)m);
			const lb_muscle_load *q = &load.muscle[m][side];
			if (role == LB_ROLE_SIDE || !(q->activation > 0))
				continue;
			N[role == LB_ROLE_ABDOMEN] += q->force_N;
			most_N[role == LB_ROLE_ABDOMEN] += q->force_N / q->activation;
		}
	*back = most_N[0] > 0 ? N[0] / most_N[0] : 0, *front = most_N[1] > 0 ? N[1] / most_N[1] : 0;
	return s;
}

static lb_status task(reader *r, const lbi_node *row, lb_body_segment *out)
{
	static const char *const known[] = {"hours", "duty", "pressure", "threat", "back", "front", "legs", "label", "as"};
	double v[] = {0, 1, 10, 0, 0.03, 0.02, 0.02};
	static const double most[] = {24, 1, 200, 1, 1, 1, 1};
	lb_status s = row->kind == LBI_MAP ? LB_OK : wrong(r, row, "a map");
	const lbi_node *as = s ? NULL : lbi_node_get(row, "as");
	if (as)
		s = demand_of(r, as, &v[4], &v[5]);
	for (const lbi_node *n = row->first; n && !s; n = n->next) {
		size_t k = 0;
		while (k < LBI_COUNT(known) && !lbi_str_is(n->name, known[k]))
			k++;
		if (k == LBI_COUNT(known))
			s = unknown(r, n, n->name, known, LBI_COUNT(known));
		else if (k < LBI_COUNT(v))
			s = number(r, n, 0, most[k], &v[k]);
	}
	*out = (lb_body_segment){.hours = v[0], .duty = v[1], .posture_mmHg = v[2], .threat = v[3]};
	for (int k = 0; k < LB_BODY_MUSCLES; k++)
		out->demand[k] = k < 8 ? v[4] : k < 12 ? v[5] : v[6];
	return s;
}

static lb_status tasks(reader *r, const lbi_node *n)
{
	size_t k = 0;
	lb_status s = n->kind == LBI_LIST ? LB_OK : wrong(r, n, "a list of tasks");
	memset(r->s.plan.at, 0, sizeof r->s.plan.at);
	for (const lbi_node *c = n->first; c && !s; c = c->next) {
		if (k == LB_BODY_SEGMENTS)
			return lbi_fail_node(r->err, LB_LIMIT, r->doc, c, "more than %d tasks", LB_BODY_SEGMENTS);
		s = task(r, c, &r->s.plan.at[k++]);
	}
	lb_err range = {0};
	if (!s && lb_body_plan_check(&r->s.plan, &range))
		return lbi_fail_node(r->err, range.status, r->doc, n, "%s", range.what);
	return s;
}

/* ---- the file ---- */

static lb_status entry(reader *r, const lbi_node *n)
{
	static const char *const known[] = {"schema", "label", "note",  "length", "person",
					    "start",  "days",  "tasks", "arms"};
	double length = 0;
	lb_status s;
	if (lbi_str_is(n->name, "schema"))
		return lbi_str_is(n->text, "lumbar.scenario/1") ? LB_OK : wrong(r, n, "lumbar.scenario/1");
	if (lbi_str_is(n->name, "label"))
		return r->s.label = n->text, LB_OK;
	if (lbi_str_is(n->name, "note"))
		return r->s.note = lbi_str_trim(n->text), LB_OK;
	if (lbi_str_is(n->name, "person"))
		return person(r, n);
	if (lbi_str_is(n->name, "start"))
		return start(r, n);
	if (lbi_str_is(n->name, "days"))
		return spans(r, n, r->s.span, LB_SCENARIO_SPANS_MAX, &r->s.n_spans);
	if (lbi_str_is(n->name, "tasks"))
		return tasks(r, n);
	if (lbi_str_is(n->name, "arms"))
		return arms(r, n);
	if (!lbi_str_is(n->name, "length"))
		return unknown(r, n, n->name, known, LBI_COUNT(known));
	s = days(r, n, &length);
	r->s.n_days = (size_t)(length + 0.5);
	return s;
}

lb_status lb_scenario_read(lb_scenario *out, const char *path, lb_arena *a, lb_err *err)
{
	lbi_doc doc = {.file = lbi_str_z(path), .first_line = 1};
	reader r = {.doc = &doc, .arena = a, .err = err, .s = {.ordinary = 1, .gain = 1, .fearful = 1, .prone = 1}};
	for (int k = 0; k < LB_BODY_STATES; k++)
		r.s.start[k] = (double)NAN;
	lb_body_plan_usual(&r.s.plan);
	lb_status s = lbi_file_read(&doc.text, path, 256 * 1024, a, err);
	s = s ? s : lbi_doc_read(&doc, a, err);
	if (s)
		return s;
	if (doc.root->kind != LBI_MAP)
		return lbi_fail_node(err, LB_PARSE, &doc, doc.root, "a scenario is a map of its parts");
	for (const lbi_node *n = doc.root->first; n && !s; n = n->next)
		s = entry(&r, n);
	if (!s && !r.s.n_days)
		s = lbi_fail_node(err, LB_PARSE, &doc, doc.root, "the scenario has no length:");
	if (!r.s.n_arms)
		r.s.arm[r.s.n_arms++].label = LB_STR("as described");
	if (!s)
		*out = r.s;
	return s;
}
