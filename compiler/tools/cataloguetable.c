/* cataloguetable: the build's program that turns the catalogues (stdlib/types,
   written by catalogues.py there) into one C source of constants, whose form is
   model/catalogue_table.h.

       cataloguetable OUTPUT CATALOGUE...

   Equal names are kept once, also across catalogues. The result depends on the
   files alone, not on the order of the arguments. What it does not understand
   is an error: the files are generated, so that a surprise is a defect. */
#include "base/map.h"
#include "base/text.h"
#include "model/catalogue_table.h"
#include "tools/table.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

struct draft {
    struct arena *arena;
    struct atoms atoms;
    struct map string_places;       /* atom -> offset in .strings */
    struct buffer strings;
    VEC(struct catalogue_row) rows;
    VEC(struct catalogue_list_row) lists;
    VEC(uint32_t) items;
};

static _Noreturn void fail(const char *path, const char *why)
{
    fprintf(stderr, "cataloguetable: %s: %s\n", path, why);
    exit(1);
}

static uint32_t string(struct draft *draft, const char *path, struct text text)
{
    void **place = map_put(draft->arena, &draft->string_places, atom_of(&draft->atoms, text));
    if (text.length == 0 || text.length > 255)
        fail(path, "a name without letters, or with too many");
    if (!*place) {
        buffer_add_char(&draft->strings, (char)text.length);
        *place = (void *)(uintptr_t)draft->strings.length;
        buffer_add(&draft->strings, text);
        buffer_add_char(&draft->strings, '\0');
    }
    return (uint32_t)(uintptr_t)*place;
}

/* ------------------------------------------------------------------ reading */

static void read_line(struct draft *draft, const char *path, struct text line)
{
    uint32_t old = 0;
    if (text_starts(line, "list ")) {
        struct catalogue_list_row row = { string(draft, path, text_slice(line, 5, line.length)),
                                          (uint32_t)draft->items.count, 0 };
        *VEC_ADD(draft->arena, &draft->lists) = row;
        draft->rows.at[draft->rows.count - 1].count++;
        return;
    }
    if (!text_starts(line, " ") || draft->rows.at[draft->rows.count - 1].count == 0)
        fail(path, "a line that is not understood");
    if (text_ends(line, " old")) {
        old = CATALOGUE_ITEM_OLD;
        line.length -= 4;
    }
    *VEC_ADD(draft->arena, &draft->items) = string(draft, path, text_slice(line, 1, line.length)) | old;
    draft->lists.at[draft->lists.count - 1].count++;
}

/* The catalogue's name is the file's: path/NAME.catalogue */
static void read_catalogue(struct draft *draft, const char *path)
{
    const char *slash = strrchr(path, '/'), *base = slash ? slash + 1 : path, *dot = strrchr(base, '.');
    if (!dot)
        fail(path, "a file without the ending .catalogue");
    struct catalogue_row row = { string(draft, path, (struct text){ base, (size_t)(dot - base) }),
                                 (uint32_t)draft->lists.count, 0 };
    *VEC_ADD(draft->arena, &draft->rows) = row;
    struct text text;
    if (!table_read(draft->arena, path, &text))
        fail(path, strerror(errno));
    while (text.length > 0) {
        const char *end = memchr(text.at, '\n', text.length);
        size_t length = end ? (size_t)(end - text.at) : text.length;
        if (length > 0 && text.at[0] != '#')
            read_line(draft, path, text_slice(text, 0, length));
        text = text_slice(text, end ? length + 1 : length, text.length);
    }
}

/* ------------------------------------------------------------------ writing */

static void write_all(const struct draft *draft, FILE *file)
{
    fprintf(file, "/* The catalogues, made by cataloguetable from the lists under stdlib/types. */\n"
                  "#include \"model/catalogue_table.h\"\n\n"
                  "#pragma GCC diagnostic ignored \"-Woverlength-strings\"\n\n"
                  "const uint32_t catalogue_row_count = %zu;\n\nconst struct catalogue_row catalogue_rows[] = {\n",
            draft->rows.count);
    for (size_t i = 0; i < draft->rows.count; i++)
        fprintf(file, "{%" PRIu32 ",%" PRIu32 ",%" PRIu32 "},\n", draft->rows.at[i].name, draft->rows.at[i].lists,
                draft->rows.at[i].count);
    fprintf(file, "};\n\nconst struct catalogue_list_row catalogue_lists[] = {\n");
    for (size_t i = 0; i < draft->lists.count; i++)
        fprintf(file, "{%" PRIu32 ",%" PRIu32 ",%" PRIu32 "},\n", draft->lists.at[i].name, draft->lists.at[i].items,
                draft->lists.at[i].count);
    fprintf(file, "};\n");
    table_words(file, "uint32_t", "catalogue_items", draft->items.at, draft->items.count);
    table_strings(file, "catalogue_strings", buffer_text(&draft->strings));
}

int main(int argc, char **argv)
{
    struct arena arena;
    struct draft draft = { .arena = &arena };
    FILE *file;
    if (argc < 3)
        fail("usage", "cataloguetable OUTPUT CATALOGUE...");
    arena_init(&arena, NULL);
    atoms_init(&draft.atoms, &arena);
    buffer_init(&draft.strings, &arena);
    table_sort(argv + 2, (size_t)argc - 2);
    for (int i = 2; i < argc; i++)
        read_catalogue(&draft, argv[i]);
    file = fopen(argv[1], "wb");
    if (!file)
        fail(argv[1], strerror(errno));
    write_all(&draft, file);
    if (fflush(file) != 0 || ferror(file) || fclose(file) != 0)
        fail(argv[1], "cannot be written");
    arena_free(&arena);
    return 0;
}
