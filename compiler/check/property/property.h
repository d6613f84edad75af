/* Property: what the files that look at one property share. property.c walks a
   resource's properties and asks the others of each; every one of them reports
   through property_report, so that a value that came through a parameter or a
   mapping is told of as such. Inside check/ only. */
#ifndef MTC_CHECK_PROPERTY_H
#define MTC_CHECK_PROPERTY_H

#include "check/rule.h"

/* Where a value came from that does not stand in the property itself. */
struct origin {
    const struct parameter *parameter;      /* its default, or one that it allows; NULL: a mapping's row */
    bool allowed;
    struct value value;                     /* as it stands there */
    struct value use;                       /* what stands in the property: the place of every message */
};

struct property {
    struct check *check;
    const struct resource *resource;
    const struct schema_shape *shape;       /* that the property belongs to */
    const struct schema_property *schema;
    const struct value_field *field;
    const struct fact *facts;               /* the branches of Fn::If around the value, innermost first */
    const struct origin *origin;            /* NULL: the value stands here */
};

/* Reports at the value's place, else the property's, else the resource's name;
   then as many C strings as the message has %s. A warning with a note instead of
   an error where the value came through a parameter or a mapping. */
struct diagnostic *property_report(const struct property *property, enum message_id id, struct value value, ...);
/* For messages: the property's name, and "AWS::EC2::SecurityGroup.Ingress". */
const char *property_name(const struct property *property);
const char *property_owner(const struct property *property);
/* "AWS::EC2::SecurityGroup", or "AWS::EC2::SecurityGroup.Ingress" for a structure of it. */
const char *shape_describe(struct check *check, const struct resource *resource, const struct schema_shape *shape);

/* ---- kind.c ---- */

/* Whether the value can be what is wanted at its own top (items and fields are
   the caller's matter); a mistake is reported. item: the value is an element of
   the property's list or map. */
bool property_kind(const struct property *property, struct value value, struct schema_value wanted, bool item);
/* Reports quantities and things of the program inside a value that goes into
   the template as it is. */
void property_plain(const struct property *property, struct value value);
/* Whether known text reads as a number: digits with sign, fraction, exponent. A dynamic reference may become one. */
bool text_numeric(struct text text, bool whole);

/* Whether two texts differ in digits alone: "mysql8.0" and "mysql8.4" are two
   versions of one thing, and the newer one may be younger than the facts. Not
   so two bare numbers. */
bool text_same_but_digits(struct text a, struct text b);

/* ---- allowed.c, bound.c, format.c ---- */

/* Whether the list of allowed values has a known scalar, or there is none; else it is reported. */
bool property_allowed(const struct property *property, struct value value, struct schema_value wanted);
/* Reports a known scalar outside the range, length or pattern. */
void property_bounds(const struct property *property, struct value value, struct schema_value wanted);
/* Whether known text has the format of the property; else it is reported. */
bool property_format(const struct property *property, struct value value, struct text text, struct schema_value wanted);
/* Reports a list or map with too few or too many items, an item that stands twice, a key that the pattern misses. */
void property_items(const struct property *property, struct value value, struct schema_value wanted);

/* ---- names.c ---- */

/* Reports a known text that the property's catalogue lacks. */
void property_catalogue(const struct property *property, struct value value, struct text text, struct schema_value wanted);
/* Reports an ARN of a policy that AWS manages, or an endpoint's service, that resembles one that there is. */
void property_known_name(const struct property *property, struct value value);

/* ---- identity.c ---- */

/* Reports a reference or parameter that gives something else than the property takes. */
void property_identity(const struct property *property, struct value value, struct schema_value wanted);
/* What a reference gives that certainly is no ARN ("'BucketName' of 'Logs' (AWS::S3::Bucket)"), else NULL. */
const char *reference_no_arn(struct arena *arena, struct value value);

/* ---- document.c ---- */

/* Reports mistakes in a policy of IAM, in text that must be JSON or base64. */
void property_document(const struct property *property, struct value value);

/* ---- seen.c ---- */

typedef void property_visit(const struct property *property, struct value value, struct schema_value wanted, bool item);
/* Visits what a parameter or Fn::FindInMap may give in this place, as far as the
   template says: a parameter's default and allowed values, a mapping's rows. What
   the conditions around rule out is left out. */
void property_see(const struct property *property, struct value value, struct schema_value wanted, bool item,
                  property_visit *visit);

/* ---- standing.c ---- */

/* Warns of a type or a property that AWS gives up or that the stack's region
   lacks; reports a property that AWS alone sets. */
void type_standing(struct check *check, const struct resource *resource);
void property_standing(const struct property *property);

/* ---- presence.c ---- */

/* Rules between the properties of a shape, against an object that has it. */
void check_presence(struct check *check, const struct resource *resource, const struct schema_shape *shape,
                    struct value map);

#endif
