/* Two figures on the drawn body: where it hurts, and which muscles may take part. */
#include "svg_shapes.h"

#include "base.h"

static const short center_x[2] = {[LBI_BACK] = 164, [LBI_FRONT] = 496};

/* ---- the person ---- */

static bool said_yes(const lb_assessment *r, const char *id)
{
	int i = lb_finding_index(r->k, lbi_str_z(id));
	return i >= 0 && r->c->fact[i].answer == LB_YES;
}

/* Position of the chosen option, or -1. */
static int chosen(const lb_assessment *r, const char *id)
{
	int i = lb_finding_index(r->k, lbi_str_z(id));
	return i >= 0 && r->c->fact[i].answer == LB_YES ? (int)r->c->fact[i].value_si : -1;
}

/* Options of pain_side and pain_level, in the order of the rows; what is not known is -1. */
static const struct {
	bool left, right;
	short x;
	const char *said;
} sides[] = {
	{true, false, 30, "on the left"}, {false, true, 30, "on the right"},           {true, true, 0, "on both sides"},
	{true, true, 0, "in the middle"}, {true, true, 0, "on one side or the other"},
};
static const struct {
	short y;
	const char *said;
} levels[] = {{292, "below the ribs"}, {318, "at the waist"}, {346, "at the belt line"}, {386, "over the sacrum"}};

static int side_of(const lb_assessment *r)
{
	int side = chosen(r, "pain_side");
	return side < (int)LBI_COUNT(sides) ? side : -1;
}

static int level_of(const lb_assessment *r)
{
	int level = chosen(r, "pain_level");
	return level < (int)LBI_COUNT(levels) ? level : -1;
}

/* ---- the body ---- */

/* Both halves of the outline, so that the curve is smooth over the midline. The front is a copy of the back. */
static void outline(lbi_mark *m, lbi_view view, bool cut)
{
	if (view == LBI_FRONT) {
		lbi_putf(m->out, "<use href=\"#skin%d\" x=\"%d\"/>", cut, center_x[LBI_FRONT] - center_x[LBI_BACK]);
		return;
	}
	lbi_pt all[160];
	size_t n = 0, half = lbi_outline.n;
	for (size_t i = 0; i < half && n < LBI_COUNT(all); i++)
		all[n++] = lbi_outline.at[i];
	for (size_t i = half - 2; i > 0 && n < LBI_COUNT(all); i--)
		all[n++] = (lbi_pt){(short)-lbi_outline.at[i].x, lbi_outline.at[i].y};
	lbi_mark_raw(m, cut ? "<path id=\"skin1\" class=\"skin\" clip-path=\"url(#cut)\""
			    : "<path id=\"skin0\" class=\"skin\"");
	lbi_curve(m, all, n, center_x[LBI_BACK], 1);
	lbi_mark_raw(m, "/>");
}

static void landmarks(lbi_mark *m, lbi_view view, bool cut)
{
	const lbi_shape *s = &lbi_landmarks[view];
	lbi_mark_raw(m, cut ? "<path class=\"mark\" clip-path=\"url(#cut)\" d=\"" : "<path class=\"mark\" d=\"");
	for (int flip = -1; flip <= 1; flip += 2)
		for (size_t i = 0; i + 1 < s->n; i += 2)
			lbi_putf(m->out, "M%d %dL%d %d", center_x[view] + flip * s->at[i].x, s->at[i].y,
				 center_x[view] + flip * s->at[i + 1].x, s->at[i + 1].y);
	lbi_mark_raw(m, "\"/>");
}

static void label(lbi_mark *m, int x, int y, const char *text)
{
	lbi_putf(m->out, "<text x=\"%d\" y=\"%d\">%s</text>", x, y, text);
}

/* Both views with their names; `cut`: the clip path "cut" ends them at the knees. */
static void bodies(lbi_mark *m, int label_y, int side_y, bool cut)
{
	for (int view = LBI_BACK; view <= LBI_FRONT; view++) {
		outline(m, (lbi_view)view, cut);
		landmarks(m, (lbi_view)view, cut);
		label(m, center_x[view], label_y, view == LBI_BACK ? "Back" : "Front");
		label(m, center_x[view] - 122, side_y, view == LBI_BACK ? "left" : "right");
		label(m, center_x[view] + 122, side_y, view == LBI_BACK ? "right" : "left");
	}
}

/* A shape on the sides that take part; dashed when the side or the place was not told. */
static void on_sides(lbi_mark *m, const char *cls, const lbi_shape *s, lbi_view view, int side, bool both, bool vague)
{
	bool unsure = vague || (!both && (side < 0 || side == 4));
	for (int flip = -1; flip <= 1; flip += 2) {
		bool left = (view == LBI_BACK) == (flip < 0);
		if (!both && side >= 0 && !(left ? sides[side].left : sides[side].right))
			continue;
		lbi_mark_raw(m, "<path class=\"");
		lbi_mark_raw(m, cls);
		lbi_mark_raw(m, unsure ? " unsure\"" : "\"");
		lbi_curve(m, s->at, s->n, center_x[view], flip);
		lbi_mark_raw(m, "/>");
	}
}

/* ---- where it hurts ---- */

static const char *const area_class[LBI_AREA_KINDS] = {"a-pain", "a-spread", "a-numb"};

/* A vague answer gives way to a finer one of the same place. */
static bool area_shown(const lb_assessment *r, const char *finding)
{
	static const struct {
		const char *vague, *fine;
	} finer[] = {
		{"leg_pain", "leg_pain_s1"},
		{"leg_pain", "leg_pain_l5"},
		{"leg_pain", "leg_pain_above_knee"},
		{"leg_pain", "leg_pain_anterior_thigh"},
		{"leg_pain", "neurogenic_claudication"},
		{"leg_pain_below_knee", "leg_pain_s1"},
		{"leg_pain_below_knee", "leg_pain_l5"},
		{"buttock_pain", "buttock_pain_bilateral"},
		{"leg_tingling", "leg_numbness"},
	};
	for (size_t i = 0; i < LBI_COUNT(finer); i++)
		if (lbi_str_is(lbi_str_z(finding), finer[i].vague) && said_yes(r, finer[i].fine))
			return false;
	return said_yes(r, finding);
}

static size_t area_kinds(const lb_assessment *r, lbi_area_kind kind)
{
	size_t n = 0;
	for (size_t i = 0; i < lbi_area_count; i++)
		n += lbi_areas[i].kind == kind && area_shown(r, lbi_areas[i].finding);
	return n;
}

static bool pain_wanted(const lb_assessment *r)
{
	size_t n = 0;
	for (int k = 0; k < LBI_AREA_KINDS; k++)
		n += area_kinds(r, (lbi_area_kind)k);
	return n || side_of(r) >= 0 || level_of(r) >= 0;
}

static void low_back(lbi_mark *m, const lb_assessment *r)
{
	int side = side_of(r), level = level_of(r);
	if (side < 0 && level < 0)
		return;
	int y = level < 0 ? 338 : levels[level].y, x = side < 0 ? 0 : sides[side].x,
	    wide = side == 2 || side == 4 ? 54 : 26;
	x = side == 0 ? -x : x;
	lbi_putf(m->out, "<ellipse class=\"a-pain main%s\" cx=\"%d\" cy=\"%d\" rx=\"%d\" ry=\"%d\"/>",
		 level < 0 || side < 0 || side == 4 ? " unsure" : "", center_x[LBI_BACK] + x, y, side < 0 ? 54 : wide,
		 level < 0 ? 42 : 25);
}

static void pain_draw(lbi_mark *m, const lb_assessment *r)
{
	lbi_mark_raw(m, "<defs><pattern id=\"pt-spread\" width=\"13\" height=\"13\" patternUnits=\"userSpaceOnUse\">"
			"<circle class=\"ink-spread\" cx=\"6\" cy=\"6\" r=\"3.4\"/></pattern>"
			"<pattern id=\"pt-numb\" width=\"10\" height=\"9\" patternUnits=\"userSpaceOnUse\">"
			"<path class=\"ink-numb\" d=\"M0 4H10\"/></pattern></defs>");
	bodies(m, 836, 508, false);
	for (int k = LBI_AREA_KINDS - 1; k >= 0; k--)
		for (size_t i = 0; i < lbi_area_count; i++)
			if ((int)lbi_areas[i].kind == k && area_shown(r, lbi_areas[i].finding))
				on_sides(m, area_class[k], &lbi_areas[i].shape, lbi_areas[i].view, side_of(r),
					 lbi_areas[i].both, lbi_areas[i].vague);
	low_back(m, r);
}

static void pain_say_kind(lbi_mark *m, const lb_assessment *r, lbi_area_kind kind, const char *intro)
{
	char buf[LBI_PHRASE_MAX];
	size_t shown = 0;
	for (size_t i = 0; i < lbi_area_count; i++) {
		const lbi_area *a = &lbi_areas[i];
		bool again = i && lbi_str_is(lbi_str_z(a->finding), lbi_areas[i - 1].finding);
		if (a->kind != kind || again || !area_shown(r, a->finding))
			continue;
		lbi_mark_textz(m, shown++ ? "; " : intro);
		lbi_mark_text(m, lbi_phrase(buf, r, (uint16_t)lb_finding_index(r->k, lbi_str_z(a->finding))));
	}
	if (shown)
		lbi_mark_textz(m, ". ");
}

static void pain_say(lbi_mark *m, const lb_assessment *r)
{
	int side = side_of(r), level = level_of(r);
	if (side >= 0 || level >= 0) {
		lbi_mark_textz(m, "It hurts most ");
		lbi_mark_textz(m, side >= 0 ? sides[side].said : "in the low back");
		if (level >= 0) {
			lbi_mark_textz(m, ", ");
			lbi_mark_textz(m, levels[level].said);
		}
		lbi_mark_textz(m, ". ");
	}
	pain_say_kind(m, r, LBI_AREA_PAIN, "Painful: ");
	pain_say_kind(m, r, LBI_AREA_SPREAD, "It spreads: ");
	pain_say_kind(m, r, LBI_AREA_NUMB, "Feeling has changed: ");
	bool vague = false;
	for (size_t i = 0; i < lbi_area_count; i++)
		vague = vague || (lbi_areas[i].vague && area_shown(r, lbi_areas[i].finding));
	if (side < 0)
		lbi_mark_textz(m, "Which side was not told, so both sides are drawn with a dashed line. ");
	else if (vague)
		lbi_mark_textz(m, "Where the line is dashed, the place was told only roughly. ");
}

static void swatch(lbi_mark *m, const char *cls, const char *text)
{
	lbi_mark_open(m, "li");
	lbi_mark_raw(m, "<svg class=\"key\" viewBox=\"0 0 40 40\" aria-hidden=\"true\"><rect class=\"");
	lbi_mark_raw(m, cls);
	lbi_mark_raw(m, "\" x=\"2\" y=\"2\" width=\"36\" height=\"36\" rx=\"8\"/></svg>");
	lbi_mark_textz(m, text);
	lbi_mark_close(m);
}

static void pain_legend(lbi_mark *m, const lb_assessment *r)
{
	static const char *const said[LBI_AREA_KINDS] = {"painful", "the pain spreads here", "numb or tingling"};
	lbi_mark_open(m, "ul class=\"keys\"");
	for (int k = 0; k < LBI_AREA_KINDS; k++)
		if (area_kinds(r, (lbi_area_kind)k) || (k == LBI_AREA_PAIN && (side_of(r) >= 0 || level_of(r) >= 0)))
			swatch(m, area_class[k], said[k]);
	lbi_mark_close(m);
}

const lbi_figure lbi_figure_pain = {"pain",         "Where it hurts, on the back and the front of a body",
				    "0 -4 660 852", pain_wanted,
				    pain_draw,      pain_say,
				    pain_legend};

/* ---- muscles ---- */

static const struct {
	const char *cls, *pattern;
} states[LB_MUSCLE_STATE_COUNT] = {
	[LB_MUSCLE_inhibited] = {"m-inhibited", "<circle cx=\"5\" cy=\"5\" r=\"2\"/>"},
	[LB_MUSCLE_guarded] = {"m-guarded", "<path d=\"M0 0L10 10M10 0L0 10\"/>"},
	[LB_MUSCLE_weak] = {"m-weak", "<path d=\"M0 5H10\"/>"},
	[LB_MUSCLE_tiring] = {"m-tiring", "<path d=\"M5 0V6\"/>"},
	[LB_MUSCLE_shortened] = {"m-shortened", "<path d=\"M0 10L10 0M-1 1L1 -1M9 11L11 9\"/>"},
	[LB_MUSCLE_trigger] = {"m-trigger", "<path d=\"M5 1V9M1 5H9\"/>"},
};

static bool muscles_wanted(const lb_assessment *r)
{
	return r->differential.muscles.n > 0;
}

/* The surest state of the muscle with this id; NULL when none takes part. *row is its place in the list. */
static const lb_muscle_in *surest(const lb_assessment *r, const char *id, size_t *row)
{
	const lb_muscle_in *best = NULL;
	for (size_t i = 0; i < r->differential.muscles.n; i++) {
		const lb_muscle_in *m = &r->differential.muscles.at[i];
		if (lbi_str_is(m->muscle->id, id) && (!best || m->rule->sure > best->rule->sure))
			best = m, *row = i;
	}
	return best;
}

static bool shown_state(const lb_assessment *r, int state)
{
	size_t row;
	for (size_t i = 0; i < lbi_muscle_shape_count; i++) {
		const lb_muscle_in *in = surest(r, lbi_muscle_shapes[i].muscle, &row);
		if (in && in->rule->state == state)
			return true;
	}
	return false;
}

#define LABEL_STEP 33 /* between the numbers beside a body */

/* Numbers beside a body, from the top down, each with a line to its muscle. */
static void numbers(lbi_mark *m, const lb_assessment *r, lbi_view view)
{
	int flip = (view == LBI_BACK) == (side_of(r) == 0) ? -1 : 1;
	int out = center_x[view] + flip * 132, free_y = 0, last = -1;
	for (;;) {
		const lbi_muscle_shape *next = NULL;
		size_t row = 0, next_row = 0;
		for (size_t i = 0; i < lbi_muscle_shape_count; i++) {
			const lbi_muscle_shape *s = &lbi_muscle_shapes[i];
			if (s->view == view && s->label.y > last && (!next || s->label.y < next->label.y) &&
			    surest(r, s->muscle, &row))
				next = s, next_row = row;
		}
		if (!next)
			return;
		int x = center_x[view] + flip * next->label.x, y = next->label.y, at = y > free_y ? y : free_y;
		lbi_putf(m->out,
			 "<path class=\"lead\" d=\"M%d %dL%d %d\"/><circle class=\"dot\" cx=\"%d\" cy=\"%d\" r=\"4\"/>",
			 x, y, out, at, x, y);
		lbi_putf(m->out,
			 "<circle class=\"bub\" cx=\"%d\" cy=\"%d\" r=\"16\"/><text class=\"num\" x=\"%d\" "
			 "y=\"%d\">%zu</text>",
			 out, at, out, at + 8, lbi_muscle_number(r, next_row));
		free_y = at + LABEL_STEP, last = y;
	}
}

static void muscles_draw(lbi_mark *m, const lb_assessment *r)
{
	size_t row = 0;
	lbi_mark_raw(m, "<defs>");
	for (int s = 0; s < LB_MUSCLE_STATE_COUNT; s++)
		if (shown_state(r, s))
			lbi_putf(m->out,
				 "<pattern id=\"pt-%s\" class=\"ink-mus\" width=\"10\" height=\"10\" "
				 "patternUnits=\"userSpaceOnUse\">"
				 "<rect width=\"10\" height=\"10\"/>%s</pattern>",
				 states[s].cls, states[s].pattern);
	lbi_mark_raw(m,
		     "<clipPath id=\"cut\"><rect x=\"0\" y=\"100\" width=\"700\" height=\"504\"/></clipPath></defs>");
	bodies(m, 638, 146, true);
	for (size_t i = 0; i < lbi_muscle_shape_count; i++) {
		const lbi_muscle_shape *s = &lbi_muscle_shapes[i];
		const lb_muscle_in *in = surest(r, s->muscle, &row);
		if (in)
			on_sides(m, states[in->rule->state].cls, &s->shape, s->view, side_of(r), false, false);
	}
	numbers(m, r, LBI_BACK);
	numbers(m, r, LBI_FRONT);
}

static void muscles_say(lbi_mark *m, const lb_assessment *r)
{
	for (size_t i = 0; i < r->differential.muscles.n; i++) {
		const lb_muscle_in *in = &r->differential.muscles.at[i];
		bool same = i && in->muscle == r->differential.muscles.at[i - 1].muscle;
		if (!same) {
			lbi_mark_textz(m, i ? ". " : "");
			lbi_mark_num(m, (double)lbi_muscle_number(r, i), 0);
			lbi_mark_textz(m, " ");
			lbi_mark_text(m, in->muscle->label);
		}
		lbi_mark_textz(m, same ? ", and " : " ");
		lbi_mark_textz(m, lbi_muscle_says(in->rule->state));
	}
	lbi_mark_textz(m,
		       side_of(r) < 0 ? ". The side was not told, so both sides are drawn with a dashed line." : ".");
}

static void muscles_legend(lbi_mark *m, const lb_assessment *r)
{
	lbi_mark_open(m, "ul class=\"keys\"");
	for (int s = 0; s < LB_MUSCLE_STATE_COUNT; s++)
		if (shown_state(r, s))
			swatch(m, states[s].cls, lbi_muscle_says(s));
	lbi_mark_close(m);
}

const lbi_figure lbi_figure_muscles = {
	"muscles",        "Muscles that may take part, on the back and the front of the trunk",
	"10 118 640 530", muscles_wanted,
	muscles_draw,     muscles_say,
	muscles_legend};
