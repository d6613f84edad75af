/* Filters: what security groups and network ACLs let pass. A security group lets
   answers through by itself, and what any of its rules allows; an ACL is asked
   both ways, and the first entry that matches decides. Sources: Amazon VPC User
   Guide, "Security group rules", "Default security groups for your VPCs", "Network
   ACL rules", "Ephemeral ports"; Elastic Load Balancing User Guide, "Update the
   security groups for your Network Load Balancer". */
#include "check/network/traffic.h"
#include "check/proof/proof.h"

#include <stdlib.h>

/* What a rule speaks of: a box of packets, or of those that may be meant. */
struct scope_of_rule {
    bool possible;              /* it may match something; else the rest counts for nothing */
    bool certain;               /* it matches exactly the box; else at most the box */
    struct packet_box box;
};

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
    if (place->kind == PARTY_INTERNET || !place->vpc
        || !ip_block_of(scene_property(prover->scene, place->vpc, "CidrBlock"), &whole))
        return;
    scope->certain = ip_block_holds(block, &whole);
    scope->possible = ip_block_overlaps(block, &whole);
}

static void narrow_to_block(struct prover *prover, struct scope_of_rule *scope, const struct crossing *crossing, struct value cidr,
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

bool host_is_open(struct prover *prover, const struct host *member)
{
    return scene_type_is(member->resource, "AWS::ElasticLoadBalancingV2::LoadBalancer") && member->groups.whole && !member->groups.count
        && known_is(scene_property(prover->scene, member->resource, "Type"), "network");
}

/* Who is in the group that a rule names. */
static void narrow_to_group(struct prover *prover, struct scope_of_rule *scope, const struct party *place, struct value group)
{
    const struct resource *wanted = scene_target(prover->scene, group);
    bool all_known = wanted && place->kind == PARTY_MEMBER && place->member->groups.whole
                     && (place->member->groups.count || host_is_open(prover, place->member));
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
    for (size_t i = 0; i < place->member->groups.count; i++) {
        struct value own = place->member->groups.items[i];
        if (scene_same(own, group) || (wanted && scene_target(prover->scene, own) == wanted))
            return;
        all_known = all_known && scene_target(prover->scene, own);
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

static void narrow_to_traffic(struct scope_of_rule *scope, const struct traffic *traffic, enum packet_side port)
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

/* "security group 'Web' does not let tcp 22 in from internet" */
static const char *filter_words(struct prover *prover, const char *name, const struct passage *passage, const struct traffic_asked *asked,
                                const struct crossing *crossing)
{
    bool answers = crossing->port != SIDE_TARGET_PORT, everything = strcmp(asked->protocol, "-1") == 0 && !answers;
    const char *verb = passage->all ? "lets" : !passage->some ? "does not let" : passage->unsure ? "may let" : everything ? "lets" : "lets a part of";
    const char *what = everything && passage->some && !passage->all ? "something" : traffic_words(prover, asked, answers);
    return words_of(prover, "%s %s %s %s %s", name, verb, what, crossing->inward ? "in from" : "out to", crossing->other->name);
}

/* -------------------------------------------------------------- security groups */

/* What the rules seen so far let pass together. */
struct sieve {
    struct prover *prover;
    const struct way *way;
    const struct traffic_asked *asked;
    const struct crossing *crossing;
    const struct resource *group;       /* whose rules are looked at */
    struct passage passage;
    const struct resource *by;          /* of the rule at .passage.at, */
    const struct resource *by_group;    /* and its group */
    bool by_all;                        /* it lets all pass that is asked about */
};

static struct scope_of_rule scope_of_group_rule(struct sieve *sieve, struct value rule)
{
    struct scene *scene = sieve->prover->scene;
    const struct crossing *crossing = sieve->crossing;
    static const char *const GROUPS[] = { "DestinationSecurityGroupId", "SourceSecurityGroupId" };
    static const char *const LISTS[] = { "DestinationPrefixListId", "SourcePrefixListId" };
    static const char *const CIDRS[] = { "CidrIp", "CidrIpv6" };
    struct scope_of_rule scope = { true, true, packet_box_all() };
    struct traffic traffic = traffic_read(scene, scene_field(scene, rule, "IpProtocol"), scene_field(scene, rule, "FromPort"),
                                          scene_field(scene, rule, "ToPort"));
    struct value group = scene_field(scene, rule, GROUPS[crossing->inward]), cidr = scene_field(scene, rule, CIDRS[sieve->asked->family]);
    narrow_to_traffic(&scope, &traffic, crossing->port);
    if (group.kind != VALUE_NULL)
        narrow_to_group(sieve->prover, &scope, crossing->other, group);
    else if (cidr.kind != VALUE_NULL)
        narrow_to_block(sieve->prover, &scope, crossing, cidr, sieve->asked->family);
    else if (scene_field(scene, rule, LISTS[crossing->inward]).kind != VALUE_NULL)
        scope.certain = false;
    else
        scope.possible = false;         /* of the other family */
    return scope;
}

static void let_anything(struct sieve *sieve, bool certain)
{
    struct packet_box all = packet_box_all();
    packets_add(sieve->prover->arena, &sieve->passage.possible, &all);
    if (certain)
        packets_add(sieve->prover->arena, &sieve->passage.certain, &all);
}

/* resource: that the rule is, or stands in. */
static void sift(struct sieve *sieve, struct value rule, const struct resource *resource)
{
    struct arena *arena = sieve->prover->arena;
    if (rule.kind != VALUE_MAP) {
        let_anything(sieve, false);
        return;
    }
    struct scope_of_rule scope = scope_of_group_rule(sieve, rule);
    struct packets box = { &scope.box, 1, 1 };
    if (!scope.possible || !packets_touch(&box, &sieve->way->asked))
        return;
    packets_add(arena, &sieve->passage.possible, &scope.box);
    if (scope.certain && scene_certain(sieve->prover->scene, resource))
        packets_add(arena, &sieve->passage.certain, &scope.box);
    bool all = scope.certain && packets_hold(arena, &box, &sieve->way->asked);
    if (sieve->by && (sieve->by_all || !all))
        return;
    sieve->passage.at = rule.fields == resource->properties.fields ? resource->span : rule.span;
    sieve->by = resource;
    sieve->by_group = sieve->group;
    sieve->by_all = all;
}

/* The rules of one group, those in it and those beside it. */
static void sift_group(struct sieve *sieve, const struct resource *group)
{
    static const char *const LISTS[] = { "SecurityGroupEgress", "SecurityGroupIngress" };
    static const char *const TYPES[] = { "AWS::EC2::SecurityGroupEgress", "AWS::EC2::SecurityGroupIngress" };
    struct scene *scene = sieve->prover->scene;
    bool inward = sieve->crossing->inward;
    struct scene_list rules = scene_property_items(scene, group, LISTS[inward]);
    const struct resource *beside = NULL;
    size_t count = rules.count;
    sieve->group = group;
    for (size_t i = 0; i < rules.count; i++)
        sift(sieve, rules.items[i], group);
    while ((beside = scene_next_user(scene, TYPES[inward], "GroupId", group, beside)) != NULL) {
        sift(sieve, beside->properties, beside);
        count++;
    }
    if (!rules.whole)
        let_anything(sieve, false);
    /* a group without any rule for what goes out gets one that lets everything out */
    if (inward || count || !rules.whole)
        return;
    let_anything(sieve, true);
    sieve->passage.at = group->span;
    sieve->by = sieve->by_group = group;
}

/* Whether the member may be in its VPC's default group; for certain. */
static bool may_be_in_default(struct prover *prover, const struct host *member, bool *certain)
{
    *certain = member->groups.whole && !member->groups.count && !host_is_open(prover, member);
    for (size_t i = 0; i < member->groups.count; i++)
        if (!scene_target_of(prover->scene, member->groups.items[i], "AWS::EC2::SecurityGroup"))
            return true;
    return *certain || !member->groups.whole;
}

/* The group that the VPC has from the beginning: everything out, and in from its own. */
static void sift_default(struct sieve *sieve, const struct party *member)
{
    const struct party *other = sieve->crossing->other;
    const char *type = sieve->crossing->inward ? "AWS::EC2::SecurityGroupIngress" : "AWS::EC2::SecurityGroupEgress";
    const struct resource *more = NULL;
    bool shared = false, may_share = other->kind == PARTY_NETWORK
                                     || (other->kind == PARTY_MEMBER && may_be_in_default(sieve->prover, other->member, &shared));
    while (member->vpc && (more = scene_next_user(sieve->prover->scene, type, "GroupId", member->vpc, more)) != NULL)
        sift(sieve, more->properties, more);
    if (!member->vpc)
        let_anything(sieve, false);
    else if (!sieve->crossing->inward)
        let_anything(sieve, true);
    else if (may_share)
        let_anything(sieve, shared && other->vpc == member->vpc);
}

struct passage pass_groups(struct prover *prover, const struct way *way, const struct party *member,
                           const struct traffic_asked *asked, const struct crossing *crossing)
{
    const struct resource *resource = member->member->resource, *first = NULL;
    struct scene_list groups = member->member->groups;
    struct sieve sieve = { .prover = prover, .way = way, .asked = asked, .crossing = crossing };
    if (host_is_open(prover, member->member))       /* lets everything pass */
        return (struct passage){ .everything = true, .at = resource->span };
    for (size_t i = 0; i < groups.count; i++) {
        const struct resource *group = scene_target_of(prover->scene, groups.items[i], "AWS::EC2::SecurityGroup");
        if (group)
            sift_group(&sieve, group);
        else
            let_anything(&sieve, false);
        first = first ? first : group;
    }
    if (!groups.whole)
        let_anything(&sieve, false);
    else if (!groups.count)
        sift_default(&sieve, member);
    const struct resource *named = sieve.by_group ? sieve.by_group : first;
    const char *name = named ? words_of(prover, "security group '%s'", named->id)
                     : groups.whole && !groups.count ? words_of(prover, "the VPC's default security group, of %s,", member->name)
                     : words_of(prover, "the security group of %s", member->name);
    const struct resource *by = sieve.by ? sieve.by : first ? first : resource;
    if (!sieve.by)
        sieve.passage.at = by->span;
    sieve.passage.frames = by->frames;
    way_judge(prover, way, &sieve.passage);
    sieve.passage.words = filter_words(prover, name, &sieve.passage, asked, crossing);
    return sieve.passage;
}

/* ---------------------------------------------------------------- network ACLs */

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
static void spare_neighbours(struct prover *prover, const struct resource *subnet, const struct crossing *crossing, struct passage *passage)
{
    struct ip_block block;
    struct packet_box box = packet_box_all();
    if (crossing->other->kind != PARTY_NETWORK)
        return;
    bool known = ip_block_of(scene_property(prover->scene, subnet, "CidrBlock"), &block) && crossing->other->addresses[IP_4].known;
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
    spare_neighbours(prover, subnet, crossing, &passage);
    way_judge(prover, way, &passage);
    decides = decides ? decides : acl;
    passage.at = decides->span;
    passage.frames = decides->frames;
    passage.words = filter_words(prover, words_of(prover, "network ACL '%s'", acl->id), &passage, asked, crossing);
    return passage;
}
