/* Attributes of load balancers, target groups and listeners: pairs of a key and
   a text, which no resource type's facts speak of. Source: Elastic Load Balancing
   API Reference, "LoadBalancerAttribute", "TargetGroupAttribute",
   "ListenerAttribute". A key that is not here may be younger than mtc: it is an
   error only where it is all but one that is here. */
#include "check/compute/balancer.h"

enum form {
    FORM_FREE,
    FORM_TRUTH,         /* true, false */
    FORM_NUMBER,        /* from .low to .high */
    FORM_COUNT_OR_OFF,  /* the same, or off */
    FORM_WORDS          /* one of .words */
};

struct attribute {
    const char *key;
    unsigned kinds;             /* of load balancers (enum balancer_kind) */
    enum form form;
    int64_t low, high;          /* of a number; low 30 with zero: 0, or 30 and more */
    bool zero;
    const char *words[4];       /* NULL behind the last */
};

enum {
    A = BALANCER_APPLICATION, N = BALANCER_NETWORK, G = BALANCER_GATEWAY,
    WEEK = 604800,
    CLOSE = 8           /* two letters: see report/near.c */
};
#define TRUTH FORM_TRUTH, 0, 0, false, { NULL }
#define FREE FORM_FREE, 0, 0, false, { NULL }
#define NUMBER(low, high) FORM_NUMBER, low, high, false, { NULL }
#define COUNT_OR_OFF(high) FORM_COUNT_OR_OFF, 1, high, false, { NULL }
#define WORDS(...) FORM_WORDS, 0, 0, false, { __VA_ARGS__ }

static const struct attribute OF_BALANCERS[] = {
    { "deletion_protection.enabled", A | N | G, TRUTH },
    { "load_balancing.cross_zone.enabled", A | N | G, TRUTH },
    { "access_logs.s3.enabled", A | N, TRUTH },
    { "access_logs.s3.bucket", A | N, FREE },
    { "access_logs.s3.prefix", A | N, FREE },
    { "ipv6.deny_all_igw_traffic", A | N, TRUTH },
    { "zonal_shift.config.enabled", A | N, TRUTH },
    { "idle_timeout.timeout_seconds", A, NUMBER(1, 4000) },
    { "client_keep_alive.seconds", A, NUMBER(60, WEEK) },
    { "connection_logs.s3.enabled", A, TRUTH },
    { "connection_logs.s3.bucket", A, FREE },
    { "connection_logs.s3.prefix", A, FREE },
    { "health_check_logs.s3.enabled", A, TRUTH },
    { "health_check_logs.s3.bucket", A, FREE },
    { "health_check_logs.s3.prefix", A, FREE },
    { "routing.http.desync_mitigation_mode", A, WORDS("monitor", "defensive", "strictest") },
    { "routing.http.drop_invalid_header_fields.enabled", A, TRUTH },
    { "routing.http.preserve_host_header.enabled", A, TRUTH },
    { "routing.http.x_amzn_tls_version_and_cipher_suite.enabled", A, TRUTH },
    { "routing.http.xff_client_port.enabled", A, TRUTH },
    { "routing.http.xff_header_processing.mode", A, WORDS("append", "preserve", "remove") },
    { "routing.http2.enabled", A, TRUTH },
    { "waf.fail_open.enabled", A, TRUTH },
    { "dns_record.client_routing_policy", N,
      WORDS("availability_zone_affinity", "partial_availability_zone_affinity", "any_availability_zone") },
    { "secondary_ips.auto_assigned.per_subnet", N, NUMBER(0, 7) },
    { NULL, 0, FREE }
};

static const struct attribute OF_TARGET_GROUPS[] = {
    { "deregistration_delay.timeout_seconds", A | N | G, NUMBER(0, 3600) },
    { "stickiness.enabled", A | N | G, TRUTH },
    { "stickiness.type", A | N | G, FREE },
    { "load_balancing.cross_zone.enabled", A | N | G, WORDS("true", "false", "use_load_balancer_configuration") },
    { "target_group_health.dns_failover.minimum_healthy_targets.count", A | N, COUNT_OR_OFF(INT32_MAX) },
    { "target_group_health.dns_failover.minimum_healthy_targets.percentage", A | N, COUNT_OR_OFF(100) },
    { "target_group_health.unhealthy_state_routing.minimum_healthy_targets.count", A | N, NUMBER(1, INT32_MAX) },
    { "target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage", A | N, COUNT_OR_OFF(100) },
    { "load_balancing.algorithm.type", A, WORDS("round_robin", "least_outstanding_requests", "weighted_random") },
    { "load_balancing.algorithm.anomaly_mitigation", A, WORDS("on", "off") },
    { "slow_start.duration_seconds", A, FORM_NUMBER, 30, 900, true, { NULL } },
    { "stickiness.app_cookie.cookie_name", A, FREE },
    { "stickiness.app_cookie.duration_seconds", A, NUMBER(1, WEEK) },
    { "stickiness.lb_cookie.duration_seconds", A, NUMBER(1, WEEK) },
    { "lambda.multi_value_headers.enabled", A, TRUTH },
    { "deregistration_delay.connection_termination.enabled", N, TRUTH },
    { "preserve_client_ip.enabled", N, TRUTH },
    { "proxy_protocol_v2.enabled", N, TRUTH },
    { "target_health_state.unhealthy.connection_termination.enabled", N, TRUTH },
    { "target_health_state.unhealthy.draining_interval_seconds", N, NUMBER(0, 360000) },
    { "target_failover.on_deregistration", G, WORDS("rebalance", "no_rebalance") },
    { "target_failover.on_unhealthy", G, WORDS("rebalance", "no_rebalance") },
    { NULL, 0, FREE }
};

#define REQUEST_HEADER(name) { "routing.http.request." name ".header_name", A, FREE }
#define RESPONSE_HEADER(name) { "routing.http.response." name ".header_value", A, FREE }
static const struct attribute OF_LISTENERS[] = {
    { "tcp.idle_timeout.seconds", N | G, NUMBER(60, 6000) },
    REQUEST_HEADER("x_amzn_mtls_clientcert_serial_number"), REQUEST_HEADER("x_amzn_mtls_clientcert_issuer"),
    REQUEST_HEADER("x_amzn_mtls_clientcert_subject"), REQUEST_HEADER("x_amzn_mtls_clientcert_validity"),
    REQUEST_HEADER("x_amzn_mtls_clientcert_leaf"), REQUEST_HEADER("x_amzn_mtls_clientcert"),
    REQUEST_HEADER("x_amzn_tls_version"), REQUEST_HEADER("x_amzn_tls_cipher_suite"),
    { "routing.http.response.server.enabled", A, TRUTH },
    RESPONSE_HEADER("strict_transport_security"), RESPONSE_HEADER("access_control_allow_origin"),
    RESPONSE_HEADER("access_control_allow_methods"), RESPONSE_HEADER("access_control_allow_headers"),
    RESPONSE_HEADER("access_control_allow_credentials"), RESPONSE_HEADER("access_control_expose_headers"),
    RESPONSE_HEADER("access_control_max_age"), RESPONSE_HEADER("content_security_policy"),
    RESPONSE_HEADER("x_content_type_options"), RESPONSE_HEADER("x_frame_options"),
    { NULL, 0, FREE }
};

/* What a set of attributes belongs to. */
struct owner {
    const struct resource *resource;
    const char *name;                   /* "a target group" */
    const struct attribute *table;
    enum balancer_kind kind;            /* BALANCER_UNKNOWN: any */
    struct scene_list pairs;
};

/* ---------------------------------------------------------------------- keys */

static const struct attribute *find(const struct attribute *table, struct text key)
{
    while (table->key && !text_equal_c(key, table->key))
        table++;
    return table->key ? table : NULL;
}

static void unknown_key(struct scene *scene, const struct owner *owner, struct value at, struct text key)
{
    struct near near;
    near_start(&near, key);
    for (const struct attribute *row = owner->table; row->key; row++)
        if (!owner->kind || row->kinds & owner->kind)
            near_try(&near, text_of(row->key));
    struct diagnostic *diagnostic =
        scene_report(scene, MT3207, owner->resource, at, text_cstring(scene->check->arena, key), owner->name);
    report_near(scene->check->reporter, diagnostic, near.best);
    if (near.distance > CLOSE)
        report_lower(scene->check->reporter, diagnostic);
}

static void other_kind(struct scene *scene, const struct owner *owner, struct value at, const struct attribute *row)
{
    const char *whose = row->kinds == A ? "application load balancers" : row->kinds == N ? "network load balancers"
                      : row->kinds == G ? "gateway load balancers"
                      : row->kinds == (A | N) ? "application and network load balancers"
                                              : "network and gateway load balancers";
    struct diagnostic *diagnostic = scene_report(scene, MT3207, owner->resource, at, row->key, owner->name);
    report_help(scene->check->reporter, diagnostic, "it is one of %s", whose);
}

/* -------------------------------------------------------------------- values */

static bool in_range(struct value value, const struct attribute *row)
{
    int64_t number;
    return known_integer(value, &number)
        && ((number >= row->low && number <= row->high) || (row->zero && number == 0));
}

static bool is_word(struct text text, const struct attribute *row)
{
    for (size_t i = 0; row->words[i]; i++)
        if (text_equal_c(text, row->words[i]))
            return true;
    return false;
}

/* In letters of any case, as most services read truths. */
static bool is_either(struct text text, const char *one, const char *other)
{
    char lower[8];
    if (text.length >= sizeof lower)
        return false;
    for (size_t i = 0; i < text.length; i++)
        lower[i] = (char)(text.at[i] >= 'A' && text.at[i] <= 'Z' ? text.at[i] - 'A' + 'a' : text.at[i]);
    lower[text.length] = '\0';
    return strcmp(lower, one) == 0 || strcmp(lower, other) == 0;
}

static bool fits(struct value value, struct text text, const struct attribute *row)
{
    switch (row->form) {
    case FORM_FREE: break;
    case FORM_TRUTH: return is_either(text, "true", "false");
    case FORM_NUMBER: return in_range(value, row);
    case FORM_COUNT_OR_OFF: return text_equal_c(text, "off") || in_range(value, row);
    case FORM_WORDS: return is_word(text, row);
    }
    return true;
}

static const char *wanted(struct scene *scene, const struct attribute *row)
{
    struct buffer out;
    buffer_init(&out, scene->check->arena);
    if (row->form == FORM_TRUTH)
        return "true or false";
    if (row->form == FORM_WORDS) {
        for (size_t i = 0; row->words[i]; i++)
            buffer_add_format(&out, "%s%s", !i ? "" : row->words[i + 1] ? ", " : " or ", row->words[i]);
        return text_cstring(scene->check->arena, buffer_text(&out));
    }
    buffer_add_c(&out, row->form == FORM_COUNT_OR_OFF ? "off, or " : row->zero ? "0, or " : "");
    if (row->high == INT32_MAX)
        buffer_add_format(&out, "a number from %lld", (long long)row->low);
    else
        buffer_add_format(&out, "a number from %lld to %lld", (long long)row->low, (long long)row->high);
    return text_cstring(scene->check->arena, buffer_text(&out));
}

static void look_at_pair(struct scene *scene, const struct owner *owner, struct value pair)
{
    struct value key = scene_field(scene, pair, "Key"), value = scene_field(scene, pair, "Value");
    struct text name, text;
    if (!known_text(scene, key, &name))
        return;
    const struct attribute *row = find(owner->table, name);
    if (!row)
        unknown_key(scene, owner, key, name);
    else if (owner->kind && !(row->kinds & owner->kind))
        other_kind(scene, owner, key, row);
    else if (known_text(scene, value, &text) && !fits(value, text, row))
        scene_report(scene, MT3208, owner->resource, value, row->key, wanted(scene, row),
                     text_cstring(scene->check->arena, text));
}

static void look_at_pairs(struct scene *scene, const struct owner *owner)
{
    struct scene_basis basis = scene_basis(scene);
    for (size_t i = 0; i < owner->pairs.count; i++) {
        look_at_pair(scene, owner, owner->pairs.items[i]);
        scene_return(scene, basis);
    }
}

/* --------------------------------------------------- attributes of each other */

/* The value under a key: VALUE_NULL where it is certainly not there. */
static struct value value_of(struct scene *scene, const struct owner *owner, const char *key)
{
    struct value found = owner->pairs.whole ? value_null(SPAN_NONE) : value_poison();
    for (size_t i = 0; i < owner->pairs.count; i++) {
        struct value name = scene_field(scene, owner->pairs.items[i], "Key");
        if (known_is(name, key))
            return scene_field(scene, owner->pairs.items[i], "Value");
        if (name.kind != VALUE_STRING)
            found = value_poison();
    }
    return found;
}

static bool is_set(struct value value, const char *text)
{
    return known_is(value, text) || (value.kind == VALUE_BOOL && value.integer && strcmp(text, "true") == 0);
}

/* The key, set so, needs the other one; .other_value NULL: with any value. */
static const struct need {
    const char *key, *value, *other, *other_value;
} NEEDS[] = {
    { "access_logs.s3.enabled", "true", "access_logs.s3.bucket", NULL },
    { "connection_logs.s3.enabled", "true", "connection_logs.s3.bucket", NULL },
    { "health_check_logs.s3.enabled", "true", "health_check_logs.s3.bucket", NULL },
    { "stickiness.type", "app_cookie", "stickiness.app_cookie.cookie_name", NULL },
    { "load_balancing.algorithm.anomaly_mitigation", "on", "load_balancing.algorithm.type", "weighted_random" },
};

static void look_at_needs(struct scene *scene, const struct owner *owner)
{
    for (size_t i = 0; i < sizeof NEEDS / sizeof *NEEDS; i++) {
        const struct need *need = &NEEDS[i];
        struct value value = value_of(scene, owner, need->key);
        if (!is_set(value, need->value))
            continue;
        struct value other = value_of(scene, owner, need->other);
        bool wrong = need->other_value ? other.kind == VALUE_STRING && !known_is(other, need->other_value) : false;
        if (other.kind != VALUE_NULL && !wrong && !known_is(other, ""))
            continue;
        const char *tail = need->other_value ? text_format(scene->check->arena, " with the value %s", need->other_value).at : "";
        scene_report(scene, MT3209, owner->resource, value, need->key, need->value, need->other, tail);
    }
}

/* ---------------------------------------------------------------------- rules */

static void balancer_attributes(struct scene *scene, const struct resource *balancer)
{
    enum balancer_kind kind = balancer_kind(scene, balancer);
    struct owner owner = { balancer, balancer_kind_name(kind), OF_BALANCERS, kind,
                           scene_property_items(scene, balancer, "LoadBalancerAttributes") };
    look_at_pairs(scene, &owner);
    look_at_needs(scene, &owner);
}

static void target_group_attributes(struct scene *scene, const struct resource *group)
{
    enum balancer_kind kind = target_group_kind(scene, group);
    const char *name = kind == BALANCER_APPLICATION ? "a target group of application load balancers"
                     : kind == BALANCER_NETWORK ? "a target group of network load balancers"
                     : kind == BALANCER_GATEWAY ? "a target group of gateway load balancers" : "a target group";
    struct owner owner = { group, name, OF_TARGET_GROUPS, kind,
                           scene_property_items(scene, group, "TargetGroupAttributes") };
    look_at_pairs(scene, &owner);
    look_at_needs(scene, &owner);
}

static void listener_attributes(struct scene *scene, const struct resource *listener)
{
    enum balancer_kind kind = balancer_kind_of_protocol(scene_property(scene, listener, "Protocol"));
    struct owner owner = { listener, "a listener", OF_LISTENERS, kind,
                           scene_property_items(scene, listener, "ListenerAttributes") };
    if (kind)
        owner.name = text_format(scene->check->arena, "a listener of %s", balancer_kind_name(kind)).at;
    look_at_pairs(scene, &owner);
}

const struct scene_rule RULES_OF_BALANCER_ATTRIBUTES[] = {
    { "AWS::ElasticLoadBalancingV2::LoadBalancer", balancer_attributes, { MT3207, MT3208, MT3209 } },
    { "AWS::ElasticLoadBalancingV2::TargetGroup", target_group_attributes, { MT3207, MT3208, MT3209 } },
    { "AWS::ElasticLoadBalancingV2::Listener", listener_attributes, { MT3207, MT3208 } },
    { NULL, NULL, { MT0001 } }
};
