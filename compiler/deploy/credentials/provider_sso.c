/* Credentials of IAM Identity Center ("IAM Identity Center credential
   provider", AWS SDKs and Tools Reference Guide): `aws sso login` leaves a
   token in ~/.aws/sso/cache, which is refreshed here where that is possible,
   and changed for credentials of a role. */
#include "deploy/credentials/token_file.h"

#include <stdlib.h>

enum { FRESH_SECONDS = 15 * 60 };

struct sso {
    struct finding *finding;
    const struct config_section *section, *from;    /* .from has region and start URL */
    struct token_file file;
    struct text token;
    int64_t expires;
};

static enum found log_in_again(struct sso *sso, const char *why)
{
    const char *profile = text_cstring(sso->finding->arena, sso->section->name);
    return finding_wrong(sso->finding, "profile '%s': %s; 'aws sso login --profile %s' gives a new token", profile, why, profile);
}

/* The file is named by the SHA-1 of the session's name, or of the start URL where
   the profile names no session. */
static enum found read_cache(struct sso *sso)
{
    struct finding *finding = sso->finding;
    const struct text *session = config_value(sso->section, "sso_session");
    struct text name = digest_sha1(finding->arena, session ? *session : config_text(sso->from, "sso_start_url"));
    if (token_file_read(finding, NULL, "sso/cache", name, &sso->file) != FOUND)
        return log_in_again(sso, finding->problem.at);
    sso->token = answer_text(sso->file.tree, "accessToken");
    sso->expires = world_time(answer_text(sso->file.tree, "expiresAt"));
    if (!sso->token.length || sso->expires < 0)
        return log_in_again(sso, text_format(finding->arena, "'%s' holds no token", sso->file.path).at);
    return FOUND;
}

/* Whether the file has what a refresh needs, and its client is still registered. */
static bool can_refresh(const struct sso *sso, int64_t now)
{
    const struct answer *tree = sso->file.tree;
    struct text registered = answer_text(tree, "registrationExpiresAt");
    return config_value(sso->section, "sso_session") && answer_text(tree, "refreshToken").length
           && answer_text(tree, "clientId").length && answer_text(tree, "clientSecret").length
           && (!registered.length || world_time(registered) > now);
}

/* "CreateToken", IAM Identity Center OIDC API Reference. The new token goes back
   into the file, for the AWS CLI's next call. */
static bool refresh(struct sso *sso, int64_t now)
{
    struct finding *finding = sso->finding;
    struct arena *arena = finding->arena;
    const struct answer *tree = sso->file.tree;
    const struct token_field fields[] = {
        { "", "clientId", answer_text(tree, "clientId") }, { "", "clientSecret", answer_text(tree, "clientSecret") },
        { "", "grantType", TEXT("refresh_token") }, { "", "refreshToken", answer_text(tree, "refreshToken") },
    };
    struct aws_call call = { .service = SERVICE_SSO_OIDC, .region = config_text(sso->from, "sso_region"), .bucket = { "", 0 },
                         .method = "POST", .path = TEXT("/token"), .query = { "", 0 },
                         .body = token_body(arena, fields, sizeof fields / sizeof *fields),
                         .content_type = "application/json", .once = true };
    struct reply reply;
    exchange_call(&finding->exchange, arena, &call, &reply);
    struct text token = answer_text(reply.tree, "accessToken"), again = answer_text(reply.tree, "refreshToken");
    if (reply.outcome != REPLY_FINE || !token.length)
        return false;
    sso->token = token;
    sso->expires = now + strtol(text_cstring(arena, answer_text(reply.tree, "expiresIn")), NULL, 10);
    const struct token_field changes[] = {
        { "", "accessToken", token }, { "", "expiresAt", token_time(arena, sso->expires) }, { "", "refreshToken", again },
    };
    token_file_write(finding, &sso->file, changes, again.length ? 3 : 2);
    return true;
}

/* A token of the last minutes is refreshed; one that cannot be serves to its end. */
static enum found fresh_token(struct sso *sso)
{
    int64_t now = world_seconds(sso->finding->settings->world) + sso->finding->exchange.skew;
    if (sso->expires > now + FRESH_SECONDS || (can_refresh(sso, now) && refresh(sso, now)) || sso->expires > now)
        return FOUND;
    return log_in_again(sso, "its token of IAM Identity Center has expired");
}

enum found credentials_sso(struct finding *finding, const struct step *step, struct credentials *credentials)
{
    struct sso sso = { .finding = finding, .section = step->section, .from = step->session ? step->session : step->section };
    struct text role = config_text(step->section, "sso_role_name"), account = config_text(step->section, "sso_account_id");
    if (!role.length)
        return finding_wrong(finding, "profile '%s' gives a token and no credentials: it has no 'sso_account_id' and "
                             "'sso_role_name'", text_cstring(finding->arena, step->section->name));
    enum found found = read_cache(&sso);
    if (found == FOUND)
        found = fresh_token(&sso);
    if (found != FOUND)
        return found;
    struct buffer query;
    buffer_init(&query, finding->arena);
    query_add(&query, "role_name", role);
    query_add(&query, "account_id", account);
    struct aws_call call = { .service = SERVICE_SSO, .region = config_text(sso.from, "sso_region"), .bucket = { "", 0 },
                         .method = "GET", .path = TEXT("/federation/credentials"), .query = buffer_text(&query),
                         .body = { "", 0 } };
    headers_add(finding->arena, &call.headers, "x-amz-sso_bearer_token", sso.token);
    struct reply reply;
    exchange_call(&finding->exchange, finding->arena, &call, &reply);
    if (reply.outcome == REPLY_REFUSED && reply.status == 401)
        return log_in_again(&sso, "its token of IAM Identity Center is not accepted");
    const struct answer *given = answer_find(reply.tree, "roleCredentials");
    if (reply.outcome != REPLY_FINE || !given)
        return finding_wrong(finding, "IAM Identity Center gave no credentials of the role '%s': %s",
                             text_cstring(finding->arena, role), reply_words(finding->arena, &reply).at);
    *credentials = (struct credentials){
        .key = { answer_text(given, "accessKeyId"), answer_text(given, "secretAccessKey"), answer_text(given, "sessionToken") },
        .account = account, .expires = strtoll(text_cstring(finding->arena, answer_text(given, "expiration")), NULL, 10) / 1000,
        .origin = { "", 0 },
    };
    return FOUND;
}
