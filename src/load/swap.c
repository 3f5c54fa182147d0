/* What another way of doing the same job saves. */
#include <math.h>

#include "day.h"

/* The same job: as many repeats or minutes, the same thing in the hands. */
static lb_day_entry other_entry(const lb_day_part *p, const lb_activity *to, const lb_swap_row *row)
{
	lb_day_entry e = *p->entry;
	double own_kg = lb_activity_kg(p->row), other_kg = lb_activity_kg(to);
	e.activity = row->to.index;
	e.times *= row->times > 0 ? row->times : 1;
	e.kg = own_kg > 0 && other_kg > 0 ? p->load.kg / own_kg * other_kg : -1;
	if (p->row->pace == LB_PACE_move)
		e.total_s = e.times * (to->seconds > 0 ? to->seconds : p->row->seconds);
	return e;
}

static void put_range(lb_day_swap *s, const lb_activity_load *from)
{
	const lb_activity_load *to = &s->load;
	if (!(from->ratio_high > 0) || !(to->ratio_high > 0))
		return;
	double down = log(to->ratio / fmax(to->ratio_low, 0.01)), up = log(to->ratio_high / to->ratio);
	double from_down = log(from->ratio / fmax(from->ratio_low, 0.01)),
	       from_up = log(from->ratio_high / from->ratio);
	if (s->load.factor == from->factor &&
	    from->factor != 1) { /* the same movement: its factor drops out of the ratio */
		double slow = log(from->factor / from->factor_low), quick = log(from->factor_high / from->factor);
		down = sqrt(fmax(0, down * down - slow * slow)), up = sqrt(fmax(0, up * up - quick * quick));
		from_down = sqrt(fmax(0, from_down * from_down - slow * slow)),
		from_up = sqrt(fmax(0, from_up * from_up - quick * quick));
	}
	s->ratio_low = s->ratio * exp(-sqrt(down * down + from_up * from_up));
	s->ratio_high = s->ratio * exp(sqrt(up * up + from_down * from_down));
	s->clear = s->ratio_high < 1;
}

/* True when it saves: a lower peak, and less of the day. */
static bool try_swap(lb_day_swap *out, const lb_day_result *r, size_t part, const lb_swap_row *row, const lb_trunk *t,
		     lb_load_work *w, lb_status *status, lb_err *err)
{
	const lb_day_part *p = &r->parts.at[part];
	const lb_activity *to = &lb_activities(r->k).at[row->to.index];
	lb_day_entry e = other_entry(p, to, row);
	lb_day_part q = {.entry = &e, .row = to};
	*status = lb_activity_solve(&q.load, w, t, r->k, e.activity, e.kg, r->standing_N, false, err);
	if (*status)
		return false;
	lbi_count_part(&q, r);
	double dose = r->above_Ns > 0 ? (p->above_Ns - q.above_Ns) / r->above_Ns : 0;
	double worn = r->wear > 0 ? (p->wear - q.wear) / r->wear : 0;
	*out = (lb_day_swap){.part = part,
			     .row = row,
			     .load = q.load,
			     .ratio = q.load.peak_N / p->load.peak_N,
			     .saved = (dose + worn) / 2};
	return out->ratio < 1 && out->saved > 0;
}

static void keep(lb_day_result *r, const lb_day_swap *s)
{
	size_t at = r->n_swaps;
	while (at > 0 && (s->saved > r->swap[at - 1].saved ||
			  (s->saved == r->swap[at - 1].saved && s->part < r->swap[at - 1].part)))
		at--;
	if (at == LB_DAY_SWAPS_MAX)
		return;
	r->n_swaps += r->n_swaps < LB_DAY_SWAPS_MAX;
	for (size_t i = r->n_swaps - 1; i > at; i--)
		r->swap[i] = r->swap[i - 1];
	r->swap[at] = *s;
}

lb_status lbi_swaps(lb_day_result *r, const lb_trunk *t, lb_load_work *w, bool with_range, lb_err *err)
{
	lb_status status = LB_OK;
	for (size_t i = 0; i < r->parts.n && !status; i++) {
		const lb_activity *row = r->parts.at[i].row;
		lb_day_swap best = {.saved = 0};
		for (size_t j = 0; j < row->swaps.n && !status; j++) {
			lb_day_swap s;
			bool saves = try_swap(&s, r, i, &row->swaps.at[j], t, w, &status, err);
			r->swaps_tried++, r->swaps_without += !saves;
			if (saves && r->parts.n == 1)
				keep(r, &s);
			else if (saves && s.saved > best.saved)
				best = s;
		}
		if (!status && best.saved > 0)
			keep(r, &best);
	}
	for (size_t i = 0; i < r->n_swaps && with_range && !status; i++) {
		lb_day_swap *s = &r->swap[i];
		const lb_day_part *p = &r->parts.at[s->part];
		lb_activity_load from;
		status =
			lb_activity_solve(&s->load, w, t, r->k, s->load.activity, s->load.kg, r->standing_N, true, err);
		if (!status)
			status = lb_activity_solve(&from, w, t, r->k, p->load.activity, p->load.kg, r->standing_N, true,
						   err);
		if (!status)
			put_range(s, &from);
	}
	return status;
}
