/* Finishing: what each stack uses of the program's parameters, conditions and
   mappings; DependsOn without what references imply already. After this the
   graph is whole. */
#include "expand/expander.h"

#include <stdlib.h>

/* ---- what a stack uses ---- */

struct usage {
    struct expander *x;
    struct stack *stack;
    bool *parameters;       /* by index */
    struct map conditions, mappings;
};

static void use_value(void *context, struct value value);

static void use_condition(struct usage *usage, const struct condition *condition, bool named)
{
    if (named && condition->name.length) {
        void **place = map_put(usage->x->arena, &usage->conditions, atom_of(usage->x->atoms, condition->name));
        if (*place)
            return;
        *place = (void *)condition;
    }
    for (size_t i = 0; i < condition->count; i++)
        use_condition(usage, condition->operands[i], condition->operands[i]->by_let);
    if (!condition->count) {
        value_walk(condition->left, use_value, usage);
        value_walk(condition->right, use_value, usage);
    }
    if (named)
        *VEC_ADD(usage->x->arena, &usage->stack->conditions) = condition;
}

static void use_value(void *context, struct value value)
{
    struct usage *usage = context;
    switch ((enum value_kind)value.kind) {
    case VALUE_PARAMETER:
        usage->parameters[value.parameter->index] = true;
        break;
    case VALUE_CHOICE:
        use_condition(usage, value.choice->condition, true);
        break;
    case VALUE_CONDITION:
        use_condition(usage, value.condition, true);
        break;
    case VALUE_INTRINSIC:
        if (value.intrinsic->mapping) {
            void **place = map_put(usage->x->arena, &usage->mappings, atom_of_c(usage->x->atoms, value.intrinsic->mapping->id));
            if (!*place)
                *VEC_ADD(usage->x->arena, &usage->stack->mappings) = value.intrinsic->mapping;
            *place = (void *)value.intrinsic->mapping;
        }
        break;
    default:
        break;
    }
}

static int by_place(const void *left, const void *right)
{
    const struct condition *const *a = left, *const *b = right;
    return ((*a)->span.low > (*b)->span.low) - ((*a)->span.low < (*b)->span.low);
}

/* Conditions in the order of the source; CloudFormation allows any order. */
static void sort_conditions(struct stack *stack)
{
    if (stack->conditions.count > 1)
        qsort(stack->conditions.at, stack->conditions.count, sizeof *stack->conditions.at, by_place);
}

/* Parameters and resources of a template share their names. */
static void claim_parameter(struct usage *usage, struct map *ids, const struct parameter *parameter)
{
    struct expander *x = usage->x;
    void **place = map_put(x->arena, ids, atom_of_c(x->atoms, parameter->id));
    const struct parameter *other = *place;
    const struct resource *resource = resource_by_id(x, usage->stack, parameter->id);
    *place = (void *)parameter;
    if (!other && !resource)
        return;
    struct diagnostic *diagnostic = report(x->reporter, MT1014, parameter->span, NULL, parameter->id);
    report_note(x->reporter, diagnostic, other ? other->span : resource->span, "the other one");
    if (resource)
        report_help(x->reporter, diagnostic, "'with { id: \"…\" }' pins another for the resource");
}

static void use_stack(struct expander *x, struct stack *stack, bool *everywhere)
{
    struct usage usage = { .x = x, .stack = stack };
    usage.parameters = NEW_ARRAY(x->arena, bool, x->parameters.count + 1);
    for (size_t i = 0; i < stack->mappings.count; i++)
        *map_put(x->arena, &usage.mappings, atom_of_c(x->atoms, stack->mappings.at[i]->id)) = (void *)stack->mappings.at[i];
    for (size_t i = 0; i < stack->resources.count; i++) {
        const struct resource *resource = stack->resources.at[i];
        value_walk(resource->properties, use_value, &usage);
        value_walk(resource->attributes, use_value, &usage);
        if (resource->condition)
            use_condition(&usage, resource->condition, true);
    }
    for (size_t i = 0; i < stack->outputs.count; i++) {
        value_walk(stack->outputs.at[i]->value, use_value, &usage);
        value_walk(stack->outputs.at[i]->export, use_value, &usage);
        if (stack->outputs.at[i]->condition)
            use_condition(&usage, stack->outputs.at[i]->condition, true);
    }
    for (size_t i = 0; i < stack->rules.count; i++)
        value_walk(stack->rules.at[i]->body, use_value, &usage);
    value_walk(stack->metadata, use_value, &usage);
    struct map ids = { 0 };
    for (size_t i = 0; i < x->parameters.count; i++) {
        everywhere[i] |= usage.parameters[i];
        if (!usage.parameters[i])
            continue;
        *VEC_ADD(x->arena, &stack->parameters) = x->parameters.at[i];
        claim_parameter(&usage, &ids, x->parameters.at[i]);
    }
    sort_conditions(stack);
}

/* A parameter that nothing uses stays, with a warning: the user wrote it. */
static void keep_unused(struct expander *x, const bool *everywhere)
{
    struct stack *stack = x->graph->stacks.at[0];
    bool added = false;
    for (size_t i = 0; i < x->parameters.count; i++) {
        if (everywhere[i])
            continue;
        report(x->reporter, MT1024, x->parameters.at[i]->span, NULL, x->parameters.at[i]->name->text);
        *VEC_ADD(x->arena, &stack->parameters) = x->parameters.at[i];
        claim_parameter(&(struct usage){ .x = x, .stack = stack }, &(struct map){ 0 }, x->parameters.at[i]);
        added = true;
    }
    if (!added)
        return;
    for (size_t i = 1; i < stack->parameters.count; i++)    /* back into order: few, nearly sorted */
        for (size_t k = i; k > 0 && stack->parameters.at[k - 1]->index > stack->parameters.at[k]->index; k--) {
            const struct parameter *swap = stack->parameters.at[k];
            stack->parameters.at[k] = stack->parameters.at[k - 1];
            stack->parameters.at[k - 1] = swap;
        }
}

/* ---- DependsOn ---- */

struct pruner {
    struct expander *x;
    uint32_t *seen;         /* by order: the round in which it was reached */
    uint32_t round;
    const struct resource *from;
};

static void reach(struct pruner *pruner, const struct resource *resource);

/* References that hold whatever the conditions: those in Fn::If do not count. */
static void reach_value(struct pruner *pruner, struct value value)
{
    switch ((enum value_kind)value.kind) {
    case VALUE_RESOURCE:
        reach(pruner, value.resource);
        break;
    case VALUE_ATTRIBUTE:
        reach(pruner, value.attribute->resource);
        break;
    case VALUE_LIST: case VALUE_CONCAT:
        for (uint32_t i = 0; i < value.count; i++)
            reach_value(pruner, value.items[i]);
        break;
    case VALUE_MAP:
        for (uint32_t i = 0; i < value.count; i++)
            reach_value(pruner, value.fields[i].value);
        break;
    case VALUE_INTRINSIC:
        reach_value(pruner, value.intrinsic->argument);
        break;
    default:
        break;
    }
}

static void reach_from(struct pruner *pruner, const struct resource *resource)
{
    reach_value(pruner, resource->properties);
    reach_value(pruner, resource->attributes);
}

static void reach(struct pruner *pruner, const struct resource *resource)
{
    if (resource->stack != pruner->from->stack || pruner->seen[resource->order] == pruner->round)
        return;
    if (resource->condition && resource->condition != pruner->from->condition)
        return;
    pruner->seen[resource->order] = pruner->round;
    reach_from(pruner, resource);
    for (size_t i = 0; i < resource->depends_count; i++)
        reach(pruner, resource->depends[i]);
}

/* Keeps of a library resource's DependsOn what nothing else implies: neither
   its references nor the others that stay. */
static void prune_resource(struct pruner *pruner, struct resource *resource)
{
    struct resource **kept = NEW_ARRAY(pruner->x->arena, struct resource *, resource->depends_count);
    size_t count = 0;
    for (size_t i = 0; i < resource->depends_count; i++) {
        struct resource *target = resource->depends[i];
        pruner->round++;
        pruner->from = resource;
        reach_from(pruner, resource);
        for (size_t k = 0; k < count; k++)
            reach(pruner, kept[k]);
        for (size_t k = i + 1; k < resource->depends_count; k++)
            reach(pruner, resource->depends[k]);
        if (pruner->seen[target->order] != pruner->round || target == resource)
            kept[count++] = target;
    }
    resource->depends = kept;
    resource->depends_count = count;
}

static void prune_depends(struct expander *x, struct stack *stack)
{
    struct pruner pruner = { .x = x };
    for (size_t i = 0; i < stack->resources.count; i++) {
        struct resource *resource = stack->resources.at[i];
        if (!resource->depends_count || !in_library(x, resource->span))
            continue;
        if (!pruner.seen)
            pruner.seen = NEW_ARRAY(x->arena, uint32_t, stack->resources.count + 1);
        prune_resource(&pruner, resource);
    }
}

void finish_graph(struct expander *x)
{
    struct graph *graph = x->graph;
    if (graph->stacks.count > 1)
        link_stacks(x);
    bool *everywhere = NEW_ARRAY(x->arena, bool, x->parameters.count + 1);
    for (size_t i = 0; i < graph->stacks.count; i++) {
        prune_depends(x, graph->stacks.at[i]);
        use_stack(x, graph->stacks.at[i], everywhere);
    }
    if (!x->reporter->errors)   /* what a mistake would have used is not unused */
        keep_unused(x, everywhere);
}
