/* embed: turns files into a C source that holds their text, so that mtc needs
   no file of its own when it runs. It runs while mtc is built, from the
   Makefile only, and is no part of mtc.

       embed SYMBOL ROOT FILE... > SOURCE.c

   Each FILE lies below ROOT; its name in the table is the path from there. The
   table is sorted by name, whatever the order of the arguments, so that the
   same files give the same bytes. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct file {
    const char *path, *name;
};

static _Noreturn void fail(const char *path, const char *why)
{
    fprintf(stderr, "embed: %s: %s\n", path, why);
    exit(1);
}

static int by_name(const void *left, const void *right)
{
    return strcmp(((const struct file *)left)->name, ((const struct file *)right)->name);
}

/* One line of C for a line of text; trigraphs and octal escapes cannot arise,
   because each byte that is not plain is three octal digits. Returns the
   number of bytes read. */
static size_t write_text(FILE *in, const char *path)
{
    size_t length = 0;
    int c, open = 0;
    while ((c = getc(in)) != EOF) {
        if (!open)
            fputs("    \"", stdout);
        open = 1;
        length++;
        if (c == '\n')
            fputs("\\n\"\n", stdout), open = 0;
        else if (c == '"' || c == '\\')
            printf("\\%c", c);
        else if (c < ' ' || c > '~' || c == '?')
            printf("\\%03o", (unsigned)c);
        else
            putchar(c);
    }
    if (ferror(in))
        fail(path, "cannot read");
    puts(open ? "\\0\"," : "    \"\\0\",");
    return length;
}

int main(int count, char **words)
{
    if (count < 3)
        fail("usage", "embed SYMBOL ROOT FILE...");
    const char *symbol = words[1], *root = words[2];
    size_t root_length = strlen(root), file_count = (size_t)count - 3;
    struct file *files = calloc(file_count + 1, sizeof *files);
    if (!files)
        fail(symbol, "no memory");
    for (size_t i = 0; i < file_count; i++) {
        const char *path = words[i + 3];
        if (strncmp(path, root, root_length) != 0 || path[root_length] != '/')
            fail(path, "does not lie in the folder given");
        files[i] = (struct file){ path, path + root_length + 1 };
    }
    qsort(files, file_count, sizeof *files, by_name);

    printf("/* Made by embed; do not edit. */\n#include \"base/embedded.h\"\n\n"
           "const struct embedded_file %s[] = {\n", symbol);
    for (size_t i = 0; i < file_count; i++) {
        FILE *in = fopen(files[i].path, "rb");
        if (!in)
            fail(files[i].path, "cannot open");
        printf("    { \"%s\",\n", files[i].name);
        printf("    %zuu },\n", write_text(in, files[i].path));
        fclose(in);
    }
    puts("    { 0, 0, 0 }\n};");
    printf("const size_t %s_count = %zuu;\n", symbol, file_count);
    free(files);
    if (fflush(stdout) != 0 || ferror(stdout))
        fail("standard output", "cannot write");
    return 0;
}
