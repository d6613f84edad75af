/* Where events come from. DescribeEvents tells them by operation: a rollback is
   an operation of its own, and DescribeStacks lists the latest ("View stack
   events by operation", AWS CloudFormation User Guide). Where an endpoint or a
   role does not know it, DescribeStackEvents serves, which tells all that ever
   happened to a stack: a mark then says where what is watched begins. The
   invariant: an event is told once, and those of one look in the order of time,
   though pages repeat and come in disorder. Called by watch.c. */
#include "deploy/events.h"

#include <stdlib.h>

enum { LATEST_OPERATIONS = 2 };     /* of a nested stack: an operation and its rollback */

/* --------------------------------------------------------------------- reading */

static struct text first_text(struct arena *arena, const struct answer *answer, const char *const *names)
{
    for (; *names; names++)
        if (answer_text(answer, *names).length)
            return talk_clean(arena, answer_text(answer, *names));
    return TEXT("");
}

/* AWS's words for what failed only because something else did. */
static bool is_cancelled(struct text reason)
{
    return text_starts(reason, "Resource ") && (text_holds(reason, "cancelled") || text_holds(reason, "canceled"));
}

struct event event_read(struct arena *arena, const struct answer *answer)
{
    static const char *const reasons[] = { "ValidationStatusReason", "HookStatusReason", "ResourceStatusReason", NULL };
    struct text hook = answer_text(answer, "HookStatus"), validation = answer_text(answer, "ValidationStatus");
    struct event event = {
        .id = text_copy(arena, answer_text(answer, "EventId")), .call = text_copy(arena, answer_text(answer, "HookInvocationId")),
        .stack = text_copy(arena, answer_text(answer, "StackId")),
        .logical = talk_clean(arena, answer_text(answer, "LogicalResourceId")),
        .physical = text_copy(arena, answer_text(answer, "PhysicalResourceId")),
        .type = talk_clean(arena, answer_text(answer, "ResourceType")),
        .status = talk_clean(arena, answer_text(answer, "ResourceStatus")),
        .detail = talk_clean(arena, answer_text(answer, "DetailedStatus")),
        .reason = first_text(arena, answer, reasons), .hook = talk_clean(arena, answer_text(answer, "HookType")),
        .path = talk_clean(arena, answer_text(answer, "ValidationPath")),
        .moment = text_copy(arena, answer_text(answer, "Timestamp")),
    };
    bool hook_failed = text_equal_c(hook, "HOOK_COMPLETE_FAILED") || text_equal_c(hook, "HOOK_FAILED");
    event.time = event.moment.length ? world_time(event.moment) : 0;
    event.running = text_ends(event.status, "_IN_PROGRESS");
    event.complete = text_ends(event.status, "_COMPLETE") || text_equal_c(event.status, "DELETE_SKIPPED");
    event.warns = (hook_failed && text_equal_c(answer_text(answer, "HookFailureMode"), "WARN"))
                  || text_equal_c(answer_text(answer, "ValidationFailureMode"), "WARN");
    event.failed = !event.warns && (text_ends(event.status, "_FAILED") || hook_failed || text_equal_c(validation, "FAILED"));
    event.cancelled = event.failed && is_cancelled(event.reason);
    return event;
}

/* What makes two events one, where two calls give it two names. */
static struct text signature_of(struct arena *arena, const struct event *event)
{
    return text_format(arena, "%s %s %s %s %s %s", event->stack.at, event->logical.at, event->status.at, event->detail.at,
                       event->moment.at, event->reason.at);
}

/* Whether it is the first event of an operation, which AWS words so. */
static bool is_start(const struct event *event)
{
    return event->root && (text_equal_c(event->reason, "User Initiated") || text_equal_c(event->status, "CREATE_IN_PROGRESS")
                           || text_equal_c(event->status, "UPDATE_IN_PROGRESS")
                           || text_equal_c(event->status, "IMPORT_IN_PROGRESS"));
}

static bool is_stack(const struct event *event)
{
    return text_equal_c(event->type, "AWS::CloudFormation::Stack");
}

/* ------------------------------------------------------------- which are wanted */

struct reading {
    struct events *events;
    size_t followed;            /* index in .stacks */
    const char *list;
    size_t taken;
    bool passed;                /* the mark: what is behind is earlier, unless its time says otherwise */
};

static bool holds(const struct followed *followed, struct text operation)
{
    for (size_t i = 0; i < followed->operations.count; i++)
        if (text_equal(followed->operations.at[i], operation))
            return true;
    return false;
}

/* The moment before which nothing is of what is watched; empty: there is none. */
static struct text beginning_of(const struct reading *reading)
{
    const struct events *events = reading->events;
    if (reading->followed)
        return events->since;
    if (!events->mark)
        return TEXT("");
    return !events->mark->by_start ? events->mark->moment : events->first.length ? events->since : TEXT("");
}

/* Whether the event was there before what is watched. Behind the mark an event
   has to be later to count: AWS lists the newest first, but for some disorder. */
static bool is_earlier(const struct reading *reading, const struct event *event, struct text operation)
{
    const struct events *events = reading->events;
    const struct mark *mark = events->mark;
    if (reading->followed == 0 && mark && !mark->by_start && operation.length && text_equal(operation, mark->operation)
        && !holds(events->stacks.at, operation))
        return true;
    struct text beginning = beginning_of(reading);
    if (!beginning.length || !event->moment.length)
        return reading->passed;
    int order = text_compare(event->moment, beginning);
    return order < 0 || (order == 0 && reading->passed);
}

/* Whether the event is where what is watched begins. */
static bool is_mark(const struct reading *reading, struct text id)
{
    const struct events *events = reading->events;
    return reading->followed == 0 && events->mark
           && (text_equal(id, events->mark->event) || (events->first.length && text_equal(id, events->first)));
}

/* Sees to it that a nested stack is read, as long as it is at work and once more. */
static void follow(struct events *events, const struct event *event)
{
    struct deployment *deployment = events->deployment;
    for (size_t i = 0; i < events->stacks.count; i++)
        if (text_equal(events->stacks.at[i].id, event->physical)) {
            events->stacks.at[i].over = !event->running;
            events->stacks.at[i].done = events->stacks.at[i].done && !event->running;
            return;
        }
    struct followed followed = { .id = event->physical, .resource = event->resource, .over = !event->running };
    atoms_init(&followed.earlier, deployment->arena);
    *VEC_ADD(deployment->arena, &events->stacks) = followed;
}

static void take_event(struct reading *reading, struct event event)
{
    struct events *events = reading->events;
    event.order = events->read++;
    *VEC_ADD(events->deployment->arena, &events->fresh) = event;
    reading->taken++;
    /* a nested stack's ARN is not in its first event */
    if (is_stack(&event) && text_starts(event.physical, "arn:") && !text_equal(event.physical, event.stack))
        follow(events, &event);
}

/* What an event is of. False: it is not to be told. */
static bool place_event(const struct reading *reading, struct event *event)
{
    const struct events *events = reading->events;
    const struct followed *followed = &events->stacks.at[reading->followed];
    bool own = is_stack(event) && (text_equal(event->physical, followed->id) || text_equal(event->physical, event->stack));
    event->nested = reading->followed > 0;
    event->root = own && !event->nested;
    event->resource = event->nested ? followed->resource : deploy_resource(events->stack, event->logical);
    /* of a nested stack as a whole its parent tells, too */
    return !(own && event->nested);
}

static void take_member(struct reading *reading, const struct answer *member)
{
    struct events *events = reading->events;
    struct event event = event_read(events->deployment->arena, member);
    if (is_earlier(reading, &event, answer_text(member, "OperationId")))
        return;
    struct text signature = signature_of(events->deployment->arena, &event);
    bool known = atom_find(&events->seen, signature) != NULL;
    atom_of(&events->seen, event.id);
    atom_of(&events->seen, signature);
    if (known || !place_event(reading, &event))
        return;
    take_event(reading, event);
    if (events->mark && events->mark->by_start && !events->first.length && strcmp(reading->list, "StackEvents") == 0
        && is_start(&event))
        events->first = event.id;
}

static bool take_page(void *context, const struct answer *page)
{
    struct reading *reading = context;
    const struct answer *list = answer_find(page, reading->list);
    size_t before = reading->taken;
    for (const struct answer *member = list ? list->children : NULL; member; member = member->next) {
        struct text id = answer_text(member, "EventId");
        if (id.length && !is_mark(reading, id) && !atom_find(&reading->events->seen, id))
            take_member(reading, member);
        reading->passed = reading->passed || is_mark(reading, id);
    }
    return reading->taken > before;
}

/* ------------------------------------------------------------------- operations */

static bool is_rollback(const struct answer *operation)
{
    return text_equal_c(answer_text(operation, "OperationType"), "ROLLBACK")
           || text_equal_c(answer_text(operation, "OperationType"), "CONTINUE_ROLLBACK");
}

/* Whether the operation, and those behind it in the list, were there before what
   is watched. */
static bool is_past(const struct events *events, const struct followed *followed, struct text operation, bool whole, bool busy)
{
    const struct mark *mark = events->mark;
    if (atom_find(&followed->earlier, operation))
        return true;
    if (followed != events->stacks.at)
        return !followed->settled && followed->operations.count >= LATEST_OPERATIONS;
    if (!mark)
        return false;
    if (mark->by_start)
        return !followed->settled && whole;
    /* an operation that is at work is the one that is watched, though AWS gave it a known name */
    return text_equal(operation, mark->operation) && !(busy && !followed->operations.count);
}

/* Adds the operations of the list, newest first, that are watched: those behind
   the mark; without one, the latest and, of a rollback, what it takes back. */
static void take_operations(struct events *events, struct followed *followed, const struct answer *list, bool busy)
{
    struct arena *arena = events->deployment->arena;
    bool whole = false;
    for (const struct answer *entry = list->children; entry; entry = entry->next) {
        struct text operation = text_copy(arena, answer_text(entry, "OperationId"));
        bool is_set = text_equal_c(answer_text(entry, "OperationType"), "CREATE_CHANGESET");
        if (!operation.length || is_set || holds(followed, operation))
            continue;
        if (is_past(events, followed, operation, whole, busy)) {
            atom_of(&followed->earlier, operation);
            break;
        }
        *VEC_ADD(arena, &followed->operations) = operation;
        whole = !is_rollback(entry);
    }
    followed->settled = true;
}

/* ---------------------------------------------------------------------- asking */

/* What says that a call is not there for this endpoint or these credentials, and
   will not be at the next look either. */
static bool is_denied(const struct reply *reply)
{
    return reply->outcome == REPLY_REFUSED
           && (text_starts(reply->code, "AccessDenied") || text_equal_c(reply->code, "UnauthorizedOperation"));
}

/* proven: the call has been answered before. */
static bool is_unknown(const struct reply *reply, bool proven)
{
    return reply->outcome == REPLY_REFUSED
           && (is_denied(reply) || text_equal_c(reply->code, "InvalidAction") || text_starts(reply->code, "UnknownOperation")
               || (text_equal_c(reply->code, "ValidationError") && !proven) || reply->status == 404 || reply->status == 405
               || reply->status == 501);
}

static void ask(struct events *events, struct cloudformation *cf, size_t followed, const char *action, const char *key,
                struct text value, struct reply *reply)
{
    struct reading reading = { events, followed, strcmp(action, "DescribeEvents") == 0 ? "OperationEvents" : "StackEvents", 0, false };
    struct buffer form;
    cf_begin(cf, &form, action);
    form_add(&form, key, value);
    cf_pages(cf, buffer_text(&form), take_page, &reading, reply);
}

/* Whether the root is at work, or has been since the mark: an empty stack keeps
   the operation that made it when its change set is started. */
static bool has_begun(const struct events *events, enum stack_phase phase)
{
    return phase == PHASE_BUSY || (events->mark && events->mark->empty && phase != PHASE_REVIEW);
}

/* Whether DescribeEvents could be asked. */
static bool ask_operations(struct events *events, struct cloudformation *cf, size_t index, const struct stack_state *state)
{
    struct stack_state own = { .id = { "", 0 }, .status = { "", 0 }, .reason = { "", 0 } };
    struct reply reply;
    if (index > 0) {
        cf_describe_stack(cf, events->stacks.at[index].id, &own, &reply);
        state = &own;
    }
    const struct answer *list = state ? answer_child(state->stack, "LastOperations") : NULL;
    enum stack_phase phase = state ? status_phase(state->status) : PHASE_ABSENT;
    if (state && state->stack && !(list && list->children) && !events->stacks.at[index].operations.count)
        return false;
    if (list)
        take_operations(events, &events->stacks.at[index], list, index ? phase == PHASE_BUSY : has_begun(events, phase));
    for (size_t i = 0; i < events->stacks.at[index].operations.count; i++) {
        ask(events, cf, index, "DescribeEvents", "OperationId", events->stacks.at[index].operations.at[i], &reply);
        if (is_unknown(&reply, events->proven))
            return false;
        events->proven = events->proven || reply.outcome == REPLY_FINE;
    }
    return true;
}

static void ask_stacks(struct events *events, struct cloudformation *cf, size_t index)
{
    struct reply reply;
    ask(events, cf, index, "DescribeStackEvents", "StackName", events->stacks.at[index].id, &reply);
    if (!is_denied(&reply) || index > 0)
        return;
    events->source = EVENTS_UNKNOWN;
    talk_say(&events->deployment->talk, INK_YELLOW, "AWS does not tell events to these credentials: %s",
             reply_words(&events->deployment->scratch, &reply).at);
}

/* ---------------------------------------------------------------------- looking */

static int by_time(const void *left, const void *right)
{
    const struct event *one = left, *other = right;
    int order = text_compare(one->moment, other->moment);
    return order ? order : one->order > other->order ? -1 : 1;
}

void events_start(struct events *events, struct deployment *deployment, struct deploy_stack *stack, const struct mark *mark)
{
    struct followed root = { .id = stack->id };
    *events = (struct events){ .deployment = deployment, .stack = stack, .mark = mark, .since = { "", 0 }, .first = { "", 0 } };
    atoms_init(&events->seen, deployment->arena);
    atoms_init(&root.earlier, deployment->arena);
    *VEC_ADD(deployment->arena, &events->stacks) = root;
}

static void look_at(struct events *events, struct cloudformation *cf, size_t index, const struct stack_state *state)
{
    if (events->source == EVENTS_OF_OPERATIONS && !ask_operations(events, cf, index, state))
        events->source = EVENTS_OF_STACKS;
    if (events->source == EVENTS_OF_STACKS)
        ask_stacks(events, cf, index);
    /* asking may have moved the list */
    events->stacks.at[index].done = events->stacks.at[index].over;
}

/* Nothing that happened before the root began is of what is watched. */
static void note_beginning(struct events *events)
{
    for (size_t i = 0; i < events->fresh.count; i++) {
        struct text moment = events->fresh.at[i].moment;
        if (moment.length && (!events->since.length || text_compare(moment, events->since) < 0))
            events->since = moment;
    }
}

void events_look(struct events *events, struct cloudformation *cf, const struct stack_state *state)
{
    events->fresh.count = 0;
    for (size_t i = 0; i < events->stacks.count && events->source != EVENTS_UNKNOWN; i++) {
        if (events->stacks.at[i].done)
            continue;
        look_at(events, cf, i, i ? NULL : state);
        if (!i && !events->since.length)
            note_beginning(events);
    }
    if (events->fresh.count)
        qsort(events->fresh.at, events->fresh.count, sizeof *events->fresh.at, by_time);
}

/* ------------------------------------------------------------------------- marks */

/* By its time: the first of the list, but for some disorder. */
static const struct answer *find_newest(const struct answer *list)
{
    const struct answer *newest = answer_child(list, "member");
    for (const struct answer *event = newest; event; event = event->next)
        if (text_compare(answer_text(event, "Timestamp"), answer_text(newest, "Timestamp")) > 0)
            newest = event;
    return newest;
}

void watch_mark(struct deployment *deployment, const struct deploy_stack *stack, struct mark *mark)
{
    struct cloudformation cf = deploy_cf(deployment, stack, deployment->arena);
    struct buffer form;
    struct reply reply;
    *mark = (struct mark){ .by_start = true };
    cf_begin(&cf, &form, "DescribeStackEvents");
    form_add(&form, "StackName", stack->id.length ? stack->id : stack->name);
    cf_call(&cf, &form, false, &reply);
    const struct answer *newest = reply.outcome == REPLY_FINE ? find_newest(answer_find(reply.tree, "StackEvents")) : NULL;
    if (newest)
        *mark = (struct mark){ .event = answer_text(newest, "EventId"), .operation = answer_text(newest, "OperationId"),
                               .moment = answer_text(newest, "Timestamp"),
                               .empty = text_equal_c(answer_text(newest, "ResourceStatus"), "REVIEW_IN_PROGRESS") };
}
