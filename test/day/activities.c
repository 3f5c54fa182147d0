/* Every activity solves and is drawn, is found by its words, and ranks as was measured in people. */
#include "help.h"

static const lb_person persons[] = {
	{1.68, 70, 45, LB_MALE},  {1.63, 60, 30, LB_FEMALE}, {1.50, 45, 70, LB_FEMALE},
	{1.95, 110, 25, LB_MALE}, {1.45, 38, 14, LB_FEMALE}, {1.75, 140, 50, LB_MALE},
};

static lbt_text page;

static void every_activity_solves_for_many_bodies(void **state)
{
	(void)state;
	const lb_knowledge *k = lb_knowledge_builtin();
	lb_trunk t;
	lb_load_work w;
	for (size_t p = 0; p < sizeof persons / sizeof persons[0]; p++) {
		assert_int_equal(lb_trunk_make(&t, NULL, &persons[p], NULL, NULL), LB_OK);
		for (size_t i = 0; i < lb_activities(k).n; i++) {
			lb_activity_load r;
			lb_err err = {0};
			if (lb_activity_solve(&r, &w, &t, k, (int)i, -1, 800, true, &err))
				fail_msg("%s, person %zu: %s: %s", lb_activities(k).at[i].id.s, p, err.where, err.what);
			if (!(r.load.residual_Nm < 1e-4) || !(r.peak_N > 0) || !(r.peak_N < 20000) ||
			    !(r.ratio_low <= r.ratio) || !(r.ratio <= r.ratio_high))
				fail_msg("%s, person %zu: residual %g, peak %g N, %g in %g to %g",
					 lb_activities(k).at[i].id.s, p, r.load.residual_Nm, r.peak_N, r.ratio,
					 r.ratio_low, r.ratio_high);
			if (p == 0 && r.approximate)
				fail_msg("%s is only approximate", lb_activities(k).at[i].id.s);
			if (p == 0 && r.load.missing_Nm > 1.5)
				fail_msg("%s asks for %g N m more than a man has", lb_activities(k).at[i].id.s,
					 r.load.missing_Nm);
		}
	}
}

static void every_activity_is_drawn_with_its_text(void **state)
{
	(void)state;
	const lb_knowledge *k = lb_knowledge_builtin();
	lb_trunk t;
	lb_load_work w;
	assert_int_equal(lb_trunk_make(&t, NULL, &persons[0], NULL, NULL), LB_OK);
	for (size_t i = 0; i < lb_activities(k).n; i++) {
		const lb_activity *row = &lb_activities(k).at[i];
		lb_activity_load r[2];
		page.n = 0;
		assert_int_equal(lb_activity_solve(&r[0], &w, &t, k, (int)i, -1, 782, false, NULL), LB_OK);
		size_t n = 1;
		if (row->swaps.n)
			assert_int_equal(
				lb_activity_solve(&r[n++], &w, &t, k, row->swaps.at[0].to.index, -1, 782, false, NULL),
				LB_OK);
		assert_int_equal(lb_activity_figure(r, n, &t, k, 782, (lb_sink){lbt_take, &page}, NULL), LB_OK);
		if (!strstr(page.text, "<title") || !strstr(page.text, "<desc") ||
		    !strstr(page.text, "times standing") || strstr(page.text, "nan") || strstr(page.text, "inf\"") ||
		    strcmp(page.text + page.n - 7, "</svg>\n") != 0)
			fail_msg("%s: the picture is not whole", row->id.s);
		if (!strstr(page.text, "disc is pressed"))
			fail_msg("%s: no sentence for it", row->id.s);
	}
}

static void words_find_their_own_row(void **state)
{
	(void)state;
	const lb_knowledge *k = lb_knowledge_builtin();
	for (size_t i = 0; i < lb_activities(k).n; i++) {
		const lb_activity *row = &lb_activities(k).at[i];
		for (size_t w = 0; w < row->words.n; w++)
			if (lb_activity_index(k, row->words.at[w], NULL) != (int)i)
				fail_msg("'%s' is not %s", row->words.at[w].s, row->id.s);
	}
	static const struct {
		const char *words, *id;
	} said[] = {
		{"picking the kid up", "child_stoop"},
		{"Pick up my toddlers", "child_stoop"},
		{"I am brushing my teeth", "teeth_bent"},
		{"reach for a spoon", "spoon_reach"},
		{"doing the dishes", "dishes_bent"},
		{"swim crawl", "swim_crawl"},
		{"Sneezed", NULL},
		{"playing the tuba", NULL},
	};
	for (size_t i = 0; i < sizeof said / sizeof said[0]; i++) {
		int got = lb_activity_index(k, lbt_str(said[i].words), NULL);
		const char *id = got < 0 ? "nothing" : lb_activities(k).at[got].id.s;
		if (strcmp(id, said[i].id ? said[i].id : "nothing") != 0)
			fail_msg("'%s' is %s", said[i].words, id);
	}
}

/* Ratio to standing of one activity by its id, for the reference person. */
static double lbt_ratio(const char *id)
{
	char text[200];
	int i = lb_activity_index(lb_knowledge_builtin(), lbt_str(id), NULL);
	if (i < 0)
		fail_msg("no activity %s", id);
	bool hold = lb_activities(lb_knowledge_builtin()).at[i].pace == LB_PACE_hold;
	snprintf(text, sizeof text, hold ? "- { do: %s, for: 1 min }\n" : "- { do: %s, times: 1 }\n", id);
	return lbt_day(text).parts.at[0].load.ratio;
}

/* Orders and sizes that were published; the ratio of the first to the second lies in the range. */
static void ranks_agree_with_published_orders(void **state)
{
	(void)state;
	static const struct {
		const char *a, *b;
		double low, high;
		const char *source;
	} rows[] = {
		{"lie_back", "stand", 0.10, 0.35, "Wilke 1999: lying 0.10 of 0.50 MPa"},
		{"lie_side", "stand", 0.10, 0.40, "Wilke 1999: lying on the side 0.12 of 0.50 MPa"},
		{"sit_recline", "sit_upright", 0.4, 0.75, "Wilke 2001: slouched in a chair 0.27, upright 0.45 MPa"},
		{"sit_upright", "stand", 0.75, 1.05, "Wilke 2001: 0.45 of 0.50 MPa"},
		{"sit_rounded", "sit_upright", 1.0, 1.6,
		 "Waongenngarm 2015: trunk work forward lean > upright; Wilke: bent above upright"},
		{"bend_stand", "stand", 1.5, 2.9, "Wilke 1999: 1.10 of 0.50 MPa"},
		{"hold_close", "hold_far", 0.4, 0.75, "Wilke 1999: close 1.00 to 1.10, at arm's length 1.80 MPa"},
		{"face_hand", "face_bent", 0.55, 0.85, "Rohlmann 2014: a hand on the basin takes about 30 % off"},
		{"rise_hands", "rise_free", 0.3, 0.7, "Rohlmann 2012: 180 against 380 % of standing"},
		{"bed_roll", "bed_situp", 0.4, 1.0, "Rohlmann 2012: position changes as told 70 % lower than not"},
		{"carry_pack", "carry_two", 0.8, 1.1, "Rohlmann 2014: a backpack adds little"},
		{"carry_two", "carry_one", 0.6, 1.0, "Rohlmann 2014: shared between hands less"},
		{"carry_one", "carry_front", 0.4, 0.95, "Rohlmann 2014: in front more than twice the increase"},
		{"lift_straddle", "lift_squat", 0.5, 0.97, "Kingma 2004: feet beside the load less than behind it"},
		{"lift_stoop", "lift_quick", 0.6, 0.95, "Leskinen 1985: speed adds a third and more"},
		{"lift_table", "lift_far", 0.4, 0.9, "Waters 1993: reach takes off the limit"},
		{"stand", "walk", 0.6, 0.99, "Nachemson 1976: walking above standing"},
		{"walk", "jog", 0.4, 0.95, "Nachemson 1976: jumping above walking"},
		{"bike_upright", "bike_drops", 0.3, 0.95, "Muyor 2011: more bent the lower the hands"},
		{"patient_slide", "patient_up", 0.2, 0.8, "Wiggermann 2020: repositioning aids lower the load"},
		{"shoes_stool", "lift_stoop", 0.3, 1.0,
		 "Rohlmann 2014: lifting from the ground highest, tying shoes below"},
		{"stairs_up", "lift_stoop", 0.2, 1.0, "Rohlmann 2014: lifting from the ground above stairs"},
	};
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		double got = lbt_ratio(rows[i].a) / lbt_ratio(rows[i].b);
		if (!(got >= rows[i].low && got <= rows[i].high))
			fail_msg("%s over %s is %.2f, not %.2f to %.2f (%s)", rows[i].a, rows[i].b, got, rows[i].low,
				 rows[i].high, rows[i].source);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_activity_solves_for_many_bodies),
		cmocka_unit_test(every_activity_is_drawn_with_its_text),
		cmocka_unit_test(words_find_their_own_row),
		cmocka_unit_test(ranks_agree_with_published_orders),
	};
	return cmocka_run_group_tests_name("day-activities", tests, NULL, lbt_drop);
}
