/* What is found before anything is made: validation before deployment tells of
   properties, names that are taken, quotas ("Validate stack deployments", AWS
   CloudFormation User Guide), and hooks tell what they were written for ("View
   invocation summaries", CloudFormation Hooks User Guide). Some of it stops the
   change set, some is a warning. Nothing here fails: what credentials may not
   read is left out. Called by changeset.c, failures.c and watch.c. */
#include "deploy/finding.h"

/* ------------------------------------------------------------------- its place */

/* A step of a JSON pointer: a key of an object, an index of a list. */
static const struct value *step(const struct value *value, struct text key)
{
    if (value->kind == VALUE_MAP) {
        for (uint32_t i = 0; i < value->count; i++)
            if (text_equal(atom_text(value->fields[i].key), key))
                return &value->fields[i].value;
        return NULL;
    }
    size_t index = 0;
    if (value->kind != VALUE_LIST || !key.length)
        return NULL;
    for (size_t i = 0; i < key.length; i++) {
        if (key.at[i] < '0' || key.at[i] > '9' || index >= value->count)
            return NULL;
        index = index * 10 + (size_t)(key.at[i] - '0');
    }
    return index < value->count ? &value->items[index] : NULL;
}

/* "/Resources/Jobs/Properties/…" without its first three steps, or empty. */
static struct text inside_resource(struct text path)
{
    size_t at = 0;
    for (int i = 0; i < 4 && at < path.length; i++) {
        const char *slash = memchr(path.at + at, '/', path.length - at);
        if (!slash)
            return TEXT("");
        at = (size_t)(slash - path.at) + 1;
    }
    return text_starts(path, "/Resources/") ? text_slice(path, at, path.length) : TEXT("");
}

/* Where the source says what AWS names "/Resources/Jobs/Properties/DelaySeconds",
   or the nearest to it. *whole: all of the path was found. */
static struct span finding_place(const struct resource *resource, struct text path, bool *whole)
{
    struct text rest = inside_resource(path);
    *whole = false;
    if (!resource)
        return SPAN_NONE;
    struct span place = resource->span;
    const struct value *value = &resource->properties;
    for (size_t at = 0; at < rest.length;) {
        const char *slash = memchr(rest.at + at, '/', rest.length - at);
        size_t end = slash ? (size_t)(slash - rest.at) : rest.length;
        value = step(value, text_slice(rest, at, end));
        if (!value)
            return place;
        place = span_known(value->span) ? value->span : place;
        at = end + 1;
    }
    *whole = rest.length > 0;
    return place;
}

/* "Jobs" of "/Resources/Jobs/Properties", where the event names no resource. */
static struct text resource_of_path(struct text path)
{
    if (!text_starts(path, "/Resources/"))
        return TEXT("");
    const char *slash = memchr(path.at + 11, '/', path.length - 11);
    return text_slice(path, 11, slash ? (size_t)(slash - path.at) : path.length);
}

/* --------------------------------------------------------------------- reporting */

struct diagnostic *finding_report(struct deployment *deployment, const struct deploy_stack *stack, const struct event *event)
{
    struct arena *arena = deployment->arena;
    struct text id = event->logical.length ? event->logical : resource_of_path(event->path);
    const struct resource *resource = event->resource ? event->resource : deploy_resource(stack, id);
    bool whole, of_stack = !id.length || event->root;
    struct span place = finding_place(resource, event->nested ? TEXT("") : event->path, &whole);
    const char *name = text_cstring(arena, of_stack ? stack->name : id);
    struct diagnostic *told = report(deployment->reporter, event->warns ? MT9027 : of_stack ? MT9025 : MT9026, place,
                                     resource ? resource->frames : NULL, name,
                                     event->reason.length ? event->reason.at : event->status.at);
    if (event->path.length && !whole)
        report_note(deployment->reporter, told, SPAN_NONE, "at %s", event->path.at);
    if (event->hook.length)
        report_note(deployment->reporter, told, SPAN_NONE, "the hook '%s' says so", event->hook.at);
    return told;
}

/* One of "GetHookResult"'s annotations: what a rule found, and what it advises. */
static void add_annotation(struct deployment *deployment, struct diagnostic *diagnostic, const struct answer *annotation)
{
    struct arena *arena = deployment->arena;
    struct text link = answer_text(annotation, "RemediationLink"), advice = answer_text(annotation, "RemediationMessage");
    report_note(deployment->reporter, diagnostic, SPAN_NONE, "%s: %s%s%s%s",
                talk_clean(arena, answer_text(annotation, "AnnotationName")).at,
                talk_clean(arena, answer_text(annotation, "StatusMessage")).at, link.length ? " (" : "",
                talk_clean(arena, link).at, link.length ? ")" : "");
    if (advice.length && !diagnostic->help.length)
        report_help(deployment->reporter, diagnostic, "%s", talk_clean(arena, advice).at);
}

static void add_annotations(struct deployment *deployment, struct diagnostic *diagnostic, const struct answer *result)
{
    const struct answer *list = answer_child(result, "Annotations");
    for (const struct answer *annotation = list ? list->children : NULL; annotation; annotation = annotation->next)
        if (text_equal_c(answer_text(annotation, "Status"), "FAILED"))
            add_annotation(deployment, diagnostic, annotation);
}

/* NULL: there is none, or it may not be read. */
static const struct answer *hook_result(struct cloudformation *cf, struct text call)
{
    struct buffer form;
    struct reply reply;
    cf_begin(cf, &form, "GetHookResult");
    form_add(&form, "HookResultId", call);
    cf_call(cf, &form, false, &reply);
    return reply.outcome == REPLY_FINE ? answer_find(reply.tree, "GetHookResultResult") : NULL;
}

void finding_annotate(struct deployment *deployment, struct cloudformation *cf, struct diagnostic *diagnostic, struct text call)
{
    const struct answer *result = call.length ? hook_result(cf, call) : NULL;
    if (result)
        add_annotations(deployment, diagnostic, result);
}

/* --------------------------------------------------------------- of a change set */

struct told { struct text hook, logical; struct diagnostic *diagnostic; };

struct finding_out {
    struct deployment *deployment;
    struct deploy_stack *stack;
    struct cloudformation *cf;
    bool doubts;                /* nothing else: the change set was made */
    VEC(struct told) told;
    size_t errors;
};

static void tell(struct finding_out *out, const struct event *event, const struct answer *result)
{
    struct diagnostic *diagnostic = NULL;
    for (size_t i = 0; i < out->told.count && event->hook.length; i++)
        if (text_equal(out->told.at[i].hook, event->hook)
            && (!event->logical.length || text_equal(out->told.at[i].logical, event->logical)))
            diagnostic = out->told.at[i].diagnostic;
    if (!diagnostic) {
        diagnostic = finding_report(out->deployment, out->stack, event);
        *VEC_ADD(out->deployment->arena, &out->told) = (struct told){ event->hook, event->logical, diagnostic };
        out->errors += !event->warns;
    }
    if (result)
        add_annotations(out->deployment, diagnostic, result);
}

static bool take_events(void *context, const struct answer *page)
{
    struct finding_out *out = context;
    const struct answer *list = answer_find(page, "OperationEvents");
    for (const struct answer *member = list ? list->children : NULL; member; member = member->next) {
        struct event event = event_read(out->deployment->arena, member);
        if ((event.warns || (event.failed && !out->doubts)) && event.reason.length
            && !text_equal_c(answer_text(member, "ValidationStatus"), "SKIPPED"))
            tell(out, &event, NULL);
    }
    return true;
}

static bool take_hooks(void *context, const struct answer *page)
{
    struct finding_out *out = context;
    struct arena *arena = out->deployment->arena;
    const struct answer *list = answer_find(page, "HookResults");
    for (const struct answer *member = list ? list->children : NULL; member; member = member->next) {
        struct text status = answer_text(member, "Status"), hook = talk_clean(arena, answer_text(member, "TypeName"));
        /* validation is a hook, too, whose events say more */
        if (!text_ends(status, "_FAILED") || text_starts(hook, "AWS::EarlyValidation"))
            continue;
        const struct answer *result = hook_result(out->cf, answer_text(member, "HookResultId"));
        struct event event = {
            .hook = hook, .reason = talk_clean(arena, answer_text(member, "HookStatusReason")), .failed = true,
            .status = talk_clean(arena, status), .warns = text_equal_c(answer_text(member, "FailureMode"), "WARN"),
            .logical = talk_clean(arena, answer_text(answer_child(result, "Target"), "TargetId")),
        };
        tell(out, &event, result);
    }
    return true;
}

size_t findings_report(struct deployment *deployment, struct deploy_stack *stack, struct cloudformation *cf,
                       const struct change_set *set, bool *denied)
{
    struct finding_out out = { .deployment = deployment, .stack = stack, .cf = cf };
    struct buffer form;
    struct reply reply;
    cf_begin(cf, &form, "DescribeEvents");
    form_add(&form, "ChangeSetName", set->id);      /* its ARN: a bare name is not taken */
    cf_pages(cf, buffer_text(&form), take_events, &out, &reply);
    *denied = reply.outcome == REPLY_REFUSED && text_starts(reply.code, "AccessDenied");
    cf_begin(cf, &form, "ListHookResults");
    form_add_c(&form, "TargetType", "CHANGE_SET");
    form_add(&form, "TargetId", set->id);
    cf_pages(cf, buffer_text(&form), take_hooks, &out, &reply);
    return out.errors;
}

void findings_warn(struct deployment *deployment, struct deploy_stack *stack, struct cloudformation *cf,
                   const struct change_set *set)
{
    struct finding_out out = { .deployment = deployment, .stack = stack, .cf = cf, .doubts = true };
    struct buffer form;
    struct reply reply;
    cf_begin(cf, &form, "DescribeEvents");
    form_add(&form, "ChangeSetName", set->id);
    cf_call(cf, &form, true, &reply);
    if (reply.outcome == REPLY_FINE)
        take_events(&out, reply.tree);
}
