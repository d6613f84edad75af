/* Client: calls in the user's name. Credentials are found at the first call and
   found again before they run out, or when AWS says that they have. */
#ifndef MTC_DEPLOY_CLIENT_H
#define MTC_DEPLOY_CLIENT_H

#include "deploy/credentials/credentials.h"

struct client {
    struct finding finding;     /* .problem stays until the next search */
    struct exchange exchange;
    struct credentials credentials;     /* texts of arenas[used] */
    struct arena arenas[2];     /* of the credentials in use, and of a search for others: erased when they are done with */
    unsigned used;
    bool have;
    enum found found;           /* of the last search */
    int64_t again;              /* when to search again, where the last search brought nothing younger */
};

/* The client must stay where it is; client_end erases its secrets. */
void client_start(struct client *client, struct arena_failure *failure, const struct settings *settings);
void client_end(struct client *client);

/* Finds the credentials, if that was not done. Whether there are any; what is
   wrong otherwise is in .found and .finding.problem. */
bool client_identify(struct client *client);

/* Makes a call; its key is set here. Where there are no credentials any more
   the reply is REPLY_IMPOSSIBLE. */
void client_call(struct client *client, struct arena *arena, struct aws_call *call, struct reply *reply);

/* The number of the account that the credentials are of; STS is asked where they
   do not say it. False: *reply tells why not. */
bool client_account(struct client *client, struct arena *arena, struct text region, struct text *account,
                    struct reply *reply);

#endif
