/* Where databases stand and how long they live: subnet groups that cover two
   zones, and what becomes of the data when its resource is replaced or deleted.
   Sources: Amazon RDS User Guide, "Working with a DB instance in a VPC"; AWS
   CloudFormation User Guide, "DeletionPolicy attribute", "UpdateReplacePolicy
   attribute". */
#include "check/scene/scene.h"

/* ------------------------------------------------------------ subnet groups */

/* Subnets of an Outpost or a Local Zone ("us-west-2-lax-1a") stand alone. */
static bool stands_alone(struct scene *scene, const struct resource *subnet)
{
    struct text zone;
    size_t dashes = 0;
    if (!known_absent(scene_property(scene, subnet, "OutpostArn")))
        return true;
    if (!known_text(scene, scene_property(scene, subnet, "AvailabilityZone"), &zone))
        return false;
    for (size_t i = 0; i < zone.length; i++)
        dashes += zone.at[i] == '-';
    return dashes > 3;
}

/* Whether all the subnets are certainly in the zone of the first. */
static bool in_one_zone(struct scene *scene, struct scene_list subnets)
{
    struct scene_zone first = { 0 };
    for (size_t i = 0; i < subnets.count; i++) {
        const struct resource *subnet = scene_target_of(scene, subnets.items[i], "AWS::EC2::Subnet");
        if (!subnet || stands_alone(scene, subnet))
            return false;
        struct scene_zone zone = scene_zone(scene, scene_property(scene, subnet, "AvailabilityZone"));
        if (i == 0)
            first = zone;
        else if (!zone_same(first, zone))
            return false;
    }
    return true;
}

/* Whether it is one subnet that stands elsewhere: nearly certainly not alone in an Outpost. */
static bool is_one_elsewhere(struct value value)
{
    return value.kind == VALUE_STRING
        || (value.kind == VALUE_PARAMETER && strcmp(value.parameter->type, "AWS::EC2::Subnet::Id") == 0);
}

static void two_zones(struct scene *scene, const struct resource *resource, const char *property)
{
    struct value value = scene_property(scene, resource, property);
    struct scene_list subnets = scene_items(scene, value);
    if (!subnets.whole || subnets.count == 0)
        return;
    bool elsewhere = subnets.count == 1 && is_one_elsewhere(subnets.items[0]);
    if (!elsewhere && !in_one_zone(scene, subnets))
        return;
    struct diagnostic *diagnostic = scene_report(scene, MT3319, resource, value, resource->id,
                                                 subnets.count == 1 ? "one subnet" : "subnets of one zone");
    if (elsewhere && !scene->assumed)
        report_lower(scene->check->reporter, diagnostic);
}

static void group_covers_two_zones(struct scene *scene, const struct resource *group)
{
    two_zones(scene, group, "SubnetIds");
}

static void proxy_covers_two_zones(struct scene *scene, const struct resource *proxy)
{
    two_zones(scene, proxy, "VpcSubnetIds");
}

/* ---------------------------------------------------------- what holds data */

struct data {
    const char *type;
    const char *protection;     /* the property that refuses deletion, or NULL */
    bool snapshots;             /* DeletionPolicy is Snapshot where it is left out */
};

static const struct data DATA[] = {
    { "AWS::RDS::DBInstance", "DeletionProtection", true },
    { "AWS::RDS::DBCluster", "DeletionProtection", true },
    { "AWS::DocDB::DBCluster", "DeletionProtection", false },
    { "AWS::Neptune::DBCluster", "DeletionProtection", false },
    { "AWS::Redshift::Cluster", NULL, false },
    { "AWS::DynamoDB::Table", "DeletionProtectionEnabled", false },
    { "AWS::EFS::FileSystem", NULL, false },
};

static const struct data *data_of(const struct resource *resource)
{
    for (size_t i = 0; i < sizeof DATA / sizeof *DATA; i++)
        if (scene_type_is(resource, DATA[i].type))
            return &DATA[i];
    return NULL;
}

/* A cluster's member and a replica hold nothing that others do not. */
static bool holds_own_data(struct scene *scene, const struct resource *resource)
{
    return known_absent(scene_property(scene, resource, "DBClusterIdentifier"))
        && known_absent(scene_property(scene, resource, "SourceDBInstanceIdentifier"))
        && known_absent(scene_property(scene, resource, "SourceDBClusterIdentifier"));
}

static void data_kept(struct scene *scene, const struct resource *resource)
{
    bool protected = false;
    const struct data *data = data_of(resource);
    struct value refuses = data->protection ? scene_property(scene, resource, data->protection) : value_null(SPAN_NONE);
    if (!holds_own_data(scene, resource) || (!known_absent(refuses) && !known_bool(refuses, &protected)) || protected)
        return;
    bool deleted = !data->snapshots && !value_get_c(resource->attributes, "DeletionPolicy");
    bool replaced = !value_get_c(resource->attributes, "UpdateReplacePolicy");
    if (!deleted && !replaced)
        return;
    scene_report(scene, MT3320, resource, value_null(SPAN_NONE), resource->id,
                 deleted && replaced ? "deleted or replaced" : deleted ? "deleted" : "replaced",
                 deleted && replaced ? "neither DeletionPolicy nor UpdateReplacePolicy"
                 : deleted ? "no DeletionPolicy" : "no UpdateReplacePolicy");
}

const struct scene_rule RULES_OF_DATABASE_GROUPS[] = {
    { "AWS::RDS::DBSubnetGroup", group_covers_two_zones, { MT3319 } },
    { "AWS::DocDB::DBSubnetGroup", group_covers_two_zones, { MT3319 } },
    { "AWS::Neptune::DBSubnetGroup", group_covers_two_zones, { MT3319 } },
    { "AWS::RDS::DBProxy", proxy_covers_two_zones, { MT3319 } },
    { "AWS::RDS::DBInstance", data_kept, { MT3320 } },
    { "AWS::RDS::DBCluster", data_kept, { MT3320 } },
    { "AWS::DocDB::DBCluster", data_kept, { MT3320 } },
    { "AWS::Neptune::DBCluster", data_kept, { MT3320 } },
    { "AWS::Redshift::Cluster", data_kept, { MT3320 } },
    { "AWS::DynamoDB::Table", data_kept, { MT3320 } },
    { "AWS::EFS::FileSystem", data_kept, { MT3320 } },
    { NULL, NULL, { MT0001 } }
};
