/* Regex: each pattern of the resource types' facts is one that PCRE2 takes, the
   syntax is ECMAScript's, and no search runs without end. */
#include "memory_unit.h"

#include "check/property/regex.h"
#include "model/schema.h"

static struct regexes *regexes;
static size_t patterns;

static int start(void **state)
{
    memory_start(state);
    regexes = regexes_new(&arena);
    return 0;
}

static enum regex_answer answer(const char *pattern, const char *text)
{
    return regex_search(regexes, text_of(pattern), text_of(text));
}

/* ---- The facts ---- */

static void take(struct text pattern, const char *of)
{
    if (pattern.length == 0)
        return;
    patterns++;
    if (regex_search(regexes, pattern, TEXT("a")) == REGEX_UNKNOWN)
        fail_msg("%s: PCRE2 does not take %.*s", of, (int)pattern.length, pattern.at);
}

static void take_value(struct schema_value value, const char *of)
{
    take(schema_value_pattern(value), of);
    take(schema_value_keys_pattern(value), of);
    if (value.kind == SCHEMA_LIST || value.kind == SCHEMA_MAP)
        take_value(schema_item(value), of);
}

/* Every shape that is reached from the type once more: a shape may hold itself. */
static void take_shape(const struct schema_shape *shape, const char *of, unsigned depth)
{
    for (size_t i = 0; i < schema_property_count(shape); i++) {
        struct schema_value value = schema_property_value(schema_property_at(shape, i));
        take_value(value, of);
        if (schema_innermost(value).shape && depth > 0)
            take_shape(schema_innermost(value).shape, of, depth - 1);
    }
}

static void every_pattern_is_taken(void **state)
{
    (void)state;
    for (size_t i = 0; i < schema_type_count(); i++) {
        const struct schema_type *type = schema_type_at(i);
        take_shape(schema_type_shape(type), schema_type_name(type).at, 5);
    }
    assert_true(patterns > 5000);
}

/* ---- The syntax ---- */

static void patterns_are_searched_for(void **state)
{
    (void)state;
    assert_int_equal(answer("b+", "abbc"), REGEX_MATCHES);
    assert_int_equal(answer("^b+$", "abbc"), REGEX_MISSES);
    assert_int_equal(answer("", ""), REGEX_MATCHES);
    assert_int_equal(answer("^(?!-)[a-z-]{1,5}(?<!-)$", "a-b"), REGEX_MATCHES);
    assert_int_equal(answer("^(?!-)[a-z-]{1,5}(?<!-)$", "a-"), REGEX_MISSES);
}

static void code_points_are_letters(void **state)
{
    (void)state;
    assert_int_equal(answer("^[\\p{L}]{2}$", "日本"), REGEX_MATCHES);
    assert_int_equal(answer("^.{2}$", "日本"), REGEX_MATCHES);
    assert_int_equal(answer("^[\\u0020-\\uD7FF\\u{10000}-\\u{10FFFF}]*$", "a 😀"), REGEX_MATCHES);
    assert_int_equal(answer("^[\\u0020-\\uD7FF]*$", "a 😀"), REGEX_MISSES);
    /* Some of AWS's services count these among \w, so that it may be right. */
    assert_int_equal(answer("^\\w+$", "größe"), REGEX_MATCHES);
    assert_int_equal(answer("^\\w+$", "größe!"), REGEX_MISSES);
    assert_int_equal(answer("^[a-z]+$", "größe"), REGEX_MISSES);
}

static void what_is_no_pattern_is_not_known(void **state)
{
    (void)state;
    assert_int_equal(answer("^(a", "a"), REGEX_UNKNOWN);
}

/* Backtracks 2^n times in n letters. */
static void no_search_runs_without_end(void **state)
{
    (void)state;
    struct buffer text;
    buffer_init(&text, &arena);
    for (int i = 0; i < 5000; i++)
        buffer_add_char(&text, 'a');
    buffer_add_char(&text, '!');
    assert_int_equal(regex_search(regexes, TEXT("^(a|aa)+$"), buffer_text(&text)), REGEX_UNKNOWN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_pattern_is_taken, start, memory_finish),
        cmocka_unit_test_setup_teardown(patterns_are_searched_for, start, memory_finish),
        cmocka_unit_test_setup_teardown(code_points_are_letters, start, memory_finish),
        cmocka_unit_test_setup_teardown(what_is_no_pattern_is_not_known, start, memory_finish),
        cmocka_unit_test_setup_teardown(no_search_runs_without_end, start, memory_finish),
    };
    return cmocka_run_group_tests_name("regex", tests, NULL, NULL);
}
