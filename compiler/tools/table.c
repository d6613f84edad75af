/* Table: reads a file whole, and writes numbers and bytes as C does constants.
   Called by typetable and cataloguetable; whether a file could be written to is
   asked by them, once, at the end. */
#include "tools/table.h"

#include <inttypes.h>
#include <stdlib.h>

bool table_read(struct arena *arena, const char *path, struct text *content)
{
    FILE *file = fopen(path, "rb");
    struct buffer buffer;
    int c;
    if (!file)
        return false;
    buffer_init(&buffer, arena);
    while ((c = getc(file)) != EOF)
        buffer_add_char(&buffer, (char)c);
    bool whole = !ferror(file);
    fclose(file);
    *content = buffer_text(&buffer);
    return whole;
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

void table_sort(char **paths, size_t count)
{
    qsort(paths, count, sizeof *paths, by_text);
}

void table_words(FILE *file, const char *type, const char *name, const uint32_t *words, size_t count)
{
    fprintf(file, "\nconst %s %s[] = {", type, name);
    for (size_t i = 0; i < count; i++)
        fprintf(file, "%s%" PRIu32 ",", i % 16 == 0 ? "\n" : "", words[i]);
    fprintf(file, "%s\n};\n", count == 0 ? "0" : "");
}

void table_strings(FILE *file, const char *name, struct text strings)
{
    fprintf(file, "\nconst char %s[] =", name);
    for (size_t i = 0; i < strings.length; i++) {
        unsigned char c = (unsigned char)strings.at[i];
        if (i % 100 == 0)
            fprintf(file, "%s\n\"", i > 0 ? "\"" : "");
        if (c >= 32 && c < 127 && c != '"' && c != '\\' && c != '?')
            putc(c, file);
        else
            fprintf(file, "\\%03o", c);
    }
    fprintf(file, "\";\n");
}
