/* Keys: what a customer's key of KMS must allow, and to whom. Sources: AWS Key
   Management Service API Reference, "CreateKey" (the lockout check); Amazon
   CloudWatch Logs User Guide, "Encrypt log data in CloudWatch Logs using AWS
   KMS"; Amazon SNS Developer Guide, "Managing Amazon SNS encryption keys". */
#include "check/access/policy.h"

static void key_not_locked(struct scene *scene, const struct resource *key)
{
    bool bypass = false;
    struct value policy = scene_property(scene, key, "KeyPolicy");
    struct value check = scene_property(scene, key, "BypassPolicyLockoutSafetyCheck");
    if (policy.kind != VALUE_MAP || (check.kind != VALUE_NULL && !known_bool(check, &bypass)) || bypass)
        return;
    if (policy_allows(scene, policy, POLICY_ACCOUNT, NULL, "kms:PutKeyPolicy") == POLICY_NO)
        scene_report(scene, MT3540, key, policy, key->id);
}

/* The key of this stack that a property names, where its policy certainly leaves
   that service out; else NULL. */
static const struct resource *closed_key(struct scene *scene, struct value named, const char *service)
{
    const struct resource *key = scene_target_of(scene, named, "AWS::KMS::Key");
    if (!key)
        return NULL;
    struct value policy = scene_property(scene, key, "KeyPolicy");
    /* Without a policy the key has the default one, for the account alone. */
    bool closed = policy.kind == VALUE_NULL || policy_allows(scene, policy, POLICY_SERVICE, service, NULL) == POLICY_NO;
    return closed ? key : NULL;
}

static void key_for_logs(struct scene *scene, const struct resource *group)
{
    struct value named = scene_property(scene, group, "KmsKeyId");
    const struct resource *key = closed_key(scene, named, "logs");
    if (key)
        scene_note(scene, scene_report(scene, MT3541, group, named, key->id, group->id), key);
}

/* ----------------------------------------------- alarms that nobody hears */

static void topic_is_heard(struct scene *scene, const struct resource *alarm, struct value action)
{
    struct text name;
    const struct resource *topic = scene_target_of(scene, action, "AWS::SNS::Topic");
    if (!topic)
        return;
    struct value named = scene_property(scene, topic, "KmsMasterKeyId");
    const struct resource *key = closed_key(scene, named, "cloudwatch");
    bool managed = known_text(scene, named, &name) && text_ends(name, "alias/aws/sns");
    if (managed)
        scene_note(scene, scene_report(scene, MT3542, alarm, action, alarm->id, topic->id, "alias/aws/sns"), topic);
    else if (key)
        scene_note(scene, scene_report(scene, MT3542, alarm, action, alarm->id, topic->id, key->id), key);
}

static void alarm_is_heard(struct scene *scene, const struct resource *alarm)
{
    static const char *const ACTIONS[] = { "AlarmActions", "OKActions", "InsufficientDataActions" };
    for (size_t i = 0; i < sizeof ACTIONS / sizeof *ACTIONS; i++) {
        struct scene_list actions = scene_property_items(scene, alarm, ACTIONS[i]);
        for (size_t j = 0; j < actions.count; j++)
            topic_is_heard(scene, alarm, actions.items[j]);
    }
}

const struct scene_rule RULES_OF_KEYS[] = {
    { "AWS::KMS::Key", key_not_locked, { MT3540 } },
    { "AWS::Logs::LogGroup", key_for_logs, { MT3541 } },
    { "AWS::CloudWatch::Alarm", alarm_is_heard, { MT3542 } },
    { "AWS::CloudWatch::CompositeAlarm", alarm_is_heard, { MT3542 } },
    { NULL, NULL, { MT0001 } }
};
