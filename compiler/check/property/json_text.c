/* JSON in a text: whether it is JSON, where it is not, and what it says. A text
   of Fn::Sub or Fn::Join has holes that the deployment fills. A hole inside of a
   string is a part of the string, one where a value stands is a value; anywhere
   else it may be anything, and the text is not judged. Source of the syntax: RFC
   8259. For document.c. */
#include "base/limits.h"
#include "check/property/document.h"

enum { HOLE = 1 };              /* a byte that JSON's text cannot hold */

struct json {
    struct arena *arena;
    struct atoms atoms;
    const char *start, *at, *end;
    const char *why;            /* the first mistake */
    bool open;
    unsigned depth;
};

static struct value read_value(struct json *json);

static struct value stop(struct json *json, const char *why)
{
    if (!json->why && !json->open) {
        json->why = why;
        json->open = json->at < json->end && *json->at == HOLE;
    }
    return value_poison();
}

static bool stopped(const struct json *json)
{
    return json->why || json->open;
}

static void skip_blanks(struct json *json)
{
    while (json->at < json->end && strchr(" \t\r\n", *json->at))
        json->at++;
}

static bool take(struct json *json, char c)
{
    skip_blanks(json);
    if (json->at == json->end || *json->at != c)
        return false;
    json->at++;
    return true;
}

/* ------------------------------------------------------------------ scalars */

static bool is_hex(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/* Behind a backslash. What an escape stands for does not matter here: it is kept as it is written. */
static bool read_escape(struct json *json, struct buffer *out)
{
    const char *from = json->at - 1;
    if (json->at < json->end && *json->at == 'u') {
        for (int i = 1; i <= 4; i++)
            if (json->end - json->at <= i || !is_hex(json->at[i]))
                return false;
        json->at += 5;
    } else if (json->at < json->end && strchr("\"\\/bfnrt", *json->at) && *json->at) {
        json->at++;
    } else
        return json->at < json->end && *json->at == HOLE;
    buffer_add(out, (struct text){ from, (size_t)(json->at - from) });
    return true;
}

/* Behind the opening quote. *hole: the deployment fills a part of it. */
static struct text read_string(struct json *json, bool *hole)
{
    struct buffer out;
    buffer_init(&out, json->arena);
    *hole = false;
    for (;;) {
        if (json->at == json->end || (unsigned char)*json->at < ' ') {
            if (json->at < json->end && *json->at == HOLE) {
                *hole = true;
                json->at++;
                continue;
            }
            stop(json, "a string that does not end on its line");
            return TEXT("");
        }
        char c = *json->at++;
        if (c == '"')
            return text_copy(json->arena, buffer_text(&out));
        if (c != '\\')
            buffer_add_char(&out, c);
        else if (!read_escape(json, &out)) {
            stop(json, "a backslash that begins no escape");
            return TEXT("");
        }
    }
}

/* A number, true, false, null, or a hole with what is written around it. */
static struct value read_word(struct json *json)
{
    const char *from = json->at;
    bool hole = false;
    while (json->at < json->end && !strchr(" \t\r\n,:]}[{\"", *json->at)) {
        hole |= *json->at == HOLE;
        json->at++;
    }
    struct text word = { from, (size_t)(json->at - from) };
    if (hole)
        return value_poison();
    if (text_equal_c(word, "true") || text_equal_c(word, "false"))
        return value_bool(word.at[0] == 't', SPAN_NONE);
    if (text_equal_c(word, "null"))
        return value_null(SPAN_NONE);
    if (word.length && text_numeric(word, false) && word.at[0] != '+')
        return value_string(text_copy(json->arena, word), SPAN_NONE);
    json->at = from;
    return stop(json, "a value is wanted here");
}

/* ------------------------------------------------------------ lists, objects */

static struct value read_list(struct json *json)
{
    VEC(struct value) items = { 0 };
    if (take(json, ']'))
        return value_list(NULL, 0, SPAN_NONE);
    do {
        struct value item = read_value(json);
        if (stopped(json))
            return item;
        *VEC_ADD(json->arena, &items) = item;
    } while (take(json, ','));
    if (!take(json, ']'))
        return stop(json, "',' or ']' is wanted here");
    return value_list(items.at, items.count, SPAN_NONE);
}

static bool read_field(struct json *json, struct value_field *field)
{
    bool hole;
    if (!take(json, '"')) {
        stop(json, "a key in double quotes is wanted here");
        return false;
    }
    struct text key = read_string(json, &hole);
    if (!stopped(json) && !take(json, ':'))
        stop(json, "':' is wanted here");
    if (stopped(json))
        return false;
    *field = (struct value_field){ .key = atom_of(&json->atoms, key), .key_span = SPAN_NONE, .value = read_value(json) };
    return !stopped(json);
}

static struct value read_object(struct json *json)
{
    VEC(struct value_field) fields = { 0 };
    if (take(json, '}'))
        return value_map(NULL, 0, SPAN_NONE);
    do {
        struct value_field field;
        if (!read_field(json, &field))
            return value_poison();
        *VEC_ADD(json->arena, &fields) = field;
    } while (take(json, ','));
    if (!take(json, '}'))
        return stop(json, "',' or '}' is wanted here");
    return value_map(fields.at, fields.count, SPAN_NONE);
}

static struct value read_value(struct json *json)
{
    bool hole;
    skip_blanks(json);
    if (json->depth == LIMIT_NESTING)
        return stop(json, "it is nested too deeply");
    if (take(json, '"')) {
        struct text text = read_string(json, &hole);
        return hole || stopped(json) ? value_poison() : value_string(text, SPAN_NONE);
    }
    json->depth++;
    struct value value = take(json, '{') ? read_object(json) : take(json, '[') ? read_list(json) : read_word(json);
    json->depth--;
    return value;
}

/* --------------------------------------------------------------- the whole */

/* The text, with a HOLE for each part that is not known; false where it cannot be JSON's. */
static bool flatten(struct arena *arena, struct value text, struct text *flat)
{
    struct buffer out;
    buffer_init(&out, arena);
    if (text.kind == VALUE_STRING)
        buffer_add(&out, value_text(text));
    for (uint32_t i = 0; text.kind == VALUE_CONCAT && i < text.count; i++) {
        if (text.items[i].kind == VALUE_STRING)
            buffer_add(&out, value_text(text.items[i]));
        else
            buffer_add_char(&out, HOLE);
    }
    *flat = text_copy(arena, buffer_text(&out));
    return text.kind == VALUE_STRING ? !memchr(flat->at, HOLE, flat->length) : text.kind == VALUE_CONCAT;
}

struct json_text json_text_read(struct arena *arena, struct value text)
{
    struct json_text result = { .answer = JSON_OPEN, .line = 1, .column = 1 };
    struct json json = { .arena = arena };
    struct text flat;
    if (!flatten(arena, text, &flat))
        return result;
    atoms_init(&json.atoms, arena);
    json.start = json.at = flat.at;
    json.end = flat.at + flat.length;
    result.value = read_value(&json);
    skip_blanks(&json);
    if (!stopped(&json) && json.at < json.end)
        stop(&json, "nothing may follow the value");
    if (json.open)
        return result;
    result.answer = json.why ? JSON_NO : JSON_YES;
    result.why = json.why;
    for (const char *at = json.start; at < json.at; at++) {
        result.column = *at == '\n' ? 1 : result.column + ((*at & 0xC0) != 0x80);
        result.line += *at == '\n';
    }
    return result;
}
