/* The table of rules and the one loop that runs it. A rule is a name, a
   function for each resource or each stack, the messages that it can report,
   and the rules that it needs: a rule whose prerequisite found a mistake is not
   run, so that one mistake makes no second message. A rule all of whose messages
   are switched off is not run either. Called by the session once the graph is
   whole. */
#include "base/limits.h"
#include "check/property/regex.h"
#include "check/rule.h"

enum rule_id {
    RULE_PROPERTIES,
    RULE_ATTRIBUTES,
    RULE_INTRINSICS,
    RULE_CIRCLES,
    RULE_EXISTENCE,
    RULE_LIMITS,
    RULE_SCENES,
    RULE_COUNT
};

enum { MOST_MESSAGES = 6 };

struct check_rule {
    const char *name;
    void (*of_resource)(struct check *check, const struct resource *resource);
    void (*of_stack)(struct check *check, const struct stack *stack);
    unsigned needs;                             /* bits of enum rule_id: rules above this one */
    enum message_id messages[MOST_MESSAGES];
    unsigned message_count;
};

static const struct check_rule RULES[RULE_COUNT] = {
    [RULE_PROPERTIES] = {
        "properties", check_properties, NULL, 0, { MT2003, MT2004, MT2005, MT2006, MT2008 }, 5 },
    [RULE_ATTRIBUTES] = {
        "attributes", check_attributes, NULL, 0, { MT2003, MT2026, MT2029 }, 3 },
    [RULE_INTRINSICS] = {
        "intrinsics", NULL, check_intrinsics, 0, { MT2025, MT2027, MT2028 }, 3 },
    [RULE_CIRCLES] = {
        "circles", NULL, check_circles, 0, { MT3001 }, 1 },
    /* In a circle of conditional resources each edge would be told again. */
    [RULE_EXISTENCE] = {
        "existence", NULL, check_existence, 1u << RULE_CIRCLES, { MT3003 }, 1 },
    [RULE_LIMITS] = {
        "limits", NULL, check_limits, 0, { MT3004 }, 1 },
    /* Which of its rules are switched on, scene_run.c asks of each. */
    [RULE_SCENES] = {
        "scenes", NULL, check_scenes, 0, { MT0001 }, 1 },
};

bool check_searches(struct check *check)
{
    return check->searches++ < LIMIT_MESSAGES;
}

static bool switched_on(const struct check *check, const struct check_rule *rule)
{
    for (unsigned i = 0; i < rule->message_count; i++)
        if (check->reporter->levels[rule->messages[i]] != LEVEL_OFF)
            return true;
    return false;
}

static void run(struct check *check, const struct check_rule *rule)
{
    for (size_t i = 0; i < check->graph->stacks.count; i++) {
        const struct stack *stack = check->graph->stacks.at[i];
        if (rule->of_stack)
            rule->of_stack(check, stack);
        if (rule->of_resource)
            for (size_t j = 0; j < stack->resources.count; j++)
                rule->of_resource(check, stack->resources.at[j]);
    }
}

void check_graph(struct arena *arena, struct reporter *reporter, const struct graph *graph)
{
    struct check check = { arena, reporter, graph, NEW_ARRAY(arena, struct required_count, REQUIRED_SLOTS),
                           regexes_new(arena), reporter->errors == 0, 0 };
    unsigned failed = 0;
    for (unsigned id = 0; id < RULE_COUNT; id++) {
        if (RULES[id].needs & failed) {
            failed |= 1u << id;
            continue;
        }
        if (!switched_on(&check, &RULES[id]))
            continue;
        size_t before = reporter->errors;
        run(&check, &RULES[id]);
        if (reporter->errors > before)
            failed |= 1u << id;
    }
}
