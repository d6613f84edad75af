/* Scanning: what the scanner's rules call when a match is more than a token:
   pieces of strings, signs that come from other languages, bytes that cannot
   stand in a source at all. Words of messages are in syntax_error.c, apart from
   the hints that belong to one sign. */
#include "base/utf8.h"
#include "syntax/build.h"
#include "grammar/parse.h"

/* ---------------------------------------------------------- the whole text */

static void report_bytes(struct parser *parser, enum message_id id, const char *first, size_t count, const char *more)
{
    uint32_t low = parser->base + (uint32_t)(first - parser->start);
    char byte[3];
    static const char digits[] = "0123456789ABCDEF";
    byte[0] = digits[(unsigned char)*first >> 4];
    byte[1] = digits[(unsigned char)*first & 15];
    byte[2] = '\0';
    struct diagnostic *diagnostic = syntax_report(parser, id, (struct span){ low, low + 1 }, byte);
    if (diagnostic && count > 1)
        report_note(parser->reporter, diagnostic, SPAN_NONE, "%zu more %s in this file", count - 1, more);
}

/* Tells bytes that are no text, and blanks them so that nobody meets them again:
   the scanner (for which a NUL is dear), the messages, the template. */
void scan_prepare(struct parser *parser)
{
    struct text text = { parser->start, (size_t)(parser->end - parser->start) };
    char *bytes = (char *)parser->start;
    size_t count = 0, first = 0;
    char *nul = bytes;
    while ((nul = memchr(nul, '\0', (size_t)(parser->end - nul))) != NULL) {
        if (!count++)
            first = (size_t)(nul - bytes);
        *nul++ = ' ';
    }
    if (count)
        report_bytes(parser, MT0005, bytes + first, count, count == 2 ? "NUL byte" : "NUL bytes");
    count = 0;
    char first_byte = '\0';
    for (size_t at = 0; (at += utf8_check(text_slice(text, at, text.length))) < text.length; at++) {
        if (!count++) {
            first = at;
            first_byte = bytes[at];
        }
        bytes[at] = ' ';
    }
    if (count) {
        bytes[first] = first_byte;
        report_bytes(parser, MT0004, bytes + first, count, count == 2 ? "such byte" : "such bytes");
        bytes[first] = ' ';
    }
}

/* -------------------------------------------------------------- strings */

void scan_open_string(struct parser *parser, struct span quote, const char *behind, uint32_t form)
{
    parser->string = (struct span){ quote.low, quote.low + 1 };
    parser->piece = behind;
    parser->piece_form = form;
    parser->resumed = false;
}

/* The piece from where it began to `end`, before the quotes or ${ that match now. */
int scan_piece(struct parser *parser, union syntax_value *value, struct span *span, const char *end, bool interpolation)
{
    value->raw = (struct raw_text){ parser->piece, (uint32_t)(end - parser->piece), parser->piece_form };
    if (!parser->resumed)
        span->low = parser->string.low;
    if (interpolation)
        return parser->resumed ? TOKEN_TEMPLATE_MIDDLE : TOKEN_TEMPLATE_OPEN;
    return parser->resumed ? TOKEN_TEMPLATE_CLOSE : TOKEN_STRING;
}

/* What stands in brackets behind such a string cannot be told from its text. */
static void forgive_line(struct parser *parser, struct span quote)
{
    const char *line = token_text(parser, quote.low);
    while (line > parser->start && line[-1] != '\n')
        line--;
    for (unsigned i = 0; i < parser->depth; i++) {
        if (parser->brackets[i].span.low >= parser->base + (uint32_t)(line - parser->start)) {
            parser->brackets[i].forgiven = true;
            parser->forgiving = true;
        }
    }
}

/* Openers that the string took: their closers will be left over. */
static void owe_swallowed(struct parser *parser, const char *end)
{
    int open = 0;
    for (const char *at = parser->piece; at < end; at++)
        open += (*at == '{' || *at == '[' || *at == '(') - (*at == '}' || *at == ']' || *at == ')');
    if (open > 0)
        parser->owed += (unsigned)open;
}

/* "abc ${x" and the line's end: what looked like a string is the quote that
   closes the one outside, and the interpolation stays open. */
static bool close_outer(struct parser *parser)
{
    if (parser->resumed || !parser->depth)
        return false;
    struct bracket *bracket = &parser->brackets[parser->depth - 1];
    if (!bracket->interpolation || bracket->long_text)
        return false;
    for (const char *at = token_text(parser, bracket->span.low); at < token_text(parser, parser->string.low); at++)
        if (*at == '\n')
            return false;
    syntax_error_unclosed(parser, bracket, parser->string);
    parser->depth--;
    return true;
}

/* 0: the string is to be left out. */
int scan_unclosed(struct parser *parser, union syntax_value *value, struct span *span, const char *end)
{
    span->high = parser->base + (uint32_t)(end - parser->start);
    if (close_outer(parser)) {
        span->low = parser->string.low;
        value->raw = (struct raw_text){ end, 0, FORM_RAW };
        return TOKEN_TEMPLATE_CLOSE;
    }
    if (end == parser->end && (parser->piece_form & FORM_LONG))
        parser->forgiving = true;
    forgive_line(parser, parser->string);
    bool misplaced = !parser->resumed && word_ends_operand(parser->previous);
    if (parser->string.low >= parser->doubted && !syntax_error_on_line(parser, parser->string.low))
        syntax_report(parser, MT0013, parser->string, NULL);
    owe_swallowed(parser, end);
    syntax_error_doubt_line(parser, parser->string.low);
    if (misplaced)
        return 0;       /* a quote too many: it stands where no string can */
    *span = (struct span){ parser->resumed ? span->low : parser->string.low, span->high };
    value->raw = (struct raw_text){ parser->piece, (uint32_t)(end - parser->piece), parser->piece_form & ~(uint32_t)FORM_LONG };
    return parser->resumed ? TOKEN_TEMPLATE_CLOSE : TOKEN_STRING;
}

/* ------------------------------------------------- signs of other languages */

/* A sign that mtc has another word for: told, and taken as that. */
int scan_foreign(struct parser *parser, struct span *span, int kind, const char *help)
{
    struct text source = token_source(parser, *span);
    if (source.length > 2 && (source.at[1] == '/' || source.at[1] == '*'))
        source.length = 2;
    struct text quoted = text_format(parser->arena, "'%.*s'", (int)source.length, source.at);
    struct diagnostic *diagnostic =
        syntax_report(parser, MT0011, (struct span){ span->low, span->low + (uint32_t)source.length }, quoted.at);
    if (diagnostic)
        report_help(parser->reporter, diagnostic, "%s", help);
    return kind;
}

/* elif and its kin behind a block: told, and taken as 'else if'. */
int scan_else_if(struct parser *parser, union syntax_value *value, struct span *span)
{
    const char *next = token_text(parser, span->high);
    if (parser->previous != TOKEN_RIGHT_BRACE || (*next != ' ' && *next != '(')) {
        value->name = atom_of(parser->atoms, token_source(parser, *span));
        return TOKEN_NAME;
    }
    parser->again = (struct token){ .kind = TOKEN_IF, .span = { span->high, span->high } };
    parser->has_again = parser->detained = true;
    return scan_foreign(parser, span, TOKEN_ELSE, "write 'else if'");
}

/* Signs that look like ones of the language: wide ones (an input method's), and
   what word processors make. */
static const struct {
    uint32_t code;
    const char *sign;
    int kind;
} lookalikes[] = {
    { 0x2013, "-", TOKEN_MINUS }, { 0x2018, "'", 0 }, { 0x2019, "'", 0 }, { 0x201C, "\"", 0 }, { 0x201D, "\"", 0 },
    { 0x2026, "...", TOKEN_SPREAD }, { 0x2192, "->", TOKEN_ARROW }, { 0x2212, "-", TOKEN_MINUS },
    { 0x2260, "!=", TOKEN_NOT_EQUAL }, { 0x2264, "<=", TOKEN_LESS_EQUAL }, { 0x2265, ">=", TOKEN_GREATER_EQUAL },
    { 0x3001, ",", TOKEN_COMMA }, { 0x300C, "\"", 0 }, { 0x300D, "\"", 0 },
    { 0xFF02, "\"", 0 }, { 0xFF03, "#", 0 }, { 0xFF07, "'", 0 }, { 0xFF08, "(", TOKEN_LEFT_PAREN },
    { 0xFF09, ")", TOKEN_RIGHT_PAREN }, { 0xFF0A, "*", TOKEN_STAR }, { 0xFF0B, "+", TOKEN_PLUS },
    { 0xFF0C, ",", TOKEN_COMMA }, { 0xFF0D, "-", TOKEN_MINUS }, { 0xFF0E, ".", TOKEN_DOT },
    { 0xFF0F, "/", TOKEN_SLASH }, { 0xFF1A, ":", TOKEN_COLON }, { 0xFF1C, "<", TOKEN_LESS },
    { 0xFF1D, "=", TOKEN_ASSIGN }, { 0xFF1E, ">", TOKEN_GREATER }, { 0xFF1F, "?", TOKEN_QUESTION },
    { 0xFF3B, "[", TOKEN_LEFT_BRACKET }, { 0xFF3D, "]", TOKEN_RIGHT_BRACKET }, { 0xFF5B, "{", TOKEN_LEFT_BRACE },
    { 0xFF5C, "|", TOKEN_BAR }, { 0xFF5D, "}", TOKEN_RIGHT_BRACE },
};

static int lookalike(uint32_t code)
{
    for (size_t i = 0; i < sizeof lookalikes / sizeof lookalikes[0]; i++)
        if (lookalikes[i].code == code)
            return (int)i;
    return -1;
}

static bool is_space(uint32_t code)
{
    return code == 0x3000 || code == 0xA0 || code == 0xFEFF;
}

/* The run is quoted up to a length that fits a line. */
static void report_strange(struct parser *parser, struct span span, const char *help)
{
    enum { LONGEST = 60 };
    struct text source = token_source(parser, span);
    size_t offset = 0;
    uint32_t code = utf8_next(source, &offset);
    size_t shown = source.length > LONGEST ? utf8_before(source, LONGEST) : source.length;
    struct text what = utf8_width(code) ? text_format(parser->arena, "'%.*s%s'", (int)shown, source.at,
                                                      shown < source.length ? "…" : "")
                                        : text_format(parser->arena, "U+%04lX", (unsigned long)code);
    struct diagnostic *diagnostic = syntax_report(parser, MT0010, span, what.at);
    if (diagnostic && help)
        report_help(parser->reporter, diagnostic, "%s", help);
}

/* A string as word processors write it: up to its own closing quote. */
static bool typographic_string(struct parser *parser, struct text source, union syntax_value *value, struct span *span)
{
    size_t offset = 0;
    utf8_next(source, &offset);
    size_t from = offset;
    while (offset < source.length) {
        size_t to = offset;
        uint32_t code = utf8_next(source, &offset);
        if (code == '\n' || code == 0x201C)
            return false;
        if (code != 0x201D)
            continue;
        value->raw = (struct raw_text){ source.at + from, (uint32_t)(to - from), FORM_RAW };
        span->high = span->low + (uint32_t)offset;
        return token_text(parser, span->high) <= parser->end;
    }
    return false;
}

/* A character, or a run of them, that is none of the language's. *length is how
   many bytes it has; the result a token's kind, or 0 to go on. */
int scan_strange(struct parser *parser, union syntax_value *value, struct span *span, size_t *length)
{
    const char *at = token_text(parser, span->low);
    struct text source = { at, (size_t)(parser->end - at) };
    size_t offset = 0;
    uint32_t code = utf8_next(source, &offset);
    int like = lookalike(code);
    if (is_space(code)) {
        *length = offset;
        return 0;
    }
    if (code == 0x201C && typographic_string(parser, source, value, span)) {
        *length = span->high - span->low;
        return scan_foreign(parser, span, TOKEN_STRING, "a string stands between \" and \"");
    }
    if (code < 0x80 || like >= 0 || utf8_width(code) == 0) {
        *length = offset;
        span->high = span->low + (uint32_t)offset;
        if (like >= 0) {
            report_strange(parser, *span, text_format(parser->arena, "write '%s'", lookalikes[like].sign).at);
        } else {
            if (span->low >= parser->doubted && !syntax_error_on_line(parser, span->low))
                report_strange(parser, *span, code == '&' ? "'and' joins conditions" : NULL);
            syntax_error_doubt_line(parser, span->low);
            /* The same again and again is told once. */
            while (code < 0x80 && *length < source.length && source.at[*length] == source.at[0])
                ++*length;
            /* Alone it stands for a value that nobody can know. */
            char next = *token_text(parser, span->high);
            if (utf8_width(code) && !word_ends_operand(parser->previous) && (next == ' ' || next == '\n' || next == ',')) {
                value->tree = build_error(parser, *span);
                return TOKEN_NUMBER;
            }
        }
        return like >= 0 ? lookalikes[like].kind : 0;
    }
    for (size_t next = offset; next < source.length; offset = next) {
        code = utf8_next(source, &next);
        if (code < 0x80 || is_space(code) || lookalike(code) >= 0)
            break;
    }
    *length = offset;
    span->high = span->low + (uint32_t)offset;
    report_strange(parser, *span, "names are made of the letters A to Z, digits and '_'; other text stands in quotes");
    return TOKEN_NAME;
}
