/* Syntax tree: what was written. The parser builds it in the session's arena;
   nothing changes it afterwards.

   Every node starts with struct node, whose kind says which structure it is.
   Lists are exact arrays behind their owner. A part that may be left out is
   NULL (count 0 for lists). After a syntax error the tree holds NODE_ERROR
   where an expression is missing. */
#ifndef MTC_SYNTAX_AST_H
#define MTC_SYNTAX_AST_H

#include "report/source.h"

enum node_kind {
    /* expressions */
    NODE_ERROR,         /* struct node: what a syntax error left; evaluates to poison */
    NODE_NULL,          /* struct node */
    NODE_BOOL,          /* literal.integer 0 or 1 */
    NODE_INTEGER,       /* literal.integer */
    NODE_NUMBER,        /* literal.number */
    NODE_PERCENT,       /* literal.number: 70 for 70% */
    NODE_DURATION,      /* literal.integer: milliseconds */
    NODE_SIZE,          /* literal.integer: bytes */
    NODE_CIDR,          /* literal.network */
    NODE_IP,            /* literal.network with prefix 32 */
    NODE_STRING,        /* string: all known */
    NODE_TEMPLATE,      /* list: NODE_STRING and expressions in turn: "a${b}c" */
    NODE_NAME,          /* name */
    NODE_TYPE_NAME,     /* name: AWS::EC2::Subnet as an expression */
    NODE_MEMBER,        /* member: x.name */
    NODE_INDEX,         /* binary: x[i] */
    NODE_ALL,           /* unary: xs[*] */
    NODE_CALL,          /* call */
    NODE_NOT,           /* unary */
    NODE_NEGATE,        /* unary */
    NODE_BINARY,        /* binary with op */
    NODE_IF,            /* choice */
    NODE_LIST,          /* list of expressions and NODE_SPREAD */
    NODE_OBJECT,        /* object */
    NODE_FOR_LIST,      /* comprehension: [for x, i in xs if c: e] */
    NODE_FOR_OBJECT,    /* comprehension: {for k, v in m if c: "${k}": e} */
    NODE_SPREAD,        /* unary: ...m, in a list or an object */
    NODE_PAIR,          /* binary: left is the key's expression (a field whose key is computed) */

    /* types */
    TYPE_NAMED,         /* name: string, cidr, tier, a pattern's or type's name; .module may stand before */
    TYPE_RESOURCE,      /* name: AWS::EC2::KeyPair::KeyName, as a parameter's type */
    TYPE_APPLY,         /* type_apply: list(T), map(T), ref(AWS::S::T), ssm(AWS::S::T) */
    TYPE_RECORD,        /* type_record: {a: T, b: T?, c: T = 1} */
    TYPE_UNION,         /* list of types */
    TYPE_LITERAL,       /* unary: "mysql", 3, true */
    TYPE_OPTIONAL,      /* unary: T? */

    /* declarations; each is a struct declaration first */
    DECL_ARCHITECTURE,  /* declaration: .name */
    DECL_USE,           /* decl_use */
    DECL_AZS,           /* decl_value: azs EXPR */
    DECL_PARAM,         /* decl_param */
    DECL_INPUT,         /* decl_param */
    DECL_ENV,           /* decl_value: .value is an object */
    DECL_LET,           /* decl_value */
    DECL_TYPE,          /* decl_value: .type */
    DECL_RESOURCE,      /* decl_resource */
    DECL_INSTANCE,      /* decl_instance */
    DECL_TIER,          /* decl_instance */
    DECL_FLOW,          /* decl_flow */
    DECL_ASSERT,        /* decl_check: assert EXPR else MESSAGE */
    DECL_ASSERT_FLOW,   /* decl_flow: assert [no] A -> B [: PORTS] [via C] [survives loss of …]; assert survives loss of … */
    DECL_WARN,          /* decl_check: warn EXPR else MESSAGE */
    DECL_EXPECT,        /* decl_check: expect EXPR else MESSAGE */
    DECL_EXPECT_ERROR,  /* decl_value: expect error "MT2003": .value is the string */
    DECL_OUTPUT,        /* decl_value: .fields is { description, export, when } */
    DECL_TAGS,          /* decl_value: .value is an object */
    DECL_OVERRIDE,      /* decl_override */
    DECL_WHEN,          /* decl_branch */
    DECL_IF,            /* decl_branch */
    DECL_FOR,           /* decl_for */
    DECL_PATTERN,       /* decl_pattern */
    DECL_EXPORT,        /* decl_value */
    DECL_STACK,         /* decl_stack */
    DECL_MAPPING,       /* decl_value: .value is an object */
    DECL_RULE,          /* decl_value: .value is an object */
    DECL_METADATA,      /* decl_value: .value is an object; no name */
    DECL_TRANSFORM,     /* decl_value: .value is a string or a list */
    DECL_TEST           /* decl_test */
};

enum operator {
    OP_OR, OP_AND,
    OP_EQUAL, OP_NOT_EQUAL, OP_LESS, OP_LESS_EQUAL, OP_GREATER, OP_GREATER_EQUAL, OP_IN,
    OP_RANGE, OP_ADD, OP_SUBTRACT, OP_MULTIPLY, OP_DIVIDE, OP_COALESCE
};

struct node {
    uint8_t kind;       /* enum node_kind */
    uint8_t op;         /* enum operator, for NODE_BINARY */
    uint16_t flags;
    uint32_t count;     /* items of what stands behind */
    struct span span;
};

struct network {
    uint32_t address;   /* host order */
    uint32_t prefix;    /* 0..32 */
};

struct literal {
    struct node head;
    union {
        int64_t integer;
        double number;
        struct network network;
    };
};

struct string {         /* NODE_STRING, escapes resolved, indentation stripped */
    struct node head;
    struct text text;   /* NUL-terminated */
};

struct name {           /* NODE_NAME, NODE_TYPE_NAME, TYPE_NAMED, TYPE_RESOURCE */
    struct node head;
    const struct atom *name;
    const struct atom *module;  /* TYPE_NAMED only: NAME.x; else NULL */
};

struct unary {
    struct node head;
    const struct node *operand;
};

struct binary {
    struct node head;
    const struct node *left, *right;
};

struct member {
    struct node head;
    const struct node *base;
    const struct atom *name;
    struct span name_span;
};

struct argument {
    const struct atom *name;    /* NULL: by position */
    struct span name_span;
    const struct node *value;
};

struct call {
    struct node head;           /* .count arguments */
    const struct node *callee;  /* NODE_NAME, or NODE_MEMBER for fn.NAME */
    struct argument arguments[];
};

struct choice {         /* if CONDITION then YES else NO */
    struct node head;
    const struct node *condition, *yes, *no;
};

struct list {           /* NODE_LIST, NODE_TEMPLATE, TYPE_UNION */
    struct node head;
    const struct node *items[];
};

struct field {
    const struct atom *key;     /* NULL: .value is a NODE_SPREAD or a NODE_PAIR */
    struct span key_span;
    const struct node *value;
};

struct object {
    struct node head;
    struct field fields[];
};

struct comprehension {
    struct node head;
    const struct atom *first, *second;      /* x, i or k, v; second may be NULL */
    struct span first_span, second_span;
    const struct node *source, *condition;  /* condition may be NULL */
    const struct node *key, *value;         /* key: NODE_FOR_OBJECT only */
};

struct type_apply {
    struct node head;           /* .count arguments */
    const struct atom *name;
    struct span name_span;
    const struct node *arguments[];
};

struct type_field {             /* also a pattern's parameter */
    const struct atom *name;
    struct span name_span;
    const struct node *type;    /* NULL: any of the default's kind */
    const struct node *standard;/* the default; may be NULL */
    struct text description;    /* ## lines above it; may be empty */
};

struct type_record {
    struct node head;
    struct type_field fields[];
};

/* What all declarations start with. */
struct declaration {
    struct node head;
    const struct atom *name;    /* NULL where the form has none */
    struct span name_span;
    const struct text *description; /* the ## lines above, joined by \n; NULL: none */
};

struct block {
    size_t count;
    const struct declaration **items;
};

struct decl_use {
    struct declaration head;
    struct text path;
    struct span path_span;
};

struct decl_value {
    struct declaration head;
    const struct node *type;    /* let and type only; may be NULL for let */
    const struct node *value;
    const struct object *fields;/* output only; may be NULL */
};

struct decl_param {
    struct declaration head;
    const struct node *type;    /* NULL: of the default's kind */
    const struct node *standard;/* the default; may be NULL */
    const struct object *fields;/* param only; may be NULL */
};

struct decl_resource {
    struct declaration head;
    const struct node *key;     /* resource NAME[key]; may be NULL */
    const struct atom *type;
    struct span type_span;
    const struct object *properties;    /* never NULL */
    const struct object *attributes;    /* with { … }; may be NULL */
};

struct decl_instance {          /* PATTERN NAME[key] { … }, tier NAME[key] = PATTERN { … } */
    struct declaration head;
    const struct node *key;
    const struct atom *module;  /* NAME.pattern; may be NULL */
    const struct atom *pattern;
    struct span pattern_span;
    const struct object *arguments;     /* never NULL */
};

enum flow_loss { LOSS_NONE, LOSS_ANY_AZ, LOSS_OF };

struct decl_flow {
    struct declaration head;    /* no name */
    const struct list *sources; /* NODE_LIST; NULL for `assert survives …` */
    const struct list *targets;
    const struct list *ports;   /* NULL: what the target exports */
    bool refused;               /* assert no … */
    const struct node *via;     /* may be NULL */
    enum flow_loss loss;
    const struct node *lost;    /* LOSS_OF: the zone */
};

struct decl_check {
    struct declaration head;
    const struct node *condition;
    const struct node *message; /* may be NULL */
};

struct decl_override {
    struct declaration head;
    const struct node *path;    /* NODE_NAME, NODE_MEMBER, NODE_INDEX */
    const struct object *properties;    /* never NULL */
    const struct object *attributes;    /* may be NULL */
};

struct decl_branch {            /* if and when; `else if` is a block of one */
    struct declaration head;
    const struct node *condition;
    struct block yes, no;
};

struct decl_for {
    struct declaration head;
    const struct atom *first, *second;  /* for X, I in LIST; second may be NULL */
    struct span first_span, second_span;
    const struct node *source;
    struct block body;
};

struct decl_pattern {
    struct declaration head;
    bool is_tier;
    size_t parameter_count;
    const struct type_field *parameters;
    struct block body;
};

struct decl_stack {
    struct declaration head;
    const struct node *region;  /* may be NULL */
    struct block body;
};

struct decl_test {              /* .head.name is NULL */
    struct declaration head;
    struct text title;
    const struct object *inputs;/* with { … }; may be NULL */
    struct block body;
};

/* One parsed file. */
struct syntax {
    const struct source *source;
    struct block body;
    struct text description;    /* of the architecture declaration */
};

#endif
