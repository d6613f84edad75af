/* Scene: what each condition and value is once everything that varies is decided
   (scene_variable.c). The questions that rules ask stand in scene_query.c. */
#include "check/scene/ip_block.h"
#include "check/scene/scene_variable.h"

/* -------------------------------------------------------------------- truth */

static void consult(struct scene *scene, const struct scene_variable *variable)
{
    for (unsigned i = 0; i < scene->consulted_count; i++)
        if (scene->consulted[i] == variable)
            return;
    if (scene->consulted_count < SCENE_CONSULTED)
        scene->consulted[scene->consulted_count++] = variable;
}

/* The variable that is asked for. */
static struct scene_variable *ask_variable(struct scene *scene, struct value subject)
{
    struct scene_variable *variable = scene_variable_of(scene, subject);
    if (variable)
        variable->matters = variable->matters || scene->proves;
    return variable;
}

/* The value of a variable in this scene; VALUE_POISON: none of those that it is compared with. */
static struct value state_of(const struct scene_variable *variable)
{
    return variable->count ? variable->states[variable->state] : value_poison();
}

/* For condition_truth. */
static enum truth compare(void *context, const struct condition *condition)
{
    struct scene *scene = context;
    if (condition->kind == CONDITION_VERBATIM)
        return TRUTH_OPEN;
    bool left_known = scene_constant(scene, condition->left);
    struct value constant = left_known ? condition->left : condition->right;
    struct value subject = left_known ? condition->right : condition->left;
    bool assumed = scene->assumed;
    struct value seen = scene_see(scene, subject);
    if (!scene_constant(scene, constant))
        constant = scene_see(scene, constant);
    /* A condition's other side is tried, too: nothing is assumed. */
    scene->assumed = assumed;
    if (scene_constant(scene, seen) && scene_constant(scene, constant))
        return scene_same_text(scene, seen, constant) ? TRUTH_YES : TRUTH_NO;
    const struct scene_variable *variable = ask_variable(scene, subject);
    if (!variable || variable->opaque || !scene_constant(scene, constant))
        return TRUTH_OPEN;
    consult(scene, variable);
    return TRUTH_NO;
}

enum truth scene_truth(struct scene *scene, const struct condition *condition)
{
    struct truth_question question = { .compare = compare, .context = scene, .most = SCENE_STEPS };
    return condition_truth(&question, condition);
}

/* ------------------------------------------------------------------- seeing */

static struct value see_variable(struct scene *scene, struct value value)
{
    const struct scene_variable *variable = ask_variable(scene, value);
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
        if (!scene_constant(scene, seen) || !value_to_text(scene->check->arena, seen, &key) || found.kind != VALUE_MAP)
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
    switch (scene_truth(scene, value.choice->condition)) {
    case TRUTH_YES: return scene_see(scene, value.choice->yes);
    case TRUTH_NO: return scene_see(scene, value.choice->no);
    case TRUTH_OPEN: break;
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
