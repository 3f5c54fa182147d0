/* The expected course: mean pain of a published cohort over a year, and where this person stands. */
#include "figure.h"

#include "base.h"

#define X0    84.0
#define X1    610.0
#define Y0    300.0 /* pain 0 */
#define Y1    24.0  /* pain 100 */
#define WEEKS 52.0

static double at_x(double week)
{
	double w = week < 0 ? 0 : week > WEEKS ? WEEKS : week;
	return X0 + (X1 - X0) * w / WEEKS;
}

static double at_y(double pain)
{
	return Y0 + (Y1 - Y0) * pain / 100;
}

static bool in_cohort(const lb_assessment *r, const lb_course_point *p)
{
	return p->cohort.index == (int32_t)(r->differential.course.cohort - lb_stages(r->k).at);
}

static bool wanted(const lb_assessment *r)
{
	return r->differential.course.given && !lbi_urgent(r);
}

static void point(lbi_mark *m, bool first, double week, double pain)
{
	lbi_mark_raw(m, first ? "M" : "L");
	lbi_mark_num(m, at_x(week), 1);
	lbi_mark_raw(m, " ");
	lbi_mark_num(m, at_y(pain), 1);
}

static void axes(lbi_mark *m, bool from_onset)
{
	static const int weeks[] = {0, 6, 13, 26, 39, 52};
	for (int pain = 0; pain <= 100; pain += 25) {
		lbi_mark_raw(m, "<path class=\"grid\" d=\"");
		point(m, true, 0, pain);
		point(m, false, WEEKS, pain);
		lbi_putf(m->out, "\"/><text class=\"end\" x=\"74\" y=\"%d\">%d</text>", (int)at_y(pain) + 9, pain);
	}
	for (size_t i = 0; i < LBI_COUNT(weeks); i++)
		lbi_putf(m->out, "<text x=\"%d\" y=\"334\">%d</text>", (int)at_x(weeks[i]), weeks[i]);
	lbi_putf(m->out, "<text x=\"347\" y=\"372\">weeks %s</text>", from_onset ? "since the pain began" : "from now");
	lbi_mark_raw(m, "<text class=\"up\" transform=\"translate(24 162) rotate(-90)\">pain of 100</text>");
}

/* The mean, or the area between the limits: out along one, back along the other. */
static void curve(lbi_mark *m, const lb_assessment *r, bool band)
{
	lb_course_list c = lb_course(r->k);
	bool first = true;
	lbi_mark_raw(m, band ? "<path class=\"band\" d=\"" : "<path class=\"mean\" d=\"");
	for (size_t i = 0; i < c.n; i++)
		if (in_cohort(r, &c.at[i]))
			point(m, first, c.at[i].week, band ? c.at[i].hi : c.at[i].mean), first = false;
	for (size_t i = c.n; band && i > 0; i--)
		if (in_cohort(r, &c.at[i - 1]))
			point(m, false, c.at[i - 1].week, c.at[i - 1].lo);
	lbi_mark_raw(m, band ? "Z\"/>" : "\"/>");
}

static void you(lbi_mark *m, const lb_expected *e)
{
	double x = at_x(e->week), y = at_y(e->pain);
	if (!e->pain_given) {
		lbi_mark_raw(m, "<path class=\"here\" d=\"");
		point(m, true, e->week, 0);
		point(m, false, e->week, 100);
		lbi_mark_raw(m, "\"/>");
		y = at_y(92);
	} else {
		lbi_putf(m->out, "<circle class=\"you\" cx=\"%d\" cy=\"%d\" r=\"11\"/>", (int)x, (int)y);
	}
	bool right = e->week > 40;
	lbi_putf(m->out, "<text class=\"%s\" x=\"%d\" y=\"%d\">you, now</text>", right ? "you-t end" : "you-t",
		 (int)x + (right ? -18 : 18), (int)y + (y < 60 || (e->pain_given && e->pain < e->mean) ? 38 : -18));
}

static void draw(lbi_mark *m, const lb_assessment *r)
{
	lbi_mark_raw(m, "<defs><pattern id=\"pt-band\" width=\"9\" height=\"9\" patternUnits=\"userSpaceOnUse\">"
			"<path class=\"ink-band\" d=\"M0 9L9 0\"/></pattern></defs>");
	axes(m, r->differential.course.cohort->from_onset);
	curve(m, r, true);
	curve(m, r, false);
	you(m, &r->differential.course);
}

static void say(lbi_mark *m, const lb_assessment *r)
{
	const lb_expected *e = &r->differential.course;
	lb_course_list c = lb_course(r->k);
	size_t shown = 0;
	lbi_mark_textz(m, "Average pain of people with such a back, from 0 to 100: ");
	for (size_t i = 0; i < c.n; i++) {
		if (!in_cohort(r, &c.at[i]))
			continue;
		lbi_mark_textz(m, shown ? ", " : "");
		lbi_mark_num(m, c.at[i].mean, 0);
		lbi_mark_textz(m, shown ? " at week " : " at the start");
		if (shown++)
			lbi_mark_num(m, c.at[i].week, 0);
	}
	lbi_mark_textz(m, ". ");
	if (e->pain_given) {
		lbi_mark_textz(m, "Yours is about ");
		lbi_mark_num(m, e->pain, 0);
		lbi_mark_textz(m, " now. ");
	}
	lbi_mark_textz(m, "The line is an average. Single people do better or worse.");
	if (e->spread_status == LB_CHECKED_recalled)
		lbi_mark_textz(m, " The hatched spread was not checked again, so read it loosely.");
}

static void legend(lbi_mark *m, const lb_assessment *r)
{
	(void)r;
	lbi_mark_raw(m, "<ul class=\"keys\"><li><svg class=\"key\" viewBox=\"0 0 40 40\" aria-hidden=\"true\"><path "
			"class=\"mean\" d=\"M2 20H38\"/>"
			"</svg>average</li><li><svg class=\"key\" viewBox=\"0 0 40 40\" aria-hidden=\"true\"><rect "
			"class=\"band\" x=\"2\" "
			"y=\"6\" width=\"36\" height=\"28\"/></svg>spread of the average</li></ul>");
}

const lbi_figure lbi_figure_course = {
	"course", "How such pain mostly goes over a year", "0 0 640 384", wanted, draw, say, legend};
