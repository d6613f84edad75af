/* The draft of the table of resource types: what typetable.c reads from the
   facts and typetable_write.c writes as C. */
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

uint32_t pool_add(struct arena *arena, struct pool *pool, const uint32_t *words, size_t count);
uint32_t draft_string(struct draft *draft, struct text text);
/* Finds equal shapes and fills .class of all; false where a structure's name is unknown. */
bool draft_classify(struct draft *draft);
/* Writes the C source. Whether all of it was written. */
bool draft_write(struct draft *draft, FILE *file);

#endif
