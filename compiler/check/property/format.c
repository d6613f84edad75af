/* Formats: known text against what the facts say that it is: an ID of EC2, an
   ARN, a network. Called for each property by bound.c. */
#include "check/property/property.h"
#include "check/property/regex.h"

struct format {
    const char *name, *pattern, *what;
};

#define ARN "^arn:aws[a-zA-Z-]*:"
#define EC2_ID(prefix) "^" prefix "-([0-9a-f]{8}|[0-9a-f]{17})$"

/* "Resource IDs", Amazon EC2 User Guide: 8 or 17 hexadecimal digits; "IAM
   identifiers", "Identify AWS resources with ARNs". An image may be named by a
   parameter of Systems Manager ("Use a Systems Manager parameter instead of an
   AMI ID"). */
static const struct format FORMATS[] = {
    { "AWS::ACM::Certificate.Arn", ARN "(acm:[a-z0-9-]+:[0-9]{12}:certificate|iam::[0-9]{12}:server-certificate)/.+$",
      "a certificate's ARN" },
    { "AWS::EC2::Image.Id", "^(ami-([0-9a-f]{8}|[0-9a-f]{17})$|resolve:ssm:)", "an image's ID" },
    { "AWS::EC2::SecurityGroup.Id", EC2_ID("sg"), "a security group's ID" },
    { "AWS::EC2::Subnet.Id", EC2_ID("subnet"), "a subnet's ID" },
    { "AWS::EC2::VPC.Id", EC2_ID("vpc"), "a VPC's ID" },
    { "AWS::IAM::Role.Arn", ARN "iam::[0-9]{12}:role/.+$", "a role's ARN" },
    { "AWS::KMS::Key.Arn", ARN "kms:[a-z0-9-]+:[0-9]{12}:(key|alias)/.+$", "a key's ARN" },
    { "AWS::Lambda::Function.Arn", ARN "lambda:[a-z0-9-]+:[0-9]{12}:function:.+$", "a function's ARN" },
    { "AWS::SNS::Topic.Arn", ARN "sns:[a-z0-9-]+:[0-9]{12}:.+$", "a topic's ARN" },
    { "ipv4-network", "^((25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(\\.|/(?=[0-9]+$))){4}(3[0-2]|[12]?[0-9])$",
      "an IPv4 network" },
    { "ipv6-network", "^[0-9a-fA-F:.]*:[0-9a-fA-F:.]*/(12[0-8]|1[01][0-9]|[1-9]?[0-9])$", "an IPv6 network" },
};

static const struct format *format_of(struct text name)
{
    for (size_t i = 0; i < sizeof FORMATS / sizeof *FORMATS; i++)
        if (text_equal_c(name, FORMATS[i].name))
            return &FORMATS[i];
    return NULL;
}

/* Where the formats are several, any of them will do; one that is not known here, too. */
bool property_format(const struct property *property, struct value value, struct text text,
                     struct schema_value wanted)
{
    struct check *check = property->check;
    struct schema_list formats = schema_value_formats(wanted);
    const struct format *format = NULL;
    for (size_t i = 0; i < formats.count; i++) {
        format = format_of(schema_list_at(formats, i));
        if (!format || regex_search(check->regexes, text_of(format->pattern), text) != REGEX_MISSES)
            return true;
    }
    if (!format)
        return true;
    struct diagnostic *diagnostic =
        property_report(property, MT2017, value, property_name(property), property_owner(property), format->what,
                        value_describe(check->arena, value));
    if (strcmp(format->name, "ipv4-network") == 0)
        report_help(check->reporter, diagnostic, "four numbers up to 255 and a prefix: 10.0.0.0/16");
    return false;
}
