/* What a change set that is not started leaves, and how it goes: the change set
   itself, the empty stack that one of type CREATE was made in, and change sets of
   runs that died before they could do so. A stack in which somebody else still has
   a change set is theirs, too. A run removes what others of mtc's have left only
   where none that lives can still start it: a run starts no change set that is
   older than an hour, and removes none of another run that is younger than two. So
   nothing has to be known of who made it, on which machine, and whether that still
   runs; the hour between is for clocks and calls on the way. The form of its name
   tells that it is mtc's. Called by changeset.c, deploy.c and manage.c. */
#include "deploy/deployment.h"

#include <stdlib.h>

enum {
    STARTS_SECONDS = 3600, LEFT_SECONDS = 7200,
    MOST_REMOVALS = 5,          /* tries at one that is still being made */
    REMOVAL_MS = 1000           /* between two of them */
};

/* One that was made and never started ("ChangeSetSummary", AWS CloudFormation API
   Reference). */
struct waiting {
    struct text name, id, status, execution;
    bool mtc;
    int64_t age;                /* seconds; -1: not known */
};
struct waiting_list {
    struct deployment *deployment;
    VEC(struct waiting) list;
};

bool change_set_is_stale(struct deployment *deployment, const struct change_set *set)
{
    const char *told = world_setting(deployment->world, &deployment->scratch, "MTC_CHANGE_SET_SECONDS");
    int64_t most = told ? strtoll(told, NULL, 10) : STARTS_SECONDS;
    most = most > 0 && most < STARTS_SECONDS ? most : STARTS_SECONDS;
    return world_seconds(deployment->world) - set->made >= most;
}

/* -------------------------------------------------------------- those that wait */

/* "mtc-0123abcd-0123456789abcdef", as unique_name makes them. */
static bool is_of_mtc(struct text name)
{
    static const char form[] = "mtc-hhhhhhhh-hhhhhhhhhhhhhhhh";
    if (name.length != sizeof form - 1)
        return false;
    for (size_t i = 0; i < name.length; i++) {
        char c = name.at[i];
        bool hex = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
        if (form[i] == 'h' ? !hex : c != form[i])
            return false;
    }
    return true;
}

static bool take_waiting(void *context, const struct answer *page)
{
    struct waiting_list *waiting = context;
    struct deployment *deployment = waiting->deployment;
    int64_t now = world_seconds(deployment->world) + deployment->client.exchange.skew;
    const struct answer *list = answer_find(page, "Summaries");
    for (const struct answer *summary = list ? list->children : NULL; summary; summary = summary->next) {
        struct text execution = answer_text(summary, "ExecutionStatus"), status = answer_text(summary, "Status");
        if (text_starts(execution, "EXECUTE_") || text_starts(status, "DELETE_"))
            continue;
        int64_t made = world_time(answer_text(summary, "CreationTime"));
        *VEC_ADD(deployment->arena, &waiting->list) = (struct waiting){
            .name = talk_clean(deployment->arena, answer_text(summary, "ChangeSetName")),
            .id = text_copy(deployment->arena, answer_text(summary, "ChangeSetId")),
            .status = talk_clean(deployment->arena, status), .execution = talk_clean(deployment->arena, execution),
            .mtc = is_of_mtc(answer_text(summary, "ChangeSetName")),
            .age = made > 0 && made <= now ? now - made : -1,
        };
    }
    return true;
}

/* False: AWS does not tell, and *reply why. */
static bool find_waiting(struct deployment *deployment, const struct deploy_stack *stack, struct waiting_list *waiting,
                         struct reply *reply)
{
    struct cloudformation cf = deploy_cf(deployment, stack, deployment->arena);
    struct buffer form;
    *waiting = (struct waiting_list){ .deployment = deployment, .list = { NULL, 0, 0 } };
    cf_begin(&cf, &form, "ListChangeSets");
    form_add(&form, "StackName", stack->id);
    cf_pages(&cf, buffer_text(&form), take_waiting, waiting, reply);
    return reply->outcome == REPLY_FINE;
}

/* "3 hours" */
static const char *age_words(struct deployment *deployment, int64_t seconds)
{
    int64_t count = seconds < 7200 ? seconds / 60 : seconds < 172800 ? seconds / 3600 : seconds / 86400;
    const char *unit = seconds < 7200 ? "minute" : seconds < 172800 ? "hour" : "day";
    return text_format(deployment->arena, "%lld %s%s", (long long)count, unit, count == 1 ? "" : "s").at;
}

void waiting_show(struct deployment *deployment, const struct deploy_stack *stack, struct buffer *out)
{
    struct waiting_list waiting;
    struct reply reply;
    find_waiting(deployment, stack, &waiting, &reply);
    for (size_t i = 0; i < waiting.list.count; i++) {
        const struct waiting *one = &waiting.list.at[i];
        /* what cannot be started has a state of its own but for one that is obsolete */
        buffer_add_format(out, "  change set %s  %s", one->name.at,
                          text_equal_c(one->execution, "UNAVAILABLE") ? one->status.at : one->execution.at);
        if (one->age >= 0)
            buffer_add_format(out, ", made %s ago", age_words(deployment, one->age));
        buffer_add_format(out, "%s\n", one->mtc && one->age >= LEFT_SECONDS ? ": the next --deploy or --plan removes it" : "");
    }
}

/* -------------------------------------------------------------------- removing */

static void tell_left(struct deployment *deployment, const char *what, const char *why, const char *help)
{
    struct diagnostic *left = report(deployment->reporter, MT9035, SPAN_NONE, NULL, what, why);
    report_help(deployment->reporter, left, "%s", help);
}

/* Returns true: what is in it need not be told. */
static bool tell_stack_left(struct deployment *deployment, const struct deploy_stack *stack, const char *why)
{
    tell_left(deployment, text_format(deployment->arena, "the empty stack '%.*s'", (int)stack->name.length, stack->name.at).at, why,
              "'mtc --delete' removes it, with all change sets in it");
    return true;
}

static void tell_set_left(struct deployment *deployment, const struct deploy_stack *stack, struct text name, struct text id,
                          const struct reply *reply)
{
    struct arena *arena = deployment->arena;
    tell_left(deployment, text_format(arena, "change set '%.*s' of stack '%.*s'", (int)name.length, name.at,
                                      (int)stack->name.length, stack->name.at).at,
              reply_words(arena, reply).at,
              id.length ? text_format(arena, "'aws cloudformation delete-change-set --change-set-name %.*s' removes it",
                                      (int)id.length, id.at).at
                        : "'mtc --status' tells later whether it is there");
}

/* id: empty: whether it was made is not known. True: it was there, and is gone. */
static bool remove_one(struct deployment *deployment, const struct deploy_stack *stack, struct text name, struct text id,
                       struct reply *reply)
{
    struct cloudformation cf = deploy_cf(deployment, stack, deployment->arena);
    struct buffer form;
    cf_begin(&cf, &form, "DeleteChangeSet");
    form_add(&form, "ChangeSetName", id.length ? id : name);
    if (!id.length)
        form_add(&form, "StackName", stack->name);
    for (int i = 0; i < MOST_REMOVALS; i++) {
        cf_call(&cf, &form, false, reply);
        if (reply->outcome == REPLY_FINE || !text_equal_c(reply->code, "InvalidChangeSetStatus")
            || !deployment->world->wait(deployment->world->context, deploy_pause(deployment, REMOVAL_MS)))
            break;
    }
    return reply->outcome == REPLY_FINE;
}

/* Removes what runs that died have left. How many change sets of others stay. */
static size_t remove_left(struct deployment *deployment, const struct deploy_stack *stack, const struct change_set *set,
                          const struct waiting_list *waiting)
{
    size_t others = 0;
    struct reply reply;
    for (size_t i = 0; i < waiting->list.count; i++) {
        const struct waiting *one = &waiting->list.at[i];
        if (text_equal(one->name, set->name))
            continue;           /* a listing may be older than the removal */
        bool left = one->mtc && one->age >= LEFT_SECONDS;
        if (left && remove_one(deployment, stack, one->name, one->id, &reply)) {
            talk_say(&deployment->talk, INK_DIM, "removed change set '%s' of stack '%.*s', which a run of mtc left %s ago",
                     one->name.at, (int)stack->name.length, stack->name.at, age_words(deployment, one->age));
        } else if (!left || !cf_set_is_absent(&reply)) {
            others++;
            if (left)
                tell_set_left(deployment, stack, one->name, one->id, &reply);
            else if (one->mtc)
                talk_say(&deployment->talk, INK_DIM, "change set '%s' of stack '%.*s' is of another run of mtc, which may be at work",
                         one->name.at, (int)stack->name.length, stack->name.at);
        }
    }
    return others;
}

/* The stack goes where it holds nothing, and nobody else's change set either.
   True: it has gone, or that it has not is told. */
static bool remove_empty(struct deployment *deployment, struct deploy_stack *stack, const struct change_set *set)
{
    struct cloudformation cf = deploy_cf(deployment, stack, deployment->arena);
    struct waiting_list waiting;
    struct buffer form;
    struct reply reply;
    if (!find_waiting(deployment, stack, &waiting, &reply))
        return cf_is_absent(&reply)
               || tell_stack_left(deployment, stack, text_format(deployment->arena, "AWS does not tell whether others have change sets "
                                                                 "in it: %s", reply_words(deployment->arena, &reply).at).at);
    if (remove_left(deployment, stack, set, &waiting))
        return false;
    cf_begin(&cf, &form, "DeleteStack");
    form_add(&form, "StackName", stack->id);
    cf_call(&cf, &form, false, &reply);
    if (reply.outcome != REPLY_FINE && !cf_is_absent(&reply))
        return tell_stack_left(deployment, stack, reply_words(deployment->arena, &reply).at);
    stack->id = TEXT("");
    return true;
}

/* Removes the stack if a change set of type CREATE has left it empty. The same. */
static bool remove_stack(struct deployment *deployment, struct deploy_stack *stack, const struct change_set *set)
{
    struct cloudformation cf = deploy_cf(deployment, stack, deployment->arena);
    struct stack_state state;
    struct reply reply;
    cf_describe_stack(&cf, stack->id.length ? stack->id : stack->name, &state, &reply);
    if (!state.known)
        return tell_stack_left(deployment, stack, reply_words(deployment->arena, &reply).at);
    if (!state.exists || status_phase(state.status) != PHASE_REVIEW)
        return false;
    stack->id = state.id;
    return remove_empty(deployment, stack, set);
}

void change_set_remove(struct deployment *deployment, struct deploy_stack *stack, const struct change_set *set)
{
    struct waiting_list waiting;
    struct reply reply = { .outcome = REPLY_FINE }, listing;
    bool removed = false, told = false;
    machine_resume();       /* it goes though the user wants to stop waiting */
    if (set->id.length || set->unclear)
        removed = remove_one(deployment, stack, set->name, set->id, &reply);
    if (set->creates && (stack->id.length || removed))
        told = remove_stack(deployment, stack, set);
    else if (!set->creates && find_waiting(deployment, stack, &waiting, &listing))
        remove_left(deployment, stack, set, &waiting);
    if (!told && reply.outcome != REPLY_FINE && !cf_set_is_absent(&reply))
        tell_set_left(deployment, stack, set->name, set->id, &reply);
}
