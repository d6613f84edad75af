/* How a mistake in a property is told: at the place of the value, with the names
   of the property and of what it belongs to, and, where the value came through a
   parameter or a mapping, as a warning that says from where. For all files that
   look at properties. */
#include "check/property/property.h"

const char *shape_describe(struct check *check, const struct resource *resource, const struct schema_shape *shape)
{
    struct text name = schema_shape_name(shape);
    if (name.length == 0)
        return resource->type->text;
    return text_format(check->arena, "%s.%.*s", resource->type->text, (int)name.length, name.at).at;
}

const char *property_name(const struct property *property)
{
    return property->field->key->text;
}

const char *property_owner(const struct property *property)
{
    return shape_describe(property->check, property->resource, property->shape);
}

static struct span span_of(const struct property *property, struct value value)
{
    if (property->origin)
        value = property->origin->use;
    if (span_known(value.span))
        return value.span;
    return span_known(property->field->key_span) ? property->field->key_span : property->resource->span;
}

static void note_origin(const struct property *property, struct diagnostic *diagnostic)
{
    struct reporter *reporter = property->check->reporter;
    const struct origin *origin = property->origin;
    const char *value = value_describe(property->check->arena, origin->value);
    if (!origin->parameter)
        report_note(reporter, diagnostic, origin->value.span, "where the mapping says %s", value);
    else if (origin->allowed)
        report_note(reporter, diagnostic, span_known(origin->value.span) ? origin->value.span : origin->parameter->span,
                    "where parameter '%s' is %s, which it allows", origin->parameter->name->text, value);
    else
        report_note(reporter, diagnostic, span_known(origin->value.span) ? origin->value.span : origin->parameter->span,
                    "where parameter '%s' has its default, %s", origin->parameter->name->text, value);
}

struct diagnostic *property_report(const struct property *property, enum message_id id, struct value value, ...)
{
    struct reporter *reporter = property->check->reporter;
    va_list parts;
    va_start(parts, value);
    struct diagnostic *diagnostic =
        report_list(reporter, id, span_of(property, value), property->resource->frames, parts);
    va_end(parts);
    if (property->origin) {
        report_lower(reporter, diagnostic);
        note_origin(property, diagnostic);
    }
    return diagnostic;
}
