/* Target groups: what they are made of, how they test their targets, and who
   uses them. Sources: Elastic Load Balancing API Reference, "CreateTargetGroup",
   "Matcher"; User Guide for Network Load Balancers, "Listeners for your Network
   Load Balancers"; Amazon EC2 Auto Scaling User Guide, "Attach an Elastic Load
   Balancing load balancer to your Auto Scaling group". */
#include "check/compute/balancer.h"

static bool is_of_function(struct scene *scene, const struct resource *group)
{
    return known_is(scene_property(scene, group, "TargetType"), "lambda");
}

enum balancer_kind target_group_kind(struct scene *scene, const struct resource *group)
{
    if (is_of_function(scene, group))
        return BALANCER_APPLICATION;
    return balancer_kind_of_protocol(scene_property(scene, group, "Protocol"));
}

/* --------------------------------------------------------- behind a listener */

/* Which protocols of target groups a listener of a network load balancer forwards to. */
static const struct { const char *listener, *groups[3]; } PAIRS[] = {
    { "TCP", { "TCP", "TCP_UDP" } },
    { "TLS", { "TCP", "TLS" } },
    { "UDP", { "UDP", "TCP_UDP" } },
    { "TCP_UDP", { "TCP_UDP" } },
    { "TCP_QUIC", { "TCP_QUIC" } },
};

static bool is_pair(struct value listener, struct value group)
{
    for (size_t i = 0; i < sizeof PAIRS / sizeof *PAIRS; i++) {
        if (!known_is(listener, PAIRS[i].listener))
            continue;
        for (size_t j = 0; j < 3 && PAIRS[i].groups[j]; j++)
            if (known_is(group, PAIRS[i].groups[j]))
                return true;
        return false;
    }
    return true;
}

static void group_protocol(struct scene *scene, const struct acting *acting, struct value at, const struct resource *group)
{
    struct value spoken = scene_property(scene, group, "Protocol");
    enum balancer_kind kind = target_group_kind(scene, group);
    if (!kind || !acting->kind)
        return;
    const char *protocol = is_of_function(scene, group) ? "a function" : scene_text(scene, spoken);
    if (kind != acting->kind)
        scene_note(scene, scene_report(scene, MT3231, acting->holder, at, balancer_kind_name(acting->kind), protocol), group);
    else if (kind == BALANCER_NETWORK && !is_pair(acting->protocol, spoken)) {
        const char *listener = text_format(scene->check->arena, "a %s listener", scene_text(scene, acting->protocol)).at;
        scene_note(scene, scene_report(scene, MT3231, acting->holder, at, listener, protocol), group);
    }
}

/* The VPC that a load balancer stands in, where both are of this stack. */
static const struct resource *vpc_of_balancer(struct scene *scene, const struct resource *balancer)
{
    struct scene_list subnets = balancer_subnets(scene, balancer);
    for (size_t i = 0; i < subnets.count; i++) {
        const struct resource *subnet = scene_target_of(scene, subnets.items[i], "AWS::EC2::Subnet");
        if (subnet)
            return scene_target_of(scene, scene_property(scene, subnet, "VpcId"), "AWS::EC2::VPC");
    }
    return NULL;
}

static void group_vpc(struct scene *scene, const struct acting *acting, struct value at, const struct resource *group)
{
    const struct resource *own = scene_target_of(scene, scene_property(scene, group, "VpcId"), "AWS::EC2::VPC");
    const struct resource *theirs = acting->balancer ? vpc_of_balancer(scene, acting->balancer) : NULL;
    if (own && theirs && own != theirs)
        scene_note(scene, scene_report(scene, MT3232, acting->holder, at, group->id, own->id, acting->balancer->id,
                                       theirs->id), group);
}

static void forwards(struct scene *scene, const struct resource *holder)
{
    struct acting acting = acting_of(scene, holder);
    for (size_t i = 0; i < acting.actions.count; i++) {
        struct scene_list groups = action_target_groups(scene, acting.actions.items[i]);
        for (size_t j = 0; j < groups.count; j++) {
            const struct resource *group =
                scene_target_of(scene, groups.items[j], "AWS::ElasticLoadBalancingV2::TargetGroup");
            if (!group)
                continue;
            group_protocol(scene, &acting, groups.items[j], group);
            group_vpc(scene, &acting, groups.items[j], group);
        }
    }
}

/* --------------------------------------------------------------------- shape */

static void group_shape(struct scene *scene, const struct resource *group)
{
    static const char *const facts[] = { "Port", "Protocol", "VpcId" };
    struct value type = scene_property(scene, group, "TargetType");
    bool function = is_of_function(scene, group);
    struct text name = TEXT("instance");
    if (type.kind != VALUE_NULL && !known_text(scene, type, &name))
        return;
    for (size_t i = 0; i < 3; i++) {
        struct value value = scene_property(scene, group, facts[i]);
        if (value.kind == VALUE_POISON || (value.kind == VALUE_NULL) == function)
            continue;
        struct diagnostic *diagnostic =
            scene_report(scene, MT3236, group, function ? value : type, text_cstring(scene->check->arena, name),
                         function ? "takes no" : "needs", facts[i]);
        if (function)
            report_lower(scene->check->reporter, diagnostic);
    }
}

/* ------------------------------------------------------------- health checks */

/* A property in seconds, or what CreateTargetGroup takes without it; 0: not known. */
static int64_t seconds(struct scene *scene, const struct resource *group, const char *name, int64_t standard)
{
    struct value value = scene_property(scene, group, name);
    int64_t given;
    if (value.kind == VALUE_NULL)
        return standard;
    return known_integer(value, &given) ? given : 0;
}

static void check_timeout(struct scene *scene, const struct resource *group)
{
    enum balancer_kind kind = target_group_kind(scene, group);
    bool function = is_of_function(scene, group);
    int64_t interval = seconds(scene, group, "HealthCheckIntervalSeconds", function ? 35 : kind == BALANCER_GATEWAY ? 10 : 30);
    int64_t timeout = seconds(scene, group, "HealthCheckTimeoutSeconds", 0);
    struct value at = scene_property(scene, group, "HealthCheckTimeoutSeconds");
    if (!kind || !interval || !timeout || timeout < interval || (timeout == interval && kind != BALANCER_APPLICATION))
        return;
    scene_report(scene, MT3233, group, at, text_integer(scene->check->arena, timeout).at,
                 text_integer(scene->check->arena, interval).at);
}

static void check_protocol(struct scene *scene, const struct resource *group)
{
    struct value spoken = scene_property(scene, group, "HealthCheckProtocol");
    struct text name;
    if (!known_text(scene, spoken, &name))
        return;
    bool testing = text_equal_c(name, "HTTP") || text_equal_c(name, "HTTPS");
    if (testing || (text_equal_c(name, "TCP") && target_group_kind(scene, group) != BALANCER_APPLICATION))
        return;
    scene_report(scene, MT3237, group, spoken, text_cstring(scene->check->arena, name),
                 text_equal_c(name, "TCP") ? "HTTP or HTTPS" : "HTTP, HTTPS or TCP");
}

/* "200,202" and "200-299": each number between low and high. */
static bool codes_lie_in(struct text codes, long low, long high)
{
    long number = -1, first = -1;
    for (size_t i = 0; i <= codes.length; i++) {
        char c = i < codes.length ? codes.at[i] : ',';
        if (c >= '0' && c <= '9') {
            number = (number < 0 ? 0 : number) * 10 + (c - '0');
            if (number > high)
                return false;
        } else if (c == ' ')
            continue;
        else if ((c != ',' && c != '-') || number < low || (c == '-' && first >= 0) || number < first)
            return false;
        else {
            first = c == '-' ? number : -1;
            number = -1;
        }
    }
    return true;
}

static void check_matcher(struct scene *scene, const struct resource *group)
{
    struct value http = scene_property(scene, group, "Matcher.HttpCode"), grpc = scene_property(scene, group, "Matcher.GrpcCode");
    enum balancer_kind kind = target_group_kind(scene, group);
    struct text codes;
    const char *range = kind == BALANCER_NETWORK ? "599" : kind == BALANCER_GATEWAY ? "399" : "499";
    if (kind && known_text(scene, http, &codes) && !codes_lie_in(codes, 200, range[0] == '5' ? 599 : range[0] == '3' ? 399 : 499))
        scene_report(scene, MT3234, group, http, text_cstring(scene->check->arena, codes), "200", range);
    if (known_text(scene, grpc, &codes) && !codes_lie_in(codes, 0, 99))
        scene_report(scene, MT3234, group, grpc, text_cstring(scene->check->arena, codes), "0", "99");
}

/* --------------------------------------------------------------------- users */

static void wanted_type(struct scene *scene, const struct resource *user, struct value at, const char *wanted,
                        const char *whose)
{
    const struct resource *group = scene_target_of(scene, at, "AWS::ElasticLoadBalancingV2::TargetGroup");
    struct text type = TEXT("instance");
    if (!group)
        return;
    struct value given = scene_property(scene, group, "TargetType");
    if ((given.kind != VALUE_NULL && !known_text(scene, given, &type)) || text_equal_c(type, wanted))
        return;
    scene_note(scene, scene_report(scene, MT3235, user, at, group->id, text_copy(scene->check->arena, type).at, whose,
                                   wanted), group);
}

static void scaling_targets(struct scene *scene, const struct resource *scaling)
{
    struct scene_list groups = scene_property_items(scene, scaling, "TargetGroupARNs");
    for (size_t i = 0; i < groups.count; i++)
        wanted_type(scene, scaling, groups.items[i], "instance", "an Auto Scaling group");
}

/* Whether the tasks of a service have addresses of their own; *known is false where that cannot be said. */
static bool has_own_addresses(struct scene *scene, const struct resource *service, bool *known)
{
    const struct resource *task =
        scene_target_of(scene, scene_property(scene, service, "TaskDefinition"), "AWS::ECS::TaskDefinition");
    struct value mode = task ? scene_property(scene, task, "NetworkMode") : value_poison();
    *known = true;
    if (known_is(scene_property(scene, service, "LaunchType"), "FARGATE") || known_is(mode, "awsvpc"))
        return true;
    *known = mode.kind == VALUE_NULL || known_is(mode, "bridge") || known_is(mode, "host");
    return false;
}

static void service_targets(struct scene *scene, const struct resource *service)
{
    struct scene_list balancers = scene_property_items(scene, service, "LoadBalancers");
    bool known, own = has_own_addresses(scene, service, &known);
    for (size_t i = 0; known && i < balancers.count; i++)
        wanted_type(scene, service, scene_field(scene, balancers.items[i], "TargetGroupArn"), own ? "ip" : "instance",
                    own ? "a service whose tasks have addresses of their own (awsvpc)"
                        : "a service whose tasks use their instance's address");
}

/* ------------------------------------------------------------------- targets */

/* What a reference makes a target of; attribute NULL: Ref and all others. */
static const struct { const char *type, *attribute, *target; } TARGETS[] = {
    { "AWS::EC2::Instance", "PrivateIp", "ip" },
    { "AWS::EC2::Instance", NULL, "instance" },
    { "AWS::Lambda::Function", NULL, "lambda" },
    { "AWS::Lambda::Alias", NULL, "lambda" },
    { "AWS::Lambda::Version", NULL, "lambda" },
    { "AWS::ElasticLoadBalancingV2::LoadBalancer", NULL, "alb" },
};

static const char *type_of_target(struct value value, const struct resource *target)
{
    for (size_t i = 0; i < sizeof TARGETS / sizeof *TARGETS; i++) {
        const char *attribute = TARGETS[i].attribute;
        bool fits = !attribute
            || (value.kind == VALUE_ATTRIBUTE && strcmp(value.attribute->name->text, attribute) == 0);
        if (fits && scene_type_is(target, TARGETS[i].type))
            return TARGETS[i].target;
    }
    return NULL;
}

/* Registering a function fails until load balancers may call it. That nothing
   lets them is told where calls of functions are. */
static void after_permission(struct scene *scene, const struct resource *group, struct value at,
                             const struct resource *function)
{
    const struct resource *permission = NULL;
    while ((permission = scene_next_user(scene, "AWS::Lambda::Permission", "FunctionName", function, permission)) != NULL) {
        struct text principal;
        if (known_text(scene, scene_property(scene, permission, "Principal"), &principal)
            && text_starts(principal, "elasticloadbalancing."))
            scene_must_wait(scene, group, at, permission);
    }
}

static void targets(struct scene *scene, const struct resource *group)
{
    struct scene_list list = scene_property_items(scene, group, "Targets");
    struct value given = scene_property(scene, group, "TargetType");
    struct text type = TEXT("instance");
    if (given.kind != VALUE_NULL && !known_text(scene, given, &type))
        return;
    for (size_t i = 0; i < list.count; i++) {
        struct value id = scene_field(scene, list.items[i], "Id");
        const struct resource *target = scene_target(scene, id);
        const char *wanted = target ? type_of_target(id, target) : NULL;
        if (wanted && !text_equal_c(type, wanted))
            scene_note(scene, scene_report(scene, MT3238, group, id, text_cstring(scene->check->arena, type), target->id,
                                           wanted), target);
        else if (wanted && text_equal_c(type, "lambda"))
            after_permission(scene, group, id, target);
    }
}

const struct scene_rule RULES_OF_TARGET_GROUPS[] = {
    { "AWS::ElasticLoadBalancingV2::Listener", forwards, { MT3231, MT3232 } },
    { "AWS::ElasticLoadBalancingV2::ListenerRule", forwards, { MT3231, MT3232 } },
    { "AWS::ElasticLoadBalancingV2::TargetGroup", group_shape, { MT3236 } },
    { "AWS::ElasticLoadBalancingV2::TargetGroup", check_timeout, { MT3233 } },
    { "AWS::ElasticLoadBalancingV2::TargetGroup", check_protocol, { MT3237 } },
    { "AWS::ElasticLoadBalancingV2::TargetGroup", check_matcher, { MT3234 } },
    { "AWS::ElasticLoadBalancingV2::TargetGroup", targets, { MT3109, MT3238 } },
    { "AWS::AutoScaling::AutoScalingGroup", scaling_targets, { MT3235 } },
    { "AWS::ECS::Service", service_targets, { MT3235 } },
    { NULL, NULL, { MT0001 } }
};
