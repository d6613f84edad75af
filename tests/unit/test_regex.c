/* Regex: each pattern of the resource types' facts is one that PCRE2 takes, the
   syntax is ECMAScript's, and no search runs without end. */
#include "unit.h"

#include "check/property/regex.h"
#include "model/schema.h"

struct fixture {
    struct arena arena;
    struct regexes *regexes;
    size_t patterns;
};

static int start(void **state)
{
    struct fixture *fixture = test_calloc(1, sizeof *fixture);
    arena_init(&fixture->arena, NULL);
    fixture->regexes = regexes_new(&fixture->arena);
    *state = fixture;
    return 0;
}

static int end(void **state)
{
    struct fixture *fixture = *state;
    arena_free(&fixture->arena);
    test_free(fixture);
    return 0;
}

static enum regex_answer answer(struct fixture *fixture, const char *pattern, const char *text)
{
    return regex_search(fixture->regexes, text_of(pattern), text_of(text));
}

/* ---- The facts ---- */

static void take(struct fixture *fixture, struct text pattern, const char *of)
{
    if (pattern.length == 0)
        return;
    fixture->patterns++;
    if (regex_search(fixture->regexes, pattern, TEXT("a")) == REGEX_UNKNOWN)
        fail_msg("%s: PCRE2 does not take %.*s", of, (int)pattern.length, pattern.at);
}

static void take_value(struct fixture *fixture, struct schema_value value, const char *of)
{
    take(fixture, schema_value_pattern(value), of);
    take(fixture, schema_value_keys_pattern(value), of);
    if (value.kind == SCHEMA_LIST || value.kind == SCHEMA_MAP)
        take_value(fixture, schema_item(value), of);
}

/* Every shape that is reached from the type once more: a shape may hold itself. */
static void take_shape(struct fixture *fixture, const struct schema_shape *shape, const char *of, unsigned depth)
{
    for (size_t i = 0; i < schema_property_count(shape); i++) {
        struct schema_value value = schema_property_value(schema_property_at(shape, i));
        take_value(fixture, value, of);
        while (value.kind == SCHEMA_LIST || value.kind == SCHEMA_MAP)
            value = schema_item(value);
        if (value.kind == SCHEMA_STRUCT && depth > 0)
            take_shape(fixture, value.shape, of, depth - 1);
    }
}

static void every_pattern_is_taken(void **state)
{
    struct fixture *fixture = *state;
    for (size_t i = 0; i < schema_type_count(); i++) {
        const struct schema_type *type = schema_type_at(i);
        take_shape(fixture, schema_type_shape(type), schema_type_name(type).at, 5);
    }
    assert_true(fixture->patterns > 5000);
}

/* ---- The syntax ---- */

static void patterns_are_searched_for(void **state)
{
    struct fixture *f = *state;
    assert_int_equal(answer(f, "b+", "abbc"), REGEX_MATCHES);
    assert_int_equal(answer(f, "^b+$", "abbc"), REGEX_MISSES);
    assert_int_equal(answer(f, "", ""), REGEX_MATCHES);
    assert_int_equal(answer(f, "^(?!-)[a-z-]{1,5}(?<!-)$", "a-b"), REGEX_MATCHES);
    assert_int_equal(answer(f, "^(?!-)[a-z-]{1,5}(?<!-)$", "a-"), REGEX_MISSES);
}

static void code_points_are_letters(void **state)
{
    struct fixture *f = *state;
    assert_int_equal(answer(f, "^[\\p{L}]{2}$", "日本"), REGEX_MATCHES);
    assert_int_equal(answer(f, "^.{2}$", "日本"), REGEX_MATCHES);
    assert_int_equal(answer(f, "^[\\u0020-\\uD7FF\\u{10000}-\\u{10FFFF}]*$", "a 😀"), REGEX_MATCHES);
    assert_int_equal(answer(f, "^[\\u0020-\\uD7FF]*$", "a 😀"), REGEX_MISSES);
    /* Some of AWS's services count these among \w, so that it may be right. */
    assert_int_equal(answer(f, "^\\w+$", "größe"), REGEX_MATCHES);
    assert_int_equal(answer(f, "^\\w+$", "größe!"), REGEX_MISSES);
    assert_int_equal(answer(f, "^[a-z]+$", "größe"), REGEX_MISSES);
}

static void what_is_no_pattern_is_not_known(void **state)
{
    assert_int_equal(answer(*state, "^(a", "a"), REGEX_UNKNOWN);
}

/* Backtracks 2^n times in n letters. */
static void no_search_runs_without_end(void **state)
{
    struct fixture *f = *state;
    struct buffer text;
    buffer_init(&text, &f->arena);
    for (int i = 0; i < 5000; i++)
        buffer_add_char(&text, 'a');
    buffer_add_char(&text, '!');
    assert_int_equal(regex_search(f->regexes, TEXT("^(a|aa)+$"), buffer_text(&text)), REGEX_UNKNOWN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_pattern_is_taken, start, end),
        cmocka_unit_test_setup_teardown(patterns_are_searched_for, start, end),
        cmocka_unit_test_setup_teardown(code_points_are_letters, start, end),
        cmocka_unit_test_setup_teardown(what_is_no_pattern_is_not_known, start, end),
        cmocka_unit_test_setup_teardown(no_search_runs_without_end, start, end),
    };
    return cmocka_run_group_tests_name("regex", tests, NULL, NULL);
}
