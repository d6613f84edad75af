/* The scanner and the token stream: where tokens begin and end, what words mean
   where they stand, what literals are worth. */
#include "syntax_unit.h"

/* The classes and texts of the tokens, without their places: "key a sign ,". */
static void assert_tokens(const char *source, const char *expected)
{
    struct bench bench;
    bench_open(&bench, text_of(source));
    struct text dump = syntax_dump_tokens(&bench.arena, &bench.atoms, &bench.reporter, &bench.sources, bench.source);
    struct buffer made;
    buffer_init(&made, &bench.arena);
    for (size_t at = 0; at < dump.length;) {
        const char *line = dump.at + at, *end = memchr(line, '\n', dump.length - at);
        const char *class = (const char *)memchr(line, '\t', (size_t)(end - line)) + 1;
        const char *text = memchr(class, '\t', (size_t)(end - class));
        if (made.length)
            buffer_add_char(&made, ' ');
        buffer_add(&made, (struct text){ class, (size_t)(text - class) });
        if (text + 1 < end && !(text[1] == '"' && text[2] == '"' && end == text + 3)) {
            buffer_add_char(&made, ' ');
            buffer_add(&made, (struct text){ text + 2, (size_t)(end - text - 3) });
        }
        at = (size_t)(end + 1 - dump.at);
    }
    assert_same(&bench, buffer_text(&made), expected);
    assert_int_equal(bench.reporter.list.count, 0);
    bench_close(&bench);
}

/* The value of `let x = SOURCE`, as --dump syntax says it, without its place. */
static void assert_value(const char *source, const char *expected)
{
    struct bench bench;
    bench_open(&bench, TEXT(""));
    struct text text = text_format(&bench.arena, "let x = %s", source);
    struct bench inner;
    const struct syntax *syntax = bench_parse(&inner, text);
    struct text dump = syntax_dump(&inner.arena, &inner.sources, syntax);
    const char *line = memchr(dump.at, '\n', dump.length);
    assert_non_null(line);
    const char *from = line + 3, *to = memchr(from, '@', (size_t)(dump.at + dump.length - from));
    assert_non_null(to);
    assert_same(&inner, (struct text){ from, (size_t)(to - 1 - from) }, expected);
    assert_same(&inner, bench_messages(&inner), "");
    bench_close(&inner);
    bench_close(&bench);
}

static void signs_are_as_long_as_they_can_be(void **state)
{
    (void)state;
    assert_tokens("a..b ...c .d", "name a sign .. name b sign ... name c sign . name d end");
    assert_tokens("a->b - >", "name a sign -> name b sign - sign > end");
    assert_tokens("a??b ? ?", "name a sign ?? name b sign ? sign ? end");
    assert_tokens("<= < = >= == =", "sign <= sign < sign = sign >= sign == sign = end");
    assert_tokens("a!=b", "name a sign != name b end");
}

static void a_range_is_no_decimal(void **state)
{
    (void)state;
    assert_tokens("2..6", "number 2 sign .. number 6 end");
    assert_tokens("0.5..1.5", "number 0.5 sign .. number 1.5 end");
    assert_tokens("1 .. 2", "number 1 sign .. number 2 end");
    assert_tokens("4..a", "number 4 sign .. name a end");
    assert_tokens("10.0.0.5..x", "number 10.0.0.5 sign .. name x end");
    assert_tokens("300s.seconds", "number 300s sign . name seconds end");
    assert_tokens("70%.fraction", "number 70% sign . name fraction end");
    assert_tokens("5.days", "number 5 sign . name days end");
    assert_tokens("1.5.x", "number 1.5 sign . name x end");
}

static void ports_are_quotients(void **state)
{
    (void)state;
    assert_tokens("53/udp", "number 53 sign / name udp end");
    assert_tokens("10.0.0.0/16", "number 10.0.0.0/16 end");
    assert_tokens("10.0.0.0/x", "number 10.0.0.0 sign / name x end");
}

static void types_are_one_token(void **state)
{
    (void)state;
    assert_tokens("AWS::EC2::Subnet", "type AWS::EC2::Subnet end");
    assert_tokens("Custom::My_Thing-2@b", "type Custom::My_Thing-2@b end");
    assert_tokens("Org::Service::Type::MODULE", "type Org::Service::Type::MODULE end");
    assert_tokens("[a: AWS::S3::Bucket]", "sign [ name a sign : type AWS::S3::Bucket sign ] end");
    assert_tokens("AWS::EC2::VPC:", "type AWS::EC2::VPC sign : end");
}

static void comments_and_white_space_only_separate(void **state)
{
    (void)state;
    assert_tokens("a # b\n\t\r\n#c", "name a end");
    assert_tokens("a#b", "name a end");
    assert_tokens("### not a description\na", "name a end");
    assert_tokens("\xEF\xBB\xBF" "a", "name a end");
    assert_tokens("a\xE3\x80\x80" "b\xC2\xA0" "c", "name a name b name c end");
    assert_tokens("let x = 1\r\nlet y = 2\r\n", "keyword let name x sign = number 1 keyword let name y sign = number 2 end");
}

static void a_key_takes_its_colon(void **state)
{
    (void)state;
    assert_tokens("{a: b c: d}", "sign { key a name b key c name d sign } end");
    assert_tokens("{a : 1, \"b\" : 2}", "sign { key a number 1 sign , key \\\"b\\\" number 2 sign } end");
    assert_tokens("{ tags: 1 type: 2 true: 3 }", "sign { key tags number 1 key type number 2 key true number 3 sign } end");
    assert_tokens("f(a, b: 1)", "name f sign ( name a sign , key b number 1 sign ) end");
    assert_tokens("[for x in a if b: c]", "sign [ word for name x word in name a word if name b sign : name c sign ] end");
    assert_tokens("{for k, v in m: k: v}",
                  "sign { word for name k sign , name v word in name m sign : name k sign : name v sign } end");
    assert_tokens("flow a -> b: c", "keyword flow name a sign -> name b sign : name c end");
}

static void keywords_begin_declarations_and_are_names_elsewhere(void **state)
{
    (void)state;
    assert_tokens("let type = type + rule.tags", "keyword let name type sign = name type sign + name rule sign . name tags end");
    assert_tokens("let a = b rule c {}", "keyword let name a sign = name b keyword rule name c sign { sign } end");
    assert_tokens("let a =\n  rule\nlet b = 1", "keyword let name a sign = name rule keyword let name b sign = number 1 end");
    assert_tokens("if stack then", "word if name stack word then end");
    assert_tokens("for env in input", "word for name env word in name input end");
}

static void keywords_are_instances_names(void **state)
{
    (void)state;
    assert_tokens("queue rule {}", "name queue name rule sign { sign } end");
    assert_tokens("queue type[a] {}", "name queue name type sign [ name a sign ] sign { sign } end");
    assert_tokens("a {} tags {}", "name a sign { sign } keyword tags sign { sign } end");
    assert_tokens("queue test {}", "name queue name test sign { sign } end");
    assert_tokens("azs 2 let z = azs[0]", "keyword azs number 2 keyword let name z sign = name azs sign [ number 0 sign ] end");
}

static void words_of_assertions_are_names_elsewhere(void **state)
{
    (void)state;
    assert_tokens("assert no a -> b", "keyword assert keyword no name a sign -> name b end");
    assert_tokens("assert no -> b", "keyword assert name no sign -> name b end");
    assert_tokens("assert no.x", "keyword assert name no sign . name x end");
    assert_tokens("assert a -> b via c", "keyword assert name a sign -> name b keyword via name c end");
    assert_tokens("let x = via", "keyword let name x sign = name via end");
    assert_tokens("assert survives loss of any az",
                  "keyword assert keyword survives keyword loss keyword of keyword any keyword az end");
    assert_tokens("assert survives loss of any.x",
                  "keyword assert keyword survives keyword loss keyword of name any sign . name x end");
    assert_tokens("assert survives == 1", "keyword assert name survives sign == number 1 end");
    assert_tokens("expect error \"MT1\"", "keyword expect keyword error string \\\"MT1\\\" end");
    assert_tokens("expect error == 1", "keyword expect name error sign == number 1 end");
}

static void interpolations_are_brackets(void **state)
{
    (void)state;
    assert_tokens("\"a${b}c\"", "open \\\"a${ name b close }c\\\" end");
    assert_tokens("\"${a}${b}\"", "open \\\"${ name a middle }${ name b close }\\\" end");
    assert_tokens("\"${ {a: \"}\"} }\"", "open \\\"${ sign { key a string \\\"}\\\" sign } close }\\\" end");
    assert_tokens("\"${\"${a}\"}\"", "open \\\"${ open \\\"${ name a close }\\\" close }\\\" end");
    assert_tokens("'${a}'", "string '${a}' end");
    assert_tokens("\"$a $ {\"", "string \\\"$a $ {\\\" end");
}

static void numbers_are_worth_what_they_say(void **state)
{
    (void)state;
    assert_value("0", "integer 0");
    assert_value("9223372036854775807", "integer 9223372036854775807");
    assert_value("0.25", "number 0.25");
    assert_value("1e3", "number 1000");
    assert_value("2.5e-1", "number 0.25");
    assert_value("70%", "percent 70");
    assert_value("12.5%", "percent 12.5");
    assert_value("10.1.2.3", "ip 10.1.2.3/32");
    assert_value("255.255.255.255/0", "cidr 255.255.255.255/0");
}

static void quantities_are_worth_what_they_say(void **state)
{
    (void)state;
    assert_value("1500ms", "duration 1500 ms");
    assert_value("300s", "duration 300000 ms");
    assert_value("5m", "duration 300000 ms");
    assert_value("1.5h", "duration 5400000 ms");
    assert_value("7d", "duration 604800000 ms");
    assert_value("3B", "size 3 bytes");
    assert_value("2KiB", "size 2048 bytes");
    assert_value("0.5MiB", "size 524288 bytes");
    assert_value("20GiB", "size 21474836480 bytes");
    assert_value("1TiB", "size 1099511627776 bytes");
}

static void escapes_are_those_of_json(void **state)
{
    (void)state;
    assert_value("\"a\\\"b\\\\c\\/d\"", "string \"a\\\"b\\\\c/d\"");
    assert_value("\"\\n\\t\\$\"", "string \"\\n\\u0009$\"");
    assert_value("\"\\u00e9\\u3042\"", "string \"\xC3\xA9\xE3\x81\x82\"");
    assert_value("\"\\uD83D\\uDE00\"", "string \"\xF0\x9F\x98\x80\"");
    assert_value("\"\\${a}\"", "string \"${a}\"");
    assert_value("'a\\nb'", "string \"a\\\\nb\"");
    assert_value("\"\"", "string \"\"");
    assert_value("\"日本\"", "string \"日本\"");
}

static void long_strings_lose_their_last_lines_indentation(void **state)
{
    (void)state;
    assert_value("\"\"\"\n    a\n      b\n    \"\"\"", "string \"a\\n  b\\n\"");
    assert_value("\"\"\"\r\n  a\r\n  \"\"\"", "string \"a\\n\"");
    assert_value("\"\"\"\n  a\n\n  b\n  \"\"\"", "string \"a\\n\\nb\\n\"");
    assert_value("\"\"\"\n  a\n  b\"\"\"", "string \"a\\nb\"");
    assert_value("\"\"\"one line\"\"\"", "string \"one line\"");
    assert_value("\"\"\"say \"yes\" or \"\"\"", "string \"say \\\"yes\\\" or \"");
    assert_value("\"\"\"\n  \\n\\\"\n  \"\"\"", "string \"\\n\\\"\\n\"");
    assert_value("'''\n  a\\n${b}\n  '''", "string \"a\\\\n${b}\\n\"");
    assert_value("''''quoted'''", "string \"'quoted\"");
    assert_value("\"\"\"\"\"\"", "string \"\"");
}

static void pieces_of_long_strings_lose_it_too(void **state)
{
    (void)state;
    struct bench bench;
    const struct syntax *syntax = bench_parse(&bench, TEXT("let x = \"\"\"\n  a\n  ${b}\n    c ${d}\n  \"\"\"\n"));
    assert_same(&bench, syntax_dump(&bench.arena, &bench.sources, syntax),
                "let x @ 1:1-5:6\n"
                "  template @ 1:9-5:6\n"
                "    string \"a\\n\" @ 1:12-3:3\n"
                "    name b @ 3:5-3:6\n"
                "    string \"\\n  c \" @ 3:7-4:7\n"
                "    name d @ 4:9-4:10\n"
                "    string \"\\n\" @ 4:11-5:3\n");
    assert_same(&bench, bench_messages(&bench), "");
    bench_close(&bench);
}

static void the_source_is_left_as_it_was(void **state)
{
    (void)state;
    struct bench bench;
    const char *text = "let x = \"a${b + [1, 'c']}d\" # e\n";
    bench_parse(&bench, text_of(text));
    assert_text(bench.source->content, text);
    bench_close(&bench);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(signs_are_as_long_as_they_can_be),
        cmocka_unit_test(a_range_is_no_decimal),
        cmocka_unit_test(ports_are_quotients),
        cmocka_unit_test(types_are_one_token),
        cmocka_unit_test(comments_and_white_space_only_separate),
        cmocka_unit_test(a_key_takes_its_colon),
        cmocka_unit_test(keywords_begin_declarations_and_are_names_elsewhere),
        cmocka_unit_test(keywords_are_instances_names),
        cmocka_unit_test(words_of_assertions_are_names_elsewhere),
        cmocka_unit_test(interpolations_are_brackets),
        cmocka_unit_test(numbers_are_worth_what_they_say),
        cmocka_unit_test(quantities_are_worth_what_they_say),
        cmocka_unit_test(escapes_are_those_of_json),
        cmocka_unit_test(long_strings_lose_their_last_lines_indentation),
        cmocka_unit_test(pieces_of_long_strings_lose_it_too),
        cmocka_unit_test(the_source_is_left_as_it_was),
    };
    return cmocka_run_group_tests_name("scan", tests, NULL, NULL);
}
