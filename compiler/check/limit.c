/* Limits: what one template may hold. Source of the figures: "CloudFormation
   quotas" in the AWS CloudFormation User Guide. An error that can be switched
   off (-W no-template-limit), since stacks of other sizes are compiled for other
   reasons than to be deployed whole. */
#include "check/rule.h"

enum {
    MOST_RESOURCES = 500,
    MOST_PARAMETERS = 200,
    MOST_OUTPUTS = 200,
    MOST_MAPPINGS = 200,
    MOST_DESCRIPTION = 1024     /* bytes */
};

/* past: the first thing beyond the limit. */
static void limit(struct check *check, const struct stack *stack, size_t count, size_t most, const char *what,
                  struct span past, const struct frame *frames)
{
    if (count <= most)
        return;
    const char *has = text_format(check->arena, "%zu", count).at;
    const char *takes = text_format(check->arena, "%zu", most).at;
    struct diagnostic *diagnostic =
        report(check->reporter, MT3004, past, frames, stack->name->text, has, what, takes);
    if (stack->written.kind != VALUE_MAP)
        report_help(check->reporter, diagnostic, "divide it: 'stack NAME { … }' makes a further template");
}

void check_limits(struct check *check, const struct stack *stack)
{
    if (stack->resources.count > MOST_RESOURCES) {
        const struct resource *past = stack->resources.at[MOST_RESOURCES];
        limit(check, stack, stack->resources.count, MOST_RESOURCES, "resources", past->span, past->frames);
    }
    if (stack->parameters.count > MOST_PARAMETERS)
        limit(check, stack, stack->parameters.count, MOST_PARAMETERS, "parameters",
              stack->parameters.at[MOST_PARAMETERS]->span, NULL);
    if (stack->outputs.count > MOST_OUTPUTS)
        limit(check, stack, stack->outputs.count, MOST_OUTPUTS, "outputs",
              stack->outputs.at[MOST_OUTPUTS]->span, NULL);
    if (stack->mappings.count > MOST_MAPPINGS)
        limit(check, stack, stack->mappings.count, MOST_MAPPINGS, "mappings",
              stack->mappings.at[MOST_MAPPINGS]->span, NULL);
    limit(check, stack, stack->description.length, MOST_DESCRIPTION, "bytes of description", stack->span, NULL);
}
