/* Standing: what AWS says of a type or property as a whole, whatever its value:
   that it is being given up, that it is missing in the stack's region, that AWS
   alone sets it. Regions and lifecycles move on without mtc, so these are
   warnings. Called by property.c for each resource and property; without a
   mistake it allocates nothing. */
#include "check/property/property.h"

static struct text region_of(const struct resource *resource)
{
    struct value region = resource->stack->region;
    return region.kind == VALUE_STRING ? value_text(region) : TEXT("");
}

/* "AWS product lifecycle": closed to new customers, or gone. */
static void check_lifecycle(struct check *check, const struct resource *resource)
{
    struct text state = schema_type_lifecycle(resource->schema), day = schema_type_lifecycle_date(resource->schema);
    bool gone = text_equal_c(state, "shutdown");
    if (!gone && !text_equal_c(state, "sunset"))
        return;
    const char *what = gone ? "is shut down" : "takes no new customers";
    const char *from = day.length ? text_format(check->arena, " from %.*s on", (int)day.length, day.at).at : "";
    report(check->reporter, MT2022, resource->span, resource->frames, resource->type->text,
           text_format(check->arena, "%s%s", what, from).at);
}

void type_standing(struct check *check, const struct resource *resource)
{
    struct text region = region_of(resource);
    if (schema_type_lifecycle(resource->schema).length)
        check_lifecycle(check, resource);
    if (region.length && schema_type_region(resource->schema, region) == SCHEMA_REGION_NO)
        report(check->reporter, MT2023, resource->span, resource->frames, resource->type->text, region.at);
}

static bool is_nothing(struct value value)
{
    return value.kind == VALUE_NULL || value.kind == VALUE_POISON
        || (value.kind == VALUE_PSEUDO && strcmp(value.atom->text, "AWS::NoValue") == 0);
}

void property_standing(const struct property *property)
{
    struct value place = { .kind = VALUE_NULL, .span = property->field->key_span };
    struct text region = region_of(property->resource);
    if (is_nothing(property->field->value))
        return;
    if (schema_property_read_only(property->schema))
        property_report(property, MT2020, place, property_name(property), property_owner(property));
    if (schema_property_deprecated(property->schema))
        property_report(property, MT2021, place, property_name(property), property_owner(property));
    if (region.length && schema_property_region(property->schema, region) == SCHEMA_REGION_NO)
        property_report(property, MT2024, place, property_name(property), property_owner(property), region.at);
}
