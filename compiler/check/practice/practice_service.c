/* Good practice of single services that a row of a table cannot say: a stage's
   settings for all methods, a table that grows, containers as root on the host's
   network, logs of which any kind will do. The demands are those of AWS's own
   rule sets; see practice.h. */
#include "check/practice/practice.h"

/* -------------------------------------------------------------- API Gateway */

/* The settings for every method of every path. NULL: there are none; *open: there may be. */
static const struct value *settings_for_all(struct scene *scene, struct scene_list settings, bool *open)
{
    *open = !settings.whole;
    for (size_t i = 0; i < settings.count; i++) {
        struct text method, path;
        if (!known_text(scene, scene_field(scene, settings.items[i], "HttpMethod"), &method)
            || !known_text(scene, scene_field(scene, settings.items[i], "ResourcePath"), &path))
            *open = true;
        else if (text_equal_c(method, "*") && text_equal_c(path, "/*"))
            return &settings.items[i];
    }
    return NULL;
}

static void stage_settings(struct scene *scene, const struct resource *stage)
{
    bool open, truth;
    struct text level;
    struct scene_list settings = scene_property_items(scene, stage, "MethodSettings");
    const struct value *all = settings_for_all(scene, settings, &open);
    if (!all && open)
        return;
    struct value none = value_null(SPAN_NONE);
    struct value logging = all ? scene_field(scene, *all, "LoggingLevel") : none;
    if (known_absent(logging) || (known_text(scene, logging, &level) && !practice_is_word(level, "ERROR INFO")))
        practice_report(scene, MT5104, stage, logging, "'LoggingLevel' for all methods", "be ERROR or INFO",
                        "AwsSolutions-APIG6 NIST.800.53.R5-APIGWExecutionLoggingEnabled CT.APIGATEWAY.PR.1 APIGateway.1");
    struct value caching = all ? scene_field(scene, *all, "CachingEnabled") : none;
    struct value encrypted = all ? scene_field(scene, *all, "CacheDataEncrypted") : none;
    if (known_absent(caching) || (known_bool(caching, &truth) && !truth))
        practice_report(scene, MT5101, stage, caching, "'CachingEnabled' for all methods", "be true",
                        "NIST.800.53.R5-APIGWCacheEnabledAndEncrypted");
    else if (known_absent(encrypted) || (known_bool(encrypted, &truth) && !truth))
        practice_report(scene, MT5101, stage, encrypted, "'CacheDataEncrypted' for all methods", "be true",
                        "NIST.800.53.R5-APIGWCacheEnabledAndEncrypted");
    bool cached = known_bool(scene_property(scene, stage, "CacheClusterEnabled"), &truth) && truth;
    if (cached && (known_absent(encrypted) || (known_bool(encrypted, &truth) && !truth)))
        practice_report(scene, MT5101, stage, encrypted, "'CacheDataEncrypted' for all methods", "be true, as the stage has a cache",
                        "CT.APIGATEWAY.PR.3 APIGateway.5");
}

/* ------------------------------------------------------------------ storage */

enum { SCALES_READS = 1, SCALES_WRITES = 2, SCALES_BOTH = 3 };

static unsigned dimensions_of(struct scene *scene, const struct resource *target)
{
    struct text text;
    if (!known_text(scene, scene_property(scene, target, "ScalableDimension"), &text))
        return SCALES_BOTH;
    return text_ends(text, "ReadCapacityUnits") ? SCALES_READS : text_ends(text, "WriteCapacityUnits") ? SCALES_WRITES : 0;
}

/* By each resource's order: which of its capacities some target scales ("table/${Table}").
   *unknown: what those scale that may be about any table. */
static unsigned char *scaled(struct scene *scene, unsigned *unknown)
{
    unsigned char *found = NEW_ARRAY(scene->check->arena, unsigned char, scene->stack->resources.count);
    *unknown = 0;
    for (const struct resource *target = NULL;
         (target = scene_next(scene, "AWS::ApplicationAutoScaling::ScalableTarget", target)) != NULL;) {
        struct value id = scene_property(scene, target, "ResourceId");
        unsigned dimensions = dimensions_of(scene, target);
        struct text text;
        for (uint32_t i = 0; id.kind == VALUE_CONCAT && i < id.count; i++) {
            const struct resource *table = scene_target(scene, id.items[i]);
            if (table)
                found[table->order] |= (unsigned char)dimensions;
        }
        if (id.kind != VALUE_CONCAT && !known_text(scene, id, &text))
            *unknown |= dimensions;
    }
    return found;
}

static void table_scaling(struct scene *scene, const struct resource *none)
{
    (void)none;
    const struct resource *table = scene_next(scene, "AWS::DynamoDB::Table", NULL);
    if (!table || scene_open(scene))
        return;
    unsigned unknown;
    for (const unsigned char *found = scaled(scene, &unknown); table; table = scene_next(scene, "AWS::DynamoDB::Table", table)) {
        scene_begin(scene);
        struct value mode = scene_property(scene, table, "BillingMode");
        struct text text;
        if (!known_absent(mode) && !(known_text(scene, mode, &text) && text_equal_c(text, "PROVISIONED")))
            continue;
        if ((found[table->order] | unknown) != SCALES_BOTH)
            practice_report(scene, MT5106, table, value_null(SPAN_NONE), "the capacity",
                            "grow by itself (AWS::ApplicationAutoScaling::ScalableTarget, or BillingMode PAY_PER_REQUEST)",
                            "NIST.800.53.R5-DynamoDBAutoScalingEnabled DynamoDB.1");
    }
}

/* --------------------------------------------------------------------- logs */

/* Whether one of the paths, parted by blanks, may be that; "true" counts for truths too. */
static bool any_is(struct scene *scene, const struct resource *resource, const char *paths, const char *wanted)
{
    struct text path, text;
    while (practice_next_word(&paths, &path)) {
        struct value value = scene_property(scene, resource, text_cstring(scene->check->arena, path));
        if (!known_absent(value) && (!known_text(scene, value, &text) || text_equal_c(text, wanted)))
            return true;
    }
    return false;
}

static void broker_logs(struct scene *scene, const struct resource *cluster)
{
    if (!any_is(scene, cluster, "LoggingInfo.BrokerLogs.S3.Enabled LoggingInfo.BrokerLogs.CloudWatchLogs.Enabled"
                " LoggingInfo.BrokerLogs.Firehose.Enabled", "true"))
        practice_report(scene, MT5104, cluster, scene_property(scene, cluster, "LoggingInfo"), "'LoggingInfo.BrokerLogs'",
                        "enable a kind of log", "AwsSolutions-MSK6");
}

static void build_logs(struct scene *scene, const struct resource *project)
{
    if (!any_is(scene, project, "LogsConfig.CloudWatchLogs.Status LogsConfig.S3Logs.Status", "ENABLED"))
        practice_report(scene, MT5104, project, scene_property(scene, project, "LogsConfig"), "'LogsConfig'", "enable a kind of log",
                        "CT.CODEBUILD.PR.3 CodeBuild.4");
}

/* What a bot hears and reads is kept with a key. settings: ConversationLogSettings. */
static void judge_conversations(struct scene *scene, const struct resource *bot, struct value settings)
{
    bool truth;
    struct scene_list heard = scene_items(scene, scene_field(scene, settings, "AudioLogSettings"));
    for (size_t i = 0; i < heard.count; i++) {
        struct value key = scene_at(scene, heard.items[i], "Destination.S3Bucket.KmsKeyArn");
        if (known_bool(scene_field(scene, heard.items[i], "Enabled"), &truth) && truth && known_absent(key))
            practice_report(scene, MT5101, bot, heard.items[i], "'KmsKeyArn' of a log", "be set", "AwsSolutions-LEX4");
    }
    struct scene_list read = scene_items(scene, scene_field(scene, settings, "TextLogSettings"));
    for (size_t i = 0; i < read.count; i++) {
        struct value group = scene_at(scene, read.items[i], "Destination.CloudWatch.CloudWatchLogGroupArn");
        const struct resource *log = scene_target_of(scene, group, "AWS::Logs::LogGroup");
        if (log && known_bool(scene_field(scene, read.items[i], "Enabled"), &truth) && truth
            && known_absent(scene_property(scene, log, "KmsKeyId")))
            practice_report(scene, MT5101, bot, read.items[i], "the log group of a log", "have a 'KmsKeyId'", "AwsSolutions-LEX4");
    }
}

static void bot_logs(struct scene *scene, const struct resource *bot)
{
    judge_conversations(scene, bot, scene_property(scene, bot, "TestBotAliasSettings.ConversationLogSettings"));
}

static void alias_logs(struct scene *scene, const struct resource *alias)
{
    judge_conversations(scene, alias, scene_property(scene, alias, "ConversationLogSettings"));
}

/* --------------------------------------------------------------- containers */

static void containers_on_host(struct scene *scene, const struct resource *task)
{
    bool truth;
    struct text user;
    if (!known_is(scene_property(scene, task, "NetworkMode"), "host"))
        return;
    struct scene_list containers = scene_property_items(scene, task, "ContainerDefinitions");
    for (size_t i = 0; i < containers.count; i++) {
        struct value name = scene_field(scene, containers.items[i], "User"), privileged = scene_field(scene, containers.items[i], "Privileged");
        bool root = known_absent(name) || (known_text(scene, name, &user) && practice_is_word(user, "root 0 0:0 root:root"));
        bool plain = known_absent(privileged) || (known_bool(privileged, &truth) && !truth);
        if (containers.items[i].kind == VALUE_MAP && root && plain)
            practice_report(scene, MT5107, task, containers.items[i], "'User' of a container on the host's network", "not be root",
                            "NIST.800.53.R5-ECSTaskDefinitionUserForHostMode CT.ECS.PR.8 ECS.1");
    }
}

/* ----------------------------------------------------------------- secrets */

/* Where a text holds what nobody but its owner may read: a key of AWS's own form
   (IAM User Guide, "IAM identifiers": AKIA and ASIA, then 16 letters and digits),
   or the head of a private key. */
static bool shows_secret(const char *text)
{
    static const char *const HEADS[] = { "AKIA", "ASIA" };
    static const char LETTERS[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    for (size_t i = 0; i < sizeof HEADS / sizeof *HEADS; i++)
        for (const char *at = text; (at = strstr(at, HEADS[i])) != NULL; at += 4)
            if (strspn(at, LETTERS) == 20)
                return true;
    const char *begin = strstr(text, "-----BEGIN ");
    return begin && strstr(begin, "PRIVATE KEY-----");
}

static bool holds_secret(struct scene *scene, struct value value)
{
    value = scene_see(scene, value);
    if (value.kind == VALUE_INTRINSIC && strcmp(value.intrinsic->name->text, "Fn::Base64") == 0)
        return holds_secret(scene, value.intrinsic->argument);
    for (uint32_t i = 0; value.kind == VALUE_CONCAT && i < value.count; i++)
        if (value.items[i].kind == VALUE_STRING && shows_secret(value.items[i].string))
            return true;
    return value.kind == VALUE_STRING && shows_secret(value.string);
}

static void judge_user_data(struct scene *scene, const struct resource *resource, struct value data)
{
    if (holds_secret(scene, data))
        practice_report(scene, MT5108, resource, data, "'UserData'", "not hold a key: whoever is on the instance may read it",
                        "CKV_AWS_46 AWS-0129");
}

static void instance_data(struct scene *scene, const struct resource *instance)
{
    judge_user_data(scene, instance, scene_property(scene, instance, "UserData"));
}

static void template_data(struct scene *scene, const struct resource *template)
{
    judge_user_data(scene, template, scene_property(scene, template, "LaunchTemplateData.UserData"));
}

/* ------------------------------------------------- firewalls, trails, backups */

/* Whether a rule of a web ACL blocks what asks Log4j to look names up. */
static bool stops_log4j(struct scene *scene, struct value rule)
{
    struct value group = scene_at(scene, rule, "Statement.ManagedRuleGroupStatement");
    struct scene_list excluded = scene_items(scene, scene_field(scene, group, "ExcludedRules"));
    if (rule.kind != VALUE_MAP)
        return true;
    for (size_t i = 0; i < excluded.count; i++)
        if (known_is(scene_field(scene, excluded.items[i], "Name"), "Log4JRCE"))
            return false;
    return known_is(scene_field(scene, group, "Name"), "AWSManagedRulesKnownBadInputsRuleSet")
        && known_absent(scene_at(scene, rule, "OverrideAction.Count"));
}

static void firewall_rules(struct scene *scene, const struct resource *firewall)
{
    struct scene_list rules = scene_property_items(scene, firewall, "Rules");
    for (size_t i = 0; i < rules.count; i++)
        if (stops_log4j(scene, rules.items[i]))
            return;
    if (rules.whole)
        practice_report(scene, MT5103, firewall, scene_property(scene, firewall, "Rules"), "'Rules'",
                        "block with AWSManagedRulesKnownBadInputsRuleSet", "CKV_AWS_192");
}

/* Whether a selector of a trail is, or may be, about each object of every bucket. */
static bool selects_objects(struct scene *scene, struct value selector)
{
    static const char *const PLACES[] = { "DataResources", "FieldSelectors" };
    for (size_t list = 0; list < 2; list++) {
        struct scene_list items = scene_items(scene, scene_field(scene, selector, PLACES[list]));
        for (size_t i = 0; i < items.count; i++) {
            struct scene_list equals = scene_items(scene, scene_field(scene, items.items[i], "Equals"));
            if (items.items[i].kind != VALUE_MAP || known_is(scene_field(scene, items.items[i], "Type"), "AWS::S3::Object"))
                return true;
            for (size_t j = 0; j < equals.count; j++)
                if (known_is(equals.items[j], "AWS::S3::Object"))
                    return true;
        }
    }
    return selector.kind != VALUE_MAP;
}

static void trail_events(struct scene *scene, const struct resource *trail)
{
    static const char *const PLACES[] = { "EventSelectors", "AdvancedEventSelectors" };
    for (size_t list = 0; list < 2; list++) {
        struct scene_list selectors = scene_property_items(scene, trail, PLACES[list]);
        for (size_t i = 0; i < selectors.count; i++)
            if (selects_objects(scene, selectors.items[i]))
                return;
        if (!selectors.whole)
            return;
    }
    practice_report(scene, MT5104, trail, scene_property(scene, trail, "EventSelectors"), "'EventSelectors'",
                    "record what is done to the objects of buckets (AWS::S3::Object)", "S3.22 S3.23 CLOUDTRAIL_S3_DATAEVENTS_ENABLED");
}

/* Whether a schedule comes round less often than each day: cron(…) with a day or
   month of its own, rate(…) of more than one day. */
static bool skips_days(struct text expression)
{
    enum { DAY_OF_MONTH = 2, MONTH = 3, DAY_OF_WEEK = 4 };
    const char *fields = expression.at + strcspn(expression.at, "(") + 1;
    struct text word;
    if (text_starts(expression, "rate("))
        return strstr(fields, "days") != NULL;
    for (unsigned field = 0; practice_next_word(&fields, &word); field++)
        if (field >= DAY_OF_MONTH && field <= DAY_OF_WEEK && !practice_is_word(word, field == MONTH ? "* 1-12" : "* ? 1-31 1-7"))
            return true;
    return false;
}

static void plan_rules(struct scene *scene, const struct resource *plan)
{
    struct scene_list rules = scene_property_items(scene, plan, "BackupPlan.BackupPlanRule");
    for (size_t i = 0; i < rules.count; i++) {
        struct value days = scene_at(scene, rules.items[i], "Lifecycle.DeleteAfterDays");
        struct value schedule = scene_field(scene, rules.items[i], "ScheduleExpression");
        int64_t number;
        struct text text;
        bool rare = known_absent(schedule) ? false : known_text(scene, schedule, &text) && skips_days(text);
        if (!(known_integer(days, &number) && number < 35) && !rare)
            return;
    }
    if (rules.whole && rules.count > 0)
        practice_report(scene, MT5105, plan, rules.items[0], "'BackupPlanRule'", "have a rule for each day that keeps for 35 days",
                        "BACKUP_PLAN_MIN_FREQUENCY_AND_MIN_RETENTION_CHECK");
}

/* --------------------------------------------------- load balancers, groups */

/* Whether a policy of the Classic Load Balancer is the one that AWS recommends. */
static bool is_secure_policy(struct scene *scene, struct value policy)
{
    struct scene_list attributes = scene_items(scene, scene_field(scene, policy, "Attributes"));
    for (size_t i = 0; i < attributes.count; i++) {
        struct text name, value;
        if (!known_text(scene, scene_field(scene, attributes.items[i], "Name"), &name)
            || !known_text(scene, scene_field(scene, attributes.items[i], "Value"), &value))
            return true;
        if (text_equal_c(name, "Reference-Security-Policy") && text_equal_c(value, "ELBSecurityPolicy-TLS-1-2-2017-01"))
            return true;
    }
    return !attributes.whole;
}

/* What came encrypted goes on so. */
static void judge_classic_listener(struct scene *scene, const struct resource *balancer, struct value listener)
{
    struct value inner = scene_field(scene, listener, "InstanceProtocol");
    struct text text, protocol;
    if (known_text(scene, scene_field(scene, listener, "Protocol"), &protocol) && known_text(scene, inner, &text)
        && !text_equal_any_case(text, protocol))
        practice_report(scene, MT5102, balancer, inner, "'InstanceProtocol' of a listener", "be that of the listener",
                        "AwsSolutions-ELB5 NIST.800.53.R5-ELBTlsHttpsListenersOnly");
}

static void classic_listeners(struct scene *scene, const struct resource *balancer)
{
    struct scene_list policies = scene_property_items(scene, balancer, "Policies");
    struct scene_list listeners = scene_property_items(scene, balancer, "Listeners");
    bool secure = !policies.whole, encrypts = false;
    for (size_t i = 0; i < policies.count && !secure; i++)
        secure = is_secure_policy(scene, policies.items[i]);
    for (size_t i = 0; i < listeners.count; i++) {
        struct text protocol;
        if (!known_text(scene, scene_field(scene, listeners.items[i], "Protocol"), &protocol)
            || !(text_equal_any_case(protocol, TEXT("HTTPS")) || text_equal_any_case(protocol, TEXT("SSL"))))
            continue;
        encrypts = true;
        judge_classic_listener(scene, balancer, listeners.items[i]);
    }
    if (encrypts && !secure)
        practice_report(scene, MT5102, balancer, scene_property(scene, balancer, "Policies"), "'Policies'",
                        "say ELBSecurityPolicy-TLS-1-2-2017-01", "CT.ELASTICLOADBALANCING.PR.12 ELB.8");
}

static void group_notifications(struct scene *scene, const struct resource *group)
{
    static const char *const EVENTS[] = {
        "autoscaling:EC2_INSTANCE_LAUNCH", "autoscaling:EC2_INSTANCE_LAUNCH_ERROR",
        "autoscaling:EC2_INSTANCE_TERMINATE", "autoscaling:EC2_INSTANCE_TERMINATE_ERROR"
    };
    struct scene_list told = scene_property_items(scene, group, "NotificationConfigurations");
    struct text text;
    for (size_t event = 0; event < 4 && told.whole; event++) {
        bool found = false;
        for (size_t i = 0; i < told.count && !found; i++) {
            struct scene_list kinds = scene_items(scene, scene_field(scene, told.items[i], "NotificationTypes"));
            found = told.items[i].kind != VALUE_MAP || !kinds.whole;
            for (size_t j = 0; j < kinds.count && !found; j++)
                found = !known_text(scene, kinds.items[j], &text) || text_equal_c(text, EVENTS[event]);
        }
        if (!found) {
            practice_report(scene, MT5109, group, scene_property(scene, group, "NotificationConfigurations"),
                            "'NotificationConfigurations'", text_format(scene->check->arena, "tell of %s", EVENTS[event]).at,
                            "AwsSolutions-AS3");
            return;
        }
    }
}

/* A bucket behind a distribution is reached by it alone. */
static void origin_access(struct scene *scene, const struct resource *distribution)
{
    struct scene_list origins = scene_property_items(scene, distribution, "DistributionConfig.Origins");
    for (size_t i = 0; i < origins.count; i++) {
        struct value control = scene_field(scene, origins.items[i], "OriginAccessControlId");
        if (scene_target_of(scene, scene_field(scene, origins.items[i], "DomainName"), "AWS::S3::Bucket") && known_absent(control))
            practice_report(scene, MT5103, distribution, origins.items[i], "'OriginAccessControlId' of a bucket's origin", "be set",
                            "AwsSolutions-CFR7 CT.CLOUDFRONT.PR.10 CloudFront.13 | CLOUDFRONT_ORIGIN_ACCESS_IDENTITY_ENABLED");
    }
}

const struct scene_rule RULES_OF_PRACTICE_SERVICE[] = {
    { "AWS::ApiGateway::Stage", stage_settings, { MT5101, MT5104 } },
    { NULL, table_scaling, { MT5106 } },
    { "AWS::MSK::Cluster", broker_logs, { MT5104 } },
    { "AWS::CodeBuild::Project", build_logs, { MT5104 } },
    { "AWS::Lex::Bot", bot_logs, { MT5101 } },
    { "AWS::Lex::BotAlias", alias_logs, { MT5101 } },
    { "AWS::ECS::TaskDefinition", containers_on_host, { MT5107 } },
    { "AWS::EC2::Instance", instance_data, { MT5108 } },
    { "AWS::EC2::LaunchTemplate", template_data, { MT5108 } },
    { "AWS::WAFv2::WebACL", firewall_rules, { MT5103 } },
    { "AWS::CloudTrail::Trail", trail_events, { MT5104 } },
    { "AWS::Backup::BackupPlan", plan_rules, { MT5105 } },
    { "AWS::ElasticLoadBalancing::LoadBalancer", classic_listeners, { MT5102 } },
    { "AWS::AutoScaling::AutoScalingGroup", group_notifications, { MT5109 } },
    { "AWS::CloudFront::Distribution", origin_access, { MT5103 } },
    { NULL, NULL, { MT0001 } }
};
