/* Drawing kit of the pictures: points in metres from L5/S1, projected to pixels. */
#ifndef LBI_PICTURE_H
#define LBI_PICTURE_H

#include "lumbar/report.h"
#include "out.h"

typedef struct {
	double x, y;
} lbi_px;

typedef enum { LBI_VIEW_SIDE, LBI_VIEW_BACK } lbi_view;

typedef struct {
	lbi_out *o;
	lbi_view view;
	double scale, left, base; /* pixels a metre; where x = 0 and y = 0 are */
	bool measuring;           /* only grow the box */
	double box[4];            /* least x, most x, least y, most y in metres */
} lbi_pen;

lbi_px lbi_at(lbi_pen *pen, const double v[3]);
void lbi_bone(lbi_pen *pen, const double a[3], double ra_m, const double b[3], double rb_m,
	      const char *fill); /* tapered, round ends */
void lbi_ball(lbi_pen *pen, const double a[3], double r_m, const char *fill, const char *stroke);
void lbi_stroke(lbi_pen *pen, const double a[3], const double b[3], double width_m, const char *colour);
void lbi_shape(lbi_pen *pen, double (*at)[3], size_t n, const char *fill, const char *stroke, double width_m);
/* A rectangle upright in the world: x from, x to, y from, y to. */
void lbi_slab(lbi_pen *pen, double x0, double x1, double y0, double y1, double round_m, const char *fill,
	      const char *stroke);

void lbi_draw_behind(lbi_pen *pen, const lb_scene *s); /* far limbs */
void lbi_draw_body(lbi_pen *pen, const lb_scene *s);   /* trunk, head, near limbs */
void lbi_draw_inside(lbi_pen *pen, const lb_scene *s); /* bones, discs, muscles */
void lbi_draw_front(lbi_pen *pen, const lb_scene *s);  /* the near arm, letting the spine show */
void lbi_draw_place(lbi_pen *pen, const lb_scene *s);
void lbi_draw_held(lbi_pen *pen, const lb_scene *s);
const char *lbi_disc_colour(double ratio);
const char *lbi_muscle_colour(double activation);

static inline void lbi_mix(double out[3], const double a[3], double ka, const double b[3], double kb)
{
	for (int i = 0; i < 3; i++)
		out[i] = ka * a[i] + kb * b[i];
}
enum { THORAX = 6 }; /* the last of the bodies of a scene */

#define LBI_SKIN           "#f0d9c4"
#define LBI_SKIN_FAR       "#dcc3ad"
#define LBI_THING          "#5b7083"
#define LBI_THING_LINE     "#33475b"
#define LBI_FURNITURE      "#dfe3e6"
#define LBI_FURNITURE_LINE "#a9b2b9"

#endif
