/* Sets of packets, held against single points: over many random sets, what is in
   the union, the intersection and the difference of two, and what holds what. */
#include "memory_unit.h"

#include "check/proof/packets.h"

#include <stdlib.h>

enum { WIDTH = 6, MOST_BOXES = 4, ROUNDS = 2000 };

/* The sides that vary; all others are whole. */
static const enum packet_side VARIED[] = { SIDE_SOURCE, SIDE_TARGET_PORT, SIDE_PROTOCOL };

static unsigned below(unsigned limit)
{
    return (unsigned)rand() % limit;
}

static struct packets random_set(void)
{
    struct packets set = { 0 };
    for (unsigned count = below(MOST_BOXES + 1); count > 0; count--) {
        struct packet_box box = packet_box_all();
        for (size_t i = 0; i < 3; i++) {
            unsigned from = below(WIDTH);
            box.side[VARIED[i]] = packet_range_of(from, from + below(WIDTH - from));
        }
        packets_add(&arena, &set, &box);
    }
    return set;
}

static bool is_in(const struct packets *set, const unsigned *point)
{
    for (size_t b = 0; b < set->count; b++) {
        bool inside = true;
        for (size_t i = 0; i < 3; i++)
            inside = inside && packet_range_holds(set->at[b].side[VARIED[i]], packet_range_of(point[i], point[i]));
        if (inside)
            return true;
    }
    return false;
}

/* Calls visit for each point of the small space. */
struct both { struct packets a, b, met, rest, either; bool holds, touches; };

static void look_at(struct both *sets, const unsigned *point)
{
    bool in_a = is_in(&sets->a, point), in_b = is_in(&sets->b, point);
    assert_int_equal(is_in(&sets->met, point), in_a && in_b);
    assert_int_equal(is_in(&sets->rest, point), in_a && !in_b);
    assert_int_equal(is_in(&sets->either, point), in_a || in_b);
    sets->holds = sets->holds && (in_a || !in_b);
    sets->touches = sets->touches || (in_a && in_b);
}

static void points(void **state)
{
    (void)state;
    srand(1);
    for (unsigned round = 0; round < ROUNDS; round++) {
        struct both sets = { .a = random_set(), .b = random_set(), .holds = true };
        sets.met = packets_meet(&arena, &sets.a, &sets.b);
        sets.rest = packets_without(&arena, &sets.a, &sets.b);
        packets_add_all(&arena, &sets.either, &sets.a);
        packets_add_all(&arena, &sets.either, &sets.b);
        for (unsigned i = 0; i < WIDTH * WIDTH * WIDTH; i++)
            look_at(&sets, (unsigned[]){ i % WIDTH, i / WIDTH % WIDTH, i / WIDTH / WIDTH });
        assert_int_equal(packets_hold(&arena, &sets.a, &sets.b), sets.holds);
        assert_int_equal(packets_touch(&sets.a, &sets.b), sets.touches);
    }
}

/* What is seen of some sides only: those of the others that pass are there for one value as for all. */
static void seen(void **state)
{
    (void)state;
    srand(2);
    for (unsigned round = 0; round < ROUNDS; round++) {
        struct packets set = random_set(), flat = packets_seen(&arena, &set, ~(1u << SIDE_PROTOCOL));
        for (unsigned i = 0; i < WIDTH * WIDTH; i++) {
            bool any = false;
            for (unsigned protocol = 0; protocol < WIDTH; protocol++)
                any = any || is_in(&set, (unsigned[]){ i % WIDTH, i / WIDTH, protocol });
            for (unsigned protocol = 0; protocol < WIDTH; protocol++)
                assert_int_equal(is_in(&flat, (unsigned[]){ i % WIDTH, i / WIDTH, protocol }), any);
        }
    }
}

/* Both ends of the number line, and across the middle of 128 bits. */
static void blocks(void **state)
{
    (void)state;
    struct ip_block block;
    struct packets all = packets_all(&arena), set = { 0 };
    assert_true(ip_block_parse(TEXT("2001:db8::/63"), &block));
    struct packet_range range = packet_range_of_block(&block);
    assert_true(range.from.high == 0x20010db800000000 && range.from.low == 0);
    assert_true(range.to.high == 0x20010db800000001 && range.to.low == UINT64_MAX);
    assert_true(ip_block_parse(TEXT("10.0.1.7/24"), &block));
    range = packet_range_of_block(&block);
    assert_true(range.from.low == 0x0a000100 && range.to.low == 0x0a0001ff && range.from.high == 0 && range.to.high == 0);
    struct packet_box box = packet_box_all();
    box.side[SIDE_SOURCE] = (struct packet_range){ { 0, UINT64_MAX }, { 1, 0 } };
    packets_add(&arena, &set, &box);
    struct packets rest = packets_without(&arena, &all, &set);
    assert_int_equal(rest.count, 2);
    assert_true(rest.at[0].side[SIDE_SOURCE].to.low == UINT64_MAX - 1 && rest.at[0].side[SIDE_SOURCE].to.high == 0);
    assert_true(rest.at[1].side[SIDE_SOURCE].from.low == 1 && rest.at[1].side[SIDE_SOURCE].from.high == 1);
    assert_false(packets_touch(&rest, &set));
    assert_false(packets_hold(&arena, &rest, &all));
    assert_int_equal(packets_without(&arena, &set, &all).count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = { WITH_MEMORY(points), WITH_MEMORY(seen), WITH_MEMORY(blocks) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
