/* A posture file, YAML or JSON, to a posture. Angles and loads carry their unit.
 *
 *   schema: lumbar.posture/1
 *   like: lift_round             start from a row of the posture table (optional)
 *   flex: 30 deg                 thorax against pelvis; also side:, twist:, pelvis_tilt:, pelvis_roll:, neck:
 *   arms: { upper: 20 deg, fore: 50 deg, apart: 10 deg }
 *   load: 10 kg                  in both hands together; or { right: 5 kg, left: 20 N }
 *   hands: { ahead: 35 cm, up: 80 cm }
 *   stance: { hip: 20 deg, knee: 25 deg, balance: 10 cm }
 *   supported: yes               resting tone of someone who rests; lying: yes and backrest: yes say it too, unless
 *                                it is "no" here; arm_support: 50 %
 *   guard: { multifidus: 10 %, psoas: { right: 5 % } }        co-contraction above rest, of one side or both
 *   weak: { multifidus: { left: 30 % } }                      strength that is lost, at every joint                    */
#include <math.h>
#include <string.h>

#include "load.h"
#include "node.h"

typedef struct {
	lb_posture p;
	lb_muscle_state state;
	bool any_state;
	const lbi_doc *doc;
	lb_err *err;
} reader;

typedef struct {
	const char *group, *key, *dimension;
	size_t at, also; /* offsets in lb_posture; also: the left arm's */
} place;

#define AT(field) offsetof(lb_posture, field)
static const place places[] = {
	{"", "flex", "rad", AT(flex_rad), 0},
	{"", "side", "rad", AT(side_rad), 0},
	{"", "twist", "rad", AT(twist_rad), 0},
	{"", "pelvis_tilt", "rad", AT(pelvis_tilt_rad), 0},
	{"", "pelvis_roll", "rad", AT(pelvis_roll_rad), 0},
	{"", "neck", "rad", AT(neck_flex_rad), 0},
	{"", "arm_support", "1", AT(arm_support), 0},
	{"arms", "upper", "rad", AT(arm[0].upper_rad), AT(arm[1].upper_rad)},
	{"arms", "fore", "rad", AT(arm[0].fore_rad), AT(arm[1].fore_rad)},
	{"arms", "apart", "rad", AT(arm[0].abduct_rad), AT(arm[1].abduct_rad)},
	{"right_arm", "upper", "rad", AT(arm[0].upper_rad), 0},
	{"right_arm", "fore", "rad", AT(arm[0].fore_rad), 0},
	{"right_arm", "apart", "rad", AT(arm[0].abduct_rad), 0},
	{"left_arm", "upper", "rad", AT(arm[1].upper_rad), 0},
	{"left_arm", "fore", "rad", AT(arm[1].fore_rad), 0},
	{"left_arm", "apart", "rad", AT(arm[1].abduct_rad), 0},
	{"hands", "ahead", "m", AT(hand_m[0]), 0},
	{"hands", "up", "m", AT(hand_m[1]), 0},
	{"stance", "hip", "rad", AT(hip_rad), 0},
	{"stance", "knee", "rad", AT(knee_rad), 0},
	{"stance", "balance", "m", AT(balance_m), 0},
};

static const struct {
	const char *key;
	size_t at;
} flags[] = {{"supported", AT(supported)}, {"lying", AT(lying)}, {"backrest", AT(backrest)}};

static const char *const groups[] = {"arms", "right_arm", "left_arm", "hands", "stance"};
static const char *const more[] = {"schema", "id", "label", "like", "load", "guard", "weak"};

/* ---- words ---- */

static lb_str word_at(size_t i, const void *ctx)
{
	(void)ctx;
	if (i < LBI_COUNT(places))
		return lbi_str_z(places[i].key);
	i -= LBI_COUNT(places);
	if (i < LBI_COUNT(flags))
		return lbi_str_z(flags[i].key);
	i -= LBI_COUNT(flags);
	return lbi_str_z(i < LBI_COUNT(groups) ? groups[i] : more[i - LBI_COUNT(groups)]);
}

static lb_status unknown(reader *r, const lbi_node *n)
{
	lb_str near = lbi_nearest(n->name, LBI_COUNT(places) + LBI_COUNT(flags) + LBI_COUNT(groups) + LBI_COUNT(more), word_at, NULL);
	return lbi_fail_node(r->err, LB_UNKNOWN_WORD, r->doc, n, "'%.*s' is not a part of a posture%s%.*s%s",
			     LB_FMT(n->name), near.n ? "; nearest: '" : "", LB_FMT(near), near.n ? "'" : "");
}

static double *slot(reader *r, size_t at)
{
	return (double *)(void *)((char *)&r->p + at);
}

/* ---- values ---- */

static lb_status quantity(reader *r, const lbi_node *n, const char *dimension, double *out_si)
{
	double v;
	lb_str unit;
	char shown[64];
	if (n->kind == LBI_TEXT && lbi_number_unit(&v, &unit, n->text)) {
		if (lbi_to_si(out_si, v, unit.n ? unit : lbi_str_z(strcmp(dimension, "1") ? "" : "1"),
			      lbi_str_z(dimension)))
			return LB_OK;
		if (v == 0 && !unit.n)
			return *out_si = 0, LB_OK;
		return lbi_fail_node(r->err, LB_UNIT, r->doc, n, "'%.*s': a unit of %s is needed, such as %s",
				     LB_FMT(n->text),
				     !strcmp(dimension, "rad") ? "angle"
				     : !strcmp(dimension, "m") ? "length"
							       : "share",
				     !strcmp(dimension, "rad") ? "deg"
				     : !strcmp(dimension, "m") ? "cm"
							       : "%");
	}
	if (n->kind == LBI_NUMBER && (n->number == 0 || !strcmp(dimension, "1")))
		return *out_si = n->number, LB_OK;
	return lbi_fail_node(r->err, LB_UNIT, r->doc, n, "%s: a number with its unit is needed",
			     lbi_node_show(n, shown, sizeof shown));
}

/* "10 kg" or "98 N": weight in newtons */
static lb_status weight(reader *r, const lbi_node *n, double *out_N)
{
	double v, si;
	lb_str unit;
	char shown[64];
	if (n->kind == LBI_TEXT && lbi_number_unit(&v, &unit, n->text)) {
		if (lbi_to_si(&si, v, unit, lbi_str_z("kg")))
			return *out_N = si * 9.80665, LB_OK;
		if (lbi_to_si(&si, v, unit, lbi_str_z("N")))
			return *out_N = si, LB_OK;
	}
	return lbi_fail_node(r->err, LB_UNIT, r->doc, n, "%s: a load is a mass or a force, such as 10 kg",
			     lbi_node_show(n, shown, sizeof shown));
}

static lb_status read_load(reader *r, const lbi_node *n)
{
	double N = 0;
	lb_status s = LB_OK;
	if (n->kind != LBI_MAP) {
		s = weight(r, n, &N);
		if (!s)
			r->p.arm[0].load_N[1] = r->p.arm[1].load_N[1] = -N / 2;
		return s;
	}
	for (const lbi_node *c = n->first; c && !s; c = c->next) {
		bool right = lbi_str_is(c->name, "right");
		if (!right && !lbi_str_is(c->name, "left"))
			return unknown(r, c);
		s = weight(r, c, &N);
		if (!s)
			r->p.arm[right ? 0 : 1].load_N[1] = -N;
	}
	return s;
}

static lb_status read_flag(reader *r, const lbi_node *n, size_t at)
{
	bool yes = n->kind == LBI_BOOL ? n->truth : lbi_str_is(n->text, "yes") || lbi_str_is(n->text, "true");
	bool no = n->kind == LBI_BOOL ? !n->truth : lbi_str_is(n->text, "no") || lbi_str_is(n->text, "false");
	if (!yes && !no)
		return lbi_fail_node(r->err, LB_PARSE, r->doc, n, "'%.*s' is neither yes nor no", LB_FMT(n->text));
	*(bool *)(void *)((char *)&r->p + at) = yes;
	return LB_OK;
}

static lb_status read_like(reader *r, const lbi_node *n)
{
	for (size_t i = 0; i < lbi_posture_count; i++)
		if (n->kind == LBI_TEXT && lbi_str_is(n->text, lbi_postures[i].id)) {
			r->p = lbi_postures[i].posture;
			return LB_OK;
		}
	return lbi_fail_node(r->err, LB_NOTFOUND, r->doc, n, "'%.*s' is not a row of the posture table",
			     LB_FMT(n->text));
}

/* ---- muscles ---- */

static lb_str muscle_at(size_t i, const void *ctx)
{
	(void)ctx;
	return lbi_str_z(lb_muscle_name((lb_muscle_id)i));
}

/* 0..1 of one muscle and side, by what the group says. */
static lb_status put_muscle(reader *r, const lbi_node *n, bool guard, int m, int side)
{
	double share;
	lb_status s = quantity(r, n, "1", &share);
	if (!s && !(share >= 0 && share <= 1))
		s = lbi_fail_node(r->err, LB_RANGE, r->doc, n, "%.4g %% is outside 0 .. 100 %%", 100 * share);
	if (s)
		return s;
	if (guard)
		r->state.guard[m][side] = share;
	for (int j = 0; j < LB_JOINTS && !guard; j++)
		r->state.weak[m][side][j] = share;
	r->any_state |= share > 0;
	return LB_OK;
}

static lb_status read_muscle(reader *r, const lbi_node *n, bool guard)
{
	int m = 0;
	lb_status s = LB_OK;
	while (m < LB_MUSCLES && !lbi_str_is(n->name, lb_muscle_name((lb_muscle_id)m)))
		m++;
	if (m == LB_MUSCLES) {
		lb_str near = lbi_nearest(n->name, LB_MUSCLES, muscle_at, NULL);
		return lbi_fail_node(r->err, LB_UNKNOWN_WORD, r->doc, n, "'%.*s' is not a muscle of the model%s%.*s%s",
				     LB_FMT(n->name), near.n ? "; nearest: '" : "", LB_FMT(near), near.n ? "'" : "");
	}
	if (n->kind != LBI_MAP) {
		s = put_muscle(r, n, guard, m, 0);
		return s ? s : put_muscle(r, n, guard, m, 1);
	}
	for (const lbi_node *c = n->first; c && !s; c = c->next) {
		bool right = lbi_str_is(c->name, "right");
		if (!right && !lbi_str_is(c->name, "left"))
			return lbi_fail_node(r->err, LB_UNKNOWN_WORD, r->doc, c, "'%.*s' is neither right nor left",
					     LB_FMT(c->name));
		s = put_muscle(r, c, guard, m, right ? 0 : 1);
	}
	return s;
}

static lb_status read_muscles(reader *r, const lbi_node *n, bool guard)
{
	lb_status s = LB_OK;
	if (n->kind != LBI_MAP)
		return lbi_fail_node(r->err, LB_PARSE, r->doc, n, "a map of muscles, such as { multifidus: 10 %% }");
	for (const lbi_node *c = n->first; c && !s; c = c->next)
		s = read_muscle(r, c, guard);
	return s;
}

/* ---- tree ---- */

static lb_status read_place(reader *r, const lbi_node *n, const char *group)
{
	for (size_t i = 0; i < LBI_COUNT(places); i++) {
		const place *p = &places[i];
		double si;
		if (strcmp(p->group, group) || !lbi_str_is(n->name, p->key))
			continue;
		lb_status s = quantity(r, n, p->dimension, &si);
		if (s)
			return s;
		*slot(r, p->at) = si;
		if (p->also)
			*slot(r, p->also) = si;
		return LB_OK;
	}
	return unknown(r, n);
}

static lb_status read_group(reader *r, const lbi_node *n, const char *group)
{
	lb_status s = LB_OK;
	if (n->kind != LBI_MAP)
		return lbi_fail_node(r->err, LB_PARSE, r->doc, n, "%s is a map, such as %s: { ... }", group, group);
	if (!strcmp(group, "hands")) {
		if (!lbi_node_get(n, "ahead") || !lbi_node_get(n, "up"))
			return lbi_fail_node(r->err, LB_PARSE, r->doc, n, "hands need both ahead: and up:");
		r->p.hand_placed = true;
	}
	if (!strcmp(group, "stance"))
		r->p.stance = true;
	if (strstr(group, "arm"))
		r->p.hand_placed = false;
	for (const lbi_node *c = n->first; c && !s; c = c->next)
		s = read_place(r, c, group);
	return s;
}

static lb_status read_entry(reader *r, const lbi_node *n)
{
	if (lbi_str_is(n->name, "schema")) {
		if (lbi_str_is(n->text, "lumbar.posture/1"))
			return LB_OK;
		return lbi_fail_node(r->err, LB_PARSE, r->doc, n, "schema is '%.*s', not lumbar.posture/1",
				     LB_FMT(n->text));
	}
	if (lbi_str_is(n->name, "id") || lbi_str_is(n->name, "label") || lbi_str_is(n->name, "like"))
		return LB_OK;
	if (lbi_str_is(n->name, "load"))
		return read_load(r, n);
	if (lbi_str_is(n->name, "guard") || lbi_str_is(n->name, "weak"))
		return read_muscles(r, n, lbi_str_is(n->name, "guard"));
	for (size_t i = 0; i < LBI_COUNT(flags); i++)
		if (lbi_str_is(n->name, flags[i].key))
			return read_flag(r, n, flags[i].at);
	for (size_t i = 0; i < LBI_COUNT(groups); i++)
		if (lbi_str_is(n->name, groups[i]))
			return read_group(r, n, groups[i]);
	return read_place(r, n, "");
}

/* Where a part was told, by the name that a refusal gives it ("flex", "right_arm upper"); else the whole. */
static const lbi_node *told_at(const lbi_doc *doc, const char *name)
{
	char group[32];
	const char *space = strchr(name, ' ');
	size_t n = space ? (size_t)(space - name) : strlen(name);
	memcpy(group, name, n < sizeof group ? n : 0);
	group[n < sizeof group ? n : 0] = 0;
	const lbi_node *found = lbi_node_get(doc->root, group), *part = NULL;
	if (!found && strstr(group, "_arm"))
		found = lbi_node_get(doc->root, "arms");
	if (found && space && found->kind == LBI_MAP)
		part = lbi_node_get(found, space + 1);
	return part ? part : found ? found : doc->root;
}

lb_status lb_posture_read(lb_posture *out, lb_muscle_state *state, lb_str text, lb_str file, lb_arena *a, lb_err *err)
{
	lbi_doc doc = {.file = file, .text = text, .first_line = 1};
	reader r = {.doc = &doc, .err = err};
	lb_status s = lbi_doc_read(&doc, a, err);
	if (s)
		return s;
	if (doc.root->kind != LBI_MAP)
		return lbi_fail_node(err, LB_PARSE, &doc, doc.root, "a posture is a map of its parts");
	const lbi_node *like = lbi_node_get(doc.root, "like");
	if (like)
		s = read_like(&r, like);
	for (const lbi_node *n = doc.root->first; n && !s; n = n->next)
		s = read_entry(&r, n);
	if ((r.p.lying || r.p.backrest) && !lbi_node_get(doc.root, "supported") && !like)
		r.p.supported = true;
	lb_err range = {0};
	if (!s && lbi_posture_check(&r.p, &range))
		s = lbi_fail_node(err, range.status, &doc, told_at(&doc, range.where), "%s: %s", range.where, range.what);
	if (!s && r.any_state && !state)
		s = lbi_fail_node(err, LB_UNKNOWN_WORD, &doc, doc.root, "guard: and weak: are not read here");
	if (!s) {
		*out = r.p;
		if (state)
			*state = r.state;
	}
	return s;
}

lb_status lb_posture_read_file(lb_posture *out, lb_muscle_state *state, const char *path, lb_arena *a, lb_err *err)
{
	lb_str text;
	lb_status s = lbi_file_read(&text, path, 64 * 1024, a, err);
	return s ? s : lb_posture_read(out, state, text, lbi_str_z(path), a, err);
}
