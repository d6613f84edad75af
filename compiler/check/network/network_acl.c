/* Network ACLs: entries by number, their protocols and ports. Source: Amazon EC2
   API Reference, "CreateNetworkAclEntry". */
#include "check/network/traffic.h"

/* ---------------------------------------------------------- protocol and ports */

/* An entry's protocol is a number, and its ports a structure of their own; an
   ICMP entry has a type and a code in another. */
static void entry_ports(struct scene *scene, const struct resource *entry)
{
    struct value protocol = scene_property(scene, entry, "Protocol");
    struct value ports = scene_property(scene, entry, "PortRange");
    struct traffic traffic = traffic_read(scene, protocol, scene_field(scene, ports, "From"), scene_field(scene, ports, "To"));
    if (traffic.protocol == PROTOCOL_ICMP) {
        if (scene_property(scene, entry, "Icmp").kind == VALUE_NULL)
            scene_report(scene, MT3122, entry, value_null(SPAN_NONE), scene_text(scene, protocol), "'Icmp'");
        return;
    }
    traffic_check(scene, entry, ports, &traffic, "PortRange.From", "PortRange.To");
}

/* ------------------------------------------------------------- numbers twice */

static bool is_egress(struct scene *scene, const struct resource *entry, bool *egress)
{
    struct value value = scene_property(scene, entry, "Egress");
    *egress = false;
    return value.kind == VALUE_NULL || known_bool(value, egress);
}

static bool entry_key(struct scene *scene, const struct resource *entry, struct buffer *key, const void *context)
{
    (void)context;
    bool egress;
    if (!is_egress(scene, entry, &egress))
        return false;
    buffer_add_c(key, egress ? "out " : "in ");
    return scene_key(scene, key, scene_property(scene, entry, "NetworkAclId"))
        && scene_key(scene, key, scene_property(scene, entry, "RuleNumber"));
}

static void report_entry(struct scene *scene, const struct resource *entry, const struct resource *earlier,
                         const void *context)
{
    (void)context;
    bool egress;
    struct value list = scene_property(scene, entry, "NetworkAclId"), number = scene_property(scene, entry, "RuleNumber");
    is_egress(scene, entry, &egress);
    struct diagnostic *diagnostic =
        scene_report(scene, MT3125, entry, number, scene_name(scene, list), egress ? "outbound" : "inbound",
                     scene_text(scene, number));
    scene_note(scene, diagnostic, earlier);
}

static void entries_twice(struct scene *scene, const struct resource *none)
{
    (void)none;
    scene_each_twice(scene, "AWS::EC2::NetworkAclEntry", entry_key, report_entry, NULL);
}

const struct scene_rule RULES_OF_NETWORK_ACLS[] = {
    { "AWS::EC2::NetworkAclEntry", entry_ports, { MT3121, MT3122, MT3123 } },
    { NULL, entries_twice, { MT3125 } },
    { NULL, NULL, { MT0001 } }
};
