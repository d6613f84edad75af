/* Presence: which properties of an object may, must and must not stand together.
   A property whose value may be AWS::NoValue on a branch of Fn::If counts as
   maybe there: it breaks no rule and satisfies each. Called by property.c for
   shapes that have rules; without a mistake it allocates nothing. */
#include "check/property/property.h"

enum presence { ABSENT, MAYBE, PRESENT };

static enum presence presence_of_value(struct value value)
{
    if (value.kind == VALUE_NULL || (value.kind == VALUE_PSEUDO && strcmp(value.atom->text, "AWS::NoValue") == 0))
        return ABSENT;
    /* An empty list or object says nothing, and most of AWS's services take it so. */
    if (value.kind == VALUE_POISON || ((value.kind == VALUE_LIST || value.kind == VALUE_MAP) && value.count == 0))
        return MAYBE;
    if (value.kind != VALUE_CHOICE)
        return PRESENT;
    enum presence yes = presence_of_value(value.choice->yes), no = presence_of_value(value.choice->no);
    return yes == no ? yes : MAYBE;
}

static const struct value_field *field_of(struct value map, struct text name)
{
    for (uint32_t i = 0; i < map.count; i++)
        if (map.fields[i].key->length == name.length && memcmp(map.fields[i].key->text, name.at, name.length) == 0)
            return &map.fields[i];
    return NULL;
}

static enum presence presence_of_name(struct value map, struct text name)
{
    const struct value_field *field = field_of(map, name);
    return field ? presence_of_value(field->value) : ABSENT;
}

/* Of names that stand together: the least of theirs. */
static enum presence presence_of_set(struct value map, struct schema_list set)
{
    enum presence least = PRESENT;
    for (size_t i = 0; i < set.count && least != ABSENT; i++) {
        enum presence presence = presence_of_name(map, schema_list_at(set, i));
        if (presence < least)
            least = presence;
    }
    return least;
}

/* ------------------------------------------------------------------ wording */

/* "'A' and 'B'" */
static void add_set(struct buffer *out, struct schema_list set)
{
    for (size_t i = 0; i < set.count; i++) {
        struct text name = schema_list_at(set, i);
        buffer_add_format(out, "%s'%.*s'", i ? " and " : "", (int)name.length, name.at);
    }
}

static const char *sets_text(struct arena *arena, struct schema_rule rule)
{
    struct buffer out;
    buffer_init(&out, arena);
    for (size_t i = 0; i < rule.sets; i++) {
        buffer_add_c(&out, i == 0 ? "" : i + 1 == rule.sets ? " or " : ", ");
        add_set(&out, schema_rule_set(rule, i));
    }
    return text_cstring(arena, buffer_text(&out));
}

static struct span span_of(const struct value_field *field, const struct resource *resource)
{
    if (field && span_known(field->key_span))
        return field->key_span;
    return field && span_known(field->value.span) ? field->value.span : resource->span;
}

struct shape_rule {
    struct check *check;
    const struct resource *resource;
    const struct schema_shape *shape;
    struct value map;
    struct schema_rule rule;
};

static void report_none(const struct shape_rule *at)
{
    struct check *check = at->check;
    bool nested = schema_shape_name(at->shape).length != 0 && span_known(at->map.span);
    report(check->reporter, MT2004, nested ? at->map.span : at->resource->span, at->resource->frames,
           shape_describe(check, at->resource, at->shape), sets_text(check->arena, at->rule));
}

/* first and second cannot stand together. */
static void report_both(const struct shape_rule *at, struct text first, struct text second)
{
    struct check *check = at->check;
    const struct value_field *one = field_of(at->map, first), *other = field_of(at->map, second);
    if (one > other) {
        const struct value_field *swap = one;
        one = other;
        other = swap;
    }
    struct diagnostic *diagnostic =
        report(check->reporter, MT2015, span_of(other, at->resource), at->resource->frames, other->key->text,
               shape_describe(check, at->resource, at->shape), one->key->text);
    report_note(check->reporter, diagnostic, span_of(one, at->resource), "'%s' stands here", one->key->text);
}

/* -------------------------------------------------------------------- rules */

static void check_sets(const struct shape_rule *at)
{
    struct text first = TEXT("");
    bool any = false;
    for (size_t i = 0; i < at->rule.sets; i++) {
        struct schema_list set = schema_rule_set(at->rule, i);
        enum presence presence = presence_of_set(at->map, set);
        any |= presence != ABSENT;
        if (presence != PRESENT || at->rule.kind == SCHEMA_AT_LEAST_ONE)
            continue;
        if (first.length) {
            report_both(at, first, schema_list_at(set, 0));
            return;
        }
        first = schema_list_at(set, 0);
    }
    if (!any)
        report_none(at);
}

static void check_pair(const struct shape_rule *at)
{
    struct check *check = at->check;
    struct text name = schema_list_at(schema_rule_set(at->rule, 0), 0);
    struct schema_list others = schema_rule_set(at->rule, 1);
    if (presence_of_name(at->map, name) != PRESENT)
        return;
    for (size_t i = 0; i < others.count; i++) {
        struct text other = schema_list_at(others, i);
        enum presence presence = presence_of_name(at->map, other);
        if (at->rule.kind == SCHEMA_EXCLUDES && presence == PRESENT)
            report_both(at, name, other);
        else if (at->rule.kind == SCHEMA_NEEDS && presence == ABSENT) {
            const struct value_field *field = field_of(at->map, name);
            report(check->reporter, MT2016, span_of(field, at->resource), at->resource->frames, field->key->text,
                   shape_describe(check, at->resource, at->shape), text_cstring(check->arena, other));
        }
    }
}

/* An intrinsic among the fields (Fn::Transform) may bring any property. */
static bool is_open(struct value map)
{
    for (uint32_t i = 0; i < map.count; i++)
        if (strncmp(map.fields[i].key->text, "Fn::", 4) == 0)
            return true;
    return false;
}

void check_presence(struct check *check, const struct resource *resource, const struct schema_shape *shape,
                    struct value map)
{
    size_t count = schema_rule_count(shape);
    for (size_t i = 0; i < count && !is_open(map); i++) {
        struct shape_rule at = { check, resource, shape, map, schema_rule_at(shape, i) };
        if (at.rule.kind == SCHEMA_EXACTLY_ONE || at.rule.kind == SCHEMA_AT_LEAST_ONE)
            check_sets(&at);
        else
            check_pair(&at);
    }
}
