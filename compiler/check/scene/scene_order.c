/* What the references of a stack say beyond one step: what is made only after
   what (Ref, Fn::GetAtt and DependsOn, over any number of resources), and what is
   given to others, who may do with it what this stack does not show. Found when
   first asked for. Both sides of an Fn::If count: where one of them waits, a rule
   stays silent. */
#include "check/scene/scene.h"

struct scene_order {
    uint32_t *starts, *users;   /* of resource i: users[starts[i] .. starts[i + 1]), as positions */
    uint32_t *next;             /* while users are filled in */
    bool *given;                /* by resource->order */
    uint32_t *mark, *queue;     /* mark: the number of the search that reached it */
    uint32_t searches;
    const struct resource *target;      /* of the last search */
};

static bool in_stack(const struct scene *scene, const struct resource *resource)
{
    return resource->stack == scene->stack;
}

static void count_user(void *context, const struct reference *reference)
{
    struct scene *scene = context;
    if (in_stack(scene, reference->target))
        scene->order->starts[reference->target->order + 1]++;
}

struct adding {
    struct scene *scene;
    uint32_t user;
};

static void add_user(void *context, const struct reference *reference)
{
    const struct adding *adding = context;
    struct scene_order *order = adding->scene->order;
    if (in_stack(adding->scene, reference->target))
        order->users[order->next[reference->target->order]++] = adding->user;
}

static void visit_needs(const struct resource *resource, reference_visit *visit, void *context)
{
    references_of_resource(resource, NULL, visit, context);
    for (size_t i = 0; i < resource->depends_count; i++)
        visit(context, &(struct reference){ .target = resource->depends[i] });
}

static void find_users(struct scene *scene)
{
    struct arena *arena = scene->check->arena;
    struct scene_order *order = scene->order;
    const struct stack *stack = scene->stack;
    size_t count = stack->resources.count;
    order->starts = NEW_ARRAY(arena, uint32_t, count + 1);
    for (size_t i = 0; i < count; i++)
        visit_needs(stack->resources.at[i], count_user, scene);
    for (size_t i = 0; i < count; i++)
        order->starts[i + 1] += order->starts[i];
    order->users = NEW_ARRAY(arena, uint32_t, order->starts[count] + 1);
    order->next = NEW_ARRAY(arena, uint32_t, count + 1);
    memcpy(order->next, order->starts, count * sizeof *order->next);
    for (size_t i = 0; i < count; i++) {
        struct adding adding = { scene, (uint32_t)i };
        visit_needs(stack->resources.at[i], add_user, &adding);
    }
    order->mark = NEW_ARRAY(arena, uint32_t, count + 1);
    order->queue = NEW_ARRAY(arena, uint32_t, count + 1);
}

static struct scene_order *order_of(struct scene *scene)
{
    if (!scene->order)
        scene->order = NEW(scene->check->arena, struct scene_order);
    return scene->order;
}

/* -------------------------------------------------------------------- order */

/* Marks all that is made only after the target. */
static void search(struct scene_order *order, const struct resource *target)
{
    size_t head = 0, tail = 0;
    order->target = target;
    order->searches++;
    order->queue[tail++] = target->order;
    while (head < tail) {
        uint32_t at = order->queue[head++];
        for (uint32_t i = order->starts[at]; i < order->starts[at + 1]; i++) {
            uint32_t user = order->users[i];
            if (order->mark[user] == order->searches)
                continue;
            order->mark[user] = order->searches;
            order->queue[tail++] = user;
        }
    }
}

bool scene_waits(struct scene *scene, const struct resource *resource, const struct resource *target)
{
    struct scene_order *order = order_of(scene);
    if (!order->starts)
        find_users(scene);
    if (order->target != target)
        search(order, target);
    return order->mark[resource->order] == order->searches;
}

void scene_must_wait(struct scene *scene, const struct resource *resource, struct value at,
                     const struct resource *target)
{
    if (resource == target || scene_waits(scene, resource, target))
        return;
    struct diagnostic *diagnostic = scene_report(scene, MT3109, resource, at, resource->id, target->id);
    scene_note(scene, diagnostic, target);
    report_help(scene->check->reporter, diagnostic, "add '%s' to its DependsOn", target->id);
}

/* -------------------------------------------------------------------- given */

static void give(void *context, const struct reference *reference)
{
    struct scene *scene = context;
    if (in_stack(scene, reference->target))
        scene->order->given[reference->target->order] = true;
}

/* Whether what it names is known to somebody outside the stack. */
static bool gives(const struct resource *resource)
{
    const char *type = resource->type->text;
    return strncmp(type, "Custom::", 8) == 0 || strcmp(type, "AWS::CloudFormation::CustomResource") == 0
        || strcmp(type, "AWS::CloudFormation::Stack") == 0 || strcmp(type, "AWS::SSM::Parameter") == 0;
}

static void find_given(struct scene *scene)
{
    const struct stack *stack = scene->stack;
    scene->order->given = NEW_ARRAY(scene->check->arena, bool, stack->resources.count + 1);
    for (size_t i = 0; i < stack->outputs.count; i++)
        references_of_value(stack->outputs.at[i]->value, NULL, give, scene);
    for (size_t i = 0; i < stack->resources.count; i++)
        if (gives(stack->resources.at[i]))
            references_of_resource(stack->resources.at[i], NULL, give, scene);
}

bool scene_given(struct scene *scene, const struct resource *resource)
{
    if (!order_of(scene)->given)
        find_given(scene);
    return scene_open(scene) || scene->order->given[resource->order];
}
