/* liblumbar: one model of the lower back. What is going on, what loads it, what to do next.
 * What it is for: LB_INTENDED_USE. Each header is the reference of its room. */
#ifndef LUMBAR_LUMBAR_H
#define LUMBAR_LUMBAR_H

#include "lumbar/arena.h"
#include "lumbar/ask.h"
#include "lumbar/assess.h"
#include "lumbar/batch.h"
#include "lumbar/case.h"
#include "lumbar/check.h"
#include "lumbar/differential.h"
#include "lumbar/error.h"
#include "lumbar/knowledge.h"
#include "lumbar/load.h"
#include "lumbar/report.h"
#include "lumbar/sink.h"
#include "lumbar/text.h"
#include "lumbar/triage.h"
#include "lumbar/version.h"

#endif
