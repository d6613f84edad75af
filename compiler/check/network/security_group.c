/* Security groups: what one rule says (protocol, ports, the other side), and what
   the rules of a group say together, wherever they stand: in the group's own
   lists or as resources. Sources: Amazon EC2 API Reference, "IpPermission",
   "AuthorizeSecurityGroupIngress"; AWS CloudFormation User Guide,
   "AWS::EC2::SecurityGroup", "AWS::EC2::SecurityGroupEgress". */
#include "check/scene/ip_block.h"
#include "check/network/traffic.h"

/* ------------------------------------------------------------- all the rules */

static const struct {
    const char *type, *list;        /* list: NULL where the resource is the rule */
    bool ingress;
} RULES[] = {
    { "AWS::EC2::SecurityGroup", "SecurityGroupIngress", true },
    { "AWS::EC2::SecurityGroup", "SecurityGroupEgress", false },
    { "AWS::EC2::SecurityGroupIngress", NULL, true },
    { "AWS::EC2::SecurityGroupEgress", NULL, false },
};
enum { RULE_FORMS = sizeof RULES / sizeof *RULES };

struct group_rule {
    const struct resource *resource;
    struct value fields;            /* VALUE_MAP */
    bool ingress;
};

typedef void look_at_rule(struct scene *scene, const struct group_rule *rule, void *context);

static void each_rule(struct scene *scene, const struct resource *resource, size_t form, look_at_rule *look, void *context)
{
    struct group_rule rule = { resource, resource->properties, RULES[form].ingress };
    if (!RULES[form].list) {
        look(scene, &rule, context);
        return;
    }
    struct scene_list items = scene_property_items(scene, resource, RULES[form].list);
    for (size_t i = 0; i < items.count; i++) {
        rule.fields = items.items[i];
        if (rule.fields.kind == VALUE_MAP)
            look(scene, &rule, context);
    }
}

static void rules_of(struct scene *scene, const struct resource *resource, look_at_rule *look)
{
    for (size_t form = 0; form < RULE_FORMS; form++)
        if (scene_type_is(resource, RULES[form].type))
            each_rule(scene, resource, form, look, NULL);
}

static struct traffic traffic_of(struct scene *scene, const struct group_rule *rule)
{
    return traffic_read(scene, scene_field(scene, rule->fields, "IpProtocol"), scene_field(scene, rule->fields, "FromPort"),
                        scene_field(scene, rule->fields, "ToPort"));
}

/* A rule in a list stands for itself, a resource for its name. */
static struct value place_of(const struct group_rule *rule)
{
    struct value place = rule->fields;
    if (rule->fields.fields == rule->resource->properties.fields)
        place.span = rule->resource->span;
    return place;
}

/* -------------------------------------------------------------------- ports */

static void look_at_ports(struct scene *scene, const struct group_rule *rule, void *context)
{
    (void)context;
    scene_begin(scene);
    struct traffic traffic = traffic_of(scene, rule);
    traffic_check(scene, rule->resource, place_of(rule), &traffic, "FromPort", "ToPort");
}

static void rule_ports(struct scene *scene, const struct resource *resource)
{
    rules_of(scene, resource, look_at_ports);
}

/* --------------------------------------------------- databases in the open */

static const struct {
    int64_t port;
    const char *what;
} DATABASES[] = {
    { 1433, "SQL Server" }, { 1521, "Oracle" }, { 3306, "MySQL" }, { 5432, "PostgreSQL" }, { 5439, "Redshift" },
    { 6379, "Redis" }, { 8182, "Neptune" }, { 9042, "Cassandra" }, { 11211, "Memcached" }, { 27017, "MongoDB" },
    { 50000, "Db2" },
};

static bool is_everybody(struct value network)
{
    struct ip_block block;
    return ip_block_of(network, &block) && block.prefix == 0;
}

static void look_for_databases(struct scene *scene, const struct group_rule *rule, void *context)
{
    (void)context;
    scene_begin(scene);
    struct value network = scene_field(scene, rule->fields, "CidrIp");
    if (!is_everybody(network))
        network = scene_field(scene, rule->fields, "CidrIpv6");
    struct traffic traffic = traffic_of(scene, rule);
    if (!rule->ingress || !is_everybody(network) || traffic.protocol != PROTOCOL_TCP || !traffic.ports_known)
        return;
    for (size_t i = 0; i < sizeof DATABASES / sizeof *DATABASES; i++) {
        if (DATABASES[i].port < traffic.from || DATABASES[i].port > traffic.to)
            continue;
        scene_report(scene, MT3126, rule->resource, network, text_integer(scene->check->arena, DATABASES[i].port).at,
                     DATABASES[i].what, scene_text(scene, network));
        return;
    }
}

static void open_databases(struct scene *scene, const struct resource *resource)
{
    rules_of(scene, resource, look_for_databases);
}

/* ------------------------------------------------------- the same rule twice */

static const char *const PEERS[] = {
    "CidrIp", "CidrIpv6", "SourcePrefixListId", "SourceSecurityGroupId", "SourceSecurityGroupName",
    "SourceSecurityGroupOwnerId", "DestinationPrefixListId", "DestinationSecurityGroupId",
};

/* Who is on the other side. Two networks that differ behind the prefix are one. */
static bool add_peers(struct scene *scene, struct buffer *key, const struct group_rule *rule)
{
    bool any = false;
    for (size_t i = 0; i < sizeof PEERS / sizeof *PEERS; i++) {
        struct ip_block block;
        struct value value = scene_field(scene, rule->fields, PEERS[i]);
        if (value.kind == VALUE_NULL)
            continue;
        any = true;
        buffer_add_c(key, PEERS[i]);
        if (ip_block_of(value, &block)) {
            block = ip_block_network(block);
            buffer_add(key, ip_block_text(scene->check->arena, &block));
        } else if (!scene_key(scene, key, value)) {
            return false;
        }
    }
    return any;
}

static struct value group_of(struct scene *scene, const struct group_rule *rule)
{
    return scene_type_is(rule->resource, "AWS::EC2::SecurityGroup") ? scene_reference(rule->resource)
                                                                    : scene_field(scene, rule->fields, "GroupId");
}

static bool rule_key(struct scene *scene, struct buffer *key, const struct group_rule *rule)
{
    struct traffic traffic = traffic_of(scene, rule);
    buffer_add_c(key, rule->ingress ? "in " : "out ");
    return scene_key(scene, key, group_of(scene, rule)) && traffic_key(scene, key, &traffic) && add_peers(scene, key, rule);
}

static void report_rule(struct scene *scene, const struct group_rule *rule, const struct group_rule *earlier)
{
    struct buffer key;
    buffer_init(&key, scene->check->arena);
    scene_begin(scene);
    scene_exists(scene, earlier->resource);
    scene_exists(scene, rule->resource);
    rule_key(scene, &key, earlier);
    rule_key(scene, &key, rule);
    struct diagnostic *diagnostic =
        scene_report(scene, MT3124, rule->resource, place_of(rule), scene_name(scene, group_of(scene, rule)));
    report_note(scene->check->reporter, diagnostic, place_of(earlier).span, "the other one");
}

static void look_for_twin(struct scene *scene, const struct group_rule *rule, void *context)
{
    struct scene_index *index = context;
    struct buffer key;
    buffer_init(&key, scene->check->arena);
    if (!rule_key(scene, &key, rule))
        return;
    void **place = scene_place(scene, index, buffer_text(&key));
    if (*place) {
        report_rule(scene, rule, *place);
        return;
    }
    struct group_rule *kept = NEW(scene->check->arena, struct group_rule);
    *kept = *rule;
    *place = kept;
}

static void rules_twice(struct scene *scene, const struct resource *none)
{
    (void)none;
    struct scene_index index = { 0 };
    for (size_t form = 0; form < RULE_FORMS; form++)
        for (const struct resource *at = NULL; (at = scene_next(scene, RULES[form].type, at)) != NULL;)
            if (scene_certain(scene, at))
                each_rule(scene, at, form, look_for_twin, &index);
}

/* --------------------------------------------------------- no outbound rules */

static void empty_egress(struct scene *scene, const struct resource *group)
{
    struct value egress = scene_property(scene, group, "SecurityGroupEgress");
    struct scene_list items = scene_items(scene, egress);
    if (egress.kind != VALUE_LIST || !items.whole || items.count > 0
        || scene_next_user(scene, "AWS::EC2::SecurityGroupEgress", "GroupId", group, NULL))
        return;
    struct diagnostic *diagnostic = scene_report(scene, MT3120, group, egress, group->id);
    report_help(scene->check->reporter, diagnostic,
                "one rule that matches nothing closes it: protocol icmp, type 252, code 86, to 255.255.255.255/32");
}

const struct scene_rule RULES_OF_SECURITY_GROUPS[] = {
    { "AWS::EC2::SecurityGroup", empty_egress, { MT3120 } },
    { "AWS::EC2::SecurityGroup", rule_ports, { MT3121, MT3122, MT3123 } },
    { "AWS::EC2::SecurityGroupIngress", rule_ports, { MT3121, MT3122, MT3123 } },
    { "AWS::EC2::SecurityGroupEgress", rule_ports, { MT3121, MT3122, MT3123 } },
    { NULL, rules_twice, { MT3124 } },
    { "AWS::EC2::SecurityGroup", open_databases, { MT3126 } },
    { "AWS::EC2::SecurityGroupIngress", open_databases, { MT3126 } },
    { NULL, NULL, { MT0001 } }
};
