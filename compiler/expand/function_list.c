/* Functions on lists, maps and numbers. Elements may be deployed; the length
   and the keys must be known. */
#include "expand/function.h"

#include <stdlib.h>

static struct value run_len(struct call_frame *frame)
{
    struct value value = frame->arguments[0];
    const struct value *items;
    size_t count;
    if (value.kind == VALUE_MAP)
        return value_integer(value.count, frame->span);
    if (value.kind == VALUE_STRING) {
        size_t characters = 0;
        for (uint32_t i = 0; i < value.count; i++)
            characters += ((unsigned char)value.string[i] & 0xc0) != 0x80;
        return value_integer((int64_t)characters, frame->span);
    }
    if (value.kind == VALUE_RANGE)
        return value_integer((int64_t)(value.range->high - value.range->low) + 1, frame->span);
    if (!argument_list(frame, 0, &items, &count))
        return value_poison();
    return value_integer((int64_t)count, frame->span);
}

static struct value run_range(struct call_frame *frame)
{
    int64_t from = 0, to;
    if (frame->count == 1 && frame->arguments[0].kind == VALUE_RANGE) {
        from = (int64_t)frame->arguments[0].range->low;
        to = (int64_t)frame->arguments[0].range->high + 1;
    } else if (frame->count == 1) {
        if (!argument_integer(frame, 0, &to))
            return value_poison();
    } else if (!argument_integer(frame, 0, &from) || !argument_integer(frame, 1, &to)) {
        return value_poison();
    }
    if (to < from)
        to = from;
    if ((uint64_t)to - (uint64_t)from > LIMIT_LOOP_ROUNDS) {
        count_rounds(frame->x, frame->scope, frame->span, LIMIT_LOOP_ROUNDS + 1);
        return value_poison();
    }
    struct value *items = new_values(frame->x, (size_t)(to - from));
    for (int64_t i = from; i < to; i++)
        items[i - from] = value_integer(i, frame->span);
    return value_list(items, (size_t)(to - from), frame->span);
}

static struct value run_keys(struct call_frame *frame)
{
    struct value map;
    if (!argument_map(frame, 0, &map))
        return value_poison();
    struct value *items = new_values(frame->x, map.count);
    for (uint32_t i = 0; i < map.count; i++)
        items[i] = value_key(&map.fields[i]);
    return value_list(items, map.count, frame->span);
}

static struct value run_values(struct call_frame *frame)
{
    struct value map;
    if (!argument_map(frame, 0, &map))
        return value_poison();
    struct value *items = new_values(frame->x, map.count);
    for (uint32_t i = 0; i < map.count; i++)
        items[i] = map.fields[i].value;
    return value_list(items, map.count, frame->span);
}

/* map(keys, values): an object of two lists of one length. */
static struct value run_map(struct call_frame *frame)
{
    const struct value *keys, *items;
    size_t count, item_count;
    if (!argument_list(frame, 0, &keys, &count) || !argument_list(frame, 1, &items, &item_count))
        return value_poison();
    if (count != item_count)
        return call_fail(frame, 1, "%zu keys and %zu values", count, item_count);
    struct value_field *fields = NEW_ARRAY(frame->x->arena, struct value_field, count);
    struct map places = { 0 };
    for (size_t i = 0; i < count; i++) {
        struct text text;
        if (value_deployed(keys[i]) || !key_text(frame->x, keys[i], &text))
            return call_fail(frame, 0, "key %zu is %s", i, value_describe(frame->x->arena, keys[i]));
        fields[i] = (struct value_field){ atom_of(frame->x->atoms, text), keys[i].span, items[i], NULL };
        void **place = map_put(frame->x->arena, &places, fields[i].key);
        if (*place)
            return call_fail(frame, 0, "key '%s' stands twice", fields[i].key->text);
        *place = &fields[i];
    }
    return value_map(fields, count, frame->span);
}

/* Later maps win; the order is that of first appearance. */
static struct value run_merge(struct call_frame *frame)
{
    VEC(struct value_field) fields = { 0 };
    struct map places = { 0 };
    for (size_t a = 0; a < frame->count; a++) {
        struct value map;
        if (frame->arguments[a].kind == VALUE_NULL)
            continue;
        if (!argument_map(frame, a, &map))
            return value_poison();
        for (uint32_t i = 0; i < map.count; i++) {
            void **place = map_put(frame->x->arena, &places, map.fields[i].key);
            if (*place) {
                fields.at[(size_t)*place - 1] = map.fields[i];
            } else {
                *VEC_ADD(frame->x->arena, &fields) = map.fields[i];
                *place = (void *)fields.count;
            }
        }
    }
    return value_map(fields.at, fields.count, frame->span);
}

static bool holds(const struct value *items, size_t count, struct value value)
{
    for (size_t i = 0; i < count; i++)
        if (value_equal(items[i], value))
            return true;
    return false;
}

static struct value run_contains(struct call_frame *frame)
{
    const struct value *items;
    size_t count;
    if (frame->arguments[0].kind == VALUE_STRING) {
        struct text whole = value_text(frame->arguments[0]), part;
        if (!argument_text(frame, 1, &part))
            return value_poison();
        for (size_t i = 0; i + part.length <= whole.length; i++)
            if (memcmp(whole.at + i, part.at, part.length) == 0)
                return value_bool(true, frame->span);
        return value_bool(false, frame->span);
    }
    if (frame->arguments[0].kind == VALUE_MAP || !value_deployed(frame->arguments[1]))
        return compare_values(frame->x, frame->scope, OP_IN, frame->arguments[1], frame->arguments[0], frame->span);
    if (!argument_list(frame, 0, &items, &count))
        return value_poison();
    return compare_values(frame->x, frame->scope, OP_IN, frame->arguments[1], value_list(items, count, frame->span), frame->span);
}

static struct value run_distinct(struct call_frame *frame)
{
    const struct value *items;
    size_t count;
    if (!argument_list(frame, 0, &items, &count))
        return value_poison();
    if (count > 5000)
        return call_fail(frame, 0, "the list has more than 5000 elements");
    struct value *kept = new_values(frame->x, count);
    size_t kept_count = 0;
    for (size_t i = 0; i < count; i++)
        if (!holds(kept, kept_count, items[i]))
            kept[kept_count++] = items[i];
    return value_list(kept, kept_count, frame->span);
}

static struct value run_flatten(struct call_frame *frame)
{
    const struct value *items;
    size_t count;
    VEC(struct value) list = { 0 };
    if (!argument_list(frame, 0, &items, &count))
        return value_poison();
    for (size_t i = 0; i < count; i++) {
        const struct value *inner = &items[i];
        size_t inner_count = 1;
        if ((items[i].kind == VALUE_LIST || items[i].kind == VALUE_FAMILY)
            && !value_elements(frame->x, frame->scope, items[i], "", &inner, &inner_count))
            return value_poison();
        if (items[i].kind == VALUE_NULL)
            inner_count = 0;
        if (list.count + inner_count > LIMIT_LOOP_ROUNDS) {
            count_rounds(frame->x, frame->scope, frame->span, LIMIT_LOOP_ROUNDS + 1);
            return value_poison();
        }
        for (size_t k = 0; k < inner_count; k++)
            *VEC_ADD(frame->x->arena, &list) = inner[k];
    }
    return value_list(list.at, list.count, frame->span);
}

static bool orderable(struct value value)
{
    return value.kind == VALUE_STRING || value.kind == VALUE_INTEGER || value.kind == VALUE_NUMBER
        || value.kind == VALUE_DURATION || value.kind == VALUE_SIZE || value.kind == VALUE_PERCENT
        || value.kind == VALUE_CIDR || value.kind == VALUE_IP;
}

static double magnitude(struct value value)
{
    if (value.kind == VALUE_NUMBER || value.kind == VALUE_PERCENT)
        return value.number;
    if (value.kind == VALUE_CIDR || value.kind == VALUE_IP)
        return value.network.address * 64.0 + value.network.prefix;
    return (double)value.integer;
}

static int by_order(const void *left, const void *right)
{
    const struct value *a = left, *b = right;
    if (a->kind == VALUE_STRING)
        return text_compare(value_text(*a), value_text(*b));
    double x = magnitude(*a), y = magnitude(*b);
    return (x > y) - (x < y);
}

/* A copy of the argument's elements, all of one orderable kind. */
static struct value *sortable(struct call_frame *frame, size_t *count)
{
    const struct value *items;
    if (frame->count > 1) {
        items = frame->arguments;
        *count = frame->count;
    } else if (!argument_list(frame, 0, &items, count)) {
        return NULL;
    }
    struct value *copy = new_values(frame->x, *count);
    for (size_t i = 0; i < *count; i++) {
        copy[i] = items[i];
        if (value_deployed(copy[i])) {
            need_known(frame->x, frame->scope, copy[i], text_format(frame->x->arena, "'%s'", frame->function->name).at);
            return NULL;
        }
        bool alike = i == 0 || copy[i].kind == copy[0].kind
                  || ((copy[i].kind == VALUE_INTEGER || copy[i].kind == VALUE_NUMBER)
                      && (copy[0].kind == VALUE_INTEGER || copy[0].kind == VALUE_NUMBER));
        if (!orderable(copy[i]) || !alike) {
            call_fail(frame, 0, "element %zu is %s, which has no order among the others", i,
                      value_describe(frame->x->arena, copy[i]));
            return NULL;
        }
    }
    return copy;
}

static struct value run_sort(struct call_frame *frame)
{
    size_t count;
    struct value *items = sortable(frame, &count);
    if (!items)
        return value_poison();
    if (count > 1)
        qsort(items, count, sizeof *items, by_order);
    return value_list(items, count, frame->span);
}

static struct value extreme(struct call_frame *frame, int sign)
{
    size_t count;
    struct value first = frame->arguments[0];
    if (frame->count == 1 && first.kind == VALUE_RANGE) {
        double end = sign < 0 ? first.range->low : first.range->high;
        return first.range->whole ? value_integer((int64_t)end, frame->span) : value_number(end, frame->span);
    }
    struct value *items = sortable(frame, &count);
    if (!items)
        return value_poison();
    if (!count)
        return call_fail(frame, 0, "the list is empty");
    struct value best = items[0];
    for (size_t i = 1; i < count; i++)
        if (by_order(&items[i], &best) * sign > 0)
            best = items[i];
    return best;
}

static struct value run_min(struct call_frame *frame) { return extreme(frame, -1); }
static struct value run_max(struct call_frame *frame) { return extreme(frame, 1); }

static struct value run_sum(struct call_frame *frame)
{
    size_t count;
    struct value *items = sortable(frame, &count);
    if (!items)
        return value_poison();
    struct value sum = count ? items[0] : value_integer(0, frame->span);
    bool whole = sum.kind != VALUE_NUMBER && sum.kind != VALUE_PERCENT;
    for (size_t i = 1; i < count; i++) {
        if (whole && items[i].kind == VALUE_NUMBER) {
            sum = value_number((double)sum.integer, frame->span);
            whole = false;
        }
        if (!whole)
            sum.number += magnitude(items[i]);
        else if (sum.kind == VALUE_STRING || __builtin_add_overflow(sum.integer, items[i].integer, &sum.integer))
            return call_fail(frame, 0, "the elements have no sum that mtc can hold");
    }
    return sum;
}

const struct function FUNCTIONS_LIST[] = {
    { "len", 1, 1, false, run_len, { "x" } },
    { "range", 1, 2, false, run_range, { "from", "to" } },
    { "map", 2, 2, false, run_map, { "keys", "values" } },
    { "keys", 1, 1, false, run_keys, { "map" } },
    { "values", 1, 1, false, run_values, { "map" } },
    { "merge", 1, SIZE_MAX, false, run_merge, { 0 } },
    { "contains", 2, 2, true, run_contains, { "x", "element" } },
    { "distinct", 1, 1, false, run_distinct, { "list" } },
    { "flatten", 1, 1, false, run_flatten, { "list" } },
    { "sort", 1, 1, false, run_sort, { "list" } },
    { "min", 1, SIZE_MAX, false, run_min, { 0 } },
    { "max", 1, SIZE_MAX, false, run_max, { 0 } },
    { "sum", 1, 1, false, run_sum, { "list" } },
    { 0 },
};
