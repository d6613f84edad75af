/* Routes: where a route leads, and what a subnet, a gateway or an address can
   belong to only once. Sources: AWS CloudFormation User Guide, "AWS::EC2::Route";
   Amazon EC2 API Reference, "CreateRoute", "AssociateRouteTable",
   "AttachInternetGateway". */
#include "check/scene/ip_block.h"
#include "check/scene/scene.h"

/* ---------------------------------------------------------------------- ends */

static const char *const DESTINATIONS[] = {
    "DestinationCidrBlock", "DestinationIpv6CidrBlock", "DestinationPrefixListId", NULL
};
static const char *const TARGETS[] = {
    "CarrierGatewayId", "CoreNetworkArn", "EgressOnlyInternetGatewayId", "GatewayId", "InstanceId", "LocalGatewayId",
    "NatGatewayId", "NetworkInterfaceId", "OdbNetworkArn", "TransitGatewayId", "VpcEndpointId",
    "VpcPeeringConnectionId", NULL
};

/* Exactly one of the properties is there. */
static void one_end(struct scene *scene, const struct resource *route, const char *const *names, const char *what)
{
    struct arena *arena = scene->check->arena;
    struct value last = value_null(SPAN_NONE);
    struct buffer has;
    unsigned count = 0;
    buffer_init(&has, arena);
    scene_begin(scene);
    for (size_t i = 0; names[i]; i++) {
        struct value value = scene_property(scene, route, names[i]);
        if (value.kind == VALUE_POISON)
            return;
        if (value.kind == VALUE_NULL)
            continue;
        buffer_add_format(&has, "%s'%s'", count ? " and " : "", names[i]);
        last = value;
        count++;
    }
    if (count != 1)
        scene_report(scene, MT3110, route, last, what, count ? text_cstring(arena, buffer_text(&has)) : "none");
}

static void route_ends(struct scene *scene, const struct resource *route)
{
    one_end(scene, route, DESTINATIONS, "destination");
    one_end(scene, route, TARGETS, "target");
}

/* ------------------------------------------------------------ the same twice */

static struct value destination_of(struct scene *scene, const struct resource *route)
{
    for (size_t i = 0; DESTINATIONS[i]; i++) {
        struct value value = scene_property(scene, route, DESTINATIONS[i]);
        if (value.kind != VALUE_NULL)
            return value;
    }
    return value_poison();
}

/* EC2 leaves bits behind the prefix away, so two that differ in these are one. */
static bool route_key(struct scene *scene, const struct resource *route, struct buffer *key, const void *context)
{
    (void)context;
    struct ip_block block;
    if (!scene_key(scene, key, scene_property(scene, route, "RouteTableId")))
        return false;
    struct value destination = destination_of(scene, route);
    if (!ip_block_of(destination, &block))
        return scene_key(scene, key, destination);
    block = ip_block_network(block);
    buffer_add(key, ip_block_text(scene->check->arena, &block));
    return true;
}

static void report_route(struct scene *scene, const struct resource *route, const struct resource *earlier,
                         const void *context)
{
    (void)context;
    struct value table = scene_property(scene, route, "RouteTableId"), destination = destination_of(scene, route);
    struct diagnostic *diagnostic = scene_report(scene, MT3111, route, destination, scene_name(scene, table),
                                                 scene_text(scene, destination));
    scene_note(scene, diagnostic, earlier);
}

static void routes_twice(struct scene *scene, const struct resource *none)
{
    (void)none;
    scene_each_twice(scene, "AWS::EC2::Route", route_key, report_route, NULL);
}

/* ------------------------------------------------------------- attached twice */

/* What its property names, it takes from others: once. */
static const struct once {
    const char *type, *property;
    const char *where;          /* only where this property is there, too; NULL: always */
    const char *what;           /* that the named one has one of */
    bool replaced;              /* the later one takes the earlier one's place: no error */
} ONCE[] = {
    { "AWS::EC2::SubnetRouteTableAssociation", "SubnetId", NULL, "route table", false },
    { "AWS::EC2::SubnetNetworkAclAssociation", "SubnetId", NULL, "network ACL", true },
    { "AWS::EC2::VPCDHCPOptionsAssociation", "VpcId", NULL, "set of DHCP options", true },
    { "AWS::EC2::VPCGatewayAttachment", "InternetGatewayId", NULL, "VPC", false },
    { "AWS::EC2::VPCGatewayAttachment", "VpcId", "InternetGatewayId", "internet gateway", false },
    { "AWS::EC2::VPCGatewayAttachment", "VpnGatewayId", NULL, "VPC", false },
    { "AWS::EC2::VPCGatewayAttachment", "VpcId", "VpnGatewayId", "VPN gateway", false },
    { "AWS::EC2::NatGateway", "AllocationId", NULL, "NAT gateway", false },
    { NULL, NULL, NULL, NULL, false }
};

static bool once_key(struct scene *scene, const struct resource *resource, struct buffer *key, const void *context)
{
    const struct once *once = context;
    struct value value = scene_property(scene, resource, once->property);
    return known_there(value) && (!once->where || known_there(scene_property(scene, resource, once->where)))
        && scene_key(scene, key, value);
}

static void report_once(struct scene *scene, const struct resource *resource, const struct resource *earlier,
                        const void *context)
{
    const struct once *once = context;
    struct value value = scene_property(scene, resource, once->property);
    struct diagnostic *diagnostic =
        scene_report(scene, MT3112, resource, value, scene_name(scene, value), once->what, earlier->id);
    if (once->replaced)
        report_lower(scene->check->reporter, diagnostic);
    scene_note(scene, diagnostic, earlier);
}

static void attached_twice(struct scene *scene, const struct resource *none)
{
    (void)none;
    for (const struct once *once = ONCE; once->type; once++)
        scene_each_twice(scene, once->type, once_key, report_once, once);
}

const struct scene_rule RULES_OF_ROUTES[] = {
    { "AWS::EC2::Route", route_ends, { MT3110 } },
    { NULL, routes_twice, { MT3111 } },
    { NULL, attached_twice, { MT3112 } },
    { NULL, NULL, { MT0001 } }
};
