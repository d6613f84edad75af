/* Percent-encoding as AWS signs it, and URLs cut into parts. Everything that
   leaves mtc for AWS passes here, so that what is signed and what is sent are
   the same bytes. */
#include "deploy/client/uri.h"

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

static int digit_of(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return -1;
}

struct text uri_decode(struct arena *arena, struct text text)
{
    char *out = arena_alloc(arena, text.length + 1);
    size_t length = 0;
    for (size_t i = 0; i < text.length; i++) {
        int high = -1, low = -1;
        if (text.at[i] == '%' && i + 2 < text.length) {
            high = digit_of(text.at[i + 1]);
            low = digit_of(text.at[i + 2]);
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

/* The first place of any of the characters at or behind `from`. */
static size_t find_any(struct text text, size_t from, const char *characters)
{
    while (from < text.length && !strchr(characters, text.at[from]))
        from++;
    return from;
}

static bool split_authority(struct uri *uri)
{
    struct text authority = uri->authority;
    size_t end;
    if (authority.length && authority.at[0] == '[') {
        end = find_any(authority, 0, "]");
        if (end == authority.length)
            return false;
        uri->host = text_slice(authority, 1, end);
        end++;
    } else {
        end = find_any(authority, 0, ":");
        uri->host = text_slice(authority, 0, end);
    }
    uri->port = (struct text){ "", 0 };
    if (end < authority.length) {
        if (authority.at[end] != ':')
            return false;
        uri->port = text_slice(authority, end + 1, authority.length);
    }
    for (size_t i = 0; i < uri->port.length; i++)
        if (uri->port.at[i] < '0' || uri->port.at[i] > '9')
            return false;
    return uri->host.length > 0;
}

bool uri_split(struct text url, struct uri *uri)
{
    for (size_t i = 0; i < url.length; i++)
        if ((unsigned char)url.at[i] <= ' ' || url.at[i] == 0x7f || url.at[i] == '@')
            return false;
    size_t start;
    if (text_starts(url, "http://"))
        start = 7;
    else if (text_starts(url, "https://"))
        start = 8;
    else
        return false;
    uri->scheme = text_slice(url, 0, start - 3);
    size_t authority = find_any(url, start, "/?#");
    size_t path = find_any(url, authority, "?#");
    size_t query = find_any(url, path, "#");
    uri->authority = text_slice(url, start, authority);
    uri->path = text_slice(url, authority, path);
    uri->query = path < query ? text_slice(url, path + 1, query) : (struct text){ "", 0 };
    return split_authority(uri);
}
