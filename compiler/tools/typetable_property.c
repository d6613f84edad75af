/* typetable: the lines of one property, from its name to the last of its values,
   and the facts in them. */
#include "tools/typetable.h"

#include "model/schema.h"

#include <stdlib.h>

/* ---- Facts ---- */

static bool after(struct text *word, const char *prefix)
{
    if (!text_starts(*word, prefix))
        return false;
    *word = text_slice(*word, strlen(prefix), word->length);
    return true;
}

static void fact_set(struct facts *facts, enum schema_fact fact, uint32_t value)
{
    facts->mask |= 1u << fact;
    facts->value[fact] = value;
}

static uint32_t facts_row(struct draft *draft, const struct facts *facts)
{
    uint32_t words[SCHEMA_FACT_COUNT + 1];
    size_t count = 0;
    words[count++] = facts->mask;
    for (unsigned fact = 0; fact < SCHEMA_FACT_COUNT; fact++)
        if (facts->mask & (1u << fact))
            words[count++] = facts->value[fact];
    uint32_t row = pool_add(draft->arena, &draft->facts, words, count);  /* moves the starts */
    return draft->facts.starts.at[row];
}

static uint32_t number_row(struct draft *draft, double number)
{
    for (size_t i = 0; i < draft->numbers.count; i++)
        if (draft->numbers.at[i] == number)
            return (uint32_t)i;
    *VEC_ADD(draft->arena, &draft->numbers) = number;
    return (uint32_t)draft->numbers.count - 1;
}

/* Reads LOW..HIGH, each of which may be left out, into two facts. A count that
   32 bits do not hold is no limit. */
static void between(struct reader *reader, struct facts *facts, struct text word, enum schema_fact low, bool count)
{
    const char *text = text_cstring(reader->draft->arena, word);
    const char *dots = strstr(text, "..");
    if (!dots) {
        reader_complain(reader, "a range without '..'");
        return;
    }
    for (int end = 0; end < 2; end++) {
        const char *at = end == 0 ? text : dots + 2;
        const char *stop = end == 0 ? dots : text + word.length;
        char *read;
        double number = strtod(text_cstring(reader->draft->arena, (struct text){ at, (size_t)(stop - at) }), &read);
        if (at == stop)
            continue;
        if (*read != '\0')
            reader_complain(reader, "a number that is none");
        else if (!count)
            fact_set(facts, low + (unsigned)end, number_row(reader->draft, number));
        else if (number >= 0 && number <= UINT32_MAX)
            fact_set(facts, low + (unsigned)end, (uint32_t)number);
    }
}

/* ---- Properties ---- */

/* Ends the property whose lines were read. */
void property_end(struct reader *reader)
{
    struct draft *draft = reader->draft;
    if (!reader->open)
        return;
    if (reader->values.count > 0)
        fact_set(&reader->leaf, SCHEMA_FACT_ENUM, reader_values(reader, reader->values.at, reader->values.count, true));
    reader->open->facts = facts_row(draft, &reader->own);
    reader->open->outer_facts = facts_row(draft, &reader->outer);
    reader->open->leaf_facts = facts_row(draft, &reader->leaf);
    reader->values.count = 0;
    reader->open = NULL;
}

static void property_fact(struct reader *reader, struct text word)
{
    static const struct { const char *word; uint32_t flag; } flags[] = {
        { "required", SCHEMA_PROPERTY_REQUIRED }, { "replace", SCHEMA_PROPERTY_REPLACE },
        { "may-replace", SCHEMA_PROPERTY_MAY_REPLACE }, { "read-only", SCHEMA_PROPERTY_READ_ONLY },
        { "write-only", SCHEMA_PROPERTY_WRITE_ONLY }, { "deprecated", SCHEMA_PROPERTY_DEPRECATED },
    };
    for (size_t i = 0; i < sizeof flags / sizeof *flags; i++)
        if (text_equal_c(word, flags[i].word)) {
            reader->open->flags |= flags[i].flag;
            return;
        }
    if (text_equal_c(word, "unique"))
        reader->outer.mask |= 1u << SCHEMA_FACT_UNIQUE;
    else if (text_equal_c(word, "any-case"))
        reader->leaf.mask |= 1u << SCHEMA_FACT_ANY_CASE;
    else if (after(&word, "takes="))
        fact_set(&reader->own, SCHEMA_FACT_RELATIONS, reader_list(reader, word, ','));
    else if (after(&word, "format="))
        fact_set(&reader->leaf, SCHEMA_FACT_FORMATS, reader_list(reader, word, ','));
    else if (after(&word, "catalogue="))
        fact_set(&reader->leaf, SCHEMA_FACT_CATALOGUE, draft_string(reader->draft, word));
    else if (after(&word, "document="))
        fact_set(&reader->own, SCHEMA_FACT_DOCUMENT, draft_string(reader->draft, word));
    else if (after(&word, "items="))
        between(reader, &reader->outer, word, SCHEMA_FACT_ITEMS_LOW, true);
    else if (after(&word, "length="))
        between(reader, &reader->leaf, word, SCHEMA_FACT_LENGTH_LOW, true);
    else if (after(&word, "range="))
        between(reader, &reader->leaf, word, SCHEMA_FACT_RANGE_LOW, false);
    else if (after(&word, "not-in=")) {
        uint64_t set = reader->draft->region_sets.at[reader->type->row.regions];
        struct text region;
        while (reader_take(reader, &word, ',', &region))
            set &= ~reader_region(reader, region);
        fact_set(&reader->own, SCHEMA_FACT_REGIONS, draft_region_set(reader->draft, set));
    } else
        reader_complain(reader, "a fact that is not understood");
}

/* The facts of which quotes and spaces may be part: they are looked for before
   the line is cut into words. */
static bool quoted_fact(struct reader *reader)
{
    struct text word;
    if (after(&reader->rest, "pattern=")) {
        fact_set(&reader->leaf, SCHEMA_FACT_PATTERN, draft_string(reader->draft, reader->rest));
        reader->rest.length = 0;
    } else if (after(&reader->rest, "default=")) {
        fact_set(&reader->own, SCHEMA_FACT_DEFAULT, draft_string(reader->draft, reader_next(reader)));
    } else if (after(&reader->rest, "enum=")) {
        /* Each value ends at a comma; the last at the space. */
        bool more = true;
        while (more) {
            size_t i = 0;
            bool quote = reader->rest.length > 0 && reader->rest.at[0] == '"';
            for (i = quote; i < reader->rest.length; i++) {
                if (quote && reader->rest.at[i] == '\\')
                    i++;
                else if (quote ? reader->rest.at[i] == '"' : reader->rest.at[i] == ',' || reader->rest.at[i] == ' ')
                    break;
            }
            i += quote;
            more = i < reader->rest.length && reader->rest.at[i] == ',';
            if (!reader_take(reader, &reader->rest, more ? ',' : ' ', &word))
                return true;
            *VEC_ADD(reader->draft->arena, &reader->values) = draft_string(reader->draft, word);
        }
    } else {
        return false;
    }
    return true;
}

void property_begin(struct reader *reader, size_t shape)
{
    struct draft *draft = reader->draft;
    struct draft_property *property;
    property_end(reader);
    property = VEC_ADD(draft->arena, &draft->shapes.at[shape].properties);
    memset(property, 0, sizeof *property);
    reader->open = property;
    memset(&reader->own, 0, sizeof reader->own);
    memset(&reader->outer, 0, sizeof reader->outer);
    memset(&reader->leaf, 0, sizeof reader->leaf);
    property->name = reader_next(reader);
    property->spelt = reader_next(reader);
    while (reader->rest.length > 0 && !reader->failed)
        if (!quoted_fact(reader))
            property_fact(reader, reader_next(reader));
    if (text_ends(property->name, "*"))
        reader->type->row.flags |= SCHEMA_TYPE_OPEN;
}

void property_value(struct reader *reader)
{
    *VEC_ADD(reader->draft->arena, &reader->values) = draft_string(reader->draft, reader_next(reader));
}

void property_keys(struct reader *reader)
{
    fact_set(&reader->outer, SCHEMA_FACT_KEYS, draft_string(reader->draft, reader->rest));
}
