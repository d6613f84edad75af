/* Finishing: what each stack uses of the program's parameters, conditions and
   mappings; references across stacks; DependsOn without what references imply
   already. After this the graph is whole. */
#include "expand/expander.h"

#include <stdlib.h>

/* ---- links between stacks ---- */

struct linker {
    struct expander *x;
    struct stack *stack;
    struct map *links;      /* of this stack: link name -> struct parameter */
};

static void add_need(struct expander *x, struct stack *stack, struct stack *needed)
{
    for (size_t i = 0; i < stack->needs.count; i++)
        if (stack->needs.at[i] == needed)
            return;
    *VEC_ADD(x->arena, &stack->needs) = needed;
}

/* A link's name is that of what it stands for; nothing else may have it. */
static void report_taken(struct expander *x, const char *id, struct span span, struct span other)
{
    struct diagnostic *diagnostic = report(x->reporter, MT1014, span, NULL, id);
    report_note(x->reporter, diagnostic, other, "the other one");
}

static void add_link_output(struct expander *x, struct stack *from, const char *id, struct value value)
{
    for (size_t i = 0; i < from->outputs.count; i++) {
        if (strcmp(from->outputs.at[i]->id, id) != 0)
            continue;
        if (!value_equal(from->outputs.at[i]->value, value))
            report_taken(x, id, value.span, from->outputs.at[i]->span);
        return;
    }
    struct stack_output *output = NEW(x->arena, struct stack_output);
    struct resource *resource = value.kind == VALUE_RESOURCE ? value.resource : value.attribute->resource;
    output->id = id;
    output->span = value.span;
    output->value = value;
    output->export = value_null(SPAN_NONE);
    output->condition = resource->condition;
    *VEC_ADD(x->arena, &from->outputs) = output;
}

/* The parameter of this stack that stands for another stack's value. */
static struct value link_value(struct linker *linker, struct value value)
{
    struct expander *x = linker->x;
    struct resource *resource = value.kind == VALUE_RESOURCE ? value.resource : value.attribute->resource;
    struct buffer buffer;
    buffer_init(&buffer, x->arena);
    buffer_add_c(&buffer, resource->id);
    if (value.kind == VALUE_ATTRIBUTE)
        pascal_add(&buffer, atom_text(value.attribute->name));
    const struct atom *name = atom_of(x->atoms, buffer_text(&buffer));
    void **place = map_put(x->arena, linker->links, name);
    if (!*place) {
        for (size_t i = 0; i < x->parameters.count; i++)
            if (!x->parameters.at[i]->from && strcmp(x->parameters.at[i]->id, name->text) == 0)
                report_taken(x, name->text, value.span, x->parameters.at[i]->span);
        struct parameter *parameter = parameter_new(x, name, name->text, value.span);
        parameter->type = "String";
        parameter->from = resource->stack;
        parameter->from_output = name->text;
        *place = parameter;
        add_link_output(x, resource->stack, name->text, value);
        add_need(x, linker->stack, resource->stack);
    }
    return (struct value){ .kind = VALUE_PARAMETER, .span = value.span, .parameter = *place };
}

static struct value link_tree(struct linker *linker, struct value value)
{
    struct arena *arena = linker->x->arena;
    switch ((enum value_kind)value.kind) {
    case VALUE_RESOURCE:
        return value.resource->stack == linker->stack ? value : link_value(linker, value);
    case VALUE_ATTRIBUTE:
        return value.attribute->resource->stack == linker->stack ? value : link_value(linker, value);
    case VALUE_LIST: case VALUE_CONCAT: {
        struct value *items = new_values(linker->x, value.count);
        for (uint32_t i = 0; i < value.count; i++)
            items[i] = link_tree(linker, value.items[i]);
        value.items = items;
        return value;
    }
    case VALUE_MAP: {
        struct value_field *fields = NEW_ARRAY(arena, struct value_field, value.count);
        for (uint32_t i = 0; i < value.count; i++) {
            fields[i] = value.fields[i];
            fields[i].value = link_tree(linker, value.fields[i].value);
        }
        value.fields = fields;
        return value;
    }
    case VALUE_CHOICE: {
        struct value_choice *choice = NEW(arena, struct value_choice);
        *choice = (struct value_choice){ value.choice->condition, link_tree(linker, value.choice->yes),
                                         link_tree(linker, value.choice->no) };
        value.choice = choice;
        return value;
    }
    case VALUE_INTRINSIC: {
        struct value_intrinsic *intrinsic = NEW(arena, struct value_intrinsic);
        *intrinsic = *value.intrinsic;
        intrinsic->argument = link_tree(linker, value.intrinsic->argument);
        value.intrinsic = intrinsic;
        return value;
    }
    default:
        return value;
    }
}

/* An order among resources of two stacks is an order of the stacks. */
static void link_depends(struct linker *linker, struct resource *resource)
{
    struct resource **kept = NEW_ARRAY(linker->x->arena, struct resource *, resource->depends_count + 1);
    size_t count = 0;
    for (size_t i = 0; i < resource->depends_count; i++) {
        if (resource->depends[i]->stack == linker->stack)
            kept[count++] = resource->depends[i];
        else
            add_need(linker->x, linker->stack, resource->depends[i]->stack);
    }
    resource->depends = kept;
    resource->depends_count = count;
}

static void link_stack(struct expander *x, struct stack *stack)
{
    struct map links = { 0 };
    struct linker linker = { x, stack, &links };
    for (size_t i = 0; i < stack->resources.count; i++) {
        struct resource *resource = stack->resources.at[i];
        resource->properties = link_tree(&linker, resource->properties);
        resource->attributes = link_tree(&linker, resource->attributes);
        link_depends(&linker, resource);
    }
    for (size_t i = 0; i < stack->outputs.count; i++) {
        struct stack_output *output = stack->outputs.at[i];
        output->value = link_tree(&linker, output->value);
        output->export = link_tree(&linker, output->export);
    }
}

static bool needs(const struct stack *stack, const struct stack *wanted, unsigned depth)
{
    for (size_t i = 0; i < stack->needs.count && depth < 64; i++)
        if (stack->needs.at[i] == wanted || needs(stack->needs.at[i], wanted, depth + 1))
            return true;
    return false;
}

static void check_stack_circles(struct expander *x)
{
    for (size_t i = 0; i < x->graph->stacks.count; i++) {
        struct stack *stack = x->graph->stacks.at[i];
        if (!needs(stack, stack, 0))
            continue;
        struct diagnostic *diagnostic = report(x->reporter, MT3002, stack->span, NULL, stack->name->text);
        for (size_t k = 0; k < x->parameters.count; k++) {
            const struct parameter *link = x->parameters.at[k];
            if (link->from)
                report_note(x->reporter, diagnostic, link->span, "a value of stack '%s' is used here", link->from->name->text);
        }
        return;
    }
}

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
    for (size_t i = 0; i < x->parameters.count; i++) {
        everywhere[i] |= usage.parameters[i];
        if (usage.parameters[i])
            *VEC_ADD(x->arena, &stack->parameters) = x->parameters.at[i];
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
        const struct source *source = resource->depends_count ? sources_find(x->modules->sources, resource->span) : NULL;
        if (!source || source->kind != SOURCE_LIBRARY)
            continue;
        if (!pruner.seen)
            pruner.seen = NEW_ARRAY(x->arena, uint32_t, stack->resources.count + 1);
        prune_resource(&pruner, resource);
    }
}

void finish_graph(struct expander *x)
{
    struct graph *graph = x->graph;
    if (graph->stacks.count > 1) {
        for (size_t i = 0; i < graph->stacks.count; i++)
            link_stack(x, graph->stacks.at[i]);
        check_stack_circles(x);
    }
    bool *everywhere = NEW_ARRAY(x->arena, bool, x->parameters.count + 1);
    for (size_t i = 0; i < graph->stacks.count; i++) {
        prune_depends(x, graph->stacks.at[i]);
        use_stack(x, graph->stacks.at[i], everywhere);
    }
    if (!x->reporter->errors)   /* what a mistake would have used is not unused */
        keep_unused(x, everywhere);
}
