/* JSON into plain values. The structure is walked here, so that every value
   and every key has its place and one mistake makes one message there; strings
   with escapes are decoded by cJSON. After a mistake nothing more is read: what
   follows would be guesswork.

   Source of the syntax: RFC 8259. CloudFormation reads it as it stands: without
   comments, without a comma behind the last element. */
#include "read/reader.h"

#include "base/limits.h"

#include <cjson/cJSON.h>

struct json {
    struct reader *reader;
    const char *start, *at, *end;
    unsigned depth;
};

static struct value json_value(struct json *json);

static struct span json_span(const struct json *json, const char *from, const char *to)
{
    return reader_span(json->reader, (size_t)(from - json->start), (size_t)(to - json->start));
}

/* Nothing is read behind a mistake. */
static void json_stop(struct json *json)
{
    json->reader->failed = true;
    json->at = json->end;
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$';
}

/* ------------------------------------------------------------- messages */

struct json_hint {
    const char *word;       /* what stands there */
    const char *help;
};

static const struct json_hint json_hints[] = {
    { "//", "JSON has no comments" }, { "/*", "JSON has no comments" }, { "#", "JSON has no comments" },
    { "'", "JSON's strings stand in double quotes" },
    { "NaN", "JSON has no such number" }, { "Infinity", "JSON has no such number" },
    { "-Infinity", "JSON has no such number" },
    { "True", "JSON writes 'true'" }, { "False", "JSON writes 'false'" }, { "None", "JSON writes 'null'" },
    { "undefined", "leave it out, or write 'null'" },
    { "+", "JSON's numbers have no plus sign" }, { ".", "JSON's numbers begin with a digit: 0.5" },
};

/* The word at the mistake: letters together, anything else alone. */
static const char *json_word_end(const struct json *json)
{
    const char *at = json->at;
    while (at < json->end && is_letter(*at))
        at++;
    if (at > json->at || at == json->end)
        return at;
    do
        at++;
    while (at < json->end && ((unsigned char)*at & 0xC0) == 0x80);
    return at;
}

static void json_unexpected(struct json *json, const char *wanted)
{
    struct reader *reader = json->reader;
    if (reader->failed)
        return;
    const char *end = json_word_end(json);
    struct text word = { json->at, (size_t)(end - json->at) };
    const char *found = json->at == json->end ? "end of file"
        : *json->at == '"' ? "string"
        : text_format(reader->arena, "'%.*s'", word.length < 60 ? (int)word.length : 60, word.at).at;
    struct diagnostic *diagnostic = report(reader->reporter, MT0030, json_span(json, json->at, end), NULL, found);
    report_label(reader->reporter, diagnostic, "%s is wanted here", wanted);
    struct text rest = { json->at, (size_t)(json->end - json->at) };
    for (size_t i = 0; i < sizeof json_hints / sizeof *json_hints; i++)
        if (text_starts(rest, json_hints[i].word)) {
            report_help(reader->reporter, diagnostic, "%s", json_hints[i].help);
            break;
        }
    json_stop(json);
}

/* The text ends, or goes on wrongly, inside what `open` began. */
static void json_unclosed(struct json *json, const char *open, const char *wanted)
{
    if (json->at < json->end) {
        json_unexpected(json, wanted);
        return;
    }
    if (!json->reader->failed)
        report(json->reader->reporter, MT0014, json_span(json, open, open + 1), NULL, *open == '{' ? "{" : "[");
    json_stop(json);
}

static void json_blanks(struct json *json)
{
    while (json->at < json->end && (*json->at == ' ' || *json->at == '\n' || *json->at == '\t' || *json->at == '\r'))
        json->at++;
}

/* -------------------------------------------------------------- strings */

/* The code unit of four hexadecimal digits, or -1. */
static int code_unit(const char *at, const char *end)
{
    int unit = 0;
    if (end - at < 4)
        return -1;
    for (int i = 0; i < 4; i++) {
        char c = at[i];
        int digit = c >= '0' && c <= '9' ? c - '0' : (c | 0x20) >= 'a' && (c | 0x20) <= 'f' ? (c | 0x20) - 'a' + 10 : -1;
        if (digit < 0)
            return -1;
        unit = unit * 16 + digit;
    }
    return unit;
}

/* Bytes of the escape at the backslash, or 0 where it is none. */
static size_t escape_length(const char *at, const char *end, const char **why)
{
    *why = "JSON's escapes are \\\" \\\\ \\/ \\b \\f \\n \\r \\t and \\u with four digits";
    if (end - at >= 2 && at[1] != 'u')
        return at[1] && strchr("\"\\/bfnrt", at[1]) ? 2 : 0;
    int unit = code_unit(at + 2, end);
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
    int low = code_unit(at + 8, end);
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
    while (end < json->end && end < *at + 6 && (is_letter(*end) || (*end >= '0' && *end <= '9')))
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

/* The string at the quote. *span: with its quotes. False after a mistake. */
static bool json_string(struct json *json, struct text *text, struct span *span, bool copied)
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

/* -------------------------------------------------------------- scalars */

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

static struct value json_number(struct json *json)
{
    const char *start = json->at, *end = number_end(start, json->end), *stop = start;
    while (stop < json->end && (is_letter(*stop) || (*stop && strchr("+-.0123456789", *stop))))
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

static struct value json_word(struct json *json)
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

/* ------------------------------------------------------ lists and objects */

/* Goes on behind an element: true before the next one. */
static bool json_next(struct json *json, const char *open, char close, const char *element)
{
    json_blanks(json);
    if (json->at < json->end && *json->at == close)
        return false;
    if (json->at == json->end || *json->at != ',') {
        json_unclosed(json, open, close == ']' ? "',' or ']'" : "',' or '}'");
        return false;
    }
    const char *comma = json->at++;
    json_blanks(json);
    if (json->at < json->end && *json->at == close) {
        struct diagnostic *diagnostic = report(json->reader->reporter, MT0030, json_span(json, comma, comma + 1), NULL, "','");
        report_label(json->reader->reporter, diagnostic, "there is no %s behind it", element);
        json_stop(json);
        return false;
    }
    if (json->at == json->end)
        json_unclosed(json, open, element);
    return !json->reader->failed;
}

static struct value json_list(struct json *json)
{
    const char *open = json->at++;
    size_t first = json->reader->open.count;
    json_blanks(json);
    bool more = json->at < json->end && *json->at != ']';
    while (more) {
        struct value item = json_value(json);
        *VEC_ADD(json->reader->arena, &json->reader->open) = (struct value_field){ .value = item };
        more = !json->reader->failed && json_next(json, open, ']', "element");
    }
    if (!json->reader->failed && json->at == json->end)
        json_unclosed(json, open, "']'");
    json->at += json->at < json->end;
    return plain_list(json->reader, first, json_span(json, open, json->at));
}

/* The key and its colon. */
static bool json_key(struct json *json, struct value_field *field)
{
    struct text key;
    if (*json->at != '"') {
        json_unexpected(json, "a key in double quotes");
        return false;
    }
    if (!json_string(json, &key, &field->key_span, false))
        return false;
    field->key_span.low++;
    field->key_span.high--;
    field->key = atom_of(json->reader->atoms, key);
    json_blanks(json);
    if (json->at == json->end || *json->at != ':') {
        json_unexpected(json, "':'");
        return false;
    }
    json->at++;
    return true;
}

static struct value json_object(struct json *json)
{
    const char *open = json->at++;
    size_t first = json->reader->open.count;
    json_blanks(json);
    bool more = json->at < json->end && *json->at != '}';
    while (more) {
        struct value_field field = { 0 };
        if (!json_key(json, &field))
            break;
        field.value = json_value(json);
        *VEC_ADD(json->reader->arena, &json->reader->open) = field;
        more = !json->reader->failed && json_next(json, open, '}', "key");
    }
    if (!json->reader->failed && json->at == json->end)
        json_unclosed(json, open, "'}'");
    json->at += json->at < json->end;
    return plain_map(json->reader, first, json_span(json, open, json->at));
}

static struct value json_nested(struct json *json)
{
    if (++json->depth > LIMIT_NESTING) {
        report(json->reader->reporter, MT0012, json_span(json, json->at, json->at + 1), NULL,
               text_format(json->reader->arena, "%d", LIMIT_NESTING).at);
        json_stop(json);
        return value_poison();
    }
    struct value value = *json->at == '{' ? json_object(json) : json_list(json);
    json->depth--;
    return value;
}

static struct value json_value(struct json *json)
{
    json_blanks(json);
    char c = json->at < json->end ? *json->at : '\0';
    if (c == '{' || c == '[')
        return json_nested(json);
    if (c == '-' || (c >= '0' && c <= '9'))
        return json_number(json);
    if (is_letter(c))
        return json_word(json);
    if (c != '"') {
        json_unexpected(json, "a value");
        return value_poison();
    }
    struct text text;
    struct span span;
    return json_string(json, &text, &span, true) ? value_string(text, span) : value_poison();
}

struct value json_read(struct reader *reader)
{
    struct text content = reader->source->content;
    struct json json = { reader, content.at, content.at, content.at + content.length, 0 };
    if (text_starts(content, "\xEF\xBB\xBF"))
        json.at += 3;
    struct value value = json_value(&json);
    json_blanks(&json);
    if (json.at < json.end)
        json_unexpected(&json, "the end of the file");
    return value;
}
