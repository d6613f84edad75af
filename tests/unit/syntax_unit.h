/* A source, parsed, with what was told: for the units of scanner and parser. */
#ifndef MTC_TESTS_SYNTAX_UNIT_H
#define MTC_TESTS_SYNTAX_UNIT_H

#include "unit.h"

#include "base/limits.h"
#include "syntax/syntax.h"

struct bench {
    struct arena arena;
    struct atoms atoms;
    struct sources sources;
    struct reporter reporter;
    struct source *source;
};

static inline void bench_open(struct bench *bench, struct text text)
{
    arena_init(&bench->arena, NULL);
    atoms_init(&bench->atoms, &bench->arena);
    sources_init(&bench->sources, &bench->arena);
    reporter_init(&bench->reporter, &bench->arena, &bench->sources);
    char *bytes = arena_alloc(&bench->arena, text.length + 2);
    memcpy(bytes, text.at, text.length);
    bytes[text.length] = bytes[text.length + 1] = '\0';
    bench->source = sources_add(&bench->sources, SOURCE_USER, TEXT("a.mt"), (struct text){ bytes, text.length });
}

static inline const struct syntax *bench_parse(struct bench *bench, struct text text)
{
    bench_open(bench, text);
    return syntax_parse(&bench->arena, &bench->atoms, &bench->reporter, bench->source);
}

static inline void bench_close(struct bench *bench)
{
    arena_free(&bench->arena);
}

/* Each message as "LINE:COLUMN CODE TEXT", one a line, with the label behind a
   '|' where there is one. */
static inline struct text bench_messages(struct bench *bench)
{
    struct buffer buffer;
    buffer_init(&buffer, &bench->arena);
    for (size_t i = 0; i < bench->reporter.list.count; i++) {
        const struct diagnostic *diagnostic = bench->reporter.list.at[i];
        struct place place = sources_place(&bench->sources, diagnostic->where);
        buffer_add_format(&buffer, "%u:%u %s ", place.line, place.column, message_of(diagnostic->id)->code);
        buffer_add(&buffer, diagnostic->text);
        if (diagnostic->label.length) {
            buffer_add_c(&buffer, " | ");
            buffer_add(&buffer, diagnostic->label);
        }
        buffer_add_char(&buffer, '\n');
    }
    buffer_add(&buffer, TEXT(""));
    return buffer_text(&buffer);
}

/* A text and what stands for it, compared so that a difference can be read. */
static inline void assert_same(struct bench *bench, struct text made, const char *expected)
{
    assert_string_equal(text_cstring(&bench->arena, made), expected);
}

#endif
