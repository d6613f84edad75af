/* What the tests of check/ share: a graph of one stack made by hand, and a
   reporter for what is told of it. */
#ifndef MTC_TESTS_CHECK_UNIT_H
#define MTC_TESTS_CHECK_UNIT_H

#include "unit.h"

#include "check/check.h"
#include "graph_maker.h"
#include "model/schema.h"

struct fixture {
    struct maker maker;
    struct sources sources;
    struct reporter reporter;
    struct graph graph;
};

static inline int start(void **state)
{
    struct fixture *fixture = test_calloc(1, sizeof *fixture);
    maker_start(&fixture->maker);
    sources_init(&fixture->sources, &fixture->maker.arena);
    reporter_init(&fixture->reporter, &fixture->maker.arena, &fixture->sources);
    *VEC_ADD(&fixture->maker.arena, &fixture->graph.stacks) = &fixture->maker.stack;
    *state = fixture;
    return 0;
}

static inline int finish(void **state)
{
    struct fixture *fixture = *state;
    maker_end(&fixture->maker);
    test_free(fixture);
    return 0;
}

/* A resource of a type that the facts know. */
static inline struct resource *make(struct fixture *fixture, const char *id, const char *type, struct value properties)
{
    struct resource *made = resource(&fixture->maker, id, type, properties);
    made->schema = schema_type_find(text_of(type));
    assert_non_null(made->schema);
    return made;
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, start, finish)

#endif
