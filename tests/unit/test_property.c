/* What check/ says of one property, on graphs made by hand: what is seen through
   parameters, mappings and conditions, what of lists and of rules between
   properties, what a reference gives, what a document holds; and what of all that
   is not known, and so not told. */
#include "check_unit.h"

#include "check/property/document.h"
#include "check/property/property.h"

/* A queue whose delay is this: 0 to 900 seconds. */
static void queue(struct fixture *fixture, const char *id, struct value delay)
{
    make(fixture, id, "AWS::SQS::Queue", MAP(&fixture->maker, { "DelaySeconds", delay }));
}

/* What is said of all, one a line: "error MT2009 text", of the codes MT20 only. */
static void expect(struct fixture *fixture, const char *expected)
{
    struct buffer out;
    check_graph(&fixture->maker.arena, &fixture->reporter, &fixture->graph);
    buffer_init(&out, &fixture->maker.arena);
    for (size_t i = 0; i < fixture->reporter.list.count; i++) {
        const struct diagnostic *diagnostic = fixture->reporter.list.at[i];
        const char *code = message_of(diagnostic->id)->code;
        if (strncmp(code, "MT20", 4) != 0)
            continue;
        buffer_add_format(&out, "%s %s ", diagnostic->level == LEVEL_ERROR ? "error" : "warning", code);
        buffer_add(&out, diagnostic->text);
        buffer_add_char(&out, '\n');
    }
    buffer_add_char(&out, '\0');
    assert_string_equal(out.at, expected);
}

static struct parameter *with_default(struct fixture *fixture, const char *id, const char *type, struct value standard)
{
    struct parameter *made = parameter(&fixture->maker, id, type);
    made->standard = standard;
    return made;
}

static const struct condition *is(struct fixture *fixture, struct value left, const char *right)
{
    return equals(&fixture->maker, "", left, string(right));
}

/* ------------------------------------------------------------ seeing through */

#define OVER "'DelaySeconds' of AWS::SQS::Queue takes 0 to 900, and this is 1000\n"

static void a_default_is_a_warning(void **state)
{
    struct fixture *f = *state;
    queue(f, "A", parameter_value(with_default(f, "Delay", "Number", integer(1000))));
    queue(f, "B", parameter_value(with_default(f, "Right", "Number", integer(900))));
    queue(f, "C", parameter_value(with_default(f, "Named", "AWS::SSM::Parameter::Value<String>", string("1000"))));
    expect(f, "warning MT2009 " OVER);
    assert_non_null(f->reporter.list.at[0]->notes);
}

static void allowed_values_are_looked_at(void **state)
{
    struct fixture *f = *state;
    struct parameter *delay = with_default(f, "Delay", "Number", integer(5));
    delay->allowed = LIST(&f->maker, integer(5), integer(1000));
    queue(f, "A", parameter_value(delay));
    expect(f, "warning MT2009 " OVER);
}

static void what_a_condition_rules_out_is_no_value(void **state)
{
    struct fixture *f = *state;
    struct value delay = parameter_value(with_default(f, "Delay", "Number", integer(1000)));
    queue(f, "A", choice(&f->maker, is(f, delay, "1000"), null(), delay));
    expect(f, "");
    queue(f, "B", choice(&f->maker, is(f, delay, "1000"), delay, null()));
    expect(f, "warning MT2009 " OVER);
}

static void the_condition_of_the_resource_counts(void **state)
{
    struct fixture *f = *state;
    struct value delay = parameter_value(with_default(f, "Delay", "Number", integer(1000)));
    struct resource *made = make(f, "A", "AWS::SQS::Queue", MAP(&f->maker, { "DelaySeconds", delay }));
    made->condition = is(f, delay, "5");
    expect(f, "");
}

static void both_branches_are_errors(void **state)
{
    struct fixture *f = *state;
    struct value other = parameter_value(parameter(&f->maker, "Stage", "String"));
    queue(f, "A", choice(&f->maker, is(f, other, "prod"), integer(1000), string("901")));
    expect(f, "error MT2009 " OVER "error MT2009 'DelaySeconds' of AWS::SQS::Queue takes 0 to 900, and this is 901\n");
}

static struct value find(struct fixture *fixture, struct mapping *mapping, struct value first)
{
    struct value found = intrinsic(&fixture->maker, "Fn::FindInMap",
                                   LIST(&fixture->maker, string("Delays"), first, string("seconds")));
    struct value_intrinsic *made = (struct value_intrinsic *)(uintptr_t)found.intrinsic;
    made->mapping = mapping;
    return found;
}

static void rows_of_a_mapping_are_looked_at(void **state)
{
    struct fixture *f = *state;
    struct maker *m = &f->maker;
    struct mapping mapping = { .id = "Delays", .table = MAP(m, { "dev", MAP(m, { "seconds", integer(5) }) },
                                                            { "prod", MAP(m, { "seconds", integer(1000) }) }) };
    queue(f, "Known", find(f, &mapping, string("dev")));
    expect(f, "");
    queue(f, "Any", find(f, &mapping, parameter_value(parameter(m, "Stage", "String"))));
    expect(f, "warning MT2009 " OVER);
}

static void a_pinned_row_is_an_error(void **state)
{
    struct fixture *f = *state;
    struct maker *m = &f->maker;
    struct mapping mapping = { .id = "Delays", .table = MAP(m, { "prod", MAP(m, { "seconds", integer(1000) }) }) };
    queue(f, "Pinned", find(f, &mapping, string("prod")));
    expect(f, "error MT2009 " OVER);
}

static void a_list_is_made_of_a_default(void **state)
{
    struct fixture *f = *state;
    struct parameter *zones = with_default(f, "Groups", "CommaDelimitedList", string("sg-0123456789abcdef0, web"));
    make(f, "A", "AWS::EC2::NetworkInterface",
         MAP(&f->maker, { "SubnetId", string("subnet-0123456789abcdef0") }, { "GroupSet", parameter_value(zones) }));
    expect(f, "warning MT2017 'GroupSet' of AWS::EC2::NetworkInterface takes a security group's ID, and this is the string "
              "\"web\"\n");
}

/* -------------------------------------------------------------- what is known */

static void what_is_not_known_is_not_judged(void **state)
{
    struct fixture *f = *state;
    struct maker *m = &f->maker;
    queue(f, "A", string("{{resolve:ssm:/delay}}"));
    make(f, "B", "AWS::Events::EventBus",
         MAP(m, { "Name", CONCAT(m, pseudo(m, "AWS::StackName"), string(" !")) }));
    make(f, "C", "AWS::Events::EventBus", MAP(m, { "Name", string("x {{resolve:ssm:/bus}}") }));
    make(f, "D", "AWS::Events::EventBus", MAP(m, { "Name", intrinsic(m, "Fn::ImportValue", string("a b")) }));
    expect(f, "");
}

static void characters_are_counted(void **state)
{
    struct fixture *f = *state;
    struct maker *m = &f->maker;
    struct buffer name;
    buffer_init(&name, &m->arena);
    for (int i = 0; i < 64; i++)
        buffer_add_c(&name, "ä");
    make(f, "A", "AWS::AppConfig::Application",
         MAP(m, { "Name", value_string(text_copy(&m->arena, buffer_text(&name)), SPAN_NONE) }));
    expect(f, "");
    buffer_add_c(&name, "ä");
    make(f, "B", "AWS::AppConfig::Application",
         MAP(m, { "Name", value_string(text_copy(&m->arena, buffer_text(&name)), SPAN_NONE) }));
    expect(f, "error MT2010 'Name' of AWS::AppConfig::Application takes 1 to 64 characters, and this has 65\n");
}

/* --------------------------------------------------------------------- items */

static struct value some_subnets(struct fixture *fixture, unsigned count, unsigned last)
{
    struct value *items = NEW_ARRAY(&fixture->maker.arena, struct value, count);
    for (unsigned i = 0; i < count; i++) {
        unsigned number = i + 1 < count ? i : last;
        items[i] = string(text_format(&fixture->maker.arena, "subnet-%08x", number).at);
    }
    return value_list(items, count, SPAN_NONE);
}

static void a_long_list_is_looked_through(void **state)
{
    struct fixture *f = *state;
    const char *type = "AWS::ElasticLoadBalancingV2::LoadBalancer";
    make(f, "A", type, MAP(&f->maker, { "Subnets", some_subnets(f, 100, 99) }));
    expect(f, "");
    make(f, "B", type, MAP(&f->maker, { "Subnets", some_subnets(f, 100, 7) }));
    expect(f, "error MT2013 'Subnets' of AWS::ElasticLoadBalancingV2::LoadBalancer takes each item once, and this has "
              "the string \"subnet-00000007\" twice\n");
}

static struct value ip_set(struct fixture *fixture, struct value tags)
{
    return MAP(&fixture->maker, { "Addresses", LIST(&fixture->maker, string("192.0.2.0/24")) },
               { "IPAddressVersion", string("IPV4") }, { "Scope", string("REGIONAL") }, { "Tags", tags });
}

static void an_item_may_be_left_out(void **state)
{
    struct fixture *f = *state;
    struct maker *m = &f->maker;
    struct value tag = MAP(m, { "Key", string("a") }, { "Value", string("b") });
    const struct condition *condition = is(f, parameter_value(parameter(m, "Stage", "String")), "prod");
    make(f, "A", "AWS::WAFv2::IPSet", ip_set(f, LIST(m, choice(m, condition, tag, pseudo(m, "AWS::NoValue")))));
    make(f, "B", "AWS::WAFv2::IPSet",
         ip_set(f, LIST(m, intrinsic(m, "Fn::Transform", MAP(m, { "Name", string("AWS::Include") })))));
    expect(f, "");
    make(f, "C", "AWS::WAFv2::IPSet", ip_set(f, LIST(m, pseudo(m, "AWS::NoValue"))));
    expect(f, "error MT2012 'Tags' of AWS::WAFv2::IPSet takes at least 1 item, and this has 0\n");
}

/* --------------------------------------------------------- between properties */

static struct value alarm(struct fixture *fixture, struct value plain, struct value extended)
{
    return MAP(&fixture->maker, { "ComparisonOperator", string("GreaterThanThreshold") },
               { "EvaluationPeriods", integer(1) }, { "Namespace", string("AWS/EC2") },
               { "MetricName", string("CPUUtilization") }, { "Period", integer(60) }, { "Threshold", integer(1) },
               { "Statistic", plain }, { "ExtendedStatistic", extended });
}

static void what_may_be_left_out_breaks_no_rule(void **state)
{
    struct fixture *f = *state;
    struct maker *m = &f->maker;
    const struct condition *condition = is(f, parameter_value(parameter(m, "Stage", "String")), "prod");
    make(f, "A", "AWS::CloudWatch::Alarm", alarm(f, choice(m, condition, string("Average"), null()), string("p90")));
    make(f, "B", "AWS::CloudWatch::Alarm", alarm(f, null(), string("p90")));
    make(f, "C", "AWS::CloudWatch::Alarm", alarm(f, string("Average"), pseudo(m, "AWS::NoValue")));
    expect(f, "");
    make(f, "D", "AWS::CloudWatch::Alarm", alarm(f, string("Average"), string("p90")));
    expect(f, "error MT2015 'ExtendedStatistic' of AWS::CloudWatch::Alarm cannot stand beside 'Statistic'\n");
}

static void a_misspelt_property_is_one_mistake(void **state)
{
    struct fixture *f = *state;
    make(f, "A", "AWS::EC2::Subnet",
         MAP(&f->maker, { "VpcId", string("vpc-01234567") }, { "CidrBlok", string("10.0.0.0/24") }));
    expect(f, "error MT2003 'CidrBlok' is no property of AWS::EC2::Subnet\n");
}

/* ---------------------------------------------------------------- references */

static void references_of_the_wrong_kind(void **state)
{
    struct fixture *f = *state;
    struct maker *m = &f->maker;
    struct resource *vpc = make(f, "Vpc", "AWS::EC2::VPC", MAP(m, { "CidrBlock", cidr(0x0a000000, 16) }));
    struct resource *address = make(f, "Address", "AWS::EC2::EIP", MAP(m, { "Domain", string("vpc") }));
    struct resource *own = resource(m, "Own", "Custom::Subnet", value_map(NULL, 0, SPAN_NONE));
    make(f, "Right", "AWS::EC2::NatGateway",
         MAP(m, { "SubnetId", reference(own) }, { "AllocationId", attribute(m, address, "AllocationId") }));
    make(f, "Group", "AWS::EC2::NetworkInterface",
         MAP(m, { "SubnetId", parameter_value(parameter(m, "Subnet", "AWS::EC2::Subnet::Id")) },
             { "GroupSet", LIST(m, attribute(m, vpc, "DefaultSecurityGroup")) }));
    expect(f, "");
    make(f, "Wrong", "AWS::EC2::NatGateway",
         MAP(m, { "SubnetId", parameter_value(parameter(m, "Network", "AWS::EC2::VPC::Id")) },
             { "AllocationId", reference(address) }));
    expect(f, "error MT2019 'SubnetId' of AWS::EC2::NatGateway takes AWS::EC2::Subnet.Id, and this is the parameter "
              "'Network', which is AWS::EC2::VPC::Id\n"
              "error MT2019 'AllocationId' of AWS::EC2::NatGateway takes AWS::EC2::EIP.AllocationId, and this is "
              "'PublicIp' of 'Address' (AWS::EC2::EIP)\n");
}

/* A role of ECS may be named or given by its ARN. */
static void where_either_will_do_nothing_is_said(void **state)
{
    struct fixture *f = *state;
    struct maker *m = &f->maker;
    struct value trust = MAP(m, { "Statement", value_list(NULL, 0, SPAN_NONE) });
    struct resource *role = make(f, "Role", "AWS::IAM::Role", MAP(m, { "AssumeRolePolicyDocument", trust }));
    make(f, "Task", "AWS::ECS::TaskDefinition", MAP(m, { "TaskRoleArn", reference(role) }));
    expect(f, "");
}

/* Each attribute that identities are told by is one that its type has. */
static void relations_of_ec2_are_facts(void **state)
{
    static const char *const NAMES[] = { "AWS::EC2::Subnet.SubnetId", "AWS::EC2::EIP.AllocationId",
                                         "AWS::EC2::VPC.DefaultSecurityGroup", "AWS::EC2::NetworkInterface.Id" };
    (void)state;
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++) {
        const char *dot = strchr(NAMES[i], '.');
        const struct schema_type *type = schema_type_find((struct text){ NAMES[i], (size_t)(dot - NAMES[i]) });
        assert_non_null(type);
        assert_true(schema_attribute_exists(type, text_of(dot + 1)));
    }
}

/* ------------------------------------------------------------------ documents */

static enum json_answer json(struct fixture *fixture, struct value text)
{
    return json_text_read(&fixture->maker.arena, text).answer;
}

static void json_in_texts(void **state)
{
    struct fixture *f = *state;
    struct maker *m = &f->maker;
    struct value hole = pseudo(m, "AWS::Region");
    assert_int_equal(json(f, string("{\"a\": [1, -2.5e3, true, null, \"\\u00e4\\n\"]}")), JSON_YES);
    assert_int_equal(json(f, string(" [] ")), JSON_YES);
    assert_int_equal(json(f, string("{a: 1}")), JSON_NO);
    assert_int_equal(json(f, string("[1,]")), JSON_NO);
    assert_int_equal(json(f, string("{} {}")), JSON_NO);
    assert_int_equal(json(f, string("\"a\nb\"")), JSON_NO);
    assert_int_equal(json(f, string("")), JSON_NO);
    assert_int_equal(json(f, CONCAT(m, string("{\"a\": \"x-"), hole, string("\"}"))), JSON_YES);
    assert_int_equal(json(f, CONCAT(m, string("{\"a\": "), hole, string("}"))), JSON_YES);
    assert_int_equal(json(f, CONCAT(m, string("{"), hole, string("}"))), JSON_OPEN);
    assert_int_equal(json(f, CONCAT(m, string("{\"a\": "), hole, string(",}"))), JSON_NO);
    assert_int_equal(json(f, CONCAT(m, hole, string("[1,]"))), JSON_NO);
    struct json_text wrong = json_text_read(&m->arena, string("{\n  \"ä\": 1\n  \"b\": 2 }"));
    assert_int_equal(wrong.answer, JSON_NO);
    assert_int_equal(wrong.line, 3);
    assert_int_equal(wrong.column, 3);
}

static void deep_json_ends(void **state)
{
    struct fixture *f = *state;
    struct buffer text;
    buffer_init(&text, &f->maker.arena);
    for (int i = 0; i < 100000; i++)
        buffer_add_char(&text, '[');
    assert_int_equal(json(f, value_string(text_copy(&f->maker.arena, buffer_text(&text)), SPAN_NONE)), JSON_NO);
}

static void a_policy_may_be_text(void **state)
{
    struct fixture *f = *state;
    make(f, "A", "AWS::Logs::ResourcePolicy",
         MAP(&f->maker, { "PolicyName", string("logs") },
             { "PolicyDocument", string("{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", "
                                        "\"Action\": \"logs:PutLogEvents\", \"Resource\": \"*\"}]}") }));
    expect(f, "error MT2042 this policy needs 'Principal' or 'NotPrincipal'\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_default_is_a_warning),
        TEST(allowed_values_are_looked_at),
        TEST(what_a_condition_rules_out_is_no_value),
        TEST(the_condition_of_the_resource_counts),
        TEST(both_branches_are_errors),
        TEST(rows_of_a_mapping_are_looked_at),
        TEST(a_pinned_row_is_an_error),
        TEST(a_list_is_made_of_a_default),
        TEST(what_is_not_known_is_not_judged),
        TEST(characters_are_counted),
        TEST(a_long_list_is_looked_through),
        TEST(an_item_may_be_left_out),
        TEST(what_may_be_left_out_breaks_no_rule),
        TEST(a_misspelt_property_is_one_mistake),
        TEST(references_of_the_wrong_kind),
        TEST(where_either_will_do_nothing_is_said),
        TEST(relations_of_ec2_are_facts),
        TEST(json_in_texts),
        TEST(deep_json_ends),
        TEST(a_policy_may_be_text),
    };
    return cmocka_run_group_tests_name("property", tests, NULL, NULL);
}
