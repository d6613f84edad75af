/* Config: the files that AWS's clients share, ~/.aws/config and
   ~/.aws/credentials ("Configuration and credential file settings", AWS SDKs
   and Tools Reference Guide). */
#ifndef MTC_DEPLOY_CONFIG_H
#define MTC_DEPLOY_CONFIG_H

#include "deploy/world/world.h"

struct config_property {
    struct text name;           /* in lower case */
    struct text value;          /* of several lines: joined by '\n'; one that begins with '\n' holds sub-properties */
    bool of_credentials;        /* it stands in the credentials file */
};

enum config_kind { CONFIG_PROFILE, CONFIG_SSO_SESSION, CONFIG_SERVICES };

struct config_section {
    enum config_kind kind;
    struct text name;
    VEC(struct config_property) properties;
    bool prefixed;              /* [profile default], which beats [default] */
    bool ignored;
    const char *path;           /* where it begins, for messages */
    unsigned line;
};

struct config {
    VEC(struct config_section *) sections;
    const char *config_path, *credentials_path;
    struct text problem;        /* the first mistake, with file and line; empty: none */
    struct text doubt;          /* where a comment stands behind a value, which AWS's clients read differently */
};

/* Reads both files; one that is not there is empty. */
void config_load(struct arena *arena, const struct world *world, struct config *config);
/* Reads two texts, for tests. */
void config_read(struct arena *arena, struct config *config, struct text config_text, struct text credentials_text);

/* NULL where there is none. */
const struct config_section *config_find(const struct config *config, enum config_kind kind, struct text name);
/* The value of a property; NULL where it is absent or empty. */
const struct text *config_value(const struct config_section *section, const char *name);
/* The same; empty where it is absent. */
struct text config_text(const struct config_section *section, const char *name);
/* The value of a sub-property, such as endpoint_url of `s3 =`. False where it
   is absent. */
bool config_sub_value(const struct config_section *section, const char *name, const char *sub, struct text *value);
/* Whether any profile is defined. */
bool config_has_profiles(const struct config *config);

/* The text without blanks at its ends. */
struct text config_trim(struct text text);

#endif
