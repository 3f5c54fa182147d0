/* All activities by their load: for the terminal, and the generated table of doc/activities.md. */
#include <stdlib.h>

#include "day_report.h"

static bool contains(lb_str text, lb_str word)
{
	for (size_t i = 0; i + word.n <= text.n; i++) {
		size_t j = 0;
		while (j < word.n && lbi_lower((unsigned char)text.s[i + j]) == lbi_lower((unsigned char)word.s[j]))
			j++;
		if (j == word.n)
			return true;
	}
	return false;
}

static bool matches(const lb_activity *row, lb_str word)
{
	bool is = contains(row->label, word) || contains(row->id, word) || contains(row->group, word);
	for (size_t i = 0; i < row->words.n && !is; i++)
		is = contains(row->words.at[i], word);
	return is;
}

static int by_ratio(const void *a, const void *b)
{
	const lb_activity_load *p = a, *q = b;
	if (p->ratio != q->ratio)
		return p->ratio > q->ratio ? -1 : 1;
	return (p->activity > q->activity) - (p->activity < q->activity);
}

static void line(lbi_out *o, const lb_activity *row, const lb_activity_load *r, bool table)
{
	if (!table) {
		lbi_putf(o, "%5.1f  %-18.*s ", r->ratio, LB_FMT(row->id));
		lbi_put(o, row->label);
		lbi_putz(o, "\n");
		return;
	}
	lbi_putz(o, "| ");
	lbi_put(o, row->label);
	lbi_putf(o, " | `%.*s` | %.1f | %.1f to %.1f | %.2f | ", LB_FMT(row->id), r->ratio, r->ratio_low, r->ratio_high,
		 r->factor);
	if (r->kg > 0)
		lbi_putf(o, "%.3g", r->kg);
	lbi_putf(o, " | %.*s | ", LB_FMT(row->basis));
	for (size_t i = 0; i < row->sources.n; i++) {
		lbi_putz(o, i ? ", " : "");
		lbi_put(o, row->sources.at[i].id);
	}
	lbi_putz(o, " |\n");
}

lb_status lb_activity_list(const lb_knowledge *k, lb_str word, bool table, size_t *found, lb_arena *a, lb_sink sink,
			   lb_err *err)
{
	lb_activities_list list = lb_activities(k);
	lb_activity_load *r = lb_arena_new(a, list.n, sizeof *r);
	lb_trunk *t = lb_arena_new(a, 1, sizeof *t);
	lb_load_work *w = lb_arena_new(a, 1, sizeof *w);
	lb_person person = lb_posture_subject();
	lb_load standing;
	size_t n = 0;
	if (!r || !t || !w)
		return lbi_fail(err, LB_NOMEM, NULL, "the activities");
	lb_status s = lb_trunk_make(t, NULL, &person, NULL, err);
	s = s ? s : lb_load_solve(&standing, w, t, &(lb_posture){0}, NULL, err);
	for (size_t i = 0; i < list.n && !s; i++)
		if (matches(&list.at[i], word))
			s = lb_activity_solve(&r[n++], w, t, k, (int)i, -1, standing.joint[LB_L4_5].compression_N,
					      table, err);
	if (s)
		return s;
	qsort(r, n, sizeof *r, by_ratio);
	lbi_out o;
	lbi_out_start(&o, sink);
	if (table)
		lbi_putz(&o, "| activity | id | times standing | range | factor of movement | kg | posture | sources "
			     "|\n|---|---|---|---|---|---|---|---|\n");
	for (size_t i = 0; i < n; i++)
		line(&o, &list.at[r[i].activity], &r[i], table);
	*found = n;
	return lbi_out_end(&o, err);
}
