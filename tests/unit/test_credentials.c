/* Where credentials come from, against the SDKs' common cases: 28 chains of
   profiles, 29 recorded runs of the default chain and 18 of profiles, 11
   endpoints of containers and 14 of instances. What is told of a mistake is
   mtc's own wording; a table here says which stands for which. */
#include "fake_world.h"

#include <dirent.h>
#include <sys/stat.h>

#define DATA "smithy-rs/aws/rust-runtime/aws-config/test-data"
enum { MOST_CASES = 160, START_SECONDS = 1632246086 };

static struct arena lasting;
static struct CMUnitTest tests[MOST_CASES];
static size_t count;

/* The SDK's words, and mtc's. */
static const struct { const char *theirs, *ours; } words[] = {
    { "profile must contain `source_profile`", "must contain 'source_profile' or 'credential_source'" },
    { "profile contained both source_profile and credential_source", "contained both source_profile and credential_source" },
    { "profile missing aws_secret_access_key", "is missing aws_secret_access_key" },
    { "profile missing aws_access_key_id", "is missing aws_access_key_id" },
    { "profile `B` did not contain credential information", "profile 'B' did not contain credential information" },
    { "profile `A` did not contain credential information", "profile 'A' did not contain credential information" },
    { "could not find source profile B referenced from A", "could not find source profile 'B' referenced from 'A'" },
    { "No profiles were defined", "no profiles were defined" },
    { "profile formed an infinite loop", "formed an infinite loop" },
    { "`role_arn` was missing", "'role_arn' was missing" },
    { "if `sso_role_name` is set, then `sso_account_id` must also be set",
      "if 'sso_role_name' is set, then 'sso_account_id' must also be set" },
    { "if `sso_account_id` is set, then `sso_role_name` must also be set",
      "if 'sso_account_id' is set, then 'sso_role_name' must also be set" },
    { "`sso_region` can only be specified in the [sso-session] config when a session name is given",
      "'sso_region' can only be specified in the [sso-session] section when a session is named" },
    { "sso-session named `oops` (referenced by profile `A`) was not found",
      "sso-session named 'oops' (referenced by profile 'A') was not found" },
    { "URI did not specify a host", "is no http or https URL with a host" },
    { "`error` is not a valid endpoint mode", "'error' is not a valid endpoint mode" },
    { "`IPv7` is not a valid endpoint mode", "'IPv7' is not a valid endpoint mode" },
    { "invalid uri character", "is no http or https URL" },
    { "No such file or directory (os error 2)", "token.jwt': no such file or directory" },
    { "failed to read `/home/.aws/sso/cache/dace00cba5f8355ec9d274ceb2bcebdfbeed0e12.json`: No such file or directory (os error 2)",
      "cannot read '/home/.aws/sso/cache/dace00cba5f8355ec9d274ceb2bcebdfbeed0e12.json': no such file or directory" },
    { "request forbidden: IMDS is disabled", "is disabled (HTTP 403)" },
    { "provider was not enabled", "takes its credentials from" },
    { "`web_identity_token_file` was specified but `role_arn` was missing",
      "'web_identity_token_file' was specified but 'role_arn' was missing" },
    { "InvalidIdentityTokenException: No OpenIDConnect provider found in your account",
      "InvalidIdentityToken: No OpenIDConnect provider found in your account" },
    { "an error occurred while loading credentials: Error retrieving credentials: external process exited with code exit status: 1",
      "its credential_process ended with exit status 1" },
    { "Error retrieving credentials from external process, could not parse response: invalid JSON in response",
      "its credential_process gave invalid JSON" },
    { "could not parse profile file", "config:2: property did not have a name" },
    { "selected profile will resolve an access token instead of credentials", "gives a token and no credentials" },
    { "an error occurred while loading credentials", "IAM Identity Center gave no credentials of the role 'MySsoRole'" },
    { "the credential provider was not enabled", NULL },    /* nobody has any: nothing to tell */
};

static void assert_says(struct text problem, const char *theirs)
{
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strcmp(words[i].theirs, theirs) != 0)
            continue;
        /* "was not enabled" of a source of a role is told, that of the whole chain is not */
        const char *ours = words[i].ours ? words[i].ours : problem.length ? "takes its credentials from" : "";
        if (!strstr(problem.at, ours))
            print_error("'%s' does not say '%s'\n", problem.at, ours);
        assert_non_null(strstr(problem.at, ours));
        return;
    }
    print_error("no words for '%s' ('%s')\n", theirs, problem.at);
    fail();
}

static size_t add(const char *group, const char *name, void (*run)(void **state), const void *state)
{
    assert_true(count < MOST_CASES);
    tests[count++] = (struct CMUnitTest){ text_format(&lasting, "%s: %s", group, name).at, run, NULL, NULL,
                                          (void *)(uintptr_t)state };
    return 1;
}

/* ------------------------------------------------------------ chains of roles */

static const char *config_of(struct arena *arena, const cJSON *input)
{
    struct buffer out;
    const cJSON *section, *property;
    buffer_init(&out, arena);
    cJSON_ArrayForEach(section, cJSON_GetObjectItem(input, "profiles")) {
        buffer_add_format(&out, "[profile %s]\n", section->string);
        cJSON_ArrayForEach(property, section)
            buffer_add_format(&out, "%s = %s\n", property->string, property->valuestring);
    }
    cJSON_ArrayForEach(section, cJSON_GetObjectItem(input, "sso_sessions")) {
        buffer_add_format(&out, "[sso-session %s]\n", section->string);
        cJSON_ArrayForEach(property, section)
            buffer_add_format(&out, "%s = %s\n", property->string, property->valuestring);
    }
    return text_cstring(arena, buffer_text(&out));
}

static void assert_property(const struct step *step, const char *name, const char *wanted)
{
    const struct text *value = config_value(step->section, name);
    if (!value && step->session)
        value = config_value(step->session, name);
    assert_non_null(value);
    assert_text(*value, wanted);
}

static void compare_step(const struct step *step, const cJSON *wanted)
{
    static const struct { const char *name; enum step_kind kind; } kinds[] = {
        { "AccessKey", STEP_KEYS }, { "AssumeRole", STEP_ROLE }, { "NamedSource", STEP_SOURCE },
        { "WebIdentityToken", STEP_WEB_IDENTITY }, { "Sso", STEP_SSO },
    };
    const cJSON *what = wanted->child, *property;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(kinds[i].name, what->string) == 0)
            assert_int_equal(step->kind, kinds[i].kind);
    if (cJSON_IsString(what))
        assert_property(step, "credential_source", what->valuestring);
    cJSON_ArrayForEach(property, what) {
        const char *name = property->string;
        bool key = strcmp(what->string, "AccessKey") == 0;
        assert_property(step, key ? text_format(&lasting, "aws_%s", name).at : name, property->valuestring);
    }
}

static void chained(void **state)
{
    const cJSON *test = *state, *input = cJSON_GetObjectItem(test, "input"), *output = cJSON_GetObjectItem(test, "output");
    struct arena arena;
    arena_init(&arena, NULL);
    struct config config;
    struct chain chain;
    config_read(&arena, &config, text_of(config_of(&arena, input)), TEXT(""));
    assert_int_equal(config.problem.length, 0);
    profile_chain(&arena, &config, text_of(json_string(input, "selected_profile")), &chain);
    const cJSON *wanted = cJSON_GetObjectItem(output, "ProfileChain");
    if (!wanted) {
        assert_says(chain.problem, json_string(output, "Error"));
    } else {
        assert_text(chain.problem, "");
        assert_int_equal(chain.steps.count, cJSON_GetArraySize(wanted));
        for (int i = 0; i < cJSON_GetArraySize(wanted); i++)
            compare_step(&chain.steps.at[i], cJSON_GetArrayItem(wanted, i));
    }
    arena_free(&arena);
}

/* -------------------------------------------------------------- recorded runs */

static void assert_credentials(const struct credentials *credentials, const cJSON *wanted)
{
    const char *token = json_string(wanted, "session_token"), *account = json_string(wanted, "account_id");
    const cJSON *expiry = cJSON_GetObjectItem(wanted, "expiry");
    assert_text(credentials->key.access_key, json_string(wanted, "access_key_id"));
    assert_text(credentials->key.secret_key, json_string(wanted, "secret_access_key"));
    assert_text(credentials->key.token, token ? token : "");
    if (account)
        assert_text(credentials->account, account);
    assert_true(credentials->origin.length > 0);
    assert_true((double)credentials->expires == (expiry ? expiry->valuedouble : 0));
}

/* Runs whose requests do not hold what the run itself was given. */
static bool is_redacted(const char *folder)
{
    static const char *const names[] = { "/ecs_assume_role", "/eks_pod_identity_credentials", "/web_identity_token_env",
                                         "/web_identity_token_profile", "/web_identity_token_source_profile" };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (text_ends(text_of(folder), names[i]))
            return true;
    return false;
}

static void recorded(void **state)
{
    const char *folder = *state;
    struct arena arena;
    arena_init(&arena, NULL);
    cJSON *environment = aws_data_json(&arena, folder, "env.json"), *test = aws_data_json(&arena, folder, "test-case.json");
    cJSON *traffic = aws_data_json(&arena, folder, "http-traffic.json");
    struct fake fake = { .arena = &arena, .environment = environment, .root = text_format(&arena, "%s/fs", folder).at,
                         .now = START_SECONDS * 1000LL, .events = cJSON_GetObjectItem(traffic, "events"),
                         .redacted = is_redacted(folder) };
    struct world world = fake_world(&fake);
    struct settings settings;
    /* the clock of a run lies before what it got runs out */
    const cJSON *result = cJSON_GetObjectItem(test, "result"), *fine = cJSON_GetObjectItem(result, "Ok");
    const cJSON *expiry = cJSON_GetObjectItem(fine, "expiry");
    if (expiry)
        fake.now = ((int64_t)expiry->valuedouble - 3600) * 1000;
    struct text problem = settings_load(&arena, &world, &settings, NULL, NULL);
    /* a run of the profile provider is one where the profile was asked for */
    settings.profile_option = strstr(folder, "/profile-provider/") != NULL;
    struct finding finding = { .arena = &arena, .settings = &settings, .problem = problem };
    exchange_start(&finding.exchange, &settings);
    struct credentials credentials;
    enum found found = problem.length ? FOUND_WRONG : credentials_find(&finding, &credentials);
    if (fine) {
        if (found != FOUND)
            print_error("%.*s\n", (int)finding.problem.length, finding.problem.at);
        assert_int_equal(found, FOUND);
        assert_credentials(&credentials, fine);
        if (fake.mistake.length)
            print_error("%s\n", fake.mistake.at);
        assert_text(fake.mistake, "");
        assert_null(cJSON_GetArrayItem(fake.events, fake.next));
    } else {
        assert_int_not_equal(found, FOUND);
        assert_says(found == FOUND_NOTHING ? TEXT("") : finding.problem, json_string(result, "ErrorContains"));
    }
    cJSON_Delete(environment);
    cJSON_Delete(test);
    cJSON_Delete(traffic);
    arena_free(&arena);
}

/* ------------------------------------------------------ containers, instances */

static void container(void **state)
{
    const cJSON *test = *state, *result = cJSON_GetObjectItem(test, "result");
    struct arena arena;
    arena_init(&arena, NULL);
    struct fake fake = { .arena = &arena, .environment = cJSON_GetObjectItem(test, "env") };
    struct world world = fake_world(&fake);
    struct settings settings;
    settings_load(&arena, &world, &settings, NULL, NULL);
    struct finding finding = { .arena = &arena, .settings = &settings };
    struct text problem, url = container_url(&finding, &problem);
    if (json_string(result, "Ok")) {
        assert_text(problem, "");
        assert_text(url, json_string(result, "Ok"));
    } else if (!cJSON_GetArraySize(fake.environment)) {
        struct credentials credentials;
        assert_int_equal(credentials_container(&finding, &credentials), FOUND_NOTHING);
    } else {
        assert_says(problem, json_string(result, "ErrorContains"));
    }
    arena_free(&arena);
}

static void instance(void **state)
{
    const cJSON *test = *state, *result = cJSON_GetObjectItem(test, "result");
    const char *file = json_string(cJSON_GetObjectItem(test, "fs"), "config");
    struct arena arena;
    arena_init(&arena, NULL);
    cJSON *environment = cJSON_Duplicate(cJSON_GetObjectItem(test, "env"), true);
    /* What a program's code says before all else is said to mtc in the
       environment; an address that stands there already goes before a mode. */
    const char *url = json_string(test, "endpoint_override"), *mode = json_string(test, "mode_override");
    if (url)
        cJSON_AddStringToObject(environment, "AWS_EC2_METADATA_SERVICE_ENDPOINT", url);
    if (mode)
        cJSON_AddStringToObject(environment, "AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE", mode);
    struct fake fake = { .arena = &arena, .environment = environment };
    struct world world = fake_world(&fake);
    struct settings settings;
    settings_load(&arena, &world, &settings, NULL, NULL);
    config_read(&arena, &settings.config, text_of(file ? file : ""), TEXT(""));
    settings.section = config_find(&settings.config, CONFIG_PROFILE, TEXT("default"));
    struct finding finding = { .arena = &arena, .settings = &settings };
    struct text problem, made = instance_url(&finding, &problem);
    if (json_string(result, "Ok")) {
        assert_text(problem, "");
        assert_text(text_join(&arena, made, TEXT("/latest/api/token")), json_string(result, "Ok"));
    } else {
        assert_says(problem, json_string(result, "Err"));
    }
    cJSON_Delete(environment);
    arena_free(&arena);
}

/* A case that is not found is a case that passes: how many there are is known. */
static size_t found_counts[5];

static void counts(void **state)
{
    (void)state;
    static const size_t wanted[] = { 28, 11, 14, 29, 18 };
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
        assert_int_equal(found_counts[i], wanted[i]);
}

/* ------------------------------------------------------- what they do not say */

struct run {
    struct arena arena;
    struct fake fake;
    struct world world;
    struct settings settings;
    struct finding finding;
    struct credentials credentials;
    cJSON *environment, *events;
};

/* The world of one environment (JSON) and a list of answers, which become the
   events of a recording. */
static void begin(struct run *run, const char *environment, const char *config, const char *events)
{
    *run = (struct run){ .environment = cJSON_Parse(environment), .events = cJSON_Parse(events) };
    arena_init(&run->arena, NULL);
    run->fake = (struct fake){ .arena = &run->arena, .environment = run->environment, .events = run->events,
                               .now = START_SECONDS * 1000LL };
    run->world = fake_world(&run->fake);
    settings_load(&run->arena, &run->world, &run->settings, NULL, NULL);
    config_read(&run->arena, &run->settings.config, text_of(config), TEXT(""));
    run->settings.section = config_find(&run->settings.config, CONFIG_PROFILE, run->settings.profile);
    run->finding = (struct finding){ .arena = &run->arena, .settings = &run->settings };
    exchange_start(&run->finding.exchange, &run->settings);
}

static void end(struct run *run)
{
    cJSON_Delete(run->environment);
    cJSON_Delete(run->events);
    arena_free(&run->arena);
}

static void half_a_key(void **state)
{
    (void)state;
    struct run run;
    begin(&run, "{\"AWS_ACCESS_KEY_ID\":\"AKIDEXAMPLE\"}", "[default]\naws_access_key_id=a\naws_secret_access_key=b\n", "[]");
    assert_int_equal(credentials_find(&run.finding, &run.credentials), FOUND_WRONG);
    assert_text(run.finding.problem, "AWS_ACCESS_KEY_ID is set in the environment, and AWS_SECRET_ACCESS_KEY is not");
    end(&run);
}

static void an_option_beats_the_environment(void **state)
{
    (void)state;
    struct run run;
    begin(&run, "{\"AWS_ACCESS_KEY_ID\":\"no\",\"AWS_SECRET_ACCESS_KEY\":\"no\",\"AWS_PROFILE\":\"a\"}",
          "[profile a]\naws_access_key_id=yes\naws_secret_access_key=b\n", "[]");
    assert_int_equal(credentials_find(&run.finding, &run.credentials), FOUND);
    assert_text(run.credentials.key.access_key, "no");
    run.settings.profile_option = true;
    assert_int_equal(credentials_find(&run.finding, &run.credentials), FOUND);
    assert_text(run.credentials.key.access_key, "yes");
    assert_text(run.credentials.origin, "profile 'a'");
    end(&run);
}

static void a_named_profile_must_be_there(void **state)
{
    (void)state;
    struct run run;
    begin(&run, "{\"AWS_PROFILE\":\"oops\"}", "[profile a]\nx=y\n", "[]");
    assert_int_equal(credentials_find(&run.finding, &run.credentials), FOUND_WRONG);
    assert_text(run.finding.problem, "profile 'oops' was not found");
    assert_int_equal(run.fake.requests, 0);
    end(&run);
}

static void a_container_s_token_stays_here(void **state)
{
    (void)state;
    struct run run;
    begin(&run, "{\"AWS_CONTAINER_CREDENTIALS_FULL_URI\":\"http://10.0.0.1/x\"}", "", "[]");
    assert_int_equal(credentials_find(&run.finding, &run.credentials), FOUND_WRONG);
    assert_non_null(strstr(run.finding.problem.at, "unencrypted"));
    end(&run);
    begin(&run, "{\"AWS_CONTAINER_CREDENTIALS_FULL_URI\":\"http://127.0.0.1:1/x\","
                "\"AWS_CONTAINER_AUTHORIZATION_TOKEN\":\"a\\r\\nX: y\"}", "", "[]");
    assert_int_equal(credentials_find(&run.finding, &run.credentials), FOUND_WRONG);
    assert_non_null(strstr(run.finding.problem.at, "line end"));
    assert_int_equal(run.fake.requests, 0);
    end(&run);
}

/* Plain HTTP goes to this machine and AWS's own addresses, by number. */
static void near_addresses(void **state)
{
    (void)state;
    static const struct { const char *host; bool near; } cases[] = {
        { "127.0.0.1", true }, { "127.9.9.9:81", true }, { "localhost", true }, { "LOCALHOST:1", true }, { "[::1]", true },
        { "[0:0:0:0:0:0:0:1]:99", true }, { "169.254.170.2", true }, { "169.254.170.23", true }, { "[fd00:ec2::23]", true },
        { "127.0.0.1.example.com", false }, { "127.example.com", false }, { "169.254.169.254", false }, { "169.254.170.24", false },
        { "[fd00:ec2::24]", false }, { "[::2]", false }, { "localhost.example.com", false }, { "10.0.0.1", false }, { "128.0.0.1", false },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct run run;
        struct text problem;
        begin(&run, text_format(&lasting, "{\"AWS_CONTAINER_CREDENTIALS_FULL_URI\":\"http://%s/x\"}", cases[i].host).at, "", "[]");
        container_url(&run.finding, &problem);
        assert_int_equal(problem.length == 0, cases[i].near);
        end(&run);
        begin(&run, text_format(&lasting, "{\"AWS_CONTAINER_CREDENTIALS_FULL_URI\":\"https://%s/x\"}", cases[i].host).at, "", "[]");
        container_url(&run.finding, &problem);
        assert_text(problem, "");
        end(&run);
    }
}

/* A mistake is told with the file and the line of its profile, and no secret. */
static void mistakes_have_a_place(void **state)
{
    (void)state;
    static const struct { const char *config, *problem; } cases[] = {
        { "[default]\nrole_arn = r\nsource_profile = b\n\n[profile b]\naws_access_key_id = hidden\n",
          "config:5: profile 'b' is missing aws_secret_access_key" },
        { "\n[default]\naws_secret_access_key = hidden\n", "config:2: profile 'default' is missing aws_access_key_id" },
        { "[default]\ncredential_source = Moon\nrole_arn = r\n",
          "config:1: credential_source 'Moon' is none of Environment, Ec2InstanceMetadata, EcsContainer" },
        { "[default]\nsso_session = s\nsso_account_id = 1\nsso_role_name = r\n[sso-session s]\nsso_region = x\n",
          "config:5: sso-session 's' has no 'sso_start_url'" },
        { "[default]\ncredential_process = echo hidden; echo words >&2; exit 3\n",
          "config:1: profile 'default': its credential_process ended with exit status 3: words" },
        { "[default]\ncredential_process = echo '{\"Version\":2}'\n",
          "config:1: profile 'default': its credential_process gave a form of credentials other than Version 1" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct run run;
        begin(&run, "{}", cases[i].config, "[]");
        assert_int_equal(credentials_find(&run.finding, &run.credentials), FOUND_WRONG);
        assert_text(run.finding.problem, cases[i].problem);
        end(&run);
    }
}

/* In one profile, a program goes before the keys of the config file and behind
   those of the credentials file; a token goes with the keys of its own file; a
   profile that is its own source has keys. */
static void which_of_a_profile(void **state)
{
    (void)state;
    static const char program[] = "credential_process = echo '{\"Version\":1,\"AccessKeyId\":\"P\",\"SecretAccessKey\":\"s\"}'\n";
    static const struct { const char *config, *credentials; bool program; const char *key, *token; } cases[] = {
        { "[default]\naws_access_key_id=a\naws_secret_access_key=b\n", "", true, "P", "" },
        { "[default]\nregion=x\n", "[default]\naws_access_key_id=a\naws_secret_access_key=b\n", true, "a", "" },
        { "[default]\naws_access_key_id=a\naws_secret_access_key=b\naws_session_token=t\n",
          "[default]\naws_access_key_id=c\naws_secret_access_key=d\n", false, "c", "" },
        { "[default]\naws_access_key_id=a\naws_secret_access_key=b\naws_security_token=t\n",
          "[default]\naws_access_key_id=c\naws_secret_access_key=d\naws_session_token=u\n", false, "c", "u" },
        { "[default]\nrole_arn=r\nsource_profile=default\n", "", true, NULL, "formed an infinite loop" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct run run;
        begin(&run, "{}", "", "[]");
        const char *config = text_format(&run.arena, "%s%s", cases[i].config, cases[i].program ? program : "").at;
        config_read(&run.arena, &run.settings.config, text_of(config), text_of(cases[i].credentials));
        run.settings.section = config_find(&run.settings.config, CONFIG_PROFILE, TEXT("default"));
        assert_int_equal(credentials_find(&run.finding, &run.credentials), cases[i].key ? FOUND : FOUND_WRONG);
        if (cases[i].key) {
            assert_text(run.credentials.key.access_key, cases[i].key);
            assert_text(run.credentials.key.token, cases[i].token);
        } else {
            assert_non_null(strstr(run.finding.problem.at, cases[i].token));
        }
        end(&run);
    }
}

/* ------------------------------------------------------------- a role's options */

struct role_run {
    struct fake fake;
    struct text body;           /* of the last call */
};

static void send_role(void *context, struct arena *arena, const struct http_request *request, struct http_answer *answer)
{
    struct role_run *run = context;
    run->body = text_copy(arena, request->body);
    *answer = (struct http_answer){ .status = 200, .reason = { "", 0 }, .body = TEXT(
        "<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>K</AccessKeyId><SecretAccessKey>S</SecretAccessKey>"
        "<SessionToken>T</SessionToken><Expiration>2021-09-21T18:41:26Z</Expiration></Credentials></AssumeRoleResult>"
        "</AssumeRoleResponse>") };
}

static struct text tell_code(void *context, struct arena *arena, struct text serial)
{
    (void)arena;
    assert_text(serial, "arn:mfa/me");
    return text_of(context);
}

/* What a profile says of a role goes into the call; a device's code is asked for. */
static void role_options(void **state)
{
    (void)state;
    static const struct { const char *options, *code, *form; } cases[] = {
        { "role_session_name = s\n", NULL, "&RoleSessionName=s" },
        { "", NULL, "&RoleSessionName=mtc-1632246086" },
        { "role_session_name = s\nexternal_id = a+b /c\n", NULL, "&RoleSessionName=s&ExternalId=a%2Bb+%2Fc" },
        { "role_session_name = s\nduration_seconds = 900\n", NULL, "&RoleSessionName=s&DurationSeconds=900" },
        { "role_session_name = s\nduration_seconds = long\n", NULL, "&RoleSessionName=s" },
        { "role_session_name = s\nmfa_serial = arn:mfa/me\n", "123456",
          "&RoleSessionName=s&SerialNumber=arn%3Amfa%2Fme&TokenCode=123456" },
        { "mfa_serial = arn:mfa/me\n", "", NULL }, { "mfa_serial = arn:mfa/me\n", NULL, NULL },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct run run;
        begin(&run, "{\"AWS_REGION\":\"eu-west-1\"}", text_format(&lasting,
              "[default]\nrole_arn = r\nsource_profile = k\n%s[profile k]\naws_access_key_id=a\naws_secret_access_key=b\n",
              cases[i].options).at, "[]");
        struct role_run role = { .fake = run.fake, .body = { "", 0 } };
        run.world.context = &role;      /* .fake is its first member */
        run.world.send = send_role;
        run.finding.ask_code = cases[i].code ? tell_code : NULL;
        run.finding.context = (void *)(uintptr_t)cases[i].code;
        assert_int_equal(credentials_find(&run.finding, &run.credentials), cases[i].form ? FOUND : FOUND_WRONG);
        if (cases[i].form)
            assert_text(role.body, text_format(&lasting, "Action=AssumeRole&Version=2011-06-15&RoleArn=r%s", cases[i].form).at);
        else
            assert_non_null(strstr(run.finding.problem.at, "wants a code of the device 'arn:mfa/me', and nobody can be asked"));
        end(&run);
    }
}

/* What stands beside a web identity in the environment. */
static void beside_web_identity(void **state)
{
    (void)state;
    static const char environment[] = "{\"AWS_WEB_IDENTITY_TOKEN_FILE\":\"no-file\",\"AWS_ROLE_ARN\":\"r\"}";
    static const struct { const char *config; bool option; const char *problem; } cases[] = {
        { "[default]\naws_access_key_id=a\naws_secret_access_key=b\n", false, "no-file" },
        { "[default]\nrole_arn=r\ncredential_source=Moon\n", false, "credential_source 'Moon'" },
        { "[default]\naws_access_key_id=a\naws_secret_access_key=b\n", true, NULL },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct run run;
        begin(&run, environment, cases[i].config, "[]");
        run.settings.profile_option = cases[i].option;
        assert_int_equal(credentials_find(&run.finding, &run.credentials), cases[i].problem ? FOUND_WRONG : FOUND);
        if (cases[i].problem)
            assert_non_null(strstr(run.finding.problem.at, cases[i].problem));
        end(&run);
    }
}

static void old_name_of_the_token(void **state)
{
    (void)state;
    struct run run;
    begin(&run, "{}", "[default]\naws_access_key_id=a\naws_secret_access_key=b\naws_security_token=t\n", "[]");
    assert_int_equal(credentials_find(&run.finding, &run.credentials), FOUND);
    assert_text(run.credentials.key.token, "t");
    end(&run);
}

/* A folder of the test's own with one file in it; its name is kept in `folder`. */
static void make_home(char *folder, const char *name, const char *content)
{
    strcpy(folder, "/tmp/mtc-home.XXXXXX");
    assert_non_null(mkdtemp(folder));
    const char *parts[] = { "/.aws", "/.aws/sso", "/.aws/sso/cache" };
    for (size_t i = 0; i < 3; i++)
        assert_int_equal(mkdir(text_format(&lasting, "%s%s", folder, parts[i]).at, 0700), 0);
    FILE *file = fopen(text_format(&lasting, "%s/.aws/sso/cache/%s.json", folder, name).at, "w");
    assert_non_null(file);
    fputs(content, file);
    fclose(file);
}

static void remove_home(const char *folder, const char *name)
{
    const char *parts[] = { "/.aws/sso/cache", "/.aws/sso", "/.aws", "" };
    remove(text_format(&lasting, "%s/.aws/sso/cache/%s.json", folder, name).at);
    for (size_t i = 0; i < 4; i++)
        rmdir(text_format(&lasting, "%s%s", folder, parts[i]).at);
}

#define CACHE(expires) "{\"accessToken\":\"old\",\"expiresAt\":\"" expires "\",\"refreshToken\":\"r1\",\"clientId\":\"c\"," \
                       "\"clientSecret\":\"s\",\"region\":\"eu-west-1\"}"
#define ANSWER(method, uri, header, status, body) \
    "{\"action\":{\"Request\":{\"request\":{\"uri\":\"" uri "\",\"headers\":{" header "},\"method\":\"" method "\"}}}}," \
    "{\"action\":{\"Response\":{\"response\":{\"Ok\":{\"status\":" status ",\"headers\":{}}}}}}," \
    "{\"action\":{\"Data\":{\"data\":{\"Utf8\":\"" body "\"},\"direction\":\"Response\"}}}"
#define PORTAL "https://portal.sso.eu-west-1.amazonaws.com/federation/credentials?account_id=1&role_name=R"
#define ROLE "{\\\"roleCredentials\\\":{\\\"accessKeyId\\\":\\\"K\\\",\\\"secretAccessKey\\\":\\\"S\\\",\\\"sessionToken\\\":" \
             "\\\"T\\\",\\\"expiration\\\":1632250000000}}"

#define TOKEN "http://169.254.169.254/latest/api/token"
#define ROLES "http://169.254.169.254/latest/meta-data/iam/security-credentials/"

/* What the instance's metadata refuse is told with the reason, where there is
   one; a machine without a role has nothing to tell. */
static void imds_refusals(void **state)
{
    (void)state;
    static const struct { const char *events; enum found found; const char *words; } cases[] = {
        { "[" ANSWER("PUT", TOKEN, "", "404", "") "," ANSWER("GET", ROLES, "", "401", "") "]", FOUND_WRONG, "hop limit must be at least 2" },
        { "[" ANSWER("PUT", TOKEN, "", "200", "t") "," ANSWER("GET", ROLES, "", "404", "") "]", FOUND_NOTHING, "" },
        { "[" ANSWER("PUT", TOKEN, "", "403", "") "]", FOUND_WRONG, "is disabled (HTTP 403)" },
        { "[" ANSWER("PUT", TOKEN, "", "400", "") "]", FOUND_WRONG, "gave no token (HTTP 400)" },
        { "[" ANSWER("PUT", TOKEN, "", "200", "t") "," ANSWER("GET", ROLES, "", "200", "r") ","
          ANSWER("GET", ROLES "r", "", "200", "{\\\"Code\\\":\\\"AssumeRoleUnauthorizedAccess\\\",\\\"Message\\\":\\\"EC2 cannot assume"
                 " it\\\"}") "]", FOUND_WRONG, "of its role 'r': AssumeRoleUnauthorizedAccess: EC2 cannot assume it" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct run run;
        begin(&run, "{}", "", cases[i].events);
        assert_int_equal(credentials_find(&run.finding, &run.credentials), cases[i].found);
        assert_text(run.fake.mistake, "");
        assert_non_null(strstr(run.finding.problem.at, cases[i].words));
        end(&run);
    }
}

/* A token of the last minutes is changed for a new one, which goes into the
   cache; one that cannot be refreshed serves to its end, and no longer. */
static void sso_refresh(void **state)
{
    (void)state;
    static const char session[] = "[default]\nsso_session = s\nsso_account_id = 1\nsso_role_name = R\n"
                                  "[sso-session s]\nsso_region = eu-west-1\nsso_start_url = https://x\n";
    static const char refreshed[] = "[" ANSWER("POST", "https://oidc.eu-west-1.amazonaws.com/token", "", "200",
        "{\\\"accessToken\\\":\\\"new\\\",\\\"expiresIn\\\":3600,\\\"refreshToken\\\":\\\"r2\\\"}") ","
        ANSWER("GET", PORTAL, "\"x-amz-sso_bearer_token\":[\"new\"]", "200", ROLE) "]";
    static const char kept[] = "[" ANSWER("POST", "https://oidc.eu-west-1.amazonaws.com/token", "", "400",
        "{\\\"error\\\":\\\"invalid_grant\\\"}") ","
        ANSWER("GET", PORTAL, "\"x-amz-sso_bearer_token\":[\"old\"]", "200", ROLE) "]";
    /* it is 17:41:26 */
    static const struct { const char *cache, *events; enum found found; const char *token, *refresh_token, *expires; } cases[] = {
        { CACHE("2021-09-21T17:46:00Z"), refreshed, FOUND, "new", "r2", "2021-09-21T18:41:26Z" },
        { CACHE("2021-09-21T17:00:00Z"), refreshed, FOUND, "new", "r2", "2021-09-21T18:41:26Z" },
        { CACHE("2021-09-21T17:46:00Z"), kept, FOUND, "old", "r1", "2021-09-21T17:46:00Z" },
        { CACHE("2021-09-21T17:00:00Z"), kept, FOUND_WRONG, "old", "r1", "2021-09-21T17:00:00Z" },
    };
    const char *name = text_cstring(&lasting, digest_sha1(&lasting, TEXT("s")));
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char folder[64];
        struct run run;
        struct text written;
        make_home(folder, name, cases[i].cache);
        begin(&run, "{\"HOME\":\"\"}", session, cases[i].events);
        run.fake.root = folder;
        cJSON_DeleteItemFromObject(run.environment, "HOME");
        assert_int_equal(credentials_find(&run.finding, &run.credentials), cases[i].found);
        assert_text(run.fake.mistake, "");
        if (cases[i].found == FOUND)
            assert_text(run.credentials.key.token, "T");
        else
            assert_non_null(strstr(run.finding.problem.at, "'aws sso login --profile default'"));
        assert_int_equal(file_read(&run.arena, text_format(&lasting, "%s/.aws/sso/cache/%s.json", folder, name).at, 10000, &written), 0);
        cJSON *there = cJSON_Parse(written.at);
        assert_string_equal(json_string(there, "accessToken"), cases[i].token);
        assert_string_equal(json_string(there, "refreshToken"), cases[i].refresh_token);
        assert_string_equal(json_string(there, "expiresAt"), cases[i].expires);
        assert_string_equal(json_string(there, "clientSecret"), "s");
        assert_string_equal(json_string(there, "region"), "eu-west-1");
        assert_int_equal(cJSON_GetArraySize(there), 6);
        cJSON_Delete(there);
        end(&run);
        remove_home(folder, name);
    }
}

static void times(void **state)
{
    (void)state;
    static const struct { const char *text; int64_t wanted; } cases[] = {
        { "2021-09-21T18:41:26Z", 1632249686 }, { "2022-05-02T18:36:00+00:00", 1651516560 },
        { "2022-05-02T18:36:00.123456Z", 1651516560 }, { "2022-05-02T20:36:00+02:00", 1651516560 },
        { "2022-05-02T17:06:00-0130", 1651516560 }, { "20150830T123600Z", 1440938160 }, { "2022-05-02", -1 },
        { "", -1 }, { "2022-13-02T18:36:00Z", -1 }, { "2022-05-02T18:36:00ZZ", -1 }, { "2022-05-02T18:36", -1 },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_true(world_time(text_of(cases[i].text)) == cases[i].wanted);
    static const char *const dates[] = { "Thu, 05 Aug 2021 18:58:02 GMT", "Thursday, 05-Aug-21 18:58:02 GMT",
                                         "Thu Aug  5 18:58:02 2021" };
    for (size_t i = 0; i < sizeof dates / sizeof *dates; i++)
        assert_true(world_http_date(&lasting, text_of(dates[i])) == 1628189882);
    assert_true(world_http_date(&lasting, TEXT("yesterday")) == -1);
    assert_true(world_http_date(&lasting, TEXT("Thu, 5")) == -1);
}

static int compare(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

static size_t add_recorded(const char *data, const char *group, const char *const *names)
{
    size_t added = 0;
    for (; *names; names++)
        added += add(group, *names, recorded, text_format(&lasting, "%s/" DATA "/%s/%s", data, group, *names).at);
    return added;
}

static const char **names_below(const char *folder)
{
    const char **names = arena_zero(&lasting, MOST_CASES * sizeof *names);
    size_t found = 0;
    DIR *stream = opendir(folder);
    assert_non_null(stream);
    for (struct dirent *entry; (entry = readdir(stream));)
        if (entry->d_name[0] != '.')
            names[found++] = text_copy(&lasting, text_of(entry->d_name)).at;
    closedir(stream);
    qsort(names, found, sizeof *names, compare);
    return names;
}

int main(void)
{
    const struct CMUnitTest own[] = {
        cmocka_unit_test(half_a_key), cmocka_unit_test(an_option_beats_the_environment),
        cmocka_unit_test(a_named_profile_must_be_there), cmocka_unit_test(a_container_s_token_stays_here),
        cmocka_unit_test(near_addresses), cmocka_unit_test(mistakes_have_a_place), cmocka_unit_test(old_name_of_the_token),
        cmocka_unit_test(which_of_a_profile), cmocka_unit_test(beside_web_identity), cmocka_unit_test(role_options),
        cmocka_unit_test(imds_refusals), cmocka_unit_test(sso_refresh), cmocka_unit_test(times),
    };
    cJSON *files[3] = { NULL }, *test;
    arena_init(&lasting, NULL);
    for (size_t i = 0; i < sizeof own / sizeof *own; i++)
        tests[count++] = own[i];
    const char *data = aws_data_folder(&lasting);
    if (!data) {
        tests[count++] = (struct CMUnitTest)cmocka_unit_test(no_data);
    } else {
        files[0] = aws_data_json(&lasting, data, DATA "/assume-role-tests.json");
        files[1] = aws_data_json(&lasting, data, DATA "/ecs-tests.json");
        files[2] = aws_data_json(&lasting, data, DATA "/imds-config/imds-endpoint-tests.json");
        cJSON_ArrayForEach(test, files[0])
            found_counts[0] += add("chain", json_string(test, "docs"), chained, test);
        cJSON_ArrayForEach(test, cJSON_GetObjectItem(files[1], "tests"))
            found_counts[1] += add("container", json_string(test, "docs"), container, test);
        cJSON_ArrayForEach(test, cJSON_GetObjectItem(files[2], "tests"))
            found_counts[2] += add("instance", json_string(test, "docs"), instance, test);
        static const char *const groups[] = { "default-credential-provider-chain", "profile-provider" };
        for (size_t i = 0; i < 2; i++)
            found_counts[3 + i] = add_recorded(data, groups[i], names_below(text_format(&lasting, "%s/" DATA "/%s", data,
                                                                                        groups[i]).at));
        tests[count++] = (struct CMUnitTest)cmocka_unit_test(counts);
    }
    int failed = cmocka_run_group_tests_name("credentials", tests, NULL, NULL);
    for (size_t i = 0; i < 3; i++)
        cJSON_Delete(files[i]);
    arena_free(&lasting);
    return failed;
}
