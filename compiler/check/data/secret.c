/* Secrets: a password that stands in a template is read by everybody who may
   read the stack, and by everybody who has the file. A parameter without NoEcho
   shows its value as well; its default is a part of the template. These are
   warnings: AWS takes them. Source: AWS CloudFormation User Guide, "Security best
   practices for CloudFormation" (no credentials in templates). */
#include "check/scene/scene.h"

struct secret {
    const char *type, *property;
};

static const struct secret SECRETS[] = {
    { "AWS::RDS::DBInstance", "MasterUserPassword" },
    { "AWS::RDS::DBCluster", "MasterUserPassword" },
    { "AWS::DocDB::DBCluster", "MasterUserPassword" },
    { "AWS::Redshift::Cluster", "MasterUserPassword" },
    { "AWS::ElastiCache::ReplicationGroup", "AuthToken" },
    { "AWS::DMS::Endpoint", "Password" },
    { "AWS::DirectoryService::MicrosoftAD", "Password" },
    { "AWS::DirectoryService::SimpleAD", "Password" },
    { "AWS::SecretsManager::Secret", "SecretString" },
};

static bool is_plain(struct scene *scene, struct value value)
{
    struct text text;
    return known_text(scene, value, &text) && text.length > 0;
}

static void through_parameter(struct scene *scene, const struct resource *resource, struct value value,
                              const char *property)
{
    const struct parameter *parameter = value.parameter;
    if (parameter->from || strncmp(parameter->type, "AWS::SSM::", 10) == 0)
        return;
    if (is_plain(scene, parameter->standard))
        scene_report(scene, MT3313, resource, parameter->standard, property, resource->id);
    if (!parameter->secret)
        scene_report(scene, MT3314, resource, value, property, resource->id, parameter->name->text);
}

/* Both sides of an Fn::If are in the template, whichever will be deployed. */
static void keep(struct scene *scene, const struct resource *resource, struct value value, const char *property)
{
    if (value.kind == VALUE_CHOICE) {
        keep(scene, resource, value.choice->yes, property);
        keep(scene, resource, value.choice->no, property);
    } else if (value.kind == VALUE_PARAMETER)
        through_parameter(scene, resource, value, property);
    else if (is_plain(scene, value))
        scene_report(scene, MT3313, resource, value, property, resource->id);
}

static void secret_kept(struct scene *scene, const struct resource *resource)
{
    for (size_t i = 0; i < sizeof SECRETS / sizeof *SECRETS; i++) {
        const struct value *value = scene_type_is(resource, SECRETS[i].type)
            ? value_get_c(resource->properties, SECRETS[i].property) : NULL;
        if (value)
            keep(scene, resource, *value, SECRETS[i].property);
    }
}

const struct scene_rule RULES_OF_SECRETS[] = {
    { "AWS::RDS::DBInstance", secret_kept, { MT3313, MT3314 } },
    { "AWS::RDS::DBCluster", secret_kept, { MT3313, MT3314 } },
    { "AWS::DocDB::DBCluster", secret_kept, { MT3313, MT3314 } },
    { "AWS::Redshift::Cluster", secret_kept, { MT3313, MT3314 } },
    { "AWS::ElastiCache::ReplicationGroup", secret_kept, { MT3313, MT3314 } },
    { "AWS::DMS::Endpoint", secret_kept, { MT3313, MT3314 } },
    { "AWS::DirectoryService::MicrosoftAD", secret_kept, { MT3313, MT3314 } },
    { "AWS::DirectoryService::SimpleAD", secret_kept, { MT3313, MT3314 } },
    { "AWS::SecretsManager::Secret", secret_kept, { MT3313, MT3314 } },
    { NULL, NULL, { MT0001 } }
};
