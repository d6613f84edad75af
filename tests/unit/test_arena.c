/* Arena: objects stay apart and whole, growing moves what it must, and running
   out of memory arrives at the owner's place. */
#include "unit.h"

#include "base/arena.h"

static void objects_do_not_overlap(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, NULL);
    enum { COUNT = 5000 };
    unsigned char *objects[COUNT];
    size_t sizes[COUNT];
    for (size_t i = 0; i < COUNT; i++) {
        /* from nothing to past the largest chunk, in no order */
        sizes[i] = i % 97 == 0 ? 1500000 : (i * 7919) % 700;
        if (i % 97 == 0 && i > 970)
            sizes[i] = 300000;
        objects[i] = arena_alloc(&arena, sizes[i]);
        assert_int_equal((uintptr_t)objects[i] % 8, 0);
        memset(objects[i], (int)(i % 251), sizes[i]);
    }
    for (size_t i = 0; i < COUNT; i++)
        for (size_t k = 0; k < sizes[i]; k++)
            if (objects[i][k] != i % 251)
                fail_msg("byte %zu of object %zu was overwritten", k, i);
    arena_free(&arena);
    assert_null(arena.chunks);
}

static void zero_is_zero_after_a_reset(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, NULL);
    for (int round = 0; round < 3; round++) {
        unsigned char *dirty = arena_alloc(&arena, 4096);
        memset(dirty, 0xff, 4096);
        arena_reset(&arena);
        unsigned char *clean = arena_zero(&arena, 4096);
        for (size_t i = 0; i < 4096; i++)
            assert_int_equal(clean[i], 0);
    }
    arena_free(&arena);
}

static void reset_keeps_memory_bounded(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, NULL);
    for (int round = 0; round < 1000; round++) {
        for (int i = 0; i < 10; i++)
            arena_alloc(&arena, 1000);
        arena_reset(&arena);
    }
    arena_alloc(&arena, 8);
    assert_non_null(arena.chunks);
    /* 10 MB went through it; what it keeps is no more than a few chunks */
    assert_true(arena.chunk_size <= 1024 * 1024);
    arena_free(&arena);
}

static void growing_keeps_the_content(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, NULL);
    char *last = arena_alloc(&arena, 16);
    memcpy(last, "0123456789abcdef", 16);
    char *grown = arena_grow(&arena, last, 16, 4000);
    assert_memory_equal(grown, "0123456789abcdef", 16);
    char *between = arena_alloc(&arena, 8);
    memcpy(between, "between", 8);
    memset(grown + 16, 'x', 4000 - 16);
    char *moved = arena_grow(&arena, grown, 4000, 8000);
    assert_ptr_not_equal(moved, grown);
    assert_memory_equal(moved, "0123456789abcdefxx", 18);
    memset(moved + 4000, 'y', 4000);
    assert_string_equal(between, "between");
    assert_non_null(arena_grow(&arena, NULL, 0, 10));
    arena_free(&arena);
}

static void vectors_grow(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, NULL);
    VEC(uint64_t) numbers = { 0 };
    for (uint64_t i = 0; i < 100000; i++)
        *VEC_ADD(&arena, &numbers) = i * i;
    assert_int_equal(numbers.count, 100000);
    for (uint64_t i = 0; i < 100000; i++)
        assert_true(numbers.at[i] == i * i);
    arena_free(&arena);
}

static void running_out_arrives_at_the_owner(void **state)
{
    (void)state;
    struct arena_failure failure;
    struct arena arena;
    arena_init(&arena, &failure);
    volatile int arrived = 0;
    if (setjmp(failure.place) == 0) {
        arena_alloc(&arena, 100);
        /* kept out of the compiler's sight: it warns of sizes this large */
        volatile size_t too_much = SIZE_MAX / 2;
        arena_alloc(&arena, too_much);
        fail_msg("half of the address space was allocated");
    } else {
        arrived = 1;
    }
    assert_int_equal(arrived, 1);
    arena_free(&arena);
    assert_non_null(arena_alloc(&arena, 10));
    arena_free(&arena);
}

/* What a secret arena gives up holds nothing any more. */
static void secrets_are_erased(void **state)
{
    (void)state;
#ifndef ARENA_DEBUG
    struct arena arena;
    arena_init(&arena, NULL);
    arena.secret = true;
    char *word = arena_alloc(&arena, 16);
    memcpy(word, "a secret word...", 16);
    arena_reset(&arena);        /* keeps the chunk, so that it can be looked at */
    for (size_t i = 0; i < 16; i++)
        assert_int_equal(word[i], 0);
    arena_free(&arena);
    assert_true(arena.secret);
#endif
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(objects_do_not_overlap),
        cmocka_unit_test(zero_is_zero_after_a_reset),
        cmocka_unit_test(reset_keeps_memory_bounded),
        cmocka_unit_test(growing_keeps_the_content),
        cmocka_unit_test(vectors_grow),
        cmocka_unit_test(running_out_arrives_at_the_owner),
        cmocka_unit_test(secrets_are_erased),
    };
    return cmocka_run_group_tests_name("arena", tests, NULL, NULL);
}
