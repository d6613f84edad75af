/* The form of the table of resource types: what compiler/tools/typetable.c
   writes and schema.c reads in place. All references are indices or offsets,
   never pointers, so that the table needs no relocation when mtc starts.

   0 as an index means "none" everywhere but in schema_types. */
#ifndef MTC_MODEL_SCHEMA_TABLE_H
#define MTC_MODEL_SCHEMA_TABLE_H

#include <stddef.h>
#include <stdint.h>

/* A text is the offset of its bytes in schema_strings; its length stands in
   the two bytes before, low byte first; a NUL stands behind it. */

struct schema_type {
    uint32_t name;
    uint32_t shape;             /* properties */
    uint32_t attributes;        /* a shape, too */
    uint32_t identifiers;       /* list of names: the primary identifier */
    uint32_t reference;         /* list of names: what Ref gives */
    uint32_t tags;              /* name of the property that takes them */
    uint32_t regions;           /* set of regions that have it; 0: not known */
    uint32_t lifecycle;         /* text: "sunset", "shutdown", "maintenance" */
    uint32_t lifecycle_date;    /* text: "2026-09-30" */
    uint32_t transform;         /* text: the transform that the type needs */
    uint32_t flags;             /* SCHEMA_TYPE_... and enum schema_tags in the low two bits */
};

#define SCHEMA_TYPE_TAGS 3u
#define SCHEMA_TYPE_STATEFUL 4u
#define SCHEMA_TYPE_READABLE 8u     /* every property is an attribute as well */
#define SCHEMA_TYPE_OPEN 16u        /* has attributes whose name ends in "*" */

struct schema_shape {
    uint32_t name;
    uint32_t properties;        /* the first of .count rows, in order of name */
    uint32_t slots;             /* the first of .mask + 1 bytes of schema_slots */
    uint32_t rules;             /* in schema_rules */
    uint16_t count;
    uint16_t mask;
};

struct schema_property {
    uint32_t name;
    uint32_t value;             /* row of schema_values; SCHEMA_PROPERTY_... in the high byte */
    uint32_t facts;             /* of the property itself */
};

#define SCHEMA_PROPERTY_VALUE 0xffffffu
#define SCHEMA_PROPERTY_REQUIRED (1u << 24)
#define SCHEMA_PROPERTY_REPLACE (1u << 25)
#define SCHEMA_PROPERTY_MAY_REPLACE (1u << 26)
#define SCHEMA_PROPERTY_READ_ONLY (1u << 27)
#define SCHEMA_PROPERTY_WRITE_ONLY (1u << 28)
#define SCHEMA_PROPERTY_DEPRECATED (1u << 29)

struct schema_value_row {
    uint32_t what;      /* enum schema_kind in the low 4 bits; above: shape, item's row, or first of alternatives in schema_alternatives */
    uint32_t facts;     /* of the value */
};

/* Facts: a word of bits, then one word for each bit of the low part that is set, lowest first. */
enum schema_fact {
    SCHEMA_FACT_ENUM,           /* list; SCHEMA_LIST_NUMBERS where all are whole numbers */
    SCHEMA_FACT_PATTERN,        /* text */
    SCHEMA_FACT_KEYS,           /* text: the pattern of a map's keys */
    SCHEMA_FACT_LENGTH_LOW,     /* count */
    SCHEMA_FACT_LENGTH_HIGH,
    SCHEMA_FACT_ITEMS_LOW,      /* count */
    SCHEMA_FACT_ITEMS_HIGH,
    SCHEMA_FACT_RANGE_LOW,      /* index in schema_numbers */
    SCHEMA_FACT_RANGE_HIGH,
    SCHEMA_FACT_FORMATS,        /* list */
    SCHEMA_FACT_DEFAULT,        /* text */
    SCHEMA_FACT_RELATIONS,      /* list of "Type.Attribute" */
    SCHEMA_FACT_REGIONS,        /* set of regions that have the property */
    SCHEMA_FACT_CATALOGUE,      /* text */
    SCHEMA_FACT_DOCUMENT,       /* text */
    SCHEMA_FACT_COUNT,
    SCHEMA_FACT_UNIQUE = 30,    /* these two are the bit alone */
    SCHEMA_FACT_ANY_CASE = 31
};

/* A list: a word with the count, then that many texts, in order of their
   bytes; numbers in order of their value. */
#define SCHEMA_LIST_COUNT 0xffffffu
#define SCHEMA_LIST_NUMBERS (1u << 31)

/* Rules: a word with the count; for each a word with enum schema_rule_kind, one
   with the number of sets, and as many lists. */

extern const struct schema_type schema_types[];         /* in order of name */
extern const struct schema_shape schema_shapes[];
extern const struct schema_property schema_properties[];
extern const struct schema_value_row schema_values[];
extern const uint32_t schema_alternatives[];            /* a count, then rows of schema_values */
extern const uint32_t schema_facts[];
extern const uint32_t schema_lists[];
extern const uint32_t schema_rules[];
extern const double schema_numbers[];
extern const uint64_t schema_region_sets[];             /* bit i: region i */
extern const uint32_t schema_regions[];                 /* texts */
extern const uint16_t schema_type_slots[];              /* index + 1; by text_hash of the name */
extern const uint8_t schema_slots[];                    /* index in the shape + 1; by schema_hash */
extern const char schema_strings[];

/* How many rows each has. */
struct schema_sizes {
    uint32_t types, shapes, properties, values, alternatives, facts, lists, rules;
    uint32_t numbers, region_sets, regions, type_mask, slots, strings;
};
extern const struct schema_sizes schema_sizes;

/* Bytes as a number, the same on every machine; compilers make one load of each. */
static inline uint64_t schema_load4(const unsigned char *at)
{
    return (uint64_t)at[0] | (uint64_t)at[1] << 8 | (uint64_t)at[2] << 16 | (uint64_t)at[3] << 24;
}

static inline uint64_t schema_load8(const unsigned char *at)
{
    return (uint64_t)at[0] | (uint64_t)at[1] << 8 | (uint64_t)at[2] << 16 | (uint64_t)at[3] << 24 |
           (uint64_t)at[4] << 32 | (uint64_t)at[5] << 40 | (uint64_t)at[6] << 48 | (uint64_t)at[7] << 56;
}

/* The hash by which a shape's properties are found: reads the first, last and
   middle eight bytes only, as property names differ there. */
static inline uint32_t schema_hash(const char *text, size_t length)
{
    const unsigned char *at = (const unsigned char *)text;
    uint64_t a, b;

    if (length >= 8) {
        a = schema_load8(at);
        b = schema_load8(at + length - 8);
        if (length > 16)
            a += schema_load8(at + length / 2 - 4) * 0x9e3779b97f4a7c15u;
    } else if (length >= 4) {
        a = schema_load4(at);
        b = schema_load4(at + length - 4);
    } else if (length > 0) {
        a = at[0] | (uint64_t)at[length / 2] << 8;
        b = at[length - 1];
    } else {
        a = b = 0;
    }
    a = (a ^ (b << 31 | b >> 33) ^ length) * 0xff51afd7ed558ccdu;
    a ^= a >> 32;
    return (uint32_t)(a * 0xc4ceb9fe1a85ec53u >> 32);
}

#endif
