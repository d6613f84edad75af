/* The ends of flows, and of assertions about them: tiers, networks, and the words
   internet and vpc. For flow.c and assertion.c. */
#include "expand/expander.h"

const char *end_label(struct expander *x, struct value value)
{
    struct text text;
    if (value.kind == VALUE_PARAMETER)
        return value.parameter->name->text;
    if (value.kind == VALUE_RESOURCE)
        return value.resource->id;
    if (value.kind == VALUE_ATTRIBUTE)
        return value.attribute->resource->id;
    return value_to_text(x->arena, value, &text) ? text_cstring(x->arena, text) : "a network";
}

struct end end_of_network(struct expander *x, struct value value)
{
    struct end end = { .kind = END_NETWORK, .network = value, .name = end_label(x, value) };
    struct text text;
    if (value.kind == VALUE_IP)
        end.network.kind = VALUE_CIDR;      /* one address is a /32 */
    if (!value_deployed(end.network) && value_to_text(x->arena, end.network, &text))
        end.network = value_string(text, value.span);
    end.label = path_join(x, "", text_of(end.name), value_null(value.span));
    return end;
}

/* A parameter for text may hold a network; one for a VPC's id, a number or a list cannot. */
static bool may_be_network(struct value value)
{
    return value.kind != VALUE_PARAMETER || strcmp(value.parameter->type, "String") == 0
        || strstr(value.parameter->type, "<String>") != NULL;
}

static void add_end(struct ends *ends, struct expander *x, struct scope *scope, struct value value, struct span span)
{
    const struct value *items;
    size_t count;
    switch ((enum value_kind)value.kind) {
    case VALUE_POISON: case VALUE_NULL:
        return;
    case VALUE_LIST: case VALUE_FAMILY:
        if (value_elements(x, scope, value, "", &items, &count))
            for (size_t i = 0; i < count; i++)
                add_end(ends, x, scope, items[i], span);
        return;
    case VALUE_INSTANCE: {
        struct end end = { .kind = END_TIER, .instance = value.instance,
                           .label = value.instance->path, .name = value.instance->name };
        if (!value.instance->pattern->is_tier) {
            struct diagnostic *diagnostic = report(x->reporter, MT1019, span, scope_frames(scope),
                text_format(x->arena, "'%s'", value.instance->name).at);
            report_note(x->reporter, diagnostic, value.instance->pattern->head.name_span,
                        "its pattern is declared without 'is tier'");
            return;
        }
        end.group = instance_export_or_null(x, value.instance, "security_group");
        *VEC_ADD(x->arena, ends) = end;
        return;
    }
    case VALUE_RESOURCE:
        if (!ends->takes_resources)
            break;
        *VEC_ADD(x->arena, ends) = (struct end){ .kind = END_RESOURCE, .resource = value.resource,
                                                 .label = value.resource->id, .name = value.resource->id };
        return;
    case VALUE_STRING:
        if (!memchr(value.string, '/', value.count))
            break;
        /* fall through */
    case VALUE_CIDR: case VALUE_IP: case VALUE_PARAMETER: case VALUE_ATTRIBUTE: case VALUE_INTRINSIC: case VALUE_CHOICE:
    case VALUE_CONCAT:
        if (!may_be_network(value))
            break;
        *VEC_ADD(x->arena, ends) = end_of_network(x, value);
        return;
    default:
        break;
    }
    fail(x, scope, MT1046, span, value_describe(x->arena, value), NULL);
}

void ends_add(struct ends *ends, struct expander *x, struct scope *scope, const struct node *node)
{
    const struct atom *name = node->kind == NODE_NAME ? ((const struct name *)node)->name : NULL;
    bool builtin = (name == x->word_internet || name == x->word_vpc) && name && !scope_find(x, scope, name);
    if (builtin && name == x->word_internet) {
        struct end end = end_of_network(x, value_string(TEXT("0.0.0.0/0"), node->span));
        end.label = "Internet";
        end.name = "internet";
        end.is_internet = true;
        *VEC_ADD(x->arena, ends) = end;
    } else if (builtin) {
        *VEC_ADD(x->arena, ends) = (struct end){ .kind = END_VPC, .label = "Vpc", .name = "vpc" };
    } else {
        add_end(ends, x, scope, evaluate(x, scope, node), node->span);
    }
}

void ends_add_list(struct ends *ends, struct expander *x, struct scope *scope, const struct list *nodes)
{
    for (uint32_t i = 0; i < nodes->head.count; i++)
        ends_add(ends, x, scope, nodes->items[i]);
}

struct flow_end end_in_graph(struct expander *x, const struct end *end)
{
    struct flow_end made = { .kind = FLOW_NETWORK, .name = end->name, .network = end->network, .resource = end->resource,
                             .group = value_null(SPAN_NONE), .ports = value_null(SPAN_NONE) };
    struct value ports;
    if (end->kind == END_VPC)
        made.kind = FLOW_VPC;
    else if (end->kind == END_RESOURCE)
        made.kind = FLOW_RESOURCE, made.stack = end->resource->stack;
    else if (end->kind == END_NETWORK && end->is_internet)
        made.kind = FLOW_INTERNET;
    if (end->kind != END_TIER)
        return made;
    made.kind = FLOW_TIER;
    made.stack = end->instance->stack;
    made.frames = end->instance->body->frames;
    made.group = end->group;
    if (value_to_ports(x, instance_export_or_null(x, end->instance, "ports"), &ports))
        made.ports = ports;
    return made;
}
