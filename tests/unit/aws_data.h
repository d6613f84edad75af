/* The published test data of AWS's own clients, which is no part of the tree:
   it is looked for in $MTC_AWS_DATA, then as shared/data/aws-client beside the
   source tree or any folder above it. Tests skip, and say so, where there is
   none. */
#ifndef MTC_TESTS_AWS_DATA_H
#define MTC_TESTS_AWS_DATA_H

#include "unit.h"

#include "base/file.h"

#include <cjson/cJSON.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* The folder, or NULL. Its text lives in the arena. */
static inline const char *aws_data_folder(struct arena *arena)
{
    const char *told = getenv("MTC_AWS_DATA");
    if (told && *told)
        return access(told, R_OK) == 0 ? told : NULL;
    const char *source = getenv("MTC_SOURCE");
    if (!source)
        return NULL;
    struct text at = text_of(source);
    while (at.length) {
        while (at.length && at.at[at.length - 1] != '/')
            at.length--;
        const char *folder = text_format(arena, "%.*sshared/data/aws-client", (int)at.length, at.at).at;
        if (access(folder, R_OK) == 0)
            return folder;
        while (at.length && at.at[at.length - 1] == '/')
            at.length--;
    }
    return NULL;
}

/* A file of the data; fails the test where it is not there. */
static inline struct text aws_data_file(struct arena *arena, const char *folder, const char *name)
{
    struct text content;
    const char *path = text_format(arena, "%s/%s", folder, name).at;
    int error = file_read(arena, path, 1u << 28, &content);
    if (error)
        print_error("%s: %s\n", path, file_error(arena, error));
    assert_int_equal(error, 0);
    return content;
}

static inline cJSON *aws_data_json(struct arena *arena, const char *folder, const char *name)
{
    struct text content = aws_data_file(arena, folder, name);
    cJSON *json = cJSON_ParseWithLength(content.at, content.length);
    assert_non_null(json);
    return json;
}

/* The string of an object's member; NULL where it has none. */
static inline const char *json_string(const cJSON *object, const char *name)
{
    return cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(object, name));
}

/* The one test of a program that found no data. */
static inline void no_data(void **state)
{
    (void)state;
    print_message("AWS's test data is not here: set MTC_AWS_DATA\n");
    skip();
}

#endif
