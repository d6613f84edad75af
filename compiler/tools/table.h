/* What the build's makers of tables share: texts in, constants of C out. */
#ifndef MTC_TOOLS_TABLE_H
#define MTC_TOOLS_TABLE_H

#include "base/text.h"

#include <stdio.h>

/* All of a file, in the arena; false, with errno, where it cannot be read. */
bool table_read(struct arena *arena, const char *path, struct text *content);
/* Puts arguments in the order of their bytes: so no table depends on theirs. */
void table_sort(char **paths, size_t count);
/* const TYPE NAME[] = {…}: the words, or one 0 where there are none. */
void table_words(FILE *file, const char *type, const char *name, const uint32_t *words, size_t count);
/* const char NAME[] = "…", any bytes. */
void table_strings(FILE *file, const char *name, struct text strings);

#endif
