/* URI: percent-encoding, and a URL in its parts (RFC 3986). */
#ifndef MTC_DEPLOY_URI_H
#define MTC_DEPLOY_URI_H

#include "base/text.h"

/* Adds the text with every byte but A-Z a-z 0-9 - _ . ~ (and '/' where it is
   kept) as %XX in capitals: what AWS signs and takes in forms. */
void uri_encode(struct buffer *out, struct text text, bool keep_slash);
/* Undoes it; a '%' that no two digits follow stays. In the arena. */
struct text uri_decode(struct arena *arena, struct text text);

/* Parts of "http://host:8080/path?query"; copies in the arena. */
struct uri {
    struct text scheme;         /* http or https */
    struct text authority;      /* "host:8080", "[::1]:8080" */
    struct text host;           /* without port, and without the brackets of an IPv6 address; IPv4 in its usual form */
    struct text port;           /* may be empty */
    struct text path;           /* from its '/', which it has */
    struct text query;          /* without '?' */
};
/* False for what is no absolute http or https URL with a host, has a blank or a
   control character in it, or carries a user's name. */
bool uri_split(struct arena *arena, struct text url, struct uri *uri);

#endif
