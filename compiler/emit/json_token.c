/* JSON tokens: every key and scalar of a template, written by cJSON, straight
   into the page. Called by layout.c.

   One item is filled in place again and again and printed into memory that is
   there (cJSON_PrintPreallocated), so that cJSON allocates nothing and all
   failures are the arena's: its hooks, the other way to an allocator of one's
   own, are one setting for the whole process. Numbers go through it as raw
   text, since its own are doubles. Templates repeat their keys, whose tokens
   are kept. */
#include "emit/json_token.h"

#include <limits.h>

enum { SPARE = 32 };    /* cJSON asks for some more room than it fills */

/* Prints tokens->item behind the buffer's end, in as much room as it takes.
   likely: bytes that are enough where nothing is escaped. */
static void print_item(struct json_tokens *tokens, struct buffer *buffer, size_t likely)
{
    for (size_t room = likely + SPARE;; room *= 2) {
        if (room > INT_MAX)
            arena_fail(tokens->scratch);
        buffer_reserve(buffer, room);
        if (cJSON_PrintPreallocated(&tokens->item, buffer->at + buffer->length, (int)room, false))
            return;
    }
}

/* cJSON's members are not const, but its printer writes to none. */
static char *borrowed(const char *text)
{
    return (char *)(uintptr_t)text;
}

static void print_string(struct json_tokens *tokens, struct buffer *buffer, struct text text)
{
    tokens->item.type = cJSON_String;
    tokens->item.valuestring = borrowed(text.at);
    print_item(tokens, buffer, text.length);
    const char *token = buffer->at + buffer->length;
    /* Without escapes the token is the text and two quotes. */
    buffer->length += token[text.length + 2] == '\0' ? text.length + 2 : strlen(token);
}

/* A NUL ends cJSON's strings: the stretches between them, without their quotes. */
static void print_with_nul(struct json_tokens *tokens, struct buffer *buffer, struct text text)
{
    buffer_add_char(buffer, '"');
    for (;;) {
        const char *nul = memchr(text.at, '\0', text.length);
        size_t length = nul ? (size_t)(nul - text.at) : text.length;
        struct buffer stretch;
        buffer_init(&stretch, tokens->scratch);
        print_string(tokens, &stretch, text_slice(text, 0, length));
        buffer_add(buffer, text_slice(buffer_text(&stretch), 1, stretch.length - 1));
        if (!nul)
            break;
        buffer_add(buffer, TEXT("\\u0000"));
        text = text_slice(text, length + 1, text.length);
    }
    buffer_add_char(buffer, '"');
}

void json_scalar(struct json_tokens *tokens, struct buffer *buffer, const struct tree *tree)
{
    struct text text = { tree->string, tree->count };
    switch ((enum tree_kind)tree->kind) {
    case TREE_STRING:
        if (tree->repeated)
            buffer_add(buffer, json_key(tokens, text));
        else if (text.length && memchr(text.at, '\0', text.length))
            print_with_nul(tokens, buffer, text);
        else
            print_string(tokens, buffer, text);
        return;
    case TREE_INTEGER: case TREE_NUMBER: case TREE_DIGITS:
        text = tree_digits(tokens->scratch, tree);
        tokens->item.type = cJSON_Raw;
        tokens->item.valuestring = borrowed(text.at);
        break;
    case TREE_BOOL:
        tokens->item.type = tree->truth ? cJSON_True : cJSON_False;
        text.length = 5;
        break;
    default:
        tokens->item.type = cJSON_NULL;
        text.length = 4;
        break;
    }
    print_item(tokens, buffer, text.length);
    buffer->length += strlen(buffer->at + buffer->length);
}

struct text json_key(struct json_tokens *tokens, struct text key)
{
    /* Keys are atoms and literals, so that the same one comes from the same
       place; the comparison makes sure of it. */
    uint32_t place = (uint32_t)((uintptr_t)key.at / 8) * 2654435769u;   /* neighbours lie evenly apart */
    struct text *kept = &tokens->keys[place >> (32 - KEY_SLOTS_BITS)];
    if (kept->length == key.length + 2 && memcmp(kept->at + 1, key.at, key.length) == 0)
        return *kept;
    struct buffer token;
    buffer_init(&token, tokens->scratch);
    struct tree string = tree_text(key);
    json_scalar(tokens, &token, &string);
    if (token.length != key.length + 2)
        return buffer_text(&token);     /* escaped: not to be known by its bytes */
    if (kept->length >= token.length)    /* the same memory again: what is kept does not grow */
        memcpy((char *)(uintptr_t)kept->at, token.at, token.length);
    else
        kept->at = text_copy(tokens->lasting, buffer_text(&token)).at;
    kept->length = token.length;
    return *kept;
}
