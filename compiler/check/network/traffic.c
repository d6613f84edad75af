/* Traffic: protocols by name and number, their ports, and what of the two cannot
   stand together. For ICMP the "ports" are a type and a code, in no order.
   Source: Amazon EC2 API Reference, "IpPermission", "CreateNetworkAclEntry". For
   security_group.c and network_acl.c. */
#include "check/network/traffic.h"

#include <strings.h>

static const struct {
    const char *name, *number;
    enum protocol protocol;
} PROTOCOLS[] = {
    { "-1", "all", PROTOCOL_ALL },
    { "tcp", "6", PROTOCOL_TCP },
    { "udp", "17", PROTOCOL_UDP },
    { "icmp", "1", PROTOCOL_ICMP },
    { "icmpv6", "58", PROTOCOL_ICMPV6 },
};

static enum protocol protocol_of(struct scene *scene, struct value value)
{
    struct text text;
    int64_t number;
    if (!known_text(scene, value, &text))
        return PROTOCOL_UNKNOWN;
    const char *word = text_cstring(scene->check->arena, text);
    for (size_t i = 0; i < sizeof PROTOCOLS / sizeof *PROTOCOLS; i++)
        if (strcasecmp(word, PROTOCOLS[i].name) == 0 || strcasecmp(word, PROTOCOLS[i].number) == 0)
            return PROTOCOLS[i].protocol;
    return known_integer(value, &number) ? PROTOCOL_OTHER : PROTOCOL_UNKNOWN;
}

struct traffic traffic_read(struct scene *scene, struct value protocol, struct value from, struct value to)
{
    struct traffic traffic = { .protocol_value = protocol, .from_value = from, .to_value = to };
    traffic.protocol = protocol_of(scene, protocol);
    traffic.ports_known = known_integer(from, &traffic.from) && known_integer(to, &traffic.to);
    return traffic;
}

static bool has_ports(enum protocol protocol)
{
    return protocol == PROTOCOL_TCP || protocol == PROTOCOL_UDP;
}

/* Whether all ports are meant, however that is said. */
static bool is_all_ports(const struct traffic *traffic)
{
    return (traffic->from == -1 && traffic->to == -1) || (traffic->from == 0 && (traffic->to == 65535 || traffic->to == 0));
}

static void check_missing(struct scene *scene, const struct resource *resource, struct value at,
                          const struct traffic *traffic, const char *from_name, const char *to_name)
{
    bool no_from = traffic->from_value.kind == VALUE_NULL, no_to = traffic->to_value.kind == VALUE_NULL;
    if (!no_from && !no_to)
        return;
    const char *names = no_from && no_to ? text_format(scene->check->arena, "'%s' and '%s'", from_name, to_name).at
                                         : text_format(scene->check->arena, "'%s'", no_from ? from_name : to_name).at;
    scene_report(scene, MT3122, resource, at, scene_text(scene, traffic->protocol_value), names);
}

void traffic_check(struct scene *scene, const struct resource *resource, struct value at, const struct traffic *traffic,
                   const char *from_name, const char *to_name)
{
    struct arena *arena = scene->check->arena;
    if (has_ports(traffic->protocol) || traffic->protocol == PROTOCOL_ICMP)
        check_missing(scene, resource, at, traffic, from_name, to_name);
    if (!traffic->ports_known)
        return;
    const char *from = text_integer(arena, traffic->from).at, *to = text_integer(arena, traffic->to).at;
    if (has_ports(traffic->protocol) && traffic->from > traffic->to)
        scene_report(scene, MT3121, resource, traffic->from_value, from_name, from, to_name, to);
    if ((traffic->protocol == PROTOCOL_ALL || traffic->protocol == PROTOCOL_OTHER) && !is_all_ports(traffic))
        scene_report(scene, MT3123, resource, traffic->from_value, scene_text(scene, traffic->protocol_value), from, to);
}

bool traffic_key(struct scene *scene, struct buffer *key, const struct traffic *traffic)
{
    if (traffic->protocol == PROTOCOL_UNKNOWN || traffic->protocol == PROTOCOL_OTHER) {
        if (!scene_key(scene, key, traffic->protocol_value))
            return false;
    } else {
        buffer_add_format(key, "protocol %d ", (int)traffic->protocol);
    }
    if (traffic->protocol == PROTOCOL_ALL || traffic->protocol == PROTOCOL_OTHER)
        return true;
    if (traffic->protocol == PROTOCOL_ICMPV6 && traffic->from_value.kind == VALUE_NULL)
        return true;
    return scene_key(scene, key, traffic->from_value) && scene_key(scene, key, traffic->to_value);
}
