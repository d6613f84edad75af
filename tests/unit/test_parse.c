/* The parser: which tree a text becomes. Trees are compared as --dump syntax
   prints them, without places unless places are what is tested. */
#include "syntax_unit.h"

#include <stdlib.h>

/* The dump without " @ PLACE" at its lines' ends. */
static struct text without_places(struct bench *bench, struct text dump)
{
    struct buffer buffer;
    buffer_init(&buffer, &bench->arena);
    for (size_t at = 0; at < dump.length;) {
        const char *newline = memchr(dump.at + at, '\n', dump.length - at);
        size_t end = (size_t)(newline - dump.at), cut = end;
        for (size_t i = end; i > at + 3 && cut == end; i--)
            if (memcmp(dump.at + i - 3, " @ ", 3) == 0)
                cut = i - 3;
        buffer_add(&buffer, text_slice(dump, at, cut));
        buffer_add_char(&buffer, '\n');
        at = end + 1;
    }
    return buffer_text(&buffer);
}

static void assert_tree(const char *source, const char *expected)
{
    struct bench bench;
    const struct syntax *syntax = bench_parse(&bench, text_of(source));
    assert_same(&bench, bench_messages(&bench), "");
    assert_same(&bench, without_places(&bench, syntax_dump(&bench.arena, &bench.sources, syntax)), expected);
    bench_close(&bench);
}

/* The expression with a bracket around every operation: (a + (b * c)). */
static void write_grouped(struct buffer *out, const struct node *node)
{
    static const char *const signs[] = {
        [OP_OR] = "or", [OP_AND] = "and", [OP_EQUAL] = "==", [OP_NOT_EQUAL] = "!=", [OP_LESS] = "<",
        [OP_LESS_EQUAL] = "<=", [OP_GREATER] = ">", [OP_GREATER_EQUAL] = ">=", [OP_IN] = "in", [OP_RANGE] = "..",
        [OP_ADD] = "+", [OP_SUBTRACT] = "-", [OP_MULTIPLY] = "*", [OP_DIVIDE] = "/", [OP_COALESCE] = "??",
    };
    switch (node->kind) {
    case NODE_NAME:
        buffer_add(out, atom_text(((const struct name *)node)->name));
        return;
    case NODE_INTEGER:
        buffer_add(out, text_integer(out->arena, ((const struct literal *)node)->integer));
        return;
    case NODE_MEMBER:
        write_grouped(out, ((const struct member *)node)->base);
        buffer_add_char(out, '.');
        buffer_add(out, atom_text(((const struct member *)node)->name));
        return;
    case NODE_INDEX:
        write_grouped(out, ((const struct binary *)node)->left);
        buffer_add_char(out, '[');
        write_grouped(out, ((const struct binary *)node)->right);
        buffer_add_char(out, ']');
        return;
    case NODE_CALL:
        write_grouped(out, ((const struct call *)node)->callee);
        buffer_add_c(out, "()");
        return;
    case NODE_NOT:
    case NODE_NEGATE:
        buffer_add_c(out, node->kind == NODE_NOT ? "(not " : "(-");
        write_grouped(out, ((const struct unary *)node)->operand);
        buffer_add_char(out, ')');
        return;
    case NODE_IF:
        buffer_add_c(out, "(if ");
        write_grouped(out, ((const struct choice *)node)->condition);
        buffer_add_c(out, " then ");
        write_grouped(out, ((const struct choice *)node)->yes);
        buffer_add_c(out, " else ");
        write_grouped(out, ((const struct choice *)node)->no);
        buffer_add_char(out, ')');
        return;
    default:
        assert_int_equal(node->kind, NODE_BINARY);
        buffer_add_char(out, '(');
        write_grouped(out, ((const struct binary *)node)->left);
        buffer_add_format(out, " %s ", signs[node->op]);
        write_grouped(out, ((const struct binary *)node)->right);
        buffer_add_char(out, ')');
    }
}

static void assert_grouping(const char *source, const char *expected)
{
    struct bench bench;
    bench_open(&bench, text_of(source));
    const struct node *node =
        syntax_parse_expression(&bench.arena, &bench.atoms, &bench.reporter, bench.source, false);
    assert_same(&bench, bench_messages(&bench), "");
    assert_non_null(node);
    struct buffer out;
    buffer_init(&out, &bench.arena);
    write_grouped(&out, node);
    assert_same(&bench, buffer_text(&out), expected);
    bench_close(&bench);
}

static void operators_bind_as_the_reference_says(void **state)
{
    (void)state;
    assert_grouping("a + b * c", "(a + (b * c))");
    assert_grouping("a * b + c", "((a * b) + c)");
    assert_grouping("a - b - c", "((a - b) - c)");
    assert_grouping("a / b * c", "((a / b) * c)");
    assert_grouping("a + 1 .. b * 2", "((a + 1) .. (b * 2))");
    assert_grouping("a in 1 .. 2", "(a in (1 .. 2))");
    assert_grouping("a == b and c < d or e", "(((a == b) and (c < d)) or e)");
    assert_grouping("not a == b", "(not (a == b))");
    assert_grouping("not a and b", "((not a) and b)");
    assert_grouping("not not a", "(not (not a))");
    assert_grouping("-a + b", "((-a) + b)");
    assert_grouping("-a.b", "(-a.b)");
    assert_grouping("a * -b", "(a * (-b))");
    assert_grouping("- -a", "(-(-a))");
    assert_grouping("a.b[c].d()", "a.b[c].d()");
    assert_grouping("a + b[1]", "(a + b[1])");
    assert_grouping("(a + b) * c", "((a + b) * c)");
}

static void the_one_or_the_other_binds_least(void **state)
{
    (void)state;
    assert_grouping("a ?? 3 + b", "(a ?? (3 + b))");
    assert_grouping("a ?? b or c", "(a ?? (b or c))");
    assert_grouping("a ?? b ?? c", "(a ?? (b ?? c))");
    assert_grouping("if a then b else c + d", "(if a then b else (c + d))");
    assert_grouping("if a then b else c ?? d", "(if a then b else (c ?? d))");
    assert_grouping("a + if b then c else d + e", "(a + (if b then c else (d + e)))");
    assert_grouping("if a then b else if c then d else e", "(if a then b else (if c then d else e))");
    assert_grouping("if a then if b then c else d else e", "(if a then (if b then c else d) else e)");
    assert_grouping("if a or b then c and d else not e", "(if (a or b) then (c and d) else (not e))");
}

static void values_of_all_kinds(void **state)
{
    (void)state;
    assert_tree("let x = [1, ...a, {b: 2, ...c, \"${d}\": 3}, null, true, AWS::S3::Bucket, xs[*].y,]",
                "let x\n  list\n    integer 1\n    spread\n      name a\n    object\n      field b\n        integer 2\n"
                "      spread\n        name c\n      pair\n        template\n          name d\n        integer 3\n"
                "    null\n    bool true\n    type-name AWS::S3::Bucket\n    member y\n      all\n        name xs\n");
    assert_tree("let x = f(1, b: 2,)",
                "let x\n  call\n    of: name f\n    argument: integer 1\n    b: integer 2\n");
    assert_tree("let x = fn.Cidr(a)", "let x\n  call\n    of: member Cidr\n      name fn\n    argument: name a\n");
    assert_tree("let x = [for a, i in b if c: d]",
                "let x\n  for-list a i\n    in: name b\n    if: name c\n    value: name d\n");
    assert_tree("let x = {for k in m: \"${k}\": k}",
                "let x\n  for-object k\n    in: name m\n    key: template\n      name k\n    value: name k\n");
    assert_tree("let x = {for k, v in if a then b else c: k: v}",
                "let x\n  for-object k v\n    in: choice\n      if: name a\n      then: name b\n      else: name c\n"
                "    key: name k\n    value: name v\n");
    assert_tree("let x = { a: 1 }[b]", "let x\n  index\n    object\n      field a\n        integer 1\n    name b\n");
}

static void types_of_all_kinds(void **state)
{
    (void)state;
    assert_tree("type t = \"a\" | 'b' | 3 | -1 | null | string?",
                "type t\n  type: union\n    literal\n      string \"a\"\n    literal\n      string \"b\"\n"
                "    literal\n      integer 3\n    literal\n      negate\n        integer 1\n    literal\n      null\n"
                "    optional\n      type string\n");
    assert_tree("type t = list(map(ref(AWS::EC2::VPC)))?",
                "type t\n  type: optional\n    type-of list\n      type-of map\n        type-of ref\n"
                "          type-resource AWS::EC2::VPC\n");
    assert_tree("type t = { a: int, b: string? = \"x\" c = 3 }\n",
                "type t\n  type: record\n    parameter a\n      type: type int\n    parameter b\n"
                "      type: optional\n        type string\n      default: string \"x\"\n    parameter c\n"
                "      default: integer 3\n");
    assert_tree("type t = (a | b)?", "type t\n  type: optional\n    union\n      type a\n      type b\n");
    assert_tree("type t = m.u", "type t\n  type: type m u\n");
    assert_tree("type t = tier", "type t\n  type: type tier\n");
}

static void declarations_of_values(void **state)
{
    (void)state;
    assert_tree("architecture a use \"b.mt\" as c azs [\"x\"]",
                "architecture a\nuse c\n  path: \"b.mt\"\nazs\n  list\n    string \"x\"\n");
    assert_tree("param a: string = \"b\" { secret: true } param c: arn input d = 3 input e: int",
                "param a\n  type: type string\n  default: string \"b\"\n  fields: object\n    field secret\n      bool true\n"
                "param c\n  type: type arn\ninput d\n  default: integer 3\ninput e\n  type: type int\n");
    assert_tree("env a { b: 1 } let c: int = 2 tags { d: \"e\" } export f = g",
                "env a\n  object\n    field b\n      integer 1\nlet c\n  type: type int\n  integer 2\n"
                "tags\n  object\n    field d\n      string \"e\"\nexport f\n  name g\n");
    assert_tree("output a = b output c = d { when: e }",
                "output a\n  name b\noutput c\n  name d\n  fields: object\n    field when\n      name e\n");
    assert_tree("mapping a { b: 1 } rule c { } metadata { d: 2 } transform \"e\" transform [\"f\"]",
                "mapping a\n  object\n    field b\n      integer 1\nrule c\n  object\nmetadata\n  object\n"
                "    field d\n      integer 2\ntransform\n  string \"e\"\ntransform\n  list\n    string \"f\"\n");
}

static void resources_and_instances(void **state)
{
    (void)state;
    assert_tree("resource a AWS::S3::Bucket { B: 1 } with { DependsOn: [c] } resource d[e] AWS::S3::Bucket {}",
                "resource a\n  of: type AWS::S3::Bucket\n  properties: object\n    field B\n      integer 1\n"
                "  with: object\n    field DependsOn\n      list\n        name c\n"
                "resource d\n  of: type AWS::S3::Bucket\n  key: name e\n  properties: object\n");
    assert_tree("network main {} m.queue jobs[k] { a: 1 } tier web = auto {} tier w[k] = m.auto {}",
                "instance main\n  of: pattern network\n  arguments: object\n"
                "instance jobs\n  of: pattern m queue\n  key: name k\n  arguments: object\n    field a\n      integer 1\n"
                "tier web\n  of: pattern auto\n  arguments: object\n"
                "tier w\n  of: pattern m auto\n  key: name k\n  arguments: object\n");
    assert_tree("override web.group[0] { A: 1 } with { B: 2 }",
                "override\n  path: index\n    member group\n      name web\n    integer 0\n"
                "  properties: object\n    field A\n      integer 1\n  with: object\n    field B\n      integer 2\n");
}

static void flows_and_assertions(void **state)
{
    (void)state;
    assert_tree("flow a, b -> [c, d] : http, 8080..8090, 53/udp flow internet -> e",
                "flow\n  from: list\n    name a\n    name b\n  to: list\n    name c\n    name d\n  ports: list\n"
                "    name http\n    binary ..\n      integer 8080\n      integer 8090\n"
                "    binary /\n      integer 53\n      name udp\n"
                "flow\n  from: list\n    name internet\n  to: list\n    name e\n");
    assert_tree("assert a else \"b\" assert c warn d else \"e\" expect f == 1 expect error \"MT2003\"",
                "assert\n  name a\n  else: string \"b\"\nassert\n  name c\nwarn\n  name d\n  else: string \"e\"\n"
                "expect\n  binary ==\n    name f\n    integer 1\nexpect-error\n  string \"MT2003\"\n");
    assert_tree("assert a -> b : c via d survives loss of any az",
                "assert-flow\n  from: list\n    name a\n  to: list\n    name b\n  ports: list\n    name c\n"
                "  via: name d\n  survives loss of any az\n");
    assert_tree("assert no a, b -> c", "assert-flow\n  not from: list\n    name a\n    name b\n  to: list\n    name c\n");
    assert_tree("assert survives loss of azs[0]", "assert-flow\n  survives loss of: index\n    name azs\n    integer 0\n");
    assert_tree("assert survives loss of any az", "assert-flow\n  survives loss of any az\n");
    assert_tree("assert survives loss of null", "assert-flow\n  survives loss of: null\n");
}

static void blocks(void **state)
{
    (void)state;
    assert_tree("if a { let b = 1 } else if c { let d = 2 } else { let e = 3 }",
                "if\n  name a\n  then:\n    let b\n      integer 1\n  else:\n    if\n      name c\n      then:\n"
                "        let d\n          integer 2\n      else:\n        let e\n          integer 3\n");
    assert_tree("when a { flow b -> c } else { }",
                "when\n  name a\n  then:\n    flow\n      from: list\n        name b\n      to: list\n        name c\n");
    assert_tree("for a, i in [1] { let b = i }",
                "for\n  names a i\n  in: list\n    integer 1\n  do:\n    let b\n      name i\n");
    assert_tree("stack a in \"us-east-1\" { azs 2 } stack b { }",
                "stack a\n  in: string \"us-east-1\"\n  body:\n    azs\n      integer 2\nstack b\n");
    assert_tree("test \"t\" with { env: \"e\" } { expect a } test 'u' { }",
                "test\n  title: \"t\"\n  with: object\n    field env\n      string \"e\"\n  body:\n    expect\n      name a\n"
                "test\n  title: \"u\"\n");
    assert_tree("pattern p(a: int, b = 2,) is tier { export c = a } pattern q() { }",
                "pattern p\n  is tier\n  parameter a\n    type: type int\n  parameter b\n    default: integer 2\n"
                "  body:\n    export c\n      name a\npattern q\n");
}

static void descriptions_belong_to_what_is_below(void **state)
{
    (void)state;
    assert_tree("## of a\n## and more\narchitecture a\n",
                "description \"of a\\nand more\"\narchitecture a ## \"of a\\nand more\"\n");
    assert_tree("## the file\n\nlet a = 1\n", "description \"the file\"\nlet a\n  integer 1\n");
    assert_tree("## the file\n\narchitecture a\n", "description \"the file\"\narchitecture a ## \"the file\"\n");
    assert_tree("## p\npattern p(\n  ## a\n  a: int,\n  ##b\n  b: int\n) {\n  ## c\n  # a comment between\n  export c = a\n}\n",
                "pattern p ## \"p\"\n  parameter a ## \"a\"\n    type: type int\n  parameter b ## \"b\"\n"
                "    type: type int\n  body:\n    export c ## \"c\"\n      name a\n");
    assert_tree("type t = {\n  ## a\n  a: int\n}", "type t\n  type: record\n    parameter a ## \"a\"\n      type: type int\n");
    assert_tree("## queue\r\nqueue jobs {}", "instance jobs ## \"queue\"\n  of: pattern queue\n  arguments: object\n");
    assert_tree("##\nlet a = 1", "let a ## \"\"\n  integer 1\n");
}

static void places_are_those_of_the_source(void **state)
{
    (void)state;
    struct bench bench;
    const struct syntax *syntax =
        bench_parse(&bench, TEXT("param a: int | string\nflow b, c -> d : 1, 2\noutput e = f.g[1](h, i: 2)\n"));
    assert_same(&bench, syntax_dump(&bench.arena, &bench.sources, syntax),
                "param a @ 1:1-1:22\n  type: union @ 1:10-1:22\n    type int @ 1:10-1:13\n    type string @ 1:16-1:22\n"
                "flow @ 2:1-2:22\n  from: list @ 2:6-2:10\n    name b @ 2:6-2:7\n    name c @ 2:9-2:10\n"
                "  to: list @ 2:14-2:15\n    name d @ 2:14-2:15\n"
                "  ports: list @ 2:18-2:22\n    integer 1 @ 2:18-2:19\n    integer 2 @ 2:21-2:22\n"
                "output e @ 3:1-3:27\n  call @ 3:12-3:27\n    of: index @ 3:12-3:18\n      member g @ 3:12-3:15\n"
                "        name f @ 3:12-3:13\n      integer 1 @ 3:16-3:17\n    argument: name h @ 3:19-3:20\n"
                "    i: integer 2 @ 3:25-3:26\n");
    bench_close(&bench);
}

static void an_expression_alone(void **state)
{
    (void)state;
    struct bench bench;
    bench_open(&bench, TEXT("4..8"));
    const struct node *node = syntax_parse_expression(&bench.arena, &bench.atoms, &bench.reporter, bench.source, true);
    assert_non_null(node);
    assert_int_equal(node->op, OP_RANGE);
    bench_close(&bench);

    static const char *const wrong[] = { "", "t3.", "a b", "[1", "let x = 1", "\"a", "10.0.0.300", "@" };
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        for (int quiet = 0; quiet < 2; quiet++) {
            bench_open(&bench, text_of(wrong[i]));
            assert_null(syntax_parse_expression(&bench.arena, &bench.atoms, &bench.reporter, bench.source, quiet));
            assert_int_equal(bench.reporter.list.count == 0, quiet);
            bench_close(&bench);
        }
    }
}

/* Each allocation fails once: the jump is the arena's own, and what was
   allocated until then goes with it. */
static void running_out_of_memory_ends_in_one_place(void **state)
{
    (void)state;
    struct text text = TEXT("pattern p(a: int) { let x = [for y in a if b: \"${c}\"] } assert ((((((((1)))))))) else \"d\"\n");
    for (volatile size_t room = 0; room < 4096; room += 8) {
        struct arena_failure failure;
        struct bench bench;
        volatile bool failed = false;
        bench_open(&bench, text);
        bench.arena.failure = &failure;
        if (setjmp(failure.place) == 0) {
            /* So little is left in this chunk, and the next would be too large. */
            size_t left = (size_t)(bench.arena.end - bench.arena.at);
            if (left > room)
                arena_alloc(&bench.arena, left - room);
            bench.arena.chunk_size = SIZE_MAX / 2;
            syntax_parse(&bench.arena, &bench.atoms, &bench.reporter, bench.source);
        } else {
            failed = true;
        }
#ifdef ARENA_DEBUG
        (void)failed;       /* there is no chunk to run out of */
#else
        assert_true(failed || room > 1024);
#endif
        bench_close(&bench);
    }
}

/* Heights that the brackets of a text do not show: the tree's own. */
static void assert_limited(const char *before, const char *piece, size_t count, const char *after, const char *limit)
{
    struct bench bench;
    struct buffer buffer;
    struct arena arena;
    arena_init(&arena, NULL);
    buffer_init(&buffer, &arena);
    buffer_add_c(&buffer, before);
    for (size_t i = 0; i < count; i++)
        buffer_add_c(&buffer, piece);
    buffer_add_c(&buffer, after);
    bench_parse(&bench, buffer_text(&buffer));
    if (limit) {
        assert_int_equal(bench.reporter.list.count, 1);
        assert_int_equal(bench.reporter.list.at[0]->id, MT0012);
        assert_true(text_starts(bench.reporter.list.at[0]->text, limit));
    } else {
        assert_same(&bench, bench_messages(&bench), "");
    }
    bench_close(&bench);
    arena_free(&arena);
}

static void brackets_end_somewhere(void **state)
{
    (void)state;
    static const char *const openers[] = { "[", "(", "{a: ", "f(", "\"${", "x[", "if a then [" };
    for (size_t i = 0; i < sizeof openers / sizeof openers[0]; i++)
        assert_limited("let x = ", openers[i], 10000, "", "more than 256 levels");
    assert_limited("", "if a {\n", 10000, "", "more than 256 levels");
    assert_limited("param x: ", "list(", 10000, "", "more than 256 levels");
    assert_limited("param x: ", "{a: ", 10000, "", "more than 256 levels");
    assert_limited("let x = [", "[],", 100000, "]", NULL);
    assert_limited("let x = ", "(", LIMIT_NESTING + 1, "", "more than 256 levels");
}

static void operators_end_somewhere(void **state)
{
    (void)state;
    assert_limited("let x = a", " + a", 100000, "", "more than 2000 levels");
    assert_limited("let x = a", " + a", LIMIT_EXPRESSION - 1, "", NULL);
    assert_limited("let x = a", " + a", LIMIT_EXPRESSION, "", "more than 2000 levels");
    assert_limited("let x = a", ".b", 100000, "", "more than 2000 levels");
    assert_limited("let x = a", "[0]", 100000, "", "more than 2000 levels");
    assert_limited("let x = a", "()", 100000, "", "more than 2000 levels");
    assert_limited("let x = a", " ?? a", 100000, "", "more than 2000 levels");
    assert_limited("let x = ", "not ", 100000, "a", "more than 2000 levels");
    assert_limited("let x = ", "- ", 100000, "a", "more than 2000 levels");
    assert_limited("let x = ", "if a then b else ", 100000, "c", "more than 2000 levels");
    assert_limited("if a {} ", "else if b {} ", 100000, "", "more than 2000 levels");
    assert_limited("param x: \"a\"", " | \"a\"", 100000, "", NULL);
    assert_limited("let x = [a", ", a", 100000, "]", NULL);
    assert_limited("flow a", ", a", 100000, " -> b", NULL);
}

static void what_lies_behind_a_limit_is_not_told(void **state)
{
    (void)state;
    assert_limited("let x = ", "[", 300, "= = = \" @", "more than 256 levels");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(operators_bind_as_the_reference_says),
        cmocka_unit_test(the_one_or_the_other_binds_least),
        cmocka_unit_test(values_of_all_kinds),
        cmocka_unit_test(types_of_all_kinds),
        cmocka_unit_test(declarations_of_values),
        cmocka_unit_test(resources_and_instances),
        cmocka_unit_test(flows_and_assertions),
        cmocka_unit_test(blocks),
        cmocka_unit_test(descriptions_belong_to_what_is_below),
        cmocka_unit_test(places_are_those_of_the_source),
        cmocka_unit_test(an_expression_alone),
        cmocka_unit_test(running_out_of_memory_ends_in_one_place),
        cmocka_unit_test(brackets_end_somewhere),
        cmocka_unit_test(operators_end_somewhere),
        cmocka_unit_test(what_lies_behind_a_limit_is_not_told),
    };
    return cmocka_run_group_tests_name("parse", tests, NULL, NULL);
}
