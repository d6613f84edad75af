/* HTTP: bytes to and from a server, through libcurl, which does TLS, proxies
   and time-outs. It signs nothing, follows no redirect and repeats nothing. */
#ifndef MTC_DEPLOY_HTTP_H
#define MTC_DEPLOY_HTTP_H

#include "deploy/world/world.h"

#define HTTP_AGENT "mtc/" PACKAGE_VERSION

struct http {
    void *curl;             /* one connection cache for all requests; NULL until the first */
    const char *ca_bundle;  /* NULL: the system's */
    bool ca_folder;         /* .ca_bundle is one, of authorities by their hashes */
    const char *agent;      /* who asks; NULL: mtc alone */
    int connect_ms, stall_ms;
    bool (*stopped)(void *context);     /* whether the user wants to stop waiting */
    void *context;
};

void http_send(struct http *http, struct arena *arena, const struct http_request *request, struct http_answer *answer);
void http_close(struct http *http);

#endif
