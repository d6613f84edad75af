/* Seeing through: the values that a property may have although the template
   does not hold them in its place. A parameter may have its default or each
   value that it allows, Fn::FindInMap gives a mapping's row. What the conditions
   around the property rule out is left out: a default that is "" so that a
   condition drops the property is no value of it. For property.c; allocates only
   for lists that are written as one text. */
#include "check/property/property.h"

/* -------------------------------------------------------------- conditions */

/* A parameter that has this value, the others as they may be. */
struct given {
    struct arena *arena;
    const struct parameter *parameter;
    struct value state;
};

/* For condition_truth. */
static enum truth compare(void *context, const struct condition *condition)
{
    const struct given *given = context;
    bool left = condition->left.kind == VALUE_PARAMETER && condition->left.parameter == given->parameter;
    bool right = condition->right.kind == VALUE_PARAMETER && condition->right.parameter == given->parameter;
    struct value other = left ? condition->right : condition->left;
    struct text state, constant;
    if (condition->kind == CONDITION_VERBATIM)
        return TRUTH_OPEN;
    if (left && right)
        return TRUTH_YES;
    if ((!left && !right) || !value_to_text(given->arena, given->state, &state)
        || !value_to_text(given->arena, other, &constant))
        return TRUTH_OPEN;
    return text_equal(state, constant) ? TRUTH_YES : TRUTH_NO;
}

enum { MOST_STEPS = 10000 };    /* conditions looked at: named ones may share operands */

static bool can_be(const struct property *property, const struct parameter *parameter, struct value state)
{
    struct given given = { property->check->arena, parameter, state };
    struct truth_question question = { .compare = compare, .context = &given, .most = MOST_STEPS };
    for (const struct fact *fact = property->facts; fact; fact = fact->outer)
        if (fact->condition && condition_truth(&question, fact->condition) == (fact->holds ? TRUTH_NO : TRUTH_YES))
            return false;
    return true;
}

/* -------------------------------------------------------------- parameters */

static void see_state(const struct property *property, struct value use, struct value state, bool allowed,
                      struct schema_value wanted, bool item, property_visit *visit)
{
    const struct parameter *parameter = use.parameter;
    /* An empty default stands for "to be given". */
    if (state.kind == VALUE_NULL || state.kind == VALUE_POISON || (state.kind == VALUE_STRING && state.count == 0)
        || !can_be(property, parameter, state))
        return;
    struct origin origin = { parameter, allowed, state, use };
    struct property through = *property;
    through.origin = &origin;
    if (parameter_is_list(parameter) && state.kind == VALUE_STRING)
        state = value_split(property->check->arena, state);
    visit(&through, state, wanted, item);
}

static void see_parameter(const struct property *property, struct value use, struct schema_value wanted, bool item,
                          property_visit *visit)
{
    const struct parameter *parameter = use.parameter;
    /* Another stack's value, or the name of a parameter of Systems Manager. */
    if (parameter->from || strncmp(parameter->type, "AWS::SSM::", 10) == 0)
        return;
    /* A list is made of the allowed values: which of them together is not known. */
    bool list = parameter_is_list(parameter);
    if (parameter->allowed.kind == VALUE_LIST && !list)
        for (uint32_t i = 0; i < parameter->allowed.count; i++)
            see_state(property, use, parameter->allowed.items[i], true, wanted, item, visit);
    else
        see_state(property, use, parameter->standard, false, wanted, item, visit);
}

/* ---------------------------------------------------------------- mappings */

/* The text of a key that is known; false where it is not. */
static bool key_of(const struct property *property, struct value argument, uint32_t index, struct text *key)
{
    if (argument.kind != VALUE_LIST || argument.count <= index)
        return false;
    struct value value = argument.items[index];
    if (value.kind == VALUE_PSEUDO && strcmp(value.atom->text, "AWS::Region") == 0)
        value = property->resource->stack->region;
    return value.kind == VALUE_STRING && value_to_text(property->check->arena, value, key);
}

static void see_row(const struct property *property, struct value use, struct value row, bool pinned,
                    struct schema_value wanted, bool item, property_visit *visit)
{
    struct text key;
    bool known = key_of(property, use.intrinsic->argument, 2, &key);
    for (uint32_t i = 0; row.kind == VALUE_MAP && i < row.count; i++) {
        if (known && !text_equal(atom_text(row.fields[i].key), key))
            continue;
        struct origin origin = { NULL, false, row.fields[i].value, use };
        struct property through = *property;
        struct value value = row.fields[i].value;
        if (pinned && known)
            value.span = use.span;
        else
            through.origin = &origin;
        visit(&through, value, wanted, item);
    }
}

static void see_mapping(const struct property *property, struct value use, struct schema_value wanted, bool item,
                        property_visit *visit)
{
    struct value table = use.intrinsic->mapping->table;
    struct text key;
    bool known = key_of(property, use.intrinsic->argument, 1, &key);
    for (uint32_t i = 0; table.kind == VALUE_MAP && i < table.count; i++)
        if (!known || text_equal(atom_text(table.fields[i].key), key))
            see_row(property, use, table.fields[i].value, known, wanted, item, visit);
}

void property_see(const struct property *property, struct value value, struct schema_value wanted, bool item,
                  property_visit *visit)
{
    if (value.kind == VALUE_PARAMETER)
        see_parameter(property, value, wanted, item, visit);
    else if (value.kind == VALUE_INTRINSIC && value.intrinsic->mapping)
        see_mapping(property, value, wanted, item, visit);
}
