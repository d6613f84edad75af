/* Forwarders: which load balancers send to which members, through listeners, their
   rules and target groups. Found once a scene for all targets. Sources: Elastic
   Load Balancing User Guides, "Listeners for your Application Load Balancers",
   "Listener rules", "Target groups for your Network Load Balancers" ("Client IP
   preservation", "Cross-zone load balancing"), "Use Application Load Balancers as
   targets of a Network Load Balancer", "Configure your Classic Load Balancer". */
#include "check/proof/proof.h"

static struct text key_of(const struct resource *const *resource)
{
    return (struct text){ (const char *)resource, sizeof *resource };
}

static struct forwarders *forwarders_at(struct prover *prover, struct scene_index *index, const struct resource *resource)
{
    void **place = scene_place(prover->scene, index, key_of(&resource));
    if (!*place)
        *place = NEW(prover->arena, struct forwarders);
    return *place;
}

static int64_t port_of(struct value value)
{
    int64_t port;
    return known_integer(value, &port) ? port : -1;
}

/* ------------------------------------------------------------------- listeners */

static const char *protocol_of(struct scene *scene, const struct resource *listener)
{
    struct value protocol = scene_property(scene, listener, "Protocol");
    return known_is(protocol, "UDP") ? "udp" : known_is(protocol, "TCP_UDP") ? "tcp/udp" : "tcp";
}

/* ---------------------------------------------------------------- listener rules */

/* The clients that a rule is for, where it says some by their addresses; alone:
   it asks for nothing else. */
static struct scene_list clients_of(struct scene *scene, const struct resource *rule, bool *alone)
{
    struct scene_list conditions = scene_property_items(scene, rule, "Conditions"), clients = { .whole = true };
    size_t lists = 0;
    for (size_t i = 0; i < conditions.count; i++) {
        if (!known_is(scene_field(scene, conditions.items[i], "Field"), "source-ip"))
            continue;
        struct value said = scene_at(scene, conditions.items[i], "SourceIpConfig.Values");
        clients = scene_items(scene, said.kind == VALUE_NULL ? scene_field(scene, conditions.items[i], "Values") : said);
        lists++;
    }
    clients.whole = clients.whole && lists < 2;
    *alone = lists == 1 && conditions.count == 1 && conditions.whole;
    return clients;
}

/* What is taken before a rule; NULL: before the listener's default actions, which come last. */
static struct takings taken_before(struct prover *prover, const struct resource *listener, const struct resource *rule)
{
    struct scene *scene = prover->scene;
    const struct resource *other = NULL;
    struct takings taken = { 0 };
    int64_t own = 0, first = 0;
    while ((other = scene_next_user(scene, "AWS::ElasticLoadBalancingV2::ListenerRule", "ListenerArn", listener, other)) != NULL) {
        bool alone, ordered = known_integer(scene_property(scene, other, "Priority"), &first)
                              && (!rule || known_integer(scene_property(scene, rule, "Priority"), &own));
        struct scene_list clients = clients_of(scene, other, &alone);
        if (other != rule && alone && !(rule && ordered && first >= own))
            *VEC_ADD(prover->arena, &taken) = (struct taking){ clients, (ordered || !rule) && scene_certain(scene, other) };
    }
    return taken;
}

/* ------------------------------------------------------------------- listeners */

/* The listener sends to the target group, perhaps by a rule. like: what is the same for all of these. */
static void add_listener(struct prover *prover, struct scene_index *by_group, struct value group, const struct forwarder *like)
{
    const struct resource *target = scene_target(prover->scene, group);
    if (target && like->balancer)
        *VEC_ADD(prover->arena, forwarders_at(prover, by_group, target)) = *like;
}

static void add_actions(struct prover *prover, struct scene_index *by_group, struct value actions, const struct forwarder *like)
{
    struct scene *scene = prover->scene;
    struct scene_list list = scene_items(scene, actions);
    int64_t weight;
    for (size_t i = 0; i < list.count; i++) {
        struct scene_list groups = scene_items(scene, scene_at(scene, list.items[i], "ForwardConfig.TargetGroups"));
        for (size_t k = 0; k < groups.count; k++)
            if (!known_integer(scene_field(scene, groups.items[k], "Weight"), &weight) || weight > 0)
                add_listener(prover, by_group, scene_field(scene, groups.items[k], "TargetGroupArn"), like);
        if (!groups.count)
            add_listener(prover, by_group, scene_field(scene, list.items[i], "TargetGroupArn"), like);
    }
}

static struct forwarder forwarder_of(struct prover *prover, const struct resource *listener, const struct resource *rule)
{
    struct scene *scene = prover->scene;
    bool alone;
    return (struct forwarder){
        .balancer = scene_target(scene, scene_property(scene, listener, "LoadBalancerArn")),
        .listener = listener,
        .listens_at = port_of(scene_property(scene, listener, "Port")),
        .sends_to = -1,
        .protocol = protocol_of(scene, listener),
        .sources = rule ? clients_of(scene, rule, &alone) : (struct scene_list){ .whole = true },
        .taken = taken_before(prover, listener, rule),
    };
}

static void index_listeners(struct prover *prover, struct scene_index *by_group)
{
    struct scene *scene = prover->scene;
    const struct resource *at = NULL;
    while ((at = scene_next(scene, "AWS::ElasticLoadBalancingV2::Listener", at)) != NULL) {
        const struct forwarder like = forwarder_of(prover, at, NULL);
        add_actions(prover, by_group, scene_property(scene, at, "DefaultActions"), &like);
    }
    while ((at = scene_next(scene, "AWS::ElasticLoadBalancingV2::ListenerRule", at)) != NULL) {
        const struct resource *listener = scene_target(scene, scene_property(scene, at, "ListenerArn"));
        if (!listener)
            continue;
        const struct forwarder like = forwarder_of(prover, listener, at);
        add_actions(prover, by_group, scene_property(scene, at, "Actions"), &like);
    }
}

/* --------------------------------------------------------------- target groups */

static struct value attribute_of(struct scene *scene, const struct resource *resource, const char *list, const char *key)
{
    struct scene_list attributes = scene_property_items(scene, resource, list);
    for (size_t i = 0; i < attributes.count; i++)
        if (known_is(scene_field(scene, attributes.items[i], "Key"), key))
            return scene_field(scene, attributes.items[i], "Value");
    return value_null(SPAN_NONE);
}

static bool is_network_balancer(struct scene *scene, const struct resource *balancer)
{
    return known_is(scene_property(scene, balancer, "Type"), "network");
}

/* A network load balancer keeps the client's address for instances and for UDP; for
   other addresses where the target group says so. */
static int keeps_client(struct scene *scene, const struct resource *balancer, const struct resource *group)
{
    bool truth;
    struct value said = attribute_of(scene, group, "TargetGroupAttributes", "preserve_client_ip.enabled");
    struct value type = scene_property(scene, group, "TargetType"), protocol = scene_property(scene, group, "Protocol");
    if (!is_network_balancer(scene, balancer))
        return KEEPS_NO;
    if (known_is(protocol, "UDP") || known_is(protocol, "TCP_UDP") || known_is(type, "alb"))
        return KEEPS_YES;
    if (said.kind != VALUE_NULL)
        return known_bool(said, &truth) ? (truth ? KEEPS_YES : KEEPS_NO) : KEEPS_UNKNOWN;
    return type.kind == VALUE_NULL || known_is(type, "instance") ? KEEPS_YES : known_is(type, "ip") ? KEEPS_NO : KEEPS_UNKNOWN;
}

/* Across zones, unless it is switched off; a network load balancer's where it is on. */
static bool crosses_zones(struct scene *scene, const struct resource *balancer, const struct resource *group)
{
    bool truth;
    struct value said = attribute_of(scene, group, "TargetGroupAttributes", "load_balancing.cross_zone.enabled");
    if (known_bool(said, &truth))
        return truth;
    return !is_network_balancer(scene, balancer)
        || (known_bool(attribute_of(scene, balancer, "LoadBalancerAttributes", "load_balancing.cross_zone.enabled"), &truth) && truth);
}

/* The target is in the group: whoever sends to that sends to it. port: -1: the group's. */
static void add_target(struct prover *prover, struct scene_index *by_group, struct value group_value, const struct resource *target,
                       int64_t port)
{
    struct scene *scene = prover->scene;
    const struct resource *group = scene_target(scene, group_value);
    const struct forwarders *senders = group && target ? *scene_place(scene, by_group, key_of(&group)) : NULL;
    for (size_t i = 0; senders && i < senders->count; i++) {
        struct forwarder forwarder = senders->at[i];
        forwarder.sends_to = port >= 0 ? port : port_of(scene_property(scene, group, "Port"));
        forwarder.keeps_client = keeps_client(scene, forwarder.balancer, group);
        forwarder.crosses = crosses_zones(scene, forwarder.balancer, group);
        forwarder.family = known_is(scene_property(scene, group, "IpAddressType"), "ipv6") ? IP_6 : IP_4;
        *VEC_ADD(prover->arena, forwarders_at(prover, &prover->by_target, target)) = forwarder;
    }
}

/* Each listener of a Classic Load Balancer. */
static void add_classic(struct prover *prover, struct value balancer_value, const struct resource *target)
{
    struct scene *scene = prover->scene;
    const struct resource *balancer = scene_target_of(scene, balancer_value, "AWS::ElasticLoadBalancing::LoadBalancer");
    struct scene_list listeners = balancer && target ? scene_property_items(scene, balancer, "Listeners") : (struct scene_list){ 0 };
    bool crosses = false;           /* off where it is not said */
    known_bool(balancer ? scene_property(scene, balancer, "CrossZone") : value_null(SPAN_NONE), &crosses);
    for (size_t i = 0; i < listeners.count; i++)
        *VEC_ADD(prover->arena, forwarders_at(prover, &prover->by_target, target)) =
            (struct forwarder){ .balancer = balancer, .listener = balancer, .protocol = "tcp", .crosses = crosses, .sources = { .whole = true },
                                .listens_at = port_of(scene_field(scene, listeners.items[i], "LoadBalancerPort")),
                                .sends_to = port_of(scene_field(scene, listeners.items[i], "InstancePort")) };
}

static void index_scaling_groups(struct prover *prover, struct scene_index *by_group)
{
    struct scene *scene = prover->scene;
    const struct resource *at = NULL;
    while ((at = scene_next(scene, "AWS::AutoScaling::AutoScalingGroup", at)) != NULL) {
        struct scene_list groups = scene_property_items(scene, at, "TargetGroupARNs"), more = scene_property_items(scene, at, "TrafficSources");
        struct scene_list classic = scene_property_items(scene, at, "LoadBalancerNames");
        for (size_t i = 0; i < groups.count; i++)
            add_target(prover, by_group, groups.items[i], at, -1);
        for (size_t i = 0; i < more.count; i++)
            add_target(prover, by_group, scene_field(scene, more.items[i], "Identifier"), at, -1);
        for (size_t i = 0; i < classic.count; i++)
            add_classic(prover, classic.items[i], at);
    }
}

static void index_services(struct prover *prover, struct scene_index *by_group)
{
    struct scene *scene = prover->scene;
    const struct resource *at = NULL;
    while ((at = scene_next(scene, "AWS::ECS::Service", at)) != NULL) {
        struct scene_list served = scene_property_items(scene, at, "LoadBalancers");
        for (size_t i = 0; i < served.count; i++)
            add_target(prover, by_group, scene_field(scene, served.items[i], "TargetGroupArn"), at,
                       port_of(scene_field(scene, served.items[i], "ContainerPort")));
    }
}

void prover_index_forwarders(struct prover *prover)
{
    struct scene *scene = prover->scene;
    struct scene_index by_group = { 0 };
    const struct resource *at = NULL;
    index_listeners(prover, &by_group);
    index_scaling_groups(prover, &by_group);
    index_services(prover, &by_group);
    while ((at = scene_next(scene, "AWS::ElasticLoadBalancingV2::TargetGroup", at)) != NULL) {
        struct scene_list targets = scene_property_items(scene, at, "Targets");
        for (size_t i = 0; i < targets.count; i++)
            add_target(prover, &by_group, scene_reference(at), scene_target(scene, scene_field(scene, targets.items[i], "Id")),
                       port_of(scene_field(scene, targets.items[i], "Port")));
    }
    while ((at = scene_next(scene, "AWS::ElasticLoadBalancing::LoadBalancer", at)) != NULL) {
        struct scene_list instances = scene_property_items(scene, at, "Instances");
        for (size_t i = 0; i < instances.count; i++)
            add_classic(prover, scene_reference(at), scene_target(scene, instances.items[i]));
    }
}

struct forwarders forwarders_to(struct prover *prover, const struct resource *target)
{
    const struct forwarders *list = *scene_place(prover->scene, &prover->by_target, key_of(&target));
    return list ? *list : (struct forwarders){ 0 };
}
