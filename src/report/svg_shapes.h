/* The drawn body: half outlines and areas, mirrored by the figures. Own drawing. Units: the body is 800 high;
 * x from the midline outwards, y from the crown down. */
#ifndef LBI_SVG_SHAPES_H
#define LBI_SVG_SHAPES_H

#include "figure.h"

typedef enum { LBI_BACK, LBI_FRONT } lbi_view;
typedef enum { LBI_AREA_PAIN, LBI_AREA_SPREAD, LBI_AREA_NUMB, LBI_AREA_KINDS } lbi_area_kind;

typedef struct {
	const lbi_pt *at;
	size_t n;
} lbi_shape;

/* Half an outline, from the crown down the person's side to the crotch. */
extern const lbi_shape lbi_outline;
/* Short lines that tell front from back: pairs of points. */
extern const lbi_shape lbi_landmarks[2];

typedef struct {
	const char *finding;
	lbi_area_kind kind;
	lbi_view view;
	bool both; /* always on both sides */
	lbi_shape shape;
	bool vague; /* where in this area was not told: dashed */
} lbi_area;
extern const lbi_area lbi_areas[];
extern const size_t lbi_area_count;

typedef struct {
	const char *muscle;
	lbi_view view;
	lbi_pt label;
	lbi_shape shape;
} lbi_muscle_shape;
extern const lbi_muscle_shape lbi_muscle_shapes[];
extern const size_t lbi_muscle_shape_count;

#endif
