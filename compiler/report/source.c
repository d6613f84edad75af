/* Sources: which text a span lies in, and where there. The invariant: sources
   stand in the virtual text in the order they were added, each followed by one
   offset of its own (its end), so that "at the end of the file" is a place too.
   Lines are counted when the first message about a source is printed. Called
   by the session, which adds sources, and by the faces of messages. */
#include "report/source.h"

#include "base/limits.h"
#include "base/utf8.h"

void sources_init(struct sources *sources, struct arena *arena)
{
    *sources = (struct sources){ .arena = arena, .next_base = 1 };
}

struct source *sources_add(struct sources *sources, enum source_kind kind, struct text name, struct text content)
{
    if (content.length >= LIMIT_SOURCE_BYTES || content.length + 1 > LIMIT_SOURCE_BYTES - sources->next_base)
        return NULL;
    struct source *source = NEW(sources->arena, struct source);
    source->name = name;
    source->content = content;
    source->kind = kind;
    source->base = sources->next_base;
    sources->next_base += (uint32_t)content.length + 1;
    *VEC_ADD(sources->arena, &sources->list) = source;
    return source;
}

struct source *sources_find(const struct sources *sources, struct span span)
{
    if (!span_known(span) || span.low >= sources->next_base)
        return NULL;
    size_t low = 0, high = sources->list.count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (sources->list.at[middle]->base <= span.low)
            low = middle;
        else
            high = middle;
    }
    return low < sources->list.count ? sources->list.at[low] : NULL;
}

/* Fills in .lines: first counted, then noted, so that nothing is wasted. */
static void count_lines(struct sources *sources, struct source *source)
{
    const char *start = source->content.at, *end = start + source->content.length;
    uint32_t count = 1;
    for (const char *at = start; at < end && (at = memchr(at, '\n', (size_t)(end - at))); at++)
        count++;
    source->lines = NEW_ARRAY(sources->arena, uint32_t, count);
    source->line_count = count;
    uint32_t line = 0;
    for (const char *at = start; at < end && (at = memchr(at, '\n', (size_t)(end - at))); at++)
        source->lines[++line] = (uint32_t)(at - start) + 1;
}

/* The line, from 1, of an offset into the source. */
static uint32_t line_of(struct sources *sources, struct source *source, uint32_t offset)
{
    if (!source->lines)
        count_lines(sources, source);
    uint32_t low = 0, high = source->line_count;
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        if (source->lines[middle] <= offset)
            low = middle;
        else
            high = middle;
    }
    return low + 1;
}

/* The column, from 1, of an offset. Messages are printed in order of place, so
   the count goes on from the last one where it can: a hundred mistakes in a
   line of a hundred megabytes cost one walk. */
static uint32_t column_of(struct source *source, uint32_t line, uint32_t offset)
{
    size_t at = source->lines[line - 1];
    uint32_t column = 1;
    if (source->column && source->column_offset >= at && source->column_offset <= offset) {
        at = source->column_offset;
        column = source->column;
    }
    while (at < offset) {
        size_t next = at;
        utf8_next(source->content, &next);
        if (next > offset)      /* within a character */
            break;
        at = next;
        column++;
    }
    source->column_offset = (uint32_t)at;
    source->column = column;
    return column;
}

struct place sources_place(struct sources *sources, struct span span)
{
    struct source *source = sources_find(sources, span);
    if (!source)
        return (struct place){ .source = NULL };
    uint32_t length = (uint32_t)source->content.length;
    uint32_t low = span.low - source->base;
    uint32_t high = span.high < span.low ? low : span.high - source->base;
    if (high > length)
        high = length;
    struct place place = { .source = source };
    place.line = line_of(sources, source, low);
    place.column = column_of(source, place.line, low);
    place.end_line = line_of(sources, source, high);
    /* The next place is more likely behind this one's start than its end. */
    uint32_t offset = source->column_offset, column = source->column;
    place.end_column = column_of(source, place.end_line, high);
    source->column_offset = offset;
    source->column = column;
    return place;
}

struct text source_line(struct sources *sources, struct source *source, uint32_t line)
{
    if (!source->lines)
        count_lines(sources, source);
    if (line < 1 || line > source->line_count)
        return (struct text){ "", 0 };
    size_t from = source->lines[line - 1];
    size_t to = line < source->line_count ? source->lines[line] - 1 : source->content.length;
    if (to > from && source->content.at[to - 1] == '\r')
        to--;
    return text_slice(source->content, from, to);
}

struct text sources_text(const struct sources *sources, struct span span)
{
    struct source *source = sources_find(sources, span);
    if (!source || span.high <= span.low)
        return (struct text){ "", 0 };
    size_t from = span.low - source->base;
    size_t to = span.high - source->base;
    if (to > source->content.length)
        to = source->content.length;
    return from < to ? text_slice(source->content, from, to) : (struct text){ "", 0 };
}
