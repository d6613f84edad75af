/* Exchange: a call to a service and its reply: signed, sent, repeated where
   that can help, and read. */
#ifndef MTC_DEPLOY_EXCHANGE_H
#define MTC_DEPLOY_EXCHANGE_H

#include "deploy/client/answer.h"
#include "deploy/client/pace.h"
#include "deploy/client/settings.h"

/* What is kept from call to call. */
struct exchange {
    const struct settings *settings;
    int64_t skew;           /* seconds that AWS's clock is ahead of this machine's */
    bool skewed;            /* .skew was learnt from an answer */
    double allowance;       /* for retries; see exchange.c */
    struct pace pace;       /* of the retry mode "adaptive" */
};
void exchange_start(struct exchange *exchange, const struct settings *settings);

struct aws_call {
    enum service service;
    struct text region;
    struct text bucket;             /* S3 */
    const char *method;
    struct text path, query;        /* encoded */
    struct headers headers;         /* besides what signing adds */
    struct text body;
    const char *content_type;       /* NULL: none */
    const struct sigv4_key *key;    /* NULL: not signed */
    bool once;                      /* not repeated where the last try may have been taken */
    bool changes;                   /* something over there: not given up halfway */
};

enum reply_outcome {
    REPLY_FINE,
    REPLY_REFUSED,          /* the service said no: code and message tell why */
    REPLY_NOT_SENT,         /* it never got there */
    REPLY_LOST,             /* it may have got there, and may have been done */
    REPLY_IMPOSSIBLE,       /* endpoint, certificate or setting: trying again helps nothing */
    REPLY_STOPPED           /* the user wants to stop waiting */
};

struct reply {
    enum reply_outcome outcome;
    struct text code, message;      /* not of REPLY_FINE */
    struct text request_id;         /* AWS's; may be empty */
    long status;                    /* of HTTP; 0: none */
    const struct answer *tree;      /* REPLY_FINE: NULL only where the body was empty */
    struct headers headers;
    struct text body;
    unsigned tries;
};

/* Makes the call. The reply lies in the arena. */
void exchange_call(struct exchange *exchange, struct arena *arena, const struct aws_call *call, struct reply *reply);

/* One parameter "Name=value" of a query or a form, encoded; the first has no '&'
   before it. */
void query_add(struct buffer *query, const char *name, struct text value);
void form_add(struct buffer *form, const char *name, struct text value);
void form_add_c(struct buffer *form, const char *name, const char *value);

/* "Throttling: Rate exceeded (request 12ab…)": what to tell the user. */
struct text reply_words(struct arena *arena, const struct reply *reply);

/* Whether the reply says that the credentials are too old. */
bool reply_is_expired(const struct reply *reply);

#endif
