/* Properties: each resource's properties against what AWS says of its type,
   down through structures, lists and both sides of Fn::If. What a value may be
   is kind.c's matter; this file knows which properties there are and which must
   be there. Called for every resource, so the way without a mistake is a few
   look-ups a property and allocates nothing. */
#include "check/property/property.h"

struct shape {
    struct check *check;
    const struct resource *resource;
    const struct schema_shape *schema;
    const struct fact *facts;           /* what holds where the object is used */
    const struct origin *origin;
    struct text meant;                  /* the property that a misspelt one stands for; empty: none */
    bool misspelt;
};

static void check_shape(struct shape *shape, struct value map);

/* ------------------------------------------------------------------- values */

static void check_value(const struct property *property, struct value value, struct schema_value wanted, bool item);

static void check_items(const struct property *property, struct value list, struct schema_value wanted)
{
    struct schema_value of_item = schema_item(wanted);
    for (uint32_t i = 0; i < list.count; i++)
        check_value(property, list.items[i], of_item, true);
    property_items(property, list, wanted);
}

static void check_structure(const struct property *property, struct value map, struct schema_value wanted)
{
    struct shape shape = { property->check, property->resource, wanted.shape, property->facts, property->origin,
                           TEXT(""), false };
    check_shape(&shape, map);
}

static void check_map(const struct property *property, struct value map, struct schema_value wanted)
{
    struct schema_value of_item = schema_item(wanted);
    for (uint32_t i = 0; i < map.count; i++)
        check_value(property, map.fields[i].value, of_item, true);
    property_items(property, map, wanted);
}

static void check_branch(const struct property *property, struct value value, bool yes, struct schema_value wanted,
                         bool item)
{
    struct fact fact = { property->facts, value.choice->condition, yes };
    struct property branch = *property;
    branch.facts = &fact;
    check_value(&branch, yes ? value.choice->yes : value.choice->no, wanted, item);
}

/* item: the value is an element of the property's list or map. */
static void check_value(const struct property *property, struct value value, struct schema_value wanted, bool item)
{
    if (value.kind == VALUE_POISON || value.kind == VALUE_NULL)
        return;
    if (wanted.kind == SCHEMA_ANY) {
        property_plain(property, value);
        return;
    }
    if (value.kind == VALUE_CHOICE) {
        check_branch(property, value, true, wanted, item);
        check_branch(property, value, false, wanted, item);
        return;
    }
    if (!property_kind(property, value, wanted, item))
        return;
    if (value.kind == VALUE_LIST && wanted.kind == SCHEMA_LIST)
        check_items(property, value, wanted);
    else if (value.kind == VALUE_MAP && wanted.kind == SCHEMA_STRUCT)
        check_structure(property, value, wanted);
    else if (value.kind == VALUE_MAP && wanted.kind == SCHEMA_MAP)
        check_map(property, value, wanted);
    else if (value_deployed(value)) {
        property_identity(property, value, wanted);
        property_known_name(property, value);
        property_see(property, value, wanted, item, check_value);
    } else if (property_allowed(property, value, wanted))
        property_bounds(property, value, wanted);
}

/* --------------------------------------------------------------- properties */

/* A type that exists through a transform (AWS SAM's) has properties that are
   younger than the facts, and takes some from the section Globals. */
static bool is_transformed(const struct resource *resource)
{
    return schema_type_transform(resource->schema).length > 0;
}

/* What Fn::GetAtt gives and no template sets. */
static bool is_attribute(const struct shape *shape, struct text name)
{
    const struct schema_type *type = shape->resource->schema;
    return schema_shape_name(shape->schema).length == 0
        && schema_property_find(schema_type_attributes(type), name);
}

static void report_unknown(struct shape *shape, const struct value_field *field)
{
    struct check *check = shape->check;
    struct near near;
    near_start(&near, atom_text(field->key));
    for (size_t i = 0; i < schema_property_count(shape->schema); i++)
        near_try(&near, schema_property_name(schema_property_at(shape->schema, i)));
    if (is_transformed(shape->resource) && !near.best.length)
        return;
    struct span span = span_known(field->key_span) ? field->key_span : field->value.span;
    bool attribute = is_attribute(shape, atom_text(field->key));
    struct diagnostic *diagnostic =
        report(check->reporter, attribute ? MT2020 : MT2003, span_known(span) ? span : shape->resource->span,
               shape->resource->frames, field->key->text, shape_describe(check, shape->resource, shape->schema));
    if (attribute)
        return;
    report_near(check->reporter, diagnostic, near.best);
    shape->meant = near.best;
    shape->misspelt = true;
}

static bool has_field(struct value map, struct text name)
{
    for (uint32_t i = 0; i < map.count; i++)
        if (map.fields[i].key->length == name.length && map.fields[i].value.kind != VALUE_NULL
            && memcmp(map.fields[i].key->text, name.at, name.length) == 0)
            return true;
    return false;
}

/* All that an object lacks is one message at its place. */
static void report_missing(const struct shape *shape, struct value map, const char *names)
{
    struct check *check = shape->check;
    bool nested = schema_shape_name(shape->schema).length != 0 && span_known(map.span);
    report(check->reporter, MT2004, nested ? map.span : shape->resource->span, shape->resource->frames,
           shape_describe(check, shape->resource, shape->schema), names);
}

static uint32_t required_count(struct check *check, const struct schema_shape *shape)
{
    struct required_count *slot = &check->required[((uintptr_t)shape >> 3) % REQUIRED_SLOTS];
    if (slot->shape != shape) {
        slot->shape = shape;
        slot->count = 0;
        for (size_t i = 0; i < schema_property_count(shape); i++)
            slot->count += schema_property_required(schema_property_at(shape, i));
    }
    return slot->count;
}

/* Called only where something is missing. */
static void check_required(const struct shape *shape, struct value map)
{
    struct buffer missing;
    bool found = true;
    size_t count = schema_property_count(shape->schema);
    for (size_t i = 0; i < count; i++) {
        const struct schema_property *property = schema_property_at(shape->schema, i);
        if (!schema_property_required(property) || has_field(map, schema_property_name(property))
            || text_equal(shape->meant, schema_property_name(property)))
            continue;
        if (found)
            buffer_init(&missing, shape->check->arena);
        struct text name = schema_property_name(property);
        buffer_add_format(&missing, "%s'%.*s'", found ? "" : " and ", (int)name.length, name.at);
        found = false;
    }
    if (!found)
        report_missing(shape, map, text_cstring(shape->check->arena, buffer_text(&missing)));
}

/* A key that makes an object an intrinsic (Fn::Transform, Ref): it may hold anything. */
static bool is_intrinsic(struct text key, struct value map)
{
    return text_starts(key, "Fn::") || (map.count == 1 && text_equal_c(key, "Ref"));
}

/* A custom resource takes what its provider asks for, beside what every one
   has: "Custom resources", AWS CloudFormation User Guide. */
static bool is_open(const struct shape *shape)
{
    return text_equal_c(atom_text(shape->resource->type), "AWS::CloudFormation::CustomResource");
}

static void check_shape(struct shape *shape, struct value map)
{
    uint32_t required = 0;
    for (uint32_t i = 0; i < map.count; i++) {
        const struct value_field *field = &map.fields[i];
        const struct schema_property *schema = schema_property_find(shape->schema, atom_text(field->key));
        if (!schema) {
            if (is_intrinsic(atom_text(field->key), map))
                return;
            if (!is_open(shape))
                report_unknown(shape, field);
            continue;
        }
        required += schema_property_required(schema) && field->value.kind != VALUE_NULL;
        struct property property = { shape->check, shape->resource, shape->schema, schema, field,
                                     shape->facts, shape->origin };
        check_value(&property, field->value, schema_property_value(schema), false);
        property_document(&property, field->value);
        property_standing(&property);
    }
    if (required != required_count(shape->check, shape->schema) && !is_transformed(shape->resource))
        check_required(shape, map);
    /* A misspelt property may be the one that is missing. */
    if (!shape->misspelt && !is_transformed(shape->resource))
        check_presence(shape->check, shape->resource, shape->schema, map);
}

void check_properties(struct check *check, const struct resource *resource)
{
    if (resource->schema)
        type_standing(check, resource);
    if (!resource->schema || resource->properties.kind != VALUE_MAP)
        return;
    struct fact fact = { NULL, resource->condition, true };
    struct shape shape = { check, resource, schema_type_shape(resource->schema), &fact, NULL, TEXT(""), false };
    check_shape(&shape, resource->properties);
}
