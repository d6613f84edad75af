/* Engines: what RDS asks of each, as one table, and which one a database runs.
   The rules stand in database.c, database_storage.c and their neighbours.
   Sources: Amazon RDS API Reference, "CreateDBInstance" (passwords, names);
   Amazon RDS User Guide, "Amazon RDS DB instance storage". Reserved user names
   are those that RDS was seen to refuse; it has no complete list. */
#include "check/database.h"

static const struct database_engine ENGINES[] = {
    { "aurora-mysql", "aurora-mysql", 41, 0, 0, 64, { "rdsadmin" } },
    { "aurora-postgresql", "aurora-postgresql", 128, 0, 0, 63, { "rdsadmin", "admin" } },
    { "db2-", "db2", 255, 400, 12000, 64, { "rdsadmin" } },
    { "mariadb", "mariadb", 41, 400, 12000, 64, { "rdsadmin" } },
    { "mysql", "mysql", 41, 400, 12000, 64, { "rdsadmin" } },
    { "oracle-", "oracle", 30, 200, 12000, 8, { "rdsadmin", "sys", "system" } },
    { "postgres", "postgres", 128, 400, 12000, 63, { "rdsadmin", "admin" } },
    { "sqlserver-", "sqlserver", 128, 0, 3000, 0, { "rdsadmin", "sa" } },
};

static struct text lower(struct arena *arena, struct text text)
{
    struct buffer out;
    buffer_init(&out, arena);
    for (size_t i = 0; i < text.length; i++)
        buffer_add_char(&out, text.at[i] >= 'A' && text.at[i] <= 'Z' ? (char)(text.at[i] + 'a' - 'A') : text.at[i]);
    return text_copy(arena, buffer_text(&out));
}

const struct database_engine *database_engine(struct scene *scene, const struct resource *database, struct text *name)
{
    if (!known_text(scene, scene_property(scene, database, "Engine"), name))
        return NULL;
    *name = lower(scene->check->arena, *name);
    for (size_t i = 0; i < sizeof ENGINES / sizeof *ENGINES; i++) {
        bool editions = text_ends(text_of(ENGINES[i].name), "-");
        if (editions ? text_starts(*name, ENGINES[i].name) : text_equal_c(*name, ENGINES[i].name))
            return &ENGINES[i];
    }
    return NULL;
}

bool database_is_aurora(const struct database_engine *engine)
{
    return strncmp(engine->name, "aurora", 6) == 0;
}

bool database_begins_empty(struct scene *scene, const struct resource *database)
{
    static const char *const ORIGINS[] = {
        "DBSnapshotIdentifier", "DBClusterSnapshotIdentifier", "SnapshotIdentifier", "SourceDBInstanceIdentifier",
        "SourceDBClusterIdentifier", "SourceDbiResourceId", "SourceDbClusterResourceId",
        "SourceDBInstanceAutomatedBackupsArn", "ReplicationSourceIdentifier", "GlobalClusterIdentifier",
    };
    for (size_t i = 0; i < sizeof ORIGINS / sizeof *ORIGINS; i++)
        if (!known_absent(scene_property(scene, database, ORIGINS[i])))
            return false;
    return true;
}

bool database_is_member(struct scene *scene, const struct resource *instance)
{
    return !known_absent(scene_property(scene, instance, "DBClusterIdentifier"));
}
