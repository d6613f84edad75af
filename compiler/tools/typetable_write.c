/* typetable: finds the structures that are equal (also those that
   contain themselves), lays everything out in rows, and writes the C source. */
#include "tools/table.h"
#include "tools/typetable.h"

#include "model/schema.h"

#include <inttypes.h>
#include <stdlib.h>

#define NO_VALUE UINT32_MAX

static uint32_t words_hash(const uint32_t *words, size_t count)
{
    return text_hash((struct text){ (const char *)words, count * sizeof *words });
}

static void pool_index(struct arena *arena, struct pool *pool)
{
    pool->room = pool->room == 0 ? 64 : pool->room * 2;
    pool->slots = NEW_ARRAY(arena, uint32_t, pool->room);
    for (size_t i = 0; i < pool->starts.count; i++) {
        size_t slot = words_hash(pool->words.at + pool->starts.at[i], pool->lengths.at[i]) & (pool->room - 1);
        while (pool->slots[slot] != 0)
            slot = (slot + 1) & (pool->room - 1);
        pool->slots[slot] = (uint32_t)i + 1;
    }
}

uint32_t pool_add(struct arena *arena, struct pool *pool, const uint32_t *words, size_t count)
{
    size_t slot;
    if (pool->starts.count * 2 >= pool->room)
        pool_index(arena, pool);
    slot = words_hash(words, count) & (pool->room - 1);
    for (; pool->slots[slot] != 0; slot = (slot + 1) & (pool->room - 1)) {
        uint32_t i = pool->slots[slot] - 1;
        if (pool->lengths.at[i] == count &&
            memcmp(pool->words.at + pool->starts.at[i], words, count * sizeof *words) == 0)
            return i;
    }
    pool->slots[slot] = (uint32_t)pool->starts.count + 1;
    *VEC_ADD(arena, &pool->starts) = (uint32_t)pool->words.count;
    *VEC_ADD(arena, &pool->lengths) = (uint32_t)count;
    for (size_t i = 0; i < count; i++)
        *VEC_ADD(arena, &pool->words) = words[i];
    return (uint32_t)pool->starts.count - 1;
}

static void pool_clear(struct pool *pool)
{
    pool->words.count = pool->starts.count = pool->lengths.count = 0;
    if (pool->room > 0)
        memset(pool->slots, 0, pool->room * sizeof *pool->slots);
}

/* ------------------------------------------------------------ values and classes of shapes */

static uint32_t value_row(struct draft *draft, enum schema_kind kind, uint32_t index, uint32_t facts)
{
    uint32_t words[] = { (uint32_t)kind | index << 4, facts };
    return pool_add(draft->arena, &draft->values, words, 2);
}

static uint32_t spelt_value(struct draft *draft, const struct draft_type *type, struct text spelt,
                            uint32_t outer, uint32_t leaf);

/* A union: any of the alternatives, in the text parted by '|' outside brackets. */
static uint32_t spelt_union(struct draft *draft, const struct draft_type *type, struct text spelt, uint32_t leaf)
{
    VEC(uint32_t) words = { 0 };
    size_t start = 0, depth = 0;
    uint32_t row;
    *VEC_ADD(draft->arena, &words) = 0;
    for (size_t i = 0; i <= spelt.length; i++) {
        if (i == spelt.length || (spelt.at[i] == '|' && depth == 0)) {
            uint32_t value = spelt_value(draft, type, text_slice(spelt, start, i), 0, 0);
            if (value == NO_VALUE)
                return NO_VALUE;
            *VEC_ADD(draft->arena, &words) = value;
            words.at[0]++;
            start = i + 1;
        } else if (spelt.at[i] == '(') {
            depth++;
        } else if (spelt.at[i] == ')') {
            depth--;
        }
    }
    row = pool_add(draft->arena, &draft->alternatives, words.at, words.count);
    return value_row(draft, SCHEMA_ANY, draft->alternatives.starts.at[row], leaf);
}

static bool is_union(struct text spelt)
{
    size_t depth = 0;
    for (size_t i = 0; i < spelt.length; i++) {
        if (spelt.at[i] == '|' && depth == 0)
            return true;
        depth += spelt.at[i] == '(';
        depth -= spelt.at[i] == ')';
    }
    return false;
}

/* The row of a type's spelling: outer facts for its list or map, leaf facts for what is inside. */
static uint32_t spelt_value(struct draft *draft, const struct draft_type *type, struct text spelt,
                            uint32_t outer, uint32_t leaf)
{
    static const struct { const char *name; enum schema_kind kind; } plain[] = {
        { "string", SCHEMA_STRING }, { "integer", SCHEMA_INTEGER }, { "number", SCHEMA_NUMBER },
        { "boolean", SCHEMA_BOOLEAN }, { "json", SCHEMA_ANY },
    };
    bool list = text_starts(spelt, "list("), map = text_starts(spelt, "map(");
    if (is_union(spelt))
        return spelt_union(draft, type, spelt, leaf);
    if ((list || map) && text_ends(spelt, ")")) {
        uint32_t item = spelt_value(draft, type, text_slice(spelt, list ? 5 : 4, spelt.length - 1), 0, leaf);
        return item == NO_VALUE ? item : value_row(draft, list ? SCHEMA_LIST : SCHEMA_MAP, item, outer);
    }
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
        if (text_equal_c(spelt, plain[i].name))
            return value_row(draft, plain[i].kind, 0, leaf);
    for (size_t i = 0; i < type->shape_count; i++) {
        const struct draft_shape *shape = &draft->shapes.at[type->shapes + i];
        if (shape->name.length > 0 && text_equal(shape->name, spelt))
            return value_row(draft, SCHEMA_STRUCT, shape->class, leaf);
    }
    fprintf(stderr, "typetable: %.*s has no structure %.*s\n", (int)type->name.length, type->name.at,
            (int)spelt.length, spelt.at);
    return NO_VALUE;
}

/* A shape in words: equal words, equal shapes, as far as the classes of the shapes inside tell. */
static bool shape_class(struct draft *draft, struct draft_shape *shape, uint32_t *class)
{
    const struct draft_type *type = &draft->types.at[shape->type];
    size_t count = shape->properties.count;
    uint32_t *words = NEW_ARRAY(draft->arena, uint32_t, 2 + 3 * count);
    words[0] = draft_string(draft, shape->name);
    words[1] = shape->rules;
    for (size_t i = 0; i < count; i++) {
        const struct draft_property *property = &shape->properties.at[i];
        uint32_t value = spelt_value(draft, type, property->spelt, property->outer_facts, property->leaf_facts);
        if (value == NO_VALUE || value > SCHEMA_PROPERTY_VALUE)
            return false;
        words[2 + 3 * i] = draft_string(draft, property->name);
        words[3 + 3 * i] = value | property->flags;
        words[4 + 3 * i] = property->facts;
    }
    *class = pool_add(draft->arena, &draft->classes, words, 2 + 3 * count);
    return true;
}

static int by_name(const void *a, const void *b)
{
    return text_compare(((const struct draft_property *)a)->name, ((const struct draft_property *)b)->name);
}

static bool sort_properties(struct draft *draft)
{
    for (size_t i = 0; i < draft->shapes.count; i++) {
        struct draft_shape *shape = &draft->shapes.at[i];
        if (shape->properties.count > 0)
            qsort(shape->properties.at, shape->properties.count, sizeof *shape->properties.at, by_name);
        for (size_t j = 1; j < shape->properties.count; j++)
            if (text_equal(shape->properties.at[j - 1].name, shape->properties.at[j].name)) {
                fprintf(stderr, "typetable: '%.*s' twice in one structure\n",
                        (int)shape->properties.at[j].name.length, shape->properties.at[j].name.at);
                return false;
            }
        if (shape->properties.count > 254) {
            fprintf(stderr, "typetable: more than 254 properties in one structure\n");
            return false;
        }
    }
    return true;
}

/* Refines from "all are equal" until nothing more is told apart. Each round
   numbers classes in order of first appearance, so that a round that tells
   nothing new gives the same numbers, and its rows are the final ones. */
bool draft_classify(struct draft *draft)
{
    size_t before = 0;
    if (!sort_properties(draft))
        return false;
    for (;;) {
        uint32_t *classes = NEW_ARRAY(draft->arena, uint32_t, draft->shapes.count);
        pool_clear(&draft->values);
        pool_clear(&draft->alternatives);
        pool_clear(&draft->classes);
        pool_add(draft->arena, &draft->alternatives, (uint32_t[]){ 0 }, 1);
        value_row(draft, SCHEMA_ANY, 0, 0);
        for (size_t i = 0; i < draft->shapes.count; i++)
            if (!shape_class(draft, &draft->shapes.at[i], &classes[i]))
                return false;
        for (size_t i = 0; i < draft->shapes.count; i++)
            draft->shapes.at[i].class = classes[i];
        if (draft->classes.starts.count == before)
            return true;
        before = draft->classes.starts.count;
    }
}

/* ------------------------------------------------------------ output */

static void write_types(struct draft *draft, FILE *file)
{
    fprintf(file, "\nconst struct schema_type schema_types[] = {\n");
    for (size_t i = 0; i < draft->types.count; i++) {
        const struct schema_type *row = &draft->types.at[i].row;
        fprintf(file, "{%" PRIu32 ",%" PRIu32 ",%" PRIu32 ",%" PRIu32 ",%" PRIu32 ",%" PRIu32 ",%" PRIu32
                ",%" PRIu32 ",%" PRIu32 ",%" PRIu32 ",%" PRIu32 "},\n",
                row->name, draft->shapes.at[row->shape].class, draft->shapes.at[row->attributes].class,
                row->identifiers, row->reference, row->tags, row->regions, row->lifecycle,
                row->lifecycle_date, row->transform, row->flags);
    }
    fprintf(file, "};\n");
}

/* Writes the types' hash table and returns its mask. */
static uint32_t write_type_slots(struct draft *draft, FILE *file)
{
    uint32_t mask = 1;
    uint32_t *slots;
    while (mask < draft->types.count * 2)
        mask = mask * 2;
    mask--;
    slots = NEW_ARRAY(draft->arena, uint32_t, mask + 1);
    for (size_t i = 0; i < draft->types.count; i++) {
        uint32_t slot = text_hash(draft->types.at[i].name) & mask;
        while (slots[slot] != 0)
            slot = (slot + 1) & mask;
        slots[slot] = (uint32_t)i + 1;
    }
    table_words(file, "uint16_t", "schema_type_slots", slots, mask + 1);
    return mask;
}

/* Writes shapes, properties and their hash tables; returns the number of properties. */
static uint32_t write_shapes(struct draft *draft, FILE *file, uint32_t *slot_count)
{
    const struct pool *classes = &draft->classes;
    VEC(uint32_t) slots = { 0 };
    uint32_t properties = 0;
    fprintf(file, "\nconst struct schema_shape schema_shapes[] = {\n");
    for (size_t i = 0; i < classes->starts.count; i++) {
        const uint32_t *words = classes->words.at + classes->starts.at[i];
        uint32_t count = (classes->lengths.at[i] - 2) / 3, mask = 1, first = (uint32_t)slots.count;
        while (mask < count + count / 2 + 1)
            mask = mask * 2;
        mask--;
        for (uint32_t slot = 0; slot <= mask; slot++)
            *VEC_ADD(draft->arena, &slots) = 0;
        for (uint32_t j = 0; j < count; j++) {
            const char *name = draft->strings.at + words[2 + 3 * j];
            uint32_t slot = schema_hash(name, strlen(name)) & mask;
            while (slots.at[first + slot] != 0)
                slot = (slot + 1) & mask;
            slots.at[first + slot] = j + 1;
        }
        fprintf(file, "{%" PRIu32 ",%" PRIu32 ",%" PRIu32 ",%" PRIu32 ",%" PRIu32 ",%" PRIu32 "},\n",
                words[0], properties, first, words[1], count, mask);
        properties += count;
    }
    fprintf(file, "};\n\nconst struct schema_property schema_properties[] = {\n");
    for (size_t i = 0; i < classes->starts.count; i++)
        for (uint32_t j = 2; j < classes->lengths.at[i]; j += 3) {
            const uint32_t *words = classes->words.at + classes->starts.at[i] + j;
            fprintf(file, "{%" PRIu32 ",%" PRIu32 ",%" PRIu32 "},\n", words[0], words[1], words[2]);
        }
    fprintf(file, "};\n");
    table_words(file, "uint8_t", "schema_slots", slots.at, slots.count);
    *slot_count = (uint32_t)slots.count;
    return properties;
}

static void write_regions(struct draft *draft, FILE *file)
{
    fprintf(file, "\nconst uint32_t schema_regions[] = {");
    for (size_t i = 0; i < draft->regions.count; i++)
        fprintf(file, "%" PRIu32 ",", draft_string(draft, draft->regions.at[i]));
    fprintf(file, "0};\n\nconst uint64_t schema_region_sets[] = {\n");
    for (size_t i = 0; i < draft->region_sets.count; i++)
        fprintf(file, "UINT64_C(%" PRIu64 "),\n", draft->region_sets.at[i]);
    fprintf(file, "};\n\nconst double schema_numbers[] = {\n");
    for (size_t i = 0; i < draft->numbers.count; i++)
        fprintf(file, "%.17g,\n", draft->numbers.at[i]);
    fprintf(file, "0};\n");
}

bool draft_write(struct draft *draft, FILE *file)
{
    uint32_t properties, slots, mask;
    fprintf(file, "/* The table of resource types, made by typetable from the facts under stdlib/types. */\n"
                  "#include \"model/schema_table.h\"\n\n"
                  "#pragma GCC diagnostic ignored \"-Woverlength-strings\"\n");
    write_types(draft, file);
    mask = write_type_slots(draft, file);
    properties = write_shapes(draft, file, &slots);
    fprintf(file, "\nconst struct schema_value_row schema_values[] = {\n");
    for (size_t i = 0; i < draft->values.words.count; i += 2)
        fprintf(file, "{%" PRIu32 ",%" PRIu32 "},\n", draft->values.words.at[i], draft->values.words.at[i + 1]);
    fprintf(file, "};\n");
    table_words(file, "uint32_t", "schema_alternatives", draft->alternatives.words.at,
                draft->alternatives.words.count);
    table_words(file, "uint32_t", "schema_facts", draft->facts.words.at, draft->facts.words.count);
    table_words(file, "uint32_t", "schema_lists", draft->lists.words.at, draft->lists.words.count);
    table_words(file, "uint32_t", "schema_rules", draft->rules.words.at, draft->rules.words.count);
    write_regions(draft, file);
    table_strings(file, "schema_strings", buffer_text(&draft->strings));
    fprintf(file, "\nconst struct schema_sizes schema_sizes = {\n"
                  "    .types = %zu, .shapes = %zu, .properties = %" PRIu32 ", .values = %zu, .alternatives = %zu,\n"
                  "    .facts = %zu, .lists = %zu, .rules = %zu, .numbers = %zu, .region_sets = %zu,\n"
                  "    .regions = %zu, .type_mask = %" PRIu32 ", .slots = %" PRIu32 ", .strings = %zu,\n};\n",
            draft->types.count, draft->classes.starts.count, properties, draft->values.starts.count,
            draft->alternatives.words.count, draft->facts.words.count, draft->lists.words.count,
            draft->rules.words.count, draft->numbers.count, draft->region_sets.count,
            draft->regions.count, mask, slots, draft->strings.length);
    return fflush(file) == 0 && !ferror(file);
}
