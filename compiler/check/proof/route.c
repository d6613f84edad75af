/* Routes: the way between a subnet and the internet: for each address the most
   specific route of the subnet's table, the gateway that it leads to, and a NAT
   gateway's own way out. Sources: Amazon VPC User Guide, "Route priority",
   "Connect your VPC to the internet using an internet gateway", "NAT gateways"
   ("Control access to NAT gateways": a NAT gateway has no security group, and uses
   ports 1024 to 65535), "Enable outbound IPv6 traffic using an egress-only
   internet gateway", "Regional NAT gateways for automatic multi-AZ expansion". */
#include "check/proof/proof.h"

#include <stdlib.h>

struct route {
    const struct resource *resource;
    struct ip_block block;
};
struct routes {
    struct route *at;
    size_t count, room;
    bool known;                 /* the table, and where each of its routes is for */
};

/* The most specific first. */
static int by_prefix(const void *a, const void *b)
{
    const struct route *left = a, *right = b;
    return left->block.prefix < right->block.prefix ? 1 : left->block.prefix > right->block.prefix ? -1 : 0;
}

/* Of one family. A subnet without a table of its own has the VPC's main one, which
   leads nowhere out of the VPC, unless it is somebody else's VPC. */
static struct routes routes_of(struct prover *prover, const struct resource *subnet, enum ip_family family)
{
    struct scene *scene = prover->scene;
    const struct resource *bond = scene_next_user(scene, "AWS::EC2::SubnetRouteTableAssociation", "SubnetId", subnet, NULL);
    const struct resource *table = bond ? scene_target_of(scene, scene_property(scene, bond, "RouteTableId"), "AWS::EC2::RouteTable") : NULL;
    const struct resource *route = NULL;
    struct routes routes = { .known = bond ? table && scene_certain(scene, bond) : vpc_of_subnet(prover, subnet) != NULL };
    while (table && (route = scene_next_user(scene, "AWS::EC2::Route", "RouteTableId", table, route)) != NULL) {
        struct route made = { .resource = route };
        struct value to = scene_property(scene, route, family == IP_6 ? "DestinationIpv6CidrBlock" : "DestinationCidrBlock");
        bool peering = scene_property(scene, route, "VpcPeeringConnectionId").kind != VALUE_NULL;
        if (ip_block_of(to, &made.block))
            *VEC_ADD(prover->arena, &routes) = made;
        else if (to.kind != VALUE_NULL && !peering)     /* what is peered is no part of the internet */
            routes.known = false;
    }
    if (routes.count)
        qsort(routes.at, routes.count, sizeof *routes.at, by_prefix);
    return routes;
}

/* -------------------------------------------------------------------- gateways */

/* Whether an internet gateway is attached to the VPC; gateway: this one, NULL: any. */
static enum answer is_attached(struct prover *prover, const struct resource *vpc, const struct resource *gateway)
{
    struct scene *scene = prover->scene;
    const struct resource *attachment = NULL;
    bool perhaps = !vpc || scene_given(scene, vpc) || (gateway && scene_given(scene, gateway));
    while (vpc && (attachment = scene_next_user(scene, "AWS::EC2::VPCGatewayAttachment", "VpcId", vpc, attachment)) != NULL) {
        struct value attached = scene_property(scene, attachment, "InternetGatewayId");
        const struct resource *target = scene_target(scene, attached);
        bool meant = target && (!gateway || target == gateway);
        if (meant && scene_certain(scene, attachment))
            return PASSES;
        perhaps = perhaps || meant || (attached.kind != VALUE_NULL && !target);
    }
    return perhaps ? DOUBTFUL : STOPS;
}

/* Through an internet gateway. */
static void through_gateway(struct prover *prover, struct way *way, const struct resource *vpc, const struct resource *route,
                            const struct resource *gateway)
{
    enum answer answer = is_attached(prover, vpc, gateway);
    way_add(prover, way, passage_at(prover, answer, answer == PASSES ? route : gateway, answer == PASSES
                                    ? "route '%s' leads to the internet gateway '%s'"
                                    : "route '%s' leads to '%s', which this stack does not attach", route->id, gateway->id));
}

/* What a gateway of the internet serves has a public address. */
static struct passage public_address(struct prover *prover, const struct party *member)
{
    struct value said = scene_property(prover->scene, member->subnet, "MapPublicIpOnLaunch");
    bool maps = member->member->publicity == PUBLIC_ALWAYS, known = member->member->publicity != PUBLIC_UNKNOWN;
    if (member->member->publicity == PUBLIC_BY_SUBNET)
        known = said.kind == VALUE_NULL || known_bool(said, &maps);
    return passage_at(prover, maps ? PASSES : known ? STOPS : DOUBTFUL, member->member->resource, "%s %s in subnet '%s'", member->name,
                      maps ? "has a public address" : known ? "has no public address" : "may have a public address",
                      member->subnet->id);
}

/* -------------------------------------------------------------- NAT gateways */

/* The ACL of the subnet that a NAT gateway stands in: in from the member, out to the
   internet, and the same for what comes back, which first has the gateway's port. */
static void through_nat_acl(struct prover *prover, struct way *way, const struct resource *subnet, const struct party *member,
                            const struct party *internet, const struct traffic_asked *asked)
{
    const struct crossing crossings[] = {
        { member, SIDE_SOURCE, SIDE_TARGET_PORT, true },
        { internet, SIDE_TARGET, SIDE_TARGET_PORT, false },
        { internet, SIDE_TARGET, SIDE_RELAY_PORT, true },
        { member, SIDE_SOURCE, SIDE_SOURCE_PORT, false },
    };
    for (size_t i = 0; i < (asked->there_only ? 2 : 4); i++)
        way_add(prover, way, pass_acl(prover, way, subnet, member, asked, &crossings[i]));
}

/* TCP, UDP and ICMP. Source: Amazon VPC User Guide, "NAT gateway basics". */
static struct passage nat_protocols(struct prover *prover, const struct way *way, const struct resource *nat)
{
    static const uint64_t NUMBERS[] = { 1, 6, 17 };
    struct packets served = { 0 };
    for (size_t i = 0; i < sizeof NUMBERS / sizeof *NUMBERS; i++) {
        struct packet_box box = packet_box_all();
        box.side[SIDE_PROTOCOL] = packet_range_of(NUMBERS[i], NUMBERS[i]);
        packets_add(prover->arena, &served, &box);
    }
    struct passage passage = { .certain = served, .possible = served, .at = nat->span, .frames = nat->frames };
    way_judge(prover, way, &passage);
    passage.words = words_of(prover, "NAT gateway '%s' serves %s", nat->id, passage.all ? "it" : "TCP, UDP and ICMP only");
    return passage;
}

static void follow_routes(struct prover *prover, struct way *way, const struct party *member, const struct resource *subnet,
                          const struct party *internet, const struct traffic_asked *asked, bool leaves);

/* A NAT gateway lets out what its own subnet lets out. */
static void through_nat(struct prover *prover, struct way *way, const struct party *member, const struct party *internet,
                        const struct resource *nat, const struct traffic_asked *asked)
{
    struct scene *scene = prover->scene;
    const struct resource *subnet = subnet_of(prover, scene_property(scene, nat, "SubnetId"));
    bool private_one = known_is(scene_property(scene, nat, "ConnectivityType"), "private");
    way_add(prover, way, private_one ? passage_at(prover, STOPS, nat, "NAT gateway '%s' is a private one", nat->id)
                                     : nat_protocols(prover, way, nat));
    if (private_one || known_is(scene_property(scene, nat, "AvailabilityMode"), "regional"))
        return;
    if (!subnet) {
        way_add(prover, way, passage_at(prover, DOUBTFUL, nat, "the subnet of NAT gateway '%s' is not known", nat->id));
        return;
    }
    if (subnet_is_lost(prover, subnet))
        way_add(prover, way, passage_at(prover, STOPS, nat, "NAT gateway '%s' stands in the zone that is lost", nat->id));
    if (subnet != member->subnet)
        through_nat_acl(prover, way, subnet, member, internet, asked);
    struct party gateway = { .kind = PARTY_MEMBER, .name = words_of(prover, "'%s'", nat->id), .subnet = subnet,
                             .vpc = vpc_of_subnet(prover, subnet) };
    follow_routes(prover, way, &gateway, subnet, internet, asked, true);
}

/* ---------------------------------------------------------------------- routes */

/* Where one route leads, for what is routed by it. A gateway's own way has no
   member: it has its address. */
static void follow(struct prover *prover, struct way *way, const struct party *member, const struct party *internet,
                   const struct resource *route, const struct traffic_asked *asked, bool leaves)
{
    struct scene *scene = prover->scene;
    const struct resource *nat = scene_target_of(scene, scene_property(scene, route, "NatGatewayId"), "AWS::EC2::NatGateway");
    const struct resource *gateway = scene_target_of(scene, scene_property(scene, route, "GatewayId"), "AWS::EC2::InternetGateway");
    const struct resource *exit = scene_target(scene, scene_property(scene, route, "EgressOnlyInternetGatewayId"));
    if (gateway) {
        if (member->member && asked->family == IP_4)
            way_add(prover, way, public_address(prover, member));
        through_gateway(prover, way, member->vpc, route, gateway);
    } else if (nat && !member->member) {
        way_add(prover, way, passage_at(prover, STOPS, nat, "%s has its own way through another NAT gateway, '%s'", member->name, nat->id));
    } else if (nat && leaves) {
        through_nat(prover, way, member, internet, nat, asked);
    } else if (nat) {
        way_add(prover, way, passage_at(prover, STOPS, nat, "nothing comes in through NAT gateway '%s'", nat->id));
    } else if (exit) {
        way_add(prover, way, passage_at(prover, leaves ? PASSES : STOPS, exit, leaves ? "route '%s' leads to the egress-only gateway '%s'"
                                        : "nothing comes in by route '%s' through the egress-only gateway '%s'", route->id, exit->id));
    } else {
        way_add(prover, way, passage_at(prover, DOUBTFUL, route, "where route '%s' leads is not known", route->id));
    }
}

static struct packets packets_to(struct prover *prover, const struct ip_block *block, bool leaves)
{
    struct packet_box box = packet_box_all();
    struct packets set = { 0 };
    box.side[leaves ? SIDE_TARGET : SIDE_SOURCE] = packet_range_of_block(block);
    packets_add(prover->arena, &set, &box);
    return set;
}

/* Each packet by the most specific route for its address. */
static void follow_routes(struct prover *prover, struct way *way, const struct party *member, const struct resource *subnet,
                          const struct party *internet, const struct traffic_asked *asked, bool leaves)
{
    struct arena *arena = prover->arena;
    struct routes routes = routes_of(prover, subnet, asked->family);
    struct packets left = way->asked;
    struct passage passage = { .everything = false, .at = subnet->span };
    for (size_t i = 0; i < routes.count && left.count; i++) {
        struct packets block = packets_to(prover, &routes.at[i].block, leaves), routed = packets_meet(arena, &left, &block);
        struct way part;
        if (!routed.count)
            continue;
        left = packets_without(arena, &left, &block);
        way_begin(&part, routed);
        follow(prover, &part, member, internet, routes.at[i].resource, asked, leaves);
        passages_add(arena, &way->hops, &part.hops);
        if (scene_certain(prover->scene, routes.at[i].resource))
            packets_add_all(arena, &passage.certain, &part.certain);
        packets_add_all(arena, &passage.possible, &part.possible);
    }
    if (left.count) {
        struct passage none = passage_at(prover, routes.known ? STOPS : DOUBTFUL, subnet, "subnet '%s' has %s", subnet->id,
                                         !routes.known ? "routes that are not known" : routes.count ? "no route to a part of the internet"
                                                                                                    : "no route to the internet");
        way_judge(prover, way, &none);
        *VEC_ADD(arena, &way->hops) = none;
    }
    if (!routes.known) {        /* any of them may go another way */
        passage.certain.count = 0;
        passage.possible = packets_all(arena);
    }
    way_add(prover, way, passage);
}

/* What comes from the internet to a public address arrives wherever the subnet's
   own routes lead: those are for what leaves it. */
static void from_internet(struct prover *prover, struct way *way, const struct party *member, const struct traffic_asked *asked)
{
    enum answer answer = is_attached(prover, member->vpc, NULL);
    const struct resource *network = member->vpc ? member->vpc : member->subnet;
    if (asked->family == IP_4)
        way_add(prover, way, public_address(prover, member));
    way_add(prover, way, passage_at(prover, answer, network, answer == PASSES ? "'%s' has an internet gateway"
                                    : answer == STOPS ? "'%s' has no internet gateway" : "'%s' may have an internet gateway", network->id));
}

void way_to_internet(struct prover *prover, struct way *way, const struct party *member, const struct party *internet,
                     const struct traffic_asked *asked, bool leaves)
{
    if (!member->subnet)
        way_add(prover, way, passage_at(prover, DOUBTFUL, member->member->resource, "the subnets of %s are not known", member->name));
    else if (asked->there_only && !leaves)
        from_internet(prover, way, member, asked);
    else
        follow_routes(prover, way, member, member->subnet, internet, asked, leaves);
}

/* ----------------------------------------------------------- other networks */

/* Sources: Amazon VPC Peering Guide, "VPC peering basics"; Amazon VPC Transit
   Gateways, "Transit gateway attachments"; AWS Site-to-Site VPN User Guide. */
static const struct resource *tie_of(struct prover *prover, const struct resource *vpc)
{
    static const struct { const char *type, *property, *where; } TIES[] = {
        { "AWS::EC2::VPCPeeringConnection", "VpcId", NULL },
        { "AWS::EC2::VPCPeeringConnection", "PeerVpcId", NULL },
        { "AWS::EC2::TransitGatewayAttachment", "VpcId", NULL },
        { "AWS::EC2::TransitGatewayVpcAttachment", "VpcId", NULL },
        { "AWS::EC2::VPCGatewayAttachment", "VpcId", "VpnGatewayId" },
        { "AWS::EC2::ClientVpnEndpoint", "VpcId", NULL },
        { "AWS::NetworkManager::VpcAttachment", "VpcArn", NULL },
    };
    for (size_t i = 0; i < sizeof TIES / sizeof *TIES; i++) {
        const struct resource *tie = NULL;
        while ((tie = scene_next_user(prover->scene, TIES[i].type, TIES[i].property, vpc, tie)) != NULL)
            if (!TIES[i].where || scene_property(prover->scene, tie, TIES[i].where).kind != VALUE_NULL)
                return tie;
    }
    return NULL;
}

/* Whether a route of the subnet may lead to some of the addresses: one that is not
   known, or is for them and does not end at a gateway of the internet. */
static bool may_be_routed(struct prover *prover, const struct resource *subnet, const struct addresses *addresses, enum ip_family family)
{
    struct scene *scene = prover->scene;
    struct routes routes = routes_of(prover, subnet, family);
    if (!routes.known || !addresses->known || scene_next(scene, "AWS::EC2::VPNGatewayRoutePropagation", NULL))
        return true;
    for (size_t i = 0; i < routes.count; i++) {
        const struct resource *gateway = scene_target(scene, scene_property(scene, routes.at[i].resource, "GatewayId"));
        bool internet = (gateway && scene_type_is(gateway, "AWS::EC2::InternetGateway"))
                        || scene_property(scene, routes.at[i].resource, "NatGatewayId").kind != VALUE_NULL;
        for (size_t k = 0; !internet && k < addresses->count; k++)
            if (packet_range_touches(packet_range_of_block(&routes.at[i].block), addresses->at[k]))
                return true;
    }
    return false;
}

void way_outside(struct prover *prover, struct way *way, const struct party *member, const struct party *other,
                 const struct traffic_asked *asked, bool leaves)
{
    const struct resource *vpc = member->vpc, *tie = vpc ? tie_of(prover, vpc) : NULL;
    bool needs_route = leaves || !asked->there_only;
    if (!vpc)
        way_add(prover, way, passage_at(prover, DOUBTFUL, member->member->resource, "the VPC of %s is not known", member->name));
    else if (!tie && !scene_given(prover->scene, vpc))
        way_add(prover, way, passage_at(prover, STOPS, vpc, "'%s' has no peering, transit gateway or VPN that leads to %s", vpc->id,
                                        other->name));
    else if (member->subnet && needs_route && !may_be_routed(prover, member->subnet, &other->addresses[asked->family], asked->family))
        way_add(prover, way, passage_at(prover, STOPS, member->subnet, "subnet '%s' has no route to %s", member->subnet->id, other->name));
    else
        way_add(prover, way, passage_at(prover, DOUBTFUL, tie ? tie : vpc, "what '%s' leads to is not known", tie ? tie->id : vpc->id));
}
