/* The failures of an operation. CloudFormation tells many where one is the cause:
   what else was at work is cancelled, the stack around a nested one fails, too,
   and taking things back may fail in its turn. The cause is the first in time
   that is no consequence of another; it is told at the source's line. Called by
   watch.c. */
#include "deploy/failures.h"
#include "deploy/finding.h"

enum { MOST_TOLD = 12 };        /* further failures told in notes */

static bool is_known(const struct failures *failures, const struct event *event)
{
    for (size_t i = 0; i < failures->list.count; i++) {
        const struct event *other = &failures->list.at[i].event;
        if (text_equal(other->stack, event->stack) && text_equal(other->logical, event->logical)
            && text_equal(other->reason, event->reason))
            return true;
    }
    return false;
}

void failures_take(struct failures *failures, const struct event *event, struct text state)
{
    struct arena *arena = failures->deployment->arena;
    bool removing = text_equal_c(event->status, "DELETE_FAILED") && !text_starts(state, "DELETE_");
    struct failure failure = { *event, text_holds(state, "ROLLBACK") };
    if (event->warns)
        *VEC_ADD(arena, &failures->doubts) = *event;
    else if (removing)          /* behind a good end, or while rolling back: another matter */
        *VEC_ADD(arena, &failures->left) = *event;
    else if (!is_known(failures, event))
        *VEC_ADD(arena, &failures->list) = failure;
}

/* ---------------------------------------------------------------------- the cause */

/* Whether it is a nested stack that failed because of something in it. */
static bool is_shell(const struct failures *failures, const struct failure *failure)
{
    if (!text_equal_c(failure->event.type, "AWS::CloudFormation::Stack"))
        return false;
    for (size_t i = 0; i < failures->list.count; i++)
        if (text_equal(failures->list.at[i].event.stack, failure->event.physical) && !failures->list.at[i].event.cancelled)
            return true;
    return false;
}

static bool is_earlier(const struct event *one, const struct event *other)
{
    return one->moment.length && other->moment.length && text_compare(one->moment, other->moment) < 0;
}

static const struct failure *find_cause(const struct failures *failures)
{
    const struct failure *cause = NULL;
    for (size_t i = 0; i < failures->list.count; i++) {
        const struct failure *failure = &failures->list.at[i];
        if (!failure->event.cancelled && !is_shell(failures, failure) && (!cause || is_earlier(&failure->event, &cause->event)))
            cause = failure;
    }
    return cause || !failures->list.count ? cause : failures->list.at;
}

/* ---------------------------------------------------------------------- reporting */

static struct diagnostic *report_event(const struct failures *failures, enum message_id id, const struct event *event)
{
    struct deployment *deployment = failures->deployment;
    if (event->path.length || event->warns)
        return finding_report(deployment, failures->stack, event);
    return report(deployment->reporter, id, event->resource ? event->resource->span : SPAN_NONE,
                  event->resource ? event->resource->frames : NULL, event->type.at, event->logical.at,
                  event->reason.length ? event->reason.at : event->status.at);
}

static void add_note(const struct failures *failures, struct diagnostic *diagnostic, const struct failure *failure)
{
    const struct resource *resource = failure->event.resource;
    report_note(failures->deployment->reporter, diagnostic, resource ? resource->span : SPAN_NONE, "'%s' %s: %s",
                failure->event.logical.at, failure->back ? "could not be taken back" : "failed, too",
                failure->event.reason.length ? failure->event.reason.at : failure->event.status.at);
}

/* The same resource again: the resource behind its hook. */
static bool is_echo(const struct failure *cause, const struct failure *other)
{
    return !other->back && text_equal(other->event.logical, cause->event.logical)
           && text_equal(other->event.stack, cause->event.stack);
}

static void add_others(const struct failures *failures, struct diagnostic *diagnostic, const struct failure *cause)
{
    size_t told = 0, more = 0;
    for (size_t i = 0; i < failures->list.count; i++) {
        const struct failure *other = &failures->list.at[i];
        if (other == cause || other->event.cancelled || is_shell(failures, other) || is_echo(cause, other))
            continue;
        if (told++ < MOST_TOLD)
            add_note(failures, diagnostic, other);
        else
            more++;
    }
    if (more)
        report_note(failures->deployment->reporter, diagnostic, SPAN_NONE, "and %zu more", more);
}

struct finding_call { const struct event *event; struct text call; };

/* The hook's invocation, which DescribeEvents does not name. */
static bool take_call(void *context, const struct answer *page)
{
    struct finding_call *wanted = context;
    const struct answer *list = answer_find(page, "StackEvents");
    for (const struct answer *event = list ? list->children : NULL; event && !wanted->call.length; event = event->next)
        if (text_equal(answer_text(event, "LogicalResourceId"), wanted->event->logical)
            && text_equal(answer_text(event, "HookType"), wanted->event->hook)
            && text_ends(answer_text(event, "HookStatus"), "_FAILED"))
            wanted->call = answer_text(event, "HookInvocationId");
    return !wanted->call.length;
}

static void annotate(const struct failures *failures, struct diagnostic *diagnostic, const struct event *event)
{
    struct deployment *deployment = failures->deployment;
    struct cloudformation cf = deploy_cf(deployment, failures->stack, &deployment->scratch);
    struct finding_call wanted = { event, event->call };
    struct buffer form;
    struct reply reply;
    if (!wanted.call.length) {
        cf_begin(&cf, &form, "DescribeStackEvents");
        form_add(&form, "StackName", event->stack);
        cf_pages(&cf, buffer_text(&form), take_call, &wanted, &reply);
    }
    finding_annotate(deployment, &cf, diagnostic, wanted.call);
}

struct diagnostic *failures_report(const struct failures *failures)
{
    const struct failure *cause = find_cause(failures);
    if (!cause)
        return NULL;
    struct diagnostic *diagnostic = report_event(failures, MT9030, &cause->event);
    if (cause->event.nested)
        report_note(failures->deployment->reporter, diagnostic, SPAN_NONE, "in the nested stack '%s'",
                    cause->event.resource ? cause->event.resource->id : cause->event.stack.at);
    if (cause->event.hook.length && !cause->event.path.length)
        report_note(failures->deployment->reporter, diagnostic, SPAN_NONE, "the hook '%s' says so", cause->event.hook.at);
    add_others(failures, diagnostic, cause);
    if (cause->event.hook.length)
        annotate(failures, diagnostic, &cause->event);
    return diagnostic;
}

void failures_warn(const struct failures *failures)
{
    for (size_t i = 0; i < failures->left.count; i++)
        report_event(failures, MT9033, &failures->left.at[i]);
    for (size_t i = 0; i < failures->doubts.count; i++)
        report_event(failures, MT9027, &failures->doubts.at[i]);
}
