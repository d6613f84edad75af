/* YAML into plain values, through libyaml's events. A short tag (!Sub …) becomes
   the map of one field that CloudFormation makes of it. Aliases are resolved
   here, counted, so that a few lines cannot stand for a million values.

   libyaml allocates by itself: its parser is given back wherever this ends,
   also where the arena's memory runs out. It counts characters, spans count
   bytes: places are found by walking along with it.

   Sources: "CloudFormation template format" (YAML 1.1 without some of its
   types) and "Intrinsic function reference" of the AWS CloudFormation User
   Guide. */
#include "read/reader.h"

#include "base/limits.h"
#include "base/utf8.h"

#include <yaml.h>

struct anchor {
    struct value value;
    uint32_t weight;            /* values in it */
    unsigned height;            /* nesting in it */
};

struct yaml {
    struct reader *reader;
    yaml_parser_t parser;
    yaml_event_t event;         /* the one being looked at */
    bool has_event;
    struct map anchors;         /* atom -> struct anchor */
    size_t skipped;             /* bytes of a byte order mark */
    bool ascii;                 /* characters are bytes */
    size_t characters, bytes;   /* a place that both counts are known of */
    uint32_t weight;            /* values so far, aliases resolved */
    uint32_t repeated;          /* those that came through aliases */
    unsigned depth;
    unsigned height;            /* nesting below the value read last */
    bool alias_told;
    bool notes_comments;
    size_t passed;              /* bytes behind the last event */
};

static struct value yaml_node(struct yaml *yaml);

static void yaml_stop(struct yaml *yaml)
{
    yaml->reader->failed = true;
}

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

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* The event's place, without the blanks that a block scalar ends with. */
static struct span event_span(struct yaml *yaml)
{
    struct text content = yaml->reader->source->content;
    size_t low = yaml_offset(yaml, yaml->event.start_mark), high = yaml_offset(yaml, yaml->event.end_mark);
    while (high > low && is_blank(content.at[high - 1]))
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

/* Notes the comments between two events: a '#' at the start of a line or behind
   a blank. */
static void note_comments(struct yaml *yaml)
{
    struct text content = yaml->reader->source->content;
    size_t end = yaml_offset(yaml, yaml->event.start_mark);
    for (size_t at = yaml->passed; at < end; at++) {
        if (content.at[at] != '#' || (at > 0 && !is_blank(content.at[at - 1])))
            continue;
        size_t from = at;
        while (at < end && content.at[at] != '\n')
            at++;
        *VEC_ADD(yaml->reader->arena, &yaml->reader->source->comments) = reader_span(yaml->reader, from, at);
    }
}

/* Goes to the next event; false after a mistake. */
static bool yaml_next(struct yaml *yaml)
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
        yaml_stop(yaml);
        return false;
    }
    yaml->has_event = true;
    if (yaml->notes_comments)
        note_comments(yaml);
    return true;
}

/* ----------------------------------------------------------------- tags */

/* Calls that have a short form: "Intrinsic function reference" and "Rules
   section syntax". */
static const char *const short_tags[] = {
    "!Ref", "!GetAtt", "!Sub", "!If", "!Select", "!Join", "!Equals", "!Condition", "!Not", "!And", "!Or",
    "!GetAZs", "!FindInMap", "!Base64", "!Split", "!ImportValue", "!Cidr", "!ToJsonString", "!Length", "!Transform",
    "!Contains", "!EachMemberEquals", "!EachMemberIn", "!RefAll", "!ValueOf", "!ValueOfAll",
};

static bool is_short_tag(const char *tag)
{
    for (size_t i = 0; i < sizeof short_tags / sizeof *short_tags; i++)
        if (strcmp(tag, short_tags[i]) == 0)
            return true;
    return false;
}

/* What libyaml makes of `!!int`. */
static const char yaml_prefix[] = "tag:yaml.org,2002:";
enum { YAML_PREFIX = sizeof yaml_prefix - 1 };

/* The stretch of the tag itself in an event's place. */
static struct span tag_span(struct yaml *yaml, struct span span)
{
    struct text text = sources_text(yaml->reader->reporter->sources, span);
    size_t at = 0;
    if (at < text.length && text.at[at] == '&') {
        while (at < text.length && !is_blank(text.at[at]))
            at++;
        while (at < text.length && is_blank(text.at[at]))
            at++;
    }
    size_t end = at;
    while (end < text.length && !is_blank(text.at[end]))
        end++;
    return (struct span){ span.low + (uint32_t)at, span.low + (uint32_t)end };
}

static void report_tag(struct yaml *yaml, const char *tag, struct span span)
{
    struct reader *reader = yaml->reader;
    bool standard = strncmp(tag, yaml_prefix, YAML_PREFIX) == 0;
    const char *written = standard ? text_format(reader->arena, "!!%s", tag + YAML_PREFIX).at
                                   : text_cstring(reader->arena, text_of(tag));
    struct diagnostic *diagnostic = report(reader->reporter, MT0034, tag_span(yaml, span), NULL, written);
    struct near near;
    near_start(&near, text_of(written));
    for (size_t i = 0; i < sizeof short_tags / sizeof *short_tags && !standard; i++)
        near_try(&near, text_of(short_tags[i]));
    report_near(reader->reporter, diagnostic, near.best);
}

/* "Db.Endpoint.Address" as a pair. */
static struct value dotted_pair(struct yaml *yaml, struct value text)
{
    const char *dot = memchr(text.string, '.', text.count);
    if (!dot)
        return text;
    struct reader *reader = yaml->reader;
    size_t length = (size_t)(dot - text.string), first = reader->open.count;
    struct span inside = reader_inside(reader, text.span);
    bool as_is = inside.high - inside.low == text.count;
    struct span id = as_is ? (struct span){ inside.low, inside.low + (uint32_t)length } : text.span;
    struct span name = as_is ? (struct span){ inside.low + (uint32_t)length + 1, inside.high } : text.span;
    *VEC_ADD(reader->arena, &reader->open) = (struct value_field){
        .value = plain_string(reader, text_slice(value_text(text), 0, length), id) };
    *VEC_ADD(reader->arena, &reader->open) = (struct value_field){
        .value = plain_string(reader, text_slice(value_text(text), length + 1, text.count), name) };
    return plain_list(reader, first, text.span);
}

/* !NAME argument as {"Fn::NAME": argument}. */
static struct value tagged(struct yaml *yaml, const char *tag, struct value argument, struct span span)
{
    struct reader *reader = yaml->reader;
    bool bare = strcmp(tag, "!Ref") == 0 || strcmp(tag, "!Condition") == 0;
    char name[40];
    snprintf(name, sizeof name, "%s%s", bare ? "" : "Fn::", tag + 1);
    if (strcmp(tag, "!GetAtt") == 0 && argument.kind == VALUE_STRING)
        argument = dotted_pair(yaml, argument);
    size_t first = reader->open.count;
    *VEC_ADD(reader->arena, &reader->open) = (struct value_field){
        .key = atom_of_c(reader->atoms, name), .key_span = tag_span(yaml, span), .value = argument };
    struct value call = plain_map(reader, first, span);
    call.flags = PLAIN_CALL;
    return call;
}

/* A value of YAML's own types: `!!str 5`, `!!map {…}`. kinds: "str" and such,
   the one of untagged values first. */
static bool takes_tag(const char *tag, const char *kind)
{
    return strcmp(tag, "!") == 0 || (strncmp(tag, yaml_prefix, YAML_PREFIX) == 0 && strcmp(tag + YAML_PREFIX, kind) == 0);
}

static struct value tagged_scalar(struct yaml *yaml, const char *tag, struct text text, struct span span)
{
    static const struct { const char *name; enum value_kind kind; } types[] = {
        { "int", VALUE_INTEGER }, { "float", VALUE_NUMBER }, { "bool", VALUE_BOOL }, { "null", VALUE_NULL },
    };
    if (takes_tag(tag, "str"))
        return plain_string(yaml->reader, text, span);
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        if (!takes_tag(tag, types[i].name))
            continue;
        struct value value = plain_scalar(yaml->reader, text, span);
        double number;
        if (value.kind == types[i].kind || (i == 3 && value.kind == VALUE_POISON) || (i < 2 && value_real(value, &number)))
            return value;
        break;
    }
    report_tag(yaml, tag, span);
    return plain_string(yaml->reader, text, span);
}

/* -------------------------------------------------------------- scalars */

static struct value yaml_scalar(struct yaml *yaml)
{
    struct reader *reader = yaml->reader;
    struct text text = { (const char *)yaml->event.data.scalar.value, yaml->event.data.scalar.length };
    const char *tag = (const char *)yaml->event.data.scalar.tag;
    struct span span = event_span(yaml);
    if (text.length && memchr(text.at, '\0', text.length)) {
        report(reader->reporter, MT0005, span, NULL);
        yaml_stop(yaml);
        return value_poison();
    }
    if (!tag)
        return yaml->event.data.scalar.style == YAML_PLAIN_SCALAR_STYLE && yaml->event.data.scalar.plain_implicit
            ? plain_scalar(reader, text, span) : plain_string(reader, text, span);
    if (!is_short_tag(tag))
        return tagged_scalar(yaml, tag, text, span);
    struct span whole = tag_span(yaml, span);
    struct span inside = { whole.high < span.high ? whole.high : span.high, span.high };
    while (inside.low < inside.high && is_blank(reader->source->content.at[inside.low - reader->source->base]))
        inside.low++;
    return tagged(yaml, tag, plain_string(reader, text, inside), span);
}

/* -------------------------------------------------------------- aliases */

static void warn_alias(struct yaml *yaml, struct span span, const char *what)
{
    if (yaml->alias_told)
        return;
    yaml->alias_told = true;
    struct diagnostic *diagnostic = report(yaml->reader->reporter, MT0036, span, NULL, what);
    report_help(yaml->reader->reporter, diagnostic, "'mtc -f yaml -o OTHER.yaml' and 'aws cloudformation package' write out what it stands for");
}

static struct value yaml_alias(struct yaml *yaml)
{
    struct reader *reader = yaml->reader;
    struct text name = text_of((const char *)yaml->event.data.alias.anchor);
    struct span span = event_span(yaml);
    const struct atom *atom = atom_find(reader->atoms, name);
    const struct anchor *anchor = atom ? map_get(&yaml->anchors, atom) : NULL;
    if (!anchor) {
        struct diagnostic *diagnostic = report(reader->reporter, MT0041, span, NULL, "anchor", text_cstring(reader->arena, name));
        struct near near;
        near_start(&near, name);
        for (size_t i = 0; i < yaml->anchors.count; i++)
            near_try(&near, atom_text(yaml->anchors.entries[i].key));
        if (near.best.length)
            report_label(reader->reporter, diagnostic, "did you mean '*%s'?", near.best.at);
        return value_poison();
    }
    warn_alias(yaml, span, "alias");
    yaml->weight += anchor->weight;
    yaml->repeated += anchor->weight;
    if (yaml->repeated > LIMIT_ALIASED_VALUES || yaml->depth + anchor->height > LIMIT_NESTING) {
        bool deep = yaml->repeated <= LIMIT_ALIASED_VALUES;
        report(reader->reporter, deep ? MT0012 : MT0037, span, NULL,
               text_format(reader->arena, "%d", deep ? LIMIT_NESTING : LIMIT_ALIASED_VALUES).at);
        yaml_stop(yaml);
        return value_poison();
    }
    yaml->height = anchor->height;
    struct value value = anchor->value;
    value.span = span;
    return value;
}

/* ------------------------------------------------------- lists and maps */

/* The key under way. False where it can be none. */
static bool yaml_key(struct yaml *yaml, struct value_field *field)
{
    struct reader *reader = yaml->reader;
    struct span span = event_span(yaml);
    field->key_span = reader_inside(reader, span);
    bool scalar = yaml->event.type == YAML_SCALAR_EVENT;
    const char *tag = scalar ? (const char *)yaml->event.data.scalar.tag : NULL;
    struct text text = { "", 0 };
    if (scalar)
        text = (struct text){ (const char *)yaml->event.data.scalar.value, yaml->event.data.scalar.length };
    if (scalar && (!tag || takes_tag(tag, "str")) && !memchr(text.length ? text.at : "", '\0', text.length)
        && (text.length || yaml->event.data.scalar.style != YAML_PLAIN_SCALAR_STYLE)) {
        field->key = atom_of(reader->atoms, text);
        return true;
    }
    const char *found = yaml->event.type == YAML_MAPPING_START_EVENT ? "an object"
        : yaml->event.type == YAML_SEQUENCE_START_EVENT ? "a list"
        : yaml->event.type == YAML_ALIAS_EVENT ? "an alias" : text.length ? "a call" : "null";
    struct diagnostic *diagnostic = report(reader->reporter, MT0035, span, NULL, found);
    if (yaml->event.type == YAML_MAPPING_START_EVENT)
        report_help(reader->reporter, diagnostic, "a text that begins with a brace stands in quotes");
    yaml_stop(yaml);
    return false;
}

static bool is_merge(const struct value_field *field)
{
    return text_equal_c(atom_text(field->key), "<<");
}

/* The fields that the map lacks so far. */
static void merge_fields(struct yaml *yaml, struct map *keys, struct value map)
{
    struct reader *reader = yaml->reader;
    for (uint32_t i = 0; i < map.count; i++) {
        size_t known = keys->count;
        map_put(reader->arena, keys, map.fields[i].key);
        if (keys->count > known)
            *VEC_ADD(reader->arena, &reader->open) = map.fields[i];
    }
}

/* Lays the fields of `<<: *map` or `<<: [*map, *other]` under the map's own. */
static void yaml_merge(struct yaml *yaml, struct map *keys, struct value_field merge)
{
    struct value value = merge.value;
    warn_alias(yaml, merge.key_span, "merge key");
    if (value.kind == VALUE_MAP && !value.flags)
        merge_fields(yaml, keys, value);
    for (uint32_t i = 0; value.kind == VALUE_LIST && i < value.count; i++)
        if (value.items[i].kind == VALUE_MAP)
            merge_fields(yaml, keys, value.items[i]);
    if (value.kind != VALUE_MAP && value.kind != VALUE_LIST && value.kind != VALUE_POISON)
        reader_wanted(yaml->reader, value, "an object whose fields are merged");
}

/* The place of a block's map or list, which libyaml ends at the next token. */
static struct span nested_span(struct yaml *yaml, struct span start, struct span last, bool flow)
{
    struct span end = event_span(yaml);
    uint32_t high = flow ? end.high : last.high;
    return (struct span){ start.low, high > start.high ? high : start.high };
}

static struct value yaml_map(struct yaml *yaml, struct span start, bool flow)
{
    struct reader *reader = yaml->reader;
    size_t first = reader->open.count;
    struct span last = start;
    VEC(struct value_field) merges = { 0 };
    unsigned height = 0;
    while (yaml_next(yaml) && yaml->event.type != YAML_MAPPING_END_EVENT) {
        struct value_field field = { 0 };
        bool keyed = yaml_key(yaml, &field);
        if (!yaml_next(yaml))
            break;
        field.value = yaml_node(yaml);
        last = span_known(field.value.span) ? field.value.span : last;
        height = yaml->height > height ? yaml->height : height;
        if (!keyed)
            continue;
        if (is_merge(&field))
            *VEC_ADD(reader->arena, &merges) = field;
        else
            *VEC_ADD(reader->arena, &reader->open) = field;
    }
    yaml->height = height + 1;
    struct map keys = { 0 };
    for (size_t i = first; merges.count && i < reader->open.count; i++)
        map_put(reader->arena, &keys, reader->open.at[i].key);
    for (size_t i = 0; i < merges.count; i++)
        yaml_merge(yaml, &keys, merges.at[i]);
    struct span span = reader->failed ? start : nested_span(yaml, start, last, flow);
    return plain_map(reader, first, span);
}

static struct value yaml_list(struct yaml *yaml, struct span start, bool flow)
{
    struct reader *reader = yaml->reader;
    size_t first = reader->open.count;
    struct span last = start;
    unsigned height = 0;
    while (yaml_next(yaml) && yaml->event.type != YAML_SEQUENCE_END_EVENT) {
        struct value item = yaml_node(yaml);
        last = span_known(item.span) ? item.span : last;
        height = yaml->height > height ? yaml->height : height;
        *VEC_ADD(reader->arena, &reader->open) = (struct value_field){ .value = item };
    }
    yaml->height = height + 1;
    struct span span = reader->failed ? start : nested_span(yaml, start, last, flow);
    return plain_list(reader, first, span);
}

static struct value yaml_nested(struct yaml *yaml)
{
    struct reader *reader = yaml->reader;
    struct span start = event_span(yaml);
    bool map = yaml->event.type == YAML_MAPPING_START_EVENT;
    bool flow = map ? yaml->event.data.mapping_start.style == YAML_FLOW_MAPPING_STYLE
                    : yaml->event.data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE;
    const char *tag = (const char *)(map ? yaml->event.data.mapping_start.tag : yaml->event.data.sequence_start.tag);
    char known[40] = "";
    if (tag && is_short_tag(tag))
        snprintf(known, sizeof known, "%s", tag);
    else if (tag && !takes_tag(tag, map ? "map" : "seq"))
        report_tag(yaml, tag, start);
    if (++yaml->depth > LIMIT_NESTING) {
        report(reader->reporter, MT0012, start, NULL, text_format(reader->arena, "%d", LIMIT_NESTING).at);
        yaml_stop(yaml);
        return value_poison();
    }
    struct value value = map ? yaml_map(yaml, start, flow) : yaml_list(yaml, start, flow);
    yaml->depth--;
    return *known ? tagged(yaml, known, value, value.span) : value;
}

/* The name under which the value is kept for aliases, or NULL. */
static const struct atom *event_anchor(struct yaml *yaml)
{
    const yaml_char_t *name = yaml->event.type == YAML_SCALAR_EVENT ? yaml->event.data.scalar.anchor
        : yaml->event.type == YAML_MAPPING_START_EVENT ? yaml->event.data.mapping_start.anchor
        : yaml->event.type == YAML_SEQUENCE_START_EVENT ? yaml->event.data.sequence_start.anchor : NULL;
    return name ? atom_of_c(yaml->reader->atoms, (const char *)name) : NULL;
}

/* The value whose first event is under way; its last event is under way then. */
static struct value yaml_node(struct yaml *yaml)
{
    const struct atom *name = event_anchor(yaml);
    uint32_t before = yaml->weight++;
    yaml->height = 0;
    struct value value = yaml->event.type == YAML_ALIAS_EVENT ? yaml_alias(yaml)
        : yaml->event.type == YAML_SCALAR_EVENT ? yaml_scalar(yaml) : yaml_nested(yaml);
    if (name) {
        struct anchor *anchor = NEW(yaml->reader->arena, struct anchor);
        *anchor = (struct anchor){ value, yaml->weight - before, yaml->height };
        *map_put(yaml->reader->arena, &yaml->anchors, name) = anchor;
    }
    return value;
}

/* ------------------------------------------------------------- document */

/* The one document of the stream. */
static struct value yaml_document(struct yaml *yaml)
{
    struct value value = value_null(SPAN_NONE);
    unsigned documents = 0;
    while (yaml_next(yaml) && yaml->event.type != YAML_STREAM_END_EVENT) {
        if (yaml->event.type != YAML_DOCUMENT_START_EVENT)
            continue;
        if (documents++) {
            report(yaml->reader->reporter, MT0033, event_span(yaml), NULL);
            yaml_stop(yaml);
        } else if (yaml_next(yaml)) {
            value = yaml_node(yaml);
        }
    }
    return value;
}

static void yaml_start(struct yaml *yaml)
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

static void yaml_end(struct yaml *yaml)
{
    if (yaml->has_event)
        yaml_event_delete(&yaml->event);
    yaml->has_event = false;
    yaml_parser_delete(&yaml->parser);
}

struct value yaml_read(struct reader *reader)
{
    struct yaml *yaml = NEW(reader->arena, struct yaml);
    struct arena *arena = reader->arena;
    struct arena_failure *outer = arena->failure, *failure = NEW(arena, struct arena_failure);
    yaml->reader = reader;
    arena->failure = failure;
    if (setjmp(failure->place)) {
        yaml_end(yaml);
        arena->failure = outer;
        arena_fail(arena);
    }
    yaml_start(yaml);
    struct value value = yaml_document(yaml);
    yaml_end(yaml);
    arena->failure = outer;
    return value;
}
