/* EBS volumes: what each type takes, by themselves or in an instance's block
   devices. Source: Amazon EC2 API Reference, "CreateVolume"; Amazon EBS User
   Guide, "Amazon EBS volume types". */
#include "check/scene/scene.h"

enum {
    FREE_IOPS = 3000,           /* of gp3, whatever its size */
    IOPS_A_MEBIBYTE = 4         /* gp3 needs so many for each MiB/s */
};

struct volume_type {
    const char *name;
    int64_t smallest, largest;          /* GiB */
    int64_t least, most, ratio;         /* IOPS; for each GiB; 0: takes none */
    bool needs_iops;
};

static const struct volume_type VOLUME_TYPES[] = {
    { "gp2", 1, 16384, 0, 0, 0, false },
    { "gp3", 1, 65536, FREE_IOPS, 80000, 500, false },
    { "io1", 4, 16384, 100, 64000, 50, true },
    { "io2", 4, 65536, 100, 256000, 1000, true },
    { "st1", 125, 16384, 0, 0, 0, false },
    { "sc1", 125, 16384, 0, 0, 0, false },
    { "standard", 1, 1024, 0, 0, 0, false },
};

/* A volume as it stands in a resource. */
struct volume {
    const struct resource *resource;
    struct value map;
    const char *size_name;              /* "Size", "VolumeSize" */
    const char *standard;               /* the type that it has without one; NULL: the image's */
    const struct volume_type *type;
};

static const struct volume_type *type_of(struct value value, const char *standard)
{
    for (size_t i = 0; i < sizeof VOLUME_TYPES / sizeof *VOLUME_TYPES; i++)
        if (known_is(value, VOLUME_TYPES[i].name)
            || (value.kind == VALUE_NULL && standard && strcmp(standard, VOLUME_TYPES[i].name) == 0))
            return &VOLUME_TYPES[i];
    return NULL;
}

static const char *digits(struct scene *scene, int64_t number)
{
    return text_integer(scene->check->arena, number).at;
}

static void volume_size(struct scene *scene, const struct volume *volume)
{
    struct value at = scene_field(scene, volume->map, volume->size_name);
    const struct volume_type *type = volume->type;
    int64_t size;
    if (known_integer(at, &size) && (size < type->smallest || size > type->largest))
        scene_report(scene, MT3268, volume->resource, at, type->name, digits(scene, type->smallest),
                     digits(scene, type->largest), digits(scene, size));
}

static void volume_iops(struct scene *scene, const struct volume *volume)
{
    struct value at = scene_field(scene, volume->map, "Iops");
    const struct volume_type *type = volume->type;
    int64_t iops, size, most = type->most;
    if (!type->most) {
        if (known_there(at))
            scene_report(scene, MT3265, volume->resource, at, type->name, "Iops");
        return;
    }
    if (type->needs_iops && known_absent(at))
        scene_report(scene, MT3266, volume->resource, scene_field(scene, volume->map, "VolumeType"), type->name);
    if (!known_integer(at, &iops))
        return;
    struct scene_basis basis = scene_basis(scene);
    if (known_integer(scene_field(scene, volume->map, volume->size_name), &size)
        && size <= type->largest && size * type->ratio < most)
        most = size * type->ratio > type->least ? size * type->ratio : type->least;
    else
        scene_return(scene, basis);
    if (iops < type->least || iops > most)
        scene_report(scene, MT3267, volume->resource, at, type->name,
                     most < type->most ? text_format(scene->check->arena, " of %lld GiB", (long long)size).at : "",
                     digits(scene, type->least), digits(scene, most), digits(scene, iops));
}

static void volume_throughput(struct scene *scene, const struct volume *volume)
{
    struct value at = scene_field(scene, volume->map, "Throughput"), given = scene_field(scene, volume->map, "Iops");
    int64_t throughput, iops = FREE_IOPS;
    if (strcmp(volume->type->name, "gp3") != 0) {
        if (known_there(at))
            scene_report(scene, MT3265, volume->resource, at, volume->type->name, "Throughput");
        return;
    }
    if (!known_integer(at, &throughput) || (given.kind != VALUE_NULL && !known_integer(given, &iops)))
        return;
    if (throughput * IOPS_A_MEBIBYTE > iops)
        scene_report(scene, MT3269, volume->resource, at, digits(scene, throughput),
                     digits(scene, throughput * IOPS_A_MEBIBYTE), digits(scene, iops));
}

static void look_at(struct scene *scene, struct volume *volume)
{
    struct scene_basis basis = scene_basis(scene);
    volume->type = type_of(scene_field(scene, volume->map, "VolumeType"), volume->standard);
    if (!volume->type)
        return;
    struct scene_basis of_type = scene_basis(scene);
    volume_size(scene, volume);
    scene_return(scene, of_type);
    volume_iops(scene, volume);
    scene_return(scene, of_type);
    volume_throughput(scene, volume);
    scene_return(scene, basis);
}

static void volume(struct scene *scene, const struct resource *resource)
{
    struct volume one = { resource, resource->properties, "Size", "gp2", NULL };
    struct value shared = scene_property(scene, resource, "MultiAttachEnabled");
    bool is_shared;
    look_at(scene, &one);
    if (one.type && !one.type->needs_iops && known_bool(shared, &is_shared) && is_shared)
        scene_report(scene, MT3265, resource, shared, one.type->name, "MultiAttachEnabled");
}

static void devices(struct scene *scene, const struct resource *resource, struct value mappings)
{
    struct scene_list list = scene_items(scene, mappings);
    for (size_t i = 0; i < list.count; i++) {
        struct volume one = { resource, scene_field(scene, list.items[i], "Ebs"), "VolumeSize", NULL, NULL };
        if (one.map.kind == VALUE_MAP)
            look_at(scene, &one);
    }
}

static void template_devices(struct scene *scene, const struct resource *template)
{
    devices(scene, template, scene_property(scene, template, "LaunchTemplateData.BlockDeviceMappings"));
}

static void instance_devices(struct scene *scene, const struct resource *instance)
{
    devices(scene, instance, scene_property(scene, instance, "BlockDeviceMappings"));
}

#define MESSAGES { MT3265, MT3266, MT3267, MT3268, MT3269 }
const struct scene_rule RULES_OF_VOLUMES[] = {
    { "AWS::EC2::Volume", volume, MESSAGES },
    { "AWS::EC2::LaunchTemplate", template_devices, MESSAGES },
    { "AWS::EC2::Instance", instance_devices, MESSAGES },
    { "AWS::AutoScaling::LaunchConfiguration", instance_devices, MESSAGES },
    { NULL, NULL, { MT0001 } }
};
