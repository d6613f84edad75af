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
        practice_report(scene, MT5109, resource, rule, "the description of a rule", "be set", "CKV_AWS_23 W36");
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
    struct value description = scene_property(scene, group, "GroupDescription");
    struct text text;
    if (known_text(scene, description, &text) && text.length < 2)
        practice_report(scene, MT5109, group, description, "'GroupDescription'", "say what the group is for", "AwsSolutions-EC27");
    struct scene_list rules = scene_property_items(scene, group, "SecurityGroupIngress");
    for (size_t i = 0; i < rules.count; i++)
        if (rules.items[i].kind == VALUE_MAP)
            judge_ingress(scene, group, rules.items[i]);
}

static void single_ingress(struct scene *scene, const struct resource *ingress)
{
    judge_ingress(scene, ingress, ingress->properties);
}

static void entry_of_acl(struct scene *scene, const struct resource *entry)
{
    static const int64_t ADMINISTRATION[] = { 22, 3389 };
    int64_t from, to, protocol;
    bool out;
    struct value number = scene_property(scene, entry, "Protocol");
    bool everybody = strcmp(scene_text(scene, scene_property(scene, entry, "CidrBlock")), "0.0.0.0/0") == 0
        || known_is(scene_property(scene, entry, "Ipv6CidrBlock"), "::/0");
    if (!everybody || !known_is(scene_property(scene, entry, "RuleAction"), "allow")
        || (known_bool(scene_property(scene, entry, "Egress"), &out) && out) || !known_integer(number, &protocol))
        return;
    bool open = protocol == -1;
    if ((protocol == 6 || protocol == 17) && known_integer(scene_property(scene, entry, "PortRange.From"), &from)
        && known_integer(scene_property(scene, entry, "PortRange.To"), &to))
        for (size_t i = protocol == 17; i < 2; i++)         /* SSH goes by TCP alone */
            open = open || (from <= ADMINISTRATION[i] && ADMINISTRATION[i] <= to);
    if (open)
        practice_report(scene, MT5103, entry, number, "'PortRange'", "not open SSH or RDP to every address", "CT.EC2.PR.5 EC2.21");
}

/* --------------------------------------------------- policies of identities */

struct document_rules { const char *full, *admin, *other; };

static const struct document_rules INLINE = {
    "AwsSolutions-IAM5 NIST.800.53.R5-IAMPolicyNoStatementsWithFullAccess CT.IAM.PR.5 IAM.21",
    "NIST.800.53.R5-IAMPolicyNoStatementsWithAdminAccess CT.IAM.PR.1 IAM.1", "CT.IAM.PR.5 IAM.21"
};
static const struct document_rules MANAGED = {
    "AwsSolutions-IAM5 NIST.800.53.R5-IAMPolicyNoStatementsWithFullAccess CT.IAM.PR.3 IAM.21",
    "NIST.800.53.R5-IAMPolicyNoStatementsWithAdminAccess CT.IAM.PR.2 IAM.1", "CT.IAM.PR.3 IAM.21"
};

/* An item of the value that holds the part; *at: the item. */
static bool has_item(struct scene *scene, struct value value, const char *part, struct value *at)
{
    struct scene_list list = scene_items(scene, value);
    for (size_t i = 0; i < list.count; i++) {
        *at = list.items[i];
        if (practice_holds(*at, part))
            return true;
    }
    return false;
}

/* An item that is "*" or, of a service, "s3:*". */
static bool has_all(struct scene *scene, struct value value, bool services, struct value *at)
{
    struct scene_list list = scene_items(scene, value);
    struct text text;
    for (size_t i = 0; i < list.count; i++) {
        *at = list.items[i];
        if (known_text(scene, *at, &text) && (text_equal_c(text, "*") || (services && text_ends(text, ":*"))))
            return true;
    }
    return false;
}

static void judge_allowed(struct scene *scene, const struct resource *resource, struct value statement, struct document_rules rules)
{
    struct value action = scene_field(scene, statement, "Action"), target = scene_field(scene, statement, "Resource"), at;
    if (has_all(scene, action, false, &at) && has_all(scene, target, false, &at))
        practice_report(scene, MT5107, resource, statement, "a statement", "not allow every action on everything", rules.admin);
    if (has_all(scene, action, true, &at))
        practice_report(scene, MT5107, resource, at, "'Action' of a policy", "name the actions", rules.full);
    else if (has_item(scene, action, "*", &at))
        practice_report(scene, MT5107, resource, at, "'Action' of a policy", "name the actions", "AwsSolutions-IAM5");
    if (has_item(scene, target, "*", &at))
        practice_report(scene, MT5107, resource, at, "'Resource' of a policy", "name the resources", "AwsSolutions-IAM5");
    if (!known_absent(scene_field(scene, statement, "NotAction")))
        practice_report(scene, MT5107, resource, statement, "'NotAction' of a policy", "not stand beside Allow", rules.other);
}

static bool allows(struct scene *scene, struct value statement)
{
    return statement.kind == VALUE_MAP && known_is(scene_field(scene, statement, "Effect"), "Allow");
}

static void judge_document(struct scene *scene, const struct resource *resource, struct value document, struct document_rules rules)
{
    struct scene_list statements = scene_items(scene, scene_field(scene, document, "Statement"));
    for (size_t i = 0; i < statements.count; i++)
        if (allows(scene, statements.items[i]))
            judge_allowed(scene, resource, statements.items[i], rules);
}

static void inline_policy(struct scene *scene, const struct resource *policy)
{
    practice_report(scene, MT5107, policy, value_null(SPAN_NONE), "a policy of its own", "be an AWS::IAM::ManagedPolicy",
                    "NIST.800.53.R5-IAMNoInlinePolicy");
    judge_document(scene, policy, scene_property(scene, policy, "PolicyDocument"), INLINE);
}

static void managed_policy(struct scene *scene, const struct resource *policy)
{
    judge_document(scene, policy, scene_property(scene, policy, "PolicyDocument"), MANAGED);
}

static void identity_policies(struct scene *scene, const struct resource *identity)
{
    struct scene_list arns = scene_property_items(scene, identity, "ManagedPolicyArns");
    struct scene_list policies = scene_property_items(scene, identity, "Policies");
    for (size_t i = 0; i < arns.count; i++)
        if (practice_holds(arns.items[i], ":iam::aws:"))
            practice_report(scene, MT5107, identity, arns.items[i], "'ManagedPolicyArns'", "not name a policy that AWS keeps",
                            "AwsSolutions-IAM4");
    for (size_t i = 0; i < policies.count; i++)
        if (policies.items[i].kind == VALUE_MAP)
            judge_document(scene, identity, scene_field(scene, policies.items[i], "PolicyDocument"), INLINE);
}

/* --------------------------------------------------- policies of resources */

/* "*", { AWS: "*" }, { AWS: ["arn:…*"] }. */
static bool is_anybody(struct scene *scene, struct value principal)
{
    struct value at;
    if (principal.kind != VALUE_MAP)
        return has_item(scene, principal, "*", &at);
    for (uint32_t i = 0; i < principal.count; i++)
        if (has_item(scene, scene_see(scene, principal.fields[i].value), "*", &at))
            return true;
    return false;
}

/* Reports the statements of the document that allow anybody. */
static void judge_openness(struct scene *scene, const struct resource *resource, struct value document, const char *rules)
{
    struct scene_list statements = scene_items(scene, scene_field(scene, document, "Statement"));
    for (size_t i = 0; i < statements.count; i++)
        if (allows(scene, statements.items[i]) && is_anybody(scene, scene_field(scene, statements.items[i], "Principal")))
            practice_report(scene, MT5103, resource, statements.items[i], "'Principal' of a policy", "not be everybody", rules);
}

static void repository_policy(struct scene *scene, const struct resource *repository)
{
    judge_openness(scene, repository, scene_property(scene, repository, "RepositoryPolicyText"), "AwsSolutions-ECR1");
}

static void domain_policy(struct scene *scene, const struct resource *domain)
{
    struct value document = scene_property(scene, domain, "AccessPolicies");
    struct scene_list statements = scene_items(scene, scene_field(scene, document, "Statement"));
    if (known_absent(document)) {
        practice_report(scene, MT5103, domain, document, "'AccessPolicies'", "be set", "AwsSolutions-OS3 AwsSolutions-OS5");
        return;
    }
    judge_openness(scene, domain, document, "AwsSolutions-OS5");
    for (size_t i = 0; i < statements.count; i++)
        if (allows(scene, statements.items[i])
            && known_absent(scene_at(scene, statements.items[i], "Condition.IpAddress.aws:sourceIp")))
            practice_report(scene, MT5103, domain, statements.items[i], "'Condition' of a policy",
                            "say the addresses that may ask (IpAddress, aws:sourceIp)", "AwsSolutions-OS3");
}

static void bus_policy(struct scene *scene, const struct resource *policy)
{
    struct value statement = scene_property(scene, policy, "Statement"), principal = scene_property(scene, policy, "Principal");
    bool old = known_is(principal, "*") && known_absent(scene_property(scene, policy, "Condition"));
    struct value condition = scene_field(scene, statement, "Condition");
    bool free = known_absent(condition) || (condition.kind == VALUE_MAP && condition.count == 0);
    if (old || (allows(scene, statement) && free && is_anybody(scene, scene_field(scene, statement, "Principal"))))
        practice_report(scene, MT5103, policy, old ? principal : statement, "'Principal'", "not be everybody, or under a condition",
                        "AwsSolutions-EVB1");
}

/* Whether a statement keeps everybody from handing the key on, services of AWS excepted. */
static bool denies_grants(struct scene *scene, struct value statement)
{
    static const char PATH[] = "Condition.BoolIfExists";
    bool resource, service;
    struct value test = scene_at(scene, statement, PATH), at;
    return known_is(scene_field(scene, statement, "Effect"), "Deny") && is_anybody(scene, scene_field(scene, statement, "Principal"))
        && has_item(scene, scene_field(scene, statement, "Action"), "kms:CreateGrant", &at)
        && known_bool(scene_field(scene, test, "kms:GrantIsForAWSResource"), &resource) && !resource
        && known_bool(scene_field(scene, test, "aws:PrincipalIsAWSService"), &service) && !service;
}

static void key_grants(struct scene *scene, const struct resource *key)
{
    struct scene_list statements = scene_property_items(scene, key, "KeyPolicy.Statement");
    bool found = !statements.whole;
    for (size_t i = 0; i < statements.count && !found; i++)
        found = statements.items[i].kind != VALUE_MAP || denies_grants(scene, statements.items[i]);
    if (!found)
        practice_report(scene, MT5107, key, scene_property(scene, key, "KeyPolicy"), "'KeyPolicy'",
                        "deny kms:CreateGrant where neither kms:GrantIsForAWSResource nor aws:PrincipalIsAWSService holds (BoolIfExists)",
                        "CT.KMS.PR.3");
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

static void queue_tls(struct scene *scene, const struct resource *queue)
{
    const struct resource *policy = NULL;
    while ((policy = scene_next_user(scene, "AWS::SQS::QueuePolicy", "Queues", queue, policy)) != NULL)
        if (policy_denies_plain(scene, policy))
            return;
    practice_report(scene, MT5102, queue, value_null(SPAN_NONE), "the policy", "deny what does not come by TLS", "AwsSolutions-SQS4");
}

const struct scene_rule RULES_OF_PRACTICE_POLICY[] = {
    { "AWS::EC2::SecurityGroup", group_ingress, { MT5103, MT5109 } },
    { "AWS::EC2::SecurityGroupIngress", single_ingress, { MT5103, MT5109 } },
    { "AWS::EC2::NetworkAclEntry", entry_of_acl, { MT5103 } },
    { "AWS::IAM::Policy", inline_policy, { MT5107 } },
    { "AWS::IAM::ManagedPolicy", managed_policy, { MT5107 } },
    { "AWS::IAM::Role", identity_policies, { MT5107 } },
    { "AWS::IAM::Group", identity_policies, { MT5107 } },
    { "AWS::IAM::User", identity_policies, { MT5107 } },
    { "AWS::ECR::Repository", repository_policy, { MT5103 } },
    { "AWS::ECR::PublicRepository", repository_policy, { MT5103 } },
    { "AWS::OpenSearchService::Domain", domain_policy, { MT5103 } },
    { "AWS::Elasticsearch::Domain", domain_policy, { MT5103 } },
    { "AWS::Events::EventBusPolicy", bus_policy, { MT5103 } },
    { "AWS::KMS::Key", key_grants, { MT5107 } },
    { "AWS::S3::Bucket", bucket_tls, { MT5102 } },
    { "AWS::SNS::Topic", topic_tls, { MT5102 } },
    { "AWS::SQS::Queue", queue_tls, { MT5102 } },
    { NULL, NULL, { MT0001 } }
};
