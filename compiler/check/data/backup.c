/* Backups and schedules: how long recovery points are kept, and when plans and
   rules run. Sources: AWS Backup Developer Guide, "Backup plan options and
   configuration" (lifecycle); Amazon EventBridge User Guide, "Setting a schedule
   pattern for scheduled rules". */
#include "check/scene/scene.h"
#include "check/data/schedule.h"

/* -------------------------------------------------------------- lifecycle */

enum { LEAST_COLD_DAYS = 90 };

static void lifecycle_fits(struct scene *scene, const struct resource *plan, struct value lifecycle)
{
    int64_t cold, deleted;
    struct value after = scene_field(scene, lifecycle, "DeleteAfterDays");
    struct value move = scene_field(scene, lifecycle, "MoveToColdStorageAfterDays");
    if (!known_integer(move, &cold) || !known_integer(after, &deleted) || cold < 0 || deleted < 0
        || deleted >= cold + LEAST_COLD_DAYS || scene_apart(scene))
        return;
    scene_report(scene, MT3501, plan, after, scene_text(scene, after), scene_text(scene, move));
}

static void rule_lifecycles_fit(struct scene *scene, const struct resource *plan, struct value rule)
{
    lifecycle_fits(scene, plan, scene_field(scene, rule, "Lifecycle"));
    struct scene_list copies = scene_items(scene, scene_field(scene, rule, "CopyActions"));
    for (size_t i = 0; i < copies.count; i++)
        lifecycle_fits(scene, plan, scene_field(scene, copies.items[i], "Lifecycle"));
}

static void lifecycles_fit(struct scene *scene, const struct resource *plan)
{
    scene_each(scene, plan, scene_property_items(scene, plan, "BackupPlan.BackupPlanRule"), rule_lifecycles_fit);
}

/* -------------------------------------------------------------- schedules */

static const char *wrong_with(enum schedule_mistake mistake)
{
    switch (mistake) {
    case SCHEDULE_RIGHT: break;
    case SCHEDULE_FORM: return "is neither cron(…) nor rate(…)";
    case SCHEDULE_FIELDS: return "has not six fields: minutes, hours, day of month, month, day of week, year";
    case SCHEDULE_DAYS: return "says a day of the month and a day of the week: one of the two is '?'";
    case SCHEDULE_RATE: return "is no rate: 'rate(5 minutes)', 'rate(1 day)'";
    case SCHEDULE_UNIT: return "has the wrong ending: 'rate(1 minute)', 'rate(5 minutes)'";
    }
    return NULL;
}

static void schedule_fits(struct scene *scene, const struct resource *resource, struct value value)
{
    struct text expression;
    if (!known_text(scene, value, &expression) || expression.length == 0)
        return;
    const char *wrong = wrong_with(schedule_mistake(expression));
    if (wrong)
        scene_report(scene, MT3502, resource, value, scene_text(scene, value), wrong);
}

static void schedule_of_rule(struct scene *scene, const struct resource *rule)
{
    schedule_fits(scene, rule, scene_property(scene, rule, "ScheduleExpression"));
}

static void schedule_of_plan_rule(struct scene *scene, const struct resource *plan, struct value rule)
{
    schedule_fits(scene, plan, scene_field(scene, rule, "ScheduleExpression"));
}

static void schedules_of_plan(struct scene *scene, const struct resource *plan)
{
    scene_each(scene, plan, scene_property_items(scene, plan, "BackupPlan.BackupPlanRule"), schedule_of_plan_rule);
}

const struct scene_rule RULES_OF_BACKUPS[] = {
    { "AWS::Backup::BackupPlan", lifecycles_fit, { MT3501 } },
    { "AWS::Backup::BackupPlan", schedules_of_plan, { MT3502 } },
    { "AWS::Events::Rule", schedule_of_rule, { MT3502 } },
    { NULL, NULL, { MT0001 } }
};
