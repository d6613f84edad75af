/* Listeners, their rules and what these do with a request. Sources: Elastic Load
   Balancing API Reference, "CreateListener", "CreateRule", "Action",
   "RedirectActionConfig"; User Guide for Application Load Balancers, "Listener
   rules". Which target group a listener may forward to is target_group.c's
   matter. */
#include "check/compute/balancer.h"

/* The load balancer of a listener, where it is of this stack. */
static const struct resource *listener_balancer(struct scene *scene, const struct resource *listener)
{
    return scene_target_of(scene, scene_property(scene, listener, "LoadBalancerArn"),
                           "AWS::ElasticLoadBalancingV2::LoadBalancer");
}

struct acting acting_of(struct scene *scene, const struct resource *holder)
{
    struct acting acting = { .holder = holder, .protocol = value_poison() };
    bool is_rule = scene_type_is(holder, "AWS::ElasticLoadBalancingV2::ListenerRule");
    acting.actions = scene_property_items(scene, holder, is_rule ? "Actions" : "DefaultActions");
    acting.listener = !is_rule ? holder
        : scene_target_of(scene, scene_property(scene, holder, "ListenerArn"), "AWS::ElasticLoadBalancingV2::Listener");
    if (!acting.listener)
        return acting;
    acting.balancer = listener_balancer(scene, acting.listener);
    acting.protocol = scene_property(scene, acting.listener, "Protocol");
    acting.kind = balancer_kind(scene, acting.balancer);
    if (!acting.kind)
        acting.kind = balancer_kind_of_protocol(acting.protocol);
    return acting;
}

struct scene_list action_target_groups(struct scene *scene, struct value action)
{
    struct value_vec groups = { 0 };
    struct value one = scene_field(scene, action, "TargetGroupArn");
    struct scene_list tuples = scene_items(scene, scene_at(scene, action, "ForwardConfig.TargetGroups"));
    if (one.kind != VALUE_NULL)
        *VEC_ADD(scene->check->arena, &groups) = one;
    for (size_t i = 0; i < tuples.count; i++)
        *VEC_ADD(scene->check->arena, &groups) = scene_field(scene, tuples.items[i], "TargetGroupArn");
    return (struct scene_list){ groups.count, groups.at, tuples.whole };
}

/* ----------------------------------------------------------------- protocols */

static bool is_secure(struct value protocol)
{
    return known_is(protocol, "HTTPS") || known_is(protocol, "TLS");
}

static void listener_protocol(struct scene *scene, const struct resource *listener)
{
    enum balancer_kind kind = balancer_kind(scene, listener_balancer(scene, listener));
    struct value protocol = scene_property(scene, listener, "Protocol");
    enum balancer_kind spoken = balancer_kind_of_protocol(protocol);
    if (!kind || (protocol.kind != VALUE_NULL && !spoken))
        return;
    if (kind == BALANCER_GATEWAY ? protocol.kind == VALUE_NULL : spoken == kind)
        return;
    const char *wanted = kind == BALANCER_APPLICATION ? "HTTP or HTTPS"
                       : kind == BALANCER_NETWORK ? "TCP, TLS, UDP, TCP_UDP, QUIC or TCP_QUIC" : "no protocol of its own";
    struct diagnostic *diagnostic = scene_report(scene, MT3211, listener, protocol, balancer_kind_name(kind), wanted,
                                                 protocol.kind == VALUE_NULL ? "names none" : scene_text(scene, protocol));
    scene_note(scene, diagnostic, listener_balancer(scene, listener));
}

static void listener_certificates(struct scene *scene, const struct resource *listener)
{
    struct value protocol = scene_property(scene, listener, "Protocol");
    struct value certificates = scene_property(scene, listener, "Certificates");
    struct value policy = scene_property(scene, listener, "SslPolicy");
    struct scene_list list = scene_items(scene, certificates);
    struct text name;
    if (!known_text(scene, protocol, &name))
        return;
    const char *spoken = text_cstring(scene->check->arena, name);
    if (!is_secure(protocol)) {
        if (list.count > 0)
            scene_report(scene, MT3213, listener, certificates, spoken, "certificate");
        else if (policy.kind != VALUE_NULL && policy.kind != VALUE_POISON)
            scene_report(scene, MT3213, listener, policy, spoken, "TLS policy");
    } else if (list.whole && list.count == 0)
        scene_report(scene, MT3212, listener, protocol, spoken);
    else if (list.count > 1) {
        struct diagnostic *diagnostic = scene_report(scene, MT3214, listener, list.items[1],
                                                     text_integer(scene->check->arena, (int64_t)list.count).at);
        report_help(scene->check->reporter, diagnostic, "the others go into an AWS::ElasticLoadBalancingV2::ListenerCertificate");
    }
}

/* ---------------------------------------------------------------- duplicates */

/* What no two of a type may share, and who says so. */
struct single {
    const char *owner, *number;         /* properties */
    enum message_id id;
};

static bool key_of_single(struct scene *scene, const struct resource *resource, struct buffer *key, const void *context)
{
    const struct single *single = context;
    int64_t number;
    if (!known_integer(scene_property(scene, resource, single->number), &number)
        || !scene_key(scene, key, scene_property(scene, resource, single->owner)))
        return false;
    buffer_add(key, text_integer(scene->check->arena, number));
    return true;
}

static void taken(struct scene *scene, const struct resource *resource, const struct resource *earlier, const void *context)
{
    const struct single *single = context;
    struct value at = scene_property(scene, resource, single->number);
    scene_note(scene, scene_report(scene, single->id, resource, at, earlier->id, scene_text(scene, at)), earlier);
}

static void listener_ports(struct scene *scene, const struct resource *unused)
{
    static const struct single port = { "LoadBalancerArn", "Port", MT3215 };
    (void)unused;
    scene_each_twice(scene, "AWS::ElasticLoadBalancingV2::Listener", key_of_single, taken, &port);
}

static void rule_priorities(struct scene *scene, const struct resource *unused)
{
    static const struct single priority = { "ListenerArn", "Priority", MT3216 };
    (void)unused;
    scene_each_twice(scene, "AWS::ElasticLoadBalancingV2::ListenerRule", key_of_single, taken, &priority);
}

/* ------------------------------------------------------------------- actions */

/* What an action of a type cannot be without. */
static const struct { const char *type, *config; } CONFIGS[] = {
    { "redirect", "RedirectConfig" },
    { "fixed-response", "FixedResponseConfig" },
    { "authenticate-cognito", "AuthenticateCognitoConfig" },
    { "authenticate-oidc", "AuthenticateOidcConfig" },
    { "jwt-validation", "JwtValidationConfig" },
};

static void action_complete(struct scene *scene, const struct resource *holder, struct value action)
{
    struct value type = scene_field(scene, action, "Type");
    if (known_is(type, "forward")) {
        struct scene_list groups = action_target_groups(scene, action);
        if (groups.whole && groups.count == 0)
            scene_report(scene, MT3217, holder, type, "forward", "'TargetGroupArn' or 'ForwardConfig'");
        return;
    }
    for (size_t i = 0; i < sizeof CONFIGS / sizeof *CONFIGS; i++)
        if (known_is(type, CONFIGS[i].type) && scene_field(scene, action, CONFIGS[i].config).kind == VALUE_NULL)
            scene_report(scene, MT3217, holder, type, CONFIGS[i].type,
                         text_format(scene->check->arena, "'%s'", CONFIGS[i].config).at);
}

/* Whether the load balancer and its protocol know such an action. */
static void action_possible(struct scene *scene, const struct acting *acting, struct value action)
{
    struct value type = scene_field(scene, action, "Type");
    struct text name;
    if (!known_text(scene, type, &name) || text_equal_c(name, "forward"))
        return;
    const char *text = text_cstring(scene->check->arena, name);
    if (acting->kind == BALANCER_NETWORK || acting->kind == BALANCER_GATEWAY)
        scene_report(scene, MT3218, acting->holder, type, balancer_kind_name(acting->kind), text);
    else if (known_is(acting->protocol, "HTTP") && (text_starts(name, "authenticate-") || text_equal_c(name, "jwt-validation")))
        scene_report(scene, MT3219, acting->holder, type, text);
}

static void actions(struct scene *scene, const struct resource *holder)
{
    struct acting acting = acting_of(scene, holder);
    struct scene_basis basis = scene_basis(scene);
    for (size_t i = 0; i < acting.actions.count; i++) {
        action_complete(scene, holder, acting.actions.items[i]);
        action_possible(scene, &acting, acting.actions.items[i]);
        scene_return(scene, basis);
    }
}

/* ----------------------------------------------------------------- redirects */

/* Whether a component of the address is left as it came. */
static bool is_kept(struct scene *scene, struct value config, const char *name, const char *itself)
{
    struct value value = scene_field(scene, config, name);
    return value.kind == VALUE_NULL || known_is(value, itself);
}

static bool is_listeners_own(struct value value, struct value own, const char *itself)
{
    int64_t a, b;
    if (value.kind == VALUE_NULL || known_is(value, itself))
        return true;
    if (known_integer(value, &a) && known_integer(own, &b))
        return a == b;
    return value.kind == VALUE_STRING && scene_same(value, own);
}

static void redirect(struct scene *scene, const struct acting *acting, struct value config)
{
    struct value protocol = scene_field(scene, config, "Protocol"), port = scene_field(scene, config, "Port");
    struct value own_port = scene_property(scene, acting->listener, "Port");
    bool same_place = is_kept(scene, config, "Host", "#{host}") && is_kept(scene, config, "Path", "/#{path}");
    if (known_is(acting->protocol, "HTTPS") && known_is(protocol, "HTTP")) {
        scene_report(scene, MT3220, acting->holder, protocol);
        return;
    }
    bool same_protocol = is_listeners_own(protocol, acting->protocol, "#{protocol}");
    bool same_port = is_listeners_own(port, own_port, "#{port}");
    if (same_protocol && same_port && same_place && is_kept(scene, config, "Query", "#{query}")) {
        struct diagnostic *diagnostic = scene_report(scene, MT3221, acting->holder, config);
        if ((protocol.kind != VALUE_NULL && !known_is(protocol, "#{protocol}"))
            || (port.kind != VALUE_NULL && !known_is(port, "#{port}")))
            report_lower(scene->check->reporter, diagnostic);
    } else if (known_is(acting->protocol, "HTTP") && known_is(protocol, "HTTPS") && same_port
               && is_kept(scene, config, "Host", "#{host}")) {
        struct text text;
        struct diagnostic *diagnostic = scene_report(scene, MT3222, acting->holder, protocol,
                                                     known_text(scene, own_port, &text) ? text.at : "that came in");
        report_help(scene->check->reporter, diagnostic, "Port: \"443\"");
    }
}

static void redirects(struct scene *scene, const struct resource *holder)
{
    struct acting acting = acting_of(scene, holder);
    for (size_t i = 0; i < acting.actions.count && acting.listener; i++) {
        struct value config = scene_field(scene, acting.actions.items[i], "RedirectConfig");
        if (config.kind == VALUE_MAP && known_is(scene_field(scene, acting.actions.items[i], "Type"), "redirect"))
            redirect(scene, &acting, config);
    }
}

const struct scene_rule RULES_OF_LISTENERS[] = {
    { "AWS::ElasticLoadBalancingV2::Listener", listener_protocol, { MT3211 } },
    { "AWS::ElasticLoadBalancingV2::Listener", listener_certificates, { MT3212, MT3213, MT3214 } },
    { NULL, listener_ports, { MT3215 } },
    { NULL, rule_priorities, { MT3216 } },
    { "AWS::ElasticLoadBalancingV2::Listener", actions, { MT3217, MT3218, MT3219 } },
    { "AWS::ElasticLoadBalancingV2::ListenerRule", actions, { MT3217, MT3218, MT3219 } },
    { "AWS::ElasticLoadBalancingV2::Listener", redirects, { MT3220, MT3221, MT3222 } },
    { "AWS::ElasticLoadBalancingV2::ListenerRule", redirects, { MT3220, MT3221, MT3222 } },
    { NULL, NULL, { MT0001 } }
};
