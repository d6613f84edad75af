/* Networks: the address blocks of VPCs and subnets, as EC2 takes them: their
   sizes, that a subnet lies in its VPC and on no other subnet, and what has to be
   there first. Each rule looks at one resource in one scene; see scene.h.
   Sources: Amazon VPC User Guide, "VPC CIDR blocks", "Subnet CIDR blocks", "DNS
   attributes for your VPC". */
#include "check/scene/ip_block.h"
#include "check/scene/scene.h"

#include <stdlib.h>

/* ------------------------------------------------------- a subnet in its VPC */

/* Adds " and 10.1.0.0/16" to the networks of a VPC; false where one is not known. */
static bool add_network(struct scene *scene, struct buffer *names, struct value block)
{
    struct text text;
    if (!known_text(scene, block, &text))
        return false;
    buffer_add_c(names, names->length ? " and " : "");
    buffer_add(names, text);
    return true;
}

static void subnet_in_network(struct scene *scene, const struct resource *subnet)
{
    struct value block = scene_property(scene, subnet, "CidrBlock");
    const struct resource *vpc = scene_target_of(scene, scene_property(scene, subnet, "VpcId"), "AWS::EC2::VPC");
    struct network inner, outer;
    struct buffer names;
    buffer_init(&names, scene->check->arena);
    if (!vpc || !known_network(block, &inner))
        return;
    struct value primary = scene_property(scene, vpc, "CidrBlock");
    if (!known_network(primary, &outer) || network_holds(outer, inner) || !add_network(scene, &names, primary))
        return;
    const struct resource *more = NULL;
    while ((more = scene_next_user(scene, "AWS::EC2::VPCCidrBlock", "VpcId", vpc, more)) != NULL) {
        struct value secondary = scene_property(scene, more, "CidrBlock");
        if (secondary.kind == VALUE_NULL)
            continue;
        if (!known_network(secondary, &outer) || network_holds(outer, inner) || !add_network(scene, &names, secondary))
            return;
    }
    struct text text;
    known_text(scene, block, &text);
    struct diagnostic *diagnostic = scene_report(scene, MT3101, subnet, block, text_cstring(scene->check->arena, text),
                                                 text_cstring(scene->check->arena, buffer_text(&names)));
    scene_note(scene, diagnostic, vpc);
}

/* A subnet in a network that is added to its VPC is made once that is there. */
static void subnet_after_block(struct scene *scene, const struct resource *added)
{
    const struct resource *vpc = scene_target_of(scene, scene_property(scene, added, "VpcId"), "AWS::EC2::VPC");
    struct ip_block outer, inner;
    struct value ipv4 = scene_property(scene, added, "CidrBlock");
    bool is_ipv4 = ip_block_of(ipv4, &outer), is_ipv6 = ipv4.kind == VALUE_NULL;
    const struct resource *subnet = NULL, *other = NULL;
    if (!vpc)
        return;
    /* Which of two IPv6 networks a subnet takes its own from cannot be told. */
    while (is_ipv6 && (other = scene_next_user(scene, "AWS::EC2::VPCCidrBlock", "VpcId", vpc, other)) != NULL)
        is_ipv6 = other == added || scene_property(scene, other, "CidrBlock").kind != VALUE_NULL;
    while ((subnet = scene_next_user(scene, "AWS::EC2::Subnet", "VpcId", vpc, subnet)) != NULL) {
        scene_begin(scene);
        struct value block = scene_property(scene, subnet, is_ipv4 ? "CidrBlock" : "Ipv6CidrBlock");
        bool inside = is_ipv4 ? ip_block_of(block, &inner) && ip_block_holds(&outer, &inner)
                              : is_ipv6 && block.kind != VALUE_NULL && block.kind != VALUE_POISON;
        if (inside)
            scene_must_wait(scene, subnet, block, added);
    }
}

/* ------------------------------------------------------------------- overlap */

/* A network, and what it may not overlap with: those of the same group. */
struct placed {
    const struct resource *group;   /* the first one of it */
    struct ip_block block;
    const struct resource *resource;
    const char *path;
};

struct placing {
    struct scene *scene;
    struct scene_index groups, twins;
    VEC(struct placed) list;
};

static void report_overlap(struct scene *scene, const struct placed *a, const struct placed *b)
{
    if (a->resource->order > b->resource->order) {
        const struct placed *other = a;
        a = b;
        b = other;
    }
    scene_begin(scene);
    scene_exists(scene, a->resource);
    scene_exists(scene, b->resource);
    struct value first = scene_property(scene, a->resource, a->path);
    struct value second = scene_property(scene, b->resource, b->path);
    struct diagnostic *diagnostic = scene_report(scene, MT3102, b->resource, second, scene_text(scene, second),
                                                 scene_text(scene, first), a->resource->id);
    scene_note(scene, diagnostic, a->resource);
}

/* kind: what sort of group; vpc: whose. What is not known is compared by what it is. */
static void place(struct placing *placing, char kind, struct value vpc, const struct resource *resource, const char *path)
{
    struct scene *scene = placing->scene;
    struct placed placed = { .resource = resource, .path = path };
    struct value value = scene_property(scene, resource, path);
    struct buffer key;
    buffer_init(&key, scene->check->arena);
    buffer_add_char(&key, kind);
    if (value.kind == VALUE_NULL || !scene_certain(scene, resource) || !scene_key(scene, &key, vpc))
        return;
    void **group = scene_place(scene, &placing->groups, buffer_text(&key));
    if (!*group)
        *group = (void *)resource;
    placed.group = *group;
    if (ip_block_of(value, &placed.block)) {
        *VEC_ADD(scene->check->arena, &placing->list) = placed;
        return;
    }
    if (!scene_key(scene, &key, value))
        return;
    void **twin = scene_place(scene, &placing->twins, buffer_text(&key));
    if (*twin) {
        report_overlap(scene, *twin, &placed);
        return;
    }
    struct placed *kept = NEW(scene->check->arena, struct placed);
    *kept = placed;
    *twin = kept;
}

static int by_group_and_block(const void *left, const void *right)
{
    const struct placed *a = left, *b = right;
    if (a->group != b->group)
        return a->group->order < b->group->order ? -1 : 1;
    int order = ip_block_compare(&a->block, &b->block);
    if (order != 0)
        return order;
    return a->resource->order < b->resource->order ? -1 : a->resource->order > b->resource->order;
}

/* Two networks overlap only where one holds the other: sorted, each stands right
   behind the one that holds it, or behind others that the same one holds. */
static void report_overlaps(struct placing *placing)
{
    struct placed *list = placing->list.at;
    const struct placed *outer = NULL;
    if (placing->list.count)
        qsort(list, placing->list.count, sizeof *list, by_group_and_block);
    for (size_t i = 0; i < placing->list.count; i++) {
        if (outer && outer->group == list[i].group && ip_block_holds(&outer->block, &list[i].block))
            report_overlap(placing->scene, outer, &list[i]);
        else
            outer = &list[i];
    }
}

static void networks_overlap(struct scene *scene, const struct resource *none)
{
    (void)none;
    struct placing placing = { .scene = scene };
    const struct resource *at = NULL;
    while ((at = scene_next(scene, "AWS::EC2::VPC", at)) != NULL)
        place(&placing, 'V', scene_reference(at), at, "CidrBlock");
    while ((at = scene_next(scene, "AWS::EC2::VPCCidrBlock", at)) != NULL) {
        place(&placing, 'V', scene_property(scene, at, "VpcId"), at, "CidrBlock");
        place(&placing, 'V', scene_property(scene, at, "VpcId"), at, "Ipv6CidrBlock");
    }
    while ((at = scene_next(scene, "AWS::EC2::Subnet", at)) != NULL) {
        place(&placing, 'S', scene_property(scene, at, "VpcId"), at, "CidrBlock");
        place(&placing, 'S', scene_property(scene, at, "VpcId"), at, "Ipv6CidrBlock");
    }
    report_overlaps(&placing);
}

/* --------------------------------------------------------------------- sizes */

static const struct {
    const char *type, *path;
    unsigned bits, shortest, longest, step;
} SIZES[] = {
    { "AWS::EC2::VPC", "CidrBlock", 32, 16, 28, 1 },
    { "AWS::EC2::VPCCidrBlock", "CidrBlock", 32, 16, 28, 1 },
    { "AWS::EC2::VPCCidrBlock", "Ipv6CidrBlock", 128, 44, 60, 4 },
    { "AWS::EC2::Subnet", "CidrBlock", 32, 16, 28, 1 },
    { "AWS::EC2::Subnet", "Ipv6CidrBlock", 128, 44, 64, 4 },
};

static void network_size(struct scene *scene, const struct resource *resource)
{
    for (size_t i = 0; i < sizeof SIZES / sizeof *SIZES; i++) {
        struct ip_block block;
        if (!scene_type_is(resource, SIZES[i].type))
            continue;
        scene_begin(scene);
        struct value value = scene_property(scene, resource, SIZES[i].path);
        if (!ip_block_of(value, &block) || block.bits != SIZES[i].bits)
            continue;
        if (block.prefix >= SIZES[i].shortest && block.prefix <= SIZES[i].longest && block.prefix % SIZES[i].step == 0)
            continue;
        const char *takes = text_format(scene->check->arena, "/%u to /%u%s", SIZES[i].shortest, SIZES[i].longest,
                                        SIZES[i].step > 1 ? " in steps of 4" : "").at;
        scene_report(scene, MT3103, resource, value, SIZES[i].path, resource->type->text, takes,
                     scene_text(scene, value));
    }
}

/* ----------------------------------------------------------------- host bits */

static const struct {
    const char *type, *list, *field;    /* list: NULL where the field is a property */
} NETWORKS[] = {
    { "AWS::EC2::VPC", NULL, "CidrBlock" },
    { "AWS::EC2::VPCCidrBlock", NULL, "CidrBlock" },
    { "AWS::EC2::Subnet", NULL, "CidrBlock" },
    { "AWS::EC2::Route", NULL, "DestinationCidrBlock" },
    { "AWS::EC2::Route", NULL, "DestinationIpv6CidrBlock" },
    { "AWS::EC2::NetworkAclEntry", NULL, "CidrBlock" },
    { "AWS::EC2::NetworkAclEntry", NULL, "Ipv6CidrBlock" },
    { "AWS::EC2::SecurityGroup", "SecurityGroupIngress", "CidrIp" },
    { "AWS::EC2::SecurityGroup", "SecurityGroupIngress", "CidrIpv6" },
    { "AWS::EC2::SecurityGroup", "SecurityGroupEgress", "CidrIp" },
    { "AWS::EC2::SecurityGroup", "SecurityGroupEgress", "CidrIpv6" },
    { "AWS::EC2::SecurityGroupIngress", NULL, "CidrIp" },
    { "AWS::EC2::SecurityGroupIngress", NULL, "CidrIpv6" },
    { "AWS::EC2::SecurityGroupEgress", NULL, "CidrIp" },
    { "AWS::EC2::SecurityGroupEgress", NULL, "CidrIpv6" },
};

static void host_bits_of(struct scene *scene, const struct resource *resource, struct value value)
{
    struct ip_block block;
    if (!ip_block_of(value, &block) || !ip_block_has_host_bits(&block))
        return;
    struct ip_block network = ip_block_network(block);
    scene_report(scene, MT3104, resource, value, scene_text(scene, value),
                 ip_block_text(scene->check->arena, &network).at);
}

static void host_bits(struct scene *scene, const struct resource *resource)
{
    for (size_t i = 0; i < sizeof NETWORKS / sizeof *NETWORKS; i++) {
        if (!scene_type_is(resource, NETWORKS[i].type))
            continue;
        scene_begin(scene);
        if (!NETWORKS[i].list) {
            host_bits_of(scene, resource, scene_property(scene, resource, NETWORKS[i].field));
            continue;
        }
        struct scene_list items = scene_property_items(scene, resource, NETWORKS[i].list);
        for (size_t j = 0; j < items.count; j++)
            host_bits_of(scene, resource, scene_field(scene, items.items[j], NETWORKS[i].field));
    }
}

/* ----------------------------------------------------------------------- DNS */

static void dns_attributes(struct scene *scene, const struct resource *vpc)
{
    bool names, support;
    struct value hostnames = scene_property(scene, vpc, "EnableDnsHostnames");
    if (known_bool(hostnames, &names) && names
        && known_bool(scene_property(scene, vpc, "EnableDnsSupport"), &support) && !support)
        scene_report(scene, MT3105, vpc, hostnames);
}

const struct scene_rule RULES_OF_NETWORKS[] = {
    { "AWS::EC2::Subnet", subnet_in_network, { MT3101 } },
    { "AWS::EC2::VPCCidrBlock", subnet_after_block, { MT3109 } },
    { NULL, networks_overlap, { MT3102 } },
    { "AWS::EC2::VPC", network_size, { MT3103 } },
    { "AWS::EC2::VPCCidrBlock", network_size, { MT3103 } },
    { "AWS::EC2::Subnet", network_size, { MT3103 } },
    { "AWS::EC2::VPC", host_bits, { MT3104 } },
    { "AWS::EC2::VPCCidrBlock", host_bits, { MT3104 } },
    { "AWS::EC2::Subnet", host_bits, { MT3104 } },
    { "AWS::EC2::Route", host_bits, { MT3104 } },
    { "AWS::EC2::NetworkAclEntry", host_bits, { MT3104 } },
    { "AWS::EC2::SecurityGroup", host_bits, { MT3104 } },
    { "AWS::EC2::SecurityGroupIngress", host_bits, { MT3104 } },
    { "AWS::EC2::SecurityGroupEgress", host_bits, { MT3104 } },
    { "AWS::EC2::VPC", dns_attributes, { MT3105 } },
    { NULL, NULL, { MT0001 } }
};
