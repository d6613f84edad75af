/* Databases: instances and clusters of RDS, each by itself and with what it
   names: zones, monitoring, users, names, logs, parameter groups, replicas. How
   they are stored, when they are worked on and what Aurora adds stand in files
   of their own. Sources: Amazon RDS API Reference, "CreateDBInstance",
   "CreateDBCluster"; AWS CloudFormation, "AWS::RDS::DBInstance". */
#include "check/data/database.h"

#include "model/catalogue.h"


/* -------------------------------------------------------- zones, monitoring */

static void zone_of_two(struct scene *scene, const struct resource *instance)
{
    bool both;
    struct value zone = scene_property(scene, instance, "AvailabilityZone");
    if (known_bool(scene_property(scene, instance, "MultiAZ"), &both) && both && known_there(zone))
        scene_report(scene, MT3301, instance, zone, instance->id);
}

static void needs(struct scene *scene, const struct resource *database, struct value at, const char *what,
                  const char *needed)
{
    scene_report(scene, MT3310, database, at, what, needed);
}

/* Interval and role come together. */
static void monitoring_by_role(struct scene *scene, const struct resource *database)
{
    struct value interval = scene_property(scene, database, "MonitoringInterval");
    struct value role = scene_property(scene, database, "MonitoringRoleArn");
    int64_t seconds = 0;
    bool off = known_absent(interval) || (known_integer(interval, &seconds) && seconds == 0);
    if (seconds > 0 && role.kind == VALUE_NULL)
        needs(scene, database, interval, "MonitoringInterval", "MonitoringRoleArn");
    else if (off && known_there(role))
        needs(scene, database, role, "MonitoringRoleArn", "a MonitoringInterval above 0");
}

/* ---------------------------------------------------------- users and names */

static bool same_in_any_case(struct text text, const char *lower)
{
    for (size_t i = 0; i < text.length; i++) {
        char c = text.at[i];
        if ((c >= 'A' && c <= 'Z' ? c + 'a' - 'A' : c) != lower[i])
            return false;
    }
    return lower[text.length] == '\0';
}

static void user_not_reserved(struct scene *scene, const struct resource *database)
{
    struct text name, user;
    struct value value = scene_property(scene, database, "MasterUsername");
    const struct database_engine *engine = database_engine(scene, database, &name);
    if (!engine || !known_text(scene, value, &user))
        return;
    size_t most = sizeof engine->reserved / sizeof *engine->reserved;
    for (size_t i = 0; i < most && engine->reserved[i]; i++)
        if (same_in_any_case(user, engine->reserved[i]))
            scene_report(scene, MT3311, database, value, scene_text(scene, value), name.at);
}

/* RDS takes printable ASCII but for four. */
static bool password_has_odd(struct text password)
{
    for (size_t i = 0; i < password.length; i++)
        if (password.at[i] <= ' ' || password.at[i] >= 0x7f || strchr("/@\"", password.at[i]))
            return true;
    return false;
}

static void password_fits(struct scene *scene, const struct resource *database)
{
    struct text name, password;
    struct value value = scene_property(scene, database, "MasterUserPassword");
    const struct database_engine *engine = database_engine(scene, database, &name);
    if (!known_text(scene, value, &password) || password.length == 0)
        return;
    struct arena *arena = scene->check->arena;
    const char *wrong = NULL;
    if (password.length < 8)
        wrong = text_format(arena, "has %zu characters, and RDS wants 8", password.length).at;
    else if (engine && password.length > engine->longest_password)
        wrong = text_format(arena, "has %zu characters, and %s takes %u", password.length, name.at,
                            engine->longest_password).at;
    else if (password_has_odd(password))
        wrong = "has a character that RDS refuses: a space, '/', '@', '\"' or one beyond ASCII";
    if (wrong)
        scene_report(scene, MT3312, database, value, wrong);
}

static void one_password(struct scene *scene, const struct resource *database)
{
    bool managed;
    struct value password = scene_property(scene, database, "MasterUserPassword");
    struct value manage = scene_property(scene, database, "ManageMasterUserPassword");
    if (known_bool(manage, &managed) && managed && known_there(password))
        scene_report(scene, MT3315, database, password, database->id);
}

static bool is_word(struct text text)
{
    for (size_t i = 0; i < text.length; i++) {
        char c = text.at[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (!letter && (i == 0 || !((c >= '0' && c <= '9') || c == '_')) && c != '_')
            return false;
    }
    return true;
}

static void name_fits(struct scene *scene, const struct resource *database)
{
    struct text name, first;
    bool is_instance = scene_type_is(database, "AWS::RDS::DBInstance");
    struct value value = scene_property(scene, database, is_instance ? "DBName" : "DatabaseName");
    const struct database_engine *engine = database_engine(scene, database, &name);
    if (!engine || !known_text(scene, value, &first) || first.length == 0 || !database_begins_empty(scene, database))
        return;
    struct arena *arena = scene->check->arena;
    const char *wrong = NULL;
    if (engine->longest_name == 0)
        wrong = text_format(arena, "is refused: %s takes none", name.at).at;
    else if (first.length > engine->longest_name)
        wrong = text_format(arena, "is longer than the %u characters that %s takes", engine->longest_name, name.at).at;
    else if (!is_word(first))
        wrong = "is no word: a letter, then letters, digits and '_'";
    if (wrong)
        scene_report(scene, MT3316, database, value, scene_text(scene, value), wrong);
}

/* ------------------------------------------------- logs, parameters, copies */

/* A log that the engine lacks is told where another engine has it, or a near
   one is right: what nobody knows may be younger than mtc. */
static void logs_exist(struct scene *scene, const struct resource *database)
{
    struct text name, log;
    const struct database_engine *engine = database_engine(scene, database, &name);
    if (!engine)
        return;
    struct text kind = text_of(engine->kind);
    struct scene_list logs = scene_property_items(scene, database, "EnableCloudwatchLogsExports");
    for (size_t i = 0; i < logs.count; i++) {
        if (!known_text(scene, logs.items[i], &log) || catalogue_has("rds-log-types", kind, log) != CATALOGUE_LACKS)
            continue;
        struct text near = catalogue_near("rds-log-types", kind, log);
        if (near.length == 0 && catalogue_list_with("rds-log-types", log).length == 0)
            continue;
        struct diagnostic *diagnostic =
            scene_report(scene, MT3317, database, logs.items[i], name.at, scene_text(scene, logs.items[i]));
        report_near(scene->check->reporter, diagnostic, near);
    }
}

/* group_of: the property that names the group. */
static void family_of_group(struct scene *scene, const struct resource *database, const char *group_of,
                            const char *type)
{
    struct text name, family;
    struct value named = scene_property(scene, database, group_of);
    const struct resource *group = scene_target_of(scene, named, type);
    if (!group || !database_engine(scene, database, &name)
        || !known_text(scene, scene_property(scene, group, "Family"), &family))
        return;
    struct text version = database_release(scene, scene_property(scene, database, "EngineVersion"));
    if (database_family_fits(family, name, version))
        return;
    struct diagnostic *diagnostic =
        scene_report(scene, MT3318, database, named, text_cstring(scene->check->arena, family),
                     database_describe(scene, name, version));
    scene_note(scene, diagnostic, group);
}

static void family_of_instance(struct scene *scene, const struct resource *instance)
{
    family_of_group(scene, instance, "DBParameterGroupName", "AWS::RDS::DBParameterGroup");
}

static void family_of_cluster(struct scene *scene, const struct resource *cluster)
{
    family_of_group(scene, cluster, "DBClusterParameterGroupName", "AWS::RDS::DBClusterParameterGroup");
    family_of_group(scene, cluster, "DBInstanceParameterGroupName", "AWS::RDS::DBParameterGroup");
}

static void source_has_backups(struct scene *scene, const struct resource *replica)
{
    int64_t days;
    struct value named = scene_property(scene, replica, "SourceDBInstanceIdentifier");
    const struct resource *source = scene_target_of(scene, named, "AWS::RDS::DBInstance");
    if (!source || !known_integer(scene_property(scene, source, "BackupRetentionPeriod"), &days) || days != 0)
        return;
    struct diagnostic *diagnostic = scene_report(scene, MT3321, replica, named, replica->id, source->id);
    scene_note(scene, diagnostic, source);
}

static void not_public(struct scene *scene, const struct resource *database)
{
    bool open;
    struct value public = scene_property(scene, database, "PubliclyAccessible");
    if (known_bool(public, &open) && open)
        scene_report(scene, MT3322, database, public, database->id);
}

const struct scene_rule RULES_OF_DATABASES[] = {
    { "AWS::RDS::DBInstance", zone_of_two, { MT3301 } },
    { "AWS::RDS::DBInstance", monitoring_by_role, { MT3310 } },
    { "AWS::RDS::DBCluster", monitoring_by_role, { MT3310 } },
    { "AWS::RDS::DBInstance", user_not_reserved, { MT3311 } },
    { "AWS::RDS::DBCluster", user_not_reserved, { MT3311 } },
    { "AWS::RDS::DBInstance", password_fits, { MT3312 } },
    { "AWS::RDS::DBCluster", password_fits, { MT3312 } },
    { "AWS::RDS::DBInstance", one_password, { MT3315 } },
    { "AWS::RDS::DBCluster", one_password, { MT3315 } },
    { "AWS::RDS::DBInstance", name_fits, { MT3316 } },
    { "AWS::RDS::DBCluster", name_fits, { MT3316 } },
    { "AWS::RDS::DBInstance", logs_exist, { MT3317 } },
    { "AWS::RDS::DBCluster", logs_exist, { MT3317 } },
    { "AWS::RDS::DBInstance", family_of_instance, { MT3318 } },
    { "AWS::RDS::DBCluster", family_of_cluster, { MT3318 } },
    { "AWS::RDS::DBInstance", source_has_backups, { MT3321 } },
    { "AWS::RDS::DBInstance", not_public, { MT3322 } },
    { "AWS::RDS::DBCluster", not_public, { MT3322 } },
    { NULL, NULL, { MT0001 } }
};
