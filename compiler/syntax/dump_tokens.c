/* The tokens of a source as text, one a line: place, class, text. For people who
   look for what the scanner made of a line (--dump tokens), and for golden
   tests. */
#include "syntax/dump.h"
#include "grammar/parse.h"

static const char *class_of(int kind)
{
    switch (kind) {
    case TOKEN_NAME: return "name";
    case TOKEN_KEY: return "key";
    case TOKEN_TYPE_NAME: return "type";
    case TOKEN_NUMBER: return "number";
    case TOKEN_STRING: return "string";
    case TOKEN_TEMPLATE_OPEN: return "open";
    case TOKEN_TEMPLATE_MIDDLE: return "middle";
    case TOKEN_TEMPLATE_CLOSE: return "close";
    case TOKEN_YYEOF: return "end";
    default: break;
    }
    if (kind >= TOKEN_ARCHITECTURE && kind <= TOKEN_ERROR)
        return "keyword";
    return word_is_reserved(kind) || kind == TOKEN_TRUE || kind == TOKEN_FALSE || kind == TOKEN_NULL_VALUE ? "word" : "sign";
}

/* Without the grammar nobody knows what a bracket holds: each is taken for one
   of fields or arguments, which is what decides about keys. */
static void guess_bracket(struct parser *parser, int opener)
{
    if (opener == TOKEN_LEFT_PAREN)
        token_bracket_kind(parser, BRACKET_ARGUMENTS);
}

struct text syntax_dump_tokens(struct arena *arena, struct atoms *atoms, struct reporter *reporter,
                               struct sources *sources, const struct source *source)
{
    struct parser parser;
    struct dump dump = { .sources = sources };
    buffer_init(&dump.buffer, arena);
    parser_open(&parser, arena, atoms, reporter, source, 0);
    scan_prepare(&parser);
    struct token token;
    do {
        token_read(&parser, &token);
        guess_bracket(&parser, token.kind);
        dump_place(&dump, token.span);
        buffer_add_format(&dump.buffer, "\t%s\t", class_of(token.kind));
        dump_quoted(&dump, token_source(&parser, token.span));
        buffer_add_char(&dump.buffer, '\n');
    } while (token.kind != TOKEN_YYEOF);
    return buffer_text(&dump.buffer);
}
