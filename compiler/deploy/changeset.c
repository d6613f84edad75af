/* Change sets: made, read and started. Every call that changes
   something carries a token that stays the same when it is repeated, and is
   repeated only after AWS was asked whether the first one was taken: one intent
   makes one stack. leftover.c removes them. Called by deploy.c. */
#include "deploy/deployment.h"

enum {
    MOST_REPEATS = 4,           /* of a call that may have been done */
    CHANGE_SET_MS = 1000,       /* between two looks at one that is being made */
    MOST_LOOKS = 900
};

struct text unique_name(struct deployment *deployment, const struct deploy_stack *stack)
{
    const struct world *world = deployment->world;
    struct text hash = digest_sha256(deployment->arena, *stack->template);
    unsigned random = (unsigned)(world->chance(world->context) * 4294967295.0);
    unsigned more = (unsigned)(world->chance(world->context) * 4294967295.0);
    return text_format(deployment->arena, "mtc-%.8s-%08x%08x", hash.at, random, more);
}

/* --------------------------------------------------------------------- the form */

/* Properties by which an IAM resource gets a name of the user's. */
static bool is_named(const struct value *properties)
{
    static const char *const names[] = { "GroupName", "InstanceProfileName", "ManagedPolicyName", "RoleName", "UserName" };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const struct value *name = value_get_c(*properties, names[i]);
        if (name && name->kind != VALUE_NULL)
            return true;
    }
    return false;
}

struct capabilities { bool iam, named, expand; };

/* What the template does that AWS wants to be told of ("Acknowledging IAM
   resources in CloudFormation templates", AWS CloudFormation User Guide). What a
   macro or a nested stack makes is not seen here, and may be anything. */
static struct capabilities find_capabilities(const struct stack *stack, struct text template)
{
    struct capabilities found = { .expand = stack->transform.kind != VALUE_NULL || text_holds(template, "\"Fn::Transform\"") };
    for (size_t i = 0; i < stack->resources.count; i++) {
        const struct resource *resource = stack->resources.at[i];
        struct text type = atom_text(resource->type);
        bool iam = text_starts(type, "AWS::IAM::");
        found.iam = found.iam || iam;
        found.named = found.named || (iam && is_named(&resource->properties));
        found.expand = found.expand || text_equal_c(type, "AWS::CloudFormation::Stack") || text_ends(type, "::MODULE");
    }
    found.named = found.named || found.expand;
    return found;
}

static void add_capabilities(struct deployment *deployment, struct deploy_stack *stack, struct cloudformation *cf,
                             struct buffer *form)
{
    struct capabilities found = find_capabilities(stack->stack, *stack->template);
    const char *iam = found.named ? "CAPABILITY_NAMED_IAM" : found.iam ? "CAPABILITY_IAM" : NULL;
    size_t count = 0;
    if (iam)
        cf_add_member(cf, form, "Capabilities", ++count, NULL, text_of(iam));
    if (found.expand)
        cf_add_member(cf, form, "Capabilities", ++count, NULL, TEXT("CAPABILITY_AUTO_EXPAND"));
    if (count)
        talk_say(&deployment->talk, INK_DIM, "stack '%.*s' needs %s%s", (int)stack->name.length, stack->name.at, iam,
                 found.expand ? " and CAPABILITY_AUTO_EXPAND" : "");
}

/* Though their policy says Retain: a failed creation leaves no database behind.
   Those that were imported are not new. */
void stack_form_add_retention(const struct deploy_request *request, struct buffer *form)
{
    if (request->on_failure == ON_FAILURE_ROLLBACK && !request->import_existing)
        form_add_c(form, "RetainExceptOnCreate", "true");
}

static void add_settings(const struct deployment *deployment, struct cloudformation *cf, struct buffer *form)
{
    const struct deploy_request *request = deployment->request;
    for (size_t i = 0; i < deployment->tags.count; i++) {
        cf_add_member(cf, form, "Tags", i + 1, "Key", deployment->tags.at[i].key);
        cf_add_member(cf, form, "Tags", i + 1, "Value", deployment->tags.at[i].value);
    }
    for (size_t i = 0; i < request->notifications.list.count; i++)
        cf_add_member(cf, form, "NotificationARNs", i + 1, NULL, text_of(request->notifications.list.at[i]));
    if (request->role)
        form_add_c(form, "RoleARN", request->role);
    for (size_t i = 0; i < request->triggers.list.count; i++) {
        const char *list = "RollbackConfiguration.RollbackTriggers";
        cf_add_member(cf, form, list, i + 1, "Arn", text_of(request->triggers.list.at[i]));
        cf_add_member(cf, form, list, i + 1, "Type", TEXT("AWS::CloudWatch::Alarm"));
    }
    if (request->monitoring >= 0)
        form_add(form, "RollbackConfiguration.MonitoringTimeInMinutes", text_integer(cf->arena, request->monitoring));
}

enum deploy_status stack_form(struct deployment *deployment, struct deploy_stack *stack, const struct answer *existing,
                              struct cloudformation *cf, struct buffer *form)
{
    form_add(form, "StackName", stack->name);
    enum deploy_status status = parameters_add(deployment, stack, existing, cf, form);
    if (status != DEPLOY_DONE)
        return status;
    add_capabilities(deployment, stack, cf, form);
    add_settings(deployment, cf, form);
    return upload_template(deployment, stack, cf, form);
}

/* ------------------------------------------------------------------ looking at it */

static void describe(struct cloudformation *cf, const struct change_set *set, struct buffer *form)
{
    cf_begin(cf, form, "DescribeChangeSet");
    form_add(form, "ChangeSetName", set->id);
    form_add_c(form, "IncludePropertyValues", "true");
}

/* CloudFormation has no state for "nothing to do": it fails with these words. */
static bool is_nothing(struct text reason)
{
    return text_starts(reason, "The submitted information didn't contain changes")
           || text_starts(reason, "No updates are to be performed");
}

struct reading {
    struct deployment *deployment;
    struct deploy_stack *stack;
    struct change_set *set;
};

static bool take_changes(void *context, const struct answer *page)
{
    struct reading *reading = context;
    changes_take(reading->deployment->arena, reading->stack, page, &reading->set->changes);
    return true;
}

/* ------------------------------------------------------------- why it was refused */

static enum deploy_status report_failed(struct deployment *deployment, struct deploy_stack *stack, struct cloudformation *cf,
                                        const struct change_set *set, struct text reason)
{
    bool denied;
    if (findings_report(deployment, stack, cf, set, &denied))
        return DEPLOY_REFUSED;
    struct diagnostic *refused = report(deployment->reporter, MT9025, SPAN_NONE, NULL,
                                        text_cstring(deployment->arena, stack->name),
                                        talk_clean(deployment->arena, reason).at);
    if (denied)
        report_note(deployment->reporter, refused, SPAN_NONE,
                    "AWS may know more, which cloudformation:DescribeEvents would let these credentials read");
    return DEPLOY_REFUSED;
}

/* ---------------------------------------------------------------------- making it */

const char *on_failure_word(enum on_failure on_failure)
{
    static const char *const words[] = { "ROLLBACK", "DO_NOTHING", "DELETE" };
    return words[on_failure];
}

static void creation_form(struct deployment *deployment, struct change_set *set, struct cloudformation *cf,
                          struct buffer *form)
{
    const struct deploy_request *request = deployment->request;
    cf_begin(cf, form, "CreateChangeSet");
    form_add(form, "ChangeSetName", set->name);
    form_add(form, "ClientToken", set->name);
    form_add_c(form, "ChangeSetType", set->creates ? "CREATE" : "UPDATE");
    if (request->on_failure != ON_FAILURE_ROLLBACK)
        form_add_c(form, "OnStackFailure", on_failure_word(request->on_failure));
    if (request->import_existing)
        form_add_c(form, "ImportExistingResources", "true");
    if (request->revert_drift && !set->creates)
        form_add_c(form, "DeploymentMode", "REVERT_DRIFT");
}

/* Whether AWS refuses what the stack is no longer in the state for: in the
   meantime it was made or deleted, or something was begun with it. AWS has no code
   for that, but words. */
static bool is_outrun(const struct reply *reply)
{
    static const char *const words[] = { "does not exist", "already exists", "can not be updated", "cannot be updated" };
    if (reply->outcome != REPLY_REFUSED || !text_starts(reply->message, "Stack"))
        return false;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (text_holds(reply->message, words[i]))
            return true;
    return false;
}

/* Sends the call until AWS has the change set. After a lost answer AWS is asked
   for it by its name first, which no other run has. */
static enum deploy_status create(struct deployment *deployment, struct deploy_stack *stack, struct cloudformation *cf,
                                 struct buffer *form, struct change_set *set)
{
    struct reply reply, question;
    for (int i = 0; i < MOST_REPEATS; i++) {
        cf_call(cf, form, true, &reply);
        if (reply.outcome == REPLY_FINE) {
            const struct answer *id = answer_find(reply.tree, "Id"), *owner = answer_find(reply.tree, "StackId");
            set->id = id && id->text.length ? id->text : set->id;
            stack->id = owner && owner->text.length ? owner->text : stack->id;
            if (id && id->text.length)
                return DEPLOY_DONE;
        } else if (!cf_may_be_done(&reply)) {
            set->obsolete = is_outrun(&reply);
            break;
        }
        set->unclear = true;
        struct buffer ask;
        cf_begin(cf, &ask, "DescribeChangeSet");
        form_add(&ask, "ChangeSetName", set->name);
        form_add(&ask, "StackName", stack->name);
        cf_call(cf, &ask, false, &question);
        if (question.outcome == REPLY_FINE) {
            set->id = answer_text(answer_find(question.tree, "DescribeChangeSetResult"), "ChangeSetId");
            stack->id = answer_text(answer_find(question.tree, "DescribeChangeSetResult"), "StackId");
            if (set->id.length)
                return DEPLOY_DONE;
        }
        if (question.outcome == REPLY_STOPPED)
            break;
    }
    return set->obsolete ? DEPLOY_REFUSED : deploy_refuse(deployment, "make the change set", &reply);
}

/* A change set is gone when another has been started. */
static enum deploy_status unreadable(struct deployment *deployment, struct change_set *set, const struct reply *reply)
{
    set->obsolete = cf_set_is_absent(reply);
    return set->obsolete ? DEPLOY_REFUSED : deploy_refuse(deployment, "read the change set", reply);
}

/* Waits until it is made, and takes its changes: the first page tells both. */
static enum deploy_status settle(struct deployment *deployment, struct deploy_stack *stack, struct cloudformation *cf,
                                 struct change_set *set)
{
    struct buffer form;
    struct reply reply;
    for (int i = 0; i < MOST_LOOKS; i++) {
        describe(cf, set, &form);
        cf_call(cf, &form, false, &reply);
        if (reply.outcome != REPLY_FINE)
            return unreadable(deployment, set, &reply);
        const struct answer *result = answer_find(reply.tree, "DescribeChangeSetResult");
        struct text status = answer_text(result, "Status"), reason = answer_text(result, "StatusReason");
        if (text_equal_c(status, "CREATE_COMPLETE")) {
            struct reading reading = { deployment, stack, set };
            cf_more_pages(cf, buffer_text(&form), take_changes, &reading, &reply);
            if (reply.outcome != REPLY_FINE)
                return unreadable(deployment, set, &reply);
            findings_warn(deployment, stack, cf, set);
            return DEPLOY_DONE;
        }
        if (text_equal_c(status, "FAILED")) {
            set->nothing = is_nothing(reason);
            return set->nothing ? DEPLOY_DONE : report_failed(deployment, stack, cf, set, reason);
        }
        talk_progress(&deployment->talk, TEXT("waiting for the change set"));
        if (!deployment->world->wait(deployment->world->context,
                                     deploy_pause(deployment, i ? CHANGE_SET_MS : CHANGE_SET_MS / 4)))
            return deploy_not_approved(deployment, "it was stopped");
    }
    report(deployment->reporter, MT9025, SPAN_NONE, NULL, text_cstring(deployment->arena, stack->name),
           "the change set was not made in a quarter of an hour");
    return DEPLOY_REFUSED;
}

enum deploy_status change_set_make(struct deployment *deployment, struct deploy_stack *stack,
                                   const struct stack_state *before, struct change_set *set)
{
    struct cloudformation cf = deploy_cf(deployment, stack, deployment->arena);
    struct buffer form;
    *set = (struct change_set){ .name = unique_name(deployment, stack), .id = { "", 0 } };
    set->creates = !before->exists || status_phase(before->status) == PHASE_REVIEW;
    set->made = world_seconds(deployment->world);
    stack->id = before->exists ? before->id : (struct text){ "", 0 };
    creation_form(deployment, set, &cf, &form);
    enum deploy_status status = stack_form(deployment, stack, set->creates ? NULL : before->stack, &cf, &form);
    if (status == DEPLOY_DONE)
        status = create(deployment, stack, &cf, &form, set);
    if (status != DEPLOY_DONE) {
        change_set_remove(deployment, stack, set);
        return status;
    }
    status = settle(deployment, stack, &cf, set);
    talk_progress(&deployment->talk, TEXT(""));
    if (status != DEPLOY_DONE || set->nothing)
        change_set_remove(deployment, stack, set);
    return status;
}

/* -------------------------------------------------------------------- starting it */

/* Whether AWS has taken it up: its own state says so. */
static bool is_taken(struct cloudformation *cf, const struct change_set *set, bool *obsolete)
{
    struct buffer form;
    struct reply reply;
    describe(cf, set, &form);
    cf_call(cf, &form, false, &reply);
    struct text state = answer_text(answer_find(reply.tree, "DescribeChangeSetResult"), "ExecutionStatus");
    *obsolete = text_equal_c(state, "OBSOLETE");
    /* one that has been executed may be gone already */
    return cf_set_is_absent(&reply) || text_starts(state, "EXECUTE_");
}

enum deploy_status change_set_execute(struct deployment *deployment, struct deploy_stack *stack,
                                      struct change_set *set)
{
    struct cloudformation cf = deploy_cf(deployment, stack, deployment->arena);
    struct buffer form;
    struct reply reply;
    cf_begin(&cf, &form, "ExecuteChangeSet");
    form_add(&form, "ChangeSetName", set->id);
    form_add(&form, "ClientRequestToken", set->name);
    stack_form_add_retention(deployment->request, &form);
    set->obsolete = set->stale = change_set_is_stale(deployment, set);
    for (int i = 0; i < MOST_REPEATS && !set->stale; i++) {
        cf_call(&cf, &form, true, &reply);
        bool unclear = cf_may_be_done(&reply) || text_equal_c(reply.code, "InvalidChangeSetStatus");
        if (reply.outcome == REPLY_FINE || (unclear && is_taken(&cf, set, &set->obsolete))) {
            deployment->changed = true;
            return DEPLOY_DONE;
        }
        set->obsolete = set->obsolete || (i == 0 && (cf_set_is_absent(&reply) || is_outrun(&reply)));
        if (!unclear || set->obsolete)
            break;
    }
    if (set->obsolete) {
        change_set_remove(deployment, stack, set);
        return DEPLOY_REFUSED;
    }
    if (cf_may_be_done(&reply))
        return deploy_unclear(deployment, stack);
    enum deploy_status status = deploy_refuse(deployment, "start the change set", &reply);
    change_set_remove(deployment, stack, set);
    return status;
}
