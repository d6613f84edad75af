/* Files of tokens. They are the AWS CLI's, which must find in them what it left
   there: unknown members stay. The invariant: no memory of cJSON's is held where
   the arena could fail, and none is given back with a secret in it. Called by
   provider_sso.c and provider_login.c. */
#include "deploy/credentials/token_file.h"

#include "base/file.h"

#include <cjson/cJSON.h>
#include <openssl/crypto.h>

enum { MOST_BYTES = 1024 * 1024 };

enum found token_file_read(struct finding *finding, const char *variable, const char *folder, struct text name,
                           struct token_file *file)
{
    struct arena *arena = finding->arena;
    const struct world *world = finding->settings->world;
    struct text told = variable ? world_text(world, arena, variable) : TEXT("");
    if (!told.length)
        told = text_format(arena, "%s/.aws/%s", world_text(world, arena, "HOME").at, folder);
    *file = (struct token_file){ .path = text_format(arena, "%s/%.*s.json", told.at, (int)name.length, name.at).at };
    int error = file_read(arena, world->path(world->context, arena, file->path), MOST_BYTES, &file->content);
    if (error)
        return finding_wrong(finding, "cannot read '%s': %s", file->path, file_error(arena, error));
    file->tree = answer_json(arena, file->content);
    return FOUND;
}

/* Sets the fields and prints; false where there is no memory. */
static bool print(cJSON *top, const struct token_field *fields, const char *const *values, size_t count, char *out, size_t room)
{
    for (size_t i = 0; i < count; i++) {
        cJSON *object = fields[i].object[0] ? cJSON_GetObjectItemCaseSensitive(top, fields[i].object) : top;
        cJSON *value = cJSON_CreateString(values[i]), *old = cJSON_GetObjectItemCaseSensitive(object, fields[i].name);
        if (old && old->valuestring)
            OPENSSL_cleanse(old->valuestring, strlen(old->valuestring));
        if (!value || !object
            || !(old ? cJSON_ReplaceItemInObjectCaseSensitive(object, fields[i].name, value)
                     : cJSON_AddItemToObject(object, fields[i].name, value))) {
            cJSON_Delete(value);
            return false;
        }
    }
    return cJSON_PrintPreallocated(top, out, (int)room, false);
}

/* The object `content` with the fields set; {} is a new one. */
static struct text with_fields(struct arena *arena, struct text content, const struct token_field *fields, size_t count)
{
    const char **values = NEW_ARRAY(arena, const char *, count);
    size_t room = 6 * content.length + 64;      /* a byte is at most "\u0001" */
    for (size_t i = 0; i < count; i++) {
        values[i] = text_cstring(arena, fields[i].value);
        room += 6 * fields[i].value.length + strlen(fields[i].name) + 8;
    }
    char *out = arena_alloc(arena, room);
    cJSON *top = cJSON_ParseWithLength(content.at, content.length);
    bool fine = top && print(top, fields, values, count, out, room);
    answer_erase_json(top);
    if (!fine)
        arena_fail(arena);
    return text_of(out);
}

void token_file_write(struct finding *finding, const struct token_file *file, const struct token_field *fields, size_t count)
{
    const struct world *world = finding->settings->world;
    struct text content = with_fields(finding->arena, file->content, fields, count);
    struct output output;
    if (output_begin(&output, finding->arena, world->path(world->context, finding->arena, file->path)) == 0)
        output_add(&output, content);
    output_commit(&output);
}

struct text token_body(struct arena *arena, const struct token_field *fields, size_t count)
{
    return with_fields(arena, TEXT("{}"), fields, count);
}

struct text token_time(struct arena *arena, int64_t seconds)
{
    const char *time = text_cstring(arena, sigv4_time(arena, seconds));
    return text_format(arena, "%.4s-%.2s-%.2sT%.2s:%.2s:%.2sZ", time, time + 4, time + 6, time + 9, time + 11, time + 13);
}
