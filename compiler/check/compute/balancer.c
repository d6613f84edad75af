/* Load balancers and the subnets that they stand in. Sources: Elastic Load
   Balancing API Reference, "CreateLoadBalancer"; User Guide for Application Load
   Balancers, "Application Load Balancers", on subnets. What is said of their
   attributes stands in balancer_attribute.c, of listeners in listener.c. */
#include "check/compute/balancer.h"
#include "check/network/network.h"

enum { SMALLEST_PREFIX = 27 };

enum balancer_kind balancer_kind(struct scene *scene, const struct resource *balancer)
{
    if (!balancer)
        return BALANCER_UNKNOWN;
    struct value type = scene_property(scene, balancer, "Type");
    if (type.kind == VALUE_NULL || known_is(type, "application"))
        return BALANCER_APPLICATION;
    if (known_is(type, "network"))
        return BALANCER_NETWORK;
    return known_is(type, "gateway") ? BALANCER_GATEWAY : BALANCER_UNKNOWN;
}

enum balancer_kind balancer_kind_of_protocol(struct value protocol)
{
    static const char *const network[] = { "TCP", "TLS", "UDP", "TCP_UDP", "QUIC", "TCP_QUIC" };
    if (known_is(protocol, "HTTP") || known_is(protocol, "HTTPS"))
        return BALANCER_APPLICATION;
    for (size_t i = 0; i < sizeof network / sizeof *network; i++)
        if (known_is(protocol, network[i]))
            return BALANCER_NETWORK;
    return known_is(protocol, "GENEVE") ? BALANCER_GATEWAY : BALANCER_UNKNOWN;
}

const char *balancer_kind_name(enum balancer_kind kind)
{
    switch (kind) {
    case BALANCER_APPLICATION: return "an application load balancer";
    case BALANCER_NETWORK: return "a network load balancer";
    case BALANCER_GATEWAY: return "a gateway load balancer";
    case BALANCER_UNKNOWN: case BALANCER_ANY: break;
    }
    return "a load balancer";
}

struct scene_list balancer_subnets(struct scene *scene, const struct resource *balancer)
{
    struct value subnets = scene_property(scene, balancer, "Subnets");
    if (subnets.kind != VALUE_NULL)
        return scene_items(scene, subnets);
    struct scene_list mappings = scene_property_items(scene, balancer, "SubnetMappings");
    struct value_vec ids = { 0 };
    for (size_t i = 0; i < mappings.count; i++)
        *VEC_ADD(scene->check->arena, &ids) = scene_field(scene, mappings.items[i], "SubnetId");
    return (struct scene_list){ ids.count, ids.at, mappings.whole };
}

static const struct resource *subnet_of(struct scene *scene, struct value id)
{
    return scene_target_of(scene, id, "AWS::EC2::Subnet");
}

/* --------------------------------------------------------------------- name */

static void balancer_name(struct scene *scene, const struct resource *balancer)
{
    struct text start;
    struct value name = scene_property(scene, balancer, "Name");
    if (known_start(scene, name, &start) && text_starts(start, "internal-"))
        scene_report(scene, MT3201, balancer, name);
}

/* -------------------------------------------------------------------- zones */

/* A zone of an ordinary region: ap-northeast-1a. Local Zones (us-west-2-lax-1a)
   and Wavelength Zones have longer names. */
static bool is_ordinary_zone(struct scene_zone zone)
{
    size_t dashes = 0;
    if (zone.form != ZONE_NAME)
        return zone.form == ZONE_NUMBER;
    for (size_t i = 0; i < zone.name.length; i++)
        dashes += zone.name.at[i] == '-';
    return dashes < 4;
}

/* A reference that may be a list of many. */
static bool may_be_several(struct value value)
{
    return value.kind == VALUE_POISON || value.kind == VALUE_INTRINSIC || value.kind == VALUE_CONCAT
        || value.kind == VALUE_ATTRIBUTE
        || (value.kind == VALUE_PARAMETER && strcmp(value.parameter->type, "AWS::EC2::Subnet::Id") != 0
            && strcmp(value.parameter->type, "String") != 0);
}

/* One subnet is enough on an Outpost and in a Local Zone alone. */
static bool may_stand_alone(struct scene *scene, const struct resource *subnet)
{
    return !subnet || scene_property(scene, subnet, "OutpostArn").kind != VALUE_NULL
        || !is_ordinary_zone(scene_zone(scene, scene_property(scene, subnet, "AvailabilityZone")));
}

static void balancer_two_subnets(struct scene *scene, const struct resource *balancer)
{
    struct scene_list subnets = balancer_subnets(scene, balancer);
    struct value at = scene_property(scene, balancer, "Subnets");
    if (balancer_kind(scene, balancer) != BALANCER_APPLICATION || !subnets.whole || subnets.count > 1
        || (subnets.count && may_be_several(subnets.items[0])))
        return;
    if (at.kind == VALUE_NULL)
        at = scene_property(scene, balancer, "SubnetMappings");
    if (at.kind == VALUE_NULL)
        return;
    struct diagnostic *diagnostic = scene_report(scene, MT3202, balancer, at, subnets.count ? "one subnet" : "none");
    if (subnets.count && may_stand_alone(scene, subnet_of(scene, subnets.items[0])))
        report_lower(scene->check->reporter, diagnostic);
}

static void balancer_same_zone(struct scene *scene, const struct resource *balancer)
{
    struct scene_list subnets = balancer_subnets(scene, balancer);
    struct scene_index zones = { 0 };
    for (size_t i = 0; i < subnets.count; i++) {
        const struct resource *subnet = subnet_of(scene, subnets.items[i]);
        struct buffer key;
        if (!subnet)
            continue;
        struct scene_zone zone = scene_zone(scene, scene_property(scene, subnet, "AvailabilityZone"));
        if (zone.form == ZONE_UNKNOWN)
            continue;
        buffer_init(&key, scene->check->arena);
        buffer_add_format(&key, "%d", (int)zone.form);
        buffer_add(&key, zone.name);
        void **place = scene_place(scene, &zones, buffer_text(&key));
        const struct resource *first = *place;
        *place = (void *)subnet;
        if (!first || first == subnet)
            continue;
        scene_note(scene, scene_report(scene, MT3203, balancer, subnets.items[i], first->id, subnet->id), subnet);
    }
}

static void balancer_small_subnet(struct scene *scene, const struct resource *balancer)
{
    struct scene_list subnets = balancer_subnets(scene, balancer);
    if (balancer_kind(scene, balancer) != BALANCER_APPLICATION)
        return;
    for (size_t i = 0; i < subnets.count; i++) {
        const struct resource *subnet = subnet_of(scene, subnets.items[i]);
        struct network network;
        if (!subnet || !known_network(scene_property(scene, subnet, "CidrBlock"), &network)
            || network.prefix <= SMALLEST_PREFIX)
            continue;
        struct text prefix = text_integer(scene->check->arena, network.prefix);
        scene_note(scene, scene_report(scene, MT3204, balancer, subnets.items[i], subnet->id, prefix.at), subnet);
    }
}

/* ------------------------------------------------------------- to the world */

static bool is_public(struct scene *scene, const struct resource *balancer)
{
    struct value scheme = scene_property(scene, balancer, "Scheme");
    return (scheme.kind == VALUE_NULL || known_is(scheme, "internet-facing"))
        && (balancer_kind(scene, balancer) & (BALANCER_APPLICATION | BALANCER_NETWORK));
}

static void balancer_gateway(struct scene *scene, const struct resource *balancer)
{
    struct scene_list subnets = balancer_subnets(scene, balancer);
    if (!is_public(scene, balancer))
        return;
    for (size_t i = 0; i < subnets.count; i++) {
        const struct resource *subnet = subnet_of(scene, subnets.items[i]);
        const struct resource *vpc =
            subnet ? scene_target_of(scene, scene_property(scene, subnet, "VpcId"), "AWS::EC2::VPC") : NULL;
        if (!vpc)
            continue;
        if (network_has_gateway(scene, vpc))
            return;
        struct diagnostic *diagnostic = scene_report(scene, MT3205, balancer, subnets.items[i], vpc->id);
        scene_note(scene, diagnostic, vpc);
        if (scene_given(scene, vpc))
            report_lower(scene->check->reporter, diagnostic);
        return;
    }
}

/* Whether something of a table may lead to the internet: a route to anything
   but a NAT gateway, which nobody outside can enter by. */
static bool table_leads_in(struct scene *scene, const struct resource *table)
{
    const struct resource *route = NULL;
    while ((route = scene_next_user(scene, "AWS::EC2::Route", "RouteTableId", table, route)) != NULL)
        if (scene_property(scene, route, "NatGatewayId").kind == VALUE_NULL
            && scene_property(scene, route, "EgressOnlyInternetGatewayId").kind == VALUE_NULL)
            return true;
    return false;
}

/* Whether nobody on the internet reaches the subnet. Its route table stands here
   with all its routes; where another stack may add to it, nothing is certain. */
static bool is_closed(struct scene *scene, const struct resource *subnet)
{
    const struct resource *association = NULL;
    bool tables = false;
    while ((association = scene_next_user(scene, "AWS::EC2::SubnetRouteTableAssociation", "SubnetId", subnet,
                                          association)) != NULL) {
        const struct resource *table =
            scene_target_of(scene, scene_property(scene, association, "RouteTableId"), "AWS::EC2::RouteTable");
        if (!table || scene_given(scene, table) || table_leads_in(scene, table))
            return false;
        tables = true;
    }
    return tables;
}

static void balancer_routes(struct scene *scene, const struct resource *balancer)
{
    struct scene_list subnets = balancer_subnets(scene, balancer);
    if (!is_public(scene, balancer) || scene_open(scene))
        return;
    for (size_t i = 0; i < subnets.count; i++) {
        const struct resource *subnet = subnet_of(scene, subnets.items[i]);
        const struct resource *vpc =
            subnet ? scene_target_of(scene, scene_property(scene, subnet, "VpcId"), "AWS::EC2::VPC") : NULL;
        if (vpc && network_has_gateway(scene, vpc) && is_closed(scene, subnet))
            scene_note(scene, scene_report(scene, MT3206, balancer, subnets.items[i], subnet->id), subnet);
    }
}

const struct scene_rule RULES_OF_BALANCERS[] = {
    { "AWS::ElasticLoadBalancingV2::LoadBalancer", balancer_name, { MT3201 } },
    { "AWS::ElasticLoadBalancingV2::LoadBalancer", balancer_two_subnets, { MT3202 } },
    { "AWS::ElasticLoadBalancingV2::LoadBalancer", balancer_same_zone, { MT3203 } },
    { "AWS::ElasticLoadBalancingV2::LoadBalancer", balancer_small_subnet, { MT3204 } },
    { "AWS::ElasticLoadBalancingV2::LoadBalancer", balancer_gateway, { MT3205 } },
    { "AWS::ElasticLoadBalancingV2::LoadBalancer", balancer_routes, { MT3206 } },
    { NULL, NULL, { MT0001 } }
};
