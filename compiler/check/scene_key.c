/* Keys of values: what rules that compare many values with each other ask of a
   scene, so that "two of these are the same" is found in one pass. A key is a
   text that two values share only where both are certainly the same. Zones have
   keys of their own, for a zone is rarely written as its name. */
#include "check/scene.h"

bool scene_key(struct scene *scene, struct buffer *key, struct value value)
{
    struct text text;
    value = scene_see(scene, value);
    if (value.kind == VALUE_RESOURCE)
        buffer_add_format(key, "Ref %s", value.resource->id);
    else if (value.kind == VALUE_ATTRIBUTE)
        buffer_add_format(key, "%s.%s", value.attribute->resource->id, value.attribute->name->text);
    else if (value.kind == VALUE_PARAMETER)
        buffer_add_format(key, "Ref %s", value.parameter->id);
    else if (known_text(scene, value, &text)) {
        buffer_add_char(key, '"');
        buffer_add(key, text);
    } else
        return false;
    /* So that what comes behind it is told from it. */
    buffer_add_char(key, '\n');
    return true;
}

void **scene_place(struct scene *scene, struct scene_index *index, struct text key)
{
    if (!index->atoms.arena)
        atoms_init(&index->atoms, scene->check->arena);
    return map_put(scene->check->arena, &index->map, atom_of(&index->atoms, key));
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
        zone.name = text_format(scene->check->arena, "number %d of the region's", (int)index + 1);
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
