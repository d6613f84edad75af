/* Places: which resources have addresses in a network, in which subnets, behind
   which security groups, and whether the internet can see them. Sources: the
   API references of the types in the tables; Amazon VPC User Guide, "IP
   addressing"; Amazon RDS API Reference, "CreateDBInstance" (PubliclyAccessible:
   what is not said is public where the subnets' VPC has an internet gateway). */
#include "check/proof/proof.h"

/* ---------------------------------------------------------------------- shapes */

enum publicity_by {
    BY_NOTHING,                 /* never public */
    BY_SCHEME,                  /* Scheme: internet-facing unless it says otherwise */
    BY_PROPERTY,                /* .publicity is true, or "ENABLED" */
    BY_DENIAL,                  /* unless .publicity is false */
    BY_SUBNET                   /* MapPublicIpOnLaunch, unless .publicity says otherwise */
};

static const struct shape {
    const char *type, *subnets;
    const char *group_type, *group_property;    /* subnets stand in a group of this type, which .subnets names */
    const char *groups;
    enum publicity_by by;
    const char *publicity;
    bool mute;                  /* takes nothing from the network */
} SHAPES[] = {
    { "AWS::ElasticLoadBalancingV2::LoadBalancer", "Subnets", NULL, NULL, "SecurityGroups", BY_SCHEME, "Scheme", false },
    { "AWS::ElasticLoadBalancing::LoadBalancer", "Subnets", NULL, NULL, "SecurityGroups", BY_SCHEME, "Scheme", false },
    { "AWS::EC2::Instance", "SubnetId", NULL, NULL, "SecurityGroupIds", BY_SUBNET, NULL, false },
    { "AWS::AutoScaling::AutoScalingGroup", "VPCZoneIdentifier", NULL, NULL, NULL, BY_SUBNET, NULL, false },
    { "AWS::ECS::Service", "NetworkConfiguration.AwsvpcConfiguration.Subnets", NULL, NULL,
      "NetworkConfiguration.AwsvpcConfiguration.SecurityGroups", BY_PROPERTY,
      "NetworkConfiguration.AwsvpcConfiguration.AssignPublicIp", false },
    { "AWS::Lambda::Function", "VpcConfig.SubnetIds", NULL, NULL, "VpcConfig.SecurityGroupIds", BY_NOTHING, NULL, true },
    { "AWS::RDS::DBInstance", "DBSubnetGroupName", "AWS::RDS::DBSubnetGroup", "SubnetIds", "VPCSecurityGroups", BY_DENIAL,
      "PubliclyAccessible", false },
    { "AWS::RDS::DBCluster", "DBSubnetGroupName", "AWS::RDS::DBSubnetGroup", "SubnetIds", "VpcSecurityGroupIds", BY_DENIAL,
      "PubliclyAccessible", false },
    { "AWS::RDS::DBProxy", "VpcSubnetIds", NULL, NULL, "VpcSecurityGroupIds", BY_NOTHING, NULL, false },
    { "AWS::DocDB::DBCluster", "DBSubnetGroupName", "AWS::DocDB::DBSubnetGroup", "SubnetIds", "VpcSecurityGroupIds", BY_NOTHING,
      NULL, false },
    { "AWS::Neptune::DBCluster", "DBSubnetGroupName", "AWS::Neptune::DBSubnetGroup", "SubnetIds", "VpcSecurityGroupIds",
      BY_NOTHING, NULL, false },
    { "AWS::ElastiCache::ReplicationGroup", "CacheSubnetGroupName", "AWS::ElastiCache::SubnetGroup", "SubnetIds",
      "SecurityGroupIds", BY_NOTHING, NULL, false },
    { "AWS::ElastiCache::CacheCluster", "CacheSubnetGroupName", "AWS::ElastiCache::SubnetGroup", "SubnetIds",
      "VpcSecurityGroupIds", BY_NOTHING, NULL, false },
    { "AWS::ElastiCache::ServerlessCache", "SubnetIds", NULL, NULL, "SecurityGroupIds", BY_NOTHING, NULL, false },
    { "AWS::MemoryDB::Cluster", "SubnetGroupName", "AWS::MemoryDB::SubnetGroup", "SubnetIds", "SecurityGroupIds", BY_NOTHING,
      NULL, false },
    { "AWS::Redshift::Cluster", "ClusterSubnetGroupName", "AWS::Redshift::ClusterSubnetGroup", "SubnetIds",
      "VpcSecurityGroupIds", BY_PROPERTY, "PubliclyAccessible", false },
    { "AWS::OpenSearchService::Domain", "VPCOptions.SubnetIds", NULL, NULL, "VPCOptions.SecurityGroupIds", BY_NOTHING, NULL,
      false },
    { "AWS::MSK::Cluster", "BrokerNodeGroupInfo.ClientSubnets", NULL, NULL, "BrokerNodeGroupInfo.SecurityGroups", BY_NOTHING,
      NULL, false },
    { "AWS::AmazonMQ::Broker", "SubnetIds", NULL, NULL, "SecurityGroups", BY_PROPERTY, "PubliclyAccessible", false },
    { "AWS::EFS::MountTarget", "SubnetId", NULL, NULL, "SecurityGroups", BY_NOTHING, NULL, false },
    { "AWS::EC2::NetworkInterface", "SubnetId", NULL, NULL, "GroupSet", BY_SUBNET, NULL, false },
    { "AWS::EC2::VPCEndpoint", "SubnetIds", NULL, NULL, "SecurityGroupIds", BY_NOTHING, NULL, false },
};

static const struct shape *shape_of(const struct resource *resource)
{
    for (size_t i = 0; i < sizeof SHAPES / sizeof *SHAPES; i++)
        if (scene_type_is(resource, SHAPES[i].type))
            return &SHAPES[i];
    return NULL;
}

/* --------------------------------------------------------------------- reading */

/* The launch template's data, or the launch configuration's properties, of an
   Auto Scaling group or an instance; VALUE_NULL: none, VALUE_POISON: not known. */
static struct value launch_data(struct scene *scene, const struct resource *resource)
{
    static const char *const PATHS[] = {
        "LaunchTemplate", "MixedInstancesPolicy.LaunchTemplate.LaunchTemplateSpecification", "LaunchConfigurationName",
    };
    for (size_t i = 0; i < sizeof PATHS / sizeof *PATHS; i++) {
        struct value said = scene_property(scene, resource, PATHS[i]);
        if (said.kind == VALUE_NULL)
            continue;
        const struct resource *target = scene_target(scene, i < 2 ? scene_field(scene, said, "LaunchTemplateId") : said);
        if (!target)
            return value_poison();
        return i < 2 ? scene_property(scene, target, "LaunchTemplateData") : target->properties;
    }
    return value_null(SPAN_NONE);
}

static bool gives_ipv6(struct scene *scene, struct value data)
{
    int64_t count;
    struct value counted = scene_field(scene, data, "Ipv6AddressCount"), listed = scene_field(scene, data, "Ipv6Addresses");
    return (known_integer(counted, &count) && count > 0) || (listed.kind == VALUE_LIST && listed.count);
}

/* What an instance's own properties or a launch template say: groups, and whether
   it is given a public address, or one of IPv6. */
static void read_interfaces(struct scene *scene, struct value data, struct host *member)
{
    if (data.kind == VALUE_NULL)
        return;
    if (data.kind != VALUE_MAP) {
        member->groups.whole = false;
        member->publicity = PUBLIC_UNKNOWN;
        return;
    }
    struct scene_list interfaces = scene_items(scene, scene_field(scene, data, "NetworkInterfaces"));
    struct value first = interfaces.count ? interfaces.items[0] : value_null(SPAN_NONE);
    struct value address = scene_field(scene, first, "AssociatePublicIpAddress");
    static const char *const GROUPS[] = { "SecurityGroupIds", "SecurityGroups" };
    for (size_t i = 0; i < 2 && !member->groups.count; i++)
        member->groups = scene_items(scene, scene_field(scene, data, GROUPS[i]));
    if (first.kind == VALUE_MAP && !member->groups.count) {
        static const char *const OTHERS[] = { "GroupSet", "Groups" };
        for (size_t i = 0; i < 2 && !member->groups.count; i++)
            member->groups = scene_items(scene, scene_field(scene, first, OTHERS[i]));
        if (!member->subnets.count)
            member->subnets = scene_items(scene, scene_field(scene, first, "SubnetId"));
    }
    if (address.kind == VALUE_NULL)
        address = scene_field(scene, data, "AssociatePublicIpAddress");     /* a launch configuration's */
    member->has_ipv6 = member->has_ipv6 || gives_ipv6(scene, data) || (first.kind == VALUE_MAP && gives_ipv6(scene, first));
    bool truth;
    if (known_bool(address, &truth))
        member->publicity = truth ? PUBLIC_ALWAYS : PUBLIC_NEVER;
    else if (address.kind != VALUE_NULL)
        member->publicity = PUBLIC_UNKNOWN;
}

/* Whether an elastic address is bound to it. */
static bool has_address(struct scene *scene, const struct resource *resource)
{
    return scene_next_user(scene, "AWS::EC2::EIP", "InstanceId", resource, NULL)
        || scene_next_user(scene, "AWS::EC2::EIPAssociation", "InstanceId", resource, NULL)
        || scene_next_user(scene, "AWS::EC2::EIPAssociation", "NetworkInterfaceId", resource, NULL);
}

static void read_publicity(struct scene *scene, const struct shape *shape, struct host *member)
{
    struct value said = shape->publicity ? scene_property(scene, member->resource, shape->publicity) : value_null(SPAN_NONE);
    bool truth;
    if (shape->by == BY_NOTHING)
        member->publicity = PUBLIC_NEVER;
    else if (shape->by == BY_SUBNET)
        member->publicity = PUBLIC_BY_SUBNET;
    else if (known_bool(said, &truth))
        member->publicity = truth ? PUBLIC_ALWAYS : PUBLIC_NEVER;
    else if (shape->by == BY_DENIAL && said.kind == VALUE_NULL)
        member->publicity = PUBLIC_ALWAYS;
    else if (known_is(said, "ENABLED") || known_is(said, "internet-facing") || (shape->by == BY_SCHEME && said.kind == VALUE_NULL))
        member->publicity = PUBLIC_ALWAYS;
    else
        member->publicity = said.kind == VALUE_NULL || known_is(said, "DISABLED") || known_is(said, "internal")
                                ? PUBLIC_NEVER : PUBLIC_UNKNOWN;
}

/* An Aurora cluster is public where its instances are: PubliclyAccessible is not its own. */
static void read_aurora(struct scene *scene, struct host *member)
{
    const struct resource *cluster = member->resource, *instance = NULL;
    if (!scene_type_is(cluster, "AWS::RDS::DBCluster") || scene_property(scene, cluster, "DBClusterInstanceClass").kind != VALUE_NULL)
        return;
    member->publicity = PUBLIC_NEVER;
    while ((instance = scene_next_user(scene, "AWS::RDS::DBInstance", "DBClusterIdentifier", cluster, instance)) != NULL) {
        struct host one = { .resource = instance };
        read_publicity(scene, shape_of(instance), &one);
        if (member->publicity != PUBLIC_ALWAYS && one.publicity != PUBLIC_NEVER)
            member->publicity = one.publicity;
    }
}

/* Aurora's instances have the groups and subnets of their cluster. */
static const struct resource *keeper_of(struct scene *scene, const struct resource *resource)
{
    const struct resource *cluster = scene_target(scene, scene_property(scene, resource, "DBClusterIdentifier"));
    const struct resource *source = scene_target(scene, scene_property(scene, resource, "SourceDBInstanceIdentifier"));
    return cluster ? cluster : source ? source : resource;
}

static struct scene_list read_subnets(struct scene *scene, const struct shape *shape, const struct resource *resource)
{
    if (!shape->group_type)
        return scene_property_items(scene, resource, shape->subnets);
    struct value named = scene_property(scene, resource, shape->subnets);
    if (named.kind == VALUE_NULL && keeper_of(scene, resource) != resource)
        named = scene_property(scene, keeper_of(scene, resource), shape->subnets);
    const struct resource *group = scene_target_of(scene, named, shape->group_type);
    return group ? scene_property_items(scene, group, shape->group_property) : (struct scene_list){ .whole = false };
}

static struct scene_list read_groups(struct scene *scene, const struct shape *shape, const struct resource *resource)
{
    struct scene_list groups = scene_property_items(scene, resource, shape->groups);
    const struct resource *keeper = keeper_of(scene, resource);
    const struct shape *other = keeper != resource ? shape_of(keeper) : NULL;
    return other && !groups.count && groups.whole ? scene_property_items(scene, keeper, other->groups) : groups;
}

static void add_unknown_subnet(struct prover *prover, struct host *member)
{
    struct value *items = NEW_ARRAY(prover->arena, struct value, member->subnets.count + 1);
    for (size_t i = 0; i < member->subnets.count; i++)
        items[i] = member->subnets.items[i];
    items[member->subnets.count] = value_poison();
    member->subnets.items = items;
    member->subnets.count++;
}

bool host_read(struct prover *prover, const struct resource *resource, struct host *member)
{
    struct scene *scene = prover->scene;
    const struct shape *shape = shape_of(resource);
    if (!shape)
        return false;
    *member = (struct host){ .resource = resource, .mute = shape->mute, .groups = { .whole = true } };
    member->subnets = read_subnets(scene, shape, resource);
    if (!member->subnets.count && scene_type_is(resource, "AWS::ElasticLoadBalancingV2::LoadBalancer")) {
        struct scene_list mappings = scene_property_items(scene, resource, "SubnetMappings");
        struct value *items = NEW_ARRAY(prover->arena, struct value, mappings.count + 1);
        for (size_t i = 0; i < mappings.count; i++)
            items[i] = scene_field(scene, mappings.items[i], "SubnetId");
        member->subnets = (struct scene_list){ mappings.count, items, mappings.whole };
    }
    read_publicity(scene, shape, member);
    read_aurora(scene, member);
    if (shape->groups)
        member->groups = read_groups(scene, shape, resource);
    if (shape->by == BY_SUBNET) {
        read_interfaces(scene, resource->properties, member);
        if (!scene_type_is(resource, "AWS::EC2::NetworkInterface"))
            read_interfaces(scene, launch_data(scene, resource), member);
        if (member->publicity != PUBLIC_ALWAYS && has_address(scene, resource))
            member->publicity = PUBLIC_ALWAYS;
    }
    member->launched = shape->by == BY_SUBNET;
    member->single = scene_type_is(resource, "AWS::EC2::Instance") || scene_type_is(resource, "AWS::EC2::NetworkInterface");
    if (!member->subnets.whole)
        add_unknown_subnet(prover, member);
    return member->subnets.count > 0;
}

const struct resource *subnet_of(struct prover *prover, struct value value)
{
    return scene_target_of(prover->scene, value, "AWS::EC2::Subnet");
}

const struct resource *vpc_of_subnet(struct prover *prover, const struct resource *subnet)
{
    return scene_target_of(prover->scene, scene_property(prover->scene, subnet, "VpcId"), "AWS::EC2::VPC");
}

bool subnet_is_lost(struct prover *prover, const struct resource *subnet)
{
    return prover->loses && subnet
        && zone_same(scene_zone(prover->scene, scene_property(prover->scene, subnet, "AvailabilityZone")), prover->lost);
}

/* --------------------------------------------------------------------- members */

static bool has_group(struct prover *prover, const struct host *member, struct value group)
{
    const struct resource *wanted = scene_target(prover->scene, scene_see(prover->scene, group));
    for (size_t i = 0; i < member->groups.count; i++)
        if (scene_same(member->groups.items[i], group) || (wanted && scene_target(prover->scene, member->groups.items[i]) == wanted))
            return true;
    return false;
}

static void add_member(struct prover *prover, struct hosts *members, const struct resource *resource)
{
    struct host member;
    if (scene_exists(prover->scene, resource) && host_read(prover, resource, &member))
        *VEC_ADD(prover->arena, members) = member;
}

/* The members of a tier are those behind the security group that it exports, where
   there are some: what its pattern makes beside them is its own affair. */
static void keep_those_of_group(struct prover *prover, struct hosts *members, struct value group)
{
    size_t kept = 0;
    for (size_t i = 0; i < members->count; i++)
        kept += has_group(prover, &members->at[i], group);
    if (!kept)
        return;
    size_t at = 0;
    for (size_t i = 0; i < members->count; i++)
        if (has_group(prover, &members->at[i], group))
            members->at[at++] = members->at[i];
    members->count = at;
}

static struct text frame_key(const struct frame *const *frame)
{
    return (struct text){ (const char *)frame, sizeof *frame };
}

void prover_index_hosts(struct prover *prover)
{
    const struct stack *stack = prover->scene->stack;
    for (size_t i = 0; i < stack->resources.count; i++) {
        struct resource *resource = stack->resources.at[i];
        if (!shape_of(resource))
            continue;
        for (const struct frame *frame = resource->frames; frame; frame = frame->outer) {
            void **place = scene_place(prover->scene, &prover->by_frames, frame_key(&frame));
            if (!*place)
                *place = NEW(prover->arena, struct resource_vec);
            *VEC_ADD(prover->arena, (struct resource_vec *)*place) = resource;
        }
    }
}

/* A security group stands for those behind it. */
static void add_those_behind(struct prover *prover, struct hosts *members, const struct resource *group)
{
    const struct stack *stack = prover->scene->stack;
    for (size_t i = 0; i < stack->resources.count; i++) {
        add_member(prover, members, stack->resources.at[i]);
        if (members->count && members->at[members->count - 1].resource == stack->resources.at[i]
            && !has_group(prover, &members->at[members->count - 1], scene_reference(group)))
            members->count--;
    }
}

struct hosts hosts_of(struct prover *prover, const struct flow_end *end)
{
    struct hosts members = { 0 };
    if (end->kind == FLOW_RESOURCE && scene_type_is(end->resource, "AWS::EC2::SecurityGroup"))
        add_those_behind(prover, &members, end->resource);
    else if (end->kind == FLOW_RESOURCE)
        add_member(prover, &members, end->resource);
    if (end->kind != FLOW_TIER)
        return members;
    const struct resource_vec *made = *scene_place(prover->scene, &prover->by_frames, frame_key(&end->frames));
    for (size_t i = 0; made && i < made->count; i++)
        add_member(prover, &members, made->at[i]);
    if (end->group.kind != VALUE_NULL)
        keep_those_of_group(prover, &members, end->group);
    return members;
}
