/* Names: logical IDs are the path of names in PascalCase. Never a hash, a
   counter, or anything that depends on what else is declared. */
#include "expand/expander.h"

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Adds a name in PascalCase: parts are split at what is no letter and no digit,
   each part's first letter is raised, the rest is kept. */
void pascal_add(struct buffer *buffer, struct text text)
{
    bool start = true;
    for (size_t i = 0; i < text.length; i++) {
        char c = text.at[i];
        if (!is_letter(c) && !is_digit(c)) {
            start = true;
            continue;
        }
        buffer_add_char(buffer, start && c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c);
        start = false;
    }
}

/* A family's key as text: a zone is its letter. */
bool key_text(struct expander *x, struct value key, struct text *text)
{
    if (key.kind == VALUE_ZONE) {
        char letters[3] = { 0 };
        uint32_t index = key.zone->index;
        if (index >= 26)
            letters[0] = (char)('a' + index / 26 - 1);
        letters[index >= 26] = (char)('a' + index % 26);
        *text = text_copy(x->arena, text_of(letters));
        return true;
    }
    return value_to_text(x->arena, key, text);
}

const char *path_join(struct expander *x, const char *path, struct text name, struct value key)
{
    struct buffer buffer;
    buffer_init(&buffer, x->arena);
    buffer_reserve(&buffer, strlen(path) + name.length + 2);
    buffer_add_c(&buffer, path);
    pascal_add(&buffer, name);
    struct text text;
    if (key.kind != VALUE_NULL && key_text(x, key, &text))
        pascal_add(&buffer, text);
    buffer_add_char(&buffer, '\0');
    return buffer.at;
}
