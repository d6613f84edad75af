/* Scenes: what can vary in a stack, and what each condition and value is once
   that is decided. A variable is a parameter, or whatever else a condition
   compares with constants (AWS::Region, say); its states are the values that it
   may have, and, where it is open, one that stands for "none of these". The
   scenes change one variable at a time, so their number is the sum of the
   states, never the product; a condition that none of them decides in one of its
   two ways (two things at once, say) gets a scene of its own. The questions that rules ask stand in
   scene_query.c. */
#include "check/scene/ip_block.h"
#include "check/scene/scene_variable.h"

enum {
    MOST_STATES = 16,           /* of one variable; the rest is not tried */
    MOST_OTHERS = 32,           /* variables that are no parameters */
    MOST_STEPS = 10000          /* conditions looked at in one question: named ones may share operands */
};

/* ---------------------------------------------------------------- variables */

static struct scene_variable *variable_of(const struct scene *scene, struct value subject)
{
    if (subject.kind == VALUE_PARAMETER)
        return subject.parameter->index < scene->parameter_room ? scene->by_parameter[subject.parameter->index] : NULL;
    if (scene->by_parameter == NULL && scene->variables.count == 0)
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

/* Two known scalars are one for CloudFormation when their texts are. */
static bool same_text(struct scene *scene, struct value a, struct value b)
{
    struct text left, right;
    return value_to_text(scene->check->arena, a, &left) && value_to_text(scene->check->arena, b, &right)
        && text_equal(left, right);
}

static bool is_constant(struct scene *scene, struct value value)
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
    struct scene_variable *variable = variable_of(scene, subject);
    if (!variable && subject.kind != VALUE_PARAMETER && scene->variables.count < scene->stack->parameters.count + MOST_OTHERS)
        variable = add_variable(scene, subject);
    if (!variable || variable->closed || variable->opaque)
        return;
    for (unsigned i = 0; i < variable->count; i++)
        if (same_text(scene, variable->states[i], constant)) {
            variable->compared |= 1u << i;
            return;
        }
    if (variable->count < MOST_STATES) {
        variable->compared |= 1u << variable->count;
        add_state(variable, constant);
    }
}

static void add_condition(struct scene *scene, const struct condition *condition)
{
    if (++scene->steps > MOST_STEPS)
        return;
    for (size_t i = 0; i < condition->count; i++)
        if (condition->operands[i]->name.length == 0)
            add_condition(scene, condition->operands[i]);
    if (condition->kind != CONDITION_EQUALS)
        return;
    if (is_constant(scene, condition->right))
        add_comparison(scene, condition->left, condition->right);
    else if (is_constant(scene, condition->left))
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
        scene->steps = 0;
        add_condition(scene, stack->conditions.at[i]);
    }
    for (size_t i = 0; i < scene->variables.count; i++)
        open_variable(scene->variables.at[i]);
    scene_reset(scene);
}

/* -------------------------------------------------------------------- truth */

static void consult(struct scene *scene, const struct scene_variable *variable)
{
    for (unsigned i = 0; i < scene->consulted_count; i++)
        if (scene->consulted[i] == variable)
            return;
    if (scene->consulted_count < SCENE_CONSULTED)
        scene->consulted[scene->consulted_count++] = variable;
}

/* The value of a variable in this scene; VALUE_POISON: none of those that it is compared with. */
static struct value state_of(const struct scene_variable *variable)
{
    return variable->count ? variable->states[variable->state] : value_poison();
}

static enum scene_truth truth_of_equals(struct scene *scene, const struct condition *condition)
{
    bool left_known = is_constant(scene, condition->left);
    struct value constant = left_known ? condition->left : condition->right;
    struct value subject = left_known ? condition->right : condition->left;
    bool assumed = scene->assumed;
    struct value seen = scene_see(scene, subject);
    if (!is_constant(scene, constant))
        constant = scene_see(scene, constant);
    /* A condition's other side is tried, too: nothing is assumed. */
    scene->assumed = assumed;
    if (is_constant(scene, seen) && is_constant(scene, constant))
        return same_text(scene, seen, constant) ? SCENE_TRUE : SCENE_FALSE;
    const struct scene_variable *variable = variable_of(scene, subject);
    if (!variable || variable->opaque || !is_constant(scene, constant))
        return SCENE_UNDECIDED;
    consult(scene, variable);
    return SCENE_FALSE;
}

static enum scene_truth truth_of_many(struct scene *scene, const struct condition *condition, enum scene_truth decisive)
{
    enum scene_truth result = decisive == SCENE_TRUE ? SCENE_FALSE : SCENE_TRUE;
    for (size_t i = 0; i < condition->count; i++) {
        enum scene_truth truth = scene_truth(scene, condition->operands[i]);
        if (truth == decisive)
            return decisive;
        if (truth == SCENE_UNDECIDED)
            result = SCENE_UNDECIDED;
    }
    return result;
}

enum scene_truth scene_truth(struct scene *scene, const struct condition *condition)
{
    if (++scene->steps > MOST_STEPS)
        return SCENE_UNDECIDED;
    switch (condition->kind) {
    case CONDITION_EQUALS:
        return truth_of_equals(scene, condition);
    case CONDITION_AND:
        return truth_of_many(scene, condition, SCENE_FALSE);
    case CONDITION_OR:
        return truth_of_many(scene, condition, SCENE_TRUE);
    case CONDITION_NOT: {
        enum scene_truth truth = scene_truth(scene, condition->operands[0]);
        return truth == SCENE_UNDECIDED ? truth : truth == SCENE_TRUE ? SCENE_FALSE : SCENE_TRUE;
    }
    case CONDITION_VERBATIM:
        break;
    }
    return SCENE_UNDECIDED;
}

/* The state in which a comparison holds or does not; false where none is known. */
static bool set_comparison(struct scene *scene, const struct condition *condition, bool wanted)
{
    bool left_known = is_constant(scene, condition->left);
    struct value constant = left_known ? condition->left : condition->right;
    struct scene_variable *variable = variable_of(scene, left_known ? condition->right : condition->left);
    if (!variable || !is_constant(scene, constant))
        return false;
    for (unsigned i = 0; i < variable->count; i++)
        if (same_text(scene, variable->states[i], constant) == wanted) {
            variable->state = i;
            return true;
        }
    return false;
}

static void set_condition(struct scene *scene, const struct condition *condition, bool wanted)
{
    if (++scene->steps > MOST_STEPS)
        return;
    bool all = (condition->kind == CONDITION_AND) == wanted;
    switch (condition->kind) {
    case CONDITION_EQUALS:
        set_comparison(scene, condition, wanted);
        break;
    case CONDITION_NOT:
        set_condition(scene, condition->operands[0], !wanted);
        break;
    case CONDITION_AND: case CONDITION_OR:
        for (size_t i = 0; i < (all ? condition->count : 1); i++)
            set_condition(scene, condition->operands[i], wanted);
        break;
    case CONDITION_VERBATIM:
        break;
    }
}

bool scene_make(struct scene *scene, const struct condition *condition, bool wanted)
{
    scene->steps = 0;
    set_condition(scene, condition, wanted);
    scene->steps = 0;
    return scene_truth(scene, condition) == (wanted ? SCENE_TRUE : SCENE_FALSE);
}

void scene_reset(struct scene *scene)
{
    for (size_t i = 0; i < scene->variables.count; i++)
        scene->variables.at[i]->state = scene->variables.at[i]->base;
}

/* ------------------------------------------------------------------- seeing */

static struct value see_variable(struct scene *scene, struct value value)
{
    const struct scene_variable *variable = variable_of(scene, value);
    if (!variable)
        return value;
    struct value state = state_of(variable);
    if (state.kind == VALUE_POISON)
        return value;
    consult(scene, variable);
    scene->assumed |= variable->parameter != NULL;
    state.span = value.span;
    return state;
}

static struct value see_pseudo(struct scene *scene, struct value value)
{
    const char *name = value.atom->text;
    if (strcmp(name, "AWS::NoValue") == 0)
        return value_null(value.span);
    if (strcmp(name, "AWS::Region") == 0 && scene->stack->region.kind == VALUE_STRING) {
        struct value region = scene->stack->region;
        region.span = value.span;
        return region;
    }
    return see_variable(scene, value);
}

/* The row's field, where table and keys are known. */
static struct value see_mapping(struct scene *scene, struct value value)
{
    struct value argument = value.intrinsic->argument, found = value.intrinsic->mapping->table;
    for (uint32_t i = 1; i < 3; i++) {
        struct text key;
        struct value seen = argument.count > i ? scene_see(scene, argument.items[i]) : value_poison();
        if (!is_constant(scene, seen) || !value_to_text(scene->check->arena, seen, &key) || found.kind != VALUE_MAP)
            return value;
        const struct value *field = value_get_c(found, text_cstring(scene->check->arena, key));
        if (!field)
            return value;
        found = *field;
    }
    found.span = value.span;
    return found;
}

static struct value see_select(struct scene *scene, struct value value)
{
    struct value argument = value.intrinsic->argument;
    int64_t index;
    if (argument.kind != VALUE_LIST || argument.count != 2 || !known_integer(scene_see(scene, argument.items[0]), &index))
        return value;
    struct value list = scene_see(scene, argument.items[1]);
    if (list.kind != VALUE_LIST || index < 0 || index >= list.count)
        return value;
    struct value item = scene_see(scene, list.items[index]);
    item.span = value.span;
    return item;
}

/* Fn::Cidr over a known network: the list that it gives. "Fn::Cidr" in the AWS
   CloudFormation User Guide: [ block, count, host bits ]. */
static struct value see_cidr(struct scene *scene, struct value value)
{
    struct arena *arena = scene->check->arena;
    struct value argument = value.intrinsic->argument;
    struct ip_block block, part;
    int64_t count, bits;
    if (argument.kind != VALUE_LIST || argument.count != 3 || !ip_block_of(scene_see(scene, argument.items[0]), &block)
        || ip_block_has_host_bits(&block) || !known_integer(scene_see(scene, argument.items[1]), &count)
        || !known_integer(scene_see(scene, argument.items[2]), &bits)
        || count < 1 || count > 256 || bits < 1 || bits > block.bits)
        return value;
    struct value *items = NEW_ARRAY(arena, struct value, count);
    for (int64_t i = 0; i < count; i++) {
        if (!ip_block_part(&block, block.bits - (unsigned)bits, (uint32_t)i, &part))
            return value;
        items[i] = value_string(ip_block_text(arena, &part), value.span);
    }
    return value_list(items, (size_t)count, value.span);
}

/* Texts glued; the value itself where one of them is not known. */
static struct value see_glued(struct scene *scene, struct value value, struct value pieces, struct text between)
{
    struct buffer out;
    buffer_init(&out, scene->check->arena);
    for (uint32_t i = 0; i < pieces.count; i++) {
        struct text text;
        if (!known_text(scene, scene_see(scene, pieces.items[i]), &text))
            return value;
        if (i)
            buffer_add(&out, between);
        buffer_add(&out, text);
    }
    return value_string(text_copy(scene->check->arena, buffer_text(&out)), value.span);
}

static struct value see_join(struct scene *scene, struct value value)
{
    struct value argument = value.intrinsic->argument;
    struct text between;
    if (argument.kind != VALUE_LIST || argument.count != 2 || !known_text(scene, argument.items[0], &between))
        return value;
    struct value list = scene_see(scene, argument.items[1]);
    return list.kind == VALUE_LIST ? see_glued(scene, value, list, between) : value;
}

static struct value see_intrinsic(struct scene *scene, struct value value)
{
    if (value.intrinsic->mapping)
        return see_mapping(scene, value);
    if (strcmp(value.intrinsic->name->text, "Fn::Select") == 0)
        return see_select(scene, value);
    if (strcmp(value.intrinsic->name->text, "Fn::Join") == 0)
        return see_join(scene, value);
    if (strcmp(value.intrinsic->name->text, "Fn::Cidr") == 0)
        return see_cidr(scene, value);
    return see_variable(scene, value);
}

/* A VPC's CidrBlock is what it was made with. */
static struct value see_attribute(struct scene *scene, struct value value)
{
    const struct value_attribute *attribute = value.attribute;
    if (strcmp(attribute->name->text, "CidrBlock") != 0 || !scene_type_is(attribute->resource, "AWS::EC2::VPC"))
        return value;
    struct value block = scene_property(scene, attribute->resource, "CidrBlock");
    if (value_deployed(block) || block.kind == VALUE_NULL || block.kind == VALUE_POISON)
        return value;
    block.span = value.span;
    return block;
}

static struct value see_choice(struct scene *scene, struct value value)
{
    scene->steps = 0;
    switch (scene_truth(scene, value.choice->condition)) {
    case SCENE_TRUE: return scene_see(scene, value.choice->yes);
    case SCENE_FALSE: return scene_see(scene, value.choice->no);
    case SCENE_UNDECIDED: break;
    }
    return value_poison();
}

/* An intrinsic that was spelled as an object: what it gives is not known. */
static bool is_verbatim(struct value map)
{
    const char *key = map.count == 1 ? map.fields[0].key->text : "";
    return strncmp(key, "Fn::", 4) == 0 || strcmp(key, "Ref") == 0;
}

struct value scene_see(struct scene *scene, struct value value)
{
    switch ((enum value_kind)value.kind) {
    case VALUE_CHOICE: return see_choice(scene, value);
    case VALUE_PARAMETER: return see_variable(scene, value);
    case VALUE_PSEUDO: return see_pseudo(scene, value);
    case VALUE_INTRINSIC: return see_intrinsic(scene, value);
    case VALUE_ATTRIBUTE: return see_attribute(scene, value);
    case VALUE_CONCAT: return see_glued(scene, value, value, TEXT(""));
    case VALUE_ZONE: {
        struct value name = scene_see(scene, value.zone->name);
        name.span = value.span;
        return name;
    }
    case VALUE_MAP: return is_verbatim(value) ? value_poison() : value;
    default: return value;
    }
}
