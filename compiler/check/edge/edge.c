/* Distributions of CloudFront: origins and who names them, what a behaviour is
   cached by, names and their certificate. Sources: Amazon CloudFront API
   Reference, "DistributionConfig", "Origin", "CacheBehavior", "AllowedMethods",
   "ViewerCertificate". */
#include "check/scene/scene.h"

/* ------------------------------------------------------------------- origins */

static struct scene_list origins_of(struct scene *scene, const struct resource *distribution)
{
    return scene_property_items(scene, distribution, "DistributionConfig.Origins");
}

static struct scene_list groups_of(struct scene *scene, const struct resource *distribution)
{
    return scene_property_items(scene, distribution, "DistributionConfig.OriginGroups.Items");
}

/* Every origin's and group's Id, by its key. whole: nothing else is one. */
struct origins {
    struct scene_index index;
    bool whole;
};

static bool id_key(struct scene *scene, struct buffer *key, struct value id)
{
    buffer_init(key, scene->check->arena);
    return scene_key(scene, key, id);
}

static void add_ids(struct scene *scene, const struct resource *distribution, struct origins *origins, struct scene_list list)
{
    origins->whole = origins->whole && list.whole;
    for (size_t i = 0; i < list.count; i++) {
        struct buffer key;
        struct text known;
        struct value id = scene_field(scene, list.items[i], "Id");
        /* What only the deployment knows may be any name. */
        origins->whole = known_text(scene, id, &known) && origins->whole;
        if (!id_key(scene, &key, id))
            continue;
        void **place = scene_place(scene, &origins->index, buffer_text(&key));
        if (*place)
            scene_report(scene, MT3404, distribution, id, scene_text(scene, id));
        *place = (void *)distribution;
    }
}

static void feed_near(struct scene *scene, struct near *near, struct scene_list list)
{
    for (size_t i = 0; i < list.count; i++) {
        struct text id;
        if (known_text(scene, scene_field(scene, list.items[i], "Id"), &id))
            near_try(near, id);
    }
}

static void named_origin(struct scene *scene, const struct resource *distribution, struct origins *origins, struct value at)
{
    struct buffer key;
    struct text name;
    if (!origins->whole || !known_text(scene, at, &name) || !id_key(scene, &key, at)
        || *scene_place(scene, &origins->index, buffer_text(&key)))
        return;
    struct near near;
    near_start(&near, name);
    feed_near(scene, &near, origins_of(scene, distribution));
    feed_near(scene, &near, groups_of(scene, distribution));
    report_near(scene->check->reporter, scene_report(scene, MT3403, distribution, at, scene_text(scene, at)), near.best);
}

static void named_origins(struct scene *scene, const struct resource *distribution)
{
    struct scene_list groups = groups_of(scene, distribution);
    struct scene_list behaviors = scene_property_items(scene, distribution, "DistributionConfig.CacheBehaviors");
    struct origins origins = { .whole = true };
    /* Distributions of the first years have one origin, in a property of its own. */
    if (scene_property(scene, distribution, "DistributionConfig.S3Origin").kind != VALUE_NULL
        || scene_property(scene, distribution, "DistributionConfig.CustomOrigin").kind != VALUE_NULL)
        return;
    add_ids(scene, distribution, &origins, origins_of(scene, distribution));
    for (size_t i = 0; i < groups.count; i++) {
        struct scene_list members = scene_items(scene, scene_at(scene, groups.items[i], "Members.Items"));
        for (size_t j = 0; j < members.count; j++)
            named_origin(scene, distribution, &origins, scene_field(scene, members.items[j], "OriginId"));
    }
    add_ids(scene, distribution, &origins, groups);
    named_origin(scene, distribution, &origins,
                 scene_property(scene, distribution, "DistributionConfig.DefaultCacheBehavior.TargetOriginId"));
    for (size_t i = 0; i < behaviors.count; i++)
        named_origin(scene, distribution, &origins, scene_field(scene, behaviors.items[i], "TargetOriginId"));
}

static bool text_has(struct text text, const char *part)
{
    size_t length = strlen(part);
    for (size_t i = 0; i + length <= text.length; i++)
        if (memcmp(text.at + i, part, length) == 0)
            return true;
    return false;
}

/* Why a domain cannot be an origin's; NULL: nothing is known against it. */
static const char *domain_mistake(struct scene *scene, struct value domain, bool bucket)
{
    struct text text;
    if (domain.kind == VALUE_ATTRIBUTE) {
        const struct resource *source = domain.attribute->resource;
        if (strcmp(domain.attribute->name->text, "WebsiteURL") == 0)
            return "a URL, and a domain is wanted";
        return bucket && (scene_type_is(source, "AWS::ElasticLoadBalancingV2::LoadBalancer")
                          || scene_type_is(source, "AWS::ElasticLoadBalancing::LoadBalancer"))
            ? "a load balancer's, and an origin of S3 has a bucket's" : NULL;
    }
    if (!known_text(scene, domain, &text))
        return NULL;
    if (text_has(text, "/") || text_has(text, ":"))
        return "a URL, and a domain is wanted";
    if (bucket && text_has(text, "s3-website"))
        return "a website's, which is no origin of S3 but a custom one";
    return bucket && !text_has(text, ".s3") ? "no bucket's, and an origin of S3 has a bucket's" : NULL;
}

static void origin(struct scene *scene, const struct resource *distribution, struct value origin)
{
    struct value bucket = scene_field(scene, origin, "S3OriginConfig");
    struct value custom = scene_field(scene, origin, "CustomOriginConfig");
    struct value inside = scene_field(scene, origin, "VpcOriginConfig");
    struct value domain = scene_field(scene, origin, "DomainName");
    if (origin.kind != VALUE_MAP)
        return;
    if (bucket.kind == VALUE_NULL && custom.kind == VALUE_NULL && inside.kind == VALUE_NULL)
        scene_report(scene, MT3405, distribution, origin);
    const char *mistake = domain_mistake(scene, domain, known_there(bucket));
    if (mistake)
        scene_report(scene, MT3406, distribution, domain, mistake);
}

static void origins(struct scene *scene, const struct resource *distribution)
{
    scene_each(scene, distribution, origins_of(scene, distribution), origin);
}

/* --------------------------------------------------------------------- names */

static void alias_certificate(struct scene *scene, const struct resource *distribution)
{
    struct scene_list aliases = scene_property_items(scene, distribution, "DistributionConfig.Aliases");
    struct value certificate = scene_property(scene, distribution, "DistributionConfig.ViewerCertificate");
    struct value standard = scene_field(scene, certificate, "CloudFrontDefaultCertificate");
    bool is_standard = false;
    if (aliases.count && (certificate.kind == VALUE_NULL || (known_bool(standard, &is_standard) && is_standard)))
        scene_report(scene, MT3407, distribution, aliases.items[0]);
}

/* A name belongs to one distribution, except while its staging twin is tried. */
static void aliases(struct scene *scene, const struct resource *unused)
{
    struct scene_index seen = { 0 };
    const struct resource *one = NULL;
    (void)unused;
    while ((one = scene_next(scene, "AWS::CloudFront::Distribution", one)) != NULL) {
        scene_begin(scene);
        struct scene_list list = scene_property_items(scene, one, "DistributionConfig.Aliases");
        if (!scene_certain(scene, one) || scene_property(scene, one, "DistributionConfig.Staging").kind != VALUE_NULL)
            continue;
        for (size_t i = 0; i < list.count; i++) {
            struct buffer key;
            if (!id_key(scene, &key, list.items[i]))
                continue;
            void **place = scene_place(scene, &seen, buffer_text(&key));
            const struct resource *first = *place;
            *place = (void *)one;
            if (first)
                scene_note(scene, scene_report(scene, MT3408, one, list.items[i], scene_text(scene, list.items[i]),
                                               first->id), first);
        }
    }
}

/* ---------------------------------------------------------------- behaviours */

/* Which methods may stand together. */
enum { METHODS_READ = 2, METHODS_OPTIONS = 3, METHODS_ALL = 7 };

static void methods(struct scene *scene, const struct resource *distribution, struct value at, bool cached)
{
    static const char *const names[] = { "GET", "HEAD", "OPTIONS", "PUT", "PATCH", "POST", "DELETE" };
    struct scene_list list = scene_items(scene, at);
    unsigned have = 0;
    if (!list.whole || at.kind == VALUE_NULL)
        return;
    for (size_t i = 0; i < list.count; i++) {
        unsigned before = have;
        for (unsigned j = 0; j < METHODS_ALL; j++)
            if (known_is(list.items[i], names[j]))
                have |= 1u << j;
        if (have == before)
            return;
    }
    if (have == (1u << METHODS_READ) - 1 || have == (1u << METHODS_OPTIONS) - 1
        || (!cached && have == (1u << METHODS_ALL) - 1))
        return;
    scene_report(scene, MT3410, distribution, at, cached ? "CachedMethods" : "AllowedMethods",
                 cached ? "GET and HEAD, or these and OPTIONS" : "GET and HEAD, these and OPTIONS, or all seven");
}

static void behavior(struct scene *scene, const struct resource *distribution, struct value map)
{
    static const char *const older[] = { "ForwardedValues", "MinTTL", "DefaultTTL", "MaxTTL" };
    struct value policy = scene_field(scene, map, "CachePolicyId");
    if (map.kind != VALUE_MAP)
        return;
    for (size_t i = 0; known_there(policy) && i < sizeof older / sizeof *older; i++) {
        struct value value = scene_field(scene, map, older[i]);
        if (!known_there(value))
            continue;
        scene_report(scene, MT3409, distribution, value, "takes no", older[i], " beside 'CachePolicyId'");
        break;
    }
    if (known_absent(policy) && known_absent(scene_field(scene, map, "ForwardedValues")))
        scene_report(scene, MT3409, distribution, map, "needs", "CachePolicyId", " or 'ForwardedValues'");
    methods(scene, distribution, scene_field(scene, map, "AllowedMethods"), false);
    methods(scene, distribution, scene_field(scene, map, "CachedMethods"), true);
}

static void behaviors(struct scene *scene, const struct resource *distribution)
{
    struct scene_list list = scene_property_items(scene, distribution, "DistributionConfig.CacheBehaviors");
    struct scene_basis basis = scene_basis(scene);
    behavior(scene, distribution, scene_property(scene, distribution, "DistributionConfig.DefaultCacheBehavior"));
    scene_return(scene, basis);
    scene_each(scene, distribution, list, behavior);
}

const struct scene_rule RULES_OF_DISTRIBUTIONS[] = {
    { "AWS::CloudFront::Distribution", named_origins, { MT3403, MT3404 } },
    { "AWS::CloudFront::Distribution", origins, { MT3405, MT3406 } },
    { "AWS::CloudFront::Distribution", alias_certificate, { MT3407 } },
    { NULL, aliases, { MT3408 } },
    { "AWS::CloudFront::Distribution", behaviors, { MT3409, MT3410 } },
    { NULL, NULL, { MT0001 } }
};
