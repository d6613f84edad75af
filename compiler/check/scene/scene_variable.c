/* Scene variables: what can vary in a stack, and setting it. A variable is a
   parameter, or whatever else a condition compares with constants (AWS::Region,
   say); its states are the values that it may have, and, where it is open, one
   that stands for "none of these". The scenes change one variable at a time, so
   their number is the sum of the states, never the product; a condition that
   none of them decides in one of its two ways (two things at once, say) gets a
   scene of its own. Called by scene_run.c; asked by scene.c. */
#include "check/scene/scene_variable.h"

enum {
    MOST_STATES = 16,           /* of one variable; the rest is not tried */
    MOST_OTHERS = 32            /* variables that are no parameters */
};

/* ------------------------------------------------------------------ finding */

struct scene_variable *scene_variable_of(const struct scene *scene, struct value subject)
{
    if (subject.kind == VALUE_PARAMETER)
        return subject.parameter->index < scene->parameter_room ? scene->by_parameter[subject.parameter->index] : NULL;
    if (!scene->by_parameter && scene->variables.count == 0)
        return NULL;
    for (size_t i = 0; i < scene->variables.count; i++) {
        struct scene_variable *variable = scene->variables.at[i];
        if (!variable->parameter && value_equal(variable->subject, subject))
            return variable;
    }
    return NULL;
}

static void add_state(struct scene_variable *variable, struct value state)
{
    for (unsigned i = 0; i < variable->count; i++)
        if (value_equal(variable->states[i], state))
            return;
    if (variable->count < MOST_STATES)
        variable->states[variable->count++] = state;
}

static struct scene_variable *add_variable(struct scene *scene, struct value subject)
{
    struct arena *arena = scene->check->arena;
    struct scene_variable *variable = NEW(arena, struct scene_variable);
    variable->subject = subject;
    variable->states = NEW_ARRAY(arena, struct value, MOST_STATES);
    *VEC_ADD(arena, &scene->variables) = variable;
    return variable;
}

/* A parameter's states: its default first, then what it allows. An SSM
   parameter's own value is the name of another one. */
static void add_parameter(struct scene *scene, const struct parameter *parameter)
{
    struct arena *arena = scene->check->arena;
    struct scene_variable *variable =
        add_variable(scene, (struct value){ .kind = VALUE_PARAMETER, .span = parameter->span, .parameter = parameter });
    variable->parameter = parameter;
    scene->by_parameter[parameter->index] = variable;
    if (parameter->from || strncmp(parameter->type, "AWS::SSM::", 10) == 0) {
        variable->opaque = true;
        return;
    }
    bool list = parameter_is_list(parameter);
    if (parameter->standard.kind != VALUE_NULL)
        add_state(variable, list ? value_split(arena, parameter->standard) : parameter->standard);
    if (parameter->allowed.kind == VALUE_LIST && !list)
        for (uint32_t i = 0; i < parameter->allowed.count; i++)
            add_state(variable, parameter->allowed.items[i]);
    variable->closed = parameter->allowed.kind == VALUE_LIST || parameter->is_bool;
    if (parameter->is_bool) {
        add_state(variable, value_string(TEXT("true"), parameter->span));
        add_state(variable, value_string(TEXT("false"), parameter->span));
    }
}

bool scene_same_text(struct scene *scene, struct value a, struct value b)
{
    struct text left, right;
    return value_to_text(scene->check->arena, a, &left) && value_to_text(scene->check->arena, b, &right)
        && text_equal(left, right);
}

bool scene_constant(struct scene *scene, struct value value)
{
    struct text text;
    return !value_deployed(value) && value_to_text(scene->check->arena, value, &text);
}

static bool can_vary(struct value value)
{
    return value.kind == VALUE_PARAMETER || value.kind == VALUE_PSEUDO || value.kind == VALUE_ATTRIBUTE
        || value.kind == VALUE_INTRINSIC || value.kind == VALUE_CONCAT;
}

/* subject == constant in some condition: the constant is a state to try. */
static void add_comparison(struct scene *scene, struct value subject, struct value constant)
{
    if (!can_vary(subject) || (subject.kind == VALUE_PSEUDO && scene_see(scene, subject).kind == VALUE_STRING))
        return;
    struct scene_variable *variable = scene_variable_of(scene, subject);
    if (!variable && subject.kind != VALUE_PARAMETER && scene->variables.count < scene->stack->parameters.count + MOST_OTHERS)
        variable = add_variable(scene, subject);
    if (!variable || variable->closed || variable->opaque)
        return;
    for (unsigned i = 0; i < variable->count; i++)
        if (scene_same_text(scene, variable->states[i], constant)) {
            variable->compared |= 1u << i;
            return;
        }
    if (variable->count < MOST_STATES) {
        variable->compared |= 1u << variable->count;
        add_state(variable, constant);
    }
}

static void add_condition(struct scene *scene, const struct condition *condition, uint32_t *steps)
{
    if (++*steps > SCENE_STEPS)
        return;
    for (size_t i = 0; i < condition->count; i++)
        if (condition->operands[i]->name.length == 0)
            add_condition(scene, condition->operands[i], steps);
    if (condition->kind != CONDITION_EQUALS)
        return;
    if (scene_constant(scene, condition->right))
        add_comparison(scene, condition->left, condition->right);
    else if (scene_constant(scene, condition->left))
        add_comparison(scene, condition->right, condition->left);
}

/* What is open has a state that no condition compares it with. It is where a
   variable without a default begins. */
static void open_variable(struct scene_variable *variable)
{
    bool all_compared = variable->compared == (1u << variable->count) - 1;
    bool has_default = variable->parameter && variable->parameter->standard.kind != VALUE_NULL;
    if ((variable->closed && variable->count) || !all_compared || variable->count == MOST_STATES)
        return;
    variable->states[variable->count] = value_poison();
    if (!has_default)
        variable->base = variable->count;
    variable->count++;
}

void scene_vary(struct scene *scene)
{
    const struct stack *stack = scene->stack;
    for (size_t i = 0; i < stack->parameters.count; i++)
        if (stack->parameters.at[i]->index >= scene->parameter_room)
            scene->parameter_room = stack->parameters.at[i]->index + 1;
    scene->by_parameter = NEW_ARRAY(scene->check->arena, struct scene_variable *, scene->parameter_room);
    for (size_t i = 0; i < stack->parameters.count; i++)
        add_parameter(scene, stack->parameters.at[i]);
    for (size_t i = 0; i < stack->conditions.count; i++) {
        uint32_t steps = 0;
        add_condition(scene, stack->conditions.at[i], &steps);
    }
    for (size_t i = 0; i < scene->variables.count; i++)
        open_variable(scene->variables.at[i]);
    scene_reset(scene);
}

/* ------------------------------------------------------------------ setting */

/* The state in which a comparison holds or does not; false where none is known. */
static bool set_comparison(struct scene *scene, const struct condition *condition, bool wanted)
{
    bool left_known = scene_constant(scene, condition->left);
    struct value constant = left_known ? condition->left : condition->right;
    struct scene_variable *variable = scene_variable_of(scene, left_known ? condition->right : condition->left);
    if (!variable || !scene_constant(scene, constant))
        return false;
    for (unsigned i = 0; i < variable->count; i++)
        if (scene_same_text(scene, variable->states[i], constant) == wanted) {
            variable->state = i;
            return true;
        }
    return false;
}

static void set_condition(struct scene *scene, const struct condition *condition, bool wanted, uint32_t *steps)
{
    if (++*steps > SCENE_STEPS)
        return;
    bool all = (condition->kind == CONDITION_AND) == wanted;
    switch (condition->kind) {
    case CONDITION_EQUALS:
        set_comparison(scene, condition, wanted);
        break;
    case CONDITION_NOT:
        set_condition(scene, condition->operands[0], !wanted, steps);
        break;
    case CONDITION_AND: case CONDITION_OR:
        for (size_t i = 0; i < (all ? condition->count : 1); i++)
            set_condition(scene, condition->operands[i], wanted, steps);
        break;
    case CONDITION_VERBATIM:
        break;
    }
}

bool scene_make(struct scene *scene, const struct condition *condition, bool wanted)
{
    uint32_t steps = 0;
    set_condition(scene, condition, wanted, &steps);
    return scene_truth(scene, condition) == (wanted ? TRUTH_YES : TRUTH_NO);
}

void scene_reset(struct scene *scene)
{
    for (size_t i = 0; i < scene->variables.count; i++)
        scene->variables.at[i]->state = scene->variables.at[i]->base;
}
