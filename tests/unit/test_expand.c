/* Expansion: what expressions are worth, which names things get, and that a
   mistake is told once and the rest goes on. */
#include "report_unit.h"

#include "expand/expand.h"

static const struct stack *expanded(const char *program)
{
    struct modules modules;
    modules_init(&modules, &arena, &atoms, &sources, &reporter);
    struct module *module = modules_open_text(&modules, TEXT("test.mt"), text_of(program));
    struct expander *expander = expander_new(&arena, &atoms, &modules, &reporter);
    struct expand_options options = { .default_name = TEXT("main") };
    return expand(expander, module, &options)->stacks.at[0];
}

/* The property V of the first resource of a program with `let` and this value. */
static struct value worth(const char *expression)
{
    const char *program = text_format(&arena, "param p: string = \"x\"\nresource r Custom::R { V: %s }\n", expression).at;
    const struct stack *stack = expanded(program);
    assert_int_equal(reporter.errors, 0);
    return *value_get_c(stack->resources.at[0]->properties, "V");
}

static void assert_worth(const char *expression, const char *expected)
{
    struct text text;
    assert_true(value_to_text(&arena, worth(expression), &text));
    assert_text(text, expected);
}

static void arithmetic(void **state)
{
    (void)state;
    assert_worth("1 + 2 * 3", "7");
    assert_worth("7 / 2", "3.5");
    assert_worth("6 / 2", "3");
    assert_worth("(90s + 1m).seconds", "150");
    assert_worth("(2 * 20GiB).gib", "40");
    assert_worth("70%.fraction", "0.7");
    assert_worth("-(3 - 5)", "2");
}

static void choices(void **state)
{
    (void)state;
    assert_worth("if 2 in [1, 2] then \"yes\" else error(\"not taken\")", "yes");
    assert_worth("null ?? 4", "4");
    assert_worth("10.0.1.0/24 in 10.0.0.0/16", "true");
    assert_worth("\"a\" in { a: 1 } and not (3 in 4..6)", "true");
}

static void functions(void **state)
{
    (void)state;
    assert_worth("subnet(10.0.0.0/16, 24, 3)", "10.0.3.0/24");
    assert_worth("join(\"-\", [for x, i in [\"a\", \"b\"]: \"${x}${i}\"])", "a0-b1");
    assert_worth("snake(\"OrderQueue\")", "order_queue");
    assert_worth("format(\"%s-%03d\", \"x\", 7)", "x-007");
    assert_worth("hash(\"abc\")", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assert_worth("json({ a: [1, true, null] })", "{\"a\":[1,true,null]}");
    assert_worth("len(distinct(flatten([[1, 2], [2]])))", "2");
}

static void deployed(void **state)
{
    (void)state;
    assert_int_equal(worth("p").kind, VALUE_PARAMETER);
    assert_int_equal(worth("\"${p}-web\"").kind, VALUE_CONCAT);
    struct value choice = worth("if p == \"x\" then 1 else 2");
    assert_int_equal(choice.kind, VALUE_CHOICE);
    assert_text(choice.choice->condition->name, "PIsX");
    assert_int_equal(worth("if p == \"x\" then 1 else 1").kind, VALUE_INTEGER);
    assert_string_equal(worth("split(\",\", p)[1]").intrinsic->name->text, "Fn::Select");
}

static void logical_ids(void **state)
{
    (void)state;
    const struct stack *stack = expanded(
        "pattern pair(n: int) { for i in range(n) { resource one_part[i] Custom::R {} } }\n"
        "for name in [\"a-b\", \"c\"] { pair both[name] { n: 1 } }\n"
        "resource later_one Custom::R {} with { id: \"Pinned\" }\n");
    assert_int_equal(stack->resources.count, 3);
    assert_string_equal(stack->resources.at[0]->id, "BothABOnePart0");
    assert_string_equal(stack->resources.at[1]->id, "BothCOnePart0");
    assert_string_equal(stack->resources.at[2]->id, "Pinned");
}

static void order_is_free(void **state)
{
    (void)state;
    const struct stack *stack = expanded(
        "resource first Custom::R { V: b }\nlet b = a + 1\nlet a = if has then 1 else missing\nlet has = true\n"
        "if not has { resource missing Custom::R {} }\n");
    assert_int_equal(reporter.errors, 0);
    assert_int_equal(value_get_c(stack->resources.at[0]->properties, "V")->integer, 2);
}

static void one_message(void **state)
{
    (void)state;
    expanded("let a = nothing\nlet b = a + 1\nresource r Custom::R { V: \"${b}\" }\nfor x in a { resource s[x] Custom::R { V: s } }\n");
    assert_int_equal(reporter.errors, 1);
    assert_int_equal(reporter.list.at[0]->id, MT1001);
}

static void circles(void **state)
{
    (void)state;
    expanded("let a = b\nlet b = c\nlet c = a\n");
    assert_int_equal(reporter.errors, 1);
    assert_int_equal(reporter.list.at[0]->id, MT1003);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(arithmetic),
        TEST(choices),
        TEST(functions),
        TEST(deployed),
        TEST(logical_ids),
        TEST(order_is_free),
        TEST(one_message),
        TEST(circles),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
