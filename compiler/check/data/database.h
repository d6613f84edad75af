/* Database: what the rules on databases share. Inside check/ only. */
#ifndef MTC_CHECK_DATABASE_H
#define MTC_CHECK_DATABASE_H

#include "check/scene/scene.h"

/* What is known of an engine. Editions count as one: "oracle-ee", "oracle-se2". */
struct database_engine {
    const char *name;           /* ends in '-' where an edition follows */
    const char *kind;           /* the list in the catalogue rds-log-types */
    unsigned longest_password;
    unsigned provision_from;    /* GiB of gp3 from which Iops may be given; 0: always */
    unsigned provision_least;   /* least IOPS that may be given there */
    unsigned longest_name;      /* of the first database; 0: it takes none */
    const char *reserved[3];    /* master users that it refuses, in lower case */
};

/* The engine of an instance or cluster; NULL where it is not known to mtc (RDS
   Custom, say), or not at all. name: as it was written, in lower case. */
const struct database_engine *database_engine(struct scene *scene, const struct resource *database, struct text *name);
bool database_is_aurora(const struct database_engine *engine);
/* Whether the instance or cluster begins empty: no snapshot, no replica, no
   restored copy, which have most properties from elsewhere. */
bool database_begins_empty(struct scene *scene, const struct resource *database);
/* Whether the instance is a member of a cluster, or perhaps one. */
bool database_is_member(struct scene *scene, const struct resource *instance);
/* The text of an EngineVersion; empty where it is not known, or was written as a
   number that has lost its zeros (14.10). */
struct text database_release(struct scene *scene, struct value value);
/* "mysql 8.4.8", or "mysql" where the version is empty. */
const char *database_describe(struct scene *scene, struct text engine, struct text version);
/* Whether a parameter group's family may be one of the engine's version: "mysql8.0"
   of 8.0.36, "postgres16" of 16.4, "sqlserver-ee-15.0" of 15.00.4322, "redis6.x" of
   6.2. The version may be empty. */
bool database_family_fits(struct text family, struct text engine, struct text version);

#endif
