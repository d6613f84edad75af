/* Source: the texts of one compile and places in them. All sources together
   form one virtual text; a place is a pair of offsets into it. Line and column
   are computed when a message is printed, never before. */
#ifndef MTC_REPORT_SOURCE_H
#define MTC_REPORT_SOURCE_H

#include "base/text.h"

/* A stretch of the virtual text, [low, high). {0, 0} is nowhere: offset 0
   belongs to no source. */
struct span {
    uint32_t low, high;
};

#define SPAN_NONE ((struct span){ 0, 0 })

/* Where a source came from. */
enum source_kind {
    SOURCE_USER,        /* a file of the user's, or standard input */
    SOURCE_LIBRARY,     /* embedded: named <stdlib/network/network.mt> */
    SOURCE_OPTION       /* the text of -D NAME=VALUE or --assert: named <-D NAME>, <--assert> */
};

struct source {
    struct text name;       /* as the user wrote it, or <stdlib/…> */
    struct text content;    /* bytes of the file, NUL-terminated twice behind the end for flex */
    uint32_t base;          /* offset of its first byte in the virtual text */
    enum source_kind kind;
    VEC(struct span) comments;      /* by rising place, where its reader notes them */
    bool comments_noted;    /* there are no others; false: whoever wants them looks for them */
    uint32_t *lines;        /* offsets of line starts; NULL until first asked for */
    uint32_t line_count;
    uint32_t column_offset; /* the place counted to last, so that places in rising */
    uint32_t column;        /* order cost one walk along a line; see source.c */
};

struct sources {
    struct arena *arena;
    VEC(struct source *) list;      /* by rising base */
    uint32_t next_base;
};

void sources_init(struct sources *sources, struct arena *arena);
/* Adds a text whose bytes live at least as long as the sources, and are
   followed by two NUL bytes. NULL when all sources together pass
   LIMIT_SOURCE_BYTES. */
struct source *sources_add(struct sources *sources, enum source_kind kind, struct text name, struct text content);
/* The source that a span lies in; NULL for SPAN_NONE. */
struct source *sources_find(const struct sources *sources, struct span span);

/* A place as people read it; line and column from 1, the column counted in
   characters (Unicode code points, a tab is one). */
struct place {
    struct source *source;
    uint32_t line, column;
    uint32_t end_line, end_column;
};
struct place sources_place(struct sources *sources, struct span span);
/* Line number `line` (from 1) without its end. */
struct text source_line(struct sources *sources, struct source *source, uint32_t line);
/* The bytes of a span. */
struct text sources_text(const struct sources *sources, struct span span);

static inline bool span_known(struct span span)
{
    return span.low != 0;
}

#endif
