/* The signature of a request to AWS: canonical request, string to sign,
   signature. The invariant: nothing here changes what is sent but by adding
   headers (or parameters, for a presigned URL). Called by client.c. */
#include "deploy/client/sigv4.h"

#include "deploy/client/uri.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <stdlib.h>
#include <time.h>

#define ALGORITHM "AWS4-HMAC-SHA256"
enum { HASH_BYTES = 32 };

/* ------------------------------------------------------------------ hashes */

static struct text hex(struct arena *arena, const unsigned char *bytes, size_t count)
{
    struct buffer out;
    buffer_init(&out, arena);
    for (size_t i = 0; i < count; i++)
        buffer_add_format(&out, "%02x", bytes[i]);
    return buffer_text(&out);
}

static struct text digest(struct arena *arena, const EVP_MD *kind, struct text bytes)
{
    unsigned char out[EVP_MAX_MD_SIZE];
    unsigned length = 0;
    if (!EVP_Digest(bytes.at, bytes.length, out, &length, kind, NULL))
        arena_fail(arena);      /* its only failure is memory */
    return hex(arena, out, length);
}

struct text digest_sha256(struct arena *arena, struct text bytes)
{
    return digest(arena, EVP_sha256(), bytes);
}

struct text digest_sha1(struct arena *arena, struct text bytes)
{
    return digest(arena, EVP_sha1(), bytes);
}

static void mac(struct arena *arena, unsigned char out[HASH_BYTES], const void *key, size_t length, struct text text)
{
    unsigned made = 0;
    if (!HMAC(EVP_sha256(), key, (int)length, (const unsigned char *)text.at, text.length, out, &made))
        arena_fail(arena);
}

/* ----------------------------------------------------------------- headers */

const struct text *headers_find(const struct headers *headers, const char *name)
{
    for (size_t i = 0; i < headers->list.count; i++)
        if (text_equal_any_case(headers->list.at[i].name, text_of(name)))
            return &headers->list.at[i].value;
    return NULL;
}

void headers_add(struct arena *arena, struct headers *headers, const char *name, struct text value)
{
    *VEC_ADD(arena, &headers->list) = (struct header){ text_of(name), value };
}

/* -------------------------------------------------------------------- time */

struct text sigv4_time(struct arena *arena, int64_t time)
{
    time_t seconds = (time_t)time;
    struct tm parts = { 0 };
    char out[32];
    gmtime_r(&seconds, &parts);
    size_t length = strftime(out, sizeof out, "%Y%m%dT%H%M%SZ", &parts);
    return text_copy(arena, (struct text){ out, length });
}

/* ------------------------------------------------------- canonical request */

struct pair {
    struct text name, value;
    size_t order;       /* equal names keep the order in which they came */
};
struct pairs { VEC(struct pair) list; };

static int compare_queries(const void *left, const void *right)
{
    const struct pair *a = left, *b = right;
    int order = text_compare(a->name, b->name);
    return order ? order : text_compare(a->value, b->value);
}

static int compare_headers(const void *left, const void *right)
{
    const struct pair *a = left, *b = right;
    int order = text_compare(a->name, b->name);
    return order ? order : a->order < b->order ? -1 : a->order > b->order;
}

static struct text encoded(struct arena *arena, struct text text, bool keep_slash)
{
    struct buffer out;
    buffer_init(&out, arena);
    uri_encode(&out, text, keep_slash);
    return buffer_text(&out);
}

/* The path without "." and "..", and with one slash where several stand. */
static struct text shortened(struct arena *arena, struct text path)
{
    VEC(struct text) kept = { 0 };
    for (size_t at = 0; at < path.length;) {
        size_t end = at;
        while (end < path.length && path.at[end] != '/')
            end++;
        struct text segment = text_slice(path, at, end);
        if (text_equal_c(segment, "..")) {
            if (kept.count)
                kept.count--;
        } else if (segment.length && !text_equal_c(segment, ".")) {
            *VEC_ADD(arena, &kept) = segment;
        }
        at = end + 1;
    }
    struct buffer out;
    buffer_init(&out, arena);
    for (size_t i = 0; i < kept.count; i++) {
        buffer_add_char(&out, '/');
        buffer_add(&out, kept.at[i]);
    }
    if (!kept.count || text_ends(path, "/"))
        buffer_add_char(&out, '/');
    return buffer_text(&out);
}

static struct text canonical_path(struct arena *arena, const struct sigv4_request *request)
{
    struct text path = request->path.length ? request->path : TEXT("/");
    if (request->plain_path)
        return encoded(arena, uri_decode(arena, path), true);
    return encoded(arena, request->keep_dots ? path : shortened(arena, path), true);
}

static void read_query(struct arena *arena, struct pairs *pairs, struct text query)
{
    for (size_t at = 0; at < query.length;) {
        size_t end = at;
        while (end < query.length && query.at[end] != '&')
            end++;
        struct text piece = text_slice(query, at, end);
        const char *equals = memchr(piece.at, '=', piece.length);
        size_t cut = equals ? (size_t)(equals - piece.at) : piece.length;
        if (piece.length)
            *VEC_ADD(arena, &pairs->list) = (struct pair){
                encoded(arena, uri_decode(arena, text_slice(piece, 0, cut)), false),
                equals ? encoded(arena, uri_decode(arena, text_slice(piece, cut + 1, piece.length)), false) : TEXT(""), 0
            };
        at = end + 1;
    }
}

static struct text join_query(struct arena *arena, const struct pairs *pairs)
{
    struct buffer out;
    buffer_init(&out, arena);
    for (size_t i = 0; i < pairs->list.count; i++) {
        if (i)
            buffer_add_char(&out, '&');
        buffer_add(&out, pairs->list.at[i].name);
        buffer_add_char(&out, '=');
        buffer_add(&out, pairs->list.at[i].value);
    }
    return buffer_text(&out);
}

/* Blanks and line folds at the ends go, inside they become one blank. */
static void add_header_value(struct buffer *out, struct text value)
{
    bool gap = false, started = false;
    for (size_t i = 0; i < value.length; i++) {
        char c = value.at[i];
        if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
            gap = started;
            continue;
        }
        if (gap)
            buffer_add_char(out, ' ');
        buffer_add_char(out, c);
        started = true;
        gap = false;
    }
}

static struct pairs sorted_headers(struct arena *arena, const struct headers *first, const struct headers *second)
{
    struct pairs pairs = { 0 };
    const struct headers *both[] = { first, second };
    for (size_t k = 0; k < 2; k++)
        for (size_t i = 0; i < both[k]->list.count; i++) {
            struct text name = text_copy(arena, both[k]->list.at[i].name);
            for (size_t j = 0; j < name.length; j++)
                ((char *)name.at)[j] = text_lower(name.at[j]);
            size_t order = pairs.list.count;
            *VEC_ADD(arena, &pairs.list) = (struct pair){ name, both[k]->list.at[i].value, order };
        }
    qsort(pairs.list.at, pairs.list.count, sizeof *pairs.list.at, compare_headers);
    return pairs;
}

/* The lines "name:value" and, in *names, "a;b;c". */
static struct text canonical_headers(struct arena *arena, const struct pairs *pairs, struct text *names)
{
    struct buffer lines, list;
    buffer_init(&lines, arena);
    buffer_init(&list, arena);
    for (size_t i = 0; i < pairs->list.count; i++) {
        const struct pair *pair = &pairs->list.at[i];
        if (i && text_equal(pair->name, pairs->list.at[i - 1].name)) {
            buffer_add_char(&lines, ',');
        } else {
            buffer_add(&lines, i ? TEXT("\n") : TEXT(""));
            buffer_add(&list, i ? TEXT(";") : TEXT(""));
            buffer_add(&lines, pair->name);
            buffer_add(&list, pair->name);
            buffer_add_char(&lines, ':');
        }
        add_header_value(&lines, pair->value);
    }
    buffer_add_char(&lines, '\n');
    *names = buffer_text(&list);
    return buffer_text(&lines);
}

/* --------------------------------------------------------------- signature */

struct signing {
    struct arena *arena;
    const struct sigv4_key *key;
    const struct sigv4_request *request;
    struct text time;           /* 20150830T123600Z */
    struct text scope;          /* 20150830/us-east-1/service/aws4_request */
    struct text names;          /* signed headers */
};

static void add_pair(struct signing *signing, struct pairs *pairs, const char *name, struct text value)
{
    *VEC_ADD(signing->arena, &pairs->list) = (struct pair){ text_of(name), encoded(signing->arena, value, false), 0 };
}

static void query_parameters(struct signing *signing, struct pairs *pairs)
{
    const struct sigv4_request *request = signing->request;
    struct text credential = text_format(signing->arena, "%.*s/%s", (int)signing->key->access_key.length,
                                         signing->key->access_key.at, signing->scope.at);
    add_pair(signing, pairs, "X-Amz-Algorithm", TEXT(ALGORITHM));
    add_pair(signing, pairs, "X-Amz-Credential", credential);
    add_pair(signing, pairs, "X-Amz-Date", signing->time);
    add_pair(signing, pairs, "X-Amz-SignedHeaders", signing->names);
    add_pair(signing, pairs, "X-Amz-Expires", text_integer(signing->arena, request->expires));
    if (signing->key->token.length && !request->token_unsigned)
        add_pair(signing, pairs, "X-Amz-Security-Token", signing->key->token);
}

/* HMAC over HMAC: secret, date, region, service, "aws4_request". */
static struct text signature(struct signing *signing, struct text to_sign)
{
    const struct sigv4_request *request = signing->request;
    struct text secret = signing->key->secret_key;
    size_t length = secret.length + 4;
    char *start = arena_alloc(signing->arena, length);
    unsigned char one[HASH_BYTES], two[HASH_BYTES];
    memcpy(start, "AWS4", 4);
    memcpy(start + 4, secret.at, secret.length);
    mac(signing->arena, one, start, length, text_slice(signing->time, 0, 8));
    OPENSSL_cleanse(start, length);
    mac(signing->arena, two, one, sizeof one, request->region);
    mac(signing->arena, one, two, sizeof two, request->service);
    mac(signing->arena, two, one, sizeof one, TEXT("aws4_request"));
    mac(signing->arena, one, two, sizeof two, to_sign);
    OPENSSL_cleanse(two, sizeof two);
    return hex(signing->arena, one, sizeof one);
}

static void finish_headers(struct signing *signing, struct sigv4_result *result)
{
    struct buffer out;
    buffer_init(&out, signing->arena);
    buffer_add_c(&out, ALGORITHM " Credential=");
    buffer_add(&out, signing->key->access_key);
    buffer_add_char(&out, '/');
    buffer_add(&out, signing->scope);
    buffer_add_c(&out, ", SignedHeaders=");
    buffer_add(&out, signing->names);
    buffer_add_c(&out, ", Signature=");
    buffer_add(&out, result->signature);
    if (signing->key->token.length && signing->request->token_unsigned)
        headers_add(signing->arena, &result->added, "X-Amz-Security-Token", signing->key->token);
    headers_add(signing->arena, &result->added, "Authorization", buffer_text(&out));
}

static void finish_query(struct signing *signing, struct pairs *pairs, struct sigv4_result *result)
{
    if (signing->key->token.length && signing->request->token_unsigned)
        add_pair(signing, pairs, "X-Amz-Security-Token", signing->key->token);
    add_pair(signing, pairs, "X-Amz-Signature", result->signature);
    result->query = join_query(signing->arena, pairs);
}

void sigv4_sign(struct arena *arena, const struct sigv4_key *key, const struct sigv4_request *request,
                struct sigv4_result *result)
{
    struct signing signing = { arena, key, request, sigv4_time(arena, request->time), { "", 0 }, { "", 0 } };
    *result = (struct sigv4_result){ 0 };
    struct text payload = digest_sha256(arena, request->body);
    if (!request->in_query) {
        headers_add(arena, &result->added, "X-Amz-Date", signing.time);
        if (key->token.length && !request->token_unsigned)
            headers_add(arena, &result->added, "X-Amz-Security-Token", key->token);
        if (request->name_payload)
            headers_add(arena, &result->added, "x-amz-content-sha256", payload);
    }
    signing.scope = text_format(arena, "%.8s/%.*s/%.*s/aws4_request", signing.time.at, (int)request->region.length,
                                request->region.at, (int)request->service.length, request->service.at);
    struct pairs headers = sorted_headers(arena, request->headers, &result->added);
    struct text lines = canonical_headers(arena, &headers, &signing.names);

    struct pairs query = { 0 };
    read_query(arena, &query, request->query);
    if (request->in_query)
        query_parameters(&signing, &query);
    struct pairs ordered = { 0 };
    for (size_t i = 0; i < query.list.count; i++)
        *VEC_ADD(arena, &ordered.list) = query.list.at[i];
    if (ordered.list.count)
        qsort(ordered.list.at, ordered.list.count, sizeof *ordered.list.at, compare_queries);

    struct buffer out;
    buffer_init(&out, arena);
    const struct text parts[] = { request->method, canonical_path(arena, request), join_query(arena, &ordered), lines,
                                  signing.names, payload };
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (i)
            buffer_add_char(&out, '\n');
        buffer_add(&out, parts[i]);
    }
    result->canonical = buffer_text(&out);
    struct text hash = digest_sha256(arena, result->canonical);
    result->to_sign = text_format(arena, ALGORITHM "\n%s\n%s\n%.*s", signing.time.at, signing.scope.at,
                                  (int)hash.length, hash.at);
    result->signature = signature(&signing, result->to_sign);
    if (request->in_query)
        finish_query(&signing, &query, result);
    else
        finish_headers(&signing, result);
}
