/* YAML into plain values: scalars, lists, maps, merge keys. Aliases are resolved
   here, counted, so that a few lines cannot stand for a million values. Events
   come from yaml_event.c; what tags make of values, from yaml_tag.c.

   libyaml allocates by itself: its parser is given back wherever this ends,
   also where the arena's memory runs out.

   Source: "CloudFormation template format" of the AWS CloudFormation User Guide
   (YAML 1.1 without some of its types). */
#include "read/yaml_reader.h"

#include "base/limits.h"

#include <stdio.h>

struct anchor {
    struct value value;
    uint32_t weight;            /* values in it */
    unsigned height;            /* nesting in it */
};

static struct value yaml_node(struct yaml *yaml);

/* -------------------------------------------------------------- scalars */

static struct value yaml_scalar(struct yaml *yaml)
{
    struct reader *reader = yaml->reader;
    struct text text = { (const char *)yaml->event.data.scalar.value, yaml->event.data.scalar.length };
    const char *tag = (const char *)yaml->event.data.scalar.tag;
    struct span span = yaml_span(yaml);
    if (text.length && memchr(text.at, '\0', text.length)) {
        report(reader->reporter, MT0005, span, NULL);
        yaml->reader->failed = true;
        return value_poison();
    }
    if (!tag)
        return yaml->event.data.scalar.style == YAML_PLAIN_SCALAR_STYLE && yaml->event.data.scalar.plain_implicit
            ? plain_scalar(reader, text, span) : plain_string(reader, text, span);
    if (!yaml_is_short(tag))
        return yaml_tagged_scalar(yaml, tag, text, span);
    struct span whole = yaml_tag_span(yaml, span);
    struct span inside = { whole.high < span.high ? whole.high : span.high, span.high };
    while (inside.low < inside.high && yaml_is_blank(reader->source->content.at[inside.low - reader->source->base]))
        inside.low++;
    return yaml_tagged(yaml, tag, plain_string(reader, text, inside), span);
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
    struct span span = yaml_span(yaml);
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
        yaml->reader->failed = true;
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
    struct span span = yaml_span(yaml);
    field->key_span = reader_inside(reader, span);
    bool scalar = yaml->event.type == YAML_SCALAR_EVENT;
    const char *tag = scalar ? (const char *)yaml->event.data.scalar.tag : NULL;
    struct text text = { "", 0 };
    if (scalar)
        text = (struct text){ (const char *)yaml->event.data.scalar.value, yaml->event.data.scalar.length };
    if (scalar && (!tag || yaml_takes_tag(tag, "str")) && !memchr(text.length ? text.at : "", '\0', text.length)
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
    yaml->reader->failed = true;
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
    struct span end = yaml_span(yaml);
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
    struct span start = yaml_span(yaml);
    bool map = yaml->event.type == YAML_MAPPING_START_EVENT;
    bool flow = map ? yaml->event.data.mapping_start.style == YAML_FLOW_MAPPING_STYLE
                    : yaml->event.data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE;
    const char *tag = (const char *)(map ? yaml->event.data.mapping_start.tag : yaml->event.data.sequence_start.tag);
    char known[40] = "";
    if (tag && yaml_is_short(tag))
        snprintf(known, sizeof known, "%s", tag);
    else if (tag && !yaml_takes_tag(tag, map ? "map" : "seq"))
        yaml_report_tag(yaml, tag, start);
    if (++yaml->depth > LIMIT_NESTING) {
        report(reader->reporter, MT0012, start, NULL, text_format(reader->arena, "%d", LIMIT_NESTING).at);
        yaml->reader->failed = true;
        return value_poison();
    }
    struct value value = map ? yaml_map(yaml, start, flow) : yaml_list(yaml, start, flow);
    yaml->depth--;
    return *known ? yaml_tagged(yaml, known, value, value.span) : value;
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
            report(yaml->reader->reporter, MT0033, yaml_span(yaml), NULL);
            yaml->reader->failed = true;
        } else if (yaml_next(yaml)) {
            value = yaml_node(yaml);
        }
    }
    return value;
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
