/* Sources: places in them, at every edge of lines, files and characters. */
#include "report_unit.h"

static struct span span(const struct source *source, uint32_t low, uint32_t high)
{
    return (struct span){ source->base + low, source->base + high };
}

static void expect_place(struct span where, struct source *source, uint32_t line, uint32_t column, uint32_t end_line,
                         uint32_t end_column)
{
    struct place place = sources_place(&sources, where);
    assert_ptr_equal(place.source, source);
    assert_int_equal(place.line, line);
    assert_int_equal(place.column, column);
    assert_int_equal(place.end_line, end_line);
    assert_int_equal(place.end_column, end_column);
}

static void nowhere_is_no_source(void **state)
{
    (void)state;
    assert_null(sources_find(&sources, SPAN_NONE));
    assert_null(sources_find(&sources, (struct span){ 1, 2 }));
    struct source *source = add(SOURCE_USER, "a", "x");
    assert_int_equal(source->base, 1);
    assert_null(sources_find(&sources, SPAN_NONE));
    assert_null(sources_place(&sources, SPAN_NONE).source);
    assert_null(sources_find(&sources, (struct span){ 3, 3 }));
    assert_int_equal(sources_text(&sources, SPAN_NONE).length, 0);
}

static void each_source_has_its_own_end(void **state)
{
    (void)state;
    struct source *list[20];
    for (int i = 0; i < 20; i++)
        list[i] = add(SOURCE_USER, "s", i % 3 == 0 ? "" : i % 3 == 1 ? "x" : "two\nlines");
    for (int i = 0; i < 20; i++)
        for (uint32_t at = 0; at <= list[i]->content.length; at++)
            assert_ptr_equal(sources_find(&sources, span(list[i], at, at)), list[i]);
}

static void lines_and_columns(void **state)
{
    (void)state;
    struct source *source = add(SOURCE_USER, "a.mt", "one\ntwo\r\n\nfour");
    expect_place(span(source, 0, 3), source, 1, 1, 1, 4);
    expect_place(span(source, 3, 4), source, 1, 4, 2, 1);
    expect_place(span(source, 4, 7), source, 2, 1, 2, 4);
    expect_place(span(source, 9, 9), source, 3, 1, 3, 1);
    expect_place(span(source, 10, 14), source, 4, 1, 4, 5);
    expect_place(span(source, 14, 14), source, 4, 5, 4, 5);
    expect_place(span(source, 5, 12), source, 2, 2, 4, 3);
    /* back again: the counted column must not stick */
    expect_place(span(source, 1, 2), source, 1, 2, 1, 3);
    expect_place(span(source, 0, 1), source, 1, 1, 1, 2);
    /* an end before the start, or behind the source, is cut */
    expect_place(span(source, 5, 2), source, 2, 2, 2, 2);
    expect_place(span(source, 10, 400), source, 4, 1, 4, 5);
    assert_text(source_line(&sources, source, 2), "two");
    assert_text(source_line(&sources, source, 3), "");
    assert_text(source_line(&sources, source, 4), "four");
    assert_text(source_line(&sources, source, 5), "");
    assert_text(source_line(&sources, source, 0), "");
    assert_text(sources_text(&sources, span(source, 4, 7)), "two");
}

static void a_last_line_end_opens_a_line(void **state)
{
    (void)state;
    struct source *source = add(SOURCE_USER, "a.mt", "x\n");
    expect_place(span(source, 2, 2), source, 2, 1, 2, 1);
    assert_text(source_line(&sources, source, 2), "");
    struct source *empty = add(SOURCE_USER, "b.mt", "");
    expect_place(span(empty, 0, 0), empty, 1, 1, 1, 1);
}

static void columns_are_characters(void **state)
{
    (void)state;
    struct source *source = add(SOURCE_USER, "a.mt", "\"日本\" \tx \xFF y");
    expect_place(span(source, 8, 9), source, 1, 5, 1, 6);
    expect_place(span(source, 10, 11), source, 1, 7, 1, 8);
    expect_place(span(source, 14, 15), source, 1, 11, 1, 12);
}

/* Every place of a text, in every order: the column that is kept from the last
   place must never be felt. */
static void any_order_gives_the_same_columns(void **state)
{
    (void)state;
    const char *content = "aé日\n\tb\n日日日z";
    struct source *source = add(SOURCE_USER, "a.mt", content);
    uint32_t length = (uint32_t)strlen(content);
    for (uint32_t i = 0; i <= length; i++) {
        struct place first = sources_place(&sources, span(source, i, i));
        for (uint32_t j = 0; j <= length; j++) {
            sources_place(&sources, span(source, j, length));
            struct place again = sources_place(&sources, span(source, i, i));
            assert_int_equal(again.line, first.line);
            assert_int_equal(again.column, first.column);
        }
    }
}

static void too_much_text_is_refused(void **state)
{
    (void)state;
    /* Only the length counts: no byte of it is read. */
    struct text huge = { "", LIMIT_SOURCE_BYTES / 2 };
    assert_non_null(sources_add(&sources, SOURCE_USER, TEXT("a"), huge));
    assert_non_null(sources_add(&sources, SOURCE_USER, TEXT("b"), (struct text){ "", LIMIT_SOURCE_BYTES / 2 - 10 }));
    assert_null(sources_add(&sources, SOURCE_USER, TEXT("c"), TEXT("0123456789")));
    assert_non_null(sources_add(&sources, SOURCE_USER, TEXT("d"), TEXT("0123")));
    assert_null(sources_add(&sources, SOURCE_USER, TEXT("e"), (struct text){ "", (size_t)UINT32_MAX * 2 }));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(nowhere_is_no_source),
        TEST(each_source_has_its_own_end),
        TEST(lines_and_columns),
        TEST(a_last_line_end_opens_a_line),
        TEST(columns_are_characters),
        TEST(any_order_gives_the_same_columns),
        TEST(too_much_text_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
