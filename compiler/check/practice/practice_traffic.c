/* Good practice in what may pass: the rules of security groups, in both
   directions, and the entries of network ACLs. The demands are those of AWS's
   own rule sets and of cfn_nag, Checkov and Trivy; see practice.h. */
#include "check/practice/practice.h"

/* One side of a group, and how other tools call what they want of it. */
struct direction {
    const char *property, *protocols, *ports;
    bool outward;
};

static const struct direction INGRESS = {
    "'SecurityGroupIngress'", "W42 | SECURITY_GROUP_INGRESS_ALL_PROTOCOLS_RULE", "W27 | SECURITY_GROUP_INGRESS_PORT_RANGE_RULE", false
};
static const struct direction EGRESS = {
    "'SecurityGroupEgress'", "W40 | SECURITY_GROUP_EGRESS_ALL_PROTOCOLS_RULE", "W29 | SECURITY_GROUP_EGRESS_PORT_RANGE_RULE", true
};

static bool is_everywhere(struct scene *scene, struct value rule)
{
    return known_is(scene_field(scene, rule, "CidrIpv6"), "::/0") || strcmp(scene_text(scene, scene_field(scene, rule, "CidrIp")), "0.0.0.0/0") == 0;
}

static bool has_every_protocol(struct scene *scene, struct value rule)
{
    return known_is(scene_field(scene, rule, "IpProtocol"), "-1");
}

/* Ports, where the rule is about ports: those of ICMP are types and codes. */
static bool ports_of(struct scene *scene, struct value rule, int64_t *from, int64_t *to)
{
    struct text protocol;
    return known_text(scene, scene_field(scene, rule, "IpProtocol"), &protocol) && practice_is_word(protocol, "tcp udp 6 17")
        && known_integer(scene_field(scene, rule, "FromPort"), from) && known_integer(scene_field(scene, rule, "ToPort"), to);
}

static bool opens(struct scene *scene, struct value rule, int64_t port)
{
    int64_t from, to;
    return has_every_protocol(scene, rule) || (ports_of(scene, rule, &from, &to) && from <= port && port <= to);
}

/* ---------------------------------------------------------- security groups */

static void judge_width(struct scene *scene, const struct resource *resource, struct value rule, const struct direction *direction)
{
    int64_t from, to;
    if (known_absent(scene_field(scene, rule, "Description")))
        practice_report(scene, MT5109, resource, rule, "the description of a rule", "be set",
                        "CKV_AWS_23 W36 | AWS-0124 SECURITY_GROUP_DESCRIPTION_RULE");
    if (has_every_protocol(scene, rule))
        practice_report(scene, MT5103, resource, rule, direction->property, "name the protocol", direction->protocols);
    else if (ports_of(scene, rule, &from, &to) && from != to)
        practice_report(scene, MT5103, resource, rule, direction->property, "open one port alone", direction->ports);
}

static void judge_ingress(struct scene *scene, const struct resource *resource, struct value rule)
{
    static const int64_t COMMON[] = { 20, 21, 3306, 3309, 3389, 4333, 5432 };
    judge_width(scene, resource, rule, &INGRESS);
    if (!is_everywhere(scene, rule))
        return;
    bool web = opens(scene, rule, 80) || opens(scene, rule, 443);
    practice_report(scene, MT5103, resource, rule, INGRESS.property, "not be open to every address",
                    opens(scene, rule, 80) ? "AwsSolutions-EC23 | CKV_AWS_260 W2 AWS-0107 EC2_SECURITY_GROUP_INGRESS_OPEN_TO_WORLD_RULE"
                    : web ? "AwsSolutions-EC23 | W2 AWS-0107 EC2_SECURITY_GROUP_INGRESS_OPEN_TO_WORLD_RULE"
                    : "AwsSolutions-EC23 CT.EC2.PR.3 EC2.18 | W2 AWS-0107 EC2_SECURITY_GROUP_INGRESS_OPEN_TO_WORLD_RULE");
    if (opens(scene, rule, 22))
        practice_report(scene, MT5103, resource, rule, INGRESS.property, "not open SSH to every address",
                        "NIST.800.53.R5-EC2RestrictedSSH CT.EC2.PR.4 EC2.13 | CKV_AWS_24 INCOMING_SSH_DISABLED");
    for (size_t i = 0; i < sizeof COMMON / sizeof *COMMON; i++)
        if (opens(scene, rule, COMMON[i])) {
            practice_report(scene, MT5103, resource, rule, INGRESS.property, "not open a port that is often attacked",
                            opens(scene, rule, 3389)
                            ? "NIST.800.53.R5-EC2RestrictedCommonPorts CT.EC2.PR.4 EC2.19 | EC2.14 CKV_AWS_25 RESTRICTED_INCOMING_TRAFFIC"
                            : "NIST.800.53.R5-EC2RestrictedCommonPorts CT.EC2.PR.4 EC2.19 | RESTRICTED_INCOMING_TRAFFIC");
            break;
        }
}

/* One port of every address is how the services of AWS and of others are reached. */
static void judge_egress(struct scene *scene, const struct resource *resource, struct value rule)
{
    int64_t from, to;
    judge_width(scene, resource, rule, &EGRESS);
    if (is_everywhere(scene, rule)
        && (has_every_protocol(scene, rule) || (ports_of(scene, rule, &from, &to) && from != to)))
        practice_report(scene, MT5103, resource, rule, EGRESS.property, "not lead to every address by every port",
                        "W5 AWS-0104 | EC2_SECURITY_GROUP_EGRESS_OPEN_TO_WORLD_RULE");
}

static void judge_rules(struct scene *scene, const struct resource *group, const char *property,
                        void (*judge)(struct scene *, const struct resource *, struct value))
{
    struct scene_list rules = scene_property_items(scene, group, property);
    for (size_t i = 0; i < rules.count; i++)
        if (rules.items[i].kind == VALUE_MAP)
            judge(scene, group, rules.items[i]);
}

/* EC2 lets everything out of a group that says nothing of it. */
static void judge_silence(struct scene *scene, const struct resource *group)
{
    struct scene_list rules = scene_property_items(scene, group, "SecurityGroupEgress");
    if (rules.count == 0 && rules.whole && !scene_open(scene)
        && !scene_next_user(scene, "AWS::EC2::SecurityGroupEgress", "GroupId", group, NULL))
        practice_report(scene, MT5103, group, scene_property(scene, group, "SecurityGroupEgress"), EGRESS.property,
                        "be set: without it, everything may go out", "F1000 | SECURITY_GROUP_MISSING_EGRESS_RULE");
}

static void group_rules(struct scene *scene, const struct resource *group)
{
    struct value description = scene_property(scene, group, "GroupDescription");
    struct text text;
    if (known_text(scene, description, &text) && text.length < 2)
        practice_report(scene, MT5109, group, description, "'GroupDescription'", "say what the group is for",
                        "AwsSolutions-EC27 | AWS-0099");
    judge_rules(scene, group, "SecurityGroupIngress", judge_ingress);
    judge_rules(scene, group, "SecurityGroupEgress", judge_egress);
    judge_silence(scene, group);
}

static void single_ingress(struct scene *scene, const struct resource *ingress)
{
    judge_ingress(scene, ingress, ingress->properties);
}

static void single_egress(struct scene *scene, const struct resource *egress)
{
    judge_egress(scene, egress, egress->properties);
}

/* ------------------------------------------------------------- network ACLs */

static bool is_outward(struct scene *scene, const struct resource *entry)
{
    bool out;
    return known_bool(scene_property(scene, entry, "Egress"), &out) && out;
}

static bool has_ports(struct scene *scene, const struct resource *entry, int64_t *from, int64_t *to)
{
    return known_integer(scene_property(scene, entry, "PortRange.From"), from)
        && known_integer(scene_property(scene, entry, "PortRange.To"), to);
}

static void entry_width(struct scene *scene, const struct resource *entry)
{
    int64_t protocol, from, to;
    struct value number = scene_property(scene, entry, "Protocol");
    if (!known_is(scene_property(scene, entry, "RuleAction"), "allow") || !known_integer(number, &protocol))
        return;
    if (protocol == -1)
        practice_report(scene, MT5103, entry, number, "'Protocol'", "name the protocol", "W66 AWS-0102 | EC2_NETWORK_ACL_PROTOCOL_RULE");
    else if ((protocol == 6 || protocol == 17) && has_ports(scene, entry, &from, &to) && from == 0 && to == 65535)
        practice_report(scene, MT5103, entry, scene_property(scene, entry, "PortRange"), "'PortRange'", "not hold every port",
                        "W67 | EC2_NETWORK_ACL_PORT_RANGE_RULE");
}

static void entry_of_acl(struct scene *scene, const struct resource *entry)
{
    static const int64_t ADMINISTRATION[] = { 22, 3389 };
    int64_t from, to, protocol;
    struct value number = scene_property(scene, entry, "Protocol");
    bool everybody = strcmp(scene_text(scene, scene_property(scene, entry, "CidrBlock")), "0.0.0.0/0") == 0
        || known_is(scene_property(scene, entry, "Ipv6CidrBlock"), "::/0");
    entry_width(scene, entry);
    if (!everybody || !known_is(scene_property(scene, entry, "RuleAction"), "allow") || is_outward(scene, entry)
        || !known_integer(number, &protocol))
        return;
    bool open = protocol == -1;
    if ((protocol == 6 || protocol == 17) && has_ports(scene, entry, &from, &to))
        for (size_t i = protocol == 17; i < 2; i++)         /* SSH goes by TCP alone */
            open = open || (from <= ADMINISTRATION[i] && ADMINISTRATION[i] <= to);
    if (open)
        practice_report(scene, MT5103, entry, number, "'PortRange'", "not open SSH or RDP to every address",
                        "CT.EC2.PR.5 EC2.21 | AWS-0105");
}

const struct scene_rule RULES_OF_PRACTICE_TRAFFIC[] = {
    { "AWS::EC2::SecurityGroup", group_rules, { MT5103, MT5109 } },
    { "AWS::EC2::SecurityGroupIngress", single_ingress, { MT5103, MT5109 } },
    { "AWS::EC2::SecurityGroupEgress", single_egress, { MT5103, MT5109 } },
    { "AWS::EC2::NetworkAclEntry", entry_of_acl, { MT5103 } },
    { NULL, NULL, { MT0001 } }
};
