/* Keys of values: what rules that compare many values with each other ask of a
   scene, so that "two of these are the same" (routes of a table, rules of a
   group, names of exports) is found in one pass, never pair by pair. A key is a
   text that two values share only where both are certainly the same. Zones have
   keys of their own, for a zone is rarely written as its name. */
#include "check/scene/scene.h"

static bool add_key(struct scene *scene, struct buffer *key, struct value value, unsigned depth);

/* A text's length stands before it, so that no text can look like two. */
static void add_text(struct buffer *key, char kind, struct text text)
{
    buffer_add_char(key, kind);
    buffer_add(key, (struct text){ (const char *)&text.length, sizeof text.length });
    buffer_add(key, text);
}

static bool add_items(struct scene *scene, struct buffer *key, struct value value, unsigned depth)
{
    buffer_add_char(key, '[');
    for (uint32_t i = 0; i < value.count; i++)
        if (!add_key(scene, key, value.items[i], depth + 1))
            return false;
    buffer_add_char(key, ']');
    return true;
}

static bool add_fields(struct scene *scene, struct buffer *key, struct value value, unsigned depth)
{
    buffer_add_char(key, '{');
    for (uint32_t i = 0; i < value.count; i++) {
        add_text(key, '.', atom_text(value.fields[i].key));
        if (!add_key(scene, key, value.fields[i].value, depth + 1))
            return false;
    }
    buffer_add_char(key, '}');
    return true;
}

/* Whether the attribute is what a Ref gives, too. A group's GroupId is its Id. */
static bool is_reference(const struct value_attribute *attribute)
{
    const struct schema_type *type = attribute->resource->schema;
    struct text name = atom_text(attribute->name);
    if (scene_type_is(attribute->resource, "AWS::EC2::SecurityGroup") && text_equal_c(name, "GroupId"))
        return true;
    struct schema_list reference = type ? schema_type_reference(type) : (struct schema_list){ 0 };
    return reference.count == 1 && text_equal(schema_list_at(reference, 0), name);
}

static bool add_key(struct scene *scene, struct buffer *key, struct value value, unsigned depth)
{
    struct text text;
    value = scene_see(scene, value);
    if (depth > 20)
        return false;
    switch ((enum value_kind)value.kind) {
    case VALUE_POISON: case VALUE_CHOICE:
        return false;
    case VALUE_NULL:
        buffer_add_char(key, '-');
        return true;
    case VALUE_RESOURCE:
        add_text(key, '@', text_of(value.resource->id));
        return true;
    case VALUE_ATTRIBUTE:
        add_text(key, '@', text_of(value.attribute->resource->id));
        if (!is_reference(value.attribute))
            add_text(key, '.', atom_text(value.attribute->name));
        return true;
    case VALUE_PARAMETER:
        add_text(key, '$', text_of(value.parameter->id));
        return true;
    case VALUE_PSEUDO:
        add_text(key, '$', atom_text(value.atom));
        return true;
    case VALUE_INTRINSIC:
        add_text(key, '!', atom_text(value.intrinsic->name));
        return add_key(scene, key, value.intrinsic->argument, depth + 1);
    case VALUE_LIST: case VALUE_CONCAT:
        return add_items(scene, key, value, depth);
    case VALUE_MAP:
        return add_fields(scene, key, value, depth);
    default:
        if (!value_to_text(scene->check->arena, value, &text))
            return false;
        add_text(key, '=', text);
        return true;
    }
}

bool scene_key(struct scene *scene, struct buffer *key, struct value value)
{
    /* An empty text is a parameter's way to say that nothing is given. */
    return !known_absent(scene_see(scene, value)) && add_key(scene, key, value, 0);
}

enum { FIRST_KEYS = 8 };    /* room for half of them; a power of two */

void **scene_place(struct scene *scene, struct scene_index *index, struct text key)
{
    struct arena *arena = scene->check->arena;
    /* Most of them hold a few keys, and there may be one for each resource. */
    if (!index->atoms.arena)
        index->atoms = (struct atoms){ arena, NEW_ARRAY(arena, const struct atom *, FIRST_KEYS), 0, FIRST_KEYS };
    return map_put(arena, &index->map, atom_of(&index->atoms, key));
}

void scene_each_twice(struct scene *scene, const char *type, scene_key_of *key_of, scene_twice *twice,
                      const void *context)
{
    struct scene_index seen = { 0 };
    struct buffer key;
    buffer_init(&key, scene->check->arena);
    for (const struct resource *resource = NULL; (resource = scene_next(scene, type, resource)) != NULL;) {
        key.length = 0;
        if (!scene_certain(scene, resource) || !key_of(scene, resource, &key, context))
            continue;
        void **place = scene_place(scene, &seen, buffer_text(&key));
        const struct resource *earlier = *place;
        if (!earlier) {
            *place = (void *)resource;
            continue;
        }
        /* Both are looked at anew, so that the notes tell what both rest on. */
        scene_begin(scene);
        scene_exists(scene, earlier);
        scene_exists(scene, resource);
        key_of(scene, earlier, &key, context);
        key_of(scene, resource, &key, context);
        twice(scene, resource, earlier, context);
    }
}

/* Fn::GetAZs of the region that the stack is in. */
static bool is_own_zones(struct value value)
{
    if (value.kind != VALUE_INTRINSIC || strcmp(value.intrinsic->name->text, "Fn::GetAZs") != 0)
        return false;
    struct value region = value.intrinsic->argument;
    return known_is(region, "") || (region.kind == VALUE_PSEUDO && strcmp(region.atom->text, "AWS::Region") == 0);
}

static bool is_selected(struct scene *scene, struct value value, int64_t *index)
{
    if (value.kind != VALUE_INTRINSIC || strcmp(value.intrinsic->name->text, "Fn::Select") != 0)
        return false;
    struct value argument = value.intrinsic->argument;
    return argument.kind == VALUE_LIST && argument.count == 2 && is_own_zones(argument.items[1])
        && known_integer(scene_see(scene, argument.items[0]), index);
}

struct scene_zone scene_zone(struct scene *scene, struct value value)
{
    struct scene_zone zone = { ZONE_UNKNOWN, { NULL, 0 } };
    int64_t index;
    value = scene_see(scene, value);
    if (is_selected(scene, value, &index)) {
        zone.form = ZONE_NUMBER;
        zone.name = text_format(scene->check->arena, "%d of the region", (int)index + 1);
    } else if (value.kind == VALUE_PARAMETER) {
        zone.form = ZONE_PARAMETER;
        zone.name = text_of(value.parameter->id);
    } else if (known_text(scene, value, &zone.name))
        zone.form = ZONE_NAME;
    return zone;
}

bool zone_same(struct scene_zone a, struct scene_zone b)
{
    return a.form != ZONE_UNKNOWN && a.form == b.form && text_equal(a.name, b.name);
}

bool zone_other(struct scene_zone a, struct scene_zone b)
{
    return (a.form == ZONE_NAME || a.form == ZONE_NUMBER) && a.form == b.form && !text_equal(a.name, b.name);
}
