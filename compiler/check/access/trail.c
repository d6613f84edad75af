/* Who writes logs into a bucket: trails and load balancers. AWS tries to write
   when it makes them, and refuses them where it may not. Sources: AWS CloudTrail
   User Guide, "Amazon S3 bucket policy for CloudTrail"; Elastic Load Balancing,
   User Guide for Application Load Balancers, "Access logs". */
#include "check/access/policy.h"

/* ----------------------------------------------------------------- trails */

static void not_allowed(struct scene *scene, const struct resource *writer, struct value named, const char *who,
                        const struct resource *bucket, const struct resource *policy)
{
    struct diagnostic *diagnostic = scene_report(scene, MT3515, writer, named, who, bucket->id,
                                                 policy ? "its policy does not allow it" : "it has no policy");
    scene_note(scene, diagnostic, policy ? policy : bucket);
}

static void trail_may_write(struct scene *scene, const struct resource *trail)
{
    static const char *const ACTIONS[] = { "s3:PutObject", "s3:GetBucketAcl" };
    const struct resource *policy = NULL;
    struct value named = scene_property(scene, trail, "S3BucketName");
    const struct resource *bucket = scene_target_of(scene, named, "AWS::S3::Bucket");
    enum policy_answer answer = POLICY_YES;
    if (!bucket)
        return;
    for (size_t i = 0; i < sizeof ACTIONS / sizeof *ACTIONS && answer != POLICY_NO; i++)
        answer = policy_of_bucket_allows(scene, bucket, POLICY_SERVICE, "cloudtrail", ACTIONS[i], &policy);
    if (answer == POLICY_NO)
        not_allowed(scene, trail, named, "CloudTrail", bucket, policy);
    else if (policy)
        scene_must_wait(scene, trail, named, policy);
}

/* A log group and the role that writes into it come together. */
static void trail_logs_by_role(struct scene *scene, const struct resource *trail)
{
    struct value group = scene_property(scene, trail, "CloudWatchLogsLogGroupArn");
    struct value role = scene_property(scene, trail, "CloudWatchLogsRoleArn");
    if (known_there(group) && role.kind == VALUE_NULL)
        scene_report(scene, MT3517, trail, group, trail->id, "CloudWatchLogsLogGroupArn", "CloudWatchLogsRoleArn");
    else if (known_there(role) && group.kind == VALUE_NULL)
        scene_report(scene, MT3517, trail, role, trail->id, "CloudWatchLogsRoleArn", "CloudWatchLogsLogGroupArn");
}

/* --------------------------------------------------------- load balancers */

/* The value of an attribute of a load balancer; VALUE_NULL where it has none. */
static struct value attribute_of(struct scene *scene, const struct resource *balancer, const char *key)
{
    struct scene_list attributes = scene_property_items(scene, balancer, "LoadBalancerAttributes");
    for (size_t i = 0; i < attributes.count; i++)
        if (known_is(scene_field(scene, attributes.items[i], "Key"), key))
            return scene_field(scene, attributes.items[i], "Value");
    return value_null(SPAN_NONE);
}

/* The service's names, in its newer and older regions; in the older ones it may
   come as an account of its own as well. */
static bool is_refused(struct scene *scene, const struct resource *bucket, const struct resource **policy)
{
    static const char *const SERVICES[] = { "logdelivery.elasticloadbalancing", "logdelivery.elb", "delivery.logs" };
    for (size_t i = 0; i < sizeof SERVICES / sizeof *SERVICES; i++)
        if (policy_of_bucket_allows(scene, bucket, POLICY_SERVICE, SERVICES[i], "s3:PutObject", policy) != POLICY_NO)
            return false;
    return policy_of_bucket_allows(scene, bucket, POLICY_ACCOUNT, NULL, "s3:PutObject", policy) == POLICY_NO;
}

/* Load balancers write to no bucket whose objects are encrypted with a key of KMS. */
static void keys_of_s3(struct scene *scene, const struct resource *balancer, struct value named,
                       const struct resource *bucket)
{
    struct text algorithm;
    struct scene_list rules = scene_property_items(scene, bucket, "BucketEncryption.ServerSideEncryptionConfiguration");
    for (size_t i = 0; i < rules.count; i++) {
        struct value by = scene_field(scene, rules.items[i], "ServerSideEncryptionByDefault");
        if (!known_text(scene, scene_field(scene, by, "SSEAlgorithm"), &algorithm)
            || !text_starts(algorithm, "aws:kms"))
            continue;
        struct diagnostic *diagnostic = scene_report(scene, MT3518, balancer, named, balancer->id, bucket->id);
        scene_note(scene, diagnostic, bucket);
    }
}

static void balancer_may_write(struct scene *scene, const struct resource *balancer, struct value named)
{
    const struct resource *policy;
    const struct resource *bucket = scene_target_of(scene, named, "AWS::S3::Bucket");
    if (!bucket)
        return;
    keys_of_s3(scene, balancer, named, bucket);
    if (is_refused(scene, bucket, &policy))
        not_allowed(scene, balancer, named, "Elastic Load Balancing", bucket, policy);
    else if (policy)
        scene_must_wait(scene, balancer, named, policy);
}

static void application_logs(struct scene *scene, const struct resource *balancer)
{
    bool on;
    struct value type = scene_property(scene, balancer, "Type");
    if (type.kind != VALUE_NULL && !known_is(type, "application"))
        return;
    if (known_bool(attribute_of(scene, balancer, "access_logs.s3.enabled"), &on) && on)
        balancer_may_write(scene, balancer, attribute_of(scene, balancer, "access_logs.s3.bucket"));
    else if (known_bool(attribute_of(scene, balancer, "connection_logs.s3.enabled"), &on) && on)
        balancer_may_write(scene, balancer, attribute_of(scene, balancer, "connection_logs.s3.bucket"));
}

static void classic_logs(struct scene *scene, const struct resource *balancer)
{
    bool on;
    if (known_bool(scene_property(scene, balancer, "AccessLoggingPolicy.Enabled"), &on) && on)
        balancer_may_write(scene, balancer, scene_property(scene, balancer, "AccessLoggingPolicy.S3BucketName"));
}

const struct scene_rule RULES_OF_TRAILS[] = {
    { "AWS::CloudTrail::Trail", trail_may_write, { MT3515, MT3109 } },
    { "AWS::CloudTrail::Trail", trail_logs_by_role, { MT3517 } },
    { "AWS::ElasticLoadBalancingV2::LoadBalancer", application_logs, { MT3515, MT3109, MT3518 } },
    { "AWS::ElasticLoadBalancing::LoadBalancer", classic_logs, { MT3515, MT3109, MT3518 } },
    { NULL, NULL, { MT0001 } }
};
