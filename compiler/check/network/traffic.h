/* Traffic: a protocol and its ports, as rules of security groups and entries of
   network ACLs say it. Inside check/ only. */
#ifndef MTC_CHECK_TRAFFIC_H
#define MTC_CHECK_TRAFFIC_H

#include "check/scene/scene.h"

enum protocol {
    PROTOCOL_UNKNOWN,
    PROTOCOL_ALL,               /* -1 */
    PROTOCOL_TCP, PROTOCOL_UDP,
    PROTOCOL_ICMP, PROTOCOL_ICMPV6,
    PROTOCOL_OTHER              /* by number: has no ports */
};

struct traffic {
    enum protocol protocol;
    struct value protocol_value, from_value, to_value;
    bool ports_known;           /* both */
    int64_t from, to;
};

/* Values as scene_see gives them. */
struct traffic traffic_read(struct scene *scene, struct value protocol, struct value from, struct value to);
/* MT3121 to MT3123: the larger port first, no ports where the protocol has some,
   ports where it has none. at: the rule, which stands for what is missing. */
void traffic_check(struct scene *scene, const struct resource *resource, struct value at, const struct traffic *traffic,
                   const char *from_name, const char *to_name);
/* As scene_key: the same exactly for the same traffic, however it is written. */
bool traffic_key(struct scene *scene, struct buffer *key, const struct traffic *traffic);

#endif
