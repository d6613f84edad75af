/* Records of Route 53, each by itself: aliases, routing, health, and what a
   record of a type holds. Sources: Amazon Route 53 API Reference,
   "ResourceRecordSet", "AliasTarget"; Amazon Route 53 Developer Guide,
   "Supported DNS record types". What records of one name say together stands in
   dns_zone.c. */
#include "check/edge/dns.h"

#include <arpa/inet.h>

enum { LONGEST_STRING = 255 };      /* of a TXT record */

static const char EDGE_ZONE[] = "Z2FDTNDATAQYW2";      /* of every distribution */

static const char *const ROUTINGS[] = {
    "Failover", "Weight", "Region", "GeoLocation", "GeoProximityLocation", "MultiValueAnswer", "CidrRoutingConfig",
};

/* The property that a record is chosen by; "": none, NULL: not known. count: how many it has. */
static const char *routing_of(struct scene *scene, struct value record, unsigned *count)
{
    const char *found = NULL;
    *count = 0;
    for (size_t i = 0; i < sizeof ROUTINGS / sizeof *ROUTINGS; i++) {
        struct value value = scene_field(scene, record, ROUTINGS[i]);
        bool truth;
        if (value.kind == VALUE_POISON)
            return NULL;
        if (value.kind == VALUE_NULL || (i == 5 && known_bool(value, &truth) && !truth))
            continue;
        found = ROUTINGS[i];
        ++*count;
    }
    return found ? found : "";
}

void dns_each_record(struct scene *scene, const struct resource *resource, dns_visit *visit, void *context)
{
    struct dns_record record = { .resource = resource, .map = resource->properties };
    struct scene_list list = scene_property_items(scene, resource, "RecordSets");
    struct scene_basis basis = scene_basis(scene);
    bool group = scene_type_is(resource, "AWS::Route53::RecordSetGroup");
    record.zone_id = scene_property(scene, resource, "HostedZoneId");
    record.zone_name = scene_property(scene, resource, "HostedZoneName");
    for (size_t i = 0; i < (group ? list.count : 1); i++, scene_return(scene, basis)) {
        if (group)
            record.map = list.items[i];
        record.routing = routing_of(scene, record.map, &record.routings);
        if (record.map.kind == VALUE_MAP)
            visit(scene, &record, context);
    }
}

/* --------------------------------------------------------------------- shape */

static void shape(struct scene *scene, const struct dns_record *record, void *unused)
{
    struct value alias = scene_field(scene, record->map, "AliasTarget");
    struct value values = scene_field(scene, record->map, "ResourceRecords"), ttl = scene_field(scene, record->map, "TTL");
    struct value name = scene_field(scene, record->map, "Name");
    (void)unused;
    if (known_there(alias)) {
        if (known_there(ttl))
            scene_report(scene, MT3421, record->resource, ttl, "an alias takes no", "TTL");
        else if (known_there(values))
            scene_report(scene, MT3421, record->resource, values, "an alias takes no", "ResourceRecords");
    } else if (alias.kind == VALUE_NULL && known_absent(values))
        scene_report(scene, MT3421, record->resource, name, "a record needs", "AliasTarget' or 'ResourceRecords");
    else if (alias.kind == VALUE_NULL && known_there(values) && known_absent(ttl))
        scene_report(scene, MT3421, record->resource, values, "a record with values needs", "TTL");
}

static void alias_target(struct scene *scene, const struct dns_record *record, void *unused)
{
    struct value alias = scene_field(scene, record->map, "AliasTarget");
    struct value zone = scene_field(scene, alias, "HostedZoneId"), name = scene_field(scene, alias, "DNSName");
    struct value evaluate = scene_field(scene, alias, "EvaluateTargetHealth");
    const struct resource *target = scene_target(scene, name);
    bool evaluates;
    (void)unused;
    if (known_is(zone, EDGE_ZONE) && known_bool(evaluate, &evaluates) && evaluates)
        scene_report(scene, MT3422, record->resource, evaluate);
    if (!target || !scene_target_of(scene, zone, "AWS::Route53::HostedZone"))
        return;
    const char *right = scene_type_is(target, "AWS::ElasticLoadBalancingV2::LoadBalancer") ? "'CanonicalHostedZoneID'"
                      : scene_type_is(target, "AWS::CloudFront::Distribution") ? EDGE_ZONE : NULL;
    if (right)
        scene_report(scene, MT3423, record->resource, zone, target->id, right);
}

/* ------------------------------------------------------------------- routing */

static void routing(struct scene *scene, const struct dns_record *record, void *unused)
{
    struct value set = scene_field(scene, record->map, "SetIdentifier"), name = scene_field(scene, record->map, "Name");
    (void)unused;
    if (!record->routing)
        return;
    if (record->routings > 1)
        scene_report(scene, MT3425, record->resource, scene_field(scene, record->map, record->routing));
    else if (record->routings == 1 && known_absent(set))
        scene_report(scene, MT3424, record->resource, scene_field(scene, record->map, record->routing),
                     text_format(scene->check->arena, "a record with '%s' needs 'SetIdentifier'", record->routing).at);
    else if (record->routings == 0 && known_there(set))
        scene_report(scene, MT3424, record->resource, name.kind == VALUE_NULL ? name : set,
                     "'SetIdentifier' tells records apart that are chosen by weight, region, health or place, and this one is not");
}

static void primary(struct scene *scene, const struct dns_record *record, void *unused)
{
    struct value failover = scene_field(scene, record->map, "Failover");
    struct value alias = scene_field(scene, record->map, "AliasTarget");
    struct value evaluate = scene_field(scene, alias, "EvaluateTargetHealth");
    bool evaluates = false;
    (void)unused;
    if (!known_is(failover, "PRIMARY") || !known_absent(scene_field(scene, record->map, "HealthCheckId")))
        return;
    bool is_alias = alias.kind != VALUE_NULL;
    if (is_alias && (alias.kind != VALUE_MAP || (evaluate.kind != VALUE_NULL && (!known_bool(evaluate, &evaluates) || evaluates))))
        return;
    struct diagnostic *diagnostic = scene_report(scene, MT3426, record->resource, failover,
                                                 is_alias ? "'EvaluateTargetHealth' or 'HealthCheckId'" : "'HealthCheckId'");
    if (is_alias)
        report_lower(scene->check->reporter, diagnostic);
}

/* -------------------------------------------------------------------- values */

static size_t skip_digits(struct text text, size_t at)
{
    while (at < text.length && text.at[at] >= '0' && text.at[at] <= '9')
        at++;
    return at;
}

/* Four numbers up to 255. */
static bool is_ipv4(struct text text)
{
    size_t at = 0;
    for (unsigned part = 0; part < 4; part++) {
        size_t end = skip_digits(text, at);
        unsigned number = 0;
        if (end == at || end - at > 3)
            return false;
        for (; at < end; at++)
            number = number * 10 + (unsigned)(text.at[at] - '0');
        if (number > 255)
            return false;
        if (part < 3 && (at >= text.length || text.at[at++] != '.'))
            return false;
    }
    return at == text.length;
}

static bool is_ipv6(struct text text)
{
    char address[INET6_ADDRSTRLEN + 1];
    struct in6_addr parsed;
    if (text.length >= sizeof address)
        return false;
    memcpy(address, text.at, text.length);
    address[text.length] = '\0';
    return inet_pton(AF_INET6, address, &parsed) == 1;
}

/* So many numbers, each with a blank behind it, and something more. */
static bool is_numbered(struct text text, unsigned numbers)
{
    size_t at = 0;
    for (unsigned i = 0; i < numbers; i++) {
        size_t end = skip_digits(text, at);
        if (end == at || end >= text.length || (text.at[end] != ' ' && text.at[end] != '\t'))
            return false;
        for (at = end; at < text.length && (text.at[at] == ' ' || text.at[at] == '\t');)
            at++;
    }
    return at < text.length;
}

static bool is_exchange(struct text text) { return is_numbered(text, 1); }
static bool is_service(struct text text) { return is_numbered(text, 3); }

/* "one" or "one" "two", with 255 characters at most in each; \123 is one. */
static bool is_quoted(struct text text)
{
    bool inside = false;
    size_t length = 0;
    for (size_t i = 0; i < text.length; i++) {
        if (text.at[i] == '"') {
            inside = !inside;
            length = 0;
        } else if (!inside && text.at[i] != ' ' && text.at[i] != '\t')
            return false;
        else if (inside) {
            if (text.at[i] == '\\')
                i += i + 1 < text.length && text.at[i + 1] >= '0' && text.at[i + 1] <= '9' ? 3 : 1;
            if (++length > LONGEST_STRING)
                return false;
        }
    }
    return !inside && text.length >= 2;
}

static bool is_authority(struct text text)
{
    return is_numbered(text, 1) && text.at[text.length - 1] == '"';
}

static const struct record_form {
    const char *type;
    bool (*fits)(struct text text);
    const char *form;
} FORMS[] = {
    { "A", is_ipv4, "an IPv4 address" },
    { "AAAA", is_ipv6, "an IPv6 address" },
    { "MX", is_exchange, "a number and a name: 10 mail.example.com" },
    { "SRV", is_service, "three numbers and a name: 1 10 5269 xmpp.example.com" },
    { "TXT", is_quoted, "text in double quotes, 255 characters at most in each" },
    { "SPF", is_quoted, "text in double quotes, 255 characters at most in each" },
    { "CAA", is_authority, "a number, a tag and text in double quotes: 0 issue \"amazon.com\"" },
};

static void values(struct scene *scene, const struct dns_record *record, void *unused)
{
    struct value type = scene_field(scene, record->map, "Type");
    struct scene_list list = scene_items(scene, scene_field(scene, record->map, "ResourceRecords"));
    (void)unused;
    for (size_t i = 0; i < sizeof FORMS / sizeof *FORMS; i++) {
        if (!known_is(type, FORMS[i].type))
            continue;
        for (size_t j = 0; j < list.count; j++) {
            struct text text;
            if (known_text(scene, list.items[j], &text) && !FORMS[i].fits(text))
                scene_report(scene, MT3427, record->resource, list.items[j], FORMS[i].type, FORMS[i].form,
                             text_cstring(scene->check->arena, text));
        }
    }
    if (known_is(type, "CNAME") && list.count > 1)
        scene_report(scene, MT3428, record->resource, list.items[1],
                     text_integer(scene->check->arena, (int64_t)list.count).at);
}

static void each_by_itself(struct scene *scene, const struct resource *resource)
{
    dns_each_record(scene, resource, shape, NULL);
    dns_each_record(scene, resource, alias_target, NULL);
}

static void each_routing(struct scene *scene, const struct resource *resource)
{
    dns_each_record(scene, resource, routing, NULL);
    dns_each_record(scene, resource, primary, NULL);
}

static void each_value(struct scene *scene, const struct resource *resource)
{
    dns_each_record(scene, resource, values, NULL);
}

const struct scene_rule RULES_OF_RECORDS[] = {
    { "AWS::Route53::RecordSet", each_by_itself, { MT3421, MT3422, MT3423 } },
    { "AWS::Route53::RecordSetGroup", each_by_itself, { MT3421, MT3422, MT3423 } },
    { "AWS::Route53::RecordSet", each_routing, { MT3424, MT3425, MT3426 } },
    { "AWS::Route53::RecordSetGroup", each_routing, { MT3424, MT3425, MT3426 } },
    { "AWS::Route53::RecordSet", each_value, { MT3427, MT3428 } },
    { "AWS::Route53::RecordSetGroup", each_value, { MT3427, MT3428 } },
    { NULL, NULL, { MT0001 } }
};
