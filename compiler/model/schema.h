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
    uint32_t item;                      /* LIST and MAP: pass to schema_item */
};

/* How a type takes tags. */
enum schema_tags {
    SCHEMA_TAGS_NONE,
    SCHEMA_TAGS_LIST,       /* [{Key, Value}] */
    SCHEMA_TAGS_MAP,        /* {key: value} */
    SCHEMA_TAGS_GROUP       /* [{Key, Value, PropagateAtLaunch}] */
};

/* The type of that name, or NULL. Custom::X and AWS::CloudFormation::CustomResource are the caller's matter. */
const struct schema_type *schema_type_find(struct text name);
struct text schema_type_name(const struct schema_type *type);
size_t schema_type_count(void);
const struct schema_type *schema_type_at(size_t index);             /* in order of name */
const struct schema_shape *schema_type_shape(const struct schema_type *type);
/* Whether an attribute of exactly that name exists (Fn::GetAtt), e.g. "Endpoint.Address". */
bool schema_attribute_exists(const struct schema_type *type, struct text name);
size_t schema_attribute_count(const struct schema_type *type);
struct text schema_attribute_at(const struct schema_type *type, size_t index);
/* The attribute's type; SCHEMA_STRING where it is not known. */
struct schema_value schema_attribute_value(const struct schema_type *type, struct text name);
enum schema_tags schema_type_tags(const struct schema_type *type);
/* The name of the property that takes the tags ("Tags"; empty where none). */
struct text schema_type_tags_property(const struct schema_type *type);
/* Whether it holds data, so that replacing or deleting it loses something. */
bool schema_type_stateful(const struct schema_type *type);

const struct schema_property *schema_property_find(const struct schema_shape *shape, struct text name);
size_t schema_property_count(const struct schema_shape *shape);
const struct schema_property *schema_property_at(const struct schema_shape *shape, size_t index);
struct text schema_property_name(const struct schema_property *property);
struct schema_value schema_property_value(const struct schema_property *property);
bool schema_property_required(const struct schema_property *property);
size_t schema_property_enum_count(const struct schema_property *property);
struct text schema_property_enum_at(const struct schema_property *property, size_t index);

/* The items of a list or a map. */
struct schema_value schema_item(struct schema_value value);
/* The name of a nested structure's type, for messages: "Ingress". Empty for a type's own shape. */
struct text schema_shape_name(const struct schema_shape *shape);

#endif
