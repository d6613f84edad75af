/* Routes: the way between a subnet and the internet: the most specific route of
   its table, the gateway that it leads to, and a NAT gateway's own way out.
   Sources: Amazon VPC User Guide, "Route priority", "Connect your VPC to the
   internet using an internet gateway", "NAT gateways". */
#include "check/network/network.h"
#include "check/proof/proof.h"
#include "check/scene/ip_block.h"

/* The route for everything in the subnet's table; NULL: there is none. known:
   the subnet has a table of this stack. */
static const struct resource *default_route(struct prover *prover, const struct resource *subnet, bool *known)
{
    struct scene *scene = prover->scene;
    const struct resource *bond = scene_next_user(scene, "AWS::EC2::SubnetRouteTableAssociation", "SubnetId", subnet, NULL);
    const struct resource *table = bond ? scene_target(scene, scene_property(scene, bond, "RouteTableId")) : NULL;
    const struct resource *route = NULL;
    *known = !bond || table;
    while (table && (route = scene_next_user(scene, "AWS::EC2::Route", "RouteTableId", table, route)) != NULL) {
        struct ip_block block;
        struct value to = scene_property(scene, route, "DestinationCidrBlock");
        if (to.kind == VALUE_NULL)
            continue;
        if (!ip_block_of(to, &block))
            *known = false;
        else if (block.prefix == 0)
            return route;
    }
    return NULL;
}

static struct passage no_way(struct prover *prover, const struct resource *subnet, bool known)
{
    return passage_at(prover, known ? STOPS : DOUBTFUL, subnet, "subnet '%s' has %s", subnet->id,
                      known ? "no route to the internet" : "routes that are not known");
}

/* Through an internet gateway. */
static void through_gateway(struct prover *prover, struct way *way, const struct resource *subnet, const struct resource *route,
                            const struct resource *gateway)
{
    const struct resource *vpc = vpc_of_subnet(prover, subnet);
    if (!vpc || network_has_gateway(prover->scene, vpc))
        way_add(prover, way, passage_at(prover, PASSES, route, "route '%s' leads to the internet gateway '%s'", route->id, gateway->id));
    else
        way_add(prover, way, passage_at(prover, DOUBTFUL, gateway, "route '%s' leads to '%s', which this stack does not attach",
                                        route->id, gateway->id));
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

/* A NAT gateway lets out what its own subnet lets out. */
static void through_nat(struct prover *prover, struct way *way, const struct party *member, const struct resource *nat,
                        const struct traffic_asked *asked)
{
    struct scene *scene = prover->scene;
    struct party internet = { .kind = PARTY_INTERNET, .name = "internet", .network = value_null(SPAN_NONE) };
    const struct resource *subnet = subnet_of(prover, scene_property(scene, nat, "SubnetId")), *gateway, *route;
    bool regional = known_is(scene_property(scene, nat, "AvailabilityMode"), "regional"), known;
    bool private_one = known_is(scene_property(scene, nat, "ConnectivityType"), "private");
    way_add(prover, way, passage_at(prover, private_one ? STOPS : PASSES, nat, "NAT gateway '%s' %s", nat->id,
                                    private_one ? "is a private one" : "serves it"));
    if (regional || private_one)
        return;
    if (!subnet) {
        way_add(prover, way, passage_at(prover, DOUBTFUL, nat, "the subnet of NAT gateway '%s' is not known", nat->id));
        return;
    }
    if (subnet_is_lost(prover, subnet))
        way_add(prover, way, passage_at(prover, STOPS, nat, "NAT gateway '%s' stands in the zone that is lost", nat->id));
    struct traffic_asked answers = { asked->protocol, strcmp(asked->protocol, "-1") == 0 ? 0 : 1024, 65535 };
    way_add(prover, way, pass_acl(prover, subnet, member, asked, true));
    way_add(prover, way, pass_acl(prover, subnet, &internet, asked, false));
    if (!prover->one_way) {
        way_add(prover, way, pass_acl(prover, subnet, &internet, &answers, true));
        way_add(prover, way, pass_acl(prover, subnet, member, &answers, false));
    }
    route = default_route(prover, subnet, &known);
    gateway = route ? scene_target(scene, scene_property(scene, route, "GatewayId")) : NULL;
    if (gateway)
        through_gateway(prover, way, subnet, route, gateway);
    else
        way_add(prover, way, no_way(prover, subnet, known && !route));
}

/* What comes from the internet to a public address arrives wherever the subnet's
   own routes lead: those are for what leaves it. */
static void from_internet(struct prover *prover, struct way *way, const struct party *member)
{
    const struct resource *vpc = vpc_of_subnet(prover, member->subnet);
    bool attached = vpc && network_has_gateway(prover->scene, vpc);
    way_add(prover, way, public_address(prover, member));
    way_add(prover, way, passage_at(prover, attached ? PASSES : vpc ? STOPS : DOUBTFUL, vpc ? vpc : member->subnet,
                                    "'%s' %s", vpc ? vpc->id : member->subnet->id,
                                    attached ? "has an internet gateway" : vpc ? "has no internet gateway" : "is in a network that is not known"));
}

void way_to_internet(struct prover *prover, struct way *way, const struct party *member, const struct traffic_asked *asked,
                     bool leaves)
{
    struct scene *scene = prover->scene;
    bool known;
    if (!member->subnet) {
        way_add(prover, way, passage_at(prover, DOUBTFUL, member->member->resource, "the subnets of %s are not known", member->name));
        return;
    }
    if (prover->one_way && !leaves) {
        from_internet(prover, way, member);
        return;
    }
    const struct resource *route = default_route(prover, member->subnet, &known);
    const struct resource *nat = route ? scene_target_of(scene, scene_property(scene, route, "NatGatewayId"),
                                                         "AWS::EC2::NatGateway") : NULL;
    const struct resource *gateway = route ? scene_target_of(scene, scene_property(scene, route, "GatewayId"),
                                                             "AWS::EC2::InternetGateway") : NULL;
    if (gateway) {
        way_add(prover, way, public_address(prover, member));
        through_gateway(prover, way, member->subnet, route, gateway);
    } else if (nat && leaves) {
        through_nat(prover, way, member, nat, asked);
    } else if (nat) {
        way_add(prover, way, passage_at(prover, STOPS, nat, "nothing comes in through NAT gateway '%s'", nat->id));
    } else {
        way_add(prover, way, no_way(prover, member->subnet, known && !route));
    }
}
