/* What holds a stack fast and what gets it loose: the resources that failed, by
   name and line, and the commands that take them up again or leave them. Nothing
   is done here. Called by deploy.c, manage.c and watch.c. */
#include "deploy/stuck.h"

static bool take_resources(void *context, const struct answer *page)
{
    struct { struct deployment *deployment; struct held_list *held; } *reading = context;
    struct arena *arena = reading->deployment->arena;
    const struct answer *list = answer_find(page, "StackResourceSummaries");
    for (const struct answer *resource = list ? list->children : NULL; resource; resource = resource->next) {
        struct text status = answer_text(resource, "ResourceStatus");
        if (text_ends(status, "_FAILED"))
            *VEC_ADD(arena, &reading->held->list) = (struct held){
                talk_clean(arena, answer_text(resource, "LogicalResourceId")), talk_clean(arena, status),
                talk_clean(arena, answer_text(resource, "ResourceStatusReason")),
            };
    }
    return true;
}

void stuck_read(struct deployment *deployment, const struct deploy_stack *stack, struct held_list *held)
{
    struct { struct deployment *deployment; struct held_list *held; } reading = { deployment, held };
    struct cloudformation cf = deploy_cf(deployment, stack, deployment->arena);
    struct buffer form;
    struct reply reply;
    *held = (struct held_list){ .list = { NULL, 0, 0 } };
    cf_begin(&cf, &form, "ListStackResources");
    form_add(&form, "StackName", stack->id.length ? stack->id : stack->name);
    cf_pages(&cf, buffer_text(&form), take_resources, &reading, &reply);
}

/* The option that leaves what holds the stack as it is. */
static const char *leaving_option(struct text status)
{
    return text_equal_c(status, "UPDATE_ROLLBACK_FAILED") ? "--skip"
           : text_equal_c(status, "DELETE_FAILED") ? "--retain" : NULL;
}

struct text stuck_help(struct arena *arena, struct text status, const struct held_list *held)
{
    struct buffer out;
    const char *option = leaving_option(status);
    buffer_init(&out, arena);
    buffer_add_c(&out, status_help(status) ? status_help(status) : "");
    for (size_t i = 0; option && i < held->list.count; i++)
        buffer_add_format(&out, "%s%.*s", i ? "," : text_format(arena, "; with %s ", option).at, (int)held->list.at[i].id.length,
                          held->list.at[i].id.at);
    if (option && held->list.count)
        buffer_add_c(&out, text_equal_c(status, "DELETE_FAILED") ? " what is named stays behind" : " what is named stays as it is");
    return text_copy(arena, buffer_text(&out));     /* with a NUL behind it */
}

enum deploy_status stuck_report(struct deployment *deployment, const struct deploy_stack *stack, const struct stack_state *state)
{
    struct held_list held;
    struct diagnostic *stuck = report(deployment->reporter, MT9021, SPAN_NONE, NULL,
                                      text_cstring(deployment->arena, stack->name),
                                      text_cstring(deployment->arena, state->status), status_words(state->status));
    stuck_read(deployment, stack, &held);
    if (state->reason.length)
        report_note(deployment->reporter, stuck, SPAN_NONE, "AWS says: %s", talk_clean(deployment->arena, state->reason).at);
    for (size_t i = 0; i < held.list.count; i++) {
        const struct held *one = &held.list.at[i];
        const struct resource *resource = deploy_resource(stack, one->id);
        report_note(deployment->reporter, stuck, resource ? resource->span : SPAN_NONE, "'%s' is in state %s: %s", one->id.at,
                    one->status.at, one->reason.length ? one->reason.at : "AWS gives no reason");
    }
    struct text help = stuck_help(deployment->arena, state->status, &held);
    if (help.length)
        report_help(deployment->reporter, stuck, "%s", help.at);
    return DEPLOY_NEEDS_PERSON;
}

static bool is_held(const struct held_list *held, const char *name)
{
    for (size_t i = 0; i < held->list.count; i++)
        if (text_equal_c(held->list.at[i].id, name))
            return true;
    return strchr(name, '.') != NULL;       /* of a nested stack: "Child.Jobs" */
}

bool stuck_check(struct deployment *deployment, const struct held_list *held, const char *option, const struct words *names)
{
    bool good = true;
    for (size_t i = 0; i < names->list.count; i++) {
        const char *name = names->list.at[i];
        if (is_held(held, name))
            continue;
        struct diagnostic *wrong = report(deployment->reporter, MT9022, SPAN_NONE, NULL,
                                          deployment->changed ? "nothing more" : "nothing",
                                          text_format(deployment->arena, "%s names '%s', which does not hold the stack", option,
                                                      name).at);
        struct near near;
        near_start(&near, text_of(name));
        for (size_t j = 0; j < held->list.count; j++)
            near_try(&near, held->list.at[j].id);
        report_near(deployment->reporter, wrong, near.best);
        good = false;
    }
    return good;
}
