/* Words: what a keyword is where it stands. Only eight words of the language
   are never names (or and not in if then else for). Every other keyword is one
   only where a declaration can begin, or where its place in a declaration is,
   and a name everywhere else. Both are told by the token before it and by what
   follows it, so that the grammar sees keywords and names that are settled.

   Called by the scanner for each keyword, and by tokens.c after a mistake. */
#include "syntax/parser.h"
#include "grammar/parse.h"

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

static bool is_word(char c)
{
    return is_letter(c) || (c >= '0' && c <= '9');
}

static size_t word_length(const char *at)
{
    size_t length = 0;
    if (is_letter(*at))
        while (is_word(at[length]))
            length++;
    return length;
}

static bool next_is(const char *at, const char *word)
{
    size_t length = strlen(word);
    return word_length(at) == length && memcmp(at, word, length) == 0;
}

/* Past white space and comments. The text ends with a NUL. */
static const char *skip_space(const char *at)
{
    for (;;) {
        while (*at == ' ' || *at == '\t' || *at == '\n' || *at == '\r')
            at++;
        if (*at != '#')
            return at;
        while (*at && *at != '\n')
            at++;
    }
}

static const char *skip_blanks(const char *at)
{
    while (*at == ' ' || *at == '\t')
        at++;
    return at;
}

/* A word that goes on with an expression or a declaration. */
static bool is_infix(const char *at)
{
    static const char *const words[] = { "in", "and", "or", "if", "then", "else", "for", "with", "via", "survives", "is", "as" };
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (next_is(at, words[i]))
            return true;
    return false;
}

bool word_ends_operand(int kind)
{
    switch (kind) {
    case TOKEN_NAME: case TOKEN_TYPE_NAME: case TOKEN_TRUE: case TOKEN_FALSE: case TOKEN_NULL_VALUE:
    case TOKEN_NUMBER: case TOKEN_STRING: case TOKEN_TEMPLATE_CLOSE: case TOKEN_RIGHT_PAREN:
    case TOKEN_RIGHT_BRACKET: case TOKEN_RIGHT_BRACE: case TOKEN_QUESTION: case TOKEN_AZ:
        return true;
    default:
        return false;
    }
}

int word_of(struct text text)
{
    static const struct {
        const char *word;
        int kind;
    } words[] = {
        { "or", TOKEN_OR }, { "and", TOKEN_AND }, { "not", TOKEN_NOT }, { "in", TOKEN_IN }, { "if", TOKEN_IF },
        { "then", TOKEN_THEN }, { "else", TOKEN_ELSE }, { "for", TOKEN_FOR }, { "true", TOKEN_TRUE },
        { "false", TOKEN_FALSE }, { "null", TOKEN_NULL_VALUE }, { "architecture", TOKEN_ARCHITECTURE },
        { "use", TOKEN_USE }, { "azs", TOKEN_AZS }, { "param", TOKEN_PARAM }, { "input", TOKEN_INPUT },
        { "env", TOKEN_ENV }, { "let", TOKEN_LET }, { "type", TOKEN_TYPE }, { "resource", TOKEN_RESOURCE },
        { "tier", TOKEN_TIER }, { "flow", TOKEN_FLOW }, { "assert", TOKEN_ASSERT }, { "warn", TOKEN_WARN },
        { "expect", TOKEN_EXPECT }, { "output", TOKEN_OUTPUT }, { "tags", TOKEN_TAGS },
        { "override", TOKEN_OVERRIDE }, { "when", TOKEN_WHEN }, { "pattern", TOKEN_PATTERN },
        { "export", TOKEN_EXPORT }, { "stack", TOKEN_STACK }, { "mapping", TOKEN_MAPPING }, { "rule", TOKEN_RULE },
        { "metadata", TOKEN_METADATA }, { "transform", TOKEN_TRANSFORM }, { "test", TOKEN_TEST },
        { "as", TOKEN_AS }, { "with", TOKEN_WITH }, { "is", TOKEN_IS }, { "no", TOKEN_NO }, { "via", TOKEN_VIA },
        { "survives", TOKEN_SURVIVES }, { "loss", TOKEN_LOSS }, { "of", TOKEN_OF }, { "any", TOKEN_ANY },
        { "az", TOKEN_AZ }, { "error", TOKEN_ERROR },
    };
    if (!text.length || text.at[0] < 'a' || text.at[0] > 'z')
        return TOKEN_NAME;      /* CloudFormation's own names begin with a capital */
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (words[i].word[0] == text.at[0] && text_equal_c(text, words[i].word))
            return words[i].kind;
    return TOKEN_NAME;
}

bool word_is_reserved(int kind)
{
    return kind == TOKEN_OR || kind == TOKEN_AND || kind == TOKEN_NOT || kind == TOKEN_IN || kind == TOKEN_IF
           || kind == TOKEN_THEN || kind == TOKEN_ELSE || kind == TOKEN_FOR;
}

/* What a declaration's keyword wants behind it. */
enum wants { WANTS_NAME, WANTS_TEXT, WANTS_FIELDS, WANTS_EXPRESSION, NO_DECLARATION };

static enum wants wants_of(int keyword)
{
    switch (keyword) {
    case TOKEN_ARCHITECTURE: case TOKEN_PARAM: case TOKEN_INPUT: case TOKEN_ENV: case TOKEN_LET:
    case TOKEN_TYPE: case TOKEN_RESOURCE: case TOKEN_TIER: case TOKEN_OUTPUT: case TOKEN_PATTERN:
    case TOKEN_EXPORT: case TOKEN_STACK: case TOKEN_MAPPING: case TOKEN_RULE:
        return WANTS_NAME;
    case TOKEN_USE: case TOKEN_TEST: case TOKEN_TRANSFORM:
        return WANTS_TEXT;
    case TOKEN_TAGS: case TOKEN_METADATA:
        return WANTS_FIELDS;
    case TOKEN_AZS: case TOKEN_FLOW: case TOKEN_ASSERT: case TOKEN_WARN: case TOKEN_EXPECT:
    case TOKEN_OVERRIDE: case TOKEN_WHEN:
        return WANTS_EXPRESSION;
    default:
        return NO_DECLARATION;
    }
}

bool word_begins_declaration(int kind)
{
    return wants_of(kind) != NO_DECLARATION;
}

/* Where a declaration can begin, a keyword begins one unless what follows shows
   that it is an instance's name or a module: `queue rule {`, `type.x y {`. */
static bool begins(int keyword, const char *next)
{
    switch (wants_of(keyword)) {
    case WANTS_NAME:
        return *next != '{' && *next != '[' && *next != '.';
    case WANTS_TEXT:
        return *next != '{' && *next != '.' && (*next != '[' || keyword == TOKEN_TRANSFORM);
    case WANTS_FIELDS:
        return *next != '[' && *next != '.';
    case WANTS_EXPRESSION:
        return *next != '{' && *next != '.' && (*next != '[' || keyword != TOKEN_OVERRIDE);
    default:
        return false;
    }
}

bool word_is_certain(const struct parser *parser, int keyword, struct span span)
{
    if (!token_first_on_line(parser, span.low))
        return false;
    const char *next = skip_blanks(token_text(parser, span.high));
    switch (wants_of(keyword)) {
    case WANTS_NAME:
    case WANTS_EXPRESSION: {
        if (!word_length(next) || is_infix(next))
            return false;
        const char *behind = skip_blanks(next + word_length(next));
        if (behind[0] != ':' || behind[1] == ':')
            return true;
        bool in_fields = parser->depth && parser->brackets[parser->depth - 1].kind == BRACKET_FIELDS;
        return (keyword == TOKEN_PARAM || keyword == TOKEN_INPUT) && !in_fields;
    }
    case WANTS_TEXT:
        return *next == '"' || *next == '\'';
    default:
        return false;
    }
}

bool word_opens_line(const struct parser *parser, struct span span)
{
    const char *at = token_text(parser, span.high);
    if (*at == '.')
        at += 1 + word_length(at + 1);
    at = skip_blanks(at);
    return (word_length(at) && !is_infix(at)) || *at == '"' || *at == '\'' || *at == '{';
}

bool word_is_block(const struct parser *parser, int kind, struct span span)
{
    if (!token_first_on_line(parser, span.low))
        return false;
    const char *at = token_text(parser, span.high);
    if (kind == TOKEN_FOR)
        return word_ends_operand(parser->previous);
    if (kind == TOKEN_IF) {
        if (!word_ends_operand(parser->previous))
            return false;
        const char *end = memchr(at, '\n', (size_t)(parser->end - at));
        if (!end)
            return false;
        while (end > at && (end[-1] == ' ' || end[-1] == '\t' || end[-1] == '\r'))
            end--;
        return end > at && end[-1] == '{';
    }
    if (*at == '.')
        at += 1 + word_length(at + 1);
    at = skip_blanks(at);
    if (kind != TOKEN_NAME || !word_length(at) || is_infix(at))
        return false;
    at = skip_blanks(at + word_length(at));
    return *at == '{' || *at == '[';
}

int word_kind(const struct parser *parser, int keyword, struct span span)
{
    int previous = parser->previous;
    if (word_is_reserved(keyword))
        return keyword;
    if (previous == TOKEN_DOT || keyword == TOKEN_NAME)
        return TOKEN_NAME;
    const char *next = skip_space(token_text(parser, span.high));
    bool behind_operand = word_ends_operand(previous);
    bool can_begin = behind_operand || previous == 0 || previous == TOKEN_LEFT_BRACE;
    if (*next == ':' && next[1] != ':' && (can_begin || previous == TOKEN_COMMA || previous == TOKEN_LEFT_PAREN))
        return TOKEN_NAME;      /* a key, an argument's or a parameter's name */
    bool is;
    switch (keyword) {
    case TOKEN_TRUE:
    case TOKEN_FALSE:
    case TOKEN_NULL_VALUE:
        return keyword;
    case TOKEN_AS:
        is = previous == TOKEN_STRING;
        break;
    case TOKEN_WITH:
        is = (previous == TOKEN_RIGHT_BRACE || previous == TOKEN_STRING) && *next == '{';
        break;
    case TOKEN_IS:
        is = previous == TOKEN_RIGHT_PAREN && next_is(next, "tier");
        break;
    case TOKEN_NO:
        is = previous == TOKEN_ASSERT
             && ((is_word(*next) && !is_infix(next)) || *next == '"' || *next == '\'' || *next == '(' || *next == '[');
        break;
    case TOKEN_VIA:
        is = behind_operand && is_letter(*next);
        break;
    case TOKEN_SURVIVES:
        is = (behind_operand || previous == TOKEN_ASSERT) && next_is(next, "loss");
        break;
    case TOKEN_LOSS:
        is = previous == TOKEN_SURVIVES;
        break;
    case TOKEN_OF:
        is = previous == TOKEN_LOSS;
        break;
    case TOKEN_ANY:
        is = previous == TOKEN_OF && next_is(next, "az");
        break;
    case TOKEN_AZ:
        is = previous == TOKEN_ANY;
        break;
    case TOKEN_ERROR:
        is = previous == TOKEN_EXPECT && (*next == '"' || *next == '\'');
        break;
    default:
        is = (keyword == TOKEN_TIER && previous == TOKEN_IS)
             || (can_begin ? begins(keyword, next) : word_is_certain(parser, keyword, span));
    }
    return is ? keyword : TOKEN_NAME;
}
