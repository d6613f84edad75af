/* Bounds: a known scalar against the range, length and pattern of its property,
   a list or map against the counts of its items. Told is only what is certain:
   text with a dynamic reference in it is not known, a text that is a number for
   AWS is judged as one, an item that a branch of Fn::If may drop is counted both
   ways. Called for each property by property.c; without a mistake it allocates
   nothing but what the patterns need. */
#include "check/property/property.h"
#include "check/property/regex.h"

#include <stdlib.h>

/* ------------------------------------------------------------------ wording */

static const char *count_text(struct arena *arena, double count)
{
    return text_number(arena, count).at;
}

/* "1 to 63 characters", "at least 2 items", "up to 32 characters" */
static const char *counts_text(struct arena *arena, struct schema_limits limits, const char *what)
{
    const char *low = count_text(arena, limits.low), *high = count_text(arena, limits.high);
    const char *plural = (limits.has_high ? limits.high : limits.low) == 1 ? "" : "s";
    if (limits.has_low && limits.low > 0 && limits.has_high)
        return limits.low == limits.high ? text_format(arena, "%s %s%s", low, what, plural).at
                                         : text_format(arena, "%s to %s %s%s", low, high, what, plural).at;
    if (limits.has_high)
        return text_format(arena, "up to %s %s%s", high, what, plural).at;
    return text_format(arena, "at least %s %s%s", low, what, plural).at;
}

static const char *range_text(struct arena *arena, struct schema_limits limits)
{
    const char *low = count_text(arena, limits.low), *high = count_text(arena, limits.high);
    if (limits.has_low && limits.has_high)
        return text_format(arena, "%s to %s", low, high).at;
    return text_format(arena, limits.has_low ? "%s and more" : "up to %s", limits.has_low ? low : high).at;
}

static bool outside(struct schema_limits limits, double number)
{
    return (limits.has_low && number < limits.low) || (limits.has_high && number > limits.high);
}

/* ------------------------------------------------------------------ scalars */

static bool holds(struct text text, const char *part)
{
    size_t length = strlen(part);
    for (size_t i = 0; i + length <= text.length; i++)
        if (memcmp(text.at + i, part, length) == 0)
            return true;
    return false;
}

static bool number_of(struct value value, double *number)
{
    char *end;
    if (value_real(value, number))
        return true;
    if (!(value.kind == VALUE_STRING && text_numeric(value_text(value), false)))
        return false;
    *number = strtod(value.string, &end);
    return end == value.string + value.count;
}

static void check_range(const struct property *property, struct value value, struct schema_value wanted)
{
    struct arena *arena = property->check->arena;
    struct schema_limits limits = schema_value_range(wanted);
    double number;
    if ((!limits.has_low && !limits.has_high) || !number_of(value, &number) || !outside(limits, number))
        return;
    property_report(property, MT2009, value, property_name(property), property_owner(property),
                    range_text(arena, limits), count_text(arena, number));
}

/* Characters of valid UTF-8. */
static double characters(struct text text)
{
    double count = 0;
    for (size_t i = 0; i < text.length; i++)
        count += (text.at[i] & 0xC0) != 0x80;
    return count;
}

static bool check_length(const struct property *property, struct value value, struct text text,
                         struct schema_value wanted)
{
    struct arena *arena = property->check->arena;
    struct schema_limits limits = schema_value_length(wanted);
    if ((!limits.has_low && !limits.has_high) || !outside(limits, characters(text)))
        return true;
    property_report(property, MT2010, value, property_name(property), property_owner(property),
                    counts_text(arena, limits, "character"), count_text(arena, characters(text)));
    return false;
}

static void check_pattern(const struct property *property, struct value value, struct text text,
                          struct schema_value wanted)
{
    struct check *check = property->check;
    struct text pattern = schema_value_pattern(wanted);
    if (pattern.length == 0 || regex_search(check->regexes, pattern, text) != REGEX_MISSES)
        return;
    struct diagnostic *diagnostic = property_report(property, MT2011, value, property_name(property),
                                                    property_owner(property), value_describe(check->arena, value));
    report_help(check->reporter, diagnostic, "it takes what matches %.*s", (int)pattern.length, pattern.at);
}

static void check_text(const struct property *property, struct value value, struct schema_value wanted)
{
    struct text text;
    if (value.kind == VALUE_STRING)
        text = value_text(value);
    else if (value.kind == VALUE_CIDR || !value_to_text(property->check->arena, value, &text))
        return;
    if (holds(text, "{{resolve:"))
        return;
    property_catalogue(property, value, text, wanted);
    if (property_format(property, value, text, wanted) && check_length(property, value, text, wanted))
        check_pattern(property, value, text, wanted);
}

static bool is_known_scalar(struct value value)
{
    return (value.kind >= VALUE_BOOL && value.kind <= VALUE_IP) && value.kind != VALUE_BOOL;
}

void property_bounds(const struct property *property, struct value value, struct schema_value wanted)
{
    if (!is_known_scalar(value))
        return;
    property_known_name(property, value);
    if (!schema_value_limited(wanted))
        return;
    if (wanted.kind == SCHEMA_STRING)
        check_text(property, value, wanted);
    else if (wanted.kind == SCHEMA_INTEGER || wanted.kind == SCHEMA_NUMBER)
        check_range(property, value, wanted);
}

/* -------------------------------------------------------------------- items */

static bool is_nothing(struct value value)
{
    return value.kind == VALUE_NULL || (value.kind == VALUE_PSEUDO && strcmp(value.atom->text, "AWS::NoValue") == 0);
}

static bool may_be_nothing(struct value value)
{
    if (value.kind == VALUE_CHOICE)
        return may_be_nothing(value.choice->yes) || may_be_nothing(value.choice->no);
    return is_nothing(value);
}

/* Fn::Transform, Fn::ForEach: what comes of it is not known. */
static bool grows(struct value value)
{
    return value.kind == VALUE_POISON
        || (value.kind == VALUE_MAP && value.count && strncmp(value.fields[0].key->text, "Fn::", 4) == 0);
}

static void check_count(const struct property *property, struct value value, struct schema_value wanted)
{
    struct arena *arena = property->check->arena;
    struct schema_limits limits = schema_value_items(wanted);
    uint32_t least = 0, most = 0;
    if (!limits.has_low && !limits.has_high)
        return;
    for (uint32_t i = 0; i < value.count; i++) {
        struct value item = value.kind == VALUE_LIST ? value.items[i] : value.fields[i].value;
        if (grows(item) || (value.kind == VALUE_MAP && strncmp(value.fields[i].key->text, "Fn::", 4) == 0))
            return;
        most += !is_nothing(item);
        least += !may_be_nothing(item);
    }
    bool few = limits.has_low && most < limits.low, many = limits.has_high && least > limits.high;
    if (few || many)
        property_report(property, MT2012, value, property_name(property), property_owner(property),
                        counts_text(arena, limits, "item"), count_text(arena, few ? most : least));
}

static void report_twice(const struct property *property, struct value first, struct value second)
{
    struct check *check = property->check;
    struct diagnostic *diagnostic = property_report(property, MT2013, second, property_name(property),
                                                    property_owner(property), value_describe(check->arena, second));
    if (!property->origin && span_known(first.span))
        report_note(check->reporter, diagnostic, first.span, "the first one");
}

static bool is_comparable(struct value value)
{
    return value.kind != VALUE_POISON && value.kind != VALUE_CHOICE && !is_nothing(value) && !grows(value);
}

/* A list that is longer is put in order first. */
enum { PAIRWISE = 24 };

static int by_text(const void *a, const void *b)
{
    const struct value *left = a, *right = b;
    int order = text_compare(value_text(*left), value_text(*right));
    return order ? order : left->span.low < right->span.low ? -1 : left->span.low > right->span.low;
}

static void check_unique_texts(const struct property *property, struct value list)
{
    struct value *texts = NEW_ARRAY(property->check->arena, struct value, list.count);
    size_t count = 0;
    for (uint32_t i = 0; i < list.count; i++)
        if (list.items[i].kind == VALUE_STRING)
            texts[count++] = list.items[i];
    if (count)
        qsort(texts, count, sizeof *texts, by_text);
    for (size_t i = 1; i < count; i++)
        if (text_equal(value_text(texts[i - 1]), value_text(texts[i])))
            report_twice(property, texts[i - 1], texts[i]);
}

static void check_unique(const struct property *property, struct value list)
{
    if (list.count > PAIRWISE) {
        check_unique_texts(property, list);
        return;
    }
    for (uint32_t i = 1; i < list.count; i++)
        for (uint32_t j = 0; j < i && is_comparable(list.items[i]); j++)
            if (value_equal(list.items[i], list.items[j])) {
                report_twice(property, list.items[j], list.items[i]);
                break;
            }
}

static void check_keys(const struct property *property, struct value map, struct schema_value wanted)
{
    struct check *check = property->check;
    struct text pattern = schema_value_keys_pattern(wanted);
    for (uint32_t i = 0; pattern.length && i < map.count; i++) {
        const struct value_field *field = &map.fields[i];
        struct text key = atom_text(field->key);
        if (text_starts(key, "Fn::") || regex_search(check->regexes, pattern, key) != REGEX_MISSES)
            continue;
        struct value place = { .kind = VALUE_NULL, .span = field->key_span };
        struct diagnostic *diagnostic =
            property_report(property, MT2014, place, property_name(property), property_owner(property), field->key->text);
        report_help(check->reporter, diagnostic, "its keys match %.*s", (int)pattern.length, pattern.at);
    }
}

void property_items(const struct property *property, struct value value, struct schema_value wanted)
{
    check_count(property, value, wanted);
    if (value.kind == VALUE_LIST && schema_value_unique(wanted))
        check_unique(property, value);
    if (value.kind == VALUE_MAP)
        check_keys(property, value, wanted);
}
