/* Expansion: what expressions are worth, which names things get, and that a
   mistake is told once and the rest goes on. */
#include "unit.h"

#include "expand/expand.h"

#include <stdlib.h>

struct scene {
    struct arena arena;
    struct atoms atoms;
    struct sources sources;
    struct reporter reporter;
    struct modules modules;
    struct expand_options options;
};

static int set_up(void **state)
{
    struct scene *scene = calloc(1, sizeof *scene);
    arena_init(&scene->arena, NULL);
    atoms_init(&scene->atoms, &scene->arena);
    sources_init(&scene->sources, &scene->arena);
    reporter_init(&scene->reporter, &scene->arena, &scene->sources);
    modules_init(&scene->modules, &scene->arena, &scene->atoms, &scene->sources, &scene->reporter);
    scene->options.default_name = TEXT("main");
    *state = scene;
    return 0;
}

static int tear_down(void **state)
{
    struct scene *scene = *state;
    arena_free(&scene->arena);
    free(scene);
    return 0;
}

static const struct stack *expanded(struct scene *scene, const char *program)
{
    struct module *module = modules_open_text(&scene->modules, TEXT("test.mt"), text_of(program));
    struct expander *expander = expander_new(&scene->arena, &scene->atoms, &scene->modules, &scene->reporter);
    return expand(expander, module, &scene->options)->stacks.at[0];
}

/* The property V of the first resource of a program with `let` and this value. */
static struct value worth(struct scene *scene, const char *expression)
{
    const char *program = text_format(&scene->arena, "param p: string = \"x\"\nresource r Custom::R { V: %s }\n", expression).at;
    const struct stack *stack = expanded(scene, program);
    assert_int_equal(scene->reporter.errors, 0);
    return *value_get_c(stack->resources.at[0]->properties, "V");
}

static void assert_worth(struct scene *scene, const char *expression, const char *expected)
{
    struct text text;
    assert_true(value_to_text(&scene->arena, worth(scene, expression), &text));
    assert_text(text, expected);
}

static void arithmetic(void **state)
{
    assert_worth(*state, "1 + 2 * 3", "7");
    assert_worth(*state, "7 / 2", "3.5");
    assert_worth(*state, "6 / 2", "3");
    assert_worth(*state, "(90s + 1m).seconds", "150");
    assert_worth(*state, "(2 * 20GiB).gib", "40");
    assert_worth(*state, "70%.fraction", "0.7");
    assert_worth(*state, "-(3 - 5)", "2");
}

static void choices(void **state)
{
    assert_worth(*state, "if 2 in [1, 2] then \"yes\" else error(\"not taken\")", "yes");
    assert_worth(*state, "null ?? 4", "4");
    assert_worth(*state, "10.0.1.0/24 in 10.0.0.0/16", "true");
    assert_worth(*state, "\"a\" in { a: 1 } and not (3 in 4..6)", "true");
}

static void functions(void **state)
{
    assert_worth(*state, "subnet(10.0.0.0/16, 24, 3)", "10.0.3.0/24");
    assert_worth(*state, "join(\"-\", [for x, i in [\"a\", \"b\"]: \"${x}${i}\"])", "a0-b1");
    assert_worth(*state, "snake(\"OrderQueue\")", "order_queue");
    assert_worth(*state, "format(\"%s-%03d\", \"x\", 7)", "x-007");
    assert_worth(*state, "hash(\"abc\")", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assert_worth(*state, "json({ a: [1, true, null] })", "{\"a\":[1,true,null]}");
    assert_worth(*state, "len(distinct(flatten([[1, 2], [2]])))", "2");
}

static void deployed(void **state)
{
    assert_int_equal(worth(*state, "p").kind, VALUE_PARAMETER);
    assert_int_equal(worth(*state, "\"${p}-web\"").kind, VALUE_CONCAT);
    struct value choice = worth(*state, "if p == \"x\" then 1 else 2");
    assert_int_equal(choice.kind, VALUE_CHOICE);
    assert_text(choice.choice->condition->name, "PIsX");
    assert_int_equal(worth(*state, "if p == \"x\" then 1 else 1").kind, VALUE_INTEGER);
    assert_string_equal(worth(*state, "split(\",\", p)[1]").intrinsic->name->text, "Fn::Select");
}

static void logical_ids(void **state)
{
    const struct stack *stack = expanded(*state,
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
    const struct stack *stack = expanded(*state,
        "resource first Custom::R { V: b }\nlet b = a + 1\nlet a = if has then 1 else missing\nlet has = true\n"
        "if not has { resource missing Custom::R {} }\n");
    assert_int_equal(((struct scene *)*state)->reporter.errors, 0);
    assert_int_equal(value_get_c(stack->resources.at[0]->properties, "V")->integer, 2);
}

static void one_message(void **state)
{
    struct scene *scene = *state;
    expanded(scene, "let a = nothing\nlet b = a + 1\nresource r Custom::R { V: \"${b}\" }\nfor x in a { resource s[x] Custom::R { V: s } }\n");
    assert_int_equal(scene->reporter.errors, 1);
    assert_int_equal(scene->reporter.list.at[0]->id, MT1001);
}

static void circles(void **state)
{
    struct scene *scene = *state;
    expanded(scene, "let a = b\nlet b = c\nlet c = a\n");
    assert_int_equal(scene->reporter.errors, 1);
    assert_int_equal(scene->reporter.list.at[0]->id, MT1003);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(arithmetic, set_up, tear_down),
        cmocka_unit_test_setup_teardown(choices, set_up, tear_down),
        cmocka_unit_test_setup_teardown(functions, set_up, tear_down),
        cmocka_unit_test_setup_teardown(deployed, set_up, tear_down),
        cmocka_unit_test_setup_teardown(logical_ids, set_up, tear_down),
        cmocka_unit_test_setup_teardown(order_is_free, set_up, tear_down),
        cmocka_unit_test_setup_teardown(one_message, set_up, tear_down),
        cmocka_unit_test_setup_teardown(circles, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
