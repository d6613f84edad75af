/* Resources: first their names and types, so that every reference finds its
   target; then their bodies.

   Source: "Resources section", "Resource attribute reference", "Fn::ForEach" of
   the AWS CloudFormation User Guide; "AWS SAM resource attributes" for those of
   AWS::Serverless::…. */
#include "read/reader.h"

static const char *const attributes[] = {
    "Type", "Properties", "DependsOn", "Condition", "CreationPolicy", "UpdatePolicy", "DeletionPolicy",
    "UpdateReplacePolicy", "Metadata", "Description", "Version", "Connectors", "IgnoreGlobals",
};
enum { ATTRIBUTES = sizeof attributes / sizeof *attributes };

/* ---------------------------------------------------------------- types */

/* Custom::X, third-party types and modules of the registry are not in the facts. */
static bool needs_schema(struct text type)
{
    if (!text_starts(type, "AWS::") && !text_starts(type, "Alexa::"))
        return false;
    return !text_ends(type, "::MODULE") && !text_equal_c(type, "AWS::CloudFormation::CustomResource")
        && !text_equal_c(type, "AWS::CDK::Metadata");
}

/* Types of AWS SAM that the facts, which come from its older specification, lack:
   "AWS SAM resources and properties". */
static bool is_newer_serverless(const struct reader *reader, struct text type)
{
    static const char *const types[] = { "Connector", "GraphQLApi", "WebSocketApi", "CapacityProvider" };
    if (!reader->serverless || !text_starts(type, "AWS::Serverless::"))
        return false;
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (text_equal_c(text_slice(type, strlen("AWS::Serverless::"), type.length), types[i]))
            return true;
    return false;
}

/* Whether the text has the form of a type that the registry may know. */
static bool has_type_form(struct text type)
{
    size_t parts = 1;
    for (size_t i = 0; i + 1 < type.length; i++)
        if (type.at[i] == ':' && type.at[i + 1] == ':') {
            parts++;
            i++;
        }
    return text_starts(type, "Custom::") || parts >= 3;
}

static void unknown_type(struct reader *reader, struct value type)
{
    struct span span = reader_inside(reader, type.span);
    struct diagnostic *diagnostic = report(reader->reporter, MT2001, span, NULL, type.string);
    struct near near;
    near_start(&near, value_text(type));
    if (reader_searches(reader))
        for (size_t i = 0; i < schema_type_count(); i++)
            near_try(&near, schema_type_name(schema_type_at(i)));
    report_near(reader->reporter, diagnostic, near.best);
}

/* The facts of a type, NULL where there are none or where a macro may make
   anything of the resource. */
static const struct schema_type *schema_of(struct reader *reader, struct value type)
{
    struct text name = value_text(type);
    const struct schema_type *schema = schema_type_find(name);
    if (reader->macros)
        return NULL;
    if (schema) {
        struct text transform = schema_type_transform(schema);
        if (!transform.length || reader->serverless)
            return schema;
        struct diagnostic *diagnostic = report(reader->reporter, MT2001, reader_inside(reader, type.span), NULL, type.string);
        report_help(reader->reporter, diagnostic, "it exists with 'Transform: %.*s'", (int)transform.length, transform.at);
        return NULL;
    }
    if ((needs_schema(name) && !is_newer_serverless(reader, name)) || !has_type_form(name))
        unknown_type(reader, type);
    return NULL;
}

/* --------------------------------------------------------- declarations */

static bool is_logical_id(struct text text)
{
    for (size_t i = 0; i < text.length; i++) {
        char c = text.at[i];
        if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')))
            return false;
    }
    return text.length > 0;
}

static void declare(struct reader *reader, const struct value_field *field)
{
    struct resource *resource = NEW(reader->arena, struct resource);
    const struct value *type = value_get_c(field->value, "Type");
    *resource = (struct resource){
        .id = field->key->text, .span = field->key_span, .stack = reader->stack,
        .type = atom_of_c(reader->atoms, ""),
        .properties = value_map(NULL, 0, SPAN_NONE), .attributes = value_map(NULL, 0, SPAN_NONE),
        .order = (uint32_t)reader->stack->resources.count,
    };
    *map_put(reader->arena, &reader->resources, field->key) = resource;
    *VEC_ADD(reader->arena, &reader->stack->resources) = resource;
    if (!is_logical_id(atom_text(field->key))) {
        struct diagnostic *diagnostic = report(reader->reporter, MT1015, field->key_span, NULL, field->key->text);
        report_help(reader->reporter, diagnostic, "a logical ID has only letters A-Z, a-z and digits");
    }
    const struct parameter *parameter = map_get(&reader->parameters, field->key);
    if (parameter) {
        struct diagnostic *twice = report(reader->reporter, MT1002, field->key_span, NULL, field->key->text);
        report_note(reader->reporter, twice, parameter->span, "it is a parameter, too");
    }
    if (!reader_wanted_map(reader, field->value, "an object that describes the resource"))
        return;
    if (!type) {
        if (!reader->macros && !value_get_c(field->value, "Fn::Transform"))
            report(reader->reporter, MT2004, field->key_span, NULL,
                   text_format(reader->arena, "resource '%s'", resource->id).at, "'Type'");
    } else if (reader_text(reader, *type, "a resource type")) {
        resource->type = atom_of(reader->atoms, value_text(*type));
        resource->schema = schema_of(reader, *type);
    }
}

void declare_resources(struct reader *reader, struct value *section)
{
    for (uint32_t i = 0; i < section->count; i++) {
        const struct value_field *field = &section->fields[i];
        if (!declare_elsewhere(reader, field))
            declare(reader, field);
    }
}

/* --------------------------------------------------------------- bodies */

static void add_depends(struct reader *reader, struct resource *resource, struct value name)
{
    if (!reader_text(reader, name, "the logical ID of a resource"))
        return;
    struct resource *target = find_resource(reader, value_text(name), reader_inside(reader, name.span));
    if (!target)
        return;
    struct resource **more = (struct resource **)(uintptr_t)resource->depends;
    more[resource->depends_count++] = target;
}

static void read_depends(struct reader *reader, struct resource *resource, struct value depends)
{
    resource->depends = arena_alloc(reader->arena, (depends.kind == VALUE_LIST ? depends.count : 1) * sizeof *resource->depends);
    if (depends.kind != VALUE_LIST)
        add_depends(reader, resource, depends);
    else
        for (uint32_t i = 0; i < depends.count; i++)
            add_depends(reader, resource, depends.items[i]);
}

static void unknown_attribute(struct reader *reader, const struct value_field *field)
{
    struct diagnostic *diagnostic = report(reader->reporter, MT2007, field->key_span, NULL, field->key->text);
    struct near near;
    near_start(&near, atom_text(field->key));
    for (size_t i = 0; i < ATTRIBUTES; i++)
        near_try(&near, text_of(attributes[i]));
    report_near(reader->reporter, diagnostic, near.best);
    if (!near.best.length && text_equal_c(atom_text(field->key), "Tags"))
        report_help(reader->reporter, diagnostic, "it belongs into 'Properties'");
}

static bool is_attribute(const struct atom *key)
{
    for (size_t i = 0; i < ATTRIBUTES; i++)
        if (strcmp(attributes[i], key->text) == 0)
            return true;
    return text_starts(atom_text(key), "Fn::");
}

/* One field of a resource. Whether it is an attribute like Metadata, whose
   value is kept as such. */
static bool read_attribute(struct reader *reader, struct resource *resource, const struct value_field *field)
{
    struct text key = atom_text(field->key);
    if (text_equal_c(key, "Type"))
        return false;
    if (text_equal_c(key, "Properties")) {
        resource->properties = field->value;
        if (!value_deployed(field->value) && !(field->value.flags & VALUE_WRITTEN))
            reader_wanted_map(reader, field->value, "an object of properties");
        return false;
    }
    if (text_equal_c(key, "DependsOn")) {
        read_depends(reader, resource, field->value);
        return false;
    }
    if (text_equal_c(key, "Condition")) {
        resource->condition = find_condition(reader, field->value);
        return false;
    }
    if (!is_attribute(field->key) && !reader->macros)
        unknown_attribute(reader, field);
    return true;
}

static void read_body(struct reader *reader, struct resource *resource, struct value *body)
{
    read_calls(reader, body);
    size_t first = reader->open.count;
    for (uint32_t i = 0; body->kind == VALUE_MAP && i < body->count; i++)
        if (read_attribute(reader, resource, &body->fields[i]))
            *VEC_ADD(reader->arena, &reader->open) = body->fields[i];
    if (reader->open.count > first)
        resource->attributes = plain_map(reader, first, body->span);
}

void read_resources(struct reader *reader, struct value *section)
{
    for (uint32_t i = 0; i < section->count; i++) {
        struct value_field *field = (struct value_field *)(uintptr_t)&section->fields[i];
        struct resource *resource = map_get(&reader->resources, field->key);
        if (resource)
            read_body(reader, resource, &field->value);
        else
            read_field(reader, field);
    }
}
