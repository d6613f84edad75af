/* Watching an operation: its events as they come, and its end. What AWS tells is
   taken as it may come: a state that is still the old one, an answer that does
   not come. An operation has ended when the stack is in a state of rest that the
   operation has led to; events alone prove nothing. The invariant: nothing here
   changes a stack, but for an update that the user wants cancelled. Called by
   deploy.c, cancel.c, delete.c and manage.c. */
#include "deploy/failures.h"
#include "deploy/progress.h"
#include "deploy/stuck.h"

enum {
    POLL_MS = 2000, LATER_POLL_MS = 5000, LATER_MS = 120000,
    TICK_MS = 1000,             /* between two drawings of the bar */
    SECOND_MS = 3000,           /* in which a second Ctrl-C asks about cancelling */
    STALE_LOOKS = 4,            /* at a state that no event explains, before it is believed */
    UNSTARTED_LOOKS = 30,       /* before an operation counts as over that was never seen to begin */
    MOST_SILENCE = 20,          /* looks in a row that AWS gave no answer to */
    MOST_REFUSALS = 3           /* looks in a row that AWS refused */
};

struct watching {
    struct deployment *deployment;
    struct deploy_stack *stack;
    enum aim aim;
    struct events events;
    struct failures failures;
    struct progress progress;
    bool started;                       /* an event or a state of this operation was seen */
    struct text last;                   /* state of the stack, by its newest event */
    struct text state;                  /* and as AWS last told it */
    unsigned same;                      /* looks at the same state of rest */
    unsigned silence, refusals;
    int64_t begun;
    bool cancelled;                     /* by the user, while it was watched */
};

static int64_t now_of(const struct watching *watching)
{
    return watching->deployment->world->now(watching->deployment->world->context);
}

/* ---------------------------------------------------------------------- the end */

static bool is_reached(const struct watching *watching, enum ending ending)
{
    switch (watching->aim) {
    case AIM_MADE: return ending == ENDING_GOOD;
    case AIM_GONE: return ending == ENDING_GONE;
    case AIM_BACK: return ending == ENDING_ROLLED_BACK || ending == ENDING_GONE;
    case AIM_REST: return true;
    case AIM_ANY: break;
    }
    /* a creation that failed may end with nothing, too */
    return ending == ENDING_GOOD || (ending == ENDING_GONE && !watching->failures.list.count);
}

static struct diagnostic *report_end(struct watching *watching, struct text status, struct text reason)
{
    struct deployment *deployment = watching->deployment;
    const char *name = text_cstring(deployment->arena, watching->stack->name);
    struct diagnostic *told = watching->cancelled ? NULL : failures_report(&watching->failures);
    if (told) {
        report_note(deployment->reporter, told, SPAN_NONE, "stack '%s' ended in state %.*s: %s", name, (int)status.length,
                    status.at, status_words(status));
        return told;
    }
    told = report(deployment->reporter, MT9031, SPAN_NONE, NULL, name, text_cstring(deployment->arena, status),
                  status_words(status));
    if (reason.length)
        report_note(deployment->reporter, told, SPAN_NONE, "AWS says: %s", talk_clean(deployment->arena, reason).at);
    return told;
}

static enum deploy_status finish(struct watching *watching, struct text status, struct text reason)
{
    struct deployment *deployment = watching->deployment;
    enum ending ending = status_ending(status);
    struct held_list held;
    if (watching->aim == AIM_REST)
        return DEPLOY_DONE;
    failures_warn(&watching->failures);
    if (is_reached(watching, ending))
        return DEPLOY_DONE;
    if (watching->aim == AIM_BACK && ending == ENDING_GOOD) {
        report(deployment->reporter, MT9029, SPAN_NONE, NULL, text_cstring(deployment->arena, watching->stack->name),
               text_format(deployment->arena, "%s, before AWS heard of it", status_words(status)).at);
        return DEPLOY_REFUSED;
    }
    struct diagnostic *told = report_end(watching, status, reason);
    if (ending != ENDING_STUCK) {
        if (status_help(status) && !told->help.length)
            report_help(deployment->reporter, told, "%s", status_help(status));
        return DEPLOY_ROLLED_BACK;
    }
    stuck_read(deployment, watching->stack, &held);
    struct text help = stuck_help(deployment->arena, status, &held);
    if (help.length)
        report_help(deployment->reporter, told, "%s", help.at);
    return DEPLOY_NEEDS_PERSON;
}

enum deploy_status watch_left(struct deployment *deployment, const struct deploy_stack *stack, const char *why)
{
    struct diagnostic *running = report(deployment->reporter, MT9032, SPAN_NONE, NULL,
                                        text_cstring(deployment->arena, stack->name), why);
    report_help(deployment->reporter, running, "'mtc --follow' with the same file and options watches on");
    return DEPLOY_RUNNING;
}

/* --------------------------------------------------------------------- leaving */

static bool cancel_update(struct watching *watching)
{
    struct deployment *deployment = watching->deployment;
    struct cloudformation cf = deploy_cf(deployment, watching->stack, &deployment->scratch);
    struct reply reply;
    cancel_call(deployment, watching->stack, &cf, "CancelUpdateStack", &reply);
    if (reply.outcome == REPLY_FINE)
        return true;
    talk_say(&deployment->talk, INK_YELLOW, "the update was not cancelled: %s", reply_words(&deployment->scratch, &reply).at);
    return false;
}

/* A second Ctrl-C, soon behind the first, asks whether an update is to be taken
   back. True: it is, and watched on. */
static bool asks_to_cancel(struct watching *watching)
{
    struct deployment *deployment = watching->deployment;
    const struct world *world = deployment->world;
    bool by_hand = machine_resume();
    if (!by_hand || !deployment->talk.asks || watching->cancelled || !text_equal_c(watching->state, "UPDATE_IN_PROGRESS"))
        return false;
    talk_say(&deployment->talk, INK_YELLOW, "the update goes on without mtc; Ctrl-C again, now, asks whether to cancel it");
    if (world->wait(world->context, SECOND_MS))
        return false;
    if (!machine_resume() || talk_ask(&deployment->talk, "Cancel the update, so that AWS takes it back?") != CONSENT_YES)
        return false;
    watching->cancelled = cancel_update(watching);
    return watching->cancelled;
}

/* Waits until the next look, with the bar alive. False: the user wants to leave. */
static bool pause_looking(struct watching *watching)
{
    struct deployment *deployment = watching->deployment;
    const struct world *world = deployment->world;
    int64_t left = deploy_pause(deployment, now_of(watching) - watching->begun < LATER_MS ? POLL_MS : LATER_POLL_MS);
    for (; left > 0; left -= TICK_MS) {
        progress_draw(&watching->progress);
        if (!world->wait(world->context, left < TICK_MS ? left : TICK_MS))
            return false;
        arena_reset(&deployment->scratch);
    }
    return true;
}

static bool is_late(const struct watching *watching)
{
    const struct deployment *deployment = watching->deployment;
    return deployment->request->timeout > 0
           && now_of(watching) - deployment->started > (int64_t)deployment->request->timeout * 1000;
}

/* --------------------------------------------------------------------- the loop */

static void look_at_events(struct watching *watching, struct cloudformation *cf, const struct stack_state *state)
{
    events_look(&watching->events, cf, state);
    for (size_t i = 0; i < watching->events.fresh.count; i++) {
        const struct event *event = &watching->events.fresh.at[i];
        watching->started = true;
        if (event->root)
            watching->last = event->status.length ? event->status : watching->last;
        progress_take(&watching->progress, event);
        progress_tell(&watching->progress, event);
        if ((event->failed || event->warns) && !(event->root && event->status.length))
            failures_take(&watching->failures, event, watching->last);
    }
}

/* Whether the state is one that this operation has led to. A state of rest may be
   that from before, which AWS tells for a while after the start. */
static bool has_ended(struct watching *watching, struct text status)
{
    enum stack_phase phase = status_phase(status);
    if (phase == PHASE_BUSY || phase == PHASE_FINISHING || phase == PHASE_REVIEW) {
        watching->same = 0;
        return false;
    }
    watching->same++;
    if (text_equal(status, watching->last))
        return true;
    bool explained = watching->started && !(watching->last.length && status_phase(watching->last) == PHASE_BUSY);
    return watching->same >= (explained ? STALE_LOOKS : UNSTARTED_LOOKS);
}

/* What AWS does not answer while a stack works does not concern the stack. */
static bool is_silent(struct watching *watching, const struct reply *reply, enum deploy_status *status)
{
    if (reply->outcome == REPLY_FINE) {
        watching->silence = watching->refusals = 0;
        return false;
    }
    if (cf_is_absent(reply) || reply->outcome == REPLY_STOPPED)
        return false;
    bool refused = reply->outcome == REPLY_IMPOSSIBLE || (reply->outcome == REPLY_REFUSED && reply->status < 500
                                                          && reply->status != 429);
    watching->silence++;
    watching->refusals = refused ? watching->refusals + 1 : 0;
    if (watching->refusals < MOST_REFUSALS && watching->silence < MOST_SILENCE)
        return false;
    *status = watch_left(watching->deployment, watching->stack, reply_words(watching->deployment->arena, reply).at);
    return true;
}

/* The stack as it stands at the end, for whoever needs its outputs: the answer
   is read again, into memory that lasts. */
static void keep_state(struct watching *watching, const struct reply *reply)
{
    struct arena *arena = watching->deployment->arena;
    const struct answer *stacks = answer_find(answer_xml(arena, text_copy(arena, reply->body)), "Stacks");
    watching->stack->state = answer_child(stacks, "member");
}

/* One look at the stack. True: it is over, with *status. */
static bool look(struct watching *watching, struct reply *reply, enum deploy_status *status)
{
    struct deployment *deployment = watching->deployment;
    struct cloudformation cf = deploy_cf(deployment, watching->stack, &deployment->scratch);
    const struct mark *mark = watching->events.mark;
    struct stack_state state;
    cf_describe_stack(&cf, watching->stack->id, &state, reply);
    if (is_silent(watching, reply, status))
        return true;
    enum stack_phase phase = status_phase(state.status);
    watching->started = watching->started || (state.exists && (phase == PHASE_BUSY || phase == PHASE_FINISHING));
    watching->state = state.exists ? text_copy(deployment->arena, state.status) : watching->state;
    /* without a mark events of an earlier operation look like those of one that has not begun */
    bool certain = !mark || !mark->by_start || watching->started;
    if (reply->outcome != REPLY_STOPPED && certain)
        look_at_events(watching, &cf, &state);
    if (state.known && !state.exists) {
        *status = finish(watching, TEXT("DELETE_COMPLETE"), TEXT(""));
        return true;
    }
    if (!state.exists || !has_ended(watching, state.status))
        return false;
    struct text ended = text_copy(deployment->arena, state.status), reason = text_copy(deployment->arena, state.reason);
    if (!certain)
        look_at_events(watching, &cf, &state);
    keep_state(watching, reply);
    talk_progress(&deployment->talk, TEXT(""));
    *status = finish(watching, ended, reason);
    return true;
}

static enum deploy_status loop(struct watching *watching)
{
    struct deployment *deployment = watching->deployment;
    for (;;) {
        struct reply reply;
        enum deploy_status status;
        if (look(watching, &reply, &status))
            return status;
        bool stopped = reply.outcome == REPLY_STOPPED;
        arena_reset(&deployment->scratch);
        if (is_late(watching))
            return watch_left(deployment, watching->stack, "the time was up");
        if ((stopped || !pause_looking(watching)) && !asks_to_cancel(watching))
            return watch_left(deployment, watching->stack, "watching it was stopped");
    }
}

enum deploy_status watch(struct deployment *deployment, struct deploy_stack *stack, const struct mark *mark, size_t total,
                         enum aim aim)
{
    struct watching watching = { .deployment = deployment, .stack = stack, .aim = aim, .last = { "", 0 }, .state = { "", 0 },
                                 .failures = { .deployment = deployment, .stack = stack } };
    watching.begun = now_of(&watching);
    events_start(&watching.events, deployment, stack, mark);
    progress_start(&watching.progress, deployment, stack, total);
    enum deploy_status status = loop(&watching);
    talk_progress(&deployment->talk, TEXT(""));
    if (status == DEPLOY_DONE && aim == AIM_MADE)
        talk_say(&deployment->talk, INK_GREEN, "stack '%.*s' is %s, in %s", (int)stack->name.length, stack->name.at,
                 text_starts(watching.state, "CREATE_") ? "created" : "updated", progress_age(&watching.progress).at);
    return status;
}

enum deploy_status watch_other(struct deployment *deployment, struct deploy_stack *stack, enum aim aim)
{
    struct mark mark = { .by_start = true };
    return watch(deployment, stack, &mark, 0, aim);
}
