/* Calls: how often they are tried, how long is waited, what becomes of each
   kind of answer, and a clock that is off. */
#include "fake_world.h"

/* One scripted answer; the last is repeated. */
struct scripted {
    enum http_failure failure;
    long status;
    const char *body;
    const char *header, *value;
};

struct script {
    struct fake fake;
    const struct scripted *answers;
    size_t count, next;
    const char *age;            /* of each answer, from a cache; NULL: none */
    int64_t trip;               /* milliseconds that each answer is on its way */
    char dates[16][20];         /* the X-Amz-Date of each request */
};

static void send_scripted(void *context, struct arena *arena, const struct http_request *request,
                          struct http_answer *answer)
{
    struct script *script = context;
    const struct scripted *one = &script->answers[script->next < script->count ? script->next : script->count - 1];
    const struct text *date = headers_find(&request->headers, "x-amz-date");
    if (date && script->next < 16)
        memcpy(script->dates[script->next], date->at, date->length < 20 ? date->length : 19);
    script->next++;
    *answer = (struct http_answer){ .failure = one->failure, .status = one->status, .reason = TEXT("no luck"),
                                    .body = text_of(one->body ? one->body : "") };
    script->fake.now += script->trip;
    if (script->age)
        headers_add(arena, &answer->headers, "Age", text_of(script->age));
    if (one->header)
        headers_add(arena, &answer->headers, one->header, text_of(one->value));
}

struct made {
    struct arena arena;
    struct script script;
    struct world world;
    struct settings settings;
    struct exchange exchange;
    struct reply reply;
    cJSON *environment;
};

static void prepare(struct made *made, const struct scripted *answers, size_t count)
{
    memset(made, 0, sizeof *made);
    arena_init(&made->arena, NULL);
    made->environment = cJSON_Parse("{\"AWS_REGION\":\"eu-west-1\"}");
    made->script.answers = answers;
    made->script.count = count;
    made->script.fake = (struct fake){ .arena = &made->arena, .environment = made->environment, .chance = 0.5,
                                       .now = 1600000000000LL };
    made->world = fake_world(&made->script.fake);
    made->world.context = &made->script;    /* .fake is its first member */
    made->world.send = send_scripted;
    assert_int_equal(settings_load(&made->arena, &made->world, &made->settings, NULL, NULL).length, 0);
    exchange_start(&made->exchange, &made->settings);
}

static void call_once(struct made *made, bool once)
{
    static const struct sigv4_key key = { { "AKIDEXAMPLE", 11 }, { "secret", 6 }, { "", 0 } };
    struct aws_call call = { .service = SERVICE_CLOUDFORMATION, .region = made->settings.region, .bucket = { "", 0 },
                         .method = "POST", .path = TEXT("/"), .query = { "", 0 }, .body = TEXT("Action=X"),
                         .content_type = "application/x-www-form-urlencoded", .key = &key, .once = once };
    exchange_call(&made->exchange, &made->arena, &call, &made->reply);
}

static void drop(struct made *made)
{
    cJSON_Delete(made->environment);
    arena_free(&made->arena);
}

#define ERROR(code) "<ErrorResponse><Error><Type>Sender</Type><Code>" code "</Code><Message>words</Message></Error>" \
                    "<RequestId>r-1</RequestId></ErrorResponse>"

static void outcomes(void **state)
{
    (void)state;
    static const struct { struct scripted answer; enum reply_outcome outcome; unsigned tries; const char *words; } cases[] = {
        { { HTTP_FINE, 200, "<AResponse/>", NULL, NULL }, REPLY_FINE, 1, "" },
        { { HTTP_FINE, 200, "", NULL, NULL }, REPLY_LOST, 5, "the answer is cut off or no answer of AWS" },
        { { HTTP_FINE, 400, "<Error", "Content-Type", "text/xml" }, REPLY_LOST, 5, "the answer is cut off or no answer of AWS" },
        { { HTTP_FINE, 200, "<AResponse>", NULL, NULL }, REPLY_LOST, 5, "the answer is cut off or no answer of AWS" },
        { { HTTP_FINE, 200, "<html/>", NULL, NULL }, REPLY_LOST, 5, "the answer is cut off or no answer of AWS" },
        { { HTTP_FINE, 200, "<portal/>", "Content-Type", "text/xml" }, REPLY_LOST, 5,
          "the answer is cut off or no answer of AWS" },
        { { HTTP_FINE, 400, ERROR("ValidationError"), NULL, NULL }, REPLY_REFUSED, 1, "ValidationError: words (request r-1)" },
        { { HTTP_FINE, 400, ERROR("Throttling"), NULL, NULL }, REPLY_REFUSED, 5, "Throttling: words (request r-1)" },
        { { HTTP_FINE, 400, ERROR("LimitExceededException"), NULL, NULL }, REPLY_REFUSED, 1,
          "LimitExceededException: words (request r-1)" },
        { { HTTP_FINE, 403, "<html><body>no</body></html>", "Content-Type", "text/html" }, REPLY_REFUSED, 1,
          "HTTP 403: the answer has no words" },
        { { HTTP_FINE, 403, "not allowed", "Content-Type", "text/plain" }, REPLY_REFUSED, 1,
          "HTTP 403: the answer is text/plain, not AWS's" },
        { { HTTP_FINE, 400, "{\"__type\":\"com.amazon#Bad\",\"message\":\"why\"}", NULL, NULL }, REPLY_REFUSED, 1, "Bad: why" },
        { { HTTP_FINE, 500, "", NULL, NULL }, REPLY_REFUSED, 5, "HTTP 500: the answer has no words" },
        { { HTTP_FINE, 502, "<html>", NULL, NULL }, REPLY_REFUSED, 5, "HTTP 502: the answer has no words" },
        { { HTTP_FINE, 503, "", NULL, NULL }, REPLY_REFUSED, 5, "HTTP 503: the answer has no words" },
        { { HTTP_FINE, 504, "", NULL, NULL }, REPLY_REFUSED, 5, "HTTP 504: the answer has no words" },
        { { HTTP_FINE, 501, "", NULL, NULL }, REPLY_REFUSED, 1, "HTTP 501: the answer has no words" },
        { { HTTP_FINE, 429, "", NULL, NULL }, REPLY_REFUSED, 5, "HTTP 429: the answer has no words" },
        { { HTTP_FINE, 509, "", NULL, NULL }, REPLY_REFUSED, 5, "HTTP 509: the answer has no words" },
        { { HTTP_FINE, 301, "", "Location", "https://elsewhere" }, REPLY_REFUSED, 1, "HTTP 301: the answer has no words" },
        { { HTTP_NOT_SENT, 0, NULL, NULL, NULL }, REPLY_NOT_SENT, 5, "no luck" },
        { { HTTP_LOST, 0, NULL, NULL, NULL }, REPLY_LOST, 5, "no luck" },
        { { HTTP_UNTRUSTED, 0, NULL, NULL, NULL }, REPLY_IMPOSSIBLE, 1, "no luck" },
        { { HTTP_WRONG, 0, NULL, NULL, NULL }, REPLY_IMPOSSIBLE, 1, "no luck" },
        { { HTTP_TOO_LARGE, 200, NULL, NULL, NULL }, REPLY_LOST, 5, "the answer is larger than any that AWS gives" },
        { { HTTP_STOPPED, 0, NULL, NULL, NULL }, REPLY_STOPPED, 1, "no luck" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct made made;
        prepare(&made, &cases[i].answer, 1);
        call_once(&made, false);
        assert_int_equal(made.reply.outcome, cases[i].outcome);
        assert_int_equal(made.reply.tries, cases[i].tries);
        assert_int_equal(made.script.next, cases[i].tries);
        assert_text(reply_words(&made.arena, &made.reply), cases[i].words);
        drop(&made);
    }
}

/* What may have been done is not done twice: throttling and what was never sent
   are tried again, silence and 5xx are not. */
static void once(void **state)
{
    (void)state;
    static const struct { struct scripted answer; unsigned tries; } cases[] = {
        { { HTTP_LOST, 0, NULL, NULL, NULL }, 1 }, { { HTTP_FINE, 500, "", NULL, NULL }, 1 },
        { { HTTP_FINE, 200, "<AResponse>", NULL, NULL }, 1 }, { { HTTP_NOT_SENT, 0, NULL, NULL, NULL }, 5 },
        { { HTTP_FINE, 400, ERROR("Throttling"), NULL, NULL }, 5 },
        { { HTTP_FINE, 400, ERROR("RequestTimeout"), NULL, NULL }, 5 },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct made made;
        prepare(&made, &cases[i].answer, 1);
        call_once(&made, true);
        assert_int_equal(made.reply.tries, cases[i].tries);
        drop(&made);
    }
}

static void delays(void **state)
{
    (void)state;
    static const struct { struct scripted answer; int64_t waited; } cases[] = {
        { { HTTP_FINE, 503, "", NULL, NULL }, 500 + 1000 + 2000 + 4000 },       /* half of a second, doubled */
        { { HTTP_FINE, 400, ERROR("Throttling"), NULL, NULL }, 500 + 1000 + 2000 + 4000 },
        { { HTTP_FINE, 503, "", "x-amz-retry-after", "1500" }, 1500 + 1500 + 2000 + 4000 },     /* never less */
        { { HTTP_FINE, 503, "", "Retry-After", "2" }, 2000 + 2000 + 2000 + 4000 },
        { { HTTP_FINE, 503, "", "Retry-After", "99999999" }, 500 + 1000 + 2000 + 4000 },        /* no number of a delay */
        { { HTTP_FINE, 503, "", "x-amz-retry-after", "-1" }, 500 + 1000 + 2000 + 4000 },
        { { HTTP_FINE, 503, "", "Retry-After", "86400" }, 5500 + 6000 + 7000 + 9000 },          /* five seconds more at most */
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct made made;
        prepare(&made, &cases[i].answer, 1);
        call_once(&made, false);
        assert_int_equal(made.script.fake.waited, cases[i].waited);
        drop(&made);
    }
}

/* What the environment says of retries; an empty text of words: it is refused. */
static void modes(void **state)
{
    (void)state;
    static const struct { const char *environment, *problem; enum retry_mode mode; unsigned attempts; } cases[] = {
        { "{}", "", RETRY_LEGACY, 5 },
        { "{\"AWS_RETRY_MODE\":\"legacy\"}", "", RETRY_LEGACY, 5 },
        { "{\"AWS_RETRY_MODE\":\"Standard\"}", "", RETRY_STANDARD, 3 },
        { "{\"AWS_RETRY_MODE\":\"adaptive\"}", "", RETRY_ADAPTIVE, 3 },
        { "{\"AWS_RETRY_MODE\":\"adaptive\",\"AWS_MAX_ATTEMPTS\":\"7\"}", "", RETRY_ADAPTIVE, 7 },
        { "{\"AWS_MAX_ATTEMPTS\":\"1000\"}", "", RETRY_LEGACY, 100 },
        { "{\"AWS_RETRY_MODE\":\"often\"}", "the retry mode 'often' is none of legacy, standard, adaptive", 0, 0 },
        { "{\"AWS_MAX_ATTEMPTS\":\"0\"}", "max_attempts '0' is no number from 1", 0, 0 },
        { "{\"AWS_MAX_ATTEMPTS\":\"5x\"}", "max_attempts '5x' is no number from 1", 0, 0 },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct arena arena;
        arena_init(&arena, NULL);
        cJSON *environment = cJSON_Parse(cases[i].environment);
        struct fake fake = { .arena = &arena, .environment = environment };
        struct world world = fake_world(&fake);
        struct settings settings;
        assert_text(settings_load(&arena, &world, &settings, NULL, NULL), cases[i].problem);
        if (!cases[i].problem[0]) {
            assert_int_equal(settings.retry, cases[i].mode);
            assert_int_equal(settings.attempts, cases[i].attempts);
        }
        cJSON_Delete(environment);
        arena_free(&arena);
    }
}

/* Calls of the mode "adaptive" wait for their turn once one was too many. */
static void adaptive(void **state)
{
    (void)state;
    static const struct scripted answers[] = { { HTTP_FINE, 400, ERROR("Throttling"), NULL, NULL },
                                               { HTTP_FINE, 200, "<XResponse/>", NULL, NULL } };
    for (int i = 0; i < 2; i++) {
        struct made made;
        prepare(&made, answers, 2);
        made.settings.retry = i ? RETRY_ADAPTIVE : RETRY_STANDARD;
        for (int k = 0; k < 5; k++)
            call_once(&made, false);
        if (i)
            assert_true(made.script.fake.waited > 500 + 2500);
        else
            assert_int_equal(made.script.fake.waited, 500);
        drop(&made);
    }
}

static void success_after_trouble(void **state)
{
    (void)state;
    static const struct scripted answers[] = { { HTTP_NOT_SENT, 0, NULL, NULL, NULL }, { HTTP_FINE, 503, "", NULL, NULL },
                                               { HTTP_FINE, 200, "<AResponse><A>1</A></AResponse>", NULL, NULL } };
    struct made made;
    prepare(&made, answers, 3);
    call_once(&made, false);
    assert_int_equal(made.reply.outcome, REPLY_FINE);
    assert_int_equal(made.reply.tries, 3);
    assert_text(answer_text(made.reply.tree, "A"), "1");
    drop(&made);
}

/* A service that is down for everybody is soon asked once only. */
static void allowance(void **state)
{
    (void)state;
    static const struct scripted down = { HTTP_FINE, 503, "", NULL, NULL };
    struct made made;
    prepare(&made, &down, 1);
    for (int i = 0; i < 30; i++)
        call_once(&made, false);
    assert_int_equal(made.script.next, 30 + 100);       /* 500 for 5 each */
    assert_int_equal(made.reply.tries, 1);
    drop(&made);
}

static void skew(void **state)
{
    (void)state;
    static const struct { const char *date, *code; unsigned tries; bool learnt; } cases[] = {
        { "Sun, 13 Sep 2020 12:32:40 GMT", ERROR("SignatureDoesNotMatch"), 2, true },   /* six minutes ahead */
        { "Sun, 13 Sep 2020 12:11:40 GMT", ERROR("RequestExpired"), 2, true },
        { "Sun, 13 Sep 2020 12:27:40 GMT", ERROR("SignatureDoesNotMatch"), 1, false },  /* one minute */
        { "Sun, 13 Sep 2020 12:32:40 GMT", ERROR("ValidationError"), 1, false },
        { "soon", ERROR("SignatureDoesNotMatch"), 1, false },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct scripted answers[2] = { { HTTP_FINE, 403, cases[i].code, "Date", cases[i].date },
                                       { HTTP_FINE, 200, "<AResponse/>", NULL, NULL } };
        struct made made;
        prepare(&made, answers, 2);
        call_once(&made, false);
        assert_int_equal(made.reply.tries, cases[i].tries);
        assert_int_equal(made.exchange.skewed, cases[i].learnt);
        assert_string_equal(made.script.dates[0], "20200913T122640Z");
        if (i == 0)
            assert_string_equal(made.script.dates[1], "20200913T123240Z");
        if (cases[i].learnt)
            assert_int_equal(made.reply.outcome, REPLY_FINE);
        drop(&made);
    }
}

/* What tells another time than AWS's now teaches nothing. */
static void no_skew(void **state)
{
    (void)state;
    static const struct scripted answers[] = { { HTTP_FINE, 403, ERROR("SignatureDoesNotMatch"), "Date",
                                                 "Sun, 13 Sep 2020 13:26:40 GMT" } };
    for (int i = 0; i < 3; i++) {
        struct made made;
        prepare(&made, answers, 1);
        made.script.age = i == 1 ? "100" : NULL;
        made.script.trip = i == 2 ? 901000 : 0;
        call_once(&made, false);
        assert_int_equal(made.exchange.skewed, i == 0);
        drop(&made);
    }
}

/* The machine's clock is put right, or set wrong, in the middle of a run. */
static void skew_again(void **state)
{
    (void)state;
    static const struct scripted answers[] = {
        { HTTP_FINE, 403, ERROR("RequestExpired"), "Date", "Sun, 13 Sep 2020 13:26:40 GMT" }, { HTTP_FINE, 200, "<XResponse/>", NULL, NULL },
        { HTTP_FINE, 403, ERROR("RequestInTheFuture"), "Date", "Sun, 13 Sep 2020 13:26:40 GMT" }, { HTTP_FINE, 200, "<XResponse/>", NULL, NULL },
    };
    struct made made;
    prepare(&made, answers, 4);
    call_once(&made, false);
    assert_int_equal(made.exchange.skew, 3600);
    made.script.fake.now += 3600 * 1000;
    call_once(&made, false);
    assert_int_equal(made.exchange.skew, 0);
    assert_int_equal(made.reply.outcome, REPLY_FINE);
    assert_string_equal(made.script.dates[3], "20200913T132640Z");
    drop(&made);
}

/* Skew is learnt once a call: a wrong secret does not loop. */
static void skew_once(void **state)
{
    (void)state;
    static const struct scripted answer = { HTTP_FINE, 403, ERROR("SignatureDoesNotMatch"), "Date",
                                            "Sun, 13 Sep 2020 13:32:40 GMT" };
    struct made made;
    prepare(&made, &answer, 1);
    call_once(&made, false);
    assert_int_equal(made.reply.tries, 2);
    assert_int_equal(made.reply.outcome, REPLY_REFUSED);
    drop(&made);
}

static void long_words(void **state)
{
    (void)state;
    struct made made;
    static const struct scripted answer = { HTTP_FINE, 400, ERROR("a\nb"), NULL, NULL };
    prepare(&made, &answer, 1);
    call_once(&made, false);
    assert_text(reply_words(&made.arena, &made.reply), "a b: words (request r-1)");
    char *large = arena_alloc(&made.arena, 5000);
    memset(large, 'x', 5000);
    made.reply.message = (struct text){ large, 5000 };
    assert_true(reply_words(&made.arena, &made.reply).length < 1600);
    drop(&made);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(outcomes), cmocka_unit_test(once), cmocka_unit_test(delays),
        cmocka_unit_test(modes), cmocka_unit_test(adaptive), cmocka_unit_test(success_after_trouble), cmocka_unit_test(allowance), cmocka_unit_test(skew),
        cmocka_unit_test(no_skew), cmocka_unit_test(skew_again), cmocka_unit_test(skew_once), cmocka_unit_test(long_words),
    };
    return cmocka_run_group_tests_name("exchange", tests, NULL, NULL);
}
