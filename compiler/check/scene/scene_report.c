/* Scene, telling: what an answer rests on, and messages that say so: a mistake
   that comes through a parameter's default or allowed values is a warning, with
   the place of the parameter. Called by rules. */
#include "check/scene/scene_variable.h"

#include <stdarg.h>

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

void scene_each(struct scene *scene, const struct resource *resource, struct scene_list list, scene_look *look)
{
    struct scene_basis basis = scene_basis(scene);
    for (size_t i = 0; i < list.count; i++) {
        scene_return(scene, basis);
        look(scene, resource, list.items[i]);
    }
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
