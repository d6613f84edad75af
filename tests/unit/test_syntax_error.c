/* Syntax errors: one mistake, one message, at its place; what follows is read
   all the same. A message is "LINE:COLUMN CODE TEXT | LABEL". */
#include "syntax_unit.h"

static void assert_messages(const char *source, const char *expected)
{
    struct bench bench;
    bench_parse(&bench, text_of(source));
    assert_same(&bench, bench_messages(&bench), expected);
    bench_close(&bench);
}

/* The names that are declared in spite of the mistakes. */
static void assert_declared(const char *source, const char *expected)
{
    struct bench bench;
    const struct syntax *syntax = bench_parse(&bench, text_of(source));
    struct buffer buffer;
    buffer_init(&buffer, &bench.arena);
    for (size_t i = 0; i < syntax->body.count; i++) {
        const struct atom *name = syntax->body.items[i]->name;
        if (i)
            buffer_add_char(&buffer, ' ');
        buffer_add(&buffer, name ? atom_text(name) : TEXT("-"));
    }
    assert_true(bench.reporter.list.count > 0);
    assert_same(&bench, buffer_text(&buffer), expected);
    bench_close(&bench);
}

static void assert_help(const char *source, const char *help)
{
    struct bench bench;
    bench_parse(&bench, text_of(source));
    assert_int_equal(bench.reporter.list.count, 1);
    assert_same(&bench, bench.reporter.list.at[0]->help, help);
    bench_close(&bench);
}

static void says_what_was_expected(void **state)
{
    (void)state;
    assert_messages("let x = [a b, c]", "1:12 MT0011 unexpected name 'b' | expected ',' or ']'\n");
    assert_messages("let x = [1, , 2]", "1:13 MT0011 unexpected ',' | expected ']' or an expression\n");
    assert_messages("let x = f(a b)", "1:13 MT0011 unexpected name 'b' | expected ',' or ')'\n");
    assert_messages("let x = {a: 1 b}", "1:16 MT0011 unexpected '}' | expected ':'\n");
    assert_messages("let x = (1 2)", "1:12 MT0011 unexpected number '2' | expected ')'\n");
    assert_messages("resource a {}", "1:12 MT0011 unexpected '{' | expected a resource type\n");
    assert_messages("resource a AWS::S3::Bucket", "1:27 MT0011 unexpected end of the file | expected '{'\n");
    assert_messages("param x: = 3", "1:10 MT0011 unexpected '=' | expected a type\n");
    assert_messages("use \"a\" b", "1:9 MT0011 unexpected name 'b' | expected 'as'\n");
    assert_messages("for x of y {}", "1:7 MT0011 unexpected name 'of' | expected ',' or 'in'\n");
    assert_messages("flow a b", "1:8 MT0011 unexpected name 'b' | expected ',' or '->'\n");
    assert_messages("a b c", "1:5 MT0011 unexpected name 'c' | expected '{'\n");
    assert_messages("let x = \"a${}b\"", "1:13 MT0011 unexpected '}' | expected an expression\n");
    assert_messages("pattern p(a) {}", "1:12 MT0011 unexpected ')' | expected '=' or ':'\n");
    assert_messages("pattern p() is teir {}", "1:13 MT0011 unexpected name 'is' | expected '{' or 'is tier'\n");
    assert_messages("= 3", "1:1 MT0011 unexpected '=' | expected a declaration\n");
    assert_messages("let x = a b c\nlet y = 1\n", "1:11 MT0011 unexpected name 'b' | expected an operator or a declaration\n");
    assert_messages("let x = a b\nlet y = 1\n", "1:11 MT0011 unexpected name 'b' | expected an operator or a declaration\n");
}

static void tells_every_mistake(void **state)
{
    (void)state;
    assert_messages("let x = [1 2, 3 4]\nlet y = { a = 1, b: 2 c = 3 }\nlet z = f(1 2, g(3 4))\n",
                    "1:12 MT0011 unexpected number '2' | expected ',' or ']'\n"
                    "1:17 MT0011 unexpected number '4' | expected ',' or ']'\n"
                    "2:13 MT0011 unexpected '=' | expected ':'\n"
                    "2:25 MT0011 unexpected '=' | expected ':'\n"
                    "3:13 MT0011 unexpected number '2' | expected ',' or ')'\n"
                    "3:20 MT0011 unexpected number '4' | expected ',' or ')'\n");
    assert_messages("let = 1\nlet y\nlet z = 2\noutput = 3\nflow -> a\n",
                    "1:5 MT0011 unexpected '=' | expected a name\n"
                    "3:1 MT0011 unexpected 'let' | expected '=' or ':'\n"
                    "4:8 MT0011 unexpected '=' | expected a name\n"
                    "5:6 MT0011 unexpected '->' | expected an expression\n");
    assert_messages("pattern p(a: int b: int, c) {\n  let x = 1 2\n  resource y {}\n}\n",
                    "1:18 MT0011 unexpected name 'b' | expected '=', ',' or ')'\n"
                    "1:27 MT0011 unexpected ')' | expected '=' or ':'\n"
                    "2:13 MT0011 unexpected number '2' | expected '}', an operator or a declaration\n"
                    "3:14 MT0011 unexpected '{' | expected a resource type\n");
}

static void goes_on_behind_a_mistake(void **state)
{
    (void)state;
    assert_declared("let a = = 1\nlet b = 2\n", "a b");
    assert_declared("let a =\nresource b AWS::S3::Bucket {}\n", "a b");
    assert_declared("let a = [1\nlet b = 2\n", "a b");
    assert_declared("let a = f(\nnetwork b {\n}\nlet c = 1\n", "a b c");
    assert_declared("resource a AWS::S3::Bucket {\n  A: 1\n\nresource b AWS::S3::Bucket {\n  A: 1\n}\n", "a b");
    assert_declared("resource a AWS::S3::Bucket {\n  A: [1\n  B: 2\n}\nlet b = 2\n", "a b");
    assert_declared("a ( { let x = 1 } )\nlet b = 2\n", "b");
    assert_declared("let a = 1 2 let b = 3\n", "a b");
    assert_declared("param a: = 3\ntier b c {}\nlet d = 4\n", "a b d");
    assert_declared("if a {\n  let b = (\n}\nlet c = 1\n", "- c");
    assert_declared("for a in [1 {\n  let b = 1\n}\nlet c = 1\n", "- c");
}

static void brackets_that_stay_open(void **state)
{
    (void)state;
    assert_messages("resource a AWS::S3::Bucket {\n  A: 1\n\nresource b AWS::S3::Bucket {\n}\n",
                    "4:1 MT0014 '{' is not closed | expected '}'\n");
    assert_messages("resource a AWS::S3::Bucket {\n  A: 1\nnetwork b {\n}\n", "3:1 MT0014 '{' is not closed | expected '}'\n");
    assert_messages("resource a AWS::S3::Bucket {\n  A: 1\nif b {\n}\n", "3:1 MT0014 '{' is not closed | expected '}'\n");
    assert_messages("resource a AWS::S3::Bucket {\n  A: [1, 2\n  B: 3\n}\n", "3:3 MT0014 '[' is not closed | expected ']'\n");
    assert_messages("let x = [1, 2\nlet y = 3\n", "2:1 MT0014 '[' is not closed | expected ']'\n");
    assert_messages("for a in f(1 {\n}\n", "1:14 MT0014 '(' is not closed | expected ')'\n");
    assert_messages("let x = [f(a, b], c)\n", "1:16 MT0014 '(' is not closed | expected ')'\n");
    assert_messages("let x = {a: [1, 2}\n", "1:18 MT0014 '[' is not closed | expected ']'\n");
    assert_messages("let x = [1, 2", "1:14 MT0014 '[' is not closed | expected ']'\n");
    assert_messages("if a {\n  let x = 1\n", "3:1 MT0014 '{' is not closed | expected '}'\n");
    assert_messages("let x = \"a ${b\"\nlet y = 1\n", "1:15 MT0014 '${' is not closed | expected '}'\n");
    assert_messages("let x = 1 )\nlet y = 2 ]\n}\n",
                    "1:11 MT0011 unexpected ')' | closes nothing\n2:11 MT0011 unexpected ']' | closes nothing\n"
                    "3:1 MT0011 unexpected '}' | closes nothing\n");
    assert_messages("let x = [{a: 1} }]", "1:17 MT0011 unexpected '}' | closes nothing\n");
}

static void says_where_a_bracket_was_opened(void **state)
{
    (void)state;
    struct bench bench;
    bench_parse(&bench, TEXT("if a {\n  if b {\n    let x = {\n      c: 1\n  }\n}\n"));
    assert_int_equal(bench.reporter.list.count, 1);
    const struct note *note = bench.reporter.list.at[0]->notes;
    assert_text(note->text, "opened here");
    assert_int_equal(sources_place(&bench.sources, note->where).line, 1);
    /* By the way in which they stand, the one of line 3 was forgotten. */
    note = note->next;
    assert_non_null(note);
    assert_int_equal(sources_place(&bench.sources, note->where).line, 3);
    bench_close(&bench);
}

static void strings_that_do_not_end(void **state)
{
    (void)state;
    assert_messages("let x = \"abc\nlet y = 1\n", "1:9 MT0013 this string does not end\n");
    assert_messages("let x = 'abc\nlet y = 1\n", "1:9 MT0013 this string does not end\n");
    assert_messages("let x = { a: \"b }\nlet y = 1\n", "1:14 MT0013 this string does not end\n");
    assert_messages("let x = [\"b, c]\nlet y = 1\n", "1:10 MT0013 this string does not end\n");
    assert_messages("resource a AWS::S3::Bucket {\n  A: \"b\n  C: 1\n}\n", "2:6 MT0013 this string does not end\n");
    assert_messages("resource a AWS::S3::Bucket {\n  A: b\"\n  C: 1\n}\n", "2:7 MT0013 this string does not end\n");
    assert_messages("let x = {\n  a: \"\"\"\n  b\n}\n", "2:6 MT0013 this string does not end\n");
    assert_messages("let x = '''\n a", "1:9 MT0013 this string does not end\n");
    assert_messages("let x = \"a\\", "1:9 MT0013 this string does not end\n");
}

static void keywords_that_are_nearly_right(void **state)
{
    (void)state;
    assert_messages("resorce x AWS::S3::Bucket {}", "1:1 MT0011 unexpected name 'resorce' | did you mean 'resource'?\n");
    assert_messages("outptu y = 3\nasert a -> b\nparm z: string\npattren p(a: int) {}\n",
                    "1:1 MT0011 unexpected name 'outptu' | did you mean 'output'?\n"
                    "2:1 MT0011 unexpected name 'asert' | did you mean 'assert'?\n"
                    "3:1 MT0011 unexpected name 'parm' | did you mean 'param'?\n"
                    "4:1 MT0011 unexpected name 'pattren' | did you mean 'pattern'?\n");
    assert_messages("var x = 3\nimport \"a\" as b\n",
                    "1:1 MT0011 unexpected name 'var' | did you mean 'let'?\n"
                    "2:1 MT0011 unexpected name 'import' | did you mean 'use'?\n");
    assert_messages("foo bar baz", "1:9 MT0011 unexpected name 'baz' | expected '{'\n");
}

static void habits_of_other_languages(void **state)
{
    (void)state;
    assert_help("let x = a && b", "write 'and'");
    assert_help("let x = a || b", "write 'or'");
    assert_help("let x = !a", "write 'not'");
    assert_help("let x = 1;", "line ends and white space separate declarations; no ';' is needed");
    assert_help("// a", "a comment begins with '#'");
    assert_help("let x := 1", "write '='");
    assert_help("let x = a ? b : c", "a choice is written 'if CONDITION then A else B'");
    assert_help("let x = if a { b } else { c }", "a choice between values is written 'if CONDITION then A else B'");
    assert_help("if a {} elif b {}", "write 'else if'");
    assert_help("if a {}\nelse {}\nelse {}", "'else' stands behind the '}' of an 'if' or a 'when'");
    assert_help("let x == 3", "'=' gives a name its value; '==' compares");
    assert_help("if a = b {}", "'==' compares; '=' gives a name its value");
    assert_help("let x = {a = 1}", "a field is written 'key: value'");
    assert_help("output x: 3", "a declaration gives its value with '='");
    assert_help("let x: 3\nlet y = 4", "behind ':' stands a type; a value stands behind '='");
    assert_help("let x = a | b", "'or' joins conditions; '|' stands between types");
    assert_help("let x = a == b == c", "comparisons do not chain; join two with 'and'");
    assert_help("tier web auto_scaling {}", "a tier is written 'tier NAME = PATTERN { … }'");
    assert_help("tier web {}", "a tier is written 'tier NAME = PATTERN { … }'");
    assert_help("let in = 3", "this word cannot be a name");
    assert_help("let x = { if: 1 }", "this word is no key; in quotes it is one");
    assert_help("assert a, \"b\"\n", "the message of an assertion stands behind 'else'");
    assert_help("x = 3", "a name for a value is written 'let NAME = …'");
    assert_help("let x = \xE2\x80\x9C" "a\xE2\x80\x9D", "a string stands between \" and \"");
    assert_help("let x\xEF\xBC\x9D" "3", "write '='");
    assert_help("let x = 007", "leading zeros are lost in a number; as text it is \"007\"");
}

static void characters_of_no_use(void **state)
{
    (void)state;
    assert_messages("let x = @\nlet y = 1\n", "1:9 MT0010 '@' cannot stand here\n");
    assert_messages("let \xE3\x81\x82\xE3\x81\x84 = 1\n", "1:5 MT0010 '\xE3\x81\x82\xE3\x81\x84' cannot stand here\n");
    assert_messages("let x = \xE2\x80\x8B" "1\n", "1:9 MT0010 U+200B cannot stand here\n");
    assert_messages("let x = \x01" "1\n", "1:9 MT0010 U+0001 cannot stand here\n");
    assert_messages("let x = ^$ @ ~\n", "1:9 MT0010 '^' cannot stand here\n");
}

static void literals_that_make_no_sense(void **state)
{
    (void)state;
    assert_messages("let x = [9223372036854775808, 1e999, 08, 1.0005s, 99999999999999d]",
                    "1:10 MT0016 '9223372036854775808' is no number that mtc can hold\n"
                    "1:31 MT0016 '1e999' is no number that mtc can hold\n"
                    "1:38 MT0016 '08' is no number that mtc can hold\n"
                    "1:42 MT0016 '1.0005s' is no number that mtc can hold\n"
                    "1:51 MT0016 '99999999999999d' is no number that mtc can hold\n");
    assert_messages("let x = [10.0.0.256, 10.0.0.0/33, 1.2.3, 1.2.3.4.5, 10.00.0.0]",
                    "1:10 MT0017 '10.0.0.256' is no IPv4 address or network\n"
                    "1:22 MT0017 '10.0.0.0/33' is no IPv4 address or network\n"
                    "1:35 MT0017 '1.2.3' is no IPv4 address or network\n"
                    "1:42 MT0017 '1.2.3.4.5' is no IPv4 address or network\n"
                    "1:53 MT0017 '10.00.0.0' is no IPv4 address or network\n");
    assert_messages("let x = [20GB, 5weeks]",
                    "1:10 MT0018 '20GB' has no unit that mtc knows | did you mean '20GiB'?\n"
                    "1:16 MT0018 '5weeks' has no unit that mtc knows\n");
    assert_messages("let x = \"a\\qb\\u12\\ud800x\"",
                    "1:11 MT0015 '\\q' is no escape sequence\n1:14 MT0015 '\\u12' is no escape sequence\n"
                    "1:18 MT0015 '\\ud800' is no escape sequence\n");
    assert_messages("let x = \"\"\"\n  a${1}\\q\n  \"\"\"", "2:8 MT0015 '\\q' is no escape sequence\n");
}

static void bytes_that_are_no_text(void **state)
{
    (void)state;
    struct bench bench;
    bench_parse(&bench, (struct text){ "let x = 1 \0 # \0\nlet y = \"\0\"\n", 28 });
    assert_same(&bench, bench_messages(&bench), "1:11 MT0005 NUL byte in the source\n");
    assert_text(bench.reporter.list.at[0]->notes->text, "2 more NUL bytes in this file");
    bench_close(&bench);
    bench_parse(&bench, TEXT("# caf\xE9\nlet x = \"\xFF\xFF\"\nlet y\xC0 = 1\n"));
    assert_same(&bench, bench_messages(&bench), "1:6 MT0004 byte 0xE9 is no UTF-8\n");
    assert_text(bench.reporter.list.at[0]->notes->text, "3 more such bytes in this file");
    bench_close(&bench);
}

static void descriptions_of_nothing(void **state)
{
    (void)state;
    const char *nothing = "this description belongs to no declaration";
    struct bench bench;
    bench_parse(&bench, TEXT("let a = 1 ## behind\n## parted\n\nlet b = 2\nresource c AWS::S3::Bucket {\n  ## inside\n"
                             "  A: 1\n}\n## last\n"));
    assert_same(&bench, bench_messages(&bench),
                text_format(&bench.arena, "1:11 MT0019 %s\n2:1 MT0019 %s\n6:3 MT0019 %s\n9:1 MT0019 %s\n", nothing,
                            nothing, nothing, nothing).at);
    bench_close(&bench);
}

/* A picture, a core dump: what is no source at all ends soon. */
static void what_is_no_source_ends_soon(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, NULL);
    struct buffer buffer;
    buffer_init(&buffer, &arena);
    for (int i = 0; i < 200000; i++)
        buffer_add_c(&buffer, "let x = [a b]\n");
    struct bench bench;
    bench_parse(&bench, buffer_text(&buffer));
    assert_int_equal(bench.reporter.list.count, LIMIT_SYNTAX_MISTAKES);
    bench_close(&bench);
    arena_free(&arena);
}

/* Each token of a program taken away in turn: it is read to its end, and most
   mistakes are one message. */
static void a_missing_token_is_one_mistake(void **state)
{
    (void)state;
    static const char program[] =
        "architecture a\n\nparam stage: \"dev\" | \"prod\" = \"dev\" { label: \"Stage\" }\n"
        "let is_prod = stage == \"prod\" and not (1 in [2, 3])\n\n"
        "resource logs AWS::S3::Bucket {\n  Status: if is_prod then { A: \"x\" } else null\n"
        "  Rules: [{ Id: \"${aws.region}-x\", Days: 3 }]\n} with {\n  DependsOn: [b]\n}\n\n"
        "pattern p(a: int = 3, b: list(string)) is tier {\n  resource c AWS::SQS::Queue { D: a.e[0] }\n  export f = c.Arn\n}\n\n"
        "for x, i in [\"y\"] {\n  p z[x] { a: i }\n}\n\nflow a, b -> c : http\nassert no a -> b via c\nlet last = 1\n";
    size_t tried = 0, single = 0;
    for (size_t from = 0; from + 1 < sizeof program; from++) {
        if (program[from] == ' ' || program[from] == '\n' || (from && program[from - 1] != ' ' && program[from - 1] != '\n'))
            continue;
        size_t to = from;
        while (program[to] != ' ' && program[to] != '\n')
            to++;
        struct arena arena;
        arena_init(&arena, NULL);
        struct buffer buffer;
        buffer_init(&buffer, &arena);
        buffer_add(&buffer, (struct text){ program, from });
        buffer_add(&buffer, (struct text){ program + to, sizeof program - 1 - to });
        struct bench bench;
        bench_parse(&bench, buffer_text(&buffer));
        tried++;
        single += bench.reporter.list.count <= 1;
        assert_true(bench.reporter.list.count <= 3);
        bench_close(&bench);
        arena_free(&arena);
    }
    assert_true(tried > 90);
    assert_true(single * 100 >= tried * 92);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(says_what_was_expected),
        cmocka_unit_test(tells_every_mistake),
        cmocka_unit_test(goes_on_behind_a_mistake),
        cmocka_unit_test(brackets_that_stay_open),
        cmocka_unit_test(says_where_a_bracket_was_opened),
        cmocka_unit_test(strings_that_do_not_end),
        cmocka_unit_test(keywords_that_are_nearly_right),
        cmocka_unit_test(habits_of_other_languages),
        cmocka_unit_test(characters_of_no_use),
        cmocka_unit_test(literals_that_make_no_sense),
        cmocka_unit_test(bytes_that_are_no_text),
        cmocka_unit_test(descriptions_of_nothing),
        cmocka_unit_test(what_is_no_source_ends_soon),
        cmocka_unit_test(a_missing_token_is_one_mistake),
    };
    return cmocka_run_group_tests_name("syntax_error", tests, NULL, NULL);
}
