/* Credentials of the console ("Login credentials provider", AWS SDKs and Tools
   Reference Guide): `aws login` leaves keys of fifteen minutes
   and a token to renew them in ~/.aws/login/cache, under the SHA-256 of the
   session's name. Who renews them proves that the session's key is theirs. */
#include "deploy/credentials/dpop.h"
#include "deploy/credentials/token_file.h"

#include <stdlib.h>

enum { FRESH_SECONDS = 5 * 60 };    /* botocore's LoginCredentialFetcher: what lives longer is not renewed */

struct login {
    struct finding *finding;
    const struct config_section *section;
    struct token_file file;
    const struct answer *keys;      /* accessToken */
    struct text account;
};

static enum found log_in_again(const struct login *login, const char *why)
{
    const char *profile = text_cstring(login->finding->arena, login->section->name);
    return finding_wrong(login->finding, "profile '%s': %s; 'aws login --profile %s' gives new ones", profile, why, profile);
}

static enum found read_file(struct login *login)
{
    static const char *const needed[] = { "accessToken", "refreshToken", "clientId", "dpopKey" };
    struct finding *finding = login->finding;
    struct text name = digest_sha256(finding->arena, config_text(login->section, "login_session"));
    if (token_file_read(finding, "AWS_LOGIN_CACHE_DIRECTORY", "login/cache", name, &login->file) != FOUND)
        return log_in_again(login, finding->problem.at);
    for (size_t i = 0; i < sizeof needed / sizeof *needed; i++)
        if (!answer_child(login->file.tree, needed[i]))
            return log_in_again(login, text_format(finding->arena, "'%s' has no %s", login->file.path, needed[i]).at);
    login->keys = answer_child(login->file.tree, "accessToken");
    login->account = answer_text(login->keys, "accountId");
    return FOUND;
}

static struct credentials credentials_of(const struct login *login, const struct answer *keys, int64_t expires)
{
    return (struct credentials){
        .key = { answer_text(keys, "accessKeyId"), answer_text(keys, "secretAccessKey"), answer_text(keys, "sessionToken") },
        .account = login->account, .expires = expires, .origin = { "", 0 },
    };
}

/* What no other proof has. */
static struct text unique(const struct finding *finding)
{
    const struct world *world = finding->settings->world;
    struct buffer out;
    buffer_init(&out, finding->arena);
    for (int i = 0; i < 4; i++)
        buffer_add_format(&out, "%08x", (unsigned)(world->chance(world->context) * 4294967296.0));
    return buffer_text(&out);
}

/* The new keys go back into the file, for the AWS CLI's next call. */
static void keep(struct login *login, const struct answer *keys, struct text refresh_token, int64_t expires)
{
    const struct token_field fields[] = {
        { "accessToken", "accessKeyId", answer_text(keys, "accessKeyId") },
        { "accessToken", "secretAccessKey", answer_text(keys, "secretAccessKey") },
        { "accessToken", "sessionToken", answer_text(keys, "sessionToken") },
        { "accessToken", "expiresAt", token_time(login->finding->arena, expires) }, { "", "refreshToken", refresh_token },
    };
    token_file_write(login->finding, &login->file, fields, sizeof fields / sizeof *fields);
}

/* "CreateOAuth2Token", AWS Sign-In API Reference. False: the reply tells why not. */
static bool renew(struct login *login, struct credentials *credentials, struct reply *reply)
{
    struct finding *finding = login->finding;
    struct arena *arena = finding->arena;
    const struct world *world = finding->settings->world;
    const struct answer *tree = login->file.tree;
    int64_t now = world_seconds(world) + finding->exchange.skew;
    const struct token_field fields[] = {
        { "", "clientId", answer_text(tree, "clientId") }, { "", "refreshToken", answer_text(tree, "refreshToken") },
        { "", "grantType", TEXT("refresh_token") },
    };
    struct aws_call call = { .service = SERVICE_SIGNIN, .region = finding->settings->region, .bucket = { "", 0 }, .method = "POST",
                             .path = TEXT("/v1/token"), .query = { "", 0 },
                             .body = token_body(arena, fields, sizeof fields / sizeof *fields), .content_type = "application/json" };
    struct endpoint endpoint;
    *reply = (struct reply){ .outcome = REPLY_IMPOSSIBLE, .code = { "", 0 }, .request_id = { "", 0 } };
    reply->message = settings_endpoint(finding->settings, call.service, call.region, call.bucket, &endpoint);
    if (reply->message.length)
        return false;
    struct text proof = dpop_proof(arena, answer_text(tree, "dpopKey"), text_join(arena, endpoint.url, call.path), now, unique(finding));
    if (!proof.length) {
        reply->message = text_format(arena, "the key in '%s' is none of P-256", login->file.path);
        return false;
    }
    headers_add(arena, &call.headers, "DPoP", proof);
    exchange_call(&finding->exchange, arena, &call, reply);
    const struct answer *keys = reply->outcome == REPLY_FINE ? answer_child(reply->tree, "accessToken") : NULL;
    int64_t expires = now + strtol(text_cstring(arena, answer_text(reply->tree, "expiresIn")), NULL, 10);
    struct text again = answer_text(reply->tree, "refreshToken");
    *credentials = credentials_of(login, keys, expires);
    if (!credentials->key.access_key.length || !credentials->key.secret_key.length || !again.length)
        return false;
    keep(login, keys, again, expires);
    return true;
}

enum found credentials_login(struct finding *finding, const struct config_section *section, struct credentials *credentials)
{
    struct login login = { .finding = finding, .section = section };
    struct reply reply;
    enum found found = read_file(&login);
    if (found != FOUND)
        return found;
    int64_t now = world_seconds(finding->settings->world) + finding->exchange.skew;
    int64_t expires = world_time(answer_text(login.keys, "expiresAt"));
    struct credentials there = credentials_of(&login, login.keys, expires);
    *credentials = there;
    if (expires > now + FRESH_SECONDS || renew(&login, credentials, &reply))
        return FOUND;
    *credentials = there;
    if (expires > now)
        return FOUND;       /* they serve to their end */
    struct text words = reply_words(finding->arena, &reply);
    return log_in_again(&login, text_format(finding->arena, "its keys have expired and cannot be renewed: %s",
                                            words.length ? words.at : "there are none in the answer").at);
}
