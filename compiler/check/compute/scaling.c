/* Auto Scaling groups: how many instances, of what, and where; and how a stack
   creates and replaces them. Sources: Amazon EC2 Auto Scaling API Reference,
   "CreateAutoScalingGroup", "PutScheduledUpdateGroupAction"; Application Auto
   Scaling API Reference, "RegisterScalableTarget"; CloudFormation User Guide,
   "CreationPolicy attribute", "UpdatePolicy attribute". Policies, which change
   the number, stand in scaling_policy.c. */
#include "check/scene/scene.h"

/* --------------------------------------------------------------------- sizes */

/* Reports a number that is above another one. */
static void in_order(struct scene *scene, const struct resource *resource, struct value map, const char *low,
                     const char *high, bool at_low)
{
    struct value small = scene_field(scene, map, low), large = scene_field(scene, map, high);
    int64_t least, most;
    if (!known_integer(small, &least) || !known_integer(large, &most) || least <= most)
        return;
    struct arena *arena = scene->check->arena;
    scene_report(scene, MT3241, resource, at_low ? small : large, low, text_integer(arena, least).at, high,
                 text_integer(arena, most).at);
}

static void group_sizes(struct scene *scene, const struct resource *group)
{
    in_order(scene, group, group->properties, "MinSize", "MaxSize", true);
    in_order(scene, group, group->properties, "MinSize", "DesiredCapacity", false);
    in_order(scene, group, group->properties, "DesiredCapacity", "MaxSize", true);
}

static void action_sizes(struct scene *scene, const struct resource *target, struct value action)
{
    in_order(scene, target, scene_field(scene, action, "ScalableTargetAction"), "MinCapacity", "MaxCapacity", true);
}

static void target_sizes(struct scene *scene, const struct resource *target)
{
    in_order(scene, target, target->properties, "MinCapacity", "MaxCapacity", true);
    scene_each(scene, target, scene_property_items(scene, target, "ScheduledActions"), action_sizes);
}

/* --------------------------------------------------------------------- where */

static bool is_empty(struct scene *scene, const struct resource *resource, const char *list)
{
    struct scene_list items = scene_property_items(scene, resource, list);
    return items.whole && items.count == 0;
}

static void group_place(struct scene *scene, const struct resource *group)
{
    if (is_empty(scene, group, "VPCZoneIdentifier") && is_empty(scene, group, "AvailabilityZones")
        && is_empty(scene, group, "AvailabilityZoneIds") && known_absent(scene_property(scene, group, "InstanceId")))
        scene_report(scene, MT3242, group, scene_property(scene, group, "VPCZoneIdentifier"));
}

/* Whether a zone is certainly none of a group's. */
static bool is_outside(struct scene *scene, struct scene_list zones, struct scene_zone zone)
{
    for (size_t i = 0; i < zones.count; i++)
        if (!zone_other(zone, scene_zone(scene, zones.items[i])))
            return false;
    return true;
}

static void group_zones(struct scene *scene, const struct resource *group)
{
    struct scene_list zones = scene_property_items(scene, group, "AvailabilityZones");
    struct scene_list subnets = scene_property_items(scene, group, "VPCZoneIdentifier");
    if (!zones.whole || zones.count == 0)
        return;
    struct scene_basis basis = scene_basis(scene);
    for (size_t i = 0; i < subnets.count; i++) {
        const struct resource *subnet = scene_target_of(scene, subnets.items[i], "AWS::EC2::Subnet");
        struct scene_zone zone = { ZONE_UNKNOWN, { NULL, 0 } };
        if (subnet)
            zone = scene_zone(scene, scene_property(scene, subnet, "AvailabilityZone"));
        if (is_outside(scene, zones, zone))
            scene_note(scene, scene_report(scene, MT3247, group, subnets.items[i], subnet->id,
                                           text_cstring(scene->check->arena, zone.name)), subnet);
        scene_return(scene, basis);
    }
}

/* -------------------------------------------------------------------- health */

/* "EC2,ELB" has ELB. */
static bool has_word(struct text list, const char *word)
{
    size_t start = 0;
    for (size_t i = 0; i <= list.length; i++)
        if (i == list.length || list.at[i] == ',') {
            if (text_equal_c(text_slice(list, start, i), word))
                return true;
            start = i + 1;
        }
    return false;
}

static void group_health(struct scene *scene, const struct resource *group)
{
    struct value type = scene_property(scene, group, "HealthCheckType");
    struct text checks;
    if (known_text(scene, type, &checks) && has_word(checks, "ELB") && is_empty(scene, group, "TargetGroupARNs")
        && is_empty(scene, group, "LoadBalancerNames") && is_empty(scene, group, "TrafficSources"))
        scene_report(scene, MT3243, group, type);
}

/* ----------------------------------------------------------------- templates */

static void template_version(struct scene *scene, const struct resource *group, struct value specification)
{
    const struct resource *template =
        scene_target_of(scene, scene_field(scene, specification, "LaunchTemplateId"), "AWS::EC2::LaunchTemplate");
    struct value version = scene_field(scene, specification, "Version");
    if (!template || (!known_is(version, "$Latest") && !known_is(version, "$Default")))
        return;
    struct diagnostic *diagnostic = scene_report(scene, MT3244, group, version, scene_text(scene, version));
    report_help(scene->check->reporter, diagnostic, "'LatestVersionNumber' of '%s' changes with it", template->id);
}

static void group_template(struct scene *scene, const struct resource *group)
{
    template_version(scene, group, scene_property(scene, group, "LaunchTemplate"));
    template_version(scene, group, scene_property(scene, group, "MixedInstancesPolicy.LaunchTemplate.LaunchTemplateSpecification"));
}

/* ---------------------------------------------------- creation and replacement */

static void group_update(struct scene *scene, const struct resource *group)
{
    struct value least = scene_at(scene, group->attributes, "UpdatePolicy.AutoScalingRollingUpdate.MinInstancesInService");
    struct value most = scene_property(scene, group, "MaxSize");
    int64_t in_service, size;
    if (known_integer(least, &in_service) && known_integer(most, &size) && in_service >= size && size > 0)
        scene_report(scene, MT3245, group, least, text_integer(scene->check->arena, in_service).at,
                     text_integer(scene->check->arena, size).at);
}

static void group_signals(struct scene *scene, const struct resource *group)
{
    struct value count = scene_at(scene, group->attributes, "CreationPolicy.ResourceSignal.Count");
    struct value desired = scene_property(scene, group, "DesiredCapacity");
    int64_t signals, instances;
    if (desired.kind == VALUE_NULL)
        desired = scene_property(scene, group, "MinSize");
    if (known_integer(count, &signals) && known_integer(desired, &instances) && signals > instances)
        scene_report(scene, MT3246, group, count, text_integer(scene->check->arena, signals).at,
                     text_integer(scene->check->arena, instances).at);
}

const struct scene_rule RULES_OF_SCALING[] = {
    { "AWS::AutoScaling::AutoScalingGroup", group_sizes, { MT3241 } },
    { "AWS::AutoScaling::ScheduledAction", group_sizes, { MT3241 } },
    { "AWS::ApplicationAutoScaling::ScalableTarget", target_sizes, { MT3241 } },
    { "AWS::AutoScaling::AutoScalingGroup", group_place, { MT3242 } },
    { "AWS::AutoScaling::AutoScalingGroup", group_zones, { MT3247 } },
    { "AWS::AutoScaling::AutoScalingGroup", group_health, { MT3243 } },
    { "AWS::AutoScaling::AutoScalingGroup", group_template, { MT3244 } },
    { "AWS::AutoScaling::AutoScalingGroup", group_update, { MT3245 } },
    { "AWS::AutoScaling::AutoScalingGroup", group_signals, { MT3246 } },
    { NULL, NULL, { MT0001 } }
};
