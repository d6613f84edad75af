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

/* Whether two queries or forms hold the same, in whatever order. */
static inline bool same_parameters(struct text a, struct text b, bool values)
{
    size_t counts[2] = { 0, 0 };
    struct text both[2] = { a, b };
    for (int k = 0; k < 2; k++)
        for (size_t at = 0; at < both[k].length;) {
            size_t end = at;
            while (end < both[k].length && both[k].at[end] != '&' && (values || both[k].at[end] != '='))
                end++;
            struct text piece = text_slice(both[k], at, end);
            while (end < both[k].length && both[k].at[end] != '&')
                end++;
            at = end + 1;
            counts[k]++;
            bool there = false;
            for (size_t i = 0; i + piece.length <= both[1 - k].length; i++) {
                char behind = i + piece.length < both[1 - k].length ? both[1 - k].at[i + piece.length] : '&';
                there = there || (memcmp(both[1 - k].at + i, piece.at, piece.length) == 0
                                  && (i == 0 || both[1 - k].at[i - 1] == '&') && (behind == '&' || (!values && behind == '=')));
            }
            if (!there)
                return false;
        }
    return counts[0] == counts[1];
}

static inline void fake_mistake(struct fake *fake, const char *what, struct text made, const char *recorded)
{
    if (!fake->mistake.length)
        fake->mistake = text_format(fake->arena, "%s '%.*s', recorded is '%s'", what, (int)made.length, made.at, recorded);
}

/* Compares method, URL and the headers that carry tokens. */
static inline void fake_compare(struct fake *fake, const struct http_request *request, const cJSON *recorded)
{
    struct uri made, wanted;
    const char *url = json_string(recorded, "uri");
    assert_true(uri_split(request->url, &made));
    assert_true(uri_split(text_of(url), &wanted));
    if (strcmp(request->method, json_string(recorded, "method")) != 0)
        fake_mistake(fake, "method", text_of(request->method), json_string(recorded, "method"));
    struct text path = wanted.path.length ? wanted.path : TEXT("/");
    if (!text_equal(made.scheme, wanted.scheme) || !text_equal(made.authority, wanted.authority)
        || !text_equal(made.path, path) || !same_parameters(made.query, wanted.query, true))
        fake_mistake(fake, "URL", request->url, url);
    static const char *const names[] = { "x-amz-sso_bearer_token", "x-aws-ec2-metadata-token",
                                         "x-aws-ec2-metadata-token-ttl-seconds" };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const cJSON *values = cJSON_GetObjectItem(cJSON_GetObjectItem(recorded, "headers"), names[i]);
        const struct text *value = headers_find(&request->headers, names[i]);
        const char *first = cJSON_GetStringValue(cJSON_GetArrayItem(values, 0));
        if (first && (!value || !text_equal_c(*value, first)))
            fake_mistake(fake, names[i], value ? *value : TEXT("nothing"), first);
    }
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
            else if (data.length && !same_parameters(data, request->body, false))
                fake_mistake(fake, "form", request->body, data.at);
        }
    }
}

static inline struct world fake_world(struct fake *fake)
{
    return (struct world){ fake, fake_environment, fake_path, fake_now, fake_wait, fake_chance, fake_send };
}

#endif
