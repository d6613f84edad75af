/* The table of good practice: each row speaks of a property that the facts know,
   and has a name under which people know the rule. What the rows find is shown
   by tests/errors and tests/practice. */
#include "unit.h"

#include "model/schema.h"

enum { TRUE, FALSE, NOT_TRUE, NOT_FALSE, THERE, ABSENT, AT_LEAST, NOT_UNDER, ONE_OF, NOT_ONE_OF, OTHER_THAN, BEGINS, ATTRIBUTE };

struct row {
    const char *type, *path;
    int test;
    const char *wanted, *unless, *rules;
};

static const struct row ROWS[] = {
#define PRACTICE(theme, type, path, test, wanted, unless, rules) { type, path, test, wanted, unless, rules },
#include "check/practice/practice.def"
#undef PRACTICE
};

/* The value at the end of a path, "A.B[].C". */
static struct schema_value value_at(const struct row *row, struct text path)
{
    const struct schema_type *type = schema_type_find(text_of(row->type));
    assert_non_null(type);
    const struct schema_shape *shape = schema_type_shape(type);
    struct schema_value value = { SCHEMA_ANY, NULL, 0, 0 };
    for (size_t start = 0; start < path.length;) {
        size_t end = start;
        while (end < path.length && path.at[end] != '.' && path.at[end] != '[')
            end++;
        const struct schema_property *property = shape ? schema_property_find(shape, text_slice(path, start, end)) : NULL;
        if (!property)
            fail_msg("%s has no '%.*s'", row->type, (int)path.length, path.at);
        value = schema_property_value(property);
        if (end < path.length && path.at[end] == '[') {
            assert_int_equal(value.kind, SCHEMA_LIST);
            value = schema_item(value);
            end += 2;
        }
        shape = value.shape;
        start = end + 1;
    }
    return value;
}

static void rows_speak_of_what_there_is(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
        const struct row *row = &ROWS[i];
        struct schema_value value = value_at(row, text_of(row->path));
        bool about_truth = row->test <= NOT_FALSE;
        if (about_truth != (value.kind == SCHEMA_BOOLEAN) && !(row->test == THERE))
            fail_msg("%s.%s is asked for the wrong kind of thing", row->type, row->path);
        assert_true(strlen(row->rules) > 0);
        bool takes_words = row->test >= AT_LEAST;
        assert_true(takes_words == (*row->wanted != '\0'));
        for (const char *word = row->unless; *word;) {
            size_t length = strcspn(word, " ");
            value_at(row, (struct text){ word, strcspn(word, "= ") });
            word += length + strspn(word + length, " ");
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(rows_speak_of_what_there_is) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
