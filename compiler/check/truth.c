/* Truth: whether one deploy-time condition follows from others. Decided by
   trying: every comparison of one parameter with constants is one variable whose
   states are these constants and, unless the parameter allows no other, "none of
   them"; every other comparison is a variable with two states. Where there are
   too many states to try, the answer is yes: nobody is told of a mistake that
   may be none. For existence.c. */
#include "check/rule.h"

enum {
    MOST_VARIABLES = 16,
    MOST_STATES = 16,       /* of one variable */
    MOST_TRIALS = 4096,
    MOST_STEPS = 2000000    /* conditions looked at in one question */
};

struct variable {
    struct value left, right;       /* right: VALUE_POISON where the states are constants */
    struct text states[MOST_STATES];
    unsigned count;                 /* of states; the last is "another" where .open */
    bool open;
    unsigned state;                 /* of the trial */
};

struct trial {
    struct arena *arena;
    struct variable variables[MOST_VARIABLES];
    unsigned count;
    unsigned steps;
    bool gave_up;
};

/* One comparison, taken apart. */
struct comparison {
    struct value left, right;
    struct text constant;
    enum { CONSTANT_TRUTH, AGAINST_CONSTANT, OPEN_TRUTH } kind;
    bool truth;
};

static struct comparison take_apart(struct trial *trial, const struct condition *condition)
{
    struct comparison comparison = { .left = condition->left, .right = condition->right, .kind = OPEN_TRUTH };
    struct text left, right;
    if (condition->kind != CONDITION_EQUALS)
        return comparison;
    bool left_known = value_to_text(trial->arena, condition->left, &left);
    bool right_known = value_to_text(trial->arena, condition->right, &right);
    if (left_known && right_known) {
        comparison.kind = CONSTANT_TRUTH;
        comparison.truth = text_equal(left, right);
    } else if (left_known || right_known) {
        comparison.kind = AGAINST_CONSTANT;
        comparison.left = left_known ? condition->right : condition->left;
        comparison.right = value_poison();
        comparison.constant = left_known ? left : right;
    }
    return comparison;
}

static struct variable *find_variable(struct trial *trial, const struct comparison *comparison)
{
    for (unsigned i = 0; i < trial->count; i++) {
        struct variable *variable = &trial->variables[i];
        if (value_equal(variable->left, comparison->left) && value_equal(variable->right, comparison->right))
            return variable;
    }
    return NULL;
}

static unsigned find_state(const struct variable *variable, struct text constant)
{
    unsigned i = 0;
    while (i < variable->count && !text_equal(variable->states[i], constant))
        i++;
    return i;
}

static void add_comparison(struct trial *trial, const struct condition *condition)
{
    struct comparison comparison = take_apart(trial, condition);
    if (comparison.kind == CONSTANT_TRUTH)
        return;
    struct variable *variable = find_variable(trial, &comparison);
    if (!variable) {
        if (trial->count == MOST_VARIABLES) {
            trial->gave_up = true;
            return;
        }
        variable = &trial->variables[trial->count++];
        *variable = (struct variable){ .left = comparison.left, .right = comparison.right };
    }
    if (comparison.kind == OPEN_TRUTH) {
        variable->count = 2;
    } else if (find_state(variable, comparison.constant) == variable->count) {
        if (variable->count + 1 == MOST_STATES)
            trial->gave_up = true;
        else
            variable->states[variable->count++] = comparison.constant;
    }
}

static bool step(struct trial *trial)
{
    if (++trial->steps > MOST_STEPS)
        trial->gave_up = true;
    return !trial->gave_up;
}

static void add_condition(struct trial *trial, const struct condition *condition)
{
    if (!step(trial))
        return;
    switch (condition->kind) {
    case CONDITION_EQUALS: case CONDITION_VERBATIM:
        add_comparison(trial, condition);
        break;
    case CONDITION_AND: case CONDITION_OR: case CONDITION_NOT:
        for (size_t i = 0; i < condition->count; i++)
            add_condition(trial, condition->operands[i]);
        break;
    }
}

/* A parameter that allows only some values has no other states. */
static void close_states(struct trial *trial, struct variable *variable)
{
    static const char *const TRUTHS[] = { "true", "false" };
    const struct parameter *parameter = variable->left.kind == VALUE_PARAMETER ? variable->left.parameter : NULL;
    bool another = true;
    if (parameter && parameter->is_bool) {
        another = find_state(variable, text_of(TRUTHS[0])) == variable->count
            || find_state(variable, text_of(TRUTHS[1])) == variable->count;
    } else if (parameter && parameter->allowed.kind == VALUE_LIST) {
        another = false;
        for (uint32_t i = 0; i < parameter->allowed.count; i++) {
            struct text text;
            another = another || !value_to_text(trial->arena, parameter->allowed.items[i], &text)
                || find_state(variable, text) == variable->count;
        }
    }
    variable->open = another;
    variable->count += another;
}

static bool holds(struct trial *trial, const struct condition *condition)
{
    if (!step(trial))
        return true;
    switch (condition->kind) {
    case CONDITION_AND:
        for (size_t i = 0; i < condition->count; i++)
            if (!holds(trial, condition->operands[i]))
                return false;
        return true;
    case CONDITION_OR:
        for (size_t i = 0; i < condition->count; i++)
            if (holds(trial, condition->operands[i]))
                return true;
        return false;
    case CONDITION_NOT:
        return !holds(trial, condition->operands[0]);
    case CONDITION_EQUALS: case CONDITION_VERBATIM:
        break;
    }
    struct comparison comparison = take_apart(trial, condition);
    if (comparison.kind == CONSTANT_TRUTH)
        return comparison.truth;
    const struct variable *variable = find_variable(trial, &comparison);
    if (comparison.kind == OPEN_TRUTH)
        return variable->state == 1;
    return variable->state < variable->count - variable->open
        && text_equal(variable->states[variable->state], comparison.constant);
}

static bool facts_hold(struct trial *trial, const struct fact *facts)
{
    for (const struct fact *fact = facts; fact; fact = fact->outer)
        if (fact->condition && holds(trial, fact->condition) != fact->holds)
            return false;
    return true;
}

/* The next combination of states; false after the last. */
static bool next_trial(struct trial *trial)
{
    for (unsigned i = 0; i < trial->count; i++) {
        if (++trial->variables[i].state < trial->variables[i].count)
            return true;
        trial->variables[i].state = 0;
    }
    return false;
}

/* Whether all combinations of states can be tried; makes the states whole. */
static bool prepare(struct trial *trial)
{
    size_t combinations = 1;
    for (unsigned i = 0; i < trial->count; i++) {
        struct variable *variable = &trial->variables[i];
        if (variable->right.kind == VALUE_POISON)
            close_states(trial, variable);
        combinations *= variable->count;
        if (combinations > MOST_TRIALS)
            return false;
    }
    return true;
}

bool condition_follows(struct arena *arena, const struct fact *facts, const struct condition *condition)
{
    for (const struct fact *fact = facts; fact; fact = fact->outer)
        if (fact->condition == condition && fact->holds)
            return true;
    struct trial trial = { .arena = arena };
    for (const struct fact *fact = facts; fact; fact = fact->outer)
        if (fact->condition)
            add_condition(&trial, fact->condition);
    add_condition(&trial, condition);
    if (trial.gave_up || !prepare(&trial))
        return true;
    do {
        if (facts_hold(&trial, facts) && !holds(&trial, condition) && !trial.gave_up)
            return false;
    } while (!trial.gave_up && next_trial(&trial));
    return true;
}
