/* How a finding of good practice is told, and what the tables' rows are made of:
   lists of words, and what excuses a resource. See practice.h. */
#include "check/practice/practice.h"

/* -------------------------------------------------------------------- words */

bool practice_is_word(struct text text, const char *words)
{
    for (const char *at = words; *at;) {
        size_t length = strcspn(at, " |");
        if (text_equal(text, (struct text){ at, length }))
            return true;
        at += length + strspn(at + length, " |");
    }
    return false;
}

bool practice_next_word(const char **list, struct text *word)
{
    *list += strspn(*list, " ");
    *word = (struct text){ *list, strcspn(*list, " ") };
    *list += word->length;
    return word->length > 0;
}

bool practice_holds(struct value text, const char *part)
{
    if (text.kind == VALUE_STRING)
        return strstr(text.string, part) != NULL;
    for (uint32_t i = 0; text.kind == VALUE_CONCAT && i < text.count; i++)
        if (practice_holds(text.items[i], part))
            return true;
    return false;
}

bool practice_excused(struct scene *scene, const struct resource *resource, const char *unless)
{
    struct arena *arena = scene->check->arena;
    struct text word, text;
    while (practice_next_word(&unless, &word)) {
        const char *sign = memchr(word.at, '=', word.length);
        bool other = sign && sign[-1] == '!';
        bool needed = *word.at == '+';
        size_t length = sign ? (size_t)(sign - word.at) - other : word.length;
        struct value value = scene_property(scene, resource, text_cstring(arena, text_slice(word, needed, length)));
        if (needed && known_there(value))
            continue;
        if (needed)
            return true;
        if (known_absent(value)) {
            if (other)
                return true;
            continue;
        }
        if (!sign || !known_text(scene, value, &text))
            return true;
        const char *words = text_cstring(arena, text_slice(word, (size_t)(sign - word.at) + 1, word.length));
        if (practice_is_word(text, words) != other)
            return true;
    }
    return false;
}

/* ----------------------------------------------------------------- findings */

/* The names before the bar, with commas between. */
static const char *list_rules(struct scene *scene, const char *rules)
{
    struct buffer out;
    buffer_init(&out, scene->check->arena);
    for (; *rules && !text_starts(text_of(rules), " |"); rules++)
        buffer_add_c(&out, *rules == ' ' ? ", " : (char[]){ *rules, '\0' });
    return text_cstring(scene->check->arena, buffer_text(&out));
}

void practice_report(struct scene *scene, enum message_id id, const struct resource *resource, struct value at,
                     const char *place, const char *demand, const char *rules)
{
    struct acknowledgement known = practice_acknowledged(scene, resource, rules);
    struct arena *arena = scene->check->arena;
    if (known.found)
        scene_report(scene, MT5110, resource, value_null(SPAN_NONE), text_cstring(arena, known.rule), resource->id,
                     text_cstring(arena, known.reason));
    else
        scene_report(scene, id, resource, at, place, resource->id, demand, list_rules(scene, rules));
}
