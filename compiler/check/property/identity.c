/* Identity: what a reference gives against what a property takes. A Ref of a VPC
   is no subnet's ID, an elastic IP's Ref is an address and no allocation's ID, a
   role's Ref is its name and no ARN. Told is only what is certain: all that the
   property takes must be known (its formats and relations), and what the
   reference gives must be known to be something else. Called by property.c for
   each reference and parameter. */
#include "check/property/property.h"
#include "check/property/regex.h"

enum form {
    FORM_UNKNOWN,
    FORM_ID,            /* of EC2, with a prefix of its own */
    FORM_ARN,
    FORM_NAME,
    FORM_ADDRESS
};

struct identity {
    enum form form;
    const char *prefix;         /* FORM_ID: "subnet" */
};

/* What attributes of EC2's types give. "Resource IDs", Amazon EC2 User Guide,
   and the "Return values" of each type in the CloudFormation User Guide. */
static const struct {
    const char *type, *attribute, *prefix;
} IDS[] = {
    { "AWS::EC2::CarrierGateway", "CarrierGatewayId", "cagw" },
    { "AWS::EC2::CustomerGateway", "CustomerGatewayId", "cgw" },
    { "AWS::EC2::DHCPOptions", "DhcpOptionsId", "dopt" },
    { "AWS::EC2::EIP", "AllocationId", "eipalloc" },
    { "AWS::EC2::EgressOnlyInternetGateway", "Id", "eigw" },
    { "AWS::EC2::Image", "Id", "ami" },             /* of a format and a parameter's type only */
    { "AWS::EC2::Instance", "InstanceId", "i" },
    { "AWS::EC2::InternetGateway", "InternetGatewayId", "igw" },
    { "AWS::EC2::LaunchTemplate", "LaunchTemplateId", "lt" },
    { "AWS::EC2::NatGateway", "NatGatewayId", "nat" },
    { "AWS::EC2::NetworkAcl", "Id", "acl" },
    { "AWS::EC2::NetworkInterface", "Id", "eni" },
    { "AWS::EC2::PrefixList", "PrefixListId", "pl" },
    { "AWS::EC2::RouteTable", "RouteTableId", "rtb" },
    { "AWS::EC2::SecurityGroup", "GroupId", "sg" },
    { "AWS::EC2::SecurityGroup", "Id", "sg" },
    { "AWS::EC2::Subnet", "SubnetId", "subnet" },
    { "AWS::EC2::TransitGateway", "Id", "tgw" },
    { "AWS::EC2::VPC", "DefaultNetworkAcl", "acl" },
    { "AWS::EC2::VPC", "DefaultSecurityGroup", "sg" },
    { "AWS::EC2::VPC", "VpcId", "vpc" },
    { "AWS::EC2::VPCEndpoint", "Id", "vpce" },
    { "AWS::EC2::VPCPeeringConnection", "Id", "pcx" },
    { "AWS::EC2::VPNGateway", "VPNGatewayId", "vgw" },
    { "AWS::EC2::Volume", "VolumeId", "vol" },
};

static struct identity identity_of_attribute(struct text type, struct text attribute)
{
    for (size_t i = 0; i < sizeof IDS / sizeof *IDS; i++)
        if (text_equal_c(attribute, IDS[i].attribute) && text_equal_c(type, IDS[i].type))
            return (struct identity){ FORM_ID, IDS[i].prefix };
    if (text_equal_c(type, "AWS::EC2::EIP") && text_equal_c(attribute, "PublicIp"))
        return (struct identity){ FORM_ADDRESS, NULL };
    if (text_ends(attribute, "Arn") || text_ends(attribute, "ARN"))
        return (struct identity){ FORM_ARN, NULL };
    if (text_ends(attribute, "Name"))
        return (struct identity){ FORM_NAME, NULL };
    return (struct identity){ FORM_UNKNOWN, NULL };
}

/* "AWS::EC2::Subnet.Id" of a format; an ID of EC2 is called Id there. */
static struct identity identity_of_format(struct text format)
{
    const char *dot = memchr(format.at, '.', format.length);
    if (!dot)
        return (struct identity){ FORM_UNKNOWN, NULL };
    struct text type = { format.at, (size_t)(dot - format.at) };
    struct text attribute = text_slice(format, type.length + 1, format.length);
    if (!text_equal_c(attribute, "Id"))
        return identity_of_attribute(type, attribute);
    for (size_t i = 0; i < sizeof IDS / sizeof *IDS; i++)
        if (text_equal_c(type, IDS[i].type) && strncmp(IDS[i].attribute, "Default", 7) != 0)
            return (struct identity){ FORM_ID, IDS[i].prefix };
    return (struct identity){ FORM_UNKNOWN, NULL };
}

/* -------------------------------------------------------------------- given */

/* What stands in the property: an identity, and of what. */
struct given {
    struct identity identity;
    const struct resource *resource;    /* NULL: a parameter */
    struct text attribute;
};

/* "Supported AWS-specific parameter types", CloudFormation User Guide. */
static struct identity identity_of_parameter(const struct parameter *parameter)
{
    static const struct { const char *type, *prefix; } TYPES[] = {
        { "AWS::EC2::Image::Id", "ami" }, { "AWS::EC2::Instance::Id", "i" },
        { "AWS::EC2::SecurityGroup::Id", "sg" }, { "AWS::EC2::Subnet::Id", "subnet" },
        { "AWS::EC2::VPC::Id", "vpc" }, { "AWS::EC2::Volume::Id", "vol" },
    };
    struct text type = text_of(parameter->type);
    static const char *const WRAPPERS[] = { "AWS::SSM::Parameter::Value<", "List<" };
    for (size_t i = 0; i < 2; i++)
        if (text_starts(type, WRAPPERS[i]))
            type = text_slice(type, strlen(WRAPPERS[i]), type.length - 1);
    for (size_t i = 0; i < sizeof TYPES / sizeof *TYPES; i++)
        if (text_equal_c(type, TYPES[i].type))
            return (struct identity){ FORM_ID, TYPES[i].prefix };
    if (text_equal_c(type, "AWS::EC2::KeyPair::KeyName") || text_equal_c(type, "AWS::EC2::SecurityGroup::GroupName"))
        return (struct identity){ FORM_NAME, NULL };
    return (struct identity){ FORM_UNKNOWN, NULL };
}

static struct given given_of(struct value value)
{
    struct given given = { { FORM_UNKNOWN, NULL }, NULL, TEXT("") };
    if (value.kind == VALUE_PARAMETER)
        given.identity = identity_of_parameter(value.parameter);
    if (value.kind == VALUE_RESOURCE && value.resource->schema) {
        struct schema_list reference = schema_type_reference(value.resource->schema);
        given.resource = value.resource;
        if (reference.count == 1)
            given.attribute = schema_list_at(reference, 0);
    }
    if (value.kind == VALUE_ATTRIBUTE && value.attribute->resource->schema) {
        given.resource = value.attribute->resource;
        given.attribute = atom_text(value.attribute->name);
    }
    if (given.attribute.length)
        given.identity = identity_of_attribute(atom_text(given.resource->type), given.attribute);
    return given;
}

/* ------------------------------------------------------------------- wanted */

struct wanted {
    bool known;                 /* all that the property takes is */
    bool arn, name, address;
    bool ids;                   /* those of .prefixes */
    const char *prefixes[8];
    unsigned prefix_count;
};

static void add_wanted(struct wanted *wanted, struct identity identity)
{
    switch (identity.form) {
    case FORM_UNKNOWN: wanted->known = false; break;
    case FORM_ARN: wanted->arn = true; break;
    case FORM_NAME: wanted->name = true; break;
    case FORM_ADDRESS: wanted->address = true; break;
    case FORM_ID:
        wanted->ids = true;
        if (wanted->prefix_count == sizeof wanted->prefixes / sizeof *wanted->prefixes)
            wanted->known = false;
        else
            wanted->prefixes[wanted->prefix_count++] = identity.prefix;
    }
}

static struct wanted wanted_of(const struct property *property, struct schema_value value)
{
    struct wanted wanted = { .known = true };
    struct schema_list formats = schema_value_formats(value);
    size_t relations = schema_property_relation_count(property->schema);
    for (size_t i = 0; i < formats.count; i++)
        add_wanted(&wanted, identity_of_format(schema_list_at(formats, i)));
    for (size_t i = 0; i < relations; i++) {
        struct schema_relation relation = schema_property_relation_at(property->schema, i);
        add_wanted(&wanted, identity_of_attribute(relation.type, relation.attribute));
    }
    wanted.known &= formats.count + relations > 0;
    return wanted;
}

/* Whether only an ARN will do: many a property that is documented with ARNs takes names as well. */
static bool only_arns(const struct property *property, struct schema_value value)
{
    struct text name = schema_property_name(property->schema), pattern = schema_value_pattern(value);
    return text_ends(name, "Arn") || text_ends(name, "ARN") || text_ends(name, "Arns") || text_ends(name, "ARNs")
        || text_starts(pattern, "^arn") || text_starts(pattern, "arn:") || schema_value_formats(value).count;
}

static bool takes_prefix(const struct wanted *wanted, const char *prefix)
{
    for (unsigned i = 0; i < wanted->prefix_count; i++)
        if (strcmp(wanted->prefixes[i], prefix) == 0)
            return true;
    return false;
}

/* A group in a VPC is known by its ID; where a name is due, the name of a default VPC's group is meant. */
static bool is_group_in_vpc(const struct given *given)
{
    return given->resource && strcmp(given->identity.prefix, "sg") == 0
        && given->resource->properties.kind == VALUE_MAP && value_get_c(given->resource->properties, "VpcId");
}

static bool only_group_names(struct schema_value value)
{
    struct schema_list formats = schema_value_formats(value);
    return formats.count == 1 && text_equal_c(schema_list_at(formats, 0), "AWS::EC2::SecurityGroup.Name");
}

static bool is_wrong(const struct property *property, const struct wanted *wanted, const struct given *given,
                     struct schema_value value)
{
    bool ids_only = wanted->ids && !wanted->arn && !wanted->name && !wanted->address;
    bool arns_only = wanted->arn && !wanted->ids && !wanted->name && !wanted->address && only_arns(property, value);
    switch (given->identity.form) {
    case FORM_UNKNOWN: break;
    case FORM_ID:
        if (wanted->name && !wanted->ids && !wanted->arn && only_group_names(value))
            return is_group_in_vpc(given);
        return arns_only || (ids_only && !takes_prefix(wanted, given->identity.prefix));
    case FORM_ARN: return ids_only;
    case FORM_NAME: return ids_only || arns_only;
    case FORM_ADDRESS: return ids_only || arns_only;
    }
    return false;
}

/* ------------------------------------------------------------------ telling */

static const char *given_describe(struct arena *arena, const struct given *given, struct value value)
{
    if (value.kind == VALUE_PARAMETER)
        return text_format(arena, "the parameter '%s', which is %s", value.parameter->name->text,
                           value.parameter->type).at;
    return text_format(arena, "'%.*s' of '%s' (%s)", (int)given->attribute.length, given->attribute.at,
                       given->resource->id, given->resource->type->text).at;
}

static struct text wanted_text(struct arena *arena, const struct property *property, struct schema_value value)
{
    struct schema_list formats = schema_value_formats(value);
    if (formats.count)
        return schema_list_at(formats, 0);
    struct schema_relation relation = schema_property_relation_at(property->schema, 0);
    return text_format(arena, "%.*s.%.*s", (int)relation.type.length, relation.type.at, (int)relation.attribute.length,
                       relation.attribute.at);
}

/* The attribute of the same resource that the property takes, or empty. */
static struct text right_attribute(const struct property *property, const struct given *given, struct schema_value value)
{
    struct text type = given->resource ? atom_text(given->resource->type) : TEXT("");
    for (size_t i = 0; i < schema_property_relation_count(property->schema); i++) {
        struct schema_relation relation = schema_property_relation_at(property->schema, i);
        if (text_equal(relation.type, type))
            return relation.attribute;
    }
    struct schema_list formats = schema_value_formats(value);
    for (size_t i = 0; i < formats.count; i++) {
        struct text format = schema_list_at(formats, i);
        if (format.length > type.length && text_equal(text_slice(format, 0, type.length), type)
            && format.at[type.length] == '.' && type.length)
            return text_slice(format, type.length + 1, format.length);
    }
    return TEXT("");
}

const char *reference_no_arn(struct arena *arena, struct value value)
{
    struct given given = given_of(value);
    if (!given.resource || given.identity.form == FORM_UNKNOWN || given.identity.form == FORM_ARN)
        return NULL;
    return given_describe(arena, &given, value);
}

void property_identity(const struct property *property, struct value value, struct schema_value wanted_value)
{
    struct check *check = property->check;
    struct given given = given_of(value);
    if (given.identity.form == FORM_UNKNOWN)
        return;
    struct wanted wanted = wanted_of(property, wanted_value);
    if (!wanted.known || !is_wrong(property, &wanted, &given, wanted_value))
        return;
    struct text right = right_attribute(property, &given, wanted_value);
    struct text takes = right.length ? text_format(check->arena, "%s.%.*s", given.resource->type->text,
                                                   (int)right.length, right.at)
                                     : wanted_text(check->arena, property, wanted_value);
    struct diagnostic *diagnostic =
        property_report(property, MT2019, value, property_name(property), property_owner(property),
                        text_cstring(check->arena, takes), given_describe(check->arena, &given, value));
    if (right.length && given.resource->schema && schema_attribute_exists(given.resource->schema, right))
        report_help(check->reporter, diagnostic, "'%s.%.*s' is the attribute that it takes", given.resource->id,
                    (int)right.length, right.at);
    else if (only_group_names(wanted_value))
        report_help(check->reporter, diagnostic, "groups in a VPC stand in 'SecurityGroupIds'");
}
