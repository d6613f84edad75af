/* The stacks of a run: their names, their regions, and the order in which they
   are made. Called by deploy.c. */
#include "deploy/deployment.h"

enum { MOST_NAME = 128 };   /* "CreateStack", AWS CloudFormation API Reference */

/* The name of a stack: of the file, with the environment, so that two
   environments are two stacks; of the further stacks with their own. */
static bool name_stack(struct deployment *deployment, const struct deploy_input *input, const char *environment,
                       struct deploy_stack *stack)
{
    struct buffer out;
    buffer_init(&out, deployment->arena);
    if (deployment->request->stack)
        buffer_add_c(&out, deployment->request->stack);
    else
        buffer_add(&out, input->base);
    if (!deployment->request->stack && environment)
        buffer_add_format(&out, "-%s", environment);
    if (!input->stack->is_default)
        buffer_add_format(&out, "-%s", input->stack->name->text);
    bool valid = out.length > 0 && out.length <= MOST_NAME;
    for (size_t i = 0; i < out.length; i++) {
        char *c = &out.at[i];
        bool letter = (*c >= 'a' && *c <= 'z') || (*c >= 'A' && *c <= 'Z');
        if (*c == '_' || *c == '.')
            *c = '-';
        valid = valid && (letter || (i > 0 && ((*c >= '0' && *c <= '9') || *c == '-')));
    }
    stack->name = text_copy(deployment->arena, buffer_text(&out));
    if (valid)
        return true;
    struct diagnostic *none = report(deployment->reporter, MT9010, SPAN_NONE, NULL, stack->name.at);
    report_help(deployment->reporter, none, "--stack NAME gives one: a letter, then letters, digits and '-', at most %d", MOST_NAME);
    return false;
}

static bool find_region(struct deployment *deployment, struct deploy_stack *stack)
{
    const struct value *region = &stack->stack->region;
    stack->region = region->kind == VALUE_STRING ? value_text(*region) : deployment->settings.region;
    if (stack->region.length)
        return true;
    struct diagnostic *none = report(deployment->reporter, MT9004, SPAN_NONE, NULL, stack->name.at);
    report_help(deployment->reporter, none, "--region NAME, AWS_REGION or the profile's 'region' sets one");
    return false;
}

static bool is_placed(const struct deployment *deployment, const struct stack *stack)
{
    for (size_t i = 0; i < deployment->stacks.count; i++)
        if (deployment->stacks.at[i]->stack == stack)
            return true;
    return false;
}

/* Stacks in the order of need: each behind those whose outputs it takes. The
   compiler has refused circles. */
static void place(struct deployment *deployment, const struct deploy_input *inputs, struct deploy_stack *const *made,
                  size_t count, const struct stack *stack)
{
    if (is_placed(deployment, stack))
        return;
    for (size_t i = 0; i < stack->needs.count; i++)
        place(deployment, inputs, made, count, stack->needs.at[i].stack);
    for (size_t i = 0; i < count; i++)
        if (inputs[i].stack == stack)
            *VEC_ADD(deployment->arena, &deployment->stacks) = made[i];
}

bool stacks_prepare(struct deployment *deployment, const struct deploy_input *inputs, size_t count, const char *environment)
{
    struct deploy_stack **made = NEW_ARRAY(deployment->arena, struct deploy_stack *, count + 1);
    bool valid = true;
    for (size_t i = 0; i < count; i++) {
        made[i] = NEW(deployment->arena, struct deploy_stack);
        *made[i] = (struct deploy_stack){ .stack = inputs[i].stack, .template = &inputs[i].template, .id = { "", 0 } };
        valid = name_stack(deployment, &inputs[i], environment, made[i]) && find_region(deployment, made[i]) && valid;
    }
    for (size_t i = 0; i < count; i++)
        place(deployment, inputs, made, count, inputs[i].stack);
    return valid;
}
