/* typetable: the build's program that turns the resource types' facts
   (stdlib/types, written by update.py there) into one C source of constant
   tables, whose form is model/schema_table.h.

       typetable OUTPUT FACTS...

   This file reads the facts into a draft, line by line (typetable_word.c,
   typetable_property.c); typetable_write.c shares what is equal and writes it.
   The result depends on the facts alone, not on the order of the arguments. A
   fact that it does not understand is an error: the facts are generated, so
   that a surprise is a defect. */
#include "tools/table.h"
#include "tools/typetable.h"

#include "model/schema.h"

#include <errno.h>
#include <stdlib.h>

static void close_shape(struct reader *reader)
{
    struct draft *draft = reader->draft;
    property_end(reader);
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

static void read_rule(struct reader *reader)
{
    static const char *const kinds[] = { "exactly-one", "at-least-one", "needs", "excludes" };
    struct text kind = reader_next(reader);
    struct arena *arena = reader->draft->arena;
    size_t head;
    property_end(reader);
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
        reader_complain(reader, "a rule that is not understood");
    while (reader->rest.length > 0) {
        uint32_t list = reader_list(reader, reader_next(reader), '+');
        *VEC_ADD(arena, &reader->rules) = list;
        reader->rules.at[head + 1]++;
    }
}

static void read_regions(struct reader *reader)
{
    struct draft *draft = reader->draft;
    struct text how = reader_next(reader);
    uint64_t all = draft->regions.count == 64 ? UINT64_MAX : (UINT64_C(1) << draft->regions.count) - 1;
    uint64_t named = 0;
    while (reader->rest.length > 0)
        named |= reader_region(reader, reader_next(reader));
    if (text_equal_c(how, "only"))
        all = named;
    else if (text_equal_c(how, "not"))
        all &= ~named;
    else if (!text_equal_c(how, "all"))
        reader_complain(reader, "'regions' that is not understood");
    reader->type->row.regions = draft_region_set(draft, all);
}

static void read_type(struct reader *reader)
{
    struct draft *draft = reader->draft;
    close_shape(reader);
    reader->type = VEC_ADD(draft->arena, &draft->types);
    memset(reader->type, 0, sizeof *reader->type);
    reader->type->name = reader_next(reader);
    reader->type->row.name = draft_string(draft, reader->type->name);
    reader->type->shapes = draft->shapes.count;
    reader->type->row.shape = (uint32_t)add_shape(reader, TEXT(""));
    reader->type->row.attributes = (uint32_t)add_shape(reader, TEXT(""));
    reader->shape = reader->type->row.shape;
}

static void read_tags(struct reader *reader)
{
    struct text form = reader_next(reader);
    if (text_equal_c(form, "list"))
        reader->type->row.flags |= SCHEMA_TAGS_LIST;
    else if (text_equal_c(form, "map"))
        reader->type->row.flags |= SCHEMA_TAGS_MAP;
    else if (text_equal_c(form, "group"))
        reader->type->row.flags |= SCHEMA_TAGS_GROUP;
    else
        reader_complain(reader, "a form of tags that is not understood");
    reader->type->row.tags = draft_string(reader->draft, reader_next(reader));
}

static void read_line(struct reader *reader)
{
    struct draft *draft = reader->draft;
    struct text word = reader_next(reader);
    struct schema_type *row = reader->type ? &reader->type->row : NULL;
    if (text_equal_c(word, "region"))
        return;
    if (text_equal_c(word, "type")) {
        read_type(reader);
    } else if (!row) {
        reader_complain(reader, "a fact of no type");
    } else if (text_equal_c(word, "has")) {
        property_begin(reader, reader->shape);
    } else if (text_equal_c(word, "gives")) {
        property_begin(reader, row->attributes);
    } else if (text_equal_c(word, "=") && reader->open) {
        property_value(reader);
    } else if (text_equal_c(word, "keys") && reader->open) {
        property_keys(reader);
    } else if (text_equal_c(word, "struct")) {
        close_shape(reader);
        reader->shape = add_shape(reader, reader_next(reader));
        reader->type->shape_count = draft->shapes.count - reader->type->shapes;
    } else if (text_equal_c(word, "rule")) {
        read_rule(reader);
    } else if (text_equal_c(word, "identifier")) {
        row->identifiers = reader_list(reader, reader->rest, ' ');
    } else if (text_equal_c(word, "ref")) {
        row->reference = reader_list(reader, reader->rest, ' ');
    } else if (text_equal_c(word, "tags")) {
        read_tags(reader);
    } else if (text_equal_c(word, "stateful")) {
        row->flags |= SCHEMA_TYPE_STATEFUL;
    } else if (text_equal_c(word, "readable")) {
        row->flags |= SCHEMA_TYPE_READABLE;
    } else if (text_equal_c(word, "transform")) {
        row->transform = draft_string(draft, reader_next(reader));
    } else if (text_equal_c(word, "lifecycle")) {
        row->lifecycle = draft_string(draft, reader_next(reader));
        if (reader->rest.length > 0)
            row->lifecycle_date = draft_string(draft, reader_next(reader));
    } else if (text_equal_c(word, "regions")) {
        read_regions(reader);
    } else {
        reader_complain(reader, "a line that is not understood");
    }
}

/* Calls read for each line of a file that holds anything. */
static bool each_line(struct reader *reader, const char *path, void (*read)(struct reader *))
{
    struct text content;
    if (!table_read(reader->draft->arena, path, &content)) {
        fprintf(stderr, "%s: %s\n", path, strerror(errno));
        return false;
    }
    reader->file = path;
    reader->line = 0;
    for (struct text text = content; text.length > 0 && !reader->failed;) {
        const char *end = memchr(text.at, '\n', text.length);
        size_t length = end ? (size_t)(end - text.at) : text.length, start = 0;
        reader->line++;
        while (start < length && text.at[start] == ' ')
            start++;
        reader->rest = text_slice(text, start, length);
        if (reader->rest.length > 0 && reader->rest.at[0] != '#')
            read(reader);
        text = text_slice(text, end ? length + 1 : length, text.length);
    }
    return !reader->failed;
}

static void read_region(struct reader *reader)
{
    if (text_equal_c(reader_next(reader), "region")) {
        *VEC_ADD(reader->draft->arena, &reader->draft->regions) = reader_next(reader);
        if (reader->draft->regions.count > 64)
            reader_complain(reader, "more than 64 regions");
    }
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
    table_sort(files, count);
    for (size_t i = 0; i < count && ok; i++)
        ok = each_line(&reader, files[i], read_region);
    for (size_t i = 0; i < count && ok; i++)
        ok = each_line(&reader, files[i], read_line);
    close_shape(&reader);
    if (!ok || reader.failed || draft.types.count == 0 || !draft_classify(&draft))
        return false;
    qsort(draft.types.at, draft.types.count, sizeof *draft.types.at, by_type_name);
    file = fopen(output, "wb");
    if (!file) {
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
