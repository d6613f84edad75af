/* Networks of both families: reading, their first addresses, what holds what,
   and the parts of one. */
#include "memory_unit.h"

#include "check/scene/ip_block.h"

static struct ip_block block(const char *text)
{
    struct ip_block read;
    assert_true(ip_block_parse(text_of(text), &read));
    return read;
}

static void expect_text(struct ip_block block, const char *expected)
{
    assert_text(ip_block_text(&arena, &block), expected);
}

static void networks_are_read_and_written(void **state)
{
    (void)state;
    static const char *const WRONG[] = {
        "", "/", "10.0.0.0", "10.0.0.0/", "/8", "10.0.0.0/33", "10.0.0/8", "10.0.0.256/8", "10.0.0.0/-1", "10.0.0.0/8 ",
        "10.0.0.0/1000", "::/129", ":::/8", "2001:db8::1", "10.0.0.0/8/8", "a/8", "12345:: /8",
        "1111:2222:3333:4444:5555:6666:7777:8888:9999:aaaa:bbbb/8",
    };
    struct ip_block read;
    for (size_t i = 0; i < sizeof WRONG / sizeof *WRONG; i++)
        assert_false(ip_block_parse(text_of(WRONG[i]), &read));
    expect_text(block("10.1.2.3/16"), "10.1.2.3/16");
    expect_text(block("0.0.0.0/0"), "0.0.0.0/0");
    expect_text(block("::/0"), "::/0");
    expect_text(block("2001:DB8:0:0::7/64"), "2001:db8::7/64");
}

static void literals_are_networks(void **state)
{
    (void)state;
    struct ip_block read;
    struct value cidr = { .kind = VALUE_CIDR, .network = { 0x0a010203, 16 } };
    assert_true(ip_block_of(cidr, &read));
    expect_text(read, "10.1.2.3/16");
    assert_false(ip_block_of(value_integer(8, SPAN_NONE), &read));
    assert_false(ip_block_of(value_poison(), &read));
}

static void bits_behind_the_prefix_are_found(void **state)
{
    (void)state;
    static const char *const CLEAN[] = { "10.0.0.0/8", "10.0.0.128/25", "1.2.3.4/32", "0.0.0.0/0", "2001:db8::/32", "::1/128" };
    static const char *const DIRTY[] = { "10.0.0.1/8", "10.0.0.128/24", "128.0.0.0/0", "2001:db8::1/127", "2001:db8::8000/112" };
    for (size_t i = 0; i < sizeof CLEAN / sizeof *CLEAN; i++) {
        struct ip_block read = block(CLEAN[i]);
        assert_false(ip_block_has_host_bits(&read));
    }
    for (size_t i = 0; i < sizeof DIRTY / sizeof *DIRTY; i++) {
        struct ip_block read = block(DIRTY[i]);
        assert_true(ip_block_has_host_bits(&read));
    }
    expect_text(ip_block_network(block("10.255.255.255/9")), "10.128.0.0/9");
    expect_text(ip_block_network(block("2001:db8::ffff/116")), "2001:db8::f000/116");
}

static bool holds(const char *outer, const char *inner)
{
    struct ip_block a = block(outer), b = block(inner);
    assert_int_equal(ip_block_overlaps(&a, &b), ip_block_overlaps(&b, &a));
    assert_true(!ip_block_holds(&a, &b) || ip_block_overlaps(&a, &b));
    return ip_block_holds(&a, &b);
}

static void a_network_holds_its_parts(void **state)
{
    (void)state;
    assert_true(holds("10.0.0.0/16", "10.0.0.0/16"));
    assert_true(holds("10.0.0.0/16", "10.0.255.0/24"));
    assert_true(holds("0.0.0.0/0", "255.255.255.255/32"));
    assert_true(holds("10.0.0.7/16", "10.0.1.0/24"));
    assert_true(holds("2001:db8::/32", "2001:db8:ffff::/48"));
    assert_false(holds("10.0.1.0/24", "10.0.0.0/16"));
    assert_false(holds("10.0.0.0/16", "10.1.0.0/24"));
    assert_false(holds("0.0.0.0/0", "::/0"));
    assert_false(holds("2001:db8::/64", "2001:db8:0:1::/64"));
}

static void order_is_by_first_address_then_size(void **state)
{
    (void)state;
    static const char *const ORDERED[] = {
        "0.0.0.0/0", "9.0.0.0/8", "10.0.0.0/8", "10.0.0.0/16", "10.0.1.0/24", "200.0.0.0/8", "::/0", "2001:db8::/32",
    };
    for (size_t i = 0; i < sizeof ORDERED / sizeof *ORDERED; i++)
        for (size_t j = 0; j < sizeof ORDERED / sizeof *ORDERED; j++) {
            struct ip_block a = block(ORDERED[i]), b = block(ORDERED[j]);
            int order = ip_block_compare(&a, &b);
            assert_true(i < j ? order < 0 : i > j ? order > 0 : order == 0);
        }
    struct ip_block a = block("10.0.0.9/24"), b = block("10.0.0.0/24");
    assert_int_equal(ip_block_compare(&a, &b), 0);
}

static void parts_follow_each_other(void **state)
{
    (void)state;
    struct ip_block whole = block("10.0.0.0/16"), part;
    assert_true(ip_block_part(&whole, 24, 0, &part));
    expect_text(part, "10.0.0.0/24");
    assert_true(ip_block_part(&whole, 24, 255, &part));
    expect_text(part, "10.0.255.0/24");
    assert_true(ip_block_part(&whole, 16, 0, &part));
    expect_text(part, "10.0.0.0/16");
    assert_false(ip_block_part(&whole, 24, 256, &part));
    assert_false(ip_block_part(&whole, 16, 1, &part));
    assert_false(ip_block_part(&whole, 15, 0, &part));
    assert_false(ip_block_part(&whole, 33, 0, &part));
    whole = block("2001:db8::/32");
    assert_true(ip_block_part(&whole, 64, 0xffffffff, &part));
    expect_text(part, "2001:db8:ffff:ffff::/64");
    assert_true(ip_block_part(&whole, 128, 5, &part));
    expect_text(part, "2001:db8::5/128");
}

#define CASE(name) cmocka_unit_test(name)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(networks_are_read_and_written),
        CASE(literals_are_networks),
        CASE(bits_behind_the_prefix_are_found),
        CASE(a_network_holds_its_parts),
        CASE(order_is_by_first_address_then_size),
        CASE(parts_follow_each_other),
    };
    return cmocka_run_group_tests_name("ip_block", tests, memory_start, memory_finish);
}
