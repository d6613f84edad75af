/* Schema: the table is whole, every look-up finds its row, every reference of
   the table stays inside it, and facts that the AWS documentation states of
   some types stand in it. */
#include "unit.h"

#include "model/schema.h"
#include "model/schema_table.h"

#include <stdlib.h>

static const struct schema_type *type_of(const char *name)
{
    const struct schema_type *type = schema_type_find(text_of(name));
    if (!type)
        fail_msg("%s is not known", name);
    return type;
}

static const struct schema_property *property_of(const char *type, const char *name)
{
    const struct schema_property *property = schema_property_find(schema_type_shape(type_of(type)), text_of(name));
    if (!property)
        fail_msg("%s has no %s", type, name);
    return property;
}

/* The structure in a property, also inside lists and maps. */
static const struct schema_shape *shape_of(const struct schema_property *property)
{
    struct schema_value value = schema_innermost(schema_property_value(property));
    assert_int_equal(value.kind, SCHEMA_STRUCT);
    return value.shape;
}

static bool attribute(const char *type, const char *name)
{
    return schema_attribute_exists(type_of(type), text_of(name));
}

/* ---- The table ---- */

/* Nothing was copied, unpacked or allocated: every answer is a place of the table. */
static void used_in_place(void **state)
{
    const struct schema_type *type = type_of("AWS::EC2::Subnet");
    const struct schema_property *property = property_of("AWS::EC2::Subnet", "CidrBlock");
    struct text name = schema_property_name(property);
    (void)state;
    assert_true(type >= schema_types && type < schema_types + schema_sizes.types);
    assert_true(property >= schema_properties && property < schema_properties + schema_sizes.properties);
    assert_true(name.at > schema_strings && name.at < schema_strings + schema_sizes.strings);
}

static void all_types(void **state)
{
    (void)state;
    assert_int_equal(schema_type_count(), 1828);
    assert_int_equal(schema_region_count(), 46);
    for (size_t i = 0; i < schema_type_count(); i++) {
        struct text name = schema_type_name(schema_type_at(i));
        assert_ptr_equal(schema_type_find(name), schema_type_at(i));
        if (i > 0)
            assert_true(text_compare(schema_type_name(schema_type_at(i - 1)), name) < 0);
        assert_true(schema_property_count(schema_type_shape(schema_type_at(i))) > 0 ||
                    schema_attribute_count(schema_type_at(i)) > 0 ||
                    text_ends(name, "Handle") || text_ends(name, "WaitCondition"));
    }
}

static void unknown_types(void **state)
{
    static const char *const names[] = {
        "", "AWS", "AWS::EC2::subnet", "AWS::EC2::Subne", "AWS::EC2::Subnet ", "AWS::EC2::Subnets", "Custom::Thing",
    };
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        assert_null(schema_type_find(text_of(names[i])));
}

/* Each name finds its own row, and no name with a letter changed, added or left out finds one that bears another. */
static void every_name_is_found(void **state)
{
    size_t count = 0;
    (void)state;
    for (uint32_t i = 0; i < schema_sizes.shapes; i++) {
        const struct schema_shape *shape = &schema_shapes[i];
        for (size_t j = 0; j < schema_property_count(shape); j++, count++) {
            const struct schema_property *property = schema_property_at(shape, j);
            struct text name = schema_property_name(property);
            char other[300];
            struct text changed = { other, name.length };
            assert_ptr_equal(schema_property_find(shape, name), property);
            if (j > 0)
                assert_true(text_compare(schema_property_name(schema_property_at(shape, j - 1)), name) < 0);
            assert_true(name.length > 0 && name.length < sizeof other);
            memcpy(other, name.at, name.length);
            other[name.length / 2] ^= 1;
            if (schema_property_find(shape, changed))
                assert_true(text_equal(schema_property_name(schema_property_find(shape, changed)), changed));
            changed.length--;
            other[name.length / 2] ^= 1;
            if (schema_property_find(shape, changed))
                assert_true(text_equal(schema_property_name(schema_property_find(shape, changed)), changed));
        }
    }
    assert_int_equal(count, schema_sizes.properties);
    assert_true(count > 40000);
}

static void good_string(uint32_t place)
{
    uint32_t length;
    if (place == 0)
        return;
    assert_true(place >= 2 && place < schema_sizes.strings);
    length = (uint32_t)(unsigned char)schema_strings[place - 2] | (uint32_t)(unsigned char)schema_strings[place - 1] << 8;
    assert_true(length > 0);
    assert_true(place + length < schema_sizes.strings);
    assert_int_equal(schema_strings[place + length], 0);
    assert_int_equal(strlen(schema_strings + place), length);
    for (uint32_t i = 0; i < length; i++)
        assert_true((unsigned char)schema_strings[place + i] >= 32);
}

static void good_list(uint32_t at)
{
    uint32_t count;
    assert_true(at < schema_sizes.lists);
    count = schema_lists[at] & SCHEMA_LIST_COUNT;
    assert_true(at + count < schema_sizes.lists);
    for (uint32_t i = 1; i <= count; i++)
        good_string(schema_lists[at + i]);
}

static void good_facts(uint32_t at)
{
    uint32_t word = at;
    assert_true(at < schema_sizes.facts);
    for (unsigned fact = 0; fact < SCHEMA_FACT_COUNT; fact++) {
        uint32_t value;
        if (!(schema_facts[at] >> fact & 1))
            continue;
        assert_true(++word < schema_sizes.facts);
        value = schema_facts[word];
        if (fact == SCHEMA_FACT_ENUM || fact == SCHEMA_FACT_FORMATS || fact == SCHEMA_FACT_RELATIONS)
            good_list(value);
        else if (fact == SCHEMA_FACT_PATTERN || fact == SCHEMA_FACT_KEYS || fact == SCHEMA_FACT_DEFAULT)
            good_string(value);
        else if (fact == SCHEMA_FACT_RANGE_LOW || fact == SCHEMA_FACT_RANGE_HIGH)
            assert_true(value < schema_sizes.numbers);
        else if (fact == SCHEMA_FACT_REGIONS)
            assert_true(value > 0 && value < schema_sizes.region_sets);
    }
}

static void everything_is_in_range(void **state)
{
    (void)state;
    for (uint32_t i = 0; i < schema_sizes.types; i++) {
        const struct schema_type *type = &schema_types[i];
        good_string(type->name);
        good_string(type->tags);
        good_string(type->lifecycle);
        good_string(type->lifecycle_date);
        good_string(type->transform);
        good_list(type->identifiers);
        good_list(type->reference);
        assert_true(type->shape < schema_sizes.shapes && type->attributes < schema_sizes.shapes);
        assert_true(type->regions < schema_sizes.region_sets);
    }
    for (uint32_t i = 0; i < schema_sizes.shapes; i++) {
        const struct schema_shape *shape = &schema_shapes[i];
        good_string(shape->name);
        assert_true(shape->properties + shape->count <= schema_sizes.properties);
        assert_true(shape->slots + shape->mask < schema_sizes.slots);
        assert_true(shape->rules < schema_sizes.rules);
        for (size_t j = 0; j < schema_rule_count(shape); j++) {
            struct schema_rule rule = schema_rule_at(shape, j);
            assert_true(rule.kind <= SCHEMA_EXCLUDES && rule.sets >= 2);
            for (size_t k = 0; k < rule.sets; k++) {
                struct schema_list names = schema_rule_set(rule, k);
                assert_true(names.count > 0);
                for (size_t l = 0; l < names.count; l++)
                    assert_non_null(schema_property_find(shape, schema_list_at(names, l)));
            }
        }
    }
    for (uint32_t i = 0; i < schema_sizes.properties; i++) {
        good_string(schema_properties[i].name);
        good_facts(schema_properties[i].facts);
        assert_true((schema_properties[i].value & SCHEMA_PROPERTY_VALUE) < schema_sizes.values);
    }
    for (uint32_t i = 0; i < schema_sizes.values; i++) {
        uint32_t kind = schema_values[i].what & 15, index = schema_values[i].what >> 4;
        assert_true(kind <= SCHEMA_STRUCT);
        good_facts(schema_values[i].facts);
        assert_true(index < (kind == SCHEMA_STRUCT ? schema_sizes.shapes
                             : kind == SCHEMA_ANY  ? schema_sizes.alternatives
                                                   : schema_sizes.values));
    }
    for (uint32_t i = 0; i < schema_sizes.regions; i++)
        good_string(schema_regions[i]);
}

/* Marks the shapes that a value reaches. */
static void visit(struct schema_value value, bool *seen, size_t *count);

static void visit_shape(const struct schema_shape *shape, bool *seen, size_t *count)
{
    if (seen[shape - schema_shapes])
        return;
    seen[shape - schema_shapes] = true;
    ++*count;
    for (size_t i = 0; i < schema_property_count(shape); i++)
        visit(schema_property_value(schema_property_at(shape, i)), seen, count);
}

static void visit(struct schema_value value, bool *seen, size_t *count)
{
    if (value.kind == SCHEMA_LIST || value.kind == SCHEMA_MAP)
        visit(schema_item(value), seen, count);
    for (size_t i = 0; i < schema_alternative_count(value); i++)
        visit(schema_alternative_at(value, i), seen, count);
    if (value.shape)
        visit_shape(value.shape, seen, count);
}

static void every_shape_is_reached(void **state)
{
    bool *seen = calloc(schema_sizes.shapes, sizeof *seen);
    size_t count = 0;
    (void)state;
    assert_non_null(seen);
    for (size_t i = 0; i < schema_type_count(); i++) {
        visit_shape(schema_type_shape(schema_type_at(i)), seen, &count);
        visit_shape(schema_type_attributes(schema_type_at(i)), seen, &count);
    }
    assert_int_equal(count, schema_sizes.shapes);
    free(seen);
}

/* Every relation names a type that is known, or at least one of CloudFormation's. */
static void relations_lead_somewhere(void **state)
{
    size_t count = 0, lost = 0;
    (void)state;
    for (uint32_t i = 0; i < schema_sizes.properties; i++)
        for (size_t j = 0; j < schema_property_relation_count(&schema_properties[i]); j++, count++) {
            struct schema_relation relation = schema_property_relation_at(&schema_properties[i], j);
            const struct schema_type *type = schema_type_find(relation.type);
            lost += !type || (!schema_attribute_exists(type, relation.attribute) &&
                                     !schema_property_find(schema_type_shape(type), relation.attribute));
        }
    assert_true(count > 800);
    assert_true(lost * 20 < count);
}

/* Types that hold themselves (a rule of rules) are one shape, not an endless row. */
static void shapes_that_hold_themselves(void **state)
{
    const struct schema_shape *rule = shape_of(property_of("AWS::WAFv2::WebACL", "Rules"));
    const struct schema_shape *statement = shape_of(schema_property_find(rule, TEXT("Statement")));
    const struct schema_shape *not = shape_of(schema_property_find(statement, TEXT("NotStatement")));
    (void)state;
    assert_text(schema_shape_name(statement), "Statement");
    assert_ptr_equal(shape_of(schema_property_find(not, TEXT("Statement"))), statement);
}

static void equal_structures_are_shared(void **state)
{
    (void)state;
    assert_ptr_equal(shape_of(property_of("AWS::EC2::VPC", "Tags")), shape_of(property_of("AWS::EC2::Subnet", "Tags")));
    assert_ptr_not_equal(shape_of(property_of("AWS::EC2::VPC", "Tags")),
                         shape_of(property_of("AWS::AutoScaling::AutoScalingGroup", "Tags")));
}

/* ---- Facts ---- */

static void tags(void **state)
{
    static const struct { const char *type; enum schema_tags form; const char *property; } expected[] = {
        { "AWS::EC2::VPC", SCHEMA_TAGS_LIST, "Tags" },
        { "AWS::AutoScaling::AutoScalingGroup", SCHEMA_TAGS_GROUP, "Tags" },
        { "AWS::SSM::Parameter", SCHEMA_TAGS_MAP, "Tags" },
        { "AWS::EFS::FileSystem", SCHEMA_TAGS_LIST, "FileSystemTags" },
        { "AWS::Cognito::UserPool", SCHEMA_TAGS_MAP, "UserPoolTags" },
        { "AWS::Route53::HostedZone", SCHEMA_TAGS_LIST, "HostedZoneTags" },
        { "AWS::Backup::BackupVault", SCHEMA_TAGS_MAP, "BackupVaultTags" },
        { "AWS::EC2::Route", SCHEMA_TAGS_NONE, "" },
        { "AWS::EC2::LaunchTemplate", SCHEMA_TAGS_NONE, "" },
        { "AWS::EC2::VPCGatewayAttachment", SCHEMA_TAGS_NONE, "" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
        const struct schema_type *type = type_of(expected[i].type);
        assert_int_equal(schema_type_tags(type), expected[i].form);
        assert_text(schema_type_tags_property(type), expected[i].property);
    }
    for (size_t i = 0; i < schema_type_count(); i++) {
        const struct schema_type *type = schema_type_at(i);
        bool property = schema_property_find(schema_type_shape(type), schema_type_tags_property(type)) != NULL;
        assert_true((schema_type_tags(type) != SCHEMA_TAGS_NONE) == property);
    }
}

static void required(void **state)
{
    static const struct { const char *type, *property; bool required; } expected[] = {
        { "AWS::EC2::Subnet", "VpcId", true }, { "AWS::EC2::Subnet", "CidrBlock", false },
        { "AWS::EC2::SecurityGroup", "GroupDescription", true }, { "AWS::EC2::SecurityGroup", "VpcId", false },
        { "AWS::AutoScaling::AutoScalingGroup", "MinSize", true },
        { "AWS::AutoScaling::AutoScalingGroup", "DesiredCapacity", false },
        { "AWS::IAM::Role", "AssumeRolePolicyDocument", true }, { "AWS::IAM::Role", "RoleName", false },
        { "AWS::Lambda::Function", "Code", true }, { "AWS::Lambda::Function", "Role", true },
        { "AWS::EC2::NatGateway", "AllocationId", false }, { "AWS::RDS::DBSubnetGroup", "SubnetIds", true },
        { "AWS::ElasticLoadBalancingV2::Listener", "DefaultActions", true },
        { "AWS::CloudFormation::Stack", "TemplateURL", true }, { "AWS::S3::Bucket", "BucketName", false },
    };
    (void)state;
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++)
        assert_int_equal(schema_property_required(property_of(expected[i].type, expected[i].property)),
                         expected[i].required);
}

static void attributes(void **state)
{
    (void)state;
    assert_true(attribute("AWS::RDS::DBInstance", "Endpoint.Address"));
    assert_true(attribute("AWS::RDS::DBInstance", "Endpoint.Port"));
    assert_true(attribute("AWS::RDS::DBInstance", "MasterUserSecret.SecretArn"));
    assert_true(attribute("AWS::RDS::DBInstance", "DBInstanceArn"));
    assert_false(attribute("AWS::RDS::DBInstance", "Endpoint.Adress"));
    assert_false(attribute("AWS::RDS::DBInstance", "Endpoint."));
    assert_false(attribute("AWS::RDS::DBInstance", ".Address"));
    assert_false(attribute("AWS::RDS::DBInstance", ""));
    assert_false(attribute("AWS::RDS::DBInstance", "Arn"));
    assert_true(attribute("AWS::EC2::EIP", "AllocationId"));
    assert_true(attribute("AWS::EC2::SecurityGroup", "GroupId"));
    assert_true(attribute("AWS::ElasticLoadBalancingV2::LoadBalancer", "DNSName"));
    assert_true(attribute("AWS::ElasticLoadBalancingV2::LoadBalancer", "CanonicalHostedZoneID"));
    assert_true(attribute("AWS::EC2::LaunchTemplate", "LatestVersionNumber"));
    assert_false(attribute("AWS::ElasticLoadBalancingV2::TargetGroup", "DNSName"));
    assert_true(attribute("AWS::DynamoDB::Table", "StreamArn"));
    assert_false(attribute("AWS::DynamoDB::Table", "TableName"));
    assert_int_equal(schema_attribute_value(type_of("AWS::RDS::DBInstance"), TEXT("Endpoint")).kind, SCHEMA_STRUCT);
    assert_int_equal(schema_attribute_value(type_of("AWS::EC2::VPC"), TEXT("CidrBlockAssociations")).kind, SCHEMA_LIST);
    assert_int_equal(schema_attribute_value(type_of("AWS::EC2::VPC"), TEXT("NoSuch")).kind, SCHEMA_STRING);
}

static void open_attributes(void **state)
{
    (void)state;
    assert_true(attribute("AWS::CloudFormation::Stack", "Outputs.Url"));
    assert_false(attribute("AWS::CloudFormation::Stack", "Output.Url"));
    assert_false(attribute("AWS::CloudFormation::Stack", "Outputs."));
    assert_true(attribute("AWS::CloudFormation::CustomResource", "WhateverItSends"));
    assert_true(attribute("AWS::ServiceCatalog::CloudFormationProvisionedProduct", "Outputs.Url"));
    assert_int_equal(schema_attribute_value(type_of("AWS::CloudFormation::Stack"), TEXT("Outputs.Url")).kind,
                     SCHEMA_STRING);
}

static void readable_properties(void **state)
{
    (void)state;
    assert_true(schema_type_readable(type_of("AWS::SQS::Queue")));
    assert_true(attribute("AWS::SQS::Queue", "VisibilityTimeout"));
    assert_true(attribute("AWS::EC2::Instance", "PrivateIp"));
    assert_true(attribute("AWS::EC2::Instance", "SubnetId"));
    assert_false(schema_type_readable(type_of("AWS::EC2::RouteTable")));
    assert_false(attribute("AWS::EC2::RouteTable", "VpcId"));
}

static void references(void **state)
{
    static const struct { const char *type, *name; } expected[] = {
        { "AWS::EC2::VPC", "VpcId" }, { "AWS::EC2::EIP", "PublicIp" }, { "AWS::IAM::Role", "RoleName" },
        { "AWS::S3::Bucket", "BucketName" }, { "AWS::SNS::Topic", "TopicArn" }, { "AWS::SQS::Queue", "QueueUrl" },
        { "AWS::ElasticLoadBalancingV2::LoadBalancer", "LoadBalancerArn" }, { "AWS::Lambda::Function", "FunctionName" },
        { "AWS::RDS::DBInstance", "DBInstanceIdentifier" }, { "AWS::EC2::LaunchTemplate", "LaunchTemplateId" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
        struct schema_list names = schema_type_reference(type_of(expected[i].type));
        assert_int_equal(names.count, 1);
        assert_text(schema_list_at(names, 0), expected[i].name);
    }
    assert_int_equal(schema_type_identifiers(type_of("AWS::EC2::EIP")).count, 2);
}

static void replacement(void **state)
{
    (void)state;
    assert_int_equal(schema_property_replacement(property_of("AWS::EC2::Subnet", "CidrBlock")), SCHEMA_REPLACES);
    assert_int_equal(schema_property_replacement(property_of("AWS::EC2::Subnet", "MapPublicIpOnLaunch")), SCHEMA_KEEPS);
    assert_int_equal(schema_property_replacement(property_of("AWS::RDS::DBInstance", "Engine")), SCHEMA_MAY_REPLACE);
    assert_int_equal(schema_property_replacement(property_of("AWS::RDS::DBInstance", "StorageEncrypted")), SCHEMA_REPLACES);
    assert_true(schema_type_stateful(type_of("AWS::RDS::DBInstance")));
    assert_true(schema_type_stateful(type_of("AWS::S3::Bucket")));
    assert_false(schema_type_stateful(type_of("AWS::EC2::Subnet")));
    assert_true(schema_property_write_only(property_of("AWS::RDS::DBInstance", "MasterUserPassword")));
    assert_false(schema_property_write_only(property_of("AWS::RDS::DBInstance", "MasterUsername")));
    assert_true(schema_property_deprecated(property_of("AWS::RDS::DBInstance", "TdeCredentialArn")));
    assert_text(schema_property_default(property_of("AWS::IAM::Role", "Path")), "/");
    assert_text(schema_property_default(property_of("AWS::IAM::Role", "RoleName")), "");
}

static void relations(void **state)
{
    const struct schema_property *vpc = property_of("AWS::EC2::Subnet", "VpcId");
    const struct schema_property *group = property_of("AWS::EC2::SecurityGroupIngress", "GroupId");
    (void)state;
    assert_int_equal(schema_property_relation_count(vpc), 1);
    assert_text(schema_property_relation_at(vpc, 0).type, "AWS::EC2::VPC");
    assert_text(schema_property_relation_at(vpc, 0).attribute, "VpcId");
    assert_int_equal(schema_property_relation_count(group), 2);
    assert_text(schema_property_relation_at(group, 1).attribute, "DefaultSecurityGroup");
    assert_int_equal(schema_property_relation_count(property_of("AWS::EC2::Subnet", "CidrBlock")), 0);
}

static void limits(void **state)
{
    struct schema_limits range = schema_value_range(schema_property_value(property_of("AWS::Lambda::Function", "Timeout")));
    struct schema_limits length = schema_value_length(schema_property_value(property_of("AWS::IAM::Role", "RoleName")));
    struct schema_limits none = schema_value_length(schema_property_value(property_of("AWS::EC2::VPC", "CidrBlock")));
    struct schema_limits low = schema_value_range(schema_property_value(property_of("AWS::RDS::DBInstance",
                                                                                   "AutomaticBackupReplicationRetentionPeriod")));
    struct schema_value policies = schema_property_value(property_of("AWS::IAM::Role", "ManagedPolicyArns"));
    (void)state;
    assert_true(range.has_low && range.has_high && range.low == 1 && range.high == 900);
    assert_true(length.has_low && length.has_high && length.low == 1 && length.high == 64);
    assert_true(!none.has_low && !none.has_high);
    assert_true(low.has_low && !low.has_high && low.low == 1);
    assert_true(schema_value_items(policies).has_high && schema_value_items(policies).high == 20);
    assert_true(schema_value_unique(policies));
    assert_false(schema_value_unique(schema_property_value(property_of("AWS::EC2::VPC", "Tags"))));
    assert_text(schema_value_pattern(schema_property_value(property_of("AWS::IAM::Role", "RoleName"))), "^[\\w+=,.@-]+$");
    assert_true(schema_value_pattern(schema_item(policies)).length > 0);
    assert_true(schema_value_keys_pattern(schema_property_value(property_of("AWS::SSM::Parameter", "Tags"))).length > 0);
    assert_text(schema_list_at(schema_value_formats(schema_property_value(property_of("AWS::EC2::VPC", "CidrBlock"))), 0),
                "ipv4-network");
}

static bool takes(const char *type, const char *property, const char *value)
{
    return schema_value_enum_has(schema_property_value(property_of(type, property)), text_of(value));
}

static struct schema_list enum_of(const char *type, const char *property)
{
    return schema_value_enum(schema_property_value(property_of(type, property)));
}

static void enums(void **state)
{
    struct schema_list scheme = enum_of("AWS::ElasticLoadBalancingV2::LoadBalancer", "Scheme");
    struct schema_list retention = enum_of("AWS::Logs::LogGroup", "RetentionInDays");
    (void)state;
    assert_int_equal(scheme.count, 2);
    assert_text(schema_list_at(scheme, 0), "internal");
    assert_text(schema_list_at(scheme, 1), "internet-facing");
    assert_true(takes("AWS::ElasticLoadBalancingV2::LoadBalancer", "Scheme", "internal"));
    assert_false(takes("AWS::ElasticLoadBalancingV2::LoadBalancer", "Scheme", "Internal"));
    assert_false(takes("AWS::ElasticLoadBalancingV2::LoadBalancer", "Scheme", ""));
    assert_text(schema_list_at(retention, 0), "1");
    assert_text(schema_list_at(retention, 5), "30");
    assert_text(schema_list_at(retention, retention.count - 1), "3653");
    assert_true(takes("AWS::Logs::LogGroup", "RetentionInDays", "365"));
    assert_false(takes("AWS::Logs::LogGroup", "RetentionInDays", "364"));
    assert_true(schema_value_any_case(schema_property_value(property_of("AWS::EC2::Volume", "VolumeType"))));
    assert_true(takes("AWS::EC2::Volume", "VolumeType", "GP3"));
    assert_false(takes("AWS::EC2::Volume", "VolumeType", "gp4"));
    assert_int_equal(enum_of("AWS::EC2::VPC", "CidrBlock").count, 0);
    /* lists that were new when the table of them grew */
    assert_true(takes("AWS::Glue::Trigger", "Type", "SCHEDULED"));
    assert_true(takes("AWS::ACMPCA::CertificateAuthority", "KeyStorageSecurityStandard", "CCPC_LEVEL_1_OR_HIGHER"));
}

static bool listed(struct schema_list list, struct text text)
{
    for (size_t i = 0; i < list.count; i++)
        if (text_equal(schema_list_at(list, i), text))
            return true;
    return false;
}

/* Every value of every enum is found, and what lacks its last letter only where it is listed, too. */
static void every_enum(void **state)
{
    size_t count = 0;
    (void)state;
    for (uint32_t i = 0; i < schema_sizes.values; i++) {
        struct schema_value value = { .kind = SCHEMA_STRING, .facts = schema_values[i].facts };
        struct schema_list list = schema_value_enum(value);
        for (size_t j = 0; j < list.count; j++, count++) {
            struct text item = schema_list_at(list, j);
            assert_true(schema_value_enum_has(value, item));
            item = text_slice(item, 0, item.length > 0 ? item.length - 1 : 0);
            if (!schema_value_any_case(value))
                assert_int_equal(schema_value_enum_has(value, item), listed(list, item));
        }
    }
    assert_true(count > 13000);
}

static void rules(void **state)
{
    const struct schema_shape *subnet = schema_type_shape(type_of("AWS::EC2::Subnet"));
    const struct schema_shape *ingress = schema_type_shape(type_of("AWS::EC2::SecurityGroupIngress"));
    struct schema_rule first = schema_rule_at(subnet, 0), last;
    size_t excludes = 0;
    (void)state;
    assert_int_equal(schema_rule_count(schema_type_shape(type_of("AWS::EC2::VPCGatewayAttachment"))), 0);
    assert_int_equal(first.kind, SCHEMA_AT_LEAST_ONE);
    assert_int_equal(first.sets, 4);
    assert_text(schema_list_at(schema_rule_set(first, 0), 0), "CidrBlock");
    for (size_t i = 0; i < schema_rule_count(subnet); i++)
        excludes += schema_rule_at(subnet, i).kind == SCHEMA_EXCLUDES;
    assert_int_equal(excludes, 6);
    last = schema_rule_at(subnet, schema_rule_count(subnet) - 1);
    assert_int_equal(last.kind, SCHEMA_NEEDS);
    assert_text(schema_list_at(schema_rule_set(last, 0), 0), "Ipv6NetmaskLength");
    assert_text(schema_list_at(schema_rule_set(last, 1), 0), "Ipv6IpamPoolId");
    assert_int_equal(schema_rule_at(ingress, 0).kind, SCHEMA_EXACTLY_ONE);
    assert_int_equal(schema_rule_at(ingress, 0).sets, 5);
}

static void regions(void **state)
{
    const struct schema_property *prefix = property_of("AWS::S3::Bucket", "BucketNamePrefix");
    (void)state;
    assert_int_equal(schema_type_region(type_of("AWS::EC2::VPC"), TEXT("ap-northeast-1")), SCHEMA_REGION_YES);
    assert_int_equal(schema_type_region(type_of("AWS::EC2::VPC"), TEXT("mars-north-1")), SCHEMA_REGION_UNKNOWN);
    assert_int_equal(schema_type_region(type_of("AWS::CloudFront::Distribution"), TEXT("us-gov-west-1")), SCHEMA_REGION_NO);
    assert_int_equal(schema_type_region(type_of("AWS::Serverless::Function"), TEXT("us-east-1")), SCHEMA_REGION_UNKNOWN);
    assert_int_equal(schema_property_region(prefix, TEXT("me-south-1")), SCHEMA_REGION_NO);
    assert_int_equal(schema_property_region(prefix, TEXT("us-east-1")), SCHEMA_REGION_YES);
    assert_int_equal(schema_property_region(property_of("AWS::S3::Bucket", "Tags"), TEXT("us-east-1")),
                     SCHEMA_REGION_UNKNOWN);
    assert_text(schema_type_lifecycle(type_of("AWS::AutoScaling::LaunchConfiguration")), "maintenance");
    assert_text(schema_type_lifecycle_date(type_of("AWS::AutoScaling::LaunchConfiguration")), "2024-10-01");
    assert_text(schema_type_lifecycle(type_of("AWS::EC2::VPC")), "");
    assert_text(schema_type_transform(type_of("AWS::Serverless::Function")), "AWS::Serverless-2016-10-31");
}

static void kinds(void **state)
{
    struct schema_value value = schema_property_value(property_of("AWS::EC2::Subnet", "Tags"));
    struct schema_value policy = schema_property_value(property_of("AWS::IAM::Role", "AssumeRolePolicyDocument"));
    struct schema_value parameters = schema_property_value(property_of("AWS::CloudFormation::Stack", "Parameters"));
    (void)state;
    assert_int_equal(value.kind, SCHEMA_LIST);
    assert_null(value.shape);
    assert_int_equal(schema_item(value).kind, SCHEMA_STRUCT);
    assert_text(schema_shape_name(schema_item(value).shape), "Tag");
    assert_text(schema_shape_name(schema_type_shape(type_of("AWS::EC2::Subnet"))), "");
    assert_int_equal(policy.kind, SCHEMA_ANY);
    assert_int_equal(schema_alternative_count(policy), 2);
    assert_int_equal(schema_alternative_at(policy, 1).kind, SCHEMA_STRING);
    assert_int_equal(parameters.kind, SCHEMA_MAP);
    assert_int_equal(schema_item(parameters).kind, SCHEMA_ANY);
    assert_int_equal(schema_alternative_count(schema_item(parameters)), 0);
    assert_int_equal(schema_property_value(property_of("AWS::EC2::VPC", "EnableDnsSupport")).kind, SCHEMA_BOOLEAN);
    assert_int_equal(schema_property_value(property_of("AWS::SQS::Queue", "DelaySeconds")).kind, SCHEMA_INTEGER);
}

/* ---- Text ---- */

static void describes(const char *name, const char *expected)
{
    struct arena arena;
    struct text text;
    arena_init(&arena, NULL);
    text = schema_describe(&arena, text_of(name));
    if (!text_equal_c(text, expected))
        fail_msg("%s:\n%.*s\nis not\n%s", name, (int)text.length, text.at, expected);
    arena_free(&arena);
}

static void text_of_properties(void **state)
{
    (void)state;
    describes("AWS::EC2::Subnet.VpcId", "AWS::EC2::Subnet.VpcId\n"
              "  string\n"
              "  Required.\n"
              "  A change replaces the resource.\n"
              "  Takes VpcId of AWS::EC2::VPC.\n"
              "  An attribute as well (Fn::GetAtt).\n"
              "  Format: AWS::EC2::VPC.Id\n");
    describes("AWS::RDS::DBInstance.Endpoint.Address", "AWS::RDS::DBInstance.Endpoint.Address\n"
              "  string\n"
              "  An attribute (Fn::GetAtt).\n");
    describes("AWS::EC2::Instance.BlockDeviceMappings.Ebs.VolumeType",
              "AWS::EC2::Instance.BlockDeviceMappings.Ebs.VolumeType\n"
              "  string\n"
              "  One of:\n"
              "    gp2, gp3, io1, io2, sc1, st1, standard\n");
    describes("AWS::Lambda::Function.Timeout", "AWS::Lambda::Function.Timeout\n"
              "  integer\n"
              "  Range: 1 to 900\n");
}

static void text_of_types(void **state)
{
    (void)state;
    describes("AWS::EC2::RouteTable", "AWS::EC2::RouteTable\n"
              "  Ref gives RouteTableId.\n"
              "  Takes tags in Tags, a list of {Key, Value}.\n"
              "  Exists in every region.\n"
              "\n"
              "Properties\n"
              "  Tags   list of Tag\n"
              "  VpcId  string, required, replaces, takes AWS::EC2::VPC.VpcId\n"
              "\n"
              "Attributes\n"
              "  RouteTableId  string\n");
}

static void text_of_nothing(void **state)
{
    static const char *const names[] = {
        "", ".", "AWS", "AWS::EC2::Subnet.", "AWS::EC2::Subnet.CidrBlok", "AWS::EC2::Subnet..CidrBlock",
        "AWS::EC2::Subnet.CidrBlock.More", "MT2003",
    };
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        describes(names[i], "");
}

static void text_of_everything(void **state)
{
    struct arena arena;
    (void)state;
    arena_init(&arena, NULL);
    for (size_t i = 0; i < schema_type_count(); i++) {
        const struct schema_shape *shape = schema_type_shape(schema_type_at(i));
        struct text name = schema_type_name(schema_type_at(i));
        struct text text = schema_describe(&arena, name);
        assert_true(text.length > name.length && text_ends(text, "\n"));
        assert_int_equal(memcmp(text.at, name.at, name.length), 0);
        for (size_t j = 0; j < schema_property_count(shape); j++) {
            struct buffer path;
            buffer_init(&path, &arena);
            buffer_add(&path, name);
            buffer_add_char(&path, '.');
            buffer_add(&path, schema_property_name(schema_property_at(shape, j)));
            text = schema_describe(&arena, buffer_text(&path));
            assert_true(text.length > path.length && text_ends(text, "\n"));
        }
        arena_reset(&arena);
    }
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(used_in_place),
        cmocka_unit_test(all_types),
        cmocka_unit_test(unknown_types),
        cmocka_unit_test(every_name_is_found),
        cmocka_unit_test(everything_is_in_range),
        cmocka_unit_test(every_shape_is_reached),
        cmocka_unit_test(relations_lead_somewhere),
        cmocka_unit_test(shapes_that_hold_themselves),
        cmocka_unit_test(equal_structures_are_shared),
        cmocka_unit_test(tags),
        cmocka_unit_test(required),
        cmocka_unit_test(attributes),
        cmocka_unit_test(open_attributes),
        cmocka_unit_test(readable_properties),
        cmocka_unit_test(references),
        cmocka_unit_test(replacement),
        cmocka_unit_test(relations),
        cmocka_unit_test(limits),
        cmocka_unit_test(enums),
        cmocka_unit_test(every_enum),
        cmocka_unit_test(rules),
        cmocka_unit_test(regions),
        cmocka_unit_test(kinds),
        cmocka_unit_test(text_of_properties),
        cmocka_unit_test(text_of_types),
        cmocka_unit_test(text_of_nothing),
        cmocka_unit_test(text_of_everything),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
