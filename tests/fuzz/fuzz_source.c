/* The fuzzer's target: any bytes as an .mt file, through scanner, parser,
   expander, checks and both printers. A text without errors must print, and its
   JSON must be what cJSON reads; one with errors must have a message that
   prints in each face. Run by libFuzzer, or by plain.c. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cjson/cJSON.h>

#include "cli/session.h"
#include "emit/template.h"

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t size);

/* For plain.c. */
extern const char *const fuzz_words[];
extern const size_t fuzz_word_count;
const char *const fuzz_words[] = {
    "{", "}", "[", "]", "(", ")", "\"", "${", "'''", "\"\"\"", "#", "##", "->", "..", "...", "??", ": ", " = ", "for x in ",
    "if true ", "else ", "let a = ", "pattern p() {", "resource r AWS::SQS::Queue {", "tier t = ", "flow a -> b", "10.0.0.0/16",
    "300s", "20GiB", "70%", "2..6", "null", "self", "\xff", "\xe3\x81\x82", "\\u12", "99999999999999999999", "-", "not ", "x[*]",
    "range(9)", "subnet(10.0.0.0/16, 24, 1)", "when aws.region == \"x\" {", "stack s in \"us-east-1\" {", "env e { ", "test \"t\" with { ",
};
const size_t fuzz_word_count = sizeof fuzz_words / sizeof *fuzz_words;

static bool collect(void *context, struct text piece)
{
    buffer_add(context, piece);
    return true;
}

static void demand(bool holds)
{
    if (!holds)
        abort();
}

static void look(void *context, struct session *session, const struct graph *graph)
{
    (void)context;
    struct arena *arena = &session->arena;
    struct reporter *reporter = &session->reporter;
    bool said = face_text(reporter, arena, (struct faces){ 0 }).length > 0;
    demand(said || reporter->errors == 0);
    demand(face_json(reporter, arena).length > 0);
    demand(face_sarif(reporter, arena, "0").length > 0);
    if (reporter->errors || !graph)
        return;
    for (size_t i = 0; i < graph->stacks.count; i++) {
        struct buffer json, yaml;
        buffer_init(&json, arena);
        buffer_init(&yaml, arena);
        demand(template_json(arena, graph->stacks.at[i], (struct sink){ collect, &json }));
        demand(template_yaml(arena, graph->stacks.at[i], (struct sink){ collect, &yaml }));
        cJSON *tree = cJSON_ParseWithLength(json.at, json.length);
        demand(tree != NULL);
        cJSON_Delete(tree);
        demand(yaml.length > 0);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t size)
{
    struct text text = { (const char *)at, size };
    session_compile_text(NULL, TEXT("fuzz.mt"), text, look, NULL);
    return 0;
}
