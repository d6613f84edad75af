/* Endpoints, against the rules' published cases (CloudFormation, STS, S3, SSO
   and its OIDC) and the 39 cases of configured URLs. */
#include "fake_world.h"

#define RULES "botocore-data/tests/functional/endpoint-rules"
#define URLS "botocore-data/tests/functional/configured_endpoint_urls/profile-tests.json"
enum { MOST_CASES = 700 };

static struct arena lasting;
static struct CMUnitTest tests[MOST_CASES];
static size_t count;

struct rule_case { enum service service; const cJSON *test; };

static bool is_true(const cJSON *object, const char *name)
{
    return cJSON_IsTrue(cJSON_GetObjectItem(object, name));
}

static struct text told(const cJSON *params, const char *name)
{
    const char *value = json_string(params, name);
    return text_of(value ? value : "");
}

static void by_rule(void **state)
{
    const struct rule_case *rule = *state;
    const cJSON *params = cJSON_GetObjectItem(rule->test, "params"), *expect = cJSON_GetObjectItem(rule->test, "expect");
    struct arena arena;
    arena_init(&arena, NULL);
    struct endpoint_request request = {
        .service = rule->service, .region = told(params, "Region"), .fips = is_true(params, "UseFIPS"),
        .dual_stack = is_true(params, "UseDualStack"), .global = is_true(params, "UseGlobalEndpoint"),
        .url = told(params, "Endpoint"), .bucket = told(params, "Bucket"), .path_style = is_true(params, "ForcePathStyle"),
    };
    struct endpoint endpoint;
    struct text problem = endpoint_find(&arena, &request, &endpoint);
    const cJSON *wanted = cJSON_GetObjectItem(expect, "endpoint");
    if (!wanted) {
        assert_true(problem.length > 0);
    } else {
        assert_text(problem, "");
        assert_text(endpoint.url, json_string(wanted, "url"));
        const cJSON *scheme = cJSON_GetArrayItem(cJSON_GetObjectItem(cJSON_GetObjectItem(wanted, "properties"), "authSchemes"),
                                                 0);
        if (json_string(scheme, "signingRegion"))
            assert_text(endpoint.region, json_string(scheme, "signingRegion"));
    }
    arena_free(&arena);
}

/* What mtc never asks S3's rules for: access points, object lambdas, directory
   buckets, outposts, acceleration. */
static bool is_asked_for(const cJSON *test)
{
    const cJSON *params = cJSON_GetObjectItem(test, "params");
    static const char *const other[] = { "UseObjectLambdaEndpoint", "Accelerate", "UseS3ExpressControlEndpoint",
                                         "DisableS3ExpressSessionAuth" };
    const char *bucket = json_string(params, "Bucket");
    for (size_t i = 0; i < sizeof other / sizeof *other; i++)
        if (is_true(params, other[i]))
            return false;
    return !bucket || (!strstr(bucket, "arn:") && !strstr(bucket, "--") && !strstr(bucket, "-s3alias"));
}

static size_t add_rules(const cJSON *rules, enum service service)
{
    const cJSON *test;
    size_t left_out = 0;
    cJSON_ArrayForEach(test, cJSON_GetObjectItem(rules, "testCases")) {
        if (!is_asked_for(test)) {
            left_out++;
            continue;
        }
        struct rule_case *rule = arena_alloc(&lasting, sizeof *rule);
        *rule = (struct rule_case){ service, test };
        const char *name = text_format(&lasting, "%s: %s", service_name(service), json_string(test, "documentation")).at;
        assert_true(count < MOST_CASES);
        tests[count++] = (struct CMUnitTest){ name, by_rule, NULL, NULL, rule };
    }
    return left_out;
}

/* -------------------------------------------------------------- configured URLs */

struct url_case { const cJSON *suite, *test; };

static const char *write_files(struct arena *arena, const cJSON *suite)
{
    struct buffer out;
    const cJSON *section, *property, *service;
    buffer_init(&out, arena);
    cJSON_ArrayForEach(section, cJSON_GetObjectItem(suite, "profiles")) {
        buffer_add_format(&out, "[profile %s]\n", section->string);
        cJSON_ArrayForEach(property, section)
            buffer_add_format(&out, "%s = %s\n", property->string, property->valuestring);
    }
    cJSON_ArrayForEach(section, cJSON_GetObjectItem(suite, "services")) {
        buffer_add_format(&out, "[services %s]\n", section->string);
        cJSON_ArrayForEach(service, section) {
            buffer_add_format(&out, "%s =\n", service->string);
            cJSON_ArrayForEach(property, service)
                buffer_add_format(&out, "    %s = %s\n", property->string, property->valuestring);
        }
    }
    return text_cstring(arena, buffer_text(&out));
}

/* What a program sets for its client: --endpoint-url. */
static const cJSON *client_of(const struct url_case *url)
{
    return cJSON_GetObjectItem(cJSON_GetObjectItem(url->suite, "client_configs"), json_string(url->test, "client_config"));
}

static void configured(void **state)
{
    const struct url_case *url = *state;
    const cJSON *test = url->test;
    struct arena arena;
    arena_init(&arena, NULL);
    struct fake fake = { .arena = &arena };
    fake.environment = cJSON_GetObjectItem(cJSON_GetObjectItem(url->suite, "environments"), json_string(test, "environment"));
    struct world world = fake_world(&fake);
    struct settings settings = { .arena = &arena, .world = &world };
    config_read(&arena, &settings.config, text_of(write_files(&arena, url->suite)), TEXT(""));
    settings.section = config_find(&settings.config, CONFIG_PROFILE, text_of(json_string(test, "profile")));
    settings.url = told(client_of(url), "endpoint_url");
    struct text wanted = told(cJSON_GetObjectItem(test, "output"), "endpointUrl");
    struct text found = settings_endpoint_url(&settings, json_string(test, "service"));
    if (strcmp(json_string(test, "service"), "s3") == 0) {
        struct endpoint endpoint;
        struct text region = *config_value(settings.section, "region");
        assert_text(settings_endpoint(&settings, SERVICE_S3, region, TEXT(""), &endpoint), "");
        found = endpoint.url;
    }
    assert_text(found, text_cstring(&arena, wanted));
    arena_free(&arena);
}

/* One case has a client that is made to ignore what is configured and is told
   nothing else; mtc has no such option beside AWS_IGNORE_CONFIGURED_ENDPOINT_URLS. */
static void of_a_client(void **state)
{
    (void)state;
    skip();
}

static void add_urls(const cJSON *suites)
{
    const cJSON *suite, *test;
    cJSON_ArrayForEach(suite, cJSON_GetObjectItem(suites, "testSuites"))
        cJSON_ArrayForEach(test, cJSON_GetObjectItem(suite, "endpointUrlTests")) {
            struct url_case *url = arena_alloc(&lasting, sizeof *url);
            *url = (struct url_case){ suite, test };
            bool own = is_true(client_of(url), "ignore_configured_endpoint_urls")
                       && !json_string(client_of(url), "endpoint_url");
            tests[count++] = (struct CMUnitTest){ json_string(test, "name"), own ? of_a_client : configured, NULL, NULL, url };
        }
}

/* ------------------------------------------------------------------------- own */

static void partitions(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        { "us-east-1", "aws" }, { "mx-central-1", "aws" }, { "xx-new-9", "aws" }, { "cn-north-1", "aws-cn" },
        { "us-gov-west-1", "aws-us-gov" }, { "us-iso-east-1", "aws-iso" }, { "us-isob-east-1", "aws-iso-b" },
        { "eu-isoe-west-1", "aws-iso-e" }, { "us-isof-south-1", "aws-iso-f" }, { "eusc-de-east-1", "aws-eusc" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(partition_of(text_of(cases[i][0]))->id, cases[i][1]);
}

static void urls(void **state)
{
    (void)state;
    struct uri uri;
    assert_true(uri_split(TEXT("http://[::1]:8080/a/b?x=1#y"), &uri));
    assert_text(uri.host, "::1");
    assert_text(uri.port, "8080");
    assert_text(uri.authority, "[::1]:8080");
    assert_text(uri.path, "/a/b");
    assert_text(uri.query, "x=1");
    static const char *const wrong[] = { "", "/a", "ftp://h", "http://", "http:///a", "http://a b/", "http://u:p@h/", "http://h:x/",
                                         "http://[::1/", "not a uri", "http://h\n/" };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_false(uri_split(text_of(wrong[i]), &uri));
}

int main(void)
{
    static const struct { enum service service; const char *folder; } rules[] = {
        { SERVICE_CLOUDFORMATION, "cloudformation" }, { SERVICE_STS, "sts" }, { SERVICE_S3, "s3" }, { SERVICE_SSO, "sso" },
        { SERVICE_SSO_OIDC, "sso-oidc" },
    };
    enum { RULES_COUNT = sizeof rules / sizeof *rules };
    cJSON *kept[RULES_COUNT + 1] = { NULL };
    tests[count++] = (struct CMUnitTest)cmocka_unit_test(partitions);
    tests[count++] = (struct CMUnitTest)cmocka_unit_test(urls);
    arena_init(&lasting, NULL);
    const char *data = aws_data_folder(&lasting);
    if (!data) {
        tests[count++] = (struct CMUnitTest)cmocka_unit_test(no_data);
    } else {
        size_t left_out = 0;
        for (size_t i = 0; i < RULES_COUNT; i++) {
            kept[i] = aws_data_json(&lasting, data, text_format(&lasting, RULES "/%s/endpoint-tests-1.json", rules[i].folder).at);
            left_out += add_rules(kept[i], rules[i].service);
        }
        print_message("# %zu cases are of S3's features that mtc does not use\n", left_out);
        kept[RULES_COUNT] = aws_data_json(&lasting, data, URLS);
        add_urls(kept[RULES_COUNT]);
    }
    int failed = cmocka_run_group_tests_name("endpoint", tests, NULL, NULL);
    for (size_t i = 0; i <= RULES_COUNT; i++)
        cJSON_Delete(kept[i]);
    arena_free(&lasting);
    return failed;
}
