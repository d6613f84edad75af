/* Networks: VPCs, subnets, routes and gateways, as EC2 takes them. Each rule
   looks at one resource in one scene; see scene.h. Sources: Amazon VPC User
   Guide, "VPC CIDR blocks", "Subnet CIDR blocks". */
#include "check/scene.h"

/* ------------------------------------------------------------------ subnets */

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

const struct scene_rule RULES_OF_NETWORKS[] = {
    { "AWS::EC2::Subnet", subnet_in_network, { MT3101 } },
    { NULL, NULL, { MT0001 } }
};
