/* Packets: sets of them, to calculate with. A packet is a point: who sends it and
   from which port, to whom and to which port, and what else is free to vary. A
   box is a range of each of these; a set is the union of its boxes, which may
   overlap. What a rule lets pass is a box; hops one after another are what all
   of them let pass; what is missing is one set without the other. All of it is
   exact. Inside check/proof only. */
#ifndef MTC_CHECK_PROOF_PACKETS_H
#define MTC_CHECK_PROOF_PACKETS_H

#include "check/scene/ip_block.h"

enum packet_side {
    SIDE_SOURCE,                /* address of who asks */
    SIDE_SOURCE_PORT,           /* answers go to it; of ICMP: what kind of message answers */
    SIDE_TARGET,
    SIDE_TARGET_PORT,           /* of ICMP: 256 times the type, and the code */
    SIDE_PROTOCOL,              /* by number */
    SIDE_RELAY_PORT,            /* of the NAT gateway between them */
    SIDE_GROUPS,                /* 0: the other side is in no security group, 1: in all of them */
    SIDE_COUNT
};

/* An address, a port or the like; IPv4 and all else is in .low. */
struct packet_number { uint64_t high, low; };
/* Both ends are in it. */
struct packet_range { struct packet_number from, to; };
struct packet_box { struct packet_range side[SIDE_COUNT]; };
struct packets { struct packet_box *at; size_t count, room; };     /* for VEC_ADD */

struct packet_range packet_range_of(uint64_t from, uint64_t to);
struct packet_range packet_range_of_block(const struct ip_block *block);
bool packet_range_holds(struct packet_range outer, struct packet_range inner);
bool packet_range_touches(struct packet_range a, struct packet_range b);

/* Every packet. */
struct packet_box packet_box_all(void);
struct packets packets_all(struct arena *arena);
/* Adds a box, unless one of the set's holds it. */
void packets_add(struct arena *arena, struct packets *set, const struct packet_box *box);
void packets_add_all(struct arena *arena, struct packets *set, const struct packets *more);
/* What is in both; what is in the first only. */
struct packets packets_meet(struct arena *arena, const struct packets *a, const struct packets *b);
struct packets packets_without(struct arena *arena, const struct packets *a, const struct packets *b);
/* Whether all of inner is in outer; whether something is in both. */
bool packets_hold(struct arena *arena, const struct packets *outer, const struct packets *inner);
bool packets_touch(const struct packets *a, const struct packets *b);
/* What the packets are when only some of their sides are looked at: bit i keeps side i. */
struct packets packets_seen(struct arena *arena, const struct packets *set, unsigned sides);

#endif
