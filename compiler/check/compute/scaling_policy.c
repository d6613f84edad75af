/* Scaling policies: what each type of policy needs, steps that cover the metric
   without gap or overlap, and alarms that go off where a step begins. Sources:
   Amazon EC2 Auto Scaling API Reference, "PutScalingPolicy", "StepAdjustment",
   "PredefinedMetricSpecification"; Application Auto Scaling API Reference,
   "PutScalingPolicy". */
#include "check/scene/scene.h"

#include <math.h>
#include <stdlib.h>

/* --------------------------------------------------------------------- types */

/* What a policy of EC2 Auto Scaling has by its type. */
struct policy_type {
    const char *name;
    const char *needs[3], *refuses[4];  /* NULL behind the last */
};

static const struct policy_type POLICY_TYPES[] = {
    { "SimpleScaling", { "AdjustmentType", "ScalingAdjustment", NULL },
      { "StepAdjustments", "TargetTrackingConfiguration", "PredictiveScalingConfiguration", NULL } },
    { "StepScaling", { "AdjustmentType", "StepAdjustments", NULL },
      { "ScalingAdjustment", "TargetTrackingConfiguration", "PredictiveScalingConfiguration", NULL } },
    { "TargetTrackingScaling", { "TargetTrackingConfiguration", NULL },
      { "StepAdjustments", "ScalingAdjustment", "PredictiveScalingConfiguration", NULL } },
    { "PredictiveScaling", { "PredictiveScalingConfiguration", NULL },
      { "StepAdjustments", "ScalingAdjustment", "TargetTrackingConfiguration", NULL } },
};

static const struct policy_type APPLICATION_POLICY_TYPES[] = {
    { "StepScaling", { "StepScalingPolicyConfiguration", NULL }, { NULL } },
    { "TargetTrackingScaling", { "TargetTrackingScalingPolicyConfiguration", NULL }, { NULL } },
    { "PredictiveScaling", { "PredictiveScalingPolicyConfiguration", NULL }, { NULL } },
};

static const struct policy_type *type_of(const struct policy_type *types, size_t count, struct value type)
{
    for (size_t i = 0; i < count; i++)
        if (known_is(type, types[i].name))
            return &types[i];
    return NULL;
}

static bool is_left_out(struct value value)
{
    return known_absent(value) || (value.kind == VALUE_LIST && value.count == 0);
}

static void look_at_type(struct scene *scene, const struct resource *policy, const struct policy_type *type)
{
    struct value at = scene_property(scene, policy, "PolicyType");
    for (size_t i = 0; type->refuses[i]; i++) {
        struct value value = scene_property(scene, policy, type->refuses[i]);
        if (value.kind == VALUE_POISON || is_left_out(value))
            continue;
        scene_report(scene, MT3251, policy, value, type->name, "takes no", type->refuses[i]);
        return;
    }
    for (size_t i = 0; type->needs[i]; i++)
        if (is_left_out(scene_property(scene, policy, type->needs[i])))
            scene_report(scene, MT3251, policy, at, type->name, "needs", type->needs[i]);
}

static void policy_type(struct scene *scene, const struct resource *policy)
{
    struct value named = scene_property(scene, policy, "PolicyType");
    const struct policy_type *type = named.kind == VALUE_NULL
        ? &POLICY_TYPES[0] : type_of(POLICY_TYPES, sizeof POLICY_TYPES / sizeof *POLICY_TYPES, named);
    if (type)
        look_at_type(scene, policy, type);
}

static void application_policy_type(struct scene *scene, const struct resource *policy)
{
    const struct policy_type *type =
        type_of(APPLICATION_POLICY_TYPES, sizeof APPLICATION_POLICY_TYPES / sizeof *APPLICATION_POLICY_TYPES,
                scene_property(scene, policy, "PolicyType"));
    if (type)
        look_at_type(scene, policy, type);
}

/* --------------------------------------------------------------------- steps */

struct step {
    double low, high;           /* -INFINITY, INFINITY: no bound */
    struct value at;
};
struct steps {
    size_t count;
    struct step *at;            /* in order of their lower bounds */
};

static int by_low(const void *a, const void *b)
{
    const struct step *left = a, *right = b;
    return (left->low > right->low) - (left->low < right->low);
}

/* A bound, or what stands for none; false where it is not known. */
static bool read_bound(struct scene *scene, struct value step, const char *name, double none, double *bound)
{
    struct value value = scene_field(scene, step, name);
    *bound = none;
    return value.kind == VALUE_NULL || known_number(value, bound);
}

/* The steps of a policy; false where they are not all known, or there are none. */
static bool read_steps(struct scene *scene, const struct resource *policy, struct steps *steps)
{
    bool application = scene_type_is(policy, "AWS::ApplicationAutoScaling::ScalingPolicy");
    struct scene_list list =
        scene_property_items(scene, policy, application ? "StepScalingPolicyConfiguration.StepAdjustments" : "StepAdjustments");
    *steps = (struct steps){ list.count, NEW_ARRAY(scene->check->arena, struct step, list.count) };
    for (size_t i = 0; i < list.count; i++) {
        struct step *step = &steps->at[i];
        step->at = list.items[i];
        if (!read_bound(scene, list.items[i], "MetricIntervalLowerBound", -INFINITY, &step->low)
            || !read_bound(scene, list.items[i], "MetricIntervalUpperBound", INFINITY, &step->high))
            return false;
    }
    if (list.count)
        qsort(steps->at, steps->count, sizeof *steps->at, by_low);
    return list.whole && list.count > 0;
}

static const char *bound_text(struct scene *scene, double bound)
{
    return isinf(bound) ? "no bound" : text_number(scene->check->arena, bound).at;
}

/* What is wrong with the step behind another one; NULL: nothing. */
static const char *what_is_wrong(struct scene *scene, const struct step *before, const struct step *step)
{
    struct arena *arena = scene->check->arena;
    if (isinf(step->low) && isinf(step->high))
        return "one has neither a lower nor an upper bound";
    if (step->low >= step->high)
        return text_format(arena, "one ends at %s, where it does not yet begin", bound_text(scene, step->high)).at;
    if (!before)
        return step->low < 0 && !isinf(step->low)
            ? text_format(arena, "none is for what lies below %s", bound_text(scene, step->low)).at : NULL;
    if (step->low > before->high)
        return text_format(arena, "none is for what lies between %s and %s", bound_text(scene, before->high),
                           bound_text(scene, step->low)).at;
    if (step->low < before->high)
        return isinf(step->low) ? "two have no lower bound"
                                : text_format(arena, "two are for what lies above %s", bound_text(scene, step->low)).at;
    return NULL;
}

static void policy_steps(struct scene *scene, const struct resource *policy)
{
    struct steps steps;
    if (!read_steps(scene, policy, &steps))
        return;
    for (size_t i = 0; i < steps.count; i++) {
        const char *wrong = what_is_wrong(scene, i ? &steps.at[i - 1] : NULL, &steps.at[i]);
        if (!wrong)
            continue;
        scene_report(scene, MT3252, policy, steps.at[i].at, wrong);
        return;
    }
    const struct step *last = &steps.at[steps.count - 1];
    if (last->high > 0 && !isinf(last->high))
        scene_report(scene, MT3252, policy, last->at,
                     text_format(scene->check->arena, "none is for what lies above %s", bound_text(scene, last->high)).at);
}

/* -------------------------------------------------------------------- alarms */

static bool covers(const struct steps *steps, bool above)
{
    for (size_t i = 0; i < steps->count; i++)
        if (above ? steps->at[i].high > 0 : steps->at[i].low < 0)
            return true;
    return false;
}

static void look_at_action(struct scene *scene, const struct resource *alarm, struct value action, bool above)
{
    const struct resource *policy = scene_target(scene, action);
    struct steps steps;
    if (!scene_type_is(policy, "AWS::AutoScaling::ScalingPolicy")
        && !scene_type_is(policy, "AWS::ApplicationAutoScaling::ScalingPolicy"))
        return;
    if (read_steps(scene, policy, &steps) && !covers(&steps, above))
        scene_note(scene, scene_report(scene, MT3253, alarm, action, above ? "above" : "below", policy->id), policy);
}

static void alarm_side(struct scene *scene, const struct resource *alarm)
{
    struct scene_list actions = scene_property_items(scene, alarm, "AlarmActions");
    struct value operator = scene_property(scene, alarm, "ComparisonOperator");
    bool above = known_is(operator, "GreaterThanThreshold") || known_is(operator, "GreaterThanOrEqualToThreshold");
    if (!above && !known_is(operator, "LessThanThreshold") && !known_is(operator, "LessThanOrEqualToThreshold"))
        return;
    for (size_t i = 0; i < actions.count; i++)
        look_at_action(scene, alarm, actions.items[i], above);
}

/* ------------------------------------------------------------------- metrics */

static void look_at_metric(struct scene *scene, const struct resource *policy, struct value tracking)
{
    struct value predefined = scene_field(scene, tracking, "PredefinedMetricSpecification");
    struct value customized = scene_field(scene, tracking, "CustomizedMetricSpecification");
    struct value type = scene_field(scene, predefined, "PredefinedMetricType");
    if (tracking.kind != VALUE_MAP)
        return;
    if (predefined.kind == VALUE_NULL && customized.kind == VALUE_NULL)
        scene_report(scene, MT3255, policy, tracking, "none");
    else if (known_there(predefined) && known_there(customized))
        scene_report(scene, MT3255, policy, customized, "two");
    else if (known_is(type, "ALBRequestCountPerTarget") && known_absent(scene_field(scene, predefined, "ResourceLabel")))
        scene_report(scene, MT3254, policy, type);
}

static void policy_metric(struct scene *scene, const struct resource *policy)
{
    look_at_metric(scene, policy, scene_property(scene, policy, "TargetTrackingConfiguration"));
}

static void application_policy_metric(struct scene *scene, const struct resource *policy)
{
    look_at_metric(scene, policy, scene_property(scene, policy, "TargetTrackingScalingPolicyConfiguration"));
}

const struct scene_rule RULES_OF_SCALING_POLICIES[] = {
    { "AWS::AutoScaling::ScalingPolicy", policy_type, { MT3251 } },
    { "AWS::ApplicationAutoScaling::ScalingPolicy", application_policy_type, { MT3251 } },
    { "AWS::AutoScaling::ScalingPolicy", policy_steps, { MT3252 } },
    { "AWS::ApplicationAutoScaling::ScalingPolicy", policy_steps, { MT3252 } },
    { "AWS::CloudWatch::Alarm", alarm_side, { MT3253 } },
    { "AWS::AutoScaling::ScalingPolicy", policy_metric, { MT3254, MT3255 } },
    { "AWS::ApplicationAutoScaling::ScalingPolicy", application_policy_metric, { MT3254, MT3255 } },
    { NULL, NULL, { MT0001 } }
};
