/* What stands where a stack shall be, and whether something can be done with it:
   of each stack when its turn comes, and of all of them before the first is
   changed, so that what can be known to end badly is not begun. Called by
   deploy.c. */
#include "deploy/stuck.h"

static enum deploy_status report_busy(struct deployment *deployment, const struct deploy_stack *stack,
                                      const struct stack_state *state)
{
    struct diagnostic *busy = report(deployment->reporter, MT9020, SPAN_NONE, NULL,
                                     text_cstring(deployment->arena, stack->name), status_words(state->status));
    report_help(deployment->reporter, busy, "--wait waits for it; 'mtc --follow' watches it");
    return DEPLOY_REFUSED;
}

enum deploy_status survey_refuse(struct deployment *deployment, const struct deploy_stack *stack, const struct stack_state *state)
{
    enum stack_phase phase = status_phase(state->status);
    return phase == PHASE_STUCK || phase == PHASE_HALTED ? stuck_report(deployment, stack, state)
                                                         : report_busy(deployment, stack, state);
}

/* Whether nothing can be begun with it, now and as the user wants it. */
static bool is_closed(const struct deployment *deployment, enum stack_phase phase)
{
    return phase == PHASE_STUCK || (phase == PHASE_BUSY && !deployment->request->wait)
           || (phase == PHASE_HALTED && deployment->request->on_failure != ON_FAILURE_NOTHING);
}

/* The first creation failed and left a stack that holds nothing: it goes, so
   that the name is free. */
static enum deploy_status clear_hollow(struct deployment *deployment, struct deploy_stack *stack,
                                       const struct stack_state *state)
{
    talk_say(&deployment->talk, INK_YELLOW, "stack '%.*s' is in state %.*s: %s", (int)stack->name.length, stack->name.at,
             (int)state->status.length, state->status.at, status_words(state->status));
    enum deploy_status status = deploy_approve(deployment, "Delete the empty stack and create it again?", false);
    return status == DEPLOY_DONE ? delete_stack(deployment, stack, state) : status;
}

enum deploy_status survey_ready(struct deployment *deployment, struct deploy_stack *stack, struct stack_state *state)
{
    for (;;) {
        enum deploy_status status = deploy_look(deployment, stack, deployment->arena, state);
        if (status != DEPLOY_DONE)
            return status;
        enum stack_phase phase = status_phase(state->status);
        if (state->exists && is_closed(deployment, phase))
            return survey_refuse(deployment, stack, state);
        if (!state->exists || phase == PHASE_REVIEW || phase == PHASE_SETTLED || phase == PHASE_HALTED)
            return DEPLOY_DONE;
        if (phase == PHASE_HOLLOW) {
            status = clear_hollow(deployment, stack, state);
        } else {
            talk_say(&deployment->talk, INK_DIM, "waiting for stack '%.*s': %s", (int)stack->name.length, stack->name.at,
                     status_words(state->status));
            status = watch_other(deployment, stack, AIM_REST);
        }
        if (status != DEPLOY_DONE)
            return status;
    }
}

/* What can be known of a stack before those in front of it have been deployed. */
static enum deploy_status survey_one(struct deployment *deployment, struct deploy_stack *stack)
{
    struct stack_state state;
    enum deploy_status status = deploy_look(deployment, stack, deployment->arena, &state);
    if (status != DEPLOY_DONE)
        return status;
    enum stack_phase phase = status_phase(state.status);
    if (state.exists && is_closed(deployment, phase))
        return survey_refuse(deployment, stack, &state);
    stack->state = state.stack;
    bool holds = state.exists && phase != PHASE_REVIEW && phase != PHASE_HOLLOW;
    return parameters_settle(deployment, stack, holds ? state.stack : NULL);
}

enum deploy_status survey(struct deployment *deployment)
{
    enum deploy_status worst = DEPLOY_DONE;
    if (deployment->stacks.count < 2)
        return DEPLOY_DONE;     /* its turn comes at once */
    for (size_t i = 0; i < deployment->stacks.count; i++) {
        enum deploy_status status = survey_one(deployment, deployment->stacks.at[i]);
        if (status == DEPLOY_NOT_APPROVED)
            return status;
        worst = status > worst ? status : worst;
    }
    return worst;
}
