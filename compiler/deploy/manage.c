/* What is done with stacks that stand: followed, shown, cancelled, deleted,
   compared with what is there; each stack in its turn. Called by deploy.c. */
#include "deploy/stuck.h"

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

static enum deploy_status follow(struct deployment *deployment, struct deploy_stack *stack, const struct stack_state *state)
{
    enum stack_phase phase = status_phase(state->status);
    if (phase == PHASE_BUSY || phase == PHASE_FINISHING)
        return watch_other(deployment, stack, AIM_ANY);
    if (status_ending(state->status) == ENDING_STUCK)
        return stuck_report(deployment, stack, state);
    talk_say(&deployment->talk, INK_PLAIN, "stack '%s': %.*s: %s", name_of(deployment, stack), (int)state->status.length,
             state->status.at, status_words(state->status));
    return status_ending(state->status) == ENDING_ROLLED_BACK ? DEPLOY_ROLLED_BACK : DEPLOY_DONE;
}

/* The state, why it is so, of a stack that is stuck what holds it, and what waits
   to be done with it. */
static enum deploy_status show_status(struct deployment *deployment, const struct deploy_stack *stack,
                                      const struct stack_state *state)
{
    struct held_list held = { .list = { NULL, 0, 0 } };
    struct buffer out;
    buffer_init(&out, &deployment->scratch);
    buffer_add_format(&out, "%s  %.*s  %.*s  %s\n", name_of(deployment, stack), (int)stack->region.length, stack->region.at,
                      (int)state->status.length, state->status.at, status_words(state->status));
    if (state->reason.length)
        buffer_add_format(&out, "  %s\n", talk_clean(&deployment->scratch, state->reason).at);
    if (status_ending(state->status) == ENDING_STUCK)
        stuck_read(deployment, stack, &held);
    for (size_t i = 0; i < held.list.count; i++) {
        const struct held *one = &held.list.at[i];
        struct text place = deploy_place(deployment, deploy_resource(stack, one->id));
        buffer_add_format(&out, "  %s  %s%s%s%s%s\n", one->id.at, one->status.at, place.length ? "  " : "", place.at,
                          one->reason.length ? "  " : "", one->reason.at);
    }
    struct text help = stuck_help(&deployment->scratch, state->status, &held);
    if (help.length)
        buffer_add_format(&out, "  %s\n", help.at);
    waiting_show(deployment, stack, &out);
    return talk_answer(buffer_text(&out)) ? DEPLOY_DONE : DEPLOY_DIFFERS;
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
    case DEPLOY_CANCEL: return cancel_stack(deployment, stack, &state);
    case DEPLOY_DELETE: return delete_asked(deployment, stack, &state);
    case DEPLOY_DRIFT: return drift_show(deployment, stack);
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
        worst = status > worst ? status : worst;
        if (backwards && status != DEPLOY_DONE)
            break;
    }
    return worst;
}
