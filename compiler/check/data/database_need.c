/* What a database cannot be made without, and what cannot stand beside what. RDS
   takes most of it from the origin of a copy, from the source of a replica and
   from the cluster of a member, so all this is asked of databases that begin
   empty. Sources: Amazon RDS API Reference, "CreateDBInstance", "CreateDBCluster";
   AWS CloudFormation, "AWS::RDS::DBInstance", "AWS::RDS::DBCluster". */
#include "check/data/database.h"

struct needs {
    struct scene *scene;
    const struct resource *database;
    struct buffer missing;      /* "MasterUsername, AllocatedStorage" */
};

static void add_missing(struct needs *needs, const char *what)
{
    buffer_add_c(&needs->missing, needs->missing.length ? ", " : "");
    buffer_add_c(&needs->missing, what);
}

static void need(struct needs *needs, const char *property)
{
    if (scene_property(needs->scene, needs->database, property).kind == VALUE_NULL)
        add_missing(needs, property);
}

/* A password may be given, made by RDS, or replaced by IAM. */
static void need_user(struct needs *needs)
{
    static const char *const WAYS[] = { "MasterUserPassword", "MasterUserAuthenticationType" };
    bool managed = true;
    struct value manage = scene_property(needs->scene, needs->database, "ManageMasterUserPassword");
    need(needs, "MasterUsername");
    if (manage.kind != VALUE_NULL && (!known_bool(manage, &managed) || managed))
        return;
    for (size_t i = 0; i < sizeof WAYS / sizeof *WAYS; i++)
        if (scene_property(needs->scene, needs->database, WAYS[i]).kind != VALUE_NULL)
            return;
    add_missing(needs, "ManageMasterUserPassword (or MasterUserPassword)");
}

static void tell(struct needs *needs)
{
    if (needs->missing.length)
        scene_report(needs->scene, MT3333, needs->database, value_null(SPAN_NONE), needs->database->id,
                     text_cstring(needs->scene->check->arena, buffer_text(&needs->missing)));
}

static void database_is_whole(struct scene *scene, const struct resource *database, const char *class)
{
    struct text name;
    struct needs needs = { scene, database, { 0 } };
    bool cluster = scene_type_is(database, "AWS::RDS::DBCluster");
    const struct database_engine *engine = database_engine(scene, database, &name);
    bool aurora = engine && database_is_aurora(engine);
    buffer_init(&needs.missing, scene->check->arena);
    /* An instance of Aurora is a member of a cluster, named here or not. */
    if (!engine || (aurora && !cluster) || !database_begins_empty(scene, database))
        return;
    if (!aurora) {
        need(&needs, class);
        need(&needs, "AllocatedStorage");
    }
    need_user(&needs);
    tell(&needs);
}

static void instance_is_whole(struct scene *scene, const struct resource *instance)
{
    if (!database_is_member(scene, instance))
        database_is_whole(scene, instance, "DBInstanceClass");
}

static void cluster_is_whole(struct scene *scene, const struct resource *cluster)
{
    database_is_whole(scene, cluster, "DBClusterInstanceClass");
}

static void key_encrypts(struct scene *scene, const struct resource *instance)
{
    struct text name;
    bool encrypted;
    struct value key = scene_property(scene, instance, "KmsKeyId");
    struct value storage = scene_property(scene, instance, "StorageEncrypted");
    if (!database_engine(scene, instance, &name) || !known_there(key) || database_is_member(scene, instance)
        || !database_begins_empty(scene, instance))
        return;
    if (storage.kind == VALUE_NULL || (known_bool(storage, &encrypted) && !encrypted))
        scene_report(scene, MT3334, instance, key, instance->id);
}

/* What only a Multi-AZ cluster has: Aurora's storage grows by itself, and its
   instances are resources of their own. */
static void aurora_has_none(struct scene *scene, const struct resource *cluster)
{
    static const char *const OTHERS[] = { "AllocatedStorage", "DBClusterInstanceClass", "Iops", "PubliclyAccessible" };
    struct text name;
    const struct database_engine *engine = database_engine(scene, cluster, &name);
    for (size_t i = 0; engine && database_is_aurora(engine) && i < sizeof OTHERS / sizeof *OTHERS; i++) {
        struct value value = scene_property(scene, cluster, OTHERS[i]);
        if (known_there(value))
            scene_report(scene, MT3335, cluster, value, cluster->id, name.at, OTHERS[i]);
    }
}

const struct scene_rule RULES_OF_DATABASE_NEEDS[] = {
    { "AWS::RDS::DBInstance", instance_is_whole, { MT3333 } },
    { "AWS::RDS::DBCluster", cluster_is_whole, { MT3333 } },
    { "AWS::RDS::DBInstance", key_encrypts, { MT3334 } },
    { "AWS::RDS::DBCluster", aurora_has_none, { MT3335 } },
    { NULL, NULL, { MT0001 } }
};
