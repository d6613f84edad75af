/* Messages: the table, the queue, and what each face makes of it. */
#include "unit.h"

#include "base/limits.h"
#include "report/diagnostic.h"

#include <cjson/cJSON.h>
#include <stdio.h>

static struct arena arena;
static struct sources sources;
static struct reporter reporter;
static struct atoms atoms;

static int start(void **state)
{
    (void)state;
    arena_init(&arena, NULL);
    sources_init(&sources, &arena);
    reporter_init(&reporter, &arena, &sources);
    atoms_init(&atoms, &arena);
    return 0;
}

static int finish(void **state)
{
    (void)state;
    arena_free(&arena);
    return 0;
}

static struct source *add(enum source_kind kind, const char *name, const char *content)
{
    return sources_add(&sources, kind, text_of(name), text_of(content));
}

/* The first place of `word` in the source. */
static struct span at(const struct source *source, const char *word)
{
    const char *found = strstr(source->content.at, word);
    assert_non_null(found);
    uint32_t low = source->base + (uint32_t)(found - source->content.at);
    return (struct span){ low, low + (uint32_t)strlen(word) };
}

static struct frame frame(const struct frame *outer, struct span call, const char *pattern)
{
    return (struct frame){ outer, call, atom_of_c(&atoms, pattern) };
}

static void expect_text(const char *expected)
{
    reporter_finish(&reporter);
    assert_string_equal(text_cstring(&arena, face_text(&reporter, &arena, (struct faces){ .columns = 80 })), expected);
}

/* ------------------------------------------------------------- the table */

static void the_table_is_in_order(void **state)
{
    (void)state;
    for (int id = 0; id < MESSAGE_COUNT; id++) {
        const struct message *message = message_of((enum message_id)id);
        assert_int_equal(strlen(message->code), 6);
        assert_int_equal(message_find(text_of(message->code)), id);
        assert_int_equal(message_find(text_of(message->name)), id);
        assert_true(message->level != LEVEL_OFF);
        if (id > 0)
            assert_true(strcmp(message_of((enum message_id)(id - 1))->code, message->code) < 0);
        /* the only placeholder is %s; the style is that of one line */
        for (const char *percent = message->text; (percent = strchr(percent, '%')); percent += 2)
            assert_int_equal(percent[1], 's');
        assert_null(strchr(message->text, '\n'));
        assert_int_not_equal(message->text[strlen(message->text) - 1], '.');
    }
    assert_int_equal(message_find(TEXT("MT99")), MESSAGE_COUNT);
    assert_int_equal(message_find(TEXT("")), MESSAGE_COUNT);
}

static void the_table_is_listed(void **state)
{
    (void)state;
    const char *table = text_cstring(&arena, message_table(&arena));
    size_t lines = 0;
    for (const char *line = table; (line = strchr(line, '\n')); line++)
        lines++;
    assert_int_equal(lines, MESSAGE_COUNT);
    assert_non_null(strstr(table, "MT2003  error    unknown-property "));
    assert_non_null(strstr(table, "'…' is no property of …\n"));
    assert_non_null(strstr(table, "MT5001  warning  advice "));
}

static void levels_are_set_by_name(void **state)
{
    (void)state;
    assert_true(reporter_set(&reporter, TEXT("no-advice")));
    assert_int_equal(reporter.levels[MT5001], LEVEL_OFF);
    assert_true(reporter_set(&reporter, TEXT("advice")));
    assert_int_equal(reporter.levels[MT5001], LEVEL_WARNING);
    assert_true(reporter_set(&reporter, TEXT("error=MT5001")));
    assert_int_equal(reporter.levels[MT5001], LEVEL_ERROR);
    assert_true(reporter_set(&reporter, TEXT("no-error=advice")));
    assert_int_equal(reporter.levels[MT5001], LEVEL_WARNING);
    assert_true(reporter_set(&reporter, TEXT("no-MT5001")));
    assert_int_equal(reporter.levels[MT5001], LEVEL_OFF);
    /* names that begin with "no-" themselves */
    assert_true(reporter_set(&reporter, TEXT("no-ports")));
    assert_int_equal(reporter.levels[MT1047], LEVEL_ERROR);
    assert_false(reporter_set(&reporter, TEXT("nonsense")));
    assert_false(reporter_set(&reporter, TEXT("no-nonsense")));
    assert_false(reporter_set(&reporter, TEXT("error=nonsense")));
    assert_false(reporter_set(&reporter, TEXT("")));
    /* an error stays one */
    assert_false(reporter_set(&reporter, TEXT("no-syntax")));
    assert_true(reporter_set(&reporter, TEXT("syntax")));
    assert_int_equal(reporter.levels[MT0011], LEVEL_ERROR);
}

/* ------------------------------------------------------------- the queue */

static void one_mistake_is_one_message(void **state)
{
    (void)state;
    struct source *source = add(SOURCE_USER, "a.mt", "one two");
    report(&reporter, MT1001, at(source, "two"), NULL, "two");
    report(&reporter, MT1001, at(source, "two"), NULL, "other");
    report(&reporter, MT1002, at(source, "two"), NULL, "two");
    report(&reporter, MT1001, at(source, "one"), NULL, "one");
    report(&reporter, MT0001, SPAN_NONE, NULL, "x", "no");
    report(&reporter, MT0001, SPAN_NONE, NULL, "y", "no");
    report(&reporter, MT0001, SPAN_NONE, NULL, "x", "no");
    assert_int_equal(reporter.errors, 5);
    assert_int_equal(reporter.list.count, 5);
}

static void one_thing_missing_in_the_library_is_one_message(void **state)
{
    (void)state;
    struct source *user = add(SOURCE_USER, "a.mt", "p x {}\np y {}\n");
    struct source *library = add(SOURCE_LIBRARY, "<stdlib/p/p.mt>", "pattern p() { one two three }\n");
    struct frame x = frame(NULL, at(user, "p x"), "p"), y = frame(NULL, at(user, "p y"), "p");
    report(&reporter, MT1001, at(library, "one"), &x, "azs");
    report(&reporter, MT1001, at(library, "two"), &x, "azs");
    report(&reporter, MT1001, at(library, "three"), &x, "other");
    report(&reporter, MT1001, at(library, "one"), &y, "azs");
    assert_int_equal(reporter.errors, 3);
}

static void messages_are_sorted_by_place(void **state)
{
    (void)state;
    struct source *first = add(SOURCE_USER, "a.mt", "one two"), *second = add(SOURCE_USER, "b.mt", "three");
    report(&reporter, MT1001, at(second, "three"), NULL, "3");
    report(&reporter, MT1001, at(first, "two"), NULL, "2");
    report(&reporter, MT1002, at(first, "two"), NULL, "2");
    report(&reporter, MT1001, at(first, "one"), NULL, "1");
    report(&reporter, MT0001, SPAN_NONE, NULL, "x", "no");
    reporter_finish(&reporter);
    static const enum message_id expected[] = { MT0001, MT1001, MT1001, MT1002, MT1001 };
    for (size_t i = 0; i < 5; i++)
        assert_int_equal(reporter.list.at[i]->id, expected[i]);
    assert_int_equal(reporter.list.at[4]->where.low, second->base);
}

static void long_parts_are_cut_between_characters(void **state)
{
    (void)state;
    char name[3001];
    for (int i = 0; i < 3000; i += 3)
        memcpy(name + i, "日", 3);
    name[3000] = '\0';
    struct diagnostic *diagnostic = report(&reporter, MT1001, SPAN_NONE, NULL, name);
    struct text text = diagnostic->text;
    assert_true(text.length < 500);
    assert_true(text_ends(text, "日…' here"));
    /* the user's own words are left whole */
    diagnostic = report(&reporter, MT4001, SPAN_NONE, NULL, name);
    assert_int_equal(diagnostic->text.length, 3000);
}

static void a_switched_off_message_is_no_message(void **state)
{
    (void)state;
    reporter_set(&reporter, TEXT("no-advice"));
    struct diagnostic *diagnostic = report(&reporter, MT5001, SPAN_NONE, NULL, "x");
    report_label(&reporter, diagnostic, "%d", 1);
    report_note(&reporter, diagnostic, SPAN_NONE, "%d", 1);
    report_help(&reporter, diagnostic, "%d", 1);
    report_near(&reporter, diagnostic, TEXT("y"));
    expect_text("");
    assert_int_equal(reporter.warnings, 0);
}

static void warnings_become_errors(void **state)
{
    (void)state;
    reporter_set(&reporter, TEXT("error"));
    report(&reporter, MT5001, SPAN_NONE, NULL, "careful");
    expect_text("mtc: error[MT5001]: careful\n1 error\n");
    assert_int_equal(reporter.errors, 1);
    assert_int_equal(reporter.warnings, 0);
}

/* ------------------------------------------------------------ the places */

static void a_message_in_the_library_is_told_at_the_users_line(void **state)
{
    (void)state;
    struct source *user = add(SOURCE_USER, "shop.mt", "azs 2\nnetwork main { cidr: 1 }\n");
    struct source *network = add(SOURCE_LIBRARY, "<stdlib/network/network.mt>", "pattern network() {\n  group x {}\n}\n");
    struct source *group = add(SOURCE_LIBRARY, "<stdlib/network/group.mt>", "pattern group() {\n  Cidr: 1\n}\n");
    struct frame outer = frame(NULL, at(user, "network main"), "network");
    struct frame inner = frame(&outer, at(network, "group x"), "group");
    struct diagnostic *diagnostic = report(&reporter, MT2003, at(group, "Cidr"), &inner, "Cidr", "AWS::EC2::Subnet");
    report_near(&reporter, diagnostic, TEXT("CidrBlock"));
    report_note(&reporter, diagnostic, at(user, "1"), "the argument");
    assert_false(span_known(diagnostic->fix));
    expect_text("shop.mt:2:1: error[MT2003]: 'Cidr' is no property of AWS::EC2::Subnet\n"
                "    2 | network main { cidr: 1 }\n"
                "      | ^^^^^^^^^^^^\n"
                "   note: the argument: shop.mt:2:22\n"
                "   note: in pattern 'group', here: did you mean 'CidrBlock'?: <stdlib/network/group.mt>:2:3\n"
                "   note: in this instance of 'group': <stdlib/network/network.mt>:2:3\n"
                "1 error\n");
}

static void a_message_in_the_users_pattern_stays_there(void **state)
{
    (void)state;
    struct source *user = add(SOURCE_USER, "shop.mt", "pattern mine() {\n  Cidr: 1\n}\nmine one {}\n");
    struct frame outer = frame(NULL, at(user, "mine one"), "mine");
    struct diagnostic *diagnostic = report(&reporter, MT2003, at(user, "Cidr"), &outer, "Cidr", "AWS::EC2::Subnet");
    report_near(&reporter, diagnostic, TEXT("CidrBlock"));
    assert_int_equal(diagnostic->fix.low, diagnostic->where.low);
    expect_text("shop.mt:2:3: error[MT2003]: 'Cidr' is no property of AWS::EC2::Subnet\n"
                "    2 |   Cidr: 1\n"
                "      |   ^^^^ did you mean 'CidrBlock'?\n"
                "   note: in this instance of 'mine': shop.mt:4:1\n"
                "1 error\n");
}

/* An assertion in a pattern is about its arguments: two instances that break it
   are two mistakes, each at its own line. */
static void what_a_pattern_says_is_told_at_its_instance(void **state)
{
    (void)state;
    struct source *user = add(SOURCE_USER, "shop.mt", "pattern mine() {\n  assert x\n}\nmine one {}\nmine two {}\n");
    struct frame one = frame(NULL, at(user, "mine one"), "mine"), two = frame(NULL, at(user, "mine two"), "mine");
    report(&reporter, MT4001, at(user, "x"), &one, "no");
    report(&reporter, MT4001, at(user, "x"), &two, "no");
    expect_text("shop.mt:4:1: error[MT4001]: no\n"
                "    4 | mine one {}\n"
                "      | ^^^^^^^^\n"
                "   note: in pattern 'mine', here: shop.mt:2:10\n"
                "shop.mt:5:1: error[MT4001]: no\n"
                "    5 | mine two {}\n"
                "      | ^^^^^^^^\n"
                "   note: in pattern 'mine', here: shop.mt:2:10\n"
                "2 errors\n");
}

static void the_library_is_named_where_no_user_leads_to_it(void **state)
{
    (void)state;
    struct source *library = add(SOURCE_LIBRARY, "<stdlib/a/a.mt>", "pattern a() {}\n");
    report(&reporter, MT1001, at(library, "a()"), NULL, "b");
    expect_text("<stdlib/a/a.mt>:1:9: error[MT1001]: there is no 'b' here\n"
                "    1 | pattern a() {}\n"
                "      |         ^^^\n"
                "1 error\n");
}

static void many_frames_are_elided_in_the_middle(void **state)
{
    (void)state;
    struct source *user = add(SOURCE_USER, "a.mt", "x\n0\n1\n2\n3\n4\n5\n6\n7\n8\n9\n");
    static struct frame frames[10];
    for (int i = 0; i < 10; i++) {
        char digit[2] = { (char)('0' + i), '\0' };
        frames[i] = frame(i ? &frames[i - 1] : NULL, at(user, digit), digit);
    }
    report(&reporter, MT1001, at(user, "x"), &frames[9], "x");
    expect_text("a.mt:1:1: error[MT1001]: there is no 'x' here\n"
                "    1 | x\n"
                "      | ^\n"
                "   note: in this instance of '9': a.mt:11:1\n"
                "   note: in this instance of '8': a.mt:10:1\n"
                "   note: in this instance of '7': a.mt:9:1\n"
                "   note: in this instance of '6': a.mt:8:1\n"
                "   note: 5 instances more between these\n"
                "   note: in this instance of '0': a.mt:2:1\n"
                "1 error\n");
}

static void a_pattern_within_itself_is_told_once(void **state)
{
    (void)state;
    struct source *user = add(SOURCE_USER, "a.mt", "inner middle outer x\n");
    static struct frame frames[20];
    frames[0] = frame(NULL, at(user, "outer"), "out");
    for (int i = 1; i < 19; i++)
        frames[i] = frame(&frames[i - 1], at(user, "middle"), "self");
    frames[19] = frame(&frames[18], at(user, "inner"), "in");
    struct diagnostic *diagnostic = report(&reporter, MT1022, at(user, "x"), &frames[19], "a", "b");
    report_near(&reporter, diagnostic, TEXT("\"y\""));
    expect_text("a.mt:1:20: error[MT1022]: family 'a' has no member b\n"
                "    1 | inner middle outer x\n"
                "      |                    ^ did you mean \"y\"?\n"
                "   note: in this instance of 'in': a.mt:1:1\n"
                "   note: in this instance of 'self', 18 times within each other: a.mt:1:7\n"
                "   note: in this instance of 'out': a.mt:1:14\n"
                "1 error\n");
}

static void six_frames_are_all_told(void **state)
{
    (void)state;
    struct source *user = add(SOURCE_USER, "a.mt", "x\n012345\n");
    static struct frame frames[6];
    for (int i = 0; i < 6; i++) {
        char digit[2] = { (char)('0' + i), '\0' };
        frames[i] = frame(i ? &frames[i - 1] : NULL, at(user, digit), digit);
    }
    struct diagnostic *diagnostic = report(&reporter, MT1001, at(user, "x"), &frames[5], "x");
    reporter_finish(&reporter);
    size_t count = 0;
    for (struct note *note = diagnostic->notes; note; note = note->next)
        count += span_known(note->where);
    assert_int_equal(count, 6);
}

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
        "# allow MT1024, MT1025: two at once\n"
        "x\n");
    advise(source, "x\n");
    report(&reporter, MT1024, at(source, "x\n"), NULL, "x");
    report(&reporter, MT1025, at(source, "x\n"), NULL);
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
    reporter.levels[MT1025] = LEVEL_INFO;
    report(&reporter, MT1025, SPAN_NONE, NULL);
    const char *text = text_cstring(&arena, face_sarif(&reporter, &arena, "1"));
    assert_non_null(strstr(text, "\"ruleId\":\"MT5001\",\"ruleIndex\":1,\"level\":\"warning\""));
    assert_non_null(strstr(text, "\"ruleId\":\"MT1025\",\"ruleIndex\":0,\"level\":\"note\""));
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

/* ------------------------------------------------------------- the pages */

static void pages_are_found_by_code_and_name(void **state)
{
    (void)state;
    struct text page = message_page(TEXT("MT5001"));
    assert_true(text_starts(page, "# MT5001: advice\n"));
    assert_ptr_equal(message_page(TEXT("advice")).at, page.at);
    assert_int_equal(message_page(TEXT("nonsense")).length, 0);
    assert_int_equal(message_page(TEXT("")).length, 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, start, finish)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_table_is_in_order),
        TEST(the_table_is_listed),
        TEST(levels_are_set_by_name),
        TEST(one_mistake_is_one_message),
        TEST(one_thing_missing_in_the_library_is_one_message),
        TEST(messages_are_sorted_by_place),
        TEST(long_parts_are_cut_between_characters),
        TEST(a_switched_off_message_is_no_message),
        TEST(warnings_become_errors),
        TEST(a_message_in_the_library_is_told_at_the_users_line),
        TEST(a_message_in_the_users_pattern_stays_there),
        TEST(what_a_pattern_says_is_told_at_its_instance),
        TEST(the_library_is_named_where_no_user_leads_to_it),
        TEST(many_frames_are_elided_in_the_middle),
        TEST(a_pattern_within_itself_is_told_once),
        TEST(six_frames_are_all_told),
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
        TEST(an_allow_silences_its_line_or_the_next),
        TEST(stacked_allows_count_for_one_line),
        TEST(an_allow_needs_reason_and_effect),
        TEST(an_unused_allow_is_no_news_beside_errors),
        TEST(an_allow_holds_against_w_error),
        TEST(text_that_looks_like_an_allow_is_none),
        TEST(an_allow_at_the_place_in_the_library_counts),
        TEST(json_has_the_same_keys_everywhere),
        TEST(sarif_has_rules_results_and_fixes),
        TEST(sarif_of_nothing_is_a_run_without_results),
        TEST(sarif_levels_are_its_own),
        TEST(uris_are_escaped),
        TEST(pages_are_found_by_code_and_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
