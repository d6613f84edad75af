/* Ways: hop after hop from one place straight to another, there and back. Source:
   Amazon VPC User Guide, "Ephemeral ports", "Custom network ACLs". */
#include "check/proof/proof.h"

#include "base/limits.h"

/* ------------------------------------------------------------------------ hops */

static const char *words_of_list(struct prover *prover, const char *words, va_list arguments)
{
    return prover->tells ? text_format_list(prover->arena, words, arguments).at : "";
}

const char *words_of(struct prover *prover, const char *words, ...)
{
    va_list arguments;
    va_start(arguments, words);
    const char *made = words_of_list(prover, words, arguments);
    va_end(arguments);
    return made;
}

struct passage passage_at(struct prover *prover, enum answer answer, const struct resource *resource, const char *words, ...)
{
    va_list arguments;
    va_start(arguments, words);
    struct passage passage = { .everything = answer == PASSES, .at = resource->span, .frames = resource->frames,
                               .words = words_of_list(prover, words, arguments) };
    va_end(arguments);
    if (answer == DOUBTFUL)
        passage.possible = packets_all(prover->arena);
    return passage;
}

void way_judge(struct prover *prover, const struct way *way, struct passage *passage)
{
    if (passage->everything || !way->asked.count) {
        passage->all = passage->some = true;
        return;
    }
    passage->all = packets_hold(prover->arena, &passage->certain, &way->asked);
    passage->some = passage->all || packets_touch(&passage->possible, &way->asked);
    passage->unsure = !passage->all && packets_hold(prover->arena, &passage->possible, &way->asked);
}

void passages_add(struct arena *arena, struct passages *hops, const struct passages *more)
{
    for (size_t i = 0; i < more->count; i++)
        *VEC_ADD(arena, hops) = more->at[i];
}

void way_begin(struct way *way, struct packets asked)
{
    *way = (struct way){ .asked = asked, .certain = asked, .possible = asked };
}

void way_add(struct prover *prover, struct way *way, struct passage passage)
{
    struct arena *arena = prover->arena;
    way_judge(prover, way, &passage);
    if (!passage.all) {
        way->certain = packets_meet(arena, &way->certain, &passage.certain);
        way->possible = packets_meet(arena, &way->possible, &passage.possible);
    }
    /* Rules by the hundred in several hops: what they let pass together is no longer counted. */
    if (way->certain.count > LIMIT_PACKET_BOXES)
        way->certain.count = 0;
    if (way->possible.count > LIMIT_PACKET_BOXES)
        way->possible = way->asked;
    if (passage.words)
        *VEC_ADD(arena, &way->hops) = passage;
}

/* ----------------------------------------------------------- what is asked about */

static struct packet_range protocol_range(const char *protocol)
{
    return strcmp(protocol, "tcp") == 0 ? packet_range_of(6, 6) : packet_range_of(17, 17);
}

/* ICMP answers with messages of any kind; others to a port that the asking system chose. */
static void add_protocol(struct prover *prover, struct packets *set, struct packet_box box, struct packet_range protocol,
                         const struct traffic_asked *asked, bool ports)
{
    box.side[SIDE_PROTOCOL] = protocol;
    box.side[SIDE_TARGET_PORT] = packet_range_of((uint64_t)asked->from, (uint64_t)asked->to);
    box.side[SIDE_SOURCE_PORT] = box.side[SIDE_RELAY_PORT] = packet_range_of(ports ? 1024 : 0, 65535);
    packets_add(prover->arena, set, &box);
}

static void add_protocols(struct prover *prover, struct packets *set, struct packet_box box, const struct traffic_asked *asked)
{
    uint64_t icmp = asked->family == IP_6 ? 58 : 1;
    if (strcmp(asked->protocol, "icmp") == 0) {
        add_protocol(prover, set, box, packet_range_of(icmp, icmp), asked, false);
    } else if (strcmp(asked->protocol, "-1") == 0) {
        add_protocol(prover, set, box, packet_range_of(0, icmp - 1), asked, true);
        add_protocol(prover, set, box, packet_range_of(icmp, icmp), asked, false);
        add_protocol(prover, set, box, packet_range_of(icmp + 1, 255), asked, true);
    } else if (strcmp(asked->protocol, "tcp/udp") == 0) {
        add_protocol(prover, set, box, protocol_range("tcp"), asked, true);
        add_protocol(prover, set, box, protocol_range("udp"), asked, true);
    } else {
        add_protocol(prover, set, box, protocol_range(asked->protocol), asked, true);
    }
}

struct packets packets_asked(struct prover *prover, const struct party *source, const struct party *target,
                             const struct traffic_asked *asked)
{
    const struct party *bearer = source->bears ? source->bears : source;
    const struct addresses *from = &bearer->addresses[asked->family], *to = &target->addresses[asked->family];
    bool free = (source->kind == PARTY_NETWORK || target->kind == PARTY_NETWORK);
    struct packets set = { 0 };
    for (size_t i = 0; i < (from->known ? from->count : 1); i++)
        for (size_t k = 0; k < (to->known ? to->count : 1); k++) {
            struct packet_box box = packet_box_all();
            if (from->known)
                box.side[SIDE_SOURCE] = from->at[i];
            if (to->known)
                box.side[SIDE_TARGET] = to->at[k];
            box.side[SIDE_GROUPS] = packet_range_of(0, free);
            add_protocols(prover, &set, box, asked);
        }
    return set;
}

/* --------------------------------------------------------------------- straight */

/* The ACL of a member's subnet: what it sends (leaves), or is sent, and the answers. */
static void cross_border(struct prover *prover, struct way *way, const struct party *member, const struct party *other,
                         const struct traffic_asked *asked, bool leaves)
{
    const struct crossing there = crossing_there(other, leaves), back = crossing_back(other, leaves);
    way_add(prover, way, pass_acl(prover, way, member->subnet, member, asked, &there));
    if (!asked->there_only)
        way_add(prover, way, pass_acl(prover, way, member->subnet, member, asked, &back));
}

static void leave_groups(struct prover *prover, struct way *way, const struct party *source, const struct party *target,
                         const struct traffic_asked *asked)
{
    const struct crossing crossing = crossing_there(target, true);
    way_add(prover, way, pass_groups(prover, way, source, asked, &crossing));
}

static void enter_groups(struct prover *prover, struct way *way, const struct party *source, const struct party *target,
                         const struct traffic_asked *asked)
{
    const struct crossing crossing = crossing_there(source, false);
    if (target->member->mute)
        way_add(prover, way, passage_at(prover, STOPS, target->member->resource, "%s takes nothing from the network", target->name));
    way_add(prover, way, pass_groups(prover, way, target, asked, &crossing));
}

static void between_members(struct prover *prover, struct way *way, const struct party *source, const struct party *target,
                            const struct traffic_asked *asked)
{
    leave_groups(prover, way, source, target, asked);
    if (source->vpc && target->vpc && source->vpc != target->vpc)
        way_add(prover, way, passage_at(prover, DOUBTFUL, target->vpc, "%s and %s stand in two networks, '%s' and '%s'", source->name,
                                        target->name, source->vpc->id, target->vpc->id));
    if (!source->subnet || source->subnet != target->subnet) {
        cross_border(prover, way, source, target, asked, true);
        cross_border(prover, way, target, source, asked, false);
    }
    enter_groups(prover, way, source, target, asked);
}

/* Whether the place has addresses of the family that is asked about. */
static void have_family(struct prover *prover, struct way *way, const struct party *place, enum ip_family family)
{
    const struct addresses *addresses = &place->addresses[family];
    const struct resource *resource = place->member ? place->member->resource : NULL;
    if (addresses->there == ADDRESSES_MAYBE && resource)
        way_add(prover, way, passage_at(prover, DOUBTFUL, resource, "%s may have an IPv6 address", place->name));
    else if (addresses->there == ADDRESSES_NONE)
        way->certain.count = way->possible.count = 0;
}

struct way way_direct(struct prover *prover, const struct party *source, const struct party *target,
                      const struct traffic_asked *asked)
{
    struct way way;
    way_begin(&way, packets_asked(prover, source, target, asked));
    have_family(prover, &way, source, asked->family);
    have_family(prover, &way, target, asked->family);
    if (source->kind == PARTY_MEMBER && target->kind == PARTY_MEMBER) {
        between_members(prover, &way, source, target, asked);
    } else if (source->kind == PARTY_MEMBER) {
        leave_groups(prover, &way, source, target, asked);
        cross_border(prover, &way, source, target, asked, true);
        if (target->kind == PARTY_INTERNET)
            way_to_internet(prover, &way, source, target, asked, true);
        if (target->kind == PARTY_NETWORK)
            way_through_subnets(prover, &way, target, source, asked, false);
        if (target->kind == PARTY_OUTSIDE)
            way_outside(prover, &way, source, target, asked, true);
    } else {
        if (source->kind == PARTY_INTERNET)
            way_to_internet(prover, &way, target, source, asked, false);
        if (source->kind == PARTY_NETWORK)
            way_through_subnets(prover, &way, source, target, asked, true);
        if (source->kind == PARTY_OUTSIDE)
            way_outside(prover, &way, target, source, asked, false);
        cross_border(prover, &way, target, source, asked, false);
        enter_groups(prover, &way, source, target, asked);
    }
    return way;
}

struct reach reach_of_way(struct prover *prover, const struct way *way, const struct traffic_asked *asked)
{
    struct arena *arena = prover->arena;
    struct reach reach = { .hops = way->hops };
    reach.asked = packets_seen(arena, &way->asked, SIDES_PASSED);
    if (way->certain.count && way->certain.at == way->asked.at) {      /* nothing is stopped */
        reach.passes = reach.may_pass = reach.asked;
        return reach;
    }
    reach.passes = packets_seen(arena, &way->certain, SIDES_PASSED);
    reach.may_pass = packets_seen(arena, &way->possible, SIDES_PASSED);
    if (asked->there_only)
        return reach;
    struct packets stopped = packets_without(arena, &way->asked, &way->possible);
    struct packets may_be_stopped = packets_without(arena, &way->asked, &way->certain);
    reach.fails = packets_seen(arena, &stopped, SIDES_FAILED);
    reach.may_fail = packets_seen(arena, &may_be_stopped, SIDES_FAILED);
    return reach;
}
