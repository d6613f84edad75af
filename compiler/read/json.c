/* JSON into plain values. The structure is walked here, so that every value
   and every key has its place and one mistake makes one message there; scalars
   are read by json_scalar.c. After a mistake nothing more is read: what follows
   would be guesswork.

   Source of the syntax: RFC 8259. CloudFormation reads it as it stands: without
   comments, without a comma behind the last element. */
#include "read/json_reader.h"

#include "base/limits.h"

static struct value json_value(struct json *json);

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

const char *json_word_end(const struct json *json)
{
    const char *at = json->at;
    while (at < json->end && json_is_letter(*at))
        at++;
    if (at > json->at || at == json->end)
        return at;
    do
        at++;
    while (at < json->end && ((unsigned char)*at & 0xC0) == 0x80);
    return at;
}

void json_unexpected(struct json *json, const char *wanted)
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
    if (json_is_letter(c))
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
