/* Existence: a reference to a resource that exists only under a condition, from
   where that condition may not hold. CloudFormation refuses it with "Unresolved
   resource dependencies", but only in the deployment in which the condition is
   false. What stands in a branch of Fn::If is used only where that branch is
   taken. DependsOn needs no such care: CloudFormation drops it with its target. */
#include "check/rule.h"

struct user {
    struct check *check;
    const struct stack *stack;
    const struct frame *frames;
    struct span span;               /* where a reference has no place of its own */
};

/* The condition's name, else its text as the user wrote it. */
static const char *condition_describe(struct check *check, const struct condition *condition)
{
    if (condition->name.length)
        return text_cstring(check->arena, condition->name);
    struct text text = sources_text(check->reporter->sources, condition->span);
    if (text.length == 0 || text.length > 60 || memchr(text.at, '\n', text.length))
        return "its condition holds";
    return text_cstring(check->arena, text);
}

static void report_reference(const struct user *user, const struct reference *reference)
{
    struct check *check = user->check;
    const struct resource *target = reference->target;
    struct span span = span_known(reference->value.span) ? reference->value.span : user->span;
    struct diagnostic *diagnostic =
        report(check->reporter, MT3003, span, user->frames, target->id, condition_describe(check, target->condition));
    report_note(check->reporter, diagnostic, target->span, "'%s' is declared here", target->id);
    /* A template that is there may have been deployed, with values under which
       all of it exists. */
    if (user->stack->written.kind == VALUE_MAP) {
        report_lower(check->reporter, diagnostic);
        report_help(check->reporter, diagnostic, "use it under the same condition: 'Condition', or Fn::If with AWS::NoValue");
        return;
    }
    report_help(check->reporter, diagnostic, "use it under the same condition: 'when', or 'if … then … else null'");
}

static void check_reference(void *context, const struct reference *reference)
{
    const struct user *user = context;
    const struct resource *target = reference->target;
    if (!target->condition || target->stack != user->stack)
        return;
    if (!condition_follows(user->check->arena, reference->facts, target->condition))
        report_reference(user, reference);
}

void check_existence(struct check *check, const struct stack *stack)
{
    if (stack->conditions.count == 0)
        return;
    for (size_t i = 0; i < stack->resources.count; i++) {
        const struct resource *resource = stack->resources.at[i];
        struct user user = { check, stack, resource->frames, resource->span };
        struct fact fact = { NULL, resource->condition, true };
        references_of_resource(resource, &fact, check_reference, &user);
    }
    for (size_t i = 0; i < stack->outputs.count; i++) {
        const struct stack_output *output = stack->outputs.at[i];
        struct user user = { check, stack, NULL, output->span };
        struct fact fact = { NULL, output->condition, true };
        references_of_value(output->value, &fact, check_reference, &user);
        references_of_value(output->export, &fact, check_reference, &user);
    }
}
