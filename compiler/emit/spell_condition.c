/* Spell conditions: the expressions of the Conditions section, and truth
   values in Rules. A condition that a `let` named is spoken of by that name;
   what has no name of its own stands where it is used. Called by spell.c and
   template.c.

   Source: AWS CloudFormation User Guide, "Condition functions". */
#include "emit/spell.h"

enum {
    MOST_OPERANDS = 10      /* of Fn::And and Fn::Or: "Condition functions" */
};

struct operands {
    struct arena *arena;
    enum spell_place place;
    VEC(struct tree) trees;
};

/* a and (b and c) is one Fn::And of three, unless the inner one has a name. */
static void operands_flatten(struct operands *operands, const struct condition *condition)
{
    for (size_t i = 0; i < condition->count; i++) {
        const struct condition *operand = condition->operands[i];
        bool named = operand->by_let && operands->place == SPELL_CONDITION;
        if (operand->kind == condition->kind && !named) {
            operands_flatten(operands, operand);
            continue;
        }
        struct value truth = { .kind = VALUE_CONDITION, .condition = operand };
        *VEC_ADD(operands->arena, &operands->trees) = spell_value(operands->arena, truth, operands->place);
    }
}

/* One call, or a tree of calls where there are more operands than one takes. */
static struct tree operands_call(struct arena *arena, struct text name, const struct tree *trees, size_t count)
{
    if (count == 1)
        return trees[0];
    if (count <= MOST_OPERANDS)
        return tree_call(arena, name, tree_list(trees, count));
    size_t share = MOST_OPERANDS;
    while (share * MOST_OPERANDS < count)
        share *= MOST_OPERANDS;
    struct tree *groups = arena_alloc(arena, MOST_OPERANDS * sizeof *groups);
    size_t group_count = 0;
    for (size_t from = 0; from < count; from += share) {
        size_t size = count - from < share ? count - from : share;
        groups[group_count++] = operands_call(arena, name, trees + from, size);
    }
    return tree_call(arena, name, tree_list(groups, group_count));
}

static struct tree spell_and_or(struct arena *arena, const struct condition *condition, enum spell_place place)
{
    struct operands operands = { .arena = arena, .place = place };
    operands_flatten(&operands, condition);
    if (operands.trees.count == 0)
        return (struct tree){ .kind = TREE_NULL };
    struct text name = condition->kind == CONDITION_AND ? TEXT("Fn::And") : TEXT("Fn::Or");
    return operands_call(arena, name, operands.trees.at, operands.trees.count);
}

struct tree spell_condition(struct arena *arena, const struct condition *condition, enum spell_place place)
{
    switch (condition->kind) {
    case CONDITION_EQUALS: {
        /* Parameters are text and are compared as text: 2 is "2", true is "true". */
        struct tree *pair = arena_alloc(arena, 2 * sizeof *pair);
        pair[0] = spell_as_text(arena, condition->left, place);
        pair[1] = spell_as_text(arena, condition->right, place);
        return tree_call(arena, TEXT("Fn::Equals"), tree_list(pair, 2));
    }
    case CONDITION_AND:
    case CONDITION_OR:
        return spell_and_or(arena, condition, place);
    case CONDITION_NOT: {
        if (!condition->count)
            break;
        struct tree *one = arena_alloc(arena, sizeof *one);
        struct value truth = { .kind = VALUE_CONDITION, .condition = condition->operands[0] };
        *one = spell_value(arena, truth, place);
        return tree_call(arena, TEXT("Fn::Not"), tree_list(one, 1));
    }
    case CONDITION_VERBATIM:
        return spell_value(arena, condition->left, place);
    }
    return (struct tree){ .kind = TREE_NULL };
}
