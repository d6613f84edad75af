/* Links: what a stack takes of another becomes an output there and a parameter
   here, which says in its description what fills it. A list travels as text
   with commas. Each stack learns which others come before it; stacks that wait
   for each other in a circle are a mistake. Called by finish.c when every
   resource stands. */
#include "expand/expander.h"

struct link {
    struct value value;         /* VALUE_RESOURCE or VALUE_ATTRIBUTE of the other stack */
    struct parameter *parameter;
};

struct linker {
    struct expander *x;
    struct map *outputs;        /* of each stack, by index: ID -> struct stack_output */
    struct stack *stack;
    const struct resource *user;        /* whose values are looked into; NULL: an output's */
    struct map links;           /* of this stack: name -> struct link */
};

static const char *stack_label(struct expander *x, const struct stack *stack)
{
    if (stack->region.kind != VALUE_STRING)
        return stack->name->text;
    return text_format(x->arena, "%s in %s", stack->name->text, stack->region.string).at;
}

static struct resource *taken_resource(struct value value)
{
    return value.kind == VALUE_RESOURCE ? value.resource : value.attribute->resource;
}

static void add_need(struct linker *linker, struct stack_need need)
{
    struct stack *stack = linker->stack;
    for (size_t i = stack->needs.count; i-- > 0;)
        if (stack->needs.at[i].stack == need.stack)
            return;
    need.frames = linker->user ? linker->user->frames : NULL;
    *VEC_ADD(linker->x->arena, &stack->needs) = need;
}

/* A link's name is that of what it stands for; nothing else may have it.
   finish.c looks at the parameters once more, with the resources beside them. */
static void report_taken(struct linker *linker, const char *id, struct span span, struct span other)
{
    struct expander *x = linker->x;
    struct diagnostic *diagnostic = report(x->reporter, MT1014, span, linker->user ? linker->user->frames : NULL, id);
    report_note(x->reporter, diagnostic, other, "the other one");
}

static bool is_list(struct value value)
{
    const struct resource *resource = taken_resource(value);
    return value.kind == VALUE_ATTRIBUTE && resource->schema
        && schema_attribute_value(resource->schema, atom_text(value.attribute->name)).kind == SCHEMA_LIST;
}

static struct value joined(struct expander *x, struct value list)
{
    struct value comma = value_string(TEXT(","), list.span);
    return value_intrinsic(x, "Fn::Join", value_pair_list(x, comma, list, list.span), list.span);
}

/* ---- outputs ---- */

static void tell_taker(struct linker *linker, struct stack_output *output)
{
    struct expander *x = linker->x;
    const char *taker = stack_label(x, linker->stack);
    struct text *description = NEW(x->arena, struct text);
    *description = output->description
        ? text_format(x->arena, "%.*s, %s", (int)output->description->length, output->description->at, taker)
        : text_format(x->arena, "For stack %s", taker);
    output->description = description;
}

static void add_output(struct linker *linker, struct stack *from, const struct atom *name, struct value value)
{
    struct expander *x = linker->x;
    struct value text = is_list(value) ? joined(x, value) : value;
    void **place = map_put(x->arena, &linker->outputs[from->index], name);
    struct stack_output *output = *place;
    if (output && !output->for_links && !value_equal(output->value, text))
        report_taken(linker, name->text, value.span, output->span);
    if (!output) {
        output = NEW(x->arena, struct stack_output);
        output->id = name->text;
        output->span = value.span;
        output->value = text;
        output->export = value_null(SPAN_NONE);
        output->condition = taken_resource(value)->condition;
        output->for_links = true;
        *VEC_ADD(x->arena, &from->outputs) = output;
        *place = output;
    }
    if (output->for_links)
        tell_taker(linker, output);
}

/* ---- parameters ---- */

static struct parameter *add_parameter(struct linker *linker, const struct atom *name, struct value value)
{
    struct expander *x = linker->x;
    struct stack *from = taken_resource(value)->stack;
    struct text *description = NEW(x->arena, struct text);
    *description = text_format(x->arena, "Output %s of stack %s, deployed before this one", name->text, stack_label(x, from));
    struct parameter *parameter = parameter_new(x, name, name->text, value.span);
    parameter->type = is_list(value) ? "CommaDelimitedList" : "String";
    parameter->description = description;
    parameter->from = from;
    parameter->from_output = name->text;
    return parameter;
}

/* "LbLoadBalancerDNSName"; of a further stack with its name in front, as two
   stacks may have a resource of the same name. The same on both ends. */
static const struct atom *link_name(struct expander *x, const struct resource *resource, const struct atom *attribute)
{
    struct buffer buffer;
    buffer_init(&buffer, x->arena);
    if (!resource->stack->is_default)
        pascal_add(&buffer, atom_text(resource->stack->name));
    buffer_add_c(&buffer, resource->id);
    if (attribute)
        pascal_add(&buffer, atom_text(attribute));
    return atom_of(x->atoms, buffer_text(&buffer));
}

/* The parameter of this stack that stands for another stack's value. */
static struct value link_value(struct linker *linker, struct value value)
{
    struct expander *x = linker->x;
    const struct resource *resource = taken_resource(value);
    const struct atom *attribute = value.kind == VALUE_ATTRIBUTE ? value.attribute->name : NULL;
    const struct atom *name = link_name(x, resource, attribute);
    void **place = map_put(x->arena, &linker->links, name);
    struct link *link = *place;
    if (link && !value_equal(link->value, value))
        report_taken(linker, name->text, value.span, link->value.span);
    if (!link) {
        link = NEW(x->arena, struct link);
        *link = (struct link){ value, add_parameter(linker, name, value) };
        *place = link;
        add_output(linker, resource->stack, name, value);
        add_need(linker, (struct stack_need){ resource->stack, value.span, NULL, resource, attribute, false });
    }
    return (struct value){ .kind = VALUE_PARAMETER, .span = value.span, .parameter = link->parameter };
}

/* ---- values ---- */

static struct value link_tree(struct linker *linker, struct value value)
{
    struct arena *arena = linker->x->arena;
    switch ((enum value_kind)value.kind) {
    case VALUE_RESOURCE: case VALUE_ATTRIBUTE:
        return taken_resource(value)->stack == linker->stack ? value : link_value(linker, value);
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
        struct resource *target = resource->depends[i];
        if (target->stack == linker->stack)
            kept[count++] = target;
        else
            add_need(linker, (struct stack_need){ target->stack, resource->span, NULL, target, NULL, true });
    }
    resource->depends = kept;
    resource->depends_count = count;
}

static void link_stack(struct expander *x, struct map *outputs, struct stack *stack)
{
    struct linker linker = { .x = x, .outputs = outputs, .stack = stack };
    for (size_t i = 0; i < stack->resources.count; i++) {
        struct resource *resource = stack->resources.at[i];
        linker.user = resource;
        resource->properties = link_tree(&linker, resource->properties);
        resource->attributes = link_tree(&linker, resource->attributes);
        link_depends(&linker, resource);
    }
    linker.user = NULL;
    for (size_t i = 0; i < stack->outputs.count; i++) {
        struct stack_output *output = stack->outputs.at[i];
        output->value = link_tree(&linker, output->value);
        output->export = link_tree(&linker, output->export);
    }
}

/* ---- circles ---- */

/* Stacks that nobody waits for in vain go, one after the other, the first ones
   first; what stays lies on a circle, or waits for one. Linear in stacks and needs. */
struct waiting {
    struct graph *graph;
    size_t *left;               /* by index: of its needs those that have not gone */
    uint32_t *told;             /* by index: the walk in which it was seen; 0: not yet */
    struct stack **way;         /* of one walk */
};

struct followers {
    VEC(struct stack *) list;
};

static void let_go(struct expander *x, struct waiting *waiting)
{
    size_t count = waiting->graph->stacks.count, gone = 0, ready = 0;
    struct followers *behind = NEW_ARRAY(x->arena, struct followers, count);
    for (size_t i = 0; i < count; i++) {
        struct stack *stack = waiting->graph->stacks.at[i];
        waiting->left[i] = stack->needs.count;
        if (!stack->needs.count)
            waiting->way[ready++] = stack;
        for (size_t k = 0; k < stack->needs.count; k++)
            *VEC_ADD(x->arena, &behind[stack->needs.at[k].stack->index].list) = stack;
    }
    while (gone < ready) {
        size_t index = waiting->way[gone++]->index;
        for (size_t i = 0; i < behind[index].list.count; i++)
            if (--waiting->left[behind[index].list.at[i]->index] == 0)
                waiting->way[ready++] = behind[index].list.at[i];
    }
}

/* The first of a stack's needs that has not gone. */
static const struct stack_need *open_need(const struct waiting *waiting, const struct stack *stack)
{
    size_t i = 0;
    while (!waiting->left[stack->needs.at[i].stack->index])
        i++;
    return &stack->needs.at[i];
}

static void note_need(struct expander *x, struct diagnostic *diagnostic, const struct stack *stack, const struct stack_need *need)
{
    const char *of = need->stack->name->text, *id = need->taken->id;
    struct span span = report_place(x->reporter, need->span, need->frames);
    const char *name = need->attribute ? text_format(x->arena, "%s.%s", id, need->attribute->text).at : id;
    report_note(x->reporter, diagnostic, span, need->order_only ? "'%s' waits for %s of '%s'" : "'%s' takes %s of '%s'",
                stack->name->text, name, of);
}

static void report_circle(struct expander *x, const struct waiting *waiting, struct stack *const *circle, size_t length)
{
    size_t first = 0;
    for (size_t i = 1; i < length; i++)
        if (circle[i]->index < circle[first]->index)
            first = i;
    struct buffer shown;
    buffer_init(&shown, x->arena);
    for (size_t i = 0; i < length; i++)
        buffer_add_format(&shown, "%s -> ", circle[(first + i) % length]->name->text);
    buffer_add_c(&shown, circle[first]->name->text);
    struct diagnostic *diagnostic = report(x->reporter, MT3002, circle[first]->span, NULL, circle[first]->name->text);
    report_label(x->reporter, diagnostic, "%s", text_cstring(x->arena, buffer_text(&shown)));
    for (size_t i = 0; i < length; i++) {
        const struct stack *stack = circle[(first + i) % length];
        note_need(x, diagnostic, stack, open_need(waiting, stack));
    }
    report_help(x->reporter, diagnostic, "each is deployed after those that it takes from: move what they share into one of them");
}

static void check_circles(struct expander *x)
{
    struct graph *graph = x->graph;
    size_t count = graph->stacks.count;
    struct waiting waiting = { graph, NEW_ARRAY(x->arena, size_t, count), NEW_ARRAY(x->arena, uint32_t, count),
                               NEW_ARRAY(x->arena, struct stack *, count) };
    let_go(x, &waiting);
    for (uint32_t walk = 1; walk <= count; walk++) {
        struct stack *stack = graph->stacks.at[walk - 1];
        size_t length = 0, from = 0;
        if (!waiting.left[stack->index])
            continue;
        for (; !waiting.told[stack->index]; stack = open_need(&waiting, stack)->stack) {
            waiting.told[stack->index] = walk;
            waiting.way[length++] = stack;
        }
        if (waiting.told[stack->index] != walk)     /* it leads to a circle that was told */
            continue;
        while (waiting.way[from] != stack)
            from++;
        report_circle(x, &waiting, waiting.way + from, length - from);
    }
}

void link_stacks(struct expander *x)
{
    struct graph *graph = x->graph;
    struct map *outputs = NEW_ARRAY(x->arena, struct map, graph->stacks.count);
    for (size_t i = 0; i < graph->stacks.count; i++) {
        struct stack *stack = graph->stacks.at[i];
        stack->index = (uint32_t)i;
        for (size_t k = 0; k < stack->outputs.count; k++)
            *map_put(x->arena, &outputs[i], atom_of_c(x->atoms, stack->outputs.at[k]->id)) = stack->outputs.at[k];
    }
    for (size_t i = 0; i < graph->stacks.count; i++)
        link_stack(x, outputs, graph->stacks.at[i]);
    check_circles(x);
}
