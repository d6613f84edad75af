/* The signature, against the results that AWS publishes: 38 requests signed in
   headers and in the query (aws-c-auth), 34 in the older form (botocore), each
   in its three stages. And what those do not cover. */
#include "aws_data.h"

#include "deploy/client/sigv4.h"

#include <dirent.h>

#define SUITE "aws-c-auth/tests/aws-signing-test-suite/v4"
#define OLDER "botocore/tests/unit/auth/aws4_testsuite"
enum { MOST_CASES = 200, TIME_OF_ALL = 1440938160 };    /* 2015-08-30T12:36:00Z */

/* What a test is told: its folder, and which of the forms. */
struct vector {
    const char *folder, *name;
    bool in_query, older;
};

struct reading {
    struct sigv4_request request;
    struct headers headers;
};

/* "GET /path?query HTTP/1.1", headers with folds, an empty line, the body. The
   path of a request line may hold blanks. */
static void read_request(struct arena *arena, struct text text, struct reading *reading)
{
    size_t first = 0, line_end = 0;
    while (line_end < text.length && text.at[line_end] != '\n')
        line_end++;
    while (text.at[first] != ' ')
        first++;
    struct text line = text_slice(text, first + 1, line_end);
    if (text_ends(line, "\r"))
        line.length--;
    assert_true(text_ends(line, " HTTP/1.1"));
    line.length -= 9;
    const char *mark = memchr(line.at, '?', line.length);
    size_t cut = mark ? (size_t)(mark - line.at) : line.length;
    reading->request.method = text_slice(text, 0, first);
    reading->request.path = text_slice(line, 0, cut);
    reading->request.query = mark ? text_slice(line, cut + 1, line.length) : TEXT("");
    size_t at = line_end + 1;
    while (at < text.length && text.at[at] != '\n') {
        size_t end = at;
        do
            end++;
        while (end < text.length && (text.at[end] != '\n' || (end + 1 < text.length && text.at[end + 1] == ' ')));
        struct text header = text_slice(text, at, end);
        const char *colon = memchr(header.at, ':', header.length);
        assert_non_null(colon);
        size_t name = (size_t)(colon - header.at);
        struct text value = text_slice(header, name + 1, header.length);
        /* the signer adds the date */
        if (!text_starts(header, "X-Amz-Date:"))
            headers_add(arena, &reading->headers, text_cstring(arena, text_slice(header, 0, name)), value);
        at = end + 1;
    }
    reading->request.body = at < text.length ? text_slice(text, at + 1, text.length) : TEXT("");
    reading->request.headers = &reading->headers;
}

static bool is_true(const cJSON *object, const char *name)
{
    return cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(object, name));
}

/* The older form without line ends of Windows. */
static struct text expected(struct arena *arena, const struct vector *vector, const char *name)
{
    struct text text = aws_data_file(arena, vector->folder, name);
    char *out = arena_alloc(arena, text.length + 1);
    size_t length = 0;
    for (size_t i = 0; i < text.length; i++)
        if (text.at[i] != '\r')
            out[length++] = text.at[i];
    out[length] = '\0';
    return (struct text){ out, length };
}

/* A query whose letters beyond ASCII are encoded: one published request has a
   raw one, which no client sends. */
static struct text ascii(struct arena *arena, struct text query)
{
    struct buffer out;
    buffer_init(&out, arena);
    for (size_t i = 0; i < query.length; i++)
        buffer_add_format(&out, (unsigned char)query.at[i] < 0x80 ? "%c" : "%%%02X", (unsigned char)query.at[i]);
    return buffer_text(&out);
}

/* The whole request as it is sent: the published one holds no more headers and
   no other parameters, in whatever order. */
static void assert_signed(struct arena *arena, const struct vector *vector, const struct reading *reading,
                          const struct sigv4_result *result)
{
    struct reading wanted = { 0 };
    read_request(arena, aws_data_file(arena, vector->folder, text_format(arena, "%s-signed-request.txt",
                                                                         vector->in_query ? "query" : "header").at), &wanted);
    struct text query = vector->in_query ? result->query : reading->request.query;
    assert_text(wanted.request.method, text_cstring(arena, reading->request.method));
    assert_text(wanted.request.path, text_cstring(arena, reading->request.path));
    assert_text(ascii(arena, wanted.request.query), text_cstring(arena, ascii(arena, query)));
    assert_text(wanted.request.body, text_cstring(arena, reading->request.body));
    size_t dates = 0;
    const struct headers *sent[] = { &reading->headers, &result->added };
    for (size_t k = 0, at = 0; k < 2; k++)
        for (size_t i = 0; i < sent[k]->list.count; i++) {
            const struct header *header = &sent[k]->list.at[i];
            /* the date, which reading leaves out, is what was signed */
            dates += text_equal_c(header->name, "X-Amz-Date");
            if (text_equal_c(header->name, "X-Amz-Date"))
                continue;
            assert_true(at < wanted.headers.list.count);
            assert_text(wanted.headers.list.at[at].name, text_cstring(arena, header->name));
            assert_text(text_trim(wanted.headers.list.at[at++].value), text_cstring(arena, text_trim(header->value)));
        }
    assert_int_equal(sent[0]->list.count + sent[1]->list.count - dates, wanted.headers.list.count);
    assert_int_equal(dates, !vector->in_query);
}

static void modern(void **state)
{
    const struct vector *vector = *state;
    struct arena arena;
    arena_init(&arena, NULL);
    cJSON *context = aws_data_json(&arena, vector->folder, "context.json");
    const cJSON *credentials = cJSON_GetObjectItem(context, "credentials");
    const char *token = json_string(credentials, "token");
    struct sigv4_key key = { text_of(json_string(credentials, "access_key_id")),
                             text_of(json_string(credentials, "secret_access_key")), text_of(token ? token : "") };
    assert_string_equal(json_string(context, "timestamp"), "2015-08-30T12:36:00Z");
    struct reading reading = { 0 };
    read_request(&arena, aws_data_file(&arena, vector->folder, "request.txt"), &reading);
    reading.request.region = text_of(json_string(context, "region"));
    reading.request.service = text_of(json_string(context, "service"));
    reading.request.time = TIME_OF_ALL;
    reading.request.keep_dots = !is_true(context, "normalize");
    reading.request.name_payload = is_true(context, "sign_body");
    reading.request.token_unsigned = is_true(context, "omit_session_token");
    reading.request.in_query = vector->in_query;
    reading.request.expires = cJSON_GetObjectItem(context, "expiration_in_seconds")->valueint;

    struct sigv4_result result;
    sigv4_sign(&arena, &key, &reading.request, &result);
    const char *form = vector->in_query ? "query" : "header";
    const struct text made[] = { result.canonical, result.to_sign, result.signature };
    static const char *const names[] = { "canonical-request", "string-to-sign", "signature" };
    for (size_t i = 0; i < 3; i++)
        assert_text(made[i], expected(&arena, vector, text_format(&arena, "%s-%s.txt", form, names[i]).at).at);

    assert_signed(&arena, vector, &reading, &result);
    cJSON_Delete(context);
    arena_free(&arena);
}

static void older(void **state)
{
    const struct vector *vector = *state;
    struct arena arena;
    arena_init(&arena, NULL);
    struct reading reading = { 0 };
    struct text text = expected(&arena, vector, text_format(&arena, "%s.req", vector->name).at);
    read_request(&arena, text, &reading);
    struct sigv4_key key = { TEXT("AKIDEXAMPLE"), TEXT("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"), { "", 0 } };
    reading.request.region = TEXT("us-east-1");
    reading.request.service = TEXT("service");
    reading.request.time = TIME_OF_ALL;
    /* A session token is told only by the signed request. */
    struct reading signed_one = { 0 };
    read_request(&arena, expected(&arena, vector, text_format(&arena, "%s.sreq", vector->name).at), &signed_one);
    const struct text *token = headers_find(&signed_one.headers, "x-amz-security-token");
    if (token && !headers_find(&reading.headers, "x-amz-security-token")) {
        key.token = *token;
        reading.request.token_unsigned = strcmp(vector->name, "post-sts-header-after") == 0;
    }
    struct sigv4_result result;
    sigv4_sign(&arena, &key, &reading.request, &result);
    assert_text(result.canonical, expected(&arena, vector, text_format(&arena, "%s.creq", vector->name).at).at);
    assert_text(result.to_sign, expected(&arena, vector, text_format(&arena, "%s.sts", vector->name).at).at);
    const struct text *authorization = headers_find(&result.added, "authorization");
    assert_non_null(authorization);
    assert_text(*authorization, expected(&arena, vector, text_format(&arena, "%s.authz", vector->name).at).at);
    arena_free(&arena);
}

/* ------------------------------------------------ what the data does not say */

static struct sigv4_result sign_one(struct arena *arena, struct sigv4_request request, const struct headers *headers)
{
    struct sigv4_key key = { TEXT("AKIDEXAMPLE"), TEXT("secret"), { "", 0 } };
    struct sigv4_result result;
    request.method = TEXT("GET");
    request.headers = headers;
    request.region = TEXT("us-east-1");
    request.service = TEXT("s3");
    sigv4_sign(arena, &key, &request, &result);
    return result;
}

/* S3 signs a path as it is sent; the others encode the encoded one again. */
static void paths(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, NULL);
    struct headers headers = { 0 };
    headers_add(&arena, &headers, "Host", TEXT("h"));
    static const struct { const char *path; bool plain; const char *wanted; } cases[] = {
        { "/a%20b/%E3%81%82", true, "GET\n/a%20b/%E3%81%82\n" },
        { "/a//b/../c", true, "GET\n/a//b/../c\n" },
        { "/a%20b", false, "GET\n/a%2520b\n" },
        { "/a//b/../c/", false, "GET\n/a/c/\n" },
        { "/../..", false, "GET\n/\n" },
        { "", false, "GET\n/\n" },
        { "/a*b(c)%2a", true, "GET\n/a%2Ab%28c%29%2A\n" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct sigv4_result result = sign_one(&arena, (struct sigv4_request){ .path = text_of(cases[i].path),
                                                                              .plain_path = cases[i].plain }, &headers);
        assert_true(text_starts(result.canonical, cases[i].wanted));
    }
    arena_free(&arena);
}

static void queries(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, NULL);
    struct headers headers = { 0 };
    headers_add(&arena, &headers, "Host", TEXT("h"));
    struct sigv4_request request = { .query = TEXT("b=%2f&versioning&a=2&a=1&&c=x y&d=%zz+") };
    struct sigv4_result result = sign_one(&arena, request, &headers);
    assert_true(text_starts(result.canonical, "GET\n/\na=1&a=2&b=%2F&c=x%20y&d=%25zz%2B&versioning=\n"));
    arena_free(&arena);
}

static void times(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, NULL);
    assert_text(sigv4_time(&arena, 0), "19700101T000000Z");
    assert_text(sigv4_time(&arena, 951782399), "20000228T235959Z");
    assert_text(sigv4_time(&arena, 951782400), "20000229T000000Z");
    assert_text(sigv4_time(&arena, 4107542400), "21000301T000000Z");
    assert_text(sigv4_time(&arena, 1735689599), "20241231T235959Z");
    arena_free(&arena);
}

/* ------------------------------------------------------------------ the list */

static struct CMUnitTest tests[MOST_CASES];
static size_t test_count, modern_count, older_count;

/* A case that is not found is a case that passes: how many there are is known. */
static void counts(void **state)
{
    (void)state;
    assert_int_equal(modern_count, 76);
    assert_int_equal(older_count, 34);
}

static void add(struct arena *arena, struct vector vector, void (*run)(void **state))
{
    struct vector *kept = arena_alloc(arena, sizeof *kept);
    assert_true(test_count < MOST_CASES);
    *kept = vector;
    const char *form = vector.older ? "older" : vector.in_query ? "query" : "header";
    tests[test_count++] = (struct CMUnitTest){ text_format(arena, "%s, %s", vector.name, form).at, run, NULL, NULL, kept };
}

static int compare(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

/* The folders below a folder, sorted. */
static size_t folders(struct arena *arena, const char *folder, const char **names)
{
    size_t count = 0;
    DIR *stream = opendir(folder);
    if (!stream)
        return 0;
    for (struct dirent *entry; (entry = readdir(stream)) && count < MOST_CASES;)
        if (entry->d_name[0] != '.')
            names[count++] = text_copy(arena, text_of(entry->d_name)).at;
    closedir(stream);
    qsort(names, count, sizeof *names, compare);
    return count;
}

static size_t add_older(struct arena *arena, const char *folder)
{
    const char *names[MOST_CASES];
    size_t count = folders(arena, folder, names), added = 0;
    for (size_t i = 0; i < count; i++) {
        const char *inside = text_format(arena, "%s/%s", folder, names[i]).at;
        if (access(text_format(arena, "%s/%s.req", inside, names[i]).at, R_OK) == 0) {
            add(arena, (struct vector){ inside, names[i], false, true }, older);
            added++;
        } else {
            added += add_older(arena, inside);
        }
    }
    return added;
}

int main(void)
{
    struct arena arena;
    arena_init(&arena, NULL);
    const char *data = aws_data_folder(&arena);
    const struct CMUnitTest own[] = { cmocka_unit_test(paths), cmocka_unit_test(queries), cmocka_unit_test(times) };
    for (size_t i = 0; i < sizeof own / sizeof *own; i++)
        tests[test_count++] = own[i];
    if (!data) {
        tests[test_count++] = (struct CMUnitTest)cmocka_unit_test(no_data);
    } else {
        const char *names[MOST_CASES], *suite = text_format(&arena, "%s/" SUITE, data).at;
        size_t count = folders(&arena, suite, names);
        for (size_t i = 0; i < count; i++)
            for (int in_query = 0; in_query < 2; in_query++)
                add(&arena, (struct vector){ text_format(&arena, "%s/%s", suite, names[i]).at, names[i], in_query != 0, false },
                    modern);
        modern_count = 2 * count;
        older_count = add_older(&arena, text_format(&arena, "%s/" OLDER, data).at);
        tests[test_count++] = (struct CMUnitTest)cmocka_unit_test(counts);
    }
    int failed = cmocka_run_group_tests_name("sigv4", tests, NULL, NULL);
    arena_free(&arena);
    return failed;
}
