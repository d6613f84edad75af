/* Near names: which one is meant, and when none is. */
#include "unit.h"

#include "report/diagnostic.h"

static const char *nearest(const char *wanted, const char *const *candidates)
{
    static char best[200];
    struct near near;
    near_start(&near, text_of(wanted));
    for (; *candidates; candidates++)
        near_try(&near, text_of(*candidates));
    memcpy(best, near.best.length ? near.best.at : "", near.best.length);
    best[near.best.length] = '\0';
    return best;
}

#define NEAREST(wanted, ...) nearest(wanted, (const char *const[]){ __VA_ARGS__, NULL })

static void finds_what_was_meant(void **state)
{
    (void)state;
    assert_string_equal(NEAREST("CidrBlok", "AvailabilityZone", "CidrBlock", "VpcId"), "CidrBlock");
    assert_string_equal(NEAREST("CirdBlock", "CidrBlock"), "CidrBlock");
    assert_string_equal(NEAREST("Tagss", "Tags"), "Tags");
    assert_string_equal(NEAREST("prot", "port"), "port");
    assert_string_equal(NEAREST("prto", "port"), "");
    assert_string_equal(NEAREST("Tgs", "Tags"), "Tags");
    assert_string_equal(NEAREST("AWS::EC2::SubNet", "AWS::EC2::Subnet", "AWS::EC2::SubnetCidrBlock"), "AWS::EC2::Subnet");
    assert_string_equal(NEAREST("AWS::EC2::Sbunet", "AWS::EC2::Subnet"), "AWS::EC2::Subnet");
}

static void case_and_separators_count_least(void **state)
{
    (void)state;
    assert_string_equal(NEAREST("cidr_block", "CidrBlocks", "CidrBlock"), "CidrBlock");
    assert_string_equal(NEAREST("vpcid", "VpcIp", "VpcId"), "VpcId");
    assert_string_equal(NEAREST("instance-type", "instance_types", "instance_type"), "instance_type");
    assert_string_equal(NEAREST("az", "AZ"), "AZ");
    assert_string_equal(NEAREST("por_t", "ports", "port"), "port");
    assert_string_equal(NEAREST("port", "ports", "po_rt"), "po_rt");
}

static void the_first_of_the_nearest_wins(void **state)
{
    (void)state;
    assert_string_equal(NEAREST("port", "pore", "sort"), "pore");
    assert_string_equal(NEAREST("port", "sort", "pore"), "sort");
    assert_string_equal(NEAREST("ports", "sorts", "port_s"), "port_s");
}

static void half_a_name_is_near_but_a_likeness_nearer(void **state)
{
    (void)state;
    assert_string_equal(NEAREST("Endpoint", "EndpointAddress"), "EndpointAddress");
    assert_string_equal(NEAREST("subnet", "subnet_group_of_main", "subnets"), "subnets");
    assert_string_equal(NEAREST("Ke", "KeyName"), "");
}

static void says_nothing_where_nothing_is_near(void **state)
{
    (void)state;
    assert_string_equal(NEAREST("Foo", "CidrBlock", "Bar"), "");
    assert_string_equal(NEAREST("db", "lb", "id"), "");
    assert_string_equal(NEAREST("", "a"), "");
    assert_string_equal(NEAREST("a", ""), "");
    assert_string_equal(NEAREST("web", "api"), "");
}

static void long_names_are_left_alone(void **state)
{
    (void)state;
    char name[200];
    memset(name, 'a', sizeof name - 1);
    name[sizeof name - 1] = '\0';
    assert_string_equal(NEAREST(name, name), "");
    assert_string_equal(NEAREST(name + 199 - 96, name + 199 - 95), name + 199 - 95);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_what_was_meant),
        cmocka_unit_test(case_and_separators_count_least),
        cmocka_unit_test(the_first_of_the_nearest_wins),
        cmocka_unit_test(half_a_name_is_near_but_a_likeness_nearer),
        cmocka_unit_test(says_nothing_where_nothing_is_near),
        cmocka_unit_test(long_names_are_left_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
