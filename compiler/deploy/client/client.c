/* Calls with credentials that are looked after. Called by cloudformation.c and
   upload.c. */
#include "deploy/client/client.h"

void client_start(struct client *client, struct arena *arena, const struct settings *settings)
{
    *client = (struct client){ .finding = { .arena = arena, .settings = settings, .problem = { "", 0 } } };
    exchange_start(&client->exchange, settings);
    exchange_start(&client->finding.exchange, settings);
}

static bool find(struct client *client)
{
    struct credentials found;
    /* what the calls have learnt of the clock serves the providers, too */
    client->finding.exchange.skew = client->exchange.skew;
    client->finding.exchange.skewed = client->exchange.skewed;
    client->found = credentials_find(&client->finding, &found);
    if (client->found != FOUND)
        return false;
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

/* Old credentials are renewed; while that fails they serve as long as they last. */
static bool ready(struct client *client)
{
    const struct settings *settings = client->finding.settings;
    if (!client->have)
        return find(client);
    return !credentials_old(settings, &client->credentials) || find(client)
           || world_seconds(settings->world) < client->credentials.expires;
}

static void cannot(struct client *client, struct reply *reply)
{
    *reply = (struct reply){ .outcome = REPLY_IMPOSSIBLE, .code = { "", 0 }, .request_id = { "", 0 },
                             .message = client->finding.problem.length
                                            ? client->finding.problem : TEXT("there are no credentials any more") };
}

void client_call(struct client *client, struct arena *arena, struct aws_call *call, struct reply *reply)
{
    if (!ready(client)) {
        cannot(client, reply);
        return;
    }
    call->key = &client->credentials.key;
    exchange_call(&client->exchange, arena, call, reply);
    if (!reply_is_expired(reply))
        return;
    if (find(client))
        exchange_call(&client->exchange, arena, call, reply);
}
