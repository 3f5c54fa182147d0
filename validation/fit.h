/* What the model gives for rows of measured postures, and the constants that fit them best. */
#ifndef FIT_H
#define FIT_H

#include "lumbar/load.h"

enum { MOST_ROWS = 64 };

/* Rows to be fitted: row 0 is relaxed standing. Marks change what counts, or how a row stands: doc/load.md. */
typedef struct {
	const lb_posture_row *row;
	size_t rows;              /* MOST_ROWS at most */
	bool with_bent_sitting;   /* count sitting bent fully, with the pelvis upright as it was until it was read again */
	bool with_pelvis_back;    /* or with the pelvis of people on a stool, as in the row of sitting without a backrest */
	bool without_coupled;     /* leave out the two other sitting rows whose examples give no lumbar flexion */
	bool half_rests;          /* half of the arms' weight at rest in the sitting rows without a backrest, as other readers have it */
	bool without_rests;       /* without the forearm rests, which came into the table after it was frozen */
	bool published_only;      /* leave out rows whose posture is that of other people */
} trial;

typedef struct {
	double percent[MOST_ROWS], pressure_Pa[MOST_ROWS], compression_N[MOST_ROWS];
	bool solved[MOST_ROWS];
} answers;

double measured_percent(const trial *t, size_t i); /* of relaxed standing */
bool apart(const trial *t, size_t i);              /* nobody published the posture, or what was published cannot be it */
bool fitted(const trial *t, size_t i);

bool subject(lb_trunk *trunk, const lb_load_constants *c); /* the man who was measured */
bool solve_row(lb_load *out, const trial *t, const lb_trunk *trunk, size_t i, bool band);
void answer(answers *a, const trial *t, const lb_load_constants *c);

/* Root mean square of the errors in percent of standing: over the fitted rows but `left_out` (MOST_ROWS: none); over the rows that the best
 * published model reports. A row without an answer counts as 1000. */
double rms(const answers *a, const trial *t, size_t left_out);
double rms_peer(const answers *a, const trial *t);

/* Sets the two tones and the pressure factor to what fits best, without `left_out`; returns rms. */
double fit(lb_load_constants *c, const trial *t, size_t left_out);

/* The answer to a row in percent of standing with constants fitted without it, which are left in *c. */
double foretell(lb_load_constants *c, const trial *t, size_t row);

#endif
