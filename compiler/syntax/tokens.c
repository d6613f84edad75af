/* Tokens: the stream between scanner and parser.

   A name with a colon is one token (KEY) where a field or an argument can begin.
   Interpolations are brackets: when the } of "${…}" comes, the scanner is sent
   back into the string (brackets.c). After a mistake the stream skips to where
   the innermost bracket's content can go on, and says so with RESUME (see
   grammar/parse.y). */
#include "syntax/build.h"
#include "grammar/parse.h"

const char *token_text(const struct parser *parser, uint32_t offset)
{
    return parser->start + (offset - parser->base);
}

struct text token_source(const struct parser *parser, struct span span)
{
    return (struct text){ token_text(parser, span.low), span.high - span.low };
}

bool token_first_on_line(const struct parser *parser, uint32_t offset)
{
    const char *at = token_text(parser, offset);
    while (at > parser->start && (at[-1] == ' ' || at[-1] == '\t'))
        at--;
    return at == parser->start || at[-1] == '\n';
}

/* The colon behind a name or string that may be a key; NULL where none is. */
const char *token_colon(const struct parser *parser, const struct token *token)
{
    const char *at = token_text(parser, token->span.high);
    while (*at == ' ' || *at == '\t')
        at++;
    return at[0] == ':' && at[1] != ':' ? at : NULL;
}

/* ------------------------------------------------------------------ keys */

/* A field, an argument or a parameter can begin here. */
static bool takes_key(const struct parser *parser, int kind)
{
    if (!parser->depth)
        return false;
    const struct bracket *bracket = &parser->brackets[parser->depth - 1];
    int previous = parser->previous;
    if (bracket->opener == TOKEN_LEFT_BRACE)
        return bracket->kind != BRACKET_BLOCK
               && (previous == TOKEN_LEFT_BRACE || previous == TOKEN_COMMA || word_ends_operand(previous));
    return bracket->kind == BRACKET_ARGUMENTS && kind != TOKEN_STRING
           && (previous == TOKEN_LEFT_PAREN || previous == TOKEN_COMMA);
}

/* The scanner found a word with a colon. Where a key can stand it is one token;
   elsewhere the colon is read again on its own, and the word may be a keyword. */
static void settle_key(struct parser *parser, struct token *token)
{
    enum { LONGEST_RESERVED = 4 };
    struct text word = token_source(parser, token->span);
    bool reserved = word.length <= LONGEST_RESERVED && word_is_reserved(word_of(word));
    if (reserved || !takes_key(parser, TOKEN_NAME)) {
        scanner_skip(parser->scanner, -1);
        token->kind = word_kind(parser, word_of(word), token->span);
        if (token->kind != TOKEN_NAME)
            return;
    }
    token->value.name = atom_of(parser->atoms, word);
}

/* A name or string whose colon stands apart. */
static void take_colon(struct parser *parser, struct token *token)
{
    const char *colon = token_colon(parser, token);
    if (!colon || !takes_key(parser, token->kind))
        return;
    if (token->kind == TOKEN_STRING)
        token->value.name = build_key(parser, token->value.raw, token->span);
    token->kind = TOKEN_KEY;
    scanner_skip(parser->scanner, colon + 1 - token_text(parser, token->span.high));
}

/* -------------------------------------------------------------- reading */

/* What is read already and waits. */
static bool take_waiting(struct parser *parser, struct token *token)
{
    if (parser->has_again) {
        *token = parser->again;
        parser->has_again = false;
        return true;
    }
    if (parser->closing) {
        parser->closing--;
        bracket_supply(parser, token);
        return true;
    }
    if (!parser->has_held)
        return false;
    *token = parser->held;
    parser->has_held = false;
    if (bracket_closes(token->kind))
        bracket_close(parser, token);
    else if (bracket_opens(token->kind))
        bracket_open(parser, token);
    return true;
}

/* The end of the text, with brackets open or not. */
static void end_text(struct parser *parser, struct token *token)
{
    uint32_t end = parser->base + (uint32_t)(parser->end - parser->start);
    token->kind = TOKEN_YYEOF;
    token->span = (struct span){ end, end };
    if (parser->depth) {
        bracket_hold(parser, token, parser->depth);
        take_waiting(parser, token);
    }
}

/* One token, scanned into its place. False: there is none yet, try again. */
static bool scan_token(struct parser *parser, struct token *token)
{
    unsigned count = 0;
    if (parser->ending) {
        parser_stop(parser);
        end_text(parser, token);
        return true;
    }
    token->kind = mtc_scan(&token->value, &token->span, parser->scanner);
    switch (token->kind) {
    case TOKEN_YYEOF:
        end_text(parser, token);
        return true;
    case TOKEN_DESCRIPTION:
        description_line(parser, token->span);
        return false;
    case TOKEN_LEFT_BRACE:
        count = parser->depth ? brackets_before_block(parser, token) : 0;
        if (count)
            break;
        bracket_open(parser, token);
        return !parser->stopped;
    case TOKEN_LEFT_PAREN:
    case TOKEN_LEFT_BRACKET:
    case TOKEN_TEMPLATE_OPEN:
        bracket_open(parser, token);
        return !parser->stopped;
    case TOKEN_RIGHT_PAREN:
    case TOKEN_RIGHT_BRACKET:
    case TOKEN_RIGHT_BRACE:
        return bracket_match(parser, token) || take_waiting(parser, token);
    case TOKEN_KEY:
        settle_key(parser, token);
        if (token->kind == TOKEN_KEY)
            return true;
        break;
    case TOKEN_STRING:
        take_colon(parser, token);
        return true;
    case TOKEN_NAME:
        if (parser->previous == TOKEN_KEY)
            return true;        /* a field's value */
        take_colon(parser, token);
        break;
    case TOKEN_IF:
    case TOKEN_FOR:
        break;
    default:
        if (token->kind < TOKEN_ARCHITECTURE)
            return true;
    }
    if (!count && parser->depth && parser->brackets[parser->depth - 1].kind != BRACKET_BLOCK)
        count = brackets_overrun(parser, token);
    if (count) {
        bracket_hold(parser, token, count);
        take_waiting(parser, token);
    }
    return true;
}

void token_read(struct parser *parser, struct token *token)
{
    if (parser->has_again || parser->closing || parser->has_held) {
        take_waiting(parser, token);
    } else {
        while (!scan_token(parser, token)) {
        }
        if (parser->comment.open)
            description_aim(parser, token->span);
    }
    parser->previous = token->kind;
}

/* ------------------------------------------------------ after a mistake */

/* Past the bracket that the token opens. */
static void skip_bracket(struct parser *parser, struct token *token)
{
    unsigned outside = parser->depth - 1;
    while (parser->depth > outside && !parser->stopped)
        token_read(parser, token);
}

/* The content of the innermost bracket can go on with this token. */
static bool can_resume(const struct parser *parser, const struct token *token)
{
    if (token->kind == TOKEN_YYEOF || bracket_closes(token->kind) || token->kind == TOKEN_TEMPLATE_MIDDLE)
        return true;
    unsigned kind = parser->depth ? parser->brackets[parser->depth - 1].kind : BRACKET_BLOCK;
    bool first = token_first_on_line(parser, token->span.low);
    switch (kind) {
    case BRACKET_LIST:
    case BRACKET_ARGUMENTS:
        return token->kind == TOKEN_COMMA;
    case BRACKET_FIELDS:
        return token->kind == TOKEN_COMMA || token->kind == TOKEN_KEY || (token->kind == TOKEN_SPREAD && first);
    case BRACKET_BLOCK:
        if (token->kind == TOKEN_NAME)
            return first && word_opens_line(parser, token->span);
        return (first && (token->kind == TOKEN_IF || token->kind == TOKEN_FOR || word_begins_declaration(token->kind)))
               || token->kind == TOKEN_LET || token->kind == TOKEN_RESOURCE || token->kind == TOKEN_OUTPUT;
    default:
        return false;
    }
}

/* RESUME, with the token behind it to follow. */
static void resume(struct parser *parser, struct token *token)
{
    struct token next = *parser_token(parser, 1);
    /* Twice at one token: it is no place to go on. */
    bool moved = parser->at - 1 != parser->resumed_at;
    for (;;) {
        if (bracket_opens(next.kind) && !parser->stopped)
            skip_bracket(parser, &next);
        else if (moved && can_resume(parser, &next))
            break;
        if (next.kind == TOKEN_YYEOF)
            break;
        moved = true;
        token_read(parser, &next);
    }
    if (!moved)
        parser_stop(parser);
    parser->recovering = false;
    parser->resumed_at = parser->at + 1;
    parser->again = next;
    parser->has_again = true;
    *token = (struct token){ .kind = TOKEN_RESUME, .span = { next.span.low, next.span.low } };
}

/* The next token out of the usual way. */
static void lex_detained(struct parser *parser, struct token *token)
{
    if (parser->first) {
        *token = (struct token){ .kind = parser->first, .span = { parser->base, parser->base } };
        parser->first = 0;
    } else if (parser->recovering) {
        resume(parser, token);
    } else {
        token_read(parser, token);
    }
    parser->detained = parser->has_again || parser->closing || parser->has_held;
}

int mtc_lex(union syntax_value *value, struct span *span, struct parser *parser)
{
    struct token *token = &parser->recent[++parser->at % RECENT_TOKENS];
    if (parser->detained)
        lex_detained(parser, token);
    else
        token_read(parser, token);
    *value = token->value;
    *span = token->span;
    return token->kind;
}
