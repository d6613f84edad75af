/* Credentials of IAM Identity Center ("IAM Identity Center credential
   provider", AWS SDKs and Tools Reference Guide): `aws sso login` leaves a
   token in ~/.aws/sso/cache, which is refreshed here where that is possible,
   and changed for credentials of a role. */
#include "deploy/credentials/credentials.h"

#include "base/file.h"
#include "deploy/client/uri.h"

#include <cjson/cJSON.h>
#include <stdlib.h>

enum { MOST_BYTES = 1024 * 1024, FRESH_SECONDS = 15 * 60, SSO_MS = 30000 };

struct sso {
    struct finding *finding;
    const struct config_section *section, *from;    /* .from has region and start URL */
    const char *cache;          /* the token's file */
    struct text token, refresh_token, client_id, client_secret;
    int64_t expires;
    const struct answer *tree;  /* the file's content */
};

static struct text property(const struct config_section *section, const char *name)
{
    const struct text *value = config_value(section, name);
    return value ? *value : TEXT("");
}

static enum found log_in_again(struct sso *sso, const char *why)
{
    const char *profile = text_cstring(sso->finding->arena, sso->section->name);
    return finding_wrong(sso->finding, "profile '%s': %s; 'aws sso login --profile %s' gives a new token", profile, why, profile);
}

static enum found read_cache(struct sso *sso)
{
    struct finding *finding = sso->finding;
    const struct world *world = finding->settings->world;
    const struct text *session = config_value(sso->section, "sso_session");
    struct text name = digest_sha1(finding->arena, session ? *session : property(sso->from, "sso_start_url"));
    const char *home = world_setting(world, finding->arena, "HOME");
    struct text content;
    sso->cache = text_format(finding->arena, "%s/.aws/sso/cache/%s.json", home ? home : "",
                             text_cstring(finding->arena, name)).at;
    int error = file_read(finding->arena, world->path(world->context, finding->arena, sso->cache), MOST_BYTES, &content);
    if (error)
        return log_in_again(sso, text_format(finding->arena, "cannot read '%s': %s", sso->cache,
                                             file_error(finding->arena, error)).at);
    sso->tree = answer_json(finding->arena, content);
    sso->token = answer_text(sso->tree, "accessToken");
    sso->refresh_token = answer_text(sso->tree, "refreshToken");
    sso->client_id = answer_text(sso->tree, "clientId");
    sso->client_secret = answer_text(sso->tree, "clientSecret");
    sso->expires = world_time(answer_text(sso->tree, "expiresAt"));
    if (!sso->token.length || sso->expires < 0)
        return log_in_again(sso, text_format(finding->arena, "'%s' holds no token", sso->cache).at);
    return FOUND;
}

/* A JSON object of strings, printed. cJSON's memory is gone when it returns. */
static struct text print_object(struct arena *arena, const char *const (*members)[2], size_t count)
{
    size_t room = 64;
    for (size_t i = 0; i < count; i++)
        room += 12 * strlen(members[i][1]) + strlen(members[i][0]) + 16;
    char *out = arena_alloc(arena, room);
    cJSON *object = cJSON_CreateObject();
    bool fine = object != NULL;
    for (size_t i = 0; i < count && fine; i++)
        fine = cJSON_AddStringToObject(object, members[i][0], members[i][1]) != NULL;
    fine = fine && cJSON_PrintPreallocated(object, out, (int)room, false);
    cJSON_Delete(object);
    if (!fine)
        arena_fail(arena);
    return text_of(out);
}

/* The new token goes back into the file, for the AWS CLI's next call. A cache
   that cannot be written costs another refresh and nothing else. */
static void write_cache(struct sso *sso, int64_t expires)
{
    struct arena *arena = sso->finding->arena;
    const struct world *world = sso->finding->settings->world;
    const char *time = text_cstring(arena, sigv4_time(arena, expires));
    const char *at = text_format(arena, "%.4s-%.2s-%.2sT%.2s:%.2s:%.2sZ", time, time + 4, time + 6, time + 9, time + 11,
                                 time + 13).at;
    enum { MOST_MEMBERS = 32 };
    const char *members[MOST_MEMBERS][2];
    size_t count = 0;
    for (const struct answer *member = sso->tree->children; member && count < MOST_MEMBERS; member = member->next) {
        struct text value = text_equal_c(member->name, "accessToken") ? sso->token
                            : text_equal_c(member->name, "refreshToken") ? sso->refresh_token
                            : text_equal_c(member->name, "expiresAt") ? text_of(at) : member->text;
        members[count][0] = text_cstring(arena, member->name);
        members[count++][1] = text_cstring(arena, value);
    }
    struct output output;
    if (output_begin(&output, arena, world->path(world->context, arena, sso->cache)) == 0)
        output_add(&output, print_object(arena, (const char *const (*)[2])members, count));
    output_commit(&output);
}

static bool refresh(struct sso *sso)
{
    struct finding *finding = sso->finding;
    struct arena *arena = finding->arena;
    const char *const members[][2] = {
        { "clientId", text_cstring(arena, sso->client_id) }, { "clientSecret", text_cstring(arena, sso->client_secret) },
        { "grantType", "refresh_token" }, { "refreshToken", text_cstring(arena, sso->refresh_token) },
    };
    struct aws_call call = { .service = SERVICE_SSO_OIDC, .region = property(sso->from, "sso_region"), .bucket = { "", 0 },
                         .method = "POST", .path = TEXT("/token"), .query = { "", 0 },
                         .body = print_object(arena, members, sizeof members / sizeof *members),
                         .content_type = "application/json", .once = true, .changes = true };
    struct reply reply;
    exchange_call(&finding->exchange, arena, &call, &reply);
    struct text token = answer_text(reply.tree, "accessToken"), again = answer_text(reply.tree, "refreshToken");
    if (reply.outcome != REPLY_FINE || !token.length)
        return false;
    long seconds = strtol(text_cstring(arena, answer_text(reply.tree, "expiresIn")), NULL, 10);
    sso->token = token;
    if (again.length)
        sso->refresh_token = again;
    sso->expires = world_seconds(finding->settings->world) + seconds;
    write_cache(sso, sso->expires);
    return true;
}

/* A token of the last minutes is refreshed; one that cannot be serves to its end. */
static enum found fresh_token(struct sso *sso)
{
    int64_t now = world_seconds(sso->finding->settings->world);
    bool can = sso->refresh_token.length && sso->client_id.length && sso->client_secret.length
               && config_value(sso->section, "sso_session");
    if (sso->expires > now + FRESH_SECONDS || (can && refresh(sso)) || sso->expires > now)
        return FOUND;
    return log_in_again(sso, "its token of IAM Identity Center has expired");
}

enum found credentials_sso(struct finding *finding, const struct step *step, struct credentials *credentials)
{
    struct sso sso = { .finding = finding, .section = step->section, .from = step->session ? step->session : step->section };
    struct text role = property(step->section, "sso_role_name"), account = property(step->section, "sso_account_id");
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
    struct aws_call call = { .service = SERVICE_SSO, .region = property(sso.from, "sso_region"), .bucket = { "", 0 },
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
