/* The files that AWS's clients share, against the SDKs' common cases (65 of the
   grammar, and where the files lie). */
#include "fake_world.h"

#define DATA "smithy-rs/aws/rust-runtime/aws-runtime/test-data"
#define BOTOCORE "botocore-data/tests/unit/cfg"
enum { MOST_CASES = 120 };

static struct arena lasting;
static size_t grammar_count, place_count;

/* A case that is not found is a case that passes: how many there are is known.
   Four of the nine places are of Windows. */
static void counts(void **state)
{
    (void)state;
    assert_int_equal(grammar_count, 65);
    assert_int_equal(place_count, 4);
}

/* ------------------------------------------------------------- the published */

static size_t count_kind(const struct config *config, enum config_kind kind)
{
    size_t count = 0;
    for (size_t i = 0; i < config->sections.count; i++)
        count += config->sections.at[i]->kind == kind;
    return count;
}

static void compare(const struct config *config, enum config_kind kind, const cJSON *wanted)
{
    const cJSON *section, *property;
    if (!wanted)
        return;
    assert_int_equal(count_kind(config, kind), cJSON_GetArraySize(wanted));
    cJSON_ArrayForEach(section, wanted) {
        const struct config_section *found = config_find(config, kind, text_of(section->string));
        assert_non_null(found);
        assert_int_equal(found->properties.count, cJSON_GetArraySize(section));
        cJSON_ArrayForEach(property, section) {
            bool there = false;
            for (size_t i = 0; i < found->properties.count; i++)
                if (text_equal_c(found->properties.at[i].name, property->string)) {
                    assert_text(found->properties.at[i].value, property->valuestring);
                    there = true;
                }
            assert_true(there);
        }
    }
}

/* The words of a problem, letters of any case; ours stand in single quotes. */
static bool says(struct text problem, const char *words)
{
    for (size_t i = 0; i < problem.length; i++) {
        size_t k = 0;
        while (words[k] && i + k < problem.length && (problem.at[i + k] | 0x20) == (words[k] | 0x20))
            k++;
        if (!words[k])
            return true;
    }
    return false;
}

static void published(void **state)
{
    const cJSON *test = *state, *input = cJSON_GetObjectItem(test, "input"), *output = cJSON_GetObjectItem(test, "output");
    struct arena arena;
    arena_init(&arena, NULL);
    const char *first = json_string(input, "configFile"), *second = json_string(input, "credentialsFile");
    struct config config;
    config_read(&arena, &config, text_of(first ? first : ""), text_of(second ? second : ""));
    const char *error = json_string(output, "errorContaining");
    if (error) {
        if (!says(config.problem, error))
            print_error("'%.*s' does not say '%s'\n", (int)config.problem.length, config.problem.at, error);
        assert_true(says(config.problem, error));
    } else {
        const cJSON *wanted = cJSON_GetObjectItem(output, "config");
        assert_int_equal(config.problem.length, 0);
        compare(&config, CONFIG_PROFILE, cJSON_GetObjectItem(wanted, "profiles"));
        compare(&config, CONFIG_SSO_SESSION, cJSON_GetObjectItem(wanted, "sso_sessions"));
    }
    arena_free(&arena);
}

static void location(void **state)
{
    const cJSON *test = *state;
    struct arena arena;
    arena_init(&arena, NULL);
    struct fake fake = { .arena = &arena, .environment = cJSON_GetObjectItem(test, "environment") };
    struct world world = fake_world(&fake);
    struct settings settings;
    assert_int_equal(settings_load(&arena, &world, &settings, NULL, NULL).length, 0);
    assert_string_equal(settings.config.config_path, json_string(test, "configLocation"));
    assert_string_equal(settings.config.credentials_path, json_string(test, "credentialsLocation"));
    const char *profile = json_string(test, "profile");
    assert_text(settings.profile, profile ? profile : "default");
    arena_free(&arena);
}

/* Files that botocore's tests read, good and bad: what the default profile and
   the one beside it say. */
static void files_of_botocore(void **state)
{
    const char *data = *state;
    static const struct { const char *file, *problem, *profile, *key; } cases[] = {
        { "aws_bad_profile", "", "my profile", "default" }, { "aws_bad_profile", "", "personal1", "access_personal1" },
        { "aws_bad_profile", "", "personal", NULL }, { "aws_config", "", "default", "foo" }, { "aws_config", "", "personal", "fie" },
        { "aws_config_bad", "config:1: expected a profile definition", "personal", NULL },
        { "aws_config_badbytes", "config:1: expected a profile definition", "default", NULL },
        { "aws_config_nested", "", "default", "foo" },
        { "aws_config_nested_bad", "config:5: expected an '=' sign defining a sub-property", "default", NULL },
        { "aws_config_nocreds", "", "default", NULL }, { "aws_config_other", "", "personal", "fie" },
        { "aws_credentials", "config:1: expected a profile definition", "default", NULL },
        { "aws_services_config", "", "default", NULL }, { "aws_sso_session_config", "", "default", NULL },
        { "aws_third_config", "", "third", "third_fie" }, { "boto_config", "", "Credentials", NULL },
        { "boto_config_empty", "", "Credentials", NULL }, { "foo_config", "", "foo", "fie" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct arena arena;
        struct config config;
        arena_init(&arena, NULL);
        config_read(&arena, &config, aws_data_file(&arena, data, text_format(&arena, BOTOCORE "/%s", cases[i].file).at), TEXT(""));
        const struct text *key = config_value(config_find(&config, CONFIG_PROFILE, text_of(cases[i].profile)), "aws_access_key_id");
        assert_text(config.problem, cases[i].problem);
        assert_text(key ? *key : TEXT("none"), cases[i].key ? cases[i].key : "none");
        arena_free(&arena);
    }
}

/* ------------------------------------------------------- what they do not say */

static void sub_properties(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, NULL);
    struct config config;
    config_read(&arena, &config, TEXT("[services a]\nsts =\n  x = 1\n  endpoint_url = http://h:1/=\ns3 = plain\n"), TEXT(""));
    const struct config_section *section = config_find(&config, CONFIG_SERVICES, TEXT("a"));
    struct text value;
    assert_true(config_sub_value(section, "sts", "endpoint_url", &value));
    assert_text(value, "http://h:1/=");
    assert_false(config_sub_value(section, "sts", "y", &value));
    assert_false(config_sub_value(section, "s3", "endpoint_url", &value));
    assert_false(config_sub_value(NULL, "s3", "endpoint_url", &value));
    arena_free(&arena);
}

static void indented_comments(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, NULL);
    struct config config;
    config_read(&arena, &config, TEXT("[default]\n  # mine\nregion = a\n  ; and\nx = 1\n"), TEXT(""));
    assert_int_equal(config.problem.length, 0);
    assert_text(*config_value(config_find(&config, CONFIG_PROFILE, TEXT("default")), "region"), "a");
    arena_free(&arena);
}

static void comments_behind_values(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, NULL);
    struct config config;
    config_read(&arena, &config, TEXT("[default] # fine\nregion = a#b\nx =\n y = 1 # text\n"), TEXT(""));
    assert_text(config.doubt, "");
    config_read(&arena, &config, TEXT("[default]\nregion = a #b\nx = ; y\n"), TEXT(""));
    assert_text(config.doubt, "config:2");
    arena_free(&arena);
}

static void problems_have_a_place(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, NULL);
    struct config config;
    config_read(&arena, &config, TEXT("[default]\nregion = a\n"), TEXT("[x]\n\nnothing\n"));
    assert_text(config.problem, "credentials:3: expected an '=' sign defining a property");
    arena_free(&arena);
}

int main(void)
{
    static struct CMUnitTest tests[MOST_CASES] = {
        cmocka_unit_test(sub_properties), cmocka_unit_test(indented_comments), cmocka_unit_test(problems_have_a_place),
        cmocka_unit_test(comments_behind_values),
    };
    size_t count = 4;
    cJSON *grammar = NULL, *places = NULL, *test;
    arena_init(&lasting, NULL);
    const char *data = aws_data_folder(&lasting);
    if (!data) {
        tests[count++] = (struct CMUnitTest)cmocka_unit_test(no_data);
    } else {
        grammar = aws_data_json(&lasting, data, DATA "/profile-parser-tests.json");
        places = aws_data_json(&lasting, data, DATA "/file-location-tests.json");
        cJSON_ArrayForEach(test, cJSON_GetObjectItem(grammar, "tests")) {
            tests[count++] = (struct CMUnitTest){ json_string(test, "name"), published, NULL, NULL, test };
            grammar_count++;
        }
        cJSON_ArrayForEach(test, cJSON_GetObjectItem(places, "tests"))
            if (strcmp(json_string(test, "platform"), "linux") == 0) {
                tests[count++] = (struct CMUnitTest){ json_string(test, "name"), location, NULL, NULL, test };
                place_count++;
            }
        tests[count++] = (struct CMUnitTest){ "botocore's files", files_of_botocore, NULL, NULL, (void *)(uintptr_t)data };
        tests[count++] = (struct CMUnitTest)cmocka_unit_test(counts);
    }
    int failed = cmocka_run_group_tests_name("config", tests, NULL, NULL);
    cJSON_Delete(grammar);
    cJSON_Delete(places);
    arena_free(&lasting);
    return failed;
}
