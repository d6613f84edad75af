/* Syntax: the one door to scanner and parser. */
#ifndef MTC_SYNTAX_SYNTAX_H
#define MTC_SYNTAX_SYNTAX_H

#include "report/diagnostic.h"
#include "syntax/ast.h"

/* Parses a source. Every mistake is reported; the tree is whole all the same,
   with NODE_ERROR and left-out declarations where text made no sense. Lives in
   the arena; strings point into the source where they can. */
const struct syntax *syntax_parse(struct arena *arena, struct atoms *atoms, struct reporter *reporter,
                                  const struct source *source);

/* Parses a single expression, as -D NAME=VALUE holds one. NULL after a mistake,
   which is reported only if `quiet` is false. */
const struct node *syntax_parse_expression(struct arena *arena, struct atoms *atoms, struct reporter *reporter,
                                           const struct source *source, bool quiet);

/* For --dump tokens and --dump syntax: one token a line with its place; the
   tree as indented text. */
struct text syntax_dump_tokens(struct arena *arena, struct atoms *atoms, struct reporter *reporter,
                               struct sources *sources, const struct source *source);
struct text syntax_dump(struct arena *arena, struct sources *sources, const struct syntax *syntax);

#endif
