/* Value: what an expression is worth. A value is known (at compile time) or
   deployed: a reference, or something that CloudFormation will compute. Values
   are small and passed by value; what they point to lives in the session's
   arena and is never changed once made.

   span is where the value was written: a property's value that the user passed
   to a pattern keeps the user's place. */
#ifndef MTC_EXPAND_VALUE_H
#define MTC_EXPAND_VALUE_H

#include "syntax/ast.h"

struct resource;
struct parameter;
struct mapping;
struct condition;
struct instance;    /* of a pattern; the evaluator's */
struct family;      /* of resources or instances; the evaluator's */
struct value_field;
struct value_choice;
struct value_intrinsic;
struct value_attribute;
struct value_range;
struct value_zone;
struct value_port;

enum value_kind {
    VALUE_POISON,       /* a mistake was reported; whatever is made of it is poison too */

    /* known */
    VALUE_NULL,
    VALUE_BOOL,         /* .integer */
    VALUE_INTEGER,      /* .integer */
    VALUE_NUMBER,       /* .number */
    VALUE_DIGITS,       /* .string, .count bytes: a number whose text says more than its value (1.10, 1e400); see value_real */
    VALUE_STRING,       /* .string, .count bytes */
    VALUE_CIDR,         /* .network */
    VALUE_IP,           /* .network, prefix 32 */
    VALUE_DURATION,     /* .integer: milliseconds */
    VALUE_SIZE,         /* .integer: bytes */
    VALUE_PERCENT,      /* .number: 70 for 70% */
    VALUE_RANGE,        /* .range */
    VALUE_PORTS,        /* .ports, .count of them */
    VALUE_LIST,         /* .items, .count of them; elements may be deployed */
    VALUE_MAP,          /* .fields, .count of them, in order; values may be deployed */
    VALUE_ZONE,         /* .zone */
    VALUE_TYPE,         /* .atom: AWS::EC2::Subnet as an argument */

    /* things of the program; a resource as a value is its Ref */
    VALUE_RESOURCE,     /* .resource */
    VALUE_INSTANCE,     /* .instance */
    VALUE_FAMILY,       /* .family */
    VALUE_SPACE,        /* .atom: the name space aws, fn or self */

    /* deployed */
    VALUE_PARAMETER,    /* .parameter: Ref */
    VALUE_PSEUDO,       /* .atom: "AWS::Region" */
    VALUE_ATTRIBUTE,    /* .attribute: Fn::GetAtt */
    VALUE_CONCAT,       /* .items, .count: strings and deployed values, glued (Fn::Sub or Fn::Join); never nested */
    VALUE_CHOICE,       /* .choice: Fn::If */
    VALUE_CONDITION,    /* .condition: a deploy-time truth value */
    VALUE_INTRINSIC     /* .intrinsic: any other Fn::NAME */
};

/* A value of a template that was read, whose form is kept when it is written
   again. On VALUE_NULL: it is {"Ref": "AWS::NoValue"}. On VALUE_CONCAT: behind
   its items stands one more, the call as it was written. */
enum { VALUE_WRITTEN = 1 };

struct value {
    uint8_t kind;       /* enum value_kind */
    uint8_t flags;      /* VALUE_WRITTEN */
    uint16_t reserved;
    uint32_t count;
    struct span span;
    union {
        int64_t integer;
        double number;
        const char *string;             /* NUL-terminated */
        struct network network;
        const struct value *items;
        const struct value_field *fields;
        const struct value_port *ports;
        const struct value_range *range;
        const struct value_zone *zone;
        const struct atom *atom;
        struct resource *resource;
        struct instance *instance;
        struct family *family;
        const struct parameter *parameter;
        const struct value_attribute *attribute;
        const struct value_choice *choice;
        const struct condition *condition;
        const struct value_intrinsic *intrinsic;
    };
};

struct value_field {
    const struct atom *key;
    struct span key_span;
    struct value value;
    const struct value *said;   /* a key that only the deployment knows; .key names it then ("${Domain}"). Else NULL */
};

struct value_range {
    double low, high;           /* whole numbers unless whole is false */
    bool whole;
};

struct value_port {
    const char *protocol;       /* "tcp", "udp", "icmp", "-1" (all) */
    int32_t from, to;           /* -1: none (icmp, all) */
};

struct value_zone {
    struct value name;          /* a string, or Fn::Select over Fn::GetAZs */
    uint32_t index;             /* from 0 */
};

struct value_attribute {
    struct resource *resource;
    const struct atom *name;    /* "Endpoint.Address" */
};

struct value_choice {
    const struct condition *condition;
    struct value yes, no;
};

struct value_intrinsic {
    const struct atom *name;    /* "Fn::Select" */
    struct value argument;      /* as CloudFormation wants it, elements may be any values */
    const struct mapping *mapping;  /* Fn::FindInMap of a mapping of the program: the table; else NULL */
};

enum condition_kind {
    CONDITION_EQUALS,           /* left == right */
    CONDITION_AND, CONDITION_OR, CONDITION_NOT,     /* of .operands */
    CONDITION_VERBATIM          /* .left, as fn.NAME said it */
};

struct condition {
    enum condition_kind kind;
    uint32_t weight;            /* comparisons in it where it stands inline */
    struct span span;
    struct text name;           /* logical name; empty: not named yet */
    bool by_let;                /* named by a let: other conditions refer to it by name */
    struct value left, right;
    size_t count;
    const struct condition *const *operands;
};

static inline struct text value_text(struct value value)   /* VALUE_STRING only */
{
    return (struct text){ value.string, value.count };
}
static inline bool value_is(struct value value, enum value_kind kind)
{
    return value.kind == kind;
}
/* Whether CloudFormation computes it, at its own top (elements are not looked at). */
static inline bool value_deployed(struct value value)
{
    return value.kind >= VALUE_PARAMETER || value.kind == VALUE_RESOURCE;
}

struct value value_poison(void);
struct value value_null(struct span span);
struct value value_bool(bool truth, struct span span);
struct value value_integer(int64_t integer, struct span span);
struct value value_number(double number, struct span span);
struct value value_string(struct text text, struct span span);     /* text is NUL-terminated and lives as long */
struct value value_list(const struct value *items, size_t count, struct span span);
struct value value_map(const struct value_field *fields, size_t count, struct span span);
/* A field's key as a value: text, or what the deployment will know. */
struct value value_key(const struct value_field *field);
/* The field of a map, or NULL. */
const struct value *value_get(struct value map, const struct atom *key);
const struct value *value_get_c(struct value map, const char *key);
const struct value *value_get_text(struct value map, struct text key);
/* Structure and content are equal (spans aside). */
bool value_equal(struct value a, struct value b);
/* The number that VALUE_INTEGER, VALUE_NUMBER or VALUE_DIGITS is, as near as a
   double comes to it; false for other values. */
bool value_real(struct value value, double *number);
/* What a value is, for messages: "a string", "the resource 'MainVpc'", "a list". In the arena. */
const char *value_describe(struct arena *arena, struct value value);
/* A known scalar as text, as in an interpolation ("10.0.0.0/16", "300s", "true");
   false where it has none. */
bool value_to_text(struct arena *arena, struct value value, struct text *text);
/* The same of a parameter's value: a list is "a,b" ("Parameters section syntax",
   AWS CloudFormation User Guide: CommaDelimitedList). */
bool value_to_parameter(struct arena *arena, struct value value, struct text *text);

/* A string "a, b" as the list that a list parameter becomes; any other value as it is. */
struct value value_split(struct arena *arena, struct value value);

/* "10.0.0.0/16"; false where the text is no IPv4 address with a prefix. Host bits stay as they are. */
bool network_parse(struct text text, struct network *network);
/* The bits of the prefix: 0xffff0000 of a /16. */
uint32_t network_mask(struct network network);
/* Whether all of inner lies in outer. */
bool network_holds(struct network outer, struct network inner);

#endif
