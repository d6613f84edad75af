/* Alarms of CloudWatch: periods, how far back they look, and the metrics that
   they are computed of. Source: Amazon CloudWatch API Reference, "PutMetricAlarm",
   "MetricDataQuery". */
#include "check/access/expression.h"
#include "check/scene/scene.h"

enum { HOUR = 3600, DAY = 24 * HOUR, WEEK = 7 * DAY };

/* ---------------------------------------------------------------- periods */

static void period_fits(struct scene *scene, const struct resource *alarm, struct value value)
{
    int64_t period;
    if (!known_integer(value, &period) || period == 10 || period == 20 || period == 30
        || (period > 0 && period % 60 == 0))
        return;
    scene_report(scene, MT3530, alarm, value, scene_text(scene, value));
}

static void metric_periods_fit(struct scene *scene, const struct resource *alarm, struct value metric)
{
    period_fits(scene, alarm, scene_field(scene, metric, "Period"));
    period_fits(scene, alarm, scene_field(scene, scene_field(scene, metric, "MetricStat"), "Period"));
}

static void periods_fit(struct scene *scene, const struct resource *alarm)
{
    struct scene_list metrics = scene_property_items(scene, alarm, "Metrics");
    period_fits(scene, alarm, scene_property(scene, alarm, "Period"));
    scene_each(scene, alarm, metrics, metric_periods_fit);
}

/* An alarm of short periods looks back a day, one of whole hours a week. */
static void looks_back(struct scene *scene, const struct resource *alarm)
{
    int64_t period, count;
    struct value periods = scene_property(scene, alarm, "EvaluationPeriods");
    struct value length = scene_property(scene, alarm, "Period");
    if (!known_integer(length, &period) || !known_integer(periods, &count) || period <= 0 || count <= 0 || count > WEEK)
        return;
    int64_t most = period < HOUR ? DAY : WEEK;
    if (period * count > most && !scene_apart(scene))
        scene_report(scene, MT3531, alarm, periods, scene_text(scene, periods), scene_text(scene, length),
                     most == DAY ? "a day" : "a week");
}

static void points_fit(struct scene *scene, const struct resource *alarm)
{
    int64_t points, periods;
    struct value value = scene_property(scene, alarm, "DatapointsToAlarm");
    struct value of = scene_property(scene, alarm, "EvaluationPeriods");
    if (known_integer(value, &points) && known_integer(of, &periods) && points > periods && !scene_apart(scene))
        scene_report(scene, MT3532, alarm, value, scene_text(scene, value), scene_text(scene, of));
}

/* --------------------------------------------------------------- one metric */

static void add_missing(struct buffer *missing, const char *what)
{
    buffer_add_c(missing, missing->length ? ", " : "");
    buffer_add_c(missing, what);
}

static void metric_is_whole(struct scene *scene, const struct resource *alarm)
{
    static const char *const NEEDED[] = { "Namespace", "Period", "EvaluationPeriods" };
    struct value metric = scene_property(scene, alarm, "MetricName");
    struct buffer missing;
    buffer_init(&missing, scene->check->arena);
    if (!known_there(metric))
        return;
    for (size_t i = 0; i < sizeof NEEDED / sizeof *NEEDED; i++)
        if (scene_property(scene, alarm, NEEDED[i]).kind == VALUE_NULL)
            add_missing(&missing, NEEDED[i]);
    if (scene_property(scene, alarm, "Statistic").kind == VALUE_NULL
        && scene_property(scene, alarm, "ExtendedStatistic").kind == VALUE_NULL)
        add_missing(&missing, "Statistic (or ExtendedStatistic)");
    if (missing.length)
        scene_report(scene, MT3533, alarm, metric, alarm->id, text_cstring(scene->check->arena, buffer_text(&missing)));
}

/* ------------------------------------------------------------- metric math */

static void *const HAD = (void *)1;

/* Collects the ids; false where one is not known. */
static bool collect_ids(struct scene *scene, const struct resource *alarm, struct scene_list metrics,
                        struct scene_index *ids)
{
    bool all = metrics.whole;
    for (size_t i = 0; i < metrics.count; i++) {
        struct text id;
        struct value value = scene_field(scene, metrics.items[i], "Id");
        if (!known_text(scene, value, &id)) {
            all = false;
            continue;
        }
        void **place = scene_place(scene, ids, id);
        if (*place)
            scene_report(scene, MT3534, alarm, value, scene_text(scene, value), "stands twice");
        *place = HAD;
    }
    return all;
}

static void ids_exist(struct scene *scene, const struct resource *alarm, struct scene_list metrics,
                      struct scene_index *ids)
{
    for (size_t i = 0; i < metrics.count; i++) {
        struct text expression, id;
        struct value value = scene_field(scene, metrics.items[i], "Expression");
        if (!known_text(scene, value, &expression))
            continue;
        while ((id = expression_take_id(&expression)).length) {
            void **place = scene_place(scene, ids, id);
            if (!*place)
                scene_report(scene, MT3534, alarm, value, text_cstring(scene->check->arena, id),
                             "is no Id of this alarm's metrics");
            *place = HAD;
        }
    }
}

/* The alarm watches the one metric that returns data; each does unless it says no. */
static void one_returns(struct scene *scene, const struct resource *alarm, struct scene_list metrics)
{
    size_t count = 0;
    for (size_t i = 0; i < metrics.count; i++) {
        bool returns = true;
        struct value value = scene_field(scene, metrics.items[i], "ReturnData");
        if (value.kind != VALUE_NULL && !known_bool(value, &returns))
            return;
        count += returns;
    }
    if (count != 1)
        scene_report(scene, MT3535, alarm, scene_property(scene, alarm, "Metrics"), alarm->id,
                     text_format(scene->check->arena, "%zu", count).at);
}

static void math_fits(struct scene *scene, const struct resource *alarm)
{
    struct scene_index ids = { 0 };
    struct scene_list metrics = scene_property_items(scene, alarm, "Metrics");
    struct value band = scene_property(scene, alarm, "ThresholdMetricId");
    if (metrics.count == 0 || !collect_ids(scene, alarm, metrics, &ids))
        return;
    ids_exist(scene, alarm, metrics, &ids);
    struct text id;
    if (known_text(scene, band, &id)) {
        if (!*scene_place(scene, &ids, id))
            scene_report(scene, MT3534, alarm, band, scene_text(scene, band), "is no Id of this alarm's metrics");
    } else if (band.kind == VALUE_NULL)
        one_returns(scene, alarm, metrics);
}

const struct scene_rule RULES_OF_ALARMS[] = {
    { "AWS::CloudWatch::Alarm", periods_fit, { MT3530 } },
    { "AWS::CloudWatch::Alarm", looks_back, { MT3531 } },
    { "AWS::CloudWatch::Alarm", points_fit, { MT3532 } },
    { "AWS::CloudWatch::Alarm", metric_is_whole, { MT3533 } },
    { "AWS::CloudWatch::Alarm", math_fits, { MT3534, MT3535 } },
    { NULL, NULL, { MT0001 } }
};
