/* Database: what the rules on databases share. Inside check/ only. */
#ifndef MTC_CHECK_DATABASE_H
#define MTC_CHECK_DATABASE_H

#include "check/scene.h"

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

#endif
