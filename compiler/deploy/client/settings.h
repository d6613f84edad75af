/* Settings: which profile and region a run works with, and what else the
   environment and the profile say about talking to AWS. */
#ifndef MTC_DEPLOY_SETTINGS_H
#define MTC_DEPLOY_SETTINGS_H

#include "deploy/client/config.h"
#include "deploy/client/endpoint.h"

/* "Retry behavior", AWS SDKs and Tools Reference Guide. */
enum retry_mode { RETRY_LEGACY, RETRY_STANDARD, RETRY_ADAPTIVE };

/* Where S3's buckets are named: addressing_style of a profile's s3 ("Amazon S3
   configuration", AWS CLI Command Reference). By itself in the host; at an
   endpoint of the user's own, whose host may have no such names, in the path. */
enum bucket_style { STYLE_AUTO, STYLE_PATH, STYLE_VIRTUAL };

struct settings {
    struct arena *arena;
    const struct world *world;
    struct config config;
    struct text profile;                    /* "default" where none is named */
    bool profile_option;                    /* named by --profile */
    bool profile_named;                     /* so or by the environment: it must exist */
    const struct config_section *section;   /* of the profile; NULL: there is none */
    struct text region;                     /* empty: none is set, and none is guessed */
    bool fips, dual_stack, sts_global;
    enum retry_mode retry;
    unsigned attempts;                      /* of one call */
    int64_t delay_ms;                       /* the longest before the second attempt; it doubles */
    struct text url;                        /* told by --endpoint-url, for every service; empty: not told */
};

/* told_profile and told_region: the options; NULL where not given. Returns an
   empty text, or what is wrong with the files or the settings. */
struct text settings_load(struct arena *arena, const struct world *world, struct settings *settings,
                          const char *told_profile, const char *told_region);

/* A setting of the environment, else of the profile; NULL where neither has it. */
const char *settings_value(const struct settings *settings, const char *variable, const char *property);

/* The URL that is configured for a service instead of AWS's own; empty where
   none is ("Service-specific endpoints", AWS SDKs and Tools Reference Guide).
   *problem: what is wrong with the settings, or empty. */
struct text settings_endpoint_url(const struct settings *settings, const char *service, struct text *problem);

enum bucket_style settings_style(const struct settings *settings);

/* Where a service answers in a region. The same result as endpoint_find. */
struct text settings_endpoint(const struct settings *settings, enum service service, struct text region,
                              struct text bucket, struct endpoint *endpoint);

#endif
