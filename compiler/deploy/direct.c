/* A new stack without a change set: one call, which sets the guards too, that a
   change set cannot set. Called by deploy.c. */
#include "deploy/deployment.h"

void show_new(struct deployment *deployment, const struct deploy_stack *stack)
{
    talk_say(&deployment->talk, INK_PLAIN, "new stack '%.*s' in %.*s: %zu resources", (int)stack->name.length, stack->name.at,
             (int)stack->region.length, stack->region.at, stack->stack->resources.count);
    for (size_t i = 0; i < stack->stack->resources.count; i++) {
        const struct resource *resource = stack->stack->resources.at[i];
        talk_say(&deployment->talk, INK_GREEN, "  + %s  %s  %s%s", resource->id, resource->type->text,
                 deploy_place(deployment, resource).at, resource->condition ? "  (on a condition)" : "");
    }
}

struct token { struct text text; bool seen, other; };

static bool take_token(void *context, const struct answer *page)
{
    struct token *token = context;
    const struct answer *list = answer_find(page, "StackEvents");
    for (const struct answer *event = list ? list->children : NULL; event; event = event->next) {
        struct text found = answer_text(event, "ClientRequestToken");
        token->seen = token->seen || text_equal(found, token->text);
        token->other = token->other || (found.length && !text_equal(found, token->text));
    }
    return !token->seen;
}

/* Whether the stack that stands there after a lost answer is another's: its
   events tell of the token that it was made with ("StackEvent", AWS
   CloudFormation API Reference). Where they cannot be read, it is ours. */
static bool is_of_another(struct cloudformation *cf, struct text stack, struct text text)
{
    struct token token = { .text = text };
    struct buffer form;
    struct reply reply;
    cf_begin(cf, &form, "DescribeStackEvents");
    form_add(&form, "StackName", stack);
    cf_pages(cf, buffer_text(&form), take_token, &token, &reply);
    return reply.outcome == REPLY_FINE && token.other && !token.seen;
}

/* CreateStack, until AWS has it: after a lost answer the stack is looked for. */
static enum deploy_status create_call(struct deployment *deployment, struct deploy_stack *stack, struct cloudformation *cf,
                                      struct buffer *form, struct text token, bool *outrun)
{
    struct stack_state state;
    struct reply reply, question;
    for (int i = 0; i < 4; i++) {
        cf_call(cf, form, true, &reply);
        if (reply.outcome == REPLY_FINE) {
            const struct answer *id = answer_find(reply.tree, "StackId");
            stack->id = id ? id->text : stack->name;
            return DEPLOY_DONE;
        }
        *outrun = reply.outcome == REPLY_REFUSED && text_equal_c(reply.code, "AlreadyExistsException");
        if (*outrun)
            return DEPLOY_REFUSED;
        if (!cf_may_be_done(&reply))
            return deploy_refuse(deployment, "create the stack", &reply);
        cf_describe_stack(cf, stack->name, &state, &question);
        if (state.exists) {
            *outrun = is_of_another(cf, state.id, token);
            stack->id = state.id;
            return *outrun ? DEPLOY_REFUSED : DEPLOY_DONE;
        }
        if (question.outcome == REPLY_STOPPED)
            break;
    }
    return deploy_unclear(deployment, stack);
}

enum deploy_status create_directly(struct deployment *deployment, struct deploy_stack *stack, struct text policy, bool *outrun)
{
    const struct deploy_request *request = deployment->request;
    struct cloudformation cf = deploy_cf(deployment, stack, deployment->arena);
    struct text token = unique_name(deployment, stack);
    struct buffer form;
    show_new(deployment, stack);
    enum deploy_status status = deploy_approve(deployment, "Create it?", false);
    if (status != DEPLOY_DONE)
        return status;
    cf_begin(&cf, &form, "CreateStack");
    form_add(&form, "ClientRequestToken", token);
    form_add_c(&form, "OnFailure", on_failure_word(request->on_failure));
    stack_form_add_retention(request, &form);
    if (request->protection)
        form_add_c(&form, "EnableTerminationProtection", strcmp(request->protection, "on") == 0 ? "true" : "false");
    if (policy.length)
        form_add(&form, "StackPolicyBody", policy);
    stack->id = TEXT("");
    status = stack_form(deployment, stack, NULL, &cf, &form);
    if (status == DEPLOY_DONE)
        status = create_call(deployment, stack, &cf, &form, token, outrun);
    if (status != DEPLOY_DONE)
        return status;
    deployment->changed = true;
    return request->detach ? deploy_detach(deployment, stack)
                           : watch(deployment, stack, NULL, stack->stack->resources.count, AIM_MADE);
}

