/* Credentials of `aws login`, against the SDKs' eight common cases; the proof that
   goes with a renewal, verified. */
#include "fake_world.h"

#include "deploy/credentials/dpop.h"

#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <sys/stat.h>

#define CASES "smithy-rs/aws/rust-runtime/aws-config/test-data/login-provider-test-cases.json"
enum { NOW_SECONDS = 1763510400, MOST_CASES = 16 };      /* 2025-11-19T00:00:00Z */

static struct arena lasting;

/* ------------------------------------------------------------------- the proof */

static struct text decode(struct arena *arena, struct text part)
{
    char *padded = arena_alloc(arena, part.length + 5);
    size_t length = part.length;
    for (size_t i = 0; i < length; i++)
        padded[i] = (char)(part.at[i] == '-' ? '+' : part.at[i] == '_' ? '/' : part.at[i]);
    size_t padding = (4 - length % 4) % 4;
    memset(padded + length, '=', padding);
    length += padding;
    unsigned char *out = arena_alloc(arena, length + 1);
    int got = EVP_DecodeBlock(out, (const unsigned char *)padded, (int)length);
    assert_true(got >= 0);
    out[got - (int)padding] = '\0';
    return (struct text){ (char *)out, (size_t)got - padding };
}

/* Checks header, claims and signature of a proof of that key. */
static void verify(struct arena *arena, struct text proof, struct text pem, const char *url)
{
    const char *dot = strchr(text_cstring(arena, proof), '.'), *second = strchr(dot + 1, '.');
    struct text whole = text_of(text_cstring(arena, proof));
    size_t first_end = (size_t)(strchr(whole.at, '.') - whole.at), second_end = first_end + (size_t)(second - dot);
    cJSON *header = cJSON_Parse(decode(arena, text_slice(whole, 0, first_end)).at);
    cJSON *claims = cJSON_Parse(decode(arena, text_slice(whole, first_end + 1, second_end)).at);
    struct text pair = decode(arena, text_slice(whole, second_end + 1, whole.length));
    assert_string_equal(json_string(header, "typ"), "dpop+jwt");
    assert_string_equal(json_string(header, "alg"), "ES256");
    const cJSON *jwk = cJSON_GetObjectItem(header, "jwk");
    assert_string_equal(json_string(jwk, "crv"), "P-256");
    assert_int_equal(decode(arena, text_of(json_string(jwk, "x"))).length, 32);
    assert_int_equal(decode(arena, text_of(json_string(jwk, "y"))).length, 32);
    assert_string_equal(json_string(claims, "htm"), "POST");
    assert_string_equal(json_string(claims, "htu"), url);
    assert_true(cJSON_GetObjectItem(claims, "iat")->valuedouble == NOW_SECONDS);
    assert_true(strlen(json_string(claims, "jti")) >= 16);
    assert_int_equal(pair.length, 64);
    BIO *bio = BIO_new_mem_buf(pem.at, (int)pem.length);
    EVP_PKEY *key = PEM_read_bio_PrivateKey(bio, NULL, NULL, NULL);
    ECDSA_SIG *signature = ECDSA_SIG_new();
    assert_int_equal(ECDSA_SIG_set0(signature, BN_bin2bn((const unsigned char *)pair.at, 32, NULL),
                                    BN_bin2bn((const unsigned char *)pair.at + 32, 32, NULL)), 1);
    unsigned char der[128], *at = der;
    int length = i2d_ECDSA_SIG(signature, &at);
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    assert_int_equal(EVP_DigestVerifyInit(context, NULL, EVP_sha256(), NULL, key), 1);
    assert_int_equal(EVP_DigestVerify(context, der, (size_t)length, (const unsigned char *)whole.at, second_end), 1);
    EVP_MD_CTX_free(context);
    ECDSA_SIG_free(signature);
    EVP_PKEY_free(key);
    BIO_free(bio);
    cJSON_Delete(header);
    cJSON_Delete(claims);
}

static void no_key(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, NULL);
    static const char *const keys[] = { "", "-----BEGIN EC PRIVATE KEY-----\n", "text",
        "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g\n-----END PRIVATE KEY-----\n" };
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        assert_text(dpop_proof(&arena, text_of(keys[i]), TEXT("https://h/"), 0, TEXT("id")), "");
    arena_free(&arena);
}

/* ------------------------------------------------------------------- the cases */

struct login_world {
    struct fake fake;
    const cJSON *call;          /* mockApiCalls[0]; NULL: none is expected */
    const char *key;            /* dpopKey of the file */
    unsigned calls;
};

static void send_login(void *context, struct arena *arena, const struct http_request *request, struct http_answer *answer)
{
    struct login_world *world = context;
    static const char url[] = "https://eu-west-1.signin.aws.amazon.com/v1/token";
    *answer = (struct http_answer){ .failure = HTTP_NOT_SENT, .reason = TEXT("no call is expected"), .body = { "", 0 } };
    world->calls++;
    if (!world->call)
        return;
    assert_string_equal(request->method, "POST");
    assert_text(request->url, url);
    assert_text(*headers_find(&request->headers, "content-type"), "application/json");
    assert_null(headers_find(&request->headers, "authorization"));
    const struct text *proof = headers_find(&request->headers, "dpop");
    assert_non_null(proof);
    verify(arena, *proof, text_of(world->key), url);
    cJSON *sent = cJSON_ParseWithLength(request->body.at, request->body.length);
    assert_true(cJSON_Compare(sent, cJSON_GetObjectItem(cJSON_GetObjectItem(world->call, "request"), "tokenInput"), true));
    cJSON_Delete(sent);
    const cJSON *output = cJSON_GetObjectItem(cJSON_GetObjectItem(world->call, "response"), "tokenOutput");
    const cJSON *code = cJSON_GetObjectItem(world->call, "responseCode");
    char *printed = cJSON_PrintUnformatted(output);
    answer->failure = HTTP_FINE;
    answer->status = code ? code->valueint : 200;
    answer->body = output ? text_copy(arena, text_of(printed)) : TEXT("{\"error\":\"TOKEN_EXPIRED\",\"message\":\"too old\"}");
    cJSON_free(printed);
}

static void write_text(const char *path, const char *content)
{
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(content, file);
    fclose(file);
}

/* The one file of a case, in a folder of the test's own. Returns its path. */
static const char *write_cache(struct arena *arena, const char *folder, const cJSON *contents)
{
    const char *path = text_format(arena, "%s/%s", folder, contents->child ? contents->child->string : "none").at;
    char *printed = contents->child ? cJSON_Print(contents->child) : NULL;
    if (printed)
        write_text(path, printed);
    cJSON_free(printed);
    return path;
}

static void check(struct arena *arena, const cJSON *outcome, enum found found, const struct credentials *credentials, const char *path)
{
    const char *result = json_string(outcome, "result");
    if (strcmp(result, "error") == 0) {
        assert_int_equal(found, FOUND_WRONG);
    } else if (strcmp(result, "credentials") == 0) {
        assert_int_equal(found, FOUND);
        assert_text(credentials->key.access_key, json_string(outcome, "accessKeyId"));
        assert_text(credentials->key.secret_key, json_string(outcome, "secretAccessKey"));
        assert_text(credentials->key.token, json_string(outcome, "sessionToken"));
        assert_text(credentials->account, json_string(outcome, "accountId"));
        assert_true(credentials->expires == world_time(text_of(json_string(outcome, "expiresAt"))));
    } else {
        struct text written;
        assert_string_equal(result, "cacheContents");
        assert_int_equal(file_read(arena, path, 100000, &written), 0);
        cJSON *there = cJSON_Parse(written.at);
        assert_true(cJSON_Compare(there, cJSON_GetObjectItem(outcome, strrchr(path, '/') + 1), true));
        cJSON_Delete(there);
    }
}

static void published(void **state)
{
    const cJSON *test = *state, *outcome, *contents = cJSON_GetObjectItem(test, "cacheContents");
    struct arena arena;
    arena_init(&arena, NULL);
    char folder[] = "/tmp/mtc-login.XXXXXX";
    assert_non_null(mkdtemp(folder));
    const char *path = write_cache(&arena, folder, contents);
    cJSON *environment = cJSON_Parse("{\"AWS_PROFILE\":\"signin\",\"AWS_REGION\":\"eu-west-1\",\"AWS_LOGIN_CACHE_DIRECTORY\":\"cache\"}");
    struct login_world login = { .fake = { .arena = &arena, .environment = environment, .now = NOW_SECONDS * 1000LL, .chance = 0.3 },
                                 .call = cJSON_GetArrayItem(cJSON_GetObjectItem(test, "mockApiCalls"), 0),
                                 .key = json_string(contents->child, "dpopKey") };
    /* "cache" of the world lies at the folder */
    assert_int_equal(symlink(folder, text_format(&arena, "%s/cache", folder).at), 0);
    login.fake.root = folder;
    struct world world = fake_world(&login.fake);
    world.context = &login;     /* .fake is its first member */
    world.send = send_login;
    struct settings settings;
    settings_load(&arena, &world, &settings, NULL, NULL);
    config_read(&arena, &settings.config, text_of(json_string(test, "configContents")), TEXT(""));
    settings.section = config_find(&settings.config, CONFIG_PROFILE, settings.profile);
    struct finding finding = { .arena = &arena, .settings = &settings };
    exchange_start(&finding.exchange, &settings);
    struct credentials credentials;
    enum found found = credentials_find(&finding, &credentials);
    if (found == FOUND_WRONG)
        assert_non_null(strstr(finding.problem.at, "'aws login --profile signin' gives new ones"));
    cJSON_ArrayForEach(outcome, cJSON_GetObjectItem(test, "outcomes"))
        check(&arena, outcome, found, &credentials, path);
    assert_int_equal(login.calls, login.call != NULL);
    remove(path);
    remove(text_format(&arena, "%s/cache", folder).at);
    assert_int_equal(rmdir(folder), 0);
    cJSON_Delete(environment);
    arena_free(&arena);
}

static size_t case_count;

static void counts(void **state)
{
    (void)state;
    assert_int_equal(case_count, 8);
}

int main(void)
{
    struct CMUnitTest tests[MOST_CASES + 2] = { cmocka_unit_test(no_key) };
    size_t count = 1;
    cJSON *cases = NULL, *test;
    arena_init(&lasting, NULL);
    const char *data = aws_data_folder(&lasting);
    if (!data) {
        tests[count++] = (struct CMUnitTest)cmocka_unit_test(no_data);
    } else {
        cases = aws_data_json(&lasting, data, CASES);
        cJSON_ArrayForEach(test, cases)
            if (case_count < MOST_CASES) {
                tests[count++] = (struct CMUnitTest){ json_string(test, "documentation"), published, NULL, NULL, test };
                case_count++;
            }
        tests[count++] = (struct CMUnitTest)cmocka_unit_test(counts);
    }
    int failed = _cmocka_run_group_tests("login", tests, count, NULL, NULL);
    cJSON_Delete(cases);
    arena_free(&lasting);
    return failed;
}
