/* The form of the catalogues: what compiler/tools/cataloguetable.c writes and
   catalogue.c reads in place. A text is the offset of its bytes in
   catalogue_strings; a byte with its length stands before, a NUL behind. */
#ifndef MTC_MODEL_CATALOGUE_TABLE_H
#define MTC_MODEL_CATALOGUE_TABLE_H

#include <stdint.h>

struct catalogue_row {
    uint32_t name;
    uint32_t lists;             /* the first of .count rows, in order of their bytes */
    uint32_t count;
};

struct catalogue_list_row {
    uint32_t name;
    uint32_t items;             /* the first of .count words */
    uint32_t count;
};

#define CATALOGUE_ITEM_OLD (1u << 31)       /* beside an item's text */

extern const struct catalogue_row catalogue_rows[];     /* in order of name */
extern const uint32_t catalogue_row_count;
extern const struct catalogue_list_row catalogue_lists[];
extern const uint32_t catalogue_items[];
extern const char catalogue_strings[];

#endif
