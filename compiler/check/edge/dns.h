/* Records of Route 53, as resources of their own or in a group. Inside check/ only. */
#ifndef MTC_CHECK_DNS_H
#define MTC_CHECK_DNS_H

#include "check/scene/scene.h"

struct dns_record {
    const struct resource *resource;    /* the record or its group */
    struct value map;                   /* its properties */
    struct value zone_id, zone_name;    /* of its zone */
    const char *routing;                /* the property that it is chosen by; "": it alone answers; NULL: not known */
    unsigned routings;                  /* how many of these it has */
};
typedef void dns_visit(struct scene *scene, const struct dns_record *record, void *context);

/* Calls visit for each record of a RecordSet or RecordSetGroup. */
void dns_each_record(struct scene *scene, const struct resource *resource, dns_visit *visit, void *context);

#endif
