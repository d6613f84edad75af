/* Truth: what a deploy-time condition says, where its comparisons are answered by
   whoever asks; and whether one follows from others, which is decided by trying:
   every comparison of one parameter with constants is one variable whose states
   are these constants and, unless the parameter allows no other, "none of them";
   every other comparison is a variable with two states. Where there are too many
   states to try, the answer is yes: nobody is told of a mistake that may be none.
   Asked by existence.c, by scenes and by property/seen.c. */
#include "check/rule.h"

enum {
    MOST_VARIABLES = 16,
    MOST_STATES = 16,       /* of one variable */
    MOST_TRIALS = 4096,
    MOST_STEPS = 2000000    /* conditions looked at in one question */
};

/* ------------------------------------------------------------ one condition */

/* The operands' truths, of which this one decides; what is open leaves all open. */
static enum truth truth_of_many(struct truth_question *question, const struct condition *condition, enum truth decisive)
{
    enum truth result = decisive == TRUTH_YES ? TRUTH_NO : TRUTH_YES;
    for (size_t i = 0; i < condition->count; i++) {
        enum truth truth = condition_truth(question, condition->operands[i]);
        if (truth == decisive)
            return decisive;
        if (truth == TRUTH_OPEN)
            result = TRUTH_OPEN;
    }
    return result;
}

enum truth condition_truth(struct truth_question *question, const struct condition *condition)
{
    if (++question->steps > question->most)
        return TRUTH_OPEN;
    switch (condition->kind) {
    case CONDITION_EQUALS: case CONDITION_VERBATIM:
        break;
    case CONDITION_AND:
        return truth_of_many(question, condition, TRUTH_NO);
    case CONDITION_OR:
        return truth_of_many(question, condition, TRUTH_YES);
    case CONDITION_NOT: {
        enum truth truth = condition_truth(question, condition->operands[0]);
        return truth == TRUTH_OPEN ? truth : truth == TRUTH_YES ? TRUTH_NO : TRUTH_YES;
    }
    }
    return question->compare(question->context, condition);
}

/* --------------------------------------------------------------- the states */

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
    struct truth_question question;
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

static void add_condition(struct trial *trial, const struct condition *condition)
{
    if (++trial->question.steps > trial->question.most)
        trial->gave_up = true;
    if (trial->gave_up)
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

/* --------------------------------------------------------------- the trials */

/* For condition_truth: what the comparison says in this trial. */
static enum truth compare(void *context, const struct condition *condition)
{
    struct trial *trial = context;
    struct comparison comparison = take_apart(trial, condition);
    if (comparison.kind == CONSTANT_TRUTH)
        return comparison.truth ? TRUTH_YES : TRUTH_NO;
    const struct variable *variable = find_variable(trial, &comparison);
    if (comparison.kind == OPEN_TRUTH)
        return variable->state == 1 ? TRUTH_YES : TRUTH_NO;
    return variable->state < variable->count - variable->open
        && text_equal(variable->states[variable->state], comparison.constant) ? TRUTH_YES : TRUTH_NO;
}

static bool holds(struct trial *trial, const struct condition *condition)
{
    enum truth truth = condition_truth(&trial->question, condition);
    trial->gave_up |= truth == TRUTH_OPEN;
    return truth == TRUTH_YES;
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
    trial.question = (struct truth_question){ .compare = compare, .context = &trial, .most = MOST_STEPS };
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
