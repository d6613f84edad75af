/* Engines: what RDS asks of each, as one table, and which one a database runs.
   The rules stand in database.c, database_storage.c and their neighbours.
   Sources: Amazon RDS API Reference, "CreateDBInstance" (passwords, names);
   Amazon RDS User Guide, "Amazon RDS DB instance storage". Reserved user names
   are those that RDS was seen to refuse; it has no complete list. */
#include "check/data/database.h"

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

static char small(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 'a' - 'A') : c;
}

/* Ends with a NUL, as known texts do. */
static struct text lower(struct arena *arena, struct text text)
{
    struct buffer out;
    size_t capital = 0;
    while (capital < text.length && small(text.at[capital]) == text.at[capital])
        capital++;
    if (capital == text.length)
        return text;
    buffer_init(&out, arena);
    for (size_t i = 0; i < text.length; i++)
        buffer_add_char(&out, small(text.at[i]));
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

struct text database_release(struct scene *scene, struct value value)
{
    struct text text;
    return value.kind != VALUE_NUMBER && known_text(scene, value, &text) ? text : TEXT("");
}

const char *database_describe(struct scene *scene, struct text engine, struct text version)
{
    return text_format(scene->check->arena, "%.*s%s%.*s", (int)engine.length, engine.at, version.length ? " " : "",
                       (int)version.length, version.at).at;
}

/* The numbers of a version, "8.0.36" or "-15.0"; how many there are. */
static unsigned numbers_of(struct text text, int64_t *numbers, unsigned most)
{
    unsigned count = 0;
    size_t i = text.length && text.at[0] == '-';
    while (count < most && i < text.length && text.at[i] >= '0' && text.at[i] <= '9') {
        int64_t number = 0;
        for (; i < text.length && text.at[i] >= '0' && text.at[i] <= '9' && number < 1000000; i++)
            number = number * 10 + (text.at[i] - '0');
        numbers[count++] = number;
        if (i < text.length && text.at[i] == '.')
            i++;
    }
    return count;
}

bool database_family_fits(struct text family, struct text engine, struct text version)
{
    int64_t wanted[2], given[2];
    if (family.length <= engine.length)
        return false;
    for (size_t i = 0; i < engine.length; i++)
        if (small(family.at[i]) != engine.at[i])
            return false;
    unsigned count = numbers_of(text_slice(family, engine.length, family.length), wanted, 2);
    if (count == 0)
        return false;
    unsigned common = numbers_of(version, given, 2);
    for (unsigned i = 0; i < count && i < common; i++)
        if (wanted[i] != given[i])
            return false;
    return true;
}
