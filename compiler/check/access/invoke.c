/* Who calls functions: a service may call a Lambda function only where a
   permission lets it. Some services try at once, and are refused; others find out
   when something happens, and nobody hears of it. Sources: AWS Lambda Developer
   Guide, "Granting Lambda function access to AWS services"; Amazon S3 User Guide,
   "Granting permissions to publish event notification messages". */
#include "check/access/policy.h"

static const char PERMISSION[] = "AWS::Lambda::Permission";

struct caller {
    const char *type;
    const char *list;                   /* the property with the items; NULL: the resource itself */
    const char *function;               /* where an item names the function */
    const char *service, *name;
    enum message_id message;            /* MT3560 where it tries at once, MT3561 where it does later */
};

static const struct caller CALLERS[] = {
    { "AWS::S3::Bucket", "NotificationConfiguration.LambdaConfigurations", "Function", "s3", "S3", MT3560 },
    { "AWS::Logs::SubscriptionFilter", NULL, "DestinationArn", "logs", "CloudWatch Logs", MT3560 },
    { "AWS::ElasticLoadBalancingV2::TargetGroup", "Targets", "Id", "elasticloadbalancing", "Elastic Load Balancing",
      MT3560 },
    { "AWS::Events::Rule", "Targets", "Arn", "events", "EventBridge", MT3561 },
    { "AWS::SNS::Subscription", NULL, "Endpoint", "sns", "SNS", MT3561 },
    { "AWS::SNS::Topic", "Subscription", "Endpoint", "sns", "SNS", MT3561 },
};

/* A permission whose function is not known may be for any. Found once a scene. */
static bool some_permission_is_unknown(struct scene *scene)
{
    struct scene_memory *memory = &scene->memory;
    if (memory->permissions_scene == scene->number)
        return memory->unknown_permission;
    memory->permissions_scene = scene->number;
    memory->unknown_permission = scene_open(scene);
    const struct resource *permission = NULL;
    while ((permission = scene_next(scene, PERMISSION, permission)) != NULL)
        if (!scene_target_of(scene, scene_property(scene, permission, "FunctionName"), "AWS::Lambda::Function"))
            memory->unknown_permission = true;
    return memory->unknown_permission;
}

/* Whether a permission for the function may be meant for the service. */
static bool may_call(struct scene *scene, const struct resource *function, const char *service)
{
    const struct resource *permission = NULL;
    if (some_permission_is_unknown(scene))
        return true;
    while ((permission = scene_next_user(scene, PERMISSION, "FunctionName", function, permission)) != NULL)
        if (policy_is_service(scene, scene_property(scene, permission, "Principal"), service) != POLICY_NO)
            return true;
    return false;
}

/* S3 and CloudWatch Logs ask for the permission when they are set up, so it must
   be there before; for load balancers, target_group.c says so. A permission that
   names the bucket as its source waits for the bucket, and comes too late. */
static void asks_at_once(struct scene *scene, const struct resource *resource, const struct caller *caller,
                         struct value named, const struct resource *function)
{
    const struct resource *permission = NULL, *late = NULL;
    if (caller->message != MT3560 || scene_type_is(resource, "AWS::ElasticLoadBalancingV2::TargetGroup"))
        return;
    while ((permission = scene_next_user(scene, PERMISSION, "FunctionName", function, permission)) != NULL) {
        if (policy_is_service(scene, scene_property(scene, permission, "Principal"), caller->service) != POLICY_YES)
            continue;
        if (!scene_waits(scene, permission, resource)) {
            scene_must_wait(scene, resource, named, permission);
            return;
        }
        late = permission;
    }
    if (late)
        scene_note(scene, scene_report(scene, MT3562, resource, named, resource->id, late->id), late);
}

static void item_may_call(struct scene *scene, const struct resource *resource, const struct caller *caller,
                          struct value item)
{
    struct value named = scene_field(scene, item, caller->function);
    const struct resource *function = scene_target_of(scene, named, "AWS::Lambda::Function");
    /* A target of EventBridge may be called by a role instead. */
    if (!function || scene_field(scene, item, "RoleArn").kind != VALUE_NULL)
        return;
    if (may_call(scene, function, caller->service)) {
        asks_at_once(scene, resource, caller, named, function);
        return;
    }
    struct diagnostic *diagnostic = scene_report(scene, caller->message, resource, named, caller->name, function->id);
    report_help(scene->check->reporter, diagnostic,
                "an AWS::Lambda::Permission with Principal '%s.amazonaws.com' lets it", caller->service);
    scene_note(scene, diagnostic, function);
}

static void callers_may(struct scene *scene, const struct resource *resource)
{
    struct scene_basis basis = scene_basis(scene);
    for (size_t i = 0; i < sizeof CALLERS / sizeof *CALLERS; i++) {
        if (!scene_type_is(resource, CALLERS[i].type))
            continue;
        if (!CALLERS[i].list) {
            item_may_call(scene, resource, &CALLERS[i], resource->properties);
            continue;
        }
        struct scene_list items = scene_property_items(scene, resource, CALLERS[i].list);
        for (size_t j = 0; j < items.count; j++) {
            scene_return(scene, basis);
            item_may_call(scene, resource, &CALLERS[i], items.items[j]);
        }
    }
}

const struct scene_rule RULES_OF_INVOCATIONS[] = {
    { "AWS::S3::Bucket", callers_may, { MT3560, MT3562, MT3109 } },
    { "AWS::Logs::SubscriptionFilter", callers_may, { MT3560, MT3562, MT3109 } },
    { "AWS::ElasticLoadBalancingV2::TargetGroup", callers_may, { MT3560 } },
    { "AWS::Events::Rule", callers_may, { MT3561 } },
    { "AWS::SNS::Subscription", callers_may, { MT3561 } },
    { "AWS::SNS::Topic", callers_may, { MT3561 } },
    { NULL, NULL, { MT0001 } }
};
