/* YAML style: which strings need quotes, and which calls have a short tag.
   CloudFormation reads YAML 1.1 ("Template formats": most of it), where more
   words than one thinks are no strings; other readers follow 1.2. What any of
   them might take for something else is quoted. libyaml itself sees to strings
   that the syntax forbids without quotes (indicators, spaces at the ends).
   Called by yaml.c. */
#include "emit/yaml_style.h"

/* Words of YAML 1.1's null, bool, merge and value types ("Language-Independent
   Types for YAML Version 1.1"), in lower case; any case is quoted. */
static const char *const words[] = {
    "~", "null", "y", "n", "yes", "no", "on", "off", "true", "false", "<<", "=",
};

static bool is_word(struct text text)
{
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t at = 0;
        while (at < text.length && words[i][at] && (text.at[at] | 0x20) == (words[i][at] | 0x20))
            at++;
        if (at == text.length && !words[i][at])
            return true;
    }
    return false;
}

/* Integers (also octal, hexadecimal, with _ and base 60), floats, dates and
   times, and what resembles them, such as versions: all begin like a number
   and hold only characters that those hold. */
static bool like_number(struct text text)
{
    static const char number_characters[] = "0123456789abcdefABCDEFxXoOtTzZ+-._,: \t";
    char first = text.at[0];
    if (!strchr("+-.0123456789", first))
        return false;
    size_t at = text.length > 1 && strchr("+-", first) ? 1 : 0;
    struct text rest = text_slice(text, at, text.length);
    if (rest.at[0] == '.' && rest.length == 4) {
        char low[4] = { '.', (char)(rest.at[1] | 0x20), (char)(rest.at[2] | 0x20), (char)(rest.at[3] | 0x20) };
        if (!memcmp(low, ".inf", 4) || !memcmp(low, ".nan", 4))
            return true;
    }
    bool digit = false;
    for (size_t i = 0; i < text.length; i++) {
        char c = text.at[i];
        digit = digit || (c >= '0' && c <= '9');
        if (!memchr(number_characters, c, sizeof number_characters - 1))
            return false;
    }
    return digit;
}

/* Whether it holds a line end that is none of LF: CR, NEL, LS, PS. */
static bool odd_line_end(struct text text)
{
    for (const char *at = text.at, *end = at + text.length; at < end; at++) {
        unsigned char c = (unsigned char)*at;
        if (c == '\r')
            return true;
        if (c == 0xC2 && end - at > 1 && (unsigned char)at[1] == 0x85)
            return true;
        if (c == 0xE2 && end - at > 2 && (unsigned char)at[1] == 0x80 && ((unsigned char)at[2] | 1) == 0xA9)
            return true;
    }
    return false;
}

enum yaml_string_style yaml_string_style(struct text text)
{
    if (!text.length)
        return YAML_STRING_QUOTED;
    if (odd_line_end(text))
        return YAML_STRING_ESCAPED;
    if (memchr(text.at, '\n', text.length)) {
        /* A block that begins with white space needs an indentation mark, and
           one of line ends alone cannot be seen. */
        return strchr(" \t\n", text.at[0]) ? YAML_STRING_ESCAPED : YAML_STRING_BLOCK;
    }
    return is_word(text) || like_number(text) ? YAML_STRING_QUOTED : YAML_STRING_PLAIN;
}

/* Calls with a short form: "Intrinsic function reference". */
static const char *const short_tags[] = {
    "!Ref", "!GetAtt", "!Sub", "!If", "!Select", "!Join", "!Equals", "!Condition", "!Not", "!And", "!Or",
    "!GetAZs", "!FindInMap", "!Base64", "!Split", "!ImportValue", "!Cidr", "!ToJsonString", "!Length", "!Transform",
};

const char *yaml_short_tag(const struct tree *call)
{
    if (call->kind != TREE_MAP || !call->intrinsic)
        return NULL;
    /* Two tags cannot stand in a row (Fn::Base64: !Sub …), and behind a tag a
       number or a truth value would be read as text. */
    const struct tree *argument = &call->fields->value;
    if ((argument->kind == TREE_MAP && argument->intrinsic)
        || (tree_scalar(argument) && argument->kind != TREE_STRING))
        return NULL;
    struct text name = call->fields->key;
    if (text_starts(name, "Fn::"))
        name = text_slice(name, 4, name.length);
    else if (!text_equal_c(name, "Ref") && !text_equal_c(name, "Condition"))
        return NULL;
    for (size_t i = 0; i < sizeof short_tags / sizeof *short_tags; i++)
        if (text_equal_c(name, short_tags[i] + 1))
            return short_tags[i];
    return NULL;
}

bool yaml_dotted(struct arena *arena, const struct tree *argument, struct text *dotted)
{
    if (argument->kind != TREE_LIST || argument->count != 2)
        return false;
    const struct tree *name = &argument->items[0], *attribute = &argument->items[1];
    if (name->kind != TREE_STRING || attribute->kind != TREE_STRING || memchr(name->string, '.', name->count))
        return false;
    char *at = arena_alloc(arena, (size_t)name->count + attribute->count + 2);
    memcpy(at, name->string, name->count);
    at[name->count] = '.';
    memcpy(at + name->count + 1, attribute->string, (size_t)attribute->count + 1);
    *dotted = (struct text){ at, (size_t)name->count + 1 + attribute->count };
    return true;
}
