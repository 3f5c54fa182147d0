/* base: arenas. */
#include "lbt.h"

#include <stdlib.h>

static void an_empty_arena_gives_zeroed_aligned_memory(void **state)
{
	(void)state;
	lb_arena a = { 0 };
	for (size_t size = 1; size < 200; size++) {
		unsigned char *p = lb_arena_new(&a, 3, size);
		assert_non_null(p);
		assert_int_equal((uintptr_t)p % _Alignof(max_align_t), 0);
		for (size_t i = 0; i < 3 * size; i++)
			assert_int_equal(p[i], 0);
		memset(p, 0xa5, 3 * size);
	}
	lb_arena_drop(&a);
}

static void nothing_asked_for_is_still_a_place(void **state)
{
	(void)state;
	lb_arena a = { 0 };
	void *p = lb_arena_new(&a, 0, 8), *q = lb_arena_new(&a, 8, 0);
	assert_non_null(p);
	assert_non_null(q);
	assert_ptr_not_equal(p, q);
	lb_arena_drop(&a);
}

static void a_product_that_overflows_is_refused(void **state)
{
	(void)state;
	lb_arena a = { 0 };
	assert_null(lb_arena_new(&a, SIZE_MAX, 2));
	assert_null(lb_arena_new(&a, SIZE_MAX / 2, 3));
	assert_null(lb_arena_new(&a, 2, SIZE_MAX - 8));
	assert_null(lb_arena_new(&a, 1, SIZE_MAX));
	assert_non_null(lb_arena_new(&a, 1, 8));
	lb_arena_drop(&a);
}

static void the_limit_counts_all_chunks(void **state)
{
	(void)state;
	lb_arena a = { .limit_bytes = 256 * 1024 };
	size_t got = 0;
	while (lb_arena_new(&a, 1, 1000))
		got += 1000;
	assert_true(got > 150 * 1000 && got <= a.limit_bytes);
	assert_true(a.taken_bytes <= a.limit_bytes);
	assert_null(lb_arena_new(&a, 1, 512 * 1024));
	lb_arena_drop(&a);
	assert_int_equal(a.taken_bytes, 0);
	assert_non_null(lb_arena_new(&a, 1, 1000));
	lb_arena_drop(&a);
}

static void a_reset_keeps_the_chunks_and_zeroes_again(void **state)
{
	(void)state;
	lbt_memory m = { 0 };
	lb_arena a = { .memory = lbt_failing(&m) };
	for (int round = 0; round < 5; round++) {
		for (int i = 0; i < 100; i++) {
			unsigned char *p = lb_arena_new(&a, 1, i % 10 == 9 ? 100000 : 900);
			assert_non_null(p);
			assert_int_equal(p[0] | p[899], 0);
			memset(p, 0xff, 900);
		}
		if (round == 0)
			m.fail_at = m.calls + 1; /* from here on there is no more memory */
		lb_arena_reset(&a);
	}
	lb_arena_drop(&a);
	assert_int_equal(m.open, 0);
}

static void every_chunk_goes_back_when_it_is_dropped(void **state)
{
	(void)state;
	for (size_t fail_at = 1; fail_at < 6; fail_at++) {
		lbt_memory m = { .fail_at = fail_at };
		lb_arena a = { .memory = lbt_failing(&m) };
		size_t got = 0;
		while (got < 100 && lb_arena_new(&a, 1, 50000))
			got++;
		assert_int_equal(got, fail_at - 1);
		lb_arena_drop(&a);
		lb_arena_drop(&a);
		assert_int_equal(m.open, 0);
	}
	lb_arena_drop(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_empty_arena_gives_zeroed_aligned_memory),
		cmocka_unit_test(nothing_asked_for_is_still_a_place),
		cmocka_unit_test(a_product_that_overflows_is_refused),
		cmocka_unit_test(the_limit_counts_all_chunks),
		cmocka_unit_test(a_reset_keeps_the_chunks_and_zeroes_again),
		cmocka_unit_test(every_chunk_goes_back_when_it_is_dropped),
	};
	return LBT_RUN(tests, "base arena");
}
