/* --cancel: an update that runs is taken back, one that failed and was left so is
   rolled back, and a rollback that failed goes on. Which call does it depends on
   the state; in the others there is nothing to take back. Called by manage.c and,
   for an update that is watched, by watch.c. */
#include "deploy/stuck.h"

/* "CancelUpdateStack", "ContinueUpdateRollback" and "RollbackStack", AWS
   CloudFormation API Reference: each is for these states alone. */
static const char *action_of(struct text status)
{
    static const struct { const char *status, *action; } actions[] = {
        { "UPDATE_IN_PROGRESS", "CancelUpdateStack" }, { "UPDATE_ROLLBACK_FAILED", "ContinueUpdateRollback" },
        { "CREATE_FAILED", "RollbackStack" }, { "UPDATE_FAILED", "RollbackStack" },
    };
    for (size_t i = 0; i < sizeof actions / sizeof *actions; i++)
        if (text_equal_c(status, actions[i].status))
            return actions[i].action;
    return NULL;
}

static enum deploy_status nothing_to_cancel(struct deployment *deployment, const struct deploy_stack *stack, struct text status)
{
    struct diagnostic *nothing = report(deployment->reporter, MT9029, SPAN_NONE, NULL,
                                        text_cstring(deployment->arena, stack->name),
                                        text_cstring(deployment->arena, status));
    report_help(deployment->reporter, nothing, "%s",
                text_equal_c(status, "CREATE_IN_PROGRESS") ? "a creation cannot be cancelled; 'mtc --delete' ends it"
                : text_holds(status, "ROLLBACK_IN_PROGRESS") ? "it is being taken back already; 'mtc --follow' watches it"
                : status_help(status) ? status_help(status)
                : "an update that runs, or one that failed and was not rolled back, can be");
    return DEPLOY_REFUSED;
}

void cancel_call(struct deployment *deployment, const struct deploy_stack *stack, struct cloudformation *cf, const char *action,
                 struct reply *reply)
{
    const struct deploy_request *request = deployment->request;
    bool rolls_back = strcmp(action, "CancelUpdateStack") != 0;
    struct buffer form;
    cf_begin(cf, &form, action);
    form_add(&form, "StackName", stack->id);
    form_add(&form, "ClientRequestToken", unique_name(deployment, stack));
    if (rolls_back && request->role)
        form_add_c(&form, "RoleARN", request->role);
    for (size_t i = 0; i < request->skip.list.count; i++)
        cf_add_member(cf, &form, "ResourcesToSkip", i + 1, NULL, text_of(request->skip.list.at[i]));
    cf_call(cf, &form, false, reply);
}

/* --skip leaves what could not be taken back, and that alone. */
static bool may_skip(struct deployment *deployment, const struct deploy_stack *stack, const struct stack_state *state)
{
    const struct words *skip = &deployment->request->skip;
    struct held_list held;
    if (!skip->list.count)
        return true;
    if (!text_equal_c(state->status, "UPDATE_ROLLBACK_FAILED")) {
        deploy_not_approved(deployment, "--skip is for a stack in state UPDATE_ROLLBACK_FAILED");
        return false;
    }
    stuck_read(deployment, stack, &held);
    return stuck_check(deployment, &held, "--skip", skip);
}

enum deploy_status cancel_stack(struct deployment *deployment, struct deploy_stack *stack, const struct stack_state *state)
{
    struct cloudformation cf = deploy_cf(deployment, stack, deployment->arena);
    const char *action = action_of(state->status), *name = text_cstring(deployment->arena, stack->name);
    struct reply reply;
    struct mark mark;
    if (!action)
        return nothing_to_cancel(deployment, stack, state->status);
    if (!may_skip(deployment, stack, state))
        return DEPLOY_NOT_APPROVED;
    watch_mark(deployment, stack, &mark);
    cancel_call(deployment, stack, &cf, action, &reply);
    if (reply.outcome != REPLY_FINE)
        return deploy_refuse(deployment, text_format(deployment->arena, "take back what stack '%s' does", name).at, &reply);
    deployment->changed = true;
    if (deployment->request->detach)
        return deploy_detach(deployment, stack);
    enum deploy_status status = watch(deployment, stack, &mark, 0, AIM_BACK);
    deployment->changed = status != DEPLOY_REFUSED;     /* the update may have been quicker */
    if (status == DEPLOY_DONE)
        talk_say(&deployment->talk, INK_GREEN, "stack '%s' is %s", name,
                 text_equal_c(state->status, "CREATE_FAILED") ? "gone: it had no state that worked" : "as it was before");
    return status;
}
