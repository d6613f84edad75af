/* Ways: from one place straight to another, there and back, and through a load
   balancer. Sources: Amazon VPC User Guide, "Ephemeral ports"; Elastic Load
   Balancing User Guides, "Listeners", "Target groups". */
#include "check/proof/proof.h"

struct passage passage_at(struct prover *prover, enum answer answer, const struct resource *resource, const char *words, ...)
{
    va_list arguments;
    va_start(arguments, words);
    struct text text = text_format_list(prover->arena, words, arguments);
    va_end(arguments);
    return (struct passage){ answer == PASSES, answer != STOPS, answer == DOUBTFUL, resource->span, resource->frames, text.at };
}

static void way_narrow(struct way *way, bool all, bool some, bool unsure)
{
    way->all = (way->all || !way->begun) && all;
    way->some = (way->some || !way->begun) && some;
    way->unsure = way->unsure || unsure;
    way->begun = true;
}

void way_add(struct prover *prover, struct way *way, struct passage passage)
{
    way_narrow(way, passage.all, passage.some, passage.unsure);
    if (passage.words)
        *VEC_ADD(prover->arena, &way->hops) = passage;
}

void way_join(struct prover *prover, struct way *way, const struct way *more)
{
    way_narrow(way, more->all, more->some, more->unsure);
    for (size_t i = 0; i < more->hops.count; i++)
        *VEC_ADD(prover->arena, &way->hops) = more->hops.at[i];
}

/* Answers go back to a port that the asking system chose. */
static struct traffic_asked answers_to(const struct traffic_asked *asked)
{
    bool ports = strcmp(asked->protocol, "tcp") == 0 || strcmp(asked->protocol, "udp") == 0;
    return (struct traffic_asked){ asked->protocol, ports ? 1024 : 0, 65535 };
}

/* The ACL of a member's subnet, for what comes and what goes back. */
static void through_acls(struct prover *prover, struct way *way, const struct party *member, const struct party *other,
                         const struct traffic_asked *asked, bool inward)
{
    struct traffic_asked answers = answers_to(asked);
    if (!member->subnet)
        return;
    way_add(prover, way, pass_acl(prover, member->subnet, other, asked, inward));
    if (!prover->one_way)
        way_add(prover, way, pass_acl(prover, member->subnet, other, &answers, !inward));
}

static void between_members(struct prover *prover, struct way *way, const struct party *source, const struct party *target,
                            const struct traffic_asked *asked)
{
    const struct resource *here = source->subnet ? vpc_of_subnet(prover, source->subnet) : NULL;
    const struct resource *there = target->subnet ? vpc_of_subnet(prover, target->subnet) : NULL;
    way_add(prover, way, pass_groups(prover, source, target, asked, false));
    if (here && there && here != there)
        way_add(prover, way, passage_at(prover, DOUBTFUL, there, "%s and %s stand in two networks, '%s' and '%s'", source->name,
                                        target->name, here->id, there->id));
    if (source->subnet != target->subnet) {
        through_acls(prover, way, source, target, asked, false);
        through_acls(prover, way, target, source, asked, true);
    }
    way_add(prover, way, pass_groups(prover, target, source, asked, true));
}

struct way way_direct(struct prover *prover, const struct party *source, const struct party *target,
                      const struct traffic_asked *asked)
{
    struct way way = { .begun = false };
    if (source->kind == PARTY_MEMBER && target->kind == PARTY_MEMBER) {
        between_members(prover, &way, source, target, asked);
    } else if (source->kind == PARTY_MEMBER) {
        way_add(prover, &way, pass_groups(prover, source, target, asked, false));
        through_acls(prover, &way, source, target, asked, false);
        if (target->kind == PARTY_INTERNET)
            way_to_internet(prover, &way, source, asked, true);
    } else {
        if (source->kind == PARTY_INTERNET)
            way_to_internet(prover, &way, target, asked, false);
        through_acls(prover, &way, target, source, asked, true);
        way_add(prover, &way, pass_groups(prover, target, source, asked, true));
    }
    return way;
}

/* --------------------------------------------------------------- load balancers */

static bool names_group(struct scene *scene, struct value actions, const struct resource *group)
{
    struct scene_list list = scene_items(scene, actions);
    for (size_t i = 0; i < list.count; i++) {
        if (scene_target(scene, scene_field(scene, list.items[i], "TargetGroupArn")) == group)
            return true;
        struct scene_list groups = scene_items(scene, scene_at(scene, list.items[i], "ForwardConfig.TargetGroups"));
        for (size_t k = 0; k < groups.count; k++)
            if (scene_target(scene, scene_field(scene, groups.items[k], "TargetGroupArn")) == group)
                return true;
    }
    return false;
}

static int64_t port_of(struct value value)
{
    int64_t port;
    return known_integer(value, &port) ? port : -1;
}

static void add_listener(struct prover *prover, struct forwarders *list, const struct resource *listener, int64_t sends_to)
{
    struct scene *scene = prover->scene;
    const struct resource *balancer = scene_target(scene, scene_property(scene, listener, "LoadBalancerArn"));
    if (balancer)
        *VEC_ADD(prover->arena, list) = (struct forwarder){ balancer, listener, port_of(scene_property(scene, listener, "Port")),
                                                            sends_to };
}

/* The listeners that send to a target group, themselves or by a rule. */
static void add_listeners(struct prover *prover, struct forwarders *list, const struct resource *group, int64_t sends_to)
{
    struct scene *scene = prover->scene;
    const struct resource *at = NULL;
    if (sends_to < 0)
        sends_to = port_of(scene_property(scene, group, "Port"));
    while ((at = scene_next(scene, "AWS::ElasticLoadBalancingV2::Listener", at)) != NULL)
        if (names_group(scene, scene_property(scene, at, "DefaultActions"), group))
            add_listener(prover, list, at, sends_to);
    while ((at = scene_next(scene, "AWS::ElasticLoadBalancingV2::ListenerRule", at)) != NULL) {
        const struct resource *listener = scene_target(scene, scene_property(scene, at, "ListenerArn"));
        if (listener && names_group(scene, scene_property(scene, at, "Actions"), group))
            add_listener(prover, list, listener, sends_to);
    }
}

struct forwarders forwarders_to(struct prover *prover, const struct host *target)
{
    struct scene *scene = prover->scene;
    struct forwarders list = { 0 };
    struct scene_list groups = scene_property_items(scene, target->resource, "TargetGroupARNs");
    for (size_t i = 0; i < groups.count; i++) {
        const struct resource *group = scene_target(scene, groups.items[i]);
        if (group)
            add_listeners(prover, &list, group, -1);
    }
    struct scene_list served = scene_type_is(target->resource, "AWS::ECS::Service")
                                   ? scene_property_items(scene, target->resource, "LoadBalancers") : (struct scene_list){ 0 };
    for (size_t i = 0; i < served.count; i++) {
        const struct resource *group = scene_target(scene, scene_field(scene, served.items[i], "TargetGroupArn"));
        if (group)
            add_listeners(prover, &list, group, port_of(scene_field(scene, served.items[i], "ContainerPort")));
    }
    const struct resource *group = NULL;
    while ((group = scene_next(scene, "AWS::ElasticLoadBalancingV2::TargetGroup", group)) != NULL) {
        struct scene_list targets = scene_property_items(scene, group, "Targets");
        for (size_t i = 0; i < targets.count; i++)
            if (scene_target(scene, scene_field(scene, targets.items[i], "Id")) == target->resource)
                add_listeners(prover, &list, group, port_of(scene_field(scene, targets.items[i], "Port")));
    }
    return list;
}
