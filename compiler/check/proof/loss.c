/* Losses: what is left of a member when a zone is gone. A group of instances and
   a service start anew in their other subnets; a database fails over where it has
   a standby; a single instance is gone with its zone. Sources: Amazon EC2 Auto
   Scaling User Guide, "Availability Zone distribution"; Amazon RDS User Guide,
   "Multi-AZ DB instance deployments"; Amazon ElastiCache User Guide, "Minimizing
   downtime with Multi-AZ"; Amazon Aurora User Guide, "High availability". */
#include "check/proof/proof.h"

static bool against(struct prover *prover, const struct host *member, struct passages *list, bool unsure, const char *why)
{
    *VEC_ADD(prover->arena, list) = passage_at(prover, unsure ? DOUBTFUL : STOPS, member->resource, "'%s' %s", member->resource->id, why);
    return false;
}

/* Whether one of its subnets is left. */
static bool has_subnet(struct prover *prover, const struct host *member)
{
    for (size_t i = 0; i < member->subnets.count; i++) {
        const struct resource *subnet = subnet_of(prover, member->subnets.items[i]);
        if (!subnet_is_lost(prover, subnet))
            return true;
    }
    return !member->subnets.whole;
}

/* The zone that a property names is another one than the lost. */
static bool stands_elsewhere(struct prover *prover, const struct resource *resource, const char *path)
{
    return zone_other(scene_zone(prover->scene, scene_property(prover->scene, resource, path)), prover->lost);
}

static bool stands_there(struct prover *prover, const struct resource *resource, const char *path)
{
    return zone_same(scene_zone(prover->scene, scene_property(prover->scene, resource, path)), prover->lost);
}

/* Whether one of its subnets may be in the zone that is lost. */
static bool may_be_hit(struct prover *prover, const struct host *member)
{
    for (size_t i = 0; i < member->subnets.count; i++) {
        const struct resource *subnet = subnet_of(prover, member->subnets.items[i]);
        if (!subnet || !stands_elsewhere(prover, subnet, "AvailabilityZone"))
            return true;
    }
    return false;
}

static bool is_true(struct scene *scene, const struct resource *resource, const char *path, bool *known)
{
    bool truth = false;
    struct value value = scene_property(scene, resource, path);
    *known = value.kind == VALUE_NULL || known_bool(value, &truth);
    return truth;
}

/* An Aurora cluster needs an instance elsewhere. Those that name no zone are spread. */
static bool instances_survive(struct prover *prover, const struct host *member, const struct resource *cluster, struct passages *list)
{
    const struct resource *instance = NULL;
    unsigned there = 0, anywhere = 0;
    while ((instance = scene_next_user(prover->scene, "AWS::RDS::DBInstance", "DBClusterIdentifier", cluster, instance)) != NULL) {
        if (stands_elsewhere(prover, instance, "AvailabilityZone"))
            return true;
        if (stands_there(prover, instance, "AvailabilityZone"))
            there++;
        else
            anywhere++;
    }
    if (anywhere > 1)
        return true;
    const char *why = anywhere && there ? "may have all its instances in that zone" : there > 1 ? "has all its instances in that zone"
                    : "has no second instance to fail over to";
    return against(prover, member, list, anywhere && there, why);
}

static bool database_survives(struct prover *prover, const struct host *member, struct passages *list)
{
    struct scene *scene = prover->scene;
    const struct resource *cluster = scene_target(scene, scene_property(scene, member->resource, "DBClusterIdentifier"));
    bool known;
    if (stands_elsewhere(prover, member->resource, "AvailabilityZone"))
        return true;
    if (cluster)
        return stands_there(prover, member->resource, "AvailabilityZone") ? against(prover, member, list, false, "stands in the zone that is lost")
                                                                          : instances_survive(prover, member, cluster, list);
    if (is_true(scene, member->resource, "MultiAZ", &known))
        return true;
    return against(prover, member, list, !known, known ? "has no standby in another zone (MultiAZ)"
                                                       : "may have no standby in another zone (MultiAZ)");
}

static bool cluster_survives(struct prover *prover, const struct host *member, struct passages *list)
{
    bool multi = scene_property(prover->scene, member->resource, "DBClusterInstanceClass").kind != VALUE_NULL;  /* a Multi-AZ DB cluster */
    return multi || instances_survive(prover, member, member->resource, list);
}

static bool cache_survives(struct prover *prover, const struct host *member, struct passages *list)
{
    bool fails_over_known, spreads_known;
    bool fails_over = is_true(prover->scene, member->resource, "AutomaticFailoverEnabled", &fails_over_known);
    bool spreads = is_true(prover->scene, member->resource, "MultiAZEnabled", &spreads_known);
    bool known = fails_over_known && spreads_known;
    return (fails_over && spreads)
        || against(prover, member, list, !known, "has no replica in another zone to fail over to (MultiAZEnabled)");
}

static bool node_survives(struct prover *prover, const struct host *member, struct passages *list)
{
    return known_is(scene_property(prover->scene, member->resource, "AZMode"), "cross-az")
        || stands_elsewhere(prover, member->resource, "PreferredAvailabilityZone")
        || against(prover, member, list, false, "has all its nodes in one zone (AZMode)");
}

bool host_stands_alone(struct prover *prover, const struct host *member)
{
    return !scene_type_is(member->resource, "AWS::RDS::DBProxy")
        && scene_property(prover->scene, member->resource, "SourceDBInstanceIdentifier").kind == VALUE_NULL;
}

bool host_survives(struct prover *prover, const struct host *member, struct passages *list)
{
    static const struct {
        const char *type;
        bool (*survives)(struct prover *prover, const struct host *member, struct passages *list);
    } kinds[] = {
        { "AWS::RDS::DBInstance", database_survives },
        { "AWS::RDS::DBCluster", cluster_survives },
        { "AWS::ElastiCache::ReplicationGroup", cache_survives },
        { "AWS::ElastiCache::CacheCluster", node_survives },
    };
    if (!may_be_hit(prover, member))
        return true;
    if (!has_subnet(prover, member))
        return against(prover, member, list, false, "stands in the zone that is lost only");
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (scene_type_is(member->resource, kinds[i].type))
            return kinds[i].survives(prover, member, list);
    return true;
}
