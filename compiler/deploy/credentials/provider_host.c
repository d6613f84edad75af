/* Credentials that the machine itself gives: of a container (ECS, EKS Pod
   Identity; "Container credential provider") and of an instance (IMDSv2; "IMDS
   credential provider", AWS SDKs and Tools Reference Guide). Neither is ever
   asked through a proxy. */
#include "deploy/credentials/credentials.h"

#include "base/file.h"
#include "deploy/client/uri.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdlib.h>

enum {
    CONTAINER_MS = 2000, CONTAINER_ATTEMPTS = 3,
    INSTANCE_MS = 1000, BUSY_ATTEMPTS = 3, BUSY_DELAY_MS = 100,
    MOST_TOKEN_BYTES = 64 * 1024,
    STALE_SECONDS = 900     /* expired credentials of an instance are used on while IMDS gives no others */
};

static const char *setting(const struct finding *finding, const char *name)
{
    return world_setting(finding->settings->world, finding->arena, name);
}

/* A request that is neither signed nor sent through a proxy, tried again when
   the server is busy (attempts: also when it does not answer). */
static void finding_get(struct finding *finding, const char *method, struct text url, const struct headers *headers, int timeout_ms,
                        unsigned attempts, struct http_answer *answer)
{
    const struct world *world = finding->settings->world;
    struct http_request request = { .method = method, .url = url, .headers = *headers, .body = { "", 0 },
                                    .connect_ms = timeout_ms, .total_ms = timeout_ms, .direct = true };
    for (unsigned silent = 1, busy = 1;;) {
        world->send(world->context, finding->arena, &request, answer);
        bool again = answer->failure == HTTP_FINE ? answer->status >= 500 && busy++ < BUSY_ATTEMPTS
                                                  : answer->failure != HTTP_STOPPED && silent++ < attempts;
        if (!again || !world->wait(world->context, BUSY_DELAY_MS))
            return;
    }
}

/* What a refusal says, to be told behind its status. */
static struct text words_of(struct finding *finding, const struct http_answer *answer)
{
    const struct answer *tree = answer_json(finding->arena, answer->body);
    struct text code = answer_text(tree, "Code"), words = answer_text(tree, "Message");
    if (!code.length)
        code = answer_text(tree, "code");
    if (!words.length)
        words = answer_text(tree, "message");
    struct reply reply = { .code = code, .message = words, .request_id = { "", 0 } };
    words = reply_words(finding->arena, &reply);
    return words.length ? text_join(finding->arena, TEXT(": "), words) : words;
}

/* What both give: JSON with these members. */
static bool read_credentials(struct finding *finding, struct text body, struct credentials *credentials)
{
    const struct answer *tree = answer_json(finding->arena, body);
    struct text code = answer_text(tree, "Code");
    *credentials = (struct credentials){
        .key = { answer_text(tree, "AccessKeyId"), answer_text(tree, "SecretAccessKey"), answer_text(tree, "Token") },
        .account = answer_text(tree, "AccountId"), .expires = world_time(answer_text(tree, "Expiration")),
        .origin = { "", 0 },
    };
    return credentials->key.access_key.length && credentials->key.secret_key.length && credentials->expires >= 0
           && (!code.length || text_equal_c(code, "Success"));
}

/* ---------------------------------------------------------------- container */

/* Plain HTTP is for this machine and the addresses of ECS and EKS alone
   ("Container credential provider"). A name that only begins like an address,
   such as 127.0.0.1.example.com, is anybody's. */
static bool is_near(struct arena *arena, struct text host)
{
    static const char *const of_aws[] = { "169.254.170.2", "169.254.170.23" };
    struct in_addr four, known;
    struct in6_addr six, eks;
    const char *name = text_cstring(arena, host);
    if (inet_pton(AF_INET, name, &four) == 1) {
        for (size_t i = 0; i < sizeof of_aws / sizeof *of_aws; i++)
            if (inet_pton(AF_INET, of_aws[i], &known) == 1 && known.s_addr == four.s_addr)
                return true;
        return ntohl(four.s_addr) >> 24 == 127;
    }
    if (inet_pton(AF_INET6, name, &six) == 1)
        return IN6_IS_ADDR_LOOPBACK(&six)
               || (inet_pton(AF_INET6, "fd00:ec2::23", &eks) == 1 && memcmp(&six, &eks, sizeof six) == 0);
    return text_equal_any_case(host, TEXT("localhost"));
}

struct text container_url(const struct finding *finding, struct text *problem)
{
    const char *relative = setting(finding, "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI");
    const char *full = setting(finding, "AWS_CONTAINER_CREDENTIALS_FULL_URI");
    struct uri uri;
    *problem = TEXT("");
    if (relative)
        return text_format(finding->arena, "http://169.254.170.2%s%s", relative[0] == '/' ? "" : "/", relative);
    if (!full)
        return TEXT("");
    if (!uri_split(finding->arena, text_of(full), &uri)) {
        *problem = text_format(finding->arena, "AWS_CONTAINER_CREDENTIALS_FULL_URI: '%s' is no http or https URL with a host",
                               full);
        return TEXT("");
    }
    if (text_equal_c(uri.scheme, "http") && !is_near(finding->arena, uri.host))
        *problem = text_format(finding->arena, "AWS_CONTAINER_CREDENTIALS_FULL_URI: '%s' would send a token unencrypted to "
                               "another machine", full);
    return text_of(full);
}

static enum found container_token(struct finding *finding, struct text *token)
{
    const struct world *world = finding->settings->world;
    const char *file = setting(finding, "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE");
    const char *value = setting(finding, "AWS_CONTAINER_AUTHORIZATION_TOKEN");
    *token = text_of(value ? value : "");
    if (file) {
        int error = file_read(finding->arena, world->path(world->context, finding->arena, file), MOST_TOKEN_BYTES, token);
        if (error)
            return finding_wrong(finding, "cannot read AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE '%s': %s", file,
                                 file_error(finding->arena, error));
        *token = config_trim(*token);
    }
    for (size_t i = 0; i < token->length; i++)
        if ((unsigned char)token->at[i] < ' ')
            return finding_wrong(finding, "the container's authorization token has a line end or control character in it");
    return FOUND;
}

enum found credentials_container(struct finding *finding, struct credentials *credentials)
{
    struct text problem, token, url = container_url(finding, &problem);
    if (problem.length)
        return finding_wrong(finding, "%s", problem.at);
    if (!url.length)
        return FOUND_NOTHING;
    enum found found = container_token(finding, &token);
    if (found != FOUND)
        return found;
    struct headers headers = { 0 };
    headers_add(finding->arena, &headers, "Accept", TEXT("application/json"));
    if (token.length)
        headers_add(finding->arena, &headers, "Authorization", token);
    struct http_answer answer;
    finding_get(finding, "GET", url, &headers, CONTAINER_MS, CONTAINER_ATTEMPTS, &answer);
    if (answer.failure != HTTP_FINE)
        return finding_wrong(finding, "the container's credentials at %s cannot be had: %s", url.at, answer.reason.at);
    if (answer.status != 200 || !read_credentials(finding, answer.body, credentials))
        return finding_wrong(finding, "the container's credentials at %s cannot be had: HTTP %ld%s%s", url.at, answer.status,
                             answer.status == 200 ? " without credentials" : "", words_of(finding, &answer).at);
    credentials->origin = TEXT("the container");
    return FOUND;
}

/* ----------------------------------------------------------------- instance */

struct text instance_url(const struct finding *finding, struct text *problem)
{
    const char *url = settings_value(finding->settings, "AWS_EC2_METADATA_SERVICE_ENDPOINT", "ec2_metadata_service_endpoint");
    const char *mode = settings_value(finding->settings, "AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE",
                                      "ec2_metadata_service_endpoint_mode");
    struct uri uri;
    *problem = TEXT("");
    if (!url && mode && !text_equal_any_case(text_of(mode), text_of("ipv4")) && !text_equal_any_case(text_of(mode), text_of("ipv6")))
        *problem = text_format(finding->arena, "'%s' is not a valid endpoint mode of the instance metadata", mode);
    if (!url)
        return mode && text_equal_any_case(text_of(mode), text_of("ipv6")) ? TEXT("http://[fd00:ec2::254]") : TEXT("http://169.254.169.254");
    struct text text = text_of(url);
    if (!uri_split(finding->arena, text, &uri))
        *problem = text_format(finding->arena, "the endpoint '%s' of the instance metadata is no http or https URL", url);
    while (text.length && text.at[text.length - 1] == '/')
        text.length--;
    return text;
}

static bool instance_get(struct finding *finding, struct text base, const char *path, struct text token,
                         struct http_answer *answer)
{
    const char *timeout = setting(finding, "AWS_METADATA_SERVICE_TIMEOUT");
    const char *attempts = setting(finding, "AWS_METADATA_SERVICE_NUM_ATTEMPTS");
    long seconds = timeout ? strtol(timeout, NULL, 10) : 0, tries = attempts ? strtol(attempts, NULL, 10) : 0;
    struct headers headers = { 0 };
    bool asks_token = strcmp(path, "/latest/api/token") == 0;
    if (asks_token)
        headers_add(finding->arena, &headers, "x-aws-ec2-metadata-token-ttl-seconds", TEXT("21600"));
    if (token.length)
        headers_add(finding->arena, &headers, "x-aws-ec2-metadata-token", token);
    finding_get(finding, asks_token ? "PUT" : "GET", text_join(finding->arena, base, text_of(path)), &headers,
                seconds > 0 && seconds < 600 ? (int)seconds * 1000 : INSTANCE_MS, tries > 0 && tries < 100 ? (unsigned)tries : 1,
                answer);
    return answer->failure == HTTP_FINE && answer->status == 200;
}

/* An answer to the request for a token travels one hop only, unless the instance
   says otherwise; what a container lies behind is another ("Use IMDS", Amazon
   EC2 User Guide). */
static enum found no_token(struct finding *finding)
{
    return finding_wrong(finding, "the instance metadata service gave no token; in a container, its hop limit must be at least 2");
}

/* The token of IMDSv2; empty where only version 1 is spoken. A machine without
   an instance metadata service gives no connection: FOUND_NOTHING. */
static enum found instance_token(struct finding *finding, struct text base, struct text *token)
{
    struct http_answer answer;
    *token = TEXT("");
    if (instance_get(finding, base, "/latest/api/token", TEXT(""), &answer)) {
        *token = config_trim(answer.body);
        return FOUND;
    }
    bool silent = answer.failure == HTTP_LOST, unknown = answer.failure == HTTP_FINE
                                                       && (answer.status == 404 || answer.status == 405);
    if (answer.failure != HTTP_FINE && !silent)
        return FOUND_NOTHING;
    if (answer.failure == HTTP_FINE && answer.status == 403)
        return finding_wrong(finding, "the instance metadata service is disabled (HTTP 403)");
    if (world_is_true(settings_value(finding->settings, "AWS_EC2_METADATA_V1_DISABLED", "ec2_metadata_v1_disabled")))
        return no_token(finding);
    if (!silent && !unknown)
        return finding_wrong(finding, "the instance metadata service gave no token (HTTP %ld)", answer.status);
    return FOUND;
}

/* While IMDS itself cannot get new credentials it gives the old ones on; they
   are used, and asked for again later ("static stability"). */
static void extend(struct finding *finding, struct credentials *credentials)
{
    const struct world *world = finding->settings->world;
    int64_t now = world_seconds(world);
    if (credentials->expires && credentials->expires <= now)
        credentials->expires = now + STALE_SECONDS + 120 + (int64_t)(world->chance(world->context) * 480);
}

enum found credentials_instance(struct finding *finding, struct credentials *credentials)
{
    struct text problem, base = instance_url(finding, &problem), token;
    struct http_answer answer;
    if (world_is_true(setting(finding, "AWS_EC2_METADATA_DISABLED")))
        return FOUND_NOTHING;
    if (problem.length)
        return finding_wrong(finding, "%s", problem.at);
    enum found found = instance_token(finding, base, &token);
    if (found != FOUND)
        return found;
    static const char path[] = "/latest/meta-data/iam/security-credentials/";
    if (!instance_get(finding, base, path, token, &answer))
        return answer.failure == HTTP_FINE && answer.status == 401 ? no_token(finding) : FOUND_NOTHING;   /* no role is attached */
    struct text role = config_trim(answer.body);
    const char *end = memchr(role.at, '\n', role.length);
    role = text_slice(role, 0, end ? (size_t)(end - role.at) : role.length);
    struct buffer where;
    buffer_init(&where, finding->arena);
    buffer_add_c(&where, path);
    uri_encode(&where, role, false);
    if (!role.length || !instance_get(finding, base, text_cstring(finding->arena, buffer_text(&where)), token, &answer)
        || !read_credentials(finding, answer.body, credentials))
        return finding_wrong(finding, "the instance metadata service gave no credentials of its role '%s'%s",
                             text_cstring(finding->arena, role), words_of(finding, &answer).at);
    extend(finding, credentials);
    credentials->origin = TEXT("the instance's role");
    return FOUND;
}
