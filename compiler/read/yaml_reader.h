/* YAML reader: what the files that read YAML share. */
#ifndef MTC_READ_YAML_READER_H
#define MTC_READ_YAML_READER_H

#include "read/reader.h"

#include <yaml.h>

struct yaml {
    struct reader *reader;
    yaml_parser_t parser;
    yaml_event_t event;         /* the one being looked at */
    bool has_event;
    struct map anchors;         /* atom -> struct anchor */
    size_t skipped;             /* bytes of a byte order mark */
    bool ascii;                 /* characters are bytes */
    size_t characters, bytes;   /* a place that both counts are known of */
    uint32_t weight;            /* values so far, aliases resolved */
    uint32_t repeated;          /* those that came through aliases */
    unsigned depth;
    unsigned height;            /* nesting below the value read last */
    bool alias_told;
    bool notes_comments;
    size_t passed;              /* bytes behind the last event */
};

/* ---- yaml_event.c ---- */

/* The parser over the reader's source, in front of the first event; fails the
   arena where libyaml has no memory. */
void yaml_start(struct yaml *yaml);
/* Gives back what libyaml holds. */
void yaml_end(struct yaml *yaml);
/* Goes to the next event; false after a mistake. */
bool yaml_next(struct yaml *yaml);
/* The event's place, without the blanks that a block scalar ends with. */
struct span yaml_span(struct yaml *yaml);

/* ---- yaml_tag.c ---- */

/* Whether it is a call's short form: "!Sub". */
bool yaml_is_short(const char *tag);
/* Whether the tag means YAML's own type of that name ("str", "map"), or is the
   "!" that means it for untagged values. */
bool yaml_takes_tag(const char *tag, const char *kind);
/* The stretch of the tag itself in an event's place. */
struct span yaml_tag_span(struct yaml *yaml, struct span span);
/* MT0034: there is no such tag. */
void yaml_report_tag(struct yaml *yaml, const char *tag, struct span span);
/* !NAME argument as {"Fn::NAME": argument}. */
struct value yaml_tagged(struct yaml *yaml, const char *tag, struct value argument, struct span span);
/* `!!int 5`, or MT0034 and a string. */
struct value yaml_tagged_scalar(struct yaml *yaml, const char *tag, struct text text, struct span span);

static inline bool yaml_is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

#endif
