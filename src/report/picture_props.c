/* What stands around and what is held, so that the picture is recognised. */
#include <math.h>
#include <string.h>

#include "picture.h"

static double mid(const lb_scene *s, int c)
{
	return (s->grip[0][c] + s->grip[1][c]) / 2;
}

/* ---- places ---- */

static void leg_line(lbi_pen *pen, double x, double top, double floor_m)
{
	lbi_slab(pen, x - 0.015, x + 0.015, floor_m, top, 0, LBI_FURNITURE_LINE, NULL);
}

static void seat(lbi_pen *pen, const lb_scene *s, double front_m, double thick_m, bool legs)
{
	double x = s->hip[0][0], y = s->hip[0][1] - 0.095;
	if (legs)
		leg_line(pen, x - 0.18, y, s->floor_m), leg_line(pen, x + front_m - 0.06, y, s->floor_m);
	lbi_slab(pen, x - 0.22, x + front_m, y - thick_m, y, 0.02, LBI_FURNITURE, LBI_FURNITURE_LINE);
}

/* A rest along the back of the trunk. */
static void rest(lbi_pen *pen, const lb_scene *s, double high_m, double thick_m)
{
	double low[3], top[3], back[3];
	lbi_mix(back, s->origin_m[3], 1, s->origin_m[3], 0);
	lbi_mix(low, s->hip[0], 1, s->ahead, -0.15), low[1] -= 0.05;
	lbi_mix(top, s->origin_m[THORAX], 1, s->ahead, -0.105);
	lbi_mix(top, top, 1, s->up, high_m);
	low[2] = top[2] = 0;
	lbi_stroke(pen, low, top, thick_m, LBI_FURNITURE_LINE);
}

static void board(lbi_pen *pen, const lb_scene *s, double y, double x0, double x1)
{
	leg_line(pen, x0 + 0.06, y, s->floor_m), leg_line(pen, x1 - 0.06, y, s->floor_m);
	lbi_slab(pen, x0, x1, y - 0.035, y, 0.005, LBI_FURNITURE, LBI_FURNITURE_LINE);
}

static void bed(lbi_pen *pen, const lb_scene *s)
{
	double lying = s->floor_m - 0.01, low = s->posture->lying ? lying : s->hip[0][1] - 0.11;
	double long_m = s->posture->pelvis_roll_rad > 1 ? 1.0 : 1.15;
	lbi_slab(pen, -long_m, long_m, low - 0.16, low, 0.04, LBI_FURNITURE, LBI_FURNITURE_LINE);
	lbi_slab(pen, -long_m, -long_m + 0.04, low - 0.35, low + 0.12, 0, LBI_FURNITURE_LINE, NULL);
	lbi_slab(pen, long_m - 0.04, long_m, low - 0.35, low + 0.05, 0, LBI_FURNITURE_LINE, NULL);
}

static void stairs(lbi_pen *pen, const lb_scene *s)
{
	double a = s->ankle[0][1] - s->ankle_up_m, b = s->ankle[1][1] - s->ankle_up_m;
	for (int side = 0; side < LB_SIDES; side++) {
		double x = s->ankle[side][0], y = side ? b : a;
		lbi_slab(pen, x - 0.10, x + 0.24, fmin(a, b) - 0.12, y, 0, LBI_FURNITURE, LBI_FURNITURE_LINE);
	}
}

static void water(lbi_pen *pen, const lb_scene *s)
{
	double y = s->origin_m[THORAX][1] + 0.05, from[3] = {-1.2, y, 0};
	for (int i = 1; i <= 24; i++) {
		double to[3] = {-1.2 + 0.1 * i, y + (i & 1 ? 0.02 : -0.01), 0};
		lbi_stroke(pen, from, to, 0.012, "#7fb4d8");
		memcpy(from, to, sizeof from);
	}
}

static void wheel(lbi_pen *pen, double x, double y, double r)
{
	const double at[3] = {x, y, 0};
	lbi_ball(pen, at, r, "none", LBI_THING_LINE);
	lbi_ball(pen, at, 0.02, LBI_THING_LINE, NULL);
}

static void bike(lbi_pen *pen, const lb_scene *s)
{
	double ground = fmin(s->ankle[0][1], s->ankle[1][1]) - 0.22, r = 0.33, hub = ground + r;
	const double saddle[3] = {s->hip[0][0] - 0.02, s->hip[0][1] - 0.12, 0},
		     crank[3] = {saddle[0] + 0.22, hub - 0.03, 0};
	const double bar[3] = {mid(s, 0), mid(s, 1) - 0.01, 0}, front[3] = {crank[0] + 0.62, hub, 0},
		     rear[3] = {crank[0] - 0.42, hub, 0};
	const double headset[3] = {bar[0] - 0.08, fmax(bar[1] - 0.06, hub + 0.3), 0};
	wheel(pen, rear[0], hub, r), wheel(pen, front[0], hub, r);
	lbi_stroke(pen, saddle, crank, 0.025, LBI_THING), lbi_stroke(pen, crank, headset, 0.025, LBI_THING);
	lbi_stroke(pen, headset, saddle, 0.022, LBI_THING), lbi_stroke(pen, crank, rear, 0.02, LBI_THING);
	lbi_stroke(pen, headset, front, 0.022, LBI_THING), lbi_stroke(pen, headset, bar, 0.022, LBI_THING);
	lbi_slab(pen, saddle[0] - 0.14, saddle[0] + 0.1, saddle[1] - 0.02, saddle[1] + 0.02, 0.02, LBI_THING_LINE,
		 NULL);
}

static void car(lbi_pen *pen, const lb_scene *s)
{
	seat(pen, s, 0.30, 0.12, false), rest(pen, s, 0.36, 0.10);
	double x = s->hip[0][0], y = s->hip[0][1] - 0.1;
	const double dash[][3] = {{x + 1.15, y - 0.3, 0},
				  {x + 1.15, y + 0.38, 0},
				  {x + 0.85, y + 0.42, 0},
				  {x + 0.15, y + 1.02, 0},
				  {x - 0.55, y + 1.02, 0}};
	for (int i = 1; i < 5; i++)
		lbi_stroke(pen, dash[i - 1], dash[i], 0.02, LBI_FURNITURE_LINE);
}

static void basin(lbi_pen *pen, const lb_scene *s, double y)
{
	double x = fmax(s->hip[0][0] + 0.24, s->grip[1][0] - 0.12);
	lbi_slab(pen, x + 0.12, x + 0.22, s->floor_m, y - 0.15, 0, LBI_FURNITURE, LBI_FURNITURE_LINE);
	lbi_slab(pen, x, x + 0.42, y - 0.16, y, 0.05, LBI_FURNITURE, LBI_FURNITURE_LINE);
	lbi_slab(pen, x + 0.34, x + 0.37, y, y + 0.14, 0, LBI_FURNITURE_LINE, NULL);
}

static void cot(lbi_pen *pen, const lb_scene *s)
{
	double x = s->hip[0][0] + 0.16, top = s->floor_m + 0.85;
	lbi_slab(pen, x, x + 0.7, s->floor_m + 0.30, s->floor_m + 0.42, 0.02, LBI_FURNITURE, LBI_FURNITURE_LINE);
	for (int i = 0; i < 8; i++)
		leg_line(pen, x + 0.1 * i, top, s->floor_m);
	lbi_slab(pen, x - 0.02, x + 0.72, top - 0.03, top, 0, LBI_FURNITURE_LINE, NULL);
}

void lbi_draw_place(lbi_pen *pen, const lb_scene *s)
{
	if (s->row && s->row->posture.legs == LB_LEGS_foot_up &&
	    pen->view == LBI_VIEW_SIDE) /* what the foot stands on */
		lbi_slab(pen, s->ankle[1][0] - 0.10, s->ankle[1][0] + 0.24, s->floor_m,
			 s->ankle[1][1] - s->ankle_up_m, 0.01, LBI_FURNITURE, LBI_FURNITURE_LINE);
	if (!s->row || pen->view == LBI_VIEW_BACK) {
		if (s->row && s->row->place == LB_PLACE_bed && pen->view == LBI_VIEW_BACK)
			lbi_slab(pen, -0.95, 0.95, s->floor_m - 0.2, s->floor_m - 0.01, 0.04, LBI_FURNITURE,
				 LBI_FURNITURE_LINE);
		return;
	}
	double hand_x = mid(s, 0), hand_y = mid(s, 1), lead_x = fmax(s->grip[0][0], s->grip[1][0]);
	switch ((lb_place)s->row->place) {
	case LB_PLACE_none:
	case LB_PLACE_COUNT: break;
	case LB_PLACE_bed: bed(pen, s); break;
	case LB_PLACE_mat:
		lbi_slab(pen, -0.9, 0.9, s->floor_m - 0.03, s->floor_m, 0.01, "#cfe0d4", NULL);
		if (s->row->posture.legs == LB_LEGS_calves_up)
			lbi_slab(pen, s->knee[0][0] + 0.06, s->knee[0][0] + 0.5, s->floor_m, s->ankle[0][1] - 0.05,
				 0.02, LBI_FURNITURE, LBI_FURNITURE_LINE);
		break;
	case LB_PLACE_chair: seat(pen, s, 0.26, 0.03, true); break;
	case LB_PLACE_rest: seat(pen, s, 0.26, 0.04, true), rest(pen, s, 0.16, 0.035); break;
	case LB_PLACE_stool: seat(pen, s, 0.14, 0.04, true); break;
	case LB_PLACE_sofa: seat(pen, s, 0.36, 0.22, false), rest(pen, s, 0.24, 0.12); break;
	case LB_PLACE_desk:
		seat(pen, s, 0.26, 0.03, true);
		if (s->posture->backrest)
			rest(pen, s, 0.16, 0.035);
		board(pen, s, fmin(s->grip[0][1], s->grip[1][1]) - 0.04, fmin(hand_x, lead_x) - 0.10, lead_x + 0.55);
		lbi_slab(pen, lead_x + 0.28, lead_x + 0.31, hand_y, hand_y + 0.38, 0, LBI_THING, NULL);
		break;
	case LB_PLACE_car: car(pen, s); break;
	case LB_PLACE_table: {
		double y = fmin(s->grip[0][1], s->grip[1][1]) - (s->row->held == LB_HELD_box ? 0.14 : 0.05);
		double x =
			s->row->held == LB_HELD_keys ? s->grip[1][0] - 0.08 : fmin(s->grip[0][0], s->grip[1][0]) - 0.06;
		bool left_rests =
			s->grip[1][1] > s->grip[0][1] + 0.2; /* one hand on something, the other at the floor */
		board(pen, s, left_rests ? s->grip[1][1] - 0.04 : y, fmax(x, s->hip[0][0] + 0.2),
		      fmax(x, lead_x) + 0.5);
		break;
	}
	case LB_PLACE_basin:
	case LB_PLACE_sink:
		basin(pen, s,
		      s->row->posture.left_up_N > 0    ? s->grip[1][1] - 0.03
		      : s->row->place == LB_PLACE_sink ? hand_y + 0.02
						       : s->floor_m + 0.84);
		break;
	case LB_PLACE_stairs: stairs(pen, s); break;
	case LB_PLACE_boot:
		lbi_slab(pen, s->hip[0][0] + 0.22, s->hip[0][0] + 1.3, s->floor_m + 0.2,
			 fmin(hand_y - 0.28, s->floor_m + 0.62), 0.08, LBI_FURNITURE, LBI_FURNITURE_LINE);
		wheel(pen, s->hip[0][0] + 0.7, s->floor_m + 0.24, 0.24);
		break;
	case LB_PLACE_cot: cot(pen, s); break;
	case LB_PLACE_bath:
		lbi_slab(pen, fmax(s->knee[0][0] + 0.12, s->hip[0][0] + 0.2), s->hip[0][0] + 1.3, s->floor_m,
			 s->floor_m + 0.52, 0.08, LBI_FURNITURE, LBI_FURNITURE_LINE);
		break;
	case LB_PLACE_wall: {
		double x = s->posture->backrest ? s->hip[0][0] - 0.24 : s->grip[1][0] + 0.04;
		lbi_slab(pen, x - 0.02, x + 0.02, s->floor_m, s->floor_m + 1.5, 0, LBI_FURNITURE_LINE, NULL);
		break;
	}
	case LB_PLACE_water: water(pen, s); break;
	case LB_PLACE_bike: bike(pen, s); break;
	case LB_PLACE_seat:
		lbi_slab(pen, s->hip[0][0] - 0.7, s->hip[0][0] + 1.1, s->floor_m - 0.06, s->floor_m - 0.02, 0,
			 LBI_FURNITURE_LINE, NULL);
		lbi_slab(pen, s->hip[0][0] - 0.16, s->hip[0][0] + 0.14, s->hip[0][1] - 0.14, s->hip[0][1] - 0.10, 0.02,
			 LBI_FURNITURE, LBI_FURNITURE_LINE);
		break;
	case LB_PLACE_shelf:
		lbi_slab(pen, hand_x - 0.02, hand_x + 0.34, hand_y - 0.14, hand_y - 0.11, 0, LBI_FURNITURE,
			 LBI_FURNITURE_LINE);
		break;
	case LB_PLACE_low_shelf:
		lbi_slab(pen, hand_x - 0.05, hand_x + 0.6, s->floor_m, s->floor_m + 0.85, 0.02, "none",
			 LBI_FURNITURE_LINE);
		break;
	case LB_PLACE_patient: {
		double y = fmin(s->grip[0][1], s->grip[1][1]) - 0.10, x = fmax(s->hip[0][0] + 0.18, hand_x - 0.35);
		lbi_slab(pen, x, x + 0.9, y - 0.16, y, 0.03, LBI_FURNITURE, LBI_FURNITURE_LINE);
		leg_line(pen, x + 0.08, y - 0.16, s->floor_m), leg_line(pen, x + 0.82, y - 0.16, s->floor_m);
		break;
	}
	}
}

/* ---- held ---- */

/* A child; `toward` is +1 when it looks forward, -1 when it looks back at the one who lifts it. */
static void small_person(lbi_pen *pen, const double at[3], double size, double toward)
{
	double u = toward * size;
	const double chest[3] = {at[0], at[1] + 0.10 * size, at[2]},
		     seat_m[3] = {at[0] - 0.02 * toward, at[1] - 0.14 * size, at[2]};
	const double head[3] = {at[0], at[1] + 0.31 * size, at[2]},
		     knee[3] = {seat_m[0] + 0.17 * u, seat_m[1] - 0.07 * size, at[2]};
	const double foot[3] = {knee[0] + 0.02 * u, knee[1] - 0.19 * size, at[2]};
	const double hand[3] = {chest[0] + 0.22 * u, chest[1] + 0.05 * size, at[2]};
	lbi_bone(pen, seat_m, 0.055 * size, knee, 0.042 * size, LBI_THING_LINE);
	lbi_bone(pen, knee, 0.04 * size, foot, 0.034 * size, LBI_THING_LINE);
	lbi_bone(pen, chest, 0.085 * size, seat_m, 0.09 * size, "#7f9cb5");
	lbi_bone(pen, chest, 0.04 * size, hand, 0.028 * size, "#6c8aa5");
	lbi_ball(pen, head, 0.105 * size, "#e3c3a5", "#b58f6c");
}

/* From the hands on to the ground, with an end piece. */
static void long_tool(lbi_pen *pen, const lb_scene *s, double end_m, bool blade)
{
	const double *from = s->grip[0];
	double tip[3] = {from[0] + end_m, s->floor_m + 0.02, 0};
	if (blade) /* held at both ends of its handle, the blade just off the ground */
		tip[0] = fmax(s->grip[0][0], s->grip[1][0]) + 0.32, tip[1] = s->floor_m + 0.16;
	lbi_stroke(pen, from, tip, 0.025, LBI_THING);
	const double p[3] = {tip[0] - 0.10, tip[1], 0},
		     q[3] = {tip[0] + (blade ? 0.22 : 0.16), tip[1] + (blade ? 0.04 : 0), 0};
	lbi_stroke(pen, p, q, 0.045, LBI_THING_LINE);
}

static void racket(lbi_pen *pen, const lb_scene *s)
{
	const double *hand = s->grip[0];
	const double neck[3] = {hand[0] + 0.10, hand[1] + 0.24, hand[2]},
		     middle[3] = {hand[0] + 0.16, hand[1] + 0.38, hand[2]};
	lbi_stroke(pen, hand, neck, 0.02, LBI_THING_LINE);
	lbi_ball(pen, middle, 0.14, "none", LBI_THING_LINE);
}

static void barrow(lbi_pen *pen, const lb_scene *s)
{
	double x = mid(s, 0), y = mid(s, 1);
	const double hand[3] = {x, y, 0}, axle[3] = {x + 1.15, s->floor_m + 0.17, 0};
	const double leg[3] = {x + 0.45, s->floor_m, 0}, under[3] = {x + 0.45, y - 0.2, 0};
	lbi_stroke(pen, hand, axle, 0.03, LBI_THING_LINE), lbi_stroke(pen, under, leg, 0.03, LBI_THING_LINE);
	lbi_slab(pen, x + 0.36, x + 1.1, y - 0.22, y + 0.12, 0.06, LBI_THING, LBI_THING_LINE);
	wheel(pen, axle[0], axle[1], 0.17);
}

static void hanging(lbi_pen *pen, const double at[3], double wide, double high, const char *fill)
{
	double handle[3] = {at[0], at[1] - 0.10, at[2]};
	lbi_stroke(pen, at, handle, 0.014, LBI_THING_LINE);
	double u = pen->view == LBI_VIEW_SIDE ? at[0] : at[2];
	lbi_slab(pen, u - wide / 2, u + wide / 2, at[1] - 0.10 - high, at[1] - 0.10, 0.03, fill, LBI_THING_LINE);
}

static void pram(lbi_pen *pen, const lb_scene *s)
{
	double x = mid(s, 0), y = mid(s, 1);
	const double hand[3] = {x, y, 0}, low[3] = {x + 0.42, s->floor_m + 0.3, 0};
	lbi_stroke(pen, hand, low, 0.02, LBI_THING_LINE);
	lbi_slab(pen, x + 0.26, x + 0.85, s->floor_m + 0.3, s->floor_m + 0.62, 0.1, LBI_THING, LBI_THING_LINE);
	wheel(pen, x + 0.36, s->floor_m + 0.13, 0.13), wheel(pen, x + 0.76, s->floor_m + 0.13, 0.13);
}

void lbi_draw_held(lbi_pen *pen, const lb_scene *s)
{
	if (!s->row) {
		for (int side = 0; side < LB_SIDES; side++)
			if (s->posture->arm[side].load_N[1] < -5)
				lbi_ball(pen, s->grip[side], 0.07, LBI_THING, LBI_THING_LINE);
		return;
	}
	const double at[3] = {mid(s, 0), mid(s, 1), (s->grip[0][2] + s->grip[1][2]) / 2};
	bool side_view = pen->view == LBI_VIEW_SIDE;
	double u = side_view ? at[0] : at[2], y = at[1], big = cbrt(fmax(s->kg, 1) / 10);
	double ru = side_view ? s->grip[0][0] : s->grip[0][2];
	switch ((lb_held)s->row->held) {
	case LB_HELD_nothing:
	case LB_HELD_COUNT: break;
	case LB_HELD_box:
	case LB_HELD_sack:
	case LB_HELD_basket: {
		double h = 0.15 * big + 0.02, w = 0.17 * big + 0.03;
		lbi_slab(pen, u - (side_view ? 0.06 : w), u + 2 * w - (side_view ? 0.06 : w), y - h, y + h * 0.8,
			 s->row->held == LB_HELD_sack ? 0.08 : 0.01, LBI_THING, LBI_THING_LINE);
		break;
	}
	case LB_HELD_child: {
		double c[3] = {at[0] + 0.04, y + 0.02, s->row->posture.left_kg > 0 ? 0 : s->grip[0][2] + 0.04};
		small_person(pen, c, 1.0, -1);
		break;
	}
	case LB_HELD_baby: {
		double c[3] = {at[0], y, 0};
		if (s->row->posture.worn_kg > 0)
			lbi_mix(c, s->origin_m[THORAX], 1, s->ahead,
				s->row->posture.worn_ahead_cm > 0 ? 0.24 : -0.22),
				c[1] += 0.10;
		small_person(pen, c, 0.72, s->row->posture.worn_ahead_cm < 0 ? 1 : -1);
		break;
	}
	case LB_HELD_bag: hanging(pen, s->grip[0], 0.32, 0.30, LBI_THING); break;
	case LB_HELD_bucket: hanging(pen, s->grip[0], 0.26, 0.26, "#8fa9bd"); break;
	case LB_HELD_bags:
		hanging(pen, s->grip[0], 0.26, 0.26, LBI_THING), hanging(pen, s->grip[1], 0.26, 0.26, LBI_THING);
		break;
	case LB_HELD_backpack: {
		double low[3], top[3];
		lbi_mix(low, s->origin_m[THORAX], 1, s->ahead, -0.17);
		lbi_mix(top, low, 1, s->up, 0.30);
		lbi_bone(pen, low, 0.11, top, 0.10, LBI_THING);
		break;
	}
	case LB_HELD_pan:
		lbi_slab(pen, ru, ru + 0.26, s->grip[0][1] - 0.05, s->grip[0][1], 0.02, LBI_THING_LINE, NULL);
		break;
	case LB_HELD_tray: lbi_slab(pen, u - 0.05, u + 0.34, y - 0.05, y, 0.01, LBI_THING, LBI_THING_LINE); break;
	case LB_HELD_spade: long_tool(pen, s, 0.45, true); break;
	case LB_HELD_broom: long_tool(pen, s, 0.55, false); break;
	case LB_HELD_handle: long_tool(pen, s, 0.60, false); break;
	case LB_HELD_phone:
		lbi_slab(pen, ru + 0.01, ru + 0.035, s->grip[0][1], s->grip[0][1] + 0.13, 0.005, LBI_THING_LINE, NULL);
		break;
	case LB_HELD_brush:
		lbi_slab(pen, ru - 0.14, ru + 0.02, s->grip[0][1] - 0.008, s->grip[0][1] + 0.008, 0, "#2b6cb0", NULL);
		break;
	case LB_HELD_spoon:
		lbi_slab(pen, ru, ru + 0.16, s->grip[0][1] - 0.01, s->grip[0][1] + 0.01, 0.01, LBI_THING_LINE, NULL);
		break;
	case LB_HELD_wheel: {
		const double c[3] = {at[0] + 0.01, y, 0}, a[3] = {c[0] - 0.07, y + 0.17, 0},
			     b[3] = {c[0] + 0.07, y - 0.17, 0};
		lbi_stroke(pen, a, b, 0.03, LBI_THING_LINE);
		break;
	}
	case LB_HELD_keys:
	case LB_HELD_shoe: lbi_ball(pen, s->grip[0], 0.022, "#c9a227", LBI_THING_LINE); break;
	case LB_HELD_oar: {
		const double b[3] = {at[0] + 0.9, y + 0.02, 0};
		lbi_stroke(pen, at, b, 0.012, LBI_THING_LINE);
		lbi_stroke(pen, s->grip[0], s->grip[1], 0.03, LBI_THING_LINE);
		break;
	}
	case LB_HELD_bell: {
		const double c[3] = {at[0], y - 0.15, 0};
		lbi_stroke(pen, at, c, 0.03, LBI_THING_LINE), lbi_ball(pen, c, 0.095, LBI_THING, LBI_THING_LINE);
		break;
	}
	case LB_HELD_bar:
		lbi_ball(pen, at, 0.21, LBI_THING, LBI_THING_LINE), lbi_ball(pen, at, 0.03, LBI_FURNITURE, NULL);
		break;
	case LB_HELD_sheet:
		lbi_slab(pen, u - 0.02, u + 0.34, y - 0.12, y + 0.01, 0.03, "#eef3f7", LBI_FURNITURE_LINE);
		break;
	case LB_HELD_pram:
		if (side_view)
			pram(pen, s);
		break;
	case LB_HELD_racket: racket(pen, s); break;
	case LB_HELD_barrow:
		if (side_view)
			barrow(pen, s);
		break;
	case LB_HELD_paper:
	case LB_HELD_dog: break;
	}
}
