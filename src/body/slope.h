/* Slopes of the fit rows, and the move that follows from them: for the search and for the fit. */
#ifndef LBI_SLOPE_H
#define LBI_SLOPE_H

#include "observe.h"

/* A point and what the fit rows say of it. z: lbi_fit_off of each; not a number in check rows. */
typedef struct {
	double v[LB_BODY_PARAMS], distance, z[LBI_OBSERVATIONS_MAX];
} lbi_place;

typedef struct {
	double low[LB_BODY_PARAMS], high[LB_BODY_PARAMS];
	bool matters[LB_BODY_PARAMS];        /* the others are never moved */
	double move[LB_BODY_PARAMS];         /* the next look at a slope moves so far, as a share of the range */
	double went[LB_BODY_PARAMS];         /* and the last one did */
	double slope[LB_BODY_PARAMS][LBI_OBSERVATIONS_MAX]; /* change of z by one such move */
	double inner;                        /* of lbi_fit_off */
	double aim;                          /* moves bring rows to this many half-widths; 1: just inside */
	size_t people, threads;
	uint64_t luck;
	lbi_place probe[2 * LB_BODY_PARAMS]; /* scratch */
} lbi_slopes;

/* Fills distance and z; distance 1e9 where a run fails. */
void lbi_place_judge(lbi_place *p, const lbi_slopes *s);
void lbi_places_judge(lbi_place *p, size_t n, const lbi_slopes *s);
/* Slopes around a judged point, by two runs a parameter; sets `move` for the next time. One that moves no row by a
 * quarter of its interval is lost in luck, and is 0. */
void lbi_slopes_find(lbi_slopes *s, const lbi_place *here);
/* Moves v to where the rows would lie outside by least if they were straight lines: no further than one and a half
 * times what the slopes were seen by, within the ranges. The slopes may be those of a point nearby. price: on long moves, in units of those. */
void lbi_slopes_follow(double v[LB_BODY_PARAMS], const lbi_slopes *s, const lbi_place *here, double price);

#endif
