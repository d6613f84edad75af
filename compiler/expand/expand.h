/* Expand: from syntax to graph. Names, types, patterns, flows, logical IDs: all
   that makes resources out of a program. Knows no AWS service. */
#ifndef MTC_EXPAND_EXPAND_H
#define MTC_EXPAND_EXPAND_H

#include "expand/graph.h"
#include "model/modules.h"

/* -D NAME=VALUE: the value is an expression, or its text where a string is wanted. */
struct define {
    struct text name;
    struct text value;
};

struct expand_options {
    const char *environment;            /* --env; NULL: none */
    size_t define_count;
    const struct define *defines;
    size_t assertion_count;
    const char *const *assertions;      /* --assert: about flows, as behind the word `assert` */
    struct text default_name;           /* of the default stack without `architecture` */
    const struct decl_test *test;       /* compile for this test: its inputs count; NULL: an ordinary compile */
};

struct expander;

/* Expands a module. Mistakes are reported and the rest goes on; the graph is
   whole but means nothing if there were errors. In the arena. */
struct expander *expander_new(struct arena *arena, struct atoms *atoms, struct modules *modules,
                              struct reporter *reporter);
const struct graph *expand(struct expander *expander, struct module *main, const struct expand_options *options);
/* Adds the assertions of the options to the graph of a template; its resources
   and parameters are called by their logical IDs. */
void expand_assertions(struct expander *expander, struct graph *graph, struct module *module,
                       const struct expand_options *options);

/* For `test`: functions whose answers come from the template (resources(T),
   logical("X")); they return false when the name is none of theirs. */
struct expand_template_functions {
    struct value (*resources)(void *context, const struct atom *type, struct span span);
    struct value (*logical)(void *context, struct text id, struct span span);
    void *context;
};
/* What came of one expectation. */
enum expectation { EXPECTATION_MET, EXPECTATION_FAILED, EXPECTATION_BROKEN /* a mistake was reported */ };
struct expect_result {
    enum expectation outcome;
    struct span span;
    struct text message;        /* the else text, or what was compared; may be empty */
};
/* Runs a test's body after expand(): calls done for each expectation. */
void expand_test(struct expander *expander, const struct decl_test *test,
                 const struct expand_template_functions *functions,
                 void (*done)(void *context, struct expect_result result), void *context);

/* The tests of a file, in order. */
size_t expand_test_count(const struct module *module);
const struct decl_test *expand_test_at(const struct module *module, size_t index);

#endif
