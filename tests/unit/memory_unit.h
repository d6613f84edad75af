/* What tests of things in memory share: an arena and names, new for each test. */
#ifndef MTC_TESTS_MEMORY_UNIT_H
#define MTC_TESTS_MEMORY_UNIT_H

#include "unit.h"

static struct arena arena;
static struct atoms atoms;

static inline int memory_start(void **state)
{
    (void)state;
    arena_init(&arena, NULL);
    atoms_init(&atoms, &arena);
    return 0;
}

static inline int memory_finish(void **state)
{
    (void)state;
    arena_free(&arena);
    return 0;
}

/* A test with memory of its own. */
#define WITH_MEMORY(test) cmocka_unit_test_setup_teardown(test, memory_start, memory_finish)

#endif
