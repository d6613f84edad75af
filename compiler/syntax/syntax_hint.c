/* Syntax hints: what people write when they mean something else. Habits of other
   languages, forms that are nearly right, keywords that are nearly right. A hint
   is added to a message that says what was met and what was expected; it is
   worth a line only where it is right nearly always. Called by syntax_error.c. */
#include "syntax/syntax_hint.h"

static bool is_comparison(int kind)
{
    return kind == TOKEN_EQUAL || kind == TOKEN_NOT_EQUAL || kind == TOKEN_LESS || kind == TOKEN_LESS_EQUAL
           || kind == TOKEN_GREATER || kind == TOKEN_GREATER_EQUAL || kind == TOKEN_IN || kind == TOKEN_RANGE;
}

static const char *help_for_assign(const struct parser *parser, const struct fitting *fitting)
{
    if (fits(fitting, TOKEN_COLON))
        return "a field is written 'key: value'";
    if (fits(fitting, TOKEN_EQUAL))
        return "'==' compares; '=' gives a name its value";
    if (parser_token(parser, 1)->kind == TOKEN_NAME && fits(fitting, TOKEN_DOT))
        return "a name for a value is written 'let NAME = …'";
    return NULL;
}

static bool is_field(const struct parser *parser)
{
    const char *at = token_text(parser, parser_token(parser, 0)->span.high);
    return at[0] == ':' && at[1] != ':';
}

const char *syntax_hint(const struct parser *parser, const struct fitting *fitting)
{
    int kind = parser_token(parser, 0)->kind, before = parser_token(parser, 1)->kind;
    unsigned inside = parser->depth ? parser->brackets[parser->depth - 1].kind : BRACKET_BLOCK;
    if (kind == TOKEN_ASSIGN)
        return help_for_assign(parser, fitting);
    if (before == TOKEN_TIER || (before == TOKEN_NAME && parser_token(parser, 2)->kind == TOKEN_TIER))
        return fits(fitting, TOKEN_ASSIGN) || kind == TOKEN_LEFT_BRACE ? "a tier is written 'tier NAME = PATTERN { … }'"
                                                                       : NULL;
    if (kind == TOKEN_ELSE && fits(fitting, TOKEN_RESOURCE))
        return "'else' stands behind the '}' of an 'if' or a 'when'";
    if (kind == TOKEN_NAME && inside == BRACKET_LIST && fits(fitting, TOKEN_RIGHT_BRACKET) && is_field(parser))
        return "fields stand in '{ }'; a list's ']' may be missing before this one";
    if ((before == TOKEN_NUMBER || before == TOKEN_STRING) && parser_token(parser, 2)->kind == TOKEN_COLON
        && fits(fitting, TOKEN_ASSIGN))
        return "behind ':' stands a type; a value stands behind '='";
    if (kind == TOKEN_EQUAL && fits(fitting, TOKEN_ASSIGN))
        return "'=' gives a name its value; '==' compares";
    if (kind == TOKEN_COLON && fits(fitting, TOKEN_ASSIGN))
        return "a declaration gives its value with '='";
    if (kind == TOKEN_BAR && fits(fitting, TOKEN_OR))
        return "'or' joins conditions; '|' stands between types";
    if (kind == TOKEN_QUESTION && fits(fitting, TOKEN_OR))
        return "a choice is written 'if CONDITION then A else B'";
    if (kind == TOKEN_LEFT_BRACE && fits(fitting, TOKEN_THEN))
        return "a choice between values is written 'if CONDITION then A else B'";
    if (is_comparison(kind) && fits(fitting, TOKEN_AND))
        return "comparisons do not chain; join two with 'and'";
    if (kind == TOKEN_COLON && fits(fitting, TOKEN_THEN))
        return "a choice between values is written 'if CONDITION then A else B'";
    if (word_is_reserved(kind) && fits(fitting, TOKEN_NAME) && !fits(fitting, TOKEN_NOT) && !fits(fitting, TOKEN_RESOURCE))
        return fits(fitting, TOKEN_STRING) ? "this word is no key; in quotes it is one" : "this word cannot be a name";
    if (before == TOKEN_STRING && parser_token(parser, 2)->kind == TOKEN_COMMA && fits(fitting, TOKEN_ARROW))
        return "the message of an assertion stands behind 'else'";
    return NULL;
}

/* ------------------------------------------------------- near keywords */

static const char *const keywords[] = {
    "architecture", "use", "azs", "param", "input", "env", "let", "type", "resource", "tier", "flow", "assert",
    "warn", "expect", "output", "tags", "override", "when", "if", "for", "pattern", "export", "stack", "mapping",
    "rule", "metadata", "transform", "test",
};

/* What other languages call it. */
static const struct {
    const char *theirs, *ours;
} elsewhere[] = {
    { "var", "let" }, { "const", "let" }, { "local", "let" }, { "locals", "let" }, { "variable", "input" },
    { "parameter", "param" }, { "import", "use" }, { "include", "use" }, { "module", "use" }, { "def", "pattern" },
    { "func", "pattern" }, { "function", "pattern" }, { "outputs", "output" }, { "condition", "when" },
};

static bool same_letters(struct text a, struct text b)
{
    for (size_t i = 0; i < a.length; i++)
        if (!memchr(b.at, a.at[i], b.length) || !memchr(a.at, b.at[i], a.length))
            return false;
    return true;
}

/* The keyword that the word was meant for; empty where none is near. */
static struct text near_keyword(struct text word)
{
    for (size_t i = 0; i < sizeof elsewhere / sizeof elsewhere[0]; i++)
        if (text_equal_c(word, elsewhere[i].theirs))
            return text_of(elsewhere[i].ours);
    struct near near;
    near_start(&near, word);
    for (size_t i = 0; i < sizeof keywords / sizeof keywords[0]; i++)
        near_try(&near, text_of(keywords[i]));
    /* Three letters of which one differs say little: 'foo' is no 'for'. */
    return word.length < 4 && near.best.length == word.length && !same_letters(word, near.best) ? TEXT("") : near.best;
}

const struct token *syntax_hint_keyword(const struct parser *parser, struct text *keyword)
{
    const struct token *candidates[] = { parser_token(parser, 2), parser_token(parser, 1), parser_token(parser, 0) };
    if (parser->depth && parser->brackets[parser->depth - 1].kind != BRACKET_BLOCK
        && parser_token(parser, 0)->kind != TOKEN_LEFT_PAREN && parser_token(parser, 0)->kind != TOKEN_LEFT_BRACE)
        return NULL;
    for (size_t i = 0; i < 3; i++) {
        const struct token *word = candidates[i];
        if (word->kind != TOKEN_NAME || !token_first_on_line(parser, word->span.low))
            continue;
        if (i == 0 && parser_token(parser, 1)->kind != TOKEN_NAME && parser_token(parser, 1)->kind != TOKEN_STRING)
            return NULL;
        *keyword = near_keyword(token_source(parser, word->span));
        return keyword->length ? word : NULL;
    }
    return NULL;
}
