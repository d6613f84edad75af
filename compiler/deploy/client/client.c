/* Calls with credentials that are looked after. Called by cloudformation.c and
   upload.c. */
#include "deploy/client/client.h"

/* AWS's clients look for new credentials from fifteen minutes before the old ones
   run out, and go on with the old ones where that fails; ten minutes before,
   they give up (botocore's advisory and mandatory refresh). mtc goes on to the
   end: a stack is not left alone for want of a service that may be back in a
   minute. */
enum { REFRESH_SECONDS = 15 * 60, AGAIN_SECONDS = 60 };

void client_start(struct client *client, struct arena_failure *failure, const struct settings *settings)
{
    *client = (struct client){ .finding = { .settings = settings, .problem = { "", 0 } } };
    for (size_t i = 0; i < 2; i++) {
        arena_init(&client->arenas[i], failure);
        client->arenas[i].secret = true;
    }
    client->finding.arena = &client->arenas[0];
    exchange_start(&client->exchange, settings);
    exchange_start(&client->finding.exchange, settings);
}

void client_end(struct client *client)
{
    client->have = false;
    client->credentials = (struct credentials){ 0 };
    for (size_t i = 0; i < 2; i++)
        arena_free(&client->arenas[i]);
}

/* Seconds since 1970 by AWS's clock, as far as it is known. */
static int64_t now(const struct client *client)
{
    return world_seconds(client->finding.settings->world) + client->exchange.skew;
}

static bool find(struct client *client)
{
    struct credentials found;
    unsigned other = client->have ? 1 - client->used : client->used;
    arena_free(&client->arenas[other]);
    client->finding.arena = &client->arenas[other];
    client->again = now(client) + AGAIN_SECONDS;
    /* what the calls have learnt of the clock serves the providers, too */
    client->finding.exchange.skew = client->exchange.skew;
    client->finding.exchange.skewed = client->exchange.skewed;
    client->found = credentials_find(&client->finding, &found);
    if (client->found != FOUND)
        return false;
    if (client->have)
        arena_free(&client->arenas[client->used]);
    client->used = other;
    client->credentials = found;
    client->have = true;
    client->exchange.skew = client->finding.exchange.skew;
    client->exchange.skewed = client->finding.exchange.skewed;
    return true;
}

bool client_identify(struct client *client)
{
    return client->have || find(client);
}

/* Whether there are credentials that still serve. */
static bool ready(struct client *client)
{
    if (!client->have)
        return find(client);
    int64_t end = client->credentials.expires;
    if (!end || now(client) < end - REFRESH_SECONDS)
        return true;
    return ((now(client) >= end || now(client) >= client->again) && find(client)) || now(client) < client->credentials.expires;
}

static void cannot(const struct client *client, struct arena *arena, struct reply *reply)
{
    *reply = (struct reply){ .outcome = REPLY_IMPOSSIBLE, .code = { "", 0 }, .request_id = { "", 0 },
                             .message = client->finding.problem.length ? text_copy(arena, client->finding.problem)
                                                                       : TEXT("there are no credentials any more") };
}

void client_call(struct client *client, struct arena *arena, struct aws_call *call, struct reply *reply)
{
    if (!ready(client)) {
        cannot(client, arena, reply);
        return;
    }
    call->key = &client->credentials.key;
    exchange_call(&client->exchange, arena, call, reply);
    if (!reply_is_expired(reply))
        return;
    if (find(client))
        exchange_call(&client->exchange, arena, call, reply);
}

/* "GetCallerIdentity", AWS Security Token Service API Reference. */
bool client_account(struct client *client, struct arena *arena, struct text region, struct text *account,
                    struct reply *reply)
{
    struct aws_call call = { .service = SERVICE_STS, .region = region, .bucket = { "", 0 }, .method = "POST", .path = TEXT("/"),
                             .query = { "", 0 }, .body = TEXT("Action=GetCallerIdentity&Version=2011-06-15"),
                             .content_type = "application/x-www-form-urlencoded" };
    if (!client->credentials.account.length) {
        client_call(client, arena, &call, reply);
        const struct answer *told = reply->outcome == REPLY_FINE ? answer_find(reply->tree, "Account") : NULL;
        if (!told)
            return false;
        client->credentials.account = text_copy(&client->arenas[client->used], told->text);
    }
    *account = text_copy(arena, client->credentials.account);
    return true;
}
