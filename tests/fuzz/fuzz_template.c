/* The fuzzer's target for templates as input: any bytes as a template, JSON or
   YAML, through reader, checks and both printers. What was read without an
   error is written, read and written again, and must be the same; cJSON must
   read the JSON of it. Run by libFuzzer, or by plain.c. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cjson/cJSON.h>

#include "cli/session.h"
#include "emit/template.h"

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t size);

/* For plain.c. */
extern const char *const fuzz_words[];
extern const size_t fuzz_word_count;
const char *const fuzz_words[] = {
    "{", "}", "[", "]", "\"", "'", ": ", ":\n  ", "\n- ", "- ", ", ", "#", "\t", "|\n", ">-\n", "? ", "&a ", "*a", "<<: *a", "---\n",
    "!Ref ", "!Sub ", "!GetAtt ", "!If [C, a, b]", "!Join ['', [a, b]]", "!Select ", "!Equals [a, b]", "!Condition C", "!FindInMap [M, a, b]",
    "{\"Ref\": \"A\"}", "{\"Fn::Sub\": \"${A}\"}", "{\"Fn::GetAtt\": [\"A\", \"Arn\"]}", "\"Fn::ForEach::L\": ", "Fn::Transform: ",
    "${A}", "${!A}", "${", "Resources:\n", "Conditions:\n", "Type: AWS::SNS::Topic\n", "Properties:\n", "DependsOn: A\n", "Transform: X\n",
    "null", "true", "1.0", "1e400", "0777", "-0", "12:30", ".inf", "\\u0000", "\\ud800", "\xff", "\xef\xbb\xbf", "\xe3\x81\x82", "!!str ",
};
const size_t fuzz_word_count = sizeof fuzz_words / sizeof *fuzz_words;

struct printed {
    char *json, *yaml;              /* NULL: there were errors */
    size_t json_length, yaml_length;
};

static void demand(bool holds)
{
    if (!holds)
        abort();
}

static bool collect(void *context, struct text piece)
{
    buffer_add(context, piece);
    return true;
}

static char *keep(const struct buffer *buffer, size_t *length)
{
    char *copy = malloc(buffer->length + 1);
    demand(copy != NULL);
    memcpy(copy, buffer->at, buffer->length);
    *length = buffer->length;
    return copy;
}

static void look(void *context, struct session *session, const struct graph *graph)
{
    struct printed *printed = context;
    struct arena *arena = &session->arena;
    struct reporter *reporter = &session->reporter;
    demand(face_text(reporter, arena, (struct faces){ 0 }).length > 0 || reporter->errors == 0);
    demand(face_json(reporter, arena).length > 0);
    if (reporter->errors || !graph || !graph->stacks.count)
        return;
    struct buffer json, yaml;
    buffer_init(&json, arena);
    buffer_init(&yaml, arena);
    demand(template_json(arena, graph->stacks.at[0], (struct sink){ collect, &json }));
    demand(template_yaml(arena, graph->stacks.at[0], (struct sink){ collect, &yaml }));
    printed->json = keep(&json, &printed->json_length);
    printed->yaml = keep(&yaml, &printed->yaml_length);
}

static struct printed try_text(const char *at, size_t length)
{
    struct printed printed = { 0 };
    session_compile_text(NULL, TEXT("fuzz.template"), (struct text){ at, length }, look, &printed);
    return printed;
}

static void same(const struct printed *a, struct printed b)
{
    demand(b.json && b.json_length == a->json_length && memcmp(a->json, b.json, b.json_length) == 0);
    demand(b.yaml && b.yaml_length == a->yaml_length && memcmp(a->yaml, b.yaml, b.yaml_length) == 0);
    free(b.json);
    free(b.yaml);
}

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t size)
{
    struct printed printed = try_text((const char *)at, size);
    if (!printed.json)
        return 0;
    cJSON *tree = cJSON_ParseWithLength(printed.json, printed.json_length);
    demand(tree != NULL);
    cJSON_Delete(tree);
    same(&printed, try_text(printed.json, printed.json_length));
    same(&printed, try_text(printed.yaml, printed.yaml_length));
    free(printed.json);
    free(printed.yaml);
    return 0;
}
