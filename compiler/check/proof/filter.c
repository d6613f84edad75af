/* Filters: what one rule lets pass: addresses, who is in a group, protocol and
   ports; and what is told of it. Sources: Amazon VPC User Guide, "Security group
   rules", "Network ACL rules"; Amazon EC2 API Reference, "IcmpTypeCode". */
#include "check/proof/filter.h"

struct crossing crossing_there(const struct party *other, bool leaves)
{
    return (struct crossing){ other, leaves ? SIDE_TARGET : SIDE_SOURCE, SIDE_TARGET_PORT, !leaves };
}

struct crossing crossing_back(const struct party *other, bool leaves)
{
    return (struct crossing){ other, leaves ? SIDE_TARGET : SIDE_SOURCE, SIDE_SOURCE_PORT, leaves };
}

/* -------------------------------------------------------------------- addresses */

/* Addresses that nobody has: a rule for them lets nothing pass. */
static bool is_nobody(const struct ip_block *block)
{
    return block->bits == 32 && (block->address[0] == 127 || block->address[0] >= 224);
}

/* As the block of the VPC that the place is in, or a part of it, where its own is not known. */
static void narrow_to_part(struct prover *prover, struct scope_of_rule *scope, const struct party *place, const struct ip_block *block)
{
    struct ip_block whole;
    scope->certain = false;
    if (block->bits != 32 || place->kind == PARTY_INTERNET || !place->vpc
        || !ip_block_of(scene_property(prover->scene, place->vpc, "CidrBlock"), &whole))
        return;
    scope->certain = ip_block_holds(block, &whole);
    scope->possible = ip_block_overlaps(block, &whole);
}

void narrow_to_block(struct prover *prover, struct scope_of_rule *scope, const struct crossing *crossing, struct value cidr,
                     enum ip_family family)
{
    const struct party *place = crossing->other->bears ? crossing->other->bears : crossing->other;
    const struct addresses *own = &place->addresses[family];
    struct ip_block block;
    struct value said = block_said(prover, cidr);
    if (ip_block_of(said, &block)) {
        if ((block.bits == 128) != (family == IP_6) || is_nobody(&block))
            scope->possible = false;
        else if (own->known)
            scope->box.side[crossing->address] = packet_range_of_block(&block);
        else if (block.prefix > 0)
            narrow_to_part(prover, scope, place, &block);
        return;
    }
    bool inside = (place->kind == PARTY_MEMBER || place->kind == PARTY_NETWORK) && !place->perhaps && place->vpc && family == IP_4;
    scope->certain = scope->certain && (scene_same(said, own->said)
                                        || (inside && scene_same(said, scene_property(prover->scene, place->vpc, "CidrBlock"))));
}

void narrow_to_group(struct prover *prover, struct scope_of_rule *scope, const struct party *place, struct value group)
{
    const struct resource *wanted = scene_target(prover->scene, group);
    bool all_known = wanted && place->kind == PARTY_MEMBER && place->member->groups.whole;
    bool elsewhere = place->kind == PARTY_OUTSIDE && wanted && place->vpc
                     && scene_target(prover->scene, scene_property(prover->scene, wanted, "VpcId")) == place->vpc;
    if (place->kind == PARTY_INTERNET || elsewhere)     /* nobody there is in a group of this VPC */
        scope->possible = false;
    else if (place->kind == PARTY_NETWORK)      /* who has an address there may be in the group, or not */
        scope->box.side[SIDE_GROUPS] = packet_range_of(1, 1);
    if (place->kind != PARTY_MEMBER) {
        scope->certain = scope->certain && place->kind == PARTY_NETWORK;
        return;
    }
    if (is_default_group(prover, group, place->vpc) && has_default_group(prover, place->member))
        return;
    for (size_t i = 0; i < place->member->groups.count; i++) {
        struct value own = place->member->groups.items[i];
        if (scene_same(own, group) || (wanted && scene_target(prover->scene, own) == wanted))
            return;
        all_known = all_known && (scene_target(prover->scene, own) || is_default_group(prover, own, place->vpc));
    }
    scope->possible = !all_known;
    scope->certain = false;
}

/* ------------------------------------------------------------------------ ports */

/* ICMP's types and codes as one range; -1 is all of them. */
static bool icmp_range(const struct traffic *traffic, struct packet_range *range)
{
    bool all_types = traffic->from_value.kind == VALUE_NULL, all_codes = traffic->to_value.kind == VALUE_NULL;
    if ((!all_types && !known_integer(traffic->from_value, &(int64_t){ 0 })) || (!all_codes && !known_integer(traffic->to_value, &(int64_t){ 0 })))
        return false;
    if (all_types || traffic->from < 0)
        return true;
    uint64_t type = (uint64_t)traffic->from * 256;
    *range = all_codes || traffic->to < 0 ? packet_range_of(type, type + 255)
                                          : packet_range_of(type + (uint64_t)traffic->to, type + (uint64_t)traffic->to);
    return true;
}

void narrow_to_traffic(struct scope_of_rule *scope, const struct traffic *traffic, enum packet_side port)
{
    static const uint64_t NUMBERS[] = { [PROTOCOL_TCP] = 6, [PROTOCOL_UDP] = 17, [PROTOCOL_ICMP] = 1, [PROTOCOL_ICMPV6] = 58 };
    struct packet_range *ports = &scope->box.side[port];
    int64_t number;
    if (traffic->protocol == PROTOCOL_ALL)
        return;
    if (traffic->protocol == PROTOCOL_UNKNOWN) {
        scope->certain = false;
    } else if (traffic->protocol == PROTOCOL_OTHER) {
        if (known_integer(traffic->protocol_value, &number))
            scope->box.side[SIDE_PROTOCOL] = packet_range_of((uint64_t)number, (uint64_t)number);
    } else {
        scope->box.side[SIDE_PROTOCOL] = packet_range_of(NUMBERS[traffic->protocol], NUMBERS[traffic->protocol]);
        if (traffic->protocol == PROTOCOL_ICMP || traffic->protocol == PROTOCOL_ICMPV6)
            scope->certain = icmp_range(traffic, ports) && scope->certain;
        else if (!traffic->ports_known)
            scope->certain = false;
        else if (traffic->from > traffic->to)
            scope->possible = false;
        else if (traffic->from >= 0)
            *ports = packet_range_of((uint64_t)traffic->from, (uint64_t)traffic->to);
    }
}

/* ----------------------------------------------------------------------- telling */

static const char *traffic_words(struct prover *prover, const struct traffic_asked *asked, bool answers)
{
    if (answers)
        return "answers";
    if (strcmp(asked->protocol, "-1") == 0)
        return "anything";
    if (strcmp(asked->protocol, "icmp") == 0)
        return "ICMP";
    if (asked->from == 0 && asked->to == 65535)
        return asked->protocol;
    if (asked->from == asked->to)
        return words_of(prover, "%s %lld", asked->protocol, (long long)asked->from);
    return words_of(prover, "%s %lld-%lld", asked->protocol, (long long)asked->from, (long long)asked->to);
}

const char *filter_words(struct prover *prover, const char *name, const struct passage *passage, const struct traffic_asked *asked,
                         const struct crossing *crossing)
{
    bool answers = crossing->port != SIDE_TARGET_PORT, everything = strcmp(asked->protocol, "-1") == 0 && !answers;
    const char *verb = passage->all ? "lets" : !passage->some ? "does not let" : passage->unsure ? "may let" : everything ? "lets" : "lets a part of";
    const char *what = everything && passage->some && !passage->all ? "something" : traffic_words(prover, asked, answers);
    return words_of(prover, "%s %s %s %s %s", name, verb, what, crossing->inward ? "in from" : "out to", crossing->other->name);
}
