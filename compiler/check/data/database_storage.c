/* Storage of databases: its size, its operations a second, and how far it may
   grow. Told is only what RDS refuses whatever the engine's edition; upper ends,
   which AWS raises from year to year, are nobody's mistake here. Sources: Amazon
   RDS User Guide, "Amazon RDS DB instance storage"; Amazon RDS API Reference,
   "CreateDBInstance" (AllocatedStorage, Iops, MaxAllocatedStorage). */
#include "check/data/database.h"

struct storage {
    const char *type;
    int64_t least;              /* GiB */
    int64_t least_iops;         /* 0: Iops cannot be given, or depends on the engine */
    double least_ratio, most_ratio;     /* IOPS for each GiB */
};

static const struct storage STORAGES[] = {
    { "gp2", 20, 0, 0, 0 },
    { "gp3", 20, 0, 0, 0 },
    { "io1", 100, 1000, 0.5, 50 },
    { "io2", 100, 1000, 0.5, 1000 },
    { "standard", 5, 0, 0, 0 },
};

/* Where no type is said it is io1 with Iops, and a general purpose one without. */
static const struct storage *storage_of(struct scene *scene, const struct resource *instance)
{
    struct value type = scene_property(scene, instance, "StorageType");
    struct value iops = scene_property(scene, instance, "Iops");
    if (type.kind == VALUE_NULL)
        return known_there(iops) ? &STORAGES[2] : known_absent(iops) ? &STORAGES[1] : NULL;
    for (size_t i = 0; i < sizeof STORAGES / sizeof *STORAGES; i++)
        if (known_is(type, STORAGES[i].type))
            return &STORAGES[i];
    return NULL;
}

static const char *number(struct scene *scene, int64_t number)
{
    return text_integer(scene->check->arena, number).at;
}

static void enough(struct scene *scene, const struct resource *instance, const struct storage *storage,
                   struct value size, int64_t gib, const char *engine)
{
    if (gib >= storage->least)
        return;
    struct diagnostic *diagnostic = scene_report(scene, MT3302, instance, size, storage->type, engine,
                                                 number(scene, storage->least), number(scene, gib));
    /* What RDS takes where no type is said has changed before. */
    if (scene_property(scene, instance, "StorageType").kind == VALUE_NULL && !scene->assumed)
        report_lower(scene->check->reporter, diagnostic);
}

/* gp3 takes Iops from some size on, where it is spread over several volumes. */
static void operations_of_gp3(struct scene *scene, const struct resource *instance,
                              const struct database_engine *engine, int64_t gib)
{
    static const char *const PROPERTIES[] = { "Iops", "StorageThroughput" };
    for (size_t i = 0; i < sizeof PROPERTIES / sizeof *PROPERTIES; i++) {
        struct value given = scene_property(scene, instance, PROPERTIES[i]);
        if (gib < engine->provision_from && known_there(given))
            scene_report(scene, MT3304, instance, given, number(scene, gib), PROPERTIES[i],
                         number(scene, engine->provision_from));
    }
    int64_t iops;
    struct value given = scene_property(scene, instance, "Iops");
    if (gib >= engine->provision_from && known_integer(given, &iops) && iops > 0 && iops < engine->provision_least)
        scene_report(scene, MT3305, instance, given, "gp3", number(scene, gib),
                     text_format(scene->check->arena, "at least %u", engine->provision_least).at, number(scene, iops));
}

static void operations_provisioned(struct scene *scene, const struct resource *instance, const struct storage *storage,
                                   struct value size, int64_t gib)
{
    int64_t iops;
    struct value given = scene_property(scene, instance, "Iops");
    if (given.kind == VALUE_NULL) {
        struct value type = scene_property(scene, instance, "StorageType");
        scene_report(scene, MT3303, instance, type, storage->type);
        return;
    }
    if (!known_integer(given, &iops) || size.kind == VALUE_NULL)
        return;
    double least = (double)gib * storage->least_ratio, most = (double)gib * storage->most_ratio;
    if (least < (double)storage->least_iops)
        least = (double)storage->least_iops;
    if ((double)iops < least || (double)iops > most)
        scene_report(scene, MT3305, instance, given, storage->type, number(scene, gib),
                     text_format(scene->check->arena, "%.0f to %.0f", least, most).at, number(scene, iops));
}

static void storage_fits(struct scene *scene, const struct resource *instance)
{
    struct text name;
    int64_t gib;
    const struct database_engine *engine = database_engine(scene, instance, &name);
    const struct storage *storage = storage_of(scene, instance);
    struct value size = scene_property(scene, instance, "AllocatedStorage");
    if (!engine || database_is_aurora(engine) || database_is_member(scene, instance) || !storage
        || !database_begins_empty(scene, instance) || !known_integer(size, &gib))
        return;
    enough(scene, instance, storage, size, gib, name.at);
    if (strcmp(storage->type, "gp3") == 0)
        operations_of_gp3(scene, instance, engine, gib);
    else if (storage->least_iops && gib >= storage->least)
        operations_provisioned(scene, instance, storage, size, gib);
}

/* A limit at the size itself is how growing is switched off for what exists. */
static void storage_grows(struct scene *scene, const struct resource *instance)
{
    int64_t now, most;
    struct value limit = scene_property(scene, instance, "MaxAllocatedStorage");
    if (!known_integer(scene_property(scene, instance, "AllocatedStorage"), &now) || !known_integer(limit, &most)
        || most == 0 || most > now || scene_apart(scene))
        return;
    struct diagnostic *diagnostic =
        scene_report(scene, MT3306, instance, limit, number(scene, now), number(scene, most));
    if (most == now && !scene->assumed)
        report_lower(scene->check->reporter, diagnostic);
}

const struct scene_rule RULES_OF_DATABASE_STORAGE[] = {
    { "AWS::RDS::DBInstance", storage_fits, { MT3302, MT3303, MT3304, MT3305 } },
    { "AWS::RDS::DBInstance", storage_grows, { MT3306 } },
    { NULL, NULL, { MT0001 } }
};
