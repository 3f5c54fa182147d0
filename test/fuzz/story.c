/* A story in own words: whatever is heard is a yes to be confirmed, never a no, and is quoted from the story. */
#include "fuzz.h"

#include <string.h>

#include "../../src/case/case.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	lb_arena a = { .limit_bytes = (size_t)64 << 20 };
	lb_case c;
	lb_err e = { 0 };
	if (size > LB_STORY_BYTES_MAX || memchr(data, 0, size))
		return -1;
	LBZ_HOLDS(!lb_case_new(&c, lb_knowledge_builtin(), &a, &e));
	c.story = (lb_str){ (const char *)data, size };
	LBZ_HOLDS(!lbi_story_match(&c, &a, &e));
	for (size_t i = 0; i < c.n_facts; i++)
		LBZ_HOLDS(c.fact[i].answer != LB_NO);
	for (size_t i = 0; i < c.heard.n; i++) {
		const lb_heard *h = &c.heard.at[i];
		LBZ_HOLDS(h->used && c.fact[h->finding].answer == LB_YES && c.fact[h->finding].from == LB_ORIGIN_story);
		LBZ_HOLDS(h->phrase.s >= c.story.s && h->phrase.s + h->phrase.n <= c.story.s + c.story.n);
	}
	LBZ_HOLDS(!lb_case_derive(&c, &a, &e));
	lbz_show(&c, &a);
	lb_arena_drop(&a);
	return 0;
}
