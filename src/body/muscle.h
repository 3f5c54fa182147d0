/* What a task does to one muscle. body.h includes this twice: in double for the reference, the ledger and the tests,
 * and in float for the fast path. No guard: each time REAL and IN say which. */

/* A segment as the muscles feel it: shared by everybody. */
typedef struct {
	REAL h_s, duty, posture_mmHg, fears, tense;          /* guarding at full fear in this task; by stress */
	REAL demand[LB_BODY_MUSCLES], pain[LB_BODY_MUSCLES]; /* pain: guarding at pain 10, by muscle */
	REAL met, F, recover, imp_rest, imp_slope, flow, v, tau_s, q_gain;
} IN(segment);

typedef struct {
	REAL pain, fear, weaker, inhibited, shift; /* pain, fear 0..1 times the own guarding; weaker: 1 / strength; */
						   /* inhibited: lasting part; shift: fibres turned fast */
} IN(muscle_in);

/* What one muscle takes from a segment: demand, its change with lasting inhibition, guarding by pain, fear,
 * metabolites, stress. */
typedef struct {
	REAL demand, part, pain, fear, met, tense;
} IN(muscle_of);

static inline IN(muscle_of) IN(muscle_in_task)(const IN(segment) * s, int k)
{
	return (IN(muscle_of)){s->demand[k],
			       k < 2   ? (REAL)-0.4
			       : k < 8 ? (REAL)0.15
				       : 0,
			       s->pain[k], k < 12 ? s->fears : 0, k < 8 ? s->met : 0, k < 12 ? s->tense : 0};
}

/* base: what the task asks of it, given its strength. */
static inline REAL IN(activation_from)(const IN(muscle_of) * mu, REAL base, REAL pain, REAL fear, REAL met)
{
	return IN(pos)(base + mu->pain * pain + mu->fear * fear + mu->met * met + mu->tense, (REAL)0.005);
}

/* Share of full activation that a unit of demand asks for. */
static inline REAL IN(effort)(REAL part, REAL inhibited, REAL weaker)
{
	return (1 + part * inhibited) * weaker;
}

static inline REAL IN(activation)(const IN(muscle_of) * mu, const IN(muscle_in) * in, REAL met)
{
	REAL base = mu->demand * IN(effort)(mu->part, in->inhibited, in->weaker);
	return IN(activation_from)(mu, base, in->pain, in->fear, met);
}

static inline REAL IN(met_drive)(REAL m)
{
	REAL m4 = m * m * m * m;
	return m4 / (1 + m4);
}

/* MF' = F u duty (1 - MF) - rec MF;  m' = (q - wash m) / tau */
typedef struct {
	REAL up, down, q, wash;
} IN(muscle_rates);

/* Fibres turned fast tire faster and use less oxygen. */
static inline REAL IN(tiring)(const IN(segment) * s, REAL shift)
{
	return s->F * (1 + 2 * shift) * s->duty;
}

static inline REAL IN(supply)(const IN(segment) * s, REAL shift)
{
	return s->v * (1 - shift);
}

/* What is the same for everybody stands together, so that it is worked out once. */
static inline IN(muscle_rates) IN(muscle_rates_from)(const IN(segment) * s, REAL u, REAL tiring, REAL supply)
{
	REAL span = s->duty * s->flow, still = span * (s->imp_rest + s->posture_mmHg - 10);
	REAL flow = (REAL)0.05 + IN(pos)(((REAL)0.95 - still) - (span * s->imp_slope) * u, (REAL)0.05);
	flow = IN(cap)(flow, 1);
	REAL unmet = IN(pos)(u - supply * flow, (REAL)0.02); /* and a little at rest */
	REAL q = (s->q_gain * s->duty) * unmet + s->q_gain * (REAL)1e-4;
	return (IN(muscle_rates)){tiring * u, s->recover, q, (REAL)0.1 + (REAL)0.9 * flow};
}

static inline IN(muscle_rates) IN(muscle_rates_of)(const IN(segment) * s, REAL u, REAL shift)
{
	return IN(muscle_rates_from)(s, u, IN(tiring)(s, shift), IN(supply)(s, shift));
}
