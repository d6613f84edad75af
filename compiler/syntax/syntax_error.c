/* Syntax errors: all wording for what the scanner and the grammar do not take.
   The message says what was met, the label what was expected there (in the
   user's words, four at most), and for mistakes that people make often, help
   says what to write instead.

   One mistake, one message: what comes at the place of a message again is the
   same mistake. */
#include "syntax/syntax_hint.h"

/* NULL where nobody is to hear of it. */
struct diagnostic *syntax_report(struct parser *parser, enum message_id id, struct span where, const char *text)
{
    if (message_of(id)->level == LEVEL_ERROR && ++parser->mistakes >= LIMIT_SYNTAX_MISTAKES)
        parser->ending = true;
    if (parser->quiet || parser->stopped)
        return NULL;
    return report(parser->reporter, id, where, NULL, text);
}

void syntax_error_nesting(struct parser *parser, struct span span, unsigned limit)
{
    if (!parser->nesting_told)
        syntax_report(parser, MT0012, span, text_format(parser->arena, "%u", limit).at);
    parser->nesting_told = true;
}

/* ---------------------------------------------------------------- names */

static const char *token_name(int kind)
{
    switch (kind) {
    case TOKEN_YYEOF: return "the end";
    case TOKEN_NAME: return "a name";
    case TOKEN_TYPE_NAME: return "a resource type";
    case TOKEN_NUMBER: return "a number";
    case TOKEN_STRING:
    case TOKEN_TEMPLATE_OPEN: return "a string";
    case TOKEN_TEMPLATE_MIDDLE:
    case TOKEN_TEMPLATE_CLOSE:
    case TOKEN_RIGHT_BRACE: return "'}'";
    case TOKEN_LEFT_PAREN: return "'('";
    case TOKEN_RIGHT_PAREN: return "')'";
    case TOKEN_LEFT_BRACKET: return "'['";
    case TOKEN_RIGHT_BRACKET: return "']'";
    case TOKEN_LEFT_BRACE: return "'{'";
    case TOKEN_COMMA: return "','";
    case TOKEN_COLON: return "':'";
    case TOKEN_DOT: return "'.'";
    case TOKEN_SPREAD: return "'...'";
    case TOKEN_ASSIGN: return "'='";
    case TOKEN_ARROW: return "'->'";
    case TOKEN_BAR: return "'|'";
    case TOKEN_QUESTION: return "'?'";
    case TOKEN_STAR: return "'*'";
    case TOKEN_IN: return "'in'";
    case TOKEN_IF: return "'if'";
    case TOKEN_THEN: return "'then'";
    case TOKEN_ELSE: return "'else'";
    case TOKEN_FOR: return "'for'";
    case TOKEN_TIER: return "'tier'";
    case TOKEN_AS: return "'as'";
    case TOKEN_WITH: return "'with'";
    case TOKEN_IS: return "'is tier'";
    case TOKEN_VIA: return "'via'";
    case TOKEN_SURVIVES: return "'survives'";
    case TOKEN_LOSS: return "'loss'";
    case TOKEN_OF: return "'of'";
    case TOKEN_AZ: return "'az'";
    default: return NULL;
    }
}

/* The token as it was met, for "unexpected %s". */
static const char *met(struct parser *parser, const struct token *token)
{
    enum { LONGEST = 40 };
    struct text source = token_source(parser, token->span);
    const char *what = "";
    switch (token->kind) {
    case TOKEN_YYEOF:
        return parser->source->kind == SOURCE_OPTION ? "end of the value" : "end of the file";
    case TOKEN_NAME:
        what = "name ";
        break;
    case TOKEN_KEY:
        what = "field ";
        break;
    case TOKEN_TYPE_NAME:
        what = "resource type ";
        break;
    case TOKEN_NUMBER:
        what = "number ";
        break;
    case TOKEN_STRING:
    case TOKEN_TEMPLATE_OPEN:
        return "string";
    case TOKEN_TEMPLATE_MIDDLE:
    case TOKEN_TEMPLATE_CLOSE:
        return "'}'";
    default:
        break;
    }
    if (source.length > LONGEST)
        return text_format(parser->arena, "%s'%.*s…'", what, LONGEST, source.at).at;
    return text_format(parser->arena, "%s'%.*s'", what, (int)source.length, source.at).at;
}

/* -------------------------------------------------------------- expected */

static void take_out(struct fitting *fitting, const int *kinds)
{
    for (; *kinds; kinds++)
        fitting->has[fitting_slot(*kinds)] = false;
}

static const int operand_kinds[] = {
    TOKEN_NAME, TOKEN_TYPE_NAME, TOKEN_NUMBER, TOKEN_STRING, TOKEN_TEMPLATE_OPEN, TOKEN_TRUE, TOKEN_FALSE,
    TOKEN_NULL_VALUE, TOKEN_LEFT_PAREN, TOKEN_LEFT_BRACKET, TOKEN_LEFT_BRACE, TOKEN_MINUS, TOKEN_NOT, TOKEN_IF, 0,
};
static const int operator_kinds[] = {
    TOKEN_OR, TOKEN_AND, TOKEN_EQUAL, TOKEN_NOT_EQUAL, TOKEN_LESS, TOKEN_LESS_EQUAL, TOKEN_GREATER,
    TOKEN_GREATER_EQUAL, TOKEN_IN, TOKEN_RANGE, TOKEN_PLUS, TOKEN_MINUS, TOKEN_STAR, TOKEN_SLASH,
    TOKEN_COALESCE, TOKEN_DOT, TOKEN_LEFT_PAREN, TOKEN_LEFT_BRACKET, 0,
};
static const int field_kinds[] = { TOKEN_KEY, TOKEN_NAME, TOKEN_STRING, TOKEN_TEMPLATE_OPEN, TOKEN_SPREAD, 0 };
static const int declaration_kinds[] = {
    TOKEN_NAME, TOKEN_IF, TOKEN_FOR, TOKEN_ARCHITECTURE, TOKEN_USE, TOKEN_AZS, TOKEN_PARAM, TOKEN_INPUT, TOKEN_ENV,
    TOKEN_LET, TOKEN_TYPE, TOKEN_RESOURCE, TOKEN_TIER, TOKEN_FLOW, TOKEN_ASSERT, TOKEN_WARN, TOKEN_EXPECT,
    TOKEN_OUTPUT, TOKEN_TAGS, TOKEN_OVERRIDE, TOKEN_WHEN, TOKEN_PATTERN, TOKEN_EXPORT, TOKEN_STACK, TOKEN_MAPPING,
    TOKEN_RULE, TOKEN_METADATA, TOKEN_TRANSFORM, TOKEN_TEST, 0,
};
/* Tokens that are named when they fit, the most telling ones first. */
static const int telling_kinds[] = {
    TOKEN_ASSIGN, TOKEN_COLON, TOKEN_COMMA, TOKEN_ARROW, TOKEN_LEFT_BRACE, TOKEN_THEN, TOKEN_ELSE, TOKEN_RIGHT_PAREN,
    TOKEN_RIGHT_BRACKET, TOKEN_RIGHT_BRACE, TOKEN_TEMPLATE_CLOSE, TOKEN_AS, TOKEN_WITH, TOKEN_IS, TOKEN_TIER,
    TOKEN_IN, TOKEN_LOSS, TOKEN_OF, TOKEN_AZ, TOKEN_NAME, TOKEN_TYPE_NAME,
    TOKEN_STRING, TOKEN_NUMBER, TOKEN_FOR, TOKEN_IF, 0,
};
/* Tokens that are named when nothing else fits: they could go on, but hardly. */
static const int faint_kinds[] = { TOKEN_LEFT_PAREN, TOKEN_LEFT_BRACKET, TOKEN_BAR, TOKEN_QUESTION, TOKEN_DOT, 0 };

/* "',', a field or '}'"; empty where there is nothing to say. */
static struct text expectation(struct parser *parser, const struct fitting *all)
{
    enum { MOST = 4 };
    struct fitting left = *all;
    const char *words[MOST + 4];
    size_t count = 0;
    const char *groups[4];
    size_t group_count = 0;
    bool operators = fits(&left, TOKEN_PLUS);
    if (fits(&left, TOKEN_COMMA) && fits(&left, TOKEN_RIGHT_PAREN))
        left.has[fitting_slot(TOKEN_COLON)] = false;    /* f(a b): a is no argument's name */
    if (operators)
        take_out(&left, operator_kinds);
    if (fits(&left, TOKEN_RESOURCE)) {
        groups[group_count++] = "a declaration";
        take_out(&left, declaration_kinds);
    }
    if (fits(&left, TOKEN_NOT)) {
        groups[group_count++] = "an expression";
        take_out(&left, operand_kinds);
        left.has[fitting_slot(TOKEN_FOR)] = left.has[fitting_slot(TOKEN_SPREAD)] = left.has[fitting_slot(TOKEN_STAR)] = false;
    } else if (fits(&left, TOKEN_NUMBER) && fits(&left, TOKEN_TYPE_NAME)) {
        groups[group_count++] = "a type";
        take_out(&left, operand_kinds);
    } else if (fits(&left, TOKEN_SPREAD)) {
        groups[group_count++] = "a field";
        take_out(&left, field_kinds);
        left.has[fitting_slot(TOKEN_FOR)] = false;
    }
    for (const int *kind = telling_kinds; *kind && count < MOST; kind++)
        if (fits(&left, *kind))
            words[count++] = token_name(*kind);
    if (operators && (!count || group_count) && count + group_count < MOST)
        words[count++] = "an operator";
    for (size_t i = 0; i < group_count && count < MOST; i++)
        words[count++] = groups[i];
    for (const int *kind = faint_kinds; *kind && !count; kind++)
        if (fits(&left, *kind))
            words[count++] = token_name(*kind);
    struct buffer buffer;
    buffer_init(&buffer, parser->arena);
    for (size_t i = 0; i < count; i++) {
        buffer_add_c(&buffer, i == 0 ? "" : i + 1 == count ? " or " : ", ");
        buffer_add_c(&buffer, words[i]);
    }
    return buffer_text(&buffer);
}

/* --------------------------------------------------------------- reports */

/* Was a word up to two tokens back meant for a keyword? */
static bool told_near_keyword(struct parser *parser)
{
    struct text keyword;
    const struct token *word = syntax_hint_keyword(parser, &keyword);
    if (!word)
        return false;
    struct diagnostic *diagnostic = syntax_report(parser, MT0011, word->span, met(parser, word));
    if (diagnostic)
        report_near(parser->reporter, diagnostic, keyword);
    return true;
}

bool syntax_error_wanted(struct parser *parser)
{
    return !parser->quiet && !parser->stopped && parser->reported != parser_token(parser, 0)->span.low;
}

/* The innermost bracket as the parser sees it: a token that opens or closes one
   has not reached it. NULL where that is gone or none. */
static struct bracket *innermost(struct parser *parser)
{
    int kind = parser_token(parser, 0)->kind;
    unsigned depth = parser->depth;
    if (kind == TOKEN_LEFT_PAREN || kind == TOKEN_LEFT_BRACKET || kind == TOKEN_LEFT_BRACE || kind == TOKEN_TEMPLATE_OPEN)
        depth -= depth > 0;
    else if (kind == TOKEN_RIGHT_PAREN || kind == TOKEN_RIGHT_BRACKET || kind == TOKEN_RIGHT_BRACE
             || kind == TOKEN_TEMPLATE_CLOSE)
        return NULL;
    return depth ? &parser->brackets[depth - 1] : NULL;
}

static void forgive_innermost(struct parser *parser)
{
    struct bracket *bracket = innermost(parser);
    if (!bracket || bracket->kind == BRACKET_BLOCK)
        return;
    int kind = parser_token(parser, 0)->kind;
    bracket->forgiven = true;
    /* What belongs to the bracket outside says that this one should be closed. */
    bracket->doubtful = kind == TOKEN_COLON || kind == TOKEN_ASSIGN || kind == TOKEN_LEFT_BRACE || kind == TOKEN_ARROW
                        || word_begins_declaration(kind);
}

/* What follows from mistakes that were told: the rest of a line with a string
   that does not end or a wrong closer and the token behind it, and what cannot
   stand in a bracket because that should be closed. */
static bool is_doubted(struct parser *parser)
{
    if (parser_token(parser, 0)->span.low < parser->doubted || parser_token(parser, 1)->span.low < parser->doubted)
        return true;
    const struct bracket *bracket = innermost(parser);
    return bracket && bracket->doubtful
           && (parser_token(parser, 0)->kind == TOKEN_LEFT_BRACE || parser_token(parser, 0)->kind == TOKEN_COLON
               || word_begins_declaration(parser_token(parser, 0)->kind));
}

/* A name behind a whole expression looks like the beginning of an instance; what
   follows shows that it is none. It is the mistake if it opens no line. */
static const struct token *false_instance(const struct parser *parser, const struct fitting *fitting)
{
    const struct token *name = parser_token(parser, 1);
    if (fits(fitting, TOKEN_LEFT_BRACE) && fits(fitting, TOKEN_LEFT_BRACKET) && name->kind == TOKEN_NAME)
        name = parser_token(parser, 2);
    else if (!fits(fitting, TOKEN_NAME) || !fits(fitting, TOKEN_DOT))
        return NULL;
    bool stray = !fits(fitting, TOKEN_PLUS) && name->kind == TOKEN_NAME && !token_first_on_line(parser, name->span.low);
    return stray ? name : NULL;
}

void syntax_error(struct parser *parser, const int *expected, size_t count)
{
    const struct token *token = parser_token(parser, 0);
    if (!parser->stopped)
        parser->recovering = parser->detained = true;
    bool told = parser->reported == token->span.low || is_doubted(parser);
    parser->reported = token->span.low;
    if (told || parser->stopped)
        return;
    forgive_innermost(parser);
    parser->told = token->span.low;
    if (parser->quiet || told_near_keyword(parser)) {
        parser->mistakes += parser->quiet;
        return;
    }
    struct fitting fitting = { { false } };
    for (size_t i = 0; i < count; i++)
        if (expected[i] == TOKEN_YYEOF || (expected[i] >= TOKEN_LEFT_PAREN && expected[i] <= TOKEN_DESCRIPTION))
            fitting.has[fitting_slot(expected[i])] = true;
    if ((fits(&fitting, TOKEN_LEFT_BRACE) && !fits(&fitting, TOKEN_NOT))
        || (fits(&fitting, TOKEN_RIGHT_BRACE) && fits(&fitting, TOKEN_RESOURCE)))
        parser->owed++;     /* a bracket that was not opened, or closed too early */
    const struct token *stray = false_instance(parser, &fitting);
    if (stray) {
        struct diagnostic *diagnostic = syntax_report(parser, MT0011, stray->span, met(parser, stray));
        if (diagnostic)
            report_label(parser->reporter, diagnostic, "expected an operator or a declaration");
        return;
    }
    struct span where = token->span;
    if (token->kind == TOKEN_TEMPLATE_CLOSE || token->kind == TOKEN_TEMPLATE_MIDDLE)
        where.high = where.low + 1;
    struct diagnostic *diagnostic = syntax_report(parser, MT0011, where, met(parser, token));
    struct text words = expectation(parser, &fitting);
    const char *help = syntax_hint(parser, &fitting);
    if (diagnostic && words.length)
        report_label(parser->reporter, diagnostic, "expected %.*s", (int)words.length, words.at);
    if (diagnostic && help)
        report_help(parser->reporter, diagnostic, "%s", help);
}

void syntax_error_doubt_line(struct parser *parser, uint32_t offset)
{
    if (offset < parser->doubted)
        return;
    const char *at = token_text(parser, offset);
    const char *end = memchr(at, '\n', (size_t)(parser->end - at));
    parser->doubted = parser->base + (uint32_t)((end ? end : parser->end) - parser->start);
}

bool syntax_error_on_line(const struct parser *parser, uint32_t offset)
{
    if (parser->told == UINT32_MAX || parser->told > offset)
        return false;
    const char *at = token_text(parser, parser->told);
    return !memchr(at, '\n', (size_t)(token_text(parser, offset) - at));
}

/* A bracket that ends at `at` for want of its closer. */
void syntax_error_unclosed(struct parser *parser, const struct bracket *bracket, struct span at)
{
    bool at_end = token_text(parser, at.low) == parser->end;
    bool told = bracket->forgiven || (at_end && parser->forgiving);
    parser->reported = at.low;
    char first = *token_text(parser, at.low);
    if (first == ')' || first == ']' || first == '}')
        syntax_error_doubt_line(parser, at.low);
    if (told)
        return;
    struct text opener = bracket->interpolation ? TEXT("${") : token_source(parser, bracket->span);
    struct diagnostic *diagnostic = syntax_report(parser, MT0014, at, text_cstring(parser->arena, opener));
    if (!diagnostic)
        return;
    report_label(parser->reporter, diagnostic, "expected %s", token_name(bracket->closer));
    report_note(parser->reporter, diagnostic, bracket->span, "opened here");
    struct span open = SPAN_NONE, close = SPAN_NONE;
    if (at_end)
        brackets_suspect(parser, &open, &close);
    if (span_known(open) && open.low != bracket->span.low) {
        report_note(parser->reporter, diagnostic, open, "this one may be it");
        report_note(parser->reporter, diagnostic, close, "for what closes it stands further left");
    }
}

/* A closer where nothing is open that it could close. */
void syntax_error_stray(struct parser *parser, struct span closer)
{
    if (closer.low < parser->doubted)
        return;
    if (parser->owed) {
        parser->owed--;
        return;
    }
    struct text source = token_source(parser, closer);
    struct diagnostic *diagnostic =
        syntax_report(parser, MT0011, closer, text_format(parser->arena, "'%.*s'", (int)source.length, source.at).at);
    if (diagnostic)
        report_label(parser->reporter, diagnostic, "closes nothing");
}
