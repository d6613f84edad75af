/* Schema: what AWS says of each resource type, read in place from one table in
   the binary that the build makes from the facts under stdlib/types/. No
   start-up work: nothing is parsed, unpacked or allocated.

   Source of the facts: the CloudFormation resource specification as published
   in the npm package @aws-cdk/aws-service-spec, and limits from cfn-lint. */
#ifndef MTC_MODEL_SCHEMA_H
#define MTC_MODEL_SCHEMA_H

#include "base/text.h"

struct schema_type;         /* AWS::EC2::Subnet */
struct schema_shape;        /* the properties of a type or of a nested structure */
struct schema_property;     /* one property of a shape */

/* What a property's value is. */
enum schema_kind {
    SCHEMA_ANY,             /* JSON as it comes, or not known */
    SCHEMA_STRING,
    SCHEMA_INTEGER,
    SCHEMA_NUMBER,
    SCHEMA_BOOLEAN,
    SCHEMA_LIST,            /* of .item */
    SCHEMA_MAP,             /* from text to .item */
    SCHEMA_STRUCT           /* with .shape */
};

/* A property's (or list item's) type, by value. */
struct schema_value {
    enum schema_kind kind;
    const struct schema_shape *shape;   /* SCHEMA_STRUCT, else NULL */
    uint32_t item;                      /* LIST and MAP: for schema_item; ANY: for schema_alternative_at */
    uint32_t facts;                     /* for the functions that say what values it takes */
};

/* Whether changing a property makes CloudFormation replace the resource. */
enum schema_replacement {
    SCHEMA_KEEPS,
    SCHEMA_MAY_REPLACE,     /* on some changes */
    SCHEMA_REPLACES
};

enum schema_region {
    SCHEMA_REGION_UNKNOWN,  /* the type's regions, or this region, are not recorded */
    SCHEMA_REGION_YES,
    SCHEMA_REGION_NO
};

/* Lower and upper end, both in it. Counts of characters, of items, or numbers. */
struct schema_limits {
    bool has_low, has_high;
    double low, high;
};

/* A property takes the attribute of a resource of the type: {AWS::EC2::VPC, VpcId}. */
struct schema_relation {
    struct text type, attribute;
};

/* Rules across the properties of one shape. A set is names that stand together. */
enum schema_rule_kind {
    SCHEMA_EXACTLY_ONE,     /* of the sets is present */
    SCHEMA_AT_LEAST_ONE,    /* of the sets is present */
    SCHEMA_NEEDS,           /* the one name of set 0 needs all of set 1 */
    SCHEMA_EXCLUDES         /* the one name of set 0 forbids each of set 1 */
};

struct schema_rule {
    enum schema_rule_kind kind;
    size_t sets;
    uint32_t at;            /* for schema_rule_set */
};

/* How a type takes tags. */
enum schema_tags {
    SCHEMA_TAGS_NONE,
    SCHEMA_TAGS_LIST,       /* [{Key, Value}] */
    SCHEMA_TAGS_MAP,        /* {key: value} */
    SCHEMA_TAGS_GROUP       /* [{Key, Value, PropagateAtLaunch}] */
};

/* Lists of names or values that the table holds. */
struct schema_list {
    size_t count;
    uint32_t at;
};
struct text schema_list_at(struct schema_list list, size_t index);

/* ---- Types ---- */

/* The type of that name, or NULL. Custom::X and AWS::CloudFormation::CustomResource are the caller's matter. */
const struct schema_type *schema_type_find(struct text name);
struct text schema_type_name(const struct schema_type *type);
size_t schema_type_count(void);
const struct schema_type *schema_type_at(size_t index);             /* in order of name */
const struct schema_shape *schema_type_shape(const struct schema_type *type);
/* Whether Fn::GetAtt takes that name. Beside the listed ones these are: a path
   into a structure that is an attribute ("Endpoint.Address" of "Endpoint"); any
   name that an open one covers ("Outputs.Url" by "Outputs.*" of a nested stack);
   and each property of the types whose properties can be read back. */
bool schema_attribute_exists(const struct schema_type *type, struct text name);
/* The listed attributes in order of name; an open one ends in "*". */
size_t schema_attribute_count(const struct schema_type *type);
struct text schema_attribute_at(const struct schema_type *type, size_t index);
/* The attribute's type; SCHEMA_STRING where it is not known. */
struct schema_value schema_attribute_value(const struct schema_type *type, struct text name);
/* The listed attributes as a shape; their facts are read as a property's. */
const struct schema_shape *schema_type_attributes(const struct schema_type *type);
/* Whether each property is an attribute as well. */
bool schema_type_readable(const struct schema_type *type);
/* The properties or attributes that tell one resource from another; empty where not known. */
struct schema_list schema_type_identifiers(const struct schema_type *type);
/* The properties or attributes whose values Ref gives, joined by "|"; empty where not known. */
struct schema_list schema_type_reference(const struct schema_type *type);
enum schema_region schema_type_region(const struct schema_type *type, struct text region);
/* "sunset" (no new customers), "shutdown" (gone) or "maintenance"; empty where it is well and alive. */
struct text schema_type_lifecycle(const struct schema_type *type);
/* The day from which that holds, YYYY-MM-DD; empty where not known. */
struct text schema_type_lifecycle_date(const struct schema_type *type);
/* The transform without which the type does not exist ("AWS::Serverless-2016-10-31"), or empty. */
struct text schema_type_transform(const struct schema_type *type);
enum schema_tags schema_type_tags(const struct schema_type *type);
/* The name of the property that takes the tags ("Tags"; empty where none). */
struct text schema_type_tags_property(const struct schema_type *type);
/* Whether it holds data, so that replacing or deleting it loses something. */
bool schema_type_stateful(const struct schema_type *type);

/* ---- Properties ---- */

const struct schema_property *schema_property_find(const struct schema_shape *shape, struct text name);
/* In order of name. */
size_t schema_property_count(const struct schema_shape *shape);
const struct schema_property *schema_property_at(const struct schema_shape *shape, size_t index);
struct text schema_property_name(const struct schema_property *property);
struct schema_value schema_property_value(const struct schema_property *property);
bool schema_property_required(const struct schema_property *property);
enum schema_replacement schema_property_replacement(const struct schema_property *property);
/* Only AWS sets it; a template must not. */
bool schema_property_read_only(const struct schema_property *property);
/* AWS does not give it back, so that drift cannot be seen. */
bool schema_property_write_only(const struct schema_property *property);
bool schema_property_deprecated(const struct schema_property *property);
/* What AWS takes where it is left out, as text; empty where not known. */
struct text schema_property_default(const struct schema_property *property);
size_t schema_property_relation_count(const struct schema_property *property);
struct schema_relation schema_property_relation_at(const struct schema_property *property, size_t index);
/* What document its text is: "json", "identity-policy", "resource-policy", "trust-policy",
   "service-policy" (a Resource may be left out), "base64"; empty where not known. */
struct text schema_property_document(const struct schema_property *property);
/* Whether a region lacks this property although it has the type. */
enum schema_region schema_property_region(const struct schema_property *property, struct text region);

size_t schema_rule_count(const struct schema_shape *shape);
struct schema_rule schema_rule_at(const struct schema_shape *shape, size_t index);
struct schema_list schema_rule_set(struct schema_rule rule, size_t set);

/* ---- Values ---- */

/* Whether anything beyond its kind is known of what it takes. */
bool schema_value_limited(struct schema_value value);
/* The items of a list or a map. */
struct schema_value schema_item(struct schema_value value);
/* What is inside lists and maps, of any depth; of another value, the value. */
struct schema_value schema_innermost(struct schema_value value);
/* What SCHEMA_ANY may be, where that is known: "json or string". */
size_t schema_alternative_count(struct schema_value value);
struct schema_value schema_alternative_at(struct schema_value value, size_t index);
/* The values it takes; empty where any. Numbers in order of their size, others of their bytes. */
struct schema_list schema_value_enum(struct schema_value value);
/* Whether the list of values has this one; in any case of letters where AWS does not mind. */
bool schema_value_enum_has(struct schema_value value, struct text text);
bool schema_value_any_case(struct schema_value value);
/* A regular expression in the syntax of ECMAScript, with Unicode classes here and there; empty where none. */
struct text schema_value_pattern(struct schema_value value);
/* The pattern of a map's keys, or empty. */
struct text schema_value_keys_pattern(struct schema_value value);
/* Of a string, in characters. */
struct schema_limits schema_value_length(struct schema_value value);
/* Of a number. */
struct schema_limits schema_value_range(struct schema_value value);
/* Of a list or map, in items. */
struct schema_limits schema_value_items(struct schema_value value);
/* Whether no item of a list may stand twice. */
bool schema_value_unique(struct schema_value value);
/* What its text is: "AWS::EC2::Subnet.Id", "ipv4-network", "date-time"; any of them where several. */
struct schema_list schema_value_formats(struct schema_value value);

/* The catalogue that its values stand in, as "NAME" or "NAME/LIST"; empty where none (model/catalogue.h). */
struct text schema_value_catalogue(struct schema_value value);

/* The name of a nested structure's type, for messages: "Ingress". Empty for a type's own shape. */
struct text schema_shape_name(const struct schema_shape *shape);

/* The regions that the facts know, in order of name. */
size_t schema_region_count(void);
struct text schema_region_at(size_t index);

/* What is known of "AWS::EC2::Subnet", "AWS::EC2::Subnet.CidrBlock" or
   "AWS::EC2::Instance.BlockDeviceMappings.Ebs.VolumeType" (a property, a path
   of them, or an attribute), to be read by people; ends in a line end. Empty
   where nothing of that name is known. */
struct text schema_describe(struct arena *arena, struct text name);

#endif
