/* Functions on networks: subnet, subnets, cidr_contains. IPv4, known at compile
   time. */
#include "expand/function.h"

static struct value network_value(struct network network, struct span span)
{
    return (struct value){ .kind = VALUE_CIDR, .span = span, .network = network };
}

/* The index-th network of prefix new_prefix in outer; false when there is none. */
static bool nth_subnet(struct network outer, int64_t new_prefix, int64_t index, struct network *result)
{
    if (new_prefix < outer.prefix || new_prefix > 32 || index < 0
        || index >= (int64_t)1 << (new_prefix - outer.prefix))
        return false;
    uint64_t size = (uint64_t)1 << (32 - new_prefix);
    *result = (struct network){ (outer.address & network_mask(outer)) + (uint32_t)(size * (uint64_t)index), (uint32_t)new_prefix };
    return true;
}

static struct value no_room(struct call_frame *frame, struct network outer, int64_t new_prefix, int64_t index)
{
    if (new_prefix < outer.prefix || new_prefix > 32)
        return call_fail(frame, 1, "a /%u has no networks of /%lld", outer.prefix, (long long)new_prefix);
    return call_fail(frame, 2, "a /%u has %lld networks of /%lld, and this asks for number %lld, counted from 0", outer.prefix,
                     (long long)1 << (new_prefix - outer.prefix), (long long)new_prefix, (long long)index);
}

static struct value run_subnet(struct call_frame *frame)
{
    struct network outer, result;
    int64_t prefix, index;
    if (!argument_network(frame, 0, &outer) || !argument_integer(frame, 1, &prefix) || !argument_integer(frame, 2, &index))
        return value_poison();
    if (!nth_subnet(outer, prefix, index, &result))
        return no_room(frame, outer, prefix, index);
    return network_value(result, frame->span);
}

static struct value run_subnets(struct call_frame *frame)
{
    struct network outer, result;
    int64_t prefix, count;
    if (!argument_network(frame, 0, &outer) || !argument_integer(frame, 1, &prefix) || !argument_integer(frame, 2, &count))
        return value_poison();
    if (count < 0 || count > LIMIT_LOOP_ROUNDS)
        return call_fail(frame, 2, "%lld networks are more than a list can hold", (long long)count);
    struct value *items = new_values(frame->x, (size_t)count);
    for (int64_t i = 0; i < count; i++) {
        if (!nth_subnet(outer, prefix, i, &result))
            return no_room(frame, outer, prefix, i);
        items[i] = network_value(result, frame->span);
    }
    return value_list(items, (size_t)count, frame->span);
}

static struct value run_contains(struct call_frame *frame)
{
    struct network outer, inner;
    if (!argument_network(frame, 0, &outer) || !argument_network(frame, 1, &inner))
        return value_poison();
    return value_bool(network_holds(outer, inner), frame->span);
}

const struct function FUNCTIONS_NETWORK[] = {
    { "subnet", 3, 3, false, run_subnet, { "cidr", "new_prefix", "index" } },
    { "subnets", 3, 3, false, run_subnets, { "cidr", "new_prefix", "count" } },
    { "cidr_contains", 2, 2, false, run_contains, { "cidr", "inner" } },
    { 0 },
};
