/* Percent-encoding as AWS signs it, and URLs cut into parts. Everything that
   leaves mtc for AWS passes here, so that what is signed and what is sent are
   the same bytes; and it is libcurl that cuts, so that a host that was looked
   at is the host that is asked. */
#include "deploy/client/uri.h"

#include <curl/curl.h>

static bool is_plain(unsigned char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_'
           || c == '.' || c == '~';
}

void uri_encode(struct buffer *out, struct text text, bool keep_slash)
{
    static const char digits[] = "0123456789ABCDEF";
    for (size_t i = 0; i < text.length; i++) {
        unsigned char c = (unsigned char)text.at[i];
        if (is_plain(c) || (c == '/' && keep_slash)) {
            buffer_add_char(out, (char)c);
        } else {
            buffer_add_char(out, '%');
            buffer_add_char(out, digits[c >> 4]);
            buffer_add_char(out, digits[c & 15]);
        }
    }
}

struct text uri_decode(struct arena *arena, struct text text)
{
    char *out = arena_alloc(arena, text.length + 1);
    size_t length = 0;
    for (size_t i = 0; i < text.length; i++) {
        int high = -1, low = -1;
        if (text.at[i] == '%' && i + 2 < text.length) {
            high = text_hex_digit(text.at[i + 1]);
            low = text_hex_digit(text.at[i + 2]);
        }
        if (high >= 0 && low >= 0) {
            out[length++] = (char)(high * 16 + low);
            i += 2;
        } else {
            out[length++] = text.at[i];
        }
    }
    out[length] = '\0';
    return (struct text){ out, length };
}

/* ---------------------------------------------------------------------- URLs */

/* Where the parts of a URL are copied to: room that is there before libcurl is
   asked, whose memory must not be held while the arena can fail. */
struct parts {
    CURLU *url;
    char *at, *end;
    bool no_memory;
};

/* A part; empty where the URL has none. */
static struct text take(struct parts *parts, CURLUPart what)
{
    char *found = NULL;
    struct text part = { "", 0 };
    CURLUcode code = curl_url_get(parts->url, what, &found, 0);
    parts->no_memory = parts->no_memory || code == CURLUE_OUT_OF_MEMORY;
    size_t length = code == CURLUE_OK ? strlen(found) : 0;
    if (length && length < (size_t)(parts->end - parts->at)) {
        memcpy(parts->at, found, length + 1);
        part = (struct text){ parts->at, length };
        parts->at += length + 1;
    }
    curl_free(found);
    return part;
}

static bool split(struct parts *parts, const char *url, struct uri *uri)
{
    CURLUcode code = curl_url_set(parts->url, CURLUPART_URL, url, CURLU_PATH_AS_IS | CURLU_DISALLOW_USER);
    parts->no_memory = code == CURLUE_OUT_OF_MEMORY;
    if (code != CURLUE_OK)
        return false;
    *uri = (struct uri){ .scheme = take(parts, CURLUPART_SCHEME), .host = take(parts, CURLUPART_HOST),
                         .port = take(parts, CURLUPART_PORT), .path = take(parts, CURLUPART_PATH),
                         .query = take(parts, CURLUPART_QUERY) };
    return uri->host.length > 0;
}

bool uri_split(struct arena *arena, struct text url, struct uri *uri)
{
    const char *whole = text_cstring(arena, url);
    size_t start = text_starts(url, "http://") ? 7 : text_starts(url, "https://") ? 8 : 0;
    /* libcurl would take the first name of "http:///path" for the host */
    if (!start || start == url.length || url.at[start] == '/')
        return false;
    size_t room = 2 * url.length + 256;
    char *copies = arena_alloc(arena, room);
    struct parts parts = { curl_url(), copies, copies + room, false };
    bool fine = parts.url && split(&parts, whole, uri);
    curl_url_cleanup(parts.url);
    if (!parts.url || parts.no_memory)
        arena_fail(arena);
    if (!fine)
        return false;
    uri->authority = uri->port.length ? text_format(arena, "%s:%s", uri->host.at, uri->port.at) : uri->host;
    if (uri->host.at[0] == '[')
        uri->host = text_slice(uri->host, 1, uri->host.length - 1);
    return true;
}
