/* Good practice that takes two resources: a network and its flow log, a load
   balancer and its web ACL, a database and its backup plan, a secret and its
   rotation. The demands are those of AWS's own rule sets, which look for the
   other resource in the same template; where a macro or a nested stack may hold
   it, nothing is told. See practice.h. */
#include "check/practice/practice.h"

static struct value nowhere(void)
{
    return value_null(SPAN_NONE);
}

static bool has_user(struct scene *scene, const char *type, const char *path, const struct resource *target)
{
    return scene_next_user(scene, type, path, target, NULL) != NULL || scene_open(scene);
}

static void network_flow_log(struct scene *scene, const struct resource *vpc)
{
    if (!has_user(scene, "AWS::EC2::FlowLog", "ResourceId", vpc))
        practice_report(scene, MT5104, vpc, nowhere(), "the flow log", "be kept (AWS::EC2::FlowLog)",
                        "AwsSolutions-VPC7 NIST.800.53.R5-VPCFlowLogsEnabled EC2.6");
}

static void route_to_internet(struct scene *scene, const struct resource *route)
{
    struct value block = scene_property(scene, route, "DestinationCidrBlock");
    const struct resource *gateway = scene_target_of(scene, scene_property(scene, route, "GatewayId"), "AWS::EC2::InternetGateway");
    if (gateway && (strcmp(scene_text(scene, block), "0.0.0.0/0") == 0
                    || known_is(scene_property(scene, route, "DestinationIpv6CidrBlock"), "::/0")))
        practice_report(scene, MT5103, route, block, "'GatewayId'", "not lead everywhere through an internet gateway",
                        "NIST.800.53.R5-VPCNoUnrestrictedRouteToIGW");
}

static void balancer_firewall(struct scene *scene, const struct resource *balancer)
{
    struct text kind;
    if (known_text(scene, scene_property(scene, balancer, "Type"), &kind) && !text_equal_c(kind, "application"))
        return;
    if (!has_user(scene, "AWS::WAFv2::WebACLAssociation", "ResourceArn", balancer))
        practice_report(scene, MT5103, balancer, nowhere(), "a web ACL", "be set before it (AWS::WAFv2::WebACLAssociation)",
                        "NIST.800.53.R5-ALBWAFEnabled ELB.16");
}

static void listener_redirect(struct scene *scene, const struct resource *listener)
{
    struct value protocol = scene_property(scene, listener, "Protocol");
    if (!known_is(protocol, "HTTP"))
        return;
    struct scene_list actions = scene_property_items(scene, listener, "DefaultActions");
    bool redirects = !actions.whole;
    for (size_t i = 0; i < actions.count; i++)
        redirects = redirects || actions.items[i].kind != VALUE_MAP
            || known_is(scene_at(scene, actions.items[i], "RedirectConfig.Protocol"), "HTTPS");
    if (!redirects)
        practice_report(scene, MT5102, listener, protocol, "'Protocol'", "be HTTPS, or HTTP that is redirected to it",
                        "NIST.800.53.R5-ALBHttpToHttpsRedirection CT.ELASTICLOADBALANCING.PR.1 ELB.1");
    practice_report(scene, MT5102, listener, protocol, "'Certificates'", "be set",
                    "NIST.800.53.R5-ELBv2ACMCertificateRequired CT.ELASTICLOADBALANCING.PR.2");
}

static void group_health(struct scene *scene, const struct resource *group)
{
    struct value kind = scene_property(scene, group, "HealthCheckType");
    struct text text;
    bool behind = known_there(scene_property(scene, group, "TargetGroupARNs"))
        || known_there(scene_property(scene, group, "LoadBalancerNames"));
    if (behind && (known_absent(kind) || (known_text(scene, kind, &text) && !text_equal_c(text, "ELB"))))
        practice_report(scene, MT5109, group, kind, "'HealthCheckType'", "be 'ELB'",
                        "AwsSolutions-AS2 NIST.800.53.R5-AutoScalingGroupELBHealthCheckRequired CT.AUTOSCALING.PR.4 AutoScaling.1");
}

static void secret_rotation(struct scene *scene, const struct resource *secret)
{
    const struct resource *attachment = NULL;
    if (has_user(scene, "AWS::SecretsManager::RotationSchedule", "SecretId", secret))
        return;
    while ((attachment = scene_next_user(scene, "AWS::SecretsManager::SecretTargetAttachment", "SecretId", secret, attachment)) != NULL)
        if (has_user(scene, "AWS::SecretsManager::RotationSchedule", "SecretId", attachment))
            return;
    practice_report(scene, MT5108, secret, nowhere(), "the rotation", "be scheduled (AWS::SecretsManager::RotationSchedule)",
                    "AwsSolutions-SMG4 NIST.800.53.R5-SecretsManagerRotationEnabled SecretsManager.1");
}

static void bucket_logging(struct scene *scene, const struct resource *bucket)
{
    struct value logging = scene_property(scene, bucket, "LoggingConfiguration");
    /* The bucket that takes the others' access logs keeps none of its own. */
    if (known_absent(logging) && !has_user(scene, "AWS::S3::Bucket", "LoggingConfiguration.DestinationBucketName", bucket))
        practice_report(scene, MT5104, bucket, logging, "'LoggingConfiguration'", "be set",
                        "AwsSolutions-S1 NIST.800.53.R5-S3BucketLoggingEnabled CT.S3.PR.2 S3.9");
}

static void firewall_logging(struct scene *scene, const struct resource *acl)
{
    if (!has_user(scene, "AWS::WAFv2::LoggingConfiguration", "ResourceArn", acl))
        practice_report(scene, MT5104, acl, nowhere(), "the log", "be kept (AWS::WAFv2::LoggingConfiguration)",
                        "NIST.800.53.R5-WAFv2LoggingEnabled WAF.11");
}

/* Whether a text names the resource: arn:…:db:${Db}. */
static bool mentions(struct value value, const struct resource *resource)
{
    if (value.kind == VALUE_RESOURCE)
        return value.resource == resource;
    if (value.kind == VALUE_ATTRIBUTE)
        return value.attribute->resource == resource;
    for (uint32_t i = 0; value.kind == VALUE_CONCAT && i < value.count; i++)
        if (mentions(value.items[i], resource))
            return true;
    return false;
}

static void database_backup(struct scene *scene, const struct resource *database)
{
    const struct resource *selection = NULL;
    if (scene_open(scene))
        return;
    while ((selection = scene_next(scene, "AWS::Backup::BackupSelection", selection)) != NULL) {
        struct scene_list chosen = scene_property_items(scene, selection, "BackupSelection.Resources");
        for (size_t i = 0; i < chosen.count; i++)
            if (mentions(chosen.items[i], database))
                return;
    }
    practice_report(scene, MT5105, database, nowhere(), "a backup plan", "be made (AWS::Backup::BackupSelection)",
                    "NIST.800.53.R5-RDSInBackupPlan RDS.26");
}

const struct scene_rule RULES_OF_PRACTICE_WIRING[] = {
    { "AWS::EC2::VPC", network_flow_log, { MT5104 } },
    { "AWS::EC2::Route", route_to_internet, { MT5103 } },
    { "AWS::ElasticLoadBalancingV2::LoadBalancer", balancer_firewall, { MT5103 } },
    { "AWS::ElasticLoadBalancingV2::Listener", listener_redirect, { MT5102 } },
    { "AWS::AutoScaling::AutoScalingGroup", group_health, { MT5109 } },
    { "AWS::SecretsManager::Secret", secret_rotation, { MT5108 } },
    { "AWS::S3::Bucket", bucket_logging, { MT5104 } },
    { "AWS::WAFv2::WebACL", firewall_logging, { MT5104 } },
    { "AWS::RDS::DBInstance", database_backup, { MT5105 } },
    { NULL, NULL, { MT0001 } }
};
