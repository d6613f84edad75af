/* Graph: what will exist. One list of resources for each stack (template), in
   the order of the source, with their properties as value trees; every node
   knows the place that made it and the chain of pattern instances on the way.
   The expander makes it whole; checks, proofs and emitters only read it. */
#ifndef MTC_EXPAND_GRAPH_H
#define MTC_EXPAND_GRAPH_H

#include "base/map.h"
#include "expand/value.h"
#include "model/schema.h"
#include "report/diagnostic.h"

struct stack;

struct resource {
    const char *id;                     /* logical ID */
    const struct atom *type;            /* AWS::EC2::Subnet */
    const struct schema_type *schema;   /* NULL: custom resource, or not known */
    struct stack *stack;
    struct span span;                   /* of its name in the declaration */
    const struct frame *frames;
    const struct text *description;     /* may be NULL */
    struct value properties;            /* VALUE_MAP; a field that is VALUE_NULL is left out */
    struct value attributes;            /* VALUE_MAP under CloudFormation's names, without DependsOn and Condition */
    size_t depends_count;
    struct resource *const *depends;    /* DependsOn, pruned of what references imply */
    const struct condition *condition;  /* exists only then; NULL: always */
    uint32_t order;                     /* position in the stack's list */
};

struct parameter {
    const char *id;
    uint32_t index;                     /* in order of declaration */
    const struct atom *name;            /* as in the source */
    const char *type;                   /* CloudFormation's: "String", "Number", "AWS::EC2::KeyPair::KeyName", … */
    struct span span;
    const struct text *description;
    struct value standard;              /* the default; VALUE_NULL: none */
    struct value allowed;               /* VALUE_LIST or VALUE_NULL */
    struct value pattern, message, label, group;        /* VALUE_STRING or VALUE_NULL */
    struct value min, max, min_length, max_length;      /* numbers or VALUE_NULL */
    bool secret;                        /* NoEcho */
    bool given;                         /* .standard is a value of the environment or of -D, not the source's default */
    bool is_bool;                       /* "true" or "false", as a string */
    /* A parameter that stands for another stack's value: */
    struct stack *from;                 /* NULL: an ordinary parameter */
    const char *from_output;            /* that stack's output */
};

/* "List<…>" or "CommaDelimitedList": its value is a list. */
static inline bool parameter_is_list(const struct parameter *parameter)
{
    return strncmp(parameter->type, "List<", 5) == 0 || strcmp(parameter->type, "CommaDelimitedList") == 0;
}

struct stack_output {
    const char *id;
    struct span span;
    const struct text *description;
    struct value value;
    struct value export;                /* VALUE_NULL: none */
    const struct condition *condition;
    bool for_links;                     /* made for other stacks' parameters alone */
};

struct mapping {
    const char *id;
    struct span span;
    struct value table;                 /* map of maps of strings, numbers or lists */
};

struct rule {
    const char *id;
    struct span span;
    struct value body;
};

/* Why one stack is deployed after another: the first thing that it takes of it. */
struct stack_need {
    struct stack *stack;                /* the one that comes first */
    struct span span;
    const struct frame *frames;
    const struct resource *taken;       /* of that stack */
    const struct atom *attribute;       /* NULL: the resource itself */
    bool order_only;                    /* no value is taken: DependsOn names the resource */
};

struct stack {
    const struct atom *name;            /* of the file or of `stack NAME` */
    uint32_t index;                     /* position in the graph's list */
    struct span span;
    bool is_default;
    struct text description;            /* the architecture's or stack's ## lines; may be empty */
    struct value region;                /* VALUE_STRING or VALUE_NULL */
    VEC(struct resource *) resources;
    VEC(const struct parameter *) parameters;   /* used here, in order of declaration */
    VEC(const struct condition *) conditions;   /* used here, operands before what needs them */
    VEC(const struct mapping *) mappings;
    VEC(struct rule *) rules;
    VEC(struct stack_output *) outputs;
    struct value metadata;              /* VALUE_MAP or VALUE_NULL */
    struct value transform;             /* VALUE_STRING, VALUE_LIST or VALUE_NULL */
    VEC(struct stack_need) needs;       /* stacks that are deployed before this one, each once */
    struct value written;               /* a template that was read: all of it, in its order, of the same values as
                                           above; what a printer writes. VALUE_POISON: the stack was compiled */
};

/* One side of a flow or of an assertion about flows. */
struct flow_end {
    enum { FLOW_INTERNET, FLOW_VPC, FLOW_NETWORK, FLOW_TIER, FLOW_RESOURCE } kind;
    const char *name;                   /* as the program calls it: "web", "internet" */
    const struct stack *stack;          /* FLOW_TIER, FLOW_RESOURCE: where it is made */
    struct value network;               /* FLOW_NETWORK: a CIDR, known or deployed */
    const struct frame *frames;         /* FLOW_TIER: of the resources that are its own, their last or an outer one */
    const struct resource *resource;    /* FLOW_RESOURCE */
    struct value group;                 /* FLOW_TIER: the security group that it exports; VALUE_NULL: none */
    struct value ports;                 /* FLOW_TIER: VALUE_PORTS that it exports; VALUE_NULL: none */
};
struct flow_ends { struct flow_end *at; size_t count, room; };     /* for VEC_ADD */

/* A declared flow, for proofs and pictures. */
struct flow {
    struct span span;
    const struct frame *frames;
    struct flow_end source, target;
    struct value ports;                 /* VALUE_PORTS */
    const struct condition *condition;
};

/* `assert A -> B`, `assert no A -> B`, `assert survives …`: for proofs. */
struct assertion {
    struct span span;
    const struct frame *frames;
    const struct condition *condition;  /* it is claimed only then; NULL: always */
    bool every_flow;                    /* of each declared flow; .sources and .targets are empty */
    struct flow_ends sources, targets;
    struct value ports;                 /* VALUE_PORTS; VALUE_NULL: not said */
    bool refused;                       /* assert no … */
    struct flow_ends via;               /* empty: not said */
    bool survives;
    struct value lost;                  /* the name of the zone that is lost; VALUE_NULL: any one */
};

struct graph {
    VEC(struct stack *) stacks;         /* the default one first */
    VEC(struct flow *) flows;
    VEC(struct assertion *) assertions; /* about flows */
};

/* Calls visit for each value of a tree, the tree itself first; does not enter
   the resources, parameters or conditions that it names. */
void value_walk(struct value value, void (*visit)(void *context, struct value value), void *context);

/* For --dump graph: resources with their places, frames, edges. */
struct text graph_dump(struct arena *arena, struct sources *sources, const struct graph *graph);

#endif
