/* World: what the deploying program has to do with the machine that it runs on.
   Everything that asks for the environment, a file, the time, chance, a pause
   or an answer from the network asks here, so that tests can be all of it. */
#ifndef MTC_DEPLOY_WORLD_H
#define MTC_DEPLOY_WORLD_H

#include "deploy/client/sigv4.h"

struct http_request {
    const char *method;
    struct text url;
    struct headers headers;
    struct text body;
    int connect_ms, total_ms;   /* 0: the world's own limits */
    bool fresh;                 /* on a connection of its own: on one that was used before, libcurl may send it twice */
    bool direct;                /* never through a proxy: credentials of this machine */
    bool changes;               /* something over there: who wants to stop waits for its answer still */
};

/* Why there is no answer. Whether a request may have been taken is what decides
   if it can be repeated. */
enum http_failure {
    HTTP_FINE,
    HTTP_NOT_SENT,          /* no connection was made: nobody has read it */
    HTTP_LOST,              /* it was sent, or part of it, and no whole answer came */
    HTTP_UNTRUSTED,         /* the server's certificate: nothing was sent */
    HTTP_TOO_LARGE,         /* the answer */
    HTTP_WRONG,             /* a URL or setting that libcurl refuses */
    HTTP_STOPPED            /* the user wants to stop waiting */
};

struct http_answer {
    enum http_failure failure;
    struct text reason;     /* of a failure, in words */
    long status;
    struct headers headers;
    struct text body;       /* followed by a NUL */
};

struct world {
    void *context;
    /* NULL where it is not set. */
    const char *(*environment)(void *context, const char *name);
    /* Where a file that a configuration names really lies. */
    const char *(*path)(void *context, struct arena *arena, const char *name);
    int64_t (*now)(void *context);                  /* milliseconds since 1970 */
    bool (*wait)(void *context, int64_t milliseconds);  /* false: the user wants to stop waiting */
    double (*chance)(void *context);                /* at least 0, below 1 */
    void (*send)(void *context, struct arena *arena, const struct http_request *request, struct http_answer *answer);
};

/* Seconds since 1970. */
static inline int64_t world_seconds(const struct world *world)
{
    return world->now(world->context) / 1000;
}

/* An environment variable without blanks at its ends; NULL where that is
   nothing: a blank setting counts as none. */
const char *world_setting(const struct world *world, struct arena *arena, const char *name);
/* The same; empty for none. */
struct text world_text(const struct world *world, struct arena *arena, const char *name);
/* Whether a setting says "true" (of any case). */
bool world_is_true(const char *value);

/* The parts of a time "2021-09-21T18:41:26Z", also with a fraction or "+00:00";
   seconds since 1970, or -1. */
int64_t world_time(struct text text);
/* "Thu, 05 Aug 2021 18:58:02 GMT", the header Date; seconds since 1970, or -1. */
int64_t world_http_date(struct arena *arena, struct text text);

#endif
