/* Records of Route 53 that share a zone: one for each name and type, or several
   that are chosen among in one way; nothing beside a CNAME; names of the zone.
   Sources: Amazon Route 53 API Reference, "ResourceRecordSet"; Amazon Route 53
   Developer Guide, "Supported DNS record types". */
#include "check/edge/dns.h"

/* What the records of one name and type, or of one name, have been so far. */
struct sharing {
    struct scene_index types, names, sets;
};

struct holder {
    const struct resource *resource;
    const char *routing;
    bool is_cname;
};

/* Appends a name as DNS compares it: in lower case, without the dot at its end. */
static bool add_name(struct scene *scene, struct buffer *key, struct value value)
{
    struct text name;
    if (!known_text(scene, value, &name))
        return scene_key(scene, key, value);
    for (size_t i = 0; i < name.length; i++)
        if (i + 1 < name.length || name.at[i] != '.')
            buffer_add_char(key, (char)(name.at[i] >= 'A' && name.at[i] <= 'Z' ? name.at[i] - 'A' + 'a' : name.at[i]));
    buffer_add_char(key, '\n');
    return true;
}

static bool zone_and_name(struct scene *scene, const struct dns_record *record, struct buffer *key)
{
    buffer_init(key, scene->check->arena);
    bool by_name = record->zone_id.kind == VALUE_NULL;
    return (by_name ? add_name(scene, key, record->zone_name) : scene_key(scene, key, record->zone_id))
        && add_name(scene, key, scene_field(scene, record->map, "Name"));
}

static struct holder *new_holder(struct scene *scene, const struct dns_record *record, bool is_cname)
{
    struct holder *holder = NEW(scene->check->arena, struct holder);
    *holder = (struct holder){ record->resource, record->routing, is_cname };
    return holder;
}

/* A CNAME and any other record of its name. */
static void beside_cname(struct scene *scene, const struct dns_record *record, struct sharing *sharing, struct text key)
{
    bool is_cname = known_is(scene_field(scene, record->map, "Type"), "CNAME");
    void **place = scene_place(scene, &sharing->names, key);
    const struct holder *first = *place;
    if (!first) {
        *place = new_holder(scene, record, is_cname);
        return;
    }
    if (first->is_cname == is_cname)
        return;
    struct value name = scene_field(scene, record->map, "Name");
    scene_note(scene, scene_report(scene, MT3429, record->resource, name, "and this name has another record"),
               first->resource);
}

/* Two that Route 53 could not tell apart. */
static void told_apart(struct scene *scene, const struct dns_record *record, struct sharing *sharing, struct buffer *key)
{
    struct value failover = scene_field(scene, record->map, "Failover");
    struct value at = record->routings ? scene_field(scene, record->map, "SetIdentifier")
                                       : scene_field(scene, record->map, "Name");
    const char *what = "this record";
    if (known_is(failover, "PRIMARY") || known_is(failover, "SECONDARY")) {
        at = failover;
        what = known_is(failover, "PRIMARY") ? "the primary record of this name" : "the secondary record of this name";
    }
    if (record->routings && !scene_key(scene, key, at))
        return;
    void **place = scene_place(scene, &sharing->sets, buffer_text(key));
    const struct resource *first = *place;
    *place = (void *)record->resource;
    if (first)
        scene_note(scene, scene_report(scene, MT3430, record->resource, at, first->id, what), first);
}

static void share(struct scene *scene, const struct dns_record *record, void *context)
{
    struct sharing *sharing = context;
    struct buffer key;
    struct text type;
    if (!record->routing || record->routings > 1 || !known_text(scene, scene_field(scene, record->map, "Type"), &type)
        || !zone_and_name(scene, record, &key))
        return;
    beside_cname(scene, record, sharing, buffer_text(&key));
    buffer_add(&key, type);
    buffer_add_char(&key, '\n');
    void **place = scene_place(scene, &sharing->types, buffer_text(&key));
    const struct holder *first = *place;
    if (!first)
        *place = new_holder(scene, record, false);
    else if (strcmp(first->routing, record->routing) != 0) {
        struct value at = record->routings ? scene_field(scene, record->map, record->routing)
                                           : scene_field(scene, record->map, "Name");
        scene_note(scene, scene_report(scene, MT3431, record->resource, at, first->resource->id,
                                       *first->routing ? first->routing : "no routing"), first->resource);
        return;
    }
    told_apart(scene, record, sharing, &key);
}

static void shared_names(struct scene *scene, const struct resource *unused)
{
    static const char *const types[] = { "AWS::Route53::RecordSet", "AWS::Route53::RecordSetGroup" };
    struct sharing sharing = { { { 0 }, { 0 } }, { { 0 }, { 0 } }, { { 0 }, { 0 } } };
    (void)unused;
    for (size_t i = 0; i < 2; i++)
        for (const struct resource *resource = NULL; (resource = scene_next(scene, types[i], resource)) != NULL;) {
            scene_begin(scene);
            if (scene_certain(scene, resource))
                dns_each_record(scene, resource, share, &sharing);
        }
}

/* --------------------------------------------------------------- in the zone */

static bool zone_name(struct scene *scene, const struct dns_record *record, struct text *name)
{
    struct value value = record->zone_name;
    const struct resource *zone = scene_target_of(scene, record->zone_id, "AWS::Route53::HostedZone");
    if (zone)
        value = scene_property(scene, zone, "Name");
    if (!known_text(scene, value, name) || !name->length)
        return false;
    if (text_ends(*name, "."))
        *name = text_slice(*name, 0, name->length - 1);
    return name->length > 0;
}

/* Whether the name is the zone's own, or one below it. */
static bool lies_in(struct text name, struct text zone)
{
    if (name.length < zone.length)
        return false;
    size_t start = name.length - zone.length;
    for (size_t i = 0; i < zone.length; i++)
        if (text_lower(name.at[start + i]) != text_lower(zone.at[i]))
            return false;
    return start == 0 || name.at[start - 1] == '.';
}

static void in_zone(struct scene *scene, const struct dns_record *record, void *unused)
{
    struct value at = scene_field(scene, record->map, "Name");
    struct text name, zone;
    (void)unused;
    if (!known_text(scene, at, &name) || !zone_name(scene, record, &zone))
        return;
    if (text_ends(name, "."))
        name = text_slice(name, 0, name.length - 1);
    if (!lies_in(name, zone))
        scene_report(scene, MT3432, record->resource, at, text_cstring(scene->check->arena, name),
                     text_cstring(scene->check->arena, zone));
    else if (name.length == zone.length && known_is(scene_field(scene, record->map, "Type"), "CNAME")) {
        struct diagnostic *diagnostic = scene_report(scene, MT3429, record->resource, at, "and this name is the zone's own");
        report_help(scene->check->reporter, diagnostic, "an alias of type A leads to load balancers, distributions and buckets");
    }
}

static void names_in_zone(struct scene *scene, const struct resource *resource)
{
    dns_each_record(scene, resource, in_zone, NULL);
}

const struct scene_rule RULES_OF_ZONES[] = {
    { NULL, shared_names, { MT3429, MT3430, MT3431 } },
    { "AWS::Route53::RecordSet", names_in_zone, { MT3429, MT3432 } },
    { "AWS::Route53::RecordSetGroup", names_in_zone, { MT3429, MT3432 } },
    { NULL, NULL, { MT0001 } }
};
