/* Measured rows beside the model, and the constants that fit them best. */
#include "fit.h"

#include <math.h>
#include <string.h>

enum { FREE = 2, CORNERS = FREE + 1 };

double measured_percent(const trial *t, size_t i)
{
	return 100 * t->row[i].measured_Pa / t->row[0].measured_Pa;
}

bool apart(const trial *t, size_t i)
{
	return !strcmp(t->row[i].posture_status, "not_published") || !strcmp(t->row[i].posture_status, "disputed");
}

/* Their examples give no lumbar flexion: it follows from hips and seat. */
static bool coupled(const trial *t, size_t i)
{
	return !strcmp(t->row[i].id, "sit_erect") || !strcmp(t->row[i].id, "slouch");
}

static bool bent_sitting(const trial *t, size_t i)
{
	return !strcmp(t->row[i].id, "sit_flexed");
}

bool fitted(const trial *t, size_t i)
{
	bool brought_in = (t->with_bent_sitting || t->with_pelvis_back) && bent_sitting(t, i);
	if (i == 0 || !(t->row[i].measured_Pa > 0) || (t->without_coupled && coupled(t, i)))
		return false;
	if (t->published_only && strcmp(t->row[i].posture_status, "published"))
		return false;
	return !apart(t, i) || brought_in;
}

/* ---- model ---- */

bool subject(lb_trunk *trunk, const lb_load_constants *c)
{
	lb_person p = lb_posture_subject();
	return lb_trunk_make(trunk, c, &p, NULL, NULL) == LB_OK;
}

bool solve_row(lb_load *out, const trial *t, const lb_trunk *trunk, size_t i, bool band)
{
	static lb_load_work work;
	lb_posture p = t->row[i].posture;
	lb_load_options o = {.with_band = band};
	if ((t->without_rests || t->half_rests) && !p.backrest)
		p.arm_support *= t->half_rests ? 0.5 : 0;
	for (size_t k = 0; t->with_pelvis_back && bent_sitting(t, i) && k < t->rows; k++)
		if (!strcmp(t->row[k].id, "sit_unsupported"))
			p.pelvis_tilt_rad = t->row[k].posture.pelvis_tilt_rad;
	return !lb_posture_settle(&p, trunk, &p, NULL) && !lb_load_solve(out, &work, trunk, &p, &o, NULL);
}

void answer(answers *a, const trial *t, const lb_load_constants *c)
{
	lb_trunk trunk;
	memset(a, 0, sizeof *a);
	if (!subject(&trunk, c))
		return;
	for (size_t i = 0; i < t->rows; i++) {
		lb_load r;
		if (!(t->row[i].measured_Pa > 0) || !solve_row(&r, t, &trunk, i, false))
			continue;
		a->solved[i] = true;
		a->pressure_Pa[i] = r.pressure_Pa;
		a->compression_N[i] = r.joint[LB_L4_5].compression_N;
		a->percent[i] = 100 * r.pressure_Pa / a->pressure_Pa[0];
	}
}

double rms(const answers *a, const trial *t, size_t left_out)
{
	double sum = 0;
	int n = 0;
	for (size_t i = 0; i < t->rows; i++) {
		if (!fitted(t, i) || i == left_out)
			continue;
		double e = a->solved[i] ? a->percent[i] - measured_percent(t, i) : 1000;
		sum += e * e, n++;
	}
	return sqrt(sum / n);
}

double rms_peer(const answers *a, const trial *t)
{
	double sum = 0;
	int n = 0;
	for (size_t i = 1; i < t->rows; i++) {
		if (!(t->row[i].peer_Pa > 0))
			continue;
		double e = a->solved[i] ? a->percent[i] - 100 * t->row[i].peer_Pa / t->row[0].peer_Pa : 1000;
		sum += e * e, n++;
	}
	return sqrt(sum / n);
}

/* ---- fit: tones by simplex search; the pressure factor follows in closed form ---- */

static double cost(const double x[FREE], const trial *t, size_t left_out)
{
	lb_load_constants c = lb_load_builtin();
	answers a;
	c.tone_upright = x[0], c.tone_supported = x[1];
	if (x[0] < 0 || x[1] < 0 || x[0] > 0.2 || x[1] > x[0])
		return 1e6;
	answer(&a, t, &c);
	return rms(&a, t, left_out);
}

static void shrink(double corner[CORNERS][FREE], double f[CORNERS], int best, const trial *t, size_t left_out)
{
	for (int i = 0; i < CORNERS; i++) {
		if (i == best)
			continue;
		for (int k = 0; k < FREE; k++)
			corner[i][k] = (corner[i][k] + corner[best][k]) / 2;
		f[i] = cost(corner[i], t, left_out);
	}
}

static double try_point(double out[FREE], const double centre[FREE], const double worst[FREE], double far,
			const trial *t, size_t left_out)
{
	for (int k = 0; k < FREE; k++)
		out[k] = centre[k] + far * (centre[k] - worst[k]);
	return cost(out, t, left_out);
}

static double simplex(double x[FREE], const trial *t, size_t left_out)
{
	double corner[CORNERS][FREE], f[CORNERS];
	int best = 0;
	for (int i = 0; i < CORNERS; i++) {
		memcpy(corner[i], x, sizeof corner[i]);
		if (i)
			corner[i][i - 1] *= 1.2;
		f[i] = cost(corner[i], t, left_out);
	}
	for (int step = 0; step < 150; step++) {
		int worst = 0;
		best = 0;
		for (int i = 1; i < CORNERS; i++)
			best = f[i] < f[best] ? i : best, worst = f[i] > f[worst] ? i : worst;
		double centre[FREE] = {0}, a[FREE], b[FREE], fa, fb;
		for (int i = 0; i < CORNERS; i++)
			for (int k = 0; k < FREE; k++)
				centre[k] += i == worst ? 0 : corner[i][k] / FREE;
		fa = try_point(a, centre, corner[worst], 1, t, left_out);
		fb = fa < f[best]    ? try_point(b, centre, corner[worst], 2, t, left_out)
		     : fa < f[worst] ? fa + 1
				     : try_point(b, centre, corner[worst], -0.5, t, left_out);
		if (fb < fa)
			fa = fb, memcpy(a, b, sizeof a);
		if (fa < f[worst])
			f[worst] = fa, memcpy(corner[worst], a, sizeof a);
		else
			shrink(corner, f, best, t, left_out);
	}
	memcpy(x, corner[best], sizeof corner[best]);
	return f[best];
}

double fit(lb_load_constants *c, const trial *t, size_t left_out)
{
	double x[FREE] = {0.045, 0.014};
	simplex(x, t, left_out);
	double f = simplex(x, t, left_out), up = 0, down = 0;
	answers a;
	c->tone_upright = x[0], c->tone_supported = x[1];
	answer(&a, t, c);
	for (size_t i = 0; i < t->rows; i++) {
		if ((!fitted(t, i) && i) || i == left_out)
			continue;
		double unit_Pa = a.pressure_Pa[i] / c->pressure_factor;
		up += unit_Pa * t->row[i].measured_Pa, down += unit_Pa * unit_Pa;
	}
	c->pressure_factor = up / down;
	return f;
}

double foretell(lb_load_constants *c, const trial *t, size_t row)
{
	answers a;
	*c = lb_load_builtin();
	fit(c, t, row);
	answer(&a, t, c);
	return a.percent[row];
}
