/* A template as YAML: short tags, block style, which strings are quoted, and
   that libyaml, as a reader, gives every string back. */
#include "unit.h"
#include "graph_maker.h"

#include <yaml.h>

/* What is printed behind the key A of one resource's properties. */
static const char *property(struct maker *m, struct value value)
{
    m->stack.resources.count = 0;
    resource(m, "R", "T", MAP(m, { "A", value }));
    const char *text = printed(m, true);
    static const char before[] = "AWSTemplateFormatVersion: '2010-09-09'\nResources:\n  R:\n    Type: T\n"
                                 "    Properties:\n      A:";
    assert_memory_equal(text, before, sizeof before - 1);
    text += sizeof before - 1;
    return *text == ' ' ? text + 1 : text;
}

static void blocks(void **state)
{
    struct maker *m = *state;
    assert_string_equal(property(m, LIST(m, integer(1), MAP(m, { "B", string("x") }, { "C", LIST(m, truth(true)) }))),
        "\n        - 1\n        - B: x\n          C:\n            - true\n");
    assert_string_equal(property(m, LIST(m, LIST(m, integer(1), integer(2)), LIST(m, integer(3)))),
        "\n        - - 1\n          - 2\n        - - 3\n");
    assert_string_equal(property(m, map_of(m, 0, NULL)), "{}\n");
    assert_string_equal(property(m, many(m, VALUE_LIST, 0, NULL)), "[]\n");
    assert_string_equal(property(m, LIST(m, many(m, VALUE_LIST, 0, NULL))), "\n        - []\n");
}

static void short_tags(void **state)
{
    struct maker *m = *state;
    struct resource db = { .id = "Db" };
    struct value region = pseudo(m, "AWS::Region");
    struct condition *prod = equals(m, "", region, string("x"));
    prod->name = TEXT("Prod");
    assert_string_equal(property(m, region), "!Ref AWS::Region\n");
    assert_string_equal(property(m, attribute(m, &db, "Endpoint.Address")), "!GetAtt Db.Endpoint.Address\n");
    assert_string_equal(property(m, CONCAT(m, region, string("-b"))), "!Sub ${AWS::Region}-b\n");
    assert_string_equal(property(m, choice(m, prod, integer(1), null())), "!If [Prod, 1, !Ref 'AWS::NoValue']\n");
    assert_string_equal(property(m, intrinsic(m, "Fn::Select", LIST(m, integer(0), intrinsic(m, "Fn::GetAZs", string(""))))),
                        "!Select [0, !GetAZs '']\n");
    assert_string_equal(property(m, intrinsic(m, "Fn::Base64", CONCAT(m, string("a\n"), region, string("\n")))),
                        "\n        Fn::Base64: !Sub |\n          a\n          ${AWS::Region}\n");
    assert_string_equal(property(m, choice(m, prod, LIST(m, MAP(m, { "B", integer(1) })), integer(2))),
                        "!If\n        - Prod\n        - - B: 1\n        - 2\n");
}

static void calls_without_a_short_tag(void **state)
{
    struct maker *m = *state;
    assert_string_equal(property(m, intrinsic(m, "Fn::RefAll", string("AWS::EC2::VPC::Id"))),
                        "\n        Fn::RefAll: AWS::EC2::VPC::Id\n");
    /* Behind a tag 5 would be text. */
    assert_string_equal(property(m, intrinsic(m, "Fn::ImportValue", integer(5))), "\n        Fn::ImportValue: 5\n");
    assert_string_equal(property(m, MAP(m, { "Ref", string("x") })), "\n        Ref: x\n");
}

static void strings_that_need_quotes(void **state)
{
    struct maker *m = *state;
    static const char *const quoted[] = {
        "yes", "No", "ON", "off", "y", "N", "true", "False", "null", "~", "=", "<<", "1", "-1", "+5", "0123", "0x1F",
        "1e3", "1.5", ".5", "1_000", "12:30", "2012-10-17", "2001-12-14t21:59:43.10-05:00", ".inf", "-.INF", ".NaN",
        "8.4.8", "* ", "*", "&a", "!a", "@a", "%a", "`a", "a: b", "a #b", "#a", "- a", "[a]", "{a}", " a", "a ", "---",
    };
    for (size_t i = 0; i < sizeof quoted / sizeof *quoted; i++)
        assert_string_equal(property(m, string(quoted[i])), text_format(&m->arena, "'%s'\n", quoted[i]).at);
    static const char *const plain[] = {
        "t3.micro", "10.0.0.0/16", "AWS::Region", "a:b", "a#b", "300s", "it's", "arn:aws:s3:::b/*", "日本語", "nope",
    };
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
        assert_string_equal(property(m, string(plain[i])), text_format(&m->arena, "%s\n", plain[i]).at);
    assert_string_equal(property(m, string("")), "''\n");
}

static void lines_are_not_folded(void **state)
{
    struct maker *m = *state;
    char text[2000];
    for (size_t i = 0; i < sizeof text; i++)
        text[i] = i % 5 == 4 ? ' ' : 'a';
    text[sizeof text - 2] = 'a';
    text[sizeof text - 1] = '\0';
    assert_string_equal(property(m, string(text)), text_format(&m->arena, "%s\n", text).at);
    text[0] = '#';
    assert_string_equal(property(m, string(text)), text_format(&m->arena, "'%s'\n", text).at);
}

/* The scalar that libyaml reads behind the key A. */
static const char *read_back(struct maker *m, const char *text)
{
    yaml_parser_t parser;
    yaml_event_t event;
    const char *value = NULL;
    bool next = false, done = false;
    assert_true(yaml_parser_initialize(&parser));
    yaml_parser_set_input_string(&parser, (const unsigned char *)text, strlen(text));
    while (!done) {
        assert_true(yaml_parser_parse(&parser, &event));
        done = event.type == YAML_STREAM_END_EVENT || next;
        if (event.type == YAML_SCALAR_EVENT) {
            struct text scalar = { (const char *)event.data.scalar.value, event.data.scalar.length };
            if (next)
                value = text_cstring(&m->arena, scalar);
            next = text_equal_c(scalar, "A");
        }
        yaml_event_delete(&event);
    }
    yaml_parser_delete(&parser);
    return value ? value : "nothing";
}

static void every_string_comes_back(void **state)
{
    struct maker *m = *state;
    static const char *const strings[] = {
        "a\nb", "a\nb\n", "a\nb\n\n", "\na", "\n", "\n\n", " a\nb", "a\n b\n", "a \nb", "a\tb\nc", "a\r\nb", "\xC2\x85",
        "a\xE2\x80\xA8" "b\nc", "\xEF\xBB\xBF" "a", "\x7F", "\x01", "a\n---\nb", "a\n...\nb", "#!/bin/sh\n\tset -e\n",
        "\xF0\x9F\x98\x80\nb", "|", ">", "a\n#b", "\"", "'", "\\", "it's \"so\": # a", "? a", ": a", "a:",
    };
    for (size_t i = 0; i < sizeof strings / sizeof *strings; i++) {
        m->stack.resources.count = 0;
        resource(m, "R", "T", MAP(m, { "A", string(strings[i]) }));
        assert_string_equal(read_back(m, printed(m, true)), strings[i]);
        m->stack.resources.count = 0;
        resource(m, "R", "T", MAP(m, { "B", LIST(m, MAP(m, { "A", string(strings[i]) })) }));
        assert_string_equal(read_back(m, printed(m, true)), strings[i]);
    }
}

static void blocks_of_text(void **state)
{
    struct maker *m = *state;
    assert_string_equal(property(m, string("a\nb\n")), "|\n        a\n        b\n");
    assert_string_equal(property(m, string("a\n\n  b")), "|-\n        a\n\n          b\n");
    /* What a block would show badly, or another reader read otherwise, is escaped. */
    assert_string_equal(property(m, string(" a\nb")), "\" a\\nb\"\n");
    assert_string_equal(property(m, string("\na")), "\"\\na\"\n");
    assert_string_equal(property(m, string("a\xE2\x80\xA8" "b\nc")), "\"a\\Lb\\nc\"\n");
    assert_string_equal(property(m, LIST(m, string("a\nb\n"))), "\n        - |\n          a\n          b\n");
}

static void deep_nesting(void **state)
{
    struct maker *m = *state;
    struct value value = integer(1);
    for (int i = 0; i < 1000; i++)
        value = i % 2 ? LIST(m, value) : MAP(m, { "B", value });
    m->stack.resources.count = 0;
    resource(m, "R", "T", MAP(m, { "A", value }));
    assert_int_not_equal(strlen(printed(m, true)), 0);
}

static void a_sink_that_fails(void **state)
{
    struct maker *m = *state;
    for (int i = 0; i < 3000; i++)
        resource(m, text_format(&m->arena, "R%d", i).at, "AWS::SNS::Topic", MAP(m, { "A", LIST(m, integer(1)) }));
    size_t size = strlen(printed(m, true));
    for (size_t room = 0; room < size; room += size / 9) {
        size_t left = room;
        assert_false(template_yaml(&m->arena, &m->stack, (struct sink){ sink_room, &left }));
    }
    assert_true(template_yaml(&m->arena, &m->stack, (struct sink){ sink_room, &size }));
    assert_int_equal(size, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_MAKER(blocks),
        WITH_MAKER(short_tags),
        WITH_MAKER(calls_without_a_short_tag),
        WITH_MAKER(strings_that_need_quotes),
        WITH_MAKER(lines_are_not_folded),
        WITH_MAKER(every_string_comes_back),
        WITH_MAKER(blocks_of_text),
        WITH_MAKER(deep_nesting),
        WITH_MAKER(a_sink_that_fails),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
