/* Graph dump: the graph as text for people who want to see what the expander
   made: each stack with its parameters, conditions, resources and outputs,
   each thing with the place that made it and the pattern instances on the way.
   Values are written much as the language writes them. Not a format that
   anything reads. Called for --dump graph and by golden tests. */
#include "expand/expander.h"

struct dump {
    struct arena *arena;
    struct sources *sources;
    struct buffer out;
    uint32_t *stamps;           /* by a resource's order: the last one that was seen to refer to it */
    uint32_t stamp;
    bool any_reference;
};

static void dump_c(struct dump *dump, const char *text)
{
    buffer_add_c(&dump->out, text);
}

static void dump_text(struct dump *dump, struct text text)
{
    buffer_add(&dump->out, text);
}

/* "  shop.mt:14:12", nothing for no place. */
static void dump_place(struct dump *dump, const char *before, struct span span)
{
    if (!span_known(span))
        return;
    struct place place = sources_place(dump->sources, span);
    if (!place.source)
        return;
    dump_c(dump, before);
    dump_text(dump, place.source->name);
    buffer_add_format(&dump->out, ":%lu:%lu", (unsigned long)place.line, (unsigned long)place.column);
}

static void dump_quoted(struct dump *dump, struct text text)
{
    buffer_add_char(&dump->out, '"');
    for (size_t i = 0; i < text.length; i++) {
        unsigned char c = (unsigned char)text.at[i];
        if (c == '"' || c == '\\')
            buffer_add_format(&dump->out, "\\%c", c);
        else if (c == '\n')
            dump_c(dump, "\\n");
        else if (c == '\t')
            dump_c(dump, "\\t");
        else if (c < ' ')
            buffer_add_format(&dump->out, "\\u%04x", c);
        else
            buffer_add_char(&dump->out, (char)c);
    }
    buffer_add_char(&dump->out, '"');
}

static void dump_value(struct dump *dump, struct value value);
static void dump_expression(struct dump *dump, const struct condition *condition);

static void dump_condition(struct dump *dump, const struct condition *condition)
{
    if (condition->name.length)
        dump_text(dump, condition->name);
    else
        dump_expression(dump, condition);
}

static void dump_items(struct dump *dump, const char *open, struct value list, const char *close)
{
    dump_c(dump, open);
    for (uint32_t i = 0; i < list.count; i++) {
        dump_c(dump, i ? ", " : "");
        dump_value(dump, list.items[i]);
    }
    dump_c(dump, close);
}

/* A field that is null is left out of the template, and so here. */
static void dump_map(struct dump *dump, struct value map)
{
    bool any = false;
    dump_c(dump, "{");
    for (uint32_t i = 0; i < map.count; i++) {
        if (value_is(map.fields[i].value, VALUE_NULL))
            continue;
        dump_c(dump, any ? ", " : "");
        any = true;
        dump_text(dump, atom_text(map.fields[i].key));
        dump_c(dump, ": ");
        dump_value(dump, map.fields[i].value);
    }
    dump_c(dump, "}");
}

/* "80", "8000-8100", "53/udp", "icmp", "all" */
static void dump_ports(struct dump *dump, struct value ports)
{
    for (uint32_t i = 0; i < ports.count; i++) {
        const struct value_port *port = &ports.ports[i];
        dump_c(dump, i ? ", " : "");
        if (port->from < 0) {
            dump_c(dump, strcmp(port->protocol, "-1") ? port->protocol : "all");
            continue;
        }
        buffer_add_format(&dump->out, "%ld", (long)port->from);
        if (port->to != port->from)
            buffer_add_format(&dump->out, "-%ld", (long)port->to);
        if (strcmp(port->protocol, "tcp"))
            buffer_add_format(&dump->out, "/%s", port->protocol);
    }
}

/* "a" + Vpc + "b": the parts, so that one sees where they join. */
static void dump_concat(struct dump *dump, struct value concat)
{
    for (uint32_t i = 0; i < concat.count; i++) {
        dump_c(dump, i ? " + " : "");
        dump_value(dump, concat.items[i]);
    }
}

static void dump_known(struct dump *dump, struct value value)
{
    struct text text;
    if (value_to_text(dump->arena, value, &text))
        dump_text(dump, text);
    else
        dump_c(dump, value_describe(dump->arena, value));
}

static void dump_value(struct dump *dump, struct value value)
{
    switch ((enum value_kind)value.kind) {
    case VALUE_NULL: dump_c(dump, "null"); break;
    case VALUE_POISON: dump_c(dump, "poison"); break;
    case VALUE_STRING: dump_quoted(dump, value_text(value)); break;
    case VALUE_LIST: dump_items(dump, "[", value, "]"); break;
    case VALUE_MAP: dump_map(dump, value); break;
    case VALUE_PORTS: dump_ports(dump, value); break;
    case VALUE_ZONE: dump_value(dump, value.zone->name); break;
    case VALUE_RESOURCE: dump_c(dump, value.resource->id); break;
    case VALUE_INSTANCE: dump_c(dump, value.instance->path); break;
    case VALUE_PARAMETER: dump_c(dump, value.parameter->id); break;
    case VALUE_PSEUDO: dump_text(dump, atom_text(value.atom)); break;
    case VALUE_ATTRIBUTE:
        buffer_add_format(&dump->out, "%s.%s", value.attribute->resource->id, value.attribute->name->text);
        break;
    case VALUE_CONCAT: dump_concat(dump, value); break;
    case VALUE_CHOICE:
        dump_c(dump, "if ");
        dump_condition(dump, value.choice->condition);
        dump_c(dump, " then ");
        dump_value(dump, value.choice->yes);
        dump_c(dump, " else ");
        dump_value(dump, value.choice->no);
        break;
    case VALUE_CONDITION: dump_condition(dump, value.condition); break;
    case VALUE_INTRINSIC:
        dump_text(dump, atom_text(value.intrinsic->name));
        dump_c(dump, "(");
        dump_value(dump, value.intrinsic->argument);
        dump_c(dump, ")");
        break;
    default: dump_known(dump, value); break;
    }
}

static void dump_operands(struct dump *dump, const struct condition *condition, const char *between)
{
    for (size_t i = 0; i < condition->count; i++) {
        const struct condition *operand = condition->operands[i];
        bool brackets = !operand->name.length && operand->kind != CONDITION_EQUALS && condition->count > 1;
        dump_c(dump, i ? between : "");
        dump_c(dump, brackets ? "(" : "");
        dump_condition(dump, operand);
        dump_c(dump, brackets ? ")" : "");
    }
}

static void dump_expression(struct dump *dump, const struct condition *condition)
{
    switch (condition->kind) {
    case CONDITION_EQUALS:
        dump_value(dump, condition->left);
        dump_c(dump, " == ");
        dump_value(dump, condition->right);
        break;
    case CONDITION_AND: dump_operands(dump, condition, " and "); break;
    case CONDITION_OR: dump_operands(dump, condition, " or "); break;
    case CONDITION_NOT:
        dump_c(dump, "not (");
        dump_operands(dump, condition, "");
        dump_c(dump, ")");
        break;
    case CONDITION_VERBATIM: dump_value(dump, condition->left); break;
    }
}

static void dump_when(struct dump *dump, const struct condition *condition)
{
    if (!condition)
        return;
    dump_c(dump, "    when ");
    dump_condition(dump, condition);
    dump_c(dump, "\n");
}

static void dump_frames(struct dump *dump, const struct frame *frame)
{
    for (; frame; frame = frame->outer) {
        buffer_add_format(&dump->out, "    in %s", frame->pattern->text);
        dump_place(dump, " at ", frame->call);
        dump_c(dump, "\n");
    }
}

static void dump_fields(struct dump *dump, const char *title, struct value map)
{
    if (map.kind != VALUE_MAP || !map.count)
        return;
    buffer_add_format(&dump->out, "    %s\n", title);
    for (uint32_t i = 0; i < map.count; i++) {
        if (value_is(map.fields[i].value, VALUE_NULL))
            continue;
        buffer_add_format(&dump->out, "      %s: ", map.fields[i].key->text);
        dump_value(dump, map.fields[i].value);
        dump_c(dump, "\n");
    }
}

static void dump_reference(void *context, struct value value)
{
    struct dump *dump = context;
    const struct resource *resource = value.kind == VALUE_RESOURCE ? value.resource
        : value.kind == VALUE_ATTRIBUTE ? value.attribute->resource : NULL;
    if (!resource || dump->stamps[resource->order] == dump->stamp)
        return;
    dump->stamps[resource->order] = dump->stamp;
    dump_c(dump, dump->any_reference ? ", " : "    refers to ");
    dump_c(dump, resource->id);
    dump->any_reference = true;
}

/* References stay within a stack; each is listed once, in order of use. */
static void dump_edges(struct dump *dump, const struct resource *resource)
{
    dump->stamp = resource->order + 1;
    dump->any_reference = false;
    value_walk(resource->properties, dump_reference, dump);
    value_walk(resource->attributes, dump_reference, dump);
    dump_c(dump, dump->any_reference ? "\n" : "");
    for (size_t i = 0; i < resource->depends_count; i++) {
        dump_c(dump, i ? ", " : "    depends on ");
        dump_c(dump, resource->depends[i]->id);
    }
    dump_c(dump, resource->depends_count ? "\n" : "");
}

static void dump_resource(struct dump *dump, const struct resource *resource)
{
    buffer_add_format(&dump->out, "  resource %s %s", resource->id, resource->type->text);
    dump_place(dump, "  ", resource->span);
    dump_c(dump, "\n");
    dump_frames(dump, resource->frames);
    dump_when(dump, resource->condition);
    dump_edges(dump, resource);
    dump_fields(dump, "attributes", resource->attributes);
    dump_fields(dump, "properties", resource->properties);
}

static void dump_parameter(struct dump *dump, const struct parameter *parameter)
{
    buffer_add_format(&dump->out, "  param %s %s", parameter->id, parameter->type);
    if (parameter->standard.kind != VALUE_NULL) {
        dump_c(dump, " = ");
        dump_value(dump, parameter->standard);
    }
    if (parameter->from)
        buffer_add_format(&dump->out, " from %s.%s", parameter->from->name->text, parameter->from_output);
    dump_place(dump, "  ", parameter->span);
    dump_c(dump, "\n");
}

static void dump_output(struct dump *dump, const struct stack_output *output)
{
    buffer_add_format(&dump->out, "  output %s = ", output->id);
    dump_value(dump, output->value);
    dump_place(dump, "  ", output->span);
    dump_c(dump, "\n");
    dump_when(dump, output->condition);
}

static void dump_head(struct dump *dump, const struct stack *stack)
{
    buffer_add_format(&dump->out, "stack %s", stack->name->text);
    if (stack->region.kind == VALUE_STRING)
        buffer_add_format(&dump->out, " in %s", stack->region.string);
    dump_place(dump, "  ", stack->span);
    dump_c(dump, "\n");
    for (size_t i = 0; i < stack->needs.count; i++)
        buffer_add_format(&dump->out, "  needs %s\n", stack->needs.at[i].stack->name->text);
}

static void dump_stack(struct dump *dump, const struct stack *stack)
{
    dump_head(dump, stack);
    dump->stamps = NEW_ARRAY(dump->arena, uint32_t, stack->resources.count);
    for (size_t i = 0; i < stack->parameters.count; i++)
        dump_parameter(dump, stack->parameters.at[i]);
    for (size_t i = 0; i < stack->mappings.count; i++) {
        buffer_add_format(&dump->out, "  mapping %s", stack->mappings.at[i]->id);
        dump_place(dump, "  ", stack->mappings.at[i]->span);
        dump_c(dump, "\n");
    }
    for (size_t i = 0; i < stack->conditions.count; i++) {
        dump_c(dump, "  condition ");
        dump_text(dump, stack->conditions.at[i]->name);
        dump_c(dump, " = ");
        dump_expression(dump, stack->conditions.at[i]);
        dump_place(dump, "  ", stack->conditions.at[i]->span);
        dump_c(dump, "\n");
    }
    for (size_t i = 0; i < stack->rules.count; i++) {
        buffer_add_format(&dump->out, "  rule %s", stack->rules.at[i]->id);
        dump_place(dump, "  ", stack->rules.at[i]->span);
        dump_c(dump, "\n");
    }
    for (size_t i = 0; i < stack->resources.count; i++)
        dump_resource(dump, stack->resources.at[i]);
    for (size_t i = 0; i < stack->outputs.count; i++)
        dump_output(dump, stack->outputs.at[i]);
}

/* A side of a flow: a tier, a network, or a word such as internet. */
static void dump_side(struct dump *dump, const struct flow_end *side)
{
    if (side->kind == FLOW_NETWORK && !value_is(side->network, VALUE_STRING))
        dump_value(dump, side->network);
    else
        dump_c(dump, side->name);
}

static void dump_flow(struct dump *dump, const struct flow *flow)
{
    dump_c(dump, "flow ");
    dump_side(dump, &flow->source);
    dump_c(dump, " -> ");
    dump_side(dump, &flow->target);
    dump_c(dump, " : ");
    dump_ports(dump, flow->ports);
    dump_place(dump, "  ", flow->span);
    dump_c(dump, "\n");
    dump_frames(dump, flow->frames);
    dump_when(dump, flow->condition);
}

struct text graph_dump(struct arena *arena, struct sources *sources, const struct graph *graph)
{
    struct dump dump = { .arena = arena, .sources = sources };
    buffer_init(&dump.out, arena);
    for (size_t i = 0; i < graph->stacks.count; i++)
        dump_stack(&dump, graph->stacks.at[i]);
    for (size_t i = 0; i < graph->flows.count; i++)
        dump_flow(&dump, graph->flows.at[i]);
    return buffer_text(&dump.out);
}
