/* Aurora: what a cluster and its members must agree on, and how Serverless v2
   scales; and the proxies before databases. Sources: Amazon RDS API Reference,
   "CreateDBCluster", "CreateDBInstance", "ServerlessV2ScalingConfiguration",
   "CreateDBProxy"; Amazon Aurora User Guide, "Creating a DB cluster that uses
   Aurora Serverless v2". */
#include "check/data/database.h"

/* ---------------------------------------------------------------- members */

static const struct resource *cluster_of(struct scene *scene, const struct resource *member)
{
    return scene_target_of(scene, scene_property(scene, member, "DBClusterIdentifier"), "AWS::RDS::DBCluster");
}

static void engine_of_member(struct scene *scene, const struct resource *member)
{
    struct text own, clusters;
    const struct resource *cluster = cluster_of(scene, member);
    if (!cluster || !database_engine(scene, member, &own) || !database_engine(scene, cluster, &clusters)
        || text_equal(own, clusters))
        return;
    struct diagnostic *diagnostic = scene_report(scene, MT3326, member, scene_property(scene, member, "Engine"),
                                                 member->id, own.at, cluster->id, clusters.at);
    scene_note(scene, diagnostic, cluster);
}

static void serverless_has_capacity(struct scene *scene, const struct resource *member)
{
    struct value class = scene_property(scene, member, "DBInstanceClass");
    const struct resource *cluster = cluster_of(scene, member);
    if (!cluster || !known_is(class, "db.serverless")
        || scene_property(scene, cluster, "ServerlessV2ScalingConfiguration").kind != VALUE_NULL)
        return;
    struct diagnostic *diagnostic = scene_report(scene, MT3327, member, class, member->id, cluster->id);
    scene_note(scene, diagnostic, cluster);
}

/* What a cluster decides for its members: RDS refuses some of these, and passes over the others. */
static void settings_of_member(struct scene *scene, const struct resource *member)
{
    static const char *const SETTINGS[] = {
        "MasterUsername", "MasterUserPassword", "ManageMasterUserPassword", "BackupRetentionPeriod", "DBName",
        "MaxAllocatedStorage",
    };
    if (!cluster_of(scene, member))
        return;
    for (size_t i = 0; i < sizeof SETTINGS / sizeof *SETTINGS; i++) {
        struct value value = scene_property(scene, member, SETTINGS[i]);
        if (known_there(value))
            scene_report(scene, MT3328, member, value, member->id, SETTINGS[i]);
    }
}

static void encryption_of_member(struct scene *scene, const struct resource *member)
{
    bool own, clusters;
    const struct resource *cluster = cluster_of(scene, member);
    struct value value = scene_property(scene, member, "StorageEncrypted");
    if (!cluster || !known_bool(value, &own)
        || !known_bool(scene_property(scene, cluster, "StorageEncrypted"), &clusters) || own == clusters)
        return;
    struct diagnostic *diagnostic = scene_report(scene, MT3329, member, value, member->id,
                                                 own ? "encrypted" : "not encrypted", cluster->id,
                                                 clusters ? "is" : "is not");
    scene_note(scene, diagnostic, cluster);
}

/* --------------------------------------------------------------- capacity */

static bool is_half_step(double capacity)
{
    return capacity * 2 == (double)(int64_t)(capacity * 2);
}

static void capacity_fits(struct scene *scene, const struct resource *cluster)
{
    static const char *const ENDS[] = { "MinCapacity", "MaxCapacity" };
    struct value scaling = scene_property(scene, cluster, "ServerlessV2ScalingConfiguration");
    struct value ends[2];
    double capacity[2];
    bool known[2];
    for (size_t i = 0; i < 2; i++) {
        ends[i] = scene_field(scene, scaling, ENDS[i]);
        known[i] = known_number(ends[i], &capacity[i]) && capacity[i] >= 0 && capacity[i] < 1e6;
        if (known[i] && !is_half_step(capacity[i])) {
            scene_report(scene, MT3330, cluster, ends[i], scene_text(scene, ends[i]), "is no multiple of 0.5");
            known[i] = false;
        }
    }
    if (known[1] && capacity[1] < 1)
        scene_report(scene, MT3330, cluster, ends[1], scene_text(scene, ends[1]), "is below 1, the least MaxCapacity");
    else if (known[0] && known[1] && capacity[0] > capacity[1] && !scene_apart(scene))
        scene_report(scene, MT3330, cluster, ends[0], scene_text(scene, ends[0]),
                     text_format(scene->check->arena, "is above MaxCapacity, %s", scene_text(scene, ends[1])).at);
}

/* Serverless v1 has whole steps, and the same order. */
static void old_capacity_fits(struct scene *scene, const struct resource *cluster)
{
    double least, most;
    struct value low = scene_property(scene, cluster, "ScalingConfiguration.MinCapacity");
    struct value high = scene_property(scene, cluster, "ScalingConfiguration.MaxCapacity");
    if (known_number(low, &least) && known_number(high, &most) && least > most && !scene_apart(scene))
        scene_report(scene, MT3330, cluster, low, scene_text(scene, low),
                     text_format(scene->check->arena, "is above MaxCapacity, %s", scene_text(scene, high)).at);
}

/* ---------------------------------------------------------------- proxies */

static const char *family_of(struct text engine)
{
    static const char *const FAMILIES[][2] = {
        { "mysql", "MYSQL" }, { "mariadb", "MYSQL" }, { "aurora-mysql", "MYSQL" }, { "postgres", "POSTGRESQL" },
        { "aurora-postgresql", "POSTGRESQL" }, { "sqlserver-", "SQLSERVER" },
    };
    for (size_t i = 0; i < sizeof FAMILIES / sizeof *FAMILIES; i++)
        if (text_equal_c(engine, FAMILIES[i][0]) || (i == 5 && text_starts(engine, FAMILIES[i][0])))
            return FAMILIES[i][1];
    return NULL;
}

/* The databases that a target group names under one property. */
static void targets_speak(struct scene *scene, const struct resource *group, const struct resource *proxy,
                          const char *property, const char *type)
{
    struct text engine;
    struct value family = scene_property(scene, proxy, "EngineFamily");
    struct scene_list targets = scene_property_items(scene, group, property);
    for (size_t i = 0; i < targets.count; i++) {
        const struct resource *database = scene_target_of(scene, targets.items[i], type);
        if (!database || !database_engine(scene, database, &engine) || family.kind != VALUE_STRING)
            continue;
        const char *wanted = family_of(engine);
        if (wanted && known_is(family, wanted))
            continue;
        struct diagnostic *diagnostic = scene_report(scene, MT3331, group, targets.items[i], proxy->id,
                                                     scene_text(scene, family), database->id, engine.at);
        scene_note(scene, diagnostic, proxy);
    }
}

static void proxy_speaks(struct scene *scene, const struct resource *group)
{
    struct value named = scene_property(scene, group, "DBProxyName");
    const struct resource *proxy = scene_target_of(scene, named, "AWS::RDS::DBProxy");
    if (!proxy)
        return;
    targets_speak(scene, group, proxy, "DBInstanceIdentifiers", "AWS::RDS::DBInstance");
    targets_speak(scene, group, proxy, "DBClusterIdentifiers", "AWS::RDS::DBCluster");
}

static void proxy_signs_in(struct scene *scene, const struct resource *proxy)
{
    struct value scheme = scene_property(scene, proxy, "DefaultAuthScheme");
    struct scene_list ways = scene_property_items(scene, proxy, "Auth");
    if (ways.whole && ways.count == 0 && (known_absent(scheme) || known_is(scheme, "NONE")))
        scene_report(scene, MT3332, proxy, value_null(SPAN_NONE), proxy->id);
}

const struct scene_rule RULES_OF_AURORA[] = {
    { "AWS::RDS::DBInstance", engine_of_member, { MT3326 } },
    { "AWS::RDS::DBInstance", serverless_has_capacity, { MT3327 } },
    { "AWS::RDS::DBInstance", settings_of_member, { MT3328 } },
    { "AWS::RDS::DBInstance", encryption_of_member, { MT3329 } },
    { "AWS::RDS::DBCluster", capacity_fits, { MT3330 } },
    { "AWS::RDS::DBCluster", old_capacity_fits, { MT3330 } },
    { "AWS::RDS::DBProxyTargetGroup", proxy_speaks, { MT3331 } },
    { "AWS::RDS::DBProxy", proxy_signs_in, { MT3332 } },
    { NULL, NULL, { MT0001 } }
};
