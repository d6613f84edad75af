/* Scene: one way in which a stack can be deployed. A rule across resources asks
   what a property is, and the scene answers as CloudFormation would: each
   parameter has a value, each condition is decided, Fn::If is one of its sides,
   Fn::FindInMap is a row, and a resource whose condition fails is not there. So
   a rule is written as if all were known, and still sees through parameters'
   defaults and allowed values, mappings, and both sides of each condition.

   The first scene has every parameter at its default. The others change one
   thing each: a parameter to another of its allowed values, or to what a
   condition compares it with. A mistake that several scenes show is told once.
   Proofs, which promise something, see every combination of what they ask for.

   Inside check/ only. How to write a rule:

       static void subnet_in_network(struct scene *scene, const struct resource *subnet)
       {
           struct network inner, outer;
           struct value block = scene_property(scene, subnet, "CidrBlock");
           const struct resource *vpc = scene_target(scene, scene_property(scene, subnet, "VpcId"));
           if (vpc && known_network(block, &inner) && known_network(scene_property(scene, vpc, "CidrBlock"), &outer)
               && !network_holds(outer, inner))
               scene_report(scene, MT3101, subnet, block, …);
       }

   and put it as a row into the table of its file. What is not known is answered
   as it stands (a VALUE_PARAMETER, a VALUE_ATTRIBUTE…) or, where it cannot be
   said, as VALUE_POISON: the known_… functions return false for both, and a rule
   stays silent. Nothing is told that may be no mistake. */
#ifndef MTC_CHECK_SCENE_H
#define MTC_CHECK_SCENE_H

#include "check/rule.h"

struct scene_variable;
struct scene_users;
struct scene_order;

/* For VEC_ADD. */
struct value_vec { struct value *at; size_t count, room; };
struct resource_vec { struct resource **at; size_t count, room; };

enum { SCENE_CONSULTED = 4, SCENE_TYPE_SLOTS = 256 };

/* What a type's name was found to be, by the name's address. */
struct scene_type_slot {
    const char *type;
    const struct resource_vec *list;
};

/* What a rule finds out once a scene. */
struct scene_memory {
    uint32_t scene;                     /* the scene that it holds for */
    bool unknown_bucket_policy;         /* policy.c */
    uint32_t permissions_scene;         /* the same for: */
    bool unknown_permission;            /* invoke.c */
};

struct scene {
    struct check *check;
    const struct stack *stack;
    struct map types;                   /* atom of a type -> its VEC of resources, in order */
    VEC(struct scene_variable *) variables;
    struct scene_variable **by_parameter;       /* by parameter->index; NULL: none */
    size_t parameter_room;
    struct scene_type_slot type_slots[SCENE_TYPE_SLOTS];
    struct scene_users *users;          /* those that were asked for, last first */
    struct scene_order *order;          /* NULL until somebody asks */
    uint32_t number;                    /* from 1; in the first one every parameter has its default */
    struct scene_memory memory;
    uint64_t *needed;                   /* by resource->order, of practice's acknowledgements; NULL: none */
    bool proves;                        /* proofs ask: what they ask for is noted */
    bool *disproved;                    /* by place in graph->assertions: it is told already; NULL: none */
    /* Since scene_begin: */
    bool assumed;                       /* an answer came from a parameter that may be given another way */
    const struct scene_variable *consulted[SCENE_CONSULTED];
    unsigned consulted_count;
};

/* A rule: a function that looks at each resource of a type that is there. */
struct scene_rule {
    const char *type;                   /* AWS::EC2::Subnet; NULL: once for the stack, resource is NULL */
    void (*look)(struct scene *scene, const struct resource *resource);
    enum message_id messages[9];        /* what it may report; the rest 0 */
};

/* The families of rules, each in a file of its own; a row with .look NULL ends a table. */
extern const struct scene_rule RULES_OF_NETWORKS[], RULES_OF_ROUTES[], RULES_OF_GATEWAYS[], RULES_OF_NETWORK_ACLS[];
extern const struct scene_rule RULES_OF_SECURITY_GROUPS[], RULES_OF_PLACES[], RULES_OF_ENDPOINTS[], RULES_OF_TEMPLATES[];
extern const struct scene_rule RULES_OF_AURORA[];
extern const struct scene_rule RULES_OF_ALARMS[];
extern const struct scene_rule RULES_OF_BACKUPS[];
extern const struct scene_rule RULES_OF_BUCKETS[];
extern const struct scene_rule RULES_OF_INVOCATIONS[];
extern const struct scene_rule RULES_OF_KEYS[];
extern const struct scene_rule RULES_OF_ROLES[];
extern const struct scene_rule RULES_OF_TRAILS[];
extern const struct scene_rule RULES_OF_CACHES[];
extern const struct scene_rule RULES_OF_DATABASES[];
extern const struct scene_rule RULES_OF_DATABASE_GROUPS[];
extern const struct scene_rule RULES_OF_DATABASE_NEEDS[];
extern const struct scene_rule RULES_OF_DATABASE_STORAGE[];
extern const struct scene_rule RULES_OF_DATABASE_VERSIONS[];
extern const struct scene_rule RULES_OF_DATABASE_WINDOWS[];
extern const struct scene_rule RULES_OF_SECRETS[];
extern const struct scene_rule RULES_OF_BALANCERS[], RULES_OF_BALANCER_ATTRIBUTES[], RULES_OF_LISTENERS[];
extern const struct scene_rule RULES_OF_PRACTICE[];
extern const struct scene_rule RULES_OF_PRACTICE_POLICY[];
extern const struct scene_rule RULES_OF_PRACTICE_SERVICE[];
extern const struct scene_rule RULES_OF_PRACTICE_TRAFFIC[];
extern const struct scene_rule RULES_OF_PRACTICE_WIRING[];
extern const struct scene_rule RULES_OF_TARGET_GROUPS[], RULES_OF_SERVICES[];
extern const struct scene_rule RULES_OF_SCALING[], RULES_OF_SCALING_POLICIES[], RULES_OF_INSTANCES[], RULES_OF_VOLUMES[];
extern const struct scene_rule RULES_OF_CERTIFICATES[], RULES_OF_DISTRIBUTIONS[], RULES_OF_WEB_ACLS[];
extern const struct scene_rule RULES_OF_RECORDS[], RULES_OF_ZONES[];
extern const struct scene_rule RULES_OF_PROOFS[];

/* After the last scene: tells what good practice was acknowledged for nothing. */
void practice_end(struct scene *scene);
/* Tells of each assertion of the stack that it is not proved, and why. */
void proofs_give_up(struct scene *scene, const char *why);

/* ---- Asking ---- */

/* The value as it is in this scene: an Fn::If's side, a parameter's value, a
   mapping's row, an element of Fn::Select, a joined text, what Fn::Cidr gives;
   VALUE_NULL where it is
   AWS::NoValue. Items and fields of a list or map are not looked into: ask for
   each. The span is that of the place where it stands. */
struct value scene_see(struct scene *scene, struct value value);
/* A field of a map, seen; VALUE_NULL where it is not there, VALUE_POISON where
   the map is not known. */
struct value scene_field(struct scene *scene, struct value map, const char *name);
/* The same by a path: "LaunchTemplate.Version". For a resource's .attributes, too. */
struct value scene_at(struct scene *scene, struct value map, const char *path);
/* A property by its path: "CidrBlock", "LaunchTemplate.Version". */
struct value scene_property(struct scene *scene, const struct resource *resource, const char *path);
/* The items of a list, seen, without those that are not there; a value that is
   no list is a list of itself (as CloudFormation takes it), VALUE_NULL an empty
   one. whole: these are all; else there may be more, or others. */
struct scene_list {
    size_t count;
    const struct value *items;
    bool whole;
};
struct scene_list scene_items(struct scene *scene, struct value value);
struct scene_list scene_property_items(struct scene *scene, const struct resource *resource, const char *path);

/* The resource of this stack that a Ref or Fn::GetAtt names, or NULL. */
const struct resource *scene_target(struct scene *scene, struct value value);
/* The same, if it is of that type. */
const struct resource *scene_target_of(struct scene *scene, struct value value, const char *type);
/* Whether the resource is there. Where its condition cannot be decided, it is. */
bool scene_exists(struct scene *scene, const struct resource *resource);
/* Whether it certainly is: what is said of two resources is true only if both are there at once. */
bool scene_certain(struct scene *scene, const struct resource *resource);
/* The same for whatever else has a condition; NULL holds. */
bool scene_holds_certainly(struct scene *scene, const struct condition *condition);
/* The same for whatever else has a condition (an output); NULL holds. */
bool scene_holds(struct scene *scene, const struct condition *condition);
/* A Ref to it. */
struct value scene_reference(const struct resource *resource);
bool scene_type_is(const struct resource *resource, const char *type);
/* The resources of a type that are there, in order: NULL to begin with, NULL at the end. */
const struct resource *scene_next(struct scene *scene, const char *type, const struct resource *last);
/* The resources of a type whose property (a path; a list counts with each item)
   names the target, in order: NULL to begin with, NULL at the end. Found once a
   scene for each type and path, so that the whole stays linear. */
const struct resource *scene_next_user(struct scene *scene, const char *type, const char *path,
                                       const struct resource *target, const struct resource *last);
/* Whether some resource that is there is not all known to us: a custom resource,
   a macro (transform) or a nested stack may add what a rule looks for. */
bool scene_open(const struct scene *scene);
/* Whether the resource is made only after the target: it names it in a Ref, an
   Fn::GetAtt or DependsOn, or something that it names does. A rule that asks this
   for many resources asks for all of one target before the next. */
bool scene_waits(struct scene *scene, const struct resource *resource, const struct resource *target);
/* Whether somebody outside may know the resource and add to it what this stack
   does not show: an output, a parameter of Systems Manager or a nested stack
   names it, or the stack is open. What a resource lacks proves nothing then. */
bool scene_given(struct scene *scene, const struct resource *resource);
/* The region that the stack is said to be deployed in; empty where not known. */
struct text scene_region(const struct scene *scene);

/* ---- Known values ---- */

bool known_text(struct scene *scene, struct value value, struct text *text);        /* any scalar, as text */
bool known_integer(struct value value, int64_t *integer);       /* 80, "80" */
bool known_number(struct value value, double *number);          /* 0.5, "0.5" */
bool known_bool(struct value value, bool *truth);               /* true, "true" */
bool known_network(struct value value, struct network *network);        /* IPv4 with a prefix; host bits as they stand */
bool known_is(struct value value, const char *text);            /* is known, and this text */
/* Whether it is certainly left out, or an empty text; whether it is certainly
   there, whatever it is. Both are false where neither can be said. */
bool known_absent(struct value value);
bool known_there(struct value value);
/* For messages: a known scalar's text as a C string, else what the value is. */
const char *scene_text(struct scene *scene, struct value value);
/* The same, with the logical ID where it is a resource: "'MainVpc'". */
const char *scene_name(struct scene *scene, struct value value);
/* How a text begins that may not be known to its end: "aws-waf-logs-${…}". */
bool known_start(struct scene *scene, struct value value, struct text *start);
/* Whether both are certainly the same: equal known values, or the same reference. */
bool scene_same(struct value a, struct value b);

/* ---- Comparing many (scene_key.c) ---- */

/* Appends what two values share only where both are certainly the same (by their
   scene_see, all the way down). False where that cannot be said, or nothing is there. */
bool scene_key(struct scene *scene, struct buffer *key, struct value value);
/* What was seen under which key; all zero to begin with. */
struct scene_index {
    struct atoms atoms;
    struct map map;
};
/* What stands under the key; NULL, to be set, where the key is new. */
void **scene_place(struct scene *scene, struct scene_index *index, struct text key);

/* Calls twice for each resource of the type that has the key of an earlier one.
   key_of returns false for one that has none. */
typedef bool scene_key_of(struct scene *scene, const struct resource *resource, struct buffer *key, const void *context);
typedef void scene_twice(struct scene *scene, const struct resource *resource, const struct resource *earlier,
                         const void *context);
void scene_each_twice(struct scene *scene, const char *type, scene_key_of *key_of, scene_twice *twice,
                      const void *context);

/* An availability zone as far as it is known. */
struct scene_zone {
    enum { ZONE_UNKNOWN, ZONE_NAME, ZONE_NUMBER, ZONE_PARAMETER } form;
    struct text name;           /* "ap-northeast-1a", "1 of the region" (Fn::Select over Fn::GetAZs) */
};
struct scene_zone scene_zone(struct scene *scene, struct value value);
/* Certainly one zone; certainly two. Both are false where nobody knows. */
bool zone_same(struct scene_zone a, struct scene_zone b);
bool zone_other(struct scene_zone a, struct scene_zone b);

/* ---- Telling ---- */

/* Forgets what was assumed so far. Called before each resource that a rule looks
   at; a rule that looks at many in one go calls it for each. */
void scene_begin(struct scene *scene);
/* What was assumed so far, to go back to before each of a resource's items: one
   of them rests on a parameter, and the next may not. */
struct scene_basis {
    bool assumed;
    unsigned consulted_count;
};
struct scene_basis scene_basis(const struct scene *scene);
void scene_return(struct scene *scene, struct scene_basis basis);
/* Looks at each item of the list in turn, and goes back to what the list rests on before each. */
typedef void scene_look(struct scene *scene, const struct resource *resource, struct value item);
void scene_each(struct scene *scene, const struct resource *resource, struct scene_list list, scene_look *look);
/* Whether what was seen since scene_begin rests on two parameters, one of which
   is not as it is by default: whoever gives it may give the other one, too. For
   rules that compare two values which grow together (a least and a greatest). */
bool scene_apart(const struct scene *scene);
/* Reports at the value's place, else at the resource's name; then as many C
   strings as the message has %s. A warning instead of an error where a
   parameter's value was assumed since scene_begin; notes tell which. */
struct diagnostic *scene_report(struct scene *scene, enum message_id id, const struct resource *resource,
                                struct value at, ...);
/* Reports MT3109 where the resource is not made after the target, which it needs. */
void scene_must_wait(struct scene *scene, const struct resource *resource, struct value at,
                     const struct resource *target);
/* The same for what is no resource's, at a place that is known. */
struct diagnostic *scene_report_at(struct scene *scene, enum message_id id, struct span where, ...);
/* A note at another resource: "'MainVpc' is declared here". */
void scene_note(struct scene *scene, struct diagnostic *diagnostic, const struct resource *other);

#endif
