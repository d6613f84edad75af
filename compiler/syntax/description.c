/* Descriptions: the ## lines above a declaration, a parameter or a record's
   field. Lines in a row are one description; it aims at the token behind it,
   and the declaration that begins with that token claims it once it is whole.
   What nobody claims is told.

   Declarations become whole from the inside out, so that what lies behind one's
   beginning and was not claimed when it is whole belongs to nothing. */
#include "syntax/parser.h"

static bool blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

/* An empty line between two places. */
static bool parted(const char *at, const char *end)
{
    bool line_is_empty = false;
    for (; at < end; at++) {
        if (*at == '\n') {
            if (line_is_empty)
                return true;
            line_is_empty = true;
        } else if (!blank(*at)) {
            line_is_empty = false;
        }
    }
    return false;
}

/* After a mistake it may have lost its declaration to that. */
static void tell_homeless(struct parser *parser, struct span span, const char *help)
{
    if (parser->mistakes)
        return;
    struct diagnostic *diagnostic = syntax_report(parser, MT0019, span, NULL);
    if (diagnostic && help)
        report_help(parser->reporter, diagnostic, "%s", help);
}

/* What a ## line says. */
static struct text said(struct text line)
{
    line = text_slice(line, line.length > 2 && line.at[2] == ' ' ? 3 : 2, line.length);
    while (line.length && blank(line.at[line.length - 1]))
        line.length--;
    return line;
}

/* The lines between the first ## and the end of the last, joined. */
static struct text join_lines(struct parser *parser, struct text source)
{
    if (!memchr(source.at, '\n', source.length))
        return said(source);
    struct buffer buffer;
    buffer_init(&buffer, parser->arena);
    buffer_reserve(&buffer, source.length);
    for (size_t at = 0; at < source.length;) {
        const char *newline = memchr(source.at + at, '\n', source.length - at);
        size_t end = newline ? (size_t)(newline - source.at) : source.length;
        while (at < end && blank(source.at[at]))
            at++;
        struct text line = text_slice(source, at, end);
        if (text_starts(line, "##") && (line.length == 2 || line.at[2] != '#')) {
            if (buffer.length)
                buffer_add_char(&buffer, '\n');
            buffer_add(&buffer, said(line));
        }
        at = end + 1;
    }
    return buffer_text(&buffer);
}

/* The comment ends here without a declaration right below it. At the head of a
   file it describes the file. */
static void drop(struct parser *parser, bool is_parted)
{
    if (!parser->previous && !parser->file_description.at)
        parser->file_description = join_lines(parser, token_source(parser, parser->comment.span));
    else
        tell_homeless(parser, parser->comment.span, is_parted ? "an empty line parts it from what follows" : NULL);
    parser->comment = (struct description){ .open = false };
}

void description_line(struct parser *parser, struct span span)
{
    struct description *comment = &parser->comment;
    if (!token_first_on_line(parser, span.low)) {
        tell_homeless(parser, span, "a description stands above what it describes; a comment begins with a single '#'");
        return;
    }
    if (comment->open && parted(token_text(parser, comment->span.high), token_text(parser, span.low)))
        drop(parser, true);
    if (!comment->open)
        comment->span.low = span.low;
    comment->span.high = span.high;
    comment->open = true;
}

void description_aim(struct parser *parser, struct span token)
{
    struct description *comment = &parser->comment;
    if (parted(token_text(parser, comment->span.high), token_text(parser, token.low))) {
        struct text rest = { token_text(parser, token.low), (size_t)(parser->end - token_text(parser, token.low)) };
        if (parser->previous || !text_starts(rest, "architecture")) {
            drop(parser, true);
            return;
        }
    }
    comment->text = join_lines(parser, token_source(parser, comment->span));
    comment->target = token.low;
    *VEC_ADD(parser->arena, &parser->descriptions) = *comment;
    *comment = (struct description){ .open = false };
}

/* The description that aims at the beginning of `span`, or NULL. Others inside
   of it are told. One that lies behind it belongs to what follows. */
const struct text *description_claim(struct parser *parser, struct span span)
{
    size_t count = parser->descriptions.count;
    if (!count)
        return NULL;
    struct description *all = parser->descriptions.at;
    size_t behind = count;
    while (behind && all[behind - 1].target >= span.high)
        behind--;
    size_t first = behind;
    const struct text *claimed = NULL;
    while (first && all[first - 1].target >= span.low) {
        first--;
        if (all[first].target == span.low) {
            struct text *text = NEW(parser->arena, struct text);
            *text = all[first].text;
            claimed = text;
        } else {
            tell_homeless(parser, all[first].span, NULL);
        }
    }
    memmove(all + first, all + behind, (count - behind) * sizeof *all);
    parser->descriptions.count = first + (count - behind);
    return claimed;
}

void description_finish(struct parser *parser)
{
    for (size_t i = 0; i < parser->descriptions.count; i++)
        if (parser->descriptions.at[i].target)
            tell_homeless(parser, parser->descriptions.at[i].span, NULL);
}
