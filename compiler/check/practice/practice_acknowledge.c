/* What acknowledges a finding: the Metadata of the resource, in the forms that
   scanners read themselves, so that a reason is written once for all of them:

       cdk_nag: { rules_to_suppress: [{ id: "AwsSolutions-RDS11", reason: "…" }] }
       guard:   { SuppressedRules: ["CT.RDS.PR.20"], Reasons: { "CT.RDS.PR.20": "…" } }
       checkov: { skip: [{ id: "CKV_AWS_16", comment: "…" }] }
       cfn_nag: { rules_to_suppress: [{ id: "W40", reason: "…" }] }

   Sources: the READMEs of cdk-nag, cfn-guard, Checkov and cfn_nag. And what
   acknowledges nothing any more: a reason that no scene has a finding for. */
#include "check/practice/practice.h"

struct form { const char *list, *reason; };

static const struct form FORMS[] = {
    { "cdk_nag.rules_to_suppress", "reason" }, { "guard.SuppressedRules", NULL },
    { "checkov.skip", "comment" }, { "cfn_nag.rules_to_suppress", "reason" }
};
enum { FORM_COUNT = sizeof FORMS / sizeof *FORMS, MARKS = 64 };

/* Rules that mtc does not judge, or less strictly than their tool: it cannot say whether a reason is needed. */
static const char *const NOT_JUDGED[] = {
#define UNJUDGED(rule, why) rule,
#define LOOSER(rule, why) rule,
#define STRICTER(rule, why)
#define ELSEWHERE(rule, message)
#include "check/practice/practice_unjudged.def"
#undef UNJUDGED
#undef LOOSER
#undef STRICTER
#undef ELSEWHERE
};

/* A walk over all acknowledgements of a resource. */
struct walk {
    struct scene *scene;
    struct value metadata;
    struct scene_list items;
    size_t form, item;
    unsigned number;            /* of the one that is looked at, from 1 */
};

static struct walk begin(struct scene *scene, const struct resource *resource)
{
    struct value metadata = scene_field(scene, resource->attributes, "Metadata");
    struct walk walk = { .scene = scene, .metadata = metadata };
    if (metadata.kind == VALUE_MAP)
        walk.items = scene_items(scene, scene_at(scene, metadata, FORMS[0].list));
    else
        walk.form = FORM_COUNT;
    return walk;
}

/* The next one's rule; false at the end. */
static bool next(struct walk *walk, struct text *rule, struct value *item)
{
    while (walk->form < FORM_COUNT) {
        while (walk->item < walk->items.count) {
            *item = walk->items.items[walk->item++];
            walk->number++;
            if (known_text(walk->scene, item->kind == VALUE_MAP ? scene_field(walk->scene, *item, "id") : *item, rule))
                return true;
        }
        walk->item = 0;
        if (++walk->form < FORM_COUNT)
            walk->items = scene_items(walk->scene, scene_at(walk->scene, walk->metadata, FORMS[walk->form].list));
    }
    return false;
}

static struct text reason_of(struct walk *walk, struct text rule, struct value item)
{
    struct scene *scene = walk->scene;
    const char *name = FORMS[walk->form].reason;
    struct value reason = name ? scene_field(scene, item, name)
        : scene_field(scene, scene_at(scene, walk->metadata, "guard.Reasons"), text_cstring(scene->check->arena, rule));
    struct text text;
    return known_text(scene, reason, &text) ? text : TEXT("no reason is given");
}

static uint64_t *marks_of(struct scene *scene, const struct resource *resource)
{
    if (!scene->needed)
        scene->needed = NEW_ARRAY(scene->check->arena, uint64_t, scene->stack->resources.count);
    return &scene->needed[resource->order];
}

struct acknowledgement practice_acknowledged(struct scene *scene, const struct resource *resource, const char *rules)
{
    struct acknowledgement found = { .found = false };
    struct walk walk = begin(scene, resource);
    struct value item;
    struct text rule;
    while (next(&walk, &rule, &item)) {
        if (!practice_is_word(rule, rules))
            continue;
        if (walk.number <= MARKS)
            *marks_of(scene, resource) |= (uint64_t)1 << (walk.number - 1);
        if (!found.found)
            found = (struct acknowledgement){ rule, reason_of(&walk, rule, item), true };
    }
    return found;
}

/* ------------------------------------------------------------------ needless */

static bool is_judged(struct text rule)
{
    if (!text_starts(rule, "AwsSolutions-") && !text_starts(rule, "NIST.800.53.R5-") && !text_starts(rule, "CT."))
        return false;
    for (size_t i = 0; i < sizeof NOT_JUDGED / sizeof *NOT_JUDGED; i++)
        if (text_equal_c(rule, NOT_JUDGED[i]))
            return false;
    return true;
}

/* What was not looked for, was not found. */
static bool all_was_looked_for(const struct scene *scene)
{
    const unsigned char *levels = scene->check->reporter->levels;
    for (enum message_id id = MT5101; id < MT5110; id++)
        if (levels[id] == LEVEL_OFF)
            return false;
    return levels[MT5111] != LEVEL_OFF && !scene_open(scene);
}

void practice_end(struct scene *scene)
{
    if (!all_was_looked_for(scene))
        return;
    for (size_t i = 0; i < scene->stack->resources.count; i++) {
        const struct resource *resource = scene->stack->resources.at[i];
        struct walk walk = begin(scene, resource);
        struct value item;
        struct text rule;
        uint64_t needed = *marks_of(scene, resource);
        scene_begin(scene);
        while (next(&walk, &rule, &item))
            if (walk.number <= MARKS && !(needed & (uint64_t)1 << (walk.number - 1)) && is_judged(rule))
                scene_report(scene, MT5111, resource, item, text_cstring(scene->check->arena, rule), resource->id);
    }
}
