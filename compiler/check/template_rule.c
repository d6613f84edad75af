/* The template itself: names that an account has once, and what the order of
   making says twice. Sources: AWS CloudFormation User Guide, "Outputs section",
   "DependsOn attribute". */
#include "check/scene/scene.h"

/* ------------------------------------------------------------------- exports */

static bool export_key(struct scene *scene, const struct stack_output *output, struct buffer *key)
{
    key->length = 0;
    return scene_key(scene, key, output->export);
}

static void exports_differ(struct scene *scene, const struct resource *none)
{
    (void)none;
    struct scene_index seen = { 0 };
    struct buffer key;
    buffer_init(&key, scene->check->arena);
    for (size_t i = 0; i < scene->stack->outputs.count; i++) {
        const struct stack_output *output = scene->stack->outputs.at[i];
        if (!scene_holds_certainly(scene, output->condition) || !export_key(scene, output, &key))
            continue;
        void **place = scene_place(scene, &seen, buffer_text(&key));
        const struct stack_output *earlier = *place;
        if (!earlier) {
            *place = (void *)output;
            continue;
        }
        scene_begin(scene);
        scene_holds(scene, earlier->condition);
        scene_holds(scene, output->condition);
        export_key(scene, earlier, &key);
        export_key(scene, output, &key);
        struct value at = output->export;
        if (!span_known(at.span))
            at.span = output->span;
        struct diagnostic *diagnostic = scene_report_at(scene, MT3601, at.span, output->id, earlier->id,
                                                        scene_text(scene, scene_see(scene, output->export)));
        report_note(scene->check->reporter, diagnostic, earlier->span, "'%s' is declared here", earlier->id);
    }
}

/* ----------------------------------------------------------------- DependsOn */

struct search {
    const struct resource *target;
    bool found;
};

/* What stands in a branch of Fn::If may not be there. */
static void match_target(void *context, const struct reference *reference)
{
    struct search *search = context;
    search->found |= reference->target == search->target && !reference->facts;
}

/* Only a template that is read has such: of a program's, mtc leaves them away. */
static void redundant_depends(struct scene *scene, const struct resource *none)
{
    (void)none;
    if (scene->number > 1)
        return;
    for (size_t i = 0; i < scene->stack->resources.count; i++) {
        const struct resource *resource = scene->stack->resources.at[i];
        scene_begin(scene);
        for (size_t j = 0; j < resource->depends_count; j++) {
            struct search search = { .target = resource->depends[j] };
            references_of_resource(resource, NULL, match_target, &search);
            if (search.found)
                scene_report(scene, MT3602, resource, value_null(SPAN_NONE), resource->id, search.target->id);
        }
    }
}

/* --------------------------------------------------------------- fixed names */

/* The property that is the resource's whole name, given by the template and
   never to be changed; NULL where there is none. */
static const struct value_field *fixed_name(const struct resource *resource)
{
    struct schema_list identifiers = schema_type_identifiers(resource->schema);
    if (identifiers.count != 1)
        return NULL;
    struct text name = schema_list_at(identifiers, 0);
    const struct schema_property *property = schema_property_find(schema_type_shape(resource->schema), name);
    if (!property || schema_property_replacement(property) != SCHEMA_REPLACES)
        return NULL;
    for (uint32_t i = 0; i < resource->properties.count; i++)
        if (text_equal(atom_text(resource->properties.fields[i].key), name))
            return &resource->properties.fields[i];
    return NULL;
}

/* Whether some other property that is given can make an update replace it. */
static bool can_be_replaced(const struct resource *resource, const struct value_field *name)
{
    const struct schema_shape *shape = schema_type_shape(resource->schema);
    for (uint32_t i = 0; i < resource->properties.count; i++) {
        const struct value_field *field = &resource->properties.fields[i];
        const struct schema_property *property = schema_property_find(shape, atom_text(field->key));
        if (field != name && property && schema_property_replacement(property) == SCHEMA_REPLACES)
            return true;
    }
    return false;
}

static void fixed_names(struct scene *scene, const struct resource *none)
{
    (void)none;
    for (size_t i = 0; i < scene->stack->resources.count; i++) {
        const struct resource *resource = scene->stack->resources.at[i];
        if (!resource->schema || resource->properties.kind != VALUE_MAP)
            continue;
        const struct value_field *field = fixed_name(resource);
        struct value name = field ? scene_see(scene, field->value) : value_null(SPAN_NONE);
        scene_begin(scene);
        if (name.kind == VALUE_STRING && can_be_replaced(resource, field))
            scene_report(scene, MT3603, resource, name, field->key->text, resource->id);
    }
}

const struct scene_rule RULES_OF_TEMPLATES[] = {
    { NULL, exports_differ, { MT3601 } },
    { NULL, redundant_depends, { MT3602 } },
    { NULL, fixed_names, { MT3603 } },
    { NULL, NULL, { MT0001 } }
};
