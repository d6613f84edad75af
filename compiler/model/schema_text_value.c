/* Schema as text: what a value is ("list of string"), and what it takes: how
   many items, which formats, lengths, ranges, patterns and words. Called by
   schema_text.c for its pages. */
#include "model/schema_text.h"

#include "model/catalogue.h"

enum { MOST_KNOWN = 24, WIDTH = 90 };

void schema_text_list(struct buffer *page, struct schema_list list, const char *between)
{
    for (size_t i = 0; i < list.count; i++) {
        struct text item = schema_list_at(list, i);
        if (i > 0)
            buffer_add_c(page, between);
        if (item.length > 0)
            buffer_add(page, item);
        else
            buffer_add_c(page, "\"\"");
    }
}

static void add_alternatives(struct buffer *page, struct schema_value value)
{
    size_t count = schema_alternative_count(value);
    if (count == 0)
        buffer_add_c(page, "any JSON");
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            buffer_add_c(page, " or ");
        schema_text_value(page, schema_alternative_at(value, i));
    }
}

void schema_text_value(struct buffer *page, struct schema_value value)
{
    static const char *const plain[] = {
        [SCHEMA_STRING] = "string", [SCHEMA_INTEGER] = "integer",
        [SCHEMA_NUMBER] = "number", [SCHEMA_BOOLEAN] = "boolean",
    };
    switch (value.kind) {
    case SCHEMA_ANY:
        add_alternatives(page, value);
        return;
    case SCHEMA_LIST:
        buffer_add_c(page, "list of ");
        schema_text_value(page, schema_item(value));
        return;
    case SCHEMA_MAP:
        buffer_add_c(page, "map of ");
        schema_text_value(page, schema_item(value));
        return;
    case SCHEMA_STRUCT:
        buffer_add(page, schema_shape_name(value.shape));
        return;
    case SCHEMA_STRING:
    case SCHEMA_INTEGER:
    case SCHEMA_NUMBER:
    case SCHEMA_BOOLEAN:
        buffer_add_c(page, plain[value.kind]);
        return;
    }
}

static void add_limits(struct buffer *page, struct schema_limits limits, const char *before, const char *unit)
{
    if (!limits.has_low && !limits.has_high)
        return;
    buffer_add_c(page, before);
    if (limits.has_low)
        buffer_add(page, text_number(page->arena, limits.low));
    if (limits.has_low && limits.has_high && limits.low != limits.high) {
        buffer_add_c(page, " to ");
        buffer_add(page, text_number(page->arena, limits.high));
    } else if (!limits.has_low) {
        buffer_add_c(page, "at most ");
        buffer_add(page, text_number(page->arena, limits.high));
    } else if (!limits.has_high) {
        buffer_add_c(page, " or more");
    }
    buffer_add_c(page, unit);
}

void schema_text_line(struct buffer *page, const char *before, struct text text)
{
    if (text.length == 0)
        return;
    buffer_add_c(page, before);
    buffer_add(page, text);
    buffer_add_c(page, "\n");
}

/* The values of an enum, in lines of some WIDTH columns. */
static void add_values(struct buffer *page, struct schema_value value, struct schema_list values)
{
    size_t column = 0;
    for (size_t i = 0; i < values.count; i++) {
        struct text item = schema_list_at(values, i);
        if (i == 0)
            buffer_add_c(page, schema_value_any_case(value) ? "  One of (in any case of letters):" : "  One of:");
        else
            buffer_add_c(page, ",");
        if (i == 0 || column + item.length > WIDTH) {
            buffer_add_c(page, "\n   ");
            column = 3;
        }
        buffer_add_c(page, " ");
        buffer_add(page, item.length > 0 ? item : TEXT("\"\""));
        column += item.length + 2;
    }
    if (values.count > 0)
        buffer_add_c(page, "\n");
}

/* Those of a catalogue that AWS still makes; of many, the first. */
static void add_catalogue(struct buffer *page, struct text fact)
{
    const char *slash = fact.length > 0 ? memchr(fact.at, '/', fact.length) : NULL;
    size_t length = slash ? (size_t)(slash - fact.at) : fact.length, count = 0;
    const char *name = text_cstring(page->arena, text_slice(fact, 0, length));
    size_t column = WIDTH;
    if (fact.length == 0)
        return;
    buffer_add_c(page, "  Known values:");
    for (size_t i = 0; i < catalogue_count(name); i++) {
        struct catalogue_list list = catalogue_find(name, catalogue_at(name, i));
        if (slash && !text_equal_c(catalogue_at(name, i), slash + 1))
            continue;
        for (size_t j = 0; j < list.count; j++)
            if (!catalogue_item_old(list, j) && count++ < MOST_KNOWN) {
                bool wraps = column + catalogue_item(list, j).length + 2 > WIDTH;
                buffer_add_c(page, count == 1 ? "\n    " : wraps ? ",\n    " : ", ");
                column = (wraps ? 4 : column + 2) + catalogue_item(list, j).length;
                buffer_add(page, catalogue_item(list, j));
            }
    }
    if (count > MOST_KNOWN)
        buffer_add_c(page, ", …");
    buffer_add_c(page, "\n");
}

void schema_text_takes(struct buffer *page, struct schema_value value)
{
    struct schema_value inner = schema_innermost(value);
    struct schema_list formats = schema_value_formats(inner), values = schema_value_enum(inner);
    add_limits(page, schema_value_items(value), "  Items: ", schema_value_unique(value) ? ", none twice\n" : "\n");
    schema_text_line(page, "  Pattern of keys: ", schema_value_keys_pattern(value));
    if (formats.count > 0) {
        buffer_add_c(page, "  Format: ");
        schema_text_list(page, formats, " or ");
        buffer_add_c(page, "\n");
    }
    add_limits(page, schema_value_length(inner), "  Length: ", " characters\n");
    add_limits(page, schema_value_range(inner), "  Range: ", "\n");
    schema_text_line(page, "  Pattern: ", schema_value_pattern(inner));
    if (values.count == 0)
        add_catalogue(page, schema_value_catalogue(inner));
    add_values(page, inner, values);
}
