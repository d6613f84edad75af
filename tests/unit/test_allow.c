/* `# allow` comments: what they silence, and when they are told of themselves. */
#include "report_unit.h"

/* --------------------------------------------------------- allow comments */

static struct diagnostic *advise(const struct source *source, const char *word)
{
    return report(&reporter, MT5001, at(source, word), NULL, word);
}

static void an_allow_silences_its_line_or_the_next(void **state)
{
    (void)state;
    struct source *source = add(SOURCE_USER, "a.mt",
        "one  # allow MT5001: behind it\n"
        "# allow MT5001: above it\n"
        "# another comment\n"
        "\n"
        "two\n"
        "three\n"
        "#allow advice: by its name\n"
        "four\n");
    advise(source, "one");
    advise(source, "two");
    advise(source, "three");
    advise(source, "four");
    expect_text("a.mt:6:1: warning[MT5001]: three\n"
                "    6 | three\n"
                "      | ^^^^^\n"
                "1 warning\n");
}

static void stacked_allows_count_for_one_line(void **state)
{
    (void)state;
    struct source *source = add(SOURCE_USER, "a.mt",
        "# allow MT5001: one\n"
        "# allow MT1024, MT4008: two at once\n"
        "x\n");
    advise(source, "x\n");
    report(&reporter, MT1024, at(source, "x\n"), NULL, "x");
    report(&reporter, MT4008, at(source, "x\n"), NULL, "why");
    expect_text("");
}

static void an_allow_needs_reason_and_effect(void **state)
{
    (void)state;
    struct source *source = add(SOURCE_USER, "a.mt",
        "one # allow MT5001\n"
        "two # allow MT5001:  \n"
        "three # allow MT5001: unused\n"
        "four # allow MT9999: unknown\n"
        "five # allow MT1001: an error\n");
    advise(source, "one");
    advise(source, "two");
    expect_text("a.mt:1:13: warning[MT0021]: 'allow MT5001' gives no reason\n"
                "    1 | one # allow MT5001\n"
                "      |             ^^^^^^\n"
                "   help: say why, for whoever reads this next: # allow MT5001: the reason\n"
                "a.mt:2:13: warning[MT0021]: 'allow MT5001' gives no reason\n"
                "    2 | two # allow MT5001:  \n"
                "      |             ^^^^^^\n"
                "   help: say why, for whoever reads this next: # allow MT5001: the reason\n"
                "a.mt:3:15: warning[MT0022]: 'allow MT5001' silences nothing here\n"
                "    3 | three # allow MT5001: unused\n"
                "      |               ^^^^^^\n"
                "a.mt:4:14: warning[MT0022]: 'allow MT9999' silences nothing here\n"
                "    4 | four # allow MT9999: unknown\n"
                "      |              ^^^^^^ there is no message 'MT9999'\n"
                "a.mt:5:14: warning[MT0022]: 'allow MT1001' silences nothing here\n"
                "    5 | five # allow MT1001: an error\n"
                "      |              ^^^^^^ an error cannot be silenced\n"
                "5 warnings\n");
}

/* Where there are errors, or not all checks ran, nobody knows what an allow
   would have silenced. */
static void an_unused_allow_is_no_news_beside_errors(void **state)
{
    (void)state;
    struct source *source = add(SOURCE_USER, "a.mt", "x # allow MT5001: unused\n");
    report(&reporter, MT1001, at(source, "x"), NULL, "x");
    reporter_finish(&reporter);
    assert_int_equal(reporter.warnings, 0);
    reporter_init(&reporter, &arena, &sources);
    reporter.allows_partial = true;
    reporter_finish(&reporter);
    assert_int_equal(reporter.warnings, 0);
    reporter_init(&reporter, &arena, &sources);
    reporter_set(&reporter, TEXT("no-advice"));
    reporter_finish(&reporter);
    assert_int_equal(reporter.warnings, 0);
}

static void an_allow_holds_against_w_error(void **state)
{
    (void)state;
    struct source *source = add(SOURCE_USER, "a.mt", "x # allow MT5001: known\n");
    reporter_set(&reporter, TEXT("error"));
    reporter_set(&reporter, TEXT("error=advice"));
    advise(source, "x");
    assert_int_equal(reporter.errors, 1);
    expect_text("");
    assert_int_equal(reporter.errors, 0);
}

static void text_that_looks_like_an_allow_is_none(void **state)
{
    (void)state;
    struct source *source = add(SOURCE_USER, "a.mt",
        "let a = \"# allow MT5001: in a string\"\n"
        "let b = '# allow MT5001: raw'\n"
        "let c = \"\"\"\n# allow MT5001: long\n\"quoted\" ${ {x: \"}\"} }\n# allow MT5001: still long\n\"\"\"\n"
        "let d = '''\n# allow MT5001: long and raw \\\n'''\n"
        "## allow MT5001: a description\n"
        "# allow ssh from the office\n"
        "# allow everything: prose\n"
        "# allow MT500: too short\n"
        "let n = \"${ {a: {b: 1}}.a.b } # allow MT5001: behind braces ${1} # allow MT5001: and again\"\n"
        "let e = \"${\"# allow MT5001: nested\"}\\\"# allow MT5001: escaped\"\n"
        "let f = \"not closed # allow MT5001: in it\n"
        "last # allow MT5001: a real one\n");
    advise(source, "last");
    expect_text("");
}

/* Wherever a file ends: in an allow, behind it, in the line that it is for. An
   allow at the end covers nothing of the next file. */
static void a_file_may_end_anywhere(void **state)
{
    (void)state;
    const char *whole = "x\n  # allow MT5001, advice: a\n\n#\n\t#allow MT5001: b\r\n y \"${'#'}\" # allow MT5001: c\n# allow MT5001: d\n";
    for (size_t length = 0; length <= strlen(whole); length++) {
        arena_free(&arena);
        start(NULL);
        reporter.allows_partial = true;
        sources_add(&sources, SOURCE_USER, TEXT("a.mt"), (struct text){ whole, length });
        struct source *next = add(SOURCE_USER, "b.mt", "word");
        advise(next, "word");
        reporter_finish(&reporter);
        size_t told = 0;
        for (size_t i = 0; i < reporter.list.count; i++)
            told += reporter.list.at[i]->id == MT5001;
        assert_int_equal(told, 1);
    }
}

static void an_allow_at_the_place_in_the_library_counts(void **state)
{
    (void)state;
    struct source *user = add(SOURCE_USER, "a.mt", "p x {}\n");
    struct source *library = add(SOURCE_LIBRARY, "<stdlib/p/p.mt>",
                                 "# allow MT5001: it is meant\nwarn this\n# allow MT5001: unused, and not the user's business\n");
    struct frame outer = frame(NULL, at(user, "p x"), "p");
    report(&reporter, MT5001, at(library, "warn"), &outer, "x");
    expect_text("");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(an_allow_silences_its_line_or_the_next),
        TEST(stacked_allows_count_for_one_line),
        TEST(an_allow_needs_reason_and_effect),
        TEST(an_unused_allow_is_no_news_beside_errors),
        TEST(an_allow_holds_against_w_error),
        TEST(text_that_looks_like_an_allow_is_none),
        TEST(a_file_may_end_anywhere),
        TEST(an_allow_at_the_place_in_the_library_counts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
