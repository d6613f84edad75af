/* Dumps: shared by dump.c and dump_tokens.c. */
#ifndef MTC_SYNTAX_DUMP_H
#define MTC_SYNTAX_DUMP_H

#include "syntax/parser.h"

struct dump {
    struct buffer buffer;
    struct sources *sources;
    unsigned depth;
};

/* line:column-line:column */
void dump_place(struct dump *dump, struct span span);
/* The text between quotes, on one line. */
void dump_quoted(struct dump *dump, struct text text);

#endif
