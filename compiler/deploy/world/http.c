/* One request, one answer. What decides later whether a request may be repeated
   is made sure here: whether it can have reached anybody. The invariant: what
   libcurl calls back into takes no memory from an arena, whose failure would
   jump over libcurl's frames. */
#include "deploy/world/http.h"

#include "deploy/client/answer.h"
#include "deploy/request.h"

#include <curl/curl.h>
#include <openssl/crypto.h>
#include <stdlib.h>

enum {
    MOST_HEADERS = 200,
    SLOWEST = 64,           /* bytes a second: what comes slower has stalled */
    MOST_STALLS = 10        /* how many times as long as a stall a whole answer may take */
};

struct receiving {
    const struct http *http;
    const struct http_request *request;
    char *body;
    size_t length, room;
    struct { size_t at, length; } headers[MOST_HEADERS];   /* lines in .lines */
    size_t header_count;
    char *lines;
    size_t lines_length, lines_room;
    bool too_large, no_memory, stopped;
    bool may_be_sent, complete;     /* complete: the last line of the header came */
};

/* Adds bytes behind what is there, and a NUL. */
static bool grow(char **at, size_t *length, size_t *room, const char *bytes, size_t count)
{
    if (*length + count + 1 > *room) {
        size_t wanted = (*room ? *room * 2 : 4096) + count;
        char *larger = malloc(wanted);      /* not realloc, which would leave what may be a secret behind */
        if (!larger)
            return false;
        if (*at) {
            memcpy(larger, *at, *length);
            OPENSSL_cleanse(*at, *room);
            free(*at);
        }
        *at = larger;
        *room = wanted;
    }
    memcpy(*at + *length, bytes, count);
    *length += count;
    (*at)[*length] = '\0';
    return true;
}

static size_t receive(char *bytes, size_t size, size_t count, void *context)
{
    struct receiving *receiving = context;
    count *= size;
    if (receiving->length + count > ANSWER_BYTES)
        receiving->too_large = true;
    else if (grow(&receiving->body, &receiving->length, &receiving->room, bytes, count))
        return count;
    else
        receiving->no_memory = true;
    return 0;
}

static size_t receive_header(char *bytes, size_t size, size_t count, void *context)
{
    struct receiving *receiving = context;
    count *= size;
    if (count > 5 && memcmp(bytes, "HTTP/", 5) == 0) {
        receiving->header_count = 0;    /* "100 Continue" or a proxy's answer went before */
        receiving->complete = false;
    } else if (bytes[0] == '\r' || bytes[0] == '\n') {
        receiving->complete = true;
    } else if (receiving->header_count < MOST_HEADERS) {
        receiving->headers[receiving->header_count].at = receiving->lines_length;
        receiving->headers[receiving->header_count].length = count;
        if (!grow(&receiving->lines, &receiving->lines_length, &receiving->lines_room, bytes, count)) {
            receiving->no_memory = true;
            return 0;
        }
        receiving->header_count++;
    }
    return count;
}

static bool is_stopped(const struct http *http)
{
    return http->stopped && http->stopped(http->context);
}

static int progress(void *context, curl_off_t down, curl_off_t downloaded, curl_off_t up, curl_off_t uploaded)
{
    struct receiving *receiving = context;
    (void)down, (void)downloaded, (void)up, (void)uploaded;
    receiving->stopped = !(receiving->request->changes && receiving->may_be_sent) && is_stopped(receiving->http);
    return receiving->stopped;
}

/* libcurl tells of the first byte of a request that it writes. */
static int watch(CURL *curl, curl_infotype type, char *bytes, size_t length, void *context)
{
    struct receiving *receiving = context;
    (void)curl, (void)bytes, (void)length;
    if (type == CURLINFO_HEADER_OUT || type == CURLINFO_DATA_OUT)
        receiving->may_be_sent = true;
    return 0;
}

static void set_limits(const struct http *http, CURL *curl, const struct http_request *request)
{
    long stall = (http->stall_ms + 999) / 1000;
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, (long)(request->connect_ms ? request->connect_ms : http->connect_ms));
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, (long)(request->total_ms ? request->total_ms : MOST_STALLS * http->stall_ms));
    curl_easy_setopt(curl, CURLOPT_LOW_SPEED_LIMIT, (long)SLOWEST);
    curl_easy_setopt(curl, CURLOPT_LOW_SPEED_TIME, stall);
#if LIBCURL_VERSION_NUM >= 0x075700
    curl_easy_setopt(curl, CURLOPT_QUICK_EXIT, 1L);     /* a name that nobody resolves is not waited for any longer */
#endif
}

static void set_what(const struct http *http, CURL *curl, const struct http_request *request)
{
    curl_easy_setopt(curl, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_USERAGENT, http->agent ? http->agent : HTTP_AGENT);  /* not signed: proxies change it */
    curl_easy_setopt(curl, CURLOPT_PATH_AS_IS, 1L);     /* the path that was signed is the path that is sent */
    curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(curl, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
    curl_easy_setopt(curl, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
#if LIBCURL_VERSION_NUM >= 0x075500
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
#else
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS, (long)(CURLPROTO_HTTP | CURLPROTO_HTTPS));
#endif
    curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, request->method);
    if (request->body.length || strcmp(request->method, "POST") == 0 || strcmp(request->method, "PUT") == 0) {
        curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)request->body.length);
        curl_easy_setopt(curl, CURLOPT_POSTFIELDS, request->body.at);
    }
    if (strcmp(request->method, "HEAD") == 0)
        curl_easy_setopt(curl, CURLOPT_NOBODY, 1L);
    if (http->ca_bundle) {
        curl_easy_setopt(curl, CURLOPT_CAINFO, http->ca_folder ? NULL : http->ca_bundle);
        curl_easy_setopt(curl, CURLOPT_CAPATH, http->ca_folder ? http->ca_bundle : NULL);
    }
    if (request->fresh)
        curl_easy_setopt(curl, CURLOPT_FRESH_CONNECT, 1L);
    if (request->direct)
        curl_easy_setopt(curl, CURLOPT_NOPROXY, "*");
}

static void set_callbacks(CURL *curl, struct receiving *receiving)
{
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, receive);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, receiving);
    curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, receive_header);
    curl_easy_setopt(curl, CURLOPT_HEADERDATA, receiving);
    curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, progress);
    curl_easy_setopt(curl, CURLOPT_XFERINFODATA, receiving);
    curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(curl, CURLOPT_DEBUGFUNCTION, watch);
    curl_easy_setopt(curl, CURLOPT_DEBUGDATA, receiving);
    curl_easy_setopt(curl, CURLOPT_VERBOSE, 1L);
}

static enum http_failure failure_of(CURLcode code, const struct receiving *receiving)
{
    if (code == CURLE_OK)
        return receiving->complete ? HTTP_FINE : HTTP_LOST;
    if (receiving->stopped)
        return HTTP_STOPPED;
    if (receiving->too_large)
        return HTTP_TOO_LARGE;
    switch (code) {
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_CERTPROBLEM:
        return HTTP_UNTRUSTED;
    case CURLE_URL_MALFORMAT:
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_COULDNT_RESOLVE_PROXY:
    case CURLE_BAD_FUNCTION_ARGUMENT:
    case CURLE_NOT_BUILT_IN:
        /* a server that speaks no HTTP gives one of these, too */
        return receiving->may_be_sent ? HTTP_LOST : HTTP_WRONG;
    default:
        return receiving->may_be_sent ? HTTP_LOST : HTTP_NOT_SENT;
    }
}

static struct text reason_of(struct arena *arena, const struct http *http, enum http_failure failure, CURLcode code,
                             const char *reason)
{
    const char *words = reason[0] ? reason : curl_easy_strerror(code);
    if (failure == HTTP_UNTRUSTED && http->ca_bundle && http->ca_folder)
        return text_format(arena, "%s (authorities of a folder, as '%s' is one, are found by the names that 'openssl rehash' gives them)",
                           words, http->ca_bundle);
    return text_copy(arena, text_of(words));
}

/* The header lines, as the arena's. */
static void keep_headers(struct arena *arena, const struct receiving *receiving, struct http_answer *answer)
{
    for (size_t i = 0; i < receiving->header_count; i++) {
        struct text line = { receiving->lines + receiving->headers[i].at, receiving->headers[i].length };
        while (line.length && (line.at[line.length - 1] == '\n' || line.at[line.length - 1] == '\r'))
            line.length--;
        const char *colon = memchr(line.at, ':', line.length);
        if (!colon)
            continue;
        size_t cut = (size_t)(colon - line.at), start = cut + 1;
        while (start < line.length && line.at[start] == ' ')
            start++;
        headers_add(arena, &answer->headers, text_cstring(arena, text_slice(line, 0, cut)),
                    text_copy(arena, text_slice(line, start, line.length)));
    }
}

/* What came may be credentials, what went a token of theirs. */
static void forget(struct receiving *receiving, const struct words *words, struct curl_slist *lines)
{
    if (receiving->body)
        OPENSSL_cleanse(receiving->body, receiving->room);
    if (receiving->lines)
        OPENSSL_cleanse(receiving->lines, receiving->lines_room);
    for (size_t i = 0; i < words->list.count; i++)
        OPENSSL_cleanse((char *)words->list.at[i], strlen(words->list.at[i]));
    for (struct curl_slist *line = lines; line; line = line->next)
        OPENSSL_cleanse(line->data, strlen(line->data));
    free(receiving->body);
    free(receiving->lines);
    curl_slist_free_all(lines);
}

/* The lines "Name: value" of the headers. */
static struct words lines_of(struct arena *arena, const struct headers *headers)
{
    struct words words = { { 0 } };
    for (size_t i = 0; i < headers->list.count; i++) {
        const struct header *header = &headers->list.at[i];
        *VEC_ADD(arena, &words.list) = text_format(arena, "%.*s: %.*s", (int)header->name.length, header->name.at,
                                                   (int)header->value.length, header->value.at).at;
    }
    return words;
}

static bool add_lines(struct curl_slist **lines, const struct words *words)
{
    for (size_t i = 0; i < words->list.count; i++) {
        struct curl_slist *longer = curl_slist_append(*lines, words->list.at[i]);
        if (!longer)
            return false;
        *lines = longer;
    }
    return true;
}

/* Sends and receives. Touches no arena. */
static CURLcode perform(struct http *http, const struct http_request *request, const char *url, struct curl_slist *lines,
                        struct receiving *receiving, char *reason, long *status)
{
    CURL *curl = http->curl;
    curl_easy_reset(curl);
    curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, reason);
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, lines);
    curl_easy_setopt(curl, CURLOPT_URL, url);
    set_what(http, curl, request);
    set_limits(http, curl, request);
    set_callbacks(curl, receiving);
    CURLcode code = curl_easy_perform(curl);
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, status);
    return code;
}

void http_send(struct http *http, struct arena *arena, const struct http_request *request, struct http_answer *answer)
{
    *answer = (struct http_answer){ .reason = { "", 0 }, .body = { "", 0 } };
    char reason[CURL_ERROR_SIZE] = "";
    if (is_stopped(http)) {
        answer->failure = HTTP_STOPPED;
        return;
    }
    struct receiving receiving = { .http = http, .request = request };
    struct curl_slist *lines = NULL;
    const char *url = text_cstring(arena, request->url);
    struct words words = lines_of(arena, &request->headers);
    CURLcode code = CURLE_OUT_OF_MEMORY;
    if (!http->curl)
        http->curl = curl_easy_init();
    if (http->curl && add_lines(&lines, &words))
        code = perform(http, request, url, lines, &receiving, reason, &answer->status);
    if (code == CURLE_OUT_OF_MEMORY || receiving.no_memory) {
        forget(&receiving, &words, lines);
        arena_fail(arena);
    }
    answer->failure = failure_of(code, &receiving);
    if (code != CURLE_OK)
        answer->reason = reason_of(arena, http, answer->failure, code, reason);
    else if (answer->failure == HTTP_LOST)
        answer->reason = TEXT("the answer ends within its header");
    answer->body = text_copy(arena, (struct text){ receiving.body ? receiving.body : "", receiving.length });
    keep_headers(arena, &receiving, answer);
    forget(&receiving, &words, lines);
}

void http_close(struct http *http)
{
    if (http->curl)
        curl_easy_cleanup(http->curl);
    http->curl = NULL;
}
