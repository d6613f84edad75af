/* Good practice in rules and policies: who may reach a group, what a policy
   allows to whom, and whether a bucket or topic insists on TLS. The demands are
   those of AWS's own rule sets; see practice.h. */
#include "check/practice/practice.h"

/* ---------------------------------------------------------- security groups */

static bool from_everywhere(struct scene *scene, struct value rule)
{
    return known_is(scene_field(scene, rule, "CidrIpv6"), "::/0") || strcmp(scene_text(scene, scene_field(scene, rule, "CidrIp")), "0.0.0.0/0") == 0;
}

static bool opens(struct scene *scene, struct value rule, int64_t port)
{
    int64_t from, to;
    if (known_is(scene_field(scene, rule, "IpProtocol"), "-1"))
        return true;
    return known_integer(scene_field(scene, rule, "FromPort"), &from) && known_integer(scene_field(scene, rule, "ToPort"), &to)
        && from <= port && port <= to;
}

static void judge_ingress(struct scene *scene, const struct resource *resource, struct value rule)
{
    static const int64_t COMMON[] = { 20, 21, 3306, 3309, 3389, 4333, 5432 };
    if (known_absent(scene_field(scene, rule, "Description")))
        practice_report(scene, MT5109, resource, rule, "the description of a rule", "be set", "AwsSolutions-EC27");
    if (!from_everywhere(scene, rule))
        return;
    bool web = opens(scene, rule, 80) || opens(scene, rule, 443);
    practice_report(scene, MT5103, resource, rule, "'SecurityGroupIngress'", "not be open to every address",
                    web ? "AwsSolutions-EC23" : "AwsSolutions-EC23 CT.EC2.PR.3 EC2.18");
    if (opens(scene, rule, 22))
        practice_report(scene, MT5103, resource, rule, "'SecurityGroupIngress'", "not open SSH to every address",
                        "NIST.800.53.R5-EC2RestrictedSSH CT.EC2.PR.4 EC2.13");
    for (size_t i = 0; i < sizeof COMMON / sizeof *COMMON; i++)
        if (opens(scene, rule, COMMON[i])) {
            practice_report(scene, MT5103, resource, rule, "'SecurityGroupIngress'", "not open a port that is often attacked",
                            "NIST.800.53.R5-EC2RestrictedCommonPorts CT.EC2.PR.4 EC2.19");
            break;
        }
}

static void group_ingress(struct scene *scene, const struct resource *group)
{
    struct scene_list rules = scene_property_items(scene, group, "SecurityGroupIngress");
    for (size_t i = 0; i < rules.count; i++)
        if (rules.items[i].kind == VALUE_MAP)
            judge_ingress(scene, group, rules.items[i]);
}

static void single_ingress(struct scene *scene, const struct resource *ingress)
{
    judge_ingress(scene, ingress, ingress->properties);
}

/* ----------------------------------------------------------------- policies */

/* A wildcard in the value or one of its items; *at: the item. */
static bool has_wildcard(struct scene *scene, struct value value, struct value *at)
{
    struct scene_list list = scene_items(scene, value);
    for (size_t i = 0; i < list.count; i++) {
        *at = list.items[i];
        if (at->kind == VALUE_STRING && memchr(at->string, '*', at->count))
            return true;
        for (uint32_t j = 0; at->kind == VALUE_CONCAT && j < at->count; j++)
            if (at->items[j].kind == VALUE_STRING && memchr(at->items[j].string, '*', at->items[j].count))
                return true;
    }
    return false;
}

static void judge_document(struct scene *scene, const struct resource *resource, struct value document)
{
    struct scene_list statements = scene_items(scene, scene_field(scene, document, "Statement"));
    for (size_t i = 0; i < statements.count; i++) {
        struct value statement = statements.items[i], at;
        if (statement.kind != VALUE_MAP || !known_is(scene_field(scene, statement, "Effect"), "Allow"))
            continue;
        if (has_wildcard(scene, scene_field(scene, statement, "Action"), &at))
            practice_report(scene, MT5107, resource, at, "'Action' of a policy", "name the actions", "AwsSolutions-IAM5 CT.IAM.PR.3 IAM.21");
        if (has_wildcard(scene, scene_field(scene, statement, "Resource"), &at))
            practice_report(scene, MT5107, resource, at, "'Resource' of a policy", "name the resources", "AwsSolutions-IAM5 IAM.1");
        if (!known_absent(scene_field(scene, statement, "NotAction")))
            practice_report(scene, MT5107, resource, statement, "'NotAction' of a policy", "not stand beside Allow", "AwsSolutions-IAM5 IAM.21");
    }
}

static void policy_document(struct scene *scene, const struct resource *policy)
{
    judge_document(scene, policy, scene_property(scene, policy, "PolicyDocument"));
}

static void inline_policies(struct scene *scene, const struct resource *identity)
{
    struct scene_list policies = scene_property_items(scene, identity, "Policies");
    for (size_t i = 0; i < policies.count; i++)
        if (policies.items[i].kind == VALUE_MAP)
            judge_document(scene, identity, scene_field(scene, policies.items[i], "PolicyDocument"));
}

/* "arn:aws:iam::aws:policy/…", its partition known or not. */
static bool is_managed_by_aws(struct value arn)
{
    static const char PART[] = ":iam::aws:policy/";
    if (arn.kind == VALUE_STRING)
        return strstr(arn.string, PART) != NULL;
    for (uint32_t i = 0; arn.kind == VALUE_CONCAT && i < arn.count; i++)
        if (is_managed_by_aws(arn.items[i]))
            return true;
    return false;
}

static void managed_policies(struct scene *scene, const struct resource *identity)
{
    struct scene_list arns = scene_property_items(scene, identity, "ManagedPolicyArns");
    for (size_t i = 0; i < arns.count; i++)
        if (is_managed_by_aws(arns.items[i]))
            practice_report(scene, MT5107, identity, arns.items[i], "'ManagedPolicyArns'", "not name a policy that AWS keeps",
                            "AwsSolutions-IAM4");
    inline_policies(scene, identity);
}

/* ---------------------------------------------------------------------- TLS */

/* Whether a statement denies everybody what does not come by TLS. */
static bool denies_plain(struct scene *scene, struct value statement)
{
    struct value bool_of = scene_at(scene, statement, "Condition.Bool"), principal = scene_field(scene, statement, "Principal");
    bool truth;
    if (principal.kind == VALUE_MAP)
        principal = scene_field(scene, principal, "AWS");
    struct scene_list principals = scene_items(scene, principal);
    return known_is(scene_field(scene, statement, "Effect"), "Deny")
        && known_bool(scene_field(scene, bool_of, "aws:SecureTransport"), &truth) && !truth
        && principals.count == 1 && known_is(principals.items[0], "*");
}

static bool policy_denies_plain(struct scene *scene, const struct resource *policy)
{
    struct scene_list statements = scene_property_items(scene, policy, "PolicyDocument.Statement");
    for (size_t i = 0; i < statements.count; i++)
        if (statements.items[i].kind != VALUE_MAP || denies_plain(scene, statements.items[i]))
            return true;
    return !statements.whole;
}

static void bucket_tls(struct scene *scene, const struct resource *bucket)
{
    const struct resource *policy = NULL;
    while ((policy = scene_next_user(scene, "AWS::S3::BucketPolicy", "Bucket", bucket, policy)) != NULL)
        if (policy_denies_plain(scene, policy))
            return;
    practice_report(scene, MT5102, bucket, value_null(SPAN_NONE), "the policy", "deny what does not come by TLS",
                    "AwsSolutions-S10 NIST.800.53.R5-S3BucketSSLRequestsOnly CT.S3.PR.8 S3.5");
}

static void topic_tls(struct scene *scene, const struct resource *topic)
{
    const struct resource *policy = NULL;
    if (!known_absent(scene_property(scene, topic, "KmsMasterKeyId")))
        return;
    while ((policy = scene_next_user(scene, "AWS::SNS::TopicPolicy", "Topics", topic, policy)) != NULL)
        if (policy_denies_plain(scene, policy))
            return;
    practice_report(scene, MT5102, topic, value_null(SPAN_NONE), "the policy", "deny what does not come by TLS", "AwsSolutions-SNS3");
}

const struct scene_rule RULES_OF_PRACTICE_POLICY[] = {
    { "AWS::EC2::SecurityGroup", group_ingress, { MT5103, MT5109 } },
    { "AWS::EC2::SecurityGroupIngress", single_ingress, { MT5103, MT5109 } },
    { "AWS::IAM::Policy", policy_document, { MT5107 } },
    { "AWS::IAM::ManagedPolicy", policy_document, { MT5107 } },
    { "AWS::IAM::Role", managed_policies, { MT5107 } },
    { "AWS::IAM::Group", managed_policies, { MT5107 } },
    { "AWS::IAM::User", managed_policies, { MT5107 } },
    { "AWS::S3::Bucket", bucket_tls, { MT5102 } },
    { "AWS::SNS::Topic", topic_tls, { MT5102 } },
    { NULL, NULL, { MT0001 } }
};
