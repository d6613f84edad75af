/* Good practice that takes two resources: a network and its flow log, a load
   balancer and its web ACL, a database and its backup plan, a secret and its
   rotation. Where another resource must name the first, that is a row of
   practice_needs.def. The demands are those of AWS's own rule sets, which look
   for the other resource in the same template; where a macro or a nested stack
   may hold it, nothing is told. See practice.h. */
#include "check/practice/practice.h"

struct need {
    enum message_id id;
    const char *type, *users, *unless, *place, *demand, *rules;
};

static const struct need NEEDS[] = {
#define NEED(theme, type, users, unless, place, demand, rules) \
    { (enum message_id)(theme), type, users, unless, place, demand, rules },
#include "check/practice/practice_needs.def"
#undef NEED
};
enum { NEED_COUNT = sizeof NEEDS / sizeof *NEEDS };

/* Marks, by their order in the stack, the resources that the value names: arn:…:db:${Db}. */
static void mark_named(struct scene *scene, bool *named, struct value value)
{
    if (value.kind == VALUE_CONCAT || value.kind == VALUE_LIST) {
        struct scene_list parts = value.kind == VALUE_LIST ? scene_items(scene, value) : (struct scene_list){ value.count, value.items, true };
        for (size_t i = 0; i < parts.count; i++)
            mark_named(scene, named, parts.items[i]);
        return;
    }
    const struct resource *target = scene_target(scene, value);
    if (target)
        named[target->order] = true;
}

/* users: "Type:path Type:path". */
static bool *named_by(struct scene *scene, const char *users)
{
    struct arena *arena = scene->check->arena;
    bool *named = NEW_ARRAY(arena, bool, scene->stack->resources.count);
    struct text word;
    while (practice_next_word(&users, &word)) {
        const char *user_of = text_cstring(arena, word), *path = strrchr(user_of, ':') + 1;
        const char *type = text_cstring(arena, (struct text){ user_of, (size_t)(path - user_of) - 1 });
        for (const struct resource *user = NULL; (user = scene_next(scene, type, user)) != NULL;)
            mark_named(scene, named, scene_property(scene, user, path));
    }
    return named;
}

static void look_at_needs(struct scene *scene, const struct resource *none)
{
    (void)none;
    for (size_t i = 0; i < NEED_COUNT && !scene_open(scene); i++) {
        const struct need *need = &NEEDS[i];
        const struct resource *resource = scene_next(scene, need->type, NULL);
        if (!resource || scene->check->reporter->levels[need->id] == LEVEL_OFF)
            continue;
        for (bool *named = named_by(scene, need->users); resource; resource = scene_next(scene, need->type, resource)) {
            scene_begin(scene);
            if (named[resource->order] || practice_excused(scene, resource, need->unless))
                practice_acknowledged(scene, resource, need->rules);    /* others come and go */
            else
                practice_report(scene, need->id, resource, value_null(SPAN_NONE), need->place, need->demand, need->rules);
        }
    }
}

static struct value nowhere(void)
{
    return value_null(SPAN_NONE);
}

static bool has_user(struct scene *scene, const char *type, const char *path, const struct resource *target)
{
    return scene_next_user(scene, type, path, target, NULL) != NULL || scene_open(scene);
}

static void route_to_internet(struct scene *scene, const struct resource *route)
{
    struct value block = scene_property(scene, route, "DestinationCidrBlock");
    const struct resource *gateway = scene_target_of(scene, scene_property(scene, route, "GatewayId"), "AWS::EC2::InternetGateway");
    if (gateway && (strcmp(scene_text(scene, block), "0.0.0.0/0") == 0
                    || known_is(scene_property(scene, route, "DestinationIpv6CidrBlock"), "::/0")))
        practice_report(scene, MT5103, route, block, "'GatewayId'", "not lead everywhere through an internet gateway",
                        "NIST.800.53.R5-VPCNoUnrestrictedRouteToIGW | NO_UNRESTRICTED_ROUTE_TO_IGW");
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
                        "NIST.800.53.R5-ALBHttpToHttpsRedirection CT.ELASTICLOADBALANCING.PR.1 ELB.1"
                        " | CKV_AWS_2 CKV_AWS_103 W56 AWS-0054 ELBV2_LISTENER_PROTOCOL_RULE");
    practice_report(scene, MT5102, listener, protocol, "'Certificates'", "be set",
                    "NIST.800.53.R5-ELBv2ACMCertificateRequired | ELBV2_ACM_CERTIFICATE_REQUIRED");
}

static void group_health(struct scene *scene, const struct resource *group)
{
    struct value kind = scene_property(scene, group, "HealthCheckType");
    struct text text;
    bool behind = known_there(scene_property(scene, group, "TargetGroupARNs"))
        || known_there(scene_property(scene, group, "LoadBalancerNames"));
    if (behind && (known_absent(kind) || (known_text(scene, kind, &text) && !text_equal_c(text, "ELB"))))
        practice_report(scene, MT5109, group, kind, "'HealthCheckType'", "be 'ELB'",
                        "NIST.800.53.R5-AutoScalingGroupELBHealthCheckRequired CT.AUTOSCALING.PR.4 AutoScaling.1"
                        " | AUTOSCALING_GROUP_ELB_HEALTHCHECK_REQUIRED");
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
                    "AwsSolutions-SMG4 NIST.800.53.R5-SecretsManagerRotationEnabled SecretsManager.1"
                    " | SECRETSMANAGER_ROTATION_ENABLED_CHECK");
}

static void bucket_logging(struct scene *scene, const struct resource *bucket)
{
    struct value logging = scene_property(scene, bucket, "LoggingConfiguration");
    /* The bucket that takes the others' access logs keeps none of its own. */
    if (known_absent(logging) && !has_user(scene, "AWS::S3::Bucket", "LoggingConfiguration.DestinationBucketName", bucket))
        practice_report(scene, MT5104, bucket, logging, "'LoggingConfiguration'", "be set",
                        "AwsSolutions-S1 NIST.800.53.R5-S3BucketLoggingEnabled CT.S3.PR.2 S3.9"
                        " | CKV_AWS_18 W35 AWS-0089 AWS-0163 S3_BUCKET_LOGGING_ENABLED");
}

const struct scene_rule RULES_OF_PRACTICE_WIRING[] = {
    { NULL, look_at_needs, { MT5103, MT5104, MT5105, MT5106, MT5109 } },
    { "AWS::EC2::Route", route_to_internet, { MT5103 } },
    { "AWS::ElasticLoadBalancingV2::Listener", listener_redirect, { MT5102 } },
    { "AWS::AutoScaling::AutoScalingGroup", group_health, { MT5109 } },
    { "AWS::SecretsManager::Secret", secret_rotation, { MT5108 } },
    { "AWS::S3::Bucket", bucket_logging, { MT5104 } },
    { NULL, NULL, { MT0001 } }
};
