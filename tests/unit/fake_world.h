/* A world of a test's own: environment, files below a folder, a clock that only
   waiting moves, and a recording of what the network answered. */
#ifndef MTC_TESTS_FAKE_WORLD_H
#define MTC_TESTS_FAKE_WORLD_H

#include "aws_data.h"

#include "deploy/credentials/credentials.h"
#include "deploy/client/uri.h"

struct fake {
    struct arena *arena;
    const cJSON *environment;       /* names and values; NULL: empty */
    const char *root;               /* where files lie; NULL: there are none */
    int64_t now;                    /* milliseconds */
    double chance;
    int64_t waited;                 /* milliseconds */
    const cJSON *events;            /* http-traffic.json */
    int next;                       /* event */
    unsigned requests;
    struct text mistake;            /* the first request that was not as recorded */
    bool redacted;                  /* who recorded this put other keys, tokens and accounts into the requests than it is run with */
};

static inline const char *fake_environment(void *context, const char *name)
{
    struct fake *fake = context;
    return fake->environment ? json_string(fake->environment, name) : NULL;
}

static inline const char *fake_path(void *context, struct arena *arena, const char *name)
{
    struct fake *fake = context;
    return text_format(arena, "%s/%s", fake->root ? fake->root : "/nowhere", name).at;
}

static inline int64_t fake_now(void *context)
{
    return ((struct fake *)context)->now;
}

static inline bool fake_wait(void *context, int64_t milliseconds)
{
    struct fake *fake = context;
    fake->now += milliseconds;
    fake->waited += milliseconds;
    return true;
}

static inline double fake_chance(void *context)
{
    return ((struct fake *)context)->chance;
}

/* A parameter's value, as it is encoded. */
static inline bool find_parameter(struct text form, struct text name, struct text *value)
{
    for (size_t at = 0; at < form.length;) {
        const char *end = memchr(form.at + at, '&', form.length - at);
        size_t next = end ? (size_t)(end - form.at) : form.length;
        struct text piece = text_slice(form, at, next);
        if (piece.length > name.length && piece.at[name.length] == '=' && memcmp(piece.at, name.at, name.length) == 0) {
            *value = text_slice(piece, name.length + 1, piece.length);
            return true;
        }
        at = next + 1;
    }
    return false;
}

/* Whether each parameter of a stands in b with the same value. A role session's
   name that the recorded client made up is another in each run. */
static inline bool holds_parameters(struct arena *arena, struct text a, struct text b, bool redacted)
{
    for (size_t at = 0; at < a.length;) {
        const char *end = memchr(a.at + at, '&', a.length - at);
        size_t next = end ? (size_t)(end - a.at) : a.length;
        struct text piece = text_slice(a, at, next), there;
        const char *equals = memchr(piece.at, '=', piece.length);
        if (!equals)
            return false;
        struct text name = text_slice(piece, 0, (size_t)(equals - piece.at));
        struct text value = text_slice(piece, name.length + 1, piece.length);
        if (!find_parameter(b, name, &there))
            return false;
        bool made_up = text_equal_c(name, "RoleSessionName")
                       && (text_holds(value, "-from-profile-") || text_holds(value, "token-profile-")
                           || text_holds(value, "-provider-session") || text_starts(value, "mtc-"));
        if (!made_up && !redacted && !text_equal(uri_decode(arena, value), uri_decode(arena, there)))
            return false;
        at = next + 1;
    }
    return true;
}

/* Whether two queries or forms hold the same, in whatever order. */
static inline bool same_parameters(const struct fake *fake, struct text a, struct text b)
{
    return holds_parameters(fake->arena, a, b, fake->redacted) && holds_parameters(fake->arena, b, a, fake->redacted);
}

static inline void fake_mistake(struct fake *fake, const char *what, struct text made, const char *recorded)
{
    if (!fake->mistake.length)
        fake->mistake = text_format(fake->arena, "%s '%.*s', recorded is '%s'", what, (int)made.length, made.at, recorded);
}

/* Who signed, for which service: the signature itself has the time in it. Some
   recordings were edited by hand to another endpoint, and keep the region of the
   first: only the key and the service are looked at. */
static inline void fake_compare_signer(struct fake *fake, const struct http_request *request, const cJSON *recorded)
{
    const cJSON *values = cJSON_GetObjectItem(cJSON_GetObjectItem(recorded, "headers"), "authorization");
    const char *wanted = cJSON_GetStringValue(cJSON_GetArrayItem(values, 0));
    const struct text *made = headers_find(&request->headers, "authorization");
    if (!wanted != !made) {
        fake_mistake(fake, "authorization", made ? *made : TEXT("none"), wanted ? wanted : "none");
        return;
    }
    const char *slash = wanted ? strchr(wanted, '/') : NULL, *service = slash ? strstr(slash, "/sts/aws4_request, ") : NULL;
    if (slash && (!text_starts(*made, text_format(fake->arena, "%.*s", (int)(slash - wanted) + 1, wanted).at)
                  || (service && !text_holds(*made, "/sts/aws4_request, "))))
        fake_mistake(fake, "authorization", *made, wanted);
}

/* Compares method, URL, the headers that carry tokens, and the signer. */
static inline void fake_compare(struct fake *fake, const struct http_request *request, const cJSON *recorded)
{
    struct uri made, wanted;
    const char *url = json_string(recorded, "uri");
    assert_true(uri_split(fake->arena, request->url, &made));
    assert_true(uri_split(fake->arena, text_of(url), &wanted));
    if (strcmp(request->method, json_string(recorded, "method")) != 0)
        fake_mistake(fake, "method", text_of(request->method), json_string(recorded, "method"));
    struct text path = wanted.path.length ? wanted.path : TEXT("/");
    if (!text_equal(made.scheme, wanted.scheme) || !text_equal(made.authority, wanted.authority)
        || !text_equal(made.path, path) || !same_parameters(fake, made.query, wanted.query))
        fake_mistake(fake, "URL", request->url, url);
    if (fake->redacted)
        return;
    static const char *const names[] = { "x-amz-sso_bearer_token", "x-aws-ec2-metadata-token",
                                         "x-aws-ec2-metadata-token-ttl-seconds", "x-amz-security-token", "accept",
                                         "content-type" };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const cJSON *values = cJSON_GetObjectItem(cJSON_GetObjectItem(recorded, "headers"), names[i]);
        const struct text *value = headers_find(&request->headers, names[i]);
        const char *first = cJSON_GetStringValue(cJSON_GetArrayItem(values, 0));
        if (first && (!value || !text_equal_c(*value, first)))
            fake_mistake(fake, names[i], value ? *value : TEXT("nothing"), first);
    }
    fake_compare_signer(fake, request, recorded);
}

static inline void fake_take_response(struct fake *fake, const cJSON *response, struct http_answer *answer)
{
    const cJSON *fine = cJSON_GetObjectItem(response, "Ok"), *header;
    answer->status = cJSON_GetObjectItem(fine, "status")->valueint;
    cJSON_ArrayForEach(header, cJSON_GetObjectItem(fine, "headers"))
        headers_add(fake->arena, &answer->headers, header->string,
                    text_of(cJSON_GetStringValue(cJSON_GetArrayItem(header, 0))));
}

/* Plays the events up to the next request. */
static inline void fake_send(void *context, struct arena *arena, const struct http_request *request,
                             struct http_answer *answer)
{
    struct fake *fake = context;
    (void)arena;
    *answer = (struct http_answer){ .failure = HTTP_NOT_SENT, .reason = TEXT("nothing more is recorded"), .body = { "", 0 } };
    fake->requests++;
    bool begun = false;
    for (const cJSON *event; (event = cJSON_GetArrayItem(fake->events, fake->next)); fake->next++) {
        const cJSON *action = cJSON_GetObjectItem(event, "action"), *part;
        if ((part = cJSON_GetObjectItem(action, "Request"))) {
            if (begun)
                return;
            begun = true;
            fake_compare(fake, request, cJSON_GetObjectItem(part, "request"));
        } else if ((part = cJSON_GetObjectItem(action, "Response"))) {
            answer->failure = HTTP_FINE;
            fake_take_response(fake, cJSON_GetObjectItem(part, "response"), answer);
        } else if ((part = cJSON_GetObjectItem(action, "Data"))) {
            struct text data = text_of(json_string(cJSON_GetObjectItem(part, "data"), "Utf8"));
            if (strcmp(json_string(part, "direction"), "Response") == 0)
                answer->body = data;
            else if (data.length && !same_parameters(fake, data, request->body))
                fake_mistake(fake, "form", request->body, data.at);
        }
    }
}

static inline struct world fake_world(struct fake *fake)
{
    return (struct world){ fake, fake_environment, fake_path, fake_now, fake_wait, fake_chance, fake_send };
}

#endif
