/* Packets: boxes of ranges, their unions, intersections and differences. A box
   without another is at most two boxes for each side, beside the part that both
   have. Sets stay small: a rule is one box, and few rules matter to one question.
   Called by the hops and by the claims. */
#include "check/proof/packets.h"

/* --------------------------------------------------------------------- numbers */

static int compare(struct packet_number a, struct packet_number b)
{
    if (a.high != b.high)
        return a.high < b.high ? -1 : 1;
    return a.low < b.low ? -1 : a.low > b.low;
}

static struct packet_number before(struct packet_number number)
{
    return (struct packet_number){ number.high - (number.low == 0), number.low - 1 };
}

static struct packet_number after(struct packet_number number)
{
    return (struct packet_number){ number.high + (number.low == UINT64_MAX), number.low + 1 };
}

/* ---------------------------------------------------------------------- ranges */

struct packet_range packet_range_of(uint64_t from, uint64_t to)
{
    return (struct packet_range){ { 0, from }, { 0, to } };
}

static struct packet_number number_of(const unsigned char *bytes, unsigned count)
{
    struct packet_number number = { 0, 0 };
    for (unsigned i = 0; i < count; i++) {
        number.high = number.high << 8 | number.low >> 56;
        number.low = number.low << 8 | bytes[i];
    }
    return number;
}

struct packet_range packet_range_of_block(const struct ip_block *block)
{
    struct ip_block first = ip_block_network(*block), last = first;
    for (unsigned bit = block->prefix; bit < block->bits; bit++)
        last.address[bit / 8] |= (unsigned char)(0x80 >> bit % 8);
    return (struct packet_range){ number_of(first.address, block->bits / 8), number_of(last.address, block->bits / 8) };
}

bool packet_range_holds(struct packet_range outer, struct packet_range inner)
{
    return compare(outer.from, inner.from) <= 0 && compare(outer.to, inner.to) >= 0;
}

bool packet_range_touches(struct packet_range a, struct packet_range b)
{
    return compare(a.from, b.to) <= 0 && compare(b.from, a.to) <= 0;
}

/* Of two that touch. */
static struct packet_range range_meet(struct packet_range a, struct packet_range b)
{
    return (struct packet_range){ compare(a.from, b.from) > 0 ? a.from : b.from, compare(a.to, b.to) < 0 ? a.to : b.to };
}

/* ----------------------------------------------------------------------- boxes */

struct packet_box packet_box_all(void)
{
    struct packet_box box;
    for (size_t i = 0; i < SIDE_COUNT; i++)
        box.side[i] = (struct packet_range){ { 0, 0 }, { UINT64_MAX, UINT64_MAX } };
    return box;
}

static bool box_holds(const struct packet_box *outer, const struct packet_box *inner)
{
    for (size_t i = 0; i < SIDE_COUNT; i++)
        if (!packet_range_holds(outer->side[i], inner->side[i]))
            return false;
    return true;
}

static bool box_touches(const struct packet_box *a, const struct packet_box *b)
{
    for (size_t i = 0; i < SIDE_COUNT; i++)
        if (!packet_range_touches(a->side[i], b->side[i]))
            return false;
    return true;
}

/* Adds what is of the box and not of the other: side by side, what lies below it
   and above it; what is left then belongs to both. */
static void add_rest(struct arena *arena, struct packets *set, struct packet_box box, const struct packet_box *other)
{
    for (size_t i = 0; i < SIDE_COUNT; i++) {
        struct packet_box part = box;
        if (compare(box.side[i].from, other->side[i].from) < 0) {
            part.side[i].to = before(other->side[i].from);
            *VEC_ADD(arena, set) = part;
            part = box;
        }
        if (compare(box.side[i].to, other->side[i].to) > 0) {
            part.side[i].from = after(other->side[i].to);
            *VEC_ADD(arena, set) = part;
        }
        box.side[i] = range_meet(box.side[i], other->side[i]);
    }
}

/* ------------------------------------------------------------------------ sets */

/* Whether one box of the set holds all of it. */
static bool one_holds(const struct packets *set, const struct packet_box *box)
{
    for (size_t i = 0; i < set->count; i++)
        if (box_holds(&set->at[i], box))
            return true;
    return false;
}

void packets_add(struct arena *arena, struct packets *set, const struct packet_box *box)
{
    if (!one_holds(set, box))
        *VEC_ADD(arena, set) = *box;
}

void packets_add_all(struct arena *arena, struct packets *set, const struct packets *more)
{
    for (size_t i = 0; i < more->count; i++)
        packets_add(arena, set, &more->at[i]);
}

struct packets packets_all(struct arena *arena)
{
    struct packets set = { 0 };
    *VEC_ADD(arena, &set) = packet_box_all();
    return set;
}

struct packets packets_meet(struct arena *arena, const struct packets *a, const struct packets *b)
{
    struct packets set = { 0 };
    for (size_t i = 0; i < a->count; i++)
        for (size_t k = 0; k < b->count; k++) {
            if (!box_touches(&a->at[i], &b->at[k]))
                continue;
            struct packet_box box;
            for (size_t side = 0; side < SIDE_COUNT; side++)
                box.side[side] = range_meet(a->at[i].side[side], b->at[k].side[side]);
            packets_add(arena, &set, &box);
        }
    return set;
}

struct packets packets_without(struct arena *arena, const struct packets *a, const struct packets *b)
{
    struct packets left = *a;
    for (size_t k = 0; k < b->count && left.count; k++) {
        struct packets next = { 0 };
        for (size_t i = 0; i < left.count; i++)
            if (box_touches(&left.at[i], &b->at[k]))
                add_rest(arena, &next, left.at[i], &b->at[k]);
            else
                *VEC_ADD(arena, &next) = left.at[i];
        left = next;
    }
    return left;
}

bool packets_touch(const struct packets *a, const struct packets *b)
{
    for (size_t i = 0; i < a->count; i++)
        for (size_t k = 0; k < b->count; k++)
            if (box_touches(&a->at[i], &b->at[k]))
                return true;
    return false;
}

bool packets_hold(struct arena *arena, const struct packets *outer, const struct packets *inner)
{
    for (size_t i = 0; i < inner->count; i++) {
        const struct packets one = { &inner->at[i], 1, 1 };
        if (!one_holds(outer, &inner->at[i]) && (!packets_touch(outer, &one) || packets_without(arena, &one, outer).count))
            return false;
    }
    return true;
}

struct packets packets_seen(struct arena *arena, const struct packets *set, unsigned sides)
{
    struct packets seen = { 0 };
    const struct packet_box all = packet_box_all();
    for (size_t i = 0; i < set->count; i++) {
        struct packet_box box = set->at[i];
        for (size_t side = 0; side < SIDE_COUNT; side++)
            if (!(sides & 1u << side))
                box.side[side] = all.side[side];
        packets_add(arena, &seen, &box);
    }
    return seen;
}
