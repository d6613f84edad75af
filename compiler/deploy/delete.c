/* --delete: a stack with all that it holds, after asking. What AWS would not take
   is told before anything is asked: a stack that is busy, one that is protected,
   options that are for another state. Called by manage.c, and by deploy.c for a
   stack that holds nothing. */
#include "deploy/stuck.h"

enum deploy_status delete_stack(struct deployment *deployment, struct deploy_stack *stack, const struct stack_state *state)
{
    const struct deploy_request *request = deployment->request;
    struct cloudformation cf = deploy_cf(deployment, stack, deployment->arena);
    const char *name = text_cstring(deployment->arena, stack->name);
    struct buffer form;
    struct reply reply;
    struct mark mark;
    stack->id = state->id;
    watch_mark(deployment, stack, &mark);
    cf_begin(&cf, &form, "DeleteStack");
    form_add(&form, "StackName", stack->id);
    form_add(&form, "ClientRequestToken", unique_name(deployment, stack));
    if (request->role)
        form_add_c(&form, "RoleARN", request->role);
    for (size_t i = 0; i < request->retain.list.count; i++)
        cf_add_member(&cf, &form, "RetainResources", i + 1, NULL, text_of(request->retain.list.at[i]));
    if (request->force_delete)
        form_add_c(&form, "DeletionMode", "FORCE_DELETE_STACK");
    cf_call(&cf, &form, false, &reply);
    if (cf_may_be_done(&reply))
        return deploy_unclear(deployment, stack);
    if (reply.outcome != REPLY_FINE && !cf_is_absent(&reply))
        return deploy_refuse(deployment, text_format(deployment->arena, "delete stack '%s'", name).at, &reply);
    deployment->changed = true;
    if (request->detach)
        return deploy_detach(deployment, stack);
    enum deploy_status status = watch(deployment, stack, &mark, stack->stack->resources.count, AIM_GONE);
    if (status == DEPLOY_DONE)
        talk_say(&deployment->talk, INK_GREEN, "stack '%s' is deleted", name);
    return status;
}

static enum deploy_status refused(struct deployment *deployment, const char *why, const char *help)
{
    struct diagnostic *told = report(deployment->reporter, MT9022, SPAN_NONE, NULL,
                                     deployment->changed ? "nothing more" : "nothing", why);
    report_help(deployment->reporter, told, "%s", help);
    return DEPLOY_NOT_APPROVED;
}

/* What only a deletion that failed makes possible ("DeleteStack", AWS
   CloudFormation API Reference). */
static enum deploy_status check_leaving(struct deployment *deployment, const struct deploy_stack *stack,
                                        const struct stack_state *state)
{
    const struct deploy_request *request = deployment->request;
    struct held_list held;
    if (!request->retain.list.count && !request->force_delete)
        return DEPLOY_DONE;
    if (!text_equal_c(state->status, "DELETE_FAILED"))
        return refused(deployment, request->force_delete ? "--force-delete is for a stack whose deletion failed"
                                                         : "--retain is for a stack whose deletion failed",
                       "'DeletionPolicy: Retain' in the source keeps a resource when its stack goes");
    if (!request->retain.list.count)
        return DEPLOY_DONE;
    stuck_read(deployment, stack, &held);
    return stuck_check(deployment, &held, "--retain", &request->retain) ? DEPLOY_DONE : DEPLOY_NOT_APPROVED;
}

/* Makes sure that AWS takes the deletion now. */
static enum deploy_status make_ready(struct deployment *deployment, struct deploy_stack *stack, struct stack_state *state)
{
    while (state->exists && (status_phase(state->status) == PHASE_BUSY || status_phase(state->status) == PHASE_FINISHING)
           && !status_ends_by_deletion(state->status)) {
        if (!deployment->request->wait && status_phase(state->status) == PHASE_BUSY)
            return survey_refuse(deployment, stack, state);
        enum deploy_status status = watch_other(deployment, stack, AIM_REST);
        if (status == DEPLOY_DONE)
            status = deploy_look(deployment, stack, deployment->arena, state);
        if (status != DEPLOY_DONE)
            return status;
    }
    return DEPLOY_DONE;
}

static enum deploy_status ask(struct deployment *deployment, const struct deploy_stack *stack)
{
    const char *question = text_format(deployment->arena, "Delete stack '%.*s' in %.*s, with all that it holds?",
                                       (int)stack->name.length, stack->name.at, (int)stack->region.length, stack->region.at).at;
    if (deployment->request->yes)
        return DEPLOY_DONE;
    if (!deployment->talk.asks)
        return deploy_not_approved(deployment, "there is no terminal to ask at, and no --yes");
    enum consent consent = talk_ask(&deployment->talk, question);
    return consent == CONSENT_YES ? DEPLOY_DONE
           : deploy_not_approved(deployment, consent == CONSENT_STOPPED ? "it was stopped" : "the answer was no");
}

enum deploy_status delete_asked(struct deployment *deployment, struct deploy_stack *stack, const struct stack_state *state)
{
    struct stack_state now = *state;
    if (text_equal_c(state->status, "DELETE_IN_PROGRESS"))
        return watch_other(deployment, stack, AIM_GONE);
    enum deploy_status status = make_ready(deployment, stack, &now);
    if (status != DEPLOY_DONE || !now.exists)
        return status;
    status = check_leaving(deployment, stack, &now);
    if (status == DEPLOY_DONE && answer_is_true(now.stack, "EnableTerminationProtection"))
        status = refused(deployment, "the stack is protected from deletion",
                         "'mtc --deploy --termination-protection off' takes the protection away");
    if (status == DEPLOY_DONE)
        status = ask(deployment, stack);
    return status == DEPLOY_DONE ? delete_stack(deployment, stack, &now) : status;
}
