/* Reading templates: what each value of a text becomes, where it stands, and
   what the graph knows of it. That all of it is written again as it was is seen
   by tests/read. */
#include "report_unit.h"

#include "read/read.h"

/* The graph of a text, which may have mistakes. */
static const struct graph *read_text(const char *text)
{
    struct source *source = sources_add(&sources, SOURCE_USER, TEXT("t"), text_copy(&arena, text_of(text)));
    return read_template(&arena, &atoms, &reporter, source, TEXT("t"));
}

static const struct stack *read_stack(const char *text)
{
    const struct graph *graph = read_text(text);
    assert_int_equal(reporter.errors, 0);
    assert_int_equal(graph->stacks.count, 1);
    return graph->stacks.at[0];
}

/* What stands at a place. */
static void assert_span(struct span span, const char *expected)
{
    assert_text(sources_text(&sources, span), expected);
}

static struct value property(const struct stack *stack, size_t resource, const char *name)
{
    const struct value *value = value_get_c(stack->resources.at[resource]->properties, name);
    assert_non_null(value);
    return *value;
}

/* A resource A with the property P, as YAML. */
static struct value value_of_yaml(const char *text)
{
    struct text whole = text_format(&arena, "Resources:\n  A:\n    Type: Custom::A\n    Properties:\n      P: %s\n", text);
    return property(read_stack(whole.at), 0, "P");
}

static struct value value_of_json(const char *text)
{
    struct text whole = text_format(&arena, "{\"Resources\": {\"A\": {\"Type\": \"Custom::A\", \"Properties\": {\"P\": %s}}}}", text);
    return property(read_stack(whole.at), 0, "P");
}

/* ---------------------------------------------------------------- scalars */

static void test_yaml_scalars(void **state)
{
    (void)state;
    static const struct { const char *text; enum value_kind kind; const char *as_text; } cases[] = {
        { "5", VALUE_INTEGER, "5" }, { "-5", VALUE_INTEGER, "-5" }, { "+5", VALUE_INTEGER, "5" },
        { "1_000", VALUE_INTEGER, "1000" }, { "0", VALUE_INTEGER, "0" }, { "-0", VALUE_DIGITS, "-0" },
        { "9223372036854775807", VALUE_INTEGER, "9223372036854775807" },
        { "9223372036854775808", VALUE_DIGITS, "9223372036854775808" },
        { "1.5", VALUE_NUMBER, "1.5" }, { "1.50", VALUE_DIGITS, "1.50" }, { ".5", VALUE_NUMBER, "0.5" },
        { "5.", VALUE_DIGITS, "5.0" }, { "1.0e+3", VALUE_DIGITS, "1.0e+3" }, { "1e3", VALUE_STRING, "1e3" },
        { "yes", VALUE_BOOL, "true" }, { "Off", VALUE_BOOL, "false" }, { "TRUE", VALUE_BOOL, "true" },
        { "y", VALUE_STRING, "y" }, { "yeS", VALUE_STRING, "yeS" }, { "'yes'", VALUE_STRING, "yes" },
        { "2012-10-17", VALUE_STRING, "2012-10-17" }, { "1.2.3", VALUE_STRING, "1.2.3" },
        { "\"012\"", VALUE_STRING, "012" }, { "089", VALUE_STRING, "089" }, { "-", VALUE_STRING, NULL },
        { "!!str 5", VALUE_STRING, "5" }, { "!!int \"5\"", VALUE_INTEGER, "5" }, { "! 5", VALUE_STRING, "5" },
        { "1:30:00", VALUE_INTEGER, "5400" }, { "1:60", VALUE_STRING, "1:60" }, { "0x1f", VALUE_INTEGER, "31" },
        { "0b101", VALUE_INTEGER, "5" }, { "0777", VALUE_INTEGER, "511" }, { "_1", VALUE_STRING, "_1" },
        { "1._", VALUE_DIGITS, "1.0" }, { "+", VALUE_STRING, "+" }, { ".", VALUE_STRING, "." },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct text text;
        if (!cases[i].as_text)
            continue;
        struct value value = value_of_yaml(cases[i].text);
        assert_int_equal(value.kind, cases[i].kind);
        assert_true(value_to_text(&arena, value, &text));
        assert_text(text, cases[i].as_text);
        assert_span(value.span, cases[i].text);
    }
}

static void test_json_scalars(void **state)
{
    (void)state;
    static const struct { const char *text; enum value_kind kind; const char *as_text; } cases[] = {
        { "5", VALUE_INTEGER, "5" }, { "-0", VALUE_DIGITS, "-0" }, { "1.0", VALUE_DIGITS, "1.0" },
        { "1e3", VALUE_DIGITS, "1.0e+3" }, { "1.5E-7", VALUE_DIGITS, "1.5E-7" }, { "0.25", VALUE_NUMBER, "0.25" },
        { "true", VALUE_BOOL, "true" }, { "\"\"", VALUE_STRING, "" },
        { "\"a\\u00e9\\ud83d\\ude00\\/\\\"\"", VALUE_STRING, "a\xC3\xA9\xF0\x9F\x98\x80/\"" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct text text;
        struct value value = value_of_json(cases[i].text);
        assert_int_equal(value.kind, cases[i].kind);
        assert_true(value_to_text(&arena, value, &text));
        assert_text(text, cases[i].as_text);
        assert_span(value.span, cases[i].text);
    }
}

static void test_numbers_are_near(void **state)
{
    (void)state;
    double number;
    assert_true(value_real(value_of_json("1.50"), &number));
    assert_true(number == 1.5);
    assert_true(value_equal(value_of_json("1.0"), value_of_json("1")));
    assert_false(value_real(value_of_json("\"1\""), &number));
}

/* ------------------------------------------------------------------ calls */

static const char TEMPLATE[] =
    "Parameters:\n  Env: {Type: String, Default: dev, AllowedValues: [dev, prod], NoEcho: true}\n"
    "Mappings:\n  M: {a: {b: c}}\n"
    "Conditions:\n"
    "  Both: !And [!Condition Prod, !Not [!Condition Other]]\n"
    "  Prod: !Equals [!Ref Env, prod]\n"
    "  Other: {Fn::Equals: [{Ref: 'AWS::Region'}, x]}\n"
    "Resources:\n"
    "  Topic:\n    Type: AWS::SNS::Topic\n"
    "  Queue:\n    Type: AWS::SQS::Queue\n    Condition: Both\n    DependsOn: Topic\n    DeletionPolicy: Retain\n"
    "    Properties:\n"
    "      QueueName: !Sub [\"${Env}-${X}-${!Y}-${Topic.TopicName}\", {X: !Ref Topic}]\n"
    "      KmsMasterKeyId: !Join ['/', [alias, !GetAtt Topic.TopicArn, 5]]\n"
    "      DelaySeconds: !If [Prod, !FindInMap [M, a, b], !Ref 'AWS::NoValue']\n"
    "      Tags: !Split [',', !Ref Env]\n"
    "Outputs:\n  Out: {Value: !Ref Queue, Condition: Both, Export: {Name: x}, Description: what}\n";

static void test_graph(void **state)
{
    (void)state;
    const struct stack *stack = read_stack(TEMPLATE);
    assert_int_equal(stack->parameters.count, 1);
    const struct parameter *env = stack->parameters.at[0];
    assert_string_equal(env->id, "Env");
    assert_true(env->secret);
    assert_int_equal(env->allowed.count, 2);
    assert_text(value_text(env->standard), "dev");
    assert_int_equal(stack->mappings.count, 1);
    assert_int_equal(stack->resources.count, 2);
    const struct resource *queue = stack->resources.at[1];
    assert_string_equal(queue->id, "Queue");
    assert_int_equal(queue->order, 1);
    assert_non_null(queue->schema);
    assert_int_equal(queue->depends_count, 1);
    assert_ptr_equal(queue->depends[0], stack->resources.at[0]);
    assert_text(queue->condition->name, "Both");
    assert_int_equal(queue->attributes.count, 1);
    assert_span(queue->span, "Queue");
    assert_int_equal(stack->outputs.count, 1);
    assert_ptr_equal(stack->outputs.at[0]->value.resource, queue);
    assert_ptr_equal(stack->outputs.at[0]->condition, queue->condition);
    assert_text(value_text(stack->outputs.at[0]->export), "x");
    assert_text(*stack->outputs.at[0]->description, "what");
}

/* Operands stand before what needs them, wherever the template has them. */
static void test_conditions(void **state)
{
    (void)state;
    const struct stack *stack = read_stack(TEMPLATE);
    assert_int_equal(stack->conditions.count, 3);
    assert_text(stack->conditions.at[0]->name, "Prod");
    assert_text(stack->conditions.at[1]->name, "Other");
    const struct condition *both = stack->conditions.at[2];
    assert_text(both->name, "Both");
    assert_int_equal(both->kind, CONDITION_AND);
    assert_int_equal(both->count, 2);
    assert_ptr_equal(both->operands[0], stack->conditions.at[0]);
    assert_int_equal(both->operands[1]->kind, CONDITION_NOT);
    assert_ptr_equal(both->operands[1]->operands[0], stack->conditions.at[1]);
    assert_int_equal(stack->conditions.at[0]->left.kind, VALUE_PARAMETER);
}

static void test_sub(void **state)
{
    (void)state;
    const struct stack *stack = read_stack(TEMPLATE);
    struct value name = property(stack, 1, "QueueName");
    assert_int_equal(name.kind, VALUE_CONCAT);
    assert_int_equal(name.flags, VALUE_WRITTEN);
    assert_int_equal(name.count, 7);
    assert_int_equal(name.items[0].kind, VALUE_PARAMETER);
    assert_span(name.items[0].span, "Env");
    assert_text(value_text(name.items[1]), "-");
    assert_int_equal(name.items[2].kind, VALUE_RESOURCE);
    assert_span(name.items[2].span, "!Ref Topic");
    assert_text(value_text(name.items[4]), "${Y}");
    assert_text(value_text(name.items[5]), "-");
    assert_int_equal(name.items[6].kind, VALUE_ATTRIBUTE);
    const struct value *written = &name.items[name.count];
    assert_int_equal(written->kind, VALUE_INTRINSIC);
    assert_string_equal(written->intrinsic->name->text, "Fn::Sub");
}

static void test_join_and_if(void **state)
{
    (void)state;
    const struct stack *stack = read_stack(TEMPLATE);
    struct value key = property(stack, 1, "KmsMasterKeyId");
    assert_int_equal(key.kind, VALUE_CONCAT);
    assert_int_equal(key.count, 5);
    assert_int_equal(key.items[2].kind, VALUE_ATTRIBUTE);
    assert_string_equal(key.items[2].attribute->name->text, "TopicArn");
    assert_text(value_text(key.items[4]), "5");
    struct value delay = property(stack, 1, "DelaySeconds");
    assert_int_equal(delay.kind, VALUE_CHOICE);
    assert_text(delay.choice->condition->name, "Prod");
    assert_int_equal(delay.choice->yes.kind, VALUE_INTRINSIC);
    assert_ptr_equal(delay.choice->yes.intrinsic->mapping, stack->mappings.at[0]);
    assert_int_equal(delay.choice->no.kind, VALUE_NULL);
    assert_int_equal(delay.choice->no.flags, VALUE_WRITTEN);
    assert_int_equal(property(stack, 1, "Tags").kind, VALUE_INTRINSIC);
}

/* ----------------------------------------------------------------- places */

static void test_places(void **state)
{
    (void)state;
    const struct stack *stack = read_stack(
        "# \xE3\x81\x82\xF0\x9F\x98\x80 before\nResources:\n  A:\n    Type: Custom::A\n    Properties:\n"
        "      \"k\xC3\xA9y\": &x 'it''s'\n      Sub: !Sub |\n        echo \xC3\xA9 ${AWS::Region}\n        ${AWS::StackName}\n"
        "      Map:\n        b: 1\n        c: [2,\n          3]\n\n  # behind\n  B:\n    Type: Custom::B\n");
    struct value properties = stack->resources.at[0]->properties;
    assert_span(properties.fields[0].key_span, "k\xC3\xA9y");
    assert_span(properties.fields[0].value.span, "&x 'it''s'");
    struct value sub = properties.fields[1].value;
    assert_int_equal(sub.count, 5);
    assert_span(sub.items[1].span, "AWS::Region");
    assert_span(sub.items[3].span, "AWS::StackName");
    assert_span(properties.fields[2].value.span, "b: 1\n        c: [2,\n          3]");
    assert_span(stack->resources.at[1]->span, "B");
}

static void test_json_places(void **state)
{
    (void)state;
    const struct stack *stack = read_stack(
        " {\"Resources\" : {\n\"A\":{\"Type\":\"AWS::SNS::Topic\",\"Properties\":{ \"DisplayName\" :{\"Fn::Sub\" : \"\\n${AWS::Region}\"} }}}}");
    const struct resource *topic = stack->resources.at[0];
    assert_span(topic->span, "A");
    assert_span(topic->properties.fields[0].key_span, "DisplayName");
    struct value sub = topic->properties.fields[0].value;
    assert_span(sub.span, "{\"Fn::Sub\" : \"\\n${AWS::Region}\"}");
    assert_text(value_text(sub.items[0]), "\n");
    assert_span(sub.items[1].span, "AWS::Region");
}

/* --------------------------------------------------------------- mistakes */

static void test_one_mistake_one_message(void **state)
{
    (void)state;
    static const struct { const char *text; enum message_id id; } cases[] = {
        { "{\"Resources\": {\"A\": {\"Type\": \"Custom::A\",}}}", MT0030 },
        { "{\"Resources\": {\"A\": {\"Type\": \"Custom::A\"}", MT0014 },
        { "{\"Resources\": {}} x", MT0030 },
        { "Resources:\n  A: [\n", MT0031 },
        { "Resources:\n\tA: b\n", MT0031 },
        { "", MT0032 },
        { "just text", MT0032 },
        { "- a\n- b\n", MT0032 },
        { "services: {}\n", MT0032 },
        { "Resources: {A: {Type: Custom::A}}\n--- \nB: c\n", MT0033 },
        { "Resources: {A: {Type: Custom::A, Properties: {[a]: b}}}\n", MT0035 },
        { "Resources: {A: {Type: Custom::A, Properties: ~}}\n", MT0044 },
        { "Resources: {A: {Type: Custom::A, DependsOn: *a}}\n", MT0041 },
        { "Resources: {A: {Type: Custom::A, Properties: {B: !Ref C}}}\n", MT0041 },
        { "Resources: {A: {Type: Custom::A, Properties: {B: !Sub '${C}'}}}\n", MT0041 },
        { "Resources: {A: {Type: Custom::A, Properties: {B: !If [C, 1, 2]}}}\n", MT0041 },
        { "Resources: {A: {Type: Custom::A, Properties: {B: !Join x}}}\n", MT0039 },
        { "Conditions: {C: !Condition C}\nResources: {A: {Type: Custom::A}}\n", MT1003 },
        { "Resources: {A: {Type: Custom::A}, A: {Type: Custom::A}}\n", MT0023 },
        { "Resources: []\n", MT1030 },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        size_t before = reporter.list.count;
        read_text(cases[i].text);
        assert_int_equal(reporter.list.count, before + 1);
        assert_int_equal(reporter.list.at[before]->id, cases[i].id);
    }
}

/* What a transform, a loop or an include may make is not asked for. */
static void test_names_made_elsewhere(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "Transform: AWS::Serverless-2016-10-31\nResources: {F: {Type: AWS::Serverless::Function}, A: {Type: Custom::A, DependsOn: FRole}}\n",
        "Transform: [Mine]\nResources: {A: {Type: Custom::A, DependsOn: B, Properties: {C: !Sub '${D}'}}}\n",
        "Resources: {Fn::Transform: {Name: AWS::Include}, A: {Type: Custom::A, DependsOn: B}}\n",
        ("Transform: AWS::LanguageExtensions\nResources: {'Fn::ForEach::L': [N, [x], {'Topic${N}': {Type: Custom::A, DependsOn: 'Topic${N}'}}],"
            " A: {Type: Custom::A, DependsOn: Topicx}}\n"),
        "Resources: {M: {Type: 'A::B::C::MODULE'}, A: {Type: Custom::A, Properties: {B: !Ref M.Bucket, C: !GetAtt MBucket.Arn}}}\n",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        read_stack(texts[i]);
    read_text("Transform: AWS::LanguageExtensions\nResources: {'Fn::ForEach::L': [N, [x], {'Topic${N}': {Type: Custom::A}}],"
                       " A: {Type: Custom::A, DependsOn: Topc}}\n");
    assert_int_equal(reporter.errors, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_yaml_scalars),
        TEST(test_json_scalars),
        TEST(test_numbers_are_near),
        TEST(test_graph),
        TEST(test_conditions),
        TEST(test_sub),
        TEST(test_join_and_if),
        TEST(test_places),
        TEST(test_json_places),
        TEST(test_one_mistake_one_message),
        TEST(test_names_made_elsewhere),
    };
    return cmocka_run_group_tests_name("read", tests, NULL, NULL);
}
