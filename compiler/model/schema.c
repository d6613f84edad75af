/* Schema: answers questions about resource types from the constant table that
   the build makes (schema_table.h). Nothing here allocates or keeps state, and
   every answer is a row of the table or a text in it. Expansion asks for types
   and attributes, the checks for everything else, for each property of each
   resource: so look-ups by name are hashed. */
#include "model/schema.h"

#include "model/schema_table.h"

static struct text string_at(uint32_t place)
{
    const unsigned char *at = (const unsigned char *)schema_strings + place;
    if (place == 0)
        return (struct text){ "", 0 };
    return (struct text){ (const char *)at, (size_t)at[-2] | (size_t)at[-1] << 8 };
}

/* ---- Lists and facts ---- */

static struct schema_list list_at(uint32_t at)
{
    return (struct schema_list){ schema_lists[at] & SCHEMA_LIST_COUNT, at };
}

struct text schema_list_at(struct schema_list list, size_t index)
{
    return string_at(schema_lists[list.at + 1 + index]);
}

/* The word of a fact, or NULL where it is not recorded. */
static const uint32_t *fact_at(uint32_t facts, enum schema_fact fact)
{
    uint32_t mask = schema_facts[facts];
    uint32_t before = mask & ((1u << fact) - 1);
    if (!(mask & (1u << fact)))
        return NULL;
    for (facts++; before != 0; before &= before - 1)
        facts++;
    return &schema_facts[facts];
}

static bool fact_flag(uint32_t facts, enum schema_fact fact)
{
    return schema_facts[facts] >> fact & 1;
}

static struct text fact_text(uint32_t facts, enum schema_fact fact)
{
    const uint32_t *word = fact_at(facts, fact);
    return string_at(word ? *word : 0);
}

static struct schema_list fact_list(uint32_t facts, enum schema_fact fact)
{
    const uint32_t *word = fact_at(facts, fact);
    return list_at(word ? *word : 0);
}

static struct schema_limits fact_limits(uint32_t facts, enum schema_fact low, bool numbers)
{
    const uint32_t *from = fact_at(facts, low), *to = fact_at(facts, low + 1);
    struct schema_limits limits = { .has_low = from, .has_high = to };
    if (from)
        limits.low = numbers ? schema_numbers[*from] : (double)*from;
    if (to)
        limits.high = numbers ? schema_numbers[*to] : (double)*to;
    return limits;
}

static struct schema_value value_at(uint32_t row)
{
    const struct schema_value_row *at = &schema_values[row];
    enum schema_kind kind = (enum schema_kind)(at->what & 15);
    uint32_t index = at->what >> 4;
    return (struct schema_value){
        .kind = kind,
        .shape = kind == SCHEMA_STRUCT ? &schema_shapes[index] : NULL,
        .item = kind == SCHEMA_STRUCT ? 0 : index,
        .facts = at->facts,
    };
}

static enum schema_region in_region(uint32_t set, struct text region)
{
    if (set == 0)
        return SCHEMA_REGION_UNKNOWN;
    for (uint32_t i = 0; i < schema_sizes.regions; i++)
        if (text_equal(string_at(schema_regions[i]), region))
            return schema_region_sets[set] >> i & 1 ? SCHEMA_REGION_YES : SCHEMA_REGION_NO;
    return SCHEMA_REGION_UNKNOWN;
}

size_t schema_region_count(void)
{
    return schema_sizes.regions;
}

struct text schema_region_at(size_t index)
{
    return string_at(schema_regions[index]);
}

/* ---- Types ---- */

const struct schema_type *schema_type_find(struct text name)
{
    uint32_t slot = text_hash(name) & schema_sizes.type_mask;
    for (; schema_type_slots[slot] != 0; slot = (slot + 1) & schema_sizes.type_mask) {
        const struct schema_type *type = &schema_types[schema_type_slots[slot] - 1];
        if (text_equal(string_at(type->name), name))
            return type;
    }
    return NULL;
}

struct text schema_type_name(const struct schema_type *type)
{
    return string_at(type->name);
}

size_t schema_type_count(void)
{
    return schema_sizes.types;
}

const struct schema_type *schema_type_at(size_t index)
{
    return &schema_types[index];
}

const struct schema_shape *schema_type_shape(const struct schema_type *type)
{
    return &schema_shapes[type->shape];
}

const struct schema_shape *schema_type_attributes(const struct schema_type *type)
{
    return &schema_shapes[type->attributes];
}

bool schema_type_readable(const struct schema_type *type)
{
    return (type->flags & SCHEMA_TYPE_READABLE) != 0;
}

/* Follows a path "Endpoint.Address" from a shape through structures. Whole
   names that hold dots are found first. */
static const struct schema_property *along(const struct schema_shape *shape, struct text path)
{
    const struct schema_property *property = schema_property_find(shape, path);
    for (size_t i = path.length; !property && i-- > 0;) {
        struct schema_value value;
        if (path.at[i] != '.')
            continue;
        property = schema_property_find(shape, text_slice(path, 0, i));
        if (!property)
            continue;
        value = schema_property_value(property);
        return value.shape ? along(value.shape, text_slice(path, i + 1, path.length)) : NULL;
    }
    return property;
}

/* The attribute that Fn::GetAtt of this name reads, or NULL. */
static const struct schema_property *attribute_find(const struct schema_type *type, struct text name)
{
    const struct schema_shape *attributes = schema_type_attributes(type);
    const struct schema_property *found = along(attributes, name);
    if (!found && (type->flags & SCHEMA_TYPE_READABLE))
        found = along(schema_type_shape(type), name);
    if (!found && (type->flags & SCHEMA_TYPE_OPEN))
        for (size_t i = 0; i < attributes->count && !found; i++) {
            struct text open = schema_attribute_at(type, i);
            size_t length = open.length - 1;
            if (text_ends(open, "*") && name.length > length && memcmp(name.at, open.at, length) == 0)
                found = schema_property_at(attributes, i);
        }
    return found;
}

bool schema_attribute_exists(const struct schema_type *type, struct text name)
{
    return attribute_find(type, name);
}

size_t schema_attribute_count(const struct schema_type *type)
{
    return schema_type_attributes(type)->count;
}

struct text schema_attribute_at(const struct schema_type *type, size_t index)
{
    return schema_property_name(schema_property_at(schema_type_attributes(type), index));
}

static struct schema_value plain_string(void)
{
    return (struct schema_value){ .kind = SCHEMA_STRING };
}

struct schema_value schema_attribute_value(const struct schema_type *type, struct text name)
{
    const struct schema_property *found = attribute_find(type, name);
    return found ? schema_property_value(found) : plain_string();
}

enum schema_tags schema_type_tags(const struct schema_type *type)
{
    return (enum schema_tags)(type->flags & SCHEMA_TYPE_TAGS);
}

struct text schema_type_tags_property(const struct schema_type *type)
{
    return string_at(type->tags);
}

bool schema_type_stateful(const struct schema_type *type)
{
    return (type->flags & SCHEMA_TYPE_STATEFUL) != 0;
}

struct schema_list schema_type_identifiers(const struct schema_type *type)
{
    return list_at(type->identifiers);
}

struct schema_list schema_type_reference(const struct schema_type *type)
{
    return list_at(type->reference);
}

enum schema_region schema_type_region(const struct schema_type *type, struct text region)
{
    return in_region(type->regions, region);
}

struct text schema_type_lifecycle(const struct schema_type *type)
{
    return string_at(type->lifecycle);
}

struct text schema_type_lifecycle_date(const struct schema_type *type)
{
    return string_at(type->lifecycle_date);
}

struct text schema_type_transform(const struct schema_type *type)
{
    return string_at(type->transform);
}

/* ---- Properties ---- */

const struct schema_property *schema_property_find(const struct schema_shape *shape, struct text name)
{
    const uint8_t *slots = &schema_slots[shape->slots];
    uint32_t slot = schema_hash(name.at, name.length) & shape->mask;
    for (; slots[slot] != 0; slot = (slot + 1) & shape->mask) {
        const struct schema_property *property = &schema_properties[shape->properties + slots[slot] - 1u];
        if (text_equal(string_at(property->name), name))
            return property;
    }
    return NULL;
}

size_t schema_property_count(const struct schema_shape *shape)
{
    return shape->count;
}

const struct schema_property *schema_property_at(const struct schema_shape *shape, size_t index)
{
    return &schema_properties[shape->properties + index];
}

struct text schema_property_name(const struct schema_property *property)
{
    return string_at(property->name);
}

struct schema_value schema_property_value(const struct schema_property *property)
{
    return value_at(property->value & SCHEMA_PROPERTY_VALUE);
}

bool schema_property_required(const struct schema_property *property)
{
    return (property->value & SCHEMA_PROPERTY_REQUIRED) != 0;
}

enum schema_replacement schema_property_replacement(const struct schema_property *property)
{
    if (property->value & SCHEMA_PROPERTY_REPLACE)
        return SCHEMA_REPLACES;
    return property->value & SCHEMA_PROPERTY_MAY_REPLACE ? SCHEMA_MAY_REPLACE : SCHEMA_KEEPS;
}

bool schema_property_read_only(const struct schema_property *property)
{
    return (property->value & SCHEMA_PROPERTY_READ_ONLY) != 0;
}

bool schema_property_write_only(const struct schema_property *property)
{
    return (property->value & SCHEMA_PROPERTY_WRITE_ONLY) != 0;
}

bool schema_property_deprecated(const struct schema_property *property)
{
    return (property->value & SCHEMA_PROPERTY_DEPRECATED) != 0;
}

struct text schema_property_default(const struct schema_property *property)
{
    return fact_text(property->facts, SCHEMA_FACT_DEFAULT);
}

struct text schema_property_document(const struct schema_property *property)
{
    return fact_text(property->facts, SCHEMA_FACT_DOCUMENT);
}

size_t schema_property_relation_count(const struct schema_property *property)
{
    return fact_list(property->facts, SCHEMA_FACT_RELATIONS).count;
}

struct schema_relation schema_property_relation_at(const struct schema_property *property, size_t index)
{
    struct text both = schema_list_at(fact_list(property->facts, SCHEMA_FACT_RELATIONS), index);
    const char *dot = memchr(both.at, '.', both.length);
    size_t length = dot ? (size_t)(dot - both.at) : both.length;
    return (struct schema_relation){
        .type = text_slice(both, 0, length),
        .attribute = text_slice(both, dot ? length + 1 : length, both.length),
    };
}

enum schema_region schema_property_region(const struct schema_property *property, struct text region)
{
    const uint32_t *set = fact_at(property->facts, SCHEMA_FACT_REGIONS);
    return in_region(set ? *set : 0, region);
}

struct text schema_shape_name(const struct schema_shape *shape)
{
    return string_at(shape->name);
}

size_t schema_rule_count(const struct schema_shape *shape)
{
    return schema_rules[shape->rules];
}

struct schema_rule schema_rule_at(const struct schema_shape *shape, size_t index)
{
    uint32_t at = shape->rules + 1;
    for (; index > 0; index--)
        at += 2 + schema_rules[at + 1];
    return (struct schema_rule){ (enum schema_rule_kind)schema_rules[at], schema_rules[at + 1], at + 2 };
}

struct schema_list schema_rule_set(struct schema_rule rule, size_t set)
{
    return list_at(schema_rules[rule.at + set]);
}

/* ---- Values ---- */

struct schema_value schema_item(struct schema_value value)
{
    return value_at(value.item);
}

struct schema_value schema_innermost(struct schema_value value)
{
    while (value.kind == SCHEMA_LIST || value.kind == SCHEMA_MAP)
        value = schema_item(value);
    return value;
}

size_t schema_alternative_count(struct schema_value value)
{
    return value.kind == SCHEMA_ANY ? schema_alternatives[value.item] : 0;
}

struct schema_value schema_alternative_at(struct schema_value value, size_t index)
{
    return value_at(schema_alternatives[value.item + 1 + index]);
}

struct schema_list schema_value_enum(struct schema_value value)
{
    return fact_list(value.facts, SCHEMA_FACT_ENUM);
}

bool schema_value_enum_has(struct schema_value value, struct text text)
{
    struct schema_list list = schema_value_enum(value);
    bool numbers = (schema_lists[list.at] & SCHEMA_LIST_NUMBERS) != 0;
    size_t low = 0, high = list.count;
    if (schema_value_any_case(value)) {
        for (size_t i = 0; i < list.count; i++)
            if (text_equal_any_case(schema_list_at(list, i), text))
                return true;
        return false;
    }
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        struct text there = schema_list_at(list, middle);
        int order = numbers && there.length != text.length ? (there.length < text.length ? -1 : 1)
                                                           : text_compare(there, text);
        if (order == 0)
            return true;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return false;
}

bool schema_value_any_case(struct schema_value value)
{
    return fact_flag(value.facts, SCHEMA_FACT_ANY_CASE);
}

struct text schema_value_pattern(struct schema_value value)
{
    return fact_text(value.facts, SCHEMA_FACT_PATTERN);
}

struct text schema_value_keys_pattern(struct schema_value value)
{
    return fact_text(value.facts, SCHEMA_FACT_KEYS);
}

bool schema_value_limited(struct schema_value value)
{
    return schema_facts[value.facts] != 0;
}

struct text schema_value_catalogue(struct schema_value value)
{
    return fact_text(value.facts, SCHEMA_FACT_CATALOGUE);
}

struct schema_limits schema_value_length(struct schema_value value)
{
    return fact_limits(value.facts, SCHEMA_FACT_LENGTH_LOW, false);
}

struct schema_limits schema_value_range(struct schema_value value)
{
    return fact_limits(value.facts, SCHEMA_FACT_RANGE_LOW, true);
}

struct schema_limits schema_value_items(struct schema_value value)
{
    return fact_limits(value.facts, SCHEMA_FACT_ITEMS_LOW, false);
}

bool schema_value_unique(struct schema_value value)
{
    return fact_flag(value.facts, SCHEMA_FACT_UNIQUE);
}

struct schema_list schema_value_formats(struct schema_value value)
{
    return fact_list(value.facts, SCHEMA_FACT_FORMATS);
}
