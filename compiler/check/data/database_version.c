/* Versions and classes of databases, against the catalogues. AWS adds to both
   every month, so a name that the catalogue lacks is wrong for certain only where
   it cannot be a new one: a version that a later one of its series has passed, a
   class of a generation that the engine has left behind. Others are warnings.
   Sources: Amazon RDS User Guide, "Supported DB engines for DB instance classes";
   AWS CLI, "describe-db-engine-versions". */
#include "check/data/database.h"

#include "model/catalogue.h"

/* --------------------------------------------------------------- versions */

/* Whether text is prefix, or goes on behind it with a further number: "8.0.40" of "8.0". */
static bool continues(struct text text, struct text prefix)
{
    return text.length >= prefix.length && memcmp(text.at, prefix.at, prefix.length) == 0
        && (text.length == prefix.length || text.at[prefix.length] == '.');
}

static int64_t number_at(struct text text, size_t at)
{
    int64_t number = -1;
    for (; at < text.length && text.at[at] >= '0' && text.at[at] <= '9' && number < 100000000; at++)
        number = (number < 0 ? 0 : number * 10) + (text.at[at] - '0');
    return number;
}

/* Where the last number of a version begins: 4 in "8.0.40". */
static size_t last_number(struct text version)
{
    size_t at = version.length;
    while (at > 0 && version.at[at - 1] != '.')
        at--;
    return at;
}

/* Whether some version of the same series is later: then this one is no new one. */
static bool passed(struct catalogue_list versions, struct text version)
{
    size_t at = last_number(version);
    int64_t number = number_at(version, at);
    for (size_t i = 0; number >= 0 && i < versions.count; i++) {
        struct text other = catalogue_item(versions, i);
        if (other.length > at && memcmp(other.at, version.at, at) == 0 && number_at(other, at) > number)
            return true;
    }
    return false;
}

/* Whether the list has the version, or later ones of it: "8.0" stands for the
   latest 8.0.x. CATALOGUE_OLD where AWS has given all of them up. */
static enum catalogue_answer series_of(struct catalogue_list versions, struct text version)
{
    enum catalogue_answer answer = CATALOGUE_LACKS;
    for (size_t i = 0; i < versions.count && answer != CATALOGUE_HAS; i++)
        if (continues(catalogue_item(versions, i), version))
            answer = catalogue_item_old(versions, i) ? CATALOGUE_OLD : CATALOGUE_HAS;
    return answer;
}

static void version_exists(struct scene *scene, const struct resource *database)
{
    struct text name;
    struct value value = scene_property(scene, database, "EngineVersion");
    struct text version = database_release(scene, value);
    const char *catalogue = scene_type_is(database, "AWS::RDS::DBCluster") ? "rds-cluster-versions" : "rds-versions";
    if (!database_engine(scene, database, &name) || version.length == 0)
        return;
    struct catalogue_list versions = catalogue_find(catalogue, name);
    enum catalogue_answer answer = versions.count ? series_of(versions, version) : CATALOGUE_SILENT;
    if (answer == CATALOGUE_SILENT || answer == CATALOGUE_HAS)
        return;
    if (answer == CATALOGUE_OLD) {
        scene_report(scene, MT3324, database, value, name.at, scene_text(scene, value));
        return;
    }
    struct diagnostic *diagnostic = scene_report(scene, MT3323, database, value, name.at, scene_text(scene, value));
    if (!passed(versions, version) && !scene->assumed)
        report_lower(scene->check->reporter, diagnostic);
}

/* ---------------------------------------------------------------- classes */

/* The family and generation of a class: "t" and 2 of "db.t2.micro", "m" and 6 of
   "db.m6gd.large". False where it has none ("db.serverless"). */
static bool generation_of(struct text class, struct text *family, int64_t *generation)
{
    size_t at = 3;
    if (!text_starts(class, "db."))
        return false;
    while (at < class.length && class.at[at] >= 'a' && class.at[at] <= 'z')
        at++;
    *family = text_slice(class, 3, at);
    *generation = number_at(class, at);
    return *generation >= 0;
}

/* Whether the list has the family in a later generation. */
static bool left_behind(struct catalogue_list classes, struct text class)
{
    struct text family, other;
    int64_t generation, later;
    if (!generation_of(class, &family, &generation))
        return false;
    for (size_t i = 0; i < classes.count; i++)
        if (generation_of(catalogue_item(classes, i), &other, &later) && text_equal(family, other)
            && later > generation)
            return true;
    return false;
}

/* The classes of the engine's major version, "mysql 8.4" or "postgres 16", or of
   the engine. name: what the list is of. */
static struct catalogue_list classes_of(struct scene *scene, struct text engine, struct text version, const char **name)
{
    struct arena *arena = scene->check->arena;
    size_t first = 0, second;
    while (first < version.length && version.at[first] != '.')
        first++;
    for (second = first + 1; second < version.length && version.at[second] != '.';)
        second++;
    size_t lengths[] = { second, first };
    for (size_t i = 0; i < 2 && first > 0; i++) {
        if (lengths[i] > version.length)
            continue;
        struct text list = text_format(arena, "%s %.*s", engine.at, (int)lengths[i], version.at);
        struct catalogue_list found = catalogue_find("rds-classes", list);
        *name = list.at;
        if (found.count)
            return found;
    }
    *name = engine.at;
    return catalogue_find("rds-classes", engine);
}

static bool has(struct catalogue_list list, struct text item)
{
    for (size_t i = 0; i < list.count; i++)
        if (text_equal(catalogue_item(list, i), item))
            return true;
    return false;
}

static void class_offered(struct scene *scene, const struct resource *instance)
{
    const char *of;
    struct text name, class, version = database_release(scene, scene_property(scene, instance, "EngineVersion"));
    struct value value = scene_property(scene, instance, "DBInstanceClass");
    if (!database_engine(scene, instance, &name) || !known_text(scene, value, &class)
        || catalogue_list_with("rds-classes", class).length == 0)
        return;
    struct catalogue_list classes = classes_of(scene, name, version, &of);
    if (classes.count == 0 || has(classes, class))
        return;
    struct diagnostic *diagnostic = scene_report(scene, MT3325, instance, value, of, scene_text(scene, value));
    if (!left_behind(classes, class) && !scene->assumed)
        report_lower(scene->check->reporter, diagnostic);
}

const struct scene_rule RULES_OF_DATABASE_VERSIONS[] = {
    { "AWS::RDS::DBInstance", version_exists, { MT3323, MT3324 } },
    { "AWS::RDS::DBCluster", version_exists, { MT3323, MT3324 } },
    { "AWS::RDS::DBInstance", class_offered, { MT3325 } },
    { NULL, NULL, { MT0001 } }
};
