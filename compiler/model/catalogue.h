/* Catalogue: lists of names that AWS keeps and that grow from week to week:
   engine versions, instance types, IAM actions, managed policies. They are read
   in place from constants that the build makes from stdlib/types/ (*.catalogue;
   README.md there says where they come from). Nothing is allocated.

   A name that is missing here may be younger than mtc: a rule says "unknown"
   only with a near name, or as a warning.

       catalogue             lists
       rds-engines           instance, cluster
       rds-versions          of an engine: mysql, postgres, aurora-mysql, ...
       rds-cluster-versions  the same, of clusters (Aurora's, and Multi-AZ)
       rds-families          of an engine: mysql8.4, postgres16, ...
       rds-classes           of an engine: "mysql"; of its major version: "mysql 8.4"
       rds-cluster-classes   of an engine, in Multi-AZ clusters
       rds-log-types         of an engine; oracle, sqlserver and db2 for all of theirs
       elasticache-versions, elasticache-families        of an engine: redis, ...
       elasticache-node-types, docdb-classes, neptune-classes, dax-node-types,
       redshift-node-types, mq-instance-types            all
       ec2-instance-types    of an architecture: arm64, x86_64
       iam-actions           of a service prefix: s3, ec2, ...
       iam-managed-policies  all: what follows ":iam::aws:policy/" in the ARN
       endpoint-services     of what stands before the region: com.amazonaws, ... */
#ifndef MTC_MODEL_CATALOGUE_H
#define MTC_MODEL_CATALOGUE_H

#include "base/text.h"

/* A list of a catalogue, in order of name (letters' case aside). */
struct catalogue_list {
    size_t count;       /* 0: there is no such list */
    size_t at;          /* for catalogue_item */
};

enum catalogue_answer {
    CATALOGUE_SILENT,   /* there is no such list: nothing is known */
    CATALOGUE_LACKS,
    CATALOGUE_HAS,
    CATALOGUE_OLD       /* has it, and AWS has given it up: no new one can be made */
};

/* A catalogue's name that is none is a mistake in mtc, and stops it. */
struct catalogue_list catalogue_find(const char *catalogue, struct text list);
struct text catalogue_item(struct catalogue_list list, size_t index);
bool catalogue_item_old(struct catalogue_list list, size_t index);
/* The lists of a catalogue, in order of name. */
size_t catalogue_count(const char *catalogue);
struct text catalogue_at(const char *catalogue, size_t index);

/* Whether the list has the item; where list is "", whether any of the catalogue's has. */
enum catalogue_answer catalogue_has(const char *catalogue, struct text list, struct text item);
/* The same whatever the case of the letters, as IAM reads actions. */
enum catalogue_answer catalogue_has_any_case(const char *catalogue, struct text list, struct text item);
/* The first list that has the item: the architecture of "t4g.micro". Empty where none has. */
struct text catalogue_list_with(const char *catalogue, struct text item);
/* The nearest item of a list (of all, where list is ""), or the nearest list; empty where none is near. Old items are not offered. */
struct text catalogue_near(const char *catalogue, struct text list, struct text item);
struct text catalogue_near_list(const char *catalogue, struct text list);

#endif
