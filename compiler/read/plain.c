/* Plain values: lists and maps with their places, numbers by their text, and
   what YAML takes a word without quotes for. Called by json.c and yaml.c.

   CloudFormation reads YAML 1.1 ("CloudFormation template format" in its User
   Guide), but knows no dates: `Version: 2012-10-17` is text. */
#include "read/reader.h"

#include "base/limits.h"

#include <errno.h>
#include <stdlib.h>

struct value plain_string(struct reader *reader, struct text text, struct span span)
{
    return value_string(text_copy(reader->arena, text), span);
}

struct value plain_null(struct reader *reader, struct span span)
{
    *VEC_ADD(reader->arena, &reader->nulls) = span;
    return (struct value){ .kind = VALUE_POISON, .span = span };
}

void plain_report_nulls(struct reader *reader)
{
    for (size_t i = 0; i < reader->nulls.count; i++) {
        struct span span = reader->nulls.at[i];
        struct diagnostic *diagnostic = report(reader->reporter, MT0044, span, NULL);
        if (span.low == span.high)
            report_label(reader->reporter, diagnostic, "no value stands here");
        report_help(reader->reporter, diagnostic, "leave the key out, or write an empty text, list or object: \"\", [], {}");
    }
}

struct value plain_list(struct reader *reader, size_t first, struct span span)
{
    size_t count = reader->open.count - first;
    struct value *items = arena_alloc(reader->arena, count * sizeof *items);
    for (size_t i = 0; i < count; i++)
        items[i] = reader->open.at[first + i].value;
    reader->open.count = first;
    return value_list(items, count, span);
}

/* ---------------------------------------------------------------- keys */

enum { FEW_KEYS = 12 };     /* looked through one by one */

static void report_twice(struct reader *reader, const struct value_field *again, const struct value_field *before)
{
    struct diagnostic *twice = report(reader->reporter, MT0023, again->key_span, NULL, again->key->text);
    report_note(reader->reporter, twice, before->key_span, "'%s' stands here first", again->key->text);
}

/* The field of that key among the first `count`, or NULL. */
static const struct value_field *find_key(const struct value_field *fields, size_t count, const struct atom *key)
{
    for (size_t i = 0; i < count; i++)
        if (fields[i].key == key)
            return &fields[i];
    return NULL;
}

static size_t unique_of_few(struct reader *reader, struct value_field *fields, size_t count)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        const struct value_field *before = find_key(fields, kept, fields[i].key);
        if (before)
            report_twice(reader, &fields[i], before);
        else
            fields[kept++] = fields[i];
    }
    return kept;
}

static size_t unique_of_many(struct reader *reader, struct value_field *fields, size_t count)
{
    struct map seen = { 0 };
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        size_t known = seen.count;
        void **place = map_put(reader->arena, &seen, fields[i].key);
        if (seen.count == known) {
            report_twice(reader, &fields[i], *place);
            continue;
        }
        fields[kept] = fields[i];
        *place = &fields[kept++];
    }
    return kept;
}

struct value plain_map(struct reader *reader, size_t first, struct span span)
{
    size_t count = reader->open.count - first;
    struct value_field *fields = arena_alloc(reader->arena, count * sizeof *fields);
    if (count)
        memcpy(fields, reader->open.at + first, count * sizeof *fields);
    reader->open.count = first;
    count = count > FEW_KEYS ? unique_of_many(reader, fields, count) : unique_of_few(reader, fields, count);
    return value_map(fields, count, span);
}

/* ------------------------------------------------------------- numbers */

struct value plain_number(struct reader *reader, struct text digits, struct span span)
{
    bool whole = true;
    for (size_t i = 0; i < digits.length; i++)
        whole = whole && (digits.at[i] == '-' || (digits.at[i] >= '0' && digits.at[i] <= '9'));
    struct text kept = text_copy(reader->arena, digits);
    if (whole) {
        errno = 0;
        long long integer = strtoll(kept.at, NULL, 10);
        if (!errno && !text_equal_c(kept, "-0"))
            return value_integer(integer, span);
    } else {
        double number = strtod(kept.at, NULL);
        if (text_equal(text_number(reader->arena, number), kept))
            return value_number(number, span);
    }
    return (struct value){ .kind = VALUE_DIGITS, .span = span, .count = (uint32_t)kept.length, .string = kept.at };
}

/* --------------------------------------------------- words of YAML 1.1 */

struct word {
    const char *text;
    enum value_kind kind;
    bool truth;
};

/* "Language-Independent Types for YAML Version 1.1": null, bool, and the words
   of float, which no template can hold. */
static const struct word words[] = {
    { "~", VALUE_NULL, false }, { "null", VALUE_NULL, false }, { "Null", VALUE_NULL, false },
    { "NULL", VALUE_NULL, false },
    { "true", VALUE_BOOL, true }, { "True", VALUE_BOOL, true }, { "TRUE", VALUE_BOOL, true },
    { "false", VALUE_BOOL, false }, { "False", VALUE_BOOL, false }, { "FALSE", VALUE_BOOL, false },
    { "yes", VALUE_BOOL, true }, { "Yes", VALUE_BOOL, true }, { "YES", VALUE_BOOL, true },
    { "no", VALUE_BOOL, false }, { "No", VALUE_BOOL, false }, { "NO", VALUE_BOOL, false },
    { "on", VALUE_BOOL, true }, { "On", VALUE_BOOL, true }, { "ON", VALUE_BOOL, true },
    { "off", VALUE_BOOL, false }, { "Off", VALUE_BOOL, false }, { "OFF", VALUE_BOOL, false },
};

enum { LONGEST_WORD = 5 };

/* What a stretch of digits is made of. */
struct number_text {
    bool negative;
    struct text digits;     /* without sign and underscores */
};

static bool all_of(struct text text, const char *characters)
{
    for (size_t i = 0; i < text.length; i++)
        if (!memchr(characters, text.at[i], strlen(characters)))
            return false;
    return text.length > 0;
}

/* The parts of 20:30:40, each of at most 59 but the first, as one number. */
static bool base_sixty(struct text text, unsigned long long *sum)
{
    *sum = 0;
    size_t parts = 0;
    for (size_t at = 0; at <= text.length; parts++) {
        size_t end = at;
        while (end < text.length && text.at[end] != ':')
            end++;
        struct text part = text_slice(text, at, end);
        unsigned long long number = 0;
        if (!all_of(part, "0123456789") || part.length > (parts ? 2 : 9))
            return false;
        for (size_t i = 0; i < part.length; i++)
            number = number * 10 + (unsigned)(part.at[i] - '0');
        if ((parts && number > 59) || *sum > UINT32_MAX)
            return false;
        *sum = *sum * 60 + number;
        at = end + 1;
    }
    return parts > 1;
}

static bool in_base(struct text text, int base, unsigned long long *number)
{
    char *end;
    errno = 0;
    *number = strtoull(text.at, &end, base);
    return !errno && end == text.at + text.length;
}

/* A whole number that people do not write in tens: 0x1F, 0b11, 017, 1:30. */
static bool odd_integer(struct text digits, unsigned long long *number)
{
    if (text_starts(digits, "0x") && all_of(text_slice(digits, 2, digits.length), "0123456789abcdefABCDEF"))
        return in_base(digits, 16, number);
    if (text_starts(digits, "0b") && all_of(text_slice(digits, 2, digits.length), "01"))
        return in_base(text_slice(digits, 2, digits.length), 2, number);
    if (digits.at[0] == '0' && digits.length > 1 && all_of(digits, "01234567"))
        return in_base(digits, 8, number);
    return digits.at[0] != '0' && base_sixty(digits, number);
}

/* Digits, a point, digits, and an exponent with a sign: as JSON writes it, or
   an empty text. */
static struct text fraction_text(struct arena *arena, const struct number_text *number)
{
    struct text digits = number->digits, none = { "", 0 };
    const char *point = memchr(digits.at, '.', digits.length);
    if (!point)
        return none;
    struct text whole = text_slice(digits, 0, (size_t)(point - digits.at));
    size_t at = whole.length + 1, end = at;
    while (end < digits.length && digits.at[end] >= '0' && digits.at[end] <= '9')
        end++;
    struct text part = text_slice(digits, at, end), exponent = text_slice(digits, end, digits.length);
    if ((whole.length && !all_of(whole, "0123456789")) || (!whole.length && !part.length))
        return none;
    if (exponent.length
        && ((exponent.at[0] | 0x20) != 'e' || exponent.length < 3 || !strchr("+-", exponent.at[1])
            || !all_of(text_slice(exponent, 2, exponent.length), "0123456789")))
        return none;
    while (whole.length > 1 && whole.at[0] == '0')
        whole = text_slice(whole, 1, whole.length);
    return text_format(arena, "%s%.*s.%.*s%.*s", number->negative ? "-" : "", whole.length ? (int)whole.length : 1,
                       whole.length ? whole.at : "0", part.length ? (int)part.length : 1, part.length ? part.at : "0",
                       (int)exponent.length, exponent.at);
}

/* Copies the text without its sign and underscores. */
static struct number_text number_text(struct arena *arena, struct text text)
{
    struct number_text number = { text.at[0] == '-', { "", 0 } };
    char *copy = arena_alloc(arena, text.length + 1);
    size_t length = 0;
    for (size_t i = text.at[0] == '-' || text.at[0] == '+' ? 1 : 0; i < text.length; i++)
        if (text.at[i] != '_')
            copy[length++] = text.at[i];
    copy[length] = '\0';
    number.digits = (struct text){ copy, length };
    return number;
}

static void warn_odd(struct reader *reader, struct text text, struct text read, struct span span)
{
    const char *written = text_cstring(reader->arena, text);
    struct diagnostic *odd = report(reader->reporter, MT0038, span, NULL, written, text_cstring(reader->arena, read));
    report_help(reader->reporter, odd, "in quotes it stays as it is: '%s'", written);
}

static struct value plain_digits(struct reader *reader, struct text text, struct span span)
{
    struct number_text number = number_text(reader->arena, text);
    struct text digits = number.digits;
    unsigned long long odd;
    if (!digits.length || text.at[text.length > 1 && strchr("+-", text.at[0]) ? 1 : 0] == '_')
        return value_poison();
    if (all_of(digits, "0123456789") && (digits.at[0] != '0' || digits.length == 1))
        return plain_number(reader, number.negative ? text_join(reader->arena, TEXT("-"), digits) : digits, span);
    if (odd_integer(digits, &odd)) {
        struct text read = text_format(reader->arena, "%s%llu", number.negative ? "-" : "", odd);
        warn_odd(reader, text, read, span);
        return plain_number(reader, read, span);
    }
    struct text fraction = fraction_text(reader->arena, &number);
    return fraction.length ? plain_number(reader, fraction, span) : value_poison();
}

struct value plain_scalar(struct reader *reader, struct text text, struct span span)
{
    if (!text.length)
        return plain_null(reader, span);
    char first = text.at[0];
    if (strchr("+-.0123456789", first)) {
        struct value number = plain_digits(reader, text, span);
        if (number.kind != VALUE_POISON)    /* no number: text */
            return number;
    } else if (text.length <= LONGEST_WORD && strchr("~nNtTfFyYoO", first)) {
        for (size_t i = 0; i < sizeof words / sizeof *words; i++)
            if (text_equal_c(text, words[i].text))
                return words[i].kind == VALUE_NULL ? plain_null(reader, span) : value_bool(words[i].truth, span);
    }
    return plain_string(reader, text, span);
}
