/* What rules ask of a scene: properties by path, the resources of a type, who
   names whom, known values; and how they tell. Look-ups that would make a rule
   quadratic (all users of a subnet) are made once a scene and kept. The scenes
   themselves, and how a value is seen, are scene.c's matter; the loop over them
   stands in scene_run.c. */
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

/* -------------------------------------------------------------------- users */

struct use {
    const struct resource *user;
    uint32_t next;              /* in uses, + 1; 0: none */
};

/* Who of a type names whom by a property: for each resource of the stack the
   chain of its users, in order. */
struct scene_users {
    struct scene_users *next;
    const char *type, *path;
    uint32_t scene;             /* the scene that they were found in */
    uint32_t *first, *last;     /* by target->order: in uses, + 1; 0: none */
    VEC(struct use) uses;
    uint32_t given;             /* the use that was told last, + 1; 0: none */
    const struct resource *given_target;
};

static void add_use(struct scene *scene, struct scene_users *users, const struct resource *target,
                    const struct resource *user)
{
    uint32_t last = users->last[target->order];
    if (last && users->uses.at[last - 1].user == user)
        return;
    *VEC_ADD(scene->check->arena, &users->uses) = (struct use){ user, 0 };
    uint32_t added = (uint32_t)users->uses.count;
    if (last)
        users->uses.at[last - 1].next = added;
    else
        users->first[target->order] = added;
    users->last[target->order] = added;
}

static struct scene_users *new_users(struct scene *scene, const char *type, const char *path)
{
    struct arena *arena = scene->check->arena;
    struct scene_users *users = NEW(arena, struct scene_users);
    users->next = scene->users;
    users->type = type;
    users->path = path;
    users->first = NEW_ARRAY(arena, uint32_t, scene->stack->resources.count);
    users->last = NEW_ARRAY(arena, uint32_t, scene->stack->resources.count);
    scene->users = users;
    return users;
}

static void fill_users(struct scene *scene, struct scene_users *users)
{
    size_t size = scene->stack->resources.count * sizeof *users->first;
    memset(users->first, 0, size);
    memset(users->last, 0, size);
    users->uses.count = 0;
    users->given = 0;
    users->scene = scene->number;
    for (const struct resource *user = NULL; (user = scene_next(scene, users->type, user)) != NULL;) {
        struct scene_list items = scene_property_items(scene, user, users->path);
        for (size_t i = 0; i < items.count; i++) {
            const struct resource *target = scene_target(scene, items.items[i]);
            if (target)
                add_use(scene, users, target, user);
        }
    }
}

static struct scene_users *find_users(struct scene *scene, const char *type, const char *path)
{
    struct scene_users *users = scene->users;
    while (users && (users->type != type || users->path != path))
        users = users->next;
    /* Another file's literals. */
    if (!users)
        for (users = scene->users; users && (strcmp(users->type, type) != 0 || strcmp(users->path, path) != 0);)
            users = users->next;
    if (!users)
        users = new_users(scene, type, path);
    if (users->scene != scene->number) {
        /* What the others rest on is not what this resource rests on. */
        struct scene_basis basis = scene_basis(scene);
        fill_users(scene, users);
        scene_return(scene, basis);
    }
    return users;
}

const struct resource *scene_next_user(struct scene *scene, const char *type, const char *path,
                                       const struct resource *target, const struct resource *last)
{
    if (!scene_type(scene, type))
        return NULL;
    struct scene_users *users = find_users(scene, type, path);
    uint32_t at = users->first[target->order];
    /* Mostly it is asked for the one behind that which was given last. */
    if (last && users->given && users->given_target == target && users->uses.at[users->given - 1].user == last)
        at = users->uses.at[users->given - 1].next;
    while (at && last && users->uses.at[at - 1].user->order <= last->order)
        at = users->uses.at[at - 1].next;
    users->given = at;
    users->given_target = target;
    return at ? users->uses.at[at - 1].user : NULL;
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

/* ------------------------------------------------------------------ telling */

void scene_begin(struct scene *scene)
{
    scene->assumed = false;
    scene->consulted_count = 0;
}

struct scene_basis scene_basis(const struct scene *scene)
{
    return (struct scene_basis){ scene->assumed, scene->consulted_count };
}

void scene_return(struct scene *scene, struct scene_basis basis)
{
    scene->assumed = basis.assumed;
    scene->consulted_count = basis.consulted_count;
}

bool scene_apart(const struct scene *scene)
{
    unsigned parameters = 0;
    bool moved = false;
    for (unsigned i = 0; i < scene->consulted_count; i++) {
        parameters += scene->consulted[i]->parameter != NULL;
        moved |= scene->consulted[i]->state != scene->consulted[i]->base;
    }
    return parameters > 1 && moved;
}

/* "where parameter 'stage' is 'prod'" for what this scene has otherwise than
   people would think, or for what a mistake rests on. */
static void note_variables(struct scene *scene, struct diagnostic *diagnostic)
{
    for (unsigned i = 0; i < scene->consulted_count; i++) {
        const struct scene_variable *variable = scene->consulted[i];
        struct text text;
        if (!variable->parameter || (variable->state == variable->base && !scene->assumed))
            continue;
        struct value state = variable->count ? variable->states[variable->state] : value_poison();
        const char *name = variable->parameter->name->text;
        bool is_default = variable->state == 0 && variable->parameter->standard.kind != VALUE_NULL;
        if (state.kind == VALUE_LIST)
            report_note(scene->check->reporter, diagnostic, variable->parameter->span,
                        "where parameter '%s' has its default", name);
        else if (known_text(scene, state, &text))
            report_note(scene->check->reporter, diagnostic, variable->parameter->span, "where parameter '%s' %s '%.*s'",
                        name, is_default ? "has its default" : "is", (int)text.length, text.at);
    }
}

static struct diagnostic *report_scene(struct scene *scene, enum message_id id, struct span where,
                                       const struct frame *frames, va_list parts)
{
    struct reporter *reporter = scene->check->reporter;
    struct diagnostic *diagnostic = report_list(reporter, id, where, frames, parts);
    if (scene->assumed)
        report_lower(reporter, diagnostic);
    note_variables(scene, diagnostic);
    return diagnostic;
}

struct diagnostic *scene_report(struct scene *scene, enum message_id id, const struct resource *resource,
                                struct value at, ...)
{
    va_list parts;
    va_start(parts, at);
    struct diagnostic *diagnostic =
        report_scene(scene, id, span_known(at.span) ? at.span : resource->span, resource->frames, parts);
    va_end(parts);
    return diagnostic;
}

struct diagnostic *scene_report_at(struct scene *scene, enum message_id id, struct span where, ...)
{
    va_list parts;
    va_start(parts, where);
    struct diagnostic *diagnostic = report_scene(scene, id, where, NULL, parts);
    va_end(parts);
    return diagnostic;
}

void scene_note(struct scene *scene, struct diagnostic *diagnostic, const struct resource *other)
{
    report_note(scene->check->reporter, diagnostic, other->span, "'%s' is declared here", other->id);
}
