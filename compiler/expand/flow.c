/* Flows: who talks to whom. A flow becomes rules of the security groups that
   its ends export: rules that name a network stand in the group itself, rules
   that name another group are resources of their own, so that groups never
   wait for each other. How a rule is spelled stands in stdlib/flow; this file
   knows ends, ports and groups only. */
#include "expand/expander.h"

/* The rules that go into one group's own lists. */
struct group {
    struct resource *resource;
    VEC(struct value) ingress, egress;
    VEC(struct value) metadata; /* why scanners' findings about these rules are accepted */
    bool egress_always;         /* some egress rule stands whatever the conditions */
};

struct flow_maker {
    struct expander *x;
    VEC(struct group *) groups;
    struct ends ends;           /* scratch: those of both sides */
    struct map made;            /* what was made already */
};

/* ---- groups and networks ---- */

static struct group *group_of(struct flow_maker *maker, struct resource *resource)
{
    for (size_t i = maker->groups.count; i-- > 0;)      /* flows of one tier stand together: it is near the end */
        if (maker->groups.at[i]->resource == resource)
            return maker->groups.at[i];
    struct group *group = NEW(maker->x->arena, struct group);
    group->resource = resource;
    *VEC_ADD(maker->x->arena, &maker->groups) = group;
    return group;
}

/* The network of a tier: its own `cidr` export, else that of the network among
   its arguments. */
static struct value tier_network(struct expander *x, struct instance *instance)
{
    struct value own = instance_export_or_null(x, instance, "cidr");
    if (own.kind != VALUE_NULL)
        return own;
    const struct atom *cidr = atom_of_c(x->atoms, "cidr"), *vpc = atom_of_c(x->atoms, "vpc");
    for (size_t i = 0; i < instance->pattern->parameter_count; i++) {
        const struct atom *name = instance->pattern->parameters[i].name;
        struct value value = symbol_value(x, map_get(&instance->body->scope.symbols, name), name, instance->span);
        if (value.kind == VALUE_INSTANCE && instance_has_export(value.instance, cidr)
            && instance_has_export(value.instance, vpc))
            return instance_export_or_null(x, value.instance, "cidr");
    }
    return value_null(instance->span);
}

/* ---- rules ---- */

struct rule_maker {
    struct flow_maker *maker;
    struct part *part;
    struct span span;
    const struct condition *condition;
    struct value_port port;
    const char *description;
};

static struct value_field argument(struct expander *x, const char *name, struct value value)
{
    return (struct value_field){ atom_of_c(x->atoms, name), value.span, value, NULL };
}

static struct value port_value(int32_t port, struct span span)
{
    return port < 0 ? value_null(span) : value_integer(port, span);
}

/* The arguments that all rule patterns share. */
static size_t rule_arguments(struct rule_maker *rule, struct value_field *fields)
{
    struct expander *x = rule->maker->x;
    bool icmp = strcmp(rule->port.protocol, "icmp") == 0;   /* -1 is every type and code */
    fields[0] = argument(x, "protocol", value_string(text_of(rule->port.protocol), rule->span));
    fields[1] = argument(x, "from", icmp ? value_integer(-1, rule->span) : port_value(rule->port.from, rule->span));
    fields[2] = argument(x, "to", icmp ? value_integer(-1, rule->span) : port_value(rule->port.to, rule->span));
    fields[3] = argument(x, "description", value_string(text_of(rule->description), rule->span));
    return 4;
}

/* Two stacks may have tiers of one name. */
static const char *group_label(struct expander *x, const struct end *tier)
{
    return text_format(x->arena, "%s of %s", end_label(x, tier->group), tier->instance->stack->name->text).at;
}

static bool made_already(struct flow_maker *maker, const struct end *tier, const char *direction, const char *peer,
                         const struct value_port *port, const struct condition *condition)
{
    struct expander *x = maker->x;
    struct text base = text_format(x->arena, "%s %s %s %s %d %d", direction, group_label(x, tier), peer, port->protocol,
                                   port->from, port->to);
    if (map_get(&maker->made, atom_of(x->atoms, base)))
        return true;
    if (condition)
        base = text_format(x->arena, "%s if %.*s", base.at, (int)condition->name.length, condition->name.at);
    void **place = map_put(x->arena, &maker->made, atom_of(x->atoms, base));
    bool there = *place != NULL;
    *place = maker;
    return there;
}

static struct value group_id(struct expander *x, struct value group)
{
    if (group.kind != VALUE_RESOURCE)
        return group;
    struct value_attribute *attribute = NEW(x->arena, struct value_attribute);
    attribute->resource = group.resource;
    attribute->name = atom_of_c(x->atoms, "GroupId");
    return (struct value){ .kind = VALUE_ATTRIBUTE, .span = group.span, .attribute = attribute };
}

static void make_resource(struct rule_maker *rule, const char *pattern, struct stack *stack, const char *id,
                          struct value group, const char *peer_name, struct value peer)
{
    struct expander *x = rule->maker->x;
    struct value_field *fields = NEW_ARRAY(x->arena, struct value_field, 8);
    size_t count = rule_arguments(rule, fields);
    fields[count++] = argument(x, "id", value_string(text_of(id), rule->span));
    fields[count++] = argument(x, "group", group_id(x, group));
    fields[count++] = argument(x, peer_name, peer);
    struct instance *instance = instance_make(x, pattern, rule->part->scope->body, stack, id, rule->span,
                                              rule->condition, fields, count);
    if (instance)
        walk_instance(x, instance);
}

/* A rule whose other side is a network: in the group, or beside it where the
   group is not made here. */
static void network_rule(struct rule_maker *rule, const struct end *tier, struct value network, const char *label, bool ingress)
{
    struct flow_maker *maker = rule->maker;
    struct expander *x = maker->x;
    const char *direction = ingress ? "ingress" : "egress";
    if (made_already(maker, tier, direction, end_label(x, network), &rule->port, rule->condition))
        return;
    if (tier->group.kind != VALUE_RESOURCE) {
        const char *id = text_format(x->arena, "%s%s%s%s", tier->label, ingress ? "IngressFrom" : "EgressTo", label,
                                     port_label(x, rule->port).at).at;
        make_resource(rule, ingress ? "flow_rule_ingress_cidr" : "flow_rule_egress_cidr", tier->instance->stack, id,
                      tier->group, "cidr", network);
        return;
    }
    struct value_field *fields = NEW_ARRAY(x->arena, struct value_field, 7);
    size_t count = rule_arguments(rule, fields);
    fields[count++] = argument(x, "cidr", network);
    fields[count++] = argument(x, "direction", value_string(text_of(direction), rule->span));
    fields[count++] = argument(x, "reason", instance_export_or_null(x, tier->instance, "public_reason"));
    struct instance *instance = instance_make(x, "flow_rule_inline", rule->part->scope->body, tier->instance->stack,
                                              "rule", rule->span, rule->condition, fields, count);
    struct value value = instance ? instance_export_or_null(x, instance, "rule") : value_poison();
    struct group *group = group_of(maker, tier->group.resource);
    bool always = !rule->condition || rule->condition == group->resource->condition;
    if (value.kind == VALUE_POISON)
        return;
    struct value metadata = instance_export_or_null(x, instance, "metadata");
    if (metadata.kind == VALUE_MAP)
        *VEC_ADD(x->arena, &group->metadata) = metadata;
    value.span = rule->span;    /* what the flow says is told at the flow */
    if (!always)
        value = value_choice(x, rule->condition, value, value_null(rule->span), rule->span);
    if (ingress)
        *VEC_ADD(x->arena, &group->ingress) = value;
    else
        *VEC_ADD(x->arena, &group->egress) = value;
    group->egress_always |= !ingress && always;
}

/* Where the rules between two groups stand: beside them, or where the flow is
   declared when they stand in two stacks, as each of these would wait for the
   other if it held a rule. */
static struct stack *stack_of_rule(const struct rule_maker *rule, const struct end *tier, const struct end *peer)
{
    return tier->instance->stack == peer->instance->stack ? tier->instance->stack : rule->part->scope->body->stack;
}

/* A rule whose other side is a group: a resource of its own. */
static void group_rule(struct rule_maker *rule, const struct end *tier, const struct end *peer, bool ingress)
{
    struct flow_maker *maker = rule->maker;
    struct expander *x = maker->x;
    if (made_already(maker, tier, ingress ? "ingress" : "egress", group_label(x, peer), &rule->port, rule->condition))
        return;
    const char *id = text_format(x->arena, "%s%s%s%s", tier->label, ingress ? "IngressFrom" : "EgressTo", peer->label,
                                 port_label(x, rule->port).at).at;
    struct stack *stack = stack_of_rule(rule, tier, peer);
    make_resource(rule, ingress ? "flow_rule_ingress" : "flow_rule_egress", stack, id, tier->group,
                  ingress ? "source" : "target", group_id(x, peer->group));
    if (!ingress && tier->group.kind == VALUE_RESOURCE && tier->group.resource->stack == stack) {
        struct group *group = group_of(maker, tier->group.resource);
        group->egress_always |= !rule->condition || rule->condition == group->resource->condition;
    }
}

static struct value end_network(struct expander *x, const struct end *end, const struct end *other)
{
    if (end->kind == END_NETWORK)
        return end->network;
    struct instance *instance = end->kind == END_TIER ? end->instance : other->instance;
    struct value network = instance ? tier_network(x, instance) : value_null(SPAN_NONE);
    return network.kind == VALUE_NULL || network.kind == VALUE_POISON ? network : end_of_network(x, network).network;
}

/* One side's rule of a flow. */
static void side(struct rule_maker *rule, const struct end *tier, const struct end *peer, bool ingress)
{
    struct expander *x = rule->maker->x;
    if (tier->kind != END_TIER || tier->group.kind == VALUE_NULL || tier->group.kind == VALUE_POISON)
        return;
    if (peer->kind == END_TIER && peer->group.kind != VALUE_NULL) {
        if (peer->group.kind != VALUE_POISON)
            group_rule(rule, tier, peer, ingress);
        return;
    }
    struct value network = end_network(x, peer, tier);
    if (network.kind == VALUE_POISON)
        return;
    if (network.kind == VALUE_NULL)
        fail(x, rule->part->scope, MT1046, rule->span, text_format(x->arena, "'%s', whose network is not known,", peer->name).at, NULL);
    else
        network_rule(rule, tier, network, peer->label, ingress);
}

static const char *port_text(struct expander *x, struct value_port port)
{
    if (strcmp(port.protocol, "-1") == 0)
        return "all traffic";
    if (port.from < 0)
        return port.protocol;
    if (port.from == port.to)
        return text_format(x->arena, "%s %d", port.protocol, port.from).at;
    return text_format(x->arena, "%s %d-%d", port.protocol, port.from, port.to).at;
}

/* A security group names groups of its own region alone. Where one of the
   regions is that of the deployment, it may be the other's. Source:
   "SourceSecurityGroupId", AWS::EC2::SecurityGroupIngress. */
static bool same_region(struct flow_maker *maker, const struct flow_seen *seen, const struct end *source, const struct end *target)
{
    struct expander *x = maker->x;
    if (source->kind != END_TIER || target->kind != END_TIER)
        return true;
    struct value from = source->instance->stack->region, to = target->instance->stack->region;
    if (from.kind == to.kind && (from.kind != VALUE_STRING || text_equal(value_text(from), value_text(to))))
        return true;
    const char *here = "the region of the deployment";
    bool certain = from.kind == VALUE_STRING && to.kind == VALUE_STRING;
    struct diagnostic *diagnostic = report(x->reporter, MT1051, seen->declaration->head.head.span, scope_frames(seen->part->scope),
        source->name, from.kind == VALUE_STRING ? from.string : here, target->name, to.kind == VALUE_STRING ? to.string : here);
    report_help(x->reporter, diagnostic, "join the networks by peering, and let the flow name the other side's network");
    if (!certain)
        report_lower(x->reporter, diagnostic);
    return !certain;
}

static void make_rules(struct flow_maker *maker, const struct flow_seen *seen, const struct end *source,
                       const struct end *target, struct value ports)
{
    struct expander *x = maker->x;
    struct scope *scope = seen->part->scope;
    if (!same_region(maker, seen, source, target))
        return;
    struct rule_maker rule = { .maker = maker, .part = seen->part, .span = seen->declaration->head.head.span,
                               .condition = seen->part->condition };
    if (source->kind == END_TIER)
        rule.condition = condition_join(x, scope, rule.condition, source->instance->condition);
    if (target->kind == END_TIER)
        rule.condition = condition_join(x, scope, rule.condition, target->instance->condition);
    for (uint32_t i = 0; i < ports.count; i++) {
        rule.port = ports.ports[i];
        rule.description = text_format(x->arena, "%s to %s: %s", source->name, target->name, port_text(x, rule.port)).at;
        side(&rule, target, source, true);
        side(&rule, source, target, false);
    }
    struct flow *flow = NEW(x->arena, struct flow);
    *flow = (struct flow){ rule.span, scope_frames(scope), end_in_graph(x, source), end_in_graph(x, target), ports,
                           rule.condition };
    *VEC_ADD(x->arena, &x->graph->flows) = flow;
}

/* The ports of a flow to a target: as written, else what the target exports. */
static struct value flow_ports(struct flow_maker *maker, const struct flow_seen *seen, const struct end *target,
                               struct value written)
{
    struct expander *x = maker->x;
    struct value exported = value_null(SPAN_NONE), ports;
    if (seen->declaration->ports)
        return written;
    if (target->kind == END_TIER)
        exported = instance_export_or_null(x, target->instance, "ports");
    if (exported.kind == VALUE_POISON)
        return exported;
    if (exported.kind == VALUE_NULL)
        return fail(x, seen->part->scope, MT1047, seen->declaration->head.head.span,
                    text_format(x->arena, "'%s'", target->name).at, NULL);
    if (value_to_ports(x, exported, &ports))
        return ports;
    if (need_known(x, seen->part->scope, exported, "a port"))
        fail(x, seen->part->scope, MT1045, seen->declaration->head.head.span, value_describe(x->arena, exported), NULL);
    return value_poison();
}

static void make_flow(struct flow_maker *maker, const struct flow_seen *seen)
{
    struct expander *x = maker->x;
    const struct decl_flow *declaration = seen->declaration;
    struct value written = value_null(SPAN_NONE);
    maker->ends.count = 0;
    ends_add_list(&maker->ends, x, seen->part->scope, declaration->sources);
    size_t source_count = maker->ends.count;
    ends_add_list(&maker->ends, x, seen->part->scope, declaration->targets);
    if (declaration->ports) {
        written = ports_of(x, seen->part->scope, declaration->ports);
        if (written.kind == VALUE_POISON)
            return;
    }
    for (size_t s = 0; s < source_count; s++)
        for (size_t t = source_count; t < maker->ends.count; t++) {
            const struct end source = maker->ends.at[s], target = maker->ends.at[t];
            if (source.kind != END_TIER && target.kind != END_TIER) {
                fail(x, seen->part->scope, MT1046, declaration->head.head.span,
                     text_format(x->arena, "neither '%s' nor '%s' is a tier; such a pair", source.name, target.name).at, NULL);
                continue;
            }
            struct value ports = flow_ports(maker, seen, &target, written);
            if (ports.kind == VALUE_PORTS)
                make_rules(maker, seen, &source, &target, ports);
        }
}

/* ---- filling the groups ---- */

static void append_rules(struct expander *x, struct resource *resource, const char *property, const struct value *rules,
                         size_t count)
{
    const struct value *own = value_get_c(resource->properties, property);
    size_t own_count = own && own->kind == VALUE_LIST ? own->count : 0;
    if (!count)
        return;
    struct value *items = new_values(x, own_count + count);
    if (own_count)
        memcpy(items, own->items, own_count * sizeof *items);
    memcpy(items + own_count, rules, count * sizeof *items);
    resource_set_property(x, resource, property, value_list(items, own_count + count, resource->span));
}

/* A group that no flow leaves gets the rule that matches nothing: EC2 would
   else allow everything. Source: "Security group rules", Amazon VPC User Guide. */
static void close_group(struct flow_maker *maker, struct group *group)
{
    struct expander *x = maker->x;
    const struct value *own = value_get_c(group->resource->properties, "SecurityGroupEgress");
    if (group->egress_always || (own && !(own->kind == VALUE_LIST && own->count == 0)))
        return;
    struct instance *instance = instance_make(x, "flow_rule_nothing", x->main, group->resource->stack, "rule",
                                              group->resource->span, group->resource->condition, NULL, 0);
    struct value rule = instance ? instance_export_or_null(x, instance, "rule") : value_poison();
    if (rule.kind != VALUE_POISON)
        *VEC_ADD(x->arena, &group->egress) = rule;
}

/* Called when every tier stands. */
void flows_make(struct expander *x)
{
    struct flow_maker maker = { .x = x };
    for (size_t i = 0; i < x->flows.count && !x->stopped; i++)
        make_flow(&maker, &x->flows.at[i]);
    for (size_t i = 0; i < x->tiers.count && !x->stopped; i++) {
        struct value group = instance_export_or_null(x, x->tiers.at[i], "security_group");
        struct value goes_out = instance_export_or_null(x, x->tiers.at[i], "goes_out");
        if (group.kind == VALUE_RESOURCE)
            group_of(&maker, group.resource)->egress_always |= goes_out.kind == VALUE_BOOL && goes_out.integer;
    }
    for (size_t i = 0; i < maker.groups.count && !x->stopped; i++) {
        struct group *group = maker.groups.at[i];
        close_group(&maker, group);
        append_rules(x, group->resource, "SecurityGroupIngress", group->ingress.at, group->ingress.count);
        append_rules(x, group->resource, "SecurityGroupEgress", group->egress.at, group->egress.count);
        for (size_t j = 0; j < group->metadata.count; j++)
            resource_add_metadata(x, group->resource, group->metadata.at[j]);
    }
}
