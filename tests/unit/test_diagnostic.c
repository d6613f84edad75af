/* Messages: the table, the queue, the places they are told at, and their pages. */
#include "report_unit.h"

/* ------------------------------------------------------------- the table */

static void the_table_is_in_order(void **state)
{
    (void)state;
    for (int id = 0; id < MESSAGE_COUNT; id++) {
        const struct message *message = message_of((enum message_id)id);
        assert_int_equal(strlen(message->code), 6);
        assert_int_equal(message_find(text_of(message->code)), id);
        assert_int_equal(message_find(text_of(message->name)), id);
        /* advice is off until somebody asks for it */
        assert_true(message->level != LEVEL_OFF || id > MT5001 || id == MT3603);
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

static void a_name_from_nowhere_gets_help(void **state)
{
    (void)state;
    report_near(&reporter, report(&reporter, MT1010, SPAN_NONE, NULL, "prod"), TEXT("production"));
    expect_text("mtc: error[MT1010]: there is no environment 'prod'\n"
                "   help: did you mean 'production'?\n"
                "1 error\n");
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
        TEST(a_name_from_nowhere_gets_help),
        TEST(warnings_become_errors),
        TEST(a_message_in_the_library_is_told_at_the_users_line),
        TEST(a_message_in_the_users_pattern_stays_there),
        TEST(what_a_pattern_says_is_told_at_its_instance),
        TEST(the_library_is_named_where_no_user_leads_to_it),
        TEST(many_frames_are_elided_in_the_middle),
        TEST(a_pattern_within_itself_is_told_once),
        TEST(six_frames_are_all_told),
        TEST(pages_are_found_by_code_and_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
