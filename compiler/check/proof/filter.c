/* Filters: what security groups and network ACLs let pass. A security group lets
   answers through by itself, and what any of its rules allows; an ACL is asked
   both ways, and the first entry that matches decides. Sources: Amazon VPC User
   Guide, "Security group rules", "Network ACL rules", "Ephemeral ports". */
#include "check/network/traffic.h"
#include "check/proof/proof.h"
#include "check/scene/ip_block.h"

#include <stdlib.h>

/* How much of what is asked about something speaks of. */
struct share { bool all, some, unsure; };

static const struct share NONE = { false, false, false }, WHOLE = { true, true, false }, DOUBT = { false, true, true };

static struct share both(struct share a, struct share b)
{
    bool some = a.some && b.some;
    return (struct share){ a.all && b.all, some, some && (a.unsure || b.unsure) };
}

/* -------------------------------------------------------------------- addresses */

/* What a place's addresses are, as a CIDR: VALUE_POISON where nobody knows. */
static struct value block_of(struct prover *prover, const struct party *place)
{
    switch (place->kind) {
    case PARTY_INTERNET:
        return place->network.kind == VALUE_NULL ? value_string(TEXT("0.0.0.0/0"), SPAN_NONE)
                                                 : scene_see(prover->scene, place->network);
    case PARTY_NETWORK: return scene_see(prover->scene, place->network);
    default: return place->subnet ? scene_property(prover->scene, place->subnet, "CidrBlock") : value_poison();
    }
}

bool network_is_private(struct value network)
{
    static const char *const blocks[] = { "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10" };
    struct ip_block inner, outer;
    for (size_t i = 0; ip_block_of(network, &inner) && i < sizeof blocks / sizeof *blocks; i++)
        if (ip_block_parse(text_of(blocks[i]), &outer) && ip_block_holds(&outer, &inner))
            return true;
    return false;
}

/* Whether a value says the block of the place's VPC. */
static bool is_own_vpc(struct prover *prover, const struct party *place, struct value cidr)
{
    const struct resource *vpc = place->kind == PARTY_MEMBER && place->subnet ? vpc_of_subnet(prover, place->subnet) : NULL;
    return vpc && (scene_same(cidr, scene_property(prover->scene, vpc, "CidrBlock")) || scene_target(prover->scene, cidr) == vpc);
}

static struct share share_of_block(struct prover *prover, const struct party *place, struct value cidr)
{
    struct ip_block outer, inner;
    struct value own = block_of(prover, place);
    bool known = ip_block_of(cidr, &outer);
    if (known && outer.prefix == 0 && outer.bits == 32)
        return WHOLE;
    if (known && outer.bits == 32 && outer.address[0] == 255)
        return NONE;        /* nobody has such an address: a rule that lets nothing pass */
    if (place->kind == PARTY_INTERNET && network_is_private(cidr))
        return NONE;
    if (scene_same(cidr, own) || is_own_vpc(prover, place, cidr))
        return WHOLE;
    if (!known || !ip_block_of(own, &inner))
        return DOUBT;
    if (outer.bits != inner.bits)
        return NONE;
    if (ip_block_holds(&outer, &inner))
        return WHOLE;
    return ip_block_overlaps(&outer, &inner) ? (struct share){ false, true, false } : NONE;
}

/* IPv6: a place has such addresses where its subnet has a block. */
static struct share share_of_block6(struct prover *prover, const struct party *place, struct value cidr)
{
    if (cidr.kind == VALUE_NULL || place->kind == PARTY_NETWORK)
        return NONE;
    if (place->kind == PARTY_INTERNET)
        return (struct share){ false, true, false };
    bool has = place->subnet && scene_property(prover->scene, place->subnet, "Ipv6CidrBlock").kind != VALUE_NULL;
    return has ? (struct share){ false, true, false } : NONE;
}

static struct share share_of_group(struct prover *prover, const struct party *place, struct value group)
{
    const struct resource *wanted = scene_target(prover->scene, group);
    if (place->kind == PARTY_INTERNET)
        return wanted ? NONE : DOUBT;
    if (place->kind == PARTY_NETWORK)
        return (struct share){ false, true, false };    /* who has an address there may be in the group */
    for (size_t i = 0; i < place->member->groups.count; i++) {
        struct value own = place->member->groups.items[i];
        if (scene_same(own, group) || (wanted && scene_target(prover->scene, own) == wanted))
            return WHOLE;
        if (!scene_target(prover->scene, own))
            return DOUBT;
    }
    return wanted && place->member->groups.whole ? NONE : DOUBT;
}

/* ------------------------------------------------------------------------ ports */

static bool has_ports(enum protocol protocol)
{
    return protocol == PROTOCOL_TCP || protocol == PROTOCOL_UDP;
}

static bool is_protocol(const struct traffic *traffic, const struct traffic_asked *asked)
{
    static const struct { const char *name; enum protocol protocol; } names[] = {
        { "tcp", PROTOCOL_TCP }, { "udp", PROTOCOL_UDP }, { "icmp", PROTOCOL_ICMP } };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(asked->protocol, names[i].name) == 0)
            return traffic->protocol == names[i].protocol;
    return false;
}

/* The ports of what is asked about that a rule speaks of, as a part of them. */
static struct share share_of_ports(const struct traffic *traffic, const struct traffic_asked *asked)
{
    bool everything = strcmp(asked->protocol, "-1") == 0;
    if (traffic->protocol == PROTOCOL_UNKNOWN)
        return DOUBT;
    if (traffic->protocol == PROTOCOL_ALL)
        return WHOLE;
    if (everything)
        return (struct share){ false, true, has_ports(traffic->protocol) && !traffic->ports_known };
    if (!is_protocol(traffic, asked))
        return NONE;
    if (!has_ports(traffic->protocol))
        return traffic->ports_known && traffic->from == -1 ? WHOLE : (struct share){ false, true, false };
    if (!traffic->ports_known)
        return DOUBT;
    if (traffic->from <= asked->from && traffic->to >= asked->to)
        return WHOLE;
    return traffic->from <= asked->to && traffic->to >= asked->from ? (struct share){ false, true, false } : NONE;
}

static const char *traffic_words(struct arena *arena, const struct traffic_asked *asked)
{
    if (strcmp(asked->protocol, "-1") == 0)
        return "anything";
    if (strcmp(asked->protocol, "icmp") == 0)
        return "ICMP";
    if (asked->from == asked->to)
        return text_format(arena, "%s %lld", asked->protocol, (long long)asked->from).at;
    if (asked->from <= 1024 && asked->to == 65535 && asked->from > 0)
        return "answers";
    return text_format(arena, "%s %lld-%lld", asked->protocol, (long long)asked->from, (long long)asked->to).at;
}

/* "security group 'Web' does not let tcp 22 in from internet" */
static const char *filter_words(struct prover *prover, const char *name, struct share share, const struct traffic_asked *asked,
                                bool inward, const struct party *other)
{
    bool everything = strcmp(asked->protocol, "-1") == 0;
    const char *verb = share.all ? "lets" : share.unsure ? "may let" : !share.some ? "does not let" : everything ? "lets" : "lets a part of";
    const char *what = everything && share.some && !share.all ? "something" : traffic_words(prover->arena, asked);
    return text_format(prover->arena, "%s %s %s %s %s", name, verb, what, inward ? "in from" : "out to", other->name).at;
}

/* -------------------------------------------------------------- security groups */

/* What the rules seen so far let pass together. */
struct sieve {
    struct prover *prover;
    const struct party *other;
    const struct traffic_asked *asked;
    bool inward;
    struct share share;
    int64_t reached;            /* ports up to here pass for certain */
    struct span at;             /* of the first rule that lets something pass, */
    const struct resource *by;
};

static struct share share_of_peer(struct sieve *sieve, struct value rule)
{
    struct scene *scene = sieve->prover->scene;
    static const char *const GROUPS[] = { "DestinationSecurityGroupId", "SourceSecurityGroupId" };
    static const char *const LISTS[] = { "DestinationPrefixListId", "SourcePrefixListId" };
    struct value group = scene_field(scene, rule, GROUPS[sieve->inward]), cidr = scene_field(scene, rule, "CidrIp");
    if (group.kind != VALUE_NULL)
        return share_of_group(sieve->prover, sieve->other, group);
    if (cidr.kind != VALUE_NULL)
        return share_of_block(sieve->prover, sieve->other, cidr);
    struct share share = share_of_block6(sieve->prover, sieve->other, scene_field(scene, rule, "CidrIpv6"));
    return share.some || scene_field(scene, rule, LISTS[sieve->inward]).kind == VALUE_NULL ? share : DOUBT;
}

/* resource: that the rule is, or stands in. */
static void sift(struct sieve *sieve, struct value rule, const struct resource *resource)
{
    struct scene *scene = sieve->prover->scene;
    if (rule.kind != VALUE_MAP) {
        sieve->share = (struct share){ sieve->share.all, true, true };
        return;
    }
    struct traffic traffic = traffic_read(scene, scene_field(scene, rule, "IpProtocol"), scene_field(scene, rule, "FromPort"),
                                          scene_field(scene, rule, "ToPort"));
    struct share peer = share_of_peer(sieve, rule), ports = share_of_ports(&traffic, sieve->asked), share = both(peer, ports);
    if (!share.some)
        return;
    if (!sieve->share.some || (share.all && !sieve->share.all)) {
        sieve->at = rule.fields == resource->properties.fields ? resource->span : rule.span;
        sieve->by = resource;
    }
    /* rules whose ports join each other let all of them pass */
    if (peer.all && !ports.all && traffic.ports_known && is_protocol(&traffic, sieve->asked)
        && traffic.from <= sieve->reached + 1 && traffic.to > sieve->reached)
        sieve->reached = traffic.to;
    sieve->share.all = sieve->share.all || share.all || sieve->reached >= sieve->asked->to;
    sieve->share.unsure = !sieve->share.all && (sieve->share.unsure || share.unsure);
    sieve->share.some = true;
}


/* The rules of one group, those in it and those beside it. */
static void sift_group(struct sieve *sieve, const struct resource *group)
{
    static const char *const LISTS[] = { "SecurityGroupEgress", "SecurityGroupIngress" };
    static const char *const TYPES[] = { "AWS::EC2::SecurityGroupEgress", "AWS::EC2::SecurityGroupIngress" };
    struct scene *scene = sieve->prover->scene;
    struct scene_list rules = scene_property_items(scene, group, LISTS[sieve->inward]);
    const struct resource *beside = NULL;
    size_t count = rules.count;
    for (size_t i = 0; i < rules.count; i++)
        sift(sieve, rules.items[i], group);
    while ((beside = scene_next_user(scene, TYPES[sieve->inward], "GroupId", group, beside)) != NULL) {
        sift(sieve, beside->properties, beside);
        count++;
    }
    if (!rules.whole)
        sieve->share = (struct share){ sieve->share.all, true, !sieve->share.all };
    /* a group without any rule for what goes out gets one that lets everything out */
    if (!sieve->inward && !count && rules.whole) {
        sieve->share = WHOLE;
        sieve->at = group->span;
        sieve->by = group;
    }
}

struct passage pass_groups(struct prover *prover, const struct party *member, const struct party *other,
                           const struct traffic_asked *asked, bool inward)
{
    bool open = scene_type_is(member->member->resource, "AWS::ElasticLoadBalancingV2::LoadBalancer")
                && !known_is(scene_property(prover->scene, member->member->resource, "Type"), "application")
                && member->member->groups.whole && !member->member->groups.count;
    if (open)       /* a network load balancer without a group */
        return (struct passage){ .all = true, .some = true, .at = member->member->resource->span };
    struct sieve sieve = { prover, other, asked, inward, NONE, asked->from - 1, SPAN_NONE, NULL };
    struct scene_list groups = member->member->groups;
    const struct resource *first = NULL;
    for (size_t i = 0; i < groups.count; i++) {
        const struct resource *group = scene_target_of(prover->scene, groups.items[i], "AWS::EC2::SecurityGroup");
        if (group)
            sift_group(&sieve, group);
        else
            sieve.share = (struct share){ sieve.share.all, true, !sieve.share.all };
        first = first ? first : group;
    }
    if (!groups.whole || !groups.count)     /* the VPC's default group, or one of a launch template elsewhere */
        sieve.share = (struct share){ sieve.share.all, true, !sieve.share.all };
    const char *name = first ? text_format(prover->arena, "security group '%s'", first->id).at
                             : text_format(prover->arena, "the security group of %s", member->name).at;
    if (!sieve.by) {
        sieve.by = first ? first : member->member->resource;
        sieve.at = sieve.by->span;
    }
    return (struct passage){ sieve.share.all, sieve.share.some, sieve.share.unsure, sieve.at, sieve.by->frames,
                             filter_words(prover, name, sieve.share, asked, inward, other) };
}

/* ---------------------------------------------------------------- network ACLs */

struct entry {
    const struct resource *resource;
    int64_t number;
    bool known;
};

static int by_number(const void *a, const void *b)
{
    const struct entry *left = a, *right = b;
    return left->number < right->number ? -1 : left->number > right->number;
}

static struct share share_of_entry(struct prover *prover, const struct resource *entry, const struct party *other,
                                   const struct traffic_asked *asked)
{
    struct scene *scene = prover->scene;
    struct value ports = scene_property(scene, entry, "PortRange"), cidr = scene_property(scene, entry, "CidrBlock");
    struct traffic traffic = traffic_read(scene, scene_property(scene, entry, "Protocol"), scene_field(scene, ports, "From"),
                                          scene_field(scene, ports, "To"));
    if (traffic.protocol == PROTOCOL_ICMP)
        traffic.from = traffic.to = -1, traffic.ports_known = true;
    struct share peer = cidr.kind != VALUE_NULL ? share_of_block(prover, other, cidr)
                                                : share_of_block6(prover, other, scene_property(scene, entry, "Ipv6CidrBlock"));
    return both(peer, share_of_ports(&traffic, asked));
}

/* The ACL's entries for one direction, by their numbers. False where some are not known. */
static bool entries_of(struct prover *prover, const struct resource *acl, bool inward, struct entry **entries, size_t *count)
{
    struct scene *scene = prover->scene;
    const struct resource *entry = NULL;
    bool known = true;
    *count = 0;
    while ((entry = scene_next_user(scene, "AWS::EC2::NetworkAclEntry", "NetworkAclId", acl, entry)) != NULL)
        ++*count;
    *entries = NEW_ARRAY(prover->arena, struct entry, *count + 1);
    *count = 0;
    while ((entry = scene_next_user(scene, "AWS::EC2::NetworkAclEntry", "NetworkAclId", acl, entry)) != NULL) {
        struct value egress = scene_property(scene, entry, "Egress");
        bool outward = false;
        struct entry made = { entry, 0, known_integer(scene_property(scene, entry, "RuleNumber"), &made.number) };
        known = known && made.known && (egress.kind == VALUE_NULL || known_bool(egress, &outward));
        if (outward != inward)
            (*entries)[(*count)++] = made;
    }
    qsort(*entries, *count, sizeof **entries, by_number);
    return known;
}

/* Whether all that an entry could deny was allowed by one before it. */
static bool is_shadowed(struct prover *prover, const struct entry *entries, size_t i, const struct traffic_asked *asked)
{
    struct value block = scene_property(prover->scene, entries[i].resource, "CidrBlock");
    struct party denied = { .kind = PARTY_NETWORK, .network = block };
    for (size_t k = 0; k < i && block.kind != VALUE_NULL; k++)
        if (known_is(scene_property(prover->scene, entries[k].resource, "RuleAction"), "allow")
            && share_of_entry(prover, entries[k].resource, &denied, asked).all)
            return true;
    return false;
}

/* The first entry that matches decides; one that matches a part leaves the rest to those behind it. */
static struct share share_of_entries(struct prover *prover, const struct entry *entries, size_t count, const struct party *other,
                                     const struct traffic_asked *asked, const struct resource **decides)
{
    struct share through = NONE;
    bool denied = false;        /* a part of it, before */
    for (size_t i = 0; i < count; i++) {
        struct share share = share_of_entry(prover, entries[i].resource, other, asked);
        bool allows = known_is(scene_property(prover->scene, entries[i].resource, "RuleAction"), "allow");
        if (!share.some || (!allows && is_shadowed(prover, entries, i, asked)))
            continue;
        if (allows != through.some || share.all)
            *decides = entries[i].resource;
        through.some = through.some || allows;
        through.unsure = through.unsure || share.unsure;
        denied = denied || !allows;
        if (share.all) {
            through.all = allows && !denied;
            break;
        }
    }
    return through;
}

struct passage pass_acl(struct prover *prover, const struct resource *subnet, const struct party *other,
                        const struct traffic_asked *asked, bool inward)
{
    struct scene *scene = prover->scene;
    const struct resource *bond = scene_next_user(scene, "AWS::EC2::SubnetNetworkAclAssociation", "SubnetId", subnet, NULL);
    const struct resource *acl = bond ? scene_target(scene, scene_property(scene, bond, "NetworkAclId")) : NULL;
    const struct resource *decides = acl ? acl : bond;
    struct share share = DOUBT;
    struct entry *entries;
    size_t count;
    if (!bond)      /* the VPC's default ACL lets everything pass */
        return (struct passage){ .all = true, .some = true, .at = subnet->span };
    if (acl && entries_of(prover, acl, inward, &entries, &count))
        share = share_of_entries(prover, entries, count, other, asked, &decides);
    const char *name = text_format(prover->arena, "network ACL '%s'", acl ? acl->id : bond->id).at;
    return (struct passage){ share.all, share.some, share.unsure, decides->span, decides->frames,
                             filter_words(prover, name, share, asked, inward, other) };
}
