/* Expander: what the files of this room share. Nobody outside includes it.

   A *body* is what has names of its own: a file, a stack, an instance of a
   pattern. Its declarations stand in *parts*: the body's own block, the taken
   branch of an `if`, both sides of a `when`, a round of a `for`. A *symbol* is
   one declared name in one body; it is worth something once somebody asks
   (lazily, once), so that the order of declarations does not matter. */
#ifndef MTC_EXPAND_EXPANDER_H
#define MTC_EXPAND_EXPANDER_H

#include "base/limits.h"
#include "expand/expand.h"

enum symbol_kind {
    SYMBOL_PENDING,     /* declared in a block that was not looked into yet */
    SYMBOL_VALUE,       /* loop variable, or anything that is worth .value already */
    SYMBOL_LET,         /* let, export */
    SYMBOL_ARGUMENT,    /* a pattern's parameter */
    SYMBOL_INPUT,
    SYMBOL_PARAM,
    SYMBOL_AZS,
    SYMBOL_RESOURCE,
    SYMBOL_INSTANCE,    /* tiers too */
    SYMBOL_FAMILY,      /* of resources or instances */
    SYMBOL_MODULE,      /* use … as NAME */
    SYMBOL_STACK        /* stack NAME: its declarations are reached as NAME.x */
};

enum symbol_state { STATE_NEW, STATE_BUSY, STATE_DONE };

struct branch;

struct symbol {
    uint8_t kind, state;
    const struct declaration *declaration;  /* NULL for arguments and loop variables */
    struct part *part;                      /* where it is declared; NULL for loop variables */
    struct pending *pending;                /* blocks that may declare it and were not looked into; or NULL */
    union {
        struct value value;
        struct argument_thunk *argument;
        struct module *module;
        struct body *body;
    };
};

struct pending {
    VEC(struct branch *) branches;
};

/* An argument of an instance: evaluated in the caller's scope when asked for. */
struct argument_thunk {
    const struct type_field *parameter;
    const struct node *given;       /* NULL: left out */
    struct scope *caller;
    struct value value;             /* given without a node, or the result */
    bool has_value;                 /* .value was given by the compiler itself */
};

struct scope {
    struct scope *outer;            /* where to look next; NULL at a file's end */
    struct body *body;
    struct map symbols;             /* atom -> struct symbol */
    bool round;                     /* of a `for`: holds loop variables and lets only */
};

struct body {
    struct scope scope;             /* its names */
    struct map exports;             /* atom -> struct symbol */
    struct module *module;          /* the file that its text stands in */
    struct body *outer;             /* the body that made it; NULL for a file */
    const char *path;               /* logical IDs begin with it: "Main"; "" for files and stacks */
    const char *name;               /* self.name */
    const struct frame *frames;     /* NULL outside patterns */
    struct stack *stack;            /* where its resources go */
    struct part *part;              /* its block */
    struct symbol *azs;             /* its own `azs`, or NULL */
    struct map patterns, types;     /* of a file: atom -> declaration */
    VEC(const struct node *) tags;  /* its `tags` objects, in order */
    const struct decl_pattern *pattern;     /* NULL outside patterns */
    const struct declaration *declaration;  /* of the instance; NULL: none in the source */
    bool is_test;
    bool broken;                    /* an assertion in it failed: nothing else of it is looked at */
};

/* A block of declarations as it stands in a body. */
struct part {
    const struct block *block;
    struct scope *scope;
    const struct condition *condition;      /* everything in it exists only then; NULL: always */
    void **things;      /* for each declaration: struct symbol, struct branch, struct member, or NULL */
};

/* An `if`, `when` or `for` in a part. */
struct branch {
    uint8_t state;
    bool failed;                    /* its condition or list was a mistake: nothing is known of it */
    const struct declaration *declaration;
    struct part *part;              /* where it stands */
    VEC(struct part *) parts;       /* what came of it */
};

struct instance {
    const struct declaration *declaration;
    const struct decl_pattern *pattern;
    struct module *module;          /* the pattern's */
    struct part *part;              /* where it is declared */
    const struct object *arguments; /* as written; NULL when the compiler gave values */
    size_t value_count;             /* arguments given as values */
    const struct value_field *values;
    const char *path, *name;
    struct span span;
    const struct condition *condition;
    struct stack *stack;
    struct body *body;              /* NULL until opened */
    bool walked;
};

/* One member of a family. */
struct member_of {
    struct value key;
    struct value value;             /* VALUE_RESOURCE or VALUE_INSTANCE */
};

struct family {
    const struct atom *name;
    struct span span;
    VEC(struct member_of) members;  /* in order */
    struct map by_key;              /* the key's text -> struct value of the member */
};

/* A flow, or an assertion about flows, with its surroundings, kept until all tiers stand. */
struct flow_seen {
    const struct decl_flow *declaration;
    struct part *part;
};

struct override_seen {
    const struct decl_override *declaration;
    struct part *part;
};

struct expander {
    struct arena *arena;
    struct atoms *atoms;
    struct modules *modules;
    struct reporter *reporter;
    const struct expand_options *options;
    const struct object *environment;       /* the chosen env's; NULL: none */
    struct graph *graph;
    struct body *main;
    unsigned depth;                 /* of evaluate(): LIMIT_EVALUATION */
    size_t rounds;                  /* of loops and instances: LIMIT_LOOP_ROUNDS */
    size_t weight;                  /* of all spelled values: LIMIT_VALUES */
    bool stopped;                   /* a limit was passed: everything is poison from here on */
    struct pending_symbol *busy;    /* the names being evaluated, innermost first */
    struct map condition_names;     /* atom -> struct condition */
    struct map unknown_types;       /* atom -> the nearest type's name (struct text) */
    struct map ids;                 /* atom -> struct resource, of all stacks ("stack/id") */
    VEC(struct parameter *) parameters;
    VEC(struct flow_seen) flows, assertions;
    VEC(struct instance *) tiers;   /* in the order of the walk */
    VEC(struct override_seen) overrides;
    const struct expand_template_functions *template_functions;
    /* atoms used often */
    const struct atom *word_azs, *word_aws, *word_fn, *word_self, *word_internet, *word_vpc;
};

/* A name being evaluated, on the C stack: for printing circles. */
struct pending_symbol {
    const struct atom *name;
    struct span span;
    const void *symbol;
    struct pending_symbol *outer;
};

/* scope.c: what holds names, and finding them */
/* A body of the file, in no stack yet and with an empty path; its names are looked for further out in outer_scope. */
struct body *body_new(struct expander *x, struct module *module, struct scope *outer_scope);
/* The body of a file: its patterns, types and lets; made when first needed. */
struct body *module_body(struct expander *x, struct module *module);
struct part *part_new(struct expander *x, const struct block *block, struct scope *scope,
                      const struct condition *condition);
/* A round of a loop, and a variable of it; no name (NULL): none. */
struct scope *round_scope(struct expander *x, struct scope *outer);
void round_bind(struct expander *x, struct scope *round, const struct atom *name, struct value value);
/* The body's own scope: where what is declared in rounds of loops belongs. */
struct scope *scope_home(struct scope *scope);
/* For messages: the instances around. */
const struct frame *scope_frames(const struct scope *scope);
/* Looks into a block: decides its condition or runs its loop, and declares what
   stands in it. Once; a second call while the first runs does nothing. */
void branch_force(struct expander *x, struct branch *branch);
/* The symbol of a name seen from a scope, its pending blocks looked into; NULL
   where there is none. */
struct symbol *scope_find(struct expander *x, struct scope *scope, const struct atom *name);
/* The same in one map, without looking further out. */
struct symbol *symbol_in(struct expander *x, struct map *symbols, const struct atom *name);
/* The same as it stands: made (SYMBOL_PENDING) where there is none, nothing looked into. */
struct symbol *map_symbol(struct expander *x, struct map *symbols, const struct atom *name);
/* The declarations behind a stack's or module's name; NULL for any other. */
struct scope *symbol_scope(struct expander *x, const struct symbol *symbol);
/* Tries all names seen from the scope. */
void scope_near(struct scope *scope, struct near *near);

/* declare.c */
/* Declares what stands in the part's block: names first, then families, whose keys may need the names. */
void part_declare(struct expander *x, struct part *part);
/* The key of a family's member ("resource r[key]"), or NULL. */
const struct node *declared_key(const struct declaration *declaration);

/* evaluate.c: expressions */
/* What the expression is worth, seen from the scope. All that evaluates reports
   mistakes itself and is worth poison then; what it makes lives in x->arena. */
struct value evaluate(struct expander *x, struct scope *scope, const struct node *node);
/* MT1001 with the nearest name. Poison. */
struct value unknown_name(struct expander *x, struct scope *scope, const struct atom *name, struct span span);
/* What a symbol is worth, computed once; poison after MT1003 where it needs itself. */
struct value symbol_value(struct expander *x, struct symbol *symbol, const struct atom *name, struct span span);
/* A limit was passed: one message, and nothing is evaluated from here on. */
struct value limit_passed(struct expander *x, struct scope *scope, enum message_id id, struct span span, size_t limit);
/* Counts rounds of loops and instances; false when there are too many in all (MT1041), or a limit was passed before. */
bool count_rounds(struct expander *x, struct scope *scope, struct span span, size_t rounds);
/* Reports with the scope's frames; the strings, at most six, end with NULL. Always poison. */
struct value fail(struct expander *x, struct scope *scope, enum message_id id, struct span span, ...);
/* Room for values, not set; never NULL. */
struct value *new_values(struct expander *x, size_t count);
/* A call of CloudFormation's: "Fn::Select" with its argument. */
struct value value_intrinsic(struct expander *x, const char *name, struct value argument, struct span span);
/* [a, b] */
struct value value_pair_list(struct expander *x, struct value a, struct value b, struct span span);
/* A list's elements: of a list or a family; false after a message for anything else. */
bool value_elements(struct expander *x, struct scope *scope, struct value value, const char *what,
                    const struct value **items, size_t *count);

/* known.c: what must be known at compile time */
/* Whether the place is in an embedded file. */
bool in_library(const struct expander *x, struct span span);
/* Says which deployed value stood where a known one is needed. */
bool need_known(struct expander *x, struct scope *scope, struct value value, const char *what);

/* member.c: x.name */
struct value evaluate_member(struct expander *x, struct scope *scope, const struct member *node);
/* index.c: x[key] */
/* Whether a value is Fn::FindInMap that lacks its second key so far. */
bool is_half_map(struct value value);
/* Fn::FindInMap of a mapping; second may be NULL: not said yet. */
struct value find_in_map(struct expander *x, const struct mapping *mapping, struct value first,
                         const struct value *second, struct span span);
/* base[key], also of what is only known when it is deployed. */
struct value index_value(struct expander *x, struct scope *scope, struct value base, struct value key,
                         const struct node *node);
/* A key as it is written in the program: ["a"], .a */
const char *key_written(struct expander *x, struct value key);

/* collection.c: strings with expressions in them, lists, objects */
struct value evaluate_template(struct expander *x, struct scope *scope, const struct list *node);
struct value evaluate_list(struct expander *x, struct scope *scope, const struct list *node);
struct value evaluate_comprehension(struct expander *x, struct scope *scope, const struct comprehension *node);
/* A map of the fields; those that are null stay in it. */
struct value object_value(struct expander *x, struct scope *scope, const struct object *object);
/* Glues parts: known neighbours melt together, nested strings are flattened. */
struct value concat_values(struct expander *x, const struct value *parts, size_t count, struct span span);

/* operator.c */
struct value evaluate_binary(struct expander *x, struct scope *scope, const struct binary *node);
/* a op b, for == != < <= > >=: known, or a condition. */
struct value compare_values(struct expander *x, struct scope *scope, enum operator op, struct value a,
                            struct value b, struct span span);

/* condition.c: deploy-time truth */
/* Of truths as truth_of gives them, made as small as can be: not, and both (CONDITION_AND) or either (CONDITION_OR). */
struct value condition_not(struct expander *x, struct value value, struct span span);
struct value condition_both(struct expander *x, enum condition_kind kind, struct value a, struct value b,
                            struct span span);
/* The truth of a value: known (VALUE_BOOL), deployed (VALUE_CONDITION) or poison after a message. */
struct value truth_of(struct expander *x, struct scope *scope, struct value value, const char *what);
/* What a deployed value says, as a name: "DomainName". */
struct text value_says(struct expander *x, struct value value);
/* The condition with a name, given now if it has none. */
const struct condition *condition_named(struct expander *x, struct scope *scope, const struct condition *condition);
/* A condition that a `let` names. */
struct value condition_let(struct expander *x, const struct body *body, const struct atom *name, struct value value);
/* Both hold; either may be NULL (always). */
const struct condition *condition_join(struct expander *x, struct scope *scope, const struct condition *a,
                                       const struct condition *b);
/* Whether the value may stand in a condition; CloudFormation decides conditions before it
   makes resources: only parameters, mappings and pseudo parameters can. Else a message. */
bool condition_operand_ok(struct expander *x, struct scope *scope, struct value value);
/* Fn::If, smallest: equal sides need none. */
struct value value_choice(struct expander *x, const struct condition *condition, struct value yes, struct value no,
                          struct span span);

/* function.c, function_network.c, function_text.c: builtin functions */
struct value evaluate_call(struct expander *x, struct scope *scope, const struct call *call);

/* type.c */
/* The value as the type wants it; poison after a message. declared: the place
   of the declaration that asks, for a note. */
struct value coerce(struct expander *x, struct scope *scope, const struct node *type, struct value value,
                    struct span declared);
/* The same without a message; false where it is not of the type. */
bool coerce_quietly(struct expander *x, struct scope *scope, const struct node *type, struct value *value);
/* A type as it is written. */
struct text type_text(struct expander *x, const struct node *type);
/* Whether a type is a record, written out or named in this file. */
bool type_is_record(struct scope *scope, const struct node *type);
/* Whether a named type exists; MT1009 where it does not. */
bool type_known(struct expander *x, struct scope *scope, const struct node *type);

/* parameter.c: param, input, env, azs */
/* A parameter that says nothing yet but its name and its ID; in the program's list. */
struct parameter *parameter_new(struct expander *x, const struct atom *name, const char *id, struct span span);
/* What a `param`, `input` or `azs` is worth: for symbol_value. */
struct value parameter_value(struct expander *x, struct symbol *symbol);
struct value input_value(struct expander *x, struct symbol *symbol);
struct value azs_value(struct expander *x, struct symbol *symbol);
/* Chooses --env (a test's own `env` first) and checks every environment's names. */
void environment_choose(struct expander *x, struct module *main);
/* MT1011 for each -D that names no input. */
void defines_check(struct expander *x);

/* instance.c: patterns */
/* The pattern of a name: of the module said, else of this file, else of the
   library. NULL after MT1004, which is reported only where span is known. */
const struct decl_pattern *pattern_find(struct expander *x, struct scope *scope, const struct atom *module_name,
                                        const struct atom *name, struct span span, struct module **module);
/* The instance of a declaration, not opened; key: VALUE_NULL, or its own in a family. NULL where there is no such pattern. */
struct instance *instance_declare(struct expander *x, const struct decl_instance *declaration, struct part *part,
                                  struct value key);
/* Makes the instance's body; false when a limit was passed. */
bool instance_open(struct expander *x, struct instance *instance);
/* An instance that the compiler itself makes, of a library pattern, with values as arguments. */
struct instance *instance_make(struct expander *x, const char *pattern, struct body *outer, struct stack *stack,
                               const char *name, struct span span, const struct condition *condition,
                               const struct value_field *values, size_t count);
/* An export's value; poison after MT1007. */
struct value instance_export(struct expander *x, struct scope *scope, struct instance *instance,
                             const struct atom *name, struct span span);
/* The same, VALUE_NULL where there is no such export. */
struct value instance_export_or_null(struct expander *x, struct instance *instance, const char *name);
/* Whether its pattern exports the name. */
bool instance_has_export(const struct instance *instance, const struct atom *name);
/* Everything in an instance, whether asked for or not. */
void walk_instance(struct expander *x, struct instance *instance);
/* An argument's value: what was given, or the default, as its type wants it. */
struct value argument_value(struct expander *x, struct symbol *symbol);

/* resource.c */
/* The resource of a declaration with its ID and type; what it holds, and its place in the stack, come with walk_resource. */
struct resource *resource_declare(struct expander *x, const struct decl_resource *declaration, struct part *part,
                                  struct value key);
/* Evaluates its properties and attributes, and puts it into its stack. */
void walk_resource(struct expander *x, const struct decl_resource *declaration, struct part *part,
                   struct resource *resource);
/* A value fit for the template: see resource.c. */
struct value settled_value(struct expander *x, struct scope *scope, const struct node *node);
/* Lays an override over the resource that its path names. */
void override_apply(struct expander *x, const struct override_seen *seen);
/* NULL: none has this ID. */
const struct resource *resource_by_id(struct expander *x, const struct stack *stack, const char *id);
/* Sets a property, or replaces it. */
void resource_set_property(struct expander *x, struct resource *resource, const char *key, struct value value);
/* Merges a map into the resource's Metadata. */
void resource_add_metadata(struct expander *x, struct resource *resource, struct value metadata);

/* walk.c: every declaration in order */
/* Declares the part if need be, and evaluates everything in it. */
void walk_part(struct expander *x, struct part *part);
/* The text of an `else`, or what else to say. */
struct value checked_message(struct expander *x, struct scope *scope, const struct node *message, const char *other);

/* name.c: logical IDs */
/* Adds a name in PascalCase: parts are split at what is no letter and no digit,
   each part's first letter is raised, the rest is kept. */
void pascal_add(struct buffer *buffer, struct text text);
/* path + Name + Key; a key of VALUE_NULL adds nothing. */
const char *path_join(struct expander *x, const char *path, struct text name, struct value key);
/* A family's key as text: a zone is its letter. False for what can be no key. */
bool key_text(struct expander *x, struct value key, struct text *text);

/* port.c */
/* The ports of a flow as written; poison after a message. */
struct value ports_of(struct expander *x, struct scope *scope, const struct list *nodes);
/* For arguments and exports of type `ports`: a number, a range, a name, a list. False where it is none of these. */
bool value_to_ports(struct expander *x, struct value value, struct value *ports);
/* A port as part of a logical ID: "80", "8000To8010", "All", "53Udp". */
struct text port_label(struct expander *x, struct value_port port);

/* flow_end.c: the sides of flows */
enum end_kind { END_TIER, END_NETWORK, END_VPC, END_RESOURCE };

struct end {
    enum end_kind kind;
    struct instance *instance;  /* END_TIER */
    const struct resource *resource;    /* END_RESOURCE: in an assertion only */
    struct value group;         /* END_TIER: what it exports; may be null */
    struct value network;       /* END_NETWORK: a CIDR, known or deployed */
    bool is_internet;           /* END_NETWORK */
    const char *label;          /* in logical IDs: "Web", "Internet" */
    const char *name;           /* in descriptions: "web", "the internet" */
};

struct ends {
    struct end *at;
    size_t count, room;
    bool takes_resources;       /* a resource may stand for itself: in an assertion */
};

/* Adds what an expression, or each of a list, names. Reports what is no end. */
void ends_add(struct ends *ends, struct expander *x, struct scope *scope, const struct node *node);
void ends_add_list(struct ends *ends, struct expander *x, struct scope *scope, const struct list *nodes);
struct end end_of_network(struct expander *x, struct value value);
/* What a value is called in logical IDs and descriptions. */
const char *end_label(struct expander *x, struct value value);
struct flow_end end_in_graph(struct expander *x, const struct end *end);

/* flow.c */
void flows_make(struct expander *x);

/* assertion.c: those about flows */
/* Those of the options, as if they stood in the scope. */
void assertions_take(struct expander *x, struct scope *scope);
/* All that were seen, once all tiers stand. */
void assertions_make(struct expander *x);

/* link.c: what a stack takes of another: an output there, a parameter here */
void link_stacks(struct expander *x);

/* finish.c: what each stack uses, DependsOn */
void finish_graph(struct expander *x);

#endif
