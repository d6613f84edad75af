/* Places: which region and which VPC things are in. A stack is in one region, so
   that zones of two of them cannot stand in it; and what works together in a
   network is of one VPC. Sources: Amazon EC2 User Guide, "Regions and Zones";
   the API references of the types in the tables. */
#include "check/scene/scene.h"

/* ------------------------------------------------------------------- regions */

static const char *const ZONES[] = {
    "AvailabilityZone", "AvailabilityZones", "PreferredAvailabilityZone", "PreferredAvailabilityZones",
    "PreferredCacheClusterAZs",
};

static bool names_zones(const struct atom *key)
{
    for (size_t i = 0; i < sizeof ZONES / sizeof *ZONES; i++)
        if (text_equal_c(atom_text(key), ZONES[i]))
            return true;
    return false;
}

/* "us-east-1" of "us-east-1a", "us-west-2" of "us-west-2-lax-1a"; empty where it is no zone's name. */
static struct text region_of_zone(struct text zone)
{
    size_t digit = 0, hyphens = 0;
    while (digit < zone.length && ((zone.at[digit] >= 'a' && zone.at[digit] <= 'z') || zone.at[digit] == '-'))
        hyphens += zone.at[digit++] == '-';
    bool is_zone = hyphens >= 2 && digit + 1 < zone.length && zone.at[digit] >= '1' && zone.at[digit] <= '9'
        && zone.at[digit - 1] == '-';
    return is_zone ? text_slice(zone, 0, digit + 1) : TEXT("");
}

struct known_place {
    struct text region;         /* empty: not known yet */
    const char *what;           /* "this stack", "us-east-1a of 'Web'" */
};

static void look_at_zone(struct scene *scene, const struct resource *resource, struct value zone, struct known_place *known)
{
    struct arena *arena = scene->check->arena;
    struct text text;
    if (!known_text(scene, zone, &text))
        return;
    struct text region = region_of_zone(text);
    /* Parameters of a stack for many regions are given together, and nothing
       tells which of their values. */
    if (region.length == 0 || (scene->assumed && scene->number > 1))
        return;
    if (known->region.length == 0) {
        if (scene->assumed)
            return;
        known->region = region;
        known->what = text_format(arena, "%.*s of '%s'", (int)text.length, text.at, resource->id).at;
    } else if (!text_equal(region, known->region)) {
        scene_report(scene, MT3106, resource, zone, text_cstring(arena, text), text_cstring(arena, region), known->what,
                     text_cstring(arena, known->region));
    }
}

static void zones_of_one_region(struct scene *scene, const struct resource *none)
{
    (void)none;
    struct known_place known = { scene_region(scene), "this stack" };
    for (size_t i = 0; i < scene->stack->resources.count; i++) {
        const struct resource *resource = scene->stack->resources.at[i];
        struct value properties = resource->properties;
        if (!resource->schema || properties.kind != VALUE_MAP || !scene_certain(scene, resource))
            continue;
        for (uint32_t j = 0; j < properties.count; j++) {
            if (!names_zones(properties.fields[j].key))
                continue;
            scene_begin(scene);
            struct scene_list zones = scene_items(scene, properties.fields[j].value);
            for (size_t k = 0; k < zones.count; k++)
                look_at_zone(scene, resource, zones.items[k], &known);
        }
    }
}

/* ------------------------------------------------------------------- one VPC */

/* Properties whose subnets, groups, route tables and VPCs are of one VPC. */
static const struct together {
    const char *type;
    const char *paths[3];
} TOGETHER[] = {
    { "AWS::EC2::SubnetRouteTableAssociation", { "SubnetId", "RouteTableId" } },
    { "AWS::EC2::SubnetNetworkAclAssociation", { "SubnetId", "NetworkAclId" } },
    { "AWS::EC2::VPCEndpoint", { "VpcId", "SubnetIds", "SecurityGroupIds" } },
    { "AWS::EC2::VPCEndpoint", { "VpcId", "RouteTableIds" } },
    { "AWS::EC2::TransitGatewayAttachment", { "VpcId", "SubnetIds" } },
    { "AWS::EC2::Instance", { "SubnetId", "SecurityGroupIds" } },
    { "AWS::EC2::NetworkInterface", { "SubnetId", "GroupSet" } },
    { "AWS::ElasticLoadBalancingV2::LoadBalancer", { "Subnets", "SecurityGroups" } },
    { "AWS::Lambda::Function", { "VpcConfig.SubnetIds", "VpcConfig.SecurityGroupIds" } },
    { "AWS::ECS::Service", { "NetworkConfiguration.AwsvpcConfiguration.Subnets",
                             "NetworkConfiguration.AwsvpcConfiguration.SecurityGroups" } },
    { "AWS::EFS::MountTarget", { "SubnetId", "SecurityGroups" } },
    { "AWS::RDS::DBSubnetGroup", { "SubnetIds" } },
    { "AWS::ElastiCache::SubnetGroup", { "SubnetIds" } },
    { "AWS::RDS::DBProxy", { "VpcSubnetIds", "VpcSecurityGroupIds" } },
};

/* The VPC of this stack that a thing of a network certainly is in, or NULL. */
static const struct resource *vpc_of(struct scene *scene, const struct resource *thing)
{
    if (scene_type_is(thing, "AWS::EC2::VPC"))
        return thing;
    if (!scene_type_is(thing, "AWS::EC2::Subnet") && !scene_type_is(thing, "AWS::EC2::SecurityGroup")
        && !scene_type_is(thing, "AWS::EC2::RouteTable") && !scene_type_is(thing, "AWS::EC2::NetworkAcl"))
        return NULL;
    return scene_target_of(scene, scene_property(scene, thing, "VpcId"), "AWS::EC2::VPC");
}

static void one_vpc(struct scene *scene, const struct resource *resource, const struct together *together)
{
    const struct resource *first = NULL, *vpc = NULL;
    for (size_t i = 0; i < sizeof together->paths / sizeof *together->paths && together->paths[i]; i++) {
        struct scene_list items = scene_property_items(scene, resource, together->paths[i]);
        for (size_t j = 0; j < items.count; j++) {
            const struct resource *thing = scene_target(scene, items.items[j]);
            const struct resource *its = thing ? vpc_of(scene, thing) : NULL;
            if (!its || !scene_certain(scene, its))
                continue;
            if (!vpc) {
                first = thing;
                vpc = its;
            } else if (its != vpc) {
                struct diagnostic *diagnostic =
                    scene_report(scene, MT3113, resource, items.items[j], thing->id, its->id, first->id, vpc->id);
                scene_note(scene, diagnostic, first);
                return;
            }
        }
    }
}

static void all_of_one_vpc(struct scene *scene, const struct resource *none)
{
    (void)none;
    const struct resource *vpc = scene_next(scene, "AWS::EC2::VPC", NULL);
    if (!vpc || !scene_next(scene, "AWS::EC2::VPC", vpc))
        return;
    for (size_t i = 0; i < sizeof TOGETHER / sizeof *TOGETHER; i++)
        for (const struct resource *at = NULL; (at = scene_next(scene, TOGETHER[i].type, at)) != NULL;) {
            scene_begin(scene);
            scene_exists(scene, at);
            one_vpc(scene, at, &TOGETHER[i]);
        }
}

const struct scene_rule RULES_OF_PLACES[] = {
    { NULL, zones_of_one_region, { MT3106 } },
    { NULL, all_of_one_vpc, { MT3113 } },
    { NULL, NULL, { MT0001 } }
};
