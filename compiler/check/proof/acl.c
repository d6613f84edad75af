/* Network ACLs: the first entry that matches decides, for what comes and, by an
   entry of its own, for what goes back. Sources: Amazon VPC User Guide, "Network
   ACL rules", "Ephemeral ports". */
#include "check/proof/filter.h"

#include <stdlib.h>

struct entry {
    const struct resource *resource;
    int64_t number;
};
struct entries { struct entry *at; size_t count, room; bool known; };

static int by_number(const void *a, const void *b)
{
    const struct entry *left = a, *right = b;
    return left->number < right->number ? -1 : left->number > right->number;
}

/* The ACL's entries for one direction, by their numbers; .known: these are all, and so are their numbers. */
static struct entries entries_of(struct prover *prover, const struct resource *acl, bool inward)
{
    struct scene *scene = prover->scene;
    const struct resource *resource = NULL;
    struct entries entries = { .known = true };
    while ((resource = scene_next_user(scene, "AWS::EC2::NetworkAclEntry", "NetworkAclId", acl, resource)) != NULL) {
        struct value egress = scene_property(scene, resource, "Egress");
        bool outward = false;
        struct entry entry = { resource, 0 };
        bool known = known_integer(scene_property(scene, resource, "RuleNumber"), &entry.number)
                     && (egress.kind == VALUE_NULL || known_bool(egress, &outward));
        entries.known = entries.known && known;
        if (outward != inward)
            *VEC_ADD(prover->arena, &entries) = entry;
    }
    if (entries.count)
        qsort(entries.at, entries.count, sizeof *entries.at, by_number);
    return entries;
}

static struct scope_of_rule scope_of_entry(struct prover *prover, const struct resource *entry, const struct traffic_asked *asked,
                                           const struct crossing *crossing)
{
    struct scene *scene = prover->scene;
    struct value ports = scene_property(scene, entry, "PortRange"), icmp = scene_property(scene, entry, "Icmp");
    struct value cidr = scene_property(scene, entry, block_property(asked->family));
    struct scope_of_rule scope = { true, scene_certain(scene, entry), packet_box_all() };
    struct value protocol = scene_property(scene, entry, "Protocol");
    struct traffic traffic = traffic_read(scene, protocol, scene_field(scene, ports, "From"), scene_field(scene, ports, "To"));
    if (traffic.protocol == PROTOCOL_ICMP || traffic.protocol == PROTOCOL_ICMPV6)
        traffic = traffic_read(scene, protocol, scene_field(scene, icmp, "Type"), scene_field(scene, icmp, "Code"));
    narrow_to_traffic(&scope, &traffic, crossing->port);
    if (cidr.kind == VALUE_NULL)
        scope.possible = false;
    else
        narrow_to_block(prover, &scope, crossing, cidr, asked->family);
    return scope;
}

/* The first entry that matches decides. For certain passes what an entry certainly
   allows and no denial before it may mean; and there may pass what an entry may
   allow and no denial before it certainly means. */
static const struct resource *sift_entries(struct prover *prover, const struct way *way, const struct entries *entries,
                                           const struct traffic_asked *asked, const struct crossing *crossing, struct passage *passage)
{
    struct arena *arena = prover->arena;
    struct packets denied = { 0 }, may_be_denied = { 0 };
    const struct resource *decides = NULL;
    for (size_t i = 0; i < entries->count; i++) {
        const struct resource *resource = entries->at[i].resource;
        struct scope_of_rule scope = scope_of_entry(prover, resource, asked, crossing);
        struct packets box = { &scope.box, 1, 1 };
        struct value action = scene_property(prover->scene, resource, "RuleAction");
        bool allows = known_is(action, "allow"), denies = known_is(action, "deny");
        if (!scope.possible || !packets_touch(&box, &way->asked))
            continue;
        decides = decides ? decides : resource;
        struct packets certain = packets_without(arena, &box, &may_be_denied), possible = packets_without(arena, &box, &denied);
        if (allows && scope.certain)
            packets_add_all(arena, &passage->certain, &certain);
        if (!denies)
            packets_add_all(arena, &passage->possible, &possible);
        if (!allows)
            packets_add(arena, &may_be_denied, &scope.box);
        if (denies && scope.certain)
            packets_add(arena, &denied, &scope.box);
        if (scope.certain && packets_hold(arena, &box, &way->asked))
            break;
    }
    return decides;
}

/* Who has an address in the subnet itself does not cross its border. */
static void spare_neighbours(struct prover *prover, const struct resource *subnet, const struct crossing *crossing,
                             enum ip_family family, struct passage *passage)
{
    struct ip_block block;
    struct packet_box box = packet_box_all();
    if (crossing->other->kind != PARTY_NETWORK)
        return;
    bool known = ip_block_of(scene_property(prover->scene, subnet, block_property(family)), &block)
                 && crossing->other->addresses[family].known;
    if (known)
        box.side[crossing->address] = packet_range_of_block(&block);
    packets_add(prover->arena, &passage->possible, &box);
    if (known)
        packets_add(prover->arena, &passage->certain, &box);
}

struct passage pass_acl(struct prover *prover, const struct way *way, const struct resource *subnet, const struct party *whose,
                        const struct traffic_asked *asked, const struct crossing *crossing)
{
    struct scene *scene = prover->scene;
    if (!subnet)
        return passage_at(prover, DOUBTFUL, whose->member->resource, "the subnets of %s are not known", whose->name);
    const struct resource *bond = scene_next_user(scene, "AWS::EC2::SubnetNetworkAclAssociation", "SubnetId", subnet, NULL);
    const struct resource *acl = bond ? scene_target_of(scene, scene_property(scene, bond, "NetworkAclId"), "AWS::EC2::NetworkAcl") : NULL;
    if (!bond && vpc_of_subnet(prover, subnet))     /* the VPC's default ACL lets everything pass */
        return (struct passage){ .everything = true, .at = subnet->span };
    if (!acl)
        return passage_at(prover, DOUBTFUL, bond ? bond : subnet, "the network ACL of subnet '%s' is not known", subnet->id);
    struct entries entries = entries_of(prover, acl, crossing->inward);
    struct passage passage = { .everything = false };
    if (!entries.known)
        passage.possible = packets_all(prover->arena);
    const struct resource *decides = entries.known ? sift_entries(prover, way, &entries, asked, crossing, &passage) : NULL;
    spare_neighbours(prover, subnet, crossing, asked->family, &passage);
    way_judge(prover, way, &passage);
    decides = decides ? decides : acl;
    passage.at = decides->span;
    passage.frames = decides->frames;
    passage.words = filter_words(prover, words_of(prover, "network ACL '%s'", acl->id), &passage, asked, crossing);
    return passage;
}

/* Through the ACL of a subnet in which some of the network's addresses lie, and not the member's. */
static struct passage pass_acl_of_some(struct prover *prover, const struct way *way, const struct resource *subnet,
                                       const struct traffic_asked *asked, const struct crossing *crossing, enum packet_side side)
{
    struct passage passage = pass_acl(prover, way, subnet, NULL, asked, crossing);
    struct packets all = packets_all(prover->arena), inside = { 0 };
    struct packet_box box = packet_box_all();
    struct ip_block block;
    if (passage.everything)
        return passage;
    bool known = ip_block_of(scene_property(prover->scene, subnet, block_property(asked->family)), &block);
    if (known)
        box.side[side] = packet_range_of_block(&block);
    packets_add(prover->arena, &inside, &box);
    struct packets others = packets_without(prover->arena, &all, &inside);
    packets_add_all(prover->arena, &passage.certain, &others);
    packets_add_all(prover->arena, &passage.possible, known ? &others : &all);
    way_judge(prover, way, &passage);
    if (passage.all)
        passage.words = NULL;
    return passage;
}

void way_through_subnets(struct prover *prover, struct way *way, const struct party *network, const struct party *member,
                         const struct traffic_asked *asked, bool leaves)
{
    const struct crossing there = crossing_there(member, leaves), back = crossing_back(member, leaves);
    const enum packet_side theirs = leaves ? SIDE_SOURCE : SIDE_TARGET;
    const struct resource *subnet = NULL;
    while ((subnet = scene_next(prover->scene, "AWS::EC2::Subnet", subnet)) != NULL) {
        bool other = network->vpc && vpc_of_subnet(prover, subnet) == network->vpc && member->subnet && subnet != member->subnet;
        if (!other || scene_property(prover->scene, subnet, block_property(asked->family)).kind == VALUE_NULL)
            continue;
        way_add(prover, way, pass_acl_of_some(prover, way, subnet, asked, &there, theirs));
        if (!asked->there_only)
            way_add(prover, way, pass_acl_of_some(prover, way, subnet, asked, &back, theirs));
    }
}
