/* libyaml's events as the reader of YAML wants them: one at a time, with its
   place in bytes, its mistake as a message, and the comments on the way noted.

   libyaml counts characters, spans count bytes: places are found by walking
   along with it. Called by yaml.c and yaml_tag.c. */
#include "read/yaml_reader.h"

#include "base/utf8.h"

/* --------------------------------------------------------------- places */

/* The byte offset of a place that libyaml names. */
static size_t yaml_offset(struct yaml *yaml, yaml_mark_t mark)
{
    struct text content = yaml->reader->source->content;
    if (yaml->ascii)
        return yaml->skipped + mark.index < content.length ? yaml->skipped + mark.index : content.length;
    while (yaml->characters > mark.index) {
        yaml->bytes = utf8_before(content, yaml->bytes);
        yaml->characters--;
    }
    /* The text is well-formed, so that a first byte tells how many there are. */
    for (; yaml->characters < mark.index && yaml->bytes < content.length; yaml->characters++) {
        unsigned char first = (unsigned char)content.at[yaml->bytes];
        yaml->bytes += first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    }
    return yaml->bytes;
}

struct span yaml_span(struct yaml *yaml)
{
    struct text content = yaml->reader->source->content;
    size_t low = yaml_offset(yaml, yaml->event.start_mark), high = yaml_offset(yaml, yaml->event.end_mark);
    while (high > low && yaml_is_blank(content.at[high - 1]))
        high--;
    return reader_span(yaml->reader, low, high);
}

/* ------------------------------------------------------------- messages */

struct yaml_hint {
    const char *problem;
    const char *help;
};

static const struct yaml_hint yaml_hints[] = {
    { "found character that cannot start any token", "a text that begins with a special character stands in quotes" },
    { "mapping values are not allowed in this context", "a text that holds ': ' stands in quotes; else look at the indentation" },
    { "could not find expected ':'", "a key is followed by ': ', a list's element begins with '- '" },
    { "did not find expected key", "look at the indentation: keys of one object stand in one column" },
    { "did not find expected '-' indicator", "look at the indentation: elements of one list stand in one column" },
    { "did not find expected <document start>", "look at the indentation: this line stands outside what is above it" },
    { "found unexpected end of stream", "a quote or bracket is not closed" },
};

/* libyaml's words, at the place it names: a tab where that is what it stumbled over. */
static void yaml_report_problem(struct yaml *yaml)
{
    const yaml_parser_t *parser = &yaml->parser;
    struct reader *reader = yaml->reader;
    struct text content = reader->source->content;
    size_t at = parser->error == YAML_READER_ERROR ? yaml->skipped + parser->problem_offset
                                                   : yaml_offset(yaml, parser->problem_mark);
    if (at > content.length)
        at = content.length;
    size_t end = at;
    if (end < content.length && content.at[end] != '\n')
        utf8_next(content, &end);
    bool tab = at < content.length && content.at[at] == '\t';
    struct diagnostic *diagnostic = report(reader->reporter, MT0031, reader_span(reader, at, end), NULL,
                                           tab ? "found a tab where YAML takes only spaces" : parser->problem);
    if (parser->context && parser->context_mark.index != parser->problem_mark.index) {
        size_t from = yaml_offset(yaml, parser->context_mark);
        report_note(reader->reporter, diagnostic, reader_span(reader, from, from + (from < content.length)), "%s",
                    parser->context);
    }
    for (size_t i = 0; !tab && i < sizeof yaml_hints / sizeof *yaml_hints; i++)
        if (strcmp(parser->problem, yaml_hints[i].problem) == 0)
            report_help(reader->reporter, diagnostic, "%s", yaml_hints[i].help);
    if (tab)
        report_help(reader->reporter, diagnostic, "indent with spaces");
}

/* --------------------------------------------------------------- events */

/* Notes the comments between two events: a '#' at the start of a line or behind
   a blank. */
static void note_comments(struct yaml *yaml)
{
    struct text content = yaml->reader->source->content;
    size_t end = yaml_offset(yaml, yaml->event.start_mark);
    for (size_t at = yaml->passed; at < end; at++) {
        if (content.at[at] != '#' || (at > 0 && !yaml_is_blank(content.at[at - 1])))
            continue;
        size_t from = at;
        while (at < end && content.at[at] != '\n')
            at++;
        *VEC_ADD(yaml->reader->arena, &yaml->reader->source->comments) = reader_span(yaml->reader, from, at);
    }
}

bool yaml_next(struct yaml *yaml)
{
    if (yaml->has_event && yaml->notes_comments)
        yaml->passed = yaml_offset(yaml, yaml->event.end_mark);
    if (yaml->has_event)
        yaml_event_delete(&yaml->event);
    yaml->has_event = false;
    if (yaml->reader->failed)
        return false;
    if (!yaml_parser_parse(&yaml->parser, &yaml->event)) {
        /* In places libyaml gives up without saying why: memory, too. */
        if (yaml->parser.error == YAML_MEMORY_ERROR || !yaml->parser.problem)
            arena_fail(yaml->reader->arena);
        yaml_report_problem(yaml);
        yaml->reader->failed = true;
        return false;
    }
    yaml->has_event = true;
    if (yaml->notes_comments)
        note_comments(yaml);
    return true;
}

void yaml_start(struct yaml *yaml)
{
    struct text content = yaml->reader->source->content;
    if (!yaml_parser_initialize(&yaml->parser))
        arena_fail(yaml->reader->arena);
    if (text_starts(content, "\xEF\xBB\xBF"))
        yaml->skipped = yaml->bytes = 3;
    yaml->ascii = true;
    for (size_t i = yaml->skipped; i < content.length && yaml->ascii; i++)
        yaml->ascii = (unsigned char)content.at[i] < 0x80;
    yaml->notes_comments = strstr(content.at, "allow ") != NULL;
    yaml_parser_set_encoding(&yaml->parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&yaml->parser, (const unsigned char *)content.at + yaml->skipped,
                                 content.length - yaml->skipped);
}

void yaml_end(struct yaml *yaml)
{
    if (yaml->has_event)
        yaml_event_delete(&yaml->event);
    yaml->has_event = false;
    yaml_parser_delete(&yaml->parser);
}
