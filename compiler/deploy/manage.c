/* What is done with stacks that stand: followed, shown, cancelled, deleted,
   compared with what is there. Called by deploy.c. */
#include "deploy/deployment.h"

static const char *name_of(struct deployment *deployment, const struct deploy_stack *stack)
{
    return text_cstring(deployment->arena, stack->name);
}

bool outputs_show(struct deployment *deployment, const struct deploy_stack *stack)
{
    struct buffer out;
    const struct answer *outputs = answer_child(stack->state, "Outputs");
    buffer_init(&out, &deployment->scratch);
    for (const struct answer *output = outputs ? outputs->children : NULL; output; output = output->next)
        buffer_add_format(&out, "%s%s%s = %s\n", deployment->stacks.count > 1 ? name_of(deployment, stack) : "",
                          deployment->stacks.count > 1 ? "." : "",
                          talk_clean(&deployment->scratch, answer_text(output, "OutputKey")).at,
                          talk_clean(&deployment->scratch, answer_text(output, "OutputValue")).at);
    return talk_answer(buffer_text(&out));
}

static enum deploy_status absent(struct deployment *deployment, const struct deploy_stack *stack)
{
    report(deployment->reporter, MT9028, SPAN_NONE, NULL, name_of(deployment, stack),
           text_cstring(deployment->arena, stack->region));
    return DEPLOY_REFUSED;
}

/* -------------------------------------------------------------------- following */

static enum deploy_status follow(struct deployment *deployment, struct deploy_stack *stack, const struct stack_state *state)
{
    enum stack_phase phase = status_phase(state->status);
    if (phase == PHASE_BUSY || phase == PHASE_FINISHING)
        return watch_other(deployment, stack);
    talk_say(&deployment->talk, INK_PLAIN, "stack '%s': %.*s: %s", name_of(deployment, stack), (int)state->status.length,
             state->status.at, status_words(state->status));
    switch (status_ending(state->status)) {
    case ENDING_ROLLED_BACK: return DEPLOY_ROLLED_BACK;
    case ENDING_STUCK: return DEPLOY_NEEDS_PERSON;
    default: return DEPLOY_DONE;
    }
}

static enum deploy_status show_status(struct deployment *deployment, const struct deploy_stack *stack,
                                      const struct stack_state *state)
{
    struct arena *arena = &deployment->scratch;
    struct text line = text_format(arena, "%s  %.*s  %.*s  %s\n", name_of(deployment, stack), (int)stack->region.length,
                                   stack->region.at, (int)state->status.length, state->status.at,
                                   status_words(state->status));
    if (state->reason.length)
        line = text_join(arena, line, text_format(arena, "  %s\n", talk_clean(arena, state->reason).at));
    if (status_help(state->status))
        line = text_join(arena, line, text_format(arena, "  %s\n", status_help(state->status)));
    return talk_answer(line) ? DEPLOY_DONE : DEPLOY_DIFFERS;
}

/* --------------------------------------------------------------------- deleting */

enum deploy_status delete_stack(struct deployment *deployment, struct deploy_stack *stack, const struct stack_state *state)
{
    struct cloudformation cf = deploy_cf(deployment, stack, deployment->arena);
    struct buffer form;
    struct reply reply;
    struct mark mark;
    stack->id = state->id;
    watch_mark(deployment, stack, &mark);
    cf_begin(&cf, &form, "DeleteStack");
    form_add(&form, "StackName", stack->id);
    form_add(&form, "ClientRequestToken", unique_name(deployment, stack));
    if (deployment->request->role)
        form_add_c(&form, "RoleARN", deployment->request->role);
    cf_call(&cf, &form, false, &reply);
    if (reply.outcome != REPLY_FINE && !cf_is_absent(&reply))
        return deploy_refuse(deployment, text_format(deployment->arena, "delete stack '%s'", name_of(deployment, stack)).at, &reply);
    deployment->changed = true;
    if (deployment->request->detach)
        return DEPLOY_RUNNING;
    enum deploy_status status = watch(deployment, stack, &mark, stack->stack->resources.count);
    if (status == DEPLOY_DONE)
        talk_say(&deployment->talk, INK_GREEN, "stack '%s' is deleted", name_of(deployment, stack));
    return status;
}

static enum deploy_status ask_delete(struct deployment *deployment, struct deploy_stack *stack, const struct stack_state *state)
{
    const char *question = text_format(deployment->arena, "Delete stack '%s' in %.*s, with all that it holds?",
                                       name_of(deployment, stack), (int)stack->region.length, stack->region.at).at;
    if (!deployment->request->yes) {
        if (!deployment->talk.asks)
            return deploy_not_approved(deployment, "there is no terminal to ask at, and no --yes");
        if (talk_ask(&deployment->talk, question) != CONSENT_YES)
            return deploy_not_approved(deployment, "the answer was no");
    }
    if (answer_is_true(state->stack, "EnableTerminationProtection")) {
        struct diagnostic *kept = report(deployment->reporter, MT9022, SPAN_NONE, NULL,
                                         deployment->changed ? "nothing more" : "nothing", "the stack is protected from deletion");
        report_help(deployment->reporter, kept, "'mtc --deploy --termination-protection off' takes the protection away");
        return DEPLOY_NOT_APPROVED;
    }
    return delete_stack(deployment, stack, state);
}

/* -------------------------------------------------------------------- cancelling */

/* The call that takes an operation back, by the state that the stack is in. */
static const char *cancel_action(struct text status)
{
    static const struct { const char *status, *action; } actions[] = {
        { "UPDATE_IN_PROGRESS", "CancelUpdateStack" }, { "UPDATE_ROLLBACK_FAILED", "ContinueUpdateRollback" },
        { "IMPORT_ROLLBACK_FAILED", "ContinueUpdateRollback" }, { "CREATE_FAILED", "RollbackStack" },
        { "UPDATE_FAILED", "RollbackStack" },
    };
    for (size_t i = 0; i < sizeof actions / sizeof *actions; i++)
        if (text_equal_c(status, actions[i].status))
            return actions[i].action;
    return NULL;
}

static enum deploy_status cancel(struct deployment *deployment, struct deploy_stack *stack, const struct stack_state *state)
{
    struct cloudformation cf = deploy_cf(deployment, stack, deployment->arena);
    const char *action = cancel_action(state->status);
    struct buffer form;
    struct reply reply;
    struct mark mark;
    if (!action) {
        struct diagnostic *nothing = report(deployment->reporter, MT9029, SPAN_NONE, NULL, name_of(deployment, stack),
                                            text_cstring(deployment->arena, state->status));
        report_help(deployment->reporter, nothing, text_equal_c(state->status, "CREATE_IN_PROGRESS")
                                                       ? "a creation cannot be cancelled; 'mtc --delete' ends it"
                                                       : "an update that runs, or one that failed and was not rolled back, can be");
        return DEPLOY_REFUSED;
    }
    watch_mark(deployment, stack, &mark);
    cf_begin(&cf, &form, action);
    form_add(&form, "StackName", stack->id);
    form_add(&form, "ClientRequestToken", unique_name(deployment, stack));
    cf_call(&cf, &form, false, &reply);
    if (reply.outcome != REPLY_FINE)
        return deploy_refuse(deployment, text_format(deployment->arena, "take back what stack '%s' does",
                                                     name_of(deployment, stack)).at, &reply);
    if (deployment->request->detach)
        return DEPLOY_RUNNING;
    size_t before = deployment->reporter->list.count;
    enum deploy_status status = watch(deployment, stack, &mark, 0);
    if (status != DEPLOY_ROLLED_BACK)
        return status;
    /* rolled back is what was wanted */
    deployment->reporter->list.count = before;
    talk_say(&deployment->talk, INK_GREEN, "stack '%s' is as it was before", name_of(deployment, stack));
    return DEPLOY_DONE;
}

/* -------------------------------------------------------------------------- drift */

struct drifting { struct deployment *deployment; struct deploy_stack *stack; size_t found; };

static void report_drift(struct drifting *drifting, const struct answer *drift)
{
    struct deployment *deployment = drifting->deployment;
    struct text id = answer_text(drift, "LogicalResourceId"), status = answer_text(drift, "StackResourceDriftStatus");
    const struct resource *resource = deploy_resource(drifting->stack, id);
    struct diagnostic *told = report(deployment->reporter, MT9034, resource ? resource->span : SPAN_NONE,
                                     resource ? resource->frames : NULL,
                                     text_cstring(deployment->arena, talk_clean(deployment->arena, id)),
                                     text_equal_c(status, "DELETED") ? "it was deleted" : "it was changed by hand");
    const struct answer *list = answer_child(drift, "PropertyDifferences");
    for (const struct answer *difference = list ? list->children : NULL; difference; difference = difference->next)
        report_note(deployment->reporter, told, SPAN_NONE, "%s: %s was deployed, %s is there",
                    talk_clean(deployment->arena, answer_text(difference, "PropertyPath")).at,
                    talk_clean(deployment->arena, answer_text(difference, "ExpectedValue")).at,
                    talk_clean(deployment->arena, answer_text(difference, "ActualValue")).at);
    drifting->found++;
}

static bool take_drifts(void *context, const struct answer *page)
{
    struct drifting *drifting = context;
    const struct answer *list = answer_find(page, "StackResourceDrifts");
    for (const struct answer *drift = list ? list->children : NULL; drift; drift = drift->next)
        report_drift(drifting, drift);
    return true;
}

/* Asks AWS to compare, waits for it, and tells what it found. */
static enum deploy_status show_drift(struct deployment *deployment, struct deploy_stack *stack)
{
    enum { LOOK_MS = 2000, MOST_LOOKS = 1800 };
    struct cloudformation cf = deploy_cf(deployment, stack, deployment->arena);
    struct drifting drifting = { deployment, stack, 0 };
    struct buffer form;
    struct reply reply;
    cf_begin(&cf, &form, "DetectStackDrift");
    form_add(&form, "StackName", stack->id);
    cf_call(&cf, &form, false, &reply);
    const struct answer *id = answer_find(reply.tree, "StackDriftDetectionId");
    if (reply.outcome != REPLY_FINE || !id)
        return deploy_refuse(deployment, "look for drift", &reply);
    for (int i = 0;; i++) {
        cf_begin(&cf, &form, "DescribeStackDriftDetectionStatus");
        form_add(&form, "StackDriftDetectionId", id->text);
        cf_call(&cf, &form, false, &reply);
        const struct answer *status = answer_find(reply.tree, "DetectionStatus");
        if (reply.outcome != REPLY_FINE)
            return deploy_refuse(deployment, "look for drift", &reply);
        if (status && text_equal_c(status->text, "DETECTION_COMPLETE"))
            break;
        if ((status && text_equal_c(status->text, "DETECTION_FAILED")) || i == MOST_LOOKS) {
            const struct answer *why = answer_find(reply.tree, "DetectionStatusReason");
            report(deployment->reporter, MT9005, SPAN_NONE, NULL, "look for drift",
                   why ? talk_clean(deployment->arena, why->text).at : "it takes too long");
            return DEPLOY_REFUSED;
        }
        if (!deployment->world->wait(deployment->world->context, deploy_pause(deployment, LOOK_MS)))
            return DEPLOY_RUNNING;
    }
    cf_begin(&cf, &form, "DescribeStackResourceDrifts");
    form_add(&form, "StackName", stack->id);
    cf_add_member(&cf, &form, "StackResourceDriftStatusFilters", 1, NULL, TEXT("MODIFIED"));
    cf_add_member(&cf, &form, "StackResourceDriftStatusFilters", 2, NULL, TEXT("DELETED"));
    cf_pages(&cf, buffer_text(&form), take_drifts, &drifting, &reply);
    if (reply.outcome != REPLY_FINE)
        return deploy_refuse(deployment, "look for drift", &reply);
    if (!drifting.found)
        talk_say(&deployment->talk, INK_GREEN, "stack '%s' is as it was deployed", name_of(deployment, stack));
    return drifting.found ? DEPLOY_DIFFERS : DEPLOY_DONE;
}

/* --------------------------------------------------------------------- which one */

static enum deploy_status manage_one(struct deployment *deployment, struct deploy_stack *stack)
{
    struct stack_state state;
    enum deploy_task task = deployment->request->task;
    enum deploy_status status = deploy_look(deployment, stack, deployment->arena, &state);
    if (status != DEPLOY_DONE)
        return status;
    if (!state.exists) {
        if (task != DEPLOY_DELETE)
            return absent(deployment, stack);
        talk_say(&deployment->talk, INK_GREEN, "stack '%s' is not there: nothing to do", name_of(deployment, stack));
        return DEPLOY_DONE;
    }
    stack->state = state.stack;
    switch (task) {
    case DEPLOY_FOLLOW: return follow(deployment, stack, &state);
    case DEPLOY_STATUS: return show_status(deployment, stack, &state);
    case DEPLOY_OUTPUTS: return outputs_show(deployment, stack) ? DEPLOY_DONE : DEPLOY_DIFFERS;
    case DEPLOY_CANCEL: return cancel(deployment, stack, &state);
    case DEPLOY_DELETE: return ask_delete(deployment, stack, &state);
    case DEPLOY_DRIFT: return show_drift(deployment, stack);
    default: return DEPLOY_DONE;
    }
}

/* Deleting goes from the last stack to the first: a stack goes before those
   whose outputs it takes. */
enum deploy_status manage(struct deployment *deployment)
{
    enum deploy_status worst = DEPLOY_DONE;
    bool backwards = deployment->request->task == DEPLOY_DELETE;
    size_t count = deployment->stacks.count;
    for (size_t i = 0; i < count; i++) {
        enum deploy_status status = manage_one(deployment, deployment->stacks.at[backwards ? count - 1 - i : i]);
        talk_progress(&deployment->talk, TEXT(""));
        worst = status != DEPLOY_DONE ? status : worst;
        if (backwards && status != DEPLOY_DONE)
            break;
    }
    return worst;
}
