/* The loop over scenes: finds what varies in a stack, and runs the families of
   rules over the first scene, over each scene that differs from it in one
   variable, and over one for each way of a condition that was not seen yet.
   Linear in resources and scenes; where both are many, only the first scene is
   looked at. Proofs run over each combination of what they have asked for, or say
   that they do not. Called by check.c for each stack. */
#include "check/scene/scene_variable.h"

#include "base/limits.h"

static const struct scene_rule *const FAMILIES[] = {
    RULES_OF_NETWORKS,
    RULES_OF_ROUTES,
    RULES_OF_GATEWAYS,
    RULES_OF_NETWORK_ACLS,
    RULES_OF_SECURITY_GROUPS,
    RULES_OF_PLACES,
    RULES_OF_ENDPOINTS,
    RULES_OF_TEMPLATES,
    RULES_OF_AURORA,
    RULES_OF_ALARMS,
    RULES_OF_BACKUPS,
    RULES_OF_BUCKETS,
    RULES_OF_INVOCATIONS,
    RULES_OF_KEYS,
    RULES_OF_ROLES,
    RULES_OF_TRAILS,
    RULES_OF_CACHES,
    RULES_OF_DATABASES,
    RULES_OF_DATABASE_GROUPS,
    RULES_OF_DATABASE_NEEDS,
    RULES_OF_DATABASE_STORAGE,
    RULES_OF_DATABASE_VERSIONS,
    RULES_OF_DATABASE_WINDOWS,
    RULES_OF_SECRETS,
    RULES_OF_BALANCERS,
    RULES_OF_BALANCER_ATTRIBUTES,
    RULES_OF_LISTENERS,
    RULES_OF_TARGET_GROUPS,
    RULES_OF_PRACTICE,
    RULES_OF_PRACTICE_POLICY,
    RULES_OF_PRACTICE_SERVICE,
    RULES_OF_PRACTICE_TRAFFIC,
    RULES_OF_PRACTICE_WIRING,
    RULES_OF_SERVICES,
    RULES_OF_SCALING,
    RULES_OF_SCALING_POLICIES,
    RULES_OF_INSTANCES,
    RULES_OF_VOLUMES,
    RULES_OF_CERTIFICATES,
    RULES_OF_DISTRIBUTIONS,
    RULES_OF_WEB_ACLS,
    RULES_OF_RECORDS,
    RULES_OF_ZONES,
    RULES_OF_PROOFS,
};
enum { FAMILY_COUNT = sizeof FAMILIES / sizeof *FAMILIES };

static void index_types(struct scene *scene)
{
    struct arena *arena = scene->check->arena;
    for (size_t i = 0; i < scene->stack->resources.count; i++) {
        struct resource *resource = scene->stack->resources.at[i];
        void **place = map_put(arena, &scene->types, resource->type);
        if (!*place)
            *place = NEW(arena, struct resource_vec);
        *VEC_ADD(arena, (struct resource_vec *)*place) = resource;
    }
}

void scene_init(struct scene *scene, struct check *check, const struct stack *stack)
{
    *scene = (struct scene){ .check = check, .stack = stack };
    index_types(scene);
    scene_vary(scene);
}

static bool switched_on(const struct scene *scene, const struct scene_rule *rule)
{
    const unsigned char *levels = scene->check->reporter->levels;
    for (size_t i = 0; i < sizeof rule->messages / sizeof *rule->messages; i++)
        if (rule->messages[i] && levels[rule->messages[i]] != LEVEL_OFF)
            return true;
    return false;
}

static void run_rule(struct scene *scene, const struct scene_rule *rule)
{
    if (!switched_on(scene, rule))
        return;
    scene_begin(scene);
    if (!rule->type) {
        rule->look(scene, NULL);
        return;
    }
    const struct resource_vec *list = scene_type(scene, rule->type);
    for (size_t i = 0; list && i < list->count; i++) {
        scene_begin(scene);
        if (scene_exists(scene, list->at[i]))
            rule->look(scene, list->at[i]);
    }
}

/* Whether something is otherwise than in the first scene that proofs have asked for. */
static bool differs_for_proofs(const struct scene *scene)
{
    for (size_t i = 0; i < scene->variables.count; i++)
        if (scene->variables.at[i]->matters && scene->variables.at[i]->state != scene->variables.at[i]->base)
            return true;
    return false;
}

static void run_family(struct scene *scene, const struct scene_rule *family)
{
    bool proves = family == RULES_OF_PROOFS;
    if (proves && scene->number > 1 && !differs_for_proofs(scene))
        return;
    scene->proves = proves;
    for (const struct scene_rule *rule = family; rule->look; rule++)
        run_rule(scene, rule);
    scene->proves = false;
}

static void run_scene(struct scene *scene)
{
    scene->number++;
    for (size_t family = 0; family < FAMILY_COUNT; family++)
        run_family(scene, FAMILIES[family]);
}

/* Whether a further scene for each state of each variable and each way of each
   condition is worth its time. */
static bool affordable(const struct scene *scene)
{
    size_t scenes = 2 * scene->stack->conditions.count;
    for (size_t i = 0; i < scene->variables.count; i++)
        scenes += scene->variables.at[i]->count;
    return scenes * scene->stack->resources.count <= LIMIT_SCENE_RESOURCES;
}

/* Which truths the conditions have had; a bit for each. */
static void note_truths(struct scene *scene, unsigned char *had)
{
    for (size_t i = 0; i < scene->stack->conditions.count; i++)
        had[i] |= (unsigned char)(1u << scene_truth(scene, scene->stack->conditions.at[i]));
}

static void run_states(struct scene *scene, unsigned char *had)
{
    for (size_t i = 0; i < scene->variables.count; i++) {
        struct scene_variable *variable = scene->variables.at[i];
        for (unsigned state = 0; state < variable->count; state++) {
            if (state == variable->base)
                continue;
            variable->state = state;
            run_scene(scene);
            note_truths(scene, had);
        }
        variable->state = variable->base;
    }
}

static void run_conditions(struct scene *scene, unsigned char *had)
{
    for (size_t i = 0; i < scene->stack->conditions.count; i++)
        for (unsigned truth = TRUTH_NO; truth <= TRUTH_YES; truth++) {
            if (had[i] & 1u << truth)
                continue;
            if (scene_make(scene, scene->stack->conditions.at[i], truth == TRUTH_YES)) {
                run_scene(scene);
                note_truths(scene, had);
            }
            scene_reset(scene);
        }
}

/* ---------------------------------------------------------------- combinations */

/* How many combinations there are of what matters to proofs, up to a limit. */
static size_t combinations(const struct scene *scene, size_t limit, size_t *variables)
{
    size_t product = 1;
    *variables = 0;
    for (size_t i = 0; i < scene->variables.count; i++) {
        const struct scene_variable *variable = scene->variables.at[i];
        if (!variable->matters || variable->count < 2)
            continue;
        ++*variables;
        product = product > limit ? product : product * variable->count;
    }
    return product;
}

/* Counts through the states as through digits; false after the last combination. */
static bool next_combination(struct scene *scene)
{
    for (size_t i = 0; i < scene->variables.count; i++) {
        struct scene_variable *variable = scene->variables.at[i];
        if (!variable->matters || variable->count < 2)
            continue;
        if (++variable->state < variable->count)
            return true;
        variable->state = 0;
    }
    return false;
}

/* Whether two variables or more are not at their base: others were looked at before. */
static bool is_new(const struct scene *scene)
{
    unsigned moved = 0;
    for (size_t i = 0; i < scene->variables.count; i++)
        moved += scene->variables.at[i]->state != scene->variables.at[i]->base;
    return moved > 1;
}

/* In a combination more may come to matter: then the larger number is gone through. */
static void run_combinations(struct scene *scene)
{
    const size_t limit = LIMIT_SCENE_RESOURCES / (scene->stack->resources.count + 1);
    size_t seen = 0, count;
    while (combinations(scene, limit, &count) <= limit && count > seen && count > 1) {
        seen = count;
        for (size_t i = 0; i < scene->variables.count; i++)
            if (scene->variables.at[i]->matters)
                scene->variables.at[i]->state = 0;
        do {
            if (!is_new(scene))
                continue;
            scene->number++;
            run_family(scene, RULES_OF_PROOFS);
        } while (next_combination(scene));
        scene_reset(scene);
    }
    if (count > seen && count > 1)
        proofs_give_up(scene, "its parameters have too many values together: not every combination was looked at");
}

void check_scenes(struct check *check, const struct stack *stack)
{
    struct scene scene;
    scene_init(&scene, check, stack);
    run_scene(&scene);
    if (!affordable(&scene)) {
        proofs_give_up(&scene, "the stack has too many parameters and conditions: only their defaults were looked at");
        return;
    }
    unsigned char *had = NEW_ARRAY(check->arena, unsigned char, stack->conditions.count);
    note_truths(&scene, had);
    run_states(&scene, had);
    run_conditions(&scene, had);
    run_combinations(&scene);
    practice_end(&scene);
}
