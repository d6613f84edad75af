/* Schema as text: what `mtc --explain AWS::EC2::Subnet` prints. It asks schema.c
   like everyone else and writes sentences into an arena; the command prints
   them. Lines are for people and promise no form. */
#include "model/schema_text.h"

/* ---- A page for a type ---- */

static void add_padded(struct buffer *page, struct text name, size_t width)
{
    buffer_add_c(page, "  ");
    buffer_add(page, name);
    buffer_add_c(page, "  ");
    for (size_t i = name.length + 2; i < width; i++)
        buffer_add_char(page, ' ');
}

/* One line for each property: its type and what one wants to know first. */
static void add_properties(struct buffer *page, const struct schema_shape *shape)
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
        schema_text_value(page, schema_property_value(property));
        if (schema_property_required(property))
            buffer_add_c(page, ", required");
        if (replacement != SCHEMA_KEEPS)
            buffer_add_c(page, replacement == SCHEMA_REPLACES ? ", replaces" : ", may replace");
        if (schema_property_read_only(property))
            buffer_add_c(page, ", read-only");
        if (schema_property_deprecated(property))
            buffer_add_c(page, ", deprecated");
        for (size_t j = 0; j < schema_property_relation_count(property); j++) {
            struct schema_relation relation = schema_property_relation_at(property, j);
            buffer_add_c(page, j == 0 ? ", takes " : " or ");
            buffer_add(page, relation.type);
            buffer_add_c(page, ".");
            buffer_add(page, relation.attribute);
        }
        buffer_add_c(page, "\n");
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

static void add_rules(struct buffer *page, const struct schema_shape *shape)
{
    for (size_t i = 0; i < schema_rule_count(shape); i++) {
        struct schema_rule rule = schema_rule_at(shape, i);
        bool one = rule.kind == SCHEMA_EXACTLY_ONE;
        if (said_before(shape, i))
            continue;
        if (one || rule.kind == SCHEMA_AT_LEAST_ONE) {
            buffer_add_c(page, one ? "  exactly one of " : "  at least one of ");
            for (size_t j = 0; j < rule.sets; j++) {
                if (j > 0)
                    buffer_add_c(page, ", ");
                schema_text_list(page, schema_rule_set(rule, j), " with ");
            }
        } else {
            buffer_add_c(page, "  ");
            schema_text_list(page, schema_rule_set(rule, 0), "");
            buffer_add_c(page, rule.kind == SCHEMA_NEEDS ? " needs " : " excludes ");
            schema_text_list(page, schema_rule_set(rule, 1), rule.kind == SCHEMA_NEEDS ? " and " : ", ");
        }
        buffer_add_c(page, "\n");
    }
}

static void add_regions(struct buffer *page, const struct schema_type *type)
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
        buffer_add_c(page, "  Exists in every region.\n");
        return;
    }
    buffer_add_c(page, without < with ? "  Exists in every region but " : "  Exists only in ");
    for (size_t i = 0, said = 0; i < schema_region_count(); i++) {
        enum schema_region there = schema_type_region(type, schema_region_at(i));
        if (there != (without < with ? SCHEMA_REGION_NO : SCHEMA_REGION_YES))
            continue;
        if (said++ > 0)
            buffer_add_c(page, ", ");
        buffer_add(page, schema_region_at(i));
    }
    buffer_add_c(page, ".\n");
}

static void add_tags(struct buffer *page, const struct schema_type *type)
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
    buffer_add_c(page, "  Takes tags in ");
    buffer_add(page, schema_type_tags_property(type));
    buffer_add_c(page, forms[tags]);
}

static void add_lifecycle(struct buffer *page, const struct schema_type *type)
{
    struct text status = schema_type_lifecycle(type), date = schema_type_lifecycle_date(type);
    if (schema_type_transform(type).length > 0) {
        buffer_add_c(page, "  Exists under the transform ");
        buffer_add(page, schema_type_transform(type));
        buffer_add_c(page, " only.\n");
    }
    if (status.length == 0)
        return;
    buffer_add_c(page, text_equal_c(status, "shutdown") ? "  AWS has shut it down"
              : text_equal_c(status, "sunset") ? "  AWS is giving it up"
                                               : "  AWS only maintains it");
    if (date.length > 0) {
        buffer_add_c(page, " (");
        buffer_add(page, date);
        buffer_add_c(page, ")");
    }
    buffer_add_c(page, ".\n");
}

static void add_type(struct buffer *page, const struct schema_type *type)
{
    const struct schema_shape *shape = schema_type_shape(type);
    struct schema_list reference = schema_type_reference(type), identifiers = schema_type_identifiers(type);
    buffer_add(page, schema_type_name(type));
    buffer_add_c(page, "\n");
    if (reference.count > 0) {
        buffer_add_c(page, "  Ref gives ");
        schema_text_list(page, reference, "|");
        buffer_add_c(page, ".\n");
    }
    if (identifiers.count > 0 && identifiers.at != reference.at) {
        buffer_add_c(page, "  Identified by ");
        schema_text_list(page, identifiers, ", ");
        buffer_add_c(page, ".\n");
    }
    add_tags(page, type);
    if (schema_type_stateful(type))
        buffer_add_c(page, "  Holds data: replacing or deleting it loses them.\n");
    add_lifecycle(page, type);
    add_regions(page, type);
    if (schema_property_count(shape) > 0)
        buffer_add_c(page, "\nProperties\n");
    add_properties(page, shape);
    if (schema_rule_count(shape) > 0)
        buffer_add_c(page, "\nRules\n");
    add_rules(page, shape);
    if (schema_attribute_count(type) > 0)
        buffer_add_c(page, "\nAttributes\n");
    add_properties(page, schema_type_attributes(type));
    if (schema_type_readable(type))
        buffer_add_c(page, "  and each property.\n");
}

/* ---- A page for a property ---- */

static void add_lacking_regions(struct buffer *page, const struct schema_property *property)
{
    size_t said = 0;
    for (size_t i = 0; i < schema_region_count(); i++) {
        if (schema_property_region(property, schema_region_at(i)) != SCHEMA_REGION_NO)
            continue;
        buffer_add_c(page, said++ == 0 ? "  Not in " : ", ");
        buffer_add(page, schema_region_at(i));
    }
    if (said > 0)
        buffer_add_c(page, ".\n");
}

/* The properties of what is inside, where that is a structure. */
static void add_structure(struct buffer *page, const struct schema_shape *shape)
{
    if (!shape)
        return;
    buffer_add_c(page, "\n");
    buffer_add(page, schema_shape_name(shape));
    buffer_add_c(page, "\n");
    add_properties(page, shape);
    add_rules(page, shape);
}

static void add_document(struct buffer *page, struct text kind)
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
            buffer_add_c(page, kinds[i].says);
}

static void add_property(struct buffer *page, const struct schema_property *property)
{
    enum schema_replacement replacement = schema_property_replacement(property);
    if (schema_property_required(property))
        buffer_add_c(page, "  Required.\n");
    if (replacement != SCHEMA_KEEPS)
        buffer_add_c(page, replacement == SCHEMA_REPLACES ? "  A change replaces the resource.\n"
                                                 : "  Some changes replace the resource.\n");
    if (schema_property_read_only(property))
        buffer_add_c(page, "  Read-only: AWS sets it.\n");
    if (schema_property_write_only(property))
        buffer_add_c(page, "  Write-only: AWS does not give it back.\n");
    if (schema_property_deprecated(property))
        buffer_add_c(page, "  Deprecated.\n");
    for (size_t i = 0; i < schema_property_relation_count(property); i++) {
        struct schema_relation relation = schema_property_relation_at(property, i);
        buffer_add_c(page, i == 0 ? "  Takes " : " or ");
        buffer_add(page, relation.attribute);
        buffer_add_c(page, " of ");
        buffer_add(page, relation.type);
    }
    if (schema_property_relation_count(property) > 0)
        buffer_add_c(page, ".\n");
    schema_text_line(page, "  Default: ", schema_property_default(property));
    add_document(page, schema_property_document(property));
    add_lacking_regions(page, property);
}

/* The property at a path through structures, and lists and maps of them. */
static const struct schema_property *along(const struct schema_shape *shape, struct text path)
{
    while (shape) {
        const char *dot = memchr(path.at, '.', path.length);
        size_t length = dot ? (size_t)(dot - path.at) : path.length;
        const struct schema_property *property = schema_property_find(shape, text_slice(path, 0, length));
        if (!property || !dot)
            return property;
        shape = schema_innermost(schema_property_value(property)).shape;
        path = text_slice(path, length + 1, path.length);
    }
    return NULL;
}

/* A property at the path, or an attribute of its name, or both. */
static void add_value_page(struct buffer *page, const struct schema_type *type, struct text name, struct text path)
{
    const struct schema_property *property = along(schema_type_shape(type), path);
    bool attribute = schema_attribute_exists(type, path);
    if (!property && !attribute)
        return;
    struct schema_value value = property ? schema_property_value(property) : schema_attribute_value(type, path);
    buffer_add(page, name);
    buffer_add_c(page, "\n  ");
    schema_text_value(page, value);
    buffer_add_c(page, "\n");
    if (property)
        add_property(page, property);
    if (attribute)
        buffer_add_c(page, property ? "  An attribute as well (Fn::GetAtt).\n" : "  An attribute (Fn::GetAtt).\n");
    schema_text_takes(page, value);
    add_structure(page, schema_innermost(value).shape);
}

struct text schema_describe(struct arena *arena, struct text name)
{
    struct buffer page;
    const char *dot = name.length > 0 ? memchr(name.at, '.', name.length) : NULL;
    size_t length = dot ? (size_t)(dot - name.at) : name.length;
    const struct schema_type *type = schema_type_find(text_slice(name, 0, length));
    buffer_init(&page, arena);
    if (type && dot)
        add_value_page(&page, type, name, text_slice(name, length + 1, name.length));
    else if (type)
        add_type(&page, type);
    return buffer_text(&page);
}
