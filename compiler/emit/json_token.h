/* JSON tokens: inside emit/ only. Keys, strings, numbers and words as JSON
   writes them. */
#ifndef MTC_EMIT_JSON_TOKEN_H
#define MTC_EMIT_JSON_TOKEN_H

#include "emit/tree.h"

#include <cjson/cJSON.h>

enum { KEY_SLOTS_BITS = 9, KEY_SLOTS = 1 << KEY_SLOTS_BITS };   /* templates use some hundred keys */

/* The tokens of one printing. */
struct json_tokens {
    struct arena *scratch;      /* forgotten between entries by its owner */
    struct arena *lasting;      /* keys' tokens */
    cJSON item;                 /* what is printed next; most of it stays zero */
    struct text keys[KEY_SLOTS];
};

/* Adds a scalar's token. */
void json_scalar(struct json_tokens *tokens, struct buffer *buffer, const struct tree *tree);
/* The token of a key or of another name that templates repeat; valid until the
   next call. */
struct text json_key(struct json_tokens *tokens, struct text key);

#endif
