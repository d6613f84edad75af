/* Roles: whom they trust beside who uses them, and how much they hold. Sources:
   AWS Identity and Access Management User Guide, "IAM and AWS STS quotas"; AWS
   CloudFormation User Guide, "Acknowledging IAM resources in CloudFormation
   templates". */
#include "check/access/policy.h"

/* ------------------------------------------------------------------ trust */

struct use {
    const char *type, *property;
    const char *service;                /* that assumes the role */
    const char *name;
    enum message_id message;            /* MT3552 where it tries at once, MT3553 where it does later */
};

static const struct use USES[] = {
    { "AWS::Backup::BackupSelection", "BackupSelection.IamRoleArn", "backup", "AWS Backup", MT3552 },
    { "AWS::CloudTrail::Trail", "CloudWatchLogsRoleArn", "cloudtrail", "CloudTrail", MT3552 },
    { "AWS::CodeBuild::Project", "ServiceRole", "codebuild", "CodeBuild", MT3552 },
    { "AWS::CodePipeline::Pipeline", "RoleArn", "codepipeline", "CodePipeline", MT3552 },
    { "AWS::Config::ConfigurationRecorder", "RoleARN", "config", "AWS Config", MT3553 },
    { "AWS::EC2::FlowLog", "DeliverLogsPermissionArn", "vpc-flow-logs", "VPC Flow Logs", MT3553 },
    { "AWS::ECS::TaskDefinition", "ExecutionRoleArn", "ecs-tasks", "ECS", MT3553 },
    { "AWS::ECS::TaskDefinition", "TaskRoleArn", "ecs-tasks", "ECS", MT3553 },
    { "AWS::Glue::Job", "Role", "glue", "Glue", MT3553 },
    { "AWS::IAM::InstanceProfile", "Roles", "ec2", "EC2", MT3553 },
    { "AWS::KinesisFirehose::DeliveryStream", "ExtendedS3DestinationConfiguration.RoleARN", "firehose", "Firehose",
      MT3552 },
    { "AWS::KinesisFirehose::DeliveryStream", "S3DestinationConfiguration.RoleARN", "firehose", "Firehose", MT3552 },
    { "AWS::Lambda::Function", "Role", "lambda", "Lambda", MT3552 },
    { "AWS::RDS::DBInstance", "MonitoringRoleArn", "monitoring.rds", "RDS", MT3552 },
    { "AWS::RDS::DBProxy", "RoleArn", "rds", "RDS", MT3553 },
    { "AWS::Scheduler::Schedule", "Target.RoleArn", "scheduler", "EventBridge Scheduler", MT3552 },
    { "AWS::StepFunctions::StateMachine", "RoleArn", "states", "Step Functions", MT3552 },
};

static void role_trusts(struct scene *scene, const struct resource *user, const struct use *use)
{
    struct scene_list roles = scene_property_items(scene, user, use->property);
    for (size_t i = 0; i < roles.count; i++) {
        const struct resource *role = scene_target_of(scene, roles.items[i], "AWS::IAM::Role");
        if (!role || policy_allows(scene, scene_property(scene, role, "AssumeRolePolicyDocument"), POLICY_SERVICE,
                                   use->service, "sts:AssumeRole") != POLICY_NO)
            continue;
        scene_note(scene, scene_report(scene, use->message, user, roles.items[i], role->id, use->name, user->id), role);
    }
}

static void roles_trust(struct scene *scene, const struct resource *none)
{
    (void)none;
    for (size_t i = 0; i < sizeof USES / sizeof *USES; i++)
        for (const struct resource *user = NULL; (user = scene_next(scene, USES[i].type, user)) != NULL;) {
            scene_begin(scene);
            if (scene_exists(scene, user))  /* what that rests on, this does */
                role_trusts(scene, user, &USES[i]);
        }
}

/* ------------------------------------------------------------------- size */

/* The characters of a known text but for white space, which IAM does not count. */
static size_t characters(struct text text)
{
    size_t count = 0;
    for (size_t i = 0; i < text.length; i++)
        count += (unsigned char)text.at[i] > ' ' && ((unsigned char)text.at[i] & 0xc0) != 0x80;
    return count;
}

/* The least size of a document: what is not known counts nothing. */
static size_t size_of(struct scene *scene, struct value value)
{
    struct text text;
    size_t size = 2;                    /* brackets, quotes */
    value = scene_see(scene, value);
    switch ((enum value_kind)value.kind) {
    case VALUE_MAP:
        for (uint32_t i = 0; i < value.count; i++)
            if (scene_see(scene, value.fields[i].value).kind != VALUE_NULL)
                size += 4 + characters(atom_text(value.fields[i].key)) + size_of(scene, value.fields[i].value);
        return size;
    case VALUE_LIST:
        for (uint32_t i = 0; i < value.count; i++)
            size += 1 + size_of(scene, value.items[i]);
        return size;
    case VALUE_CONCAT:
        for (uint32_t i = 0; i < value.count; i++)
            size += known_text(scene, value.items[i], &text) ? characters(text) : 0;
        return size;
    case VALUE_STRING:
        return size + characters(value_text(value));
    default:
        return 0;
    }
}

struct holder {
    const char *type;
    const char *list;                   /* under which policies name it */
    const char *what;
    size_t most;                        /* characters of all its inline policies */
};

static const struct holder HOLDERS[] = {
    { "AWS::IAM::Role", "Roles", "role", 10240 },
    { "AWS::IAM::Group", "Groups", "group", 5120 },
    { "AWS::IAM::User", "Users", "user", 2048 },
};
enum { MOST_MANAGED_SIZE = 6144, MANAGED_QUOTA = 10 };

static const struct holder *holder_of(const struct resource *resource)
{
    for (size_t i = 0; i < sizeof HOLDERS / sizeof *HOLDERS; i++)
        if (scene_type_is(resource, HOLDERS[i].type))
            return &HOLDERS[i];
    return NULL;
}

static void report_size(struct scene *scene, const struct resource *resource, struct value at, size_t most,
                        const char *what, size_t size)
{
    struct arena *arena = scene->check->arena;
    scene_report(scene, MT3551, resource, at, text_format(arena, "%zu", most).at, what, resource->id,
                 text_format(arena, "%zu", size).at);
}

static void inline_policies_fit(struct scene *scene, const struct resource *resource)
{
    size_t size = 0;
    const struct holder *holder = holder_of(resource);
    struct value written = scene_property(scene, resource, "Policies");
    struct scene_list own = scene_items(scene, written);
    for (size_t i = 0; i < own.count; i++)
        size += size_of(scene, scene_field(scene, own.items[i], "PolicyDocument"));
    const struct resource *policy = NULL;
    while ((policy = scene_next_user(scene, "AWS::IAM::Policy", holder->list, resource, policy)) != NULL)
        size += size_of(scene, scene_property(scene, policy, "PolicyDocument"));
    if (size > holder->most)
        report_size(scene, resource, written, holder->most,
                    text_format(scene->check->arena, "the inline policies of a %s", holder->what).at, size);
}

static void managed_policy_fits(struct scene *scene, const struct resource *policy)
{
    struct value document = scene_property(scene, policy, "PolicyDocument");
    size_t size = size_of(scene, document);
    if (size > MOST_MANAGED_SIZE)
        report_size(scene, policy, document, MOST_MANAGED_SIZE, "a managed policy", size);
}

static void managed_policies_fit(struct scene *scene, const struct resource *resource)
{
    const struct holder *holder = holder_of(resource);
    struct value written = scene_property(scene, resource, "ManagedPolicyArns");
    size_t count = scene_items(scene, written).count;
    const struct resource *policy = NULL;
    while ((policy = scene_next_user(scene, "AWS::IAM::ManagedPolicy", holder->list, resource, policy)) != NULL)
        count++;
    if (count > MANAGED_QUOTA)
        scene_report(scene, MT3550, resource, written, holder->what, resource->id,
                     text_format(scene->check->arena, "%zu", count).at);
}

/* ------------------------------------------------------------------ names */

/* Told once a stack, at the first: whoever deploys it must agree. */
static void names_are_agreed(struct scene *scene, const struct resource *none)
{
    static const char *const NAMED[][2] = {
        { "AWS::IAM::Role", "RoleName" }, { "AWS::IAM::User", "UserName" }, { "AWS::IAM::Group", "GroupName" },
        { "AWS::IAM::ManagedPolicy", "ManagedPolicyName" }, { "AWS::IAM::InstanceProfile", "InstanceProfileName" },
    };
    (void)none;
    for (size_t i = 0; i < sizeof NAMED / sizeof *NAMED; i++) {
        const struct resource *resource = NULL;
        while ((resource = scene_next(scene, NAMED[i][0], resource)) != NULL) {
            struct value name = scene_property(scene, resource, NAMED[i][1]);
            if (!known_there(name))
                continue;
            scene_begin(scene);
            scene_report(scene, MT3554, resource, name, resource->id);
            return;
        }
    }
}

const struct scene_rule RULES_OF_ROLES[] = {
    { NULL, roles_trust, { MT3552, MT3553 } },
    { "AWS::IAM::Role", managed_policies_fit, { MT3550 } },
    { "AWS::IAM::Group", managed_policies_fit, { MT3550 } },
    { "AWS::IAM::User", managed_policies_fit, { MT3550 } },
    { "AWS::IAM::Role", inline_policies_fit, { MT3551 } },
    { "AWS::IAM::Group", inline_policies_fit, { MT3551 } },
    { "AWS::IAM::User", inline_policies_fit, { MT3551 } },
    { "AWS::IAM::ManagedPolicy", managed_policy_fits, { MT3551 } },
    { NULL, names_are_agreed, { MT3554 } },
    { NULL, NULL, { MT0001 } }
};
