/* Somebody who knows one case and nothing else: yes to its findings, no to what it says is absent, "don't know" to
 * the rest, and to a wider question yes or no only when the case decides it. */
#ifndef LBT_ANSWERER_H
#define LBT_ANSWERER_H

#include "lumbar/lumbar.h"

/* What `truth` says to q, into c. The case must be derived afterwards. */
lb_status lbt_reply(lb_case *c, const lb_question *q, const lb_case *truth, lb_err *err);

#endif
