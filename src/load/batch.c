/* Many postures at once: each thread takes every so-manieth, so the answers do not depend on their number. */
#include <string.h>
#include <threads.h>

#include "load.h"

typedef struct {
	lb_load *out;
	lb_load_work *work;
	const lb_trunk *t;
	const lb_posture *p;
	size_t n, first, every;
	const lb_load_options *opt;
	size_t bad; /* index of its first failure, n when none */
	lb_err err;
} share;

static int run(void *data)
{
	share *s = data;
	s->bad = s->n;
	for (size_t i = s->first; i < s->n; i += s->every) {
		lb_err err = {0};
		if (lb_load_solve(&s->out[i], s->work, s->t, &s->p[i], s->opt, &err) && s->bad == s->n)
			s->bad = i, s->err = err;
	}
	return 0;
}

lb_status lb_load_batch(lb_load *out, lb_load_work *work, const lb_trunk *t, const lb_posture *p, size_t n,
			const lb_load_options *opt, size_t threads, lb_err *err)
{
	enum { MOST = 64 };
	share s[MOST];
	thrd_t id[MOST];
	bool started[MOST] = {false};
	if (threads < 1 || threads > MOST)
		return lbi_fail(err, LB_RANGE, "threads", "%zu is outside 1 .. %d", threads, MOST);
	lb_load_options cold = opt ? *opt : (lb_load_options){0};
	cold.warm = false; /* an answer must not depend on its neighbours */
	for (size_t k = 0; k < threads; k++) {
		memset(&s[k], 0, sizeof s[k]);
		s[k].out = out, s[k].work = &work[k], s[k].t = t, s[k].p = p, s[k].n = n, s[k].opt = &cold;
		s[k].first = k, s[k].every = threads;
		if (k + 1 < threads)
			started[k] = thrd_create(&id[k], run, &s[k]) == thrd_success;
		if (!started[k])
			run(&s[k]);
	}
	size_t bad = n;
	const lb_err *worst = NULL;
	for (size_t k = 0; k < threads; k++) {
		if (started[k])
			thrd_join(id[k], NULL);
		if (s[k].bad < bad)
			bad = s[k].bad, worst = &s[k].err;
	}
	return worst ? lbi_fail(err, worst->status, worst->where, "posture %zu: %s", bad, worst->what) : LB_OK;
}
