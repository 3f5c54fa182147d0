/* A simulation as text, JSON, CSV and a plot. The only place of the room that rounds. */
#include <math.h>

#include "lumbar/body.h"
#include "out.h"

static double mid(const lb_simulation *r, size_t arm, lb_series s, size_t day)
{
	return (double)r->at[arm][s][day].mid;
}

/* ---- text ---- */

static bool has_room(const lb_simulation *r, size_t day)
{
	size_t n = r->scenario->n_days;
	return day == 0 || (n <= 28 ? true : n <= 200 ? (day + 1) % 7 == 0 : (day + 1) % 28 == 0) || day + 1 == n;
}

lb_status lb_simulation_text(const lb_simulation *r, lb_sink sink, lb_err *err)
{
	lbi_out o;
	lbi_out_start(&o, sink);
	lbi_putf(&o, "%.*s\n", LB_FMT(r->scenario->label));
	if (r->scenario->note.n)
		lbi_putf(&o, "%.*s\n", LB_FMT(r->scenario->note));
	lbi_putf(&o,
		 r->sets ? "Middle and 80 %% band of %zu fitted parameter sets, without chance.\n"
			 : "One run at the stated values, without chance.\n",
		 r->sets);
	lbi_putz(&o, "For research, and no forecast for one person: of the measurements that it was not fitted\n"
		     "to, the model misses about a third. Each of them, met or failed: validation/body.md.\n");
	for (size_t m = 0; m < r->scenario->n_arms; m++) {
		lbi_putf(&o,
			 "\n%.*s (%s)\n   day   pain 0-10        limits 0-24  deep muscle lost %%  strength %%  fat %% "
			 " tense %%\n",
			 LB_FMT(r->scenario->arm[m].label), lb_hypothesis_name(r->scenario->arm[m].hypothesis));
		for (size_t d = 0; d < r->scenario->n_days; d++) {
			if (!has_room(r, d))
				continue;
			lb_band3 p = r->at[m][LB_SERIES_PAIN][d];
			lbi_putf(&o, "  %4zu   %4.1f (%3.1f-%3.1f)   %10.1f %20.1f %11.0f %6.1f %8.1f\n", d + 1,
				 (double)p.mid, (double)p.lo, (double)p.hi, mid(r, m, LB_SERIES_DISABILITY, d),
				 mid(r, m, LB_SERIES_DEEP_LOSS, d), mid(r, m, LB_SERIES_STRENGTH, d),
				 mid(r, m, LB_SERIES_FAT, d), mid(r, m, LB_SERIES_GUARD, d));
		}
	}
	return lbi_out_end(&o, err);
}

/* ---- JSON, CSV ---- */

static void put_series(lbi_json *j, const lb_simulation *r, size_t arm, lb_series s)
{
	static const lb_str part[] = {{"\"mid\":", 6}, {"\"lo\":", 5}, {"\"hi\":", 5}};
	for (int k = 0; k < 3; k++) {
		lbi_json_key(j, part[k]);
		lbi_json_open(j, '[');
		for (size_t d = 0; d < r->scenario->n_days; d++) {
			lb_band3 b = r->at[arm][s][d];
			lbi_json_num(j, (double)(k == 0 ? b.mid : k == 1 ? b.lo : b.hi), 3);
		}
		lbi_json_close(j, ']');
	}
}

lb_status lb_simulation_json(const lb_simulation *r, lb_sink sink, lb_err *err)
{
	lbi_out o;
	lbi_json j = {.out = &o};
	lbi_out_start(&o, sink);
	lbi_json_open(&j, '{');
	lbi_json_kstr(&j, LBI_KEY("schema"), LB_STR("lumbar.simulation/1"));
	lbi_json_kstr(&j, LBI_KEY("label"), r->scenario->label);
	lbi_json_knum(&j, LBI_KEY("days"), (double)r->scenario->n_days, 0);
	lbi_json_knum(&j, LBI_KEY("sets"), (double)r->sets, 0);
	lbi_json_key(&j, LBI_KEY("arms"));
	lbi_json_open(&j, '[');
	for (size_t m = 0; m < r->scenario->n_arms; m++) {
		lbi_json_open(&j, '{');
		lbi_json_kstr(&j, LBI_KEY("label"), r->scenario->arm[m].label);
		lbi_json_key(&j, LBI_KEY("hypothesis"));
		lbi_json_strz(&j, lb_hypothesis_name(r->scenario->arm[m].hypothesis));
		lbi_json_key(&j, LBI_KEY("series"));
		lbi_json_open(&j, '[');
		for (int s = 0; s < LB_SERIES; s++) {
			lbi_json_open(&j, '{');
			lbi_json_key(&j, LBI_KEY("name"));
			lbi_json_strz(&j, lb_series_name((lb_series)s));
			put_series(&j, r, m, (lb_series)s);
			lbi_json_close(&j, '}');
		}
		lbi_json_close(&j, ']');
		lbi_json_close(&j, '}');
	}
	lbi_json_close(&j, ']');
	lbi_json_close(&j, '}');
	lbi_putz(&o, "\n");
	return lbi_out_end(&o, err);
}

lb_status lb_simulation_csv(const lb_simulation *r, lb_sink sink, lb_err *err)
{
	lbi_out o;
	lbi_out_start(&o, sink);
	lbi_putz(&o, "arm,day");
	for (int s = 0; s < LB_SERIES; s++)
		lbi_putf(&o, ",%s,%s_lo,%s_hi", lb_series_name((lb_series)s), lb_series_name((lb_series)s),
			 lb_series_name((lb_series)s));
	lbi_putz(&o, "\n");
	for (size_t m = 0; m < r->scenario->n_arms; m++)
		for (size_t d = 0; d < r->scenario->n_days; d++) {
			lbi_putf(&o, "%zu,%zu", m + 1, d + 1);
			for (int s = 0; s < LB_SERIES; s++) {
				lb_band3 b = r->at[m][s][d];
				lbi_putf(&o, ",%.3f,%.3f,%.3f", (double)b.mid, (double)b.lo, (double)b.hi);
			}
			lbi_putz(&o, "\n");
		}
	return lbi_out_end(&o, err);
}

/* ---- SVG: pain above, deep muscle and disability below ---- */

enum { WIDE = 760, HIGH = 200, LEFT = 60, TOP = 46 };
static const char *const colours[LB_ARMS_MAX] = {"#1b6ca8", "#c8553d", "#3a7d44", "#7b4b94", "#8a6d00", "#444444"};

static double x_of(const lb_simulation *r, size_t d)
{
	return LEFT + (double)WIDE * (double)(d + 1) / (double)r->scenario->n_days;
}

static void put_line(lbi_out *o, const lb_simulation *r, size_t m, lb_series s, double top, double most)
{
	size_t n = r->scenario->n_days, every = n > 400 ? n / 400 : 1;
	lbi_putf(o, "<polygon fill=\"%s\" fill-opacity=\"0.14\" points=\"", colours[m]);
	for (size_t d = 0; d < n; d += every)
		lbi_putf(o, "%.1f,%.1f ", x_of(r, d), top + HIGH * (1 - fmin(1, (double)r->at[m][s][d].hi / most)));
	for (size_t d = n; d > 0; d = d > every ? d - every : 0)
		lbi_putf(o, "%.1f,%.1f ", x_of(r, d - 1),
			 top + HIGH * (1 - fmin(1, (double)r->at[m][s][d - 1].lo / most)));
	lbi_putf(o, "\"/>\n<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"2\" points=\"", colours[m]);
	for (size_t d = 0; d < n; d += every)
		lbi_putf(o, "%.1f,%.1f ", x_of(r, d), top + HIGH * (1 - fmin(1, mid(r, m, s, d) / most)));
	lbi_putz(o, "\"/>\n");
}

static void put_frame(lbi_out *o, const lb_simulation *r, double top, double most, const char *title)
{
	lbi_putf(o, "<rect x=\"%d\" y=\"%.0f\" width=\"%d\" height=\"%d\" fill=\"none\" stroke=\"#999\"/>\n", LEFT, top,
		 WIDE, HIGH);
	lbi_putf(o, "<text x=\"%d\" y=\"%.0f\">%s</text>\n", LEFT + 4, top - 6, title);
	for (int k = 0; k <= 2; k++)
		lbi_putf(o, "<text x=\"%d\" y=\"%.0f\" text-anchor=\"end\">%g</text>\n", LEFT - 6,
			 top + HIGH - HIGH * k / 2.0 + 4, most * k / 2);
	for (int k = 0; k <= 4; k++)
		lbi_putf(o, "<text x=\"%.0f\" y=\"%.0f\" text-anchor=\"middle\">%.0f</text>\n", LEFT + WIDE * k / 4.0,
			 top + HIGH + 16, (double)r->scenario->n_days * k / 4);
}

static void put_escaped(lbi_out *o, lb_str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.s[i] == '<' || s.s[i] == '&')
			lbi_putz(o, s.s[i] == '<' ? "&lt;" : "&amp;");
		else
			lbi_put(o, (lb_str){s.s + i, 1});
}

lb_status lb_simulation_svg(const lb_simulation *r, lb_sink sink, lb_err *err)
{
	static const struct {
		lb_series s;
		double most;
		const char *title;
	} plots[] = {{LB_SERIES_PAIN, 10, "pain, 0-10 (days along; band: 80 % of the parameter sets)"},
		     {LB_SERIES_DISABILITY, 24, "limits in daily life, 0-24"},
		     {LB_SERIES_DEEP_LOSS, 40, "deep muscle lost on the painful side, %"}};
	lbi_out o;
	lbi_out_start(&o, sink);
	size_t legend = r->scenario->n_arms;
	lbi_putf(&o,
		 "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%zu\" font-family=\"sans-serif\" "
		 "font-size=\"12\">\n"
		 "<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>\n<text x=\"%d\" y=\"20\" font-size=\"15\">",
		 LEFT + WIDE + 30, (size_t)(TOP + 3 * (HIGH + 50)) + 18 * legend + 20, LEFT);
	put_escaped(&o, r->scenario->label);
	lbi_putz(&o, "</text>\n");
	for (size_t k = 0; k < 3; k++) {
		double top = TOP + (double)(k * (HIGH + 50));
		put_frame(&o, r, top, plots[k].most, plots[k].title);
		for (size_t m = 0; m < r->scenario->n_arms; m++)
			put_line(&o, r, m, plots[k].s, top, plots[k].most);
	}
	for (size_t m = 0; m < legend; m++) {
		size_t y = TOP + 3 * (HIGH + 50) + 18 * m;
		lbi_putf(&o,
			 "<rect x=\"%d\" y=\"%zu\" width=\"14\" height=\"4\" fill=\"%s\"/><text x=\"%d\" y=\"%zu\">",
			 LEFT, y, colours[m], LEFT + 22, y + 7);
		put_escaped(&o, r->scenario->arm[m].label);
		lbi_putz(&o, "</text>\n");
	}
	lbi_putz(&o, "</svg>\n");
	return lbi_out_end(&o, err);
}
