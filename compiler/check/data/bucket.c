/* Buckets: versioning, lifecycles, access lists and public policies of S3.
   Sources: Amazon S3 API Reference, "PutBucketLifecycleConfiguration",
   "PutObjectLockConfiguration", "PutBucketReplication"; AWS CloudFormation,
   "AWS::S3::Bucket" (AccessControl); Amazon S3 User Guide, "Blocking public
   access to your Amazon S3 storage", "Constraints and considerations for
   transitions". */
#include "check/scene/scene.h"

/* ------------------------------------------------------------- versioning */

static void versions_kept(struct scene *scene, const struct resource *bucket)
{
    bool lockable = false;
    struct value status = scene_property(scene, bucket, "VersioningConfiguration.Status");
    struct value locks = scene_property(scene, bucket, "ObjectLockEnabled");
    struct value lock = scene_property(scene, bucket, "ObjectLockConfiguration");
    struct value copies = scene_property(scene, bucket, "ReplicationConfiguration");
    bool off = status.kind == VALUE_NULL || known_is(status, "Suspended");
    if (!off || (locks.kind != VALUE_NULL && !known_bool(locks, &lockable)))
        return;
    /* A bucket that is made with locks has versions by that. */
    if (lockable && status.kind == VALUE_NULL)
        return;
    if (known_there(copies))
        scene_report(scene, MT3510, bucket, copies, bucket->id, "ReplicationConfiguration");
    if (lockable)
        scene_report(scene, MT3510, bucket, locks, bucket->id, "ObjectLockEnabled");
    else if (known_there(lock))
        scene_report(scene, MT3510, bucket, lock, bucket->id, "ObjectLockConfiguration");
}

/* -------------------------------------------------------------- lifecycle */

enum { LEAST_BEFORE_RARE = 30 };        /* days before STANDARD_IA and ONEZONE_IA */

static bool is_rare(struct value class)
{
    return known_is(class, "STANDARD_IA") || known_is(class, "ONEZONE_IA");
}

static void transition_fits(struct scene *scene, const struct resource *bucket, struct value transition,
                            const char *days_of, struct value end)
{
    int64_t days, last;
    struct arena *arena = scene->check->arena;
    struct value after = scene_field(scene, transition, days_of);
    struct value class = scene_field(scene, transition, "StorageClass");
    if (!known_integer(after, &days))
        return;
    const char *to = scene_text(scene, class), *moved = scene_text(scene, after);
    if (is_rare(class) && days < LEAST_BEFORE_RARE)
        scene_report(scene, MT3511, bucket, after,
                     text_format(arena, "%s takes objects after %d days at least, and this is %s", to,
                                 LEAST_BEFORE_RARE, moved).at);
    else if (known_integer(end, &last) && last <= days && !scene_apart(scene))
        scene_report(scene, MT3511, bucket, end,
                     text_format(arena, "objects are deleted after %s days, and moved to %s only after %s",
                                 scene_text(scene, end), to, moved).at);
}

static void transitions_fit(struct scene *scene, const struct resource *bucket, struct value rule, const char *many,
                            const char *one, const char *days_of, struct value end)
{
    struct scene_list list = scene_items(scene, scene_field(scene, rule, many));
    for (size_t i = 0; i < list.count; i++)
        transition_fits(scene, bucket, list.items[i], days_of, end);
    transition_fits(scene, bucket, scene_field(scene, rule, one), days_of, end);
}

static bool does_something(struct scene *scene, struct value rule)
{
    static const char *const ACTIONS[] = {
        "AbortIncompleteMultipartUpload", "ExpirationDate", "ExpirationInDays", "ExpiredObjectDeleteMarker",
        "NoncurrentVersionExpiration", "NoncurrentVersionExpirationInDays", "NoncurrentVersionTransition",
        "NoncurrentVersionTransitions", "Transition", "Transitions",
    };
    for (size_t i = 0; i < sizeof ACTIONS / sizeof *ACTIONS; i++)
        if (scene_field(scene, rule, ACTIONS[i]).kind != VALUE_NULL)
            return true;
    return false;
}

static void lifecycle_fits(struct scene *scene, const struct resource *bucket)
{
    struct scene_list rules = scene_property_items(scene, bucket, "LifecycleConfiguration.Rules");
    struct scene_basis basis = scene_basis(scene);
    for (size_t i = 0; i < rules.count; i++) {
        struct value rule = rules.items[i];
        scene_return(scene, basis);
        if (rule.kind != VALUE_MAP)
            continue;
        if (!does_something(scene, rule))
            scene_report(scene, MT3512, bucket, rule, bucket->id);
        transitions_fit(scene, bucket, rule, "Transitions", "Transition", "TransitionInDays",
                        scene_field(scene, rule, "ExpirationInDays"));
        struct value old = scene_field(scene, rule, "NoncurrentVersionExpirationInDays");
        if (old.kind == VALUE_NULL)
            old = scene_field(scene, scene_field(scene, rule, "NoncurrentVersionExpiration"), "NoncurrentDays");
        transitions_fit(scene, bucket, rule, "NoncurrentVersionTransitions", "NoncurrentVersionTransition",
                        "TransitionInDays", old);
    }
}

/* ----------------------------------------------------------------- access */

/* Whether S3 refuses what would make the bucket public: it does where nothing is said. */
static bool blocks(struct scene *scene, const struct resource *bucket, const char *property)
{
    bool on = false;
    struct value all = scene_property(scene, bucket, "PublicAccessBlockConfiguration");
    if (all.kind == VALUE_NULL)
        return true;
    return known_bool(scene_field(scene, all, property), &on) && on;
}

/* Whether access lists are switched off; they are where nothing is said. */
static bool lists_are_off(struct scene *scene, const struct resource *bucket)
{
    struct value controls = scene_property(scene, bucket, "OwnershipControls");
    if (controls.kind == VALUE_NULL)
        return true;
    struct scene_list rules = scene_items(scene, scene_field(scene, controls, "Rules"));
    return rules.count == 1 && known_is(scene_field(scene, rules.items[0], "ObjectOwnership"), "BucketOwnerEnforced");
}

static void access_control_fits(struct scene *scene, const struct resource *bucket)
{
    static const char *const PLAIN[] = { "Private", "BucketOwnerFullControl", "BucketOwnerRead" };
    struct value control = scene_property(scene, bucket, "AccessControl");
    if (control.kind != VALUE_STRING || control.count == 0)
        return;
    for (size_t i = 0; i < sizeof PLAIN / sizeof *PLAIN; i++)
        if (known_is(control, PLAIN[i]))
            return;
    bool public = known_is(control, "PublicRead") || known_is(control, "PublicReadWrite")
        || known_is(control, "AuthenticatedRead");
    if (lists_are_off(scene, bucket))
        scene_report(scene, MT3513, bucket, control, bucket->id, scene_text(scene, control));
    else if (public && blocks(scene, bucket, "BlockPublicAcls"))
        scene_report(scene, MT3514, bucket, control, bucket->id, "AccessControl", "BlockPublicAcls");
}

static bool is_everybody(struct scene *scene, struct value principal)
{
    struct scene_list accounts = scene_items(scene, scene_field(scene, principal, "AWS"));
    if (known_is(principal, "*"))
        return true;
    for (size_t i = 0; i < accounts.count; i++)
        if (known_is(accounts.items[i], "*"))
            return true;
    return false;
}

/* A statement for everybody without a condition is public beyond doubt. */
static void policy_may_be_public(struct scene *scene, const struct resource *policy)
{
    const struct resource *bucket = scene_target_of(scene, scene_property(scene, policy, "Bucket"), "AWS::S3::Bucket");
    if (!bucket || !blocks(scene, bucket, "BlockPublicPolicy"))
        return;
    struct scene_list statements = scene_property_items(scene, policy, "PolicyDocument.Statement");
    struct scene_basis basis = scene_basis(scene);
    for (size_t i = 0; i < statements.count; i++) {
        scene_return(scene, basis);
        struct value principal = scene_field(scene, statements.items[i], "Principal");
        struct value condition = scene_field(scene, statements.items[i], "Condition");
        if (!known_is(scene_field(scene, statements.items[i], "Effect"), "Allow") || condition.kind != VALUE_NULL
            || !is_everybody(scene, principal))
            continue;
        struct diagnostic *diagnostic =
            scene_report(scene, MT3514, policy, principal, bucket->id, "this statement", "BlockPublicPolicy");
        scene_note(scene, diagnostic, bucket);
    }
}

const struct scene_rule RULES_OF_BUCKETS[] = {
    { "AWS::S3::Bucket", versions_kept, { MT3510 } },
    { "AWS::S3::Bucket", lifecycle_fits, { MT3511, MT3512 } },
    { "AWS::S3::Bucket", access_control_fits, { MT3513, MT3514 } },
    { "AWS::S3::BucketPolicy", policy_may_be_public, { MT3514 } },
    { NULL, NULL, { MT0001 } }
};
