/* Answers: XML and JSON as trees, and what is refused. */
#include "memory_unit.h"

#include "deploy/client/answer.h"

static void xml(void **state)
{
    (void)state;
    const struct answer *tree = answer_xml(&arena, TEXT(
        "<?xml version=\"1.0\"?>\n<ns:R xmlns:ns=\"x\">\n  <Stacks>\n    <member><StackName>a &amp; b&#x3042;</StackName>"
        "<Empty/></member>\n    <member><StackName><![CDATA[<c>]]></StackName></member>\n  </Stacks>\n"
        "  <IsTruncated>true</IsTruncated></ns:R>"));
    assert_non_null(tree);
    assert_text(tree->name, "R");
    assert_text(tree->text, "");
    const struct answer *first = answer_child(answer_child(tree, "Stacks"), "member");
    assert_text(answer_text(first, "StackName"), "a & b\xe3\x81\x82");
    assert_text(answer_text(first, "Empty"), "");
    assert_text(answer_text(first->next, "StackName"), "<c>");
    assert_null(first->next->next);
    assert_true(answer_is_true(tree, "IsTruncated"));
    assert_ptr_equal(answer_find(tree, "member"), first);
    assert_null(answer_find(tree, "Other"));
    assert_null(answer_child(NULL, "x"));
}

static void not_xml(void **state)
{
    (void)state;
    static const char *const cases[] = {
        "", " ", "text", "<a>", "<a></b>", "<a/><b/>", "<a>&unknown;</a>", "<a", "{\"a\":1}",
        "<!DOCTYPE a [<!ENTITY x \"y\">]><a>&x;</a>", "<!DOCTYPE html><html/>",
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_null(answer_xml(&arena, text_of(cases[i])));
}

static void entity_bomb(void **state)
{
    (void)state;
    struct buffer out;
    buffer_init(&out, &arena);
    buffer_add_c(&out, "<!DOCTYPE a [<!ENTITY a0 \"lol\">");
    for (int i = 1; i < 10; i++) {
        buffer_add_format(&out, "<!ENTITY a%d \"", i);
        for (int k = 0; k < 10; k++)
            buffer_add_format(&out, "&a%d;", i - 1);
        buffer_add_c(&out, "\">");
    }
    buffer_add_c(&out, "]><a>&a9;</a>");
    assert_null(answer_xml(&arena, buffer_text(&out)));
}

static void limits(void **state)
{
    (void)state;
    for (int deep = ANSWER_DEPTH; deep <= ANSWER_DEPTH + 1; deep++) {
        struct buffer tags, brackets;
        buffer_init(&tags, &arena);
        buffer_init(&brackets, &arena);
        for (int i = 0; i < deep; i++) {
            buffer_add_c(&tags, "<a>");
            buffer_add_c(&brackets, "[");
        }
        for (int i = 0; i < deep; i++) {
            buffer_add_c(&tags, "</a>");
            buffer_add_c(&brackets, "]");
        }
        assert_int_equal(answer_xml(&arena, buffer_text(&tags)) != NULL, deep == ANSWER_DEPTH);
        assert_int_equal(answer_json(&arena, buffer_text(&brackets)) != NULL, deep == ANSWER_DEPTH);
    }
    size_t length = ANSWER_BYTES + 1;
    char *large = arena_alloc(&arena, length);
    memset(large, ' ', length);
    memcpy(large, "<a/>", 4);
    assert_null(answer_xml(&arena, (struct text){ large, length }));
    assert_non_null(answer_xml(&arena, (struct text){ large, length - 1 }));
    memcpy(large, "{}  ", 4);
    assert_null(answer_json(&arena, (struct text){ large, length }));
}

static void json(void **state)
{
    (void)state;
    const struct answer *tree = answer_json(&arena, TEXT(
        "{\"a\":\"x\\\"\\u3042\",\"n\":1651516560000,\"b\":true,\"l\":[{\"a\":\"1\"},{\"a\":\"2\"}],\"e\":{},\"z\":null,\"s\":\"[[[\"}"));
    assert_non_null(tree);
    assert_text(answer_text(tree, "a"), "x\"\xe3\x81\x82");
    assert_text(answer_text(tree, "n"), "1651516560000");
    assert_true(answer_is_true(tree, "b"));
    assert_text(answer_text(answer_child(tree, "l")->children->next, "a"), "2");
    assert_text(answer_text(tree, "z"), "");
    assert_text(answer_text(tree, "s"), "[[[");
    static const char *const cases[] = { "", "{", "{\"a\":}", "nothing", "<a/>" };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_null(answer_json(&arena, text_of(cases[i])));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(xml), cmocka_unit_test(not_xml), cmocka_unit_test(entity_bomb), cmocka_unit_test(limits),
        cmocka_unit_test(json),
    };
    return cmocka_run_group_tests_name("answer", tests, memory_start, memory_finish);
}
