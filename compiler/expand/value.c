/* Values: making, comparing and describing them. Nothing here evaluates; the
   evaluator, the checks and the emitters all call it. */
#include "expand/value.h"

#include "expand/graph.h"

#include <stdlib.h>

struct value value_poison(void)
{
    return (struct value){ .kind = VALUE_POISON };
}

struct value value_null(struct span span)
{
    return (struct value){ .kind = VALUE_NULL, .span = span };
}

struct value value_bool(bool truth, struct span span)
{
    return (struct value){ .kind = VALUE_BOOL, .span = span, .integer = truth };
}

struct value value_integer(int64_t integer, struct span span)
{
    return (struct value){ .kind = VALUE_INTEGER, .span = span, .integer = integer };
}

struct value value_number(double number, struct span span)
{
    return (struct value){ .kind = VALUE_NUMBER, .span = span, .number = number };
}

struct value value_string(struct text text, struct span span)
{
    return (struct value){ .kind = VALUE_STRING, .span = span, .count = (uint32_t)text.length, .string = text.at };
}

struct value value_list(const struct value *items, size_t count, struct span span)
{
    return (struct value){ .kind = VALUE_LIST, .span = span, .count = (uint32_t)count, .items = items };
}

struct value value_map(const struct value_field *fields, size_t count, struct span span)
{
    return (struct value){ .kind = VALUE_MAP, .span = span, .count = (uint32_t)count, .fields = fields };
}

const struct value *value_get(struct value map, const struct atom *key)
{
    if (map.kind == VALUE_MAP)
        for (uint32_t i = 0; i < map.count; i++)
            if (map.fields[i].key == key)
                return &map.fields[i].value;
    return NULL;
}

struct value value_key(const struct value_field *field)
{
    return field->said ? *field->said : value_string(atom_text(field->key), field->key_span);
}

const struct value *value_get_text(struct value map, struct text key)
{
    if (map.kind == VALUE_MAP)
        for (uint32_t i = 0; i < map.count; i++)
            if (map.fields[i].key->length == key.length && memcmp(map.fields[i].key->text, key.at, key.length) == 0)
                return &map.fields[i].value;
    return NULL;
}

const struct value *value_get_c(struct value map, const char *key)
{
    return value_get_text(map, text_of(key));
}

static bool items_equal(struct value a, struct value b)
{
    if (a.count != b.count)
        return false;
    for (uint32_t i = 0; i < a.count; i++)
        if (!value_equal(a.items[i], b.items[i]))
            return false;
    return true;
}

static bool fields_equal(struct value a, struct value b)
{
    if (a.count != b.count)
        return false;
    for (uint32_t i = 0; i < a.count; i++) {
        const struct value *other = value_get(b, a.fields[i].key);
        if (!other || !value_equal(a.fields[i].value, *other))
            return false;
    }
    return true;
}

static bool conditions_equal(const struct condition *a, const struct condition *b)
{
    if (a == b)
        return true;
    if (a->kind != b->kind || a->count != b->count)
        return false;
    for (size_t i = 0; i < a->count; i++)
        if (!conditions_equal(a->operands[i], b->operands[i]))
            return false;
    return a->count > 0 || (value_equal(a->left, b->left) && value_equal(a->right, b->right));
}

static bool ports_equal(struct value a, struct value b)
{
    if (a.count != b.count)
        return false;
    for (uint32_t i = 0; i < a.count; i++)
        if (strcmp(a.ports[i].protocol, b.ports[i].protocol) != 0 || a.ports[i].from != b.ports[i].from
            || a.ports[i].to != b.ports[i].to)
            return false;
    return true;
}

bool value_real(struct value value, double *number)
{
    switch ((enum value_kind)value.kind) {
    case VALUE_INTEGER: *number = (double)value.integer; return true;
    case VALUE_NUMBER: *number = value.number; return true;
    case VALUE_DIGITS: *number = strtod(value.string, NULL); return true;
    default: return false;
    }
}

bool value_equal(struct value a, struct value b)
{
    if (a.kind != b.kind) {
        double x, y;
        return value_real(a, &x) && value_real(b, &y) && x == y;
    }
    switch ((enum value_kind)a.kind) {
    case VALUE_POISON: case VALUE_NULL:
        return true;
    case VALUE_BOOL: case VALUE_INTEGER: case VALUE_DURATION: case VALUE_SIZE:
        return a.integer == b.integer;
    case VALUE_NUMBER: case VALUE_PERCENT:
        return a.number == b.number;
    case VALUE_STRING: case VALUE_DIGITS:
        return text_equal(value_text(a), value_text(b));
    case VALUE_CIDR: case VALUE_IP:
        return a.network.address == b.network.address && a.network.prefix == b.network.prefix;
    case VALUE_RANGE:
        return a.range->low == b.range->low && a.range->high == b.range->high;
    case VALUE_PORTS:
        return ports_equal(a, b);
    case VALUE_LIST: case VALUE_CONCAT:
        return items_equal(a, b);
    case VALUE_MAP:
        return fields_equal(a, b);
    case VALUE_ZONE:
        return a.zone->index == b.zone->index && value_equal(a.zone->name, b.zone->name);
    case VALUE_TYPE: case VALUE_SPACE: case VALUE_PSEUDO:
        return a.atom == b.atom;
    case VALUE_RESOURCE:
        return a.resource == b.resource;
    case VALUE_INSTANCE:
        return a.instance == b.instance;
    case VALUE_FAMILY:
        return a.family == b.family;
    case VALUE_PARAMETER:
        return a.parameter == b.parameter;
    case VALUE_ATTRIBUTE:
        return a.attribute->resource == b.attribute->resource && a.attribute->name == b.attribute->name;
    case VALUE_CHOICE:
        return conditions_equal(a.choice->condition, b.choice->condition)
            && value_equal(a.choice->yes, b.choice->yes) && value_equal(a.choice->no, b.choice->no);
    case VALUE_CONDITION:
        return conditions_equal(a.condition, b.condition);
    case VALUE_INTRINSIC:
        return a.intrinsic->name == b.intrinsic->name && value_equal(a.intrinsic->argument, b.intrinsic->argument);
    }
    return false;
}

static const char *describe_text(struct arena *arena, struct text text)
{
    if (text.length > 40)
        return "a string";
    return text_format(arena, "the string \"%.*s\"", (int)text.length, text.at).at;
}

static const char *describe_known(struct arena *arena, struct value value, const char *kind)
{
    struct text text;
    if (!value_to_text(arena, value, &text))
        return kind;
    return text_format(arena, "the %s %s", kind, text.at).at;
}

const char *value_describe(struct arena *arena, struct value value)
{
    switch ((enum value_kind)value.kind) {
    case VALUE_POISON: return "nothing";
    case VALUE_NULL: return "null";
    case VALUE_BOOL: return value.integer ? "true" : "false";
    case VALUE_INTEGER: return describe_known(arena, value, "number");
    case VALUE_NUMBER: case VALUE_DIGITS: return describe_known(arena, value, "number");
    case VALUE_STRING: return describe_text(arena, value_text(value));
    case VALUE_CIDR: return describe_known(arena, value, "network");
    case VALUE_IP: return describe_known(arena, value, "address");
    case VALUE_DURATION: return describe_known(arena, value, "duration");
    case VALUE_SIZE: return describe_known(arena, value, "size");
    case VALUE_PERCENT: return describe_known(arena, value, "percentage");
    case VALUE_RANGE: return describe_known(arena, value, "range");
    case VALUE_PORTS: return "a list of ports";
    case VALUE_LIST: return value.count ? "a list" : "an empty list";
    case VALUE_MAP: return "an object";
    case VALUE_ZONE: return "an availability zone";
    case VALUE_TYPE: return text_format(arena, "the type %s", value.atom->text).at;
    case VALUE_RESOURCE: return text_format(arena, "the resource '%s' (%s)", value.resource->id, value.resource->type->text).at;
    case VALUE_INSTANCE: return "an instance of a pattern";
    case VALUE_FAMILY: return "a family";
    case VALUE_SPACE: return text_format(arena, "the name space '%s'", value.atom->text).at;
    case VALUE_PARAMETER: return text_format(arena, "the parameter '%s'", value.parameter->name->text).at;
    case VALUE_PSEUDO: return text_format(arena, "the pseudo parameter %s", value.atom->text).at;
    case VALUE_ATTRIBUTE: return text_format(arena, "the attribute %s of '%s'", value.attribute->name->text, value.attribute->resource->id).at;
    case VALUE_CONCAT: return "a string that is put together at deploy time";
    case VALUE_CHOICE: return "a choice made at deploy time";
    case VALUE_CONDITION: return "a deploy-time condition";
    case VALUE_INTRINSIC: return text_format(arena, "what %s gives", value.intrinsic->name->text).at;
    }
    return "nothing";
}

struct unit {
    const char *name;
    int64_t size;
};

static const struct unit DURATIONS[] = { { "d", 86400000 }, { "h", 3600000 }, { "m", 60000 }, { "s", 1000 }, { "ms", 1 } };
static const struct unit SIZES[] = { { "TiB", 1LL << 40 }, { "GiB", 1 << 30 }, { "MiB", 1 << 20 }, { "KiB", 1 << 10 }, { "B", 1 } };

/* The amount in the largest unit that divides it. */
static struct text units_text(struct arena *arena, int64_t amount, const struct unit *units, size_t count)
{
    size_t i = 0;
    while (i + 1 < count && (amount % units[i].size != 0 || amount == 0))
        i++;
    return text_format(arena, "%lld%s", (long long)(amount / units[i].size), units[i].name);
}

bool value_to_text(struct arena *arena, struct value value, struct text *text)
{
    uint32_t address = value.network.address;
    switch ((enum value_kind)value.kind) {
    case VALUE_BOOL:
        *text = value.integer ? TEXT("true") : TEXT("false");
        return true;
    case VALUE_INTEGER:
        *text = text_integer(arena, value.integer);
        return true;
    case VALUE_NUMBER:
        *text = text_number(arena, value.number);
        return true;
    case VALUE_STRING: case VALUE_DIGITS:
        *text = value_text(value);
        return true;
    case VALUE_CIDR:
        *text = text_format(arena, "%u.%u.%u.%u/%u", address >> 24, address >> 16 & 255, address >> 8 & 255,
                            address & 255, value.network.prefix);
        return true;
    case VALUE_IP:
        *text = text_format(arena, "%u.%u.%u.%u", address >> 24, address >> 16 & 255, address >> 8 & 255, address & 255);
        return true;
    case VALUE_DURATION:
        *text = units_text(arena, value.integer, DURATIONS, sizeof DURATIONS / sizeof *DURATIONS);
        return true;
    case VALUE_SIZE:
        *text = units_text(arena, value.integer, SIZES, sizeof SIZES / sizeof *SIZES);
        return true;
    case VALUE_PERCENT:
        *text = text_format(arena, "%s%%", text_number(arena, value.number).at);
        return true;
    case VALUE_RANGE:
        *text = text_format(arena, "%s..%s", text_number(arena, value.range->low).at,
                            text_number(arena, value.range->high).at);
        return true;
    case VALUE_ZONE:
        return value_to_text(arena, value.zone->name, text);
    case VALUE_TYPE:
        *text = atom_text(value.atom);
        return true;
    default:
        return false;
    }
}

bool value_to_parameter(struct arena *arena, struct value value, struct text *text)
{
    if (value.kind != VALUE_LIST)
        return value_to_text(arena, value, text);
    struct buffer list;
    buffer_init(&list, arena);
    for (uint32_t i = 0; i < value.count; i++) {
        struct text item;
        if (!value_to_text(arena, value.items[i], &item))
            return false;
        if (i)
            buffer_add_char(&list, ',');
        buffer_add(&list, item);
    }
    *text = text_copy(arena, buffer_text(&list));
    return true;
}

void value_walk(struct value value, void (*visit)(void *context, struct value value), void *context)
{
    visit(context, value);
    switch ((enum value_kind)value.kind) {
    case VALUE_LIST: case VALUE_CONCAT:
        for (uint32_t i = 0; i < value.count; i++)
            value_walk(value.items[i], visit, context);
        break;
    case VALUE_MAP:
        for (uint32_t i = 0; i < value.count; i++)
            value_walk(value.fields[i].value, visit, context);
        break;
    case VALUE_ZONE:
        value_walk(value.zone->name, visit, context);
        break;
    case VALUE_CHOICE:
        value_walk(value.choice->yes, visit, context);
        value_walk(value.choice->no, visit, context);
        break;
    case VALUE_INTRINSIC:
        value_walk(value.intrinsic->argument, visit, context);
        break;
    default:
        break;
    }
}

/* "Parameters", AWS CloudFormation User Guide: CommaDelimitedList; blanks are trimmed. */
struct value value_split(struct arena *arena, struct value value)
{
    if (value.kind != VALUE_STRING)
        return value;
    VEC(struct value) items = { 0 };
    struct text text = value_text(value);
    for (size_t start = 0, i = 0; i <= text.length; i++)
        if (i == text.length || text.at[i] == ',') {
            struct text item = text_copy(arena, text_trim(text_slice(text, start, i)));
            *VEC_ADD(arena, &items) = value_string(item, value.span);
            start = i + 1;
        }
    return value_list(items.at, items.count, value.span);
}

/* ----------------------------------------------------------------- networks */

bool network_parse(struct text text, struct network *network)
{
    uint32_t parts[5] = { 0 };
    size_t part = 0, digits = 0;
    for (size_t i = 0; i < text.length; i++) {
        char c = text.at[i];
        if (c >= '0' && c <= '9' && digits < 3) {
            parts[part] = parts[part] * 10 + (uint32_t)(c - '0');
            digits++;
        } else if (digits && ((c == '.' && part < 3) || (c == '/' && part == 3))) {
            part++;
            digits = 0;
        } else {
            return false;
        }
    }
    for (size_t i = 0; i < 4; i++)
        if (parts[i] > 255)
            return false;
    if (part != 4 || !digits || parts[4] > 32)
        return false;
    *network = (struct network){ parts[0] << 24 | parts[1] << 16 | parts[2] << 8 | parts[3], parts[4] };
    return true;
}

uint32_t network_mask(struct network network)
{
    return network.prefix ? 0xffffffffu << (32 - network.prefix) : 0;
}

bool network_holds(struct network outer, struct network inner)
{
    uint32_t mask = network_mask(outer);
    return inner.prefix >= outer.prefix && (inner.address & mask) == (outer.address & mask);
}
