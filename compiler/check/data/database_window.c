/* Windows of databases and caches: their form, their least length, and that
   backups and maintenance keep out of each other's way. Sources: Amazon RDS API
   Reference, "CreateDBInstance", "CreateDBCluster"; Amazon ElastiCache API
   Reference, "CreateReplicationGroup". */
#include "check/data/database.h"
#include "check/data/window.h"

struct windows {
    const char *type;
    const char *daily, *weekly;         /* properties; NULL: it has none */
    int least_daily, least_weekly;      /* minutes */
    bool apart;                         /* whether an overlap is refused */
};

static const struct windows WINDOWS[] = {
    { "AWS::RDS::DBInstance", "PreferredBackupWindow", "PreferredMaintenanceWindow", 30, 30, true },
    { "AWS::RDS::DBCluster", "PreferredBackupWindow", "PreferredMaintenanceWindow", 30, 30, true },
    { "AWS::DocDB::DBCluster", "PreferredBackupWindow", "PreferredMaintenanceWindow", 30, 30, false },
    { "AWS::DocDB::DBInstance", NULL, "PreferredMaintenanceWindow", 0, 30, false },
    { "AWS::Neptune::DBCluster", "PreferredBackupWindow", "PreferredMaintenanceWindow", 30, 30, false },
    { "AWS::Neptune::DBInstance", NULL, "PreferredMaintenanceWindow", 0, 30, false },
    { "AWS::ElastiCache::CacheCluster", "SnapshotWindow", "PreferredMaintenanceWindow", 60, 60, false },
    { "AWS::ElastiCache::ReplicationGroup", "SnapshotWindow", "PreferredMaintenanceWindow", 60, 60, false },
    { "AWS::MemoryDB::Cluster", "SnapshotWindow", "MaintenanceWindow", 60, 60, false },
    { "AWS::Redshift::Cluster", NULL, "PreferredMaintenanceWindow", 0, 30, false },
};

/* Reads a property; false where it is not there, not known or a mistake, which
   is told. */
static bool read_window(struct scene *scene, const struct resource *resource, const char *property,
                        bool (*read)(struct text, struct window *), int least, struct window *window)
{
    struct text text;
    struct value value = scene_property(scene, resource, property);
    if (!known_text(scene, value, &text) || text.length == 0)
        return false;
    if (!read(text, window)) {
        scene_report(scene, MT3307, resource, value, scene_text(scene, value), property,
                     read == window_daily ? "'17:00-17:30'" : "'sun:18:00-sun:18:30'");
        return false;
    }
    if (window->length >= least)
        return true;
    struct arena *arena = scene->check->arena;
    scene_report(scene, MT3308, resource, value, property, text_integer(arena, least).at,
                 text_integer(arena, window->length).at);
    return false;
}

static const struct windows *windows_of(const struct resource *resource)
{
    for (size_t i = 0; i < sizeof WINDOWS / sizeof *WINDOWS; i++)
        if (scene_type_is(resource, WINDOWS[i].type))
            return &WINDOWS[i];
    return NULL;
}

static void windows_fit(struct scene *scene, const struct resource *resource)
{
    struct window daily, weekly;
    const struct windows *windows = windows_of(resource);
    bool both = windows->daily
        && read_window(scene, resource, windows->daily, window_daily, windows->least_daily, &daily);
    both = read_window(scene, resource, windows->weekly, window_weekly, windows->least_weekly, &weekly) && both;
    if (!both || !windows->apart || !windows_overlap(daily, weekly))
        return;
    struct value at = scene_property(scene, resource, windows->weekly);
    scene_report(scene, MT3309, resource, at, windows->weekly, scene_text(scene, at), windows->daily,
                 scene_text(scene, scene_property(scene, resource, windows->daily)));
}

const struct scene_rule RULES_OF_DATABASE_WINDOWS[] = {
    { "AWS::RDS::DBInstance", windows_fit, { MT3307, MT3308, MT3309 } },
    { "AWS::RDS::DBCluster", windows_fit, { MT3307, MT3308, MT3309 } },
    { "AWS::DocDB::DBCluster", windows_fit, { MT3307, MT3308 } },
    { "AWS::DocDB::DBInstance", windows_fit, { MT3307, MT3308 } },
    { "AWS::Neptune::DBCluster", windows_fit, { MT3307, MT3308 } },
    { "AWS::Neptune::DBInstance", windows_fit, { MT3307, MT3308 } },
    { "AWS::ElastiCache::CacheCluster", windows_fit, { MT3307, MT3308 } },
    { "AWS::ElastiCache::ReplicationGroup", windows_fit, { MT3307, MT3308 } },
    { "AWS::MemoryDB::Cluster", windows_fit, { MT3307, MT3308 } },
    { "AWS::Redshift::Cluster", windows_fit, { MT3307, MT3308 } },
    { NULL, NULL, { MT0001 } }
};
