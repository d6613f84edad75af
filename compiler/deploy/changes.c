/* What a change set would do, told so that a person can decide: by resource and
   property, with the line of the source; what loses data in red, and behind a
   gate. Called by deploy.c. */
#include "deploy/deployment.h"

enum { MOST_VALUE = 60 };   /* bytes of a value that are shown */

/* Types that hold what cannot be made again. */
static bool holds_data(struct text type)
{
    static const char *const types[] = {
        "AWS::AmazonMQ::Broker", "AWS::Backup::BackupVault", "AWS::Cassandra::Table", "AWS::Cognito::UserPool",
        "AWS::DocDB::DBCluster", "AWS::DocDB::DBInstance", "AWS::DynamoDB::GlobalTable", "AWS::DynamoDB::Table",
        "AWS::EC2::Volume", "AWS::ECR::Repository", "AWS::EFS::FileSystem", "AWS::ElastiCache::CacheCluster",
        "AWS::ElastiCache::ReplicationGroup", "AWS::ElastiCache::ServerlessCache", "AWS::Elasticsearch::Domain",
        "AWS::FSx::FileSystem", "AWS::KMS::Key", "AWS::Kinesis::Stream", "AWS::Logs::LogGroup", "AWS::MSK::Cluster",
        "AWS::MemoryDB::Cluster", "AWS::Neptune::DBCluster", "AWS::Neptune::DBInstance", "AWS::OpenSearchService::Domain",
        "AWS::QLDB::Ledger", "AWS::RDS::DBCluster", "AWS::RDS::DBInstance", "AWS::RDS::GlobalCluster",
        "AWS::Redshift::Cluster", "AWS::Route53::HostedZone", "AWS::S3::Bucket", "AWS::SQS::Queue",
        "AWS::SecretsManager::Secret", "AWS::Timestream::Database", "AWS::Timestream::Table",
    };
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (text_equal_c(type, types[i]))
            return true;
    return false;
}

void changes_take(struct arena *arena, const struct deploy_stack *stack, const struct answer *page, struct changes *changes)
{
    const struct answer *list = answer_find(page, "Changes");
    for (const struct answer *member = list ? list->children : NULL; member; member = member->next) {
        const struct answer *resource = answer_child(member, "ResourceChange");
        if (!resource)
            continue;
        struct change change = {
            answer_text(resource, "Action"), answer_text(resource, "LogicalResourceId"), answer_text(resource, "ResourceType"),
            answer_text(resource, "Replacement"), answer_text(resource, "PolicyAction"), answer_child(resource, "Details"),
            deploy_resource(stack, answer_text(resource, "LogicalResourceId")),
        };
        *VEC_ADD(arena, &changes->list) = change;
    }
}

/* --------------------------------------------------------------- what it does */

static bool is_replaced(const struct change *change)
{
    return text_equal_c(change->action, "Modify")
           && (text_equal_c(change->replacement, "True") || text_equal_c(change->replacement, "Conditional"));
}

static bool is_deleted(const struct change *change)
{
    return text_equal_c(change->action, "Remove") && !text_equal_c(change->policy, "Retain");
}

static bool loses_data(const struct change *change)
{
    return holds_data(change->type)
           && (is_deleted(change) || (is_replaced(change) && !text_equal_c(change->policy, "ReplaceAndRetain")));
}

bool changes_hurt(const struct changes *changes)
{
    for (size_t i = 0; i < changes->list.count; i++)
        if (is_replaced(&changes->list.at[i]) || is_deleted(&changes->list.at[i]))
            return true;
    return false;
}

/* --------------------------------------------------------------------- showing */

static const char *sign_of(const struct change *change)
{
    if (text_equal_c(change->action, "Add"))
        return "+";
    if (text_equal_c(change->action, "Remove"))
        return "-";
    if (text_equal_c(change->action, "Import"))
        return "<";
    return is_replaced(change) ? "!" : "~";
}

static const char *consequence(const struct change *change)
{
    bool maybe = text_equal_c(change->replacement, "Conditional");
    if (text_equal_c(change->action, "Remove"))
        return text_equal_c(change->policy, "Retain") ? "leaves the stack and stays"
               : text_equal_c(change->policy, "Snapshot") ? "deleted, after a snapshot"
               : loses_data(change) ? "DELETED, WITH ITS DATA" : "deleted";
    if (is_replaced(change))
        return loses_data(change) ? (maybe ? "MAY BE REPLACED, ITS DATA LOST" : "REPLACED, ITS DATA LOST")
               : maybe ? "may be replaced" : "replaced";
    return text_equal_c(change->action, "Import") ? "imported" : "";
}

static enum ink ink_of(const struct change *change)
{
    if (loses_data(change))
        return INK_RED;
    if (is_replaced(change) || is_deleted(change))
        return INK_YELLOW;
    return text_equal_c(change->action, "Add") ? INK_GREEN : INK_PLAIN;
}

/* A value on one line, cut where it is long. */
static const char *short_value(struct arena *arena, const struct answer *value)
{
    if (!value)
        return "(none)";
    struct text text = talk_clean(arena, value->text);
    if (text.length <= MOST_VALUE)
        return text.length ? text.at : "\"\"";
    size_t end = MOST_VALUE;
    while (end && ((unsigned char)text.at[end] & 0xc0) == 0x80)
        end--;
    return text_format(arena, "%.*s…", (int)end, text.at).at;
}

static struct text target_name(const struct answer *target)
{
    struct text path = answer_text(target, "Path"), name = answer_text(target, "Name");
    if (text_starts(path, "/Properties/"))
        return text_slice(path, 12, path.length);
    return name.length ? name : answer_text(target, "Attribute");
}

/* Whether an earlier detail told of the same property: one that is known and one
   that is computed later are two details. */
static bool told_before(const struct change *change, const struct answer *detail)
{
    struct text name = target_name(answer_child(detail, "Target"));
    for (const struct answer *other = change->details->children; other && other != detail; other = other->next)
        if (text_equal(target_name(answer_child(other, "Target")), name))
            return true;
    return false;
}

static void show_detail(struct deployment *deployment, const struct answer *detail)
{
    struct arena *arena = &deployment->scratch;
    const struct answer *target = answer_child(detail, "Target"), *drift = answer_child(target, "Drift");
    const struct answer *before = answer_child(target, "BeforeValue"), *after = answer_child(target, "AfterValue");
    struct text name = talk_clean(arena, target_name(target)), cause = answer_text(detail, "CausingEntity");
    const char *replaces = text_equal_c(answer_text(target, "RequiresRecreation"), "Always") ? "  (replaces it)"
                           : text_equal_c(answer_text(target, "RequiresRecreation"), "Conditionally") ? "  (may replace it)" : "";
    if (drift)
        talk_say(&deployment->talk, INK_PLAIN, "        %s: %s -> %s  (by hand it is %s)%s", name.at, short_value(arena, before),
                 short_value(arena, after), short_value(arena, answer_child(drift, "ActualValue")), replaces);
    else if (before || after)
        talk_say(&deployment->talk, INK_PLAIN, "        %s: %s -> %s%s", name.at, short_value(arena, before),
                 short_value(arena, after), replaces);
    else
        talk_say(&deployment->talk, INK_PLAIN, "        %s changes%s%s%s", name.at, cause.length ? " with " : "",
                 talk_clean(arena, cause).at, replaces);
}

static void show_change(struct deployment *deployment, const struct change *change, size_t widest)
{
    struct arena *arena = &deployment->scratch;
    const char *words = consequence(change);
    struct text place = deploy_place(deployment, change->resource);
    talk_say(&deployment->talk, ink_of(change), "  %s %-*s  %s%s%s%s%s", sign_of(change), (int)widest,
             talk_clean(arena, change->id).at, talk_clean(arena, change->type).at, place.length ? "  " : "", place.at,
             *words ? "  " : "", words);
    if (!text_equal_c(change->action, "Modify") && !text_equal_c(change->action, "SyncWithActual"))
        return;
    for (const struct answer *detail = change->details ? change->details->children : NULL; detail; detail = detail->next)
        if (!told_before(change, detail))
            show_detail(deployment, detail);
}

static void add_count(struct buffer *out, size_t count, const char *what)
{
    if (count)
        buffer_add_format(out, "%s%zu %s", out->length ? ", " : "", count, what);
}

void changes_show(struct deployment *deployment, const struct deploy_stack *stack, const struct changes *changes, bool is_new)
{
    size_t added = 0, removed = 0, replaced = 0, changed = 0, widest = 0;
    for (size_t i = 0; i < changes->list.count; i++) {
        const struct change *change = &changes->list.at[i];
        if (text_equal_c(change->action, "Add") || text_equal_c(change->action, "Import"))
            added++;
        else if (text_equal_c(change->action, "Remove"))
            removed++;
        else if (is_replaced(change))
            replaced++;
        else
            changed++;
        widest = change->id.length > widest ? change->id.length : widest;
    }
    struct buffer counts;
    buffer_init(&counts, &deployment->scratch);
    add_count(&counts, added, "to add");
    add_count(&counts, changed, "to change");
    add_count(&counts, replaced, "to replace");
    add_count(&counts, removed, "to remove");
    if (!counts.length)
        buffer_add_c(&counts, "settings of the stack to change");
    talk_say(&deployment->talk, INK_PLAIN, "%sstack '%.*s' in %.*s: %.*s", is_new ? "new " : "", (int)stack->name.length,
             stack->name.at, (int)stack->region.length, stack->region.at, (int)counts.length, counts.at);
    for (size_t i = 0; i < changes->list.count; i++)
        show_change(deployment, &changes->list.at[i], widest);
}

/* -------------------------------------------------------------------- the gate */

static bool is_allowed(const struct words *words, struct text id)
{
    for (size_t i = 0; i < words->list.count; i++)
        if (strcmp(words->list.at[i], "all") == 0 || text_equal_c(id, words->list.at[i]))
            return true;
    return false;
}

static struct diagnostic *report_change(struct deployment *deployment, const struct deploy_stack *stack, enum message_id id,
                                        const struct change *change)
{
    struct span where = change->resource ? change->resource->span : stack->stack->is_default ? SPAN_NONE : stack->stack->span;
    return report(deployment->reporter, id, where, change->resource ? change->resource->frames : NULL,
                  text_cstring(deployment->arena, change->type),
                  text_cstring(deployment->arena, talk_clean(deployment->arena, change->id)));
}

/* "Stack failure options", AWS CloudFormation User Guide: what failed can be left
   as it is only where nothing was to be replaced. */
static bool can_leave_failures(struct deployment *deployment, const struct deploy_stack *stack, const struct change *change)
{
    if (deployment->request->on_failure != ON_FAILURE_NOTHING || !is_replaced(change))
        return true;
    report_help(deployment->reporter, report_change(deployment, stack, MT9015, change),
                "without '--on-failure nothing' it can be replaced");
    return false;
}

bool changes_allowed(struct deployment *deployment, const struct deploy_stack *stack, const struct changes *changes, bool is_new)
{
    const struct deploy_request *request = deployment->request;
    bool allowed = true;
    for (size_t i = 0; i < changes->list.count; i++) {
        const struct change *change = &changes->list.at[i];
        bool replaced = is_replaced(change);
        if (!is_new && !can_leave_failures(deployment, stack, change))
            allowed = false;
        else if (loses_data(change) && !is_allowed(replaced ? &request->allow_replace : &request->allow_delete, change->id)) {
            report_help(deployment->reporter, report_change(deployment, stack, replaced ? MT9023 : MT9024, change),
                        "%s %s allows it", replaced ? "--allow-replace" : "--allow-delete",
                        talk_clean(deployment->arena, change->id).at);
            allowed = false;
        }
    }
    return allowed;
}
