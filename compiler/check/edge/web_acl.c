/* Web ACLs of WAF: where they stand, their rules, what they protect and where
   they write. Sources: AWS WAF API Reference, "CreateWebACL", "Rule",
   "AssociateWebACL", "LoggingConfiguration"; AWS WAF Developer Guide, "Logging
   AWS WAF web ACL traffic". */
#include "check/edge/region.h"

#include "check/compute/balancer.h"

/* --------------------------------------------------------------------- scope */

static void scope(struct scene *scene, const struct resource *resource)
{
    struct value at = scene_property(scene, resource, "Scope");
    struct text region = scene_region(scene);
    /* China has a CloudFront of its own. */
    if (known_is(at, "CLOUDFRONT") && region.length && !text_equal_c(region, EDGE_REGION) && !text_starts(region, "cn-"))
        scene_report(scene, MT3411, resource, at, text_cstring(scene->check->arena, region));
}

/* A web ACL's own scope, of another stack as well; VALUE_POISON where it is none. */
static struct value scope_of(struct scene *scene, struct value value)
{
    const struct resource *acl = region_source(scene, value);
    return scene_type_is(acl, "AWS::WAFv2::WebACL") ? scene_property(scene, acl, "Scope") : value_poison();
}

/* "…:global/webacl/…" is of CloudFront, "…:regional/webacl/…" of all else. */
static bool arn_has(struct scene *scene, struct value value, const char *part)
{
    struct text arn;
    size_t length = strlen(part);
    if (!known_text(scene, value, &arn) || !text_starts(arn, "arn:"))
        return false;
    for (size_t i = 0; i + length <= arn.length; i++)
        if (memcmp(arn.at + i, part, length) == 0)
            return true;
    return false;
}

static void distribution_acl(struct scene *scene, const struct resource *distribution)
{
    struct value at = scene_property(scene, distribution, "DistributionConfig.WebACLId");
    struct text region = region_of(scene, at);
    if (known_is(scope_of(scene, at), "REGIONAL") || arn_has(scene, at, ":regional/webacl/"))
        scene_report(scene, MT3412, distribution, at, "of scope REGIONAL");
    else if (arn_has(scene, at, ":wafv2:") && region.length && !text_equal_c(region, EDGE_REGION))
        scene_report(scene, MT3412, distribution, at,
                     text_format(scene->check->arena, "in %s", text_cstring(scene->check->arena, region)).at);
}

static void association(struct scene *scene, const struct resource *association)
{
    struct value acl = scene_property(scene, association, "WebACLArn"), at = scene_property(scene, association, "ResourceArn");
    const struct resource *resource = scene_target(scene, at);
    enum balancer_kind kind = scene_type_is(resource, "AWS::ElasticLoadBalancingV2::LoadBalancer")
        ? balancer_kind(scene, resource) : BALANCER_UNKNOWN;
    if (scene_type_is(resource, "AWS::CloudFront::Distribution"))
        scene_report(scene, MT3413, association, at, "a distribution names its web ACL itself, in 'WebACLId'");
    else if (kind == BALANCER_NETWORK || kind == BALANCER_GATEWAY)
        scene_report(scene, MT3413, association, at, "of load balancers, only application load balancers have a web ACL");
    else if (known_is(scope_of(scene, acl), "CLOUDFRONT") || arn_has(scene, acl, ":global/webacl/"))
        scene_report(scene, MT3413, association, acl, "a web ACL of scope CLOUDFRONT protects distributions alone");
}

/* --------------------------------------------------------------------- rules */

static void priorities(struct scene *scene, const struct resource *acl)
{
    struct scene_list rules = scene_property_items(scene, acl, "Rules");
    struct scene_index seen = { 0 };
    struct scene_basis basis = scene_basis(scene);
    for (size_t i = 0; i < rules.count; i++, scene_return(scene, basis)) {
        struct value at = scene_field(scene, rules.items[i], "Priority"), name = scene_field(scene, rules.items[i], "Name");
        int64_t priority;
        if (!known_integer(at, &priority))
            continue;
        const char *number = text_integer(scene->check->arena, priority).at;
        void **place = scene_place(scene, &seen, text_of(number));
        if (*place)
            scene_report(scene, MT3414, acl, at, (const char *)*place, number);
        else
            *place = (void *)scene_text(scene, name);
    }
}

static bool refers_to_group(struct scene *scene, struct value statement)
{
    return scene_field(scene, statement, "ManagedRuleGroupStatement").kind != VALUE_NULL
        || scene_field(scene, statement, "RuleGroupReferenceStatement").kind != VALUE_NULL;
}

static void rule_action(struct scene *scene, const struct resource *acl, struct value rule)
{
    struct value statement = scene_field(scene, rule, "Statement");
    struct value action = scene_field(scene, rule, "Action"), override = scene_field(scene, rule, "OverrideAction");
    if (statement.kind != VALUE_MAP || action.kind == VALUE_POISON || override.kind == VALUE_POISON)
        return;
    bool group = refers_to_group(scene, statement);
    struct value wanted = group ? override : action, other = group ? action : override;
    if (wanted.kind != VALUE_NULL && other.kind == VALUE_NULL)
        return;
    scene_report(scene, MT3415, acl, other.kind == VALUE_NULL ? rule : other,
                 group ? "a rule that refers to a rule group" : "a rule that refers to no rule group",
                 group ? "OverrideAction" : "Action", group ? "Action" : "OverrideAction");
}

static void rule_actions(struct scene *scene, const struct resource *acl)
{
    scene_each(scene, acl, scene_property_items(scene, acl, "Rules"), rule_action);
}

/* ---------------------------------------------------------------------- logs */

static const char LOG_PREFIX[] = "aws-waf-logs-";

/* Whether a name certainly begins otherwise. */
static bool lacks_prefix(struct scene *scene, struct value name)
{
    struct text start;
    if (!known_start(scene, name, &start))
        return false;
    size_t length = sizeof LOG_PREFIX - 1;
    if (start.length < length && name.kind == VALUE_CONCAT)
        length = start.length;
    return start.length < length || memcmp(start.at, LOG_PREFIX, length) != 0;
}

/* What a log's destination is called: the property of the resource, or the last part of the ARN. */
static const struct { const char *type, *name; } DESTINATIONS[] = {
    { "AWS::Logs::LogGroup", "LogGroupName" },
    { "AWS::S3::Bucket", "BucketName" },
    { "AWS::KinesisFirehose::DeliveryStream", "DeliveryStreamName" },
};

static void log_resource(struct scene *scene, const struct resource *logging, struct value at, const struct resource *target)
{
    for (size_t i = 0; i < sizeof DESTINATIONS / sizeof *DESTINATIONS; i++) {
        if (!scene_type_is(target, DESTINATIONS[i].type))
            continue;
        struct value name = scene_property(scene, target, DESTINATIONS[i].name);
        if (name.kind != VALUE_NULL && !lacks_prefix(scene, name))
            return;
        struct diagnostic *diagnostic = scene_report(scene, MT3416, logging, at, target->id);
        scene_note(scene, diagnostic, target);
        report_help(scene->check->reporter, diagnostic, "%s: 'aws-waf-logs-…'", DESTINATIONS[i].name);
        /* Without a name it begins with the stack's, which may be called so. */
        if (name.kind == VALUE_NULL)
            report_lower(scene->check->reporter, diagnostic);
    }
}

/* arn:aws:logs:…:log-group:NAME, arn:aws:s3:::NAME, arn:aws:firehose:…:deliverystream/NAME */
static void log_arn(struct scene *scene, const struct resource *logging, struct value at)
{
    static const char *const marks[] = { ":log-group:", ":s3:::", ":deliverystream/" };
    struct text arn;
    if (!known_text(scene, at, &arn))
        return;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        size_t length = strlen(marks[i]), from = 0;
        while (from + length <= arn.length && memcmp(arn.at + from, marks[i], length) != 0)
            from++;
        if (from + length > arn.length)
            continue;
        struct text name = text_slice(arn, from + length, arn.length);
        if (!text_starts(name, LOG_PREFIX))
            scene_report(scene, MT3416, logging, at, text_cstring(scene->check->arena, name));
        return;
    }
}

static void logging(struct scene *scene, const struct resource *logging)
{
    struct scene_list destinations = scene_property_items(scene, logging, "LogDestinationConfigs");
    for (size_t i = 0; i < destinations.count; i++) {
        struct value at = destinations.items[i];
        const struct resource *target = scene_target(scene, at);
        /* The ARN may be put together from the name: "…:log-group:${group}". */
        for (uint32_t j = 0; !target && at.kind == VALUE_CONCAT && j < at.count; j++)
            target = scene_target(scene, at.items[j]);
        if (target)
            log_resource(scene, logging, at, target);
        else
            log_arn(scene, logging, at);
    }
}

const struct scene_rule RULES_OF_WEB_ACLS[] = {
    { "AWS::WAFv2::WebACL", scope, { MT3411 } },
    { "AWS::WAFv2::RuleGroup", scope, { MT3411 } },
    { "AWS::WAFv2::IPSet", scope, { MT3411 } },
    { "AWS::WAFv2::RegexPatternSet", scope, { MT3411 } },
    { "AWS::CloudFront::Distribution", distribution_acl, { MT3412 } },
    { "AWS::WAFv2::WebACLAssociation", association, { MT3413 } },
    { "AWS::WAFv2::WebACL", priorities, { MT3414 } },
    { "AWS::WAFv2::RuleGroup", priorities, { MT3414 } },
    { "AWS::WAFv2::WebACL", rule_actions, { MT3415 } },
    { "AWS::WAFv2::LoggingConfiguration", logging, { MT3416 } },
    { NULL, NULL, { MT0001 } }
};
