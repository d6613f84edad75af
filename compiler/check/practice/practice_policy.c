/* Good practice in policies: what a policy allows to whom, who may be a role, and
   whether a bucket or topic insists on TLS. The demands are those of AWS's own
   rule sets and of cfn_nag, Checkov and Trivy; see practice.h. */
#include "check/practice/practice.h"

/* --------------------------------------------------- policies of identities */

/* How the tools call what they want of a policy, by what the policy is. */
struct document_rules { const char *full, *admin, *not_action, *not_resource, *anything, *pass_role; };

/* Checkov parts by what an action does (CKV_AWS_107 to 111) what others find in any action on everything. */
static const struct document_rules OF_ROLE = {
    "AwsSolutions-IAM5 NIST.800.53.R5-IAMPolicyNoStatementsWithFullAccess CT.IAM.PR.5 IAM.21 | CKV_AWS_63 F3 AWS-0057 AWS-0345",
    "NIST.800.53.R5-IAMPolicyNoStatementsWithAdminAccess CT.IAM.PR.1 IAM.1 | CKV_AWS_62 AWS-0057",
    "CT.IAM.PR.5 IAM.21 | W15", "W21",
    "AwsSolutions-IAM5 | CKV_AWS_107 CKV_AWS_108 CKV_AWS_109 CKV_AWS_110 CKV_AWS_111 W11 AWS-0057", "F38"
};
static const struct document_rules OF_POLICY = {
    "AwsSolutions-IAM5 NIST.800.53.R5-IAMPolicyNoStatementsWithFullAccess CT.IAM.PR.5 IAM.21 | CKV_AWS_63 F4 AWS-0057 AWS-0345",
    "NIST.800.53.R5-IAMPolicyNoStatementsWithAdminAccess CT.IAM.PR.1 IAM.1 | CKV_AWS_62 AWS-0057",
    "CT.IAM.PR.5 IAM.21 | W16", "W22",
    "AwsSolutions-IAM5 | CKV_AWS_107 CKV_AWS_108 CKV_AWS_109 CKV_AWS_110 CKV_AWS_111 W12 AWS-0057", "F39"
};
static const struct document_rules OF_MANAGED_POLICY = {
    "AwsSolutions-IAM5 NIST.800.53.R5-IAMPolicyNoStatementsWithFullAccess CT.IAM.PR.3 IAM.21 | CKV_AWS_63 F5 AWS-0057 AWS-0345",
    "NIST.800.53.R5-IAMPolicyNoStatementsWithAdminAccess CT.IAM.PR.2 IAM.1 | CKV_AWS_62 AWS-0057",
    "CT.IAM.PR.3 IAM.21 | W17", "W23",
    "AwsSolutions-IAM5 | CKV_AWS_107 CKV_AWS_108 CKV_AWS_109 CKV_AWS_110 CKV_AWS_111 W13 AWS-0057", "F40"
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

/* Whether an action is, or may be, to hand a role to a service. */
static bool passes_roles(struct scene *scene, struct value action)
{
    struct scene_list list = scene_items(scene, action);
    struct text text;
    for (size_t i = 0; i < list.count; i++)
        if (known_text(scene, list.items[i], &text) && practice_is_word(text, "iam:PassRole iam:Pass* iam:*"))
            return true;
    return false;
}

static void judge_allowed(struct scene *scene, const struct resource *resource, struct value statement, const struct document_rules *rules)
{
    struct value action = scene_field(scene, statement, "Action"), target = scene_field(scene, statement, "Resource"), at;
    if (has_all(scene, target, false, &at) && passes_roles(scene, action))
        practice_report(scene, MT5107, resource, at, "'Resource' of iam:PassRole", "name the roles", rules->pass_role);
    if (has_all(scene, action, false, &at) && has_all(scene, target, false, &at))
        practice_report(scene, MT5107, resource, statement, "a statement", "not allow every action on everything", rules->admin);
    if (has_all(scene, action, true, &at))
        practice_report(scene, MT5107, resource, at, "'Action' of a policy", "name the actions", rules->full);
    else if (has_item(scene, action, "*", &at))
        practice_report(scene, MT5107, resource, at, "'Action' of a policy", "name the actions", "AwsSolutions-IAM5");
    if (has_item(scene, target, "*", &at))
        practice_report(scene, MT5107, resource, at, "'Resource' of a policy", "name the resources", rules->anything);
    if (!known_absent(scene_field(scene, statement, "NotAction")))
        practice_report(scene, MT5107, resource, statement, "'NotAction' of a policy", "not stand beside Allow", rules->not_action);
    if (!known_absent(scene_field(scene, statement, "NotResource")))
        practice_report(scene, MT5107, resource, statement, "'NotResource' of a policy", "not stand beside Allow", rules->not_resource);
}

static bool allows(struct scene *scene, struct value statement)
{
    return statement.kind == VALUE_MAP && known_is(scene_field(scene, statement, "Effect"), "Allow");
}

static void judge_document(struct scene *scene, const struct resource *resource, struct value document, const struct document_rules *rules)
{
    struct scene_list statements = scene_items(scene, scene_field(scene, document, "Statement"));
    for (size_t i = 0; i < statements.count; i++)
        if (allows(scene, statements.items[i]))
            judge_allowed(scene, resource, statements.items[i], rules);
}

static void inline_policy(struct scene *scene, const struct resource *policy)
{
    practice_report(scene, MT5107, policy, value_null(SPAN_NONE), "a policy of its own", "be an AWS::IAM::ManagedPolicy",
                    "NIST.800.53.R5-IAMNoInlinePolicy | IAM_NO_INLINE_POLICY_CHECK");
    judge_document(scene, policy, scene_property(scene, policy, "PolicyDocument"), &OF_POLICY);
}

static void managed_policy(struct scene *scene, const struct resource *policy)
{
    judge_document(scene, policy, scene_property(scene, policy, "PolicyDocument"), &OF_MANAGED_POLICY);
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
            judge_document(scene, identity, scene_field(scene, policies.items[i], "PolicyDocument"), &OF_ROLE);
}

/* ----------------------------------------------------------- who may be a role */

static bool is_account(struct scene *scene, struct value principal)
{
    struct text text;
    bool number = known_text(scene, principal, &text) && text.length == 12;
    for (size_t i = 0; number && i < text.length; i++)
        number = text.at[i] >= '0' && text.at[i] <= '9';
    return number || practice_holds(principal, ":root");
}

static void judge_trust(struct scene *scene, const struct resource *role, struct value statement)
{
    struct value action = scene_field(scene, statement, "Action"), at;
    struct scene_list principals = scene_items(scene, scene_field(scene, scene_field(scene, statement, "Principal"), "AWS"));
    if (known_is(scene_field(scene, statement, "Principal"), "*"))
        practice_report(scene, MT5107, role, statement, "'Principal' of a trust policy", "not be everybody", "CKV_AWS_60");
    for (size_t i = 0; i < principals.count; i++)
        if (known_is(principals.items[i], "*"))
            practice_report(scene, MT5107, role, principals.items[i], "'Principal' of a trust policy", "not be everybody", "CKV_AWS_60");
        else if (is_account(scene, principals.items[i]))
            practice_report(scene, MT5107, role, principals.items[i], "'Principal' of a trust policy",
                            "name a role or user, not all of an account", "CKV_AWS_61");
    if (has_all(scene, action, true, &at))
        practice_report(scene, MT5107, role, at, "'Action' of a trust policy", "name the actions", "F2");
    if (!known_absent(scene_field(scene, statement, "NotAction")))
        practice_report(scene, MT5107, role, statement, "'NotAction' of a trust policy", "not stand beside Allow", "W14");
    if (!known_absent(scene_field(scene, statement, "NotPrincipal")))
        practice_report(scene, MT5107, role, statement, "'NotPrincipal' of a trust policy", "not stand beside Allow", "F6");
}

static void trust_policy(struct scene *scene, const struct resource *role)
{
    struct scene_list statements = scene_property_items(scene, role, "AssumeRolePolicyDocument.Statement");
    for (size_t i = 0; i < statements.count; i++)
        if (allows(scene, statements.items[i]))
            judge_trust(scene, role, statements.items[i]);
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

/* Policies of buckets, queues and topics: how cfn_nag calls what it finds in them. */
struct access_rules { const char *type, *not_action, *not_principal, *anybody; };

static const struct access_rules ACCESS[] = {
    { "AWS::S3::BucketPolicy", "W20", "F9", "F16" },
    { "AWS::SQS::QueuePolicy", "W18", "F7", "F21" },
    { "AWS::SNS::TopicPolicy", "W19", "F8", "SNS.4 F18" },
};

static bool has_condition(struct scene *scene, struct value statement)
{
    struct value condition = scene_field(scene, statement, "Condition");
    return !known_absent(condition) && !(condition.kind == VALUE_MAP && condition.count == 0);
}

/* Whoever is let in without a condition is everybody. */
static bool lets_everybody_in(struct scene *scene, struct value statement)
{
    return allows(scene, statement) && !has_condition(scene, statement) && is_anybody(scene, scene_field(scene, statement, "Principal"));
}

static void access_policy(struct scene *scene, const struct resource *policy)
{
    const struct access_rules *rules = ACCESS;
    while (!scene_type_is(policy, rules->type))
        rules++;
    struct scene_list statements = scene_property_items(scene, policy, "PolicyDocument.Statement");
    for (size_t i = 0; i < statements.count; i++) {
        struct value statement = statements.items[i];
        if (!allows(scene, statement))
            continue;
        if (!known_absent(scene_field(scene, statement, "NotAction")))
            practice_report(scene, MT5107, policy, statement, "'NotAction' of a policy", "not stand beside Allow", rules->not_action);
        if (!known_absent(scene_field(scene, statement, "NotPrincipal")))
            practice_report(scene, MT5103, policy, statement, "'NotPrincipal' of a policy", "not stand beside Allow", rules->not_principal);
        if (lets_everybody_in(scene, statement))
            practice_report(scene, MT5103, policy, statement, "'Principal' of a policy", "not be everybody, or under a condition", rules->anybody);
    }
}

static void bus_policy(struct scene *scene, const struct resource *policy)
{
    struct value statement = scene_property(scene, policy, "Statement"), principal = scene_property(scene, policy, "Principal");
    bool old = known_is(principal, "*") && known_absent(scene_property(scene, policy, "Condition"));
    if (old || lets_everybody_in(scene, statement))
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

static void key_policy(struct scene *scene, const struct resource *key)
{
    struct scene_list statements = scene_property_items(scene, key, "KeyPolicy.Statement");
    for (size_t i = 0; i < statements.count; i++)
        if (lets_everybody_in(scene, statements.items[i]))
            practice_report(scene, MT5103, key, statements.items[i], "'Principal' of a policy", "not be everybody, or under a condition",
                            "KMS.5 CKV_AWS_33 F76 | KMS_NO_WILDCARD_PRINCIPAL");
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
                    "AwsSolutions-S10 NIST.800.53.R5-S3BucketSSLRequestsOnly CT.S3.PR.8 S3.5 | W51 S3_BUCKET_SSL_REQUESTS_ONLY");
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
    { "AWS::IAM::Policy", inline_policy, { MT5107 } },
    { "AWS::IAM::ManagedPolicy", managed_policy, { MT5107 } },
    { "AWS::IAM::Role", identity_policies, { MT5107 } },
    { "AWS::IAM::Role", trust_policy, { MT5107 } },
    { "AWS::IAM::Group", identity_policies, { MT5107 } },
    { "AWS::IAM::User", identity_policies, { MT5107 } },
    { "AWS::ECR::Repository", repository_policy, { MT5103 } },
    { "AWS::ECR::PublicRepository", repository_policy, { MT5103 } },
    { "AWS::OpenSearchService::Domain", domain_policy, { MT5103 } },
    { "AWS::Elasticsearch::Domain", domain_policy, { MT5103 } },
    { "AWS::Events::EventBusPolicy", bus_policy, { MT5103 } },
    { "AWS::KMS::Key", key_policy, { MT5103, MT5107 } },
    { "AWS::S3::BucketPolicy", access_policy, { MT5103, MT5107 } },
    { "AWS::SQS::QueuePolicy", access_policy, { MT5103, MT5107 } },
    { "AWS::SNS::TopicPolicy", access_policy, { MT5103, MT5107 } },
    { "AWS::S3::Bucket", bucket_tls, { MT5102 } },
    { "AWS::SNS::Topic", topic_tls, { MT5102 } },
    { "AWS::SQS::Queue", queue_tls, { MT5102 } },
    { NULL, NULL, { MT0001 } }
};
