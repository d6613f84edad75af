/* What the faces share; see face.h. Called by the three faces alone. */
#include "report/face.h"

#include "base/limits.h"
#include "base/utf8.h"

#include <cjson/cJSON.h>

struct face_list face_list(struct reporter *reporter, struct arena *arena)
{
    size_t errors = 0;
    for (size_t i = 0; i < reporter->list.count; i++)
        errors += reporter->list.at[i]->level == LEVEL_ERROR;
    size_t error_room = errors < LIMIT_MESSAGES ? errors : LIMIT_MESSAGES;
    size_t other_room = LIMIT_MESSAGES - error_room;

    struct face_list list = { .at = NEW_ARRAY(arena, struct diagnostic *, LIMIT_MESSAGES), .hidden_level = LEVEL_OFF };
    for (size_t i = 0; i < reporter->list.count; i++) {
        struct diagnostic *diagnostic = reporter->list.at[i];
        size_t *room = diagnostic->level == LEVEL_ERROR ? &error_room : &other_room;
        if (*room) {
            --*room;
            list.at[list.count++] = diagnostic;
        } else {
            list.hidden++;
            if (diagnostic->level > list.hidden_level)
                list.hidden_level = diagnostic->level;
        }
    }
    size_t dropped = reporter->dropped_errors + reporter->dropped_warnings;
    list.hidden += dropped;
    if (dropped) {
        bool error = reporter->dropped_errors || reporter->warnings_are_errors;
        enum level level = error ? LEVEL_ERROR : LEVEL_WARNING;
        if (level > list.hidden_level)
            list.hidden_level = level;
    }
    return list;
}

const char *face_level(enum level level)
{
    return level == LEVEL_ERROR ? "error" : level == LEVEL_WARNING ? "warning" : "info";
}

struct text face_hidden(struct arena *arena, size_t hidden)
{
    const char *rest = strstr(message_of(MT0090)->text, "%s");
    return text_join(arena, text_integer(arena, (int64_t)hidden), text_of(rest + 2));
}

const char *face_clean(struct arena *arena, struct text text)
{
    if (!text.length)
        return "";
    if (utf8_check(text) == text.length && !memchr(text.at, '\0', text.length))
        return text_cstring(arena, text);
    struct buffer out;
    buffer_init(&out, arena);
    for (size_t at = 0; at < text.length;) {
        uint32_t code = utf8_next(text, &at);
        char bytes[4];
        buffer_add(&out, (struct text){ bytes, utf8_encode(code ? code : UTF8_REPLACEMENT, bytes) });
    }
    return text_cstring(arena, buffer_text(&out));
}

void face_json_begin(struct face_json *json, struct arena *arena, size_t size)
{
    *json = (struct face_json){ .arena = arena, .size = size };
    json->room = arena_alloc(arena, size);
}

static struct cJSON *made(struct face_json *json, struct cJSON *item)
{
    json->failed |= !item;
    return item;
}

struct cJSON *face_json_object(struct face_json *json)
{
    return made(json, cJSON_CreateObject());
}

struct cJSON *face_json_array(struct face_json *json)
{
    return made(json, cJSON_CreateArray());
}

struct cJSON *face_json_add(struct face_json *json, struct cJSON *object, const char *key, struct cJSON *item)
{
    if (object && item && cJSON_AddItemToObject(object, key, item))
        return item;
    json->failed = true;
    cJSON_Delete(item);
    return NULL;
}

struct cJSON *face_json_push(struct face_json *json, struct cJSON *array, struct cJSON *item)
{
    if (array && item && cJSON_AddItemToArray(array, item))
        return item;
    json->failed = true;
    cJSON_Delete(item);
    return NULL;
}

void face_json_string(struct face_json *json, struct cJSON *object, const char *key, const char *string)
{
    face_json_add(json, object, key, made(json, string ? cJSON_CreateString(string) : cJSON_CreateNull()));
}

void face_json_number(struct face_json *json, struct cJSON *object, const char *key, uint32_t number)
{
    face_json_add(json, object, key, made(json, cJSON_CreateNumber(number)));
}

struct text face_json_end(struct face_json *json, struct cJSON *tree)
{
    int room = json->size < INT32_MAX ? (int)json->size : INT32_MAX;
    if (!json->failed && !cJSON_PrintPreallocated(tree, json->room, room, false))
        json->failed = true;
    cJSON_Delete(tree);
    if (json->failed)
        arena_fail(json->arena);
    return text_of(json->room);
}

struct face_place face_place(struct reporter *reporter, struct arena *arena, struct span span)
{
    struct place place = sources_place(reporter->sources, span);
    if (!place.source)
        return (struct face_place){ .file = NULL };
    return (struct face_place){ face_clean(arena, place.source->name), place.source->kind,
                                place.line, place.column, place.end_line, place.end_column };
}
