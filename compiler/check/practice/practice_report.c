/* How a finding of good practice is told, and what acknowledges one: the
   Metadata of the resource, in the forms that scanners read themselves, so that
   a reason is written once for all of them:

       cdk_nag: { rules_to_suppress: [{ id: "AwsSolutions-RDS11", reason: "…" }] }
       guard:   { SuppressedRules: ["CT.RDS.PR.20"] }
       checkov: { skip: [{ id: "CKV_AWS_16", comment: "…" }] }
       cfn_nag: { rules_to_suppress: [{ id: "W28", reason: "…" }] }

   Sources: the READMEs of cdk-nag, cfn-guard, Checkov and cfn_nag. */
#include "check/practice/practice.h"

struct acknowledgement {
    struct text rule, reason;
    bool found;
};

bool practice_is_word(struct text text, const char *words)
{
    for (const char *at = words; *at;) {
        size_t length = strcspn(at, " ");
        if (text_equal(text, (struct text){ at, length }))
            return true;
        at += length + strspn(at + length, " ");
    }
    return false;
}

static void look_in(struct scene *scene, struct acknowledgement *found, struct value list, const char *reason,
                    const char *rules)
{
    struct scene_list items = scene_items(scene, list);
    for (size_t i = 0; i < items.count && !found->found; i++) {
        struct value name = items.items[i];
        if (name.kind == VALUE_MAP)
            name = scene_field(scene, items.items[i], "id");
        if (!known_text(scene, name, &found->rule) || !practice_is_word(found->rule, rules))
            continue;
        found->found = true;
        if (items.items[i].kind != VALUE_MAP || !known_text(scene, scene_field(scene, items.items[i], reason), &found->reason))
            found->reason = TEXT("no reason is given");
    }
}

static struct acknowledgement acknowledged(struct scene *scene, const struct resource *resource, const char *rules)
{
    struct acknowledgement found = { .found = false };
    struct value metadata = scene_field(scene, resource->attributes, "Metadata");
    if (metadata.kind != VALUE_MAP)
        return found;
    look_in(scene, &found, scene_at(scene, metadata, "cdk_nag.rules_to_suppress"), "reason", rules);
    look_in(scene, &found, scene_at(scene, metadata, "guard.SuppressedRules"), "reason", rules);
    look_in(scene, &found, scene_at(scene, metadata, "checkov.skip"), "comment", rules);
    look_in(scene, &found, scene_at(scene, metadata, "cfn_nag.rules_to_suppress"), "reason", rules);
    return found;
}

/* The names with commas between. */
static const char *list_rules(struct scene *scene, const char *rules)
{
    struct buffer out;
    buffer_init(&out, scene->check->arena);
    for (; *rules; rules++)
        buffer_add_c(&out, *rules == ' ' ? ", " : (char[]){ *rules, '\0' });
    return text_cstring(scene->check->arena, buffer_text(&out));
}

void practice_report(struct scene *scene, enum message_id id, const struct resource *resource, struct value at,
                     const char *place, const char *demand, const char *rules)
{
    struct acknowledgement known = acknowledged(scene, resource, rules);
    struct arena *arena = scene->check->arena;
    if (known.found)
        scene_report(scene, MT5110, resource, value_null(SPAN_NONE), text_cstring(arena, known.rule), resource->id,
                     text_cstring(arena, known.reason));
    else
        scene_report(scene, id, resource, at, place, resource->id, demand, list_rules(scene, rules));
}
