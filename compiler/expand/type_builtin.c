/* Types that the language has itself: whether a value is one (a string, a network,
   ports), and the value in that form. Called by type.c. */
#include "expand/type.h"

static bool is_list_parameter(struct value value)
{
    return value.kind == VALUE_PARAMETER && parameter_is_list(value.parameter);
}

static bool deployed_list(struct value value)
{
    return is_list_parameter(value) || value.kind == VALUE_INTRINSIC || value.kind == VALUE_ATTRIBUTE
        || value.kind == VALUE_PSEUDO || value.kind == VALUE_CHOICE;
}

bool type_deployed_scalar(struct value value)
{
    return value_deployed(value) && !is_list_parameter(value) && value.kind != VALUE_CONDITION;
}

static bool as_string(struct expander *x, struct value *value)
{
    if (value->kind == VALUE_STRING || type_deployed_scalar(*value))
        return true;
    if (value->kind == VALUE_ZONE) {
        struct span span = value->span;
        *value = value->zone->name;
        value->span = span;
        return true;
    }
    if (value->kind != VALUE_CIDR && value->kind != VALUE_IP)
        return false;
    struct text text;
    value_to_text(x->arena, *value, &text);
    *value = value_string(text, value->span);
    return true;
}

static bool as_integer(struct value *value)
{
    if (value->kind == VALUE_NUMBER && value->number == (double)(int64_t)value->number)
        *value = value_integer((int64_t)value->number, value->span);
    return value->kind == VALUE_INTEGER || type_deployed_scalar(*value);
}

static bool as_cidr(struct value *value)
{
    struct network network;
    if (value->kind == VALUE_STRING) {
        if (network_parse(value_text(*value), &network)) {
            value->kind = VALUE_CIDR;
            value->network = network;
            return true;
        }
        return memchr(value->string, ':', value->count) && memchr(value->string, '/', value->count);    /* IPv6 */
    }
    return value->kind == VALUE_CIDR || type_deployed_scalar(*value);
}

static bool as_range(struct expander *x, struct value *value)
{
    if (value->kind == VALUE_RANGE)
        return true;
    if (value->kind != VALUE_INTEGER && value->kind != VALUE_NUMBER)
        return false;
    struct value_range *range = NEW(x->arena, struct value_range);
    bool whole = value->kind == VALUE_INTEGER;
    double number = whole ? (double)value->integer : value->number;
    *range = (struct value_range){ number, number, whole };
    value->kind = VALUE_RANGE;
    value->range = range;
    return true;
}

bool type_as_list(struct expander *x, struct scope *scope, struct value *value)
{
    if (value->kind == VALUE_FAMILY) {
        const struct value *items;
        size_t count;
        value_elements(x, scope, *value, "", &items, &count);
        *value = value_list(items, count, value->span);
    }
    return value->kind == VALUE_LIST || deployed_list(*value);
}

static bool is_tier(struct value value)
{
    return value.kind == VALUE_INSTANCE && value.instance->pattern->is_tier;
}

static const char *const BUILTIN_TYPES[] = {
    "", "any", "string", "int", "number", "bool", "cidr", "ip", "port", "ports", "duration", "size", "percent", "arn",
    "az", "range", "list", "map", "tier"
};

enum builtin_type type_builtin(const struct atom *name)
{
    for (int i = 1; i <= BUILTIN_TIER; i++)
        if (name->text[0] == BUILTIN_TYPES[i][0] && text_equal_c(atom_text(name), BUILTIN_TYPES[i]))
            return (enum builtin_type)i;
    return BUILTIN_NONE;
}

bool type_convert_builtin(struct expander *x, struct scope *scope, enum builtin_type type, struct value *value)
{
    switch (type) {
    case BUILTIN_ANY: return true;
    case BUILTIN_STRING: return as_string(x, value);
    case BUILTIN_INT: return as_integer(value);
    case BUILTIN_NUMBER: return value->kind == VALUE_INTEGER || value->kind == VALUE_NUMBER || type_deployed_scalar(*value);
    case BUILTIN_BOOL: return value->kind == VALUE_BOOL || value->kind == VALUE_CONDITION || type_deployed_scalar(*value);
    case BUILTIN_CIDR: return as_cidr(value);
    case BUILTIN_IP: return value->kind == VALUE_IP || value->kind == VALUE_STRING || type_deployed_scalar(*value);
    case BUILTIN_PORT:
        return as_integer(value) && (value->kind != VALUE_INTEGER || (value->integer >= 0 && value->integer <= 65535));
    case BUILTIN_PORTS: return value_to_ports(x, *value, value);
    case BUILTIN_DURATION: return value->kind == VALUE_DURATION;
    case BUILTIN_SIZE: return value->kind == VALUE_SIZE;
    case BUILTIN_PERCENT: return value->kind == VALUE_PERCENT;
    case BUILTIN_ARN:
        if (value->kind == VALUE_STRING)
            return text_starts(value_text(*value), "arn:") || text_starts(value_text(*value), "{{resolve:");
        return type_deployed_scalar(*value);
    case BUILTIN_AZ: return value->kind == VALUE_ZONE || value->kind == VALUE_STRING || type_deployed_scalar(*value);
    case BUILTIN_RANGE: return as_range(x, value);
    case BUILTIN_LIST: return type_as_list(x, scope, value);
    case BUILTIN_MAP: return value->kind == VALUE_MAP || value->kind == VALUE_CHOICE;
    case BUILTIN_TIER: return is_tier(*value);
    case BUILTIN_NONE: break;
    }
    return false;
}

void type_near_builtin(struct near *near)
{
    for (int i = 1; i <= BUILTIN_TIER; i++)
        near_try(near, text_of(BUILTIN_TYPES[i]));
}
