/* The draft of the table of resource types, which typetable.c reads from the
   facts and typetable_write.c writes as C; and the reader of the facts' lines. */
#ifndef MTC_TOOLS_TYPETABLE_H
#define MTC_TOOLS_TYPETABLE_H

#include "base/arena.h"
#include "base/map.h"
#include "base/text.h"
#include "model/schema_table.h"

#include <stdio.h>

/* Sequences of words, each kept once. */
struct pool {
    VEC(uint32_t) words;
    VEC(uint32_t) starts;       /* of each sequence in .words */
    VEC(uint32_t) lengths;
    uint32_t *slots;            /* sequence + 1; by hash */
    size_t room;                /* of .slots: a power of two */
};

struct draft_property {
    struct text name;
    struct text spelt;          /* list(Tag) */
    uint32_t flags;             /* SCHEMA_PROPERTY_... */
    uint32_t facts;             /* of the property */
    uint32_t outer_facts;       /* of the list or map */
    uint32_t leaf_facts;        /* of what is in it, or of the value itself */
};

struct draft_shape {
    struct text name;
    size_t type;                /* the type it belongs to */
    uint32_t rules;
    uint32_t class;             /* shapes of one class are one in the table */
    VEC(struct draft_property) properties;
};

struct draft_type {
    struct schema_type row;     /* .shape and .attributes: index of the draft until it is written */
    struct text name;
    size_t shapes, shape_count; /* its structures */
};

struct draft {
    struct arena *arena;
    struct atoms atoms;
    struct map string_places;   /* atom -> offset in .strings */
    struct buffer strings;
    struct pool facts, lists, rules, values, alternatives, classes;
    VEC(double) numbers;
    VEC(uint64_t) region_sets;
    VEC(struct text) regions;
    VEC(struct draft_shape) shapes;
    VEC(struct draft_type) types;
};

/* The number of the sequence, which is added where it is new. Moves the pool's vectors. */
uint32_t pool_add(struct arena *arena, struct pool *pool, const uint32_t *words, size_t count);
/* The place of the text, which is kept once; 0 for an empty one. */
uint32_t draft_string(struct draft *draft, struct text text);
/* The number of the set of regions, which is kept once. */
uint32_t draft_region_set(struct draft *draft, uint64_t set);
/* Finds equal shapes and fills .class of all; false where a structure's name is unknown. */
bool draft_classify(struct draft *draft);
/* Writes the C source. Whether all of it was written. */
bool draft_write(struct draft *draft, FILE *file);

/* ---- Reading ---- */

/* The facts of one place while its lines are read. */
struct facts {
    uint32_t mask;
    uint32_t value[SCHEMA_FACT_COUNT];
};

struct reader {
    struct draft *draft;
    const char *file;
    size_t line;
    struct text rest;               /* of the line */
    struct draft_type *type;
    size_t shape;                   /* where "has" goes */
    struct draft_property *open;    /* the property whose further lines may follow */
    struct facts own, outer, leaf;
    VEC(uint32_t) values;           /* of its enum */
    VEC(uint32_t) rules;            /* of the shape; the first word is the count */
    bool failed;
};

/* Tells the first mistake of all, with its line. */
void reader_complain(struct reader *reader, const char *what);
/* The line's next word; empty, and a mistake, where there is none. */
struct text reader_next(struct reader *reader);
/* Takes the next word of a text, which a space or a comma ends; quoted words
   are unquoted. False at the end. */
bool reader_take(struct reader *reader, struct text *from, char end, struct text *word);
/* The place of a list of texts, given by their places. A sorted one must be in
   the order in which schema_value_enum_has looks. */
uint32_t reader_values(struct reader *reader, const uint32_t *values, size_t count, bool sorted);
/* The place of a list of the words that a separator parts. */
uint32_t reader_list(struct reader *reader, struct text words, char separator);
/* A set of the one region. */
uint64_t reader_region(struct reader *reader, struct text name);

/* "has NAME TYPE FACT..." or "gives ...": a property of the shape, open for the
   lines that follow. */
void property_begin(struct reader *reader, size_t shape);
/* "= VALUE": one more value that it takes. */
void property_value(struct reader *reader);
/* "keys PATTERN", of its map. */
void property_keys(struct reader *reader);
/* No more lines of the open property, if there is one. */
void property_end(struct reader *reader);

#endif
