/* The rules of check/ on graphs made by hand: which messages come, in which
   order, and that nothing comes where nothing is wrong. */
#include "check_unit.h"

static struct value nothing(void)
{
    return value_map(NULL, 0, SPAN_NONE);
}

/* A queue whose one property is this. */
static struct resource *queue(struct fixture *fixture, const char *id, const char *key, struct value value)
{
    return make(fixture, id, "AWS::SQS::Queue", MAP(&fixture->maker, { key, value }));
}

/* The messages since the last call, one a line: "MT2003: text". */
static void expect(struct fixture *fixture, const char *expected)
{
    check_graph(&fixture->maker.arena, &fixture->reporter, &fixture->graph);
    struct buffer out;
    buffer_init(&out, &fixture->maker.arena);
    for (size_t i = 0; i < fixture->reporter.list.count; i++) {
        const struct diagnostic *diagnostic = fixture->reporter.list.at[i];
        buffer_add_format(&out, "%s: ", message_of(diagnostic->id)->code);
        buffer_add(&out, diagnostic->text);
        buffer_add_char(&out, '\n');
    }
    buffer_add_char(&out, '\0');
    assert_string_equal(out.at, expected);
}

static const struct diagnostic *only(struct fixture *fixture)
{
    assert_int_equal(fixture->reporter.list.count, 1);
    return fixture->reporter.list.at[0];
}

/* --------------------------------------------------------------- properties */

static void right_properties_are_silent(void **state)
{
    struct fixture *f = *state;
    struct maker *m = &f->maker;
    struct resource *vpc = make(f, "Vpc", "AWS::EC2::VPC",
        MAP(m, { "CidrBlock", cidr(0x0a000000, 16) }, { "EnableDnsSupport", string("true") },
            { "EnableDnsHostnames", truth(true) }));
    make(f, "Near", "AWS::EC2::Subnet",
         MAP(m, { "VpcId", reference(vpc) }, { "CidrBlock", cidr(0x0a000100, 24) },
             { "Tags", LIST(m, MAP(m, { "Key", string("a") }, { "Value", integer(7) })) }));
    queue(f, "Jobs", "DelaySeconds", string("80"));
    queue(f, "Mails", "DelaySeconds", number(30));
    queue(f, "Dead", "RedrivePolicy", MAP(m, { "anything", LIST(m, integer(1), null()) }));
    expect(f, "");
}

static void an_unknown_property_has_a_near_name(void **state)
{
    struct fixture *f = *state;
    struct maker *m = &f->maker;
    struct resource *made = queue(f, "Jobs", "DelaySecond", integer(5));
    struct value_field field = made->properties.fields[0];
    field.key_span = (struct span){ 10, 21 };
    made->properties = value_map(&field, 1, SPAN_NONE);
    expect(f, "MT2003: 'DelaySecond' is no property of AWS::SQS::Queue\n");
    assert_text(only(f)->label, "did you mean 'DelaySeconds'?");
    assert_int_equal(only(f)->where.low, 10);
    assert_int_equal(only(f)->where.high, 21);
    (void)m;
}

static void structures_and_lists_are_looked_into(void **state)
{
    struct fixture *f = *state;
    struct maker *m = &f->maker;
    make(f, "Group", "AWS::EC2::SecurityGroup",
         MAP(m, { "GroupDescription", string("web") },
             { "SecurityGroupIngress", LIST(m, MAP(m, { "IpProtocol", string("-1") }, { "CidrIpp", string("::") }),
                                            MAP(m, { "FromPort", integer(80) }, { "CidrIpv6", string("::/0") })) }));
    expect(f, "MT2003: 'CidrIpp' is no property of AWS::EC2::SecurityGroup.Ingress\n"
              "MT2004: AWS::EC2::SecurityGroup.Ingress needs 'IpProtocol'\n");
}

static void all_that_is_missing_is_one_message(void **state)
{
    struct fixture *f = *state;
    struct maker *m = &f->maker;
    make(f, "Policy", "AWS::S3::BucketPolicy", nothing());
    make(f, "Other", "AWS::S3::BucketPolicy",
         MAP(m, { "Bucket", null() }, { "PolicyDocument", MAP(m, { "Statement", value_list(NULL, 0, SPAN_NONE) }) }));
    expect(f, "MT2004: AWS::S3::BucketPolicy needs 'Bucket' and 'PolicyDocument'\n"
              "MT2004: AWS::S3::BucketPolicy needs 'Bucket'\n");
}

static void wrong_kinds_are_told(void **state)
{
    struct fixture *f = *state;
    struct maker *m = &f->maker;
    struct resource *group = make(f, "Group", "AWS::EC2::SecurityGroup", MAP(m, { "GroupDescription", string("x") }));
    make(f, "Lb", "AWS::ElasticLoadBalancingV2::LoadBalancer",
         MAP(m, { "SecurityGroups", reference(group) }, { "Name", LIST(m, string("a")) },
             { "Subnets", LIST(m, string("subnet-0123456789abcdef0"), LIST(m, string("subnet-2"))) },
             { "LoadBalancerAttributes", LIST(m, string("idle")) }));
    queue(f, "Jobs", "DelaySeconds", string("abc"));
    queue(f, "Mails", "DelaySeconds", number(0.5));
    queue(f, "Dead", "FifoQueue", string("yes"));
    expect(f, "MT2005: 'SecurityGroups' of AWS::ElasticLoadBalancingV2::LoadBalancer is a list of strings, "
                  "and this is the resource 'Group' (AWS::EC2::SecurityGroup)\n"
              "MT2005: 'Name' of AWS::ElasticLoadBalancingV2::LoadBalancer is a string, and this is a list\n"
              "MT2005: 'Subnets' of AWS::ElasticLoadBalancingV2::LoadBalancer holds strings, and this is a list\n"
              "MT2005: 'LoadBalancerAttributes' of AWS::ElasticLoadBalancingV2::LoadBalancer holds objects, "
                  "and this is the string \"idle\"\n"
              "MT2005: 'DelaySeconds' of AWS::SQS::Queue is a whole number, and this is the string \"abc\"\n"
              "MT2005: 'DelaySeconds' of AWS::SQS::Queue is a whole number, and this is the number 0.5\n"
              "MT2005: 'FifoQueue' of AWS::SQS::Queue is true or false, and this is the string \"yes\"\n");
}

static void deployed_values_are_judged_by_their_type(void **state)
{
    struct fixture *f = *state;
    struct maker *m = &f->maker;
    struct value text = parameter_value(parameter(m, "Text", "String"));
    struct value several = parameter_value(parameter(m, "Several", "List<AWS::EC2::Subnet::Id>"));
    struct value looked_up = parameter_value(parameter(m, "LookedUp", "AWS::SSM::Parameter::Value<List<String>>"));
    const char *type = "AWS::ElasticLoadBalancingV2::LoadBalancer";
    make(f, "A", type, MAP(m, { "Subnets", several }, { "Name", text }));
    make(f, "B", type, MAP(m, { "Subnets", looked_up }, { "Name", pseudo(m, "AWS::StackName") }));
    make(f, "C", type, MAP(m, { "Subnets", intrinsic(m, "Fn::Split", nothing()) },
                           { "Name", intrinsic(m, "Fn::Select", nothing()) }));
    make(f, "D", type, MAP(m, { "Subnets", intrinsic(m, "Fn::FindInMap", nothing()) },
                           { "Name", pseudo(m, "AWS::NoValue") }));
    make(f, "E", type, MAP(m, { "Subnets", MAP(m, { "Fn::If", LIST(m, string("x")) }) }));
    queue(f, "Jobs", "DelaySeconds", text);
    make(f, "Logs", "AWS::S3::Bucket", MAP(m, { "VersioningConfiguration", MAP(m, { "Fn::Transform", nothing() }) }));
    expect(f, "");
    make(f, "F", type, MAP(m, { "Subnets", text }, { "Name", several }));
    make(f, "G", type, MAP(m, { "Subnets", intrinsic(m, "Fn::Join", nothing()) },
                           { "Name", intrinsic(m, "Fn::GetAZs", nothing()) }));
    expect(f, "MT2005: 'Subnets' of AWS::ElasticLoadBalancingV2::LoadBalancer is a list of strings, "
                  "and this is the parameter 'Text'\n"
              "MT2005: 'Name' of AWS::ElasticLoadBalancingV2::LoadBalancer is a string, "
                  "and this is the parameter 'Several'\n"
              "MT2005: 'Subnets' of AWS::ElasticLoadBalancingV2::LoadBalancer is a list of strings, "
                  "and this is what Fn::Join gives\n"
              "MT2005: 'Name' of AWS::ElasticLoadBalancingV2::LoadBalancer is a string, "
                  "and this is what Fn::GetAZs gives\n");
}

static void both_branches_of_a_choice_are_looked_at(void **state)
{
    struct fixture *f = *state;
    struct maker *m = &f->maker;
    struct condition *big = equals(m, "Big", parameter_value(parameter(m, "Size", "String")), string("big"));
    queue(f, "Jobs", "DelaySeconds", choice(m, big, string("soon"), LIST(m, integer(1))));
    queue(f, "Mails", "DelaySeconds", choice(m, big, integer(1), null()));
    expect(f, "MT2005: 'DelaySeconds' of AWS::SQS::Queue is a whole number, and this is the string \"soon\"\n"
              "MT2005: 'DelaySeconds' of AWS::SQS::Queue is a whole number, and this is a list\n");
}

static void quantities_need_a_unit(void **state)
{
    struct fixture *f = *state;
    struct maker *m = &f->maker;
    queue(f, "Jobs", "DelaySeconds", (struct value){ .kind = VALUE_DURATION, .integer = 300000 });
    expect(f, "MT2008: 'DelaySeconds' of AWS::SQS::Queue takes a plain value, and this is the duration 5m\n");
    assert_text(only(f)->help, "say in what unit: .seconds, .minutes, .hours or .days");
    queue(f, "Dead", "RedrivePolicy",
          MAP(m, { "maxReceiveCount", (struct value){ .kind = VALUE_PERCENT, .number = 70 } }));
    expect(f, "MT2008: 'DelaySeconds' of AWS::SQS::Queue takes a plain value, and this is the duration 5m\n"
              "MT2008: 'RedrivePolicy' of AWS::SQS::Queue takes a plain value, and this is the percentage 70%\n");
}

static void allowed_values_are_held_against_known_ones(void **state)
{
    struct fixture *f = *state;
    struct maker *m = &f->maker;
    make(f, "Logs", "AWS::S3::Bucket",
         MAP(m, { "VersioningConfiguration", MAP(m, { "Status", string("enabled") }) }));
    expect(f, "MT2006: 'Status' of AWS::S3::Bucket.VersioningConfiguration does not take 'enabled'\n");
    assert_text(only(f)->label, "did you mean 'Enabled'?");
    assert_text(only(f)->help, "it takes Enabled, Suspended");
    make(f, "Right", "AWS::S3::Bucket",
         MAP(m, { "VersioningConfiguration", MAP(m, { "Status", string("Suspended") }) }));
    make(f, "Deployed", "AWS::S3::Bucket",
         MAP(m, { "VersioningConfiguration",
                  MAP(m, { "Status", parameter_value(parameter(m, "Status", "String")) }) }));
    make(f, "Retention", "AWS::Logs::LogGroup", MAP(m, { "RetentionInDays", integer(30) }));
    make(f, "Newer", "AWS::Lambda::Function",
         MAP(m, { "Code", nothing() }, { "Role", string("arn:aws:iam::123456789012:role/r") }, { "Runtime", string("python3.99") }));
    expect(f, "MT2006: 'Status' of AWS::S3::Bucket.VersioningConfiguration does not take 'enabled'\n");
    make(f, "WrongRetention", "AWS::Logs::LogGroup", MAP(m, { "RetentionInDays", integer(45) }));
    expect(f, "MT2006: 'Status' of AWS::S3::Bucket.VersioningConfiguration does not take 'enabled'\n"
              "MT2006: 'RetentionInDays' of AWS::Logs::LogGroup does not take '45'\n");
}

static void poison_and_unknown_types_are_left_alone(void **state)
{
    struct fixture *f = *state;
    struct maker *m = &f->maker;
    queue(f, "Jobs", "DelaySeconds", value_poison());
    resource(m, "Own", "Custom::Thing", MAP(m, { "Anything", LIST(m, integer(1)) }));
    make(f, "Policy", "AWS::S3::BucketPolicy",
         MAP(m, { "Bucket", value_poison() }, { "PolicyDocument", value_poison() }));
    expect(f, "");
}

/* ------------------------------------------------------------------ circles */

static void link_to(struct fixture *f, struct resource *from, struct resource *to)
{
    from->properties = MAP(&f->maker, { "RedrivePolicy", MAP(&f->maker, { "arn", attribute(&f->maker, to, "Arn") }) });
}

static void a_circle_is_told_once_with_its_edges(void **state)
{
    struct fixture *f = *state;
    struct resource *a = make(f, "A", "AWS::SQS::Queue", nothing());
    struct resource *b = make(f, "B", "AWS::SQS::Queue", nothing());
    struct resource *c = make(f, "C", "AWS::SQS::Queue", nothing());
    struct resource *outside = make(f, "Outside", "AWS::SQS::Queue", nothing());
    link_to(f, a, b);
    link_to(f, b, c);
    struct resource *depends[] = { a };
    c->depends = depends;
    c->depends_count = 1;
    link_to(f, outside, a);
    expect(f, "MT3001: 'A' depends on itself\n");
    assert_text(only(f)->label, "A -> B -> C -> A");
    const struct note *note = only(f)->notes;
    assert_text(note->text, "'A' takes Arn of 'B'");
    assert_text(note->next->text, "'B' takes Arn of 'C'");
    assert_text(note->next->next->text, "'C' names 'A' in DependsOn");
    assert_null(note->next->next->next);
}

static void a_resource_may_not_name_itself(void **state)
{
    struct fixture *f = *state;
    struct resource *a = make(f, "A", "AWS::SQS::Queue", nothing());
    link_to(f, a, a);
    expect(f, "MT3001: 'A' depends on itself\n");
    assert_text(only(f)->label, "A -> A");
}

static void groups_that_name_each_other_get_advice(void **state)
{
    struct fixture *f = *state;
    struct maker *m = &f->maker;
    struct resource *web = make(f, "Web", "AWS::EC2::SecurityGroup", nothing());
    struct resource *db = make(f, "Db", "AWS::EC2::SecurityGroup", nothing());
    struct resource *pair[] = { db, web };
    for (int i = 0; i < 2; i++)
        pair[1 - i]->properties = MAP(m, { "GroupDescription", string("x") },
            { "SecurityGroupIngress", LIST(m, MAP(m, { "IpProtocol", string("-1") },
                                                  { "SourceSecurityGroupId", reference(pair[i]) })) });
    expect(f, "MT3001: 'Web' depends on itself\n");
    assert_true(text_starts(only(f)->help, "write rules that name a group as resources of their own"));
}

static void a_long_chain_is_no_circle_and_no_deep_stack(void **state)
{
    struct fixture *f = *state;
    enum { MANY = 200000 };
    struct resource *last = NULL;
    for (int i = 0; i < MANY; i++) {
        struct resource *made = make(f, "Q", "AWS::SQS::Queue", nothing());
        if (last)
            link_to(f, last, made);
        last = made;
    }
    assert_true(reporter_set(&f->reporter, TEXT("no-template-limit")));
    expect(f, "");
    link_to(f, last, f->maker.stack.resources.at[0]);
    expect(f, "MT3001: 'Q' depends on itself\n");
}

static void each_circle_of_many_is_told(void **state)
{
    struct fixture *f = *state;
    enum { PAIRS = 9000 };
    assert_true(reporter_set(&f->reporter, TEXT("no-template-limit")));
    for (int i = 0; i < PAIRS; i++) {
        const char *id = text_format(&f->maker.arena, "Q%d", i).at;
        struct resource *a = make(f, id, "AWS::SQS::Queue", nothing());
        struct resource *b = make(f, "Partner", "AWS::SQS::Queue", nothing());
        link_to(f, a, b);
        link_to(f, b, a);
    }
    check_graph(&f->maker.arena, &f->reporter, &f->graph);
    assert_int_equal(f->reporter.list.count, PAIRS);
}

/* ---------------------------------------------------------------- existence */

struct stage {
    struct parameter *parameter;
    struct condition *prod, *dev, *none;
};

static struct stage stage(struct fixture *f)
{
    struct stage stage;
    stage.parameter = parameter(&f->maker, "Stage", "String");
    stage.parameter->allowed = LIST(&f->maker, string("prod"), string("dev"));
    stage.prod = equals(&f->maker, "IsProd", parameter_value(stage.parameter), string("prod"));
    stage.dev = equals(&f->maker, "IsDev", string("dev"), parameter_value(stage.parameter));
    stage.none = condition(&f->maker, "NotProd", CONDITION_NOT);
    operand(&f->maker, stage.none, stage.prod);
    return stage;
}

static struct resource *conditional(struct fixture *f, const char *id, const struct condition *condition)
{
    struct resource *made = make(f, id, "AWS::SQS::Queue", nothing());
    made->condition = condition;
    return made;
}

static void what_may_not_exist_is_not_referred_to(void **state)
{
    struct fixture *f = *state;
    struct stage s = stage(f);
    link_to(f, make(f, "User", "AWS::SQS::Queue", nothing()), conditional(f, "Jobs", s.prod));
    expect(f, "MT3003: 'Jobs' exists only if IsProd, and is used where that may not hold\n");
    output(&f->maker, "Url", reference(conditional(f, "Mails", s.prod)))->condition = s.dev;
    expect(f, "MT3003: 'Jobs' exists only if IsProd, and is used where that may not hold\n"
              "MT3003: 'Mails' exists only if IsProd, and is used where that may not hold\n");
}

static void the_other_branch_is_where_it_does_not_exist(void **state)
{
    struct fixture *f = *state;
    struct stage s = stage(f);
    struct resource *jobs = conditional(f, "Jobs", s.prod);
    output(&f->maker, "Right", choice(&f->maker, s.prod, reference(jobs), null()));
    expect(f, "");
    output(&f->maker, "Wrong", choice(&f->maker, s.prod, null(), reference(jobs)));
    expect(f, "MT3003: 'Jobs' exists only if IsProd, and is used where that may not hold\n");
}

static void what_follows_is_no_mistake(void **state)
{
    struct fixture *f = *state;
    struct maker *m = &f->maker;
    struct stage s = stage(f);
    struct condition *big = equals(m, "Big", parameter_value(parameter(m, "Size", "String")), string("big"));
    struct condition *both = condition(m, "Both", CONDITION_AND);
    operand(m, both, s.prod);
    operand(m, both, big);
    struct condition *either = condition(m, "Either", CONDITION_OR);
    operand(m, either, s.prod);
    operand(m, either, s.dev);
    struct resource *in_prod = conditional(f, "InProd", s.prod);
    struct resource *in_dev = conditional(f, "InDev", s.dev);
    /* AND implies its parts; the same condition written twice; not prod is dev,
       since the parameter allows no third; one of the two always holds. */
    link_to(f, conditional(f, "A", both), in_prod);
    link_to(f, conditional(f, "B", equals(m, "Again", parameter_value(s.parameter), string("prod"))), in_prod);
    link_to(f, conditional(f, "C", s.none), in_dev);
    link_to(f, make(f, "D", "AWS::SQS::Queue", nothing()), conditional(f, "E", either));
    output(m, "F", choice(m, s.dev, null(), reference(in_prod)));
    expect(f, "");
    /* but not the other way */
    link_to(f, conditional(f, "G", s.prod), conditional(f, "H", both));
    expect(f, "MT3003: 'H' exists only if Both, and is used where that may not hold\n");
}

static void a_third_value_is_thought_of(void **state)
{
    struct fixture *f = *state;
    struct stage s = stage(f);
    s.parameter->allowed = null();
    link_to(f, conditional(f, "C", s.none), conditional(f, "InDev", s.dev));
    expect(f, "MT3003: 'InDev' exists only if IsDev, and is used where that may not hold\n");
}

static void too_many_conditions_are_not_tried(void **state)
{
    struct fixture *f = *state;
    struct maker *m = &f->maker;
    struct condition *deep = equals(m, "C0", pseudo(m, "AWS::Region"), string("us-east-1"));
    for (int i = 0; i < 60; i++) {
        struct condition *next = condition(m, "", i % 2 ? CONDITION_AND : CONDITION_OR);
        operand(m, next, deep);
        operand(m, next, deep);
        deep = next;
    }
    deep->name = TEXT("Deep");
    link_to(f, make(f, "User", "AWS::SQS::Queue", nothing()), conditional(f, "Jobs", deep));
    expect(f, "");
}

static void depends_on_goes_with_its_target(void **state)
{
    struct fixture *f = *state;
    struct stage s = stage(f);
    struct resource *depends[] = { conditional(f, "Jobs", s.prod) };
    struct resource *user = make(f, "User", "AWS::SQS::Queue", nothing());
    user->depends = depends;
    user->depends_count = 1;
    expect(f, "");
}

static void a_circle_hides_what_follows_from_it(void **state)
{
    struct fixture *f = *state;
    struct stage s = stage(f);
    struct resource *a = conditional(f, "A", s.prod), *b = conditional(f, "B", s.dev);
    link_to(f, a, b);
    link_to(f, b, a);
    expect(f, "MT3001: 'A' depends on itself\n");
}

/* ------------------------------------------------------------------- limits */

static void a_template_has_limits(void **state)
{
    struct fixture *f = *state;
    for (int i = 0; i < 500; i++)
        make(f, "Q", "AWS::SQS::Queue", nothing());
    for (int i = 0; i < 201; i++)
        output(&f->maker, "Out", string("x"));
    expect(f, "MT3004: stack 'shop' has 201 outputs, and CloudFormation takes 200\n");
    make(f, "Q", "AWS::SQS::Queue", nothing());
    expect(f, "MT3004: stack 'shop' has 201 outputs, and CloudFormation takes 200\n"
              "MT3004: stack 'shop' has 501 resources, and CloudFormation takes 500\n");
    assert_int_equal(f->reporter.errors, 2);
}

static void limits_can_be_switched_off(void **state)
{
    struct fixture *f = *state;
    assert_true(reporter_set(&f->reporter, TEXT("no-template-limit")));
    for (int i = 0; i < 501; i++)
        make(f, "Q", "AWS::SQS::Queue", nothing());
    expect(f, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(right_properties_are_silent),
        TEST(an_unknown_property_has_a_near_name),
        TEST(structures_and_lists_are_looked_into),
        TEST(all_that_is_missing_is_one_message),
        TEST(wrong_kinds_are_told),
        TEST(deployed_values_are_judged_by_their_type),
        TEST(both_branches_of_a_choice_are_looked_at),
        TEST(quantities_need_a_unit),
        TEST(allowed_values_are_held_against_known_ones),
        TEST(poison_and_unknown_types_are_left_alone),
        TEST(a_circle_is_told_once_with_its_edges),
        TEST(a_resource_may_not_name_itself),
        TEST(groups_that_name_each_other_get_advice),
        TEST(a_long_chain_is_no_circle_and_no_deep_stack),
        TEST(each_circle_of_many_is_told),
        TEST(what_may_not_exist_is_not_referred_to),
        TEST(the_other_branch_is_where_it_does_not_exist),
        TEST(what_follows_is_no_mistake),
        TEST(a_third_value_is_thought_of),
        TEST(too_many_conditions_are_not_tried),
        TEST(depends_on_goes_with_its_target),
        TEST(a_circle_hides_what_follows_from_it),
        TEST(a_template_has_limits),
        TEST(limits_can_be_switched_off),
    };
    return cmocka_run_group_tests_name("check", tests, NULL, NULL);
}
