/* Embedded files: texts that are part of the program, made into C by
   compiler/tools/embed.c while mtc is built. Sorted by name (bytes), so that a
   look-up can search by halves. */
#ifndef MTC_BASE_EMBEDDED_H
#define MTC_BASE_EMBEDDED_H

#include <stddef.h>

struct embedded_file {
    const char *name;       /* relative to its folder: "network/network.mt" */
    const char *text;       /* followed by two NUL bytes, as flex wants it */
    size_t length;          /* bytes, the NULs not counted */
};

/* The standard library: stdlib/<area>/<pattern>.mt. */
extern const struct embedded_file stdlib_files[];
extern const size_t stdlib_files_count;

/* The pages of --explain: compiler/report/pages/<code>.md. */
extern const struct embedded_file page_files[];
extern const size_t page_files_count;

#endif
