/* The tables of good practice: each row speaks of a property that the facts know,
   and has a name under which people know the rule. What the rows find is shown
   by tests/errors and tests/practice. */
#include "unit.h"

#include "check/practice/practice.h"
#include "model/schema.h"

#include <stdio.h>

struct row {
    const char *type, *path;
    enum practice_test test;
    const char *wanted, *unless, *rules;
};

static const struct row ROWS[] = {
#define PRACTICE(theme, type, path, test, wanted, unless, rules) { type, path, test, wanted, unless, rules },
#include "check/practice/practice.def"
#include "check/practice/practice_data.def"
#include "check/practice/practice_services.def"
#undef PRACTICE
};

static const struct { const char *type, *users; } NEEDS[] = {
#define NEED(theme, type, users, unless, place, demand, rules) { type, users },
#include "check/practice/practice_needs.def"
#undef NEED
};

static const struct { const char *rule, *why; } EXCEPTIONS[] = {
#define UNJUDGED(rule, why) { rule, why },
#define LOOSER(rule, why) { rule, why },
#define STRICTER(rule, why) { rule, why },
#define ELSEWHERE(rule, message) { rule, "" #message " of the table of messages tells it" },
#include "check/practice/practice_unjudged.def"
#undef UNJUDGED
#undef LOOSER
#undef STRICTER
#undef ELSEWHERE
};

/* The value at the end of a path, "A.B[].C"; SCHEMA_ANY inside of what is JSON as it comes. */
static struct schema_value value_at(const char *type_name, const char *path)
{
    const struct schema_type *type = schema_type_find(text_of(type_name));
    if (!type)
        fail_msg("there is no %s", type_name);
    struct schema_value value = { SCHEMA_STRUCT, schema_type_shape(type), 0, 0 };
    for (const char *at = path; *at;) {
        size_t length = strcspn(at, ".[");
        if (value.kind == SCHEMA_ANY)
            return value;
        if (value.kind == SCHEMA_MAP) {
            value = schema_item(value);
        } else {
            const struct schema_property *property = schema_property_find(value.shape, (struct text){ at, length });
            if (!property)
                fail_msg("%s has no '%s'", type_name, path);
            value = schema_property_value(property);
        }
        at += length;
        if (*at == '[') {
            if (value.kind != SCHEMA_LIST)
                fail_msg("'%s' of %s goes through no list", path, type_name);
            value = schema_item(value);
            at += strcspn(at, "]") + 1;
        }
        at += *at == '.';
    }
    return value;
}

/* Each word of what excuses names a property. */
static void check_unless(const struct row *row)
{
    const char *unless = row->unless;
    struct text word;
    char name[200];
    while (practice_next_word(&unless, &word)) {
        size_t start = *word.at == '+', length = 0;
        while (start + length < word.length && word.at[start + length] != '=' && word.at[start + length] != '!')
            length++;
        snprintf(name, sizeof name, "%.*s", (int)length, word.at + start);
        value_at(row->type, name);
    }
}

static void needs_speak_of_what_there_is(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, NULL);
    for (size_t i = 0; i < sizeof NEEDS / sizeof *NEEDS; i++) {
        const char *users = NEEDS[i].users;
        struct text word;
        value_at(NEEDS[i].type, "");
        while (practice_next_word(&users, &word)) {
            const char *user = text_cstring(&arena, word), *path = strrchr(user, ':') + 1;
            value_at(text_cstring(&arena, (struct text){ user, (size_t)(path - user) - 1 }), path);
        }
    }
    arena_free(&arena);
}

static void nothing_is_left_out_without_a_reason(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof EXCEPTIONS / sizeof *EXCEPTIONS; i++) {
        assert_true(strlen(EXCEPTIONS[i].why) > 20);
        for (size_t j = 0; j < i; j++)
            assert_string_not_equal(EXCEPTIONS[i].rule, EXCEPTIONS[j].rule);
    }
}

static void rows_speak_of_what_there_is(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
        const struct row *row = &ROWS[i];
        struct schema_value value = value_at(row->type, row->path);
        bool about_truth = row->test <= NOT_FALSE;
        if (value.kind != SCHEMA_ANY && about_truth != (value.kind == SCHEMA_BOOLEAN) && row->test != THERE)
            fail_msg("%s.%s is asked for the wrong kind of thing", row->type, row->path);
        assert_true(strlen(row->rules) > 0);
        bool takes_words = row->test >= AT_LEAST && row->test != NITRO && row->test != ENCRYPTING && row->test != SECRET && row->test != FEW;
        check_unless(row);
        assert_true(takes_words == (*row->wanted != '\0'));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_speak_of_what_there_is),
        cmocka_unit_test(needs_speak_of_what_there_is),
        cmocka_unit_test(nothing_is_left_out_without_a_reason)
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
