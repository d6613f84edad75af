/* Security groups: a member's groups let pass what any of their rules allows, and
   answers by themselves. Sources: Amazon VPC User Guide, "Security group rules",
   "Default security groups for your VPCs"; Elastic Load Balancing User Guide,
   "Update the security groups for your Network Load Balancer". */
#include "check/proof/filter.h"

/* Whether it has no security group at all, as a network load balancer may. */
static bool is_open(struct prover *prover, const struct host *member)
{
    return scene_type_is(member->resource, "AWS::ElasticLoadBalancingV2::LoadBalancer") && member->groups.whole && !member->groups.count
        && known_is(scene_property(prover->scene, member->resource, "Type"), "network");
}

bool has_default_group(struct prover *prover, const struct host *member)
{
    return member->groups.whole && !member->groups.count && !is_open(prover, member);
}

bool is_default_group(struct prover *prover, struct value group, const struct resource *vpc)
{
    struct value seen = scene_see(prover->scene, group);
    return vpc && seen.kind == VALUE_ATTRIBUTE && scene_target(prover->scene, seen) == vpc
        && strcmp(seen.attribute->name->text, "DefaultSecurityGroup") == 0;
}

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

/* only: of a network, those who are in the group. */
static void let_those_in_groups(struct sieve *sieve, bool certain, bool only)
{
    struct packet_box all = packet_box_all();
    if (only)
        all.side[SIDE_GROUPS] = packet_range_of(1, 1);
    packets_add(sieve->prover->arena, &sieve->passage.possible, &all);
    if (certain)
        packets_add(sieve->prover->arena, &sieve->passage.certain, &all);
}

static void let_anything(struct sieve *sieve, bool certain)
{
    let_those_in_groups(sieve, certain, false);
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

/* Who may be in it of a place; certain: all of them, or all that are in some group. */
static bool may_share_default(struct prover *prover, const struct party *place, const struct resource *vpc, bool *certain)
{
    *certain = place->kind == PARTY_NETWORK;
    if (place->kind != PARTY_MEMBER)
        return place->kind == PARTY_NETWORK;
    bool perhaps = !place->member->groups.whole;
    *certain = has_default_group(prover, place->member) && place->vpc == vpc;
    for (size_t i = 0; i < place->member->groups.count; i++) {
        *certain = *certain || is_default_group(prover, place->member->groups.items[i], vpc);
        perhaps = perhaps || !scene_target_of(prover->scene, place->member->groups.items[i], "AWS::EC2::SecurityGroup");
    }
    return perhaps || *certain;
}

/* The group that the VPC has from the beginning: everything out, and in from its own. */
static void sift_default(struct sieve *sieve, const struct party *member)
{
    const struct party *other = sieve->crossing->other;
    const char *type = sieve->crossing->inward ? "AWS::EC2::SecurityGroupIngress" : "AWS::EC2::SecurityGroupEgress";
    const struct resource *more = NULL;
    bool certain;
    while (member->vpc && (more = scene_next_user(sieve->prover->scene, type, "GroupId", member->vpc, more)) != NULL)
        sift(sieve, more->properties, more);
    if (!member->vpc)
        let_anything(sieve, false);
    else if (!sieve->crossing->inward)
        let_anything(sieve, true);
    else if (may_share_default(sieve->prover, other, member->vpc, &certain))
        let_those_in_groups(sieve, certain, other->kind == PARTY_NETWORK);
}

struct passage pass_groups(struct prover *prover, const struct way *way, const struct party *member,
                           const struct traffic_asked *asked, const struct crossing *crossing)
{
    const struct resource *resource = member->member->resource, *first = NULL;
    struct scene_list groups = member->member->groups;
    struct sieve sieve = { .prover = prover, .way = way, .asked = asked, .crossing = crossing };
    if (is_open(prover, member->member))       /* lets everything pass */
        return (struct passage){ .everything = true, .at = resource->span };
    for (size_t i = 0; i < groups.count; i++) {
        const struct resource *group = scene_target_of(prover->scene, groups.items[i], "AWS::EC2::SecurityGroup");
        if (group)
            sift_group(&sieve, group);
        else if (is_default_group(prover, groups.items[i], member->vpc))
            sift_default(&sieve, member);
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
