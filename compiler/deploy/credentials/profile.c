/* Follows a profile from role to role down to where credentials are. Nothing is
   asked for here: the chain is made whole first, so that a mistake at its end
   is told before anything is done. Called by credentials.c. */
#include "deploy/credentials/profile.h"

struct following {
    struct arena *arena;
    const struct config *config;
    struct chain *chain;
    VEC(const struct config_section *) visited;
    VEC(struct step) roles;     /* the outermost first */
};

static bool wrong(struct following *following, const struct config_section *section, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

static bool wrong(struct following *following, const struct config_section *section, const char *format, ...)
{
    va_list arguments;
    following->chain->blamed = section;
    va_start(arguments, format);
    following->chain->problem = text_format_list(following->arena, format, arguments);
    va_end(arguments);
    return false;
}

static bool add(struct following *following, enum step_kind kind, const struct config_section *section,
                const struct config_section *session)
{
    *VEC_ADD(following->arena, &following->chain->steps) = (struct step){ kind, section, session };
    return true;
}

static const char *name_of(struct following *following, const struct config_section *section)
{
    return text_cstring(following->arena, section->name);
}

/* -------------------------------------------------------------- the last link */

static bool add_sso(struct following *following, const struct config_section *section)
{
    const struct text *named = config_value(section, "sso_session"), *account = config_value(section, "sso_account_id");
    const struct text *role = config_value(section, "sso_role_name");
    const struct config_section *session = NULL;
    if (named) {
        session = config_find(following->config, CONFIG_SSO_SESSION, *named);
        if (!session)
            return wrong(following, section, "sso-session named '%s' (referenced by profile '%s') was not found",
                         text_cstring(following->arena, *named), name_of(following, section));
        if (config_value(section, "sso_region") || config_value(section, "sso_start_url"))
            return wrong(following, section, "profile '%s': '%s' can only be specified in the [sso-session] section when a session "
                         "is named", name_of(following, section),
                         config_value(section, "sso_region") ? "sso_region" : "sso_start_url");
    }
    if (role && !account)
        return wrong(following, section, "profile '%s': if 'sso_role_name' is set, then 'sso_account_id' must also be set",
                     name_of(following, section));
    if (account && !role)
        return wrong(following, section, "profile '%s': if 'sso_account_id' is set, then 'sso_role_name' must also be set",
                     name_of(following, section));
    const struct config_section *from = session ? session : section;
    const char *missing = !config_value(from, "sso_region") ? "sso_region"
                          : !config_value(from, "sso_start_url") ? "sso_start_url" : NULL;
    if (missing)
        return wrong(following, from, "%s '%s' has no '%s'", session ? "sso-session" : "profile", name_of(following, from), missing);
    return add(following, STEP_SSO, section, session);
}

static bool has_sso(const struct config_section *section)
{
    return config_value(section, "sso_session") || config_value(section, "sso_account_id")
           || config_value(section, "sso_role_name") || config_value(section, "sso_start_url")
           || config_value(section, "sso_region");
}

static bool has_keys(const struct config_section *section)
{
    return config_value(section, "aws_access_key_id") && config_value(section, "aws_secret_access_key");
}

/* Those of the credentials file come before a program, those of the config file
   after it, as they do for the AWS CLI. */
static bool has_shared_keys(const struct config_section *section)
{
    for (size_t i = 0; has_keys(section) && i < section->properties.count; i++)
        if (text_equal_c(section->properties.at[i].name, "aws_access_key_id"))
            return section->properties.at[i].of_credentials;
    return false;
}

static bool add_last(struct following *following, const struct config_section *section)
{
    if (config_value(section, "credential_source"))
        return add(following, STEP_SOURCE, section, NULL);
    if (config_value(section, "web_identity_token_file")) {
        if (!config_value(section, "role_arn"))
            return wrong(following, section, "profile '%s': 'web_identity_token_file' was specified but 'role_arn' was missing",
                         name_of(following, section));
        return add(following, STEP_WEB_IDENTITY, section, NULL);
    }
    if (has_sso(section))
        return add_sso(following, section);
    if (has_shared_keys(section))
        return add(following, STEP_KEYS, section, NULL);
    if (config_value(section, "login_session"))
        return add(following, STEP_LOGIN, section, NULL);
    if (config_value(section, "credential_process"))
        return add(following, STEP_PROCESS, section, NULL);
    if (has_keys(section))
        return add(following, STEP_KEYS, section, NULL);
    bool key = config_value(section, "aws_access_key_id"), secret = config_value(section, "aws_secret_access_key");
    if (key || secret)
        return wrong(following, section, "profile '%s' is missing %s", name_of(following, section),
                     key ? "aws_secret_access_key" : "aws_access_key_id");
    following->chain->nothing = !following->roles.count;
    return wrong(following, section, "profile '%s' did not contain credential information", name_of(following, section));
}

/* ------------------------------------------------------------------ the roles */

/* The profile whose credentials the role is taken on with; NULL where this one
   is the last, or something is wrong with it. */
static const struct text *next_of(struct following *following, const struct config_section *section)
{
    const struct text *source = config_value(section, "source_profile");
    if (!config_value(section, "role_arn"))
        return NULL;
    if (source && config_value(section, "credential_source")) {
        wrong(following, section, "profile '%s' contained both source_profile and credential_source", name_of(following, section));
        return NULL;
    }
    if (source && text_equal(*source, section->name) && !has_keys(section)) {
        wrong(following, section, "profile '%s' formed an infinite loop", name_of(following, section));
        return NULL;
    }
    if (source || config_value(section, "credential_source")) {
        *VEC_ADD(following->arena, &following->roles) = (struct step){ STEP_ROLE, section, NULL };
        return source && !text_equal(*source, section->name) ? source : NULL;
    }
    if (!config_value(section, "web_identity_token_file"))
        wrong(following, section, "profile '%s' has a role_arn and must contain 'source_profile' or 'credential_source'",
              name_of(following, section));
    return NULL;
}

static bool follow(struct following *following, const struct config_section *section)
{
    for (;;) {
        for (size_t i = 0; i < following->visited.count; i++)
            if (following->visited.at[i] == section)
                return wrong(following, section, "profile '%s' formed an infinite loop", name_of(following, section));
        *VEC_ADD(following->arena, &following->visited) = section;
        /* Keys of a profile that another one names are what that one wants. */
        if (following->visited.count > 1 && has_keys(section))
            return add(following, STEP_KEYS, section, NULL);
        const struct text *next = next_of(following, section);
        if (following->chain->problem.length)
            return false;
        if (!next)
            return add_last(following, section);
        const struct config_section *source = config_find(following->config, CONFIG_PROFILE, *next);
        if (!source)
            return wrong(following, section, "could not find source profile '%s' referenced from '%s'",
                         text_cstring(following->arena, *next), name_of(following, section));
        section = source;
    }
}

/* A profile that is its own source: its own keys are what the role is taken on
   with, and not the role again. */
void profile_chain(struct arena *arena, const struct config *config, struct text profile, struct chain *chain)
{
    struct following following = { .arena = arena, .config = config, .chain = chain };
    *chain = (struct chain){ .problem = { "", 0 } };
    const struct config_section *section = config_find(config, CONFIG_PROFILE, profile);
    if (!section) {
        chain->nothing = true;
        wrong(&following, NULL, config_has_profiles(config) ? "profile '%s' was not found" : "profile '%s' was not found: no profiles were defined",
              text_cstring(arena, profile));
        return;
    }
    if (!follow(&following, section))
        return;
    for (size_t i = following.roles.count; i > 0; i--)
        *VEC_ADD(arena, &chain->steps) = following.roles.at[i - 1];
}
