/* A template as JSON: its lines, its escapes, its numbers, and what happens
   when the sink fails. cJSON, as a reader, is asked whether it is JSON. */
#include "unit.h"
#include "graph_maker.h"

#include <cjson/cJSON.h>

/* What is printed for property A of one resource. */
static const char *property(struct maker *m, struct value value)
{
    m->stack.resources.count = 0;
    resource(m, "R", "T", MAP(m, { "A", value }));
    const char *text = printed(m, false);
    static const char before[] = "{\n  \"AWSTemplateFormatVersion\": \"2010-09-09\",\n  \"Resources\": {\n    \"R\": {\n"
                                 "      \"Type\": \"T\",\n      \"Properties\": {\n        \"A\": ";
    static const char after[] = "\n      }\n    }\n  }\n}\n";
    size_t length = strlen(text);
    assert_true(length > sizeof before + sizeof after - 2);
    assert_memory_equal(text, before, sizeof before - 1);
    assert_string_equal(text + length - (sizeof after - 1), after);
    cJSON *read = cJSON_Parse(text);
    assert_non_null(read);
    cJSON_Delete(read);
    return text_cstring(&m->arena, (struct text){ text + sizeof before - 1, length - sizeof before - sizeof after + 2 });
}

static void an_empty_stack(void **state)
{
    assert_string_equal(printed(*state, false), "{\n  \"AWSTemplateFormatVersion\": \"2010-09-09\"\n}\n");
}

static void sections_and_entries(void **state)
{
    struct maker *m = *state;
    m->stack.description = TEXT("Two topics");
    resource(m, "First", "AWS::SNS::Topic", null());
    resource(m, "Second", "AWS::SNS::Topic", null());
    output(m, "Name", string("x"));
    assert_string_equal(printed(m, false),
        "{\n"
        "  \"AWSTemplateFormatVersion\": \"2010-09-09\",\n"
        "  \"Description\": \"Two topics\",\n"
        "  \"Resources\": {\n"
        "    \"First\": {\n"
        "      \"Type\": \"AWS::SNS::Topic\"\n"
        "    },\n"
        "    \"Second\": {\n"
        "      \"Type\": \"AWS::SNS::Topic\"\n"
        "    }\n"
        "  },\n"
        "  \"Outputs\": {\n"
        "    \"Name\": {\n"
        "      \"Value\": \"x\"\n"
        "    }\n"
        "  }\n"
        "}\n");
}

static void an_element_a_line(void **state)
{
    struct maker *m = *state;
    assert_string_equal(property(m, LIST(m, integer(1), MAP(m, { "B", string("x") }))),
        "[\n          1,\n          {\n            \"B\": \"x\"\n          }\n        ]");
    assert_string_equal(property(m, map_of(m, 0, NULL)), "{}");
    assert_string_equal(property(m, many(m, VALUE_LIST, 0, NULL)), "[]");
}

static void short_calls_on_one_line(void **state)
{
    struct maker *m = *state;
    struct value region = pseudo(m, "AWS::Region");
    assert_string_equal(property(m, region), "{\"Ref\": \"AWS::Region\"}");
    assert_string_equal(property(m, intrinsic(m, "Fn::Select", LIST(m, integer(0), intrinsic(m, "Fn::GetAZs", string(""))))),
                        "{\"Fn::Select\": [0, {\"Fn::GetAZs\": \"\"}]}");
    assert_string_equal(property(m, intrinsic(m, "Fn::Join", LIST(m, string(","), LIST(m, region, string("x"))))),
                        "{\"Fn::Join\": [\",\", [{\"Ref\": \"AWS::Region\"}, \"x\"]]}");
    assert_string_equal(property(m, intrinsic(m, "Fn::Base64", intrinsic(m, "Fn::ImportValue", string("x")))),
                        "{\n          \"Fn::Base64\": {\"Fn::ImportValue\": \"x\"}\n        }");
    /* A text of any length stays, a long list does not, and neither does the user's map. */
    const char *longest = "a text of more than eighty characters, which would not be any better on a line of its own";
    const char *call = property(m, CONCAT(m, string(longest), region));
    assert_null(strchr(call, '\n'));
    assert_non_null(strchr(property(m, intrinsic(m, "Fn::Select", LIST(m, integer(0), string(longest)))), '\n'));
    assert_string_equal(property(m, MAP(m, { "Ref", string("x") })), "{\n          \"Ref\": \"x\"\n        }");
}

static void strings_are_escaped(void **state)
{
    struct maker *m = *state;
    assert_string_equal(property(m, string("a\"b\\c/d\n\t\r\b\f\x01\x1f")), "\"a\\\"b\\\\c/d\\n\\t\\r\\b\\f\\u0001\\u001f\"");
    assert_string_equal(property(m, string("日本語 \xF0\x9F\x98\x80")), "\"日本語 \xF0\x9F\x98\x80\"");
    struct value nul = value_string((struct text){ "a\0\"\0", 4 }, SPAN_NONE);
    assert_string_equal(property(m, nul), "\"a\\u0000\\\"\\u0000\"");
    /* Keys too, and one that needs escapes is not taken for another. */
    assert_string_equal(property(m, MAP(m, { "a\"", integer(1) }, { "a\\\"", integer(2) }, { "", integer(3) })),
                        "{\n          \"a\\\"\": 1,\n          \"a\\\\\\\"\": 2,\n          \"\": 3\n        }");
}

/* More keys than are remembered, of one length: none is taken for another. */
static void many_keys(void **state)
{
    struct maker *m = *state;
    enum { KEYS = 3000 };
    struct pair *pairs = NEW_ARRAY(&m->arena, struct pair, KEYS);
    for (int i = 0; i < KEYS; i++)
        pairs[i] = (struct pair){ text_format(&m->arena, "K%04d", i).at, integer(i) };
    struct value map = map_of(m, KEYS, pairs);
    const char *at = property(m, LIST(m, map, map));
    for (int i = 0; i < 2 * KEYS; i++) {
        const char *line = text_format(&m->arena, "\n            \"K%04d\": %d", i % KEYS, i % KEYS).at;
        at = strstr(at, "\n            \"");
        assert_non_null(at);
        assert_memory_equal(at, line, strlen(line));
        at++;
    }
}

static void numbers_are_exact(void **state)
{
    struct maker *m = *state;
    assert_string_equal(property(m, integer(INT64_MAX)), "9223372036854775807");
    assert_string_equal(property(m, integer(INT64_MIN)), "-9223372036854775808");
    assert_string_equal(property(m, number(0.1)), "0.1");
    assert_string_equal(property(m, number(2.0)), "2");
    assert_string_equal(property(m, number(-1e-7)), "-1.0e-07");
}

static void long_strings(void **state)
{
    struct maker *m = *state;
    size_t length = 300000;
    char *text = arena_alloc(&m->arena, length + 1);
    memset(text, '\n', length);
    text[length] = '\0';
    const char *token = property(m, string(text));
    assert_int_equal(strlen(token), 2 * length + 2);
}

static void a_sink_that_fails(void **state)
{
    struct maker *m = *state;
    for (int i = 0; i < 2000; i++)
        resource(m, text_format(&m->arena, "R%d", i).at, "AWS::SNS::Topic", null());
    size_t size = strlen(printed(m, false));
    for (size_t room = 0; room <= size; room += size / 7) {
        size_t left = room;
        bool done = template_json(&m->arena, &m->stack, (struct sink){ sink_room, &left });
        assert_int_equal(done, room == size);
    }
    size_t exact = size;
    assert_true(template_json(&m->arena, &m->stack, (struct sink){ sink_room, &exact }));
    assert_int_equal(exact, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_MAKER(an_empty_stack),
        WITH_MAKER(sections_and_entries),
        WITH_MAKER(an_element_a_line),
        WITH_MAKER(short_calls_on_one_line),
        WITH_MAKER(strings_are_escaped),
        WITH_MAKER(many_keys),
        WITH_MAKER(numbers_are_exact),
        WITH_MAKER(long_strings),
        WITH_MAKER(a_sink_that_fails),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
