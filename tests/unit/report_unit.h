/* What tests of sources and messages share: a compile's sources, its reporter, and what is told. */
#ifndef MTC_TESTS_REPORT_UNIT_H
#define MTC_TESTS_REPORT_UNIT_H

#include "memory_unit.h"

#include "base/limits.h"
#include "report/diagnostic.h"

static struct sources sources;
static struct reporter reporter;

static inline int start(void **state)
{
    memory_start(state);
    sources_init(&sources, &arena);
    reporter_init(&reporter, &arena, &sources);
    return 0;
}

static inline struct source *add(enum source_kind kind, const char *name, const char *content)
{
    return sources_add(&sources, kind, text_of(name), text_of(content));
}

/* The first place of `word` in the source. */
static inline struct span at(const struct source *source, const char *word)
{
    const char *found = strstr(source->content.at, word);
    assert_non_null(found);
    uint32_t low = source->base + (uint32_t)(found - source->content.at);
    return (struct span){ low, low + (uint32_t)strlen(word) };
}

static inline struct frame frame(const struct frame *outer, struct span call, const char *pattern)
{
    return (struct frame){ outer, call, atom_of_c(&atoms, pattern) };
}

static inline void expect_text(const char *expected)
{
    reporter_finish(&reporter);
    assert_string_equal(text_cstring(&arena, face_text(&reporter, &arena, (struct faces){ .columns = 80 })), expected);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, start, memory_finish)

#endif
