/* References: what a name in a template stands for. A name that is declared
   nowhere is a mistake, with the nearest name that is, unless something that
   mtc does not see may make it: a macro, an included part, a loop, the
   transform of AWS SAM, a module.

   Sources: "Ref", "Fn::GetAtt", "Fn::Sub", "Pseudo parameters reference" of the
   AWS CloudFormation User Guide; "Generated CloudFormation resources for AWS
   SAM" for the names that SAM makes. */
#include "read/reader.h"

#include "base/limits.h"

static const char *const pseudo_parameters[] = {
    "AWS::AccountId", "AWS::NotificationARNs", "AWS::NoValue", "AWS::Partition", "AWS::Region", "AWS::StackId",
    "AWS::StackName", "AWS::URLSuffix",
};
enum { PSEUDO_PARAMETERS = sizeof pseudo_parameters / sizeof *pseudo_parameters };

struct value call_value(struct reader *reader, const char *name, struct value argument, struct span span)
{
    struct value_intrinsic *intrinsic = NEW(reader->arena, struct value_intrinsic);
    intrinsic->name = atom_of_c(reader->atoms, name);
    intrinsic->argument = argument;
    return (struct value){ .kind = VALUE_INTRINSIC, .span = span, .intrinsic = intrinsic };
}

/* ----------------------------------------------- names made elsewhere */

static bool is_variable(struct text text)
{
    for (size_t i = 0; i + 1 < text.length; i++)
        if ((text.at[i] == '$' || text.at[i] == '&') && text.at[i + 1] == '{')
            return true;
    return false;
}

/* The offset of the first variable of a pattern, or its length; *end behind it. */
static size_t next_variable(struct text pattern, size_t at, size_t *end)
{
    for (; at + 1 < pattern.length; at++)
        if ((pattern.at[at] == '$' || pattern.at[at] == '&') && pattern.at[at + 1] == '{') {
            const char *close = memchr(pattern.at + at, '}', pattern.length - at);
            if (!close)
                break;
            *end = (size_t)(close + 1 - pattern.at);
            return at;
        }
    *end = pattern.length;
    return pattern.length;
}

/* Whether the pattern "Topic${Name}Policy" gives the name for some value of its
   variables: the texts between them stand in it in their order, the first at
   its start, the last at its end. */
static bool matches(struct text pattern, struct text name)
{
    size_t at = 0, from = 0, behind;
    while (at <= pattern.length) {
        size_t end = next_variable(pattern, at, &behind);
        struct text part = text_slice(pattern, at, end);
        if (end == pattern.length) {
            bool fits = name.length - from >= part.length && (at || name.length == part.length);
            return fits && text_equal(text_slice(name, name.length - part.length, name.length), part);
        }
        while (from + part.length <= name.length && !text_equal(text_slice(name, from, from + part.length), part)) {
            if (!at)
                return false;
            from++;
        }
        if (from + part.length > name.length)
            return false;
        from += part.length;
        at = behind;
    }
    return true;
}

enum {
    MOST_LOOP_NAMES = 500,      /* more are not looked through for each unknown name */
    LONGEST_ID = 255            /* of a logical ID: "Resources section" */
};

static void declare_loop(struct reader *reader, struct value loop)
{
    if (loop.kind != VALUE_LIST || loop.count != 3 || loop.items[2].kind != VALUE_MAP)
        return;     /* told where the loop is read */
    for (uint32_t i = 0; i < loop.items[2].count; i++) {
        const struct value_field *made = &loop.items[2].fields[i];
        if (is_loop(made->key))
            declare_loop(reader, made->value);
        else
            *VEC_ADD(reader->arena, &reader->loop_names) = atom_text(made->key);
    }
}

bool declare_elsewhere(struct reader *reader, const struct value_field *field)
{
    if (is_loop(field->key))
        declare_loop(reader, field->value);
    else if (text_equal_c(atom_text(field->key), "Fn::Transform"))
        reader->included = true;
    else
        return false;
    return true;
}

static bool made_by_loop(struct reader *reader, struct text name)
{
    for (const struct loop *loop = reader->loop; loop; loop = loop->outer)
        if (text_equal(loop->variable, name))
            return true;
    if (reader->loop && is_variable(name))
        return true;
    if (reader->loop_names.count > MOST_LOOP_NAMES)
        return true;
    for (size_t i = 0; i < reader->loop_names.count && name.length <= LONGEST_ID; i++)
        if (matches(reader->loop_names.at[i], name))
            return true;
    return false;
}

/* SAM and modules make names that begin with those of the resources that they
   are made of: MyFunctionRole, MyApiProdStage, MyModule.Bucket. */
static bool made_by_resource(struct reader *reader, struct text name)
{
    for (size_t length = 1; length < name.length && length <= LONGEST_ID; length++) {
        const struct atom *atom = atom_find(reader->atoms, text_slice(name, 0, length));
        const struct resource *resource = atom ? map_get(&reader->resources, atom) : NULL;
        if (!resource)
            continue;
        struct text type = atom_text(resource->type);
        if ((reader->serverless && text_starts(type, "AWS::Serverless::")) || text_ends(type, "::MODULE"))
            return true;
    }
    return reader->serverless && text_starts(name, "Serverless");
}

bool name_may_exist(struct reader *reader, struct text name)
{
    return reader->macros || reader->included || made_by_loop(reader, name) || made_by_resource(reader, name);
}

/* ---------------------------------------------------------------- messages */

bool reader_searches(struct reader *reader)
{
    return reader->searches++ < LIMIT_MESSAGES;
}

static void near_keys(struct near *near, const struct map *map)
{
    for (size_t i = 0; i < map->count; i++)
        near_try(near, atom_text(map->entries[i].key));
}

void reader_unknown(struct reader *reader, const char *kind, struct text name, struct span span, const struct map *first,
                  const struct map *second)
{
    struct diagnostic *diagnostic = report(reader->reporter, MT0041, span, NULL, kind, text_cstring(reader->arena, name));
    struct near near;
    near_start(&near, name);
    if (reader_searches(reader)) {
        near_keys(&near, first);
        if (second)
            near_keys(&near, second);
        for (size_t i = 0; i < PSEUDO_PARAMETERS && text_starts(name, "AWS"); i++)
            near_try(&near, text_of(pseudo_parameters[i]));
    }
    report_near(reader->reporter, diagnostic, near.best);
}

/* -------------------------------------------------------------- references */

static struct value pseudo_value(struct reader *reader, struct text name, struct span span)
{
    for (size_t i = 0; i < PSEUDO_PARAMETERS; i++)
        if (text_equal_c(name, pseudo_parameters[i])) {
            if (text_equal_c(name, "AWS::NoValue"))
                return (struct value){ .kind = VALUE_NULL, .flags = VALUE_WRITTEN, .span = span };
            return (struct value){ .kind = VALUE_PSEUDO, .span = span, .atom = atom_of(reader->atoms, name) };
        }
    return value_poison();
}

struct value reference_value(struct reader *reader, struct text name, struct span name_span, struct span span)
{
    const struct atom *atom = atom_find(reader->atoms, name);
    const struct parameter *parameter = atom ? map_get(&reader->parameters, atom) : NULL;
    struct resource *resource = atom ? map_get(&reader->resources, atom) : NULL;
    if (parameter) {
        map_put(reader->arena, &reader->used, atom);
        return (struct value){ .kind = VALUE_PARAMETER, .span = span, .parameter = parameter };
    }
    if (resource)
        return (struct value){ .kind = VALUE_RESOURCE, .span = span, .resource = resource };
    if (text_starts(name, "AWS::")) {
        struct value pseudo = pseudo_value(reader, name, span);
        if (pseudo.kind != VALUE_POISON)
            return pseudo;
    }
    if (name_may_exist(reader, name))
        return call_value(reader, "Ref", plain_string(reader, name, name_span), span);
    reader_unknown(reader, "resource or parameter", name, name_span, &reader->resources, &reader->parameters);
    return value_poison();
}

struct resource *find_resource(struct reader *reader, struct text name, struct span span)
{
    const struct atom *atom = atom_find(reader->atoms, name);
    struct resource *resource = atom ? map_get(&reader->resources, atom) : NULL;
    if (!resource && !name_may_exist(reader, name))
        reader_unknown(reader, "resource", name, span, &reader->resources, NULL);
    return resource;
}

/* Whether Fn::GetAtt takes the attribute; SAM's types give those of what they become. */
static void check_attribute(struct reader *reader, const struct resource *resource, struct text name, struct span span)
{
    const struct schema_type *schema = resource->schema;
    if (!schema || schema_type_transform(schema).length || is_variable(name) || schema_attribute_exists(schema, name))
        return;
    struct diagnostic *diagnostic = report(reader->reporter, MT2002, span, NULL, text_cstring(reader->arena, name),
                                           resource->type->text);
    struct near near;
    near_start(&near, name);
    for (size_t i = 0; i < schema_attribute_count(schema); i++)
        near_try(&near, schema_attribute_at(schema, i));
    report_near(reader->reporter, diagnostic, near.best);
    if (!near.best.length && schema_property_find(schema_type_shape(schema), name))
        report_help(reader->reporter, diagnostic, "'%.*s' is a property, and CloudFormation gives back only attributes",
                    (int)name.length, name.at);
}

struct value attribute_value(struct reader *reader, struct text id, struct span id_span, struct text name,
                             struct span name_span, struct span span)
{
    size_t errors = reader->reporter->errors;
    struct resource *resource = find_resource(reader, id, id_span);
    if (!resource) {
        if (reader->reporter->errors > errors)
            return value_poison();
        struct value *pair = arena_alloc(reader->arena, 2 * sizeof *pair);
        pair[0] = plain_string(reader, id, id_span);
        pair[1] = plain_string(reader, name, name_span);
        return call_value(reader, "Fn::GetAtt", value_list(pair, 2, span), span);
    }
    check_attribute(reader, resource, name, name_span);
    struct value_attribute *attribute = NEW(reader->arena, struct value_attribute);
    attribute->resource = resource;
    attribute->name = atom_of(reader->atoms, name);
    return (struct value){ .kind = VALUE_ATTRIBUTE, .span = span, .attribute = attribute };
}

/* ----------------------------------------------------------------- Fn::Sub */

struct substitution {
    struct reader *reader;
    struct value text;
    const struct value *variables;      /* VALUE_MAP or NULL */
    struct text source;                 /* the text as written, to find places in */
    size_t source_at;                   /* behind the last ${ found there */
    size_t first;                       /* parts stand in reader->open from here on */
};

static void add_part(struct substitution *sub, struct value part)
{
    if (sub->reader->open.count - sub->first > LIMIT_PARTS)
        return;     /* put_together tells it */
    if (part.kind == VALUE_CONCAT) {
        for (uint32_t i = 0; i < part.count; i++)
            add_part(sub, part.items[i]);
        return;
    }
    struct text text;
    if (!value_deployed(part) && part.kind != VALUE_STRING && value_to_text(sub->reader->arena, part, &text))
        part = value_string(text, part.span);
    *VEC_ADD(sub->reader->arena, &sub->reader->open) = (struct value_field){ .value = part };
}

static void add_literal(struct substitution *sub, struct text text)
{
    if (text.length)
        add_part(sub, plain_string(sub->reader, text, sub->text.span));
}

/* The place of the name behind the next ${ of the text, as far as it can be
   found: escapes never make a "${". */
static struct span part_span(struct substitution *sub, struct text name)
{
    struct span span = sub->text.span;
    for (size_t at = sub->source_at; at + 1 < sub->source.length; at++) {
        if (sub->source.at[at] != '$' || sub->source.at[at + 1] != '{')
            continue;
        sub->source_at = at + 2;
        struct text rest = text_slice(sub->source, at + 2, sub->source.length);
        if (rest.length < name.length || memcmp(rest.at, name.at, name.length) != 0)
            break;
        return (struct span){ span.low + (uint32_t)at + 2, span.low + (uint32_t)(at + 2 + name.length) };
    }
    return span;
}

static bool is_name(struct text text)
{
    for (size_t i = 0; i < text.length; i++) {
        char c = text.at[i];
        if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == ':' || c == '.' || c == '_'))
            return false;
    }
    return text.length > 0;
}

static void add_variable(struct substitution *sub, struct text inner)
{
    struct reader *reader = sub->reader;
    struct span span = part_span(sub, inner);
    struct text name = text_trim(inner);
    const struct value *given = sub->variables ? value_get(*sub->variables, atom_of(reader->atoms, name)) : NULL;
    if (given) {
        add_part(sub, *given);
        return;
    }
    if (!is_name(name)) {
        if (!reader->macros && !reader->extensions) {
            struct diagnostic *diagnostic = report(reader->reporter, MT0042, span, NULL, text_cstring(reader->arena, name));
            report_help(reader->reporter, diagnostic, "if it is meant as text, write ${!%.*s}", (int)inner.length, inner.at);
        }
        return;
    }
    const char *dot = text_starts(name, "AWS::") ? NULL : memchr(name.at, '.', name.length);
    size_t length = dot ? (size_t)(dot - name.at) : name.length;
    if (!dot) {
        add_part(sub, reference_value(reader, name, span, span));
        return;
    }
    bool exact = span.high - span.low == name.length;
    uint32_t middle = span.low + (uint32_t)length;
    struct span id_span = exact ? (struct span){ span.low, middle } : span;
    struct span name_span = exact ? (struct span){ middle + 1, span.high } : span;
    add_part(sub, attribute_value(reader, text_slice(name, 0, length), id_span,
                                  text_slice(name, length + 1, name.length), name_span, span));
}

struct value substitute(struct reader *reader, struct value written, struct value text, const struct value *variables)
{
    struct substitution sub = { reader, text, variables, sources_text(reader->reporter->sources, text.span), 0,
                                reader->open.count };
    struct text rest = value_text(text);
    while (rest.length) {
        const char *dollar = rest.at;
        const char *close = NULL;
        while (dollar && !(dollar + 1 < rest.at + rest.length && dollar[0] == '$' && dollar[1] == '{'))
            dollar = memchr(dollar + 1, '$', (size_t)(rest.at + rest.length - dollar) - 1);
        if (dollar)
            close = memchr(dollar, '}', (size_t)(rest.at + rest.length - dollar));
        if (!close)
            break;
        struct text inner = { dollar + 2, (size_t)(close - dollar) - 2 };
        add_literal(&sub, text_slice(rest, 0, (size_t)(dollar - rest.at)));
        if (inner.length && inner.at[0] == '!') {
            part_span(&sub, inner);
            add_literal(&sub, text_format(reader->arena, "${%.*s}", (int)inner.length - 1, inner.at + 1));
        } else {
            add_variable(&sub, inner);
        }
        rest = text_slice(rest, (size_t)(close + 1 - rest.at), rest.length);
    }
    add_literal(&sub, rest);
    return put_together(reader, sub.first, written);
}

/* Values in the value, up to the limit: a variable that stands in two places is
   walked twice by whoever follows it. */
static size_t weight_of(struct value value, size_t limit)
{
    size_t weight = 1;
    switch ((enum value_kind)value.kind) {
    case VALUE_LIST: case VALUE_CONCAT:
        for (uint32_t i = 0; i < value.count && weight <= limit; i++)
            weight += weight_of(value.items[i], limit - weight);
        return weight;
    case VALUE_MAP:
        for (uint32_t i = 0; i < value.count && weight <= limit; i++)
            weight += weight_of(value.fields[i].value, limit - weight);
        return weight;
    case VALUE_CHOICE:
        weight += weight_of(value.choice->yes, limit);
        return weight > limit ? weight : weight + weight_of(value.choice->no, limit - weight);
    case VALUE_INTRINSIC:
        return weight + weight_of(value.intrinsic->argument, limit);
    default:
        return weight;
    }
}

struct value put_together(struct reader *reader, size_t first, struct value written)
{
    size_t weight = 0;
    for (size_t i = first; i < reader->open.count && weight <= LIMIT_PARTS; i++)
        weight += weight_of(reader->open.at[i].value, LIMIT_PARTS - weight);
    if (weight > LIMIT_PARTS) {
        reader->open.count = first;
        report(reader->reporter, MT0046, written.span, NULL, text_format(reader->arena, "%d", LIMIT_PARTS).at);
        return value_poison();
    }
    *VEC_ADD(reader->arena, &reader->open) = (struct value_field){ .value = written };
    struct value concat = plain_list(reader, first, written.span);
    concat.kind = VALUE_CONCAT;
    concat.flags = VALUE_WRITTEN;
    concat.count--;
    return concat;
}
