/* Layout: inside emit/ only. */
#ifndef MTC_EMIT_LAYOUT_H
#define MTC_EMIT_LAYOUT_H

#include "emit/json_token.h"

/* Adds a tree as JSON, `depth` levels of two spaces deep (its first line is not
   indented). */
void layout_tree(struct json_tokens *tokens, struct buffer *buffer, const struct tree *tree, unsigned depth);
/* Starts an element: a comma where another came before, a new line, indented. */
void layout_element(struct buffer *buffer, bool after_another, unsigned depth);
/* The same with its key: `"key": ` */
void layout_key(struct json_tokens *tokens, struct buffer *buffer, struct text key, bool after_another,
                unsigned depth);

#endif
