/* What rules ask of a scene: properties by path, the resources of a type, known
   values. The scenes themselves, and how a value is seen, are scene.c's matter;
   who names whom stands in scene_users.c, telling in scene_report.c. */
#include "check/scene/scene_variable.h"

#include <stdlib.h>

/* --------------------------------------------------------------- properties */

static struct value see_field(struct scene *scene, struct value map, struct text name)
{
    if (map.kind == VALUE_NULL)
        return map;
    if (map.kind != VALUE_MAP)
        return value_poison();
    const struct value *field = value_get_text(map, name);
    return field ? scene_see(scene, *field) : value_null(SPAN_NONE);
}

struct value scene_field(struct scene *scene, struct value map, const char *name)
{
    return see_field(scene, map, text_of(name));
}

struct value scene_at(struct scene *scene, struct value value, const char *path)
{
    for (;;) {
        const char *dot = strchr(path, '.');
        value = see_field(scene, value, dot ? (struct text){ path, (size_t)(dot - path) } : text_of(path));
        if (!dot)
            return value;
        path = dot + 1;
    }
}

struct value scene_property(struct scene *scene, const struct resource *resource, const char *path)
{
    return scene_at(scene, resource->properties, path);
}

/* Whether a value at a list's own place is one item: a parameter, an attribute
   or an intrinsic may be many, but for those that make a text. */
static bool is_single(struct value value)
{
    static const char *const TEXTS[] = { "Fn::Join", "Fn::Sub", "Fn::Base64" };
    if (!value_deployed(value) || value.kind == VALUE_RESOURCE || value.kind == VALUE_CONCAT)
        return true;
    for (size_t i = 0; value.kind == VALUE_INTRINSIC && i < sizeof TEXTS / sizeof *TEXTS; i++)
        if (strcmp(value.intrinsic->name->text, TEXTS[i]) == 0)
            return true;
    return false;
}

/* Adds the items of a value; false where there may be others. */
static bool add_items(struct scene *scene, struct value_vec *items, struct value value, unsigned depth)
{
    value = scene_see(scene, value);
    if (value.kind == VALUE_NULL)
        return true;
    if (value.kind == VALUE_POISON)
        return false;
    bool whole = true;
    if (value.kind == VALUE_LIST && depth < 2) {
        for (uint32_t i = 0; i < value.count; i++)
            whole = add_items(scene, items, value.items[i], depth + 1) && whole;
        return whole;
    }
    *VEC_ADD(scene->check->arena, items) = value;
    return depth > 0 || is_single(value);
}

struct scene_list scene_items(struct scene *scene, struct value value)
{
    struct value_vec items = { 0 };
    bool whole = add_items(scene, &items, value, 0);
    return (struct scene_list){ items.count, items.at, whole };
}

struct scene_list scene_property_items(struct scene *scene, const struct resource *resource, const char *path)
{
    return scene_items(scene, scene_property(scene, resource, path));
}

/* ---------------------------------------------------------------- resources */

bool scene_holds(struct scene *scene, const struct condition *condition)
{
    return !condition || scene_truth(scene, condition) != TRUTH_NO;
}

bool scene_exists(struct scene *scene, const struct resource *resource)
{
    return scene_holds(scene, resource->condition);
}

struct value scene_reference(const struct resource *resource)
{
    return (struct value){ .kind = VALUE_RESOURCE, .resource = resource->stack->resources.at[resource->order] };
}

bool scene_holds_certainly(struct scene *scene, const struct condition *condition)
{
    return !condition || scene_truth(scene, condition) == TRUTH_YES;
}

bool scene_certain(struct scene *scene, const struct resource *resource)
{
    return scene_holds_certainly(scene, resource->condition);
}

bool scene_type_is(const struct resource *resource, const char *type)
{
    return resource && strcmp(resource->type->text, type) == 0;
}

static const struct resource *named_by(struct value value)
{
    if (value.kind == VALUE_RESOURCE)
        return value.resource;
    return value.kind == VALUE_ATTRIBUTE ? value.attribute->resource : NULL;
}

const struct resource *scene_target(struct scene *scene, struct value value)
{
    const struct resource *target = named_by(scene_see(scene, value));
    return target && target->stack == scene->stack && scene_exists(scene, target) ? target : NULL;
}

const struct resource *scene_target_of(struct scene *scene, struct value value, const char *type)
{
    const struct resource *target = scene_target(scene, value);
    return scene_type_is(target, type) ? target : NULL;
}

static const struct resource_vec *find_type(const struct scene *scene, const char *type)
{
    for (size_t i = 0; i < scene->types.count; i++)
        if (strcmp(((const struct atom *)scene->types.entries[i].key)->text, type) == 0)
            return scene->types.entries[i].value;
    return NULL;
}

/* Rules ask with literals, again and again with the same: what a pointer was
   found to name is remembered. */
const struct resource_vec *scene_type(struct scene *scene, const char *type)
{
    struct scene_type_slot *slot = &scene->type_slots[((uintptr_t)type >> 3) % SCENE_TYPE_SLOTS];
    if (slot->type != type)
        *slot = (struct scene_type_slot){ type, find_type(scene, type) };
    return slot->list;
}

/* Where the search for the one behind last goes on. Resources know their
   position in the stack, so that it is found by halving. */
static size_t position_behind(const struct resource_vec *list, const struct resource *last)
{
    size_t low = 0, high = list->count;
    while (last && low < high) {
        size_t middle = low + (high - low) / 2;
        if (list->at[middle]->order <= last->order)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

const struct resource *scene_next(struct scene *scene, const char *type, const struct resource *last)
{
    const struct resource_vec *list = scene_type(scene, type);
    if (!list)
        return NULL;
    for (size_t i = position_behind(list, last); i < list->count; i++)
        if (scene_exists(scene, list->at[i]))
            return list->at[i];
    return NULL;
}

bool scene_open(const struct scene *scene)
{
    if (scene->stack->transform.kind != VALUE_NULL)
        return true;
    for (size_t i = 0; i < scene->types.count; i++) {
        const char *type = ((const struct atom *)scene->types.entries[i].key)->text;
        if (strncmp(type, "Custom::", 8) == 0 || strcmp(type, "AWS::CloudFormation::CustomResource") == 0
            || strcmp(type, "AWS::CloudFormation::Stack") == 0)
            return true;
    }
    return false;
}

struct text scene_region(const struct scene *scene)
{
    struct value region = scene->stack->region;
    return region.kind == VALUE_STRING ? value_text(region) : TEXT("");
}

/* ------------------------------------------------------------- known values */

/* What CloudFormation puts in at deploy time, wherever in the text it stands:
   "Using dynamic references to specify template values". */
static bool has_dynamic_reference(struct text text)
{
    for (size_t i = 0; i < text.length; i++)
        if (text.at[i] == '{' && text_starts(text_slice(text, i, text.length), "{{resolve:"))
            return true;
    return false;
}

bool known_text(struct scene *scene, struct value value, struct text *text)
{
    return !value_deployed(value) && value.kind != VALUE_NULL && value_to_text(scene->check->arena, value, text)
        && !has_dynamic_reference(*text);
}

bool known_number(struct value value, double *number)
{
    char *end;
    if (value_real(value, number))
        return true;
    if (!(value.kind == VALUE_STRING && value.count && strspn(value.string, "0123456789.-") == value.count))
        return false;
    *number = strtod(value.string, &end);
    return end == value.string + value.count;
}

bool known_integer(struct value value, int64_t *integer)
{
    double number;
    if (!known_number(value, &number) || number != (double)(int64_t)number)
        return false;
    *integer = (int64_t)number;
    return true;
}

bool known_bool(struct value value, bool *truth)
{
    if (value.kind == VALUE_BOOL)
        *truth = value.integer;
    else if (value.kind == VALUE_STRING && strcmp(value.string, "true") == 0)
        *truth = true;
    else if (value.kind == VALUE_STRING && strcmp(value.string, "false") == 0)
        *truth = false;
    else
        return false;
    return true;
}

bool known_network(struct value value, struct network *network)
{
    if (value.kind == VALUE_CIDR)
        *network = value.network;
    return value.kind == VALUE_CIDR || (value.kind == VALUE_STRING && network_parse(value_text(value), network));
}

bool known_is(struct value value, const char *text)
{
    return value.kind == VALUE_STRING && text_equal_c(value_text(value), text);
}

bool known_absent(struct value value)
{
    return value.kind == VALUE_NULL || (value.kind == VALUE_STRING && value.count == 0);
}

bool known_there(struct value value)
{
    return value.kind != VALUE_POISON && !known_absent(value);
}

const char *scene_text(struct scene *scene, struct value value)
{
    struct text text;
    if (!known_text(scene, value, &text))
        return value_describe(scene->check->arena, value);
    return text_cstring(scene->check->arena, text);
}

const char *scene_name(struct scene *scene, struct value value)
{
    const struct resource *named = named_by(scene_see(scene, value));
    return named ? text_format(scene->check->arena, "'%s'", named->id).at : scene_text(scene, value);
}

bool known_start(struct scene *scene, struct value value, struct text *start)
{
    if (value.kind == VALUE_CONCAT && value.count > 0)
        return known_text(scene, scene_see(scene, value.items[0]), start);
    return known_text(scene, value, start);
}

bool scene_same(struct value a, struct value b)
{
    return a.kind != VALUE_POISON && a.kind != VALUE_NULL && value_equal(a, b);
}
