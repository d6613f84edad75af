/* The faces: the same messages as text, JSON and SARIF. */
#include "report_unit.h"

#include "base/limits.h"

#include <cjson/cJSON.h>

/* ------------------------------------------------------------- the text */

static void the_text_has_label_notes_help_and_counts(void **state)
{
    (void)state;
    struct source *source = add(SOURCE_USER, "shop.mt", "let a = 1\nlet a = 2\nlet b = c\n");
    struct span second = at(source, "a = 2");
    second.high = second.low + 1;
    struct diagnostic *twice = report(&reporter, MT1002, second, NULL, "a");
    report_note(&reporter, twice, at(source, "a = 1"), "first declared here");
    report_help(&reporter, twice, "rename one of the %d", 2);
    struct diagnostic *unknown = report(&reporter, MT1001, at(source, "c"), NULL, "c");
    report_label(&reporter, unknown, "%s is unknown", "this");
    report(&reporter, MT5001, at(source, "b"), NULL, "b is a short name");
    expect_text("shop.mt:2:5: error[MT1002]: 'a' is declared twice\n"
                "    2 | let a = 2\n"
                "      |     ^\n"
                "   note: first declared here: shop.mt:1:5\n"
                "   help: rename one of the 2\n"
                "shop.mt:3:5: warning[MT5001]: b is a short name\n"
                "    3 | let b = c\n"
                "      |     ^\n"
                "shop.mt:3:9: error[MT1001]: there is no 'c' here\n"
                "    3 | let b = c\n"
                "      |         ^ this is unknown\n"
                "2 errors, 1 warning\n");
}

static void tabs_and_wide_characters_keep_the_underline_in_place(void **state)
{
    (void)state;
    struct source *source = add(SOURCE_USER, "a.mt", "\tx \"日本é\u0301\"\ty z");
    report(&reporter, MT1001, at(source, "\"日本é\u0301\""), NULL, "s");
    report(&reporter, MT1001, at(source, "y"), NULL, "y");
    expect_text("a.mt:1:4: error[MT1001]: there is no 's' here\n"
                "    1 |     x \"日本é\u0301\"    y z\n"
                "      |       ^^^^^^^\n"
                "a.mt:1:11: error[MT1001]: there is no 'y' here\n"
                "    1 |     x \"日本é\u0301\"    y z\n"
                "      |                  ^\n"
                "2 errors\n");
}

static void ends_are_places_too(void **state)
{
    (void)state;
    struct source *source = add(SOURCE_USER, "a.mt", "let\nx");
    report(&reporter, MT0011, (struct span){ source->base + 3, source->base + 3 }, NULL, "end of line");
    report(&reporter, MT0011, (struct span){ source->base + 5, source->base + 5 }, NULL, "end of file");
    struct source *empty = add(SOURCE_USER, "b.mt", "");
    report(&reporter, MT0011, (struct span){ empty->base, empty->base }, NULL, "end of file");
    expect_text("a.mt:1:4: error[MT0011]: unexpected end of line\n"
                "    1 | let\n"
                "      |    ^\n"
                "a.mt:2:2: error[MT0011]: unexpected end of file\n"
                "    2 | x\n"
                "      |  ^\n"
                "b.mt:1:1: error[MT0011]: unexpected end of file\n"
                "    1 | \n"
                "      | ^\n"
                "3 errors\n");
}

static void many_lines_are_clipped_to_the_first(void **state)
{
    (void)state;
    struct source *source = add(SOURCE_USER, "a.mt", "let x = {  \n  a\n}\n");
    report(&reporter, MT1001, at(source, "{  \n  a\n}"), NULL, "x");
    expect_text("a.mt:1:9: error[MT1001]: there is no 'x' here\n"
                "    1 | let x = {  \n"
                "      |         ^\n"
                "1 error\n");
}

/* The shown source line, whatever its length and place, is no wider than asked
   for, and the caret stands under the place. */
static void long_lines_are_cut_around_the_place(void **state)
{
    (void)state;
    enum { LENGTH = 5000 };
    char *line = arena_alloc(&arena, LENGTH + 1);
    memset(line, 'a', LENGTH);
    line[LENGTH] = '\0';
    struct source *source = add(SOURCE_USER, "a.mt", line);
    for (uint32_t place = 0; place <= LENGTH; place += place < 100 || place > 4900 ? 1 : 97) {
        if (place < LENGTH)
            line[place] = 'X';
        reporter_init(&reporter, &arena, &sources);
        report(&reporter, MT1001, (struct span){ source->base + place, source->base + place + 1 }, NULL, "x");
        struct text text = face_text(&reporter, &arena, (struct faces){ .columns = 80 });
        const char *shown = strstr(text_cstring(&arena, text), "    1 | ") + 8;
        const char *under = strstr(shown, "      | ") + 8;
        size_t columns = 0, caret = strcspn(under, "^"), column = 0;
        for (const char *c = shown; *c != '\n'; c++) {
            if (*c == 'X')
                column = columns;
            columns += ((unsigned char)*c & 0xC0) != 0x80;
        }
        assert_true(columns <= 72);
        assert_true(columns >= 22);
        assert_int_equal(caret, place < LENGTH ? column : columns);
        assert_int_equal(text_starts(text_of(shown), "…"), place > 23);
        if (place < LENGTH)
            line[place] = 'a';
    }
}

static void a_line_that_just_fits_is_whole(void **state)
{
    (void)state;
    struct source *source = add(SOURCE_USER, "a.mt",
        "x23456789 123456789 123456789 123456789 123456789 123456789 123456789 12\n"
        "y23456789 123456789 123456789 123456789 123456789 123456789 123456789 123\n");
    report(&reporter, MT1001, at(source, "x"), NULL, "x");
    report(&reporter, MT1001, at(source, "y"), NULL, "y");
    expect_text("a.mt:1:1: error[MT1001]: there is no 'x' here\n"
                "    1 | x23456789 123456789 123456789 123456789 123456789 123456789 123456789 12\n"
                "      | ^\n"
                "a.mt:2:1: error[MT1001]: there is no 'y' here\n"
                "    2 | y23456789 123456789 123456789 123456789 123456789 123456789 123456789 …\n"
                "      | ^\n"
                "2 errors\n");
}

static void nothing_acts_on_the_terminal(void **state)
{
    (void)state;
    struct source *source = add(SOURCE_USER, "a\033[2J\n.mt", "x \033[31m \u202E \xFF y");
    report(&reporter, MT1001, at(source, "y"), NULL, "\033[31m\r\x7F\u2066");
    report(&reporter, MT4001, at(source, "x"), NULL, "two\nlines");
    expect_text("a\\u001b[2J\\n.mt:1:1: error[MT4001]: two\n"
                "      lines\n"
                "    1 | x \uFFFD[31m \uFFFD \uFFFD y\n"
                "      | ^\n"
                "a\\u001b[2J\\n.mt:1:13: error[MT1001]: there is no '\\u001b[31m\\u000d\\u007f\\u2066' here\n"
                "    1 | x \uFFFD[31m \uFFFD \uFFFD y\n"
                "      |             ^\n"
                "2 errors\n");
}

static void colors_are_only_colors(void **state)
{
    (void)state;
    struct source *source = add(SOURCE_USER, "a.mt", "x");
    struct diagnostic *diagnostic = report(&reporter, MT1001, at(source, "x"), NULL, "x");
    report_near(&reporter, diagnostic, TEXT("y"));
    report_help(&reporter, diagnostic, "none");
    reporter_finish(&reporter);
    struct text plain = face_text(&reporter, &arena, (struct faces){ .columns = 80 });
    struct text colored = face_text(&reporter, &arena, (struct faces){ .columns = 80, .color = true });
    struct buffer stripped;
    buffer_init(&stripped, &arena);
    size_t count = 0;
    for (size_t i = 0; i < colored.length; i++) {
        if (colored.at[i] != '\033') {
            buffer_add_char(&stripped, colored.at[i]);
            continue;
        }
        count++;
        while (colored.at[i] != 'm')
            i++;
    }
    assert_true(count >= 10);
    assert_true(text_equal(buffer_text(&stripped), plain));
    assert_null(memchr(plain.at, '\033', plain.length));
}

/* ------------------------------------------------------------ the limits */

static void too_many_messages_are_counted(void **state)
{
    (void)state;
    char *line = arena_alloc(&arena, 1001);
    memset(line, 'w', 1000);
    line[1000] = '\0';
    struct source *source = add(SOURCE_USER, "a.mt", line);
    for (uint32_t i = 0; i < 1000; i++)
        report(&reporter, i % 100 == 99 ? MT1001 : MT5001, (struct span){ source->base + i, source->base + i + 1 }, NULL,
               "x");
    reporter_finish(&reporter);
    const char *text = text_cstring(&arena, face_text(&reporter, &arena, (struct faces){ .columns = 80 }));
    size_t errors = 0, warnings = 0;
    for (const char *found = text; (found = strstr(found, ": error[MT1001]")); found++)
        errors++;
    for (const char *found = text; (found = strstr(found, ": warning[MT5001]")); found++)
        warnings++;
    assert_int_equal(errors, 10);
    assert_int_equal(warnings, LIMIT_MESSAGES - 10);
    assert_non_null(strstr(text, "\nmtc: warning[MT0090]: 900 further messages are not shown\n10 errors, 990 warnings\n"));

    cJSON *array = cJSON_Parse(text_cstring(&arena, face_json(&reporter, &arena)));
    assert_int_equal(cJSON_GetArraySize(array), LIMIT_MESSAGES + 1);
    cJSON *last = cJSON_GetArrayItem(array, LIMIT_MESSAGES);
    assert_string_equal(cJSON_GetStringValue(cJSON_GetObjectItem(last, "code")), "MT0090");
    assert_string_equal(cJSON_GetStringValue(cJSON_GetObjectItem(last, "level")), "warning");
    assert_true(cJSON_IsNull(cJSON_GetObjectItem(last, "file")));
    cJSON_Delete(array);
}

/* A million mistakes are counted, but take no memory. */
static void a_million_messages_are_counted_only(void **state)
{
    (void)state;
    enum { MILLION = 1000000, KEPT = 100 * LIMIT_MESSAGES };
    struct source *source = sources_add(&sources, SOURCE_USER, TEXT("a.mt"),
                                        (struct text){ arena_zero(&arena, MILLION), MILLION });
    size_t chunks = 0;
    const char *after = NULL;
    for (uint32_t i = 0; i < MILLION; i++) {
        struct diagnostic *diagnostic = report(&reporter, MT1001, (struct span){ source->base + i, source->base + i + 1 },
                                               NULL, "x");
        report_label(&reporter, diagnostic, "label");
        report_note(&reporter, diagnostic, SPAN_NONE, "note");
        report_help(&reporter, diagnostic, "help");
        report_near(&reporter, diagnostic, TEXT("near"));
        if (i == KEPT)
            after = arena.at;
        chunks += i > KEPT && arena.at != after;
    }
    assert_int_equal(chunks, 0);
    assert_int_equal(reporter.errors, MILLION);
    assert_int_equal(reporter.list.count, KEPT);
    reporter.warnings_are_errors = true;
    reporter.dropped_warnings = 7;
    reporter.list.count = 1;
    reporter_finish(&reporter);
    assert_int_equal(reporter.errors, MILLION - KEPT + 1 + 7);
    assert_int_equal(reporter.warnings, 0);
}

/* -------------------------------------------------------------- the JSON */

static const char *string_of(const cJSON *object, const char *key)
{
    return cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(object, key));
}

static int number_of(const cJSON *object, const char *key)
{
    const cJSON *number = cJSON_GetObjectItemCaseSensitive(object, key);
    return cJSON_IsNumber(number) ? number->valueint : -1;
}

static void report_one_of_each(void)
{
    struct source *source = add(SOURCE_USER, "dir/a b.mt", "let 日 = \"x\"\nlet b = Cidr\n");
    struct diagnostic *diagnostic = report(&reporter, MT2003, at(source, "Cidr"), NULL, "Ci\"dr\xFF", "T");
    report_near(&reporter, diagnostic, TEXT("CidrBlock"));
    report_note(&reporter, diagnostic, at(source, "\"x\""), "see");
    report_note(&reporter, diagnostic, SPAN_NONE, "nowhere");
    report_help(&reporter, diagnostic, "look");
    report(&reporter, MT0001, SPAN_NONE, NULL, "x\ty", "no");
    reporter_finish(&reporter);
}

static void sarif_levels_are_its_own(void **state)
{
    (void)state;
    report(&reporter, MT5001, SPAN_NONE, NULL, "w");
    reporter.levels[MT4008] = LEVEL_INFO;
    report(&reporter, MT4008, SPAN_NONE, NULL, "why");
    const char *text = text_cstring(&arena, face_sarif(&reporter, &arena, "1"));
    assert_non_null(strstr(text, "\"ruleId\":\"MT5001\",\"ruleIndex\":1,\"level\":\"warning\""));
    assert_non_null(strstr(text, "\"ruleId\":\"MT4008\",\"ruleIndex\":0,\"level\":\"note\""));
    assert_non_null(strstr(text, "\"defaultConfiguration\":{\"level\":\"warning\"}"));
}

static void json_has_the_same_keys_everywhere(void **state)
{
    (void)state;
    assert_text(face_json(&reporter, &arena), "[]\n");
    report_one_of_each();
    assert_text(face_json(&reporter, &arena),
        "[\n"
        "{\"code\":\"MT0001\",\"name\":\"cannot-read\",\"level\":\"error\",\"message\":\"cannot read 'x\\ty': no\","
        "\"file\":null,\"line\":null,\"column\":null,\"endLine\":null,\"endColumn\":null,\"label\":null,\"notes\":[],"
        "\"help\":null,\"fix\":null},\n"
        "{\"code\":\"MT2003\",\"name\":\"unknown-property\",\"level\":\"error\",\"message\":\"'Ci\\\"dr\uFFFD' is no property of T\","
        "\"file\":\"dir/a b.mt\",\"line\":2,\"column\":9,\"endLine\":2,\"endColumn\":13,\"label\":\"did you mean 'CidrBlock'?\","
        "\"notes\":[{\"message\":\"see\",\"file\":\"dir/a b.mt\",\"line\":1,\"column\":9,\"endLine\":1,\"endColumn\":12},"
        "{\"message\":\"nowhere\",\"file\":null,\"line\":null,\"column\":null,\"endLine\":null,\"endColumn\":null}],"
        "\"help\":\"look\",\"fix\":{\"file\":\"dir/a b.mt\",\"line\":2,\"column\":9,\"endLine\":2,\"endColumn\":13,"
        "\"text\":\"CidrBlock\"}}\n"
        "]\n");
}

static void sarif_has_rules_results_and_fixes(void **state)
{
    (void)state;
    report_one_of_each();
    cJSON *log = cJSON_Parse(text_cstring(&arena, face_sarif(&reporter, &arena, "1.2.3")));
    assert_non_null(log);
    assert_string_equal(string_of(log, "version"), "2.1.0");
    cJSON *run = cJSON_GetArrayItem(cJSON_GetObjectItem(log, "runs"), 0);
    assert_string_equal(string_of(run, "columnKind"), "unicodeCodePoints");
    cJSON *driver = cJSON_GetObjectItem(cJSON_GetObjectItem(run, "tool"), "driver");
    assert_string_equal(string_of(driver, "version"), "1.2.3");
    cJSON *rules = cJSON_GetObjectItem(driver, "rules");
    assert_int_equal(cJSON_GetArraySize(rules), 2);
    cJSON *results = cJSON_GetObjectItem(run, "results");
    assert_int_equal(cJSON_GetArraySize(results), 2);
    for (int i = 0; i < 2; i++) {
        cJSON *result = cJSON_GetArrayItem(results, i);
        int index = number_of(result, "ruleIndex");
        assert_string_equal(string_of(cJSON_GetArrayItem(rules, index), "id"), string_of(result, "ruleId"));
    }
    cJSON *result = cJSON_GetArrayItem(results, 1);
    assert_string_equal(string_of(cJSON_GetObjectItem(result, "message"), "text"),
                        "'Ci\"dr\uFFFD' is no property of T: did you mean 'CidrBlock'?\nhelp: look");
    cJSON *location = cJSON_GetObjectItem(cJSON_GetArrayItem(cJSON_GetObjectItem(result, "locations"), 0),
                                          "physicalLocation");
    assert_string_equal(string_of(cJSON_GetObjectItem(location, "artifactLocation"), "uri"), "dir/a%20b.mt");
    cJSON *region = cJSON_GetObjectItem(location, "region");
    assert_int_equal(number_of(region, "startLine"), 2);
    assert_int_equal(number_of(region, "startColumn"), 9);
    assert_int_equal(number_of(region, "endColumn"), 13);
    cJSON *change = cJSON_GetArrayItem(cJSON_GetObjectItem(cJSON_GetArrayItem(cJSON_GetObjectItem(result, "fixes"), 0),
                                                           "artifactChanges"), 0);
    cJSON *replacement = cJSON_GetArrayItem(cJSON_GetObjectItem(change, "replacements"), 0);
    assert_string_equal(string_of(cJSON_GetObjectItem(replacement, "insertedContent"), "text"), "CidrBlock");
    assert_int_equal(cJSON_GetArraySize(cJSON_GetObjectItem(result, "relatedLocations")), 2);
    assert_int_equal(cJSON_GetArraySize(cJSON_GetObjectItem(cJSON_GetArrayItem(results, 0), "locations")), 0);
    cJSON_Delete(log);
}

static void sarif_of_nothing_is_a_run_without_results(void **state)
{
    (void)state;
    assert_text(face_sarif(&reporter, &arena, "1"),
        "{\"version\":\"2.1.0\",\"runs\":[{\"tool\":{\"driver\":{\"name\":\"mtc\",\"version\":\"1\",\"rules\":[]}},"
        "\"columnKind\":\"unicodeCodePoints\",\"results\":[]}]}\n");
}

static void uris_are_escaped(void **state)
{
    (void)state;
    static const char *const names[][2] = {
        { "/abs/ü?#.mt", "\"uri\":\"file:///abs/%C3%BC%3F%23.mt\"}" },
        { "./here.mt", "\"uri\":\"here.mt\",\"uriBaseId\":\"%SRCROOT%\"}" },
        { "../up.mt", "\"uri\":\"../up.mt\",\"uriBaseId\":\"%SRCROOT%\"}" },
        { "flat.mt", "\"uri\":\"flat.mt\",\"uriBaseId\":\"%SRCROOT%\"}" },
    };
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        reporter_init(&reporter, &arena, &sources);
        struct source *source = add(SOURCE_USER, names[i][0], "x");
        report(&reporter, MT1001, at(source, "x"), NULL, "x");
        const char *text = text_cstring(&arena, face_sarif(&reporter, &arena, "1"));
        assert_non_null(strstr(text, names[i][1]));
    }
    reporter_init(&reporter, &arena, &sources);
    struct source *library = add(SOURCE_LIBRARY, "<stdlib/a/b.mt>", "x");
    report(&reporter, MT1001, at(library, "x"), NULL, "x");
    assert_non_null(strstr(text_cstring(&arena, face_sarif(&reporter, &arena, "1")), "\"uri\":\"stdlib/a/b.mt\"}"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_text_has_label_notes_help_and_counts),
        TEST(tabs_and_wide_characters_keep_the_underline_in_place),
        TEST(ends_are_places_too),
        TEST(many_lines_are_clipped_to_the_first),
        TEST(long_lines_are_cut_around_the_place),
        TEST(a_line_that_just_fits_is_whole),
        TEST(nothing_acts_on_the_terminal),
        TEST(colors_are_only_colors),
        TEST(too_many_messages_are_counted),
        TEST(a_million_messages_are_counted_only),
        TEST(sarif_levels_are_its_own),
        TEST(json_has_the_same_keys_everywhere),
        TEST(sarif_has_rules_results_and_fixes),
        TEST(sarif_of_nothing_is_a_run_without_results),
        TEST(uris_are_escaped),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
