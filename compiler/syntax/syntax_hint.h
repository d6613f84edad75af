/* Hints: shared by syntax_error.c and syntax_hint.c, and nobody else. */
#ifndef MTC_SYNTAX_SYNTAX_HINT_H
#define MTC_SYNTAX_SYNTAX_HINT_H

#include "syntax/parser.h"
#include "grammar/parse.h"

/* The tokens that would fit, as a set. */
struct fitting {
    bool has[TOKEN_DESCRIPTION - TOKEN_LEFT_PAREN + 2];
};

static inline size_t fitting_slot(int kind)
{
    return kind == TOKEN_YYEOF ? 0 : (size_t)(kind - TOKEN_LEFT_PAREN) + 1;
}

static inline bool fits(const struct fitting *fitting, int kind)
{
    return fitting->has[fitting_slot(kind)];
}

/* What to write instead of the token that was met; NULL where the expectation
   says it all. */
const char *syntax_hint(const struct parser *parser, const struct fitting *fitting);
/* The word that was meant for a keyword, at most two tokens back, and the
   keyword; NULL where none was. */
const struct token *syntax_hint_keyword(const struct parser *parser, struct text *keyword);

#endif
