/* JSON's scalars: strings, whose escapes are judged here and decoded by cJSON,
   numbers by JSON's grammar, and the three words. Called by json.c. */
#include "read/json_reader.h"

#include <cjson/cJSON.h>

/* -------------------------------------------------------------- strings */

/* Bytes of the escape at the backslash, or 0 where it is none. */
static size_t escape_length(const char *at, const char *end, const char **why)
{
    *why = "JSON's escapes are \\\" \\\\ \\/ \\b \\f \\n \\r \\t and \\u with four digits";
    if (end - at >= 2 && at[1] != 'u')
        return at[1] && strchr("\"\\/bfnrt", at[1]) ? 2 : 0;
    int unit = text_hex_unit(at + 2, end);
    if (unit < 0)
        return 0;
    if (unit == 0) {
        *why = "a template holds no NUL character";
        return 0;
    }
    if (unit < 0xD800 || unit > 0xDFFF)
        return 6;
    *why = "a half of a surrogate pair stands for no character";
    if (unit > 0xDBFF || end - at < 12 || at[6] != '\\' || at[7] != 'u')
        return 0;
    int low = text_hex_unit(at + 8, end);
    return low >= 0xDC00 && low <= 0xDFFF ? 12 : 0;
}

static bool json_escape(struct json *json, const char **at)
{
    const char *why;
    size_t length = escape_length(*at, json->end, &why);
    if (length) {
        *at += length;
        return true;
    }
    const char *end = *at + 1;
    while (end < json->end && end < *at + 6 && (json_is_letter(*end) || (*end >= '0' && *end <= '9')))
        end++;
    struct text written = { *at, (size_t)(end - *at) };
    struct diagnostic *diagnostic = report(json->reader->reporter, MT0015, json_span(json, *at, end), NULL,
                                           text_cstring(json->reader->arena, written));
    report_help(json->reader->reporter, diagnostic, "%s", why);
    json_stop(json);
    return false;
}

/* Moves *at from behind the opening quote to the closing one; whether there is
   an escape between them. False after a mistake. */
static bool json_string_end(struct json *json, const char **at, bool *escaped)
{
    const char *open = json->at;
    while (*at < json->end && **at != '"') {
        unsigned char c = (unsigned char)**at;
        if (c == '\\') {
            *escaped = true;
            if (!json_escape(json, at))
                return false;
            continue;
        }
        if (c == '\n')
            break;
        if (c < ' ') {
            json->at = *at;
            struct diagnostic *diagnostic = report(
                json->reader->reporter, MT0030, json_span(json, *at, *at + 1), NULL,
                text_format(json->reader->arena, "control character 0x%02X", c).at);
            report_help(json->reader->reporter, diagnostic, c == '\t' ? "in a string a tab is written \\t"
                                                                      : "in a string it is written \\u%04x", c);
            json_stop(json);
            return false;
        }
        ++*at;
    }
    if (*at < json->end && **at == '"')
        return true;
    struct diagnostic *diagnostic = report(json->reader->reporter, MT0013, json_span(json, open, *at), NULL);
    if (*at < json->end)
        report_help(json->reader->reporter, diagnostic, "a string ends on its line; a line end in it is written \\n");
    json_stop(json);
    return false;
}

/* The string in the quotes at [open, close], which holds valid escapes. cJSON
   allocates by itself: the room for a copy is there before, so that nothing
   can fail while it holds memory. */
static struct text json_decode(struct json *json, const char *open, const char *close)
{
    struct arena *arena = json->reader->arena;
    char *copy = arena_alloc(arena, (size_t)(close - open) + 1);
    cJSON *item = cJSON_ParseWithLength(open, (size_t)(close + 1 - open));
    if (!item || !cJSON_IsString(item)) {
        cJSON_Delete(item);
        arena_fail(arena);
    }
    size_t length = strlen(item->valuestring);
    memcpy(copy, item->valuestring, length + 1);
    cJSON_Delete(item);
    return (struct text){ copy, length };
}

bool json_string(struct json *json, struct text *text, struct span *span, bool copied)
{
    const char *open = json->at, *close = open + 1;
    bool escaped = false;
    if (!json_string_end(json, &close, &escaped))
        return false;
    *text = (struct text){ open + 1, (size_t)(close - open - 1) };
    if (escaped)
        *text = json_decode(json, open, close);
    else if (copied)
        *text = text_copy(json->reader->arena, *text);
    *span = json_span(json, open, close + 1);
    json->at = close + 1;
    return true;
}

/* -------------------------------------------------- numbers and words */

static const char *skip_digits(const char *at, const char *end)
{
    while (at < end && *at >= '0' && *at <= '9')
        at++;
    return at;
}

/* The end of the number at `at` by JSON's grammar, or NULL. */
static const char *number_end(const char *at, const char *end)
{
    at += *at == '-';
    const char *digits = at;
    at = skip_digits(at, end);
    if (at == digits || (*digits == '0' && at > digits + 1))
        return NULL;
    if (at < end && *at == '.') {
        digits = ++at;
        at = skip_digits(at, end);
        if (at == digits)
            return NULL;
    }
    if (at < end && (*at == 'e' || *at == 'E')) {
        at++;
        at += at < end && (*at == '+' || *at == '-');
        digits = at;
        at = skip_digits(at, end);
        if (at == digits)
            return NULL;
    }
    return at;
}

/* An exponent in the form that YAML reads as well: 1e3 as 1.0e+3. */
static struct text number_form(struct arena *arena, struct text digits)
{
    size_t at = 0;
    while (at < digits.length && (digits.at[at] | 0x20) != 'e')
        at++;
    if (at == digits.length)
        return digits;
    struct text mantissa = text_slice(digits, 0, at), exponent = text_slice(digits, at + 1, digits.length);
    bool is_signed = exponent.at[0] == '+' || exponent.at[0] == '-';
    return text_format(arena, "%.*s%s%c%s%.*s", (int)mantissa.length, mantissa.at,
                       memchr(mantissa.at, '.', mantissa.length) ? "" : ".0", digits.at[at], is_signed ? "" : "+",
                       (int)exponent.length, exponent.at);
}

struct value json_number(struct json *json)
{
    const char *start = json->at, *end = number_end(start, json->end), *stop = start;
    while (stop < json->end && (json_is_letter(*stop) || (*stop && strchr("+-.0123456789", *stop))))
        stop++;
    struct text digits = { start, (size_t)(stop - start) };
    if (text_starts(digits, "-Inf")) {
        json_unexpected(json, "a value");
        return value_poison();
    }
    if (end != stop) {
        struct diagnostic *diagnostic = report(json->reader->reporter, MT0016, json_span(json, start, stop), NULL,
                                               text_cstring(json->reader->arena, digits));
        if (start[*start == '-'] == '0')
            report_help(json->reader->reporter, diagnostic, "JSON's numbers have no leading zeros; text stands in quotes");
        json_stop(json);
        return value_poison();
    }
    json->at = stop;
    return plain_number(json->reader, number_form(json->reader->arena, digits), json_span(json, start, stop));
}

struct value json_word(struct json *json)
{
    const char *start = json->at, *end = json_word_end(json);
    struct text word = { start, (size_t)(end - start) };
    struct span span = json_span(json, start, end);
    bool truth = text_equal_c(word, "true");
    if (!truth && !text_equal_c(word, "false") && !text_equal_c(word, "null")) {
        json_unexpected(json, "a value");
        return value_poison();
    }
    json->at = end;
    return text_equal_c(word, "null") ? plain_null(json->reader, span) : value_bool(truth, span);
}
