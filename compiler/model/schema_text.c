/* Schema as text: what `mtc --explain AWS::EC2::Subnet` prints. It asks schema.c
   like everyone else and writes sentences into an arena; the command prints
   them. Lines are for people and promise no form. */
#include "model/catalogue.h"
#include "model/schema.h"

struct page {
    struct arena *arena;
    struct buffer buffer;
};

static void add(struct page *page, const char *text)
{
    buffer_add_c(&page->buffer, text);
}

static void add_list(struct page *page, struct schema_list list, const char *between)
{
    for (size_t i = 0; i < list.count; i++) {
        struct text item = schema_list_at(list, i);

        if (i > 0)
            add(page, between);
        if (item.length > 0)
            buffer_add(&page->buffer, item);
        else
            add(page, "\"\"");
    }
}

/* ---- What a value is ---- */

static void add_value(struct page *page, struct schema_value value);

static void add_alternatives(struct page *page, struct schema_value value)
{
    size_t count = schema_alternative_count(value);

    if (count == 0)
        add(page, "any JSON");
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            add(page, " or ");
        add_value(page, schema_alternative_at(value, i));
    }
}

static void add_value(struct page *page, struct schema_value value)
{
    static const char *const plain[] = {
        [SCHEMA_STRING] = "string", [SCHEMA_INTEGER] = "integer",
        [SCHEMA_NUMBER] = "number", [SCHEMA_BOOLEAN] = "boolean",
    };

    switch (value.kind) {
    case SCHEMA_ANY:
        add_alternatives(page, value);
        return;
    case SCHEMA_LIST:
        add(page, "list of ");
        add_value(page, schema_item(value));
        return;
    case SCHEMA_MAP:
        add(page, "map of ");
        add_value(page, schema_item(value));
        return;
    case SCHEMA_STRUCT:
        buffer_add(&page->buffer, schema_shape_name(value.shape));
        return;
    case SCHEMA_STRING:
    case SCHEMA_INTEGER:
    case SCHEMA_NUMBER:
    case SCHEMA_BOOLEAN:
        add(page, plain[value.kind]);
        return;
    }
}

/* The value inside lists and maps. */
static struct schema_value innermost(struct schema_value value)
{
    while (value.kind == SCHEMA_LIST || value.kind == SCHEMA_MAP)
        value = schema_item(value);
    return value;
}

static void add_limits(struct page *page, struct schema_limits limits, const char *before, const char *unit)
{
    if (!limits.has_low && !limits.has_high)
        return;
    add(page, before);
    if (limits.has_low)
        buffer_add(&page->buffer, text_number(page->arena, limits.low));
    if (limits.has_low && limits.has_high && limits.low != limits.high) {
        add(page, " to ");
        buffer_add(&page->buffer, text_number(page->arena, limits.high));
    } else if (!limits.has_low) {
        add(page, "at most ");
        buffer_add(&page->buffer, text_number(page->arena, limits.high));
    } else if (!limits.has_high) {
        add(page, " or more");
    }
    add(page, unit);
}

/* ---- A page for a type ---- */

static void add_padded(struct page *page, struct text name, size_t width)
{
    add(page, "  ");
    buffer_add(&page->buffer, name);
    add(page, "  ");
    for (size_t i = name.length + 2; i < width; i++)
        buffer_add_char(&page->buffer, ' ');
}

/* One line for each property: its type and what one wants to know first. */
static void add_properties(struct page *page, const struct schema_shape *shape)
{
    size_t width = 0;

    for (size_t i = 0; i < schema_property_count(shape); i++) {
        size_t length = schema_property_name(schema_property_at(shape, i)).length;

        if (length > width && length <= 32)
            width = length;
    }
    for (size_t i = 0; i < schema_property_count(shape); i++) {
        const struct schema_property *property = schema_property_at(shape, i);
        enum schema_replacement replacement = schema_property_replacement(property);

        add_padded(page, schema_property_name(property), width + 2);
        add_value(page, schema_property_value(property));
        if (schema_property_required(property))
            add(page, ", required");
        if (replacement != SCHEMA_KEEPS)
            add(page, replacement == SCHEMA_REPLACES ? ", replaces" : ", may replace");
        if (schema_property_read_only(property))
            add(page, ", read-only");
        if (schema_property_deprecated(property))
            add(page, ", deprecated");
        for (size_t j = 0; j < schema_property_relation_count(property); j++) {
            struct schema_relation relation = schema_property_relation_at(property, j);

            add(page, j == 0 ? ", takes " : " or ");
            buffer_add(&page->buffer, relation.type);
            add(page, ".");
            buffer_add(&page->buffer, relation.attribute);
        }
        add(page, "\n");
    }
}

/* Whether "B excludes A" stands in the shape before rule index, which says "A excludes B". */
static bool said_before(const struct schema_shape *shape, size_t index)
{
    struct schema_rule rule = schema_rule_at(shape, index);
    struct schema_list ours = schema_rule_set(rule, 0), theirs = schema_rule_set(rule, 1);

    if (rule.kind != SCHEMA_EXCLUDES || theirs.count != 1)
        return false;
    for (size_t i = 0; i < index; i++) {
        struct schema_rule other = schema_rule_at(shape, i);
        struct schema_list forbidden = schema_rule_set(other, 1);

        if (other.kind == SCHEMA_EXCLUDES && forbidden.count == 1 &&
            text_equal(schema_list_at(schema_rule_set(other, 0), 0), schema_list_at(theirs, 0)) &&
            text_equal(schema_list_at(forbidden, 0), schema_list_at(ours, 0)))
            return true;
    }
    return false;
}

static void add_rules(struct page *page, const struct schema_shape *shape)
{
    for (size_t i = 0; i < schema_rule_count(shape); i++) {
        struct schema_rule rule = schema_rule_at(shape, i);
        bool one = rule.kind == SCHEMA_EXACTLY_ONE;

        if (said_before(shape, i))
            continue;
        if (one || rule.kind == SCHEMA_AT_LEAST_ONE) {
            add(page, one ? "  exactly one of " : "  at least one of ");
            for (size_t j = 0; j < rule.sets; j++) {
                if (j > 0)
                    add(page, ", ");
                add_list(page, schema_rule_set(rule, j), " with ");
            }
        } else {
            add(page, "  ");
            add_list(page, schema_rule_set(rule, 0), "");
            add(page, rule.kind == SCHEMA_NEEDS ? " needs " : " excludes ");
            add_list(page, schema_rule_set(rule, 1), rule.kind == SCHEMA_NEEDS ? " and " : ", ");
        }
        add(page, "\n");
    }
}

static void add_regions(struct page *page, const struct schema_type *type)
{
    size_t with = 0, without = 0;

    for (size_t i = 0; i < schema_region_count(); i++) {
        enum schema_region there = schema_type_region(type, schema_region_at(i));

        with += there == SCHEMA_REGION_YES;
        without += there == SCHEMA_REGION_NO;
    }
    if (with == 0)
        return;
    if (without == 0) {
        add(page, "  Exists in every region.\n");
        return;
    }
    add(page, without < with ? "  Exists in every region but " : "  Exists only in ");
    for (size_t i = 0, said = 0; i < schema_region_count(); i++) {
        enum schema_region there = schema_type_region(type, schema_region_at(i));

        if (there != (without < with ? SCHEMA_REGION_NO : SCHEMA_REGION_YES))
            continue;
        if (said++ > 0)
            add(page, ", ");
        buffer_add(&page->buffer, schema_region_at(i));
    }
    add(page, ".\n");
}

static void add_tags(struct page *page, const struct schema_type *type)
{
    static const char *const forms[] = {
        [SCHEMA_TAGS_NONE] = "",
        [SCHEMA_TAGS_LIST] = ", a list of {Key, Value}.\n",
        [SCHEMA_TAGS_MAP] = ", a map from key to value.\n",
        [SCHEMA_TAGS_GROUP] = ", a list of {Key, Value, PropagateAtLaunch}.\n",
    };
    enum schema_tags tags = schema_type_tags(type);

    if (tags == SCHEMA_TAGS_NONE)
        return;
    add(page, "  Takes tags in ");
    buffer_add(&page->buffer, schema_type_tags_property(type));
    add(page, forms[tags]);
}

static void add_lifecycle(struct page *page, const struct schema_type *type)
{
    struct text status = schema_type_lifecycle(type), date = schema_type_lifecycle_date(type);

    if (schema_type_transform(type).length > 0) {
        add(page, "  Exists under the transform ");
        buffer_add(&page->buffer, schema_type_transform(type));
        add(page, " only.\n");
    }
    if (status.length == 0)
        return;
    add(page, text_equal_c(status, "shutdown") ? "  AWS has shut it down"
              : text_equal_c(status, "sunset") ? "  AWS is giving it up"
                                               : "  AWS only maintains it");
    if (date.length > 0) {
        add(page, " (");
        buffer_add(&page->buffer, date);
        add(page, ")");
    }
    add(page, ".\n");
}

static void add_type(struct page *page, const struct schema_type *type)
{
    const struct schema_shape *shape = schema_type_shape(type);
    struct schema_list reference = schema_type_reference(type), identifiers = schema_type_identifiers(type);

    buffer_add(&page->buffer, schema_type_name(type));
    add(page, "\n");
    if (reference.count > 0) {
        add(page, "  Ref gives ");
        add_list(page, reference, "|");
        add(page, ".\n");
    }
    if (identifiers.count > 0 && identifiers.at != reference.at) {
        add(page, "  Identified by ");
        add_list(page, identifiers, ", ");
        add(page, ".\n");
    }
    add_tags(page, type);
    if (schema_type_stateful(type))
        add(page, "  Holds data: replacing or deleting it loses them.\n");
    add_lifecycle(page, type);
    add_regions(page, type);
    if (schema_property_count(shape) > 0)
        add(page, "\nProperties\n");
    add_properties(page, shape);
    if (schema_rule_count(shape) > 0)
        add(page, "\nRules\n");
    add_rules(page, shape);
    if (schema_attribute_count(type) > 0)
        add(page, "\nAttributes\n");
    add_properties(page, schema_type_attributes(type));
    if (schema_type_readable(type))
        add(page, "  and each property.\n");
}

/* ---- A page for a property ---- */

static void add_line(struct page *page, const char *before, struct text text)
{
    if (text.length == 0)
        return;
    add(page, before);
    buffer_add(&page->buffer, text);
    add(page, "\n");
}

static void add_lacking_regions(struct page *page, const struct schema_property *property)
{
    size_t said = 0;

    for (size_t i = 0; i < schema_region_count(); i++) {
        if (schema_property_region(property, schema_region_at(i)) != SCHEMA_REGION_NO)
            continue;
        add(page, said++ == 0 ? "  Not in " : ", ");
        buffer_add(&page->buffer, schema_region_at(i));
    }
    if (said > 0)
        add(page, ".\n");
}

/* The values of an enum, in lines of some 90 columns. */
static void add_values(struct page *page, struct schema_value value, struct schema_list values)
{
    size_t column = 0;

    for (size_t i = 0; i < values.count; i++) {
        struct text item = schema_list_at(values, i);

        if (i == 0)
            add(page, schema_value_any_case(value) ? "  One of (in any case of letters):" : "  One of:");
        else
            add(page, ",");
        if (i == 0 || column + item.length > 90) {
            add(page, "\n   ");
            column = 3;
        }
        add(page, " ");
        buffer_add(&page->buffer, item.length > 0 ? item : TEXT("\"\""));
        column += item.length + 2;
    }
    if (values.count > 0)
        add(page, "\n");
}

enum { MOST_KNOWN = 24, WIDTH = 90 };

/* Those of a catalogue that AWS still makes; of many, the first. */
static void add_catalogue(struct page *page, struct text fact)
{
    const char *slash = fact.length > 0 ? memchr(fact.at, '/', fact.length) : NULL;
    size_t length = slash != NULL ? (size_t)(slash - fact.at) : fact.length, count = 0;
    const char *name = text_cstring(page->buffer.arena, text_slice(fact, 0, length));
    size_t column = WIDTH;

    if (fact.length == 0)
        return;
    add(page, "  Known values:");
    for (size_t i = 0; i < catalogue_count(name); i++) {
        struct catalogue_list list = catalogue_find(name, catalogue_at(name, i));

        if (slash != NULL && !text_equal_c(catalogue_at(name, i), slash + 1))
            continue;
        for (size_t j = 0; j < list.count; j++)
            if (!catalogue_item_old(list, j) && count++ < MOST_KNOWN) {
                bool wraps = column + catalogue_item(list, j).length + 2 > WIDTH;

                add(page, count == 1 ? "\n    " : wraps ? ",\n    " : ", ");
                column = (wraps ? 4 : column + 2) + catalogue_item(list, j).length;
                buffer_add(&page->buffer, catalogue_item(list, j));
            }
    }
    if (count > MOST_KNOWN)
        add(page, ", …");
    add(page, "\n");
}

static void add_value_facts(struct page *page, struct schema_value value)
{
    struct schema_value inner = innermost(value);
    struct schema_list formats = schema_value_formats(inner), values = schema_value_enum(inner);

    add_limits(page, schema_value_items(value), "  Items: ", schema_value_unique(value) ? ", none twice\n" : "\n");
    add_line(page, "  Pattern of keys: ", schema_value_keys_pattern(value));
    if (formats.count > 0) {
        add(page, "  Format: ");
        add_list(page, formats, " or ");
        add(page, "\n");
    }
    add_limits(page, schema_value_length(inner), "  Length: ", " characters\n");
    add_limits(page, schema_value_range(inner), "  Range: ", "\n");
    add_line(page, "  Pattern: ", schema_value_pattern(inner));
    if (values.count == 0)
        add_catalogue(page, schema_value_catalogue(inner));
    add_values(page, inner, values);
    if (inner.shape != NULL) {
        add(page, "\n");
        buffer_add(&page->buffer, schema_shape_name(inner.shape));
        add(page, "\n");
        add_properties(page, inner.shape);
        add_rules(page, inner.shape);
    }
}

static void add_document(struct page *page, struct text kind)
{
    static const struct { const char *kind, *says; } kinds[] = {
        { "json", "  Its text is JSON.\n" },
        { "base64", "  Its text is base64.\n" },
        { "identity-policy", "  A policy of IAM that says what its user, group or role may do.\n" },
        { "trust-policy", "  A policy of IAM that says who may take the role.\n" },
        { "resource-policy", "  A policy of IAM that says who may do what with which resource.\n" },
        { "service-policy", "  A policy of IAM that says who may do what with this.\n" },
    };

    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (text_equal_c(kind, kinds[i].kind))
            add(page, kinds[i].says);
}

static void add_property(struct page *page, const struct schema_property *property)
{
    enum schema_replacement replacement = schema_property_replacement(property);

    if (schema_property_required(property))
        add(page, "  Required.\n");
    if (replacement != SCHEMA_KEEPS)
        add(page, replacement == SCHEMA_REPLACES ? "  A change replaces the resource.\n"
                                                 : "  Some changes replace the resource.\n");
    if (schema_property_read_only(property))
        add(page, "  Read-only: AWS sets it.\n");
    if (schema_property_write_only(property))
        add(page, "  Write-only: AWS does not give it back.\n");
    if (schema_property_deprecated(property))
        add(page, "  Deprecated.\n");
    for (size_t i = 0; i < schema_property_relation_count(property); i++) {
        struct schema_relation relation = schema_property_relation_at(property, i);

        add(page, i == 0 ? "  Takes " : " or ");
        buffer_add(&page->buffer, relation.attribute);
        add(page, " of ");
        buffer_add(&page->buffer, relation.type);
    }
    if (schema_property_relation_count(property) > 0)
        add(page, ".\n");
    add_line(page, "  Default: ", schema_property_default(property));
    add_document(page, schema_property_document(property));
    add_lacking_regions(page, property);
}

/* The property at a path through structures, and lists and maps of them. */
static const struct schema_property *along(const struct schema_shape *shape, struct text path)
{
    while (shape != NULL) {
        const char *dot = memchr(path.at, '.', path.length);
        size_t length = dot != NULL ? (size_t)(dot - path.at) : path.length;
        const struct schema_property *property = schema_property_find(shape, text_slice(path, 0, length));

        if (property == NULL || dot == NULL)
            return property;
        shape = innermost(schema_property_value(property)).shape;
        path = text_slice(path, length + 1, path.length);
    }
    return NULL;
}

struct text schema_describe(struct arena *arena, struct text name)
{
    struct page page = { .arena = arena };
    const char *dot = name.length > 0 ? memchr(name.at, '.', name.length) : NULL;
    size_t length = dot != NULL ? (size_t)(dot - name.at) : name.length;
    const struct schema_type *type = schema_type_find(text_slice(name, 0, length));
    const struct schema_property *property;
    struct schema_value value;
    struct text path;
    bool attribute;

    buffer_init(&page.buffer, arena);
    if (type == NULL)
        return TEXT("");
    if (dot == NULL) {
        add_type(&page, type);
        return buffer_text(&page.buffer);
    }
    path = text_slice(name, length + 1, name.length);
    property = along(schema_type_shape(type), path);
    attribute = schema_attribute_exists(type, path);
    if (property == NULL && !attribute)
        return TEXT("");
    value = property != NULL ? schema_property_value(property) : schema_attribute_value(type, path);
    buffer_add(&page.buffer, name);
    add(&page, "\n  ");
    add_value(&page, value);
    add(&page, "\n");
    if (property != NULL)
        add_property(&page, property);
    if (attribute)
        add(&page, property != NULL ? "  An attribute as well (Fn::GetAtt).\n" : "  An attribute (Fn::GetAtt).\n");
    add_value_facts(&page, value);
    return buffer_text(&page.buffer);
}
