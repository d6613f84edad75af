/* The chain of places where credentials may be: environment, profile, web
   identity, container, instance. A place that is set up wrong ends the search:
   to go on would deploy into another account than the one that was meant. The
   order between a token of web identity in the environment and a profile is
   that of the SDKs' recorded runs: a profile that was named comes first, and so
   does one that takes on a role; another default one comes second. A profile
   that an option names is meant instead of what the environment has. Called by
   client.c. */
#include "deploy/credentials/credentials.h"

enum found finding_wrong(struct finding *finding, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    finding->problem = text_format_list(finding->arena, format, arguments);
    va_end(arguments);
    return FOUND_WRONG;
}

static struct text setting(const struct finding *finding, const char *name)
{
    return world_text(finding->settings->world, finding->arena, name);
}

static enum found from_environment(struct finding *finding, struct credentials *credentials)
{
    struct text key = setting(finding, "AWS_ACCESS_KEY_ID"), secret = setting(finding, "AWS_SECRET_ACCESS_KEY");
    struct text token = setting(finding, "AWS_SESSION_TOKEN");
    if (!key.length && !secret.length)
        return FOUND_NOTHING;
    if (!key.length || !secret.length)
        return finding_wrong(finding, "%s is set in the environment, and %s is not",
                             key.length ? "AWS_ACCESS_KEY_ID" : "AWS_SECRET_ACCESS_KEY",
                             key.length ? "AWS_SECRET_ACCESS_KEY" : "AWS_ACCESS_KEY_ID");
    if (!token.length)
        token = setting(finding, "AWS_SECURITY_TOKEN");
    *credentials = (struct credentials){ { key, secret, token }, setting(finding, "AWS_ACCOUNT_ID"), 0,
                                         TEXT("the environment") };
    return FOUND;
}

/* ------------------------------------------------------------------- profiles */

static enum found from_keys(const struct config_section *section, struct credentials *credentials)
{
    struct text token = config_text(section, "aws_session_token");
    *credentials = (struct credentials){
        .key = { config_text(section, "aws_access_key_id"), config_text(section, "aws_secret_access_key"),
                 token.length ? token : config_text(section, "aws_security_token") },     /* as it was called first */
        .account = config_text(section, "aws_account_id"), .origin = { "", 0 },
    };
    return FOUND;
}

static enum found from_source(struct finding *finding, const struct config_section *section,
                              struct credentials *credentials)
{
    struct text source = config_text(section, "credential_source");
    enum found found;
    if (text_equal_c(source, "Environment"))
        found = from_environment(finding, credentials);
    else if (text_equal_c(source, "Ec2InstanceMetadata"))
        found = credentials_instance(finding, credentials);
    else if (text_equal_c(source, "EcsContainer"))
        found = credentials_container(finding, credentials);
    else
        return finding_wrong(finding, "credential_source '%s' is none of Environment, Ec2InstanceMetadata, EcsContainer",
                             text_cstring(finding->arena, source));
    if (found != FOUND_NOTHING)
        return found;
    return finding_wrong(finding, "profile '%s' takes its credentials from %s, which has none",
                         text_cstring(finding->arena, section->name), text_cstring(finding->arena, source));
}

static enum found take_step(struct finding *finding, const struct step *step, struct credentials *credentials)
{
    const struct config_section *section = step->section;
    struct web_identity identity = { config_text(section, "web_identity_token_file"), config_text(section, "role_arn"),
                                     config_text(section, "role_session_name") };
    struct sigv4_key with = credentials->key;
    switch (step->kind) {
    case STEP_KEYS: return from_keys(section, credentials);
    case STEP_SOURCE: return from_source(finding, section, credentials);
    case STEP_WEB_IDENTITY: return credentials_web_identity(finding, &identity, credentials);
    case STEP_SSO: return credentials_sso(finding, step, credentials);
    case STEP_LOGIN: return credentials_login(finding, section, credentials);
    case STEP_PROCESS: return credentials_process(finding, section, credentials);
    case STEP_ROLE: return credentials_role(finding, section, &with, credentials);
    }
    return FOUND_NOTHING;
}

/* Puts the place of the profile that is to blame before what is wrong with it. */
static enum found blame(struct finding *finding, const struct config_section *section, struct text problem)
{
    finding->problem = section ? text_format(finding->arena, "%s:%u: %s", section->path, section->line, problem.at) : problem;
    return FOUND_WRONG;
}

static enum found from_profile(struct finding *finding, struct credentials *credentials)
{
    struct chain chain;
    const struct settings *settings = finding->settings;
    profile_chain(finding->arena, &settings->config, settings->profile, &chain);
    if (chain.nothing && (settings->section || !settings->profile_named))
        return FOUND_NOTHING;
    if (chain.problem.length)
        return blame(finding, chain.blamed, chain.problem);
    *credentials = (struct credentials){ .account = { "", 0 } };
    for (size_t i = 0; i < chain.steps.count; i++) {
        enum found found = take_step(finding, &chain.steps.at[i], credentials);
        if (found != FOUND)
            return found == FOUND_WRONG ? blame(finding, chain.steps.at[i].section, finding->problem) : found;
    }
    credentials->origin = text_format(finding->arena, "profile '%s'", text_cstring(finding->arena, settings->profile));
    return FOUND;
}

/* ------------------------------------------------------------------ the chain */

static enum found from_web_identity(struct finding *finding, struct credentials *credentials)
{
    struct web_identity identity = { setting(finding, "AWS_WEB_IDENTITY_TOKEN_FILE"), setting(finding, "AWS_ROLE_ARN"),
                                     setting(finding, "AWS_ROLE_SESSION_NAME") };
    if (!identity.token_file.length)
        return FOUND_NOTHING;
    if (!identity.role_arn.length)
        return finding_wrong(finding, "AWS_WEB_IDENTITY_TOKEN_FILE is set, and AWS_ROLE_ARN is not");
    return credentials_web_identity(finding, &identity, credentials);
}

/* Whether the default profile, which nobody named, takes on a role. */
static bool takes_role(const struct config_section *section)
{
    return config_value(section, "role_arn") && !config_value(section, "web_identity_token_file");
}

enum found credentials_find(struct finding *finding, struct credentials *credentials)
{
    typedef enum found provider(struct finding *finding, struct credentials *credentials);
    const struct settings *settings = finding->settings;
    bool named = settings->profile_option || settings->profile_named || takes_role(settings->section);
    provider *const in_order[] = {
        settings->profile_option ? NULL : from_environment,
        named ? from_profile : from_web_identity,
        settings->profile_option ? NULL : named ? from_web_identity : from_profile,
        credentials_container, credentials_instance,
    };
    finding->problem = TEXT("");
    for (size_t i = 0; i < sizeof in_order / sizeof *in_order; i++) {
        enum found found = in_order[i] ? in_order[i](finding, credentials) : FOUND_NOTHING;
        if (found != FOUND_NOTHING)
            return found;
    }
    return FOUND_NOTHING;
}
