/* Attributes of resources: what DeletionPolicy and UpdateReplacePolicy may be,
   which types CreationPolicy and UpdatePolicy mean something for, and what is in
   them. Source: "DeletionPolicy attribute", "UpdateReplacePolicy attribute",
   "CreationPolicy attribute" and "UpdatePolicy attribute" of the AWS
   CloudFormation User Guide. Called by check.c for each resource; almost none has
   any. */
#include "check/rule.h"

static bool is_one_of(const char *type, const char *const *list)
{
    while (*list && strcmp(*list, type) != 0)
        list++;
    return *list != NULL;
}

static struct span span_of(const struct resource *resource, struct value value)
{
    return span_known(value.span) ? value.span : resource->span;
}

/* ----------------------------------------------------------------- policies */

static const char *const SNAPSHOTS[] = {
    "AWS::DocDB::DBCluster", "AWS::EC2::Volume", "AWS::ElastiCache::CacheCluster",
    "AWS::ElastiCache::ReplicationGroup", "AWS::Neptune::DBCluster", "AWS::RDS::DBCluster", "AWS::RDS::DBInstance",
    "AWS::Redshift::Cluster", NULL,
};

static bool is_extended(struct value transform)
{
    if (transform.kind == VALUE_LIST)
        for (uint32_t i = 0; i < transform.count; i++)
            if (is_extended(transform.items[i]))
                return true;
    return transform.kind == VALUE_STRING && !text_starts(value_text(transform), "AWS::Serverless");
}

static void check_policy(struct check *check, const struct resource *resource, const char *name, struct value value,
                         bool on_create)
{
    static const char *const VALUES[] = { "Delete", "Retain", "Snapshot", NULL };
    bool deployed = value_deployed(value);
    if (value.kind == VALUE_POISON || value.kind == VALUE_NULL
        || (deployed && (value.kind == VALUE_CHOICE || is_extended(resource->stack->transform))))
        return;
    const char *text = value.kind == VALUE_STRING ? value.string : "";
    if (on_create && strcmp(text, "RetainExceptOnCreate") == 0)
        return;
    struct span span = span_of(resource, value);
    if (!is_one_of(text, VALUES)) {
        struct diagnostic *diagnostic =
            report(check->reporter, MT2026, span, resource->frames, name, resource->id,
                   on_create ? "'Delete', 'Retain', 'RetainExceptOnCreate' or 'Snapshot'"
                             : "'Delete', 'Retain' or 'Snapshot'", value_describe(check->arena, value));
        if (deployed)
            report_help(check->reporter, diagnostic, "the transform 'AWS::LanguageExtensions' allows what is not known here");
    } else if (strcmp(text, "Snapshot") == 0 && resource->schema && !is_one_of(resource->type->text, SNAPSHOTS))
        report(check->reporter, MT2026, span, resource->frames, name, resource->id,
               text_format(check->arena, "no 'Snapshot' (nothing is snapped of %s)", resource->type->text).at,
               value_describe(check->arena, value));
}

/* --------------------------------------------------------- what is in them */

struct part {
    const char *name;
    const char *const *fields;
};

struct kind {
    const char *attribute;
    const char *const *types;
    const struct part *parts;
};

static const char *const SIGNAL[] = { "Count", "Timeout", NULL };
static const char *const SUCCESS[] = { "MinSuccessfulInstancesPercent", NULL };
static const char *const ROLLING[] = {
    "MaxBatchSize", "MinActiveInstancesPercent", "MinInstancesInService", "MinSuccessfulInstancesPercent", "PauseTime",
    "SuspendProcesses", "WaitOnResourceSignals", NULL,
};
static const char *const REPLACING[] = { "WillReplace", NULL };
static const char *const SCHEDULED[] = { "IgnoreUnmodifiedGroupSizeProperties", NULL };
static const char *const DEPLOYING[] = {
    "AfterAllowTrafficHook", "ApplicationName", "BeforeAllowTrafficHook", "DeploymentGroupName", NULL,
};

static const struct part CREATION[] = {
    { "AutoScalingCreationPolicy", SUCCESS }, { "ResourceSignal", SIGNAL }, { "StartFleet", NULL }, { NULL, NULL },
};
static const struct part UPDATE[] = {
    { "AutoScalingReplacingUpdate", REPLACING }, { "AutoScalingRollingUpdate", ROLLING },
    { "AutoScalingScheduledAction", SCHEDULED }, { "CodeDeployLambdaAliasUpdate", DEPLOYING },
    { "EnableVersionUpgrade", NULL }, { "UseOnlineResharding", NULL }, { "StopBeforeUpdate", NULL },
    { "StartAfterUpdate", NULL }, { NULL, NULL },
};
static const char *const CREATED[] = {
    "AWS::AppStream::Fleet", "AWS::AutoScaling::AutoScalingGroup", "AWS::CloudFormation::WaitCondition",
    "AWS::EC2::Instance", NULL,
};
static const char *const UPDATED[] = {
    "AWS::AppStream::Fleet", "AWS::AutoScaling::AutoScalingGroup", "AWS::ElastiCache::ReplicationGroup",
    "AWS::Elasticsearch::Domain", "AWS::Lambda::Alias", "AWS::OpenSearchService::Domain", NULL,
};
static const struct kind KINDS[] = {
    { "CreationPolicy", CREATED, CREATION }, { "UpdatePolicy", UPDATED, UPDATE },
};

static void report_field(struct check *check, const struct resource *resource, const struct value_field *field,
                         const char *owner, struct near near)
{
    struct span span = span_known(field->key_span) ? field->key_span : resource->span;
    struct diagnostic *diagnostic = report(check->reporter, MT2003, span, resource->frames, field->key->text, owner);
    report_near(check->reporter, diagnostic, near.best);
}

static void check_fields(struct check *check, const struct resource *resource, const struct part *part, struct value map)
{
    for (uint32_t i = 0; part->fields && map.kind == VALUE_MAP && i < map.count; i++) {
        if (is_one_of(map.fields[i].key->text, part->fields) || strncmp(map.fields[i].key->text, "Fn::", 4) == 0)
            continue;
        struct near near;
        near_start(&near, atom_text(map.fields[i].key));
        for (size_t j = 0; part->fields[j]; j++)
            near_try(&near, text_of(part->fields[j]));
        report_field(check, resource, &map.fields[i], part->name, near);
    }
}

static void report_part(struct check *check, const struct resource *resource, const struct kind *kind,
                        const struct value_field *field)
{
    struct near near;
    near_start(&near, atom_text(field->key));
    for (size_t i = 0; kind->parts[i].name; i++)
        near_try(&near, text_of(kind->parts[i].name));
    report_field(check, resource, field, kind->attribute, near);
}

static void check_parts(struct check *check, const struct resource *resource, const struct kind *kind, struct value map)
{
    for (uint32_t i = 0; map.kind == VALUE_MAP && i < map.count; i++) {
        size_t at = 0;
        while (kind->parts[at].name && strcmp(kind->parts[at].name, map.fields[i].key->text) != 0)
            at++;
        if (kind->parts[at].name)
            check_fields(check, resource, &kind->parts[at], map.fields[i].value);
        else if (strncmp(map.fields[i].key->text, "Fn::", 4) != 0)
            report_part(check, resource, kind, &map.fields[i]);
    }
}

void check_attributes(struct check *check, const struct resource *resource)
{
    const struct value *found;
    if (resource->attributes.kind != VALUE_MAP || resource->attributes.count == 0)
        return;
    if ((found = value_get_c(resource->attributes, "DeletionPolicy")) != NULL)
        check_policy(check, resource, "DeletionPolicy", *found, true);
    if ((found = value_get_c(resource->attributes, "UpdateReplacePolicy")) != NULL)
        check_policy(check, resource, "UpdateReplacePolicy", *found, false);
    for (size_t i = 0; i < sizeof KINDS / sizeof *KINDS; i++) {
        found = value_get_c(resource->attributes, KINDS[i].attribute);
        if (!found || !resource->schema)
            continue;
        check_parts(check, resource, &KINDS[i], *found);
        if (!is_one_of(resource->type->text, KINDS[i].types) && schema_type_transform(resource->schema).length == 0)
            report(check->reporter, MT2029, span_of(resource, *found), resource->frames, KINDS[i].attribute,
                   resource->type->text);
    }
}
