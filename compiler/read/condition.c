/* Conditions: the section's entries as truth values that the checks can reason
   about. Each is made when it is first asked for, so that its operands stand
   before it in the stack's list; one that needs itself is told once.

   Source: "Condition functions" of the AWS CloudFormation User Guide. */
#include "read/reader.h"

#include "base/limits.h"

struct named_condition {
    struct condition *condition;
    struct value_field *field;      /* its entry */
    enum { NOT_MADE, IN_MAKING, MADE } state;
};

static const struct condition *make_named(struct reader *reader, struct named_condition *named);

const struct condition *find_condition(struct reader *reader, struct value name)
{
    if (!reader_text(reader, name, "the name of a condition"))
        return NULL;
    const struct atom *atom = atom_find(reader->atoms, value_text(name));
    struct named_condition *named = atom ? map_get(&reader->conditions, atom) : NULL;
    if (named)
        return named->condition;
    if (!name_may_exist(reader, value_text(name)))
        reader_unknown(reader, "condition", value_text(name), reader_inside(reader, name.span), &reader->conditions, NULL);
    return NULL;
}

/* --------------------------------------------------------------- expressions */

static struct condition *verbatim(struct reader *reader, struct value value)
{
    struct condition *condition = NEW(reader->arena, struct condition);
    *condition = (struct condition){ .kind = CONDITION_VERBATIM, .weight = 1, .span = value.span, .left = value };
    return condition;
}

static const struct condition *operand(struct reader *reader, struct value value);

static void set_operands(struct reader *reader, struct condition *condition, struct value list)
{
    const struct condition **operands = arena_alloc(reader->arena, list.count * sizeof *operands);
    for (uint32_t i = 0; i < list.count; i++)
        operands[i] = operand(reader, list.items[i]);
    condition->operands = operands;
    condition->count = list.count;
}

/* Fills in what the value says; a call that is no truth value stays verbatim. */
static void set_expression(struct reader *reader, struct condition *condition, struct value value)
{
    condition->kind = CONDITION_VERBATIM;
    condition->left = value;
    condition->weight = 1;
    if (value.kind != VALUE_INTRINSIC)
        return;
    const char *name = value.intrinsic->name->text;
    struct value argument = value.intrinsic->argument;
    if (strcmp(name, "Condition") == 0) {
        /* Another one's name: that one alone. */
        condition->kind = CONDITION_AND;
        set_operands(reader, condition, value_list(&value, 1, value.span));
        return;
    }
    if (argument.kind != VALUE_LIST || !argument.count)
        return;
    if (strcmp(name, "Fn::Equals") == 0 && argument.count == 2) {
        condition->kind = CONDITION_EQUALS;
        condition->left = argument.items[0];
        condition->right = argument.items[1];
    } else if (strcmp(name, "Fn::Not") == 0 || strcmp(name, "Fn::And") == 0 || strcmp(name, "Fn::Or") == 0) {
        condition->kind = name[4] == 'N' ? CONDITION_NOT : name[4] == 'A' ? CONDITION_AND : CONDITION_OR;
        set_operands(reader, condition, argument);
    }
}

/* A condition among others: a named one, or an expression. */
static const struct condition *operand(struct reader *reader, struct value value)
{
    if (value.kind == VALUE_INTRINSIC && strcmp(value.intrinsic->name->text, "Condition") == 0) {
        struct value name = value.intrinsic->argument;
        const struct condition *found = find_condition(reader, name);
        if (!found)
            return verbatim(reader, value);
        return make_named(reader, map_get(&reader->conditions, atom_find(reader->atoms, value_text(name))));
    }
    struct condition *condition = verbatim(reader, value);
    set_expression(reader, condition, value);
    return condition;
}

static const struct condition *make_named(struct reader *reader, struct named_condition *named)
{
    if (named->state == MADE)
        return named->condition;
    if (named->state == IN_MAKING) {
        report(reader->reporter, MT1003, named->field->key_span, NULL, named->field->key->text);
        return verbatim(reader, value_poison());
    }
    if (reader->condition_depth > LIMIT_CONDITION_CHAIN) {
        if (!reader->chain_told)
            report(reader->reporter, MT0012, named->field->key_span, NULL,
                   text_format(reader->arena, "%d", LIMIT_CONDITION_CHAIN).at);
        reader->chain_told = true;
        return verbatim(reader, value_poison());
    }
    named->state = IN_MAKING;
    reader->condition_depth++;
    set_expression(reader, named->condition, named->field->value);
    reader->condition_depth--;
    named->state = MADE;
    *VEC_ADD(reader->arena, &reader->stack->conditions) = named->condition;
    return named->condition;
}

/* ------------------------------------------------------------- the section */

static void declare(struct reader *reader, struct value_field *field)
{
    struct named_condition *named = NEW(reader->arena, struct named_condition);
    named->condition = NEW(reader->arena, struct condition);
    named->condition->name = atom_text(field->key);
    named->condition->by_let = true;
    named->condition->span = field->key_span;
    named->field = field;
    *map_put(reader->arena, &reader->conditions, field->key) = named;
}

void declare_conditions(struct reader *reader, struct value *section)
{
    for (uint32_t i = 0; i < section->count; i++) {
        struct value_field *field = (struct value_field *)(uintptr_t)&section->fields[i];
        if (!declare_elsewhere(reader, field))
            declare(reader, field);
    }
}

void read_conditions(struct reader *reader, struct value *section)
{
    for (uint32_t i = 0; i < section->count; i++) {
        struct value_field *field = (struct value_field *)(uintptr_t)&section->fields[i];
        reader->in_conditions = true;
        read_field(reader, field);
        reader->in_conditions = false;
    }
    for (size_t i = 0; i < reader->conditions.count; i++)
        make_named(reader, reader->conditions.entries[i].value);
}
