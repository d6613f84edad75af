/* What mtc's client for AWS makes of a machine: region, endpoints, retries and
   credentials, for client.py. A line of JSON comes in for each machine
   (environment, profile, time) and one goes out; between them, a line out for
   each request that the credentials need, and its answer in. */
#include "deploy/credentials/credentials.h"

#include <cjson/cJSON.h>
#include <stdio.h>
#include <stdlib.h>

struct machine { const cJSON *told; };

static const char *environment(void *context, const char *name)
{
    const struct machine *machine = context;
    return cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(cJSON_GetObjectItem(machine->told, "environment"), name));
}

static const char *path(void *context, struct arena *arena, const char *name)
{
    (void)context, (void)arena;
    return name;
}

static int64_t now(void *context)
{
    return (int64_t)cJSON_GetObjectItem(((struct machine *)context)->told, "now")->valuedouble * 1000;
}

static bool wait_for(void *context, int64_t milliseconds)
{
    (void)context, (void)milliseconds;
    return true;
}

static double chance(void *context)
{
    (void)context;
    return 0.5;
}

static void put(cJSON *object)
{
    char *line = cJSON_PrintUnformatted(object);
    puts(line);
    fflush(stdout);
    cJSON_free(line);
    cJSON_Delete(object);
}

/* The next line, or NULL at the end. */
static cJSON *take(void)
{
    static char line[1 << 20];
    if (!fgets(line, sizeof line, stdin))
        return NULL;
    return cJSON_Parse(line);
}

static void add_text(cJSON *object, const char *name, struct text text)
{
    char *copy = malloc(text.length + 1);
    if (!copy)
        abort();
    if (text.length)
        memcpy(copy, text.at, text.length);
    copy[text.length] = '\0';
    cJSON_AddStringToObject(object, name, copy);
    free(copy);
}

static void send_to(void *context, struct arena *arena, const struct http_request *request, struct http_answer *answer)
{
    (void)context;
    cJSON *asked = cJSON_CreateObject(), *headers = cJSON_AddObjectToObject(asked, "headers");
    cJSON_AddStringToObject(asked, "method", request->method);
    add_text(asked, "url", request->url);
    add_text(asked, "body", request->body);
    for (size_t i = 0; i < request->headers.list.count; i++)
        add_text(headers, text_cstring(arena, request->headers.list.at[i].name), request->headers.list.at[i].value);
    put(asked);
    cJSON *given = take();
    *answer = (struct http_answer){ .failure = HTTP_NOT_SENT, .reason = TEXT("nobody listens"), .body = { "", 0 } };
    const cJSON *status = cJSON_GetObjectItem(given, "status");
    if (status) {
        answer->failure = HTTP_FINE;
        answer->status = status->valueint;
        answer->body = text_copy(arena, text_of(cJSON_GetStringValue(cJSON_GetObjectItem(given, "body"))));
    }
    cJSON_Delete(given);
}

static void add_endpoint(cJSON *out, const struct settings *settings, const char *name, enum service service, struct text bucket)
{
    struct endpoint endpoint;
    struct text problem = settings_endpoint(settings, service, settings->region, bucket, &endpoint);
    cJSON *object = cJSON_AddObjectToObject(out, name);
    if (problem.length) {
        add_text(object, "problem", problem);
        return;
    }
    add_text(object, "url", endpoint.url);
    add_text(object, "region", endpoint.region);
}

static void add_credentials(cJSON *out, struct arena *arena, const struct settings *settings)
{
    static const char *const words[] = { [FOUND] = "found", [FOUND_NOTHING] = "nothing", [FOUND_WRONG] = "wrong" };
    struct finding finding = { .arena = arena, .settings = settings, .problem = { "", 0 } };
    struct credentials credentials = { .account = { "", 0 } };
    exchange_start(&finding.exchange, settings);
    enum found found = credentials_find(&finding, &credentials);
    cJSON *object = cJSON_AddObjectToObject(out, "credentials");
    cJSON_AddStringToObject(object, "found", words[found]);
    add_text(object, "problem", finding.problem);
    if (found != FOUND)
        return;
    add_text(object, "access_key", credentials.key.access_key);
    add_text(object, "secret_key", credentials.key.secret_key);
    add_text(object, "token", credentials.key.token);
    add_text(object, "account", credentials.account);
}

static cJSON *settle(const cJSON *told)
{
    static const char *const modes[] = { [RETRY_LEGACY] = "legacy", [RETRY_STANDARD] = "standard", [RETRY_ADAPTIVE] = "adaptive" };
    struct arena arena;
    struct settings settings;
    struct machine machine = { told };
    const struct world world = { &machine, environment, path, now, wait_for, chance, send_to };
    arena_init(&arena, NULL);
    cJSON *out = cJSON_CreateObject();
    struct text problem = settings_load(&arena, &world, &settings, cJSON_GetStringValue(cJSON_GetObjectItem(told, "profile")), NULL);
    add_text(out, "problem", problem);
    if (!problem.length) {
        add_text(out, "region", settings.region);
        cJSON_AddStringToObject(out, "retry", modes[settings.retry]);
        cJSON_AddNumberToObject(out, "attempts", settings.attempts);
        cJSON_AddBoolToObject(out, "doubt", settings.config.doubt.length > 0);
        add_endpoint(out, &settings, "cloudformation", SERVICE_CLOUDFORMATION, TEXT(""));
        add_endpoint(out, &settings, "sts", SERVICE_STS, TEXT(""));
        add_endpoint(out, &settings, "s3", SERVICE_S3, TEXT(""));
        add_endpoint(out, &settings, "bucket", SERVICE_S3, text_of(cJSON_GetStringValue(cJSON_GetObjectItem(told, "bucket"))));
        add_credentials(out, &arena, &settings);
    }
    arena_free(&arena);
    return out;
}

int main(void)
{
    for (cJSON *told; (told = take()); cJSON_Delete(told))
        put(settle(told));
    return 0;
}
