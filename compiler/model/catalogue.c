/* Catalogue: answers questions about the lists of names from the constants that
   the build makes (catalogue_table.h). Everything is sorted, so a look-up is a
   binary search; nothing here allocates or keeps state. The checks ask, for the
   few properties that take such a name. */
#include "model/catalogue.h"

#include "model/catalogue_table.h"
#include "report/diagnostic.h"

#include <stdlib.h>

static struct text string_at(uint32_t place)
{
    const unsigned char *at = (const unsigned char *)catalogue_strings + place;
    return (struct text){ (const char *)at, at[-1] };
}

/* Letters' case aside. */
static int compare(struct text a, struct text b)
{
    for (size_t i = 0; i < a.length && i < b.length; i++)
        if (text_lower(a.at[i]) != text_lower(b.at[i]))
            return (unsigned char)text_lower(a.at[i]) < (unsigned char)text_lower(b.at[i]) ? -1 : 1;
    return a.length < b.length ? -1 : a.length > b.length;
}

static const struct catalogue_row *row_of(const char *catalogue)
{
    for (uint32_t i = 0; i < catalogue_row_count; i++)
        if (text_equal_c(string_at(catalogue_rows[i].name), catalogue))
            return &catalogue_rows[i];
    abort();
}

static struct catalogue_list list_at(size_t row)
{
    return (struct catalogue_list){ catalogue_lists[row].count, catalogue_lists[row].items };
}

/* ------------------------------------------------------------------- lists */

size_t catalogue_count(const char *catalogue)
{
    return row_of(catalogue)->count;
}

struct text catalogue_at(const char *catalogue, size_t index)
{
    return string_at(catalogue_lists[row_of(catalogue)->lists + index].name);
}

struct catalogue_list catalogue_find(const char *catalogue, struct text list)
{
    const struct catalogue_row *row = row_of(catalogue);
    size_t low = row->lists, high = row->lists + row->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = text_compare(string_at(catalogue_lists[middle].name), list);
        if (order == 0)
            return list_at(middle);
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return (struct catalogue_list){ 0, 0 };
}

struct text catalogue_item(struct catalogue_list list, size_t index)
{
    return string_at(catalogue_items[list.at + index] & ~CATALOGUE_ITEM_OLD);
}

bool catalogue_item_old(struct catalogue_list list, size_t index)
{
    return catalogue_items[list.at + index] & CATALOGUE_ITEM_OLD;
}

/* ------------------------------------------------------------------- items */

static enum catalogue_answer search(struct catalogue_list list, struct text item, bool any_case)
{
    size_t low = 0, high = list.count;
    if (list.count == 0)
        return CATALOGUE_SILENT;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (compare(catalogue_item(list, middle), item) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < list.count && compare(catalogue_item(list, low), item) == 0; low++)
        if (any_case || text_equal(catalogue_item(list, low), item))
            return catalogue_item_old(list, low) ? CATALOGUE_OLD : CATALOGUE_HAS;
    return CATALOGUE_LACKS;
}

static enum catalogue_answer search_all(const struct catalogue_row *row, struct text item, bool any_case)
{
    enum catalogue_answer best = CATALOGUE_LACKS;
    for (size_t i = row->lists; i < row->lists + row->count && best != CATALOGUE_HAS; i++) {
        enum catalogue_answer answer = search(list_at(i), item, any_case);
        if (answer >= CATALOGUE_HAS && (best == CATALOGUE_LACKS || answer < best))
            best = answer;
    }
    return best;
}

static enum catalogue_answer has(const char *catalogue, struct text list, struct text item, bool any_case)
{
    if (list.length == 0)
        return search_all(row_of(catalogue), item, any_case);
    return search(catalogue_find(catalogue, list), item, any_case);
}

enum catalogue_answer catalogue_has(const char *catalogue, struct text list, struct text item)
{
    return has(catalogue, list, item, false);
}

enum catalogue_answer catalogue_has_any_case(const char *catalogue, struct text list, struct text item)
{
    return has(catalogue, list, item, true);
}

struct text catalogue_list_with(const char *catalogue, struct text item)
{
    const struct catalogue_row *row = row_of(catalogue);
    for (size_t i = row->lists; i < row->lists + row->count; i++)
        if (search(list_at(i), item, false) >= CATALOGUE_HAS)
            return string_at(catalogue_lists[i].name);
    return TEXT("");
}

static void try_list(struct near *near, struct catalogue_list list)
{
    for (size_t i = 0; i < list.count; i++)
        if (!catalogue_item_old(list, i))
            near_try(near, catalogue_item(list, i));
}

struct text catalogue_near(const char *catalogue, struct text list, struct text item)
{
    const struct catalogue_row *row = row_of(catalogue);
    struct near near;
    near_start(&near, item);
    if (list.length)
        try_list(&near, catalogue_find(catalogue, list));
    else
        for (size_t i = row->lists; i < row->lists + row->count; i++)
            try_list(&near, list_at(i));
    return near.best;
}

struct text catalogue_near_list(const char *catalogue, struct text list)
{
    struct near near;
    near_start(&near, list);
    for (size_t i = 0; i < catalogue_count(catalogue); i++)
        near_try(&near, catalogue_at(catalogue, i));
    return near.best;
}
