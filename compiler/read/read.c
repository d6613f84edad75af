/* The itinerary of reading: bytes that are text, plain values, a template, its
   graph. Each step goes on only where the one before it left something to look
   at, so that one mistake makes one message. Called by the session. */
#include "read/read.h"

#include "base/utf8.h"
#include "read/reader.h"

/* ---------------------------------------------------------------- bytes */

/* Whether the bytes are UTF-8 without a NUL; one message where they are not. */
static bool is_text(struct reader *reader)
{
    struct text content = reader->source->content;
    size_t bad = utf8_check(content);
    const char *nul = content.length ? memchr(content.at, '\0', content.length) : NULL;
    bool wide = text_starts(content, "\xFF\xFE") || text_starts(content, "\xFE\xFF");
    if (bad == content.length && !nul)
        return true;
    if (nul && !wide && (size_t)(nul - content.at) < bad) {
        size_t at = (size_t)(nul - content.at);
        report(reader->reporter, MT0005, reader_span(reader, at, at + 1), NULL);
        return false;
    }
    struct diagnostic *diagnostic =
        report(reader->reporter, MT0004, reader_span(reader, bad, bad + 1), NULL,
               text_format(reader->arena, "%02X", (unsigned char)content.at[bad]).at);
    if (wide)
        report_help(reader->reporter, diagnostic, "this file is UTF-16; save it as UTF-8");
    return false;
}

static bool begins_with_brace(struct text content)
{
    size_t at = text_starts(content, "\xEF\xBB\xBF") ? 3 : 0;
    while (at < content.length && content.at[at] && strchr(" \t\r\n", content.at[at]))
        at++;
    return at < content.length && content.at[at] == '{';
}

/* --------------------------------------------------------- shared helpers */

struct span reader_inside(const struct reader *reader, struct span span)
{
    struct text text = sources_text(reader->reporter->sources, span);
    size_t from = 0, to = text.length;
    while (from < to && (text.at[from] == '!' || text.at[from] == '&')) {
        while (from < to && !strchr(" \t\r\n", text.at[from]))
            from++;
        while (from < to && strchr(" \t\r\n", text.at[from]))
            from++;
    }
    if (to - from >= 2 && (text.at[from] == '"' || text.at[from] == '\'') && text.at[to - 1] == text.at[from]) {
        from++;
        to--;
    }
    return (struct span){ span.low + (uint32_t)from, span.low + (uint32_t)to };
}

void reader_wanted(struct reader *reader, struct value value, const char *wanted)
{
    if (value.kind == VALUE_POISON)
        return;     /* told already */
    report(reader->reporter, MT1030, value.span, NULL, wanted, value_describe(reader->arena, value));
}

bool reader_text(struct reader *reader, struct value value, const char *wanted)
{
    if (value.kind == VALUE_STRING)
        return true;
    reader_wanted(reader, value, wanted);
    return false;
}

bool reader_wanted_map(struct reader *reader, struct value value, const char *wanted)
{
    if (value.kind == VALUE_MAP)
        return true;
    reader_wanted(reader, value, wanted);
    return false;
}

/* ---------------------------------------------------------- what it is */

struct other_kind {
    const char *key, *what;
};

/* Files that people take for templates, by a key that they have at the top. */
static const struct other_kind other_kinds[] = {
    { "services", "this looks like a file for Docker Compose" },
    { "openapi", "this looks like an OpenAPI document" },
    { "swagger", "this looks like an OpenAPI document" },
    { "apiVersion", "this looks like an object for Kubernetes" },
    { "provider", "this looks like a file for the Serverless Framework or Terraform" },
    { "terraform", "this looks like a file for Terraform" },
    { "$schema", "this looks like a JSON schema or a file that one describes" },
    { "jobs", "this looks like a workflow for CI" },
    { "Version", "this looks like an IAM policy" },
    { "resources", "section names are written 'Resources', 'Parameters', …" },
};

static bool is_template(struct reader *reader)
{
    static const char *const sections[] = {
        "AWSTemplateFormatVersion", "Resources", "Transform", "Parameters", "Mappings", "Conditions", "Outputs",
    };
    for (size_t i = 0; i < sizeof sections / sizeof *sections; i++)
        if (value_get_c(reader->top, sections[i]))
            return true;
    return false;
}

static void report_no_template(struct reader *reader)
{
    struct value top = reader->top;
    size_t end = reader->source->content.length;
    struct span span = top.kind == VALUE_MAP && top.count ? top.fields[0].key_span
        : span_known(top.span) ? top.span : reader_span(reader, end, end);
    struct diagnostic *diagnostic = report(reader->reporter, MT0032, span, NULL);
    for (size_t i = 0; i < sizeof other_kinds / sizeof *other_kinds; i++)
        if (value_get_c(top, other_kinds[i].key)) {
            report_help(reader->reporter, diagnostic, "%s", other_kinds[i].what);
            return;
        }
    if (top.kind == VALUE_STRING)
        report_label(reader->reporter, diagnostic, "all of it is one text");
    else if (top.kind == VALUE_MAP)
        report_help(reader->reporter, diagnostic, "a template has at least the section 'Resources'");
    else if (!span_known(top.span))
        report_label(reader->reporter, diagnostic, "there is nothing in it");
}

struct graph *read_template(struct arena *arena, struct atoms *atoms, struct reporter *reporter,
                            struct source *source, struct text name)
{
    struct graph *graph = NEW(arena, struct graph);
    struct reader *reader = NEW(arena, struct reader);
    *reader = (struct reader){
        .arena = arena, .atoms = atoms, .reporter = reporter, .source = source, .errors = reporter->errors,
    };
    if (!is_text(reader))
        return graph;
    reader->json = begins_with_brace(source->content);
    source->comments_noted = true;
    reader->top = reader->json ? json_read(reader) : yaml_read(reader);
    if (reader->failed)
        return graph;
    if (reader->top.kind != VALUE_MAP || !is_template(reader)) {
        report_no_template(reader);
        return graph;
    }
    plain_report_nulls(reader);
    reader->stack = NEW(arena, struct stack);
    reader->stack->name = atom_of(atoms, name);
    reader->stack->is_default = true;
    *VEC_ADD(arena, &graph->stacks) = reader->stack;
    read_sections(reader);
    reader->stack->written = reader->top;
    return graph;
}
