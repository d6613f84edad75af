/* Policy documents, as rules across resources see them: may this service do
   that? The documents' own form is not looked at here. Source: AWS Identity and
   Access Management User Guide, "IAM JSON policy element reference". */
#include "check/access/policy.h"

static enum policy_answer action_allowed(struct scene *scene, struct value statement, const char *action)
{
    struct scene_list actions = scene_items(scene, scene_field(scene, statement, "Action"));
    enum policy_answer answer = actions.whole ? POLICY_NO : POLICY_MAYBE;
    if (!action)
        return POLICY_YES;
    if (actions.whole && actions.count == 0)
        return POLICY_MAYBE;            /* NotAction, or a mistake */
    for (size_t i = 0; i < actions.count; i++) {
        struct text pattern;
        if (!known_text(scene, actions.items[i], &pattern))
            answer = POLICY_MAYBE;
        else if (text_matches(pattern, text_of(action)))
            return POLICY_YES;
    }
    return answer;
}

/* "logs.eu-west-1.amazonaws.com" of "logs"; a joined text by how it begins. */
enum policy_answer policy_is_service(struct scene *scene, struct value principal, const char *service)
{
    struct text name;
    if (!known_start(scene, principal, &name))
        return POLICY_MAYBE;
    size_t length = strlen(service);
    if (name.length > length)
        return name.at[length] == '.' && text_starts(name, service) ? POLICY_YES : POLICY_NO;
    return text_equal_c(name, "*") || principal.kind == VALUE_CONCAT ? POLICY_MAYBE : POLICY_NO;
}

static enum policy_answer principal_is(struct scene *scene, struct value statement, enum policy_who who,
                                       const char *service)
{
    struct value principal = scene_field(scene, statement, "Principal");
    if (principal.kind != VALUE_MAP)
        return principal.kind == VALUE_NULL && who == POLICY_SERVICE ? POLICY_NO : POLICY_MAYBE;
    struct scene_list accounts = scene_items(scene, scene_field(scene, principal, "AWS"));
    if (who == POLICY_ACCOUNT)
        return accounts.count || !accounts.whole ? POLICY_MAYBE : POLICY_NO;
    enum policy_answer answer = accounts.whole ? POLICY_NO : POLICY_MAYBE;
    for (size_t i = 0; i < accounts.count; i++)
        if (known_is(accounts.items[i], "*"))
            answer = POLICY_MAYBE;
    struct scene_list services = scene_items(scene, scene_field(scene, principal, "Service"));
    if (!services.whole)
        answer = POLICY_MAYBE;
    for (size_t i = 0; i < services.count; i++) {
        enum policy_answer one = policy_is_service(scene, services.items[i], service);
        answer = one > answer ? one : answer;
    }
    return answer;
}

static enum policy_answer statement_allows(struct scene *scene, struct value statement, enum policy_who who,
                                           const char *service, const char *action)
{
    if (statement.kind != VALUE_MAP)
        return POLICY_MAYBE;
    if (known_is(scene_field(scene, statement, "Effect"), "Deny"))
        return POLICY_NO;
    enum policy_answer principal = principal_is(scene, statement, who, service);
    enum policy_answer allowed = action_allowed(scene, statement, action);
    return principal < allowed ? principal : allowed;
}

enum policy_answer policy_allows(struct scene *scene, struct value document, enum policy_who who, const char *service,
                                 const char *action)
{
    if (document.kind != VALUE_MAP || !value_get_c(document, "Statement"))
        return POLICY_MAYBE;
    struct scene_list statements = scene_items(scene, scene_field(scene, document, "Statement"));
    enum policy_answer answer = statements.whole ? POLICY_NO : POLICY_MAYBE;
    for (size_t i = 0; i < statements.count && answer != POLICY_YES; i++) {
        enum policy_answer one = statement_allows(scene, statements.items[i], who, service, action);
        answer = one > answer ? one : answer;
    }
    return answer;
}

/* A bucket policy whose bucket is not known may be any bucket's. Found once a scene. */
static bool some_policy_is_unknown(struct scene *scene)
{
    struct scene_memory *memory = &scene->memory;
    if (memory->scene == scene->number)
        return memory->unknown_bucket_policy;
    memory->scene = scene->number;
    memory->unknown_bucket_policy = scene_open(scene);
    const struct resource *policy = NULL;
    while ((policy = scene_next(scene, "AWS::S3::BucketPolicy", policy)) != NULL)
        if (!scene_target(scene, scene_property(scene, policy, "Bucket")))
            memory->unknown_bucket_policy = true;
    return memory->unknown_bucket_policy;
}

enum policy_answer policy_of_bucket_allows(struct scene *scene, const struct resource *bucket, enum policy_who who,
                                           const char *service, const char *action, const struct resource **policy)
{
    *policy = scene_next_user(scene, "AWS::S3::BucketPolicy", "Bucket", bucket, NULL);
    if (*policy)
        return policy_allows(scene, scene_property(scene, *policy, "PolicyDocument"), who, service, action);
    return some_policy_is_unknown(scene) ? POLICY_MAYBE : POLICY_NO;
}
