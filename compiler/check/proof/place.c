/* Places: the addresses of a member in its subnet, and where a network of the
   program lies as seen from a member: inside its VPC, in the internet, or beyond
   a peering. Sources: Amazon VPC User Guide, "Subnet sizing" (five addresses of a
   subnet are AWS's own), "VPC CIDR blocks"; IANA IPv4 Special-Purpose Address
   Registry; RFC 4291 (global unicast is 2000::/3). */
#include "check/proof/proof.h"

const char *block_property(enum ip_family family)
{
    return family == IP_6 ? "Ipv6CidrBlock" : "CidrBlock";
}

struct value block_said(struct prover *prover, struct value cidr)
{
    struct scene *scene = prover->scene;
    struct value seen = scene_see(scene, cidr);
    const struct resource *resource = seen.kind == VALUE_ATTRIBUTE ? scene_target(scene, seen) : NULL;
    bool block = resource && strcmp(seen.attribute->name->text, "CidrBlock") == 0
                 && (scene_type_is(resource, "AWS::EC2::VPC") || scene_type_is(resource, "AWS::EC2::Subnet"));
    return block ? scene_property(scene, resource, "CidrBlock") : seen;
}

/* ------------------------------------------------------------------- addresses */

static void add_range(struct prover *prover, struct addresses *addresses, struct packet_range range)
{
    *VEC_ADD(prover->arena, addresses) = range;
}

static struct addresses none(void)
{
    return (struct addresses){ .there = ADDRESSES_NONE, .said = value_null(SPAN_NONE) };
}

static struct addresses anywhere(struct value said)
{
    return (struct addresses){ .there = ADDRESSES_SURE, .said = said };
}

/* Of a block as the program says it, which may not be known. */
static struct addresses addresses_of_block(struct prover *prover, struct value said, enum ip_family family)
{
    struct addresses made = anywhere(said);
    struct ip_block block;
    if (!ip_block_of(said, &block) || (block.bits == 128) != (family == IP_6))
        return made;
    made.known = true;
    add_range(prover, &made, packet_range_of_block(&block));
    return made;
}

/* The VPC's blocks: its own, and those that were added. */
static struct addresses addresses_of_vpc(struct prover *prover, const struct resource *vpc)
{
    struct scene *scene = prover->scene;
    const struct resource *more = NULL;
    if (!vpc)
        return anywhere(value_poison());
    struct addresses made = addresses_of_block(prover, scene_property(scene, vpc, "CidrBlock"), IP_4);
    while ((more = scene_next_user(scene, "AWS::EC2::VPCCidrBlock", "VpcId", vpc, more)) != NULL) {
        struct value said = scene_property(scene, more, "CidrBlock");
        struct ip_block block;
        if (ip_block_of(said, &block) && block.bits == 32)
            add_range(prover, &made, packet_range_of_block(&block));
        else
            made.known = made.known && said.kind == VALUE_NULL;
    }
    return made;
}

/* Its IPv6 blocks; those that Amazon gives are not known. */
static struct addresses addresses6_of_vpc(struct prover *prover, const struct resource *vpc)
{
    const struct resource *more = NULL;
    struct ip_block block;
    if (!vpc)
        return anywhere(value_poison());
    struct addresses made = none();
    made.known = true;
    while ((more = scene_next_user(prover->scene, "AWS::EC2::VPCCidrBlock", "VpcId", vpc, more)) != NULL) {
        if (scene_property(prover->scene, more, "CidrBlock").kind != VALUE_NULL)
            continue;
        made.there = ADDRESSES_SURE;
        if (ip_block_of(scene_property(prover->scene, more, "Ipv6CidrBlock"), &block) && block.bits == 128)
            add_range(prover, &made, packet_range_of_block(&block));
        else
            made.known = false;
    }
    made.said = made.known ? value_null(SPAN_NONE) : value_poison();
    return made;
}
/* --------------------------------------------------------------------- members */

/* AWS keeps the first four addresses of a subnet, and the last. */
static void leave_reserved(struct packet_range *range)
{
    if (range->to.low - range->from.low < 8)
        return;
    range->from.low += 4;
    range->to.low -= 1;
}

static struct addresses member_addresses4(struct prover *prover, const struct host *member, const struct resource *subnet)
{
    struct ip_block block;
    struct text text;
    struct value own = scene_property(prover->scene, member->resource, "PrivateIpAddress");
    struct addresses made = addresses_of_block(prover, scene_property(prover->scene, subnet, "CidrBlock"), IP_4);
    if (made.known)
        leave_reserved(&made.at[0]);
    if (made.known && own.kind != VALUE_NULL && known_text(prover->scene, own, &text)
        && ip_block_parse(text_format(prover->arena, "%.*s/32", (int)text.length, text.at), &block))
        made.at[0] = packet_range_of_block(&block);
    return made;
}

static bool is_ipv4_only(struct value type)
{
    return known_is(type, "ipv4") || known_is(type, "IPV4") || known_is(type, "IPV4_ONLY");
}

/* Whether it is given IPv6 addresses where its subnet has some. What is not launched
   has them where it says so; a service by a setting of the account. Sources: Elastic
   Load Balancing API Reference, "CreateLoadBalancer" (IpAddressType); Amazon RDS
   API Reference, "CreateDBInstance" (NetworkType); Amazon EC2 API Reference,
   "ModifySubnetAttribute" (AssignIpv6AddressOnCreation); Amazon ECS Developer
   Guide, "Using a VPC in dual-stack mode". */
static struct addresses member_addresses6(struct prover *prover, const struct host *member, const struct resource *subnet)
{
    struct scene *scene = prover->scene;
    static const char *const TYPES[] = { "IpAddressType", "NetworkType" };
    struct addresses made = addresses_of_block(prover, scene_property(scene, subnet, "Ipv6CidrBlock"), IP_6);
    struct value assigns = scene_property(scene, subnet, "AssignIpv6AddressOnCreation");
    bool assigned = false;
    if (made.said.kind == VALUE_NULL)
        return none();
    if (member->launched && (assigns.kind == VALUE_NULL || known_bool(assigns, &assigned)))
        made.there = assigned ? ADDRESSES_SURE : ADDRESSES_NONE;
    else
        made.there = member->launched || scene_type_is(member->resource, "AWS::ECS::Service") ? ADDRESSES_MAYBE : ADDRESSES_NONE;
    for (size_t i = 0; i < 2; i++) {
        struct value type = scene_property(scene, member->resource, TYPES[i]);
        if (type.kind != VALUE_NULL)
            made.there = is_ipv4_only(type) ? ADDRESSES_NONE : known_text(scene, type, &(struct text){ NULL, 0 }) ? ADDRESSES_SURE
                                                                                                                 : ADDRESSES_MAYBE;
    }
    if (member->has_ipv6)
        made.there = ADDRESSES_SURE;
    return made;
}

struct party party_of_host(struct prover *prover, const struct host *member, size_t subnet)
{
    const struct resource *stands = subnet_of(prover, member->subnets.items[subnet]);
    struct party party = { .kind = PARTY_MEMBER, .member = member, .subnet = stands,
                           .name = words_of(prover, "'%s'", member->resource->id) };
    if (!stands) {
        party.addresses[IP_4] = anywhere(value_poison());
        party.addresses[IP_6] = (struct addresses){ .there = ADDRESSES_MAYBE, .said = value_poison() };
        return party;
    }
    party.vpc = vpc_of_subnet(prover, stands);
    party.addresses[IP_4] = member_addresses4(prover, member, stands);
    party.addresses[IP_6] = member_addresses6(prover, member, stands);
    return party;
}

/* -------------------------------------------------------------------- networks */

static struct packets packets_of(struct prover *prover, const struct addresses *addresses)
{
    struct packets set = { 0 };
    for (size_t i = 0; i < addresses->count; i++) {
        struct packet_box box = packet_box_all();
        box.side[SIDE_SOURCE] = addresses->at[i];
        packets_add(prover->arena, &set, &box);
    }
    return set;
}

static struct addresses addresses_of(struct prover *prover, const struct packets *set, struct value said)
{
    struct addresses made = { .there = ADDRESSES_SURE, .known = true, .said = said };
    for (size_t i = 0; i < set->count; i++)
        add_range(prover, &made, set->at[i].side[SIDE_SOURCE]);
    return made;
}

/* What no gateway of the internet leads to. */
static struct addresses not_global(struct prover *prover)
{
    static const char *const BLOCKS[] = { "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16",
                                          "172.16.0.0/12", "192.168.0.0/16", "224.0.0.0/3" };
    struct addresses made = { 0 };
    struct ip_block block;
    for (size_t i = 0; i < sizeof BLOCKS / sizeof *BLOCKS; i++)
        if (ip_block_parse(text_of(BLOCKS[i]), &block))
            add_range(prover, &made, packet_range_of_block(&block));
    return made;
}

/* Without the VPC's own blocks. */
static struct addresses global6(struct prover *prover, const struct resource *vpc)
{
    struct ip_block block;
    struct addresses whole = { 0 }, own = addresses6_of_vpc(prover, vpc);
    if (ip_block_parse(TEXT("2000::/3"), &block))
        add_range(prover, &whole, packet_range_of_block(&block));
    struct packets all = packets_of(prover, &whole), inside = packets_of(prover, &own);
    all = packets_without(prover->arena, &all, &inside);
    return addresses_of(prover, &all, value_null(SPAN_NONE));
}

/* The internet as seen from a VPC: all that is none of its own addresses. */
static struct party party_of_internet(struct prover *prover, const struct resource *vpc)
{
    if (prover->internet && prover->internet->vpc == vpc)
        return *prover->internet;
    struct party party = { .kind = PARTY_INTERNET, .name = "internet", .vpc = vpc };
    struct addresses everything = { 0 }, inside = addresses_of_vpc(prover, vpc), closed = not_global(prover);
    add_range(prover, &everything, packet_range_of(0, UINT32_MAX));
    struct packets all = packets_of(prover, &everything), local = packets_of(prover, &inside), special = packets_of(prover, &closed);
    all = packets_without(prover->arena, &all, &special);
    all = packets_without(prover->arena, &all, &local);
    party.addresses[IP_4] = addresses_of(prover, &all, value_null(SPAN_NONE));
    party.addresses[IP_6] = global6(prover, vpc);
    prover->internet = prover->internet ? prover->internet : NEW(prover->arena, struct party);
    *prover->internet = party;
    return party;
}

static void add_party(struct prover *prover, struct parties *list, const struct party *like, int kind, struct addresses addresses,
                      enum ip_family family)
{
    struct party *made = VEC_ADD(prover->arena, list);
    *made = *like;
    made->kind = kind;
    made->addresses[IP_4] = made->addresses[IP_6] = none();
    made->addresses[family] = addresses;
}

/* A known network, cut where it lies in several places. */
static void cut(struct prover *prover, struct parties *list, const struct party *like, const struct flow_end *end,
                const struct ip_block *block)
{
    struct arena *arena = prover->arena;
    enum ip_family family = block->bits == 128 ? IP_6 : IP_4;
    struct party internet = party_of_internet(prover, like->vpc);
    struct addresses asked = addresses_of_block(prover, end->network, family), own = addresses_of_vpc(prover, like->vpc);
    struct packets all = packets_of(prover, &asked), local = packets_of(prover, &own);
    struct packets global = packets_of(prover, &internet.addresses[family]);
    struct packets inside = family == IP_4 ? packets_meet(arena, &all, &local) : (struct packets){ 0 };
    struct packets beyond = packets_meet(arena, &all, &global);
    struct packets rest = packets_without(arena, &all, &global);
    if (family == IP_4)
        rest = packets_without(arena, &rest, &local);
    if (inside.count)
        add_party(prover, list, like, PARTY_NETWORK, addresses_of(prover, &inside, end->network), family);
    if (beyond.count)
        add_party(prover, list, like, PARTY_INTERNET, addresses_of(prover, &beyond, end->network), family);
    if (!rest.count || block->prefix == 0)
        return;
    add_party(prover, list, like, PARTY_OUTSIDE, addresses_of(prover, &rest, end->network), family);
    if (own.known)
        return;
    list->at[list->count - 1].perhaps = true;   /* where the VPC's block is not known, it may be a part of that */
    add_party(prover, list, like, PARTY_NETWORK, addresses_of(prover, &rest, end->network), family);
    list->at[list->count - 1].perhaps = true;
}

static void add_vpc(struct prover *prover, struct parties *list, const struct party *like)
{
    struct party *made = VEC_ADD(prover->arena, list);
    *made = *like;
    made->kind = PARTY_NETWORK;
    made->addresses[IP_4] = addresses_of_vpc(prover, like->vpc);
    made->addresses[IP_6] = addresses6_of_vpc(prover, like->vpc);
}

struct parties parties_of_network(struct prover *prover, const struct flow_end *end, const struct party *other)
{
    struct scene *scene = prover->scene;
    struct parties list = { 0 };
    struct party like = { .name = end->name, .vpc = other->vpc };
    struct ip_block block;
    if (end->kind == FLOW_VPC) {
        add_vpc(prover, &list, &like);
        return list;
    }
    struct value said = end->kind == FLOW_INTERNET ? value_null(SPAN_NONE) : block_said(prover, end->network);
    bool known = ip_block_of(said, &block);
    if (end->kind == FLOW_INTERNET || (known && block.prefix == 0 && block.bits == 32)) {
        struct party *internet = VEC_ADD(prover->arena, &list);
        *internet = party_of_internet(prover, other->vpc);
        internet->name = end->name;
        if (end->kind != FLOW_INTERNET)         /* 0.0.0.0/0 is that of IPv4 */
            internet->addresses[IP_6] = none();
    } else if (known) {
        struct flow_end seen = *end;
        seen.network = said;
        cut(prover, &list, &like, &seen, &block);
    } else if (other->vpc && scene_same(said, scene_property(scene, other->vpc, "CidrBlock"))) {
        add_vpc(prover, &list, &like);
    } else {
        like.perhaps = scene_target(scene, said) == NULL;       /* of a resource of this stack, it is inside */
        add_party(prover, &list, &like, PARTY_NETWORK, anywhere(said), IP_4);
        if (like.perhaps)
            add_party(prover, &list, &like, PARTY_INTERNET, anywhere(said), IP_4);
    }
    return list;
}
