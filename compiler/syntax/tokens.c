/* Tokens: the stream between scanner and parser. Three things happen here.

   Brackets are kept balanced, whatever the text says: a closer that is missing
   is told and supplied, one that closes nothing is told and dropped. The parser
   never meets the end of the text inside a bracket.

   Interpolations are brackets too: when the } of "${…}" comes, the scanner is
   sent back into the string.

   After a mistake the stream skips to where the innermost bracket's content can
   go on, and says so with RESUME (see grammar/parse.y). */
#include "syntax/parser.h"
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

void token_bracket_kind(struct parser *parser, enum bracket_kind kind)
{
    if (parser->depth)
        parser->brackets[parser->depth - 1].kind = (uint8_t)kind;
}

/* ------------------------------------------------------------- brackets */

static bool is_opener(int kind)
{
    return kind == TOKEN_LEFT_PAREN || kind == TOKEN_LEFT_BRACKET || kind == TOKEN_LEFT_BRACE
           || kind == TOKEN_TEMPLATE_OPEN;
}

static bool is_closer(int kind)
{
    return kind == TOKEN_RIGHT_PAREN || kind == TOKEN_RIGHT_BRACKET || kind == TOKEN_RIGHT_BRACE
           || kind == TOKEN_TEMPLATE_CLOSE;
}

static void stop(struct parser *parser)
{
    parser->stopped = true;
    parser->depth = 0;
    parser->closing = 0;
    parser->has_held = false;
}

static void open_bracket(struct parser *parser, const struct token *token)
{
    if (parser->depth == LIMIT_NESTING) {
        syntax_error_nesting(parser, token->span, LIMIT_NESTING);
        stop(parser);
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
static void close_bracket(struct parser *parser, struct token *token)
{
    struct bracket bracket = parser->brackets[--parser->depth];
    if (bracket.forgiven && parser->depth && parser->brackets[parser->depth - 1].kind != BRACKET_BLOCK)
        parser->brackets[parser->depth - 1].forgiven = parser->brackets[parser->depth - 1].doubtful = true;
    if (!bracket.interpolation) {
        suspect(parser, &bracket, token->span);
        return;
    }
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
static void supply_closer(struct parser *parser, struct token *token)
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
static void hold(struct parser *parser, const struct token *token, unsigned count)
{
    syntax_error_unclosed(parser, &parser->brackets[parser->depth - 1], token->span);
    parser->held = *token;
    parser->has_held = true;
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
static bool match_closer(struct parser *parser, struct token *token)
{
    unsigned over = 0;      /* brackets that are not closed by it */
    while (over < parser->depth) {
        const struct bracket *bracket = &parser->brackets[parser->depth - 1 - over];
        if (bracket->closer == token->kind) {
            if (over == 0) {
                close_bracket(parser, token);
                return true;
            }
            if (closes_next(parser, token))
                break;
            hold(parser, token, over);
            parser->owed += over;
            return false;
        }
        if (bracket->interpolation)
            break;
        over++;
    }
    syntax_error_stray(parser, token->span);
    return false;
}

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

static bool is_key(const struct parser *parser, const struct token *token)
{
    if (token->kind != TOKEN_NAME && token->kind != TOKEN_STRING)
        return false;
    const char *at = token_text(parser, token->span.high);
    while (*at == ' ' || *at == '\t')
        at++;
    return at[0] == ':' && at[1] != ':';
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
static unsigned brackets_overrun(const struct parser *parser, const struct token *token)
{
    if (token->kind == TOKEN_NAME) {
        if (is_key(parser, token))
            return brackets_to_fields(parser, token);
        return word_is_block(parser, TOKEN_NAME, token->span) ? brackets_to_block(parser, token) : 0;
    }
    if (token->kind == TOKEN_IF || token->kind == TOKEN_FOR || word_begins_declaration(token->kind))
        return brackets_to_block(parser, token);
    return 0;
}

/* A block opens at the end of a line whose brackets stand open: their number. */
static unsigned brackets_before_block(const struct parser *parser, const struct token *token)
{
    const char *behind = token_text(parser, token->span.high);
    while (*behind == ' ' || *behind == '\t' || *behind == '\r')
        behind++;
    if (token->kind != TOKEN_LEFT_BRACE || *behind != '\n' || !word_ends_operand(parser->previous))
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
        supply_closer(parser, token);
        return true;
    }
    if (!parser->has_held)
        return false;
    *token = parser->held;
    parser->has_held = false;
    if (is_closer(token->kind))
        close_bracket(parser, token);
    else if (is_opener(token->kind))
        open_bracket(parser, token);
    return true;
}

void token_read(struct parser *parser, struct token *token)
{
    if (take_waiting(parser, token)) {
        parser->previous = token->kind;
        return;
    }
    for (;;) {
        token->kind = parser->stopped ? TOKEN_YYEOF : mtc_scan(&token->value, &token->span, parser->scanner);
        if (token->kind == TOKEN_DESCRIPTION) {
            description_line(parser, token->span);
            continue;
        }
        if (parser->mistakes >= LIMIT_SYNTAX_MISTAKES && !parser->stopped) {
            stop(parser);
            continue;
        }
        if (token->kind == TOKEN_YYEOF) {
            uint32_t end = parser->base + (uint32_t)(parser->end - parser->start);
            token->span = (struct span){ end, end };
            if (parser->depth) {
                hold(parser, token, parser->depth);
                take_waiting(parser, token);
            }
        } else if (is_opener(token->kind)) {
            unsigned count = parser->depth ? brackets_before_block(parser, token) : 0;
            if (count) {
                hold(parser, token, count);
                take_waiting(parser, token);
                break;
            }
            open_bracket(parser, token);
            if (parser->stopped)
                continue;
        } else if (token->kind == TOKEN_RIGHT_PAREN || token->kind == TOKEN_RIGHT_BRACKET
                   || token->kind == TOKEN_RIGHT_BRACE) {
            if (!match_closer(parser, token) && !take_waiting(parser, token))
                continue;
        } else if (parser->depth && parser->brackets[parser->depth - 1].kind != BRACKET_BLOCK) {
            unsigned count = brackets_overrun(parser, token);
            if (count) {
                hold(parser, token, count);
                take_waiting(parser, token);
            }
        }
        break;
    }
    if (parser->comment.open)
        description_aim(parser, token->span);
    parser->any_token = true;
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
    if (token->kind == TOKEN_YYEOF || is_closer(token->kind) || token->kind == TOKEN_TEMPLATE_MIDDLE)
        return true;
    unsigned kind = parser->depth ? parser->brackets[parser->depth - 1].kind : BRACKET_BLOCK;
    bool first = token_first_on_line(parser, token->span.low);
    switch (kind) {
    case BRACKET_LIST:
    case BRACKET_ARGUMENTS:
        return token->kind == TOKEN_COMMA;
    case BRACKET_FIELDS:
        return token->kind == TOKEN_COMMA || is_key(parser, token) || (token->kind == TOKEN_SPREAD && first);
    case BRACKET_BLOCK:
        if (token->kind == TOKEN_NAME)
            return word_is_instance(parser, token->span);
        return (first && (token->kind == TOKEN_IF || token->kind == TOKEN_FOR || word_begins_declaration(token->kind)))
               || token->kind == TOKEN_LET || token->kind == TOKEN_RESOURCE || token->kind == TOKEN_OUTPUT;
    default:
        return false;
    }
}

static void skip_to_resume(struct parser *parser)
{
    struct token token = parser->current;
    /* Twice at one token: it is no place to go on. */
    bool moved = !parser->resumed_here;
    for (;;) {
        if (is_opener(token.kind) && !parser->stopped)
            skip_bracket(parser, &token);
        else if (moved && can_resume(parser, &token))
            break;
        if (token.kind == TOKEN_YYEOF)
            break;
        moved = true;
        token_read(parser, &token);
    }
    if (!moved)
        stop(parser);
    parser->again = token;
    parser->has_again = true;
}

int mtc_lex(union syntax_value *value, struct span *span, struct parser *parser)
{
    struct token token = { .kind = parser->first, .span = { parser->base, parser->base } };
    if (parser->first) {
        parser->first = 0;
    } else if (parser->recovering) {
        parser->recovering = false;
        skip_to_resume(parser);
        uint32_t at = parser->again.span.low;
        token = (struct token){ .kind = TOKEN_RESUME, .span = { at, at } };
    } else {
        parser->resumed_here = parser->current.kind == TOKEN_RESUME;
        token_read(parser, &token);
    }
    parser->before_that = parser->before;
    parser->before = parser->current;
    parser->current = token;
    *value = token.value;
    *span = token.span;
    return token.kind;
}
