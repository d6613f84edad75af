/* Sessions: many in one process, one inside another, and what is left when
   memory runs out: nothing. */
#include "unit.h"

#include "cli/session.h"
#include "cli/target.h"

#include <stdlib.h>
#include <unistd.h>

/* What a look saw. */
struct seen {
    size_t stacks, resources, errors;
    enum message_id first;
    uint32_t hash;      /* of the template */
};

static void look(void *context, struct session *session, const struct graph *graph)
{
    struct seen *seen = context;
    *seen = (struct seen){ .stacks = graph->stacks.count, .errors = session->reporter.errors };
    seen->first = session->reporter.list.count ? session->reporter.list.at[0]->id : MESSAGE_COUNT;
    if (!graph->stacks.count)
        return;
    seen->resources = graph->stacks.at[0]->resources.count;
    if (seen->errors)
        return;
    struct buffer template;
    buffer_init(&template, &session->arena);
    assert_true(target_print(session, graph->stacks.at[0], FORMAT_JSON, target_add_to_buffer, &template));
    seen->hash = text_hash(buffer_text(&template));
}

static enum session_outcome compile(const char *text, struct seen *seen)
{
    return session_compile_text(NULL, TEXT("test.mt"), text_of(text), look, seen);
}

static void test_outcomes(void **state)
{
    (void)state;
    struct seen seen;
    assert_int_equal(compile("resource q AWS::SQS::Queue {}\n", &seen), SESSION_DONE);
    assert_int_equal(seen.stacks, 1);
    assert_int_equal(seen.resources, 1);
    assert_int_equal(compile("resource q AWS::SQS::Queue { DelaySeconds: nothing }\n", &seen), SESSION_MISTAKES);
    assert_int_equal(seen.errors, 1);
    assert_int_equal(seen.first, MT1001);
    assert_int_equal(compile("resource q AWS::SQS::Queue { DelaySecond: 1 }\n", &seen), SESSION_MISTAKES);
    assert_int_equal(seen.first, MT2003);
}

/* Where the parser had to leave something out, nothing is said about names. */
static void test_syntax_first(void **state)
{
    (void)state;
    struct seen seen;
    assert_int_equal(compile("let a = b\nlet c = ]\n", &seen), SESSION_MISTAKES);
    assert_int_equal(seen.stacks, 0);
    assert_int_equal(seen.first, MT0011);
}

static void test_settings(void **state)
{
    (void)state;
    struct define define = { TEXT("size"), TEXT("3") };
    const char *warnings[] = { "error" };
    struct session_settings settings = { .define_count = 1, .defines = &define, .warning_count = 1, .warnings = warnings };
    struct seen seen;
    struct text text = TEXT("input size: int\nparam unused: int = 1\nresource q AWS::SQS::Queue { DelaySeconds: size }\n");
    assert_int_equal(session_compile_text(&settings, TEXT("t.mt"), text, look, &seen), SESSION_MISTAKES);
    assert_int_equal(seen.first, MT1024);
    settings.warning_count = 0;
    assert_int_equal(session_compile_text(&settings, TEXT("t.mt"), text, look, &seen), SESSION_DONE);
}

/* A thousand sessions give a thousand times the same. */
static void test_many(void **state)
{
    (void)state;
    const char *program = "azs 2\nnetwork main { cidr: 10.0.0.0/16 }\nresource q AWS::SQS::Queue { QueueName: self.name }\n";
    struct seen first, seen;
    assert_int_equal(compile(program, &first), SESSION_DONE);
    assert_true(first.resources > 10);
    for (int i = 0; i < 1000; i++) {
        assert_int_equal(compile(i % 2 ? program : "resource q AWS::SQS::Queue { Name: 1 }\n", &seen),
                         i % 2 ? SESSION_DONE : SESSION_MISTAKES);
        if (i % 2) {
            assert_int_equal(seen.resources, first.resources);
            assert_int_equal(seen.hash, first.hash);
        }
    }
}

static void test_base_names(void **state)
{
    (void)state;
    assert_text(session_base_name(TEXT("a/b/shop.mt")), "shop");
    assert_text(session_base_name(TEXT("shop")), "shop");
    assert_text(session_base_name(TEXT("a.b.mt")), "a.b");
    assert_text(session_base_name(TEXT(".mt")), ".mt");
    assert_text(session_base_name(TEXT("-")), "stdin");
}

static void runs_out(struct session *session, void *context)
{
    static const struct session_settings usual;
    const char *path = context;
    session_set(session, &usual);
    struct output *output = session_output(session, path);
    /* larger than what is held back, so that the temporary file exists */
    char piece[4096];
    memset(piece, 'x', sizeof piece);
    for (int i = 0; i < 64; i++)
        output_add(output, (struct text){ piece, sizeof piece });
    assert_non_null(output->temporary);
    assert_int_equal(access(output->temporary, F_OK), 0);
    arena_fail(&session->arena);
}

/* When memory runs out, the file being written is given up. */
static void test_no_memory(void **state)
{
    (void)state;
    char folder[] = "/tmp/mtc-test-session-XXXXXX", path[64];
    assert_non_null(mkdtemp(folder));
    memcpy(path, folder, sizeof folder);
    memcpy(path + sizeof folder - 1, "/out.json", 10);
    struct session session;
    session_begin(&session);
    assert_false(session_guard(&session, runs_out, path));
    assert_null(session.arena.chunks);
    assert_int_not_equal(access(path, F_OK), 0);
    /* only an empty folder can be removed */
    assert_int_equal(rmdir(folder), 0);
    session_end(&session);
}

struct nest {
    bool inner, outer;
};

static void fails(struct session *session, void *context)
{
    (void)context;
    arena_fail(&session->arena);
}

static void nests(struct session *session, void *context)
{
    struct nest *nest = context;
    struct session inner;
    session_begin(&inner);
    nest->inner = session_guard(&inner, fails, NULL);
    nest->outer = arena_alloc(&session->arena, 100) != NULL;
    session_end(&inner);
}

static void test_nested(void **state)
{
    (void)state;
    struct nest nest = { true, false };
    struct session session;
    session_begin(&session);
    assert_true(session_guard(&session, nests, &nest));
    assert_false(nest.inner);
    assert_true(nest.outer);
    session_end(&session);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_outcomes),
        cmocka_unit_test(test_syntax_first),
        cmocka_unit_test(test_settings),
        cmocka_unit_test(test_many),
        cmocka_unit_test(test_base_names),
        cmocka_unit_test(test_no_memory),
        cmocka_unit_test(test_nested),
    };
    return cmocka_run_group_tests_name("session", tests, NULL, NULL);
}
