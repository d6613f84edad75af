/* Caches: clusters and replication groups of ElastiCache. Sources: Amazon
   ElastiCache API Reference, "CreateReplicationGroup", "CreateCacheCluster";
   AWS CloudFormation, "AWS::ElastiCache::ReplicationGroup". */
#include "check/data/database.h"

#include "model/catalogue.h"

/* --------------------------------------------------------------- failover */

/* Whether the group may be sharded, where one node for each shard is enough. */
static bool may_be_sharded(struct scene *scene, const struct resource *group)
{
    struct text parameters;
    int64_t shards;
    struct value given = scene_property(scene, group, "CacheParameterGroupName");
    struct value count = scene_property(scene, group, "NumNodeGroups");
    struct value mode = scene_property(scene, group, "ClusterMode");
    if (!known_absent(count) && !(known_integer(count, &shards) && shards <= 1))
        return true;
    if (!known_absent(mode) && !known_is(mode, "disabled"))
        return true;
    /* A parameter group decides as well: AWS's own ones say so in their names. */
    if (known_absent(given))
        return false;
    return !known_text(scene, given, &parameters) || !text_starts(parameters, "default.")
        || text_ends(parameters, ".cluster.on");
}

/* How many nodes the group has at most; -1: nobody knows. */
static int64_t nodes_of(struct scene *scene, const struct resource *group)
{
    static const char *const OTHERS[] = {
        "NodeGroupConfiguration", "ReplicasPerNodeGroup", "PrimaryClusterId", "GlobalReplicationGroupId",
        "SnapshotArns", "SnapshotName",
    };
    int64_t count;
    struct value nodes = scene_property(scene, group, "NumCacheClusters");
    for (size_t i = 0; i < sizeof OTHERS / sizeof *OTHERS; i++)
        if (!known_absent(scene_property(scene, group, OTHERS[i])))
            return -1;
    if (known_absent(nodes))
        return 1;
    return known_integer(nodes, &count) ? count : -1;
}

static void failover_has_replica(struct scene *scene, const struct resource *group)
{
    bool on;
    struct value failover = scene_property(scene, group, "AutomaticFailoverEnabled");
    if (known_bool(failover, &on) && on && nodes_of(scene, group) == 1 && !may_be_sharded(scene, group))
        scene_report(scene, MT3340, group, failover, group->id);
}

/* Left out, failover is off as well today; that is no more than a default. */
static void zones_have_failover(struct scene *scene, const struct resource *group)
{
    bool zones, failover = false;
    struct value value = scene_property(scene, group, "MultiAZEnabled");
    struct value other = scene_property(scene, group, "AutomaticFailoverEnabled");
    if (!known_bool(value, &zones) || !zones || (!known_bool(other, &failover) && other.kind != VALUE_NULL) || failover)
        return;
    struct diagnostic *diagnostic = scene_report(scene, MT3341, group, value, group->id);
    if (other.kind == VALUE_NULL && !scene->assumed)
        report_lower(scene->check->reporter, diagnostic);
}

/* ------------------------------------------------------------------ token */

static void token_needs_tls(struct scene *scene, const struct resource *group)
{
    bool encrypted = false;
    struct value token = scene_property(scene, group, "AuthToken");
    struct value tls = scene_property(scene, group, "TransitEncryptionEnabled");
    if (!known_there(token) || (tls.kind != VALUE_NULL && !known_bool(tls, &encrypted)) || encrypted)
        return;
    /* What Valkey does where nothing is said has changed before. */
    if (tls.kind == VALUE_NULL && !known_is(scene_property(scene, group, "Engine"), "redis"))
        return;
    scene_report(scene, MT3342, group, token, group->id);
}

static void token_fits(struct scene *scene, const struct resource *group)
{
    struct text token;
    struct value value = scene_property(scene, group, "AuthToken");
    if (known_text(scene, value, &token) && token.length && (token.length < 16 || token.length > 128))
        scene_report(scene, MT3343, group, value, text_format(scene->check->arena, "%zu", token.length).at);
}

/* ------------------------------------------------- versions and parameters */

static bool engine_of(struct scene *scene, const struct resource *cache, struct text *engine)
{
    return known_text(scene, scene_property(scene, cache, "Engine"), engine)
        && catalogue_find("elasticache-versions", *engine).count > 0;
}

static void family_of_cache(struct scene *scene, const struct resource *cache)
{
    struct text engine, family;
    struct value named = scene_property(scene, cache, "CacheParameterGroupName");
    const struct resource *group = scene_target_of(scene, named, "AWS::ElastiCache::ParameterGroup");
    if (!group || !engine_of(scene, cache, &engine)
        || !known_text(scene, scene_property(scene, group, "CacheParameterGroupFamily"), &family))
        return;
    struct text version = database_release(scene, scene_property(scene, cache, "EngineVersion"));
    if (database_family_fits(family, engine, version))
        return;
    struct diagnostic *diagnostic = scene_report(scene, MT3318, cache, named, text_cstring(scene->check->arena, family),
                                                 database_describe(scene, engine, version));
    scene_note(scene, diagnostic, group);
}

/* "7.x" and "6" stand for the latest 7 and 6. */
static bool is_version(struct catalogue_list versions, struct text version)
{
    if (text_ends(version, ".x"))
        version = text_slice(version, 0, version.length - 2);
    for (size_t i = 0; i < versions.count; i++) {
        struct text known = catalogue_item(versions, i);
        if (known.length >= version.length && memcmp(known.at, version.at, version.length) == 0
            && (known.length == version.length || known.at[version.length] == '.'))
            return true;
    }
    return false;
}

static void version_of_cache(struct scene *scene, const struct resource *cache)
{
    struct text engine;
    struct value value = scene_property(scene, cache, "EngineVersion");
    struct text version = database_release(scene, value);
    if (version.length == 0 || !engine_of(scene, cache, &engine)
        || is_version(catalogue_find("elasticache-versions", engine), version))
        return;
    scene_report(scene, MT3344, cache, value, text_cstring(scene->check->arena, engine), scene_text(scene, value));
}

/* ------------------------------------------------------------------ nodes */

/* A cluster of Redis or Valkey by itself is one node: more make a replication group. */
static void nodes_of_cluster(struct scene *scene, const struct resource *cluster)
{
    int64_t count;
    struct value engine = scene_property(scene, cluster, "Engine");
    struct value nodes = scene_property(scene, cluster, "NumCacheNodes");
    struct value mode = scene_property(scene, cluster, "AZMode");
    if (!known_integer(nodes, &count))
        return;
    if (count > 1 && (known_is(engine, "redis") || known_is(engine, "valkey")))
        scene_report(scene, MT3345, cluster, nodes, cluster->id, scene_text(scene, engine), scene_text(scene, nodes));
    else if (count == 1 && known_is(mode, "cross-az"))
        scene_report(scene, MT3346, cluster, mode, cluster->id);
}

const struct scene_rule RULES_OF_CACHES[] = {
    { "AWS::ElastiCache::ReplicationGroup", failover_has_replica, { MT3340 } },
    { "AWS::ElastiCache::ReplicationGroup", zones_have_failover, { MT3341 } },
    { "AWS::ElastiCache::ReplicationGroup", token_needs_tls, { MT3342 } },
    { "AWS::ElastiCache::ReplicationGroup", token_fits, { MT3343 } },
    { "AWS::ElastiCache::ReplicationGroup", family_of_cache, { MT3318 } },
    { "AWS::ElastiCache::CacheCluster", family_of_cache, { MT3318 } },
    { "AWS::ElastiCache::ReplicationGroup", version_of_cache, { MT3344 } },
    { "AWS::ElastiCache::CacheCluster", version_of_cache, { MT3344 } },
    { "AWS::ElastiCache::CacheCluster", nodes_of_cluster, { MT3345, MT3346 } },
    { NULL, NULL, { MT0001 } }
};
