/* Credentials that are looked after: when they are found again, what happens
   where that fails, and that a refused call is made once more with new ones. */
#include "fake_world.h"

#include "deploy/client/client.h"

enum { START_SECONDS = 1600000000 };

/* A world with a container, whose credentials live for `life` seconds, and a
   service that refuses the keys that are called `expired`. */
struct cloud {
    struct fake fake;
    int64_t life;
    bool silent;                /* the container does not answer */
    unsigned given;             /* credentials: their number is in their key */
    unsigned calls;
    const char *expired;        /* an access key; NULL: none */
    char last[32];              /* the access key of the last call */
};

static void give(struct cloud *cloud, struct arena *arena, struct http_answer *answer)
{
    if (cloud->silent) {
        answer->failure = HTTP_NOT_SENT;
        answer->reason = TEXT("nobody listens");
        return;
    }
    const char *end = text_cstring(arena, sigv4_time(arena, cloud->fake.now / 1000 + cloud->life));
    answer->body = text_format(arena, "{\"AccessKeyId\":\"KEY%u\",\"SecretAccessKey\":\"s\",\"Token\":\"t\",\"Expiration\":\"%s\"}",
                               ++cloud->given, end);
}

static void take_call(struct cloud *cloud, struct arena *arena, const struct http_request *request, struct http_answer *answer)
{
    const struct text *authorization = headers_find(&request->headers, "authorization");
    assert_non_null(authorization);
    const char *start = strstr(text_cstring(arena, *authorization), "Credential=") + 11;
    snprintf(cloud->last, sizeof cloud->last, "%.*s", (int)strcspn(start, "/"), start);
    cloud->calls++;
    bool expired = cloud->expired && strcmp(cloud->expired, cloud->last) == 0;
    answer->status = expired ? 403 : 200;
    answer->body = expired ? TEXT("<E><Error><Code>ExpiredToken</Code><Message>m</Message></Error></E>")
                           : TEXT("<XResponse><Account>123456789012</Account></XResponse>");
}

static void send_to(void *context, struct arena *arena, const struct http_request *request, struct http_answer *answer)
{
    struct cloud *cloud = context;
    *answer = (struct http_answer){ .status = 200, .reason = { "", 0 }, .body = { "", 0 } };
    if (text_starts(request->url, "http://169.254.170.2/"))
        give(cloud, arena, answer);
    else
        take_call(cloud, arena, request, answer);
}

struct made {
    struct arena arena;
    struct cloud cloud;
    struct world world;
    struct settings settings;
    struct client client;
    struct reply reply;
    cJSON *environment;
};

static void prepare(struct made *made, int64_t life)
{
    memset(made, 0, sizeof *made);
    arena_init(&made->arena, NULL);
    made->environment = cJSON_Parse("{\"AWS_REGION\":\"eu-west-1\",\"AWS_CONTAINER_CREDENTIALS_RELATIVE_URI\":\"/x\"}");
    made->cloud = (struct cloud){ .fake = { .arena = &made->arena, .environment = made->environment, .now = START_SECONDS * 1000LL },
                                  .life = life };
    made->world = fake_world(&made->cloud.fake);
    made->world.context = &made->cloud;     /* .fake is its first member */
    made->world.send = send_to;
    assert_int_equal(settings_load(&made->arena, &made->world, &made->settings, NULL, NULL).length, 0);
    client_start(&made->client, NULL, &made->settings);
}

static void call(struct made *made)
{
    struct aws_call call = { .service = SERVICE_CLOUDFORMATION, .region = made->settings.region, .bucket = { "", 0 },
                             .method = "POST", .path = TEXT("/"), .query = { "", 0 }, .body = TEXT("Action=X") };
    client_call(&made->client, &made->arena, &call, &made->reply);
}

static void pass(struct made *made, int64_t seconds)
{
    made->cloud.fake.now += seconds * 1000;
}

static void drop(struct made *made)
{
    client_end(&made->client);
    cJSON_Delete(made->environment);
    arena_free(&made->arena);
}

/* New ones from fifteen minutes before the end, and no sooner. */
static void renewed_in_time(void **state)
{
    (void)state;
    struct made made;
    prepare(&made, 3600);
    call(&made);
    pass(&made, 2699);
    call(&made);
    assert_string_equal(made.cloud.last, "KEY1");
    pass(&made, 1);
    call(&made);
    assert_string_equal(made.cloud.last, "KEY2");
    call(&made);
    assert_int_equal(made.cloud.given, 2);
    assert_int_equal(made.reply.outcome, REPLY_FINE);
    drop(&made);
}

/* Where that fails the old ones serve to their end, and a look a minute is
   enough; then the call says why it cannot be made. */
static void kept_to_the_end(void **state)
{
    (void)state;
    struct made made;
    prepare(&made, 3600);
    call(&made);
    made.cloud.silent = true;
    pass(&made, 3599);
    call(&made);
    assert_int_equal(made.reply.outcome, REPLY_FINE);
    int64_t waited = made.cloud.fake.waited;
    assert_true(waited > 0);        /* the container was asked, again and again */
    pass(&made, -10);
    call(&made);
    assert_int_equal(made.cloud.fake.waited, waited);
    pass(&made, 20);
    call(&made);
    assert_int_equal(made.reply.outcome, REPLY_IMPOSSIBLE);
    assert_true(text_holds(made.reply.message, "nobody listens"));
    assert_int_equal(made.cloud.calls, 3);
    made.cloud.silent = false;
    call(&made);
    assert_string_equal(made.cloud.last, "KEY2");
    drop(&made);
}

/* Credentials that never live as long as that: not new ones for each call. */
static void short_lives(void **state)
{
    (void)state;
    struct made made;
    prepare(&made, 300);
    for (int i = 0; i < 50; i++) {
        call(&made);
        pass(&made, 3);
    }
    assert_int_equal(made.cloud.given, 3);
    drop(&made);
}

/* AWS is the judge of what has expired; a clock that is off is taken account of. */
static void told_by_aws(void **state)
{
    (void)state;
    struct made made;
    prepare(&made, 3600);
    made.cloud.expired = "KEY1";
    call(&made);
    assert_string_equal(made.cloud.last, "KEY2");
    assert_int_equal(made.reply.outcome, REPLY_FINE);
    made.cloud.expired = "KEY2";
    made.cloud.silent = true;
    call(&made);
    assert_int_equal(made.reply.outcome, REPLY_REFUSED);
    drop(&made);
    prepare(&made, 3600);
    call(&made);
    made.client.exchange.skew = 2700;
    call(&made);
    assert_string_equal(made.cloud.last, "KEY2");
    drop(&made);
}

static void account(void **state)
{
    (void)state;
    struct made made;
    struct text told;
    prepare(&made, 3600);
    for (int i = 0; i < 2; i++) {
        assert_true(client_account(&made.client, &made.arena, made.settings.region, &told, &made.reply));
        assert_text(told, "123456789012");
    }
    assert_int_equal(made.cloud.calls, 1);
    drop(&made);
}

static void nobody(void **state)
{
    (void)state;
    struct made made;
    prepare(&made, 3600);
    made.cloud.silent = true;
    assert_false(client_identify(&made.client));
    assert_int_equal(made.client.found, FOUND_WRONG);
    call(&made);
    assert_int_equal(made.reply.outcome, REPLY_IMPOSSIBLE);
    assert_int_equal(made.cloud.calls, 0);
    drop(&made);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(renewed_in_time), cmocka_unit_test(kept_to_the_end), cmocka_unit_test(short_lives),
        cmocka_unit_test(told_by_aws), cmocka_unit_test(account), cmocka_unit_test(nobody),
    };
    return cmocka_run_group_tests_name("client", tests, NULL, NULL);
}
