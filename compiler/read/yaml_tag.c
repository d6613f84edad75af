/* YAML's tags: the short forms of CloudFormation's calls (!Sub …), each of which
   becomes the map of one field that it stands for, and YAML's own types (!!str).
   Called by yaml.c.

   Sources: "Intrinsic function reference" and "Rules section syntax" of the AWS
   CloudFormation User Guide. */
#include "read/yaml_reader.h"

#include <stdio.h>

static const char *const short_tags[] = {
    "!Ref", "!GetAtt", "!Sub", "!If", "!Select", "!Join", "!Equals", "!Condition", "!Not", "!And", "!Or",
    "!GetAZs", "!FindInMap", "!Base64", "!Split", "!ImportValue", "!Cidr", "!ToJsonString", "!Length", "!Transform",
    "!Contains", "!EachMemberEquals", "!EachMemberIn", "!RefAll", "!ValueOf", "!ValueOfAll",
};

bool yaml_is_short(const char *tag)
{
    for (size_t i = 0; i < sizeof short_tags / sizeof *short_tags; i++)
        if (strcmp(tag, short_tags[i]) == 0)
            return true;
    return false;
}

/* What libyaml makes of `!!int`. */
static const char yaml_prefix[] = "tag:yaml.org,2002:";
enum { YAML_PREFIX = sizeof yaml_prefix - 1 };

struct span yaml_tag_span(struct yaml *yaml, struct span span)
{
    struct text text = sources_text(yaml->reader->reporter->sources, span);
    size_t at = 0;
    if (at < text.length && text.at[at] == '&') {
        while (at < text.length && !yaml_is_blank(text.at[at]))
            at++;
        while (at < text.length && yaml_is_blank(text.at[at]))
            at++;
    }
    size_t end = at;
    while (end < text.length && !yaml_is_blank(text.at[end]))
        end++;
    return (struct span){ span.low + (uint32_t)at, span.low + (uint32_t)end };
}

void yaml_report_tag(struct yaml *yaml, const char *tag, struct span span)
{
    struct reader *reader = yaml->reader;
    bool standard = strncmp(tag, yaml_prefix, YAML_PREFIX) == 0;
    const char *written = standard ? text_format(reader->arena, "!!%s", tag + YAML_PREFIX).at
                                   : text_cstring(reader->arena, text_of(tag));
    struct diagnostic *diagnostic = report(reader->reporter, MT0034, yaml_tag_span(yaml, span), NULL, written);
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

struct value yaml_tagged(struct yaml *yaml, const char *tag, struct value argument, struct span span)
{
    struct reader *reader = yaml->reader;
    bool bare = strcmp(tag, "!Ref") == 0 || strcmp(tag, "!Condition") == 0;
    char name[40];
    snprintf(name, sizeof name, "%s%s", bare ? "" : "Fn::", tag + 1);
    if (strcmp(tag, "!GetAtt") == 0 && argument.kind == VALUE_STRING)
        argument = dotted_pair(yaml, argument);
    size_t first = reader->open.count;
    *VEC_ADD(reader->arena, &reader->open) = (struct value_field){
        .key = atom_of_c(reader->atoms, name), .key_span = yaml_tag_span(yaml, span), .value = argument };
    struct value call = plain_map(reader, first, span);
    call.flags = PLAIN_CALL;
    return call;
}

bool yaml_takes_tag(const char *tag, const char *kind)
{
    return strcmp(tag, "!") == 0 || (strncmp(tag, yaml_prefix, YAML_PREFIX) == 0 && strcmp(tag + YAML_PREFIX, kind) == 0);
}

struct value yaml_tagged_scalar(struct yaml *yaml, const char *tag, struct text text, struct span span)
{
    static const struct { const char *name; enum value_kind kind; } types[] = {
        { "int", VALUE_INTEGER }, { "float", VALUE_NUMBER }, { "bool", VALUE_BOOL }, { "null", VALUE_NULL },
    };
    if (yaml_takes_tag(tag, "str"))
        return plain_string(yaml->reader, text, span);
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        if (!yaml_takes_tag(tag, types[i].name))
            continue;
        struct value value = plain_scalar(yaml->reader, text, span);
        double number;
        if (value.kind == types[i].kind || (i == 3 && value.kind == VALUE_POISON) || (i < 2 && value_real(value, &number)))
            return value;
        break;
    }
    yaml_report_tag(yaml, tag, span);
    return plain_string(yaml->reader, text, span);
}
