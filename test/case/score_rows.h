/* Rows of knowledge/instruments.yaml as far as scoring looks at them, copied by hand to test the engine. */
#ifndef SCORE_ROWS_H
#define SCORE_ROWS_H

#include "lumbar/score.h"

#define T(literal) { literal, sizeof(literal) - 1 }
#define N(array) (sizeof(array) / sizeof(array)[0])
#define ITEMS(...) .items = { (const int[]){ __VA_ARGS__ }, N(((const int[]){ __VA_ARGS__ })) }
#define ALL_NEEDED .missing_rule = LB_MISSING_none, .missing_max = 0
#define SUM(low, high) .method = LB_METHOD_sum, .lo = low, .hi = high
#define MEAN(low, high) .method = LB_METHOD_mean, .lo = low, .hi = high
#define CONFIRMED .status = LB_CHECKED_confirmed
#define SECONDARY .status = LB_CHECKED_secondary
#define DERIVED .status = LB_CHECKED_derived
#define ROWS(field, ...) .field##s = { (__VA_ARGS__), N((__VA_ARGS__)) }

static const lb_instrument start_back = {
	.id = T("start_back"), .items = 9, .item_hi = 1, .whole = true,
	ROWS(item_rule, (const lb_score_item[]){ { 9, 0, 4, 3 } }),
	ROWS(scale, (const lb_score_scale[]){
		{ .id = T("total"), SUM(0, 9), ALL_NEEDED },
		{ .id = T("distress"), ITEMS(5, 6, 7, 8, 9), SUM(0, 5), ALL_NEEDED },
	}),
	ROWS(band, (const lb_score_band[]){
		{ .id = T("high"), .scale = T("distress"), .lo = 4, .hi = 5, CONFIRMED },
		{ .id = T("medium"), .scale = T("total"), .lo = 4, .hi = 9, CONFIRMED },
		{ .id = T("low"), .scale = T("total"), .lo = 0, .hi = 3, CONFIRMED },
	}),
};

static const lb_instrument ompsq_short = {
	.id = T("ompsq_short"), .items = 10, .item_hi = 10, .whole = true,
	.reversed = { (const int[]){ 3, 4, 8 }, 3 },
	ROWS(item_rule, (const lb_score_item[]){ { 1, 1, 10, 0 } }),
	ROWS(scale, (const lb_score_scale[]){ { .id = T("total"), SUM(1, 100), ALL_NEEDED } }),
	ROWS(band, (const lb_score_band[]){
		{ .id = T("raised"), .scale = T("total"), .lo = 50, .hi = 100, CONFIRMED },
		{ .id = T("lower"), .scale = T("total"), .lo = 1, .hi = 49, CONFIRMED },
	}),
};

static const lb_instrument rmdq24 = {
	.id = T("rmdq24"), .items = 24, .item_hi = 1, .whole = true,
	ROWS(scale, (const lb_score_scale[]){
		{ .id = T("total"), SUM(0, 24), .missing_rule = LB_MISSING_as_zero, .missing_max = 23,
			.mic = { .value = 5, .percent = 30, CONFIRMED },
			.mdc = { .value = 5, .lo = 4, .hi = 9.5, .confidence = 90, CONFIRMED } },
	}),
	ROWS(band, (const lb_score_band[]){
		{ .id = T("like_recovered"), .scale = T("total"), .lo = 0, .hi = 2, CONFIRMED },
	}),
};

static const lb_instrument rmdq23 = {
	.id = T("rmdq23"), .items = 23, .item_hi = 1, .whole = true,
	ROWS(scale, (const lb_score_scale[]){
		{ .id = T("total"), SUM(0, 23), .missing_rule = LB_MISSING_as_zero, .missing_max = 22,
			.mic = { .percent = 30, SECONDARY } },
	}),
};

static const lb_instrument odi = {
	.id = T("odi"), .items = 10, .item_hi = 5, .whole = true,
	ROWS(scale, (const lb_score_scale[]){
		{ .id = T("total"), .method = LB_METHOD_percent, .lo = 0, .hi = 100,
			.missing_rule = LB_MISSING_prorate, .missing_max = 5,
			.mic = { .value = 10, .percent = 30, .lo = 10, .hi = 12, CONFIRMED },
			.mdc = { .value = 10.5, .lo = 10.5, .hi = 17, .confidence = 90, CONFIRMED } },
	}),
	ROWS(band, (const lb_score_band[]){
		{ .id = T("minimal"), .scale = T("total"), .lo = 0, .hi = 20, CONFIRMED },
		{ .id = T("moderate"), .scale = T("total"), .lo = 20, .hi = 40, CONFIRMED },
		{ .id = T("severe"), .scale = T("total"), .lo = 40, .hi = 60, CONFIRMED },
		{ .id = T("very_severe"), .scale = T("total"), .lo = 60, .hi = 80, CONFIRMED },
		{ .id = T("extreme"), .scale = T("total"), .lo = 80, .hi = 100, CONFIRMED },
	}),
};

static const lb_instrument psfs = {
	.id = T("psfs"), .items = 5, .item_hi = 10, .may_be_fewer = true,
	ROWS(scale, (const lb_score_scale[]){
		{ .id = T("mean"), MEAN(0, 10), .better = LB_BETTER_high, .missing_rule = LB_MISSING_prorate,
			.missing_max = 2, .mic = { .value = 1.3, .lo = 1.3, .hi = 2.7, CONFIRMED },
			.mdc = { .value = 2, .lo = 1.4, .hi = 2, .confidence = 90, SECONDARY } },
	}),
};

static const lb_instrument qbpds = {
	.id = T("qbpds"), .items = 20, .item_hi = 5, .whole = true,
	ROWS(scale, (const lb_score_scale[]){
		{ .id = T("total"), SUM(0, 100), ALL_NEEDED,
			.mic = { .value = 20, .percent = 30, .lo = 5, .hi = 20, CONFIRMED },
			.mdc = { .value = 15.8, .lo = 12, .hi = 19, CONFIRMED } },
	}),
};

#define NRS_LIMITS                                                                                           \
	.mic = { .value = 2, .percent = 30, .lo = 1.5, .hi = 3.5, CONFIRMED },                               \
	.mdc = { .value = 2, .lo = 1.77, .hi = 2.8, CONFIRMED }
static const lb_instrument nrs = {
	.id = T("nrs"), .items = 4, .item_hi = 10,
	ROWS(scale, (const lb_score_scale[]){
		{ .id = T("now"), ITEMS(1), MEAN(0, 10), ALL_NEEDED, NRS_LIMITS },
		{ .id = T("average"), ITEMS(2), MEAN(0, 10), ALL_NEEDED, NRS_LIMITS },
		{ .id = T("worst"), ITEMS(3), MEAN(0, 10), ALL_NEEDED, NRS_LIMITS },
		{ .id = T("least"), ITEMS(4), MEAN(0, 10), ALL_NEEDED, NRS_LIMITS },
	}),
	ROWS(order, (const lb_score_order[]){
		{ 1, 3, T("now above worst") }, { 2, 3, T("average above worst") },
		{ 4, 1, T("least above now") }, { 4, 2, T("least above average") },
		{ 4, 3, T("least above worst") },
	}),
};

static const lb_instrument bpi = {
	.id = T("bpi"), .items = 11, .item_hi = 10,
	ROWS(scale, (const lb_score_scale[]){
		{ .id = T("severity"), ITEMS(1, 2, 3, 4), MEAN(0, 10), ALL_NEEDED,
			.mdc = { .value = 2.57, CONFIRMED } },
		{ .id = T("interference"), ITEMS(5, 6, 7, 8, 9, 10, 11), MEAN(0, 10),
			.missing_rule = LB_MISSING_prorate, .missing_max = 3,
			.mic = { .value = 1, SECONDARY }, .mdc = { .value = 2.34, CONFIRMED } },
	}),
	ROWS(order, (const lb_score_order[]){
		{ 4, 1, T("now above worst") }, { 3, 1, T("average above worst") },
		{ 2, 4, T("least above now") }, { 2, 3, T("least above average") },
		{ 2, 1, T("least above worst") },
	}),
};

static const lb_instrument tsk11 = {
	.id = T("tsk11"), .items = 11, .item_lo = 1, .item_hi = 4, .whole = true,
	ROWS(scale, (const lb_score_scale[]){
		{ .id = T("total"), SUM(11, 44), ALL_NEEDED, .mic = { .value = 4, CONFIRMED },
			.mdc = { .value = 7, .confidence = 95, DERIVED } },
	}),
	ROWS(band, (const lb_score_band[]){
		{ .id = T("minimal"), .scale = T("total"), .lo = 11, .hi = 22, SECONDARY },
		{ .id = T("low"), .scale = T("total"), .lo = 23, .hi = 28, SECONDARY },
		{ .id = T("moderate"), .scale = T("total"), .lo = 29, .hi = 35, SECONDARY },
		{ .id = T("high"), .scale = T("total"), .lo = 36, .hi = 44, SECONDARY },
	}),
};

/* Scales of the PCS. The items are taken by pcs_items below only, to test subscales from items. */
#define PCS_SCALES                                                                                           \
	ROWS(scale, (const lb_score_scale[]){                                                                \
		{ .id = T("total"), SUM(0, 52), ALL_NEEDED,                                                  \
			.mic = { .value = 8, .lo = 6, .hi = 11, CONFIRMED },                                 \
			.mdc = { .value = 7.73, .lo = 7.73, .hi = 12.8, CONFIRMED } },                       \
		{ .id = T("rumination"), ITEMS(8, 9, 10, 11), SUM(0, 16), ALL_NEEDED },                      \
		{ .id = T("magnification"), ITEMS(6, 7, 13), SUM(0, 12), ALL_NEEDED },                       \
		{ .id = T("helplessness"), ITEMS(1, 2, 3, 4, 5, 12), SUM(0, 24), ALL_NEEDED },               \
	})
static const lb_instrument pcs = {
	.id = T("pcs"), .items = 13, .item_hi = 4, .whole = true, .total_only = true, PCS_SCALES,
	ROWS(band, (const lb_score_band[]){
		{ .id = T("raised"), .scale = T("total"), .lo = 31, .hi = 52, SECONDARY },
		{ .id = T("usual"), .scale = T("total"), .lo = 0, .hi = 30, SECONDARY },
	}),
};
static const lb_instrument pcs_items = {
	.id = T("pcs_items"), .items = 13, .item_hi = 4, .whole = true, PCS_SCALES,
};

static const lb_instrument *const instruments[] = {
	&start_back, &ompsq_short, &rmdq24, &rmdq23, &odi, &psfs, &qbpds, &nrs, &bpi, &tsk11, &pcs,
};

#endif
