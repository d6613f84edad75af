/* Endpoints, against the rules' published cases (CloudFormation, STS, S3, SSO
   and its OIDC) and the 39 cases of configured URLs. */
#include "fake_world.h"

#define RULES "botocore-data/tests/functional/endpoint-rules"
#define URLS "botocore-data/tests/functional/configured_endpoint_urls/profile-tests.json"
#define PARTITIONS "botocore-data/botocore/data/partitions.json"
enum { MOST_CASES = 700 };

static struct arena lasting;
static struct CMUnitTest tests[MOST_CASES];
static size_t count;

struct rule_case { enum service service; const cJSON *test; };

/* The rules' words, and mtc's. */
static const struct { const char *theirs, *ours; } words[] = {
    { "Invalid Configuration: FIPS and custom endpoint are not supported", "FIPS and " },
    { "A custom endpoint cannot be combined with FIPS", "FIPS and " },
    { "Invalid Configuration: Dualstack and custom endpoint are not supported",
      "dual-stack and a custom endpoint do not go together" },
    { "Cannot set dual-stack in combination with a custom endpoint.", "dual-stack and a custom endpoint do not go together" },
    { "Invalid Configuration: Missing Region", "no region is set" },
    { "A region must be set when sending requests to S3.", "no region is set" },
    { "Invalid region: region was not a valid DNS name.", "is no region" },
    { "Partition does not support FIPS", "partition does not support FIPS" },
    { "Custom endpoint `abcde://nota#url` was not a valid URI", "the endpoint 'abcde://nota#url' is no http or https URL" },
};

static void assert_says(struct text problem, const char *theirs)
{
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(words[i].theirs, theirs) == 0) {
            if (!text_holds(problem, words[i].ours))
                print_error("'%.*s' does not say '%s'\n", (int)problem.length, problem.at, words[i].ours);
            assert_true(text_holds(problem, words[i].ours));
            return;
        }
    print_error("no words for '%s' ('%.*s')\n", theirs, (int)problem.length, problem.at);
    fail();
}

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
        assert_says(problem, json_string(expect, "error"));
    } else {
        assert_text(problem, "");
        assert_text(endpoint.url, json_string(wanted, "url"));
        const cJSON *scheme = cJSON_GetArrayItem(cJSON_GetObjectItem(cJSON_GetObjectItem(wanted, "properties"), "authSchemes"),
                                                 0);
        assert_text(endpoint.region, json_string(scheme, "signingRegion") ? json_string(scheme, "signingRegion")
                                                                          : text_cstring(&arena, request.region));
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

/* Which cases there are, and which of them are not asked for. */
struct tally { size_t all, left_out; };

static struct tally add_rules(const cJSON *rules, enum service service)
{
    const cJSON *test;
    struct tally tally = { 0, 0 };
    cJSON_ArrayForEach(test, cJSON_GetObjectItem(rules, "testCases")) {
        tally.all++;
        if (!is_asked_for(test)) {
            tally.left_out++;
            continue;
        }
        struct rule_case *rule = arena_alloc(&lasting, sizeof *rule);
        *rule = (struct rule_case){ service, test };
        const char *name = text_format(&lasting, "%s: %s", service_name(service), json_string(test, "documentation")).at;
        assert_true(count < MOST_CASES);
        tests[count++] = (struct CMUnitTest){ name, by_rule, NULL, NULL, rule };
    }
    return tally;
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
    cJSON *environment = cJSON_Duplicate(cJSON_GetObjectItem(cJSON_GetObjectItem(url->suite, "environments"),
                                                             json_string(test, "environment")), true);
    /* A program's own "ignore what is configured" is said to mtc in the environment. */
    if (is_true(client_of(url), "ignore_configured_endpoint_urls"))
        cJSON_AddStringToObject(environment, "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "true");
    fake.environment = environment;
    struct world world = fake_world(&fake);
    struct settings settings = { .arena = &arena, .world = &world };
    config_read(&arena, &settings.config, text_of(write_files(&arena, url->suite)), TEXT(""));
    settings.section = config_find(&settings.config, CONFIG_PROFILE, text_of(json_string(test, "profile")));
    settings.url = told(client_of(url), "endpoint_url");
    struct text wanted = told(cJSON_GetObjectItem(test, "output"), "endpointUrl");
    struct text problem, found = settings_endpoint_url(&settings, json_string(test, "service"), &problem);
    assert_text(problem, "");
    if (strcmp(json_string(test, "service"), "s3") == 0) {
        struct endpoint endpoint;
        struct text region = *config_value(settings.section, "region");
        assert_text(settings_endpoint(&settings, SERVICE_S3, region, TEXT(""), &endpoint), "");
        found = endpoint.url;
    }
    assert_text(found, text_cstring(&arena, wanted));
    cJSON_Delete(environment);
    arena_free(&arena);
}

static size_t add_urls(const cJSON *suites)
{
    const cJSON *suite, *test;
    size_t before = count;
    cJSON_ArrayForEach(suite, cJSON_GetObjectItem(suites, "testSuites"))
        cJSON_ArrayForEach(test, cJSON_GetObjectItem(suite, "endpointUrlTests")) {
            struct url_case *url = arena_alloc(&lasting, sizeof *url);
            *url = (struct url_case){ suite, test };
            assert_true(count < MOST_CASES);
            tests[count++] = (struct CMUnitTest){ json_string(test, "name"), configured, NULL, NULL, url };
        }
    return count - before;
}

/* ---------------------------------------------------------------- partitions */

/* Each region that AWS tells of, and an invented one of each partition's form. */
static void published_partitions(void **state)
{
    const cJSON *partition, *region, *all = cJSON_GetObjectItem(*state, "partitions");
    size_t regions = 0;
    assert_int_equal(cJSON_GetArraySize(all), 8);
    cJSON_ArrayForEach(partition, all) {
        const cJSON *outputs = cJSON_GetObjectItem(partition, "outputs");
        cJSON_ArrayForEach(region, cJSON_GetObjectItem(partition, "regions")) {
            const struct partition *found = partition_of(text_of(region->string));
            assert_string_equal(found->id, json_string(partition, "id"));
            assert_string_equal(found->suffix, json_string(outputs, "dnsSuffix"));
            assert_string_equal(found->dual_suffix, json_string(outputs, "dualStackDnsSuffix"));
            regions++;
        }
    }
    assert_int_equal(regions, 53);
}

/* ----------------------------------------------------------------------- counts */

enum { RULES_COUNT = 5 };

/* Cases that are left out in silence would be cases that pass: how many there
   are is known. S3's that are left out are of features that mtc does not use. */
static struct tally tallies[RULES_COUNT];
static size_t url_count;

static void counts(void **state)
{
    (void)state;
    static const struct tally wanted[RULES_COUNT] = { { 49, 0 }, { 69, 0 }, { 393, 252 }, { 40, 0 }, { 40, 0 } };
    for (size_t i = 0; i < RULES_COUNT; i++) {
        assert_int_equal(tallies[i].all, wanted[i].all);
        assert_int_equal(tallies[i].left_out, wanted[i].left_out);
    }
    assert_int_equal(url_count, 39);
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

/* The rules of AWS Sign-In (botocore's endpoint-rule-set), of which no cases are
   published. */
static void sign_in(void **state)
{
    (void)state;
    static const struct { const char *region; bool fips, dual; const char *url; } cases[] = {
        { "eu-west-1", false, false, "https://eu-west-1.signin.aws.amazon.com" },
        { "cn-north-1", false, false, "https://cn-north-1.signin.amazonaws.cn" },
        { "us-gov-west-1", false, false, "https://us-gov-west-1.signin.amazonaws-us-gov.com" },
        { "us-iso-east-1", false, false, "https://signin.us-iso-east-1.c2s.ic.gov" },
        { "eu-west-1", true, false, "https://signin-fips.eu-west-1.amazonaws.com" },
        { "us-gov-west-1", true, false, "https://signin-fips.us-gov-west-1.amazonaws.com" },
        { "eu-west-1", false, true, "https://signin.eu-west-1.api.aws" },
        { "eu-west-1", true, true, "https://signin-fips.eu-west-1.api.aws" },
    };
    struct arena arena;
    arena_init(&arena, NULL);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct endpoint_request request = { .service = SERVICE_SIGNIN, .region = text_of(cases[i].region), .fips = cases[i].fips,
                                            .dual_stack = cases[i].dual, .url = { "", 0 }, .bucket = { "", 0 } };
        struct endpoint endpoint;
        assert_text(endpoint_find(&arena, &request, &endpoint), "");
        assert_text(endpoint.url, cases[i].url);
    }
    arena_free(&arena);
}

/* Where a bucket is named, by what the profile says. */
static void bucket_styles(void **state)
{
    (void)state;
    static const struct { const char *config, *url; } cases[] = {
        { "[default]\n", "https://bucket.s3.eu-west-1.amazonaws.com" },
        { "[default]\ns3 =\n addressing_style = path\n", "https://s3.eu-west-1.amazonaws.com/bucket" },
        { "[default]\nendpoint_url = https://own.example\n", "https://own.example/bucket" },
        { "[default]\nendpoint_url = https://own.example\ns3 =\n addressing_style = virtual\n", "https://bucket.own.example" },
        { "[default]\nservices = none\n", NULL },
        { "[default]\nservices = none\nignore_configured_endpoint_urls = true\n", "https://bucket.s3.eu-west-1.amazonaws.com" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct arena arena;
        struct endpoint endpoint;
        arena_init(&arena, NULL);
        struct fake fake = { .arena = &arena };
        struct world world = fake_world(&fake);
        struct settings settings = { .arena = &arena, .world = &world };
        config_read(&arena, &settings.config, text_of(cases[i].config), TEXT(""));
        settings.section = config_find(&settings.config, CONFIG_PROFILE, TEXT("default"));
        struct text problem = settings_endpoint(&settings, SERVICE_S3, TEXT("eu-west-1"), TEXT("bucket"), &endpoint);
        assert_text(problem, cases[i].url ? "" : "config:1: there is no section [services none]");
        if (cases[i].url)
            assert_text(endpoint.url, cases[i].url);
        arena_free(&arena);
    }
}

static void urls(void **state)
{
    (void)state;
    struct uri uri;
    assert_true(uri_split(&lasting, TEXT("http://[::1]:8080/a/b?x=1#y"), &uri));
    assert_text(uri.host, "::1");
    assert_text(uri.port, "8080");
    assert_text(uri.authority, "[::1]:8080");
    assert_text(uri.path, "/a/b");
    assert_text(uri.query, "x=1");
    static const struct { const char *url, *host, *path, *query; } cases[] = {
        { "https://h", "h", "/", "" }, { "http://H.example:1/a//b/../%2f?x=%20&y", "H.example", "/a//b/../%2f", "x=%20&y" },
        { "http://127.1/", "127.0.0.1", "/", "" }, { "http://0x7f000001/x", "127.0.0.1", "/x", "" },
        { "http://127.0.0.1\\.example/", NULL, NULL, NULL },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(uri_split(&lasting, text_of(cases[i].url), &uri), cases[i].host != NULL);
        if (!cases[i].host)
            continue;
        assert_text(uri.host, cases[i].host);
        assert_text(uri.path, cases[i].path);
        assert_text(uri.query, cases[i].query);
    }
    static const char *const wrong[] = { "", "/a", "ftp://h", "http://", "http:///a", "http://a b/", "http://u:p@h/", "http://h:x/",
                                         "http://[::1/", "not a uri", "http://h\n/" };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_false(uri_split(&lasting, text_of(wrong[i]), &uri));
}

int main(void)
{
    static const struct { enum service service; const char *folder; } rules[] = {
        { SERVICE_CLOUDFORMATION, "cloudformation" }, { SERVICE_STS, "sts" }, { SERVICE_S3, "s3" }, { SERVICE_SSO, "sso" },
        { SERVICE_SSO_OIDC, "sso-oidc" },
    };
    cJSON *kept[RULES_COUNT + 2] = { NULL };
    tests[count++] = (struct CMUnitTest)cmocka_unit_test(partitions);
    tests[count++] = (struct CMUnitTest)cmocka_unit_test(bucket_styles);
    tests[count++] = (struct CMUnitTest)cmocka_unit_test(sign_in);
    tests[count++] = (struct CMUnitTest)cmocka_unit_test(urls);
    arena_init(&lasting, NULL);
    const char *data = aws_data_folder(&lasting);
    if (!data) {
        tests[count++] = (struct CMUnitTest)cmocka_unit_test(no_data);
    } else {
        for (size_t i = 0; i < RULES_COUNT; i++) {
            kept[i] = aws_data_json(&lasting, data, text_format(&lasting, RULES "/%s/endpoint-tests-1.json", rules[i].folder).at);
            tallies[i] = add_rules(kept[i], rules[i].service);
        }
        kept[RULES_COUNT] = aws_data_json(&lasting, data, URLS);
        url_count = add_urls(kept[RULES_COUNT]);
        kept[RULES_COUNT + 1] = aws_data_json(&lasting, data, PARTITIONS);
        tests[count++] = (struct CMUnitTest){ "published partitions", published_partitions, NULL, NULL, kept[RULES_COUNT + 1] };
        tests[count++] = (struct CMUnitTest)cmocka_unit_test(counts);
    }
    int failed = cmocka_run_group_tests_name("endpoint", tests, NULL, NULL);
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
        cJSON_Delete(kept[i]);
    arena_free(&lasting);
    return failed;
}
