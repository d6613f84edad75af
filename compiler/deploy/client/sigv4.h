/* SigV4: AWS's signature, version 4, in its three stages ("Create a signed AWS
   API request", IAM User Guide). Signed here and not by libcurl, whose own
   signer of the versions that are about gets queries and paths wrong. */
#ifndef MTC_DEPLOY_SIGV4_H
#define MTC_DEPLOY_SIGV4_H

#include "base/text.h"

struct header {
    struct text name, value;
};
struct headers { VEC(struct header) list; };

/* The value of the first header of that name (ASCII letters of any case), or
   NULL. */
const struct text *headers_find(const struct headers *headers, const char *name);
void headers_add(struct arena *arena, struct headers *headers, const char *name, struct text value);

/* Whose request it is. */
struct sigv4_key {
    struct text access_key, secret_key;
    struct text token;              /* of temporary credentials; empty: none */
};

struct sigv4_request {
    struct text method;
    struct text path;               /* as it is sent; empty is "/" */
    struct text query;              /* as it is sent, without '?' */
    const struct headers *headers;  /* with Host; all of them are signed */
    struct text body;
    struct text region, service;
    int64_t time;                   /* seconds since 1970 */
    bool plain_path;                /* S3: the path is signed as it is sent, neither made shorter nor encoded again */
    bool keep_dots;                 /* dot segments and double slashes stay */
    bool name_payload;              /* with the header x-amz-content-sha256, which S3 wants */
    bool token_unsigned;            /* the session token is added behind the signature */
    bool in_query;                  /* a presigned URL: all goes into the query */
    int expires;                    /* in_query: seconds */
};

struct sigv4_result {
    struct text canonical;          /* the canonical request */
    struct text to_sign;            /* the string to sign */
    struct text signature;
    struct headers added;           /* what goes to the request's headers (Authorization last) */
    struct text query;              /* in_query: the whole query, signed */
};

/* Signs; all texts of the result lie in the arena, no secret among them. */
void sigv4_sign(struct arena *arena, const struct sigv4_key *key, const struct sigv4_request *request,
                struct sigv4_result *result);

/* SHA-256 as 64 digits; SHA-1 as 40 (the names of SSO's cached tokens). */
struct text digest_sha256(struct arena *arena, struct text bytes);
struct text digest_sha1(struct arena *arena, struct text bytes);

/* "20150830T123600Z" */
struct text sigv4_time(struct arena *arena, int64_t time);

#endif
