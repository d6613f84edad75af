/* CloudFormation's API: forms out, XML in. Nothing is decided here. Called by
   the files that hold the conversation. */
#include "deploy/client/cloudformation.h"

enum { MOST_PAGES = 1000 };

void cf_begin(struct cloudformation *cf, struct buffer *form, const char *action)
{
    buffer_init(form, cf->arena);
    form_add_c(form, "Action", action);
    form_add_c(form, "Version", "2010-05-15");
}

void cf_add_member(struct cloudformation *cf, struct buffer *form, const char *list, size_t number, const char *key,
                   struct text value)
{
    form_add(form, text_format(cf->arena, "%s.member.%zu%s%s", list, number, key ? "." : "", key ? key : "").at, value);
}

static bool is_reading(struct text form)
{
    return text_starts(form, "Action=Describe") || text_starts(form, "Action=Get") || text_starts(form, "Action=List");
}

static void call_form(struct cloudformation *cf, struct text form, bool once, struct reply *reply)
{
    struct aws_call call = { .service = SERVICE_CLOUDFORMATION, .region = cf->region, .bucket = { "", 0 }, .method = "POST",
                         .path = TEXT("/"), .query = { "", 0 }, .body = form,
                         .content_type = "application/x-www-form-urlencoded; charset=utf-8", .once = once,
                         .changes = !is_reading(form) };
    client_call(cf->client, cf->arena, &call, reply);
}

void cf_call(struct cloudformation *cf, struct buffer *form, bool once, struct reply *reply)
{
    call_form(cf, buffer_text(form), once, reply);
}

/* The only sign of "no such stack" is the wording of a ValidationError. */
bool cf_is_absent(const struct reply *reply)
{
    return reply->outcome == REPLY_REFUSED && text_equal_c(reply->code, "ValidationError")
           && text_holds(reply->message, "does not exist");
}

bool cf_set_is_absent(const struct reply *reply)
{
    return cf_is_absent(reply)
           || (reply->outcome == REPLY_REFUSED && (text_equal_c(reply->code, "ChangeSetNotFound")
                                                   || text_equal_c(reply->code, "ChangeSetNotFoundException")));
}

bool cf_may_be_done(const struct reply *reply)
{
    bool broken = reply->status == 500 || (reply->status >= 502 && reply->status <= 504);
    return reply->outcome == REPLY_LOST || (reply->outcome == REPLY_REFUSED && broken);
}

void cf_describe_stack(struct cloudformation *cf, struct text stack, struct stack_state *state, struct reply *reply)
{
    struct buffer form;
    *state = (struct stack_state){ .id = { "", 0 }, .status = { "", 0 }, .reason = { "", 0 } };
    cf_begin(cf, &form, "DescribeStacks");
    form_add(&form, "StackName", stack);
    cf_call(cf, &form, false, reply);
    state->known = cf_is_absent(reply);
    if (reply->outcome != REPLY_FINE)
        return;
    const struct answer *stacks = answer_find(reply->tree, "Stacks");
    state->stack = answer_child(stacks, "member");
    state->id = answer_text(state->stack, "StackId");
    state->status = answer_text(state->stack, "StackStatus");
    state->reason = answer_text(state->stack, "StackStatusReason");
    state->known = stacks != NULL;
    state->exists = state->stack && state->status.length && status_phase(state->status) != PHASE_ABSENT;
    if (!state->known) {
        reply->outcome = REPLY_LOST;
        reply->message = TEXT("the answer to DescribeStacks has no stacks in it");
    }
}

void cf_more_pages(struct cloudformation *cf, struct text form, bool (*take)(void *context, const struct answer *page),
                   void *context, struct reply *reply)
{
    struct text token = { "", 0 }, earlier = { "", 0 };
    for (int page = 0; page < MOST_PAGES && reply->outcome == REPLY_FINE && take(context, reply->tree); page++) {
        struct buffer whole;
        const struct answer *next = answer_find(reply->tree, "NextToken");
        if (!next || !next->text.length || text_equal(next->text, token) || text_equal(next->text, earlier))
            return;
        token = next->text;
        if ((page & (page + 1)) == 0)       /* a circle of any length comes back to one of these */
            earlier = token;
        buffer_init(&whole, cf->arena);
        buffer_add(&whole, form);
        form_add(&whole, "NextToken", token);
        call_form(cf, buffer_text(&whole), false, reply);
    }
}

void cf_pages(struct cloudformation *cf, struct text form, bool (*take)(void *context, const struct answer *page),
              void *context, struct reply *reply)
{
    call_form(cf, form, false, reply);
    cf_more_pages(cf, form, take, context, reply);
}

static const struct answer *find_named(const struct answer *list, const char *key, const char *name)
{
    for (const struct answer *member = list ? list->children : NULL; member; member = member->next)
        if (text_equal_c(answer_text(member, key), name))
            return member;
    return NULL;
}

const struct answer *cf_output(const struct answer *stack, const char *name)
{
    return answer_child(find_named(answer_child(stack, "Outputs"), "OutputKey", name), "OutputValue");
}

const struct answer *cf_parameter(const struct answer *stack, const char *name)
{
    return find_named(answer_child(stack, "Parameters"), "ParameterKey", name);
}
