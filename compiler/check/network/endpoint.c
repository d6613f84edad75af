/* VPC endpoints: what each kind of them takes, and what names that resolve to
   them need of the VPC. Sources: Amazon EC2 API Reference, "CreateVpcEndpoint";
   AWS PrivateLink Guide, "Gateway endpoints", "Access an AWS service using an
   interface VPC endpoint". */
#include "check/scene/scene.h"

/* Gateway where nothing is said; NULL where it is not known. */
static const char *kind_of(struct scene *scene, const struct resource *endpoint)
{
    struct text text;
    struct value kind = scene_property(scene, endpoint, "VpcEndpointType");
    if (kind.kind == VALUE_NULL)
        return "Gateway";
    return known_text(scene, kind, &text) ? text_cstring(scene->check->arena, text) : NULL;
}

/* ------------------------------------------------------------------- names */

static bool is_false(struct value value, bool if_absent)
{
    bool truth;
    return value.kind == VALUE_NULL ? if_absent : known_bool(value, &truth) && !truth;
}

static void private_names(struct scene *scene, const struct resource *endpoint)
{
    bool names;
    struct value wanted = scene_property(scene, endpoint, "PrivateDnsEnabled");
    const char *kind = kind_of(scene, endpoint);
    const struct resource *vpc = scene_target_of(scene, scene_property(scene, endpoint, "VpcId"), "AWS::EC2::VPC");
    if (!known_bool(wanted, &names) || !names || !vpc || !kind || strcmp(kind, "Interface") != 0)
        return;
    const char *missing = is_false(scene_property(scene, vpc, "EnableDnsSupport"), false) ? "EnableDnsSupport"
                        : is_false(scene_property(scene, vpc, "EnableDnsHostnames"), true) ? "EnableDnsHostnames" : NULL;
    if (!missing)
        return;
    struct diagnostic *diagnostic = scene_report(scene, MT3140, endpoint, wanted, missing, vpc->id);
    scene_note(scene, diagnostic, vpc);
}

/* ------------------------------------------------------------------- kinds */

static const struct {
    const char *property;
    bool gateway, interface, balancer;      /* which kinds take it */
} TAKEN[] = {
    { "RouteTableIds", true, false, false },
    { "SubnetIds", false, true, true },
    { "SecurityGroupIds", false, true, false },
};

static void kind_takes(struct scene *scene, const struct resource *endpoint)
{
    const char *kind = kind_of(scene, endpoint);
    if (!kind)
        return;
    bool gateway = strcmp(kind, "Gateway") == 0, interface = strcmp(kind, "Interface") == 0;
    if (!gateway && !interface && strcmp(kind, "GatewayLoadBalancer") != 0)
        return;
    for (size_t i = 0; i < sizeof TAKEN / sizeof *TAKEN; i++) {
        bool taken = gateway ? TAKEN[i].gateway : interface ? TAKEN[i].interface : TAKEN[i].balancer;
        struct scene_list items = scene_property_items(scene, endpoint, TAKEN[i].property);
        if (!taken && items.count)
            scene_report(scene, MT3141, endpoint, items.items[0], kind, TAKEN[i].property);
    }
}

/* ---------------------------------------------------------------- services */

/* "ssm" of "com.amazonaws.us-east-1.ssm"; what stands for the region may be
   known at deployment alone. Empty where it is no name of that form. */
static struct text service_of(struct scene *scene, struct value name)
{
    struct text text;
    size_t start = 0;
    if (known_text(scene, name, &text)) {
        const char *prefix = "com.amazonaws.";
        if (!text_starts(text, prefix))
            return TEXT("");
        start = strlen(prefix);
        while (start < text.length && text.at[start] != '.')
            start++;
    } else if (name.kind == VALUE_CONCAT && name.count == 3 && known_is(name.items[0], "com.amazonaws.")
               && name.items[2].kind == VALUE_STRING) {
        text = value_text(name.items[2]);
    } else {
        return TEXT("");
    }
    return start < text.length && text.at[start] == '.' ? text_slice(text, start + 1, text.length) : TEXT("");
}

static void service_has_gateway(struct scene *scene, const struct resource *endpoint)
{
    const char *kind = kind_of(scene, endpoint);
    struct value name = scene_property(scene, endpoint, "ServiceName");
    struct text service = service_of(scene, name);
    if (!kind || strcmp(kind, "Gateway") != 0 || service.length == 0 || text_equal_c(service, "s3")
        || text_equal_c(service, "dynamodb") || text_equal_c(service, "s3express"))
        return;
    struct diagnostic *diagnostic =
        scene_report(scene, MT3142, endpoint, name, text_cstring(scene->check->arena, service));
    report_help(scene->check->reporter, diagnostic, "say VpcEndpointType: \"Interface\"; an endpoint is a gateway where nothing is said");
}

/* A service's own name leads to one endpoint of a VPC. Source: "Access an AWS
   service using an interface VPC endpoint", AWS PrivateLink Guide. */
static bool name_key(struct scene *scene, const struct resource *endpoint, struct buffer *key, const void *context)
{
    (void)context;
    bool names;
    const char *kind = kind_of(scene, endpoint);
    return kind && strcmp(kind, "Interface") == 0
        && known_bool(scene_property(scene, endpoint, "PrivateDnsEnabled"), &names) && names
        && scene_key(scene, key, scene_property(scene, endpoint, "VpcId"))
        && scene_key(scene, key, scene_property(scene, endpoint, "ServiceName"));
}

static void report_name(struct scene *scene, const struct resource *endpoint, const struct resource *earlier,
                        const void *context)
{
    (void)context;
    struct value name = scene_property(scene, endpoint, "ServiceName");
    struct text service = service_of(scene, name);
    const char *called = service.length ? text_cstring(scene->check->arena, service) : scene_text(scene, name);
    struct diagnostic *diagnostic = scene_report(scene, MT3143, endpoint, name, called, earlier->id);
    scene_note(scene, diagnostic, earlier);
}

static void names_twice(struct scene *scene, const struct resource *none)
{
    (void)none;
    scene_each_twice(scene, "AWS::EC2::VPCEndpoint", name_key, report_name, NULL);
}

const struct scene_rule RULES_OF_ENDPOINTS[] = {
    { "AWS::EC2::VPCEndpoint", private_names, { MT3140 } },
    { NULL, names_twice, { MT3143 } },
    { "AWS::EC2::VPCEndpoint", kind_takes, { MT3141 } },
    { "AWS::EC2::VPCEndpoint", service_has_gateway, { MT3142 } },
    { NULL, NULL, { MT0001 } }
};
