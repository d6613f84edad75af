/* Calls with the patience of AWS's clients ("Retry behavior", AWS SDKs and Tools
   Reference Guide): connection errors, 500, 502, 503, 504, 429 and throttling
   are tried again after a random part of a delay that doubles. An allowance,
   which each retry takes from and each success gives back to, keeps a service
   that is down from being hammered. A clock that is off by minutes is noticed
   by AWS's refusal and put right by its Date header. Called by client.c and the
   credential providers. */
#include "deploy/client/exchange.h"

#include "deploy/client/uri.h"

#include <stdlib.h>

enum {
    ALLOWANCE = 500, COST = 5, COST_OF_SILENCE = 10,
    MOST_DELAY_MS = 20000,
    MOST_ASKED_MS = 5000,   /* a service may ask for this much more */
    SKEW_SECONDS = 240,     /* AWS refuses at five minutes */
    LONGEST_TRIP_MS = 15 * 60 * 1000,   /* of an answer whose Date still tells the time */
    MOST_WORDS = 1500       /* bytes of a message that are told */
};

void exchange_start(struct exchange *exchange, const struct settings *settings)
{
    *exchange = (struct exchange){ .settings = settings, .allowance = ALLOWANCE };
    pace_start(&exchange->pace, settings->world->now(settings->world->context));
}

/* Blanks are '+' in a form ("URL Living Standard", 5.2), which is what AWS's own
   clients send, and what emulators sign again. */
void form_add(struct buffer *form, const char *name, struct text value)
{
    query_add(form, name, TEXT(""));
    for (size_t at = 0; at <= value.length;) {
        const char *blank = memchr(value.at + at, ' ', value.length - at);
        size_t end = blank ? (size_t)(blank - value.at) : value.length;
        uri_encode(form, text_slice(value, at, end), false);
        if (blank)
            buffer_add_char(form, '+');
        at = end + 1;
    }
}

void query_add(struct buffer *query, const char *name, struct text value)
{
    if (query->length)
        buffer_add_char(query, '&');
    uri_encode(query, text_of(name), false);
    buffer_add_char(query, '=');
    uri_encode(query, value, false);
}

void form_add_c(struct buffer *form, const char *name, const char *value)
{
    form_add(form, name, text_of(value));
}

/* --------------------------------------------------------------- what it means */

static bool is_one_of(struct text code, const char *const *codes)
{
    for (; *codes; codes++)
        if (text_equal_c(code, *codes))
            return true;
    return false;
}

/* LimitExceededException stands in the SDKs' list, but CloudFormation means a
   quota by it, which no waiting changes. */
static bool is_throttled(const struct reply *reply)
{
    static const char *const codes[] = {
        "Throttling", "ThrottlingException", "ThrottledException", "RequestThrottledException", "TooManyRequestsException",
        "ProvisionedThroughputExceededException", "TransactionInProgressException", "RequestLimitExceeded",
        "BandwidthLimitExceeded", "RequestThrottled", "SlowDown", "PriorRequestNotComplete", "EC2ThrottledException", NULL
    };
    return reply->status == 429 || reply->status == 509 || is_one_of(reply->code, codes);
}

static bool is_transient(const struct reply *reply)
{
    static const char *const codes[] = { "RequestTimeout", "RequestTimeoutException", "InternalFailure", "InternalError",
                                         "ServiceUnavailable", "IDPCommunicationError", NULL };
    return reply->status == 500 || reply->status == 502 || reply->status == 503 || reply->status == 504
           || is_one_of(reply->code, codes);
}

/* The list of the JavaScript SDK. */
static bool may_be_skew(const struct reply *reply)
{
    static const char *const codes[] = { "AuthFailure", "InvalidSignatureException", "RequestExpired", "RequestInTheFuture",
                                         "RequestTimeTooSkewed", "SignatureDoesNotMatch", "AccessDeniedException", NULL };
    return is_one_of(reply->code, codes);
}

bool reply_is_expired(const struct reply *reply)
{
    static const char *const codes[] = { "ExpiredToken", "ExpiredTokenException", "TokenRefreshRequired", NULL };
    return reply->outcome == REPLY_REFUSED && is_one_of(reply->code, codes);
}

/* A text of somebody else's on one line, and not endless. */
static struct text tame(struct arena *arena, struct text text)
{
    bool cut = text.length > MOST_WORDS;
    struct text copy = text_copy(arena, text_slice(text, 0, cut ? MOST_WORDS : text.length));
    for (size_t i = 0; i < copy.length; i++)
        if ((unsigned char)copy.at[i] < ' ' || copy.at[i] == 0x7f)
            ((char *)copy.at)[i] = ' ';
    return cut ? text_join(arena, copy, TEXT(" …")) : copy;
}

struct text reply_words(struct arena *arena, const struct reply *reply)
{
    struct text message = tame(arena, reply->message), code = tame(arena, reply->code);
    struct text words = code.length && message.length
                            ? text_format(arena, "%s: %s", code.at, message.at) : code.length ? code : message;
    if (!reply->request_id.length)
        return words;
    return text_format(arena, "%s (request %s)", words.at, tame(arena, reply->request_id).at);
}

/* ------------------------------------------------------------------- reading */

static struct text first_text(const struct answer *tree, const char *const *names)
{
    for (; *names; names++) {
        const struct answer *found = answer_find(tree, *names);
        if (found && found->text.length)
            return found->text;
    }
    return TEXT("");
}

static struct text header_text(const struct reply *reply, const char *name)
{
    const struct text *value = headers_find(&reply->headers, name);
    return value ? *value : TEXT("");
}

static void lose(struct reply *reply)
{
    reply->outcome = REPLY_LOST;
    reply->message = TEXT("the answer is cut off or no answer of AWS");
}

/* Service, proxy or something else: whatever has words for the refusal. */
static void read_refusal(struct arena *arena, struct reply *reply)
{
    static const char *const codes[] = { "Code", "__type", "code", "error", NULL };
    static const char *const messages[] = { "Message", "message", "error_description", NULL };
    const struct answer *tree = answer_xml(arena, reply->body);
    if (!tree)
        tree = answer_json(arena, reply->body);
    struct text type = header_text(reply, "content-type");
    if (!tree && reply->body.length && (text_starts(type, "text/xml") || text_starts(type, "application/xml"))) {
        lose(reply);        /* AWS's words, cut off: what they were is worth another try */
        return;
    }
    reply->outcome = REPLY_REFUSED;
    reply->code = first_text(tree, codes);
    reply->message = first_text(tree, messages);
    const char *hash = memchr(reply->code.at, '#', reply->code.length);     /* "com.amazonaws…#Code" */
    if (hash)
        reply->code = text_slice(reply->code, (size_t)(hash - reply->code.at) + 1, reply->code.length);
    if (!reply->code.length)
        reply->code = text_format(arena, "HTTP %ld", reply->status);
    if (!reply->message.length)
        reply->message = type.length && !tree ? text_format(arena, "the answer is %.*s, not AWS's", (int)type.length, type.at)
                                              : TEXT("the answer has no words");
    if (!reply->request_id.length) {
        const struct answer *id = answer_find(tree, "RequestId");
        reply->request_id = id ? id->text : TEXT("");
    }
}

/* AWS's documents in XML are named for the call: what a portal on the way writes
   is none of them. */
static bool is_of_aws(const struct answer *tree)
{
    return text_ends(tree->name, "Response") || text_ends(tree->name, "Result");
}

static void read_fine(struct arena *arena, struct reply *reply, bool may_be_empty)
{
    reply->outcome = REPLY_FINE;
    if (!reply->body.length) {
        if (!may_be_empty)
            lose(reply);
        return;
    }
    size_t at = 0;
    while (at < reply->body.length && strchr(" \t\r\n", reply->body.at[at]))
        at++;
    bool xml = at < reply->body.length && reply->body.at[at] == '<';
    reply->tree = xml ? answer_xml(arena, reply->body) : answer_json(arena, reply->body);
    if (!reply->tree || (xml && !is_of_aws(reply->tree)))
        lose(reply);
}

static void read_answer(struct arena *arena, const struct http_answer *answer, bool may_be_empty, struct reply *reply)
{
    static const enum reply_outcome outcomes[] = {
        [HTTP_FINE] = REPLY_FINE, [HTTP_NOT_SENT] = REPLY_NOT_SENT, [HTTP_LOST] = REPLY_LOST,
        [HTTP_UNTRUSTED] = REPLY_IMPOSSIBLE, [HTTP_TOO_LARGE] = REPLY_LOST, [HTTP_WRONG] = REPLY_IMPOSSIBLE,
        [HTTP_STOPPED] = REPLY_STOPPED,
    };
    *reply = (struct reply){ .outcome = outcomes[answer->failure], .code = { "", 0 },
                             .message = answer->failure ? answer->reason : TEXT(""), .request_id = { "", 0 },
                             .status = answer->status, .headers = answer->headers, .body = answer->body,
                             .tries = reply->tries };
    if (answer->failure == HTTP_TOO_LARGE)
        reply->message = TEXT("the answer is larger than any that AWS gives");
    if (answer->failure != HTTP_FINE)
        return;
    reply->request_id = header_text(reply, "x-amzn-requestid");
    if (!reply->request_id.length)
        reply->request_id = header_text(reply, "x-amz-request-id");
    if (answer->status >= 200 && answer->status < 300)
        read_fine(arena, reply, may_be_empty);
    else
        read_refusal(arena, reply);
}

/* ------------------------------------------------------------------- sending */

static void sign(struct exchange *exchange, struct arena *arena, const struct aws_call *call, const struct uri *uri,
                 struct text region, struct http_request *request)
{
    struct sigv4_request what = {
        .method = text_of(call->method), .path = uri->path, .query = uri->query, .headers = &request->headers,
        .body = call->body, .region = region, .service = text_of(service_name(call->service)),
        .time = world_seconds(exchange->settings->world) + exchange->skew,
        .plain_path = call->service == SERVICE_S3, .name_payload = call->service == SERVICE_S3,
    };
    struct sigv4_result result;
    sigv4_sign(arena, call->key, &what, &result);
    for (size_t i = 0; i < result.added.list.count; i++)
        *VEC_ADD(arena, &request->headers.list) = result.added.list.at[i];
}

static void send_once(struct exchange *exchange, struct arena *arena, const struct aws_call *call, const struct endpoint *endpoint,
                      struct reply *reply)
{
    const struct world *world = exchange->settings->world;
    struct http_request request = { .method = call->method, .body = call->body, .fresh = call->once,
                                    .changes = call->changes };
    struct text url = text_join(arena, endpoint->url, call->path.length ? call->path : TEXT("/"));
    if (call->query.length)
        url = text_join(arena, text_join(arena, url, TEXT("?")), call->query);
    struct uri uri;
    if (!uri_split(arena, url, &uri)) {
        *reply = (struct reply){ .outcome = REPLY_IMPOSSIBLE, .code = { "", 0 }, .tries = reply->tries,
                                 .message = text_format(arena, "'%s' is no URL", url.at) };
        return;
    }
    request.url = url;
    headers_add(arena, &request.headers, "Host", uri.authority);
    for (size_t i = 0; i < call->headers.list.count; i++)
        *VEC_ADD(arena, &request.headers.list) = call->headers.list.at[i];
    if (call->content_type)
        headers_add(arena, &request.headers, "Content-Type", text_of(call->content_type));
    if (call->key)
        sign(exchange, arena, call, &uri, endpoint->region, &request);
    headers_add(arena, &request.headers, "Expect", TEXT(""));   /* no 100-continue */
    struct http_answer answer;
    world->send(world->context, arena, &request, &answer);
    read_answer(arena, &answer, call->service == SERVICE_S3 && strcmp(call->method, "GET") != 0, reply);
}

/* -------------------------------------------------------------------- trying */

/* Takes on AWS's time, if its answer's Date says that the request's was wrong. A
   cached answer (Age) tells the time of another day, one that was long on its
   way that of its departure. A machine's clock may be put right in the middle
   of a run: what was learnt is learnt anew then. */
static bool learn_skew(struct exchange *exchange, const struct reply *reply, int64_t sent)
{
    const struct world *world = exchange->settings->world;
    const struct text *date = headers_find(&reply->headers, "date");
    if (reply->outcome != REPLY_REFUSED || !may_be_skew(reply) || !date || headers_find(&reply->headers, "age")
        || world->now(world->context) - sent > LONGEST_TRIP_MS)
        return false;
    int64_t theirs = world_http_date(exchange->settings->arena, *date), ours = world_seconds(world);
    if (theirs < 0 || llabs(theirs - ours - exchange->skew) < SKEW_SECONDS)
        return false;
    exchange->skew = theirs - ours;
    exchange->skewed = true;
    return true;
}

static bool worth_another(const struct aws_call *call, const struct reply *reply)
{
    switch (reply->outcome) {
    case REPLY_NOT_SENT: return true;
    case REPLY_LOST: return !call->once;
    case REPLY_REFUSED: return is_throttled(reply) || (is_transient(reply) && (!call->once || reply->status < 500));
    default: return false;
    }
}

/* Milliseconds that the service asks for; -1 where it asks for none. */
static int64_t asked_delay(const struct reply *reply)
{
    struct text told = header_text(reply, "x-amz-retry-after");
    int64_t unit = 1;
    if (!told.length) {
        told = header_text(reply, "retry-after");
        unit = 1000;
    }
    int64_t value = 0;
    for (size_t i = 0; i < told.length; i++) {
        if (told.at[i] < '0' || told.at[i] > '9' || value > MOST_DELAY_MS)
            return -1;
        value = value * 10 + (told.at[i] - '0');
    }
    return told.length ? value * unit : -1;
}

/* What a service asks for is waited for, within bounds. */
static int64_t delay(struct exchange *exchange, const struct reply *reply)
{
    const struct settings *settings = exchange->settings;
    int64_t most = settings->delay_ms;
    for (unsigned i = 1; i < reply->tries && most < MOST_DELAY_MS; i++)
        most *= 2;
    most = most > MOST_DELAY_MS ? MOST_DELAY_MS : most;
    int64_t random = (int64_t)(settings->world->chance(settings->world->context) * (double)most), asked = asked_delay(reply);
    if (asked > random + MOST_ASKED_MS)
        asked = random + MOST_ASKED_MS;
    return asked > random ? asked : random;
}

/* In the mode "adaptive", calls wait for their turn. False: the user wants to
   stop. */
static bool take_turn(struct exchange *exchange)
{
    const struct world *world = exchange->settings->world;
    if (exchange->settings->retry != RETRY_ADAPTIVE)
        return true;
    int64_t wait = pace_delay(&exchange->pace, world->now(world->context));
    return !wait || world->wait(world->context, wait);
}

static void give_back(struct exchange *exchange, double spent)
{
    exchange->allowance += spent > 0 ? spent : 1;
    if (exchange->allowance > ALLOWANCE)
        exchange->allowance = ALLOWANCE;
}

void exchange_call(struct exchange *exchange, struct arena *arena, const struct aws_call *call, struct reply *reply)
{
    const struct settings *settings = exchange->settings;
    struct endpoint endpoint;
    struct text problem = settings_endpoint(settings, call->service, call->region, call->bucket, &endpoint);
    *reply = (struct reply){ .outcome = REPLY_IMPOSSIBLE, .code = { "", 0 }, .message = problem };
    if (problem.length)
        return;
    double spent = 0;
    bool learnt = false;
    for (;;) {
        if (!take_turn(exchange))
            break;
        int64_t sent = settings->world->now(settings->world->context);
        reply->tries++;
        send_once(exchange, arena, call, &endpoint, reply);
        pace_learn(&exchange->pace, settings->world->now(settings->world->context), is_throttled(reply));
        if (reply->outcome == REPLY_FINE) {
            give_back(exchange, spent);
            return;
        }
        if (!learnt && learn_skew(exchange, reply, sent)) {
            learnt = true;      /* once a call: a wrong secret is refused again */
            continue;
        }
        double cost = reply->outcome == REPLY_LOST ? COST_OF_SILENCE : COST;
        if (!worth_another(call, reply) || reply->tries >= settings->attempts || exchange->allowance < cost)
            return;
        exchange->allowance -= cost;
        spent = cost;
        if (!settings->world->wait(settings->world->context, delay(exchange, reply)))
            break;
    }
    /* what may have been done is not called undone */
    if (!call->changes || reply->outcome != REPLY_LOST)
        reply->outcome = REPLY_STOPPED;
}
