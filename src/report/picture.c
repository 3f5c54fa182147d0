/* Pictures as one SVG document: panels side by side, each with a side view, a back view where the two sides differ or
 * there is room, and the low back enlarged. All text is in the document, so that it can be read aloud. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "picture.h"

#define DEGREES (180 / 3.14159265358979323846)
enum { SCALE = 170, TOP = 74, FOOT = 74, GAP = 26, INSET = 168, PANELS_MAX = 4 };

/* ---- the pen ---- */

lbi_px lbi_at(lbi_pen *pen, const double v[3])
{
	double u = pen->view == LBI_VIEW_SIDE ? v[0] : v[2];
	if (pen->measuring) {
		pen->box[0] = fmin(pen->box[0], u), pen->box[1] = fmax(pen->box[1], u);
		pen->box[2] = fmin(pen->box[2], v[1]), pen->box[3] = fmax(pen->box[3], v[1]);
	}
	return (lbi_px){pen->left + u * pen->scale, pen->base - v[1] * pen->scale};
}

static void grow(lbi_pen *pen, const double v[3], double r)
{
	const double low[3] = {v[0] - r, v[1] - r, v[2] - r}, high[3] = {v[0] + r, v[1] + r, v[2] + r};
	lbi_at(pen, low), lbi_at(pen, high);
}

void lbi_bone(lbi_pen *pen, const double a[3], double ra_m, const double b[3], double rb_m, const char *fill)
{
	if (pen->measuring) {
		grow(pen, a, ra_m), grow(pen, b, rb_m);
		return;
	}
	lbi_px p = lbi_at(pen, a), q = lbi_at(pen, b);
	double dx = q.x - p.x, dy = q.y - p.y, n = sqrt(dx * dx + dy * dy), ra = ra_m * pen->scale,
	       rb = rb_m * pen->scale;
	if (n > 1e-6) {
		dx /= n, dy /= n;
		lbi_putf(pen->o, "<path fill=\"%s\" d=\"M%.1f %.1fL%.1f %.1fL%.1f %.1fL%.1f %.1fz\"/>", fill,
			 p.x - dy * ra, p.y + dx * ra, q.x - dy * rb, q.y + dx * rb, q.x + dy * rb, q.y - dx * rb,
			 p.x + dy * ra, p.y - dx * ra);
	}
	lbi_putf(pen->o,
		 "<circle fill=\"%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\"/><circle fill=\"%s\" cx=\"%.1f\" cy=\"%.1f\" "
		 "r=\"%.1f\"/>\n",
		 fill, p.x, p.y, ra, fill, q.x, q.y, rb);
}

void lbi_ball(lbi_pen *pen, const double a[3], double r_m, const char *fill, const char *stroke)
{
	if (pen->measuring) {
		grow(pen, a, r_m);
		return;
	}
	lbi_px p = lbi_at(pen, a);
	lbi_putf(pen->o,
		 "<circle fill=\"%s\" stroke=\"%s\" stroke-width=\"1.5\" cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\"/>\n", fill,
		 stroke ? stroke : "none", p.x, p.y, r_m * pen->scale);
}

void lbi_stroke(lbi_pen *pen, const double a[3], const double b[3], double width_m, const char *colour)
{
	lbi_px p = lbi_at(pen, a), q = lbi_at(pen, b);
	if (!pen->measuring)
		lbi_putf(pen->o,
			 "<path stroke=\"%s\" stroke-width=\"%.2f\" stroke-linecap=\"round\" d=\"M%.1f %.1fL%.1f "
			 "%.1f\"/>\n",
			 colour, width_m * pen->scale, p.x, p.y, q.x, q.y);
}

void lbi_shape(lbi_pen *pen, double (*at)[3], size_t n, const char *fill, const char *stroke, double width_m)
{
	if (!pen->measuring)
		lbi_putf(pen->o, "<path fill=\"%s\" stroke=\"%s\" stroke-width=\"%.2f\" stroke-linejoin=\"round\" d=\"",
			 fill, stroke, width_m * pen->scale);
	for (size_t i = 0; i < n; i++) {
		lbi_px p = lbi_at(pen, at[i]);
		if (!pen->measuring)
			lbi_putf(pen->o, "%c%.1f %.1f", i ? 'L' : 'M', p.x, p.y);
	}
	if (!pen->measuring)
		lbi_putz(pen->o, "z\"/>\n");
}

void lbi_slab(lbi_pen *pen, double x0, double x1, double y0, double y1, double round_m, const char *fill,
	      const char *stroke)
{
	const double low[3] = {x0, y0, x0}, high[3] = {x1, y1, x1};
	lbi_px p = lbi_at(pen, low), q = lbi_at(pen, high);
	if (!pen->measuring && x1 > x0 && y1 > y0)
		lbi_putf(pen->o,
			 "<rect fill=\"%s\" stroke=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" "
			 "rx=\"%.1f\"/>\n",
			 fill, stroke ? stroke : "none", p.x, q.y, q.x - p.x, p.y - q.y, round_m * pen->scale);
}

static void put_escaped(lbi_out *o, lb_str s)
{
	for (size_t i = 0; i < s.n; i++) {
		if (s.s[i] == '<')
			lbi_putz(o, "&lt;");
		else if (s.s[i] == '&')
			lbi_putz(o, "&amp;");
		else if ((unsigned char)s.s[i] >= ' ')
			lbi_put(o, (lb_str){s.s + i, 1});
	}
}

/* ---- one panel ---- */

typedef struct {
	lb_scene scene;
	lb_str name;
	double ratio, low, high; /* peak to standing; low and high 0: no range */
	double part;             /* of the first panel's peak */
	double box[2][4];
	double width, views[2];
	bool back, from_back; /* the back view is drawn; it alone, for those who lie on the side */
} panel;

static void draw_view(lbi_pen *pen, const lb_scene *s)
{
	lbi_draw_place(pen, s);
	if (pen->view == LBI_VIEW_BACK)
		lbi_draw_held(pen, s);
	lbi_draw_behind(pen, s);
	if (!pen->measuring)
		lbi_putz(pen->o, "<g opacity=\"0.93\">");
	lbi_draw_body(pen, s);
	if (!pen->measuring)
		lbi_putz(pen->o, "</g>\n");
	lbi_draw_inside(pen, s);
	if (pen->view == LBI_VIEW_SIDE)
		lbi_draw_held(pen, s);
	lbi_draw_front(pen, s);
}

static void measure(panel *p)
{
	for (int v = 0; v < 2; v++) {
		lbi_pen pen = {.view = (lbi_view)v, .measuring = true, .scale = SCALE, .box = {1e9, -1e9, 1e9, -1e9}};
		draw_view(&pen, &p->scene);
		memcpy(p->box[v], pen.box, sizeof p->box[v]);
		p->views[v] = (pen.box[1] - pen.box[0]) * SCALE;
	}
	if (p->from_back)
		p->views[0] = p->views[1], p->views[1] = -GAP;
	p->width = p->views[0] + GAP + INSET + (p->back ? p->views[1] + GAP : 0);
	double words = 8.0 * (double)p->name.n + 10;
	p->width = fmax(p->width, fmax(words, 340));
}

static void say(lbi_out *o, double x, double y, int size, const char *style, lb_str text)
{
	lbi_putf(o, "<text x=\"%.1f\" y=\"%.1f\" font-size=\"%d\" %s>", x, y, size, style);
	put_escaped(o, text);
	lbi_putz(o, "</text>\n");
}

static size_t sentence(char *out, size_t size, const panel *p)
{
	int n = p->ratio < 0.95 ? snprintf(out, size, "%.1f of relaxed standing", p->ratio)
				: snprintf(out, size, "%.1f times relaxed standing", p->ratio);
	bool wide = p->high - p->low >= 0.1; /* else both ends would be printed alike */
	if (wide && n > 0 && (size_t)n < size)
		n += snprintf(out + n, size - (size_t)n, " (%.1f to %.1f)", p->low, p->high);
	if (p->part > 0 && n > 0 && (size_t)n < size)
		n += snprintf(out + n, size - (size_t)n, "; %.0f %% of the first", 100 * p->part);
	return n > 0 && (size_t)n < size ? (size_t)n : 0;
}

/* The low back three times as large, from the side, in a frame. */
static void inset(lbi_out *o, const panel *p, double left, double top, int number)
{
	const double *l = p->scene.origin_m[3];
	lbi_pen pen = {
		.o = o, .view = p->scene.posture->pelvis_roll_rad > 1 ? LBI_VIEW_BACK : LBI_VIEW_SIDE, .scale = SCALE * 3.6};
	pen.left = left + INSET / 2.0 - (pen.view == LBI_VIEW_SIDE ? l[0] + 0.005 : l[2]) * pen.scale,
	pen.base = top + INSET / 2.0 + (l[1] - 0.01) * pen.scale;
	lbi_putf(o,
		 "<clipPath id=\"c%d\"><rect x=\"%.1f\" y=\"%.1f\" width=\"%d\" height=\"%d\" rx=\"10\"/></clipPath>\n",
		 number, left, top, INSET, INSET);
	lbi_putf(o,
		 "<g clip-path=\"url(#c%d)\"><rect x=\"%.1f\" y=\"%.1f\" width=\"%d\" height=\"%d\" "
		 "fill=\"#fffaf4\"/>\n",
		 number, left, top, INSET, INSET);
	lbi_draw_body(&pen, &p->scene);
	lbi_draw_inside(&pen, &p->scene);
	lbi_putf(o,
		 "</g><rect x=\"%.1f\" y=\"%.1f\" width=\"%d\" height=\"%d\" rx=\"10\" fill=\"none\" "
		 "stroke=\"#98a2ab\"/>\n",
		 left, top, INSET, INSET);
	say(o, left, top + INSET + 15, 11, "fill=\"#55606a\"", lbi_str_z("the low back, larger"));
}

static void draw_panel(lbi_out *o, const panel *p, double left, double top, double high, int number)
{
	char line[120];
	double base = top + high;
	lbi_putz(o, "<g fill=\"none\">\n");
	for (int v = p->from_back ? 1 : 0; v <= (p->back ? 1 : 0); v++) {
		lbi_pen pen = {.o = o, .view = (lbi_view)v, .scale = SCALE};
		double x = left + (v && !p->from_back ? p->views[0] + GAP : 0),
		       lowest = p->box[0][2] < p->box[1][2] ? p->box[0][2] : p->box[1][2];
		pen.left = x - p->box[v][0] * SCALE, pen.base = base + lowest * SCALE;
		if (!(p->scene.row && (p->scene.row->place == LB_PLACE_water || p->scene.row->place == LB_PLACE_bike)))
			lbi_putf(o, "<path stroke=\"#c8c8c8\" d=\"M%.1f %.1fH%.1f\"/>\n", x - 6,
				 pen.base - p->scene.floor_m * SCALE, x + p->views[p->from_back ? 0 : v] + 6);
		draw_view(&pen, &p->scene);
	}
	lbi_putz(o, "</g>\n");
	inset(o, p, left + p->views[0] + GAP + (p->back ? p->views[1] + GAP : 0), base - INSET - 24, number);
	say(o, left, top - 40, 15, "font-weight=\"bold\" fill=\"#1f2933\"", p->name);
	lb_str s = {line, sentence(line, sizeof line, p)};
	say(o, left, top - 20, 13, "fill=\"#3d4852\"", s);
}

/* ---- the document ---- */

static void legend(lbi_out *o, double y)
{
	static const struct {
		double at;
		const char *text;
	} discs[] = {{0.4, "under 0.6"}, {1, "about 1"}, {1.6, "1.3"}, {2.5, "2"}, {3.5, "3"}, {5, "4 and more"}};
	static const struct {
		double at;
		const char *text;
	} muscle[] = {{0.02, "rest"}, {0.1, "6 %"}, {0.2, "12 %"}, {0.4, "25 %"}, {0.8, "50 % and more"}};
	double x = 16;
	say(o, x, y, 11, "fill=\"#55606a\"", lbi_str_z("Discs, times standing:"));
	x += 128;
	for (size_t i = 0; i < LBI_COUNT(discs); i++, x += 84) {
		lbi_putf(o, "<rect x=\"%.0f\" y=\"%.0f\" width=\"14\" height=\"10\" fill=\"%s\"/>", x, y - 9,
			 lbi_disc_colour(discs[i].at));
		say(o, x + 18, y, 11, "fill=\"#55606a\"", lbi_str_z(discs[i].text));
	}
	x = 16;
	say(o, x, y + 18, 11, "fill=\"#55606a\"", lbi_str_z("Muscles, activation:"));
	x += 128;
	for (size_t i = 0; i < LBI_COUNT(muscle); i++, x += 84) {
		lbi_putf(o, "<rect x=\"%.0f\" y=\"%.0f\" width=\"14\" height=\"10\" fill=\"%s\"/>", x, y + 9,
			 lbi_muscle_colour(muscle[i].at));
		say(o, x + 18, y + 18, 11, "fill=\"#55606a\"", lbi_str_z(muscle[i].text));
	}
}

static void describe(lbi_out *o, const panel *p, size_t n)
{
	char line[120];
	for (size_t i = 0; i < n; i++) {
		const lb_posture *q = p[i].scene.posture;
		put_escaped(o, p[i].name);
		lb_str s = {line, sentence(line, sizeof line, &p[i])};
		lbi_putz(o, ": the L4/5 disc is pressed ");
		lbi_put(o, s);
		lbi_putf(o, ". Back bent %.0f degrees, pelvis tilted %.0f degrees", q->flex_rad * DEGREES,
			 q->pelvis_tilt_rad * DEGREES);
		if (p[i].scene.kg > 0.05)
			lbi_putf(o, ", %.3g kg handled", p[i].scene.kg);
		lbi_putz(o, ". ");
	}
}

/* Rows of panels: counts[r] panels in row r. */
static lb_status document(panel *p, const size_t *counts, size_t rows, lb_str title, lb_sink sink, lb_err *err)
{
	lbi_out o;
	double width = 660, heights[8] = {0}, height = 0;
	size_t n = 0;
	for (size_t r = 0; r < rows; r++) {
		double w = 16;
		for (size_t i = 0; i < counts[r]; i++, n++) {
			measure(&p[n]);
			w += p[n].width + 2 * GAP;
			double low = fmin(p[n].box[0][2], p[n].box[1][2]),
			       most = fmax(p[n].box[0][3], p[n].back ? p[n].box[1][3] : -9);
			heights[r] = fmax(heights[r], fmax((most - low) * SCALE, INSET + 30));
		}
		width = fmax(width, w), height += heights[r] + TOP;
	}
	lbi_out_start(&o, sink);
	lbi_putf(&o,
		 "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %.0f %.0f\" width=\"%.0f\" height=\"%.0f\" "
		 "role=\"img\" "
		 "aria-labelledby=\"t d\" font-family=\"sans-serif\">\n<title id=\"t\">",
		 width, height + FOOT, width, height + FOOT);
	put_escaped(&o, title);
	lbi_putz(&o, "</title>\n<desc id=\"d\">");
	describe(&o, p, n);
	lbi_putf(&o, "</desc>\n<rect width=\"%.0f\" height=\"%.0f\" fill=\"#ffffff\"/>\n", width, height + FOOT);
	double top = TOP;
	n = 0;
	for (size_t r = 0; r < rows; r++) {
		double left = 24;
		for (size_t i = 0; i < counts[r]; i++, n++) {
			draw_panel(&o, &p[n], left, top, heights[r], (int)n);
			left += p[n].width + 2 * GAP;
		}
		top += heights[r] + TOP;
	}
	legend(&o, height + 34);
	lbi_putz(&o, "</svg>\n");
	return lbi_out_end(&o, err);
}

static lb_status make_panel(panel *p, const lb_activity_load *r, const lb_trunk *t, const lb_knowledge *k,
			    double standing_N, double first_N, lb_err *err)
{
	const lb_activity *row = &lb_activities(k).at[r->activity];
	const lb_posture *q = &r->posture;
	memset(p, 0, sizeof *p);
	lb_status s = lb_scene_make(&p->scene, t, q, row, r->kg, standing_N, err);
	p->name = row->label, p->ratio = r->ratio, p->low = r->ratio_low, p->high = r->ratio_high;
	p->part = first_N > 0 ? r->peak_N / first_N : 0;
	p->from_back = q->pelvis_roll_rad > 1;
	p->back = p->from_back || (!p->scene.even && !q->lying);
	return s;
}

lb_status lb_activity_figure(const lb_activity_load *r, size_t n, const lb_trunk *t, const lb_knowledge *k,
			     double standing_N, lb_sink sink, lb_err *err)
{
	panel p[PANELS_MAX];
	if (!n || n > PANELS_MAX)
		return lbi_fail(err, LB_RANGE, "panels", "%zu is outside 1 to %d", n, PANELS_MAX);
	for (size_t i = 0; i < n; i++) {
		lb_status s = make_panel(&p[i], &r[i], t, k, standing_N, i ? r[0].peak_N : 0, err);
		if (s)
			return s;
		p[i].back = p[i].from_back || (n == 1 ? !r->posture.lying : p[i].back && n <= 2);
	}
	return document(p, &n, 1, p[0].name, sink, err);
}

lb_status lb_posture_figure(const lb_posture *settled, const lb_load *r, lb_str name, const lb_trunk *t,
			    double standing_N, lb_sink sink, lb_err *err)
{
	panel p = {.name = name, .ratio = r->joint[LB_L4_5].compression_N / standing_N, .back = true};
	if (r->high_N > 0)
		p.low = r->low_N / standing_N, p.high = r->high_N / standing_N;
	lb_status s = lb_scene_make(&p.scene, t, settled, NULL, 0, standing_N, err);
	const size_t one = 1;
	return s ? s : document(&p, &one, 1, name, sink, err);
}

lb_status lb_day_figure(const lb_day_result *r, const lb_trunk *t, lb_sink sink, lb_err *err)
{
	enum { ROWS = 3 };
	panel p[2 * ROWS];
	size_t counts[ROWS], rows = r->n_swaps < ROWS ? r->n_swaps : ROWS, n = 0;
	lb_status s = LB_OK;
	for (size_t i = 0; i < rows && !s; i++, n += 2) {
		const lb_activity_load *from = &r->parts.at[r->swap[i].part].load;
		s = make_panel(&p[n], from, t, r->k, r->standing_N, 0, err);
		s = s ? s : make_panel(&p[n + 1], &r->swap[i].load, t, r->k, r->standing_N, from->peak_N, err);
		p[n].back = p[n + 1].back = false;
		counts[i] = 2;
	}
	if (!rows && r->parts.n) {
		s = make_panel(&p[0], &r->parts.at[0].load, t, r->k, r->standing_N, 0, err);
		counts[0] = rows = 1;
	}
	lb_str title = lbi_str_z(r->n_swaps ? "What a change would save" : "The heaviest of the day");
	return s ? s : document(p, counts, rows, title, sink, err);
}
