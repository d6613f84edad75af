/* Gateways: the way from a subnet to the internet and to other networks. What
   CloudFormation cannot see from references: that a gateway is of use only once
   it is attached, so that what goes through it has to wait for the attachment;
   and that a NAT gateway needs a way out of its own. Sources: AWS CloudFormation
   User Guide, "DependsOn attribute", "AWS::EC2::Route"; Amazon VPC User Guide,
   "NAT gateways", "Troubleshoot NAT gateways". */
#include "check/network/network.h"

static const struct resource *vpc_of(struct scene *scene, const struct resource *resource)
{
    return scene_target_of(scene, scene_property(scene, resource, "VpcId"), "AWS::EC2::VPC");
}

/* A public NAT gateway in a subnet (not one that spans the region). */
static bool is_public_nat(struct scene *scene, const struct resource *nat)
{
    struct value connectivity = scene_property(scene, nat, "ConnectivityType");
    struct value mode = scene_property(scene, nat, "AvailabilityMode");
    return (connectivity.kind == VALUE_NULL || known_is(connectivity, "public"))
        && (mode.kind == VALUE_NULL || known_is(mode, "zonal"));
}

/* ------------------------------------------------------- waiting for a gateway */

/* The routes of a VPC's tables that go through the gateway. */
static void routes_wait(struct scene *scene, const struct resource *vpc, const char *property,
                        const struct resource *gateway, const struct resource *attachment)
{
    const struct resource *table = NULL;
    while ((table = scene_next_user(scene, "AWS::EC2::RouteTable", "VpcId", vpc, table)) != NULL) {
        const struct resource *route = NULL;
        while ((route = scene_next_user(scene, "AWS::EC2::Route", "RouteTableId", table, route)) != NULL) {
            scene_begin(scene);
            struct value target = scene_property(scene, route, property);
            if (scene_target(scene, target) == gateway)
                scene_must_wait(scene, route, target, attachment);
        }
    }
}

/* NAT gateways are refused in a VPC without an internet gateway. */
static void nat_waits(struct scene *scene, const struct resource *subnet, const struct resource *attachment)
{
    const struct resource *nat = NULL;
    while ((nat = scene_next_user(scene, "AWS::EC2::NatGateway", "SubnetId", subnet, nat)) != NULL) {
        scene_begin(scene);
        if (is_public_nat(scene, nat))
            scene_must_wait(scene, nat, scene_property(scene, nat, "SubnetId"), attachment);
    }
}

/* So are public addresses of what stands in it ("AWS::EC2::EIP"). */
static const struct {
    const char *holder;         /* has a SubnetId */
    const char *address, *property;
} ADDRESSES[] = {
    { "AWS::EC2::Instance", "AWS::EC2::EIP", "InstanceId" },
    { "AWS::EC2::Instance", "AWS::EC2::EIPAssociation", "InstanceId" },
    { "AWS::EC2::NetworkInterface", "AWS::EC2::EIPAssociation", "NetworkInterfaceId" },
};

static void addresses_wait(struct scene *scene, const struct resource *subnet, const struct resource *attachment)
{
    for (size_t i = 0; i < sizeof ADDRESSES / sizeof *ADDRESSES; i++) {
        const char *type = ADDRESSES[i].address, *property = ADDRESSES[i].property;
        const struct resource *holder = NULL;
        while ((holder = scene_next_user(scene, ADDRESSES[i].holder, "SubnetId", subnet, holder)) != NULL) {
            const struct resource *address = NULL;
            while ((address = scene_next_user(scene, type, property, holder, address)) != NULL) {
                scene_begin(scene);
                scene_must_wait(scene, address, scene_property(scene, address, property), attachment);
            }
        }
    }
}

static void propagation_waits(struct scene *scene, const struct resource *gateway, const struct resource *attachment)
{
    const struct resource *propagation = NULL;
    while ((propagation = scene_next_user(scene, "AWS::EC2::VPNGatewayRoutePropagation", "VpnGatewayId", gateway,
                                          propagation)) != NULL) {
        scene_begin(scene);
        scene_must_wait(scene, propagation, scene_property(scene, propagation, "VpnGatewayId"), attachment);
    }
}

static void attachment_first(struct scene *scene, const struct resource *attachment)
{
    if (!scene_certain(scene, attachment))
        return;
    const struct resource *vpc = vpc_of(scene, attachment);
    const struct resource *internet = scene_target(scene, scene_property(scene, attachment, "InternetGatewayId"));
    const struct resource *vpn = scene_target(scene, scene_property(scene, attachment, "VpnGatewayId"));
    if (vpn)
        propagation_waits(scene, vpn, attachment);
    if (vpc && vpn)
        routes_wait(scene, vpc, "GatewayId", vpn, attachment);
    if (!vpc || !internet)
        return;
    routes_wait(scene, vpc, "GatewayId", internet, attachment);
    const struct resource *subnet = NULL;
    while ((subnet = scene_next_user(scene, "AWS::EC2::Subnet", "VpcId", vpc, subnet)) != NULL) {
        nat_waits(scene, subnet, attachment);
        addresses_wait(scene, subnet, attachment);
    }
}

static void transit_first(struct scene *scene, const struct resource *attachment)
{
    const struct resource *vpc = vpc_of(scene, attachment);
    const struct resource *gateway = scene_target(scene, scene_property(scene, attachment, "TransitGatewayId"));
    if (vpc && gateway)
        routes_wait(scene, vpc, "TransitGatewayId", gateway, attachment);
}

/* --------------------------------------------------------- a NAT gateway's way */

/* Whether some resource's property may name anything: a choice or an intrinsic
   that is not known. (A parameter cannot name what this stack makes.) */
static bool may_name_any(struct scene *scene, const char *type, const char *property)
{
    for (const struct resource *at = NULL; (at = scene_next(scene, type, at)) != NULL;) {
        struct value value = scene_property(scene, at, property);
        if (value.kind == VALUE_POISON || value.kind == VALUE_INTRINSIC)
            return true;
    }
    return false;
}

bool network_has_gateway(struct scene *scene, const struct resource *vpc)
{
    const struct resource *attachment = NULL;
    while ((attachment = scene_next_user(scene, "AWS::EC2::VPCGatewayAttachment", "VpcId", vpc, attachment)) != NULL)
        if (scene_property(scene, attachment, "InternetGatewayId").kind != VALUE_NULL)
            return true;
    return false;
}

/* Whether a route can lead out: any but those to a NAT gateway, which is no way
   out for another. */
static bool leads_out(struct scene *scene, const struct resource *table)
{
    const struct resource *route = NULL;
    while ((route = scene_next_user(scene, "AWS::EC2::Route", "RouteTableId", table, route)) != NULL)
        if (scene_property(scene, route, "NatGatewayId").kind == VALUE_NULL)
            return true;
    return false;
}

/* Whether it is certain that no route of the subnet's leads out. */
static bool is_closed(struct scene *scene, const struct resource *subnet, const struct resource *vpc)
{
    const struct resource *association =
        scene_next_user(scene, "AWS::EC2::SubnetRouteTableAssociation", "SubnetId", subnet, NULL);
    if (!association)
        /* Then the VPC's main table holds, to which a template has no way. */
        return vpc && !scene_given(scene, vpc) && !scene_given(scene, subnet);
    const struct resource *table = scene_target(scene, scene_property(scene, association, "RouteTableId"));
    return table && !scene_given(scene, table) && !leads_out(scene, table);
}

static void nat_way(struct scene *scene, const struct resource *nat, bool all_gateways, bool all_routes)
{
    struct value place = scene_property(scene, nat, "SubnetId");
    const struct resource *subnet = scene_target_of(scene, place, "AWS::EC2::Subnet");
    if (!subnet || !is_public_nat(scene, nat))
        return;
    const struct resource *vpc = vpc_of(scene, subnet);
    if (all_gateways && vpc && !scene_given(scene, vpc) && !network_has_gateway(scene, vpc)) {
        struct diagnostic *diagnostic = scene_report(scene, MT3107, nat, place, nat->id, vpc->id);
        scene_note(scene, diagnostic, vpc);
    } else if (all_routes && is_closed(scene, subnet, vpc)) {
        struct diagnostic *diagnostic = scene_report(scene, MT3108, nat, place, nat->id, subnet->id);
        scene_note(scene, diagnostic, subnet);
    }
}

static void nat_ways(struct scene *scene, const struct resource *none)
{
    (void)none;
    const struct resource *nat = scene_next(scene, "AWS::EC2::NatGateway", NULL);
    if (!nat)
        return;
    bool all_gateways = !may_name_any(scene, "AWS::EC2::VPCGatewayAttachment", "VpcId");
    bool all_routes = !may_name_any(scene, "AWS::EC2::Route", "RouteTableId")
        && !may_name_any(scene, "AWS::EC2::SubnetRouteTableAssociation", "SubnetId");
    for (; nat; nat = scene_next(scene, "AWS::EC2::NatGateway", nat)) {
        scene_begin(scene);
        scene_exists(scene, nat);
        nat_way(scene, nat, all_gateways, all_routes);
    }
}

const struct scene_rule RULES_OF_GATEWAYS[] = {
    { "AWS::EC2::VPCGatewayAttachment", attachment_first, { MT3109 } },
    { "AWS::EC2::TransitGatewayAttachment", transit_first, { MT3109 } },
    { "AWS::EC2::TransitGatewayVpcAttachment", transit_first, { MT3109 } },
    { NULL, nat_ways, { MT3107, MT3108 } },
    { NULL, NULL, { MT0001 } }
};
