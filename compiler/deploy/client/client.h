/* Client: calls in the user's name. Credentials are found at the first call and
   found again before they run out, or when AWS says that they have. */
#ifndef MTC_DEPLOY_CLIENT_H
#define MTC_DEPLOY_CLIENT_H

#include "deploy/credentials/credentials.h"

struct client {
    struct finding finding;
    struct exchange exchange;
    struct credentials credentials;
    bool have;
    enum found found;           /* of the last search */
};

void client_start(struct client *client, struct arena *arena, const struct settings *settings);

/* Finds the credentials, if that was not done. Whether there are any; what is
   wrong otherwise is in .found and .finding.problem. */
bool client_identify(struct client *client);

/* Makes a call; its key is set here. Where there are no credentials any more
   the reply is REPLY_IMPOSSIBLE. */
void client_call(struct client *client, struct arena *arena, struct aws_call *call, struct reply *reply);

#endif
