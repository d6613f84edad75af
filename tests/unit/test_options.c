/* The command line: what is read, and what is refused in which words. */
#include "unit.h"

#include "cli/options.h"

enum { MOST_WORDS = 16 };

struct line {
    struct arena arena;
    struct options options;
    struct text mistake;
};

/* Parses the words; the last is NULL. */
static struct line parse(const char *const *words)
{
    struct line line;
    char *argv[MOST_WORDS] = { (char *)"mtc" };
    int argc = 1;
    while (words[argc - 1]) {
        argv[argc] = (char *)words[argc - 1];
        argc++;
    }
    arena_init(&line.arena, NULL);
    line.mistake = options_parse(&line.options, &line.arena, argc, argv);
    return line;
}

#define PARSE(...) parse((const char *const[]){ __VA_ARGS__, NULL })

static void assert_refused(struct line line, const char *words)
{
    assert_text(line.mistake, words);
    arena_free(&line.arena);
}

static void test_the_least(void **state)
{
    (void)state;
    struct line line = PARSE("shop.mt");
    assert_int_equal(line.mistake.length, 0);
    assert_int_equal(line.options.task, TASK_COMPILE);
    assert_int_equal(line.options.inputs.count, 1);
    assert_string_equal(line.options.inputs.at[0], "shop.mt");
    assert_null(line.options.output);
    assert_int_equal(line.options.format, FORMAT_BY_NAME);
    assert_int_equal(line.options.face, FACE_TEXT);
    assert_int_equal(line.options.color, COLOR_AUTO);
    assert_false(line.options.dependencies);
    assert_null(line.options.settings.environment);
    assert_int_equal(line.options.settings.define_count, 0);
    arena_free(&line.arena);
}

static void test_values_attached_and_apart(void **state)
{
    (void)state;
    struct line line = PARSE("-ox.yaml", "-f", "json", "-Da=1", "-D", "b=c=d", "-Ilib", "-I", "more", "-Wno-x", "--env=p", "a.mt",
                             "--color", "never", "--diagnostics=sarif");
    assert_int_equal(line.mistake.length, 0);
    assert_string_equal(line.options.output, "x.yaml");
    assert_int_equal(line.options.format, FORMAT_JSON);
    assert_int_equal(line.options.settings.define_count, 2);
    assert_text(line.options.settings.defines[0].name, "a");
    assert_text(line.options.settings.defines[1].name, "b");
    assert_text(line.options.settings.defines[1].value, "c=d");
    assert_int_equal(line.options.settings.folder_count, 2);
    assert_string_equal(line.options.settings.folders[1], "more");
    assert_int_equal(line.options.settings.warning_count, 1);
    assert_string_equal(line.options.settings.warnings[0], "no-x");
    assert_string_equal(line.options.settings.environment, "p");
    assert_int_equal(line.options.color, COLOR_NEVER);
    assert_int_equal(line.options.face, FACE_SARIF);
    arena_free(&line.arena);
}

static void test_an_empty_value_of_an_input(void **state)
{
    (void)state;
    struct line line = PARSE("-D", "name=", "a.mt");
    assert_int_equal(line.mistake.length, 0);
    assert_text(line.options.settings.defines[0].value, "");
    arena_free(&line.arena);
}

static void test_dependencies(void **state)
{
    (void)state;
    struct line line = PARSE("-MD", "a.mt");
    assert_true(line.options.dependencies);
    assert_null(line.options.dependency_file);
    arena_free(&line.arena);
    line = PARSE("-MFx.d", "a.mt");
    assert_true(line.options.dependencies);
    assert_string_equal(line.options.dependency_file, "x.d");
    arena_free(&line.arena);
    assert_refused(PARSE("-MDx", "a.mt"), "there is no option '-MDx'");
    assert_refused(PARSE("-M", "a.mt"), "there is no option '-M'");
}

static void test_what_ends_options(void **state)
{
    (void)state;
    struct line line = PARSE("-f", "yaml", "--", "-o", "-");
    assert_int_equal(line.mistake.length, 0);
    assert_int_equal(line.options.inputs.count, 2);
    assert_string_equal(line.options.inputs.at[0], "-o");
    assert_string_equal(line.options.inputs.at[1], "-");
    arena_free(&line.arena);
    /* a value may look like an option */
    line = PARSE("-o", "--check", "a.mt");
    assert_int_equal(line.mistake.length, 0);
    assert_int_equal(line.options.task, TASK_COMPILE);
    assert_string_equal(line.options.output, "--check");
    arena_free(&line.arena);
}

static void test_help_wins(void **state)
{
    (void)state;
    struct line line = PARSE("--help", "--nonsense");
    assert_int_equal(line.mistake.length, 0);
    assert_int_equal(line.options.task, TASK_HELP);
    arena_free(&line.arena);
    line = PARSE("--check", "--version");
    assert_int_equal(line.mistake.length, 0);
    assert_int_equal(line.options.task, TASK_VERSION);
    arena_free(&line.arena);
}

static void test_topics(void **state)
{
    (void)state;
    struct line line = PARSE("--stdlib");
    assert_int_equal(line.options.task, TASK_STDLIB);
    assert_null(line.options.topic);
    arena_free(&line.arena);
    line = PARSE("--stdlib", "network");
    assert_string_equal(line.options.topic, "network");
    assert_int_equal(line.options.inputs.count, 0);
    arena_free(&line.arena);
    line = PARSE("network", "--stdlib");
    assert_string_equal(line.options.topic, "network");
    arena_free(&line.arena);
    line = PARSE("--explain", "MT2003");
    assert_int_equal(line.options.task, TASK_EXPLAIN);
    assert_string_equal(line.options.topic, "MT2003");
    arena_free(&line.arena);
}

static void test_folders(void **state)
{
    (void)state;
    assert_true(options_is_folder("templates/"));
    assert_true(options_is_folder("."));
    assert_true(options_is_folder(".."));
    assert_true(options_is_folder("a/.."));
    assert_false(options_is_folder("templates"));
    assert_false(options_is_folder("x."));
    assert_false(options_is_folder("-"));
    struct line line = PARSE("-o", "t/", "a.mt", "b.mt");
    assert_int_equal(line.mistake.length, 0);
    arena_free(&line.arena);
    assert_refused(PARSE("-o", "t", "a.mt", "b.mt"), "several files need a folder, such as -o 't/'");
}

static void test_refused(void **state)
{
    (void)state;
    assert_refused(parse((const char *const[]){ NULL }), "no file to compile");
    assert_refused(PARSE("--chek", "a.mt"), "there is no option '--chek'; did you mean '--check'?");
    assert_refused(PARSE("a.mt", "-o"), "-o needs a path");
    assert_refused(PARSE("--check=1", "a.mt"), "--check takes no value");
    assert_refused(PARSE("--test", "--check", "a.mt"), "--test and --check do not go together");
    assert_refused(PARSE("--yes", "a.mt"), "--yes goes with --deploy and its kin, and there is none");
}

static void test_deployment(void **state)
{
    (void)state;
    struct line line = PARSE("--deploy", "a.mt", "--parameter", "x=1=2", "--parameter=y=", "--allow-delete", "A,,B", "--allow-delete",
                             "C", "--on-failure", "delete", "--yes");
    const struct deploy_request *request = &line.options.deploy;
    assert_int_equal(line.mistake.length, 0);
    assert_int_equal(line.options.task, TASK_DEPLOY);
    assert_int_equal(request->task, DEPLOY);
    assert_int_equal(request->parameters.list.count, 2);
    assert_string_equal(request->parameters.list.at[1], "y=");
    assert_int_equal(request->allow_delete.list.count, 3);
    assert_string_equal(request->allow_delete.list.at[1], "B");
    assert_int_equal(request->on_failure, ON_FAILURE_DELETE);
    assert_int_equal(request->monitoring, -1);
    assert_true(request->yes);
    arena_free(&line.arena);
}

/* The same twice is no contradiction, and the last of two values counts. */
static void test_repeated(void **state)
{
    (void)state;
    struct line line = PARSE("--check", "--check", "-o", "a", "-o", "b", "a.mt");
    assert_int_equal(line.mistake.length, 0);
    assert_int_equal(line.options.task, TASK_CHECK);
    assert_string_equal(line.options.output, "b");
    arena_free(&line.arena);
}

/* A word of any length is told, never written past a buffer. */
static void test_a_long_word(void **state)
{
    (void)state;
    char word[5000];
    memset(word, 'x', sizeof word);
    memcpy(word, "--", 2);
    word[sizeof word - 1] = '\0';
    struct line line = PARSE(word, "a.mt");
    assert_true(text_starts(line.mistake, "there is no option '--xxx"));
    arena_free(&line.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_least),
        cmocka_unit_test(test_values_attached_and_apart),
        cmocka_unit_test(test_an_empty_value_of_an_input),
        cmocka_unit_test(test_dependencies),
        cmocka_unit_test(test_what_ends_options),
        cmocka_unit_test(test_help_wins),
        cmocka_unit_test(test_topics),
        cmocka_unit_test(test_folders),
        cmocka_unit_test(test_refused),
        cmocka_unit_test(test_deployment),
        cmocka_unit_test(test_repeated),
        cmocka_unit_test(test_a_long_word),
    };
    return cmocka_run_group_tests_name("options", tests, NULL, NULL);
}
