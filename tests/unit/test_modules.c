/* Modules: each file once, however it is asked for; what is missing, circular
   or no text; the library, and what stands in its place; dependencies. */
#include "report_unit.h"

#include "model/modules.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static struct modules modules;
static char folder[64];
static char before[4096];

/* Each test works in an empty folder of its own. */
static int set_up(void **state)
{
    start(state);
    modules_init(&modules, &arena, &atoms, &sources, &reporter);
    snprintf(folder, sizeof folder, "/tmp/mtc-test-modules-XXXXXX");
    return !getcwd(before, sizeof before) || !mkdtemp(folder) || chdir(folder) != 0 ? -1 : 0;
}

static int tear_down(void **state)
{
    static const char *const left[] = { "a.mt", "b.mt", "c.mt", "words.txt", "bytes.bin", "lib/a.mt", "lib/one.mt", "lib/subnet_group.mt",
                                        "lib/area/network.mt", "sub/a.mt", "sub/b.mt", "link.mt", "lib/area", "lib", "sub" };
    for (size_t i = 0; i < sizeof left / sizeof *left; i++)
        remove(left[i]);
    memory_finish(state);
    return chdir(before) != 0 || rmdir(folder) != 0;
}

static void put_bytes(const char *path, const char *bytes, size_t length)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, length, file), length);
    assert_int_equal(fclose(file), 0);
}

static void put(const char *path, const char *content)
{
    put_bytes(path, content, strlen(content));
}

/* A place that messages can point at. */
static struct span somewhere(const struct module *module)
{
    return (struct span){ module->source->base, module->source->base + 1 };
}

static struct module *use(const struct module *from, const char *path)
{
    return modules_use(&modules, from, text_of(path), somewhere(from));
}

static enum message_id last_message(void)
{
    assert_true(reporter.list.count > 0);
    return reporter.list.at[reporter.list.count - 1]->id;
}

static void test_once(void **state)
{
    (void)state;
    put("a.mt", "let x = 1\n");
    mkdir("sub", 0777);
    put("sub/b.mt", "let y = 2\n");
    assert_int_equal(symlink("a.mt", "link.mt"), 0);
    struct module *a = modules_open(&modules, "a.mt");
    assert_non_null(a);
    assert_text(a->path, "a.mt");
    assert_false(a->library);
    assert_int_equal(a->source->kind, SOURCE_USER);
    assert_int_equal(a->syntax->body.count, 1);
    struct module *b = use(a, "sub/b.mt");
    assert_non_null(b);
    assert_text(b->path, "sub/b.mt");
    assert_ptr_equal(use(a, "./sub/b.mt"), b);
    assert_ptr_equal(use(a, "sub/../sub/b.mt"), b);
    assert_ptr_equal(modules_open(&modules, "link.mt"), a);
    assert_int_equal(modules.list.count, 2);
    assert_int_equal(modules_dependency_count(&modules), 2);
    assert_text(modules_dependency(&modules, 0), "a.mt");
    assert_text(modules_dependency(&modules, 1), "sub/b.mt");
    assert_int_equal(reporter.list.count, 0);
}

static void test_relative_to_the_file(void **state)
{
    (void)state;
    mkdir("sub", 0777);
    mkdir("lib", 0777);
    put("sub/a.mt", "");
    put("sub/b.mt", "let in_sub = 1\n");
    put("b.mt", "let outside = 1\n");
    put("lib/a.mt", "let in_lib = 1\n");
    put("lib/one.mt", "");
    const char *const folders[] = { "lib" };
    modules.folder_count = 1;
    modules.folders = folders;
    struct module *a = modules_open(&modules, "sub/a.mt");
    assert_text(use(a, "b.mt")->path, "sub/b.mt");
    assert_text(use(a, "../b.mt")->path, "sub/../b.mt");
    assert_text(use(a, "one.mt")->path, "lib/one.mt");
}

static void test_missing(void **state)
{
    (void)state;
    put("a.mt", "use \"parts.mt\" as parts\n");
    put("b.mt", "");
    struct module *a = modules_open(&modules, "a.mt");
    struct span path = { a->source->base + 4, a->source->base + 14 };
    assert_null(modules_use(&modules, a, TEXT("c/parts.mt"), path));
    assert_int_equal(last_message(), MT1017);
    assert_int_equal(reporter.list.at[0]->fix.low, 0);
    assert_null(modules_use(&modules, a, TEXT(""), somewhere(a)));
    assert_int_equal(last_message(), MT1017);
    assert_null(modules_use(&modules, a, (struct text){ "b.mt\0x", 6 }, a->syntax->body.items[0]->head.span));
    assert_int_equal(last_message(), MT1017);
}

static void test_near_file(void **state)
{
    (void)state;
    put("a.mt", "use \"wrods.mt\" as words\n");
    mkdir("sub", 0777);
    put("sub/a.mt", "");
    rename("sub/a.mt", "sub/words.mt");
    put("b.mt", "");
    rename("b.mt", "words.mt");
    struct module *a = modules_open(&modules, "a.mt");
    struct span path = { a->source->base + 4, a->source->base + 14 };
    assert_null(modules_use(&modules, a, TEXT("wrods.mt"), path));
    const struct diagnostic *message = reporter.list.at[0];
    assert_int_equal(message->id, MT1017);
    assert_text(message->label, "did you mean 'words.mt'?");
    assert_text(message->fix_text, "words.mt");
    /* the fix leaves the quotes */
    assert_text(sources_text(&sources, message->fix), "wrods.mt");
    rename("words.mt", "b.mt");
    rename("sub/words.mt", "sub/a.mt");
}

static void test_missing_input(void **state)
{
    (void)state;
    put("words.txt", "");
    assert_null(modules_open(&modules, "nowhere.mt"));
    assert_int_equal(last_message(), MT0001);
    assert_null(modules_open(&modules, "."));
    assert_int_equal(last_message(), MT0001);
    assert_int_equal(modules_dependency_count(&modules), 0);
}

static void test_circle(void **state)
{
    (void)state;
    put("a.mt", "");
    put("b.mt", "");
    put("c.mt", "");
    struct module *a = modules_open(&modules, "a.mt");
    struct module *b = use(a, "b.mt"), *c = use(b, "c.mt");
    /* a rhombus is no circle */
    assert_ptr_equal(use(a, "c.mt"), c);
    assert_int_equal(reporter.list.count, 0);
    assert_null(use(c, "a.mt"));
    assert_int_equal(last_message(), MT1018);
    const struct diagnostic *message = reporter.list.at[0];
    assert_text(message->text, "'c.mt' uses itself");
    assert_non_null(message->notes);
    /* the shortest way: a uses c at once */
    assert_text(message->notes->text, "which uses 'c.mt' here");
    assert_null(message->notes->next);
    assert_null(use(a, "a.mt"));
    assert_int_equal(last_message(), MT1018);
}

static void test_contents(void **state)
{
    (void)state;
    struct text content;
    put("a.mt", "let x = 1\n");
    put("words.txt", "some words");
    put_bytes("bytes.bin", "ab\xff", 3);
    struct module *a = modules_open(&modules, "a.mt");
    assert_true(modules_file(&modules, a, TEXT("words.txt"), somewhere(a), &content));
    assert_text(content, "some words");
    const char *first = content.at;
    assert_true(modules_file(&modules, a, TEXT("./words.txt"), somewhere(a), &content));
    assert_ptr_equal(content.at, first);
    assert_int_equal(modules_dependency_count(&modules), 2);
    assert_false(modules_file(&modules, a, TEXT("nothing.txt"), somewhere(a), &content));
    assert_int_equal(last_message(), MT0001);
    assert_false(modules_file(&modules, a, TEXT("bytes.bin"), a->syntax->body.items[0]->head.span, &content));
    assert_int_equal(last_message(), MT0001);
    assert_text(reporter.list.at[1]->text, "cannot read 'bytes.bin': byte 3 (0xFF) is no text in UTF-8");
    assert_int_equal(content.length, 0);
}

static void test_library(void **state)
{
    (void)state;
    const struct atom *network = atom_of_c(&atoms, "network");
    struct module *module = modules_library(&modules, network);
    assert_non_null(module);
    assert_text(module->path, "<stdlib/network/network.mt>");
    assert_true(module->library);
    assert_int_equal(module->source->kind, SOURCE_LIBRARY);
    assert_ptr_equal(modules_library(&modules, network), module);
    assert_null(modules_library(&modules, atom_of_c(&atoms, "no_such_pattern")));
    assert_null(modules_library(&modules, atom_of_c(&atoms, "no_such_pattern")));
    /* only what was asked for was read */
    assert_int_equal(modules.list.count, 1);
    assert_int_equal(modules_dependency_count(&modules), 0);
    assert_int_equal(reporter.list.count, 0);
}

static void test_library_names(void **state)
{
    (void)state;
    bool found = false;
    assert_true(modules_library_count() >= 7);
    for (size_t i = 0; i < modules_library_count(); i++) {
        assert_true(modules_library_name(i).length > 0);
        assert_true(modules_library_area(i).length > 0);
        assert_true(modules_library_text(i).length > 0);
        if (i > 0 && text_equal(modules_library_area(i - 1), modules_library_area(i)))
            assert_true(text_compare(modules_library_name(i - 1), modules_library_name(i)) < 0);
        if (text_equal_c(modules_library_name(i), "load_balancer")) {
            found = true;
            assert_text(modules_library_area(i), "tiers");
        }
    }
    assert_true(found);
}

static void test_in_place_of_the_library(void **state)
{
    (void)state;
    mkdir("lib", 0777);
    mkdir("lib/area", 0777);
    put("lib/subnet_group.mt", "pattern subnet_group() {}\n");
    put("lib/area/network.mt", "pattern network() {}\n");
    const char *const folders[] = { "lib" };
    modules.folder_count = 1;
    modules.folders = folders;
    struct module *group = modules_library(&modules, atom_of_c(&atoms, "subnet_group"));
    struct module *network = modules_library(&modules, atom_of_c(&atoms, "network"));
    assert_text(group->path, "lib/subnet_group.mt");
    assert_text(network->path, "lib/area/network.mt");
    /* it stands in the library's place, but a mistake in it is the user's */
    assert_true(network->library);
    assert_int_equal(network->source->kind, SOURCE_USER);
    assert_int_equal(modules_dependency_count(&modules), 2);
    struct module *database = modules_library(&modules, atom_of_c(&atoms, "database"));
    assert_text(database->path, "<stdlib/tiers/database.mt>");
}

static void test_dependencies_of_each_compile(void **state)
{
    (void)state;
    struct text content;
    put("a.mt", "");
    put("b.mt", "");
    put("c.mt", "");
    put("words.txt", "x");
    struct module *a = modules_open(&modules, "a.mt");
    use(a, "c.mt");
    modules_file(&modules, a, TEXT("words.txt"), SPAN_NONE, &content);
    assert_int_equal(modules_dependency_count(&modules), 3);
    modules_next(&modules);
    assert_int_equal(modules_dependency_count(&modules), 0);
    struct module *b = modules_open(&modules, "b.mt");
    use(b, "c.mt");
    use(b, "c.mt");
    modules_file(&modules, b, TEXT("words.txt"), SPAN_NONE, &content);
    assert_int_equal(modules_dependency_count(&modules), 3);
    assert_text(modules_dependency(&modules, 0), "b.mt");
    assert_text(modules_dependency(&modules, 1), "c.mt");
    assert_text(modules_dependency(&modules, 2), "words.txt");
    assert_int_equal(modules.list.count, 3);
}

static void test_damaged(void **state)
{
    (void)state;
    struct module *good = modules_open_text(&modules, TEXT("good"), TEXT("let a = 99999999999999999999\n"));
    assert_false(good->damaged);
    struct module *bad = modules_open_text(&modules, TEXT("bad"), TEXT("let a = ]\n"));
    assert_true(bad->damaged);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_once, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_relative_to_the_file, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_missing, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_near_file, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_missing_input, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_circle, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_contents, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_library, set_up, tear_down),
        cmocka_unit_test(test_library_names),
        cmocka_unit_test_setup_teardown(test_in_place_of_the_library, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_dependencies_of_each_compile, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_damaged, set_up, tear_down),
    };
    return cmocka_run_group_tests_name("modules", tests, NULL, NULL);
}
