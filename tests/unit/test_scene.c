/* Scenes: what varies in a stack, how each value is seen when that is decided,
   and that nothing is said to be known, or assumed, where it is not. */
#include "check_unit.h"

#include "check/scene/scene_variable.h"

/* The first scene of what the test has put into the stack. */
static struct scene *first(struct fixture *fixture)
{
    struct arena *arena = &fixture->maker.arena;
    struct check *check = NEW(arena, struct check);
    struct scene *scene = NEW(arena, struct scene);
    *check = (struct check){ .arena = arena, .reporter = &fixture->reporter, .graph = &fixture->graph };
    scene_init(scene, check, &fixture->maker.stack);
    scene->number = 1;
    return scene;
}

static struct parameter *text_parameter(struct fixture *fixture, const char *id, const char *standard)
{
    struct parameter *made = parameter(&fixture->maker, id, "String");
    made->index = (uint32_t)fixture->maker.stack.parameters.count - 1;
    if (standard)
        made->standard = string(standard);
    return made;
}

static struct resource *queue(struct fixture *fixture, const char *id, const char *key, struct value value)
{
    return resource(&fixture->maker, id, "AWS::SQS::Queue", MAP(&fixture->maker, { key, value }));
}

static void expect_seen(struct scene *scene, struct value value, const char *expected)
{
    struct text text;
    assert_true(known_text(scene, scene_see(scene, value), &text));
    assert_text(text, expected);
}

static void expect_unknown(struct scene *scene, struct value value)
{
    struct text text;
    assert_false(known_text(scene, scene_see(scene, value), &text));
}

/* --------------------------------------------------------------- parameters */

static void a_default_is_seen_and_assumed(void **state)
{
    struct fixture *f = *state;
    struct value size = parameter_value(text_parameter(f, "Size", "small"));
    struct scene *scene = first(f);
    expect_seen(scene, size, "small");
    assert_true(scene->assumed);
    scene_begin(scene);
    assert_false(scene->assumed);
    expect_seen(scene, string("small"), "small");
    assert_false(scene->assumed);
}

static void without_a_default_nothing_is_known(void **state)
{
    struct fixture *f = *state;
    struct value size = parameter_value(text_parameter(f, "Size", NULL));
    struct scene *scene = first(f);
    expect_unknown(scene, size);
    assert_int_equal(scene_see(scene, size).kind, VALUE_PARAMETER);
    assert_false(scene->assumed);
}

static void a_parameter_of_systems_manager_is_another_name(void **state)
{
    struct fixture *f = *state;
    struct parameter *image = text_parameter(f, "Image", "/aws/service/image");
    image->type = "AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>";
    struct scene *scene = first(f);
    expect_unknown(scene, parameter_value(image));
}

static void allowed_values_are_states(void **state)
{
    struct fixture *f = *state;
    struct parameter *size = text_parameter(f, "Size", "small");
    size->allowed = LIST(&f->maker, string("small"), string("large"), string("huge"));
    struct scene *scene = first(f);
    assert_int_equal(scene->variables.count, 1);
    assert_int_equal(scene->variables.at[0]->count, 3);
    assert_true(scene->variables.at[0]->closed);
    scene->variables.at[0]->state = 2;
    expect_seen(scene, parameter_value(size), "huge");
    scene_reset(scene);
    expect_seen(scene, parameter_value(size), "small");
}

static void a_list_parameter_is_its_items(void **state)
{
    struct fixture *f = *state;
    struct parameter *names = text_parameter(f, "Names", "a, b ,c");
    names->type = "CommaDelimitedList";
    struct resource *jobs = queue(f, "Jobs", "Names", parameter_value(names));
    struct scene *scene = first(f);
    struct scene_list items = scene_property_items(scene, jobs, "Names");
    assert_true(items.whole);
    assert_int_equal(items.count, 3);
    expect_seen(scene, items.items[1], "b");
    names->standard = null();
    scene = first(f);
    items = scene_property_items(scene, jobs, "Names");
    assert_false(items.whole);
    assert_int_equal(items.count, 1);
    assert_int_equal(items.items[0].kind, VALUE_PARAMETER);
}

/* --------------------------------------------------------------- conditions */

static void a_choice_is_one_of_its_sides(void **state)
{
    struct fixture *f = *state;
    struct maker *m = &f->maker;
    struct value stage = parameter_value(text_parameter(f, "Stage", "test"));
    struct condition *live = equals(m, "IsLive", stage, string("live"));
    struct value size = choice(m, live, integer(8), null());
    struct scene *scene = first(f);
    assert_int_equal(scene_see(scene, size).kind, VALUE_NULL);
    /* The other side is looked at in a scene of its own: nothing is assumed. */
    assert_false(scene->assumed);
    assert_true(scene_make(scene, live, true));
    expect_seen(scene, size, "8");
    assert_true(scene_make(scene, live, false));
    assert_int_equal(scene_see(scene, size).kind, VALUE_NULL);
}

static void a_compared_parameter_is_open(void **state)
{
    struct fixture *f = *state;
    struct maker *m = &f->maker;
    struct value stage = parameter_value(text_parameter(f, "Stage", "live"));
    struct condition *live = equals(m, "IsLive", stage, string("live"));
    struct scene *scene = first(f);
    assert_int_equal(scene_truth(scene, live), TRUTH_YES);
    assert_true(scene_make(scene, live, false));
    expect_unknown(scene, stage);
}

static void conditions_are_decided_together(void **state)
{
    struct fixture *f = *state;
    struct maker *m = &f->maker;
    struct value stage = parameter_value(text_parameter(f, "Stage", "test"));
    struct value kind = parameter_value(text_parameter(f, "Kind", "a"));
    struct condition *live = equals(m, "IsLive", stage, string("live"));
    struct condition *is_b = equals(m, "IsB", string("b"), kind);
    struct condition *both = condition(m, "Both", CONDITION_AND);
    operand(m, both, live);
    operand(m, both, is_b);
    struct condition *neither = condition(m, "Neither", CONDITION_NOT);
    struct condition *either = condition(m, "Either", CONDITION_OR);
    operand(m, either, live);
    operand(m, either, is_b);
    operand(m, neither, either);
    struct scene *scene = first(f);
    assert_int_equal(scene_truth(scene, both), TRUTH_NO);
    assert_int_equal(scene_truth(scene, neither), TRUTH_YES);
    assert_true(scene_make(scene, both, true));
    expect_seen(scene, stage, "live");
    expect_seen(scene, kind, "b");
    assert_int_equal(scene_truth(scene, neither), TRUTH_NO);
    scene_reset(scene);
    assert_true(scene_make(scene, either, true));
    assert_int_equal(scene_truth(scene, both), TRUTH_NO);
}

static void the_region_can_be_compared(void **state)
{
    struct fixture *f = *state;
    struct maker *m = &f->maker;
    struct condition *home = equals(m, "IsHome", pseudo(m, "AWS::Region"), string("us-east-1"));
    struct scene *scene = first(f);
    assert_int_equal(scene_truth(scene, home), TRUTH_NO);
    expect_unknown(scene, pseudo(m, "AWS::Region"));
    assert_true(scene_make(scene, home, true));
    expect_seen(scene, pseudo(m, "AWS::Region"), "us-east-1");
    m->stack.region = string("eu-west-1");
    scene = first(f);
    assert_int_equal(scene_truth(scene, home), TRUTH_NO);
    expect_seen(scene, pseudo(m, "AWS::Region"), "eu-west-1");
    assert_false(scene_make(scene, home, true));
}

static void what_cannot_be_decided_is_not(void **state)
{
    struct fixture *f = *state;
    struct maker *m = &f->maker;
    struct condition *verbatim = condition(m, "Strange", CONDITION_VERBATIM);
    verbatim->left = intrinsic(m, "Fn::Strange", string("x"));
    struct resource *jobs = queue(f, "Jobs", "DelaySeconds", choice(m, verbatim, integer(1), integer(2)));
    jobs->condition = verbatim;
    struct scene *scene = first(f);
    assert_int_equal(scene_property(scene, jobs, "DelaySeconds").kind, VALUE_POISON);
    assert_true(scene_exists(scene, jobs));
    assert_true(scene_holds(scene, NULL));
    struct scene_list items = scene_property_items(scene, jobs, "DelaySeconds");
    assert_false(items.whole);
    assert_int_equal(items.count, 0);
}

static void a_resource_is_there_where_its_condition_holds(void **state)
{
    struct fixture *f = *state;
    struct maker *m = &f->maker;
    struct value stage = parameter_value(text_parameter(f, "Stage", "test"));
    struct condition *live = equals(m, "IsLive", stage, string("live"));
    struct resource *jobs = queue(f, "Jobs", "DelaySeconds", integer(1));
    struct resource *mails = queue(f, "Mails", "Target", reference(jobs));
    jobs->condition = live;
    struct scene *scene = first(f);
    assert_false(scene_exists(scene, jobs));
    assert_null(scene_target(scene, reference(jobs)));
    assert_ptr_equal(scene_next(scene, "AWS::SQS::Queue", NULL), mails);
    assert_true(scene_make(scene, live, true));
    assert_ptr_equal(scene_target(scene, reference(jobs)), jobs);
    assert_ptr_equal(scene_next(scene, "AWS::SQS::Queue", NULL), jobs);
    assert_ptr_equal(scene_next(scene, "AWS::SQS::Queue", jobs), mails);
    assert_null(scene_next(scene, "AWS::SQS::Queue", mails));
    assert_null(scene_next(scene, "AWS::SNS::Topic", NULL));
}

/* --------------------------------------------------------------- intrinsics */

static void nothing_is_nothing(void **state)
{
    struct fixture *f = *state;
    struct maker *m = &f->maker;
    struct resource *jobs = queue(f, "Jobs", "Names", LIST(m, string("a"), pseudo(m, "AWS::NoValue"), string("b")));
    struct scene *scene = first(f);
    assert_int_equal(scene_see(scene, pseudo(m, "AWS::NoValue")).kind, VALUE_NULL);
    assert_int_equal(scene_property(scene, jobs, "DelaySeconds").kind, VALUE_NULL);
    struct scene_list items = scene_property_items(scene, jobs, "Names");
    assert_true(items.whole);
    assert_int_equal(items.count, 2);
    expect_seen(scene, items.items[1], "b");
}

static void lists_are_indexed_and_joined(void **state)
{
    struct fixture *f = *state;
    struct maker *m = &f->maker;
    struct value open = parameter_value(text_parameter(f, "Open", NULL));
    struct value list = LIST(m, string("a"), integer(7), open);
    struct scene *scene = first(f);
    expect_seen(scene, intrinsic(m, "Fn::Select", LIST(m, string("1"), list)), "7");
    expect_unknown(scene, intrinsic(m, "Fn::Select", LIST(m, integer(2), list)));
    expect_unknown(scene, intrinsic(m, "Fn::Select", LIST(m, integer(3), list)));
    expect_unknown(scene, intrinsic(m, "Fn::Select", LIST(m, open, list)));
    expect_seen(scene, intrinsic(m, "Fn::Join", LIST(m, string("-"), LIST(m, string("a"), integer(7)))), "a-7");
    expect_unknown(scene, intrinsic(m, "Fn::Join", LIST(m, string("-"), list)));
    expect_seen(scene, CONCAT(m, string("a"), string("b")), "ab");
    expect_unknown(scene, CONCAT(m, string("a"), open));
}

static void networks_are_divided(void **state)
{
    struct fixture *f = *state;
    struct maker *m = &f->maker;
    struct resource *vpc = resource(m, "Vpc", "AWS::EC2::VPC", MAP(m, { "CidrBlock", cidr(0x0a000000, 16) }));
    struct resource *pool = resource(m, "Pool", "AWS::EC2::VPC", MAP(m, { "Ipv4IpamPoolId", string("ipam") }));
    struct value of_vpc = intrinsic(m, "Fn::Cidr", LIST(m, attribute(m, vpc, "CidrBlock"), integer(4), string("8")));
    struct value of_pool = intrinsic(m, "Fn::Cidr", LIST(m, attribute(m, pool, "CidrBlock"), integer(4), integer(8)));
    struct value too_many = intrinsic(m, "Fn::Cidr", LIST(m, string("10.0.0.0/24"), integer(4), integer(7)));
    struct scene *scene = first(f);
    expect_seen(scene, intrinsic(m, "Fn::Select", LIST(m, integer(3), of_vpc)), "10.0.3.0/24");
    expect_unknown(scene, intrinsic(m, "Fn::Select", LIST(m, integer(4), of_vpc)));
    expect_unknown(scene, intrinsic(m, "Fn::Select", LIST(m, integer(0), of_pool)));
    expect_unknown(scene, intrinsic(m, "Fn::Select", LIST(m, integer(0), too_many)));
}

static void a_mapping_is_looked_up(void **state)
{
    struct fixture *f = *state;
    struct maker *m = &f->maker;
    struct mapping mapping = { .id = "Sizes" };
    mapping.table = MAP(m, { "test", MAP(m, { "Count", integer(1) }) }, { "live", MAP(m, { "Count", integer(3) }) });
    struct parameter *stage = text_parameter(f, "Stage", "test");
    stage->allowed = LIST(m, string("test"), string("live"), string("other"));
    struct value found = intrinsic(m, "Fn::FindInMap", LIST(m, string("Sizes"), parameter_value(stage), string("Count")));
    ((struct value_intrinsic *)found.intrinsic)->mapping = &mapping;
    struct scene *scene = first(f);
    expect_seen(scene, found, "1");
    assert_true(scene->assumed);
    scene->variables.at[0]->state = 1;
    expect_seen(scene, found, "3");
    scene->variables.at[0]->state = 2;
    expect_unknown(scene, found);
}

/* -------------------------------------------------------------------- users */

static void users_are_found_in_order(void **state)
{
    struct fixture *f = *state;
    struct maker *m = &f->maker;
    struct resource *jobs = queue(f, "Jobs", "DelaySeconds", integer(1));
    struct resource *a = resource(m, "A", "AWS::SNS::Topic", MAP(m, { "Queues", LIST(m, reference(jobs), reference(jobs)) }));
    struct resource *b = resource(m, "B", "AWS::SNS::Topic", MAP(m, { "Queues", attribute(m, jobs, "Arn") }));
    resource(m, "C", "AWS::SNS::Topic", MAP(m, { "Other", reference(jobs) }));
    struct scene *scene = first(f);
    assert_ptr_equal(scene_next_user(scene, "AWS::SNS::Topic", "Queues", jobs, NULL), a);
    assert_ptr_equal(scene_next_user(scene, "AWS::SNS::Topic", "Queues", jobs, a), b);
    assert_null(scene_next_user(scene, "AWS::SNS::Topic", "Queues", jobs, b));
    assert_null(scene_next_user(scene, "AWS::SNS::Topic", "Queues", a, NULL));
    assert_null(scene_next_user(scene, "AWS::EC2::VPC", "Queues", jobs, NULL));
}

static void waiting_goes_over_any_number_of_steps(void **state)
{
    struct fixture *f = *state;
    struct maker *m = &f->maker;
    struct resource *a = queue(f, "A", "DelaySeconds", integer(1));
    struct resource *b = queue(f, "B", "Target", attribute(m, a, "Arn"));
    struct resource *c = queue(f, "C", "DelaySeconds", integer(1));
    struct resource *d = queue(f, "D", "Target", CONCAT(m, string("x"), reference(c)));
    struct resource *depends[] = { b };
    c->depends = depends;
    c->depends_count = 1;
    struct scene *scene = first(f);
    assert_true(scene_waits(scene, b, a));
    assert_true(scene_waits(scene, d, a));
    assert_false(scene_waits(scene, a, a));
    assert_false(scene_waits(scene, a, d));
    assert_false(scene_waits(scene, b, c));
    assert_true(scene_waits(scene, d, c));
    assert_true(scene_waits(scene, d, b));
}

static void what_others_know_is_given(void **state)
{
    struct fixture *f = *state;
    struct maker *m = &f->maker;
    struct resource *a = queue(f, "A", "DelaySeconds", integer(1));
    struct resource *b = queue(f, "B", "DelaySeconds", integer(1));
    struct resource *c = queue(f, "C", "Target", reference(b));
    resource(m, "Known", "AWS::SSM::Parameter", MAP(m, { "Value", reference(c) }));
    output(m, "Url", attribute(m, a, "QueueUrl"));
    struct scene *scene = first(f);
    assert_true(scene_given(scene, a));
    assert_false(scene_given(scene, b));
    assert_true(scene_given(scene, c));
    assert_false(scene_open(scene));
    resource(m, "Own", "Custom::Thing", value_map(NULL, 0, SPAN_NONE));
    scene = first(f);
    assert_true(scene_open(scene));
    assert_true(scene_given(scene, b));
}

/* --------------------------------------------------------------------- keys */

static bool same_key(struct scene *scene, struct value a, struct value b)
{
    struct buffer left, right;
    buffer_init(&left, scene->check->arena);
    buffer_init(&right, scene->check->arena);
    return scene_key(scene, &left, a) && scene_key(scene, &right, b) && text_equal(buffer_text(&left), buffer_text(&right));
}

static void a_key_is_the_same_only_for_the_same(void **state)
{
    struct fixture *f = *state;
    struct maker *m = &f->maker;
    struct value open = parameter_value(text_parameter(f, "Open", NULL));
    struct value other = parameter_value(text_parameter(f, "Other", NULL));
    struct value known = parameter_value(text_parameter(f, "Known", "7"));
    struct resource *vpc = resource(m, "Vpc", "AWS::EC2::VPC", value_map(NULL, 0, SPAN_NONE));
    vpc->schema = schema_type_find(text_of("AWS::EC2::VPC"));
    struct scene *scene = first(f);
    assert_true(same_key(scene, string("7"), integer(7)));
    assert_true(same_key(scene, known, integer(7)));
    assert_true(same_key(scene, open, open));
    assert_false(same_key(scene, open, other));
    assert_false(same_key(scene, open, string("Open")));
    assert_true(same_key(scene, reference(vpc), attribute(m, vpc, "VpcId")));
    assert_false(same_key(scene, reference(vpc), attribute(m, vpc, "DefaultSecurityGroup")));
    assert_false(same_key(scene, LIST(m, string("a"), string("b")), LIST(m, string("a=1:b"))));
    assert_true(same_key(scene, MAP(m, { "a", open }), MAP(m, { "a", open })));
    assert_false(same_key(scene, value_poison(), value_poison()));
    assert_false(same_key(scene, null(), null()));
    assert_false(same_key(scene, string(""), string("")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_default_is_seen_and_assumed),
        TEST(without_a_default_nothing_is_known),
        TEST(a_parameter_of_systems_manager_is_another_name),
        TEST(allowed_values_are_states),
        TEST(a_list_parameter_is_its_items),
        TEST(a_choice_is_one_of_its_sides),
        TEST(a_compared_parameter_is_open),
        TEST(conditions_are_decided_together),
        TEST(the_region_can_be_compared),
        TEST(what_cannot_be_decided_is_not),
        TEST(a_resource_is_there_where_its_condition_holds),
        TEST(nothing_is_nothing),
        TEST(lists_are_indexed_and_joined),
        TEST(networks_are_divided),
        TEST(a_mapping_is_looked_up),
        TEST(users_are_found_in_order),
        TEST(waiting_goes_over_any_number_of_steps),
        TEST(what_others_know_is_given),
        TEST(a_key_is_the_same_only_for_the_same),
    };
    return cmocka_run_group_tests_name("scene", tests, NULL, NULL);
}
