/* typetable: the build's program that turns the resource types' facts
   (stdlib/types, written by update.py there) into one C source of constant
   tables, whose form is model/schema_table.h.

       typetable OUTPUT FACTS...

   This file reads the facts into a draft; typetable_write.c shares what is
   equal and writes it. The result depends on the facts alone, not on the order
   of the arguments. A fact that it does not understand is an error: the facts
   are generated, so that a surprise is a defect. */
#include "tools/typetable.h"

#include "model/schema.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>

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

static void complain(struct reader *reader, const char *what)
{
    if (!reader->failed)
        fprintf(stderr, "%s:%zu: %s\n", reader->file, reader->line, what);
    reader->failed = true;
}

uint32_t draft_string(struct draft *draft, struct text text)
{
    const struct atom *atom = atom_of(&draft->atoms, text);
    void **place = map_put(draft->arena, &draft->string_places, atom);

    if (text.length == 0)
        return 0;
    if (*place == NULL) {
        buffer_add_char(&draft->strings, (char)(text.length & 255));
        buffer_add_char(&draft->strings, (char)(text.length >> 8));
        *place = (void *)(uintptr_t)draft->strings.length;
        buffer_add(&draft->strings, text);
        buffer_add_char(&draft->strings, '\0');
    }
    return (uint32_t)(uintptr_t)*place;
}

/* Takes the next word of a text that a space or a comma ends; quoted words are
   unquoted. False at the end. */
static bool take(struct reader *reader, struct text *from, char end, struct text *word)
{
    size_t i = 0;

    if (from->length == 0)
        return false;
    if (from->at[0] != '"') {
        while (i < from->length && from->at[i] != end)
            i++;
        *word = text_slice(*from, 0, i);
    } else {
        struct buffer buffer;

        buffer_init(&buffer, reader->draft->arena);
        for (i = 1; i < from->length && from->at[i] != '"'; i++) {
            if (from->at[i] == '\\' && (++i == from->length || (from->at[i] != '"' && from->at[i] != '\\'))) {
                complain(reader, "an escape that is not understood");
                return false;
            }
            buffer_add_char(&buffer, from->at[i]);
        }
        i++;
        *word = buffer_text(&buffer);
    }
    *from = text_slice(*from, i < from->length ? i + 1 : from->length, from->length);
    return true;
}

static struct text next(struct reader *reader)
{
    struct text word = TEXT("");

    if (!take(reader, &reader->rest, ' ', &word))
        complain(reader, "a word is missing");
    return word;
}

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

static bool all_digits(struct text text)
{
    for (size_t i = 0; i < text.length; i++)
        if (text.at[i] < '0' || text.at[i] > '9')
            return false;
    return text.length > 0 && text.length < 16 && (text.length == 1 || text.at[0] != '0');
}

static struct text string_at(const struct draft *draft, uint32_t place)
{
    const unsigned char *at = (const unsigned char *)draft->strings.at + place;

    return (struct text){ (const char *)at, (size_t)at[-2] | (size_t)at[-1] << 8 };
}

/* Numbers before one another by value, other texts by their bytes. */
static int order(struct text a, struct text b, bool numbers)
{
    if (numbers && a.length != b.length)
        return a.length < b.length ? -1 : 1;
    return text_compare(a, b);
}

static uint32_t list_row(struct reader *reader, const uint32_t *values, size_t count, bool sorted)
{
    struct draft *draft = reader->draft;
    uint32_t *words = NEW_ARRAY(draft->arena, uint32_t, count + 1);
    bool numbers = sorted;

    for (size_t i = 0; i < count; i++)
        numbers = numbers && values[i] != 0 && all_digits(string_at(draft, values[i]));
    for (size_t i = 0; i < count; i++) {
        words[i + 1] = values[i];
        if (sorted && i > 0 && values[i - 1] != 0 &&
            order(string_at(draft, values[i - 1]), string_at(draft, values[i]), numbers) >= 0)
            complain(reader, "values that are not in order");
    }
    words[0] = (uint32_t)count | (numbers ? SCHEMA_LIST_NUMBERS : 0);
    uint32_t row = pool_add(draft->arena, &draft->lists, words, count + 1);

    return draft->lists.starts.at[row];
}

/* A list of the words that a separator parts. */
static uint32_t list_of(struct reader *reader, struct text words, char separator)
{
    VEC(uint32_t) values = { 0 };
    struct text word;

    while (take(reader, &words, separator, &word))
        *VEC_ADD(reader->draft->arena, &values) = draft_string(reader->draft, word);
    return list_row(reader, values.at, values.count, false);
}

static uint64_t region_bit(struct reader *reader, struct text name)
{
    for (size_t i = 0; i < reader->draft->regions.count; i++)
        if (text_equal(reader->draft->regions.at[i], name))
            return UINT64_C(1) << i;
    complain(reader, "a region that regions.types does not name");
    return 0;
}

static uint32_t region_set(struct draft *draft, uint64_t set)
{
    for (size_t i = 1; i < draft->region_sets.count; i++)
        if (draft->region_sets.at[i] == set)
            return (uint32_t)i;
    *VEC_ADD(draft->arena, &draft->region_sets) = set;
    return (uint32_t)draft->region_sets.count - 1;
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

    if (dots == NULL) {
        complain(reader, "a range without '..'");
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
            complain(reader, "a number that is none");
        else if (!count)
            fact_set(facts, low + (unsigned)end, number_row(reader->draft, number));
        else if (number >= 0 && number <= UINT32_MAX)
            fact_set(facts, low + (unsigned)end, (uint32_t)number);
    }
}

/* Ends the property whose lines were read. */
static void close_property(struct reader *reader)
{
    struct draft *draft = reader->draft;

    if (reader->open == NULL)
        return;
    if (reader->values.count > 0)
        fact_set(&reader->leaf, SCHEMA_FACT_ENUM, list_row(reader, reader->values.at, reader->values.count, true));
    reader->open->facts = facts_row(draft, &reader->own);
    reader->open->outer_facts = facts_row(draft, &reader->outer);
    reader->open->leaf_facts = facts_row(draft, &reader->leaf);
    reader->values.count = 0;
    reader->open = NULL;
}

static void close_shape(struct reader *reader)
{
    struct draft *draft = reader->draft;

    close_property(reader);
    if (reader->rules.count > 0) {
        uint32_t row = pool_add(draft->arena, &draft->rules, reader->rules.at, reader->rules.count);

        draft->shapes.at[reader->shape].rules = draft->rules.starts.at[row];
        reader->rules.count = 0;
    }
}

static size_t add_shape(struct reader *reader, struct text name)
{
    struct draft_shape *shape = VEC_ADD(reader->draft->arena, &reader->draft->shapes);

    memset(shape, 0, sizeof *shape);
    shape->name = name;
    shape->type = reader->draft->types.count - 1;
    return reader->draft->shapes.count - 1;
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
        fact_set(&reader->own, SCHEMA_FACT_RELATIONS, list_of(reader, word, ','));
    else if (after(&word, "format="))
        fact_set(&reader->leaf, SCHEMA_FACT_FORMATS, list_of(reader, word, ','));
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

        while (take(reader, &word, ',', &region))
            set &= ~region_bit(reader, region);
        fact_set(&reader->own, SCHEMA_FACT_REGIONS, region_set(reader->draft, set));
    } else
        complain(reader, "a fact that is not understood");
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
        fact_set(&reader->own, SCHEMA_FACT_DEFAULT, draft_string(reader->draft, next(reader)));
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
            if (!take(reader, &reader->rest, more ? ',' : ' ', &word))
                return true;
            *VEC_ADD(reader->draft->arena, &reader->values) = draft_string(reader->draft, word);
        }
    } else {
        return false;
    }
    return true;
}

static void read_property(struct reader *reader, size_t shape)
{
    struct draft *draft = reader->draft;
    struct draft_property *property;

    close_property(reader);
    property = VEC_ADD(draft->arena, &draft->shapes.at[shape].properties);
    memset(property, 0, sizeof *property);
    reader->open = property;
    memset(&reader->own, 0, sizeof reader->own);
    memset(&reader->outer, 0, sizeof reader->outer);
    memset(&reader->leaf, 0, sizeof reader->leaf);
    property->name = next(reader);
    property->spelt = next(reader);
    while (reader->rest.length > 0 && !reader->failed)
        if (!quoted_fact(reader))
            property_fact(reader, next(reader));
    if (text_ends(property->name, "*"))
        reader->type->row.flags |= SCHEMA_TYPE_OPEN;
}

static void read_rule(struct reader *reader)
{
    static const char *const kinds[] = { "exactly-one", "at-least-one", "needs", "excludes" };
    struct text kind = next(reader);
    struct arena *arena = reader->draft->arena;
    size_t head;

    close_property(reader);
    if (reader->rules.count == 0)
        *VEC_ADD(arena, &reader->rules) = 0;
    reader->rules.at[0]++;
    head = reader->rules.count;
    *VEC_ADD(arena, &reader->rules) = UINT32_MAX;
    *VEC_ADD(arena, &reader->rules) = 0;
    for (uint32_t i = 0; i < 4; i++)
        if (text_equal_c(kind, kinds[i]))
            reader->rules.at[head] = i;
    if (reader->rules.at[head] == UINT32_MAX)
        complain(reader, "a rule that is not understood");
    while (reader->rest.length > 0) {
        uint32_t list = list_of(reader, next(reader), '+');

        *VEC_ADD(arena, &reader->rules) = list;
        reader->rules.at[head + 1]++;
    }
}

static void read_regions(struct reader *reader)
{
    struct draft *draft = reader->draft;
    struct text how = next(reader);
    uint64_t all = draft->regions.count == 64 ? UINT64_MAX : (UINT64_C(1) << draft->regions.count) - 1;
    uint64_t named = 0;

    while (reader->rest.length > 0)
        named |= region_bit(reader, next(reader));
    if (text_equal_c(how, "only"))
        all = named;
    else if (text_equal_c(how, "not"))
        all &= ~named;
    else if (!text_equal_c(how, "all"))
        complain(reader, "'regions' that is not understood");
    reader->type->row.regions = region_set(draft, all);
}

static void read_type(struct reader *reader)
{
    struct draft *draft = reader->draft;

    close_shape(reader);
    reader->type = VEC_ADD(draft->arena, &draft->types);
    memset(reader->type, 0, sizeof *reader->type);
    reader->type->name = next(reader);
    reader->type->row.name = draft_string(draft, reader->type->name);
    reader->type->shapes = draft->shapes.count;
    reader->type->row.shape = (uint32_t)add_shape(reader, TEXT(""));
    reader->type->row.attributes = (uint32_t)add_shape(reader, TEXT(""));
    reader->shape = reader->type->row.shape;
}

static void read_tags(struct reader *reader)
{
    struct text form = next(reader);

    if (text_equal_c(form, "list"))
        reader->type->row.flags |= SCHEMA_TAGS_LIST;
    else if (text_equal_c(form, "map"))
        reader->type->row.flags |= SCHEMA_TAGS_MAP;
    else if (text_equal_c(form, "group"))
        reader->type->row.flags |= SCHEMA_TAGS_GROUP;
    else
        complain(reader, "a form of tags that is not understood");
    reader->type->row.tags = draft_string(reader->draft, next(reader));
}

static void read_line(struct reader *reader)
{
    struct draft *draft = reader->draft;
    struct text word = next(reader);
    struct schema_type *row = reader->type != NULL ? &reader->type->row : NULL;

    if (text_equal_c(word, "region"))
        return;
    if (text_equal_c(word, "type")) {
        read_type(reader);
    } else if (row == NULL) {
        complain(reader, "a fact of no type");
    } else if (text_equal_c(word, "has")) {
        read_property(reader, reader->shape);
    } else if (text_equal_c(word, "gives")) {
        read_property(reader, row->attributes);
    } else if (text_equal_c(word, "=") && reader->open != NULL) {
        *VEC_ADD(draft->arena, &reader->values) = draft_string(draft, next(reader));
    } else if (text_equal_c(word, "keys") && reader->open != NULL) {
        fact_set(&reader->outer, SCHEMA_FACT_KEYS, draft_string(draft, reader->rest));
    } else if (text_equal_c(word, "struct")) {
        close_shape(reader);
        reader->shape = add_shape(reader, next(reader));
        reader->type->shape_count = draft->shapes.count - reader->type->shapes;
    } else if (text_equal_c(word, "rule")) {
        read_rule(reader);
    } else if (text_equal_c(word, "identifier")) {
        row->identifiers = list_of(reader, reader->rest, ' ');
    } else if (text_equal_c(word, "ref")) {
        row->reference = list_of(reader, reader->rest, ' ');
    } else if (text_equal_c(word, "tags")) {
        read_tags(reader);
    } else if (text_equal_c(word, "stateful")) {
        row->flags |= SCHEMA_TYPE_STATEFUL;
    } else if (text_equal_c(word, "readable")) {
        row->flags |= SCHEMA_TYPE_READABLE;
    } else if (text_equal_c(word, "transform")) {
        row->transform = draft_string(draft, next(reader));
    } else if (text_equal_c(word, "lifecycle")) {
        row->lifecycle = draft_string(draft, next(reader));
        if (reader->rest.length > 0)
            row->lifecycle_date = draft_string(draft, next(reader));
    } else if (text_equal_c(word, "regions")) {
        read_regions(reader);
    } else {
        complain(reader, "a line that is not understood");
    }
}

/* Calls read for each line of a file that holds anything. */
static bool each_line(struct reader *reader, const char *path, void (*read)(struct reader *))
{
    FILE *file = fopen(path, "rb");
    struct buffer buffer;
    int c;

    if (file == NULL) {
        fprintf(stderr, "%s: %s\n", path, strerror(errno));
        return false;
    }
    buffer_init(&buffer, reader->draft->arena);
    while ((c = getc(file)) != EOF)
        buffer_add_char(&buffer, (char)c);
    fclose(file);
    reader->file = path;
    reader->line = 0;
    for (struct text text = buffer_text(&buffer); text.length > 0 && !reader->failed;) {
        const char *end = memchr(text.at, '\n', text.length);
        size_t length = end != NULL ? (size_t)(end - text.at) : text.length, start = 0;

        reader->line++;
        while (start < length && text.at[start] == ' ')
            start++;
        reader->rest = text_slice(text, start, length);
        if (reader->rest.length > 0 && reader->rest.at[0] != '#')
            read(reader);
        text = text_slice(text, end != NULL ? length + 1 : length, text.length);
    }
    return !reader->failed;
}

static void read_region(struct reader *reader)
{
    if (text_equal_c(next(reader), "region")) {
        *VEC_ADD(reader->draft->arena, &reader->draft->regions) = next(reader);
        if (reader->draft->regions.count > 64)
            complain(reader, "more than 64 regions");
    }
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static int by_type_name(const void *a, const void *b)
{
    return text_compare(((const struct draft_type *)a)->name, ((const struct draft_type *)b)->name);
}

static bool make(struct arena *arena, const char *output, char **files, size_t count)
{
    struct draft draft = { .arena = arena };
    struct reader reader = { .draft = &draft };
    FILE *file;
    bool ok = true;

    atoms_init(&draft.atoms, arena);
    buffer_init(&draft.strings, arena);
    buffer_add_char(&draft.strings, '\0');
    pool_add(arena, &draft.facts, (uint32_t[]){ 0 }, 1);
    pool_add(arena, &draft.lists, (uint32_t[]){ 0 }, 1);
    pool_add(arena, &draft.rules, (uint32_t[]){ 0 }, 1);
    *VEC_ADD(arena, &draft.region_sets) = 0;
    qsort(files, count, sizeof *files, by_text);
    for (size_t i = 0; i < count && ok; i++)
        ok = each_line(&reader, files[i], read_region);
    for (size_t i = 0; i < count && ok; i++)
        ok = each_line(&reader, files[i], read_line);
    close_shape(&reader);
    if (!ok || reader.failed || draft.types.count == 0 || !draft_classify(&draft))
        return false;
    qsort(draft.types.at, draft.types.count, sizeof *draft.types.at, by_type_name);
    file = fopen(output, "wb");
    if (file == NULL) {
        fprintf(stderr, "%s: %s\n", output, strerror(errno));
        return false;
    }
    ok = draft_write(&draft, file);
    if (fclose(file) != 0 || !ok) {
        fprintf(stderr, "%s: cannot be written\n", output);
        return false;
    }
    return true;
}

int main(int argc, char **argv)
{
    struct arena arena;
    struct arena_failure failure;
    volatile int status = 1;

    if (argc < 3) {
        fprintf(stderr, "usage: typetable OUTPUT FACTS...\n");
        return 2;
    }
    arena_init(&arena, &failure);
    if (setjmp(failure.place) == 0)
        status = make(&arena, argv[1], argv + 2, (size_t)argc - 2) ? 0 : 1;
    else
        fprintf(stderr, "typetable: out of memory\n");
    arena_free(&arena);
    return status;
}
