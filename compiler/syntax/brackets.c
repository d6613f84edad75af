/* Brackets: the stack of those that are open, kept balanced whatever the text
   says. A closer that is missing is told and supplied, one that closes nothing
   is told and left out, so that the parser never meets the end of the text, or
   of a block, inside a bracket.

   Where a closer is missing is guessed from what cannot stand inside a bracket:
   the closer of another one, a declaration or a field that opens a line, a block
   that opens at a line's end. In a text without mistakes none of this happens.

   Called by tokens.c for each token; the grammar says what a bracket holds. */
#include "syntax/parser.h"
#include "grammar/parse.h"

void token_bracket_kind(struct parser *parser, enum bracket_kind kind)
{
    if (parser->depth)
        parser->brackets[parser->depth - 1].kind = (uint8_t)kind;
}

bool bracket_opens(int kind)
{
    return kind == TOKEN_LEFT_PAREN || kind == TOKEN_LEFT_BRACKET || kind == TOKEN_LEFT_BRACE
           || kind == TOKEN_TEMPLATE_OPEN;
}

bool bracket_closes(int kind)
{
    return kind == TOKEN_RIGHT_PAREN || kind == TOKEN_RIGHT_BRACKET || kind == TOKEN_RIGHT_BRACE
           || kind == TOKEN_TEMPLATE_CLOSE;
}

void parser_stop(struct parser *parser)
{
    parser->stopped = parser->ending = true;
    parser->depth = 0;
    parser->closing = 0;
    parser->has_held = false;
}

void bracket_open(struct parser *parser, const struct token *token)
{
    if (parser->depth == LIMIT_NESTING) {
        syntax_error_nesting(parser, token->span, LIMIT_NESTING);
        parser_stop(parser);
        return;
    }
    bool interpolation = token->kind == TOKEN_TEMPLATE_OPEN;
    struct bracket *bracket = &parser->brackets[parser->depth++];
    *bracket = (struct bracket){
        .opener = token->kind, .span = token->span, .interpolation = interpolation,
        .closer = token->kind == TOKEN_LEFT_PAREN     ? TOKEN_RIGHT_PAREN
                  : token->kind == TOKEN_LEFT_BRACKET ? TOKEN_RIGHT_BRACKET
                                                      : TOKEN_RIGHT_BRACE,
    };
    if (interpolation) {
        bracket->span.low = token->span.high - 2;
        bracket->string = parser->string;
        bracket->long_text = token->value.raw.form & FORM_LONG;
    }
}

/* The blanks before the first token of a line; -1 where the line is so long that
   counting is no use. */
static int indentation(const struct parser *parser, uint32_t offset)
{
    enum { FAR = 1000 };
    const char *at = token_text(parser, offset);
    int count = 0;
    for (int steps = 0; at > parser->start && at[-1] != '\n'; at--)
        if (++steps > FAR)
            return -1;
    while (at[count] == ' ' || at[count] == '\t')
        count++;
    return count;
}

/* A closer that stands further left than the line of its opener belongs to
   another bracket, most likely. */
static void suspect(struct parser *parser, const struct bracket *bracket, struct span closer)
{
    if (span_known(parser->suspect_open) || !token_first_on_line(parser, closer.low))
        return;
    int opened = indentation(parser, bracket->span.low), closed = indentation(parser, closer.low);
    if (opened >= 0 && closed >= 0 && closed < opened) {
        parser->suspect_open = bracket->span;
        parser->suspect_close = closer;
    }
}

/* Pops the innermost bracket, whose closer this is; behind an interpolation the
   token becomes the string's next piece. */
void brackets_suspect(const struct parser *parser, struct span *open, struct span *close)
{
    struct parser second;
    parser_open(&second, parser->arena, parser->atoms, parser->reporter, parser->source, 0);
    second.quiet = second.suspicious = true;
    struct token token;
    do {
        token_read(&second, &token);
    } while (token.kind != TOKEN_YYEOF && !span_known(second.suspect_open));
    *open = second.suspect_open;
    *close = second.suspect_close;
}

void bracket_close(struct parser *parser, struct token *token)
{
    struct bracket *top = &parser->brackets[--parser->depth];
    if (top->doubtful && parser->depth && top[-1].kind != BRACKET_BLOCK)
        top[-1].forgiven = top[-1].doubtful = true;
    if (!top->interpolation) {
        if (parser->suspicious)
            suspect(parser, top, token->span);
        return;
    }
    struct bracket bracket = *top;
    parser->resumed = true;
    parser->string = bracket.string;
    parser->piece = token_text(parser, token->span.high);
    parser->piece_form = bracket.long_text ? FORM_LONG : FORM_RAW;
    uint32_t low = token->span.low;
    scanner_go(parser->scanner, bracket.long_text ? SCAN_LONG : SCAN_SHORT);
    token->kind = mtc_scan(&token->value, &token->span, parser->scanner);
    token->span.low = low;
    if (token->kind != TOKEN_TEMPLATE_MIDDLE)
        return;
    parser->brackets[parser->depth] = bracket;
    parser->brackets[parser->depth].span = (struct span){ token->span.high - 2, token->span.high };
    parser->brackets[parser->depth].forgiven = false;
    parser->depth++;
}

/* A closer for want of which the innermost bracket stands open. */
void bracket_supply(struct parser *parser, struct token *token)
{
    const struct bracket *bracket = &parser->brackets[--parser->depth];
    uint32_t at = parser->held.span.low;
    *token = (struct token){ .kind = bracket->closer, .span = { at, at } };
    if (bracket->interpolation) {
        token->kind = TOKEN_TEMPLATE_CLOSE;
        token->value.raw = (struct raw_text){ token_text(parser, at), 0, FORM_RAW };
    }
}

/* Holds a token back until the `count` innermost brackets are closed. */
void bracket_hold(struct parser *parser, const struct token *token, unsigned count)
{
    syntax_error_unclosed(parser, &parser->brackets[parser->depth - 1], token->span);
    parser->held = *token;
    parser->has_held = true;
    parser->detained = true;
    parser->closing = count;
}

/* The right closer of the innermost bracket stands behind a wrong one. */
static bool closes_next(const struct parser *parser, const struct token *token)
{
    const char *at = token_text(parser, token->span.high);
    while (*at == ' ' || *at == '\t')
        at++;
    switch (parser->brackets[parser->depth - 1].closer) {
    case TOKEN_RIGHT_PAREN:
        return *at == ')';
    case TOKEN_RIGHT_BRACKET:
        return *at == ']';
    default:
        return *at == '}';
    }
}

/* False: the token is to be left out. */
bool bracket_match(struct parser *parser, struct token *token)
{
    unsigned over = 0;      /* brackets that are not closed by it */
    while (over < parser->depth) {
        const struct bracket *bracket = &parser->brackets[parser->depth - 1 - over];
        if (bracket->closer == token->kind) {
            if (over == 0) {
                bracket_close(parser, token);
                return true;
            }
            if (closes_next(parser, token)) {
                if (parser->brackets[parser->depth - 1].forgiven)
                    return false;
                break;
            }
            /* Their own closers may come on a later line, and close nothing then. */
            const char *opened = token_text(parser, parser->brackets[parser->depth - 1].span.low);
            if (memchr(opened, '\n', (size_t)(token_text(parser, token->span.low) - opened)))
                parser->owed += over;
            bracket_hold(parser, token, over);
            return false;
        }
        if (bracket->interpolation)
            break;
        over++;
    }
    syntax_error_stray(parser, token->span);
    return false;
}

/* ------------------------------------------------- brackets left open */

/* A declaration begins inside a bracket that holds none: the number of brackets
   up to the block that it belongs to. */
static unsigned brackets_to_block(const struct parser *parser, const struct token *token)
{
    unsigned count = 0;
    while (count < parser->depth) {
        unsigned kind = parser->brackets[parser->depth - 1 - count].kind;
        if (kind == BRACKET_BLOCK || kind == BRACKET_UNKNOWN)
            break;
        count++;
    }
    bool begins = word_begins_declaration(token->kind) ? word_is_certain(parser, token->kind, token->span)
                                                       : word_is_block(parser, token->kind, token->span);
    return count && begins ? count : 0;
}

/* A field or a parameter opens a line inside a list: the number of brackets up
   to where it belongs. */
static unsigned brackets_to_fields(const struct parser *parser, const struct token *token)
{
    unsigned count = 0;
    while (count < parser->depth) {
        const struct bracket *bracket = &parser->brackets[parser->depth - 1 - count];
        if (bracket->kind == BRACKET_FIELDS || bracket->kind == BRACKET_ARGUMENTS)
            break;
        if ((bracket->kind != BRACKET_LIST && bracket->kind != BRACKET_GROUP) || bracket->interpolation)
            return 0;
        count++;
    }
    bool fits = parser->previous == TOKEN_COMMA || word_ends_operand(parser->previous);
    return count && count < parser->depth && fits && token_first_on_line(parser, token->span.low) ? count : 0;
}

/* The number of brackets that should be closed before this word. */
unsigned brackets_overrun(const struct parser *parser, const struct token *token)
{
    if (token->kind == TOKEN_NAME) {
        if (token_colon(parser, token))
            return brackets_to_fields(parser, token);
        return word_is_block(parser, TOKEN_NAME, token->span) ? brackets_to_block(parser, token) : 0;
    }
    if (token->kind == TOKEN_IF || token->kind == TOKEN_FOR || word_begins_declaration(token->kind))
        return brackets_to_block(parser, token);
    return 0;
}

/* A block opens at the end of a line whose brackets stand open: their number. */
unsigned brackets_before_block(const struct parser *parser, const struct token *token)
{
    const char *behind = token_text(parser, token->span.high);
    while (*behind == ' ' || *behind == '\t' || *behind == '\r')
        behind++;
    if (token->kind != TOKEN_LEFT_BRACE || (*behind != '\n' && *behind != '#') || !word_ends_operand(parser->previous))
        return 0;
    unsigned count = 0;
    for (; count < parser->depth; count++) {
        const struct bracket *bracket = &parser->brackets[parser->depth - 1 - count];
        const char *from = token_text(parser, bracket->span.low);
        if (bracket->kind == BRACKET_BLOCK)
            break;
        if (bracket->kind == BRACKET_FIELDS || bracket->kind == BRACKET_UNKNOWN || bracket->interpolation
            || memchr(from, '\n', (size_t)(behind - from)))
            return 0;
    }
    return count;
}
