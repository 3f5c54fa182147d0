/* What a muscle's length leaves of its force.
 *
 * Upright the rectus and the external oblique are longer than is best for them, and reach their best length in the middle
 * of the range of flexion, where the internal oblique has lost a tenth (Brown 2011, from the sarcomeres of eleven people).
 * Between these two points length is taken to change in a straight line with flexion of the lumbar spine, and on beyond
 * upright when it extends; force falls in a straight line from the end of the plateau to the length at which filaments
 * no longer meet (Rassier 1999). Beyond the middle of the range rectus and external oblique keep all their force. Back
 * muscles, quadratus and psoas have the same force at every length here. */
#include <math.h>

#include "load.h"

/* flex: 0 upright, 1 in the middle of the range */
static double stretched(double upright_um, double flex)
{
	const lbi_parameters *k = &lbi_parameter;
	double um = upright_um + (k->best_um - upright_um) * flex;
	return fmin(1, fmax(0, (k->apart_um - um) / (k->apart_um - k->plateau_um)));
}

static double shortened(double at_middle, double flex)
{
	return fmin(1, 1 - (1 - at_middle) * flex);
}

void lbi_forces(lb_load_work *w, const lb_trunk *t, double flex_rad)
{
	const lbi_parameters *k = &lbi_parameter;
	double flex = flex_rad / (k->middle_flex * 3.14159265358979323846 / 180), share[LB_MUSCLES];
	for (int m = 0; m < LB_MUSCLES; m++)
		share[m] = 1;
	share[LB_MUSCLE_rectus_abdominis] = stretched(k->rectus_um, flex);
	share[LB_MUSCLE_external_oblique] = stretched(k->external_um, flex);
	share[LB_MUSCLE_internal_oblique] = shortened(k->internal_middle, flex);
	for (int i = 0; i < LB_FASCICLES; i++)
		for (int side = 0; side < LB_SIDES; side++)
			w->force_N[i][side] = t->force_N[i][side] * share[lbi_fascicles[i].muscle];
}
