/* Endpoint: where a service of AWS answers, by region and partition
   ("AWS service endpoints", AWS General Reference; the SDKs' endpoint rules). */
#ifndef MTC_DEPLOY_ENDPOINT_H
#define MTC_DEPLOY_ENDPOINT_H

#include "base/text.h"

enum service { SERVICE_CLOUDFORMATION, SERVICE_STS, SERVICE_S3, SERVICE_SSO, SERVICE_SSO_OIDC, SERVICE_SIGNIN };

/* As a signature names it, and as a profile's [services] section does. */
const char *service_name(enum service service);

struct partition {
    const char *id;             /* aws, aws-cn, … */
    const char *prefixes;       /* of its regions, each followed by a blank */
    const char *suffix, *dual_suffix;
};
/* The partition of a region; what no other knows is of "aws". */
const struct partition *partition_of(struct text region);

struct endpoint_request {
    enum service service;
    struct text region;         /* empty: an error, unless a URL is told */
    bool fips, dual_stack;
    bool global;                /* STS: its old global endpoint where that serves the region */
    struct text url;            /* told by the user; empty: none */
    struct text bucket;         /* S3: empty: none */
    bool path_style;            /* S3: the bucket in the path wherever it could be in the host */
};

struct endpoint {
    struct text url;            /* without a '/' at its end */
    struct text region;         /* to sign for */
};

/* Returns an empty text, or what is wrong with the request. */
struct text endpoint_find(struct arena *arena, const struct endpoint_request *request, struct endpoint *endpoint);

#endif
