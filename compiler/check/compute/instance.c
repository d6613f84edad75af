/* Instances and launch templates: a processor that its image is made for, groups
   and interfaces that go together, zones that agree. Sources: Amazon EC2 API
   Reference, "RunInstances", "RequestLaunchTemplateData", "AttachVolume"; AWS
   Systems Manager User Guide, "Discovering public parameters". */
#include "check/scene/scene.h"

#include "model/catalogue.h"

/* -------------------------------------------------------------------- images */

/* The name of the public parameter that an image comes from; false where it
   does not come from one. */
static bool image_path(struct scene *scene, struct value image, struct text *path)
{
    struct value name = image;
    if (image.kind == VALUE_PARAMETER && strncmp(image.parameter->type, "AWS::SSM::Parameter::Value<", 27) == 0) {
        name = image.parameter->standard;
        scene->assumed = true;
    }
    if (name.kind != VALUE_STRING)
        return false;
    *path = value_text(name);
    if (text_starts(*path, "{{resolve:ssm:"))
        *path = text_slice(*path, sizeof "{{resolve:ssm:" - 1, path->length);
    return text_starts(*path, "/aws/service/");
}

static bool has(struct text text, const char *part)
{
    size_t length = strlen(part);
    for (size_t i = 0; i + length <= text.length; i++)
        if (memcmp(text.at + i, part, length) == 0)
            return true;
    return false;
}

/* The processor that the image of a public parameter is made for; NULL: not known. */
static const char *image_architecture(struct text path)
{
    if (has(path, "arm64") || has(path, "aarch64"))
        return "arm64";
    if (has(path, "x86_64") || has(path, "amd64") || text_starts(path, "/aws/service/ami-windows-latest/")
        || text_starts(path, "/aws/service/ami-amazon-linux-latest/amzn2-ami-hvm-")
        || text_starts(path, "/aws/service/ecs/optimized-ami/amazon-linux"))
        return "x86_64";
    return NULL;
}

static void fits_image(struct scene *scene, const struct resource *resource, struct value image, struct value type)
{
    struct text path, name;
    if (!known_text(scene, type, &name) || !image_path(scene, image, &path))
        return;
    struct text processor = catalogue_list_with("ec2-instance-types", name);
    const char *made_for = image_architecture(path);
    if (made_for && processor.length && !text_equal_c(processor, made_for))
        scene_report(scene, MT3261, resource, type, text_cstring(scene->check->arena, name),
                     text_cstring(scene->check->arena, processor), made_for);
}

static void template_image(struct scene *scene, const struct resource *template)
{
    fits_image(scene, template, scene_property(scene, template, "LaunchTemplateData.ImageId"),
               scene_property(scene, template, "LaunchTemplateData.InstanceType"));
}

static void instance_image(struct scene *scene, const struct resource *instance)
{
    fits_image(scene, instance, scene_property(scene, instance, "ImageId"), scene_property(scene, instance, "InstanceType"));
}

static const struct resource *template_of(struct scene *scene, struct value specification)
{
    return scene_target_of(scene, scene_field(scene, specification, "LaunchTemplateId"), "AWS::EC2::LaunchTemplate");
}

/* The types that a group takes instead of its template's. */
static void override_images(struct scene *scene, const struct resource *group)
{
    struct value mixed = scene_property(scene, group, "MixedInstancesPolicy.LaunchTemplate");
    const struct resource *common = template_of(scene, scene_field(scene, mixed, "LaunchTemplateSpecification"));
    struct scene_list overrides = scene_items(scene, scene_field(scene, mixed, "Overrides"));
    struct scene_basis basis = scene_basis(scene);
    for (size_t i = 0; i < overrides.count; i++) {
        struct value own = scene_field(scene, overrides.items[i], "LaunchTemplateSpecification");
        const struct resource *template = own.kind == VALUE_NULL ? common : template_of(scene, own);
        if (template)
            fits_image(scene, group, scene_property(scene, template, "LaunchTemplateData.ImageId"),
                       scene_field(scene, overrides.items[i], "InstanceType"));
        scene_return(scene, basis);
    }
}

/* ------------------------------------------------------------------- groups */

/* A security group's id where its name is wanted: no name begins with "sg-".
   References of the wrong kind are told of with all other properties. */
static void template_groups(struct scene *scene, const struct resource *template)
{
    struct scene_list groups = scene_property_items(scene, template, "LaunchTemplateData.SecurityGroups");
    for (size_t i = 0; i < groups.count; i++) {
        struct text text;
        if (!known_text(scene, groups.items[i], &text) || !text_starts(text, "sg-"))
            continue;
        report_help(scene->check->reporter, scene_report(scene, MT3263, template, groups.items[i]), "SecurityGroupIds");
        return;
    }
}

/* Groups by name are those of the default VPC, and a subnet is of one that is chosen. */
static void instance_groups(struct scene *scene, const struct resource *instance)
{
    struct value names = scene_property(scene, instance, "SecurityGroups");
    struct scene_list list = scene_items(scene, names);
    if (!list.count || !known_there(scene_property(scene, instance, "SubnetId")))
        return;
    for (size_t i = 0; i < list.count; i++)
        if (scene_target(scene, list.items[i]))
            return;
    report_help(scene->check->reporter, scene_report(scene, MT3263, instance, names), "SecurityGroupIds");
}

static void interfaces_and(struct scene *scene, const struct resource *resource, struct value data, const char *other)
{
    struct scene_list interfaces = scene_items(scene, scene_field(scene, data, "NetworkInterfaces"));
    struct value groups = scene_field(scene, data, other);
    if (interfaces.count && scene_items(scene, groups).count)
        scene_report(scene, MT3264, resource, groups, other);
}

static void template_interfaces(struct scene *scene, const struct resource *template)
{
    struct value data = scene_property(scene, template, "LaunchTemplateData");
    interfaces_and(scene, template, data, "SecurityGroupIds");
    interfaces_and(scene, template, data, "SecurityGroups");
}

static void instance_interfaces(struct scene *scene, const struct resource *instance)
{
    interfaces_and(scene, instance, instance->properties, "SecurityGroupIds");
    interfaces_and(scene, instance, instance->properties, "SecurityGroups");
}

/* --------------------------------------------------------------------- zones */

static struct scene_zone zone_of_subnet(struct scene *scene, const struct resource *instance)
{
    const struct resource *subnet = scene_target_of(scene, scene_property(scene, instance, "SubnetId"), "AWS::EC2::Subnet");
    return scene_zone(scene, subnet ? scene_property(scene, subnet, "AvailabilityZone") : value_poison());
}

static const char *zone_text(struct scene *scene, struct scene_zone zone)
{
    return text_cstring(scene->check->arena, zone.name);
}

static void instance_zone(struct scene *scene, const struct resource *instance)
{
    struct scene_zone own = scene_zone(scene, scene_property(scene, instance, "AvailabilityZone"));
    struct scene_zone subnets = zone_of_subnet(scene, instance);
    if (zone_other(own, subnets))
        scene_report(scene, MT3270, instance, scene_property(scene, instance, "SubnetId"), "instance", instance->id, zone_text(scene, own), "subnet",
                     zone_text(scene, subnets));
}

static void attachment_zone(struct scene *scene, const struct resource *attachment)
{
    struct value at = scene_property(scene, attachment, "VolumeId");
    const struct resource *volume = scene_target_of(scene, at, "AWS::EC2::Volume");
    const struct resource *instance =
        scene_target_of(scene, scene_property(scene, attachment, "InstanceId"), "AWS::EC2::Instance");
    if (!volume || !instance)
        return;
    struct scene_zone ours = scene_zone(scene, scene_property(scene, volume, "AvailabilityZone"));
    struct scene_zone theirs = scene_zone(scene, scene_property(scene, instance, "AvailabilityZone"));
    if (theirs.form == ZONE_UNKNOWN)
        theirs = zone_of_subnet(scene, instance);
    if (zone_other(ours, theirs))
        scene_note(scene, scene_report(scene, MT3270, attachment, at, "volume", volume->id, zone_text(scene, ours),
                                       "instance", zone_text(scene, theirs)), instance);
}

const struct scene_rule RULES_OF_INSTANCES[] = {
    { "AWS::EC2::LaunchTemplate", template_image, { MT3261 } },
    { "AWS::EC2::Instance", instance_image, { MT3261 } },
    { "AWS::AutoScaling::LaunchConfiguration", instance_image, { MT3261 } },
    { "AWS::AutoScaling::AutoScalingGroup", override_images, { MT3261 } },
    { "AWS::EC2::LaunchTemplate", template_groups, { MT3263 } },
    { "AWS::EC2::Instance", instance_groups, { MT3263 } },
    { "AWS::EC2::LaunchTemplate", template_interfaces, { MT3264 } },
    { "AWS::EC2::Instance", instance_interfaces, { MT3264 } },
    { "AWS::EC2::Instance", instance_zone, { MT3270 } },
    { "AWS::EC2::VolumeAttachment", attachment_zone, { MT3270 } },
    { NULL, NULL, { MT0001 } }
};
