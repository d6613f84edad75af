/* Watching an operation: its events as they come, and its end. What AWS tells is
   taken as it may come: pages that repeat, events out of order or twice, a
   state that is still the old one. An operation has ended when the stack is in a
   state of rest that the operation has led to; events alone prove nothing. The
   invariant: nothing here changes a stack. Called by deploy.c and manage.c. */
#include "deploy/deployment.h"

enum {
    POLL_MS = 2000, LATER_POLL_MS = 5000, LATER_MS = 120000,
    STALE_LOOKS = 4,            /* at a state that no event explains, before it is believed */
    UNSTARTED_LOOKS = 30,       /* before an operation counts as over that was never seen to begin */
    MOST_SILENCE = 20,          /* looks in a row that AWS gave no answer to */
    MOST_REFUSALS = 3,          /* looks in a row that AWS refused */
    MOST_TOLD = 12,             /* further failures told in notes */
    BAR = 24                    /* columns */
};

struct failure {
    struct text id, type, status, reason;
    const struct resource *resource;
    bool consequence;           /* it was only cancelled because of another */
};

struct active { struct text id, type; int64_t since; };

struct watching {
    struct deployment *deployment;
    struct deploy_stack *stack;
    const struct mark *mark;
    struct atoms seen;                  /* events that were told */
    struct atoms finished;              /* resources that came to an end */
    VEC(struct active) active;
    VEC(struct failure) failures;
    VEC(struct failure) left;           /* could not be removed */
    VEC(const struct answer *) fresh;   /* of one look, newest first */
    size_t total;
    bool started;                       /* an event or a state of this operation was seen */
    struct text last;                   /* state of the stack, by its newest event */
    unsigned same;                      /* looks at the same state of rest */
    unsigned silence, refusals;
    int64_t begun;
    bool no_events;                     /* AWS refuses to tell events */
};

/* --------------------------------------------------------------------- reading */

static bool ends(struct text text, const char *suffix)
{
    return text_ends(text, suffix);
}

static bool is_root(const struct watching *watching, const struct answer *event)
{
    struct text physical = answer_text(event, "PhysicalResourceId");
    return text_equal_c(answer_text(event, "ResourceType"), "AWS::CloudFormation::Stack")
           && (text_equal(physical, watching->stack->id) || text_equal(physical, answer_text(event, "StackId")));
}

/* Whether it is the first event of an operation, which AWS words so. */
static bool is_start(const struct watching *watching, const struct answer *event)
{
    struct text status = answer_text(event, "ResourceStatus");
    return is_root(watching, event)
           && (text_equal_c(answer_text(event, "ResourceStatusReason"), "User Initiated")
               || text_equal_c(status, "CREATE_IN_PROGRESS") || text_equal_c(status, "UPDATE_IN_PROGRESS")
               || text_equal_c(status, "IMPORT_IN_PROGRESS"));
}

/* Newest first: up to the one where this operation began, or one that is known. */
static bool take_page(void *context, const struct answer *page)
{
    struct watching *watching = context;
    const struct answer *list = answer_find(page, "StackEvents");
    bool any = false;
    for (const struct answer *event = list ? list->children : NULL; event; event = event->next) {
        struct text id = answer_text(event, "EventId");
        if (!id.length || (watching->mark && text_equal(id, watching->mark->event)))
            return false;
        if (atom_find(&watching->seen, id) && watching->mark && watching->mark->by_start)
            return false;
        if (atom_find(&watching->seen, id))
            continue;
        atom_of(&watching->seen, id);
        *VEC_ADD(watching->deployment->arena, &watching->fresh) = event;
        any = true;
        if (watching->mark && watching->mark->by_start && is_start(watching, event))
            return false;
    }
    return any;
}

void watch_mark(struct deployment *deployment, const struct deploy_stack *stack, struct mark *mark)
{
    struct cloudformation cf = deploy_cf(deployment, stack, deployment->arena);
    struct buffer form;
    struct reply reply;
    *mark = (struct mark){ { "", 0 }, true };
    cf_begin(&cf, &form, "DescribeStackEvents");
    form_add(&form, "StackName", stack->id.length ? stack->id : stack->name);
    cf_call(&cf, &form, false, &reply);
    const struct answer *newest = answer_child(answer_find(reply.tree, "StackEvents"), "member");
    if (reply.outcome == REPLY_FINE && newest)
        *mark = (struct mark){ answer_text(newest, "EventId"), false };
}

/* --------------------------------------------------------------------- telling */

static void set_active(struct watching *watching, struct text id, struct text type, bool active)
{
    for (size_t i = 0; i < watching->active.count; i++)
        if (text_equal(watching->active.at[i].id, id)) {
            if (!active)
                watching->active.at[i] = watching->active.at[--watching->active.count];
            return;
        }
    if (active)
        *VEC_ADD(watching->deployment->arena, &watching->active) =
            (struct active){ id, type, watching->deployment->world->now(watching->deployment->world->context) };
}

/* "1:23" */
static struct text clock_text(struct arena *arena, int64_t milliseconds)
{
    long seconds = (long)(milliseconds / 1000);
    if (seconds >= 3600)
        return text_format(arena, "%ld:%02ld:%02ld", seconds / 3600, seconds / 60 % 60, seconds % 60);
    return text_format(arena, "%ld:%02ld", seconds / 60, seconds % 60);
}

struct text deploy_elapsed(struct deployment *deployment)
{
    return clock_text(&deployment->scratch, deployment->world->now(deployment->world->context) - deployment->started);
}

static void tell(struct watching *watching, const struct answer *event, enum ink ink)
{
    struct deployment *deployment = watching->deployment;
    struct arena *arena = &deployment->scratch;
    struct text reason = answer_text(event, "ResourceStatusReason"), hook = answer_text(event, "HookStatusReason");
    struct text id = answer_text(event, "LogicalResourceId");
    struct text place = deploy_place(deployment, deploy_resource(watching->stack, id));
    if (hook.length)
        reason = hook;
    talk_say(&deployment->talk, ink, "%7s  %-28s  %s  %s%s%s%s%s", deploy_elapsed(deployment).at,
             talk_clean(arena, answer_text(event, "ResourceStatus")).at, talk_clean(arena, id).at,
             talk_clean(arena, answer_text(event, "ResourceType")).at, place.length ? "  " : "", place.at,
             reason.length ? "  " : "", talk_clean(arena, reason).at);
}

static void note_failure(struct watching *watching, const struct answer *event)
{
    struct arena *arena = watching->deployment->arena;
    struct text reason = answer_text(event, "ResourceStatusReason"), hook = answer_text(event, "HookStatusReason");
    struct failure failure = {
        text_copy(arena, answer_text(event, "LogicalResourceId")), text_copy(arena, answer_text(event, "ResourceType")),
        text_copy(arena, answer_text(event, "ResourceStatus")), talk_clean(arena, hook.length ? hook : reason),
        deploy_resource(watching->stack, answer_text(event, "LogicalResourceId")),
        text_holds(reason, "cancelled") || text_holds(reason, "Cancelled"),
    };
    /* what cannot be removed behind a good end, or while rolling back, is another matter */
    if (text_equal_c(failure.status, "DELETE_FAILED") && !text_starts(watching->last, "DELETE_"))
        *VEC_ADD(arena, &watching->left) = failure;
    else
        *VEC_ADD(arena, &watching->failures) = failure;
}

static void take_event(struct watching *watching, const struct answer *event)
{
    struct arena *arena = watching->deployment->arena;
    struct text status = answer_text(event, "ResourceStatus"), id = text_copy(arena, answer_text(event, "LogicalResourceId"));
    bool failed = ends(status, "_FAILED") || text_equal_c(answer_text(event, "HookStatus"), "HOOK_COMPLETE_FAILED");
    watching->started = true;
    if (is_root(watching, event)) {
        watching->last = text_copy(arena, status);
        tell(watching, event, failed || text_holds(status, "ROLLBACK") ? INK_RED : INK_DIM);
        return;
    }
    bool complete = ends(status, "_COMPLETE");
    set_active(watching, id, text_copy(arena, answer_text(event, "ResourceType")), ends(status, "_IN_PROGRESS"));
    if (complete)
        atom_of(&watching->finished, id);
    if (failed)
        note_failure(watching, event);
    if (!watching->deployment->talk.live || failed || complete)
        tell(watching, event, failed ? INK_RED : complete ? INK_GREEN : INK_DIM);
}

/* "[======>      ] 5/12  1:23  Database 0:58" */
static void draw(struct watching *watching)
{
    struct deployment *deployment = watching->deployment;
    struct arena *arena = &deployment->scratch;
    if (!deployment->talk.live)
        return;
    struct buffer out;
    buffer_init(&out, arena);
    size_t done = watching->finished.count, total = watching->total > done ? watching->total : done;
    size_t columns = total ? done * BAR / total : 0;
    buffer_add_char(&out, '[');
    for (size_t i = 0; i < BAR; i++)
        buffer_add_char(&out, i < columns ? '=' : i == columns ? '>' : ' ');
    buffer_add_format(&out, "] %zu/%zu  %s", done, total, deploy_elapsed(deployment).at);
    const struct active *slow = NULL;
    for (size_t i = 0; i < watching->active.count; i++)
        if (!slow || watching->active.at[i].since < slow->since)
            slow = &watching->active.at[i];
    if (slow)
        buffer_add_format(&out, "  %s %s", talk_clean(arena, slow->id).at,
                          clock_text(arena, deployment->world->now(deployment->world->context) - slow->since).at);
    size_t most = deployment->talk.columns ? deployment->talk.columns - 1 : 79;
    talk_progress(&deployment->talk, text_slice(buffer_text(&out), 0, out.length < most ? out.length : most));
}

/* ---------------------------------------------------------------------- the end */

static struct diagnostic *report_failure(struct watching *watching, enum message_id id, const struct failure *failure)
{
    struct deployment *deployment = watching->deployment;
    return report(deployment->reporter, id, failure->resource ? failure->resource->span : SPAN_NONE,
                  failure->resource ? failure->resource->frames : NULL, failure->type.at, failure->id.at,
                  failure->reason.length ? failure->reason.at : failure->status.at);
}

/* The first failure that is not the consequence of another is the cause. NULL:
   AWS told of none. */
static struct diagnostic *report_failures(struct watching *watching)
{
    struct deployment *deployment = watching->deployment;
    const struct failure *cause = NULL;
    size_t told = 0, more = 0;
    for (size_t i = 0; i < watching->failures.count && !cause; i++)
        if (!watching->failures.at[i].consequence)
            cause = &watching->failures.at[i];
    if (!cause && watching->failures.count)
        cause = &watching->failures.at[0];
    if (!cause)
        return NULL;
    struct diagnostic *diagnostic = report_failure(watching, MT9030, cause);
    for (size_t i = 0; i < watching->failures.count; i++) {
        const struct failure *other = &watching->failures.at[i];
        if (other == cause || other->consequence || text_equal(other->id, cause->id))
            continue;
        if (told++ < MOST_TOLD)
            report_note(deployment->reporter, diagnostic, other->resource ? other->resource->span : SPAN_NONE,
                        "'%s' failed, too: %s", other->id.at, other->reason.at);
        else
            more++;
    }
    if (more)
        report_note(deployment->reporter, diagnostic, SPAN_NONE, "and %zu more", more);
    return diagnostic;
}

static void report_left(struct watching *watching)
{
    for (size_t i = 0; i < watching->left.count; i++)
        report_failure(watching, MT9033, &watching->left.at[i]);
}

static enum deploy_status finish(struct watching *watching, struct text status, struct text reason)
{
    struct deployment *deployment = watching->deployment;
    const char *name = text_cstring(deployment->arena, watching->stack->name);
    enum ending ending = status_ending(status);
    report_left(watching);
    /* a creation that failed may end with nothing, too */
    if (ending == ENDING_GOOD || (ending == ENDING_GONE && !watching->failures.count))
        return DEPLOY_DONE;
    struct diagnostic *told = report_failures(watching);
    if (told) {
        report_note(deployment->reporter, told, SPAN_NONE, "stack '%s' ended in state %.*s: %s", name, (int)status.length,
                    status.at, status_words(status));
    } else {
        told = report(deployment->reporter, MT9031, SPAN_NONE, NULL, name, text_cstring(deployment->arena, status),
                      status_words(status));
        if (reason.length)
            report_note(deployment->reporter, told, SPAN_NONE, "AWS says: %s", talk_clean(deployment->arena, reason).at);
    }
    if (status_help(status) && ending == ENDING_STUCK)
        report_help(deployment->reporter, told, "%s", status_help(status));
    return ending == ENDING_STUCK ? DEPLOY_NEEDS_PERSON : DEPLOY_ROLLED_BACK;
}

/* How to come back to a stack that is left running. */
static enum deploy_status leave(struct watching *watching, const char *why)
{
    struct deployment *deployment = watching->deployment;
    struct diagnostic *running = report(deployment->reporter, MT9032, SPAN_NONE, NULL,
                                        text_cstring(deployment->arena, watching->stack->name), why);
    report_help(deployment->reporter, running, "'mtc --follow' with the same file and options watches on");
    return DEPLOY_RUNNING;
}

/* --------------------------------------------------------------------- the loop */

static void look_at_events(struct watching *watching, struct cloudformation *cf)
{
    struct buffer form;
    struct reply reply;
    watching->fresh.count = 0;
    if (watching->no_events)
        return;
    cf_begin(cf, &form, "DescribeStackEvents");
    form_add(&form, "StackName", watching->stack->id);
    cf_pages(cf, buffer_text(&form), take_page, watching, &reply);
    watching->no_events = text_equal_c(reply.code, "AccessDenied") || text_equal_c(reply.code, "AccessDeniedException");
    if (watching->no_events)
        talk_say(&watching->deployment->talk, INK_YELLOW, "AWS does not tell events to these credentials: %s",
                 reply_words(&watching->deployment->scratch, &reply).at);
    for (size_t i = watching->fresh.count; i > 0; i--)
        take_event(watching, watching->fresh.at[i - 1]);
}

/* Whether the state is one that this operation has led to. A state of rest may be
   that from before, which AWS tells for a while after the start. */
static bool has_ended(struct watching *watching, struct text status)
{
    enum stack_phase phase = status_phase(status);
    if (phase == PHASE_BUSY || phase == PHASE_FINISHING) {
        watching->started = true;
        watching->same = 0;
        return phase == PHASE_FINISHING && text_equal_c(status, "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS")
               && watching->deployment->request->detach;
    }
    if (phase == PHASE_REVIEW)
        return false;
    watching->same++;
    if (text_equal(status, watching->last))
        return true;
    bool explained = watching->started && !(watching->last.length && status_phase(watching->last) == PHASE_BUSY);
    return watching->same >= (explained ? STALE_LOOKS : UNSTARTED_LOOKS);
}

static int64_t pause_of(struct watching *watching)
{
    int64_t age = watching->deployment->world->now(watching->deployment->world->context) - watching->begun;
    return deploy_pause(watching->deployment, age < LATER_MS ? POLL_MS : LATER_POLL_MS);
}

static bool is_late(const struct watching *watching)
{
    const struct deployment *deployment = watching->deployment;
    return deployment->request->timeout > 0
           && deployment->world->now(deployment->world->context) - deployment->started
                  > (int64_t)deployment->request->timeout * 1000;
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
    *status = leave(watching, reply_words(watching->deployment->arena, reply).at);
    return true;
}

static void keep_state(struct watching *watching, const struct stack_state *state)
{
    struct cloudformation cf = deploy_cf(watching->deployment, watching->stack, watching->deployment->arena);
    struct stack_state kept;
    struct reply reply;
    if (!state->exists)
        return;
    cf_describe_stack(&cf, watching->stack->id, &kept, &reply);
    watching->stack->state = kept.stack ? kept.stack : watching->stack->state;
}

static enum deploy_status loop(struct watching *watching)
{
    struct deployment *deployment = watching->deployment;
    for (;;) {
        struct cloudformation cf = deploy_cf(deployment, watching->stack, &deployment->scratch);
        struct stack_state state;
        struct reply reply;
        enum deploy_status status = DEPLOY_DONE;
        look_at_events(watching, &cf);
        cf_describe_stack(&cf, watching->stack->id, &state, &reply);
        if (is_silent(watching, &reply, &status))
            return status;
        if (state.known && !state.exists)
            return finish(watching, TEXT("DELETE_COMPLETE"), TEXT(""));
        if (state.exists && has_ended(watching, state.status)) {
            struct text ended = text_copy(deployment->arena, state.status), reason = text_copy(deployment->arena, state.reason);
            look_at_events(watching, &cf);
            keep_state(watching, &state);
            talk_progress(&deployment->talk, TEXT(""));
            return finish(watching, ended, reason);
        }
        draw(watching);
        int64_t pause = pause_of(watching);
        arena_reset(&deployment->scratch);
        if (is_late(watching))
            return leave(watching, "the time was up");
        if (reply.outcome == REPLY_STOPPED || !deployment->world->wait(deployment->world->context, pause)) {
            machine_resume();
            return leave(watching, "it was left");
        }
    }
}

static enum deploy_status begin(struct deployment *deployment, struct deploy_stack *stack, const struct mark *mark, size_t total,
                                bool started)
{
    struct watching watching = { .deployment = deployment, .stack = stack, .mark = mark, .total = total, .started = started,
                                 .last = { "", 0 } };
    watching.begun = deployment->world->now(deployment->world->context);
    atoms_init(&watching.seen, deployment->arena);
    atoms_init(&watching.finished, deployment->arena);
    enum deploy_status status = loop(&watching);
    talk_progress(&deployment->talk, TEXT(""));
    return status;
}

enum deploy_status watch(struct deployment *deployment, struct deploy_stack *stack, const struct mark *mark, size_t total)
{
    return begin(deployment, stack, mark, total, false);
}

enum deploy_status watch_other(struct deployment *deployment, struct deploy_stack *stack)
{
    struct mark mark = { { "", 0 }, true };
    return begin(deployment, stack, &mark, 0, true);
}
