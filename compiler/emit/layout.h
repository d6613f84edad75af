/* Layout: inside emit/ only. */
#ifndef MTC_EMIT_LAYOUT_H
#define MTC_EMIT_LAYOUT_H

#include "emit/tree.h"

/* Adds the tree to the buffer, laid out for people, `depth` levels of two
   spaces deep (its first line is not indented). compact is the same tree in
   JSON without white space, whose tokens are copied as they are. */
void layout_json(struct buffer *buffer, const struct tree *tree, const char *compact, unsigned depth);
/* A line's end and the next one's indentation. */
void layout_line(struct buffer *buffer, unsigned depth);

#endif
