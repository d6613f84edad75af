/* Syntax: the one door to scanner and parser. The parser's state lives on the C
   stack; all that it allocates, flex's and bison's own needs included, comes
   from the arena, so that running out of memory ends in one place. */
#include "base/utf8.h"
#include "syntax/parser.h"
#include "grammar/parse.h"

void parser_open(struct parser *parser, struct arena *arena, struct atoms *atoms, struct reporter *reporter,
                 const struct source *source, int first)
{
    static const char mark[] = "\xEF\xBB\xBF";
    struct text text = source->content;
    size_t skipped = text_starts(text, mark) ? sizeof mark - 1 : 0;
    *parser = (struct parser){
        .arena = arena, .atoms = atoms, .reporter = reporter, .source = source, .first = first, .detained = first != 0,
        .start = text.at + skipped, .end = text.at + text.length, .base = source->base + (uint32_t)skipped,
        .reported = UINT32_MAX, .told = UINT32_MAX,
    };
    scanner_open(parser);
}

const struct syntax *syntax_parse(struct arena *arena, struct atoms *atoms, struct reporter *reporter,
                                  const struct source *source)
{
    struct parser parser;
    parser_open(&parser, arena, atoms, reporter, source, TOKEN_START_FILE);
    scan_prepare(&parser);
    mtc_parse(&parser);
    description_finish(&parser);
    struct syntax *syntax = NEW(arena, struct syntax);
    syntax->source = source;
    syntax->body = parser.body;
    syntax->description = parser.file_description.at ? parser.file_description : (struct text){ "", 0 };
    for (size_t i = 0; i < parser.body.count; i++) {
        const struct declaration *declaration = parser.body.items[i];
        if (declaration->head.kind == DECL_ARCHITECTURE && declaration->description)
            syntax->description = *declaration->description;
    }
    return syntax;
}

const struct node *syntax_parse_expression(struct arena *arena, struct atoms *atoms, struct reporter *reporter,
                                           const struct source *source, bool quiet)
{
    struct parser parser;
    parser_open(&parser, arena, atoms, reporter, source, TOKEN_START_EXPRESSION);
    parser.quiet = quiet;
    scan_prepare(&parser);
    int failed = mtc_parse(&parser);
    return failed || parser.mistakes ? NULL : parser.expression;
}
